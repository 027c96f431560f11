//! The annual percentage rate: what credit costs a year, all in, so that two offers can be compared.
//!
//! # Problem
//! Find the rate at which the advances and the payments, each discounted to the start, are worth the same.
//! - *Actuarial, United States*: 12 CFR 1026 Appendix J (b)(8). With `i` the rate per unit period, a flow after `t`
//!   whole unit periods and a fraction `f` of one is discounted by `(1 + f·i)·(1 + i)^t`; the rate a year is `i` times
//!   the unit periods in a year.
//! - *Effective, European Union*: Directive 2008/48/EC, Annex I (the same in Directive 2014/17/EU and FCA CONC App
//!   1.2). With `X` the rate a year, a flow after `t` years is discounted by `(1 + X)^t`. A flow may come before the
//!   first drawdown, as a fee for an application does.
//!
//! # Method
//! The equation has no closed form. The difference of the two worths is followed outwards from a rate of nothing until
//! its sign changes, then the bracket is halved until it is as narrow as the number line allows. Worths are those at the
//! earliest flow, so that none of them grows with the rate. This is the one module of the domain that computes in
//! floating point; nothing it returns is money.
//!
//! # Certificate
//! The answer is rounded to a millionth of a percent and then checked from both sides: half a millionth below and half
//! a millionth above it the difference must have opposite signs (or be nothing). So the rate given is the true one to
//! its last digit, however it was found. Where that cannot be shown there is no answer. A rate of a million percent and
//! more, as a few days of payday credit have, is given and certified to twelve digits instead: there a millionth is
//! beyond what the number line tells apart.
//!
//! # Not handled
//! Flows that change sign more than once may have several rates. Rates above nothing are looked for first if more is
//! paid than advanced, else those below; the one nearest to nothing is given.
#![expect(
    clippy::float_arithmetic,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "a root of a power equation is found in floating point, and certified; no amount is computed here"
)]

use crate::money::Amount;
use rust_decimal::Decimal;

/// The highest rate that is looked for, in percent a year: a million million million million. A day's credit that costs
/// a seventh of the sum stays below it.
const PERCENT_MAX: f64 = 1e24;

/// The digits an answer has at most.
const DIGITS: i32 = 12;

/// The most single flows one calculation may hold, repeated payments counted each.
pub const FLOWS_MAX: u32 = 20_000;

/// A point in time as an exact number of periods (or years) since the start: a fraction of two whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Periods {
    numerator: i64,
    denominator: i64,
}

impl Periods {
    /// The start.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };

    /// So many periods; `None` if the numerator is negative or the denominator is not
    /// positive.
    #[must_use]
    pub const fn new(numerator: i64, denominator: i64) -> Option<Self> {
        if numerator < 0 || denominator <= 0 { None } else { Some(Self { numerator, denominator }) }
    }

    /// Reads `"3"`, `"1.6333333333"`, `"1/12"` or `"31/365.25"`. Of a decimal with more than 18 digits the first 18
    /// count: the rest is less than a nanosecond of a century. `None` for any other shape, or for more digits before
    /// the point.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let Some((numerator, denominator)) = text.split_once('/') else { return Self::decimal(text) };
        let (above, below) = (Self::decimal(numerator)?, Self::decimal(denominator)?);
        // a/10ᵖ ÷ b/10ᵠ; the powers of ten that both hold cancel first.
        let scale = above.denominator.max(below.denominator);
        Self::new(
            above.numerator.checked_mul(scale / above.denominator)?,
            below.numerator.checked_mul(scale / below.denominator)?,
        )
    }

    /// Like [`Self::parse`], with an optional minus before it: before the start.
    #[must_use]
    pub fn parse_signed(text: &str) -> Option<Self> {
        match text.strip_prefix('-') {
            Some(size) => Self::parse(size).map(|after| Self { numerator: -after.numerator, ..after }),
            None => Self::parse(text),
        }
    }

    /// Digits with an optional point, as a number over a power of ten.
    fn decimal(text: &str) -> Option<Self> {
        let plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let (whole, fraction) = match text.split_once('.') {
            Some((_, fraction)) if !plain(fraction) => return None,
            Some(parts) => parts,
            None => (text, ""),
        };
        if !plain(whole) {
            return None;
        }
        let kept = &fraction[..fraction.len().min(18_usize.checked_sub(whole.len())?)];
        let number = Decimal::from_str_exact(&[whole, ".", kept].concat()).ok()?;
        Self::new(i64::try_from(number.mantissa()).ok()?, 10_i64.pow(number.scale()))
    }

    /// Whole periods, and the fraction beyond them, which is never below nothing.
    fn split(self) -> (f64, f64) {
        let whole = self.numerator.div_euclid(self.denominator);
        (whole as f64, self.numerator.rem_euclid(self.denominator) as f64 / self.denominator as f64)
    }

    const fn is_before_start(self) -> bool {
        self.numerator < 0
    }
}

/// How much a flow is, as a whole number of some unit that all flows of a calculation share. Rates do not depend on it:
/// it may be the minor unit, or a ten thousand millionth of the major one where flows are published unrounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Size(i128);

impl Size {
    /// The most one flow may be. A float holds it, and all flows of a calculation together.
    pub const MAX: Self = Self(10_i128.pow(30));

    /// So many units.
    #[must_use]
    pub const fn new(units: i128) -> Self {
        Self(units)
    }
}

/// In minor units.
impl From<Amount> for Size {
    fn from(amount: Amount) -> Self {
        Self(amount.minor().into())
    }
}

/// Money changing hands, once or in a run of equal flows one period apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flow {
    /// How much, not negative and at most [`Size::MAX`].
    pub size: Size,
    /// When, or when for the first time.
    pub at: Periods,
    /// How many times, each a whole period after the last; at least 1.
    pub count: u32,
}

impl Flow {
    /// One flow.
    #[must_use]
    pub fn once(amount: Amount, at: Periods) -> Self {
        Self { size: amount.into(), at, count: 1 }
    }
}

/// How time and rate go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// 12 CFR 1026 Appendix J; times count in unit periods.
    ActuarialUs {
        /// How many unit periods make a year: 12 for months, 52 for weeks. Not zero.
        unit_periods_per_year: Periods,
    },
    /// Directive 2008/48/EC, Annex I; times count in years.
    EffectiveEu,
}

/// An annual percentage rate in millionths of a percent. May be negative: credit that is repaid with less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Apr(i128);

impl Apr {
    /// Millionths of a percent.
    #[must_use]
    pub const fn millionths(self) -> i128 {
        self.0
    }

    /// Decimal text in percent with six digits after the point: `12.825562`.
    #[must_use]
    pub fn decimal_text(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let millionths = self.0.unsigned_abs();
        format!("{sign}{}.{:06}", millionths / 1_000_000, millionths % 1_000_000)
    }
}

/// Why there is no rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AprError {
    /// Nothing is advanced.
    NoAdvance,
    /// Nothing is paid back.
    NoPayment,
    /// A flow below zero or too large, or before the start by the actuarial method; advances are counted first, then
    /// payments.
    Flow(usize),
    /// A flow that happens no time; its place is counted likewise.
    Count(usize),
    /// More than [`FLOWS_MAX`] single flows.
    TooManyFlows,
    /// No unit periods in a year.
    UnitPeriods,
    /// No rate above −99.999999 % a period makes the two sides equal.
    NoRate,
    /// The rate is above a million million million million percent a year.
    TooHigh,
    /// There is a rate, but its last digit cannot be certified: the flows weigh next to nothing against each other.
    Uncertain,
}

/// A run of flows as the equation sees it: positive for advances, negative for payments.
struct Term {
    size: f64,
    /// Periods after the earliest flow.
    whole: f64,
    fraction: f64,
    count: u32,
}

/// The annual percentage rate of advances and payments.
///
/// # Errors
/// See [`AprError`].
pub fn annual_percentage_rate(method: Method, advances: &[Flow], payments: &[Flow]) -> Result<Apr, AprError> {
    let periods_per_year = match method {
        Method::ActuarialUs { unit_periods_per_year } => {
            unit_periods_per_year.split().0 + unit_periods_per_year.split().1
        }
        Method::EffectiveEu => 1.0,
    };
    if periods_per_year <= 0.0 {
        return Err(AprError::UnitPeriods);
    }
    let terms = terms(method, advances, payments)?;
    let difference = |rate: f64| worth(&terms, method, rate);

    // Millionths of a percent a year in one unit of the rate per period.
    let millionths_per_unit = periods_per_year * 100_000_000.0;
    let bracket = bracket(&difference, PERCENT_MAX / 100.0 / periods_per_year);
    let Some((low, high)) = bracket else {
        let rises = difference(0.0) < 0.0 && weightiest(&terms, method) > 0.0;
        return Err(if rises { AprError::TooHigh } else { AprError::NoRate });
    };
    let root = halve(&difference, low, high) * millionths_per_unit;
    // One, or a higher power of ten where the answer would have too many digits.
    let step = 10_f64.powi((root.abs().max(1.0).log10().floor() as i32 + 1 - DIGITS).max(0));
    let rounded = (root / step).round();
    let side = |offset: f64| difference((rounded + offset) * step / millionths_per_unit);
    let (below, above) = (side(-0.5), side(0.5));
    let certified = below.is_finite() && above.is_finite() && below * above <= 0.0;
    if !certified {
        return Err(AprError::Uncertain);
    }
    // Within the bracket, so far inside the range; both are whole numbers that a float holds exactly.
    Ok(Apr(rounded as i128 * step as i128))
}

fn terms(method: Method, advances: &[Flow], payments: &[Flow]) -> Result<Vec<Term>, AprError> {
    let has_money = |flows: &[Flow]| flows.iter().any(|flow| flow.size > Size(0));
    let flows = || advances.iter().chain(payments);
    let is_in_range = |flow: &Flow| {
        let in_time = matches!(method, Method::EffectiveEu) || !flow.at.is_before_start();
        in_time && (Size(0)..=Size::MAX).contains(&flow.size)
    };
    if let Some(place) = flows().position(|flow| !is_in_range(flow)) {
        return Err(AprError::Flow(place));
    }
    if let Some(place) = flows().position(|flow| flow.count == 0) {
        return Err(AprError::Count(place));
    }
    if !has_money(advances) {
        return Err(AprError::NoAdvance);
    }
    if !has_money(payments) {
        return Err(AprError::NoPayment);
    }
    if flows().fold(0_u32, |sum, flow| sum.saturating_add(flow.count)) > FLOWS_MAX {
        return Err(AprError::TooManyFlows);
    }
    // Only whole periods are taken off, so that a fraction stays what it is.
    let earliest = flows().map(|flow| flow.at.split().0).fold(f64::INFINITY, f64::min);
    let term = |(place, flow): (usize, &Flow)| {
        let sign = if place < advances.len() { 1.0 } else { -1.0 };
        let (whole, fraction) = flow.at.split();
        Term { size: sign * flow.size.0 as f64, whole: whole - earliest, fraction, count: flow.count }
    };
    Ok(flows().enumerate().map(term).filter(|term| term.size != 0.0).collect())
}

/// Advances less payments, discounted to the earliest flow at a rate per period.
fn worth(terms: &[Term], method: Method, rate: f64) -> f64 {
    let growth = 1.0 + rate;
    let mut sum = 0.0;
    for term in terms {
        let first = match method {
            Method::ActuarialUs { .. } => term.size / ((1.0 + term.fraction * rate) * growth.powf(term.whole)),
            Method::EffectiveEu => term.size / growth.powf(term.whole + term.fraction),
        };
        sum += first * annuity(growth, term.count);
    }
    sum
}

/// The side that weighs more at rates beyond all bounds, by its sign: only the earliest flows that do not balance count
/// there, and by the actuarial method those within one unit period fade equally fast.
fn weightiest(terms: &[Term], method: Method) -> f64 {
    let weight = |term: &Term| match method {
        Method::ActuarialUs { .. } if term.fraction > 0.0 => (term.whole + 1.0, term.size / term.fraction),
        _ => (term.whole + term.fraction, term.size),
    };
    let mut weights: Vec<(f64, f64)> = terms.iter().map(weight).collect();
    weights.sort_by(|left, right| left.0.total_cmp(&right.0));
    let same_moment = weights.chunk_by(|left, right| left.0 == right.0);
    same_moment.map(|moment| moment.iter().map(|weight| weight.1).sum()).find(|sum: &f64| *sum != 0.0).unwrap_or(0.0)
}

/// `1 + 1/g + 1/g² + …`, so many terms: summed from the smallest, where the closed form would lose digits near `g = 1`.
fn annuity(growth: f64, count: u32) -> f64 {
    let discount = growth.recip();
    (1..count).fold(1.0, |sum, _| sum.mul_add(discount, 1.0))
}

/// Two rates per period, the lower first, between which the difference changes its sign, searched outwards from
/// nothing: first upwards if more is paid than advanced, else first downwards.
fn bracket(difference: &impl Fn(f64) -> f64, highest: f64) -> Option<(f64, f64)> {
    let at_nothing = difference(0.0);
    if at_nothing == 0.0 {
        return Some((0.0, 0.0));
    }
    let changes = |rate: f64| {
        let value = difference(rate);
        value.is_finite() && value * at_nothing <= 0.0
    };
    let (above, below) = (|| bracket_above(&changes, highest), || bracket_below(&changes));
    if at_nothing < 0.0 { above().or_else(below) } else { below().or_else(above) }
}

fn bracket_above(changes: &impl Fn(f64) -> bool, highest: f64) -> Option<(f64, f64)> {
    let (mut inner, mut outer) = (0.0, 0.001_f64.min(highest));
    while inner < highest {
        if changes(outer) {
            return Some((inner, outer));
        }
        inner = outer;
        outer = (outer * 1.5).min(highest);
    }
    None
}

/// Towards −99.999999 %, each step leaving nine tenths of what is left.
fn bracket_below(changes: &impl Fn(f64) -> bool) -> Option<(f64, f64)> {
    let (mut inner, mut left) = (0.0, 1.0);
    while left > 0.000_000_01 {
        left *= 0.9;
        if changes(left - 1.0) {
            return Some((left - 1.0, inner));
        }
        inner = left - 1.0;
    }
    None
}

/// Halves a bracket until its ends are neighbours or the middle is the root. Two hundred halvings exhaust any pair.
fn halve(difference: &impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    let at_low = difference(low);
    for _ in 0..200 {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        let value = difference(middle);
        if value == 0.0 {
            return middle;
        }
        if value * at_low > 0.0 { low = middle } else { high = middle }
    }
    low + (high - low) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn flow(minor: i64, at: &str, count: u32) -> Flow {
        Flow { size: Size::new(minor.into()), at: Periods::parse(at).unwrap(), count }
    }

    fn us(per_year: &str, advance: i64, payment: Flow) -> Result<Apr, AprError> {
        let method = Method::ActuarialUs { unit_periods_per_year: Periods::parse(per_year).unwrap() };
        annual_percentage_rate(method, &[flow(advance, "0", 1)], &[payment])
    }

    #[test]
    fn times_are_fractions_or_decimals() {
        assert_eq!(Periods::parse("1/12"), Periods::new(1, 12));
        assert_eq!(Periods::parse("1.50"), Periods::new(150, 100));
        assert_eq!(Periods::parse("0"), Periods::new(0, 1));
        assert_eq!(Periods::parse("31/365.25"), Periods::new(3_100, 36_525));
        assert_eq!(Periods::parse("0.5/0.25"), Periods::new(50, 25));
        assert_eq!(Periods::parse("0.0027397260273972603"), Periods::new(273_972_602_739_726, 10_i64.pow(17)));
        assert_eq!(Periods::parse("123456789012345678.9"), Periods::new(123_456_789_012_345_678, 1));
        for text in
            ["", "-1", "1/0", "1.", ".5", "1e3", "1/2/3", "1/.5", "1.2x", "1234567890123456789.5", "+1", "1 / 2"]
        {
            assert_eq!(Periods::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn appendix_j_to_its_two_digits() {
        // 12 CFR 1026 Appendix J (b)(9)(i) and (c)(1)(i) to (v).
        for (per_year, advance, payment, published) in [
            ("12", 100_000, flow(3_361, "1", 36), "12.83"),
            ("12", 500_000, flow(23_000, "1", 24), "9.69"),
            ("12", 600_000, flow(20_000, "1.6333333333", 36), "11.82"),
            ("24", 500_000, flow(21_917, "0.4", 24), "10.34"),
            ("4", 1_000_000, flow(38_500, "1.4333333333", 40), "8.97"),
            ("52", 50_000, flow(1_760, "4.5714285714", 30), "14.96"),
        ] {
            let apr = us(per_year, advance, payment).unwrap();
            let hundredths = (apr.millionths() + 5_000) / 10_000;
            assert_eq!(format!("{}.{:02}", hundredths / 100, hundredths % 100), published);
        }
    }

    #[test]
    fn credit_without_cost_and_with_less_than_none() {
        assert_eq!(us("12", 120_000, flow(10_000, "1", 12)).map(Apr::decimal_text).as_deref(), Ok("0.000000"));
        assert_eq!(us("1", 10_000, flow(9_000, "1", 1)).map(Apr::decimal_text).as_deref(), Ok("-10.000000"));
        assert_eq!(us("1", 10_000_000, flow(1, "1", 1)).map(Apr::decimal_text).as_deref(), Ok("-99.999990"));
        assert_eq!(us("1", 1_000_000_000_000, flow(1, "1", 1)), Err(AprError::NoRate));
    }

    #[test]
    fn a_payday_loan_has_a_rate_too() {
        // 15 for 100 over two weeks: 15 % a fortnight, 390 % a year by the actuarial method.
        assert_eq!(us("26", 10_000, flow(11_500, "1", 1)).map(Apr::decimal_text).as_deref(), Ok("390.000000"));
        let year = annual_percentage_rate(Method::EffectiveEu, &[flow(10_000, "0", 1)], &[flow(20_000, "1/12", 1)]);
        assert_eq!(year.map(Apr::decimal_text).as_deref(), Ok("409500.000000"));
    }

    #[test]
    fn refusals_have_reasons() {
        let advance = [flow(10_000, "0", 1)];
        let eu = |advances: &[Flow], payments: &[Flow]| annual_percentage_rate(Method::EffectiveEu, advances, payments);
        assert_eq!(eu(&[], &advance), Err(AprError::NoAdvance));
        assert_eq!(eu(&advance, &[flow(0, "1", 1)]), Err(AprError::NoPayment));
        assert_eq!(eu(&advance, &[flow(-1, "1", 1)]), Err(AprError::Flow(1)));
        assert_eq!(eu(&advance, &[flow(1, "1", 0)]), Err(AprError::Count(1)));
        assert_eq!(eu(&advance, &[flow(1, "1", FLOWS_MAX)]), Err(AprError::TooManyFlows));
        // Paid back more before it is lent: no rate balances that.
        assert_eq!(eu(&advance, &[flow(20_000, "0", 1)]), Err(AprError::NoRate));
        assert_eq!(us("0", 10_000, flow(1, "1", 1)), Err(AprError::UnitPeriods));
        let early = Flow { at: Periods::parse_signed("-1/12").unwrap(), ..flow(1, "0", 1) };
        assert_eq!(us("12", 10_000, early), Err(AprError::Flow(1)));
        let large = Flow { size: Size::new(Size::MAX.0 + 1), ..flow(1, "1", 1) };
        assert_eq!(eu(&advance, &[large]), Err(AprError::Flow(1)));
    }

    #[test]
    fn a_minus_before_a_time_is_before_the_start() {
        assert_eq!(Periods::parse_signed("1/12"), Periods::new(1, 12));
        assert_eq!(Periods::parse_signed("-0"), Some(Periods::ZERO));
        assert_eq!(Periods::parse_signed("-1.5").map(Periods::split), Some((-2.0, 0.5)));
        for text in ["", "-", "--1", "-1/-12", "1/-12", "- 1"] {
            assert_eq!(Periods::parse_signed(text), None, "{text:?}");
        }
    }

    /// One sum back for another after so many days, in percent a year, by the European formula.
    fn after_days(back: i64, days: i64) -> Result<Apr, AprError> {
        let back = Flow { at: Periods::new(days, 365).unwrap(), ..flow(back, "0", 1) };
        annual_percentage_rate(Method::EffectiveEu, &[flow(100, "0", 1)], &[back])
    }

    #[test]
    fn a_few_days_have_a_rate_too() {
        // To twelve digits, checked with a hundred decimal digits: 100 × ((back ÷ 100) ^ (365 ÷ days) − 1).
        for (back, days, percent) in [
            (125, 7, "11302151.419700"),
            (130, 5, "20790489578.800000"),
            (120, 3, "430247414341.000000"),
            (114, 1, "58921085307900000000000.000000"),
        ] {
            assert_eq!(after_days(back, days).map(Apr::decimal_text).as_deref(), Ok(percent), "{back} in {days} days");
        }
        assert_eq!(after_days(150, 1), Err(AprError::TooHigh));
        assert_eq!(
            us("365", 1, flow(i64::MAX, "1", 1)).map(Apr::decimal_text),
            Ok("336653079345000000000000.000000".to_owned())
        );
        let million = flow(1_000_000_000_000, "0.1", 1);
        assert_eq!(us("365000000000", 1, million), Err(AprError::TooHigh));
    }

    #[test]
    fn money_that_comes_last_earns() {
        // Paid in first and taken out later, with a tenth more: the rate is the saver's.
        let eu = annual_percentage_rate(Method::EffectiveEu, &[flow(110, "1", 1)], &[flow(100, "0", 1)]);
        assert_eq!(eu.map(Apr::decimal_text).as_deref(), Ok("10.000000"));
        let eu = annual_percentage_rate(Method::EffectiveEu, &[flow(90, "1", 1)], &[flow(100, "0", 1)]);
        assert_eq!(eu.map(Apr::decimal_text).as_deref(), Ok("-10.000000"));
    }

    proptest! {
        #[test]
        fn a_level_loan_gives_its_rate_back(millionths in 10_000..60_000_000_i64, months in 1..360_u32) {
            // The payment is rounded to the unit, on a loan so large that the rate hardly moves.
            let monthly = millionths as f64 / 1_200_000_000.0;
            let payment = 1e13 * monthly / (1.0 - (1.0 + monthly).powi(-(months as i32)));
            let apr = us("12", 10_000_000_000_000, flow(payment.round() as i64, "1", months)).unwrap();
            prop_assert!((apr.millionths() - i128::from(millionths)).abs() <= 1);
        }

        #[test]
        fn nothing_makes_it_fail(
            flows in prop::collection::vec((0..=i64::from(u32::MAX), 0..2_000_i64, 1..500_i64, 1..400_u32, any::<bool>()), 0..12),
            per_year in 1..400_i64,
            eu in any::<bool>(),
        ) {
            let make = |&(amount, numerator, denominator, count, _): &(i64, i64, i64, u32, bool)| Flow {
                size: Size::new(amount.into()),
                at: Periods::new(numerator, denominator).unwrap(),
                count,
            };
            let (advances, payments): (Vec<_>, Vec<_>) = flows.iter().partition(|flow| flow.4);
            let advances: Vec<Flow> = advances.iter().map(make).collect();
            let payments: Vec<Flow> = payments.iter().map(make).collect();
            let method = match eu {
                true => Method::EffectiveEu,
                false => Method::ActuarialUs { unit_periods_per_year: Periods::new(per_year, 1).unwrap() },
            };
            let _ = annual_percentage_rate(method, &advances, &payments);
        }
    }
}
