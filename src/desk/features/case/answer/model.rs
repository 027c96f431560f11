//! Reads an answer to an offer.

use domain::arrangement::{Frequency, Terms, TermsError};
use domain::money::{Amount, Currency};
use jiff::civil::Date;
use leptos::prelude::*;
use wire::api::{DecisionRequest, Offer, limit};

use crate::shared::field_error::{Code, FieldError, RequiredField};
use crate::shared::form_reader::FormReader;
use crate::store::{AnswerDraft, CounterDraft};

/// The offer is accepted.
pub const ACCEPT: &str = "accept";
/// Other terms are offered.
pub const COUNTER: &str = "counter";
/// The offer is declined.
pub const DECLINE: &str = "decline";

/// The terms that are typed, if they are complete and possible.
pub fn terms(counter: &CounterDraft, currency: Currency) -> Result<Terms, Vec<FieldError>> {
    let typed = [counter.instalment.get(), counter.frequency.get(), counter.first.get()];
    terms_of([&counter.id("instalment"), &counter.id("first")], &typed, counter.balance, currency, counter.earliest)
}

fn terms_of(
    [instalment_id, first_id]: [&str; 2],
    [instalment, frequency, first]: &[String; 3],
    balance: Amount,
    currency: Currency,
    earliest: Date,
) -> Result<Terms, Vec<FieldError>> {
    let mut reader = FormReader::default();
    let instalment = reader.amount(instalment_id, instalment, currency, true);
    let first = reader.date(first_id, first);
    if first.is_some_and(|first| first < earliest) {
        let last = Frequency::Month.date(earliest, 12).unwrap_or(earliest);
        reader.add(first_id, Code::Between(earliest, last));
    }
    let (Some(first), true) = (first, reader.errors.is_empty()) else { return Err(reader.errors) };
    Terms::new(balance, instalment, Frequency::from_id(frequency).unwrap_or_default(), first).map_err(|error| {
        let code = match error {
            TermsError::InstalmentAboveBalance => Code::AboveBalance(balance),
            other => Code::Terms(other),
        };
        vec![FieldError::new(instalment_id, code)]
    })
}

/// The decision, or what is wrong with it.
pub fn read(draft: &AnswerDraft, currency: Currency) -> Result<DecisionRequest, Vec<FieldError>> {
    let kind = draft.kind.get();
    let mut reader = FormReader::default();
    if kind.is_empty() {
        reader.add(&draft.id("kind"), Code::Required(RequiredField::Answer));
    }
    let mut counters = Vec::new();
    if kind == COUNTER {
        for counter in &draft.counters {
            match terms(counter, currency) {
                Ok(terms) => counters.push(Offer {
                    account_id: counter.account_id.clone(),
                    instalment_minor: terms.instalment().minor(),
                    frequency: terms.frequency(),
                    first: terms.first(),
                    request_review: None,
                    note: None,
                }),
                Err(errors) => reader.errors.extend(errors),
            }
        }
    }
    let reason = draft.reason.get();
    let reason_id = draft.id("reason");
    let reason = reader.text(&reason_id, &reason, limit::NOTE_CHARS_MAX, true);
    if reason.is_empty() && (kind == COUNTER || kind == DECLINE) {
        reader.add(&reason_id, Code::Required(RequiredField::Reason));
    }
    if reader.errors.is_empty() { Ok(DecisionRequest { kind, reason, counters }) } else { Err(reader.errors) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::AmountError;
    use jiff::civil::date;

    fn read(instalment: &str, frequency: &str, first: &str) -> Result<Terms, Vec<FieldError>> {
        let typed = [instalment, frequency, first].map(str::to_owned);
        terms_of(["instalment", "first"], &typed, Amount::from_minor(100_00), Currency::USD, date(2026, 11, 22))
    }

    #[test]
    fn other_terms_follow_from_what_is_typed() {
        let terms = read("$30", "week", "2026-12-1").expect("fine");
        assert_eq!((terms.number(), terms.last_instalment().minor()), (4, 10_00));
        assert_eq!(terms.last(), date(2026, 12, 22));
    }

    #[test]
    fn impossible_terms_are_told_apart() {
        let code = |result: Result<Terms, Vec<FieldError>>| {
            result.expect_err("errors").into_iter().map(|error| (error.id, error.code)).collect::<Vec<_>>()
        };
        let above = Code::AboveBalance(Amount::from_minor(100_00));
        assert_eq!(code(read("100.01", "month", "2026-12-1")), [("instalment".to_owned(), above)]);
        let many = Code::Terms(TermsError::TooMany);
        assert_eq!(code(read("0.01", "month", "2026-12-1")), [("instalment".to_owned(), many)]);
        assert_eq!(
            code(read("", "month", "2026-11-21")),
            [
                ("instalment".to_owned(), Code::Amount(AmountError::Required)),
                ("first".to_owned(), Code::Between(date(2026, 11, 22), date(2027, 11, 22))),
            ]
        );
    }
}
