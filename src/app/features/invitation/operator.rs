//! Who invites, as the law asks that people are told, and what they may do before anything else.

use browser::clock::today;
use leptos::prelude::*;
use ui::components::{Card, Disclosure, Notice, NoticeKind, Rich, SummaryList, plain_summary};
use ui::format::Format;
use wire::api::{Country, Invitation, OperatorKind, Organisation};

use crate::shared::terms::TermsFormatter;

/// Whether the right to dispute stands before everything else: in the United States, while its time runs.
pub fn rights_come_first(invitation: &Invitation) -> bool {
    invitation.validation.is_some_and(|period| today() <= period.ends_on)
}

/// What people may do before they answer, with the last day where the law has one (12 CFR 1006.34(b)(5), 1006.38(b)).
pub fn rights(pen: TermsFormatter, invitation: &Invitation) -> AnyView {
    let words = pen.words;
    let until = invitation.validation.filter(|_| rights_come_first(invitation)).map(|period| {
        let pieces = words.invitation_rights_until().date(&pen.format.date(period.ends_on));
        view! { <p><Rich pieces=Signal::stored(pieces)/></p> }
    });
    view! {
        <Notice kind=NoticeKind::Know title=words.invitation_rights_title()>
            {until}
            <p>{words.invitation_rights()}</p>
            <p><a href="/learn/collector-letter">{words.invitation_rights_link()}</a></p>
        </Notice>
    }
    .into_any()
}

/// What a debt collector must say in its first message (12 CFR 1006.18(e)(1)); nothing for others.
pub fn collector(pen: TermsFormatter, invitation: &Invitation) -> AnyView {
    let Invitation { country, organisation, .. } = invitation;
    if *country != Country::Us || !organisation.is_collector() {
        return ().into_any();
    }
    view! { <p>{pen.words.invitation_collector().organisation(&organisation.name)}</p> }.into_any()
}

/// Name in law, address, licence, complaints and privacy notice, as far as they are known.
pub fn card(pen: TermsFormatter, organisation: &Organisation) -> AnyView {
    let words = pen.words;
    let Some(kind) = organisation.kind else { return ().into_any() };
    let name = &organisation.name;
    let kind = match kind {
        OperatorKind::Creditor => words.invitation_operator_creditor().organisation(name),
        OperatorKind::DebtCollector => words.invitation_operator_collector().organisation(name),
        OperatorKind::AdviceAgency => words.invitation_operator_advice().organisation(name),
    };
    let rows = [
        (words.invitation_operator_legal_name(), &organisation.legal_name),
        (words.invitation_operator_address(), &organisation.address),
        (words.invitation_operator_registration(), &organisation.registration),
        (words.invitation_operator_complaints(), &organisation.complaints),
    ];
    let rows = rows.into_iter().filter(|(_, text)| !text.is_empty());
    let rows = rows.map(|(name, text)| (name.to_owned(), text.clone())).collect();
    let rows = Signal::stored(plain_summary(rows));
    let privacy = privacy(pen, &organisation.privacy);
    view! {
        <Card title=words.invitation_operator()>
            <p>{kind}</p>
            <div class="terms"><SummaryList rows/></div>
            {privacy}
        </Card>
    }
    .into_any()
}

/// The privacy notice: a link to it, or its text.
fn privacy(pen: TermsFormatter, notice: &str) -> AnyView {
    let words = pen.words;
    let text = notice.to_owned();
    if notice.starts_with("https://") && !notice.contains(char::is_whitespace) {
        return view! { <p><a href=text rel="external noopener noreferrer">{words.invitation_operator_privacy()}</a></p> }
            .into_any();
    }
    (!notice.is_empty())
        .then(|| view! { <Disclosure summary=words.invitation_operator_privacy()><p>{text}</p></Disclosure> })
        .into_any()
}
