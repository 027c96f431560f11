//! Debts, as they are written.

use domain::debt::{
    Accrual, Allocation, BalancePart, Compounding, DayCount, Debt, DebtDetails, DebtId, DebtKind, DebtStatus,
    DeferredInterest, Exchange, Fees, Liability, MinimumRule, PartKind, Promo, RateStep,
};
use domain::money::{Amount, Currency};
use domain::plan::{Change, What};
use jiff::civil::Date;
use serde::Deserialize;

use super::changes::When;
use crate::Refusal;
use crate::input::{self, Minimum};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DebtInput {
    id: String,
    kind: Option<String>,
    /// If it is not that of the plan, `exchange` has a rate for it.
    currency: Option<String>,
    /// May be left out if `balances` says what is owed.
    balance: Option<String>,
    /// The same.
    apr: Option<String>,
    promo: Option<PromoInput>,
    /// Nothing is due each month if there is none.
    minimum: Option<Minimum>,
    credit_limit: Option<String>,
    #[serde(default)]
    priority: bool,
    fees: Option<FeesInput>,
    #[serde(default)]
    balances: Vec<PartInput>,
    allocation: Option<String>,
    #[serde(default)]
    apr_from: Vec<RateStepInput>,
    compounding: Option<String>,
    day_count: Option<String>,
    deferred: Option<DeferredInput>,
    last_month: Option<When>,
    status: Option<String>,
    /// The part in dispute, for the status `disputed`.
    disputed: Option<String>,
    /// The new owner, for the status `sold`.
    sold_to: Option<String>,
    liability: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PromoInput {
    pub apr: String,
    pub months: u16,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FeesInput {
    monthly: Option<String>,
    late: Option<String>,
    over_limit: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartInput {
    kind: Option<String>,
    balance: String,
    apr: String,
    promo: Option<PromoInput>,
    deferred: Option<DeferredInput>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RateStepInput {
    month: When,
    apr: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeferredInput {
    apr: String,
    last_month: When,
}

/// The worth of another currency from a month on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExchangeInput {
    currency: String,
    /// What one major unit of it is worth in the plan's currency.
    rate: String,
    month: Option<When>,
}

/// Rates the client entered, by month.
pub(super) struct Rates {
    plan: Currency,
    start: Option<Date>,
    rates: Vec<(u16, Exchange, String)>,
}

impl Rates {
    pub(super) fn read(inputs: &[ExchangeInput], plan: Currency, start: Option<Date>) -> Result<Self, Refusal> {
        let mut rates = Vec::with_capacity(inputs.len());
        for (index, input) in inputs.iter().enumerate() {
            let path = format!("exchange[{index}]");
            let from = Currency::from_code(&input.currency)
                .ok_or_else(|| Refusal::new(format!("{path}.currency"), "not a currency of ISO 4217"))?;
            let rate_path = format!("{path}.rate");
            let exchange = billionths(&input.rate).and_then(|rate| Exchange::new(from, plan, rate));
            let exchange = exchange.ok_or_else(|| {
                Refusal::new(rate_path, "a rate of exchange is above zero, with at most nine digits after the point")
            })?;
            let month = match &input.month {
                None => 1,
                Some(when) => when.month(start, &format!("{path}.month"))?,
            };
            rates.push((month, exchange, path));
        }
        rates.sort_by_key(|(month, ..)| *month);
        Ok(Self { plan, start, rates })
    }

    /// The rate of the first month, for a debt.
    fn first(&self, currency: Currency, path: &str) -> Result<Exchange, Refusal> {
        let of_currency = |rate: &&(u16, Exchange, String)| rate.0 <= 1 && rate.1.from() == currency;
        self.rates.iter().rfind(of_currency).map(|(_, exchange, _)| *exchange).ok_or_else(|| {
            Refusal::new(path, "differs from the currency of the plan, and there is no rate for its first month")
        })
    }

    /// What later rates do to a debt.
    pub(super) fn changes(&self, place: usize, currency: Currency) -> Vec<(Change, String)> {
        let mut changes = Vec::new();
        let mut before: Option<Exchange> = None;
        for (month, exchange, path) in self.rates.iter().filter(|(_, exchange, _)| exchange.from() == currency) {
            if let Some(before) = before.filter(|_| *month > 1) {
                let (numerator, denominator) = (exchange.billionths(), before.billionths());
                let what = What::Revalue { debt: place, numerator, denominator };
                changes.push((Change::once(*month, what), path.clone()));
            }
            before = Some(*exchange);
        }
        changes
    }
}

fn billionths(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || fraction.len() > 9 || whole.len() > 10 {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let fraction: i64 = format!("{fraction:0<9}").parse().ok()?;
    whole.checked_mul(Exchange::BILLIONTHS)?.checked_add(fraction)
}

/// A debt with the currency it is owed in.
pub(super) struct DebtRead {
    pub debt: Debt,
    pub currency: Currency,
}

impl DebtInput {
    pub(super) fn read(&self, rates: &Rates, path: &str) -> Result<DebtRead, Refusal> {
        let at = |field: &str| format!("{path}.{field}");
        let id = DebtId::new(&self.id)
            .ok_or_else(|| Refusal::new(at("id"), format!("an id is 1 to {} printable bytes", DebtId::LENGTH_MAX)))?;
        let (currency, exchange) = match self.currency.as_deref() {
            None => (rates.plan, None),
            Some(code) if code == rates.plan.code() => (rates.plan, None),
            Some(code) => {
                let other = Currency::from_code(code)
                    .ok_or_else(|| Refusal::new(at("currency"), "not a currency of ISO 4217, such as \"USD\""))?;
                (other, Some(rates.first(other, &at("currency"))?))
            }
        };
        let money = Money { currency, exchange };
        let minimum = match &self.minimum {
            None => MinimumRule::NONE,
            Some(minimum) => money.minimum(minimum.rule(currency, &at("minimum"))?, &at("minimum"))?,
        };
        let details = self.details(&money, rates, path)?;
        let parts_total: Amount = details.parts.iter().map(|part| part.balance).sum();
        let balance = match &self.balance {
            Some(text) => money.amount(text, || at("balance"))?,
            None if details.parts.is_empty() => return Err(Refusal::new(at("balance"), "an amount is required")),
            None => parts_total,
        };
        if !details.parts.is_empty() && parts_total != balance {
            return Err(Refusal::new(at("balances"), "the balances do not add up to the balance"));
        }
        let rate = match &self.apr {
            Some(text) => input::rate(text, || at("apr"))?,
            None if details.parts.is_empty() => return Err(Refusal::new(at("apr"), "a rate is required")),
            None => details.parts.iter().map(|part| part.rate).max().unwrap_or_default(),
        };
        let limit = self.credit_limit.as_deref().map(|text| money.amount(text, || at("credit_limit")));
        let debt = Debt {
            id,
            kind: named(self.kind.as_deref(), "kind", &DebtKind::ALL, DebtKind::id, path)?,
            balance,
            rate,
            promo: promo(self.promo.as_ref(), path)?,
            minimum,
            credit_limit: limit.transpose()?,
            is_priority: self.priority,
            details,
        };
        Ok(DebtRead { debt, currency })
    }

    fn details(&self, money: &Money, rates: &Rates, path: &str) -> Result<DebtDetails, Refusal> {
        let at = |field: &str| format!("{path}.{field}");
        let fee = |text: &Option<String>, field: &str| match text {
            None => Ok(Amount::ZERO),
            Some(text) => money.amount(text, || at(&format!("fees.{field}"))),
        };
        let fees = match &self.fees {
            None => Fees::NONE,
            Some(fees) => Fees {
                monthly: fee(&fees.monthly, "monthly")?,
                late: fee(&fees.late, "late")?,
                over_limit: fee(&fees.over_limit, "over_limit")?,
            },
        };
        let part = |(index, part): (usize, &PartInput)| {
            let path = format!("{path}.balances[{index}]");
            Ok(BalancePart {
                kind: named(part.kind.as_deref(), "kind", &PartKind::ALL, PartKind::id, &path)?,
                balance: money.amount(&part.balance, || format!("{path}.balance"))?,
                rate: input::rate(&part.apr, || format!("{path}.apr"))?,
                promo: promo(part.promo.as_ref(), &path)?,
                deferred: deferred(part.deferred.as_ref(), rates.start, &path)?,
            })
        };
        let mut rate_steps: Vec<RateStep> = Vec::with_capacity(self.apr_from.len());
        for (index, step) in self.apr_from.iter().enumerate() {
            let path = format!("{path}.apr_from[{index}]");
            let from_month = step.month.month(rates.start, &format!("{path}.month"))?;
            if rate_steps.last().is_some_and(|last| last.from_month >= from_month) {
                return Err(Refusal::new(format!("{path}.month"), "not after the month before"));
            }
            rate_steps.push(RateStep { from_month, rate: input::rate(&step.apr, || format!("{path}.apr"))? });
        }
        let last_month = match &self.last_month {
            None => None,
            Some(when) => Some(when.month(rates.start, &at("last_month"))?),
        };
        let day_count = named(self.day_count.as_deref(), "day_count", &DayCount::ALL, DayCount::id, path)?;
        if day_count != DayCount::Thirty360 && rates.start.is_none() {
            return Err(Refusal::new(at("day_count"), "actual days need the start of the plan"));
        }
        Ok(DebtDetails {
            fees,
            parts: self.balances.iter().enumerate().map(part).collect::<Result<Vec<_>, Refusal>>()?,
            allocation: named(self.allocation.as_deref(), "allocation", &Allocation::ALL, Allocation::id, path)?,
            rate_steps,
            accrual: Accrual {
                compounding: named(
                    self.compounding.as_deref(),
                    "compounding",
                    &Compounding::ALL,
                    Compounding::id,
                    path,
                )?,
                day_count,
            },
            deferred: deferred(self.deferred.as_ref(), rates.start, path)?,
            last_month,
            status: self.status(money, path)?,
            liability: named(self.liability.as_deref(), "liability", &Liability::ALL, Liability::id, path)?,
        })
    }

    fn status(&self, money: &Money, path: &str) -> Result<DebtStatus, Refusal> {
        let at = |field: &str| format!("{path}.{field}");
        let status = match self.status.as_deref() {
            Some("unverified") => DebtStatus::Unverified,
            None | Some("validated") => DebtStatus::Validated,
            Some("disputed") => {
                let part = self.disputed.as_deref().map(|text| money.amount(text, || at("disputed")));
                DebtStatus::Disputed { part: part.transpose()? }
            }
            Some("verified") => DebtStatus::Verified,
            Some("withdrawn") => DebtStatus::Withdrawn,
            Some("sold") => DebtStatus::Sold { to: self.sold_to.clone().unwrap_or_default() },
            Some("time_barred_perhaps") => DebtStatus::TimeBarredPerhaps,
            Some(_) => {
                let known = "unverified, validated, disputed, verified, withdrawn, sold, time_barred_perhaps";
                return Err(Refusal::new(at("status"), format!("one of {known}")));
            }
        };
        if self.disputed.is_some() && !matches!(status, DebtStatus::Disputed { .. }) {
            return Err(Refusal::new(at("disputed"), "only for the status disputed"));
        }
        if self.sold_to.is_some() && !matches!(status, DebtStatus::Sold { .. }) {
            return Err(Refusal::new(at("sold_to"), "only for the status sold"));
        }
        Ok(status)
    }
}

/// Amounts of a debt, put into the currency of the plan.
struct Money {
    currency: Currency,
    exchange: Option<Exchange>,
}

impl Money {
    fn amount(&self, text: &str, path: impl Fn() -> String) -> Result<Amount, Refusal> {
        let amount = input::amount(text, self.currency, &path)?;
        self.converted(amount, &path())
    }

    fn converted(&self, amount: Amount, path: &str) -> Result<Amount, Refusal> {
        let Some(exchange) = self.exchange else { return Ok(amount) };
        let converted = exchange.convert(amount).filter(|amount| *amount <= domain::money::AMOUNT_INPUT_MAX);
        converted.ok_or_else(|| Refusal::new(path, "too large in the currency of the plan"))
    }

    fn minimum(&self, rule: MinimumRule, path: &str) -> Result<MinimumRule, Refusal> {
        use domain::debt::PrincipalFloor;
        Ok(match rule {
            MinimumRule::Fixed(amount) => MinimumRule::Fixed(self.converted(amount, path)?),
            MinimumRule::InterestPlus(amount) => MinimumRule::InterestPlus(self.converted(amount, path)?),
            MinimumRule::PercentOf { percent, floor, of } => {
                MinimumRule::PercentOf { percent, floor: self.converted(floor, path)?, of }
            }
            MinimumRule::InterestPlusPercent { percent, floor } => MinimumRule::InterestPlusPercent {
                percent,
                floor: match floor {
                    PrincipalFloor::Whole(amount) => PrincipalFloor::Whole(self.converted(amount, path)?),
                    PrincipalFloor::Principal(amount) => PrincipalFloor::Principal(self.converted(amount, path)?),
                },
            },
        })
    }
}

fn promo(input: Option<&PromoInput>, path: &str) -> Result<Option<Promo>, Refusal> {
    let read = |promo: &PromoInput| {
        Ok(Promo { rate: input::rate(&promo.apr, || format!("{path}.promo.apr"))?, months: promo.months })
    };
    input.map(read).transpose()
}

fn deferred(
    input: Option<&DeferredInput>,
    start: Option<Date>,
    path: &str,
) -> Result<Option<DeferredInterest>, Refusal> {
    let read = |deferred: &DeferredInput| {
        Ok(DeferredInterest {
            rate: input::rate(&deferred.apr, || format!("{path}.deferred.apr"))?,
            last_month: deferred.last_month.month(start, &format!("{path}.deferred.last_month"))?,
        })
    };
    input.map(read).transpose()
}

/// A word that names one of several things; the default if there is none.
pub(super) fn named<T: Copy + Default, const N: usize>(
    word: Option<&str>,
    field: &str,
    all: &[T; N],
    id: fn(T) -> &'static str,
    path: &str,
) -> Result<T, Refusal> {
    let Some(word) = word else { return Ok(T::default()) };
    all.iter().copied().find(|one| id(*one) == word).ok_or_else(|| {
        let known = all.map(id).join(", ");
        let at = if path.is_empty() { field.to_owned() } else { format!("{path}.{field}") };
        Refusal::new(at, format!("one of {known}"))
    })
}
