//! Asking why a figure of the plan is what it is. The answer belongs to where things are tried out, and is fetched when
//! somebody asks.

use leptos::prelude::*;
use ui::form::{Button, ButtonKind};
use ui::live::live;

use crate::chunks;
use crate::words::use_words;

/// The button and, once it was pressed, the answer.
pub fn view() -> AnyView {
    let is_open = RwSignal::new(false);
    let toggle = Callback::new(move |()| is_open.update(|open| *open = !*open));
    let shown = live(move || if is_open.get() { untrack(chunks::why) } else { ().into_any() });
    let label = Signal::stored(use_words().plan_ask_why().to_owned());
    view! {
        <div class="asking">
            <Button kind=ButtonKind::Text label on_press=toggle expanded=is_open/>
            {shown}
        </div>
    }
    .into_any()
}
