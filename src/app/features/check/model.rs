//! What would be offered for each account, what the policy says to it, and what it comes to in a month. No words here.

use browser::clock::today;
use domain::arrangement::{Answer, Deal, Frequency, Means, Objection, Policy, Terms};
use domain::money::{Amount, Rounding};
use jiff::civil::Date;
use leptos::prelude::*;
use wire::api::{Account, AccountState, Offer, ProposalRequest};

use crate::shared::fit::{Fit, fit};
use crate::shared::offer_model;
use crate::shared::offer_model::OfferLine;
use crate::store::{AppState, DebtReading};

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
        said: PolicyAnswer,
    },
    /// The amount leaves nothing for it, or so little that it would never be paid off.
    Nothing,
    /// It comes before the others, and no payment is written down for it.
    Priority,
    /// The client says it is wrong.
    Disputed,
}

/// What the policy says to an offer, as far as this page knows the client's means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyAnswer {
    /// Yes.
    Yes,
    /// A person looks at it.
    Person(Vec<Objection>),
    /// Other terms, which the client can pay.
    Other {
        /// The nearest ones.
        terms: Terms,
        /// Why not the offer.
        reasons: Vec<Objection>,
        /// A person would look at these as well.
        then_person: bool,
    },
    /// What is asked and what can be paid do not meet.
    Apart {
        /// The least the policy would take, as an amount a month.
        least: Amount,
        /// The most the client can pay, as an amount a month.
        most: Amount,
        /// Why not the offer.
        reasons: Vec<Objection>,
    },
}

impl From<Answer> for PolicyAnswer {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Accepted => Self::Yes,
            Answer::Referred { reasons } => Self::Person(reasons),
            Answer::Countered { deal, reasons, then } => match deal.terms() {
                Some(terms) => Self::Other { terms, reasons, then_person: !then.is_empty() },
                // No invitation's rules name anything else.
                None => Self::Person(reasons),
            },
            Answer::Deadlock { reasons, monthly_min: Some(least), monthly_max: Some(most) } => {
                Self::Apart { least, most, reasons }
            }
            // Without two ends only figures at the end of the range are in the way.
            Answer::Deadlock { reasons, .. } => Self::Person(reasons),
        }
    }
}

impl Checked {
    /// The terms that a choice belongs to, as text: when the offer changes, the choice is open again.
    pub fn offered_key(&self) -> String {
        let Offered::Terms { own, .. } = &self.offered else { return String::new() };
        let (balance, instalment) = (own.balance().minor().to_string(), own.instalment().minor().to_string());
        let key = [&balance, "/", &instalment, "/", own.frequency().id(), "/", &own.first().to_string()].concat();
        // Terms below the offer follow what is left over, which may change while the offer stays.
        match self.counter().filter(|counter| counter.instalment() < own.instalment()) {
            Some(counter) => [&key, "/", &counter.instalment().minor().to_string()].concat(),
            None => key,
        }
    }

    fn said(&self) -> Option<&PolicyAnswer> {
        match &self.offered {
            Offered::Terms { said, .. } => Some(said),
            _ => None,
        }
    }

    /// The terms the policy names instead.
    pub fn counter(&self) -> Option<Terms> {
        match self.said()? {
            PolicyAnswer::Other { terms, .. } => Some(*terms),
            _ => None,
        }
    }

    /// The choices there are: none where there is nothing to choose.
    pub fn choices(&self) -> &'static [&'static str] {
        match self.said() {
            Some(PolicyAnswer::Other { .. }) => &["take", "ask"],
            Some(PolicyAnswer::Apart { .. }) => &["ask", "leave"],
            _ => &[],
        }
    }

    /// A choice is still missing.
    pub fn is_open(&self, choice: &str) -> bool {
        !self.choices().is_empty() && !self.choices().contains(&choice)
    }

    /// The terms that would be sent after this choice; `None` while it is missing, or if nothing is offered.
    fn terms(&self, choice: &str) -> Option<Terms> {
        let Offered::Terms { own, .. } = &self.offered else { return None };
        match choice {
            _ if self.is_open(choice) => None,
            "take" if self.counter().is_some() => self.counter(),
            "leave" if !self.choices().is_empty() => None,
            _ => Some(*own),
        }
    }

    /// Something would be sent for it, now or once a choice is made.
    pub fn is_offered(&self, choice: &str) -> bool {
        self.is_open(choice) || self.terms(choice).is_some()
    }

    /// A person will look at it, by the policy or because the client asks.
    pub fn needs_person(&self, choice: &str) -> bool {
        match self.said() {
            Some(PolicyAnswer::Person(_)) => true,
            Some(PolicyAnswer::Other { then_person, .. }) => choice == "ask" || (choice == "take" && *then_person),
            Some(PolicyAnswer::Apart { .. }) => choice == "ask",
            _ => false,
        }
    }
}

/// The accounts of the invitation that are claimed and have no arrangement, in its order; follows everything.
pub fn checked(state: AppState) -> Vec<Checked> {
    let lines = offer_model::lines(state);
    let debts = state.debts.readings(state.currency());
    let (frequency, first) = (offer_model::frequency(state), offer_model::first_date(state));
    let kept = state.invitation.saved.read();
    let Some(invitation) = kept.as_ref().map(|kept| &kept.invitation) else { return Vec::new() };
    let policy = invitation.policy.check().ok();
    let left_over = state.left_over_for_others();
    let offered_in_all: Amount = lines.iter().map(|line| line.share_monthly).sum();
    let mut purse = Purse { left_over, room: left_over.saturating_sub(offered_in_all).max(Amount::ZERO) };
    let is_over = |state| matches!(state, AccountState::Arranged | AccountState::Withdrawn);
    let open = invitation.accounts.iter().filter(|account| !is_over(account.state));
    open.map(|account| {
        let of_account = |debt: &DebtReading| debt.account_id() == Some(account.id.as_str());
        let debt = debts.iter().find(|debt| of_account(debt));
        let line = lines.iter().find(|line| of_account(&line.debt)).cloned();
        let line = line.or_else(|| priority_line(debt?, frequency, first));
        let offered = offered(account, debt, line.as_ref(), policy.as_ref(), &mut purse, today());
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
fn priority_line(debt: &DebtReading, frequency: Frequency, first: Date) -> Option<OfferLine> {
    let balance = debt.claimed().ok().filter(|_| !debt.stands_aside())?;
    let monthly = debt.minimum.ok().filter(|minimum| debt.is_priority && minimum.is_positive())?.min(balance);
    let instalment = frequency.from_monthly(monthly)?;
    Some(OfferLine { debt: debt.clone(), balance, share_monthly: monthly, instalment, frequency, first })
}

/// What is left over in a month, and what of it no offer takes yet.
struct Purse {
    left_over: Amount,
    /// Counter-offers take it in the order of the accounts, so that all of them together can be paid.
    room: Amount,
}

impl Purse {
    /// What the client can pay for this debt: its part, and all that nobody else has.
    fn means(&self, line: &OfferLine) -> Means {
        // What comes first is paid before anything is left over, so it takes no part of that.
        let left_over = (!line.debt.is_priority).then_some(self.left_over);
        Means { left_over, affordable_monthly: Some(line.share_monthly.saturating_add(self.room)), lump: None }
    }

    fn take(&mut self, line: &OfferLine, said: &PolicyAnswer) {
        let PolicyAnswer::Other { terms, .. } = said else { return };
        let monthly = terms.instalment().scale(terms.frequency().times_a_year(), 12, Rounding::Ceil);
        let more = monthly.unwrap_or(terms.balance()).saturating_sub(line.share_monthly).max(Amount::ZERO);
        self.room = self.room.saturating_sub(more).max(Amount::ZERO);
    }
}

fn offered(
    account: &Account,
    debt: Option<&DebtReading>,
    line: Option<&OfferLine>,
    policy: Option<&Policy>,
    purse: &mut Purse,
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
    let Ok(own) = Terms::new(balance, line.instalment, line.frequency, line.first) else { return Offered::Nothing };
    let Some(policy) = policy else {
        // Rules that nobody could meet are for a person to put right.
        return Offered::Terms { own, said: PolicyAnswer::Person(Vec::new()) };
    };
    let said = PolicyAnswer::from(policy.book(today).answer(&Deal::from(&own), purse.means(line), today));
    purse.take(line, &said);
    Offered::Terms { own, said }
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
/// offered at all. What the client leaves out is not in it.
pub fn request(all: &[Checked], choices: &[String], note: &str) -> Option<ProposalRequest> {
    let mut offers = Vec::new();
    let (mut asks, mut needs_person) = (false, false);
    for (one, choice) in all.iter().zip(choices) {
        if one.is_open(choice) {
            return None;
        }
        let Some(terms) = one.terms(choice) else { continue };
        asks |= !one.choices().is_empty() && choice == "ask";
        needs_person |= one.needs_person(choice);
        offers.push(Offer {
            account_id: one.account_id.clone(),
            instalment_minor: terms.instalment().minor(),
            frequency: terms.frequency(),
            first: terms.first(),
            request_review: None,
            note: None,
        });
    }
    let note = if needs_person { note.trim().to_owned() } else { String::new() };
    (!offers.is_empty()).then_some(ProposalRequest { version: VERSION, offers, request_review: asks, note })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shared::fit::fit_of;
    use domain::arrangement::AutoAccept;
    use domain::debt::DebtKind;
    use domain::offer::Stretch;
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
            withdrawn_minor: 0,
            answer: None,
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
            frequency: Frequency::Month,
            first: date(2026, 12, 6),
        }
    }

    fn policy(at_once: AutoAccept) -> Policy {
        Policy::new(of(25_00), 24, 45, at_once).unwrap()
    }

    fn check(instalment: i64, at_once: AutoAccept) -> Checked {
        check_with(instalment, 1_000_00, &policy(at_once))
    }

    /// The offer of so much a month for the one debt, where so much is left over.
    fn check_with(instalment: i64, left_over: i64, policy: &Policy) -> Checked {
        let line = line(instalment);
        let mut purse = Purse { left_over: of(left_over), room: of((left_over - instalment).max(0)) };
        let account = account(AccountState::Open);
        let offered = offered(&account, Some(&debt()), Some(&line), Some(policy), &mut purse, TODAY);
        Checked { account_id: "a1".to_owned(), creditor: String::new(), reference: String::new(), offered }
    }

    fn chosen(choice: &str) -> Vec<String> {
        vec![choice.to_owned()]
    }

    #[test]
    fn an_offer_within_the_rules_is_sent_as_it_is() {
        let all = [check(50_00, AutoAccept::All)];
        let sent = request(&all, &chosen(""), "dropped, because nobody reads it").unwrap();
        assert_eq!((sent.offers[0].instalment_minor, sent.request_review, sent.note.as_str()), (50_00, false, ""));
        let referred = request(&[check(50_00, AutoAccept::Nothing)], &chosen(""), " hello ").unwrap();
        assert_eq!((referred.request_review, referred.note.as_str()), (false, "hello"));
    }

    #[test]
    fn other_terms_wait_for_the_clients_choice() {
        let all = [check(10_00, AutoAccept::All)];
        assert!(matches!(all[0].said(), Some(PolicyAnswer::Other { reasons, then_person: false, .. })
            if reasons.contains(&Objection::InstalmentTooSmall { monthly_min: of(25_00) })));
        assert_eq!(request(&all, &chosen("leave"), ""), None, "that is no choice here");
        assert_eq!(request(&all, &chosen(""), ""), None);
        let taken = request(&all, &chosen("take"), "").unwrap();
        assert_eq!((taken.offers[0].instalment_minor, taken.request_review), (25_00, false));
        let asked = request(&all, &chosen("ask"), "please").unwrap();
        assert_eq!(
            (asked.offers[0].instalment_minor, asked.request_review, asked.note.as_str()),
            (10_00, true, "please")
        );
    }

    #[test]
    fn terms_that_a_person_looks_at_as_well_carry_the_note() {
        let all = [check(10_00, AutoAccept::Nothing)];
        assert!(matches!(all[0].said(), Some(PolicyAnswer::Other { then_person: true, .. })));
        let taken = request(&all, &chosen("take"), "please").unwrap();
        assert_eq!(
            (taken.offers[0].instalment_minor, taken.request_review, taken.note.as_str()),
            (25_00, false, "please")
        );
    }

    #[test]
    fn two_ends_that_do_not_meet_are_sent_to_a_person_or_left_out() {
        // 24.99 left over, and 25.00 asked for.
        let all = [check_with(12_49, 24_99, &policy(AutoAccept::All))];
        let Some(PolicyAnswer::Apart { least, most, reasons }) = all[0].said() else { panic!("{:?}", all[0].offered) };
        assert_eq!((*least, *most, reasons.len()), (of(25_00), of(24_99), 2));
        assert!(matches!(check_with(12_49, 25_00, &policy(AutoAccept::All)).said(), Some(PolicyAnswer::Other { .. })));
        assert_eq!(request(&all, &chosen(""), ""), None);
        assert_eq!(request(&all, &chosen("take"), ""), None, "chosen when there were other terms");
        assert!(all[0].is_open("take") && all[0].is_offered("take"));
        let asked = request(&all, &chosen("ask"), " please ").unwrap();
        assert_eq!(
            (asked.offers[0].instalment_minor, asked.request_review, asked.note.as_str()),
            (12_49, true, "please")
        );
        assert!(!all[0].is_offered("leave"));
        assert_eq!(request(&all, &chosen("leave"), ""), None, "nothing is left to send");
        let both = [all[0].clone(), check(50_00, AutoAccept::All)];
        let rest = request(&both, &["leave".to_owned(), String::new()], "dropped").unwrap();
        assert_eq!((rest.offers.len(), rest.request_review, rest.note.as_str()), (1, false, ""));
    }

    #[test]
    fn counter_offers_can_be_paid_together() {
        let mut purse = Purse { left_over: of(60_00), room: of(40_00) };
        let mut answer = |instalment| {
            let account = account(AccountState::Open);
            let said =
                offered(&account, None, Some(&line(instalment)), Some(&policy(AutoAccept::All)), &mut purse, TODAY);
            let Offered::Terms { said, .. } = said else { panic!("{said:?}") };
            said
        };
        // 15.00 more for the first leave 25.00, of which the second needs 15.00 and the third cannot have 15.00.
        assert!(matches!(answer(10_00), PolicyAnswer::Other { .. }));
        assert!(matches!(answer(10_00), PolicyAnswer::Other { .. }));
        assert!(matches!(answer(10_00), PolicyAnswer::Apart { most, .. } if most == of(20_00)));
    }

    #[test]
    fn a_part_of_what_is_left_over_is_all_they_take() {
        let half = policy(AutoAccept::All).with_left_over_share_max(Some(50)).unwrap();
        let one = check_with(70_00, 100_00, &half);
        assert_eq!(one.counter().map(|terms| terms.instalment()), Some(of(50_00)));
        assert_eq!(one.offered_key(), "60000/7000/month/2026-12-06/5000");
        assert!(matches!(check_with(50_00, 100_00, &half).said(), Some(PolicyAnswer::Yes)));
        // What comes first is paid before anything is left over.
        let first = OfferLine { debt: DebtReading { is_priority: true, ..debt() }, ..line(70_00) };
        let mut purse = Purse { left_over: of(100_00), room: of(0) };
        let answer = offered(&account(AccountState::Open), None, Some(&first), Some(&half), &mut purse, TODAY);
        assert!(matches!(answer, Offered::Terms { said: PolicyAnswer::Yes, .. }));
        // Without such a rule more than what is left over stays the client's own choice.
        assert!(matches!(check_with(200_00, 100_00, &policy(AutoAccept::All)).said(), Some(PolicyAnswer::Yes)));
    }

    #[test]
    fn what_was_chosen_belongs_to_one_offer() {
        assert_eq!(check(10_00, AutoAccept::All).offered_key(), "60000/1000/month/2026-12-06");
        assert_ne!(check(10_00, AutoAccept::All).offered_key(), check(10_01, AutoAccept::All).offered_key());
    }

    #[test]
    fn no_offer_has_a_reason() {
        let of_state = |state, debt: &DebtReading, line: Option<&OfferLine>| {
            let mut purse = Purse { left_over: of(100_00), room: of(50_00) };
            offered(&account(state), Some(debt), line, Some(&policy(AutoAccept::All)), &mut purse, TODAY)
        };
        assert_eq!(of_state(AccountState::Disputed, &debt(), Some(&line(50_00))), Offered::Disputed);
        let wrong = DebtReading { is_disputed: true, ..debt() };
        assert_eq!(of_state(AccountState::Open, &wrong, None), Offered::Disputed);
        let first = DebtReading { is_priority: true, ..debt() };
        assert_eq!(of_state(AccountState::Open, &first, None), Offered::Priority);
        assert_eq!(of_state(AccountState::Open, &debt(), Some(&line(0))), Offered::Nothing);
        assert_eq!(of_state(AccountState::Open, &debt(), Some(&line(1))), Offered::Nothing);
        let all = [Checked { offered: Offered::Nothing, ..check(50_00, AutoAccept::All) }];
        assert_eq!(request(&all, &chosen(""), ""), None);
    }

    #[test]
    fn a_month_counts_every_debt_once() {
        let terms = |instalment| Terms::new(of(600_00), of(instalment), Frequency::Month, TODAY).unwrap();
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
