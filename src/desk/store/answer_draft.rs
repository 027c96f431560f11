//! An answer to an offer while it is written.

use domain::money::{Amount, Currency};
use jiff::civil::Date;
use leptos::prelude::*;
use ui::form::date_text;
use wire::api::Proposal;
use wire::terms::OfferDecision;

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
                OfferDecision::Countered { terms, .. } => terms,
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
}
