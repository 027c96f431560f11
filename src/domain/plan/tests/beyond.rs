//! Months that cost more than there is, settlements that come to nothing, and figures beyond all reach, each by hand.

use jiff::civil::date;

use super::*;
use crate::debt::{Accrual, Allocation, Compounding, DayCount};

fn with(debts: Vec<Debt>, budget: &str, strategy: Strategy, changes: Vec<Change>) -> Scenario {
    Scenario { changes, ..Scenario::new(debts, money(budget), strategy) }
}

fn put_by(plan: &Plan, month: u16) -> Amount {
    plan.schedule.as_ref().unwrap().month(month).unwrap().beside.put_by
}

fn costs(month: u16, amount: &str) -> Change {
    Change::once(month, ChangeKind::Budget { delta: Amount::ZERO.saturating_sub(money(amount)) })
}

fn settle(month: u16, price: &str) -> Change {
    let price = Price::Amount(money(price));
    Change::once(month, ChangeKind::Settle { debt: 0, price, instalments: 1, pays_meanwhile: false })
}

#[test]
fn a_repair_beyond_the_budget_takes_the_reserve_and_is_missing() {
    let reserve = Change::lasting(1, ChangeKind::Reserve { monthly: money("30"), target: money("100") });
    let debts = vec![debt("a", "3000", "12", "60")];
    let plan =
        simulate(&with(debts.clone(), "150", Strategy::Avalanche, vec![reserve.clone(), costs(6, "400")])).unwrap();
    // There are 150 and 100 put by, for 400 and the minimum of 60.
    assert_eq!(plan.months, 6);
    assert_eq!(plan.outcome, Outcome::Shortfall { missing: money("210"), shared: vec![Amount::ZERO] });
    // 190 is just what the reserve and the budget hold.
    let plan = simulate(&with(debts, "150", Strategy::Avalanche, vec![reserve, costs(6, "190")])).unwrap();
    assert!(plan.is_cleared());
}

#[test]
fn what_cannot_be_paid_now_is_taken_off_the_next_budgets() {
    let mut scenario = with(vec![debt("a", "1000", "0", "50")], "100", Strategy::Avalanche, vec![costs(2, "300")]);
    scenario.on_shortfall = OnShortfall::Continue;
    let plan = simulate_with_schedule(&scenario).unwrap();
    // 200 are missing in month 2, 100 of them still in month 3; month 4 has nothing for the debt.
    assert_eq!(payments(&plan, 0, 5), ["100", "0", "0", "0", "100"].map(money));
    assert_eq!((plan.months, plan.shortfall_months), (13, 3));
}

#[test]
fn a_month_without_minimums_may_still_lack_money() {
    let mut scenario = with(vec![debt("a", "1000", "0", "0")], "100", Strategy::Avalanche, vec![costs(2, "100")]);
    assert!(simulate(&scenario).unwrap().is_cleared());
    scenario.changes = vec![costs(2, "4000")];
    let outcome = simulate(&scenario).unwrap().outcome;
    assert_eq!(outcome, Outcome::Shortfall { missing: money("3900"), shared: vec![Amount::ZERO] });
}

#[test]
fn savings_go_on_to_a_better_settlement_and_the_rest_is_free() {
    let debts = vec![debt("a", "1000", "0", "0")];
    let scenario = with(debts, "100", Strategy::Avalanche, vec![settle(1, "400"), settle(3, "150")]);
    let plan = simulate_with_schedule(&scenario).unwrap();
    assert_eq!((put_by(&plan, 2), put_by(&plan, 3)), (money("200"), money("50")));
    assert_eq!((plan.months, plan.paid_total, plan.forgiven_total), (3, money("150"), money("850")));
}

#[test]
fn savings_for_a_debt_that_is_gone_are_free() {
    let debts = vec![debt("a", "1000", "0", "0"), debt("b", "500", "0", "10")];
    let gone = Change::once(3, ChangeKind::BalanceIs { debt: 0, amount: Amount::ZERO });
    let plan = simulate_with_schedule(&with(debts, "100", Strategy::Avalanche, vec![settle(1, "400"), gone])).unwrap();
    // 90 and 90 were put by; they go to the other debt at once.
    assert_eq!(payments(&plan, 1, 5), ["10", "10", "280", "100", "100"].map(money));
    assert_eq!(plan.months, 5);
}

#[test]
fn a_month_in_which_nothing_is_paid_puts_nothing_by() {
    let reserve = Change::lasting(1, ChangeKind::Reserve { monthly: money("30"), target: money("100") });
    let missed = Change::once(2, ChangeKind::Missed { whom: DebtScope::All });
    let debts = vec![debt("a", "1000", "0", "50")];
    let plan = simulate_with_schedule(&with(debts, "100", Strategy::Avalanche, vec![reserve, missed])).unwrap();
    assert_eq!([1, 2, 3].map(|month| put_by(&plan, month)), ["30", "30", "60"].map(money));
}

#[test]
fn what_moves_to_a_card_that_owes_has_a_rate_of_its_own() {
    let mut card = debt("b", "2000", "24", "0");
    card.details.allocation = Allocation::HighestFirst;
    let debts = vec![debt("a", "1000", "30", "0"), card];
    let promo = Some(Promo { rate: Rate::ZERO, months: 2 });
    let plan = simulate_with_schedule(&with(
        debts,
        "1040",
        Strategy::Avalanche,
        vec![Change::once(1, transfer(vec![0], 1, "3", promo))],
    ))
    .unwrap();
    let month = |number| plan.schedule.as_ref().unwrap().month(number).unwrap();
    // 2 % of 2,000, of which 1,000 are paid off with it; 2 % of 1,000, which are paid with 20 of the transfer; then 2 %
    // of the rest of 1,030.
    assert_eq!([1, 2, 3].map(|number| month(number).interest), ["40", "20", "20.20"].map(money));
    assert_eq!([1, 2].map(|number| month(number).balances[1]), ["2030", "1010"].map(money));
    assert!(plan.moves[0].owed_before);
    assert_eq!(true_apr(&plan, 0, RateBasis::Nominal), Err(TrueAprError::Mixed));
}

#[test]
fn a_shock_breaks_a_plan_when_the_debt_begins_to_grow() {
    let scenario = with(vec![debt("a", "10000", "20", "170")], "170", Strategy::Avalanche, vec![]);
    let (_, verdict) = stress(&scenario, &Shock::RatesRise { millionths: 2_000_000 }, 3).unwrap();
    let StressResult::Breaks { month: 3, because: Outcome::NeverClears { debt: 0, .. } } = verdict else {
        panic!("{verdict:?}")
    };
    // The first months in which it shrank are not a part of it, though they lie in the same year.
    let (_, verdict) = stress(&scenario, &Shock::RatesRise { millionths: 30_000_000 }, 5).unwrap();
    assert!(matches!(verdict, StressResult::Breaks { month: 5, .. }), "{verdict:?}");
    // A change in a later year does not hide it.
    let late = Change::once(1_199, ChangeKind::Budget { delta: money("1") });
    let plan = simulate(&with(vec![debt("a", "10000", "30", "200")], "200", Strategy::Avalanche, vec![late])).unwrap();
    assert_eq!((plan.outcome, plan.stuck_since), (never(0, "50"), Some(1)));
}

#[test]
fn a_debt_that_is_drawn_on_anew_is_ranked_anew() {
    let debts = vec![debt("a", "1000", "0", "10"), debt("new", "0", "0", "10")];
    let charge = Change::once(2, ChangeKind::Charge { debt: 1, amount: money("100") });
    let plan = simulate_with_schedule(&with(debts, "100", Strategy::Snowball, vec![charge])).unwrap();
    assert_eq!(
        (payments(&plan, 0, 2), payments(&plan, 1, 2)),
        (["100", "10"].map(money).to_vec(), ["0", "90"].map(money).to_vec())
    );
}

#[test]
fn a_new_loan_has_the_term_it_was_taken_up_for() {
    let debts = vec![debt("a", "1000", "0", "0"), debt("loan", "0", "0", "0"), debt("b", "300", "0", "50")];
    let mut loan = transfer(vec![0], 1, "0", None);
    if let ChangeKind::Move { term_months, .. } = &mut loan {
        *term_months = Some(60);
    }
    let scenario = with(debts, "100", Strategy::ShortestTerm, vec![Change::once(1, loan)]);
    let plan = simulate_with_schedule(&scenario).unwrap();
    assert_eq!((payments(&plan, 1, 1), payments(&plan, 2, 1)), (vec![money("16.67")], vec![money("83.33")]));
}

#[test]
fn cheapest_looks_at_minimums_too() {
    // Whoever pays only the minimum of nothing owes all of it when the creditor settles.
    let price = Price::Share(rate("40"));
    let settle = Change::once(6, ChangeKind::Settle { debt: 0, price, instalments: 1, pays_meanwhile: false });
    let found =
        cheapest(&with(vec![debt("a", "1000", "0", "0")], "100", Strategy::CheapestFound, vec![settle])).unwrap();
    assert_eq!((found.strategy, found.saved_against_minimums), (Strategy::MinimumsOnly, Some(Amount::ZERO)));
}

#[test]
fn why_names_what_changed_the_payment() {
    let reserve = Change::lasting(1, ChangeKind::Reserve { monthly: money("30"), target: money("100") });
    let rest = Change::once(2, ChangeKind::Holiday { whom: DebtScope::One(1), with_interest: true });
    let debts = vec![debt("a", "1000", "0", "50"), debt("b", "1000", "0", "10")];
    let scenario = with(debts, "90", Strategy::Avalanche, vec![reserve, rest, costs(3, "60")]);
    let found = |month, debt| explain(&scenario, month, debt).unwrap().unwrap();
    let why = found(2, 1);
    assert_eq!((why.due, why.due_because, why.source(Rule::Minimum)), (money("0"), DueBecause::Holiday, "agreement"));
    // 30 and 60 go out, 60 are due, 90 come in: the reserve gives 30.
    let why = found(3, 0);
    assert_eq!((why.budget, why.deficit, why.from_reserve), (Some(money("30")), Amount::ZERO, money("30")));
    assert_eq!((why.due_because, why.payment, why.extra()), (DueBecause::Contract, money("50"), Amount::ZERO));

    let price = Price::Amount(money("240"));
    let settled = ChangeKind::Settle { debt: 0, price, instalments: 3, pays_meanwhile: false };
    let missed = Change::once(2, ChangeKind::Missed { whom: DebtScope::One(0) });
    let debts = vec![debt("a", "1000", "0", "50")];
    let scenario = with(debts.clone(), "90", Strategy::Avalanche, vec![Change::once(1, settled), missed]);
    let why = explain(&scenario, 2, 0).unwrap().unwrap();
    assert_eq!((why.due, why.due_because), (money("80"), DueBecause::Instalment));
    assert_eq!((why.instead, why.payment), (Some(Instead::Missed), Amount::ZERO));

    let scenario = with(debts, "90", Strategy::Avalanche, vec![settle(1, "150")]);
    let why = explain(&scenario, 2, 0).unwrap().unwrap();
    // 90 in the first month and 60 in the second.
    assert_eq!((why.due_because, why.lump, why.payment), (DueBecause::SavingUp, money("150"), money("150")));
    assert_eq!((why.extra(), why.forgiven, why.closing), (Amount::ZERO, money("850"), Amount::ZERO));
}

#[test]
fn money_needs_a_budget() {
    let without = |changes| Scenario {
        budget_monthly: None,
        ..with(vec![debt("a", "1000", "0", "50")], "0", Strategy::MinimumsOnly, changes)
    };
    assert!(simulate(&without(vec![])).unwrap().is_cleared());
    assert_eq!(simulate(&without(vec![settle(1, "400")])), Err(PlanError::BudgetRequired));
    assert_eq!(simulate(&without(vec![costs(1, "1")])), Err(PlanError::BudgetRequired));
    assert_eq!(monte_carlo(&without(vec![]), &Variation::default(), 1, 0, 1), Err(PlanError::BudgetRequired));
}

#[test]
fn figures_beyond_all_reach_end_the_plan() {
    // A fee of a hundred times what moves, five times in a month.
    let debts = vec![debt("a", "99999999.99", "0", "0"), debt("b", "0", "0", "0")];
    let there_and_back = |to: usize| transfer(vec![1 - to], to, "10000", None);
    let changes = [1, 0, 1, 0, 1].map(|to| Change::once(1, there_and_back(to))).to_vec();
    let plan = simulate(&with(debts, "0", Strategy::Avalanche, changes)).unwrap();
    assert!(!plan.is_cleared() && plan.fees_total >= Amount::ZERO, "{plan:?}");

    // The steepest rate on a mountain of charges that is taken away every month.
    let mut card = debt("a", "0", "10000", "0");
    card.details.accrual = Accrual { compounding: Compounding::Daily, day_count: DayCount::Actual360 };
    let charge = Change::lasting(1, ChangeKind::Charge { debt: 0, amount: money("99999999.99") });
    let told = (1..800).map(|month| Change::once(month, ChangeKind::BalanceIs { debt: 0, amount: Amount::ZERO }));
    let changes = told.chain(std::iter::repeat_n(charge, 1_199)).collect();
    let scenario = Scenario { start: Some(date(2026, 1, 1)), ..with(vec![card], "0", Strategy::Avalanche, changes) };
    let plan = simulate(&scenario).unwrap();
    assert!(plan.interest_total.minor() > 0, "{}", plan.interest_total.minor());
}
