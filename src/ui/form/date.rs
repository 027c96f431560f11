//! A date as three numbers.
//!
//! Three text fields rather than the browser's own date control, because the native one shows nothing of what was typed
//! until all of it makes sense (so it cannot be kept or explained), follows the browser's language instead of the
//! page's, has parts smaller than 44 px, and works badly with voice control and at 400 % zoom. People copy these dates
//! from letters or know them by heart; a calendar to pick from would only be in the way.

use jiff::civil::Date;
use leptos::prelude::*;

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

/// Reads the value of a [`DateField`]: year, month and day as typed, joined by `-`. A year has four digits; month and
/// day one or two; spaces around a number do not matter.
///
/// # Errors
/// See [`DateError`].
pub fn parse_date(text: &str) -> Result<Date, DateError> {
    let mut parts = text.split('-').map(str::trim);
    let (year, month, day) =
        (parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let typed = [year, month, day].into_iter().filter(|part| !part.is_empty()).count();
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
    let year = number(year, 4..=4)?;
    let small = |part| number(part, 1..=2).and_then(|n| i8::try_from(n).map_err(|_| DateError::Pattern));
    let (month, day) = (small(month)?, small(day)?);
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

/// The value with one part typed anew; empty when all three are.
fn with_part(text: &str, index: usize, typed: &str) -> String {
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
            value.update(|text| *text = with_part(text, index, &typed));
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
            ("27-3-27", Err(DateError::Pattern)),
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
        let text = with_part("", 2, "27");
        assert_eq!(text, "--27");
        let text = with_part(&text, 1, "3");
        let text = with_part(&text, 0, "2027");
        assert_eq!(parse_date(&text), Ok(date(2027, 3, 27)));
        assert_eq!(text, date_text(date(2027, 3, 27)));
        assert_eq!(with_part("--27", 2, ""), "");
        // A dash inside a part would move the others.
        assert_eq!(with_part("2027-3-27", 1, "1-2"), "2027-12-27");
    }
}
