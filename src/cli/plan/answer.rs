//! The answer as a document.

use domain::money::Amount;
use domain::plan::{Cheapest, Month, Note, Outcome, Plan, StuckBecause, notes, true_apr};
use serde::Serialize;
use serde_json::{Value, json};

use super::changes::Sale;
use super::questions::Answers;
use super::read::Question;
use crate::Ordered;
use crate::figures::Money;

#[derive(Serialize)]
pub(super) struct Output {
    outcome: &'static str,
    /// Months until nothing is owed; null for any other outcome.
    months: Option<u16>,
    /// Months that were looked at; interest and payments are those of these months.
    months_simulated: u16,
    interest_total: String,
    paid_total: String,
    /// What may be paid a month, where the document does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    budget_monthly: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fees_total: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    forgiven_total: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    charged_total: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reserve: Option<String>,
    #[serde(skip_serializing_if = "is_none_at_all")]
    shortfall_months: u16,
    /// The first ranking.
    order: Vec<String>,
    cleared: Vec<ClearedOutput>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    forgiven: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    moves: Vec<Value>,
    /// What stands aside because it is disputed, withdrawn or perhaps time-barred.
    #[serde(skip_serializing_if = "Option::is_none")]
    set_aside: Option<Ordered<String>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    never_clears: Option<NeverClearsOutput>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shortfall: Option<ShortfallOutput>,
    /// The first month that was short, where the plan goes on all the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    first_shortfall: Option<ShortfallOutput>,
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<FoundOutput>,
    #[serde(flatten)]
    answers: Answers,
    #[serde(skip_serializing_if = "Option::is_none")]
    schedule: Option<Vec<MonthOutput>>,
}

const fn is_none_at_all(months: &u16) -> bool {
    *months == 0
}

#[derive(Serialize)]
struct ClearedOutput {
    id: String,
    month: u16,
}

#[derive(Serialize)]
struct NeverClearsOutput {
    id: String,
    /// By how much a month's interest exceeds what is paid.
    excess: String,
    /// `no_money_left` if nothing at all is paid on it; left out where interest and fees take all that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<&'static str>,
    /// The month from which it does not shrink any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    stuck_since: Option<u16>,
}

#[derive(Serialize)]
struct ShortfallOutput {
    month: u16,
    missing: String,
    shared: Ordered<String>,
}

/// What `cheapest_found` found.
#[derive(Serialize)]
struct FoundOutput {
    strategy: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    order: Vec<String>,
    saved_against_minimums_only: Option<String>,
    saved_against_avalanche: Option<String>,
}

#[derive(Serialize)]
struct MonthOutput {
    month: u16,
    interest: String,
    payments: Ordered<String>,
    balances: Ordered<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fees: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    charged: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    forgiven: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    put_by: Option<String>,
}

/// Why a debt never clears, where it is not that interest takes what is paid.
pub(super) fn stuck_id(because: StuckBecause) -> Option<&'static str> {
    (because == StuckBecause::NothingPaid).then(|| because.id())
}

pub(super) const fn outcome_id(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Cleared => "cleared",
        Outcome::NeverClears { .. } => "never_clears",
        Outcome::NotWithinHorizon => "not_within_horizon",
        Outcome::Shortfall { .. } => "shortfall",
    }
}

pub(super) fn output(
    question: &Question,
    plan: &Plan,
    found: Option<&Cheapest>,
    first_short: Option<&Plan>,
    answers: Answers,
) -> Output {
    let money = |amount: Amount| question.currency.decimal_text(amount);
    let unless_nothing = |amount: Amount| (!amount.is_zero()).then(|| money(amount));
    let debts = &question.scenario.debts;
    let id = |place: usize| question.id(place).to_owned();
    let by_id = |amounts: &[Amount]| {
        Ordered(debts.iter().zip(amounts).map(|(debt, &amount)| (debt.id.as_str().to_owned(), money(amount))).collect())
    };
    let never_clears = match &plan.outcome {
        Outcome::NeverClears { debt, excess, because } => Some(NeverClearsOutput {
            id: id(*debt),
            excess: money(*excess),
            because: stuck_id(*because),
            stuck_since: plan.stuck_since,
        }),
        _ => None,
    };
    let shortfall_of = |plan: &Plan| match &plan.outcome {
        Outcome::Shortfall { missing, shared } => {
            Some(ShortfallOutput { month: plan.months, missing: money(*missing), shared: by_id(shared) })
        }
        _ => None,
    };
    let shortfall = shortfall_of(plan);
    let month = |month: Month<'_>| MonthOutput {
        month: month.number,
        interest: money(month.interest),
        payments: by_id(month.payments),
        balances: by_id(month.balances),
        fees: unless_nothing(month.beside.fees),
        charged: unless_nothing(month.beside.charged),
        forgiven: unless_nothing(month.beside.forgiven),
        put_by: unless_nothing(month.beside.put_by),
    };
    let aside = debts.iter().filter_map(|debt| {
        let aside = debt.details.status.excluded(debt.balance);
        Some((debt.id.as_str().to_owned(), unless_nothing(aside)?))
    });
    let aside: Vec<(String, String)> = aside.collect();
    let forgiven = plan.forgiven.iter().map(
        |forgiven| json!({"id": question.id(forgiven.debt), "month": forgiven.month, "amount": money(forgiven.amount)}),
    );
    let moves = plan.moves.iter().enumerate().map(|(nth, moved)| {
        json!({
            "to": question.id(moved.to), "month": moved.month, "amount": money(moved.amount), "fee": money(moved.fee),
            "apr_percent": true_apr(plan, nth, debts[moved.to].details.rate_basis).ok().map(domain::apr::Apr::decimal_text),
        })
    });
    let schedule = plan.schedule.as_ref().filter(|_| question.input.schedule.unwrap_or(true));
    Output {
        outcome: outcome_id(&plan.outcome),
        months: plan.is_cleared().then_some(plan.months),
        months_simulated: plan.months,
        interest_total: money(plan.interest_total),
        paid_total: money(plan.paid_total),
        fees_total: unless_nothing(plan.fees_total),
        forgiven_total: unless_nothing(plan.forgiven_total),
        charged_total: unless_nothing(plan.charged_total),
        reserve: unless_nothing(plan.reserve),
        budget_monthly: question.scenario.budget_monthly.filter(|_| question.budget_is_assumed).map(money),
        // One that ends the plan is told in `shortfall`.
        shortfall_months: if shortfall.is_some() && plan.shortfall_months == 1 { 0 } else { plan.shortfall_months },
        order: plan.order.iter().map(|&place| id(place)).collect(),
        cleared: plan.cleared.iter().map(|debt| ClearedOutput { id: id(debt.debt), month: debt.month }).collect(),
        forgiven: forgiven.collect(),
        moves: moves.collect(),
        set_aside: (!aside.is_empty()).then_some(Ordered(aside)),
        notes: notes_value(
            question,
            &notes(&question.scenario, plan, question.input.taxed_from.map(Money::amount)),
            &question.sales,
        ),
        never_clears,
        shortfall,
        first_shortfall: first_short.and_then(shortfall_of),
        found: found.map(|found| FoundOutput {
            strategy: found.strategy.id(),
            order: found.order.iter().map(|&place| id(place)).collect(),
            saved_against_minimums_only: found.saved_against_minimums.map(money),
            saved_against_avalanche: found.saved_against_avalanche.map(money),
        }),
        answers,
        schedule: schedule.map(|schedule| schedule.months().map(month).collect()),
    }
}

pub(super) fn notes_value(question: &Question, notes: &[Note], sales: &[Sale]) -> Vec<Value> {
    let value = |note: &Note| {
        let mut value = json!({"note": note.id(), "id": note.debt().map(|debt| question.id(debt))});
        if let Note::ForgivenMayBeTaxed { amount, .. } | Note::FeeToMove { amount, .. } = note {
            value["amount"] = question.currency.decimal_text(*amount).into();
        }
        value
    };
    notes.iter().map(value).chain(sales.iter().map(|sale| sale_value(question, sale))).collect()
}

pub(super) fn sale_value(question: &Question, sale: &Sale) -> Value {
    json!({"note": "sold", "id": question.id(sale.debt), "month": sale.month, "to": sale.to})
}
