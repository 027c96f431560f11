//! The command on documents: each answer, and each refusal with its path. The figures are a small law of the tests' own;
//! the real one is asked where the command is put together.

use domain::calendar::{Calendar, Holidays, YearlyDay, YearlyHoliday};
use domain::rights::{DatedFigure, Figure, Pack};
use jiff::civil::date;
use serde_json::{Value, json};

use super::{Jurisdiction, Library, Origin, run, table};
use crate::Error;

pub struct Small;

impl Library for Small {
    fn pack(&self, place: Jurisdiction, _: Option<&str>) -> Pack {
        let us = [
            (Figure::ValidationReceiptBusinessDays, 5),
            (Figure::ValidationPeriodDays, 30),
            (Figure::CallsMax, 7),
            (Figure::CallWindowDays, 7),
            (Figure::CallPauseAfterTalkDays, 7),
            (Figure::ContactFromHour, 8),
            (Figure::ContactUntilHour, 21),
            (Figure::PostdatedAfterDays, 5),
            (Figure::PostdatedNoticeMinBusinessDays, 3),
            (Figure::PostdatedNoticeMaxBusinessDays, 10),
            (Figure::StopPaymentBusinessDays, 3),
            (Figure::RetentionYears, 3),
        ];
        let england = [
            (Figure::BreathingSpaceDays, 60),
            (Figure::BreathingSpaceReviewFromDays, 26),
            (Figure::BreathingSpaceReviewUntilDays, 35),
            (Figure::BreathingSpaceGapMonths, 12),
            (Figure::BreathingSpaceCrisisAfterDays, 30),
            (Figure::BreathingSpaceLimitationAfterDays, 56),
            (Figure::AdviceHoldDays, 30),
            (Figure::LetterOfClaimReplyDays, 30),
            (Figure::AgreementCopyBusinessDays, 12),
            (Figure::ReviewMonths, 12),
            (Figure::ComplaintReplyDays, 56),
            (Figure::LimitationYears, 6),
        ];
        let scotland = [(Figure::MoratoriumMonths, 6), (Figure::MoratoriumGapMonths, 12), (Figure::LimitationYears, 5)];
        let fourth = YearlyHoliday { day: YearlyDay::Fixed { month: 7, day: 4 }, since: 2000 };
        let (figures, holidays) = match place {
            Jurisdiction::Us => (&us[..], Holidays::yearly(vec![fourth], 2000)),
            Jurisdiction::EnglandWales => {
                (&england[..], Holidays::published(vec![date(2026, 1, 1), date(2026, 12, 25), date(2026, 12, 28)]))
            }
            Jurisdiction::Scotland => (&scotland[..], Holidays::default()),
            Jurisdiction::NorthernIreland => (&[][..], Holidays::default()),
        };
        let dated =
            |&(figure, value): &(Figure, i64)| DatedFigure { figure, value, from: date(2020, 1, 1), until: None };
        let calendar = |holidays| Calendar { holidays, ..Calendar::default() };
        Pack::new(figures.iter().map(dated).collect(), calendar(holidays.clone()))
            .with_banks(calendar(holidays.with_monday_after_sunday()))
    }

    fn origin(&self, place: Jurisdiction, _: Option<&str>, figure: &DatedFigure) -> Option<Origin> {
        // One figure that nobody can place, and one that nobody has seen at its source.
        let place = serde_json::to_value(place).unwrap();
        (figure.figure != Figure::RetentionYears).then(|| Origin {
            rule: "A rule.".to_owned(),
            source: [place.as_str().unwrap(), " § ", figure.figure.id()].concat(),
            publisher: "Tests".to_owned(),
            url: "https://example.org/".to_owned(),
            looked_up: "2026-11".to_owned(),
            confirmed: figure.figure != Figure::LimitationYears,
        })
    }
}

pub fn ask_run(text: &str) -> Result<String, Error> {
    run(text, &Small)
}

/// The table, wrapped so that it can be held to the same test as every answer.
pub fn ask_table_as_json(text: &str) -> Result<String, Error> {
    Ok(json!(table(text, &Small)?).to_string())
}

/// A document in which everything happened.
pub fn everything(place: &str) -> Value {
    json!({
        "place": place, "as_of": "2026-11-22",
        "events": {
            "validation_notice_sent": "2026-10-19", "validation_notice_received": "2026-10-23",
            "dispute_received": "2026-11-02", "dispute_settled": "2026-11-30",
            "cease_contact": "2026-11-20",
            "breathing_space": {"kind": "crisis", "starts": "2026-08-03", "treatment_ends": "2026-09-01"},
            "moratorium_registered": "2026-08-31", "advice_told": "2026-11-01",
            "arrangement_started": "2025-11-22", "last_activity": "2026-11-20",
            "last_paid_or_admitted": "2020-11-21", "complaint_received": "2026-11-02",
            "letter_of_claim": "2026-11-02", "agreement_copy_asked": "2026-11-02",
            "payment": {"agreed": "2026-11-01", "due": "2027-07-08"},
        },
        "contact": {"date": "2026-11-23", "time": "12:00", "place": "home", "medium": "phone"},
        "wishes": {"places_off": ["work"], "media_off": ["text"], "weekdays_off": ["sunday"], "from": "09:00", "until": "18:30"},
        "calls": ["2026-11-16", "2026-11-17"], "last_talk": "2026-11-01",
    })
}

fn ask(document: &Value) -> Value {
    serde_json::from_str(&ask_run(&document.to_string()).unwrap()).unwrap()
}

/// Each clock with its day, or why it has none.
fn days(answer: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let told = |clock: &Value| {
        let day = if clock["date"].is_null() { &clock["unknown"] } else { &clock["date"] };
        (text(&clock["clock"]), text(day))
    };
    answer["clocks"].as_array().unwrap().iter().map(told).collect()
}

#[track_caller]
fn check(answer: &Value, expected: &[(&str, &str)]) {
    let told = days(answer);
    let told: Vec<(&str, &str)> = told.iter().map(|(clock, day)| (clock.as_str(), day.as_str())).collect();
    assert_eq!(told, expected);
}

#[test]
fn a_notice_has_its_days_their_sources_and_what_is_left() {
    let question = json!({
        "place": "us", "as_of": "2026-03-09",
        "events": {"validation_notice_sent": "2026-03-02", "last_activity": "2026-03-02"},
    });
    let origin = |figure: &str, value: i64| {
        json!({
            "figure": figure, "value": value, "rule": "A rule.", "source": format!("us § {figure}"),
            "publisher": "Tests", "url": "https://example.org/", "looked_up": "2026-11", "confirmed": true,
        })
    };
    let both = [origin("validation_receipt_business_days", 5), origin("validation_period_days", 30)];
    let clock = |clock: &str, date: &str, left: i64, means: &str, figures: Value| json!({"clock": clock, "date": date, "days_left": left, "means": means, "figures": figures});
    let none = json!([{"figure": "retention_years", "value": 3}]);
    assert_eq!(
        ask(&question),
        json!({
            "place": "us", "as_of": "2026-03-09",
            "clocks": [
                clock("validation_received", "2026-03-09", 0, "The day the notice counts as received.", json!(both)),
                clock("validation_ends", "2026-04-08", 30,
                      "The last day to dispute the debt in writing and be answered.", json!(both)),
                clock("records_kept_until", "2029-03-02", 1089, "Until this day records are kept.", none),
            ],
            "halts": [], "collecting_rests": false, "contact_rests": false,
        })
    );
    let people = "What                                                                 Day  \
                  Why\n\
                  The day the notice counts as received.                        2026-03-09  \
                  us § validation_receipt_business_days; us § validation_period_days\n\
                  The last day to dispute the debt in writing and be answered.  2026-04-08  \
                  us § validation_receipt_business_days; us § validation_period_days\n\
                  Until this day records are kept.                              2029-03-02";
    let table = table(&question.to_string(), &Small).unwrap();
    // The last column stands to the right, so only the words are held.
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&table), [words(people), words("retention_years")].concat());
}

#[test]
fn each_place_has_its_own_clocks_and_says_which_it_has_not() {
    let us = ask(&everything("us"));
    check(
        &us,
        &[
            ("validation_ends", "2026-11-22"),
            ("records_kept_until", "2029-11-20"),
            ("payment_notice_from", "2027-06-24"),
            ("payment_notice_until", "2027-07-05"),
            ("stop_payment_by", "2027-07-02"),
        ],
    );
    assert_eq!(us["must_verify"], true);
    assert!(us["no_clock"].as_array().unwrap().contains(&json!("letter_of_claim_reply_by")));

    let england = ask(&everything("england_wales"));
    check(
        &england,
        &[
            ("dispute_answer_by", "2026-12-28"),
            ("crisis_breathing_space_ends", "2026-09-30"),
            ("advice_hold_ends", "2026-12-01"),
            // Six years from 21 November 2020, and the 59 days of the crisis.
            ("perhaps_time_barred_from", "2027-01-20"),
            ("complaint_reply_by", "2026-12-28"),
            ("letter_of_claim_reply_by", "2026-12-02"),
            ("agreement_copy_by", "2026-11-18"),
            ("review_next", "2027-11-22"),
        ],
    );
    assert_eq!(england.get("must_verify"), None);
    assert_eq!(england["clocks"][3]["days_left"], 59);
    assert_eq!(england["clocks"][3]["figures"][0]["confirmed"], false);
    let mut standard = everything("england_wales");
    standard["events"] = json!({"breathing_space": {"kind": "standard", "starts": "2026-06-01"}});
    check(
        &ask(&standard),
        &[
            ("breathing_space_ends", "2026-07-30"),
            ("breathing_space_review_from", "2026-06-26"),
            ("breathing_space_review_until", "2026-07-05"),
            ("breathing_space_next_from", "2027-07-31"),
        ],
    );

    let scotland = ask(&everything("scotland"));
    check(
        &scotland,
        &[
            ("moratorium_ends", "2027-02-28"),
            ("moratorium_next_from", "2027-09-01"),
            ("perhaps_time_barred_from", "2025-11-22"),
        ],
    );
    check(&ask(&everything("northern_ireland")), &[]);
}

#[test]
fn what_cannot_be_counted_says_why() {
    let mut question = everything("england_wales");
    question["events"] = json!({
        "agreement_copy_asked": "2026-12-29", "breathing_space": {"kind": "crisis", "starts": "2026-12-01"},
        "letter_of_claim": "9999-12-15",
    });
    let answer = ask(&question);
    check(
        &answer,
        &[
            ("crisis_breathing_space_ends", "the day the treatment ends is not known"),
            ("letter_of_claim_reply_by", "beyond the calendar"),
            ("agreement_copy_by", "the holidays of that year are not known"),
        ],
    );
    assert_eq!(answer["halts"][0]["until"], Value::Null);
    assert_eq!(answer["halts"][0]["in_force"], false);
    question["as_of"] = "2026-12-01".into();
    assert_eq!(ask(&question)["collecting_rests"], true);
}

#[test]
fn time_to_sue_is_counted_with_the_breathing_spaces_of_the_debt() {
    let barred = |place: &str, more: Value| {
        let mut question = json!({
            "place": place, "as_of": "2026-11-22", "events": {"last_paid_or_admitted": "2020-11-21"},
        });
        if more.is_array() {
            question["past_breathing_spaces"] = more;
        } else {
            question["events"]["breathing_space"] = more;
        }
        let answer = ask(&question);
        let clock = answer["clocks"].as_array().unwrap().last().unwrap().clone();
        let told = if clock["date"].is_null() { clock["unknown"].clone() } else { clock["date"].clone() };
        (told, clock["figures"].as_array().unwrap().len())
    };
    let of = |told: &str, figures| (json!(told), figures);
    assert_eq!(barred("england_wales", json!([])), of("2026-11-22", 1));
    let sixty = json!([{"starts": "2023-06-01", "ends": "2023-07-30"}]);
    assert_eq!(barred("england_wales", sixty.clone()), of("2027-01-21", 2));
    assert_eq!(barred("scotland", sixty), of("2025-11-22", 1));
    let crisis = json!({"kind": "crisis", "starts": "2026-08-03"});
    assert_eq!(barred("england_wales", crisis), of("the day the treatment ends is not known", 2));
}

#[test]
fn a_near_payment_needs_no_notice() {
    let question = json!({
        "place": "us", "as_of": "2026-11-22", "events": {"payment": {"agreed": "2026-11-22", "due": "2026-11-27"}},
    });
    check(&ask(&question), &[("stop_payment_by", "2026-11-24")]);
}

#[test]
fn no_more_contact_is_no_more_than_that() {
    let question = json!({"place": "us", "as_of": "2026-11-22", "events": {"cease_contact": "2026-11-22"}});
    let answer = ask(&question);
    assert_eq!((&answer["collecting_rests"], &answer["contact_rests"]), (&json!(false), &json!(true)));
    let halt = json!({
        "cause": "cease_contact", "from": "2026-11-22", "until": null, "in_force": true, "stops_collecting": false,
    });
    assert_eq!(answer["halts"], json!([halt]));
}

#[test]
fn a_contact_is_allowed_or_has_its_reason() {
    let base = json!({
        "place": "us", "as_of": "2026-11-22",
        "contact": {"weekday": "monday", "time": "20:59", "medium": "phone"},
    });
    let ask_with = |pointer: &str, value: Value| {
        let mut question = base.clone();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        question.pointer_mut(parent).unwrap()[name] = value;
        ask(&question)["contact"].clone()
    };
    let reason = |pointer: &str, value: Value| {
        let contact = ask_with(pointer, value);
        (contact["allowed"] == json!(true), contact["reason"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(ask(&base)["contact"], json!({"date": "2026-11-23", "allowed": true}));
    let no = |reason: &str| (false, reason.to_owned());
    assert_eq!(reason("/contact/time", json!("21:00")), no("legal_hour"));
    assert_eq!(reason("/wishes", json!({"places_off": ["home"]})), no("place"));
    assert_eq!(reason("/wishes", json!({"media_off": ["phone"]})), no("medium"));
    assert_eq!(reason("/wishes", json!({"weekdays_off": ["monday"]})), no("weekday"));
    assert_eq!(reason("/wishes", json!({"until": "20:30"})), no("hour"));
    assert_eq!(reason("/last_talk", json!("2026-11-17")), no("talked_lately"));
    assert_eq!(reason("/calls", json!(vec!["2026-11-20"; 7])), no("too_many_calls"));
    assert_eq!(reason("/events", json!({"cease_contact": "2026-11-23"})), no("ceased"));
    assert_eq!(reason("/events", json!({"dispute_received": "2026-11-23"})), no("dispute"));
    // The letter arrives a day later, and the dispute is settled the day before.
    assert_eq!(reason("/events", json!({"cease_contact": "2026-11-24"})), (true, String::new()));
    let settled = json!({"dispute_received": "2026-11-01", "dispute_settled": "2026-11-22"});
    assert_eq!(reason("/events", settled), (true, String::new()));
    // Calls are counted for a call, not for a letter.
    let mut letter = base.clone();
    letter["calls"] = json!(vec!["2026-11-20"; 7]);
    letter["contact"]["medium"] = "letter".into();
    assert_eq!(ask(&letter)["contact"]["allowed"], true);
    // Without hours in its law, a place has only the person's.
    letter["place"] = "scotland".into();
    letter["contact"]["time"] = "23:59".into();
    assert_eq!(ask(&letter)["contact"]["allowed"], true);
}

#[test]
fn people_read_the_same_in_a_table() {
    let text = table(&everything("us").to_string(), &Small).unwrap();
    for line in [
        "letter of claim reply by",
        "no clock here",
        "Verification must come before anything else",
        "At rest: dispute",
        "Contact on 2026-11-23",
        "not allowed",
    ] {
        assert!(text.contains(line), "{line:?} is not in\n{text}");
    }
    let scotland = table(&everything("scotland").to_string(), &Small).unwrap();
    assert!(scotland.contains("(unconfirmed)"), "{scotland}");
}

#[test]
fn refusals_name_the_field() {
    let refused = |pointer: &str, value: Value| {
        let mut question = everything("us");
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        question.pointer_mut(parent).unwrap()[name] = value;
        ask_run(&question.to_string()).unwrap_err().path
    };
    for (pointer, value, path) in [
        ("/place", json!("texas"), "place"),
        ("/as_of", json!("22.11.2026"), "as_of"),
        ("/events/last_activity", json!("2026-02-30"), "events.last_activity"),
        ("/events/fax_sent", json!("2026-02-03"), "events.fax_sent"),
        ("/events/validation_notice_received", json!("2026-10-18"), "events.validation_notice_received"),
        ("/events/validation_notice_sent", json!(null), "events.validation_notice_received"),
        ("/events/dispute_settled", json!("2026-11-01"), "events.dispute_settled"),
        ("/events/breathing_space/kind", json!("long"), "events.breathing_space.kind"),
        ("/events/breathing_space/kind", json!("standard"), "events.breathing_space.treatment_ends"),
        ("/events/breathing_space/starts", json!("soon"), "events.breathing_space.starts"),
        ("/events/payment/due", json!("2026-10-31"), "events.payment.due"),
        ("/contact/weekday", json!("monday"), "contact"),
        ("/contact/date", json!(null), "contact"),
        ("/contact/time", json!("8:00"), "contact.time"),
        ("/contact/time", json!("24:00"), "contact.time"),
        ("/contact/place", json!("beach"), "contact.place"),
        ("/contact/medium", json!("fax"), "contact.medium"),
        ("/wishes/places_off", json!(["home", "moon"]), "wishes.places_off[1]"),
        ("/wishes/media_off", json!(["fax"]), "wishes.media_off[0]"),
        ("/wishes/weekdays_off", json!(["Sunday"]), "wishes.weekdays_off[0]"),
        ("/wishes/until", json!("18:60"), "wishes.until"),
        ("/calls", json!(["2026-11-16", "x"]), "calls[1]"),
        ("/calls", json!(vec!["2026-11-16"; 1_001]), "calls"),
        ("/last_talk", json!(5), "last_talk"),
        ("/state", json!("Massachusetts"), "state"),
        (
            "/past_breathing_spaces",
            json!([{"starts": "2026-02-01", "ends": "2026-01-31"}]),
            "past_breathing_spaces[0].ends",
        ),
        (
            "/past_breathing_spaces",
            json!(vec![json!({"starts": "2026-01-01", "ends": "2026-01-02"}); 21]),
            "past_breathing_spaces",
        ),
        ("/priority", json!(true), "priority"),
    ] {
        assert_eq!(refused(pointer, value.clone()), path, "{pointer} {value}");
    }
}
