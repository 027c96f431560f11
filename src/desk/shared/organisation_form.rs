//! Who invites: the fields that clients are told of, when the desk is set up and afterwards.

use leptos::prelude::*;
use ui::form::{FieldGroup, RadioChoice, RadioChoices, TextArea, TextField, Width};
use wire::api::{OperatorKind, Organisation, limit};

use crate::shared::field_error::{Code, RequiredField};
use crate::shared::field_words::chars_left_of;
use crate::shared::form_check::FormCheck;
use crate::shared::form_reader::FormReader;
use crate::store::{Desk, OrganisationDraft};
use crate::words::use_words;

const CREDITOR: &str = "creditor";
const COLLECTOR: &str = "debt_collector";
const ADVICE: &str = "advice_agency";

/// The kind of operator with this id.
fn kind_of(id: &str) -> Option<OperatorKind> {
    match id {
        CREDITOR => Some(OperatorKind::Creditor),
        COLLECTOR => Some(OperatorKind::DebtCollector),
        ADVICE => Some(OperatorKind::AdviceAgency),
        _ => None,
    }
}

/// Reads who invites.
pub fn read(draft: OrganisationDraft, reader: &mut FormReader) -> Organisation {
    let typed = [
        draft.name.get(),
        draft.phone.get(),
        draft.website.get(),
        draft.kind.get(),
        draft.legal_name.get(),
        draft.address.get(),
        draft.registration.get(),
        draft.complaints.get(),
        draft.privacy.get(),
    ];
    read_typed(reader, &typed)
}

/// Like [`read`], of the fields in their order.
pub fn read_typed(
    reader: &mut FormReader,
    [name, phone, website, kind, legal_name, address, registration, complaints, privacy]: &[String; 9],
) -> Organisation {
    let contact = limit::CONTACT_CHARS_MAX;
    let name = reader.required("organisation", name, limit::NAME_CHARS_MAX, RequiredField::Organisation);
    let kind = kind_of(kind);
    if kind.is_none() {
        reader.add("operator-kind", Code::Required(RequiredField::OperatorKind));
    }
    let legal_name = reader.required("legal-name", legal_name, contact, RequiredField::LegalName);
    let mut lines = |id: &str, text: &str, most: usize, what| {
        if text.trim().is_empty() {
            reader.add(id, Code::Required(what));
        }
        reader.text(id, text, most, true)
    };
    let address = lines("address", address, contact, RequiredField::Address);
    let complaints = lines("complaints", complaints, contact, RequiredField::Complaints);
    let privacy = lines("privacy", privacy, limit::PRIVACY_CHARS_MAX, RequiredField::Privacy);
    if privacy.contains("://") && !privacy.contains(char::is_whitespace) && !is_website(&privacy) {
        reader.add("privacy", Code::Website);
    }
    let registration = reader.text("registration", registration, contact, false);
    let phone = reader.text("phone", phone, contact, false);
    let website = with_scheme(&reader.text("website", website, contact, false));
    if !website.is_empty() && !is_website(&website) {
        reader.add("website", Code::Website);
    }
    Organisation { name, phone, website, kind, legal_name, address, registration, complaints, privacy }
}

/// People type "advice.example"; the secure address is meant.
fn with_scheme(typed: &str) -> String {
    if typed.is_empty() || typed.contains("://") { typed.to_owned() } else { ["https://", typed].concat() }
}

fn is_website(address: &str) -> bool {
    let host = address.strip_prefix("https://");
    host.is_some_and(|host| host.contains('.') && !host.contains(char::is_whitespace))
}

/// The fields.
pub fn view(desk: Desk, checked: FormCheck, draft: OrganisationDraft) -> AnyView {
    let words = use_words();
    let line = move |id: &'static str, label: &'static str, hint: Option<&'static str>, value: RwSignal<String>| {
        let hint = hint.map(str::to_owned);
        view! {
            <TextField
                id
                label
                nostrip:hint=hint
                value
                autocomplete="off"
                error=checked.error(id)
                on_leave=checked.leave(id)
            />
        }
        .into_any()
    };
    let lines =
        move |id: &'static str, label: &'static str, hint: &'static str, value: RwSignal<String>, most: usize| {
            view! {
                <TextArea
                    id
                    label
                    hint
                    value
                    error=checked.error(id)
                    limit=chars_left_of(desk, words, most)
                    on_leave=checked.leave(id)
                />
            }
            .into_any()
        };
    let kinds = vec![
        RadioChoice::new(CREDITOR, words.organisation_creditor()).detail(words.organisation_creditor_detail()),
        RadioChoice::new(COLLECTOR, words.organisation_collector()).detail(words.organisation_collector_detail()),
        RadioChoice::new(ADVICE, words.organisation_advice()).detail(words.organisation_advice_detail()),
    ];
    let contact = limit::CONTACT_CHARS_MAX;
    view! {
        <FieldGroup id="for-whom" legend=words.organisation_group() hint=words.organisation_hint()>
            <TextField
                id="organisation"
                label=words.organisation_name()
                hint=words.organisation_name_hint()
                value=draft.name
                autocomplete="organization"
                error=checked.error("organisation")
                on_leave=checked.leave("organisation")
            />
            <RadioChoices
                id="operator-kind"
                legend=words.organisation_kind()
                value=draft.kind
                options=Signal::stored(kinds)
                error=checked.error("operator-kind")
            />
            {line("legal-name", words.organisation_legal_name(), Some(words.organisation_legal_name_hint()), draft.legal_name)}
            {lines("address", words.organisation_address(), words.organisation_address_hint(), draft.address, contact)}
            {line(
                "registration",
                words.organisation_registration(),
                Some(words.organisation_registration_hint()),
                draft.registration,
            )}
            {lines(
                "complaints",
                words.organisation_complaints(),
                words.organisation_complaints_hint(),
                draft.complaints,
                contact,
            )}
            {lines(
                "privacy",
                words.organisation_privacy(),
                words.organisation_privacy_hint(),
                draft.privacy,
                limit::PRIVACY_CHARS_MAX,
            )}
            <TextField
                id="phone"
                label=words.sign_in_phone()
                hint=words.sign_in_phone_hint()
                value=draft.phone
                kind="tel"
                width=Width::Medium
                autocomplete="tel"
                error=checked.error("phone")
                on_leave=checked.leave("phone")
            />
            <TextField
                id="website"
                label=words.sign_in_website()
                hint=words.sign_in_website_hint()
                value=draft.website
                inputmode="url"
                autocomplete="url"
                error=checked.error("website")
                on_leave=checked.leave("website")
            />
        </FieldGroup>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(fields: [&str; 9]) -> (Organisation, Vec<(String, Code)>) {
        let mut reader = FormReader::default();
        let read = read_typed(&mut reader, &fields.map(str::to_owned));
        (read, reader.errors.into_iter().map(|error| (error.id, error.code)).collect())
    }

    #[test]
    fn who_invites_is_read_as_the_server_takes_it() {
        let fields = [
            " Harbour ",
            "555 0100",
            "harbour.example",
            COLLECTOR,
            "Harbour LLC",
            "1 Quay Street\nPortland",
            "",
            "complaints@harbour.example",
            "https://harbour.example/privacy",
        ];
        let (read, errors) = read(fields);
        assert_eq!(errors, []);
        assert!(read.missing().is_empty() && read.is_collector());
        assert_eq!((read.name.as_str(), read.website.as_str()), ("Harbour", "https://harbour.example"));
    }

    #[test]
    fn all_that_clients_must_be_told_is_asked_for() {
        let (_, errors) = read([""; 9]);
        let required = |id: &str, what| (id.to_owned(), Code::Required(what));
        assert_eq!(
            errors,
            [
                required("organisation", RequiredField::Organisation),
                required("operator-kind", RequiredField::OperatorKind),
                required("legal-name", RequiredField::LegalName),
                required("address", RequiredField::Address),
                required("complaints", RequiredField::Complaints),
                required("privacy", RequiredField::Privacy),
            ]
        );
        let wrong = ["a", "", "http://a.example", CREDITOR, "a", "a", "a\nb", "a", "http://a.example/x"];
        let errors = read(wrong).1;
        let website = |id: &str| (id.to_owned(), Code::Website);
        assert_eq!(errors, [website("privacy"), ("registration".to_owned(), Code::Hidden), website("website")]);
        // A text is a notice, too.
        let text =
            ["a", "", "", CREDITOR, "a", "a", "", "a", "We keep your offer for six years. See https://a.example."];
        assert_eq!(read(text).1, []);
    }
}
