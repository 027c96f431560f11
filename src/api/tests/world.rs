//! A server of its own for each story, with a database of its own.

use super::call::{Call, Reply};
use crate::auth::password::Passwords;
use crate::auth::{secrets, setup::new_setup};
use crate::cases::receipt_key;
use crate::http::health::Health;
use crate::http::middleware::HttpConfig;
use crate::http::rate_limit::RateLimits;
use crate::http::routes;
use crate::http::state::{App, AppState};
use crate::http::static_files::StaticFiles;
use crate::server::clock::Clock;
use crate::store::{self, Row, Value};
use axum::Router;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use tower::ServiceExt;
use wire::api::{Invitation, InvitationCreated, ProposalAnswer};

pub const ORIGIN: &str = "http://127.0.0.1:8080";
pub const NAME: &str = "Ada";
pub const PASSWORD: &str = "correct horse battery staple";
pub const TABLES: [(&str, &str); 10] = [
    ("setup", "SELECT COUNT(*) FROM setup"),
    ("organisation", "SELECT COUNT(*) FROM organisation"),
    ("counsellor", "SELECT COUNT(*) FROM counsellor"),
    ("session", "SELECT COUNT(*) FROM session"),
    ("invitation", "SELECT COUNT(*) FROM invitation"),
    ("account", "SELECT COUNT(*) FROM account"),
    ("proposal", "SELECT COUNT(*) FROM proposal"),
    ("arrangement", "SELECT COUNT(*) FROM arrangement"),
    ("record", "SELECT COUNT(*) FROM record"),
    ("answer", "SELECT COUNT(*) FROM answer"),
];

/// Everything that any test logged, at every level.
static LOG: LazyLock<Arc<Mutex<Vec<u8>>>> = LazyLock::new(Arc::default);

struct LogWriter;

impl std::io::Write for LogWriter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.lock().expect("the log").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

pub fn logged() -> String {
    String::from_utf8_lossy(&LOG.lock().expect("the log")).into_owned()
}

fn keep_log() {
    // The first test of the process does it.
    let _ = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(|| LogWriter)
        .try_init();
}

pub struct World {
    pub app: App,
    pub router: Router,
    pub folder: tempfile::TempDir,
    pub database_url: String,
    seconds: Arc<AtomicI64>,
    admin_url: Option<String>,
}

impl World {
    pub async fn on_sqlite() -> Self {
        Self::on("sqlite:".to_owned(), None).await
    }

    pub async fn on_postgres() -> Self {
        let Ok(admin_url) = std::env::var("EVENKEEL_TEST_POSTGRES_URL") else {
            panic!(
                "EVENKEEL_TEST_POSTGRES_URL is not set, so nothing was tested. `cargo xtask test api` brings a PostgreSQL; \
                 without one, leave these out with `cargo test -p api -- --skip on_postgres`"
            );
        };
        let name = format!("evenkeel_{}", secrets::random_id().expect("random"));
        let mut admin = PgConnection::connect(&admin_url).await.expect("PostgreSQL answers");
        sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut admin).await.expect("a database");
        let (address, options) = admin_url.split_once('?').unwrap_or((&admin_url, ""));
        let (server, _) = address.rsplit_once('/').expect("the address names a database");
        Self::on(format!("{server}/{name}?{options}"), Some(admin_url)).await
    }

    async fn on(database_url: String, admin_url: Option<String>) -> Self {
        keep_log();
        let folder = tempfile::tempdir().expect("a folder");
        let noon: Timestamp = "2026-11-22T12:00:00Z".parse().expect("a time");
        let seconds = Arc::new(AtomicI64::new(noon.as_second()));
        let (app, router) = start(&folder, &database_url, &seconds).await;
        Self { app, router, folder, database_url, seconds, admin_url }
    }

    /// Stops the server and starts another on the same data.
    pub async fn restart(&mut self) {
        self.app.store.close().await;
        (self.app, self.router) = start(&self.folder, &self.database_url, &self.seconds).await;
    }

    pub async fn end(self) {
        self.app.store.close().await;
        let Some(admin_url) = self.admin_url else { return };
        let address = self.database_url.split('?').next().unwrap_or_default();
        let (_, name) = address.rsplit_once('/').expect("a name");
        let mut admin = PgConnection::connect(&admin_url).await.expect("PostgreSQL answers");
        sqlx::query(AssertSqlSafe(format!("DROP DATABASE {name}"))).execute(&mut admin).await.expect("dropped");
    }

    pub fn is_postgres(&self) -> bool {
        self.admin_url.is_some()
    }

    pub fn pass_hours(&self, hours: i64) {
        self.seconds.fetch_add(hours * 3_600, Ordering::SeqCst);
    }

    pub fn change_clock_seconds(&self, seconds: i64) {
        self.seconds.fetch_add(seconds, Ordering::SeqCst);
    }

    pub fn change_clock_minutes(&self, minutes: i64) {
        self.seconds.fetch_add(minutes * 60, Ordering::SeqCst);
    }

    pub fn pass_days(&self, days: i64) {
        self.pass_hours(days * 24);
    }

    pub fn today(&self) -> Date {
        self.app.clock.now().today()
    }

    pub async fn send(&self, call: Call) -> Reply {
        send(self.router.clone(), call).await
    }

    /// Rows of a query of the story itself, past the API.
    pub async fn rows(&self, sql: &'static str) -> Vec<Row> {
        self.app.store.read().await.expect("a read").fetch_all(sql, Vec::new()).await.expect("rows")
    }

    /// A change past the API, as somebody with the database's password could make it.
    pub async fn change(&self, sql: &'static str, values: Vec<Value>) {
        let mut tx = self.app.store.write().await.expect("a write");
        assert!(tx.execute(sql, values).await.expect("a change") > 0);
        tx.commit().await.expect("kept");
    }

    pub async fn counts(&self) -> Vec<(&'static str, i64)> {
        let mut counts = Vec::new();
        for (table, sql) in TABLES {
            let row = self.rows(sql).await.into_iter().next();
            counts.push((table, row.expect("a row").integer().expect("a count")));
        }
        counts
    }

    /// Sets the desk up and answers the cookie of its first counsellor.
    pub async fn set_up(&self) -> String {
        let token = new_setup(&self.app).await.expect("works").expect("no counsellor yet");
        let reply = self.send(Call::post("/api/v1/desk/setup").json(&setup(&token))).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        cookie(&reply)
    }

    /// Signs the first counsellor in and answers the cookie.
    pub async fn sign_in(&self) -> String {
        let body = json!({ "name": NAME, "password": PASSWORD });
        cookie(&self.send(Call::post("/api/v1/desk/session").json(&body)).await)
    }

    /// Makes an invitation and answers its id and token.
    pub async fn invite(&self, cookie: &str, body: &serde_json::Value) -> (String, String) {
        let key = secrets::random_id().expect("random");
        let reply = self.send(Call::post("/api/v1/desk/invitations").cookie(cookie).key(&key).json(body)).await;
        let created: InvitationCreated = reply.json();
        (created.id, created.token.expect("told once"))
    }

    pub async fn open(&self, token: &str) -> Invitation {
        self.send(Call::get("/api/v1/invitation").bearer(token)).await.json()
    }

    /// As the device with this secret.
    pub async fn open_with(&self, token: &str, secret: &str) -> Invitation {
        self.send(Call::get("/api/v1/invitation").bearer(token).header("client-secret", secret)).await.json()
    }

    pub async fn propose(&self, token: &str, body: &serde_json::Value) -> ProposalAnswer {
        let key = secrets::random_id().expect("random");
        self.send(Call::post("/api/v1/proposals").bearer(token).key(&key).json(body)).await.json()
    }
}

pub async fn send(router: Router, call: Call) -> Reply {
    let response = router.oneshot(call.request()).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.expect("a body").to_vec();
    Reply { status: parts.status.as_u16(), headers: parts.headers, bytes }
}

async fn start(folder: &tempfile::TempDir, database_url: &str, seconds: &Arc<AtomicI64>) -> (App, Router) {
    let store = store::open(database_url, folder.path()).await.expect("a database");
    let seconds = Arc::clone(seconds);
    let clock = Clock::of(move || Timestamp::from_second(seconds.load(Ordering::SeqCst)).expect("a time"));
    let signer = receipt_key::open(&*store, folder.path(), &clock).await.expect("a key");
    let app = Arc::new(AppState {
        store,
        signer,
        clock,
        passwords: Passwords::new(),
        health: Health::default(),
        security_contact: Some("mailto:security@harbour.example".to_owned()),
        public_url: ORIGIN.to_owned(),
    });
    let guard = HttpConfig { origin: ORIGIN.to_owned(), trusted_proxies: Vec::new(), clock: app.clock.clone() };
    let pages = StaticFiles::new(Some(folder.path().join("dist")));
    let router = routes::router(Arc::clone(&app), guard, &RateLimits::new(), pages);
    (app, router)
}

pub fn setup(token: &str) -> serde_json::Value {
    json!({ "setup_token": token, "name": NAME, "password": PASSWORD, "organisation": organisation() })
}

/// Who invites, with all that clients must be told.
pub fn organisation() -> serde_json::Value {
    json!({
        "name": "Harbour Advice", "phone": "+1 555 0100", "website": "https://harbour.example",
        "kind": "debt_collector", "legal_name": "Harbour Recoveries LLC", "address": "1 Quay Street\nPortland, ME 04101",
        "registration": "Maine 12345", "complaints": "complaints@harbour.example",
        "privacy": "https://harbour.example/privacy",
    })
}

/// The session cookie a reply sets, as the browser sends it back.
pub fn cookie(reply: &Reply) -> String {
    reply.header("set-cookie").split(';').next().expect("a cookie").to_owned()
}

pub fn account(creditor: &str, balance_minor: i64) -> serde_json::Value {
    let itemisation = json!({
        "as_of": "2026-03-02", "then_minor": balance_minor - 75_00, "interest_minor": 100_00, "fees_minor": 25_00,
        "payments_minor": 40_00, "credits_minor": 10_00,
    });
    json!({
        "creditor": creditor, "reference": "REF-1", "kind": "credit_card", "balance_minor": balance_minor,
        "itemisation": itemisation,
    })
}

/// Two debts, 600 and 300, about which the client was told in March; at least 25 a month, within 24 months, from within 31 days.
pub fn invitation(at_once: &serde_json::Value) -> serde_json::Value {
    json!({
        "label": "case 7", "message": "We spoke on Monday.\nHere is your link.", "country": "us", "currency": "USD",
        "accounts": [account("First Bank", 600_00), account("Corner Store", 300_00)],
        "policy": {
            "instalment_monthly_min_minor": 25_00, "term_months_max": 24, "start_days_max": 31, "at_once": at_once,
        },
        // The validation information came long before, so offers may start at once.
        "expires_on": "2026-12-20", "validation_sent_on": "2026-03-02",
    })
}

pub fn offer(account_id: &str, instalment_minor: i64) -> serde_json::Value {
    json!({ "account_id": account_id, "instalment_minor": instalment_minor, "rhythm": "month", "first": "2026-12-01" })
}

pub fn proposal(offers: &[serde_json::Value]) -> serde_json::Value {
    json!({ "version": 1, "offers": offers, "ask_person": false, "note": "" })
}

pub fn asking_a_person(offers: &[serde_json::Value]) -> serde_json::Value {
    json!({ "version": 1, "offers": offers, "ask_person": true, "note": "I start a new job in January." })
}
