//! What a plan is made from and what comes out of it.

mod change;
mod check;
mod payment_schedule;
mod schedule;
mod strategy;

pub use change::{CHANGES_MAX, Change, ChangeKind, DebtScope, Price};
pub(crate) use check::check;
pub use payment_schedule::PaymentSchedule;
pub use schedule::{Month, MonthExtras, Schedule};
pub use strategy::Strategy;
pub(crate) use strategy::{Facts, compare};

use jiff::civil::Date;

use crate::debt::Debt;
use crate::money::Amount;

/// The last month a plan looks at: a hundred years.
pub const HORIZON_MONTHS: u16 = 1_200;

/// All that decides the course of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// The debts; at most [`crate::debt::DEBTS_MAX`]. Results name them by their place in this list.
    pub debts: Vec<Debt>,
    /// What may be paid on all debts together each month. Only [`Strategy::MinimumsOnly`] can do without.
    pub budget_monthly: Option<Amount>,
    /// Where money beyond the minimums goes.
    pub strategy: Strategy,
    /// For [`Strategy::Custom`]: places of debts, first to be paid first. Debts not named follow in their own order.
    pub order: Vec<usize>,
    /// Places of debts that get their minimum and never more.
    pub untouched: Vec<usize>,
    /// Whether minimums follow the balance.
    pub minimums: Minimums,
    /// What happens to fractions of a minor unit.
    pub rounding: PlanRounding,
    /// When the strategy looks again.
    pub rerank: Rerank,
    /// The first day of month 1, whose balances are those of the plan. Only actual days, changes within a month and
    /// pay-days need it.
    pub start: Option<Date>,
    /// Pay-days, in the place of the monthly budget.
    pub payment_schedule: Option<PaymentSchedule>,
    /// What happens on the way; at most [`CHANGES_MAX`]. Within a month they happen in the order of this list.
    pub changes: Vec<Change>,
    /// Whether a budget below the minimums ends the plan.
    pub on_shortfall: OnShortfall,
}

impl Scenario {
    /// A plan in the usual convention: minimums fixed at the start, half up, ranked once.
    #[must_use]
    pub const fn new(debts: Vec<Debt>, budget_monthly: Amount, strategy: Strategy) -> Self {
        Self {
            debts,
            budget_monthly: Some(budget_monthly),
            strategy,
            order: Vec::new(),
            untouched: Vec::new(),
            minimums: Minimums::FixedAtStart,
            rounding: PlanRounding::HalfUp,
            rerank: Rerank::OnChange,
            start: None,
            payment_schedule: None,
            changes: Vec::new(),
            on_shortfall: OnShortfall::Stop,
        }
    }

    /// True if no details and no changes come into it, so that the plain engine runs it.
    pub(crate) fn is_plain(&self) -> bool {
        let is_simple = |debt: &Debt| debt.details.is_simple();
        self.payment_schedule.is_none()
            && self.changes.is_empty()
            && self.on_shortfall == OnShortfall::Stop
            && self.debts.iter().all(is_simple)
    }
}

/// What a budget below the minimums does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnShortfall {
    /// It ends the plan, so that nobody overlooks it.
    #[default]
    Stop,
    /// It is shared in proportion to the minimums, late fees are charged, and the plan goes on; the months are counted.
    /// What changes took beyond the budget is taken off the next one: a repair that cannot be paid now is paid later.
    Continue,
}

/// Whether the minimum of a month is that of the first month or follows the balance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Minimums {
    /// Worked out for the first month and kept: what a steady budget does.
    #[default]
    FixedAtStart,
    /// Worked out anew each month: what a statement does.
    Recomputed,
}

/// What happens to fractions of a minor unit, in interest and in percentages of a balance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlanRounding {
    /// To the nearest, a half upwards.
    #[default]
    HalfUp,
    /// To the nearest, a half to the even neighbour.
    HalfEven,
    /// Kept, to 10⁻¹⁸ of a minor unit; only what is shown is rounded, half up. For checking against figures published
    /// without rounding, by [`crate::plan::simulate_unrounded`] alone; nobody can be billed so.
    None,
}

/// When the strategy ranks the debts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rerank {
    /// At the start, and when a debt or the rate of a debt still owed changes.
    #[default]
    OnChange,
    /// Every month.
    Monthly,
}

/// How a plan ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing is owed any more.
    Cleared,
    /// This debt does not shrink and never will. Where several do not, the one that grows fastest.
    NeverClears {
        /// Its place in the scenario.
        debt: usize,
        /// By how much a month's interest exceeds what is paid on it; nothing if it stands still.
        excess: Amount,
        /// Why.
        because: StuckBecause,
    },
    /// Something is still owed after [`HORIZON_MONTHS`], or a balance has outgrown all reach.
    NotWithinHorizon,
    /// The minimums of the plan's last month are more than the budget, or changes took more from it than there was. What
    /// was paid then is the budget, shared in proportion to the minimums; under [`Strategy::PriorityArrearsFirst`]
    /// priority debts come first.
    Shortfall {
        /// By how much, the costs beyond the budget included.
        missing: Amount,
        /// What each debt got in that month, in the order of the scenario.
        shared: Vec<Amount>,
    },
}

/// Why a debt does not shrink.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StuckBecause {
    /// Nothing at all is paid on it: there is no money, or none is left for it. Whether interest is counted does not
    /// matter then.
    NothingPaid,
    /// Something is paid, and interest and fees take all of it.
    Interest,
}

impl StuckBecause {
    /// The stable name in documents.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::NothingPaid => "no_money_left",
            Self::Interest => "interest",
        }
    }
}

/// A debt that is paid off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cleared {
    /// Its place in the scenario.
    pub debt: usize,
    /// The month of its last payment; 0 if nothing was owed from the start.
    pub month: u16,
}

/// A part of a debt that its creditor gave up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forgiven {
    /// Its place in the scenario.
    pub debt: usize,
    /// The month.
    pub month: u16,
    /// How much.
    pub amount: Amount,
}

/// What moved from some debts to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MovedDebt {
    /// Place of the change in the scenario.
    pub change: usize,
    /// At the beginning of this month.
    pub month: u16,
    /// To the debt at this place.
    pub to: usize,
    /// How much, without the fee.
    pub amount: Amount,
    /// What was added to it as a fee.
    pub fee: Amount,
    /// Whether that debt owed something before.
    pub owed_before: bool,
}

/// The course of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// How it ends.
    pub outcome: Outcome,
    /// How many months it ran: until the last debt was cleared, or until it was clear how it ends.
    pub months: u16,
    /// All interest charged in these months.
    pub interest_total: Amount,
    /// All that was paid in these months.
    pub paid_total: Amount,
    /// All fees charged in these months; interest is not among them.
    pub fees_total: Amount,
    /// All that creditors forgave.
    pub forgiven_total: Amount,
    /// Each time a creditor forgave something.
    pub forgiven: Vec<Forgiven>,
    /// Each time what was owed moved to another debt.
    pub moves: Vec<MovedDebt>,
    /// What was newly drawn or corrected upwards, less what was corrected downwards.
    pub charged_total: Amount,
    /// What the reserve holds in the end.
    pub reserve: Amount,
    /// Months in which the budget, with the reserve, did not reach for the minimums and for what the month cost beyond it.
    pub shortfall_months: u16,
    /// Where a debt never clears: the month from which it did not shrink any more, or in which that was proved.
    pub stuck_since: Option<u16>,
    /// The debts paid off, in the order in which that happened; within a month in the order of the strategy.
    pub cleared: Vec<Cleared>,
    /// The first ranking: places of debts, first to be paid first. Debts with nothing owed are left out.
    pub order: Vec<usize>,
    /// Month by month, if asked for.
    pub schedule: Option<Schedule>,
}

impl Plan {
    /// The month in which a debt was paid off.
    #[must_use]
    pub fn month_cleared(&self, debt: usize) -> Option<u16> {
        self.cleared.iter().find(|cleared| cleared.debt == debt).map(|cleared| cleared.month)
    }

    /// What the plan costs beyond what was owed: interest and fees, less what was forgiven. May be below zero.
    #[must_use]
    pub const fn cost(&self) -> Amount {
        self.interest_total.saturating_add(self.fees_total).saturating_sub(self.forgiven_total)
    }

    /// True if nothing is owed in the end.
    #[must_use]
    pub const fn is_cleared(&self) -> bool {
        matches!(self.outcome, Outcome::Cleared)
    }
}

/// Why a scenario cannot be simulated. Debts are named by their place in the scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanError {
    /// More than [`crate::debt::DEBTS_MAX`] debts.
    TooManyDebts,
    /// Two debts of the same name; the later one is given.
    DuplicateId(usize),
    /// A balance below zero or above [`crate::money::AMOUNT_INPUT_MAX`].
    Balance(usize),
    /// An amount in a minimum rule below zero or above [`crate::money::AMOUNT_INPUT_MAX`].
    Minimum(usize),
    /// A credit limit below zero or above [`crate::money::AMOUNT_INPUT_MAX`].
    CreditLimit(usize),
    /// A budget below zero or above [`crate::money::AMOUNT_INPUT_MAX`].
    Budget,
    /// The strategy needs a budget, or a change or a variation does.
    BudgetRequired,
    /// The order names a place that does not exist or names one twice; the place within the order is given.
    Order(usize),
    /// A custom strategy without an order.
    OrderRequired,
    /// The list of untouched debts names a place that does not exist; the place within that list is given.
    Untouched(usize),
    /// A fee below zero or above [`crate::money::AMOUNT_INPUT_MAX`].
    Fees(usize),
    /// The balances inside an account are below zero or do not add up to its balance.
    Parts(usize),
    /// The steps of a rate are not in ascending order, or one begins within a month although the plan has no start.
    RateSteps(usize),
    /// The disputed part is below zero.
    Disputed(usize),
    /// Actual days need the date on which the plan starts.
    StartRequired(usize),
    /// Pay-days need the date on which the plan starts, and an amount in range.
    PaymentSchedule,
    /// More than [`CHANGES_MAX`] changes.
    TooManyChanges,
    /// A change that names a debt that does not exist, an amount or quotient out of range, or months or days that are
    /// none; its place is given.
    Change(usize),
    /// Figures of a [`crate::plan::Variation`] out of range.
    Variation,
    /// A scenario without rounding, which only [`crate::plan::simulate_unrounded`] runs.
    Unrounded,
}
