//! Scenarios in which everything can happen, for tests that hold for all of them.

use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;
use proptest::strategy::Strategy as Generator;

use super::super::{
    Change, ChangeKind, DebtScope, HORIZON_MONTHS, OnShortfall, PaymentSchedule, PlanRounding, Price, Scenario,
    Strategy,
};
use super::reference::{any_rule, any_scenario};
use crate::debt::{
    Accrual, Allocation, BalancePart, Compounding, DayCount, Debt, DebtStatus, DeferredInterest, Fees, PartKind, Promo,
    RateStep,
};
use crate::money::Amount;
use crate::rate::{Rate, RateBasis};

fn any_change(debts: usize) -> impl Generator<Value = Change> {
    let money = || (0..200_000_i64).prop_map(Amount::from_minor);
    let signed = (-50_000..50_000_i64).prop_map(Amount::from_minor);
    let rate = || (0..4_000_i64).prop_map(|v| Rate::from_millionths(v * 10_000).unwrap());
    let whom = || prop_oneof![Just(DebtScope::All), (0..debts).prop_map(DebtScope::One)];
    let debt = || 0..debts;
    let share = (0..1_000_i64).prop_map(|v| Rate::from_millionths(v * 100_000).unwrap());
    let price = prop_oneof![money().prop_map(Price::Amount), share.prop_map(Price::Share)];
    let what = prop_oneof![
        signed.prop_map(|delta| ChangeKind::Budget { delta }),
        money().prop_map(|delta| ChangeKind::BudgetYearly { delta }),
        money().prop_map(|amount| ChangeKind::BudgetIs { amount }),
        (money(), money()).prop_map(|(monthly, target)| ChangeKind::Reserve { monthly, target }),
        (whom(), any::<bool>()).prop_map(|(whom, with_interest)| ChangeKind::Holiday { whom, with_interest }),
        whom().prop_map(|whom| ChangeKind::Freeze { whom }),
        (debt(), rate()).prop_map(|(debt, rate)| ChangeKind::RateIs { debt, rate }),
        (whom(), -20_000_000..20_000_000_i64)
            .prop_map(|(whom, millionths)| ChangeKind::RatePoints { whom, millionths }),
        whom().prop_map(|whom| ChangeKind::WaiveFees { whom }),
        debt().prop_map(|debt| ChangeKind::Reage { debt }),
        (debt(), any_rule()).prop_map(|(debt, rule)| ChangeKind::MinimumIs { debt, rule }),
        whom().prop_map(|whom| ChangeKind::Missed { whom }),
        (debt(), money()).prop_map(|(debt, amount)| ChangeKind::Charge { debt, amount }),
        (debt(), price, 1..6_u16, any::<bool>()).prop_map(|(debt, price, instalments, pays_meanwhile)| {
            ChangeKind::Settle { debt, price, instalments, pays_meanwhile }
        }),
        (0..debts, prop::option::of(money()), rate(), money(), prop::option::of(1..40_u16), any::<[u8; 4]>()).prop_map(
            move |(to, most, fee_percent, fee, term_months, [bits, apart, months, low])| {
                let from = (0..debts).filter(|i| *i != to && bits >> i & 1 == 1).collect();
                let months = 1 + u16::from(months % 20);
                let low = Rate::from_millionths(i64::from(low) * 100_000).unwrap();
                let promo = (apart % 4 == 0).then_some(Promo { rate: low, months });
                let deferred = (apart % 5 == 0).then_some(DeferredInterest { rate: low, last_month: months });
                ChangeKind::Move { from, to, most, fee_percent, fee, term_months, promo, deferred }
            }
        ),
        (debt(), 500..2_000_i64).prop_map(|(debt, numerator)| ChangeKind::Revalue {
            debt,
            numerator,
            denominator: 1_000
        }),
        (debt(), money()).prop_map(|(debt, amount)| ChangeKind::Paid { debt, amount }),
        (debt(), money()).prop_map(|(debt, amount)| ChangeKind::BalanceIs { debt, amount }),
    ];
    let months = (1..30_u16, prop_oneof![2 => 0..1_u16, 2 => 1..10_u16, 1 => Just(u16::MAX)]);
    // Every month has 28 days, so some are left.
    let days = prop_oneof![Just((0, 0)), (0..14_u16, 0..14_u16)];
    (months, days, what).prop_map(|((from, more), (before, after), what)| {
        let grows = matches!(what, ChangeKind::Charge { .. });
        let last = if more == u16::MAX && !grows { HORIZON_MONTHS } else { from + more.min(10) };
        let within =
            if what.is_counted_in_days() { (before, if last == HORIZON_MONTHS { 0 } else { after }) } else { (0, 0) };
        Change::during(from, last, what).within(within.0, within.1)
    })
}

/// What [`any_scenario`] does not have, drawn as bits and small numbers.
type Extras = (u64, [u16; 6], [i64; 4]);

fn dress(debt: &mut Debt, (bits, small, amounts): Extras) {
    let bit = |n: u32| bits >> n & 1 == 1;
    let tame = |rate: Rate| Rate::from_millionths(rate.millionths() % 60_000_000).unwrap();
    let money = |n: usize| Amount::from_minor(amounts[n]);
    debt.rate = tame(debt.rate);
    debt.details.rate_basis = if bit(15) && bit(16) { RateBasis::Effective } else { RateBasis::Nominal };
    debt.promo = debt.promo.map(|promo| Promo { rate: tame(promo.rate), ..promo });
    let p = &mut debt.details;
    if bit(0) {
        p.fees = Fees { monthly: money(0), late: money(1), over_limit: money(2) };
    }
    p.accrual = Accrual {
        compounding: [Compounding::Monthly, Compounding::Daily, Compounding::Simple][usize::from(small[0] % 3)],
        day_count: DayCount::ALL[usize::from(small[1] % 4)],
    };
    p.allocation = Allocation::ALL[usize::from(small[2] % 3)];
    let deferred =
        DeferredInterest { rate: tame(Rate::from_millionths(amounts[3] * 10_000).unwrap()), last_month: small[3] };
    if bit(1) {
        let sizes = [debt.balance.minor() / 2, debt.balance.minor() / 3];
        let sizes = [sizes[0], sizes[1], debt.balance.minor() - sizes[0] - sizes[1]];
        let part = |(nth, size): (u32, i64)| BalancePart {
            kind: PartKind::Purchases,
            balance: Amount::from_minor(size),
            rate: tame(Rate::from_millionths(debt.rate.millionths() + i64::from(nth) * 7_000_000).unwrap()),
            promo: debt.promo.filter(|_| bit(2 + nth)),
            deferred: bit(5 + nth).then_some(deferred),
        };
        p.parts = (0..).zip(sizes).map(part).collect();
    } else {
        p.deferred = bit(2).then_some(deferred);
        if bit(3) {
            let days_before = if bit(14) { u16::try_from(bits >> 20 & 0xF).unwrap() } else { 0 };
            let rate = |hundredths: i64| Rate::from_millionths(hundredths * 10_000).unwrap();
            let step = |from_month, hundredths| RateStep { from_month, days_before, rate: rate(hundredths) };
            p.rate_steps = vec![step(small[4], amounts[0] / 10), step(small[4] + small[5] + 1, amounts[1] / 10)];
        }
    }
    if bit(9) && bit(10) {
        p.last_month = Some(small[5] + 1);
    }
    if bit(11) && bit(12) {
        p.status = DebtStatus::Disputed { part: bit(13).then_some(money(3)) };
    }
}

/// Scenarios with everything that can happen.
pub(super) fn any_general() -> impl Generator<Value = Scenario> {
    let extras = (any::<u64>(), prop::array::uniform6(0..20_u16), prop::array::uniform4(0..30_000_i64));
    let extras = prop::collection::vec(extras, 7);
    let payments = prop::option::weighted(
        0.2,
        (prop::sample::select(PaymentSchedule::NAMED.map(|(every, _)| every).to_vec()), 0..40_i32),
    );
    (any_scenario(), extras, payments, any::<bool>(), 0..365_i32).prop_flat_map(
        |(scenario, extras, payments, goes_on, day)| {
            let count = scenario.debts.len().max(1);
            let changes = prop::collection::vec(any_change(count), 0..8);
            changes.prop_map(move |changes| {
                let mut scenario = scenario.clone();
                for (debt, extras) in scenario.debts.iter_mut().zip(&extras) {
                    dress(debt, *extras);
                }
                let start = date(2026, 1, 1).checked_add(day.days()).unwrap();
                scenario.start = Some(start);
                let amount = scenario.budget_monthly.unwrap_or_default();
                scenario.payment_schedule = payments.map(|(every, days)| PaymentSchedule {
                    every,
                    amount: Amount::from_minor(amount.minor() / 2),
                    first: start.checked_add(days.days()).unwrap(),
                });
                if scenario.strategy == Strategy::ShortestTerm {
                    scenario.strategy = Strategy::AvalancheInForce;
                }
                if scenario.rounding == PlanRounding::None {
                    scenario.rounding = PlanRounding::HalfUp;
                }
                scenario.on_shortfall = if goes_on { OnShortfall::Continue } else { OnShortfall::Stop };
                scenario.changes = if scenario.debts.is_empty() { Vec::new() } else { changes };
                if scenario.changes.iter().any(|change| change.what.needs_budget()) {
                    scenario.budget_monthly.get_or_insert(Amount::from_minor(30_000));
                }
                scenario
            })
        },
    )
}
