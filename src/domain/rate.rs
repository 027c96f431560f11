//! Interest rates as contracts state them: so many percent a year.
//!
//! A [`Rate`] is exact: a whole number of millionths of a percent, so `24.99 %` is `24_990_000` and no rate that a
//! contract prints is changed by reading it.

use crate::decimal::{UnitsError, from_units, units};
use crate::money::Rounding;
use crate::typed::{ARABIC_DECIMAL_SIGN, plain_text};

/// Digits after the point that a rate in percent keeps.
const SCALE: u8 = 6;

/// 100 % in millionths of a percent.
const ONE_HUNDRED_PERCENT: u64 = 100_000_000;

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

    /// The nominal rate that comes to this effective one: `year × ((1 + r)^(1 ÷ times) − 1)`, rounded half up to a
    /// millionth of a percent. `times` is how often in a year interest joins the balance, `year` the number of those
    /// periods that the nominal rate is divided by; with a twelfth each month both are 12. `times` is 1 to 366, and
    /// `year` is 1 to `times`; others count as the nearer end.
    ///
    /// # Why that is exact
    /// It is the largest number of millionths `n` for which `(1 + (n − ½) ÷ year)^times` is at most `1 + r`. The power
    /// is enclosed between two numbers with 56 binary digits after the point; where they lie on both sides of the
    /// bound, whole numbers of any length decide.
    #[must_use]
    pub fn nominal(self, year: u16, times: u16) -> Self {
        let times = times.clamp(1, 366);
        let unit = 2 * u64::from(year.clamp(1, times)) * ONE_HUNDRED_PERCENT;
        let bound = ONE_HUNDRED_PERCENT + self.0.unsigned_abs();
        let (mut reached, mut beyond) = (0, self.0.unsigned_abs() + 1);
        while beyond - reached > 1 {
            let middle = reached + (beyond - reached) / 2;
            if power_is_within(unit + 2 * middle - 1, unit, times, bound) {
                reached = middle;
            } else {
                beyond = middle;
            }
        }
        Self(reached.cast_signed())
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

/// What a stated annual rate means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RateBasis {
    /// A twelfth of it is charged each month, or a day's share each day: the custom of the United States (Regulation Z,
    /// 12 CFR 1026.22: the rate of a period times the number of periods in a year).
    #[default]
    Nominal,
    /// What a year of it costs with interest on interest, so that a month costs less than a twelfth: the APR of the
    /// United Kingdom (FCA CONC App 1.2) and of the European Union (Directive 2008/48/EC, Annex I).
    Effective,
}

impl RateBasis {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Nominal, Self::Effective];

    /// The stable name in documents.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Nominal => "nominal",
            Self::Effective => "effective",
        }
    }

    /// The basis of an [`Self::id`].
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.id() == id)
    }
}

/// Whether `(above ÷ below)^times × 10⁸` is at most `bound`; `above` is at least `below`, `bound` at most 101 × 10⁸.
fn power_is_within(above: u64, below: u64, times: u16, bound: u64) -> bool {
    const DIGITS: u32 = 56;
    let scaled = |number: u64, divisor: u64| {
        let number = u128::from(number) << DIGITS;
        (number / u128::from(divisor), number.div_ceil(u128::from(divisor)))
    };
    let (base, most) = (scaled(above, below), scaled(bound, ONE_HUNDRED_PERCENT));
    let times_base = |power: (u128, u128), base: (u128, u128)| {
        let high = power.1 * base.1;
        ((power.0 * base.0) >> DIGITS, (high >> DIGITS) + u128::from(high.trailing_zeros() < DIGITS))
    };
    let mut power = (1 << DIGITS, 1 << DIGITS);
    for bit in (0..u16::BITS).rev() {
        power = times_base(power, power);
        if times >> bit & 1 == 1 {
            power = times_base(power, base);
        }
        // What comes after makes it no smaller; so the numbers stay far inside the type.
        if power.0 > most.1 {
            return false;
        }
    }
    power.1 <= most.0 || is_within_exactly(above, below, times, bound)
}

/// Like [`power_is_within`], with whole numbers as long as it takes.
#[cold]
fn is_within_exactly(above: u64, below: u64, times: u16, bound: u64) -> bool {
    let power = |first: u64, factor: u64| {
        // From the lowest digit of 64 bits up.
        let mut digits = vec![first];
        for _ in 0..times {
            let mut carry = 0_u64;
            for digit in &mut digits {
                let product = u128::from(*digit) * u128::from(factor) + u128::from(carry);
                *digit = u64::try_from(product & u128::from(u64::MAX)).unwrap_or_default();
                carry = u64::try_from(product >> u64::BITS).unwrap_or_default();
            }
            if carry > 0 {
                digits.push(carry);
            }
        }
        digits
    };
    let (left, right) = (power(ONE_HUNDRED_PERCENT, above), power(bound, below));
    left.len().cmp(&right.len()).then_with(|| left.iter().rev().cmp(right.iter().rev())).is_le()
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

/// Reads a rate the way people type it, made plain by [`plain_text`]: spaces and one percent sign are ignored, point or
/// comma is the decimal sign and may be the last, and there are no thousands groups, so `24,99 %`, `24.99` and `٢٤٫٩٩`
/// are the same rate.
///
/// # Errors
/// See [`RateError`]; the typed text is the caller's to keep.
pub fn parse_rate(text: &str) -> Result<Rate, RateError> {
    let bare = plain_text(text).replace(ARABIC_DECIMAL_SIGN, ".");
    let bare = bare.strip_suffix('%').or_else(|| bare.strip_prefix('%')).unwrap_or(&bare).trim_matches(' ');
    if bare.is_empty() {
        return Err(RateError::Required);
    }
    if bare.starts_with(['-', '(']) || bare.ends_with('-') {
        return Err(RateError::Negative);
    }
    if !bare.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',') {
        return Err(RateError::Letters);
    }
    let (whole, fraction) = match bare.split_once(['.', ',']) {
        Some(("", "")) => return Err(RateError::Pattern),
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
            ("5.", 5_000_000),
            ("\u{200e}24.9\u{a0}%", 24_900_000),
            ("٢٤٫٩٪", 24_900_000),
            ("２４．９", 24_900_000),
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
            (".", RateError::Pattern),
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

    #[test]
    fn effective_rates_become_nominal_ones() {
        let nominal = |text: &str, year, times| Rate::parse_decimal(text).unwrap().nominal(year, times).decimal_text();
        // Worked out with sixty digits: 12 × (1.132^(1/12) − 1) = 12.46287132 …, 12 × (1.249^(1/12) − 1) =
        // 22.44158670 ….
        for (effective, year, times, expected) in [
            ("13.2", 12, 12, "12.462871"),
            ("24.9", 12, 12, "22.441587"),
            ("24", 12, 12, "21.705099"),
            ("24.9", 365, 365, "22.241097"),
            ("24.9", 360, 365, "21.936424"),
            ("10000", 12, 12, "562.820236"),
            ("10000", 360, 360, "464.482975"),
            ("0.000001", 12, 12, "0.000001"),
            ("0", 12, 12, "0"),
            ("7", 1, 1, "7"),
        ] {
            assert_eq!(nominal(effective, year, times), expected, "{effective} {year}/{times}");
        }
    }

    #[test]
    fn long_numbers_decide_as_the_enclosure_does() {
        for (above, below, times, bound) in
            [(113, 100, 12, 433_452_310), (113, 100, 12, 433_452_311), (3, 2, 1, 150_000_000)]
        {
            assert_eq!(is_within_exactly(above, below, times, bound), power_is_within(above, below, times, bound));
        }
        // 1.13¹² = 4.3345231001 …: on both sides of it, and on it.
        assert!(!is_within_exactly(113, 100, 12, 433_452_310));
        assert!(is_within_exactly(113, 100, 12, 433_452_311));
        assert!(is_within_exactly(3, 2, 1, 150_000_000) && !is_within_exactly(3, 2, 1, 149_999_999));
    }

    proptest! {
        #[test]
        fn nominal_rates_are_the_nearest(effective in 0..=Rate::MAX.millionths(), daily in any::<bool>()) {
            let rate = Rate::from_millionths(effective).unwrap();
            let (year, times) = if daily { (360, 365) } else { (12, 12) };
            let nominal = rate.nominal(year, times);
            prop_assert!(nominal <= rate);
            let unit = 2 * u64::from(year) * ONE_HUNDRED_PERCENT;
            let twice = unit + 2 * nominal.millionths().unsigned_abs();
            let bound = ONE_HUNDRED_PERCENT + effective.unsigned_abs();
            prop_assert!(nominal.is_zero() || is_within_exactly(twice - 1, unit, times, bound));
            prop_assert!(!is_within_exactly(twice + 1, unit, times, bound));
        }

        #[test]
        fn a_dearer_effective_rate_is_a_dearer_nominal_one(effective in 0..200_000_000_i64, more in 1..50_000_000_i64) {
            let of = |millionths| Rate::from_millionths(millionths).unwrap().nominal(12, 12);
            // A step of the effective rate may be less than a millionth of the nominal one.
            prop_assert!(of(effective) <= of(effective + more));
            prop_assert!(more < 10 || of(effective) < of(effective + more));
        }

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
