//! `evenkeel serve`: opens what it needs, and answers until it is told to stop.

pub mod admin;
pub mod backup;
pub mod clock;
pub mod guidelines;
mod listener;
mod options;

pub use options::{DataOptions, Options, is_this_machine};

use crate::auth::password::Passwords;
use crate::auth::repository as sessions;
use crate::auth::setup::new_setup;
use crate::cases::receipt_key;
use crate::http::health::Health;
use crate::http::middleware::HttpConfig;
use crate::http::rate_limit::RateLimits;
use crate::http::routes;
use crate::http::state::{App, AppState};
use crate::http::static_files::StaticFiles;
use crate::server::clock::Clock;
use crate::store;
use core::time::Duration;
use std::fs::DirBuilder;
use std::io::IsTerminal;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// How long running answers may take after the order to stop.
const SHUTDOWN_GRACE: Duration = Duration::from_secs(10);
const TIDY_PERIOD: Duration = Duration::from_secs(60);

/// Serves until the process is told to stop (Ctrl-C or SIGTERM), then lets running answers end.
///
/// # Errors
/// Why it cannot start, or what broke, as a sentence.
pub fn run(options: Options) -> Result<(), String> {
    tracing_subscriber::fmt()
        .with_env_filter(options.log.clone())
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|cause| format!("cannot start: {cause}"))?.block_on(serve(options))
}

async fn serve(options: Options) -> Result<(), String> {
    let overrides = options.guidelines.as_deref().map_or_else(|| Ok(Vec::new()), guidelines::read)?;
    let listener = TcpListener::bind(options.listen);
    let listener = listener.await.map_err(|cause| format!("cannot listen on {}: {cause}", options.listen))?;
    let address = listener.local_addr().map_err(|cause| format!("cannot listen on {}: {cause}", options.listen))?;
    let url = options.public_url.clone().map_or_else(|| options::public_url(&format!("http://{address}")), Ok);
    let url = url.map_err(|reason| format!("--public-url is needed with --listen {address}: {reason}"))?;
    if url.starts_with("https:") && options.trusted_proxies.is_empty() {
        return Err(
            "--trusted-proxies is needed with an https address: name the proxy in front, such as 127.0.0.1, so \
                    that not all clients count as one; or `none`"
                .to_owned(),
        );
    }
    let folder = data_folder(&options.data.data_dir)?;
    let store = store::open(&options.data.database_url, &folder).await.map_err(|error| error.to_string())?;
    let signer = receipt_key::open(&*store, &folder, &Clock::system()).await?;
    let app: App = Arc::new(AppState {
        store,
        signer,
        clock: Clock::system(),
        passwords: Passwords::new(),
        health: Health::default(),
        security_contact: options.security_contact.clone(),
        public_url: url.clone(),
    });
    println!("Evenkeel serves {url}");
    println!("Data folder: {}", folder.display());
    if let Some(token) = new_setup(&app).await.map_err(|_| "the set-up link cannot be made: see the log")? {
        println!("No counsellor yet. Open this link once to set a password; the next start makes a new one:");
        println!("  {url}/desk#setup={token}");
    }
    let limits = RateLimits::new();
    let proxies = options.trusted_proxies.clone();
    let config = HttpConfig { origin: url, trusted_proxies: options.trusted_proxies, clock: app.clock.clone() };
    let router =
        routes::router(Arc::clone(&app), config, &limits, StaticFiles::new(options.page_dir).with_overrides(overrides));
    let tidied = Arc::clone(&app);
    let tidying = tokio::spawn(async move {
        let mut ticks = tokio::time::interval(TIDY_PERIOD);
        loop {
            ticks.tick().await;
            limits.tidy();
            end_old_sessions(&tidied).await;
        }
    });
    let mut terminate = signal(SignalKind::terminate()).map_err(|cause| format!("cannot hear signals: {cause}"))?;
    let stop = async {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("stopping");
    };
    listener::serve(listener, router, &proxies, stop, SHUTDOWN_GRACE).await;
    tidying.abort();
    app.store.close().await;
    Ok(())
}

/// Sessions that are over are forgotten while the clock says so, so that one that is set back revives none.
async fn end_old_sessions(app: &App) {
    let ended = async {
        let mut tx = app.store.write().await?;
        sessions::end_old_sessions(&mut *tx, app.clock.now()).await?;
        tx.commit().await
    };
    if let Err(cause) = ended.await {
        tracing::warn!(%cause, "old sessions are not forgotten");
    }
}

fn data_folder(path: &Path) -> Result<PathBuf, String> {
    let shown = path.display();
    // What lies in it is for the server alone.
    let made = DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.map_err(|cause| format!("cannot make the data folder {shown}: {cause}"))?;
    path.canonicalize().map_err(|cause| format!("cannot use the data folder {shown}: {cause}"))
}
