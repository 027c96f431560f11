//! What the rules say to a proposal.
//!
//! # Algorithm
//! Every bound that the proposal breaks is an objection. Without one, the band decides: accepted, or looked at by a
//! person. With one, the nearest proposal without any is sought: the same frequency; the first date moved only into the
//! time allowed; the total raised only to the smallest one accepted; the down-payment raised only to its smallest
//! share; and then the instalment moved only into the interval between what the policy asks and what the client can
//! pay. If that interval is empty and the client has a sum at hand, it closes the gap: as the smallest down-payment
//! that leaves instalments within the interval, or else all in one. A larger sum is never named where a smaller one
//! would do (FCA CONC 7.3: no pressure to pay in one sum). If that does not reach either, a settlement is tried where
//! the operator names some of its own accord. If nothing is left, it is a deadlock, and the two ends that do not meet
//! are named.
//!
//! # What a client can pay
//! A month: no more than the policy's part of what is left over, and no more than the client can afford; the client's
//! own offer is no objection to affordability, because more is the client's own choice. In one sum: what the client
//! says is at hand, or else what was offered in one sum; a debt no larger than one instalment may be paid as one.
//! Without any word about means, instalments have no upper end.

use super::book::{Band, Bounds, Edition, PolicyBook, instalment_monthly_min, part_ceil, part_floor};
use crate::arrangement::deal::{Deal, payments_within};
use crate::calendar::{Frequency, days_after};
use crate::money::{Amount, Rounding};
use crate::rate::Rate;
use jiff::civil::Date;

/// What is known of the client's means. Nothing, unless the client shares it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Means {
    /// What is left over in a month.
    pub left_over: Option<Amount>,
    /// What the client can afford in a month for this debt; half of what is left over, if not given.
    pub affordable_monthly: Option<Amount>,
    /// What the client has at hand for one larger sum.
    pub lump: Option<Amount>,
}

/// One bound that a proposal breaks, or a reason why a person looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Objection {
    /// Instalments are smaller than the smallest, given as an amount a month.
    InstalmentTooSmall {
        /// The smallest amount a month.
        monthly_min: Amount,
    },
    /// Instalments are a smaller share of the balance than the smallest.
    ShareTooSmall {
        /// The smallest share a month, in percent.
        share_min: Rate,
        /// What that is of this balance.
        monthly_min: Amount,
    },
    /// It takes longer than the longest term.
    TooLong {
        /// The longest term.
        months_max: i64,
    },
    /// The first payment is too far away.
    StartsTooLate {
        /// The latest first date.
        latest: Date,
    },
    /// The first payment lies in the past.
    StartsTooEarly {
        /// The earliest first date.
        earliest: Date,
    },
    /// Less than what is owed is not accepted.
    NoSettlement,
    /// The settlement is smaller than the smallest.
    SettlementTooSmall {
        /// The smallest total.
        total_min: Amount,
    },
    /// The down-payment is smaller than the smallest.
    DownPaymentTooSmall {
        /// The smallest one for this total.
        down_payment_min: Amount,
    },
    /// Instalments take more of what is left over than the policy allows.
    TakesTooMuch {
        /// The largest amount a month.
        monthly_max: Amount,
    },
    /// A person looks at every proposal for such a balance.
    NeedsPerson {
        /// The balance up to which none has to; `None` if a person looks at every smaller one as well.
        balance_max: Option<Amount>,
    },
    /// A person looks at every settlement.
    SettlementNeedsPerson,
    /// No rule holds on this day or for this balance, so a person looks at it.
    NoRule,
}

impl Objection {
    /// The name in documents; stable for ever.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::InstalmentTooSmall { .. } => "instalment_too_small",
            Self::ShareTooSmall { .. } => "share_too_small",
            Self::TooLong { .. } => "too_long",
            Self::StartsTooLate { .. } => "starts_too_late",
            Self::StartsTooEarly { .. } => "starts_too_early",
            Self::NoSettlement => "no_settlement",
            Self::SettlementTooSmall { .. } => "settlement_too_small",
            Self::DownPaymentTooSmall { .. } => "down_payment_too_small",
            Self::TakesTooMuch { .. } => "takes_too_much",
            Self::NeedsPerson { .. } => "needs_person",
            Self::SettlementNeedsPerson => "settlement_needs_person",
            Self::NoRule => "no_rule",
        }
    }
}

/// The rules' answer to one proposal, with every reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Accepted as it stands.
    Accepted,
    /// Within the bounds, but a person must look.
    Referred {
        /// Why.
        reasons: Vec<Objection>,
    },
    /// Not as it stands; this would be within the bounds and within what the client can pay.
    Countered {
        /// The nearest one.
        deal: Deal,
        /// Why the proposal is not.
        reasons: Vec<Objection>,
        /// Why a person would still look at it; empty if it would be accepted at once.
        then: Vec<Objection>,
    },
    /// What the policy asks and what the client can pay do not meet.
    Deadlock {
        /// Why the proposal is not accepted.
        reasons: Vec<Objection>,
        /// The least the policy would take, as an amount a month; `None` if it fails by the sum needed at once.
        monthly_min: Option<Amount>,
        /// The most the client can pay, as an amount a month; `None` if nothing is known.
        monthly_max: Option<Amount>,
    },
}

impl PolicyBook {
    /// Answers a proposal by the rules of its day.
    #[must_use]
    pub fn answer(&self, deal: &Deal, means: Means, today: Date) -> Answer {
        self.answer_with_grace(deal, means, today, 0)
    }

    /// Like [`Self::answer`], with first dates that may lie so many days before or after what is allowed: for a server, whose day may
    /// not be the client's.
    #[must_use]
    pub fn answer_with_grace(&self, deal: &Deal, means: Means, today: Date, grace_days: i64) -> Answer {
        let start_earliest = self.start_earliest();
        let rule = |edition| Rule::of(edition, deal.balance(), today, grace_days, start_earliest);
        let Some(rule) = self.edition(today).and_then(rule) else {
            return Answer::Referred { reasons: vec![Objection::NoRule] };
        };
        let reasons = objections(&rule, deal, means);
        if !reasons.is_empty() {
            return nearest(&rule, deal, means, reasons);
        }
        let reasons = persons(&rule, deal);
        if reasons.is_empty() { Answer::Accepted } else { Answer::Referred { reasons } }
    }

    /// The band that a proposal of this day and balance falls into.
    #[must_use]
    pub fn band(&self, balance: Amount, today: Date) -> Option<&Band> {
        self.edition(today)?.band(balance)
    }
}

/// What holds for one proposal.
struct Rule<'a> {
    bounds: &'a Bounds,
    /// The largest balance that no person has to look at, where this one is above it.
    auto_accept_max: Option<Amount>,
    earliest: Date,
    latest: Date,
}

impl<'a> Rule<'a> {
    fn of(
        edition: &'a Edition,
        balance: Amount,
        today: Date,
        grace_days: i64,
        start_earliest: Option<Date>,
    ) -> Option<Self> {
        let bounds = &edition.band(balance)?.bounds;
        // The day of the law is the same for both sides, so no grace is given for it.
        let counts_from = start_earliest.unwrap_or(today).max(today);
        Some(Self {
            bounds,
            auto_accept_max: edition.auto_accept_below(balance),
            earliest: days_after(today, -grace_days).max(start_earliest.unwrap_or(Date::MIN)),
            latest: days_after(counts_from, bounds.start_days_max.saturating_add(grace_days)),
        })
    }
}

/// Why a person looks at what is within the bounds.
fn persons(rule: &Rule, deal: &Deal) -> Vec<Objection> {
    let mut reasons = Vec::new();
    if !rule.bounds.auto_accept {
        reasons.push(Objection::NeedsPerson { balance_max: rule.auto_accept_max });
    }
    if deal.is_settlement() && rule.bounds.settlement.is_some_and(|rule| !rule.auto_accept) {
        reasons.push(Objection::SettlementNeedsPerson);
    }
    reasons
}

fn objections(rule: &Rule, deal: &Deal, means: Means) -> Vec<Objection> {
    let Rule { bounds, earliest, latest, .. } = *rule;
    let mut reasons = Vec::new();
    let in_one = deal.number() == 1;
    let is_below = |monthly_min: Amount| !in_one && compare(deal, monthly_min) < 0;
    if is_below(bounds.instalment_monthly_min) {
        reasons.push(Objection::InstalmentTooSmall { monthly_min: bounds.instalment_monthly_min });
    }
    let monthly_min = part_ceil(deal.balance(), bounds.instalment_share_min);
    if is_below(monthly_min) {
        reasons.push(Objection::ShareTooSmall { share_min: bounds.instalment_share_min, monthly_min });
    }
    if !deal.ends_within_months(bounds.term_months_max) {
        reasons.push(Objection::TooLong { months_max: bounds.term_months_max });
    }
    if deal.first() > latest {
        reasons.push(Objection::StartsTooLate { latest });
    }
    if deal.first() < earliest {
        reasons.push(Objection::StartsTooEarly { earliest });
    }
    if deal.is_settlement() {
        match settlement_min(bounds, deal.balance()) {
            None => reasons.push(Objection::NoSettlement),
            Some(total_min) if deal.total() < total_min => reasons.push(Objection::SettlementTooSmall { total_min }),
            Some(_) => {}
        }
    }
    let down_payment_min = down_payment_min(bounds, deal.total());
    // Paid in one, there is nothing to pay down.
    if !(in_one && deal.down_payment().is_zero()) && deal.down_payment() < down_payment_min {
        reasons.push(Objection::DownPaymentTooSmall { down_payment_min });
    }
    if let Some(monthly_max) = policy_max(bounds, means)
        && !in_one
        && compare(deal, monthly_max) > 0
    {
        reasons.push(Objection::TakesTooMuch { monthly_max });
    }
    reasons
}

/// A sign: how the instalments compare with an amount a month, over a year and without rounding.
fn compare(deal: &Deal, monthly: Amount) -> i128 {
    let yearly = |amount: Amount, times: i64| i128::from(amount.minor()) * i128::from(times);
    yearly(deal.instalment(), deal.frequency().times_a_year()) - yearly(monthly, 12)
}

fn settlement_min(bounds: &Bounds, balance: Amount) -> Option<Amount> {
    bounds.settlement.map(|rule| part_ceil(balance, rule.share_min).max(Amount::from_minor(1)))
}

/// Always less than the total, which must leave something for instalments.
fn down_payment_min(bounds: &Bounds, total: Amount) -> Amount {
    part_ceil(total, bounds.down_payment_share_min).min(total.saturating_sub(Amount::from_minor(1)))
}

fn policy_max(bounds: &Bounds, means: Means) -> Option<Amount> {
    Some(part_floor(means.left_over?.max(Amount::ZERO), bounds.left_over_share_max?))
}

/// What the client can pay a month and at once, where that is bounded.
struct Reach {
    monthly: Option<Amount>,
    at_once: Amount,
}

impl Reach {
    fn of(bounds: &Bounds, deal: &Deal, means: Means) -> Self {
        let in_one = deal.number() == 1 && deal.down_payment().is_zero();
        let offered_at_once = if in_one { deal.total() } else { deal.down_payment() };
        let half = means.left_over.and_then(|left_over| left_over.max(Amount::ZERO).scale(1, 2, Rounding::Floor));
        let afforded = means.affordable_monthly.or(half);
        // The client's own choice may be more.
        let offered = if deal.number() == 1 {
            None
        } else {
            deal.instalment().scale(deal.frequency().times_a_year(), 12, Rounding::Ceil)
        };
        let afforded = afforded.map(|afforded| afforded.max(offered.unwrap_or(afforded)));
        let monthly = match (afforded, policy_max(bounds, means)) {
            (Some(afforded), Some(allowed)) => Some(afforded.min(allowed)),
            (afforded, allowed) => afforded.or(allowed),
        };
        Self { monthly, at_once: means.lump.unwrap_or_default().max(offered_at_once) }
    }

    fn instalment_max(&self, frequency: Frequency) -> Option<Amount> {
        self.monthly.map(|monthly| frequency.from_monthly(monthly).unwrap_or(Amount::ZERO))
    }
}

fn nearest(rule: &Rule, deal: &Deal, means: Means, reasons: Vec<Objection>) -> Answer {
    let bounds = rule.bounds;
    let reach = Reach::of(bounds, deal, means);
    let first = deal.first().clamp(rule.earliest, rule.latest);
    let least = settlement_min(bounds, deal.balance());
    let total = match least {
        _ if !deal.is_settlement() => deal.balance(),
        None => deal.balance(),
        Some(least) => deal.total().max(least),
    };
    let unasked = bounds.settlement.is_some_and(|rule| rule.may_be_offered) && total == deal.balance();
    let mut monthly_min: Option<Amount> = None;
    for total in [Some(total), least.filter(|_| unasked)].into_iter().flatten() {
        match within(bounds, deal, total, first, &reach) {
            Ok(deal) => {
                let then = persons(rule, &deal);
                return Answer::Countered { deal, reasons, then };
            }
            // The least of what was tried; one that fails by the sum at once says nothing about a month.
            Err(least) => monthly_min = monthly_min.into_iter().chain(least).min(),
        }
    }
    Answer::Deadlock { reasons, monthly_min, monthly_max: reach.monthly }
}

/// A deal of this total within the bounds and the client's reach; or what it would take a month, where the money at
/// once suffices.
fn within(bounds: &Bounds, deal: &Deal, total: Amount, first: Date, reach: &Reach) -> Result<Deal, Option<Amount>> {
    let frequency = deal.frequency();
    let made = |down_payment, instalment| {
        Deal::new(deal.balance(), total, down_payment, instalment, frequency, first).map_err(|_| None)
    };
    // All in one, if that is what was proposed and there is as much.
    let was_in_one = deal.number() == 1 && deal.down_payment().is_zero();
    if was_in_one && total <= reach.at_once {
        return made(Amount::ZERO, total);
    }
    let each_max = reach.instalment_max(frequency);
    let in_one = || {
        let is_within_reach = total <= reach.at_once || each_max.is_some_and(|each| total <= each);
        is_within_reach.then(|| made(Amount::ZERO, total))
    };
    let asked = if was_in_one { deal.total() } else { deal.down_payment() };
    let down_payment = asked.min(total.saturating_sub(Amount::from_minor(1))).max(down_payment_min(bounds, total));
    let within_term = payments_within(frequency, first, bounds.term_months_max);
    let times = if down_payment.is_zero() { within_term } else { within_term - 1 };
    // A term of one payment has no room for a down-payment and an instalment.
    if down_payment > reach.at_once || times < 1 {
        return in_one().unwrap_or(Err(None));
    }
    let rest = total.saturating_sub(down_payment);
    let monthly_min = instalment_monthly_min(bounds, deal.balance());
    let by_amount = monthly_min.scale(12, frequency.times_a_year(), Rounding::Ceil).ok_or(None)?;
    let by_term = rest.scale(1, times, Rounding::Ceil).ok_or(None)?;
    let least = by_amount.max(by_term).min(rest);
    let most = each_max.unwrap_or(rest).min(rest);
    if least <= most {
        let wished = if was_in_one { least } else { deal.instalment() };
        return made(down_payment, wished.clamp(least, most));
    }
    // As much first as leaves so many instalments of the largest size.
    let leaving = |times: i64| {
        let instalments = most.minor().checked_mul(times).map_or(total, Amount::from_minor);
        let down_payment = total.saturating_sub(instalments).max(down_payment);
        let is_possible = instalments.is_positive() && down_payment <= reach.at_once && down_payment < total;
        is_possible.then(|| made(down_payment, most.min(total.saturating_sub(down_payment))))
    };
    // The down-payment takes the place of one instalment.
    let closed = if by_amount <= most { leaving(within_term - 1) } else { None };
    // The last resort leaves one instalment, and a single one may be smaller than the smallest.
    closed
        .or_else(in_one)
        .or_else(|| leaving((within_term - 1).min(1)))
        .unwrap_or_else(|| Err(least.scale(frequency.times_a_year(), 12, Rounding::Ceil)))
}
