//! Messages that wait to be sent, each written to the disk before it is.

use super::contents::plain;
use super::db::{Access, KEYS, OUTBOX, begin};
use super::{Error, Marks, held, turn};
use crate::crypto::seal;

/// Writes a message under its Idempotency-Key, or writes it over itself, and waits until it is on the disk.
///
/// # Errors
/// See [`Error`].
pub async fn put_message(key: &str, message: &[u8]) -> Result<(), Error> {
    let _turn = turn().await;
    let (held, marks) = held()?;
    let text = seal(&held.key, (OUTBOX, key), message).await?;
    let tx = begin(&[KEYS, OUTBOX], Access::WriteStrict).await?;
    if let Err(error) = marks.check_key(&Marks::read_key(&tx).await?) {
        tx.abort();
        return Err(error);
    }
    tx.put(OUTBOX, key, &text.into()).await?;
    Ok(tx.done().await?)
}

/// All messages that wait, by key. One that cannot be decrypted is left out: [`super::open`] quarantines it.
///
/// # Errors
/// See [`Error`].
pub async fn messages() -> Result<Vec<Vec<u8>>, Error> {
    let _turn = turn().await;
    let (held, marks) = held()?;
    let tx = begin(&[KEYS, OUTBOX], Access::Read).await?;
    marks.check_key(&Marks::read_key(&tx).await?)?;
    let rows = tx.all(OUTBOX).await?;
    let mut all = Vec::with_capacity(rows.len());
    for (name, value) in rows {
        all.extend(plain(&held, (OUTBOX, &name), &value).await);
    }
    Ok(all)
}

/// Deletes a message that was answered, and waits until that is on the disk.
///
/// # Errors
/// See [`Error`].
pub async fn remove_message(key: &str) -> Result<(), Error> {
    let _turn = turn().await;
    let tx = begin(&[OUTBOX], Access::WriteStrict).await?;
    tx.delete(OUTBOX, key).await?;
    Ok(tx.done().await?)
}
