//! The debts of a case: what each is, what was disputed, what was agreed.

use domain::money::Amount;
use leptos::prelude::*;
use ui::components::{Card, Disclosure, Notice, NoticeKind, Rich, StatusTag};
use ui::format::Format;
use wire::api::{Account, AccountState, DeskCase};
use wire::receipt::Arrangement;

use crate::features::case::dispute;
use crate::shared::labels;
use crate::shared::terms::TermsFormatter;
use crate::store::Desk;

/// A card for each debt: disputed ones first, then in their order.
pub fn view(desk: Desk, formatter: TermsFormatter, case: &DeskCase) -> AnyView {
    let (disputed, others): (Vec<&Account>, Vec<&Account>) =
        case.invitation.accounts.iter().partition(|account| account.state == AccountState::Disputed);
    let cards: Vec<AnyView> =
        disputed.into_iter().chain(others).map(|account| card(desk, formatter, case, account)).collect();
    view! { <div class="stack">{cards}</div> }.into_any()
}

fn card(desk: Desk, formatter: TermsFormatter, case: &DeskCase, account: &Account) -> AnyView {
    let words = formatter.words;
    let invitation = &case.invitation;
    let (state, tone) = labels::account(words, account.state);
    let kind = domain::debt::DebtKind::from_id(&account.kind).unwrap_or_default();
    let reference = (!account.reference.is_empty()).then(|| words.case_reference().reference(&account.reference));
    let reference = reference.map(|text| view! { <span class="soft">{text}</span> });
    let receipts = invitation.receipts.iter().map(|receipt| &receipt.arrangement);
    let agreed: Vec<AnyView> = receipts
        .filter(|agreed| agreed.account_id == account.id)
        .map(|agreed| agreed_view(formatter, account, agreed))
        .collect();
    let kind = labels::debt(words, kind);
    let balance = formatter.minor(account.balance_minor);
    let disputed = dispute::view(desk, formatter, case, account);
    let parts = parts(formatter, account);
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

fn parts(formatter: TermsFormatter, account: &Account) -> AnyView {
    let words = formatter.words;
    let parts = &account.itemisation;
    let mut rows =
        vec![(words.case_then().date(&formatter.format.date(parts.as_of)), formatter.minor(parts.then_minor))];
    for (name, minor) in [
        (words.case_interest(), parts.interest_minor),
        (words.case_fees(), parts.fees_minor),
        (words.case_payments(), -parts.payments_minor),
        (words.case_credits(), -parts.credits_minor),
    ] {
        rows.push((name.to_owned(), formatter.minor(minor)));
    }
    if account.withdrawn_minor != 0 {
        rows.push((words.dispute_withdrawn().to_owned(), formatter.minor(-account.withdrawn_minor)));
    }
    rows.push((words.case_owed().to_owned(), formatter.minor(account.balance_minor)));
    formatter.lines(rows)
}

/// What was agreed, with every date.
fn agreed_view(formatter: TermsFormatter, account: &Account, agreed: &Arrangement) -> AnyView {
    let words = formatter.words;
    if account.state == AccountState::Withdrawn {
        return view! { <p>{words.dispute_agreed_over()}</p> }.into_any();
    }
    let claimed = Amount::from_minor(account.balance_minor);
    let terms = agreed.terms.check().and_then(|terms| Some((terms.for_less(claimed)?, claimed < terms.balance())));
    let Some((terms, is_less)) = terms else {
        return view! { <Notice kind=NoticeKind::Stop>{words.case_unreadable()}</Notice> }.into_any();
    };
    let still = (account.state == AccountState::Disputed).then(|| view! { <hr/><p>{words.dispute_agreed_still()}</p> });
    let less = is_less.then(|| view! { <p>{words.dispute_agreed_less()}</p> });
    let when = formatter.format.moment_text(&agreed.accepted_at);
    let by = if agreed.decided_by == "person" {
        words.case_agreed_person().when(&when)
    } else {
        words.case_agreed_rules().when(&when)
    };
    let pieces = words
        .case_agreed()
        .each(&formatter.each(&terms))
        .first(&formatter.format.date(terms.first()))
        .last(&formatter.format.date(terms.last()))
        .times(&formatter.times(&terms));
    let schedule = formatter.schedule(&agreed.account_id, &agreed.creditor, &terms);
    view! {
        {still}
        <p><Rich pieces=Signal::stored(pieces)/></p>
        {less}
        <p class="soft">{by}</p>
        {schedule}
    }
    .into_any()
}
