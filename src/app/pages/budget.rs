//! The budget: what comes in, what goes out, and what is left over each month.
//!
//! The short form and the full one are two views of the same budget. What the short form does not show line by line
//! stands in it as one figure for each group, so nothing that counts is ever out of sight.

pub mod figures;
pub mod fold;
pub mod guideline;
pub mod household;
pub mod how;
pub mod lines;
mod pays;
pub mod problem;
pub mod rule;
mod sum;
pub mod typed;
pub mod whole;

use content::Country;
use domain::budget::summarise_statement;
use domain::journey::Step;
use domain::money::{Amount, AmountError, Currency, parse_amount};
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;
use ui::components::{Lead, LiveRegion, Loading, Notice, NoticeKind, PageFrame, PageHeader, Piece, Rich};
use ui::form::{Actions, Button, ButtonKind, ErrorSummary, Form, Mistake};
use ui::format::{BrowserFormat, Format};

use crate::router::Router;
use crate::state::{AppState, BudgetLine, BudgetTotals};
use crate::words::{Words, use_words};
use crate::{chunks, journey, shell};

/// How long typing rests before the new figure is read out.
const SAY_AFTER: Duration = Duration::from_millis(1_500);

/// The id of the button that changes between the two forms.
const VIEW: &str = "budget-view";

/// What every part of the page needs.
#[derive(Clone, Copy)]
pub struct Desk {
    state: AppState,
    words: Words,
    /// What it all comes to.
    totals: Memo<BudgetTotals>,
    /// What each group comes to a month, by its place in the catalogue.
    groups: Memo<Vec<Amount>>,
    /// What is published in this country about groups of a budget, and how weeks become months.
    published: RwSignal<content::Guidelines>,
    /// How often somebody tried to go on.
    attempt: RwSignal<u32>,
    /// What screen readers say next.
    said: RwSignal<String>,
}

/// What most people never use, so it comes with a chunk of its own.
#[derive(Clone)]
pub enum Part {
    /// Who shares the budget.
    Household(Desk, Arc<Country>),
    /// By which rule days and weeks become months, and the choice of another.
    Rule(Desk, Arc<Country>),
    /// The last pays of a line whose pay varies, with its label and the sign of the currency.
    Pays(Desk, Box<BudgetLine>, String, String),
    /// What is published about the group at a place in the catalogue; also whether this is the full form.
    Note(Desk, Arc<Country>, usize, bool),
    /// Nothing to be seen: it fetches what is published.
    Published(Desk),
}

impl Part {
    /// Whether somebody may look for it, so that its absence must be told.
    pub const fn is_missed(&self) -> bool {
        matches!(self, Self::Household(..) | Self::Pays(..))
    }
}

/// Draws a part. Called through [`chunks::part_of_budget`].
pub fn part(part: Part) -> AnyView {
    match part {
        Part::Household(desk, catalogue) => household::fold(desk, &catalogue),
        Part::Rule(desk, catalogue) => rule::choice(desk, &catalogue),
        Part::Pays(desk, line, label, sign) => pays::inside(desk, &line, &label, &sign),
        Part::Note(desk, catalogue, place, is_full) => match catalogue.groups.get(place) {
            Some(group) => guideline::note(desk, &catalogue, group, is_full),
            None => ().into_any(),
        },
        Part::Published(desk) => {
            guideline::fetch(desk.state, desk.published);
            ().into_any()
        }
    }
}

impl Desk {
    /// What a line is called.
    fn name(self, line: &BudgetLine, catalogue: Option<&Country>) -> String {
        let known = catalogue.and_then(|country| country.lines.iter().find(|entry| entry.id == line.id));
        match known {
            Some(entry) => entry.label.clone(),
            None => line.name.with(|name| {
                let name = name.trim();
                if name.is_empty() { self.words.budget_own_unnamed().to_owned() } else { name.to_owned() }
            }),
        }
    }

    /// Shows the short or the full form, and puts the focus on what was asked for there.
    fn show(self, is_full: bool, id: &str) {
        let words = self.words;
        self.state.budget.is_full.set(is_full);
        self.said.set(if is_full { words.budget_view_full_said() } else { words.budget_view_short_said() }.to_owned());
        let id = id.to_owned();
        // The form is drawn anew; whoever pressed a button there goes on from here.
        request_animation_frame(move || match document().get_element_by_id(&id) {
            Some(fold) if fold.tag_name() == "DETAILS" => fold::enter(&fold),
            _ => {
                ui::focus::focus_id(&id);
            }
        });
    }

    /// What to do about an amount of the budget that cannot be read.
    fn problem(self, error: AmountError) -> String {
        problem::amount_problem(self.words, &self.state.format(), self.state.currency(), error, "")
    }

    /// What is left over, as the bar and the screen reader say it: what it is, and the figure.
    fn outcome(self) -> (&'static str, String) {
        let left = self.totals.get().left_over;
        let figure = |amount| self.state.format().money(amount, self.state.currency());
        if left.minor() < 0 {
            (self.words.budget_short(), figure(Amount::ZERO.saturating_sub(left)))
        } else {
            (self.words.budget_left(), figure(left))
        }
    }
}

/// The page.
pub fn page() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    shell::title(words.budget_title());
    let desk = Desk {
        state,
        words,
        totals: Memo::new(move |_| state.totals()),
        groups: Memo::new(move |_| group_sums(state)),
        published: RwSignal::new(content::Guidelines::default()),
        attempt: RwSignal::new(0),
        said: RwSignal::new(String::new()),
    };
    say_when_settled(desk);
    // Whoever comes back is told the answer; whoever begins is told what to do. Not both in turn: a heading that grows
    // would push away the field that is being filled in.
    let has_begun = desk.totals.get_untracked().counted > 0;
    let lead = Signal::derive(move || lead(desk, has_begun));
    let router = Router::here();
    let go_on = move |()| {
        desk.attempt.update(|times| *times += 1);
        let mistakes = untrack(|| mistakes(desk));
        if mistakes.is_empty() {
            router.go(journey::path(Step::Debts));
        }
        mistakes.iter().for_each(|mistake| fold::unfold_around(&mistake.id));
    };
    let amount = Signal::derive(move || desk.outcome().1);
    let what = Signal::derive(move || desk.outcome().0.to_owned());
    view! {
        <PageFrame rail=journey::rail(Step::Budget)>
            <PageHeader title=words.budget_title()>
                <Lead><Rich pieces=lead/></Lead>
                <p class="soft">{words.budget_hint()}</p>
            </PageHeader>
            <LiveRegion message=desk.said/>
            {chunks::part_of_budget(Part::Published(desk))}
            {country(desk)}
            <Form id="budget" on_submit=Callback::new(go_on)>
                <ErrorSummary
                    title=words.shell_problem()
                    mistakes=Signal::derive(move || mistakes(desk))
                    attempt=desk.attempt
                />
                {move || content(desk)}
            </Form>
            {move || state.case.catalogue_here().map(|_| sum::bar(desk, what, amount))}
        </PageFrame>
    }
    .into_any()
}

/// What each group comes to a month; follows the budget.
fn group_sums(state: AppState) -> Vec<Amount> {
    let Some(catalogue) = state.case.catalogue_here() else { return Vec::new() };
    let lines = whole::lines(&whole::stated(state, &catalogue, ""));
    summarise_statement(&lines, &state.convention(), catalogue.groups.len()).groups
}

fn lead(desk: Desk, has_begun: bool) -> Vec<Piece> {
    let words = desk.words;
    let totals = desk.totals.get();
    if !has_begun || totals.counted == 0 {
        return vec![Piece::Text(words.budget_lead_begin().to_owned())];
    }
    let (_, figure) = desk.outcome();
    match totals.left_over.minor() {
        0 => vec![Piece::Text(words.budget_lead_even().to_owned())],
        1.. => words.budget_lead_left(&figure),
        _ => words.budget_lead_short(&figure),
    }
}

/// Reads the new figure out when typing rests, not at every key.
fn say_when_settled(desk: Desk) {
    Effect::new(move |timer: Option<Option<TimeoutHandle>>| {
        let (what, figure) = desk.outcome();
        let every = desk.words.budget_every_month();
        let timer = timer?;
        if let Some(timer) = timer {
            timer.clear();
        }
        let say = move || {
            // The page may be gone by then.
            let _ = desk.said.try_set([what, ": ", &figure, " ", every].concat());
        };
        set_timeout_with_handle(say, SAY_AFTER).ok()
    });
}

/// Everything that cannot be read, in the order of the lines.
fn mistakes(desk: Desk) -> Vec<Mistake> {
    let currency = desk.state.currency();
    let catalogue = desk.state.case.catalogue_here();
    let wrong = |line: &BudgetLine| {
        let is_wrong = |error: AmountError| (error != AmountError::Required).then_some(error);
        let own = line.reading(currency).err().and_then(is_wrong).map(|error| (lines::field_id(line), error));
        // Pays before the last one are looked at only where they count.
        let before = || {
            let pays = if line.varies() { line.pays.get() } else { Vec::new() };
            let read = |pay: &RwSignal<String>| pay.with(|text| parse_amount(text, currency).err()).and_then(is_wrong);
            pays.iter().enumerate().find_map(|(at, pay)| Some((pays::pay_id(line, at), read(pay)?)))
        };
        let (id, error) = own.or_else(before)?;
        let name = desk.name(line, catalogue.as_deref());
        Some(Mistake { id, message: desk.words.budget_mistake(&name, &desk.problem(error)) })
    };
    desk.state.budget.lines.with(|lines| lines.iter().filter_map(wrong).collect())
}

/// The lines once the catalogue is there; until then a word on why not.
fn content(desk: Desk) -> AnyView {
    let Desk { state, words, .. } = desk;
    match state.case.catalogue_here() {
        Some(catalogue) => {
            let currency = state.currency();
            let format = state.format();
            let is_full = state.budget.is_full.get();
            // What is shown follows the catalogue and the choice of form alone; figures follow inside.
            untrack(|| form(desk, &catalogue, currency, &format, is_full))
        }
        None if state.case.is_missing.get() => missing(state, words),
        None => view! { <Loading label=words.budget_loading()/> }.into_any(),
    }
}

/// The catalogue did not come. Also for the debts page.
pub fn missing(state: AppState, words: Words) -> AnyView {
    let again = Callback::new(move |()| state.case.retry());
    view! {
        <Notice kind=NoticeKind::Care title=words.budget_missing_title() live=true>
            <p>{words.budget_missing_text()}</p>
            <Actions>
                <Button kind=ButtonKind::Outlined label=Signal::stored(words.budget_missing_again().to_owned()) on_press=again/>
            </Actions>
        </Notice>
    }
    .into_any()
}

fn form(desk: Desk, catalogue: &Arc<Country>, currency: Currency, format: &BrowserFormat, is_full: bool) -> AnyView {
    let words = desk.words;
    let cards = lines::cards(desk, catalogue, currency, format, is_full);
    view! {
        <div class="sheet">
            <div class="sheet__main stack">
                {switch(desk, catalogue, format, is_full)}
                {cards}
                {(!is_full).then(|| missing_lines(desk))}
                {chunks::part_of_budget(Part::Household(desk, catalogue.clone()))}
            </div>
            <div class="sheet__side">{sum::card(desk, catalogue.clone())}</div>
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
fn switch(desk: Desk, catalogue: &Country, format: &BrowserFormat, is_full: bool) -> AnyView {
    let words = desk.words;
    let count = format.number(i64::try_from(catalogue.lines.len()).unwrap_or_default());
    let (now, other) = if is_full {
        (words.budget_view_is_full(), words.budget_view_short().to_owned())
    } else {
        (words.budget_view_is_short(), words.budget_view_full(&count))
    };
    let swap = Callback::new(move |()| desk.show(!is_full, VIEW));
    view! {
        <div class="views">
            <p class="soft">{now}</p>
            <Button id=VIEW kind=ButtonKind::Outlined label=Signal::stored(other) on_press=swap/>
        </div>
    }
    .into_any()
}

/// The same way to the full form where the short one ends.
fn missing_lines(desk: Desk) -> AnyView {
    let swap = Callback::new(move |()| desk.show(true, VIEW));
    let label = Signal::stored(desk.words.budget_view_missing().to_owned());
    view! { <div><Button kind=ButtonKind::Text label=label on_press=swap/></div> }.into_any()
}

/// Where the client lives, unless an invitation has settled it. There are two countries, so one button is enough.
fn country(desk: Desk) -> AnyView {
    let Desk { state, words, .. } = desk;
    let is_british = move || state.case.country.with(|id| id == "gb");
    let place = move |british: bool| if british { words.budget_country_gb() } else { words.budget_country_us() };
    let sign = move |currency: Currency| state.format().currency_sign(currency);
    let choice = move || {
        if state.invitation.saved.with(Option::is_some) {
            return ().into_any();
        }
        let name = move || {
            let british = is_british();
            words.budget_country_now(place(british), &sign(state.currency()))
        };
        let label = Signal::derive(move || words.budget_country_change(place(!is_british())));
        let change = Callback::new(move |()| {
            if let Some(catalogue) = untrack(|| state.case.catalogue_here()) {
                state.budget.keep_names(&catalogue);
            }
            let british = !untrack(is_british);
            let (id, currency) = if british { ("gb", Currency::GBP) } else { ("us", Currency::USD) };
            state.case.move_to(id, currency);
            desk.said.set(words.budget_country_now(place(british), &untrack(|| sign(currency))));
        });
        let inner = view! {
            <p>{words.budget_country_text()}</p>
            <Actions><Button kind=ButtonKind::Outlined label on_press=change/></Actions>
        };
        fold::fold("budget-country", false, name.into_any(), inner.into_any())
    };
    choice.into_any()
}
