//! The clock and the calendar of the person. The domain reads neither: a page passes today and now on.
//!
//! A device's clock may be wrong by weeks, and what counts between two people must not follow it. Every answer of the
//! server tells its instant; from the first one on, that decides. The time zone stays the browser's.

use jiff::civil::Date;
use js_sys::{Intl, Object, Reflect};
use std::cell::Cell;

/// A clock that is off by less than this is as good as right: answers take their time, too.
const WRONG_MS_MIN: f64 = 10.0 * 60.0 * 1_000.0;

thread_local! {
    /// What the server's clock is ahead of the device's, in milliseconds; `None` until the server has answered.
    static AHEAD_MS: Cell<Option<f64>> = const { Cell::new(None) };
}

/// Takes over the server's instant (RFC 3339) from an answer that came just now. What cannot be read is passed over.
pub fn set_server_time(text: &str) {
    let server_ms = js_sys::Date::parse(text);
    if server_ms.is_finite() {
        AHEAD_MS.set(Some(server_ms - js_sys::Date::now()));
    }
}

/// Whether the server has told its instant.
#[must_use]
pub fn is_confirmed() -> bool {
    AHEAD_MS.get().is_some()
}

/// Whether the device's clock is so far from the server's that the person should know.
#[must_use]
pub fn is_wrong() -> bool {
    AHEAD_MS.get().is_some_and(|ahead| ahead.abs() >= WRONG_MS_MIN)
}

/// This moment, by the server's clock as far as it is known.
fn now() -> js_sys::Date {
    js_sys::Date::new(&(js_sys::Date::now() + AHEAD_MS.get().unwrap_or_default()).into())
}

/// Today, where the person is.
#[must_use]
pub fn today() -> Date {
    let now = now();
    let year = i16::try_from(now.get_full_year()).unwrap_or(i16::MAX);
    let month = i8::try_from(now.get_month()).unwrap_or_default().saturating_add(1);
    let day = i8::try_from(now.get_date()).unwrap_or(1);
    // A browser's calendar has no other days than ours, so this cannot miss.
    Date::new(year, month, day).unwrap_or(Date::ZERO)
}

/// The IANA name of the browser's time zone (`Europe/London`); empty where it does not say.
#[must_use]
pub fn time_zone() -> String {
    let options = Intl::DateTimeFormat::new(&js_sys::Array::new(), &Object::new()).resolved_options();
    let zone = Reflect::get(&options, &"timeZone".into()).ok();
    zone.and_then(|zone| zone.as_string()).unwrap_or_default()
}

/// This moment in UTC, as documents write it (RFC 3339).
#[must_use]
pub fn now_text() -> String {
    String::from(now().to_iso_string())
}

/// This moment by the device's own clock, in milliseconds since 1970: for how long something takes.
#[must_use]
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// The moment a document names (RFC 3339), in milliseconds since 1970; `None` if it cannot be read.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "every moment of a calendar is a whole number far within")]
pub fn parse_ms(text: &str) -> Option<i64> {
    let ms = js_sys::Date::parse(text);
    ms.is_finite().then_some(ms as i64)
}
