//! Plans backwards, shocks, chance, comparison, explanation.

use proptest::prelude::*;

use super::any::any_general;
use super::reference::any_scenario;
use super::{Strategy, *};
use crate::money::Rounding;

fn two() -> Vec<Debt> {
    vec![debt("card", "3000", "24", "60"), debt("loan", "2000", "6", "50")]
}

fn found<T>(solved: GoalSeek<T>) -> T {
    match solved {
        GoalSeek::Found(found) => found,
        GoalSeek::Infeasible(infeasible) => panic!("{infeasible:?}"),
    }
}

fn infeasible<T>(solved: GoalSeek<T>) -> Infeasible {
    match solved {
        GoalSeek::Infeasible(infeasible) => infeasible,
        GoalSeek::Found(_) => panic!("feasible"),
    }
}

#[test]
fn the_payment_for_one_loan_is_its_level_payment() {
    let one = vec![debt("loan", "15000", "6.5", "0")];
    let scenario = Scenario::new(one, Amount::ZERO, Strategy::Avalanche);
    let payment = found(payment_to_clear_by(&scenario, 60).unwrap());
    // 293.49 is the level payment to the nearest cent; a cent less leaves 0.29 for a 61st month.
    assert_eq!(annuity_payment(money("15000"), rate("6.5"), 60, Rounding::HalfUp), Some(money("293.49")));
    assert_eq!((payment.amount, payment.plan.months), (money("293.50"), 60));
    // Without interest it is a division, rounded up.
    let plain = Scenario::new(vec![debt("a", "1000", "0", "0")], Amount::ZERO, Strategy::Snowball);
    assert_eq!(found(payment_to_clear_by(&plain, 3).unwrap()).amount, money("333.34"));
}

#[test]
fn a_wish_that_cannot_be_has_a_reason_and_a_nearest() {
    let mut scenario = Scenario::new(two(), Amount::ZERO, Strategy::Avalanche);
    // The loan is not to be touched: 50 a month on 2,000 at 6 % take 45 months, whatever is paid.
    scenario.untouched = vec![1];
    let none = infeasible(payment_to_clear_by(&scenario, 24).unwrap());
    assert_eq!(none, Infeasible { outcome: Outcome::NotWithinHorizon, nearest_month: Some(45) });
    assert_eq!(found(payment_to_clear_by(&scenario, 45).unwrap()).plan.months, 45);
    // With a minimum below the interest, never.
    scenario.debts[1].minimum = MinimumRule::Fixed(money("5"));
    let none = infeasible(payment_to_clear_by(&scenario, 24).unwrap());
    assert_eq!(none, Infeasible { outcome: never(1, "5"), nearest_month: None });
    assert_eq!(infeasible(payment_to_clear_by(&scenario, 0).unwrap()).nearest_month, None);
}

#[test]
fn a_holiday_is_as_long_as_the_date_allows() {
    let one = vec![debt("a", "1000", "0", "100")];
    let scenario = Scenario::new(one, money("100"), Strategy::Avalanche);
    let rest = |by| longest_holiday(&scenario, DebtScope::All, true, 3, by).unwrap();
    assert_eq!(found(rest(14)).months, 4);
    assert_eq!(found(rest(10)).months, 0);
    let none = infeasible(rest(9));
    assert_eq!(none, Infeasible { outcome: Outcome::NotWithinHorizon, nearest_month: Some(10) });
    // A holiday after the end disturbs nobody.
    let late = found(longest_holiday(&scenario, DebtScope::One(0), false, 11, 12).unwrap());
    assert_eq!(late.plan.months, 10);
}

#[test]
fn shocks_are_survived_or_break_the_plan_in_a_month() {
    let scenario = Scenario::new(two(), money("300"), Strategy::Avalanche);
    let before = simulate(&scenario).unwrap();
    let verdict = |shock: &Shock, month| stress(&scenario, shock, month).unwrap().1;
    let income = Shock::IncomeFalls { income: money("2000"), percent: rate("10") };
    // 200 less leaves 100 for minimums of 110.
    let StressResult::Breaks { month, because: Outcome::Shortfall { missing, .. } } = verdict(&income, 4) else {
        panic!()
    };
    assert_eq!((month, missing), (4, money("10")));
    let StressResult::Survives { later: Some(later), dearer } = verdict(&Shock::CostRises { amount: money("80") }, 1)
    else {
        panic!()
    };
    assert!(later > 0 && dearer.is_positive());
    let slower = simulate(&Scenario { budget_monthly: Some(money("220")), ..scenario.clone() }).unwrap();
    assert_eq!(i32::from(slower.months), i32::from(before.months) + later);
    assert_eq!(slower.interest_total, before.interest_total.saturating_add(dearer));
    // A repair that the extra can carry; one that it cannot.
    let repair = |amount| verdict(&Shock::Repair { amount: money(amount) }, 2);
    assert!(matches!(repair("190"), StressResult::Survives { .. }));
    assert!(matches!(repair("191"), StressResult::Breaks { month: 2, .. }));
    let StressResult::Survives { dearer, .. } = verdict(&Shock::RatesRise { millionths: 2_000_000 }, 1) else {
        panic!()
    };
    let mut dear = two();
    dear[0].rate = rate("26");
    dear[1].rate = rate("8");
    let cost = simulate(&Scenario { debts: dear, ..scenario.clone() }).unwrap().interest_total;
    assert_eq!(cost, before.interest_total.saturating_add(dearer));
    assert!(matches!(verdict(&Shock::MissedMonth, 1), StressResult::Survives { later: Some(0..=1), .. }));
    let dollar = Shock::CurrencyRises { debts: vec![0], percent: rate("10") };
    let StressResult::Survives { dearer, .. } = verdict(&dollar, 1) else { panic!() };
    // What it costs is the interest on 300 more; the 300 themselves are owed, not interest.
    assert!(dearer.is_positive() && dearer < money("300"));
}

#[test]
fn chance_without_variation_is_certainty() {
    let scenario = Scenario::new(two(), money("300"), Strategy::Avalanche);
    let months = simulate(&scenario).unwrap().months;
    let still = monte_carlo(&scenario, &Variation::default(), 1, 0, 20).unwrap();
    assert_eq!((still.paths(), still.ended_in(months), still.with_shortfall), (20, 20, 0));
    assert_eq!([0, 1, 500, 1_000].map(|q| still.quantile(q)), [Some(months); 4]);
    assert_eq!(PayoffDistribution::default().quantile(500), None);
    let wide = Variation { income_spread: rate("100.000001"), ..Variation::default() };
    assert_eq!(monte_carlo(&scenario, &wide, 1, 0, 1), Err(PlanError::Variation));
}

#[test]
fn parts_of_a_run_add_up_to_the_whole_and_the_bytes_are_fixed() {
    let scenario = Scenario::new(two(), money("200"), Strategy::Avalanche);
    let variation = Variation {
        income: money("2000"),
        income_spread: rate("8"),
        costs: money("1500"),
        costs_spread: rate("5"),
        repair_per_mille: 30,
        repair: money("400"),
    };
    let run = |first, count| monte_carlo(&scenario, &variation, 20_260_101, first, count).unwrap();
    let whole = run(0, 1_000);
    let mut parts = run(600, 400);
    parts.add(&run(0, 600));
    assert_eq!(parts, whole);
    // Pinned: natively and in wasm the same, today and tomorrow.
    let quantiles = [100, 250, 500, 750, 900].map(|q| whole.quantile(q).unwrap());
    assert_eq!((quantiles, whole.never, whole.with_shortfall), PINNED);
    // The other engine walks the same paths.
    let mut other = scenario.clone();
    other.changes = vec![Change::once(1, ChangeKind::Budget { delta: Amount::ZERO })];
    assert_eq!(monte_carlo(&other, &variation, 20_260_101, 0, 1_000).unwrap(), whole);
}

const PINNED: ([u16; 5], u32, u32) = ([29, 31, 33, 36, 38], 0, 979);

#[test]
fn plans_stand_side_by_side() {
    let base = Scenario::new(two(), money("300"), Strategy::MinimumsOnly);
    let avalanche = Scenario { strategy: Strategy::Avalanche, ..base.clone() };
    let price = Price::Amount(money("1000"));
    let settle = Change::once(1, ChangeKind::Settle { debt: 0, price, instalments: 1, pays_meanwhile: true });
    let mut settled = Scenario { changes: vec![settle], ..avalanche.clone() };
    settled.debts[0].details.liability = crate::debt::Liability::Joint;
    let compared = compare(&[base, avalanche, settled], Some(money("600"))).unwrap();
    assert_eq!((compared[0].months_saved, compared[0].saved), (None, None), "24 % on 3,000 is the minimum of 60");
    let amounts: Vec<_> = compared.iter().map(|one| one.plan.is_cleared()).collect();
    assert_eq!(amounts, [false, true, true]);
    let forgiven = compared[2].plan.forgiven[0];
    assert_eq!(
        compared[2].notes,
        [
            Note::ForgivenMayBeTaxed { debt: 0, amount: forgiven.amount },
            Note::CreditFileMayShow { debt: Some(0) },
            Note::OthersStillOwe { debt: 0 },
        ]
    );
    assert_eq!(compared[1].first_cleared.unwrap().debt, 0);
    let wrong = Scenario { budget_monthly: None, ..compared_scenario() };
    assert_eq!(compare(&[compared_scenario(), wrong], None), Err((1, PlanError::BudgetRequired)));
}

fn compared_scenario() -> Scenario {
    Scenario::new(two(), money("300"), Strategy::Avalanche)
}

#[test]
fn a_figure_can_be_explained() {
    let scenario = compared_scenario();
    let why = explain(&scenario, 2, 0).unwrap().unwrap();
    // Month 1: 60 of interest, 60 due, 190 more: 2,810. Month 2: 56.20 of interest.
    assert_eq!((why.opening, why.interest_total(), why.closing), (money("2810"), money("56.20"), money("2616.20")));
    assert_eq!(why.interest[0].rate, rate("24"));
    assert_eq!((why.interest[0].days, why.interest[0].year_days), (30, 360));
    assert_eq!((why.due, why.due_total, why.budget), (money("60"), money("110"), Some(money("300"))));
    assert_eq!((why.rank, why.extra(), why.payment), (1, money("190"), money("250")));
    assert_eq!(explain(&scenario, 0, 0), Ok(None));
    assert_eq!(explain(&scenario, 2, 9), Ok(None));
    assert_eq!(explain(&scenario, 500, 0), Ok(None));
    for rule in Rule::ALL {
        assert!(!why.source(rule).is_empty() && !rule.id().is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn one_unit_less_does_not_clear_in_time(scenario in any_scenario(), month in 1..60_u16) {
        let mut scenario = scenario;
        scenario.rounding = PlanRounding::HalfEven;
        if let GoalSeek::Found(payment) = payment_to_clear_by(&scenario, month).unwrap() {
            prop_assert!(payment.plan.is_cleared() && payment.plan.months <= month);
            scenario.budget_monthly = Some(payment.amount);
            let plan = simulate(&scenario).unwrap();
            prop_assert_eq!((&plan.outcome, plan.months), (&Outcome::Cleared, payment.plan.months));
            if payment.amount.is_positive() {
                scenario.budget_monthly = Some(Amount::from_minor(payment.amount.minor() - 1));
                let plan = simulate(&scenario).unwrap();
                prop_assert!(!plan.is_cleared() || plan.months > month);
            }
        }
    }

    #[test]
    fn one_month_more_of_rest_does_not_clear_in_time(scenario in any_general(), from in 1..20_u16, by in 1..60_u16) {
        let what = ChangeKind::Holiday { whom: DebtScope::All, with_interest: true };
        if let GoalSeek::Found(rest) = longest_holiday(&scenario, DebtScope::All, true, from, by).unwrap() {
            prop_assert!(rest.plan.is_cleared() && rest.plan.months <= by);
            if from + rest.months <= by {
                let mut longer = scenario.clone();
                longer.changes.push(Change::during(from, from + rest.months, what));
                let plan = simulate(&longer).unwrap();
                prop_assert!(!plan.is_cleared() || plan.months > by);
            }
        }
    }

    #[test]
    fn an_explanation_adds_up(scenario in any_general(), month in 1..30_u16, debt in 0..6_usize) {
        if let Some(why) = explain(&scenario, month, debt).unwrap() {
            let after = why.opening.minor() + why.interest_total().minor() + why.fee.minor()
                - why.payment.minor() - why.forgiven.minor();
            prop_assert_eq!(after, why.closing.minor());
            let plan = simulate_with_schedule(&scenario).unwrap();
            if let Some(shown) = plan.schedule.as_ref().unwrap().month(month) {
                prop_assert_eq!(shown.payments[debt], why.payment);
                // A late fee comes on top.
                prop_assert!(shown.balances[debt] >= why.closing);
            }
        }
    }

    #[test]
    fn money_is_conserved_whatever_happens(scenario in any_general()) {
        let plan = simulate_with_schedule(&scenario).unwrap();
        let mut before: i64 = scenario.debts.iter().map(|debt| debt.balance_planned().minor()).sum();
        for month in plan.schedule.as_ref().unwrap().months() {
            let paid: i64 = month.payments.iter().map(|amount| amount.minor()).sum();
            let after: i64 = month.balances.iter().map(|amount| amount.minor()).sum();
            let beside = month.beside;
            let grown = month.interest.minor() + beside.fees.minor() + beside.charged.minor() - beside.forgiven.minor();
            prop_assert_eq!(before + grown - paid, after, "month {}", month.number);
            prop_assert!(month.payments.iter().chain(month.balances).all(|amount| *amount >= Amount::ZERO));
            before = after;
        }
        let owed: i64 = scenario.debts.iter().map(|debt| debt.balance_planned().minor()).sum();
        let left = owed + plan.interest_total.minor() + plan.fees_total.minor() + plan.charged_total.minor()
            - plan.forgiven_total.minor() - plan.paid_total.minor();
        prop_assert_eq!(left, before);
        prop_assert!(!plan.is_cleared() || before == 0);
    }
}
