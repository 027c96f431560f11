//! The passphrase: unlocking, and changing the key under everything that is stored.

use super::contents::{Snapshot, plain, read_all};
use super::db::{Access, DOCUMENT, KEY, KEYS, OUTBOX, QUARANTINE, REVISION, STORES, VAULT, begin};
use super::{Error, Format, Held, KeyRecord, Opened, STATE, UnlockError, held, new_mark, turn};
use crate::crypto::{self, seal};
use crate::js;
use wasm_bindgen::JsValue;

const PLACE: (&str, &str) = (KEYS, KEY);

/// Unlocks with the passphrase.
///
/// # Errors
/// See [`UnlockError`].
pub async fn unlock<D>(passphrase: &str, format: &Format<D>) -> Result<Opened<D>, UnlockError> {
    let _turn = turn().await;
    let Some((id, envelope)) = STATE.with_borrow(|state| state.locked.clone()) else {
        return Err(UnlockError::Store(Error::ChangedElsewhere));
    };
    let key = crypto::unwrap_key(passphrase, PLACE, &envelope).await.map_err(|_| UnlockError::WrongPassphrase)?;
    let snapshot = Snapshot::take().await?;
    if snapshot.marks.key.as_ref() != Some(&id) {
        return Err(UnlockError::Store(Error::ChangedElsewhere));
    }
    Ok(read_all(Held { id, key, is_wrapped: true }, snapshot, format).await?)
}

/// True if a passphrase is set.
pub fn has_passphrase() -> bool {
    STATE.with_borrow(|state| state.locked.is_some() || state.held.as_ref().is_some_and(|held| held.is_wrapped))
}

/// Sets a passphrase or changes it. Everything stored is encrypted with a new key that only it opens. Save first: what
/// was not saved is not touched.
///
/// # Errors
/// See [`Error`]; then nothing has changed.
pub async fn set_passphrase(passphrase: &str) -> Result<(), Error> {
    let _turn = turn().await;
    let (key, text) = crypto::new_wrapped_key(passphrase, PLACE).await?;
    let id = new_mark()?;
    let record = KeyRecord::wrapped(&id, &text);
    change_key(Held { id, key, is_wrapped: true }, &record).await
}

/// Goes back to a key of the device.
///
/// # Errors
/// See [`Error`]; then nothing has changed.
pub async fn remove_passphrase() -> Result<(), Error> {
    let _turn = turn().await;
    let (id, key) = (new_mark()?, crypto::new_device_key().await?);
    let record = KeyRecord::device(&id, &key);
    change_key(Held { id, key, is_wrapped: false }, &record).await
}

async fn change_key(new: Held, record: &JsValue) -> Result<(), Error> {
    if STATE.with_borrow(|state| state.is_newer) {
        return Err(Error::Newer);
    }
    // A message may be sent while all of this is encrypted; then it is done again.
    for _ in 0..5 {
        if try_change_key(&new, record).await? {
            // It was encrypted with the key before.
            super::journal::forget();
            return Ok(());
        }
    }
    Err(Error::Failed)
}

/// False if the outbox changed in between.
async fn try_change_key(new: &Held, record: &JsValue) -> Result<bool, Error> {
    let (old, marks) = held()?;
    let snapshot = Snapshot::take().await?;
    marks.check(&snapshot.marks)?;
    let tx = begin(&[QUARANTINE], Access::Read).await?;
    let quarantined = tx.all(QUARANTINE).await?;

    let mut writes: Vec<(&str, String, JsValue)> = Vec::new();
    let document = snapshot.document.iter().map(|value| (VAULT, DOCUMENT.to_owned(), value.clone()));
    let outbox = snapshot.outbox.iter().map(|(name, value)| (OUTBOX, name.clone(), value.clone()));
    for (store, name, value) in document.chain(outbox) {
        if let Some(text) = anew(&old, new, (store, &name), &value).await? {
            writes.push((store, name, text));
        }
    }
    for (name, item) in quarantined {
        let place = (js::get_text(&item, "store"), js::get_text(&item, "name"));
        if let (Some(value), (Some(from), Some(key))) = (js::get(&item, "value"), place)
            && let Some(text) = anew(&old, new, (&from, &key), &value).await?
            && js_sys::Reflect::set(&item, &"value".into(), &text).is_ok()
        {
            writes.push((QUARANTINE, name, item));
        }
    }
    let revision = marks.revision.as_ref().map(|_| new_mark()).transpose()?;

    let tx = begin(&STORES, Access::WriteStrict).await?;
    let stored = super::Marks::read(&tx).await?;
    let is_same = tx.all(OUTBOX).await? == snapshot.outbox;
    if let Err(error) = marks.check(&stored) {
        tx.abort();
        return Err(error);
    }
    if !is_same {
        tx.abort();
        return Ok(false);
    }
    for (store, name, value) in &writes {
        tx.put(store, name, value).await?;
    }
    if let Some(revision) = &revision {
        tx.put(VAULT, REVISION, &revision.as_str().into()).await?;
    }
    tx.put(KEYS, KEY, record).await?;
    tx.done().await?;
    STATE.with_borrow_mut(|state| {
        state.held = Some(new.clone());
        state.revision = revision;
    });
    Ok(true)
}

/// A value under the new key; `None` if the old one does not open it: it stays as it is.
async fn anew(old: &Held, new: &Held, place: (&str, &str), value: &JsValue) -> Result<Option<JsValue>, Error> {
    match plain(old, place, value).await {
        Some(bytes) => Ok(Some(seal(&new.key, place, &bytes).await?.into())),
        None => Ok(None),
    }
}
