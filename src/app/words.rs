//! The sentences of this page. `words::compile` tells how they are written, and checks them.

use leptos::prelude::{GetUntracked, RwSignal, expect_context};
use words::Language;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

impl Words {
    /// The sentences that came with the program: see [`ui::words::first`].
    pub fn first() -> Self {
        Self(ui::words::first(&LOCALES))
    }

    /// The sentences in another language, as many as are here in this one; `None` if they cannot be had.
    pub async fn fetch(self, language: &'static Language) -> Option<Self> {
        ui::words::fetch(&LOCALES, language, self.0).await.map(Self)
    }

    /// Whether a part of the sentences is here.
    pub fn has(self, part: &str) -> bool {
        self.0.here().any(|here| here == part)
    }

    /// Fetches a part of the sentences, if it is not here. False if it cannot be had.
    pub async fn load(self, part: &'static str) -> bool {
        ui::words::load(self.0, part).await
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

/// The English sentences, for native tests.
#[cfg(test)]
pub fn english() -> Words {
    let sentences = ::words::Sentences::of(&LOCALES, &LOCALES.languages[0], &::words::PlainPlurals);
    let files = include_str!(concat!(env!("OUT_DIR"), "/en.txt")).split('\u{c}');
    for (part, file) in LOCALES.parts.iter().zip(files) {
        sentences.take(part, file.to_owned()).expect("the build wrote both");
    }
    Words(sentences)
}
