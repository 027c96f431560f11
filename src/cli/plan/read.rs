//! The document of a plan, and how it is understood.

use domain::debt::{DEBTS_MAX, Debt, DebtId};
use domain::money::{AMOUNT_INPUT_MAX, Amount, Currency};
use domain::plan::{
    CHANGES_MAX, Change, ChangeKind, Minimums, OnShortfall, Outcome, PaymentSchedule, PlanError, PlanRounding, Rerank,
    Scenario, Strategy,
};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;

use super::changes::{ChangeInput, Changes, Reader, Sale};
use super::debts::{DebtInput, ExchangeInput, Rates};
use crate::figures::{Code, Day, Money, Named, Payday};
use crate::{At, Error, document};

/// A document as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Input {
    /// Two digits after the point if not given.
    currency: Option<Code>,
    start: Option<Day>,
    #[serde(default, with = "RoundingInput")]
    rounding: PlanRounding,
    #[serde(default, with = "MinimumsInput")]
    minimums: Minimums,
    debts: Vec<DebtInput>,
    budget_monthly: Option<Money>,
    payments: Option<PaymentsInput>,
    /// The avalanche if not given.
    strategy: Option<Named<Strategy>>,
    #[serde(default)]
    order: Vec<String>,
    #[serde(default)]
    untouched: Vec<String>,
    #[serde(default, with = "RerankInput")]
    rerank: Rerank,
    #[serde(default, with = "OnShortfallInput")]
    on_shortfall: OnShortfall,
    pub schedule: Option<bool>,
    pub taxed_from: Option<Money>,
    #[serde(default)]
    exchange: Vec<ExchangeInput>,
    #[serde(default)]
    changes: Vec<ChangeInput>,
    #[serde(default)]
    offers: Vec<ChangeInput>,
    #[serde(default)]
    happened: Vec<ChangeInput>,
    // Read where they are answered, which a table does not.
    #[serde(default)]
    pub solve: Value,
    #[serde(default)]
    pub stress: Value,
    #[serde(default)]
    pub monte_carlo: Value,
    #[serde(default)]
    pub compare: Value,
    #[serde(default)]
    pub why: Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PaymentsInput {
    every: Payday,
    amount: Money,
    first: Day,
}

#[derive(Deserialize)]
#[serde(remote = "PlanRounding", rename_all = "snake_case")]
enum RoundingInput {
    HalfUp,
    HalfEven,
    None,
}

#[derive(Deserialize)]
#[serde(remote = "Minimums", rename_all = "snake_case")]
enum MinimumsInput {
    FixedAtStart,
    Recomputed,
}

#[derive(Deserialize)]
#[serde(remote = "Rerank", rename_all = "snake_case")]
enum RerankInput {
    OnChange,
    Monthly,
}

#[derive(Deserialize)]
#[serde(remote = "OnShortfall", rename_all = "snake_case")]
enum OnShortfallInput {
    Stop,
    Continue,
}

/// A document understood.
pub(super) struct Question {
    pub input: Input,
    pub currency: Currency,
    pub start: Option<Date>,
    pub scenario: Scenario,
    /// Where each change of the scenario is written.
    origins: Vec<String>,
    /// The currency each debt is owed in.
    pub currencies: Vec<Currency>,
    /// Nobody said what may be paid a month, so it is what the first month asks for.
    pub budget_is_assumed: bool,
    /// Debts that are sold, under the changes of the plan.
    pub sales: Vec<Sale>,
    pub offers: Vec<(Change, String)>,
    pub happened: Changes,
}

/// Reads and understands a document.
pub(super) fn read(text: &str) -> Result<Question, Error> {
    let input: Input = document::read(text)?;
    let currency = input.currency.map_or(Currency::USD, |Code(currency)| currency);
    if input.debts.len() > DEBTS_MAX {
        return Err(Error::new("debts", format!("a plan holds at most {DEBTS_MAX} debts")));
    }
    let start = input.start.map(|Day(start)| start);
    let rates = Rates::read(&input.exchange, currency, start)?;
    let (mut debts, mut currencies): (Vec<Debt>, Vec<Currency>) = (Vec::new(), Vec::new());
    let mut revaluations = Vec::new();
    for (place, debt) in input.debts.iter().enumerate() {
        let (debt, owed_in) = debt.debt(&rates).at(format_args!("debts[{place}]"))?;
        if debts.iter().any(|earlier| earlier.id == debt.id) {
            return Err(Error::new(format!("debts[{place}].id"), "another debt has this id"));
        }
        if owed_in != currency {
            revaluations.extend(rates.changes(place, owed_in));
        }
        currencies.push(owed_in);
        debts.push(debt);
    }
    let ids: Vec<DebtId> = debts.iter().map(|debt| debt.id.clone()).collect();
    let reader = Reader { start, ids: &ids };
    let Changes { mut changes, sales } = reader.all(&input.changes, "changes")?;
    changes.extend(revaluations);
    let offers = reader.all(&input.offers, "offers")?;
    if let Some(sale) = offers.sales.first() {
        return Err(Error::new(format!("{}.to", sale.path), "does not belong to what a creditor may accept"));
    }
    let happened = reader.all(&input.happened, "happened")?;
    let payment_schedule = match &input.payments {
        None => None,
        Some(_) if input.budget_monthly.is_some() => {
            return Err(Error::new("budget_monthly", "either budget_monthly or payments"));
        }
        Some(_) if start.is_none() => {
            return Err(Error::new("start", "payments on real dates need the start of the plan"));
        }
        Some(PaymentsInput { every, amount, first }) => {
            Some(PaymentSchedule { every: every.0, amount: amount.amount(), first: first.0 })
        }
    };
    let (changes, origins): (Vec<Change>, Vec<String>) = changes.into_iter().unzip();
    let scenario = Scenario {
        budget_monthly: input.budget_monthly.map(Money::amount),
        strategy: input.strategy.map_or(Strategy::Avalanche, |Named(strategy)| strategy),
        order: reader.places(&input.order, "order")?,
        untouched: reader.places(&input.untouched, "untouched")?,
        minimums: input.minimums,
        rounding: input.rounding,
        rerank: input.rerank,
        on_shortfall: input.on_shortfall,
        start,
        payment_schedule,
        changes,
        debts,
    };
    let budget_is_assumed = !has_budget(&scenario);
    let offers = offers.changes;
    let mut question =
        Question { input, currency, start, scenario, origins, currencies, budget_is_assumed, sales, offers, happened };
    if budget_is_assumed {
        question.scenario.budget_monthly = Some(question.first_minimums("budget_monthly")?);
    }
    Ok(question)
}

/// Whether it is known what may be paid a month, or need not be.
pub(super) fn has_budget(scenario: &Scenario) -> bool {
    scenario.budget_monthly.is_some()
        || scenario.payment_schedule.is_some()
        || scenario.strategy == Strategy::MinimumsOnly
}

impl Question {
    pub(super) fn reader<'a>(&self, ids: &'a [DebtId]) -> Reader<'a> {
        Reader { start: self.start, ids }
    }

    pub(super) fn ids(&self) -> Vec<DebtId> {
        self.scenario.debts.iter().map(|debt| debt.id.clone()).collect()
    }

    pub(super) fn id(&self, place: usize) -> &str {
        self.scenario.debts.get(place).map_or("", |debt| debt.id.as_str())
    }

    /// What all debts together ask for in the first month, before anything changes. Without rounding no sum of money is
    /// exactly that, so there it is the next that is enough.
    pub(super) fn first_minimums(&self, path: &str) -> Result<Amount, Error> {
        let probe = Scenario {
            budget_monthly: None,
            strategy: Strategy::MinimumsOnly,
            payment_schedule: None,
            changes: Vec::new(),
            on_shortfall: OnShortfall::Stop,
            ..self.scenario.clone()
        };
        let run = |probe: &Scenario| super::run_for(probe)(probe).map_err(|error| self.error(error));
        let plan = run(&probe)?;
        let first = plan.schedule.as_ref().and_then(|schedule| schedule.month(1));
        let asked: Amount = first.iter().flat_map(|month| month.payments).copied().sum();
        let owed = first.is_some_and(|month| month.balances.iter().any(|balance| balance.is_positive()));
        if asked.is_zero() && owed {
            return Err(Error::new(path, "no debt asks for a minimum, so say what may be paid a month"));
        }
        if self.scenario.rounding != PlanRounding::None {
            return Ok(asked);
        }
        let with_it = run(&Scenario { budget_monthly: Some(asked), ..probe })?;
        let is_short = with_it.months == 1 && matches!(with_it.outcome, Outcome::Shortfall { .. });
        // Each figure that is shown is at most half a minor unit less than what it stands for.
        let parts = i64::try_from(self.scenario.debts.len().div_ceil(2)).unwrap_or(0);
        Ok(if is_short { asked.saturating_add(Amount::from_minor(parts)) } else { asked })
    }

    /// Why there is no plan.
    pub(super) fn error(&self, error: PlanError) -> Error {
        self.error_with(error, &[], "")
    }

    /// Why there is no plan with further changes, of which it is known where they are written. Most of these errors are
    /// caught while reading; the path is right all the same.
    pub(super) fn error_with(&self, error: PlanError, more: &[(Change, String)], at: &str) -> Error {
        let most = AMOUNT_INPUT_MAX.minor();
        let range = || format!("an amount is 0 to {most} minor units");
        let debt = |place: usize, field: &str| format!("debts[{place}].{field}");
        let here = |field: &str| if at.is_empty() { field.to_owned() } else { format!("{at}.{field}") };
        match error {
            PlanError::TooManyDebts => Error::new("debts", format!("a plan holds at most {DEBTS_MAX} debts")),
            PlanError::DuplicateId(place) => Error::new(debt(place, "id"), "another debt has this id"),
            PlanError::Balance(place) => Error::new(debt(place, "balance"), range()),
            PlanError::Minimum(place) => Error::new(debt(place, "minimum"), range()),
            PlanError::CreditLimit(place) => Error::new(debt(place, "credit_limit"), range()),
            PlanError::Fees(place) => Error::new(debt(place, "fees"), range()),
            PlanError::Parts(place) => Error::new(debt(place, "balances"), "the balances do not add up to the balance"),
            PlanError::RateSteps(place) => Error::new(debt(place, "apr_from"), "months are in ascending order"),
            PlanError::Disputed(place) => Error::new(debt(place, "disputed"), range()),
            PlanError::StartRequired(place) => {
                Error::new(debt(place, "day_count"), "actual days need the start of the plan")
            }
            PlanError::Budget => Error::new(here("budget_monthly"), range()),
            PlanError::BudgetRequired => {
                let changes = self.scenario.changes.iter().zip(&self.origins);
                let mut all = changes.chain(more.iter().map(|(change, path)| (change, path)));
                let needs = all.find(|(change, _)| needs_budget(&change.what)).map(|(_, path)| path.clone());
                let path = needs.unwrap_or_else(|| match at {
                    "" => "budget_monthly".to_owned(),
                    at if at.starts_with("compare") => here("budget_monthly"),
                    at => at.to_owned(),
                });
                Error::new(path, "needs a budget: say budget_monthly or payments")
            }
            PlanError::PaymentSchedule => Error::new("payments", range()),
            PlanError::Order(place) => Error::new(here(&format!("order[{place}]")), "names a debt twice"),
            PlanError::OrderRequired => Error::new(here("order"), "a custom strategy needs an order"),
            PlanError::Untouched(place) => Error::new(format!("untouched[{place}]"), "no debt has this id"),
            PlanError::TooManyChanges => {
                Error::new(here("changes"), format!("a plan holds at most {CHANGES_MAX} changes, ten of them offers"))
            }
            PlanError::Change(place) => {
                let path = self.origins.iter().chain(more.iter().map(|(_, path)| path)).nth(place);
                let path = path.cloned().unwrap_or_else(|| here("changes"));
                Error::new(path, "names a month, a debt, an amount or a quotient that cannot be")
            }
            PlanError::Variation => Error::new(here("income"), "amounts are in range and spreads at most 100 percent"),
            PlanError::Unrounded => Error::new("rounding", "questions beside the plan need rounding"),
        }
    }
}

/// Adds to a budget or puts something by from it, so that a plan of nothing but minimums has nothing to do it with.
const fn needs_budget(what: &ChangeKind) -> bool {
    matches!(
        what,
        ChangeKind::Budget { .. }
            | ChangeKind::BudgetYearly { .. }
            | ChangeKind::Reserve { .. }
            | ChangeKind::Settle { instalments: 1, .. }
    )
}
