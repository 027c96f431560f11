//! The answer for people: what comes of the plan, and a line for each month.

use domain::money::Amount;
use domain::plan::{Cheapest, MonthExtras, Outcome, Plan, Strategy, StuckBecause};
use jiff::ToSpan;
use jiff::civil::Date;

use super::read::Question;
use crate::table;

/// What of a month a column shows.
type Of = fn(&MonthExtras) -> Amount;

pub(super) fn rendered(
    question: &Question,
    plan: &Plan,
    found: Option<&Cheapest>,
    first_short: Option<&Plan>,
) -> String {
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
        Outcome::NeverClears { debt, excess, because } => {
            let (name, excess) = (id(*debt), money(*excess));
            let why = match because {
                StuckBecause::NothingPaid => format!("no money is left for {name}"),
                StuckBecause::Interest => {
                    format!("on {name} a month's interest is {excess} {code} more than what is paid")
                }
            };
            let since = plan.stuck_since.map(|month| format!(" It does not shrink from {} on.", month_text(month)));
            format!("Never clears: {why}.{}\n", since.unwrap_or_default())
        }
        Outcome::NotWithinHorizon => format!("Not cleared within {} months.\n", plan.months),
        Outcome::Shortfall { missing, .. } => format!(
            "Shortfall in {}: {} {code} more is needed than there is.\n",
            month_text(plan.months),
            money(*missing)
        ),
    };
    text.push_str(&format!("Interest {} {code}, paid {} {code}", money(plan.interest_total), money(plan.paid_total)));
    for (name, amount) in [
        ("fees", plan.fees_total),
        ("charged", plan.charged_total),
        ("forgiven", plan.forgiven_total),
        ("in reserve", plan.reserve),
    ] {
        if !amount.is_zero() {
            text.push_str(&format!(", {name} {} {code}", money(amount)));
        }
    }
    text.push_str(".\n");
    if let Some(budget) = question.scenario.budget_monthly.filter(|_| question.budget_is_assumed) {
        text.push_str(&format!("Budget: what the first month asks for, {} {code}.\n", money(budget)));
    }
    let ends_short = matches!(plan.outcome, Outcome::Shortfall { .. });
    match plan.shortfall_months {
        0 => {}
        1 if ends_short => {}
        1 => text.push_str("The money did not reach in 1 month.\n"),
        months => text.push_str(&format!("The money did not reach in {months} months.\n")),
    }
    for short in first_short.into_iter().chain(ends_short.then_some(plan)) {
        let Outcome::Shortfall { missing, shared } = &short.outcome else { continue };
        if !core::ptr::eq(short, plan) {
            let missing = money(*missing);
            text.push_str(&format!("First in {}: {missing} {code} more was needed.\n", month_text(short.months)));
        }
        let rows: Vec<Vec<String>> =
            shared.iter().enumerate().map(|(place, &amount)| vec![id(place).to_owned(), money(amount)]).collect();
        text.push('\n');
        let heading = format!("Paid in month {}", short.months);
        text.push_str(&table::columns(&["Debt", &heading], &rows));
    }
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
    let months = || plan.schedule.iter().flat_map(domain::plan::Schedule::months);
    let mut beside: Vec<(&str, Of)> = vec![
        ("Fees", |beside| beside.fees),
        ("Charged", |beside| beside.charged),
        ("Forgiven", |beside| beside.forgiven),
        ("Put by", |beside| beside.put_by),
    ];
    // A column for what happens at all.
    beside.retain(|(_, of)| months().any(|month| !of(&month.beside).is_zero()));
    let rows: Vec<Vec<String>> = months()
        .map(|month| {
            let date = calendar_month(question.start, month.number).unwrap_or_default();
            let beside = beside.iter().map(|(_, of)| of(&month.beside));
            let figures = [month.interest].into_iter().chain(beside).chain([sum(month.payments), sum(month.balances)]);
            [month.number.to_string(), date].into_iter().chain(figures.map(money)).collect()
        })
        .collect();
    if !rows.is_empty() {
        text.push('\n');
        let names = beside.iter().map(|(name, _)| *name);
        let headings: Vec<&str> =
            ["Month", "Date", "Interest"].into_iter().chain(names).chain(["Paid", "Owed"]).collect();
        text.push_str(&table::columns(&headings, &rows));
    }
    text
}

/// The calendar month of a month of the plan, as `2026-01`.
fn calendar_month(start: Option<Date>, month: u16) -> Option<String> {
    let date = start?.checked_add(i32::from(month.checked_sub(1)?).months()).ok()?;
    Some(format!("{:04}-{:02}", date.year(), date.month()))
}
