//! What can be wrong with something typed, and the sentence that says so and what to do.

use domain::arrangement::TermsError;
use domain::money::{Amount, AmountError, Currency, parse_amount};
use jiff::civil::Date;
use ui::form::{DateProblem, parse_date};
use ui::format::{BrowserFormat, Format};

use crate::words::Words;

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Code {
    /// Nothing there. The sentence is the field's own.
    Missing(What),
    /// Not an amount.
    Amount(AmountError),
    /// Nothing, where it must be more.
    Zero,
    /// More letters than fit.
    TooLong(usize),
    /// Fewer letters than a password needs.
    TooShort(usize),
    /// Letters that do not show.
    Hidden,
    /// Not a whole number from the first to the second.
    Whole(i64, i64),
    /// No whole percent of the debt.
    Share,
    /// No whole percent of what is left over.
    LeftOver,
    /// Not a date.
    Date(DateProblem),
    /// Outside the first and the second day.
    Between(Date, Date),
    /// After this day.
    After(Date),
    /// The parts make this, the balance is that.
    Sum(Amount, Amount),
    /// More than what is owed.
    AboveBalance(Amount),
    /// Impossible terms.
    Terms(TermsError),
    /// No address of a secure web site.
    Website,
    /// The server does not take it.
    Refused,
}

/// What is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A sign-in name.
    Name,
    /// A password.
    Password,
    /// The organisation's name.
    Organisation,
    /// To whom a debt is owed.
    Creditor,
    /// An answer to an offer.
    Answer,
    /// A reason.
    Reason,
    /// What was sent or found out.
    Told,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The id of the field.
    pub id: String,
    /// What.
    pub code: Code,
}

impl Fault {
    /// Something is wrong with this field.
    pub fn new(id: impl Into<String>, code: Code) -> Self {
        Self { id: id.into(), code }
    }
}

/// The sentence.
pub fn sentence(words: Words, format: BrowserFormat, currency: Currency, code: &Code) -> String {
    let count = |number: usize| format.number(i64::try_from(number).unwrap_or(i64::MAX));
    let plain = match code {
        Code::Missing(what) => match what {
            What::Name => words.fault_name(),
            What::Password => words.fault_password(),
            What::Organisation => words.fault_organisation(),
            What::Creditor => words.fault_creditor(),
            What::Answer => words.fault_answer(),
            What::Reason => words.fault_reason(),
            What::Told => words.fault_told(),
        },
        Code::Amount(error) => match error {
            AmountError::Required => words.fault_amount(),
            AmountError::Negative => words.fault_negative(),
            AmountError::Letters => words.fault_letters(),
            AmountError::Pattern => words.fault_pattern(),
            AmountError::TooPrecise => words.fault_precise(),
            AmountError::TooLarge => words.fault_large(),
        },
        Code::Zero => words.fault_zero(),
        Code::Hidden => words.fault_hidden(),
        Code::Date(problem) => match problem {
            DateProblem::Required => words.fault_date(),
            DateProblem::Incomplete => words.fault_date_incomplete(),
            DateProblem::Pattern => words.fault_date_pattern(),
            DateProblem::NoSuchDay => words.fault_date_none(),
        },
        Code::Share => words.fault_share(),
        Code::LeftOver => words.fault_left_over(),
        Code::Website => words.fault_website(),
        Code::Refused => words.fault_refused(),
        Code::Terms(TermsError::TooMany) => words.fault_too_many(),
        Code::Terms(TermsError::OutOfCalendar) => words.fault_date_none(),
        Code::Terms(_) => words.fault_zero(),
        Code::TooLong(most) => return words.fault_too_long().most(&count(*most)),
        Code::TooShort(least) => return words.fault_too_short().least(&count(*least)),
        Code::Whole(least, most) => {
            return words.fault_whole().least(&format.number(*least)).most(&format.number(*most));
        }
        Code::Between(first, last) => {
            return words.fault_between().first(&format.date(*first)).last(&format.date(*last));
        }
        Code::After(last) => return words.fault_after().last(&format.date(*last)),
        Code::Sum(sum, balance) => {
            return words.fault_sum().balance(&format.money(*balance, currency)).sum(&format.money(*sum, currency));
        }
        Code::AboveBalance(balance) => {
            return words.fault_above().balance(&format.money(*balance, currency));
        }
    };
    plain.to_owned()
}

/// Collects what is wrong while a form is read.
#[derive(Debug, Default)]
pub struct Reader {
    /// What is wrong, in the order of the fields.
    pub faults: Vec<Fault>,
}

impl Reader {
    /// Notes that something is wrong.
    pub fn note(&mut self, id: &str, code: Code) {
        self.faults.push(Fault::new(id, code));
    }

    /// A text of at most so many letters, trimmed.
    pub fn text(&mut self, id: &str, typed: &str, letters_max: usize, lines: bool) -> String {
        let text = typed.trim();
        if text.chars().count() > letters_max {
            self.note(id, Code::TooLong(letters_max));
        } else if text.chars().any(|letter| is_hidden(letter) && !(lines && letter == '\n')) {
            self.note(id, Code::Hidden);
        }
        text.to_owned()
    }

    /// A text that must be there.
    pub fn needed(&mut self, id: &str, typed: &str, letters_max: usize, what: What) -> String {
        if typed.trim().is_empty() {
            self.note(id, Code::Missing(what));
        }
        self.text(id, typed, letters_max, false)
    }

    /// An amount, perhaps zero; nothing typed counts as zero unless it must be there.
    pub fn amount(&mut self, id: &str, typed: &str, currency: Currency, is_needed: bool) -> Amount {
        match parse_amount(typed, currency) {
            Ok(amount) if is_needed && amount.is_zero() => self.note(id, Code::Zero),
            Ok(amount) => return amount,
            Err(AmountError::Required) if !is_needed => {}
            Err(error) => self.note(id, Code::Amount(error)),
        }
        Amount::ZERO
    }

    /// A whole number within bounds.
    pub fn whole(&mut self, id: &str, typed: &str, least: i64, most: i64) -> i64 {
        whole_of(typed, least, most).unwrap_or_else(|| {
            self.note(id, Code::Whole(least, most));
            least
        })
    }

    /// A whole percent from 1 to 100; the sentence is the field's own.
    pub fn percent(&mut self, id: &str, typed: &str, code: Code) -> i64 {
        whole_of(typed, 1, 100).unwrap_or_else(|| {
            self.note(id, code);
            1
        })
    }

    /// A date.
    pub fn date(&mut self, id: &str, typed: &str) -> Option<Date> {
        match parse_date(typed) {
            Ok(date) => Some(date),
            Err(problem) => {
                self.note(id, Code::Date(problem));
                None
            }
        }
    }
}

/// A whole number within bounds, as people type it.
fn whole_of(typed: &str, least: i64, most: i64) -> Option<i64> {
    let typed = typed.trim();
    let digits = !typed.is_empty() && typed.len() <= 6 && typed.bytes().all(|byte| byte.is_ascii_digit());
    let number: Option<i64> = if digits { typed.parse().ok() } else { None };
    number.filter(|number| (least..=most).contains(number))
}

/// Letters that do not show, or that turn the direction of what follows; the server refuses them, too.
fn is_hidden(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
