//! What a client says against a debt, what was answered, and the form to answer it.

mod model;

use browser::document;
use domain::money::{Amount, Currency};
use leptos::prelude::*;
use ui::components::{Notice, NoticeKind};
use ui::form::{Actions, AmountField, Button, Form, RadioChoice, RadioChoices, TextArea};
use ui::format::Format;
use ui::live::{live, live_text};
use wire::api::{Account, AccountState, DeskCase, DeskState, Invitation, Record};
use wire::json::{self, Value};

use crate::features::case::dispute::model::{ALL, PART, VERIFIED};
use crate::shared::field_words::chars_left;
use crate::shared::form_check::FormCheck;
use crate::shared::labels;
use crate::shared::server_problem::trouble_at;
use crate::shared::terms::TermsFormatter;
use crate::store::net::{self, Request};
use crate::store::{Desk, DisputeDraft, Outcome};

fn text(record: &Record, name: &str) -> String {
    record.content.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// All that was said about whether a debt is right, in its order, and the form where an answer is due.
pub fn view(desk: Desk, formatter: TermsFormatter, case: &DeskCase, account: &Account) -> AnyView {
    let invitation = &case.invitation;
    let records = invitation.records.iter().filter(|record| text(record, "account_id") == account.id);
    let open = records.clone().rfind(|record| record.kind == "disputed");
    let open = open.filter(|_| account.state == AccountState::Disputed).map(|record| record.number);
    let said: Vec<AnyView> = records
        .filter_map(|record| match record.kind.as_str() {
            "disputed" => Some(disputed(formatter, record, open == Some(record.number))),
            "dispute_verified" | "dispute_withdrawn" => Some(answered(formatter, record)),
            _ => None,
        })
        .collect();
    let form = open
        .filter(|_| case.state != DeskState::Withdrawn)
        .map(|record| form(desk, formatter, invitation, account, record));
    view! { {said}{form} }.into_any()
}

/// What the client says is wrong, in their words.
fn disputed(formatter: TermsFormatter, record: &Record, is_open: bool) -> AnyView {
    let words = formatter.words;
    let ground = labels::ground(words, &text(record, "ground"));
    let note = Some(text(record, "note")).filter(|note| !note.is_empty());
    let note = note.map(|text| view! { <blockquote class="quoted">{text}</blockquote> });
    let when = words.case_disputed_at().when(&formatter.format.moment_text(&record.at));
    let (kind, stopped) =
        if is_open { (NoticeKind::Care, Some(words.case_disputed())) } else { (NoticeKind::Know, None) };
    let stopped = stopped.map(|text| view! { <p>{text}</p> });
    view! {
        <Notice kind title=ground>
            {note}
            {stopped}
            <p class="soft">{when}</p>
        </Notice>
    }
    .into_any()
}

/// What a person answered.
fn answered(formatter: TermsFormatter, record: &Record) -> AnyView {
    let words = formatter.words;
    let (by, when) = (text(record, "by"), formatter.format.moment_text(&record.at));
    let minor = |name: &str| record.content.get(name).and_then(Value::as_i64).unwrap_or_default();
    let said = match (minor("withdrawn_minor"), minor("claimed_minor")) {
        (0, _) => words.dispute_said_verified().by(&by).when(&when),
        (_, 0) => words.dispute_said_all().by(&by).when(&when),
        (part, claimed) => words
            .dispute_said_part()
            .by(&by)
            .claimed(&formatter.minor(claimed))
            .part(&formatter.minor(part))
            .when(&when),
    };
    view! {
        <figure class="message">
            <figcaption class="soft">{said}</figcaption>
            <blockquote>{text(record, "told")}</blockquote>
        </figure>
    }
    .into_any()
}

fn form(desk: Desk, formatter: TermsFormatter, invitation: &Invitation, account: &Account, record: i64) -> AnyView {
    let TermsFormatter { words, currency, .. } = formatter;
    let draft = desk.rooted(|| desk.disputes.of(&invitation.id, &account.id, record));
    let claimed = Amount::from_minor(account.balance_minor);
    let money: Signal<Currency> = Signal::stored(currency);
    let found = draft.clone();
    let checked =
        FormCheck::new(desk, money, Box::new(move || model::read(&found, claimed, currency).err().unwrap_or_default()));
    let options = vec![
        RadioChoice::new(VERIFIED, words.dispute_verified()).detail(words.dispute_verified_detail()),
        RadioChoice::new(PART, words.dispute_part()).detail(words.dispute_part_detail()),
        RadioChoice::new(ALL, words.dispute_all()).detail(words.dispute_all_detail()),
    ];
    let (case_id, account_id, sent) = (invitation.id.clone(), account.id.clone(), draft.clone());
    let submit = Callback::new(move |()| {
        checked.submit();
        let Ok(request) = untrack(|| model::read(&sent, claimed, currency)) else { return };
        let (case_id, account_id) = (case_id.clone(), account_id.clone());
        let done = move |desk: Desk, text: &str| {
            let case = net::read::<DeskCase>(text)?;
            desk.disputes.forget(&case_id, &account_id);
            desk.outcome.set(Some(Outcome::Answered));
            desk.case.set(Some(case));
            document::scroll_to_top();
            Ok(())
        };
        desk.write(Request::post(sent.path(), Some(json::print(&request))), true, Box::new(done));
    });
    let choice = draft.kind;
    let kind = Memo::new(move |_| choice.get());
    let inside = draft.clone();
    let inner = live(move || {
        let kind = kind.get();
        untrack(|| follow_up(desk, formatter, checked, &inside, &kind, claimed))
    });
    let busy = desk.sending.busy;
    let face =
        Signal::derive(move || if busy.get() { words.answer_sending() } else { words.dispute_send() }.to_owned());
    let question = words.dispute_question().creditor(&account.creditor);
    let trouble = trouble_at(desk, draft.path());
    let (form_id, kind_id) = (draft.id("form"), draft.id("kind"));
    view! {
        <div class="stack">
            {checked.summary()}
            <Form id=form_id on_submit=submit>
                <RadioChoices
                    id=kind_id.clone()
                    legend=question
                    value=choice
                    options=Signal::stored(options)
                    error=checked.error(kind_id)
                />
                {inner}
                {trouble}
                <Actions><Button label=face submit=true busy=busy/></Actions>
            </Form>
        </div>
    }
    .into_any()
}

/// What a choice asks for.
fn follow_up(
    desk: Desk,
    formatter: TermsFormatter,
    checked: FormCheck,
    draft: &DisputeDraft,
    kind: &str,
    claimed: Amount,
) -> AnyView {
    let TermsFormatter { words, currency, .. } = formatter;
    let (told_label, told_hint) = match kind {
        VERIFIED => (words.dispute_told_verified(), words.dispute_told_verified_hint()),
        PART | ALL => (words.dispute_told(), words.dispute_told_hint()),
        _ => return ().into_any(),
    };
    let part = (kind == PART).then(|| {
        let (id, typed) = (draft.id("part"), draft.part);
        // What is left is said while it is typed, so that nobody takes off the rest by mistake.
        let rest = live_text(move || {
            let part = typed.with(|text| domain::money::parse_amount(text, currency)).unwrap_or_default();
            let is_some = part.is_positive() && part <= claimed;
            if is_some {
                words.dispute_rest().amount(&formatter.money(claimed.saturating_sub(part)))
            } else {
                String::new()
            }
        });
        view! {
            <AmountField
                id=id.clone()
                label=words.dispute_how_much()
                hint=words.dispute_how_much_hint().amount(&formatter.money(claimed))
                value=typed
                prefix=formatter.format.currency_sign(currency)
                error=checked.error(id.clone())
                on_leave=checked.leave(id)
            />
            <p class="follows" role="status">{rest}</p>
        }
    });
    let id = draft.id("told");
    view! {
        {part}
        <TextArea
            id=id.clone()
            label=told_label
            hint=told_hint
            value=draft.told
            error=checked.error(id.clone())
            limit=chars_left(desk, words)
            on_leave=checked.leave(id)
        />
    }
    .into_any()
}
