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

/// Reads an amount the way people type it.
///
/// The rule, stated once:
/// 1. Spaces (also narrow and no-break) and one currency sign or the currency's own code at either end are ignored.
/// 2. What remains may hold digits, points, commas and apostrophes only.
/// 3. If both point and comma occur, the last one is the decimal sign and the other groups thousands.
/// 4. If one of them occurs several times, it groups thousands.
/// 5. If one occurs once: followed by exactly three digits, with one to three digits before it that do not start with
///    `0`, it groups thousands (`1,200` and `1.200` are both twelve hundred); otherwise it is the decimal sign. In a
///    currency with three digits after the point a point is always the decimal sign.
/// 6. Groups must be whole: one to three digits, then threes.
///
/// The page echoes what it understood, so a reader of another habit sees it at once.
///
/// # Errors
/// See [`AmountError`]; the typed text is the caller's to keep.
pub fn parse_amount(text: &str, currency: Currency) -> Result<Amount, AmountError> {
    let bare = strip_currency(text, currency);
    if bare.is_empty() {
        return Err(AmountError::Required);
    }
    if bare.starts_with(['-', '−', '(']) || bare.ends_with('-') {
        return Err(AmountError::Negative);
    }
    let allowed = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’') || is_space(c);
    if !bare.chars().all(allowed) {
        return Err(AmountError::Letters);
    }
    let compact: String = bare.chars().map(|c| if is_space(c) || c == '’' { '\'' } else { c }).collect();
    let (whole, fraction) = split_at_decimal_sign(&compact, currency)?;
    let whole = ungroup(whole)?;
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) || (whole.is_empty() && fraction.is_empty()) {
        return Err(AmountError::Pattern);
    }
    let minor = units(&whole, fraction, currency.exponent)?;
    let amount = Amount(minor);
    if amount > AMOUNT_INPUT_MAX { Err(AmountError::TooLarge) } else { Ok(amount) }
}

const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

pub(crate) fn strip_currency(text: &str, currency: Currency) -> &str {
    const SIGNS: [char; 5] = ['$', '£', '€', '¥', '₹'];
    let mut bare = text.trim_matches(is_space);
    let code = currency.code();
    if let Some(head) = bare.get(..code.len())
        && head.eq_ignore_ascii_case(code)
    {
        bare = &bare[code.len()..];
    } else if let Some(cut) = bare.len().checked_sub(code.len())
        && bare.get(cut..).is_some_and(|tail| tail.eq_ignore_ascii_case(code))
    {
        bare = &bare[..cut];
    } else if let Some(rest) = bare.strip_prefix(SIGNS) {
        bare = rest;
    } else if let Some(rest) = bare.strip_suffix(SIGNS) {
        bare = rest;
    }
    bare.trim_matches(is_space)
}

/// Cuts at the decimal sign, if there is one; the rules are numbered in [`parse_amount`].
fn split_at_decimal_sign(text: &str, currency: Currency) -> Result<(&str, &str), AmountError> {
    let points = text.matches('.').count();
    let commas = text.matches(',').count();
    let sign = match (points, commas) {
        (0, 0) => return Ok((text, "")),
        (1.., 1..) => {
            let last = if text.rfind('.') > text.rfind(',') { '.' } else { ',' };
            if text.matches(last).count() > 1 {
                return Err(AmountError::Pattern);
            }
            last
        }
        (2.., 0) | (0, 2..) => return Ok((text, "")),
        (1, 0) => '.',
        _ => ',',
    };
    let (whole, fraction) = text.split_once(sign).ok_or(AmountError::Pattern)?;
    if fraction.is_empty() {
        return Err(AmountError::Pattern);
    }
    let alone = points + commas == 1 && !whole.contains('\'');
    let looks_grouped = fraction.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    let point_of_three = sign == '.' && currency.exponent() == 3;
    Ok(if alone && looks_grouped && !point_of_three { (text, "") } else { (whole, fraction) })
}

/// Joins thousands groups, if they are whole: one to three digits, then threes, one kind of sign between them.
fn ungroup(text: &str) -> Result<String, AmountError> {
    let mut signs = text.chars().filter(|c| !c.is_ascii_digit());
    let Some(sign) = signs.next() else { return Ok(text.to_owned()) };
    if signs.any(|other| other != sign) {
        return Err(AmountError::Pattern);
    }
    let whole_groups = text.split(sign).enumerate().all(|(index, group)| match index {
        0 => (1..=3).contains(&group.len()),
        _ => group.len() == 3,
    });
    if whole_groups { Ok(text.chars().filter(char::is_ascii_digit).collect()) } else { Err(AmountError::Pattern) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn usd(text: &str) -> Result<i64, AmountError> {
        parse_amount(text, Currency::USD).map(Amount::minor)
    }

    #[test]
    fn reads_what_people_type() {
        for (text, minor) in [
            ("£1,200 ", 120_000),
            ("1.200,50", 120_050),
            ("1,200.50", 120_050),
            ("1 200,5", 120_050),
            ("1'200.50", 120_050),
            ("1,200", 120_000),
            ("1.200", 120_000),
            ("1,234,567", 123_456_700),
            ("$ 12", 1_200),
            ("12$", 1_200),
            ("usd 12.30", 1_230),
            ("12.30 USD", 1_230),
            ("0.50", 50),
            (".5", 50),
            ("0", 0),
            ("007", 700),
            ("12.5000", 1_250),
            ("99,999,999.99", 9_999_999_999),
        ] {
            assert_eq!(usd(text), Ok(minor), "{text:?}");
        }
    }

    #[test]
    fn refuses_with_a_reason() {
        for (text, error) in [
            ("", AmountError::Required),
            (" $ ", AmountError::Required),
            ("-5", AmountError::Negative),
            ("(5)", AmountError::Negative),
            ("1e3", AmountError::Letters),
            ("about 20", AmountError::Letters),
            ("1..2", AmountError::Pattern),
            ("1,2,3", AmountError::Pattern),
            ("1,20,000", AmountError::Pattern),
            ("1.2.3,4,5", AmountError::Pattern),
            ("12.", AmountError::Pattern),
            (".", AmountError::Pattern),
            ("0.125", AmountError::TooPrecise),
            ("12.345678", AmountError::TooPrecise),
            ("100,000,000", AmountError::TooLarge),
            ("999999999999", AmountError::TooLarge),
            ("99999999999999999999999999", AmountError::TooLarge),
        ] {
            assert_eq!(usd(text), Err(error), "{text:?}");
        }
    }

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
