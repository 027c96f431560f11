//! IndexedDB: four stores, one connection, transactions that say how durable they are.
//!
//! Inside a transaction nothing but IndexedDB is awaited: anything else would let the browser commit it early.

use crate::js;
use gloo_timers::callback::Timeout;
use idb::{Database, DatabaseEvent as _, Factory, ObjectStore, ObjectStoreParams, Transaction, TransactionResult};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{IdbDatabase, IdbTransaction};

const NAME: &str = "evenkeel";
const VERSION: u32 = 1;

/// How long opening may take until the page goes on without it. Some browsers never answer.
const OPEN_MS_MAX: u32 = 4_000;

/// The key everything is encrypted with, under [`KEY`].
pub const KEYS: &str = "keys";
/// The document under [`DOCUMENT`], and [`REVISION`].
pub const VAULT: &str = "vault";
/// Messages that wait, each under its Idempotency-Key.
pub const OUTBOX: &str = "outbox";
/// What could not be read, kept for ever.
pub const QUARANTINE: &str = "aside";
/// All stores.
pub const STORES: [&str; 4] = [KEYS, VAULT, OUTBOX, QUARANTINE];

/// Name of the key in [`KEYS`].
pub const KEY: &str = "data";
/// Name of the document in [`VAULT`].
pub const DOCUMENT: &str = "document";
/// Name of the mark in [`VAULT`] that changes with every write of the document.
pub const REVISION: &str = "revision";

/// Why the database did not do as asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// Made by a newer page.
    Newer,
    /// The device has no room left.
    Full,
    /// Anything else: shut off, broken, or closed half-way.
    Failed,
}

impl From<idb::Error> for Error {
    fn from(error: idb::Error) -> Self {
        match error {
            idb::Error::DomException(exception) => Self::by_name(&exception.name()),
            _ => Self::Failed,
        }
    }
}

impl Error {
    fn by_name(name: &str) -> Self {
        match name {
            "VersionError" => Self::Newer,
            "QuotaExceededError" => Self::Full,
            _ => Self::Failed,
        }
    }
}

/// What a transaction may do, and when it counts as done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Only read.
    Read,
    /// Write; done when the operating system has it.
    Write,
    /// Write; done when it is on the disk.
    WriteStrict,
}

/// The open database and the handlers it calls.
struct Connection {
    raw: IdbDatabase,
    /// Owns the handlers.
    _database: Database,
    /// Closed by another tab's wipe or by the browser.
    is_stale: Rc<Cell<bool>>,
}

thread_local! {
    static CONNECTION: RefCell<Option<Connection>> = const { RefCell::new(None) };
}

fn connected() -> Option<IdbDatabase> {
    CONNECTION.with_borrow(|connection| {
        let connection = connection.as_ref().filter(|connection| !connection.is_stale.get())?;
        Some(connection.raw.clone())
    })
}

/// What comes of opening, or a failure where the browser does not answer.
async fn in_time(opening: impl Future<Output = Result<IdbDatabase, Error>> + 'static) -> Result<IdbDatabase, Error> {
    let (late, ring) = js::promise();
    let timer = Timeout::new(OPEN_MS_MAX, move || {
        let _ = ring.call0(&JsValue::UNDEFINED);
    });
    let found = Rc::new(RefCell::new(None));
    let keep = found.clone();
    let opened = wasm_bindgen_futures::future_to_promise(async move {
        *keep.borrow_mut() = Some(opening.await);
        Ok(JsValue::UNDEFINED)
    });
    let either = js_sys::Promise::race(&js_sys::Array::of2(&late, &opened));
    let _ = wasm_bindgen_futures::JsFuture::from(either).await;
    drop(timer);
    found.take().unwrap_or(Err(Error::Failed))
}

async fn connect() -> Result<IdbDatabase, Error> {
    if let Some(raw) = connected() {
        return Ok(raw);
    }
    let mut request = Factory::new()?.open(NAME, Some(VERSION))?;
    request.on_upgrade_needed(|event| {
        let Ok(database) = event.database() else { return };
        for store in STORES {
            // A store that cannot be made is missed by the first transaction, which says so.
            let _ = database.create_object_store(store, ObjectStoreParams::new());
        }
    });
    let raw: IdbDatabase = in_time(async move { Ok(request.await?.into()) }).await?;
    let is_stale = Rc::new(Cell::new(false));
    let mut database = Database::from(raw.clone());
    // Another tab wants to delete the database: make way at once.
    let (closing, stale) = (raw.clone(), is_stale.clone());
    database.on_version_change(move |_| {
        closing.close();
        stale.set(true);
    });
    let stale = is_stale.clone();
    database.on_close(move |_| stale.set(true));
    CONNECTION.set(Some(Connection { raw: raw.clone(), _database: database, is_stale }));
    Ok(raw)
}

fn disconnect() {
    if let Some(connection) = CONNECTION.take() {
        connection.raw.close();
    }
}

/// One transaction.
pub struct Tx {
    inner: Transaction,
    raw: IdbTransaction,
}

fn start(database: &IdbDatabase, stores: &[&str], access: Access) -> Result<Tx, Error> {
    let mode = if access == Access::Read { "readonly" } else { "readwrite" };
    let durability = if access == Access::WriteStrict { "strict" } else { "relaxed" };
    // web-sys knows the third argument only behind an unstable flag.
    let options = js::object(&[("durability", durability.into())]);
    let arguments = [js::texts(stores).into(), mode.into(), options.into()];
    let raw = js::call(database, "transaction", &arguments).map_err(|error| Error::by_name(&js::error_name(&error)))?;
    let raw: IdbTransaction = raw.dyn_into().map_err(|_| Error::Failed)?;
    Ok(Tx { inner: raw.clone().into(), raw })
}

/// Begins a transaction, opening the database anew if the browser had closed it.
///
/// # Errors
/// See [`Error`].
pub async fn begin(stores: &[&str], access: Access) -> Result<Tx, Error> {
    if let Ok(tx) = start(&connect().await?, stores, access) {
        return Ok(tx);
    }
    disconnect();
    start(&connect().await?, stores, access)
}

impl Tx {
    fn store(&self, store: &str) -> Result<ObjectStore, Error> {
        Ok(self.inner.object_store(store)?)
    }

    /// A value.
    ///
    /// # Errors
    /// See [`Error`]; so for all that follow.
    pub async fn get(&self, store: &str, name: &str) -> Result<Option<JsValue>, Error> {
        Ok(self.store(store)?.get(JsValue::from_str(name))?.await?)
    }

    /// A value that is text.
    pub async fn text(&self, store: &str, name: &str) -> Result<Option<String>, Error> {
        Ok(self.get(store, name).await?.and_then(|value| value.as_string()))
    }

    /// All names and values of a store, sorted by name.
    pub async fn all(&self, store: &str) -> Result<Vec<(String, JsValue)>, Error> {
        let store = self.store(store)?;
        let names = store.get_all_keys(None, None)?.await?;
        let values = store.get_all(None, None)?.await?;
        let names = names.into_iter().map(|name| name.as_string().unwrap_or_default());
        Ok(names.zip(values).collect())
    }

    /// Writes a value over any that is there.
    pub async fn put(&self, store: &str, name: &str, value: &JsValue) -> Result<(), Error> {
        self.store(store)?.put(value, Some(&JsValue::from_str(name)))?.await?;
        Ok(())
    }

    /// Writes a value; it fails if there is one.
    pub async fn add(&self, store: &str, name: &str, value: &JsValue) -> Result<(), Error> {
        self.store(store)?.add(value, Some(&JsValue::from_str(name)))?.await?;
        Ok(())
    }

    /// Deletes a value, if it is there.
    pub async fn delete(&self, store: &str, name: &str) -> Result<(), Error> {
        self.store(store)?.delete(JsValue::from_str(name))?.await?;
        Ok(())
    }

    /// Deletes all values of a store.
    pub async fn clear(&self, store: &str) -> Result<(), Error> {
        self.store(store)?.clear()?.await?;
        Ok(())
    }

    /// Waits until all of it is written.
    pub async fn done(self) -> Result<(), Error> {
        match self.inner.await? {
            TransactionResult::Committed => Ok(()),
            TransactionResult::Aborted => {
                let name = self.raw.error().map(|error| error.name());
                Err(Error::by_name(&name.unwrap_or_default()))
            }
        }
    }

    /// Undoes all of it.
    pub fn abort(self) {
        // It fails only if there is nothing to undo any more.
        let _ = self.raw.abort();
    }
}

/// Empties every store and then deletes the database. Other tabs make way; one that does not keeps an empty database
/// alive until it is closed.
///
/// # Errors
/// See [`Error`]; then nothing is deleted.
pub async fn delete_all() -> Result<(), Error> {
    let tx = begin(&STORES, Access::WriteStrict).await?;
    for store in STORES {
        tx.clear(store).await?;
    }
    tx.done().await?;
    disconnect();
    let mut request = Factory::new()?.delete(NAME)?;
    let (blocked, block) = js::promise();
    request.on_blocked(move |_| {
        let _ = block.call0(&JsValue::UNDEFINED);
    });
    let deleted = wasm_bindgen_futures::future_to_promise(async move {
        // Everything is gone from it already, so a failure here loses nothing and leaks nothing.
        let _ = request.await;
        Ok(JsValue::UNDEFINED)
    });
    let either = js_sys::Promise::race(&js_sys::Array::of2(&blocked, &deleted));
    let _ = wasm_bindgen_futures::JsFuture::from(either).await;
    Ok(())
}
