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
    let mut count = 0;
    for nth in 0.. {
        let nth_day = match payments.every {
            Frequency::Week => payments.first.checked_add((nth * 7).days()),
            Frequency::TwoWeeks => payments.first.checked_add((nth * 14).days()),
            Frequency::FourWeeks => payments.first.checked_add((nth * 28).days()),
            Frequency::Month | Frequency::TwiceAMonth => payments.first.checked_add(nth.months()),
            other => unreachable!("nobody is paid {other:?}"),
        };
        let day = nth_day.unwrap();
        if day >= end {
            return count;
        }
        count += i64::from(day >= begin);
        if payments.every == Frequency::TwiceAMonth {
            let second = day.checked_add(15.days()).unwrap();
            count += i64::from(second >= begin && second < end);
        }
        // The second day of the month before may be the last to count; none before it can.
    }
    count
}

pub(super) fn interest(principal: Decimal, rate: Decimal, accrual: Accrual, days: i64) -> Decimal {
    let (days, year) = match accrual.day_count {
        DayCount::Thirty360 => (30, dec!(360)),
        DayCount::Actual360 => (days, dec!(360)),
        DayCount::Actual365 => (days, dec!(365)),
    };
    let day = rate / dec!(100) / year;
    if accrual.compounding == Compounding::Daily {
        let mut factor = Decimal::ONE;
        for _ in 0..days {
            factor *= Decimal::ONE + day;
        }
        return principal * (factor - Decimal::ONE);
    }
    principal * rate * Decimal::from(days) / (dec!(100) * year)
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
