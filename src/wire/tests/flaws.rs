//! Documents that are not as they should be: at every place of every kind.

use super::{KINDS, Kind};
use crate::api::{Country, Offer};
use crate::terms::{AutoAccept, OfferDecision, Reason};
use domain::arrangement::Frequency;
use domain::calendar;
use jiff::civil::date;
use json::{Error, ErrorKind, Json, Value};
use proptest::prelude::*;
use serde_json::json;

/// A place in a document, as a path tells it.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Name(String),
    Index(usize),
}

/// Every place below the document itself.
pub(super) fn places(value: &Value) -> Vec<Vec<Step>> {
    let inner: Vec<(Step, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, value)| (Step::Name(name.clone()), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(index, value)| (Step::Index(index), value)).collect(),
        _ => Vec::new(),
    };
    let mut all = Vec::new();
    for (step, value) in inner {
        all.push(vec![step.clone()]);
        // What a record is about is any JSON: below it there is nothing to know.
        if !matches!(&step, Step::Name(name) if name == "content") {
            all.extend(places(value).into_iter().map(|rest| [vec![step.clone()], rest].concat()));
        }
    }
    all
}

pub(super) fn path(place: &[Step]) -> String {
    let mut text = String::new();
    for step in place {
        match step {
            Step::Name(name) if text.is_empty() => text.push_str(name),
            Step::Name(name) => text.extend([".", name]),
            Step::Index(index) => text.push_str(&format!("[{index}]")),
        }
    }
    text
}

pub(super) fn at<'a>(value: &'a mut Value, place: &[Step]) -> &'a mut Value {
    place.iter().fold(value, |value, step| match step {
        Step::Name(name) => &mut value[name],
        Step::Index(index) => &mut value[index],
    })
}

/// Fields that may be missing, in any document: those that came later, and those that are left out where empty.
const MAY_MISS: &[&str] = &[
    "detail",
    "errors",
    "retry_after_s",
    "country",
    "currency",
    "budget",
    "debts",
    "plan",
    "offer",
    "invitation",
    "lessons",
    "sent",
    "name",
    "is_invited",
    "rate",
    "minimum",
    "is_priority",
    "is_disputed",
    "strategy",
    "budget_monthly",
    "choice",
    "custom",
    "rhythm",
    "first",
    "note",
    "answers",
    "is_read",
    "trials",
    "pays",
    "pays_every",
    "pays_rule",
    "group",
    "owner",
    "day",
    "statement",
    "is_full",
    "adults",
    "children",
    "members",
    "joint_rule",
    "has_business",
    "reasons",
    "assets",
    "arrears",
    "debt_days",
    "debt_owners",
    "credit",
    "at_hand",
    "share",
    "value",
    "secured",
    "score",
    "score_max",
    "looked_up",
    "missed_payments",
    "defaults",
    "judgments",
    "oldest_account",
    "limits",
    "limits_used",
    "ask_person",
    "proposals",
];

/// The same within what is tried out, where some have names that must be there elsewhere.
const TRIED_MAY_MISS: &[&str] = &[
    "what_ifs",
    "clear_by",
    "pause_debt",
    "pause_from",
    "pause_is_free",
    "trouble_from",
    "luck",
    "debt",
    "from",
    "amount",
    "second",
    "rate",
    "rate_later",
    "fee_percent",
    "count",
    "is_yes",
];

/// Fields that may be nothing.
const MAY_BE_NOTHING: &[&str] =
    &["detail", "retry_after_s", "token", "counter", "decision", "answer", "invitation", "content", "next"];

fn is_saved(kind: &Kind) -> bool {
    kind.name.contains("saved")
}

/// Fields that came later and are empty in older documents, where others of their name must be there.
const LATER: &[&str] = &[
    "legal_name",
    "address",
    "registration",
    "complaints",
    "privacy",
    "validation",
    "validation_sent_on",
    "known",
    "allowed",
    "kind",
    "expires_on",
];

/// Whether a field is one of [`LATER`] at this place.
fn is_later(kind: &Kind, place: &[Step], name: &str) -> bool {
    let path = path(place);
    match name {
        "kind" => path.ends_with("organisation.kind") || kind.name.starts_with("organisation"),
        "expires_on" => kind.name.starts_with("link_request"),
        "known" => kind.name.starts_with("created"),
        _ => LATER.contains(&name),
    }
}

/// What is said of one offer, where it is not said of all.
fn is_of_offer(place: &[Step], name: &str) -> bool {
    path(place).contains("offers[") && ["ask_person", "note"].contains(&name)
}

/// Whether a field may be missing: in what is saved outside the invitation, and in a problem.
fn may_miss(kind: &Kind, place: &[Step], name: &str) -> bool {
    let is_invitation = path(place).starts_with("invitation.");
    let is_open = (is_saved(kind) && !is_invitation) || kind.name.starts_with("problem");
    let is_own_title = matches!(place, [Step::Name(list), Step::Index(_), _] if list == "debts") && name == "name";
    let is_nothing = MAY_BE_NOTHING.contains(&name) && !["content", "invitation"].contains(&name);
    let is_kept_token = name == "token" && !kind.name.starts_with("created");
    // All that a debt may have beside what every debt has.
    let is_more = name == "more" || path(place).starts_with("debts[0].more.");
    let is_tried = path(place).starts_with("trials.") && TRIED_MAY_MISS.contains(&name);
    // What of an account was withdrawn; an answer always says it.
    let is_withdrawn = path(place).ends_with("].withdrawn_minor");
    // The proposals of an answer beside its first.
    let is_of_offer = is_of_offer(place, name);
    let is_each = path(place) == "proposals" && kind.name.starts_with("proposal_answer");
    // How many wait, which a list did not say before it had pages.
    let is_withdrawn = is_withdrawn || (kind.name == "desk_list" && name == "waiting");
    (is_open && MAY_MISS.contains(&name) && !is_own_title)
        || is_more
        || is_withdrawn
        || is_of_offer
        || is_later(kind, place, name)
        || is_each
        || is_tried
        || (is_nothing && !is_kept_token)
}

#[test]
fn a_missing_field_is_named_unless_it_may_be_missing() {
    for kind in KINDS {
        let recorded = kind.value();
        for place in places(&recorded) {
            let Some((Step::Name(name), around)) = place.split_last() else { continue };
            let mut value = recorded.clone();
            let Some(object) = at(&mut value, around).as_object_mut() else { continue };
            // A variant without its only field is another kind of flaw; see below.
            let is_variant = object.len() == 1 && object.values().all(Value::is_object);
            object.remove(name);
            let read = (kind.read)(value);
            if may_miss(kind, &place, name) {
                assert!(read.is_ok(), "{}: {} {read:?}", kind.name, path(&place));
            } else if !is_variant {
                let flaw = Error { path: path(&place), kind: ErrorKind::Missing };
                assert_eq!(read, Err(flaw), "{}", kind.name);
            }
        }
    }
}

#[test]
fn a_value_of_another_type_is_refused_where_it_stands() {
    let others = [json!(null), json!(true), json!(1.5), json!(1e3), json!("☂"), json!([[]]), json!({ "☂": 1 })];
    let mut refused = 0;
    for kind in KINDS {
        let recorded = kind.value();
        for place in places(&recorded) {
            let Some((last, _)) = place.split_last() else { continue };
            let name = if let Step::Name(name) = last { name.as_str() } else { "" };
            for other in &others {
                let mut value = recorded.clone();
                let there = at(&mut value, &place);
                let is_same = core::mem::discriminant(there) == core::mem::discriminant(other);
                let is_whole = other.as_number().is_none_or(|number| !number.is_f64());
                // The text or object of a choice may stand for the other.
                let is_choice = name == "at_once" || name == "verdict" || path(&place).contains("reasons[");
                let is_later_nothing = ["kind", "expires_on", "validation", "validation_sent_on"].contains(&name)
                    && is_later(kind, &place, name);
                let is_nothing = MAY_BE_NOTHING.contains(&name) || is_of_offer(&place, name) || is_later_nothing;
                let may_be = other.is_null() && is_nothing;
                if there.is_null() || name == "content" || (is_same && is_whole) || is_choice || may_be {
                    continue;
                }
                *there = other.clone();
                let Err(flaw) = (kind.read)(value) else { panic!("{} {} {other}", kind.name, path(&place)) };
                assert_eq!(flaw, Error { path: path(&place), kind: ErrorKind::Type }, "{} {other}", kind.name);
                refused += 1;
            }
        }
    }
    assert!(refused > 1_000, "{refused}");
}

#[test]
fn an_unknown_field_is_refused_in_a_request_and_tolerated_elsewhere() {
    for kind in KINDS {
        let mut all = places(&kind.value());
        all.push(Vec::new());
        for place in all {
            let mut value = kind.value();
            let there = at(&mut value, &place);
            let name = match place.last() {
                Some(Step::Name(name)) => name.as_str(),
                _ => "",
            };
            let Some(object) = there.as_object_mut().filter(|_| name != "content") else { continue };
            if object.len() == 1 && object.keys().all(|key| key != "lines" && key != "invitations") {
                // The name of a variant holds it: a second one makes it none.
                continue;
            }
            object.insert("surprise".to_owned(), json!({ "any": [1] }));
            assert_eq!((kind.read)(value.clone()).as_deref(), Ok(kind.recorded), "{} {}", kind.name, path(&place));
            let inside = [place.clone(), vec![Step::Name("surprise".to_owned())]].concat();
            let flaw = Error { path: path(&inside), kind: ErrorKind::Unknown };
            assert_eq!((kind.read_request)(value), Err(flaw), "{}", kind.name);
        }
    }
}

#[test]
fn a_misspelt_field_is_unknown_and_not_missing() {
    let text = br#"{"account_id":"a1","instalment_minor":1,"rythm":"week","first":"2026-12-01"}"#;
    let value = json::value(text).expect("json");
    assert_eq!(
        json::read_request::<Offer>(value.clone()),
        Err(Error { path: "rythm".into(), kind: ErrorKind::Unknown })
    );
    assert_eq!(json::read::<Offer>(value), Err(Error { path: "rhythm".into(), kind: ErrorKind::Missing }));
}

fn flaw<T: Json + core::fmt::Debug>(text: &str) -> (String, ErrorKind) {
    let flaw = json::parse::<T>(text.as_bytes()).expect_err(text);
    (flaw.path, flaw.kind)
}

#[test]
fn choices_and_variants_are_refused_where_they_are_none() {
    let here = |kind| (String::new(), kind);
    assert_eq!(flaw::<Frequency>("\"Week\""), here(ErrorKind::Choice));
    assert_eq!(flaw::<Country>("\"fr\""), here(ErrorKind::Choice));
    assert_eq!(flaw::<Frequency>("{\"week\":null}"), here(ErrorKind::Type));
    assert_eq!(flaw::<AutoAccept>("\"everything\""), here(ErrorKind::Choice));
    assert_eq!(flaw::<AutoAccept>("\"up_to_balance_minor\""), here(ErrorKind::Choice));
    assert_eq!(flaw::<AutoAccept>("{}"), ("up_to_balance_minor".into(), ErrorKind::Missing));
    assert_eq!(flaw::<AutoAccept>("{\"up_to_balance_minor\":\"5\"}"), ("up_to_balance_minor".into(), ErrorKind::Type));
    assert_eq!(flaw::<Reason>("\"never\""), here(ErrorKind::Choice));
    assert_eq!(flaw::<Reason>("{\"never\":{}}"), here(ErrorKind::Choice));
    assert_eq!(flaw::<Reason>("{}"), here(ErrorKind::Type));
    assert_eq!(flaw::<Reason>("[]"), here(ErrorKind::Type));
    assert_eq!(flaw::<Reason>("{\"too_long\":{\"months_max\":1},\"always_needs_person\":{}}"), here(ErrorKind::Type));
    assert_eq!(flaw::<Reason>("\"too_long\""), ("too_long".into(), ErrorKind::Type));
    assert_eq!(flaw::<Reason>("{\"always_needs_person\":{}}"), ("always_needs_person".into(), ErrorKind::Type));
    assert_eq!(flaw::<Reason>("{\"too_long\":{}}"), ("too_long.months_max".into(), ErrorKind::Missing));
    let verdict = flaw::<OfferDecision>("{\"referred\":{\"reasons\":[\"always_needs_person\",{\"too_long\":[]}]}}");
    assert_eq!(verdict, ("referred.reasons[1].too_long".into(), ErrorKind::Type));
}

/// Another value in the place of a leaf: mostly of its own type.
fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => any::<String>().prop_map(Value::from),
        2 => (any::<i16>(), 0..60_000_i32).prop_map(|(_, day)| {
            Value::from(calendar::text(date(1970, 1, 1).saturating_add(jiff::ToSpan::days(day))))
        }),
        4 => any::<i64>().prop_map(Value::from),
        1 => any::<u64>().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        // Eighths: a fraction is refused everywhere but in what a record is about, where it is never written.
        1 => any::<i32>().prop_map(|eighths| Value::from(f64::from(eighths) / 8.0)),
        1 => Just(json!(null)),
        1 => Just(json!([])),
        1 => Just(json!({})),
    ]
}

/// Whether a value says nothing: what a field that may be missing is taken for where it is.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(truth) => !truth,
        Value::Number(_) => false,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.values().all(is_empty),
    }
}

/// Whether two documents say the same: a field that stands in one of them only is empty there.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(ours), Value::Object(theirs)) => {
            ours.keys().chain(theirs.keys()).all(|name| match (ours.get(name), theirs.get(name)) {
                (Some(one), Some(other)) => is_same(one, other),
                (Some(lone), None) | (None, Some(lone)) => {
                    [MAY_MISS, TRIED_MAY_MISS, LATER].concat().contains(&name.as_str()) && is_empty(lone)
                }
                (None, None) => false,
            })
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(one, other)| is_same(one, other))
        }
        _ => one == other,
    }
}

proptest! {
    /// Whatever a document holds, it is read and written again as it was or refused; it never fails.
    #[test]
    fn what_is_read_is_written_again(
        kind in 0..KINDS.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), leaf()), 1..4),
    ) {
        let kind = &KINDS[kind];
        let mut value = kind.value();
        for (place, leaf) in changes {
            let all = places(&value);
            if !all.is_empty() {
                *at(&mut value, &all[place.index(all.len())]) = leaf;
            }
        }
        if let Ok(written) = (kind.read_request)(value.clone()) {
            let again = json::value(written.as_bytes()).expect("what is written is JSON");
            prop_assert!(is_same(&value, &again), "{} became {}", json::canonical(&value), written);
            prop_assert_eq!((kind.read_request)(again), Ok(written.clone()));
            prop_assert_eq!((kind.read)(value), Ok(written));
        }
    }

    /// No bytes make a reader fail.
    #[test]
    fn no_bytes_make_it_fail(kind in 0..KINDS.len(), cut in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let kind = &KINDS[kind];
        let mut bytes = kind.recorded.as_bytes().to_vec();
        let place = cut.index(bytes.len());
        bytes[place] = byte;
        for bytes in [&bytes[..], &bytes[..place]] {
            if let Ok(value) = json::value(bytes) {
                let _ = (kind.read)(value);
            }
        }
    }
}
