//! What a simple debt does not have: fees, several balances in one account, rates that change on a date, ways of
//! charging interest other than a twelfth a month, a standing in a dispute, other people who owe it too.

use crate::money::Amount;
use crate::rate::{Rate, RateBasis};

use super::Promo;

/// Beyond balance, rate and minimum. [`Self::NONE`] describes a simple debt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DebtDetails {
    /// What the account charges beside interest.
    pub fees: Fees,
    /// Several balances inside the account, each with its own rate; they add up to the debt's balance. Empty for one
    /// balance at the debt's own rate.
    pub parts: Vec<BalancePart>,
    /// Which balance a payment goes to, where there are several.
    pub allocation: Allocation,
    /// The regular rate from later months on, in ascending order: a variable rate or the tiers after a promo.
    pub rate_steps: Vec<RateStep>,
    /// How interest is charged.
    pub accrual: Accrual,
    /// What the rates of this debt mean: its own, those of its balances, and those that changes give it.
    pub rate_basis: RateBasis,
    /// Interest that is only charged if the balance is not cleared in time. For an account of several balances each
    /// part says so itself.
    pub deferred: Option<DeferredInterest>,
    /// The month whose instalment is the last and settles whatever is left, as loans of a fixed term do.
    pub last_month: Option<u16>,
    /// Where the debt stands.
    pub status: DebtStatus,
    /// Who owes it.
    pub liability: Liability,
}

impl DebtDetails {
    /// A simple debt.
    pub const NONE: Self = Self {
        fees: Fees::NONE,
        parts: Vec::new(),
        allocation: Allocation::CardAct,
        rate_steps: Vec::new(),
        accrual: Accrual { compounding: Compounding::Monthly, day_count: DayCount::Thirty360 },
        rate_basis: RateBasis::Nominal,
        deferred: None,
        last_month: None,
        status: DebtStatus::Validated,
        liability: Liability::Sole,
    };

    /// True if the course of the debt follows from balance, rates and minimum alone.
    pub(crate) fn is_simple(&self) -> bool {
        self.fees == Fees::NONE
            && self.parts.is_empty()
            && self.accrual.is_twelfth()
            && self.deferred.is_none()
            && self.last_month.is_none()
            && self.rate_steps.iter().all(|step| step.days_before == 0)
    }

    /// The nominal rate that interest is worked out with, of one that is stated for this debt.
    pub(crate) fn nominal(&self, stated: Rate) -> Rate {
        self.accrual.nominal(stated, self.rate_basis)
    }
}

/// What an account charges beside interest. The figures are the contract's; what the law allows of them (12 CFR
/// 1026.52(b) in the United States) is the caller's to check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fees {
    /// In every month that begins with something owed.
    pub monthly: Amount,
    /// In a month in which less than the minimum is paid; added after the payment.
    pub late: Amount,
    /// In a month in which balance, interest and monthly fee are more than the credit limit.
    pub over_limit: Amount,
}

impl Fees {
    /// No fees.
    pub const NONE: Self = Self { monthly: Amount::ZERO, late: Amount::ZERO, over_limit: Amount::ZERO };

    /// All of them, for bounds.
    pub(crate) const fn all(self) -> [Amount; 3] {
        [self.monthly, self.late, self.over_limit]
    }
}

/// One of several balances inside an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BalancePart {
    /// What it came from.
    pub kind: PartKind,
    /// What is owed of it now.
    pub balance: Amount,
    /// Its regular rate.
    pub rate: Rate,
    /// Another rate for the first months.
    pub promo: Option<Promo>,
    /// Interest that is only charged if this balance is not cleared in time.
    pub deferred: Option<DeferredInterest>,
}

/// What a balance inside an account came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PartKind {
    /// Things bought.
    #[default]
    Purchases,
    /// Cash drawn.
    Cash,
    /// Moved over from another account.
    Transfer,
}

impl PartKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Purchases, Self::Cash, Self::Transfer];

    /// The stable name in documents.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Purchases => "purchases",
            Self::Cash => "cash",
            Self::Transfer => "transfer",
        }
    }
}

/// Which of several balances in an account a payment goes to. Interest is paid with its balance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Allocation {
    /// The minimum to the lowest rate, as card issuers choose; all above it to the highest rate (12 CFR 1026.53(a)),
    /// but first to a balance whose deferred interest falls due this month or the next (1026.53(b)).
    #[default]
    CardAct,
    /// All to the highest rate first (FCA CONC 6.7.4).
    HighestFirst,
    /// All to the lowest rate first: what issuers did before there was a rule.
    LowestFirst,
}

impl Allocation {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::CardAct, Self::HighestFirst, Self::LowestFirst];

    /// The stable name in documents.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::CardAct => "card_act",
            Self::HighestFirst => "highest_first",
            Self::LowestFirst => "lowest_first",
        }
    }
}

/// A rate that holds from a month of the plan on, or from a day within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateStep {
    /// The first month it holds; the first of the plan is 1.
    pub from_month: u16,
    /// How many days of that month go before it; fewer than the month has, and nothing but with a plan that has a
    /// start. Days are counted as [`crate::plan::Change`] says.
    pub days_before: u16,
    /// The rate.
    pub rate: Rate,
}

/// How interest is charged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accrual {
    /// When interest begins to bear interest.
    pub compounding: Compounding,
    /// How long a month is.
    pub day_count: DayCount,
}

impl Accrual {
    /// One twelfth of the annual rate each month, joining the balance: the plan's usual convention.
    pub(crate) fn is_twelfth(self) -> bool {
        self == Self::default()
    }

    /// The nominal rate that interest is worked out with, rounded half up to a millionth of a percent.
    ///
    /// An effective rate is what a year comes to. With monthly interest that is twelve months, whatever days are
    /// counted in each, and whether or not unpaid interest bears some: `12 × ((1 + r)^(1/12) − 1)`. With daily interest
    /// it is the days that the day count makes of a year: 365 by the calendar (FCA CONC App 1.2.4: a year has 365 days
    /// or twelve equal months), 360 of thirty-day months; and the daily share of the result is taken of the day count's
    /// own year, so that actual/360 does not make the loan dearer than its APR.
    #[must_use]
    pub fn nominal(self, stated: Rate, basis: RateBasis) -> Rate {
        let Some((year, times)) = self.conversion(basis) else { return stated };
        stated.nominal(year, times)
    }

    /// The year and the number of times in it by which an effective rate becomes a nominal one, as in
    /// [`Rate::nominal`]; `None` where the rate is nominal already.
    #[must_use]
    pub const fn conversion(self, basis: RateBasis) -> Option<(u16, u16)> {
        match (basis, self.compounding, self.day_count) {
            (RateBasis::Nominal, ..) => None,
            (RateBasis::Effective, Compounding::Monthly | Compounding::Simple, _) => Some((12, 12)),
            (RateBasis::Effective, Compounding::Daily, DayCount::Thirty360) => Some((360, 360)),
            (RateBasis::Effective, Compounding::Daily, DayCount::Actual360) => Some((360, 365)),
            (RateBasis::Effective, Compounding::Daily, DayCount::Actual365 | DayCount::ActualActual) => {
                Some((365, 365))
            }
        }
    }
}

/// When interest begins to bear interest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compounding {
    /// At the end of the month: it joins the balance.
    #[default]
    Monthly,
    /// Every day. Fractions are kept within the month; the month's interest is rounded once.
    Daily,
    /// Never: unpaid interest is owed, and is paid first, but bears none itself.
    Simple,
}

impl Compounding {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Monthly, Self::Daily, Self::Simple];

    /// The stable name in documents.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Monthly => "monthly",
            Self::Daily => "daily",
            Self::Simple => "simple",
        }
    }
}

/// How many days a month has and how many a year. Actual days need the date on which the plan starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DayCount {
    /// Every month thirty days, the year 360: a twelfth.
    #[default]
    Thirty360,
    /// The calendar's days, the year always 365.
    Actual365,
    /// The calendar's days, the year 360: a little dearer than the rate says.
    Actual360,
    /// The calendar's days, those within a leap year over 366 and all others over 365 (2006 ISDA Definitions, section
    /// 4.16(b), *Actual/Actual (ISDA)*). The day on which a month of the plan begins counts, the day on which the next
    /// one does is its first.
    ActualActual,
}

impl DayCount {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Thirty360, Self::Actual365, Self::Actual360, Self::ActualActual];

    /// The stable name in documents.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Thirty360 => "30/360",
            Self::Actual365 => "actual/365",
            Self::Actual360 => "actual/360",
            Self::ActualActual => "actual/actual",
        }
    }

    /// Days in the year; of [`Self::ActualActual`] those of one that is no leap year.
    #[must_use]
    pub const fn year_days(self) -> u16 {
        match self {
            Self::Actual365 | Self::ActualActual => 365,
            Self::Thirty360 | Self::Actual360 => 360,
        }
    }
}

/// “No interest if paid in full”: interest is worked out each month but only charged, all at once in the month after
/// the last, if anything of the balance is still owed then (12 CFR 1026.16(h)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeferredInterest {
    /// The rate at which it gathers.
    pub rate: Rate,
    /// The last month in which paying in full avoids it.
    pub last_month: u16,
}

/// Where a debt stands between the client and whoever claims it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum DebtStatus {
    /// Nobody has shown yet that it is owed; planned all the same.
    Unverified,
    /// The validation notice has come and is not disputed.
    #[default]
    Validated,
    /// Disputed, in part or (without an amount) as a whole. Nothing is paid on what is disputed.
    Disputed {
        /// How much of the balance; `None` for all of it.
        part: Option<Amount>,
    },
    /// Disputed once, and shown to be owed.
    Verified,
    /// Claimed no longer: nothing is planned for it.
    Withdrawn,
    /// Sold; the new owner is paid on the same terms.
    Sold {
        /// To whom.
        to: String,
    },
    /// Perhaps too old to be enforced. A payment could revive it, so nothing is planned before the client has chosen.
    TimeBarredPerhaps,
}

impl DebtStatus {
    /// How much of a balance stands aside: no interest is counted on it and nothing is paid.
    #[must_use]
    pub fn excluded(&self, balance: Amount) -> Amount {
        match self {
            Self::Disputed { part: Some(part) } => balance.min(*part),
            Self::Disputed { part: None } | Self::Withdrawn | Self::TimeBarredPerhaps => balance,
            Self::Unverified | Self::Validated | Self::Verified | Self::Sold { .. } => Amount::ZERO,
        }
    }
}

/// Who owes a debt. Each of several debtors owes the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Liability {
    /// The client alone.
    #[default]
    Sole,
    /// The client and somebody else.
    Joint,
    /// The client owes it, somebody else has guaranteed it.
    Guaranteed,
    /// Somebody else owes it, the client has guaranteed it.
    Guarantor,
}

impl Liability {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Sole, Self::Joint, Self::Guaranteed, Self::Guarantor];

    /// The stable name in documents.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Sole => "sole",
            Self::Joint => "joint",
            Self::Guaranteed => "guaranteed",
            Self::Guarantor => "guarantor",
        }
    }
}
