//! Debts in other currencies, at the rates the client enters.

use super::{BalancePart, DebtDetails, DebtStatus, Fees, MinimumRule, PrincipalFloor};
use crate::decimal::{from_units, units};
use crate::money::{AMOUNT_INPUT_MAX, Amount, Currency, Rounding, strip_currency};
use crate::offer::{ShareClaim, share_out};
use crate::typed::{ARABIC_DECIMAL_SIGN, plain_text};

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

    /// The currency it is in.
    #[must_use]
    pub const fn to(&self) -> Currency {
        self.to
    }

    /// Billionths of a major unit for one.
    #[must_use]
    pub const fn billionths(&self) -> i64 {
        self.billionths
    }

    /// Reads a rate the way people type it: spaces and the sign or code of the currency it is in are ignored, point or
    /// comma is the decimal sign, and there are no thousands groups, so `1,0854` and `$1.0854` are the same rate. What
    /// one unit is worth has a thousand units only between currencies of very different size, and there people type
    /// digits.
    ///
    /// # Errors
    /// See [`ExchangeError`]; the typed text is the caller's to keep.
    pub fn parse(text: &str, from: Currency, to: Currency) -> Result<Self, ExchangeError> {
        let plain = plain_text(text).replace(ARABIC_DECIMAL_SIGN, ".");
        let bare = strip_currency(&plain, to).ok_or(ExchangeError::Pattern)?;
        if bare.is_empty() {
            return Err(ExchangeError::Required);
        }
        if bare.starts_with('-') {
            return Err(ExchangeError::Bounds);
        }
        let (whole, fraction) = match bare.split_once(['.', ',']) {
            Some(("", "")) => return Err(ExchangeError::Pattern),
            Some(parts) => parts,
            None => (bare, ""),
        };
        if !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
            return Err(ExchangeError::Pattern);
        }
        let billionths = units(whole, fraction, SCALE).map_err(|_| ExchangeError::Bounds)?;
        Self::new(from, to, billionths).ok_or(ExchangeError::Bounds)
    }

    /// Plain decimal text without trailing zeros: `1.0854`, `0.0067`, `12`.
    #[must_use]
    pub fn decimal_text(&self) -> String {
        from_units(self.billionths, SCALE).normalize().to_string()
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

    /// Like [`Self::convert`], as a balance that a plan takes: `None` also beyond [`AMOUNT_INPUT_MAX`].
    #[must_use]
    pub fn settle(&self, amount: Amount) -> Option<Amount> {
        self.convert(amount).filter(|amount| *amount <= AMOUNT_INPUT_MAX)
    }

    /// Like [`Self::convert`], for what stands beside a balance, such as a fee: at most [`AMOUNT_INPUT_MAX`], beyond which it is never
    /// paid in full anyway.
    #[must_use]
    pub fn hold(&self, amount: Amount) -> Amount {
        self.settle(amount).unwrap_or(AMOUNT_INPUT_MAX)
    }

    /// What a contract asks for each month, with every amount in it converted; see [`Self::hold`].
    #[must_use]
    pub fn minimum(&self, rule: MinimumRule) -> MinimumRule {
        match rule {
            MinimumRule::Fixed(amount) => MinimumRule::Fixed(self.hold(amount)),
            MinimumRule::InterestPlus(amount) => MinimumRule::InterestPlus(self.hold(amount)),
            MinimumRule::PercentOf { percent, floor, of } => {
                MinimumRule::PercentOf { percent, floor: self.hold(floor), of }
            }
            MinimumRule::InterestPlusPercent { percent, floor } => MinimumRule::InterestPlusPercent {
                percent,
                floor: match floor {
                    PrincipalFloor::Whole(amount) => PrincipalFloor::Whole(self.hold(amount)),
                    PrincipalFloor::Principal(amount) => PrincipalFloor::Principal(self.hold(amount)),
                },
            },
        }
    }

    /// The details of a debt with every amount in them converted; see [`Self::hold`]. `balance` is what is owed in
    /// all, converted already. The balances inside the account share it in their old proportion by [`share_out`]: each
    /// rounded for itself, they might come to a little more or less than it.
    #[must_use]
    pub fn details(&self, details: DebtDetails, balance: Amount) -> DebtDetails {
        let Fees { monthly, late, over_limit } = details.fees;
        let fees = Fees { monthly: self.hold(monthly), late: self.hold(late), over_limit: self.hold(over_limit) };
        let claims: Vec<ShareClaim> =
            details.parts.iter().map(|part| ShareClaim { weight: part.balance, cap: None }).collect();
        // Refused only where none of the parts has anything: then there is nothing to share.
        let shares = share_out(balance, &claims).unwrap_or_default();
        let part = |(place, part): (usize, BalancePart)| {
            let balance = shares.get(place).copied().unwrap_or(part.balance);
            BalancePart { balance, ..part }
        };
        let parts = details.parts.into_iter().enumerate().map(part).collect();
        let status = match details.status {
            DebtStatus::Disputed { part } => DebtStatus::Disputed { part: part.map(|part| self.hold(part)) },
            other => other,
        };
        DebtDetails { fees, parts, status, ..details }
    }
}

/// Digits after the point that a rate keeps.
const SCALE: u8 = 9;

/// Why typed text is not a rate of exchange. The page owns the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExchangeError {
    /// Nothing was typed.
    Required,
    /// Not one number.
    Pattern,
    /// Nothing or less, more than 1,000,000,000, or more than nine digits after the point.
    Bounds,
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

    fn euro_in_dollars(text: &str) -> Result<Exchange, ExchangeError> {
        Exchange::parse(text, Currency::from_code("EUR").unwrap(), Currency::USD)
    }

    fn of(minor: i64) -> Amount {
        Amount::from_minor(minor)
    }

    #[test]
    fn reads_what_people_type() {
        for (text, billionths) in [
            ("1.08", 1_080_000_000),
            (" 1,08 ", 1_080_000_000),
            ("$1.0854", 1_085_400_000),
            ("1.08 usd", 1_080_000_000),
            ("1,080", 1_080_000_000),
            (".5", 500_000_000),
            ("0.0000000010", 1),
            ("1000000000", Exchange::BILLIONTHS * Exchange::BILLIONTHS),
        ] {
            let read = euro_in_dollars(text);
            assert_eq!(read.map(|rate| rate.billionths()), Ok(billionths), "{text:?}");
        }
        for (text, error) in [
            ("", ExchangeError::Required),
            (" $ ", ExchangeError::Required),
            ("about 1", ExchangeError::Pattern),
            ("1e3", ExchangeError::Pattern),
            ("1,080.5", ExchangeError::Pattern),
            ("0", ExchangeError::Bounds),
            ("0,000", ExchangeError::Bounds),
            ("-1.08", ExchangeError::Bounds),
            ("0.0000000001", ExchangeError::Bounds),
            ("1000000000.000000001", ExchangeError::Bounds),
            ("99999999999999999999", ExchangeError::Bounds),
        ] {
            assert_eq!(euro_in_dollars(text), Err(error), "{text:?}");
        }
        for text in ["1.08", "12", "0.0067", "0.000000001", "1000000000"] {
            assert_eq!(euro_in_dollars(text).unwrap().decimal_text(), text);
        }
    }

    #[test]
    fn what_is_too_much_is_refused_as_a_balance_and_held_beside_it() {
        let rate = euro_in_dollars("2").unwrap();
        let half = Amount::from_minor(AMOUNT_INPUT_MAX.minor() / 2);
        assert_eq!(rate.settle(half), Some(of(9_999_999_998)));
        assert_eq!(rate.settle(AMOUNT_INPUT_MAX), None);
        assert_eq!(rate.hold(AMOUNT_INPUT_MAX), AMOUNT_INPUT_MAX);
    }

    #[test]
    fn every_amount_of_a_debt_is_converted_once() {
        use crate::debt::{PartKind, PercentBase};
        use crate::rate::Rate;
        let rate = euro_in_dollars("1.085").unwrap();
        let floor = of(25_00);
        // 25.00 at 1.085: 27.125, a half cent up.
        let percent = Rate::ZERO;
        let of_balance = MinimumRule::PercentOf { percent, floor, of: PercentBase::Opening };
        let converted = MinimumRule::PercentOf { percent, floor: of(27_13), of: PercentBase::Opening };
        assert_eq!(rate.minimum(of_balance), converted);
        assert_eq!(rate.minimum(MinimumRule::Fixed(floor)), MinimumRule::Fixed(of(27_13)));
        assert_eq!(rate.minimum(MinimumRule::InterestPlus(floor)), MinimumRule::InterestPlus(of(27_13)));
        for wrap in [PrincipalFloor::Whole, PrincipalFloor::Principal] {
            let rule = |amount| MinimumRule::InterestPlusPercent { percent, floor: wrap(amount) };
            assert_eq!(rate.minimum(rule(floor)), rule(of(27_13)));
        }
        let part = |minor| BalancePart {
            kind: PartKind::Cash,
            balance: of(minor),
            rate: Rate::ZERO,
            promo: None,
            deferred: None,
        };
        let details = DebtDetails {
            fees: Fees { monthly: of(3_00), late: of(12_00), over_limit: of(1) },
            parts: vec![part(33_33), part(33_33), part(33_34)],
            status: DebtStatus::Disputed { part: Some(of(10_00)) },
            ..DebtDetails::NONE
        };
        // 100.00 are 108.50. Of that the parts have 36.16305, 36.16305 and 36.1739: the cent left over is the last one's.
        // Each rounded for itself they would be 36.16, 36.16 and 36.17: a cent less.
        let balance = rate.settle(of(100_00)).unwrap();
        let read = rate.details(details, balance);
        assert_eq!(balance, of(108_50));
        assert_eq!(read.parts.iter().map(|part| part.balance.minor()).collect::<Vec<_>>(), [3_616, 3_616, 3_618]);
        // 3.255, 13.02 and 0.01085.
        assert_eq!(read.fees, Fees { monthly: of(3_26), late: of(13_02), over_limit: of(1) });
        assert_eq!(read.status, DebtStatus::Disputed { part: Some(of(10_85)) });
        let empty = DebtDetails { parts: vec![part(0)], ..DebtDetails::NONE };
        assert_eq!(rate.details(empty.clone(), of(1)), empty);
    }
}
