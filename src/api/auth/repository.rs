//! Set-up, the organisation, counsellors and their sessions.

use crate::server::clock::Now;
use crate::store::{Row, StoreError, Transaction, values};
use wire::api::Organisation;
use wire::json::{self, Json as _};

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

/// Says who invites, in place of what was said before.
pub async fn set_organisation(tx: &mut dyn Transaction, organisation: &Organisation) -> Result<(), StoreError> {
    let sql = "INSERT INTO organisation (id, name, phone, website, kind, legal_name, address, registration, complaints, \
               privacy) VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO UPDATE SET name = $1, \
               phone = $2, website = $3, kind = $4, legal_name = $5, address = $6, registration = $7, \
               complaints = $8, privacy = $9";
    let Organisation { name, phone, website, kind, legal_name, address, registration, complaints, privacy } =
        organisation;
    let kind = kind.map(|kind| kind.write().as_str().unwrap_or_default().to_owned()).unwrap_or_default();
    let values = values![
        name.as_str(),
        phone.as_str(),
        website.as_str(),
        kind,
        legal_name.as_str(),
        address.as_str(),
        registration.as_str(),
        complaints.as_str(),
        privacy.as_str(),
    ];
    tx.execute(sql, values).await.map(drop)
}

/// Who invites.
pub async fn organisation(tx: &mut dyn Transaction) -> Result<Organisation, StoreError> {
    let sql = "SELECT name, phone, website, kind, legal_name, address, registration, complaints, privacy \
               FROM organisation";
    let row = tx.fetch_all(sql, values![]).await?.pop();
    read_organisation(&mut row.ok_or(StoreError::broken("there is no organisation"))?)
}

/// Reads who invites from the columns in the order of [`organisation`].
///
/// # Errors
/// As the database; or if a kind is stored that no version knows.
pub fn read_organisation(row: &mut Row) -> Result<Organisation, StoreError> {
    let [name, phone, website, kind] = [row.text()?, row.text()?, row.text()?, row.text()?];
    let kind = (!kind.is_empty()).then(|| json::read(json::Value::String(kind))).transpose();
    Ok(Organisation {
        name,
        phone,
        website,
        kind: kind.map_err(|_| StoreError::broken("a stored kind of operator is unknown"))?,
        legal_name: row.text()?,
        address: row.text()?,
        registration: row.text()?,
        complaints: row.text()?,
        privacy: row.text()?,
    })
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

/// How long a session lasts without being used. NIST SP 800-63B-4, § 2.2.3, asks for an inactivity limit; a call with a
/// client takes its time, and what is typed survives signing in again.
pub const IDLE_HOURS: i64 = 2;

/// How far a clock may be set back before a session counts as over, because it would last longer than it should.
const CLOCK_BACK_HOURS: i64 = 1;

/// How many sessions one counsellor may have; the oldest ends.
const SESSIONS_MAX: i64 = 8;

/// How many devices of one counsellor are known; the oldest is forgotten.
const DEVICES_MAX: i64 = 20;

/// Keeps a session by the hash of its token, and forgets those that are over.
pub async fn add_session(
    tx: &mut dyn Transaction,
    token_hash: &str,
    counsellor_id: &str,
    now: Now,
    expires_at: &str,
) -> Result<(), StoreError> {
    end_old_sessions(tx, now).await?;
    let sql = "INSERT INTO session (token_hash, counsellor_id, expires_at, started_at, seen_at) \
               VALUES ($1, $2, $3, $4, $4)";
    tx.execute(sql, values![token_hash, counsellor_id, expires_at, now.text()]).await?;
    let sql = "DELETE FROM session WHERE counsellor_id = $1 AND token_hash <> $2 AND token_hash NOT IN \
               (SELECT token_hash FROM session WHERE counsellor_id = $1 AND token_hash <> $2 \
               ORDER BY started_at DESC, token_hash LIMIT $3)";
    tx.execute(sql, values![counsellor_id, token_hash, SESSIONS_MAX - 1]).await.map(drop)
}

/// Forgets sessions that are over: a clock that is set back does not bring them back.
pub async fn end_old_sessions(tx: &mut dyn Transaction, now: Now) -> Result<u64, StoreError> {
    // RFC 3339 in UTC with whole seconds sorts as text.
    let sql = "DELETE FROM session WHERE expires_at <= $1 OR seen_at < $2";
    tx.execute(sql, values![now.text(), now.hours_later(-IDLE_HOURS).text()]).await
}

/// A session that was found.
pub struct Session {
    /// Whose it is.
    pub counsellor: Counsellor,
    /// Whether it is over: run out, unused for too long, or begun later than now.
    pub is_over: bool,
    /// When it was last used, RFC 3339.
    pub seen_at: String,
}

/// The session of a token.
pub async fn by_session(tx: &mut dyn Transaction, token_hash: &str, now: Now) -> Result<Option<Session>, StoreError> {
    let sql = "SELECT counsellor.id, counsellor.name, counsellor.password_hash, session.expires_at, \
               session.started_at, session.seen_at FROM session \
               JOIN counsellor ON counsellor.id = session.counsellor_id WHERE session.token_hash = $1";
    let row = tx.fetch_all(sql, values![token_hash]).await?.pop();
    row.map(|mut row| {
        let counsellor = Counsellor { id: row.text()?, name: row.text()?, password_hash: row.text()? };
        let (expires_at, started_at, seen_at) = (row.text()?, row.text()?, row.text()?);
        let text = now.text();
        // A clock that is put right by minutes ends nothing.
        let is_before = started_at > now.hours_later(CLOCK_BACK_HOURS).text();
        let is_over = expires_at <= text || is_before || seen_at < now.hours_later(-IDLE_HOURS).text();
        Ok(Session { counsellor, is_over, seen_at })
    })
    .transpose()
}

/// Notes that a session was used.
pub async fn touch_session(tx: &mut dyn Transaction, token_hash: &str, now: Now) -> Result<(), StoreError> {
    let sql = "UPDATE session SET seen_at = $2 WHERE token_hash = $1 AND seen_at < $2";
    tx.execute(sql, values![token_hash, now.text()]).await.map(drop)
}

/// Ends all sessions of a counsellor and forgets their devices.
pub async fn end_all_sessions(tx: &mut dyn Transaction, counsellor_id: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM session WHERE counsellor_id = $1", values![counsellor_id]).await?;
    tx.execute("DELETE FROM known_device WHERE counsellor_id = $1", values![counsellor_id]).await.map(drop)
}

/// Replaces the hash of a counsellor's password.
pub async fn set_password(tx: &mut dyn Transaction, counsellor_id: &str, hash: &str) -> Result<(), StoreError> {
    tx.execute("UPDATE counsellor SET password_hash = $2 WHERE id = $1", values![counsellor_id, hash]).await.map(drop)
}

/// Whose device this is, by the id of the counsellor.
pub async fn device_owner(tx: &mut dyn Transaction, token_hash: &str) -> Result<Option<String>, StoreError> {
    let sql = "SELECT counsellor_id FROM known_device WHERE token_hash = $1";
    tx.fetch_all(sql, values![token_hash]).await?.pop().map(|mut row| row.text()).transpose()
}

/// Keeps a device from which a counsellor has signed in.
pub async fn add_device(
    tx: &mut dyn Transaction,
    token_hash: &str,
    counsellor_id: &str,
    now: Now,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO known_device (token_hash, counsellor_id, at) VALUES ($1, $2, $3)";
    tx.execute(sql, values![token_hash, counsellor_id, now.text()]).await?;
    let sql = "DELETE FROM known_device WHERE counsellor_id = $1 AND token_hash <> $2 AND token_hash NOT IN \
               (SELECT token_hash FROM known_device WHERE counsellor_id = $1 AND token_hash <> $2 \
               ORDER BY at DESC, token_hash LIMIT $3)";
    tx.execute(sql, values![counsellor_id, token_hash, DEVICES_MAX - 1]).await.map(drop)
}

/// Ends a session.
pub async fn end_session(tx: &mut dyn Transaction, token_hash: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM session WHERE token_hash = $1", values![token_hash]).await.map(drop)
}

/// A name as it is compared: in small letters.
#[must_use]
pub fn folded(name: &str) -> String {
    name.to_lowercase()
}
