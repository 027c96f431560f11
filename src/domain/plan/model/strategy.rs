//! The order in which money beyond the minimums is used.

use core::cmp::{Ordering, Reverse};

use crate::debt::Debt;
use crate::money::Amount;

/// Where the rest of the budget goes once every minimum is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Strategy {
    /// Nowhere: only minimums are paid, and a freed minimum is kept in the pocket.
    MinimumsOnly,
    /// The highest regular rate first; a debt under a promo ranks by its later rate. The least interest.
    Avalanche,
    /// The highest rate in force first.
    AvalancheInForce,
    /// The smallest balance first. The quickest first success.
    Snowball,
    /// The scenario's own order.
    Custom,
    /// The largest balance first.
    HighestBalance,
    /// The debt first that its minimum alone would clear soonest.
    ShortestTerm,
    /// The smallest balance ÷ regular rate first; debts without interest last.
    BalanceByRate,
    /// The smallest balance ÷ minimum first (the most cash freed for the money); debts without a minimum last.
    BalanceByPayment,
    /// Accounts above their limit first, then those above 30 % of it, then the rest; the highest rate first in each.
    Utilisation,
    /// All at once, in proportion to the opening balance of the month.
    ProRataByBalance,
    /// All at once, in proportion to the minimum of the first month.
    ProRataByContractualPayment,
    /// Priority debts first; the highest rate first among them and among the rest.
    PriorityArrearsFirst,
    /// Whichever of the others costs least, and for few debts any fixed order: see [`crate::plan::cheapest`].
    CheapestFound,
}

impl Strategy {
    /// Every strategy, in the order a list offers them.
    pub const ALL: [Self; 14] = [
        Self::MinimumsOnly,
        Self::Avalanche,
        Self::AvalancheInForce,
        Self::Snowball,
        Self::Custom,
        Self::HighestBalance,
        Self::ShortestTerm,
        Self::BalanceByRate,
        Self::BalanceByPayment,
        Self::Utilisation,
        Self::ProRataByBalance,
        Self::ProRataByContractualPayment,
        Self::PriorityArrearsFirst,
        Self::CheapestFound,
    ];

    /// The stable name in documents; never renamed once published.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::MinimumsOnly => "minimums_only",
            Self::Avalanche => "avalanche",
            Self::AvalancheInForce => "avalanche_in_force",
            Self::Snowball => "snowball",
            Self::Custom => "custom",
            Self::HighestBalance => "highest_balance",
            Self::ShortestTerm => "shortest_term",
            Self::BalanceByRate => "balance_by_rate",
            Self::BalanceByPayment => "balance_by_payment",
            Self::Utilisation => "utilisation",
            Self::ProRataByBalance => "pro_rata_by_balance",
            Self::ProRataByContractualPayment => "pro_rata_by_contractual_payment",
            Self::PriorityArrearsFirst => "priority_arrears_first",
            Self::CheapestFound => "cheapest_found",
        }
    }

    /// The strategy of a stable name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|strategy| strategy.id() == id)
    }

    /// Every debt gets a part each month, instead of one after the other.
    pub(crate) const fn is_pro_rata(self) -> bool {
        matches!(self, Self::ProRataByBalance | Self::ProRataByContractualPayment)
    }
}

/// What a ranking looks at, for one debt in one month.
pub(crate) struct Facts<'a> {
    pub debt: &'a Debt,
    pub place: usize,
    pub balance: Amount,
    /// In millionths of a percent: the rate once all promos and steps are over.
    pub rate_settled: i64,
    /// In millionths of a percent.
    pub rate_in_force: i64,
    /// The minimum of the first month.
    pub payment: Amount,
    /// Months until the minimum alone clears it; only filled for [`Strategy::ShortestTerm`].
    pub term: u16,
    /// Place in the custom order.
    pub custom_rank: usize,
}

/// The order of two debts under a strategy: the lesser is paid first. Total, and the same however debts are listed,
/// except between debts alike in every respect.
pub(crate) fn compare(strategy: Strategy, left: &Facts<'_>, right: &Facts<'_>) -> Ordering {
    let regular_rate = |facts: &Facts<'_>| Reverse(facts.rate_settled);
    let by_key = match strategy {
        Strategy::Custom => left.custom_rank.cmp(&right.custom_rank),
        Strategy::AvalancheInForce => right.rate_in_force.cmp(&left.rate_in_force),
        Strategy::Snowball => left.balance.cmp(&right.balance),
        Strategy::HighestBalance => right.balance.cmp(&left.balance),
        Strategy::ShortestTerm => left.term.cmp(&right.term),
        Strategy::BalanceByRate => quotients((left.balance, left.rate_settled), (right.balance, right.rate_settled)),
        Strategy::BalanceByPayment => {
            quotients((left.balance, left.payment.minor()), (right.balance, right.payment.minor()))
        }
        Strategy::Utilisation => utilisation_band(left).cmp(&utilisation_band(right)),
        Strategy::PriorityArrearsFirst => right.debt.is_priority.cmp(&left.debt.is_priority),
        Strategy::MinimumsOnly
        | Strategy::Avalanche
        | Strategy::ProRataByBalance
        | Strategy::ProRataByContractualPayment
        | Strategy::CheapestFound => Ordering::Equal,
    };
    let by_rate_first = !matches!(strategy, Strategy::AvalancheInForce | Strategy::Snowball | Strategy::HighestBalance)
        && !matches!(strategy, Strategy::ShortestTerm | Strategy::BalanceByRate | Strategy::BalanceByPayment);
    by_key
        .then_with(|| if by_rate_first { regular_rate(left).cmp(&regular_rate(right)) } else { Ordering::Equal })
        .then_with(|| left.balance.cmp(&right.balance))
        .then_with(|| regular_rate(left).cmp(&regular_rate(right)))
        .then_with(|| left.place.cmp(&right.place))
}

/// Compares two quotients of non-negative numbers by cross-multiplication; a divisor of nothing makes the greatest.
fn quotients(left: (Amount, i64), right: (Amount, i64)) -> Ordering {
    match (left.1 == 0, right.1 == 0) {
        (false, false) => {
            let cross = |a: Amount, b: i64| i128::from(a.minor()) * i128::from(b);
            cross(left.0, right.1).cmp(&cross(right.0, left.1))
        }
        (left_is_last, right_is_last) => left_is_last.cmp(&right_is_last),
    }
}

/// 0 above the limit, 1 above 30 % of it, 2 below or without a limit.
fn utilisation_band(facts: &Facts<'_>) -> u8 {
    let Some(limit) = facts.debt.credit_limit else { return 2 };
    if facts.balance > limit {
        return 0;
    }
    let over = i128::from(facts.balance.minor()) * 10 > i128::from(limit.minor()) * 3;
    if over { 1 } else { 2 }
}
