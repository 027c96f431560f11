//! A plan month by month, kept flat: a long plan of many debts is three vectors, not thousands.

use crate::money::Amount;

/// Every month of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    debts: usize,
    interest: Vec<Amount>,
    payments: Vec<Amount>,
    balances: Vec<Amount>,
    /// Empty where nothing but interest and payments can happen.
    beside: Vec<Beside>,
}

/// What happens in a month beside interest and payments, on all debts together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beside {
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
    pub beside: Beside,
}

impl Schedule {
    pub(super) const fn new(debts: usize) -> Self {
        Self { debts, interest: Vec::new(), payments: Vec::new(), balances: Vec::new(), beside: Vec::new() }
    }

    pub(super) fn record_beside(&mut self, beside: Beside) {
        self.beside.push(beside);
    }

    pub(super) fn begin_month(&mut self, interest: Amount) {
        self.interest.push(interest);
        self.payments.resize(self.payments.len() + self.debts, Amount::ZERO);
        self.balances.resize(self.balances.len() + self.debts, Amount::ZERO);
    }

    pub(super) fn record(&mut self, debt: usize, payment: Amount, balance: Amount) {
        let place = self.payments.len() - self.debts + debt;
        self.payments[place] = payment;
        self.balances[place] = balance;
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
        let cells = row * self.debts..(row + 1) * self.debts;
        let beside = self.beside.get(row).copied().unwrap_or_default();
        Some(Month {
            number,
            interest,
            payments: &self.payments[cells.clone()],
            balances: &self.balances[cells],
            beside,
        })
    }

    /// All months in order.
    pub fn months(&self) -> impl Iterator<Item = Month<'_>> {
        (1..=u16::MAX).map_while(|number| self.month(number))
    }
}
