//! Rules of law as dated data: figures with their start and their source, and the holidays that business days skip.

use domain::calendar::{self, Calendar, Holidays};
use domain::rights::{DatedFigure, Figure, Pack};
use serde::{Deserialize, Serialize};

use crate::lesson::Source;

/// The jurisdictions there is a pack for: an id (ISO 3166-2 where it is a part of a country), the country, and the part.
pub const JURISDICTIONS: [(&str, &str, Option<&str>); 4] = [
    ("us", "us", None),
    ("gb-eaw", "gb", Some("england-and-wales")),
    ("gb-sct", "gb", Some("scotland")),
    ("gb-nir", "gb", Some("northern-ireland")),
];

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

impl Law {
    /// The clocks of one part of the country, or of all of it: the rules and holidays that have no part, and those of
    /// this one. Days that are none are left out; the compiler has refused them.
    #[must_use]
    pub fn pack(&self, part: Option<&str>) -> Pack {
        let here = |of: &Option<String>| of.is_none() || of.as_deref() == part;
        let figure = |rule: &Rule| {
            let until = match &rule.end {
                Some(end) => Some(calendar::parse(end)?),
                None => None,
            };
            let from = calendar::parse(&rule.start)?;
            Some(DatedFigure { figure: Figure::from_id(&rule.id)?, value: rule.value, from, until })
        };
        let figures = self.rules.iter().filter(|rule| here(&rule.part)).filter_map(figure).collect();
        let days = self.holidays.iter().filter(|holiday| here(&holiday.part));
        let holidays = Holidays::new(days.filter_map(|holiday| calendar::parse(&holiday.date)).collect());
        Pack::new(figures, Calendar { holidays, ..Calendar::default() })
    }
}

/// One figure that the law sets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Stable id, the unit last: `validation_period_days`. One of the domain's figures.
    pub id: String,
    /// Part of the country it holds in, where not all of it: `england-and-wales`, `scotland`, `northern-ireland`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
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
