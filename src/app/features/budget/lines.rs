//! The lines of the budget, side by side of it: the catalogue's, and the client's own beside them. The short form shows
//! the usual lines one by one and all others as one figure for each group; the full form shows every line.

use content::{Country, Side};
use domain::budget::{Frequency, Recurrence};
use domain::money::{Amount, AmountError, Currency};
use leptos::prelude::*;
use std::sync::Arc;
use ui::components::Card;
use ui::form::{Actions, AmountEvery, Button, ButtonKind, FieldList, SelectOption, TextField};
use ui::format::{BrowserFormat, Format};
use ui::icon::Icon;
use ui::live::{live, live_text};

use crate::features::budget::context::{BudgetSection, PageContext, field_id};
use crate::features::budget::{lazy, varying_pay};
use crate::shared::monthly_working::frequencies;
use crate::shared::{fold, frequency_factor, full_budget};
use crate::store::{BudgetLine, VARIES};

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
    context: PageContext,
    catalogue: Arc<Country>,
    sign: String,
    every: Vec<SelectOption>,
    is_full: bool,
}

/// One card for each side of the budget.
pub(super) fn cards(
    context: PageContext,
    catalogue: &Arc<Country>,
    currency: Currency,
    format: &BrowserFormat,
    is_full: bool,
) -> Vec<AnyView> {
    let sign = format.currency_sign(currency);
    let look = Look { context, catalogue: catalogue.clone(), sign, every: frequencies(context.words), is_full };
    SIDES.into_iter().map(|side| card(&look, side)).collect()
}

fn card(look: &Look, side: Side) -> AnyView {
    let words = look.context.words;
    let (title, hint) = match side {
        Side::Income => (words.budget_income(), words.budget_income_hint()),
        Side::Outgoing => (words.budget_outgoing(), words.budget_outgoing_hint()),
        Side::Saving => (words.budget_saving(), words.budget_saving_hint()),
    };
    let lines = if look.is_full { full(look, side) } else { short(look, side) };
    let own = own_lines(look, side, None);
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
    let line = look.context.state.budget.line(&entry.id, side_id(entry.side), entry.frequency.id());
    let drawn = amount(look, &line, entry.label.clone(), entry.hint.clone(), None);
    (line, drawn)
}

/// Whether the short form shows a line: the usual ones, all of a side without usual ones, the client's own that stand
/// in no group, and any with an amount that cannot be read, because it must be put right.
fn is_short(look: &Look, line: &BudgetLine) -> bool {
    let catalogue = &look.catalogue;
    if line.recurrence(look.context.state.currency()).is_err_and(|error| error != AmountError::Required) {
        return true;
    }
    match catalogue.lines.iter().find(|entry| entry.id == line.id) {
        Some(entry) => entry.quick || catalogue.quick_lines(entry.side).next().is_none(),
        None => !catalogue.groups.iter().any(|group| group.id == line.group),
    }
}

/// The usual lines, and what only the full form shows in one figure for each group.
fn short(look: &Look, side: Side) -> AnyView {
    let known = look.context.state.budget.lines.get_untracked();
    let is_usual = |entry: &content::BudgetLine| match known.iter().find(|line| line.id == entry.id) {
        Some(line) => is_short(look, line),
        None => entry.quick || look.catalogue.quick_lines(side).next().is_none(),
    };
    let entries = look.catalogue.lines.iter().filter(|entry| entry.side == side && is_usual(entry));
    let shown = entries.map(|entry| entry_line(look, entry).1).collect::<Vec<_>>();
    let notes: Vec<AnyView> = groups_of(&look.catalogue, side)
        .map(|(place, _)| lazy::section(BudgetSection::Note(look.context, look.catalogue.clone(), place, false)))
        .collect();
    view! {
        <FieldList>{shown}</FieldList>
        {rests(look, side)}
        {notes}
    }
    .into_any()
}

/// The groups of a side with their places.
fn groups_of(catalogue: &Country, side: Side) -> impl Iterator<Item = (usize, &content::BudgetGroup)> {
    catalogue.groups.iter().enumerate().filter(move |(_, group)| group.side == side)
}

/// What stands in the full form only: one row for each group, and the way there.
fn rests(look: &Look, side: Side) -> AnyView {
    let look = look.clone();
    live(move || {
        let PageContext { state, words, .. } = look.context;
        let stated = full_budget::stated(state, &look.catalogue, "");
        let known = state.budget.lines.get();
        let is_shown: Vec<bool> = untrack(|| {
            let line = |one: &full_budget::Stated| known.iter().find(|line| line.id == one.id);
            stated.iter().map(|one| line(one).is_none_or(|line| is_short(&look, line))).collect()
        });
        let format = state.format();
        let row = |(place, count, monthly): (usize, usize, Amount)| {
            let group = look.catalogue.groups.get(place).filter(|group| group.side == side)?;
            let number = format.number(i64::try_from(count).unwrap_or_default());
            let figure = format.money(monthly, state.currency());
            let said = words
                .budget_rest(u64::try_from(count).unwrap_or_default(), &number)
                .figure(&figure)
                .group(&group.label);
            let fold_id = fold_id(&group.id);
            let label = Signal::stored(words.budget_rest_show().to_owned());
            let show = Callback::new(move |()| look.context.show(true, &fold_id));
            let context = group.label.clone();
            Some(
                view! {
                    <div class="removed">
                        <p>{said}</p>
                        <Button kind=ButtonKind::Text label=label context=context on_press=show/>
                    </div>
                }
                .into_any(),
            )
        };
        let rows = full_budget::rests(&stated, &is_shown, &state.convention()).into_iter().filter_map(row);
        rows.collect::<Vec<AnyView>>().into_any()
    })
}

fn fold_id(group: &str) -> String {
    ["group-", group].concat()
}

/// Every line, group by group, each group with its sum. A side with a single group needs no folds.
fn full(look: &Look, side: Side) -> AnyView {
    let context = look.context;
    let catalogue = &look.catalogue;
    let alone = groups_of(catalogue, side).count() == 1;
    let group = |(place, group): (usize, &content::BudgetGroup)| {
        let (lines, drawn): (Vec<BudgetLine>, Vec<AnyView>) =
            catalogue.lines_of(&group.id).map(|entry| entry_line(look, entry)).unzip();
        let list = view! { <FieldList>{drawn}</FieldList> }.into_any();
        if alone {
            return list;
        }
        let own = context.state.budget.side(side_id(side));
        let is_open = lines.iter().chain(own.iter().filter(|line| line.group == group.id)).any(has_text);
        let sum = live_text(move || {
            let sum = context.groups.with(|sums| sums.get(place).copied().unwrap_or_default());
            context.words.budget_a_month().amount(&context.state.format().money(sum, context.state.currency()))
        });
        let label = group.label.clone();
        let name = view! { <span>{label}</span>" "<span class="fold__figure">{sum}</span> }.into_any();
        let inner = view! {
            {list}
            {own_lines(look, side, Some(group))}
            {lazy::section(BudgetSection::Note(context, catalogue.clone(), place, true))}
        };
        fold::fold(&fold_id(&group.id), is_open, name, inner.into_any())
    };
    let drawn = groups_of(catalogue, side).map(group).collect::<Vec<_>>();
    view! { <div class="folds">{drawn}</div> }.into_any()
}

/// An amount and how often, with what the page understood.
fn amount(look: &Look, line: &BudgetLine, label: String, hint: Option<String>, action: Option<AnyView>) -> AnyView {
    let context = look.context;
    let state = context.state;
    let id = field_id(line);
    // What was there when the field was left: a mistake is shown until it is being put right.
    let left_with = RwSignal::new(line.amount.with_untracked(|text| (!text.is_empty()).then(|| text.clone())));
    let typed = line.amount;
    let leave = Callback::new(move |()| left_with.set(Some(typed.get_untracked())));
    let wrong = line.clone();
    let error = Signal::derive(move || {
        let is_left = left_with.with(|left| typed.with(|text| left.as_ref() == Some(text)));
        if !is_left && context.attempt.get() == 0 {
            return None;
        }
        let error = wrong.reading(state.currency()).err().filter(|error| *error != AmountError::Required)?;
        Some(context.problem(error))
    });
    let is_income = line.side == side_id(Side::Income);
    let mut options = look.every.clone();
    if is_income {
        options.push(SelectOption::new(VARIES, context.words.budget_every_varies()));
    } else {
        options.push(SelectOption::new("times_6", context.words.budget_every_times_6()));
        options.push(SelectOption::new("times_10", context.words.budget_every_times_10()));
    }
    let below = if is_income { varying_pay::below(context, line, &label, &look.sign) } else { ().into_any() };
    let understood = line.clone();
    let echo = Signal::derive(move || {
        let currency = state.currency();
        let read = understood.reading(currency).ok()?;
        let figure = |amount| state.format().money(amount, currency);
        let recurrence = understood.recurrence(currency).ok()?;
        if matches!(recurrence, Recurrence::Each { frequency: Frequency::Month, .. }) {
            let is_plain = typed.with(|text| frequency_factor::is_plain(text));
            return (!is_plain).then(|| context.words.budget_echo_read().amount(&figure(read)));
        }
        let monthly = recurrence.trace(&state.convention())?.monthly;
        (read.is_positive() || monthly.is_positive()).then(|| context.words.budget_echo().amount(&figure(monthly)))
    });
    view! {
        <AmountEvery
            id=id
            label=label
            amount=line.amount
            every=line.frequency
            options=options
            every_label=context.words.budget_how_often()
            prefix=look.sign.clone()
            nostrip:hint=hint
            error=error
            echo=echo
            on_leave=leave
            nostrip:action=action
        />
        {below}
    }
    .into_any()
}

/// The client's own lines of a group; or those of one side that stand in no group, and lines of another country's
/// catalogue that are in use.
fn own_lines(look: &Look, side: Side, group: Option<&content::BudgetGroup>) -> AnyView {
    let context = look.context;
    let words = context.words;
    let budget = context.state.budget;
    let taken_out = RwSignal::new(None::<(usize, BudgetLine)>);
    let place = group.map_or(side_id(side), |group| group.id.as_str());
    let add_id = ["add-", place].concat();
    let undo_id = ["undo-", place].concat();
    let group = group.map(|group| (group.id.clone(), group.label.clone()));
    let look = look.clone();
    let (here, in_group) = (look.clone(), group.clone());
    let own = Memo::new(move |_| {
        let mut lines = budget.side(side_id(side));
        lines.retain(|line| {
            let catalogue = &here.catalogue;
            let is_unknown = !catalogue.lines.iter().any(|entry| entry.id == line.id);
            let is_strange = is_unknown && untrack(|| has_text(line));
            if !line.is_own() && !is_strange {
                return false;
            }
            match &in_group {
                Some((group, _)) => line.group == *group,
                None if here.is_full => !catalogue.groups.iter().any(|group| group.id == line.group),
                None => untrack(|| is_short(&here, line)),
            }
        });
        lines
    });
    let named = group.as_ref().map(|(_, label)| label.clone());
    let list = {
        let undo_id = undo_id.clone();
        move || {
            let lines = own.get();
            let undo = undo_id.clone();
            let remove = Callback::new(move |id: String| {
                taken_out.set(budget.take_out(&id));
                let undo = undo.clone();
                browser::focus::focus_id_soon(undo);
            });
            let drawn = lines
                .iter()
                .enumerate()
                .map(|(index, line)| untrack(|| own_line(&look, side, named.as_deref(), index, line, remove)));
            let drawn = drawn.collect::<Vec<_>>();
            (!drawn.is_empty()).then(|| view! { <div class="own-lines"><FieldList>{drawn}</FieldList></div> })
        }
    };
    let undo = move || {
        let (place, line) = taken_out.get()?;
        let said = words.budget_removed().name(&untrack(|| context.name(&line, None)));
        let back = Callback::new(move |()| {
            let id = field_id(&line);
            budget.put_back(place, line.clone());
            taken_out.set(None);
            browser::focus::focus_id_soon(id);
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
    let label = match (&group, side) {
        (Some((_, label)), _) => words.budget_add_to().group(label),
        (None, Side::Income) => words.budget_add_income().to_owned(),
        (None, Side::Outgoing) => words.budget_add_outgoing().to_owned(),
        (None, Side::Saving) => words.budget_add_saving().to_owned(),
    };
    let into = group.map(|(id, _)| id).unwrap_or_default();
    let add = Callback::new(move |()| match budget.add_own(side_id(side), &into) {
        Some(line) => {
            taken_out.set(None);
            let id = [&field_id(&line), "-name"].concat();
            browser::focus::focus_id_soon(id);
        }
        None => context.said.set(words.budget_enough().to_owned()),
    });
    view! {
        {list}
        {undo}
        <Actions>
            <Button
                id=add_id
                kind=ButtonKind::Outlined
                drawing=Icon::Add
                label=Signal::stored(label)
                on_press=add
            />
        </Actions>
    }
    .into_any()
}

fn own_line(
    look: &Look,
    side: Side,
    group: Option<&str>,
    index: usize,
    line: &BudgetLine,
    remove: Callback<String>,
) -> AnyView {
    let words = look.context.words;
    let number = look.context.state.format().number(i64::try_from(index + 1).unwrap_or_default());
    // Many groups have a first line of one's own: only with the group it has a name of its own.
    let called = match group {
        Some(group) => words.budget_own_number_in().group(group).number(&number),
        None => words.budget_own_number().number(&number),
    };
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
            context=called.clone()
            on_press=Callback::new(move |()| remove.run(id.clone()))
        />
    }
    .into_any();
    let amount = amount(look, line, words.budget_own_amount().to_owned(), None, Some(button));
    view! {
        <div class="own-line stack" role="group" aria-label=called>
            <TextField id=name_id label=label value=line.name autocomplete="off"/>
            {amount}
        </div>
    }
    .into_any()
}
