//! The browser's clock and its owner's calendar. The domain reads neither: a page passes today and now on.

use jiff::civil::Date;

/// Today, where the person is.
#[must_use]
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    let year = i16::try_from(now.get_full_year()).unwrap_or(i16::MAX);
    let month = i8::try_from(now.get_month()).unwrap_or_default().saturating_add(1);
    let day = i8::try_from(now.get_date()).unwrap_or(1);
    // A browser's calendar has no other days than ours, so this cannot miss.
    Date::new(year, month, day).unwrap_or(Date::ZERO)
}

/// This moment in UTC, as documents write it (RFC 3339).
#[must_use]
pub fn now_text() -> String {
    String::from(js_sys::Date::new_0().to_iso_string())
}

/// This moment, in milliseconds since 1970.
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
