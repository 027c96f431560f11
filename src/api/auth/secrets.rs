//! Secrets: made at random, kept as hashes, compared in constant time.

use crate::http::error::Error;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest;
use ring::rand::{SecureRandom, SystemRandom};
use subtle::ConstantTimeEq;

/// Random bytes from the operating system.
///
/// # Errors
/// If it has none to give.
pub fn random<const LENGTH: usize>() -> Result<[u8; LENGTH], Error> {
    let mut bytes = [0; LENGTH];
    let filled = SystemRandom::new().fill(&mut bytes);
    filled.map_err(|_| Error::internal("the operating system gives no random bytes"))?;
    Ok(bytes)
}

/// A random id: 16 hexadecimal digits.
///
/// # Errors
/// As [`random`].
pub fn random_id() -> Result<String, Error> {
    random::<8>().map(|bytes| hexadecimal(&bytes))
}

/// A random secret of 256 bits as text for a link or a cookie.
///
/// # Errors
/// As [`random`].
pub fn random_token() -> Result<String, Error> {
    random::<32>().map(|bytes| URL_SAFE_NO_PAD.encode(bytes))
}

/// SHA-256 in hexadecimal. Enough for secrets that are random themselves; passwords go through [`crate::auth::password`].
#[must_use]
pub fn hash(bytes: &[u8]) -> String {
    hexadecimal(digest::digest(&digest::SHA256, bytes).as_ref())
}

/// Bytes in lower-case hexadecimal.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether two hashes are equal, compared in constant time.
#[must_use]
pub fn same(left: &str, right: &str) -> bool {
    left.as_bytes().ct_eq(right.as_bytes()).into()
}
