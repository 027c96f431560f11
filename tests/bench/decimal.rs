//! The decimal twin of the engine's own tests, as it stands there.

use domain::plan::Scenario;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::Figures;

pub use crate::plan::tests::decimal::{Course, simulate};

fn minor(value: Decimal) -> i64 {
    value.to_i64().unwrap_or(i64::MIN)
}

/// What is compared of a course.
#[must_use]
pub fn figures(course: &Course) -> Figures {
    let mut figures = Figures::new(course.months, minor(course.interest), minor(course.paid));
    for (_, payments, balances) in &course.rows {
        for (payment, balance) in payments.iter().zip(balances) {
            figures.add(minor(*payment), minor(*balance));
        }
    }
    figures
}

/// The smallest budget that clears by a month, found by halving.
#[must_use]
pub fn payment_to_clear_by(scenario: &Scenario, month: u16, most: i64) -> i64 {
    let mut trial = scenario.clone();
    let mut clears = |budget: i64| {
        trial.budget_monthly = Some(domain::money::Amount::from_minor(budget));
        let course = simulate(&trial);
        course.cleared.iter().all(Option::is_some) && course.months <= month
    };
    let (mut fails, mut works) = (-1, most);
    while works - fails > 1 {
        let middle = fails + (works - fails) / 2;
        if clears(middle) { works = middle } else { fails = middle }
    }
    works
}
