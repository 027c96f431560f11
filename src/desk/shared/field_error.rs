//! What can be wrong with something typed, and the sentence that says so and what to do.

use domain::arrangement::TermsError;
use domain::money::{Amount, AmountError, Currency};
use jiff::civil::Date;
use ui::form::DateProblem;
use ui::format::{BrowserFormat, Format};

use crate::words::Words;

/// What is wrong with a field, without words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Code {
    /// Nothing is typed. Each field has a sentence of its own.
    Required(RequiredField),
    /// Not an amount.
    Amount(AmountError),
    /// Zero, where only a positive amount counts.
    Zero,
    /// More characters than this.
    TooLong(usize),
    /// Fewer characters than this, which a password needs.
    TooShort(usize),
    /// Characters that do not show.
    Hidden,
    /// Not a whole number from the first to the second.
    Whole(i64, i64),
    /// Not a whole percentage of the debt from 1 to 100.
    Share,
    /// Not a whole percentage of what is left over from 1 to 100.
    LeftOver,
    /// Not a date.
    Date(DateProblem),
    /// Not from the first to the second day.
    Between(Date, Date),
    /// Later than this day.
    After(Date),
    /// The parts add up to the first amount, but the balance is the second.
    Sum(Amount, Amount),
    /// More than this, which is owed.
    AboveBalance(Amount),
    /// Terms that cannot be met.
    Terms(TermsError),
    /// Not the address of a web site on https.
    Website,
    /// The server refused the value.
    Refused,
}

/// A field that must be filled in and has a sentence of its own for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequiredField {
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
    /// What was sent to the client or found out.
    Explanation,
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The id of the field.
    pub id: String,
    /// What is wrong.
    pub code: Code,
}

impl FieldError {
    /// An error of the field with this id.
    pub fn new(id: impl Into<String>, code: Code) -> Self {
        Self { id: id.into(), code }
    }
}

/// The sentence that says what is wrong and what to do; amounts are in `currency`.
pub fn sentence(words: Words, format: BrowserFormat, currency: Currency, code: &Code) -> String {
    let count = |number: usize| format.number(i64::try_from(number).unwrap_or(i64::MAX));
    let plain = match code {
        Code::Required(what) => match what {
            RequiredField::Name => words.fault_name(),
            RequiredField::Password => words.fault_password(),
            RequiredField::Organisation => words.fault_organisation(),
            RequiredField::Creditor => words.fault_creditor(),
            RequiredField::Answer => words.fault_answer(),
            RequiredField::Reason => words.fault_reason(),
            RequiredField::Explanation => words.fault_told(),
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
