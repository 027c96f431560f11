//! Changes on the way of a plan, as they are written.

use domain::debt::{DebtId, DeferredInterest, Promo};
use domain::money::{Amount, Currency};
use domain::plan::{Change, HORIZON_MONTHS, Price, What, Whom};
use domain::rate::Rate;
use jiff::civil::Date;
use serde::Deserialize;

use super::debts::PromoInput;
use crate::Refusal;
use crate::input::{self, Minimum};

/// A month of the plan, by number or by a date within it.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum When {
    /// By number; the first is 1.
    Month(u16),
    /// By date; needs the plan's start.
    Date(String),
}

impl When {
    pub(super) fn month(&self, start: Option<Date>, path: &str) -> Result<u16, Refusal> {
        let refusal = |reason: &str| Refusal::new(path, reason);
        match self {
            Self::Month(0) => Err(refusal("the first month is 1")),
            Self::Month(month) if *month > HORIZON_MONTHS => Err(refusal("the last month is 1200")),
            Self::Month(month) => Ok(*month),
            Self::Date(text) => {
                let start = start.ok_or_else(|| refusal("a date needs the start of the plan"))?;
                let date: Date = text.parse().map_err(|_| refusal("a date is written as \"2026-01-31\""))?;
                month_of(start, date).ok_or_else(|| refusal("the date is not within the plan"))
            }
        }
    }
}

/// The month of a plan into which a date falls.
fn month_of(start: Date, date: Date) -> Option<u16> {
    use jiff::ToSpan;
    let index = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
    let guess = index(date) - index(start);
    let begun = start.checked_add(guess.months()).is_ok_and(|begin| begin <= date);
    let month = u16::try_from(if begun { guess + 1 } else { guess }).ok()?;
    (1..=HORIZON_MONTHS).contains(&month).then_some(month)
}

/// A change as it is written: which fields belong to it depends on `what`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeInput {
    what: String,
    month: When,
    /// For how many months.
    months: Option<u16>,
    /// Up to and including this month.
    until: Option<When>,
    debt: Option<String>,
    amount: Option<String>,
    monthly: Option<String>,
    target: Option<String>,
    with_interest: Option<bool>,
    apr: Option<String>,
    points: Option<String>,
    waive_fees: Option<bool>,
    reage: Option<bool>,
    minimum: Option<Minimum>,
    share: Option<String>,
    instalments: Option<u16>,
    pays_meanwhile: Option<bool>,
    from: Option<Vec<String>>,
    to: Option<String>,
    most: Option<String>,
    fee_percent: Option<String>,
    fee: Option<String>,
    term_months: Option<u16>,
    promo: Option<PromoInput>,
    /// Interest that gathers for so many months and falls due unless what moved is paid by then.
    deferred: Option<PromoInput>,
}

/// A debt that another takes over. What that changes is told apart from it.
pub(super) struct Sale {
    pub debt: usize,
    pub month: u16,
    pub to: String,
    pub path: String,
}

/// All names of `what`.
const NAMES: &str = "extra, extra_monthly, extra_yearly, budget, budget_step, pay_rise, cost_ends, cost_begins, reserve, \
                     holiday, freeze, concession, rate_points, minimum, missed, charge, settle, consolidate, transfer, \
                     sold, paid, balance";

/// What is needed to understand a change.
pub(super) struct Reader<'a> {
    pub currency: Currency,
    pub start: Option<Date>,
    pub ids: &'a [DebtId],
}

impl Reader<'_> {
    /// The changes of a document, and for each of them the path it came from.
    pub(super) fn all(&self, inputs: &[ChangeInput], field: &str) -> Result<Vec<(Change, String)>, Refusal> {
        let mut changes = Vec::new();
        for (index, input) in inputs.iter().enumerate() {
            let path = format!("{field}[{index}]");
            changes.extend(self.one(input, &path)?.into_iter().map(|change| (change, path.clone())));
        }
        Ok(changes)
    }

    /// The buyers that changes name.
    pub(super) fn sales(&self, inputs: &[ChangeInput], field: &str) -> Result<Vec<Sale>, Refusal> {
        let mut sales = Vec::new();
        for (index, input) in inputs.iter().enumerate().filter(|(_, input)| input.what == "sold") {
            let path = format!("{field}[{index}]");
            let (Some(to), Some(debt)) = (&input.to, &input.debt) else { continue };
            let debt = self.place(debt, &format!("{path}.debt"))?;
            let month = input.month.month(self.start, &format!("{path}.month"))?;
            sales.push(Sale { debt, month, to: to.clone(), path });
        }
        Ok(sales)
    }

    pub(super) fn place(&self, id: &str, path: &str) -> Result<usize, Refusal> {
        let found = self.ids.iter().position(|known| known.as_str() == id);
        found.ok_or_else(|| Refusal::new(path, "no debt has this id"))
    }

    pub(super) fn places(&self, ids: &[String], field: &str) -> Result<Vec<usize>, Refusal> {
        let place = |(index, id): (usize, &String)| self.place(id, &format!("{field}[{index}]"));
        ids.iter().enumerate().map(place).collect()
    }

    fn one(&self, input: &ChangeInput, path: &str) -> Result<Vec<Change>, Refusal> {
        let mut fields = Fields { input: input.clone(), path, reader: self };
        let from = fields.input.month.month(self.start, &format!("{path}.month"))?;
        let (what, lasting) = fields.what()?;
        let last = fields.last(from, lasting)?;
        let changes: Vec<Change> = what.into_iter().map(|what| Change::during(from, last, what)).collect();
        fields.nothing_left()?;
        Ok(changes)
    }
}

/// The fields of one change; each is taken by what it belongs to.
struct Fields<'a> {
    input: ChangeInput,
    path: &'a str,
    reader: &'a Reader<'a>,
}

/// How long a change goes on if nothing is said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lasting {
    /// It happens once, whatever is said.
    Once,
    /// One month, or as said.
    Month,
    /// For good, or as said.
    ForGood,
}

impl Fields<'_> {
    fn at(&self, field: &str) -> String {
        format!("{}.{field}", self.path)
    }

    fn missing(&self, field: &str) -> Refusal {
        Refusal::new(self.at(field), format!("{} needs this field", self.input.what))
    }

    fn money(&self, text: Option<String>, field: &str) -> Result<Amount, Refusal> {
        let text = text.ok_or_else(|| self.missing(field))?;
        input::amount(&text, self.reader.currency, || self.at(field))
    }

    fn money_or_nothing(&self, text: Option<String>, field: &str) -> Result<Amount, Refusal> {
        if text.is_none() { Ok(Amount::ZERO) } else { self.money(text, field) }
    }

    fn amount(&mut self) -> Result<Amount, Refusal> {
        let text = self.input.amount.take();
        self.money(text, "amount")
    }

    /// An amount that may be below zero.
    fn signed(&mut self) -> Result<Amount, Refusal> {
        let text = self.input.amount.take().ok_or_else(|| self.missing("amount"))?;
        match text.strip_prefix('-') {
            Some(size) => Ok(Amount::ZERO.saturating_sub(self.money(Some(size.to_owned()), "amount")?)),
            None => self.money(Some(text), "amount"),
        }
    }

    /// A number of months of which there is at least one.
    fn counted(&self, months: u16, field: &str) -> Result<u16, Refusal> {
        let is_possible = (1..=HORIZON_MONTHS).contains(&months);
        is_possible.then_some(months).ok_or_else(|| Refusal::new(self.at(field), "1 to 1200 months"))
    }

    fn rate(&self, text: &str, field: &str) -> Result<Rate, Refusal> {
        input::rate(text, || self.at(field))
    }

    fn debt(&mut self) -> Result<usize, Refusal> {
        let id = self.input.debt.take().ok_or_else(|| self.missing("debt"))?;
        self.reader.place(&id, &self.at("debt"))
    }

    /// One debt, or all if none is named.
    fn whom(&mut self) -> Result<Whom, Refusal> {
        if self.input.debt.is_none() { Ok(Whom::All) } else { self.debt().map(Whom::One) }
    }

    fn what(&mut self) -> Result<(Vec<What>, Lasting), Refusal> {
        let one = |what: What, lasting: Lasting| Ok((vec![what], lasting));
        let name = self.input.what.clone();
        match name.as_str() {
            "extra" => one(What::Budget { delta: self.amount()? }, Lasting::Once),
            "extra_monthly" | "pay_rise" | "cost_ends" => one(What::Budget { delta: self.amount()? }, Lasting::ForGood),
            "cost_begins" => one(What::Budget { delta: Amount::ZERO.saturating_sub(self.amount()?) }, Lasting::ForGood),
            "budget_step" => one(What::Budget { delta: self.signed()? }, Lasting::ForGood),
            "extra_yearly" => one(What::BudgetYearly { delta: self.amount()? }, Lasting::ForGood),
            "budget" => one(What::BudgetIs { amount: self.amount()? }, Lasting::ForGood),
            "reserve" => {
                let (monthly, target) = (self.input.monthly.take(), self.input.target.take());
                let (monthly, target) = (self.money(monthly, "monthly")?, self.money(target, "target")?);
                one(What::Reserve { monthly, target }, Lasting::ForGood)
            }
            "holiday" => {
                let with_interest = self.input.with_interest.take().unwrap_or(true);
                one(What::Holiday { whom: self.whom()?, with_interest }, Lasting::Month)
            }
            "freeze" => one(What::Freeze { whom: self.whom()? }, Lasting::ForGood),
            "missed" => one(What::Missed { whom: self.whom()? }, Lasting::Month),
            "rate_points" => self.rate_points(),
            "concession" | "sold" => self.new_terms(),
            "minimum" => {
                let rule = self.input.minimum.take().ok_or_else(|| self.missing("minimum"))?;
                let rule = rule.rule(self.reader.currency, &self.at("minimum"))?;
                one(What::MinimumIs { debt: self.debt()?, rule }, Lasting::Once)
            }
            "charge" => one(What::Charge { debt: self.debt()?, amount: self.amount()? }, Lasting::Month),
            "paid" => one(What::Paid { debt: self.debt()?, amount: self.amount()? }, Lasting::Month),
            "balance" => one(What::BalanceIs { debt: self.debt()?, amount: self.amount()? }, Lasting::Once),
            "settle" => self.settle(),
            "consolidate" | "transfer" => self.moving(),
            _ => Err(Refusal::new(self.at("what"), format!("a change is one of {NAMES}"))),
        }
    }

    fn rate_points(&mut self) -> Result<(Vec<What>, Lasting), Refusal> {
        let text = self.input.points.take().ok_or_else(|| self.missing("points"))?;
        let (sign, size) = text.strip_prefix('-').map_or((1, text.as_str()), |size| (-1, size));
        let millionths = sign * self.rate(size, "points")?.millionths();
        Ok((vec![What::RatePoints { whom: self.whom()?, millionths }], Lasting::ForGood))
    }

    /// A concession of the creditor, or the terms of a new owner.
    fn new_terms(&mut self) -> Result<(Vec<What>, Lasting), Refusal> {
        let debt = self.debt()?;
        let mut whats = Vec::new();
        if let Some(text) = self.input.apr.take() {
            whats.push(What::RateIs { debt, rate: self.rate(&text, "apr")? });
        }
        if self.input.waive_fees.take() == Some(true) {
            whats.push(What::WaiveFees { whom: Whom::One(debt) });
        }
        if self.input.reage.take() == Some(true) {
            whats.push(What::Reage { debt });
        }
        if let Some(rule) = self.input.minimum.take() {
            whats.push(What::MinimumIs { debt, rule: rule.rule(self.reader.currency, &self.at("minimum"))? });
        }
        if self.input.what == "concession" {
            if whats.is_empty() {
                return Err(Refusal::new(self.path, "a concession has apr, waive_fees, reage or minimum"));
            }
            return Ok((whats, Lasting::ForGood));
        }
        match self.input.to.take() {
            None if whats.is_empty() => {
                Err(Refusal::new(self.path, "a sale has to, or new terms: apr, waive_fees, reage or minimum"))
            }
            Some(to) if to.trim().is_empty() => Err(Refusal::new(self.at("to"), "the buyer has a name")),
            _ => Ok((whats, Lasting::ForGood)),
        }
    }

    fn settle(&mut self) -> Result<(Vec<What>, Lasting), Refusal> {
        let debt = self.debt()?;
        let price = match (self.input.share.take(), self.input.amount.is_some()) {
            (Some(_), true) => return Err(Refusal::new(self.at("share"), "either share or amount")),
            (Some(share), false) => {
                let share = self.rate(&share, "share")?;
                if share.millionths() > 100 * Rate::MILLIONTHS_PER_PERCENT {
                    return Err(Refusal::new(self.at("share"), "at most 100 percent"));
                }
                Price::Share(share)
            }
            (None, _) => Price::Amount(self.amount()?),
        };
        let instalments = self.input.instalments.take().unwrap_or(1);
        if instalments == 0 {
            return Err(Refusal::new(self.at("instalments"), "at least one"));
        }
        let pays_meanwhile = self.input.pays_meanwhile.take().unwrap_or(false);
        Ok((vec![What::Settle { debt, price, instalments, pays_meanwhile }], Lasting::Once))
    }

    fn moving(&mut self) -> Result<(Vec<What>, Lasting), Refusal> {
        let ids = self.input.from.take().ok_or_else(|| self.missing("from"))?;
        let place = |(index, id): (usize, &String)| self.reader.place(id, &format!("{}.from[{index}]", self.path));
        let from = ids.iter().enumerate().map(place).collect::<Result<Vec<_>, _>>()?;
        let to = self.input.to.take().ok_or_else(|| self.missing("to"))?;
        let to = self.reader.place(&to, &self.at("to"))?;
        if let Some(index) = from.iter().position(|from| *from == to) {
            return Err(Refusal::new(self.at(&format!("from[{index}]")), "nothing moves to where it is"));
        }
        let most = match self.input.most.take() {
            None => None,
            text => Some(self.money(text, "most")?),
        };
        let fee_percent = match self.input.fee_percent.take() {
            None => Rate::ZERO,
            Some(text) => self.rate(&text, "fee_percent")?,
        };
        let fee = self.input.fee.take();
        let fee = self.money_or_nothing(fee, "fee")?;
        let term_months = self.input.term_months.take();
        if let Some(months) = term_months {
            self.counted(months, "term_months")?;
        }
        let promo = match self.input.promo.take() {
            None => None,
            Some(promo) => {
                let months = self.counted(promo.months, "promo.months")?;
                Some(Promo { rate: self.rate(&promo.apr, "promo.apr")?, months })
            }
        };
        let deferred = match self.input.deferred.take() {
            None => None,
            Some(deferred) => {
                let rate = self.rate(&deferred.apr, "deferred.apr")?;
                Some(DeferredInterest { rate, last_month: self.counted(deferred.months, "deferred.months")? })
            }
        };
        let what = What::Move { from, to, most, fee_percent, fee, term_months, promo, deferred };
        Ok((vec![what], Lasting::Once))
    }

    /// The last month of the change.
    fn last(&mut self, from: u16, lasting: Lasting) -> Result<u16, Refusal> {
        if lasting == Lasting::Once {
            return Ok(from);
        }
        match (self.input.months.take(), self.input.until.take()) {
            (Some(_), Some(_)) => Err(Refusal::new(self.at("until"), "either months or until")),
            (Some(0), None) => Err(Refusal::new(self.at("months"), "at least one month")),
            (Some(months), None) => Ok(from.saturating_add(months - 1)),
            (None, Some(until)) => {
                let until = until.month(self.reader.start, &self.at("until"))?;
                if until < from { Err(Refusal::new(self.at("until"), "before the first month")) } else { Ok(until) }
            }
            (None, None) if lasting == Lasting::ForGood => Ok(HORIZON_MONTHS.max(from)),
            (None, None) => Ok(from),
        }
    }

    /// Every field has been understood.
    fn nothing_left(&self) -> Result<(), Refusal> {
        let input = &self.input;
        let left = [
            ("months", input.months.is_some()),
            ("until", input.until.is_some()),
            ("debt", input.debt.is_some()),
            ("amount", input.amount.is_some()),
            ("monthly", input.monthly.is_some()),
            ("target", input.target.is_some()),
            ("with_interest", input.with_interest.is_some()),
            ("apr", input.apr.is_some()),
            ("points", input.points.is_some()),
            ("waive_fees", input.waive_fees.is_some()),
            ("reage", input.reage.is_some()),
            ("minimum", input.minimum.is_some()),
            ("share", input.share.is_some()),
            ("instalments", input.instalments.is_some()),
            ("pays_meanwhile", input.pays_meanwhile.is_some()),
            ("from", input.from.is_some()),
            ("to", input.to.is_some()),
            ("most", input.most.is_some()),
            ("fee_percent", input.fee_percent.is_some()),
            ("fee", input.fee.is_some()),
            ("term_months", input.term_months.is_some()),
            ("promo", input.promo.is_some()),
            ("deferred", input.deferred.is_some()),
        ];
        match left.iter().find(|(_, is_left)| *is_left) {
            Some((field, _)) => Err(Refusal::new(self.at(field), format!("does not belong to {}", input.what))),
            None => Ok(()),
        }
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
