//! The vault: everything a person typed, encrypted on their device, found again after closing the browser.
//!
//! Observations. The browser may close at any moment; a second tab may write at any moment; a file may be damaged or be
//! a newer page's. Three rules follow:
//!
//! - Every write is one transaction that first compares two marks, the key's id and the document's revision, with what
//!   this tab saw last. If either differs, another tab wrote, and nothing is overwritten: [`StoreError::ChangedElsewhere`].
//! - What cannot be read is moved to the store `aside` in the same transaction that takes it away, with the time, and
//!   stays there until the person deletes everything.
//! - What a newer page wrote stays where it is, and this page does not save.
//!
//! By default the key is one of the device: random, kept by the browser as a `CryptoKey` that cannot be read out. With a
//! passphrase a new random key is wrapped by it, and only the wrapped form is stored. Whenever the key changes,
//! document, outbox and what was set aside are encrypted anew in one transaction.
//!
//! Not handled: someone who uses the unlocked device and browser. Without a passphrase they see what the person sees.

mod crypto;
mod db;
mod envelope;
pub mod js;
mod outbox;
mod passphrase;
mod vault;

pub use crypto::{digest, random, subtle};
pub use envelope::{decode, encode};
pub use outbox::{outbox_all, outbox_put, outbox_remove};
pub use passphrase::{has_passphrase, remove_passphrase, set_passphrase, unlock};
pub use vault::{aside, aside_bytes, export, open, revision_changed, save, wipe};

use crypto::CryptoError;
use db::{DbError, Tx};
use envelope::Envelope;
use std::cell::RefCell;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::CryptoKey;
use wire::saved::Saved;

/// What was found on the device.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one at a time, and it is taken apart at once")]
pub enum Opened {
    /// The document; an empty one on a new device.
    Ready {
        /// The document.
        saved: Saved,
        /// What the person should be told.
        trouble: Option<Trouble>,
    },
    /// Ask for the passphrase, then call [`unlock`].
    Locked,
    /// A newer page wrote it. It stays as it is, and saving is refused.
    Newer,
    /// The browser gives no storage or no encryption: everything works, nothing is kept.
    Unavailable,
}

/// What happened to what was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The document could not be read and was set aside; the person starts with an empty one.
    SetAside,
    /// The document is fine; a message that waited could not be read and was set aside.
    MessageSetAside,
}

/// When a write counts as done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// When the operating system has it: for every keystroke.
    Relaxed,
    /// When it is on the disk: for what cannot be typed again.
    Strict,
}

/// Why something was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// Another tab wrote in the meantime; nothing was overwritten. Call [`open`] again.
    ChangedElsewhere,
    /// The passphrase was not given yet.
    Locked,
    /// What is there is a newer page's.
    Newer,
    /// The device has no room left.
    Full,
    /// The browser did not do it.
    Failed,
}

impl From<DbError> for StoreError {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Newer => Self::Newer,
            DbError::Full => Self::Full,
            DbError::Failed => Self::Failed,
        }
    }
}

impl From<CryptoError> for StoreError {
    fn from(_: CryptoError) -> Self {
        Self::Failed
    }
}

/// Why a passphrase did not unlock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnlockError {
    /// Another passphrase was set.
    WrongPassphrase,
    /// It could not be tried. After [`StoreError::ChangedElsewhere`] call [`open`] again.
    Store(StoreError),
}

impl<E: Into<StoreError>> From<E> for UnlockError {
    fn from(error: E) -> Self {
        Self::Store(error.into())
    }
}

/// What this tab saw last; a write is allowed only while it still holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Marks {
    /// Id of the key.
    key: Option<String>,
    /// Revision of the document; `None` if there is none.
    revision: Option<String>,
}

impl Marks {
    fn check(&self, stored: &Self) -> Result<(), StoreError> {
        if self == stored { Ok(()) } else { Err(StoreError::ChangedElsewhere) }
    }

    fn check_key(&self, stored: &Self) -> Result<(), StoreError> {
        if self.key == stored.key { Ok(()) } else { Err(StoreError::ChangedElsewhere) }
    }

    /// The marks as stored; the transaction must span `keys` and `vault`.
    async fn read(tx: &Tx) -> Result<Self, DbError> {
        Ok(Self { revision: tx.text(db::VAULT, db::REVISION).await?, ..Self::read_key(tx).await? })
    }

    /// The key's mark as stored; the transaction must span `keys`.
    async fn read_key(tx: &Tx) -> Result<Self, DbError> {
        let record = tx.get(db::KEYS, db::KEY).await?;
        Ok(Self { key: record.and_then(|record| js::get_text(&record, "id")), revision: None })
    }
}

/// The key in use.
#[derive(Clone)]
struct Held {
    id: String,
    key: CryptoKey,
    /// True if only a passphrase opens it again.
    is_wrapped: bool,
}

/// What this tab knows.
#[derive(Default)]
struct State {
    held: Option<Held>,
    /// The wrapped key and its id, while the passphrase is awaited.
    locked: Option<(String, Envelope)>,
    revision: Option<String>,
    is_newer: bool,
}

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
    /// Reading, writing and changing keys happen one after another.
    static TURNS: js::Queue = const { js::Queue::new() };
}

/// Waits until what this tab began earlier is finished.
fn turn() -> impl Future<Output = js::Release> {
    TURNS.with(js::Queue::turn)
}

/// The key in use and what this tab saw last.
fn held() -> Result<(Held, Marks), StoreError> {
    STATE.with_borrow(|state| {
        let held = state.held.clone().ok_or(StoreError::Locked)?;
        let marks = Marks { key: Some(held.id.clone()), revision: state.revision.clone() };
        Ok((held, marks))
    })
}

/// A new mark; never the same twice.
fn new_mark() -> Result<String, CryptoError> {
    Ok(encode(&random::<12>()?))
}

/// How the key is stored.
enum KeyRecord {
    Device(Held),
    Wrapped(String, Envelope),
    Newer,
    Corrupt,
}

impl KeyRecord {
    fn read(record: &JsValue) -> Self {
        let Some(id) = js::get_text(record, "id") else { return Self::Corrupt };
        if let Some(text) = js::get_text(record, "wrapped") {
            return match Envelope::parse(&text) {
                Ok(envelope) => Self::Wrapped(id, envelope),
                Err(envelope::EnvelopeError::Newer) => Self::Newer,
                Err(envelope::EnvelopeError::Corrupt) => Self::Corrupt,
            };
        }
        match js::get(record, "key").and_then(|key| key.dyn_into().ok()) {
            Some(key) => Self::Device(Held { id, key, is_wrapped: false }),
            None => Self::Corrupt,
        }
    }

    fn device(id: &str, key: &CryptoKey) -> JsValue {
        js::object(&[("id", id.into()), ("key", key.into())]).into()
    }

    fn wrapped(id: &str, text: &str) -> JsValue {
        js::object(&[("id", id.into()), ("wrapped", text.into())]).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(key: &str, revision: Option<&str>) -> Marks {
        Marks { key: Some(key.to_owned()), revision: revision.map(str::to_owned) }
    }

    #[test]
    fn nothing_is_written_over_what_another_tab_wrote() {
        let changed = Err(StoreError::ChangedElsewhere);
        let seen = marks("k", Some("r"));
        assert_eq!(seen.check(&marks("k", Some("r"))), Ok(()));
        assert_eq!(seen.check(&marks("k", Some("s"))), changed, "another tab saved");
        assert_eq!(seen.check(&marks("l", Some("r"))), changed, "another tab set a passphrase");
        assert_eq!(seen.check(&Marks::default()), changed, "another tab deleted everything");
        assert_eq!(marks("k", None).check(&marks("k", Some("r"))), changed, "another tab saved first");
        assert_eq!(seen.check_key(&marks("k", Some("s"))), Ok(()), "the outbox is apart from the document");
        assert_eq!(seen.check_key(&Marks::default()), changed);
    }
}
