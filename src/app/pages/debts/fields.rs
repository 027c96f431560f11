//! What every debt may have: rate, minimum, priority.

use content::Country;
use leptos::prelude::*;
use std::sync::Arc;
use ui::form::{AmountField, Checkbox, FieldRow, TextField, Width};
use ui::format::Format;

use super::{Desk, field_id, kind_of};
use crate::state::DebtEntry;

/// When a field's mistake is shown: when the field was left with it, until it is being put right; and once somebody
/// tried to go on.
pub fn watched(
    desk: Desk,
    typed: RwSignal<String>,
    problem: impl Fn() -> Option<String> + Send + Sync + 'static,
) -> (Signal<Option<String>>, Callback<()>) {
    let left_with = RwSignal::new(typed.with_untracked(|text| (!text.is_empty()).then(|| text.clone())));
    let error = Signal::derive(move || {
        let is_left = left_with.with(|left| typed.with(|text| left.as_ref() == Some(text)));
        if is_left || desk.attempt.get() > 0 { problem() } else { None }
    });
    let leave = Callback::new(move |()| {
        let text = typed.get_untracked();
        left_with.set((!text.is_empty()).then_some(text));
    });
    (error, leave)
}

/// Rate and minimum, both of which may stay empty.
pub fn rate_and_minimum(desk: Desk, debt: &DebtEntry) -> AnyView {
    let words = desk.words;
    let sign = desk.state.format().currency_sign(desk.state.currency());
    let (rated, asked) = (debt.clone(), debt.clone());
    let (rate_error, rate_leave) = watched(desk, debt.rate, move || desk.rate_mistake(&rated));
    let (minimum_error, minimum_leave) = watched(desk, debt.minimum, move || desk.minimum_problem(&asked));
    let (rate_id, minimum_id) = (field_id(debt, "rate"), field_id(debt, "minimum"));
    let (rate, minimum) = (debt.rate, debt.minimum);
    view! {
        <FieldRow>
            <TextField
                id=rate_id
                label=words.debts_rate()
                hint=words.debts_rate_hint()
                value=rate
                width=Width::Short
                inputmode="decimal"
                autocomplete="off"
                suffix="%"
                error=rate_error
                on_leave=rate_leave
            />
            <AmountField
                id=minimum_id
                label=words.debts_minimum()
                hint=words.debts_minimum_hint()
                value=minimum
                prefix=sign
                error=minimum_error
                on_leave=minimum_leave
            />
        </FieldRow>
    }
    .into_any()
}

/// Whether it comes first, with what is at stake for this kind of debt.
pub fn priority(desk: Desk, debt: &DebtEntry, catalogue: Arc<Country>) -> AnyView {
    let words = desk.words;
    let stake = {
        let debt = debt.clone();
        move || {
            let hint = kind_of(&debt, &catalogue)?.hint.clone()?;
            Some(view! { <p class="debt__stake soft">{hint}</p> }.into_any())
        }
    };
    view! {
        <div>
            <Checkbox
                id=field_id(debt, "priority")
                label=words.debts_priority()
                hint=words.debts_priority_hint()
                value=debt.is_priority
            />
            {stake}
        </div>
    }
    .into_any()
}
