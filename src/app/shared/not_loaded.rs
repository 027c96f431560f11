//! What is said where something could not be fetched.

use leptos::prelude::*;
use ui::components::{Notice, NoticeKind};
use ui::form::{Button, ButtonKind};

use crate::words::use_words;

/// Something could not be loaded: says so, and tries again.
pub fn not_loaded(again: Callback<()>) -> AnyView {
    let words = use_words();
    let label = Signal::stored(words.shell_try_again().to_owned());
    view! {
        <Notice kind=NoticeKind::Care title=words.shell_not_loaded_title() live=true>
            <p>{words.shell_not_loaded()}</p>
            <Button kind=ButtonKind::Outlined label on_press=again/>
        </Notice>
    }
    .into_any()
}
