//! Each clock with the days it names, from a small law of the tests' own. The real one is asked in `content`, and on the
//! page by the stories.

use domain::calendar::text;
use jiff::civil::date;

use crate::features::rights::clock::*;

const TODAY: Date = date(2026, 11, 22);

/// One rule a line: part, id, figure, first day.
fn law(rules: &[(&str, &str, i64, &str)], holidays: &str) -> Law {
    let rule = |(part, id, value, start): &(&str, &str, i64, &str)| {
        let part = if part.is_empty() { String::new() } else { ["\"part\":\"", part, "\","].concat() };
        [
            "{\"id\":\"",
            id,
            "\",",
            &part,
            "\"value\":",
            &value.to_string(),
            ",\"start\":\"",
            start,
            "\",\"en\":\"e\",\"es\":\"s\",\"unconfirmed\":false,\"source\":{\"title\":\"t\",\"publisher\":\"p\",\
             \"date\":\"2026-11\",\"url\":\"https://example.org/\"}}",
        ]
        .concat()
    };
    let rules: Vec<String> = rules.iter().map(rule).collect();
    let text = [
        "{\"country\":\"xx\",\"rules\":[",
        &rules.join(","),
        "],",
        holidays,
        ",\"holidays_source\":{\"title\":\"t\",\"publisher\":\"p\",\"date\":\"2026-11\",\"url\":\"https://example.org/\"}}",
    ];
    wire::json::parse(text.concat().as_bytes()).expect("a law")
}

fn us() -> Law {
    let since = "2021-11-30";
    law(
        &[
            ("", "validation_receipt_business_days", 5, since),
            ("", "validation_period_days", 30, since),
            ("", "calls_max", 7, since),
            ("", "call_window_days", 7, since),
            ("", "call_pause_after_talk_days", 7, since),
            ("", "contact_from_hour", 8, since),
            ("", "contact_until_hour", 21, since),
            ("", "postdated_after_days", 5, since),
            ("", "postdated_notice_min_business_days", 3, since),
            ("", "postdated_notice_max_business_days", 10, since),
            ("", "stop_payment_business_days", 3, "2011-12-30"),
            ("", "credit_report_years", 7, "1971-04-25"),
            ("massachusetts", "calls_max", 2, since),
        ],
        "\"states\":[{\"id\":\"massachusetts\",\"code\":\"ma\",\"name\":\"Massachusetts\"}],\"holidays\":[],\"yearly\":[{\"name\":\"Memorial Day\",\"month\":5,\"weekday\":\"monday\",\"nth\":-1},\
         {\"name\":\"Independence Day\",\"month\":7,\"day\":4}],\"yearly_since\":1978,\"banks_monday_source\":\
         {\"title\":\"t\",\"publisher\":\"p\",\"date\":\"2026-11\",\"url\":\"https://example.org/\"}",
    )
}

fn gb() -> Law {
    let (england, scotland) = ("england-and-wales", "scotland");
    law(
        &[
            (england, "letter_of_claim_reply_days", 30, "2017-10-01"),
            (england, "breathing_space_days", 60, "2021-05-04"),
            (england, "breathing_space_review_from_days", 26, "2021-05-04"),
            (england, "breathing_space_review_until_days", 35, "2021-05-04"),
            (england, "breathing_space_gap_months", 12, "2021-05-04"),
            (england, "breathing_space_crisis_after_days", 30, "2021-05-04"),
            (england, "breathing_space_limitation_after_days", 56, "2021-05-04"),
            (england, "limitation_years", 6, "1981-05-01"),
            (scotland, "limitation_years", 5, "1976-07-25"),
            (scotland, "moratorium_months", 6, "2022-10-01"),
            (scotland, "moratorium_gap_months", 12, "2016-11-30"),
            ("", "complaint_reply_days", 56, "2014-04-01"),
            ("", "advice_hold_days", 30, "2014-04-01"),
            ("", "agreement_copy_business_days", 12, "1985-05-19"),
        ],
        "\"holidays\":[{\"date\":\"2026-01-01\",\"name\":\"New Year's Day\"},{\"date\":\"2026-03-17\",\
         \"name\":\"St Patrick's Day\",\"part\":\"northern-ireland\"}],\"yearly\":[]",
    )
}

/// Reads and answers in one go.
fn ask(law: &Law, part: Option<&str>, event: Event, typed: &[(Field, &str)]) -> Answer {
    let pack = law.pack(part);
    let place = Place { law, part, pack: &pack };
    let fields = event.fields(place.old_debt(TODAY));
    let of = |field| typed.iter().find(|(known, _)| *known == field).map(|(_, text)| (*text).to_owned());
    let told = read(fields, |field| of(field).unwrap_or_default(), TODAY).expect("nothing is wrong");
    place.answer(event, &told, TODAY).expect("an answer")
}

/// The steps in a line each.
fn steps(answer: &Answer) -> Vec<String> {
    let one = |step: &Step| {
        let passed: Vec<&str> = step.holidays.iter().map(|(_, name)| name.as_str()).collect();
        [text(step.day).as_str(), &passed.join(", ")].join(" ").trim().to_owned()
    };
    answer.steps.iter().map(one).collect()
}

#[test]
fn the_example_of_the_rule() {
    let answer = ask(&us(), None, Event::Notice, &[(Field::Sent, "2026-3-2")]);
    assert_eq!(answer.outcome, Outcome::Until(date(2026, 4, 8)));
    assert_eq!(steps(&answer), ["2026-03-02", "2026-03-09", "2026-04-08"]);
    assert_eq!(answer.steps[1].what, What::CountsAsReceived(5));
    assert_eq!(answer.steps[2].what, What::DisputeEnds(30));
    assert_eq!(answer.figures.len(), 2);
    // Whoever knows the day it came counts from there.
    let known = ask(&us(), None, Event::Notice, &[(Field::Sent, "2026-3-2"), (Field::Received, "2026-3-5")]);
    assert_eq!(known.outcome, Outcome::Until(date(2026, 4, 4)));
    assert_eq!(known.steps[1].what, What::Told(Field::Received));
}

#[test]
fn holidays_on_the_way_are_named_and_others_are_not() {
    let answer = ask(&us(), None, Event::Notice, &[(Field::Sent, "2026-5-21")]);
    assert_eq!(steps(&answer), ["2026-05-21", "2026-05-29 Memorial Day", "2026-06-28"]);
    // Sent on a holiday: that day is not counted anyway.
    let answer = ask(&us(), None, Event::Notice, &[(Field::Sent, "2026-5-25")]);
    assert_eq!(steps(&answer)[1], "2026-06-01");
    // 4 July 2027 is a Sunday, and banks keep the Monday.
    let answer = ask(&us(), None, Event::Stop, &[(Field::Due, "2027-7-8")]);
    assert_eq!(answer.outcome, Outcome::Until(date(2027, 7, 2)));
    assert_eq!(steps(&answer), ["2027-07-08", "2027-07-02 Independence Day"]);
}

#[test]
fn a_dispute_is_in_time_up_to_the_last_day() {
    let asked = |day| ask(&us(), None, Event::Disputed, &[(Field::Sent, "2026-3-2"), (Field::Disputed, day)]).outcome;
    let ends = date(2026, 4, 8);
    assert_eq!(asked("2026-4-8"), Outcome::Disputed { in_time: true, ends });
    assert_eq!(asked("2026-4-9"), Outcome::Disputed { in_time: false, ends });
}

#[test]
fn calls_are_counted_and_a_talk_comes_first() {
    let asked = |calls, talk| ask(&us(), None, Event::Calls, &[(Field::Calls, calls), (Field::Talk, talk)]);
    assert_eq!(asked("6", "").outcome, Outcome::MayCall);
    assert_eq!(asked("7", "").outcome, Outcome::CallsUsedUp);
    assert_eq!(asked("8", "2026-11-20").outcome, Outcome::TooManyCalls);
    assert_eq!(asked("0", "2026-11-16").outcome, Outcome::TalkedLately(date(2026, 11, 23)));
    assert_eq!(asked("0", "2026-11-15").outcome, Outcome::MayCall);
    // The hours stand beside the numbers.
    assert_eq!(asked("0", "").figures.len(), 5);
}

#[test]
fn a_stricter_state_counts_fewer_calls() {
    let asked = |calls, state| ask(&us(), None, Event::Calls, &[(Field::Calls, calls), (Field::State, state)]);
    let massachusetts = asked("2", "ma");
    assert_eq!(massachusetts.outcome, Outcome::CallsUsedUp);
    assert_eq!(massachusetts.state.as_deref(), Some("massachusetts"));
    let most = massachusetts.figures.iter().find(|dated| dated.figure == Figure::CallsMax);
    assert_eq!(most.map(|dated| dated.value), Some(2));
    assert_eq!(asked("3", "ma").outcome, Outcome::TooManyCalls);
    // Where no stricter rule is known, that of the country counts.
    for state in ["", "tx"] {
        assert_eq!((asked("3", state).outcome, asked("3", state).state), (Outcome::MayCall, None), "{state}");
    }
}

#[test]
fn a_breathing_space_puts_off_the_day_on_which_a_debt_is_too_old() {
    let gb = gb();
    let asked = |part, more: &[(Field, &str)]| {
        let typed = [&[(Field::Paid, "2021-3-1")], more].concat();
        ask(&gb, Some(part), Event::Old, &typed)
    };
    let england = asked("england-and-wales", &[(Field::PastSpace, "2023-6-1"), (Field::PastSpaceEnd, "2023-7-30")]);
    assert_eq!(england.outcome, Outcome::PerhapsFrom(date(2027, 5, 1)));
    assert_eq!(steps(&england), ["2021-03-01", "2027-03-01", "2023-06-01", "2023-07-30", "2027-04-30", "2027-05-01"]);
    assert_eq!(england.figures.len(), 2);
    // Without its last day it has the days that the law gives it.
    let usual = asked("england-and-wales", &[(Field::PastSpace, "2023-6-1")]);
    assert_eq!((&usual.outcome, usual.steps[3].what), (&england.outcome, What::SpaceEnds(60)));
    // Scotland does not ask.
    assert_eq!(asked("scotland", &[]).outcome, Outcome::PerhapsFrom(date(2026, 3, 2)));
    assert_eq!(Event::Old.fields(OldDebt::Dated), [Field::Paid]);
}

#[test]
fn a_reminder_is_needed_for_a_payment_that_is_far_ahead() {
    let asked = |due| ask(&us(), None, Event::Postdated, &[(Field::Agreed, "2026-11-2"), (Field::Due, due)]);
    let far = asked("2026-11-30");
    assert_eq!(far.outcome, Outcome::Between(date(2026, 11, 16), date(2026, 11, 25)));
    assert_eq!(steps(&far), ["2026-11-02", "2026-11-30", "2026-11-16", "2026-11-25"]);
    assert_eq!(asked("2026-11-7").outcome, Outcome::NoReminder(5));
    assert!(matches!(asked("2026-11-8").outcome, Outcome::Between(..)));
}

#[test]
fn the_clocks_of_the_united_kingdom() {
    let gb = gb();
    let (england, scotland) = (Some("england-and-wales"), Some("scotland"));
    let until = |part, event, field| match ask(&gb, part, event, &[(field, "2026-3-2")]).outcome {
        Outcome::Until(day) => text(day),
        other => panic!("{other:?}"),
    };
    assert_eq!(until(england, Event::Claim, Field::Claim), "2026-04-01");
    assert_eq!(until(scotland, Event::Complaint, Field::Complained), "2026-04-27");
    assert_eq!(until(england, Event::Advice, Field::Told), "2026-04-01");
    assert_eq!(until(england, Event::Copy, Field::Asked), "2026-03-18");
    assert_eq!(until(scotland, Event::Moratorium, Field::Registered), "2026-09-02");
    let space = ask(&gb, england, Event::Space, &[(Field::Space, "2026-3-2")]);
    assert_eq!(steps(&space), ["2026-03-02", "2026-03-27", "2026-04-05", "2026-04-30", "2027-05-01"]);
    let copy = ask(&gb, Some("northern-ireland"), Event::Copy, &[(Field::Asked, "2026-3-2")]);
    assert_eq!(steps(&copy), ["2026-03-02", "2026-03-19 St Patrick's Day"]);
    let crisis =
        |treated| ask(&gb, england, Event::Crisis, &[(Field::Space, "2026-3-2"), (Field::Treated, treated)]).outcome;
    assert_eq!((crisis(""), crisis("2026-3-10")), (Outcome::Open(30), Outcome::Until(date(2026, 4, 8))));
}

#[test]
fn an_old_debt_is_perhaps_too_old_and_never_surely() {
    let gb = gb();
    let asked = |part, paid| ask(&gb, Some(part), Event::Old, &[(Field::Paid, paid)]);
    let england = asked("england-and-wales", "2019-3-2");
    assert_eq!(england.outcome, Outcome::PerhapsFrom(date(2025, 3, 3)));
    assert_eq!(steps(&england), ["2019-03-02", "2025-03-02", "2025-03-03"]);
    assert_eq!(asked("scotland", "2019-3-2").outcome, Outcome::PerhapsFrom(date(2024, 3, 3)));
    // In the United States the states decide; nothing is asked, and nothing is counted.
    let us = ask(&us(), None, Event::Old, &[]);
    assert_eq!((us.outcome, us.steps.len(), us.figures.len()), (Outcome::ByState, 0, 1));
}

#[test]
fn what_this_page_does_not_know_it_says() {
    let gb = gb();
    let england = Some("england-and-wales");
    // The holidays of one year are known.
    let copy = ask(&gb, england, Event::Copy, &[(Field::Asked, "2025-12-1")]);
    assert_eq!((copy.outcome, copy.steps.len()), (Outcome::UnknownYear, 0));
    let early = ask(&us(), None, Event::Notice, &[(Field::Sent, "2021-11-29")]);
    assert_eq!((early.outcome, early.steps.len()), (Outcome::RuleFrom(date(2021, 11, 30)), 0));
    let space = ask(&gb, england, Event::Space, &[(Field::Space, "2021-5-3")]);
    assert_eq!(space.outcome, Outcome::RuleFrom(date(2021, 5, 4)));
}

#[test]
fn a_place_offers_what_it_has_a_clock_for() {
    let offered = |law: &Law, part| Event::offered(&law.pack(part), TODAY);
    let gb = gb();
    assert_eq!(
        offered(&us(), None),
        [Event::Notice, Event::Disputed, Event::Calls, Event::Postdated, Event::Stop, Event::Old]
    );
    assert_eq!(offered(&gb, Some("northern-ireland")), [Event::Complaint, Event::Copy, Event::Advice, Event::Old]);
    assert!(offered(&gb, Some("scotland")).contains(&Event::Moratorium));
    assert!(!offered(&gb, Some("scotland")).contains(&Event::Claim));
}

#[test]
fn every_mistake_has_its_field() {
    let wrong = |event: Event, typed: &[(Field, &str)]| {
        let of = |field| typed.iter().find(|(known, _)| *known == field).map(|(_, text)| (*text).to_owned());
        read(event.fields(OldDebt::Dated), |field| of(field).unwrap_or_default(), TODAY).err().unwrap_or_default()
    };
    let one = |text| wrong(Event::Notice, &[(Field::Sent, text)]);
    assert_eq!(one(""), [(Field::Sent, FieldError::Required)]);
    assert_eq!(one("2026-3-"), [(Field::Sent, FieldError::Incomplete)]);
    assert_eq!(one("260-3-2"), [(Field::Sent, FieldError::Pattern)]);
    assert_eq!(one("2026-2-30"), [(Field::Sent, FieldError::NoSuchDay)]);
    assert_eq!(one("2026-11-23"), [(Field::Sent, FieldError::ToCome)]);
    assert_eq!(one("2026-11-22"), []);
    assert_eq!(one("1925-1-1"), [(Field::Sent, FieldError::LongAgo)]);
    assert_eq!(wrong(Event::Stop, &[(Field::Due, "2047-1-1")]), [(Field::Due, FieldError::FarAhead)]);
    assert_eq!(
        wrong(Event::Notice, &[(Field::Sent, "2026-3-2"), (Field::Received, "2026-3-1")]),
        [(Field::Received, FieldError::BeforeFirst)]
    );
    // A last day without a first one, and before it.
    let space = |first: &str, last: &str| {
        let of = |field| match field {
            Field::Paid => "2020-1-1".to_owned(),
            Field::PastSpace => first.to_owned(),
            _ => last.to_owned(),
        };
        read(Event::Old.fields(OldDebt::WithSpaces), of, TODAY).err().unwrap_or_default()
    };
    let before = [(Field::PastSpaceEnd, FieldError::BeforeFirst)];
    assert_eq!(space("", "2023-7-30"), before);
    assert_eq!(space("2023-7-30", "2023-7-29"), before);
    // Both at once, in the order of the page.
    assert_eq!(
        wrong(Event::Postdated, &[(Field::Agreed, "x-1-1")]),
        [(Field::Agreed, FieldError::Pattern), (Field::Due, FieldError::Required)]
    );
    let calls = |text| wrong(Event::Calls, &[(Field::Calls, text)]);
    assert_eq!(calls(""), [(Field::Calls, FieldError::Required)]);
    for text in ["many", "-1", "1.5", "1000"] {
        assert_eq!(calls(text), [(Field::Calls, FieldError::Number)], "{text}");
    }
    assert_eq!(calls(" 7 "), []);
}
