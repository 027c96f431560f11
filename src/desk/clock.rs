//! The day and the moments of the counsellor's own calendar.

use jiff::civil::Date;
use ui::format::{BrowserFormat, Format};

/// Today, where the counsellor is.
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    let year = i16::try_from(now.get_full_year()).unwrap_or(i16::MAX);
    let month = i8::try_from(now.get_month()).unwrap_or_default().saturating_add(1);
    let day = i8::try_from(now.get_date()).unwrap_or(1);
    // A browser's calendar has no other days than ours, so this cannot miss.
    Date::new(year, month, day).unwrap_or(Date::ZERO)
}

/// A moment as documents write it (RFC 3339), in words; as it stands if it cannot be read.
pub fn moment(format: BrowserFormat, text: &str) -> String {
    let ms = js_sys::Date::parse(text);
    if ms.is_nan() {
        return text.to_owned();
    }
    // A cast from a float saturates; every moment of a calendar is far within.
    format.moment(ms as i64)
}
