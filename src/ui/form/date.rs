//! A date as three numbers.
//!
//! Three text fields rather than the browser's own date control, because the native one shows nothing of what was typed
//! until all of it makes sense (so it cannot be kept or explained), follows the browser's language instead of the
//! page's, has parts smaller than 44 px, and works badly with voice control and at 400 % zoom. People copy these dates
//! from letters or know them by heart; a calendar to pick from would only be in the way.

use domain::typed::plain_text;
use jiff::civil::Date;
use leptos::prelude::*;
use web_sys::HtmlInputElement;

use super::field::{Error, described_by, error_view, hint_view, invalid, leaving, wrong};
use crate::live::Listener;

/// Which number comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// As written in most of the world.
    #[default]
    DayMonthYear,
    /// As written in the United States.
    MonthDayYear,
}

/// The names of the three fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateWords {
    /// "Day"
    pub day: String,
    /// "Month"
    pub month: String,
    /// "Year"
    pub year: String,
}

/// Why three typed numbers are not a date. The page owns the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// Nothing was typed.
    Required,
    /// One or two of the three are missing.
    Incomplete,
    /// Letters, signs or too many digits.
    Pattern,
    /// There is no such day.
    NoSuchDay,
}

/// Reads the value of a [`DateField`]: year, month and day as typed, joined by `-`. Each is made plain by
/// [`plain_text`], so digits of every script count. Month and day have one or two digits, a year four; of a year with
/// two the century is 20 up to 49 and 19 from 80 on, and between them nobody can tell.
///
/// # Errors
/// See [`DateError`].
pub fn parse_date(text: &str) -> Result<Date, DateError> {
    let mut parts = text.split('-').map(plain_text);
    let (year, month, day) =
        (parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let typed = [&year, &month, &day].into_iter().filter(|part| !part.is_empty()).count();
    let number = |part: &str, digits: core::ops::RangeInclusive<usize>| {
        let plain = digits.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        if plain { part.parse::<i16>().map_err(|_| DateError::Pattern) } else { Err(DateError::Pattern) }
    };
    match typed {
        0 => return Err(DateError::Required),
        1 | 2 => return Err(DateError::Incomplete),
        _ if parts.next().is_some() => return Err(DateError::Pattern),
        _ => {}
    }
    let year = match number(&year, 4..=4).or_else(|_| number(&year, 2..=2))? {
        short @ 0..=49 if year.len() == 2 => 2_000 + short,
        short @ 80..=99 if year.len() == 2 => 1_900 + short,
        _ if year.len() == 2 => return Err(DateError::Pattern),
        year => year,
    };
    let small = |part: &str| number(part, 1..=2).and_then(|n| i8::try_from(n).map_err(|_| DateError::Pattern));
    let (month, day) = (small(&month)?, small(&day)?);
    Date::new(year, month, day).map_err(|_| DateError::NoSuchDay)
}

/// The value that a [`DateField`] shows as this date.
#[must_use]
pub fn date_text(date: Date) -> String {
    [date.year().to_string(), date.month().to_string(), date.day().to_string()].join("-")
}

/// The part of a value that one of the fields shows.
fn part(text: &str, index: usize) -> String {
    text.split('-').nth(index).unwrap_or_default().to_owned()
}

/// A whole date put into one field, as year, month and day; `None` for anything else. `2026-12-31` (also with a time
/// behind it) is a year, a month and a day everywhere; with the year last, the two before it stand in the order of the
/// country, unless there is no such month and they can only be meant the other way round. Between the numbers are
/// hyphens, points, slashes or spaces.
fn whole_date(typed: &str, order: DateOrder) -> Option<[String; 3]> {
    let plain = plain_text(typed);
    let date = plain.split(['T', 't']).next()?;
    let parts: Vec<&str> = date.split(['-', '.', '/', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let is_number = |part: &&&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let [first, second, last] = parts.as_slice() else { return None };
    if parts.iter().filter(is_number).count() < 3 {
        return None;
    }
    let is_month = |part: &str| part.parse().is_ok_and(|month| (1..=12).contains(&month));
    let (year, month, day) = match (first.len(), second.len(), last.len()) {
        (4, 1 | 2, 1 | 2) => (first, second, last),
        (1 | 2, 1 | 2, 2 | 4) => {
            let (month, day) = match order {
                DateOrder::DayMonthYear => (second, first),
                DateOrder::MonthDayYear => (first, second),
            };
            if is_month(month) || !is_month(day) { (last, month, day) } else { (last, day, month) }
        }
        _ => return None,
    };
    Some([*year, *month, *day].map(str::to_owned))
}

/// The value with one part typed anew, or all three if a whole date was put into it; empty when all three are.
fn with_part(text: &str, index: usize, typed: &str, order: DateOrder) -> String {
    if let Some(date) = whole_date(typed, order) {
        return date.join("-");
    }
    let mut parts = [part(text, 0), part(text, 1), part(text, 2)];
    parts[index] = typed.replace('-', "");
    if parts.iter().all(String::is_empty) { String::new() } else { parts.join("-") }
}

/// A date, typed as day, month and year. The value is `year-month-day` as typed; read it with [`parse_date`].
#[component]
pub fn DateField(
    /// Stable and unique on the page; the id of the group. The fields are `{id}-day`, `{id}-month`, `{id}-year`.
    #[prop(into)]
    id: String,
    /// What the date is.
    #[prop(into)]
    legend: String,
    /// The three numbers as typed.
    value: RwSignal<String>,
    /// The names of the three fields.
    words: DateWords,
    /// Which number comes first.
    #[prop(optional)]
    order: DateOrder,
    /// A line of help, best an example ("For example, 27 3 2027").
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong, if something is.
    #[prop(optional, into)]
    error: Error,
    /// Called when a field is left.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let described = described_by(&id, hint.is_some(), false, error);
    let hint_line = hint_view(&id, hint);
    let error_line = error_view(&id, error);
    let field = |suffix: &'static str, label: String, index: usize| {
        let id = [id.as_str(), suffix].concat();
        let class = if index == 0 { "control control--year" } else { "control control--short" };
        let type_part: Listener = Box::new(move |event| {
            let typed = event_target_value(&event);
            value.update(|text| *text = with_part(text, index, &typed, order));
            // A whole date stands in its field until the page shows the one part, and does so only where that is new.
            if whole_date(&typed, order).is_some() {
                event_target::<HtmlInputElement>(&event).set_value(&value.with_untracked(|text| part(text, index)));
            }
        });
        view! {
            <div class="date__part">
                <label class="date__label" for=id.clone()>{label}</label>
                <div class=class>
                    <input
                        class="control__input"
                        id=id
                        type="text"
                        inputmode="numeric"
                        autocomplete="off"
                        aria-invalid=invalid(error)
                        prop:value=Signal::derive(move || value.with(|text| part(text, index)))
                        on:input=type_part
                        on:blur=leaving(on_leave)
                    />
                </div>
            </div>
        }
        .into_any()
    };
    let year = field("-year", words.year, 0);
    let month = field("-month", words.month, 1);
    let day = field("-day", words.day, 2);
    let parts = match order {
        DateOrder::DayMonthYear => [day, month, year],
        DateOrder::MonthDayYear => [month, day, year],
    };
    view! {
        <fieldset
            class="group"
            id=id
            aria-describedby=described
            class:field--wrong=wrong(error)
        >
            <legend class="field__label">{legend}</legend>
            {hint_line}
            {error_line}
            <div class="date">{parts.into_iter().collect::<Vec<_>>()}</div>
        </fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn reads_dates_or_says_why_not() {
        for (text, read) in [
            ("2027-3-27", Ok(date(2027, 3, 27))),
            ("2027- 03 -07", Ok(date(2027, 3, 7))),
            ("2028-2-29", Ok(date(2028, 2, 29))),
            ("", Err(DateError::Required)),
            ("--", Err(DateError::Required)),
            ("2027--27", Err(DateError::Incomplete)),
            ("-3-", Err(DateError::Incomplete)),
            ("26-3-27", Ok(date(2026, 3, 27))),
            ("49-3-27", Ok(date(2049, 3, 27))),
            ("80-3-27", Ok(date(1980, 3, 27))),
            ("50-3-27", Err(DateError::Pattern)),
            ("79-3-27", Err(DateError::Pattern)),
            ("026-3-27", Err(DateError::Pattern)),
            ("6-3-27", Err(DateError::Pattern)),
            ("\u{200e}2027-\u{a0}3-27\u{200b}", Ok(date(2027, 3, 27))),
            ("٢٠٢٧-٣-٢٧", Ok(date(2027, 3, 27))),
            ("２０２７-３-２７", Ok(date(2027, 3, 27))),
            ("2027-Mar-27", Err(DateError::Pattern)),
            ("2027-3-270", Err(DateError::Pattern)),
            ("2027-3-27-1", Err(DateError::Pattern)),
            ("2027-2-29", Err(DateError::NoSuchDay)),
            ("2027-13-1", Err(DateError::NoSuchDay)),
            ("2027-1-0", Err(DateError::NoSuchDay)),
        ] {
            assert_eq!(parse_date(text), read, "{text:?}");
        }
    }

    #[test]
    fn typing_part_by_part_keeps_the_others() {
        let order = DateOrder::default();
        let text = with_part("", 2, "27", order);
        assert_eq!(text, "--27");
        let text = with_part(&text, 1, "3", order);
        let text = with_part(&text, 0, "2027", order);
        assert_eq!(parse_date(&text), Ok(date(2027, 3, 27)));
        assert_eq!(text, date_text(date(2027, 3, 27)));
        assert_eq!(with_part("--27", 2, "", order), "");
        // A dash inside a part would move the others.
        assert_eq!(with_part("2027-3-27", 1, "1-2", order), "2027-12-27");
    }

    #[test]
    fn a_whole_date_spreads_over_the_three() {
        use DateOrder::{DayMonthYear, MonthDayYear};
        for (typed, order, read) in [
            ("31-12-2026", DayMonthYear, "2026-12-31"),
            ("31.12.2026", DayMonthYear, "2026-12-31"),
            ("31/12/26", DayMonthYear, "26-12-31"),
            (" 31 12 2026 ", DayMonthYear, "2026-12-31"),
            ("2026-12-31", DayMonthYear, "2026-12-31"),
            ("2026-12-31", MonthDayYear, "2026-12-31"),
            ("2026/12/31", MonthDayYear, "2026-12-31"),
            ("2026-12-31T08:30:00Z", DayMonthYear, "2026-12-31"),
            ("12/31/2026", MonthDayYear, "2026-12-31"),
            // The order of the country, and the other where there is no such month.
            ("3/4/2026", DayMonthYear, "2026-4-3"),
            ("3/4/2026", MonthDayYear, "2026-3-4"),
            ("12/31/2026", DayMonthYear, "2026-12-31"),
            ("31/12/2026", MonthDayYear, "2026-12-31"),
            ("\u{200f}٣١/١٢/٢٠٢٦", DayMonthYear, "2026-12-31"),
            // No such day either way: it is kept in the order of the country, and refused with its reason.
            ("31/31/2026", DayMonthYear, "2026-31-31"),
        ] {
            for index in 0..3 {
                assert_eq!(with_part("1-1-1", index, typed, order), read, "{typed:?}");
            }
        }
        for typed in ["31", "31/12", "31122026", "1-2", "a-b-c", "31-12-2026-1", "12345-1-1"] {
            assert_eq!(whole_date(typed, DayMonthYear), None, "{typed:?}");
        }
    }
}
