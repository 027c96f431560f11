//! Figures that others published, right ones and wrong ones.

use super::*;
use crate::debt::PercentBase;
use crate::money::Rounding;

#[test]
fn interest_is_charged_once_on_the_debt_in_focus() {
    // A published tool charged it twice and printed 34 months and 6,617.
    let plan =
        simulate(&Scenario::new(vec![debt("only", "10000", "20", "0")], money("500"), Strategy::Avalanche)).unwrap();
    assert_eq!(plan.outcome, Outcome::Cleared);
    assert_eq!(plan.months, 25);
    assert_eq!(plan.interest_total, money("2266.06"));
    assert_eq!(plan.paid_total, money("12266.06"));
}

#[test]
fn every_debt_gets_its_own_minimum() {
    // Pooling the minimums would pay C 962 in the first month instead of 125.
    let debts = vec![
        debt("C", "500", "0", "25"),
        debt("A", "2500", "0", "85"),
        debt("B", "3000", "0", "95"),
        debt("XYZ", "5000", "0", "235"),
        debt("Car", "28000", "0", "522"),
    ];
    let plan = simulate_with_schedule(&Scenario::new(debts, money("1062"), Strategy::Snowball)).unwrap();
    assert_eq!(plan.cleared[0], Cleared { debt: 0, month: 4 });
    let schedule = plan.schedule.unwrap();
    let fourth = schedule.month(4).unwrap();
    assert_eq!(fourth.balances, ["0", "2160", "2620", "4060", "25912"].map(money));
    // The freed 125 goes on to the next smallest.
    assert_eq!(schedule.month(5).unwrap().payments[1], money("210"));
}

#[test]
fn a_freed_minimum_stays_in_the_budget() {
    let debts = vec![debt("small", "100", "0", "100"), debt("large", "1000", "0", "100")];
    let plan = simulate_with_schedule(&Scenario::new(debts.clone(), money("200"), Strategy::Snowball)).unwrap();
    assert_eq!(plan.months, 6);
    assert_eq!(plan.schedule.unwrap().month(2).unwrap().payments, [money("0"), money("200")]);
    // Under minimums only it does not.
    assert_eq!(simulate(&Scenario::new(debts, money("200"), Strategy::MinimumsOnly)).unwrap().months, 10);
}

#[test]
fn what_is_left_spills_over_within_the_month() {
    let debts = vec![debt("first", "30", "0", "0"), debt("second", "100", "0", "0")];
    let plan = simulate_with_schedule(&Scenario::new(debts, money("80"), Strategy::Snowball)).unwrap();
    assert_eq!(plan.schedule.unwrap().month(1).unwrap().payments, [money("30"), money("50")]);
    assert_eq!(plan.cleared, [Cleared { debt: 0, month: 1 }, Cleared { debt: 1, month: 2 }]);
}

#[test]
fn a_cap_on_months_is_not_success() {
    // 0.01 a month on 1,000 is not cleared in a hundred years, and not in 600 months either.
    let plan =
        simulate(&Scenario::new(vec![debt("a", "1000", "0", "0.01")], money("0.01"), Strategy::Avalanche)).unwrap();
    assert_eq!((plan.outcome, plan.months), (Outcome::NotWithinHorizon, HORIZON_MONTHS));
    // A loan that takes 700 months is cleared.
    let plan = simulate(&Scenario::new(vec![debt("a", "700", "0", "1")], money("1"), Strategy::Avalanche)).unwrap();
    assert_eq!((plan.outcome, plan.months), (Outcome::Cleared, 700));
    let plan = simulate(&Scenario::new(vec![debt("a", "1200", "0", "1")], money("1"), Strategy::Avalanche)).unwrap();
    assert_eq!((plan.outcome, plan.months), (Outcome::Cleared, HORIZON_MONTHS));
}

#[test]
fn the_last_month_is_charged_interest() {
    let plan =
        simulate_with_schedule(&Scenario::new(vec![debt("a", "100", "12", "0")], money("500"), Strategy::Snowball))
            .unwrap();
    assert_eq!((plan.months, plan.interest_total, plan.paid_total), (1, money("1"), money("101")));
    assert_eq!(plan.schedule.unwrap().month(1).unwrap().payments, [money("101")]);
}

#[test]
fn a_debt_without_interest_is_a_debt() {
    let plan = simulate(&Scenario::new(vec![debt("a", "1000", "0", "25")], money("250"), Strategy::Avalanche)).unwrap();
    assert_eq!((plan.outcome, plan.months, plan.interest_total), (Outcome::Cleared, 4, Amount::ZERO));
}

#[test]
fn a_minimum_below_the_interest_never_clears() {
    let debts = vec![debt("card", "10000", "30", "200")];
    let plan = simulate(&Scenario::new(debts, money("200"), Strategy::MinimumsOnly)).unwrap();
    assert_eq!(plan.outcome, never(0, "50"));
    // Interest only: it stands still.
    let debts = vec![debt("card", "10000", "30", "250")];
    let plan = simulate(&Scenario::new(debts, money("250"), Strategy::Avalanche)).unwrap();
    assert_eq!(plan.outcome, never(0, "0"));
    // With a budget that reaches it later it does clear.
    let debts = vec![debt("card", "10000", "30", "200"), debt("loan", "300", "0", "100")];
    let plan = simulate(&Scenario::new(debts, money("300"), Strategy::Snowball)).unwrap();
    assert_eq!(plan.outcome, Outcome::Cleared);
}

#[test]
fn a_growing_percentage_minimum_that_cannot_catch_up_never_clears() {
    let mut card = debt("card", "1000", "36", "0");
    card.minimum = MinimumRule::PercentOf { percent: rate("2.5"), floor: money("10"), of: PercentBase::Opening };
    let mut scenario = Scenario::new(vec![card], Amount::ZERO, Strategy::MinimumsOnly);
    scenario.budget_monthly = None;
    scenario.minimums = Minimums::Recomputed;
    assert_eq!(simulate(&scenario).unwrap().outcome, never(0, "5"));
}

#[test]
fn minimums_above_the_budget_are_a_shortfall_and_shared() {
    let debts = vec![debt("a", "1000", "0", "100"), debt("b", "1000", "0", "50")];
    let plan = simulate_with_schedule(&Scenario::new(debts, money("100"), Strategy::Avalanche)).unwrap();
    let shared = vec![money("66.67"), money("33.33")];
    assert_eq!(plan.outcome, Outcome::Shortfall { missing: money("50"), shared: shared.clone() });
    assert_eq!((plan.months, plan.paid_total), (1, money("100")));
    assert_eq!(plan.schedule.unwrap().month(1).unwrap().payments, shared);
}

#[test]
fn in_a_shortfall_priority_debts_come_first_if_the_strategy_says_so() {
    let mut debts = vec![debt("card", "1000", "0", "100"), debt("rent", "1000", "0", "80")];
    debts[1].is_priority = true;
    let plan = simulate(&Scenario::new(debts, money("100"), Strategy::PriorityArrearsFirst)).unwrap();
    let shared = vec![money("20"), money("80")];
    assert_eq!(plan.outcome, Outcome::Shortfall { missing: money("80"), shared });
}

#[test]
fn level_loans_end_on_their_published_last_payment() {
    // Rows of amortisation_final_payment.csv: principal, rate, months, payment, last payment, total interest.
    for (principal, apr, months, payment, last, interest, rounding) in [
        ("100000", "6", 360, "599.55", "600.00", "115838.45", PlanRounding::HalfUp),
        ("200000", "3.25", 180, "1405.34", "1404.95", "52960.81", PlanRounding::HalfEven),
        ("200000", "3.25", 180, "1405.34", "1404.96", "52960.82", PlanRounding::HalfUp),
        ("12000", "9.5", 54, "273.97", "273.47", "2793.88", PlanRounding::HalfUp),
    ] {
        let mut scenario =
            Scenario::new(vec![debt("loan", principal, apr, payment)], money(payment), Strategy::Avalanche);
        scenario.rounding = rounding;
        // A last payment above the level one is settled within its month, not a month later.
        let level = simulate_with_schedule(&scenario).unwrap();
        let schedule = level.schedule.unwrap();
        let before_last = schedule.month(months - 1).unwrap().balances[0];
        let month_last = before_last.scale(rate(apr).millionths(), 1_200_000_000, Rounding::HalfUp).unwrap();
        assert_eq!(before_last.saturating_add(month_last), money(last), "{principal} {rounding:?}");
        let charged: Amount = schedule.months().take(usize::from(months)).map(|month| month.interest).sum();
        assert_eq!(charged, money(interest), "{principal} {rounding:?}");
    }
}

#[test]
fn a_debt_under_a_promo_ranks_by_its_later_rate() {
    let debts = || vec![with_promo(debt("promo", "1000", "29", "10"), "0", 6), debt("steady", "1000", "19", "10")];
    let first = |strategy| simulate(&Scenario::new(debts(), money("300"), strategy)).unwrap().order;
    assert_eq!(first(Strategy::Avalanche), [0, 1]);
    assert_eq!(first(Strategy::AvalancheInForce), [1, 0]);
}

#[test]
fn a_rate_that_changes_is_ranked_again() {
    // In force: the steady debt first, until the promo ends after month 2.
    let debts = vec![with_promo(debt("promo", "1000", "29", "10"), "0", 2), debt("steady", "1000", "19", "10")];
    let plan = simulate_with_schedule(&Scenario::new(debts, money("100"), Strategy::AvalancheInForce)).unwrap();
    let schedule = plan.schedule.unwrap();
    assert_eq!(schedule.month(2).unwrap().payments, [money("10"), money("90")]);
    assert_eq!(schedule.month(3).unwrap().payments, [money("90"), money("10")]);
    assert_eq!(schedule.month(2).unwrap().interest, money("14.66"));
}

#[test]
fn the_ranking_holds_while_nothing_changes() {
    // After the first month B is the smaller; only monthly ranking turns to it.
    let debts = || vec![debt("A", "500", "0", "10"), debt("B", "510", "0", "200")];
    let mut scenario = Scenario::new(debts(), money("210"), Strategy::Snowball);
    let second = |scenario: &Scenario| {
        let plan =
            simulate_with_schedule(&Scenario { budget_monthly: Some(money("230")), ..scenario.clone() }).unwrap();
        plan.schedule.unwrap().month(2).unwrap().payments.to_vec()
    };
    assert_eq!(second(&scenario), [money("30"), money("200")]);
    scenario.rerank = Rerank::Monthly;
    assert_eq!(second(&scenario), [money("10"), money("220")]);
}

#[test]
fn each_strategy_starts_where_it_says() {
    let mut debts = vec![
        debt("a", "3000", "10", "300"),
        debt("b", "1000", "20", "20"),
        debt("c", "9000", "30", "250"),
        debt("d", "2000", "0", "10"),
    ];
    debts[0].credit_limit = Some(money("9000"));
    debts[1].credit_limit = Some(money("900"));
    debts[3].is_priority = true;
    let order = |strategy| {
        let mut scenario = Scenario::new(debts.clone(), money("1000"), strategy);
        scenario.order = vec![3, 1];
        simulate(&scenario).unwrap().order
    };
    for (strategy, expected) in [
        (Strategy::Avalanche, [2, 1, 0, 3]),
        (Strategy::AvalancheInForce, [2, 1, 0, 3]),
        (Strategy::Snowball, [1, 3, 0, 2]),
        (Strategy::Custom, [3, 1, 0, 2]),
        (Strategy::HighestBalance, [2, 0, 3, 1]),
        // Minimums alone: a 11 months, c 93, b 109, d 200.
        (Strategy::ShortestTerm, [0, 2, 1, 3]),
        // 50, 300, 300, without rate: equal quotients go to the smaller balance.
        (Strategy::BalanceByRate, [1, 0, 2, 3]),
        // 10, 36, 50, 200.
        (Strategy::BalanceByPayment, [0, 2, 1, 3]),
        // b is above its limit, a above 30 % of it, the others have none.
        (Strategy::Utilisation, [1, 0, 2, 3]),
        (Strategy::PriorityArrearsFirst, [3, 2, 1, 0]),
    ] {
        assert_eq!(order(strategy), expected, "{strategy:?}");
    }
}

#[test]
fn pro_rata_pays_all_at_once() {
    let debts = vec![debt("a", "3000", "0", "100"), debt("b", "1000", "0", "300")];
    let first = |strategy| {
        let plan = simulate_with_schedule(&Scenario::new(debts.clone(), money("800"), strategy)).unwrap();
        plan.schedule.unwrap().month(1).unwrap().payments.to_vec()
    };
    assert_eq!(first(Strategy::ProRataByBalance), [money("400"), money("400")]);
    assert_eq!(first(Strategy::ProRataByContractualPayment), [money("200"), money("600")]);
}

#[test]
fn an_untouched_debt_gets_its_minimum_only() {
    let debts = vec![debt("a", "1000", "20", "50"), debt("b", "1000", "10", "50")];
    let mut scenario = Scenario::new(debts, money("300"), Strategy::Avalanche);
    scenario.untouched = vec![0];
    let plan = simulate_with_schedule(&scenario).unwrap();
    let schedule = plan.schedule.unwrap();
    assert_eq!(schedule.month(1).unwrap().payments, [money("50"), money("250")]);
    assert_eq!(schedule.month(10).unwrap().payments, [money("50"), money("0")]);
}

#[test]
fn the_cheapest_found_beats_the_avalanche_where_a_promo_misleads_it() {
    // The avalanche pays the promo debt that costs nothing for two years; paying the steady one first is cheaper.
    let debts = vec![with_promo(debt("promo", "2000", "29", "60"), "0", 24), debt("steady", "2000", "19", "60")];
    let found = cheapest(&Scenario::new(debts, money("220"), Strategy::CheapestFound)).unwrap();
    assert_eq!(found.strategy, Strategy::AvalancheInForce);
    assert!(found.saved_against_avalanche.unwrap().is_positive());
    assert!(found.saved_against_minimums.unwrap() > found.saved_against_avalanche.unwrap());
}

#[test]
fn nothing_owed_is_cleared_from_the_start() {
    let none = simulate(&Scenario::new(vec![], money("0"), Strategy::Avalanche)).unwrap();
    assert_eq!((none.outcome, none.months), (Outcome::Cleared, 0));
    let zero = simulate(&Scenario::new(vec![debt("a", "0", "20", "25")], money("0"), Strategy::Avalanche)).unwrap();
    assert_eq!((zero.outcome, zero.cleared), (Outcome::Cleared, vec![Cleared { debt: 0, month: 0 }]));
}

#[test]
fn refusals_name_the_place() {
    let debts = vec![debt("a", "1", "1", "1"), debt("a", "1", "1", "1")];
    let refused = |scenario: &Scenario| simulate(scenario).unwrap_err();
    let scenario = Scenario::new(debts, money("1"), Strategy::Avalanche);
    assert_eq!(refused(&scenario), PlanError::DuplicateId(1));
    let two = vec![debt("a", "1", "1", "1"), debt("b", "-0.01", "1", "1")];
    assert_eq!(refused(&Scenario { debts: two, ..scenario.clone() }), PlanError::Balance(1));
    let one = Scenario { debts: vec![debt("a", "1", "1", "1")], ..scenario };
    assert_eq!(refused(&Scenario { debts: vec![debt("a", "1", "1", "-1")], ..one.clone() }), PlanError::Minimum(0));
    assert_eq!(refused(&Scenario { budget_monthly: Some(money("-1")), ..one.clone() }), PlanError::Budget);
    assert_eq!(refused(&Scenario { budget_monthly: None, ..one.clone() }), PlanError::BudgetRequired);
    assert_eq!(refused(&Scenario { strategy: Strategy::Custom, ..one.clone() }), PlanError::OrderRequired);
    assert_eq!(refused(&Scenario { order: vec![0, 0], ..one.clone() }), PlanError::Order(1));
    assert_eq!(refused(&Scenario { order: vec![1], ..one.clone() }), PlanError::Order(0));
    assert_eq!(refused(&Scenario { untouched: vec![3], ..one.clone() }), PlanError::Untouched(0));
    let many = (0..201).map(|n| debt(&n.to_string(), "1", "1", "1")).collect();
    assert_eq!(refused(&Scenario { debts: many, ..one }), PlanError::TooManyDebts);
}

#[test]
fn strategies_come_back_by_their_names() {
    for strategy in Strategy::ALL {
        assert_eq!(Strategy::from_id(strategy.id()), Some(strategy));
    }
}
