//! `plan`: the course of debts under a budget and a strategy.

use std::collections::HashMap;

use domain::debt::{DEBTS_MAX, Debt, DebtId, DebtKind, MinimumRule, Particulars, Promo};
use domain::money::{AMOUNT_INPUT_MAX, Amount, Currency};
use domain::plan::{
    Cheapest, Minimums, OnShortfall, Outcome, Plan, PlanError, PlanRounding, Rerank, Scenario, Strategy, cheapest,
    cheapest_unrounded, simulate_unrounded, simulate_with_schedule,
};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::input::{self, Minimum};
use super::{Ordered, Refusal, json, table};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    currency: String,
    /// The calendar month of month 1. Only the table shows dates.
    start: Option<String>,
    #[serde(default)]
    rounding: RoundingInput,
    #[serde(default)]
    minimums: MinimumsInput,
    debts: Vec<DebtInput>,
    /// Only `minimums_only` can do without.
    budget_monthly: Option<String>,
    strategy: String,
    /// For `custom`: ids, first to be paid first; debts not named follow in their own order.
    #[serde(default)]
    order: Vec<String>,
    /// Ids of debts that get their minimum and never more.
    #[serde(default)]
    untouched: Vec<String>,
    #[serde(default)]
    rerank: RerankInput,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DebtInput {
    id: String,
    kind: Option<String>,
    /// If given, that of the plan: exchange is the caller's business.
    currency: Option<String>,
    balance: String,
    apr: String,
    promo: Option<PromoInput>,
    /// Nothing is due each month if there is none.
    minimum: Option<Minimum>,
    credit_limit: Option<String>,
    #[serde(default)]
    priority: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PromoInput {
    apr: String,
    months: u16,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum RoundingInput {
    #[default]
    HalfUp,
    HalfEven,
    None,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum MinimumsInput {
    #[default]
    FixedAtStart,
    Recomputed,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum RerankInput {
    #[default]
    OnChange,
    Monthly,
}

#[derive(Serialize)]
struct Output {
    outcome: &'static str,
    /// Months until nothing is owed; null for any other outcome.
    months: Option<u16>,
    /// Months that were looked at; interest and payments are those of these months.
    months_simulated: u16,
    interest_total: String,
    paid_total: String,
    /// The first ranking.
    order: Vec<String>,
    cleared: Vec<ClearedOutput>,
    #[serde(skip_serializing_if = "Option::is_none")]
    never_clears: Option<NeverClearsOutput>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shortfall: Option<ShortfallOutput>,
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<FoundOutput>,
    schedule: Vec<MonthOutput>,
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
}

/// A document understood.
struct Question {
    currency: Currency,
    start: Option<Date>,
    scenario: Scenario,
}

/// Simulates the plan of a document and answers with a document.
///
/// # Errors
/// A [`Refusal`] names the field at fault.
pub fn run(text: &str) -> Result<String, Refusal> {
    let question = read(text)?;
    let (plan, found) = answer(&question)?;
    json(&output(&question, &plan, found.as_ref()))
}

/// The same for people: what comes of it, and a line for each month.
///
/// # Errors
/// A [`Refusal`] names the field at fault.
pub fn table(text: &str) -> Result<String, Refusal> {
    let question = read(text)?;
    let (plan, found) = answer(&question)?;
    Ok(rendered(&question, &plan, found.as_ref()))
}

fn read(text: &str) -> Result<Question, Refusal> {
    let input: Input = input::document(text)?;
    let currency = input::currency(Some(&input.currency))?;
    if input.debts.len() > DEBTS_MAX {
        return Err(Refusal::new("debts", format!("a plan holds at most {DEBTS_MAX} debts")));
    }
    let start = match input.start.as_deref() {
        None => None,
        Some(text) => {
            Some(text.parse::<Date>().map_err(|_| Refusal::new("start", "a date is written as \"2026-01-31\""))?)
        }
    };
    let strategy = Strategy::from_id(&input.strategy).ok_or_else(|| {
        let known = Strategy::ALL.map(Strategy::id).join(", ");
        Refusal::new("strategy", format!("a strategy is one of {known}"))
    })?;
    let debts = input
        .debts
        .iter()
        .enumerate()
        .map(|(place, debt)| read_debt(debt, currency, &format!("debts[{place}]")))
        .collect::<Result<Vec<_>, _>>()?;
    let mut places: HashMap<&str, usize> = HashMap::with_capacity(debts.len());
    for (place, debt) in debts.iter().enumerate() {
        if places.insert(debt.id.as_str(), place).is_some() {
            return Err(refusal(PlanError::DuplicateId(place)));
        }
    }
    let named = |ids: &[String], field: &str| {
        let place = |(index, id): (usize, &String)| {
            let found = places.get(id.as_str()).copied();
            found.ok_or_else(|| Refusal::new(format!("{field}[{index}]"), "no debt has this id"))
        };
        ids.iter().enumerate().map(place).collect::<Result<Vec<_>, _>>()
    };
    let budget = input.budget_monthly.as_deref().map(|text| input::amount(text, currency, || "budget_monthly".into()));
    let scenario = Scenario {
        budget_monthly: budget.transpose()?,
        strategy,
        order: named(&input.order, "order")?,
        untouched: named(&input.untouched, "untouched")?,
        debts,
        minimums: match input.minimums {
            MinimumsInput::FixedAtStart => Minimums::FixedAtStart,
            MinimumsInput::Recomputed => Minimums::Recomputed,
        },
        rounding: match input.rounding {
            RoundingInput::HalfUp => PlanRounding::HalfUp,
            RoundingInput::HalfEven => PlanRounding::HalfEven,
            RoundingInput::None => PlanRounding::None,
        },
        rerank: match input.rerank {
            RerankInput::OnChange => Rerank::OnChange,
            RerankInput::Monthly => Rerank::Monthly,
        },
        start,
        rhythm: None,
        changes: Vec::new(),
        on_shortfall: OnShortfall::Stop,
    };
    Ok(Question { currency, start, scenario })
}

fn read_debt(debt: &DebtInput, currency: Currency, path: &str) -> Result<Debt, Refusal> {
    let at = |field: &str| format!("{path}.{field}");
    let id = DebtId::new(&debt.id)
        .ok_or_else(|| Refusal::new(at("id"), format!("an id is 1 to {} printable bytes", DebtId::LENGTH_MAX)))?;
    if debt.currency.as_deref().is_some_and(|code| code != currency.code()) {
        return Err(Refusal::new(at("currency"), "differs from the currency of the plan, and there is no rate"));
    }
    let kind = match debt.kind.as_deref() {
        None => DebtKind::Other,
        Some(id) => DebtKind::from_id(id).ok_or_else(|| {
            let known = DebtKind::ALL.map(DebtKind::id).join(", ");
            Refusal::new(at("kind"), format!("a kind is one of {known}"))
        })?,
    };
    let promo = match &debt.promo {
        None => None,
        Some(promo) => Some(Promo { rate: input::rate(&promo.apr, || at("promo.apr"))?, months: promo.months }),
    };
    let limit = debt.credit_limit.as_deref().map(|text| input::amount(text, currency, || at("credit_limit")));
    Ok(Debt {
        id,
        kind,
        balance: input::amount(&debt.balance, currency, || at("balance"))?,
        rate: input::rate(&debt.apr, || at("apr"))?,
        promo,
        minimum: match &debt.minimum {
            None => MinimumRule::NONE,
            Some(minimum) => minimum.rule(currency, &at("minimum"))?,
        },
        credit_limit: limit.transpose()?,
        is_priority: debt.priority,
        particulars: Particulars::NONE,
    })
}

fn answer(question: &Question) -> Result<(Plan, Option<Cheapest>), Refusal> {
    let scenario = &question.scenario;
    let (run, find): (Run, Find) = match scenario.rounding {
        PlanRounding::None => (simulate_unrounded, cheapest_unrounded),
        PlanRounding::HalfUp | PlanRounding::HalfEven => (simulate_with_schedule, cheapest),
    };
    if scenario.strategy != Strategy::CheapestFound {
        return run(scenario).map(|plan| (plan, None)).map_err(refusal);
    }
    let found = find(scenario).map_err(refusal)?;
    let plan = run(&found.follow(scenario)).map_err(refusal)?;
    Ok((plan, Some(found)))
}

type Run = fn(&Scenario) -> Result<Plan, PlanError>;
type Find = fn(&Scenario) -> Result<Cheapest, PlanError>;

/// Most of these are caught while reading; the path is right all the same.
fn refusal(error: PlanError) -> Refusal {
    let most = AMOUNT_INPUT_MAX.minor();
    let range = || format!("an amount is 0 to {most} minor units");
    match error {
        PlanError::TooManyDebts => Refusal::new("debts", format!("a plan holds at most {DEBTS_MAX} debts")),
        PlanError::DuplicateId(place) => Refusal::new(format!("debts[{place}].id"), "another debt has this id"),
        PlanError::Balance(place) => Refusal::new(format!("debts[{place}].balance"), range()),
        PlanError::Minimum(place) => Refusal::new(format!("debts[{place}].minimum"), range()),
        PlanError::CreditLimit(place) => Refusal::new(format!("debts[{place}].credit_limit"), range()),
        PlanError::Budget => Refusal::new("budget_monthly", range()),
        PlanError::BudgetRequired => Refusal::new("budget_monthly", "only minimums_only can do without a budget"),
        PlanError::Order(place) => Refusal::new(format!("order[{place}]"), "names a debt twice"),
        PlanError::OrderRequired => Refusal::new("order", "a custom strategy needs an order"),
        PlanError::Untouched(place) => Refusal::new(format!("untouched[{place}]"), "no debt has this id"),
        other => Refusal::new(".", format!("{other:?}")),
    }
}

const fn outcome_id(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Cleared => "cleared",
        Outcome::NeverClears { .. } => "never_clears",
        Outcome::NotWithinHorizon => "not_within_horizon",
        Outcome::Shortfall { .. } => "shortfall",
    }
}

fn output(question: &Question, plan: &Plan, found: Option<&Cheapest>) -> Output {
    let money = |amount: Amount| question.currency.decimal_text(amount);
    let debts = &question.scenario.debts;
    let id = |place: usize| debts[place].id.as_str().to_owned();
    let by_id = |amounts: &[Amount]| {
        Ordered(debts.iter().zip(amounts).map(|(debt, &amount)| (debt.id.as_str().to_owned(), money(amount))).collect())
    };
    let (mut never_clears, mut shortfall) = (None, None);
    match &plan.outcome {
        Outcome::NeverClears { debt, excess } => {
            never_clears = Some(NeverClearsOutput { id: id(*debt), excess: money(*excess) });
        }
        Outcome::Shortfall { missing, shared } => {
            shortfall = Some(ShortfallOutput { month: plan.months, missing: money(*missing), shared: by_id(shared) });
        }
        Outcome::Cleared | Outcome::NotWithinHorizon => {}
    }
    Output {
        outcome: outcome_id(&plan.outcome),
        months: plan.is_cleared().then_some(plan.months),
        months_simulated: plan.months,
        interest_total: money(plan.interest_total),
        paid_total: money(plan.paid_total),
        order: plan.order.iter().map(|&place| id(place)).collect(),
        cleared: plan.cleared.iter().map(|debt| ClearedOutput { id: id(debt.debt), month: debt.month }).collect(),
        never_clears,
        shortfall,
        found: found.map(|found| FoundOutput {
            strategy: found.strategy.id(),
            order: found.order.iter().map(|&place| id(place)).collect(),
            saved_against_minimums_only: found.saved_against_minimums.map(money),
            saved_against_avalanche: found.saved_against_avalanche.map(money),
        }),
        schedule: plan
            .schedule
            .iter()
            .flat_map(domain::plan::Schedule::months)
            .map(|month| MonthOutput {
                month: month.number,
                interest: money(month.interest),
                payments: by_id(month.payments),
                balances: by_id(month.balances),
            })
            .collect(),
    }
}

fn rendered(question: &Question, plan: &Plan, found: Option<&Cheapest>) -> String {
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
