//! What can be wrong with something typed, and the sentence that says so and what to do.

use domain::arrangement::TermsError;
use domain::money::{Amount, AmountError, Currency};
use jiff::civil::Date;
use ui::form::DateError;
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
    Date(DateError),
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
    /// A day within the time in which debts may be disputed before anything else is asked.
    InValidation,
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
    /// What the organisation is towards clients.
    OperatorKind,
    /// The organisation's name in law.
    LegalName,
    /// Its postal address.
    Address,
    /// Where complaints go.
    Complaints,
    /// Its privacy notice.
    Privacy,
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
            RequiredField::Name => words.field_error_name(),
            RequiredField::Password => words.field_error_password(),
            RequiredField::Organisation => words.field_error_organisation(),
            RequiredField::OperatorKind => words.field_error_operator_kind(),
            RequiredField::LegalName => words.field_error_legal_name(),
            RequiredField::Address => words.field_error_address(),
            RequiredField::Complaints => words.field_error_complaints(),
            RequiredField::Privacy => words.field_error_privacy(),
            RequiredField::Creditor => words.field_error_creditor(),
            RequiredField::Answer => words.field_error_answer(),
            RequiredField::Reason => words.field_error_reason(),
            RequiredField::Explanation => words.field_error_told(),
        },
        Code::Amount(error) => match error {
            AmountError::Required => words.field_error_amount(),
            AmountError::Negative => words.field_error_negative(),
            AmountError::Letters => words.field_error_letters(),
            AmountError::Pattern => words.field_error_pattern(),
            AmountError::OtherCurrency => words.field_error_other_currency(),
            AmountError::Unclear => words.field_error_unclear(),
            AmountError::TooPrecise => words.field_error_precise(),
            AmountError::TooLarge => words.field_error_large(),
        },
        Code::Zero => words.field_error_zero(),
        Code::Hidden => words.field_error_hidden(),
        Code::Date(problem) => match problem {
            DateError::Required => words.field_error_date(),
            DateError::Incomplete => words.field_error_date_incomplete(),
            DateError::Pattern => words.field_error_date_pattern(),
            DateError::NoSuchDay => words.field_error_date_none(),
        },
        Code::Share => words.field_error_share(),
        Code::LeftOver => words.field_error_left_over(),
        Code::Website => words.field_error_website(),
        Code::InValidation => words.field_error_in_validation(),
        Code::Refused => words.field_error_refused(),
        Code::Terms(TermsError::TooMany) => words.field_error_too_many(),
        Code::Terms(TermsError::OutOfCalendar) => words.field_error_date_none(),
        Code::Terms(_) => words.field_error_zero(),
        Code::TooLong(most) => return words.field_error_too_long().most(&count(*most)),
        Code::TooShort(least) => return words.field_error_too_short().least(&count(*least)),
        Code::Whole(least, most) => {
            return words.field_error_whole().least(&format.number(*least)).most(&format.number(*most));
        }
        Code::Between(first, last) => {
            return words.field_error_between().first(&format.date(*first)).last(&format.date(*last));
        }
        Code::After(last) => return words.field_error_after().last(&format.date(*last)),
        Code::Sum(sum, balance) => {
            return words
                .field_error_sum()
                .balance(&format.money(*balance, currency))
                .sum(&format.money(*sum, currency));
        }
        Code::AboveBalance(balance) => {
            return words.field_error_above().balance(&format.money(*balance, currency));
        }
    };
    plain.to_owned()
}
