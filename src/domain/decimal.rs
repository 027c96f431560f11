//! Between decimal text and the whole units the rules count in: the one place where digits become a number, and back.

use rust_decimal::Decimal;

/// Why digits are not a whole number of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnitsError {
    /// More digits after the point that count than a unit has.
    TooPrecise,
    /// More than an `i64` holds.
    TooLarge,
}

/// The number `whole.fraction` in units of 10⁻ˢᶜᵃˡᵉ. Both hold digits only and may be empty; zeros at the end of the
/// fraction do not count. `scale` is at most 9.
pub(crate) fn units(whole: &str, fraction: &str, scale: u8) -> Result<i64, UnitsError> {
    let significant = fraction.trim_end_matches('0');
    if significant.len() > usize::from(scale) {
        return Err(UnitsError::TooPrecise);
    }
    let number = Decimal::from_str_exact(&["0", whole, ".", significant].concat()).map_err(|_| UnitsError::TooLarge)?;
    // A mantissa has 96 bits, so nine more digits stay within an i128.
    let units = number.mantissa() * 10_i128.pow(u32::from(scale) - number.scale());
    i64::try_from(units).map_err(|_| UnitsError::TooLarge)
}

/// So many units of 10⁻ˢᶜᵃˡᵉ as a decimal number.
pub(crate) fn from_units(units: i64, scale: u8) -> Decimal {
    Decimal::try_new(units, u32::from(scale)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_ends_of_the_range() {
        assert_eq!(units("9223372036", "854775807", 9), Ok(i64::MAX));
        assert_eq!(units("9223372036", "854775808", 9), Err(UnitsError::TooLarge));
        assert_eq!(units("9223372036854775807", "", 0), Ok(i64::MAX));
        assert_eq!(units("9223372036854775808", "000", 0), Err(UnitsError::TooLarge));
        assert_eq!(units(&"9".repeat(40), "", 2), Err(UnitsError::TooLarge));
        assert_eq!(units(&"0".repeat(40), &"0".repeat(40), 0), Ok(0));
        assert_eq!(units(&["0".repeat(40).as_str(), "7"].concat(), "5", 2), Ok(750));
        assert_eq!(units("", "5", 1), Ok(5));
        assert_eq!(units("1", "05", 1), Err(UnitsError::TooPrecise));
        assert_eq!(from_units(i64::MIN, 2).to_string(), "-92233720368547758.08");
        assert_eq!(from_units(0, 2).to_string(), "0.00");
    }

    proptest! {
        #[test]
        fn units_come_back(count in 0..=i64::MAX, scale in 0..=9_u8) {
            let text = from_units(count, scale).to_string();
            let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
            prop_assert_eq!(units(whole, fraction, scale), Ok(count));
        }

        #[test]
        fn digits_are_read_as_one_long_number(whole in "[0-9]{0,24}", fraction in "[0-9]{0,12}", scale in 0..=9_u8) {
            let significant = fraction.trim_end_matches('0');
            let width = usize::from(scale);
            let digits = format!("0{whole}{significant:0<width$}");
            let expected = match digits.parse::<i64>() {
                _ if significant.len() > width => Err(UnitsError::TooPrecise),
                Ok(number) => Ok(number),
                Err(_) => Err(UnitsError::TooLarge),
            };
            prop_assert_eq!(units(&whole, &fraction, scale), expected);
        }
    }
}
