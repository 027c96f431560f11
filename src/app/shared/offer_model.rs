//! What is offered to whom, in one place for all pages. An amount a month out of what is left over is shared over the
//! debts that nothing was agreed for: those of the invitation, a priority or not, and the client's own that are none.
//! What a priority debt of the invitation asks for is its share and was taken off what is left over before. Each debt of
//! the invitation may have an amount of its own in place of its share. Where nothing is left over, there is a token.
//! Derived from the state each time, never kept.

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
    /// What it asks for each month and what was taken off what is left over for it.
    pub reserved: Amount,
    /// Its part of the amount a month, whatever the client typed.
    pub fair_monthly: Amount,
    /// What the client typed in its place; `None` where it is the share. Never more than is owed.
    pub typed: Option<Result<Amount, AmountError>>,
    /// What is offered a month: the share, or what was typed. Nothing where that cannot be read.
    pub share_monthly: Amount,
    /// What is paid each time: the share by the frequency, rounded down, and never more than is owed.
    pub instalment: Amount,
    /// How often.
    pub frequency: Frequency,
    /// The first due date.
    pub first: Date,
}

impl OfferLine {
    /// What it takes of what is left over: all but what was taken off before.
    pub fn beyond(&self) -> Amount {
        self.share_monthly.saturating_sub(self.reserved).max(Amount::ZERO)
    }
}

/// How often the client chose to pay; every month by default.
pub fn frequency(state: AppState) -> Frequency {
    state.offer.frequency.with(|id| Frequency::from_id(id)).unwrap_or_default()
}

/// The first due date: the client's choice, else the first of next month or two weeks ahead, whichever is later, but
/// not within the time in which debts may be disputed before anything else, and not later than the policy allows.
///
/// # Errors
/// Why the client's own date cannot be read.
pub fn first_chosen(state: AppState) -> Result<Date, DateError> {
    match state.offer.first.with(|text| parse_date(text)) {
        Err(DateError::Required) => {
            let kept = state.invitation.saved.read();
            let days_max = kept.as_ref().map(|kept| kept.invitation.policy.start_days_max);
            let earliest = kept.as_ref().and_then(|kept| kept.invitation.start_earliest());
            Ok(first_date_default(today(), days_max, earliest))
        }
        read => read,
    }
}

/// Like [`first_chosen`], with today in place of a date that cannot be read; the pages say so and let nothing be sent.
pub fn first_date(state: AppState) -> Date {
    first_chosen(state).unwrap_or_else(|_| today())
}

/// See [`first_chosen`].
fn first_date_default(today: Date, start_days_max: Option<i64>, earliest: Option<Date>) -> Date {
    // While the right to dispute comes first, the time for the first payment counts from its end.
    let from = earliest.unwrap_or(today).max(today);
    let next_month = days_after(today.last_of_month(), 1);
    let first = next_month.max(days_after(today, FIRST_DAYS_AHEAD)).max(from);
    start_days_max.map_or(first, |days| first.min(days_after(from, days)))
}

/// A debt that something may be offered for.
#[derive(Clone, Debug)]
struct Claimant {
    debt: DebtReading,
    balance: Amount,
    reserved: Amount,
}

/// The debts that something may be offered for, with what is owed.
fn claimants(state: AppState) -> Vec<Claimant> {
    let agreed = state.invitation.agreements();
    let committed = state.commitments();
    let is_open = |debt: &DebtReading| {
        (debt.is_invited || !debt.is_priority)
            && !debt.stands_aside()
            && !agreed.iter().any(|agreement| agreement.debt_id == debt.id)
    };
    let readings = state.debts.readings(state.currency()).into_iter();
    readings
        .filter(is_open)
        .filter_map(|debt| {
            let balance = debt.claimed().ok().filter(|balance| balance.is_positive())?;
            let reserved = committed.iter().find(|(id, _)| *id == debt.id).map(|(_, monthly)| *monthly);
            Some(Claimant { debt: named(state, debt), balance, reserved: reserved.unwrap_or_default() })
        })
        .collect()
}

/// Those that what is left over is shared over.
fn sharing(claimants: &[Claimant]) -> impl Iterator<Item = &Claimant> {
    claimants.iter().filter(|claimant| !claimant.reserved.is_positive())
}

/// What is owed in all on the debts that what is left over is shared over.
pub fn owed(state: AppState) -> Amount {
    sharing(&claimants(state)).map(|claimant| claimant.balance).sum()
}

/// Whether there is anything to make an offer with: something is left over, or was taken off for a debt of the
/// invitation that asks for it.
pub fn can_offer(state: AppState) -> bool {
    let left_over = state.totals().left_over;
    let reserved: Amount = claimants(state).iter().map(|claimant| claimant.reserved).sum();
    matches!(capacity(left_over), Capacity::Some { .. })
        || reserved.is_positive() && left_over.saturating_add(reserved).is_positive()
}

/// One of the currency's whole units: the usual token.
pub fn token(state: AppState) -> Amount {
    Amount::from_minor(state.currency().minor_per_major())
}

/// Whether a token is offered to each creditor, because there is nothing to offer.
pub fn is_token(state: AppState) -> bool {
    state.offer.choice.with(|choice| choice == TOKEN) && !can_offer(state)
}

/// What the shares follow. By contractual payment only where every debt has one: otherwise a debt would go without.
pub fn share_rule(state: AppState) -> ShareRule {
    rule_among(state, &claimants(state))
}

fn rule_among(state: AppState, claimants: &[Claimant]) -> ShareRule {
    let wanted = state.offer.share.with(|share| share == BY_PAYMENT);
    if wanted && every_payment_is_known(sharing(claimants)) {
        ShareRule::ByContractualPayment
    } else {
        ShareRule::ByBalance
    }
}

/// Whether the shares can follow what the contracts ask for.
pub fn may_follow_payments(state: AppState) -> bool {
    let all = claimants(state);
    sharing(&all).count() > 1 && every_payment_is_known(sharing(&all))
}

fn every_payment_is_known<'a>(mut claimants: impl Iterator<Item = &'a Claimant>) -> bool {
    claimants.all(|claimant| claimant.debt.minimum.is_ok_and(Amount::is_positive))
}

/// The amount a month of a ready choice (`quarter`, `third` or `half`), or nothing for any other name.
pub fn ready_monthly(state: AppState, choice: &str) -> Option<Amount> {
    let place = ["quarter", "third", "half"].iter().position(|id| *id == choice)?;
    Some(ready_choice(state.totals().left_over, READY_PARTS[place], owed(state)))
}

/// What is shared of a month's left over, by the client's choice; never more than is owed.
///
/// # Errors
/// Why the client's own amount cannot be read.
pub fn monthly(state: AppState) -> Result<Amount, AmountError> {
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

/// The offer for every debt that something may be offered for, in the order of the debts. An own amount that cannot be
/// read offers nothing.
pub fn lines(state: AppState) -> Vec<OfferLine> {
    let is_token = is_token(state);
    let monthly = if is_token { Amount::ZERO } else { monthly(state).unwrap_or(Amount::ZERO) };
    let mut lines = lines_of(state, monthly);
    for line in lines.iter_mut().filter(|line| !is_token && line.debt.account_id().is_some()) {
        let Some(text) = state.offer.amount(&line.debt.id) else { continue };
        line.take(read_amount(&text, |text| parse_amount(text, state.currency()), line.balance));
    }
    lines
}

/// What was typed for a debt: nothing at all leaves it out, and nobody offers more than is owed.
fn read_amount(
    text: &str,
    parse: impl FnOnce(&str) -> Result<Amount, AmountError>,
    balance: Amount,
) -> Result<Amount, AmountError> {
    match parse(text) {
        Err(AmountError::Required) => Ok(Amount::ZERO),
        read => read.map(|amount| amount.min(balance)),
    }
}

impl OfferLine {
    /// Takes what was typed in place of the share.
    fn take(&mut self, typed: Result<Amount, AmountError>) {
        self.typed = Some(typed);
        self.share_monthly = typed.unwrap_or_default();
        self.instalment = instalment(self.share_monthly, self.frequency, self.balance);
    }
}

/// The shares of any amount a month, whatever was typed for single debts; for nothing at all, the token.
pub fn lines_of(state: AppState, monthly: Amount) -> Vec<OfferLine> {
    let token = if is_token(state) { token(state) } else { Amount::ZERO };
    let all = claimants(state);
    let rule = rule_among(state, &all);
    // Where more goes out than comes in, less is there for what comes first than was taken off for it.
    let missing = Amount::ZERO.saturating_sub(state.totals().left_over).max(Amount::ZERO);
    share(all, (monthly, token, missing), rule, frequency(state), first_date(state))
}

/// Whether something is offered for a debt of the invitation, so that it can be sent.
pub fn is_any_offered(lines: &[OfferLine]) -> bool {
    lines.iter().any(|line| line.debt.account_id().is_some() && line.instalment.is_positive())
}

/// Each debt of an offer with its share, for [`domain::offer::carried_through`]. An invited debt stands still while an
/// arrangement is kept, so it bears no interest.
pub fn debts_with_shares<'a>(lines: impl IntoIterator<Item = &'a OfferLine>) -> Vec<(Debt, Amount)> {
    let with_share = |line: &OfferLine| {
        let debt = line.debt.debt()?;
        Some((if line.debt.is_invited { plan_inputs::frozen(debt) } else { debt }, line.share_monthly))
    };
    lines.into_iter().filter_map(with_share).collect()
}

/// Shares an amount a month, or gives each the token where the amount is nothing. Debts that something was taken off for
/// get that, less their part of what is missing.
fn share(
    debts: Vec<Claimant>,
    (monthly, token, missing): (Amount, Amount, Amount),
    rule: ShareRule,
    frequency: Frequency,
    first: Date,
) -> Vec<OfferLine> {
    let reserved: Amount = debts.iter().map(|claimant| claimant.reserved).sum();
    let (first_come, others): (Vec<usize>, Vec<usize>) =
        (0..debts.len()).partition(|place| debts[*place].reserved.is_positive());
    let mut parts = vec![Amount::ZERO; debts.len()];
    let mut spread = |places: &[usize], monthly: Amount, rule, token| {
        let creditor = |place: &usize| {
            let Claimant { debt, balance, reserved } = &debts[*place];
            let payment = if reserved.is_positive() { Some(*reserved) } else { debt.minimum.ok() };
            Creditor { balance: Some(*balance), payment, is_priority: reserved.is_positive(), ..Creditor::default() }
        };
        let creditors: Vec<Creditor> = places.iter().map(creditor).collect();
        let shared = distribute(monthly.max(Amount::ZERO), rule, token, &creditors);
        for (place, offer) in places.iter().zip(shared.map(|shared| shared.offers).unwrap_or_default()) {
            parts[*place] = offer.amount;
        }
    };
    let before = reserved.saturating_sub(missing);
    spread(&first_come, before, ShareRule::ByContractualPayment, token);
    spread(&others, monthly, rule, token);
    let line = |(claimant, share_monthly): (Claimant, Amount)| {
        let Claimant { debt, balance, reserved } = claimant;
        // A token is what is paid each time: a fraction of it would be none.
        let is_token = token.is_positive() && !(if reserved.is_positive() { before } else { monthly }).is_positive();
        let frequency = if is_token { Frequency::Month } else { frequency };
        let instalment = if is_token { share_monthly } else { instalment(share_monthly, frequency, balance) };
        let (fair_monthly, typed) = (share_monthly, None);
        OfferLine { debt, balance, reserved, fair_monthly, typed, share_monthly, instalment, frequency, first }
    };
    debts.into_iter().zip(parts).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::debt::DebtKind;
    use domain::money::Currency;
    use domain::rate::Rate;
    use jiff::civil::date;

    const fn minor(minor: i64) -> Amount {
        Amount::from_minor(minor)
    }

    fn debt(id: &str, balance: i64) -> Claimant {
        let balance = minor(balance);
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
        Claimant { debt, balance, reserved: Amount::ZERO }
    }

    fn of(debts: Vec<Claimant>, monthly: i64, frequency: Frequency) -> Vec<OfferLine> {
        let money = (minor(monthly), Amount::ZERO, Amount::ZERO);
        share(debts, money, ShareRule::ByBalance, frequency, date(2026, 12, 1))
    }

    fn shares(lines: &[OfferLine]) -> Vec<i64> {
        lines.iter().map(|line| line.share_monthly.minor()).collect()
    }

    #[test]
    fn without_money_each_gets_the_token_but_no_more_than_is_owed() {
        let debts = vec![debt("a", 500_00), debt("b", 40)];
        let token = (Amount::ZERO, minor(1_00), Amount::ZERO);
        let lines = share(debts, token, ShareRule::ByBalance, Frequency::Week, date(2026, 12, 1));
        let told: Vec<_> = lines.iter().map(|line| (line.instalment.minor(), line.frequency)).collect();
        assert_eq!(told, [(1_00, Frequency::Month), (40, Frequency::Month)]);
    }

    #[test]
    fn shares_may_follow_what_the_contracts_ask_for() {
        let mut debts = vec![debt("a", 500_00), debt("b", 1_000_00)];
        assert!(!every_payment_is_known(debts.iter()));
        for (claimant, asked) in debts.iter_mut().zip([30_00, 10_00]) {
            claimant.debt.minimum = Ok(minor(asked));
        }
        assert!(every_payment_is_known(debts.iter()));
        let money = (minor(20_00), Amount::ZERO, Amount::ZERO);
        let rule = ShareRule::ByContractualPayment;
        assert_eq!(shares(&share(debts, money, rule, Frequency::Month, date(2026, 12, 1))), [15_00, 5_00]);
    }

    #[test]
    fn the_parts_of_a_month_add_up_and_each_time_takes_no_more_than_the_month_has() {
        let debts = vec![debt("a", 500_00), debt("b", 1_000_00), debt("c", 233_00), debt("d", 200_00)];
        let lines = of(debts.clone(), 100_00, Frequency::Month);
        assert_eq!(shares(&lines), [25_87, 51_73, 12_05, 10_35]);
        assert!(lines.iter().all(|line| line.instalment == line.share_monthly));
        let weekly = of(debts, 100_00, Frequency::Week);
        let each: Vec<i64> = weekly.iter().map(|line| line.instalment.minor()).collect();
        assert_eq!(each, [5_97, 11_93, 2_78, 2_38]);
    }

    #[test]
    fn a_priority_debt_of_which_nothing_is_written_down_gets_its_share_like_any_other() {
        let mut debts = vec![debt("rent arrears", 900_00), debt("council tax", 300_00)];
        debts.iter_mut().for_each(|claimant| claimant.debt.is_priority = true);
        let lines = of(debts, 120_00, Frequency::Month);
        assert_eq!(shares(&lines), [90_00, 30_00]);
        assert!(lines.iter().all(|line| line.beyond() == line.share_monthly));
    }

    #[test]
    fn what_was_taken_off_for_a_debt_is_offered_to_it_and_takes_nothing_of_what_is_left_over() {
        let mut debts = vec![debt("rent arrears", 900_00), debt("card", 300_00)];
        debts[0].reserved = minor(60_00);
        let lines = of(debts.clone(), 90_00, Frequency::Month);
        assert_eq!(shares(&lines), [60_00, 90_00]);
        assert_eq!([lines[0].beyond(), lines[1].beyond()], [minor(0), minor(90_00)]);
        // 25.00 more goes out than comes in: 35.00 of the 60.00 are there, and nothing for the others.
        let short = (Amount::ZERO, Amount::ZERO, minor(25_00));
        let lines = share(debts, short, ShareRule::ByBalance, Frequency::Month, date(2026, 12, 1));
        assert_eq!(shares(&lines), [35_00, 0]);
    }

    #[test]
    fn an_amount_of_ones_own_takes_the_place_of_the_share() {
        let read = |text: &str| read_amount(text, |text| parse_amount(text, Currency::GBP), minor(300_00));
        assert_eq!(read("40"), Ok(minor(40_00)));
        assert_eq!(read("4,000"), Ok(minor(300_00)), "nobody offers more than is owed");
        assert_eq!(read(" "), Ok(Amount::ZERO), "the debt is left out");
        assert_eq!(read("forty"), Err(AmountError::Letters));
        let mut lines = of(vec![debt("a", 300_00), debt("b", 300_00)], 100_00, Frequency::Week);
        lines[0].take(read("65"));
        // 65.00 × 12 ÷ 52 = 15.00 a week; the share of the other stays.
        assert_eq!((lines[0].instalment, lines[0].fair_monthly), (minor(15_00), minor(50_00)));
        assert_eq!(shares(&lines), [65_00, 50_00]);
        lines[0].take(read("forty"));
        assert_eq!(shares(&lines), [0, 50_00]);
    }

    #[test]
    fn no_debt_and_no_money_offer_nothing() {
        assert_eq!(of(Vec::new(), 5, Frequency::Month), []);
        let lines = of(vec![debt("a", 10)], -5, Frequency::Month);
        assert_eq!(lines[0].instalment, Amount::ZERO);
        assert!(!is_any_offered(&of(vec![debt("a", 10)], 5, Frequency::Month)), "nobody is there to send it to");
        assert!(is_any_offered(&of(vec![debt("invited-a1", 10)], 5, Frequency::Month)));
    }

    #[test]
    fn the_first_date_leaves_time_but_keeps_to_the_policy() {
        assert_eq!(first_date_default(date(2026, 11, 2), None, None), date(2026, 12, 1));
        assert_eq!(first_date_default(date(2026, 11, 22), None, None), date(2026, 12, 6));
        assert_eq!(first_date_default(date(2026, 12, 31), None, None), date(2027, 1, 14));
        assert_eq!(first_date_default(date(2026, 11, 2), Some(10), None), date(2026, 11, 12));
        // Not within the time in which the debts may be disputed before anything else.
        let earliest = Some(date(2027, 1, 7));
        assert_eq!(first_date_default(date(2026, 11, 30), Some(10), earliest), date(2027, 1, 7));
        assert_eq!(first_date_default(date(2027, 1, 20), Some(60), earliest), date(2027, 2, 3));
    }
}
