//! Answers to writes, kept so that a repetition gets the same one.

use super::{StoreError, Transaction, values};

/// An answer that was given before.
pub struct Known {
    /// Hash of the request it was given to.
    pub request_hash: String,
    /// HTTP status.
    pub status: i64,
    /// The body, byte for byte.
    pub body: String,
}

/// The answer given to this key, if any.
///
/// # Errors
/// As the database.
pub async fn find(tx: &mut dyn Transaction, scope: &str, key: &str) -> Result<Option<Known>, StoreError> {
    let sql = "SELECT request_hash, status, body FROM answer WHERE scope = $1 AND idempotency_key = $2";
    let Some(mut row) = tx.rows(sql, values![scope, key]).await?.pop() else { return Ok(None) };
    Ok(Some(Known { request_hash: row.text()?, status: row.integer()?, body: row.text()? }))
}

/// Keeps an answer.
///
/// # Errors
/// [`StoreError::Conflict`] if the key has one already.
pub async fn keep(tx: &mut dyn Transaction, scope: &str, key: &str, known: &Known, at: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO answer (scope, idempotency_key, request_hash, status, body, at) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    let values = values![scope, key, known.request_hash.as_str(), known.status, known.body.as_str(), at];
    tx.run(sql, values).await.map(drop)
}
