//! Checking what the server signed and recorded, in the browser, without trusting the server's word.

use browser::crypto::{decode, digest, hex, verify_es256};
use wire::api::Record;
use wire::receipt::{RECEIPT_VERSION, Receipt};

const ALGORITHM: &str = "ES256";
const SIGNATURE_BYTES: usize = 64;
const POINT_BYTES: usize = 65;
const KEY_ID_DIGITS: usize = 16;

/// True if the receipt is signed by the key with this point, as it was seen when the invitation was first opened, and
/// its terms follow from each other. A receipt of a newer version is not taken for good: this page does not know what
/// it says.
pub async fn verify_receipt(receipt: &Receipt, point: &str) -> bool {
    let Some((point, signature)) = parts(receipt, point) else { return false };
    let Ok(hash) = digest(&point).await else { return false };
    if hex(&hash).get(..KEY_ID_DIGITS) != Some(receipt.key_id.as_str()) {
        return false;
    }
    verify_es256(&point, &signature, &receipt.arrangement.canonical_bytes()).await.unwrap_or(false)
}

/// Point and signature as bytes, if everything that needs no cryptography is right.
fn parts(receipt: &Receipt, point: &str) -> Option<(Vec<u8>, Vec<u8>)> {
    let arrangement = &receipt.arrangement;
    if receipt.algorithm != ALGORITHM || arrangement.version != RECEIPT_VERSION || arrangement.admits_debt {
        return None;
    }
    arrangement.terms.check()?;
    let point = decode(point).filter(|point| point.len() == POINT_BYTES)?;
    let signature = decode(&receipt.signature).filter(|signature| signature.len() == SIGNATURE_BYTES)?;
    Some((point, signature))
}

/// True if the history is whole: counted from 1, each entry's hash its own, each chained to the one before.
pub async fn verify_records(records: &[Record]) -> bool {
    if !is_chained(records) {
        return false;
    }
    for record in records {
        match digest(&record.hashed_bytes()).await {
            Ok(hash) if hex(&hash) == record.hash => {}
            _ => return false,
        }
    }
    true
}

fn is_chained(records: &[Record]) -> bool {
    let mut previous = "0".repeat(64);
    for (number, record) in (1_i64..).zip(records) {
        if record.number != number || record.previous != previous {
            return false;
        }
        previous.clone_from(&record.hash);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(number: i64, previous: &str, hash: &str) -> Record {
        Record {
            number,
            at: "2026-11-22T04:00:00Z".to_owned(),
            actor: "client".to_owned(),
            kind: "opened".to_owned(),
            content: wire::json::Value::Null,
            previous: previous.to_owned(),
            hash: hash.to_owned(),
        }
    }

    #[test]
    fn a_chain_has_no_gap() {
        let zero = "0".repeat(64);
        let chain = [record(1, &zero, "a"), record(2, "a", "b"), record(3, "b", "c")];
        assert!(is_chained(&[]));
        assert!(is_chained(&chain));
        assert!(!is_chained(&chain[1..]), "the beginning is missing");
        assert!(!is_chained(&[chain[0].clone(), chain[2].clone()]), "one is missing");
        assert!(!is_chained(&[record(1, "a", "b")]), "the first has nothing before it");
    }
}
