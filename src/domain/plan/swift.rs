//! The usual month in one pass.
//!
//! While minimums are fixed and every balance is at least its minimum, what is due is the same sum every month, so what
//! is left for the first in the order is known before anything is worked out. Then interest, payment and balance of a
//! debt follow one after the other, instead of in three rounds over all debts. Any other month (the last of a debt, a
//! shortfall, shares) takes the rounds of [`super::simulate`]; both give the same figures, since the tests cannot tell
//! which was taken.

use super::simulate::{Engine, Settled};
use super::unit::Unit;
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
        let rest = match budget {
            None => U::default(),
            Some(budget) if budget >= due_total => budget - due_total,
            Some(_) => return None,
        };
        Some(self.usual_month(month, due_total, rest))
    }

    /// Runs the months after this one for as long as each is a usual one in which every debt shrinks and none is paid
    /// off. Answers the first that is not, booked but not closed, with its number; nothing, if the months end before.
    pub(super) fn swift_run(&mut self, months: &mut u16, budget: Option<U>, last: u16) -> Option<Settled<U>> {
        let due_total = self.level_due?;
        let rest = match budget {
            None => U::default(),
            Some(budget) if budget >= due_total => budget - due_total,
            Some(_) => return None,
        };
        while *months < last {
            *months += 1;
            let settled = self.usual_month(*months, due_total, rest);
            if settled.unusual || !settled.all_shrink {
                return Some(settled);
            }
        }
        None
    }

    #[inline]
    fn usual_month(&mut self, month: u16, due_total: U, mut rest: U) -> Settled<U> {
        let rounding = self.scenario.rounding;
        let mut settled = Settled::<U>::nothing(false);
        let mut paid_total = due_total + rest;
        let (payments, balances) = match &mut self.schedule {
            Some(schedule) => schedule.row(),
            None => Default::default(),
        };
        for running in &mut self.running {
            let interest = running.balance.interest(&running.factor, rounding);
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
                paid_total += left;
            }
            let after = owed - payment;
            debug_assert!(running.balance + interest - payment == after, "both ends of a month meet");
            running.balance = after;
            // Kept for proving that a debt never clears.
            (running.interest, running.payment) = (interest, payment);
            settled.interest += interest;
            settled.all_shrink &= payment > interest;
            if let (Some(paid), Some(owes)) = (payments.get_mut(running.place), balances.get_mut(running.place)) {
                (*paid, *owes) = (payment.shown(), after.shown());
            }
            if after < running.minimum_first || after == U::default() {
                settled.unusual = true;
                if after == U::default() {
                    settled.any_paid = true;
                    self.cleared.push(Cleared { debt: running.place, month });
                }
            }
        }
        paid_total -= rest;
        self.interest_total += settled.interest;
        self.paid_total += paid_total;
        if let Some(schedule) = &mut self.schedule {
            schedule.end_row(settled.interest.shown());
        }
        settled
    }
}
