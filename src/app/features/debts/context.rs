//! What every part of the debts page needs, and the parts that come with a cut of their own.

use content::{Country, DebtKind};
use domain::money::{Amount, AmountError, Currency};
use domain::rate::{RateError, parse_rate};
use leptos::prelude::*;
use ui::format::Format;
use wire::api::Account;

use crate::shared::amount_problem::amount_problem;
use crate::store::debt_totals::DebtTotals;
use crate::store::{AppState, DebtEntry, DebtReading};
use crate::words::Words;

/// What every part of the page needs.
#[derive(Clone, Copy)]
pub struct PageContext {
    pub state: AppState,
    pub words: Words,
    pub totals: Memo<DebtTotals>,
    /// How often somebody tried to go on.
    pub attempt: RwSignal<u32>,
    /// What screen readers say next.
    pub said: RwSignal<String>,
    /// The client's own debts whose fields are open.
    pub open: RwSignal<Vec<String>>,
    /// The debts of which everything is shown that may be known.
    pub unfolded: RwSignal<Vec<String>>,
    /// The debt that was removed last, with its place.
    pub taken_out: RwSignal<Option<(usize, DebtEntry)>>,
}

/// What somebody comes to by a press, so that the page need not bring it along.
#[derive(Clone)]
pub enum DebtSection {
    /// The form for what the client says against a debt.
    Dispute(PageContext, DebtEntry, Memo<Option<Account>>),
    /// What was said against it, and how far it got.
    Stopped(PageContext, DebtEntry, Memo<Option<Account>>),
    /// All that may be known of a debt beside balance, rate and minimum.
    More(PageContext, DebtEntry),
    /// What a debt in another currency is worth in the plan.
    Worth(PageContext, DebtEntry),
}

impl PageContext {
    pub fn money(self, amount: Amount) -> String {
        self.state.format().money(amount, self.state.currency())
    }

    /// The currency a debt is owed in; follows it.
    pub fn currency_of(self, debt: &DebtEntry) -> Currency {
        let plan = self.state.currency();
        debt.other_currency(plan).unwrap_or(plan)
    }

    /// The sign before what is typed of a debt.
    pub fn sign(self, debt: &DebtEntry) -> Signal<String> {
        let debt = debt.clone();
        Signal::derive(move || self.state.format().currency_sign(self.currency_of(&debt)))
    }

    /// An amount of a debt, in its own currency.
    pub fn money_of(self, read: &DebtReading, amount: Amount) -> String {
        self.state.format().money(amount, read.currency(self.state.currency()))
    }

    /// What a debt is called: its name, or else what kind it is.
    pub fn name(self, debt: &DebtEntry, catalogue: &Country) -> String {
        let name = debt.name.with(|name| name.trim().to_owned());
        if name.is_empty() { kind_of(debt, catalogue).map(|kind| kind.label.clone()).unwrap_or_default() } else { name }
    }

    pub fn amount_problem(self, currency: Currency, error: AmountError, required: &str) -> String {
        amount_problem(self.words, &self.state.format(), currency, error, required)
    }

    pub fn rate_problem(self, error: RateError) -> &'static str {
        let words = self.words;
        match error {
            RateError::Required | RateError::Pattern => words.debts_rate_pattern(),
            RateError::Negative => words.debts_rate_negative(),
            RateError::Letters => words.debts_rate_letters(),
            RateError::TooPrecise => words.debts_rate_precise(),
            RateError::TooLarge => words.debts_rate_large(),
        }
    }

    /// The debts of which something else that is known cannot be read.
    pub fn unread(self) -> Vec<String> {
        let all = self.state.debts.typed(self.state.currency()).into_iter();
        all.filter(|debt| !debt.more.problems.is_empty()).map(|debt| debt.id).collect()
    }

    /// What is wrong with the balance of an own debt.
    pub fn balance_problem(self, debt: &DebtEntry) -> Option<String> {
        let error = debt.reading(self.state.currency()).balance.err()?;
        Some(self.amount_problem(self.currency_of(debt), error, self.words.debts_balance_required()))
    }

    /// What is wrong with the minimum.
    pub fn minimum_problem(self, debt: &DebtEntry) -> Option<String> {
        let error = debt.reading(self.state.currency()).minimum.err()?;
        Some(self.amount_problem(self.currency_of(debt), error, ""))
    }

    /// What is wrong with the rate.
    pub fn rate_mistake(self, debt: &DebtEntry) -> Option<String> {
        let read = debt.rate.with(|text| if text.trim().is_empty() { None } else { parse_rate(text).err() });
        read.map(|error| self.rate_problem(error).to_owned())
    }
}

pub fn kind_of<'a>(debt: &DebtEntry, catalogue: &'a Country) -> Option<&'a DebtKind> {
    debt.kind.with(|id| catalogue.debt_kinds.iter().find(|kind| kind.id == *id))
}

/// The id of a field of a debt.
pub fn field_id(debt: &DebtEntry, field: &str) -> String {
    ["debt-", &debt.id, "-", field].concat()
}
