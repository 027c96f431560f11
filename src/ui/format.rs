//! Figures and dates in the reader's language.
//!
//! ```text
//! let format = BrowserFormat::new(Locale::choose(language, Currency::USD));
//! format.money(Amount::from_minor(186_333), Currency::USD)   // "$1,863.33"
//! ```
//!
//! Money reaches the browser's formatter as decimal text, never as a float, so that every figure stays exact. The
//! browser's formatter objects are costly to make and are made once for each locale and kind.
//! [`PlainFormat`] gives fixed, plain output for native tests and for snapshots.

mod browser;

pub use browser::{BrowserFormat, BrowserPlurals};

use domain::money::{Amount, Currency};
use jiff::civil::Date;
use words::Language;

/// The language of words with the country's habit of writing figures, as a BCP 47 tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locale(&'static str);

impl Default for Locale {
    fn default() -> Self {
        Self("en-US")
    }
}

impl Locale {
    /// The locale of a language for somebody whose debts are in this currency.
    #[must_use]
    pub fn choose(language: &Language, currency: Currency) -> Self {
        Self(if currency == Currency::USD { language.figures_usd } else { language.figures })
    }

    /// The BCP 47 tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        self.0
    }

    /// Which number of a date people expect first when they type it in three fields.
    #[must_use]
    pub fn date_order(self) -> crate::form::DateOrder {
        if self.0 == "en-US" { crate::form::DateOrder::MonthDayYear } else { crate::form::DateOrder::DayMonthYear }
    }
}

/// Writes figures and dates for people.
pub trait Format: Send + Sync {
    /// An amount to the minor unit: "$1,863.33".
    fn money(&self, amount: Amount, currency: Currency) -> String;

    /// An amount without its minor units, rounded half away from zero: "$1,863". For axes and overviews only.
    fn money_whole(&self, amount: Amount, currency: Currency) -> String;

    /// The sign that stands in front of an amount field: "$", "£", "MX$".
    fn currency_sign(&self, currency: Currency) -> String;

    /// A day: "March 27, 2027".
    fn date(&self, date: Date) -> String;

    /// A day with its weekday: "Saturday, March 27, 2027".
    fn weekday(&self, date: Date) -> String;

    /// A month: "May 2029". `month` from 1 to 12.
    fn month(&self, year: i16, month: i8) -> String;

    /// A month in little room: "Sep 2029". `month` from 1 to 12.
    fn month_short(&self, year: i16, month: i8) -> String;

    /// A day and a time of day where the reader is, from milliseconds since 1970 in UTC.
    fn moment(&self, unix_ms: i64) -> String;

    /// A rate given as decimal text in percent ("19.9"): "19.9%". Text that is no number comes back with a sign.
    fn percent(&self, rate: &str) -> String;

    /// A whole number: "1,200".
    fn number(&self, number: i64) -> String;

    /// Several things in a sentence: "a, b, and c".
    fn list(&self, items: &[&str]) -> String;
}

/// The amount as decimal text without minor units, rounded half away from zero.
fn whole_text(amount: Amount, currency: Currency) -> String {
    let unit = i128::from(currency.minor_per_major());
    let minor = i128::from(amount.minor());
    let half = if minor < 0 { -(unit / 2) } else { unit / 2 };
    ((minor + half) / unit).to_string()
}

/// Formats alike on every machine: for native tests. Dates as ISO 8601, moments in UTC seconds, digits as in English.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlainFormat;

impl PlainFormat {
    const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    fn signed(decimal: &str, sign: &str) -> String {
        let (minus, digits) = decimal.strip_prefix('-').map_or(("", decimal), |digits| ("-", digits));
        [minus, sign, &grouped(digits)].concat()
    }
}

/// Groups the whole part of decimal text in threes.
fn grouped(digits: &str) -> String {
    let whole = digits.split('.').next().unwrap_or_default().len();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && index < whole && (whole - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn two(number: i8) -> String {
    if number < 10 { ["0", &number.to_string()].concat() } else { number.to_string() }
}

impl Format for PlainFormat {
    fn money(&self, amount: Amount, currency: Currency) -> String {
        Self::signed(&currency.decimal_text(amount), &self.currency_sign(currency))
    }

    fn money_whole(&self, amount: Amount, currency: Currency) -> String {
        Self::signed(&whole_text(amount, currency), &self.currency_sign(currency))
    }

    fn currency_sign(&self, currency: Currency) -> String {
        match currency.code() {
            "USD" => "$".to_owned(),
            "GBP" => "£".to_owned(),
            "EUR" => "€".to_owned(),
            other => [other, " "].concat(),
        }
    }

    fn date(&self, date: Date) -> String {
        date.to_string()
    }

    fn weekday(&self, date: Date) -> String {
        [Self::WEEKDAYS[usize::from(date.weekday().to_monday_zero_offset().unsigned_abs())], ", ", &date.to_string()]
            .concat()
    }

    fn month(&self, year: i16, month: i8) -> String {
        [&year.to_string(), "-", &two(month)].concat()
    }

    fn month_short(&self, year: i16, month: i8) -> String {
        self.month(year, month)
    }

    fn moment(&self, unix_ms: i64) -> String {
        jiff::Timestamp::from_second(unix_ms.div_euclid(1000)).map(|moment| moment.to_string()).unwrap_or_default()
    }

    fn percent(&self, rate: &str) -> String {
        [rate, "%"].concat()
    }

    fn number(&self, number: i64) -> String {
        Self::signed(&number.to_string(), "")
    }

    fn list(&self, items: &[&str]) -> String {
        match items {
            [first @ .., last] if !first.is_empty() => [&first.join(", "), " and ", last].concat(),
            _ => items.concat(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_figures() {
        let plain = PlainFormat;
        let yen = Currency::from_code("JPY").unwrap();
        for (minor, exact, whole) in [
            (0, "$0.00", "$0"),
            (186_333, "$1,863.33", "$1,863"),
            (186_350, "$1,863.50", "$1,864"),
            (-186_350, "-$1,863.50", "-$1,864"),
            (123_456_789, "$1,234,567.89", "$1,234,568"),
            (99_999, "$999.99", "$1,000"),
        ] {
            assert_eq!(plain.money(Amount::from_minor(minor), Currency::USD), exact);
            assert_eq!(plain.money_whole(Amount::from_minor(minor), Currency::USD), whole);
        }
        assert_eq!(plain.money(Amount::from_minor(1_500), yen), "JPY 1,500");
        assert_eq!(plain.number(-1_200), "-1,200");
        assert_eq!(plain.month(2029, 5), "2029-05");
        assert_eq!(plain.percent("19.9"), "19.9%");
        assert_eq!(plain.moment(1_000), "1970-01-01T00:00:01Z");
        assert_eq!(plain.weekday(jiff::civil::date(2027, 3, 27)), "Saturday, 2027-03-27");
        let list = |items: &[&str]| plain.list(items);
        assert_eq!(
            [list(&[]), list(&["a"]), list(&["a", "b"]), list(&["a", "b", "c"])],
            ["", "a", "a and b", "a, b and c"]
        );
    }

    #[test]
    fn locale_follows_language_and_money() {
        let spanish = Language {
            tag: "es",
            name: "Español",
            direction: "ltr",
            plurals: &[],
            figures: "es-GB",
            figures_usd: "es-US",
            folder: "",
            in_english: &[],
        };
        assert_eq!(Locale::choose(&spanish, Currency::USD).tag(), "es-US");
        assert_eq!(Locale::choose(&spanish, Currency::GBP).tag(), "es-GB");
        assert_eq!(Locale::default().date_order(), crate::form::DateOrder::MonthDayYear);
        assert_eq!(Locale::choose(&spanish, Currency::USD).date_order(), crate::form::DateOrder::DayMonthYear);
    }
}
