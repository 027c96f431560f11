//! Transitions of a case: each changes what is held in memory and in the transaction alike and writes the history, so
//! that the answer can be read off the case at the end.

use crate::auth::secrets;
use crate::cases::model::{Account, Case};
use crate::cases::repository;
use crate::events::{self, Actor, first_tampered, kind, next_record};
use crate::http::error::Error;
use crate::http::state::App;
use crate::server::clock::Now;
use crate::store::{StoreError, Transaction};
use domain::arrangement::{ClaimStep, ProposalState, ProposalStep, StepError};
use domain::money::Amount;
use serde_json::{Value, json};
use wire::api::{AcceptedTerms, Decision, DisputeAnswer, Proposal, ProposalLine};
use wire::json::Json as _;
use wire::problem::Kind;
use wire::receipt::{Arrangement, CONCESSION_NO_INTEREST, RECEIPT_VERSION, Receipt};

/// A case in the transaction that changes it.
pub struct Transitions<'a> {
    /// The server, for its key.
    pub app: &'a App,
    /// The transaction it changes in.
    pub tx: &'a mut dyn Transaction,
    /// The case.
    pub case: &'a mut Case,
    /// When it changes.
    pub now: Now,
}

impl Transitions<'_> {
    /// Writes an entry of the history and answers its hash.
    ///
    /// # Errors
    /// As the database, here and below.
    pub async fn record(&mut self, actor: Actor, kind: &str, content: Value) -> Result<String, Error> {
        // A damaged history is not continued as if nothing had happened.
        if !self.case.is_chain_checked {
            if let Some(number) = first_tampered(&self.case.records) {
                let id = &self.case.id;
                return Err(Error::internal(format_args!("entry {number} of the history of {id} is damaged")));
            }
            // What is appended from here on is chained by this transaction itself.
            self.case.is_chain_checked = true;
        }
        let record = next_record(&self.case.records, self.now, actor, kind, content);
        let hash = record.hash.clone();
        events::repository::add(self.tx, &self.case.id, &record).await?;
        self.case.changed_at.clone_from(&record.at);
        self.case.records.push(record);
        repository::set_head(self.tx, self.case).await?;
        Ok(hash)
    }

    /// Notes the first thing that the client does with the invitation. Reading it is not noted.
    pub async fn open(&mut self) -> Result<(), Error> {
        if self.case.opened_at.is_none() {
            self.case.opened_at = Some(self.now.text());
            self.record(Actor::Client, kind::OPENED, json!({})).await?;
        }
        Ok(())
    }

    /// Takes the invitation back; `by` is the sign-in name of who does. Offers that wait end.
    pub async fn withdraw(&mut self, by: &str) -> Result<(), Error> {
        self.case.withdrawn_at = Some(self.now.text());
        let accounts: Vec<Value> = self
            .case
            .accounts
            .iter()
            .map(|account| json!({ "account_id": account.id, "claimed_minor": account.claimed_minor() }))
            .collect();
        self.record(Actor::Person, kind::WITHDRAWN, json!({ "by": by, "accounts": accounts })).await?;
        self.end_offers(|_| true, "withdrawn").await
    }

    /// Marks an account as disputed; what is offered for it ends, and for no other.
    pub async fn dispute(&mut self, account_id: &str, ground: &str, note: &str) -> Result<(), Error> {
        let mut account = self.after(account_id, ClaimStep::Dispute, Actor::Client)?;
        account.disputed_at = Some(self.now.text());
        let claimed_minor = account.claimed_minor();
        self.keep(account).await?;
        let content =
            json!({ "account_id": account_id, "ground": ground, "note": note, "claimed_minor": claimed_minor });
        self.record(Actor::Client, kind::DISPUTED, content).await?;
        self.end_offers(|line| line.account_id == account_id, "disputed").await
    }

    /// A person's answer to the dispute of an account: what is still claimed goes on, what was withdrawn never comes back.
    pub async fn answer_dispute(&mut self, account_id: &str, answer: DisputeAnswer) -> Result<(), Error> {
        let is_verified = answer.withdrawn_minor == 0;
        let part = Amount::from_minor(answer.withdrawn_minor);
        let step = if is_verified { ClaimStep::Verify } else { ClaimStep::Withdraw(part) };
        let mut account = self.after(account_id, step, Actor::Person)?;
        let number = self.case.open_dispute(&account);
        let mut content = json!({
            "account_id": account_id, "answers": number, "told": answer.told, "by": answer.by,
            "claimed_minor": account.claimed_minor(),
        });
        if !is_verified {
            content["withdrawn_minor"] = answer.withdrawn_minor.into();
        }
        account.disputed_at = None;
        account.answer = Some(answer);
        self.keep(account).await?;
        self.record(Actor::Person, if is_verified { kind::DISPUTE_VERIFIED } else { kind::DISPUTE_WITHDRAWN }, content)
            .await?;
        Ok(())
    }

    /// An account after a step of its claim, as the rules allow it.
    fn after(&self, account_id: &str, step: ClaimStep, actor: Actor) -> Result<Account, Error> {
        let mut account = self.case.account(account_id).cloned().ok_or(Kind::NotFound)?;
        let broken = || Error::internal(format_args!("the history of an account of {} is impossible", self.case.id));
        let mut claim = self.case.claim(&account).ok_or_else(broken)?;
        if claim.balance().minor() != account.claimed_minor() {
            return Err(broken());
        }
        claim.take(step, actor.party()).map_err(|error| match error {
            StepError::NothingChanged => Error::from(Kind::AccountDisputed),
            StepError::Illegal => Kind::StepIllegal.into(),
        })?;
        account.withdrawn_minor = claim.withdrawn().minor();
        Ok(account)
    }

    /// Keeps an account in memory and in the transaction.
    async fn keep(&mut self, account: Account) -> Result<(), Error> {
        repository::set_account(self.tx, &self.case.id, &account).await?;
        if let Some(known) = self.case.accounts.iter_mut().find(|known| known.id == account.id) {
            *known = account;
        }
        Ok(())
    }

    /// Adds an offer in the state that the answer to it makes; older open ones for the same accounts end.
    pub async fn offer(&mut self, proposal: Proposal, request_review: bool) -> Result<(), Error> {
        let offered: Vec<String> = proposal.lines.iter().map(|line| line.account_id.clone()).collect();
        self.end_offers(|line| offered.contains(&line.account_id), "offered_again").await?;
        let number = i64::try_from(self.case.proposals.len()).unwrap_or(i64::MAX).saturating_add(1);
        repository::add_proposal(self.tx, &self.case.id, number, &proposal).await?;
        let lines: Vec<Value> = proposal
            .lines
            .iter()
            .map(|line| json!({ "account_id": line.account_id, "terms": line.terms.write() }))
            .collect();
        let content =
            json!({ "proposal_id": proposal.id, "lines": lines, "note": proposal.note, "ask_person": request_review });
        self.case.proposals.push(proposal);
        self.record(Actor::Client, kind::OFFERED, content).await?;
        Ok(())
    }

    /// Ends what is offered and still open for some accounts, each offer with an entry that says which accounts and why.
    /// Of an older offer for several accounts only those lines end: the others go on, and the entry names them. What was
    /// offered stands in the history for ever.
    async fn end_offers(&mut self, which: impl Fn(&ProposalLine) -> bool, because: &str) -> Result<(), Error> {
        let mut ended = Vec::new();
        for proposal in &mut self.case.proposals {
            let Ok(state) = state_after(&proposal.state, ProposalStep::Expire, Actor::Policy) else { continue };
            let named = |lines: Vec<&ProposalLine>| -> Vec<String> {
                lines.into_iter().map(|line| line.account_id.clone()).collect()
            };
            let (over, left): (Vec<&ProposalLine>, Vec<&ProposalLine>) =
                proposal.lines.iter().partition(|line| which(line));
            if over.is_empty() {
                continue;
            }
            let (over, left) = (named(over), named(left));
            let mut content = json!({ "proposal_id": proposal.id, "account_ids": over, "because": because });
            if left.is_empty() {
                state.id().clone_into(&mut proposal.state);
            } else {
                proposal.lines.retain(|line| !which(line));
                content["account_ids_left"] = left.into();
            }
            repository::set_proposal(self.tx, proposal).await?;
            ended.push(content);
        }
        for content in ended {
            self.record(Actor::Policy, kind::EXPIRED, content).await?;
        }
        Ok(())
    }

    /// Takes a step of a proposal: a person's answer to an offer with their decision, or the client's to a person's.
    pub async fn answer(
        &mut self,
        place: usize,
        step: ProposalStep,
        actor: Actor,
        decision: Option<Decision>,
    ) -> Result<(), Error> {
        let proposal = self.case.proposals.get_mut(place).ok_or(Kind::NotFound)?;
        state_after(&proposal.state, step, actor)?.id().clone_into(&mut proposal.state);
        if decision.is_some() {
            proposal.decision = decision;
        }
        repository::set_proposal(self.tx, proposal).await?;
        Ok(())
    }

    /// Makes an arrangement with a signed receipt for each account. `actor` is who accepted last, `decided_by` who
    /// decided for the creditor's side.
    pub async fn arrange(
        &mut self,
        place: usize,
        accepted: Vec<AcceptedTerms>,
        actor: Actor,
        decided_by: Actor,
    ) -> Result<Vec<Receipt>, Error> {
        let Proposal { id: proposal, decision, .. } = self.case.proposals.get(place).cloned().ok_or(Kind::NotFound)?;
        let mut content = json!({ "proposal_id": proposal, "terms": accepted.write(), "decided_by": decided_by.id() });
        // Who says yes at the desk is named, with what they said; the client's yes is the client's alone.
        if let Some(decision) = decision.filter(|_| actor == Actor::Person) {
            content["by"] = decision.by.into();
            content["reason"] = decision.reason.into();
        }
        let record_hash = self.record(actor, kind::ACCEPTED, content).await?;
        let mut receipts = Vec::new();
        for AcceptedTerms { account_id, terms } in accepted {
            let account = self.case.account(&account_id).ok_or(Kind::NotFound)?;
            let arrangement = Arrangement {
                version: RECEIPT_VERSION,
                id: secrets::random_id()?,
                invitation_id: self.case.id.clone(),
                account_id,
                organisation: self.case.organisation.name.clone(),
                creditor: account.creditor.clone(),
                reference: account.reference.clone(),
                currency: self.case.currency.clone(),
                terms,
                concession: CONCESSION_NO_INTEREST.to_owned(),
                admits_debt: false,
                accepted_at: self.now.text(),
                decided_by: decided_by.id().to_owned(),
                record_hash: record_hash.clone(),
            };
            let signed = self.app.signer.sign(arrangement);
            let receipt = signed.ok_or_else(|| Error::internal("a receipt cannot be signed"))?;
            let number = i64::try_from(self.case.receipts.len()).unwrap_or(i64::MAX).saturating_add(1);
            repository::add_arrangement(self.tx, number, &proposal, &receipt).await.map_err(|error| match error {
                StoreError::Conflict => Kind::AccountArranged.into(),
                error => Error::from(error),
            })?;
            self.case.receipts.push(receipt.clone());
            receipts.push(receipt);
        }
        Ok(receipts)
    }
}

/// The state after a step.
///
/// # Errors
/// `step-illegal`, also where it is another's step to take; or an internal error for a stored state that no version
/// knows.
pub fn state_after(state: &str, step: ProposalStep, actor: Actor) -> Result<ProposalState, Error> {
    let state = ProposalState::from_id(state).ok_or_else(|| Error::internal("a stored state is unknown"))?;
    state.after(step, actor.party()).map_err(|_| Kind::StepIllegal.into())
}
