//! What every part of the statement needs.

use content::Country;
use domain::budget::{Convention, StatementSummary};
use domain::money::{Amount, AmountError, Currency, parse_amount};
use leptos::prelude::*;
use std::sync::Arc;
use ui::format::Format;

use crate::shared::amount_problem::amount_problem;
use crate::shared::full_budget::Stated;
use crate::shared::typed::watched;
use crate::store::{Agreement, AppState, DebtReading};
use crate::words::Words;

/// What every part of the page needs.
#[derive(Clone, Copy)]
pub struct PageContext {
    pub state: AppState,
    pub words: Words,
    pub catalogue: StoredValue<Arc<Country>>,
    pub whole: Memo<FullStatement>,
}

/// The statement as it reads now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FullStatement {
    /// Every line with an amount; then what was agreed and what priority debts ask for.
    pub stated: Vec<Stated>,
    /// What was agreed and goes on.
    pub agreed: Vec<Agreement>,
    /// Debts that count.
    pub debts: Vec<DebtReading>,
    /// All of it added up.
    pub summary: StatementSummary,
    pub convention: Convention,
    pub currency: Currency,
}

impl PageContext {
    pub fn money(self, amount: Amount) -> String {
        self.state.format().money(amount, self.state.currency())
    }

    /// The mistake of an amount that may stay empty, and what to call when its field is left.
    pub fn amount_watch(self, value: RwSignal<String>) -> (Signal<Option<String>>, Callback<()>) {
        let Self { state, words, .. } = self;
        watched(value, move |text| {
            let currency = state.currency();
            let error = parse_amount(text, currency).err().filter(|error| *error != AmountError::Required)?;
            Some(amount_problem(words, &state.format(), currency, error, ""))
        })
    }
}

pub fn label(text: &'static str) -> Signal<String> {
    Signal::stored(text.to_owned())
}
