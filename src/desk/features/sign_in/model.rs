//! Reads what was typed to sign in or to set up.

use leptos::prelude::*;
use wire::api::{Organisation, PasswordRequest, SetupRequest, SignInRequest, limit};

use crate::shared::field_error::{Code, FieldError, RequiredField};
use crate::shared::form_reader::FormReader;
use crate::store::SignInDraft;

/// Reads name and password. Only what is missing is an error: the length of a password is no hint to give here.
pub fn sign_in(draft: SignInDraft) -> Result<SignInRequest, Vec<FieldError>> {
    let request = SignInRequest { name: draft.name.get(), password: draft.password.get() };
    let mut reader = FormReader::default();
    for (id, text, what) in [
        ("name", request.name.trim(), RequiredField::Name),
        ("password", request.password.as_str(), RequiredField::Password),
    ] {
        if text.is_empty() {
            reader.add(id, Code::Required(what));
        }
    }
    if reader.errors.is_empty() { Ok(request) } else { Err(reader.errors) }
}

/// Reads what chooses another password.
pub fn change(draft: SignInDraft) -> Result<PasswordRequest, Vec<FieldError>> {
    let request = PasswordRequest { current: draft.password.get(), new: draft.new_password.get() };
    let mut reader = FormReader::default();
    if request.current.is_empty() {
        reader.add("password", Code::Required(RequiredField::Password));
    }
    check_new(&mut reader, "new-password", &request.new);
    if reader.errors.is_empty() { Ok(request) } else { Err(reader.errors) }
}

/// Whether a new password has a length that the server takes; what others try first, the server knows.
fn check_new(reader: &mut FormReader, field: &str, password: &str) {
    match password.chars().count() {
        0 => reader.add(field, Code::Required(RequiredField::Password)),
        chars if chars < limit::PASSWORD_CHARS_MIN => reader.add(field, Code::TooShort(limit::PASSWORD_CHARS_MIN)),
        chars if chars > limit::PASSWORD_CHARS_MAX => reader.add(field, Code::TooLong(limit::PASSWORD_CHARS_MAX)),
        _ => {}
    }
}

/// Reads what sets the desk up, for the one-time secret `setup_token`.
pub fn setup(draft: SignInDraft, setup_token: &str) -> Result<SetupRequest, Vec<FieldError>> {
    let typed = [draft.name.get(), draft.password.get(), draft.organisation.get()];
    setup_of(setup_token, typed, draft.phone.get(), draft.website.get())
}

fn setup_of(
    setup_token: &str,
    [name, password, organisation]: [String; 3],
    phone: String,
    website: String,
) -> Result<SetupRequest, Vec<FieldError>> {
    let mut reader = FormReader::default();
    let organisation =
        reader.required("organisation", &organisation, limit::NAME_CHARS_MAX, RequiredField::Organisation);
    let phone = reader.text("phone", &phone, limit::CONTACT_CHARS_MAX, false);
    let website = with_scheme(&reader.text("website", &website, limit::CONTACT_CHARS_MAX, false));
    if !is_website(&website) {
        reader.add("website", Code::Website);
    }
    let name = reader.required("name", &name, limit::NAME_CHARS_MAX, RequiredField::Name);
    check_new(&mut reader, "password", &password);
    let organisation = Organisation { name: organisation, phone, website };
    let request = SetupRequest { setup_token: setup_token.to_owned(), name, password, organisation };
    if reader.errors.is_empty() { Ok(request) } else { Err(reader.errors) }
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

    fn read(name: &str, password: &str, organisation: &str, website: &str) -> Result<SetupRequest, Vec<FieldError>> {
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
        let errors = read("", "fourteen lette", "x\u{202e}y", "http://harbour.example").expect_err("errors");
        let found: Vec<(&str, &Code)> = errors.iter().map(|error| (error.id.as_str(), &error.code)).collect();
        assert_eq!(
            found,
            [
                ("organisation", &Code::Hidden),
                ("website", &Code::Website),
                ("name", &Code::Required(RequiredField::Name)),
                ("password", &Code::TooShort(15)),
            ]
        );
        let long = read("Ada", &"x".repeat(201), "Harbour", "").expect_err("errors");
        assert_eq!(long, [FieldError::new("password", Code::TooLong(200))]);
    }
}
