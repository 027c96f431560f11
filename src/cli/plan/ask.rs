//! Questions beside the plan, and their answers.

use domain::debt::{MinimumRule, Percent, PercentBase, PrincipalFloor};
use domain::money::{Amount, Currency};
use domain::plan::{
    Change, Comparison, Explanation, GoalSeek, Infeasible, Instead, Moved, Outcome, PayoffDistribution, Plan, Rule,
    Scenario, Shock, Strategy, Variation, Verdict, Whom, compare, correct, explain, if_accepted, longest_holiday,
    monte_carlo, payment_to_clear_by, stress,
};
use domain::rate::Rate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::answer::{notes_value, outcome_id, sale_value};
use super::changes::{ChangeInput, Sale, When};
use super::read::{Question, strategy};
use crate::Refusal;
use crate::input;

/// The most paths of one question.
const PATHS_MAX: u32 = 100_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SolveInput {
    clear_by: When,
    holiday: Option<HolidayInput>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayInput {
    debt: Option<String>,
    with_interest: Option<bool>,
    from: When,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShockInput {
    shock: String,
    month: Option<When>,
    income: Option<String>,
    percent: Option<String>,
    amount: Option<String>,
    points: Option<String>,
    currency: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MonteCarloInput {
    seed: u64,
    paths: u32,
    income: Option<String>,
    income_spread: Option<String>,
    costs: Option<String>,
    costs_spread: Option<String>,
    #[serde(default)]
    repair_per_mille: u16,
    repair: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CompareInput {
    name: Option<String>,
    strategy: Option<String>,
    order: Option<Vec<String>>,
    budget_monthly: Option<String>,
    #[serde(default)]
    changes: Vec<ChangeInput>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WhyInput {
    month: When,
    debt: String,
}

/// Answers to what was asked beside the plan; nothing for what was not.
#[derive(Serialize)]
pub(super) struct Asked {
    #[serde(skip_serializing_if = "Option::is_none")]
    solved: Option<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stress: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    monte_carlo: Option<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    compare: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    if_accepted: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    corrected: Option<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    why: Vec<Value>,
}

pub(super) fn ask(question: &Question) -> Result<Asked, Refusal> {
    let stress = question.stress.iter().enumerate().map(|(index, shock)| answer_shock(question, index, shock));
    let why = question.why.iter().enumerate().map(|(index, why)| answer_why(question, index, why));
    Ok(Asked {
        solved: question.solve.as_ref().map(|solve| answer_solve(question, solve)).transpose()?,
        stress: stress.collect::<Result<_, _>>()?,
        monte_carlo: question.monte_carlo.as_ref().map(|paths| answer_paths(question, paths)).transpose()?,
        compare: answer_compare(question)?,
        if_accepted: answer_offers(question)?,
        corrected: answer_happened(question)?,
        why: why.collect::<Result<_, _>>()?,
    })
}

impl Question {
    fn money(&self, amount: Amount) -> String {
        self.currency.decimal_text(amount)
    }

    /// The heads of a plan, without its months.
    fn plan_value(&self, plan: &Plan) -> Value {
        json!({
            "outcome": outcome_id(&plan.outcome),
            "months": plan.is_cleared().then_some(plan.months),
            "interest_total": self.money(plan.interest_total),
            "fees_total": self.money(plan.fees_total),
            "forgiven_total": self.money(plan.forgiven_total),
            "paid_total": self.money(plan.paid_total),
        })
    }

    /// How a plan ended that is not cleared.
    fn because(&self, outcome: &Outcome, stuck_since: Option<u16>) -> Value {
        match outcome {
            Outcome::NeverClears { debt, excess } => {
                let mut value =
                    json!({"outcome": outcome_id(outcome), "id": self.id(*debt), "excess": self.money(*excess)});
                if let Some(month) = stuck_since {
                    value["stuck_since"] = month.into();
                }
                value
            }
            Outcome::Shortfall { missing, .. } => {
                json!({"outcome": outcome_id(outcome), "missing": self.money(*missing)})
            }
            Outcome::Cleared | Outcome::NotWithinHorizon => json!({"outcome": outcome_id(outcome)}),
        }
    }

    fn infeasible(&self, infeasible: &Infeasible) -> Value {
        json!({"feasible": false, "because": self.because(&infeasible.outcome, None), "nearest_month": infeasible.nearest_month})
    }
}

fn answer_solve(question: &Question, solve: &SolveInput) -> Result<Value, Refusal> {
    let by = solve.clear_by.month(question.start, "solve.clear_by")?;
    let refused = |error| question.refusal_with(error, &[], "solve");
    let Some(holiday) = &solve.holiday else {
        return Ok(match payment_to_clear_by(&question.scenario, by).map_err(refused)? {
            GoalSeek::Infeasible(infeasible) => question.infeasible(&infeasible),
            GoalSeek::Found(found) => json!({
                "feasible": true, "amount": question.money(found.amount), "plan": question.plan_value(&found.plan),
            }),
        });
    };
    let ids = question.ids();
    let whom = match &holiday.debt {
        None => Whom::All,
        Some(id) => Whom::One(question.reader(&ids).place(id, "solve.holiday.debt")?),
    };
    let from = holiday.from.month(question.start, "solve.holiday.from")?;
    let with_interest = holiday.with_interest.unwrap_or(true);
    let found = longest_holiday(&question.scenario, whom, with_interest, from, by).map_err(refused)?;
    Ok(match found {
        GoalSeek::Infeasible(infeasible) => question.infeasible(&infeasible),
        GoalSeek::Found(rest) => {
            json!({"feasible": true, "months": rest.months, "plan": question.plan_value(&rest.plan)})
        }
    })
}

impl ShockInput {
    fn read(&self, question: &Question, path: &str) -> Result<Shock, Refusal> {
        let at = |field: &str| format!("{path}.{field}");
        let needed = |field: &str| Refusal::new(at(field), format!("{} needs this field", self.shock));
        let amount = |text: &Option<String>, field: &str| {
            let text = text.as_deref().ok_or_else(|| needed(field))?;
            input::amount(text, question.currency, || at(field))
        };
        let rate = |text: &Option<String>, field: &str| {
            input::rate(text.as_deref().ok_or_else(|| needed(field))?, || at(field))
        };
        let (shock, fields): (Shock, &[&str]) = match self.shock.as_str() {
            "income_falls" => {
                let percent = rate(&self.percent, "percent")?;
                (Shock::IncomeFalls { income: amount(&self.income, "income")?, percent }, &["income", "percent"])
            }
            "cost_rises" => (Shock::CostRises { amount: amount(&self.amount, "amount")? }, &["amount"]),
            "repair" => (Shock::Repair { amount: amount(&self.amount, "amount")? }, &["amount"]),
            "rates_rise" => (Shock::RatesRise { millionths: rate(&self.points, "points")?.millionths() }, &["points"]),
            "missed_month" => (Shock::MissedMonth, &[]),
            "currency_rises" => {
                let code = self.currency.as_deref().ok_or_else(|| needed("currency"))?;
                let of_currency = |(_, currency): &(usize, &Currency)| currency.code() == code;
                let debts = question.currencies.iter().enumerate().filter(of_currency).map(|(place, _)| place);
                let percent = rate(&self.percent, "percent")?;
                (Shock::CurrencyRises { debts: debts.collect(), percent }, &["currency", "percent"])
            }
            _ => {
                let known = "income_falls, cost_rises, repair, rates_rise, missed_month, currency_rises";
                return Err(Refusal::new(at("shock"), format!("a shock is one of {known}")));
            }
        };
        let given = [
            ("income", self.income.is_some()),
            ("percent", self.percent.is_some()),
            ("amount", self.amount.is_some()),
            ("points", self.points.is_some()),
            ("currency", self.currency.is_some()),
        ];
        match given.iter().find(|(field, is_given)| *is_given && !fields.contains(field)) {
            Some((field, _)) => Err(Refusal::new(at(field), format!("does not belong to {}", self.shock))),
            None => Ok(shock),
        }
    }
}

fn answer_shock(question: &Question, index: usize, input: &ShockInput) -> Result<Value, Refusal> {
    let path = format!("stress[{index}]");
    let shock = input.read(question, &path)?;
    let month = match &input.month {
        None => 1,
        Some(when) => when.month(question.start, &format!("{path}.month"))?,
    };
    let changes: Vec<(Change, String)> =
        shock.changes(month).into_iter().map(|change| (change, path.clone())).collect();
    let (plan, verdict) =
        stress(&question.scenario, &shock, month).map_err(|error| question.refusal_with(error, &changes, &path))?;
    Ok(match verdict {
        Verdict::Survives { later, dearer } => json!({
            "shock": shock.id(), "month": month, "verdict": "survives", "months": plan.months, "later": later,
            "dearer": question.money(dearer), "shortfall_months": plan.shortfall_months,
        }),
        Verdict::Breaks { month: breaks, because } => json!({
            "shock": shock.id(), "month": month, "verdict": "breaks", "breaks_in_month": breaks,
            "because": question.because(&because, plan.stuck_since),
        }),
    })
}

impl MonteCarloInput {
    fn variation(&self, currency: Currency) -> Result<Variation, Refusal> {
        let amount = |text: &Option<String>, field: &str| match text {
            None => Ok(Amount::ZERO),
            Some(text) => input::amount(text, currency, || format!("monte_carlo.{field}")),
        };
        let spread = |text: &Option<String>, field: &str| -> Result<Percent, Refusal> {
            let path = || format!("monte_carlo.{field}");
            let spread = text.as_deref().map_or(Ok(Rate::ZERO), |text| input::rate(text, path))?;
            let most = 100 * Rate::MILLIONTHS_PER_PERCENT;
            if spread.millionths() > most { Err(Refusal::new(path(), "at most 100 percent")) } else { Ok(spread) }
        };
        if self.repair_per_mille > 1_000 {
            return Err(Refusal::new("monte_carlo.repair_per_mille", "at most 1000"));
        }
        Ok(Variation {
            income: amount(&self.income, "income")?,
            income_spread: spread(&self.income_spread, "income_spread")?,
            costs: amount(&self.costs, "costs")?,
            costs_spread: spread(&self.costs_spread, "costs_spread")?,
            repair_per_mille: self.repair_per_mille,
            repair: amount(&self.repair, "repair")?,
        })
    }
}

fn answer_paths(question: &Question, input: &MonteCarloInput) -> Result<Value, Refusal> {
    if input.paths == 0 || input.paths > PATHS_MAX {
        return Err(Refusal::new("monte_carlo.paths", format!("1 to {PATHS_MAX} paths")));
    }
    let variation = input.variation(question.currency)?;
    let refused = |error| question.refusal_with(error, &[], "monte_carlo");
    let found: PayoffDistribution =
        monte_carlo(&question.scenario, &variation, input.seed, 0, input.paths).map_err(refused)?;
    let quantiles = [10, 25, 50, 75, 90].map(|percent: u16| (percent.to_string(), found.quantile(percent * 10).into()));
    Ok(json!({
        "seed": input.seed, "paths": input.paths, "ended_by": Value::Object(quantiles.into_iter().collect()),
        "never": found.never, "with_shortfall": found.with_shortfall,
    }))
}

fn answer_compare(question: &Question) -> Result<Vec<Value>, Refusal> {
    if question.compare.is_empty() {
        return Ok(Vec::new());
    }
    let ids = question.ids();
    let reader = question.reader(&ids);
    let mut scenarios: Vec<Scenario> = vec![question.scenario.clone()];
    let mut changes = vec![Vec::new()];
    let mut sales = vec![Vec::new()];
    for (index, input) in question.compare.iter().enumerate() {
        let path = format!("compare[{index}]");
        let mut scenario = question.scenario.clone();
        if let Some(text) = &input.strategy {
            scenario.strategy = strategy(text, &format!("{path}.strategy"))?;
        }
        if let Some(order) = &input.order {
            scenario.order = reader.places(order, &format!("{path}.order"))?;
        }
        if let Some(text) = &input.budget_monthly {
            let amount = input::amount(text, question.currency, || format!("{path}.budget_monthly"))?;
            scenario.budget_monthly = Some(amount);
            scenario.payment_schedule = None;
        }
        let has_budget = scenario.budget_monthly.is_some() || scenario.payment_schedule.is_some();
        if !has_budget && scenario.strategy != Strategy::MinimumsOnly {
            scenario.budget_monthly = Some(question.first_minimums(&format!("{path}.budget_monthly"))?);
        }
        sales.push(reader.sales(&input.changes, &format!("{path}.changes"))?);
        let more = reader.all(&input.changes, &format!("{path}.changes"))?;
        scenario.changes.extend(more.iter().map(|(change, _)| change.clone()));
        scenarios.push(scenario);
        changes.push(more);
    }
    let compared = compare(&scenarios, question.taxed_from).map_err(|(place, error)| {
        let path = place.checked_sub(1).map_or(String::new(), |index| format!("compare[{index}]"));
        question.refusal_with(error, &changes[place], &path)
    })?;
    let names = core::iter::once(None).chain(question.compare.iter().map(|input| input.name.as_deref()));
    let answers = compared.iter().zip(names).enumerate();
    let value = |(place, (comparison, name)): (usize, (&Comparison, Option<&str>))| {
        comparison_value(question, comparison, name, &scenarios[place], &sales[place])
    };
    Ok(answers.map(value).collect())
}

fn comparison_value(
    question: &Question,
    comparison: &Comparison,
    name: Option<&str>,
    scenario: &Scenario,
    sales: &[Sale],
) -> Value {
    let first = comparison.first_cleared.map(|first| json!({"id": question.id(first.debt), "month": first.month}));
    json!({
        "name": name,
        "strategy": scenario.strategy.id(),
        "plan": question.plan_value(&comparison.plan),
        "months_saved": comparison.months_saved,
        "saved": comparison.saved.map(|saved| question.money(saved)),
        "first_cleared": first,
        "notes": notes_value(question, &comparison.notes, sales),
    })
}

fn answer_offers(question: &Question) -> Result<Vec<Value>, Refusal> {
    if question.offers.is_empty() {
        return Ok(Vec::new());
    }
    let offers: Vec<Change> = question.offers.iter().map(|(change, _)| change.clone()).collect();
    let found = if_accepted(&question.scenario, &offers)
        .map_err(|error| question.refusal_with(error, &question.offers, "offers"))?;
    let value = |accepted: &domain::plan::Accepted| {
        let (best, worst) = (question.plan_value(&accepted.best), question.plan_value(&accepted.worst));
        json!({"accepted": accepted.count, "best": best, "worst": worst})
    };
    Ok(found.iter().map(value).collect())
}

fn answer_happened(question: &Question) -> Result<Option<Value>, Refusal> {
    if question.happened.is_empty() && question.sales_happened.is_empty() {
        return Ok(None);
    }
    let happened: Vec<Change> = question.happened.iter().map(|(change, _)| change.clone()).collect();
    let corrected = correct(&question.scenario, &happened)
        .map_err(|error| question.refusal_with(error, &question.happened, "happened"))?;
    let moved = |((_, path), moved): (&(Change, String), &Moved)| json!({"event": path, "later": moved.later, "dearer": question.money(moved.dearer)});
    let events: Vec<Value> = question.happened.iter().zip(&corrected.moved).map(moved).collect();
    let (before, after) = (question.plan_value(&corrected.before), question.plan_value(&corrected.after));
    let mut value = json!({"before": before, "after": after, "moved": events});
    if !question.sales_happened.is_empty() {
        let sales = question.sales_happened.iter().map(|sale| sale_value(question, sale));
        value["notes"] = sales.collect::<Vec<_>>().into();
    }
    Ok(Some(value))
}

fn answer_why(question: &Question, index: usize, input: &WhyInput) -> Result<Value, Refusal> {
    let path = format!("why[{index}]");
    let month = input.month.month(question.start, &format!("{path}.month"))?;
    let ids = question.ids();
    let debt = question.reader(&ids).place(&input.debt, &format!("{path}.debt"))?;
    let found = explain(&question.scenario, month, debt).map_err(|error| question.refusal(error))?;
    found
        .map(|found| explanation_value(question, &found))
        .ok_or_else(|| Refusal::new(format!("{path}.month"), "the plan does not reach this month"))
}

/// A minimum as the document writes it.
fn rule_value(question: &Question, rule: MinimumRule) -> Value {
    let (money, percent) = (|amount: Amount| question.money(amount), |rate: Rate| rate.decimal_text());
    match rule {
        MinimumRule::Fixed(fixed) => json!({"fixed": money(fixed)}),
        MinimumRule::PercentOf { percent: share, floor, of } => {
            let of = match of {
                PercentBase::Opening => "opening",
                PercentBase::WithInterest => "with_interest",
            };
            json!({"percent": percent(share), "floor": money(floor), "of": of})
        }
        MinimumRule::InterestPlusPercent { percent: share, floor: PrincipalFloor::Whole(floor) } => {
            json!({"interest_plus_percent": percent(share), "floor": money(floor)})
        }
        MinimumRule::InterestPlusPercent { percent: share, floor: PrincipalFloor::Principal(floor) } => {
            json!({"interest_plus_percent": percent(share), "floor_principal": money(floor)})
        }
        MinimumRule::InterestPlus(principal) => json!({"interest_plus": money(principal)}),
    }
}

fn explanation_value(question: &Question, found: &Explanation) -> Value {
    let money = |amount: Amount| question.money(amount);
    let interest = found.interest.iter().map(|step| {
        json!({
            "balance": money(step.balance), "apr": step.rate.decimal_text(), "days": step.days,
            "year_days": step.year_days, "interest": money(step.interest),
        })
    });
    let steps = Rule::ALL.map(|step| {
        let source = found.source(step);
        match step {
            Rule::Interest => json!({
                "rule": step.id(), "source": source, "parts": interest.clone().collect::<Vec<_>>(),
                "day_count": found.accrual.day_count.id(), "compounding": found.accrual.compounding.id(), "result": money(found.interest_total()),
            }),
            Rule::Fees => json!({"rule": step.id(), "source": source, "result": money(found.fee)}),
            Rule::Minimum => json!({
                "rule": step.id(), "source": source, "because": found.due_because.id(),
                "minimum": rule_value(question, found.minimum_rule), "result": money(found.due),
            }),
            Rule::Extra => json!({
                "rule": step.id(), "source": source, "strategy": found.strategy.id(), "rank": found.rank,
                "budget": found.budget.map(money), "deficit": money(found.deficit), "due_on_all": money(found.due_total),
                "from_reserve": money(found.from_reserve), "result": money(found.extra()),
            }),
            Rule::Allocation => json!({"rule": step.id(), "source": source, "kind": found.allocation.id()}),
            Rule::Closing => json!({
                "rule": step.id(), "source": source, "opening": money(found.opening), "payment": money(found.payment),
                "instead": found.instead.map(Instead::id), "put_by_before": money(found.lump),
                "forgiven": money(found.forgiven), "result": money(found.closing),
            }),
        }
    });
    json!({"month": found.month, "id": question.id(found.debt), "steps": steps})
}
