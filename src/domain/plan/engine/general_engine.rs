//! The engine for plans on whose way something happens. Debts are [`Account`]s here, and nothing is assumed to stay as
//! it is: whether a debt never clears is said at the end of the horizon, not proved on the way.

use crate::debt::{DayCount, Debt};
use crate::money::Amount;
use crate::plan::analysis::{Capture, MonthContext};
use crate::plan::engine::account::{Account, Settlement, Today};
use crate::plan::engine::days::MonthDays;
use crate::plan::engine::due::minimum;
use crate::plan::engine::unit::Unit;
use crate::plan::engine::{Engine, Extent, Running};
use crate::plan::{
    Change, Cleared, DueBecause, Explanation, Forgiven, Minimums, MonthExtras, MovedDebt, OnShortfall, Outcome, Plan,
    Rerank, Scenario, Strategy,
};

/// No sum of a course goes into a month above this. A month adds less than 2,000 times [`BALANCE_MAX`] for each of 200
/// debts, which is 4.8 × 10¹⁸, and the type holds 9.2 × 10¹⁸.
const TOTAL_MAX: Amount = Amount::from_minor(4_000_000_000_000_000_000);

#[derive(Clone)]
pub(crate) struct GeneralEngine<'a, U: Unit> {
    pub core: Engine<'a, U>,
    /// By place.
    pub accounts: Vec<Account<'a, U>>,
    horizon: u16,
    /// Before this month a debt may still grow by a charge.
    open_until: u16,
    needs_days: bool,
    /// Some change of interest begins or ends within a month.
    pub has_days_within: bool,
    reserve: U,
    /// Savings of settlements that were not needed.
    pub released: U,
    fees_total: U,
    forgiven_total: U,
    charged_total: U,
    shortfall_months: u16,
    order: Vec<usize>,
    forgiven: Vec<Forgiven>,
    pub moves: Vec<MovedDebt>,
    /// Added to the budget of the next month only.
    pub budget_delta: i64,
    /// What earlier months cost beyond their budgets, in minor units: it is taken off the next one.
    pub carried: i64,
    pub capture: Capture,
}

/// What the changes of a month say about money.
pub(crate) struct Purse<U> {
    pub budget: Option<U>,
    /// What the month costs beyond its budget, which is nothing then.
    pub deficit: U,
    /// The most to be put by, and how much the reserve shall hold.
    pub reserve: Option<(U, U)>,
    /// Something was really paid.
    pub is_past: bool,
}

impl<'a, U: Unit> GeneralEngine<'a, U> {
    pub(crate) fn new(scenario: &'a Scenario, terms: &[u16], extent: Extent) -> Self {
        let mut core = Engine::new(scenario, terms, extent);
        // Debts that owe nothing yet may be drawn on later.
        let debts = scenario.debts.iter().enumerate();
        core.running = debts.map(|(place, debt)| Running::new(scenario, place, debt, terms)).collect();
        let accounts = scenario.debts.iter().map(Account::new).collect();
        let adding = |change: &&Change| change.what.adds_debt();
        let open_until = scenario.changes.iter().filter(adding).map(|change| change.last_month).max();
        let has_days_within = scenario.changes.iter().any(Change::is_partial)
            || scenario.debts.iter().any(|debt| debt.details.rate_steps.iter().any(|step| step.days_before > 0));
        let counts_days = |debt: &Debt| debt.details.accrual.day_count != DayCount::Thirty360;
        Self {
            core,
            accounts,
            horizon: extent.horizon,
            open_until: open_until.unwrap_or_default(),
            needs_days: has_days_within || scenario.debts.iter().any(counts_days),
            has_days_within,
            reserve: U::default(),
            released: U::default(),
            fees_total: U::default(),
            forgiven_total: U::default(),
            charged_total: U::default(),
            shortfall_months: 0,
            order: Vec::new(),
            forgiven: Vec::new(),
            moves: Vec::new(),
            budget_delta: 0,
            carried: 0,
            capture: Capture::Nothing,
        }
    }

    pub(crate) fn run(mut self) -> Plan {
        let mut months = 0;
        let outcome = loop {
            if let Some(outcome) = self.step(&mut months) {
                break outcome;
            }
        };
        self.finished(outcome, months)
    }

    /// Runs with the budget of each month more or less by what a function says.
    pub(crate) fn run_varied(&mut self, mut delta: impl FnMut(u16) -> i64) -> (Outcome, u16) {
        let mut months = 0;
        loop {
            self.budget_delta = delta(months + 1);
            if let Some(outcome) = self.step(&mut months) {
                return (outcome, months);
            }
        }
    }

    /// Runs until one figure is explained.
    pub(crate) fn explain(mut self, month: u16, place: usize) -> Option<Explanation> {
        self.capture = Capture::Wanted { month, place };
        let mut months = 0;
        while self.step(&mut months).is_none() && months < month {}
        match self.capture {
            Capture::Found(found) => Some(*found),
            Capture::Nothing | Capture::Wanted { .. } => None,
        }
    }

    pub(crate) const fn shortfall_months(&self) -> u16 {
        self.shortfall_months
    }

    fn step(&mut self, months: &mut u16) -> Option<Outcome> {
        if self.is_cleared_after(*months) {
            return Some(Outcome::Cleared);
        }
        if *months == self.horizon {
            return Some(self.verdict());
        }
        *months += 1;
        self.month(*months)
    }

    fn finished(self, outcome: Outcome, months: u16) -> Plan {
        let reserve = self.reserve.shown();
        let totals = (self.fees_total.shown(), self.forgiven_total.shown(), self.charged_total.shown());
        let shortfall_months = self.shortfall_months;
        let stuck_since = match outcome {
            Outcome::NeverClears { debt, .. } => Some(self.accounts[debt].stuck_since()),
            _ => None,
        };
        let plan = self.core.finished(outcome, months, self.order);
        Plan {
            fees_total: totals.0,
            forgiven_total: totals.1,
            charged_total: totals.2,
            forgiven: self.forgiven,
            moves: self.moves,
            reserve,
            shortfall_months,
            stuck_since: stuck_since.or(plan.stuck_since),
            ..plan
        }
    }

    fn month(&mut self, month: u16) -> Option<Outcome> {
        for account in &mut self.accounts {
            account.today = Today::default();
            (account.fee, account.late, account.upfront) = (U::default(), U::default(), U::default());
            (account.charged, account.forgiven, account.lump) = (U::default(), U::default(), U::default());
        }
        let days = self.days(month);
        let (purse, changed) = self.apply(month, days);
        let rates_changed = self.take_over(month);
        if self.core.outgrown() || self.totals_outgrown() {
            return Some(self.verdict());
        }
        self.release_funds();
        self.charge(month, days);
        if month == 1 || changed || rates_changed || self.core.scenario.rerank == Rerank::Monthly {
            self.core.rank();
        }
        if month == 1 {
            self.order = self.core.order();
        }
        let (due_total, odd_total) = self.fall_due(month);
        let reserve_before = self.reserve;
        let (rest, missing) = self.pay_minimums(&purse, due_total, odd_total);
        let from_reserve = reserve_before - self.reserve;
        if let Some(rest) = rest {
            // A month in which nothing is paid is none in which anything is put by.
            let all_missed = self.accounts.iter().all(|account| account.today.missed);
            let rest = if all_missed { rest } else { self.put_by(&purse, rest) };
            self.hold_back(true);
            self.core.pay_beyond_minimums(rest);
            self.hold_back(false);
        }
        self.follow_reality();
        self.settle_debts();
        let (budget, deficit) = (purse.budget, purse.deficit);
        self.explain_month(MonthContext { month, budget, deficit, due_total, from_reserve });
        self.book(month);
        if missing.is_some() {
            self.shortfall_months += 1;
        }
        let stops = self.core.scenario.on_shortfall == OnShortfall::Stop && !purse.is_past;
        let missing = missing.filter(|_| stops)?;
        // The money did not reach, but what it did not reach for was forgiven in the same month.
        if self.is_cleared_after(month) {
            return None;
        }
        Some(self.core.shortfall(missing))
    }

    /// The days of a month; thirty where nobody counts them.
    fn days(&self, month: u16) -> MonthDays {
        match self.core.scenario.start {
            Some(start) if self.needs_days => MonthDays::new(start, month),
            _ => MonthDays::THIRTY,
        }
    }

    /// Whether nothing is owed after so many months, and nothing can come to be owed any more.
    fn is_cleared_after(&self, months: u16) -> bool {
        months >= self.open_until && self.core.running.iter().all(|running| running.balance == U::default())
    }

    /// Takes over what the accounts owe and the rates of the month. True if the rate of a debt still owed changed.
    fn take_over(&mut self, month: u16) -> bool {
        let mut changed = false;
        for running in &mut self.core.running {
            let account = &mut self.accounts[running.place];
            let rates = account.set_rates(month);
            running.balance = account.owed();
            changed |= running.balance != U::default() && rates != (running.rate, running.rate_settled);
            (running.rate, running.rate_settled) = rates;
        }
        changed
    }

    /// Interest and fees, and minimums that are to be worked out anew.
    fn charge(&mut self, month: u16, days: MonthDays) {
        let rounding = self.core.scenario.rounding;
        for running in &mut self.core.running {
            let account = &mut self.accounts[running.place];
            running.interest = account.charge(month, days, rounding);
            running.owed = running.balance + running.interest + account.fee;
            if core::mem::take(&mut account.renew) {
                let interest = running.interest + account.fee;
                running.minimum_first = minimum(account.rule, running.balance, interest, rounding);
            }
        }
    }

    /// What is due on each debt this month. Returns the sum, and how much of it are odd cents of last instalments.
    ///
    /// A level instalment is rounded, and so is each month's interest, so the last instalment of a fixed term is a little
    /// more or less than the others. What it is more is part of the contract and no reason for a shortfall: two minor
    /// units at most for each month so far, half of one for either rounding and as much again for the interest on them.
    fn fall_due(&mut self, month: u16) -> (U, U) {
        let scenario = self.core.scenario;
        let (mut due_total, mut odd_total) = (U::default(), U::default());
        let odd_most = U::settled(Amount::from_minor(2 * i64::from(month)));
        for running in &mut self.core.running {
            let account = &mut self.accounts[running.place];
            let is_last = account.last_month.is_some_and(|last| month >= last);
            let (asked, because) = match &account.settlement {
                _ if account.today.holiday => (U::default(), DueBecause::Holiday),
                Some(Settlement { instalment: Some(instalment), left, .. }) => {
                    ((*instalment).min(*left), DueBecause::Instalment)
                }
                Some(Settlement { pays_meanwhile: false, .. }) => (U::default(), DueBecause::SavingUp),
                _ if is_last => (running.owed, DueBecause::LastInstalment),
                _ => match scenario.minimums {
                    Minimums::FixedAtStart => (running.minimum_first, DueBecause::Contract),
                    Minimums::Recomputed => {
                        let interest = running.interest + account.fee;
                        let asked = minimum(account.rule, running.balance, interest, scenario.rounding);
                        (asked, DueBecause::Contract)
                    }
                },
            };
            account.due_because = because;
            running.due = asked.min(running.owed);
            running.payment = if account.today.missed { U::default() } else { running.due };
            due_total += running.payment;
            if because == DueBecause::LastInstalment && running.payment > running.minimum_first {
                odd_total += (running.payment - running.minimum_first).min(odd_most);
            }
        }
        (due_total, odd_total)
    }

    /// The sums of the whole course are beyond what the type is sure to hold after another month.
    fn totals_outgrown(&self) -> bool {
        let most = U::settled(TOTAL_MAX).wide();
        let (core, charged) = (&self.core, self.charged_total.wide());
        let totals = [core.interest_total, core.paid_total, self.fees_total, self.forgiven_total].map(Unit::wide);
        charged.abs() > most || totals.into_iter().any(|total| total > most)
    }

    /// A debt that is gone, moved or paid by other means needs no settlement: what was put by for it is free.
    fn release_funds(&mut self) {
        for account in &mut self.accounts {
            if account.settlement.is_some() && account.owed() == U::default() {
                self.released += account.settlement.take().map_or(U::default(), |settlement| settlement.fund);
            }
        }
    }

    /// Pays what is due, from the reserve where the budget does not reach. What the month costs beyond its budget comes
    /// first: it is spent already. Odd cents are paid beyond the budget where it lacks no more than them. Returns what is
    /// left of the budget, or what it lacks.
    fn pay_minimums(&mut self, purse: &Purse<U>, due_total: U, odd_total: U) -> (Option<U>, Option<U>) {
        let Some(budget) = purse.budget else { return (None, None) };
        let available = budget + core::mem::take(&mut self.released);
        let needed = due_total + purse.deficit;
        if needed <= available {
            return (Some(available - needed), None);
        }
        let missing = needed - available;
        let taken = missing.min(self.reserve);
        self.reserve -= taken;
        if missing - taken <= odd_total {
            return (Some(U::default()), None);
        }
        let there = available + taken;
        let spent = there.min(purse.deficit);
        self.carried = (purse.deficit - spent).shown().minor();
        let missed = |running: &&mut Running<'_, U>| running.payment == U::default();
        let dues: Vec<U> = self.core.running.iter().map(|running| running.due).collect();
        // A debt that is missed on purpose has no claim to a share.
        self.core.running.iter_mut().filter(missed).for_each(|running| running.due = U::default());
        self.core.share_shortfall(there - spent);
        for (running, due) in self.core.running.iter_mut().zip(dues) {
            running.due = due;
        }
        (None, Some(missing - taken))
    }

    /// The reserve first, then settlements in the order of the debts. Returns what is left.
    fn put_by(&mut self, purse: &Purse<U>, mut rest: U) -> U {
        if let Some((monthly, target)) = purse.reserve
            && self.reserve < target
        {
            let part = rest.min(monthly).min(target - self.reserve);
            self.reserve += part;
            rest -= part;
        }
        for account in &mut self.accounts {
            if let Some(settlement) = &mut account.settlement
                && settlement.instalment.is_none()
                && settlement.fund < settlement.left
            {
                let part = rest.min(settlement.left - settlement.fund);
                settlement.fund += part;
                rest -= part;
            }
        }
        rest
    }

    /// Keeps debts that rest, are missed or are being settled from getting more than is due, while the rest is paid.
    fn hold_back(&mut self, hold: bool) {
        let scenario = self.core.scenario;
        for running in &mut self.core.running {
            let account = &self.accounts[running.place];
            let always = scenario.strategy == Strategy::MinimumsOnly || scenario.untouched.contains(&running.place);
            let now = account.today.holiday || account.today.missed || account.settlement.is_some();
            running.minimum_only = always || (hold && now);
        }
    }

    /// Pays lump sums that are saved up, and ends settlements whose last instalment is paid.
    fn settle_debts(&mut self) {
        for running in &mut self.core.running {
            let account = &mut self.accounts[running.place];
            let Some(settlement) = &mut account.settlement else { continue };
            let room = running.owed - running.payment;
            let is_over = match settlement.instalment {
                Some(_) => {
                    settlement.left -= running.payment.min(settlement.left);
                    settlement.left == U::default()
                }
                None => settlement.fund >= settlement.left.min(room) || account.today.paid >= Some(settlement.left),
            };
            if !is_over || running.owed == U::default() {
                continue;
            }
            let lump = settlement.fund.min(settlement.left).min(room);
            let lump = if account.today.paid.is_some() { U::default() } else { lump };
            running.payment += lump;
            account.lump = lump;
            self.released += settlement.fund - lump;
            account.forgiven = running.owed - running.payment;
            account.settlement = None;
        }
    }

    fn follow_reality(&mut self) {
        for running in &mut self.core.running {
            if let Some(paid) = self.accounts[running.place].today.paid {
                running.payment = paid.min(running.owed);
            }
        }
    }

    fn book(&mut self, month: u16) {
        let (mut interest_total, mut fees, mut charged, mut forgiven) =
            (U::default(), U::default(), U::default(), U::default());
        for running in &mut self.core.running {
            let account = &mut self.accounts[running.place];
            let left = running.owed - running.payment - account.forgiven;
            if left.is_dust() {
                running.payment += left;
            }
            // Nothing is late on a debt whose rest is forgiven.
            if running.payment < running.due && !account.today.holiday && account.forgiven == U::default() {
                account.late = account.late_fee();
            }
            let after = running.owed - running.payment - account.forgiven + account.late;
            account.book(month, running.payment, running.due);
            if after == U::default() {
                account.clear();
            }
            debug_assert!(account.owed() == after, "the balances of an account add up to what it owes");
            running.balance = after;
            account.watch(month, after, running.interest + account.fee + account.late, running.payment);
            let listed = self.core.cleared.iter().position(|cleared| cleared.debt == running.place);
            if after != U::default() {
                // It was cleared once and owes again.
                listed.map(|index| self.core.cleared.remove(index));
            } else if account.has_owed && listed.is_none() {
                self.core.cleared.push(Cleared { debt: running.place, month });
            }
            interest_total += running.interest;
            fees += account.fee + account.late + account.upfront;
            charged += account.charged;
            forgiven += account.forgiven;
            if account.forgiven != U::default() {
                self.forgiven.push(Forgiven { debt: running.place, month, amount: account.forgiven.shown() });
            }
            self.core.paid_total += running.payment;
        }
        self.core.interest_total += interest_total;
        self.fees_total += fees;
        self.charged_total += charged;
        self.forgiven_total += forgiven;
        if let Some(schedule) = &mut self.core.schedule {
            schedule.record(interest_total.shown(), self.core.running.iter().map(Running::shown));
            let funds = self.accounts.iter().filter_map(|account| Some(account.settlement.as_ref()?.fund));
            let put_by = funds.fold(self.reserve + self.released, |sum, fund| sum + fund);
            schedule.record_beside(MonthExtras {
                fees: fees.shown(),
                charged: charged.shown(),
                forgiven: forgiven.shown(),
                put_by: put_by.shown(),
            });
        }
    }

    /// How a plan ends that is not cleared: never, if some debt no longer shrinks.
    fn verdict(&self) -> Outcome {
        let stuck = |running: &Running<'_, U>| {
            let excess = self.accounts[running.place].never_clears(running.balance)?;
            Some((excess, running.place, running.stuck_because()))
        };
        match self.core.running.iter().filter_map(stuck).max_by_key(|&(excess, place, _)| (excess, place)) {
            Some((excess, debt, because)) => Outcome::NeverClears { debt, excess: excess.shown(), because },
            None => Outcome::NotWithinHorizon,
        }
    }

    fn explain_month(&mut self, asked: MonthContext<U>) {
        let Capture::Wanted { month: wanted, place } = self.capture else { return };
        let found = self.core.running.iter().position(|running| running.place == place);
        let (true, Some(rank)) = (wanted == asked.month, found) else { return };
        let running = &self.core.running[rank];
        let account = &self.accounts[place];
        let explanation = Explanation::new(self.core.scenario, asked, rank, running, account);
        self.capture = Capture::Found(Box::new(explanation));
    }
}
