//! What is typed of a debt beside its balance, one rate and a fixed minimum, and what the engine makes of it. No
//! signals and no words: what cannot be read comes back as a code with its field.
//!
//! Months are those of the calendar. The plan begins now, so the month after this one is its first; a low rate whose
//! last month is over is over, and a rate that has begun meanwhile holds from the start.

pub mod problem;

use domain::calendar;
use domain::debt::{
    BalancePart, Compounding, DayCount, DebtDetails, DebtStatus, Fees, Liability, MinimumRule, PartKind, PercentBase,
    PrincipalFloor, Promo, RateStep,
};
use domain::money::{Amount, AmountError, Currency, parse_amount};
use domain::rate::{Rate, RateError, parse_rate};
use jiff::civil::Date;
use wire::saved::{DebtMore, DebtPart};

use crate::store::debt_details::problem::{Field, FieldError};
use crate::store::owed_in::OwedIn;

/// All that a debt may have beside balance, rate and fixed minimum, as the engine takes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct More {
    /// What is asked for, unless it is the fixed minimum.
    pub minimum: Option<MinimumRule>,
    /// A low rate that ends.
    pub promo: Option<Promo>,
    /// The most that may be owed.
    pub credit_limit: Option<Amount>,
    /// The rest.
    pub details: DebtDetails,
    /// In which currency all of it is, where that is not the plan's.
    pub owed_in: Option<OwedIn>,
    /// What is wrong, in the order of the fields.
    pub problems: Vec<(Field, FieldError)>,
}

/// Takes texts apart and notes what is wrong with them.
struct Reader {
    currency: Currency,
    today: Date,
    problems: Vec<(Field, FieldError)>,
}

impl Reader {
    fn note(&mut self, field: Field, problem: FieldError) {
        self.problems.push((field, problem));
    }

    /// Nothing typed is nothing.
    fn amount(&mut self, field: Field, text: &str) -> Option<Amount> {
        match parse_amount(text, self.currency) {
            Ok(amount) => return Some(amount),
            Err(AmountError::Required) => {}
            Err(error) => self.note(field, FieldError::Amount(error)),
        }
        None
    }

    fn rate(&mut self, field: Field, text: &str) -> Option<Rate> {
        if text.trim().is_empty() {
            return None;
        }
        parse_rate(text).map_err(|error| self.note(field, FieldError::Rate(error))).ok()
    }

    /// Which month of the plan it is: this month is 0, and so is one that is over.
    fn month(&self, text: &str) -> Option<u16> {
        let month = calendar::parse(&[text, "-01"].concat())?;
        let count = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
        Some(u16::try_from(count(month) - count(self.today)).unwrap_or(0))
    }

    /// A rate and its last or first month, each of which needs the other.
    fn dated(&mut self, rate: (Field, &str), month: (Field, &str)) -> Option<(Rate, u16)> {
        let known = self.month(month.1);
        let read = self.rate(rate.0, rate.1);
        if rate.1.trim().is_empty() && known.is_some() {
            self.note(rate.0, FieldError::Rate(RateError::Required));
        }
        if read.is_some() && known.is_none() {
            self.note(month.0, FieldError::Month);
        }
        read.zip(known)
    }

    fn promo(&mut self, rate: (Field, &str), until: (Field, &str)) -> Option<Promo> {
        let (rate, months) = self.dated(rate, until)?;
        (months > 0).then_some(Promo { rate, months })
    }

    fn minimum(&mut self, typed: &DebtMore) -> Option<MinimumRule> {
        let with_interest = typed.minimum_rule == "interest_percent";
        if !with_interest && typed.minimum_rule != "percent" {
            return None;
        }
        let floor = self.amount(Field::MinimumFloor, &typed.minimum_floor).unwrap_or(Amount::ZERO);
        let percent = self.rate(Field::MinimumPercent, &typed.minimum_percent);
        if typed.minimum_percent.trim().is_empty() {
            self.note(Field::MinimumPercent, FieldError::Rate(RateError::Required));
        }
        let percent = percent.unwrap_or(Rate::ZERO);
        if percent.millionths() > 100 * Rate::MILLIONTHS_PER_PERCENT {
            self.note(Field::MinimumPercent, FieldError::AboveWhole);
        }
        Some(if with_interest {
            MinimumRule::InterestPlusPercent { percent, floor: PrincipalFloor::Whole(floor) }
        } else {
            MinimumRule::PercentOf { percent, floor, of: PercentBase::Opening }
        })
    }

    fn part(&mut self, at: usize, typed: &DebtPart, rate: Rate) -> BalancePart {
        let balance = self.amount(Field::PartBalance(at), &typed.balance).unwrap_or(Amount::ZERO);
        let own = self.rate(Field::PartRate(at), &typed.rate);
        let fields = (Field::PartPromoRate(at), Field::PartPromoUntil(at));
        BalancePart {
            kind: PartKind::ALL.into_iter().find(|kind| kind.id() == typed.kind).unwrap_or_default(),
            balance,
            rate: own.unwrap_or(rate),
            promo: self.promo((fields.0, &typed.promo_rate), (fields.1, &typed.promo_until)),
            deferred: None,
        }
    }

    fn status(&mut self, typed: &DebtMore, balance: Option<Amount>) -> DebtStatus {
        match typed.status.as_str() {
            "unverified" => DebtStatus::Unverified,
            "verified" => DebtStatus::Verified,
            "part" => {
                if typed.disputed_part.trim().is_empty() {
                    self.note(Field::DisputedPart, FieldError::Amount(AmountError::Required));
                }
                let part = self.amount(Field::DisputedPart, &typed.disputed_part);
                if part.zip(balance).is_some_and(|(part, balance)| part > balance) {
                    self.note(Field::DisputedPart, FieldError::AboveBalance);
                }
                DebtStatus::Disputed { part: part.or(Some(Amount::ZERO)) }
            }
            "sold" => DebtStatus::Sold { to: typed.sold_to.trim().to_owned() },
            "time_barred_perhaps" => DebtStatus::TimeBarredPerhaps,
            "withdrawn" => DebtStatus::Withdrawn,
            _ => DebtStatus::Validated,
        }
    }
}

/// Reads all but the currency, see [`super::owed_in`]: the amounts are in `currency`. `balance` and `rate` are those of
/// the debt, `balance` if it can be read.
pub fn read(typed: &DebtMore, balance: Option<Amount>, rate: Rate, currency: Currency, today: Date) -> More {
    let mut reader = Reader { currency, today, problems: Vec::new() };
    let minimum = reader.minimum(typed);
    let promo = reader.promo((Field::PromoRate, &typed.promo_rate), (Field::PromoUntil, &typed.promo_until));
    let step = reader.dated((Field::StepRate, &typed.step_rate), (Field::StepFrom, &typed.step_from));
    let mut fee = |field: Field, text: &str| reader.amount(field, text).unwrap_or(Amount::ZERO);
    let fees = Fees {
        monthly: fee(Field::FeeMonthly, &typed.fee_monthly),
        late: fee(Field::FeeLate, &typed.fee_late),
        over_limit: fee(Field::FeeOverLimit, &typed.fee_over_limit),
    };
    let credit_limit = reader.amount(Field::CreditLimit, &typed.credit_limit);
    if fees.over_limit.is_positive() && typed.credit_limit.trim().is_empty() {
        reader.note(Field::CreditLimit, FieldError::Amount(AmountError::Required));
    }
    let parts: Vec<BalancePart> =
        typed.parts.iter().enumerate().map(|(at, part)| reader.part(at, part, rate)).collect();
    let readable = !reader.problems.iter().any(|(field, _)| matches!(field, Field::PartBalance(_)));
    if let (Some(last), Some(balance), true) = (parts.len().checked_sub(1), balance, readable) {
        let total: Amount = parts.iter().map(|part| part.balance).sum();
        let missing = balance.saturating_sub(total);
        if missing.is_positive() {
            reader.note(Field::PartBalance(last), FieldError::PartsMissing(missing));
        } else if !missing.is_zero() {
            reader.note(Field::PartBalance(last), FieldError::PartsAbove(total.saturating_sub(balance)));
        }
    }
    let mut details = DebtDetails { fees, parts, status: reader.status(typed, balance), ..DebtDetails::NONE };
    details.rate_steps.extend(step.map(|(rate, month)| RateStep { from_month: month.max(1), days_before: 0, rate }));
    let compounding = Compounding::ALL.into_iter().find(|way| way.id() == typed.compounding).unwrap_or_default();
    let usual = if compounding == Compounding::Monthly { DayCount::Thirty360 } else { DayCount::Actual365 };
    details.accrual.compounding = compounding;
    details.accrual.day_count = DayCount::ALL.into_iter().find(|way| way.id() == typed.day_count).unwrap_or(usual);
    details.liability = Liability::ALL.into_iter().find(|who| who.id() == typed.liability).unwrap_or_default();
    More { minimum, promo, credit_limit, details, owed_in: None, problems: reader.problems }
}
