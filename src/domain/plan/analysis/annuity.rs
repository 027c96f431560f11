//! The level payment of a loan.

use crate::money::{Amount, Rounding};
use crate::rate::Rate;

use crate::plan::HORIZON_MONTHS;
use crate::plan::engine::unit::MONTHLY;

/// The payment that pays off a balance at a constant rate in so many equal monthly instalments, the first a month after
/// the start, rounded to the minor unit. The last instalment takes the difference that rounding makes.
///
/// With `i` a twelfth of the rate and `v = 1 ÷ (1 + i)`, it is the balance divided by `v + v² + … + vⁿ`. The sum is
/// formed term by term with 24 digits, so nothing is lost at small rates, where the usual formula divides nothing by
/// nothing.
///
/// `None` for a balance below zero, no months, or more than [`HORIZON_MONTHS`].
#[must_use]
pub fn annuity_payment(balance: Amount, rate: Rate, months: u16, rounding: Rounding) -> Option<Amount> {
    const ONE: i128 = 1_000_000_000_000_000_000_000_000;
    if balance < Amount::ZERO || months == 0 || months > HORIZON_MONTHS {
        return None;
    }
    let month = i128::from(MONTHLY);
    let growth = month + i128::from(rate.millionths());
    let (mut discount, mut sum) = (ONE, 0_i128);
    for _ in 0..months {
        discount = Rounding::HalfUp.divide(discount * month, growth)?;
        sum += discount;
    }
    let payment = rounding.divide(i128::from(balance.minor()).checked_mul(ONE)?, sum)?;
    i64::try_from(payment).ok().map(Amount::from_minor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn level_payments_are_those_published() {
        let rate = |text: &str| Rate::parse_decimal(text).unwrap();
        let minor = Amount::from_minor;
        // amortisation_final_payment.csv; the last is published with the cent rounded up.
        let car = |rounding| annuity_payment(minor(1_200_000), rate("9.5"), 54, rounding);
        assert_eq!(car(Rounding::Ceil), Some(minor(27_397)));
        assert_eq!(car(Rounding::HalfUp), Some(minor(27_396)));
        for (balance, apr, months, payment) in [
            (10_000_000, "6", 360, 59_955),
            (20_000_000, "3.25", 180, 140_534),
            // PMT of numpy-financial and of spreadsheets.
            (1_500_000, "8", 60, 30_415),
            (1_500_000, "0", 60, 25_000),
            (200_000, "0", 12, 16_667),
            (1_000_000, "8", 10, 103_703),
            (1_000_000, "5", 36, 29_971),
            (2_000_000, "960", 3, 1_931_126),
        ] {
            let level = annuity_payment(minor(balance), rate(apr), months, Rounding::HalfUp);
            assert_eq!(level, Some(minor(payment)), "{balance} at {apr} over {months}");
        }
        // A rate of a millionth of a percent costs nothing that shows.
        assert_eq!(
            annuity_payment(minor(9_999_999_999), rate("0.000001"), 3, Rounding::HalfUp),
            Some(minor(3_333_333_339))
        );
        assert_eq!(annuity_payment(minor(1), rate("0"), 0, Rounding::HalfUp), None);
        assert_eq!(annuity_payment(minor(-1), rate("0"), 1, Rounding::HalfUp), None);
        assert_eq!(annuity_payment(minor(1), rate("0"), 1_201, Rounding::HalfUp), None);
    }
}
