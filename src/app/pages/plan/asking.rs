//! What the plan page shows only when somebody asks for it, and fetches only then: why a figure is what it is, and others
//! of its kind.

use leptos::prelude::*;
use ui::form::{Button, ButtonKind};
use ui::live::live;

use crate::chunks;
use crate::words::use_words;

/// Why a figure is what it is. The answer belongs to where things are tried out.
pub fn view() -> AnyView {
    opens(use_words().plan_ask_why(), false, chunks::why)
}

/// A button and what it opens; open from the start if said so.
pub fn opens(label: &'static str, is_open: bool, fetched: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let is_open = RwSignal::new(is_open);
    let toggle = Callback::new(move |()| is_open.update(|open| *open = !*open));
    let shown = live(move || if is_open.get() { untrack(&fetched) } else { ().into_any() });
    let label = Signal::stored(label.to_owned());
    view! {
        <div class="asking">
            <Button kind=ButtonKind::Text label on_press=toggle expanded=is_open/>
            {shown}
        </div>
    }
    .into_any()
}
