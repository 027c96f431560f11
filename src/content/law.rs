//! Rules of law as dated data: figures with their start and their source, and the holidays that business days skip.

use serde::{Deserialize, Serialize};

use crate::lesson::Source;

/// The dated rules of one country, in every language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Law {
    /// ISO 3166 two-letter code in lower case.
    pub country: String,
    /// Rules, each one figure.
    pub rules: Vec<Rule>,
    /// Days on which business days stand still, in order.
    pub holidays: Vec<Holiday>,
    /// Where the holidays come from.
    pub holidays_source: Source,
}

/// One figure that the law sets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Stable id, the unit last: `validation_period_days`.
    pub id: String,
    /// The figure, in the unit of the id.
    pub value: i64,
    /// First day it holds, `YYYY-MM-DD`.
    pub start: String,
    /// Last day it holds, if it has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    /// What it means, in English: for the desk and the receipt of a decision.
    pub en: String,
    /// The same in Spanish.
    pub es: String,
    /// Where it stands.
    pub source: Source,
}

/// A day on which business days stand still.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Holiday {
    /// The day it is kept, `YYYY-MM-DD`.
    pub date: String,
    /// Its name, as the law gives it.
    pub name: String,
    /// Part of the country it is kept in, where not all of it: `england-and-wales`, `scotland`, `northern-ireland`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
}
