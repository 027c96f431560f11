//! How the balance of a debt came about since a stated day.

use crate::money::Amount;
use jiff::civil::Date;

/// The itemisation of a debt, in the shape of 12 CFR 1006.34(c)(2)(vii)–(viii) (Regulation F): the amount on the
/// itemisation date, what was added since, what was taken off since, and what that makes today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Itemisation {
    /// The itemisation date.
    pub as_of: Date,
    /// Owed on that date.
    pub then: Amount,
    /// Interest since.
    pub interest: Amount,
    /// Fees since.
    pub fees: Amount,
    /// Payments since.
    pub payments: Amount,
    /// Credits since.
    pub credits: Amount,
}

/// Why an itemisation does not explain a balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemisationError {
    /// A part is negative.
    Negative,
    /// The parts make another sum than the balance.
    SumDiffers {
        /// What the parts make.
        sum: Amount,
    },
}

impl Itemisation {
    /// Amount then + interest + fees − payments − credits; held at the ends of the range.
    #[must_use]
    pub fn sum(&self) -> Amount {
        self.then
            .saturating_add(self.interest)
            .saturating_add(self.fees)
            .saturating_sub(self.payments)
            .saturating_sub(self.credits)
    }

    /// Checks that the parts explain the balance to the minor unit.
    ///
    /// # Errors
    /// See [`ItemisationError`].
    pub fn check(&self, balance: Amount) -> Result<(), ItemisationError> {
        let parts = [self.then, self.interest, self.fees, self.payments, self.credits];
        if parts.iter().any(|part| *part < Amount::ZERO) {
            return Err(ItemisationError::Negative);
        }
        let sum = self.sum();
        if sum == balance { Ok(()) } else { Err(ItemisationError::SumDiffers { sum }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_parts_explain_the_balance_or_say_what_they_make() {
        let of = |minor| Amount::from_minor(minor);
        let parts = Itemisation {
            as_of: date(2026, 3, 2),
            then: of(2_234_56),
            interest: of(75_00),
            fees: of(25_00),
            payments: of(50_00),
            credits: Amount::ZERO,
        };
        assert_eq!(parts.check(of(2_284_56)), Ok(()));
        assert_eq!(parts.check(of(2_284_55)), Err(ItemisationError::SumDiffers { sum: of(2_284_56) }));
        assert_eq!(Itemisation { fees: of(-1), ..parts }.check(of(2_258_56)), Err(ItemisationError::Negative));
    }
}
