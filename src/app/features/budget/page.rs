//! The budget: what comes in, what goes out, and what is left over each month.
//!
//! The short form and the full one are two views of the same budget. What the short form does not show line by line
//! stands in it as one figure for each group, so nothing that counts is ever out of sight.

use browser::document::set_title;
use browser::focus;
use browser::router::{NavigateOptions, use_navigate};
use content::Country;
use domain::budget::summarise_statement;
use domain::journey::Step;
use domain::money::{Amount, AmountError, Currency, parse_amount};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use std::sync::Arc;
use ui::components::{Lead, LiveRegion, Loading, PageFrame, PageHeader, Piece, Rich};
use ui::form::{Actions, Button, ButtonKind, ErrorSummary, FieldError, Form};
use ui::format::{BrowserFormat, Format};

use crate::features::budget::context::{BudgetSection, PageContext, field_id};
use crate::features::budget::{lazy, lines, pays, sum};
use crate::shared::{catalogue, fold, full_budget, journey};
use crate::store::{AppState, BudgetLine};
use crate::words::use_words;

/// How long typing rests before the new figure is read out.
const SAY_AFTER_MS: u32 = 1_500;

/// The id of the button that changes between the two forms.
const VIEW: &str = "budget-view";

/// The page.
pub fn page() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    set_title(words.budget_title());
    let context = PageContext {
        state,
        words,
        totals: Memo::new(move |_| state.totals()),
        groups: Memo::new(move |_| group_sums(state)),
        published: RwSignal::new(content::Guidelines::default()),
        attempt: RwSignal::new(0),
        said: RwSignal::new(String::new()),
    };
    say_when_settled(context);
    // Whoever comes back is told the answer; whoever begins is told what to do. Not both in turn: a heading that grows
    // would push away the field that is being filled in.
    let has_begun = context.totals.get_untracked().counted > 0;
    let lead = Signal::derive(move || lead(context, has_begun));
    let navigate = use_navigate();
    let go_on = move |()| {
        context.attempt.update(|times| *times += 1);
        let errors = untrack(|| errors(context));
        if errors.is_empty() {
            navigate(journey::path(Step::Debts), NavigateOptions::default());
        }
        errors.iter().for_each(|error| focus::unfold_id(&error.id));
    };
    let amount = Signal::derive(move || context.signed());
    let what = Signal::derive(move || context.outcome().0.to_owned());
    view! {
        <PageFrame rail=journey::rail(Step::Budget)>
            <PageHeader title=words.budget_title()>
                <Lead><Rich pieces=lead/></Lead>
                <p class="soft">{words.budget_hint()}</p>
            </PageHeader>
            <LiveRegion message=context.said/>
            {lazy::section(BudgetSection::Published(context))}
            {country(context)}
            <Form id="budget" enter_stays=true on_submit=Callback::new(go_on)>
                <ErrorSummary
                    title=words.shell_problem()
                    errors=Signal::derive(move || errors(context))
                    attempt=context.attempt
                />
                {move || content(context)}
            </Form>
            {move || state.case.catalogue_here().map(|_| sum::bar(context, what, amount))}
        </PageFrame>
    }
    .into_any()
}

/// What each group comes to a month; follows the budget.
fn group_sums(state: AppState) -> Vec<Amount> {
    let Some(catalogue) = state.case.catalogue_here() else { return Vec::new() };
    let lines = full_budget::lines(&full_budget::stated(state, &catalogue, ""));
    summarise_statement(&lines, &state.convention(), catalogue.groups.len()).groups
}

fn lead(context: PageContext, has_begun: bool) -> Vec<Piece> {
    let words = context.words;
    let totals = context.totals.get();
    if !has_begun || totals.counted == 0 {
        return vec![Piece::Text(words.budget_lead_begin().to_owned())];
    }
    let (_, figure) = context.outcome();
    match totals.left_over.minor() {
        0 => vec![Piece::Text(words.budget_lead_even().to_owned())],
        1.. => words.budget_lead_left().figure(&figure),
        _ => words.budget_lead_short().figure(&figure),
    }
}

/// Reads the new figure out when typing rests, not at every key.
fn say_when_settled(context: PageContext) {
    Effect::new(move |before: Option<Option<Timeout>>| {
        let (what, figure) = context.outcome();
        let every = context.words.budget_every_month();
        // Without its timer, nothing is said any more of the figure before.
        drop(before?);
        let say = move || {
            // The page may be gone by then.
            let _ = context.said.try_set([what, ": ", &figure, " ", every].concat());
        };
        Some(Timeout::new(SAY_AFTER_MS, say))
    });
}

/// Everything that cannot be read, in the order of the lines.
fn errors(context: PageContext) -> Vec<FieldError> {
    let currency = context.state.currency();
    let catalogue = context.state.case.catalogue_here();
    let wrong = |line: &BudgetLine| {
        let is_wrong = |error: AmountError| (error != AmountError::Required).then_some(error);
        let own = line.reading(currency).err().and_then(is_wrong).map(|error| (field_id(line), error));
        // Pays before the last one are looked at only where they count.
        let before = || {
            let pays = if line.varies() { line.pays.get() } else { Vec::new() };
            let read = |pay: &RwSignal<String>| pay.with(|text| parse_amount(text, currency).err()).and_then(is_wrong);
            pays.iter().enumerate().find_map(|(at, pay)| Some((pays::pay_id(line, at), read(pay)?)))
        };
        let (id, error) = own.or_else(before)?;
        let name = context.name(line, catalogue.as_deref());
        Some(FieldError { id, message: context.words.budget_mistake().name(&name).problem(&context.problem(error)) })
    };
    context.state.budget.lines.with(|lines| lines.iter().filter_map(wrong).collect())
}

/// The lines once the catalogue is there; until then a word on why not.
fn content(context: PageContext) -> AnyView {
    let PageContext { state, words, .. } = context;
    match state.case.catalogue_here() {
        Some(catalogue) => {
            let currency = state.currency();
            let format = state.format();
            let is_full = state.budget.is_full.get();
            // What is shown follows the catalogue and the choice of form alone; figures follow inside.
            untrack(|| form(context, &catalogue, currency, &format, is_full))
        }
        None if state.case.is_missing.get() => catalogue::missing(state, words),
        None => view! { <Loading label=words.budget_loading()/> }.into_any(),
    }
}

fn form(
    context: PageContext,
    catalogue: &Arc<Country>,
    currency: Currency,
    format: &BrowserFormat,
    is_full: bool,
) -> AnyView {
    let words = context.words;
    let cards = lines::cards(context, catalogue, currency, format, is_full);
    view! {
        <div class="sheet">
            <div class="sheet__main stack">
                {switch(context, catalogue, format, is_full)}
                {cards}
                {(!is_full).then(|| missing_lines(context))}
                {lazy::section(BudgetSection::Household(context, catalogue.clone()))}
            </div>
            <div class="sheet__side">{sum::card(context, catalogue.clone())}</div>
            <div class="sheet__end">
                <Actions>
                    <Button submit=true label=Signal::stored(words.budget_next().to_owned())/>
                </Actions>
                <p class="soft">{words.budget_stop()}</p>
            </div>
        </div>
    }
    .into_any()
}

/// Which form this is, and the other one.
fn switch(context: PageContext, catalogue: &Country, format: &BrowserFormat, is_full: bool) -> AnyView {
    let words = context.words;
    let count = format.number(i64::try_from(catalogue.lines.len()).unwrap_or_default());
    let (now, other) = if is_full {
        (words.budget_view_is_full(), words.budget_view_short().to_owned())
    } else {
        (words.budget_view_is_short(), words.budget_view_full().count(&count))
    };
    let swap = Callback::new(move |()| context.show(!is_full, VIEW));
    view! {
        <div class="views">
            <p class="soft">{now}</p>
            <Button id=VIEW kind=ButtonKind::Outlined label=Signal::stored(other) on_press=swap/>
        </div>
    }
    .into_any()
}

/// A second button for the full form, where the short one ends.
fn missing_lines(context: PageContext) -> AnyView {
    let swap = Callback::new(move |()| context.show(true, VIEW));
    let label = Signal::stored(context.words.budget_view_missing().to_owned());
    view! { <div><Button kind=ButtonKind::Text label=label on_press=swap/></div> }.into_any()
}

/// Where the client lives, unless an invitation has settled it. There are two countries, so one button is enough.
fn country(context: PageContext) -> AnyView {
    let PageContext { state, words, .. } = context;
    let is_british = move || state.case.country.with(|id| id == "gb");
    let place = move |british: bool| if british { words.budget_country_gb() } else { words.budget_country_us() };
    let sign = move |currency: Currency| state.format().currency_sign(currency);
    let choice = move || {
        if state.invitation.saved.with(Option::is_some) {
            return ().into_any();
        }
        let name = move || {
            let british = is_british();
            words.budget_country_now().place(place(british)).sign(&sign(state.currency()))
        };
        let label = Signal::derive(move || words.budget_country_change().place(place(!is_british())));
        let change = Callback::new(move |()| {
            if let Some(catalogue) = untrack(|| state.case.catalogue_here()) {
                state.budget.keep_names(&catalogue);
            }
            let british = !untrack(is_british);
            let (id, currency) = if british { ("gb", Currency::GBP) } else { ("us", Currency::USD) };
            state.case.move_to(id, currency);
            context.said.set(words.budget_country_now().place(place(british)).sign(&untrack(|| sign(currency))));
        });
        let inner = view! {
            <p>{words.budget_country_text()}</p>
            <Actions><Button kind=ButtonKind::Outlined label on_press=change/></Actions>
        };
        fold::fold("budget-country", false, name.into_any(), inner.into_any())
    };
    choice.into_any()
}
