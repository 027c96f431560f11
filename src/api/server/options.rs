//! The options of `evenkeel serve`.

use crate::http::client_address::network;
use clap::Args;
use core::net::{IpAddr, SocketAddr};
use ipnet::IpNet;
use std::path::PathBuf;
use tracing_subscriber::EnvFilter;

/// Where the data lies.
#[derive(Args, Clone, Debug)]
pub struct DataOptions {
    /// Database: `sqlite:`, `sqlite:FILE` (in the data folder) or `postgres://USER@HOST/NAME`
    #[arg(long, env = "EVENKEEL_DATABASE_URL", default_value = "sqlite:", value_name = "URL", value_parser = database_url, hide_env_values = true)]
    pub database_url: String,

    /// Folder for the database file and the key that signs receipts; made if it is missing
    #[arg(long, env = "EVENKEEL_DATA_DIR", default_value = "data", value_name = "FOLDER")]
    pub data_dir: PathBuf,
}

/// What the server needs to know.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// Address and port to listen on
    #[arg(long, env = "EVENKEEL_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    pub listen: SocketAddr,

    #[command(flatten)]
    #[expect(missing_docs, reason = "a sentence here would stand in the place of the command's own in its help")]
    pub data: DataOptions,

    /// Where people reach the server, for links; https, or http on this machine [default: http:// and the listen address]
    #[arg(long, env = "EVENKEEL_PUBLIC_URL", value_name = "URL", value_parser = public_url)]
    pub public_url: Option<String>,

    /// Proxies in front of the server whose X-Forwarded-For is believed, such as `10.0.0.0/8,::1`; `none` for none.
    /// Needed with an https address, because then a proxy is there, and without it all clients would count as one
    #[arg(long, env = "EVENKEEL_TRUSTED_PROXIES", value_name = "NETWORKS", value_delimiter = ',', value_parser = network)]
    pub trusted_proxies: Vec<IpNet>,

    /// Whom to tell of a hole, for /.well-known/security.txt: `mailto:…` or `https://…`
    #[arg(long, env = "EVENKEEL_SECURITY_CONTACT", value_name = "ADDRESS", value_parser = security_contact)]
    pub security_contact: Option<String>,

    /// What to log: `error`, `warn`, `info`, `debug`, or as in `info,sqlx=warn`
    #[arg(long, env = "EVENKEEL_LOG", default_value = "info", value_name = "FILTER", value_parser = log_filter)]
    pub log: EnvFilter,

    /// JSON file with guideline figures for groups of the budget, beside or instead of the published ones
    #[arg(long, env = "EVENKEEL_GUIDELINES", value_name = "FILE")]
    pub guidelines: Option<PathBuf>,

    /// Folder with the built pages, instead of those the program knows
    #[arg(long, alias = "dist", env = "EVENKEEL_DIST", value_name = "FOLDER", hide = true)]
    pub page_dir: Option<PathBuf>,
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
pub fn public_url(text: &str) -> Result<String, String> {
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

/// An address that RFC 9116 takes, on one line.
fn security_contact(text: &str) -> Result<String, String> {
    let is_address = ["mailto:", "https://"].iter().any(|start| text.len() > start.len() && text.starts_with(start));
    let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic());
    if is_address && is_plain { Ok(text.to_owned()) } else { Err("it begins with mailto: or https://".to_owned()) }
}

/// Whether a host is a name of the machine itself.
pub fn is_this_machine(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || host.ends_with(".localhost")
        || bare.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}
