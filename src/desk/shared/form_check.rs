//! How every form of the desk is checked: an error is shown next to its field once the field was left or the form was
//! tried, and in a summary that takes the focus once the form was tried.

use domain::money::Currency;
use leptos::prelude::*;
use ui::form::{self, ErrorSummary};

use crate::shared::field_error::{Code, FieldError, sentence};
use crate::shared::format::format_of;
use crate::store::Desk;
use crate::words::{Words, use_words};

/// Finds the errors of a form as it is typed now.
type Find = Box<dyn Fn() -> Vec<FieldError> + Send + Sync>;

/// The state of a form's checks.
#[derive(Clone, Copy)]
pub struct FormCheck {
    words: Words,
    attempt: RwSignal<u32>,
    left: RwSignal<Vec<String>>,
    errors: Memo<Vec<Worded>>,
}

/// An error in words.
#[derive(Clone, PartialEq)]
struct Worded {
    /// Whether only something is missing.
    is_missing: bool,
    /// As it stands next to the field.
    error: form::FieldError,
    /// As it stands in the summary, where it must be clear which field is meant.
    in_summary: String,
}

/// What a field belongs to, where several have the same name: "Debt 2".
pub type NameOf = Box<dyn Fn(&str) -> Option<String> + Send + Sync>;

impl FormCheck {
    /// Checks a form with what finds its errors; amounts in sentences are of this currency.
    pub fn new(desk: Desk, currency: Signal<Currency>, find: Find) -> Self {
        Self::with_names(desk, currency, find, Box::new(|_| None))
    }

    /// Like [`Self::new`], for a form in which several fields have the same name.
    pub fn with_names(desk: Desk, currency: Signal<Currency>, find: Find, name_of: NameOf) -> Self {
        let words = use_words();
        let errors = Memo::new(move |_| {
            let currency = currency.get();
            let format = format_of(desk, currency);
            let worded = |FieldError { id, code }: FieldError| {
                let is_missing = matches!(code, Code::Required(_) | Code::Amount(domain::money::AmountError::Required));
                let message = sentence(words, format, currency, &code);
                let in_summary = match name_of(&id) {
                    Some(name) => [&name, ": ", &message].concat(),
                    None => message.clone(),
                };
                Worded { is_missing, error: form::FieldError { id, message }, in_summary }
            };
            let mut all: Vec<Worded> = Vec::new();
            for worded in find().into_iter().map(worded) {
                // One sentence at a time for each field.
                if all.iter().all(|known| known.error.id != worded.error.id) {
                    all.push(worded);
                }
            }
            all
        });
        Self { words, attempt: RwSignal::new(0), left: RwSignal::new(Vec::new()), errors }
    }

    /// What is wrong with a field, when it is time to say so. Whoever only passes through is not told what is missing.
    pub fn error(self, id: impl Into<String>) -> Signal<Option<String>> {
        let id = id.into();
        Signal::derive(move || {
            let is_tried = self.attempt.get() > 0;
            let is_left = is_tried || self.left.with(|left| left.contains(&id));
            self.errors.with(|errors| {
                let found = errors.iter().find(|found| found.error.id == id)?;
                (is_left && (is_tried || !found.is_missing)).then(|| found.error.message.clone())
            })
        })
    }

    /// Notes that a field was left.
    pub fn leave(self, id: impl Into<String>) -> Callback<()> {
        let id = id.into();
        Callback::new(move |()| {
            if !self.left.with_untracked(|left| left.contains(&id)) {
                self.left.update(|left| left.push(id.clone()));
            }
        })
    }

    /// Shows every error from now on and moves the focus to the summary.
    pub fn submit(self) {
        self.attempt.update(|attempt| *attempt = attempt.wrapping_add(1));
    }

    /// Everything that is wrong, above the form.
    pub fn summary(self) -> AnyView {
        let in_summary = |one: &Worded| form::FieldError { id: one.error.id.clone(), message: one.in_summary.clone() };
        let errors = Signal::derive(move || self.errors.with(|all| all.iter().map(in_summary).collect()));
        view! { <ErrorSummary title=self.words.shell_problem() errors attempt=self.attempt/> }.into_any()
    }
}
