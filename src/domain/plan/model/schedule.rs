//! A plan month by month, kept flat: a long plan of many debts is a few vectors, not thousands.

use crate::money::Amount;

/// Every month of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    debts: usize,
    interest: Vec<Amount>,
    /// For each month what each debt was paid, then what each owes. Grows by many months at once, so that writing a
    /// month is nothing but writing it; what is beyond the last is nothing yet.
    cells: Vec<Amount>,
    /// Empty where nothing but interest and payments can happen.
    beside: Vec<MonthExtras>,
}

/// What happens in a month beside interest and payments, on all debts together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MonthExtras {
    /// Fees charged.
    pub fees: Amount,
    /// Newly drawn, or corrected; below zero if more was corrected downwards.
    pub charged: Amount,
    /// Forgiven.
    pub forgiven: Amount,
    /// What the reserve and the savings for settlements hold at the end of the month.
    pub put_by: Amount,
}

/// One month of a plan. Slices are in the order of the scenario's debts; a cleared debt has zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month<'a> {
    /// Its number; the first is 1.
    pub number: u16,
    /// Interest charged on all debts.
    pub interest: Amount,
    /// What each debt was paid.
    pub payments: &'a [Amount],
    /// What each debt still owes at the end of the month.
    pub balances: &'a [Amount],
    /// All else.
    pub beside: MonthExtras,
}

impl Schedule {
    pub(crate) const fn new(debts: usize) -> Self {
        Self { debts, interest: Vec::new(), cells: Vec::new(), beside: Vec::new() }
    }

    pub(crate) fn record_beside(&mut self, beside: MonthExtras) {
        self.beside.push(beside);
    }

    /// Writes a month down: place, payment and balance of each debt that has something to say.
    #[inline]
    pub(crate) fn record(&mut self, interest: Amount, debts: impl Iterator<Item = (usize, Amount, Amount)>) {
        let (interest_row, payments, balances) = self.next_row();
        *interest_row = interest;
        for (place, payment, balance) in debts {
            payments[place] = payment;
            balances[place] = balance;
        }
    }

    /// Begins a month with zeros: its interest, and what each debt is paid and owes by the place of the debt.
    #[inline]
    pub(crate) fn next_row(&mut self) -> (&mut Amount, &mut [Amount], &mut [Amount]) {
        let row = self.interest.len() * 2 * self.debts;
        let needed = row + 2 * self.debts;
        if self.cells.len() < needed {
            self.grow(needed);
        }
        self.interest.push(Amount::ZERO);
        let interest = self.interest.last_mut().unwrap_or_else(|| unreachable!("one was pushed"));
        let (payments, balances) = self.cells[row..needed].split_at_mut(self.debts);
        (interest, payments, balances)
    }

    #[cold]
    fn grow(&mut self, needed: usize) {
        const NOTHING: [Amount; 512] = [Amount::ZERO; 512];
        // To begin with five years, then twice as many each time.
        let wanted = needed + (needed - 2 * self.debts).max(60 * 2 * self.debts);
        self.cells.reserve(wanted + NOTHING.len() - self.cells.len());
        while self.cells.len() < wanted {
            self.cells.extend_from_slice(&NOTHING);
        }
    }

    /// How many months there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.interest.len()
    }

    /// True if the plan never began, because nothing was owed.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.interest.is_empty()
    }

    /// A month by its number; the first is 1.
    #[must_use]
    pub fn month(&self, number: u16) -> Option<Month<'_>> {
        let row = usize::from(number).checked_sub(1)?;
        let interest = *self.interest.get(row)?;
        let cells = self.cells.get(row * 2 * self.debts..(row + 1) * 2 * self.debts)?;
        let (payments, balances) = cells.split_at(self.debts);
        let beside = self.beside.get(row).copied().unwrap_or_default();
        Some(Month { number, interest, payments, balances, beside })
    }

    /// All months in order.
    pub fn months(&self) -> impl Iterator<Item = Month<'_>> {
        (1..=u16::MAX).map_while(|number| self.month(number))
    }
}
