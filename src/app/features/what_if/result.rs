//! What a try comes to, beside the plan as it is, and what to know about it.

use domain::money::Amount;
use domain::plan::{Accepted, Cleared, Comparison, Moved, Note, Plan, simulate_with_schedule, true_apr};
use leptos::prelude::*;
use ui::components::{Card, Cell, DataTable, Notice, NoticeKind};
use ui::form::{Button, ButtonKind};
use ui::format::Format;
use ui::live::live;

use crate::features::what_if::context::PageContext;
use crate::features::what_if::list;
use crate::features::what_if::model::Trial;
use crate::shared::plan_totals;

/// The card.
pub fn view(context: PageContext) -> AnyView {
    let words = context.words;
    let table = live(move || {
        context.compared.with(|compared| match compared {
            Some((without, with)) => table(context, without, with),
            None => ().into_any(),
        })
    });
    let notes = live(move || {
        let Some(notes) = context.compared.with(|compared| compared.as_ref().map(|(_, with)| with.notes.clone()))
        else {
            return ().into_any();
        };
        let mut lines: Vec<String> =
            notes.iter().filter_map(|note| sentence(context, *note, &|debt| context.name(debt))).collect();
        lines.extend(true_rates(context));
        if lines.is_empty() {
            return ().into_any();
        }
        let lines: Vec<AnyView> = lines.into_iter().map(|line| view! { <li>{line}</li> }.into_any()).collect();
        view! { <Notice kind=NoticeKind::Know title=words.what_if_notes()><ul>{lines}</ul></Notice> }.into_any()
    });
    let is_asked = Memo::new(move |_| context.trial.with(Trial::asks_several));
    let some = live(move || if is_asked.get() { untrack(|| if_some_agree(context)) } else { ().into_any() });
    view! {
        <Card id="result" title=words.what_if_result()>
            {table}
            {totals(context)}
            {moved(context)}
            {notes}
            {some}
        </Card>
    }
    .into_any()
}

fn table(context: PageContext, without: &Comparison, with: &Comparison) -> AnyView {
    let words = context.words;
    let has_trial = context.trial.with(|trial| !trial.effects.is_empty());
    let mut head = vec![words.what_if_figure().to_owned(), words.what_if_plan_now().to_owned()];
    if has_trial {
        head.push(words.what_if_plan_trial().to_owned());
    }
    let mut rows = Vec::new();
    let mut add = |name: &str, figures: [String; 2]| {
        let figures = figures.into_iter().take(if has_trial { 2 } else { 1 });
        rows.push(std::iter::once(Cell::Text(name.to_owned())).chain(figures.map(Cell::Number)).collect::<Vec<_>>());
    };
    let any = |amount: fn(&Plan) -> Amount| amount(&without.plan).is_positive() || amount(&with.plan).is_positive();
    // A plan that does not come to an end has no sums.
    let plans = [&without.plan, &with.plan];
    let sums = |amount: fn(&Plan) -> Amount| {
        plans.map(|plan| if plan.is_cleared() { context.money(amount(plan)) } else { words.what_if_none().to_owned() })
    };
    add(words.what_if_row_free(), plans.map(|plan| context.end(plan)));
    let length = |plan: &Plan| {
        if plan.is_cleared() { context.months(plan.months) } else { words.what_if_none().to_owned() }
    };
    add(words.what_if_row_months(), plans.map(length));
    add(words.what_if_row_interest(), sums(|plan| plan.interest_total));
    if any(|plan| plan.fees_total) {
        add(words.what_if_row_fees(), sums(|plan| plan.fees_total));
    }
    if any(|plan| plan.forgiven_total) {
        add(words.what_if_row_forgiven(), sums(|plan| plan.forgiven_total));
    }
    add(words.what_if_row_paid(), sums(|plan| plan.paid_total));
    let gone = |first: Option<Cleared>| match first {
        Some(first) => words.what_if_first_gone().date(&context.month(first.month)).name(&context.name(first.debt)),
        None => words.what_if_none().to_owned(),
    };
    let (first, first_tried) = (without.first_cleared, context.trial.with(|trial| trial.first_gone(&with.plan)));
    add(words.what_if_row_first(), [gone(first), gone(first_tried)]);
    if any(|plan| plan.reserve) {
        add(words.what_if_row_reserve(), plans.map(|plan| context.money(plan.reserve)));
    }
    view! {
        <DataTable id="result-table" caption=words.what_if_result_table() caption_hidden=true stacked=true head rows/>
    }
    .into_any()
}

/// Why the totals of what is tried are what they are; those of the plan itself are explained on its page.
fn totals(context: PageContext) -> AnyView {
    let scenario = Signal::derive(move || context.trial.with(|trial| trial.with.clone()));
    let names = Signal::derive(move || context.trial.with(|trial| trial.names.clone()));
    let more = view! { <p class="soft"><a href="#why">{context.words.what_if_why()}</a></p> };
    view! { {plan_totals::view(plan_totals::Shown { scenario, names })} {more} }.into_any()
}

/// Which of several tries moved the end by how much.
fn moved(context: PageContext) -> AnyView {
    let words = context.words;
    live(move || {
        let line = |(id, moved): &(String, Moved)| {
            let kind = context.trial.with(|trial| {
                let place = trial.ids.iter().position(|known| known == id)?;
                Some(trial.effects[place].kind)
            })?;
            let (when, cost) = list::moved_text(context, *moved)?;
            let text = words.what_if_moved_line().cost(&cost).what(list::title(words, kind)).when(&when);
            Some(view! { <li>{text}</li> }.into_any())
        };
        let lines: Vec<AnyView> = context.parts.with(|parts| parts.iter().filter_map(line).collect());
        if lines.len() < 2 {
            return ().into_any();
        }
        view! { <h3>{words.what_if_moved()}</h3> <ul>{lines}</ul> }.into_any()
    })
}

/// What to know, in a sentence. Nothing of taxes where the law of the country says nothing.
pub fn sentence(context: PageContext, note: Note, name: &dyn Fn(usize) -> String) -> Option<String> {
    let words = context.words;
    Some(match note {
        Note::ForgivenMayBeTaxed { debt, amount } => {
            let least = context.money(context.taxed_from.get()?);
            words.what_if_note_tax().amount(&context.money(amount)).least(&least).name(&name(debt))
        }
        Note::CreditFileMayShow { debt: Some(debt) } => words.what_if_note_credit().name(&name(debt)),
        Note::CreditFileMayShow { debt: None } => words.what_if_note_credit_all().to_owned(),
        Note::CreditSearch { debt } => words.what_if_note_search().name(&name(debt)),
        Note::OthersStillOwe { debt } => words.what_if_note_others().name(&name(debt)),
        Note::FeeToMove { debt, amount } => words.what_if_note_fee().amount(&context.money(amount)).name(&name(debt)),
    })
}

/// What new credit really costs a year, its fee included. Needs every month of the plan, so only where there is some.
fn true_rates(context: PageContext) -> Vec<String> {
    let with = context.trial.with(|trial| trial.with.clone().filter(|_| trial.is_borrowing()));
    let Some(with) = with else { return Vec::new() };
    let Ok(plan) = simulate_with_schedule(&with) else { return Vec::new() };
    let rates = plan.moves.iter().enumerate().filter_map(|(nth, moved)| {
        let rate = true_apr(&plan, nth, with.debts.get(moved.to)?.details.rate_basis).ok()?.decimal_text();
        // Two digits are what contracts print.
        let rate = domain::rate::Rate::parse_decimal(&rate).ok()?.rounded_text(2);
        Some(context.words.what_if_note_apr().name(&context.name(moved.to)).rate(&context.format().percent(&rate)))
    });
    rates.collect()
}

/// What happens if only some creditors agree. Every combination is tried, so only while it is looked at.
fn if_some_agree(context: PageContext) -> AnyView {
    let words = context.words;
    let is_open = RwSignal::new(false);
    let toggle = Callback::new(move |()| is_open.update(|open| *open = !*open));
    let shown = live(move || {
        if is_open.get() {
            let some = context.trial.with(Trial::if_some_agree);
            view! {
                <p>{words.what_if_if_text()}</p>
                {agreeing(context, &some)}
            }
            .into_any()
        } else {
            ().into_any()
        }
    });
    let label = Signal::stored(words.what_if_if_title().to_owned());
    view! {
        <div><Button kind=ButtonKind::Text label on_press=toggle expanded=is_open/></div>
        {shown}
    }
    .into_any()
}

fn agreeing(context: PageContext, some: &[Accepted]) -> AnyView {
    let words = context.words;
    let number = |count: usize| context.format().number(i64::try_from(count).unwrap_or_default());
    let of = number(some.len().saturating_sub(1));
    let head = vec![
        words.what_if_if_head().to_owned(),
        words.what_if_if_best().to_owned(),
        words.what_if_if_worst().to_owned(),
    ];
    let row = |accepted: &Accepted| {
        vec![
            Cell::Text(words.what_if_if_count().count(&number(accepted.count)).of(&of)),
            Cell::Number(context.end(&accepted.best)),
            Cell::Number(context.end(&accepted.worst)),
        ]
    };
    let rows = some.iter().map(row).collect();
    view! {
        <DataTable id="if-some" caption=words.what_if_if_title() caption_hidden=true head rows/>
    }
    .into_any()
}
