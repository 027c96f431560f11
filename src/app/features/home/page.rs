//! The first screen: the same words as index.html has, and where one left off.

use browser::document::set_title;
use leptos::prelude::*;
use ui::components::{Card, Columns, Lead, PageFrame, PageHeader};
use ui::form::{Actions, ButtonKind, LinkButton};
use ui::live::live;

use crate::shared::journey;
use crate::store::AppState;
use crate::words::use_words;

/// What this is, what it keeps to itself, and one way in.
pub fn page() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    set_title(words.home_title());
    // Somebody who comes back goes on where they were. What waits to be sent is read a moment later than the rest, so this
    // follows the state.
    let next = Memo::new(move |_| journey::way_on(state));
    let way_in = live(move || {
        let (href, label) = match next.get() {
            Some(path) => (path, words.home_go_on()),
            None => ("/budget", words.home_start()),
        };
        view! { <LinkButton href=href label=Signal::stored(label.to_owned())/> }.into_any()
    });
    let invited = state.invitation.saved.with_untracked(Option::is_some);
    let invitation = invited.then(|| {
        let label = Signal::stored(words.home_invitation().to_owned());
        view! { <LinkButton href="/i" kind=ButtonKind::Outlined label/> }
    });
    view! {
        <PageFrame>
            <PageHeader title=words.home_title()>
                <Lead>{words.home_lead()}</Lead>
                <p>{words.home_private()}</p>
            </PageHeader>
            <Actions>
                {way_in}
                {invitation}
            </Actions>
            <Columns>
                <Card title=words.home_letter_title()>
                    <p>{words.home_letter_text()}</p>
                    <p><a href="/learn/collector-letter">{words.home_letter_link()}</a></p>
                </Card>
                <Card title=words.home_person_title()>
                    <p>{words.home_person_text()}</p>
                    <p><a href="/advice">{words.home_person_link()}</a></p>
                </Card>
            </Columns>
        </PageFrame>
    }
    .into_any()
}
