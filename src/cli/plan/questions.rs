//! Questions beside the plan, and their answers.

use domain::debt::{MinimumRule, PercentBase, PrincipalFloor};
use domain::money::{Amount, Currency};
use domain::plan::{
    Change, Comparison, DebtScope, Explanation, GoalSeek, Infeasible, Instead, Moved, Outcome, Plan, Rule, Scenario,
    Shock, Strategy, StressResult, Variation, compare, correct, explain, if_accepted, longest_holiday, monte_carlo,
    payment_to_clear_by, stress,
};
use domain::rate::Rate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::answer::{notes_value, outcome_id, sale_value, stuck_id};
use super::changes::{ChangeInput, Changes, Sale, When};
use super::read::{Question, has_budget};
use crate::figures::{Money, Named, Percent};
use crate::{At, Error, document};

/// The most paths of one question.
const PATHS_MAX: u32 = 100_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SolveInput {
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
#[serde(rename = "shock", rename_all = "snake_case", deny_unknown_fields)]
enum ShockInput {
    IncomeFalls { month: Option<When>, income: Money, percent: Percent },
    CostRises { month: Option<When>, amount: Money },
    Repair { month: Option<When>, amount: Money },
    RatesRise { month: Option<When>, points: Percent },
    MissedMonth { month: Option<When> },
    CurrencyRises { month: Option<When>, currency: String, percent: Percent },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MonteCarloInput {
    seed: u64,
    paths: u32,
    income: Option<Money>,
    income_spread: Option<Percent>,
    costs: Option<Money>,
    costs_spread: Option<Percent>,
    #[serde(default)]
    repair_per_mille: u16,
    repair: Option<Money>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CompareInput {
    name: Option<String>,
    strategy: Option<Named<Strategy>>,
    order: Option<Vec<String>>,
    budget_monthly: Option<Money>,
    #[serde(default)]
    changes: Vec<ChangeInput>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WhyInput {
    month: When,
    debt: String,
}

/// Answers to the questions beside the plan; a question that is not in the document has none.
#[derive(Serialize)]
pub(super) struct Answers {
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

pub(super) fn answer(question: &Question) -> Result<Answers, Error> {
    let solve: Option<SolveInput> = question.part(&question.input.solve, "solve")?;
    let stress: Option<Vec<ShockInput>> = question.part(&question.input.stress, "stress")?;
    let paths: Option<MonteCarloInput> = question.part(&question.input.monte_carlo, "monte_carlo")?;
    let compared: Option<Vec<CompareInput>> = question.part(&question.input.compare, "compare")?;
    let why: Option<Vec<WhyInput>> = question.part(&question.input.why, "why")?;
    let shocks = stress.iter().flatten().enumerate().map(|(index, shock)| answer_shock(question, index, shock));
    let why = why.iter().flatten().enumerate();
    let why = why.map(|(index, why)| answer_why(question, index, why));
    Ok(Answers {
        solved: solve.map(|solve| answer_solve(question, &solve)).transpose()?,
        stress: shocks.collect::<Result<_, _>>()?,
        monte_carlo: paths.map(|paths| answer_paths(question, &paths)).transpose()?,
        compare: answer_compare(question, &compared.unwrap_or_default())?,
        if_accepted: answer_offers(question)?,
        corrected: answer_happened(question)?,
        why: why.collect::<Result<_, _>>()?,
    })
}

impl Question {
    /// One of the questions beside the plan; `None` if it is not asked.
    fn part<T: DeserializeOwned>(&self, value: &Value, field: &str) -> Result<Option<T>, Error> {
        document::part(value.clone(), self.currency).at(field)
    }

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
            Outcome::NeverClears { debt, excess, because } => {
                let mut value =
                    json!({"outcome": outcome_id(outcome), "id": self.id(*debt), "excess": self.money(*excess)});
                if let Some(because) = stuck_id(*because) {
                    value["because"] = because.into();
                }
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

fn answer_solve(question: &Question, solve: &SolveInput) -> Result<Value, Error> {
    let by = solve.clear_by.month(question.start).at("solve.clear_by")?;
    let refused = |error| question.error_with(error, &[], "solve");
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
        None => DebtScope::All,
        Some(id) => DebtScope::One(question.reader(&ids).place(id, "solve.holiday.debt")?),
    };
    let from = holiday.from.month_begin(question.start, "a holiday begins").at("solve.holiday.from")?;
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
    /// The shock, and its month if there is one.
    fn shock(&self, question: &Question) -> (Shock, Option<When>) {
        match self {
            Self::IncomeFalls { month, income, percent: Percent(percent) } => {
                (Shock::IncomeFalls { income: income.amount(), percent: *percent }, *month)
            }
            Self::CostRises { month, amount } => (Shock::CostRises { amount: amount.amount() }, *month),
            Self::Repair { month, amount } => (Shock::Repair { amount: amount.amount() }, *month),
            Self::RatesRise { month, points: Percent(points) } => {
                (Shock::RatesRise { millionths: points.millionths() }, *month)
            }
            Self::MissedMonth { month } => (Shock::MissedMonth, *month),
            Self::CurrencyRises { month, currency, percent: Percent(percent) } => {
                let of_currency = |(_, its): &(usize, &Currency)| its.code() == currency;
                let debts = question.currencies.iter().enumerate().filter(of_currency).map(|(place, _)| place);
                (Shock::CurrencyRises { debts: debts.collect(), percent: *percent }, *month)
            }
        }
    }
}

fn answer_shock(question: &Question, index: usize, input: &ShockInput) -> Result<Value, Error> {
    let path = format!("stress[{index}]");
    let (shock, month) = input.shock(question);
    let month = month.map_or(Ok(1), |when| when.month(question.start).at("month")).at(&path)?;
    let changes: Vec<(Change, String)> =
        shock.changes(month).into_iter().map(|change| (change, path.clone())).collect();
    let (plan, verdict) =
        stress(&question.scenario, &shock, month).map_err(|error| question.error_with(error, &changes, &path))?;
    Ok(match verdict {
        StressResult::Survives { later, dearer } => json!({
            "shock": shock.id(), "month": month, "verdict": "survives", "months": plan.months, "later": later,
            "dearer": question.money(dearer), "shortfall_months": plan.shortfall_months,
        }),
        StressResult::Breaks { month: breaks, because } => json!({
            "shock": shock.id(), "month": month, "verdict": "breaks", "breaks_in_month": breaks,
            "because": question.because(&because, plan.stuck_since),
        }),
    })
}

fn answer_paths(question: &Question, input: &MonteCarloInput) -> Result<Value, Error> {
    let refused = |field: &str, reason: String| Err(Error::new(format!("monte_carlo.{field}"), reason));
    if input.paths == 0 || input.paths > PATHS_MAX {
        return refused("paths", format!("1 to {PATHS_MAX} paths"));
    }
    if input.repair_per_mille > 1_000 {
        return refused("repair_per_mille", "at most 1000".to_owned());
    }
    for (spread, field) in [(input.income_spread, "income_spread"), (input.costs_spread, "costs_spread")] {
        if spread.is_some_and(|Percent(spread)| spread.millionths() > 100 * Rate::MILLIONTHS_PER_PERCENT) {
            return refused(field, "at most 100 percent".to_owned());
        }
    }
    let amount = |money: Option<Money>| money.unwrap_or_default().amount();
    let spread = |percent: Option<Percent>| percent.map_or(Rate::ZERO, |Percent(spread)| spread);
    let variation = Variation {
        income: amount(input.income),
        income_spread: spread(input.income_spread),
        costs: amount(input.costs),
        costs_spread: spread(input.costs_spread),
        repair_per_mille: input.repair_per_mille,
        repair: amount(input.repair),
    };
    let found = monte_carlo(&question.scenario, &variation, input.seed, 0, input.paths)
        .map_err(|error| question.error_with(error, &[], "monte_carlo"))?;
    let quantiles = [10, 25, 50, 75, 90].map(|percent: u16| (percent.to_string(), found.quantile(percent * 10).into()));
    Ok(json!({
        "seed": input.seed, "paths": input.paths, "ended_by": Value::Object(quantiles.into_iter().collect()),
        "never": found.never, "with_shortfall": found.with_shortfall,
    }))
}

impl CompareInput {
    /// The plan with what is compared instead, and the changes that come on top.
    fn scenario(&self, question: &Question, path: &str) -> Result<(Scenario, Changes), Error> {
        let ids = question.ids();
        let reader = question.reader(&ids);
        let mut scenario = question.scenario.clone();
        if let Some(Named(strategy)) = self.strategy {
            scenario.strategy = strategy;
        }
        if let Some(order) = &self.order {
            scenario.order = reader.places(order, &format!("{path}.order"))?;
        }
        if let Some(amount) = self.budget_monthly {
            scenario.budget_monthly = Some(amount.amount());
            scenario.payment_schedule = None;
        }
        if !has_budget(&scenario) {
            scenario.budget_monthly = Some(question.first_minimums(&format!("{path}.budget_monthly"))?);
        }
        let more = reader.all(&self.changes, &format!("{path}.changes"))?;
        scenario.changes.extend(more.changes.iter().map(|(change, _)| change.clone()));
        Ok((scenario, more))
    }
}

fn answer_compare(question: &Question, inputs: &[CompareInput]) -> Result<Vec<Value>, Error> {
    if inputs.is_empty() {
        return Ok(Vec::new());
    }
    let read = |(index, input): (usize, &CompareInput)| input.scenario(question, &format!("compare[{index}]"));
    let (mut scenarios, mut more) = (vec![question.scenario.clone()], vec![Changes::default()]);
    for read in inputs.iter().enumerate().map(read) {
        let (scenario, changes) = read?;
        scenarios.push(scenario);
        more.push(changes);
    }
    let compared = compare(&scenarios, question.input.taxed_from.map(Money::amount)).map_err(|(place, error)| {
        let path = place.checked_sub(1).map_or(String::new(), |index| format!("compare[{index}]"));
        question.error_with(error, &more[place].changes, &path)
    })?;
    let names = core::iter::once(None).chain(inputs.iter().map(|input| input.name.as_deref()));
    let answers = compared.iter().zip(names).enumerate();
    let value = |(place, (comparison, name)): (usize, (&Comparison, Option<&str>))| {
        comparison_value(question, comparison, name, &scenarios[place], &more[place].sales)
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

fn answer_offers(question: &Question) -> Result<Vec<Value>, Error> {
    if question.offers.is_empty() {
        return Ok(Vec::new());
    }
    let offers: Vec<Change> = question.offers.iter().map(|(change, _)| change.clone()).collect();
    let found = if_accepted(&question.scenario, &offers)
        .map_err(|error| question.error_with(error, &question.offers, "offers"))?;
    let value = |accepted: &domain::plan::Accepted| {
        let (best, worst) = (question.plan_value(&accepted.best), question.plan_value(&accepted.worst));
        json!({"accepted": accepted.count, "best": best, "worst": worst})
    };
    Ok(found.iter().map(value).collect())
}

fn answer_happened(question: &Question) -> Result<Option<Value>, Error> {
    let Changes { changes, sales } = &question.happened;
    if changes.is_empty() && sales.is_empty() {
        return Ok(None);
    }
    let happened: Vec<Change> = changes.iter().map(|(change, _)| change.clone()).collect();
    let corrected =
        correct(&question.scenario, &happened).map_err(|error| question.error_with(error, changes, "happened"))?;
    let moved = |((_, path), moved): (&(Change, String), &Moved)| json!({"event": path, "later": moved.later, "dearer": question.money(moved.dearer)});
    let events: Vec<Value> = changes.iter().zip(&corrected.moved).map(moved).collect();
    let (before, after) = (question.plan_value(&corrected.before), question.plan_value(&corrected.after));
    let mut value = json!({"before": before, "after": after, "moved": events});
    if !sales.is_empty() {
        value["notes"] = sales.iter().map(|sale| sale_value(question, sale)).collect::<Vec<_>>().into();
    }
    Ok(Some(value))
}

fn answer_why(question: &Question, index: usize, input: &WhyInput) -> Result<Value, Error> {
    let month_path = format!("why[{index}].month");
    let month = input.month.month(question.start).at(&month_path)?;
    let ids = question.ids();
    let debt = question.reader(&ids).place(&input.debt, &format!("why[{index}].debt"))?;
    let found = explain(&question.scenario, month, debt).map_err(|error| question.error(error))?;
    let value = found.map(|found| explanation_value(question, &found));
    value.ok_or_else(|| Error::new(month_path, "the plan does not reach this month"))
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
        let mut value = json!({
            "balance": money(step.balance), "apr": step.rate.decimal_text(), "days": step.days,
            "year_days": step.year_days, "interest": money(step.interest),
        });
        if let Some(month_days) = step.month_days {
            value["month_days"] = month_days.into();
        }
        if let Some(effective) = step.effective {
            value["effective_apr"] = effective.decimal_text().into();
        }
        value
    });
    let conversion = found.accrual.conversion(found.rate_basis);
    let conversion = conversion.map(|(year, times)| format!("{year} × ((1 + r)^(1/{times}) − 1)"));
    let steps = Rule::ALL.map(|step| {
        let source = found.source(step);
        match step {
            Rule::Interest => {
                let mut value = json!({
                    "rule": step.id(), "source": source, "parts": interest.clone().collect::<Vec<_>>(),
                    "day_count": found.accrual.day_count.id(), "compounding": found.accrual.compounding.id(),
                    "result": money(found.interest_total()),
                });
                if let Some(conversion) = &conversion {
                    value["rate_is"] = found.rate_basis.id().into();
                    value["conversion"] = conversion.as_str().into();
                }
                value
            }
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
