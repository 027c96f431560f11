//! What each creditor is offered out of one affordable amount: the whole rule, of which [`share_out`] is one step.
//!
//! # The order
//! 1. A debt that is disputed or frozen gets nothing, and what it would have got goes to the others. Of a debt that is
//!    disputed in part, that part counts neither in the share nor in what may be paid: of its contractual payment only
//!    as much counts as of its balance, rounded down, but at least one minor unit.
//! 2. What a court has fixed is paid as fixed.
//! 3. Priority debts come next, each up to its contractual payment, or up to its balance if it has none. One that the
//!    rule gives no weight is weighed by what it may get, so that it is never passed over.
//! 4. The rest is shared among the others, by balance or by contractual payment.
//!
//! Where the money does not reach for all of a step, the step shares what there is and the later ones get nothing: in
//! step 2 in proportion to what was fixed, in step 3 by the rule of the call.
//!
//! # Floors
//! A creditor may take nothing smaller than its floor. A share below it is raised to it and the others share the rest,
//! as long as the money reaches for all floors of the step; otherwise none is raised, and each share below its floor
//! says so. A floor is never above what is owed.
//!
//! # Token offers
//! With nothing to share, each debt is offered the token, if there is one: a sum a household without means pays to show
//! good will. It is outside the amount and [`Distribution::token_total`] says how much it is. A debt that a court has
//! fixed gets no token, because it cannot be met by one.
//!
//! # Odd pennies
//! By largest remainder, the earlier of equals first: see [`share_out`].

use super::share::{ShareClaim, ShareError, share_out};
use crate::debt::DEBTS_MAX;
use crate::money::{Amount, Rounding};

/// Whether a debt may be paid at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CreditorStatus {
    /// It may.
    #[default]
    Open,
    /// The client disputes it: nothing is paid until that is settled (12 CFR 1006.30(c), FCA CONC 7.14).
    Disputed,
    /// It stands still by law or agreement, such as in a breathing space.
    Frozen,
}

impl CreditorStatus {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Open, Self::Disputed, Self::Frozen];

    /// The name in documents; stable for ever.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Disputed => "disputed",
            Self::Frozen => "frozen",
        }
    }
}

/// One debt that a sum is shared over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Creditor {
    /// What is owed, if known: no offer is more than this. Needed to share by balance.
    pub balance: Option<Amount>,
    /// What the contract asks for each period. Needed to share by contractual payment.
    pub payment: Option<Amount>,
    /// What a court has fixed for each period.
    pub fixed: Option<Amount>,
    /// Losing it costs home, liberty, fuel or essential goods.
    pub is_priority: bool,
    /// The smallest payment this creditor takes.
    pub floor: Amount,
    /// What of the balance is disputed; all of it where [`Self::status`] says so.
    pub disputed: Amount,
    /// Whether it may be paid.
    pub status: CreditorStatus,
}

/// What the shares are in proportion to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ShareRule {
    /// The balances.
    #[default]
    ByBalance,
    /// The contractual payments.
    ByContractualPayment,
}

/// Why an offer is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OfferReason {
    /// Its share.
    Shared,
    /// Its share was smaller, so it got its floor.
    Floor,
    /// Its share is smaller than its floor, and the money does not reach for all floors.
    BelowFloor,
    /// A priority debt, paid in full for this period.
    Priority,
    /// A priority debt, and the money does not reach for all of them.
    PriorityShort,
    /// As a court fixed it.
    Fixed,
    /// A court fixed more, and the money does not reach.
    FixedShort,
    /// A token, because there is nothing to share.
    Token,
    /// Nothing, because there is nothing to share, or nothing is left after those that come first.
    Nothing,
    /// Nothing, because it is disputed.
    Disputed,
    /// Nothing, because it is frozen.
    Frozen,
}

impl OfferReason {
    /// The name in documents; stable for ever.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::Floor => "floor",
            Self::BelowFloor => "below_floor",
            Self::Priority => "priority",
            Self::PriorityShort => "priority_short",
            Self::Fixed => "fixed",
            Self::FixedShort => "fixed_short",
            Self::Token => "token",
            Self::Nothing => "nothing",
            Self::Disputed => "disputed",
            Self::Frozen => "frozen",
        }
    }
}

/// The offer to one creditor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// How much each period.
    pub amount: Amount,
    /// Why.
    pub reason: OfferReason,
}

/// The offers to all creditors, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution {
    /// One for each creditor.
    pub offers: Vec<Offer>,
    /// What nobody needs: beyond everything that may be paid.
    pub unshared: Amount,
    /// What the tokens come to; not part of the amount.
    pub token_total: Amount,
}

/// Why a sum cannot be shared over these debts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DistributeError {
    /// The sum or the token is below zero.
    Negative,
    /// More than [`DEBTS_MAX`] debts.
    TooMany,
    /// The debt at this place has an amount below zero.
    NegativeDebt(usize),
    /// The debt at this place has no balance, and something needs it: the rule, a part that is disputed, or a
    /// priority debt without a payment.
    NoBalance(usize),
    /// The debt at this place has no contractual payment, and the rule needs it.
    NoPayment(usize),
    /// There is something to share, and no debt has any weight.
    NoWeight,
}

/// Shares an amount over debts; the rule stands at the head of the module.
///
/// What is shared and what is not add up to the amount exactly; no offer is negative or more than its debt.
///
/// # Errors
/// See [`DistributeError`].
pub fn distribute(
    amount: Amount,
    rule: ShareRule,
    token: Amount,
    creditors: &[Creditor],
) -> Result<Distribution, DistributeError> {
    check(amount, rule, token, creditors)?;
    let undisputed: Vec<Creditor> = creditors.iter().map(Creditor::undisputed).collect();
    let creditors = undisputed.as_slice();
    let mut offers: Vec<Offer> = creditors
        .iter()
        .map(|creditor| {
            let reason = match creditor.status {
                CreditorStatus::Open => OfferReason::Nothing,
                CreditorStatus::Disputed => OfferReason::Disputed,
                CreditorStatus::Frozen => OfferReason::Frozen,
            };
            Offer { amount: Amount::ZERO, reason }
        })
        .collect();
    if amount.is_zero() {
        let token_total = give_tokens(token, creditors, &mut offers);
        return Ok(Distribution { offers, unshared: Amount::ZERO, token_total });
    }
    let of_step = |wanted: Step| -> Vec<usize> {
        (0..creditors.len()).filter(|&place| Step::of(&creditors[place]) == Some(wanted)).collect()
    };
    let mut rest = amount;
    for (step, full, short) in [
        (Step::Fixed, OfferReason::Fixed, OfferReason::FixedShort),
        (Step::Priority, OfferReason::Priority, OfferReason::PriorityShort),
    ] {
        let places = of_step(step);
        let claims: Vec<ShareClaim> = places
            .iter()
            .map(|&place| {
                let creditor = &creditors[place];
                let need = creditor.need(step);
                let by_rule = if step == Step::Fixed { Amount::ZERO } else { creditor.weight(rule) };
                ShareClaim { weight: if by_rule.is_zero() { need.unwrap_or_default() } else { by_rule }, cap: need }
            })
            .collect();
        let parts = share(rest, &claims);
        for ((&place, claim), part) in places.iter().zip(&claims).zip(parts) {
            let reason = if claim.cap.is_none_or(|need| part < need) { short } else { full };
            offers[place] = Offer { amount: part, reason };
            rest = rest.saturating_sub(part);
        }
    }
    rest = share_with_floors(rest, rule, creditors, &of_step(Step::Shared), &mut offers);
    if rest == amount && offers.iter().any(|offer| offer.reason == OfferReason::Nothing) {
        return Err(DistributeError::NoWeight);
    }
    debug_assert_eq!(
        offers.iter().map(|offer| offer.amount).sum::<Amount>().saturating_add(rest),
        amount,
        "offers and rest are the amount"
    );
    Ok(Distribution { offers, unshared: rest, token_total: Amount::ZERO })
}

/// In which step of the rule a debt is paid.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Fixed,
    Priority,
    Shared,
}

impl Step {
    const fn of(creditor: &Creditor) -> Option<Self> {
        match creditor.status {
            CreditorStatus::Open => Some(match (creditor.fixed, creditor.is_priority) {
                (Some(_), _) => Self::Fixed,
                (None, true) => Self::Priority,
                (None, false) => Self::Shared,
            }),
            CreditorStatus::Disputed | CreditorStatus::Frozen => None,
        }
    }
}

impl Creditor {
    /// The debt without its disputed part.
    fn undisputed(&self) -> Self {
        let Some(balance) = self.balance else { return *self };
        let open = balance.saturating_sub(self.disputed).max(Amount::ZERO);
        let is_all = self.disputed.is_positive() && open.is_zero() && self.status == CreditorStatus::Open;
        let payment = self.payment.map(|payment| {
            // Never down to nothing: a payment of nothing means that the contract asks for none.
            let least = payment.min(Amount::from_minor(1));
            let part = payment.scale(open.minor(), balance.minor(), Rounding::Floor);
            if self.disputed.is_positive() { part.map_or(payment, |part| part.max(least)) } else { payment }
        });
        let status = if is_all { CreditorStatus::Disputed } else { self.status };
        Self { balance: Some(open), payment, status, ..*self }
    }

    fn weight(&self, rule: ShareRule) -> Amount {
        match rule {
            ShareRule::ByBalance => self.balance,
            ShareRule::ByContractualPayment => self.payment,
        }
        .unwrap_or_default()
    }

    /// What a step gives at most; `None` where nothing bounds it.
    fn need(&self, step: Step) -> Option<Amount> {
        let asked = match step {
            Step::Fixed => self.fixed,
            Step::Priority => self.payment.filter(|payment| payment.is_positive()),
            Step::Shared => None,
        };
        match (asked, self.balance) {
            (Some(asked), Some(balance)) => Some(asked.min(balance)),
            (asked, balance) => asked.or(balance),
        }
    }
}

fn check(amount: Amount, rule: ShareRule, token: Amount, creditors: &[Creditor]) -> Result<(), DistributeError> {
    if amount < Amount::ZERO || token < Amount::ZERO {
        return Err(DistributeError::Negative);
    }
    if creditors.len() > DEBTS_MAX {
        return Err(DistributeError::TooMany);
    }
    for (place, creditor) in creditors.iter().enumerate() {
        let is_negative = |amount: Option<Amount>| amount.is_some_and(|amount| amount < Amount::ZERO);
        let amounts =
            [creditor.balance, creditor.payment, creditor.fixed, Some(creditor.floor), Some(creditor.disputed)];
        if amounts.into_iter().any(is_negative) {
            return Err(DistributeError::NegativeDebt(place));
        }
        if creditor.disputed.is_positive() && creditor.balance.is_none() && creditor.status == CreditorStatus::Open {
            return Err(DistributeError::NoBalance(place));
        }
        match (rule, creditor.fixed, creditor.status) {
            (_, Some(_), _) | (_, _, CreditorStatus::Disputed | CreditorStatus::Frozen) => {}
            (ShareRule::ByBalance, ..) if creditor.balance.is_none() => return Err(DistributeError::NoBalance(place)),
            (ShareRule::ByContractualPayment, ..) => match creditor.payment {
                None => return Err(DistributeError::NoPayment(place)),
                // Then its balance says how much it gets.
                Some(payment) if creditor.is_priority && payment.is_zero() && creditor.balance.is_none() => {
                    return Err(DistributeError::NoBalance(place));
                }
                Some(_) => {}
            },
            (ShareRule::ByBalance, ..) => {}
        }
    }
    Ok(())
}

/// The parts of a step; nothing for each where there is no weight to share by.
fn share(amount: Amount, claims: &[ShareClaim]) -> Vec<Amount> {
    match share_out(amount, claims) {
        Ok(parts) => parts,
        // Figures were checked before, so only a step without weight comes here.
        Err(ShareError::Negative | ShareError::NegativeClaim(_) | ShareError::NoWeight) => {
            claims.iter().map(|_| Amount::ZERO).collect()
        }
    }
}

fn give_tokens(token: Amount, creditors: &[Creditor], offers: &mut [Offer]) -> Amount {
    let mut total = Amount::ZERO;
    for (creditor, offer) in creditors.iter().zip(offers) {
        let given = token.min(creditor.balance.unwrap_or(token));
        if creditor.status == CreditorStatus::Open && creditor.fixed.is_none() && given.is_positive() {
            *offer = Offer { amount: given, reason: OfferReason::Token };
            total = total.saturating_add(given);
        }
    }
    total
}

/// Shares the rest among the debts at these places and returns what nobody needs.
fn share_with_floors(
    amount: Amount,
    rule: ShareRule,
    creditors: &[Creditor],
    places: &[usize],
    offers: &mut [Offer],
) -> Amount {
    if amount.is_zero() {
        return amount;
    }
    let claim = |place: usize| ShareClaim { weight: creditors[place].weight(rule), cap: creditors[place].balance };
    let floor = |place: usize| {
        let floor = creditors[place].floor;
        floor.min(creditors[place].balance.unwrap_or(floor))
    };
    let has_weight = |place: usize| claim(place).weight.is_positive();
    let floors_total: Amount = places.iter().filter(|&&place| has_weight(place)).map(|&place| floor(place)).sum();
    let floors_count = floors_total <= amount;
    let mut rest = amount;
    let mut open: Vec<usize> = places.iter().copied().filter(|&place| has_weight(place)).collect();
    // Each round holds at least one debt at its floor; the last one holds none.
    loop {
        let claims: Vec<ShareClaim> = open.iter().map(|&place| claim(place)).collect();
        let parts = share(rest, &claims);
        let below = |(index, part): (usize, &Amount)| floors_count && *part < floor(open[index]);
        let raised: Vec<usize> =
            parts.iter().enumerate().filter(|&found| below(found)).map(|(index, _)| open[index]).collect();
        if raised.is_empty() {
            for (&place, part) in open.iter().zip(parts) {
                let reason = if part < floor(place) { OfferReason::BelowFloor } else { OfferReason::Shared };
                offers[place] = Offer { amount: part, reason };
                rest = rest.saturating_sub(part);
            }
            return rest;
        }
        for &place in &raised {
            offers[place] = Offer { amount: floor(place), reason: OfferReason::Floor };
            rest = rest.saturating_sub(floor(place));
        }
        open.retain(|place| !raised.contains(place));
    }
}

#[cfg(test)]
mod tests;
