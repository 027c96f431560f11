//! What a card statement in the United States must say about paying only the minimum: 12 CFR 1026.7(b)(12), estimated
//! by Appendix M1 with the conventions of the sample program of Appendix M2.
//!
//! # The convention of a month
//! 1. The minimum is taken of the total balance before the month's finance charge and rounded to the cent.
//! 2. Each balance gets one twelfth of its annual rate (a daily rate, 365 days, months of 365/12 days), and is rounded
//!    to the cent.
//! 3. The payment, at most what is then owed, goes to the balance with the lowest rate in force first; among equal
//!    rates to the one listed first.
//!
//! # Quirk: the last month of a promotional rate
//! Appendix M2 calls its input `expm` the "last month for promotional rate", yet its program turns to the regular rate
//! from month `expm` on, so `6` gives five months at the promotional rate. The program is the only calculation that the
//! regulation prints, and other estimates are compared with it; so [`PromoRate::last_month`] is read as the program
//! reads it. For its own inputs the estimate is 94 months and 1,872.38 (the plain reading of the words gives 93 and
//! 1,850.02: within the two months that M1 (b)(5) allows). The 36-month payment weighs the promotional rate with
//! `expm`/36, as the program does.
//!
//! Money is rounded half up. Savings are the difference of the two totals, both to the cent, which M1 (f) allows.

use crate::debt::{DEBTS_MAX, MinimumRule};
use crate::money::{AMOUNT_INPUT_MAX, Amount, Rounding};
use crate::plan::{HORIZON_MONTHS, minimum_payment};
use crate::rate::Rate;

/// One balance of an account, at one rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    /// What is owed: not negative, at most [`AMOUNT_INPUT_MAX`].
    pub amount: Amount,
    /// The annual rate that applies first.
    pub rate: Rate,
    /// When and to what it changes, if that is a promotional rate.
    pub promo: Option<PromoRate>,
}

/// The end of a promotional rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PromoRate {
    /// `expm` of Appendix M2: the first month of the regular rate; see the quirk at the head of the module. 0 for none.
    pub last_month: u16,
    /// The regular rate that follows.
    pub then: Rate,
}

/// The figures of § 1026.7(b)(12).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// What comes of paying only the minimum.
    pub minimum_only: MinimumOnly,
    /// The minimum of the first month.
    pub minimum_first: Amount,
    /// The level payment that repays everything in 36 months.
    pub payment_36: Amount,
    /// 36 of these payments.
    pub paid_total_36: Amount,
}

/// What comes of paying only the minimum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MinimumOnly {
    /// It is repaid.
    Repaid {
        /// After so many months.
        months: u16,
        /// With so much in all.
        paid_total: Amount,
    },
    /// The payment does not cover the interest, so a warning takes the place of months and total
    /// (§ 1026.7(b)(12)(ii)).
    NeverRepaid,
    /// It is repaid, but not within [`HORIZON_MONTHS`].
    NotWithinHorizon,
}

/// How a term is told: § 1026.7(b)(12)(i)(B).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// Less than two years: in months.
    Months(u16),
    /// Otherwise in years, rounded to the nearest, a half upwards.
    Years(u16),
}

impl Term {
    /// The term that so many months are told as.
    #[must_use]
    pub const fn of_months(months: u16) -> Self {
        if months < 24 { Self::Months(months) } else { Self::Years(months / 12 + if months % 12 >= 6 { 1 } else { 0 }) }
    }
}

impl Estimate {
    /// The total of minimum payments less the total of 36 payments: M1 (f). Nothing to say if the minimum never repays.
    #[must_use]
    pub const fn savings(&self) -> Option<Amount> {
        match self.minimum_only {
            MinimumOnly::Repaid { paid_total, .. } => paid_total.checked_sub(self.paid_total_36),
            MinimumOnly::NeverRepaid | MinimumOnly::NotWithinHorizon => None,
        }
    }

    /// Whether the 36-month figures are left out: the estimate is told as three years or less, or the 36-month payment
    /// is below the required minimum (§ 1026.7(b)(12)(i)(F)(2)).
    #[must_use]
    pub fn omits_36(&self) -> bool {
        let short = match self.minimum_only {
            MinimumOnly::Repaid { months, .. } => match Term::of_months(months) {
                Term::Months(_) => true,
                Term::Years(years) => years <= 3,
            },
            MinimumOnly::NeverRepaid | MinimumOnly::NotWithinHorizon => false,
        };
        short || self.payment_36 < self.minimum_first
    }
}

/// Why there is no estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiscloseError {
    /// Nothing is owed.
    NothingOwed,
    /// More balances than [`DEBTS_MAX`].
    TooManyBalances,
    /// The balance at this place is negative or above [`AMOUNT_INPUT_MAX`].
    Balance(usize),
    /// An amount in the minimum rule is negative or above [`AMOUNT_INPUT_MAX`].
    Minimum,
}

/// Estimates the disclosures of a statement.
///
/// # Errors
/// See [`DiscloseError`].
pub fn estimate(balances: &[Balance], rule: MinimumRule) -> Result<Estimate, DiscloseError> {
    let in_range = |amount: Amount| amount >= Amount::ZERO && amount <= AMOUNT_INPUT_MAX;
    if balances.len() > DEBTS_MAX {
        return Err(DiscloseError::TooManyBalances);
    }
    if let Some(place) = balances.iter().position(|balance| !in_range(balance.amount)) {
        return Err(DiscloseError::Balance(place));
    }
    if !in_range(rule.amount()) {
        return Err(DiscloseError::Minimum);
    }
    let total: Amount = balances.iter().map(|balance| balance.amount).sum();
    if total.is_zero() {
        return Err(DiscloseError::NothingOwed);
    }
    let (minimum_only, minimum_first) = pay_minimums(balances, rule);
    let payment_36 = payment_36(balances, total);
    let paid_total_36 = Amount::from_minor(payment_36.minor() * 36);
    Ok(Estimate { minimum_only, minimum_first, payment_36, paid_total_36 })
}

fn rate_in(balance: &Balance, month: u16) -> Rate {
    match balance.promo {
        Some(promo) if month >= promo.last_month && promo.last_month > 0 => promo.then,
        _ => balance.rate,
    }
}

/// Divisor from balance × millionths of a percent a year to a month's interest.
const MONTHLY: i64 = 1_200_000_000;

fn month_of_interest(balance: Amount, rate: Rate) -> Amount {
    // In range: the balances are bounded and so is the number of months in which they may grow.
    balance.scale(rate.millionths(), MONTHLY, Rounding::HalfUp).unwrap_or(Amount::from_minor(i64::MAX))
}

/// The course of minimum payments, and the first of them.
fn pay_minimums(balances: &[Balance], rule: MinimumRule) -> (MinimumOnly, Amount) {
    // Far beyond what any payment brings back, and far below where sums could overflow.
    const OUTGROWN: Amount = Amount::from_minor(AMOUNT_INPUT_MAX.minor() * 100_000);
    let last_change = balances.iter().filter_map(|balance| balance.promo).map(|promo| promo.last_month).max();
    let mut owed: Vec<Amount> = balances.iter().map(|balance| balance.amount).collect();
    let mut order: Vec<usize> = (0..balances.len()).collect();
    let mut paid_total = Amount::ZERO;
    let mut first = Amount::ZERO;
    for month in 1..=HORIZON_MONTHS {
        let opening: Amount = owed.iter().copied().sum();
        for (place, amount) in owed.iter_mut().enumerate() {
            *amount = amount.saturating_add(month_of_interest(*amount, rate_in(&balances[place], month)));
        }
        let closing: Amount = owed.iter().copied().sum();
        let interest = closing.saturating_sub(opening);
        let payment = minimum_payment(rule, opening, interest).min(closing);
        if month == 1 {
            first = payment;
        }
        order.sort_by_key(|&place| (rate_in(&balances[place], month), place));
        let mut rest = payment;
        for &place in &order {
            let part = rest.min(owed[place]);
            owed[place] = owed[place].saturating_sub(part);
            rest = rest.saturating_sub(part);
        }
        paid_total = paid_total.saturating_add(payment);
        if payment == closing {
            return (MinimumOnly::Repaid { months: month, paid_total }, first);
        }
        // With the rates settled and the cheapest balances paid first, the interest on each dollar only rises, so a
        // total that does not fall now never will.
        let rates_settled = last_change.is_none_or(|last| last <= month);
        if (rates_settled && payment <= interest) || closing > OUTGROWN {
            return (MinimumOnly::NeverRepaid, first);
        }
    }
    (MinimumOnly::NotWithinHorizon, first)
}

/// The level payment over 36 months at the average rate, weighted by balance; a promotional rate counts for its months
/// of the 36 (M1 (d)(3) and the sample program).
fn payment_36(balances: &[Balance], total: Amount) -> Amount {
    // The discount factors are kept to 10⁻¹⁸; the payment is then right to far less than half a cent.
    const ONE: i128 = 1_000_000_000_000_000_000;
    let weighted: i128 = balances
        .iter()
        .map(|balance| {
            let early =
                balance.promo.map_or(36, |promo| if promo.last_month > 0 { promo.last_month.min(36) } else { 36 });
            let later = balance.promo.map_or(balance.rate, |promo| promo.then);
            let rate_36 = i64::from(early) * balance.rate.millionths() + i64::from(36 - early) * later.millionths();
            i128::from(balance.amount.minor()) * i128::from(rate_36)
        })
        .sum();
    let total = i128::from(total.minor());
    let rate = (weighted / total * ONE + weighted % total * ONE / total) / (36 * i128::from(MONTHLY));
    let discount = ONE * ONE / (ONE + rate);
    let mut power = ONE;
    let mut annuity = 0;
    for _ in 0..36 {
        power = power * discount / ONE;
        annuity += power;
    }
    let payment = Rounding::HalfUp.divide(total * ONE, annuity).and_then(|minor| i64::try_from(minor).ok());
    // At most the total and a month of interest on it, so it fits.
    Amount::from_minor(payment.unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::debt::{Percent, PercentBase, PrincipalFloor};

    fn money(text: &str) -> Amount {
        crate::money::Currency::USD.parse_decimal(text).unwrap()
    }

    fn rate(text: &str) -> Rate {
        Rate::parse_decimal(text).unwrap()
    }

    fn balance(amount: &str, apr: &str) -> Balance {
        Balance { amount: money(amount), rate: rate(apr), promo: None }
    }

    fn percent_or_floor(percent: &str, floor: &str) -> MinimumRule {
        let percent: Percent = rate(percent);
        MinimumRule::PercentOf { percent, floor: money(floor), of: PercentBase::Opening }
    }

    /// The sample of Appendix M2.
    fn sample(last_month: u16) -> Estimate {
        let promo = Some(PromoRate { last_month, then: rate("17") });
        let balances = [Balance { promo, ..balance("500.00", "0") }, balance("250.00", "17"), balance("250.00", "21")];
        estimate(&balances, percent_or_floor("2", "20.00")).unwrap()
    }

    #[test]
    fn the_sample_program_on_its_own_inputs() {
        // The regulation prints no output; these are what its printed statements give, done over in
        // decimals.
        let program = sample(6);
        let paid_total = money("1872.38");
        assert_eq!(program.minimum_only, MinimumOnly::Repaid { months: 94, paid_total });
        assert_eq!(program.payment_36, money("35.45"));
        assert_eq!(program.paid_total_36, money("1276.20"));
        assert_eq!(program.savings(), Some(money("596.18")));
        assert_eq!(program.minimum_first, money("20.00"));
        assert!(!program.omits_36());
    }

    #[test]
    fn terms_are_told_as_the_commentary_does() {
        for (months, term) in [
            (23, Term::Months(23)),
            (24, Term::Years(2)),
            (28, Term::Years(2)),
            (30, Term::Years(3)),
            (32, Term::Years(3)),
            (38, Term::Years(3)),
            (42, Term::Years(4)),
        ] {
            assert_eq!(Term::of_months(months), term);
        }
    }

    #[test]
    fn a_short_estimate_leaves_the_36_months_out() {
        let three_years = estimate(&[balance("600", "0")], MinimumRule::Fixed(money("20"))).unwrap();
        assert_eq!(three_years.minimum_only, MinimumOnly::Repaid { months: 30, paid_total: money("600") });
        assert!(three_years.omits_36());
        assert_eq!(three_years.payment_36, money("16.67"));
    }

    #[test]
    fn a_minimum_below_the_interest_gets_a_warning() {
        let stuck = estimate(&[balance("10000", "30")], percent_or_floor("2", "20")).unwrap();
        assert_eq!((stuck.minimum_only, stuck.savings()), (MinimumOnly::NeverRepaid, None));
        let slow = estimate(&[balance("99999999.99", "0")], MinimumRule::Fixed(money("0.01"))).unwrap();
        assert_eq!(slow.minimum_only, MinimumOnly::NotWithinHorizon);
    }

    #[test]
    fn a_promo_without_months_is_none() {
        let promo = Some(PromoRate { last_month: 0, then: rate("99") });
        let rule = MinimumRule::InterestPlusPercent { percent: rate("1"), floor: PrincipalFloor::Whole(money("25")) };
        let with = estimate(&[Balance { promo, ..balance("1000", "20") }], rule).unwrap();
        assert_eq!(with, estimate(&[balance("1000", "20")], rule).unwrap());
    }

    #[test]
    fn a_level_payment_repays_in_36_months() {
        // 1,000 at 18 %: 36.15 a month, as every table of loans has it.
        let plain = estimate(&[balance("1000", "18")], percent_or_floor("2", "20")).unwrap();
        assert_eq!(plain.payment_36, money("36.15"));
        // The highest rate and balance stay in range.
        let extreme = estimate(&[balance("99999999.99", "10000"); 200], MinimumRule::NONE).unwrap();
        assert_eq!(extreme.minimum_only, MinimumOnly::NeverRepaid);
    }

    #[test]
    fn refusals_have_reasons() {
        let rule = percent_or_floor("2", "20");
        assert_eq!(estimate(&[], rule), Err(DiscloseError::NothingOwed));
        assert_eq!(estimate(&[balance("1", "1"), balance("-1", "1")], rule), Err(DiscloseError::Balance(1)));
        assert_eq!(estimate(&[balance("1", "1"); 201], rule), Err(DiscloseError::TooManyBalances));
        assert_eq!(estimate(&[balance("1", "1")], MinimumRule::Fixed(money("-1"))), Err(DiscloseError::Minimum));
    }
}
