//! The workloads for the page: compiled as the client's second thread is, driven by `page.mjs`.

use bench::{Figures, floats, workloads};
use domain::plan::{Scenario, simulate};
use wasm_bindgen::prelude::wasm_bindgen;
use wire::json;
use worker::Question;

/// A workload with its debts read, so that a measured call does nothing but the work.
#[wasm_bindgen]
pub struct Work {
    household: Scenario,
    portfolios: Vec<Scenario>,
    monte_carlo: Question,
    household_floats: floats::Debts,
    portfolios_floats: Vec<floats::Debts>,
}

fn budget(scenario: &Scenario) -> f64 {
    scenario.budget_monthly.unwrap_or_default().minor() as f64
}

fn listed(figures: Figures) -> Vec<f64> {
    vec![f64::from(figures.months), figures.interest as f64, figures.paid as f64, f64::from(figures.sum)]
}

fn listed_floats(course: &floats::Course) -> Vec<f64> {
    vec![f64::from(course.months), course.interest, course.paid]
}

#[wasm_bindgen]
impl Work {
    /// Reads the debts.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default, reason = "a constructor is for JavaScript")]
    pub fn new() -> Self {
        let household = workloads::household();
        let portfolios: Vec<Scenario> = workloads::STRATEGIES.map(workloads::portfolio).into();
        let household_floats = floats::Debts::of(&household);
        let portfolios_floats = portfolios.iter().map(floats::Debts::of).collect();
        Self { household, portfolios, monte_carlo: workloads::monte_carlo(0), household_floats, portfolios_floats }
    }

    /// The debts of W1 and W4: `budget`, then lines of `balance,rate,minimum`.
    pub fn household(&self) -> String {
        workloads::text(&self.household)
    }

    /// The debts of W3.
    pub fn household_with_room(&self) -> String {
        workloads::text(&self.monte_carlo.scenario)
    }

    /// The debts of W2.
    pub fn portfolio(&self) -> String {
        workloads::text(&self.portfolios[0])
    }

    /// The names of W2's strategies.
    pub fn strategies(&self) -> Vec<String> {
        workloads::STRATEGIES.iter().map(|strategy| strategy.id().to_owned()).collect()
    }

    /// W1 so many times; answers the months, so that nothing is left out.
    pub fn w1(&self, times: u32) -> u32 {
        (0..times).map(|_| u32::from(workloads::plan_with_schedule(&self.household).months)).sum()
    }

    /// W1 as figures: months, interest, paid, sum.
    pub fn w1_figures(&self) -> Vec<f64> {
        listed(Figures::of(&workloads::plan_with_schedule(&self.household)))
    }

    /// W1 by the bare loop.
    pub fn w1_floats(&self, times: u32) -> u32 {
        (0..times).map(|_| self.household_floats.simulate(budget(&self.household), true).months).sum()
    }

    /// W1 by the bare loop as figures: months, interest, paid.
    pub fn w1_floats_figures(&self) -> Vec<f64> {
        listed_floats(&self.household_floats.simulate(budget(&self.household), true))
    }

    /// W2 so many times.
    pub fn w2(&self, times: u32) -> u32 {
        let all = || self.portfolios.iter().map(|scenario| u32::from(workloads::plan(scenario).months)).sum::<u32>();
        (0..times).map(|_| all()).sum()
    }

    /// W2 as figures, strategy after strategy.
    pub fn w2_figures(&self) -> Vec<f64> {
        self.portfolios.iter().flat_map(|scenario| listed(Figures::of(&workloads::plan(scenario)))).collect()
    }

    /// W2 by the bare loop.
    pub fn w2_floats(&self, times: u32) -> u32 {
        let all = || {
            let plans = self.portfolios.iter().zip(&self.portfolios_floats);
            plans.map(|(scenario, debts)| debts.simulate(budget(scenario), false).months).sum::<u32>()
        };
        (0..times).map(|_| all()).sum()
    }

    /// W2 by the bare loop as figures.
    pub fn w2_floats_figures(&self) -> Vec<f64> {
        let plans = self.portfolios.iter().zip(&self.portfolios_floats);
        plans.flat_map(|(scenario, debts)| listed_floats(&debts.simulate(budget(scenario), false))).collect()
    }

    /// W4 so many times; answers the payment in minor units, and 0 for no times.
    pub fn w4(&self, times: u32) -> f64 {
        (0..times).map(|_| workloads::smallest_payment(&self.household)).max().unwrap_or_default() as f64
    }

    /// Whether a budget in minor units clears in time.
    pub fn w4_clears(&self, minor: f64) -> bool {
        let mut trial = self.household.clone();
        trial.budget_monthly = Some(domain::money::Amount::from_minor(minor as i64));
        simulate(&trial).is_ok_and(|plan| plan.is_cleared() && plan.months <= workloads::CLEAR_BY)
    }

    /// W3 on this thread: the last answer, as JSON.
    pub fn w3(&self, paths: u32) -> String {
        let mut last = String::new();
        let answered = Question { paths, ..self.monte_carlo.clone() }.answer(|answer| {
            if answer.is_last() {
                last = json::print(answer);
            }
        });
        answered.map(|()| last).unwrap_or_default()
    }
}

/// W3 as the page asks its second thread.
#[wasm_bindgen]
pub fn w3_question(paths: u32) -> String {
    json::print(&workloads::monte_carlo(paths))
}

/// Month by which W4 wants everything cleared.
#[wasm_bindgen]
pub fn w4_month() -> u16 {
    workloads::CLEAR_BY
}

/// Natively: the last answer of W3, to be compared byte for byte with the thread's.
fn main() {
    if cfg!(not(target_family = "wasm")) {
        let answered = workloads::monte_carlo(workloads::PATHS).answer(|answer| {
            if answer.is_last() {
                println!("{}", json::print(answer));
            }
        });
        assert!(answered.is_ok(), "the workload can be run");
    }
}
