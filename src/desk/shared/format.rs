//! Figures, dates and sentences as the components take them.

use domain::money::Currency;
use leptos::prelude::*;
use ui::format::{BrowserFormat, Locale};

use crate::store::Desk;

/// Figures and dates in the language of now.
pub fn format_of(desk: Desk, currency: Currency) -> BrowserFormat {
    BrowserFormat::new(Locale::choose(desk.words.get_untracked().language(), currency))
}

/// A sentence for a button.
pub fn label(text: &'static str) -> Signal<String> {
    Signal::stored(text.to_owned())
}
