//! Sharing one sum over several creditors so that the parts are whole minor units and add up.

use crate::money::Amount;

/// One creditor's claim to a part of a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShareClaim {
    /// What the sum is shared by: the balance, or the contractual payment.
    pub weight: Amount,
    /// The part is never more than this, usually what is owed; `None` for no bound.
    pub cap: Option<Amount>,
}

impl ShareClaim {
    /// A share by balance: more than the balance is never offered.
    #[must_use]
    pub const fn by_balance(balance: Amount) -> Self {
        Self { weight: balance, cap: Some(balance) }
    }

    /// A share by contractual payment: more than the balance is never offered.
    #[must_use]
    pub const fn by_contractual_payment(payment: Amount, balance: Amount) -> Self {
        Self { weight: payment, cap: Some(balance) }
    }
}

/// Why a sum cannot be shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareError {
    /// The sum is below zero.
    Negative,
    /// The claim at this place has a weight or cap below zero.
    NegativeClaim(usize),
    /// There is something to share, and no claim has any weight.
    NoWeight,
}

/// Shares an amount in proportion to the weights, by largest remainder.
///
/// Each part is first the whole minor units of its exact share. The units left over go one each to the parts with the
/// largest fractions dropped; among equal fractions the earlier claim gets it. A part that would pass its cap is held
/// there and the rest is shared among the others, again in proportion.
///
/// The parts add up to the amount exactly, unless the caps of all claims with weight together are less: then each of
/// them gets its cap and the rest is nobody's.
///
/// # Errors
/// See [`ShareError`].
pub fn share_out(amount: Amount, claims: &[ShareClaim]) -> Result<Vec<Amount>, ShareError> {
    if amount < Amount::ZERO {
        return Err(ShareError::Negative);
    }
    let is_negative =
        |claim: &ShareClaim| claim.weight < Amount::ZERO || claim.cap.is_some_and(|cap| cap < Amount::ZERO);
    if let Some(place) = claims.iter().position(is_negative) {
        return Err(ShareError::NegativeClaim(place));
    }
    if amount.is_positive() && claims.iter().all(|claim| claim.weight.is_zero()) {
        return Err(ShareError::NoWeight);
    }
    let weights: Vec<i128> = claims.iter().map(|claim| i128::from(claim.weight.minor())).collect();
    let caps: Vec<i128> = claims.iter().map(|claim| i128::from(claim.cap.unwrap_or(amount).minor())).collect();
    let parts = share_integers(i128::from(amount.minor()), &weights, &caps);
    // A part is at most the amount, so it fits.
    Ok(parts.into_iter().map(|part| Amount::from_minor(i64::try_from(part).unwrap_or(i64::MAX))).collect())
}

/// The rule of [`share_out`] on bare integers, none of them negative.
///
/// Weights too large to be multiplied are shortened by the same power of two first, to 62 bits together: a relative
/// error of 10⁻¹⁸, met only by the plan engine's unrounded runs.
pub(crate) fn share_integers(amount: i128, weights: &[i128], caps: &[i128]) -> Vec<i128> {
    debug_assert_eq!(weights.len(), caps.len(), "one cap for each weight");
    let weights = shorten(weights);
    let mut parts = vec![0; weights.len()];
    let mut open: Vec<usize> = (0..weights.len()).filter(|&place| weights[place] > 0).collect();
    let mut rest = amount;
    // Hold at their caps all that would pass them; each round settles at least one claim.
    loop {
        let weight_total: i128 = open.iter().map(|&place| weights[place]).sum();
        let before = (open.len(), rest);
        open.retain(|&place| {
            let fits = before.1 == 0 || exceeds(caps[place], before.1, weights[place], weight_total);
            if !fits {
                parts[place] = caps[place];
                rest -= caps[place];
            }
            fits
        });
        if open.len() == before.0 {
            break;
        }
    }
    let weight_total: i128 = open.iter().map(|&place| weights[place]).sum();
    if weight_total == 0 {
        return parts;
    }
    let mut by_fraction = Vec::with_capacity(open.len());
    let shared = rest;
    for place in open {
        let (whole, fraction) = multiply_divide(shared, weights[place], weight_total);
        parts[place] = whole;
        rest -= whole;
        by_fraction.push((core::cmp::Reverse(fraction), place));
    }
    by_fraction.sort_unstable();
    for (_, place) in by_fraction {
        if rest == 0 {
            break;
        }
        parts[place] += 1;
        rest -= 1;
    }
    debug_assert_eq!(rest, 0, "what is left over is less than one unit for each claim");
    parts
}

/// Weights in their proportions, shortened to 62 bits together.
fn shorten(weights: &[i128]) -> Vec<i128> {
    let total = weights.iter().fold(0_i128, |sum, &weight| sum.saturating_add(weight));
    let excess = (i128::BITS - total.leading_zeros()).saturating_sub(62);
    weights.iter().map(|&weight| if weight > 0 { (weight >> excess).max(1) } else { 0 }).collect()
}

/// `cap > amount × weight ÷ total`, exactly.
fn exceeds(cap: i128, amount: i128, weight: i128, total: i128) -> bool {
    let (whole, _) = multiply_divide(amount, weight, total);
    cap > whole
}

/// Whole part and rest of `amount × weight ÷ total`, with `weight ≤ total < 2⁶³`.
fn multiply_divide(amount: i128, weight: i128, total: i128) -> (i128, i128) {
    if let Some(product) = amount.checked_mul(weight) {
        return (product / total, product % total);
    }
    // Schoolbook division in two digits of 32 bits each, so that no step leaves the type.
    let (high, low) = (amount >> 32, amount & 0xFFFF_FFFF);
    let first = high * weight;
    let second = ((first % total) << 32) + low * weight;
    (((first / total) << 32) + second / total, second % total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn minor(value: i64) -> Amount {
        Amount::from_minor(value)
    }

    fn by_balance(amount: i64, balances: &[i64]) -> Vec<i64> {
        let claims: Vec<ShareClaim> = balances.iter().map(|&balance| ShareClaim::by_balance(minor(balance))).collect();
        share_out(minor(amount), &claims).unwrap().into_iter().map(Amount::minor).collect()
    }

    #[test]
    fn published_shares_by_balance() {
        // moneyadvicehub.org.uk, informal offers: 100.00 over 500, 1000, 233 and 200.
        assert_eq!(by_balance(10_000, &[50_000, 100_000, 23_300, 20_000]), [2_587, 5_173, 1_205, 1_035]);
        // daveramsey.com, ask Dave 8557: 600 over 5000, 2000 and 3000.
        assert_eq!(by_balance(60_000, &[500_000, 200_000, 300_000]), [30_000, 12_000, 18_000]);
    }

    #[test]
    fn odd_pennies_go_to_the_earlier_of_equals() {
        assert_eq!(by_balance(100, &[1_000, 1_000, 1_000]), [34, 33, 33]);
        assert_eq!(by_balance(101, &[1_000, 1_000, 1_000]), [34, 34, 33]);
    }

    #[test]
    fn a_cap_passes_the_rest_on() {
        let claim = |weight, cap| ShareClaim { weight: minor(weight), cap: Some(minor(cap)) };
        let parts = share_out(minor(1_000), &[claim(50, 100), claim(30, 2_000), claim(20, 2_000)]).unwrap();
        assert_eq!(parts, [minor(100), minor(540), minor(360)]);
        // More than everything owed: each gets what is owed, the rest is nobody's.
        assert_eq!(by_balance(500, &[100, 0, 200]), [100, 0, 200]);
    }

    #[test]
    fn refusals_have_reasons() {
        assert_eq!(share_out(minor(-1), &[]), Err(ShareError::Negative));
        assert_eq!(share_out(minor(1), &[ShareClaim::by_balance(minor(-5))]), Err(ShareError::NegativeClaim(0)));
        assert_eq!(share_out(minor(1), &[ShareClaim::by_balance(minor(0))]), Err(ShareError::NoWeight));
        assert_eq!(share_out(minor(0), &[]), Ok(vec![]));
        // Nothing needs no weight to be shared by.
        assert_eq!(share_out(minor(0), &[ShareClaim::by_balance(minor(0))]), Ok(vec![minor(0)]));
        // A weight or a cap below nothing is enough, and nothing itself is neither.
        let claim = |weight, cap: Option<i64>| ShareClaim { weight: minor(weight), cap: cap.map(minor) };
        for bad in [claim(-1, None), claim(-1, Some(5)), claim(1, Some(-1))] {
            assert_eq!(share_out(minor(1), &[claim(1, None), bad]), Err(ShareError::NegativeClaim(1)));
        }
        assert_eq!(share_out(minor(1), &[claim(0, Some(0)), claim(1, None)]), Ok(vec![minor(0), minor(1)]));
    }

    #[test]
    fn long_numbers_divide_like_short_ones() {
        let total = (1_i128 << 62) - 57;
        let amount = 123_456_789_012_345_678_901_234_567_890_i128;
        let (whole, rest) = multiply_divide(amount, total - 1, total);
        // amount × (total − 1) = amount × total − amount
        let back = -amount;
        assert_eq!(whole, amount + back.div_euclid(total));
        assert_eq!(rest, back.rem_euclid(total));
    }

    proptest! {
        #[test]
        fn parts_add_up_and_stay_within_their_caps(
            amount in 0..2_000_000_i64,
            claims in prop::collection::vec((0..1_000_000_i64, 0..1_000_000_i64), 1..12),
        ) {
            let claims: Vec<ShareClaim> =
                claims.into_iter().map(|(weight, cap)| ShareClaim { weight: minor(weight), cap: Some(minor(cap)) }).collect();
            prop_assume!(claims.iter().any(|claim| claim.weight.is_positive()));
            let parts = share_out(minor(amount), &claims).unwrap();
            let room: Amount = claims.iter().filter(|claim| claim.weight.is_positive()).filter_map(|claim| claim.cap).sum();
            prop_assert_eq!(parts.iter().copied().sum::<Amount>(), minor(amount).min(room));
            for (part, claim) in parts.iter().zip(&claims) {
                prop_assert!(*part <= claim.cap.unwrap());
                prop_assert!(claim.weight.is_positive() || part.is_zero());
            }
        }

        #[test]
        fn uncapped_parts_are_within_one_unit_of_the_exact_share(
            amount in 0..2_000_000_i64,
            weights in prop::collection::vec(1..1_000_000_i64, 1..12),
        ) {
            let claims: Vec<ShareClaim> = weights.iter().map(|&weight| ShareClaim { weight: minor(weight), cap: None }).collect();
            let total: i64 = weights.iter().sum();
            for (part, weight) in share_out(minor(amount), &claims).unwrap().into_iter().zip(weights) {
                let difference = part.minor() * total - amount * weight;
                prop_assert!(difference.abs() < total);
            }
        }
    }
}
