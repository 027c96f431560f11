//! Law: days that exist, and figures that lead to the example of the rule.

use domain::rights::{Contact, ContactWishes, Figure, LocalTime, Medium, NoContact, Pack, Place};
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
        assert!(!law.rules.is_empty(), "{country}");
        for rule in &law.rules {
            assert!(day(&rule.start) <= day("2026-11-01") && rule.value > 0, "{}", rule.id);
            let part = rule.part.as_deref();
            let figure = Figure::from_id(&rule.id).unwrap();
            let pack = law.pack(part);
            let dated = pack.dated(figure, day("2026-11-22")).unwrap();
            assert_eq!(law.rule(part, dated), Some(rule), "{}", rule.id);
        }
        for holiday in &law.holidays {
            assert!((2025..=2027).contains(&day(&holiday.date).year()), "{}", holiday.date);
        }
    }
}

/// The Federal Reserve's own schedule for 2025 to 2027, and the days of 2028 counted by hand on a calendar.
#[test]
fn federal_holidays_fall_where_the_statute_puts_them() {
    let us = law("us").pack(None);
    let told = |year: i16| {
        let days = Date::constant(year, 1, 1).series(jiff::Span::new().days(1)).take_while(|day| day.year() == year);
        let holidays = days.filter(|&day| us.calendar().holidays.contains(day).unwrap());
        holidays.map(|day| day.strftime("%m-%d").to_string()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(told(2025), "01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25");
    assert_eq!(told(2026), "01-01 01-19 02-16 05-25 06-19 07-04 09-07 10-12 11-11 11-26 12-25");
    assert_eq!(told(2027), "01-01 01-18 02-15 05-31 06-19 07-04 09-06 10-11 11-11 11-25 12-25");
    assert_eq!(told(2028), "01-01 01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-11 11-23 12-25");
    // Before it was one, Juneteenth was none.
    assert_eq!(told(2020), "01-01 01-20 02-17 05-25 07-04 09-07 10-12 11-11 11-26 12-25");
}

#[test]
fn banks_are_shut_on_the_monday_after_a_sunday_alone() {
    let us = law("us").pack(None);
    // 4 July 2027 is a Sunday: from Thursday the 8th back over Wednesday, Tuesday and Friday.
    assert_eq!(us.stop_payment_by(day("2027-07-08")), Some(day("2027-07-02")));
    // 4 July 2026 is a Saturday: the banks are open on Friday the 3rd.
    assert_eq!(us.stop_payment_by(day("2026-07-07")), Some(day("2026-07-02")));
    // The period of Regulation F counts the days of the statute: Monday, 5 July 2027 is an ordinary day.
    assert_eq!(us.validation(day("2027-07-02"), None).unwrap().received, day("2027-07-09"));
}

#[test]
fn a_clock_beyond_the_published_years_says_nothing() {
    let england = law("gb").pack(Some("england-and-wales"));
    assert_eq!(england.agreement_copy_by(day("2027-12-10")), Some(day("2027-12-30")));
    assert_eq!(england.agreement_copy_by(day("2027-12-14")), None);
    assert_eq!(england.agreement_copy_by(day("2024-12-31")), Some(day("2025-01-17")));
    assert_eq!(england.agreement_copy_by(day("2024-12-30")), None);
    // Calendar days need no holidays.
    assert!(england.complaint_reply_by(day("2035-01-01")).is_some());
}

#[test]
fn bank_holidays_fall_on_working_days_of_each_part() {
    let law = law("gb");
    for part in ["england-and-wales", "scotland", "northern-ireland"] {
        for year in [2025, 2026, 2027] {
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
    // Labor Day does not count, and Columbus Day is over.
    let received = |sent, by, ends| {
        let validation = us.validation(day(sent), None).unwrap();
        assert_eq!((validation.received, validation.ends), (day(by), day(ends)), "{sent}");
    };
    received("2026-09-04", "2026-09-14", "2026-10-14");
    received("2026-10-19", "2026-10-26", "2026-11-25");
    // Past the birthday of Martin Luther King in a year that nobody has listed.
    received("2028-01-14", "2028-01-24", "2028-02-23");
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
    assert_eq!(told(|pack, day| pack.moratorium(day)?.ends), "gb-sct 2026-09-02 ");
    assert_eq!(told(|pack, day| pack.moratorium(day)?.next_from), "gb-sct 2027-03-03 ");
    assert_eq!(told(|pack, day| pack.breathing_space(day)?.next_from), "gb-eaw 2027-05-01 ");
    assert_eq!(told(|pack, day| pack.crisis_breathing_space(day, Some(day))?.ends), "gb-eaw 2026-03-31 ");
    assert_eq!(told(Pack::letter_of_claim_reply_by), "gb-eaw 2026-04-01 ");
    assert_eq!(told(Pack::perhaps_time_barred_from), "gb-eaw 2032-03-03 gb-sct 2031-03-03 gb-nir 2032-03-03 ");
    assert_eq!(
        told(|pack, started| pack.next_review(started, started)),
        "gb-eaw 2027-03-02 gb-sct 2027-03-02 gb-nir 2027-03-02 "
    );
    assert_eq!(told(Pack::retained_until), "us 2029-03-02 ");
    // St Patrick's Day is a holiday in one of them only.
    assert_eq!(told(Pack::agreement_copy_by), "gb-eaw 2026-03-18 gb-sct 2026-03-18 gb-nir 2026-03-19 ");
}

/// Two calls in seven days, where Regulation F has seven (209 CMR 18.16(1)(d)); three in Washington.
#[test]
fn a_stricter_state_stands_in_the_place_of_the_country() {
    let us = law("us");
    let most = |code| {
        let part = us.state(code);
        let pack = us.pack(part);
        let dated = *pack.dated(Figure::CallsMax, day("2026-11-30")).unwrap();
        // The day before has two calls in it.
        let may = pack.may_call(&[day("2026-11-29"); 2], None, day("2026-11-30")).is_ok();
        (dated.value, us.rule(part, &dated).unwrap().part.clone(), may)
    };
    assert_eq!(most(None), (7, None, true));
    assert_eq!(most(Some("tx")), (7, None, true));
    assert_eq!(most(Some("ma")), (2, Some("massachusetts".to_owned()), false));
    assert_eq!(most(Some("wa")), (3, Some("washington".to_owned()), true));
    // What the state does not set is the country's.
    assert_eq!(us.pack(us.state(Some("ma"))).figure(Figure::CallWindowDays, day("2026-11-30")), Some(7));
}

#[test]
fn rules_begin_when_they_began() {
    let gb = law("gb");
    // SI 1989/1339: made on 2 August 1989, in operation two months later.
    let northern_ireland = gb.pack(Some("northern-ireland"));
    assert_eq!(northern_ireland.figure(Figure::LimitationYears, day("1989-10-02")), None);
    assert_eq!(northern_ireland.figure(Figure::LimitationYears, day("1989-10-03")), Some(6));
    let england = gb.pack(Some("england-and-wales"));
    let spaces = [(day("2023-06-01"), day("2023-07-30"))];
    assert_eq!(england.perhaps_time_barred_after(day("2021-03-01"), &spaces), Some(day("2027-05-01")));
    assert_eq!(northern_ireland.perhaps_time_barred_after(day("2021-03-01"), &spaces), Some(day("2027-03-02")));
}

#[test]
fn contact_hours_are_those_of_the_place() {
    let at = LocalTime { date: day("2026-03-02"), minute: 22 * 60 };
    let at = Contact { at, place: Place::Home, medium: Medium::Phone };
    let late =
        JURISDICTIONS.map(|(_, country, part)| law(country).pack(part).may_contact(ContactWishes::default(), at));
    assert_eq!(late, [Err(NoContact::LegalHour), Ok(()), Ok(()), Ok(())]);
}

#[test]
fn a_holiday_has_the_name_it_has_in_its_part() {
    let (us, gb) = (law("us"), law("gb"));
    let named = |law: &Law, part, text| law.holiday_name(part, day(text)).map(str::to_owned);
    assert_eq!(named(&us, None, "2026-05-25").as_deref(), Some("Memorial Day"));
    // A Sunday in 2027, which banks keep on the Monday; in 2026 a Saturday, which nobody moves.
    assert_eq!(named(&us, None, "2027-07-05").as_deref(), Some("Independence Day"));
    assert_eq!((named(&us, None, "2026-07-03"), named(&us, None, "2026-07-06")), (None, None));
    assert_eq!(named(&us, None, "2020-06-19"), None);
    assert_eq!(named(&gb, Some("scotland"), "2026-01-02").as_deref(), Some("2nd January"));
    assert_eq!(named(&gb, Some("england-and-wales"), "2026-01-02"), None);
}
