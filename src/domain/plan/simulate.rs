//! The engine: one pass over the debts per month, in integers.

use super::schedule::Schedule;
use super::strategy::{Facts, Strategy, compare};
use super::unit::{Fine, MONTHLY, Minor, PERCENT, Unit};
use super::{Cleared, HORIZON_MONTHS, Minimums, Outcome, Plan, PlanError, PlanRounding, Rerank, Scenario, cheapest};
use crate::debt::{DEBTS_MAX, Debt, MinimumRule, PercentBase, PrincipalFloor};
use crate::money::{AMOUNT_INPUT_MAX, Amount};

/// More than the largest budget pays in the whole horizon. No balance goes into a month above this, so none leaves it
/// above 9.4 times this (the highest rate), and the sums over 200 debts fit both number lines.
const BALANCE_MAX: Amount = Amount::from_minor(AMOUNT_INPUT_MAX.minor() * (12 * 100)); // HORIZON_MONTHS, spelt out: constants cannot convert

/// The course of a scenario: totals, outcome and when each debt is paid off.
///
/// # Errors
/// See [`PlanError`]. Minimums above the budget or interest above the minimum are outcomes, not errors.
pub fn simulate(scenario: &Scenario) -> Result<Plan, PlanError> {
    match scenario.strategy {
        Strategy::CheapestFound => cheapest::plan(scenario, false),
        _ => run(scenario, false),
    }
}

/// The same with every month written down.
///
/// # Errors
/// See [`PlanError`].
pub fn simulate_with_schedule(scenario: &Scenario) -> Result<Plan, PlanError> {
    match scenario.strategy {
        Strategy::CheapestFound => cheapest::plan(scenario, true),
        _ => run(scenario, true),
    }
}

pub(super) fn run(scenario: &Scenario, with_schedule: bool) -> Result<Plan, PlanError> {
    check(scenario)?;
    let terms = match scenario.strategy {
        Strategy::ShortestTerm => terms(scenario)?,
        _ => vec![0; scenario.debts.len()],
    };
    Ok(match scenario.rounding {
        PlanRounding::None => Engine::<Fine>::new(scenario, &terms, with_schedule).run(),
        PlanRounding::HalfUp | PlanRounding::HalfEven => Engine::<Minor>::new(scenario, &terms, with_schedule).run(),
    })
}

fn check(scenario: &Scenario) -> Result<(), PlanError> {
    let in_range = |amount: Amount| amount >= Amount::ZERO && amount <= AMOUNT_INPUT_MAX;
    let debts = &scenario.debts;
    if debts.len() > DEBTS_MAX {
        return Err(PlanError::TooManyDebts);
    }
    for (place, debt) in debts.iter().enumerate() {
        if debts[..place].iter().any(|earlier| earlier.id == debt.id) {
            return Err(PlanError::DuplicateId(place));
        }
        if !in_range(debt.balance) {
            return Err(PlanError::Balance(place));
        }
        if !in_range(debt.minimum.amount()) {
            return Err(PlanError::Minimum(place));
        }
        if !debt.credit_limit.is_none_or(in_range) {
            return Err(PlanError::CreditLimit(place));
        }
    }
    match scenario.budget_monthly {
        None if scenario.strategy != Strategy::MinimumsOnly => return Err(PlanError::BudgetRequired),
        Some(budget) if !in_range(budget) => return Err(PlanError::Budget),
        _ => {}
    }
    if scenario.strategy == Strategy::Custom && scenario.order.is_empty() && !debts.is_empty() {
        return Err(PlanError::OrderRequired);
    }
    for (place, debt) in scenario.order.iter().enumerate() {
        if *debt >= debts.len() || scenario.order[..place].contains(debt) {
            return Err(PlanError::Order(place));
        }
    }
    match scenario.untouched.iter().position(|&debt| debt >= debts.len()) {
        Some(place) => Err(PlanError::Untouched(place)),
        None => Ok(()),
    }
}

/// For each debt the months until its own minimum clears it.
fn terms(scenario: &Scenario) -> Result<Vec<u16>, PlanError> {
    let alone = |debt: &Debt| Scenario {
        debts: vec![debt.clone()],
        budget_monthly: None,
        strategy: Strategy::MinimumsOnly,
        order: Vec::new(),
        untouched: Vec::new(),
        ..*scenario
    };
    let term = |debt: &Debt| {
        let plan = run(&alone(debt), false)?;
        Ok(if plan.is_cleared() { plan.months } else { u16::MAX })
    };
    scenario.debts.iter().map(term).collect()
}

/// A debt on its way.
struct Running<'a, U> {
    debt: &'a Debt,
    place: usize,
    /// Place in the custom order; later than all of it if not named there.
    wish: usize,
    term: u16,
    /// It gets its minimum and never more.
    minimum_only: bool,
    /// The rate in force, in millionths of a percent.
    rate: i64,
    balance: U,
    /// The minimum of the first month.
    minimum_first: U,
    /// This month's figures.
    interest: U,
    due: U,
    payment: U,
}

struct Engine<'a, U> {
    scenario: &'a Scenario,
    budget: Option<U>,
    /// Unpaid debts in the order of the strategy.
    running: Vec<Running<'a, U>>,
    /// Months before which rates change, ascending.
    rate_changes: Vec<u16>,
    interest_total: U,
    paid_total: U,
    cleared: Vec<Cleared>,
    schedule: Option<Schedule>,
}

impl<'a, U: Unit> Engine<'a, U> {
    fn new(scenario: &'a Scenario, terms: &[u16], with_schedule: bool) -> Self {
        let running = |(place, debt): (usize, &'a Debt)| {
            let rate = debt.rate_in(1).millionths();
            let balance = U::settled(debt.balance);
            let interest = balance.portion::<MONTHLY>(rate, scenario.rounding);
            let wish = scenario.order.iter().position(|&wished| wished == place);
            Running {
                debt,
                place,
                wish: wish.unwrap_or(scenario.debts.len() + place),
                term: terms[place],
                minimum_only: scenario.strategy == Strategy::MinimumsOnly || scenario.untouched.contains(&place),
                rate,
                balance,
                minimum_first: minimum(debt.minimum, balance, interest, scenario.rounding),
                interest: U::default(),
                due: U::default(),
                payment: U::default(),
            }
        };
        let debts = scenario.debts.iter().enumerate();
        let (owing, nothing_owed): (Vec<_>, Vec<_>) = debts.partition(|(_, debt)| debt.balance.is_positive());
        let promo_ends = |(_, debt): &(usize, &Debt)| Some(debt.promo?.months.saturating_add(1));
        let mut rate_changes: Vec<u16> = owing.iter().filter_map(promo_ends).filter(|&month| month > 1).collect();
        rate_changes.sort_unstable();
        Self {
            scenario,
            budget: scenario.budget_monthly.map(U::settled),
            running: owing.into_iter().map(running).collect(),
            rate_changes,
            interest_total: U::default(),
            paid_total: U::default(),
            cleared: nothing_owed.into_iter().map(|(place, _)| Cleared { debt: place, month: 0 }).collect(),
            schedule: with_schedule.then(|| Schedule::new(scenario.debts.len())),
        }
    }

    fn run(mut self) -> Plan {
        self.rank();
        let order = self.running.iter().map(|running| running.place).collect();
        let mut months = 0;
        let outcome = loop {
            if self.running.is_empty() {
                break Outcome::Cleared;
            }
            if months == HORIZON_MONTHS {
                break Outcome::NotWithinHorizon;
            }
            months += 1;
            if let Some(outcome) = self.month(months) {
                break outcome;
            }
        };
        Plan {
            outcome,
            months,
            interest_total: self.interest_total.shown(),
            paid_total: self.paid_total.shown(),
            cleared: self.cleared,
            order,
            schedule: self.schedule,
        }
    }

    /// One month; an outcome if it is the last without everything being paid.
    fn month(&mut self, month: u16) -> Option<Outcome> {
        if self.rate_changes.binary_search(&month).is_ok() {
            for running in &mut self.running {
                running.rate = running.debt.rate_in(month).millionths();
            }
            self.rank();
        } else if self.scenario.rerank == Rerank::Monthly && month > 1 {
            self.rank();
        }
        let missing = self.charge_and_pay();
        let interest = self.settle(month);
        if let Some(missing) = missing {
            let mut shared = vec![Amount::ZERO; self.scenario.debts.len()];
            for running in &self.running {
                shared[running.place] = running.payment.shown();
            }
            return Some(Outcome::Shortfall { missing: missing.shown(), shared });
        }
        let stuck = self.stuck(month, interest);
        if stuck.is_some() {
            return stuck;
        }
        self.running.retain(|running| running.balance != U::default());
        let outgrown = self.running.iter().any(|running| running.balance > U::settled(BALANCE_MAX));
        outgrown.then_some(Outcome::NotWithinHorizon)
    }

    /// Steps 1 to 3 of the convention, into each debt's figures of the month. Returns what the budget lacks.
    fn charge_and_pay(&mut self) -> Option<U> {
        let rounding = self.scenario.rounding;
        let fixed = self.scenario.minimums == Minimums::FixedAtStart;
        let mut due_total = U::default();
        for running in &mut self.running {
            running.interest = running.balance.portion::<MONTHLY>(running.rate, rounding);
            let asked = if fixed {
                running.minimum_first
            } else {
                minimum(running.debt.minimum, running.balance, running.interest, rounding)
            };
            running.due = asked.min(running.balance + running.interest);
            running.payment = running.due;
            due_total += running.due;
        }
        let budget = self.budget?;
        if due_total > budget {
            self.share_shortfall(budget);
            return Some(due_total - budget);
        }
        if self.scenario.strategy != Strategy::MinimumsOnly {
            let mut rest = budget - due_total;
            if self.scenario.strategy.is_pro_rata() && rest != U::default() {
                rest = self.pay_pro_rata(rest);
            }
            self.pay_in_order(rest);
        }
        None
    }

    fn pay_in_order(&mut self, mut rest: U) {
        for running in self.running.iter_mut().filter(|running| !running.minimum_only) {
            if rest == U::default() {
                return;
            }
            let part = rest.min(running.balance + running.interest - running.payment);
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
        let caps: Vec<U> =
            self.running.iter().map(|running| running.balance + running.interest - running.payment).collect();
        let mut left = rest;
        for (running, part) in self.running.iter_mut().zip(U::share(rest, &weights, &caps)) {
            running.payment += part;
            left -= part;
        }
        left
    }

    /// The budget does not reach: share it by what is due.
    fn share_shortfall(&mut self, budget: U) {
        let priority_first = self.scenario.strategy == Strategy::PriorityArrearsFirst;
        let mut rest = budget;
        for turn in [true, false] {
            let has_turn = |running: &Running<'_, U>| !priority_first || running.debt.is_priority == turn;
            let due = |running: &Running<'_, U>| if has_turn(running) { running.due } else { U::default() };
            let claims: Vec<U> = self.running.iter().map(due).collect();
            let parts = U::share(rest, &claims, &claims);
            for (running, part) in self.running.iter_mut().zip(parts) {
                if has_turn(running) {
                    running.payment = part;
                    rest -= part;
                }
            }
            if !priority_first {
                break;
            }
        }
    }

    /// Books the month: new balances, totals, schedule, paid-off debts. Returns the interest of all debts.
    fn settle(&mut self, month: u16) -> U {
        let mut interest_total = U::default();
        let mut paid_total = U::default();
        for running in &mut self.running {
            let owed = running.balance + running.interest;
            debug_assert!(running.payment <= owed, "no debt is paid more than it owes");
            let left = owed - running.payment;
            if left.is_dust() {
                // Only on the fine line: the last digit of a third is not worth another month.
                running.payment += left;
            }
            let after = owed - running.payment;
            debug_assert!(running.balance + running.interest - running.payment == after, "both ends of a month meet");
            running.balance = after;
            interest_total += running.interest;
            paid_total += running.payment;
            if after == U::default() {
                self.cleared.push(Cleared { debt: running.place, month });
            }
        }
        self.interest_total += interest_total;
        self.paid_total += paid_total;
        if let Some(schedule) = &mut self.schedule {
            schedule.begin_month(interest_total.shown());
            for running in &self.running {
                schedule.record(running.place, running.payment.shown(), running.balance.shown());
            }
        }
        interest_total
    }

    /// A proof that some debt never clears, if this month gives one. See the head of [`super`].
    fn stuck(&self, month: u16, interest_total: U) -> Option<Outcome> {
        let shrinks = |running: &Running<'_, U>| running.payment > running.interest;
        if self.running.iter().all(shrinks) {
            return None;
        }
        let rate_can_fall = |running: &Running<'_, U>| match running.debt.promo {
            Some(promo) => month <= promo.months && promo.rate > running.debt.rate,
            None => false,
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
        Some(Outcome::NeverClears { debt: found.place, excess: excess.shown() })
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

    fn rank(&mut self) {
        let strategy = self.scenario.strategy;
        let facts = |running: &Running<'a, U>| Facts {
            debt: running.debt,
            place: running.place,
            balance: running.balance.shown(),
            rate_in_force: running.rate,
            payment: running.minimum_first.shown(),
            term: running.term,
            wish: running.wish,
        };
        self.running.sort_by(|left, right| compare(strategy, &facts(left), &facts(right)));
    }
}

/// What a rule asks for of a balance and its interest, before the cap at what is owed; percentages rounded half up.
pub(crate) fn minimum_payment(rule: MinimumRule, balance: Amount, interest: Amount) -> Amount {
    minimum(rule, Minor::settled(balance), Minor::settled(interest), PlanRounding::HalfUp).shown()
}

/// What the rule asks for, before the cap at what is owed.
fn minimum<U: Unit>(rule: MinimumRule, balance: U, interest: U, rounding: PlanRounding) -> U {
    match rule {
        MinimumRule::Fixed(amount) => U::settled(amount),
        MinimumRule::PercentOf { percent, floor, of } => {
            let base = match of {
                PercentBase::Opening => balance,
                PercentBase::WithInterest => balance + interest,
            };
            base.portion::<PERCENT>(percent.millionths(), rounding).max(U::settled(floor))
        }
        MinimumRule::InterestPlusPercent { percent, floor } => {
            let principal = balance.portion::<PERCENT>(percent.millionths(), rounding);
            match floor {
                PrincipalFloor::Whole(floor) => (interest + principal).max(U::settled(floor)),
                PrincipalFloor::Principal(floor) => interest + principal.max(U::settled(floor)),
            }
        }
        MinimumRule::InterestPlus(principal) => interest + U::settled(principal),
    }
}
