//! The sentences of this page, in every language; see `ui/words/generate.rs`.

use leptos::prelude::GetUntracked;
use ui::components::Piece;
use ui::words::Language;

use crate::store::Desk;

/// The sentences in one language.
#[derive(Clone, Copy)]
pub struct Words(pub Language);

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// The sentences in the language of now. Not reactive: the page is drawn anew when the language changes, and keeps
/// everything typed, because that lives in the state.
pub fn use_words() -> Words {
    Words(Desk::here().language.get_untracked())
}
