//! An address that leads to nothing.

use browser::document;
use leptos::prelude::*;
use ui::components::{Lead, PageFrame, PageHeader};
use ui::form::{Actions, LinkButton};

use crate::route_table::LIST;
use crate::shared::format::label;
use crate::words::use_words;

/// There is no such page.
pub fn page() -> AnyView {
    let words = use_words();
    document::set_title(words.sign_in_nothing_title());
    view! {
        <PageFrame>
            <PageHeader title=words.sign_in_nothing_title()>
                <Lead>{words.sign_in_nothing()}</Lead>
            </PageHeader>
            <Actions><LinkButton href=LIST label=label(words.shell_to_list())/></Actions>
        </PageFrame>
    }
    .into_any()
}
