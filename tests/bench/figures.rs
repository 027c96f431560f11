//! What peers have to agree on.

use domain::plan::Plan;

/// Months, totals, and a sum over every payment and balance that changes when any of them does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    /// How many months the plan ran.
    pub months: u16,
    /// In minor units.
    pub interest: i64,
    /// In minor units.
    pub paid: i64,
    /// Over the schedule, month by month and debt by debt; nothing without one.
    pub sum: u32,
}

impl Figures {
    /// Without a schedule yet.
    #[must_use]
    pub const fn new(months: u16, interest: i64, paid: i64) -> Self {
        Self { months, interest, paid, sum: 0 }
    }

    /// Puts one debt's month to the sum: `sum × 31 + value`, kept to 32 bits, for payment and balance.
    pub fn add(&mut self, payment: i64, balance: i64) {
        for value in [payment, balance] {
            self.sum = self.sum.wrapping_mul(31).wrapping_add((value & 0xFFFF_FFFF) as u32);
        }
    }

    /// Of a plan of the engine.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let mut figures = Self::new(plan.months, plan.interest_total.minor(), plan.paid_total.minor());
        for month in plan.schedule.iter().flat_map(|schedule| schedule.months()) {
            for (payment, balance) in month.payments.iter().zip(month.balances) {
                figures.add(payment.minor(), balance.minor());
            }
        }
        figures
    }

    /// These figures without the schedule.
    #[must_use]
    pub const fn totals(self) -> Self {
        Self { sum: 0, ..self }
    }
}
