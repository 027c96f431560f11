//! What every debt may have: rate, minimum, priority, and the way to everything else.

use content::Country;
use domain::rate::RateBasis;
use leptos::prelude::*;
use std::sync::Arc;
use ui::form::{AmountField, Checkbox, FieldRow, SelectField, SelectOption, TextField, Width};
use ui::live::live;

use crate::features::debts::context::{PageContext, field_id, kind_of};
use crate::store::DebtEntry;

/// When a field's mistake is shown: when the field was left with it, until it is being put right; and once somebody
/// tried to go on.
pub fn watched(
    context: PageContext,
    typed: RwSignal<String>,
    problem: impl Fn() -> Option<String> + Send + Sync + 'static,
) -> (Signal<Option<String>>, Callback<()>) {
    let left_with = RwSignal::new(typed.with_untracked(|text| (!text.is_empty()).then(|| text.clone())));
    let error = Signal::derive(move || {
        let is_left = left_with.with(|left| typed.with(|text| left.as_ref() == Some(text)));
        if is_left || context.attempt.get() > 0 { problem() } else { None }
    });
    let leave = Callback::new(move |()| {
        let text = typed.get_untracked();
        left_with.set((!text.is_empty()).then_some(text));
    });
    (error, leave)
}

/// Rate and minimum, both of which may stay empty.
pub fn rate_and_minimum(context: PageContext, debt: &DebtEntry) -> AnyView {
    let words = context.words;
    let prefix = context.sign(debt);
    let (rated, asked) = (debt.clone(), debt.clone());
    let (rate_error, rate_leave) = watched(context, debt.rate, move || context.rate_mistake(&rated));
    let (rate_id, minimum_id) = (field_id(debt, "rate"), field_id(debt, "minimum"));
    let (rate, more) = (debt.rate, debt.more);
    let is_ruled = Memo::new(move |_| more.with(|more| !more.minimum_rule.is_empty()));
    let minimum = live(move || {
        if is_ruled.get() {
            return view! { <p class="soft">{words.debts_ruled()}</p> }.into_any();
        }
        untrack(|| {
            let (value, read) = (asked.minimum, asked.clone());
            let (error, on_leave) = watched(context, value, move || context.minimum_problem(&read));
            let id = minimum_id.clone();
            let (label, hint) = (words.debts_minimum(), words.debts_minimum_hint());
            view! { <AmountField id label hint value prefix error on_leave/> }.into_any()
        })
    });
    let question = rate_is(context, debt);
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
            {minimum}
        </FieldRow>
        {question}
    }
    .into_any()
}

/// What a rate means, once one is typed: by the custom of the country of its currency, unless the client says otherwise.
fn rate_is(context: PageContext, debt: &DebtEntry) -> AnyView {
    let words = context.words;
    let (id, debt) = (field_id(debt, "rate-is"), debt.clone());
    let is_rated = Memo::new(move |_| debt.rate.with(|text| !text.trim().is_empty()));
    live(move || {
        if !is_rated.get() {
            return ().into_any();
        }
        let plan = context.state.currency();
        let custom = content::rate_custom(debt.other_currency(plan).unwrap_or(plan));
        let option = |basis: RateBasis| {
            let label = match basis {
                RateBasis::Effective => words.debts_rate_is_effective(),
                RateBasis::Nominal => words.debts_rate_is_nominal(),
            };
            // Nothing is kept for the custom, which follows the currency.
            let is_kept = basis != custom || debt.rate_is.with_untracked(|id| id == basis.id());
            SelectOption::new(if is_kept { basis.id() } else { "" }, label)
        };
        let options: Vec<SelectOption> = RateBasis::ALL.map(option).to_vec();
        let (id, label, hint) = (id.clone(), words.debts_rate_is(), words.debts_rate_is_hint());
        view! { <SelectField id label hint=hint value=debt.rate_is options/> }.into_any()
    })
    .into_any()
}

/// Whether it comes first, with what is at stake for this kind of debt.
pub fn priority(context: PageContext, debt: &DebtEntry, catalogue: Arc<Country>) -> AnyView {
    let words = context.words;
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
