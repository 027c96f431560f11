//! The counsellor's page at /desk, in a bundle of its own so that a client never downloads it.

mod words;

use leptos::mount::mount_to_body;
use leptos::prelude::*;
use ui::components::{Lead, PageFrame, PageHeader, SiteHeader};
use ui::words::Language;
use words::Words;

fn main() {
    mount_to_body(page);
}

/// What works today: the interface of the server. The page itself says so rather than showing an empty list.
fn page() -> AnyView {
    let wanted = window().navigator().language();
    let words = Words(wanted.and_then(|tag| Language::from_tag(&tag)).unwrap_or_default());
    view! {
        <SiteHeader brand="Evenkeel" home="/desk">""</SiteHeader>
        <PageFrame>
            <PageHeader title=words.desk_title()>
                <Lead>{words.desk_not_here_yet()}</Lead>
            </PageHeader>
        </PageFrame>
    }
    .into_any()
}
