//! Dated figures that authorities publish: how they turn weeks into months, what they allow a household, and from which
//! sums on their rules apply. All of them can be replaced by the operator, and none of them decides anything.

use domain::budget::{Convention, Guideline, GuidelineRule, TimesAMonth};
use domain::calendar;
use domain::money::{Amount, Currency};
use json::document;
use serde::Deserialize;

use crate::lesson::Source;

/// The standards of one country, in every language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standards {
    /// ISO 3166 two-letter code in lower case. The name of the file tells it.
    #[serde(skip)]
    pub country: String,
    /// Ways to turn days and weeks into months.
    #[serde(default, rename = "convention")]
    pub conventions: Vec<ConventionData>,
    /// What a household is allowed on some groups of the budget.
    #[serde(default, rename = "guideline")]
    pub guidelines: Vec<GuidelineData>,
    /// Other figures, by household size where they depend on it.
    #[serde(default, rename = "table")]
    pub tables: Vec<Table>,
}

/// What a page takes of the file of a country's standards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guidelines {
    /// Ways to turn days and weeks into months.
    pub conventions: Vec<ConventionData>,
    /// What a household is allowed on some groups of the budget.
    pub guidelines: Vec<GuidelineData>,
}

/// An authority's fixed factors. What it does not name follows from 52 weeks and 365 days in 12 months.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConventionData {
    /// Stable id, the country first: `us-snap`.
    pub id: String,
    /// Whose rule it is, in two or three words of English.
    pub name_en: String,
    /// Whose rule it is, in two or three words of Spanish.
    pub name_es: String,
    /// Days in a month, as printed: `365/12`, `30.4`.
    pub day: Option<String>,
    /// Weeks in a month: `52/12`, `4.3`.
    pub week: Option<String>,
    /// Two-week periods in a month: `26/12`, `2.15`.
    pub two_weeks: Option<String>,
    /// Four-week periods in a month: `13/12`.
    pub four_weeks: Option<String>,
    /// First day on which it is known to hold.
    #[serde(rename = "from")]
    pub start: String,
    /// Last day on which somebody looks at it again.
    pub review_by: String,
    /// The rule for the person whose figures are converted, in English.
    pub en: String,
    /// The rule in Spanish.
    pub es: String,
    /// Where it is published.
    pub source: Source,
}

/// What a household is allowed a month on some groups of the budget together, in major units.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuidelineData {
    /// Stable id.
    pub id: String,
    /// Ids of the groups it is about.
    pub groups: Vec<String>,
    /// For a household of one, two, three … people.
    pub by_people: Vec<i64>,
    /// Added for each person beyond, in major units.
    pub each_more: i64,
    /// First day it holds. In the file of an operator it may be called `start`.
    #[serde(rename = "from", alias = "start")]
    pub start: String,
    /// Last day, if it has ended. In the file of an operator it may be called `end`.
    #[serde(rename = "until", alias = "end")]
    pub end: Option<String>,
    /// Last day on which somebody looks at it again; empty for an operator's own, who looks after it.
    #[serde(default)]
    pub review_by: String,
    /// Seen in one transcription only, not at the authority itself.
    #[serde(default)]
    pub unconfirmed: bool,
    /// What it is, in English.
    pub en: String,
    /// What it is, in Spanish.
    pub es: String,
    /// Where it is published.
    pub source: Source,
}

/// A figure, or one for each size of household, in major units.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Stable id, the unit last: `poverty_guideline_yearly`.
    pub id: String,
    /// Part of the country it holds in, where not all of it.
    pub part: Option<String>,
    /// One figure, or one for each size of household from one person on.
    pub values: Vec<i64>,
    /// For each person beyond, where the authority says so.
    pub each_more: Option<i64>,
    /// First day it holds.
    #[serde(rename = "from")]
    pub start: String,
    /// Last day, if it has ended.
    #[serde(rename = "until")]
    pub end: Option<String>,
    /// Last day on which somebody looks at it again.
    pub review_by: String,
    /// Seen in one transcription only, not at the authority itself.
    #[serde(default)]
    pub unconfirmed: bool,
    /// What it is, in English.
    pub en: String,
    /// What it is, in Spanish.
    pub es: String,
    /// Where it is published.
    pub source: Source,
}

document!(Standards { country, conventions, guidelines, tables });
document!(Table {
    id, part = filled, values, each_more = filled, start, end = filled, review_by = default, unconfirmed, en, es, source,
});
document!(Guidelines { conventions, guidelines });
document!(ConventionData {
    id, name_en, name_es, day = filled, week = filled, two_weeks = filled, four_weeks = filled, start = default,
    review_by = default, en, es, source,
});
document!(GuidelineData {
    id, groups, by_people, each_more, start, end = filled, review_by = default, unconfirmed, en, es, source,
});

impl ConventionData {
    /// The convention the domain converts with; `None` if a factor is none, which the compiler has refused.
    #[must_use]
    pub fn convention(&self) -> Option<Convention> {
        let usual = Convention::YEAR_OF_52_WEEKS;
        let factor = |text: &Option<String>, usual: TimesAMonth| match text {
            Some(text) => TimesAMonth::parse(text),
            None => Some(usual),
        };
        Some(Convention {
            day: factor(&self.day, usual.day)?,
            week: factor(&self.week, usual.week)?,
            two_weeks: factor(&self.two_weeks, usual.two_weeks)?,
            four_weeks: factor(&self.four_weeks, usual.four_weeks)?,
        })
    }
}

impl GuidelineData {
    /// The guideline as the domain checks it; `place` finds a group in the catalogue. `None` for dates or amounts that
    /// are none, which the compiler has refused.
    #[must_use]
    pub fn guideline(&self, currency: Currency, place: impl Fn(&str) -> Option<usize>) -> Option<Guideline> {
        let minor = |major: i64| major.checked_mul(currency.minor_per_major()).map(Amount::from_minor);
        Some(Guideline {
            groups: self.groups.iter().filter_map(|group| place(group)).collect(),
            rule: GuidelineRule::ByPeople {
                steps: self.by_people.iter().map(|&major| minor(major)).collect::<Option<_>>()?,
                each_more: minor(self.each_more)?,
            },
            from: calendar::parse(&self.start)?,
            until: match &self.end {
                Some(end) => Some(calendar::parse(end)?),
                None => None,
            },
        })
    }
}
