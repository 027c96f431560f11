//! The rules of a plain plan written a second time, plainly and slowly, in decimals. No shortcut of the engine is used: no integer
//! rounding, no early proof that a debt never clears, no compacting of paid debts.
//!
//! The benches measure the engine against this very file (`tests/bench/decimal.rs`), so it uses nothing that only tests
//! have.

use rust_decimal::{Decimal, RoundingStrategy, dec};

use super::super::{HORIZON_MONTHS, Minimums, PlanRounding, Rerank, Scenario, Strategy};
use crate::debt::{Debt, MinimumRule, PercentBase, PrincipalFloor};
use crate::money::Amount;
use crate::rate::Rate;

/// How a course ends.
#[derive(Debug, PartialEq)]
pub enum End {
    Cleared,
    Shortfall(Decimal),
    NotCleared,
}

/// The course of a scenario, in minor units.
#[derive(Debug)]
pub struct Course {
    pub end: End,
    pub months: u16,
    pub interest: Decimal,
    pub paid: Decimal,
    /// The month in which each debt was paid off, by place.
    pub cleared: Vec<Option<u16>>,
    /// Per month: interest, payments and balances by place.
    pub rows: Vec<(Decimal, Vec<Decimal>, Vec<Decimal>)>,
}

pub fn minor(amount: Amount) -> Decimal {
    Decimal::from(amount.minor())
}

pub fn percent(rate: Rate) -> Decimal {
    Decimal::from(rate.millionths()) / dec!(1_000_000)
}

pub fn rounded(value: Decimal, rounding: PlanRounding) -> Decimal {
    match rounding {
        PlanRounding::HalfUp => value.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero),
        PlanRounding::HalfEven => value.round_dp_with_strategy(0, RoundingStrategy::MidpointNearestEven),
        PlanRounding::None => value,
    }
}

pub fn shown(value: Decimal) -> Decimal {
    rounded(value, PlanRounding::HalfUp)
}

pub fn minimum(rule: MinimumRule, balance: Decimal, interest: Decimal, rounding: PlanRounding) -> Decimal {
    let part = |share: Rate, of: Decimal| rounded(of * percent(share) / dec!(100), rounding);
    match rule {
        MinimumRule::Fixed(amount) => minor(amount),
        MinimumRule::PercentOf { percent, floor, of: PercentBase::Opening } => part(percent, balance).max(minor(floor)),
        MinimumRule::PercentOf { percent, floor, of: PercentBase::WithInterest } => {
            part(percent, balance + interest).max(minor(floor))
        }
        MinimumRule::InterestPlusPercent { percent, floor: PrincipalFloor::Whole(floor) } => {
            (interest + part(percent, balance)).max(minor(floor))
        }
        MinimumRule::InterestPlusPercent { percent, floor: PrincipalFloor::Principal(floor) } => {
            interest + part(percent, balance).max(minor(floor))
        }
        MinimumRule::InterestPlus(principal) => interest + minor(principal),
    }
}

/// Shares by largest remainder, holding parts at their caps.
pub fn share(amount: Decimal, weights: &[Decimal], caps: &[Decimal], whole_units: bool) -> Vec<Decimal> {
    let mut parts = vec![Decimal::ZERO; weights.len()];
    let mut open: Vec<usize> = (0..weights.len()).filter(|&i| weights[i] > Decimal::ZERO).collect();
    let mut rest = amount;
    loop {
        let total: Decimal = open.iter().map(|&i| weights[i]).sum();
        let over: Vec<usize> =
            open.iter().copied().filter(|&i| rest > Decimal::ZERO && rest * weights[i] >= caps[i] * total).collect();
        if over.is_empty() {
            break;
        }
        for i in over {
            parts[i] = caps[i];
            rest -= caps[i];
            open.retain(|&other| other != i);
        }
    }
    let total: Decimal = open.iter().map(|&i| weights[i]).sum();
    if total.is_zero() {
        return parts;
    }
    if !whole_units {
        for &i in &open {
            parts[i] = rest * weights[i] / total;
        }
        return parts;
    }
    let mut remainders = Vec::new();
    let mut left = rest;
    for &i in &open {
        parts[i] = (rest * weights[i] / total).floor();
        left -= parts[i];
        remainders.push((rest * weights[i] - parts[i] * total, i));
    }
    remainders.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, i) in remainders {
        if left > Decimal::ZERO {
            parts[i] += Decimal::ONE;
            left -= Decimal::ONE;
        }
    }
    parts
}

fn quotient(dividend: Decimal, divisor: Decimal) -> Decimal {
    if divisor.is_zero() { Decimal::MAX } else { dividend / divisor }
}

/// What a ranking looks at, by place.
pub struct Ranked<'a> {
    pub balances: &'a [Decimal],
    pub firsts: &'a [Decimal],
    pub terms: &'a [u16],
    pub settled: Vec<Decimal>,
    pub in_force: Vec<Decimal>,
}

/// Places in the order of the strategy.
pub fn ranking(scenario: &Scenario, ranked: &Ranked<'_>) -> Vec<usize> {
    let mut places: Vec<usize> = (0..scenario.debts.len()).collect();
    places.sort_by_cached_key(|&i| {
        let debt = &scenario.debts[i];
        let (balance, regular) = (shown(ranked.balances[i]), ranked.settled[i]);
        let custom_rank = scenario.order.iter().position(|&o| o == i).unwrap_or(1_000 + i);
        let utilisation = debt.credit_limit.map(|limit| (balance, minor(limit)));
        let band = match utilisation {
            Some((balance, limit)) if balance > limit => 0,
            Some((balance, limit)) if balance > limit * dec!(0.3) => 1,
            _ => 2,
        };
        let by_rate = vec![-regular];
        let key = match scenario.strategy {
            Strategy::AvalancheInForce => vec![-ranked.in_force[i]],
            Strategy::Snowball => vec![balance],
            Strategy::HighestBalance => vec![-balance],
            Strategy::ShortestTerm => vec![Decimal::from(ranked.terms[i])],
            Strategy::BalanceByRate => vec![quotient(balance, regular)],
            Strategy::BalanceByPayment => vec![quotient(balance, shown(ranked.firsts[i]))],
            Strategy::Custom => vec![Decimal::from(custom_rank)],
            Strategy::Utilisation => vec![Decimal::from(band), -regular],
            Strategy::PriorityArrearsFirst => vec![Decimal::from(u8::from(!debt.is_priority)), -regular],
            _ => by_rate,
        };
        (key, balance, -regular, i)
    });
    places
}

/// Like the above, for debts at their own rates.
fn plain_ranking(
    scenario: &Scenario,
    month: u16,
    balances: &[Decimal],
    firsts: &[Decimal],
    terms: &[u16],
) -> Vec<usize> {
    let nominal = |debt: &Debt, rate: Rate| percent(debt.nominal(rate));
    let rates =
        |rate: fn(&Debt, u16) -> Rate| scenario.debts.iter().map(|debt| nominal(debt, rate(debt, month))).collect();
    let (settled, in_force) = (rates(|debt, _| debt.rate_settled()), rates(|debt, month| debt.rate_in(month)));
    ranking(scenario, &Ranked { balances, firsts, terms, settled, in_force })
}

/// Runs a scenario of any strategy but the cheapest found.
pub fn simulate(scenario: &Scenario) -> Course {
    let debts = &scenario.debts;
    let count = debts.len();
    let rounding = scenario.rounding;
    let interest_of = |i: usize, month: u16, balance: Decimal| {
        rounded(balance * percent(debts[i].nominal(debts[i].rate_in(month))) / dec!(1200), rounding)
    };
    let mut balances: Vec<Decimal> = debts.iter().map(|debt| minor(debt.balance)).collect();
    let firsts: Vec<Decimal> =
        (0..count).map(|i| minimum(debts[i].minimum, balances[i], interest_of(i, 1, balances[i]), rounding)).collect();
    let terms: Vec<u16> = match scenario.strategy {
        Strategy::ShortestTerm => debts
            .iter()
            .map(|debt| {
                let alone = Scenario {
                    debts: vec![debt.clone()],
                    budget_monthly: None,
                    strategy: Strategy::MinimumsOnly,
                    order: vec![],
                    untouched: vec![],
                    ..scenario.clone()
                };
                let course = simulate(&alone);
                if course.end == End::Cleared { course.months } else { u16::MAX }
            })
            .collect(),
        _ => vec![0; count],
    };
    let mut course = Course {
        end: End::NotCleared,
        months: 0,
        interest: Decimal::ZERO,
        paid: Decimal::ZERO,
        cleared: balances.iter().map(|balance| balance.is_zero().then_some(0)).collect(),
        rows: Vec::new(),
    };
    let mut order = plain_ranking(scenario, 1, &balances, &firsts, &terms);
    loop {
        if balances.iter().all(Decimal::is_zero) {
            course.end = End::Cleared;
            return course;
        }
        // The second bound is the rule's: what the largest budget pays in the whole horizon.
        if course.months == HORIZON_MONTHS || balances.iter().any(|&balance| balance > dec!(11_999_999_998_800)) {
            return course;
        }
        course.months += 1;
        let month = course.months;
        let changed = (0..count)
            .any(|i| !balances[i].is_zero() && month > 1 && debts[i].rate_in(month) != debts[i].rate_in(month - 1));
        if changed || scenario.rerank == Rerank::Monthly {
            order = plain_ranking(scenario, month, &balances, &firsts, &terms);
        }
        let interests: Vec<Decimal> = (0..count).map(|i| interest_of(i, month, balances[i])).collect();
        let owed: Vec<Decimal> = (0..count).map(|i| balances[i] + interests[i]).collect();
        let dues: Vec<Decimal> = (0..count)
            .map(|i| match scenario.minimums {
                Minimums::FixedAtStart => firsts[i].min(owed[i]),
                Minimums::Recomputed => minimum(debts[i].minimum, balances[i], interests[i], rounding).min(owed[i]),
            })
            .collect();
        let mut payments = dues.clone();
        let due: Decimal = dues.iter().sum();
        if let Some(budget) = scenario.budget_monthly.map(minor) {
            if budget < due {
                course.end = End::Shortfall(shown(due - budget));
                return course;
            }
            let mut rest = budget - due;
            let eligible = |i: usize| scenario.strategy != Strategy::MinimumsOnly && !scenario.untouched.contains(&i);
            if matches!(scenario.strategy, Strategy::ProRataByBalance | Strategy::ProRataByContractualPayment) {
                let weigh = |&i: &usize| match scenario.strategy {
                    _ if !eligible(i) || balances[i].is_zero() => Decimal::ZERO,
                    Strategy::ProRataByBalance => balances[i],
                    _ => firsts[i],
                };
                let weights: Vec<Decimal> = order.iter().map(weigh).collect();
                let caps: Vec<Decimal> = order.iter().map(|&i| owed[i] - payments[i]).collect();
                let parts = share(rest, &weights, &caps, rounding != PlanRounding::None);
                for (&i, part) in order.iter().zip(parts) {
                    payments[i] += part;
                    rest -= part;
                }
            }
            for &i in order.iter().filter(|&&i| eligible(i)) {
                let part = rest.min(owed[i] - payments[i]);
                payments[i] += part;
                rest -= part;
            }
        }
        for i in 0..count {
            let before = balances[i];
            balances[i] = owed[i] - payments[i];
            if balances[i] < dec!(0.000_000_001) {
                balances[i] = Decimal::ZERO;
            }
            if !before.is_zero() && balances[i].is_zero() {
                course.cleared[i] = Some(month);
            }
        }
        course.interest += interests.iter().sum::<Decimal>();
        course.paid += payments.iter().sum::<Decimal>();
        let show = |values: &[Decimal]| values.iter().copied().map(shown).collect();
        course.rows.push((shown(interests.iter().sum()), show(&payments), show(&balances)));
    }
}
