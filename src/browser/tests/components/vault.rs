//! The vault on the browser's own IndexedDB and WebCrypto.

use browser::vault::{
    self, Durability, Error, Format, Opened, Quarantined, ReadError, UnlockError, has_passphrase, messages, open,
    put_message, quarantine, quarantined_bytes, remove_message, remove_passphrase, revision_changed, save,
    set_passphrase, unlock, wipe,
};
use idb::{Database, Factory, TransactionMode};
use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// A document is any bytes but these.
const FORMAT: Format<Vec<u8>> = Format {
    document: |bytes| match bytes {
        b"newer" => Err(ReadError::Newer),
        b"damaged" => Err(ReadError::Corrupt),
        _ => Ok(bytes.to_vec()),
    },
    is_message: |bytes| bytes != b"damaged",
};

const PASSPHRASE: &str = "correct horse battery staple";

/// A device on which nothing is kept.
async fn new_device() -> Opened<Vec<u8>> {
    wipe().await.unwrap();
    open(&FORMAT).await
}

/// What another tab, or a broken disk, would do: straight into the database.
async fn raw() -> Database {
    Factory::new().unwrap().open("evenkeel", Some(1)).unwrap().await.unwrap()
}

async fn raw_get(store: &str, name: &str) -> Option<JsValue> {
    let database = raw().await;
    let tx = database.transaction(&[store], TransactionMode::ReadOnly).unwrap();
    let found = tx.object_store(store).unwrap().get(JsValue::from(name)).unwrap().await.unwrap();
    database.close();
    found
}

async fn raw_put(store: &str, name: &str, value: &JsValue) {
    let database = raw().await;
    let tx = database.transaction(&[store], TransactionMode::ReadWrite).unwrap();
    tx.object_store(store).unwrap().put(value, Some(&JsValue::from(name))).unwrap().await.unwrap();
    tx.commit().unwrap().await.unwrap();
    database.close();
}

/// The document, if there is one and nothing was wrong.
fn document(opened: Opened<Vec<u8>>) -> Option<Vec<u8>> {
    match opened {
        Opened::Ready { document, quarantined: None } => document,
        other => panic!("{other:?}"),
    }
}

/// The rows that make up a vault with a passphrase, on a device that has never seen it.
async fn moved_to_new_device(rows: &[(&str, &str, JsValue)]) {
    new_device().await;
    for (store, name, value) in rows {
        raw_put(store, name, value).await;
    }
}

#[wasm_bindgen_test]
async fn a_new_device_is_empty_and_keeps_what_is_saved() {
    assert_eq!(document(new_device().await), None);
    save(b"a budget", Durability::Relaxed).await.unwrap();
    save(b"a larger budget", Durability::Strict).await.unwrap();
    assert_eq!(document(open(&FORMAT).await).as_deref(), Some(&b"a larger budget"[..]));
    assert_eq!(vault::export().await, Ok(Some(b"a larger budget".to_vec())));
    assert!(!revision_changed().await);
}

#[wasm_bindgen_test]
async fn nothing_is_stored_in_plain_text_and_no_key_can_be_read_out() {
    new_device().await;
    save(b"rent 900", Durability::Relaxed).await.unwrap();
    let text = raw_get("vault", "document").await.unwrap().as_string().unwrap();
    assert!(text.contains("\"kdf\":\"none\"") && !text.contains("rent"), "{text}");
    let key = Reflect::get(&raw_get("keys", "data").await.unwrap(), &"key".into()).unwrap();
    assert_eq!(Reflect::get(&key, &"extractable".into()).unwrap(), JsValue::FALSE);
}

#[wasm_bindgen_test]
async fn what_another_tab_wrote_is_not_overwritten() {
    new_device().await;
    save(b"here", Durability::Relaxed).await.unwrap();
    raw_put("vault", "revision", &"another tab's".into()).await;
    assert!(revision_changed().await);
    assert_eq!(save(b"overwritten", Durability::Relaxed).await, Err(Error::ChangedElsewhere));
    assert_eq!(document(open(&FORMAT).await).as_deref(), Some(&b"here"[..]));
    assert_eq!(save(b"after looking", Durability::Relaxed).await, Ok(()));
}

#[wasm_bindgen_test]
async fn a_damaged_document_is_quarantined_and_can_be_handed_out() {
    new_device().await;
    save(b"damaged", Durability::Relaxed).await.unwrap();
    let opened = open(&FORMAT).await;
    assert!(matches!(opened, Opened::Ready { document: None, quarantined: Some(Quarantined::Document) }), "{opened:?}");
    save(b"anew", Durability::Relaxed).await.unwrap();
    raw_put("vault", "document", &"rubbish".into()).await;
    open(&FORMAT).await;
    let all = quarantine().await.unwrap();
    assert_eq!(all.len(), 2, "the first is still there");
    assert!(all[0].at <= all[1].at);
    assert_eq!(quarantined_bytes(&all[0].name).await, Ok(Some(b"damaged".to_vec())), "it can be decrypted");
    assert_eq!(quarantined_bytes(&all[1].name).await, Ok(Some(b"rubbish".to_vec())), "as it was found");
}

#[wasm_bindgen_test]
async fn an_envelope_opens_in_its_own_place_only() {
    new_device().await;
    put_message("0a", b"an offer").await.unwrap();
    let envelope = raw_get("outbox", "0a").await.unwrap();
    raw_put("outbox", "0b", &envelope).await;
    let opened = open(&FORMAT).await;
    assert!(matches!(opened, Opened::Ready { quarantined: Some(Quarantined::Message), .. }), "{opened:?}");
    assert_eq!(messages().await, Ok(vec![b"an offer".to_vec()]));
}

#[wasm_bindgen_test]
async fn what_a_newer_page_wrote_stays_as_it_is() {
    new_device().await;
    save(b"newer", Durability::Relaxed).await.unwrap();
    let envelope = raw_get("vault", "document").await;
    assert!(matches!(open(&FORMAT).await, Opened::Newer));
    assert_eq!(save(b"older", Durability::Strict).await, Err(Error::Newer));
    assert_eq!(set_passphrase(PASSPHRASE).await, Err(Error::Newer));
    assert_eq!(raw_get("vault", "document").await, envelope);
    raw_put("vault", "document", &"{\"v\":2,\"of\":\"another kind\"}".into()).await;
    assert!(matches!(open(&FORMAT).await, Opened::Newer));
    assert_eq!(quarantine().await, Ok(vec![]));
}

#[wasm_bindgen_test]
async fn messages_wait_until_they_are_removed() {
    new_device().await;
    put_message("0a", b"first").await.unwrap();
    put_message("0b", b"second").await.unwrap();
    put_message("0a", b"first, tried once").await.unwrap();
    assert_eq!(messages().await, Ok(vec![b"first, tried once".to_vec(), b"second".to_vec()]));
    remove_message("0a").await.unwrap();
    remove_message("0a").await.unwrap();
    assert_eq!(messages().await, Ok(vec![b"second".to_vec()]));
    raw_put("keys", "data", &Object::new()).await;
    assert_eq!(put_message("0c", b"third").await, Err(Error::ChangedElsewhere), "another tab changed the key");
}

#[wasm_bindgen_test]
async fn only_the_passphrase_opens_what_it_locks() {
    new_device().await;
    save(b"a budget", Durability::Relaxed).await.unwrap();
    put_message("0a", b"an offer").await.unwrap();
    assert!(!has_passphrase());
    set_passphrase(PASSPHRASE).await.unwrap();
    assert!(has_passphrase());
    assert!(document(open(&FORMAT).await).is_some(), "in this tab it was given already");
    let mut rows = Vec::new();
    for (store, name) in [("keys", "data"), ("vault", "document"), ("vault", "revision"), ("outbox", "0a")] {
        rows.push((store, name, raw_get(store, name).await.unwrap()));
    }
    moved_to_new_device(&rows).await;
    assert!(matches!(open(&FORMAT).await, Opened::Locked));
    assert_eq!(save(b"x", Durability::Relaxed).await, Err(Error::Locked));
    let wrong = unlock("incorrect horse", &FORMAT).await;
    assert!(matches!(wrong, Err(UnlockError::WrongPassphrase)), "{wrong:?}");
    assert_eq!(document(unlock(PASSPHRASE, &FORMAT).await.unwrap()).as_deref(), Some(&b"a budget"[..]));
    assert_eq!(messages().await, Ok(vec![b"an offer".to_vec()]));
    remove_passphrase().await.unwrap();
    assert!(!has_passphrase());
    assert!(document(open(&FORMAT).await).is_some());
}

/// Written by another program, after the description of the envelope and before this crate existed.
#[wasm_bindgen_test]
async fn a_vault_from_before_opens() {
    let recorded = JSON::parse(include_str!("recorded/vault.json")).unwrap();
    let row = |store: &'static str, name: &'static str| {
        let value = Reflect::get(&Reflect::get(&recorded, &store.into()).unwrap(), &name.into()).unwrap();
        (store, name, value)
    };
    let rows = [row("keys", "data"), row("vault", "document"), row("vault", "revision"), row("outbox", "0a")];
    moved_to_new_device(&rows).await;
    assert!(matches!(open(&FORMAT).await, Opened::Locked));
    let opened = unlock(PASSPHRASE, &FORMAT).await.unwrap();
    assert_eq!(document(opened).as_deref(), Some(&b"{\"version\":1}"[..]));
    assert_eq!(messages().await, Ok(vec![b"{\"key\":\"0a\"}".to_vec()]));
}

#[wasm_bindgen_test]
async fn wiping_leaves_nothing() {
    new_device().await;
    save(b"a budget", Durability::Strict).await.unwrap();
    set_passphrase(PASSPHRASE).await.unwrap();
    assert_eq!(document(new_device().await), None);
    assert!(!has_passphrase());
    assert_eq!((messages().await, quarantine().await), (Ok(vec![]), Ok(vec![])));
}
