//! The debts of a case: what each is, what was disputed, what was agreed.

use leptos::prelude::*;
use ui::components::{Card, Disclosure, Notice, NoticeKind, Rich, StatusTag};
use ui::format::Format;
use wire::api::{Account, AccountState, Invitation, Itemisation};
use wire::json::Value;
use wire::receipt::Arrangement;

use crate::clock::moment;
use crate::kinds;
use crate::pen::Pen;

/// A card for each debt: disputed ones first, then in their order.
pub fn view(pen: Pen, invitation: &Invitation) -> AnyView {
    let (disputed, others): (Vec<&Account>, Vec<&Account>) =
        invitation.accounts.iter().partition(|account| account.state == AccountState::Disputed);
    let cards: Vec<AnyView> =
        disputed.into_iter().chain(others).map(|account| card(pen, invitation, account)).collect();
    view! { <div class="stack">{cards}</div> }.into_any()
}

fn card(pen: Pen, invitation: &Invitation, account: &Account) -> AnyView {
    let words = pen.words;
    let (state, tone) = kinds::account(words, account.state);
    let kind = domain::debt::DebtKind::from_id(&account.kind).unwrap_or_default();
    let reference = (!account.reference.is_empty()).then(|| words.case_reference(&account.reference));
    let reference = reference.map(|text| view! { <span class="soft">{text}</span> });
    let receipts = invitation.receipts.iter().map(|receipt| &receipt.arrangement);
    let agreed: Vec<AnyView> =
        receipts.filter(|agreed| agreed.account_id == account.id).map(|agreed| agreed_view(pen, agreed)).collect();
    let kind = kinds::debt(words, kind);
    let balance = pen.minor(account.balance_minor);
    let disputed = dispute(pen, invitation, &account.id);
    let parts = parts(pen, &account.itemisation, account.balance_minor);
    view! {
        <Card title=account.creditor.clone()>
            <p class="check__state">
                <StatusTag label=state tone/>
                <span class="soft">{kind}</span>
                {reference}
            </p>
            <p class="figure">
                <span class="figure__label">{words.case_owed()}</span>
                " "
                <span class="figure__amount">{balance}</span>
            </p>
            {disputed}
            {agreed}
            <Disclosure summary=words.case_parts()>{parts}</Disclosure>
        </Card>
    }
    .into_any()
}

fn parts(pen: Pen, parts: &Itemisation, balance_minor: i64) -> AnyView {
    let words = pen.words;
    let mut rows = vec![(words.case_then(&pen.format.date(parts.as_of)), pen.minor(parts.then_minor))];
    for (name, minor) in [
        (words.case_interest(), parts.interest_minor),
        (words.case_fees(), parts.fees_minor),
        (words.case_payments(), -parts.payments_minor),
        (words.case_credits(), -parts.credits_minor),
    ] {
        rows.push((name.to_owned(), pen.minor(minor)));
    }
    rows.push((words.case_owed().to_owned(), pen.minor(balance_minor)));
    pen.lines(rows)
}

/// What the client says is wrong, in their words.
fn dispute(pen: Pen, invitation: &Invitation, account_id: &str) -> AnyView {
    let words = pen.words;
    let of = |content: &Value, name: &str| content.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let found = invitation
        .records
        .iter()
        .filter(|record| record.kind == "disputed" && of(&record.content, "account_id") == account_id);
    let notices: Vec<AnyView> = found
        .map(|record| {
            let ground = kinds::ground(words, &of(&record.content, "ground"));
            let note = Some(of(&record.content, "note")).filter(|note| !note.is_empty());
            let note = note.map(|text| view! { <blockquote class="quoted">{text}</blockquote> });
            let when = words.case_disputed_at(&moment(pen.format, &record.at));
            view! {
                <Notice kind=NoticeKind::Care title=ground>
                    {note}
                    <p>{words.case_disputed()}</p>
                    <p class="soft">{when}</p>
                </Notice>
            }
            .into_any()
        })
        .collect();
    notices.into_any()
}

/// What was agreed, with every date.
fn agreed_view(pen: Pen, agreed: &Arrangement) -> AnyView {
    let words = pen.words;
    let Some(terms) = agreed.terms.check() else {
        return view! { <Notice kind=NoticeKind::Stop>{words.case_unreadable()}</Notice> }.into_any();
    };
    let when = moment(pen.format, &agreed.accepted_at);
    let by =
        if agreed.decided_by == "person" { words.case_agreed_person(&when) } else { words.case_agreed_rules(&when) };
    let pieces = words.case_agreed(
        &pen.each(&terms),
        &pen.format.date(terms.first()),
        &pen.format.date(terms.last()),
        &pen.times(&terms),
    );
    let schedule = pen.schedule(&agreed.account_id, &agreed.creditor, &terms);
    view! {
        <p><Rich pieces=Signal::stored(pieces)/></p>
        <p class="soft">{by}</p>
        {schedule}
    }
    .into_any()
}
