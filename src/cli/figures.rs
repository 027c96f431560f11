//! Amounts, rates, days and words as documents write them: each type refuses what is none while it is read, so that
//! the path of the complaint is serde's.

use domain::apr::{Periods, Size};
use domain::calendar::{self, Frequency, Weekday};
use domain::debt::{
    Allocation, Compounding, DayCount, DebtKind, Liability, MinimumRule, PartKind, PercentBase, PrincipalFloor,
};
use domain::money::{AMOUNT_INPUT_MAX, Amount, AmountError, Currency};
use domain::offer::CreditorStatus;
use domain::plan::{PaymentSchedule, Strategy};
use domain::rate::{Rate, RateBasis, RateError};
use domain::rights::{Medium, Place};
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::de::{self, Deserialize, Deserializer};

use crate::Error;

/// The name of [`Money`] among the types that serde reads; see [`amount`].
pub(crate) const MONEY: &str = "money";
/// The name of [`SignedMoney`].
pub(crate) const SIGNED_MONEY: &str = "signed_money";

/// An amount in minor units, not negative and not beyond what may be typed. It is read in the currency that the object
/// around it names, or the next one around that; two digits after the point if none does.
#[derive(Clone, Copy, Debug, Default, serde::Deserialize)]
#[serde(rename = "money")]
pub(crate) struct Money(i64);

/// Like [`Money`], but it may be below zero.
#[derive(Clone, Copy, Debug, serde::Deserialize)]
#[serde(rename = "signed_money")]
pub(crate) struct SignedMoney(i64);

impl Money {
    pub(crate) const fn amount(self) -> Amount {
        Amount::from_minor(self.0)
    }
}

impl SignedMoney {
    pub(crate) const fn amount(self) -> Amount {
        Amount::from_minor(self.0)
    }
}

/// The amount of decimal text.
///
/// # Errors
/// In English, what is wrong with it.
pub(crate) fn amount(text: &str, currency: Currency, is_signed: bool) -> Result<Amount, &'static str> {
    let amount = currency.parse_decimal(text).and_then(|amount| match amount.minor() {
        ..0 if !is_signed => Err(AmountError::Negative),
        minor if minor.unsigned_abs() > AMOUNT_INPUT_MAX.minor().unsigned_abs() => Err(AmountError::TooLarge),
        _ => Ok(amount),
    });
    amount.map_err(|error| match error {
        AmountError::Required => "an amount is required",
        AmountError::Negative => "an amount must not be negative",
        AmountError::Letters | AmountError::Pattern | AmountError::OtherCurrency | AmountError::Unclear => {
            "an amount is digits with an optional point, such as \"1200.50\""
        }
        AmountError::TooPrecise => "an amount has no more digits after the point than its currency",
        AmountError::TooLarge => "an amount is at most 9999999999 minor units (99999999.99), a bound of the engine",
    })
}

/// Types that are read from text by one function.
macro_rules! from_text {
    ($($(#[$doc:meta])+ $name:ident($inner:ty) = $read:expr;)+) => {$(
        $(#[$doc])+
        #[derive(Clone, Copy, Debug, serde::Deserialize)]
        #[serde(try_from = "String")]
        pub(crate) struct $name(pub(crate) $inner);

        impl TryFrom<String> for $name {
            type Error = &'static str;

            fn try_from(text: String) -> Result<Self, &'static str> {
                let read: fn(&str) -> Result<$inner, &'static str> = $read;
                read(&text).map(Self)
            }
        }
    )+};
}

from_text! {
    /// A rate or a share, in percent.
    Percent(Rate) = rate;

    /// Percentage points up, or down with a minus before them, in millionths.
    Points(i64) = |text| match text.strip_prefix('-') {
        Some(size) => rate(size).map(|size| -size.millionths()),
        None => rate(text).map(Rate::millionths),
    };

    /// A day.
    Day(Date) = |text| calendar::parse(text).ok_or("a date is written as \"2026-01-31\"");

    /// A time of day in minutes since midnight.
    Time(u16) = |text| minute(text).ok_or("a time is written like \"08:00\", to \"23:59\"");

    /// A currency by its three letters.
    Code(Currency) = |text| Currency::from_code(text).ok_or("not a currency of ISO 4217, such as \"USD\"");

    /// How often people are paid.
    Payday(Frequency) = |text| {
        PaymentSchedule::frequency(text).ok_or("one of weekly, fortnightly, four_weekly, twice_monthly, monthly")
    };

    /// Unit periods since the start.
    UnitPeriods(Periods) = |text| Periods::parse(text).ok_or(TIMES);

    /// Years since the start; with a minus, before it.
    Years(Periods) = |text| Periods::parse_signed(text).ok_or(TIMES);

    /// An amount that may be finer than money, in ten thousand millionths of the major unit.
    Flow(Size) = size;
}

const TIMES: &str = "a time is \"3\", \"1.6333333333\" or \"1/12\"";

fn rate(text: &str) -> Result<Rate, &'static str> {
    Rate::parse_decimal(text).map_err(|error| match error {
        RateError::Required => "a rate is required",
        RateError::Negative => "a rate must not be negative",
        RateError::Letters | RateError::Pattern => {
            "a rate is digits with an optional point, in percent, such as \"24.99\""
        }
        RateError::TooPrecise => "a rate has at most six digits after the point",
        RateError::TooLarge => "a rate is at most 10000 percent",
    })
}

/// Minutes since midnight of `08:00`.
fn minute(text: &str) -> Option<u16> {
    let number = |digits: &str, max: u16| {
        let plain = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        if plain { digits.parse::<u16>().ok().filter(|&number| number <= max) } else { None }
    };
    let (hours, minutes) = text.split_once(':')?;
    Some(number(hours, 23)? * 60 + number(minutes, 59)?)
}

/// Digits with an optional point and digits after it, as people write documents.
pub(crate) fn is_decimal(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    [whole, fraction].iter().all(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn size(text: &str) -> Result<Size, &'static str> {
    const END: u64 = 1_000_000_000_000_000_000;
    const FRACTION_DIGITS: u32 = 10;
    if text.starts_with('-') {
        return Err("an amount must not be negative");
    }
    if !is_decimal(text) {
        return Err("an amount is digits with an optional point, such as \"1200.50\"");
    }
    let significant = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    let amount = Decimal::from_str_exact(significant).ok();
    let mut amount = amount
        .filter(|amount| *amount < Decimal::from(END) && amount.scale() <= FRACTION_DIGITS)
        .ok_or("an amount has at most 18 digits before the point and 10 after it")?;
    amount.rescale(FRACTION_DIGITS);
    Ok(Size::new(amount.mantissa()))
}

/// A value that documents call by a word.
pub(crate) trait Word: Copy + 'static {
    /// Every word, and what it stands for.
    fn words() -> Vec<(&'static str, Self)>;
}

macro_rules! words {
    ($($all:expr => $name:ident;)+) => {$(
        impl Word for $name {
            fn words() -> Vec<(&'static str, Self)> {
                $all.into_iter().map(|one| (one.id(), one)).collect()
            }
        }
    )+};
}

words! {
    Allocation::ALL => Allocation;
    Compounding::ALL => Compounding;
    CreditorStatus::ALL => CreditorStatus;
    DayCount::ALL => DayCount;
    DebtKind::ALL => DebtKind;
    Frequency::INSTALMENTS => Frequency;
    Liability::ALL => Liability;
    Medium::ALL => Medium;
    PartKind::ALL => PartKind;
    Place::ALL => Place;
    RateBasis::ALL => RateBasis;
    Weekday::ALL => Weekday;
}

/// What others call the strategies. Answers use our own names.
const STRATEGY_ALIASES: [(&str, Strategy); 9] = [
    ("minimum_only", Strategy::MinimumsOnly),
    ("debt_avalanche", Strategy::Avalanche),
    ("debt_snowball", Strategy::Snowball),
    ("balance_over_rate", Strategy::BalanceByRate),
    ("balance_over_payment", Strategy::BalanceByPayment),
    ("utilization", Strategy::Utilisation),
    ("pro_rata_by_payment", Strategy::ProRataByContractualPayment),
    ("priority_first", Strategy::PriorityArrearsFirst),
    ("cheapest", Strategy::CheapestFound),
];

impl Word for Strategy {
    fn words() -> Vec<(&'static str, Self)> {
        Self::ALL.into_iter().map(|one| (one.id(), one)).chain(STRATEGY_ALIASES).collect()
    }
}

/// A value by its word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Named<T>(pub(crate) T);

impl<'de, T: Word> Deserialize<'de> for Named<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (word, words) = (String::deserialize(deserializer)?, T::words());
        words.iter().find(|(known, _)| *known == word).map(|(_, one)| Self(*one)).ok_or_else(|| {
            let known: Vec<&str> = words.iter().map(|(known, _)| *known).collect();
            de::Error::custom(format_args!("one of {}", known.join(", ")))
        })
    }
}

/// A minimum rule as it is written.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Minimum {
    fixed: Option<Money>,
    percent: Option<Percent>,
    floor: Option<Money>,
    of: Option<Base>,
    interest_plus_percent: Option<Percent>,
    floor_principal: Option<Money>,
    interest_plus: Option<Money>,
}

#[derive(Clone, Copy, Debug, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
enum Base {
    Opening,
    WithInterest,
}

impl Minimum {
    /// The rule.
    pub(crate) fn rule(&self) -> Result<MinimumRule, Error> {
        let floor = self.floor.unwrap_or_default().amount();
        let (has_floor, has_floor_principal) = (self.floor.is_some(), self.floor_principal.is_some());
        let is_bare = !has_floor && !has_floor_principal && self.of.is_none();
        match (self.fixed, self.percent, self.interest_plus_percent, self.interest_plus) {
            (Some(fixed), None, None, None) if is_bare => Ok(MinimumRule::Fixed(fixed.amount())),
            (None, Some(Percent(percent)), None, None) if !has_floor_principal => {
                let of = match self.of {
                    None | Some(Base::Opening) => PercentBase::Opening,
                    Some(Base::WithInterest) => PercentBase::WithInterest,
                };
                Ok(MinimumRule::PercentOf { percent, floor, of })
            }
            (None, None, Some(Percent(percent)), None) if self.of.is_none() && !(has_floor && has_floor_principal) => {
                let principal = self.floor_principal.map(|floor| PrincipalFloor::Principal(floor.amount()));
                let floor = principal.unwrap_or(PrincipalFloor::Whole(floor));
                Ok(MinimumRule::InterestPlusPercent { percent, floor })
            }
            (None, None, None, Some(principal)) if is_bare => Ok(MinimumRule::InterestPlus(principal.amount())),
            _ => Err(Error::new(
                "",
                "a minimum is one of {fixed}, {percent, floor, of}, {interest_plus_percent, floor or floor_principal}, \
                 {interest_plus}",
            )),
        }
    }
}
