//! What is known of a debt, in one line.

use domain::calendar;
use domain::debt::{DebtStatus, Liability};
use domain::money::Amount;
use leptos::prelude::*;
use ui::format::Format;

use crate::features::debts::context::PageContext;
use crate::store::{DebtEntry, DebtReading};

/// A month as kept, for people.
fn month(format: &dyn Format, text: &str) -> String {
    let date = calendar::parse(&[text, "-01"].concat());
    date.map(|date| format.month(date.year(), date.month())).unwrap_or_default()
}

/// "24.99% a year", or "0% until March 2027, then 24.9% a year"; nothing where there is no interest.
pub fn rates(context: PageContext, debt: &DebtEntry, read: &DebtReading) -> Vec<String> {
    let words = context.words;
    let format = context.state.format();
    let percent = |rate: domain::rate::Rate| format.percent(&rate.decimal_text());
    let rate = read.rate.unwrap_or_default();
    let more = &read.more;
    let count = more.details.parts.len();
    if count > 0 {
        return vec![words.debts_parts_fact().count(&format.number(i64::try_from(count).unwrap_or_default()))];
    }
    let mut facts = Vec::new();
    debt.more.with(|typed| {
        if let Some(promo) = more.promo {
            let until = month(&format, &typed.promo_until);
            facts.push(words.debts_promo_fact().later(&percent(rate)).low(&percent(promo.rate)).month(&until));
        } else if !rate.is_zero() {
            facts.push(words.debts_rate_fact().rate(&percent(rate)));
        }
        if let Some(step) = more.details.rate_steps.first() {
            facts.push(words.debts_step_fact().month(&month(&format, &typed.step_from)).rate(&percent(step.rate)));
        }
    });
    facts
}

/// Everything else that is set: the minimum, a fee, where it stands, who else owes it.
pub fn others(context: PageContext, read: &DebtReading) -> Vec<String> {
    let words = context.words;
    let mut facts = Vec::new();
    if let Some(minimum) = read.minimum.ok().filter(|minimum| minimum.is_positive()) {
        facts.push(words.debts_minimum_fact().amount(&context.money_of(read, minimum)));
    }
    let details = &read.more.details;
    if details.fees.monthly.is_positive() {
        facts.push(words.debts_fee_fact().amount(&context.money_of(read, details.fees.monthly)));
    }
    match read.status() {
        DebtStatus::Disputed { part: Some(part) } if part > Amount::ZERO => {
            facts.push(words.debts_wrong_fact().amount(&context.money_of(read, part)));
        }
        DebtStatus::TimeBarredPerhaps | DebtStatus::Withdrawn => facts.push(words.debts_aside_fact().to_owned()),
        DebtStatus::Sold { to } if !to.is_empty() => facts.push(words.debts_sold_fact().name(&to)),
        _ => {}
    }
    if details.liability != Liability::Sole {
        facts.push(words.debts_joint_fact().to_owned());
    }
    facts
}
