//! What was agreed for each account: in a sentence, as a schedule, and as a receipt whose signature is checked here.

use domain::arrangement::Terms;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::components::{Card, Cell, DataTable, Notice, NoticeKind, Rich, StatusTag, Tone};
use ui::form::{Actions, Button, ButtonKind};
use ui::format::Format;
use ui::icon::{Icon, icon};
use wire::api::Account;
use wire::json;
use wire::json::Fields;
use wire::receipt::{PublicKey, Receipt};
use wire::saved::SavedInvitation;

use crate::shared::dispute_answer;
use crate::shared::terms::{TermsFormatter, label};
use crate::store::{Agreed, agreed_now, receipt_verification};

/// How many dates are shown at first; print shows all of them.
const DATES_FIRST: usize = 6;

/// A card for each arrangement.
pub fn view(pen: TermsFormatter, kept: &SavedInvitation) -> AnyView {
    let receipts = &kept.invitation.receipts;
    let one = |receipt: &Receipt| {
        let id = &receipt.arrangement.account_id;
        let answered = kept
            .invitation
            .accounts
            .iter()
            .find(|account| account.id == *id && dispute_answer::is_due(&kept.invitation, account));
        card(pen, agreed_now(&kept.invitation, receipt), answered, receipt, &kept.receipt_key_point)
    };
    receipts.iter().map(one).collect::<Vec<_>>().into_any()
}

fn card(pen: TermsFormatter, now: Agreed, answered: Option<&Account>, receipt: &Receipt, point: &str) -> AnyView {
    let words = pen.words;
    let agreed = &receipt.arrangement;
    let moment = pen.format.moment_text(&agreed.accepted_at);
    let reference = (!agreed.reference.is_empty()).then(|| words.arrangement_reference().reference(&agreed.reference));
    let reference = reference.map(|text| view! { <span class="soft">{text}</span> });
    let (terms, notice) = match now {
        Agreed::Goes(terms) => (Some(terms), None),
        Agreed::Less(terms) => (Some(terms), Some(words.dispute_answer_agreed_less())),
        Agreed::Still => (None, Some(words.dispute_answer_stands_still())),
        Agreed::Over => (None, Some(words.dispute_answer_agreed_over())),
        Agreed::Unreadable => (None, None),
    };
    let answered = answered.map(|account| dispute_answer::view(account, false));
    let notice = notice.map(|text| view! { <Notice kind=NoticeKind::Know>{text}</Notice> });
    let (tag, tone) = match now {
        Agreed::Still => (words.dispute_answer_stands_still_tag(), Tone::Waiting),
        Agreed::Over => (words.dispute_answer_tag_withdrawn(), Tone::Good),
        _ => (words.arrangement_agreed(), Tone::Good),
    };
    let matter = terms.map(|terms| {
        let pieces = words
            .arrangement_sentence()
            .creditor(&agreed.creditor)
            .each(&pen.each(&terms))
            .first(&pen.format.date(terms.first()))
            .last(&pen.format.date(terms.last()))
            .times(&pen.times(&terms));
        let pieces = Signal::stored(pieces);
        let last = (terms.last_instalment() != terms.instalment())
            .then(|| words.arrangement_last_differs().amount(&pen.money(terms.last_instalment())));
        let last = last.map(|text| view! { " "{text} });
        view! {
            <p><Rich pieces/>{last}</p>
            <ul class="check__promises">
                <li>{words.arrangement_concession()}</li>
                <li>{words.arrangement_no_admission()}</li>
            </ul>
            {schedule(pen, &agreed.account_id, &terms)}
        }
        .into_any()
    });
    let proof = proof(pen, receipt, point);
    view! {
        <Card title=agreed.creditor.clone()>
            <p class="check__state">
                <StatusTag label=tag tone/>
                " "
                <span class="soft">{words.arrangement_agreed_on().moment(&moment)}</span>
                " "
                {reference}
            </p>
            {answered}
            {notice}
            {matter}
            {proof}
        </Card>
    }
    .into_any()
}

/// Every date and amount. A long one shows its first dates; the rest opens, and print has all of them.
fn schedule(pen: TermsFormatter, account_id: &str, terms: &Terms) -> AnyView {
    let words = pen.words;
    let rows: Vec<Vec<Cell>> = terms
        .schedule()
        .into_iter()
        .map(|row| {
            vec![
                Cell::Text(pen.format.date(row.due)),
                Cell::Number(pen.money(row.amount)),
                Cell::Number(pen.money(row.remaining)),
            ]
        })
        .collect();
    let is_long = rows.len() > DATES_FIRST + 2;
    let head = [words.arrangement_when(), words.arrangement_how_much(), words.arrangement_left()];
    let head = head.map(str::to_owned).to_vec();
    let foot = vec![
        Cell::Text(words.terms_in_all().to_owned()),
        Cell::Number(pen.money(terms.balance())),
        Cell::Number(String::new()),
    ];
    let id = ["dates-", account_id].concat();
    let all = RwSignal::new(!is_long);
    let toggle = is_long.then(|| {
        let label = Signal::derive(move || {
            (if all.get() { words.arrangement_show_fewer() } else { words.arrangement_show_all() }).to_owned()
        });
        let press = Callback::new(move |()| all.update(|all| *all = !*all));
        let expanded = Signal::derive(move || all.get());
        view! { <Actions><Button kind=ButtonKind::Text label on_press=press expanded/></Actions> }
    });
    view! {
        <div class="schedule" class:schedule--short=move || !all.get()>
            <DataTable id caption=words.arrangement_dates() head rows foot/>
        </div>
        {toggle}
    }
    .into_any()
}

/// The receipt: is its signature right, and a copy to keep.
fn proof(pen: TermsFormatter, receipt: &Receipt, point: &str) -> AnyView {
    let words = pen.words;
    let verdict = RwSignal::new(None::<bool>);
    let (checked, point_text) = (receipt.clone(), point.to_owned());
    spawn_local(async move {
        let is_right = receipt_verification::verify_receipt(&checked, &point_text).await;
        // The page may be left by now.
        let _ = verdict.try_set(Some(is_right));
    });
    let organisation = receipt.arrangement.organisation.clone();
    let signed_by = words.arrangement_receipt_text().organisation(&organisation);
    let said = move || match verdict.get() {
        None => view! { <p class="soft">{words.arrangement_signature_checking()}</p> }.into_any(),
        Some(true) => view! {
            <p class="check__state"><StatusTag label=words.arrangement_signature_right() tone=Tone::Good/></p>
            <p class="soft">{words.arrangement_signature_right_text()}</p>
        }
        .into_any(),
        Some(false) => {
            let text = words.arrangement_signature_wrong_text().organisation(&organisation);
            view! { <Notice kind=NoticeKind::Stop title=words.arrangement_signature_wrong()>{text}</Notice> }.into_any()
        }
    };
    let name = ["evenkeel-receipt-", &receipt.arrangement.account_id, ".json"].concat();
    let address = file_address(receipt, point);
    let context = receipt.arrangement.creditor.clone();
    let print = Callback::new(move |()| {
        // A browser without print has a menu with it.
        browser::document::print();
    });
    view! {
        <div class="stack">
            <h3>{words.arrangement_receipt()}</h3>
            <p>{signed_by}</p>
            <div role="status" class="stack">{said}</div>
        </div>
        <Actions>
            <Button kind=ButtonKind::Outlined drawing=Icon::Print label=label(words.arrangement_print()) on_press=print/>
            <a class="button button--outlined" href=address download=name>
                {icon(Icon::Download)}
                <span class="button__label">{words.arrangement_save()}</span>
                <span class="visually-hidden">" "{context}</span>
            </a>
        </Actions>
    }
    .into_any()
}

/// The receipt with the key it must be signed by, as a file in an address: nothing is fetched, and no code runs.
fn file_address(receipt: &Receipt, point: &str) -> String {
    let key = PublicKey { id: receipt.key_id.clone(), algorithm: receipt.algorithm.clone(), point: point.to_owned() };
    let file = Fields::default().with("receipt", receipt).with("key", &key);
    let text = json::canonical(&file.object());
    ["data:application/json;charset=utf-8,", &String::from(js_sys::encode_uri_component(&text))].concat()
}
