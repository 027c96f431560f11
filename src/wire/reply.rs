//! What came back over the network, told apart: the server's answer, its refusal, or a stranger's page.

use crate::problem::{Kind, MEDIA_TYPE, Problem};
use json::Json;

/// The reply to a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// The `Content-Type`, with its parameters; empty for none.
    pub media_type: String,
    /// The `Retry-After` header, if it was sent.
    pub retry_after: Option<String>,
    /// The body.
    pub text: String,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The server cannot be reached.
    Offline,
    /// It did not answer in time. Whether it did what was asked is unknown.
    TimedOut,
    /// The server refused with a problem document.
    Problem(Problem),
    /// Something answered, but not as this server does: a newer one, or a network that asks for a sign-in.
    Unreadable,
}

impl Error {
    /// The kind of the refusal, if it is one that this page knows.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        match self {
            Self::Problem(problem) => problem.kind(),
            _ => None,
        }
    }
}

/// Reads the text of an answer.
///
/// # Errors
/// [`Error::Unreadable`].
pub fn read<T: Json>(text: &str) -> Result<T, Error> {
    json::parse(text.as_bytes()).map_err(|_| Error::Unreadable)
}

impl Reply {
    /// The text of a success. A stranger's page, such as a hotel's sign-in, is never taken for the server's answer,
    /// whatever its status.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn answer(self) -> Result<String, Error> {
        let media_type = self.media_type.split(';').next().unwrap_or_default().trim();
        let is_success = (200..300).contains(&self.status);
        if is_success && (media_type == "application/json" || self.status == 204) {
            return Ok(self.text);
        }
        if is_success || media_type != MEDIA_TYPE {
            return Err(Error::Unreadable);
        }
        let mut problem: Problem = json::parse(self.text.as_bytes()).map_err(|_| Error::Unreadable)?;
        problem.status = self.status;
        let header = self.retry_after.and_then(|seconds| seconds.trim().parse().ok());
        problem.retry_after_s = problem.retry_after_s.or(header);
        Err(Error::Problem(problem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(status: u16, media_type: &str, text: &str) -> Reply {
        Reply { status, media_type: media_type.to_owned(), retry_after: None, text: text.to_owned() }
    }

    #[test]
    fn only_the_servers_own_answers_count() {
        assert_eq!(reply(200, "application/json; charset=utf-8", "{}").answer(), Ok("{}".to_owned()));
        assert_eq!(reply(204, "", "").answer(), Ok(String::new()));
        for stranger in [
            reply(200, "text/html", "<h1>Sign in to Hotel Wi-Fi</h1>"),
            reply(403, "text/html", "no"),
            reply(502, "text/html", "bad gateway"),
            reply(404, "application/json", "{}"),
            reply(500, MEDIA_TYPE, "not json"),
        ] {
            assert_eq!(stranger.clone().answer(), Err(Error::Unreadable), "{stranger:?}");
        }
    }

    #[test]
    fn a_refusal_says_when_to_come_back() {
        let text = json::print(&Kind::RateLimited.problem());
        let limited = Reply { retry_after: Some("7".to_owned()), ..reply(429, MEDIA_TYPE, &text) };
        let Err(Error::Problem(problem)) = limited.answer() else { panic!("no problem") };
        assert_eq!((problem.kind(), problem.retry_after_s), (Some(Kind::RateLimited), Some(7)));
        let own = Problem { retry_after_s: Some(3), ..Kind::RateLimited.problem() };
        let text = json::print(&own);
        let both = Reply { retry_after: Some("7".to_owned()), ..reply(429, MEDIA_TYPE, &text) };
        assert_eq!(both.answer(), Err(Error::Problem(own)));
    }
}
