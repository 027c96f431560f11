//! The way to everything else that may be known of a debt.

use leptos::prelude::*;
use ui::form::{Button, ButtonKind};
use ui::live::live;

use crate::features::debts::context::{DebtSection, PageContext, field_id};
use crate::features::debts::lazy;
use crate::store::DebtEntry;

/// The way to everything else that may be known of a debt, and that once it is open.
pub fn more(context: PageContext, debt: &DebtEntry) -> AnyView {
    let words = context.words;
    let (debt, unfolded) = (debt.clone(), context.unfolded);
    let id = debt.id.clone();
    let shown = {
        let id = id.clone();
        Memo::new(move |_| unfolded.with(|open| open.contains(&id)))
    };
    let press = Callback::new(move |()| {
        unfolded.update(
            |open| {
                if open.contains(&id) { open.retain(|other| *other != id) } else { open.push(id.clone()) }
            },
        );
    });
    let (button, name) = (field_id(&debt, "more"), debt.name.get_untracked());
    let inner = live(move || {
        if shown.get() {
            untrack(|| lazy::section(DebtSection::More(context, debt.clone())))
        } else {
            let hint = if debt.is_invited { words.debts_more_hint() } else { words.debts_more_hint_own() };
            view! { <p class="soft">{hint}</p> }.into_any()
        }
    });
    view! {
        <div class="debt__more">
            <Button
                id=button
                kind=ButtonKind::Text
                label=Signal::stored(words.debts_more().to_owned())
                context=name
                expanded=Signal::derive(move || shown.get())
                on_press=press
            />
            {inner}
        </div>
    }
    .into_any()
}
