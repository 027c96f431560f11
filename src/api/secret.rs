//! Secrets: made at random, kept as hashes, compared without telling where they differ.

use crate::refusal::Refusal;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest;
use ring::rand::{SecureRandom, SystemRandom};
use std::sync::LazyLock;
use subtle::ConstantTimeEq;
use tokio::sync::Semaphore;

/// Random bytes from the operating system.
///
/// # Errors
/// If it has none to give.
pub fn random<const LENGTH: usize>() -> Result<[u8; LENGTH], Refusal> {
    let mut bytes = [0; LENGTH];
    let filled = SystemRandom::new().fill(&mut bytes);
    filled.map_err(|_| Refusal::internal("the operating system gives no random bytes"))?;
    Ok(bytes)
}

/// A random name in hexadecimal, 16 digits.
///
/// # Errors
/// As [`random`].
pub fn random_id() -> Result<String, Refusal> {
    random::<8>().map(|bytes| hexadecimal(&bytes))
}

/// A random secret of 256 bits as text for a link or a cookie.
///
/// # Errors
/// As [`random`].
pub fn random_token() -> Result<String, Refusal> {
    random::<32>().map(|bytes| URL_SAFE_NO_PAD.encode(bytes))
}

/// SHA-256 in hexadecimal. Enough for secrets that are random themselves; passwords go through [`password_hash`].
#[must_use]
pub fn hash(bytes: &[u8]) -> String {
    hexadecimal(digest::digest(&digest::SHA256, bytes).as_ref())
}

/// Bytes in hexadecimal, small letters.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Whether two hashes are the same, in a time that depends on neither.
#[must_use]
pub fn same(left: &str, right: &str) -> bool {
    left.as_bytes().ct_eq(right.as_bytes()).into()
}

/// Argon2id with 19 MiB, two passes, one lane: the OWASP Password Storage Cheat Sheet's first choice.
fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
}

/// What an unknown name is compared with, so that it takes as long as a known one.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| password_hash_now(b"nobody has this password").ok());

/// How many passwords are hashed at once; each takes 19 MiB.
static HASHING: Semaphore = Semaphore::const_new(4);

fn password_hash_now(password: &[u8]) -> Result<String, Refusal> {
    let broken = || Refusal::internal("a password cannot be hashed");
    let salt = SaltString::encode_b64(&random::<16>()?).map_err(|_| broken())?;
    Ok(argon2().hash_password(password, &salt).map_err(|_| broken())?.to_string())
}

fn password_fits_now(password: &[u8], hash: Option<&str>) -> bool {
    let known = hash.or(NOBODY.as_deref());
    let parsed = known.and_then(|hash| PasswordHash::new(hash).ok());
    let fits = parsed.is_some_and(|parsed| argon2().verify_password(password, &parsed).is_ok());
    fits && hash.is_some()
}

/// The hash of a password in PHC form.
///
/// # Errors
/// If the machine cannot do it.
pub async fn password_hash(password: String) -> Result<String, Refusal> {
    aside(move || password_hash_now(password.as_bytes())).await?
}

/// Whether a password is the one of this hash; `None` (no such name) takes as long and never is.
///
/// # Errors
/// If the machine cannot do it.
pub async fn password_fits(password: String, hash: Option<String>) -> Result<bool, Refusal> {
    aside(move || password_fits_now(password.as_bytes(), hash.as_deref())).await
}

async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
    let stopped = || Refusal::internal("hashing a password was stopped");
    let _turn = HASHING.acquire().await.map_err(|_| stopped())?;
    tokio::task::spawn_blocking(work).await.map_err(|_| stopped())
}
