//! The files of a page on their way to the dist folder: named by their content, so that they can be cached for ever
//! and an update never mixes old with new.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256, Sha384};
use std::io::Write;
use std::path::Path;

use crate::failure::{Failure, Outcome};
use crate::files;

/// The folder of the files whose name holds a hash. The server lets browsers keep these for ever.
pub const HASHED_FOLDER: &str = "assets";

/// A file in the hashed folder.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Its address, from the root of the site.
    pub address: String,
    /// The value of an `integrity` attribute.
    pub integrity: String,
    /// Its size as it is sent: compressed with brotli. Zero in a development build, which does not compress.
    pub sent_bytes: usize,
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|nibble| char::from(DIGITS[usize::from(nibble)])).collect()
}

/// Sixteen hexadecimal digits that change when the content does.
pub fn content_hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))[..16].to_owned()
}

/// What a browser checks a file against before it uses it.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes)))
}

/// A dist folder being filled.
pub struct Dist<'a> {
    folder: &'a Path,
    compress: bool,
}

impl<'a> Dist<'a> {
    /// Files go to `folder`; with `compress`, each text or code file gets a brotli twin beside it.
    pub fn new(folder: &'a Path, compress: bool) -> Self {
        Self { folder, compress }
    }

    /// Writes `name.extension` under a name with its hash.
    pub fn add_hashed(&self, name: &str, extension: &str, bytes: &[u8]) -> Outcome<Asset> {
        let path = format!("{HASHED_FOLDER}/{name}.{}.{extension}", content_hash(bytes));
        self.add_asset(&path, bytes)
    }

    /// Writes a file under the path given, which says by a hash what is in it.
    pub fn add_asset(&self, path: &str, bytes: &[u8]) -> Outcome<Asset> {
        let sent_bytes = self.add(path, bytes)?;
        Ok(Asset { address: format!("/{path}"), integrity: integrity(bytes), sent_bytes })
    }

    /// Writes a file under the path given, and answers its compressed size (zero when nothing is compressed).
    pub fn add(&self, path: &str, bytes: &[u8]) -> Outcome<usize> {
        files::write(&self.folder.join(path), bytes)?;
        if !self.compress || !is_worth_compressing(path) {
            return Ok(0);
        }
        let small = brotli(bytes)?;
        files::write(&self.folder.join(format!("{path}.br")), &small)?;
        Ok(small.len())
    }
}

/// Fonts and pictures are compressed already.
fn is_worth_compressing(path: &str) -> bool {
    let extension = path.rsplit('.').next().unwrap_or_default();
    matches!(extension, "html" | "css" | "js" | "wasm" | "bin" | "json" | "svg" | "webmanifest" | "txt")
}

/// Brotli at its strongest: it is done once here and read many times.
fn brotli(bytes: &[u8]) -> Outcome<Vec<u8>> {
    const BUFFER: usize = 64 * 1024;
    const QUALITY: u32 = 11;
    const WINDOW: u32 = 22;
    let mut writer = brotli::CompressorWriter::new(Vec::new(), BUFFER, QUALITY, WINDOW);
    writer.write_all(bytes).map_err(|cause| Failure::new(format!("cannot compress: {cause}")))?;
    Ok(writer.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_content() {
        assert_eq!(content_hash(b"a").len(), 16);
        assert_ne!(content_hash(b"a"), content_hash(b"b"));
        assert_eq!(hex(&[0, 10, 255]), "000aff");
    }

    #[test]
    fn integrity_is_what_browsers_compute() {
        // printf '' | openssl dgst -sha384 -binary | base64
        let empty = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb";
        assert_eq!(integrity(b""), empty);
    }

    #[test]
    fn a_text_gets_a_smaller_twin_that_reads_back_and_a_font_gets_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let dist = Dist::new(folder.path(), true);
        let text = b"calm ".repeat(1000);
        let asset = dist.add_hashed("page", "css", &text).expect("written");
        assert!(asset.sent_bytes > 0 && asset.sent_bytes < 100);
        let twin = folder.path().join(format!("{}.br", &asset.address[1..]));
        let mut back = Vec::new();
        let small = files::read(&twin).expect("a twin");
        brotli::BrotliDecompress(&mut small.as_slice(), &mut back).expect("valid");
        assert_eq!(back, text);
        assert_eq!(dist.add("fonts/a.woff2", &text).expect("written"), 0);
        assert!(!folder.path().join("fonts/a.woff2.br").exists());
    }
}
