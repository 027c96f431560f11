//! What is wrong with a field of what else is known of a debt: which field of the page it is, and what to do about it.

use domain::debt::ExchangeError;
use domain::rate::RateError;
use ui::format::Format;

use crate::features::debts::context::PageContext;
use crate::store::{DebtEntry, DebtField, DebtFieldError};

/// What the field is called within the debt, see [`super::field_id`].
pub fn name(field: DebtField) -> String {
    let part = |at: usize, name: &str| ["part-", &at.to_string(), "-", name].concat();
    let name = match field {
        DebtField::MinimumPercent => "percent",
        DebtField::MinimumFloor => "floor",
        DebtField::PromoRate => "promo-rate",
        DebtField::PromoUntil => "promo-until",
        DebtField::StepFrom => "step-from",
        DebtField::StepRate => "step-rate",
        DebtField::FeeMonthly => "fee-monthly",
        DebtField::FeeLate => "fee-late",
        DebtField::FeeOverLimit => "fee-over-limit",
        DebtField::CreditLimit => "limit",
        DebtField::DisputedPart => "wrong-part",
        DebtField::Exchange => "exchange",
        DebtField::ExchangeOn => "exchange-on",
        DebtField::PartBalance(at) => return part(at, "balance"),
        DebtField::PartRate(at) => return part(at, "rate"),
        DebtField::PartPromoRate(at) => return part(at, "promo-rate"),
        DebtField::PartPromoUntil(at) => return part(at, "promo-until"),
    };
    name.to_owned()
}

/// The sentence.
pub fn sentence(context: PageContext, debt: &DebtEntry, field: DebtField, problem: DebtFieldError) -> String {
    let words = context.words;
    let currency = context.currency_of(debt);
    let money = |amount| context.state.format().money(amount, currency);
    let said = match problem {
        DebtFieldError::Amount(error) => {
            let is_limit = field == DebtField::CreditLimit;
            let required = if is_limit { words.debts_limit_required() } else { words.debts_wrong_part_required() };
            return context.amount_problem(currency, error, required);
        }
        DebtFieldError::PartsMissing(amount) => return words.debts_parts_missing().amount(&money(amount)),
        DebtFieldError::PartsAbove(amount) => return words.debts_parts_above().amount(&money(amount)),
        DebtFieldError::Rate(RateError::Required) if field == DebtField::MinimumPercent => {
            words.debts_percent_required()
        }
        DebtFieldError::Rate(RateError::Required) => words.debts_rate_required(),
        DebtFieldError::Rate(error) => context.rate_problem(error),
        DebtFieldError::AboveWhole => words.debts_percent_above(),
        DebtFieldError::Month => words.debts_month_required(),
        DebtFieldError::AboveBalance => words.debts_wrong_part_above(),
        DebtFieldError::Exchange(ExchangeError::Required) | DebtFieldError::ExchangeOfOthers => {
            return words.debts_exchange_required().currency(currency.code()).plan(context.state.currency().code());
        }
        DebtFieldError::Exchange(_) => words.debts_exchange_wrong(),
        DebtFieldError::ExchangeAbove => words.debts_exchange_above(),
        DebtFieldError::Day(_) | DebtFieldError::DayAhead => words.debts_exchange_day(),
    };
    said.to_owned()
}
