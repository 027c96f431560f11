//! What a consolidation loan or a balance transfer really costs a year, its fee included.

use crate::apr::{Apr, AprError, Flow, Method, Periods, annual_percentage_rate};
use crate::plan::Plan;

/// Why a move has no annual rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrueAprError {
    /// The plan has no such move, or no schedule.
    NoMove,
    /// The debt it went to owed something before, was drawn on again, or is not paid off in the plan.
    Mixed,
    /// There is no rate.
    Apr(AprError),
}

/// The annual percentage rate of the new debt by the actuarial method: what moved as the advance, all later payments on
/// that debt as payments, a month between them (12 CFR 1026 App. J). Interest, fee and the end of a promo are in it.
///
/// # Errors
/// See [`TrueAprError`].
pub fn true_apr(plan: &Plan, nth: usize) -> Result<Apr, TrueAprError> {
    let moved = plan.moves.get(nth).ok_or(TrueAprError::NoMove)?;
    let schedule = plan.schedule.as_ref().ok_or(TrueAprError::NoMove)?;
    let only = plan.moves.iter().filter(|other| other.to == moved.to).count() == 1;
    if moved.owed_before || !only || plan.month_cleared(moved.to).is_none() {
        return Err(TrueAprError::Mixed);
    }
    let months = || schedule.months().skip_while(|month| month.number < moved.month);
    let payments: Vec<Flow> = (1_i64..)
        .zip(months())
        .filter_map(|(period, month)| Some(Flow::once(month.payments[moved.to], Periods::new(period, 1)?)))
        .collect();
    let advance = [Flow::once(moved.amount, Periods::ZERO)];
    let twelve = Periods::new(12, 1).ok_or(TrueAprError::NoMove)?;
    let method = Method::ActuarialUs { unit_periods_per_year: twelve };
    annual_percentage_rate(method, &advance, &payments).map_err(TrueAprError::Apr)
}
