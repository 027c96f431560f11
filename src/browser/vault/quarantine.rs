//! What could not be read, kept with the time and the place it was taken from until the person deletes everything.

use super::Error;
use super::contents::readable_bytes;
use super::db::{self, Access, QUARANTINE, Tx, begin};
use crate::js;
use wasm_bindgen::JsValue;

/// Something that cannot be read, with the place it is taken from.
pub(super) struct Unreadable {
    pub(super) store: &'static str,
    pub(super) name: String,
    pub(super) value: JsValue,
}

/// Puts something into quarantine within a transaction; the caller deletes it where it was.
pub(super) async fn put_away(tx: &Tx, item: &Unreadable, at: &str) -> Result<(), db::Error> {
    let record = js::object(&[
        ("at", at.into()),
        ("store", item.store.into()),
        ("name", item.name.as_str().into()),
        ("value", item.value.clone()),
    ]);
    // `add`, not `put`: nothing in quarantine is ever overwritten.
    tx.add(QUARANTINE, &[at, item.store, &item.name].join(" "), &record).await
}

/// Something in quarantine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its name, for [`quarantined_bytes`].
    pub name: String,
    /// When it was moved there, RFC 3339 in UTC.
    pub at: String,
}

/// What is in quarantine, oldest first.
///
/// # Errors
/// See [`Error`].
pub async fn quarantine() -> Result<Vec<Item>, Error> {
    let tx = begin(&[QUARANTINE], Access::Read).await?;
    let all = tx.all(QUARANTINE).await?.into_iter();
    Ok(all.map(|(name, record)| Item { name, at: js::get_text(&record, "at").unwrap_or_default() }).collect())
}

/// One of [`quarantine`] as bytes for a download: decrypted if the key still opens it, otherwise as it was found.
///
/// # Errors
/// See [`Error`].
pub async fn quarantined_bytes(name: &str) -> Result<Option<Vec<u8>>, Error> {
    let tx = begin(&[QUARANTINE], Access::Read).await?;
    let Some(record) = tx.get(QUARANTINE, name).await? else { return Ok(None) };
    let place = (js::get_text(&record, "store"), js::get_text(&record, "name"));
    let (Some(value), (Some(store), Some(name))) = (js::get(&record, "value"), place) else { return Ok(None) };
    Ok(readable_bytes((&store, &name), &value).await)
}
