//! One balance of an account: which rate it has on which days, and what interest that makes.

use crate::debt::{Accrual, Compounding, DayCount, DeferredInterest, Promo, RateStep};
use crate::plan::PlanRounding;
use crate::plan::engine::BALANCE_MAX;
use crate::plan::engine::days::MonthDays;
use crate::plan::engine::unit::{MONTHLY, PERCENT, Unit};
use crate::rate::{Rate, RateBasis};

/// One on the line of growth factors.
const GROWTH_ONE: i128 = 1_000_000_000_000_000_000;

/// One balance inside an account.
#[derive(Clone)]
pub(crate) struct Pot<'a, U> {
    pub(super) regular: Rate,
    promo: Option<Promo>,
    pub(super) steps: &'a [RateStep],
    pub(super) deferred: Option<DeferredInterest>,
    /// What bears interest.
    pub principal: U,
    /// Unpaid simple interest: owed, but bears none.
    pub accrued: U,
    /// Deferred interest gathered so far.
    pub(super) shadow: U,
    /// The rate in force as it is stated, in millionths of a percent.
    pub stated: i64,
    /// The nominal rate in force, in millionths of a percent.
    pub rate: i64,
    /// This month's interest.
    pub interest: U,
    /// The last growth factor of daily interest, with the rate and days it is for.
    growth: (i64, u16, i128),
    /// The last rates that were made nominal, as they are stated and as they became: in force, to stay, deferred.
    nominal: [(i64, i64); 3],
}

/// How an account makes interest of a rate.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Charging {
    pub accrual: Accrual,
    pub basis: RateBasis,
}

impl Charging {
    /// The nominal rate of a stated one, both in millionths of a percent.
    fn nominal(self, stated: i64) -> i64 {
        let rate = Rate::from_millionths(stated).unwrap_or_default();
        self.accrual.nominal(rate, self.basis).millionths()
    }
}

/// What a change does to the interest of an account on some days of a month.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Effect {
    /// How many days of the month go before it, and how many have passed when it ends.
    pub days: (u16, u16),
    pub what: Interest,
}

/// What a change says about interest.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Interest {
    Off,
    /// Millionths of a percent.
    RateIs(i64),
    /// Added to the rate, in millionths of a percent.
    Points(i64),
}

/// Days of a month, one after the other, on which changes say one thing about the interest of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// The first of the days, counted from 0, and the one after the last.
    pub from: u16,
    pub to: u16,
    pub interest_off: bool,
    pub rate_is: Option<i64>,
    /// Added to the rate.
    pub points: i64,
}

/// Days of a month, one after the other, on which one balance has one rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// As it is stated, and nominal; nothing while no interest is charged.
    pub stated: i64,
    pub rate: i64,
    pub days: u16,
    /// How many of the days are in a leap year.
    pub leap_days: u16,
}

pub(super) const fn bounded(rate: i64) -> i64 {
    if rate < 0 {
        0
    } else if rate > Rate::MAX.millionths() {
        Rate::MAX.millionths()
    } else {
        rate
    }
}

impl<'a, U: Unit> Pot<'a, U> {
    pub(super) fn new(
        regular: Rate,
        promo: Option<Promo>,
        steps: &'a [RateStep],
        deferred: Option<DeferredInterest>,
    ) -> Self {
        Self {
            regular,
            promo,
            steps,
            deferred,
            principal: U::default(),
            accrued: U::default(),
            shadow: U::default(),
            stated: 0,
            rate: 0,
            interest: U::default(),
            growth: (0, 0, 0),
            nominal: [(0, 0); 3],
        }
    }

    pub(crate) fn owed(&self) -> U {
        self.principal + self.accrued
    }

    pub(super) fn settled_rate(&self) -> Rate {
        self.steps.last().map_or(self.regular, |step| step.rate)
    }

    /// The rate of the contract on the last day of a month.
    pub(super) fn contract_rate(&self, month: u16) -> Rate {
        self.contract_rate_on(month, u16::MAX)
    }

    /// The rate of the contract on a day of a month, counted from 0.
    fn contract_rate_on(&self, month: u16, day: u16) -> Rate {
        match self.promo {
            Some(promo) if month <= promo.months => promo.rate,
            _ => {
                let has_begun = |step: &&RateStep| (step.from_month, step.days_before) <= (month, day);
                self.steps.iter().rev().find(has_begun).map_or(self.regular, |step| step.rate)
            }
        }
    }

    /// The nominal rate of a stated one; `use_of` is its place among those kept.
    pub(super) fn made_nominal(&mut self, use_of: usize, stated: i64, charging: Charging) -> i64 {
        if charging.basis == RateBasis::Nominal {
            return stated;
        }
        let kept = &mut self.nominal[use_of];
        if kept.0 != stated {
            *kept = (stated, charging.nominal(stated));
        }
        kept.1
    }

    /// The interest of a whole month at one nominal rate.
    pub(super) fn interest_at(&mut self, rate: i64, accrual: Accrual, days: MonthDays, rounding: PlanRounding) -> U {
        match (accrual.compounding, accrual.day_count) {
            (Compounding::Monthly | Compounding::Simple, DayCount::Thirty360) => {
                self.principal.portion::<MONTHLY>(rate, rounding)
            }
            (Compounding::Daily, DayCount::Thirty360 | DayCount::Actual365 | DayCount::Actual360) => {
                let days = if accrual.day_count == DayCount::Thirty360 { 30 } else { days.count };
                if (self.growth.0, self.growth.1) != (rate, days) {
                    let year_days = accrual.day_count.year_days();
                    self.growth = (rate, days, grown(GROWTH_ONE, rate, year_days, days) - GROWTH_ONE);
                }
                self.principal.fraction(self.growth.2, GROWTH_ONE, rounding)
            }
            _ => {
                let leap_days = days.leap_days(0, days.count);
                let whole = Stretch { stated: rate, rate, days: days.count, leap_days };
                self.interest_over(&[whole], accrual, days.count, rounding)
            }
        }
    }

    /// The interest of days of a month with nominal rates of their own, rounded once. `month_days` is how many the whole
    /// month has.
    pub(crate) fn interest_over(
        &self,
        stretches: &[Stretch],
        accrual: Accrual,
        month_days: u16,
        rounding: PlanRounding,
    ) -> U {
        let over = |share: &dyn Fn(&Stretch) -> i128| stretches.iter().map(share).sum::<i128>();
        let rate_days = |stretch: &Stretch| i128::from(stretch.rate) * i128::from(stretch.days);
        let percent = i128::from(PERCENT);
        let (numerator, divisor) = match (accrual.compounding, accrual.day_count) {
            (Compounding::Monthly | Compounding::Simple, DayCount::Thirty360) => {
                (over(&rate_days), i128::from(MONTHLY) * i128::from(month_days.max(1)))
            }
            (Compounding::Monthly | Compounding::Simple, DayCount::ActualActual) => {
                let weighed = |stretch: &Stretch| {
                    let usual = i128::from(stretch.days - stretch.leap_days);
                    i128::from(stretch.rate) * (usual * 366 + i128::from(stretch.leap_days) * 365)
                };
                (over(&weighed), 365 * 366 * percent)
            }
            (Compounding::Monthly | Compounding::Simple, DayCount::Actual365 | DayCount::Actual360) => {
                (over(&rate_days), i128::from(accrual.day_count.year_days()) * percent)
            }
            (Compounding::Daily, DayCount::Thirty360) => {
                // A month of thirty days has no date in it: each rate has its part of the month's interest.
                let part = |stretch: &Stretch| {
                    (grown(GROWTH_ONE, stretch.rate, 360, 30) - GROWTH_ONE) * i128::from(stretch.days)
                };
                let days = i128::from(month_days.max(1));
                ((over(&part) + days / 2) / days, GROWTH_ONE)
            }
            (Compounding::Daily, DayCount::ActualActual) => {
                let factor = stretches.iter().fold(GROWTH_ONE, |factor, stretch| {
                    let usual = grown(factor, stretch.rate, 365, stretch.days - stretch.leap_days);
                    grown(usual, stretch.rate, 366, stretch.leap_days)
                });
                (factor - GROWTH_ONE, GROWTH_ONE)
            }
            (Compounding::Daily, DayCount::Actual365 | DayCount::Actual360) => {
                let year_days = accrual.day_count.year_days();
                let grow = |factor, stretch: &Stretch| grown(factor, stretch.rate, year_days, stretch.days);
                (stretches.iter().fold(GROWTH_ONE, grow) - GROWTH_ONE, GROWTH_ONE)
            }
        };
        self.principal.fraction(numerator, divisor, rounding)
    }

    /// The rates of a month in which something about interest changes, one after the other.
    pub(crate) fn stretches(&self, month: u16, spans: &[Span], charging: Charging, days: MonthDays) -> Vec<Stretch> {
        let stretch = |span: &Span| {
            let contract = span.rate_is.unwrap_or_else(|| self.contract_rate_on(month, span.from).millionths());
            let stated = if span.interest_off { 0 } else { bounded(contract + span.points) };
            let rate = charging.nominal(stated);
            Stretch { stated, rate, days: span.to - span.from, leap_days: days.leap_days(span.from, span.to) }
        };
        spans.iter().map(stretch).collect()
    }

    pub(super) fn charge(
        &mut self,
        month: u16,
        charging: Charging,
        days: MonthDays,
        rounding: PlanRounding,
        (interest_off, spans): (bool, &[Span]),
    ) {
        self.interest = U::default();
        let is_off = if spans.is_empty() { interest_off } else { spans.iter().all(|span| span.interest_off) };
        if is_off {
            return;
        }
        self.interest = if spans.is_empty() {
            self.interest_at(self.rate, charging.accrual, days, rounding)
        } else {
            let stretches = self.stretches(month, spans, charging, days);
            self.interest_over(&stretches, charging.accrual, days.count, rounding)
        };
        let Some(deferred) = self.deferred else { return };
        if self.principal == U::default() {
            self.shadow = U::default();
        } else if month <= deferred.last_month {
            let rate = self.made_nominal(2, deferred.rate.millionths(), charging);
            let gathered = if spans.is_empty() {
                self.interest_at(rate, charging.accrual, days, rounding)
            } else {
                let gathers = |stretch: (Stretch, &Span)| Stretch {
                    rate: if stretch.1.interest_off { 0 } else { rate },
                    ..stretch.0
                };
                let stretches = self.stretches(month, spans, charging, days);
                let stretches: Vec<Stretch> = stretches.into_iter().zip(spans).map(gathers).collect();
                self.interest_over(&stretches, charging.accrual, days.count, rounding)
            };
            self.shadow = (self.shadow + gathered).min(U::settled(BALANCE_MAX));
        } else {
            self.interest += self.shadow;
            self.shadow = U::default();
        }
    }

    /// Pays what it can; returns the part that was not needed.
    pub(super) fn pay(&mut self, payment: U) -> U {
        let on_accrued = payment.min(self.accrued);
        self.accrued -= on_accrued;
        let on_principal = (payment - on_accrued).min(self.principal);
        self.principal -= on_principal;
        payment - on_accrued - on_principal
    }

    pub(super) fn scale(&mut self, numerator: i64, denominator: i64, rounding: PlanRounding) {
        // A month may make 2,000 times the largest balance of it, and the quotient may be 1,000: together too much for
        // the type. So far beyond all reach it does not matter where a balance is held.
        let most = U::narrow(U::settled(BALANCE_MAX).wide() * 300);
        for part in [&mut self.principal, &mut self.accrued, &mut self.shadow] {
            *part = (*part).min(most).fraction(i128::from(numerator), i128::from(denominator), rounding);
        }
    }
}

/// What a factor grows to in so many days, interest bearing interest every day, with eighteen digits.
fn grown(mut factor: i128, rate: i64, year_days: u16, days: u16) -> i128 {
    // Divided last, so that the daily rate has all its digits; the product is 10¹⁰ × 10¹⁸.
    let year = i128::from(year_days) * i128::from(PERCENT);
    let daily = (i128::from(rate) * GROWTH_ONE + year / 2) / year;
    for _ in 0..days {
        // In two halves of nine digits: the product of a steep year and a steep day leaves the type.
        const HALF: i128 = 1_000_000_000;
        factor += (factor / HALF * daily + factor % HALF * daily / HALF + HALF / 2) / HALF;
    }
    factor
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Amount;
    use crate::plan::engine::unit::Rounded;

    fn growth(rate: i64, year_days: u16, days: u16) -> i128 {
        grown(GROWTH_ONE, rate, year_days, days) - GROWTH_ONE
    }

    #[test]
    fn a_balance_is_held_only_far_beyond_all_reach() {
        let most = BALANCE_MAX.minor();
        let scaled = |minor: i64, numerator, denominator| {
            let mut pot = Pot::<Rounded>::new(Rate::ZERO, None, &[], None);
            pot.principal = Rounded::settled(Amount::from_minor(minor));
            pot.scale(numerator, denominator, PlanRounding::HalfUp);
            pot.principal.shown().minor()
        };
        assert_eq!(scaled(most * 300, 1, 300), most);
        assert_eq!(scaled(most * 300 + 300, 1, 300), most);
        // What a month may make of a balance, at the steepest quotient: within the type.
        assert_eq!(scaled(most * 2_000, 1_000, 1), most * 300_000);
    }

    #[test]
    fn daily_growth_is_a_power() {
        // (1 + 0.2499 ÷ 365)³¹ − 1 = 0.021443804625979557…, worked out with sixty digits.
        let expected = 21_443_804_625_979_i128;
        assert_eq!(growth(24_990_000, 365, 31) / 1_000, expected);
        assert_eq!(growth(0, 365, 31), 0);
        // A day at 36 % of 360 days: a thousandth.
        assert_eq!(growth(36_000_000, 360, 1), GROWTH_ONE / 1_000);
        // The steepest rate for the longest month: the bound the engine relies on.
        assert!(growth(Rate::MAX.millionths(), 360, 31) < 1_995 * GROWTH_ONE);
    }
}
