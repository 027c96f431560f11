//! An answer to an offer being written.

use domain::arrangement::{Frequency, Terms, TermsError};
use domain::money::{Amount, Currency};
use jiff::civil::Date;
use leptos::prelude::*;
use ui::form::date_text;
use wire::api::{DecisionRequest, Offer, Proposal, limit};
use wire::terms::Verdict;

use super::fault::{Code, Fault, Reader, What};

/// Yes.
pub const ACCEPT: &str = "accept";
/// Other terms.
pub const COUNTER: &str = "counter";
/// No.
pub const DECLINE: &str = "decline";

/// Other terms for one account, as typed.
#[derive(Clone)]
pub struct CounterDraft {
    /// Which account.
    pub account_id: String,
    /// What is owed.
    pub balance: Amount,
    /// The instalment.
    pub instalment: RwSignal<String>,
    /// How often.
    pub frequency: RwSignal<String>,
    /// The first date.
    pub first: RwSignal<String>,
}

impl CounterDraft {
    /// The id of one of its fields.
    pub fn id(&self, field: &str) -> String {
        ["counter-", &self.account_id, "-", field].concat()
    }

    /// The terms that are typed, if they are complete and possible.
    pub fn terms(&self, currency: Currency, today: Date) -> Result<Terms, Vec<Fault>> {
        let typed = [self.instalment.get(), self.frequency.get(), self.first.get()];
        terms_of([&self.id("instalment"), &self.id("first")], &typed, self.balance, currency, today)
    }
}

fn terms_of(
    [instalment_id, first_id]: [&str; 2],
    [instalment, frequency, first]: &[String; 3],
    balance: Amount,
    currency: Currency,
    today: Date,
) -> Result<Terms, Vec<Fault>> {
    let mut reader = Reader::default();
    let instalment = reader.amount(instalment_id, instalment, currency, true);
    let first = reader.date(first_id, first);
    if first.is_some_and(|first| first < today) {
        let last = Frequency::Month.date(today, 12).unwrap_or(today);
        reader.note(first_id, Code::Between(today, last));
    }
    let (Some(first), true) = (first, reader.faults.is_empty()) else { return Err(reader.faults) };
    Terms::new(balance, instalment, Frequency::from_id(frequency).unwrap_or_default(), first).map_err(|error| {
        let code = match error {
            TermsError::InstalmentAboveBalance => Code::AboveBalance(balance),
            other => Code::Terms(other),
        };
        vec![Fault::new(instalment_id, code)]
    })
}

/// The answer as typed.
#[derive(Clone, Copy)]
pub struct AnswerDraft {
    /// To which proposal.
    proposal: StoredValue<String>,
    /// [`ACCEPT`], [`COUNTER`], [`DECLINE`] or nothing yet.
    pub kind: RwSignal<String>,
    /// Why.
    pub reason: RwSignal<String>,
    /// Other terms, one for each account of the offer.
    pub counters: RwSignal<Vec<CounterDraft>>,
}

impl AnswerDraft {
    /// Nothing typed.
    pub fn new() -> Self {
        Self {
            proposal: StoredValue::new(String::new()),
            kind: RwSignal::new(String::new()),
            reason: RwSignal::new(String::new()),
            counters: RwSignal::new(Vec::new()),
        }
    }

    /// Forgets what was typed.
    pub fn clear(self) {
        self.proposal.set_value(String::new());
        self.kind.set(String::new());
        self.reason.set(String::new());
        self.counters.set(Vec::new());
    }

    /// True if words were typed.
    pub fn is_begun(self) -> bool {
        self.reason.with(|reason| !reason.is_empty())
    }

    /// Starts an answer to this proposal, unless it is begun already. Other terms start with what the rules would
    /// accept, or with what was offered; a date that has passed starts with today. What it makes must outlive the page.
    pub fn begin(self, proposal: &Proposal, currency: Currency, today: Date) {
        if self.proposal.with_value(|known| *known == proposal.id) {
            return;
        }
        self.clear();
        self.proposal.set_value(proposal.id.clone());
        let counters = proposal.lines.iter().map(|line| {
            let start = match &line.verdict {
                Verdict::Countered { terms, .. } => terms,
                _ => &line.terms,
            };
            let text = |text: String| RwSignal::new(text);
            CounterDraft {
                account_id: line.account_id.clone(),
                balance: Amount::from_minor(line.terms.balance_minor),
                instalment: text(currency.decimal_text(Amount::from_minor(start.instalment_minor))),
                frequency: text(start.frequency.id().to_owned()),
                first: text(date_text(start.first.max(today))),
            }
        });
        self.counters.set(counters.collect());
    }

    /// The decision, or what is wrong with it.
    pub fn read(self, currency: Currency, today: Date) -> Result<DecisionRequest, Vec<Fault>> {
        let kind = self.kind.get();
        let mut reader = Reader::default();
        if kind.is_empty() {
            reader.note("answer", Code::Missing(What::Answer));
        }
        let mut counters = Vec::new();
        if kind == COUNTER {
            for counter in self.counters.get() {
                match counter.terms(currency, today) {
                    Ok(terms) => counters.push(Offer {
                        account_id: counter.account_id,
                        instalment_minor: terms.instalment().minor(),
                        frequency: terms.frequency(),
                        first: terms.first(),
                    }),
                    Err(faults) => reader.faults.extend(faults),
                }
            }
        }
        let reason = self.reason.get();
        let reason = reader.text("reason", &reason, limit::NOTE_CHARS_MAX, true);
        if reason.is_empty() && (kind == COUNTER || kind == DECLINE) {
            reader.note("reason", Code::Missing(What::Reason));
        }
        if reader.faults.is_empty() { Ok(DecisionRequest { kind, reason, counters }) } else { Err(reader.faults) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::AmountError;
    use jiff::civil::date;

    fn read(instalment: &str, frequency: &str, first: &str) -> Result<Terms, Vec<Fault>> {
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
        let code = |result: Result<Terms, Vec<Fault>>| {
            result.expect_err("faults").into_iter().map(|fault| (fault.id, fault.code)).collect::<Vec<_>>()
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
