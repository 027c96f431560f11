//! Asking the server, with every refusal told apart.

use browser::clock;
use browser::fetch::{self, Request};
use wire::api::header;
use wire::json::Json;
use wire::reply;
pub use wire::reply::Error as NetError;
use wire::reply::Reply;

/// Sends a request and answers the text of a success. What must arrive goes through the outbox, which calls this.
///
/// # Errors
/// See [`NetError`].
pub async fn send(mut request: Request) -> Result<String, NetError> {
    // Files are kept by the browser together with the time at which they were sent.
    let is_asking = request.path.starts_with("/api/");
    if is_asking {
        request.headers = vec![(header::TIME_ZONE, clock::time_zone())];
        request.headers_wanted = &[header::SERVER_TIME];
    }
    let fetch::Response { status, media_type, retry_after, text, headers } =
        fetch::send(&request).await.map_err(|error| match error {
            fetch::Error::Offline => NetError::Offline,
            fetch::Error::TimedOut => NetError::TimedOut,
            fetch::Error::Malformed => NetError::Unreadable,
        })?;
    if let Some(time) = headers.first() {
        clock::set_server_time(time);
    }
    Reply { status, media_type, retry_after, text }.answer()
}

/// `GET`, for JSON.
///
/// # Errors
/// See [`NetError`].
pub async fn get_json<T: Json>(path: &str, bearer: Option<&str>) -> Result<T, NetError> {
    reply::read(&send(Request { bearer: bearer.map(str::to_owned), ..Request::get(path) }).await?)
}

/// A file of content by its path relative to the site root: see `content::country_path`.
///
/// # Errors
/// See [`NetError`].
pub async fn get_content<T: Json>(path: &str) -> Result<T, NetError> {
    // The router changes the page's address, so a relative path would not do.
    let path = ["/", path.trim_start_matches('/')].concat();
    reply::read(&send(Request { is_cacheable: true, ..Request::get(path) }).await?)
}
