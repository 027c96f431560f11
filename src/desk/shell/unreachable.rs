//! A server that does not answer.

use browser::document;
use leptos::prelude::*;
use ui::components::{Lead, PageFrame, PageHeader};
use ui::form::{Actions, Button};

use crate::shared::format::label;
use crate::store::Desk;
use crate::words::use_words;

/// The server does not answer.
pub fn page(desk: Desk) -> AnyView {
    let words = use_words();
    document::set_title(words.sign_in_unreachable_title());
    let again = Callback::new(move |()| desk.fetch_session());
    view! {
        <PageFrame>
            <PageHeader title=words.sign_in_unreachable_title()>
                <Lead>{words.sign_in_unreachable()}</Lead>
            </PageHeader>
            <Actions><Button label=label(words.shell_again()) on_press=again/></Actions>
        </PageFrame>
    }
    .into_any()
}
