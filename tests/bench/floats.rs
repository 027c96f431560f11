//! The bare loop: the same rules in floating point on one flat list, without names, rounding, outcomes or proofs. Nobody
//! could be billed by it; it is what the machine does if correctness is left out.

use domain::debt::MinimumRule;
use domain::plan::{Scenario, Strategy};

/// Debts in the order of the strategy.
#[derive(Clone, Debug, Default)]
pub struct Debts(Vec<Line>);

#[derive(Clone, Copy, Debug)]
struct Line {
    /// Minor units.
    balance: f64,
    /// Of a month.
    rate: f64,
    minimum: f64,
}

/// What comes out.
#[derive(Clone, Debug, Default)]
pub struct Course {
    /// How many months it ran.
    pub months: u32,
    /// Minor units.
    pub interest: f64,
    /// Minor units.
    pub paid: f64,
    /// Payment and balance of each debt, month by month, if asked for.
    pub rows: Vec<f64>,
}

impl Debts {
    /// The debts of a scenario with fixed minimums, ranked.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        let rate = |place: usize| scenario.debts[place].rate.millionths() as f64;
        let balance = |place: usize| scenario.debts[place].balance.minor() as f64;
        let key = |place: usize| match scenario.strategy {
            Strategy::Snowball => balance(place),
            Strategy::HighestBalance => -balance(place),
            Strategy::BalanceByRate => balance(place) / rate(place),
            Strategy::BalanceByPayment => balance(place) / minimum(scenario, place),
            _ => -rate(place),
        };
        let mut order: Vec<usize> = (0..scenario.debts.len()).collect();
        order.sort_by(|left, right| key(*left).total_cmp(&key(*right)));
        let line = |place: usize| Line {
            balance: balance(place),
            rate: rate(place) / 1_200_000_000.0,
            minimum: minimum(scenario, place),
        };
        Self(order.into_iter().map(line).collect())
    }

    /// The course under a budget.
    #[must_use]
    pub fn simulate(&self, budget: f64, with_rows: bool) -> Course {
        let mut lines = self.0.clone();
        // Without rows the writing goes nowhere.
        let cells = if with_rows { lines.len() } else { 0 };
        let mut course = Course::default();
        while course.months < 1_200 {
            course.months += 1;
            let row = course.rows.len();
            course.rows.resize(row + 2 * cells, 0.0);
            let (payments, balances) = course.rows[row..].split_at_mut(cells);
            let mut rest = budget;
            for (place, line) in lines.iter_mut().enumerate() {
                let interest = line.balance * line.rate;
                let payment = line.minimum.min(line.balance + interest);
                line.balance += interest - payment;
                rest -= payment;
                course.interest += interest;
                if let Some(paid) = payments.get_mut(place) {
                    *paid = payment;
                }
            }
            let mut owed = 0.0;
            for (place, line) in lines.iter_mut().enumerate() {
                let extra = rest.min(line.balance);
                line.balance -= extra;
                rest -= extra;
                owed += line.balance;
                if let (Some(paid), Some(owes)) = (payments.get_mut(place), balances.get_mut(place)) {
                    *paid += extra;
                    *owes = line.balance;
                }
            }
            course.paid += budget - rest;
            if owed < 0.5 {
                break;
            }
        }
        course
    }
}

fn minimum(scenario: &Scenario, place: usize) -> f64 {
    match scenario.debts[place].minimum {
        MinimumRule::Fixed(amount) => amount.minor() as f64,
        _ => unreachable!("the workloads have fixed minimums"),
    }
}
