//! The time in which debts may be disputed before anything else is asked (12 CFR 1006.34(b)(5)), by the law that this
//! program carries.

use content::Law;
use domain::arrangement::days_after;
use domain::rights::Pack;
use jiff::civil::Date;
use std::sync::LazyLock;
use wire::api::{Country, ValidationPeriod};

/// The law of the United States; `None` only if the program was put together from files that do not fit each other.
static US: LazyLock<Option<Pack>> = LazyLock::new(|| {
    let law: Law = wire::json::parse(include_bytes!(concat!(env!("OUT_DIR"), "/law-us.json"))).ok()?;
    Some(law.pack(None))
});

/// The validation period of an invitation: of the information that was sent on a day before, or else of the invitation
/// itself. Only the United States have one; none for what was sent before there was the rule.
#[must_use]
pub fn of(country: Country, created_on: Date, sent_on: Option<Date>) -> Option<ValidationPeriod> {
    if country != Country::Us {
        return None;
    }
    let period = US.as_ref()?.validation(sent_on.unwrap_or(created_on), None)?;
    Some(ValidationPeriod { sent_on: period.sent, received_on: period.received, ends_on: period.ends })
}

/// The last day of a link: none lies within the validation period, nor on its last day (12 CFR 1006.38(b)).
#[must_use]
pub fn last_day(expires_on: Date, period: Option<ValidationPeriod>) -> Date {
    expires_on.max(period.map_or(expires_on, |period| days_after(period.ends_on, 1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_period_counts_from_the_invitation_or_from_what_was_sent_before() {
        // Comment 34(b)(5)-1: sent on Monday, 2 March 2026, received on 9 March, ends on 8 April.
        let sent = date(2026, 3, 2);
        let period = of(Country::Us, sent, None).expect("a period");
        assert_eq!((period.received_on, period.ends_on), (date(2026, 3, 9), date(2026, 4, 8)));
        assert_eq!(of(Country::Us, date(2026, 11, 30), Some(sent)), Some(period));
        assert_eq!(of(Country::Gb, sent, None), None);
        // Before 30 November 2021 there was no such rule.
        assert_eq!(of(Country::Us, sent, Some(date(2021, 11, 29))), None);
        // Through Thanksgiving.
        let period = of(Country::Us, date(2026, 11, 22), None).expect("a period");
        assert_eq!((period.received_on, period.ends_on), (date(2026, 11, 30), date(2026, 12, 30)));
    }

    #[test]
    fn no_deadline_lies_within_it() {
        let period = of(Country::Us, date(2026, 3, 2), None);
        for (asked, last) in [((3, 20), (4, 9)), ((4, 8), (4, 9)), ((4, 9), (4, 9)), ((5, 1), (5, 1))] {
            let day = |(month, day)| date(2026, month, day);
            assert_eq!(last_day(day(asked), period), day(last));
        }
        assert_eq!(last_day(date(2026, 3, 20), None), date(2026, 3, 20));
    }
}
