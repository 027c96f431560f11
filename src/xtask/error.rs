//! What a command says when it cannot go on: the thing that is missing or broken, and what to do about it.

use std::fmt;
use std::path::Path;

/// Why a step stopped. Always names the thing; names a remedy whenever there is one.
#[derive(Debug)]
pub struct Error {
    what: String,
    remedy: Option<String>,
}

/// The result of anything here that can fail.
pub type Outcome<T = ()> = Result<T, Error>;

impl Error {
    /// A failure that names what is wrong.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: None }
    }

    /// This failure, together with what a person can do about it.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// A failure to read or write `path`.
    pub fn file(doing: &str, path: &Path, cause: &std::io::Error) -> Self {
        Self::new(format!("cannot {doing} {}: {cause}", path.display()))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "error: {}", self.what)?;
        if let Some(remedy) = &self.remedy {
            write!(out, "\n  what to do: {remedy}")?;
        }
        Ok(())
    }
}
