//! What a contract asks for in a month.

use jiff::civil::Date;

use super::PlanRounding;
use super::account::Account;
use super::days::days_in;
use super::unit::{Minor, PERCENT, Unit};
use crate::debt::{Debt, MinimumRule, PercentBase, PrincipalFloor};
use crate::money::Amount;

/// What a debt asks for in the first month of a plan without changes, rounded half up: never more than is owed then,
/// and nothing on what stands aside. `start` is the first day of the plan; without it months have thirty days.
#[must_use]
pub fn minimum_first(debt: &Debt, start: Option<Date>) -> Amount {
    let mut account = Account::<Minor>::new(debt);
    account.set_rates(1);
    let calendar = start.map_or(30, |start| days_in(start, 1));
    let interest = account.charge(1, account.days(calendar), PlanRounding::HalfUp) + account.fee;
    let balance = account.owed();
    minimum(account.rule, balance, interest, PlanRounding::HalfUp).min(balance + interest).shown()
}

/// What a rule asks for of a balance and its interest, before the cap at what is owed; percentages rounded half up.
pub(crate) fn minimum_payment(rule: MinimumRule, balance: Amount, interest: Amount) -> Amount {
    minimum(rule, Minor::settled(balance), Minor::settled(interest), PlanRounding::HalfUp).shown()
}

/// What the rule asks for, before the cap at what is owed.
pub(super) fn minimum<U: Unit>(rule: MinimumRule, balance: U, interest: U, rounding: PlanRounding) -> U {
    match rule {
        MinimumRule::Fixed(amount) => U::settled(amount),
        MinimumRule::PercentOf { percent, floor, of } => {
            let base = match of {
                PercentBase::Opening => balance,
                PercentBase::WithInterest => balance + interest,
            };
            base.portion::<PERCENT>(percent.millionths(), rounding).max(U::settled(floor))
        }
        MinimumRule::InterestPlusPercent { percent, floor } => {
            let principal = balance.portion::<PERCENT>(percent.millionths(), rounding);
            match floor {
                PrincipalFloor::Whole(floor) => (interest + principal).max(U::settled(floor)),
                PrincipalFloor::Principal(floor) => interest + principal.max(U::settled(floor)),
            }
        }
        MinimumRule::InterestPlus(principal) => interest + U::settled(principal),
    }
}
