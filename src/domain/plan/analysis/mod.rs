//! Questions about plans: which is cheaper, what it takes to reach a goal, why a figure is what it is.

mod annuity;
mod cheapest;
mod compare;
mod explain;
mod goal_seek;
mod monte_carlo;
mod stress;
mod true_apr;

pub use annuity::annuity_payment;
#[cfg(test)]
pub(crate) use cheapest::next_permutation;
pub(crate) use cheapest::plan as cheapest_plan;
pub use cheapest::{Cheapest, FIXED_ORDERS_DEBTS_MAX, cheapest, cheapest_unrounded};
pub use compare::{Accepted, Comparison, Corrected, Moved, Note, OFFERS_MAX, compare, correct, if_accepted, notes};
pub(crate) use explain::{Capture, MonthContext};
pub use explain::{DueBecause, Explanation, Instead, InterestStep, Rule, explain};
pub use goal_seek::{GoalSeek, Infeasible, Payment, Rest, longest_holiday, payment_to_clear_by};
pub use monte_carlo::{PayoffDistribution, Variation, monte_carlo};
pub use stress::{Shock, StressResult, stress};
pub use true_apr::{TrueAprError, true_apr};
