//! What changes do to a plan, at the beginning of a month.
//!
//! First everything that holds for the month: budget, rates, rests, real payments. Then what happens to debts, in the
//! order of the list: so a loan that is taken up in a month is worked out at that month's rate, wherever the rate is
//! written.

use crate::debt::{MinimumRule, Percent};
use crate::money::{Amount, Rounding};
use crate::plan::annuity_payment;
use crate::plan::engine::BALANCE_MAX;
use crate::plan::engine::account::Today;
use crate::plan::engine::days::MonthDays;
use crate::plan::engine::general_engine::{GeneralEngine, Purse};
use crate::plan::engine::pot::{Effect, Interest};
use crate::plan::engine::unit::{PERCENT, Unit};
use crate::plan::{Change, ChangeKind, DebtScope, HORIZON_MONTHS, MovedDebt};

impl<U: Unit> GeneralEngine<'_, U> {
    /// The changes of the month, which has so many days. True if a debt changed, so that the strategy looks again.
    pub(crate) fn apply(&mut self, month: u16, days: MonthDays) -> (Purse<U>, bool) {
        let changes = &self.core.scenario.changes;
        let active = || changes.iter().enumerate().filter(|(_, change)| change.is_active(month));
        let mut purse = self.usual_purse(month);
        let mut delta = core::mem::take(&mut self.budget_delta).saturating_sub(core::mem::take(&mut self.carried));
        for (_, change) in active() {
            match change.what {
                ChangeKind::Budget { delta: step } => delta = delta.saturating_add(step.minor()),
                ChangeKind::BudgetYearly { delta: step } if (month - change.from_month).is_multiple_of(12) => {
                    delta = delta.saturating_add(step.minor());
                }
                ChangeKind::BudgetIs { amount } => purse.budget = Some(U::settled(amount)),
                ChangeKind::Reserve { monthly, target } => {
                    purse.reserve = Some((U::settled(monthly), U::settled(target)))
                }
                ChangeKind::Paid { .. } => {
                    purse.is_past = true;
                    self.hold_for_the_month(change);
                }
                // What is over before the payment has its say on the days before.
                _ if change.days_of(month, days.count).1 < days.count => {}
                _ => self.hold_for_the_month(change),
            }
        }
        if self.has_days_within {
            self.set_spans(month, days);
        }
        if let Some(budget) = &mut purse.budget {
            let sum = budget.shown().minor().saturating_add(delta);
            let held = |minor: i64| U::settled(Amount::from_minor(minor.clamp(0, BALANCE_MAX.minor())));
            (*budget, purse.deficit) = (held(sum), held(sum.saturating_neg()));
        }
        let mut changed = false;
        if active().next().is_some() {
            // What is moved or corrected is taken from the balances in the order of this month's rates.
            for account in &mut self.accounts {
                account.set_rates(month);
            }
        }
        for (index, change) in active() {
            changed |= self.apply_change(index, change, month);
            if self.accounts.iter().any(|account| account.owed() > U::settled(BALANCE_MAX)) {
                // Beyond all reach, so the plan ends here; what comes after would only leave the type.
                break;
            }
        }
        (purse, changed)
    }

    /// For each account the days of a month in which something about its interest changes.
    fn set_spans(&mut self, month: u16, days: MonthDays) {
        let active = self.core.scenario.changes.iter().filter(|change| change.is_active(month));
        let effect = |change: &Change| {
            let (whom, what) = match change.what {
                ChangeKind::Freeze { whom } | ChangeKind::Holiday { whom, with_interest: false } => {
                    (whom, Interest::Off)
                }
                ChangeKind::RateIs { debt, rate } => (DebtScope::One(debt), Interest::RateIs(rate.millionths())),
                ChangeKind::RatePoints { whom, millionths } => (whom, Interest::Points(millionths)),
                _ => return None,
            };
            Some((whom, Effect { days: change.days_of(month, days.count), what }))
        };
        let effects: Vec<(DebtScope, Effect)> = active.filter_map(effect).collect();
        for (place, account) in self.accounts.iter_mut().enumerate() {
            let own = effects.iter().filter(|(whom, _)| whom.includes(place)).map(|(_, effect)| *effect);
            account.set_spans(month, days, &own.collect::<Vec<_>>());
        }
    }

    /// The budget without any changes.
    fn usual_purse(&self, month: u16) -> Purse<U> {
        let scenario = self.core.scenario;
        let budget = match scenario.payment_schedule.zip(scenario.start) {
            Some((payments, start)) => {
                let times = i64::from(payments.count_in(start, month));
                Some(Amount::from_minor(payments.amount.minor().saturating_mul(times)))
            }
            None => scenario.budget_monthly,
        };
        Purse { budget: budget.map(U::settled), deficit: U::default(), reserve: None, is_past: false }
    }

    fn hold_for_the_month(&mut self, change: &Change) {
        let for_good = change.last_month >= HORIZON_MONTHS;
        match change.what {
            ChangeKind::Holiday { whom, with_interest } => self.each(whom, |today| {
                today.holiday = true;
                today.interest_off |= !with_interest;
            }),
            ChangeKind::Freeze { whom } => self.each(whom, |today| today.interest_off = true),
            ChangeKind::WaiveFees { whom } => self.each(whom, |today| today.fees_off = true),
            ChangeKind::Missed { whom } => self.each(whom, |today| today.missed = true),
            ChangeKind::RateIs { debt, rate } => self.each(DebtScope::One(debt), |today| {
                today.rate_is = Some(rate.millionths());
                if for_good {
                    today.rate_settled_is = today.rate_is;
                }
            }),
            ChangeKind::RatePoints { whom, millionths } => self.each(whom, |today| {
                today.points = today.points.saturating_add(millionths);
                if for_good {
                    today.points_settled = today.points_settled.saturating_add(millionths);
                }
            }),
            ChangeKind::Paid { debt, amount } => {
                self.each(DebtScope::One(debt), |today| today.paid = Some(U::settled(amount)));
            }
            _ => {}
        }
    }

    /// What happens to debts. True if the strategy should look again.
    fn apply_change(&mut self, index: usize, change: &Change, month: u16) -> bool {
        let rounding = self.core.scenario.rounding;
        if let ChangeKind::Charge { debt, amount } = change.what {
            return self.owe(debt, U::settled(amount));
        }
        if change.from_month != month {
            return false;
        }
        match &change.what {
            ChangeKind::Reage { debt } => self.accounts[*debt].renew = true,
            ChangeKind::MinimumIs { debt, rule } => {
                self.accounts[*debt].rule = *rule;
                self.accounts[*debt].renew = true;
            }
            ChangeKind::Settle { debt, price, instalments, pays_meanwhile } => {
                self.released += self.accounts[*debt].agree(*price, *instalments, *pays_meanwhile);
            }
            ChangeKind::Move { from, to, most, fee_percent, fee, term_months, promo, deferred } => {
                let owed_before = self.accounts[*to].owed() != U::default();
                let (moved, fee) = self.leave(month, from, most.map(U::settled), (*fee_percent, *fee));
                if promo.is_none() && deferred.is_none() {
                    self.owe(*to, moved + fee);
                } else if moved != U::default() {
                    let account = &mut self.accounts[*to];
                    account.add_apart(month, moved + fee, *promo, *deferred);
                    account.is_drawn(moved + fee, owed_before);
                    account.set_rates(month);
                }
                self.accounts[*to].charged -= fee;
                self.accounts[*to].upfront += fee;
                if let Some(months) = term_months {
                    self.set_term(*to, month, *months);
                }
                let (amount, fee) = (moved.shown(), fee.shown());
                self.moves.push(MovedDebt { change: index, month, to: *to, amount, fee, owed_before });
            }
            ChangeKind::Revalue { debt, numerator, denominator } => {
                let difference = self.accounts[*debt].revalue(*numerator, *denominator, rounding);
                self.accounts[*debt].charged += difference;
                for running in self.core.running.iter_mut().filter(|running| running.place == *debt) {
                    let (numerator, denominator) = (i128::from(*numerator), i128::from(*denominator));
                    let minimum = running.minimum_first.fraction(numerator, denominator, rounding);
                    running.minimum_first = minimum.min(U::settled(BALANCE_MAX));
                }
            }
            ChangeKind::BalanceIs { debt, amount } => {
                let account = &mut self.accounts[*debt];
                let difference = account.correct(month, U::settled(*amount));
                account.charged += difference;
                account.has_owed |= amount.is_positive();
            }
            _ => return false,
        }
        true
    }

    /// Takes what some debts owe off them, or the most of it. Returns that and the fee for it.
    fn leave(&mut self, month: u16, from: &[usize], most: Option<U>, (percent, fee): (Percent, Amount)) -> (U, U) {
        let mut left = most;
        let mut moved = U::default();
        for &debt in from {
            let account = &mut self.accounts[debt];
            let part = left.map_or(account.owed(), |left| left.min(account.owed()));
            account.pay(month, part, U::default());
            account.charged -= part;
            moved += part;
            left = left.map(|left| left - part);
        }
        if moved == U::default() {
            return (moved, moved);
        }
        let fee = moved.portion::<PERCENT>(percent.millionths(), self.core.scenario.rounding) + U::settled(fee);
        (moved, fee)
    }

    fn each(&mut self, whom: DebtScope, mut change: impl FnMut(&mut Today<U>)) {
        for (place, account) in self.accounts.iter_mut().enumerate() {
            if whom.includes(place) {
                change(&mut account.today);
            }
        }
    }

    /// More is owed on a debt. True if it owed nothing before.
    fn owe(&mut self, place: usize, amount: U) -> bool {
        if amount == U::default() {
            return false;
        }
        let account = &mut self.accounts[place];
        let owed_before = account.owed() != U::default();
        account.add(amount);
        account.is_drawn(amount, owed_before);
        !owed_before
    }

    /// From this month on so many level instalments, the last of which settles.
    fn set_term(&mut self, place: usize, month: u16, months: u16) {
        let account = &mut self.accounts[place];
        let principal = account.owed().shown();
        let rate = account.set_rates(month).0;
        let rate = crate::rate::Rate::from_millionths(rate).unwrap_or_default();
        let level = annuity_payment(principal.min(BALANCE_MAX), rate, months, Rounding::HalfUp);
        account.rule = MinimumRule::Fixed(level.unwrap_or(principal));
        account.last_month = Some(month.saturating_add(months - 1));
        account.renew = true;
        for running in self.core.running.iter_mut().filter(|running| running.place == place) {
            running.term = months;
        }
    }
}
