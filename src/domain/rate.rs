//! Interest rates as contracts state them: so many percent a year.
//!
//! A [`Rate`] is exact: a whole number of millionths of a percent, so `24.99 %` is `24_990_000` and no rate that a
//! contract prints is changed by reading it.

use crate::decimal::{UnitsError, from_units, units};
use crate::money::Rounding;

/// Digits after the point that a rate in percent keeps.
const SCALE: u8 = 6;

/// An annual rate, 0 to 10,000 %, in millionths of a percent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(i64);

impl Rate {
    /// No interest.
    pub const ZERO: Self = Self(0);
    /// 10,000 % a year: beyond the dearest loan sold, and the bound on which the plan engine's integers rely.
    pub const MAX: Self = Self(10_000 * Self::MILLIONTHS_PER_PERCENT);
    /// How many units of [`Self::millionths`] make one percent.
    pub const MILLIONTHS_PER_PERCENT: i64 = 1_000_000;

    /// A rate of so many millionths of a percent; `None` below zero or above [`Self::MAX`].
    #[must_use]
    pub const fn from_millionths(millionths: i64) -> Option<Self> {
        if millionths < 0 || millionths > Self::MAX.0 { None } else { Some(Self(millionths)) }
    }

    /// Millionths of a percent.
    #[must_use]
    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// True for no interest at all.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Plain decimal text in percent without trailing zeros: `24.99`, `6.5`, `0`.
    #[must_use]
    pub fn decimal_text(self) -> String {
        from_units(self.0, SCALE).normalize().to_string()
    }

    /// Percent rounded to so many digits after the point (at most six), for showing: `24.99` at one digit is `25.0`.
    #[must_use]
    pub fn rounded_text(self, digits: u8) -> String {
        let digits = digits.min(SCALE);
        let unit = 10_i128.pow(u32::from(SCALE - digits));
        let rounded = Rounding::HalfUp.divide(i128::from(self.0), unit).and_then(|value| i64::try_from(value).ok());
        from_units(rounded.unwrap_or_default(), digits).to_string()
    }

    /// Reads what [`Self::decimal_text`] writes, for documents: digits and an optional point with up to six digits that
    /// count. People's typing goes through [`parse_rate`].
    ///
    /// # Errors
    /// See [`RateError`].
    pub fn parse_decimal(text: &str) -> Result<Self, RateError> {
        if text.is_empty() {
            return Err(RateError::Required);
        }
        if text.starts_with('-') {
            return Err(RateError::Negative);
        }
        let (whole, fraction) = match text.split_once('.') {
            Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
            Some(_) => return Err(RateError::Pattern),
            None => (text, ""),
        };
        if whole.is_empty() {
            return Err(RateError::Pattern);
        }
        from_digits(whole, fraction)
    }
}

fn from_digits(whole: &str, fraction: &str) -> Result<Rate, RateError> {
    if !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return Err(RateError::Pattern);
    }
    Rate::from_millionths(units(whole, fraction, SCALE)?).ok_or(RateError::TooLarge)
}

impl From<UnitsError> for RateError {
    fn from(error: UnitsError) -> Self {
        match error {
            UnitsError::TooPrecise => Self::TooPrecise,
            UnitsError::TooLarge => Self::TooLarge,
        }
    }
}

/// Why text is not a rate. The page owns the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RateError {
    /// Nothing was typed.
    Required,
    /// A minus sign: no debt pays its debtor.
    Negative,
    /// Letters or signs that no rate has.
    Letters,
    /// Digits, points and commas that do not make one number.
    Pattern,
    /// More than six digits after the point.
    TooPrecise,
    /// More than 10,000 % a year.
    TooLarge,
}

/// Reads a rate the way people type it: spaces and one percent sign are ignored, point or comma is the decimal sign,
/// and there are no thousands groups, so `24,99 %` and `24.99` are the same rate.
///
/// # Errors
/// See [`RateError`]; the typed text is the caller's to keep.
pub fn parse_rate(text: &str) -> Result<Rate, RateError> {
    let is_space = |c: char| matches!(c, ' ' | '\t' | '\u{a0}' | '\u{202f}' | '\u{2009}');
    let bare = text.trim_matches(is_space);
    let bare = bare.strip_suffix('%').or_else(|| bare.strip_prefix('%')).unwrap_or(bare).trim_matches(is_space);
    if bare.is_empty() {
        return Err(RateError::Required);
    }
    if bare.starts_with(['-', '−', '(']) || bare.ends_with('-') {
        return Err(RateError::Negative);
    }
    if !bare.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',') {
        return Err(RateError::Letters);
    }
    let (whole, fraction) = match bare.split_once(['.', ',']) {
        Some((_, "")) => return Err(RateError::Pattern),
        Some(parts) => parts,
        None => (bare, ""),
    };
    from_digits(whole, fraction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_people_type() {
        for (text, millionths) in [
            ("24.99", 24_990_000),
            ("24,99 %", 24_990_000),
            (" %6.5", 6_500_000),
            ("0", 0),
            (".5", 500_000),
            ("1.200", 1_200_000),
            ("0.0000010", 1),
            ("10000", 10_000_000_000),
        ] {
            assert_eq!(parse_rate(text).map(Rate::millionths), Ok(millionths), "{text:?}");
        }
        for (text, error) in [
            ("", RateError::Required),
            (" % ", RateError::Required),
            ("-3", RateError::Negative),
            ("3 percent", RateError::Letters),
            ("1e3", RateError::Letters),
            ("1,200.5", RateError::Pattern),
            ("5.", RateError::Pattern),
            ("0.0000001", RateError::TooPrecise),
            ("10000.000001", RateError::TooLarge),
            ("99999999999999999999", RateError::TooLarge),
        ] {
            assert_eq!(parse_rate(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn documents_are_stricter() {
        assert_eq!(Rate::parse_decimal("24.99").map(Rate::millionths), Ok(24_990_000));
        for (text, error) in [
            ("", RateError::Required),
            ("24,99", RateError::Pattern),
            (".5", RateError::Pattern),
            ("5.", RateError::Pattern),
            ("-0", RateError::Negative),
            ("+1", RateError::Pattern),
        ] {
            assert_eq!(Rate::parse_decimal(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn shows_as_many_digits_as_asked() {
        let rate = Rate::from_millionths(24_990_000).unwrap();
        assert_eq!(rate.rounded_text(0), "25");
        assert_eq!(rate.rounded_text(1), "25.0");
        assert_eq!(rate.rounded_text(2), "24.99");
        assert_eq!(rate.rounded_text(9), "24.990000");
    }

    proptest! {
        #[test]
        fn decimal_text_comes_back(millionths in 0..=Rate::MAX.millionths()) {
            let rate = Rate::from_millionths(millionths).unwrap();
            prop_assert_eq!(Rate::parse_decimal(&rate.decimal_text()), Ok(rate));
            prop_assert_eq!(parse_rate(&rate.decimal_text()), Ok(rate));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,16}") {
            let _ = parse_rate(&text);
            let _ = Rate::parse_decimal(&text);
        }
    }
}
