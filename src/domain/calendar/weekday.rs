//! The seven days of the week.

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    /// Day 1 of ISO 8601.
    Monday,
    /// Day 2.
    Tuesday,
    /// Day 3.
    Wednesday,
    /// Day 4.
    Thursday,
    /// Day 5.
    Friday,
    /// Day 6.
    Saturday,
    /// Day 7.
    Sunday,
}

impl Weekday {
    /// All of them, from Monday.
    pub const ALL: [Self; 7] =
        [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday, Self::Sunday];

    /// Counted from Monday, 0 to 6.
    #[must_use]
    pub const fn index(self) -> i64 {
        match self {
            Self::Monday => 0,
            Self::Tuesday => 1,
            Self::Wednesday => 2,
            Self::Thursday => 3,
            Self::Friday => 4,
            Self::Saturday => 5,
            Self::Sunday => 6,
        }
    }

    /// The weekday of an index, taken in weeks: 7 is a Monday again, −1 a Sunday.
    #[must_use]
    pub const fn from_index(index: i64) -> Self {
        match index.rem_euclid(7) {
            0 => Self::Monday,
            1 => Self::Tuesday,
            2 => Self::Wednesday,
            3 => Self::Thursday,
            4 => Self::Friday,
            5 => Self::Saturday,
            _ => Self::Sunday,
        }
    }

    /// The name in documents; stable for ever.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Monday => "monday",
            Self::Tuesday => "tuesday",
            Self::Wednesday => "wednesday",
            Self::Thursday => "thursday",
            Self::Friday => "friday",
            Self::Saturday => "saturday",
            Self::Sunday => "sunday",
        }
    }

    /// The weekday of an [`Self::id`].
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|weekday| weekday.id() == id)
    }
}

/// A set of weekdays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Weekdays(u8);

impl Weekdays {
    /// None of them.
    pub const NONE: Self = Self(0);
    /// Saturday and Sunday.
    pub const WEEKEND: Self = Self::NONE.with(Weekday::Saturday).with(Weekday::Sunday);

    /// This set with one more day in it.
    #[must_use]
    pub const fn with(self, weekday: Weekday) -> Self {
        Self(self.0 | 1 << weekday.index())
    }

    /// Whether this one is among them.
    #[must_use]
    pub const fn contains(self, weekday: Weekday) -> bool {
        self.0 & (1 << weekday.index()) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_places_come_back() {
        for weekday in Weekday::ALL {
            assert_eq!(Weekday::from_id(weekday.id()), Some(weekday));
            assert_eq!(Weekday::from_index(weekday.index() - 7), weekday);
        }
        assert_eq!(Weekday::from_id("Monday"), None);
    }

    #[test]
    fn a_set_holds_what_was_put_in() {
        let days = Weekdays::NONE.with(Weekday::Monday).with(Weekday::Sunday).with(Weekday::Monday);
        let held: Vec<&str> = Weekday::ALL.into_iter().filter(|&day| days.contains(day)).map(Weekday::id).collect();
        assert_eq!(held, ["monday", "sunday"]);
    }
}
