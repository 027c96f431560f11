//! The engine: one pass over the debts per month, in integers. Plans with details or changes go to [`GeneralEngine`],
//! which uses the same steps.

pub(crate) mod account;
mod apply_changes;
pub(crate) mod days;
mod due;
mod fast_path;
pub(crate) mod general_engine;
pub(crate) mod pot;
pub(crate) mod term;
pub(crate) mod unit;

pub use due::minimum_first;
pub(crate) use due::minimum_payment;

use crate::debt::{Debt, MinimumRule, PercentBase};
use crate::money::{AMOUNT_INPUT_MAX, Amount};
use crate::plan::analysis::cheapest_plan;
use crate::plan::engine::due::minimum;
use crate::plan::engine::general_engine::GeneralEngine;
use crate::plan::engine::term::terms;
use crate::plan::engine::unit::{MONTHLY, PERCENT, Rounded, Unit, Unrounded};
use crate::plan::model::{Facts, check, compare};
use crate::plan::{
    Cleared, HORIZON_MONTHS, Minimums, Outcome, Plan, PlanError, PlanRounding, Rerank, Scenario, Schedule, Strategy,
    StuckBecause,
};

/// More than the largest budget pays in the whole horizon. No balance goes into a month above this, so none leaves it
/// above 2,000 times this (the highest rate, compounded daily), and the sums over 200 debts fit both number lines.
pub(crate) const BALANCE_MAX: Amount = Amount::from_minor(AMOUNT_INPUT_MAX.minor() * (12 * 100)); // HORIZON_MONTHS, spelt out: constants cannot convert

/// The course of a scenario: totals, outcome and when each debt is paid off.
///
/// # Errors
/// See [`PlanError`]. Minimums above the budget or interest above the minimum are outcomes, not errors.
pub fn simulate(scenario: &Scenario) -> Result<Plan, PlanError> {
    simulate_settled(scenario, Extent::TOTALS)
}

/// Like [`simulate`], with the monthly schedule.
///
/// # Errors
/// See [`PlanError`].
pub fn simulate_with_schedule(scenario: &Scenario) -> Result<Plan, PlanError> {
    simulate_settled(scenario, Extent::SCHEDULE)
}

/// Like [`simulate_with_schedule`], without rounding: see [`PlanRounding::None`]. Apart, so that a page that never
/// asks for it does not carry it.
///
/// # Errors
/// See [`PlanError`].
pub fn simulate_unrounded(scenario: &Scenario) -> Result<Plan, PlanError> {
    check(scenario)?;
    Ok(match scenario.strategy {
        Strategy::CheapestFound => cheapest_plan(scenario, Extent::SCHEDULE, course::<Unrounded>),
        _ => course::<Unrounded>(scenario, Extent::SCHEDULE),
    })
}

fn simulate_settled(scenario: &Scenario, extent: Extent) -> Result<Plan, PlanError> {
    check_settled(scenario)?;
    Ok(settled(scenario, extent))
}

/// That a scenario may be run by [`settled`].
pub(crate) fn check_settled(scenario: &Scenario) -> Result<(), PlanError> {
    match scenario.rounding {
        PlanRounding::None => Err(PlanError::Unrounded),
        PlanRounding::HalfUp | PlanRounding::HalfEven => check(scenario),
    }
}

/// A checked scenario in whole minor units.
pub(crate) fn settled(scenario: &Scenario, extent: Extent) -> Plan {
    match scenario.strategy {
        Strategy::CheapestFound => cheapest_plan(scenario, extent, course::<Rounded>),
        _ => course::<Rounded>(scenario, extent),
    }
}

/// How far a plan is followed, and what is kept of it.
#[derive(Clone, Copy)]
pub(crate) struct Extent {
    /// The last month that is looked at.
    pub horizon: u16,
    /// Whether every month is written down.
    pub schedule: bool,
}

impl Extent {
    pub(crate) const TOTALS: Self = Self { horizon: HORIZON_MONTHS, schedule: false };
    pub(crate) const SCHEDULE: Self = Self { horizon: HORIZON_MONTHS, schedule: true };
}

/// Runs a checked scenario whose strategy is not [`Strategy::CheapestFound`].
pub(crate) type Course = fn(&Scenario, Extent) -> Plan;

/// A checked scenario on a number line.
pub(crate) fn course<U: Unit>(scenario: &Scenario, extent: Extent) -> Plan {
    let terms = terms::<U>(scenario);
    if scenario.is_plain() {
        return Engine::<U>::new(scenario, &terms, extent).run(extent.horizon);
    }
    GeneralEngine::<U>::new(scenario, &terms, extent).run()
}

/// A debt on its way.
#[derive(Clone)]
pub(crate) struct Running<'a, U: Unit> {
    pub debt: &'a Debt,
    pub place: usize,
    /// Place in the custom order; later than all of it if not named there.
    custom_rank: usize,
    pub term: u16,
    /// It gets its minimum and never more.
    pub minimum_only: bool,
    /// The nominal rate in force, in millionths of a percent.
    pub rate: i64,
    /// The rate in force, made ready for the fast path.
    pub factor: U::Factor,
    /// The nominal rate once everything known has happened.
    pub rate_settled: i64,
    pub balance: U,
    /// The minimum of the first month.
    pub minimum_first: U,
    /// This month's figures: interest, all that could be paid, what must be, what is.
    pub interest: U,
    pub owed: U,
    pub due: U,
    pub payment: U,
}

impl<U: Unit> Running<'_, U> {
    /// Its place, what it was paid and what it owes.
    #[inline]
    pub(crate) fn shown(&self) -> (usize, Amount, Amount) {
        (self.place, self.payment.shown(), self.balance.shown())
    }

    /// Why it does not shrink, if it does not in this month.
    pub(crate) fn stuck_because(&self) -> StuckBecause {
        if self.payment == U::default() { StuckBecause::NothingPaid } else { StuckBecause::Interest }
    }
}

impl<'a, U: Unit> Running<'a, U> {
    pub(crate) fn new(scenario: &Scenario, place: usize, debt: &'a Debt, terms: &[u16]) -> Self {
        let rate = debt.nominal(debt.rate_in(1)).millionths();
        let balance = U::settled(debt.balance_planned());
        let factor = U::factor(rate, scenario.rounding);
        let interest = balance.interest(&factor, scenario.rounding);
        let custom_rank = scenario.order.iter().position(|&named| named == place);
        Self {
            debt,
            place,
            custom_rank: custom_rank.unwrap_or(scenario.debts.len() + place),
            term: terms.get(place).copied().unwrap_or_default(),
            minimum_only: scenario.strategy == Strategy::MinimumsOnly || scenario.untouched.contains(&place),
            rate,
            factor,
            rate_settled: debt.nominal(debt.rate_settled()).millionths(),
            balance,
            minimum_first: minimum(debt.minimum, balance, interest, scenario.rounding),
            interest: U::default(),
            owed: balance,
            due: U::default(),
            payment: U::default(),
        }
    }
}

#[derive(Clone)]
pub(crate) struct Engine<'a, U: Unit> {
    pub scenario: &'a Scenario,
    budget: Option<U>,
    /// Unpaid debts in the order of the strategy.
    pub running: Vec<Running<'a, U>>,
    /// Months before which rates change, ascending.
    rate_changes: Vec<u16>,
    pub interest_total: U,
    pub paid_total: U,
    pub cleared: Vec<Cleared>,
    pub schedule: Option<Schedule>,
    /// The sum of the minimums while every month is a usual one: see [`fast_path`].
    pub level_due: Option<U>,
    /// Memory for sharing.
    pub scratch: (Vec<U>, Vec<U>),
}

/// What a month did to all debts together.
pub(crate) struct Settled<U> {
    pub interest: U,
    /// Every debt was paid more than its interest.
    pub all_shrink: bool,
    /// Some debt was paid off, or the next month may be another kind of month.
    pub unusual: bool,
}

impl<U: Unit> Settled<U> {
    /// Before the first debt is booked.
    pub(crate) fn nothing(unusual: bool) -> Self {
        Self { interest: U::default(), all_shrink: true, unusual }
    }
}

impl<'a, U: Unit> Engine<'a, U> {
    pub(crate) fn new(scenario: &'a Scenario, terms: &[u16], extent: Extent) -> Self {
        let debts = scenario.debts.iter().enumerate();
        let owing = debts.clone().filter(|(_, debt)| debt.balance_planned().is_positive());
        let running: Vec<_> = owing.map(|(place, debt)| Running::new(scenario, place, debt, terms)).collect();
        let nothing_owed = debts.filter(|(_, debt)| debt.balance.is_zero());
        let mut rate_changes = Vec::new();
        for running in &running {
            let promo_end = running.debt.promo.map(|promo| promo.months.saturating_add(1));
            let steps = running.debt.details.rate_steps.iter().map(|step| step.from_month);
            rate_changes.extend(promo_end.into_iter().chain(steps).filter(|&month| month > 1));
        }
        rate_changes.sort_unstable();
        let mut engine = Self {
            scenario,
            budget: scenario.budget_monthly.map(U::settled),
            running,
            rate_changes,
            interest_total: U::default(),
            paid_total: U::default(),
            cleared: nothing_owed.map(|(place, _)| Cleared { debt: place, month: 0 }).collect(),
            schedule: extent.schedule.then(|| Schedule::new(scenario.debts.len())),
            level_due: None,
            scratch: (Vec::new(), Vec::new()),
        };
        engine.level_due = engine.find_level_due();
        engine
    }

    fn run(mut self, horizon: u16) -> Plan {
        self.rank();
        let order = self.order();
        let mut months = 0;
        let outcome = loop {
            if self.running.is_empty() {
                break Outcome::Cleared;
            }
            if months == horizon {
                break Outcome::NotWithinHorizon;
            }
            let last = self.last_before_change(months).min(horizon);
            if let Some(settled) = self.fast_run(&mut months, self.budget, last) {
                if let Some(outcome) = self.judge(months, &settled) {
                    break outcome;
                }
            } else if months < horizon {
                months += 1;
                if let Some(outcome) = self.month(months) {
                    break outcome;
                }
            }
        };
        self.finished(outcome, months, order)
    }

    /// Begins again from a ranked start, in the memory it has.
    pub(crate) fn restart(&mut self, start: &Self) {
        self.running.clone_from(&start.running);
        self.cleared.clone_from(&start.cleared);
        self.level_due = start.level_due;
    }

    /// Places of the debts still owed, in the order of the strategy.
    pub(crate) fn order(&self) -> Vec<usize> {
        let owed = self.running.iter().filter(|running| running.balance != U::default());
        owed.map(|running| running.place).collect()
    }

    pub(crate) fn finished(self, outcome: Outcome, months: u16, order: Vec<usize>) -> Plan {
        Plan {
            months,
            interest_total: self.interest_total.shown(),
            paid_total: self.paid_total.shown(),
            fees_total: Amount::ZERO,
            forgiven_total: Amount::ZERO,
            forgiven: Vec::new(),
            moves: Vec::new(),
            charged_total: Amount::ZERO,
            reserve: Amount::ZERO,
            shortfall_months: 0,
            stuck_since: match outcome {
                Outcome::NeverClears { .. } => Some(months),
                _ => None,
            },
            outcome,
            cleared: self.cleared,
            order,
            schedule: self.schedule,
        }
    }

    /// One month; an outcome if it is the last without everything being paid.
    fn month(&mut self, month: u16) -> Option<Outcome> {
        self.begin(month);
        let (settled, missing) = self.pay_month(month, self.budget);
        if let Some(missing) = missing {
            return Some(self.shortfall(missing));
        }
        self.judge(month, &settled)
    }

    /// Closes a month that is booked; an outcome if it was the last.
    fn judge(&mut self, month: u16, settled: &Settled<U>) -> Option<Outcome> {
        if !settled.all_shrink {
            let stuck = self.stuck(month, settled.interest);
            if stuck.is_some() {
                return stuck;
            }
        }
        self.close(settled);
        // No balance outgrows anything in a month in which all shrink.
        (!settled.all_shrink && self.outgrown()).then_some(Outcome::NotWithinHorizon)
    }

    /// The last month up to which nothing has to be done at the beginning of a month after this one.
    pub(crate) fn last_before_change(&self, month: u16) -> u16 {
        if self.scenario.rerank == Rerank::Monthly {
            return month;
        }
        let change = self.rate_changes.iter().find(|&&change| change > month);
        change.map_or(u16::MAX, |&change| change - 1)
    }

    /// The rates of a month, and a new ranking if one of them changed.
    pub(crate) fn begin(&mut self, month: u16) {
        let mut rank = self.scenario.rerank == Rerank::Monthly && month > 1;
        if self.rate_changes.binary_search(&month).is_ok() {
            for running in &mut self.running {
                let rate = running.debt.nominal(running.debt.rate_in(month)).millionths();
                rank |= running.rate != rate;
                (running.rate, running.factor) = (rate, U::factor(rate, self.scenario.rounding));
            }
        }
        if rank {
            self.rank();
        }
    }

    pub(crate) fn outgrown(&self) -> bool {
        self.running.iter().any(|running| running.balance > U::settled(BALANCE_MAX))
    }

    pub(crate) fn shortfall(&self, missing: U) -> Outcome {
        let mut shared = vec![Amount::ZERO; self.scenario.debts.len()];
        for running in &self.running {
            shared[running.place] = running.payment.shown();
        }
        Outcome::Shortfall { missing: missing.shown(), shared }
    }

    /// Steps 1 to 3 of the convention, into each debt's figures of the month. Returns what the budget lacks.
    #[inline]
    fn charge_and_pay(&mut self, budget: Option<U>) -> Option<U> {
        let rounding = self.scenario.rounding;
        let fixed = self.scenario.minimums == Minimums::FixedAtStart;
        let mut due_total = U::default();
        for running in &mut self.running {
            running.interest = running.balance.interest(&running.factor, rounding);
            running.owed = running.balance + running.interest;
            let asked = if fixed {
                running.minimum_first
            } else {
                minimum(running.debt.minimum, running.balance, running.interest, rounding)
            };
            running.due = asked.min(running.owed);
            running.payment = running.due;
            due_total += running.due;
        }
        let budget = budget?;
        if due_total > budget {
            self.share_shortfall(budget);
            return Some(due_total - budget);
        }
        self.pay_beyond_minimums(budget - due_total);
        None
    }

    /// The rest of the budget, in the way of the strategy.
    #[inline]
    pub(crate) fn pay_beyond_minimums(&mut self, mut rest: U) {
        if self.scenario.strategy == Strategy::MinimumsOnly {
            return;
        }
        if self.scenario.strategy.is_pro_rata() && rest != U::default() {
            rest = self.pay_pro_rata(rest);
        }
        self.pay_in_order(rest);
    }

    fn pay_in_order(&mut self, mut rest: U) {
        for running in self.running.iter_mut().filter(|running| !running.minimum_only) {
            if rest == U::default() {
                return;
            }
            let part = rest.min(running.owed - running.payment);
            running.payment += part;
            rest -= part;
        }
    }

    /// Shares the rest; what nobody has a claim to is returned.
    fn pay_pro_rata(&mut self, rest: U) -> U {
        let by_balance = self.scenario.strategy == Strategy::ProRataByBalance;
        let weight = |running: &Running<'_, U>| match running.minimum_only {
            true => U::default(),
            false if by_balance => running.balance,
            false => running.minimum_first,
        };
        let weights: Vec<U> = self.running.iter().map(weight).collect();
        let caps: Vec<U> = self.running.iter().map(|running| running.owed - running.payment).collect();
        let mut left = rest;
        for (running, part) in self.running.iter_mut().zip(U::share(rest, &weights, &caps)) {
            running.payment += part;
            left -= part;
        }
        left
    }

    /// The budget does not reach: share it by what is due.
    #[cold]
    pub(crate) fn share_shortfall(&mut self, budget: U) {
        let priority_first = self.scenario.strategy == Strategy::PriorityArrearsFirst;
        let mut rest = budget;
        for turn in [true, false] {
            let has_turn = |running: &Running<'_, U>| !priority_first || running.debt.is_priority == turn;
            let due = |running: &Running<'_, U>| if has_turn(running) { running.due } else { U::default() };
            let (claims, rests) = &mut self.scratch;
            claims.clear();
            claims.extend(self.running.iter().map(due));
            U::share_among(rest, claims, rests);
            for (running, part) in self.running.iter_mut().zip(claims) {
                if has_turn(running) {
                    running.payment = *part;
                    rest -= *part;
                }
            }
            if !priority_first {
                break;
            }
        }
    }

    /// Books the month: new balances, totals, schedule, paid-off debts, which leave the running ones.
    #[inline]
    fn settle(&mut self, month: u16) -> Settled<U> {
        let mut settled = Settled::<U>::nothing(true);
        let mut paid_total = U::default();
        for running in &mut self.running {
            let owed = running.owed;
            debug_assert!(running.payment <= owed, "no debt is paid more than it owes");
            let left = owed - running.payment;
            if left.is_dust() {
                // Only on the fine line: the last digit of a third is not worth another month.
                running.payment += left;
            }
            let after = owed - running.payment;
            debug_assert!(running.balance + running.interest - running.payment == after, "both ends of a month meet");
            running.balance = after;
            settled.interest += running.interest;
            settled.all_shrink &= running.payment > running.interest;
            paid_total += running.payment;
            if after == U::default() {
                self.cleared.push(Cleared { debt: running.place, month });
            }
        }
        self.enter(&settled, paid_total);
        settled
    }

    /// A month's totals, and its line in the schedule.
    #[inline]
    pub(crate) fn enter(&mut self, settled: &Settled<U>, paid_total: U) {
        self.interest_total += settled.interest;
        self.paid_total += paid_total;
        if let Some(schedule) = &mut self.schedule {
            schedule.record(settled.interest.shown(), self.running.iter().map(Running::shown));
        }
    }

    /// Closes a month that is booked.
    pub(crate) fn close(&mut self, settled: &Settled<U>) {
        if settled.unusual {
            self.let_go();
        }
    }

    /// Lets go of debts that are paid, and looks what kind of month comes next.
    pub(crate) fn let_go(&mut self) {
        self.running.retain(|running| running.balance != U::default());
        self.level_due = self.find_level_due();
    }

    /// A month with a budget: what it did, and what the budget lacked.
    pub(crate) fn pay_month(&mut self, month: u16, budget: Option<U>) -> (Settled<U>, Option<U>) {
        if let Some(fast) = self.fast_month(month, budget) {
            return fast;
        }
        let missing = self.charge_and_pay(budget);
        (self.settle(month), missing)
    }

    /// A proof that some debt never clears, if this month gives one. See the head of [`super`].
    fn stuck(&self, month: u16, interest_total: U) -> Option<Outcome> {
        let shrinks = |running: &Running<'_, U>| running.payment > running.interest;
        let rate_can_fall = |running: &Running<'_, U>| {
            let last = self.rate_changes.last().copied().unwrap_or_default();
            last > month && running.debt.nominal(running.debt.rate_lowest_after(month)).millionths() < running.rate
        };
        let alone = |running: &&Running<'_, U>| {
            let beyond_reach = match self.budget {
                Some(budget) => interest_total >= budget && running.interest >= budget,
                None => false,
            };
            let on_its_minimum = running.minimum_only && !shrinks(running) && self.stays_stuck(running);
            !rate_can_fall(running) && (beyond_reach || on_its_minimum)
        };
        let grows_most = |running: &&Running<'_, U>| (running.interest.wide() - running.payment.wide(), running.place);
        let found = self.running.iter().filter(alone).max_by_key(grows_most).or_else(|| {
            let together = self.stuck_together(month, shrinks);
            together.then(|| self.running.iter().max_by_key(grows_most)).flatten()
        })?;
        let excess = U::narrow((found.interest.wide() - found.payment.wide()).max(0));
        Some(Outcome::NeverClears { debt: found.place, excess: excess.shown(), because: found.stuck_because() })
    }

    /// Every debt left stands still or grows, and nothing can shift between them.
    fn stuck_together(&self, month: u16, shrinks: impl Fn(&Running<'_, U>) -> bool) -> bool {
        let rates_settled = self.rate_changes.last().is_none_or(|&last| last <= month);
        if !rates_settled || self.running.iter().any(shrinks) {
            return false;
        }
        if self.running.iter().all(|running| running.payment == running.interest) {
            return true;
        }
        // Shares by balance may each be a unit off, so growth has to be more than that to be proof.
        let by_balance = self.scenario.strategy == Strategy::ProRataByBalance;
        let surely = |running: &Running<'_, U>| !by_balance || running.interest.wide() - running.payment.wide() > 2;
        self.scenario.rerank == Rerank::OnChange
            && self.running.iter().all(|running| surely(running) && self.stays_stuck(running))
    }

    /// A debt that does not shrink on its minimum now will not on the minimum of a larger balance either. A percentage
    /// can outgrow the interest only if it is the higher of the two, and then a growing debt was a matter of rounding.
    fn stays_stuck(&self, running: &Running<'_, U>) -> bool {
        if self.scenario.minimums == Minimums::FixedAtStart || running.payment == running.interest {
            return true;
        }
        match running.debt.minimum {
            MinimumRule::PercentOf { percent, of, .. } => {
                let (rate, percent) = (i128::from(running.rate), i128::from(percent.millionths()));
                match of {
                    PercentBase::Opening => percent * i128::from(MONTHLY / PERCENT) <= rate,
                    PercentBase::WithInterest => percent * (i128::from(MONTHLY) + rate) <= rate * i128::from(PERCENT),
                }
            }
            MinimumRule::Fixed(_) | MinimumRule::InterestPlusPercent { .. } | MinimumRule::InterestPlus(_) => true,
        }
    }

    pub(crate) fn rank(&mut self) {
        let strategy = self.scenario.strategy;
        let facts = |running: &Running<'a, U>| Facts {
            debt: running.debt,
            place: running.place,
            balance: running.balance.shown(),
            rate_settled: running.rate_settled,
            rate_in_force: running.rate,
            payment: running.minimum_first.shown(),
            term: running.term,
            custom_rank: running.custom_rank,
        };
        self.running.sort_by(|left, right| compare(strategy, &facts(left), &facts(right)));
    }
}
