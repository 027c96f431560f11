//! What fields say that stand in several forms.

use leptos::prelude::*;
use ui::form::DateWords;
use ui::format::Format;
use wire::api::limit;

use crate::shared::format::format_of;
use crate::store::Desk;
use crate::words::Words;

/// The names of a date's fields.
pub fn date_words(words: Words) -> DateWords {
    DateWords {
        day: words.shell_day().to_owned(),
        month: words.shell_month().to_owned(),
        year: words.shell_year().to_owned(),
    }
}

/// How many characters a note may have, and the sentence that says how many are left.
pub fn chars_left(desk: Desk, words: Words) -> (usize, Callback<i64, String>) {
    chars_left_of(desk, words, limit::NOTE_CHARS_MAX)
}

/// Like [`chars_left`], for a text of at most so many characters.
pub fn chars_left_of(desk: Desk, words: Words, chars_max: usize) -> (usize, Callback<i64, String>) {
    let say = Callback::new(move |left: i64| {
        let format = format_of(desk, domain::money::Currency::USD);
        let count = left.unsigned_abs();
        let figure = format.number(left.saturating_abs());
        if left < 0 { words.shell_letters_over(count, &figure) } else { words.shell_letters_left(count, &figure) }
    });
    (chars_max, say)
}
