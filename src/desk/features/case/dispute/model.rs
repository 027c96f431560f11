//! Reads an answer to a dispute.

use domain::money::{Amount, Currency};
use leptos::prelude::*;
use wire::api::{DisputeAnswerRequest, limit};

use crate::shared::field_error::{Code, Fault, Reader, What};
use crate::store::DisputeDraft;

/// What is claimed stands.
pub const VERIFIED: &str = "verified";
/// A part of it is claimed no longer.
pub const PART: &str = "part";
/// None of it is claimed any longer.
pub const ALL: &str = "all";

/// What the server calls both kinds of taking back.
const WITHDRAWN: &str = "withdrawn";

/// The answer, or what is wrong with it, where so much is claimed.
pub fn read(draft: &DisputeDraft, claimed: Amount, currency: Currency) -> Result<DisputeAnswerRequest, Vec<Fault>> {
    let typed = [draft.kind.get(), draft.part.get(), draft.told.get()];
    read_typed(["kind", "part", "told"].map(|field| draft.id(field)), &typed, claimed, currency)
        .map(|(kind, withdrawn_minor, told)| DisputeAnswerRequest { record: draft.record, kind, withdrawn_minor, told })
}

fn read_typed(
    [kind_id, part_id, told_id]: [String; 3],
    [kind, part, told]: &[String; 3],
    claimed: Amount,
    currency: Currency,
) -> Result<(String, i64, String), Vec<Fault>> {
    let mut reader = Reader::default();
    let withdrawn = match kind.as_str() {
        VERIFIED => Amount::ZERO,
        ALL => claimed,
        PART => {
            let part = reader.amount(&part_id, part, currency, true);
            if part > claimed {
                reader.note(&part_id, Code::AboveBalance(claimed));
            }
            part
        }
        _ => {
            reader.note(&kind_id, Code::Missing(What::Answer));
            Amount::ZERO
        }
    };
    let told = reader.text(&told_id, told, limit::NOTE_CHARS_MAX, true);
    if told.is_empty() && !kind.is_empty() {
        reader.note(&told_id, Code::Missing(What::Told));
    }
    if !reader.faults.is_empty() {
        return Err(reader.faults);
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
        read.map_err(|faults| faults.into_iter().map(|fault| (fault.id, fault.code)).collect())
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
        let faults =
            |all: &[(&str, Code)]| Err(all.iter().map(|(id, code)| ((*id).to_owned(), code.clone())).collect());
        assert_eq!(typed("", "", ""), faults(&[("kind", Code::Missing(What::Answer))]));
        let told = || ("told", Code::Missing(What::Told));
        assert_eq!(typed(VERIFIED, "", " \n"), faults(&[told()]));
        assert_eq!(typed(PART, "", ""), faults(&[("part", Code::Amount(AmountError::Required)), told()]));
        assert_eq!(typed(PART, "0", "So."), faults(&[("part", Code::Zero)]));
        let above = Code::AboveBalance(Amount::from_minor(600_00));
        assert_eq!(typed(PART, "600.01", "So."), faults(&[("part", above)]));
        assert_eq!(typed(ALL, "", &"x".repeat(1_001)), faults(&[("told", Code::TooLong(1_000))]));
    }
}
