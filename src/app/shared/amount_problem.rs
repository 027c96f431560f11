//! What to do about an amount that cannot be read: one sentence for each reason.

use domain::money::{AMOUNT_INPUT_MAX, Amount, AmountError, Currency};
use ui::format::{BrowserFormat, Format};

use crate::words::Words;

/// The sentence. `required` is the field's own, as every field asks for something else.
pub fn amount_problem(
    words: Words,
    format: &BrowserFormat,
    currency: Currency,
    error: AmountError,
    required: &str,
) -> String {
    let example = || {
        format.money(Amount::from_minor(1_200 * currency.minor_per_major() + currency.minor_per_major() / 2), currency)
    };
    match error {
        AmountError::Required => required.to_owned(),
        AmountError::Negative => words.budget_wrong_negative().to_owned(),
        AmountError::Letters => words.budget_wrong_letters().example(&example()),
        AmountError::Pattern => words.budget_wrong_pattern().example(&example()),
        AmountError::OtherCurrency => words.budget_wrong_currency().example(&example()),
        AmountError::Unclear => words.budget_wrong_unclear().example(&example()),
        AmountError::TooPrecise if currency.exponent() == 0 => words.budget_wrong_whole().to_owned(),
        AmountError::TooPrecise => words.budget_wrong_precise().digits(&format.number(i64::from(currency.exponent()))),
        AmountError::TooLarge => words.budget_wrong_large().most(&format.money(AMOUNT_INPUT_MAX, currency)),
    }
}
