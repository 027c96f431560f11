//! The one form kit. Pages use these and never a raw `<input>`, `<select>`, `<textarea>`, `<button>` or `<form>`.
//!
//! ```text
//! let wages = RwSignal::new(String::new());
//! let wages_error = Signal::derive(move || problem_of_wages(wages.get()));   // Option<String>, a sentence
//! view! {
//!     <Form id="income" on_submit=move || attempt.update(|n| *n += 1)>
//!         <ErrorSummary title=words.problem attempt errors/>
//!         <AmountEvery id="wages" label=words.wages amount=wages every=wages_every options=frequencies
//!             every_label=words.how_often prefix="$" error=wages_error echo=wages_a_month/>
//!         <Button label=words.next submit=true/>
//!     </Form>
//! }
//! ```
//!
//! Rules every field keeps:
//! - **Value**: an `RwSignal<String>` with exactly what was typed. Nothing is reformatted; parsing is the page's.
//! - **Error**: `Signal<Option<String>>`, the sentence to show. It is tied to the field by `aria-describedby` and
//!   `aria-invalid`. Show errors after the field was left or the form was sent, not while somebody types.
//! - **Id**: given by the caller, stable, unique on the page. The hint is `{id}-hint`, the error `{id}-error`, the echo
//!   `{id}-echo`.
//! - **Label**: always there; `label_hidden=true` hides it from sight only.
//! - To pass an `Option` on, write `nostrip:hint=maybe_hint`.

mod button;
mod choice;
mod date;
mod error;
mod field;
mod group;
mod select;
mod text;

pub use button::{Button, ButtonKind, LinkButton};
pub use choice::{Checkbox, RadioChoice, RadioChoices};
pub use date::{DateError, DateField, DateOrder, DateWords, date_text, parse_date};
pub use error::{ErrorSummary, FieldError};
pub use field::Width;
pub use group::{Actions, FieldGroup, FieldList, FieldRow, Form};
pub use select::{SelectField, SelectOption};
pub use text::{AmountEvery, AmountField, PasswordField, TextArea, TextField};
