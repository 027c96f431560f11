//! All cases: what needs a person first, then what waits for a client, then what is settled.

use browser::document;
use leptos::prelude::*;
use ui::components::{
    Card, Cell, DataTable, Disclosure, EmptyState, Lead, Loading, Notice, NoticeKind, PageFrame, PageHeader, StatusTag,
};
use ui::form::{Actions, Button, ButtonKind, LinkButton};
use ui::format::Format;
use ui::icon::Icon;
use ui::live::live;
use wire::api::{DeskState, DeskSummary};

use crate::route_table::{INVITE, ORGANISATION, PASSWORD, case_address};
use crate::shared::case_name::case_name;
use crate::shared::format::{format_of, label};
use crate::shared::labels;
use crate::shared::reload::reload;
use crate::shared::server_problem::{explain, trouble};
use crate::shared::terms::TermsFormatter;
use crate::store::{Desk, Outcome};
use crate::words::{Words, use_words};

/// How cases are sorted: the groups in their order.
const GROUPS: [&[DeskState]; 5] = [
    &[DeskState::Disputed, DeskState::NeedsPerson],
    &[DeskState::Answered, DeskState::PartlyArranged, DeskState::Opened, DeskState::Sent],
    &[DeskState::Arranged],
    &[DeskState::Declined],
    &[DeskState::Closed, DeskState::Expired, DeskState::Withdrawn],
];

/// The page.
pub fn page(desk: Desk) -> AnyView {
    let words = use_words();
    document::set_title(words.cases_title());
    desk.fetch_list();
    let lead = live(move || {
        let text = desk.list.with(|list| list.as_ref().filter(|list| !list.is_empty()).map(|_| lead(desk, words)));
        text.map(|text| view! { <Lead>{text}</Lead> }).into_any()
    });
    let matter = live(move || desk.list.with(|list| list.as_ref().map(|list| groups(desk, words, list))).into_any());
    let missing = live(move || {
        let is_unknown = desk.list.with(Option::is_none);
        match desk.fetch_error.get() {
            Some(error) => {
                let text = explain(desk, words, &error);
                view! { <Notice kind=NoticeKind::Care live=true>{text}</Notice> }.into_any()
            }
            None if is_unknown => view! { <Loading label=words.cases_loading()/> }.into_any(),
            None => ().into_any(),
        }
    });
    let more = live(move || {
        let format = format_of(desk, domain::money::Currency::USD);
        let count = desk.list.with(|list| list.as_ref().map_or(0, Vec::len));
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let show = move || {
            let press = Callback::new(move |()| desk.fetch_more());
            let shown = words.cases_shown(count.unsigned_abs(), &format.number(count));
            view! {
                <p class="soft" role="status">{shown}</p>
                <Actions>
                    <Button kind=ButtonKind::Outlined label=label(words.cases_more()) on_press=press busy=desk.fetching/>
                </Actions>
            }
        };
        desk.next.with(Option::is_some).then(show).into_any()
    });
    let kept = live(move || {
        let is_kept = desk.outcome.get() == Some(Outcome::OrganisationKept);
        let text = words.cases_organisation_kept();
        is_kept.then(|| view! { <Notice kind=NoticeKind::Success live=true>{text}</Notice> }).into_any()
    });
    let organisation =
        desk.session().map(|session| words.cases_who().name(&session.name).organisation(&session.organisation.name));
    view! {
        <PageFrame wide=true>
            <PageHeader title=words.cases_title()>
                {lead}
                <p class="soft">{organisation}" "<a href=ORGANISATION>{words.cases_organisation()}</a></p>
                <p><a href=PASSWORD>{words.cases_password()}</a></p>
            </PageHeader>
            {kept}
            {trouble(desk)}
            {missing}
            <Actions>
                <LinkButton href=INVITE label=label(words.cases_invite()) drawing=Icon::Add/>
                {reload(desk, words)}
            </Actions>
            {matter}
            {more}
        </PageFrame>
    }
    .into_any()
}

fn lead(desk: Desk, words: Words) -> String {
    let format = format_of(desk, domain::money::Currency::USD);
    match desk.waiting.get() {
        0 => words.cases_none_waits().to_owned(),
        count => words.cases_waits(count.unsigned_abs(), &format.number(count)),
    }
}

fn groups(desk: Desk, words: Words, list: &[DeskSummary]) -> AnyView {
    if list.is_empty() {
        return view! {
            <EmptyState title=words.cases_empty() text=words.cases_empty_text()>
                <LinkButton href=INVITE label=label(words.cases_invite()) kind=ButtonKind::Outlined/>
            </EmptyState>
        }
        .into_any();
    }
    let names = [
        words.cases_needs(),
        words.cases_with_client(),
        words.cases_agreed(),
        words.cases_declined(),
        words.cases_over(),
    ];
    let groups = GROUPS.iter().zip(names).enumerate().map(|(index, (states, name))| {
        // State by state, and in each as the server sends them: the longest wait first, or the newest.
        let sorted = states.iter().flat_map(|state| list.iter().filter(move |one| one.state == *state));
        let rows: Vec<Vec<Cell>> = sorted.map(|one| row(desk, words, one)).collect();
        if rows.is_empty() {
            return ().into_any();
        }
        let head = [
            words.cases_case(),
            words.cases_creditors(),
            words.cases_state(),
            words.cases_owed(),
            words.cases_changed(),
        ];
        let head = head.map(str::to_owned).to_vec();
        let id = ["cases-", &index.to_string()].concat();
        let table = view! { <DataTable id caption=name caption_hidden=true stacked=true head rows/> }.into_any();
        // What is over is seldom asked for.
        if index == GROUPS.len() - 1 {
            return view! { <Disclosure summary=name>{table}</Disclosure> }.into_any();
        }
        view! { <Card title=name>{table}</Card> }.into_any()
    });
    view! { <div class="stack cases">{groups.collect::<Vec<_>>()}</div> }.into_any()
}

fn row(desk: Desk, words: Words, one: &DeskSummary) -> Vec<Cell> {
    let formatter = TermsFormatter::new(desk, &one.currency);
    let creditors: Vec<&str> = one.creditors.iter().map(String::as_str).collect();
    let name = case_name(desk, words, &one.label, &creditors);
    let href = case_address(&one.id);
    let (state, tone) = labels::state(words, one.state);
    vec![
        Cell::View(view! { <a href=href>{name}</a> }.into_any()),
        Cell::Text(creditors.join(", ")),
        Cell::View(view! { <StatusTag label=state tone/> }.into_any()),
        Cell::Number(formatter.minor(one.balance_minor)),
        Cell::Text(formatter.format.moment_text(&one.changed_at)),
    ]
}
