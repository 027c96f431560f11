//! All that is wrong with a form, in one place, with a way to each field.

use leptos::html;
use leptos::prelude::*;

use crate::icon::{Icon, icon};
use crate::live::live;
use browser::focus::focus_id;

/// One thing to put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The id of the field or group.
    pub id: String,
    /// What is wrong and how to put it right, as at the field.
    pub message: String,
}

/// The list of everything to put right. Empty and out of sight while there is nothing. It takes the focus when the
/// form was tried and failed, and stays quiet while people put things right.
#[component]
pub fn ErrorSummary(
    /// The heading ("There is something to put right").
    #[prop(into)]
    title: String,
    /// What is wrong now, in the order of the fields.
    #[prop(into)]
    errors: Signal<Vec<FieldError>>,
    /// How often the form was tried: each new number moves the focus here if something is wrong.
    #[prop(into)]
    attempt: Signal<u32>,
) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if attempt.get() > 0 && errors.with_untracked(|list| !list.is_empty()) {
            // The list is drawn in this same turn; the focus follows when it stands.
            request_animation_frame(move || {
                if let Some(element) = place.get_untracked() {
                    let _ = element.focus();
                }
            });
        }
    });
    let shown = Memo::new(move |_| attempt.get() > 0 && errors.with(|list| !list.is_empty()));
    live(move || {
        let title = title.clone();
        let summary = shown.get().then(move || {
            view! {
                <div class="error-summary" node_ref=place tabindex="-1" role="group" aria-labelledby="error-summary-title">
                    <h2 class="error-summary__title" id="error-summary-title">{icon(Icon::Stop)}<span>{title}</span></h2>
                    <ul class="error-summary__list">
                        {live(move || errors.get().into_iter().map(line).collect::<Vec<AnyView>>().into_any())}
                    </ul>
                </div>
            }
            .into_any()
        });
        summary.into_any()
    })
}

fn line(error: FieldError) -> AnyView {
    let FieldError { id, message } = error;
    let href = ["#", &id].concat();
    let go = move |event: leptos::ev::MouseEvent| {
        // The address stays as it is: fragments of this portal may hold a secret.
        event.prevent_default();
        focus_id(&id);
    };
    view! { <li><a href=href on:click=go>{message}</a></li> }.into_any()
}
