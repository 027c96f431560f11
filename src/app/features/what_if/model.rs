//! What is tried out, worked out: plans with and without, and every way to pay side by side. No signals, no words.

use domain::budget::Convention;
use domain::money::{AMOUNT_INPUT_MAX, Amount, Currency};
use domain::plan::{
    Accepted, ChangeKind, Cleared, Comparison, Moved, Note, OFFERS_MAX, Outcome, Plan, Scenario, Strategy,
    StuckBecause, cheapest, compare, correct, if_accepted, simulate, simulate_with_schedule,
};
use wire::saved::WhatIf;

use crate::features::what_if::kinds::{Field, Kind};
use crate::features::what_if::reading::{Around, Effect, FieldError, apply, read};
use crate::shared::months::MonthOfYear;
use crate::shared::plan_inputs;
use crate::shared::plan_inputs::Basis;

/// What is tried out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trial {
    /// The plan as it is; `None` while there is none.
    pub without: Option<Scenario>,
    /// The plan with all what-ifs that count.
    pub with: Option<Scenario>,
    /// The names of its debts, those of new credit at the end.
    pub names: Vec<String>,
    /// The what-ifs that count.
    pub effects: Vec<Effect>,
    /// Their ids, in the same order.
    pub ids: Vec<String>,
    /// The what-ifs about money, where the plan pays the minimums alone: they count only once there is some.
    pub idle: Vec<Effect>,
    /// The others: id, and what is wrong.
    pub problems: Vec<(String, Vec<(Field, FieldError)>)>,
}

/// The plan that things are tried with. Of the cheapest found it is what was found: what is tried does not look again,
/// which would take long each time.
pub fn base(basis: &Basis, strategy: Strategy) -> Option<Scenario> {
    let scenario = plan_inputs::scenario(basis, strategy).filter(|scenario| !scenario.debts.is_empty())?;
    if strategy != Strategy::CheapestFound {
        return Some(scenario);
    }
    Some(cheapest(&scenario).ok()?.follow(&scenario))
}

/// Reads everything that is tried out with a plan. `new_loan` and `new_card` are what new credit is called.
pub fn trial(
    basis: &Basis,
    without: Option<Scenario>,
    typed: &[WhatIf],
    (currency, now, convention): (Currency, MonthOfYear, Convention),
    (new_loan, new_card): (&str, &str),
) -> Trial {
    let Some(without) = without else { return Trial::default() };
    let monthly = basis.monthly.unwrap_or_default();
    let around = Around { debts: &basis.debts, currency, now, start: without.start, monthly, convention };
    let mut trial = Trial { names: basis.readings.iter().map(|debt| debt.name.clone()).collect(), ..Trial::default() };
    for what_if in typed {
        match read(what_if, &around) {
            Some(Ok(effect)) if without.budget_monthly.is_none() && effect.kind.is_about_money() => {
                trial.idle.push(effect);
            }
            Some(Ok(effect)) => {
                match effect.kind {
                    Kind::Loan => trial.names.push(new_loan.to_owned()),
                    Kind::Transfer => trial.names.push(new_card.to_owned()),
                    _ => {}
                }
                trial.effects.push(effect);
                trial.ids.push(what_if.id.clone());
            }
            Some(Err(problems)) => trial.problems.push((what_if.id.clone(), problems)),
            None => trial.problems.push((what_if.id.clone(), Vec::new())),
        }
    }
    let mut with = without.clone();
    apply(&mut with, &trial.effects);
    trial.without = Some(without);
    trial.with = Some(with);
    trial
}

impl Trial {
    /// What is wrong with a field of a what-if.
    pub fn problem(&self, id: &str, field: Field) -> Option<FieldError> {
        let (_, problems) = self.problems.iter().find(|(known, _)| known == id)?;
        problems.iter().find(|(known, _)| *known == field).map(|(_, problem)| *problem)
    }

    /// The plan and the plan with everything, side by side. Nothing while there is no plan.
    pub fn compared(&self, taxed_from: Option<Amount>) -> Option<(Comparison, Comparison)> {
        let (without, with) = self.without.clone().zip(self.with.clone())?;
        let mut both = compare(&[without, with], taxed_from).ok()?.into_iter();
        both.next().zip(both.next())
    }

    /// What each what-if that counts does, by its id: pay-days first, then the others in their order, each on top of those
    /// before it. The parts add up to the whole.
    pub fn parts(&self) -> Vec<(String, Moved)> {
        self.try_parts().unwrap_or_default()
    }

    fn try_parts(&self) -> Option<Vec<(String, Moved)>> {
        let without = self.without.as_ref()?;
        let with = self.with.clone()?;
        let tried = with.changes.get(without.changes.len()..)?.to_vec();
        // New debts stand there from the start, with nothing owed on them.
        let start = Scenario { changes: without.changes.clone(), ..with };
        let corrected = correct(&start, &tried).ok()?;
        let mut left = corrected.moved.as_slice();
        let pay_days = self.effects.iter().rposition(|effect| effect.payment_schedule.is_some());
        let mut parts = Vec::new();
        for (place, (id, effect)) in self.ids.iter().zip(&self.effects).enumerate() {
            let (own, others) = left.split_at_checked(effect.changes.len())?;
            left = others;
            let moved = if effect.payment_schedule.is_some() {
                if pay_days != Some(place) {
                    // Later pay-days stand in their place.
                    continue;
                }
                moved(&simulate(without).ok()?, &corrected.before)
            } else {
                let later = own.iter().map(|moved| moved.later).sum();
                Moved { later, dearer: own.iter().map(|moved| moved.dearer).sum() }
            };
            parts.push((id.clone(), moved));
        }
        Some(parts)
    }

    /// The first debt that is paid off in a plan of these debts. One that only moves to new credit is not gone.
    pub fn first_gone(&self, plan: &Plan) -> Option<Cleared> {
        let moves = |cleared: &Cleared| {
            self.effects.iter().flat_map(|effect| &effect.changes).any(|change| match &change.what {
                ChangeKind::Move { from, .. } => change.from_month == cleared.month && from.contains(&cleared.debt),
                _ => false,
            })
        };
        plan.cleared.iter().find(|cleared| cleared.month > 0 && !moves(cleared)).copied()
    }

    /// Whether some what-if is new credit.
    pub fn is_borrowing(&self) -> bool {
        self.effects.iter().any(|effect| effect.new_debt.is_some())
    }

    /// Whether several creditors are asked for a yes, and not more than can be tried in every combination.
    pub fn asks_several(&self) -> bool {
        let asked = self.effects.iter().filter(|effect| effect.kind.needs_yes()).count();
        (2..=OFFERS_MAX).contains(&asked)
    }

    /// What happens if only some creditors say yes: from none to all. Nothing unless several are asked.
    pub fn if_some_agree(&self) -> Vec<Accepted> {
        let is_asked = |effect: &&Effect| effect.kind.needs_yes();
        // Each of them is one change.
        let offers: Vec<_> =
            self.effects.iter().filter(is_asked).flat_map(|effect| effect.changes.iter().cloned()).collect();
        let Some(without) = self.without.as_ref().filter(|_| self.asks_several()) else { return Vec::new() };
        let mut others = without.clone();
        let rest: Vec<_> = self.effects.iter().filter(|effect| !effect.kind.needs_yes()).cloned().collect();
        apply(&mut others, &rest);
        if_accepted(&others, &offers).unwrap_or_default()
    }

    /// The plan for questions about more or less money: under the minimums alone, with the money there is, so that it
    /// shows when it does not reach.
    pub fn with_money(&self, monthly: Amount) -> Option<Scenario> {
        let mut with = self.with.clone()?;
        if with.budget_monthly.is_none() {
            with.budget_monthly = Some(monthly);
            apply(&mut with, &self.idle);
        }
        Some(with)
    }

    /// The plan for questions about how much to pay: the minimums alone use no more, so the highest rate goes first.
    pub fn for_a_wish(&self, monthly: Amount) -> Option<Scenario> {
        let mut with = self.with_money(monthly)?;
        if with.strategy == Strategy::MinimumsOnly {
            with.strategy = Strategy::Avalanche;
        }
        Some(with)
    }
}

/// How one plan differs from another.
fn moved(before: &Plan, after: &Plan) -> Moved {
    let both = before.is_cleared() && after.is_cleared();
    Moved {
        later: both.then(|| i32::from(after.months) - i32::from(before.months)),
        dearer: after.cost().saturating_sub(before.cost()),
    }
}

/// What keeps a plan from ending in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldUp {
    /// The debt that is paid off last, and when.
    Late {
        /// Its place.
        debt: usize,
        /// The month.
        month: u16,
    },
    /// A debt that never gets smaller.
    Never {
        /// Its place.
        debt: usize,
        /// Its interest is more than what is paid on it.
        grows: bool,
        /// Something is paid on it.
        is_paid: bool,
    },
    /// The money does not reach in a month.
    Short {
        /// The month.
        month: u16,
        /// How much is missing in it.
        missing: Amount,
    },
}

/// What keeps a plan from ending sooner; `None` where it only takes too long.
pub fn held_up(scenario: &Scenario) -> Option<HeldUp> {
    let plan = simulate(scenario).ok()?;
    match plan.outcome {
        Outcome::Cleared => plan.cleared.last().map(|last| HeldUp::Late { debt: last.debt, month: last.month }),
        Outcome::NeverClears { debt, excess, because } => {
            Some(HeldUp::Never { debt, grows: excess.is_positive(), is_paid: because != StuckBecause::NothingPaid })
        }
        Outcome::Shortfall { missing, .. } => Some(HeldUp::Short { month: plan.months, missing }),
        Outcome::NotWithinHorizon => None,
    }
}

/// The plan with the most that can be paid each month.
pub fn paying_most(mut scenario: Scenario) -> Scenario {
    match &mut scenario.payment_schedule {
        Some(payments) => payments.amount = AMOUNT_INPUT_MAX,
        None => scenario.budget_monthly = Some(AMOUNT_INPUT_MAX),
    }
    scenario
}

/// One way to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The strategy; `None` for a plan with something tried.
    pub strategy: Option<Strategy>,
    /// What a plan that was kept is called; empty for all others.
    pub name: String,
    /// What its debts are called.
    pub names: Vec<String>,
    /// Its course.
    pub plan: Plan,
    /// How much less it costs than the minimums alone; below zero for more. `None` if one of the two does not end.
    pub saved: Option<Amount>,
    /// The first debt that is gone: its name and the month.
    pub first: Option<(String, u16)>,
    /// What is paid in its first month.
    pub payment: Amount,
    /// What to know about it.
    pub notes: Vec<Note>,
}

/// What is paid on all debts in the first month of a plan.
fn first_payment(scenario: &Scenario) -> Option<Amount> {
    let plan = simulate_with_schedule(scenario).ok()?;
    Some(plan.schedule?.month(1)?.payments.iter().copied().sum())
}

/// Which figures of a way are the best of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Best {
    /// It ends first.
    pub months: bool,
    /// It has the least interest.
    pub interest: bool,
    /// It saves most.
    pub saved: bool,
}

/// All ways to pay, side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// The minimums alone first, then the commonest, then what is tried out.
    pub main: Vec<Way>,
    /// The other orders.
    pub others: Vec<Way>,
    /// The cheapest found: its strategy, its order if it is one of its own, and what it saves against the minimums.
    pub cheapest: Option<(Strategy, Vec<usize>, Option<Amount>)>,
}

/// The ways that are shown first, after the minimums alone.
const MAIN: [Strategy; 2] = [Strategy::Avalanche, Strategy::Snowball];

/// Works out all ways to pay these debts with the same money.
pub fn ways(basis: &Basis) -> Option<Ways> {
    if basis.debts.is_empty() {
        return None;
    }
    let run = |strategy| {
        let scenario = plan_inputs::scenario(basis, strategy)?;
        Some((simulate(&scenario).ok()?, scenario))
    };
    let (least, least_scenario) = run(Strategy::MinimumsOnly)?;
    let names: Vec<String> = basis.readings.iter().map(|debt| debt.name.clone()).collect();
    let way = |strategy: Strategy, (plan, scenario): (Plan, Scenario)| {
        let first = plan.cleared.iter().find(|cleared| cleared.month > 0).copied();
        let payment = first_payment(&scenario).unwrap_or_default();
        Way::new(Some(strategy), (plan, payment), first, &names, &least)
    };
    let scenario = plan_inputs::scenario(basis, Strategy::CheapestFound)?;
    let found = cheapest(&scenario).ok()?;
    let scenario = found.follow(&scenario);
    let mut main = vec![way(Strategy::MinimumsOnly, (least.clone(), least_scenario))];
    for strategy in MAIN {
        main.push(way(strategy, run(strategy)?));
    }
    main.push(way(Strategy::CheapestFound, (found.plan.clone(), scenario)));
    if basis.has_own_order {
        main.push(way(Strategy::Custom, run(Strategy::Custom)?));
    }
    let is_other = |strategy: &Strategy| {
        let shown = [Strategy::MinimumsOnly, Strategy::CheapestFound, Strategy::Custom];
        !shown.contains(strategy) && !MAIN.contains(strategy)
    };
    let others = Strategy::ALL.into_iter().filter(is_other);
    let others = others.filter_map(|strategy| Some(way(strategy, run(strategy)?))).collect();
    let cheapest = found.plan.is_cleared().then_some((found.strategy, found.order, found.saved_against_minimums));
    Some(Ways { main, others, cheapest })
}

impl Way {
    fn new(
        strategy: Option<Strategy>,
        (plan, payment): (Plan, Amount),
        first: Option<Cleared>,
        names: &[String],
        least: &Plan,
    ) -> Self {
        let both = plan.is_cleared() && least.is_cleared();
        let saved = both.then(|| least.cost().saturating_sub(plan.cost()));
        let first = first.map(|first| (names.get(first.debt).cloned().unwrap_or_default(), first.month));
        let (name, notes) = (String::new(), Vec::new());
        Self { strategy, name, names: names.to_vec(), plan, saved, first, payment, notes }
    }
}

impl Ways {
    /// These ways, with the plans of what is tried out at the end of the common ones, each with what it is called.
    pub fn with_tried<'a>(
        mut self,
        tried: impl Iterator<Item = (&'a str, &'a Trial)>,
        taxed_from: Option<Amount>,
    ) -> Self {
        let Some(least) = self.main.first().map(|way| way.plan.clone()) else { return self };
        for (name, trial) in tried.filter(|(_, trial)| !trial.effects.is_empty()) {
            let Some((_, with)) = trial.compared(taxed_from) else { continue };
            let payment = trial.with.as_ref().and_then(first_payment).unwrap_or_default();
            let first = trial.first_gone(&with.plan);
            let way = Way::new(None, (with.plan, payment), first, &trial.names, &least);
            self.main.push(Way { name: name.to_owned(), notes: with.notes, ..way });
        }
        self
    }

    /// Which figures of a way are the best of all that are shown. Where all are alike none is.
    pub fn best(&self, way: &Way) -> Best {
        if !way.plan.is_cleared() {
            return Best::default();
        }
        let ways = || self.main.iter().chain(&self.others);
        let all = || ways().map(|way| &way.plan);
        let cleared = || all().filter(|plan| plan.is_cleared());
        let months = cleared().map(|plan| plan.months).min();
        let interest = cleared().map(|plan| plan.interest_total).min();
        let saved = ways().filter_map(|way| way.saved).max();
        let differ = |alike: fn(&Plan, &Plan) -> bool| all().any(|plan| !plan.is_cleared() || !alike(plan, &way.plan));
        Best {
            months: months == Some(way.plan.months) && differ(|one, other| one.months == other.months),
            interest: interest == Some(way.plan.interest_total)
                && differ(|one, other| one.interest_total == other.interest_total),
            saved: way.saved.is_some_and(|most| most.is_positive() && Some(most) == saved),
        }
    }
}

#[cfg(test)]
mod tests;
