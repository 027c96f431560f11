//! Something that opens, with a live figure beside its name.

use leptos::prelude::*;
use ui::icon::{Icon, icon};

/// Opens and closes by itself, like [`ui::components::Disclosure`]; its name may hold figures that follow the state.
pub fn fold(id: &str, open: bool, name: AnyView, inner: AnyView) -> AnyView {
    view! {
        <details class="disclosure" id=id.to_owned() open=open>
            <summary class="disclosure__summary fold__summary">{icon(Icon::Open)}<span class="fold__name">{name}</span></summary>
            <div class="disclosure__body">{inner}</div>
        </details>
    }
    .into_any()
}
