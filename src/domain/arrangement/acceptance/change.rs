//! Which changes to an arrangement a client may make alone.
//!
//! Every allowance is counted from the terms that both sides agreed, not from the change before: otherwise an instalment
//! could be lowered a little each month, and a date moved a little each time, without end. And whatever the allowances
//! say, an instalment is not lowered below the smallest that the policy would accept from anybody.

use super::book::{Edition, WHOLE, instalment_monthly_min, part_ceil, part_floor};
use crate::arrangement::policy::TERM_MONTHS_MAX;
use crate::arrangement::terms::{DueDates, Terms};
use crate::calendar::{Frequency, days_between, plus_months};
use crate::money::{Amount, Rounding};
use crate::rate::Rate;
use jiff::civil::Date;

/// What a client may change without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeRules {
    /// By how many days payments may lie before or after the agreed dates; 0 for not at all. At most 366.
    pub date_days_max: i64,
    /// Whether the frequency may be changed, at the same amount over a year.
    pub frequency: bool,
    /// The smallest new instalment, in percent of the one agreed; 100 if it may not be lowered.
    pub amount_share_min: Rate,
    /// The largest new instalment, in percent of the one agreed; 100 if it may not be raised.
    pub amount_share_max: Rate,
    /// How many payments may be skipped in twelve months.
    pub skips_max: u8,
    /// How many months of pause there may be in twelve months.
    pub pause_months_max: u8,
}

impl ChangeRules {
    /// Nothing may be changed alone.
    pub const NONE: Self = Self {
        date_days_max: 0,
        frequency: false,
        amount_share_min: WHOLE,
        amount_share_max: WHOLE,
        skips_max: 0,
        pause_months_max: 0,
    };

    pub(super) fn is_sound(&self) -> bool {
        (0..=366).contains(&self.date_days_max)
            && self.amount_share_min <= WHOLE
            && self.amount_share_max >= WHOLE
            && i64::from(self.pause_months_max) <= TERM_MONTHS_MAX
    }
}

/// A change a client wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The next payment, and with it those after, on another day.
    Date(Date),
    /// Another frequency, the same amount over a year, rounded up.
    Frequency(Frequency),
    /// Another instalment.
    Amount(Amount),
    /// So many payments left out; they come at the end.
    Skip(u8),
    /// No payment for so many months; they come at the end.
    Pause(u8),
}

/// What was agreed, and how far the client has already gone from it alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Used {
    /// The instalment that both sides agreed.
    pub agreed: Amount,
    /// How often they agreed it is paid.
    pub agreed_frequency: Frequency,
    /// By how many days the dates now lie after the agreed ones because the client moved them; negative for before.
    pub days_moved: i64,
    /// Payments skipped in the last twelve months.
    pub skips: u8,
    /// Months of pause in the last twelve months.
    pub pause_months: u8,
}

impl Used {
    /// Nothing was changed since these terms were agreed.
    #[must_use]
    pub const fn nothing(agreed: &Terms) -> Self {
        Self {
            agreed: agreed.instalment(),
            agreed_frequency: agreed.frequency(),
            days_moved: 0,
            skips: 0,
            pause_months: 0,
        }
    }

    /// The agreed instalment in another frequency: the same amount over a year, rounded up as a change of frequency does.
    fn agreed_in(&self, frequency: Frequency) -> Option<Amount> {
        self.agreed.scale(self.agreed_frequency.times_a_year(), frequency.times_a_year(), Rounding::Ceil)
    }
}

/// Why a change is not the client's alone to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeObjection {
    /// The date is moved too far, or into the past.
    Date {
        /// How many days are allowed.
        days_max: i64,
    },
    /// The frequency is not the client's to change.
    Frequency,
    /// The instalment is outside what is allowed.
    Amount {
        /// The smallest one.
        min: Amount,
        /// The largest one.
        max: Amount,
    },
    /// More payments would be skipped than allowed.
    Skips {
        /// How many are left.
        left: u8,
    },
    /// More months of pause than allowed.
    Pause {
        /// How many are left.
        left: u8,
    },
    /// The instalment would fall below the smallest of the policy, given as an amount a month.
    InstalmentTooSmall {
        /// The smallest amount a month.
        monthly_min: Amount,
    },
    /// It would then take longer than the longest term.
    TooLong {
        /// The longest term.
        months_max: i64,
    },
    /// The next payment lies in the past, which only a change of the date puts right.
    InThePast {
        /// The earliest first date.
        earliest: Date,
    },
    /// It would change nothing.
    NothingChanged,
    /// No rule holds for such a balance.
    NoRule,
    /// Such terms are not possible.
    Impossible,
}

impl ChangeObjection {
    /// The name in documents; stable for ever.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Date { .. } => "date",
            Self::Frequency => "rhythm",
            Self::Amount { .. } => "amount",
            Self::Skips { .. } => "skips",
            Self::Pause { .. } => "pause",
            Self::InstalmentTooSmall { .. } => "instalment_too_small",
            Self::TooLong { .. } => "too_long",
            Self::InThePast { .. } => "in_the_past",
            Self::NothingChanged => "nothing_changed",
            Self::NoRule => "no_rule",
            Self::Impossible => "impossible",
        }
    }
}

/// Whether a change is made at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeAnswer {
    /// It is: these are the terms from now on.
    Alone(Terms),
    /// A person must agree, for these reasons.
    NeedsPerson(Vec<ChangeObjection>),
}

impl Edition {
    /// Answers a change to what remains of an arrangement: its balance now, its instalment now, and as its first date
    /// the next one due. What was agreed stands in `used`.
    #[must_use]
    pub fn answer_change(&self, remaining: &Terms, change: Change, used: Used, today: Date) -> ChangeAnswer {
        let mut reasons = Vec::new();
        if let Some(reason) = self.changes.objection(remaining, change, used, today) {
            reasons.push(reason);
        }
        let Some(terms) = changed(remaining, change) else {
            reasons.push(ChangeObjection::Impossible);
            return ChangeAnswer::NeedsPerson(reasons);
        };
        if terms == *remaining {
            reasons.push(ChangeObjection::NothingChanged);
        }
        if terms.first() < today && !matches!(change, Change::Date(_)) {
            reasons.push(ChangeObjection::InThePast { earliest: today });
        }
        match self.band(remaining.balance()) {
            None => reasons.push(ChangeObjection::NoRule),
            Some(band) => {
                let monthly_min = instalment_monthly_min(&band.bounds, remaining.balance());
                // What is already smaller may be so, but not become smaller still.
                let is_lowered = yearly(&terms) < yearly(remaining);
                let is_below = yearly(&terms) < i128::from(monthly_min.minor()) * 12;
                if is_lowered && is_below && terms.number() > 1 {
                    reasons.push(ChangeObjection::InstalmentTooSmall { monthly_min });
                }
                let months_max = band.bounds.term_months_max;
                // Likewise of what already took longer.
                if !terms.ends_within_months(months_max) && terms.number() > remaining.number() {
                    reasons.push(ChangeObjection::TooLong { months_max });
                }
            }
        }
        if reasons.is_empty() { ChangeAnswer::Alone(terms) } else { ChangeAnswer::NeedsPerson(reasons) }
    }
}

/// What the instalments come to in a year, without rounding and without the end of the debt.
fn yearly(terms: &Terms) -> i128 {
    i128::from(terms.instalment().minor()) * i128::from(terms.frequency().times_a_year())
}

impl ChangeRules {
    fn objection(&self, remaining: &Terms, change: Change, used: Used, today: Date) -> Option<ChangeObjection> {
        match change {
            Change::Date(to) => {
                let days_max = self.date_days_max;
                let moved = used.days_moved.saturating_add(days_between(remaining.first(), to));
                let is_allowed = to >= today && moved.saturating_abs() <= days_max;
                (!is_allowed).then_some(ChangeObjection::Date { days_max })
            }
            Change::Frequency(_) => (!self.frequency).then_some(ChangeObjection::Frequency),
            Change::Amount(amount) => {
                let agreed = used.agreed_in(remaining.frequency()).unwrap_or(used.agreed);
                let min = part_ceil(agreed, self.amount_share_min);
                let max = part_floor(agreed, self.amount_share_max);
                (!(min..=max).contains(&amount)).then_some(ChangeObjection::Amount { min, max })
            }
            Change::Skip(count) => {
                let left = self.skips_max.saturating_sub(used.skips);
                (count > left).then_some(ChangeObjection::Skips { left })
            }
            Change::Pause(months) => {
                let left = self.pause_months_max.saturating_sub(used.pause_months);
                (months > left).then_some(ChangeObjection::Pause { left })
            }
        }
    }
}

/// The terms after a change; `None` if there are none such.
///
/// Dates stay those that were agreed: a skip or a pause leaves some of them out, a new instalment keeps them. A new date
/// is a new agreement, and another frequency counts from the next date due.
fn changed(remaining: &Terms, change: Change) -> Option<Terms> {
    let (balance, instalment, dates) = (remaining.balance(), remaining.instalment(), remaining.dates());
    let (frequency, first) = (remaining.frequency(), remaining.first());
    let (instalment, dates) = match change {
        Change::Date(to) if to == first => (instalment, dates),
        Change::Date(to) => (instalment, DueDates::new(frequency, to)),
        Change::Frequency(to) if to == frequency => (instalment, dates),
        Change::Frequency(to) => {
            let instalment = instalment.scale(frequency.times_a_year(), to.times_a_year(), Rounding::Ceil)?;
            (instalment.min(balance), DueDates::new(to, first))
        }
        Change::Amount(amount) => (amount.min(balance), dates),
        Change::Skip(count) => (instalment, dates.after(i64::from(count))),
        // Months are counted from the next date due; those of shorter months do not make the pause shorter.
        Change::Pause(months) => (instalment, dates.from(plus_months(first, i64::from(months))?)?),
    };
    Terms::on(balance, instalment, dates).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::plus_days;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn dates(terms: &Terms) -> Vec<String> {
        terms.schedule().iter().map(|row| crate::calendar::text(row.due)).collect()
    }

    fn of(frequency: Frequency, first: Date) -> Terms {
        Terms::new(Amount::from_minor(400_00), Amount::from_minor(100_00), frequency, first).unwrap()
    }

    #[test]
    fn dates_after_a_change_are_those_agreed() {
        let monthly = of(Frequency::Month, date(2027, 1, 31));
        let spring = ["2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"];
        assert_eq!(dates(&changed(&monthly, Change::Skip(1)).unwrap()), spring);
        let paused = changed(&monthly, Change::Pause(1)).unwrap();
        assert_eq!(dates(&paused), spring);
        // One change after the other, and a smaller instalment.
        let again = changed(&paused, Change::Pause(1)).unwrap();
        assert_eq!(dates(&again), ["2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30"]);
        let twice = changed(&paused, Change::Pause(2)).unwrap();
        assert_eq!(dates(&twice)[0], "2027-04-30");
        let smaller = changed(&paused, Change::Amount(Amount::from_minor(80_00))).unwrap();
        assert_eq!(dates(&smaller)[4], "2027-06-30");
        // A new date is the one agreed from then on.
        let moved = changed(&paused, Change::Date(date(2027, 3, 28))).unwrap();
        assert_eq!(dates(&moved), ["2027-03-28", "2027-04-28", "2027-05-28", "2027-06-28"]);
        assert_eq!(changed(&paused, Change::Date(date(2027, 2, 28))), Some(paused));
        assert_eq!(changed(&paused, Change::Frequency(Frequency::Month)), Some(paused));
        let weekly = changed(&paused, Change::Frequency(Frequency::Week)).unwrap();
        assert_eq!(dates(&weekly)[..2], ["2027-02-28", "2027-03-07"]);
    }

    #[test]
    fn a_pause_keeps_the_weekday() {
        // Fridays; a month after the 29th of January is a Sunday.
        let weekly = of(Frequency::Week, date(2027, 1, 29));
        let paused = changed(&weekly, Change::Pause(1)).unwrap();
        assert_eq!(dates(&paused), ["2027-03-05", "2027-03-12", "2027-03-19", "2027-03-26"]);
    }

    proptest! {
        #[test]
        fn due_dates_never_drift(
            offset in 0..1_500_i64, every in 0_usize..4, steps in prop::collection::vec((any::<bool>(), 0..4_u8), 0..6),
        ) {
            let (frequency, first) = (Frequency::INSTALMENTS[every], plus_days(date(2027, 1, 1), offset).unwrap());
            let mut terms = of(frequency, first);
            for (is_skip, count) in steps {
                let before = terms.first();
                terms = changed(&terms, if is_skip { Change::Skip(count) } else { Change::Pause(count) }).unwrap();
                if !is_skip {
                    prop_assert!(terms.first() >= plus_months(before, count.into()).unwrap());
                }
            }
            let agreed: Vec<Date> = (0..400).map(|index| frequency.date(first, index).unwrap()).collect();
            let at = agreed.iter().position(|date| *date == terms.first()).unwrap();
            let due: Vec<Date> = terms.schedule().iter().map(|row| row.due).collect();
            prop_assert_eq!(&due[..], &agreed[at..at + due.len()]);
        }
    }
}
