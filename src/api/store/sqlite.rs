//! SQLite: one file, one writer.

use super::connection::Held;
use super::{Row, Store, StoreError, StoreFuture, Transaction, Value, bind, migrator, read};
use core::pin::Pin;
use core::time::Duration;
use sqlx::Sqlite;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use std::path::{Path, PathBuf};

const MIGRATIONS: &[(&str, &str)] = &[
    ("first", include_str!("migrations/sqlite/0001_first.sql")),
    ("answer", include_str!("migrations/sqlite/0002_answer.sql")),
    ("heartbeat", include_str!("migrations/sqlite/0003_heartbeat.sql")),
    ("waits", include_str!("migrations/sqlite/0004_waits.sql")),
    ("client_device", include_str!("migrations/sqlite/0005_client_device.sql")),
];

const READERS: u32 = 4;
const WAIT: Duration = Duration::from_secs(5);

/// A file with one connection that writes and some that read.
struct SqliteStore {
    writer: SqlitePool,
    readers: SqlitePool,
}

struct SqliteTransaction(Held<Sqlite>);

/// Opens the file of `sqlite:…`, a path relative to the data folder; without a path, `evenkeel.sqlite` there.
pub async fn open(address: &str, data_folder: &Path) -> Result<impl Store + use<>, StoreError> {
    let path = address.strip_prefix("//").unwrap_or(address);
    if path.contains(['?', ':']) {
        return Err(StoreError::broken("sqlite: takes the path of a file and nothing else"));
    }
    let file: PathBuf = data_folder.join(if path.is_empty() { "evenkeel.sqlite" } else { path });
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
