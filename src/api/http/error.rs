//! The one error type of the server: what a client is told, and what only the log is told.

use crate::store::StoreError;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use core::fmt::Display;
use wire::json;
use wire::problem::{FieldProblem, Kind, MEDIA_TYPE, Problem};

/// When another try makes sense while the database cannot be reached.
const UNREACHABLE_RETRY_S: u64 = 5;

/// Why a request is not done.
#[derive(Debug)]
pub struct Error(Box<Problem>);

impl Error {
    /// A refusal as it stands.
    #[must_use]
    pub fn of(problem: Problem) -> Self {
        Self(Box::new(problem))
    }

    /// `value-refused` with the fields at fault.
    #[must_use]
    pub fn fields(errors: Vec<FieldProblem>) -> Self {
        Self::with_fields(Kind::ValueRefused, errors)
    }

    /// A refusal of this kind with the fields at fault.
    #[must_use]
    pub fn with_fields(kind: Kind, errors: Vec<FieldProblem>) -> Self {
        Self(Box::new(Problem { errors, ..kind.problem() }))
    }

    /// A refusal of this kind because of one field.
    #[must_use]
    pub fn field(kind: Kind, field: impl Into<String>, code: &str) -> Self {
        let errors = vec![FieldProblem { field: field.into(), code: code.to_owned(), allowed: Vec::new() }];
        Self(Box::new(Problem { errors, ..kind.problem() }))
    }

    /// A refusal of this kind with a sentence for developers, without personal data.
    #[must_use]
    pub fn with_detail(kind: Kind, detail: &str) -> Self {
        Self(Box::new(Problem { detail: Some(detail.to_owned()), ..kind.problem() }))
    }

    /// A refusal of this kind until so many seconds have passed.
    #[must_use]
    pub fn retry_after(kind: Kind, seconds: u64) -> Self {
        Self(Box::new(Problem { retry_after_s: Some(seconds), ..kind.problem() }))
    }

    /// The kind of refusal.
    #[cfg(test)]
    pub fn kind(&self) -> Option<Kind> {
        self.0.kind()
    }

    /// Something broke: the cause goes into the log, here and once, and nowhere else.
    #[must_use]
    pub fn internal(cause: impl Display) -> Self {
        tracing::error!(%cause, "internal error");
        Kind::Internal.into()
    }
}

impl From<Kind> for Error {
    fn from(kind: Kind) -> Self {
        Self(Box::new(kind.problem()))
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy => Self::retry_after(Kind::ServerBusy, 1),
            StoreError::Unreachable(cause) => {
                tracing::error!(%cause, "the database cannot be reached");
                Self::retry_after(Kind::ServerBusy, UNREACHABLE_RETRY_S)
            }
            error => Self::internal(error),
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let problem = self.0;
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = json::print(&*problem);
        let mut response = (status, [(header::CONTENT_TYPE, MEDIA_TYPE)], body).into_response();
        if let Some(seconds) = problem.retry_after_s {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
