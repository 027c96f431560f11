//! Which day it is for a client: the server's instant in the time zone that the client states. A device's clock is asked
//! nowhere.

use crate::server::clock::Now;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use wire::api::Country;

/// The longest name of a time zone that is looked up; the longest of the IANA database has 32 letters.
const NAME_BYTES_MAX: usize = 64;

/// The time zone of a name in the IANA time zone database, if there is one.
#[must_use]
pub fn zone(name: &str) -> Option<TimeZone> {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"/_+-".contains(&byte);
    let is_plain = (1..=NAME_BYTES_MAX).contains(&name.len()) && name.bytes().all(is_name);
    is_plain.then(|| TimeZone::get(name).ok()).flatten()
}

/// The day for a client in this country, by the zone they stated, if they did.
///
/// Without one it is the day in London for the United Kingdom, and the latest day of any state and Puerto Rico for the
/// United States, which is Puerto Rico's: then no first payment is in the past anywhere. Guam and the Northern Marianas
/// are most of a day further; who lives there has to state the zone.
#[must_use]
pub fn today(now: Now, country: Country, stated: Option<&str>) -> Date {
    let of_country = match country {
        Country::Gb => "Europe/London",
        Country::Us => "America/Puerto_Rico",
    };
    let zone = stated.and_then(zone).or_else(|| zone(of_country)).unwrap_or(TimeZone::UTC);
    now.day_in(zone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::clock::Clock;
    use jiff::Timestamp;

    #[test]
    fn the_day_is_that_of_the_zone() {
        let day = |at: &str, country: Country, stated: Option<&str>| {
            let at: Timestamp = at.parse().expect("a time");
            today(Clock::of(move || at).now(), country, stated).to_string()
        };
        for (at, country, stated, expected) in [
            ("2026-12-01T00:30:00Z", Country::Gb, None, "2026-12-01"),
            // Summer time: an hour before.
            ("2026-06-30T23:30:00Z", Country::Gb, None, "2026-07-01"),
            // Still November in every state.
            ("2026-12-01T03:30:00Z", Country::Us, None, "2026-11-30"),
            // December in Puerto Rico, an hour later in New York, and ten in Honolulu.
            ("2026-12-01T04:30:00Z", Country::Us, None, "2026-12-01"),
            ("2026-12-01T04:30:00Z", Country::Us, Some("America/New_York"), "2026-11-30"),
            ("2026-12-01T09:30:00Z", Country::Us, Some("Pacific/Honolulu"), "2026-11-30"),
            ("2026-11-30T15:00:00Z", Country::Us, Some("Pacific/Guam"), "2026-12-01"),
            ("2026-12-01T04:30:00Z", Country::Us, Some("Nowhere/Here"), "2026-12-01"),
        ] {
            assert_eq!(day(at, country, stated), expected, "{at} {stated:?}");
        }
        for wrong in ["", "../../etc/passwd", "Europe/London ", "UTC\n", &"a".repeat(65)] {
            assert!(zone(wrong).is_none(), "{wrong}");
        }
        assert!(zone("Europe/London").is_some() && zone("Asia/Kolkata").is_some());
    }
}
