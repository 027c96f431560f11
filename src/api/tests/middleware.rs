//! What every request passes: headers, limits, other sites' pages. None of it touches the database, so SQLite is enough.

use super::call::{Call, Reply};
use super::world::{NAME, ORIGIN, PASSWORD, World, invitation, send};
use crate::http::client_address::{ClientAddress, network};
use crate::http::middleware::{self, CONTENT_SECURITY_POLICY, HEADERS, HttpConfig};
use crate::http::rate_limit::RateLimits;
use crate::http::routes;
use crate::http::static_files::StaticFiles;
use axum::Router;
use axum::error_handling::HandleErrorLayer;
use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap, HeaderValue, Method};
use axum::routing::get;
use core::net::{IpAddr, SocketAddr};
use core::time::Duration;
use ipnet::IpNet;
use serde_json::json;
use std::sync::Arc;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use wire::problem::Kind;

fn router(world: &World, origin: &str, trusted_proxies: Vec<IpNet>) -> Router {
    let guard = HttpConfig { origin: origin.to_owned(), trusted_proxies, clock: world.app.clock.clone() };
    routes::router(
        Arc::clone(&world.app),
        guard,
        &RateLimits::new(),
        StaticFiles::new(Some(world.folder.path().join("none"))),
    )
}

#[tokio::test]
async fn another_site_cannot_write() {
    let world = World::on_sqlite().await;
    let cookie = world.set_up().await;
    let counts = world.counts().await;
    let call = || Call::post("/api/v1/desk/invitations").cookie(&cookie).key("k").json(&invitation(&json!("all")));
    let bare = || call().without("sec-fetch-site");
    for refused in [
        call().header("sec-fetch-site", "cross-site"),
        call().header("sec-fetch-site", "same-site"),
        call().header("sec-fetch-site", "none"),
        call().header("sec-fetch-site", "cross-site").header("origin", ORIGIN),
        bare().header("origin", "https://evil.example"),
        bare().header("origin", "null"),
        bare().header("origin", "http://127.0.0.1:8081"),
        bare().header("origin", "https://127.0.0.1:8080"),
        // A cookie that no browser's page vouches for.
        bare(),
        bare().header("referer", ORIGIN),
    ] {
        world.send(refused).await.refused(Kind::OriginRefused);
    }
    for (method, path) in [
        (Method::DELETE, "/api/v1/desk/session"),
        (Method::POST, "/api/v1/desk/session"),
        (Method::POST, "/api/v1/desk/setup"),
        (Method::POST, "/api/v1/proposals"),
        (Method::PUT, "/api/v1/anything"),
        (Method::POST, "/"),
    ] {
        let other = Call::new(method, path).header("sec-fetch-site", "cross-site").text("{}");
        world.send(other).await.refused(Kind::OriginRefused);
    }
    assert_eq!(world.counts().await, counts);
    assert_eq!(world.send(bare().header("origin", ORIGIN)).await.status, 201);
    // Reading changes nothing, so a link from elsewhere may lead here.
    let read = Call::get("/api/v1/desk/session").cookie(&cookie).header("sec-fetch-site", "cross-site");
    assert_eq!(world.send(read).await.status, 200);
    // No browser and no cookie: nothing to abuse.
    let program = Call::post("/api/v1/proposals").without("sec-fetch-site").key("k").text("{}");
    world.send(program).await.refused(Kind::TypeWrong);
}

#[tokio::test]
async fn every_answer_has_the_headers() {
    let world = World::on_sqlite().await;
    let cookie = world.set_up().await;
    for (call, status) in [
        (Call::get("/api/v1/health"), 200),
        (Call::get("/api/v1/desk/session").cookie(&cookie), 200),
        (Call::get("/api/v1/desk/session"), 401),
        (Call::get("/api/v1/none"), 404),
        (Call::post("/api/v1/none"), 404),
        (Call::new(Method::DELETE, "/api/v1/health"), 405),
        (Call::new(Method::DELETE, "/index.html"), 405),
        (Call::get("/none"), 404),
        (Call::post("/api/v1/desk/session").header("sec-fetch-site", "cross-site"), 403),
    ] {
        let reply = world.send(call).await;
        assert_eq!(reply.status, status, "{}", reply.text());
        for (name, value) in HEADERS {
            assert_eq!(reply.header(name.as_str()), value);
        }
        assert_eq!(reply.header("x-request-id").len(), 16);
        assert_eq!(reply.header("cache-control"), "no-store");
        assert_eq!(reply.header("strict-transport-security"), "", "not without TLS");
        assert_eq!(reply.header("server"), "");
    }
    assert!(CONTENT_SECURITY_POLICY.starts_with("default-src 'none'; "));
    for never in ["unsafe-inline", "unsafe-eval' ", "http", "*"] {
        assert!(!CONTENT_SECURITY_POLICY.replace("'wasm-unsafe-eval'", "").contains(never), "{never}");
    }
    let own = world.send(Call::get("/api/v1/health").header("x-request-id", "a-client-chose-it")).await;
    assert_eq!(own.header("x-request-id").len(), 16, "the server's own id");
    let tls = router(&world, "https://plan.example", Vec::new());
    let reply = send(tls, Call::get("/api/v1/health")).await;
    assert_eq!(reply.header("strict-transport-security"), "max-age=63072000");
}

#[tokio::test]
async fn too_many_tries_are_refused_for_each_client() {
    let world = World::on_sqlite().await;
    let trusted = vec![network("192.0.2.1").expect("a network")];
    let router =
        router(&world, ORIGIN, trusted).layer(axum::Extension(ConnectInfo(SocketAddr::from(([192, 0, 2, 1], 4_000)))));
    let attempt = |client: &str, call: Call| send(router.clone(), call.header("x-forwarded-for", client));
    let guess = || Call::post("/api/v1/desk/session").text("{}");
    // Both addresses of the API count as one.
    for base in ["/api", "/api/v1"].into_iter().cycle().take(20) {
        let guess = Call::post(format!("{base}/desk/session")).text("{}");
        attempt("203.0.113.7", guess).await.refused(Kind::TypeWrong);
    }
    let limited = attempt("203.0.113.7", guess()).await;
    limited.refused(Kind::RateLimited);
    let seconds = limited.problem().retry_after_s.expect("when to try again");
    assert!((1..=3).contains(&seconds), "{seconds}");
    assert_eq!(limited.header("retry-after"), seconds.to_string());
    attempt("203.0.113.7", Call::post("/api/v1/desk/setup").text("{}")).await.refused(Kind::RateLimited);
    // What the client itself writes to the left of the proxy's word does not help.
    attempt("198.51.100.1, 203.0.113.7", guess()).await.refused(Kind::RateLimited);
    attempt("203.0.113.8", guess()).await.refused(Kind::TypeWrong);
    // Being signed in or reading is not a try.
    attempt("203.0.113.7", Call::get("/api/v1/desk/session")).await.refused(Kind::SignInRequired);

    let open = || Call::get("/api/v1/invitation").bearer("guess");
    for _ in 0..120 {
        attempt("2001:db8::1", open()).await.refused(Kind::InvitationUnavailable);
    }
    let mut replies: Vec<Reply> = Vec::new();
    // One more may have been earned while the others were answered.
    for _ in 0..40 {
        replies.push(attempt("2001:db8::ffff:1", open()).await);
    }
    assert!(replies.iter().any(|reply| reply.status == 429), "one household is one client");
    attempt("2001:db8:0:1::1", open()).await.refused(Kind::InvitationUnavailable);
}

#[test]
fn only_trusted_proxies_are_believed() {
    let read = |text: &str| network(text).expect("a network");
    let trusted = [read("10.0.0.0/8"), read("::1"), read("2001:db8::/33")];
    let everybody = [read("0.0.0.0/0")];
    let client_behind = |trusted: &[IpNet], peer: &str, forwarded: &[&str]| {
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().expect("an address"), 1)));
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_str(line).expect("a header"));
        }
        ClientAddress::of(&extensions, &headers, trusted).0.to_string()
    };
    let client = |peer: &str, forwarded: &[&str]| client_behind(&trusted, peer, forwarded);
    assert_eq!(client_behind(&everybody, "203.0.113.7", &["198.51.100.1"]), "198.51.100.1");
    assert_eq!(client("203.0.113.7", &["198.51.100.1"]), "203.0.113.7");
    assert_eq!(client("10.1.2.3", &[]), "10.1.2.3");
    assert_eq!(client("10.1.2.3", &["198.51.100.1"]), "198.51.100.1");
    assert_eq!(client("::ffff:10.1.2.3", &["198.51.100.1"]), "198.51.100.1");
    assert_eq!(client("10.1.2.3", &["9.9.9.9, 198.51.100.1, 10.0.0.9"]), "198.51.100.1");
    assert_eq!(client("10.1.2.3", &["9.9.9.9", "198.51.100.1", "10.0.0.9"]), "198.51.100.1");
    assert_eq!(client("10.1.2.3", &["198.51.100.1, nonsense"]), "10.1.2.3");
    assert_eq!(client("2001:db8:7fff::1", &["198.51.100.1"]), "198.51.100.1");
    assert_eq!(client("2001:db8:8000::1", &["198.51.100.1"]), "2001:db8:8000::1");
    assert_eq!(client("11.0.0.1", &["198.51.100.1"]), "11.0.0.1");
    for wrong in ["", "10.0.0.0/33", "::/129", "10.0.0/8", "10.0.0.0/", "host", "10.0.0.0/-1"] {
        assert!(network(wrong).is_err(), "{wrong}");
    }
    let household = |text: &str| ClientAddress(text.parse::<IpAddr>().expect("an address")).household().to_string();
    assert_eq!(household("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
    assert_eq!(household("203.0.113.7"), "203.0.113.7");
}

#[tokio::test]
async fn a_broken_or_slow_handler_says_nothing_about_itself() {
    async fn broken() -> &'static str {
        panic!("the secret reason")
    }
    let router = Router::new()
        .route("/broken", get(broken))
        .layer(CatchPanicLayer::custom(middleware::panicked))
        .route("/slow", get(core::future::pending::<&'static str>))
        .layer(ServiceBuilder::new().layer(HandleErrorLayer::new(middleware::timed_out)).timeout(Duration::ZERO));
    let reply = send(router.clone(), Call::get("/broken")).await;
    reply.refused(Kind::Internal);
    assert!(!reply.text().contains("secret"));
    send(router, Call::get("/slow")).await.refused(Kind::TimedOut);
}

#[tokio::test]
async fn a_broken_database_says_nothing_about_itself() {
    let world = World::on_sqlite().await;
    world.set_up().await;
    world.app.store.close().await;
    let body = json!({ "name": NAME, "password": PASSWORD });
    let reply = world.send(Call::post("/api/v1/desk/session").json(&body)).await;
    reply.refused(Kind::ServerBusy);
    assert_eq!((reply.problem().detail, reply.header("retry-after")), (None, "5"));
    for path in ["/api/v1/health", "/api/v1/health/ready"] {
        world.send(Call::get(path)).await.refused(Kind::ServerBusy);
    }
    // A restart would not help.
    assert_eq!(world.send(Call::get("/api/v1/health/live")).await.status, 200);
}
