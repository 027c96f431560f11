//! The sentences of this page. `words::compile` tells how they are written, and checks them.

use leptos::prelude::{GetUntracked, RwSignal, expect_context};
use words::Language;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

impl Words {
    /// The sentences that came with the program: see [`ui::words::first`].
    pub fn first() -> Self {
        Self(ui::words::first(&LOCALES))
    }

    /// The sentences in another language; `None` if they cannot be had.
    pub async fn fetch(self, language: &'static Language) -> Option<Self> {
        ui::words::fetch(&LOCALES, language, self.0).await.map(Self)
    }

    /// The language.
    pub fn language(self) -> &'static Language {
        self.0.language
    }
}

/// The sentences in the language of now, which stand in the context as a signal. Not reactive: the page is drawn anew
/// when the language changes, and keeps everything typed, because that lives in the state.
pub fn use_words() -> Words {
    expect_context::<RwSignal<Words>>().get_untracked()
}
