//! The usual month in one pass.
//!
//! While minimums are fixed and every balance is at least its minimum, what is due is the same sum every month, so what
//! is left for the first in the order is known before anything is worked out. Then interest, payment and balance of a
//! debt follow one after the other, instead of in three rounds over all debts. So it is where the budget does not reach:
//! the shares only depend on the minimums. Any other month (the last of a debt, shares by balance) takes the rounds of
//! the engine; both give the same figures, since the tests cannot tell which was taken.

use crate::money::Amount;
use crate::plan::Strategy;
use crate::plan::engine::unit::Unit;
use crate::plan::engine::{Engine, Running, Settled};
use crate::plan::{Cleared, Minimums, PlanRounding};

impl<U: Unit> Engine<'_, U> {
    /// The sum of the minimums, if this is a usual month.
    pub(crate) fn find_level_due(&self) -> Option<U> {
        let fixed = self.scenario.minimums == Minimums::FixedAtStart && !self.scenario.strategy.is_pro_rata();
        let holds = fixed && self.running.iter().all(|running| running.balance >= running.minimum_first);
        holds.then(|| self.running.iter().fold(U::default(), |sum, running| sum + running.minimum_first))
    }

    /// The month, if it is a usual one, with what the budget lacks.
    #[inline]
    pub(crate) fn fast_month(&mut self, month: u16, budget: Option<U>) -> Option<(Settled<U>, Option<U>)> {
        let due_total = self.level_due?;
        match budget {
            None => Some((self.usual_month(month, due_total, U::default()), None)),
            Some(budget) if budget >= due_total => Some((self.usual_month(month, due_total, budget - due_total), None)),
            Some(_) if self.scenario.strategy == Strategy::PriorityArrearsFirst => None,
            Some(budget) => Some((self.short_month(month, budget), Some(due_total - budget))),
        }
    }

    /// Shares a budget that does not reach: everything is due that may be due, so the shares do not wait for interest.
    fn short_month(&mut self, month: u16, budget: U) -> Settled<U> {
        let rounding = self.scenario.rounding;
        let (claims, rests) = &mut self.scratch;
        claims.clear();
        claims.extend(self.running.iter().map(|running| running.minimum_first));
        U::share_among(budget, claims, rests);
        let mut booked = Booked::nothing();
        for (running, part) in self.running.iter_mut().zip(claims) {
            let interest = running.balance.interest(&running.factor, rounding);
            booked.book::<true>(running, interest, running.balance + interest, *part);
        }
        let paid_total = budget + booked.dust;
        self.settle_booked(month, &booked, paid_total)
    }

    /// Runs the months after this one for as long as each is a usual one in which every debt shrinks and none is paid
    /// off. Answers the first that is not, booked but not closed, with its number; nothing, if the months end before.
    pub(crate) fn fast_run(&mut self, months: &mut u16, budget: Option<U>, last: u16) -> Option<Settled<U>> {
        let due_total = self.level_due?;
        let rest = match budget {
            None => U::default(),
            Some(budget) if budget >= due_total => budget - due_total,
            Some(_) => return None,
        };
        if self.is_calm() {
            return self.calm_run(months, due_total, rest, last);
        }
        while *months < last {
            *months += 1;
            let settled = self.usual_month(*months, due_total, rest);
            if settled.unusual || !settled.all_shrink {
                return Some(settled);
            }
        }
        None
    }

    /// Whether every minimum is more than the interest. Then balances only fall, and with them the interest: every debt
    /// shrinks for as long as the months are usual ones, whoever gets the rest.
    fn is_calm(&self) -> bool {
        self.running.iter().all(|running| {
            running.balance.is_multiplied(&running.factor)
                && running.minimum_first > running.balance.interest_multiplied(&running.factor)
        })
    }

    /// Like the loop of [`Engine::fast_run`], for months in which every debt surely shrinks. A month's figures of a debt
    /// only go into the schedule: nobody has to prove anything by them.
    fn calm_run(&mut self, months: &mut u16, due_total: U, rest: U, last: u16) -> Option<Settled<U>> {
        let mut nowhere = Amount::ZERO;
        let mut is_unusual = false;
        while *months < last && !is_unusual {
            *months += 1;
            let (interest_row, payments, balances) = match &mut self.schedule {
                Some(schedule) => schedule.next_row(),
                None => (&mut nowhere, &mut [][..], &mut [][..]),
            };
            let mut row = Row { payments, balances };
            let mut left = rest;
            let mut interest_total = U::default();
            let mut count = 0;
            for running in &mut self.running {
                if left == U::default() {
                    break;
                }
                count += 1;
                let interest = running.balance.interest_multiplied(&running.factor);
                let owed = running.balance + interest;
                let extra = if running.minimum_only { U::default() } else { left.min(owed - running.minimum_first) };
                left -= extra;
                interest_total += interest;
                running.balance = owed - (running.minimum_first + extra);
                row.write(running.place, running.minimum_first + extra, running.balance);
                is_unusual |= running.balance <= running.minimum_first;
            }
            let rear = self.running.get_mut(count..).unwrap_or_default();
            let (interest, is_rear_unusual) = calm_rear(rear, &mut row);
            interest_total += interest;
            is_unusual |= is_rear_unusual;
            *interest_row = interest_total.shown();
            self.interest_total += interest_total;
            self.paid_total += due_total + (rest - left);
        }
        if !is_unusual {
            return None;
        }
        for running in self.running.iter().filter(|running| running.balance == U::default()) {
            self.cleared.push(Cleared { debt: running.place, month: *months });
        }
        Some(Settled::nothing(true))
    }

    fn usual_month(&mut self, month: u16, due_total: U, rest: U) -> Settled<U> {
        let mut left = rest;
        let booked = self.pay_level::<true>(&mut left);
        let paid_total = due_total + (rest - left) + booked.dust;
        self.settle_booked(month, &booked, paid_total)
    }

    /// A usual month of which only the balances are wanted: no totals, no schedule, no month's figures. Answers whether
    /// the next may be another kind of month, and whether every debt shrinks.
    #[inline]
    pub(crate) fn passing_month(&mut self, mut rest: U) -> (bool, bool) {
        let booked = self.pay_level::<false>(&mut rest);
        (booked.is_unusual, booked.all_shrink)
    }

    /// Pays all minimums, and the rest to the first in the order; what nobody takes is left of it.
    #[inline]
    fn pay_level<const KEEP: bool>(&mut self, rest: &mut U) -> Booked<U> {
        let rounding = self.scenario.rounding;
        let (count, front) = pay_front::<U, KEEP>(&mut self.running, rest, rounding);
        let rear = self.running.get_mut(count..).unwrap_or_default();
        let rear = pay_rear::<U, KEEP>(rear, rounding);
        Booked {
            interest: front.interest + rear.interest,
            dust: front.dust + rear.dust,
            all_shrink: front.all_shrink & rear.all_shrink,
            is_unusual: front.is_unusual | rear.is_unusual,
        }
    }

    fn settle_booked(&mut self, month: u16, booked: &Booked<U>, paid_total: U) -> Settled<U> {
        let mut settled = Settled::<U>::nothing(booked.is_unusual);
        settled.interest = booked.interest;
        settled.all_shrink = booked.all_shrink;
        if settled.unusual {
            for running in self.running.iter().filter(|running| running.balance == U::default()) {
                self.cleared.push(Cleared { debt: running.place, month });
            }
        }
        self.enter(&settled, paid_total);
        settled
    }
}

/// What a month did to some of the debts.
struct Booked<U> {
    interest: U,
    /// Paid so that nothing is left that only comes from the last digit of the line.
    dust: U,
    all_shrink: bool,
    /// A balance is no more than its minimum, or gone.
    is_unusual: bool,
}

impl<U: Unit> Booked<U> {
    fn nothing() -> Self {
        Self { interest: U::default(), dust: U::default(), all_shrink: true, is_unusual: false }
    }

    /// `KEEP` tells whether the month's figures of a debt are wanted, or only what it owes afterwards.
    #[inline]
    fn book<const KEEP: bool>(&mut self, running: &mut Running<'_, U>, interest: U, owed: U, mut payment: U) {
        let left = owed - payment;
        if U::HAS_DUST && left.is_dust() {
            payment += left;
            self.dust += left;
        }
        let after = owed - payment;
        debug_assert!(running.balance + interest - payment == after, "both ends of a month meet");
        running.balance = after;
        if KEEP {
            // For the schedule, and for proving that a debt never clears.
            (running.interest, running.payment) = (interest, payment);
            self.interest += interest;
        }
        self.all_shrink &= payment > interest;
        // No minimum is below nothing, so this is said of a debt that is gone as well.
        self.is_unusual |= after <= running.minimum_first;
    }
}

/// The debts that get more than their minimum: from the first on, until nothing is left. Answers how many they are.
fn pay_front<U: Unit, const KEEP: bool>(
    running: &mut [Running<'_, U>],
    rest: &mut U,
    rounding: PlanRounding,
) -> (usize, Booked<U>) {
    let mut booked = Booked::nothing();
    let mut count = 0;
    for running in running {
        if *rest == U::default() {
            break;
        }
        count += 1;
        let interest = running.balance.interest(&running.factor, rounding);
        let owed = running.balance + interest;
        let extra = if running.minimum_only { U::default() } else { (*rest).min(owed - running.minimum_first) };
        *rest -= extra;
        booked.book::<KEEP>(running, interest, owed, running.minimum_first + extra);
    }
    (count, booked)
}

/// The debts that get their minimum and no more. Nearly all the time of a plan is spent here: it is apart so that what
/// it works with stays in the processor's registers.
#[inline(never)]
fn pay_rear<U: Unit, const KEEP: bool>(running: &mut [Running<'_, U>], rounding: PlanRounding) -> Booked<U> {
    let mut booked = Booked::nothing();
    for running in running {
        let interest = running.balance.interest(&running.factor, rounding);
        booked.book::<KEEP>(running, interest, running.balance + interest, running.minimum_first);
    }
    booked
}

/// A month's row of the schedule; without a schedule the writing goes nowhere.
struct Row<'a> {
    payments: &'a mut [Amount],
    balances: &'a mut [Amount],
}

impl Row<'_> {
    #[inline]
    fn write<U: Unit>(&mut self, place: usize, payment: U, balance: U) {
        if let (Some(paid), Some(owed)) = (self.payments.get_mut(place), self.balances.get_mut(place)) {
            *paid = payment.shown();
            *owed = balance.shown();
        }
    }
}

/// Like [`pay_rear`], in a calm month: the interest, and whether a balance is no more than its minimum.
#[inline(never)]
fn calm_rear<U: Unit>(running: &mut [Running<'_, U>], row: &mut Row<'_>) -> (U, bool) {
    let mut interest_total = U::default();
    let mut is_unusual = false;
    for running in running {
        let interest = running.balance.interest_multiplied(&running.factor);
        let after = running.balance + interest - running.minimum_first;
        debug_assert!(after < running.balance, "every debt shrinks in a calm month");
        interest_total += interest;
        running.balance = after;
        row.write(running.place, running.minimum_first, after);
        is_unusual |= after <= running.minimum_first;
    }
    (interest_total, is_unusual)
}
