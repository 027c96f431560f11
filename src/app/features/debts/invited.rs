//! The debts that came with the invitation: what the other side says about them, and what the client adds.

use content::Country;
use domain::money::Amount;
use leptos::prelude::*;
use std::sync::Arc;
use ui::components::{Disclosure, StatusTag, SummaryList, Tone, plain_summary};
use ui::form::{Button, ButtonKind};
use ui::format::Format;
use ui::live::live;
use wire::api::{Account, AccountState};
use wire::saved::DebtMore;

use crate::features::debts::context::{DebtSection, PageContext, field_id, kind_of};
use crate::features::debts::details_toggle::more;
use crate::features::debts::fields::{priority, rate_and_minimum};
use crate::features::debts::{facts, lazy};
use crate::shared::dispute_answer;
use crate::store::DebtEntry;

/// All of them; there are some.
pub fn list(context: PageContext, catalogue: &Arc<Country>) -> AnyView {
    let debts = context.state.debts;
    let invited = Memo::new(move |_| {
        debts.entries.with(|entries| entries.iter().filter(|debt| debt.is_invited).cloned().collect::<Vec<_>>())
    });
    let catalogue = catalogue.clone();
    let cards = live(move || {
        let card = |debt: &DebtEntry| untrack(|| card(context, debt, catalogue.clone()));
        invited.get().iter().map(card).collect::<Vec<_>>().into_any()
    });
    view! { <h2>{context.words.debts_invited()}</h2>{cards} }.into_any()
}

/// What the invitation says about a debt; follows it.
fn account(context: PageContext, debt: &DebtEntry) -> Option<Account> {
    let id = debt.id.strip_prefix("invited-")?;
    context
        .state
        .invitation
        .saved
        .with(|saved| saved.as_ref()?.invitation.accounts.iter().find(|account| account.id == id).cloned())
}

fn card(context: PageContext, debt: &DebtEntry, catalogue: Arc<Country>) -> AnyView {
    let words = context.words;
    let told = {
        let debt = debt.clone();
        Memo::new(move |_| account(context, &debt))
    };
    let name = debt.name;
    let balance = {
        let debt = debt.clone();
        move || debt.reading(context.state.currency()).balance.map(|read| context.money(read)).unwrap_or_default()
    };
    let facts = {
        let (debt, catalogue) = (debt.clone(), catalogue.clone());
        move || {
            let kind = kind_of(&debt, &catalogue).map(|kind| kind.label.clone()).unwrap_or_default();
            let reference = told.with(|told| told.as_ref().map(|told| told.reference.clone()).unwrap_or_default());
            let mut parts = vec![kind];
            if !reference.is_empty() {
                parts.push(words.debts_reference().reference(&reference));
            }
            // Rate and minimum stand in their fields; what is set beside them is said here.
            if debt.more.with(|more| *more != DebtMore::default()) {
                let read = debt.reading(context.state.currency());
                parts.extend(facts::rates(context, &debt, &read));
                parts.extend(facts::others(context, &read));
            }
            parts.join(" · ")
        }
    };
    let disputed = debt.is_disputed;
    let is_priority = debt.is_priority;
    let is = move |state: AccountState| told.with(|told| told.as_ref().is_some_and(|told| told.state == state));
    let is_withdrawn = Memo::new(move |_| is(AccountState::Withdrawn));
    let tags = move || {
        let is_arranged = is(AccountState::Arranged);
        let mut tags = Vec::new();
        if is_priority.get() {
            tags.push(view! { <StatusTag label=words.debts_tag_priority()/> }.into_any());
        }
        if disputed.get() {
            tags.push(view! { <StatusTag tone=Tone::Waiting label=words.debts_tag_stopped()/> }.into_any());
        }
        if is_arranged {
            tags.push(view! { <StatusTag tone=Tone::Good label=words.debts_tag_arranged()/> }.into_any());
        }
        if is_withdrawn.get() {
            tags.push(view! { <StatusTag tone=Tone::Good label=words.dispute_answer_tag_withdrawn()/> }.into_any());
        }
        (!tags.is_empty()).then(|| view! { <p class="debt__tags">{tags}</p> })
    };
    let parts = told.get_untracked().map(|_| {
        let rows = Signal::derive(move || {
            told.with(|told| told.as_ref().map(|told| itemised(context, told)).unwrap_or_default())
        });
        view! { <Disclosure summary=words.debts_parts()><SummaryList rows/></Disclosure> }.into_any()
    });
    let fields = {
        let debt = debt.clone();
        move || {
            (!disputed.get() && !is_withdrawn.get()).then(|| {
                untrack(|| {
                    let first = priority(context, &debt, catalogue.clone());
                    let money = rate_and_minimum(context, &debt);
                    view! { <div class="debt__form">{money}{first}{more(context, &debt)}</div> }.into_any()
                })
            })
        }
    };
    let heading_id = field_id(debt, "name-shown");
    let described = heading_id.clone();
    let dispute = dispute(context, debt, told);
    let answer = Memo::new(move |_| {
        let is_due = |told: &Account| {
            let known = context.state.invitation.saved.read();
            known.as_ref().is_some_and(|known| dispute_answer::is_due(&known.invitation, told))
        };
        told.get().filter(|told| !disputed.get() && is_due(told))
    });
    let answer = live(move || answer.get().map(|told| untrack(|| dispute_answer::view(&told, true))).into_any());
    view! {
        <section class="card debt" aria-labelledby=described>
            <div class="debt__head">
                <h3 id=heading_id>{move || name.get()}</h3>
                <p class="debt__balance">{balance}</p>
            </div>
            <p class="soft">{facts}</p>
            {tags}
            {answer}
            {parts}
            {fields}
            {dispute}
        </section>
    }
    .into_any()
}

/// The way to say that a debt is not right, the form for it, or what was said; below the debt it is about.
fn dispute(context: PageContext, debt: &DebtEntry, told: Memo<Option<Account>>) -> AnyView {
    let words = context.words;
    let draft = context.state.debts.dispute;
    let debt = debt.clone();
    let shown = Memo::new({
        let id = debt.id.clone();
        move |_| draft.entry.with(|entry| *entry == id)
    });
    // What is said again must not draw the card anew, which would take the focus from it.
    let disputed = debt.is_disputed;
    let is_disputed = Memo::new(move |_| disputed.get());
    let is_withdrawn =
        Memo::new(move |_| told.with(|told| told.as_ref().is_some_and(|told| told.state == AccountState::Withdrawn)));
    let view = move || {
        if is_withdrawn.get() {
            return ().into_any();
        }
        if is_disputed.get() {
            return untrack(|| lazy::section(DebtSection::Stopped(context, debt.clone(), told)));
        }
        let id = debt.id.clone();
        let press = Callback::new(move |()| {
            if shown.get_untracked() {
                draft.end();
            } else {
                draft.begin(&id);
            }
        });
        let inner = {
            let debt = debt.clone();
            move || shown.get().then(|| untrack(|| lazy::section(DebtSection::Dispute(context, debt.clone(), told))))
        };
        view! {
            <div class="debt__dispute">
                <Button
                    id=field_id(&debt, "dispute")
                    kind=ButtonKind::Text
                    label=Signal::stored(words.debts_dispute().to_owned())
                    context=debt.name.get_untracked()
                    expanded=Signal::derive(move || shown.get())
                    on_press=press
                />
                {inner}
            </div>
        }
        .into_any()
    };
    view.into_any()
}

/// How the balance came about, part by part; parts of nothing are left out, the ends never.
fn itemised(context: PageContext, account: &Account) -> Vec<ui::components::SummaryRow> {
    let words = context.words;
    let parts = &account.itemisation;
    let money = |minor| context.money(Amount::from_minor(minor));
    let date = context.state.format().date(parts.as_of);
    let mut rows = vec![(words.debts_part_then().date(&date), money(parts.then_minor))];
    for (name, minor, sign) in [
        (words.debts_part_interest(), parts.interest_minor, "+ "),
        (words.debts_part_fees(), parts.fees_minor, "+ "),
        (words.debts_part_payments(), parts.payments_minor, "− "),
        (words.debts_part_credits(), parts.credits_minor, "− "),
        (words.dispute_answer_taken_off(), account.withdrawn_minor, "− "),
    ] {
        if minor != 0 {
            rows.push((name.to_owned(), [sign, &money(minor)].concat()));
        }
    }
    rows.push((words.debts_part_now().to_owned(), money(account.balance_minor)));
    plain_summary(rows)
}
