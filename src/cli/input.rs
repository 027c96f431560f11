//! Reading documents: shapes by serde, figures by the domain, every complaint with its path.

mod tree;

use domain::debt::{MinimumRule, PercentBase, PrincipalFloor};
use domain::money::{AMOUNT_INPUT_MAX, Amount, AmountError, Currency};
use domain::rate::{Rate, RateError};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::Refusal;
use tree::Tree;

/// Reads a whole document.
pub(super) fn document<T: DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    // Text that is not JSON is the fault of the document, wherever it broke off; the reason has line and column.
    let tree: Tree = serde_json::from_str(text).map_err(|error| Refusal::new(".", error.to_string()))?;
    T::deserialize(tree).map_err(|fault| {
        let (path, reason) = fault.into_parts();
        Refusal::new(path, reason)
    })
}

/// An amount that is not negative and not beyond what may be typed.
pub(super) fn amount(text: &str, currency: Currency, path: impl Fn() -> String) -> Result<Amount, Refusal> {
    let amount = currency.parse_decimal(text).map_err(|error| Refusal::new(path(), amount_reason(error)))?;
    if amount < Amount::ZERO {
        return Err(Refusal::new(path(), amount_reason(AmountError::Negative)));
    }
    if amount > AMOUNT_INPUT_MAX {
        return Err(Refusal::new(path(), amount_reason(AmountError::TooLarge)));
    }
    Ok(amount)
}

const fn amount_reason(error: AmountError) -> &'static str {
    match error {
        AmountError::Required => "an amount is required",
        AmountError::Negative => "an amount must not be negative",
        AmountError::Letters | AmountError::Pattern => {
            "an amount is digits with an optional point, such as \"1200.50\""
        }
        AmountError::TooPrecise => "an amount has no more digits after the point than its currency",
        AmountError::TooLarge => "an amount is at most 9999999999 minor units (99999999.99), a bound of the engine",
    }
}

/// A rate or percentage.
pub(super) fn rate(text: &str, path: impl Fn() -> String) -> Result<Rate, Refusal> {
    Rate::parse_decimal(text).map_err(|error| Refusal::new(path(), rate_reason(error)))
}

const fn rate_reason(error: RateError) -> &'static str {
    match error {
        RateError::Required => "a rate is required",
        RateError::Negative => "a rate must not be negative",
        RateError::Letters | RateError::Pattern => {
            "a rate is digits with an optional point, in percent, such as \"24.99\""
        }
        RateError::TooPrecise => "a rate has at most six digits after the point",
        RateError::TooLarge => "a rate is at most 10000 percent",
    }
}

/// The currency of a code, or of none: two digits after the point.
pub(super) fn currency(code: Option<&str>) -> Result<Currency, Refusal> {
    let Some(code) = code else { return Ok(Currency::USD) };
    Currency::from_code(code).ok_or_else(|| Refusal::new("currency", "not a currency of ISO 4217, such as \"USD\""))
}

/// A minimum rule as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Minimum {
    fixed: Option<String>,
    percent: Option<String>,
    floor: Option<String>,
    of: Option<Base>,
    interest_plus_percent: Option<String>,
    floor_principal: Option<String>,
    interest_plus: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Base {
    Opening,
    WithInterest,
}

impl Minimum {
    /// The rule; `path` is that of the whole rule.
    pub(super) fn rule(&self, currency: Currency, path: &str) -> Result<MinimumRule, Refusal> {
        let money = |text: &str, field: &str| amount(text, currency, || format!("{path}.{field}"));
        let floor = || self.floor.as_deref().map_or(Ok(Amount::ZERO), |text| money(text, "floor"));
        match self {
            Self {
                fixed: Some(fixed),
                percent: None,
                floor: None,
                of: None,
                interest_plus_percent: None,
                floor_principal: None,
                interest_plus: None,
            } => Ok(MinimumRule::Fixed(money(fixed, "fixed")?)),
            Self {
                fixed: None,
                percent: Some(percent),
                floor: _,
                of,
                interest_plus_percent: None,
                floor_principal: None,
                interest_plus: None,
            } => Ok(MinimumRule::PercentOf {
                percent: rate(percent, || format!("{path}.percent"))?,
                floor: floor()?,
                of: match of {
                    None | Some(Base::Opening) => PercentBase::Opening,
                    Some(Base::WithInterest) => PercentBase::WithInterest,
                },
            }),
            Self {
                fixed: None,
                percent: None,
                floor: floor_whole,
                of: None,
                interest_plus_percent: Some(percent),
                floor_principal,
                interest_plus: None,
            } if floor_whole.is_none() || floor_principal.is_none() => Ok(MinimumRule::InterestPlusPercent {
                percent: rate(percent, || format!("{path}.interest_plus_percent"))?,
                floor: match floor_principal {
                    Some(text) => PrincipalFloor::Principal(money(text, "floor_principal")?),
                    None => PrincipalFloor::Whole(floor()?),
                },
            }),
            Self {
                fixed: None,
                percent: None,
                floor: None,
                of: None,
                interest_plus_percent: None,
                floor_principal: None,
                interest_plus: Some(principal),
            } => Ok(MinimumRule::InterestPlus(money(principal, "interest_plus")?)),
            _ => Err(Refusal::new(
                path,
                "a minimum is one of {fixed}, {percent, floor, of}, {interest_plus_percent, floor or floor_principal}, \
                 {interest_plus}",
            )),
        }
    }
}
