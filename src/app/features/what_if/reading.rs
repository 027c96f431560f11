//! From what was typed to changes of a plan. No signals, no words: what cannot be read comes back as a code.

#[cfg(test)]
mod tests;

use domain::budget::{Convention, Frequency};
use domain::debt::{Debt, DebtId, DeferredInterest, MinimumRule, Percent, Promo};
use domain::money::{Amount, AmountError, Currency, Rounding, parse_amount};
use domain::plan::{Change, ChangeKind, DebtScope, HORIZON_MONTHS, PaymentSchedule, Price, Scenario};
use domain::rate::{Rate, RateError, parse_rate};
use domain::typed::plain_text;
use jiff::civil::Date;
use ui::form::{DateError, parse_date};
use wire::saved::WhatIf;

use crate::features::what_if::kinds::{Counted, Field, Kind, Whose};
use crate::shared::months::{MonthOfYear, parse_month};

/// The most months or parts that can be asked for: fifty years.
pub const COUNT_MAX: u16 = 600;

/// Why a what-if does not count yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldError {
    /// An amount cannot be read.
    Amount(AmountError),
    /// A percentage cannot be read.
    Rate(RateError),
    /// A number of months or parts is missing.
    CountRequired,
    /// It is no whole number from 1 to [`COUNT_MAX`].
    CountPattern,
    /// The month is over.
    Past,
    /// A day cannot be read.
    Day(DateError),
    /// The day is over.
    DayPast,
    /// The debt is not in the plan any more.
    Gone,
}

/// Which month of a plan a typed month is: the one after `now` is 1, and so is nothing typed.
///
/// # Errors
/// [`FieldError::Past`] for this month, an earlier one, or what is no month.
pub fn month_number(text: &str, now: MonthOfYear) -> Result<u16, FieldError> {
    if text.is_empty() {
        return Ok(1);
    }
    let (year, month) = parse_month(text).ok_or(FieldError::Past)?;
    let count = |(year, month): MonthOfYear| i32::from(year) * 12 + i32::from(month);
    let ahead = (count((year, month)) - count(now)).min(i32::from(HORIZON_MONTHS));
    u16::try_from(ahead).ok().filter(|ahead| *ahead > 0).ok_or(FieldError::Past)
}

/// Reads a whole number of months or parts.
///
/// # Errors
/// [`FieldError::CountRequired`] or [`FieldError::CountPattern`].
pub fn parse_count(text: &str) -> Result<u16, FieldError> {
    let bare = plain_text(text);
    if bare.is_empty() {
        return Err(FieldError::CountRequired);
    }
    let is_plain = bare.len() <= 4 && bare.bytes().all(|byte| byte.is_ascii_digit());
    let count = bare.parse().ok().filter(|count| is_plain && (1..=COUNT_MAX).contains(count));
    count.ok_or(FieldError::CountPattern)
}

/// Everything a what-if is read against.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// The debts of the plan.
    pub debts: &'a [Debt],
    /// Of every amount.
    pub currency: Currency,
    /// The month it is.
    pub now: MonthOfYear,
    /// The first day of the plan.
    pub start: Option<Date>,
    /// What is paid on all debts each month.
    pub monthly: Amount,
    /// How weeks become months.
    pub convention: Convention,
}

/// What can be paid on each pay-day out of so much a month, rounded down.
pub fn each_time(monthly: Amount, every: Frequency, convention: &Convention) -> Amount {
    let times = convention.times_a_month(every);
    monthly.scale(times.denominator, times.numerator, Rounding::Floor).unwrap_or(Amount::ZERO)
}

/// How often it is paid; weekly unless something else is chosen.
pub fn pay_frequency(id: &str) -> Frequency {
    PaymentSchedule::frequency(id).unwrap_or(Frequency::Week)
}

fn first_pay_day(text: &str, start: Option<Date>) -> Result<Date, FieldError> {
    let first = parse_date(text).map_err(FieldError::Day)?;
    if start.is_some_and(|start| first < start) { Err(FieldError::DayPast) } else { Ok(first) }
}

impl Around<'_> {
    fn place(&self, id: &str) -> Option<usize> {
        self.debts.iter().position(|debt| debt.id.as_str() == id)
    }
}

/// What one what-if does to a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The kind.
    pub kind: Kind,
    /// The changes. A move leads to the place after the last debt of the plan; see [`apply`].
    pub changes: Vec<Change>,
    /// The new debt it needs, without a balance.
    pub new_debt: Option<Debt>,
    /// The pay-days it brings.
    pub payment_schedule: Option<PaymentSchedule>,
}

/// Reads a what-if; `None` for a kind this page does not know.
///
/// # Errors
/// Everything that is wrong, in the order of the fields.
pub fn read(typed: &WhatIf, around: &Around<'_>) -> Option<Result<Effect, Vec<(Field, FieldError)>>> {
    Kind::from_id(&typed.kind).map(|kind| read_kind(kind, typed, around))
}

fn read_kind(kind: Kind, typed: &WhatIf, around: &Around<'_>) -> Result<Effect, Vec<(Field, FieldError)>> {
    let shape = kind.shape();
    if shape.pay_days {
        return match first_pay_day(&typed.from, around.start) {
            Ok(first) => {
                let every = pay_frequency(&typed.count);
                let amount = each_time(around.monthly, every, &around.convention);
                let payment_schedule = Some(PaymentSchedule { every, amount, first });
                Ok(Effect { kind, changes: Vec::new(), new_debt: None, payment_schedule })
            }
            Err(problem) => Err(vec![(Field::First, problem)]),
        };
    }
    let mut problems = Vec::new();
    let whom = match shape.whose {
        Whose::OneOrAll if typed.debt.is_empty() => Some(DebtScope::All),
        Whose::Nobody => Some(DebtScope::All),
        Whose::One if typed.debt.is_empty() && !around.debts.is_empty() => Some(DebtScope::One(0)),
        Whose::One | Whose::OneOrAll => around.place(&typed.debt).map(DebtScope::One),
    };
    let whom = whom.unwrap_or_else(|| {
        problems.push((Field::Debt, FieldError::Gone));
        DebtScope::All
    });
    let mut amount_of = |text: &str, asked: bool, optional: bool, field: Field| {
        if !asked || (optional && text.trim().is_empty()) {
            return Amount::ZERO;
        }
        parse_amount(text, around.currency).unwrap_or_else(|error| {
            problems.push((field, FieldError::Amount(error)));
            Amount::ZERO
        })
    };
    let amount = amount_of(&typed.amount, shape.amount, false, Field::Amount);
    let second = amount_of(&typed.second, shape.second, kind.second_is_optional(), Field::Second);
    let mut rate_of = |text: &str, asked: bool, optional: bool, field: Field| {
        if !asked || (optional && text.trim().is_empty()) {
            return Rate::ZERO;
        }
        parse_rate(text).unwrap_or_else(|error| {
            problems.push((field, FieldError::Rate(error)));
            Rate::ZERO
        })
    };
    let rate = rate_of(&typed.rate, shape.rate, false, Field::Rate);
    let rate_later = rate_of(&typed.rate_later, shape.transfer, false, Field::RateLater);
    let fee_percent = rate_of(&typed.fee_percent, shape.transfer, true, Field::FeePercent);
    let count = match (shape.counted, parse_count(&typed.count)) {
        (Counted::Not, _) | (Counted::OrForGood, Err(FieldError::CountRequired)) => None,
        (_, Ok(count)) => Some(count),
        (_, Err(problem)) => {
            problems.push((Field::Count, problem));
            None
        }
    };
    let from = month_number(&typed.from, around.now).unwrap_or_else(|problem| {
        problems.push((Field::From, problem));
        1
    });
    if !problems.is_empty() {
        return Err(problems);
    }
    let figures = Figures { whom, amount, second, rate, rate_later, fee_percent, count, from, is_yes: typed.is_yes };
    Ok(figures.effect(kind, around))
}

/// What was typed, read.
struct Figures {
    whom: DebtScope,
    amount: Amount,
    second: Amount,
    rate: Rate,
    rate_later: Rate,
    fee_percent: Percent,
    count: Option<u16>,
    from: u16,
    is_yes: bool,
}

impl Figures {
    fn effect(&self, kind: Kind, around: &Around<'_>) -> Effect {
        let &Self { whom, amount, second, rate, count, from, .. } = self;
        let debt = match whom {
            DebtScope::All => 0,
            DebtScope::One(debt) => debt,
        };
        let less = Amount::ZERO.saturating_sub(amount);
        let during = |what| match count {
            Some(count) => Change::during(from, from.saturating_add(count - 1).min(HORIZON_MONTHS), what),
            None => Change::lasting(from, what),
        };
        let minimum = ChangeKind::MinimumIs { debt, rule: MinimumRule::Fixed(amount) };
        let mut also = None;
        let change = match kind {
            Kind::ExtraOnce => Change::once(from, ChangeKind::Budget { delta: amount }),
            Kind::ExtraMonthly | Kind::PayRise | Kind::CostEnds => during(ChangeKind::Budget { delta: amount }),
            Kind::ExtraYearly => Change::lasting(from, ChangeKind::BudgetYearly { delta: amount }),
            Kind::LessMonthly => during(ChangeKind::Budget { delta: less }),
            // Pay-days are read apart; they change no single month.
            Kind::AmountIs | Kind::PayDays => during(ChangeKind::BudgetIs { amount }),
            Kind::Reserve => Change::lasting(from, ChangeKind::Reserve { monthly: amount, target: second }),
            Kind::Pause => during(ChangeKind::Holiday { whom, with_interest: !self.is_yes }),
            Kind::Freeze => during(ChangeKind::Freeze { whom }),
            Kind::RateIs => during(ChangeKind::RateIs { debt, rate }),
            Kind::MinimumIs => Change::once(from, minimum),
            Kind::FeesWaived => during(ChangeKind::WaiveFees { whom }),
            Kind::Reage => Change::once(from, ChangeKind::Reage { debt }),
            Kind::SettleOnce => Change::once(from, self.settlement(debt, 1, self.is_yes)),
            Kind::SettleParts => Change::once(from, self.settlement(debt, count.unwrap_or(1), false)),
            Kind::Loan => Change::once(from, self.moving(around, count)),
            Kind::Transfer => Change::once(from, self.moving(around, None)),
            Kind::BuyOnce => Change::once(from, ChangeKind::Charge { debt, amount }),
            Kind::BuyMonthly => during(ChangeKind::Charge { debt, amount }),
            Kind::Missed => Change::once(from, ChangeKind::Missed { whom }),
            Kind::RatesRise => Change::lasting(from, ChangeKind::RatePoints { whom, millionths: rate.millionths() }),
            Kind::Sold => {
                also = Some(Change::once(from, minimum));
                Change::lasting(from, ChangeKind::RateIs { debt, rate })
            }
            Kind::ReallyPaid => Change::once(from, ChangeKind::Paid { debt, amount }),
            Kind::LetterSays => Change::once(from, ChangeKind::BalanceIs { debt, amount }),
        };
        let changes = std::iter::once(change).chain(also).collect();
        Effect { kind, changes, new_debt: self.new_debt(kind, around), payment_schedule: None }
    }

    fn settlement(&self, debt: usize, instalments: u16, pays_meanwhile: bool) -> ChangeKind {
        ChangeKind::Settle { debt, price: Price::Amount(self.amount), instalments, pays_meanwhile }
    }

    fn moving(&self, around: &Around<'_>, term_months: Option<u16>) -> ChangeKind {
        let from = match self.whom {
            DebtScope::All => (0..around.debts.len()).collect(),
            DebtScope::One(debt) => vec![debt],
        };
        // Interest that is charged after all, if the first months do not do, makes what moves a balance of its own.
        let months = self.count.unwrap_or(1);
        let is_deferred = term_months.is_none() && self.is_yes;
        let promo = is_deferred.then_some(Promo { rate: self.rate, months });
        let deferred = is_deferred.then_some(DeferredInterest { rate: self.rate_later, last_month: months });
        // A new card asks for its second amount each month; a loan takes it as its fee.
        let fee = if term_months.is_some() { self.second } else { Amount::ZERO };
        ChangeKind::Move {
            from,
            to: around.debts.len(),
            most: None,
            fee_percent: self.fee_percent,
            fee,
            term_months,
            promo,
            deferred,
        }
    }

    fn new_debt(&self, kind: Kind, around: &Around<'_>) -> Option<Debt> {
        let (rate, minimum) = match kind {
            Kind::Loan => (self.rate, MinimumRule::NONE),
            Kind::Transfer => (self.rate_later, MinimumRule::Fixed(self.second)),
            _ => return None,
        };
        let id = (1..).map(|number: usize| ["new-", &number.to_string()].concat());
        let id = id.into_iter().find(|id| around.place(id).is_none()).and_then(|id| DebtId::new(&id))?;
        let mut debt = Debt::new(id, Amount::ZERO, rate, minimum);
        debt.details.rate_basis = content::rate_custom(around.currency);
        if let (Kind::Transfer, Some(count), false) = (kind, self.count, self.is_yes) {
            // The months of a promo are counted from the start of the plan; nothing is owed before the move.
            debt.promo = Some(Promo { rate: self.rate, months: self.from.saturating_add(count - 1) });
        }
        Some(debt)
    }
}

/// Puts what-ifs to a plan: their changes in the order given, and a debt of its own for each move. Of several pay-days
/// the last ones count.
pub fn apply(scenario: &mut Scenario, effects: &[Effect]) {
    for effect in effects {
        let mut changes = effect.changes.clone();
        scenario.payment_schedule = effect.payment_schedule.or(scenario.payment_schedule);
        if let Some(debt) = &effect.new_debt {
            let mut debt = debt.clone();
            let place = scenario.debts.len();
            for change in &mut changes {
                if let ChangeKind::Move { to, .. } = &mut change.what {
                    *to = place;
                }
            }
            // Two new debts are two, whatever they were called alone.
            if scenario.debts.iter().any(|other| other.id == debt.id)
                && let Some(id) = DebtId::new(&["new-", &place.to_string(), "-", debt.id.as_str()].concat())
            {
                debt.id = id;
            }
            scenario.debts.push(debt);
        }
        scenario.changes.append(&mut changes);
    }
}
