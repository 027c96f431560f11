//! What handlers read from a request: a strict JSON body, an idempotency key, who a client is, a part of the path.

use crate::auth::secrets;
use crate::cases::local_day;
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
use serde::de::{self, Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::collections::{BTreeMap, BTreeSet};
use wire::api::header as name;
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

/// What a client shows: none of it is refused here, so that every closed door looks the same.
pub struct Bearer {
    /// The invitation token of the `Authorization` header; `None` if there is none or it is malformed.
    pub token: Option<Token>,
    /// SHA-256 of the secret that the page keeps, from [`name::CLIENT_SECRET`], in hexadecimal; `None` as above.
    pub secret_hash: Option<String>,
    /// The time zone of [`name::TIME_ZONE`]; `None` as above.
    pub time_zone: Option<String>,
}

/// How long a client's own secret may be: 128 bits in base64url at least.
const SECRET_LETTERS: core::ops::RangeInclusive<usize> = 22..=64;

impl<S: Sync> FromRequestParts<S> for Bearer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let text = header(header::AUTHORIZATION.as_str());
        let token = text.and_then(|text| text.split_once(' ')).filter(|(kind, _)| kind.eq_ignore_ascii_case("bearer"));
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
        let secret = header(name::CLIENT_SECRET)
            .filter(|text| SECRET_LETTERS.contains(&text.len()) && text.bytes().all(is_letter));
        Ok(Self {
            token: token.and_then(|(_, token)| Token::parse(token).ok()),
            secret_hash: secret.map(|text| secrets::hash(text.as_bytes())),
            time_zone: header(name::TIME_ZONE).filter(|name| local_day::zone(name).is_some()).map(str::to_owned),
        })
    }
}

/// A part of the path. What is no text names nothing.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let found = axum::extract::Path::from_request_parts(parts, state).await;
        found.map(|axum::extract::Path(part)| Self(part)).map_err(|_| Kind::NotFound.into())
    }
}

/// The parameters of a query, each at most once; none is decoded, because no value of ours needs it.
///
/// # Errors
/// `query-unknown` with those that are allowed, for any other.
pub fn query<'q>(query: Option<&'q str>, allowed: &[&str]) -> Result<BTreeMap<&'q str, &'q str>, Error> {
    let mut found = BTreeMap::new();
    for pair in query.unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if !allowed.contains(&name) || found.insert(name, value).is_some() {
            let detail = match allowed {
                [] => "this address takes no parameters".to_owned(),
                allowed => format!("allowed, once each: {}", allowed.join(", ")),
            };
            return Err(Error::with_detail(Kind::QueryUnknown, &detail));
        }
    }
    Ok(found)
}
