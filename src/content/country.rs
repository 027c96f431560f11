//! What differs between countries: currency, budget catalogue, kinds of debt, free advice, how to check a collector.

use domain::budget::{Convention, Frequency, TimesAMonth};
use json::{choice, document};
use serde::Deserialize;

use crate::lesson::Source;

/// One country in one language, as the page fetches it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166 two-letter code in lower case: `us`, `gb`.
    pub id: String,
    /// Language of every text inside: `en`, `es`.
    pub lang: String,
    /// Name of the country, in that language.
    pub name: String,
    /// ISO 4217 code of the currency a budget here starts in.
    pub currency: String,
    /// Where the quick exit leads: a harmless page of another site, over https.
    pub quick_exit_url: String,
    /// How amounts with different frequencies become one month.
    pub frequencies: FrequencyConvention,
    /// Places that help for nothing, the one to show first first.
    pub advice: Vec<AdviceRoute>,
    /// Lines for somebody for whom it is all too much, the one to show first first.
    pub crisis: Vec<CrisisLine>,
    /// Steps by which a person can find out whether a collector is genuine, in order.
    pub genuine: Vec<GenuineCheck>,
    /// Kinds of debt a client can choose from, in the order to show them.
    pub debt_kinds: Vec<DebtKind>,
    /// Groups of the budget, in the order to show them; each line names its group.
    pub groups: Vec<BudgetGroup>,
    /// Lines of the budget, group by group, in the order to show them.
    pub lines: Vec<BudgetLine>,
}

impl Country {
    /// The lines of one group, in order.
    pub fn lines_of<'a>(&'a self, group: &'a str) -> impl Iterator<Item = &'a BudgetLine> {
        self.lines.iter().filter(move |line| line.group == group)
    }

    /// The lines of the quick form on one side of the budget, in order.
    pub fn quick_lines(&self, side: Side) -> impl Iterator<Item = &BudgetLine> {
        self.lines.iter().filter(move |line| line.quick && line.side == side)
    }
}

/// On which side of the budget a group stands. Left over = income − outgoing − saving (− offers to priority debts).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Money that comes in.
    Income,
    /// Money that goes out on living.
    Outgoing,
    /// Money put by.
    Saving,
}

/// How a weekly or daily figure becomes a monthly one. The factors are whole numbers so that no rounding hides here:
/// a month is `weeks_per_year ÷ 12` weeks and `days_per_year ÷ 12` days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrequencyConvention {
    /// Weeks counted in a year.
    pub weeks_per_year: u16,
    /// Days counted in a year.
    pub days_per_year: u16,
    /// The rule in a sentence or two for the person whose figures are converted.
    pub explanation: String,
    /// An authority that uses this rule.
    pub source: Source,
}

impl FrequencyConvention {
    /// The convention the domain converts with: exact fractions, all from the two figures above.
    #[must_use]
    pub fn convention(&self) -> Convention {
        let weeks = i64::from(self.weeks_per_year);
        Convention {
            day: TimesAMonth { numerator: i64::from(self.days_per_year), denominator: 12 },
            week: TimesAMonth { numerator: weeks, denominator: 12 },
            two_weeks: TimesAMonth { numerator: weeks, denominator: 24 },
            four_weeks: TimesAMonth { numerator: weeks, denominator: 48 },
        }
    }
}

/// A place that helps with debt for nothing. Every fact was looked up on [`AdviceRoute::checked`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdviceRoute {
    /// Stable id.
    pub id: String,
    /// What the place calls itself.
    pub name: String,
    /// What it does for a person, in a sentence or two.
    pub what: String,
    /// The number as a person reads it, if it is certain.
    pub phone: Option<String>,
    /// The number for a `tel:` link: digits, with a leading plus where it has a country code.
    pub phone_link: Option<String>,
    /// When someone answers, if it is certain.
    pub hours: Option<String>,
    /// Its own page, over https.
    pub url: String,
    /// Whom it is for, where that is not everybody: `business`.
    pub only_for: Option<String>,
    /// The month in which the facts were last looked up: `2026-11`.
    pub checked: String,
    /// Where they were looked up.
    pub source: Source,
}

/// A line that listens day and night to somebody in a crisis. Every fact was looked up on [`CrisisLine::checked`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrisisLine {
    /// Stable id.
    pub id: String,
    /// What it calls itself.
    pub name: String,
    /// Whom it is for, in two or three sentences.
    pub what: String,
    /// The number as a person reads it.
    pub phone: String,
    /// The number for a `tel:` link: digits only.
    pub phone_link: String,
    /// Its own page, over https.
    pub url: String,
    /// The month in which the facts were last looked up: `2026-11`.
    pub checked: String,
}

/// One step by which a person checks that a collector is who they say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GenuineCheck {
    /// Stable id.
    pub id: String,
    /// What to do, in plain words.
    pub text: String,
    /// A page that helps with this step, over https.
    pub url: Option<String>,
    /// What to call the link to that page.
    pub link_label: Option<String>,
}

/// A kind of debt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DebtKind {
    /// Stable id, that of the domain's `DebtKind`: `credit_card`, `payday` … A country has those that people owe there.
    pub id: String,
    /// What to call it.
    pub label: String,
    /// Whether such a debt is a priority unless the client says otherwise: not paying it can cost home, liberty, fuel
    /// or essential goods.
    pub priority: bool,
    /// What is at stake when it is a priority; otherwise help with the choice, where help is needed.
    pub hint: Option<String>,
}

/// A group of lines of the budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetGroup {
    /// Stable id.
    pub id: String,
    /// Its side of the budget.
    pub side: Side,
    /// What to call it.
    pub label: String,
    /// The larger part of the statement it belongs to, where the country's practice has one: `fixed`, `flexible`.
    pub part: Option<String>,
}

/// One line of the budget catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetLine {
    /// Stable id, unique in the country. The same thing has the same id in every country, so a budget can move.
    pub id: String,
    /// The group it stands in.
    pub group: String,
    /// The side of the budget of that group.
    pub side: Side,
    /// What to call it.
    pub label: String,
    /// What belongs in it, where the label does not say.
    pub hint: Option<String>,
    /// How often it usually happens: only the first choice of the form.
    pub frequency: Frequency,
    /// Whether the quick form shows it.
    pub quick: bool,
}

document!(Country {
    id,
    lang,
    name,
    currency,
    quick_exit_url,
    frequencies,
    advice,
    crisis = default,
    genuine,
    debt_kinds,
    groups,
    lines,
});
document!(FrequencyConvention { weeks_per_year, days_per_year, explanation, source });
document!(AdviceRoute {
    id, name, what, phone = filled, phone_link = filled, hours = filled, url, only_for = filled, checked, source,
});
document!(CrisisLine { id, name, what, phone, phone_link, url, checked });
document!(GenuineCheck { id, text, url = filled, link_label = filled });
document!(DebtKind { id, label, priority, hint = filled });
document!(BudgetGroup { id, side, label, part = filled });
document!(BudgetLine { id, group, side, label, hint = filled, frequency, quick });

choice!(Side { Income: "income", Outgoing: "outgoing", Saving: "saving" });
