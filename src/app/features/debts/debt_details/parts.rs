//! Several balances inside one account.

use domain::money::{Amount, parse_amount};
use leptos::prelude::*;
use ui::form::{Button, ButtonKind, FieldRow, SelectField, SelectOption};
use ui::format::Format;
use ui::icon::Icon;
use ui::live::live;
use wire::saved::DebtPart;

use crate::features::debts::debt_details::DetailsContext;
use crate::features::debts::debt_details::store::PartFields;
use crate::store::{DebtField, DebtFieldError};

/// The most balances in an account: more than any statement lists.
const PARTS_MAX: usize = 6;

pub fn group(details: &DetailsContext) -> AnyView {
    let words = details.context.words;
    let parts = details.fields.parts;
    let drawn = details.clone();
    let list = live(move || {
        let parts = parts.get();
        untrack(|| parts.iter().enumerate().map(|(at, part)| one(&drawn, at, *part)).collect::<Vec<_>>().into_any())
    });
    let (first, second) = (details.id("part-0-kind"), details.debt.id.clone());
    // A balance outlives the list in which it is drawn.
    let owner = Owner::current();
    let fresh = move |typed: &DebtPart| match &owner {
        Some(owner) => owner.with(|| PartFields::new(typed)),
        None => PartFields::new(typed),
    };
    let balance = details.debt.balance;
    let add = Callback::new(move |()| {
        let at = parts.with_untracked(Vec::len);
        parts.update(|parts| {
            if parts.is_empty() {
                // One balance is what there is already, so the first press makes two: what is known, and the other.
                parts.push(fresh(&DebtPart { balance: balance.get_untracked(), ..DebtPart::default() }));
                parts.push(fresh(&DebtPart { kind: "cash".to_owned(), ..DebtPart::default() }));
            } else {
                parts.push(fresh(&DebtPart::default()));
            }
        });
        let id = if at == 0 { first.clone() } else { ["debt-", &second, "-part-", &at.to_string(), "-kind"].concat() };
        browser::focus::focus_id_soon(id);
    });
    let (id, context) = (details.id("part-add"), details.debt.name.get_untracked());
    let more = live(move || {
        if parts.with(Vec::len) >= PARTS_MAX {
            return ().into_any();
        }
        let label = Signal::stored(words.debt_details_part_add().to_owned());
        let (id, context) = (id.clone(), context.clone());
        let kind = ButtonKind::Outlined;
        view! { <div><Button id kind drawing=Icon::Add label context on_press=add/></div> }.into_any()
    });
    let inner = view! {
        <p class="soft">{words.debt_details_parts_text()}</p>
        {list}
        {sum(details)}
        {more}
    };
    let name = (words.debt_details_parts(), words.debt_details_parts_when());
    details.group("more-parts", name, parts.with_untracked(|parts| !parts.is_empty()), inner.into_any())
}

/// What the balances come to, and what is still missing.
fn sum(details: &DetailsContext) -> AnyView {
    let (context, parts, problems, debt) =
        (details.context, details.fields.parts, details.problems, details.debt.clone());
    let words = context.words;
    live(move || {
        let currency = context.currency_of(&debt);
        let parts = parts.get();
        let total: Amount =
            parts.iter().filter_map(|part| part.balance.with(|text| parse_amount(text, currency).ok())).sum();
        if parts.is_empty() || !total.is_positive() {
            return ().into_any();
        }
        let total = context.state.format().money(total, currency);
        let said = problems.with(|problems| {
            let of_parts = |(_, what): &&(DebtField, DebtFieldError)| {
                matches!(what, DebtFieldError::PartsMissing(_) | DebtFieldError::PartsAbove(_))
            };
            if problems.iter().any(|(field, _)| matches!(field, DebtField::PartBalance(_))) {
                let open = words.debt_details_parts_open().total(&total);
                let rest = problems.iter().find(of_parts);
                let rest = rest.map(|(field, what)| super::problem::sentence(context, &debt, *field, *what));
                [open, rest.unwrap_or_default()].join(" ")
            } else {
                words.debt_details_parts_fit().total(&total)
            }
        });
        view! { <p role="status">{said}</p> }.into_any()
    })
}

fn one(details: &DetailsContext, at: usize, part: PartFields) -> AnyView {
    let words = details.context.words;
    let parts = details.fields.parts;
    let number = details.context.state.format().number(i64::try_from(at + 1).unwrap_or_default());
    let title = words.debt_details_part().number(&number);
    let kinds = [
        ("purchases", words.debt_details_part_purchases()),
        ("cash", words.debt_details_part_cash()),
        ("transfer", words.debt_details_part_transfer()),
    ];
    let kinds: Vec<SelectOption> = kinds.into_iter().map(|(id, label)| SelectOption::new(id, label)).collect();
    let kind_id = details.id(&["part-", &at.to_string(), "-kind"].concat());
    let balance = details.amount(DebtField::PartBalance(at), part.balance, words.debt_details_part_balance(), "");
    let (label, hint) = (words.debt_details_part_rate(), words.debt_details_part_rate_hint());
    let rate = details.percent(DebtField::PartRate(at), part.rate, label, hint);
    let (label, hint) = (words.debt_details_part_promo_rate(), words.debt_details_part_promo_rate_hint());
    let promo = details.percent(DebtField::PartPromoRate(at), part.promo_rate, label, hint);
    let until = details.month(DebtField::PartPromoUntil(at), part.promo_until, words.debt_details_part_promo_until());
    let back = details.id("part-add");
    let remove = Callback::new(move |()| {
        parts.update(|parts| {
            if at < parts.len() {
                parts.remove(at);
            }
        });
        let back = back.clone();
        browser::focus::focus_id_soon(back);
    });
    let gone = Signal::stored(words.debt_details_part_remove().to_owned());
    view! {
        <div class="debt__part" role="group" aria-label=title.clone()>
            <h4>{title.clone()}</h4>
            <SelectField id=kind_id label=words.debt_details_part_kind() value=part.kind options=kinds/>
            {balance}
            {rate}
            <FieldRow>{promo}{until}</FieldRow>
            <div>
                <Button kind=ButtonKind::Text drawing=Icon::Remove label=gone context=title.clone() on_press=remove/>
            </div>
        </div>
    }
    .into_any()
}
