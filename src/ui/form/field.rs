//! What all fields have in common: label, hint, error, and how they are tied to the control.

use leptos::prelude::*;

use crate::icon::{Icon, icon};
use crate::live::{live, true_or_none};

/// How wide a text control is: as wide as what belongs in it, which is itself a hint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// All the room there is.
    #[default]
    Full,
    /// About 24 characters: a name.
    Medium,
    /// About 12 characters: an amount.
    Amount,
    /// About 6 characters: a percentage, a day, a count.
    Short,
}

impl Width {
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Full => "control",
            Self::Medium => "control control--medium",
            Self::Amount => "control control--amount",
            Self::Short => "control control--short",
        }
    }
}

/// A sentence that says what is wrong, if something is.
pub(crate) type Error = Signal<Option<String>>;

/// True while the field has an error, as `aria-invalid` wants it.
pub(crate) fn invalid(error: Error) -> Signal<Option<String>> {
    true_or_none(wrong(error))
}

/// True while the field has an error, for its class.
pub(crate) fn wrong(error: Error) -> Signal<bool> {
    Signal::derive(move || error.with(Option::is_some))
}

/// Calls back when the field is left.
pub(crate) fn leaving(on_leave: Option<Callback<()>>) -> Box<dyn FnMut(leptos::ev::FocusEvent)> {
    Box::new(move |_| {
        if let Some(leave) = on_leave {
            // A field that goes with its page is left, too; then there is nobody to tell any more.
            let _ = leave.try_run(());
        }
    })
}

/// Which of hint, error and echo describe the control, as `aria-describedby` wants it.
pub(crate) fn described_by(id: &str, hint: bool, echo: bool, error: Error) -> Signal<Option<String>> {
    let id = id.to_owned();
    Signal::derive(move || {
        let mut ids = String::new();
        let mut add = |suffix: &str| {
            if !ids.is_empty() {
                ids.push(' ');
            }
            ids.push_str(&id);
            ids.push_str(suffix);
        };
        if hint {
            add("-hint");
        }
        if error.with(Option::is_some) {
            add("-error");
        }
        if echo {
            add("-echo");
        }
        (!ids.is_empty()).then_some(ids)
    })
}

/// The hint under a label.
pub(crate) fn hint_view(id: &str, hint: Option<String>) -> Option<AnyView> {
    let hint_id = [id, "-hint"].concat();
    hint.map(|text| view! { <p class="field__hint" id=hint_id>{text}</p> }.into_any())
}

/// The error between label and control.
pub(crate) fn error_view(id: &str, error: Error) -> AnyView {
    let error_id = [id, "-error"].concat();
    live(move || {
        let error_id = error_id.clone();
        let line = error.get().map(|text| {
            view! { <p class="field__error" id=error_id>{icon(Icon::Stop)}<span>{text}</span></p> }.into_any()
        });
        line.into_any()
    })
}

/// What the page understood, under the control.
pub(crate) fn echo_view(id: &str, echo: Option<Error>) -> Option<AnyView> {
    let echo_id = [id, "-echo"].concat();
    echo.map(|echo| view! { <p class="field__echo" id=echo_id>{echo}</p> }.into_any())
}

/// Label, hint, error, control and echo of one field, in this order.
pub(crate) struct Frame {
    pub id: String,
    pub label: String,
    pub label_hidden: bool,
    pub hint: Option<String>,
    pub error: Error,
    pub echo: Option<Error>,
    pub control: AnyView,
}

impl Frame {
    pub(crate) fn view(self) -> AnyView {
        let error = self.error;
        let label_class = if self.label_hidden { "visually-hidden" } else { "field__label" };
        let hint = hint_view(&self.id, self.hint);
        let error_line = error_view(&self.id, error);
        let echo = echo_view(&self.id, self.echo);
        view! {
            <div class="field" class:field--wrong=wrong(error)>
                <label class=label_class for=self.id>{self.label}</label>
                {hint}
                {error_line}
                {self.control}
                {echo}
            </div>
        }
        .into_any()
    }
}
