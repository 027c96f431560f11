//! Asking the server again.

use leptos::prelude::*;
use ui::form::{Button, ButtonKind};

use crate::store::Desk;
use crate::words::Words;

/// A button that asks the server how things stand now.
pub fn reload(desk: Desk, words: Words) -> AnyView {
    let press = Callback::new(move |()| {
        desk.outcome.set(None);
        desk.refresh();
    });
    let face = Signal::derive(move || {
        (if desk.fetching.get() { words.shell_reloading() } else { words.shell_reload() }).to_owned()
    });
    view! { <Button kind=ButtonKind::Text label=face busy=desk.fetching on_press=press/> }.into_any()
}
