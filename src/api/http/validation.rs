//! Values of a request, checked one by one so that the answer names every field at fault.
//!
//! Codes: `required`, `too_short`, `too_long`, `letters` (see [`wire::text`]), `out_of_bounds`, `unknown`,
//! `guessable` (what others try first), `same`, `twice`, `missing`, `sum_differs`, `scheme`, `differs`, `withdrawn`,
//! `validation_period` (within it).

use crate::http::error::Error;
use domain::money::{AMOUNT_INPUT_MAX, Amount};
use wire::problem::FieldProblem;
use wire::text::{is_hidden, is_visible};

/// Collects the fields at fault.
#[derive(Default)]
pub struct Validator(Vec<FieldProblem>);

impl Validator {
    /// Notes that a field is at fault.
    pub fn reject(&mut self, field: impl Into<String>, code: &str) {
        self.0.push(FieldProblem { field: field.into(), code: code.to_owned(), allowed: Vec::new() });
    }

    /// Notes that a field is at fault unless it holds one of a few values, and names them.
    pub fn require_among(&mut self, value: &str, allowed: &[&str], field: impl Into<String>) {
        if !allowed.contains(&value) {
            let allowed = allowed.iter().map(|&value| value.to_owned()).collect();
            self.0.push(FieldProblem { field: field.into(), code: "unknown".to_owned(), allowed });
        }
    }

    /// Notes that a field is at fault unless the condition holds.
    pub fn require(&mut self, is_valid: bool, field: impl Into<String>, code: &str) {
        if !is_valid {
            self.reject(field, code);
        }
    }

    /// A line of text of at most `chars_max` characters, trimmed; it may be empty.
    pub fn line(&mut self, field: impl Into<String>, text: &str, chars_max: usize) -> String {
        self.text(field.into(), text.trim().to_owned(), chars_max, |line| line.chars().any(is_hidden))
    }

    /// Like [`Self::line`], but something of it shows.
    pub fn line_required(&mut self, field: impl Into<String>, text: &str, chars_max: usize) -> String {
        let field = field.into();
        self.require(is_visible(text), field.as_str(), "required");
        self.line(field, text, chars_max)
    }

    /// Text of several lines of at most `chars_max` characters together, trimmed; it may be empty. Pages send it as
    /// [`wire::text::note`] makes it, which is never refused for its letters.
    pub fn note(&mut self, field: impl Into<String>, text: &str, chars_max: usize) -> String {
        let text = text.trim().replace("\r\n", "\n");
        self.text(field.into(), text, chars_max, |text| wire::text::note(text) != text)
    }

    fn text(&mut self, field: String, text: String, chars_max: usize, is_hiding: impl Fn(&str) -> bool) -> String {
        if text.chars().count() > chars_max {
            self.reject(field, "too_long");
        } else if is_hiding(&text) {
            self.reject(field, "letters");
        }
        text
    }

    /// An amount in minor units, from 0 to `AMOUNT_INPUT_MAX`.
    pub fn amount(&mut self, field: impl Into<String>, minor: i64) -> Amount {
        self.require((0..=AMOUNT_INPUT_MAX.minor()).contains(&minor), field, "out_of_bounds");
        Amount::from_minor(minor)
    }

    /// Ends the validation.
    ///
    /// # Errors
    /// `value-refused` with all that was noted.
    pub fn finish(self) -> Result<(), Error> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::fields(self.0)) }
    }
}
