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
    errors: Memo<Vec<(bool, form::FieldError)>>,
}

impl FormCheck {
    /// Checks a form with what finds its errors; amounts in sentences are of this currency.
    pub fn new(desk: Desk, currency: Signal<Currency>, find: Find) -> Self {
        let words = use_words();
        let errors = Memo::new(move |_| {
            let currency = currency.get();
            let format = format_of(desk, currency);
            let worded = |FieldError { id, code }: FieldError| {
                let is_missing = matches!(code, Code::Required(_) | Code::Amount(domain::money::AmountError::Required));
                let message = sentence(words, format, currency, &code);
                (is_missing, form::FieldError { id, message })
            };
            let mut all: Vec<(bool, form::FieldError)> = Vec::new();
            for (is_missing, error) in find().into_iter().map(worded) {
                // One sentence at a time for each field.
                if all.iter().all(|(_, known)| known.id != error.id) {
                    all.push((is_missing, error));
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
                let found = errors.iter().find(|(_, error)| error.id == id)?;
                (is_left && (is_tried || !found.0)).then(|| found.1.message.clone())
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
        let errors =
            Signal::derive(move || self.errors.with(|all| all.iter().map(|(_, error)| error.clone()).collect()));
        view! { <ErrorSummary title=self.words.shell_problem() errors attempt=self.attempt/> }.into_any()
    }
}
