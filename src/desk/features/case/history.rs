//! What happened: who did it, about which debt, how much, and what was said.

use domain::money::Amount;
use leptos::prelude::*;
use ui::components::{Cell, DataTable, Disclosure};
use ui::format::Format;
use wire::api::{Invitation, Record};
use wire::json::{self, Value};
use wire::terms::{OfferDecision, Terms};

use crate::features::case::offers::creditor_of;
use crate::shared::labels;
use crate::shared::terms::TermsFormatter;

/// The history, newest last, as it was written.
pub fn view(formatter: TermsFormatter, invitation: &Invitation) -> AnyView {
    let words = formatter.words;
    let rows = invitation.records.iter().map(|record| row(formatter, invitation, record)).collect();
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

fn text(content: &Value, name: &str) -> String {
    content.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn minor(content: &Value, name: &str) -> Option<i64> {
    content.get(name).and_then(Value::as_i64)
}

fn list<'a>(content: &'a Value, name: &str) -> &'a [Value] {
    content.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn row(formatter: TermsFormatter, invitation: &Invitation, record: &Record) -> Vec<Cell> {
    let words = formatter.words;
    let content = &record.content;
    let by = text(content, "by");
    let who = if by.is_empty() { labels::actor(words, &record.actor).to_owned() } else { by };
    let said = ["reason", "told", "note"].map(|name| text(content, name));
    let said = said.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
    let about = about(formatter, invitation, record);
    let what = labels::record(words, &record.kind).to_owned();
    let what = if about.is_empty() { what } else { [&what, ": ", &about.join("; ")].concat() };
    vec![Cell::Text(formatter.format.moment_text(&record.at)), Cell::Text(who), Cell::Text(what), Cell::Text(said)]
}

/// Which debts an entry is about, and how much. Entries of earlier versions say less; then the offer they name tells it.
fn about(formatter: TermsFormatter, invitation: &Invitation, record: &Record) -> Vec<String> {
    let words = formatter.words;
    let content = &record.content;
    let name = |id: &str| creditor_of(invitation, id);
    let with = |id: &str, more: String| if more.is_empty() { name(id) } else { [&name(id), ", ", &more].concat() };
    let money =
        |amount: Option<i64>| amount.map(|minor| formatter.money(Amount::from_minor(minor))).unwrap_or_default();
    let terms = |value: Option<&Value>| {
        let terms = value.cloned().and_then(|value| json::read::<Terms>(value).ok()).and_then(|terms| terms.check());
        terms.map(|terms| [&formatter.each(&terms), ", ", &formatter.times(&terms)].concat()).unwrap_or_default()
    };
    let named = |line: &Value| {
        let verdict = line.get("verdict").cloned().and_then(|value| json::read::<OfferDecision>(value).ok());
        match verdict {
            Some(OfferDecision::Countered { terms: named, .. }) => terms(Some(&json::Json::write(&named))),
            _ => String::new(),
        }
    };
    let each = |all: &[Value], more: &dyn Fn(&Value) -> String| -> Vec<String> {
        all.iter().map(|one| with(&text(one, "account_id"), more(one))).collect()
    };
    let id = text(content, "account_id");
    match record.kind.as_str() {
        "invited" => each(list(content, "accounts"), &|one| money(minor(one, "balance_minor"))),
        "withdrawn" => each(list(content, "accounts"), &|one| money(minor(one, "claimed_minor"))),
        "offered" => each(list(content, "lines"), &|one| terms(one.get("terms"))),
        "accepted" => each(list(content, "terms"), &|one| terms(one.get("terms"))),
        "countered" if content.get("counters").is_some() => {
            each(list(content, "counters"), &|one| terms(one.get("terms")))
        }
        "countered" | "referred" => each(list(content, "lines"), &named),
        "declined" | "expired" => ended(invitation, content).iter().map(|id| name(id)).collect(),
        "disputed" => vec![with(&id, labels::ground(words, &text(content, "ground")).to_owned())],
        "dispute_verified" => vec![with(&id, money(minor(content, "claimed_minor")))],
        "dispute_withdrawn" => {
            let part = money(minor(content, "withdrawn_minor"));
            let left = words.history_left().amount(&money(minor(content, "claimed_minor")));
            vec![with(&id, [&part, ", ", &left].concat())]
        }
        "link_renewed" => content
            .get("expires_on")
            // By our own reader: the calendar's accepts more, and weighs 20 KB.
            .and_then(|day| json::read(day.clone()).ok())
            .map(|day| vec![words.link_until().date(&formatter.format.date(day))])
            .unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The accounts of an offer that was declined or has ended.
fn ended(invitation: &Invitation, content: &Value) -> Vec<String> {
    let ids = list(content, "account_ids");
    if !ids.is_empty() {
        return ids.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    }
    let proposal = text(content, "proposal_id");
    let offered = |record: &&Record| record.kind == "offered" && text(&record.content, "proposal_id") == proposal;
    let offered = invitation.records.iter().find(offered);
    offered
        .map(|record| list(&record.content, "lines").iter().map(|line| text(line, "account_id")).collect())
        .unwrap_or_default()
}
