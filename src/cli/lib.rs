//! The command line: documents in, documents out, one module for each command.
//!
//! Money and rates are decimal text, never JSON numbers. What a command does not know it refuses, with the path of the
//! field: a figure worked out from half a question is worse than none. The reasons are for whoever writes the
//! documents, in English only, like the field names.

pub mod apr;
pub mod commands;
pub mod disclose;
mod document;
mod figures;
pub mod plan;
pub mod policy;
pub mod rights;
pub mod share_out;
mod table;
#[cfg(test)]
mod tests;

use core::fmt;

use serde::{Serialize, Serializer};

/// Why a document is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The field at fault, as in `debts[0].minimum.floor`; `.` for the document as a whole.
    pub path: String,
    /// What is wrong with it.
    pub reason: String,
}

impl Error {
    /// An error at a path; an empty path stands for all of what is being read.
    fn new(path: impl Into<String>, reason: impl Into<String>) -> Self {
        let path = path.into();
        Self { path: if path.is_empty() { ".".to_owned() } else { path }, reason: reason.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.reason)
    }
}

impl core::error::Error for Error {}

/// Puts the place of what was read before the path of the error.
trait At {
    /// `place` is a field or an item, as in `minimum` or `debts[0]`.
    fn at(self, place: impl fmt::Display) -> Self;
}

impl<T> At for Result<T, Error> {
    fn at(self, place: impl fmt::Display) -> Self {
        self.map_err(|Error { path, reason }| {
            let path = match path.as_str() {
                "." => place.to_string(),
                item if item.starts_with('[') => format!("{place}{item}"),
                field => format!("{place}.{field}"),
            };
            Error { path, reason }
        })
    }
}

/// Names and values written as one JSON object that keeps their order.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Ordered<V>(Vec<(String, V)>);

impl<V: Serialize> Serialize for Ordered<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// The answer as JSON text.
fn json(answer: &impl Serialize) -> Result<String, Error> {
    // Answers hold text and whole numbers under text keys, which JSON can always write.
    serde_json::to_string(answer).map_err(|error| Error::new("", error.to_string()))
}
