//! One debt of a plan with changes from the inside: its balances, how each gathers interest, and where a payment goes.

use core::cmp::Reverse;

use crate::debt::{Allocation, Compounding, Debt, DeferredInterest, Fees, MinimumRule, PrincipalFloor, Promo};
use crate::money::Amount;
use crate::plan::engine::days::MonthDays;
use crate::plan::engine::pot::{Charging, Effect, Interest, Pot, Span, bounded};
use crate::plan::engine::unit::{PERCENT, Unit};
use crate::plan::{DueBecause, PlanRounding, Price};

/// A settlement on its way.
#[derive(Clone)]
pub(crate) struct Settlement<U> {
    /// What the creditor takes, less what was paid of it.
    pub left: U,
    /// Put by for it.
    pub fund: U,
    /// What is due each month; `None` for a lump sum.
    pub instalment: Option<U>,
    pub pays_meanwhile: bool,
}

/// What an account has that a balance and a rate do not say.
#[derive(Clone)]
pub(crate) struct Account<'a, U> {
    pub pots: Vec<Pot<'a, U>>,
    charging: Charging,
    allocation: Allocation,
    pub rule: MinimumRule,
    fees: Fees,
    limit: Option<Amount>,
    pub last_month: Option<u16>,
    pub settlement: Option<Settlement<U>>,
    /// The minimum is worked out anew this month.
    pub renew: bool,
    /// It has owed something at some time.
    pub has_owed: bool,
    /// By how much interest and fees exceeded what was paid when it began to grow.
    pub excess: Option<U>,
    /// The least it owed, and after how many months.
    lowest: (U, u16),
    /// What was owed at the last yearly look at whether it shrinks.
    pub mark: U,
    /// This month's figures.
    pub fee: U,
    /// A fee that is owed from the beginning of the month.
    pub upfront: U,
    pub late: U,
    pub charged: U,
    pub forgiven: U,
    /// What was put by and is paid for a settlement.
    pub lump: U,
    pub due_because: DueBecause,
    pub today: Today<U>,
    /// The days of this month, where something about interest changes within it; empty otherwise.
    pub spans: Vec<Span>,
}

/// What changes say about one account in one month; of interest, what they say on its last day.
#[derive(Clone, Copy, Default)]
pub(crate) struct Today<U> {
    /// Nothing is due and nothing is paid.
    pub holiday: bool,
    /// Nothing is paid.
    pub missed: bool,
    pub interest_off: bool,
    pub fees_off: bool,
    pub rate_is: Option<i64>,
    /// Added to the rate.
    pub points: i64,
    /// Both, if they last for good.
    pub rate_settled_is: Option<i64>,
    pub points_settled: i64,
    /// Really paid.
    pub paid: Option<U>,
}

impl<'a, U: Unit> Account<'a, U> {
    pub(crate) fn new(debt: &'a Debt) -> Self {
        let details = &debt.details;
        let mut pots: Vec<Pot<'a, U>> = Vec::with_capacity(details.parts.len().max(1));
        if details.parts.is_empty() {
            let mut pot = Pot::new(debt.rate, debt.promo, &details.rate_steps, details.deferred);
            pot.principal = U::settled(debt.balance_planned());
            pots.push(pot);
        }
        let mut aside = debt.balance.saturating_sub(debt.balance_planned());
        for part in &details.parts {
            let mut pot = Pot::new(part.rate, part.promo, &[], part.deferred);
            // What is disputed is taken off the first balances named.
            let off = aside.min(part.balance);
            aside = aside.saturating_sub(off);
            pot.principal = U::settled(part.balance.saturating_sub(off));
            pots.push(pot);
        }
        Self {
            pots,
            charging: Charging { accrual: details.accrual, basis: details.rate_basis },
            allocation: details.allocation,
            rule: debt.minimum,
            fees: details.fees,
            limit: debt.credit_limit,
            last_month: details.last_month,
            settlement: None,
            renew: true,
            has_owed: debt.balance_planned().is_positive(),
            excess: None,
            lowest: (U::settled(debt.balance_planned()), 0),
            mark: U::settled(debt.balance_planned()),
            fee: U::default(),
            upfront: U::default(),
            late: U::default(),
            charged: U::default(),
            forgiven: U::default(),
            lump: U::default(),
            due_because: DueBecause::Contract,
            today: Today::default(),
            spans: Vec::new(),
        }
    }

    pub(crate) fn owed(&self) -> U {
        self.pots.iter().fold(U::default(), |sum, pot| sum + pot.owed())
    }

    /// The nominal rates of a month, on its last day: the highest in force and the highest that stays, among balances
    /// with something owed.
    pub(crate) fn set_rates(&mut self, month: u16) -> (i64, i64) {
        let (today, charging) = (&self.today, self.charging);
        let (mut in_force, mut settled) = (0, 0);
        let nothing_owed = self.pots.iter().all(|pot| pot.owed() == U::default());
        for pot in &mut self.pots {
            let contract = today.rate_is.unwrap_or_else(|| pot.contract_rate(month).millionths());
            pot.stated = if today.interest_off { 0 } else { bounded(contract + today.points) };
            pot.rate = pot.made_nominal(0, pot.stated, charging);
            if nothing_owed || pot.owed() != U::default() {
                let stays = today.rate_settled_is.unwrap_or_else(|| pot.settled_rate().millionths());
                let stays = pot.made_nominal(1, bounded(stays + today.points_settled), charging);
                in_force = in_force.max(pot.rate);
                settled = settled.max(stays);
            }
        }
        (in_force, settled)
    }

    /// Notes the days of a month in which something about interest changes: `effects` are what changes do in it, in
    /// their order. Nothing is noted where one thing holds for the whole month.
    pub(crate) fn set_spans(&mut self, month: u16, days: MonthDays, effects: &[Effect]) {
        self.spans.clear();
        let steps = self.pots.iter().flat_map(|pot| pot.steps);
        let steps = steps.filter(|step| step.from_month == month).map(|step| step.days_before);
        let ends = effects.iter().flat_map(|effect| [effect.days.0, effect.days.1]);
        let mut bounds: Vec<u16> = steps.chain(ends).chain([0, days.count]).collect();
        bounds.sort_unstable();
        bounds.dedup();
        if bounds.len() == 2 {
            return;
        }
        for pair in bounds.windows(2) {
            let [from, to] = [pair[0], pair[1]];
            let mut span = Span { from, to, interest_off: false, rate_is: None, points: 0 };
            for effect in effects.iter().filter(|effect| effect.days.0 <= from && to <= effect.days.1) {
                match effect.what {
                    Interest::Off => span.interest_off = true,
                    Interest::RateIs(rate) => span.rate_is = Some(rate),
                    Interest::Points(points) => span.points = span.points.saturating_add(points),
                }
            }
            self.spans.push(span);
        }
    }

    /// A month in which one thing holds for all of its days, as one span.
    pub(crate) const fn whole_month(&self, days: MonthDays) -> Span {
        let Today { interest_off, rate_is, points, .. } = self.today;
        Span { from: 0, to: days.count, interest_off, rate_is, points }
    }

    /// Works out this month's interest of every balance and the fees. Returns the interest.
    pub(crate) fn charge(&mut self, month: u16, days: MonthDays, rounding: PlanRounding) -> U {
        let mut interest = U::default();
        for pot in &mut self.pots {
            pot.charge(month, self.charging, days, rounding, (self.today.interest_off, &self.spans));
            interest += pot.interest;
        }
        let owed = self.owed();
        if owed != U::default() && !self.today.fees_off {
            self.fee += U::settled(self.fees.monthly);
            let over = self.limit.is_some_and(|limit| owed + interest + self.fee > U::settled(limit));
            if over {
                self.fee += U::settled(self.fees.over_limit);
            }
        }
        interest
    }

    pub(crate) fn late_fee(&self) -> U {
        if self.today.fees_off { U::default() } else { U::settled(self.fees.late) }
    }

    pub(crate) const fn allocation(&self) -> Allocation {
        self.allocation
    }

    pub(crate) const fn charging(&self) -> Charging {
        self.charging
    }

    /// Books interest, fees and payment: `due` is the part of the payment that the contract asked for.
    pub(crate) fn book(&mut self, month: u16, payment: U, due: U) {
        let simple = self.charging.accrual.compounding == Compounding::Simple;
        for pot in &mut self.pots {
            if simple {
                pot.accrued += pot.interest;
            } else {
                pot.principal += pot.interest;
            }
        }
        self.add(self.fee);
        self.pay(month, payment, due.min(payment));
        if self.forgiven != U::default() {
            self.clear();
        }
        self.add(self.late);
    }

    /// More is owed, on the first balance, which it joins: fees bear interest.
    pub(crate) fn add(&mut self, amount: U) {
        if let Some(first) = self.pots.first_mut() {
            first.principal += amount;
        }
    }

    /// Notes that more is owed; an account that owed nothing before is a new one.
    pub(crate) fn is_drawn(&mut self, amount: U, owed_before: bool) {
        self.renew |= !owed_before;
        self.charged += amount;
        self.has_owed = true;
    }

    /// More is owed, as a balance of its own with terms counted from this month.
    pub(crate) fn add_apart(
        &mut self,
        month: u16,
        amount: U,
        promo: Option<Promo>,
        deferred: Option<DeferredInterest>,
    ) {
        let Some(first) = self.pots.first() else { return };
        let counted = |months: u16| months.saturating_add(month - 1);
        let promo = promo.map(|promo| Promo { months: counted(promo.months), ..promo });
        let deferred =
            deferred.map(|deferred| DeferredInterest { last_month: counted(deferred.last_month), ..deferred });
        let mut pot = Pot::new(first.regular, promo, first.steps, deferred);
        pot.principal = amount;
        self.pots.push(pot);
    }

    /// Nothing is owed any more.
    pub(crate) fn clear(&mut self) {
        for pot in &mut self.pots {
            (pot.principal, pot.accrued, pot.shadow) = (U::default(), U::default(), U::default());
        }
    }

    /// Spreads a payment over the balances by the rule of the account.
    pub(crate) fn pay(&mut self, month: u16, payment: U, due: U) {
        if let [only] = self.pots.as_mut_slice() {
            only.pay(payment);
            return;
        }
        let falls_due = |pot: &Pot<'_, U>| {
            let last = pot.deferred.map(|deferred| deferred.last_month);
            last.is_some_and(|last| month <= last && month.saturating_add(1) >= last)
        };
        match self.allocation {
            Allocation::HighestFirst => self.pay_by(payment, |pot| Reverse(pot.rate)),
            Allocation::LowestFirst => self.pay_by(payment, |pot| pot.rate),
            Allocation::CardAct => {
                self.pay_by(due, |pot| pot.rate);
                self.pay_by(payment - due, |pot| (!falls_due(pot), Reverse(pot.rate)));
            }
        }
    }

    fn pay_by<K: Ord>(&mut self, payment: U, key: impl Fn(&Pot<'_, U>) -> K) {
        let mut left = payment;
        // At most a few balances: look for the next each time rather than keep them sorted.
        while left != U::default() {
            let open = self.pots.iter_mut().filter(|pot| pot.owed() != U::default());
            let Some(next) = open.min_by_key(|pot| key(pot)) else { return };
            left = next.pay(left);
        }
    }

    /// What a statement says is owed, instead of what was worked out. Returns the difference.
    pub(crate) fn correct(&mut self, month: u16, balance: U) -> U {
        let before = self.owed();
        if balance < before {
            self.pay(month, before - balance, U::default());
        } else {
            self.add(balance - before);
        }
        balance - before
    }

    /// Another value of its currency. Returns the difference in what is owed.
    pub(crate) fn revalue(&mut self, numerator: i64, denominator: i64, rounding: PlanRounding) -> U {
        let before = self.owed();
        let most = U::settled(super::BALANCE_MAX);
        for pot in &mut self.pots {
            pot.scale(numerator, denominator, rounding);
            // Beyond all reach anyway; held there so that several revaluations stay within the type.
            (pot.principal, pot.accrued) = (pot.principal.min(most + most), pot.accrued.min(most + most));
        }
        let scaled = |amount: &mut Amount| {
            let other = amount.scale(numerator, denominator, crate::money::Rounding::HalfUp);
            *amount = other.unwrap_or(super::BALANCE_MAX).min(super::BALANCE_MAX);
        };
        match &mut self.rule {
            MinimumRule::Fixed(amount) | MinimumRule::InterestPlus(amount) => scaled(amount),
            MinimumRule::PercentOf { floor, .. } => scaled(floor),
            MinimumRule::InterestPlusPercent { floor, .. } => match floor {
                PrincipalFloor::Whole(amount) | PrincipalFloor::Principal(amount) => scaled(amount),
            },
        }
        for fee in [&mut self.fees.monthly, &mut self.fees.late, &mut self.fees.over_limit] {
            scaled(fee);
        }
        self.limit.iter_mut().for_each(scaled);
        if let Some(settlement) = &mut self.settlement {
            for part in core::iter::once(&mut settlement.left).chain(&mut settlement.instalment) {
                *part = part.fraction(i128::from(numerator), i128::from(denominator), rounding).min(most);
            }
        }
        self.owed() - before
    }

    /// Looks whether the debt shrinks. Months differ in length, so a debt is only said to shrink if it does over a year.
    pub(crate) fn watch(&mut self, month: u16, balance: U, grown: U, payment: U) {
        if grown >= payment && self.excess.is_none() {
            self.excess = Some(grown - payment);
        }
        if balance < self.lowest.0 {
            self.lowest = (balance, month);
        }
        if month.is_multiple_of(12) {
            if balance < self.mark {
                self.excess = None;
            }
            self.mark = balance;
        }
    }

    /// By how much interest and fees exceed what is paid, for a debt that does not shrink.
    pub(crate) fn never_clears(&self, balance: U) -> Option<U> {
        self.excess.filter(|_| balance != U::default() && balance >= self.mark)
    }

    /// The first month in which it did not shrink any more.
    pub(crate) const fn stuck_since(&self) -> u16 {
        self.lowest.1 + 1
    }

    /// A settlement begins. What was put by for an earlier one goes on to it, or is returned if it needs nothing put by.
    pub(crate) fn agree(&mut self, price: Price, instalments: u16, pays_meanwhile: bool) -> U {
        let owed = self.owed();
        let up = |value: i128, divisor: i128| U::narrow((value + divisor - 1) / divisor);
        let left = match price {
            Price::Amount(amount) => U::settled(amount),
            Price::Share(share) => {
                let (part, whole) = (i128::from(share.millionths()), i128::from(PERCENT));
                // Whole times first: on the fine line the product of a long balance leaves the type.
                let (times, rest) = (owed.wide() / whole, owed.wide() % whole);
                U::narrow(times * part) + up(rest * part, whole)
            }
        };
        let left = left.min(owed);
        let instalment = (instalments > 1).then(|| up(left.wide(), i128::from(instalments)));
        let put_by = self.settlement.take().map_or(U::default(), |earlier| earlier.fund);
        let (fund, free) = if instalment.is_some() { (U::default(), put_by) } else { (put_by, U::default()) };
        self.settlement = Some(Settlement { left, fund, instalment, pays_meanwhile });
        free
    }
}
