//! Reads an answer to a dispute.

use domain::money::{Amount, Currency};
use leptos::prelude::*;
use wire::api::{DisputeAnswerRequest, limit};

use crate::shared::field_error::{Code, FieldError, RequiredField};
use crate::shared::form_reader::FormReader;
use crate::store::DisputeDraft;

/// The claim is verified.
pub const VERIFIED: &str = "verified";
/// A part of the claim is withdrawn.
pub const PART: &str = "part";
/// The whole claim is withdrawn.
pub const ALL: &str = "all";

/// The kind of either withdrawal in the request.
const WITHDRAWN: &str = "withdrawn";

/// The answer, or what is wrong with it, where so much is claimed.
pub fn read(
    draft: &DisputeDraft,
    claimed: Amount,
    currency: Currency,
) -> Result<DisputeAnswerRequest, Vec<FieldError>> {
    let typed = [draft.kind.get(), draft.part.get(), draft.told.get()];
    read_typed(["kind", "part", "told"].map(|field| draft.id(field)), &typed, claimed, currency)
        .map(|(kind, withdrawn_minor, told)| DisputeAnswerRequest { record: draft.record, kind, withdrawn_minor, told })
}

fn read_typed(
    [kind_id, part_id, told_id]: [String; 3],
    [kind, part, told]: &[String; 3],
    claimed: Amount,
    currency: Currency,
) -> Result<(String, i64, String), Vec<FieldError>> {
    let mut reader = FormReader::default();
    let withdrawn = match kind.as_str() {
        VERIFIED => Amount::ZERO,
        ALL => claimed,
        PART => {
            let part = reader.amount(&part_id, part, currency, true);
            if part > claimed {
                reader.add(&part_id, Code::AboveBalance(claimed));
            }
            part
        }
        _ => {
            reader.add(&kind_id, Code::Required(RequiredField::Answer));
            Amount::ZERO
        }
    };
    let told = reader.text(&told_id, told, limit::NOTE_CHARS_MAX, true);
    if told.is_empty() && !kind.is_empty() {
        reader.add(&told_id, Code::Required(RequiredField::Explanation));
    }
    if !reader.errors.is_empty() {
        return Err(reader.errors);
    }
    let kind = if kind == VERIFIED { VERIFIED } else { WITHDRAWN };
    Ok((kind.to_owned(), withdrawn.minor(), told))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::AmountError;

    fn typed(kind: &str, part: &str, told: &str) -> Result<(String, i64, String), Vec<(String, Code)>> {
        let ids = ["kind", "part", "told"].map(str::to_owned);
        let read = read_typed(ids, &[kind, part, told].map(str::to_owned), Amount::from_minor(600_00), Currency::USD);
        read.map_err(|errors| errors.into_iter().map(|error| (error.id, error.code)).collect())
    }

    #[test]
    fn an_answer_says_how_much_is_claimed_no_longer() {
        let fine = |kind: &str, minor| Ok((kind.to_owned(), minor, "So.".to_owned()));
        // What was typed for another choice does not count.
        assert_eq!(typed(VERIFIED, "150", " So. "), fine("verified", 0));
        assert_eq!(typed(PART, "$150", "So."), fine("withdrawn", 150_00));
        assert_eq!(typed(PART, "600.00", "So."), fine("withdrawn", 600_00));
        assert_eq!(typed(ALL, "", "So."), fine("withdrawn", 600_00));
    }

    #[test]
    fn what_is_missing_or_too_much_is_told_apart() {
        let errors =
            |all: &[(&str, Code)]| Err(all.iter().map(|(id, code)| ((*id).to_owned(), code.clone())).collect());
        assert_eq!(typed("", "", ""), errors(&[("kind", Code::Required(RequiredField::Answer))]));
        let told = || ("told", Code::Required(RequiredField::Explanation));
        assert_eq!(typed(VERIFIED, "", " \n"), errors(&[told()]));
        assert_eq!(typed(PART, "", ""), errors(&[("part", Code::Amount(AmountError::Required)), told()]));
        assert_eq!(typed(PART, "0", "So."), errors(&[("part", Code::Zero)]));
        let above = Code::AboveBalance(Amount::from_minor(600_00));
        assert_eq!(typed(PART, "600.01", "So."), errors(&[("part", above)]));
        assert_eq!(typed(ALL, "", &"x".repeat(1_001)), errors(&[("told", Code::TooLong(1_000))]));
    }
}
