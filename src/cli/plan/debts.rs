//! Debts, as they are written.

use domain::debt::{
    Accrual, Allocation, BalancePart, Compounding, DayCount, Debt, DebtDetails, DebtId, DebtKind, DebtStatus,
    DeferredInterest, Exchange, Fees, Liability, MinimumRule, PartKind, Promo, RateStep,
};
use domain::money::{Amount, Currency};
use domain::plan::{Change, ChangeKind};
use domain::rate::RateBasis;
use jiff::civil::Date;
use serde::Deserialize;

use super::changes::When;
use crate::figures::{Code, Minimum, Money, Named, Percent, is_decimal};
use crate::{At, Error};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DebtInput {
    id: String,
    kind: Option<Named<DebtKind>>,
    /// If it is not that of the plan, `exchange` has a rate for it.
    currency: Option<Code>,
    /// May be left out if `balances` says what is owed.
    balance: Option<Money>,
    /// May be left out if `balances` says at which rates: then it is the highest of them.
    apr: Option<Percent>,
    /// What all rates of the debt mean; nominal if not given.
    rate_is: Option<Named<RateBasis>>,
    promo: Option<PromoInput>,
    /// Nothing is due each month if there is none.
    minimum: Option<Minimum>,
    credit_limit: Option<Money>,
    #[serde(default)]
    priority: bool,
    fees: Option<FeesInput>,
    #[serde(default)]
    balances: Vec<PartInput>,
    allocation: Option<Named<Allocation>>,
    #[serde(default)]
    apr_from: Vec<RateStepInput>,
    compounding: Option<Named<Compounding>>,
    day_count: Option<Named<DayCount>>,
    deferred: Option<DeferredInput>,
    last_month: Option<When>,
    status: Option<StatusInput>,
    /// The part in dispute, for the status `disputed`.
    disputed: Option<Money>,
    /// The new owner, for the status `sold`.
    sold_to: Option<String>,
    liability: Option<Named<Liability>>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PromoInput {
    pub apr: Percent,
    pub months: u16,
}

impl From<PromoInput> for Promo {
    fn from(PromoInput { apr, months }: PromoInput) -> Self {
        Self { rate: apr.0, months }
    }
}

/// Nothing for a fee that is not given.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FeesInput {
    monthly: Option<Money>,
    late: Option<Money>,
    over_limit: Option<Money>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartInput {
    kind: Option<Named<PartKind>>,
    balance: Money,
    apr: Percent,
    promo: Option<PromoInput>,
    deferred: Option<DeferredInput>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RateStepInput {
    month: When,
    apr: Percent,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct DeferredInput {
    apr: Percent,
    last_month: When,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StatusInput {
    Unverified,
    Validated,
    Disputed,
    Verified,
    Withdrawn,
    Sold,
    TimeBarredPerhaps,
}

/// The worth of another currency from a month on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExchangeInput {
    currency: Code,
    /// What one major unit of it is worth in the plan's currency.
    rate: String,
    month: Option<When>,
}

/// Rates of exchange that the client entered, by month.
pub(super) struct Rates {
    plan: Currency,
    start: Option<Date>,
    rates: Vec<(u16, Exchange, String)>,
}

impl Rates {
    pub(super) fn read(inputs: &[ExchangeInput], plan: Currency, start: Option<Date>) -> Result<Self, Error> {
        let mut rates = Vec::with_capacity(inputs.len());
        for (index, input) in inputs.iter().enumerate() {
            let path = format!("exchange[{index}]");
            let rate = Some(input.rate.as_str()).filter(|rate| is_decimal(rate));
            let exchange =
                rate.and_then(|rate| Exchange::parse(rate, input.currency.0, plan).ok()).ok_or_else(|| {
                    let reason = "a rate of exchange is above zero, with at most nine digits after the point";
                    Error::new(format!("{path}.rate"), reason)
                })?;
            let month = input
                .month
                .map_or(Ok(1), |when| when.month_begin(start, "a rate of exchange holds"))
                .at("month")
                .at(&path)?;
            rates.push((month, exchange, path));
        }
        rates.sort_by_key(|(month, ..)| *month);
        Ok(Self { plan, start, rates })
    }

    /// The rate of the first month for a debt in a currency; `None` for that of the plan.
    fn first(&self, currency: Currency) -> Result<Option<Exchange>, Error> {
        if currency == self.plan {
            return Ok(None);
        }
        let of_currency = |rate: &&(u16, Exchange, String)| rate.0 <= 1 && rate.1.from() == currency;
        self.rates.iter().rfind(of_currency).map(|(_, exchange, _)| Some(*exchange)).ok_or_else(|| {
            Error::new("currency", "differs from the currency of the plan, and there is no rate for its first month")
        })
    }

    /// What later rates do to a debt, and where they are written.
    pub(super) fn changes(&self, place: usize, currency: Currency) -> Vec<(Change, String)> {
        let mut changes = Vec::new();
        let mut before: Option<Exchange> = None;
        for (month, exchange, path) in self.rates.iter().filter(|(_, exchange, _)| exchange.from() == currency) {
            if let Some(before) = before.filter(|_| *month > 1) {
                let (numerator, denominator) = (exchange.billionths(), before.billionths());
                let what = ChangeKind::Revalue { debt: place, numerator, denominator };
                changes.push((Change::once(*month, what), path.clone()));
            }
            before = Some(*exchange);
        }
        changes
    }
}

/// Makes an amount of a debt one of the plan; the field is for the path.
type Settle<'a> = &'a dyn Fn(Money, &str) -> Result<Amount, Error>;

impl DebtInput {
    /// The debt in the currency of the plan, and the currency it is owed in.
    pub(super) fn debt(&self, rates: &Rates) -> Result<(Debt, Currency), Error> {
        let id_reason = || Error::new("id", format!("an id is 1 to {} printable bytes", DebtId::LENGTH_MAX));
        let id = DebtId::new(&self.id).ok_or_else(id_reason)?;
        let currency = self.currency.map_or(rates.plan, |Code(currency)| currency);
        let exchange = rates.first(currency)?;
        let settle: Settle<'_> = &|money, field| {
            let settled = exchange.map_or(Some(money.amount()), |exchange| exchange.settle(money.amount()));
            settled.ok_or_else(|| Error::new(field, "too large in the currency of the plan"))
        };
        let rule = self.minimum.as_ref().map_or(Ok(MinimumRule::NONE), Minimum::rule).at("minimum")?;
        let details = self.details(settle, rates.start)?;
        let parts_total: Amount = details.parts.iter().map(|part| part.balance).sum();
        let balance = match self.balance {
            Some(balance) => settle(balance, "balance")?,
            None if !details.parts.is_empty() => parts_total,
            None => return Err(Error::new("balance", "an amount is required")),
        };
        let highest = details.parts.iter().map(|part| part.rate).max();
        let rate = self.apr.map(|Percent(rate)| rate).or(highest);
        let debt = Debt {
            id,
            kind: word(self.kind),
            balance,
            rate: rate.ok_or_else(|| Error::new("apr", "a rate is required"))?,
            promo: self.promo.map(Promo::from),
            minimum: exchange.map_or(rule, |exchange| exchange.minimum(rule)),
            credit_limit: self.credit_limit.map(|limit| settle(limit, "credit_limit")).transpose()?,
            is_priority: self.priority,
            details,
        };
        Ok((debt, currency))
    }

    fn details(&self, settle: Settle<'_>, start: Option<Date>) -> Result<DebtDetails, Error> {
        let mut rate_steps: Vec<RateStep> = Vec::with_capacity(self.apr_from.len());
        for (index, step) in self.apr_from.iter().enumerate() {
            let path = format!("apr_from[{index}].month");
            let (from_month, days_before) = step.month.first_day(start).at(&path)?;
            let is_later = |last: &RateStep| (last.from_month, last.days_before) < (from_month, days_before);
            if !rate_steps.last().is_none_or(is_later) {
                return Err(Error::new(path, "not after the one before"));
            }
            rate_steps.push(RateStep { from_month, days_before, rate: step.apr.0 });
        }
        let part = |(index, part): (usize, &PartInput)| part.part(settle, start).at(format_args!("balances[{index}]"));
        let fees = self.fees.unwrap_or_default();
        Ok(DebtDetails {
            fees: Fees {
                monthly: settle(fees.monthly.unwrap_or_default(), "fees.monthly")?,
                late: settle(fees.late.unwrap_or_default(), "fees.late")?,
                over_limit: settle(fees.over_limit.unwrap_or_default(), "fees.over_limit")?,
            },
            parts: self.balances.iter().enumerate().map(part).collect::<Result<Vec<_>, Error>>()?,
            allocation: word(self.allocation),
            rate_steps,
            rate_basis: word(self.rate_is),
            accrual: Accrual { compounding: word(self.compounding), day_count: word(self.day_count) },
            deferred: self.deferred.map(|deferred| deferred.interest(start)).transpose()?,
            last_month: self.last_month.map(|when| when.month(start)).transpose().at("last_month")?,
            status: self.status(settle)?,
            liability: word(self.liability),
        })
    }

    fn status(&self, settle: Settle<'_>) -> Result<DebtStatus, Error> {
        let status = self.status.unwrap_or(StatusInput::Validated);
        if self.disputed.is_some() && status != StatusInput::Disputed {
            return Err(Error::new("disputed", "only for the status disputed"));
        }
        if self.sold_to.is_some() && status != StatusInput::Sold {
            return Err(Error::new("sold_to", "only for the status sold"));
        }
        Ok(match status {
            StatusInput::Unverified => DebtStatus::Unverified,
            StatusInput::Validated => DebtStatus::Validated,
            StatusInput::Disputed => {
                DebtStatus::Disputed { part: self.disputed.map(|part| settle(part, "disputed")).transpose()? }
            }
            StatusInput::Verified => DebtStatus::Verified,
            StatusInput::Withdrawn => DebtStatus::Withdrawn,
            StatusInput::Sold => DebtStatus::Sold { to: self.sold_to.clone().unwrap_or_default() },
            StatusInput::TimeBarredPerhaps => DebtStatus::TimeBarredPerhaps,
        })
    }
}

impl PartInput {
    fn part(&self, settle: Settle<'_>, start: Option<Date>) -> Result<BalancePart, Error> {
        Ok(BalancePart {
            kind: word(self.kind),
            balance: settle(self.balance, "balance")?,
            rate: self.apr.0,
            promo: self.promo.map(Promo::from),
            deferred: self.deferred.map(|deferred| deferred.interest(start)).transpose()?,
        })
    }
}

impl DeferredInput {
    fn interest(self, start: Option<Date>) -> Result<DeferredInterest, Error> {
        let last_month = self.last_month.month_end(start, "the time to pay ends").at("deferred.last_month")?;
        Ok(DeferredInterest { rate: self.apr.0, last_month })
    }
}

/// What a word stands for; the default if there is none.
fn word<T: Default>(named: Option<Named<T>>) -> T {
    named.map_or_else(T::default, |Named(one)| one)
}
