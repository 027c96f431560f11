//! `evenkeel serve`: reads its options, opens what it needs, and answers until it is told to stop.

use crate::address::Network;
use crate::app::{App, Shared};
use crate::clock::Clock;
use crate::guard::Guard;
use crate::guidelines;
use crate::limits::Limits;
use crate::listen;
use crate::page::Pages;
use crate::refusal::Refusal;
use crate::routes;
use crate::secret;
use crate::signing::Signer;
use crate::store::{self, counsellors};
use clap::Args;
use core::net::{IpAddr, SocketAddr};
use core::time::Duration;
use std::fs::DirBuilder;
use std::io::IsTerminal;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// How long running answers may take after the order to stop.
const FAREWELL: Duration = Duration::from_secs(10);
const TIDY_EVERY: Duration = Duration::from_secs(60);

/// What the server needs to know.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// Address and port to listen on
    #[arg(long, env = "EVENKEEL_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    listen: SocketAddr,

    /// Database: `sqlite:`, `sqlite:FILE` (in the data folder) or `postgres://USER@HOST/NAME`
    #[arg(long, env = "EVENKEEL_DATABASE_URL", default_value = "sqlite:", value_name = "URL", value_parser = database_url, hide_env_values = true)]
    database_url: String,

    /// Folder for the database file and the key that signs receipts; made if it is missing
    #[arg(long, env = "EVENKEEL_DATA_DIR", default_value = "data", value_name = "FOLDER")]
    data_dir: PathBuf,

    /// Where people reach the server, for links; https, or http on this machine [default: http:// and the listen address]
    #[arg(long, env = "EVENKEEL_PUBLIC_URL", value_name = "URL", value_parser = public_url)]
    public_url: Option<String>,

    /// Proxies in front of the server whose X-Forwarded-For is believed, such as `10.0.0.0/8,::1`
    #[arg(long, env = "EVENKEEL_TRUSTED_PROXIES", value_name = "NETWORKS", value_delimiter = ',')]
    trusted_proxies: Vec<Network>,

    /// What to log: `error`, `warn`, `info`, `debug`, or as in `info,sqlx=warn`
    #[arg(long, env = "EVENKEEL_LOG", default_value = "info", value_name = "FILTER", value_parser = log_filter)]
    log: EnvFilter,

    /// JSON file with guideline figures for groups of the budget, beside or instead of the published ones
    #[arg(long, env = "EVENKEEL_GUIDELINES", value_name = "FILE")]
    guidelines: Option<PathBuf>,

    /// Folder with the built pages, instead of those the program knows
    #[arg(long, alias = "dist", env = "EVENKEEL_DIST", value_name = "FOLDER", hide = true)]
    page_dir: Option<PathBuf>,
}

fn log_filter(text: &str) -> Result<EnvFilter, String> {
    EnvFilter::builder().parse(text).map_err(|error| error.to_string())
}

fn database_url(text: &str) -> Result<String, String> {
    match text.split_once(':') {
        Some(("sqlite" | "postgres" | "postgresql", _)) => Ok(text.to_owned()),
        _ => Err("a database address begins with sqlite: or postgres:".to_owned()),
    }
}

/// An address is an origin: scheme, host, port. Browsers only let a page encrypt, and keep a session cookie, on https
/// or on the machine itself; anything else would start and then fail people later.
fn public_url(text: &str) -> Result<String, String> {
    let text = text.trim_end_matches('/');
    let uri: axum::http::Uri = text.parse().map_err(|_| "this is no web address".to_owned())?;
    let host = uri.host().ok_or("a web address begins with https://")?;
    if uri.path().len() > 1 || uri.query().is_some() || text.contains(['#', '@']) {
        return Err("only scheme, host and port, such as https://plan.example".to_owned());
    }
    match uri.scheme_str() {
        Some("https") => Ok(text.to_owned()),
        Some("http") if is_this_machine(host) => Ok(text.to_owned()),
        Some("http") => Err("http is for this machine only: give an https address".to_owned()),
        _ => Err("a web address begins with https://".to_owned()),
    }
}

fn is_this_machine(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || host.ends_with(".localhost")
        || bare.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

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
    let own = options.guidelines.as_deref().map_or_else(|| Ok(Vec::new()), guidelines::read)?;
    let listener = TcpListener::bind(options.listen);
    let listener = listener.await.map_err(|cause| format!("cannot listen on {}: {cause}", options.listen))?;
    let address = listener.local_addr().map_err(|cause| format!("cannot listen on {}: {cause}", options.listen))?;
    let url = options.public_url.clone().map_or_else(|| public_url(&format!("http://{address}")), Ok);
    let url = url.map_err(|reason| format!("--public-url is needed with --listen {address}: {reason}"))?;
    let folder = data_folder(&options.data_dir)?;
    let signer = Signer::open(&folder)?;
    let store = store::open(&options.database_url, &folder).await.map_err(|error| error.to_string())?;
    let app: App = Arc::new(Shared { store, signer, clock: Clock::system(), public_url: url.clone() });
    println!("Evenkeel serves {url}");
    println!("Data folder: {}", folder.display());
    if let Some(token) = new_setup(&app).await.map_err(|_| "the set-up link cannot be made: see the log")? {
        println!("No counsellor yet. Open this link once to set a password; the next start makes a new one:");
        println!("  {url}/desk#setup={token}");
    }
    let limits = Limits::new();
    let guard = Guard { origin: url, trusted_proxies: options.trusted_proxies };
    let router = routes::router(Arc::clone(&app), guard, &limits, Pages::new(options.page_dir).with(own));
    let tidying = tokio::spawn(async move {
        let mut ticks = tokio::time::interval(TIDY_EVERY);
        loop {
            ticks.tick().await;
            limits.tidy();
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
    listen::answer(listener, router, stop, FAREWELL).await;
    tidying.abort();
    app.store.close().await;
    Ok(())
}

fn data_folder(path: &Path) -> Result<PathBuf, String> {
    let shown = path.display();
    // What lies in it is for the server alone.
    let made = DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.map_err(|cause| format!("cannot make the data folder {shown}: {cause}"))?;
    path.canonicalize().map_err(|cause| format!("cannot use the data folder {shown}: {cause}"))
}

/// Makes a new one-time set-up secret while there is no counsellor; the one before is void. Only its hash is kept.
///
/// # Errors
/// As the database.
pub async fn new_setup(app: &App) -> Result<Option<String>, Refusal> {
    let mut tx = app.store.write().await?;
    tx.lock("setup").await?;
    if counsellors::count(&mut *tx).await? > 0 {
        return Ok(None);
    }
    let token = secret::random_token()?;
    counsellors::set_setup(&mut *tx, Some(&secret::hash(token.as_bytes()))).await?;
    tx.commit().await?;
    Ok(Some(token))
}
