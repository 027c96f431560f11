//! What could be paid towards each debt of the invitation.

use domain::arrangement::Frequency;
use leptos::prelude::*;
use ui::components::Card;
use ui::form::{Actions, AmountField, Button, ButtonKind};
use ui::format::Format;
use ui::live::live;

use crate::features::offer::figures::{frequency_name, label, money, until};
use crate::shared::amount_problem::amount_problem;
use crate::shared::offer_model;
use crate::shared::offer_model::OfferLine;
use crate::store::AppState;
use crate::words::Words;

/// The debts of the invitation, each with the amount that would be offered for it.
pub fn card(state: AppState, words: Words) -> AnyView {
    let ids = Memo::new(move |_| {
        let lines = offer_model::lines(state).into_iter();
        lines.filter(|line| line.debt.account_id().is_some()).map(|line| line.debt.id).collect::<Vec<_>>()
    });
    let is_any_typed = Memo::new(move |_| state.offer.amounts.with(|all| !all.is_empty()));
    let share_again = move || {
        if !is_any_typed.get() {
            return ().into_any();
        }
        let again = Callback::new(move |()| state.offer.amounts.set(Vec::new()));
        view! { <Actions><Button kind=ButtonKind::Text label=label(words.offer_share_again()) on_press=again/></Actions> }
            .into_any()
    };
    live(move || {
        let ids = ids.get();
        if ids.is_empty() {
            return ().into_any();
        }
        let fields = untrack(|| ids.iter().map(|id| own_amount(state, words, id)).collect::<Vec<_>>());
        view! {
            <Card title=words.offer_each_debt()>
                <p>{words.offer_each_debt_text()}</p>
                {fields}
                {live(share_again)}
            </Card>
        }
        .into_any()
    })
}

/// What could be paid towards one debt: its share, until something else is typed.
fn own_amount(state: AppState, words: Words, id: &str) -> AnyView {
    let line = {
        let id = id.to_owned();
        Memo::new(move |_| offer_model::lines(state).into_iter().find(|line| line.debt.id == id))
    };
    let fair = move |line: &OfferLine| {
        let fair = line.fair_monthly;
        if fair.is_positive() { state.currency().decimal_text(fair) } else { String::new() }
    };
    let text =
        move || line.with(|line| line.as_ref().map(|line| (line.typed.is_some(), fair(line)))).unwrap_or_default();
    let typed = untrack(|| state.offer.amount(id));
    let value = RwSignal::new(typed.unwrap_or_else(|| untrack(text).1));
    // The share stands in the field, and moves with what is left over until the client writes something else.
    Effect::watch(
        text,
        move |(is_typed, fair), _, _| {
            if !is_typed && value.with_untracked(|value| value != fair) {
                value.set(fair.clone());
            }
        },
        false,
    );
    let kept = id.to_owned();
    Effect::watch(
        move || value.get(),
        move |value, _, _| {
            let own = (*value != untrack(text).1).then(|| value.clone());
            state.offer.set_amount(&kept, own);
        },
        false,
    );
    let left_field =
        RwSignal::new(untrack(|| line.with(|line| line.as_ref().is_some_and(|line| line.typed.is_some()))));
    let error = Signal::derive(move || {
        let error = line.with(|line| line.as_ref().and_then(|line| line.typed?.err()))?;
        let say = || amount_problem(words, &state.format(), state.currency(), error, words.plan_error_required());
        left_field.get().then(say)
    });
    let echo = Signal::derive(move || line.with(|line| line.as_ref().and_then(|line| echo(state, words, line))));
    let (name, owed) = line.with_untracked(|line| {
        let line = line.as_ref();
        let name = line.map(|line| line.debt.name.clone()).unwrap_or_default();
        (name, untrack(|| money(state, line.map(|line| line.balance).unwrap_or_default())))
    });
    view! {
        <AmountField
            id=["offer-", id].concat()
            label=words.offer_towards().name(&name)
            hint=words.offer_towards_hint().owed(&owed)
            value
            prefix=untrack(|| state.format().currency_sign(state.currency()))
            error
            echo
            on_leave=Callback::new(move |()| left_field.set(true))
        />
    }
    .into_any()
}

/// What the amount of a debt does: how much each time, until when, and how it stands to what the debt asks for.
fn echo(state: AppState, words: Words, line: &OfferLine) -> Option<String> {
    if line.typed.is_some_and(|typed| typed.is_err()) {
        return None;
    }
    if !line.instalment.is_positive() {
        return Some(words.offer_towards_nothing().to_owned());
    }
    let monthly = words.offer_a_month().amount(&money(state, line.share_monthly));
    let each = match line.frequency {
        Frequency::Month => monthly,
        frequency => {
            words.offer_each_time().each(&money(state, line.instalment)).rhythm(frequency_name(words, frequency))
        }
    };
    let mut said = vec![words.offer_towards_course().course(&until(state, words, line)).each(&each)];
    let asked = line.debt.minimum.ok().filter(|asked| asked.is_positive() && line.share_monthly < *asked);
    said.extend(asked.map(|asked| words.offer_towards_asked().asked(&money(state, asked))));
    Some(said.join(" "))
}
