//! What handlers read from a request: a strict JSON body, an idempotency key, an invitation token.

use crate::auth::secrets;
use crate::http::error::Error;
use crate::http::idempotency::IdempotentWrite;
use crate::http::routes::BASE_UNVERSIONED;
use crate::http::state::App;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use core::convert::Infallible;
use core::fmt::{self, Formatter};
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeSet;
use wire::json::{self, ErrorKind, Json};
use wire::problem::Kind;
use wire::token::Token;

/// A JSON body: nothing unknown in it, nothing missing, nothing of another type.
pub struct Body<T> {
    /// The document.
    pub value: T,
    /// Hash over method, path and body: two requests with the same one are the same request.
    pub hash: String,
}

impl<T: Json> FromRequest<App> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self, Error> {
        if !is_json(request.headers()) {
            return Err(Kind::MediaTypeUnsupported.into());
        }
        // Below the base, so that a repetition is known at either address, and as it was written before there were two.
        let head = format!("{} {BASE_UNVERSIONED}{}\n", request.method(), request.uri().path());
        let bytes = Bytes::from_request(request, app).await.map_err(|rejection| {
            let too_large = rejection.status() == StatusCode::PAYLOAD_TOO_LARGE;
            Error::from(if too_large { Kind::BodyTooLarge } else { Kind::JsonMalformed })
        })?;
        let value = read(&bytes)?;
        Ok(Self { value, hash: secrets::hash(&[head.as_bytes(), &bytes].concat()) })
    }
}

impl<T> Body<T> {
    /// This request as a write that is done once, for this scope.
    #[must_use]
    pub fn idempotent_write(&self, scope: String, key: IdempotencyKey) -> IdempotentWrite {
        IdempotentWrite { scope, key: key.0, request_hash: self.hash.clone() }
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let Some(Ok(media_type)) = headers.get(header::CONTENT_TYPE).map(|value| value.to_str()) else { return false };
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/json")
}

fn read<T: Json>(bytes: &[u8]) -> Result<T, Error> {
    let value = json::value(bytes).map_err(|_| Error::from(Kind::JsonMalformed))?;
    let mut text = serde_json::Deserializer::from_slice(bytes);
    serde_path_to_error::deserialize::<_, Distinct>(&mut text)
        .map_err(|error| Error::field(Kind::TypeWrong, short(error.path().to_string()), "repeated"))?;
    json::read_request(value).map_err(|flaw| {
        let (kind, code) = match flaw.kind {
            ErrorKind::Malformed => return Kind::JsonMalformed.into(),
            ErrorKind::Missing => (Kind::TypeWrong, "required"),
            ErrorKind::Type => (Kind::TypeWrong, "type"),
            ErrorKind::Unknown => (Kind::FieldUnknown, "unknown"),
            ErrorKind::Choice => (Kind::ValueRefused, "unknown"),
        };
        // The document itself has no name.
        let path = if flaw.path.is_empty() { ".".to_owned() } else { short(flaw.path) };
        Error::field(kind, path, code)
    })
}

/// Any JSON in whose objects no name stands twice. Readers disagree on which of two values counts, so a request that
/// holds two is not understood.
struct Distinct;

impl<'de> Deserialize<'de> for Distinct {
    fn deserialize<D: Deserializer<'de>>(text: D) -> Result<Self, D::Error> {
        Seed { is_repeated: false }.deserialize(text)
    }
}

/// Reads one value; an error if its name stood in its object before.
struct Seed {
    is_repeated: bool,
}

impl<'de> DeserializeSeed<'de> for Seed {
    type Value = Distinct;

    fn deserialize<D: Deserializer<'de>>(self, text: D) -> Result<Distinct, D::Error> {
        // Said here and not with its object, so that the path leads to the name.
        if self.is_repeated { Err(de::Error::custom("a name stands twice")) } else { text.deserialize_any(Look) }
    }
}

struct Look;

impl<'de> Visitor<'de> for Look {
    type Value = Distinct;

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Distinct, E> {
        Ok(Distinct)
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Distinct, E> {
        Ok(Distinct)
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Distinct, E> {
        Ok(Distinct)
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<Distinct, E> {
        Ok(Distinct)
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Distinct, E> {
        Ok(Distinct)
    }

    fn visit_str<E: de::Error>(self, _: &str) -> Result<Distinct, E> {
        Ok(Distinct)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Distinct, A::Error> {
        while list.next_element::<Distinct>()?.is_some() {}
        Ok(Distinct)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Distinct, A::Error> {
        let mut names = BTreeSet::new();
        while let Some(name) = object.next_key::<String>()? {
            object.next_value_seed(Seed { is_repeated: !names.insert(name) })?;
        }
        Ok(Distinct)
    }
}

/// A path that a client wrote, cut to 100 characters.
fn short(path: String) -> String {
    path.chars().take(100).collect()
}

/// The `Idempotency-Key` header: 1 to 64 visible ASCII characters that a client chose for one write.
pub struct IdempotencyKey(String);

impl<S: Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let mut keys = parts.headers.get_all("idempotency-key").iter();
        let key = keys.next().map(|key| key.as_bytes()).unwrap_or_default();
        let fine = (1..=64).contains(&key.len()) && key.iter().all(u8::is_ascii_graphic) && keys.next().is_none();
        match core::str::from_utf8(key) {
            Ok(key) if fine => Ok(Self(key.to_owned())),
            _ => Err(Kind::IdempotencyKeyMissing.into()),
        }
    }
}

/// The invitation token of the `Authorization` header; `None` if there is none or it is malformed.
pub struct Bearer(pub Option<Token>);

impl<S: Sync> FromRequestParts<S> for Bearer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let text = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = text.and_then(|text| text.split_once(' ')).filter(|(kind, _)| kind.eq_ignore_ascii_case("bearer"));
        Ok(Self(token.and_then(|(_, token)| Token::parse(token).ok())))
    }
}
