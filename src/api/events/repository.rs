//! The history in the database. There is no statement that changes or removes an entry.

use crate::store::{Row, StoreError, Transaction, values};
use wire::api::Record;
use wire::json;

/// The history of an invitation, oldest first.
///
/// # Errors
/// As the database.
pub async fn load(tx: &mut dyn Transaction, invitation: &str) -> Result<Vec<Record>, StoreError> {
    let sql = "SELECT number, at, actor, kind, content, previous, hash \
               FROM record WHERE invitation_id = $1 ORDER BY number";
    tx.fetch_all(sql, values![invitation]).await?.into_iter().map(record).collect()
}

fn record(mut row: Row) -> Result<Record, StoreError> {
    Ok(Record {
        number: row.integer()?,
        at: row.text()?,
        actor: row.text()?,
        kind: row.text()?,
        content: row.document()?,
        previous: row.text()?,
        hash: row.text()?,
    })
}

/// Appends an entry.
///
/// # Errors
/// [`StoreError::Conflict`] if there is an entry of this number.
pub async fn add(tx: &mut dyn Transaction, invitation: &str, record: &Record) -> Result<(), StoreError> {
    let sql = "INSERT INTO record (invitation_id, number, at, actor, kind, content, previous, hash) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let Record { number, at, actor, kind, content, previous, hash } = record;
    let values = values![
        invitation,
        *number,
        at.as_str(),
        actor.as_str(),
        kind.as_str(),
        json::print(content),
        previous.as_str(),
        hash.as_str(),
    ];
    tx.execute(sql, values).await.map(drop)
}
