//! A write that is done once however often it is sent (draft-ietf-httpapi-idempotency-key-header).
//!
//! The answer is stored in the transaction that does the work: either both are there afterwards or neither. Whoever sends
//! the same key again, also at the same moment, waits for the lock of its scope and then finds the answer.

use crate::http::error::Error;
use crate::server::clock::Now;
use crate::store::{StoreError, Transaction, values};
use axum::body::Bytes;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::{Arc, LazyLock};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use wire::json::Json;
use wire::problem::Kind;

/// A write that is done once.
pub struct IdempotentWrite {
    /// Who writes: an invitation or a counsellor.
    pub scope: String,
    /// The key they chose.
    pub key: String,
    /// Hash of what they sent.
    pub request_hash: String,
}

impl IdempotentWrite {
    /// The answer, if it was given before.
    ///
    /// # Errors
    /// `idempotency-key-reused` if it was given to another request.
    pub async fn stored_response(&self, tx: &mut dyn Transaction) -> Result<Option<Response>, Error> {
        let sql = "SELECT request_hash, status, body FROM answer WHERE scope = $1 AND idempotency_key = $2";
        let values = values![self.scope.as_str(), self.key.as_str()];
        let Some(mut row) = tx.fetch_all(sql, values).await?.pop() else { return Ok(None) };
        if row.text()? != self.request_hash {
            return Err(Kind::IdempotencyKeyReused.into());
        }
        let status = u16::try_from(row.integer()?).ok().and_then(|status| StatusCode::from_u16(status).ok());
        let status = status.ok_or_else(|| Error::internal("a stored status is none"))?;
        Ok(Some(json_text(status, row.text()?)))
    }

    /// Commits the work with its answer, and answers.
    ///
    /// # Errors
    /// `idempotency-key-busy` if the key was given an answer meanwhile; or as the database.
    pub async fn finish(
        self,
        tx: Box<dyn Transaction>,
        now: Now,
        status: StatusCode,
        answer: &impl Json,
    ) -> Result<Response, Error> {
        self.finish_with_secret(tx, now, status, answer, answer).await
    }

    /// Like [`Self::finish`], but what is stored for a repetition lacks a secret that is only told once.
    ///
    /// # Errors
    /// As [`Self::finish`].
    pub async fn finish_with_secret(
        self,
        mut tx: Box<dyn Transaction>,
        now: Now,
        status: StatusCode,
        answer: &impl Json,
        stored: &impl Json,
    ) -> Result<Response, Error> {
        let sql = "INSERT INTO answer (scope, idempotency_key, request_hash, status, body, at) \
                   VALUES ($1, $2, $3, $4, $5, $6)";
        let status_number = i64::from(status.as_u16());
        let values =
            values![self.scope, self.key, self.request_hash, status_number, wire::json::print(stored), now.text()];
        tx.execute(sql, values).await.map_err(|error| match error {
            StoreError::Conflict => Error::retry_after(Kind::IdempotencyKeyBusy, 1),
            error => error.into(),
        })?;
        tx.commit().await?;
        Ok(json(status, answer))
    }
}

/// A document as an answer.
#[must_use]
pub fn json(status: StatusCode, document: &impl Json) -> Response {
    json_text(status, wire::json::print(document))
}

/// What large answers may take together until they are sent, in KiB: clients that read slowly hold them.
const ANSWERS_KIB_MAX: usize = 48 * 1024;
/// Answers below this size do not count.
const SMALL_BYTES: usize = 16 * 1024;

static ANSWERS: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(ANSWERS_KIB_MAX)));

/// The text of an answer, and its share of the memory for answers, until the connection has taken it.
struct Counted {
    text: String,
    _share: OwnedSemaphorePermit,
}

impl AsRef<[u8]> for Counted {
    fn as_ref(&self) -> &[u8] {
        self.text.as_bytes()
    }
}

fn json_text(status: StatusCode, text: String) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json")];
    if text.len() < SMALL_BYTES {
        return (status, kind, text).into_response();
    }
    let share = u32::try_from(text.len().div_ceil(1024)).unwrap_or(u32::MAX);
    match Arc::clone(&ANSWERS).try_acquire_many_owned(share) {
        Ok(share) => (status, kind, Bytes::from_owner(Counted { text, _share: share })).into_response(),
        Err(_) => Error::retry_after(Kind::ServerBusy, 2).into_response(),
    }
}
