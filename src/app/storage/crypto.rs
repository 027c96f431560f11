//! Encryption by the browser's own WebCrypto: AES-256-GCM with a random nonce for every write. Keys cannot be read out
//! again, by nobody: the browser holds them.

use super::envelope::{Derivation, Envelope, ITERATIONS, NONCE_BYTES, SALT_BYTES, place};
use super::js;
use js_sys::{Object, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Crypto, CryptoKey, SubtleCrypto};

const AES: &str = "AES-GCM";
const KEY_BYTES: usize = 32;

/// The browser refused: no WebCrypto, a wrong key, or damaged bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CryptoError;

impl From<JsValue> for CryptoError {
    fn from(_: JsValue) -> Self {
        Self
    }
}

fn crypto() -> Result<Crypto, CryptoError> {
    js::global("crypto").and_then(|crypto| crypto.dyn_into().ok()).ok_or(CryptoError)
}

/// WebCrypto; missing where the page did not come over a secure connection.
///
/// # Errors
/// [`CryptoError`] if it is missing.
pub fn subtle() -> Result<SubtleCrypto, CryptoError> {
    js::get(&crypto()?.into(), "subtle").and_then(|subtle| subtle.dyn_into().ok()).ok_or(CryptoError)
}

/// Random bytes.
///
/// # Errors
/// [`CryptoError`] if there is no source of them.
pub fn random<const N: usize>() -> Result<[u8; N], CryptoError> {
    let mut bytes = [0; N];
    crypto()?.get_random_values_with_u8_array(&mut bytes)?;
    Ok(bytes)
}

/// SHA-256.
///
/// # Errors
/// [`CryptoError`] without WebCrypto.
pub async fn digest(bytes: &[u8]) -> Result<Vec<u8>, CryptoError> {
    let promise = subtle()?.digest_with_str_and_js_u8_array("SHA-256", &Uint8Array::from(bytes))?;
    Ok(Uint8Array::new(&js::settled(&promise).await?).to_vec())
}

fn aes(properties: &[(&str, JsValue)]) -> Object {
    let object = js::object(properties);
    let _ = js_sys::Reflect::set(&object, &"name".into(), &AES.into());
    object
}

fn key(value: JsValue) -> Result<CryptoKey, CryptoError> {
    value.dyn_into().map_err(|_| CryptoError)
}

fn usages() -> JsValue {
    js::texts(&["encrypt", "decrypt"]).into()
}

/// A new key that never leaves the browser.
///
/// # Errors
/// [`CryptoError`] without WebCrypto.
pub async fn new_device_key() -> Result<CryptoKey, CryptoError> {
    let kind = aes(&[("length", JsValue::from(KEY_BYTES as u32 * 8))]);
    let promise = subtle()?.generate_key_with_object(&kind, false, &usages())?;
    key(js::settled(&promise).await?)
}

async fn import(raw: &[u8]) -> Result<CryptoKey, CryptoError> {
    let raw = Uint8Array::from(raw);
    let promise = subtle()?.import_key_with_object("raw", &raw, &aes(&[]), false, &usages())?;
    let imported = js::settled(&promise).await;
    raw.fill(0, 0, KEY_BYTES as u32);
    key(imported?)
}

/// The key a passphrase stands for. Its letters are brought into one form first (NFKC, NIST SP 800-63B, § 3.1.1.2), as
/// keyboards compose them differently.
async fn derive(passphrase: &str, iterations: u32, salt: &[u8]) -> Result<CryptoKey, CryptoError> {
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
) -> Result<Envelope, CryptoError> {
    let nonce = random::<NONCE_BYTES>()?;
    let method = method(&nonce, store, name);
    let promise = subtle()?.encrypt_with_object_and_js_u8_array(&method, key, &Uint8Array::from(plain))?;
    let sealed = Uint8Array::new(&js::settled(&promise).await?).to_vec();
    Ok(Envelope { derivation, nonce: nonce.to_vec(), sealed })
}

async fn open_with(key: &CryptoKey, envelope: &Envelope, (store, name): (&str, &str)) -> Result<Vec<u8>, CryptoError> {
    let method = method(&envelope.nonce, store, name);
    let sealed = Uint8Array::from(envelope.sealed.as_slice());
    let promise = subtle()?.decrypt_with_object_and_js_u8_array(&method, key, &sealed)?;
    Ok(Uint8Array::new(&js::settled(&promise).await?).to_vec())
}

/// Encrypts for a place: what is kept in a store under a name.
///
/// # Errors
/// [`CryptoError`] without WebCrypto.
pub async fn seal(key: &CryptoKey, place: (&str, &str), plain: &[u8]) -> Result<String, CryptoError> {
    Ok(seal_with(key, Derivation::None, place, plain).await?.to_text())
}

/// Decrypts what was encrypted for this place.
///
/// # Errors
/// [`CryptoError`] if the key is another, or a bit is.
pub async fn unseal(key: &CryptoKey, place: (&str, &str), envelope: &Envelope) -> Result<Vec<u8>, CryptoError> {
    match envelope.derivation {
        Derivation::None => open_with(key, envelope, place).await,
        Derivation::Pbkdf2 { .. } => Err(CryptoError),
    }
}

/// A new key, and its envelope that only the passphrase opens.
///
/// # Errors
/// [`CryptoError`] without WebCrypto.
pub async fn new_wrapped_key(passphrase: &str, place: (&str, &str)) -> Result<(CryptoKey, String), CryptoError> {
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
/// [`CryptoError`] if the passphrase is wrong or the envelope damaged: they cannot be told apart.
pub async fn unwrap_key(passphrase: &str, place: (&str, &str), envelope: &Envelope) -> Result<CryptoKey, CryptoError> {
    let Derivation::Pbkdf2 { iterations, salt } = &envelope.derivation else {
        return Err(CryptoError);
    };
    let wrap = derive(passphrase, *iterations, salt).await?;
    let mut raw = open_with(&wrap, envelope, place).await?;
    if raw.len() != KEY_BYTES {
        return Err(CryptoError);
    }
    let data = import(&raw).await;
    raw.fill(0);
    data
}
