//! Debts in other currencies, at the rates the client enters.

use crate::money::{Amount, Currency, Rounding};

/// What one major unit of one currency is worth in another, as entered by the client: 0.000000001 to 1,000,000,000,
/// kept to a billionth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exchange {
    from: Currency,
    to: Currency,
    billionths: i64,
}

impl Exchange {
    /// Billionths in one.
    pub const BILLIONTHS: i64 = 1_000_000_000;

    /// A rate of so many billionths of a major unit of `to` for one of `from`; `None` outside the bounds.
    #[must_use]
    pub const fn new(from: Currency, to: Currency, billionths: i64) -> Option<Self> {
        let in_range = billionths > 0 && billionths <= Self::BILLIONTHS * Self::BILLIONTHS;
        if in_range { Some(Self { from, to, billionths }) } else { None }
    }

    /// The currency it is from.
    #[must_use]
    pub const fn from(&self) -> Currency {
        self.from
    }

    /// Billionths of a major unit for one.
    #[must_use]
    pub const fn billionths(&self) -> i64 {
        self.billionths
    }

    /// An amount of `from` in `to`, rounded half up to the minor unit; `None` beyond what an amount holds.
    #[must_use]
    pub fn convert(&self, amount: Amount) -> Option<Amount> {
        let product = i128::from(amount.minor())
            .checked_mul(i128::from(self.billionths))?
            .checked_mul(i128::from(self.to.minor_per_major()))?;
        let divisor = i128::from(Self::BILLIONTHS) * i128::from(self.from.minor_per_major());
        Rounding::HalfUp.divide(product, divisor).and_then(|minor| i64::try_from(minor).ok()).map(Amount::from_minor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_cross_currencies_with_other_minor_units() {
        let yen = Currency::from_code("JPY").unwrap();
        let euro = Currency::from_code("EUR").unwrap();
        // 1,000.00 EUR at 1.0854 USD.
        let dollars = Exchange::new(euro, Currency::USD, 1_085_400_000).unwrap();
        assert_eq!(dollars.convert(Amount::from_minor(100_000)), Some(Amount::from_minor(108_540)));
        // 12,345 JPY at 0.0067 USD: 82.7115.
        let from_yen = Exchange::new(yen, Currency::USD, 6_700_000).unwrap();
        assert_eq!(from_yen.convert(Amount::from_minor(12_345)), Some(Amount::from_minor(8_271)));
        // 1.50 USD at 149.333 JPY: 223.9995.
        let to_yen = Exchange::new(Currency::USD, yen, 149_333_000_000).unwrap();
        assert_eq!(to_yen.convert(Amount::from_minor(150)), Some(Amount::from_minor(224)));
        assert_eq!(Exchange::new(euro, Currency::USD, 0), None);
        let steep = Exchange::new(yen, Currency::USD, Exchange::BILLIONTHS * Exchange::BILLIONTHS).unwrap();
        assert_eq!(steep.convert(Amount::from_minor(i64::MAX)), None);
    }
}
