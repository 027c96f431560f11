//! Requests and replies, with little to write.

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, header};
use wire::json::{self, Json};
use wire::problem::{Kind, Problem};

/// A request to be sent, by default from our own page.
#[derive(Clone)]
pub struct Call {
    method: Method,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Call {
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        let headers = vec![
            ("host".to_owned(), "127.0.0.1:8080".to_owned()),
            ("sec-fetch-site".to_owned(), "same-origin".to_owned()),
        ];
        Self { method, path: path.into(), headers, body: Vec::new() }
    }

    pub fn get(path: impl Into<String>) -> Self {
        Self::new(Method::GET, path)
    }

    pub fn post(path: impl Into<String>) -> Self {
        Self::new(Method::POST, path)
    }

    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// One more line of a header, beside those there are.
    pub fn also(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self
    }

    pub fn key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    pub fn bearer(self, token: &str) -> Self {
        self.header(header::AUTHORIZATION.as_str(), format!("Bearer {token}"))
    }

    pub fn cookie(self, cookie: &str) -> Self {
        self.header(header::COOKIE.as_str(), cookie)
    }

    pub fn json(self, document: &impl Json) -> Self {
        self.text(&json::print(document))
    }

    pub fn text(mut self, text: &str) -> Self {
        self.body = text.as_bytes().to_vec();
        self.header(header::CONTENT_TYPE.as_str(), "application/json")
    }

    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        self.body = bytes.to_vec();
        self.header(header::CONTENT_TYPE.as_str(), "application/json")
    }

    pub fn request(self) -> Request<Body> {
        let mut request = Request::builder().method(self.method).uri(self.path);
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        request.body(Body::from(self.body)).expect("a request")
    }
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Reply {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).expect("text")
    }

    #[track_caller]
    pub fn json<T: Json>(&self) -> T {
        assert!((200..300).contains(&self.status), "{}: {}", self.status, self.text());
        json::parse(&self.bytes).expect("the document")
    }

    #[track_caller]
    pub fn problem(&self) -> Problem {
        let problem: Problem = json::parse(&self.bytes).expect("a problem");
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(problem.status, self.status);
        problem
    }

    #[track_caller]
    pub fn refused(&self, kind: Kind) {
        assert_eq!(self.problem().kind(), Some(kind), "{}", self.text());
        assert_eq!(self.status, kind.status());
    }

    /// Fields at fault, as `field code`.
    #[track_caller]
    pub fn faults(&self, kind: Kind) -> Vec<String> {
        self.refused(kind);
        self.problem().errors.iter().map(|error| format!("{} {}", error.field, error.code)).collect()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("visible letters"))
    }
}
