//! An address with nothing behind it.

use browser::document::set_title;
use leptos::prelude::*;
use ui::components::{Lead, PageFrame, PageHeader};
use ui::form::{Actions, LinkButton};

use crate::words::use_words;

/// Says so, and leads home.
pub fn page() -> AnyView {
    let words = use_words();
    set_title(words.home_lost_title());
    view! {
        <PageFrame>
            <PageHeader title=words.home_lost_title()>
                <Lead>{words.home_lost_text()}</Lead>
            </PageHeader>
            <Actions>
                <LinkButton href="/" label=Signal::stored(words.home_lost_back().to_owned())/>
            </Actions>
        </PageFrame>
    }
    .into_any()
}
