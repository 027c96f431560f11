//! The acceptance rules of one invitation, as its operator sets them: [`Policy::book`] turns them into the book whose
//! answer counts, on the page and on the server alike.

use super::acceptance::{Band, Bounds, ChangeRules, Edition, PolicyBook, WHOLE};
use crate::money::Amount;
use crate::rate::Rate;
use jiff::civil::Date;

/// The longest term a policy may allow: twenty years.
pub const TERM_MONTHS_MAX: i64 = 240;
/// The latest first payment a policy may allow, in days from the day of the offer.
pub const START_DAYS_MAX: i64 = 366;

/// What may be accepted without a person looking at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AutoAccept {
    /// Everything within the bounds.
    All,
    /// Within the bounds, up to this balance; above it a person looks.
    UpToBalance(Amount),
    /// A person looks at every offer.
    Nothing,
}

/// What an operator accepts. Build it with [`Policy::new`], which refuses rules that nobody could meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    instalment_monthly_min: Amount,
    instalment_share_min: Rate,
    left_over_share_max: Option<Rate>,
    term_months_max: i64,
    start_days_max: i64,
    start_earliest: Option<Date>,
    auto_accept: AutoAccept,
}

/// Why a policy is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyError {
    /// The smallest instalment is nothing or negative.
    InstalmentNotPositive,
    /// The longest term is outside 1 to [`TERM_MONTHS_MAX`] months.
    TermOutOfBounds,
    /// The latest start is outside 1 to [`START_DAYS_MAX`] days.
    StartOutOfBounds,
    /// The balance up to which offers are accepted at once is nothing or negative.
    AutoAcceptNotPositive,
    /// The smallest share of the balance is outside 1 to 100 percent.
    ShareOutOfBounds,
    /// The largest part of what is left over is outside 1 to 100 percent.
    LeftOverOutOfBounds,
}

impl Policy {
    /// A policy within its bounds. The smallest instalment is per month; other frequencies are compared by their amount
    /// over a year.
    ///
    /// # Errors
    /// See [`PolicyError`].
    pub fn new(
        instalment_monthly_min: Amount,
        term_months_max: i64,
        start_days_max: i64,
        auto_accept: AutoAccept,
    ) -> Result<Self, PolicyError> {
        if !instalment_monthly_min.is_positive() {
            return Err(PolicyError::InstalmentNotPositive);
        }
        if !(1..=TERM_MONTHS_MAX).contains(&term_months_max) {
            return Err(PolicyError::TermOutOfBounds);
        }
        if !(1..=START_DAYS_MAX).contains(&start_days_max) {
            return Err(PolicyError::StartOutOfBounds);
        }
        if matches!(auto_accept, AutoAccept::UpToBalance(balance) if !balance.is_positive()) {
            return Err(PolicyError::AutoAcceptNotPositive);
        }
        Ok(Self {
            instalment_monthly_min,
            instalment_share_min: Rate::ZERO,
            left_over_share_max: None,
            term_months_max,
            start_days_max,
            start_earliest: None,
            auto_accept,
        })
    }

    /// This policy, by which now no first payment lies before a day; see [`PolicyBook::with_start_earliest`].
    #[must_use]
    pub const fn with_start_earliest(self, start_earliest: Option<Date>) -> Self {
        Self { start_earliest, ..self }
    }

    /// This policy, which now also asks for a share of the balance a month, in whole percent; `None` for no such rule.
    ///
    /// # Errors
    /// [`PolicyError::ShareOutOfBounds`].
    pub fn with_instalment_share_min(self, percent: Option<i64>) -> Result<Self, PolicyError> {
        let share = percent.map(|percent| whole_percent(percent).ok_or(PolicyError::ShareOutOfBounds)).transpose()?;
        Ok(Self { instalment_share_min: share.unwrap_or(Rate::ZERO), ..self })
    }

    /// This policy, which now takes no more than a part of what is left over, in whole percent; `None` for no such
    /// rule. It counts where what is left over is known: on the client's own device.
    ///
    /// # Errors
    /// [`PolicyError::LeftOverOutOfBounds`].
    pub fn with_left_over_share_max(self, percent: Option<i64>) -> Result<Self, PolicyError> {
        let share =
            percent.map(|percent| whole_percent(percent).ok_or(PolicyError::LeftOverOutOfBounds)).transpose()?;
        Ok(Self { left_over_share_max: share, ..self })
    }

    /// What is accepted without a person.
    #[must_use]
    pub const fn auto_accept(&self) -> AutoAccept {
        self.auto_accept
    }

    /// The rules as a book whose one edition begins on a day and has no end. Above the balance that is accepted at once
    /// there is a second band, which a person looks at. A client changes nothing alone.
    #[must_use]
    pub fn book(&self, from: Date) -> PolicyBook {
        let bounds = |auto_accept| Bounds {
            instalment_monthly_min: self.instalment_monthly_min,
            instalment_share_min: self.instalment_share_min,
            term_months_max: self.term_months_max,
            start_days_max: self.start_days_max,
            down_payment_share_min: Rate::ZERO,
            left_over_share_max: self.left_over_share_max,
            settlement: None,
            auto_accept,
        };
        let last = |auto_accept| Band { balance_max: None, bounds: bounds(auto_accept) };
        let bands = match self.auto_accept {
            AutoAccept::All => vec![last(true)],
            AutoAccept::Nothing => vec![last(false)],
            AutoAccept::UpToBalance(balance_max) => {
                vec![Band { balance_max: Some(balance_max), bounds: bounds(true) }, last(false)]
            }
        };
        // Sound, because a policy is.
        let book = PolicyBook::of_one(Edition { from, until: None, bands, changes: ChangeRules::NONE });
        book.with_start_earliest(self.start_earliest)
    }
}

/// 1 to 100 percent.
fn whole_percent(percent: i64) -> Option<Rate> {
    let rate = Rate::from_millionths(percent.checked_mul(Rate::MILLIONTHS_PER_PERCENT)?)?;
    (percent >= 1 && rate <= WHOLE).then_some(rate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn rules_nobody_could_meet_are_refused() {
        let new = |minimum, term, start| {
            Policy::new(Amount::from_minor(minimum), term, start, AutoAccept::UpToBalance(Amount::ZERO)).unwrap_err()
        };
        assert_eq!(new(0, 1, 1), PolicyError::InstalmentNotPositive);
        assert_eq!(new(1, 0, 1), PolicyError::TermOutOfBounds);
        assert_eq!(new(1, 241, 1), PolicyError::TermOutOfBounds);
        assert_eq!(new(1, 1, 367), PolicyError::StartOutOfBounds);
        assert_eq!(new(1, 1, 1), PolicyError::AutoAcceptNotPositive);
        let policy = Policy::new(Amount::from_minor(1), 1, 1, AutoAccept::All).unwrap();
        for percent in [0, -1, 101, i64::MAX] {
            assert_eq!(policy.with_instalment_share_min(Some(percent)), Err(PolicyError::ShareOutOfBounds));
            assert_eq!(policy.with_left_over_share_max(Some(percent)), Err(PolicyError::LeftOverOutOfBounds));
        }
        assert_eq!(policy.with_instalment_share_min(None), Ok(policy));
        assert_eq!(policy.with_left_over_share_max(None), Ok(policy));
        assert!(
            policy.with_instalment_share_min(Some(100)).is_ok() && policy.with_left_over_share_max(Some(1)).is_ok()
        );
    }

    #[test]
    fn no_first_payment_lies_before_the_day_of_the_law() {
        use crate::arrangement::{Answer, Deal, Means, Objection, Terms};
        use crate::calendar::{Frequency, days_after};
        let today = date(2026, 11, 30);
        let policy = Policy::new(Amount::from_minor(25_00), 24, 31, AutoAccept::All).unwrap();
        // Sent on Monday 30 November 2026, counts as received on 7 December, ends on 6 January 2027.
        let earliest = date(2027, 1, 7);
        let book = policy.with_start_earliest(Some(earliest)).book(today);
        let answer = |first, today| {
            let terms = Terms::new(Amount::from_minor(600_00), Amount::from_minor(50_00), Frequency::Month, first);
            book.answer_with_grace(&Deal::from(&terms.unwrap()), Means::default(), today, 1)
        };
        for first in [today, date(2027, 1, 6)] {
            let Answer::Countered { deal, reasons, then } = answer(first, today) else { panic!("{first}") };
            assert_eq!((deal.first(), deal.instalment()), (earliest, Amount::from_minor(50_00)));
            assert_eq!((reasons, then), (vec![Objection::StartsTooEarly { earliest }], vec![]));
        }
        // The time for the first payment counts from the day after the period, with the server's day of grace.
        for first in [earliest, days_after(earliest, 32)] {
            assert_eq!(answer(first, today), Answer::Accepted);
        }
        let latest = days_after(earliest, 32);
        let Answer::Countered { deal, .. } = answer(days_after(latest, 1), today) else { panic!("late") };
        assert_eq!(deal.first(), latest);
        // Once it is over, the day of the offer counts as ever.
        let later = date(2027, 2, 1);
        assert_eq!(answer(later, later), Answer::Accepted);
        assert_eq!(answer(days_after(later, 32), later), Answer::Accepted);
        assert!(matches!(answer(days_after(later, 33), later), Answer::Countered { .. }));
    }

    #[test]
    fn its_book_is_one_that_could_be_written_by_hand() {
        let today = date(2026, 11, 22);
        for auto_accept in [AutoAccept::All, AutoAccept::Nothing, AutoAccept::UpToBalance(Amount::from_minor(500_00))] {
            let policy = Policy::new(Amount::from_minor(1), 240, 366, auto_accept).unwrap();
            let policy =
                policy.with_instalment_share_min(Some(100)).unwrap().with_left_over_share_max(Some(1)).unwrap();
            for policy in [policy, policy.with_left_over_share_max(None).unwrap()] {
                let book = policy.book(today);
                assert_eq!(PolicyBook::new(book.editions().to_vec()), Ok(book));
            }
        }
    }
}
