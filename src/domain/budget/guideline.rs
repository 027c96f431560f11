//! What others spend, as a question and never as a limit: above a guideline the statement asks for a reason.
//!
//! Guideline figures are data: the operator's own, or dated public standards of the country. A figure is for a
//! household of some size, because most standards are.

use crate::money::Amount;
use jiff::civil::Date;

/// Who lives in the household, as standards count them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Household {
    /// Grown-ups under 65.
    pub adults: u8,
    /// People of 65 and more.
    pub older: u8,
    /// Children of 14 and more.
    pub teenagers: u8,
    /// Younger children.
    pub children: u8,
    /// Vehicles in use.
    pub vehicles: u8,
}

impl Household {
    /// Everybody.
    #[must_use]
    pub fn people(&self) -> i64 {
        self.under_65() + i64::from(self.older)
    }

    /// Everybody under 65.
    #[must_use]
    pub fn under_65(&self) -> i64 {
        i64::from(self.adults) + i64::from(self.teenagers) + i64::from(self.children)
    }
}

/// How a guideline depends on the household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GuidelineRule {
    /// So much for a household of one, two, three … people, and so much for each one more.
    ByPeople {
        /// For one, two, three … people; not empty.
        steps: Vec<Amount>,
        /// For each person beyond.
        each_more: Amount,
    },
    /// So much for each person of a kind.
    ByKind {
        /// The first grown-up under 65.
        first_adult: Amount,
        /// Each further grown-up under 65.
        adult: Amount,
        /// Each person of 65 or more.
        older: Amount,
        /// Each child of 14 or more.
        teenager: Amount,
        /// Each younger child.
        child: Amount,
    },
    /// So much for each vehicle, up to a number of them.
    ByVehicle {
        /// For each.
        each: Amount,
        /// How many count.
        vehicles_max: u8,
    },
}

impl GuidelineRule {
    /// What the rule allows this household a month; `None` if it has no figure for it.
    #[must_use]
    pub fn monthly(&self, household: &Household) -> Option<Amount> {
        let times = |amount: Amount, count: i64| amount.minor().checked_mul(count).map(Amount::from_minor);
        match self {
            Self::ByPeople { steps, each_more } => {
                let people = usize::try_from(household.people()).ok()?;
                match steps.get(people.checked_sub(1)?) {
                    Some(step) => Some(*step),
                    None => {
                        let more = i64::try_from(people.checked_sub(steps.len())?).ok()?;
                        steps.last()?.checked_add(times(*each_more, more)?)
                    }
                }
            }
            Self::ByKind { first_adult, adult, older, teenager, child } => {
                let (first, more) = if household.adults > 0 { (1, i64::from(household.adults) - 1) } else { (0, 0) };
                [
                    times(*first_adult, first)?,
                    times(*adult, more)?,
                    times(*older, i64::from(household.older))?,
                    times(*teenager, i64::from(household.teenagers))?,
                    times(*child, i64::from(household.children))?,
                ]
                .into_iter()
                .try_fold(Amount::ZERO, Amount::checked_add)
            }
            Self::ByVehicle { each, vehicles_max } => times(*each, i64::from(household.vehicles.min(*vehicles_max))),
        }
    }
}

/// A guideline for some groups of the catalogue together, for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guideline {
    /// The groups it is about, by their places in the catalogue.
    pub groups: Vec<usize>,
    /// The figure.
    pub rule: GuidelineRule,
    /// The first day.
    pub from: Date,
    /// The last day; `None` while it holds.
    pub until: Option<Date>,
}

/// How a household stands to one guideline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GuidelineCheck {
    /// The guideline, by its place.
    pub guideline: usize,
    /// What the household spends on its groups a month.
    pub spent: Amount,
    /// What the guideline says.
    pub allowed: Amount,
    /// How much more is spent; nothing if it is not more.
    pub above: Amount,
    /// Whether to ask for a reason: more is spent, and none was given yet. It never blocks anything.
    pub asks_for_reason: bool,
}

/// Compares the sums of groups with the guidelines that hold on a day. `has_reason` says for each guideline whether the
/// client gave one; a missing entry is no reason.
#[must_use]
pub fn check_guidelines(
    guidelines: &[Guideline],
    household: &Household,
    group_sums: &[Amount],
    has_reason: &[bool],
    on: Date,
) -> Vec<GuidelineCheck> {
    let holds = |guideline: &Guideline| guideline.from <= on && guideline.until.is_none_or(|until| on <= until);
    let mut checks = Vec::new();
    for (place, guideline) in guidelines.iter().enumerate().filter(|(_, guideline)| holds(guideline)) {
        let Some(allowed) = guideline.rule.monthly(household) else { continue };
        let spent: Amount = guideline.groups.iter().filter_map(|&group| group_sums.get(group)).copied().sum();
        let above = spent.saturating_sub(allowed).max(Amount::ZERO);
        let asks_for_reason = above.is_positive() && !has_reason.get(place).copied().unwrap_or(false);
        checks.push(GuidelineCheck { guideline: place, spent, allowed, above, asks_for_reason });
    }
    checks
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const fn of(minor: i64) -> Amount {
        Amount::from_minor(minor)
    }

    /// IRS national standards of 2025 (effective 21 April): 839, 1,481, 1,753, 2,129, and 394 for each more.
    fn national_standards() -> GuidelineRule {
        let steps = [839_00, 1_481_00, 1_753_00, 2_129_00].map(of).to_vec();
        GuidelineRule::ByPeople { steps, each_more: of(394_00) }
    }

    #[test]
    fn figures_follow_the_household() {
        let with = |adults, older, children| Household { adults, older, children, ..Household::default() };
        let people = |household: Household| national_standards().monthly(&household).map(Amount::minor);
        assert_eq!(people(with(0, 0, 0)), None);
        assert_eq!(people(with(1, 0, 0)), Some(839_00));
        assert_eq!(people(with(2, 0, 2)), Some(2_129_00));
        assert_eq!(people(with(2, 1, 3)), Some(2_129_00 + 2 * 394_00));
        // IRS out-of-pocket health care of 2025: 84 under 65, 149 from then on.
        let health = GuidelineRule::ByKind {
            first_adult: of(84_00),
            adult: of(84_00),
            older: of(149_00),
            teenager: of(84_00),
            child: of(84_00),
        };
        assert_eq!(health.monthly(&with(2, 1, 1)), Some(of(3 * 84_00 + 149_00)));
        let car = GuidelineRule::ByVehicle { each: of(703_00), vehicles_max: 2 };
        assert_eq!(car.monthly(&Household { vehicles: 3, ..Household::default() }), Some(of(1_406_00)));
    }

    #[test]
    fn above_a_guideline_asks_for_a_reason_and_blocks_nothing() {
        let guideline = |groups, from, until| Guideline { groups, rule: national_standards(), from, until };
        let guidelines = [
            guideline(vec![1, 2], date(2025, 4, 21), Some(date(2026, 6, 28))),
            guideline(vec![1], date(2025, 4, 21), None),
            guideline(vec![0, 9], date(2025, 4, 21), None),
        ];
        let household = Household { adults: 1, ..Household::default() };
        let sums = [of(100_00), of(900_00), of(50_00)];
        let checks = check_guidelines(&guidelines, &household, &sums, &[], date(2026, 6, 28));
        let told: Vec<_> =
            checks.iter().map(|check| (check.guideline, check.above.minor(), check.asks_for_reason)).collect();
        assert_eq!(told, [(0, 111_00, true), (1, 61_00, true), (2, 0, false)]);
        let checks = check_guidelines(&guidelines, &household, &sums, &[false, true], date(2026, 6, 29));
        let told: Vec<_> =
            checks.iter().map(|check| (check.guideline, check.above.minor(), check.asks_for_reason)).collect();
        assert_eq!(told, [(1, 61_00, false), (2, 0, false)]);
        // Nobody in the household: no figure, no question.
        assert_eq!(check_guidelines(&guidelines, &Household::default(), &sums, &[], date(2026, 6, 1)), []);
    }

    #[test]
    fn hostile_figures_have_no_guideline() {
        let rule = GuidelineRule::ByPeople { steps: vec![of(i64::MAX)], each_more: of(i64::MAX) };
        let crowd = Household { adults: 255, older: 255, ..Household::default() };
        assert_eq!(rule.monthly(&crowd), None);
        let none = GuidelineRule::ByPeople { steps: vec![], each_more: of(1) };
        assert_eq!(none.monthly(&crowd), None);
    }
}
