//! Opening, saving, setting aside and deleting.

use super::crypto::{self, seal, unseal};
use super::db::{self, ASIDE, Access, DOCUMENT, DbError, KEY, KEYS, OUTBOX, REVISION, STORES, VAULT, begin};
use super::envelope::{Envelope, EnvelopeError};
use super::{Durability, Held, KeyRecord, Marks, Opened, STATE, State, StoreError, Trouble, held, js, new_mark, turn};
use wasm_bindgen::JsValue;
use wire::json::{self, Json};
use wire::saved::{SAVED_VERSION, Saved, SavedError, Waiting};

/// Everything stored but what was set aside, as of one moment.
pub(super) struct Snapshot {
    pub(super) marks: Marks,
    key: Option<JsValue>,
    pub(super) document: Option<JsValue>,
    pub(super) outbox: Vec<(String, JsValue)>,
}

impl Snapshot {
    pub(super) async fn take() -> Result<Self, DbError> {
        let tx = begin(&STORES, Access::Read).await?;
        Ok(Self {
            marks: Marks::read(&tx).await?,
            key: tx.get(KEYS, KEY).await?,
            document: tx.get(VAULT, DOCUMENT).await?,
            outbox: tx.all(OUTBOX).await?,
        })
    }
}

/// Something that cannot be read, with the place it is taken from.
struct Unreadable {
    store: &'static str,
    name: String,
    value: JsValue,
}

/// What became of reading one value.
enum Read<T> {
    Fine(T),
    Newer,
    Unreadable,
}

/// Opens what is kept on this device. It may be called again at any time, for example after
/// [`StoreError::ChangedElsewhere`]; a passphrase given before is not asked for again unless it was changed.
pub async fn open() -> Opened {
    let _turn = turn().await;
    if crypto::subtle().is_err() {
        return Opened::Unavailable;
    }
    // Another tab may change the key between looking and writing. It cannot do so for ever.
    for _ in 0..5 {
        match try_open().await {
            Ok(opened) => return opened,
            Err(StoreError::ChangedElsewhere) => {}
            Err(StoreError::Newer) => {
                STATE.set(State { is_newer: true, ..State::default() });
                return Opened::Newer;
            }
            Err(_) => break,
        }
    }
    Opened::Unavailable
}

async fn try_open() -> Result<Opened, StoreError> {
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
        Some(KeyRecord::Newer) => return Err(StoreError::Newer),
        // Without a key nothing else can be read: all of it is set aside, the broken key too.
        Some(KeyRecord::Corrupt) => new_key(snapshot.key.clone()).await?,
        None => new_key(None).await?,
    };
    let snapshot = if snapshot.marks.key.as_ref() == Some(&held.id) { snapshot } else { Snapshot::take().await? };
    read_all(held, snapshot).await
}

/// Stores a new key of the device in place of `broken`.
async fn new_key(broken: Option<JsValue>) -> Result<Held, StoreError> {
    let (id, key) = (new_mark()?, crypto::new_device_key().await?);
    let tx = begin(&[KEYS, ASIDE], Access::WriteStrict).await?;
    let stored = tx.get(KEYS, KEY).await?;
    let is_same = match (&stored, &broken) {
        (None, None) => true,
        (Some(stored), Some(_)) => matches!(KeyRecord::read(stored), KeyRecord::Corrupt),
        _ => false,
    };
    if !is_same {
        tx.abort();
        return Err(StoreError::ChangedElsewhere);
    }
    if let Some(value) = broken {
        let name = KEY.to_owned();
        put_aside(&tx, &Unreadable { store: KEYS, name, value }, &js::now()).await?;
    }
    tx.put(KEYS, KEY, &KeyRecord::device(&id, &key)).await?;
    tx.done().await?;
    Ok(Held { id, key, is_wrapped: false })
}

/// Reads document and messages, and sets aside what cannot be read.
pub(super) async fn read_all(held: Held, snapshot: Snapshot) -> Result<Opened, StoreError> {
    let mut unreadable = Vec::new();
    let mut is_newer = false;
    let mut saved = Saved { version: SAVED_VERSION, ..Saved::default() };
    if let Some(value) = snapshot.document {
        match read_document(&held, &value).await {
            Read::Fine(found) => saved = found,
            Read::Newer => is_newer = true,
            Read::Unreadable => unreadable.push(Unreadable { store: VAULT, name: DOCUMENT.to_owned(), value }),
        }
    }
    let trouble_document = !unreadable.is_empty();
    for (name, value) in snapshot.outbox {
        if let Read::Unreadable = read_as::<Waiting>(&held, (OUTBOX, &name), &value).await {
            unreadable.push(Unreadable { store: OUTBOX, name, value });
        }
    }
    let trouble = match (trouble_document, unreadable.is_empty()) {
        (true, _) => Some(Trouble::SetAside),
        (false, false) => Some(Trouble::MessageSetAside),
        (false, true) => None,
    };
    let mut marks = Marks { key: Some(held.id.clone()), ..snapshot.marks };
    if !unreadable.is_empty() {
        let tx = begin(&STORES, Access::WriteStrict).await?;
        if let Err(error) = marks.check(&Marks::read(&tx).await?) {
            tx.abort();
            return Err(error);
        }
        let at = js::now();
        for item in &unreadable {
            put_aside(&tx, item, &at).await?;
            tx.delete(item.store, &item.name).await?;
        }
        if trouble_document {
            tx.delete(VAULT, REVISION).await?;
            marks.revision = None;
        }
        tx.done().await?;
    }
    STATE.set(State { held: Some(held), locked: None, revision: marks.revision, is_newer });
    Ok(if is_newer { Opened::Newer } else { Opened::Ready { saved, trouble } })
}

/// Decrypts a value.
async fn decrypt(held: &Held, place: (&str, &str), value: &JsValue) -> Read<Vec<u8>> {
    let Some(text) = value.as_string() else { return Read::Unreadable };
    let envelope = match Envelope::parse(&text) {
        Ok(envelope) => envelope,
        Err(EnvelopeError::Newer) => return Read::Newer,
        Err(EnvelopeError::Corrupt) => return Read::Unreadable,
    };
    match unseal(&held.key, place, &envelope).await {
        Ok(plain) => Read::Fine(plain),
        Err(_) => Read::Unreadable,
    }
}

async fn read_document(held: &Held, value: &JsValue) -> Read<Saved> {
    match decrypt(held, (VAULT, DOCUMENT), value).await {
        Read::Fine(plain) => match Saved::parse(&plain) {
            Ok(saved) => Read::Fine(saved),
            Err(SavedError::Newer) => Read::Newer,
            Err(SavedError::Corrupt) => Read::Unreadable,
        },
        Read::Newer => Read::Newer,
        Read::Unreadable => Read::Unreadable,
    }
}

async fn read_as<T: Json>(held: &Held, place: (&str, &str), value: &JsValue) -> Read<T> {
    match decrypt(held, place, value).await {
        Read::Fine(plain) => json::parse(&plain).map_or(Read::Unreadable, Read::Fine),
        Read::Newer => Read::Newer,
        Read::Unreadable => Read::Unreadable,
    }
}

/// A message that waits; `None` if this page cannot read it.
pub(super) async fn read_waiting(held: &Held, name: &str, value: &JsValue) -> Option<Waiting> {
    match read_as(held, (OUTBOX, name), value).await {
        Read::Fine(waiting) => Some(waiting),
        Read::Newer | Read::Unreadable => None,
    }
}

/// The plain bytes of a value; `None` if the key does not open it.
pub(super) async fn plain(held: &Held, place: (&str, &str), value: &JsValue) -> Option<Vec<u8>> {
    match decrypt(held, place, value).await {
        Read::Fine(plain) => Some(plain),
        Read::Newer | Read::Unreadable => None,
    }
}

async fn put_aside(tx: &db::Tx, item: &Unreadable, at: &str) -> Result<(), DbError> {
    let record = js::object(&[
        ("at", at.into()),
        ("store", item.store.into()),
        ("name", item.name.as_str().into()),
        ("value", item.value.clone()),
    ]);
    // `add`, not `put`: nothing that was set aside is ever overwritten.
    tx.add(ASIDE, &[at, item.store, &item.name].join(" "), &record).await
}

/// Saves the document.
///
/// # Errors
/// See [`StoreError`]; what was stored before is then still there.
pub async fn save(saved: &Saved, durability: Durability) -> Result<(), StoreError> {
    let bytes = saved.to_bytes();
    let _turn = turn().await;
    if STATE.with_borrow(|state| state.is_newer) {
        return Err(StoreError::Newer);
    }
    let (held, marks) = held()?;
    let text = seal(&held.key, (VAULT, DOCUMENT), &bytes).await?;
    let revision = new_mark()?;
    let access = match durability {
        Durability::Relaxed => Access::Write,
        Durability::Strict => Access::WriteStrict,
    };
    let tx = begin(&[KEYS, VAULT], access).await?;
    if let Err(error) = marks.check(&Marks::read(&tx).await?) {
        tx.abort();
        return Err(error);
    }
    tx.put(VAULT, DOCUMENT, &text.into()).await?;
    tx.put(VAULT, REVISION, &revision.as_str().into()).await?;
    tx.done().await?;
    STATE.with_borrow_mut(|state| state.revision = Some(revision));
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

/// Something set aside because it could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// Its name, for [`aside_bytes`].
    pub name: String,
    /// When it was set aside, RFC 3339 in UTC.
    pub at: String,
    /// What it was: `vault` for the document, `outbox` for a message, `keys` for the key.
    pub store: String,
}

/// What was set aside, oldest first.
///
/// # Errors
/// See [`StoreError`].
pub async fn aside() -> Result<Vec<Aside>, StoreError> {
    let tx = begin(&[ASIDE], Access::Read).await?;
    let all = tx.all(ASIDE).await?.into_iter();
    Ok(all
        .map(|(name, record)| {
            let text = |key| js::get_text(&record, key).unwrap_or_default();
            Aside { name, at: text("at"), store: text("store") }
        })
        .collect())
}

/// One of [`aside`] as bytes for a download: decrypted if the key still opens it, otherwise as it was found.
///
/// # Errors
/// See [`StoreError`].
pub async fn aside_bytes(name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let tx = begin(&[ASIDE], Access::Read).await?;
    let Some(record) = tx.get(ASIDE, name).await? else { return Ok(None) };
    let place = (js::get_text(&record, "store"), js::get_text(&record, "name"));
    let (Some(value), (Some(store), Some(name))) = (js::get(&record, "value"), place) else { return Ok(None) };
    Ok(readable_bytes((&store, &name), &value).await)
}

/// The stored document as bytes for a download: decrypted if the key opens it, otherwise as it is stored. `None` if
/// there is none. It works where [`open`] says [`Opened::Newer`], too.
///
/// # Errors
/// See [`StoreError`].
pub async fn export() -> Result<Option<Vec<u8>>, StoreError> {
    let tx = begin(&[VAULT], Access::Read).await?;
    let Some(value) = tx.get(VAULT, DOCUMENT).await? else { return Ok(None) };
    Ok(readable_bytes((VAULT, DOCUMENT), &value).await)
}

async fn readable_bytes(place: (&str, &str), value: &JsValue) -> Option<Vec<u8>> {
    if let Ok((held, _)) = held()
        && let Some(bytes) = plain(&held, place, value).await
    {
        return Some(bytes);
    }
    value.as_string().or_else(|| js::get_text(value, "wrapped")).map(String::into_bytes)
}

/// Deletes everything of this page on this device: what was saved and set aside, keys, caches, the service worker and
/// small preferences. Afterwards call [`open`] to start anew.
///
/// # Errors
/// See [`StoreError`]; then what was saved is still there.
pub async fn wipe() -> Result<(), StoreError> {
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
