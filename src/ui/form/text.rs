//! Fields in which people type.

use leptos::prelude::*;

use super::field::{Error, Frame, Width, described_by, echo_view, error_view, hint_view, invalid, leaving, wrong};
use super::select::{SelectOption, select_control};
use crate::live::{live_text, reading, typed_into};

/// Everything a typed control may have.
struct Control {
    id: String,
    kind: Signal<Option<String>>,
    value: RwSignal<String>,
    width: Width,
    prefix: Option<Signal<String>>,
    suffix: Option<Signal<String>>,
    inputmode: Option<&'static str>,
    autocomplete: Option<&'static str>,
    spellcheck: Option<&'static str>,
    described: Signal<Option<String>>,
    error: Error,
    on_leave: Option<Callback<()>>,
}

impl Control {
    fn view(self) -> AnyView {
        let Self { value, on_leave, kind, .. } = self;
        let affix = |text: Option<Signal<String>>| {
            // Said by the label or the echo; read out here it would only be noise.
            text.map(|text| view! { <span class="control__affix" aria-hidden="true">{text}</span> }.into_any())
        };
        let prefix = affix(self.prefix);
        let suffix = affix(self.suffix);
        view! {
            <div class=self.width.class()>
                {prefix}
                <input
                    class="control__input"
                    id=self.id
                    type=kind
                    inputmode=self.inputmode
                    autocomplete=self.autocomplete
                    spellcheck=self.spellcheck
                    aria-describedby=self.described
                    aria-invalid=invalid(self.error)
                    prop:value=reading(value)
                    on:input=typed_into(value)
                    on:blur=leaving(on_leave)
                />
                {suffix}
            </div>
        }
        .into_any()
    }
}

/// One line of text.
#[component]
pub fn TextField(
    /// Stable and unique on the page.
    #[prop(into)]
    id: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// Exactly what was typed.
    value: RwSignal<String>,
    /// Hides the label from sight, not from screen readers.
    #[prop(optional)]
    label_hidden: bool,
    /// A line of help under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong, if something is.
    #[prop(optional, into)]
    error: Error,
    /// `text`, `email`, `tel` or `url`.
    #[prop(default = "text")]
    kind: &'static str,
    /// Which on-screen keyboard fits, as in HTML.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// What the browser may fill in, as in HTML.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// A unit before the text.
    #[prop(optional, into)]
    prefix: Option<String>,
    /// A unit after the text, such as `%`.
    #[prop(optional, into)]
    suffix: Option<String>,
    /// How much room the control takes.
    #[prop(optional)]
    width: Width,
    /// Called when the field is left: the moment to show its error.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let described = described_by(&id, hint.is_some(), false, error);
    let control = Control {
        id: id.clone(),
        kind: Signal::stored(Some(kind.to_owned())),
        value,
        width,
        prefix: prefix.map(Signal::stored),
        suffix: suffix.map(Signal::stored),
        inputmode,
        autocomplete,
        spellcheck: None,
        described,
        error,
        on_leave,
    };
    Frame { id, label, label_hidden, hint, error, echo: None, control: control.view() }.view()
}

/// An amount of money: the currency before it, a number keyboard on phones, and an echo of what was understood.
#[component]
pub fn AmountField(
    /// Stable and unique on the page.
    #[prop(into)]
    id: String,
    /// What the amount is.
    #[prop(into)]
    label: String,
    /// Exactly what was typed.
    value: RwSignal<String>,
    /// The sign of the currency; see [`crate::format::Format::currency_sign`].
    #[prop(into)]
    prefix: Signal<String>,
    /// Hides the label from sight, not from screen readers.
    #[prop(optional)]
    label_hidden: bool,
    /// A line of help under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong, if something is.
    #[prop(optional, into)]
    error: Error,
    /// What the page understood ("That is $1,863.33 a month").
    #[prop(optional)]
    echo: Option<Signal<Option<String>>>,
    /// Called when the field is left: the moment to show its error.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let described = described_by(&id, hint.is_some(), echo.is_some(), error);
    let control = amount_control(id.clone(), value, prefix, described, error, on_leave, Width::Amount);
    Frame { id, label, label_hidden, hint, error, echo, control }.view()
}

fn amount_control(
    id: String,
    value: RwSignal<String>,
    prefix: Signal<String>,
    described: Signal<Option<String>>,
    error: Error,
    on_leave: Option<Callback<()>>,
    width: Width,
) -> AnyView {
    Control {
        id,
        kind: Signal::stored(Some("text".to_owned())),
        value,
        width,
        prefix: Some(prefix),
        suffix: None,
        inputmode: Some("decimal"),
        autocomplete: Some("off"),
        spellcheck: Some("false"),
        described,
        error,
        on_leave,
    }
    .view()
}

/// An amount and how often it comes or goes: one question, two controls, one error, one echo. The period's control has
/// the id `{id}-every`.
#[component]
pub fn AmountEvery(
    /// Stable and unique on the page; the id of the amount.
    #[prop(into)]
    id: String,
    /// What the amount is ("Wages, after tax").
    #[prop(into)]
    label: String,
    /// Exactly what was typed.
    amount: RwSignal<String>,
    /// The value of the chosen period.
    every: RwSignal<String>,
    /// The periods to choose from.
    options: Vec<SelectOption>,
    /// The name of the second control, for screen readers ("How often").
    #[prop(into)]
    every_label: String,
    /// The sign of the currency; see [`crate::format::Format::currency_sign`].
    #[prop(into)]
    prefix: String,
    /// A line of help under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong, if something is.
    #[prop(optional, into)]
    error: Error,
    /// What the page understood ("That is $1,863.33 a month").
    #[prop(optional)]
    echo: Option<Signal<Option<String>>>,
    /// Called when the amount is left: the moment to show its error.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
    /// What stands at the end of the label's line, such as a button that removes the line.
    #[prop(optional)]
    action: Option<AnyView>,
) -> impl IntoView {
    let described = described_by(&id, hint.is_some(), echo.is_some(), error);
    let amount_view =
        amount_control(id.clone(), amount, Signal::stored(prefix), described, error, on_leave, Width::Full);
    let every_id = [id.as_str(), "-every"].concat();
    // "How often: Wages, after tax" tells apart the many equal lists of a budget.
    let every_name = [every_label.as_str(), ": ", label.as_str()].concat();
    let select = select_control(every_id.clone(), every, options, None, Signal::stored(None), Error::default());
    let hint_line = hint_view(&id, hint);
    let error_line = error_view(&id, error);
    let echo_line = echo_view(&id, echo);
    view! {
        <div class="field" class:field--wrong=wrong(error)>
            <div class="field__head">
                <label class="field__label" for=id>{label}</label>
                {action}
            </div>
            {hint_line}
            {error_line}
            <div class="field__pair">
                {amount_view}
                <label class="visually-hidden" for=every_id>{every_name}</label>
                {select}
            </div>
            {echo_line}
        </div>
    }
    .into_any()
}

/// A passphrase, hidden until asked to show.
#[component]
pub fn PasswordField(
    /// Stable and unique on the page.
    #[prop(into)]
    id: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// Exactly what was typed.
    value: RwSignal<String>,
    /// The word on the button that shows it.
    #[prop(into)]
    show_label: String,
    /// The word on the button that hides it again.
    #[prop(into)]
    hide_label: String,
    /// `current-password` or `new-password`.
    #[prop(default = "current-password")]
    autocomplete: &'static str,
    /// A line of help under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong, if something is.
    #[prop(optional, into)]
    error: Error,
    /// Called when the field is left: the moment to show its error.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let described = described_by(&id, hint.is_some(), false, error);
    let input = Control {
        id: id.clone(),
        kind: Signal::derive(move || Some(if shown.get() { "text" } else { "password" }.to_owned())),
        value,
        width: Width::Full,
        prefix: None,
        suffix: None,
        inputmode: None,
        autocomplete: Some(autocomplete),
        spellcheck: Some("false"),
        described,
        error,
        on_leave,
    }
    .view();
    let controls = id.clone();
    let control = view! {
        <div class="field__pair field__pair--button">
            {input}
            <button
                class="button button--outlined"
                type="button"
                aria-controls=controls
                on:click=move |_| shown.update(|shown| *shown = !*shown)
            >
                {live_text(move || if shown.get() { hide_label.clone() } else { show_label.clone() })}
            </button>
        </div>
    }
    .into_any();
    Frame { id, label, label_hidden: false, hint, error, echo: None, control }.view()
}

/// Several lines of text, with how many characters are left.
#[component]
pub fn TextArea(
    /// Stable and unique on the page.
    #[prop(into)]
    id: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// Exactly what was typed; more than the limit stays, so that nobody loses words.
    value: RwSignal<String>,
    /// A line of help under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong, if something is.
    #[prop(optional, into)]
    error: Error,
    /// Rows shown at first.
    #[prop(default = 4)]
    rows: u8,
    /// The most characters (Unicode scalar values) that will be taken, and the sentence for so many characters left;
    /// below zero it is the number too many.
    #[prop(optional)]
    limit: Option<(usize, Callback<i64, String>)>,
    /// Called when the field is left: the moment to show its error.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let described = described_by(&id, hint.is_some(), limit.is_some(), error);
    let count = limit.map(|(most, words)| {
        let left = Signal::derive(move || {
            let typed = value.with(|text| text.chars().count());
            i64::try_from(most).unwrap_or(i64::MAX) - i64::try_from(typed).unwrap_or(i64::MAX)
        });
        // Read out every ten characters near the end, not at every key.
        let spoken = Memo::new(move |_| {
            let left = left.get();
            (left <= 50 && (left % 10 == 0 || left < 0)).then(|| words.run(left))
        });
        let echo_id = [id.as_str(), "-echo"].concat();
        view! {
            <p class="field__echo" class:field__echo--over=Signal::derive(move || left.get() < 0) id=echo_id>
                {live_text(move || words.run(left.get()))}
            </p>
            <p class="visually-hidden" role="status">{live_text(move || spoken.get().unwrap_or_default())}</p>
        }
        .into_any()
    });
    let area = view! {
        <textarea
            class="control__area"
            id=id.clone()
            rows=rows.to_string()
            aria-describedby=described
            aria-invalid=invalid(error)
            prop:value=reading(value)
            on:input=typed_into(value)
            on:blur=leaving(on_leave)
        ></textarea>
        {count}
    }
    .into_any();
    Frame { id, label, label_hidden: false, hint, error, echo: None, control: area }.view()
}
