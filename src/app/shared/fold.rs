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

/// Opens everything around an element, so that the focus can go there.
pub fn unfold_around(id: &str) {
    let mut place = document().get_element_by_id(id);
    while let Some(around) = place.and_then(|element| element.closest("details:not([open])").ok().flatten()) {
        // An element that cannot be opened stays as it is, and the search ends.
        if around.set_attribute("open", "").is_err() {
            return;
        }
        place = around.parent_element();
    }
}

/// Opens one and puts the focus on its name.
pub fn enter(fold: &web_sys::Element) {
    // If it cannot be opened, the focus still stands on what opens it.
    let _ = fold.set_attribute("open", "");
    if let Ok(Some(summary)) = fold.query_selector("summary") {
        let id = [&fold.id(), "-summary"].concat();
        summary.set_id(&id);
        ui::focus::focus_id(&id);
        summary.scroll_into_view();
    }
}
