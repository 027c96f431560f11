//! What became of the offer: on its way, considered, countered, declined or agreed, with the schedule and the receipt.

use browser::document::set_title;
use domain::journey::Step;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::components::{Card, Lead, Loading, PageFrame, PageHeader, Piece, Rich};
use ui::form::{Actions, Button, ButtonKind, LinkButton};
use ui::format::Format;
use wire::api::{Account, AccountState, Invitation};
use wire::problem::Kind;

use crate::features::arrangement::{agreed, history, open_offer};
use crate::shared::offer_status::{OfferStatus, statuses};
use crate::shared::terms::{TermsFormatter, label, pen};
use crate::shared::{dispute_answer, journey};
use crate::store::net::NetError;
use crate::store::{Agreed, AppState, agreed_now, persistence, storage};
use crate::words::{Words, use_words};

/// The page.
pub fn page() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    if Step::Arrangement.is_open(untrack(|| journey::facts(state))) {
        return inside();
    }
    // Just after the browser was opened again, what waits is on the disk but not known here yet. Nobody is sent away
    // before that was read.
    let is_read = RwSignal::new(false);
    spawn_local(async move {
        let rows = storage::outbox_all().await.unwrap_or_default();
        if !rows.is_empty() {
            state.outbox.waiting.set(rows);
        }
        let _ = is_read.try_set(true);
    });
    (move || {
        if is_read.get() {
            return journey::guarded(Step::Arrangement, inside);
        }
        view! { <PageFrame><Loading label=words.arrangement_checking()/></PageFrame> }.into_any()
    })
    .into_any()
}

/// What came of asking for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Looked {
    NotYet,
    Asking,
    Fresh,
    Offline,
    Failed,
    Gone,
}

fn inside() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    // What is drawn follows what was said, not when it was last heard.
    let invitation = Memo::new(move |_| state.invitation.invitation());
    let all = Memo::new(move |_| statuses(state));
    // What is under way with any of them comes first.
    let standing = Memo::new(move |_| all.with(|all| all.iter().map(|(_, status)| *status).min()));
    let is_mixed = move || {
        all.with(|all| {
            let ends = (all.iter().map(|(_, status)| *status).min(), all.iter().map(|(_, status)| *status).max());
            ends.0 > Some(OfferStatus::Refused) && ends.0 != ends.1
        })
    };
    let looked = RwSignal::new(Looked::NotYet);
    let look = move || look(state, looked);
    // Somebody who opens this page wants to know the answer.
    look();
    let lead = Signal::derive(move || {
        let pen = pen(state, words);
        let standing = standing.get();
        if is_mixed() {
            return vec![Piece::Text(words.arrangement_lead_mixed().to_owned())];
        }
        invitation
            .with(|known| known.as_ref().zip(standing).map(|(known, standing)| lead(pen, known, standing)))
            .unwrap_or_default()
    });
    // An offer that becomes an arrangement gets a new heading, which takes the focus: that is the news.
    let has_agreed = Memo::new(move |_| state.invitation.has_arrangement());
    let header = move || {
        let title = if has_agreed.get() { words.arrangement_title() } else { words.arrangement_title_offer() };
        set_title(title);
        view! { <PageHeader title><div role="status"><Lead><Rich pieces=lead/></Lead></div></PageHeader> }
    };
    let under_way = move || {
        let pen = pen(state, words);
        let all = all.get();
        invitation.with(|known| known.as_ref().map(|known| open_offer::view(state, pen, &all, known)))
    };
    let agreements = move || {
        let pen = pen(state, words);
        invitation.track();
        state.invitation.saved.with_untracked(|kept| kept.as_ref().map(|kept| agreed::view(pen, kept)))
    };
    let answers = move || {
        // Where something is agreed, the answer stands with it.
        let due = |known: &Invitation| {
            let is_agreed = |id: &str| known.receipts.iter().any(|receipt| receipt.arrangement.account_id == id);
            let due = known
                .accounts
                .iter()
                .filter(|account| dispute_answer::is_due(known, account) && !is_agreed(&account.id));
            due.cloned().collect()
        };
        let due: Vec<Account> = invitation.with(|known| known.as_ref().map(due).unwrap_or_default());
        let card = |account: Account| {
            let title = account.creditor.clone();
            view! { <Card title>{dispute_answer::view(&account, false)}</Card> }.into_any()
        };
        due.into_iter().map(card).collect::<Vec<_>>()
    };
    let past = move || {
        let pen = pen(state, words);
        invitation.with(|known| known.as_ref().map(|known| history::view(pen, known)))
    };
    let rest = move || {
        let all = all.get();
        invitation.with(|known| known.as_ref().and_then(|known| rest(state, words, known, &all)))
    };
    view! {
        <PageFrame rail=journey::rail(Step::Arrangement)>
            {header}
            {answers}
            {under_way}
            {agreements}
            {rest}
            {past}
            {look_again(state, words, looked, Callback::new(move |()| look()))}
            <p class="soft no-print">{words.arrangement_stop()}</p>
        </PageFrame>
    }
    .into_any()
}

fn lead(pen: TermsFormatter, invitation: &Invitation, standing: OfferStatus) -> Vec<Piece> {
    let words = pen.words;
    let organisation = invitation.organisation.name.as_str();
    match standing {
        OfferStatus::Waiting => words.arrangement_lead_waiting(),
        OfferStatus::Refused => vec![Piece::Text(words.arrangement_lead_refused().to_owned())],
        OfferStatus::Considered => words.arrangement_lead_sent().organisation(organisation),
        OfferStatus::CounteredByPerson => words.arrangement_lead_person_counter().organisation(organisation),
        OfferStatus::CounteredByPolicy => words.arrangement_lead_policy_counter().organisation(organisation),
        OfferStatus::Declined => words.arrangement_lead_declined().organisation(organisation),
        OfferStatus::Ended => vec![Piece::Text(words.arrangement_lead_ended().to_owned())],
        OfferStatus::Agreed => {
            let all = invitation.receipts.iter().map(|receipt| agreed_now(invitation, receipt));
            let all: Vec<Agreed> = all.filter(|agreed| *agreed != Agreed::Over).collect();
            match all.as_slice() {
                [] => vec![Piece::Text(words.dispute_answer_lead_over().to_owned())],
                [Agreed::Still] => words.dispute_answer_lead_still().organisation(organisation),
                [Agreed::Goes(terms) | Agreed::Less(terms)] => words
                    .arrangement_lead_agreed_one()
                    .each(&pen.each(terms))
                    .first(&pen.format.date(terms.first()))
                    .last(&pen.format.date(terms.last()))
                    .organisation(organisation),
                all => {
                    let count = u64::try_from(all.len()).unwrap_or_default();
                    words.arrangement_lead_agreed_more(count, &count.to_string()).organisation(organisation)
                }
            }
        }
    }
}

/// Debts that could still be offered something, and of which nothing is under way.
fn rest(state: AppState, words: Words, invitation: &Invitation, all: &[(String, OfferStatus)]) -> Option<AnyView> {
    if all.iter().any(|(_, status)| *status <= OfferStatus::Refused) {
        return None;
    }
    let has = |wanted: OfferStatus| all.iter().any(|(_, status)| *status == wanted);
    let is_free = |account: &&Account| {
        let status = all.iter().find(|(id, _)| *id == account.id).map(|(_, status)| *status);
        account.state == AccountState::Open && status.is_none_or(|status| status == OfferStatus::Ended)
    };
    let count = invitation.accounts.iter().filter(is_free).count();
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    let facts = untrack(|| journey::facts(state));
    let changed = has(OfferStatus::Agreed).then(|| view! { <p>{words.arrangement_changed()}</p> });
    let is_other = has(OfferStatus::Agreed) || has(OfferStatus::Considered) || has(OfferStatus::CounteredByPerson);
    let open = (count > 0 && is_other && Step::Check.is_open(facts)).then(|| {
        let text = words.arrangement_open_rest(count, &count.to_string());
        view! {
            <p>{text}</p>
            <Actions><LinkButton href="/check" label=label(words.arrangement_open_rest_link())/></Actions>
        }
    });
    Some(view! { {changed}{open} }.into_any())
}

fn look(state: AppState, looked: RwSignal<Looked>) {
    let Some(token) = untrack(|| state.invitation.token()) else { return };
    if looked.get_untracked() == Looked::Asking {
        return;
    }
    looked.set(Looked::Asking);
    spawn_local(async move {
        let outcome = match persistence::refresh(state, &token).await {
            Ok(()) => Looked::Fresh,
            Err(NetError::Offline | NetError::TimedOut) => Looked::Offline,
            Err(NetError::Problem(problem)) if problem.kind() == Some(Kind::InvitationUnavailable) => Looked::Gone,
            Err(_) => Looked::Failed,
        };
        // The page may be left by now.
        let _ = looked.try_set(outcome);
    });
}

fn look_again(state: AppState, words: Words, looked: RwSignal<Looked>, again: Callback<()>) -> AnyView {
    let said = move || {
        let (seen, organisation) = state.invitation.saved.with(|kept| {
            let kept = kept.as_ref();
            let seen = kept.map(|kept| pen(state, words).format.moment_text(&kept.seen_at)).unwrap_or_default();
            (seen, kept.map(|kept| kept.invitation.organisation.name.clone()).unwrap_or_default())
        });
        match looked.get() {
            Looked::NotYet => ().into_any(),
            Looked::Asking => view! { <Loading label=words.arrangement_checking()/> }.into_any(),
            Looked::Fresh => words.arrangement_checked().into_any(),
            Looked::Offline => words.arrangement_check_offline().moment(&seen).into_any(),
            Looked::Failed => words.arrangement_check_failed().moment(&seen).into_any(),
            Looked::Gone => words.arrangement_check_gone().moment(&seen).organisation(&organisation).into_any(),
        }
    };
    let busy = Signal::derive(move || looked.get() == Looked::Asking);
    view! {
        <div class="stack no-print">
            <Actions>
                <Button kind=ButtonKind::Outlined label=label(words.arrangement_check_again()) on_press=again busy/>
            </Actions>
            <div role="status" class="soft">{said}</div>
        </div>
    }
    .into_any()
}
