//! What would be offered for each account, what the policy says to it, and what it comes to in a month. No words here.

use domain::arrangement::{Policy, Rhythm, Terms, Verdict, evaluate};
use domain::money::Amount;
use domain::offer::{Stretch, stretch};
use jiff::civil::Date;
use leptos::prelude::*;
use wire::api::{Account, AccountState, Offer, ProposalRequest};

use crate::offering::{self, OfferLine};
use crate::state::{AppState, DebtReading};

/// The version of the message that this page writes.
const VERSION: u32 = 1;

/// One account without an arrangement, and what would be offered for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Its name within the invitation.
    pub account_id: String,
    /// To whom it is owed.
    pub creditor: String,
    /// The creditor's own reference.
    pub reference: String,
    /// The offer, or why there is none.
    pub offered: Offered,
}

/// The offer for one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offered {
    /// There is one.
    Terms {
        /// As the client offers it.
        own: Terms,
        /// What the policy says.
        verdict: Verdict,
    },
    /// The amount leaves nothing for it, or so little that it would never be paid off.
    Nothing,
    /// It comes before the others, and no payment is written down for it.
    Priority,
    /// The client says it is wrong.
    Disputed,
}

impl Checked {
    /// The terms that a choice belongs to, as text: when the offer changes, the choice is open again.
    pub fn offered_key(&self) -> String {
        match &self.offered {
            Offered::Terms { own, .. } => {
                let (balance, instalment) = (own.balance().minor().to_string(), own.instalment().minor().to_string());
                [&balance, "/", &instalment, "/", own.rhythm().id(), "/", &own.first().to_string()].concat()
            }
            _ => String::new(),
        }
    }

    /// The terms the policy names instead.
    pub fn counter(&self) -> Option<Terms> {
        match &self.offered {
            Offered::Terms { verdict: Verdict::Countered { terms, .. }, .. } => Some(*terms),
            _ => None,
        }
    }

    /// The terms that would be sent after this choice; `None` while a choice is missing or there is no offer.
    fn terms(&self, choice: &str) -> Option<Terms> {
        match (&self.offered, choice) {
            (Offered::Terms { verdict: Verdict::Countered { terms, .. }, .. }, "take") => Some(*terms),
            (Offered::Terms { verdict: Verdict::Countered { .. }, .. }, "") => None,
            (Offered::Terms { own, .. }, _) => Some(*own),
            _ => None,
        }
    }

    /// A person will look at it, by the policy or because the client asks.
    pub fn needs_person(&self, choice: &str) -> bool {
        match &self.offered {
            Offered::Terms { verdict: Verdict::Referred { .. }, .. } => true,
            Offered::Terms { verdict: Verdict::Countered { .. }, .. } => choice == "ask",
            _ => false,
        }
    }
}

/// The accounts of the invitation that have no arrangement, in its order; follows everything.
pub fn checked(state: AppState) -> Vec<Checked> {
    let lines = offering::lines(state);
    let debts = state.debts.readings(state.currency());
    let (rhythm, first) = (offering::rhythm(state), offering::first_date(state));
    let kept = state.invitation.saved.read();
    let Some(invitation) = kept.as_ref().map(|kept| &kept.invitation) else { return Vec::new() };
    let policy = invitation.policy.check().ok();
    let open = invitation.accounts.iter().filter(|account| account.state != AccountState::Arranged);
    open.map(|account| {
        let of_account = |debt: &DebtReading| debt.account_id() == Some(account.id.as_str());
        let debt = debts.iter().find(|debt| of_account(debt));
        let line = lines.iter().find(|line| of_account(&line.debt)).cloned();
        let line = line.or_else(|| priority_line(debt?, rhythm, first));
        let offered = offered(account, debt, line.as_ref(), policy.as_ref(), offering::today());
        Checked {
            account_id: account.id.clone(),
            creditor: account.creditor.clone(),
            reference: account.reference.clone(),
            offered,
        }
    })
    .collect()
}

/// A debt that comes first is offered the payment that is written down for it; it was taken off what is left over.
fn priority_line(debt: &DebtReading, rhythm: Rhythm, first: Date) -> Option<OfferLine> {
    let balance = debt.claimed().ok().filter(|_| !debt.stands_aside())?;
    let monthly = debt.minimum.ok().filter(|minimum| debt.is_priority && minimum.is_positive())?.min(balance);
    let instalment = rhythm.from_monthly(monthly)?;
    Some(OfferLine { debt: debt.clone(), balance, share_monthly: monthly, instalment, rhythm, first })
}

fn offered(
    account: &Account,
    debt: Option<&DebtReading>,
    line: Option<&OfferLine>,
    policy: Option<&Policy>,
    today: Date,
) -> Offered {
    if account.state == AccountState::Disputed || debt.is_some_and(|debt| debt.is_disputed) {
        return Offered::Disputed;
    }
    let Some(line) = line else {
        let is_priority = debt.is_some_and(|debt| debt.is_priority);
        return if is_priority { Offered::Priority } else { Offered::Nothing };
    };
    let balance = Amount::from_minor(account.balance_minor);
    let Ok(own) = Terms::new(balance, line.instalment, line.rhythm, line.first) else { return Offered::Nothing };
    let Some(policy) = policy else {
        // Rules that nobody could meet are for a person to put right.
        return Offered::Terms { own, verdict: Verdict::Referred { reasons: Vec::new() } };
    };
    Offered::Terms { own, verdict: evaluate(policy, &own, policy.starts(today)) }
}

/// What the terms for some accounts come to in a month, together with the shares of all other debts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fit {
    /// In a month, in all.
    pub monthly: Amount,
    /// What is left over each month; nothing if more goes out than comes in.
    pub left: Amount,
    /// How the one stands to the other.
    pub stretch: Stretch,
}

/// How terms for some accounts fit into what is left over; follows everything.
pub fn fit(state: AppState, taken: &[(String, Terms)]) -> Fit {
    let left = state.left_over_for_others().max(Amount::ZERO);
    let debts = state.debts.readings(state.currency());
    fit_of(&debts, &offering::lines(state), taken, left)
}

fn fit_of(debts: &[DebtReading], lines: &[OfferLine], taken: &[(String, Terms)], left: Amount) -> Fit {
    let others = lines.iter().filter(|line| !taken.iter().any(|(id, _)| line.debt.account_id() == Some(id.as_str())));
    let mut monthly: Amount = others.map(|line| line.share_monthly).sum();
    for (id, terms) in taken {
        let debt = debts.iter().find(|debt| debt.account_id() == Some(id.as_str()));
        // What a debt that comes first asks for is no part of what is left over; only more than that is.
        let before = debt
            .filter(|debt| debt.is_priority && !debt.stands_aside())
            .and_then(|debt| debt.minimum.ok())
            .unwrap_or_default();
        monthly = monthly.saturating_add(monthly_of(terms).saturating_sub(before).max(Amount::ZERO));
    }
    Fit { monthly, left, stretch: stretch(monthly, left) }
}

/// What terms come to in a month, never more than is owed.
fn monthly_of(terms: &Terms) -> Amount {
    terms.rhythm().to_monthly(terms.instalment()).unwrap_or(terms.balance()).min(terms.balance())
}

/// How all offers stand before a choice is made, with the counter-offer for one account taken.
pub fn fit_with_counter(state: AppState, all: &[Checked], account_id: &str) -> Fit {
    let taken = all.iter().filter_map(|one| {
        let own = match &one.offered {
            Offered::Terms { own, .. } => *own,
            _ => return None,
        };
        let terms = if one.account_id == account_id { one.counter().unwrap_or(own) } else { own };
        Some((one.account_id.clone(), terms))
    });
    fit(state, &taken.collect::<Vec<_>>())
}

/// The message, with the choices made (in the order of the accounts). `None` while a choice is missing or nothing is
/// offered at all.
pub fn request(all: &[Checked], choices: &[String], note: &str) -> Option<ProposalRequest> {
    let mut offers = Vec::new();
    let (mut asks, mut needs_person) = (false, false);
    for (one, choice) in all.iter().zip(choices) {
        if !matches!(one.offered, Offered::Terms { .. }) {
            continue;
        }
        let terms = one.terms(choice)?;
        asks |= one.counter().is_some() && choice == "ask";
        needs_person |= one.needs_person(choice);
        offers.push(Offer {
            account_id: one.account_id.clone(),
            instalment_minor: terms.instalment().minor(),
            rhythm: terms.rhythm().into(),
            first: terms.first(),
        });
    }
    let note = if needs_person { note.trim().to_owned() } else { String::new() };
    (!offers.is_empty()).then_some(ProposalRequest { version: VERSION, offers, ask_person: asks, note })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::arrangement::{AtOnce, Reason};
    use domain::debt::DebtKind;
    use domain::rate::Rate;
    use jiff::civil::date;
    use wire::api::Itemisation;

    const TODAY: Date = date(2026, 11, 22);

    fn of(minor: i64) -> Amount {
        Amount::from_minor(minor)
    }

    fn account(state: AccountState) -> Account {
        Account {
            id: "a1".to_owned(),
            creditor: "Northway".to_owned(),
            reference: "N-1".to_owned(),
            kind: "card".to_owned(),
            balance_minor: 600_00,
            itemisation: Itemisation {
                as_of: TODAY,
                then_minor: 600_00,
                interest_minor: 0,
                fees_minor: 0,
                payments_minor: 0,
                credits_minor: 0,
            },
            state,
        }
    }

    fn debt() -> DebtReading {
        DebtReading {
            id: "invited-a1".to_owned(),
            is_invited: true,
            name: "Northway".to_owned(),
            kind: DebtKind::CreditCard,
            balance: Ok(of(600_00)),
            rate: Ok(Rate::ZERO),
            minimum: Ok(Amount::ZERO),
            is_priority: false,
            is_disputed: false,
            more: Default::default(),
        }
    }

    fn line(instalment: i64) -> OfferLine {
        OfferLine {
            debt: debt(),
            balance: of(600_00),
            share_monthly: of(instalment),
            instalment: of(instalment),
            rhythm: Rhythm::Month,
            first: date(2026, 12, 6),
        }
    }

    fn policy(at_once: AtOnce) -> Policy {
        Policy::new(of(25_00), 24, 45, at_once).unwrap()
    }

    fn check(instalment: i64, at_once: AtOnce) -> Checked {
        let line = line(instalment);
        let offered = offered(&account(AccountState::Open), Some(&debt()), Some(&line), Some(&policy(at_once)), TODAY);
        Checked { account_id: "a1".to_owned(), creditor: String::new(), reference: String::new(), offered }
    }

    fn chosen(choice: &str) -> Vec<String> {
        vec![choice.to_owned()]
    }

    #[test]
    fn an_offer_within_the_rules_is_sent_as_it_is() {
        let all = [check(50_00, AtOnce::All)];
        let sent = request(&all, &chosen(""), "dropped, because nobody reads it").unwrap();
        assert_eq!((sent.offers[0].instalment_minor, sent.ask_person, sent.note.as_str()), (50_00, false, ""));
        let referred = request(&[check(50_00, AtOnce::Nothing)], &chosen(""), " hello ").unwrap();
        assert_eq!((referred.ask_person, referred.note.as_str()), (false, "hello"));
    }

    #[test]
    fn other_terms_wait_for_the_clients_choice() {
        let all = [check(10_00, AtOnce::All)];
        assert!(matches!(&all[0].offered, Offered::Terms { verdict: Verdict::Countered { reasons, .. }, .. }
            if reasons.contains(&Reason::InstalmentTooSmall { monthly_min: of(25_00) })));
        assert_eq!(request(&all, &chosen(""), ""), None);
        let taken = request(&all, &chosen("take"), "").unwrap();
        assert_eq!((taken.offers[0].instalment_minor, taken.ask_person), (25_00, false));
        let asked = request(&all, &chosen("ask"), "please").unwrap();
        assert_eq!((asked.offers[0].instalment_minor, asked.ask_person, asked.note.as_str()), (10_00, true, "please"));
    }

    #[test]
    fn what_was_chosen_belongs_to_one_offer() {
        assert_eq!(check(10_00, AtOnce::All).offered_key(), "60000/1000/month/2026-12-06");
        assert_ne!(check(10_00, AtOnce::All).offered_key(), check(10_01, AtOnce::All).offered_key());
    }

    #[test]
    fn no_offer_has_a_reason() {
        let of_state = |state, debt: &DebtReading, line: Option<&OfferLine>| {
            offered(&account(state), Some(debt), line, Some(&policy(AtOnce::All)), TODAY)
        };
        assert_eq!(of_state(AccountState::Disputed, &debt(), Some(&line(50_00))), Offered::Disputed);
        let wrong = DebtReading { is_disputed: true, ..debt() };
        assert_eq!(of_state(AccountState::Open, &wrong, None), Offered::Disputed);
        let first = DebtReading { is_priority: true, ..debt() };
        assert_eq!(of_state(AccountState::Open, &first, None), Offered::Priority);
        assert_eq!(of_state(AccountState::Open, &debt(), Some(&line(0))), Offered::Nothing);
        assert_eq!(of_state(AccountState::Open, &debt(), Some(&line(1))), Offered::Nothing);
        let all = [Checked { offered: Offered::Nothing, ..check(50_00, AtOnce::All) }];
        assert_eq!(request(&all, &chosen(""), ""), None);
    }

    #[test]
    fn a_month_counts_every_debt_once() {
        let terms = |instalment| Terms::new(of(600_00), of(instalment), Rhythm::Month, TODAY).unwrap();
        let other = OfferLine { debt: DebtReading { id: "own-1".to_owned(), ..debt() }, ..line(30_00) };
        let lines = [line(50_00), other];
        let taken = [("a1".to_owned(), terms(70_00))];
        let found = fit_of(&[debt()], &lines, &taken, of(200_00));
        assert_eq!((found.monthly, found.stretch), (of(100_00), Stretch::Comfortable));
        assert_eq!(fit_of(&[debt()], &lines, &taken, of(199_99)).stretch, Stretch::AboveHalf);
        assert_eq!(fit_of(&[debt()], &lines, &taken, of(99_99)).stretch, Stretch::AboveAll);
        let first = DebtReading { is_priority: true, minimum: Ok(of(60_00)), ..debt() };
        assert_eq!(fit_of(&[first], &lines[1..], &taken, of(200_00)).monthly, of(40_00));
    }
}
