//! Passwords: hashed slowly, on threads that may block, a few at a time.

use crate::auth::secrets;
use crate::http::error::Error;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// Argon2id with 19 MiB, two passes, one lane: the OWASP Password Storage Cheat Sheet's first choice.
fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
}

/// What an unknown name is compared with, so that it takes as long as a known one.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| hash_blocking(b"nobody has this password").ok());

/// How many passwords are hashed at once; each takes 19 MiB.
static HASHING: Semaphore = Semaphore::const_new(4);

fn hash_blocking(password: &[u8]) -> Result<String, Error> {
    let broken = || Error::internal("a password cannot be hashed");
    let salt = SaltString::encode_b64(&secrets::random::<16>()?).map_err(|_| broken())?;
    Ok(argon2().hash_password(password, &salt).map_err(|_| broken())?.to_string())
}

fn verify_blocking(password: &[u8], hash: Option<&str>) -> bool {
    let known = hash.or(NOBODY.as_deref());
    let parsed = known.and_then(|hash| PasswordHash::new(hash).ok());
    let fits = parsed.is_some_and(|parsed| argon2().verify_password(password, &parsed).is_ok());
    fits && hash.is_some()
}

/// The hash of a password in PHC form.
///
/// # Errors
/// If the machine cannot do it.
pub async fn hash(password: String) -> Result<String, Error> {
    on_blocking_thread(move || hash_blocking(password.as_bytes())).await?
}

/// Whether a password has this hash. `None`, for an unknown name, takes as long and is never so.
///
/// # Errors
/// If the machine cannot do it.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool, Error> {
    on_blocking_thread(move || verify_blocking(password.as_bytes(), hash.as_deref())).await
}

async fn on_blocking_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    let stopped = || Error::internal("hashing a password was stopped");
    let _turn = HASHING.acquire().await.map_err(|_| stopped())?;
    tokio::task::spawn_blocking(work).await.map_err(|_| stopped())
}
