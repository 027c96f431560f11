//! SQLite: one file, one writer.

use super::connection::Held;
use super::{Row, Store, StoreError, StoreFuture, Transaction, Value, bind, migrator, read};
use core::pin::Pin;
use core::time::Duration;
use sqlx::Sqlite;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use std::fs::{OpenOptions, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

const MIGRATIONS: &[(&str, &str)] = &[
    ("first", include_str!("migrations/sqlite/0001_first.sql")),
    ("answer", include_str!("migrations/sqlite/0002_answer.sql")),
    ("heartbeat", include_str!("migrations/sqlite/0003_heartbeat.sql")),
    ("waits", include_str!("migrations/sqlite/0004_waits.sql")),
    ("client_device", include_str!("migrations/sqlite/0005_client_device.sql")),
    ("way_in", include_str!("migrations/sqlite/0006_way_in.sql")),
    ("heartbeat_room", include_str!("migrations/sqlite/0007_heartbeat_room.sql")),
    ("operator", include_str!("migrations/sqlite/0008_operator.sql")),
];

const READERS: u32 = 4;
const WAIT: Duration = Duration::from_secs(5);

/// A file with one connection that writes and some that read.
struct SqliteStore {
    writer: SqlitePool,
    readers: SqlitePool,
}

struct SqliteTransaction(Held<Sqlite>);

/// The file of an address.
pub fn file(address: &str, data_folder: &Path) -> PathBuf {
    let path = address.strip_prefix("//").unwrap_or(address);
    data_folder.join(if path.is_empty() { "evenkeel.sqlite" } else { path })
}

/// Makes the file for its owner alone, whatever the process's mask; SQLite gives what lies beside it the same mode. Files
/// that others may read are closed to them, and that is said.
fn keep_private(file: &Path) -> std::io::Result<()> {
    let beside = |end: &str| {
        let mut name = file.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    };
    for path in [file.to_owned(), beside("-wal"), beside("-shm")] {
        match std::fs::metadata(&path) {
            Ok(found) if found.mode() & 0o077 != 0 => {
                std::fs::set_permissions(&path, Permissions::from_mode(0o600))?;
                tracing::warn!("{} could be read by others; now only by its owner", path.display());
            }
            Ok(_) => {}
            Err(cause) if cause.kind() == ErrorKind::NotFound && path == file => {
                OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
            }
            Err(cause) if cause.kind() == ErrorKind::NotFound => {}
            Err(cause) => return Err(cause),
        }
    }
    Ok(())
}

/// Opens the file of `sqlite:…`, a path relative to the data folder; without a path, `evenkeel.sqlite` there.
pub async fn open(address: &str, data_folder: &Path) -> Result<impl Store + use<>, StoreError> {
    if address.contains(['?', ':']) {
        return Err(StoreError::broken("sqlite: takes the path of a file and nothing else"));
    }
    let file = file(address, data_folder);
    keep_private(&file).map_err(|cause| StoreError::Broken(format!("cannot open {}: {cause}", file.display())))?;
    let options = SqliteConnectOptions::new()
        .filename(&file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // An answer that says "recorded" must survive a power cut.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(WAIT);
    // One connection writes, so writers queue here and never find the file locked by their own process.
    let pool = |connections| SqlitePoolOptions::new().max_connections(connections).acquire_timeout(WAIT);
    let opened = |error: sqlx::Error| StoreError::Broken(format!("cannot open {}: {error}", file.display()));
    let writer = pool(1).connect_with(options.clone()).await.map_err(opened)?;
    migrator(MIGRATIONS).run(&writer).await?;
    let readers = pool(READERS).connect_with(options.pragma("query_only", "ON")).await.map_err(opened)?;
    Ok(SqliteStore { writer, readers })
}

impl Store for SqliteStore {
    fn read(&self) -> StoreFuture<'_, Box<dyn Transaction>> {
        Box::pin(async {
            let held = Held::begin(&self.readers, "BEGIN").await?;
            Ok(Box::new(SqliteTransaction(held)) as Box<dyn Transaction>)
        })
    }

    fn write(&self) -> StoreFuture<'_, Box<dyn Transaction>> {
        Box::pin(async {
            // A transaction that reads first and asks to write later fails at once if another wrote between.
            let held = Held::begin(&self.writer, "BEGIN IMMEDIATE").await?;
            Ok(Box::new(SqliteTransaction(held)) as Box<dyn Transaction>)
        })
    }

    fn close(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async {
            self.readers.close().await;
            self.writer.close().await;
        })
    }
}

impl Transaction for SqliteTransaction {
    fn execute<'a>(&'a mut self, sql: &'static str, values: Vec<Value>) -> StoreFuture<'a, u64> {
        Box::pin(async move {
            let result = bind(sql, values).execute(self.0.connection()?).await;
            Ok(self.0.noted(result)?.rows_affected())
        })
    }

    fn fetch_all<'a>(&'a mut self, sql: &'static str, values: Vec<Value>) -> StoreFuture<'a, Vec<Row>> {
        Box::pin(async move {
            let result = bind(sql, values).fetch_all(self.0.connection()?).await;
            self.0.noted(result)?.iter().map(read).collect()
        })
    }

    fn lock<'a>(&'a mut self, _name: &'a str) -> StoreFuture<'a, ()> {
        // `BEGIN IMMEDIATE` already holds everything.
        Box::pin(async { Ok(()) })
    }

    fn commit(self: Box<Self>) -> StoreFuture<'static, ()> {
        Box::pin(self.0.commit())
    }
}
