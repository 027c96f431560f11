//! What else is known of a debt, field by field, as long as it is shown. Every change is written back to the debt,
//! which has it as one document: so no other page pays for the fields.

use leptos::prelude::*;
use wire::saved::{DebtMore, DebtPart};

use crate::store::DebtEntry;

/// That all of it is wrong. The debt itself says so; here it is one of the answers to where it stands.
pub const ALL_WRONG: &str = "all";

/// One balance inside the account, as signals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartFields {
    pub kind: RwSignal<String>,
    pub balance: RwSignal<String>,
    pub rate: RwSignal<String>,
    pub promo_rate: RwSignal<String>,
    pub promo_until: RwSignal<String>,
}

/// Everything, as signals. See [`DebtMore`] for what they mean.
#[derive(Clone, Copy)]
pub struct Fields {
    pub minimum_rule: RwSignal<String>,
    pub minimum_percent: RwSignal<String>,
    pub minimum_floor: RwSignal<String>,
    pub promo_rate: RwSignal<String>,
    pub promo_until: RwSignal<String>,
    pub step_from: RwSignal<String>,
    pub step_rate: RwSignal<String>,
    pub compounding: RwSignal<String>,
    pub day_count: RwSignal<String>,
    pub fee_monthly: RwSignal<String>,
    pub fee_late: RwSignal<String>,
    pub fee_over_limit: RwSignal<String>,
    pub credit_limit: RwSignal<String>,
    pub parts: RwSignal<Vec<PartFields>>,
    pub status: RwSignal<String>,
    pub disputed_part: RwSignal<String>,
    pub sold_to: RwSignal<String>,
    pub sold_when: RwSignal<String>,
    pub liability: RwSignal<String>,
    pub currency: RwSignal<String>,
    pub exchange: RwSignal<String>,
    pub exchange_of: RwSignal<String>,
    pub exchange_on: RwSignal<String>,
}

fn text(text: &str) -> RwSignal<String> {
    RwSignal::new(text.to_owned())
}

impl PartFields {
    /// A balance as typed, or an empty one. Its signals live as long as whoever is the owner now.
    pub fn new(typed: &DebtPart) -> Self {
        Self {
            kind: text(if typed.kind.is_empty() { "purchases" } else { &typed.kind }),
            balance: text(&typed.balance),
            rate: text(&typed.rate),
            promo_rate: text(&typed.promo_rate),
            promo_until: text(&typed.promo_until),
        }
    }

    fn typed(self) -> DebtPart {
        DebtPart {
            kind: self.kind.get(),
            balance: self.balance.get(),
            rate: self.rate.get(),
            promo_rate: self.promo_rate.get(),
            promo_until: self.promo_until.get(),
        }
    }
}

impl Fields {
    /// Opens what the debt has and writes back what changes. Call where the fields are drawn.
    pub fn open(debt: &DebtEntry) -> Self {
        let fields = debt.more.with_untracked(Self::new);
        let kept = debt.more;
        Effect::new(move |_| {
            let now = fields.typed();
            if kept.with_untracked(|known| *known != now) {
                kept.set(now);
            }
        });
        // That all of it is wrong is kept in one place, which the tick of an own debt changes as well.
        let (is_disputed, status) = (debt.is_disputed, fields.status);
        if !debt.is_invited {
            Effect::new(move |_| {
                let is_all = status.with_untracked(|status| status == ALL_WRONG);
                match is_disputed.get() {
                    true if !is_all => status.set(ALL_WRONG.to_owned()),
                    false if is_all => status.set(String::new()),
                    _ => {}
                }
            });
            Effect::watch(
                move || status.with(|status| status == ALL_WRONG),
                move |is_all, _, _| {
                    if is_disputed.get_untracked() != *is_all {
                        is_disputed.set(*is_all);
                    }
                },
                false,
            );
        }
        fields
    }

    fn new(typed: &DebtMore) -> Self {
        Self {
            minimum_rule: text(&typed.minimum_rule),
            minimum_percent: text(&typed.minimum_percent),
            minimum_floor: text(&typed.minimum_floor),
            promo_rate: text(&typed.promo_rate),
            promo_until: text(&typed.promo_until),
            step_from: text(&typed.step_from),
            step_rate: text(&typed.step_rate),
            compounding: text(&typed.compounding),
            day_count: text(&typed.day_count),
            fee_monthly: text(&typed.fee_monthly),
            fee_late: text(&typed.fee_late),
            fee_over_limit: text(&typed.fee_over_limit),
            credit_limit: text(&typed.credit_limit),
            parts: RwSignal::new(typed.parts.iter().map(PartFields::new).collect()),
            status: text(&typed.status),
            disputed_part: text(&typed.disputed_part),
            sold_to: text(&typed.sold_to),
            sold_when: text(&typed.sold_when),
            liability: text(&typed.liability),
            currency: text(&typed.currency),
            exchange: text(&typed.exchange),
            exchange_of: text(&typed.exchange_of),
            exchange_on: text(&typed.exchange_on),
        }
    }

    fn typed(self) -> DebtMore {
        let status = self.status.get();
        DebtMore {
            minimum_rule: self.minimum_rule.get(),
            minimum_percent: self.minimum_percent.get(),
            minimum_floor: self.minimum_floor.get(),
            promo_rate: self.promo_rate.get(),
            promo_until: self.promo_until.get(),
            step_from: self.step_from.get(),
            step_rate: self.step_rate.get(),
            compounding: self.compounding.get(),
            day_count: self.day_count.get(),
            fee_monthly: self.fee_monthly.get(),
            fee_late: self.fee_late.get(),
            fee_over_limit: self.fee_over_limit.get(),
            credit_limit: self.credit_limit.get(),
            parts: self.parts.get().into_iter().map(PartFields::typed).collect(),
            status: if status == ALL_WRONG { String::new() } else { status },
            disputed_part: self.disputed_part.get(),
            sold_to: self.sold_to.get(),
            sold_when: self.sold_when.get(),
            liability: self.liability.get(),
            currency: self.currency.get(),
            exchange: self.exchange.get(),
            exchange_of: self.exchange_of.get(),
            exchange_on: self.exchange_on.get(),
        }
    }
}
