//! The steps of the way as pages: where they are, which are open, and who is sent where.

use browser::router::Redirect;
use domain::journey::{Facts, Step};
use domain::money::Amount;
use domain::offer::{Capacity, capacity};
use leptos::prelude::*;
use ui::components::{Step as RailStep, StepRail, StepState};
use wire::api::{Account, AccountState};

use crate::shared::offer_model::TOKEN;
use crate::shared::route_table::ROUTES;
use crate::store::{AppState, account_of};
use crate::words::use_words;

/// Where a step is.
pub fn path(step: Step) -> &'static str {
    ROUTES.iter().find(|route| route.step == Some(step)).map_or("/", |route| route.path)
}

/// What is known now; follows the state.
pub fn facts(state: AppState) -> Facts {
    let currency = state.currency();
    let debts = state.debts.outlines(currency);
    let left_over = state.totals().left_over;
    // What is taken off for a debt of the invitation is there to be offered to it.
    let agreed = state.invitation.agreements();
    let is_offered = |id: &str| account_of(id).is_some() && !agreed.iter().any(|agreement| agreement.debt_id == id);
    let reserved: Amount =
        state.commitments().iter().filter(|(id, _)| is_offered(id)).map(|(_, monthly)| *monthly).sum();
    // A dispute counts from the moment the client raises it, before the other side has heard of it.
    let is_disputed = |id: &str| debts.iter().any(|debt| debt.is_disputed && account_of(&debt.id) == Some(id));
    let is_open = |account: &Account| account.state == AccountState::Open && !is_disputed(&account.id);
    let has_open_account = state
        .invitation
        .saved
        .with(|kept| kept.as_ref().is_some_and(|kept| kept.invitation.accounts.iter().any(is_open)));
    let sent = state.invitation.saved.with(|kept| {
        kept.as_ref().is_some_and(|kept| !kept.invitation.proposals.is_empty() || !kept.invitation.receipts.is_empty())
    });
    Facts {
        has_budget: state.totals().counted > 0,
        has_debt: debts.iter().any(|debt| debt.balance.is_ok_and(|owed| owed.is_positive())),
        has_open_account,
        has_capacity: matches!(capacity(left_over), Capacity::Some { .. })
            || reserved.is_positive() && left_over.saturating_add(reserved).is_positive()
            || state.offer.choice.with(|choice| choice == TOKEN),
        has_proposal: sent || state.outbox.waiting.with(|waiting| !waiting.is_empty()),
    }
}

/// Notes that a page on the way was opened.
fn visit(state: AppState, path: &str) {
    untrack(|| {
        if state.visited.with(|all| all.last().is_none_or(|last| last != path)) {
            state.visited.update(|all| {
                all.retain(|known| known != path);
                all.push(path.to_owned());
            });
        }
    });
}

/// Whether a step is behind the client: what came with an invitation is not done before anybody has looked at it, and an
/// arrangement is the end of the way.
fn is_done(state: AppState, step: Step, facts: Facts) -> bool {
    let is_seen = || state.visited.with(|all| all.iter().any(|known| *known == path(step)));
    match step {
        Step::Debts => step.is_done(facts) && (facts.has_proposal || is_seen()),
        Step::Arrangement => state.invitation.has_arrangement(),
        _ => step.is_done(facts),
    }
}

/// Where somebody who comes back goes on: where they were last, if that is open; else where something is missing.
/// `None` for somebody who has not begun.
pub fn way_on(state: AppState) -> Option<&'static str> {
    let facts = facts(state);
    let was = state.visited.with(|all| all.last().cloned());
    let last = Step::ALL.into_iter().find(|step| was.as_deref() == Some(path(*step)) && step.is_open(facts));
    let begun = facts.has_budget || facts.has_debt || facts.has_open_account || facts.has_proposal;
    let next = || begun.then(|| Step::Arrangement.nearest_open(facts));
    last.filter(|_| begun).or_else(next).map(path)
}

/// The rail of steps beside a page.
pub fn rail(current: Step) -> AnyView {
    let state = AppState::here();
    let words = use_words();
    visit(state, path(current));
    let name = move |step: Step| match step {
        Step::Budget => words.shell_step_budget(),
        Step::Debts => words.shell_step_debts(),
        Step::Plan => words.shell_step_plan(),
        Step::Offer => words.shell_step_offer(),
        Step::Check => words.shell_step_check(),
        Step::Arrangement => words.shell_step_arrangement(),
    };
    let steps = Signal::derive(move || {
        let facts = facts(state);
        let rail_step = |step: Step| {
            let (rail_state, label) = if step == current {
                (StepState::Current, words.shell_step_current())
            } else if is_done(state, step, facts) {
                (StepState::Done, words.shell_step_done())
            } else {
                (StepState::NotYet, words.shell_step_not_yet())
            };
            RailStep {
                label: name(step).to_owned(),
                href: step.is_open(facts).then(|| path(step).to_owned()),
                state: rail_state,
                state_label: label.to_owned(),
            }
        };
        Step::ALL.into_iter().map(rail_step).collect::<Vec<_>>()
    });
    let number = Step::ALL.iter().position(|step| *step == current).unwrap_or(0) + 1;
    let compact =
        words.shell_step_compact().name(name(current)).number(&number.to_string()).of(&Step::ALL.len().to_string());
    view! { <StepRail label=words.shell_steps() compact=Signal::stored(compact) steps/> }.into_any()
}

/// Shows the page if its step is open when it is entered; sends to the nearest open one otherwise. An edit on the page
/// itself never throws anybody out.
pub fn guarded(step: Step, page: impl FnOnce() -> AnyView + 'static) -> AnyView {
    let state = AppState::here();
    let nearest = step.nearest_open(untrack(|| facts(state)));
    if nearest == step { page() } else { view! { <Redirect path=path(nearest)/> }.into_any() }
}
