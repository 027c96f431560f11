//! PostgreSQL: many writers, kept apart by named locks.

use super::{Row, Store, StoreError, Transaction, Value, Work, migrator};
use core::pin::Pin;
use core::time::Duration;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{Column, Connection, PgConnection, Postgres, Row as _, TypeInfo, ValueRef};

const MIGRATIONS: &[(&str, &str)] = &[
    ("first", include_str!("migrations/postgres/0001_first.sql")),
    ("answer", include_str!("migrations/postgres/0002_answer.sql")),
];

const CONNECTIONS: u32 = 8;
const WAIT: Duration = Duration::from_secs(5);

struct PostgresStore(PgPool);

struct PostgresTransaction(sqlx::Transaction<'static, Postgres>);

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
    fn read(&self) -> Work<'_, Box<dyn Transaction>> {
        Box::pin(async {
            let transaction = self.0.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
            Ok(Box::new(PostgresTransaction(transaction)) as Box<dyn Transaction>)
        })
    }

    fn write(&self) -> Work<'_, Box<dyn Transaction>> {
        Box::pin(async {
            // With this level, what is read after a lock includes what its last holder wrote.
            let transaction = self.0.begin_with("BEGIN ISOLATION LEVEL READ COMMITTED").await?;
            Ok(Box::new(PostgresTransaction(transaction)) as Box<dyn Transaction>)
        })
    }

    fn close(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(self.0.close())
    }
}

impl Transaction for PostgresTransaction {
    fn run<'a>(&'a mut self, sql: &'static str, values: Vec<Value>) -> Work<'a, u64> {
        Box::pin(async move { Ok(bound(sql, values).execute(&mut *self.0).await?.rows_affected()) })
    }

    fn rows<'a>(&'a mut self, sql: &'static str, values: Vec<Value>) -> Work<'a, Vec<Row>> {
        Box::pin(async move {
            let rows = bound(sql, values).fetch_all(&mut *self.0).await?;
            rows.iter().map(|row| row.columns().iter().map(|column| read(row, column)).collect()).map(to_row).collect()
        })
    }

    fn lock<'a>(&'a mut self, name: &'a str) -> Work<'a, ()> {
        Box::pin(async move {
            // Held until the transaction ends. Two names with one hash would only wait for each other.
            let sql = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
            sqlx::query(sql).bind(name).execute(&mut *self.0).await?;
            Ok(())
        })
    }

    fn commit(self: Box<Self>) -> Work<'static, ()> {
        Box::pin(async move { Ok(self.0.commit().await?) })
    }
}

type Query = sqlx::query::Query<'static, Postgres, sqlx::postgres::PgArguments>;

fn bound(sql: &'static str, values: Vec<Value>) -> Query {
    values.into_iter().fold(sqlx::query(sql), |query, value| match value {
        Value::Text(text) => query.bind(text),
        Value::Integer(number) => query.bind(number),
        Value::Nothing => query.bind(None::<String>),
    })
}

fn to_row(values: Result<Vec<Value>, StoreError>) -> Result<Row, StoreError> {
    values.map(Row::new)
}

fn read(row: &sqlx::postgres::PgRow, column: &sqlx::postgres::PgColumn) -> Result<Value, StoreError> {
    let value = row.try_get_raw(column.ordinal())?;
    if value.is_null() {
        return Ok(Value::Nothing);
    }
    if column.type_info().name() == "INT8" {
        Ok(Value::Integer(row.try_get(column.ordinal())?))
    } else {
        Ok(Value::Text(row.try_get(column.ordinal())?))
    }
}
