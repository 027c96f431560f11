//! The one figure of the law this page needs: from how much on a forgiven debt is reported to the tax authority.

use browser::clock::today;
use domain::money::Amount;
use domain::rights::Figure;
use jiff::civil::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::json::document;

use crate::store::{AppState, net};

/// A figure of the law in major units, with the days it holds.
struct Rule {
    id: String,
    value: i64,
    start: Date,
    end: Option<Date>,
}

document!(Rule { id, value, start, end });

/// What is read here of the law of a country.
struct Rules {
    rules: Vec<Rule>,
}

document!(Rules { rules });

impl Rules {
    fn reported_from(&self, day: Date) -> Option<i64> {
        let holds = |rule: &&Rule| {
            rule.id == Figure::CancelledDebtReportMin.id() && rule.start <= day && rule.end.is_none_or(|end| day <= end)
        };
        self.rules.iter().find(holds).map(|rule| rule.value)
    }
}

/// Asks for it. Until it is here, and where the law says nothing, no note is shown.
pub fn taxed_from(state: AppState) -> RwSignal<Option<Amount>> {
    let found = RwSignal::new(None);
    let (country, currency) = untrack(|| (state.case.country.get(), state.currency()));
    spawn_local(async move {
        let Ok(rules) = net::get_content::<Rules>(&content::law_path(&country)).await else { return };
        if let Some(value) = rules.reported_from(today()) {
            // The page may be left before the answer is here.
            let _ = found.try_set(Some(Amount::from_minor(value.saturating_mul(currency.minor_per_major()))));
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_figure_that_holds_on_the_day_counts() {
        let text = br#"{"rules":[{"id":"calls_max","value":7,"start":"2021-11-30"},
            {"id":"cancelled_debt_report_min","value":500,"start":"1990-01-01","end":"1993-12-31"},
            {"id":"cancelled_debt_report_min","value":600,"start":"1994-01-01"}]}"#;
        let rules: Rules = wire::json::parse(text).expect("rules");
        assert_eq!(rules.reported_from(date(2026, 11, 22)), Some(600));
        assert_eq!(rules.reported_from(date(1993, 12, 31)), Some(500));
        assert_eq!(rules.reported_from(date(1989, 12, 31)), None);
        assert_eq!(Rules { rules: vec![] }.reported_from(date(2026, 1, 1)), None);
    }
}
