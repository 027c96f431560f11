//! Money as people and courts count it: whole minor units of one currency.
//!
//! [`Amount`] is a *settled* figure, one that can be paid: an integer number of minor units (cents, pence). A figure
//! that is still a fraction of a minor unit (a share, a month of interest) exists only inside [`Amount::scale`], which
//! demands a [`Rounding`]. There is no division operator: callers scale, or share out ([`crate::offer::share_out`]).
//!
//! Decimal text, typed or in a document, is read and written through `rust_decimal`. The quotient inside
//! [`Amount::scale`] stays in integers of 128 bits: it is exact there, and a decimal of 28 digits is not.

use core::fmt;
use core::iter::Sum;

use crate::decimal::{UnitsError, from_units, units};

mod typed_amount;

pub use typed_amount::parse_amount;
pub(crate) use typed_amount::strip_currency;

/// What a person may type or a document may hold for one figure, in minor units: 99,999,999.99 in a two-digit
/// currency. Small enough that a sum over every line of a budget or every debt of a plan cannot overflow an `i64`.
pub const AMOUNT_INPUT_MAX: Amount = Amount(9_999_999_999);

/// A settled amount in minor units of a currency that its document names once. May be negative (a budget can be
/// overspent). Bounds: any `i64`; arithmetic is checked or saturating by name, never wrapping.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i64);

impl Amount {
    /// An amount of 0.
    pub const ZERO: Self = Self(0);

    /// An amount of so many minor units.
    #[must_use]
    pub const fn from_minor(minor: i64) -> Self {
        Self(minor)
    }

    /// The number of minor units.
    #[must_use]
    pub const fn minor(self) -> i64 {
        self.0
    }

    /// True for 0.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// True for more than nothing.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// The sum, or `None` beyond what an `i64` holds.
    #[must_use]
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(minor) => Some(Self(minor)),
            None => None,
        }
    }

    /// The difference, or `None` beyond what an `i64` holds.
    #[must_use]
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(minor) => Some(Self(minor)),
            None => None,
        }
    }

    /// The sum, held at the ends of the range. For figures that are only shown.
    #[must_use]
    pub const fn saturating_add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The difference, held at the ends of the range. For figures that are only shown.
    #[must_use]
    pub const fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// `self × numerator ÷ denominator`, rounded to a whole minor unit as told. `None` if the denominator is not
    /// positive or the result leaves the range.
    #[must_use]
    pub fn scale(self, numerator: i64, denominator: i64, rounding: Rounding) -> Option<Self> {
        if denominator <= 0 {
            return None;
        }
        let product = i128::from(self.0) * i128::from(numerator);
        rounding.divide(product, i128::from(denominator)).and_then(|minor| i64::try_from(minor).ok()).map(Self)
    }

    /// How many whole times `part` goes into `self`, the last, smaller time counted as one: the number of instalments.
    /// `None` if `part` is not positive or `self` is negative.
    #[must_use]
    pub const fn times_ceil(self, part: Self) -> Option<i64> {
        if part.0 <= 0 || self.0 < 0 {
            return None;
        }
        let whole = self.0 / part.0;
        Some(if self.0 % part.0 == 0 { whole } else { whole + 1 })
    }
}

impl Sum for Amount {
    /// Saturating, so that a total of hostile figures is huge rather than wrong in sign.
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Self::saturating_add)
    }
}

/// How a fraction of a minor unit becomes a whole one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rounding {
    /// To the nearest; a half goes away from zero. What people mean by rounding.
    #[default]
    HalfUp,
    /// To the nearest; a half goes to the even neighbour (IEEE 754 *roundTiesToEven*, "banker's").
    HalfEven,
    /// Towards minus infinity: what may safely be promised.
    Floor,
    /// Towards plus infinity: what is surely enough.
    Ceil,
}

impl Rounding {
    /// The quotient of two whole numbers, rounded to a whole one. `None` if the divisor is not positive.
    #[must_use]
    pub const fn divide(self, dividend: i128, divisor: i128) -> Option<i128> {
        if divisor <= 0 {
            return None;
        }
        let floor = dividend.div_euclid(divisor);
        let rest = dividend.rem_euclid(divisor);
        let up = match self {
            Self::Floor => false,
            Self::Ceil => rest > 0,
            // Away from zero: below zero the exact half stays at the floor.
            Self::HalfUp => match rest.checked_mul(2) {
                Some(twice) if dividend < 0 => twice > divisor,
                Some(twice) => twice >= divisor,
                None => return None,
            },
            Self::HalfEven => match rest.checked_mul(2) {
                Some(twice) => twice > divisor || (twice == divisor && floor % 2 != 0),
                None => return None,
            },
        };
        Some(if up { floor + 1 } else { floor })
    }
}

/// A currency of ISO 4217 that has minor units or is counted whole (exponent 0 to 4).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency {
    code: [u8; 3],
    exponent: u8,
}

impl Currency {
    /// United States dollar.
    pub const USD: Self = Self { code: *b"USD", exponent: 2 };
    /// Pound sterling.
    pub const GBP: Self = Self { code: *b"GBP", exponent: 2 };

    /// The currency of a three-letter code in capitals, with its published exponent (ISO 4217, list one; JPY 0, KWD 3).
    /// `None` for unknown codes and for units that are no money in use (gold, test codes).
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let known = iso_currency::Currency::from_code(code)?;
        let exponent = u8::try_from(known.exponent()?).ok()?;
        let code = code.as_bytes().try_into().ok()?;
        Some(Self { code, exponent })
    }

    /// The three letters.
    #[must_use]
    pub fn code(&self) -> &str {
        core::str::from_utf8(&self.code).unwrap_or("XXX")
    }

    /// Digits after the decimal point.
    #[must_use]
    pub const fn exponent(self) -> u8 {
        self.exponent
    }

    /// Minor units in one major unit.
    #[must_use]
    pub const fn minor_per_major(self) -> i64 {
        let mut minor = 1;
        let mut digit = 0;
        // ISO 4217 knows at most four digits after the point.
        while digit < self.exponent {
            minor *= 10;
            digit += 1;
        }
        minor
    }

    /// The decimal sign that is the custom where the currency is used (CLDR 46, number symbols of its countries); `None`
    /// where both are, as with the euro and in Canada, Switzerland and South Africa.
    #[must_use]
    pub fn decimal_sign(self) -> Option<char> {
        const POINT: &str = "AED AUD BBD BDT BHD BMD BND BSD BWP BZD CNY CUP DOP EGP ETB FJD FKP GBP GHS GIP GTQ GYD HKD HNL \
             ILS INR JMD JOD JPY KES KHR KPW KRW KWD KYD LBP LKR LRD LSL MMK MOP MUR MVR MWK MXN MYR NAD NGN NIO NPR NZD OMR \
             PAB PEN PGK PHP PKR QAR SAR SBD SCR SGD SHP SLE SSP SVC SZL THB TOP TTD TWD TZS UGX USD WST XCD YER ZMW ZWG";
        const COMMA: &str = "ALL AMD ANG AOA ARS AWG AZN BAM BGN BOB BRL BYN CLP COP CRC CVE CZK DKK DZD GEL HUF IDR ISK KGS \
             KZT MAD MDL MKD MZN NOK PLN PYG RON RSD RUB SEK SRD TJS TMT TND TRY UAH UYU UZS VED VES VND XAF XOF XPF";
        let is_in = |codes: &str| codes.split_ascii_whitespace().any(|code| code == self.code());
        match (is_in(POINT), is_in(COMMA)) {
            (true, _) => Some('.'),
            (_, true) => Some(','),
            _ => None,
        }
    }

    /// Whether large amounts are written in lakhs and crores: 1,20,000.
    fn groups_by_lakhs(self) -> bool {
        ["INR", "PKR", "BDT", "NPR", "LKR", "BTN"].contains(&self.code())
    }

    /// The amount as plain decimal text, for documents and for the browser's number formatter: `-1234.50`. No
    /// grouping, always as many digits after the point as the currency has.
    #[must_use]
    pub fn decimal_text(self, amount: Amount) -> String {
        from_units(amount.minor(), self.exponent).to_string()
    }

    /// Reads what [`Self::decimal_text`] writes: digits, an optional point with at most as many digits as the currency
    /// has, an optional minus. For documents; people's typing goes through [`parse_amount`].
    ///
    /// # Errors
    /// [`AmountError::Pattern`] for any other shape, [`AmountError::TooPrecise`] for too many digits after the point,
    /// [`AmountError::TooLarge`] beyond an `i64`.
    pub fn parse_decimal(self, text: &str) -> Result<Amount, AmountError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !plain(whole) || !plain(fraction) || (digits.contains('.') && fraction.is_empty()) {
            return Err(AmountError::Pattern);
        }
        let minor = units(whole, fraction, self.exponent)?;
        Ok(Amount(if negative { -minor } else { minor }))
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Why typed text is not an amount. The page owns the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AmountError {
    /// Nothing was typed.
    Required,
    /// A minus sign: amounts are typed without sign, the field says which way they go.
    Negative,
    /// Letters or signs that no amount has, such as `1e3` or `12 or so`.
    Letters,
    /// Digits, points and commas that do not make one number.
    Pattern,
    /// The sign or the code of another currency.
    OtherCurrency,
    /// The currency's decimal sign with three digits behind it: thousands, or a digit too many.
    Unclear,
    /// More digits after the point than the currency has.
    TooPrecise,
    /// More than the largest amount that can be typed ([`AMOUNT_INPUT_MAX`]).
    TooLarge,
}

impl From<UnitsError> for AmountError {
    fn from(error: UnitsError) -> Self {
        match error {
            UnitsError::TooPrecise => Self::TooPrecise,
            UnitsError::TooLarge => Self::TooLarge,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn exponents_differ() {
        let yen = Currency::from_code("JPY").expect("JPY is listed");
        let dinar = Currency::from_code("KWD").expect("KWD is listed");
        assert_eq!(parse_amount("1.500", yen), Ok(Amount(1_500)));
        assert_eq!(parse_amount("1.500", dinar), Ok(Amount(1_500)));
        assert_eq!(parse_amount("1,500", dinar), Ok(Amount(1_500_000)));
        assert_eq!(yen.decimal_text(Amount(-1_500)), "-1500");
        assert_eq!(dinar.decimal_text(Amount(1_500)), "1.500");
        assert!(Currency::from_code("XAU").is_none());
        assert!(Currency::from_code("usd").is_none());
    }

    #[test]
    fn rounding_at_the_half() {
        for (rounding, plus, minus) in
            [(Rounding::HalfUp, 3, -3), (Rounding::HalfEven, 2, -2), (Rounding::Floor, 2, -3), (Rounding::Ceil, 3, -2)]
        {
            assert_eq!(Amount(5).scale(1, 2, rounding), Some(Amount(plus)), "{rounding:?}");
            assert_eq!(Amount(-5).scale(1, 2, rounding), Some(Amount(minus)), "{rounding:?}");
        }
        assert_eq!(Amount(1).scale(1, 0, Rounding::Floor), None);
        assert_eq!(Amount(i64::MAX).scale(2, 1, Rounding::Floor), None);
    }

    proptest! {
        #[test]
        fn typed_decimal_text_comes_back(minor in 0..=AMOUNT_INPUT_MAX.minor()) {
            let text = Currency::USD.decimal_text(Amount(minor));
            prop_assert_eq!(parse_amount(&text, Currency::USD), Ok(Amount(minor)));
            prop_assert_eq!(Currency::USD.parse_decimal(&text), Ok(Amount(minor)));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,24}") {
            let _ = parse_amount(&text, Currency::USD);
            let _ = Currency::USD.parse_decimal(&text);
        }

        #[test]
        fn floor_and_ceil_enclose(minor in any::<i32>(), n in 0..10_000_i64, d in 1..10_000_i64) {
            let amount = Amount(i64::from(minor));
            let floor = amount.scale(n, d, Rounding::Floor).expect("in range");
            let ceil = amount.scale(n, d, Rounding::Ceil).expect("in range");
            prop_assert!(ceil.minor() - floor.minor() <= 1);
            for mode in [Rounding::HalfUp, Rounding::HalfEven] {
                let near = amount.scale(n, d, mode).expect("in range");
                prop_assert!(floor <= near && near <= ceil);
            }
        }
    }
}
