//! The workloads W1 to W4. Debts have fixed minimums and one rate in hundredths of a percent, so that every peer can be
//! written plainly; interest is rounded half up. W5 is in `chains.rs`.

use domain::debt::{Debt, DebtId, MinimumRule, Percent};
use domain::money::{Amount, Rounding};
use domain::plan::{
    GoalSeek, Payment, Plan, Scenario, Strategy, Variation, annuity_payment, payment_to_clear_by, simulate,
    simulate_with_schedule,
};
use domain::rate::Rate;
use worker::Question;

/// W2 compares these.
pub const STRATEGIES: [Strategy; 5] = [
    Strategy::Avalanche,
    Strategy::Snowball,
    Strategy::HighestBalance,
    Strategy::BalanceByRate,
    Strategy::BalanceByPayment,
];

/// W4 asks for the smallest payment that clears by this month.
pub const CLEAR_BY: u16 = 240;

/// The seed of W3.
pub const SEED: u64 = 20_260_101;

/// How many paths W3 has.
pub const PATHS: u32 = 10_000;

const fn amount(minor: i64) -> Amount {
    Amount::from_minor(minor)
}

fn percent(hundredths: i64) -> Percent {
    Rate::from_millionths(hundredths * 10_000).unwrap_or(Rate::ZERO)
}

/// A debt whose minimum alone would clear it after so many months.
fn debt(place: usize, balance: i64, hundredths: i64, months: u16) -> Debt {
    let rate = percent(hundredths);
    let minimum = annuity_payment(amount(balance), rate, months, Rounding::Ceil).unwrap_or_default();
    let id = DebtId::new(&format!("debt-{place}")).unwrap_or_else(|| unreachable!("a short name"));
    Debt::new(id, amount(balance), rate, MinimumRule::Fixed(minimum))
}

fn minimums(debts: &[Debt]) -> i64 {
    debts.iter().map(|debt| if let MinimumRule::Fixed(amount) = debt.minimum { amount.minor() } else { 0 }).sum()
}

/// W1 and W4: eight debts, a house among them, by avalanche. The budget is the smallest that clears them in 360 months,
/// and not much above the minimums: all eight are there for most of that time.
#[must_use]
pub fn household() -> Scenario {
    household_of(372)
}

/// W3's debts: the same with minimums that leave room, as a budget needs that varies.
#[must_use]
pub fn household_with_room() -> Scenario {
    household_of(480)
}

/// Minimums that alone would take so many months.
fn household_of(months: u16) -> Scenario {
    const DEBTS: [(i64, i64); 8] = [
        (185_432_17, 4_75),
        (23_118_40, 6_49),
        (14_907_88, 9_90),
        (8_250_00, 12_75),
        (6_412_93, 17_24),
        (4_999_99, 19_99),
        (3_175_06, 22_49),
        (2_204_51, 24_99),
    ];
    let debts: Vec<Debt> =
        (0..).zip(DEBTS).map(|(place, (balance, rate))| debt(place, balance, rate, months)).collect();
    let mut scenario = Scenario::new(debts, amount(0), Strategy::Avalanche);
    if let Ok(GoalSeek::Found(Payment { amount, .. })) = payment_to_clear_by(&scenario, 360) {
        scenario.budget_monthly = Some(amount);
    }
    scenario
}

/// W2: thirty long loans under a budget that leaves 30 cents a month beyond the minimums, so that all thirty are there
/// for 600 months whatever comes first.
#[must_use]
pub fn portfolio(strategy: Strategy) -> Scenario {
    let debts: Vec<Debt> = (0_i64..30)
        .map(|number| {
            let balance = 40_000_00 + number * 7_919_37 % 160_000_00;
            let rate = 3_25 + number * 37 % 4_50;
            debt(usize::try_from(number).unwrap_or_default(), balance, rate, 600)
        })
        .collect();
    let budget = minimums(&debts) + 30;
    Scenario::new(debts, amount(budget), strategy)
}

/// W3: the household under income and costs that vary, with a repair now and then.
#[must_use]
pub fn monte_carlo(paths: u32) -> Question {
    let variation = Variation {
        income: amount(3_200_00),
        income_spread: percent(8_00),
        costs: amount(1_700_00),
        costs_spread: percent(5_00),
        repair_per_mille: 30,
        repair: amount(350_00),
    };
    Question { scenario: household_with_room(), variation, seed: SEED, paths }
}

/// W1 by the engine.
#[must_use]
pub fn plan_with_schedule(scenario: &Scenario) -> Plan {
    simulate_with_schedule(scenario).unwrap_or_else(|error| unreachable!("{error:?}"))
}

/// One strategy of W2 by the engine.
#[must_use]
pub fn plan(scenario: &Scenario) -> Plan {
    simulate(scenario).unwrap_or_else(|error| unreachable!("{error:?}"))
}

/// W4 by the engine, in minor units.
#[must_use]
pub fn smallest_payment(scenario: &Scenario) -> i64 {
    match payment_to_clear_by(scenario, CLEAR_BY) {
        Ok(GoalSeek::Found(payment)) => payment.amount.minor(),
        other => unreachable!("{other:?}"),
    }
}

/// Debts as lines of `balance,rate,minimum`, in minor units and hundredths of a percent: what the peers in JavaScript
/// read.
#[must_use]
pub fn text(scenario: &Scenario) -> String {
    let line = |debt: &Debt| {
        let minimum = minimums(std::slice::from_ref(debt));
        format!("{},{},{minimum}", debt.balance.minor(), debt.rate.millionths() / 10_000)
    };
    let debts: Vec<String> = scenario.debts.iter().map(line).collect();
    let budget = scenario.budget_monthly.unwrap_or_default().minor();
    format!("{budget}\n{}", debts.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Figures, decimal, floats};

    fn is_near(float: f64, minor: i64) -> bool {
        (float - minor as f64).abs() < 0.001 * minor as f64
    }

    #[test]
    fn the_household_takes_360_months_and_all_peers_agree() {
        let scenario = household();
        let plan = plan_with_schedule(&scenario);
        assert_eq!(plan.months, 360);
        assert!(plan.is_cleared());
        assert_eq!(decimal::figures(&decimal::simulate(&scenario)), Figures::of(&plan));
        let budget = scenario.budget_monthly.unwrap_or_default().minor() as f64;
        let floats = floats::Debts::of(&scenario).simulate(budget, true);
        assert!(is_near(floats.interest, plan.interest_total.minor()), "{floats:?}");
    }

    #[test]
    fn no_debt_of_the_portfolio_is_paid_early() {
        for strategy in STRATEGIES {
            let scenario = portfolio(strategy);
            let plan = plan(&scenario);
            assert!(plan.cleared.iter().all(|cleared| (595..=600).contains(&cleared.month)), "{plan:?}");
            assert_eq!(decimal::figures(&decimal::simulate(&scenario)).totals(), Figures::of(&plan));
        }
    }

    #[test]
    fn the_smallest_payment_is_that_of_the_twin() {
        let scenario = household();
        let payment = smallest_payment(&scenario);
        assert_eq!(decimal::payment_to_clear_by(&scenario, CLEAR_BY, 10_000_00), payment);
    }

    #[test]
    fn some_paths_run_short_and_most_end() {
        let mut last = None;
        let question = monte_carlo(300);
        question.answer(|answer| last = Some(answer.clone())).unwrap();
        let distribution = last.unwrap().distribution;
        assert!(distribution.with_shortfall > 0 && distribution.never < 30, "{distribution:?}");
    }
}
