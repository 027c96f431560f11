//! The pages and their files.

use super::call::{Call, Reply};
use super::world::send;
use crate::http::static_files::{StaticFiles, serve};
use axum::Router;
use axum::http::Method;
use std::fs;

const HTML: &str = "text/html,application/xhtml+xml,*/*;q=0.8";

struct Site {
    _folder: tempfile::TempDir,
    router: Router,
}

impl Site {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("outside.txt"), "outside").expect("a file");
        let dist = folder.path().join("dist");
        fs::create_dir_all(dist.join("assets")).expect("a folder");
        fs::create_dir_all(dist.join("content/en")).expect("a folder");
        for (path, text) in [
            ("index.html", "the client's page"),
            ("index.html.br", "small index"),
            ("desk.html", "the desk"),
            ("gallery.html", "the gallery"),
            ("sw.js", "worker"),
            ("manifest.webmanifest", "{}"),
            ("content/en/lesson.json", "{}"),
            ("content/standards-gb.json", "published"),
            ("content/standards-gb.json.br", "small published"),
            ("assets/app.0123.wasm", "program"),
            ("assets/app.0123.wasm.br", "small program"),
            ("assets/font.0123.woff2", "font"),
        ] {
            fs::write(dist.join(path), text).expect("a file");
        }
        Self { _folder: folder, router: Router::new().fallback(serve).with_state(StaticFiles::new(Some(dist))) }
    }

    async fn get(&self, path: &str, accept: &str) -> Reply {
        send(self.router.clone(), Call::get(path).header("accept", accept)).await
    }
}

#[tokio::test]
async fn every_address_leads_to_its_page() {
    let site = Site::new();
    for (path, accept, text) in [
        ("/", "*/*", "the client's page"),
        ("/index.html", HTML, "the client's page"),
        ("/budget", HTML, "the client's page"),
        ("/learn/letters?from=plan", HTML, "the client's page"),
        ("/i", HTML, "the client's page"),
        ("/desk", HTML, "the desk"),
        ("/desk/case/7", HTML, "the desk"),
        ("/deskless", HTML, "the client's page"),
        ("/gallery", HTML, "the gallery"),
        ("/sw.js", "*/*", "worker"),
        ("/content/en/lesson.json", "application/json", "{}"),
    ] {
        let reply = site.get(path, accept).await;
        assert_eq!((reply.status, reply.text()), (200, text), "{path}");
    }
    for (path, accept) in [
        ("/budget", "*/*"),
        ("/assets/gone.js", HTML),
        ("/favicon.ico", "image/*"),
        ("/content", "application/json"),
        ("/../outside.txt", "*/*"),
        ("/assets/../../outside.txt", "*/*"),
        ("/%2e%2e/outside.txt", "*/*"),
        ("/assets\\..\\..\\outside.txt", "*/*"),
        ("//etc/passwd", "*/*"),
        ("/assets//app.0123.wasm", "*/*"),
        ("/budget", "text/html;q=0"),
    ] {
        let reply = site.get(path, accept).await;
        assert_eq!(reply.status, 404, "{path}: {}", reply.text());
    }
    let head = send(site.router.clone(), Call::new(Method::HEAD, "/")).await;
    assert_eq!((head.status, head.header("content-type")), (200, "text/html; charset=utf-8"));
    assert_eq!(send(site.router.clone(), Call::post("/")).await.status, 405);
}

#[tokio::test]
async fn the_small_twin_is_sent_to_those_who_take_it() {
    let site = Site::new();
    let call = |encodings: &str| Call::get("/assets/app.0123.wasm").header("accept-encoding", encodings);
    for (encodings, text, encoding) in [
        ("gzip, deflate, br, zstd", "small program", "br"),
        ("br;q=1.0", "small program", "br"),
        ("gzip", "program", ""),
        ("br;q=0, gzip", "program", ""),
        ("", "program", ""),
    ] {
        let reply = send(site.router.clone(), call(encodings)).await;
        assert_eq!((reply.text(), reply.header("content-encoding")), (text, encoding), "{encodings}");
        assert_eq!(reply.header("content-type"), "application/wasm");
        assert_eq!(reply.header("vary"), "Accept-Encoding");
    }
    let font = send(site.router.clone(), Call::get("/assets/font.0123.woff2").header("accept-encoding", "br")).await;
    assert_eq!((font.text(), font.header("content-encoding")), ("font", ""));
}

#[tokio::test]
async fn hashed_names_last_and_others_are_asked_for_again() {
    let site = Site::new();
    let lasting = site.get("/assets/app.0123.wasm", "*/*").await;
    assert_eq!(lasting.header("cache-control"), "public, max-age=31536000, immutable");
    for path in ["/", "/desk", "/sw.js", "/manifest.webmanifest", "/content/en/lesson.json"] {
        let reply = site.get(path, "*/*").await;
        assert_eq!(reply.header("cache-control"), "no-cache", "{path}");
        let tag = reply.header("etag").to_owned();
        for known in [tag.clone(), format!("\"other\", W/{tag}")] {
            let again = send(site.router.clone(), Call::get(path).header("if-none-match", known)).await;
            assert_eq!((again.status, again.bytes.len(), again.header("etag")), (304, 0, tag.as_str()), "{path}");
        }
        let other = send(site.router.clone(), Call::get(path).header("if-none-match", "\"other\"")).await;
        assert_eq!(other.status, 200);
    }
    let small = send(site.router.clone(), Call::get("/").header("accept-encoding", "br")).await;
    assert_ne!(small.header("etag"), site.get("/", "*/*").await.header("etag"), "each form has its own tag");
}

#[tokio::test]
async fn a_file_of_the_operator_stands_in_the_place_of_the_pages() {
    let site = Site::new();
    let pages = StaticFiles::new(Some(site._folder.path().join("dist")));
    let own = vec![("content/standards-gb.json".to_owned(), b"own".to_vec())];
    let call = || Call::get("/content/standards-gb.json").header("accept-encoding", "br");
    assert_eq!(send(site.router.clone(), call()).await.text(), "small published");
    let router = Router::new().fallback(serve).with_state(pages.with_overrides(own));
    let reply = send(router.clone(), call()).await;
    assert_eq!((reply.text(), reply.header("content-encoding")), ("own", ""));
    // What is not replaced is as ever.
    assert_eq!(send(router, Call::get("/content/en/lesson.json")).await.text(), "{}");
}
