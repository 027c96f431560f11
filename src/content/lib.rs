//! Data with types: what the pages read besides words of their own.
//!
//! The sources are Markdown and TOML beside this file: `countries/` (budget catalogue, debt kinds, free advice),
//! `lessons/` and `quizzes/`, `glossary.<lang>.toml`, `law/` (dated rules and holidays), `standards/`
//! (dated figures of authorities). `compile` turns them into one
//! small JSON file per page and language, natively, so that no sentence and no parser for them weighs on the wasm: the
//! page fetches `/content/...` and reads the types below.
//!
//! Nothing here computes. What a figure means and how it is used is the domain's business.

use domain::money::Currency;
use domain::rate::RateBasis;

mod country;
mod glossary;
mod law;
mod lesson;
mod standard;

#[cfg(any(feature = "compile", test))]
pub mod compile;

#[cfg(test)]
mod tests;

pub use country::{
    AdviceRoute, BudgetGroup, BudgetLine, Country, CrisisLine, DebtKind, FrequencyConvention, GenuineCheck, Side,
};
pub use glossary::{Glossary, Term};
pub use law::{Holiday, JURISDICTIONS, Law, Rule, State, Yearly};
pub use lesson::{Choice, Lesson, LessonIndex, LessonSummary, Question, Segment, Source};
pub use standard::{ConventionData, GuidelineData, Guidelines, Standards, Table};

/// The languages every text exists in, as the page and the file names write them.
pub const LANGUAGES: [&str; 2] = ["en", "es"];

/// The countries there is data for, as ISO 3166 two-letter codes in lower case.
pub const COUNTRIES: [&str; 2] = ["us", "gb"];

/// The currencies that can be chosen, as ISO 4217 codes: of the neighbours, of the countries many people here come from
/// or send money to, and the large ones of the world. A debt that is saved in another one keeps it.
pub const CURRENCIES: [&str; 32] = [
    "USD", "GBP", "EUR", "CAD", "MXN", "JPY", "CNY", "INR", "AUD", "BRL", "CHF", "COP", "CRC", "DOP", "GHS", "GTQ",
    "HNL", "HTG", "ILS", "JMD", "KES", "KRW", "NGN", "NZD", "PEN", "PHP", "PKR", "PLN", "RON", "UAH", "VND", "ZAR",
];

/// The currencies of countries in which the law has lenders state the effective rate, as ISO 4217 codes: the United
/// Kingdom (FCA CONC App 1.2, April 2014), the European Union (Directive 2008/48/EC, Annex I; Directive (EU) 2023/2225,
/// Annex III) and its neighbours in the European Economic Area.
const EFFECTIVE_RATE_CURRENCIES: [&str; 11] =
    ["GBP", "EUR", "BGN", "CZK", "DKK", "HUF", "ISK", "NOK", "PLN", "RON", "SEK"];

/// What a rate in a contract means by the custom of the country in whose currency the debt is, unless somebody says
/// otherwise: in the United States (12 CFR 1026.14(b)) and elsewhere the rate of a period times the periods in a year.
#[must_use]
pub fn rate_custom(currency: Currency) -> RateBasis {
    if EFFECTIVE_RATE_CURRENCIES.contains(&currency.code()) { RateBasis::Effective } else { RateBasis::Nominal }
}

/// What a country calls the days on which its banks move no money. On either a payment that falls due waits for the next
/// working day: Direct Debits and standing orders in the United Kingdom (Bacs processing calendar), transfers by ACH in
/// the United States (Federal Reserve holiday schedule; Nacha Operating Rules).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosedDays {
    /// Weekends and bank holidays: the United Kingdom.
    BankHolidays,
    /// Weekends and federal holidays: the United States.
    FederalHolidays,
    /// Weekends and public holidays, wherever else.
    PublicHolidays,
}

impl ClosedDays {
    /// Those of the country in whose currency a payment is.
    #[must_use]
    pub fn of(currency: Currency) -> Self {
        match currency.code() {
            "GBP" => Self::BankHolidays,
            "USD" => Self::FederalHolidays,
            _ => Self::PublicHolidays,
        }
    }
}

/// The first of [`CURRENCIES`], in which a counsellor can make out an invitation, at the desk and by the API.
pub const INVITATION_CURRENCIES: &[&str] = CURRENCIES.split_at(5).0;

/// The language that the content has for readers of `lang`: English, where it is not in theirs.
fn in_content(lang: &str) -> &str {
    if LANGUAGES.contains(&lang) { lang } else { LANGUAGES[0] }
}

/// Where the page fetches a country's data: `content/country-us.en.json`, relative to the site root.
#[must_use]
pub fn country_path(country: &str, lang: &str) -> String {
    ["content/country-", country, ".", in_content(lang), ".json"].concat()
}

/// Where the page fetches the list of lessons.
#[must_use]
pub fn lesson_index_path(lang: &str) -> String {
    ["content/lessons.", in_content(lang), ".json"].concat()
}

/// Where the page fetches one lesson.
#[must_use]
pub fn lesson_path(id: &str, lang: &str) -> String {
    ["content/lesson-", id, ".", in_content(lang), ".json"].concat()
}

/// Where the page fetches the glossary.
#[must_use]
pub fn glossary_path(lang: &str) -> String {
    ["content/glossary.", in_content(lang), ".json"].concat()
}

/// Where the page and the server find the dated rules of law of a country. Labels are in every language inside.
#[must_use]
pub fn law_path(country: &str) -> String {
    ["content/law-", country, ".json"].concat()
}

/// Where the published standards of a country are. Labels are in every language inside.
#[must_use]
pub fn standards_path(country: &str) -> String {
    ["content/standards-", country, ".json"].concat()
}
