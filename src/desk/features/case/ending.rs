//! A new link, and taking the invitation back: each asks once more and says what it means.

use browser::clock::today;
use browser::document;
use domain::arrangement::days_after;
use leptos::prelude::*;
use ui::components::Card;
use ui::form::{Actions, Button, ButtonKind};
use ui::live::live;
use wire::api::{DeskCase, DeskState, InvitationCreated, LinkRequest};
use wire::json;

use crate::shared::format::label;
use crate::shared::server_problem::trouble;
use crate::store::net::{self, Request};
use crate::store::{Desk, Outcome};
use crate::words::Words;

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
    let (can_renew, can_withdraw) = (!is_withdrawn && !is_over, !is_withdrawn && !is_agreed);
    if !can_renew && !can_withdraw {
        let text = if is_withdrawn { words.ending_withdrawn() } else { words.ending_over() };
        return view! { <Card title=words.ending_title()><p>{text}</p></Card> }.into_any();
    }
    let asking = RwSignal::new(None::<Ask>);
    let id = StoredValue::new(invitation.id.clone());
    // Only the link that is seen here is replaced.
    let made = invitation.records.iter().rfind(|record| matches!(record.kind.as_str(), "invited" | "link_renewed"));
    let record = made.map_or(0, |made| made.number);
    let matter = live(move || match asking.get() {
        None => {
            let renew = can_renew.then(|| opener(asking, Ask::Link, "ask-link", words.ending_link()));
            let withdraw = can_withdraw.then(|| opener(asking, Ask::Withdraw, "ask-withdraw", words.ending_withdraw()));
            view! { <p>{words.ending_text()}</p><Actions>{renew}{withdraw}</Actions> }.into_any()
        }
        Some(ask) => untrack(|| confirm(desk, words, asking, ask, (id, record))),
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
    (id, record): (StoredValue<String>, i64),
) -> AnyView {
    let (question, means, yes, no, opener) = match ask {
        Ask::Link => (
            words.ending_link_sure(),
            words.ending_link_means(),
            words.ending_link_yes(),
            words.ending_link_no(),
            "ask-link",
        ),
        Ask::Withdraw => (
            words.ending_withdraw_sure(),
            words.ending_withdraw_means(),
            words.ending_withdraw_yes(),
            words.ending_withdraw_no(),
            "ask-withdraw",
        ),
    };
    let go = Callback::new(move |()| {
        let base = [net::INVITATIONS, "/", &id.get_value()].concat();
        match ask {
            Ask::Link => desk.write(
                Request::post([&base, "/link"].concat(), Some(json::print(&LinkRequest { record }))),
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
