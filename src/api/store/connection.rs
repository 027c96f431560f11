//! A pooled connection with a transaction in it.
//!
//! Requests end in the middle: a client goes away, a time limit strikes, a disk is full, a handler panics. Whatever
//! happens, no connection goes back to its pool with a transaction in it, and none whose state is not known:
//!
//! - What changes a transaction's state (BEGIN, COMMIT, ROLLBACK) runs in a task of its own, so that a request that ends
//!   does not stop it half-way.
//! - A transaction that is dropped is rolled back by such a task before its connection is used again.
//! - A connection is closed, and with it its transaction, where one of them fails, where rolling back takes long, or
//!   where a statement failed for a reason that is the database's and not the statement's.
//!
//! The transactions of sqlx are not used: they count in memory how deep they are, and the count stays wrong where the
//! database has ended a transaction of its own accord, as SQLite does when the disk is full.

use super::StoreError;
use core::time::Duration;
use sqlx::pool::PoolConnection;
use sqlx::{Database, Executor, Pool};

/// How long rolling back may take before the connection is closed instead.
const ROLLBACK_TIME_MAX: Duration = Duration::from_secs(2);

/// A connection with a transaction in it; dropping it undoes the transaction.
pub struct Held<DB: Database>
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
{
    /// `None` once it has gone back or was closed.
    connection: Option<PoolConnection<DB>>,
    /// Something failed that leaves the connection in doubt.
    is_doubtful: bool,
}

impl<DB: Database> Held<DB>
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
{
    /// Waits for a connection and begins a transaction by this statement.
    pub async fn begin(pool: &Pool<DB>, begin: &'static str) -> Result<Self, StoreError> {
        // Whoever goes away while waiting leaves the queue.
        let mut held = Self { connection: Some(pool.acquire().await?), is_doubtful: false };
        let begun = tokio::spawn(async move {
            let result = held.simple(begin).await;
            held.noted(result).map(|()| held)
        });
        begun.await.map_err(|_| StoreError::broken("beginning a transaction was stopped"))?
    }

    /// The connection, for a statement.
    pub fn connection(&mut self) -> Result<&mut DB::Connection, StoreError> {
        self.connection.as_deref_mut().ok_or(StoreError::broken("the transaction has ended"))
    }

    /// Notes what a statement's failure says about the connection.
    pub fn noted<T>(&mut self, result: Result<T, sqlx::Error>) -> Result<T, StoreError> {
        result.map_err(|error| {
            let error = StoreError::from(error);
            self.is_doubtful |= !matches!(error, StoreError::Conflict);
            error
        })
    }

    /// Keeps what was done. Whoever goes away meanwhile does not stop it.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        let committed = tokio::spawn(async move {
            let result = self.simple("COMMIT").await;
            self.noted(result)?;
            // Back to the pool, without a transaction.
            drop(self.connection.take());
            Ok(())
        });
        committed.await.map_err(|_| StoreError::broken("ending a transaction was stopped"))?
    }

    async fn simple(&mut self, sql: &'static str) -> Result<(), sqlx::Error> {
        let Some(connection) = self.connection.as_deref_mut() else { return Err(sqlx::Error::PoolClosed) };
        connection.execute(sqlx::raw_sql(sql)).await.map(drop)
    }
}

impl<DB: Database> Drop for Held<DB>
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
{
    fn drop(&mut self) {
        let Some(mut connection) = self.connection.take() else { return };
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            drop(connection.detach());
            return;
        };
        if self.is_doubtful {
            // Its place in the pool stays taken until it is closed, so there are never more than are allowed.
            connection.close_on_drop();
            return;
        }
        runtime.spawn(async move {
            let undone = connection.execute(sqlx::raw_sql("ROLLBACK"));
            if !matches!(tokio::time::timeout(ROLLBACK_TIME_MAX, undone).await, Ok(Ok(_))) {
                connection.close_on_drop();
            }
        });
    }
}
