//! The client's own debts, each a card that opens to be changed.

use content::Country;
use leptos::prelude::*;
use std::sync::Arc;
use ui::components::{StatusTag, Tone};
use ui::form::{Actions, AmountField, Button, ButtonKind, Checkbox, SelectField, SelectOption, TextField};
use ui::icon::Icon;
use ui::live::live;

use crate::features::debts::context::{DebtSection, PageContext, field_id, kind_of};
use crate::features::debts::details_toggle::more;
use crate::features::debts::fields::{priority, rate_and_minimum, watched};
use crate::features::debts::{facts, lazy};
use crate::store::DebtEntry;

/// All of them, and the way back for one that was removed.
pub fn list(context: PageContext, catalogue: Arc<Country>) -> AnyView {
    let words = context.words;
    let debts = context.state.debts;
    let taken_out = context.taken_out;
    let own = Memo::new(move |_| {
        debts.entries.with(|entries| entries.iter().filter(|debt| !debt.is_invited).cloned().collect::<Vec<_>>())
    });
    let named = catalogue.clone();
    let remove = Callback::new(move |id: String| {
        taken_out.set(debts.take_out(&id));
        browser::focus::focus_id_soon("undo-debt");
    });
    let cards = move || {
        let drawn =
            own.get().iter().map(|debt| untrack(|| card(context, debt, catalogue.clone(), remove))).collect::<Vec<_>>();
        let heading = !drawn.is_empty();
        view! {
            {heading.then(|| view! { <h2>{words.debts_own()}</h2> })}
            {drawn}
        }
    };
    let undo = move || {
        let (place, debt) = taken_out.get()?;
        let said = words.debts_removed().name(&untrack(|| context.name(&debt, &named)));
        let back = Callback::new(move |()| {
            let id = field_id(&debt, "change");
            debts.put_back(place, debt.clone());
            taken_out.set(None);
            browser::focus::focus_id_soon(id);
        });
        let label = Signal::stored(words.debts_undo().to_owned());
        Some(view! {
            <div class="removed">
                <p>{said}</p>
                <Button id="undo-debt" kind=ButtonKind::Outlined label on_press=back/>
            </div>
        })
    };
    view! { {cards}{undo} }.into_any()
}

fn card(context: PageContext, debt: &DebtEntry, catalogue: Arc<Country>, remove: Callback<String>) -> AnyView {
    let words = context.words;
    let state = context.state;
    let id = debt.id.clone();
    let is_open = {
        let id = id.clone();
        // A memo: the form stays as it is while the cards of other debts open.
        Signal::from(Memo::new(move |_| context.open.with(|open| open.contains(&id))))
    };
    let name = {
        let (debt, catalogue) = (debt.clone(), catalogue.clone());
        Signal::derive(move || context.name(&debt, &catalogue))
    };
    let balance = {
        let debt = debt.clone();
        move || {
            let read = debt.reading(state.currency());
            let balance = context.money_of(&read, read.balance.ok()?);
            Some(view! { <p class="debt__balance">{balance}</p> }.into_any())
        }
    };
    let worth = {
        let debt = debt.clone();
        let is_other = {
            let debt = debt.clone();
            Memo::new(move |_| debt.other_currency(state.currency()).is_some())
        };
        live(move || {
            if is_other.get() {
                untrack(|| lazy::section(DebtSection::Worth(context, debt.clone())))
            } else {
                ().into_any()
            }
        })
    };
    let facts = {
        let (debt, catalogue) = (debt.clone(), catalogue.clone());
        move || line(context, &debt, &catalogue)
    };
    let tags = {
        let debt = debt.clone();
        move || {
            let disputed = debt
                .is_disputed
                .get()
                .then(|| view! { <StatusTag tone=Tone::Care label=words.debts_tag_disputed()/> }.into_any());
            let priority =
                debt.is_priority.get().then(|| view! { <StatusTag label=words.debts_tag_priority()/> }.into_any());
            (disputed.is_some() || priority.is_some()).then(|| view! { <p class="debt__tags">{priority}{disputed}</p> })
        }
    };
    let toggle = {
        let id = id.clone();
        Callback::new(move |()| {
            context.open.update(|open| {
                if open.contains(&id) { open.retain(|other| *other != id) } else { open.push(id.clone()) }
            });
        })
    };
    let change =
        Signal::derive(move || if is_open.get() { words.debts_done() } else { words.debts_change() }.to_owned());
    let inner = {
        let (debt, catalogue) = (debt.clone(), catalogue.clone());
        move || is_open.get().then(|| untrack(|| form(context, &debt, &catalogue)))
    };
    let heading_id = field_id(debt, "name-shown");
    let described = heading_id.clone();
    let number_context = name.get_untracked();
    let change_id = field_id(debt, "change");
    let gone = Callback::new(move |()| remove.run(id.clone()));
    view! {
        <section class="card debt" aria-labelledby=described>
            <div class="debt__head">
                <h3 id=heading_id>{move || name.get()}</h3>
                {balance}
            </div>
            {worth}
            {move || (!is_open.get()).then(|| view! { <p class="soft">{facts.clone()}</p> })}
            {tags}
            {inner}
            <Actions>
                <Button
                    id=change_id
                    kind=ButtonKind::Outlined
                    label=change
                    context=number_context.clone()
                    expanded=is_open
                    on_press=toggle
                />
                <Button
                    kind=ButtonKind::Text
                    drawing=Icon::Remove
                    label=Signal::stored(words.debts_remove().to_owned())
                    context=number_context
                    on_press=gone
                />
            </Actions>
        </section>
    }
    .into_any()
}

/// One line of what is known: "Credit card · 24.99% a year · at least $45.00 a month".
fn line(context: PageContext, debt: &DebtEntry, catalogue: &Country) -> String {
    let read = debt.reading(context.state.currency());
    let mut parts = Vec::new();
    if let Some(kind) = kind_of(debt, catalogue).filter(|_| debt.name.with(|name| !name.trim().is_empty())) {
        parts.push(kind.label.clone());
    }
    parts.extend(facts::rates(context, debt, &read));
    parts.extend(facts::others(context, &read));
    parts.join(" · ")
}

fn form(context: PageContext, debt: &DebtEntry, catalogue: &Arc<Country>) -> AnyView {
    let words = context.words;
    let mut kinds: Vec<SelectOption> =
        catalogue.debt_kinds.iter().map(|kind| SelectOption::new(kind.id.as_str(), kind.label.as_str())).collect();
    // A kind of another country stays what it is, under the name of everything else.
    let kind = debt.kind.get_untracked();
    if !catalogue.debt_kinds.iter().any(|known| known.id == kind)
        && let Some(other) = catalogue.debt_kinds.iter().find(|known| known.id == "other")
    {
        kinds.push(SelectOption::new(kind, other.label.as_str()));
    }
    let (prefix, read) = (context.sign(debt), debt.clone());
    let (error, on_leave) = watched(context, debt.balance, move || context.balance_problem(&read));
    follow_kind(debt, catalogue.clone());
    view! {
        <div class="debt__form">
            <SelectField id=field_id(debt, "kind") label=words.debts_kind() value=debt.kind options=kinds/>
            <TextField
                id=field_id(debt, "name")
                label=words.debts_name()
                hint=words.debts_name_hint()
                value=debt.name
                autocomplete="off"
            />
            <AmountField
                id=field_id(debt, "balance")
                label=words.debts_balance()
                hint=words.debts_balance_hint()
                value=debt.balance
                prefix
                error
                on_leave
            />
            {rate_and_minimum(context, debt)}
            {priority(context, debt, catalogue.clone())}
            <Checkbox
                id=field_id(debt, "disputed")
                label=words.debts_disagree()
                hint=words.debts_disagree_hint()
                value=debt.is_disputed
            />
            {more(context, debt)}
        </div>
    }
    .into_any()
}

/// Another kind brings its own priority; the client may change it afterwards.
fn follow_kind(debt: &DebtEntry, catalogue: Arc<Country>) {
    let (kind, is_priority) = (debt.kind, debt.is_priority);
    Effect::watch(
        move || kind.get(),
        move |id, _, _| {
            is_priority.set(catalogue.debt_kinds.iter().any(|known| known.priority && known.id == *id));
        },
        false,
    );
}
