//! What is offered to whom: one amount a month out of what is left over, shared over the debts that are neither a
//! priority nor stand aside; or a token, where nothing is left over. Derived from the state each time, never kept.

use browser::clock::today;
use domain::arrangement::{Frequency, days_after};
use domain::debt::Debt;
use domain::money::{Amount, AmountError, parse_amount};
use domain::offer::{Capacity, Creditor, READY_PARTS, ShareRule, capacity, distribute, instalment, ready_choice};
use jiff::civil::Date;
use leptos::prelude::*;
use ui::form::{DateError, parse_date};

use crate::shared::plan_inputs;
use crate::shared::plan_inputs::named;
use crate::store::{AppState, DebtReading};

/// How far ahead the first payment lies unless the client says otherwise: time for an answer and for a pay day.
const FIRST_DAYS_AHEAD: i64 = 14;

/// The choice of somebody who has nothing to offer, and offers a token.
pub const TOKEN: &str = "token";

/// The share rule by contractual payment, as it is kept; the rule by balance is the default and kept as nothing.
pub const BY_PAYMENT: &str = "payment";

/// The offer for one debt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferLine {
    /// The debt as it reads now.
    pub debt: DebtReading,
    /// What is owed, without what stands aside.
    pub balance: Amount,
    /// Its part of the amount a month.
    pub share_monthly: Amount,
    /// What is paid each time: the share by the frequency, rounded down, and never more than is owed.
    pub instalment: Amount,
    /// How often.
    pub frequency: Frequency,
    /// The first due date.
    pub first: Date,
}

/// How often the client chose to pay; every month by default.
pub fn frequency(state: AppState) -> Frequency {
    state.offer.frequency.with(|id| Frequency::from_id(id)).unwrap_or_default()
}

/// The first due date: the client's choice, else the first of next month or two weeks ahead, whichever is later, but
/// not later than the policy of the invitation allows.
///
/// # Errors
/// Why the client's own date cannot be read.
pub fn first_chosen(state: AppState) -> Result<Date, DateError> {
    match state.offer.first.with(|text| parse_date(text)) {
        Err(DateError::Required) => {
            let kept = state.invitation.saved.read();
            let days_max = kept.as_ref().map(|kept| kept.invitation.policy.start_days_max);
            Ok(first_date_default(today(), days_max))
        }
        read => read,
    }
}

/// Like [`first_chosen`], with today in place of a date that cannot be read; the pages say so and let nothing be sent.
pub fn first_date(state: AppState) -> Date {
    first_chosen(state).unwrap_or_else(|_| today())
}

/// See [`first_chosen`].
fn first_date_default(today: Date, start_days_max: Option<i64>) -> Date {
    let next_month = days_after(today.last_of_month(), 1);
    let first = next_month.max(days_after(today, FIRST_DAYS_AHEAD));
    start_days_max.map_or(first, |days| first.min(days_after(today, days)))
}

/// The debts an offer is shared over, with what is owed.
fn claimants(state: AppState) -> Vec<(DebtReading, Amount)> {
    let readings = state.debts.readings(state.currency()).into_iter();
    let open = readings.filter(|debt| !debt.is_priority && !debt.stands_aside());
    open.filter_map(|debt| {
        let balance = debt.claimed().ok().filter(|balance| balance.is_positive())?;
        Some((named(state, debt), balance))
    })
    .collect()
}

/// What is owed in all on the debts an offer is shared over.
pub fn owed(state: AppState) -> Amount {
    claimants(state).iter().map(|(_, balance)| *balance).sum()
}

/// One of the currency's whole units: the usual token.
pub fn token(state: AppState) -> Amount {
    Amount::from_minor(state.currency().minor_per_major())
}

/// Whether a token is offered to each creditor, because nothing is left over.
pub fn is_token(state: AppState) -> bool {
    state.offer.choice.with(|choice| choice == TOKEN)
        && matches!(capacity(state.left_over_for_others()), Capacity::Nothing { .. })
}

/// What the shares follow. By contractual payment only where every debt has one: otherwise a debt would go without.
pub fn share_rule(state: AppState) -> ShareRule {
    let wanted = state.offer.share.with(|share| share == BY_PAYMENT);
    if wanted && every_payment_is_known(&claimants(state)) {
        ShareRule::ByContractualPayment
    } else {
        ShareRule::ByBalance
    }
}

/// Whether the shares can follow what the contracts ask for.
pub fn may_follow_payments(state: AppState) -> bool {
    let debts = claimants(state);
    debts.len() > 1 && every_payment_is_known(&debts)
}

fn every_payment_is_known(debts: &[(DebtReading, Amount)]) -> bool {
    debts.iter().all(|(debt, _)| debt.minimum.is_ok_and(Amount::is_positive))
}

/// The amount a month of a ready choice (`quarter`, `third` or `half`), or nothing for any other name.
pub fn ready_monthly(state: AppState, choice: &str) -> Option<Amount> {
    let place = ["quarter", "third", "half"].iter().position(|id| *id == choice)?;
    Some(ready_choice(state.left_over_for_others(), READY_PARTS[place], owed(state)))
}

/// What is offered in a month in all, by the client's choice; never more than is owed.
///
/// # Errors
/// Why the client's own amount cannot be read.
pub fn monthly(state: AppState) -> Result<Amount, AmountError> {
    if is_token(state) {
        return Ok(lines(state).iter().map(|line| line.share_monthly).sum());
    }
    // Without a choice, and after one that needs no money, it is the usual one.
    let ready = state.offer.choice.with(|choice| match choice.as_str() {
        "" | TOKEN => ready_monthly(state, "half"),
        chosen => ready_monthly(state, chosen),
    });
    match ready {
        Some(amount) => Ok(amount),
        None => {
            let custom = state.offer.custom.with(|text| parse_amount(text, state.currency()))?;
            Ok(custom.min(owed(state)))
        }
    }
}

/// The offer for every debt that is neither a priority nor disputed, in the order of the debts. An own amount that
/// cannot be read offers nothing.
pub fn lines(state: AppState) -> Vec<OfferLine> {
    let monthly = if is_token(state) { Amount::ZERO } else { monthly(state).unwrap_or(Amount::ZERO) };
    lines_of(state, monthly)
}

/// Like [`lines`], for any amount a month; for nothing at all, the token.
pub fn lines_of(state: AppState, monthly: Amount) -> Vec<OfferLine> {
    let token = if is_token(state) { token(state) } else { Amount::ZERO };
    share(claimants(state), (monthly, token), share_rule(state), frequency(state), first_date(state))
}

/// Each debt of an offer with its share, for [`domain::offer::carried_through`]. An invited debt stands still while an
/// arrangement is kept, so it bears no interest.
pub fn debts_with_shares(lines: &[OfferLine]) -> Vec<(Debt, Amount)> {
    let with_share = |line: &OfferLine| {
        let debt = line.debt.debt()?;
        Some((if line.debt.is_invited { plan_inputs::frozen(debt) } else { debt }, line.share_monthly))
    };
    lines.iter().filter_map(with_share).collect()
}

/// Shares an amount a month over debts, or gives each the token where the amount is nothing.
fn share(
    debts: Vec<(DebtReading, Amount)>,
    (monthly, token): (Amount, Amount),
    rule: ShareRule,
    frequency: Frequency,
    first: Date,
) -> Vec<OfferLine> {
    let creditor = |(debt, balance): &(DebtReading, Amount)| Creditor {
        balance: Some(*balance),
        payment: debt.minimum.ok(),
        ..Creditor::default()
    };
    let creditors: Vec<Creditor> = debts.iter().map(creditor).collect();
    let shared = distribute(monthly.max(Amount::ZERO), rule, token, &creditors);
    let parts = shared.map(|shared| shared.offers).unwrap_or_default();
    let line = |(place, (debt, balance)): (usize, (DebtReading, Amount))| {
        let share_monthly = parts.get(place).map_or(Amount::ZERO, |offer| offer.amount);
        // A token is what is paid each time: a fraction of it would be none.
        let is_token = !monthly.is_positive();
        let each = if is_token { share_monthly } else { instalment(share_monthly, frequency, balance) };
        let frequency = if is_token { Frequency::Month } else { frequency };
        OfferLine { debt, balance, share_monthly, instalment: each, frequency, first }
    };
    debts.into_iter().enumerate().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::debt::DebtKind;
    use domain::rate::Rate;
    use jiff::civil::date;

    fn debt(id: &str, balance: i64) -> (DebtReading, Amount) {
        let balance = Amount::from_minor(balance);
        let debt = DebtReading {
            id: id.to_owned(),
            is_invited: false,
            name: id.to_owned(),
            kind: DebtKind::CreditCard,
            balance: Ok(balance),
            rate: Ok(Rate::ZERO),
            minimum: Ok(Amount::ZERO),
            is_priority: false,
            is_disputed: false,
            more: Default::default(),
        };
        (debt, balance)
    }

    fn of(debts: Vec<(DebtReading, Amount)>, monthly: i64, frequency: Frequency) -> Vec<OfferLine> {
        share(debts, (Amount::from_minor(monthly), Amount::ZERO), ShareRule::ByBalance, frequency, date(2026, 12, 1))
    }

    #[test]
    fn without_money_each_gets_the_token_but_no_more_than_is_owed() {
        let debts = vec![debt("a", 500_00), debt("b", 40)];
        let token = (Amount::ZERO, Amount::from_minor(1_00));
        let lines = share(debts, token, ShareRule::ByBalance, Frequency::Week, date(2026, 12, 1));
        let told: Vec<_> = lines.iter().map(|line| (line.instalment.minor(), line.frequency)).collect();
        assert_eq!(told, [(1_00, Frequency::Month), (40, Frequency::Month)]);
    }

    #[test]
    fn shares_may_follow_what_the_contracts_ask_for() {
        let mut debts = vec![debt("a", 500_00), debt("b", 1_000_00)];
        assert!(!every_payment_is_known(&debts));
        for ((debt, _), asked) in debts.iter_mut().zip([30_00, 10_00]) {
            debt.minimum = Ok(Amount::from_minor(asked));
        }
        assert!(every_payment_is_known(&debts));
        let money = (Amount::from_minor(20_00), Amount::ZERO);
        let rule = ShareRule::ByContractualPayment;
        let lines = share(debts, money, rule, Frequency::Month, date(2026, 12, 1));
        assert_eq!(lines.iter().map(|line| line.share_monthly.minor()).collect::<Vec<_>>(), [15_00, 5_00]);
    }

    #[test]
    fn the_parts_of_a_month_add_up_and_each_time_takes_no_more_than_the_month_has() {
        let debts = vec![debt("a", 500_00), debt("b", 1_000_00), debt("c", 233_00), debt("d", 200_00)];
        let lines = of(debts.clone(), 100_00, Frequency::Month);
        let shares: Vec<i64> = lines.iter().map(|line| line.share_monthly.minor()).collect();
        assert_eq!(shares, [25_87, 51_73, 12_05, 10_35]);
        assert!(lines.iter().all(|line| line.instalment == line.share_monthly));
        let weekly = of(debts, 100_00, Frequency::Week);
        let each: Vec<i64> = weekly.iter().map(|line| line.instalment.minor()).collect();
        assert_eq!(each, [5_97, 11_93, 2_78, 2_38]);
    }

    #[test]
    fn no_debt_and_no_money_offer_nothing() {
        assert_eq!(of(Vec::new(), 5, Frequency::Month), []);
        let lines = of(vec![debt("a", 10)], -5, Frequency::Month);
        assert_eq!(lines[0].instalment, Amount::ZERO);
    }

    #[test]
    fn the_first_date_leaves_time_but_keeps_to_the_policy() {
        assert_eq!(first_date_default(date(2026, 11, 2), None), date(2026, 12, 1));
        assert_eq!(first_date_default(date(2026, 11, 22), None), date(2026, 12, 6));
        assert_eq!(first_date_default(date(2026, 12, 31), None), date(2027, 1, 14));
        assert_eq!(first_date_default(date(2026, 11, 2), Some(10)), date(2026, 11, 12));
    }
}
