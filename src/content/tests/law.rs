//! Law: days that exist, and figures that lead to the example of the rule.

use domain::rights::{ContactWishes, LocalTime, NoContact, Pack};
use jiff::civil::{Date, Weekday};

use super::load;
use crate::{COUNTRIES, JURISDICTIONS, Law, law_path};

fn law(country: &str) -> Law {
    load(&law_path(country))
}

fn day(text: &str) -> Date {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
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

#[test]
fn a_notice_sent_on_2_march_2026_can_be_disputed_until_8_april() {
    let us = law("us").pack(None);
    let validation = us.validation(day("2026-03-02"), None).unwrap();
    assert_eq!((validation.received, validation.ends), (day("2026-03-09"), day("2026-04-08")));
    // Thanksgiving does not count.
    assert_eq!(us.validation(day("2026-11-20"), None).unwrap().received, day("2026-11-30"));
    // Before the rule began there was no such period.
    assert_eq!(us.validation(day("2021-11-29"), None), None);
}

#[test]
fn each_part_of_a_country_has_its_own_clocks() {
    let packs = JURISDICTIONS.map(|(id, country, part)| (id, law(country).pack(part)));
    let told = |clock: fn(&Pack, Date) -> Option<Date>| {
        let mut text = String::new();
        for (id, pack) in &packs {
            if let Some(date) = clock(pack, day("2026-03-02")) {
                text += &format!("{id} {date} ");
            }
        }
        text
    };
    assert_eq!(told(|pack, sent| pack.validation(sent, None).map(|found| found.ends)), "us 2026-04-08 ");
    assert_eq!(told(|pack, starts| pack.breathing_space(starts)?.ends), "gb-eaw 2026-04-30 ");
    assert_eq!(told(|pack, starts| pack.breathing_space(starts)?.review.map(|review| review.0)), "gb-eaw 2026-03-27 ");
    assert_eq!(told(Pack::moratorium_ends), "gb-sct 2026-09-02 ");
    assert_eq!(told(Pack::letter_of_claim_reply_by), "gb-eaw 2026-04-01 ");
    assert_eq!(told(Pack::perhaps_time_barred_from), "gb-eaw 2032-03-02 gb-sct 2031-03-02 gb-nir 2032-03-02 ");
    assert_eq!(
        told(|pack, started| pack.next_review(started, started)),
        "gb-eaw 2027-03-02 gb-sct 2027-03-02 gb-nir 2027-03-02 "
    );
    assert_eq!(told(Pack::retained_until), "us 2029-03-02 ");
    // St Patrick's Day is a holiday in one of them only.
    assert_eq!(told(Pack::agreement_copy_by), "gb-eaw 2026-03-18 gb-sct 2026-03-18 gb-nir 2026-03-19 ");
}

#[test]
fn contact_hours_are_those_of_the_place() {
    let at = LocalTime { date: day("2026-03-02"), minute: 22 * 60 };
    let late =
        JURISDICTIONS.map(|(_, country, part)| law(country).pack(part).may_message(ContactWishes::default(), at));
    assert_eq!(late, [Err(NoContact::LegalHour), Ok(()), Ok(()), Ok(())]);
}
