//! The vault: everything a person typed, encrypted on their device, found again after closing the browser.
//!
//! Observations. The browser may close at any moment; a second tab may write at any moment; a file may be damaged or be
//! a newer page's. Three rules follow:
//!
//! - Every write is one transaction that first compares two marks, the key's id and the document's revision, with what
//!   this tab saw last. If either differs, another tab wrote, and nothing is overwritten: [`Error::ChangedElsewhere`].
//! - What cannot be read is quarantined: moved to a store of its own in the same transaction that takes it away, with
//!   the time, and it stays there until the person deletes everything.
//! - What a newer page wrote stays where it is, and this page does not save.
//!
//! By default the key is one of the device: random, kept by the browser as a `CryptoKey` that cannot be read out. With a
//! passphrase a new random key is wrapped by it, and only the wrapped form is stored. Whenever the key changes,
//! document, messages and quarantine are encrypted anew in one transaction.
//!
//! Not handled: someone who uses the unlocked device and browser. Without a passphrase they see what the person sees.
//!
//! The vault knows bytes. What they say is the page's: see [`Format`].

mod contents;
mod db;
pub(crate) mod envelope;
mod journal;
mod messages;
mod passphrase;
mod quarantine;

pub use contents::{export, open, revision_changed, save, wipe};
pub use journal::journal;
pub use messages::{messages, put_message, remove_message};
pub use passphrase::{has_passphrase, remove_passphrase, set_passphrase, unlock};
pub use quarantine::{quarantine, quarantined_bytes};

use crate::crypto;
use crate::js;
use crate::locks::{Guard, Queue};
use db::Tx;
use envelope::{Envelope, NONCE_BYTES as NONCE};
use std::cell::RefCell;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::CryptoKey;

/// How the page reads what the vault keeps.
pub struct Format<D> {
    /// Reads the document.
    pub document: fn(&[u8]) -> Result<D, ReadError>,
    /// Whether a message that waits can be read.
    pub is_message: fn(&[u8]) -> bool,
}

/// Why a document cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// A newer page wrote it: it stays where it is.
    Newer,
    /// It is damaged: it is quarantined.
    Corrupt,
}

/// What was found on the device.
#[derive(Debug)]
pub enum Opened<D> {
    /// It can be read and written.
    Ready {
        /// The document; `None` on a new device and after it was quarantined.
        document: Option<D>,
        /// What was quarantined just now, if something was: the person should be told.
        quarantined: Option<Quarantined>,
    },
    /// Ask for the passphrase, then call [`unlock`].
    Locked,
    /// A newer page wrote it. It stays as it is, and saving is refused.
    Newer,
    /// The browser gives no storage or no encryption: everything works, nothing is kept.
    Unavailable,
}

/// What could not be read and was moved away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quarantined {
    /// The document; the person starts with an empty one.
    Document,
    /// A message that waited; the document is fine.
    Message,
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
pub enum Error {
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

impl From<db::Error> for Error {
    fn from(error: db::Error) -> Self {
        match error {
            db::Error::Newer => Self::Newer,
            db::Error::Full => Self::Full,
            db::Error::Failed => Self::Failed,
        }
    }
}

impl From<crypto::Error> for Error {
    fn from(_: crypto::Error) -> Self {
        Self::Failed
    }
}

/// Why a passphrase did not unlock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnlockError {
    /// Another passphrase was set.
    WrongPassphrase,
    /// It could not be tried. After [`Error::ChangedElsewhere`] call [`open`] again.
    Store(Error),
}

impl<E: Into<Error>> From<E> for UnlockError {
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
    fn check(&self, stored: &Self) -> Result<(), Error> {
        if self == stored { Ok(()) } else { Err(Error::ChangedElsewhere) }
    }

    fn check_key(&self, stored: &Self) -> Result<(), Error> {
        if self.key == stored.key { Ok(()) } else { Err(Error::ChangedElsewhere) }
    }

    /// The marks as stored; the transaction must span `keys` and `vault`.
    async fn read(tx: &Tx) -> Result<Self, db::Error> {
        Ok(Self { revision: tx.text(db::VAULT, db::REVISION).await?, ..Self::read_key(tx).await? })
    }

    /// The key's mark as stored; the transaction must span `keys`.
    async fn read_key(tx: &Tx) -> Result<Self, db::Error> {
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
    /// The revision of the save that is under way, or was last.
    revision_next: Option<String>,
    is_newer: bool,
    /// What was found had been written on leaving, and is not saved yet.
    is_recovered: bool,
}

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
    /// Reading, writing and changing keys happen one after another.
    static TURNS: Queue = const { Queue::new() };
}

/// Whether the document that was opened had only been written on leaving: then save it soon.
pub fn is_recovered() -> bool {
    STATE.with_borrow(|state| state.is_recovered)
}

/// Waits until what this tab began earlier is finished.
fn turn() -> impl Future<Output = Guard> {
    TURNS.with(Queue::turn)
}

/// The key in use and what this tab saw last.
fn held() -> Result<(Held, Marks), Error> {
    STATE.with_borrow(|state| {
        let held = state.held.clone().ok_or(Error::Locked)?;
        let marks = Marks { key: Some(held.id.clone()), revision: state.revision.clone() };
        Ok((held, marks))
    })
}

/// A new mark; never the same twice.
fn new_mark() -> Result<String, crypto::Error> {
    Ok(crypto::encode(&crypto::random::<12>()?))
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
                Err(envelope::Error::Newer) => Self::Newer,
                Err(envelope::Error::Corrupt) => Self::Corrupt,
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
        let changed = Err(Error::ChangedElsewhere);
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
