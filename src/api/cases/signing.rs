//! The key that signs receipts, in a file of the data folder.

use crate::auth::secrets;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, UnparsedPublicKey,
};
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use wire::receipt::{Arrangement, PublicKey, Receipt};

/// The file in the data folder: PKCS#8, binary.
pub const KEY_FILE: &str = "receipt-key.p8";

const ALGORITHM: &str = "ES256";

/// Signs receipts.
pub struct Signer {
    pair: EcdsaKeyPair,
    key: PublicKey,
}

impl Signer {
    /// The key of a data folder. It is made when there is none; one that cannot be used is never replaced, because the
    /// receipts it signed would lose their proof.
    ///
    /// # Errors
    /// The reason, for the person who starts the server.
    pub fn open(data_folder: &Path) -> Result<Self, String> {
        let path = data_folder.join(KEY_FILE);
        let shown = path.display();
        match std::fs::metadata(&path) {
            Err(cause) if cause.kind() == ErrorKind::NotFound => {
                make(data_folder, &path).map_err(|cause| format!("cannot make the signing key {shown}: {cause}"))?;
            }
            Err(cause) => return Err(format!("cannot read the signing key {shown}: {cause}")),
            Ok(found) if found.mode() & 0o077 != 0 => {
                return Err(format!("others may read the signing key: run `chmod 600 {shown}`"));
            }
            Ok(_) => {}
        }
        let document = std::fs::read(&path).map_err(|cause| format!("cannot read the signing key {shown}: {cause}"))?;
        Self::of(&document).ok_or_else(|| format!("{shown} is no signing key: restore it from a backup"))
    }

    fn of(document: &[u8]) -> Option<Self> {
        let random = SystemRandom::new();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document, &random).ok()?;
        let point = pair.public_key().as_ref();
        let key = PublicKey {
            id: secrets::hash(point).get(..16)?.to_owned(),
            algorithm: ALGORITHM.to_owned(),
            point: URL_SAFE_NO_PAD.encode(point),
        };
        Some(Self { pair, key })
    }

    /// The public key.
    #[must_use]
    pub fn key(&self) -> &PublicKey {
        &self.key
    }

    /// Whether a receipt is signed with this key.
    #[must_use]
    pub fn has_signed(&self, receipt: &Receipt) -> bool {
        let Ok(signature) = URL_SAFE_NO_PAD.decode(&receipt.signature) else { return false };
        let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, self.pair.public_key().as_ref());
        key.verify(&receipt.arrangement.canonical_bytes(), &signature).is_ok()
    }

    /// Signs an arrangement. `None` if the machine has no random bytes.
    #[must_use]
    pub fn sign(&self, arrangement: Arrangement) -> Option<Receipt> {
        let signature = self.pair.sign(&SystemRandom::new(), &arrangement.canonical_bytes()).ok()?;
        Some(Receipt {
            arrangement,
            algorithm: ALGORITHM.to_owned(),
            key_id: self.key.id.clone(),
            signature: URL_SAFE_NO_PAD.encode(signature.as_ref()),
        })
    }
}

/// Writes the whole key beside its place and links it there, so that a power cut leaves no half key and no other
/// server's key is overwritten.
fn make(data_folder: &Path, path: &Path) -> std::io::Result<()> {
    let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())
        .map_err(|_| std::io::Error::other("no random bytes"))?;
    let draft = data_folder.join(format!("{KEY_FILE}.{}", std::process::id()));
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
    file.write_all(document.as_ref())?;
    file.sync_all()?;
    let linked = match std::fs::hard_link(&draft, path) {
        Err(cause) if cause.kind() == ErrorKind::AlreadyExists => Ok(()),
        linked => linked,
    };
    std::fs::remove_file(&draft)?;
    linked?;
    File::open(data_folder)?.sync_all()
}
