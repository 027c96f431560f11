//! Answers to offers while they are written.

use domain::money::{Amount, Currency};
use jiff::civil::Date;
use leptos::prelude::*;
use ui::form::date_text;
use wire::api::{Invitation, Proposal};
use wire::terms::OfferDecision;

/// Other terms for one account, as typed.
#[derive(Clone)]
pub struct CounterDraft {
    /// Which account.
    pub account_id: String,
    /// What is owed.
    pub balance: Amount,
    /// The first day on which a payment may be due.
    pub earliest: Date,
    /// The instalment.
    pub instalment: RwSignal<String>,
    /// How often.
    pub frequency: RwSignal<String>,
    /// The first date.
    pub first: RwSignal<String>,
    proposal: String,
}

impl CounterDraft {
    /// The id of one of its fields.
    pub fn id(&self, field: &str) -> String {
        ["counter-", &self.proposal, "-", &self.account_id, "-", field].concat()
    }
}

/// The answer to one offer, as typed.
#[derive(Clone)]
pub struct AnswerDraft {
    /// Of which case.
    pub case: String,
    /// To which proposal.
    pub proposal: String,
    /// For which accounts.
    pub accounts: Vec<String>,
    /// `accept`, `counter`, `decline` or nothing yet.
    pub kind: RwSignal<String>,
    /// Why.
    pub reason: RwSignal<String>,
    /// Other terms, one for each account of the offer.
    pub counters: Vec<CounterDraft>,
}

impl AnswerDraft {
    /// The id of one of its fields.
    pub fn id(&self, field: &str) -> String {
        ["answer-", &self.proposal, "-", field].concat()
    }

    /// Starts an answer. Other terms start with what the rules would accept, or with what was offered; a date that has
    /// passed starts with the first possible one.
    fn new(invitation: &Invitation, proposal: &Proposal, currency: Currency, earliest: Date) -> Self {
        let text = |text: String| RwSignal::new(text);
        let counters = proposal.lines.iter().map(|line| {
            let start = match &line.verdict {
                OfferDecision::Countered { terms, .. } => terms,
                _ => &line.terms,
            };
            CounterDraft {
                account_id: line.account_id.clone(),
                balance: Amount::from_minor(line.terms.balance_minor),
                earliest,
                instalment: text(currency.decimal_text(Amount::from_minor(start.instalment_minor))),
                frequency: text(start.frequency.id().to_owned()),
                first: text(date_text(start.first.max(earliest))),
                proposal: proposal.id.clone(),
            }
        });
        Self {
            case: invitation.id.clone(),
            proposal: proposal.id.clone(),
            accounts: proposal.lines.iter().map(|line| line.account_id.clone()).collect(),
            kind: text(String::new()),
            reason: text(String::new()),
            counters: counters.collect(),
        }
    }

    fn has_words(&self) -> bool {
        self.reason.with_untracked(|reason| !reason.trim().is_empty())
    }
}

/// All answers to offers that are being written.
#[derive(Clone, Copy)]
pub struct AnswerDrafts(StoredValue<Vec<AnswerDraft>>);

impl AnswerDrafts {
    /// Nothing typed.
    pub fn new() -> Self {
        Self(StoredValue::new(Vec::new()))
    }

    /// The answer to an offer, begun already or new. What it makes must outlive the page.
    pub fn of(self, invitation: &Invitation, proposal: &Proposal, currency: Currency, earliest: Date) -> AnswerDraft {
        let is_same =
            |draft: &&AnswerDraft| draft.proposal == proposal.id && draft.accounts.len() == proposal.lines.len();
        if let Some(known) = self.0.with_value(|drafts| drafts.iter().find(is_same).cloned()) {
            return known;
        }
        let draft = AnswerDraft::new(invitation, proposal, currency, earliest);
        self.0.update_value(|drafts| {
            drafts.retain(|known| known.proposal != proposal.id);
            drafts.push(draft.clone());
        });
        draft
    }

    /// What was written to offers of a case that do not wait any more: somebody else was faster, or the client offered
    /// anew. The words are not lost.
    pub fn left(self, case: &str, waiting: &[&str]) -> Vec<AnswerDraft> {
        let is_left = |draft: &&AnswerDraft| {
            draft.case == case && !waiting.contains(&draft.proposal.as_str()) && draft.has_words()
        };
        self.0.with_value(|drafts| drafts.iter().filter(is_left).cloned().collect())
    }

    /// Forgets one that was sent or is not needed any more.
    pub fn forget(self, proposal: &str) {
        self.0.update_value(|drafts| drafts.retain(|draft| draft.proposal != proposal));
    }

    /// Forgets everything.
    pub fn clear(self) {
        self.0.update_value(Vec::clear);
    }

    /// True if words were typed.
    pub fn is_begun(self) -> bool {
        self.0.with_value(|drafts| drafts.iter().any(AnswerDraft::has_words))
    }
}
