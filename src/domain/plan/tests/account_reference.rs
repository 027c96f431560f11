//! One account of the decimal twin of plans with changes: its balances, interest and payments; and real dates.

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::{Decimal, dec};

use super::super::{PaymentSchedule, Scenario};
use super::decimal::minor;
use crate::calendar::Frequency;
use crate::debt::{
    Accrual, Allocation, Compounding, DayCount, Debt, DeferredInterest, Fees, MinimumRule, PrincipalFloor, Promo,
};
use crate::money::Amount;
use crate::rate::Rate;

pub(super) struct Pot {
    pub principal: Decimal,
    pub accrued: Decimal,
    pub shadow: Decimal,
    pub interest: Decimal,
    pub rate: Decimal,
    pub regular: Rate,
    pub promo: Option<Promo>,
    pub deferred: Option<DeferredInterest>,
}

pub(super) struct Acc {
    pub pots: Vec<Pot>,
    pub rule: MinimumRule,
    pub fees: Fees,
    pub limit: Option<Amount>,
    pub last_month: Option<u16>,
    pub first: Decimal,
    pub renew: bool,
    pub settle: Option<(Decimal, Decimal, Option<Decimal>, bool)>,
    pub rates: (Decimal, Decimal),
}

impl Acc {
    pub(super) fn owed(&self) -> Decimal {
        self.pots.iter().map(|pot| pot.principal + pot.accrued).sum()
    }

    pub(super) fn pay_in(&mut self, order: &[usize], mut payment: Decimal) {
        for &i in order {
            let pot = &mut self.pots[i];
            for part in [&mut pot.accrued, &mut pot.principal] {
                let paid = payment.min(*part);
                *part -= paid;
                payment -= paid;
            }
        }
    }

    pub(super) fn pay(&mut self, month: u16, payment: Decimal, due: Decimal, allocation: Allocation) {
        let mut low: Vec<usize> = (0..self.pots.len()).collect();
        low.sort_by_key(|&i| self.pots[i].rate);
        let mut high: Vec<usize> = (0..self.pots.len()).collect();
        high.sort_by_key(|&i| -self.pots[i].rate);
        let mut urgent = high.clone();
        let is_urgent = |pot: &Pot| pot.deferred.is_some_and(|d| d.last_month == month || d.last_month == month + 1);
        urgent.sort_by_key(|&i| !is_urgent(&self.pots[i]));
        match allocation {
            Allocation::HighestFirst => self.pay_in(&high, payment),
            Allocation::LowestFirst => self.pay_in(&low, payment),
            Allocation::CardAct => {
                self.pay_in(&low, due.min(payment));
                self.pay_in(&urgent, payment - due.min(payment));
            }
        }
    }
}

pub(super) fn month_begin(start: Date, month: u16) -> Date {
    start.checked_add((i32::from(month) - 1).months()).unwrap()
}

pub(super) fn pay_days(payments: PaymentSchedule, start: Date, month: u16) -> i64 {
    let (begin, end) = (month_begin(start, month), month_begin(start, month + 1));
    if matches!(payments.every, Frequency::Month | Frequency::TwiceAMonth) {
        // The days agreed, also where a shorter month cuts them: as if every month had 31.
        let index = |date: Date| (i64::from(date.year()) * 12 + i64::from(date.month())) * 31 + i64::from(date.day());
        let (begin, first) = (index(start) + (i64::from(month) - 1) * 31, index(payments.first));
        let day = i64::from(payments.first.day());
        let other = if day > 15 { day - 15 } else { day + 15 };
        let days = if payments.every == Frequency::Month { vec![day] } else { vec![day, other] };
        let is_pay_day = |n: &i64| *n >= first && days.iter().any(|day| (n - 1) % 31 + 1 == *day);
        return i64::try_from((begin..begin + 31).filter(is_pay_day).count()).unwrap();
    }
    let mut count = 0;
    for nth in 0.. {
        let days = match payments.every {
            Frequency::Week => 7,
            Frequency::TwoWeeks => 14,
            Frequency::FourWeeks => 28,
            other => unreachable!("nobody is paid {other:?}"),
        };
        let day = payments.first.checked_add((nth * days).days()).unwrap();
        if day >= end {
            break;
        }
        count += i64::from(day >= begin);
    }
    count
}

/// The days of a month, each with whether it is in a leap year. The first is the day on which the month begins.
pub(super) fn calendar(start: Date, month: u16) -> Vec<bool> {
    let begin = month_begin(start, month);
    let count = begin.until(month_begin(start, month + 1)).unwrap().get_days();
    (0..count).map(|day| begin.checked_add(day.days()).unwrap().in_leap_year()).collect()
}

/// The interest of a month whose days have these nominal rates, and are in a leap year or not.
pub(super) fn interest(principal: Decimal, rates: &[Decimal], accrual: Accrual, leap: &[bool]) -> Decimal {
    let year = |is_leap: bool| match accrual.day_count {
        DayCount::Thirty360 | DayCount::Actual360 => dec!(360),
        DayCount::ActualActual if is_leap => dec!(366),
        DayCount::Actual365 | DayCount::ActualActual => dec!(365),
    };
    let count = Decimal::from(rates.len());
    let grown = |rate: Decimal| Decimal::ONE + rate / dec!(100) / dec!(360);
    let days = rates.iter().zip(leap);
    match (accrual.compounding, accrual.day_count) {
        (Compounding::Daily, DayCount::Thirty360) => {
            let month = |rate: Decimal| (0..30).fold(Decimal::ONE, |factor, _| factor * grown(rate)) - Decimal::ONE;
            let is_level = rates.iter().all(|rate| *rate == rates[0]);
            let share =
                if is_level { month(rates[0]) } else { rates.iter().map(|rate| month(*rate)).sum::<Decimal>() / count };
            principal * share
        }
        (Compounding::Daily, _) => {
            let day = |factor, (rate, is_leap): (&Decimal, &bool)| {
                factor * (Decimal::ONE + rate / dec!(100) / year(*is_leap))
            };
            principal * (days.fold(Decimal::ONE, day) - Decimal::ONE)
        }
        (_, DayCount::Thirty360) => principal * rates.iter().sum::<Decimal>() / (dec!(1200) * count),
        (_, DayCount::ActualActual) => {
            let weighed = |(rate, is_leap): (&Decimal, &bool)| rate * if *is_leap { dec!(365) } else { dec!(366) };
            principal * days.map(weighed).sum::<Decimal>() / dec!(13_359_000)
        }
        _ => principal * rates.iter().sum::<Decimal>() / (dec!(100) * year(false)),
    }
}

pub(super) fn scaled(rule: MinimumRule, by: impl Fn(Amount) -> Amount) -> MinimumRule {
    match rule {
        MinimumRule::Fixed(amount) => MinimumRule::Fixed(by(amount)),
        MinimumRule::InterestPlus(amount) => MinimumRule::InterestPlus(by(amount)),
        MinimumRule::PercentOf { percent, floor, of } => MinimumRule::PercentOf { percent, floor: by(floor), of },
        MinimumRule::InterestPlusPercent { percent, floor: PrincipalFloor::Whole(floor) } => {
            MinimumRule::InterestPlusPercent { percent, floor: PrincipalFloor::Whole(by(floor)) }
        }
        MinimumRule::InterestPlusPercent { percent, floor: PrincipalFloor::Principal(floor) } => {
            MinimumRule::InterestPlusPercent { percent, floor: PrincipalFloor::Principal(by(floor)) }
        }
    }
}

pub(super) fn accounts(scenario: &Scenario) -> Vec<Acc> {
    let account = |debt: &Debt| {
        let p = &debt.details;
        let pot = |balance: Amount, regular, promo, deferred| Pot {
            principal: minor(balance),
            accrued: Decimal::ZERO,
            shadow: Decimal::ZERO,
            interest: Decimal::ZERO,
            rate: Decimal::ZERO,
            regular,
            promo,
            deferred,
        };
        let mut pots = vec![pot(debt.balance_planned(), debt.rate, debt.promo, p.deferred)];
        if !p.parts.is_empty() {
            let mut aside = debt.balance.minor() - debt.balance_planned().minor();
            pots.clear();
            for part in &p.parts {
                let off = aside.min(part.balance.minor());
                aside -= off;
                let left = Amount::from_minor(part.balance.minor() - off);
                pots.push(pot(left, part.rate, part.promo, part.deferred));
            }
        }
        let (rule, fees, limit, last_month) = (debt.minimum, p.fees, debt.credit_limit, p.last_month);
        let (first, rates) = (Decimal::ZERO, (Decimal::ZERO, Decimal::ZERO));
        Acc { pots, rule, fees, limit, last_month, first, renew: true, settle: None, rates }
    };
    scenario.debts.iter().map(account).collect()
}
