//! The saved document and the messages that wait, in the vault of this device.

use browser::vault::{self, Format, ReadError};
pub use browser::vault::{
    Durability, Error as StoreError, Quarantined, UnlockError, export, has_passphrase, is_recovered, quarantine,
    quarantined_bytes, remove_passphrase, revision_changed, set_passphrase, wipe,
};
use wire::json;
use wire::saved::{SAVED_VERSION, Saved, SavedError, Waiting};

/// What was found on the device.
pub type Opened = vault::Opened<Saved>;

const FORMAT: Format<Saved> = Format {
    document: |bytes| {
        Saved::parse(bytes).map_err(|error| match error {
            SavedError::Newer => ReadError::Newer,
            SavedError::Corrupt | SavedError::TooMuch => ReadError::Corrupt,
        })
    },
    is_message: |bytes| json::parse::<Waiting>(bytes).is_ok(),
};

/// The document of a new device.
pub fn new_document() -> Saved {
    Saved { version: SAVED_VERSION, ..Saved::default() }
}

/// Opens what is kept on this device: see [`vault::open`].
pub async fn open() -> Opened {
    vault::open(&FORMAT).await
}

/// Unlocks with the passphrase.
///
/// # Errors
/// See [`UnlockError`].
pub async fn unlock(passphrase: &str) -> Result<Opened, UnlockError> {
    vault::unlock(passphrase, &FORMAT).await
}

/// Saves the document.
///
/// # Errors
/// See [`StoreError`]; what was stored before is then still there.
pub async fn save(saved: &Saved, durability: Durability) -> Result<(), StoreError> {
    vault::save(&saved.to_bytes(), durability).await
}

/// Writes the document at once, for a page that is being left: see [`vault::journal`].
pub fn journal(saved: &Saved) {
    vault::journal(&saved.to_bytes());
}

/// Writes a message, or writes it over itself, and waits until it is on the disk.
///
/// # Errors
/// See [`StoreError`].
pub async fn outbox_put(waiting: &Waiting) -> Result<(), StoreError> {
    vault::put_message(&waiting.key, json::print(waiting).as_bytes()).await
}

/// All messages that wait, oldest first.
///
/// # Errors
/// See [`StoreError`].
pub async fn outbox_all() -> Result<Vec<Waiting>, StoreError> {
    let messages = vault::messages().await?;
    let mut all: Vec<_> = messages.iter().filter_map(|message| json::parse(message).ok().map(versioned)).collect();
    all.sort_by(|a, b| a.written_at.cmp(&b.written_at));
    Ok(all)
}

/// Deletes a message that was answered, and waits until that is on the disk.
///
/// # Errors
/// See [`StoreError`].
pub async fn outbox_remove(key: &str) -> Result<(), StoreError> {
    vault::remove_message(key).await
}

/// A message with the path that its resource has now: before the API had a version, messages were written for
/// `/api/disputes` and the like, which the server still answers.
fn versioned(mut waiting: Waiting) -> Waiting {
    if let Some(rest) = waiting.path.strip_prefix("/api/").filter(|rest| !rest.starts_with("v1/")) {
        waiting.path = ["/api/v1/", rest].concat();
    }
    waiting
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_from_before_the_versions_is_sent_to_the_address_of_now() {
        let recorded = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../wire/tests/recorded/waiting.json"));
        let written: Waiting = json::parse(recorded).expect("a message as it was saved");
        assert_eq!(written.path, "/api/proposals");
        let read = versioned(written.clone());
        assert_eq!(read.path, "/api/v1/proposals");
        assert_eq!(versioned(read.clone()), read);
        assert_eq!(Waiting { path: written.path.clone(), ..read }, written, "nothing else is another");
    }
}
