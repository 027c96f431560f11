//! The two number lines a plan can run on: whole minor units, and 10⁻¹⁸ of them for exact runs.

use core::ops::{Add, AddAssign, Sub, SubAssign};

use super::PlanRounding;
use crate::money::{Amount, Rounding};
use crate::offer::share_integers;

/// Divisor from balance × [`crate::rate::Rate::millionths`] to one month's interest.
pub(super) const MONTHLY: i64 = 12 * PERCENT;
/// Divisor from balance × [`crate::debt::Percent`] millionths to that percentage.
pub(super) const PERCENT: i64 = 100_000_000;

/// Money on one of the two lines. Bounds are the engine's business: it stops before any balance passes
/// `BALANCE_MAX` of the simulation, so sums over all debts and months stay far inside the type.
pub(super) trait Unit:
    Copy + Ord + Default + Add<Output = Self> + Sub<Output = Self> + AddAssign + SubAssign
{
    fn settled(amount: Amount) -> Self;
    fn shown(self) -> Amount;
    /// `self × numerator ÷ DIVISOR`.
    fn portion<const DIVISOR: i64>(self, numerator: i64, rounding: PlanRounding) -> Self;
    /// `self × numerator ÷ divisor`, neither below zero, the divisor at most 10¹⁸.
    fn fraction(self, numerator: i128, divisor: i128, rounding: PlanRounding) -> Self;
    fn wide(self) -> i128;
    fn narrow(wide: i128) -> Self;
    /// Fractions so small that they can only come from the last digit of the line.
    fn is_dust(self) -> bool;

    /// Shares an amount among claims in proportion to them, none getting more than it claims: the claims become the
    /// parts. `rests` is memory to work in.
    fn share_among(amount: Self, claims: &mut Vec<Self>, _rests: &mut Vec<Self>) {
        *claims = Self::share(amount, claims, claims);
    }

    /// Shares an amount by weights, no part above its cap.
    fn share(amount: Self, weights: &[Self], caps: &[Self]) -> Vec<Self> {
        let widen = |values: &[Self]| values.iter().map(|value| value.wide()).collect::<Vec<_>>();
        share_integers(amount.wide(), &widen(weights), &widen(caps)).into_iter().map(Self::narrow).collect()
    }
}

/// Whole minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Minor(i64);

impl Unit for Minor {
    #[inline]
    fn settled(amount: Amount) -> Self {
        Self(amount.minor())
    }

    #[inline]
    fn shown(self) -> Amount {
        Amount::from_minor(self.0)
    }

    #[inline]
    fn portion<const DIVISOR: i64>(self, numerator: i64, rounding: PlanRounding) -> Self {
        if !product_fits(self.0, numerator) {
            return wide_portion(self, numerator, DIVISOR, rounding);
        }
        let product = self.0 * numerator;
        // Without a sign, and with half a divisor put to the dividend (the sum fits a u64), rounding half up is one
        // division.
        const { assert!(DIVISOR % 2 == 0, "half a divisor is whole") };
        let divisor = DIVISOR.cast_unsigned();
        let dividend = product.cast_unsigned() + divisor / 2;
        if rounding == PlanRounding::HalfEven {
            return half_even(dividend, divisor);
        }
        Self((dividend / divisor).cast_signed())
    }

    /// The rule of [`share_integers`] where its products fit an i64; a claim is its own cap, which none reaches.
    fn share_among(amount: Self, claims: &mut Vec<Self>, rests: &mut Vec<Self>) {
        let total: i64 = claims.iter().map(|claim| claim.0).sum();
        if amount.0 >= total {
            return;
        }
        if !product_fits(amount.0, total) {
            *claims = Self::share(amount, claims, claims);
            return;
        }
        rests.clear();
        let mut left = amount.0;
        for claim in claims.iter_mut() {
            let product = amount.0 * claim.0;
            let part = product / total;
            rests.push(Self(product - part * total));
            left -= part;
            claim.0 = part;
        }
        // The units left over, fewer than claims, to the largest fractions dropped; among equals to the earlier.
        while left > 0 {
            let Some(most) = rests.iter().max().copied() else { return };
            let Some(place) = rests.iter().position(|rest| *rest == most) else { return };
            claims[place].0 += 1;
            rests[place].0 = -1;
            left -= 1;
        }
    }

    fn fraction(self, numerator: i128, divisor: i128, rounding: PlanRounding) -> Self {
        Self::narrow(mode(rounding).divide(self.wide() * numerator, divisor).unwrap_or_default())
    }

    fn wide(self) -> i128 {
        i128::from(self.0)
    }

    fn narrow(wide: i128) -> Self {
        debug_assert!(i64::try_from(wide).is_ok(), "the engine keeps balances in range");
        Self(i64::try_from(wide).unwrap_or(i64::MAX))
    }

    fn is_dust(self) -> bool {
        self.0 == 0
    }
}

/// Half a divisor has been put to the dividend: nothing is left over only where the fraction was exactly a half, and
/// there it goes back to the even neighbour.
#[inline(never)]
const fn half_even(dividend: u64, divisor: u64) -> Minor {
    let whole = dividend / divisor;
    let is_half = whole * divisor == dividend;
    Minor((if is_half { whole & !1 } else { whole }).cast_signed())
}

/// True if the product of two numbers that are not negative is surely within an i64: because both have at most 31 bits,
/// or no more than 63 together. A checked multiplication would know exactly, but wasm has none and works it out in 128
/// bits.
#[inline]
const fn product_fits(left: i64, right: i64) -> bool {
    (left | right) >> 31 == 0 || left.leading_zeros() + right.leading_zeros() > i64::BITS
}

#[cold]
fn wide_portion(unit: Minor, numerator: i64, divisor: i64, rounding: PlanRounding) -> Minor {
    // The product of two i64 leaves ample room in an i128, so the division never refuses.
    Minor::narrow(mode(rounding).divide(unit.wide() * i128::from(numerator), i128::from(divisor)).unwrap_or_default())
}

const fn mode(rounding: PlanRounding) -> Rounding {
    match rounding {
        PlanRounding::HalfUp | PlanRounding::None => Rounding::HalfUp,
        PlanRounding::HalfEven => Rounding::HalfEven,
    }
}

impl Add for Minor {
    type Output = Self;
    #[inline]
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Minor {
    type Output = Self;
    #[inline]
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl AddAssign for Minor {
    #[inline]
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Minor {
    #[inline]
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

/// 10⁻¹⁸ of a minor unit. A month's interest is off by less than one of them; at rates up to a third a hundred years
/// make less than a thousandth of a minor unit of it. At steeper rates the same holds for as long as the plan is not
/// poised between clearing and never clearing: there no number of digits is enough.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fine(i128);

impl Fine {
    const PER_MINOR: i128 = 1_000_000_000_000_000_000;
}

impl Unit for Fine {
    fn settled(amount: Amount) -> Self {
        Self(i128::from(amount.minor()) * Self::PER_MINOR)
    }

    fn shown(self) -> Amount {
        let minor = Rounding::HalfUp.divide(self.0, Self::PER_MINOR).unwrap_or_default();
        Amount::from_minor(i64::try_from(minor).unwrap_or(i64::MAX))
    }

    fn portion<const DIVISOR: i64>(self, numerator: i64, _: PlanRounding) -> Self {
        // Divided before multiplied, so that the product of a long balance and a high rate stays in range.
        let (divisor, numerator) = (i128::from(DIVISOR), i128::from(numerator));
        let rest = self.0 % divisor * numerator;
        Self(self.0 / divisor * numerator + (rest + divisor / 2) / divisor)
    }

    fn fraction(self, numerator: i128, divisor: i128, _: PlanRounding) -> Self {
        let rest = self.0 % divisor;
        let part = match rest.checked_mul(numerator) {
            Some(product) => product / divisor,
            // Only for rates of thousands of percent: three digits of eighteen are given up.
            None => (rest / 1_000) * (numerator / 1_000) / (divisor / 1_000_000).max(1),
        };
        Self(self.0 / divisor * numerator + part)
    }

    fn wide(self) -> i128 {
        self.0
    }

    fn narrow(wide: i128) -> Self {
        Self(wide)
    }

    fn is_dust(self) -> bool {
        self.0 < Self::PER_MINOR / 1_000_000_000
    }
}

impl Add for Fine {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Fine {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl AddAssign for Fine {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Fine {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}
