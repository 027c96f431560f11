//! Terms of one arrangement: what is paid, how often, from when, and the schedule that follows.

use crate::calendar::{Frequency, days_between, plus_months};
use crate::money::Amount;
use jiff::civil::Date;

/// The most instalments one arrangement may have: a hundred years of months.
pub const INSTALMENTS_MAX: i64 = 1_200;

/// Why terms cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermsError {
    /// Nothing is owed, so there is nothing to arrange.
    NothingOwed,
    /// The instalment is nothing or negative.
    InstalmentNotPositive,
    /// The instalment is more than what is owed.
    InstalmentAboveBalance,
    /// Not one of [`Frequency::INSTALMENTS`].
    Frequency,
    /// More than [`INSTALMENTS_MAX`] instalments.
    TooMany,
    /// A date would lie beyond the calendar.
    OutOfCalendar,
}

/// Possible terms: instalments of one size, the last one what remains, that pay the balance exactly. No interest or
/// fee is added while they are kept.
///
/// Every date is counted from the one that was agreed, also where payments before it were skipped or paused: what was
/// agreed for the 31st is due on 28 February and on 31 March again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    balance: Amount,
    instalment: Amount,
    dates: DueDates,
    number: i64,
}

/// The due dates of a frequency from one of them on, all counted from the one that was agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DueDates {
    pub frequency: Frequency,
    agreed: Date,
    /// How many of the dates counted from it come before the first one here.
    left_out: i64,
}

impl DueDates {
    /// From the agreed date on.
    pub(super) const fn new(frequency: Frequency, agreed: Date) -> Self {
        Self { frequency, agreed, left_out: 0 }
    }

    /// Date `index` (from 0); `None` past the end of the calendar.
    pub(super) fn date(&self, index: i64) -> Option<Date> {
        self.frequency.date(self.agreed, self.left_out.checked_add(index)?)
    }

    /// The first date.
    pub(super) fn first(&self) -> Date {
        self.date(0).unwrap_or(Date::MAX)
    }

    pub(super) const fn agreed(&self) -> Date {
        self.agreed
    }

    /// Without the first ones.
    pub(super) const fn after(self, count: i64) -> Self {
        Self { left_out: self.left_out.saturating_add(count), ..self }
    }

    /// Without those before a day; `None` if more than [`INSTALMENTS_MAX`] are, or the calendar ends.
    pub(super) fn from(self, day: Date) -> Option<Self> {
        // No two dates are less than a day apart.
        let most = days_between(self.first(), day).clamp(0, INSTALMENTS_MAX);
        (0..=most).map(|count| self.after(count)).find(|dates| dates.first() >= day)
    }

    /// These dates, counted from the day that was agreed, which may be before the first of them, so that the 31st comes back
    /// after a short month; `None` if the first is not among the dates that follow from that day.
    fn counted_from(self, agreed: Date) -> Option<Self> {
        let dates = Self::new(self.frequency, agreed).from(self.first())?;
        (dates.first() == self.first()).then_some(dates)
    }
}

/// One line of a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instalment {
    /// Counted from 1.
    pub number: i64,
    /// The day it is due.
    pub due: Date,
    /// What is due.
    pub amount: Amount,
    /// What is still owed afterwards.
    pub remaining: Amount,
}

impl Terms {
    /// Terms that pay `balance` by instalments, or why there are none.
    ///
    /// # Errors
    /// See [`TermsError`].
    pub fn new(balance: Amount, instalment: Amount, frequency: Frequency, first: Date) -> Result<Self, TermsError> {
        Self::on(balance, instalment, DueDates::new(frequency, first))
    }

    /// Like [`Self::new`], on given dates.
    pub(super) fn on(balance: Amount, instalment: Amount, dates: DueDates) -> Result<Self, TermsError> {
        if !balance.is_positive() {
            return Err(TermsError::NothingOwed);
        }
        if !instalment.is_positive() {
            return Err(TermsError::InstalmentNotPositive);
        }
        if instalment > balance {
            return Err(TermsError::InstalmentAboveBalance);
        }
        if !dates.frequency.is_for_instalments() {
            return Err(TermsError::Frequency);
        }
        let number = balance.times_ceil(instalment).ok_or(TermsError::InstalmentNotPositive)?;
        if number > INSTALMENTS_MAX {
            return Err(TermsError::TooMany);
        }
        dates.date(number - 1).ok_or(TermsError::OutOfCalendar)?;
        Ok(Self { balance, instalment, dates, number })
    }

    /// These terms, with their dates counted from an earlier date that was agreed: what is due next on 28 February may
    /// have been agreed for the 31st. `None` if the first date is not one of those counted from it.
    #[must_use]
    pub fn counted_from(self, agreed: Date) -> Option<Self> {
        Some(Self { dates: self.dates.counted_from(agreed)?, ..self })
    }

    /// What is owed and paid in all.
    #[must_use]
    pub const fn balance(&self) -> Amount {
        self.balance
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

    /// The first due date.
    #[must_use]
    pub fn first(&self) -> Date {
        self.dates.first()
    }

    /// The date from which all are counted; the first one, unless payments before it were left out.
    #[must_use]
    pub const fn agreed(&self) -> Date {
        self.dates.agreed()
    }

    pub(super) const fn dates(&self) -> DueDates {
        self.dates
    }

    /// How many instalments.
    #[must_use]
    pub const fn number(&self) -> i64 {
        self.number
    }

    /// The last instalment: what the others leave, more than nothing and at most the regular one.
    #[must_use]
    pub const fn last_instalment(&self) -> Amount {
        Amount::from_minor(self.balance.minor() - self.instalment.minor() * (self.number - 1))
    }

    /// The last due date.
    #[must_use]
    pub fn last(&self) -> Date {
        self.dates.date(self.number - 1).unwrap_or(Date::MAX)
    }

    /// Every date and amount. The amounts sum to the balance.
    #[must_use]
    pub fn schedule(&self) -> Vec<Instalment> {
        let mut remaining = self.balance;
        let rows: Vec<Instalment> = (0..self.number)
            .map(|index| {
                let amount = if index == self.number - 1 { self.last_instalment() } else { self.instalment };
                remaining = remaining.saturating_sub(amount);
                let due = self.dates.date(index).unwrap_or(Date::MAX);
                Instalment { number: index + 1, due, amount, remaining }
            })
            .collect();
        assert!(remaining.is_zero(), "instalments pay the balance exactly");
        rows
    }

    /// What is left of these terms where less is owed than they say, because a part was withdrawn: the same instalments
    /// on the same dates, without the last ones. `None` if nothing is owed, or more than they say.
    #[must_use]
    pub fn for_less(&self, balance: Amount) -> Option<Self> {
        let less = (balance <= self.balance).then(|| self.instalment.min(balance))?;
        Self::on(balance, less, self.dates).ok()
    }

    /// True if the last instalment falls within so many months of the first date.
    #[must_use]
    pub fn ends_within_months(&self, months: i64) -> bool {
        // n months hold n monthly instalments, the first at the start: the end itself is already outside.
        plus_months(self.first(), months).is_none_or(|end| self.last() < end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::days_after;
    use core::fmt::Write;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn table(terms: &Terms) -> String {
        let mut text = String::new();
        for row in terms.schedule() {
            writeln!(text, "{:>3} {} {:>7} {:>7}", row.number, row.due, row.amount.minor(), row.remaining.minor())
                .expect("a string takes every line");
        }
        text
    }

    #[test]
    fn the_thirty_first_comes_back() {
        let terms =
            Terms::new(Amount::from_minor(100_00), Amount::from_minor(30_00), Frequency::Month, date(2027, 1, 31))
                .unwrap();
        insta::assert_snapshot!(table(&terms), @r"
          1 2027-01-31    3000    7000
          2 2027-02-28    3000    4000
          3 2027-03-31    3000    1000
          4 2027-04-30    1000       0
        ");
        assert_eq!(terms.last_instalment(), Amount::from_minor(10_00));
        assert!(terms.ends_within_months(4));
        assert!(!terms.ends_within_months(3));
    }

    #[test]
    fn what_was_agreed_for_the_thirty_first_comes_back_to_it() {
        let new = |first| Terms::new(Amount::from_minor(90), Amount::from_minor(30), Frequency::Month, first).unwrap();
        let agreed = date(2026, 12, 31);
        let terms = new(date(2027, 2, 28)).counted_from(agreed).unwrap();
        let dates: Vec<Date> = terms.schedule().iter().map(|row| row.due).collect();
        assert_eq!(dates, [date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]);
        assert_eq!((terms.first(), terms.agreed()), (date(2027, 2, 28), agreed));
        // The 27th was never agreed for the 31st, and what was agreed is not later than what is due.
        assert_eq!(new(date(2027, 2, 27)).counted_from(agreed), None);
        assert_eq!(new(date(2026, 11, 30)).counted_from(agreed), None);
        assert_eq!(new(agreed).counted_from(agreed), Some(new(agreed)));
    }

    #[test]
    fn weeks_go_by_days() {
        let terms = Terms::new(Amount::from_minor(50), Amount::from_minor(25), Frequency::TwoWeeks, date(2026, 12, 24));
        insta::assert_snapshot!(table(&terms.unwrap()), @r"
          1 2026-12-24      25      25
          2 2027-01-07      25       0
        ");
    }

    #[test]
    fn impossible_terms_say_why() {
        let new = |balance, instalment| {
            Terms::new(Amount::from_minor(balance), Amount::from_minor(instalment), Frequency::Month, date(2026, 1, 1))
                .unwrap_err()
        };
        assert_eq!(new(0, 1), TermsError::NothingOwed);
        assert_eq!(new(10, 0), TermsError::InstalmentNotPositive);
        assert_eq!(new(10, 11), TermsError::InstalmentAboveBalance);
        assert_eq!(new(1_201, 1), TermsError::TooMany);
        let late = Terms::new(Amount::from_minor(2), Amount::from_minor(1), Frequency::Month, date(9999, 12, 1));
        assert_eq!(late, Err(TermsError::OutOfCalendar));
    }

    proptest! {
        #[test]
        fn a_schedule_pays_exactly_what_is_owed(
            balance in 1..9_999_999_i64, part in 1..=1_200_i64, frequency in 0_usize..4, day in 0..3_650_i64,
        ) {
            let instalment = Amount::from_minor((balance / part).max(1).max(balance / 1_199));
            let first = days_after(date(2026, 1, 1), day);
            let Ok(terms) = Terms::new(Amount::from_minor(balance), instalment, Frequency::INSTALMENTS[frequency], first) else {
                return Ok(());
            };
            let rows = terms.schedule();
            prop_assert_eq!(rows.iter().map(|row| row.amount).sum::<Amount>(), Amount::from_minor(balance));
            prop_assert!(rows.windows(2).all(|pair| pair[0].due < pair[1].due));
            prop_assert!(rows.iter().all(|row| row.amount.is_positive() && row.amount <= instalment));
            prop_assert_eq!(rows.last().map(|row| row.due), Some(terms.last()));
        }

        #[test]
        fn where_less_is_owed_only_the_last_instalments_go(
            balance in 1..100_000_i64, part in 1..=60_i64, less in 0..100_000_i64,
        ) {
            let new = |balance: i64, instalment: i64| {
                let (balance, instalment) = (Amount::from_minor(balance), Amount::from_minor(instalment));
                Terms::new(balance, instalment, Frequency::Month, date(2027, 1, 31))
            };
            let terms = new(balance, (balance / part).max(1).max(balance / 1_199)).unwrap();
            let less = Amount::from_minor(less);
            let Some(left) = terms.for_less(less) else {
                prop_assert!(less.is_zero() || less > terms.balance());
                return Ok(());
            };
            let (rows, kept) = (terms.schedule(), left.schedule());
            prop_assert_eq!(kept.iter().map(|row| row.amount).sum::<Amount>(), less);
            for (row, kept) in rows.iter().zip(&kept) {
                prop_assert_eq!((row.number, row.due), (kept.number, kept.due));
                prop_assert!(kept.amount == row.amount || (kept.remaining.is_zero() && kept.amount < row.amount));
            }
            prop_assert!(kept.len() <= rows.len());
        }

        #[test]
        fn a_frequency_never_takes_more_than_the_month_has(monthly in 0..9_999_999_i64, frequency in 0_usize..4) {
            let frequency = Frequency::INSTALMENTS[frequency];
            let each = frequency.from_monthly(Amount::from_minor(monthly)).unwrap();
            prop_assert!(each.minor() * frequency.times_a_year() <= monthly * 12);
        }
    }
}
