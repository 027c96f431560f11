//! The browser's own WebCrypto: random keys, hashes, signatures, and for the vault AES-256-GCM with a random nonce for
//! every write. Its keys cannot be read out again, by nobody: the browser holds them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use js_sys::{Object, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{CryptoKey, SubtleCrypto};

use crate::js;
use crate::vault::envelope::{Derivation, Envelope, ITERATIONS, NONCE_BYTES, SALT_BYTES, place};

const AES: &str = "AES-GCM";
const KEY_BYTES: usize = 32;

/// The browser refused: no WebCrypto, a wrong key, or damaged bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Error;

impl From<JsValue> for Error {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// Bytes as base64url without padding.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Base64url without padding as bytes; `None` if it is none.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Bytes as lower-case hexadecimal digits, two a byte.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// WebCrypto; missing where the page did not come over a secure connection.
pub(crate) fn subtle() -> Result<SubtleCrypto, Error> {
    js::global("crypto.subtle").and_then(|subtle| subtle.dyn_into().ok()).ok_or(Error)
}

/// Random bytes.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    gloo_utils::window().crypto()?.get_random_values_with_u8_array(&mut bytes)?;
    Ok(bytes)
}

/// An Idempotency-Key that nobody else has: 16 random bytes in hexadecimal.
///
/// # Errors
/// [`Error`] if the browser has no random numbers: then there is no safe key.
pub fn idempotency_key() -> Result<String, Error> {
    Ok(hex(&random::<16>()?))
}

/// Whether a signature is the key's: ECDSA on P-256 with SHA-256 (ES256), the point uncompressed (65 bytes), the
/// signature as its two numbers (64 bytes).
///
/// # Errors
/// [`Error`] without WebCrypto, and for a point that is none of the curve.
pub async fn verify_es256(point: &[u8], signature: &[u8], bytes: &[u8]) -> Result<bool, Error> {
    let subtle = subtle()?;
    let kind = js::object(&[("name", "ECDSA".into()), ("namedCurve", "P-256".into())]);
    let usages = js::texts(&["verify"]);
    let promise = subtle.import_key_with_object("raw", &Uint8Array::from(point), &kind, false, &usages)?;
    let key = key(js::settled(&promise).await?)?;
    let method = js::object(&[("name", "ECDSA".into()), ("hash", "SHA-256".into())]);
    let (signature, bytes) = (Uint8Array::from(signature), Uint8Array::from(bytes));
    let promise = subtle.verify_with_object_and_js_u8_array_and_js_u8_array(&method, &key, &signature, &bytes)?;
    Ok(js::settled(&promise).await?.is_truthy())
}

/// SHA-256.
///
/// # Errors
/// [`Error`] without WebCrypto.
pub async fn digest(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let promise = subtle()?.digest_with_str_and_js_u8_array("SHA-256", &Uint8Array::from(bytes))?;
    Ok(Uint8Array::new(&js::settled(&promise).await?).to_vec())
}

fn aes(properties: &[(&str, JsValue)]) -> Object {
    let object = js::object(properties);
    let _ = js_sys::Reflect::set(&object, &"name".into(), &AES.into());
    object
}

fn key(value: JsValue) -> Result<CryptoKey, Error> {
    value.dyn_into().map_err(|_| Error)
}

fn usages() -> JsValue {
    js::texts(&["encrypt", "decrypt"]).into()
}

/// A new key that never leaves the browser.
///
/// # Errors
/// [`Error`] without WebCrypto.
pub(crate) async fn new_device_key() -> Result<CryptoKey, Error> {
    let kind = aes(&[("length", JsValue::from(KEY_BYTES as u32 * 8))]);
    let promise = subtle()?.generate_key_with_object(&kind, false, &usages())?;
    key(js::settled(&promise).await?)
}

async fn import(raw: &[u8]) -> Result<CryptoKey, Error> {
    let raw = Uint8Array::from(raw);
    let promise = subtle()?.import_key_with_object("raw", &raw, &aes(&[]), false, &usages())?;
    let imported = js::settled(&promise).await;
    raw.fill(0, 0, KEY_BYTES as u32);
    key(imported?)
}

/// The key a passphrase stands for. Its letters are brought into one form first (NFKC, NIST SP 800-63B, § 3.1.1.2), as
/// keyboards compose them differently.
async fn derive(passphrase: &str, iterations: u32, salt: &[u8]) -> Result<CryptoKey, Error> {
    let subtle = subtle()?;
    let letters = String::from(js_sys::JsString::from(passphrase).normalize("NFKC"));
    let raw = Uint8Array::from(letters.as_bytes());
    let usage = js::texts(&["deriveKey"]);
    let promise = subtle.import_key_with_str("raw", &raw, "PBKDF2", false, &usage)?;
    let base = key(js::settled(&promise).await?)?;
    let method = js::object(&[
        ("name", "PBKDF2".into()),
        ("hash", "SHA-256".into()),
        ("salt", Uint8Array::from(salt).into()),
        ("iterations", iterations.into()),
    ]);
    let kind = aes(&[("length", JsValue::from(KEY_BYTES as u32 * 8))]);
    let promise = subtle.derive_key_with_object_and_object(&method, &base, &kind, false, &usages())?;
    key(js::settled(&promise).await?)
}

fn method(nonce: &[u8], store: &str, name: &str) -> Object {
    aes(&[
        ("iv", Uint8Array::from(nonce).into()),
        ("additionalData", Uint8Array::from(place(store, name).as_slice()).into()),
    ])
}

async fn seal_with(
    key: &CryptoKey,
    derivation: Derivation,
    (store, name): (&str, &str),
    plain: &[u8],
) -> Result<Envelope, Error> {
    let nonce = random::<NONCE_BYTES>()?;
    let method = method(&nonce, store, name);
    let promise = subtle()?.encrypt_with_object_and_js_u8_array(&method, key, &Uint8Array::from(plain))?;
    let sealed = Uint8Array::new(&js::settled(&promise).await?).to_vec();
    Ok(Envelope { derivation, nonce: nonce.to_vec(), sealed })
}

async fn open_with(key: &CryptoKey, envelope: &Envelope, (store, name): (&str, &str)) -> Result<Vec<u8>, Error> {
    let method = method(&envelope.nonce, store, name);
    let sealed = Uint8Array::from(envelope.sealed.as_slice());
    let promise = subtle()?.decrypt_with_object_and_js_u8_array(&method, key, &sealed)?;
    Ok(Uint8Array::new(&js::settled(&promise).await?).to_vec())
}

/// Encrypts for a place: what is kept in a store under a name.
///
/// # Errors
/// [`Error`] without WebCrypto.
pub(crate) async fn seal(key: &CryptoKey, place: (&str, &str), plain: &[u8]) -> Result<String, Error> {
    Ok(seal_with(key, Derivation::None, place, plain).await?.to_text())
}

/// The key stream of a nonce: what [`seal`] would combine a text of this size with. Each nonce is for one text.
///
/// # Errors
/// [`Error`] without WebCrypto.
pub(crate) async fn key_stream(key: &CryptoKey, nonce: &[u8], size: usize) -> Result<Vec<u8>, Error> {
    let method = aes(&[("iv", Uint8Array::from(nonce).into())]);
    let zeros = Uint8Array::from(vec![0; size].as_slice());
    let promise = subtle()?.encrypt_with_object_and_js_u8_array(&method, key, &zeros)?;
    let mut stream = Uint8Array::new(&js::settled(&promise).await?).to_vec();
    // The tag of the zeros stands behind them.
    stream.truncate(size);
    Ok(stream)
}

/// Decrypts what was encrypted for this place.
///
/// # Errors
/// [`Error`] if the key is another, or a bit is.
pub(crate) async fn unseal(key: &CryptoKey, place: (&str, &str), envelope: &Envelope) -> Result<Vec<u8>, Error> {
    match envelope.derivation {
        Derivation::None => open_with(key, envelope, place).await,
        Derivation::Pbkdf2 { .. } => Err(Error),
    }
}

/// A new key, and its envelope that only the passphrase opens.
///
/// # Errors
/// [`Error`] without WebCrypto.
pub(crate) async fn new_wrapped_key(passphrase: &str, place: (&str, &str)) -> Result<(CryptoKey, String), Error> {
    let salt = random::<SALT_BYTES>()?;
    let wrap = derive(passphrase, ITERATIONS, &salt).await?;
    let mut raw = random::<KEY_BYTES>()?;
    let derivation = Derivation::Pbkdf2 { iterations: ITERATIONS, salt: salt.to_vec() };
    let envelope = seal_with(&wrap, derivation, place, &raw).await;
    let data = import(&raw).await;
    raw.fill(0);
    Ok((data?, envelope?.to_text()))
}

/// The key in an envelope.
///
/// # Errors
/// [`Error`] if the passphrase is wrong or the envelope damaged: they cannot be told apart.
pub(crate) async fn unwrap_key(passphrase: &str, place: (&str, &str), envelope: &Envelope) -> Result<CryptoKey, Error> {
    let Derivation::Pbkdf2 { iterations, salt } = &envelope.derivation else {
        return Err(Error);
    };
    let wrap = derive(passphrase, *iterations, salt).await?;
    let mut raw = open_with(&wrap, envelope, place).await?;
    if raw.len() != KEY_BYTES {
        return Err(Error);
    }
    let data = import(&raw).await;
    raw.fill(0);
    data
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_has_two_digits_a_byte() {
        assert_eq!(hex(&[0, 10, 255]), "000aff");
    }
}
