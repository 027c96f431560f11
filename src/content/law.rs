//! Rules of law as dated data: figures with their start and their source, and the holidays that business days skip.

use domain::calendar::{self, Calendar, Holidays, Weekday, YearlyDay, YearlyHoliday};
use domain::rights::{DatedFigure, Figure, Pack};
use jiff::civil::Date;
use json::document;
use serde::Deserialize;

use crate::lesson::Source;

/// The jurisdictions there is a pack for: an id (ISO 3166-2 where it is a part of a country), the country, and the part.
pub const JURISDICTIONS: [(&str, &str, Option<&str>); 4] = [
    ("us", "us", None),
    ("gb-eaw", "gb", Some("england-and-wales")),
    ("gb-sct", "gb", Some("scotland")),
    ("gb-nir", "gb", Some("northern-ireland")),
];

/// A state with a rule of its own that is stricter than its country's.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// The part that its rules name: `massachusetts`.
    pub id: String,
    /// Its postal abbreviation in lower case: `ma`.
    pub code: String,
    /// What it is called, in every language.
    pub name: String,
}

/// The dated rules of one country, in every language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// ISO 3166 two-letter code in lower case. The name of the file tells it.
    #[serde(skip)]
    pub country: String,
    /// Rules, each one figure.
    #[serde(default, rename = "rule")]
    pub rules: Vec<Rule>,
    /// States with stricter rules, as far as they are known.
    #[serde(default, rename = "state")]
    pub states: Vec<State>,
    /// Days on which business days stand still, as they were published for whole years, in order.
    #[serde(default)]
    pub holidays: Vec<Holiday>,
    /// Days that a statute names for every year, where it does.
    #[serde(default)]
    pub yearly: Vec<Yearly>,
    /// The first year the statute's days are known for.
    pub yearly_since: Option<i64>,
    /// The last day on which somebody looks at the holidays again, `YYYY-MM-DD`.
    pub holidays_review_by: String,
    /// Where the holidays come from.
    pub holidays_source: Source,
    /// Where it stands that banks are shut on the Monday after a holiday that falls on a Sunday, if they are.
    pub banks_monday_source: Option<Source>,
}

document!(Law {
    country, rules, states = default, holidays = default, yearly = default, yearly_since = filled,
    holidays_review_by = default, holidays_source,
    banks_monday_source = filled,
});
document!(State { id, code, name });
document!(Rule {
    id, part = filled, value, start, end = filled, review_by = default, en, es, unconfirmed, source,
});
document!(Holiday { date, name, part = filled });
document!(Yearly { name, month, day = filled, weekday = filled, nth = filled, since = filled });

impl Law {
    /// The clocks of one part of the country, or of all of it: the rules and holidays that have no part, and those of
    /// this one. A rule of the part stands in the place of the country's. Days that are none are left out; the compiler
    /// has refused them.
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
        let figures = self.rules.iter().filter(|rule| self.is_of(part, rule)).filter_map(figure).collect();
        let holidays = match self.yearly_since {
            Some(since) => Holidays::yearly(self.yearly.iter().filter_map(Yearly::holiday).collect(), since),
            None => {
                let days = self.holidays.iter().filter(|holiday| here(&holiday.part));
                Holidays::published(days.filter_map(|holiday| calendar::parse(&holiday.date)).collect())
            }
        };
        let calendar = |holidays| Calendar { holidays, ..Calendar::default() };
        let pack = Pack::new(figures, calendar(holidays.clone()));
        match self.banks_monday_source {
            Some(_) => pack.with_banks(calendar(holidays.with_monday_after_sunday())),
            None => pack,
        }
    }

    /// The part that the rules of a state name, by its postal abbreviation; `None` where no stricter rule is known.
    #[must_use]
    pub fn state(&self, code: Option<&str>) -> Option<&str> {
        self.states.iter().find(|state| Some(state.code.as_str()) == code).map(|state| state.id.as_str())
    }

    /// Whether a rule holds in a part: its own, or one of the country's that the part has not replaced.
    fn is_of(&self, part: Option<&str>, rule: &Rule) -> bool {
        match rule.part {
            Some(_) => rule.part.as_deref() == part,
            None => {
                !self.rules.iter().any(|own| own.id == rule.id && own.part.is_some() && own.part.as_deref() == part)
            }
        }
    }

    /// The name of the holiday that a part keeps on a day, as the law gives it. A Monday that banks keep after a holiday on
    /// a Sunday has the name of that holiday.
    #[must_use]
    pub fn holiday_name(&self, part: Option<&str>, day: Date) -> Option<&str> {
        let published = |holiday: &&Holiday| {
            (holiday.part.is_none() || holiday.part.as_deref() == part) && calendar::parse(&holiday.date) == Some(day)
        };
        let by_statute = |holiday: &&Yearly, day: Date| {
            let kept = holiday.holiday();
            kept.is_some_and(|kept| kept.since <= day.year().into() && kept.day.in_year(day.year().into()) == Some(day))
        };
        let named =
            |day: Date| self.yearly.iter().find(|holiday| by_statute(holiday, day)).map(|one| one.name.as_str());
        let moved = || {
            let is_moved = self.banks_monday_source.is_some() && calendar::weekday(day) == Weekday::Monday;
            named(calendar::plus_days(day, -1).filter(|_| is_moved)?)
        };
        let published = self.holidays.iter().find(published).map(|holiday| holiday.name.as_str());
        published.or_else(|| named(day)).or_else(moved)
    }

    /// The rule that a figure of a part's pack stands in.
    #[must_use]
    pub fn rule(&self, part: Option<&str>, dated: &DatedFigure) -> Option<&Rule> {
        let is_it = |rule: &&Rule| {
            rule.id == dated.figure.id() && self.is_of(part, rule) && calendar::parse(&rule.start) == Some(dated.from)
        };
        self.rules.iter().find(is_it)
    }
}

/// One figure that the law sets.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Stable id, the unit last: `validation_period_days`. One of the domain's figures.
    pub id: String,
    /// Part of the country it holds in, where not all of it: `england-and-wales`, `scotland`, `northern-ireland`, or the
    /// id of a [`State`].
    pub part: Option<String>,
    /// The figure, in the unit of the id.
    pub value: i64,
    /// First day it holds, `YYYY-MM-DD`.
    #[serde(rename = "from")]
    pub start: String,
    /// Last day it holds, if it has ended.
    #[serde(rename = "until")]
    pub end: Option<String>,
    /// Last day on which somebody looks at it again, `YYYY-MM-DD`.
    pub review_by: String,
    /// What it means, in English: for the desk and the receipt of a decision.
    pub en: String,
    /// What it means, in Spanish.
    pub es: String,
    /// Seen in one transcription only, not at the authority itself.
    #[serde(default)]
    pub unconfirmed: bool,
    /// Where the rule is published.
    pub source: Source,
}

/// A day on which business days stand still.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Holiday {
    /// The day it is kept, `YYYY-MM-DD`.
    pub date: String,
    /// Its name, as the law gives it.
    pub name: String,
    /// Part of the country it is kept in, where not all of it: `england-and-wales`, `scotland`, `northern-ireland`.
    pub part: Option<String>,
}

/// A holiday that a statute names for every year: a day of a month, or a weekday of it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Yearly {
    /// Its name, as the law gives it.
    pub name: String,
    /// The month, 1 to 12.
    pub month: i64,
    /// The day of the month, where it has a fixed one.
    pub day: Option<i64>,
    /// The weekday otherwise: `monday`.
    pub weekday: Option<String>,
    /// Which such weekday of the month: 1 to 4, or −1 for the last.
    pub nth: Option<i64>,
    /// The first year it was kept, where that is later than the statute's first.
    pub since: Option<i64>,
}

impl Yearly {
    /// The holiday as the calendar keeps it; `None` if it is none, which the compiler has refused.
    #[must_use]
    pub fn holiday(&self) -> Option<YearlyHoliday> {
        let month = self.month;
        let day = match (self.day, &self.weekday, self.nth) {
            (Some(day), None, None) => YearlyDay::Fixed { month, day },
            (None, Some(weekday), Some(nth)) => YearlyDay::Weekday { month, weekday: Weekday::from_id(weekday)?, nth },
            _ => return None,
        };
        // Every one of them is in every year: 29 February, or a fifth Monday, would be none.
        day.in_year(2_027)?;
        Some(YearlyHoliday { day, since: self.since.unwrap_or(i64::MIN) })
    }
}
