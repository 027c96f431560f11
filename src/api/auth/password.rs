//! Passwords: hashed slowly, on threads that may block, a few at a time, in memory that is used again.
//!
//! A hash takes 19 MiB on purpose. Whoever asks for many at once must not make the server take that for each: at most
//! [`HASHES_MAX`] run, in as many buffers, [`QUEUE_MAX`] more wait, and what is beyond is refused at once. A client that
//! goes away does not free its place before its hash has ended.

use crate::auth::secrets;
use crate::http::client_address::ClientAddress;
use crate::http::error::Error;
use argon2::password_hash::{Encoding, Output, ParamsString, PasswordHash, SaltString};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use core::net::IpAddr;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use tokio::sync::Semaphore;
use wire::problem::Kind;

/// Argon2id with 19 MiB, two passes, one lane: the OWASP Password Storage Cheat Sheet's first choice.
const PARAMS: Params = Params::DEFAULT;
/// Bytes of a hash.
const HASH_BYTES: usize = Params::DEFAULT_OUTPUT_LEN;
/// How many passwords are hashed at once.
pub const HASHES_MAX: usize = 4;
/// How many more may wait for their turn; half a second's work of two cores.
pub const QUEUE_MAX: usize = 32;
/// How many of both one household may have, so that it does not take the turns of all others.
pub const EACH_MAX: usize = 8;
/// When another try makes sense.
const RETRY_S: u64 = 2;

/// What an unknown name is compared with, so that it takes as long as a known one.
static NOBODY: LazyLock<Option<String>> =
    LazyLock::new(|| hash_blocking(&mut Memory::new(), b"nobody has this password").ok());

/// Hashes passwords.
#[derive(Clone)]
pub struct Passwords(Arc<Hashing>);

struct Hashing {
    turns: Arc<Semaphore>,
    /// Buffers that no hash uses now; never more than [`HASHES_MAX`].
    buffers: Mutex<Vec<Memory>>,
    /// How many hashes each household has running or waiting.
    queue: Mutex<HashMap<IpAddr, usize>>,
}

/// The memory of one hash.
struct Memory(Vec<Block>);

impl Memory {
    fn new() -> Self {
        Self(vec![Block::new(); PARAMS.block_count()])
    }
}

/// A place among those whose hash runs or waits.
struct Place {
    hashing: Arc<Hashing>,
    household: IpAddr,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut queue = lock(&self.hashing.queue);
        match queue.get_mut(&self.household) {
            Some(own) if *own > 1 => *own -= 1,
            _ => {
                queue.remove(&self.household);
            }
        }
    }
}

/// What stands behind a mutex; a panic elsewhere leaves nothing half-done in it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn broken() -> Error {
    Error::internal("a password cannot be hashed")
}

fn hash_blocking(memory: &mut Memory, password: &[u8]) -> Result<String, Error> {
    let salt_bytes = secrets::random::<16>()?;
    let salt = SaltString::encode_b64(&salt_bytes).map_err(|_| broken())?;
    let mut bytes = [0; HASH_BYTES];
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, PARAMS);
    argon2.hash_password_into_with_memory(password, &salt_bytes, &mut bytes, &mut memory.0).map_err(|_| broken())?;
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&PARAMS).map_err(|_| broken())?,
        salt: Some(salt.as_salt()),
        hash: Some(Output::new(&bytes).map_err(|_| broken())?),
    };
    Ok(hash.to_string())
}

/// The hash of one password, for a command that asks nobody to wait.
///
/// # Errors
/// If the machine cannot do it.
pub fn hash_once(password: &str) -> Result<String, Error> {
    hash_blocking(&mut Memory::new(), password.as_bytes())
}

fn verify_blocking(memory: &mut Memory, password: &[u8], hash: Option<&str>) -> bool {
    let known = hash.or(NOBODY.as_deref());
    known.is_some_and(|known| fits(memory, password, known).unwrap_or_default()) && hash.is_some()
}

/// Whether a password has a hash in PHC form; `None` if that is none that this server makes.
fn fits(memory: &mut Memory, password: &[u8], hash: &str) -> Option<bool> {
    let parsed = PasswordHash::parse(hash, Encoding::B64).ok()?;
    let params = Params::try_from(&parsed).ok()?;
    let version = parsed.version.and_then(|version| Version::try_from(version).ok())?;
    let expected = parsed.hash?;
    let mut salt = [0; 64];
    let salt = parsed.salt?.decode_b64(&mut salt).ok()?;
    let mut bytes = [0; Output::MAX_LENGTH];
    let bytes = bytes.get_mut(..expected.len())?;
    let argon2 = Argon2::new(Algorithm::try_from(parsed.algorithm).ok()?, version, params);
    argon2.hash_password_into_with_memory(password, salt, bytes, &mut memory.0).ok()?;
    // Compared in constant time.
    Some(Output::new(bytes).ok()? == expected)
}

impl Passwords {
    /// Nobody has asked yet.
    #[must_use]
    pub fn new() -> Self {
        let turns = Arc::new(Semaphore::new(HASHES_MAX));
        Self(Arc::new(Hashing { turns, buffers: Mutex::default(), queue: Mutex::default() }))
    }

    /// The hash of a password in PHC form.
    ///
    /// # Errors
    /// `server-busy` if too many wait already; or if the machine cannot do it.
    pub async fn hash(&self, password: String, client: ClientAddress) -> Result<String, Error> {
        self.in_turn(client, move |memory| hash_blocking(memory, password.as_bytes())).await?
    }

    /// Whether a password has this hash. `None`, for an unknown name, takes as long and is never so.
    ///
    /// # Errors
    /// As [`Self::hash`].
    pub async fn verify(&self, password: String, hash: Option<String>, client: ClientAddress) -> Result<bool, Error> {
        self.in_turn(client, move |memory| verify_blocking(memory, password.as_bytes(), hash.as_deref())).await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        client: ClientAddress,
        work: impl FnOnce(&mut Memory) -> T + Send + 'static,
    ) -> Result<T, Error> {
        let stopped = || Error::internal("hashing a password was stopped");
        let place = self.place(client)?;
        let turn = Arc::clone(&self.0.turns).acquire_owned().await.map_err(|_| stopped())?;
        // The place and the turn go with the work, because it goes on when the client is gone.
        let done = tokio::task::spawn_blocking(move || {
            let (place, _turn) = (place, turn);
            let free = lock(&place.hashing.buffers).pop();
            let mut memory = free.unwrap_or_else(Memory::new);
            let result = work(&mut memory);
            lock(&place.hashing.buffers).push(memory);
            result
        });
        done.await.map_err(|_| stopped())
    }

    fn place(&self, client: ClientAddress) -> Result<Place, Error> {
        let household = client.household();
        let mut queue = lock(&self.0.queue);
        let own = queue.get(&household).copied().unwrap_or_default();
        if own >= EACH_MAX || queue.values().sum::<usize>() >= HASHES_MAX + QUEUE_MAX {
            return Err(Error::retry_after(Kind::ServerBusy, RETRY_S));
        }
        queue.insert(household, own + 1);
        Ok(Place { hashing: Arc::clone(&self.0), household })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::password_hash::{PasswordHasher, PasswordVerifier};
    use core::net::Ipv4Addr;

    /// What the library makes itself fits, and the other way round: databases hold both.
    #[test]
    fn hashes_are_those_of_the_library() {
        let mut memory = Memory::new();
        let ours = hash_blocking(&mut memory, b"correct horse").expect("a hash");
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, PARAMS);
        let parsed = PasswordHash::new(&ours).expect("PHC");
        assert!(ours.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{ours}");
        assert!(argon2.verify_password(b"correct horse", &parsed).is_ok());
        let salt = SaltString::encode_b64(b"sixteen bytes of").expect("a salt");
        let theirs = argon2.hash_password(b"correct horse", &salt).expect("a hash").to_string();
        // Memory that another hash has used makes no difference.
        for hash in [&ours, &theirs] {
            assert_eq!(fits(&mut memory, b"correct horse", hash), Some(true));
            assert_eq!(fits(&mut memory, b"correct hors", hash), Some(false));
        }
        assert!(!verify_blocking(&mut memory, b"nobody has this password", None));
        for wrong in ["", "$argon2id$v=19$m=65536,t=2,p=1$c2l4dGVlbiBieXRlcyBvZg$AAAA", "$2b$12$abc"] {
            assert_eq!(fits(&mut memory, b"x", wrong), None, "{wrong}");
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn however_many_ask_few_wait_and_buffers_are_used_again() {
        let passwords = Passwords::new();
        let client =
            |number: usize| ClientAddress(Ipv4Addr::new(198, 51, 100, u8::try_from(number).expect("small")).into());
        let mut running = Vec::new();
        for number in 0..12 {
            let passwords = passwords.clone();
            running.push(tokio::spawn(async move { passwords.verify("wrong".to_owned(), None, client(number)).await }));
        }
        for one in running {
            assert!(matches!(one.await.expect("an answer"), Ok(false)));
        }
        let buffers = lock(&passwords.0.buffers).len();
        assert!((1..=HASHES_MAX).contains(&buffers), "{buffers}");
        // One address alone does not take all turns.
        let mut places: Vec<Place> = (0..EACH_MAX).map(|_| passwords.place(client(0)).expect("a place")).collect();
        let refused = passwords.verify("x".to_owned(), None, client(0)).await;
        assert_eq!(refused.err().and_then(|error| error.kind()), Some(Kind::ServerBusy));
        for number in EACH_MAX..HASHES_MAX + QUEUE_MAX {
            places.push(passwords.place(client(number)).expect("a place"));
        }
        assert!(passwords.place(client(100)).is_err(), "nobody waits for long");
        drop(places);
        assert!(lock(&passwords.0.queue).is_empty());
        assert!(passwords.place(client(100)).is_ok());
    }
}
