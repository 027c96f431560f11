//! Law: days that exist, and figures that lead to the example of the rule.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::load;
use crate::{COUNTRIES, Law, law_path};

fn law(country: &str) -> Law {
    load(&law_path(country))
}

fn day(text: &str) -> Date {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn value(law: &Law, id: &str) -> i64 {
    law.rules.iter().find(|rule| rule.id == id).unwrap_or_else(|| panic!("no rule {id}")).value
}

#[test]
fn every_day_exists_and_every_rule_has_begun() {
    for country in COUNTRIES {
        let law = law(country);
        assert!(!law.rules.is_empty() && law.holidays.len() >= 22, "{country}");
        for rule in &law.rules {
            assert!(day(&rule.start) <= day("2026-11-01") && rule.value > 0, "{}", rule.id);
        }
        for holiday in &law.holidays {
            assert!([2026, 2027].contains(&day(&holiday.date).year()), "{}", holiday.date);
        }
    }
}

#[test]
fn federal_holidays_fall_where_the_statute_puts_them() {
    let law = law("us");
    for year in [2026, 2027] {
        let named = |name: &str| {
            let mut found = law.holidays.iter().filter(|h| h.name.starts_with(name) && day(&h.date).year() == year);
            let holiday = found.next().unwrap_or_else(|| panic!("{name} {year}"));
            assert!(found.next().is_none(), "{name} {year} stands twice");
            day(&holiday.date)
        };
        let nth = |month: i8, nth: i8, weekday: Weekday| {
            Date::new(year, month, 1).unwrap().nth_weekday_of_month(nth, weekday).unwrap()
        };
        assert_eq!(named("New Year"), Date::constant(year, 1, 1));
        assert_eq!(named("Birthday of Martin Luther King"), nth(1, 3, Weekday::Monday));
        assert_eq!(named("Washington"), nth(2, 3, Weekday::Monday));
        assert_eq!(named("Memorial"), nth(5, -1, Weekday::Monday));
        assert_eq!(named("Juneteenth"), Date::constant(year, 6, 19));
        assert_eq!(named("Independence Day"), Date::constant(year, 7, 4));
        assert_eq!(named("Labor"), nth(9, 1, Weekday::Monday));
        assert_eq!(named("Columbus"), nth(10, 2, Weekday::Monday));
        assert_eq!(named("Veterans"), Date::constant(year, 11, 11));
        assert_eq!(named("Thanksgiving"), nth(11, 4, Weekday::Thursday));
        assert_eq!(named("Christmas"), Date::constant(year, 12, 25));
    }
}

#[test]
fn bank_holidays_fall_on_working_days_of_each_part() {
    let law = law("gb");
    for part in ["england-and-wales", "scotland", "northern-ireland"] {
        for year in [2026, 2027] {
            let days: Vec<Date> = law
                .holidays
                .iter()
                .filter(|holiday| holiday.part.as_deref() == Some(part))
                .map(|holiday| day(&holiday.date))
                .filter(|date| date.year() == year)
                .collect();
            let expected = match (part, year) {
                ("england-and-wales", _) => 8,
                ("scotland", 2026) => 10,
                ("scotland", _) => 9,
                _ => 10,
            };
            assert_eq!(days.len(), expected, "{part} {year}");
            for date in days {
                assert!(!matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday), "{part} {date}");
            }
        }
    }
}

/// The day so many business days after another: weekends and holidays do not count.
fn business_days_after(law: &Law, mut date: Date, count: i64) -> Date {
    let mut left = count;
    while left > 0 {
        date = date.checked_add(1.day()).unwrap();
        let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        if !weekend && !law.holidays.iter().any(|holiday| day(&holiday.date) == date) {
            left -= 1;
        }
    }
    date
}

#[test]
fn a_notice_sent_on_2_march_2026_can_be_disputed_until_8_april() {
    let law = law("us");
    let received = business_days_after(&law, day("2026-03-02"), value(&law, "validation_receipt_business_days"));
    assert_eq!(received, day("2026-03-09"));
    let end = received.checked_add(value(&law, "validation_period_days").days()).unwrap();
    assert_eq!(end, day("2026-04-08"));
    // Thanksgiving does not count.
    let received = business_days_after(&law, day("2026-11-20"), value(&law, "validation_receipt_business_days"));
    assert_eq!(received, day("2026-11-30"));
}
