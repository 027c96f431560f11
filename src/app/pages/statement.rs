//! The whole statement of a household: the month with every line worked out, what is owned and owed, what is known of
//! the credit history, and the money day by day. It can be printed; it is sent to nobody.

mod cash;
mod credit;
pub mod figures;
mod month;
mod worth;

use browser::clock::today;
use content::Country;
use domain::budget::{Convention, StatementSummary, summarise_statement};
use domain::journey::Step;
use domain::money::{Amount, AmountError, Currency, parse_amount};
use leptos::prelude::*;
use std::sync::Arc;
use ui::components::{Card, Lead, Loading, PageFrame, PageHeader, Piece, Rich};
use ui::form::{Actions, Button, ButtonKind, LinkButton};
use ui::format::Format;
use ui::icon::Icon;
use ui::live::live;

use super::budget::problem::amount_problem;
use super::budget::typed::watched;
use super::budget::whole::{self, Stated};
use super::plan;
use crate::state::{AppState, DebtReading};
use crate::words::{Words, use_words};
use crate::{journey, router, shell};

/// What every part of the page needs.
#[derive(Clone, Copy)]
struct Desk {
    state: AppState,
    words: Words,
    catalogue: StoredValue<Arc<Country>>,
    whole: Memo<Whole>,
}

/// The statement as it reads now.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Whole {
    /// Every line with an amount; then what priority debts ask for.
    stated: Vec<Stated>,
    /// Debts that count.
    debts: Vec<DebtReading>,
    /// All of it added up.
    summary: StatementSummary,
    convention: Convention,
    currency: Currency,
}

impl Desk {
    fn money(self, amount: Amount) -> String {
        self.state.format().money(amount, self.state.currency())
    }

    /// The mistake of an amount that may stay empty, and what to call when its field is left.
    fn amount_watch(self, value: RwSignal<String>) -> (Signal<Option<String>>, Callback<()>) {
        let Self { state, words, .. } = self;
        watched(value, move |text| {
            let currency = state.currency();
            let error = parse_amount(text, currency).err().filter(|error| *error != AmountError::Required)?;
            Some(amount_problem(words, &state.format(), currency, error, ""))
        })
    }
}

fn label(text: &'static str) -> Signal<String> {
    Signal::stored(text.to_owned())
}

/// The page.
pub fn page() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    // Without a budget there is nothing to state.
    if !untrack(|| journey::facts(state)).has_budget {
        return router::redirect(journey::path(Step::Budget));
    }
    shell::title(words.statement_title());
    let inside = live(move || match state.case.catalogue_here() {
        Some(catalogue) => untrack(|| inside(state, words, catalogue)),
        None if state.case.is_missing.get() => super::budget::missing(state, words),
        None => view! { <Loading label=words.budget_loading()/> }.into_any(),
    });
    view! { <PageFrame>{inside}</PageFrame> }.into_any()
}

/// Reads the state; follows it.
fn read(state: AppState, words: Words, catalogue: &Country) -> Whole {
    let mut debts = figures::owed(state.debts.readings(state.currency()));
    for debt in &mut debts {
        if debt.name.trim().is_empty() {
            let kind = catalogue.debt_kinds.iter().find(|kind| kind.id == debt.kind.id());
            debt.name = kind.map(|kind| kind.label.clone()).unwrap_or_default();
        }
    }
    let mut stated = whole::stated(state, catalogue, words.budget_own_unnamed());
    stated.extend(state.budget.statement.with(|told| figures::priority_lines(&debts, told)));
    let convention = state.convention();
    let summary = summarise_statement(&whole::lines(&stated), &convention, catalogue.groups.len());
    Whole { stated, debts, summary, convention, currency: state.currency() }
}

fn inside(state: AppState, words: Words, catalogue: Arc<Country>) -> AnyView {
    let known = catalogue.clone();
    let whole = Memo::new(move |_| read(state, words, &known));
    let desk = Desk { state, words, catalogue: StoredValue::new(catalogue), whole };
    let lead = Signal::derive(move || answer(desk));
    let as_of = state.format().date(today());
    let print = Callback::new(|()| {
        // A browser that cannot print says so itself.
        let _ = window().print();
    });
    let is_empty = Memo::new(move |_| whole.with(|whole| whole.stated.is_empty()));
    let is_any_unreadable = Memo::new(move |_| figures::is_any_unreadable(&state.debts.readings(state.currency())));
    let unreadable = plan::unreadable(words, is_any_unreadable);
    let month = live(move || {
        if is_empty.get() {
            return view! {
                <Card title=words.statement_month()>
                    <p>{words.statement_empty()}</p>
                </Card>
            }
            .into_any();
        }
        untrack(|| month::cards(desk))
    });
    view! {
        <PageHeader title=words.statement_title()>
            <Lead><Rich pieces=lead/></Lead>
            <p class="soft no-print">{words.statement_hint()}</p>
            <p class="soft">{words.statement_as_of(&as_of)}</p>
        </PageHeader>
        <div class="statement stack">
            {month}
            {unreadable}
            {worth::card(desk)}
            {credit::card(desk)}
            {cash::card(desk)}
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
fn answer(desk: Desk) -> Vec<Piece> {
    let words = desk.words;
    let (is_empty, left) = desk.whole.with(|whole| (whole.stated.is_empty(), whole.summary.left_over));
    match left.minor() {
        _ if is_empty => words.statement_lead_empty(),
        0 => vec![Piece::Text(words.statement_lead_even().to_owned())],
        1.. => words.statement_lead_left(&desk.money(left)),
        _ => words.statement_lead_short(&desk.money(Amount::ZERO.saturating_sub(left))),
    }
}
