//! The ready choices as people compare them: how much, how often, until when, at what cost.

use super::affordable::{Part, READY_PARTS, Stretch, ready_choice, stretch};
use crate::arrangement::{INSTALMENTS_MAX, Rhythm};
use crate::money::{Amount, Rounding};
use crate::rate::Rate;
use jiff::civil::Date;

/// What a client could pay towards everything owed, carried through to the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What it takes of a month.
    pub monthly: Amount,
    /// What is paid each time: the month's amount spread over the year, rounded down.
    pub instalment: Amount,
    /// How it stands to what is left over.
    pub stretch: Stretch,
    /// Where it leads.
    pub course: Course,
}

/// Where paying an instalment leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// Everything is paid.
    Paid {
        /// How many instalments.
        number: i64,
        /// The day of the last one.
        end: Date,
        /// The last one: at most the regular one.
        last: Amount,
        /// Interest in all.
        interest: Amount,
    },
    /// It never ends: the interest of a period is as much as the instalment, or more by this.
    NeverEnds {
        /// First period's interest less the instalment; not negative.
        short_by: Amount,
    },
    /// More than [`INSTALMENTS_MAX`] instalments, or beyond the calendar.
    TooLong,
    /// Nothing is paid.
    Nothing,
}

/// What is paid, and when it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// What is owed in all; not negative.
    pub owed: Amount,
    /// The annual rate that goes on while it is paid; nothing where interest is frozen.
    pub rate: Rate,
    /// How often.
    pub rhythm: Rhythm,
    /// The first payment.
    pub first: Date,
}

/// The three ready choices, the gentlest first: a quarter, a third and a half of what is left over.
#[must_use]
pub fn ready_choices(left_over: Amount, start: Start) -> [Choice; 3] {
    READY_PARTS.map(|part: Part| custom_choice(ready_choice(left_over, part, start.owed), left_over, start))
}

/// An amount a month of the client's own choosing, carried through in the same way. More than everything owed counts as
/// all of it.
#[must_use]
pub fn custom_choice(monthly: Amount, left_over: Amount, start: Start) -> Choice {
    let monthly = monthly.max(Amount::ZERO).min(start.owed);
    let instalment = start.rhythm.from_monthly(monthly).unwrap_or(Amount::ZERO);
    Choice { monthly, instalment, stretch: stretch(monthly, left_over), course: course(instalment, start) }
}

/// Interest of a period is the opening balance at an equal part of the annual rate (a twelfth, a thirteenth …), rounded
/// half up; the first payment is made at once, so no interest comes before it.
fn course(instalment: Amount, start: Start) -> Course {
    if start.owed <= Amount::ZERO || !instalment.is_positive() {
        return Course::Nothing;
    }
    let periods = 100 * Rate::MILLIONTHS_PER_PERCENT * start.rhythm.times_a_year();
    let interest_on = |balance: Amount| {
        balance.scale(start.rate.millionths(), periods, Rounding::HalfUp).unwrap_or(Amount::from_minor(i64::MAX))
    };
    let mut balance = start.owed;
    let mut interest = Amount::ZERO;
    for number in 1..=INSTALMENTS_MAX {
        let paid = instalment.min(balance);
        balance = balance.saturating_sub(paid);
        if balance.is_zero() {
            let Some(end) = start.rhythm.date(start.first, number - 1) else { return Course::TooLong };
            return Course::Paid { number, end, last: paid, interest };
        }
        let added = interest_on(balance);
        // From here the balance would only grow.
        if added >= instalment {
            return Course::NeverEnds { short_by: added.saturating_sub(instalment) };
        }
        balance = balance.saturating_add(added);
        interest = interest.saturating_add(added);
    }
    Course::TooLong
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const fn of(minor: i64) -> Amount {
        Amount::from_minor(minor)
    }

    fn start(owed: i64, rate: &str, rhythm: Rhythm) -> Start {
        Start { owed: of(owed), rate: Rate::parse_decimal(rate).unwrap(), rhythm, first: date(2027, 1, 31) }
    }

    #[test]
    fn three_choices_around_a_half() {
        let choices = ready_choices(of(600_00), start(1_800_00, "0", Rhythm::Month));
        let told = choices.map(|choice| (choice.monthly.minor(), choice.course));
        let paid = |number, end, last| Course::Paid { number, end, last: of(last), interest: Amount::ZERO };
        assert_eq!(
            told,
            [
                (150_00, paid(12, date(2027, 12, 31), 150_00)),
                (200_00, paid(9, date(2027, 9, 30), 200_00)),
                (300_00, paid(6, date(2027, 6, 30), 300_00)),
            ]
        );
    }

    #[test]
    fn interest_goes_on_unless_it_is_frozen() {
        // 1,000 at 12 %, 500 at once: 5.00 on 500, then 500 of 505, 0.05 on 5, and 5.05.
        let choice = custom_choice(of(500_00), of(600_00), start(1_000_00, "12", Rhythm::Month));
        let end = date(2027, 3, 31);
        assert_eq!(choice.course, Course::Paid { number: 3, end, last: of(5_05), interest: of(5_05) });
        assert_eq!(choice.stretch, Stretch::AboveHalf);
        let stuck = custom_choice(of(9_00), of(600_00), start(1_000_00, "12", Rhythm::Month));
        assert_eq!(stuck.course, Course::NeverEnds { short_by: of(91) });
    }

    #[test]
    fn a_choice_of_nothing_leads_nowhere() {
        assert_eq!(
            ready_choices(of(-5), start(100, "0", Rhythm::Week)).map(|choice| choice.course),
            [Course::Nothing; 3]
        );
        assert_eq!(custom_choice(of(1), of(9), start(100_000, "0", Rhythm::Month)).course, Course::TooLong);
    }

    proptest! {
        #[test]
        fn what_is_paid_is_what_was_owed_and_its_interest(
            owed in 1..9_999_999_i64, monthly in 1..9_999_999_i64, rate in 0..40_000_000_i64, rhythm in 0_usize..4,
        ) {
            let rate = Rate::from_millionths(rate).unwrap();
            let start = Start { rate, ..start(owed, "0", Rhythm::ALL[rhythm]) };
            let choice = custom_choice(of(monthly), of(monthly), start);
            if let Course::Paid { number, last, interest, .. } = choice.course {
                prop_assert!(last <= choice.instalment && interest >= Amount::ZERO);
                prop_assert_eq!(choice.instalment.minor() * (number - 1) + last.minor(), owed + interest.minor());
            }
        }
    }
}
