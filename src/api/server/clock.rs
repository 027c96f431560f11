//! What time it is, from one place, so that tests can stop it.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Unit};
use std::sync::Arc;

/// Where the server reads the time: the machine's clock, or a test's.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// The clock of the machine.
    #[must_use]
    pub fn system() -> Self {
        Self(Arc::new(Timestamp::now))
    }

    /// A clock that reads the time from a function.
    #[cfg(test)]
    pub fn of(ask: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(ask))
    }

    /// The moment to the millisecond, RFC 3339 in UTC.
    #[must_use]
    pub fn precise_text(&self) -> String {
        let now = (self.0)();
        now.round(Unit::Millisecond).unwrap_or(now).to_string()
    }

    /// The moment a request is answered.
    #[must_use]
    pub fn now(&self) -> Now {
        let timestamp = (self.0)();
        // Whole seconds are what documents carry.
        Now(Timestamp::from_second(timestamp.as_second()).unwrap_or(timestamp))
    }
}

/// One moment, in whole seconds, in UTC.
#[derive(Clone, Copy, Debug)]
pub struct Now(Timestamp);

impl Now {
    /// RFC 3339: `2026-11-22T04:05:06Z`.
    #[must_use]
    pub fn text(self) -> String {
        self.0.to_string()
    }

    /// The day in UTC. A client's own day is at most one off; rules that ask for a day allow for that.
    #[must_use]
    pub fn today(self) -> Date {
        self.0.to_zoned(TimeZone::UTC).date()
    }

    /// The day in a time zone.
    #[must_use]
    pub fn day_in(self, zone: TimeZone) -> Date {
        self.0.to_zoned(zone).date()
    }

    /// This moment, or that of an RFC 3339 text if it is later: a history never runs backwards, whatever a clock does.
    #[must_use]
    pub fn not_before(self, text: &str) -> Self {
        text.parse().map_or(self, |other: Timestamp| Self(self.0.max(other)))
    }

    /// Seconds from another moment to this one; 0 if that is later or cannot be read.
    #[must_use]
    pub fn seconds_since(self, text: &str) -> i64 {
        text.parse().map_or(0, |other: Timestamp| self.0.as_second().saturating_sub(other.as_second()).max(0))
    }

    /// This moment and so many hours.
    #[must_use]
    pub fn hours_later(self, hours: i64) -> Self {
        Self(self.0.saturating_add(SignedDuration::from_hours(hours)).unwrap_or(self.0))
    }
}
