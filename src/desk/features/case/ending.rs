//! A new link, and taking the invitation back: each asks once more and says what it means.

use browser::clock::today;
use browser::document;
use domain::arrangement::days_after;
use leptos::prelude::*;
use ui::components::Card;
use ui::form::{Actions, Button, ButtonKind};
use ui::format::Format;
use ui::live::live;
use wire::api::{DeskCase, DeskState, InvitationCreated, LinkRequest};
use wire::json;

use crate::shared::format::{format_of, label};
use crate::shared::server_problem::trouble;
use crate::store::net::{self, Request};
use crate::store::{Desk, Outcome};
use crate::words::Words;

/// How many days a renewed link lasts: past every validation period.
const RENEWED_DAYS: i64 = 75;

/// What is being asked once more.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ask {
    Link,
    Withdraw,
}

/// What can still be done with the link.
pub fn view(desk: Desk, words: Words, case: &DeskCase) -> AnyView {
    let invitation = &case.invitation;
    let is_withdrawn = case.state == DeskState::Withdrawn;
    let is_agreed = !invitation.receipts.is_empty();
    // What was agreed or disputed stays readable for ever, so a lost link can be replaced.
    let stays = is_agreed || invitation.records.iter().any(|record| record.kind == "disputed");
    let is_over = today() > days_after(invitation.expires_on, 1) && !stays;
    let can_withdraw = !is_withdrawn && !is_agreed && !is_over;
    if is_withdrawn {
        let text = words.ending_withdrawn();
        return view! { <Card title=words.ending_title()><p>{text}</p></Card> }.into_any();
    }
    let asking = RwSignal::new(None::<Ask>);
    let id = StoredValue::new(invitation.id.clone());
    // Only the link that is seen here is replaced.
    let made = invitation.records.iter().rfind(|record| matches!(record.kind.as_str(), "invited" | "link_renewed"));
    let record = made.map_or(0, |made| made.number);
    // A link that has run out gets another last day with the new one.
    let until = is_over.then(|| days_after(today(), RENEWED_DAYS));
    let format = format_of(desk, domain::money::Currency::USD);
    let means = match until {
        Some(until) => words.ending_renew_means().date(&format.date(until)),
        None => words.ending_link_means().to_owned(),
    };
    let (text, open) = if is_over {
        (words.ending_over(), words.ending_renew())
    } else if is_agreed {
        (words.ending_agreed(), words.ending_link())
    } else {
        (words.ending_text(), words.ending_link())
    };
    let matter = live(move || match asking.get() {
        None => {
            let renew = opener(asking, Ask::Link, "ask-link", open);
            let withdraw = can_withdraw.then(|| opener(asking, Ask::Withdraw, "ask-withdraw", words.ending_withdraw()));
            view! { <p>{text}</p><Actions>{renew}{withdraw}</Actions> }.into_any()
        }
        Some(ask) => untrack(|| {
            confirm(desk, words, asking, ask, (id, LinkRequest { record, expires_on: until }), means.clone())
        }),
    });
    view! { <div class="no-print"><Card title=words.ending_title()>{matter}{trouble(desk)}</Card></div> }.into_any()
}

fn opener(asking: RwSignal<Option<Ask>>, ask: Ask, id: &'static str, text: &'static str) -> AnyView {
    let press = Callback::new(move |()| {
        asking.set(Some(ask));
        browser::focus::focus_id_soon("confirm");
    });
    view! { <Button id kind=ButtonKind::Outlined label=label(text) on_press=press/> }.into_any()
}

fn confirm(
    desk: Desk,
    words: Words,
    asking: RwSignal<Option<Ask>>,
    ask: Ask,
    (id, link): (StoredValue<String>, LinkRequest),
    link_means: String,
) -> AnyView {
    let (question, means, yes, no, opener) = match ask {
        Ask::Link => {
            (words.ending_link_sure(), link_means, words.ending_link_yes(), words.ending_link_no(), "ask-link")
        }
        Ask::Withdraw => (
            words.ending_withdraw_sure(),
            words.ending_withdraw_means().to_owned(),
            words.ending_withdraw_yes(),
            words.ending_withdraw_no(),
            "ask-withdraw",
        ),
    };
    let go = Callback::new(move |()| {
        let base = [net::INVITATIONS, "/", &id.get_value()].concat();
        match ask {
            Ask::Link => desk.write(
                Request::post([&base, "/link"].concat(), Some(json::print(&link))),
                true,
                Box::new(|desk, text| {
                    desk.take_link(net::read::<InvitationCreated>(text)?);
                    Ok(())
                }),
            ),
            Ask::Withdraw => desk.write(
                Request::post([&base, "/withdrawal"].concat(), None),
                false,
                Box::new(|desk, _| {
                    desk.outcome.set(Some(Outcome::Withdrawn));
                    desk.refresh();
                    document::scroll_to_top();
                    Ok(())
                }),
            ),
        }
    });
    let keep = Callback::new(move |()| {
        desk.sending.error.set(None);
        asking.set(None);
        browser::focus::focus_id_soon(opener);
    });
    let kind = if ask == Ask::Withdraw { ButtonKind::Danger } else { ButtonKind::Filled };
    view! {
        <div class="stack" id="confirm" role="group" tabindex="-1" aria-labelledby="confirm-question">
            <h3 id="confirm-question">{question}</h3>
            <p>{means}</p>
            <Actions>
                <Button kind label=label(yes) busy=desk.sending.busy on_press=go/>
                <Button kind=ButtonKind::Outlined label=label(no) on_press=keep/>
            </Actions>
        </div>
    }
    .into_any()
}
