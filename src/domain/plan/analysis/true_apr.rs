//! What a consolidation loan or a balance transfer really costs a year, its fee included.

use crate::apr::{Apr, AprError, Flow, Method, Periods, annual_percentage_rate};
use crate::plan::Plan;
use crate::rate::RateBasis;

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

/// The annual percentage rate of the new debt: what moved as the advance, all later payments on that debt as payments, a
/// month between them. Interest, fee and the end of a promo are in it. It follows the custom of the debt's own rate, so
/// that both can be compared: the actuarial method for a nominal one (12 CFR 1026 App. J), the effective rate for an
/// effective one (FCA CONC App 1.2, Directive 2008/48/EC, Annex I).
///
/// # Errors
/// See [`TrueAprError`].
pub fn true_apr(plan: &Plan, nth: usize, basis: RateBasis) -> Result<Apr, TrueAprError> {
    let moved = plan.moves.get(nth).ok_or(TrueAprError::NoMove)?;
    let schedule = plan.schedule.as_ref().ok_or(TrueAprError::NoMove)?;
    let only = plan.moves.iter().filter(|other| other.to == moved.to).count() == 1;
    if moved.owed_before || !only || plan.month_cleared(moved.to).is_none() {
        return Err(TrueAprError::Mixed);
    }
    // Unit periods for the one, years for the other.
    let months_a_period = if basis == RateBasis::Effective { 12 } else { 1 };
    let months = || schedule.months().skip_while(|month| month.number < moved.month);
    let payments: Vec<Flow> = (1_i64..)
        .zip(months())
        .filter_map(|(period, month)| {
            Some(Flow::once(month.payments[moved.to], Periods::new(period, months_a_period)?))
        })
        .collect();
    let advance = [Flow::once(moved.amount, Periods::ZERO)];
    let twelve = Periods::new(12, 1).ok_or(TrueAprError::NoMove)?;
    let method = match basis {
        RateBasis::Nominal => Method::ActuarialUs { unit_periods_per_year: twelve },
        RateBasis::Effective => Method::EffectiveEu,
    };
    annual_percentage_rate(method, &advance, &payments).map_err(TrueAprError::Apr)
}
