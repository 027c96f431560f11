//! The document of a plan, and how it is understood.

use domain::debt::{DEBTS_MAX, Debt, DebtId};
use domain::money::{AMOUNT_INPUT_MAX, Amount, Currency};
use domain::plan::{
    CHANGES_MAX, Change, Minimums, OnShortfall, Outcome, PaymentSchedule, PlanError, PlanRounding, Rerank, Scenario,
    Strategy, What,
};
use jiff::civil::Date;
use serde::Deserialize;

use super::ask::{CompareInput, MonteCarloInput, ShockInput, SolveInput, WhyInput};
use super::changes::{ChangeInput, Reader, Sale};
use super::debts::{DebtInput, ExchangeInput, Rates};
use crate::Refusal;
use crate::input;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    /// Two digits after the point if not given.
    currency: Option<String>,
    start: Option<String>,
    #[serde(default)]
    rounding: RoundingInput,
    #[serde(default)]
    minimums: MinimumsInput,
    debts: Vec<DebtInput>,
    budget_monthly: Option<String>,
    payments: Option<PaymentsInput>,
    /// The avalanche if not given.
    strategy: Option<String>,
    #[serde(default)]
    order: Vec<String>,
    #[serde(default)]
    untouched: Vec<String>,
    #[serde(default)]
    rerank: RerankInput,
    #[serde(default)]
    on_shortfall: OnShortfallInput,
    schedule: Option<bool>,
    taxed_from: Option<String>,
    #[serde(default)]
    exchange: Vec<ExchangeInput>,
    #[serde(default)]
    changes: Vec<ChangeInput>,
    solve: Option<SolveInput>,
    #[serde(default)]
    stress: Vec<ShockInput>,
    monte_carlo: Option<MonteCarloInput>,
    #[serde(default)]
    compare: Vec<CompareInput>,
    #[serde(default)]
    offers: Vec<ChangeInput>,
    #[serde(default)]
    happened: Vec<ChangeInput>,
    #[serde(default)]
    why: Vec<WhyInput>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PaymentsInput {
    every: String,
    amount: String,
    first: String,
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

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum OnShortfallInput {
    #[default]
    Stop,
    Continue,
}

/// A document understood.
pub(super) struct Question {
    pub currency: Currency,
    pub start: Option<Date>,
    pub scenario: Scenario,
    /// Where each change of the scenario is written.
    origins: Vec<String>,
    /// The currency each debt is owed in.
    pub currencies: Vec<Currency>,
    /// Nobody said what may be paid a month, so it is what the first month asks for.
    pub budget_is_assumed: bool,
    /// Debts that are sold, under the changes of the plan and among what happened.
    pub sales: Vec<Sale>,
    pub sales_happened: Vec<Sale>,
    pub with_schedule: bool,
    pub taxed_from: Option<Amount>,
    pub solve: Option<SolveInput>,
    pub stress: Vec<ShockInput>,
    pub monte_carlo: Option<MonteCarloInput>,
    pub compare: Vec<CompareInput>,
    pub offers: Vec<(Change, String)>,
    pub happened: Vec<(Change, String)>,
    pub why: Vec<WhyInput>,
}

/// Reads and understands a document.
pub(super) fn read(text: &str) -> Result<Question, Refusal> {
    let input: Input = input::document(text)?;
    let currency = input::currency(input.currency.as_deref())?;
    if input.debts.len() > DEBTS_MAX {
        return Err(Refusal::new("debts", format!("a plan holds at most {DEBTS_MAX} debts")));
    }
    let start = input.start.as_deref().map(|text| date(text, "start")).transpose()?;
    let strategy = input.strategy.as_deref().map_or(Ok(Strategy::Avalanche), |text| strategy(text, "strategy"))?;
    let rates = Rates::read(&input.exchange, currency, start)?;
    let (mut debts, mut currencies): (Vec<Debt>, Vec<Currency>) = (Vec::new(), Vec::new());
    let mut revaluations = Vec::new();
    for (place, debt) in input.debts.iter().enumerate() {
        let read = debt.read(&rates, &format!("debts[{place}]"))?;
        if debts.iter().any(|earlier| earlier.id == read.debt.id) {
            return Err(Refusal::new(format!("debts[{place}].id"), "another debt has this id"));
        }
        if read.currency != currency {
            revaluations.extend(rates.changes(place, read.currency));
        }
        currencies.push(read.currency);
        debts.push(read.debt);
    }
    let ids: Vec<DebtId> = debts.iter().map(|debt| debt.id.clone()).collect();
    let reader = Reader { currency, start, ids: &ids };
    let mut changes = reader.all(&input.changes, "changes")?;
    changes.extend(revaluations);
    let (offers, happened) = (reader.all(&input.offers, "offers")?, reader.all(&input.happened, "happened")?);
    let (sales, sales_happened) =
        (reader.sales(&input.changes, "changes")?, reader.sales(&input.happened, "happened")?);
    if let Some(sale) = reader.sales(&input.offers, "offers")?.first() {
        return Err(Refusal::new(format!("{}.to", sale.path), "does not belong to what a creditor may accept"));
    }
    let amount = |text: &Option<String>, path: &str| {
        text.as_deref().map(|text| input::amount(text, currency, || path.to_owned())).transpose()
    };
    if input.payments.is_some() && input.budget_monthly.is_some() {
        return Err(Refusal::new("budget_monthly", "either budget_monthly or payments"));
    }
    let payment_schedule = input.payments.as_ref().map(|payments| payments.read(currency, start)).transpose()?;
    let (changes, origins): (Vec<Change>, Vec<String>) = changes.into_iter().unzip();
    let scenario = Scenario {
        budget_monthly: amount(&input.budget_monthly, "budget_monthly")?,
        strategy,
        order: reader.places(&input.order, "order")?,
        untouched: reader.places(&input.untouched, "untouched")?,
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
        on_shortfall: match input.on_shortfall {
            OnShortfallInput::Stop => OnShortfall::Stop,
            OnShortfallInput::Continue => OnShortfall::Continue,
        },
        start,
        payment_schedule,
        changes,
        debts,
    };
    let budget_is_assumed =
        scenario.budget_monthly.is_none() && scenario.payment_schedule.is_none() && strategy != Strategy::MinimumsOnly;
    let mut question = Question {
        currency,
        start,
        scenario,
        origins,
        currencies,
        budget_is_assumed,
        sales,
        sales_happened,
        with_schedule: input.schedule.unwrap_or(true),
        taxed_from: amount(&input.taxed_from, "taxed_from")?,
        solve: input.solve,
        stress: input.stress,
        monte_carlo: input.monte_carlo,
        compare: input.compare,
        offers,
        happened,
        why: input.why,
    };
    if budget_is_assumed {
        question.scenario.budget_monthly = Some(question.first_minimums("budget_monthly")?);
    }
    Ok(question)
}

impl PaymentsInput {
    fn read(&self, currency: Currency, start: Option<Date>) -> Result<PaymentSchedule, Refusal> {
        if start.is_none() {
            return Err(Refusal::new("start", "payments on real dates need the start of the plan"));
        }
        let every = PaymentSchedule::frequency(&self.every);
        Ok(PaymentSchedule {
            every: every.ok_or_else(|| {
                let known = PaymentSchedule::NAMED.map(|(_, name)| name).join(", ");
                Refusal::new("payments.every", format!("one of {known}"))
            })?,
            amount: input::amount(&self.amount, currency, || "payments.amount".to_owned())?,
            first: date(&self.first, "payments.first")?,
        })
    }
}

fn date(text: &str, path: &str) -> Result<Date, Refusal> {
    text.parse().map_err(|_| Refusal::new(path, "a date is written as \"2026-01-31\""))
}

/// What others call the strategies. Answers use our own names.
const ALIASES: [(&str, Strategy); 9] = [
    ("minimum_only", Strategy::MinimumsOnly),
    ("debt_avalanche", Strategy::Avalanche),
    ("debt_snowball", Strategy::Snowball),
    ("balance_over_rate", Strategy::BalanceByRate),
    ("balance_over_payment", Strategy::BalanceByPayment),
    ("utilization", Strategy::Utilisation),
    ("pro_rata_by_payment", Strategy::ProRataByContractualPayment),
    ("priority_first", Strategy::PriorityArrearsFirst),
    ("cheapest", Strategy::CheapestFound),
];

pub(super) fn strategy(text: &str, path: &str) -> Result<Strategy, Refusal> {
    let alias = || ALIASES.iter().find(|(name, _)| *name == text).map(|(_, strategy)| *strategy);
    Strategy::from_id(text).or_else(alias).ok_or_else(|| {
        let known = Strategy::ALL.map(Strategy::id).join(", ");
        Refusal::new(path, format!("a strategy is one of {known}"))
    })
}

impl Question {
    pub(super) fn reader<'a>(&self, ids: &'a [DebtId]) -> Reader<'a> {
        Reader { currency: self.currency, start: self.start, ids }
    }

    pub(super) fn ids(&self) -> Vec<DebtId> {
        self.scenario.debts.iter().map(|debt| debt.id.clone()).collect()
    }

    pub(super) fn id(&self, place: usize) -> &str {
        self.scenario.debts.get(place).map_or("", |debt| debt.id.as_str())
    }

    /// What all debts together ask for in the first month, before anything changes. Without rounding no sum of money is
    /// exactly that, so there it is the next that is enough.
    pub(super) fn first_minimums(&self, path: &str) -> Result<Amount, Refusal> {
        let probe = Scenario {
            budget_monthly: None,
            strategy: Strategy::MinimumsOnly,
            payment_schedule: None,
            changes: Vec::new(),
            on_shortfall: OnShortfall::Stop,
            ..self.scenario.clone()
        };
        let run = |probe: &Scenario| super::run_for(probe)(probe).map_err(|error| self.refusal(error));
        let plan = run(&probe)?;
        let first = plan.schedule.as_ref().and_then(|schedule| schedule.month(1));
        let asked: Amount = first.iter().flat_map(|month| month.payments).copied().sum();
        let owed = first.is_some_and(|month| month.balances.iter().any(|balance| balance.is_positive()));
        if asked.is_zero() && owed {
            return Err(Refusal::new(path, "no debt asks for a minimum, so say what may be paid a month"));
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

    /// A refusal of the plan itself.
    pub(super) fn refusal(&self, error: PlanError) -> Refusal {
        self.refusal_with(error, &[], "")
    }

    /// A refusal of the plan with further changes, of which it is known where they are written. Most of these are
    /// caught while reading; the path is right all the same.
    pub(super) fn refusal_with(&self, error: PlanError, more: &[(Change, String)], at: &str) -> Refusal {
        let most = AMOUNT_INPUT_MAX.minor();
        let range = || format!("an amount is 0 to {most} minor units");
        let debt = |place: usize, field: &str| format!("debts[{place}].{field}");
        let here = |field: &str| if at.is_empty() { field.to_owned() } else { format!("{at}.{field}") };
        match error {
            PlanError::TooManyDebts => Refusal::new("debts", format!("a plan holds at most {DEBTS_MAX} debts")),
            PlanError::DuplicateId(place) => Refusal::new(debt(place, "id"), "another debt has this id"),
            PlanError::Balance(place) => Refusal::new(debt(place, "balance"), range()),
            PlanError::Minimum(place) => Refusal::new(debt(place, "minimum"), range()),
            PlanError::CreditLimit(place) => Refusal::new(debt(place, "credit_limit"), range()),
            PlanError::Fees(place) => Refusal::new(debt(place, "fees"), range()),
            PlanError::Parts(place) => {
                Refusal::new(debt(place, "balances"), "the balances do not add up to the balance")
            }
            PlanError::RateSteps(place) => Refusal::new(debt(place, "apr_from"), "months are in ascending order"),
            PlanError::Disputed(place) => Refusal::new(debt(place, "disputed"), range()),
            PlanError::StartRequired(place) => {
                Refusal::new(debt(place, "day_count"), "actual days need the start of the plan")
            }
            PlanError::Budget => Refusal::new(here("budget_monthly"), range()),
            PlanError::BudgetRequired => {
                let changes = self.scenario.changes.iter().zip(&self.origins);
                let mut all = changes.chain(more.iter().map(|(change, path)| (change, path)));
                let needs = all.find(|(change, _)| needs_budget(&change.what)).map(|(_, path)| path.clone());
                let path = needs.unwrap_or_else(|| match at {
                    "" => "budget_monthly".to_owned(),
                    at if at.starts_with("compare") => here("budget_monthly"),
                    at => at.to_owned(),
                });
                Refusal::new(path, "needs a budget: say budget_monthly or payments")
            }
            PlanError::PaymentSchedule => Refusal::new("payments", range()),
            PlanError::Order(place) => Refusal::new(here(&format!("order[{place}]")), "names a debt twice"),
            PlanError::OrderRequired => Refusal::new(here("order"), "a custom strategy needs an order"),
            PlanError::Untouched(place) => Refusal::new(format!("untouched[{place}]"), "no debt has this id"),
            PlanError::TooManyChanges => {
                Refusal::new(here("changes"), format!("a plan holds at most {CHANGES_MAX} changes, ten of them offers"))
            }
            PlanError::Change(place) => {
                let path = self.origins.iter().chain(more.iter().map(|(_, path)| path)).nth(place);
                let path = path.cloned().unwrap_or_else(|| here("changes"));
                Refusal::new(path, "names a month, a debt, an amount or a quotient that cannot be")
            }
            PlanError::Variation => {
                Refusal::new(here("income"), "amounts are in range and spreads at most 100 percent")
            }
            PlanError::Unrounded => Refusal::new("rounding", "questions beside the plan need rounding"),
        }
    }
}

/// Adds to a budget or puts something by from it, so that a plan of nothing but minimums has nothing to do it with.
const fn needs_budget(what: &What) -> bool {
    matches!(
        what,
        What::Budget { .. } | What::BudgetYearly { .. } | What::Reserve { .. } | What::Settle { instalments: 1, .. }
    )
}
