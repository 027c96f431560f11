//! How the offer page writes figures and frequencies.

use domain::arrangement::Frequency;
use domain::money::Amount;
use domain::offer::{Course, carried_through};
use leptos::prelude::*;
use ui::format::Format;

use crate::shared::offer_model;
use crate::shared::offer_model::OfferLine;
use crate::store::AppState;
use crate::words::Words;

/// A sentence for a button.
pub fn label(text: &'static str) -> Signal<String> {
    Signal::stored(text.to_owned())
}

/// An amount.
pub fn money(state: AppState, amount: Amount) -> String {
    state.format().money(amount, state.currency())
}

/// The name of a frequency in a list of choices.
pub fn frequency_name(words: Words, frequency: Frequency) -> &'static str {
    match frequency {
        Frequency::Week => words.offer_week(),
        Frequency::TwoWeeks => words.offer_two_weeks(),
        Frequency::FourWeeks => words.offer_four_weeks(),
        _ => words.offer_month(),
    }
}

/// How many payments a debt takes on its share, and until when.
pub fn until(state: AppState, words: Words, line: &OfferLine) -> String {
    let format = state.format();
    let share = offer_model::debts_with_shares([line]);
    match carried_through(&share, Amount::ZERO, line.frequency, line.first).course {
        Course::Paid { number, end, .. } => {
            let number = words.offer_payments(number.unsigned_abs(), &format.number(number));
            words.offer_line_until().end(&format.date(end)).payments(&number)
        }
        Course::NeverEnds { .. } | Course::Nothing => words.offer_line_endless().to_owned(),
    }
}
