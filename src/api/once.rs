//! A write that is done once however often it is sent (draft-ietf-httpapi-idempotency-key-header).
//!
//! The answer is kept in the transaction that does the work: either both are there afterwards or neither. Whoever sends
//! the same key again, also at the same moment, waits for the lock of its scope and then finds the answer.

use crate::clock::Now;
use crate::refusal::Refusal;
use crate::store::answers::{self, Known};
use crate::store::{StoreError, Transaction};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use wire::json::Json;
use wire::problem::Kind;

/// One write.
pub struct Once {
    /// Who writes: an invitation or a counsellor.
    pub scope: String,
    /// The key they chose.
    pub key: String,
    /// What they sent.
    pub request_hash: String,
}

impl Once {
    /// The answer, if it was given before.
    ///
    /// # Errors
    /// `idempotency-key-reused` if it was given to another request.
    pub async fn known(&self, tx: &mut dyn Transaction) -> Result<Option<Response>, Refusal> {
        let Some(known) = answers::find(tx, &self.scope, &self.key).await? else { return Ok(None) };
        if known.request_hash != self.request_hash {
            return Err(Kind::IdempotencyKeyReused.into());
        }
        let status = u16::try_from(known.status).ok().and_then(|status| StatusCode::from_u16(status).ok());
        let status = status.ok_or_else(|| Refusal::internal("a stored status is none"))?;
        Ok(Some(json_text(status, known.body)))
    }

    /// Keeps the work and its answer, and answers.
    ///
    /// # Errors
    /// As the database.
    pub async fn finish(
        self,
        tx: Box<dyn Transaction>,
        now: Now,
        status: StatusCode,
        answer: &impl Json,
    ) -> Result<Response, Refusal> {
        let text = wire::json::print(answer);
        self.keep(tx, now, status, &text).await?;
        Ok(json_text(status, text))
    }

    /// As [`Self::finish`], but what is kept for a repetition lacks a secret that is only told once.
    ///
    /// # Errors
    /// As the database.
    pub async fn finish_with_secret(
        self,
        tx: Box<dyn Transaction>,
        now: Now,
        status: StatusCode,
        answer: &impl Json,
        kept: &impl Json,
    ) -> Result<Response, Refusal> {
        self.keep(tx, now, status, &wire::json::print(kept)).await?;
        Ok(json_text(status, wire::json::print(answer)))
    }

    async fn keep(self, mut tx: Box<dyn Transaction>, now: Now, status: StatusCode, body: &str) -> Result<(), Refusal> {
        let known =
            Known { request_hash: self.request_hash, status: i64::from(status.as_u16()), body: body.to_owned() };
        answers::keep(&mut *tx, &self.scope, &self.key, &known, &now.text()).await.map_err(|error| match error {
            StoreError::Conflict => Refusal::later(Kind::IdempotencyKeyBusy, 1),
            error => error.into(),
        })?;
        Ok(tx.commit().await?)
    }
}

/// A document as an answer.
#[must_use]
pub fn json(status: StatusCode, document: &impl Json) -> Response {
    json_text(status, wire::json::print(document))
}

fn json_text(status: StatusCode, text: String) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], text).into_response()
}
