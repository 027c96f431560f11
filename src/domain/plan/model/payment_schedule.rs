//! A budget that follows the pay-day rather than the month.

use crate::calendar::Frequency;
use crate::money::Amount;
use jiff::civil::Date;

/// Payments on pay-days, in the place of the monthly budget: a month's budget is so much for each pay-day that falls
/// into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaymentSchedule {
    /// How often.
    pub every: Frequency,
    /// How much each time.
    pub amount: Amount,
    /// The first pay-day.
    pub first: Date,
}

impl PaymentSchedule {
    /// The frequencies people are paid by, with their names in documents, which differ from [`Frequency::id`] and are
    /// stable for ever.
    pub const NAMED: [(Frequency, &'static str); 5] = [
        (Frequency::Week, "weekly"),
        (Frequency::TwoWeeks, "fortnightly"),
        (Frequency::FourWeeks, "four_weekly"),
        (Frequency::TwiceAMonth, "twice_monthly"),
        (Frequency::Month, "monthly"),
    ];

    /// The name of a frequency in [`Self::NAMED`]; that of every month for one that is not among them.
    #[must_use]
    pub fn name(every: Frequency) -> &'static str {
        Self::NAMED.into_iter().find(|(named, _)| *named == every).map_or("monthly", |(_, name)| name)
    }

    /// The frequency of a name in [`Self::NAMED`].
    #[must_use]
    pub fn frequency(name: &str) -> Option<Frequency> {
        Self::NAMED.into_iter().find(|(_, id)| *id == name).map(|(frequency, _)| frequency)
    }
}
