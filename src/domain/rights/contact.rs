//! When a message or call may reach a person.

use super::{Figure, Pack};
use crate::calendar::{Weekdays, days_between, weekday};
use jiff::civil::Date;

/// A moment in the place where the person lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime {
    /// The day.
    pub date: Date,
    /// Minutes since midnight, 0 to 1,439.
    pub minute: u16,
}

/// What a person has said about being contacted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ContactWishes {
    /// No more contact at all.
    pub ceased: bool,
    /// Never on these weekdays.
    pub weekdays_off: Weekdays,
    /// Not before this minute of the day.
    pub from_minute: Option<u16>,
    /// Not from this minute of the day on.
    pub until_minute: Option<u16>,
}

/// Why there is no contact now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoContact {
    /// The person wants none.
    Ceased,
    /// Not on this weekday, by the person's wish.
    Weekday,
    /// Not at this hour, by the person's wish.
    Hour,
    /// Not at this hour, by law.
    LegalHour,
    /// So many calls were made already.
    TooManyCalls,
    /// There was a talk within the last days.
    TalkedLately,
}

impl Pack {
    /// Whether a message may be sent at a moment (12 CFR 1006.6(b)). What a person opens of their own accord is no
    /// message and may be shown at any hour.
    ///
    /// # Errors
    /// The first [`NoContact`] that holds.
    pub fn may_message(&self, wishes: ContactWishes, at: LocalTime) -> Result<(), NoContact> {
        if wishes.ceased {
            return Err(NoContact::Ceased);
        }
        if wishes.weekdays_off.contains(weekday(at.date)) {
            return Err(NoContact::Weekday);
        }
        let wished = |from: u16, until: u16| from <= at.minute && at.minute < until;
        if !wished(wishes.from_minute.unwrap_or(0), wishes.until_minute.unwrap_or(u16::MAX)) {
            return Err(NoContact::Hour);
        }
        let minutes = |figure| self.figure(figure, at.date).map(|hour| hour.saturating_mul(60));
        let from = minutes(Figure::ContactFromHour).unwrap_or(0);
        let until = minutes(Figure::ContactUntilHour).unwrap_or(i64::MAX);
        if (from..until).contains(&i64::from(at.minute)) { Ok(()) } else { Err(NoContact::LegalHour) }
    }

    /// Whether one more call about a debt may be made on a day, after these calls and the last talk about it
    /// (12 CFR 1006.14(b)(2)). Without a figure the law sets no number.
    ///
    /// # Errors
    /// [`NoContact::TooManyCalls`] or [`NoContact::TalkedLately`].
    pub fn may_call(&self, calls: &[Date], last_talk: Option<Date>, on: Date) -> Result<(), NoContact> {
        let within = |event: Date, days: i64| (0..days).contains(&days_between(event, on));
        let pause = self.figure(Figure::CallPauseAfterTalkDays, on);
        if last_talk.zip(pause).is_some_and(|(talk, days)| within(talk, days)) {
            return Err(NoContact::TalkedLately);
        }
        let figures = self.figure(Figure::CallsMax, on).zip(self.figure(Figure::CallWindowDays, on));
        let Some((calls_max, days)) = figures else { return Ok(()) };
        let made = calls.iter().filter(|&&call| within(call, days)).count();
        if i64::try_from(made).is_ok_and(|made| made < calls_max) { Ok(()) } else { Err(NoContact::TooManyCalls) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Calendar, Weekday, days_after};
    use crate::rights::DatedFigure;
    use jiff::civil::date;

    fn us() -> Pack {
        let figures = [
            (Figure::ContactFromHour, 8),
            (Figure::ContactUntilHour, 21),
            (Figure::CallsMax, 7),
            (Figure::CallWindowDays, 7),
            (Figure::CallPauseAfterTalkDays, 7),
        ];
        let dated = |(figure, value)| DatedFigure { figure, value, from: date(2021, 11, 30), until: None };
        Pack::new(figures.map(dated).to_vec(), Calendar::default())
    }

    const MONDAY: Date = date(2026, 11, 23);

    #[test]
    fn hours_of_the_law_and_of_the_person() {
        let at = |minute| LocalTime { date: MONDAY, minute };
        let anyhow = ContactWishes::default();
        assert_eq!(us().may_message(anyhow, at(7 * 60 + 59)), Err(NoContact::LegalHour));
        assert_eq!(us().may_message(anyhow, at(8 * 60)), Ok(()));
        assert_eq!(us().may_message(anyhow, at(20 * 60 + 59)), Ok(()));
        assert_eq!(us().may_message(anyhow, at(21 * 60)), Err(NoContact::LegalHour));
        // A place without figures has only the person's wishes.
        assert_eq!(Pack::default().may_message(anyhow, at(0)), Ok(()));
        let evenings = ContactWishes { from_minute: Some(18 * 60), until_minute: Some(19 * 60), ..anyhow };
        assert_eq!(us().may_message(evenings, at(12 * 60)), Err(NoContact::Hour));
        assert_eq!(us().may_message(evenings, at(18 * 60)), Ok(()));
        let mondays_off = ContactWishes { weekdays_off: Weekdays::NONE.with(Weekday::Monday), ..evenings };
        assert_eq!(us().may_message(mondays_off, at(18 * 60)), Err(NoContact::Weekday));
        let none = ContactWishes { ceased: true, ..mondays_off };
        assert_eq!(us().may_message(none, at(18 * 60)), Err(NoContact::Ceased));
    }

    #[test]
    fn seven_calls_in_seven_days() {
        let daily: Vec<Date> = (1..=7).map(|days| days_after(MONDAY, -days)).collect();
        // The call of a week ago no longer counts.
        assert_eq!(us().may_call(&daily, None, MONDAY), Ok(()));
        let twice_today = [&daily[..], &[MONDAY]].concat();
        assert_eq!(us().may_call(&twice_today, None, MONDAY), Err(NoContact::TooManyCalls));
        assert_eq!(us().may_call(&[], Some(days_after(MONDAY, -6)), MONDAY), Err(NoContact::TalkedLately));
        assert_eq!(us().may_call(&[], Some(days_after(MONDAY, -7)), MONDAY), Ok(()));
        assert_eq!(Pack::default().may_call(&twice_today, Some(MONDAY), MONDAY), Ok(()));
    }
}
