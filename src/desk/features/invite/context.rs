//! What the parts of the form share.

use ui::format::Format;

use crate::shared::form_check::FormCheck;
use crate::shared::format::format_of;
use crate::store::Desk;
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
}
