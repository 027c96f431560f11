//! The signed receipt of an accepted arrangement.
//!
//! The signature is ECDSA on P-256 with SHA-256 (FIPS 186-5; `ES256` of RFC 7518, § 3.4: r ‖ s, 64 bytes) over the
//! canonical bytes of the document: JSON with keys sorted by code point, no white space, integers only – a subset of
//! RFC 8785. Every browser verifies it without a library.

use crate::terms::Terms;
use json::{Json as _, Value, document};

/// The version this code writes.
pub const RECEIPT_VERSION: u32 = 1;

/// The terms that both sides accepted for one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrangement {
    /// Version of this document.
    pub version: u32,
    /// Name of the arrangement, unique on its server.
    pub id: String,
    /// The invitation it came from.
    pub invitation_id: String,
    /// The account within the invitation.
    pub account_id: String,
    /// Name of the organisation that accepted for the creditor.
    pub organisation: String,
    /// Name of the creditor.
    pub creditor: String,
    /// The creditor's own reference.
    pub reference: String,
    /// ISO 4217 code.
    pub currency: String,
    /// The payments.
    pub terms: Terms,
    /// What the creditor's side gives: always [`CONCESSION_NO_INTEREST`] for now.
    pub concession: String,
    /// Always false: accepting a plan admits nothing.
    pub admits_debt: bool,
    /// When it was accepted, RFC 3339 in UTC, whole seconds.
    pub accepted_at: String,
    /// Who decided for the creditor's side: `policy` or `person`.
    pub decided_by: String,
    /// Hash of the history entry that records the acceptance, 64 hexadecimal digits.
    pub record_hash: String,
}

document!(Arrangement {
    version,
    id,
    invitation_id,
    account_id,
    organisation,
    creditor,
    reference,
    currency,
    terms,
    concession,
    admits_debt,
    accepted_at,
    decided_by,
    record_hash,
});

/// No interest and no fee is added while the arrangement is kept.
pub const CONCESSION_NO_INTEREST: &str = "no_interest_or_fees_while_kept";

/// A document and the server's signature over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The document that is signed.
    pub arrangement: Arrangement,
    /// Always `ES256` for now.
    pub algorithm: String,
    /// Id of the key that signed: [`PublicKey::id`].
    pub key_id: String,
    /// r ‖ s in base64url without padding, 86 characters.
    pub signature: String,
}

document!(Receipt { arrangement, algorithm, key_id, signature });

/// The server's public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    /// First 16 hexadecimal digits of SHA-256 over the point.
    pub id: String,
    /// Always `ES256` for now.
    pub algorithm: String,
    /// The uncompressed point (65 bytes: 04 ‖ x ‖ y) in base64url without padding, as `importKey("raw", …)` takes it.
    pub point: String,
}

document!(PublicKey { id, algorithm, point });

/// The bytes a signature stands for. Unknown fields of a newer document take part, as they are in the value.
#[must_use]
pub fn canonical_bytes(document: &Value) -> Vec<u8> {
    json::canonical(document).into_bytes()
}

impl Arrangement {
    /// The bytes to sign or verify.
    #[must_use]
    pub fn canonical_bytes(&self) -> Vec<u8> {
        canonical_bytes(&self.write())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_bytes_sort_keys_and_drop_white_space() {
        let value = json::value("{ \"b\": 1, \"a\": {\"z\":\"é\\n\", \"y\":[1, 2]} }".as_bytes()).expect("json");
        assert_eq!(canonical_bytes(&value), "{\"a\":{\"y\":[1,2],\"z\":\"é\\n\"},\"b\":1}".as_bytes());
    }
}
