//! The whole statement of a household, in the shape of the Standard Financial Statement v1.1: income in four parts,
//! fixed and flexible costs, savings, then what is paid to priority debts and what is left for the others.
//!
//! The catalogue (which groups there are and what they are called) is data of the country; here a line only names its
//! group by number. Every line is rounded to the minor unit before it is added, so the figures shown add up.

use super::convention::Convention;
use super::recurrence::{Recurrence, Trace};
use crate::money::{Amount, Rounding};
use crate::offer::{ShareClaim, share_out};

/// Where a group stands in the statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Money that comes in.
    Income,
    /// Costs that are hard to change.
    Fixed,
    /// Costs that can be changed.
    Flexible,
    /// Money put by.
    Saving,
    /// What is paid towards priority debts.
    PriorityOffers,
}

/// Whose a line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Owner {
    /// The household's together.
    #[default]
    Joint,
    /// One member's, counted from 0.
    Member(usize),
    /// The business of a member: beside the household, not in it. What it pays out to live on is a line of income.
    Business,
}

/// One line of the statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementLine {
    /// The group in the country's catalogue, by its place there.
    pub group: usize,
    /// The part of that group.
    pub part: Part,
    /// Whose it is.
    pub owner: Owner,
    /// How much, and how often.
    pub recurrence: Recurrence,
}

/// What one line comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineFigure {
    /// The amount a month and how it came about; `None` for a figure that is none, which counts as nothing.
    pub trace: Option<Trace>,
}

impl LineFigure {
    /// The amount a month.
    #[must_use]
    pub fn monthly(&self) -> Amount {
        self.trace.map_or(Amount::ZERO, |trace| trace.monthly)
    }
}

/// The statement added up, a month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatementSummary {
    /// Income of the household.
    pub income: Amount,
    /// Fixed costs.
    pub fixed: Amount,
    /// Flexible costs.
    pub flexible: Amount,
    /// Money put by.
    pub saving: Amount,
    /// Income − costs − saving: what there is for debts, priority debts first. May be negative.
    pub for_priority_debts: Amount,
    /// What is paid towards priority debts.
    pub priority_offers: Amount,
    /// What is left over for the other debts. May be negative.
    pub left_over: Amount,
    /// Income of the business less its costs; beside the household.
    pub business: Amount,
    /// The sum of each group of the household, by its place in the catalogue.
    pub groups: Vec<Amount>,
}

/// Every line as an amount a month, in order.
#[must_use]
pub fn line_figures(lines: &[StatementLine], convention: &Convention) -> Vec<LineFigure> {
    lines.iter().map(|line| LineFigure { trace: line.recurrence.trace(convention) }).collect()
}

/// Adds up the statement of a household with a catalogue of so many groups. A line of a group that is none is counted
/// in its part and in no group.
#[must_use]
pub fn summarise_statement(lines: &[StatementLine], convention: &Convention, groups: usize) -> StatementSummary {
    let mut summary = StatementSummary { groups: vec![Amount::ZERO; groups], ..StatementSummary::default() };
    for (line, figure) in lines.iter().zip(line_figures(lines, convention)) {
        let monthly = figure.monthly();
        if line.owner == Owner::Business {
            summary.business = match line.part {
                Part::Income => summary.business.saturating_add(monthly),
                _ => summary.business.saturating_sub(monthly),
            };
            continue;
        }
        let sum = match line.part {
            Part::Income => &mut summary.income,
            Part::Fixed => &mut summary.fixed,
            Part::Flexible => &mut summary.flexible,
            Part::Saving => &mut summary.saving,
            Part::PriorityOffers => &mut summary.priority_offers,
        };
        *sum = sum.saturating_add(monthly);
        if let Some(group) = summary.groups.get_mut(line.group) {
            *group = group.saturating_add(monthly);
        }
    }
    let costs = summary.fixed.saturating_add(summary.flexible).saturating_add(summary.saving);
    summary.for_priority_debts = summary.income.saturating_sub(costs);
    summary.left_over = summary.for_priority_debts.saturating_sub(summary.priority_offers);
    summary
}

/// How members bear what is joint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum JointRule {
    /// Equal parts.
    #[default]
    Equal,
    /// In proportion to what each earns; equal parts where nobody earns.
    ByIncome,
    /// In these proportions, one for each member; equal parts if all are nothing.
    Agreed(Vec<u32>),
}

/// What a month comes to for one member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MemberSummary {
    /// Their own income and their share of joint income.
    pub income: Amount,
    /// Their own costs and their share of joint costs, saving and priority offers with them.
    pub outgoings: Amount,
    /// The difference. May be negative.
    pub left_over: Amount,
}

/// What a month comes to for each member of a household. All members together come to the household's own figures; an
/// odd penny of a joint line goes to the largest fraction dropped, then to the earlier member. A line of a member who is
/// none counts as joint.
#[must_use]
pub fn summarise_members(
    lines: &[StatementLine],
    convention: &Convention,
    members: usize,
    rule: &JointRule,
) -> Vec<MemberSummary> {
    let figures = line_figures(lines, convention);
    let mut all = vec![MemberSummary::default(); members];
    let mut joint = Vec::new();
    for (line, figure) in lines.iter().zip(&figures) {
        match line.owner {
            Owner::Business => {}
            Owner::Member(member) if member < members => all[member].add(line.part, figure.monthly()),
            Owner::Member(_) | Owner::Joint => joint.push((line.part, figure.monthly())),
        }
    }
    let own: Vec<Amount> = all.iter().map(|member| member.income).collect();
    let claims = joint_claims(rule, &own);
    for (part, monthly) in joint {
        let Ok(shares) = share_out(monthly, &claims) else { continue };
        for (member, share) in all.iter_mut().zip(shares) {
            member.add(part, share);
        }
    }
    for member in &mut all {
        member.left_over = member.income.saturating_sub(member.outgoings);
    }
    all
}

/// What each member claims of something joint; `own` is what each earns alone.
fn joint_claims(rule: &JointRule, own: &[Amount]) -> Vec<ShareClaim> {
    let weights: Vec<Amount> = match rule {
        JointRule::Equal => Vec::new(),
        JointRule::ByIncome => own.to_vec(),
        JointRule::Agreed(shares) => shares.iter().map(|&share| Amount::from_minor(i64::from(share))).collect(),
    };
    let is_usable = weights.len() == own.len() && weights.iter().any(|weight| weight.is_positive());
    (0..own.len())
        .map(|member| ShareClaim { weight: if is_usable { weights[member] } else { Amount::from_minor(1) }, cap: None })
        .collect()
}

/// What each member bears of debts: their own, and their share of joint ones by the same rule as in the month. `own` is
/// what each member earns alone, one for each. All members together bear the sum of the debts, those of a business left
/// out; a creditor may still ask each of them for all of a joint debt.
#[must_use]
pub fn share_debts(debts: &[(Amount, Owner)], own: &[Amount], rule: &JointRule) -> Vec<Amount> {
    let mut all = vec![Amount::ZERO; own.len()];
    let claims = joint_claims(rule, own);
    for (balance, owner) in debts {
        match owner {
            Owner::Business => {}
            Owner::Member(member) if *member < all.len() => all[*member] = all[*member].saturating_add(*balance),
            Owner::Member(_) | Owner::Joint => {
                let Ok(shares) = share_out(*balance, &claims) else { continue };
                for (sum, share) in all.iter_mut().zip(shares) {
                    *sum = sum.saturating_add(share);
                }
            }
        }
    }
    all
}

impl MemberSummary {
    fn add(&mut self, part: Part, monthly: Amount) {
        let sum = if part == Part::Income { &mut self.income } else { &mut self.outgoings };
        *sum = sum.saturating_add(monthly);
    }
}

/// One row of the quick form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuickRow {
    /// A line that the quick form shows, by its place.
    Line(usize),
    /// What the lines of a group come to that only the full form shows. They stay as they are.
    Rest {
        /// The group.
        group: usize,
        /// What they come to in a month.
        monthly: Amount,
    },
}

/// The quick form as a view of the full one: the lines it shows, and for each group the rest in one figure. Nothing is
/// lost between the two, because there is only one budget; their sums are the same.
#[must_use]
pub fn quick_view(lines: &[StatementLine], is_quick: &[bool], convention: &Convention) -> Vec<QuickRow> {
    let mut rows = Vec::new();
    let mut rests: Vec<(usize, Amount)> = Vec::new();
    for (place, figure) in line_figures(lines, convention).iter().enumerate() {
        if is_quick.get(place).copied().unwrap_or(false) {
            rows.push(QuickRow::Line(place));
            continue;
        }
        let group = lines[place].group;
        match rests.iter_mut().find(|(of, _)| *of == group) {
            Some((_, sum)) => *sum = sum.saturating_add(figure.monthly()),
            None => rests.push((group, figure.monthly())),
        }
    }
    rows.extend(rests.into_iter().map(|(group, monthly)| QuickRow::Rest { group, monthly }));
    rows
}

/// What part of income a sum is, in tenths of a percent rounded half up; `None` without income. For showing.
#[must_use]
pub fn permille_of_income(sum: Amount, income: Amount) -> Option<i64> {
    let permille = Rounding::HalfUp.divide(i128::from(sum.minor()) * 1_000, i128::from(income.minor()))?;
    i64::try_from(permille).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::Frequency;
    use proptest::prelude::*;

    const fn of(minor: i64) -> Amount {
        Amount::from_minor(minor)
    }

    fn line(group: usize, part: Part, owner: Owner, minor: i64, frequency: Frequency) -> StatementLine {
        StatementLine { group, part, owner, recurrence: Recurrence::Each { amount: of(minor), frequency } }
    }

    const CONVENTION: &Convention = &Convention::YEAR_OF_52_WEEKS;

    fn household() -> Vec<StatementLine> {
        vec![
            line(0, Part::Income, Owner::Member(0), 1_800_00, Frequency::Month),
            line(0, Part::Income, Owner::Member(1), 600_00, Frequency::Month),
            line(1, Part::Income, Owner::Joint, 25_00, Frequency::Week),
            line(2, Part::Fixed, Owner::Joint, 900_00, Frequency::Month),
            line(3, Part::Flexible, Owner::Joint, 110_00, Frequency::Week),
            line(3, Part::Flexible, Owner::Member(1), 40_00, Frequency::Month),
            line(4, Part::Saving, Owner::Joint, 30_00, Frequency::Month),
            line(5, Part::PriorityOffers, Owner::Joint, 60_00, Frequency::Month),
            line(6, Part::Income, Owner::Business, 3_000_00, Frequency::Month),
            line(6, Part::Fixed, Owner::Business, 1_200_00, Frequency::Month),
        ]
    }

    #[test]
    fn a_statement_added_up() {
        let summary = summarise_statement(&household(), CONVENTION, 7);
        // 25.00 a week are 108.33, 110.00 are 476.67.
        let told = [summary.income, summary.fixed, summary.flexible, summary.saving].map(Amount::minor);
        assert_eq!(told, [2_508_33, 900_00, 516_67, 30_00]);
        assert_eq!(summary.for_priority_debts, of(1_061_66));
        assert_eq!(summary.left_over, of(1_001_66));
        assert_eq!(summary.business, of(1_800_00));
        assert_eq!(
            summary.groups.iter().map(|sum| sum.minor()).collect::<Vec<_>>(),
            [2_400_00, 108_33, 900_00, 516_67, 30_00, 60_00, 0]
        );
    }

    #[test]
    fn members_bear_what_they_agreed() {
        let told = |rule: &JointRule| -> Vec<[i64; 3]> {
            summarise_members(&household(), CONVENTION, 2, rule)
                .into_iter()
                .map(|member| [member.income, member.outgoings, member.left_over].map(Amount::minor))
                .collect()
        };
        // 108.33 and 476.67 leave an odd penny each, to the first.
        assert_eq!(told(&JointRule::Equal), [[1_854_17, 733_34, 1_120_83], [65_416, 773_33, -119_17]]);
        // Three quarters and one.
        assert_eq!(told(&JointRule::ByIncome), [[1_881_25, 1_100_00, 781_25], [627_08, 406_67, 220_41]]);
        assert_eq!(told(&JointRule::Agreed(vec![3, 1])), told(&JointRule::ByIncome));
        // Shares for another number of people, or none at all, are no shares.
        assert_eq!(told(&JointRule::Agreed(vec![1])), told(&JointRule::Equal));
        assert_eq!(told(&JointRule::Agreed(vec![0, 0])), told(&JointRule::Equal));
    }

    #[test]
    fn a_joint_debt_is_shared_to_the_penny() {
        let shared = |balance, shares: &[u32]| {
            share_debts(&[(of(balance), Owner::Joint)], &[of(0), of(0)], &JointRule::Agreed(shares.to_vec()))
        };
        assert_eq!(shared(1_000_01, &[1, 1]), [of(500_01), of(500_00)]);
        assert_eq!(shared(1_00, &[3, 1]), [of(75), of(25)]);
        // No shares at all are no agreement.
        assert_eq!(shared(1_01, &[0, 0]), [of(51), of(50)]);
    }

    #[test]
    fn debts_are_borne_as_the_month_is() {
        let debts = [
            (of(1_000_01), Owner::Joint),
            (of(300_00), Owner::Member(1)),
            (of(9_99), Owner::Member(7)),
            (of(500_00), Owner::Business),
        ];
        let own = [of(3_000_00), of(1_000_00)];
        let told =
            |rule: &JointRule| -> Vec<i64> { share_debts(&debts, &own, rule).into_iter().map(Amount::minor).collect() };
        assert_eq!(told(&JointRule::Equal), [505_01, 804_99]);
        assert_eq!(told(&JointRule::ByIncome), [757_50, 552_50]);
        assert_eq!(told(&JointRule::Agreed(vec![3, 1])), told(&JointRule::ByIncome));
        assert!(share_debts(&debts, &[], &JointRule::Equal).is_empty());
    }

    #[test]
    fn the_quick_form_keeps_what_it_does_not_show() {
        let is_quick = [true, true, false, true, true, false, false, false];
        let rows = quick_view(&household(), &is_quick, CONVENTION);
        let shown: Vec<usize> =
            rows.iter().filter_map(|row| if let QuickRow::Line(place) = row { Some(*place) } else { None }).collect();
        assert_eq!(shown, [0, 1, 3, 4]);
        assert!(rows.contains(&QuickRow::Rest { group: 3, monthly: of(40_00) }));
    }

    #[test]
    fn a_share_of_income() {
        assert_eq!(permille_of_income(of(900_00), of(2_508_33)), Some(359));
        assert_eq!(permille_of_income(of(1), of(0)), None);
    }

    fn any_line() -> impl Strategy<Value = StatementLine> {
        let part =
            prop::sample::select(vec![Part::Income, Part::Fixed, Part::Flexible, Part::Saving, Part::PriorityOffers]);
        let owner = prop::sample::select(vec![
            Owner::Joint,
            Owner::Member(0),
            Owner::Member(1),
            Owner::Member(9),
            Owner::Business,
        ]);
        (0_usize..8, part, owner, -100..9_999_999_i64, prop::sample::select(&Frequency::ALL[..]))
            .prop_map(|(group, part, owner, minor, frequency)| line(group, part, owner, minor, frequency))
    }

    proptest! {
        #[test]
        fn members_together_bear_every_debt_once(
            debts in prop::collection::vec((0..9_999_999_i64, 0_usize..5), 0..20),
            own in prop::collection::vec(0..500_000_i64, 1..5), shares in prop::collection::vec(0..9_u32, 0..5), by_income in any::<bool>(),
        ) {
            let owners = [Owner::Joint, Owner::Member(0), Owner::Member(1), Owner::Member(9), Owner::Business];
            let debts: Vec<(Amount, Owner)> = debts.into_iter().map(|(minor, owner)| (of(minor), owners[owner])).collect();
            let own: Vec<Amount> = own.into_iter().map(of).collect();
            let rule = if by_income { JointRule::ByIncome } else { JointRule::Agreed(shares) };
            let whole: Amount = debts.iter().filter(|(_, owner)| *owner != Owner::Business).map(|(balance, _)| *balance).sum();
            prop_assert_eq!(share_debts(&debts, &own, &rule).into_iter().sum::<Amount>(), whole);
        }

        #[test]
        fn members_together_are_the_household(
            lines in prop::collection::vec(any_line(), 0..40), members in 1_usize..5, shares in prop::collection::vec(0..9_u32, 0..5), by_income in any::<bool>(),
        ) {
            let rule = if by_income { JointRule::ByIncome } else { JointRule::Agreed(shares) };
            let all = summarise_members(&lines, CONVENTION, members, &rule);
            let whole = summarise_statement(&lines, CONVENTION, 8);
            prop_assert_eq!(all.iter().map(|member| member.income).sum::<Amount>(), whole.income);
            prop_assert_eq!(all.iter().map(|member| member.left_over).sum::<Amount>(), whole.left_over);
        }

        #[test]
        fn the_two_forms_have_the_same_sum(lines in prop::collection::vec(any_line(), 0..40), quick in prop::collection::vec(any::<bool>(), 0..40)) {
            let figures = line_figures(&lines, CONVENTION);
            let quick_sum: Amount = quick_view(&lines, &quick, CONVENTION).iter().map(|row| match row {
                QuickRow::Line(place) => figures[*place].monthly(),
                QuickRow::Rest { monthly, .. } => *monthly,
            }).sum();
            prop_assert_eq!(quick_sum, figures.iter().map(LineFigure::monthly).sum::<Amount>());
        }

        #[test]
        fn groups_and_parts_are_the_same_money(lines in prop::collection::vec(any_line(), 0..40)) {
            let summary = summarise_statement(&lines, CONVENTION, 8);
            let parts = [summary.income, summary.fixed, summary.flexible, summary.saving, summary.priority_offers];
            prop_assert_eq!(parts.into_iter().sum::<Amount>(), summary.groups.iter().copied().sum());
        }
    }
}
