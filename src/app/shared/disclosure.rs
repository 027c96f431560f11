//! A button and what it opens.

use leptos::prelude::*;
use ui::form::{Button, ButtonKind};
use ui::live::live;

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
