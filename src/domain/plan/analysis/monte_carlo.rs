//! Many courses of one plan under income and costs that vary by chance: when will it probably end?
//!
//! # Randomness
//! No source of randomness is read. Every path has its own stream of numbers, worked out from the seed and the number
//! of the path alone (SplitMix64, by Steele, Lea and Flood 2014), in integers. So paths can be run in any order and in
//! any number of parts, and the same seed gives the same bytes natively and in wasm.
//!
//! # A path
//! Each month the income is off its usual by up to its spread, small deviations being likelier than large ones (the sum
//! of two even draws), and so are the costs; now and then there is a repair. The budget is off by as much. A month in
//! which it does not reach is shared among the debts and counted, and the path goes on; what a month costs beyond its
//! budget is taken off the next one.

use super::cheapest;
use crate::debt::Percent;
use crate::money::{AMOUNT_INPUT_MAX, Amount, Rounding};
use crate::plan::engine::general_engine::GeneralEngine;
use crate::plan::engine::term::terms;
use crate::plan::engine::unit::{PERCENT, Rounded, Unit};
use crate::plan::engine::{Engine, Extent, check_settled};
use crate::plan::{HORIZON_MONTHS, OnShortfall, Outcome, PlanError, Scenario, Strategy};

/// How much income and costs vary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Variation {
    /// What comes in each month.
    pub income: Amount,
    /// The most by which the income of a month deviates, as a percentage of it.
    pub income_spread: Percent,
    /// What goes out each month, beside the debts.
    pub costs: Amount,
    /// The most by which the costs of a month deviate, as a percentage of them.
    pub costs_spread: Percent,
    /// In how many of a thousand months there is a repair.
    pub repair_per_mille: u16,
    /// What a repair costs.
    pub repair: Amount,
}

impl Variation {
    /// Largest deviations in minor units, if the figures are in range: amounts not negative and not above
    /// [`AMOUNT_INPUT_MAX`], spreads at most the whole.
    fn spreads(&self) -> Option<(i64, i64)> {
        let amounts = [self.income, self.costs, self.repair];
        let in_range = amounts.iter().all(|amount| *amount >= Amount::ZERO && *amount <= AMOUNT_INPUT_MAX);
        let spreads = [self.income_spread, self.costs_spread];
        if !in_range || spreads.iter().any(|spread| spread.millionths() > PERCENT) {
            return None;
        }
        let spread = |amount: Amount, percent: Percent| {
            amount.scale(percent.millionths(), PERCENT, Rounding::HalfUp).map(Amount::minor)
        };
        Some((spread(self.income, self.income_spread)?, spread(self.costs, self.costs_spread)?))
    }
}

/// How many paths ended when. Those of parts of a run are put together by [`Self::add`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayoffDistribution {
    /// How many ended in each month, from 0 on.
    ended: Vec<u32>,
    /// How many were not cleared within the horizon.
    pub never: u32,
    /// How many had a month in which the budget did not reach for the minimums.
    pub with_shortfall: u32,
}

impl Default for PayoffDistribution {
    fn default() -> Self {
        Self { ended: vec![0; usize::from(HORIZON_MONTHS) + 1], never: 0, with_shortfall: 0 }
    }
}

impl PayoffDistribution {
    /// How many paths there are.
    #[must_use]
    pub fn paths(&self) -> u32 {
        self.ended.iter().sum::<u32>() + self.never
    }

    /// How many paths ended in a month.
    #[must_use]
    pub fn ended_in(&self, month: u16) -> u32 {
        self.ended.get(usize::from(month)).copied().unwrap_or_default()
    }

    /// The first month by which so many of a thousand paths had ended; `None` if fewer did within the horizon, or if
    /// there are no paths.
    #[must_use]
    pub fn quantile(&self, per_mille: u16) -> Option<u16> {
        let paths = u64::from(self.paths());
        let wanted = (paths * u64::from(per_mille.min(1_000))).div_ceil(1_000).max(1);
        let mut so_far = 0;
        for (month, ended) in (0_u16..).zip(&self.ended) {
            so_far += u64::from(*ended);
            if so_far >= wanted {
                return Some(month);
            }
        }
        None
    }

    /// Puts the paths of another part to these.
    pub fn add(&mut self, other: &Self) {
        for (ours, theirs) in self.ended.iter_mut().zip(&other.ended) {
            *ours += theirs;
        }
        self.never += other.never;
        self.with_shortfall += other.with_shortfall;
    }

    /// Puts so many paths that ended in a month to these: how a worker's answer becomes a value again. Months beyond the
    /// horizon do not exist; paths there are left out.
    pub fn put_ended(&mut self, month: u16, paths: u32) {
        if let Some(ended) = self.ended.get_mut(usize::from(month)) {
            *ended = ended.saturating_add(paths);
        }
    }

    fn count(&mut self, cleared: bool, months: u16, shortfall_months: u16) {
        match self.ended.get_mut(usize::from(months)) {
            Some(ended) if cleared => *ended += 1,
            _ => self.never += 1,
        }
        self.with_shortfall += u32::from(shortfall_months > 0);
    }
}

/// Runs paths number `first` to `first + count - 1` of a plan. A worker runs a part at a time, shows progress, and adds
/// the parts up.
///
/// Under [`Strategy::CheapestFound`] the strategy is found anew for every part: follow it first
/// ([`crate::plan::Cheapest::follow`]).
///
/// # Errors
/// See [`PlanError`]; a variation with figures out of range is [`PlanError::Variation`].
pub fn monte_carlo(
    scenario: &Scenario,
    variation: &Variation,
    seed: u64,
    first: u32,
    count: u32,
) -> Result<PayoffDistribution, PlanError> {
    check_settled(scenario)?;
    let (income, costs) = variation.spreads().ok_or(PlanError::Variation)?;
    if scenario.budget_monthly.is_none() && scenario.payment_schedule.is_none() {
        return Err(PlanError::BudgetRequired);
    }
    let scenario = match scenario.strategy {
        Strategy::CheapestFound => &cheapest::followed(scenario),
        _ => scenario,
    };
    let repair_bound = u64::from(variation.repair_per_mille.min(1_000)) << 32;
    let repair = variation.repair.minor();
    let mut chances = PayoffDistribution::default();
    let terms = terms::<Rounded>(scenario);
    let paths = (first..first.saturating_add(count)).map(|path| Stream::new(seed, path));
    let delta = |stream: &mut Stream| {
        let mut delta = stream.deviation(income) - stream.deviation(costs);
        // The upper half of a draw, times a thousand, against the chance in a thousand.
        if (stream.next() >> 32) * 1_000 < repair_bound {
            delta -= repair;
        }
        delta
    };
    if scenario.is_plain() {
        let mut start = Engine::<Rounded>::new(scenario, &terms, Extent::TOTALS);
        start.rank();
        let mut engine = start.clone();
        for mut stream in paths {
            engine.restart(&start);
            let (cleared, months, short) = engine.run_varied(|| delta(&mut stream));
            chances.count(cleared, months, short);
        }
    } else {
        let scenario = Scenario { on_shortfall: OnShortfall::Continue, ..scenario.clone() };
        let start = GeneralEngine::<Rounded>::new(&scenario, &terms, Extent::TOTALS);
        for mut stream in paths {
            let mut run = start.clone();
            let (outcome, months) = run.run_varied(|_| delta(&mut stream));
            chances.count(outcome == Outcome::Cleared, months, run.shortfall_months());
        }
    }
    Ok(chances)
}

impl<U: Unit> Engine<'_, U> {
    /// Runs with the budget of each month more or less by what a function says; a budget that does not reach is shared
    /// and the plan goes on. What a month costs beyond its budget is taken off the next one. Returns whether it is
    /// cleared, after how many months, and in how many it did not reach.
    fn run_varied(&mut self, mut delta: impl FnMut() -> i64) -> (bool, u16, u16) {
        let base = self.scenario.budget_monthly.map(Amount::minor).unwrap_or_default();
        let (mut months, mut short, mut carried, mut quiet_until) = (0, 0, 0, 0);
        while !self.running.is_empty() {
            if months == HORIZON_MONTHS {
                return (false, months, short);
            }
            months += 1;
            let budget = base + delta() - carried;
            carried = (-budget).max(0);
            let budget = U::settled(Amount::from_minor(budget.max(0)));
            let all_shrink = match self.level_due {
                // Nearly all months, and so the shortest way.
                Some(due) if months <= quiet_until && carried == 0 && budget >= due => {
                    let (is_unusual, all_shrink) = self.passing_month(budget - due);
                    if is_unusual {
                        self.let_go();
                    }
                    all_shrink
                }
                _ => {
                    self.begin(months);
                    let (settled, missing) = self.pay_month(months, Some(budget));
                    short += u16::from(missing.is_some() || carried > 0);
                    self.close(&settled);
                    quiet_until = self.last_before_change(months);
                    settled.all_shrink
                }
            };
            if !all_shrink && self.outgrown() {
                return (false, months, short);
            }
        }
        (true, months, short)
    }
}

/// The generator SplitMix64.
struct Stream(u64);

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

const fn mix(mut word: u64) -> u64 {
    word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}

impl Stream {
    const fn from_seed(seed: u64) -> Self {
        Self(seed)
    }

    fn new(seed: u64, path: u32) -> Self {
        Self::from_seed(mix(mix(seed).wrapping_add(u64::from(path).wrapping_mul(GOLDEN))))
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mix(self.0)
    }

    /// From minus to plus the spread: the two halves of one draw, added, around nothing.
    fn deviation(&mut self, spread: i64) -> i64 {
        let word = self.next();
        let half = |bits: u64| i64::try_from(bits & 0xFF_FFFF).unwrap_or_default();
        // Each 24 bits, so that the product with the largest spread stays in range.
        let centred = half(word) + half(word >> 32) - 0xFF_FFFF;
        (spread * centred) >> 24
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_the_published_one() {
        // The first outputs of SplitMix64 for the seed 1234567, as printed by the reference in C.
        let mut stream = Stream::from_seed(1_234_567);
        let first = [0; 3].map(|_| stream.next());
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn deviations_stay_within_their_spread_and_around_nothing() {
        let mut stream = Stream::new(7, 0);
        let draws: Vec<i64> = (0..10_000).map(|_| stream.deviation(1_000)).collect();
        assert!(draws.iter().all(|draw| (-1_000..=1_000).contains(draw)));
        assert!(draws.iter().any(|draw| *draw < -900) && draws.iter().any(|draw| *draw > 900));
        let mean: i64 = draws.iter().sum::<i64>() / 10_000;
        assert!(mean.abs() < 15, "{mean}");
        // Half of them within 0.293 of the spread: 1 − √½.
        let near = draws.iter().filter(|draw| draw.abs() <= 293).count();
        assert!((4_800..5_200).contains(&near), "{near}");
        assert_eq!(Stream::new(7, 0).deviation(0), 0);
    }
}
