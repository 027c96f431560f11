//! Months to choose from.

use ui::form::SelectOption;
use ui::format::Format;

use crate::shared::plan_inputs::month_from;

/// A year and a month from 1 to 12.
pub type MonthOfYear = (i16, i8);

/// A month as documents write it: `2027-03`.
pub fn month_text((year, month): MonthOfYear) -> String {
    let text = |number: i16| number.to_string();
    [text(year), (if month < 10 { "-0" } else { "-" }).to_owned(), text(i16::from(month))].concat()
}

/// Reads a month; `None` for anything that is none.
pub fn parse_month(text: &str) -> Option<MonthOfYear> {
    let (year, month) = text.split_once('-')?;
    let is_plain = |part: &str, digits: usize| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
    let month_number: i8 = month.parse().ok()?;
    let is_month = is_plain(year, 4) && is_plain(month, 2) && (1..=12).contains(&month_number);
    if is_month { Some((year.parse().ok()?, month_number)) } else { None }
}

/// So many months ahead can be chosen one by one.
pub const AHEAD: u16 = 120;

/// Beyond them, for a wish, so many more years by their last month.
const YEARS_BEYOND: u16 = 30;

/// The months beyond those that can be chosen one by one: the last of each year, as numbers from `now`.
fn beyond(now: MonthOfYear) -> impl Iterator<Item = u16> {
    let last = month_from(now.0, now.1, AHEAD);
    let to_december = u16::try_from(12 - last.1).unwrap_or_default();
    (0..YEARS_BEYOND).map(move |years| AHEAD + to_december + 12 * years).filter(|ahead| *ahead > AHEAD)
}

/// The first month of the list for a wish that is not before this one; the last of the list where there is none.
pub fn listed(now: MonthOfYear, month: u16) -> u16 {
    if month <= AHEAD {
        month
    } else {
        beyond(now).find(|ahead| *ahead >= month).or(beyond(now).last()).unwrap_or(AHEAD)
    }
}

/// The months after `now`; with `chosen` at the head where it is none of them, so that what was chosen before still
/// shows.
pub fn options(format: &dyn Format, now: MonthOfYear, chosen: &str, goes_far: bool) -> Vec<SelectOption> {
    let option = |(year, month): MonthOfYear| SelectOption::new(month_text((year, month)), format.month(year, month));
    let mut all: Vec<SelectOption> = (1..=AHEAD).map(|ahead| option(month_from(now.0, now.1, ahead))).collect();
    if goes_far {
        all.extend(beyond(now).map(|ahead| option(month_from(now.0, now.1, ahead))));
    }
    let is_there = chosen.is_empty() || all.iter().any(|option| option.value == chosen);
    if let Some((year, month)) = parse_month(chosen).filter(|_| !is_there) {
        all.insert(0, SelectOption::new(chosen, format.month(year, month)));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use ui::format::PlainFormat;

    fn values(chosen: &str, goes_far: bool) -> Vec<String> {
        options(&PlainFormat, (2026, 11), chosen, goes_far).into_iter().map(|option| option.value).collect()
    }

    #[test]
    fn ten_years_of_months_then_the_ends_of_years() {
        let near = values("", false);
        assert_eq!((near.len(), near[0].as_str(), near[119].as_str()), (120, "2026-12", "2036-11"));
        let far = values("2030-01", true);
        assert_eq!((far.len(), far[120].as_str(), far[149].as_str()), (150, "2036-12", "2065-12"));
    }

    #[test]
    fn the_nearest_month_of_the_list_is_never_before_the_one_asked_for() {
        let nearest = |month| listed((2026, 11), month);
        assert_eq!([1, 120, 121, 122, 134].map(nearest), [1, 120, 121, 133, 145]);
        assert_eq!(nearest(1_200), 121 + 29 * 12);
        let far = values("", true);
        for month in [1, 120, 121, 300, 1_200] {
            let (year, month) = month_from(2026, 11, nearest(month));
            assert!(far.contains(&month_text((year, month))));
        }
    }

    #[test]
    fn a_month_that_is_over_still_shows() {
        assert_eq!(values("2026-10", false)[0], "2026-10");
        assert_eq!(values("no month", false).len(), 120);
    }
}
