//! The pages and their files: from inside the program in a release build, from a folder otherwise.

use crate::auth::secrets;
use crate::http::error::Error;
use crate::server::guidelines::FileOverride;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use wire::problem::Kind;

/// The folder of files whose name holds a hash of what is in them.
const HASHED: &str = "assets/";

#[cfg(not(debug_assertions))]
#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../target/dist"]
#[allow_missing = true]
struct Embedded;

/// The pages, and the operator's own files in the place of theirs.
#[derive(Clone)]
pub struct StaticFiles {
    source: Source,
    overrides: Arc<[FileOverride]>,
}

/// Where the pages come from.
#[derive(Clone)]
enum Source {
    /// The program itself.
    #[cfg(not(debug_assertions))]
    Embedded,
    /// A folder that `cargo xtask` fills; read anew each time, so that a new page needs no new server.
    Folder(Arc<Path>),
}

struct File {
    bytes: Cow<'static, [u8]>,
    hash: String,
}

impl StaticFiles {
    /// The pages of a folder; without one, those inside the program or, in a build for development, those in the
    /// repository's own folder.
    #[must_use]
    pub fn new(folder: Option<PathBuf>) -> Self {
        let source = match folder {
            Some(folder) => Source::Folder(folder.into()),
            #[cfg(not(debug_assertions))]
            None => Source::Embedded,
            #[cfg(debug_assertions)]
            None => Source::Folder(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/dist")).into()),
        };
        Self { source, overrides: Arc::new([]) }
    }

    /// These files, and the operator's in the place of those with their paths.
    #[must_use]
    pub fn with_overrides(self, overrides: Vec<FileOverride>) -> Self {
        Self { overrides: overrides.into(), ..self }
    }

    async fn file(&self, path: &str) -> Option<File> {
        let overridden = |path: &str| self.overrides.iter().find(|(own, _)| own == path);
        if let Some((_, bytes)) = overridden(path) {
            return Some(File { hash: secrets::hash(bytes), bytes: bytes.clone().into() });
        }
        if path.strip_suffix(".br").and_then(overridden).is_some() {
            return None;
        }
        match &self.source {
            #[cfg(not(debug_assertions))]
            Source::Embedded => {
                let file = Embedded::get(path)?;
                Some(File { hash: secrets::hexadecimal(&file.metadata.sha256_hash()), bytes: file.data })
            }
            Source::Folder(folder) => {
                let path = folder.join(path);
                let bytes = tokio::task::spawn_blocking(move || std::fs::read(path)).await.ok()?.ok()?;
                Some(File { hash: secrets::hash(&bytes), bytes: bytes.into() })
            }
        }
    }
}

/// Answers everything that is no part of the API.
pub async fn serve(State(pages): State<StaticFiles>, request: Request) -> Result<Response, Error> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Kind::MethodNotAllowed.into());
    }
    let path = request.uri().path().trim_start_matches('/');
    let headers = request.headers();
    let named = match path {
        "" => "index.html",
        "gallery" => "gallery.html",
        _ if path == "desk" || path.starts_with("desk/") => "desk.html",
        path => path,
    };
    if let Some(response) = respond(&pages, named, headers).await {
        return Ok(response);
    }
    // A client's own address, such as /budget: the program reads it. Until it has started nothing is there to be tapped.
    if lists(headers, header::ACCEPT, "text/html") && !named.starts_with(HASHED) {
        if let Some(response) = respond(&pages, "page.html", headers).await {
            return Ok(response);
        }
        return respond(&pages, "index.html", headers).await.ok_or_else(|| Kind::NotFound.into());
    }
    Err(Kind::NotFound.into())
}

async fn respond(pages: &StaticFiles, path: &str, headers: &HeaderMap) -> Option<Response> {
    // Addresses are not decoded, so nothing but these could lead out of the folder.
    let is_plain = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', '\0']);
    if !path.split('/').all(is_plain) {
        return None;
    }
    let mut compressed = None;
    if lists(headers, header::ACCEPT_ENCODING, "br") {
        compressed = pages.file(&format!("{path}.br")).await;
    }
    let is_compressed = compressed.is_some();
    let File { bytes, hash } = match compressed {
        Some(file) => file,
        None => pages.file(path).await?,
    };
    let tag = format!("\"{}\"", hash.get(..32).unwrap_or(&hash));
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let is_current =
        known.is_some_and(|known| known.split(',').any(|known| known.trim().trim_start_matches("W/") == tag));
    let mut response = if is_current {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = Response::new(Body::from(bytes));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(path)));
        if is_compressed {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
        }
        response
    };
    let cache_control = if path.starts_with(HASHED) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let answer = response.headers_mut();
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache_control));
    answer.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    answer.insert(header::ETAG, HeaderValue::try_from(tag).ok()?);
    Some(response)
}

/// Whether a list in a header names `wanted` with a quality above 0.
fn lists(headers: &HeaderMap, name: header::HeaderName, wanted: &str) -> bool {
    let lines = headers.get_all(name).into_iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        let is_wanted = parts.next().is_some_and(|entry| entry.eq_ignore_ascii_case(wanted));
        is_wanted && !parts.any(|part| part.strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0)))
    })
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}
