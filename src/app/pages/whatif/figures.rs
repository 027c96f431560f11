//! What is tried out, worked out: plans with and without, and every way to pay side by side. No signals, no words.

use domain::money::{Amount, Currency};
use domain::plan::{
    Accepted, Cleared, Comparison, Moved, OFFERS_MAX, Plan, Scenario, Strategy, What, cheapest, compare, correct,
    if_accepted, simulate,
};
use wire::saved::WhatIf;

use super::kinds::{Field, Kind};
use super::reading::{Around, Effect, MonthOfYear, Problem, apply, read};
use crate::planning::{self, Basis};

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
    /// The others: id, and what is wrong.
    pub problems: Vec<(String, Vec<(Field, Problem)>)>,
}

/// Reads everything that is tried out. `new_loan` and `new_card` are what new credit is called.
pub fn trial(
    basis: &Basis,
    strategy: Strategy,
    typed: &[WhatIf],
    (currency, now): (Currency, MonthOfYear),
    (new_loan, new_card): (&str, &str),
) -> Trial {
    let without = planning::scenario(basis, strategy).filter(|scenario| !scenario.debts.is_empty());
    let Some(without) = without else { return Trial::default() };
    let around = Around { debts: &basis.debts, currency, now };
    let mut trial = Trial { names: basis.readings.iter().map(|debt| debt.name.clone()).collect(), ..Trial::default() };
    for what_if in typed {
        match read(what_if, &around) {
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
    pub fn problem(&self, id: &str, field: Field) -> Option<Problem> {
        let (_, problems) = self.problems.iter().find(|(known, _)| known == id)?;
        problems.iter().find(|(known, _)| *known == field).map(|(_, problem)| *problem)
    }

    /// The plan and the plan with everything, side by side. Nothing while there is no plan.
    pub fn compared(&self, taxed_from: Option<Amount>) -> Option<(Comparison, Comparison)> {
        let (without, with) = self.without.clone().zip(self.with.clone())?;
        let mut both = compare(&[without, with], taxed_from).ok()?.into_iter();
        both.next().zip(both.next())
    }

    /// What each what-if that counts does, on top of those before it: the parts add up to the whole.
    pub fn parts(&self) -> Vec<Moved> {
        let Some((without, with)) = self.without.as_ref().zip(self.with.clone()) else { return Vec::new() };
        let tried = with.changes.get(without.changes.len()..).map(<[_]>::to_vec).unwrap_or_default();
        // New debts stand there from the start, with nothing owed on them.
        let start = Scenario { changes: without.changes.clone(), ..with };
        correct(&start, &tried).map(|corrected| corrected.moved).unwrap_or_default()
    }

    /// The first debt that is paid off in a plan of these debts. One that only moves to new credit is not gone.
    pub fn first_gone(&self, plan: &Plan) -> Option<Cleared> {
        let moves = |cleared: &Cleared| {
            self.effects.iter().any(|effect| match &effect.change.what {
                What::Move { from, .. } => effect.change.from_month == cleared.month && from.contains(&cleared.debt),
                _ => false,
            })
        };
        plan.cleared.iter().find(|cleared| cleared.month > 0 && !moves(cleared)).copied()
    }

    /// Whether some what-if changes only the money, which the minimums alone do not heed.
    pub fn is_about_money(&self) -> bool {
        self.effects.iter().any(|effect| effect.kind.is_about_money())
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
        let offers: Vec<_> = self.effects.iter().filter(is_asked).map(|effect| effect.change.clone()).collect();
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
        with.budget_monthly = with.budget_monthly.or(Some(monthly));
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

/// One way to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The strategy; `None` for the plan with what is tried.
    pub strategy: Option<Strategy>,
    /// Its course.
    pub plan: Plan,
    /// How much less it costs than the minimums alone; below zero for more. `None` if one of the two does not end.
    pub saved: Option<Amount>,
}

/// Which figures of a way are the best of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Best {
    /// It ends first.
    pub months: bool,
    /// It has the least interest and fees.
    pub cost: bool,
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
    let run = |strategy| simulate(&planning::scenario(basis, strategy)?).ok();
    let least = run(Strategy::MinimumsOnly)?;
    let way = |strategy: Strategy, plan: Plan| Way::new(Some(strategy), plan, &least);
    let found = cheapest(&planning::scenario(basis, Strategy::CheapestFound)?).ok()?;
    let mut main = vec![way(Strategy::MinimumsOnly, least.clone())];
    for strategy in MAIN {
        main.push(way(strategy, run(strategy)?));
    }
    main.push(way(Strategy::CheapestFound, found.plan.clone()));
    let is_other = |strategy: &Strategy| {
        let shown = [Strategy::MinimumsOnly, Strategy::CheapestFound, Strategy::Custom];
        !shown.contains(strategy) && !MAIN.contains(strategy)
    };
    let others = Strategy::ALL.into_iter().filter(is_other);
    let others = others.filter_map(|strategy| Some(way(strategy, run(strategy)?))).collect();
    let cheapest = found.plan.is_cleared().then_some((found.strategy, found.order, found.saved_against_minimums));
    Some(Ways { main, others, cheapest })
}

/// What a plan costs beside what is owed: all interest and fees.
pub fn charged(plan: &Plan) -> Amount {
    plan.interest_total.saturating_add(plan.fees_total)
}

impl Way {
    fn new(strategy: Option<Strategy>, plan: Plan, least: &Plan) -> Self {
        let both = plan.is_cleared() && least.is_cleared();
        Self { strategy, saved: both.then(|| least.cost().saturating_sub(plan.cost())), plan }
    }
}

impl Ways {
    /// The same with the plan of what is tried out at the end of the common ones.
    pub fn with_tried(mut self, tried: Option<Plan>) -> Self {
        let least = self.main.first().map(|way| way.plan.clone());
        self.main.extend(tried.zip(least).map(|(plan, least)| Way::new(None, plan, &least)));
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
        let cost = cleared().map(charged).min();
        let saved = ways().filter_map(|way| way.saved).max();
        let differ = |alike: fn(&Plan, &Plan) -> bool| all().any(|plan| !plan.is_cleared() || !alike(plan, &way.plan));
        Best {
            months: months == Some(way.plan.months) && differ(|one, other| one.months == other.months),
            cost: cost == Some(charged(&way.plan)) && differ(|one, other| charged(one) == charged(other)),
            saved: way.saved.is_some_and(|most| most.is_positive() && Some(most) == saved),
        }
    }
}

#[cfg(test)]
mod tests;
