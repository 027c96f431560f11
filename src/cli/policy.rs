//! `policy`: what an operator's dated rules say to a proposal, or to a change of an arrangement.
//!
//! # Dates of a change
//! `change.remaining` is what remains: `balance`, `instalment`, `rhythm`, and as `first` the next date due. Every date is
//! counted from the one that was agreed. That is `first`, or `agreed` where `first` is a later one of the dates counted
//! from it: what is due on 28 February may have been agreed for the 31st. A skip and a pause leave some of those dates
//! out (a pause ends with the first of them that is not before the same day so many months later), `amount` keeps them,
//! `date` is a new agreement, and another `rhythm` counts from `first`. The answer's `proposal` has `agreed` where it is
//! not its `first`, to be given with the next change.

mod input;
#[cfg(test)]
mod tests;

use domain::arrangement::{Answer, ChangeAnswer, ChangeObjection, Deal, Objection};
use domain::calendar;
use domain::money::{Amount, Currency};
use serde::Serialize;

use super::{Error, json, table};
use input::Question;

#[derive(Serialize)]
struct Output {
    /// `accepted`, `countered`, `referred` or `deadlock`; of a change `alone` or `needs_person`.
    answer: &'static str,
    reasons: Vec<Reason>,
    /// The nearest proposal within the rules and within what the client can pay.
    #[serde(skip_serializing_if = "Option::is_none")]
    proposal: Option<DealOutput>,
    /// Why a person would still look at that one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    then: Vec<Reason>,
    /// The two ends that do not meet in a deadlock.
    #[serde(skip_serializing_if = "Option::is_none")]
    monthly_min: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    monthly_max: Option<String>,
}

/// One reason with the figures it is about.
#[derive(Default, Serialize)]
struct Reason {
    reason: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    min: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    share_min: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    months_max: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    days_max: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    left: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
}

#[derive(Serialize)]
struct DealOutput {
    balance: String,
    total: String,
    down_payment: String,
    instalment: String,
    rhythm: &'static str,
    first: String,
    /// The date that was agreed and from which all are counted, where the first is a later one.
    #[serde(skip_serializing_if = "Option::is_none")]
    agreed: Option<String>,
    payments: i64,
    last: String,
}

/// Answers the question of a document with a document.
///
/// # Errors
/// An [`Error`] names the field at fault.
pub fn run(text: &str) -> Result<String, Error> {
    json(&answer(text)?)
}

/// Like [`run`], with a table for people.
///
/// # Errors
/// An [`Error`] names the field at fault.
pub fn table(text: &str) -> Result<String, Error> {
    let Output { answer, reasons, proposal, then, monthly_min, monthly_max } = answer(text)?;
    let mut rows = vec![vec!["Answer".to_owned(), answer.to_owned()]];
    let mut row = |name: &str, value: String| rows.push(vec![name.to_owned(), value]);
    for reason in reasons {
        row("Reason", reason.told());
    }
    if let Some(deal) = proposal {
        row("Paid in all", deal.total);
        row("Down-payment", deal.down_payment);
        row("Each time", deal.instalment);
        row("How often", deal.rhythm.replace('_', " "));
        row("From", deal.first);
        if let Some(agreed) = deal.agreed {
            row("Counted from", agreed);
        }
        row("Until", deal.last);
        row("Payments", deal.payments.to_string());
    }
    for reason in then {
        row("Then", reason.told());
    }
    for (name, amount) in [("Least a month", monthly_min), ("Most a month", monthly_max)] {
        if let Some(amount) = amount {
            row(name, amount);
        }
    }
    Ok(table::columns(&["", ""], &rows).trim_start().to_owned())
}

impl Reason {
    fn told(self) -> String {
        let mut text = self.reason.replace('_', " ");
        let figures = [self.min, self.max, self.share_min.map(|share| share + " %"), self.date];
        let numbers = [self.months_max, self.days_max, self.left.map(i64::from)].map(|n| n.map(|n| n.to_string()));
        for figure in figures.into_iter().chain(numbers).flatten() {
            text.push(' ');
            text.push_str(&figure);
        }
        text
    }
}

fn answer(text: &str) -> Result<Output, Error> {
    let request = input::read(text)?;
    let currency = request.currency;
    let money = |amount: Amount| currency.decimal_text(amount);
    let output = |answer, reasons: Vec<Reason>| Output {
        answer,
        reasons,
        proposal: None,
        then: Vec::new(),
        monthly_min: None,
        monthly_max: None,
    };
    let told = |reasons: Vec<Objection>| reasons.iter().map(|reason| objection(reason, currency)).collect::<Vec<_>>();
    Ok(match request.question {
        Question::Proposal { deal, means } => match request.book.answer(&deal, means, request.today) {
            Answer::Accepted => output("accepted", Vec::new()),
            Answer::Referred { reasons } => output("referred", told(reasons)),
            Answer::Countered { deal, reasons, then } => Output {
                proposal: Some(DealOutput::new(&deal, currency)),
                then: told(then),
                ..output("countered", told(reasons))
            },
            Answer::Deadlock { reasons, monthly_min, monthly_max } => Output {
                monthly_min: monthly_min.map(money),
                monthly_max: monthly_max.map(money),
                ..output("deadlock", told(reasons))
            },
        },
        Question::Change { remaining, change, used } => {
            let answer = match request.book.edition(request.today) {
                Some(edition) => edition.answer_change(&remaining, change, used, request.today),
                None => ChangeAnswer::NeedsPerson(vec![ChangeObjection::NoRule]),
            };
            match answer {
                ChangeAnswer::Alone(terms) => {
                    let proposal = Some(DealOutput::new(&Deal::from(&terms), currency));
                    Output { proposal, ..output("alone", Vec::new()) }
                }
                ChangeAnswer::NeedsPerson(reasons) => {
                    output("needs_person", reasons.iter().map(|reason| change_objection(reason, currency)).collect())
                }
            }
        }
    })
}

fn objection(objection: &Objection, currency: Currency) -> Reason {
    let money = |amount: Amount| Some(currency.decimal_text(amount));
    let reason = Reason { reason: objection.id(), ..Reason::default() };
    match *objection {
        Objection::InstalmentTooSmall { monthly_min } => Reason { min: money(monthly_min), ..reason },
        Objection::ShareTooSmall { share_min, monthly_min } => {
            Reason { share_min: Some(share_min.decimal_text()), min: money(monthly_min), ..reason }
        }
        Objection::TooLong { months_max } => Reason { months_max: Some(months_max), ..reason },
        Objection::StartsTooLate { latest: date } | Objection::StartsTooEarly { earliest: date } => {
            Reason { date: Some(calendar::text(date)), ..reason }
        }
        Objection::SettlementTooSmall { total_min: min } | Objection::DownPaymentTooSmall { down_payment_min: min } => {
            Reason { min: money(min), ..reason }
        }
        Objection::TakesTooMuch { monthly_max } => Reason { max: money(monthly_max), ..reason },
        Objection::NeedsPerson { balance_max } => Reason { max: balance_max.and_then(money), ..reason },
        Objection::NoSettlement | Objection::SettlementNeedsPerson | Objection::NoRule => reason,
    }
}

fn change_objection(objection: &ChangeObjection, currency: Currency) -> Reason {
    let reason = Reason { reason: objection.id(), ..Reason::default() };
    match *objection {
        ChangeObjection::Date { days_max } => Reason { days_max: Some(days_max), ..reason },
        ChangeObjection::Amount { min, max } => {
            Reason { min: Some(currency.decimal_text(min)), max: Some(currency.decimal_text(max)), ..reason }
        }
        ChangeObjection::Skips { left } | ChangeObjection::Pause { left } => Reason { left: Some(left), ..reason },
        ChangeObjection::InstalmentTooSmall { monthly_min } => {
            Reason { min: Some(currency.decimal_text(monthly_min)), ..reason }
        }
        ChangeObjection::TooLong { months_max } => Reason { months_max: Some(months_max), ..reason },
        ChangeObjection::InThePast { earliest } => Reason { date: Some(calendar::text(earliest)), ..reason },
        ChangeObjection::Frequency
        | ChangeObjection::NoRule
        | ChangeObjection::NothingChanged
        | ChangeObjection::Impossible => reason,
    }
}

impl DealOutput {
    fn new(deal: &Deal, currency: Currency) -> Self {
        let last: Option<String> = deal.schedule().last().map(|row| calendar::text(row.due));
        Self {
            balance: currency.decimal_text(deal.balance()),
            total: currency.decimal_text(deal.total()),
            down_payment: currency.decimal_text(deal.down_payment()),
            instalment: currency.decimal_text(deal.instalment()),
            rhythm: deal.frequency().id(),
            first: calendar::text(deal.first()),
            agreed: (deal.agreed() != deal.first()).then(|| calendar::text(deal.agreed())),
            payments: deal.payments(),
            last: last.unwrap_or_default(),
        }
    }
}
