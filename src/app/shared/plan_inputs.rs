//! The plans that are compared: the same debts and the same money each month, in three orders. Derived from the state
//! each time, never kept.

use browser::clock::today;
use domain::calendar::plus_months;
use domain::debt::{Accrual, Debt, Fees, MinimumRule};
use domain::money::{Amount, AmountError, Rounding, parse_amount};
use domain::plan::{
    Change, ChangeKind, DebtScope, HORIZON_MONTHS, Minimums, Outcome, Plan, Scenario, Strategy, simulate,
    simulate_with_schedule,
};
use domain::rate::Rate;
use jiff::civil::Date;
use leptos::prelude::*;
use ui::chart::{Balances, Month, Series};
use ui::format::{BrowserFormat, Format};
use wire::share::{SNAPSHOT_POINTS_MAX, SharedDebt, Snapshot};

use crate::store::{Agreement, AppState, BudgetTotals, DebtReading};
use crate::words::use_words;

/// The strategies that stand at hand, the cheapest rule first.
pub const STRATEGIES: [Strategy; 3] = [Strategy::Avalanche, Strategy::Snowball, Strategy::MinimumsOnly];

/// What a plan is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// The debts in the plan, as typed.
    pub readings: Vec<DebtReading>,
    /// The debts in the plan as the engine takes them, in the order of `readings`.
    pub debts: Vec<Debt>,
    /// Sum of the minimums.
    pub minimums: Amount,
    /// Left over in the budget each month, once what was agreed and what priority debts ask for is paid.
    pub left_over: Amount,
    /// What was agreed and what priority debts ask for, each month.
    pub committed: Amount,
    /// Paid on all debts each month.
    pub monthly: Result<Amount, AmountError>,
    /// Debts left out because something about them cannot be read.
    pub unreadable: usize,
    /// The first day of the plan; debts that count real days need it.
    pub start: Option<Date>,
    /// The client's own order: places of all debts, first to be paid first.
    pub order: Vec<usize>,
    /// Places of debts that get no more than their minimum in it.
    pub untouched: Vec<usize>,
    /// Whether the client made an order.
    pub has_own_order: bool,
    /// What was agreed: the place of the debt, and in how many months its first payment is due.
    pub agreed: Vec<(usize, u16)>,
}

impl Basis {
    /// What there is for debts each month: what is left over and what was taken off before.
    pub fn there(&self) -> Amount {
        self.left_over.saturating_add(self.committed)
    }
}

/// Reads the state; follows it.
pub fn basis(state: AppState) -> Basis {
    let currency = state.currency();
    let all = state.debts.readings(currency);
    let wanted = all.into_iter().filter(|debt| !debt.stands_aside()).map(|debt| named(state, debt));
    let (mut readings, mut debts, mut unreadable) = (Vec::new(), Vec::new(), 0);
    let (today, agreements) = (today(), state.invitation.agreements());
    let mut agreed = Vec::new();
    for mut reading in wanted {
        let agreement = agreements.iter().find(|agreement| agreement.debt_id == reading.id);
        if let Some(agreement) = agreement {
            // What was agreed is paid as agreed, and nothing is added to it.
            reading = as_agreed(reading, agreement, today);
        }
        match reading.debt() {
            Some(debt) => {
                if let Some(agreement) = agreement {
                    agreed.push((debts.len(), months_until(today, agreement.terms.first())));
                }
                debts.push(if agreement.is_some() { frozen(debt) } else { debt });
                readings.push(reading);
            }
            None if reading.balance == Ok(Amount::ZERO) || reading.balance == Err(AmountError::Required) => {}
            None => unreadable += 1,
        }
    }
    let minimums: Amount = readings.iter().filter_map(|debt| debt.minimum.ok()).sum();
    let BudgetTotals { left_over, committed, .. } = state.totals();
    let monthly = match state.plan.budget_monthly.with(|text| parse_amount(text, currency)) {
        Err(AmountError::Required) => Ok(default_monthly(left_over, committed, minimums)),
        typed => typed,
    };
    let order = state.plan.order.with(|ids| ordered(&readings, ids));
    let untouched: Vec<usize> = state.plan.untouched.with(|ids| places(&readings, ids).collect());
    let has_own_order = state.plan.order.with(|ids| !ids.is_empty()) || !untouched.is_empty();
    let start = Some(today);
    Basis {
        readings,
        debts,
        minimums,
        left_over,
        committed,
        monthly,
        unreadable,
        start,
        order,
        untouched,
        has_own_order,
        agreed,
    }
}

/// A debt on which something was agreed, as it is paid from now on: what remains of the agreement, its payment of a month
/// as the minimum, and no interest.
fn as_agreed(reading: DebtReading, agreement: &Agreement, today: Date) -> DebtReading {
    let mut reading = reading;
    reading.balance = Ok(agreement.remaining(today));
    reading.rate = Ok(Rate::ZERO);
    reading.minimum = Ok(agreement.monthly(today));
    reading.more = Default::default();
    reading
}

/// How many whole months of a plan that starts today go by before a day.
fn months_until(today: Date, day: Date) -> u16 {
    let is_past = |months: &u16| plus_months(today, i64::from(*months)).is_some_and(|month| month <= day);
    (1..=HORIZON_MONTHS).take_while(is_past).last().unwrap_or(0)
}

/// Where debts of these names stand; those not in the plan are left out.
fn places<'a>(readings: &'a [DebtReading], ids: &'a [String]) -> impl Iterator<Item = usize> + 'a {
    ids.iter().filter_map(|id| readings.iter().position(|debt| debt.id == *id))
}

/// All debts in the client's own order; those it does not name follow in theirs.
fn ordered(readings: &[DebtReading], ids: &[String]) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::new();
    for place in places(readings, ids).chain(0..readings.len()) {
        if !order.contains(&place) {
            order.push(place);
        }
    }
    order
}

/// The debt with a name to show: its kind where the client gave it none.
pub fn named(state: AppState, mut debt: DebtReading) -> DebtReading {
    if debt.name.trim().is_empty() {
        let label = state.case.catalogue.with(|country| {
            let kinds = country.as_ref().map(|country| country.debt_kinds.as_slice()).unwrap_or_default();
            kinds.iter().find(|kind| kind.id == debt.kind.id()).map(|kind| kind.label.clone())
        });
        debt.name = label.unwrap_or_else(|| use_words().plan_unnamed().to_owned());
    }
    debt
}

/// What is paid before anything is left over, and half of what is; or the minimums where they ask for more and there is
/// that much.
fn default_monthly(left_over: Amount, committed: Amount, minimums: Amount) -> Amount {
    let half = left_over.scale(1, 2, Rounding::Floor).unwrap_or(Amount::ZERO);
    let others = minimums.saturating_sub(committed).min(left_over);
    // Where nothing is left over, something is missing for what comes first.
    let beyond = if left_over.is_positive() { half.max(others) } else { left_over };
    committed.saturating_add(beyond).max(Amount::ZERO)
}

/// The strategy chosen on the plan page.
pub fn chosen(state: AppState) -> Strategy {
    state.plan.strategy.with(|id| Strategy::from_id(id)).unwrap_or(Strategy::Avalanche)
}

/// What is paid on all debts a month under a strategy: the minimums alone, or the amount there is.
///
/// # Errors
/// Why the client's own amount cannot be read.
pub fn paid_monthly(basis: &Basis, strategy: Strategy) -> Result<Amount, AmountError> {
    if strategy == Strategy::MinimumsOnly { Ok(basis.minimums) } else { basis.monthly }
}

/// What the plan of a strategy is worked out from; `None` while an amount cannot be read.
pub fn scenario(basis: &Basis, strategy: Strategy) -> Option<Scenario> {
    let monthly = basis.monthly.ok()?;
    let mut scenario = Scenario::new(basis.debts.clone(), monthly, strategy);
    scenario.start = basis.start;
    // A statement asks for its part of the balance anew each month. A fixed minimum is the same either way.
    if basis.debts.iter().any(|debt| !matches!(debt.minimum, MinimumRule::Fixed(_))) {
        scenario.minimums = Minimums::Recomputed;
    }
    if strategy == Strategy::Custom {
        scenario.order.clone_from(&basis.order);
        scenario.untouched.clone_from(&basis.untouched);
    }
    if strategy == Strategy::MinimumsOnly {
        // Nothing but the minimums is paid, however much there is.
        scenario.budget_monthly = None;
    }
    for (place, months) in &basis.agreed {
        // Nobody pays more than was agreed, nor before.
        if !scenario.untouched.contains(place) {
            scenario.untouched.push(*place);
        }
        if *months > 0 {
            let pause = ChangeKind::Holiday { whom: DebtScope::One(*place), with_interest: false };
            scenario.changes.push(Change::during(1, *months, pause));
        }
    }
    Some(scenario)
}

/// The plan of one strategy; `None` while an amount cannot be read or there is no debt.
pub fn plan(basis: &Basis, strategy: Strategy) -> Option<Plan> {
    if basis.debts.is_empty() {
        return None;
    }
    simulate(&scenario(basis, strategy)?).ok()
}

/// Like [`plan`], with the monthly schedule.
pub fn plan_with_schedule(basis: &Basis, strategy: Strategy) -> Option<Plan> {
    if basis.debts.is_empty() {
        return None;
    }
    simulate_with_schedule(&scenario(basis, strategy)?).ok()
}

/// Whether a month of a debt is one twelfth of its rate on one balance, and nothing else is charged.
pub fn is_plain(debt: &Debt) -> bool {
    let more = &debt.details;
    more.parts.is_empty() && more.fees == Fees::NONE && more.accrual == Accrual::default()
}

/// One debt alone, on which so much is paid each month, whatever its contract asks for.
pub fn alone(mut debt: Debt, monthly: Amount) -> Scenario {
    debt.minimum = MinimumRule::NONE;
    let mut scenario = Scenario::new(vec![debt], monthly, Strategy::Avalanche);
    scenario.start = Some(today());
    scenario
}

/// The debt while an arrangement is kept on it: it stands still, without interest and fees.
pub fn frozen(mut debt: Debt) -> Debt {
    debt.rate = Rate::ZERO;
    debt.promo = None;
    debt.details.parts.clear();
    debt.details.rate_steps.clear();
    debt.details.deferred = None;
    debt.details.fees = Fees::NONE;
    debt
}

/// The month so many months from now: year and month from 1 to 12.
pub fn month_after(months: u16) -> (i16, i8) {
    let now = today();
    month_from(now.year(), now.month(), months)
}

/// The month so many months after another; the last month of the calendar beyond it.
pub fn month_from(year: i16, month: i8, months: u16) -> (i16, i8) {
    let count = i32::from(year) * 12 + i32::from(month) - 1 + i32::from(months);
    let year = i16::try_from(count.div_euclid(12)).unwrap_or(9_999);
    (year, i8::try_from(count.rem_euclid(12) + 1).unwrap_or(12))
}

/// The course of a plan for the chart, the first month as it is now.
pub fn balances(basis: &Basis, plan: &Plan, format: &BrowserFormat, title: &str, debt_free: &str) -> Balances {
    let Some(schedule) = &plan.schedule else { return Balances::default() };
    let column = |place: usize| {
        let now = basis.debts[place].balance_planned();
        let later = schedule.months().map(move |month| month.balances[place]);
        std::iter::once(now).chain(later).collect::<Vec<_>>()
    };
    let series = basis.readings.iter().enumerate();
    let months = (0..=plan.months).map(|number| {
        let (year, month) = month_after(number);
        Month { short: format.month_short(year, month), long: format.month(year, month) }
    });
    Balances {
        title: title.to_owned(),
        description: String::new(),
        series: series.map(|(place, debt)| Series { name: debt.name.clone(), balances: column(place) }).collect(),
        months: months.collect(),
        debt_free: plan.is_cleared().then(|| (usize::from(plan.months), debt_free.to_owned())),
    }
}

/// What a link shows of a plan: results only, and names and what is left over only if they were asked for.
pub fn snapshot(state: AppState, basis: &Basis, plan: &Plan, strategy: Strategy, names: bool, left: bool) -> Snapshot {
    let (start_year, start_month) = month_after(0);
    let step = usize::from(plan.months).div_ceil(SNAPSHOT_POINTS_MAX - 1).max(1);
    let mut points: Vec<u16> = (0..=plan.months).step_by(step).collect();
    if points.last() != Some(&plan.months) {
        points.push(plan.months);
    }
    let at = |place: usize, number: u16| match plan.schedule.as_ref().and_then(|schedule| schedule.month(number)) {
        Some(month) => month.balances[place].minor(),
        None => basis.debts[place].balance_planned().minor(),
    };
    let debts = basis.readings.iter().enumerate().map(|(place, debt)| SharedDebt {
        name: if names { debt.name.chars().take(80).collect() } else { String::new() },
        balances_minor: points.iter().map(|number| at(place, *number)).collect(),
        cleared_month: plan.month_cleared(place),
    });
    Snapshot {
        currency: state.currency().code().to_owned(),
        start_year,
        start_month,
        strategy: strategy.id().to_owned(),
        budget_monthly_minor: paid_monthly(basis, strategy).unwrap_or_default().minor(),
        months: plan.is_cleared().then_some(plan.months),
        interest_minor: plan.interest_total.minor(),
        paid_minor: plan.paid_total.minor(),
        left_over_minor: left.then_some(basis.left_over.minor()),
        debts: debts.collect(),
        points,
    }
}

/// True if a plan gets to nothing owed.
pub const fn ends(plan: &Plan) -> bool {
    matches!(plan.outcome, Outcome::Cleared)
}

#[cfg(test)]
mod debt_details_tests;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_go_over_the_year() {
        assert_eq!(month_from(2026, 11, 0), (2026, 11));
        assert_eq!(month_from(2026, 11, 2), (2027, 1));
        assert_eq!(month_from(2026, 12, 1_200), (2126, 12));
    }

    #[test]
    fn under_the_minimums_alone_nothing_else_is_paid() {
        let basis = Basis {
            readings: Vec::new(),
            debts: Vec::new(),
            minimums: Amount::from_minor(168_00),
            left_over: Amount::ZERO,
            committed: Amount::ZERO,
            agreed: Vec::new(),
            monthly: Err(AmountError::Letters),
            unreadable: 0,
            start: None,
            order: Vec::new(),
            untouched: Vec::new(),
            has_own_order: false,
        };
        assert_eq!(paid_monthly(&basis, Strategy::MinimumsOnly), Ok(Amount::from_minor(168_00)));
        assert_eq!(paid_monthly(&basis, Strategy::Snowball), Err(AmountError::Letters));
    }

    #[test]
    fn the_default_is_half_unless_the_minimums_ask_for_more() {
        let of = Amount::from_minor;
        let default = |left, minimums| default_monthly(of(left), of(0), of(minimums));
        assert_eq!(default(100_01, 20_00), of(50_00));
        assert_eq!(default(100_00, 80_00), of(80_00));
        assert_eq!(default(100_00, 180_00), of(100_00));
        assert_eq!(default(-5, 180_00), of(0));
        // 40.00 were agreed, and other minimums ask for 20.00 or for 80.00.
        assert_eq!(default_monthly(of(100_00), of(40_00), of(60_00)), of(90_00));
        assert_eq!(default_monthly(of(100_00), of(40_00), of(120_00)), of(120_00));
        assert_eq!(default_monthly(of(-10_00), of(40_00), of(60_00)), of(30_00));
    }

    #[test]
    fn whole_months_before_the_first_payment_pass_without_one() {
        use jiff::civil::date;
        let today = date(2026, 11, 30);
        for (first, months) in [
            (date(2026, 11, 30), 0),
            (date(2026, 12, 29), 0),
            (date(2026, 12, 30), 1),
            (date(2027, 2, 27), 2),
            (date(2027, 2, 28), 3),
        ] {
            assert_eq!(months_until(today, first), months, "{first}");
        }
    }
}
