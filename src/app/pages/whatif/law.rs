//! The one figure of the law this page needs: from how much on a forgiven debt is reported to the tax authority.

use browser::clock::today;
use content::{Content, Cursor};
use domain::calendar;
use domain::money::Amount;
use domain::rights::Figure;
use jiff::civil::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::net;
use crate::state::AppState;

/// The amount in major units with the days it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct ReportedFrom(Vec<(i64, Option<Date>, Option<Date>)>);

impl Content for ReportedFrom {
    fn read(cursor: &mut dyn Cursor) -> Self {
        let mut found = Vec::new();
        cursor.list("rules");
        while cursor.next() {
            if cursor.text("id") == Figure::CancelledDebtReportMin.id() {
                let value = i64::try_from(cursor.number("value", u64::from(u32::MAX))).unwrap_or_default();
                let start = calendar::parse(&cursor.text("start"));
                let end = cursor.text_or_nothing("end").and_then(|end| calendar::parse(&end));
                found.push((value, start, end));
            }
            cursor.leave();
        }
        Self(found)
    }
}

impl ReportedFrom {
    fn on(&self, day: Date) -> Option<i64> {
        let holds = |(_, start, end): &&(i64, Option<Date>, Option<Date>)| {
            start.is_some_and(|start| start <= day) && end.is_none_or(|end| day <= end)
        };
        self.0.iter().find(holds).map(|(value, ..)| *value)
    }
}

/// Asks for it. Until it is here, and where the law says nothing, no note is shown.
pub fn taxed_from(state: AppState) -> RwSignal<Option<Amount>> {
    let found = RwSignal::new(None);
    let (country, currency) = untrack(|| (state.case.country.get(), state.currency()));
    spawn_local(async move {
        let Ok(rules) = net::get_content::<ReportedFrom>(&content::law_path(&country)).await else { return };
        if let Some(value) = rules.on(today()) {
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
        let rules: ReportedFrom = crate::walk::read(text).expect("rules");
        assert_eq!(rules.on(date(2026, 11, 22)), Some(600));
        assert_eq!(rules.on(date(1993, 12, 31)), Some(500));
        assert_eq!(rules.on(date(1989, 12, 31)), None);
        assert_eq!(ReportedFrom::default().on(date(2026, 1, 1)), None);
    }
}
