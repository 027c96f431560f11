//! Asking the server: small, with a time-out, and with every refusal told apart.

use crate::storage::js;
use crate::walk;
use content::Content;
use leptos::prelude::set_timeout_with_handle;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestCache, RequestCredentials, RequestInit, RequestRedirect, Response};
use wire::json::{self, Json};
use wire::problem::{MEDIA_TYPE, Problem};

/// How long an answer may take, its last byte included.
const TIME_OUT: Duration = Duration::from_secs(20);

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NetError {
    /// The server cannot be reached.
    Offline,
    /// The server refused, and said why.
    Problem(Problem),
    /// Something answered, but not as this page's server does: a newer server, or a network that asks for a sign-in.
    Unreadable,
    /// It took longer than 20 seconds. Whether the server did it is unknown.
    TimedOut,
}

/// What is asked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request<'a> {
    /// Path on this server.
    pub path: &'a str,
    /// The invitation's token.
    pub bearer: Option<&'a str>,
    /// The JSON to post, byte for byte; `None` for a `GET`.
    pub body: Option<&'a str>,
    /// The Idempotency-Key, for a post.
    pub key: Option<&'a str>,
}

/// Sends a request and answers the text of a success. What must arrive goes through the outbox, which calls this.
///
/// # Errors
/// See [`NetError`].
pub async fn send(request: &Request<'_>) -> Result<String, NetError> {
    let reply = exchange(request, RequestCache::NoStore).await?;
    judge(reply)
}

/// `GET`, for JSON.
///
/// # Errors
/// See [`NetError`].
pub async fn get_json<T: Json>(path: &str, bearer: Option<&str>) -> Result<T, NetError> {
    parse(&send(&Request { path, bearer, ..Request::default() }).await?)
}

/// A file of content by its path relative to the site root: see `content::country_path`.
///
/// # Errors
/// See [`NetError`].
pub async fn get_content<T: Content>(path: &str) -> Result<T, NetError> {
    // The router changes the page's address, so a relative path would not do.
    let path = ["/", path.trim_start_matches('/')].concat();
    let reply = exchange(&Request { path: &path, ..Request::default() }, RequestCache::Default).await?;
    walk::read(judge(reply)?.as_bytes()).ok_or(NetError::Unreadable)
}

fn parse<T: Json>(text: &str) -> Result<T, NetError> {
    json::parse(text.as_bytes()).map_err(|_| NetError::Unreadable)
}

/// What came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Reply {
    status: u16,
    media_type: String,
    retry_after: Option<String>,
    text: String,
}

/// Tells success, refusal and strangers apart. A stranger's page, such as a hotel's sign-in, is never taken for the
/// server's answer, whatever its status.
fn judge(reply: Reply) -> Result<String, NetError> {
    let media_type = reply.media_type.split(';').next().unwrap_or_default().trim();
    let is_success = (200..300).contains(&reply.status);
    if is_success && (media_type == "application/json" || reply.status == 204) {
        return Ok(reply.text);
    }
    if is_success || media_type != MEDIA_TYPE {
        return Err(NetError::Unreadable);
    }
    let mut problem: Problem = parse(&reply.text)?;
    problem.status = reply.status;
    let header = reply.retry_after.and_then(|seconds| seconds.trim().parse().ok());
    problem.retry_after_s = problem.retry_after_s.or(header);
    Err(NetError::Problem(problem))
}

async fn exchange(request: &Request<'_>, cache: RequestCache) -> Result<Reply, NetError> {
    let window = web_sys::window().ok_or(NetError::Offline)?;
    let controller = AbortController::new().map_err(|_| NetError::Offline)?;
    let init = init(request, cache, &controller).map_err(|_| NetError::Unreadable)?;
    let is_late = Rc::new(Cell::new(false));
    let (late, aborting) = (is_late.clone(), controller.clone());
    let timer = set_timeout_with_handle(
        move || {
            late.set(true);
            aborting.abort();
        },
        TIME_OUT,
    );
    let reply = fetch(&window, request.path, &init).await;
    if let Ok(timer) = timer {
        timer.clear();
    }
    reply.map_err(|_| if is_late.get() { NetError::TimedOut } else { NetError::Offline })
}

fn init(request: &Request<'_>, cache: RequestCache, controller: &AbortController) -> Result<RequestInit, JsValue> {
    let headers = Headers::new()?;
    headers.set("Accept", "application/json")?;
    if let Some(bearer) = request.bearer {
        headers.set("Authorization", &["Bearer ", bearer].concat())?;
    }
    if let Some(key) = request.key {
        headers.set("Idempotency-Key", key)?;
    }
    let init = RequestInit::new();
    if let Some(body) = request.body {
        headers.set("Content-Type", "application/json")?;
        init.set_method("POST");
        init.set_body(&body.into());
    }
    init.set_headers(&headers);
    init.set_cache(cache);
    init.set_credentials(RequestCredentials::SameOrigin);
    init.set_redirect(RequestRedirect::Error);
    init.set_signal(Some(&controller.signal()));
    Ok(init)
}

async fn fetch(window: &web_sys::Window, path: &str, init: &RequestInit) -> Result<Reply, JsValue> {
    let response: Response = JsFuture::from(window.fetch_with_str_and_init(path, init)).await?.dyn_into()?;
    let headers = response.headers();
    let text = js::settled(&response.text()?.into()).await?;
    Ok(Reply {
        status: response.status(),
        media_type: headers.get("Content-Type")?.unwrap_or_default(),
        retry_after: headers.get("Retry-After")?,
        text: text.as_string().unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::problem::Kind;

    fn reply(status: u16, media_type: &str, text: &str) -> Reply {
        Reply { status, media_type: media_type.to_owned(), retry_after: None, text: text.to_owned() }
    }

    #[test]
    fn only_the_servers_own_answers_count() {
        assert_eq!(judge(reply(200, "application/json; charset=utf-8", "{}")), Ok("{}".to_owned()));
        assert_eq!(judge(reply(204, "", "")), Ok(String::new()));
        for stranger in [
            reply(200, "text/html", "<h1>Sign in to Hotel Wi-Fi</h1>"),
            reply(403, "text/html", "no"),
            reply(502, "text/html", "bad gateway"),
            reply(404, "application/json", "{}"),
            reply(500, MEDIA_TYPE, "not json"),
        ] {
            assert_eq!(judge(stranger.clone()), Err(NetError::Unreadable), "{stranger:?}");
        }
    }

    #[test]
    fn a_refusal_says_when_to_come_back() {
        let text = json::print(&Kind::RateLimited.problem());
        let limited = Reply { retry_after: Some("7".to_owned()), ..reply(429, MEDIA_TYPE, &text) };
        let Err(NetError::Problem(problem)) = judge(limited) else { panic!("no problem") };
        assert_eq!((problem.kind(), problem.retry_after_s), (Some(Kind::RateLimited), Some(7)));
        let own = Problem { retry_after_s: Some(3), ..Kind::RateLimited.problem() };
        let text = json::print(&own);
        let both = Reply { retry_after: Some("7".to_owned()), ..reply(429, MEDIA_TYPE, &text) };
        assert_eq!(judge(both), Err(NetError::Problem(own)));
    }
}
