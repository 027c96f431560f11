//! WebCrypto against published values.

use browser::crypto::{decode, digest, encode, hex, idempotency_key, verify_es256};
use wasm_bindgen_test::wasm_bindgen_test;

/// RFC 6979, A.2.5: the key, and its signature of "sample" with SHA-256.
const POINT: &str = "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6\
                     7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";
const SIGNATURE: &str = "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716\
                         f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";

fn bytes(digits: &str) -> Vec<u8> {
    digits.as_bytes().chunks(2).map(|two| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap()).collect()
}

#[wasm_bindgen_test]
async fn sha_256_is_that_of_fips_180() {
    let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(hex(&digest(b"abc").await.unwrap()), expected);
}

#[wasm_bindgen_test]
async fn a_signature_holds_for_its_text_and_key_alone() {
    let (point, mut signature) = (bytes(POINT), bytes(SIGNATURE));
    assert!(verify_es256(&point, &signature, b"sample").await.unwrap());
    assert!(!verify_es256(&point, &signature, b"simple").await.unwrap());
    signature[63] ^= 1;
    assert!(!verify_es256(&point, &signature, b"sample").await.unwrap());
    assert!(verify_es256(&[4; 65], &bytes(SIGNATURE), b"sample").await.is_err(), "no point of the curve");
}

#[wasm_bindgen_test]
fn keys_are_new_each_time_and_fit_a_header() {
    let (one, other) = (idempotency_key().unwrap(), idempotency_key().unwrap());
    assert_ne!(one, other);
    assert!(one.len() == 32 && one.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert_eq!(decode(&encode(&[0, 250, 255])), Some(vec![0, 250, 255]));
}
