//! The debts: those of the invitation, then the client's own, and what they come to.

mod dispute;
mod facts;
mod fields;
mod invited;
mod more;
mod own;
mod problem;
pub mod totals;
mod worth;

use content::{Country, DebtKind};
use domain::journey::Step;
use domain::money::{Amount, AmountError, Currency};
use domain::rate::{RateError, parse_rate};
use leptos::prelude::*;
use std::sync::Arc;
use ui::components::{
    Card, EmptyState, Figure, Lead, LiveRegion, Loading, Notice, NoticeKind, PageFrame, PageHeader, Piece, Rich,
    SummaryList, plain_summary,
};
use ui::form::{Actions, Button, ButtonKind, ErrorSummary, Form, Mistake};
use ui::format::Format;
use ui::icon::Icon;
use ui::live::live;
use wire::api::Account;

use self::totals::DebtTotals;
use super::budget;
use crate::router::Router;
use crate::state::{AppState, DebtEntry, DebtReading};
use crate::words::{Words, use_words};
use crate::{chunks, journey, shell};

/// The id of the button that adds a debt.
const ADD: &str = "add-debt";

/// What every part of the page needs.
#[derive(Clone, Copy)]
pub struct Desk {
    state: AppState,
    words: Words,
    totals: Memo<DebtTotals>,
    /// How often somebody tried to go on.
    attempt: RwSignal<u32>,
    /// What screen readers say next.
    said: RwSignal<String>,
    /// The client's own debts whose fields are open.
    open: RwSignal<Vec<String>>,
    /// The debts of which everything is shown that may be known.
    unfolded: RwSignal<Vec<String>>,
    /// The debt that was removed last, with its place.
    taken_out: RwSignal<Option<(usize, DebtEntry)>>,
}

/// What somebody comes to by a press, so that the page need not bring it along.
#[derive(Clone)]
pub enum Part {
    /// The form for what the client says against a debt.
    Dispute(Desk, DebtEntry, Memo<Option<Account>>),
    /// What was said against it, and how far it got.
    Stopped(Desk, DebtEntry, Memo<Option<Account>>),
    /// All that may be known of a debt beside balance, rate and minimum.
    More(Desk, DebtEntry),
    /// What a debt in another currency is worth in the plan.
    Worth(Desk, DebtEntry),
}

/// Draws such a part.
pub fn part(part: Part) -> AnyView {
    match part {
        Part::Dispute(desk, debt, told) => dispute::form(desk, &debt, told),
        Part::Stopped(desk, debt, told) => dispute::done(desk, &debt, told),
        Part::More(desk, debt) => more::view(desk, &debt),
        Part::Worth(desk, debt) => worth::line(desk, &debt, false),
    }
}

/// Draws the debts of an invitation.
pub fn invited(desk: Desk) -> AnyView {
    let Some(catalogue) = untrack(|| desk.state.case.catalogue_here()) else { return ().into_any() };
    invited::list(desk, &catalogue)
}

impl Desk {
    fn money(self, amount: Amount) -> String {
        self.state.format().money(amount, self.state.currency())
    }

    /// The currency a debt is owed in; follows it.
    fn currency_of(self, debt: &DebtEntry) -> Currency {
        let plan = self.state.currency();
        debt.other_currency(plan).unwrap_or(plan)
    }

    /// The sign before what is typed of a debt.
    fn sign(self, debt: &DebtEntry) -> Signal<String> {
        let debt = debt.clone();
        Signal::derive(move || self.state.format().currency_sign(self.currency_of(&debt)))
    }

    /// An amount of a debt, in its own currency.
    fn money_of(self, read: &DebtReading, amount: Amount) -> String {
        self.state.format().money(amount, read.currency(self.state.currency()))
    }

    /// What a debt is called: its name, or else what kind it is.
    fn name(self, debt: &DebtEntry, catalogue: &Country) -> String {
        let name = debt.name.with(|name| name.trim().to_owned());
        if name.is_empty() { kind_of(debt, catalogue).map(|kind| kind.label.clone()).unwrap_or_default() } else { name }
    }

    fn amount_problem(self, currency: Currency, error: AmountError, required: &str) -> String {
        budget::problem::amount_problem(self.words, &self.state.format(), currency, error, required)
    }

    fn rate_problem(self, error: RateError) -> &'static str {
        let words = self.words;
        match error {
            RateError::Required | RateError::Pattern => words.debts_rate_pattern(),
            RateError::Negative => words.debts_rate_negative(),
            RateError::Letters => words.debts_rate_letters(),
            RateError::TooPrecise => words.debts_rate_precise(),
            RateError::TooLarge => words.debts_rate_large(),
        }
    }

    /// The debts of which something else that is known cannot be read.
    fn unread(self) -> Vec<String> {
        let all = self.state.debts.typed(self.state.currency()).into_iter();
        all.filter(|debt| !debt.more.problems.is_empty()).map(|debt| debt.id).collect()
    }

    /// What is wrong with the balance of an own debt.
    fn balance_problem(self, debt: &DebtEntry) -> Option<String> {
        let error = debt.reading(self.state.currency()).balance.err()?;
        Some(self.amount_problem(self.currency_of(debt), error, self.words.debts_balance_required()))
    }

    /// What is wrong with the minimum.
    fn minimum_problem(self, debt: &DebtEntry) -> Option<String> {
        let error = debt.reading(self.state.currency()).minimum.err()?;
        Some(self.amount_problem(self.currency_of(debt), error, ""))
    }

    /// What is wrong with the rate.
    fn rate_mistake(self, debt: &DebtEntry) -> Option<String> {
        let read = debt.rate.with(|text| if text.trim().is_empty() { None } else { parse_rate(text).err() });
        read.map(|error| self.rate_problem(error).to_owned())
    }
}

fn kind_of<'a>(debt: &DebtEntry, catalogue: &'a Country) -> Option<&'a DebtKind> {
    debt.kind.with(|id| catalogue.debt_kinds.iter().find(|kind| kind.id == *id))
}

/// The id of a field of a debt.
fn field_id(debt: &DebtEntry, field: &str) -> String {
    ["debt-", &debt.id, "-", field].concat()
}

/// The page.
pub fn page() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    shell::title(words.debts_title());
    let currency = state.currency();
    let unfinished = untrack(|| {
        let readings = state.debts.typed(currency);
        readings.into_iter().filter(|debt| debt.balance.is_err()).map(|debt| debt.id).collect::<Vec<_>>()
    });
    let desk = Desk {
        state,
        words,
        totals: Memo::new(move |_| totals::totals(&state.debts.typed(state.currency()))),
        attempt: RwSignal::new(0),
        said: RwSignal::new(String::new()),
        open: RwSignal::new(unfinished),
        unfolded: RwSignal::new(Vec::new()),
        taken_out: RwSignal::new(None),
    };
    let router = Router::here();
    let go_on = move |()| {
        let (mistakes, unread) = untrack(|| (mistakes(desk), desk.unread()));
        // What has to be put right is opened, so that the way to it leads somewhere.
        desk.open.update(|open| open.extend(mistakes.iter().map(|(debt, _)| debt.clone())));
        desk.unfolded.update(|open| open.extend(unread));
        desk.attempt.update(|times| *times += 1);
        if mistakes.is_empty() {
            router.go(journey::path(untrack(|| next_step(state))));
        }
    };
    let said_mistakes =
        Signal::derive(move || mistakes(desk).into_iter().map(|(_, mistake)| mistake).collect::<Vec<_>>());
    view! {
        <PageFrame rail=journey::rail(Step::Debts)>
            <PageHeader title=words.debts_title()>
                <Lead><Rich pieces=Signal::derive(move || lead(desk))/></Lead>
                <p class="soft">{words.debts_hint()}</p>
            </PageHeader>
            <LiveRegion message=desk.said/>
            <Notice kind=NoticeKind::Know title=words.debts_rights_title()>
                <p><Rich pieces=Signal::stored(words.debts_rights_text())/></p>
            </Notice>
            <Form id="debts" on_submit=Callback::new(go_on)>
                <ErrorSummary title=words.shell_problem() mistakes=said_mistakes attempt=desk.attempt/>
                {move || content(desk)}
            </Form>
        </PageFrame>
    }
    .into_any()
}

fn lead(desk: Desk) -> Vec<Piece> {
    let words = desk.words;
    let totals = desk.totals.get();
    if totals.counted == 0 {
        vec![Piece::Text(words.debts_lead_none().to_owned())]
    } else if totals.priority.is_positive() {
        words.debts_lead_priority(&desk.money(totals.owed), &desk.money(totals.priority))
    } else {
        words.debts_lead(&desk.money(totals.owed))
    }
}

/// Where the page leads: to the plan, or first to what the plan still needs.
fn next_step(state: AppState) -> Step {
    Step::Plan.nearest_open(journey::facts(state))
}

/// Everything to put right, with the debt it belongs to.
fn mistakes(desk: Desk) -> Vec<(String, Mistake)> {
    let words = desk.words;
    let mut all = Vec::new();
    let Some(catalogue) = desk.state.case.catalogue_here() else { return all };
    desk.state.debts.entries.with(|entries| {
        for debt in entries {
            let mut add = |field: &str, problem: Option<String>| {
                if let Some(problem) = problem {
                    let message = words.debts_mistake(&desk.name(debt, &catalogue), &problem);
                    all.push((debt.id.clone(), Mistake { id: field_id(debt, field), message }));
                }
            };
            if !debt.is_invited {
                add("balance", desk.balance_problem(debt));
            }
            add("rate", desk.rate_mistake(debt));
            add("minimum", desk.minimum_problem(debt));
            for (field, what) in debt.reading(desk.state.currency()).more.problems {
                add(&problem::name(field), Some(problem::sentence(desk, debt, field, what)));
            }
        }
    });
    if all.is_empty() && desk.totals.get().counted == 0 {
        all.push((String::new(), Mistake { id: ADD.to_owned(), message: words.debts_none_mistake().to_owned() }));
    }
    all
}

fn content(desk: Desk) -> AnyView {
    let Desk { state, words, .. } = desk;
    match state.case.catalogue_here() {
        Some(catalogue) => {
            // The sign before the amounts is that of this currency.
            state.case.currency.track();
            untrack(|| sheet(desk, &catalogue))
        }
        None if state.case.is_missing.get() => budget::missing(state, words),
        None => view! { <Loading label=words.debts_loading()/> }.into_any(),
    }
}

fn sheet(desk: Desk, catalogue: &Arc<Country>) -> AnyView {
    let Desk { state, words, .. } = desk;
    let any_invited =
        Memo::new(move |_| state.debts.entries.with(|entries| entries.iter().any(|debt| debt.is_invited)));
    let invited = live(move || any_invited.get().then(|| untrack(|| chunks::invited_debts(desk))).into_any());
    let own = own::list(desk, catalogue.clone());
    let empty =
        move || {
            state.debts.entries.with(Vec::is_empty).then(|| {
                view! { <EmptyState title=words.debts_empty_title() text=words.debts_empty_text()/> }.into_any()
            })
        };
    let add = Callback::new(move |()| match state.debts.add_own() {
        Some(debt) => {
            desk.taken_out.set(None);
            // A new debt is empty for a good reason; what it lacks is said when somebody goes on.
            desk.attempt.set(0);
            desk.open.update(|open| open.push(debt.id.clone()));
            let id = field_id(&debt, "kind");
            request_animation_frame(move || ui::focus::focus_id(&id));
        }
        None => desk.said.set(words.debts_enough().to_owned()),
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
            <div class="sheet__side">{sums(desk)}</div>
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
fn sums(desk: Desk) -> AnyView {
    let Desk { words, totals, .. } = desk;
    let rows = Signal::derive(move || {
        let totals = totals.get();
        let mut rows = vec![(words.debts_sum_priority().to_owned(), desk.money(totals.priority))];
        if totals.aside.is_positive() {
            rows.push((words.debts_sum_disputed().to_owned(), desk.money(totals.aside)));
        }
        plain_summary(rows)
    });
    let unreadable = move || {
        let count = u64::try_from(totals.get().unreadable).unwrap_or(u64::MAX);
        let text = desk.state.format().number(i64::try_from(count).unwrap_or(i64::MAX));
        (count > 0).then(|| view! { <p class="soft">{words.debts_unreadable(count, &text)}</p> }.into_any())
    };
    view! {
        <Card title=words.debts_sum()>
            <Figure
                label=Signal::stored(words.debts_sum_owed().to_owned())
                amount=Signal::derive(move || desk.money(totals.get().owed))
            />
            <SummaryList rows/>
            {unreadable}
            <p class="soft"><Rich pieces=Signal::stored(words.debts_priority_text())/></p>
        </Card>
    }
    .into_any()
}
