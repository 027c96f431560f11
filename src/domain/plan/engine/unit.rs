//! The two number lines a plan can run on: whole minor units, and 10⁻¹⁸ of them for exact runs.

use core::ops::{Add, AddAssign, Sub, SubAssign};

use crate::money::{Amount, Rounding};
use crate::offer::share_integers;
use crate::plan::PlanRounding;

/// Divisor from balance × [`crate::rate::Rate::millionths`] to one month's interest.
pub(crate) const MONTHLY: i64 = 12 * PERCENT;
/// Divisor from balance × [`crate::debt::Percent`] millionths to that percentage.
pub(crate) const PERCENT: i64 = 100_000_000;

/// Money on one of the two lines. Bounds are the engine's business: it stops before any balance passes
/// `BALANCE_MAX` of the simulation, so sums over all debts and months stay far inside the type.
pub(crate) trait Unit:
    Copy + Ord + Default + Add<Output = Self> + Sub<Output = Self> + AddAssign + SubAssign
{
    fn settled(amount: Amount) -> Self;
    fn shown(self) -> Amount;
    /// A rate made ready, so that a month's interest needs no division.
    type Factor: Copy + Default;

    /// Makes a rate ready, in millionths of a percent.
    fn factor(rate: i64, rounding: PlanRounding) -> Self::Factor;
    /// A month's interest: `portion::<MONTHLY>` of the rate that was made ready.
    fn interest(self, factor: &Self::Factor, rounding: PlanRounding) -> Self;
    /// Whether [`Unit::interest_multiplied`] gives the interest of this balance and of smaller ones.
    fn is_multiplied(self, factor: &Self::Factor) -> bool;
    /// [`Unit::interest`] where [`Unit::is_multiplied`] says so: no question, no branch.
    fn interest_multiplied(self, factor: &Self::Factor) -> Self;
    /// `self × numerator ÷ DIVISOR`.
    fn portion<const DIVISOR: i64>(self, numerator: i64, rounding: PlanRounding) -> Self;
    /// `self × numerator ÷ divisor`, neither below zero, the divisor at most 10¹⁸.
    fn fraction(self, numerator: i128, divisor: i128, rounding: PlanRounding) -> Self;
    fn wide(self) -> i128;
    fn narrow(wide: i128) -> Self;
    /// Whether there are fractions that only come from the last digit of the line.
    const HAS_DUST: bool;
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
pub(crate) struct Rounded(i64);

/// A rate as a fraction of a power of two: a month's interest is one multiplication and a shift.
///
/// # Why that is exact
/// Let the rate of a month be `n ÷ d` in lowest terms, the multiplier `m = ⌈n × 2ᵏ ÷ d⌉`, and the balance at most `2ᴮ`.
/// Rounded half up, the interest is the floor of `balance × n ÷ d + ½`, a multiple of `1 ÷ 2d`; so below the next whole
/// number there is room of at least `1 ÷ 2d`. `balance × m ÷ 2ᵏ` is above `balance × n ÷ d` by less than `2ᴮ⁻ᵏ`, and `k =
/// B + 1 + ⌈log₂ d⌉` makes that no more than the room. The floor is the same.
///
/// The largest `B` is taken for which nothing leaves 64 bits: 2²⁵ minor units and more for rates in hundredths of a
/// percent. Larger balances, and odd rates, are divided.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Factor {
    multiplier: u64,
    half: u64,
    shift: u32,
    /// Up to here the multiplication is exact.
    balance_max: i64,
    /// In millionths of a percent.
    rate: i64,
}

impl Factor {
    fn new(rate: i64, rounding: PlanRounding) -> Self {
        let divided = Self { balance_max: -1, rate, ..Self::default() };
        if rate == 0 {
            return Self { balance_max: i64::MAX, ..Self::default() };
        }
        if rounding == PlanRounding::HalfEven {
            return divided;
        }
        let (numerator, divisor) = reduced(rate.unsigned_abs());
        let numerator_bits = u64::BITS - numerator.leading_zeros();
        let divisor_bits = u64::BITS - (divisor - 1).leading_zeros();
        // So that numerator × 2ᵏ fits, and balance × multiplier with half of 2ᵏ does.
        let by_multiplier = 62_u32.checked_sub(divisor_bits + numerator_bits);
        let by_product = 60_u32.checked_sub(numerator_bits).map(|bits| bits / 2);
        let (Some(by_multiplier), Some(by_product)) = (by_multiplier, by_product) else { return divided };
        let balance_bits = by_multiplier.min(by_product);
        let shift = balance_bits + 1 + divisor_bits;
        Self {
            multiplier: (numerator << shift).div_ceil(divisor),
            half: 1 << (shift - 1),
            shift,
            balance_max: 1 << balance_bits,
            rate,
        }
    }
}

/// A rate over [`MONTHLY`] in lowest terms. The divisor is 2¹⁰ × 3 × 5⁸, so no general search is needed.
fn reduced(rate: u64) -> (u64, u64) {
    let (mut numerator, mut divisor) = (rate, MONTHLY.cast_unsigned());
    let twos = numerator.trailing_zeros().min(divisor.trailing_zeros());
    numerator >>= twos;
    divisor >>= twos;
    // Rates in hundredths of a percent come down at one go.
    for (factor, times) in [(625, 2), (5, 3), (3, 1)] {
        for _ in 0..times {
            if !numerator.is_multiple_of(factor) || !divisor.is_multiple_of(factor) {
                break;
            }
            numerator /= factor;
            divisor /= factor;
        }
    }
    (numerator, divisor)
}

impl Rounded {
    /// Apart, so that the usual case is short.
    #[cold]
    #[inline(never)]
    fn divided(self, rate: i64, rounding: PlanRounding) -> Self {
        self.portion::<MONTHLY>(rate, rounding)
    }
}

impl Unit for Rounded {
    type Factor = Factor;
    const HAS_DUST: bool = false;

    fn factor(rate: i64, rounding: PlanRounding) -> Factor {
        Factor::new(rate, rounding)
    }

    #[inline]
    fn interest(self, factor: &Factor, rounding: PlanRounding) -> Self {
        if self.is_multiplied(factor) { self.interest_multiplied(factor) } else { self.divided(factor.rate, rounding) }
    }

    #[inline]
    fn is_multiplied(self, factor: &Factor) -> bool {
        self.0 <= factor.balance_max
    }

    #[inline]
    fn interest_multiplied(self, factor: &Factor) -> Self {
        Self(((self.0.cast_unsigned() * factor.multiplier + factor.half) >> factor.shift).cast_signed())
    }

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
            let mut most = 0;
            for place in 1..rests.len() {
                if rests[place] > rests[most] {
                    most = place;
                }
            }
            claims[most].0 += 1;
            rests[most].0 = -1;
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
const fn half_even(dividend: u64, divisor: u64) -> Rounded {
    let whole = dividend / divisor;
    let is_half = whole * divisor == dividend;
    Rounded((if is_half { whole & !1 } else { whole }).cast_signed())
}

/// True if the product of two numbers that are not negative is surely within an i64: because both have at most 31 bits,
/// or no more than 63 together. A checked multiplication would know exactly, but wasm has none and works it out in 128
/// bits.
#[inline]
const fn product_fits(left: i64, right: i64) -> bool {
    (left | right) >> 31 == 0 || left.leading_zeros() + right.leading_zeros() > i64::BITS
}

#[cold]
fn wide_portion(unit: Rounded, numerator: i64, divisor: i64, rounding: PlanRounding) -> Rounded {
    // The product of two i64 leaves ample room in an i128, so the division never refuses.
    Rounded::narrow(mode(rounding).divide(unit.wide() * i128::from(numerator), i128::from(divisor)).unwrap_or_default())
}

const fn mode(rounding: PlanRounding) -> Rounding {
    match rounding {
        PlanRounding::HalfUp | PlanRounding::None => Rounding::HalfUp,
        PlanRounding::HalfEven => Rounding::HalfEven,
    }
}

impl Add for Rounded {
    type Output = Self;
    #[inline]
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Rounded {
    type Output = Self;
    #[inline]
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl AddAssign for Rounded {
    #[inline]
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Rounded {
    #[inline]
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

/// 10⁻¹⁸ of a minor unit. A month's interest is off by less than one of them; at rates up to a third a hundred years
/// make less than a thousandth of a minor unit of it. At steeper rates the same holds for as long as the plan is not
/// poised between clearing and never clearing: there no number of digits is enough.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Unrounded(i128);

impl Unrounded {
    const PER_MINOR: i128 = 1_000_000_000_000_000_000;
}

impl Unit for Unrounded {
    type Factor = i64;
    const HAS_DUST: bool = true;

    fn factor(rate: i64, _: PlanRounding) -> i64 {
        rate
    }

    fn interest(self, rate: &i64, rounding: PlanRounding) -> Self {
        self.portion::<MONTHLY>(*rate, rounding)
    }

    fn is_multiplied(self, _: &i64) -> bool {
        false
    }

    fn interest_multiplied(self, rate: &i64) -> Self {
        self.interest(rate, PlanRounding::None)
    }

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

impl Add for Unrounded {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Unrounded {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl AddAssign for Unrounded {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Unrounded {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rate::Rate;

    fn divided(balance: i64, rate: i64, rounding: PlanRounding) -> i64 {
        let interest = mode(rounding).divide(i128::from(balance) * i128::from(rate), i128::from(MONTHLY));
        i64::try_from(interest.unwrap()).unwrap()
    }

    fn multiplied(balance: i64, rate: i64, rounding: PlanRounding) -> i64 {
        Rounded(balance).interest(&Rounded::factor(rate, rounding), rounding).0
    }

    #[test]
    fn usual_rates_are_multiplied_and_no_rate_is_free() {
        for (hundredths, balance_max) in [(24_99, 1 << 25), (4_75, 1 << 27), (19_90, 1 << 26), (0, i64::MAX)] {
            assert_eq!(Rounded::factor(hundredths * 10_000, PlanRounding::HalfUp).balance_max, balance_max);
        }
        assert_eq!(Rounded::factor(24_990_000, PlanRounding::HalfEven).balance_max, -1);
    }

    proptest! {
        #[test]
        fn multiplying_is_dividing(
            rate in prop_oneof![0..=Rate::MAX.millionths(), (0..10_000_i64).prop_map(|rate| rate * 10_000)],
            balance in prop_oneof![0..100_000_i64, 0..100_000_000_i64, 0..1_000_000_000_000_i64],
        ) {
            for rounding in [PlanRounding::HalfUp, PlanRounding::HalfEven] {
                prop_assert_eq!(multiplied(balance, rate, rounding), divided(balance, rate, rounding));
            }
            // At the edge, where there is least room, and on both sides of a half.
            let edge = Rounded::factor(rate, PlanRounding::HalfUp).balance_max;
            if (1..i64::MAX).contains(&edge) {
                for near in (edge - 300).max(0)..=edge + 1 {
                    prop_assert_eq!(multiplied(near, rate, PlanRounding::HalfUp), divided(near, rate, PlanRounding::HalfUp));
                }
            }
        }

        #[test]
        fn halves_go_up(rate in 1..10_000_i64, step in 0..3_000_i64) {
            // Balances whose interest is exactly half a unit beyond a whole one, and their neighbours.
            let (numerator, divisor) = reduced((rate * 10_000).unsigned_abs());
            let divisor = i64::try_from(divisor).unwrap();
            if divisor % 2 == 0 {
                let inverse = (1..divisor).find(|&b| i128::from(b) * i128::from(numerator) % i128::from(divisor) == i128::from(divisor / 2));
                let balance = inverse.unwrap_or_default() + step * divisor;
                for near in [balance - 1, balance, balance + 1].into_iter().filter(|near| *near >= 0) {
                    let rate = rate * 10_000;
                    prop_assert_eq!(multiplied(near, rate, PlanRounding::HalfUp), divided(near, rate, PlanRounding::HalfUp));
                }
            }
        }
    }
}
