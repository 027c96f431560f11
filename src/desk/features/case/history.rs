//! What happened, who did it and what was said.

use leptos::prelude::*;
use ui::components::{Cell, DataTable, Disclosure};
use wire::api::{Invitation, Record};
use wire::json::Value;

use crate::shared::labels;
use crate::shared::terms::TermsFormatter;

/// The history, newest last, as it was written.
pub fn view(formatter: TermsFormatter, invitation: &Invitation) -> AnyView {
    let words = formatter.words;
    let rows = invitation.records.iter().map(|record| row(formatter, record)).collect();
    let head = [words.history_when(), words.history_who(), words.history_what(), words.history_said()];
    let head = head.map(str::to_owned).to_vec();
    view! {
        <section class="card">
            <Disclosure summary=words.history_title()>
                <p>{words.history_text()}</p>
                <DataTable id="history" caption=words.history_title() caption_hidden=true stacked=true head rows/>
            </Disclosure>
        </section>
    }
    .into_any()
}

fn row(formatter: TermsFormatter, record: &Record) -> Vec<Cell> {
    let words = formatter.words;
    let of = |name: &str| record.content.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let by = of("by");
    let who = if by.is_empty() { labels::actor(words, &record.actor).to_owned() } else { by };
    let said = [of("reason"), of("told"), of("note")].into_iter().find(|text| !text.is_empty()).unwrap_or_default();
    vec![
        Cell::Text(formatter.format.moment_text(&record.at)),
        Cell::Text(who),
        Cell::from(labels::record(words, &record.kind)),
        Cell::Text(said),
    ]
}
