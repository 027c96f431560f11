//! Changes on the way of a plan, as they are written.

use domain::calendar;
use domain::debt::{DebtId, DeferredInterest, Promo};
use domain::money::Amount;
use domain::plan::{Change, ChangeKind, DebtScope, HORIZON_MONTHS, Price};
use domain::rate::Rate;
use jiff::civil::Date;
use serde::Deserialize;

use super::debts::PromoInput;
use crate::figures::{Day, Minimum, Money, Percent, Points, SignedMoney};
use crate::{At, Error};

/// A month of the plan, by number or by a date within it.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(untagged, expecting = "a month is its number, 1 to 1200, or a date such as \"2026-01-31\"")]
pub(super) enum When {
    /// By number; the first is 1.
    Month(u16),
    /// By date; needs the plan's start.
    Date(Day),
}

impl When {
    /// The month of that number, or the one that a date falls into, which is said of a payment of that month or of what
    /// goes by months.
    pub(super) fn month(self, start: Option<Date>) -> Result<u16, Error> {
        let refused = |reason| Err(Error::new("", reason));
        match self {
            Self::Month(0) => refused("the first month is 1"),
            Self::Month(month) if month > HORIZON_MONTHS => refused("the last month is 1200"),
            Self::Month(month) => Ok(month),
            Self::Date(Day(date)) => match start {
                None => refused(NEEDS_START),
                Some(start) => month_of(start, date).map_or_else(|| refused(NOT_WITHIN), Ok),
            },
        }
    }

    /// A month at whose beginning something happens: a date is its first day.
    pub(super) fn month_begin(self, start: Option<Date>, what: &str) -> Result<u16, Error> {
        let month = self.month(start)?;
        let bounds = |start| month_begin(start, month).zip(month_begin(start, month + 1));
        match (self, start.and_then(bounds)) {
            (Self::Date(Day(date)), Some((begin, next))) if date != begin => {
                let (begin, next) = (calendar::text(begin), calendar::text(next));
                let reason =
                    format!("{what} at the beginning of a month of the plan: say {begin}, {next} or its number");
                Err(Error::new("", reason))
            }
            _ => Ok(month),
        }
    }

    /// A month that is over when something ends: a date is its last day.
    pub(super) fn month_end(self, start: Option<Date>, what: &str) -> Result<u16, Error> {
        let month = self.month(start)?;
        let last = |month| start.and_then(|start| month_begin(start, month)?.yesterday().ok());
        match (self, last(month + 1)) {
            (Self::Date(Day(date)), Some(end)) if date != end => {
                let before = last(month).filter(|_| month > 1).map(|before| calendar::text(before) + ", ");
                let (before, end) = (before.unwrap_or_default(), calendar::text(end));
                let reason = format!("{what} with a month of the plan: say {before}{end} or its number");
                Err(Error::new("", reason))
            }
            _ => Ok(month),
        }
    }

    /// The first day of something that is counted in days: its month, and how many days of that go before it.
    pub(super) fn first_day(self, start: Option<Date>) -> Result<(u16, u16), Error> {
        match (self, start) {
            (Self::Date(Day(date)), Some(start)) => first_day(start, date).ok_or_else(|| Error::new("", NOT_WITHIN)),
            _ => self.month(start).map(|month| (month, 0)),
        }
    }

    /// The last day of something that is counted in days: its month, and how many days of that come after it.
    fn last_day(self, start: Option<Date>) -> Result<(u16, u16), Error> {
        match (self, start) {
            (Self::Date(Day(date)), Some(start)) => last_day(start, date).ok_or_else(|| Error::new("", NOT_WITHIN)),
            _ => self.month(start).map(|month| (month, 0)),
        }
    }
}

const NEEDS_START: &str = "a date needs the start of the plan";
const NOT_WITHIN: &str = "the date is not within the plan";

/// The first day of a month of a plan.
fn month_begin(start: Date, month: u16) -> Option<Date> {
    calendar::plus_months(start, i64::from(month) - 1)
}

/// The month of a plan into which a date falls.
fn month_of(start: Date, date: Date) -> Option<u16> {
    let index = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
    let guess = index(date) - index(start);
    let begun = calendar::plus_months(start, guess.into()).is_some_and(|begin| begin <= date);
    let month = u16::try_from(if begun { guess + 1 } else { guess }).ok()?;
    (1..=HORIZON_MONTHS).contains(&month).then_some(month)
}

/// The month of a plan among whose days a date is, with its first day, which is none of them, and the last. See
/// [`Change`].
fn month_among_days(start: Date, date: Date) -> Option<(u16, Date, Date)> {
    let month = month_of(start, date.yesterday().ok()?)?;
    Some((month, month_begin(start, month)?, month_begin(start, month + 1)?))
}

/// The month and how many of its days go before a date. On the day of the start nothing has begun to gather interest.
fn first_day(start: Date, date: Date) -> Option<(u16, u16)> {
    if date == start {
        return Some((1, 0));
    }
    let (month, begin, _) = month_among_days(start, date)?;
    Some((month, u16::try_from(calendar::days_between(begin, date) - 1).ok()?))
}

/// The month and how many of its days come after a date.
fn last_day(start: Date, date: Date) -> Option<(u16, u16)> {
    let (month, _, end) = month_among_days(start, date)?;
    Some((month, u16::try_from(calendar::days_between(date, end)).ok()?))
}

/// A change as it is written. What changes interest is counted in days; what happens to a debt does so at the beginning
/// of a month, and a payment is one of its month. Where it may go on, `months` says for how many months, or `until` up to and including which
/// one; where a debt need not be named, all of them are meant.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename = "what", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum ChangeInput {
    Extra { month: When, amount: Money },
    ExtraMonthly { month: When, months: Option<u16>, until: Option<When>, amount: Money },
    ExtraYearly { month: When, months: Option<u16>, until: Option<When>, amount: Money },
    PayRise { month: When, months: Option<u16>, until: Option<When>, amount: Money },
    CostEnds { month: When, months: Option<u16>, until: Option<When>, amount: Money },
    CostBegins { month: When, months: Option<u16>, until: Option<When>, amount: Money },
    Budget { month: When, months: Option<u16>, until: Option<When>, amount: Money },
    BudgetStep { month: When, months: Option<u16>, until: Option<When>, amount: SignedMoney },
    Reserve { month: When, months: Option<u16>, until: Option<When>, monthly: Money, target: Money },
    Holiday { month: When, months: Option<u16>, until: Option<When>, debt: Option<String>, with_interest: Option<bool> },
    Freeze { month: When, months: Option<u16>, until: Option<When>, debt: Option<String> },
    Missed { month: When, months: Option<u16>, until: Option<When>, debt: Option<String> },
    RatePoints { month: When, months: Option<u16>, until: Option<When>, debt: Option<String>, points: Points },
    Charge { month: When, months: Option<u16>, until: Option<When>, debt: String, amount: Money },
    Paid { month: When, months: Option<u16>, until: Option<When>, debt: String, amount: Money },
    Balance { month: When, debt: String, amount: Money },
    Minimum { month: When, debt: String, minimum: Minimum },
    Concession(NewTerms),
    Sold(NewTerms),
    Settle(Settlement),
    Consolidate(Move),
    Transfer(Move),
}

/// A concession of the creditor, or the terms of a new owner.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewTerms {
    month: When,
    months: Option<u16>,
    until: Option<When>,
    debt: String,
    apr: Option<Percent>,
    #[serde(default)]
    waive_fees: bool,
    #[serde(default)]
    reage: bool,
    minimum: Option<Minimum>,
    /// The buyer.
    to: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Settlement {
    month: When,
    debt: String,
    amount: Option<Money>,
    share: Option<Percent>,
    instalments: Option<u16>,
    #[serde(default)]
    pays_meanwhile: bool,
}

/// Debts that another takes over.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Move {
    month: When,
    from: Vec<String>,
    to: String,
    most: Option<Money>,
    fee_percent: Option<Percent>,
    fee: Option<Money>,
    term_months: Option<u16>,
    promo: Option<PromoInput>,
    /// Interest that gathers for so many months and falls due unless what moved is paid by then.
    deferred: Option<PromoInput>,
}

/// A debt that another owner takes over. What that changes is told apart from it.
pub(super) struct Sale {
    pub debt: usize,
    pub month: u16,
    pub to: String,
    pub path: String,
}

/// Changes understood.
#[derive(Default)]
pub(super) struct Changes {
    /// Each with the path it came from.
    pub changes: Vec<(Change, String)>,
    /// Debts that are sold among them.
    pub sales: Vec<Sale>,
}

/// What is needed to understand a change.
pub(super) struct Reader<'a> {
    pub start: Option<Date>,
    pub ids: &'a [DebtId],
}

/// How long a change goes on if nothing is said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lasting {
    OneMonth,
    ForGood,
}

/// When a change holds: its first month and its last, and the day in a month on which each begins and ends where it is
/// counted in days.
struct Period {
    months: (u16, u16),
    /// A month with the days before, and a month with the days after.
    days: ((u16, u16), (u16, u16)),
}

impl Period {
    fn change(&self, what: ChangeKind) -> Result<Change, Error> {
        if !what.is_counted_in_days() {
            return Ok(Change::during(self.months.0, self.months.1, what));
        }
        let ((from, days_before), (last, days_after)) = self.days;
        if last < from {
            return Err(Error::new("until", "before the first day"));
        }
        Ok(Change::during(from, last, what).within(days_before, days_after))
    }
}

impl Reader<'_> {
    /// The changes of a list.
    pub(super) fn all(&self, inputs: &[ChangeInput], list: &str) -> Result<Changes, Error> {
        let mut read = Changes::default();
        for (index, input) in inputs.iter().enumerate() {
            let path = format!("{list}[{index}]");
            let period = self.period(input).at(&path)?;
            let whats = self.whats(input).at(&path)?;
            if let ChangeInput::Sold(NewTerms { debt, to: Some(to), .. }) = input {
                let debt = self.place(debt, "debt").at(&path)?;
                read.sales.push(Sale { debt, month: period.months.0, to: to.clone(), path: path.clone() });
            }
            for what in whats {
                read.changes.push((period.change(what).at(&path)?, path.clone()));
            }
        }
        Ok(read)
    }

    /// The place of the debt that a field names.
    pub(super) fn place(&self, id: &str, field: &str) -> Result<usize, Error> {
        let found = self.ids.iter().position(|known| known.as_str() == id);
        found.ok_or_else(|| Error::new(field, "no debt has this id"))
    }

    /// The places of the debts that a list names.
    pub(super) fn places(&self, ids: &[String], list: &str) -> Result<Vec<usize>, Error> {
        let place = |(index, id): (usize, &String)| self.place(id, &format!("{list}[{index}]"));
        ids.iter().enumerate().map(place).collect()
    }

    fn whom(&self, debt: Option<&String>) -> Result<DebtScope, Error> {
        debt.map_or(Ok(DebtScope::All), |id| self.place(id, "debt").map(DebtScope::One))
    }

    /// When a change holds.
    fn period(&self, input: &ChangeInput) -> Result<Period, Error> {
        use ChangeInput as Input;
        use Lasting::{ForGood, OneMonth};
        let (month, months, until, lasting) = match input {
            Input::Extra { month, .. }
            | Input::Balance { month, .. }
            | Input::Minimum { month, .. }
            | Input::Settle(Settlement { month, .. })
            | Input::Consolidate(Move { month, .. })
            | Input::Transfer(Move { month, .. }) => (*month, None, None, OneMonth),
            Input::Holiday { month, months, until, .. }
            | Input::Missed { month, months, until, .. }
            | Input::Charge { month, months, until, .. }
            | Input::Paid { month, months, until, .. } => (*month, *months, *until, OneMonth),
            Input::ExtraMonthly { month, months, until, .. }
            | Input::ExtraYearly { month, months, until, .. }
            | Input::PayRise { month, months, until, .. }
            | Input::CostEnds { month, months, until, .. }
            | Input::CostBegins { month, months, until, .. }
            | Input::Budget { month, months, until, .. }
            | Input::BudgetStep { month, months, until, .. }
            | Input::Reserve { month, months, until, .. }
            | Input::Freeze { month, months, until, .. }
            | Input::RatePoints { month, months, until, .. }
            | Input::Concession(NewTerms { month, months, until, .. })
            | Input::Sold(NewTerms { month, months, until, .. }) => (*month, *months, *until, ForGood),
        };
        match (months, until) {
            (Some(_), Some(_)) => return Err(Error::new("until", "either months or until")),
            (Some(0), None) => return Err(Error::new("months", "at least one month")),
            _ => {}
        }
        if let (When::Date(first), Some(When::Date(last))) = (month, until)
            && last.0 < first.0
        {
            return Err(Error::new("until", "before the first day"));
        }
        let start = self.start;
        let from = match input {
            Input::Holiday { .. } => month.month_begin(start, "a holiday begins"),
            Input::Charge { .. } => month.month_begin(start, "what is charged is owed"),
            Input::Balance { .. } => month.month_begin(start, "a balance is what is owed"),
            Input::Consolidate(_) | Input::Transfer(_) => month.month_begin(start, "what is owed moves"),
            _ => month.month(start),
        };
        let from = from.at("month")?;
        let last = match (months, until) {
            (Some(months), _) => from.saturating_add(months - 1),
            (None, Some(until)) if matches!(input, Input::Holiday { .. }) => {
                until.month_end(start, "a holiday ends").at("until")?
            }
            (None, Some(until)) => until.month(start).at("until")?,
            (None, None) if lasting == ForGood => HORIZON_MONTHS.max(from),
            (None, None) => from,
        };
        if last < from {
            return Err(Error::new("until", "before the first month"));
        }
        if !matches!(input, Input::Freeze { .. } | Input::RatePoints { .. } | Input::Concession(_) | Input::Sold(_)) {
            return Ok(Period { months: (from, last), days: ((from, 0), (last, 0)) });
        }
        let first_day = month.first_day(start).at("month")?;
        let last_day = match (month, months, until) {
            // So many months from a date are over on the day before the date so many months later.
            (When::Date(Day(date)), Some(months), _) => {
                let end = calendar::plus_months(date, months.into()).and_then(|end| end.yesterday().ok());
                let end = start.zip(end).and_then(|(start, end)| last_day(start, end));
                end.unwrap_or((HORIZON_MONTHS, 0))
            }
            (_, None, Some(until)) => until.last_day(start).at("until")?,
            _ => (last, 0),
        };
        Ok(Period { months: (from, last), days: (first_day, last_day) })
    }

    fn whats(&self, input: &ChangeInput) -> Result<Vec<ChangeKind>, Error> {
        use ChangeInput as Input;
        let one = |id: &str| self.place(id, "debt");
        Ok(vec![match input {
            Input::Extra { amount, .. }
            | Input::ExtraMonthly { amount, .. }
            | Input::PayRise { amount, .. }
            | Input::CostEnds { amount, .. } => ChangeKind::Budget { delta: amount.amount() },
            Input::CostBegins { amount, .. } => {
                ChangeKind::Budget { delta: Amount::ZERO.saturating_sub(amount.amount()) }
            }
            Input::BudgetStep { amount, .. } => ChangeKind::Budget { delta: amount.amount() },
            Input::ExtraYearly { amount, .. } => ChangeKind::BudgetYearly { delta: amount.amount() },
            Input::Budget { amount, .. } => ChangeKind::BudgetIs { amount: amount.amount() },
            Input::Reserve { monthly, target, .. } => {
                ChangeKind::Reserve { monthly: monthly.amount(), target: target.amount() }
            }
            Input::Holiday { debt, with_interest, .. } => {
                ChangeKind::Holiday { whom: self.whom(debt.as_ref())?, with_interest: with_interest.unwrap_or(true) }
            }
            Input::Freeze { debt, .. } => ChangeKind::Freeze { whom: self.whom(debt.as_ref())? },
            Input::Missed { debt, .. } => ChangeKind::Missed { whom: self.whom(debt.as_ref())? },
            Input::RatePoints { debt, points: Points(millionths), .. } => {
                ChangeKind::RatePoints { whom: self.whom(debt.as_ref())?, millionths: *millionths }
            }
            Input::Minimum { debt, minimum, .. } => {
                ChangeKind::MinimumIs { debt: one(debt)?, rule: minimum.rule().at("minimum")? }
            }
            Input::Charge { debt, amount, .. } => ChangeKind::Charge { debt: one(debt)?, amount: amount.amount() },
            Input::Paid { debt, amount, .. } => ChangeKind::Paid { debt: one(debt)?, amount: amount.amount() },
            Input::Balance { debt, amount, .. } => ChangeKind::BalanceIs { debt: one(debt)?, amount: amount.amount() },
            Input::Concession(terms) => {
                let whats = terms.whats(one(&terms.debt)?)?;
                if terms.to.is_some() {
                    return Err(Error::new("to", "does not belong to concession"));
                }
                if whats.is_empty() {
                    return Err(Error::new("", "a concession has apr, waive_fees, reage or minimum"));
                }
                return Ok(whats);
            }
            Input::Sold(terms) => {
                let whats = terms.whats(one(&terms.debt)?)?;
                match &terms.to {
                    None if whats.is_empty() => {
                        let reason = "a sale has to, or new terms: apr, waive_fees, reage or minimum";
                        return Err(Error::new("", reason));
                    }
                    Some(to) if to.trim().is_empty() => return Err(Error::new("to", "the buyer has a name")),
                    _ => return Ok(whats),
                }
            }
            Input::Settle(settlement) => settlement.what(one(&settlement.debt)?)?,
            Input::Consolidate(input) | Input::Transfer(input) => input.what(self)?,
        }])
    }
}

impl NewTerms {
    fn whats(&self, debt: usize) -> Result<Vec<ChangeKind>, Error> {
        let rate = self.apr.map(|Percent(rate)| ChangeKind::RateIs { debt, rate });
        let waive = self.waive_fees.then_some(ChangeKind::WaiveFees { whom: DebtScope::One(debt) });
        let reage = self.reage.then_some(ChangeKind::Reage { debt });
        let rule = self.minimum.as_ref().map(Minimum::rule).transpose().at("minimum")?;
        let minimum = rule.map(|rule| ChangeKind::MinimumIs { debt, rule });
        Ok([rate, waive, reage, minimum].into_iter().flatten().collect())
    }
}

impl Settlement {
    fn what(&self, debt: usize) -> Result<ChangeKind, Error> {
        let price = match (self.share, self.amount) {
            (Some(_), Some(_)) => return Err(Error::new("share", "either share or amount")),
            (Some(Percent(share)), None) if share.millionths() > 100 * Rate::MILLIONTHS_PER_PERCENT => {
                return Err(Error::new("share", "at most 100 percent"));
            }
            (Some(Percent(share)), None) => Price::Share(share),
            (None, Some(amount)) => Price::Amount(amount.amount()),
            (None, None) => return Err(Error::new("amount", "settle needs this field, or share")),
        };
        let instalments = self.instalments.unwrap_or(1);
        if instalments == 0 {
            return Err(Error::new("instalments", "at least one"));
        }
        Ok(ChangeKind::Settle { debt, price, instalments, pays_meanwhile: self.pays_meanwhile })
    }
}

impl Move {
    fn what(&self, reader: &Reader<'_>) -> Result<ChangeKind, Error> {
        let (from, to) = (reader.places(&self.from, "from")?, reader.place(&self.to, "to")?);
        if let Some(index) = from.iter().position(|from| *from == to) {
            return Err(Error::new(format!("from[{index}]"), "nothing moves to where it is"));
        }
        let counted = |months: u16, field: &str| {
            let is_possible = (1..=HORIZON_MONTHS).contains(&months);
            if is_possible { Ok(months) } else { Err(Error::new(field, "1 to 1200 months")) }
        };
        let promo = self
            .promo
            .map(|promo| counted(promo.months, "promo.months").map(|months| Promo { rate: promo.apr.0, months }));
        let deferred = self.deferred.map(|deferred| {
            let last_month = counted(deferred.months, "deferred.months");
            last_month.map(|last_month| DeferredInterest { rate: deferred.apr.0, last_month })
        });
        Ok(ChangeKind::Move {
            from,
            to,
            most: self.most.map(Money::amount),
            fee_percent: self.fee_percent.map_or(Rate::ZERO, |Percent(rate)| rate),
            fee: self.fee.unwrap_or_default().amount(),
            term_months: self.term_months.map(|months| counted(months, "term_months")).transpose()?,
            promo: promo.transpose()?,
            deferred: deferred.transpose()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_fall_into_months() {
        let start = date(2026, 1, 15);
        for (day, month) in [
            (date(2026, 1, 15), Some(1)),
            (date(2026, 2, 14), Some(1)),
            (date(2026, 2, 15), Some(2)),
            (date(2027, 1, 14), Some(12)),
            (date(2027, 1, 15), Some(13)),
            (date(2026, 1, 14), None),
            (date(2126, 1, 15), None),
        ] {
            assert_eq!(month_of(start, day), month, "{day}");
        }
    }
}
