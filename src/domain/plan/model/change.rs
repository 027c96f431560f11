//! What may happen while a plan runs, each with its months: what-ifs, shocks, and what really happened.

use crate::debt::{DeferredInterest, MinimumRule, Percent, Promo};
use crate::money::Amount;
use crate::rate::Rate;

use crate::plan::HORIZON_MONTHS;

/// The most changes one plan may hold.
pub const CHANGES_MAX: usize = 2_000;

/// Something that happens in some months of a plan.
///
/// # Days within a month
/// A freeze of interest and a change of rate may begin or end within a month. The days of a month are those after its
/// first day, which is the due date of the month before, up to and including the first day of the next, its own due
/// date; so in a plan from 1 January the days of the second month are 2 February to 1 March. Interest is that of the
/// month × the days a rate held ÷ the days of the month; where actual days are counted, that of the days. What the last
/// day has is what ranks debts and balances, because the month's payment is made on it. All else goes by whole months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The first month; the first of the plan is 1.
    pub from_month: u16,
    /// The last month; not before the first. What happens once does so in the first.
    pub last_month: u16,
    /// How many days of the first month go before it; nothing for whole months.
    pub days_before: u16,
    /// How many days of the last month come after it; nothing for whole months.
    pub days_after: u16,
    /// What happens.
    pub what: ChangeKind,
}

impl Change {
    /// In one month.
    #[must_use]
    pub const fn once(month: u16, what: ChangeKind) -> Self {
        Self::during(month, month, what)
    }

    /// From one month to another, both included.
    #[must_use]
    pub const fn during(from_month: u16, last_month: u16, what: ChangeKind) -> Self {
        Self { from_month, last_month, days_before: 0, days_after: 0, what }
    }

    /// From a month on.
    #[must_use]
    pub const fn lasting(from_month: u16, what: ChangeKind) -> Self {
        Self::during(from_month, HORIZON_MONTHS, what)
    }

    /// Likewise, but for so many days at the beginning of the first month and at the end of the last.
    #[must_use]
    pub fn within(self, days_before: u16, days_after: u16) -> Self {
        Self { days_before, days_after, ..self }
    }

    pub(crate) const fn is_active(&self, month: u16) -> bool {
        self.from_month <= month && month <= self.last_month
    }

    /// True if it begins or ends within a month.
    pub(crate) const fn is_partial(&self) -> bool {
        self.days_before > 0 || self.days_after > 0
    }

    /// The days of a month of so many on which it is active: how many go before them, and how many have passed when it
    /// ends.
    pub(crate) const fn days_of(&self, month: u16, count: u16) -> (u16, u16) {
        let begin = if self.from_month == month { self.days_before } else { 0 };
        let end = if self.last_month == month { count.saturating_sub(self.days_after) } else { count };
        (begin, end)
    }
}

/// Which debts a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DebtScope {
    /// Every debt.
    All,
    /// The debt at this place of the scenario.
    One(usize),
}

impl DebtScope {
    pub(crate) const fn includes(self, place: usize) -> bool {
        match self {
            Self::All => true,
            Self::One(one) => one == place,
        }
    }
}

/// What happens. Debts are named by their place in the scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// The budget of each of the months is so much more, or less: an extra payment once or monthly, a step, a pay rise,
    /// a cost that begins or ends. What goes beyond the budget is taken from the reserve, and is missing otherwise.
    Budget {
        /// By how much; may be below zero.
        delta: Amount,
    },
    /// The budget of the first month and of every twelfth after it is so much more, or less.
    BudgetYearly {
        /// By how much; may be below zero.
        delta: Amount,
    },
    /// The budget is this instead, before other changes add to it.
    BudgetIs {
        /// How much.
        amount: Amount,
    },
    /// After the minimums, so much a month is put by until the reserve holds its target; a month whose minimums are
    /// more than its budget takes from it.
    Reserve {
        /// The most put by in a month.
        monthly: Amount,
        /// How much it shall hold.
        target: Amount,
    },
    /// Nothing is due and nothing is paid.
    Holiday {
        /// On which debts.
        whom: DebtScope,
        /// Whether interest goes on.
        with_interest: bool,
    },
    /// No interest is charged; payments go on.
    Freeze {
        /// On which debts.
        whom: DebtScope,
    },
    /// Another rate, on all balances of the account: a creditor's concession, or a variable rate.
    RateIs {
        /// On which debt.
        debt: usize,
        /// The rate.
        rate: Rate,
    },
    /// The rate is so much higher, or lower, within 0 and 10,000 %.
    RatePoints {
        /// On which debts.
        whom: DebtScope,
        /// By how much, in millionths of a percent; may be below zero.
        millionths: i64,
    },
    /// No fees are charged.
    WaiveFees {
        /// On which debts.
        whom: DebtScope,
    },
    /// The account is treated as up to date: its minimum is worked out anew in the first month.
    Reage {
        /// On which debt.
        debt: usize,
    },
    /// The contract asks for another minimum from the first month on.
    MinimumIs {
        /// On which debt.
        debt: usize,
        /// The new rule.
        rule: MinimumRule,
    },
    /// Nothing is paid although the minimum is due: the late fee is charged.
    Missed {
        /// On which debts.
        whom: DebtScope,
    },
    /// Something new is bought or drawn each month, before that month's interest.
    Charge {
        /// On which debt.
        debt: usize,
        /// How much.
        amount: Amount,
    },
    /// The creditor takes less than is owed and forgives the rest. From the first month on, money beyond the minimums
    /// is put by until it is enough; or it is paid in instalments that are due each month.
    Settle {
        /// Which debt.
        debt: usize,
        /// What the creditor takes.
        price: Price,
        /// In how many monthly instalments; 1 for a lump sum as soon as it is saved up.
        instalments: u16,
        /// Whether the minimum goes on being paid until then. Instalments stand in its place.
        pays_meanwhile: bool,
    },
    /// What is owed on some debts moves to another in the first month: a consolidation loan or a balance transfer.
    Move {
        /// The debts that are paid off, in the order in which that happens.
        from: Vec<usize>,
        /// The debt that takes it over.
        to: usize,
        /// At most so much moves; `None` for all of it.
        most: Option<Amount>,
        /// Added to what moves, as a share of it.
        fee_percent: Percent,
        /// Added to it as an amount.
        fee: Amount,
        /// If given, the new debt is paid off in this many level instalments.
        term_months: Option<u16>,
        /// A rate of its own for what moves, fee included: months are counted from the move. What moves is then a
        /// balance of its own, and what was owed there before keeps its rate.
        promo: Option<Promo>,
        /// Interest that what moves gathers and that falls due unless it is paid in time, with the last month counted
        /// from the move. It makes it a balance of its own, too.
        deferred: Option<DeferredInterest>,
    },
    /// The debt is revalued, because the client entered another rate for its currency: balance, minimum and fees are
    /// multiplied by a quotient.
    Revalue {
        /// Which debt.
        debt: usize,
        /// Above zero.
        numerator: i64,
        /// Above zero.
        denominator: i64,
    },
    /// So much was really paid in each of the months, whatever was planned. A month in which something was is never a
    /// shortfall.
    Paid {
        /// On which debt.
        debt: usize,
        /// How much; what is more than was owed is left out.
        amount: Amount,
    },
    /// A statement says that so much was owed at the beginning of the first month.
    BalanceIs {
        /// On which debt.
        debt: usize,
        /// How much.
        amount: Amount,
    },
}

/// What a creditor takes in full and final settlement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Price {
    /// A sum.
    Amount(Amount),
    /// A share of what is owed at the beginning of the first month, rounded up to the minor unit.
    Share(Percent),
}

impl ChangeKind {
    /// The debts it names, for checking that they exist.
    pub(crate) fn places(&self) -> impl Iterator<Item = usize> + '_ {
        let (one, many): (Option<usize>, &[usize]) = match self {
            Self::Budget { .. } | Self::BudgetYearly { .. } | Self::BudgetIs { .. } | Self::Reserve { .. } => {
                (None, &[])
            }
            Self::Holiday { whom, .. }
            | Self::Freeze { whom }
            | Self::RatePoints { whom, .. }
            | Self::WaiveFees { whom }
            | Self::Missed { whom } => match whom {
                DebtScope::All => (None, &[]),
                DebtScope::One(debt) => (Some(*debt), &[]),
            },
            Self::RateIs { debt, .. }
            | Self::Reage { debt }
            | Self::MinimumIs { debt, .. }
            | Self::Charge { debt, .. }
            | Self::Settle { debt, .. }
            | Self::Revalue { debt, .. }
            | Self::Paid { debt, .. }
            | Self::BalanceIs { debt, .. } => (Some(*debt), &[]),
            Self::Move { from, to, .. } => (Some(*to), from),
        };
        one.into_iter().chain(many.iter().copied())
    }

    /// It changes interest alone, so it may begin and end within a month.
    #[must_use]
    pub const fn is_counted_in_days(&self) -> bool {
        matches!(self, Self::Freeze { .. } | Self::RateIs { .. } | Self::RatePoints { .. })
    }

    /// The amounts it holds, for bounds.
    pub(crate) const fn amounts(&self) -> [Amount; 2] {
        match *self {
            // The bound is on the size, not the sign.
            Self::Budget { delta } | Self::BudgetYearly { delta } => [
                if delta.minor() < 0 { Amount::from_minor(delta.minor().saturating_neg()) } else { delta },
                Amount::ZERO,
            ],
            Self::BudgetIs { amount }
            | Self::Charge { amount, .. }
            | Self::Paid { amount, .. }
            | Self::BalanceIs { amount, .. }
            | Self::Settle { price: Price::Amount(amount), .. } => [amount, Amount::ZERO],
            Self::Reserve { monthly, target } => [monthly, target],
            Self::MinimumIs { rule, .. } => [rule.amount(), Amount::ZERO],
            Self::Move { most: Some(most), fee, .. } => [most, fee],
            Self::Move { most: None, fee, .. } => [fee, Amount::ZERO],
            Self::Settle { price: Price::Share(_), .. }
            | Self::Holiday { .. }
            | Self::Freeze { .. }
            | Self::RateIs { .. }
            | Self::RatePoints { .. }
            | Self::WaiveFees { .. }
            | Self::Reage { .. }
            | Self::Missed { .. }
            | Self::Revalue { .. } => [Amount::ZERO; 2],
        }
    }

    /// It adds to a budget or puts something by from it.
    pub(crate) const fn needs_budget(&self) -> bool {
        matches!(
            self,
            Self::Budget { .. }
                | Self::BudgetYearly { .. }
                | Self::Reserve { .. }
                | Self::Settle { instalments: 1, .. }
        )
    }

    /// It makes a debt owe more than before, so a plan may not end before it has happened.
    pub(crate) const fn adds_debt(&self) -> bool {
        matches!(self, Self::Charge { .. } | Self::BalanceIs { .. })
    }
}
