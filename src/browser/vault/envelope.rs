//! The envelope of everything encrypted: JSON that names its own key derivation, so that it can change.
//!
//! ```json
//! {"v":1,"kdf":"PBKDF2-SHA-256","params":{"iterations":600000},"salt":"…","iv":"…","ct":"…"}
//! ```
//!
//! `salt`, `iv` and `ct` are base64url without padding; `ct` is AES-256-GCM with its tag at the end. With `kdf` "none"
//! the key is one of the device and `salt` is empty. The additional data binds an envelope to its place: see
//! [`place`].

use crate::crypto::{decode, encode};
use json::document;

/// The version this code writes.
const VERSION: u32 = 1;
/// Rounds for a new passphrase (OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA256: 600,000).
pub const ITERATIONS: u32 = 600_000;
/// More rounds than this are not worked off: a hostile envelope must not hang the page.
const ITERATIONS_MAX: u32 = 5_000_000;
/// Bytes of a nonce (NIST SP 800-38D, § 8.2.2).
pub const NONCE_BYTES: usize = 12;
/// Bytes of a salt.
pub const SALT_BYTES: usize = 16;
/// Bytes of the tag at the end of the cipher text.
const TAG_BYTES: usize = 16;

const KDF_NONE: &str = "none";
const KDF_PBKDF2: &str = "PBKDF2-SHA-256";

/// How the key comes about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Derivation {
    /// It is at hand.
    None,
    /// From a passphrase.
    Pbkdf2 {
        /// Rounds.
        iterations: u32,
        /// Salt.
        salt: Vec<u8>,
    },
}

/// An envelope, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// How the key comes about.
    pub derivation: Derivation,
    /// Nonce, [`NONCE_BYTES`].
    pub nonce: Vec<u8>,
    /// Cipher text and tag.
    pub sealed: Vec<u8>,
}

/// Why an envelope cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// Not an envelope.
    Corrupt,
    /// Written by a newer page.
    Newer,
}

struct Document {
    v: u32,
    kdf: String,
    params: Params,
    salt: String,
    iv: String,
    ct: String,
}

document!(Document { v, kdf, params, salt, iv, ct });

struct Params {
    iterations: Option<u32>,
}

document!(Params { iterations = filled });

/// The additional data for what is kept in `store` under `name`: an envelope moved elsewhere does not open.
pub fn place(store: &str, name: &str) -> Vec<u8> {
    ["evenkeel/1/", store, "/", name].concat().into_bytes()
}

impl Envelope {
    /// The envelope as text.
    pub fn to_text(&self) -> String {
        let (kdf, iterations, salt) = match &self.derivation {
            Derivation::None => (KDF_NONE, None, String::new()),
            Derivation::Pbkdf2 { iterations, salt } => (KDF_PBKDF2, Some(*iterations), encode(salt)),
        };
        let document = Document {
            v: VERSION,
            kdf: kdf.to_owned(),
            params: Params { iterations },
            salt,
            iv: encode(&self.nonce),
            ct: encode(&self.sealed),
        };
        json::print(&document)
    }

    /// Reads an envelope.
    ///
    /// # Errors
    /// See [`Error`]. A derivation this page does not know is a newer page's.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let corrupt = || Error::Corrupt;
        let document = json::value(text.as_bytes()).map_err(|_| corrupt())?;
        if json::version(&document, "v").ok_or_else(corrupt)? > VERSION {
            return Err(Error::Newer);
        }
        let document: Document = json::read(document).map_err(|_| corrupt())?;
        let derivation = match document.kdf.as_str() {
            KDF_NONE => Derivation::None,
            KDF_PBKDF2 => {
                let iterations = document.params.iterations.filter(|rounds| (1..=ITERATIONS_MAX).contains(rounds));
                let salt = decode(&document.salt).filter(|salt| salt.len() >= SALT_BYTES);
                Derivation::Pbkdf2 { iterations: iterations.ok_or_else(corrupt)?, salt: salt.ok_or_else(corrupt)? }
            }
            _ => return Err(Error::Newer),
        };
        let nonce = decode(&document.iv).filter(|nonce| nonce.len() == NONCE_BYTES).ok_or_else(corrupt)?;
        let sealed = decode(&document.ct).filter(|sealed| sealed.len() >= TAG_BYTES).ok_or_else(corrupt)?;
        Ok(Self { derivation, nonce, sealed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn envelope() -> Envelope {
        Envelope {
            derivation: Derivation::Pbkdf2 { iterations: ITERATIONS, salt: vec![7; SALT_BYTES] },
            nonce: vec![1; NONCE_BYTES],
            sealed: vec![2; 40],
        }
    }

    #[test]
    fn comes_back() {
        let device = Envelope { derivation: Derivation::None, ..envelope() };
        for envelope in [envelope(), device] {
            assert_eq!(Envelope::parse(&envelope.to_text()), Ok(envelope));
        }
    }

    #[test]
    fn a_newer_one_is_told_from_a_corrupt_one() {
        let text = envelope().to_text();
        let parse = |from: &str, to: &str| {
            let changed = text.replace(from, to);
            assert_ne!(changed, text, "{from}");
            Envelope::parse(&changed)
        };
        assert_eq!(parse("\"v\":1", "\"v\":2"), Err(Error::Newer));
        assert_eq!(parse("PBKDF2-SHA-256", "Argon2id"), Err(Error::Newer));
        assert_eq!(parse(",\"v\":1", ""), Err(Error::Corrupt));
        assert_eq!(parse("600000", "5000001"), Err(Error::Corrupt));
        assert_eq!(parse("600000", "0"), Err(Error::Corrupt));
        assert_eq!(parse("\"iv\":\"AQ", "\"iv\":\""), Err(Error::Corrupt));
        assert_eq!(parse("\"salt\":\"B", "\"salt\":\"=B"), Err(Error::Corrupt));
    }

    #[test]
    fn no_cut_of_it_opens_or_panics() {
        let text = envelope().to_text();
        for length in 0..text.len() {
            assert_eq!(Envelope::parse(&text[..length]), Err(Error::Corrupt), "{length}");
        }
    }

    #[test]
    fn every_place_is_its_own() {
        assert_ne!(place("vault", "document"), place("outbox", "document"));
        assert_ne!(place("outbox", "a"), place("outbox", "b"));
    }
}
