//! The lines of the budget, side by side of it: the catalogue's, and the client's own beside them.

use content::{Country, Side};
use domain::budget::Frequency;
use domain::money::{AmountError, Currency};
use leptos::prelude::*;
use ui::components::Card;
use ui::form::{Actions, AmountEvery, Button, ButtonKind, FieldList, SelectOption, TextField};
use ui::format::{BrowserFormat, Format};
use ui::icon::Icon;

use super::{Desk, figures, fold};
use crate::state::BudgetLine;
use crate::words::Words;

/// The id of a line's amount.
pub fn field_id(line: &BudgetLine) -> String {
    ["line-", &line.id].concat()
}

const SIDES: [Side; 3] = [Side::Income, Side::Outgoing, Side::Saving];

const fn side_id(side: Side) -> &'static str {
    match side {
        Side::Income => "income",
        Side::Outgoing => "outgoing",
        Side::Saving => "saving",
    }
}

fn has_text(line: &BudgetLine) -> bool {
    line.amount.with_untracked(|text| !text.trim().is_empty())
}

/// What lines need to be drawn.
#[derive(Clone)]
struct Look {
    desk: Desk,
    sign: String,
    every: Vec<SelectOption>,
}

/// How often, as the list of a line says it.
fn frequencies(words: Words) -> Vec<SelectOption> {
    Frequency::ALL.into_iter().map(|every| SelectOption::new(every.id(), every_word(words, every))).collect()
}

/// A frequency in words ("every 2 weeks").
pub fn every_word(words: Words, every: Frequency) -> &'static str {
    match every {
        Frequency::Day => words.budget_every_day(),
        Frequency::Week => words.budget_every_week(),
        Frequency::TwoWeeks => words.budget_every_two_weeks(),
        Frequency::FourWeeks => words.budget_every_four_weeks(),
        Frequency::TwiceAMonth => words.budget_every_twice_a_month(),
        Frequency::Month => words.budget_every_month(),
        Frequency::Quarter => words.budget_every_quarter(),
        Frequency::HalfYear => words.budget_every_half_year(),
        Frequency::Year => words.budget_every_year(),
    }
}

/// One card for each side of the budget.
pub fn cards(
    desk: Desk,
    catalogue: &Country,
    currency: Currency,
    format: &BrowserFormat,
    is_full: bool,
) -> Vec<AnyView> {
    let look = Look { desk, sign: format.currency_sign(currency), every: frequencies(desk.words) };
    SIDES.into_iter().map(|side| card(&look, catalogue, side, is_full)).collect()
}

fn card(look: &Look, catalogue: &Country, side: Side, is_full: bool) -> AnyView {
    let words = look.desk.words;
    let (title, hint) = match side {
        Side::Income => (words.budget_income(), words.budget_income_hint()),
        Side::Outgoing => (words.budget_outgoing(), words.budget_outgoing_hint()),
        Side::Saving => (words.budget_saving(), words.budget_saving_hint()),
    };
    let lines = if is_full { full(look, catalogue, side) } else { short(look, catalogue, side) };
    let own = own_lines(look, catalogue, side);
    view! {
        <Card title=title>
            <p class="soft">{hint}</p>
            {lines}
            {own}
        </Card>
    }
    .into_any()
}

fn entry_line(look: &Look, entry: &content::BudgetLine) -> (BudgetLine, AnyView) {
    let line = look.desk.state.budget.line(&entry.id, side_id(entry.side), entry.frequency.id());
    let drawn = amount(look, &line, entry.label.clone(), entry.hint.clone(), None);
    (line, drawn)
}

/// The usual lines, and every other one that has something in it. A side without usual lines shows all it has.
fn short(look: &Look, catalogue: &Country, side: Side) -> AnyView {
    let has_usual = catalogue.quick_lines(side).next().is_some();
    let known = look.desk.state.budget.lines.get_untracked();
    let is_used = |id: &str| known.iter().any(|line| line.id == id && has_text(line));
    let shown = catalogue
        .lines
        .iter()
        .filter(|entry| entry.side == side && (entry.quick || !has_usual || is_used(&entry.id)))
        .map(|entry| entry_line(look, entry).1)
        .collect::<Vec<_>>();
    view! { <FieldList>{shown}</FieldList> }.into_any()
}

/// Every line, group by group, each group with its sum. A side with a single group needs no folds.
fn full(look: &Look, catalogue: &Country, side: Side) -> AnyView {
    let desk = look.desk;
    let groups: Vec<_> = catalogue.groups.iter().filter(|group| group.side == side).collect();
    let alone = groups.len() == 1;
    let group = |group: &&content::BudgetGroup| {
        let (lines, drawn): (Vec<BudgetLine>, Vec<AnyView>) =
            catalogue.lines_of(&group.id).map(|entry| entry_line(look, entry)).unzip();
        let is_open = lines.iter().any(has_text);
        let list = view! { <FieldList>{drawn}</FieldList> }.into_any();
        if alone {
            return list;
        }
        let sum = move || {
            let (convention, currency) = (desk.state.case.convention(), desk.state.currency());
            let sum = lines.iter().filter_map(|line| line.monthly(&convention, currency)).sum();
            desk.words.budget_a_month(&desk.state.format().money(sum, currency))
        };
        let label = group.label.clone();
        let name = view! { <span>{label}</span>" "<span class="fold__figure">{sum}</span> }.into_any();
        fold::fold(&["group-", &group.id].concat(), is_open, name, list)
    };
    let drawn = groups.iter().map(group).collect::<Vec<_>>();
    view! { <div class="folds">{drawn}</div> }.into_any()
}

/// An amount and how often, with what the page understood.
fn amount(look: &Look, line: &BudgetLine, label: String, hint: Option<String>, action: Option<AnyView>) -> AnyView {
    let desk = look.desk;
    let state = desk.state;
    let id = field_id(line);
    // What was there when the field was left: a mistake is shown until it is being put right.
    let left_with = RwSignal::new(line.amount.with_untracked(|text| (!text.is_empty()).then(|| text.clone())));
    let typed = line.amount;
    let leave = Callback::new(move |()| left_with.set(Some(typed.get_untracked())));
    let wrong = line.clone();
    let error = Signal::derive(move || {
        let is_left = left_with.with(|left| typed.with(|text| left.as_ref() == Some(text)));
        if !is_left && desk.attempt.get() == 0 {
            return None;
        }
        let error = wrong.reading(state.currency()).err().filter(|error| *error != AmountError::Required)?;
        Some(desk.problem(error))
    });
    let understood = line.clone();
    let echo = Signal::derive(move || {
        let currency = state.currency();
        let read = understood.reading(currency).ok()?;
        let figure = |amount| state.format().money(amount, currency);
        if understood.every() == Frequency::Month {
            let is_plain = typed.with(|text| figures::is_plain(text));
            return (!is_plain).then(|| desk.words.budget_echo_read(&figure(read)));
        }
        let monthly = understood.monthly(&state.case.convention(), currency)?;
        read.is_positive().then(|| desk.words.budget_echo(&figure(monthly)))
    });
    view! {
        <AmountEvery
            id=id
            label=label
            amount=line.amount
            every=line.frequency
            options=look.every.clone()
            every_label=desk.words.budget_how_often()
            prefix=look.sign.clone()
            nostrip:hint=hint
            error=error
            echo=echo
            on_leave=leave
            nostrip:action=action
        />
    }
    .into_any()
}

/// The client's own lines of one side, and lines of another country's catalogue that are in use.
fn own_lines(look: &Look, catalogue: &Country, side: Side) -> AnyView {
    let desk = look.desk;
    let words = desk.words;
    let budget = desk.state.budget;
    let known: Vec<String> = catalogue.lines.iter().map(|entry| entry.id.clone()).collect();
    let taken_out = RwSignal::new(None::<(usize, BudgetLine)>);
    let add_id = ["add-", side_id(side)].concat();
    let undo_id = ["undo-", side_id(side)].concat();
    let own = Memo::new(move |_| {
        let mut lines = budget.side(side_id(side));
        lines.retain(|line| line.is_own() || (!known.contains(&line.id) && untrack(|| has_text(line))));
        lines
    });
    let look = look.clone();
    let list = {
        let undo_id = undo_id.clone();
        move || {
            let lines = own.get();
            let undo = undo_id.clone();
            let remove = Callback::new(move |id: String| {
                taken_out.set(budget.take_out(&id));
                let undo = undo.clone();
                request_animation_frame(move || ui::focus::focus_id(&undo));
            });
            let drawn =
                lines.iter().enumerate().map(|(index, line)| untrack(|| own_line(&look, side, index, line, remove)));
            let drawn = drawn.collect::<Vec<_>>();
            (!drawn.is_empty()).then(|| view! { <div class="own-lines"><FieldList>{drawn}</FieldList></div> })
        }
    };
    let undo = move || {
        let (place, line) = taken_out.get()?;
        let said = words.budget_removed(&untrack(|| desk.name(&line, None)));
        let back = Callback::new(move |()| {
            let id = field_id(&line);
            budget.put_back(place, line.clone());
            taken_out.set(None);
            request_animation_frame(move || ui::focus::focus_id(&id));
        });
        let label = Signal::stored(words.budget_undo().to_owned());
        let id = undo_id.clone();
        Some(view! {
            <div class="removed">
                <p>{said}</p>
                <Button id=id kind=ButtonKind::Outlined label on_press=back/>
            </div>
        })
    };
    let add = Callback::new(move |()| match budget.add_own(side_id(side)) {
        Some(line) => {
            taken_out.set(None);
            let id = [&field_id(&line), "-name"].concat();
            request_animation_frame(move || ui::focus::focus_id(&id));
        }
        None => desk.said.set(words.budget_enough().to_owned()),
    });
    let label = match side {
        Side::Income => words.budget_add_income(),
        Side::Outgoing => words.budget_add_outgoing(),
        Side::Saving => words.budget_add_saving(),
    };
    view! {
        {list}
        {undo}
        <Actions>
            <Button
                id=add_id
                kind=ButtonKind::Outlined
                drawing=Icon::Add
                label=Signal::stored(label.to_owned())
                on_press=add
            />
        </Actions>
    }
    .into_any()
}

fn own_line(look: &Look, side: Side, index: usize, line: &BudgetLine, remove: Callback<String>) -> AnyView {
    let words = look.desk.words;
    let number = look.desk.state.format().number(i64::try_from(index + 1).unwrap_or_default());
    let label = match side {
        Side::Income => words.budget_own_income(),
        Side::Outgoing => words.budget_own_outgoing(),
        Side::Saving => words.budget_own_saving(),
    };
    let name_id = [&field_id(line), "-name"].concat();
    let id = line.id.clone();
    let button = view! {
        <Button
            kind=ButtonKind::Text
            drawing=Icon::Remove
            label=Signal::stored(words.budget_remove().to_owned())
            context=words.budget_own_number(&number)
            on_press=Callback::new(move |()| remove.run(id.clone()))
        />
    }
    .into_any();
    let amount = amount(look, line, words.budget_own_amount().to_owned(), None, Some(button));
    view! {
        <div class="own-line stack" role="group" aria-label=words.budget_own_number(&number)>
            <TextField id=name_id label=label value=line.name autocomplete="off"/>
            {amount}
        </div>
    }
    .into_any()
}
