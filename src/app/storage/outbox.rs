//! Messages that wait to be sent, each written to the disk before it is.

use super::crypto::seal;
use super::db::{Access, KEYS, OUTBOX, begin};
use super::vault::read_waiting;
use super::{Marks, StoreError, held, turn};
use wire::json;
use wire::saved::Waiting;

/// Writes a message, or writes it over itself, and waits until it is on the disk.
///
/// # Errors
/// See [`StoreError`].
pub async fn outbox_put(waiting: &Waiting) -> Result<(), StoreError> {
    let _turn = turn().await;
    let (held, marks) = held()?;
    let plain = json::print(waiting);
    let text = seal(&held.key, (OUTBOX, &waiting.key), plain.as_bytes()).await?;
    let tx = begin(&[KEYS, OUTBOX], Access::WriteStrict).await?;
    if let Err(error) = marks.check_key(&Marks::read_key(&tx).await?) {
        tx.abort();
        return Err(error);
    }
    tx.put(OUTBOX, &waiting.key, &text.into()).await?;
    Ok(tx.done().await?)
}

/// All messages that wait, oldest first.
///
/// # Errors
/// See [`StoreError`].
pub async fn outbox_all() -> Result<Vec<Waiting>, StoreError> {
    let _turn = turn().await;
    let (held, marks) = held()?;
    let tx = begin(&[KEYS, OUTBOX], Access::Read).await?;
    marks.check_key(&Marks::read_key(&tx).await?)?;
    let rows = tx.all(OUTBOX).await?;
    let mut all = Vec::with_capacity(rows.len());
    for (name, value) in rows {
        // One that cannot be read was or will be set aside by `open`.
        all.extend(read_waiting(&held, &name, &value).await.map(versioned));
    }
    all.sort_by(|a, b| a.written_at.cmp(&b.written_at));
    Ok(all)
}

/// Deletes a message that was answered, and waits until that is on the disk.
///
/// # Errors
/// See [`StoreError`].
pub async fn outbox_remove(key: &str) -> Result<(), StoreError> {
    let _turn = turn().await;
    let tx = begin(&[OUTBOX], Access::WriteStrict).await?;
    tx.delete(OUTBOX, key).await?;
    Ok(tx.done().await?)
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
