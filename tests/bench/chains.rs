//! W5: arrangements as they are kept, read again with everything that can be checked without the server's key.

use domain::arrangement::{self as rule, Frequency};
use domain::money::Amount;
use sha2::{Digest as _, Sha256};
use wire::api::Record;
use wire::json::{self, Json as _};
use wire::receipt::{Arrangement, CONCESSION_NO_INTEREST, RECEIPT_VERSION};
use wire::terms::Terms;

/// An accepted arrangement and the entry of the history that records it, both as text.
pub struct Kept {
    arrangement: String,
    record: String,
}

/// So many arrangements, each recorded by the next entry of one history.
#[must_use]
pub fn kept(count: i64) -> Vec<Kept> {
    let mut previous = "0".repeat(64);
    (0..count)
        .map(|number| {
            let terms = terms(number);
            let mut record = Record {
                number: number + 1,
                at: "2026-03-02T09:00:00Z".to_owned(),
                actor: "policy".to_owned(),
                kind: "accepted".to_owned(),
                content: terms.write(),
                previous: previous.clone(),
                hash: String::new(),
            };
            record.hash = hex(&Sha256::digest(record.hashed_bytes()));
            previous.clone_from(&record.hash);
            let arrangement = Arrangement {
                version: RECEIPT_VERSION,
                id: format!("a{number:015}"),
                invitation_id: format!("i{number:015}"),
                account_id: "account-1".to_owned(),
                organisation: "Harbour Advice".to_owned(),
                creditor: "First Bank".to_owned(),
                reference: format!("REF-{number}"),
                currency: "USD".to_owned(),
                terms,
                concession: CONCESSION_NO_INTEREST.to_owned(),
                admits_debt: false,
                accepted_at: record.at.clone(),
                decided_by: "policy".to_owned(),
                record_hash: record.hash.clone(),
            };
            Kept { arrangement: json::print(&arrangement), record: json::print(&record) }
        })
        .collect()
}

fn terms(number: i64) -> Terms {
    let rhythms = [Frequency::Week, Frequency::TwoWeeks, Frequency::FourWeeks, Frequency::Month];
    let frequency = rhythms[usize::try_from(number % 4).unwrap_or_default()];
    let (balance, instalment) =
        (Amount::from_minor(50_000 + number % 90_000), Amount::from_minor(2_500 + number % 700));
    let first = jiff::civil::date(2026, 4, 1);
    let terms = rule::Terms::new(balance, instalment, frequency, first);
    Terms::from(&terms.unwrap_or_else(|error| unreachable!("{error:?}")))
}

fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Checks a part of the history, entered with the hash before it: every text is read and must be in canonical form, the
/// hashes chain, and figures and dates are worked out anew. Answers the last hash, or the place of what is wrong.
///
/// # Errors
/// The place of the first that is wrong.
pub fn check(part: &[Kept], previous: &str) -> Result<String, usize> {
    let mut previous = previous.to_owned();
    for (place, kept) in part.iter().enumerate() {
        previous = check_one(kept, &previous).ok_or(place)?;
    }
    Ok(previous)
}

fn check_one(kept: &Kept, previous: &str) -> Option<String> {
    let record: Record = canonical(&kept.record)?;
    let arrangement: Arrangement = canonical(&kept.arrangement)?;
    let is_chained = record.previous == previous && hex(&Sha256::digest(record.hashed_bytes())) == record.hash;
    let follows = arrangement.terms.check().is_some() && json::read(record.content).as_ref() == Ok(&arrangement.terms);
    (is_chained && follows && arrangement.record_hash == record.hash).then_some(record.hash)
}

/// A document, if its text is the canonical one.
fn canonical<T: json::Json>(text: &str) -> Option<T> {
    let value = json::value(text.as_bytes()).ok()?;
    if json::canonical(&value) != text {
        return None;
    }
    json::read(value).ok()
}

/// Checks everything on two threads: the second half begins with the hash that the first half must end with. Answers
/// whether all of it is right.
#[must_use]
pub fn check_on_two(all: &[Kept]) -> bool {
    let (first, second) = all.split_at(all.len() / 2);
    let joint = second.first().and_then(|kept| json::parse::<Record>(kept.record.as_bytes()).ok());
    let joint = joint.map(|record| record.previous).unwrap_or_default();
    std::thread::scope(|scope| {
        let later = scope.spawn(|| check(second, &joint).is_ok());
        let sooner = check(first, &"0".repeat(64)).is_ok_and(|last| second.is_empty() || last == joint);
        later.join().unwrap_or(false) && sooner
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_right_and_every_kind_of_damage_is_found() {
        let all = || kept(40);
        assert!(check_on_two(&all()));
        let spoiled = |from: &str, to: &str, in_record: bool| {
            let mut all = all();
            let text = if in_record { &mut all[30].record } else { &mut all[30].arrangement };
            let other = text.replace(from, to);
            assert_ne!(*text, other);
            *text = other;
            check_on_two(&all)
        };
        // White space, a figure that does not follow, another actor, a hash of something else.
        assert!(!spoiled(",", ", ", false));
        assert!(!spoiled("\"number\":", "\"number\":1", false));
        assert!(!spoiled("policy", "person", true));
        assert!(!spoiled("\"record_hash\":\"", "\"record_hash\":\"0", false));
    }
}
