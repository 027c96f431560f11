//! The course of all debts of a household under one monthly budget.
//!
//! # The convention of a month
//! 1. Interest: one twelfth of the annual rate on the opening balance, rounded to the minor unit.
//! 2. Each debt's minimum, capped at what is owed.
//! 3. The rest of the budget in the order of the strategy, spilling over to the next debt within the month. A minimum
//!    that a cleared debt no longer needs stays in the budget.
//!
//! The ranking is made at the start and again only when a debt or the rate of a debt still owed changes; ranking every
//! month is an option. Ties go to the smaller balance, then to the higher rate, then to the debt named first.
//!
//! # What may differ
//! Debts may have [`crate::debt::DebtDetails`] and a scenario [`Change`]s. Then a month is, in this order: the changes;
//! interest and fees; what is due; the budget of the month, with the reserve if it does not reach; what the month costs
//! beyond its budget; the minimums; what is put by for the reserve and for settlements; the rest in the order of the strategy; settlements that are saved up;
//! what was really paid, if that is known; late fees. The general engine runs such plans, the fast path the plain ones;
//! where both can, their tests hold them to the same figures.
//!
//! There is no clock here: months are numbered from 1 and callers add dates. The engine runs in `i64` minor units and
//! falls back to `i128` for products that do not fit; its tests hold it against a slow decimal twin.
//!
//! # When it stops
//! - every debt is cleared;
//! - a debt provably never clears: its rate cannot fall any more and its interest is at least all that may ever be paid
//!   on it, or every debt left stands still or grows while nothing can shift;
//! - the minimums of a month exceed the budget: the budget is then shared in proportion to the minimums and the plan
//!   ends with that month, as a shortfall;
//! - 1,200 months have passed, or a balance has grown beyond what the largest budget could pay in them.

mod analysis;
mod engine;
mod model;
#[cfg(test)]
mod tests;

pub use analysis::{
    Accepted, Cheapest, Comparison, Corrected, DueBecause, Explanation, FIXED_ORDERS_DEBTS_MAX, GoalSeek, Infeasible,
    Instead, InterestStep, Moved, Note, OFFERS_MAX, Payment, PayoffDistribution, Rest, Rule, Shock, StressResult,
    TrueAprError, Variation, annuity_payment, cheapest, cheapest_unrounded, compare, correct, explain, if_accepted,
    longest_holiday, monte_carlo, notes, payment_to_clear_by, stress, true_apr,
};
pub(crate) use engine::minimum_payment;
pub use engine::{minimum_first, simulate, simulate_unrounded, simulate_with_schedule};
pub use model::{
    CHANGES_MAX, Change, ChangeKind, Cleared, DebtScope, Forgiven, HORIZON_MONTHS, Minimums, Month, MonthExtras,
    MovedDebt, OnShortfall, Outcome, PaymentSchedule, Plan, PlanError, PlanRounding, Price, Rerank, Scenario, Schedule,
    Strategy, StuckBecause,
};
