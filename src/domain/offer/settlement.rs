//! Full and final: one lump over all debts, each creditor the same share of what it is owed.

use super::distribute::CreditorStatus;
use super::share::{ShareClaim, share_out};
use crate::debt::DEBTS_MAX;
use crate::money::{Amount, Rounding};
use crate::rate::Rate;

/// What a lump sum offers each creditor for letting the rest go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FullAndFinal {
    /// One offer for each debt, in their order; nothing for one that may not be paid.
    pub offers: Vec<Amount>,
    /// The share every creditor gets of what it is owed, in percent, rounded down; at most 100.
    pub share: Rate,
    /// What is more than everything owed.
    pub unshared: Amount,
}

/// Why there is no such offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FullAndFinalError {
    /// The lump is nothing or negative.
    NothingOffered,
    /// More than [`DEBTS_MAX`] debts.
    TooMany,
    /// The balance at this place is negative.
    NegativeBalance(usize),
    /// No debt may be paid, or nothing is owed.
    NothingOwed,
}

/// Shares a lump over balances in proportion, exactly, by [`share_out`]; disputed and frozen debts get nothing.
///
/// # Errors
/// See [`FullAndFinalError`].
pub fn full_and_final(lump: Amount, debts: &[(Amount, CreditorStatus)]) -> Result<FullAndFinal, FullAndFinalError> {
    if !lump.is_positive() {
        return Err(FullAndFinalError::NothingOffered);
    }
    if debts.len() > DEBTS_MAX {
        return Err(FullAndFinalError::TooMany);
    }
    if let Some(place) = debts.iter().position(|(balance, _)| *balance < Amount::ZERO) {
        return Err(FullAndFinalError::NegativeBalance(place));
    }
    let open = |&(balance, status): &(Amount, CreditorStatus)| {
        if status == CreditorStatus::Open { balance } else { Amount::ZERO }
    };
    let claims: Vec<ShareClaim> = debts.iter().map(|debt| ShareClaim::by_balance(open(debt))).collect();
    let owed: Amount = debts.iter().map(open).sum();
    let Ok(offers) = share_out(lump, &claims) else { return Err(FullAndFinalError::NothingOwed) };
    let unshared = lump.saturating_sub(offers.iter().copied().sum());
    let whole = 100 * Rate::MILLIONTHS_PER_PERCENT;
    let share = Rounding::Floor
        .divide(i128::from(lump.min(owed).minor()) * i128::from(whole), i128::from(owed.minor()))
        .and_then(|millionths| i64::try_from(millionths).ok())
        .and_then(Rate::from_millionths);
    Ok(FullAndFinal { offers, share: share.ok_or(FullAndFinalError::NothingOwed)?, unshared })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const fn of(minor: i64) -> Amount {
        Amount::from_minor(minor)
    }

    #[test]
    fn every_creditor_gets_the_same_share() {
        // 3,000 over 10,000 owed is 30 pence in the pound.
        let debts = [
            (of(500_000), CreditorStatus::Open),
            (of(200_000), CreditorStatus::Open),
            (of(300_000), CreditorStatus::Open),
        ];
        let found = full_and_final(of(300_000), &debts).unwrap();
        assert_eq!(found.offers, [of(150_000), of(60_000), of(90_000)]);
        assert_eq!((found.share.decimal_text().as_str(), found.unshared), ("30", Amount::ZERO));
        let with_dispute = [debts[0], (of(200_000), CreditorStatus::Disputed), debts[2]];
        let found = full_and_final(of(300_000), &with_dispute).unwrap();
        assert_eq!(
            (found.offers, found.share.decimal_text()),
            (vec![of(187_500), of(0), of(112_500)], "37.5".to_owned())
        );
    }

    #[test]
    fn more_than_is_owed_is_left() {
        let found =
            full_and_final(of(1_000), &[(of(300), CreditorStatus::Open), (of(200), CreditorStatus::Open)]).unwrap();
        assert_eq!((found.offers, found.unshared), (vec![of(300), of(200)], of(500)));
        assert_eq!(found.share.decimal_text(), "100");
    }

    #[test]
    fn refusals_have_reasons() {
        let open = |minor| (of(minor), CreditorStatus::Open);
        assert_eq!(full_and_final(of(0), &[open(1)]), Err(FullAndFinalError::NothingOffered));
        assert_eq!(full_and_final(of(1), &[open(1); 201]), Err(FullAndFinalError::TooMany));
        assert_eq!(full_and_final(of(200), &[open(1); 200]).map(|found| found.unshared), Ok(Amount::ZERO));
        assert_eq!(full_and_final(of(1), &[open(0), open(1)]).map(|found| found.offers), Ok(vec![of(0), of(1)]));
        assert_eq!(full_and_final(of(1), &[open(1), open(-1)]), Err(FullAndFinalError::NegativeBalance(1)));
        assert_eq!(full_and_final(of(1), &[(of(9), CreditorStatus::Frozen)]), Err(FullAndFinalError::NothingOwed));
    }

    proptest! {
        #[test]
        fn no_creditor_is_a_penny_better_off_than_its_share(
            lump in 1..9_999_999_i64, balances in prop::collection::vec(0..5_000_000_i64, 1..12),
        ) {
            let debts: Vec<_> = balances.iter().map(|&minor| (of(minor), CreditorStatus::Open)).collect();
            let owed: i64 = balances.iter().sum();
            let Ok(found) = full_and_final(of(lump), &debts) else { return Ok(()) };
            let sum: Amount = found.offers.iter().copied().sum();
            prop_assert_eq!(sum.saturating_add(found.unshared), of(lump));
            for (offer, balance) in found.offers.iter().zip(&balances) {
                let difference = i128::from(offer.minor()) * i128::from(owed) - i128::from(lump.min(owed)) * i128::from(*balance);
                prop_assert!(difference.abs() < i128::from(owed), "within a penny of the exact share");
            }
        }
    }
}
