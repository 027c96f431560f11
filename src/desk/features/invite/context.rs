//! What the parts of the form share.

use leptos::prelude::*;
use ui::form::DateOrder;
use ui::format::{Format, Locale};

use crate::shared::form_check::FormCheck;
use crate::shared::format::format_of;
use crate::store::Desk;
use crate::store::invite_draft::currency_of;
use crate::words::Words;

/// What the parts of this form share.
#[derive(Clone, Copy)]
pub struct PageContext {
    /// What is typed and known.
    pub desk: Desk,
    /// The sentences.
    pub words: Words,
    /// What is wrong with the form.
    pub checked: FormCheck,
}

impl PageContext {
    /// The sign of the currency of now.
    pub fn sign(self) -> String {
        let currency = self.desk.invite.money();
        format_of(self.desk, currency).currency_sign(currency)
    }

    /// Which number of a date comes first, as it is written in the client's country: that is where the letters are from
    /// that the dates are copied of.
    pub fn date_order(self) -> DateOrder {
        let currency = self.desk.invite.country.with_untracked(|country| currency_of(country));
        Locale::choose(self.words.language(), currency).date_order()
    }
}
