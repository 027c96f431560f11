//! Whether the server runs, and whether it can do its work.
//!
//! *Live* says that the process answers, and asks nobody: an orchestrator that restarts what is not live must not restart
//! a server whose database is away. *Ready* is the truth about the work: it writes a row and reads it back. The answer is
//! kept for a moment and one request at a time finds a new one, so that asking often costs nobody anything.

use crate::auth::secrets;
use crate::http::error::Error;
use crate::http::idempotency::json;
use crate::http::state::App;
use crate::store::{Store, StoreError, values};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use core::time::Duration;
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};
use wire::problem::Kind;

/// How long an answer counts.
const FRESH: Duration = Duration::from_secs(2);
/// How long the database may take; longer is not ready.
const TIME_MAX: Duration = Duration::from_secs(4);

/// Half as much as is written, because it is written in hexadecimal: more than a new invitation takes.
const ROOM_BYTES: usize = 32 * 1024;

/// The last answer.
#[derive(Default)]
pub struct Health(Mutex<Option<(Instant, bool)>>);

/// `GET /api/v1/health/live`: whether the server runs.
pub async fn live() -> Response {
    json(StatusCode::OK, &serde_json::json!({ "status": "ok" }))
}

/// `GET /api/v1/health/ready`, also `/api/v1/health`: whether the server and its database can read and write.
pub async fn ready(State(app): State<App>) -> Result<Response, Error> {
    let is_ready = {
        // Whoever waits here finds the answer of the one before.
        let mut known = app.health.0.lock().await;
        match *known {
            Some((at, is_ready)) if at.elapsed() < FRESH => is_ready,
            _ => {
                let now = app.clock.now().text();
                let found =
                    timeout(TIME_MAX, writes_and_reads(&*app.store, now)).await.unwrap_or(Err(StoreError::Busy));
                if let Err(cause) = &found {
                    tracing::error!(%cause, "not ready");
                }
                *known = Some((Instant::now(), found.is_ok()));
                found.is_ok()
            }
        }
    };
    if is_ready { Ok(live().await) } else { Err(Error::retry_after(Kind::ServerBusy, FRESH.as_secs())) }
}

async fn writes_and_reads(store: &dyn Store, now: String) -> Result<(), StoreError> {
    // At random, because what can be compressed needs no room.
    let room = secrets::random::<ROOM_BYTES>().map_err(|_| StoreError::broken("there are no random bytes"))?;
    let mut tx = store.write().await?;
    let sql =
        "INSERT INTO heartbeat (id, at, room) VALUES (1, $1, $2) ON CONFLICT (id) DO UPDATE SET at = $1, room = $2";
    tx.execute(sql, values![now, secrets::hexadecimal(&room)]).await?;
    tx.commit().await?;
    store.read().await?.fetch_all("SELECT at FROM heartbeat", values![]).await.map(drop)
}
