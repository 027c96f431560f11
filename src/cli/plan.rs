//! `plan`: the course of debts under a budget and a strategy.
//!
//! # Document
//! Only `debts` must be there. Amounts and rates are decimal text. A month is its number in the plan (the first is 1, the
//! last 1,200) or a date as text, which needs `start`. What is not named here is refused. A byte order mark before the
//! document is read over.
//!
//! # Dates
//! A month of a plan begins on the day of `start`, or on the last day of a month that has none such; its payment is due
//! on the first day of the next. So its days are those after its first day, up to and including the first day of the
//! next. What a date stands for:
//! - a day: in `freeze`, `rate_points`, `concession` and `sold` (their `apr`) and `apr_from`. Interest is that of the
//!   month × the days it ran ÷ the days of the month, or that of the days where actual days are counted; `until` is the
//!   last of the days, and `months` end on the day before the date so many months later;
//! - the beginning of a month, and no day within it: `month` of `holiday`, `charge`, `balance`, `consolidate`,
//!   `transfer` and `exchange`, and `from` of a holiday that is looked for;
//! - the end of a month, and no day within it: `until` of `holiday`, and `deferred.last_month`;
//! - the month into which it falls, in all else: an extra payment of the 16th is paid with that month's payment.
//!
//! # Rates
//! `rate_is` says what the rates of a debt mean, its own and those of its balances, promos, steps and changes: `nominal`
//! (a twelfth is charged each month, or a day's share each day) if it is not given, or `effective` (what a year costs
//! with interest on interest, as the APR of the United Kingdom and of the European Union). An effective rate becomes the
//! nominal one, `12 × ((1 + r)^(1/12) − 1)` with monthly interest and `365 × ((1 + r)^(1/365) − 1)` with daily interest,
//! rounded half up to a millionth of a percent. `why` shows both; debts are ranked by the nominal one.
//!
//! # Fields
//! - `currency`: two digits after the point if not given. `strategy`: `avalanche` if not given; names that others use for
//!   the same, such as `balance_over_rate` or `cheapest`, are understood.
//! - `budget_monthly`: if neither it nor `payments` is given, it is the sum of what the debts ask for in the first month,
//!   and the answer says so in `budget_monthly`. `minimums_only` can do without, and then changes that add to a budget
//!   or put something by from it are refused.
//! - `start` (date), `rounding` (`half_up`, `half_even`, `none`), `minimums` (`fixed_at_start`, `recomputed`),
//!   `strategy`, `order`, `untouched` (ids that get no more than their minimum), `rerank` (`on_change`, `monthly`),
//!   `on_shortfall` (`stop`, `continue`: share what there is, charge late fees and go on; `first_shortfall` in the answer
//!   then says when and how for the first time), `schedule` (`false` leaves the months out), `taxed_from` (forgiven
//!   amounts from here on get a note).
//! - `payments`: `{every, amount, first}` in the place of `budget_monthly`, `every` being `weekly`, `fortnightly`,
//!   `four_weekly`, `twice_monthly` or `monthly`; real pay-days are counted. Twice a month is the day of `first` and the
//!   one 15 days later, or 15 days earlier where it is above the 15th, each at most the last of the month.
//! - `exchange`: `[{currency, rate, month}]`, what a major unit of another currency is worth in the plan's, from a month
//!   on. Debts in that currency are converted at the rate of the first month and revalued when it changes.
//! - `debts[]`: `id`, `kind`, `currency`, `balance`, `apr`, `rate_is`, `promo {apr, months}`, `minimum`, `credit_limit`,
//!   `priority`, `fees {monthly, late, over_limit}`, `balances [{kind, balance, apr, promo, deferred}]` with `allocation`
//!   (`card_act`, `highest_first`, `lowest_first`), `apr_from [{month, apr}]`, `compounding` (`monthly`, `daily`,
//!   `simple`), `day_count` (`30/360`, `actual/365`, `actual/360`, `actual/actual`: days of leap years over 366, all
//!   others over 365), `deferred {apr, last_month}`, `last_month` (whose instalment settles what is left; odd cents by
//!   which it is more than the others are paid beyond the budget, at most two minor units for each month), `status` with `disputed` (the part) or `sold_to`, `liability` (`sole`, `joint`,
//!   `guaranteed`, `guarantor`).
//! - `changes[]`: `what`, `month`, and where it goes on `months` (how many) or `until`. Beside these:
//!   - for money: `extra`, `extra_monthly`, `extra_yearly`, `pay_rise`, `cost_ends`, `cost_begins` (`amount`);
//!     `budget_step` (`amount`, may be below zero); `budget` (`amount`, instead); `reserve` (`monthly`, `target`);
//!   - for one `debt`, or all if none is named: `holiday` (`with_interest`), `freeze`, `missed`, `rate_points` (`points`,
//!     may be below zero);
//!   - for one `debt`: `concession` and `sold` (`apr`, `waive_fees`, `reage`, `minimum`; `sold` also `to`, the buyer, which
//!     becomes a note and may stand alone), `minimum` (`minimum`), `charge`, `paid`, `balance` (`amount`), `settle`
//!     (`amount` or `share` in percent, `instalments`, `pays_meanwhile`);
//!   - `consolidate` and `transfer`: `from` (ids), `to` (a debt of the document, usually with balance 0), `most`,
//!     `fee_percent`, `fee`, `term_months`, and for what moves, its fee included, but not for what the debt owes anyway:
//!     `promo {apr, months}` and `deferred {apr, months}` (interest that falls due unless it is paid by then), counted
//!     from the move.
//!
//! # Questions beside the plan
//! - `solve`: `{clear_by}` for the smallest payment, `{holiday: {debt, with_interest, from}, clear_by}` for the longest
//!   rest. Answered in `solved`.
//! - `stress[]`: `shock`, `month`, and `income_falls` (`income`, `percent`), `cost_rises`, `repair` (`amount`),
//!   `rates_rise` (`points`), `missed_month`, `currency_rises` (`currency`, `percent`).
//! - `monte_carlo`: `{seed, paths, income, income_spread, costs, costs_spread, repair_per_mille, repair}`, spreads in
//!   percent, at most 100,000 paths. Answered with the months by which 10, 25, 50, 75 and 90 % of the paths had ended.
//! - `compare[]`: `{name, strategy, order, budget_monthly, changes}`, each the plan with these instead; `changes` come on
//!   top. A budget stands in the place of `payments`, too. The plan itself is what they are measured against.
//! - `offers[]`: settlements, as changes, that creditors may accept or not: the best and the worst for each number.
//! - `happened[]`: changes that really happened, one after the other, with how far each moved the end: `corrected`.
//! - `why[]`: `{month, debt}`: rule, inputs and source of that debt's figures in that month. Interest has a part for each
//!   balance and each rate it had in the month: `days` of `year_days`, or of the `month_days` where a rate changes within
//!   a month of thirty days.
//!
//! # Answer
//! `outcome` is `cleared`, `never_clears`, `shortfall` or `not_within_horizon`. `never_clears` names the debt (`id`) and
//! by how much a month's interest exceeds what is paid on it (`excess`); `because` is `no_money_left` where nothing at
//! all is paid on it, which is then the reason, whether or not interest is counted. `moves[].apr_percent` follows
//! `rate_is` of the debt that took over.

mod answer;
mod changes;
#[cfg(test)]
mod conventions;
mod debts;
mod people;
#[cfg(test)]
mod published;
mod questions;
mod read;
#[cfg(test)]
mod tests;

use domain::plan::{Cheapest, OnShortfall, Outcome, Plan, PlanError, PlanRounding, Scenario, Strategy};
use domain::plan::{cheapest, cheapest_unrounded, simulate_unrounded, simulate_with_schedule};

use super::{Error, json};
use read::Question;

/// Simulates the plan of a document and answers with a document.
///
/// # Errors
/// An [`Error`] names the field at fault.
pub fn run(text: &str) -> Result<String, Error> {
    let question = read::read(text)?;
    let (plan, found) = plan(&question)?;
    let answers = questions::answer(&question)?;
    let first = first_shortfall(&question, &plan, found.as_ref());
    json(&answer::output(&question, &plan, found.as_ref(), first.as_ref(), answers))
}

/// Like [`run`], for people: what comes of it, and a line for each month.
///
/// # Errors
/// An [`Error`] names the field at fault.
pub fn table(text: &str) -> Result<String, Error> {
    let question = read::read(text)?;
    let (plan, found) = plan(&question)?;
    let first = first_shortfall(&question, &plan, found.as_ref());
    Ok(people::rendered(&question, &plan, found.as_ref(), first.as_ref()))
}

fn plan(question: &Question) -> Result<(Plan, Option<Cheapest>), Error> {
    let scenario = &question.scenario;
    let run = run_for(scenario);
    let find: Find = match scenario.rounding {
        PlanRounding::None => cheapest_unrounded,
        PlanRounding::HalfUp | PlanRounding::HalfEven => cheapest,
    };
    if scenario.strategy != Strategy::CheapestFound {
        return run(scenario).map(|plan| (plan, None)).map_err(|error| question.error(error));
    }
    let found = find(scenario).map_err(|error| question.error(error))?;
    let plan = run(&found.follow(scenario)).map_err(|error| question.error(error))?;
    Ok((plan, Some(found)))
}

fn run_for(scenario: &Scenario) -> Run {
    match scenario.rounding {
        PlanRounding::None => simulate_unrounded,
        PlanRounding::HalfUp | PlanRounding::HalfEven => simulate_with_schedule,
    }
}

/// The first month that is short, where the plan goes on all the same: the same plan, stopped there.
fn first_shortfall(question: &Question, plan: &Plan, found: Option<&Cheapest>) -> Option<Plan> {
    if plan.shortfall_months == 0 || question.scenario.on_shortfall == OnShortfall::Stop {
        return None;
    }
    let followed = found.map_or_else(|| question.scenario.clone(), |found| found.follow(&question.scenario));
    let stopped = Scenario { on_shortfall: OnShortfall::Stop, ..followed };
    let first = run_for(&stopped)(&stopped).ok()?;
    matches!(first.outcome, Outcome::Shortfall { .. }).then_some(first)
}

type Run = fn(&Scenario) -> Result<Plan, PlanError>;
type Find = fn(&Scenario) -> Result<Cheapest, PlanError>;
