//! Days, weeks and months, exactly: the arithmetic behind every due date and every clock of the law.
//!
//! # Why our own
//! Dates are [`jiff::civil::Date`] values, but only as values: jiff's spans panic or fail with messages, and those
//! messages alone weigh as much in the page as all the rules together. Here nothing panics and nothing explains itself;
//! a date that does not exist is `None`.
//!
//! # Algorithm
//! A date becomes the number of its day since 1 January 1970 and back, by counting years from March, so that the leap
//! day is the last of its year, in eras of 400 years (H. Hinnant, *chrono-compatible low-level date algorithms*).
//! Months are counted from an anchor, never from the date before: instalment n is due on anchor + n months, on the
//! anchor's day or the last day of a shorter month.

mod business;
mod frequency;
mod holidays;
mod weekday;

pub use business::Calendar;
pub(crate) use frequency::Interval;
pub use frequency::{Frequency, twice_a_month};
pub use holidays::{Holidays, YearlyDay, YearlyHoliday};
pub use weekday::{Weekday, Weekdays};

use jiff::civil::Date;

/// 1 January 1970 counts as day 0; years −9999 to 9999 are the calendar.
const YEARS: core::ops::RangeInclusive<i64> = -9_999..=9_999;

const DAYS_PER_ERA: i64 = 146_097;
/// From 1 March of the year 0 to 1 January 1970.
const DAYS_TO_EPOCH: i64 = 719_468;

/// Days in a month of the Gregorian calendar; 0 for a month that is none.
#[must_use]
pub const fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 0,
    }
}

/// The date of a year, month and day; `None` if there is no such day.
#[must_use]
pub fn date(year: i64, month: i64, day: i64) -> Option<Date> {
    if !YEARS.contains(&year) || day < 1 || day > days_in_month(year, month) {
        return None;
    }
    let (year, month, day) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    // It exists, as was just checked, so this does not panic.
    Some(Date::constant(year, month, day))
}

/// The number of a day since 1 January 1970.
#[must_use]
pub fn day_number(date: Date) -> i64 {
    let (year, month) = (i64::from(date.year()), i64::from(date.month()));
    let (year, month) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * month + 2) / 5 + i64::from(date.day()) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * DAYS_PER_ERA + day_of_era - DAYS_TO_EPOCH
}

/// The date of a day since 1 January 1970; `None` outside the calendar.
#[must_use]
pub fn from_day_number(number: i64) -> Option<Date> {
    let shifted = number.checked_add(DAYS_TO_EPOCH)?;
    let (era, day_of_era) = (shifted.div_euclid(DAYS_PER_ERA), shifted.rem_euclid(DAYS_PER_ERA));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let (month, year_later) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    date(year_of_era + era.checked_mul(400)? + year_later, month, day)
}

/// The day so many days later (earlier, if negative); `None` outside the calendar.
#[must_use]
pub fn plus_days(date: Date, days: i64) -> Option<Date> {
    from_day_number(day_number(date).checked_add(days)?)
}

/// The day so many days later; the first or last day of the calendar beyond it.
#[must_use]
pub fn days_after(date: Date, days: i64) -> Date {
    plus_days(date, days).unwrap_or(if days < 0 { Date::MIN } else { Date::MAX })
}

/// The anchor's day so many months later, or the last day of a shorter month; `None` outside the calendar.
#[must_use]
pub fn plus_months(anchor: Date, months: i64) -> Option<Date> {
    let index = (i64::from(anchor.year()) * 12 + i64::from(anchor.month()) - 1).checked_add(months)?;
    let (year, month) = (index.div_euclid(12), index.rem_euclid(12) + 1);
    date(year, month, i64::from(anchor.day()).min(days_in_month(year, month)))
}

/// Days from one date to another; negative if the second is earlier.
#[must_use]
pub fn days_between(from: Date, to: Date) -> i64 {
    day_number(to) - day_number(from)
}

/// Reads `2026-01-31`: four, two and two digits, nothing else. `None` for any other text and for a day that is none.
#[must_use]
pub fn parse(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 {
        return None;
    }
    let number = |from: usize, to: usize| {
        bytes[from..to].iter().try_fold(0, |number, byte| {
            if byte.is_ascii_digit() { Some(number * 10 + i64::from(byte - b'0')) } else { None }
        })
    };
    if bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    date(number(0, 4)?, number(5, 7)?, number(8, 10)?)
}

/// Writes `2026-01-31`, which [`parse`] reads. Years before 0 have six digits and a minus.
#[must_use]
pub fn text(date: Date) -> String {
    let mut text = String::with_capacity(10);
    let year = i64::from(date.year());
    if year < 0 {
        text.push_str("-00");
    }
    push_digits(&mut text, year.abs(), 1_000);
    text.push('-');
    push_digits(&mut text, i64::from(date.month()), 10);
    text.push('-');
    push_digits(&mut text, i64::from(date.day()), 10);
    text
}

fn push_digits(text: &mut String, number: i64, mut place: i64) {
    while place > 0 {
        let digit = u8::try_from(number / place % 10).unwrap_or(0);
        text.push(char::from(b'0' + digit));
        place /= 10;
    }
}

/// The weekday of a date.
#[must_use]
pub fn weekday(date: Date) -> Weekday {
    // Day 0 was a Thursday.
    Weekday::from_index(day_number(date) + 3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Span;
    use jiff::civil::date as civil;
    use proptest::prelude::*;

    #[test]
    fn the_ends_of_the_calendar() {
        assert_eq!(from_day_number(day_number(Date::MAX)), Some(Date::MAX));
        assert_eq!(from_day_number(day_number(Date::MIN)), Some(Date::MIN));
        assert_eq!(plus_days(Date::MAX, 1), None);
        assert_eq!(plus_days(Date::MIN, -1), None);
        assert_eq!(plus_days(Date::MAX, i64::MAX), None);
        assert_eq!(plus_months(Date::MAX, 1), None);
        assert_eq!(plus_months(Date::MIN, i64::MIN), None);
        assert_eq!((days_after(Date::MAX, 5), days_after(Date::MIN, -5)), (Date::MAX, Date::MIN));
        assert_eq!(day_number(civil(1970, 1, 1)), 0);
    }

    #[test]
    fn months_are_counted_from_the_anchor() {
        let due = |months| plus_months(civil(2027, 12, 31), months).map(text);
        assert_eq!(due(2).as_deref(), Some("2028-02-29"));
        assert_eq!(due(3).as_deref(), Some("2028-03-31"));
        assert_eq!(due(-1).as_deref(), Some("2027-11-30"));
    }

    #[test]
    fn only_days_that_exist_are_read() {
        assert_eq!(parse("2028-02-29"), Some(civil(2028, 2, 29)));
        for text in
            ["2027-02-29", "2027-13-01", "2027-00-10", "2027-1-01", "2027/01/01", "+027-01-01", "2027-01-1é", ""]
        {
            assert_eq!(parse(text), None, "{text:?}");
        }
        assert_eq!(text(civil(-5, 2, 3)), civil(-5, 2, 3).to_string());
    }

    #[test]
    fn a_monday_is_a_monday() {
        assert_eq!(weekday(civil(2026, 3, 2)), Weekday::Monday);
        assert_eq!(weekday(civil(1969, 12, 31)), Weekday::Wednesday);
    }

    fn any_date() -> impl Strategy<Value = Date> {
        (day_number(Date::MIN)..=day_number(Date::MAX)).prop_map(|number| from_day_number(number).unwrap())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn days_agree_with_jiff(date in any_date(), days in -40_000..40_000_i64) {
            prop_assert_eq!(plus_days(date, days), date.checked_add(Span::new().days(days)).ok());
            prop_assert_eq!(from_day_number(day_number(date)), Some(date));
            let epoch = civil(1970, 1, 1).until(date).unwrap().get_days();
            prop_assert_eq!(day_number(date), i64::from(epoch));
            prop_assert_eq!(weekday(date).index(), i64::from(date.weekday().to_monday_zero_offset()));
        }

        #[test]
        fn months_agree_with_jiff(date in any_date(), months in -5_000..5_000_i64) {
            prop_assert_eq!(plus_months(date, months), date.checked_add(Span::new().months(months)).ok());
        }

        #[test]
        fn text_agrees_with_jiff(date in any_date()) {
            let written = text(date);
            prop_assert_eq!(&written, &date.to_string());
            if date.year() >= 0 {
                prop_assert_eq!(parse(&written), Some(date));
            }
        }

        #[test]
        fn reading_agrees_with_jiff(year in 0..10_000_i64, month in 0..15_i64, day in 0..33_i64) {
            let text = format!("{year:04}-{month:02}-{day:02}");
            prop_assert_eq!(parse(&text), text.parse().ok());
        }
    }
}
