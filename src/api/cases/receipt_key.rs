//! Which key signs receipts here, and that a lost one is noticed: another in its place would make every receipt before it
//! look forged.

use crate::cases::signing::{KEY_FILE, Signer};
use crate::server::clock::Clock;
use crate::store::{Store, StoreError, Transaction, values};
use std::path::Path;
use wire::receipt::Receipt;

/// The key of a data folder; made where there is none and nothing was signed yet.
///
/// # Errors
/// The reason, for the person who starts the server: also where receipts were signed by a key that is not there.
pub async fn open(store: &dyn Store, folder: &Path, clock: &Clock) -> Result<Signer, String> {
    let failed = |error: StoreError| format!("the database cannot be read: {error}");
    let mut tx = store.write().await.map_err(failed)?;
    let signed_by = signed_by(&mut *tx).await.map_err(failed)?;
    let path = folder.join(KEY_FILE);
    let restore = "Restore it from a backup. If it is lost for good, run `evenkeel rotate-key` once: receipts from before \
                   can then no longer be checked, and clients are told so";
    if !path.exists() && !signed_by.is_empty() {
        return Err(format!("{} is missing, but receipts were signed with it. {restore}", path.display()));
    }
    let signer = Signer::open(folder)?;
    if !signed_by.is_empty() && !signed_by.contains(&signer.key().id) {
        return Err(format!("{} is not the key that signed the receipts here. {restore}", path.display()));
    }
    register(&mut *tx, &signer, clock).await.map_err(failed)?;
    tx.commit().await.map_err(failed)?;
    Ok(signer)
}

/// Puts another key in the place of the one there is, which is kept beside it under its own name. Answers the new key's id.
///
/// # Errors
/// The reason, for the person who runs it.
pub async fn rotate(store: &dyn Store, folder: &Path, clock: &Clock) -> Result<String, String> {
    let failed = |error: StoreError| format!("the database cannot be written: {error}");
    let path = folder.join(KEY_FILE);
    if path.exists() {
        // One that cannot be read is kept, too.
        let name = Signer::open(folder).map_or_else(|_| "unreadable".to_owned(), |old| old.key().id.clone());
        let kept = folder.join(format!("receipt-key-{name}.p8"));
        std::fs::rename(&path, &kept).map_err(|cause| format!("cannot keep {}: {cause}", path.display()))?;
    }
    let signer = Signer::open(folder)?;
    let mut tx = store.write().await.map_err(failed)?;
    register(&mut *tx, &signer, clock).await.map_err(failed)?;
    tx.commit().await.map_err(failed)?;
    Ok(signer.key().id.clone())
}

/// The ids of keys that may sign here, if anything was signed.
async fn signed_by(tx: &mut dyn Transaction) -> Result<Vec<String>, StoreError> {
    let Some(mut row) = tx.fetch_all("SELECT receipt FROM arrangement LIMIT 1", values![]).await?.pop() else {
        return Ok(Vec::new());
    };
    let receipt: Receipt = row.document()?;
    let rows = tx.fetch_all("SELECT id FROM receipt_key", values![]).await?;
    let known = rows.into_iter().map(|mut row| row.text()).collect::<Result<Vec<_>, _>>()?;
    // Before keys were noted there was one for all.
    Ok(if known.is_empty() { vec![receipt.key_id] } else { known })
}

async fn register(tx: &mut dyn Transaction, signer: &Signer, clock: &Clock) -> Result<(), StoreError> {
    let sql = "INSERT INTO receipt_key (id, since) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING";
    tx.execute(sql, values![signer.key().id.as_str(), clock.now().text()]).await.map(drop)
}
