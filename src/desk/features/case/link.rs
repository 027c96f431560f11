//! A link that was just made: shown once, to copy, to photograph or to print.

use browser::document;
use fast_qr::QRBuilder;
use leptos::prelude::*;
use ui::components::{Card, CopyField, CopyWords, Lead, Notice, NoticeKind, PageFrame, PageHeader, QrCode};
use ui::form::{Actions, Button, ButtonKind};
use ui::format::Format;
use ui::icon::Icon;
use ui::live::live;
use wire::api::Country;

use crate::shared::format::label;
use crate::shared::terms::TermsFormatter;
use crate::store::{Desk, FreshLink};
use crate::words::{Words, use_words};

/// The page.
pub fn page(desk: Desk, link: FreshLink) -> AnyView {
    let words = use_words();
    document::set_title(words.link_title());
    let FreshLink { address, id } = link;
    desk.fetch_case(&id);
    let copy = CopyWords {
        copy: words.link_copy().to_owned(),
        done: words.link_copied().to_owned(),
        by_hand: words.link_by_hand().to_owned(),
    };
    let print = Callback::new(move |()| {
        // A browser without print has a menu with it.
        document::print();
    });
    let done = Callback::new(move |()| desk.link.set(None));
    let until = Signal::derive(move || {
        desk.case.with(|case| {
            let invitation = &case.as_ref()?.invitation;
            let formatter = TermsFormatter::new(desk, &invitation.currency);
            Some(words.link_until().date(&formatter.format.date(invitation.expires_on)))
        })
    });
    let session = desk.session();
    let letter = session.as_ref().map(|session| words.link_letter_title().organisation(&session.organisation.name));
    let is_collector = session.as_ref().is_some_and(|session| session.organisation.is_collector());
    let name = session.as_ref().map(|session| session.organisation.name.clone()).unwrap_or_default();
    // What a debt collector must say in its first message (12 CFR 1006.18(e)(1)).
    let collector = live(move || {
        let is_us = desk.case.with(|case| case.as_ref().is_some_and(|case| case.invitation.country == Country::Us));
        (is_us && is_collector).then(|| view! { <p>{words.link_letter_collector().organisation(&name)}</p> }).into_any()
    });
    let from = session.map(|session| {
        let contacts = [session.organisation.phone, session.organisation.website];
        let contacts: Vec<String> = contacts.into_iter().filter(|text| !text.is_empty()).collect();
        (words.link_letter_from().name(&session.name).organisation(&session.organisation.name), contacts.join(" · "))
    });
    let from = from.map(|(from, contacts)| view! { <p>{from}</p><p>{contacts}</p> });
    let steps = [words.link_step_pass(), words.link_step_safe(), words.link_step_lost()];
    let steps: Vec<AnyView> = steps.into_iter().map(|text| view! { <li>{text}</li> }.into_any()).collect();
    view! {
        <PageFrame>
            <div class="no-print">
                <PageHeader title=words.link_title()>
                    <Lead>{words.link_lead()}</Lead>
                </PageHeader>
            </div>
            <div class="print-only">
                <h2>{letter}</h2>
                <p>{words.link_letter_text()}</p>
                {collector}
            </div>
            <div class="no-print">
                <Notice kind=NoticeKind::Care title=words.link_once_title()>{words.link_once()}</Notice>
            </div>
            <Card>
                <div class="link">
                    {code(words, &address)}
                    <div class="link__words">
                        <div class="no-print">
                            <CopyField id="link" label=words.link_address() value=Signal::stored(address.clone()) words=copy/>
                        </div>
                        <p>{until}</p>
                        <p class="no-print">{words.link_scan()}</p>
                        <div class="print-only">
                            <p>{words.link_letter_how()}</p>
                            <p class="link__printed">{address}</p>
                            <p>{words.link_letter_keep()}</p>
                            {from}
                        </div>
                    </div>
                </div>
            </Card>
            <div class="stack no-print">
                <h2>{words.link_pass()}</h2>
                <ul>{steps}</ul>
            </div>
            <Actions>
                <Button label=label(words.link_done()) on_press=done/>
                <Button kind=ButtonKind::Outlined drawing=Icon::Print label=label(words.link_print()) on_press=print/>
            </Actions>
        </PageFrame>
    }
    .into_any()
}

/// A QR code of the address. An address beyond what a square holds is copied instead.
fn code(words: Words, address: &str) -> AnyView {
    let Ok(code) = QRBuilder::new(address).build() else { return ().into_any() };
    let is_dark = |x: usize, y: usize| code.data.get(y * code.size + x).is_some_and(|module| module.value());
    let path = path_of(code.size, is_dark);
    view! { <QrCode path modules=code.size label=words.link_code()/> }.into_any()
}

/// Each run of dark modules in a row as a bar one module high.
fn path_of(size: usize, is_dark: impl Fn(usize, usize) -> bool) -> String {
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let length = (x..size).take_while(|x| is_dark(*x, y)).count();
            if length > 0 {
                let [x, y, length] = [x, y, length].map(|number| number.to_string());
                path.push_str(&["M", &x, " ", &y, "h", &length, "v1h-", &length, "z"].concat());
            }
            x += length.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_dark_modules_become_bars() {
        // ##.
        // ..#
        let dark = [(0, 0), (1, 0), (2, 1)];
        assert_eq!(path_of(3, |x, y| dark.contains(&(x, y))), "M0 0h2v1h-2zM2 1h1v1h-1z");
    }

    #[test]
    fn a_code_has_its_three_corners() {
        let code = QRBuilder::new("https://plan.example/i#AQ").build().expect("fits");
        let is_dark = |x: usize, y: usize| code.data[y * code.size + x].value();
        let far = code.size - 1;
        for (x, y) in [(0, 0), (far, 0), (0, far)] {
            assert!(is_dark(x, y), "{x} {y}");
        }
        assert!(path_of(code.size, is_dark).starts_with("M0 0h7v1h-7z"));
    }
}
