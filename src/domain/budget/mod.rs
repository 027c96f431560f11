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

/// The most lines a budget holds on each side; more is refused by whoever reads a document.
pub const LINES_MAX: usize = 200;
