//! What a contract asks for in a month.

use super::PlanRounding;
use super::unit::{Minor, PERCENT, Unit};
use crate::debt::{MinimumRule, PercentBase, PrincipalFloor};
use crate::money::Amount;

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
