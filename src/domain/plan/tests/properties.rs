//! What holds for every plan.

use proptest::prelude::*;
use proptest::strategy::Strategy as Generator;

use super::any::any_general;
use super::reference::any_scenario;
use super::{Strategy, *};
use crate::plan::analysis::next_permutation;

/// Debts at constant rates with fixed minimums that the budget can carry: where the avalanche is optimal.
fn plain_debts() -> impl Generator<Value = Vec<Debt>> {
    let one = (1_000..1_000_000_i64, 0..3_600_i64);
    prop::collection::vec(one, 1..5).prop_map(|debts| {
        let make = |(place, (balance, hundredths)): (usize, (i64, i64))| {
            let id = DebtId::new(&place.to_string()).unwrap();
            let rate = Rate::from_millionths(hundredths * 10_000).unwrap();
            Debt::new(id, Amount::from_minor(balance), rate, MinimumRule::Fixed(Amount::from_minor(balance / 40)))
        };
        debts.into_iter().enumerate().map(make).collect()
    })
}

/// Figures in whole minor units.
fn rounded(scenario: Scenario) -> Scenario {
    let rounding = match scenario.rounding {
        PlanRounding::None => PlanRounding::HalfUp,
        other => other,
    };
    Scenario { rounding, ..scenario }
}

fn minimums_total(debts: &[Debt]) -> i64 {
    debts.iter().map(|debt| debt.minimum.amount().minor()).sum()
}

proptest! {
    #[test]
    fn money_is_conserved_for_each_debt_and_month(scenario in any_scenario().prop_map(rounded)) {
        let plan = simulate_with_schedule(&scenario).unwrap();
        let mut before: Vec<i64> = scenario.debts.iter().map(|debt| debt.balance.minor()).collect();
        let (mut interest_total, mut paid_total) = (0, 0);
        for month in plan.schedule.as_ref().unwrap().months() {
            let mut interest = 0;
            for (place, debt) in scenario.debts.iter().enumerate() {
                let (paid, after) = (month.payments[place].minor(), month.balances[place].minor());
                prop_assert!(paid >= 0 && after >= 0);
                let charged = after + paid - before[place];
                let exact = i128::from(before[place]) * i128::from(debt.nominal(debt.rate_in(month.number)).millionths());
                let rest = i128::from(charged) * 1_200_000_000 - exact;
                prop_assert!(rest.abs() * 2 <= 1_200_000_000, "interest is one twelfth of the rate, to half a unit");
                interest += charged;
                paid_total += paid;
                before[place] = after;
            }
            prop_assert_eq!(month.interest.minor(), interest);
            interest_total += interest;
            if let Some(budget) = scenario.budget_monthly {
                prop_assert!(month.payments.iter().copied().sum::<Amount>() <= budget);
            }
        }
        prop_assert_eq!(plan.interest_total.minor(), interest_total);
        prop_assert_eq!(plan.paid_total.minor(), paid_total);
        if plan.is_cleared() {
            let owed: i64 = scenario.debts.iter().map(|debt| debt.balance.minor()).sum();
            prop_assert_eq!(owed + interest_total, paid_total);
            prop_assert!(before.iter().all(|&balance| balance == 0));
        }
    }

    #[test]
    fn the_parts_of_a_month_come_to_its_interest(scenario in any_general()) {
        let plan = simulate_with_schedule(&scenario).unwrap();
        for month in plan.schedule.as_ref().unwrap().months().take(14) {
            let of = |debt| explain(&scenario, month.number, debt).unwrap().map(|found| found.interest_total());
            let told: Option<Amount> = (0..scenario.debts.len()).map(of).sum();
            prop_assert_eq!(told, Some(month.interest), "month {}", month.number);
        }
    }

    #[test]
    fn a_month_that_is_cut_where_nothing_changes_is_the_same(
        scenario in any_general(), before in 0..14_u16, after in 0..14_u16, from in 1..12_u16, more in 0..12_u16,
    ) {
        let mut cut = scenario.clone();
        let nothing = ChangeKind::RatePoints { whom: DebtScope::All, millionths: 0 };
        cut.changes.push(Change::during(from, from + more, nothing).within(before, after));
        let (plan, cut) = (simulate_with_schedule(&scenario).unwrap(), simulate_with_schedule(&cut).unwrap());
        let months = plan.schedule.as_ref().unwrap().months().zip(cut.schedule.as_ref().unwrap().months());
        for (month, cut) in months.take(30) {
            prop_assert_eq!(month, cut);
        }
    }

    #[test]
    fn the_schedule_changes_nothing(scenario in any_scenario()) {
        let with = simulate_with_schedule(&scenario).unwrap();
        prop_assert_eq!(usize::from(with.months), with.schedule.as_ref().unwrap().len());
        prop_assert_eq!(Plan { schedule: None, ..with }, simulate(&scenario).unwrap());
    }

    #[test]
    fn more_paid_never_ends_later(debts in plain_debts(), extra in 0..50_000_i64, more in 0..50_000_i64) {
        let budget = Amount::from_minor(minimums_total(&debts) + extra);
        let larger = Amount::from_minor(minimums_total(&debts) + extra + more);
        for strategy in Strategy::ALL {
            let order = (0..debts.len()).rev().collect::<Vec<_>>();
            let with = |budget| Scenario { order: order.clone(), ..Scenario::new(debts.clone(), budget, strategy) };
            let (plan, faster) = (simulate(&with(budget)).unwrap(), simulate(&with(larger)).unwrap());
            if plan.is_cleared() {
                prop_assert!(faster.is_cleared());
                prop_assert!(faster.months <= plan.months);
            }
        }
    }

    #[test]
    fn no_fixed_order_is_cheaper_than_the_avalanche(debts in plain_debts(), extra in 0..50_000_i64) {
        let budget = Amount::from_minor(minimums_total(&debts) + extra);
        let mut custom = Scenario::new(debts.clone(), budget, Strategy::Custom);
        custom.order = (0..debts.len()).collect();
        let avalanche = simulate(&Scenario::new(debts.clone(), budget, Strategy::Avalanche)).unwrap();
        loop {
            let plan = simulate(&custom).unwrap();
            if plan.is_cleared() {
                prop_assert!(avalanche.is_cleared());
                // Each month of each debt may be half a unit off either way.
                let rounding = i64::from(plan.months) * i64::try_from(debts.len()).unwrap();
                prop_assert!(avalanche.interest_total.minor() <= plan.interest_total.minor() + rounding);
            }
            if !next_permutation(&mut custom.order) {
                break;
            }
        }
    }

    #[test]
    fn listing_equal_debts_in_another_order_changes_nothing(scenario in any_scenario(), seed in any::<u32>()) {
        let mut scenario = scenario;
        // These go by the places of debts, or give the odd unit to the earlier of equals.
        scenario.untouched = Vec::new();
        if scenario.strategy == Strategy::Custom || scenario.strategy.is_pro_rata() {
            scenario.strategy = Strategy::Avalanche;
        }
        let mut debts = scenario.debts.clone();
        // Debts that tie in everything the rankings see may still differ in their minimums: those must stay in order.
        let key = |debt: &Debt| (debt.balance, debt.rate);
        let mut keys: Vec<_> = debts.iter().map(key).collect();
        keys.sort_unstable();
        prop_assume!(keys.windows(2).all(|pair| pair[0] != pair[1]));
        debts.sort_by_key(|debt| (seed >> (debt.id.as_str().parse::<u32>().unwrap() * 5)) & 0x1F);
        let order = Vec::new();
        let permuted = simulate(&Scenario { debts, order, ..scenario.clone() }).unwrap();
        let plan = simulate(&scenario).unwrap();
        prop_assert_eq!(permuted.months, plan.months);
        prop_assert_eq!(permuted.interest_total, plan.interest_total);
        prop_assert_eq!(permuted.paid_total, plan.paid_total);
    }

    #[test]
    fn nothing_makes_the_engine_fail(
        figures in prop::collection::vec((0..=9_999_999_999_i64, 0..=Rate::MAX.millionths(), 0..=Rate::MAX.millionths(), 0..=u16::MAX), 0..5),
        budget in 0..=9_999_999_999_i64,
        strategy in prop::sample::select(&Strategy::ALL[..]),
        exact in any::<bool>(),
    ) {
        let make = |(place, (balance, regular, early, months)): (usize, (i64, i64, i64, u16))| {
            let id = DebtId::new(&place.to_string()).unwrap();
            let rate = |millionths| Rate::from_millionths(millionths).unwrap();
            let minimum = MinimumRule::InterestPlusPercent {
                percent: rate(early),
                floor: crate::debt::PrincipalFloor::Principal(Amount::from_minor(balance)),
            };
            let mut debt = Debt::new(id, Amount::from_minor(balance), rate(regular), minimum);
            if place % 2 == 0 {
                debt.minimum = MinimumRule::NONE;
            }
            debt.promo = Some(Promo { rate: rate(early), months });
            debt
        };
        let debts: Vec<Debt> = figures.into_iter().enumerate().map(make).collect();
        let mut scenario = Scenario::new(debts, Amount::from_minor(budget), strategy);
        scenario.order = (0..scenario.debts.len()).collect();
        scenario.minimums = Minimums::Recomputed;
        scenario.rounding = if exact { PlanRounding::None } else { PlanRounding::HalfUp };
        let plan = simulate(&scenario).unwrap();
        prop_assert!(plan.months <= HORIZON_MONTHS);
    }

    #[test]
    fn nothing_that_happens_makes_the_engine_fail(
        scenario in any_general(),
        steep in prop::collection::vec((0..=9_999_999_999_i64, 0..=Rate::MAX.millionths()), 8),
        exact in any::<bool>(),
    ) {
        let mut scenario = scenario;
        // Every figure as large as a document may hold, interest on interest every day.
        for (debt, (balance, rate)) in scenario.debts.iter_mut().zip(&steep) {
            debt.balance = Amount::from_minor(*balance);
            debt.rate = Rate::from_millionths(*rate).unwrap();
            debt.details.parts.clear();
            debt.details.accrual.compounding = crate::debt::Compounding::Daily;
            debt.details.deferred = Some(crate::debt::DeferredInterest { rate: debt.rate, last_month: 600 });
        }
        for change in &mut scenario.changes {
            match &mut change.what {
                ChangeKind::Charge { amount, .. } | ChangeKind::BalanceIs { amount, .. } | ChangeKind::Paid { amount, .. } => {
                    *amount = Amount::from_minor(steep[0].0);
                }
                ChangeKind::Revalue { numerator, denominator, .. } => (*numerator, *denominator) = (1_000_000_000, 1_000_000),
                ChangeKind::RatePoints { millionths, .. } => *millionths = Rate::MAX.millionths(),
                ChangeKind::Move { fee_percent, most, .. } => (*fee_percent, *most) = (Rate::MAX, None),
                _ => {}
            }
        }
        if exact {
            scenario.rounding = PlanRounding::None;
        }
        let plan = simulate_with_schedule(&scenario).unwrap();
        prop_assert!(plan.months <= HORIZON_MONTHS);
        prop_assert!(plan.paid_total >= Amount::ZERO && plan.interest_total >= Amount::ZERO);
    }

    #[test]
    fn equal_debts_in_another_order_are_the_same_plan(scenario in any_general(), copies in 2..4_usize, seed in any::<u32>()) {
        // The same debt several times over, the same happening to all: which is which cannot matter.
        if scenario.debts.is_empty() {
            return Ok(());
        }
        let mut scenario = scenario;
        scenario.changes.retain(|change| change.what.places().next().is_none());
        (scenario.order, scenario.untouched) = (Vec::new(), Vec::new());
        if scenario.strategy == Strategy::Custom {
            scenario.strategy = Strategy::Snowball;
        }
        let one = scenario.debts[0].clone();
        let copy = |nth: usize| Debt { id: DebtId::new(&nth.to_string()).unwrap(), ..one.clone() };
        scenario.debts = (0..copies).map(copy).collect();
        let mut other = scenario.clone();
        other.debts.sort_by_key(|debt| (seed >> (debt.id.as_str().parse::<u32>().unwrap() * 5)) & 0x1F);
        let (plan, permuted) = (simulate(&scenario).unwrap(), simulate(&other).unwrap());
        prop_assert_eq!(plan, permuted);
    }
}
