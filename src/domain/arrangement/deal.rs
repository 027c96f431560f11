//! What is proposed for one account in full: also less than is owed, and with a first sum larger than the rest.

use super::terms::{DueDates, INSTALMENTS_MAX, Instalment, Terms};
use crate::calendar::{Frequency, Interval, days_between, plus_months};
use crate::money::Amount;
use jiff::civil::Date;

/// Possible terms of one account: a total that is what is owed or less (a settlement), an optional down-payment, and
/// instalments of one size, the last one what remains.
///
/// The down-payment is due on the first date and the instalments one period apart after it; without one, the first
/// instalment is due on the first date. No interest or fee is added while they are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deal {
    balance: Amount,
    total: Amount,
    down_payment: Amount,
    instalment: Amount,
    dates: DueDates,
    number: i64,
}

/// Why a deal cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DealError {
    /// Nothing is owed, so there is nothing to arrange.
    NothingOwed,
    /// The total is nothing, negative, or more than what is owed.
    Total,
    /// The down-payment is negative, or not less than the total.
    DownPayment,
    /// The instalment is nothing or negative.
    InstalmentNotPositive,
    /// The instalment is more than what is left after the down-payment.
    InstalmentAboveRest,
    /// Not one of [`Frequency::INSTALMENTS`].
    Frequency,
    /// More than [`INSTALMENTS_MAX`] payments.
    TooMany,
    /// A date would lie beyond the calendar.
    OutOfCalendar,
}

impl Deal {
    /// A deal, or why there is none. One lump sum is one instalment of the total.
    ///
    /// # Errors
    /// See [`DealError`].
    pub fn new(
        balance: Amount,
        total: Amount,
        down_payment: Amount,
        instalment: Amount,
        frequency: Frequency,
        first: Date,
    ) -> Result<Self, DealError> {
        if !balance.is_positive() {
            return Err(DealError::NothingOwed);
        }
        if !total.is_positive() || total > balance {
            return Err(DealError::Total);
        }
        if down_payment < Amount::ZERO || down_payment >= total {
            return Err(DealError::DownPayment);
        }
        let rest = total.saturating_sub(down_payment);
        if !instalment.is_positive() {
            return Err(DealError::InstalmentNotPositive);
        }
        if instalment > rest {
            return Err(DealError::InstalmentAboveRest);
        }
        if !frequency.is_for_instalments() {
            return Err(DealError::Frequency);
        }
        let number = rest.times_ceil(instalment).ok_or(DealError::InstalmentNotPositive)?;
        let dates = DueDates::new(frequency, first);
        let deal = Self { balance, total, down_payment, instalment, dates, number };
        if deal.payments() > INSTALMENTS_MAX {
            return Err(DealError::TooMany);
        }
        dates.date(deal.payments() - 1).ok_or(DealError::OutOfCalendar)?;
        Ok(deal)
    }

    /// What is owed.
    #[must_use]
    pub const fn balance(&self) -> Amount {
        self.balance
    }

    /// What is paid in all.
    #[must_use]
    pub const fn total(&self) -> Amount {
        self.total
    }

    /// Whether less than what is owed settles it.
    #[must_use]
    pub fn is_settlement(&self) -> bool {
        self.total < self.balance
    }

    /// What is paid on the first date before the instalments begin; may be nothing.
    #[must_use]
    pub const fn down_payment(&self) -> Amount {
        self.down_payment
    }

    /// What is paid each time but the last.
    #[must_use]
    pub const fn instalment(&self) -> Amount {
        self.instalment
    }

    /// How often.
    #[must_use]
    pub const fn frequency(&self) -> Frequency {
        self.dates.frequency
    }

    /// The first date.
    #[must_use]
    pub fn first(&self) -> Date {
        self.dates.first()
    }

    /// The date from which all are counted: see [`Terms::agreed`].
    #[must_use]
    pub const fn agreed(&self) -> Date {
        self.dates.agreed()
    }

    /// How many instalments, the down-payment not counted.
    #[must_use]
    pub const fn number(&self) -> i64 {
        self.number
    }

    /// How many payments in all.
    #[must_use]
    pub const fn payments(&self) -> i64 {
        if self.down_payment.is_zero() { self.number } else { self.number + 1 }
    }

    /// What is left for instalments.
    #[must_use]
    pub const fn rest(&self) -> Amount {
        self.total.saturating_sub(self.down_payment)
    }

    /// Every date and amount, the down-payment first. The amounts sum to the total.
    #[must_use]
    pub fn schedule(&self) -> Vec<Instalment> {
        let mut remaining = self.total;
        let mut rows = Vec::new();
        for index in 0..self.payments() {
            let is_down_payment = index == 0 && !self.down_payment.is_zero();
            let amount = if is_down_payment { self.down_payment } else { self.instalment.min(remaining) };
            remaining = remaining.saturating_sub(amount);
            let due = self.dates.date(index).unwrap_or(Date::MAX);
            rows.push(Instalment { number: index + 1, due, amount, remaining });
        }
        debug_assert!(remaining.is_zero(), "payments come to the total exactly");
        rows
    }

    /// The deal as plain terms; `None` for a settlement or with a down-payment, which those have not.
    #[must_use]
    pub fn terms(&self) -> Option<Terms> {
        let is_plain = !self.is_settlement() && self.down_payment.is_zero();
        is_plain.then(|| Terms::on(self.balance, self.instalment, self.dates).ok())?
    }

    /// True if the last payment falls within so many months of the first date.
    #[must_use]
    pub fn ends_within_months(&self, months: i64) -> bool {
        self.payments() <= payments_within(self.frequency(), self.first(), months)
    }
}

impl From<&Terms> for Deal {
    /// Plain terms pay everything in instalments.
    fn from(terms: &Terms) -> Self {
        Self {
            balance: terms.balance(),
            total: terms.balance(),
            down_payment: Amount::ZERO,
            instalment: terms.instalment(),
            dates: terms.dates(),
            number: terms.number(),
        }
    }
}

/// How many payments of a frequency fall within so many months of the first one: n months hold n monthly payments.
pub(super) fn payments_within(frequency: Frequency, first: Date, months: i64) -> i64 {
    let every = match frequency.interval() {
        Interval::Days(days) => days,
        Interval::Months(_) => return months,
    };
    // The end itself is already outside. Beyond the calendar everything is inside.
    plus_months(first, months).map_or(INSTALMENTS_MAX, |end| (days_between(first, end) - 1) / every + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::days_after;
    use jiff::civil::date;
    use proptest::prelude::*;

    const fn of(minor: i64) -> Amount {
        Amount::from_minor(minor)
    }

    #[test]
    fn a_down_payment_comes_first_and_the_thirty_first_comes_back() {
        let deal = Deal::new(of(100_00), of(70_00), of(20_00), of(20_00), Frequency::Month, date(2027, 1, 31)).unwrap();
        let rows: Vec<_> = deal.schedule().iter().map(|row| (row.due, row.amount.minor())).collect();
        let [january, february, march, april] =
            [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)];
        assert_eq!(rows, [(january, 20_00), (february, 20_00), (march, 20_00), (april, 10_00)]);
        assert!(deal.is_settlement() && deal.ends_within_months(4) && !deal.ends_within_months(3));
    }

    #[test]
    fn impossible_deals_say_why() {
        let new = |balance, total, down, instalment| {
            Deal::new(of(balance), of(total), of(down), of(instalment), Frequency::Month, date(2026, 1, 1)).unwrap_err()
        };
        assert_eq!(new(0, 1, 0, 1), DealError::NothingOwed);
        assert_eq!(new(10, 11, 0, 1), DealError::Total);
        assert_eq!(new(10, 0, 0, 1), DealError::Total);
        assert_eq!(new(10, 10, 10, 1), DealError::DownPayment);
        assert_eq!(new(10, 10, -1, 1), DealError::DownPayment);
        assert_eq!(new(10, 10, 5, 0), DealError::InstalmentNotPositive);
        assert_eq!(new(10, 10, 5, 6), DealError::InstalmentAboveRest);
        assert_eq!(new(2_000, 1_201, 1, 1), DealError::TooMany);
        let late = Deal::new(of(9), of(9), of(0), of(1), Frequency::Month, date(9999, 12, 1));
        assert_eq!(late, Err(DealError::OutOfCalendar));
    }

    proptest! {
        #[test]
        fn plain_terms_are_a_deal_of_the_same_dates(
            balance in 1..1_000_000_i64, part in 1..200_i64, frequency in 0_usize..4, day in 0..3_000_i64, months in 1..240_i64,
        ) {
            let first = days_after(date(2026, 1, 1), day);
            let frequency = Frequency::INSTALMENTS[frequency];
            let instalment = of((balance / part).max(1));
            let Ok(terms) = Terms::new(of(balance), instalment, frequency, first) else { return Ok(()) };
            let deal = Deal::from(&terms);
            prop_assert_eq!(Deal::new(of(balance), of(balance), of(0), instalment, frequency, first), Ok(deal));
            prop_assert_eq!(deal.terms(), Some(terms));
            prop_assert_eq!(deal.schedule(), terms.schedule());
            prop_assert_eq!(deal.ends_within_months(months), terms.ends_within_months(months));
        }

        #[test]
        fn a_schedule_pays_the_total(
            balance in 1..1_000_000_i64, total in 1..1_000_000_i64, down in 0..1_000_000_i64, instalment in 1..1_000_000_i64,
        ) {
            let first = date(2026, 3, 30);
            let made = Deal::new(of(balance), of(total), of(down), of(instalment), Frequency::TwoWeeks, first);
            let Ok(deal) = made else { return Ok(()) };
            prop_assert_eq!(deal.terms().is_some(), total == balance && down == 0);
            let rows = deal.schedule();
            prop_assert_eq!(rows.iter().map(|row| row.amount).sum::<Amount>(), of(total));
            prop_assert!(rows.iter().all(|row| row.amount.is_positive()));
            prop_assert!(rows.windows(2).all(|pair| pair[0].due < pair[1].due));
        }
    }
}
