//! The budget of a household: lines with their own frequency, brought to a month; the whole statement with its parts and
//! members; what is owned and owed; what others spend; and the money day by day.

mod cash;
mod convention;
mod guideline;
mod net_worth;
mod recurrence;
mod statement;

pub use crate::calendar::Frequency;
pub use cash::{CASH_MONTHS_MAX, CashCalendar, CashDay, CashFlow, CashWeek, Direction, SafestDay};
pub use convention::{Convention, TimesAMonth};
pub use guideline::{Guideline, GuidelineCheck, GuidelineRule, Household, check_guidelines};
pub use net_worth::{Asset, AssetKind, CreditHistory, Liability, NetWorth, net_worth};
pub use recurrence::{PAYS_MAX, Recurrence, Trace, TraceRule, VaryingRule};
pub use statement::{
    JointRule, LineFigure, MemberSummary, Owner, Part, QuickRow, StatementLine, StatementSummary, line_figures,
    permille_of_income, quick_view, share_debts, summarise_members, summarise_statement,
};

use crate::money::Amount;

/// The most lines a budget holds on each side; more is refused by whoever reads a document.
pub const LINES_MAX: usize = 200;

/// One amount of income or outgoings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// What comes or goes each time; not negative.
    pub amount: Amount,
    /// How often.
    pub frequency: Frequency,
}

impl Line {
    /// The line as an amount a month, rounded half up. Held at the largest amount if a hostile figure overflows.
    #[must_use]
    pub fn monthly(&self, convention: &Convention) -> Amount {
        convention.monthly(self.amount, self.frequency).unwrap_or(Amount::from_minor(i64::MAX))
    }
}

/// What a budget comes to in a month. Each line is rounded first, so the lines shown add up to the sums shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Sum of income a month.
    pub income: Amount,
    /// Sum of outgoings a month.
    pub outgoings: Amount,
    /// Income − outgoings; negative when more goes out than comes in.
    pub left_over: Amount,
}

/// Sums the lines of a budget.
#[must_use]
pub fn summarise(income: &[Line], outgoings: &[Line], convention: &Convention) -> Summary {
    let total = |lines: &[Line]| lines.iter().map(|line| line.monthly(convention)).sum::<Amount>();
    let (income, outgoings) = (total(income), total(outgoings));
    Summary { income, outgoings, left_over: income.saturating_sub(outgoings) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(minor: i64, frequency: Frequency) -> Line {
        Line { amount: Amount::from_minor(minor), frequency }
    }

    #[test]
    fn a_household() {
        let income = [line(86_000, Frequency::TwoWeeks), line(24_000, Frequency::Month), line(7_450, Frequency::Week)];
        let outgoings = [line(110_000, Frequency::Month), line(12_000, Frequency::Year), line(15_000, Frequency::Week)];
        let summary = summarise(&income, &outgoings, &Convention::YEAR_OF_52_WEEKS);
        assert_eq!(summary.income, Amount::from_minor(186_333 + 24_000 + 32_283));
        assert_eq!(summary.outgoings, Amount::from_minor(110_000 + 1_000 + 65_000));
        assert_eq!(summary.left_over, Amount::from_minor(242_616 - 176_000));
    }

    #[test]
    fn hostile_figures_do_not_wrap() {
        let income = [line(i64::MAX, Frequency::Day)];
        let summary = summarise(&income, &[], &Convention::YEAR_OF_52_WEEKS);
        assert_eq!(summary.left_over, Amount::from_minor(i64::MAX));
    }

    proptest! {
        #[test]
        fn order_changes_nothing(minor in proptest::collection::vec((0..9_999_999_999_i64, 0_usize..9), 0..40)) {
            let mut lines: Vec<Line> =
                minor.into_iter().map(|(minor, index)| line(minor, Frequency::ALL[index])).collect();
            let forwards = summarise(&lines, &[], &Convention::YEAR_OF_52_WEEKS);
            lines.reverse();
            prop_assert_eq!(forwards, summarise(&lines, &[], &Convention::YEAR_OF_52_WEEKS));
        }
    }
}
