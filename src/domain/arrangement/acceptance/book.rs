//! The rules themselves.

use super::change::ChangeRules;
use crate::arrangement::policy::{START_DAYS_MAX, TERM_MONTHS_MAX};
use crate::money::{Amount, Rounding};
use crate::rate::Rate;
use jiff::civil::Date;

/// One hundred percent.
pub const WHOLE: Rate = match Rate::from_millionths(100 * Rate::MILLIONTHS_PER_PERCENT) {
    Some(rate) => rate,
    None => Rate::ZERO,
};

/// A part of an amount, in percent, rounded up: what is surely enough.
pub(super) fn part_ceil(amount: Amount, percent: Rate) -> Amount {
    amount.scale(percent.millionths(), WHOLE.millionths(), Rounding::Ceil).unwrap_or(amount)
}

/// A part of an amount, in percent, rounded down: what may safely be taken.
pub(super) fn part_floor(amount: Amount, percent: Rate) -> Amount {
    amount.scale(percent.millionths(), WHOLE.millionths(), Rounding::Floor).unwrap_or(amount)
}

/// The smallest instalment that bounds ask of a balance, as an amount a month: the larger of the two smallest ones.
pub(super) fn instalment_monthly_min(bounds: &Bounds, balance: Amount) -> Amount {
    bounds.instalment_monthly_min.max(part_ceil(balance, bounds.instalment_share_min))
}

/// What is accepted for balances of one band. Shares are percentages, 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The smallest instalment, as an amount a month; other frequencies are compared by their amount over a year. A debt
    /// smaller than that may be paid in one.
    pub instalment_monthly_min: Amount,
    /// The smallest instalment as a share of the balance a month.
    pub instalment_share_min: Rate,
    /// The longest term, in months from the first payment: 1 to [`TERM_MONTHS_MAX`].
    pub term_months_max: i64,
    /// The latest first payment, in days from the day of the proposal: 0 to [`START_DAYS_MAX`].
    pub start_days_max: i64,
    /// The smallest down-payment, as a share of what is paid in all; less than 100.
    pub down_payment_share_min: Rate,
    /// The largest part of what is left over that the instalments may take, where left over is known: an operator who
    /// takes all of it gets a broken arrangement. `None` leaves it to the client.
    pub left_over_share_max: Option<Rate>,
    /// Whether less than what is owed may settle it.
    pub settlement: Option<SettlementRule>,
    /// Whether a proposal within these bounds is accepted at once; a person looks at it otherwise.
    pub auto_accept: bool,
}

/// What is accepted as full and final.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettlementRule {
    /// The smallest share of the balance; more than nothing.
    pub share_min: Rate,
    /// Whether it is accepted at once; a person looks at it otherwise.
    pub auto_accept: bool,
    /// Whether the operator names a settlement of its own accord, where the client can afford nothing else that it
    /// accepts.
    pub may_be_offered: bool,
}

/// The balances that some bounds are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// Balances up to this one; `None` for all larger ones.
    pub balance_max: Option<Amount>,
    /// What is accepted.
    pub bounds: Bounds,
}

/// The rules that hold for some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// The first day.
    pub from: Date,
    /// The last day; `None` while it holds until further notice.
    pub until: Option<Date>,
    /// Bands from the smallest to the largest balance.
    pub bands: Vec<Band>,
    /// What a client may change alone.
    pub changes: ChangeRules,
}

impl Edition {
    /// The largest balance below this one whose band is accepted at once; `None` if no smaller one is.
    pub(super) fn auto_accept_below(&self, balance: Amount) -> Option<Amount> {
        let below = self.bands.iter().filter(|band| band.bounds.auto_accept).filter_map(|band| band.balance_max);
        below.filter(|balance_max| *balance_max < balance).max()
    }

    /// The band of a balance; `None` above the last.
    #[must_use]
    pub fn band(&self, balance: Amount) -> Option<&Band> {
        self.bands.iter().find(|band| band.balance_max.is_none_or(|balance_max| balance <= balance_max))
    }

    /// Whether it holds on that day.
    #[must_use]
    pub fn holds_on(&self, date: Date) -> bool {
        self.from <= date && self.until.is_none_or(|until| date <= until)
    }
}

/// An operator's acceptance rules over time. Build it with [`PolicyBook::new`], which refuses rules nobody could meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyBook {
    editions: Vec<Edition>,
    start_earliest: Option<Date>,
}

/// What is wrong with a book, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BookError {
    /// The edition, from 0.
    pub edition: usize,
    /// The band within it, from 0, if the error is in a band.
    pub band: Option<usize>,
    /// What is wrong.
    pub kind: BookErrorKind,
}

/// What can be wrong with a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookErrorKind {
    /// It ends before it begins.
    EndsBeforeStart,
    /// It begins before the one listed earlier has ended.
    Overlaps,
    /// There is no band.
    NoBand,
    /// The band is not above the one before, or follows one without end.
    BandOrder,
    /// The smallest instalment is negative.
    InstalmentNegative,
    /// A share is more than 100 percent; a down-payment share 100 or more.
    Share,
    /// The smallest settlement is nothing.
    SettlementOfNothing,
    /// The longest term is outside its bounds.
    Term,
    /// The latest start is outside its bounds.
    Start,
    /// A rule on changes is out of bounds.
    Changes,
}

impl PolicyBook {
    /// A book of editions in the order of their dates.
    ///
    /// # Errors
    /// See [`BookError`].
    pub fn new(editions: Vec<Edition>) -> Result<Self, BookError> {
        for (index, edition) in editions.iter().enumerate() {
            let fail = |band, kind| Err(BookError { edition: index, band, kind });
            if edition.until.is_some_and(|until| until < edition.from) {
                return fail(None, BookErrorKind::EndsBeforeStart);
            }
            let before = index.checked_sub(1).and_then(|before| editions.get(before));
            if before.is_some_and(|before| before.until.is_none_or(|until| until >= edition.from)) {
                return fail(None, BookErrorKind::Overlaps);
            }
            if edition.bands.is_empty() {
                return fail(None, BookErrorKind::NoBand);
            }
            if !edition.changes.is_sound() {
                return fail(None, BookErrorKind::Changes);
            }
            let mut below = Some(Amount::ZERO);
            for (place, band) in edition.bands.iter().enumerate() {
                let above = below.is_some_and(|below| band.balance_max.is_none_or(|balance_max| balance_max > below));
                if !above {
                    return fail(Some(place), BookErrorKind::BandOrder);
                }
                below = band.balance_max;
                if let Err(kind) = check(&band.bounds) {
                    return fail(Some(place), kind);
                }
            }
        }
        Ok(Self { editions, start_earliest: None })
    }

    /// A book of one edition that is known to be sound.
    pub(in crate::arrangement) fn of_one(edition: Edition) -> Self {
        Self { editions: vec![edition], start_earliest: None }
    }

    /// These rules, by which now no first payment lies before a day: nothing may overshadow the right to dispute while it
    /// lasts (12 CFR 1006.38(b)). The time allowed for the first payment counts from that day where it is later than the
    /// day of the proposal. `None` for no such day.
    #[must_use]
    pub fn with_start_earliest(self, start_earliest: Option<Date>) -> Self {
        Self { start_earliest, ..self }
    }

    /// The day before which no first payment lies, if there is one.
    pub(super) const fn start_earliest(&self) -> Option<Date> {
        self.start_earliest
    }

    /// The edition that holds on a day.
    #[must_use]
    pub fn edition(&self, date: Date) -> Option<&Edition> {
        self.editions.iter().find(|edition| edition.holds_on(date))
    }

    /// The editions in the order of their dates.
    #[must_use]
    pub fn editions(&self) -> &[Edition] {
        &self.editions
    }
}

fn check(bounds: &Bounds) -> Result<(), BookErrorKind> {
    if bounds.instalment_monthly_min < Amount::ZERO {
        return Err(BookErrorKind::InstalmentNegative);
    }
    let settlement_min = bounds.settlement.map(|rule| rule.share_min);
    let left_over_max = bounds.left_over_share_max.unwrap_or(WHOLE);
    let shares = [bounds.instalment_share_min, left_over_max, settlement_min.unwrap_or(WHOLE)];
    if shares.iter().any(|share| *share > WHOLE) || bounds.down_payment_share_min >= WHOLE {
        return Err(BookErrorKind::Share);
    }
    if settlement_min.is_some_and(Rate::is_zero) {
        return Err(BookErrorKind::SettlementOfNothing);
    }
    if !(1..=TERM_MONTHS_MAX).contains(&bounds.term_months_max) {
        return Err(BookErrorKind::Term);
    }
    if !(0..=START_DAYS_MAX).contains(&bounds.start_days_max) {
        return Err(BookErrorKind::Start);
    }
    Ok(())
}
