//! PostgreSQL: many writers, kept apart by named locks.

use super::connection::Held;
use super::{Row, Store, StoreError, StoreFuture, Transaction, Value, bind, migrator, read};
use core::pin::Pin;
use core::time::Duration;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{Connection, PgConnection, Postgres};

const MIGRATIONS: &[(&str, &str)] = &[
    ("first", include_str!("migrations/postgres/0001_first.sql")),
    ("answer", include_str!("migrations/postgres/0002_answer.sql")),
    ("heartbeat", include_str!("migrations/postgres/0003_heartbeat.sql")),
    ("waits", include_str!("migrations/postgres/0004_waits.sql")),
    ("client_device", include_str!("migrations/postgres/0005_client_device.sql")),
    ("way_in", include_str!("migrations/postgres/0006_way_in.sql")),
    ("heartbeat_room", include_str!("migrations/postgres/0007_heartbeat_room.sql")),
    ("operator", include_str!("migrations/postgres/0008_operator.sql")),
];

const CONNECTIONS: u32 = 8;
const WAIT: Duration = Duration::from_secs(5);

struct PostgresStore(PgPool);

struct PostgresTransaction(Held<Postgres>);

/// Opens the database of `postgres://…`.
pub async fn open(url: &str) -> Result<impl Store + use<>, StoreError> {
    // The address may hold a password, so it is not repeated.
    let options: PgConnectOptions =
        url.parse().map_err(|_| StoreError::broken("the PostgreSQL address cannot be read"))?;
    let options = options.options([("lock_timeout", "5s"), ("idle_in_transaction_session_timeout", "30s")]);
    // A single connection says why it fails; a pool only says that it waited.
    let unreachable = |cause: String| StoreError::Broken(format!("cannot reach PostgreSQL: {cause}"));
    let trial = tokio::time::timeout(WAIT, PgConnection::connect_with(&options)).await;
    let trial = trial.map_err(|_| unreachable("no answer".to_owned()))?;
    trial.map_err(|error| unreachable(error.to_string()))?.close().await?;
    let pool = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(WAIT);
    let pool = pool.connect_with(options).await.map_err(|error| unreachable(error.to_string()))?;
    migrator(MIGRATIONS).run(&pool).await?;
    Ok(PostgresStore(pool))
}

impl Store for PostgresStore {
    fn read(&self) -> StoreFuture<'_, Box<dyn Transaction>> {
        Box::pin(async {
            let held = Held::begin(&self.0, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
            Ok(Box::new(PostgresTransaction(held)) as Box<dyn Transaction>)
        })
    }

    fn write(&self) -> StoreFuture<'_, Box<dyn Transaction>> {
        Box::pin(async {
            // With this level, what is read after a lock includes what its last holder wrote.
            let held = Held::begin(&self.0, "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE").await?;
            Ok(Box::new(PostgresTransaction(held)) as Box<dyn Transaction>)
        })
    }

    fn close(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(self.0.close())
    }
}

impl Transaction for PostgresTransaction {
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

    fn lock<'a>(&'a mut self, name: &'a str) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            // Held until the transaction ends. Two names with one hash would only wait for each other.
            let sql = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
            let result = sqlx::query(sql).bind(name).execute(self.0.connection()?).await;
            self.0.noted(result).map(drop)
        })
    }

    fn commit(self: Box<Self>) -> StoreFuture<'static, ()> {
        Box::pin(self.0.commit())
    }
}
