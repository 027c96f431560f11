//! Which changes to an arrangement a client may make alone.
//!
//! Every allowance is counted from the terms that both sides agreed, not from the change before: otherwise an instalment
//! could be lowered a little each month, and a date moved a little each time, without end. And whatever the allowances
//! say, an instalment is not lowered below the smallest that the policy would accept from anybody.

use super::book::{Edition, WHOLE, instalment_monthly_min, part_ceil, part_floor};
use crate::arrangement::policy::TERM_MONTHS_MAX;
use crate::arrangement::terms::Terms;
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
fn changed(remaining: &Terms, change: Change) -> Option<Terms> {
    let (balance, instalment) = (remaining.balance(), remaining.instalment());
    let (frequency, first) = (remaining.frequency(), remaining.first());
    let (instalment, frequency, first) = match change {
        Change::Date(to) => (instalment, frequency, to),
        Change::Frequency(to) => {
            let instalment = instalment.scale(frequency.times_a_year(), to.times_a_year(), Rounding::Ceil)?;
            (instalment.min(balance), to, first)
        }
        Change::Amount(amount) => (amount.min(balance), frequency, first),
        Change::Skip(count) => (instalment, frequency, frequency.date(first, i64::from(count))?),
        Change::Pause(months) => (instalment, frequency, plus_months(first, i64::from(months))?),
    };
    Terms::new(balance, instalment, frequency, first).ok()
}
