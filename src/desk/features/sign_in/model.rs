//! Reads what was typed to sign in or to set up.

use leptos::prelude::*;
use wire::api::{Organisation, PasswordRequest, SetupRequest, SignInRequest, limit};

use crate::shared::field_error::{Code, FieldError, RequiredField};
use crate::shared::form_reader::FormReader;
use crate::shared::organisation_form;
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
    let mut reader = FormReader::default();
    let organisation = organisation_form::read(draft.organisation, &mut reader);
    setup_of(reader, setup_token, [draft.name.get(), draft.password.get()], organisation)
}

fn setup_of(
    mut reader: FormReader,
    setup_token: &str,
    [name, password]: [String; 2],
    organisation: Organisation,
) -> Result<SetupRequest, Vec<FieldError>> {
    let name = reader.required("name", &name, limit::NAME_CHARS_MAX, RequiredField::Name);
    check_new(&mut reader, "password", &password);
    let request = SetupRequest { setup_token: setup_token.to_owned(), name, password, organisation };
    if reader.errors.is_empty() { Ok(request) } else { Err(reader.errors) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, password: &str) -> Result<SetupRequest, Vec<FieldError>> {
        let typed = [name, password].map(str::to_owned);
        setup_of(FormReader::default(), "t", typed, Organisation::default())
    }

    #[test]
    fn reads_a_set_up() {
        let request = read(" Ada ", "fifteen letters").expect("fine");
        assert_eq!((request.name.as_str(), request.setup_token.as_str()), ("Ada", "t"));
    }

    #[test]
    fn names_what_is_wrong_in_the_order_of_the_fields() {
        let errors = read("", "fourteen lette").expect_err("errors");
        let found: Vec<(&str, &Code)> = errors.iter().map(|error| (error.id.as_str(), &error.code)).collect();
        assert_eq!(found, [("name", &Code::Required(RequiredField::Name)), ("password", &Code::TooShort(15))]);
        let long = read("Ada", &"x".repeat(201)).expect_err("errors");
        assert_eq!(long, [FieldError::new("password", Code::TooLong(200))]);
    }
}
