//! Set-up, the organisation, counsellors and their sessions.

use crate::store::{StoreError, Transaction, values};
use wire::api::Organisation;

/// A counsellor as the server knows them.
#[derive(Clone)]
pub struct Counsellor {
    /// Unique name inside.
    pub id: String,
    /// Sign-in name.
    pub name: String,
    /// Argon2 hash in PHC form.
    pub password_hash: String,
}

/// How many counsellors there are.
///
/// # Errors
/// As the database, here and below.
pub async fn count(tx: &mut dyn Transaction) -> Result<i64, StoreError> {
    let rows = tx.fetch_all("SELECT COUNT(*) FROM counsellor", values![]).await?;
    rows.into_iter().next().ok_or(StoreError::broken("a count is missing"))?.integer()
}

/// Replaces the one-time set-up secret by another, or by none.
pub async fn set_setup(tx: &mut dyn Transaction, token_hash: Option<&str>) -> Result<(), StoreError> {
    tx.execute("DELETE FROM setup", values![]).await?;
    if let Some(hash) = token_hash {
        tx.execute("INSERT INTO setup (id, token_hash) VALUES (1, $1)", values![hash]).await?;
    }
    Ok(())
}

/// Hash of the one-time set-up secret, if one is out.
pub async fn setup(tx: &mut dyn Transaction) -> Result<Option<String>, StoreError> {
    let row = tx.fetch_all("SELECT token_hash FROM setup", values![]).await?.pop();
    row.map(|mut row| row.text()).transpose()
}

/// Names the organisation.
pub async fn add_organisation(tx: &mut dyn Transaction, organisation: &Organisation) -> Result<(), StoreError> {
    let sql = "INSERT INTO organisation (id, name, phone, website) VALUES (1, $1, $2, $3)";
    let Organisation { name, phone, website } = organisation;
    tx.execute(sql, values![name.as_str(), phone.as_str(), website.as_str()]).await.map(drop)
}

/// Who invites.
pub async fn organisation(tx: &mut dyn Transaction) -> Result<Organisation, StoreError> {
    let row = tx.fetch_all("SELECT name, phone, website FROM organisation", values![]).await?.pop();
    let mut row = row.ok_or(StoreError::broken("there is no organisation"))?;
    Ok(Organisation { name: row.text()?, phone: row.text()?, website: row.text()? })
}

/// Adds a counsellor.
pub async fn add(tx: &mut dyn Transaction, counsellor: &Counsellor, at: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO counsellor (id, name, name_folded, password_hash, created_at) VALUES ($1, $2, $3, $4, $5)";
    let Counsellor { id, name, password_hash } = counsellor;
    let values = values![id.as_str(), name.as_str(), folded(name), password_hash.as_str(), at];
    tx.execute(sql, values).await.map(drop)
}

/// The counsellor of a sign-in name, whatever the case of its letters.
pub async fn by_name(tx: &mut dyn Transaction, name: &str) -> Result<Option<Counsellor>, StoreError> {
    let sql = "SELECT id, name, password_hash FROM counsellor WHERE name_folded = $1";
    let row = tx.fetch_all(sql, values![folded(name)]).await?.pop();
    row.map(|mut row| Ok(Counsellor { id: row.text()?, name: row.text()?, password_hash: row.text()? })).transpose()
}

/// Keeps a session by the hash of its token, and forgets those that have run out.
pub async fn add_session(
    tx: &mut dyn Transaction,
    token_hash: &str,
    counsellor_id: &str,
    now: &str,
    expires_at: &str,
) -> Result<(), StoreError> {
    // RFC 3339 in UTC with whole seconds sorts as text.
    tx.execute("DELETE FROM session WHERE expires_at <= $1", values![now]).await?;
    let sql = "INSERT INTO session (token_hash, counsellor_id, expires_at) VALUES ($1, $2, $3)";
    tx.execute(sql, values![token_hash, counsellor_id, expires_at]).await.map(drop)
}

/// The counsellor of a session that has not run out.
pub async fn by_session(
    tx: &mut dyn Transaction,
    token_hash: &str,
    now: &str,
) -> Result<Option<Counsellor>, StoreError> {
    let sql = "SELECT counsellor.id, counsellor.name, counsellor.password_hash FROM session \
               JOIN counsellor ON counsellor.id = session.counsellor_id \
               WHERE session.token_hash = $1 AND session.expires_at > $2";
    let row = tx.fetch_all(sql, values![token_hash, now]).await?.pop();
    row.map(|mut row| Ok(Counsellor { id: row.text()?, name: row.text()?, password_hash: row.text()? })).transpose()
}

/// Ends a session.
pub async fn end_session(tx: &mut dyn Transaction, token_hash: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM session WHERE token_hash = $1", values![token_hash]).await.map(drop)
}

fn folded(name: &str) -> String {
    name.to_lowercase()
}
