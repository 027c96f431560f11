//! The usual month in one pass.
//!
//! While minimums are fixed and every balance is at least its minimum, what is due is the same sum every month, so what
//! is left for the first in the order is known before anything is worked out. Then interest, payment and balance of a
//! debt follow one after the other, instead of in three rounds over all debts. Any other month (the last of a debt, a
//! shortfall, shares) takes the rounds of [`super::simulate`]; both give the same figures, since the tests cannot tell
//! which was taken.

use super::simulate::{Engine, Settled};
use super::unit::{MONTHLY, Unit};
use super::{Cleared, Minimums};

impl<U: Unit> Engine<'_, U> {
    /// The sum of the minimums, if this is a usual month.
    pub(super) fn find_level_due(&self) -> Option<U> {
        let fixed = self.scenario.minimums == Minimums::FixedAtStart && !self.scenario.strategy.is_pro_rata();
        let holds = fixed && self.running.iter().all(|running| running.balance >= running.minimum_first);
        holds.then(|| self.running.iter().fold(U::default(), |sum, running| sum + running.minimum_first))
    }

    /// The month, if it is a usual one that the budget can carry.
    #[inline]
    pub(super) fn swift_month(&mut self, month: u16, budget: Option<U>) -> Option<Settled<U>> {
        let due_total = self.level_due?;
        let mut rest = match budget {
            None => U::default(),
            Some(budget) if budget >= due_total => budget - due_total,
            Some(_) => return None,
        };
        let rounding = self.scenario.rounding;
        let (mut interest_total, mut paid_total) = (U::default(), U::default());
        let (mut all_shrink, mut any_paid, mut unusual) = (true, false, false);
        for running in &mut self.running {
            let interest = running.balance.portion::<MONTHLY>(running.rate, rounding);
            let owed = running.balance + interest;
            let mut payment = running.minimum_first;
            if rest != U::default() && !running.minimum_only {
                let extra = rest.min(owed - payment);
                payment += extra;
                rest -= extra;
            }
            let left = owed - payment;
            if left.is_dust() {
                payment += left;
            }
            let after = owed - payment;
            debug_assert!(running.balance + interest - payment == after, "both ends of a month meet");
            running.balance = after;
            // Kept for the schedule, and for proving that a debt never clears.
            (running.interest, running.payment) = (interest, payment);
            interest_total += interest;
            all_shrink &= payment > interest;
            unusual |= after < running.minimum_first;
            paid_total += payment;
            if after == U::default() {
                any_paid = true;
                self.cleared.push(Cleared { debt: running.place, month });
            }
        }
        let unusual = unusual || any_paid;
        let settled = Settled { interest: interest_total, all_shrink, any_paid, unusual };
        self.enter(&settled, paid_total);
        Some(settled)
    }
}
