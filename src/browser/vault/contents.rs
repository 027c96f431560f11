//! Opening, saving and deleting.

use super::db::{self, Access, DOCUMENT, KEY, KEYS, OUTBOX, QUARANTINE, REVISION, STORES, VAULT, begin};
use super::envelope::{self, Envelope};
use super::journal;
use super::quarantine::{Unreadable, put_away};
use super::{
    Durability, Error, Format, Held, KeyRecord, Marks, Opened, Quarantined, ReadError, STATE, State, held, new_mark,
    turn,
};
use crate::crypto::{self, seal, unseal};
use crate::{clock, js};
use wasm_bindgen::JsValue;

/// Everything stored but the quarantine, as of one moment.
pub(super) struct Snapshot {
    pub(super) marks: Marks,
    key: Option<JsValue>,
    pub(super) document: Option<JsValue>,
    pub(super) outbox: Vec<(String, JsValue)>,
}

impl Snapshot {
    pub(super) async fn take() -> Result<Self, db::Error> {
        let tx = begin(&STORES, Access::Read).await?;
        Ok(Self {
            marks: Marks::read(&tx).await?,
            key: tx.get(KEYS, KEY).await?,
            document: tx.get(VAULT, DOCUMENT).await?,
            outbox: tx.all(OUTBOX).await?,
        })
    }
}

/// Opens what is kept on this device. It may be called again at any time, for example after
/// [`Error::ChangedElsewhere`]; a passphrase given before is not asked for again unless it was changed.
pub async fn open<D>(format: &Format<D>) -> Opened<D> {
    let _turn = turn().await;
    if crypto::subtle().is_err() {
        return Opened::Unavailable;
    }
    // Another tab may change the key between looking and writing. It cannot do so for ever.
    for _ in 0..5 {
        match try_open(format).await {
            Ok(opened) => return opened,
            Err(Error::ChangedElsewhere) => {}
            Err(Error::Newer) => {
                STATE.set(State { is_newer: true, ..State::default() });
                return Opened::Newer;
            }
            Err(_) => break,
        }
    }
    Opened::Unavailable
}

async fn try_open<D>(format: &Format<D>) -> Result<Opened<D>, Error> {
    let snapshot = Snapshot::take().await?;
    let known = STATE.with_borrow(|state| state.held.clone());
    let record = snapshot.key.as_ref().map(KeyRecord::read);
    let held = match record {
        Some(KeyRecord::Device(held)) => held,
        Some(KeyRecord::Wrapped(id, envelope)) => match known.filter(|known| known.id == id) {
            Some(known) => known,
            None => {
                STATE.set(State { locked: Some((id, envelope)), ..State::default() });
                return Ok(Opened::Locked);
            }
        },
        Some(KeyRecord::Newer) => return Err(Error::Newer),
        // Without a key nothing else can be read: all of it is quarantined, the broken key too.
        Some(KeyRecord::Corrupt) => new_key(snapshot.key.clone()).await?,
        None => new_key(None).await?,
    };
    let snapshot = if snapshot.marks.key.as_ref() == Some(&held.id) { snapshot } else { Snapshot::take().await? };
    read_all(held, snapshot, format).await
}

/// Stores a new key of the device in place of `broken`.
async fn new_key(broken: Option<JsValue>) -> Result<Held, Error> {
    let (id, key) = (new_mark()?, crypto::new_device_key().await?);
    let tx = begin(&[KEYS, QUARANTINE], Access::WriteStrict).await?;
    let stored = tx.get(KEYS, KEY).await?;
    let is_same = match (&stored, &broken) {
        (None, None) => true,
        (Some(stored), Some(_)) => matches!(KeyRecord::read(stored), KeyRecord::Corrupt),
        _ => false,
    };
    if !is_same {
        tx.abort();
        return Err(Error::ChangedElsewhere);
    }
    if let Some(value) = broken {
        let name = KEY.to_owned();
        put_away(&tx, &Unreadable { store: KEYS, name, value }, &clock::now_text()).await?;
    }
    tx.put(KEYS, KEY, &KeyRecord::device(&id, &key)).await?;
    tx.done().await?;
    Ok(Held { id, key, is_wrapped: false })
}

/// Reads document and messages, and quarantines what cannot be read.
pub(super) async fn read_all<D>(held: Held, snapshot: Snapshot, format: &Format<D>) -> Result<Opened<D>, Error> {
    let mut document = None;
    let mut is_newer = false;
    let mut unreadable = Vec::new();
    if let Some(value) = snapshot.document {
        match decrypt(&held, (VAULT, DOCUMENT), &value).await.and_then(|plain| (format.document)(&plain)) {
            Ok(found) => document = Some(found),
            Err(ReadError::Newer) => is_newer = true,
            Err(ReadError::Corrupt) => unreadable.push(Unreadable { store: VAULT, name: DOCUMENT.to_owned(), value }),
        }
    }
    let is_document_lost = !unreadable.is_empty();
    // What was typed last, just before the page was left.
    let mut is_recovered = false;
    if !is_newer
        && !is_document_lost
        && let Some(plain) = journal::recover(&held, snapshot.marks.revision.as_deref()).await
        && let Ok(found) = (format.document)(&plain)
    {
        (document, is_recovered) = (Some(found), true);
    }
    for (name, value) in snapshot.outbox {
        let is_fine = match decrypt(&held, (OUTBOX, &name), &value).await {
            Ok(plain) => (format.is_message)(&plain),
            Err(error) => error == ReadError::Newer,
        };
        if !is_fine {
            unreadable.push(Unreadable { store: OUTBOX, name, value });
        }
    }
    let quarantined = match (is_document_lost, unreadable.is_empty()) {
        (true, _) => Some(Quarantined::Document),
        (false, false) => Some(Quarantined::Message),
        (false, true) => None,
    };
    let mut marks = Marks { key: Some(held.id.clone()), ..snapshot.marks };
    if !unreadable.is_empty() {
        let tx = begin(&STORES, Access::WriteStrict).await?;
        if let Err(error) = marks.check(&Marks::read(&tx).await?) {
            tx.abort();
            return Err(error);
        }
        let at = clock::now_text();
        for item in &unreadable {
            put_away(&tx, item, &at).await?;
            tx.delete(item.store, &item.name).await?;
        }
        if is_document_lost {
            tx.delete(VAULT, REVISION).await?;
            marks.revision = None;
        }
        tx.done().await?;
    }
    let kept = held.clone();
    let revision = marks.revision;
    STATE.set(State { held: Some(held), revision, is_newer, is_recovered, ..State::default() });
    // For whoever leaves before the first save.
    wasm_bindgen_futures::spawn_local(async move { journal::prepare(&kept, 16 * 1024).await });
    Ok(if is_newer { Opened::Newer } else { Opened::Ready { document, quarantined } })
}

/// Decrypts a value.
async fn decrypt(held: &Held, place: (&str, &str), value: &JsValue) -> Result<Vec<u8>, ReadError> {
    let text = value.as_string().ok_or(ReadError::Corrupt)?;
    let envelope = Envelope::parse(&text).map_err(|error| match error {
        envelope::Error::Newer => ReadError::Newer,
        envelope::Error::Corrupt => ReadError::Corrupt,
    })?;
    unseal(&held.key, place, &envelope).await.map_err(|_| ReadError::Corrupt)
}

/// The plain bytes of a value; `None` if the key does not open it.
pub(super) async fn plain(held: &Held, place: (&str, &str), value: &JsValue) -> Option<Vec<u8>> {
    decrypt(held, place, value).await.ok()
}

/// Saves the document.
///
/// # Errors
/// See [`Error`]; what was stored before is then still there.
pub async fn save(document: &[u8], durability: Durability) -> Result<(), Error> {
    let _turn = turn().await;
    if STATE.with_borrow(|state| state.is_newer) {
        return Err(Error::Newer);
    }
    let (held, marks) = held()?;
    let text = seal(&held.key, (VAULT, DOCUMENT), document).await?;
    let revision = new_mark()?;
    let access = match durability {
        Durability::Relaxed => Access::Write,
        Durability::Strict => Access::WriteStrict,
    };
    STATE.with_borrow_mut(|state| state.revision_next = Some(revision.clone()));
    let tx = begin(&[KEYS, VAULT], access).await?;
    if let Err(error) = marks.check(&Marks::read(&tx).await?) {
        tx.abort();
        return Err(error);
    }
    tx.put(VAULT, DOCUMENT, &text.into()).await?;
    tx.put(VAULT, REVISION, &revision.as_str().into()).await?;
    tx.done().await?;
    STATE.with_borrow_mut(|state| {
        state.revision = Some(revision);
        state.is_recovered = false;
    });
    journal::forget();
    journal::prepare(&held, document.len()).await;
    if marks.revision.is_none() {
        // The first document on this device: ask the browser not to clear it when room gets short. Whatever it
        // answers, there is nothing to do about it, and a dialog must not hold up the page.
        if let Some(storage) = js::global("navigator.storage")
            && let Ok(asked) = js::call(&storage, "persist", &[])
        {
            wasm_bindgen_futures::spawn_local(async move {
                let _ = js::settled(&asked).await;
            });
        }
    }
    Ok(())
}

/// True if another tab wrote since this one last looked: then call [`open`] again before the person goes on typing.
pub async fn revision_changed() -> bool {
    let _turn = turn().await;
    let Ok((_, marks)) = held() else { return false };
    let Ok(tx) = begin(&[KEYS, VAULT], Access::Read).await else { return false };
    Marks::read(&tx).await.is_ok_and(|stored| stored != marks)
}

/// The stored document as bytes for a download: decrypted if the key opens it, otherwise as it is stored. `None` if
/// there is none. It works where [`open`] says [`Opened::Newer`], too.
///
/// # Errors
/// See [`Error`].
pub async fn export() -> Result<Option<Vec<u8>>, Error> {
    let tx = begin(&[VAULT], Access::Read).await?;
    let Some(value) = tx.get(VAULT, DOCUMENT).await? else { return Ok(None) };
    Ok(readable_bytes((VAULT, DOCUMENT), &value).await)
}

/// Bytes for a download: decrypted if the key still opens them, otherwise as they are stored.
pub(super) async fn readable_bytes(place: (&str, &str), value: &JsValue) -> Option<Vec<u8>> {
    if let Ok((held, _)) = held()
        && let Some(bytes) = plain(&held, place, value).await
    {
        return Some(bytes);
    }
    value.as_string().or_else(|| js::get_text(value, "wrapped")).map(String::into_bytes)
}

/// Deletes everything of this page on this device: what was saved and quarantined, keys, caches, the service worker and
/// small preferences. Afterwards call [`open`] to start anew.
///
/// # Errors
/// See [`Error`]; then what was saved is still there.
pub async fn wipe() -> Result<(), Error> {
    let _turn = turn().await;
    db::delete_all().await?;
    STATE.take();
    // What follows holds nothing of the person but small preferences; a browser may lack or refuse any of it.
    let _ = forget_caches().await;
    let _ = forget_workers().await;
    for storage in ["localStorage", "sessionStorage"] {
        if let Some(storage) = js::global(storage) {
            let _ = js::call(&storage, "clear", &[]);
        }
    }
    Ok(())
}

async fn forget_caches() -> Option<()> {
    let caches = js::global("caches")?;
    let names = js::call_async(&caches, "keys", &[]).await.ok()?;
    for name in js_sys::Array::from(&names).iter() {
        let _ = js::call_async(&caches, "delete", &[name]).await;
    }
    Some(())
}

async fn forget_workers() -> Option<()> {
    let container = js::global("navigator.serviceWorker")?;
    let workers = js::call_async(&container, "getRegistrations", &[]).await.ok()?;
    for worker in js_sys::Array::from(&workers).iter() {
        let _ = js::call_async(&worker, "unregister", &[]).await;
    }
    Some(())
}
