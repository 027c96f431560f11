//! The other orders of the debts, behind a press: most people need none of them.

use domain::plan::{Outcome, Plan, Strategy};
use leptos::prelude::*;
use ui::form::{RadioChoice, RadioChoices};
use ui::format::Format;
use ui::live::live;

use crate::features::plan::order;
use crate::shared::plan_inputs;
use crate::shared::plan_inputs::STRATEGIES;
use crate::shared::strategy::title;
use crate::store::AppState;
use crate::words::{Words, use_words};

/// What a strategy does, in a sentence.
fn rule(words: Words, strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::AvalancheInForce => words.plan_rule_avalanche_in_force(),
        Strategy::HighestBalance => words.plan_rule_highest_balance(),
        Strategy::ShortestTerm => words.plan_rule_shortest_term(),
        Strategy::BalanceByRate => words.plan_rule_balance_by_rate(),
        Strategy::BalanceByPayment => words.plan_rule_balance_by_payment(),
        Strategy::Utilisation => words.plan_rule_utilisation(),
        Strategy::ProRataByBalance => words.plan_rule_pro_rata_by_balance(),
        Strategy::ProRataByContractualPayment => words.plan_rule_pro_rata_by_contractual_payment(),
        Strategy::PriorityArrearsFirst => words.plan_rule_priority_arrears_first(),
        Strategy::CheapestFound => words.plan_rule_cheapest_found(),
        // Those at hand say it by their figures.
        Strategy::Custom | Strategy::Avalanche | Strategy::Snowball | Strategy::MinimumsOnly => {
            words.plan_rule_custom()
        }
    }
}

/// The strategies that do not stand at hand, one's own order last: its list stands below it.
fn others() -> impl Iterator<Item = Strategy> {
    let rest = Strategy::ALL.into_iter().filter(|one| !STRATEGIES.contains(one) && *one != Strategy::Custom);
    rest.chain([Strategy::Custom])
}

/// The other orders, and one's own to be made.
pub fn choices() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    let basis = Memo::new(move |_| plan_inputs::basis(state));
    // Worked out only while they are looked at.
    let plans = Memo::new(move |_| {
        // Looking for the cheapest takes as long as many plans. When it is chosen, the head of the page says its figures.
        let run = |strategy| {
            let is_quick = strategy != Strategy::CheapestFound;
            let plan = if is_quick { basis.with(|basis| plan_inputs::plan(basis, strategy)) } else { None };
            (strategy, plan)
        };
        others().map(run).collect::<Vec<(Strategy, Option<Plan>)>>()
    });
    let options = Signal::derive(move || {
        plans
            .with(|plans| plans.iter().map(|(strategy, plan)| choice(state, words, *strategy, plan.as_ref())).collect())
    });
    let is_own = Memo::new(move |_| plan_inputs::chosen(state) == Strategy::Custom);
    let own = live(move || if is_own.get() { untrack(|| order::view(state, words, basis)) } else { ().into_any() });
    view! {
        <RadioChoices id="more-strategies" legend=words.plan_more_ways() legend_hidden=true value=state.plan.strategy options/>
        {own}
    }
    .into_any()
}

fn choice(state: AppState, words: Words, strategy: Strategy, plan: Option<&Plan>) -> RadioChoice {
    let format = state.format();
    let choice = RadioChoice::new(strategy.id(), title(words, strategy)).detail(rule(words, strategy));
    match plan {
        None => choice,
        Some(plan) if plan.is_cleared() => {
            let months = words.plan_months(u64::from(plan.months), &format.number(i64::from(plan.months)));
            choice.figures(months, words.plan_interest().amount(&format.money(plan.interest_total, state.currency())))
        }
        Some(Plan { outcome: Outcome::Shortfall { .. }, .. }) => choice.figures(words.plan_not_enough(), ""),
        Some(_) => choice.figures(words.plan_never(), ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_pay_can_be_chosen_once() {
        let mut all: Vec<Strategy> = STRATEGIES.into_iter().chain(others()).collect();
        assert_eq!(all.len(), Strategy::ALL.len());
        for strategy in Strategy::ALL {
            all.retain(|one| *one != strategy);
        }
        assert_eq!(all, []);
    }
}
