//! That debts which cannot be read are left out of what is shown.

use leptos::prelude::*;
use ui::components::{Notice, NoticeKind, Rich};
use ui::live::live;

use crate::words::Words;

/// Says that some debts are not counted because something about them cannot be read: they are not left out in silence.
pub fn unreadable(words: Words, is_any: Memo<bool>) -> AnyView {
    live(move || if is_any.get() { notice(words) } else { ().into_any() })
}

/// The sentence.
pub fn notice(words: Words) -> AnyView {
    view! { <Notice kind=NoticeKind::Care><Rich pieces=Signal::stored(words.plan_unreadable())/></Notice> }.into_any()
}
