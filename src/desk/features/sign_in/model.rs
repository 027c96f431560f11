//! Reads what was typed to sign in or to set up.

use leptos::prelude::*;
use wire::api::{Organisation, SetupRequest, SignInRequest, limit};

use crate::shared::field_error::{Code, Fault, Reader, What};
use crate::store::SignInDraft;

/// What signs in. Only what is missing is said: how long a password is, is nobody's business here.
pub fn sign_in(draft: SignInDraft) -> Result<SignInRequest, Vec<Fault>> {
    let request = SignInRequest { name: draft.name.get(), password: draft.password.get() };
    let mut reader = Reader::default();
    for (id, text, what) in
        [("name", request.name.trim(), What::Name), ("password", request.password.as_str(), What::Password)]
    {
        if text.is_empty() {
            reader.note(id, Code::Missing(what));
        }
    }
    if reader.faults.is_empty() { Ok(request) } else { Err(reader.faults) }
}

/// What sets up.
pub fn setup(draft: SignInDraft, setup_token: &str) -> Result<SetupRequest, Vec<Fault>> {
    let typed = [draft.name.get(), draft.password.get(), draft.organisation.get()];
    setup_of(setup_token, typed, draft.phone.get(), draft.website.get())
}

fn setup_of(
    setup_token: &str,
    [name, password, organisation]: [String; 3],
    phone: String,
    website: String,
) -> Result<SetupRequest, Vec<Fault>> {
    let mut reader = Reader::default();
    let organisation = reader.needed("organisation", &organisation, limit::NAME_CHARS_MAX, What::Organisation);
    let phone = reader.text("phone", &phone, limit::CONTACT_CHARS_MAX, false);
    let website = with_scheme(&reader.text("website", &website, limit::CONTACT_CHARS_MAX, false));
    if !is_website(&website) {
        reader.note("website", Code::Website);
    }
    let name = reader.needed("name", &name, limit::NAME_CHARS_MAX, What::Name);
    match password.chars().count() {
        0 => reader.note("password", Code::Missing(What::Password)),
        letters if letters < limit::PASSWORD_CHARS_MIN => {
            reader.note("password", Code::TooShort(limit::PASSWORD_CHARS_MIN));
        }
        letters if letters > limit::PASSWORD_CHARS_MAX => {
            reader.note("password", Code::TooLong(limit::PASSWORD_CHARS_MAX));
        }
        _ => {}
    }
    let organisation = Organisation { name: organisation, phone, website };
    let request = SetupRequest { setup_token: setup_token.to_owned(), name, password, organisation };
    if reader.faults.is_empty() { Ok(request) } else { Err(reader.faults) }
}

/// People type "advice.example"; the secure address is meant.
fn with_scheme(typed: &str) -> String {
    if typed.is_empty() || typed.contains("://") { typed.to_owned() } else { ["https://", typed].concat() }
}

fn is_website(address: &str) -> bool {
    let host = address.strip_prefix("https://");
    address.is_empty() || host.is_some_and(|host| host.contains('.') && !host.contains(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, password: &str, organisation: &str, website: &str) -> Result<SetupRequest, Vec<Fault>> {
        let typed = [name, password, organisation].map(str::to_owned);
        setup_of("t", typed, " 555 0100 ".to_owned(), website.to_owned())
    }

    #[test]
    fn reads_a_set_up() {
        let request = read(" Ada ", "fifteen letters", "Harbour", "harbour.example").expect("fine");
        assert_eq!((request.name.as_str(), request.organisation.phone.as_str()), ("Ada", "555 0100"));
        assert_eq!(request.organisation.website, "https://harbour.example");
    }

    #[test]
    fn names_what_is_wrong_in_the_order_of_the_fields() {
        let faults = read("", "fourteen lette", "x\u{202e}y", "http://harbour.example").expect_err("faults");
        let found: Vec<(&str, &Code)> = faults.iter().map(|fault| (fault.id.as_str(), &fault.code)).collect();
        assert_eq!(
            found,
            [
                ("organisation", &Code::Hidden),
                ("website", &Code::Website),
                ("name", &Code::Missing(What::Name)),
                ("password", &Code::TooShort(15)),
            ]
        );
        let long = read("Ada", &"x".repeat(201), "Harbour", "").expect_err("faults");
        assert_eq!(long, [Fault::new("password", Code::TooLong(200))]);
    }
}
