//! Reads the fields of a form and collects what is wrong with them.

use domain::money::{Amount, AmountError, Currency, parse_amount};
use domain::typed::plain_text;
use jiff::civil::Date;
use ui::form::parse_date;

use crate::shared::field_error::{Code, FieldError, RequiredField};

/// Reads fields one after the other; an unreadable one yields a stand-in and an error, so that all are reported.
#[derive(Debug, Default)]
pub struct FormReader {
    /// What is wrong, in the order of the fields.
    pub errors: Vec<FieldError>,
}

impl FormReader {
    /// Adds an error.
    pub fn add(&mut self, id: &str, code: Code) {
        self.errors.push(FieldError::new(id, code));
    }

    /// A text of at most `chars_max` characters, trimmed; `lines` allows line breaks.
    pub fn text(&mut self, id: &str, typed: &str, chars_max: usize, lines: bool) -> String {
        let text = typed.trim();
        if text.chars().count() > chars_max {
            self.add(id, Code::TooLong(chars_max));
        } else if text.chars().any(|letter| is_hidden(letter) && !(lines && letter == '\n')) {
            self.add(id, Code::Hidden);
        }
        text.to_owned()
    }

    /// A text that must be there.
    pub fn required(&mut self, id: &str, typed: &str, chars_max: usize, what: RequiredField) -> String {
        if typed.trim().is_empty() {
            self.add(id, Code::Required(what));
        }
        self.text(id, typed, chars_max, false)
    }

    /// An amount, perhaps zero; nothing typed counts as zero unless it must be there.
    pub fn amount(&mut self, id: &str, typed: &str, currency: Currency, is_required: bool) -> Amount {
        match parse_amount(typed, currency) {
            Ok(amount) if is_required && amount.is_zero() => self.add(id, Code::Zero),
            Ok(amount) => return amount,
            Err(AmountError::Required) if !is_required => {}
            Err(error) => self.add(id, Code::Amount(error)),
        }
        Amount::ZERO
    }

    /// A whole number within bounds.
    pub fn whole(&mut self, id: &str, typed: &str, least: i64, most: i64) -> i64 {
        whole_of(typed, least, most).unwrap_or_else(|| {
            self.add(id, Code::Whole(least, most));
            least
        })
    }

    /// A whole percent from 1 to 100; the sentence is the field's own.
    pub fn percent(&mut self, id: &str, typed: &str, code: Code) -> i64 {
        whole_of(typed, 1, 100).unwrap_or_else(|| {
            self.add(id, code);
            1
        })
    }

    /// A date.
    pub fn date(&mut self, id: &str, typed: &str) -> Option<Date> {
        match parse_date(typed) {
            Ok(date) => Some(date),
            Err(problem) => {
                self.add(id, Code::Date(problem));
                None
            }
        }
    }
}

/// A whole number within bounds, as people type it.
fn whole_of(typed: &str, least: i64, most: i64) -> Option<i64> {
    let typed = plain_text(typed);
    let digits = !typed.is_empty() && typed.len() <= 6 && typed.bytes().all(|byte| byte.is_ascii_digit());
    let number: Option<i64> = if digits { typed.parse().ok() } else { None };
    number.filter(|number| (least..=most).contains(number))
}

/// Control characters and those that turn the direction of what follows; the server refuses them, too.
fn is_hidden(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
