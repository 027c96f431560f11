//! The sentences of this page, in every language; see `ui/words/generate.rs`.

use ui::words::Language;

/// The sentences in one language.
#[derive(Clone, Copy)]
pub struct Words(pub Language);

include!(concat!(env!("OUT_DIR"), "/words.rs"));
