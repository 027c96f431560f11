//! The contract: every document as it is written, letter for letter, and what happens to those that are not so.

mod flaws;
mod samples;
mod schemas;

use crate::{api, problem, receipt, saved};
use json::{Error, Json, Value};

/// A kind of document: a recorded one, and how the kind is read and written again.
struct Kind {
    name: &'static str,
    recorded: &'static str,
    /// As a page reads an answer or what it saved.
    read: fn(Value) -> Result<String, Error>,
    /// As the server reads a request.
    read_request: fn(Value) -> Result<String, Error>,
    /// The document as a value of its type, written.
    sample: fn() -> String,
    schema: fn() -> Value,
    request_schema: fn() -> Value,
}

fn again<T: Json>(value: Value) -> Result<String, Error> {
    json::read::<T>(value).map(|document| json::print(&document))
}

fn again_request<T: Json>(value: Value) -> Result<String, Error> {
    json::read_request::<T>(value).map(|document| json::print(&document))
}

macro_rules! kinds {
    ($($name:ident: $type:ty,)*) => {
        const KINDS: &[Kind] = &[$(Kind {
            name: stringify!($name),
            recorded: include_str!(concat!("tests/recorded/", stringify!($name), ".json")).trim_ascii_end(),
            read: again::<$type>,
            read_request: again_request::<$type>,
            sample: || json::print::<$type>(&samples::$name()),
            schema: json::schema::<$type>,
            request_schema: json::request_schema::<$type>,
        },)*];
    };
}

kinds! {
    arrangement: receipt::Arrangement,
    bare_problem: problem::Problem,
    counter_acceptance: api::CounterAcceptance,
    created: api::InvitationCreated,
    created_before: api::InvitationCreated,
    created_known: api::InvitationCreated,
    decision_request: api::DecisionRequest,
    desk_case: api::DeskCase,
    desk_list: api::DeskList,
    dispute: api::DisputeRequest,
    dispute_answer: api::DisputeAnswerRequest,
    invitation: api::Invitation,
    invitation_request: api::InvitationRequest,
    invitation_request_sent: api::InvitationRequest,
    invitation_review: api::InvitationReview,
    invitation_whole: api::Invitation,
    label_request: api::LabelRequest,
    link_request: api::LinkRequest,
    link_request_renewed: api::LinkRequest,
    nothing_saved: saved::Saved,
    organisation: api::Organisation,
    organisation_whole: api::Organisation,
    password_request: api::PasswordRequest,
    pin_request: api::PinRequest,
    problem: problem::Problem,
    problem_allowed: problem::Problem,
    proposal_answer: api::ProposalAnswer,
    proposal_answer_each: api::ProposalAnswer,
    proposal_request: api::ProposalRequest,
    proposal_request_each: api::ProposalRequest,
    receipt: receipt::Receipt,
    record: api::Record,
    saved: saved::Saved,
    saved_more: saved::Saved,
    session: api::Session,
    setup: api::SetupRequest,
    sign_in: api::SignInRequest,
    waiting: saved::Waiting,
}

impl Kind {
    fn value(&self) -> Value {
        json::value(self.recorded.as_bytes()).unwrap_or_else(|flaw| panic!("{}: {flaw:?}", self.name))
    }
}

#[test]
fn every_document_is_written_and_read_as_recorded() {
    for kind in KINDS {
        assert_eq!((kind.sample)(), kind.recorded, "{}", kind.name);
        for read in [kind.read, kind.read_request] {
            assert_eq!(read(kind.value()).as_deref(), Ok(kind.recorded), "{}", kind.name);
        }
    }
}

#[test]
fn what_is_signed_and_hashed_is_as_recorded() {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    let recorded = include_str!("tests/recorded/arrangement.json").trim_end();
    assert_eq!(text(samples::arrangement().canonical_bytes()), recorded);
    let recorded = include_str!("tests/recorded/record_hashed.json").trim_end();
    assert_eq!(text(samples::record().hashed_bytes()), recorded);
}

#[test]
fn keys_come_out_sorted_whatever_another_crate_asks_of_the_parser() {
    let value = json::value(b"{\"b\":1,\"a\":{\"d\":[],\"c\":null}}").expect("json");
    assert_eq!(json::canonical(&value), "{\"a\":{\"c\":null,\"d\":[]},\"b\":1}");
}
