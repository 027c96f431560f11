//! The clocks and duties of a jurisdiction. The figures are data ([`Pack`]); here is only how they are counted.
//!
//! A place that does not set a figure has no such clock, and the functions say `None`: the law of one country is never
//! assumed for another. What the operator grants beyond the law goes into the data as well.

mod claims;
mod clocks;
mod contact;
mod figure;

pub use claims::{Consent, Dispute, DisputeEffect};
pub use clocks::{BreathingSpace, Halt, HaltCause, NoticeWindow, Validation, is_halted, is_silent};
pub use contact::{Contact, ContactWishes, LocalTime, Media, Medium, NoContact, Place, Places};
pub use figure::Figure;

use crate::calendar::Calendar;
use jiff::civil::Date;

/// One figure of the law and the time it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DatedFigure {
    /// Which one.
    pub figure: Figure,
    /// Its value, in the unit of its name; not negative.
    pub value: i64,
    /// The first day.
    pub from: Date,
    /// The last day; `None` while it holds.
    pub until: Option<Date>,
}

/// The figures and the business days of one jurisdiction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pack {
    figures: Vec<DatedFigure>,
    calendar: Calendar,
    banks: Calendar,
}

/// The largest figure a clock is run with: more than any law counts, and small enough for every calendar.
const VALUE_MAX: i64 = 100_000;

impl Pack {
    /// A pack of figures in any order. Of two that hold on one day the one that began later counts. Banks keep the
    /// business days of everybody else.
    #[must_use]
    pub fn new(mut figures: Vec<DatedFigure>, calendar: Calendar) -> Self {
        figures.sort_unstable_by_key(|dated| core::cmp::Reverse(dated.from));
        Self { figures, banks: calendar.clone(), calendar }
    }

    /// This pack, with the days on which banks are open where those differ from business days.
    #[must_use]
    pub fn with_banks(self, banks: Calendar) -> Self {
        Self { banks, ..self }
    }

    /// A figure as it stands on a day; `None` where there is none. Held between 0 and 100,000.
    #[must_use]
    pub fn figure(&self, figure: Figure, on: Date) -> Option<i64> {
        self.dated(figure, on).map(|dated| dated.value.clamp(0, VALUE_MAX))
    }

    /// Like [`Self::figure`], with the time it holds, as it stands in the data.
    #[must_use]
    pub fn dated(&self, figure: Figure, on: Date) -> Option<&DatedFigure> {
        let holds = |dated: &&DatedFigure| {
            dated.figure == figure && dated.from <= on && dated.until.is_none_or(|until| on <= until)
        };
        self.figures.iter().find(holds)
    }

    /// The business days of the place.
    #[must_use]
    pub const fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The business days of its banks.
    #[must_use]
    pub const fn banks(&self) -> &Calendar {
        &self.banks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_figure_of_the_day_counts() {
        let dated = |value, from, until| DatedFigure { figure: Figure::MoratoriumMonths, value, from, until };
        let pack = Pack::new(
            vec![
                dated(2, date(2016, 11, 30), Some(date(2022, 9, 30))),
                dated(6, date(2022, 10, 1), None),
                dated(7, date(2030, 1, 1), None),
            ],
            Calendar::default(),
        );
        let on = |day| pack.figure(Figure::MoratoriumMonths, day);
        assert_eq!(on(date(2016, 11, 29)), None);
        assert_eq!(on(date(2022, 9, 30)), Some(2));
        assert_eq!(on(date(2026, 11, 22)), Some(6));
        assert_eq!(on(date(2031, 1, 1)), Some(7));
        assert_eq!(pack.figure(Figure::CallsMax, date(2026, 11, 22)), None);
    }
}
