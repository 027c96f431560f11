//! What would be offered for each account, what the policy says to it, and what it comes to in a month. No words here.

use browser::clock::today;
use domain::arrangement::{Answer, Deal, Means, Objection, Policy, Terms};
use domain::money::{Amount, Rounding};
use jiff::civil::Date;
use leptos::prelude::*;
use wire::api::{Account, AccountState, Offer, ProposalRequest};
use wire::text;

use crate::shared::fit::{Fit, fit};
use crate::shared::offer_model::OfferLine;
use crate::shared::offer_status::OfferStatus;
use crate::shared::{offer_model, offer_status};
use crate::store::{AppState, DebtReading, debt_of};

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
    /// The id of its debt.
    pub debt_id: String,
    /// The offer, or why there is none.
    pub offered: Offered,
    /// What is under way for it already: nothing is sent in its place unless the client chooses so.
    pub pending: Option<Pending>,
}

/// What is under way for an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pending {
    /// A person is looking at an offer.
    Considered,
    /// A person named other terms.
    Countered,
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
    /// What the client typed for it cannot be read.
    Unread,
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
        // What was chosen before it was sent is no choice to send it again.
        let key = if self.pending.is_some() { [&key, "/again"].concat() } else { key };
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
        match (self.said(), self.pending) {
            (Some(PolicyAnswer::Other { .. }), None) => &["take", "ask"],
            (Some(PolicyAnswer::Other { .. }), Some(_)) => &["take", "ask", "keep"],
            (Some(PolicyAnswer::Apart { .. }), None) => &["ask", "leave"],
            (Some(PolicyAnswer::Apart { .. }), Some(_)) => &["ask", "keep"],
            (Some(PolicyAnswer::Yes | PolicyAnswer::Person(_)), Some(_)) => &["send", "keep"],
            _ => &[],
        }
    }

    /// A choice is still missing. What is under way goes on without one.
    pub fn is_open(&self, choice: &str) -> bool {
        self.pending.is_none() && !self.choices().is_empty() && !self.choices().contains(&choice)
    }

    /// The terms that would be sent after this choice; `None` while it is missing, or if nothing is offered.
    pub fn terms(&self, choice: &str) -> Option<Terms> {
        let Offered::Terms { own, .. } = &self.offered else { return None };
        let is_chosen = self.choices().contains(&choice);
        match choice {
            _ if self.is_open(choice) || (self.pending.is_some() && !is_chosen) => None,
            "take" if self.counter().is_some() => self.counter(),
            "leave" | "keep" if is_chosen => None,
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
            Some(PolicyAnswer::Person(_)) => self.terms(choice).is_some(),
            Some(PolicyAnswer::Other { then_person, .. }) => choice == "ask" || (choice == "take" && *then_person),
            Some(PolicyAnswer::Apart { .. }) => choice == "ask",
            _ => false,
        }
    }
}

/// The accounts of the invitation that are claimed, have no arrangement and of which no message waits, in its order;
/// follows everything.
pub fn checked(state: AppState) -> Vec<Checked> {
    let lines = offer_model::lines(state);
    let debts = state.debts.readings(state.currency());
    let statuses = offer_status::statuses(state);
    let kept = state.invitation.saved.read();
    let Some(invitation) = kept.as_ref().map(|kept| &kept.invitation) else { return Vec::new() };
    let policy = invitation.policy_checked().ok();
    let left_over = state.totals().left_over;
    let taken: Amount = lines.iter().map(OfferLine::beyond).sum();
    let mut purse = Purse { left_over, room: left_over.saturating_sub(taken).max(Amount::ZERO) };
    let status = |id: &str| statuses.iter().find(|(known, _)| known == id).map(|(_, status)| *status);
    let is_over = |account: &&Account| {
        matches!(account.state, AccountState::Arranged | AccountState::Withdrawn)
            || status(&account.id) == Some(OfferStatus::Waiting)
    };
    let open = invitation.accounts.iter().filter(|account| !is_over(account));
    open.map(|account| {
        let of_account = |debt: &DebtReading| debt.account_id() == Some(account.id.as_str());
        let debt = debts.iter().find(|debt| of_account(debt));
        let line = lines.iter().find(|line| of_account(&line.debt));
        Checked {
            account_id: account.id.clone(),
            creditor: account.creditor.clone(),
            reference: account.reference.clone(),
            debt_id: debt_of(&account.id, None),
            offered: offered(account, debt, line, policy.as_ref(), &mut purse, today()),
            pending: match status(&account.id) {
                Some(OfferStatus::Considered) => Some(Pending::Considered),
                Some(OfferStatus::CounteredByPerson) => Some(Pending::Countered),
                _ => None,
            },
        }
    })
    .collect()
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
        // What was taken off for it before anything is left over takes no part of that.
        let left_over = (!line.reserved.is_positive()).then_some(self.left_over);
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
    let Some(line) = line else { return Offered::Nothing };
    if matches!(line.typed, Some(Err(_))) {
        return Offered::Unread;
    }
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

/// The messages, one for each debt that something is sent for, with the choices and notes in the order of the accounts:
/// so each debt has an answer of its own. `None` while a choice is missing or nothing is offered at all. What the client
/// leaves out is in none.
pub fn messages(all: &[Checked], choices: &[String], notes: &[String]) -> Option<Vec<ProposalRequest>> {
    let mut messages = Vec::new();
    for ((one, choice), note) in all.iter().zip(choices).zip(notes) {
        if one.is_open(choice) {
            return None;
        }
        let Some(terms) = one.terms(choice) else { continue };
        let note = if one.needs_person(choice) { text::note(note) } else { String::new() };
        let offer = Offer {
            account_id: one.account_id.clone(),
            instalment_minor: terms.instalment().minor(),
            frequency: terms.frequency(),
            first: terms.first(),
            // The message is about one debt: what it says of all of them it says of this one.
            request_review: None,
            note: None,
        };
        let request_review = one.choices().contains(&"ask") && choice == "ask";
        messages.push(ProposalRequest { version: VERSION, offers: vec![offer], request_review, note });
    }
    (!messages.is_empty()).then_some(messages)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shared::fit::fit_of;
    use domain::arrangement::{AutoAccept, Frequency};
    use domain::debt::DebtKind;
    use domain::money::AmountError;
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
            reserved: Amount::ZERO,
            fair_monthly: of(instalment),
            typed: None,
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
        Checked {
            account_id: "a1".to_owned(),
            creditor: String::new(),
            reference: String::new(),
            debt_id: "invited-a1".to_owned(),
            offered,
            pending: None,
        }
    }

    /// The one message about the first debt.
    fn request(all: &[Checked], choices: &[String], note: &str) -> Option<ProposalRequest> {
        let notes = vec![note.to_owned(); all.len()];
        messages(all, choices, &notes).map(|mut messages| messages.remove(0))
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
        // What would be refused for its letters is contained before it is shown and sent.
        let pasted = request(&[check(50_00, AutoAccept::Nothing)], &chosen(""), "call\t\u{202a}+44 20\u{7}").unwrap();
        assert_eq!(pasted.note, "call\t\u{202a}+44 20\u{202c}");
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
    fn a_person_who_is_asked_about_one_debt_holds_up_no_other() {
        let other = Checked { account_id: "a2".to_owned(), ..check(10_00, AutoAccept::All) };
        let all = [check(50_00, AutoAccept::All), other];
        let notes = ["about the first".to_owned(), "about the second".to_owned()];
        let sent = messages(&all, &[String::new(), "ask".to_owned()], &notes).unwrap();
        let told: Vec<_> = sent
            .iter()
            .map(|one| (one.offers.len(), one.offers[0].account_id.as_str(), one.request_review, one.note.as_str()))
            .collect();
        // Nobody reads a note to what the rules accept.
        assert_eq!(told, [(1, "a1", false, ""), (1, "a2", true, "about the second")]);
    }

    #[test]
    fn what_is_under_way_is_replaced_only_by_choice() {
        let looked_at =
            |instalment| Checked { pending: Some(Pending::Considered), ..check(instalment, AutoAccept::All) };
        let all = [looked_at(50_00)];
        assert_eq!(all[0].choices(), ["send", "keep"]);
        for kept in ["", "keep", "take"] {
            assert!(!all[0].is_open(kept) && !all[0].is_offered(kept), "{kept}");
            assert_eq!(request(&all, &chosen(kept), ""), None);
        }
        assert_eq!(request(&all, &chosen("send"), "").unwrap().offers[0].instalment_minor, 50_00);
        let all = [looked_at(10_00)];
        assert_eq!(request(&all, &chosen(""), ""), None);
        assert_eq!(request(&all, &chosen("take"), "").unwrap().offers[0].instalment_minor, 25_00);
        assert!(request(&all, &chosen("ask"), "").unwrap().request_review);
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
        let first = OfferLine { reserved: of(70_00), ..line(70_00) };
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
        assert_eq!(of_state(AccountState::Open, &debt(), None), Offered::Nothing);
        let unread = OfferLine { typed: Some(Err(AmountError::Letters)), ..line(0) };
        assert_eq!(of_state(AccountState::Open, &debt(), Some(&unread)), Offered::Unread);
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
        let found = fit_of(&lines, &taken, of(200_00));
        assert_eq!((found.monthly, found.stretch), (of(100_00), Stretch::Comfortable));
        assert_eq!(fit_of(&lines, &taken, of(199_99)).stretch, Stretch::AboveHalf);
        assert_eq!(fit_of(&lines, &taken, of(99_99)).stretch, Stretch::AboveAll);
        let first = OfferLine { reserved: of(60_00), ..line(60_00) };
        assert_eq!(fit_of(&[first, lines[1].clone()], &taken, of(200_00)).monthly, of(40_00));
    }
}
