//! What a request brings: a strict JSON body, an idempotency key, an invitation token, a session.

use crate::app::App;
use crate::once::Once;
use crate::refusal::Refusal;
use crate::secret;
use crate::store::counsellors::{self, Counsellor};
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use core::convert::Infallible;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;
use wire::problem::Kind;
use wire::token::Token;

/// The session cookie. The prefix binds it to this host, to a secure origin and to the whole site; browsers count
/// http on the machine itself as secure.
pub const COOKIE: &str = "__Host-evenkeel";

/// A JSON body: nothing unknown in it, nothing missing, nothing of another type.
pub struct Body<T> {
    /// What it says.
    pub value: T,
    /// Hash over method, path and body: two requests with the same one are the same request.
    pub hash: String,
}

impl<T: DeserializeOwned + Serialize> FromRequest<App> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        if !is_json(request.headers()) {
            return Err(Kind::MediaTypeUnsupported.into());
        }
        let head = format!("{} {}\n", request.method(), request.uri().path());
        let bytes = Bytes::from_request(request, app).await.map_err(|rejection| {
            let too_large = rejection.status() == StatusCode::PAYLOAD_TOO_LARGE;
            Refusal::from(if too_large { Kind::BodyTooLarge } else { Kind::JsonMalformed })
        })?;
        let value = read(&bytes)?;
        Ok(Self { value, hash: secret::hash(&[head.as_bytes(), &bytes].concat()) })
    }
}

impl<T> Body<T> {
    /// The guard against doing it twice, for this scope.
    #[must_use]
    pub fn once(&self, scope: String, key: IdempotencyKey) -> Once {
        Once { scope, key: key.0, request_hash: self.hash.clone() }
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let Some(Ok(media_type)) = headers.get(header::CONTENT_TYPE).map(|value| value.to_str()) else { return false };
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/json")
}

fn read<T: DeserializeOwned + Serialize>(bytes: &[u8]) -> Result<T, Refusal> {
    // First as any JSON, so that a slip anywhere in it is a slip and not a wrong type before it.
    let said: Value = serde_json::from_slice(bytes).map_err(|_| Refusal::from(Kind::JsonMalformed))?;
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        let error = error.into_inner();
        let message = error.to_string();
        match error.classify() {
            Category::Syntax | Category::Eof | Category::Io => Kind::JsonMalformed.into(),
            Category::Data if message.starts_with("unknown field") => {
                Refusal::field(Kind::FieldUnknown, short(path), "unknown")
            }
            Category::Data if message.starts_with("unknown variant") => {
                Refusal::field(Kind::ValueRefused, short(path), "unknown")
            }
            Category::Data if message.starts_with("missing field") => {
                let name = message.split('`').nth(1).unwrap_or_default();
                let field = if path == "." { name.to_owned() } else { format!("{path}.{name}") };
                Refusal::field(Kind::TypeWrong, field, "required")
            }
            Category::Data => Refusal::field(Kind::TypeWrong, short(path), "type"),
        }
    })?;
    let understood = serde_json::to_value(&value).map_err(|_| Refusal::internal("a request cannot be written"))?;
    match difference(&said, &understood, "") {
        Some((kind, path, code)) => Err(Refusal::field(kind, short(path), code)),
        None => Ok(value),
    }
}

/// Where what was said is not what was understood. Readers are more forgiving than the contract: they take a list for an
/// object, `20261201` for a date, and in documents that answers share with requests an unknown field for none.
fn difference(said: &Value, understood: &Value, path: &str) -> Option<(Kind, String, &'static str)> {
    match (said, understood) {
        (Value::Object(said), Value::Object(understood)) => said.iter().find_map(|(name, value)| {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            match understood.get(name) {
                Some(other) => difference(value, other, &path),
                None => Some((Kind::FieldUnknown, path, "unknown")),
            }
        }),
        (Value::Array(said), Value::Array(understood)) if said.len() == understood.len() => {
            let mut pairs = said.iter().zip(understood).enumerate();
            pairs.find_map(|(index, (value, other))| difference(value, other, &format!("{path}[{index}]")))
        }
        _ if said == understood => None,
        _ => Some((Kind::TypeWrong, path.to_owned(), "type")),
    }
}

/// A path that a client wrote is not repeated at any length.
fn short(path: String) -> String {
    path.chars().take(100).collect()
}

/// The name a client gives to one write, to repeat it safely.
pub struct IdempotencyKey(String);

impl<S: Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let mut keys = parts.headers.get_all("idempotency-key").iter();
        let key = keys.next().map(|key| key.as_bytes()).unwrap_or_default();
        let fine = (1..=64).contains(&key.len()) && key.iter().all(u8::is_ascii_graphic) && keys.next().is_none();
        match core::str::from_utf8(key) {
            Ok(key) if fine => Ok(Self(key.to_owned())),
            _ => Err(Kind::IdempotencyKeyMissing.into()),
        }
    }
}

/// The invitation token, if the request shows one that can be one.
pub struct Bearer(pub Option<Token>);

impl<S: Sync> FromRequestParts<S> for Bearer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let text = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = text.and_then(|text| text.split_once(' ')).filter(|(kind, _)| kind.eq_ignore_ascii_case("bearer"));
        Ok(Self(token.and_then(|(_, token)| Token::parse(token).ok())))
    }
}

/// A counsellor with a session.
pub struct SignedIn(pub Counsellor);

impl FromRequestParts<App> for SignedIn {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let token = session_token(&parts.headers).ok_or(Kind::SignInRequired)?;
        let mut tx = app.store.read().await?;
        let found = counsellors::by_session(&mut *tx, &secret::hash(token.as_bytes()), &app.clock.now().text()).await?;
        found.map(Self).ok_or_else(|| Kind::SignInRequired.into())
    }
}

/// The session token of the cookie.
#[must_use]
pub fn session_token(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, value)| value)
}
