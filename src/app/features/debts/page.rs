//! The debts: those of the invitation, then the client's own, and what they come to.

use browser::document::set_title;
use browser::router::{NavigateOptions, use_navigate};
use content::Country;
use domain::journey::Step;
use leptos::prelude::*;
use std::sync::Arc;
use ui::components::{
    Card, EmptyState, Figure, Lead, LiveRegion, Loading, Notice, NoticeKind, PageFrame, PageHeader, Piece, Rich,
    SummaryList, plain_summary,
};
use ui::form::{Actions, Button, ButtonKind, ErrorSummary, FieldError, Form};
use ui::format::Format;
use ui::icon::Icon;
use ui::live::live;

use crate::features::debts;
use crate::features::debts::context::{PageContext, field_id};
use crate::features::debts::{own, problem};
use crate::shared::{catalogue, journey};
use crate::store::{AppState, debt_totals};
use crate::words::use_words;

/// The id of the button that adds a debt.
const ADD: &str = "add-debt";

/// The page.
pub fn page() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    set_title(words.debts_title());
    let currency = state.currency();
    let unfinished = untrack(|| {
        let readings = state.debts.typed(currency);
        readings.into_iter().filter(|debt| debt.balance.is_err()).map(|debt| debt.id).collect::<Vec<_>>()
    });
    let context = PageContext {
        state,
        words,
        totals: Memo::new(move |_| debt_totals::totals(&state.debts.typed(state.currency()))),
        attempt: RwSignal::new(0),
        said: RwSignal::new(String::new()),
        open: RwSignal::new(unfinished),
        unfolded: RwSignal::new(Vec::new()),
        taken_out: RwSignal::new(None),
    };
    let navigate = use_navigate();
    let go_on = move |()| {
        let (errors, unread) = untrack(|| (errors(context), context.unread()));
        // What has to be put right is opened, so that the way to it leads somewhere.
        context.open.update(|open| open.extend(errors.iter().map(|(debt, _)| debt.clone())));
        context.unfolded.update(|open| open.extend(unread));
        context.attempt.update(|times| *times += 1);
        if errors.is_empty() {
            navigate(journey::path(untrack(|| next_step(state))), NavigateOptions::default());
        }
    };
    let said_errors = Signal::derive(move || errors(context).into_iter().map(|(_, error)| error).collect::<Vec<_>>());
    view! {
        <PageFrame rail=journey::rail(Step::Debts)>
            <PageHeader title=words.debts_title()>
                <Lead><Rich pieces=Signal::derive(move || lead(context))/></Lead>
                <p class="soft">{words.debts_hint()}</p>
            </PageHeader>
            <LiveRegion message=context.said/>
            <Notice kind=NoticeKind::Know title=words.debts_rights_title()>
                <p><Rich pieces=Signal::stored(words.debts_rights_text())/></p>
            </Notice>
            <Form id="debts" on_submit=Callback::new(go_on)>
                <ErrorSummary title=words.shell_problem() errors=said_errors attempt=context.attempt/>
                {move || content(context)}
            </Form>
        </PageFrame>
    }
    .into_any()
}

fn lead(context: PageContext) -> Vec<Piece> {
    let words = context.words;
    let totals = context.totals.get();
    if totals.counted == 0 {
        vec![Piece::Text(words.debts_lead_none().to_owned())]
    } else if totals.priority.is_positive() {
        words.debts_lead_priority().owed(&context.money(totals.owed)).priority(&context.money(totals.priority))
    } else {
        words.debts_lead().owed(&context.money(totals.owed))
    }
}

/// Where the page leads: to the plan, or first to what the plan still needs.
fn next_step(state: AppState) -> Step {
    Step::Plan.nearest_open(journey::facts(state))
}

/// Everything to put right, with the debt it belongs to.
fn errors(context: PageContext) -> Vec<(String, FieldError)> {
    let words = context.words;
    let mut all = Vec::new();
    let Some(catalogue) = context.state.case.catalogue_here() else { return all };
    context.state.debts.entries.with(|entries| {
        for debt in entries {
            let mut add = |field: &str, problem: Option<String>| {
                if let Some(problem) = problem {
                    let message = words.debts_mistake().name(&context.name(debt, &catalogue)).problem(&problem);
                    all.push((debt.id.clone(), FieldError { id: field_id(debt, field), message }));
                }
            };
            if !debt.is_invited {
                add("balance", context.balance_problem(debt));
            }
            add("rate", context.rate_mistake(debt));
            add("minimum", context.minimum_problem(debt));
            for (field, what) in debt.reading(context.state.currency()).more.problems {
                add(&problem::name(field), Some(problem::sentence(context, debt, field, what)));
            }
        }
    });
    if all.is_empty() && context.totals.get().counted == 0 {
        all.push((String::new(), FieldError { id: ADD.to_owned(), message: words.debts_none_mistake().to_owned() }));
    }
    all
}

fn content(context: PageContext) -> AnyView {
    let PageContext { state, words, .. } = context;
    match state.case.catalogue_here() {
        Some(catalogue) => {
            // The sign before the amounts is that of this currency.
            state.case.currency.track();
            untrack(|| sheet(context, &catalogue))
        }
        None if state.case.is_missing.get() => catalogue::missing(state, words),
        None => view! { <Loading label=words.debts_loading()/> }.into_any(),
    }
}

fn sheet(context: PageContext, catalogue: &Arc<Country>) -> AnyView {
    let PageContext { state, words, .. } = context;
    let any_invited =
        Memo::new(move |_| state.debts.entries.with(|entries| entries.iter().any(|debt| debt.is_invited)));
    let invited = live(move || any_invited.get().then(|| untrack(|| debts::invited_list(context))).into_any());
    let own = own::list(context, catalogue.clone());
    let empty =
        move || {
            state.debts.entries.with(Vec::is_empty).then(|| {
                view! { <EmptyState title=words.debts_empty_title() text=words.debts_empty_text()/> }.into_any()
            })
        };
    let add = Callback::new(move |()| match state.debts.add_own() {
        Some(debt) => {
            context.taken_out.set(None);
            // A new debt is empty for a good reason; what it lacks is said when somebody goes on.
            context.attempt.set(0);
            context.open.update(|open| open.push(debt.id.clone()));
            let id = field_id(&debt, "kind");
            browser::focus::focus_id_soon(id);
        }
        None => context.said.set(words.debts_enough().to_owned()),
    });
    let next = Signal::derive(move || {
        let first_budget = next_step(state) == Step::Budget;
        if first_budget { words.debts_next_budget() } else { words.debts_next() }.to_owned()
    });
    view! {
        <div class="sheet">
            <div class="sheet__main stack">
                {invited}
                {own}
                {empty}
                <Actions>
                    <Button
                        id=ADD
                        kind=ButtonKind::Outlined
                        drawing=Icon::Add
                        label=Signal::stored(words.debts_add().to_owned())
                        on_press=add
                    />
                </Actions>
            </div>
            <div class="sheet__side">{sums(context)}</div>
            <div class="sheet__end">
                <Actions>
                    <Button submit=true label=next/>
                </Actions>
                <p class="soft">{words.debts_stop()}</p>
            </div>
        </div>
    }
    .into_any()
}

/// What it all comes to, and what a priority is.
fn sums(context: PageContext) -> AnyView {
    let PageContext { words, totals, .. } = context;
    let rows = Signal::derive(move || {
        let totals = totals.get();
        let mut rows = vec![(words.debts_sum_priority().to_owned(), context.money(totals.priority))];
        if totals.aside.is_positive() {
            rows.push((words.debts_sum_disputed().to_owned(), context.money(totals.aside)));
        }
        plain_summary(rows)
    });
    let unreadable = move || {
        let count = u64::try_from(totals.get().unreadable).unwrap_or(u64::MAX);
        let text = context.state.format().number(i64::try_from(count).unwrap_or(i64::MAX));
        (count > 0).then(|| view! { <p class="soft">{words.debts_unreadable(count, &text)}</p> }.into_any())
    };
    view! {
        <Card title=words.debts_sum()>
            <Figure
                label=Signal::stored(words.debts_sum_owed().to_owned())
                amount=Signal::derive(move || context.money(totals.get().owed))
            />
            <SummaryList rows/>
            {unreadable}
            <p class="soft"><Rich pieces=Signal::stored(words.debts_priority_text())/></p>
        </Card>
    }
    .into_any()
}
