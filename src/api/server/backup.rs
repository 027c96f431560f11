//! A backup: one SQLite file with all tables and the key that signs receipts.
//!
//! It is written by `VACUUM INTO`, which reads one state of the database while the server goes on. Restoring checks it as a
//! stranger's file: that its pages are whole, that every history is chained, that every balance is what its history says,
//! and that every receipt of its key is signed by it. Nothing is put in place before all of that holds.

use crate::cases::repository as cases;
use crate::cases::signing::{KEY_FILE, Signer};
use crate::events::first_tampered;
use crate::store::{self, Store, values};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Row as _, SqliteConnection};
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// What PostgreSQL has tools of its own for.
fn postgres(folder: &Path) -> String {
    format!(
        "this is for SQLite. For PostgreSQL: `pg_dump --format=custom --file=evenkeel.dump DATABASE` while the server \
         runs, and a copy of {}; to restore, `pg_restore --create` into an empty server and the key back in its place",
        folder.join(KEY_FILE).display()
    )
}

/// Writes a backup to a file that is not there yet.
///
/// # Errors
/// The reason, as a sentence.
pub async fn write(database_url: &str, folder: &Path, file: &Path) -> Result<(), String> {
    let source = store::sqlite_file(database_url, folder).ok_or_else(|| postgres(folder))?;
    let shown = file.display();
    let key = std::fs::read(folder.join(KEY_FILE));
    let key = key.map_err(|cause| format!("cannot read {}: {cause}", folder.join(KEY_FILE).display()))?;
    // For its owner alone from the first byte; SQLite fills an empty file.
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
    made.map_err(|cause| format!("cannot make {shown}: {cause}"))?.sync_all().map_err(|cause| cause.to_string())?;
    let written = fill(&source, file, &key).await;
    if written.is_err() {
        // Half a backup must not be taken for a whole one.
        let _ = std::fs::remove_file(file);
    }
    written.map_err(|cause| format!("cannot write {shown}: {cause}"))
}

async fn fill(source: &Path, file: &Path, key: &[u8]) -> Result<(), sqlx::Error> {
    let mut from = SqliteConnectOptions::new().filename(source).connect().await?;
    let target = file.to_string_lossy().into_owned();
    sqlx::query("VACUUM INTO $1").bind(target).execute(&mut from).await?;
    from.close().await?;
    let mut to = SqliteConnectOptions::new().filename(file).connect().await?;
    sqlx::query("CREATE TABLE backup (receipt_key TEXT NOT NULL)").execute(&mut to).await?;
    sqlx::query("INSERT INTO backup (receipt_key) VALUES ($1)").bind(STANDARD.encode(key)).execute(&mut to).await?;
    to.close().await
}

/// Puts a backup into a data folder that has none of its files, and answers how many invitations it has.
///
/// # Errors
/// The reason, as a sentence.
pub async fn restore(database_url: &str, folder: &Path, file: &Path) -> Result<usize, String> {
    let target = store::sqlite_file(database_url, folder).ok_or_else(|| postgres(folder))?;
    let key_file = folder.join(KEY_FILE);
    for taken in [&target, &key_file] {
        if taken.exists() {
            return Err(format!("{} is there already: restore into an empty folder", taken.display()));
        }
    }
    let draft = tempfile_in(folder)?;
    let restored = checked(&draft, file, &target, &key_file).await;
    let _ = std::fs::remove_dir_all(&draft);
    restored
}

/// A folder for what is not checked yet, beside its place so that it can be moved there.
fn tempfile_in(folder: &Path) -> Result<PathBuf, String> {
    let draft = folder.join(format!("restoring-{}", std::process::id()));
    std::fs::create_dir(&draft).map_err(|cause| format!("cannot make {}: {cause}", draft.display()))?;
    Ok(draft)
}

async fn checked(draft: &Path, file: &Path, target: &Path, key_file: &Path) -> Result<usize, String> {
    let shown = file.display();
    let unreadable = |cause: String| format!("{shown} is no backup: {cause}");
    let bytes = std::fs::read(file).map_err(|cause| format!("cannot read {shown}: {cause}"))?;
    let copy = draft.join("evenkeel.sqlite");
    write_own(&copy, &bytes)?;
    let key = take_key(&copy).await.map_err(|error| unreadable(error.to_string()))?;
    let key = STANDARD.decode(key).map_err(|_| unreadable("its key cannot be read".to_owned()))?;
    write_own(&draft.join(KEY_FILE), &key)?;
    let signer = Signer::open(draft).map_err(unreadable)?;
    let store = store::open("sqlite:", draft).await.map_err(|error| unreadable(error.to_string()))?;
    let count = check(&*store, &signer).await;
    store.close().await;
    let count = count.map_err(|reason| format!("{shown} is not restored: {reason}"))?;
    let place = |from: &Path, to: &Path| {
        std::fs::rename(from, to).map_err(|cause| format!("cannot make {}: {cause}", to.display()))
    };
    place(&draft.join(KEY_FILE), key_file)?;
    place(&copy, target)?;
    Ok(count)
}

fn write_own(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let written = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|cause| format!("cannot make {}: {cause}", path.display()))
}

/// Looks whether the pages of a backup are whole, and takes the key out of it.
async fn take_key(copy: &Path) -> Result<String, sqlx::Error> {
    let mut connection: SqliteConnection = SqliteConnectOptions::new().filename(copy).connect().await?;
    let whole: String = sqlx::query("PRAGMA integrity_check").fetch_one(&mut connection).await?.try_get(0)?;
    if whole != "ok" {
        return Err(sqlx::Error::Protocol("its pages are damaged".to_owned()));
    }
    let key = sqlx::query("SELECT receipt_key FROM backup").fetch_one(&mut connection).await?.try_get(0)?;
    sqlx::query("DROP TABLE backup").execute(&mut connection).await?;
    connection.close().await?;
    Ok(key)
}

/// Checks every history, balance and receipt, and answers how many invitations there are.
async fn check(store: &dyn Store, signer: &Signer) -> Result<usize, String> {
    let failed = |error: store::StoreError| error.to_string();
    let mut tx = store.read().await.map_err(failed)?;
    let mut ids = tx.fetch_all("SELECT id FROM invitation ORDER BY number", values![]).await.map_err(failed)?;
    for row in &mut ids {
        let id = row.text().map_err(failed)?;
        let case = cases::load(&mut *tx, &id).await.map_err(failed)?.ok_or("an invitation is missing")?;
        if let Some(number) = first_tampered(&case.records) {
            return Err(format!("entry {number} of the history of {id} is not what it was"));
        }
        for receipt in case.receipts.iter().filter(|receipt| receipt.key_id == signer.key().id) {
            if !signer.has_signed(receipt) {
                return Err(format!("receipt {} of {id} is not signed by its key", receipt.arrangement.id));
            }
            if !case.records.iter().any(|record| record.hash == receipt.arrangement.record_hash) {
                return Err(format!("receipt {} of {id} belongs to no entry of its history", receipt.arrangement.id));
            }
        }
    }
    Ok(ids.len())
}
