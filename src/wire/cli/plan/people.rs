//! The answer for people: what comes of the plan, and a line for each month.

use domain::money::Amount;
use domain::plan::{Cheapest, Outcome, Plan, Strategy};
use jiff::ToSpan;
use jiff::civil::Date;

use super::super::table;
use super::read::Question;

pub(super) fn rendered(question: &Question, plan: &Plan, found: Option<&Cheapest>) -> String {
    let code = question.currency.code();
    let money = |amount: Amount| question.currency.decimal_text(amount);
    let id = |place: usize| question.scenario.debts[place].id.as_str();
    let month_text = |month: u16| match calendar_month(question.start, month) {
        Some(date) => format!("month {month} ({date})"),
        None => format!("month {month}"),
    };
    let mut text = match &plan.outcome {
        Outcome::Cleared if plan.months == 0 => "Nothing is owed.\n".to_owned(),
        Outcome::Cleared => format!("Cleared in {}.\n", month_text(plan.months)),
        Outcome::NeverClears { debt, excess } => format!(
            "Never clears: on {} a month's interest is {} {code} more than what is paid.\n",
            id(*debt),
            money(*excess)
        ),
        Outcome::NotWithinHorizon => format!("Not cleared within {} months.\n", plan.months),
        Outcome::Shortfall { missing, .. } => format!(
            "Shortfall in {}: the minimums are {} {code} more than the budget.\n",
            month_text(plan.months),
            money(*missing)
        ),
    };
    text.push_str(&format!(
        "Interest {} {code}, paid {} {code}.\n",
        money(plan.interest_total),
        money(plan.paid_total)
    ));
    if let Some(found) = found {
        let order: Vec<&str> = found.order.iter().map(|&place| id(place)).collect();
        let order = if order.is_empty() { String::new() } else { format!(" ({})", order.join(", ")) };
        text.push_str(&format!("Cheapest found: {}{order}.\n", found.strategy.id()));
        for (saved, against) in [
            (found.saved_against_minimums, Strategy::MinimumsOnly),
            (found.saved_against_avalanche, Strategy::Avalanche),
        ] {
            if let Some(saved) = saved {
                text.push_str(&format!("Saves {} {code} of interest against {}.\n", money(saved), against.id()));
            }
        }
    }
    if !plan.cleared.is_empty() {
        let rows: Vec<Vec<String>> =
            plan.cleared.iter().map(|debt| vec![id(debt.debt).to_owned(), debt.month.to_string()]).collect();
        text.push('\n');
        text.push_str(&table::columns(&["Debt", "Cleared in month"], &rows));
    }
    let sum = |amounts: &[Amount]| amounts.iter().copied().sum::<Amount>();
    let months = plan.schedule.iter().flat_map(domain::plan::Schedule::months);
    let rows: Vec<Vec<String>> = months
        .map(|month| {
            let date = calendar_month(question.start, month.number).unwrap_or_default();
            let figures = [month.interest, sum(month.payments), sum(month.balances)].map(money);
            [month.number.to_string(), date].into_iter().chain(figures).collect()
        })
        .collect();
    if !rows.is_empty() {
        text.push('\n');
        text.push_str(&table::columns(&["Month", "Date", "Interest", "Paid", "Owed"], &rows));
    }
    text
}

/// The calendar month of a month of the plan, as `2026-01`.
fn calendar_month(start: Option<Date>, month: u16) -> Option<String> {
    let date = start?.checked_add(i32::from(month.checked_sub(1)?).months()).ok()?;
    Some(format!("{:04}-{:02}", date.year(), date.month()))
}
