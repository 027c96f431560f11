//! What was agreed, and what of it is to be kept now.

use domain::arrangement::Terms;
use domain::money::Amount;
use jiff::civil::Date;
use wire::api::{AccountState, Invitation};
use wire::receipt::Receipt;

/// What of an agreement is to be kept now. The receipt says for ever what was agreed on its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreed {
    /// What was agreed.
    Goes(Terms),
    /// What was agreed without its last payments: a part of the debt was withdrawn.
    Less(Terms),
    /// Nothing for now: the client disputes the debt, and nobody has answered yet.
    Still,
    /// Nothing any more: all of the debt was withdrawn.
    Over,
    /// Terms that do not add up.
    Unreadable,
}

/// What of this agreement is to be kept now.
pub fn agreed_now(invitation: &Invitation, receipt: &Receipt) -> Agreed {
    let agreed = &receipt.arrangement;
    let Some(terms) = agreed.terms.check() else { return Agreed::Unreadable };
    let account = invitation.accounts.iter().find(|account| account.id == agreed.account_id);
    let Some(account) = account else { return Agreed::Goes(terms) };
    let claimed = Amount::from_minor(account.balance_minor);
    match account.state {
        AccountState::Disputed => Agreed::Still,
        AccountState::Withdrawn => Agreed::Over,
        _ if claimed < terms.balance() => terms.for_less(claimed).map_or(Agreed::Over, Agreed::Less),
        _ => Agreed::Goes(terms),
    }
}

/// An arrangement that goes on, as the plan and the budget see it: a fixed payment until nothing of it is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// The id of its debt.
    pub debt_id: String,
    /// What both sides accepted, without what was withdrawn since.
    pub terms: Terms,
}

impl Agreement {
    /// What is still to be paid on a day, where every payment due before it was made.
    pub fn remaining(&self, today: Date) -> Amount {
        self.terms.schedule().iter().filter(|row| row.due >= today).map(|row| row.amount).sum()
    }

    /// What it takes of a month, by the same rule as the budget: so many payments a year, over twelve, half up; never
    /// more than remains.
    pub fn monthly(&self, today: Date) -> Amount {
        let remaining = self.remaining(today);
        self.terms.frequency().to_monthly(self.terms.instalment()).unwrap_or(remaining).min(remaining)
    }
}

/// The arrangements of an invitation that go on. Of several for one account, the last one counts. `debt_id` names the
/// debt of an account.
pub fn agreements(invitation: &Invitation, debt_id: impl Fn(&str) -> String) -> Vec<Agreement> {
    let mut all: Vec<Agreement> = Vec::new();
    for receipt in &invitation.receipts {
        let debt_id = debt_id(&receipt.arrangement.account_id);
        all.retain(|known| known.debt_id != debt_id);
        if let Agreed::Goes(terms) | Agreed::Less(terms) = agreed_now(invitation, receipt) {
            all.push(Agreement { debt_id, terms });
        }
    }
    all
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use domain::arrangement::Frequency;
    use jiff::civil::date;
    use wire::api::{Country, Organisation};
    use wire::receipt::{Arrangement, PublicKey};
    use wire::terms::{AutoAccept, Policy};

    pub fn terms() -> wire::terms::Terms {
        wire::terms::Terms {
            balance_minor: 100,
            instalment_minor: 50,
            frequency: Frequency::Month,
            first: date(2026, 12, 1),
            number: 2,
            last_instalment_minor: 50,
            last: date(2027, 1, 1),
        }
    }

    pub fn receipt() -> Receipt {
        Receipt {
            arrangement: Arrangement {
                version: 1,
                id: "r".into(),
                invitation_id: "i".into(),
                account_id: "a1".into(),
                organisation: String::new(),
                creditor: String::new(),
                reference: String::new(),
                currency: "USD".into(),
                terms: terms(),
                concession: String::new(),
                admits_debt: false,
                accepted_at: String::new(),
                decided_by: String::new(),
                record_hash: String::new(),
            },
            algorithm: "ES256".into(),
            key_id: String::new(),
            signature: String::new(),
        }
    }

    pub fn account(id: &str, state: AccountState) -> wire::api::Account {
        wire::api::Account {
            id: id.into(),
            creditor: String::new(),
            reference: String::new(),
            kind: String::new(),
            balance_minor: 100,
            itemisation: wire::api::Itemisation {
                as_of: date(2026, 11, 1),
                then_minor: 100,
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

    pub fn invitation(accounts: Vec<wire::api::Account>, receipts: Vec<Receipt>) -> Invitation {
        Invitation {
            id: "i".into(),
            organisation: Organisation { name: "o".into(), ..Organisation::default() },
            counsellor: "c".into(),
            message: String::new(),
            country: Country::Us,
            currency: "USD".into(),
            accounts,
            policy: Policy {
                instalment_monthly_min_minor: 1,
                term_months_max: 1,
                start_days_max: 1,
                auto_accept: AutoAccept::All,
                instalment_share_min_percent: None,
                left_over_share_max_percent: None,
            },
            created_on: date(2026, 11, 1),
            expires_on: date(2026, 12, 1),
            validation: None,
            receipt_key: PublicKey { id: String::new(), algorithm: String::new(), point: String::new() },
            proposals: Vec::new(),
            receipts,
            records: Vec::new(),
        }
    }

    #[test]
    fn what_was_agreed_follows_what_is_claimed() {
        let now = |state, balance_minor, withdrawn_minor| {
            let account = wire::api::Account { balance_minor, withdrawn_minor, ..account("a1", state) };
            agreed_now(&invitation(vec![account], Vec::new()), &receipt())
        };
        let agreed = terms().check().expect("terms");
        assert_eq!(now(AccountState::Arranged, 100, 0), Agreed::Goes(agreed));
        let Agreed::Less(less) = now(AccountState::Arranged, 60, 40) else { panic!("less") };
        assert_eq!((less.number(), less.last_instalment().minor(), less.first()), (2, 10, agreed.first()));
        assert_eq!(now(AccountState::Disputed, 100, 0), Agreed::Still);
        assert_eq!(now(AccountState::Withdrawn, 0, 100), Agreed::Over);
        let unknown = invitation(Vec::new(), Vec::new());
        assert_eq!(agreed_now(&unknown, &receipt()), Agreed::Goes(agreed));
        let mut wrong = receipt();
        wrong.arrangement.terms.number += 1;
        assert_eq!(agreed_now(&unknown, &wrong), Agreed::Unreadable);
    }

    #[test]
    fn a_payment_counts_until_nothing_is_left() {
        let known = invitation(vec![account("a1", AccountState::Arranged)], vec![receipt(), receipt()]);
        let all = agreements(&known, |id| ["invited-", id].concat());
        assert_eq!(all.len(), 1, "of two for one account the last counts");
        let (agreement, minor) = (&all[0], Amount::from_minor);
        assert_eq!(agreement.debt_id, "invited-a1");
        let told = |day| (agreement.remaining(day), agreement.monthly(day));
        assert_eq!(told(date(2026, 11, 30)), (minor(100), minor(50)));
        assert_eq!(told(date(2026, 12, 1)), (minor(100), minor(50)), "what is due today is not paid yet");
        assert_eq!(told(date(2026, 12, 2)), (minor(50), minor(50)));
        assert_eq!(told(date(2027, 1, 2)), (minor(0), minor(0)));
        let disputed = invitation(vec![account("a1", AccountState::Disputed)], vec![receipt()]);
        assert_eq!(agreements(&disputed, str::to_owned), []);
        // 30.00 a week are 130.00 in a twelfth of 52 weeks.
        let weekly = Terms::new(minor(500_00), minor(30_00), Frequency::Week, date(2026, 12, 1)).expect("terms");
        let weekly = Agreement { debt_id: String::new(), terms: weekly };
        assert_eq!(weekly.monthly(date(2026, 12, 1)), minor(130_00));
    }
}
