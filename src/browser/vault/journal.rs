//! What was typed a moment before the page goes: written at once, in the same task, and still encrypted.
//!
//! Observations. A page that is left is stopped before WebCrypto or IndexedDB answer, so the last save never ends. Local
//! storage is written at once, but what is at rest must be encrypted, and nothing but WebCrypto has the key.
//!
//! So the key stream of AES-GCM for one random nonce is made beforehand, by encrypting zeros; encrypting the document
//! with it is one exclusive-or. A nonce is written with at most once: two texts under one key stream would tell each
//! other. There is no tag, so damage is found by the reader of the document only; who can write here could delete it all.
//!
//! It counts only for the revision it was written after: any later save is newer, and removes it.

use super::{Held, NONCE, STATE};
use crate::crypto;
use gloo_utils::window;
use std::cell::RefCell;

/// Its name in local storage.
const NAME: &str = "evenkeel-journal";
/// The version this code reads and writes.
const VERSION: &str = "1";
/// How much a document may grow until the next save.
const MARGIN: usize = 4 * 1024;

/// A key stream that was not used yet.
struct Pad {
    key: String,
    nonce: [u8; NONCE],
    stream: Vec<u8>,
}

thread_local! {
    static PAD: RefCell<Option<Pad>> = const { RefCell::new(None) };
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// Makes a key stream for a document of this size, unless there is one. Without one nothing is written on leaving.
pub(super) async fn prepare(held: &Held, size: usize) {
    let is_ready = |pad: &Pad| pad.key == held.id && pad.stream.len() >= size + MARGIN / 2;
    if PAD.with_borrow(|pad| pad.as_ref().is_some_and(is_ready)) {
        return;
    }
    let Ok(nonce) = crypto::random::<NONCE>() else { return };
    if let Ok(stream) = crypto::key_stream(&held.key, &nonce, size + MARGIN).await {
        PAD.set(Some(Pad { key: held.id.clone(), nonce, stream }));
    }
}

/// Writes the document at once. Nothing happens without a key stream, or where the browser refuses local storage.
pub fn journal(document: &[u8]) {
    let revisions = STATE.with_borrow(|state| {
        let held = state.held.as_ref()?;
        // A save that is under way may still end.
        let revisions = [state.revision.clone(), state.revision_next.clone()];
        (!state.is_newer).then(|| (held.id.clone(), revisions.map(Option::unwrap_or_default)))
    });
    let Some((key, [revision, next])) = revisions else { return };
    let Some(pad) = PAD.take().filter(|pad| pad.key == key && pad.stream.len() >= document.len()) else { return };
    let sealed: Vec<u8> = document.iter().zip(&pad.stream).map(|(plain, stream)| plain ^ stream).collect();
    let (nonce, sealed) = (crypto::encode(&pad.nonce), crypto::encode(&sealed));
    let text = [VERSION, &key, &revision, &next, &nonce, &sealed].join(".");
    if let Some(storage) = storage() {
        let _ = storage.set_item(NAME, &text);
    }
}

/// The document that was written on leaving, if nothing was saved since.
pub(super) async fn recover(held: &Held, revision: Option<&str>) -> Option<Vec<u8>> {
    let text = storage()?.get_item(NAME).ok()??;
    let [version, key, before, next, nonce, sealed]: [&str; 6] = text.split('.').collect::<Vec<_>>().try_into().ok()?;
    let revision = revision.unwrap_or_default();
    if version != VERSION || key != held.id || (revision != before && (next.is_empty() || revision != next)) {
        return None;
    }
    let nonce: [u8; NONCE] = crypto::decode(nonce)?.try_into().ok()?;
    let sealed = crypto::decode(sealed)?;
    let stream = crypto::key_stream(&held.key, &nonce, sealed.len()).await.ok()?;
    Some(sealed.iter().zip(&stream).map(|(sealed, stream)| sealed ^ stream).collect())
}

/// Removes it: something newer was saved, or its key is no more.
pub(super) fn forget() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(NAME);
    }
}
