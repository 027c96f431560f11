//! What is wrong with a field of what else is known of a debt: which field of the page it is, and what to do about it.

use domain::debt::ExchangeError;
use domain::rate::RateError;
use ui::format::Format;

use crate::features::debts::context::PageContext;
use crate::store::{DebtEntry, MoreField, MoreProblem};

/// What the field is called within the debt, see [`super::field_id`].
pub fn name(field: MoreField) -> String {
    let part = |at: usize, name: &str| ["part-", &at.to_string(), "-", name].concat();
    let name = match field {
        MoreField::MinimumPercent => "percent",
        MoreField::MinimumFloor => "floor",
        MoreField::PromoRate => "promo-rate",
        MoreField::PromoUntil => "promo-until",
        MoreField::StepFrom => "step-from",
        MoreField::StepRate => "step-rate",
        MoreField::FeeMonthly => "fee-monthly",
        MoreField::FeeLate => "fee-late",
        MoreField::FeeOverLimit => "fee-over-limit",
        MoreField::CreditLimit => "limit",
        MoreField::DisputedPart => "wrong-part",
        MoreField::Exchange => "exchange",
        MoreField::ExchangeOn => "exchange-on",
        MoreField::PartBalance(at) => return part(at, "balance"),
        MoreField::PartRate(at) => return part(at, "rate"),
        MoreField::PartPromoRate(at) => return part(at, "promo-rate"),
        MoreField::PartPromoUntil(at) => return part(at, "promo-until"),
    };
    name.to_owned()
}

/// The sentence.
pub fn sentence(context: PageContext, debt: &DebtEntry, field: MoreField, problem: MoreProblem) -> String {
    let words = context.words;
    let currency = context.currency_of(debt);
    let money = |amount| context.state.format().money(amount, currency);
    let said = match problem {
        MoreProblem::Amount(error) => {
            let is_limit = field == MoreField::CreditLimit;
            let required = if is_limit { words.debts_limit_required() } else { words.debts_wrong_part_required() };
            return context.amount_problem(currency, error, required);
        }
        MoreProblem::PartsMissing(amount) => return words.debts_parts_missing().amount(&money(amount)),
        MoreProblem::PartsAbove(amount) => return words.debts_parts_above().amount(&money(amount)),
        MoreProblem::Rate(RateError::Required) if field == MoreField::MinimumPercent => words.debts_percent_required(),
        MoreProblem::Rate(RateError::Required) => words.debts_rate_required(),
        MoreProblem::Rate(error) => context.rate_problem(error),
        MoreProblem::AboveWhole => words.debts_percent_above(),
        MoreProblem::Month => words.debts_month_required(),
        MoreProblem::AboveBalance => words.debts_wrong_part_above(),
        MoreProblem::Exchange(ExchangeError::Required) | MoreProblem::ExchangeOfOthers => {
            return words.debts_exchange_required().currency(currency.code()).plan(context.state.currency().code());
        }
        MoreProblem::Exchange(_) => words.debts_exchange_wrong(),
        MoreProblem::ExchangeAbove => words.debts_exchange_above(),
        MoreProblem::Day(_) | MoreProblem::DayAhead => words.debts_exchange_day(),
    };
    said.to_owned()
}
