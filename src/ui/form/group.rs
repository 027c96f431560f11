//! What holds fields together.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use super::field::{Error, described_by, error_view, hint_view, wrong};

/// A form. The browser neither checks nor sends it: the page does.
#[component]
pub fn Form(
    /// Stable and unique on the page.
    #[prop(into)]
    id: String,
    /// Called when the form is sent, by button or by the enter key.
    #[prop(into)]
    on_submit: Callback<()>,
    /// The enter key in a field of one line does not send the form: for long forms, whose button is far away.
    #[prop(optional)]
    enter_stays: bool,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let stay = move |event: leptos::ev::KeyboardEvent| {
        let is_field = || {
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
            target.is_some_and(|field| !matches!(field.type_().as_str(), "submit" | "button"))
        };
        if enter_stays && event.key() == "Enter" && is_field() {
            event.prevent_default();
        }
    };
    view! {
        <form
            class="form"
            id=id
            novalidate=true
            on:keydown=stay
            on:submit=move |event| {
                event.prevent_default();
                on_submit.run(());
            }
        >
            {children().into_any()}
        </form>
    }
    .into_any()
}

/// Fields that answer one question together.
#[component]
pub fn FieldGroup(
    /// Stable and unique on the page.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// A line of help under the question.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with the group, if something is.
    #[prop(optional, into)]
    error: Error,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let described = described_by(&id, hint.is_some(), false, error);
    let hint_line = hint_view(&id, hint);
    let error_line = error_view(&id, error);
    view! {
        <fieldset
            class="group"
            id=id
            aria-describedby=described
            class:field--wrong=wrong(error)
        >
            <legend class="group__legend">{legend}</legend>
            {hint_line}
            {error_line}
            <div class="group__fields">{children().into_any()}</div>
        </fieldset>
    }
    .into_any()
}

/// Fields beside each other where there is room, below each other where there is not.
#[component]
pub fn FieldRow(
    /// The fields.
    children: Children,
) -> impl IntoView {
    view! { <div class="field-row">{children().into_any()}</div> }.into_any()
}

/// The buttons at the end of a form or page: the filled one first.
#[component]
pub fn Actions(
    /// The buttons.
    children: Children,
) -> impl IntoView {
    view! { <div class="actions">{children().into_any()}</div> }.into_any()
}

/// Questions of one kind under each other with a hairline between them: the lines of a budget.
#[component]
pub fn FieldList(
    /// The fields.
    children: Children,
) -> impl IntoView {
    view! { <div class="field-list">{children().into_any()}</div> }.into_any()
}
