//! The whole statement of a household: the month with every line worked out, what is owned and owed, what is known of
//! the credit history, and the money day by day. It can be printed; it is sent to nobody.

use browser::clock::today;
use browser::document::set_title;
use browser::router::Redirect;
use content::Country;
use domain::budget::summarise_statement;
use domain::journey::Step;
use domain::money::Amount;
use leptos::prelude::*;
use std::sync::Arc;
use ui::components::{Card, Lead, Loading, PageFrame, PageHeader, Piece, Rich};
use ui::form::{Actions, Button, ButtonKind, LinkButton};
use ui::format::Format;
use ui::icon::Icon;
use ui::live::live;

use crate::features::statement::context::{FullStatement, PageContext};
use crate::features::statement::{cash, credit, model, month, net_worth};
use crate::shared::terms::label;
use crate::shared::{catalogue, full_budget, journey, unreadable_debts};
use crate::store::AppState;
use crate::words::{Words, use_words};

/// The page.
pub fn page() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    // Without a budget there is nothing to state.
    if !untrack(|| journey::facts(state)).has_budget {
        return view! { <Redirect path=journey::path(Step::Budget)/> }.into_any();
    }
    set_title(words.statement_title());
    let inside = live(move || match state.case.catalogue_here() {
        Some(catalogue) => untrack(|| inside(state, words, catalogue)),
        None if state.case.is_missing.get() => catalogue::missing(state, words),
        None => view! { <Loading label=words.budget_loading()/> }.into_any(),
    });
    view! { <PageFrame>{inside}</PageFrame> }.into_any()
}

/// Reads the state; follows it.
fn read(state: AppState, words: Words, catalogue: &Country) -> FullStatement {
    let mut debts = model::owed(state.debts.readings(state.currency()));
    for debt in &mut debts {
        if debt.name.trim().is_empty() {
            let kind = catalogue.debt_kinds.iter().find(|kind| kind.id == debt.kind.id());
            debt.name = kind.map(|kind| kind.label.clone()).unwrap_or_default();
        }
    }
    let mut stated = full_budget::stated(state, catalogue, words.budget_own_unnamed());
    let (commitments, agreed) = (state.commitments(), state.invitation.agreements());
    stated.extend(state.budget.statement.with(|told| model::committed_lines(&debts, &commitments, &agreed, told)));
    let convention = state.convention();
    let summary = summarise_statement(&full_budget::lines(&stated), &convention, catalogue.groups.len());
    FullStatement { stated, agreed, debts, summary, convention, currency: state.currency() }
}

fn inside(state: AppState, words: Words, catalogue: Arc<Country>) -> AnyView {
    let known = catalogue.clone();
    let whole = Memo::new(move |_| read(state, words, &known));
    let context = PageContext { state, words, catalogue: StoredValue::new(catalogue), whole };
    let lead = Signal::derive(move || answer(context));
    let as_of = state.format().date(today());
    let print = Callback::new(|()| {
        // A browser that cannot print says so itself.
        browser::document::print();
    });
    let is_empty = Memo::new(move |_| whole.with(|whole| whole.stated.is_empty()));
    let is_any_unreadable = Memo::new(move |_| model::is_any_unreadable(&state.debts.readings(state.currency())));
    let unreadable = unreadable_debts::unreadable(words, is_any_unreadable);
    let month = live(move || {
        if is_empty.get() {
            return view! {
                <Card title=words.statement_month()>
                    <p>{words.statement_empty()}</p>
                </Card>
            }
            .into_any();
        }
        untrack(|| month::cards(context))
    });
    view! {
        <PageHeader title=words.statement_title()>
            <Lead><Rich pieces=lead/></Lead>
            <p class="soft no-print">{words.statement_hint()}</p>
            <p class="soft">{words.statement_as_of().date(&as_of)}</p>
        </PageHeader>
        <div class="statement stack">
            {month}
            {unreadable}
            {net_worth::card(context)}
            {credit::card(context)}
            {cash::card(context)}
        </div>
        <Actions>
            <Button drawing=Icon::Print label=label(words.statement_print()) on_press=print/>
            <LinkButton href="/budget" kind=ButtonKind::Text label=label(words.statement_back())/>
        </Actions>
        <p class="soft no-print">{words.budget_stop()}</p>
    }
    .into_any()
}

/// What is left over, in one sentence.
fn answer(context: PageContext) -> Vec<Piece> {
    let words = context.words;
    let (is_empty, left) = context.whole.with(|whole| (whole.stated.is_empty(), whole.summary.left_over));
    match left.minor() {
        _ if is_empty => words.statement_lead_empty(),
        0 => vec![Piece::Text(words.statement_lead_even().to_owned())],
        1.. => words.statement_lead_left().left(&context.money(left)),
        _ => words.statement_lead_short().missing(&context.money(Amount::ZERO.saturating_sub(left))),
    }
}
