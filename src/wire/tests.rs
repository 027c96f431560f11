//! The contract: every document as it is written, letter for letter.

mod samples;

use crate::json::{self, Json};
use serde_json::Value;

fn same<T: Json>(name: &str, document: &T, recorded: &str) {
    let recorded = recorded.trim_end();
    assert_eq!(json::print(document), recorded, "{name}");
    let read: T = json::parse(recorded.as_bytes()).unwrap_or_else(|flaw| panic!("{name}: {flaw:?}"));
    assert_eq!(json::print(&read), recorded, "{name}");
}

macro_rules! recorded {
    ($($name:ident)*) => {
        #[test]
        fn every_document_is_written_as_recorded() {
            $(same(
                stringify!($name),
                &samples::$name(),
                include_str!(concat!("tests/recorded/", stringify!($name), ".json")),
            );)*
        }
    };
}

recorded! {
    arrangement bare_problem counter_acceptance created created_before decision_request desk_case desk_list dispute
    invitation invitation_request nothing_saved organisation problem proposal_answer proposal_request receipt record
    saved session setup sign_in waiting
}

#[test]
fn what_is_signed_and_hashed_is_as_recorded() {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    let recorded: Value = serde_json::from_str(include_str!("tests/recorded/arrangement.json")).expect("json");
    assert_eq!(text(samples::arrangement().canonical_bytes()), recorded.to_string());
    let recorded = include_str!("tests/recorded/record_hashed.json").trim_end();
    assert_eq!(text(samples::record().hashed_bytes()), recorded);
}
