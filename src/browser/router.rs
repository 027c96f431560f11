//! The router of both pages: which page an address asks for, and moving between pages without loading them anew. Names
//! and habits are those of `leptos_router`: [`use_navigate`], [`use_location`], [`use_params_map`], [`use_query_map`], [`A`].
//!
//! Not `leptos_router`: it adds 26 to 35 KB (brotli) to what a cheap phone fetches before the first page reacts, for
//! nested routes that no page has; and its `#[lazy_route]` panics where a chunk cannot be fetched, which without a
//! network is an ordinary day. See docs/decisions/0002-no-leptos-router.md.
//!
//! A page keeps its own [`Table`]. One listener at the window follows links, so any `<a href>` will do. The browser keeps
//! the scroll position for back and forward: a page whose chunk is here is drawn again before it is restored.
//!
//! Not handled, because no page has it: nested routes, blocking a navigation, optional segments.

use gloo_utils::{history, window};
use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Element, Event, History, HtmlAnchorElement, MouseEvent};

use crate::events::on_window;
use crate::launch_params::{IsSecret, path_and_fragment};

/// What a page says about its addresses.
#[derive(Clone, Copy)]
pub struct Table {
    /// The pattern of a path that is one of this page's; `None` for files, other pages and nothing at all.
    pub pattern: fn(path: &str) -> Option<&'static str>,
    /// Which fragments are secrets: links to them are loaded and not followed, and [`use_location`] never shows them.
    pub is_secret: IsSecret,
    /// What to do at every arrival, before the page is drawn; also where the page of now is asked for again.
    pub before: Callback<()>,
}

/// Names and values out of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParamsMap(Vec<(String, String)>);

impl ParamsMap {
    /// The first value of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// The segments of a path that stand where the pattern has `:name`; `None` if the path does not fit the pattern. A slash
/// at the end makes no difference.
pub fn match_path(pattern: &str, path: &str) -> Option<ParamsMap> {
    let mut given = trimmed(path).split('/');
    let mut params = Vec::new();
    for segment in pattern.split('/') {
        let value = given.next()?;
        match segment.strip_prefix(':') {
            Some(name) if !value.is_empty() => params.push((name.to_owned(), value.to_owned())),
            None if segment == value => {}
            _ => return None,
        }
    }
    given.next().is_none().then_some(ParamsMap(params))
}

/// A path without the slash at its end.
fn trimmed(path: &str) -> &str {
    Some(path.trim_end_matches('/')).filter(|path| !path.is_empty()).unwrap_or("/")
}

/// The address, as signals.
#[derive(Clone, Copy)]
pub struct Location {
    /// The path, without a slash at its end.
    pub pathname: RwSignal<String>,
    /// The query string, with its `?`; empty for none.
    pub search: RwSignal<String>,
    /// The fragment, without `#`; empty for none. Never a secret.
    pub hash: RwSignal<String>,
}

/// How to go to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NavigateOptions {
    /// In place of the page of now: the way back leads past it.
    pub replace: bool,
    /// To the top of the page.
    pub scroll: bool,
}

impl Default for NavigateOptions {
    fn default() -> Self {
        Self { replace: false, scroll: true }
    }
}

#[derive(Clone, Copy)]
struct Router {
    table: Table,
    location: Location,
}

/// Reads the address and follows it for as long as the reactive owner of now lives: links, the browser's back and
/// forward, changes of the fragment. Call once, where every page can see the context.
pub fn provide_router(table: Table) {
    let (path, search, hash) = address(table.is_secret);
    let location = Location { pathname: RwSignal::new(path), search: RwSignal::new(search), hash: RwSignal::new(hash) };
    let router = Router { table, location };
    provide_context(router);
    on_window("click", move |event| router.follow(event));
    on_window("popstate", move |_| router.arrive());
    on_window("hashchange", move |_| router.read());
}

/// Path, query string and fragment of the address bar.
fn address(is_secret: IsSecret) -> (String, String, String) {
    let (path, mut fragment) = path_and_fragment();
    if is_secret(&path, &fragment) {
        fragment.clear();
    }
    (trimmed(&path).to_owned(), window().location().search().unwrap_or_default(), fragment)
}

/// The path of the address bar, before there is a router.
pub fn current_path() -> String {
    trimmed(&path_and_fragment().0).to_owned()
}

/// The address.
pub fn use_location() -> Location {
    expect_context::<Router>().location
}

/// What stands in the path where its pattern has `:name`; tracks the address where it is called.
pub fn use_params_map() -> ParamsMap {
    let Router { table, location } = expect_context();
    location.pathname.with(|path| match_path((table.pattern)(path)?, path)).unwrap_or_default()
}

/// The query string, taken apart; tracks the address where it is called.
pub fn use_query_map() -> ParamsMap {
    use_location().search.with(|search| query(search))
}

fn query(search: &str) -> ParamsMap {
    let decoded = |text: &str| {
        let text = text.replace('+', " ");
        js_sys::decode_uri_component(&text).map_or(text, String::from)
    };
    let pairs = search.trim_start_matches('?').split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    ParamsMap(pairs.map(|(name, value)| (decoded(name), decoded(value))).collect())
}

/// Goes to an address as if a link had been followed.
pub fn use_navigate() -> impl Fn(&str, NavigateOptions) + Copy + Send + Sync {
    let router: Router = expect_context();
    move |address, options| router.go(address, options)
}

/// Sends whoever comes here on to another path, once this page is drawn.
#[component]
pub fn Redirect(
    /// Where to.
    path: &'static str,
) -> impl IntoView {
    let navigate = use_navigate();
    // Not while the page is being drawn: it would be thrown away under its own feet.
    request_animation_frame(move || navigate(path, NavigateOptions { replace: true, scroll: false }));
}

/// A link that is marked as the page of now where it leads to it.
#[component]
pub fn A(
    /// Where to.
    href: &'static str,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let pathname = use_location().pathname;
    let is_here = Signal::derive(move || pathname.with(|path| path == href).then(|| "page".to_owned()));
    view! { <a href=href aria-current=is_here>{children()}</a> }.into_any()
}

impl Router {
    fn go(self, address: &str, options: NavigateOptions) {
        let here = window().location().href().unwrap_or_default();
        let is_here = here.strip_prefix(&crate::document::origin()) == Some(address);
        let change =
            if options.replace || is_here { History::replace_state_with_url } else { History::push_state_with_url };
        if change(&history(), &JsValue::NULL, "", Some(address)).is_ok() {
            self.arrive();
            if options.scroll {
                crate::document::scroll_to_top();
            }
        }
    }

    fn arrive(self) {
        self.table.before.run(());
        self.read();
    }

    fn read(self) {
        let (path, search, hash) = address(self.table.is_secret);
        let Location { pathname, search: known_search, hash: known_hash } = self.location;
        // The path last: the page that is about to be drawn may ask for the rest. What is as it was draws nothing anew.
        for (known, now) in [(known_hash, hash), (known_search, search), (pathname, path)] {
            if known.with_untracked(|known| *known != now) {
                known.set(now);
            }
        }
    }

    fn follow(self, event: &Event) {
        let Some(click) = event.dyn_ref::<MouseEvent>() else { return };
        let is_special = click.meta_key() || click.ctrl_key() || click.shift_key() || click.alt_key();
        if event.default_prevented() || click.button() != 0 || is_special {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = target.and_then(|target| target.closest("a[href]").ok().flatten());
        let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) else { return };
        if link.origin() != crate::document::origin() || !link.target().is_empty() || link.has_attribute("download") {
            return;
        }
        let (path, search, hash) = (link.pathname(), link.search(), link.hash());
        let fragment = hash.strip_prefix('#').unwrap_or_default();
        // Files and other pages are loaded. So is a secret: it is read at the start and nowhere else. A place on this
        // page is the browser's matter.
        let is_ours = (self.table.pattern)(trimmed(&path)).is_some();
        let is_secret = (self.table.is_secret)(&path, fragment) && !fragment.is_empty();
        let is_within = !fragment.is_empty() && self.location.pathname.with_untracked(|here| here == trimmed(&path));
        if is_ours && !is_secret && !is_within {
            event.prevent_default();
            self.go(&[path, search, hash].concat(), NavigateOptions::default());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_fits_whole_paths_only_and_names_its_segments() {
        let id = |path: &str| match_path("/learn/:id", path).and_then(|params| params.get("id").map(str::to_owned));
        assert_eq!(id("/learn/interest").as_deref(), Some("interest"));
        assert_eq!(id("/learn/interest/").as_deref(), Some("interest"));
        for lost in ["", "/", "/learn", "/learn/", "/learn//", "/learn/a/b", "/lear/a", "/desk"] {
            assert_eq!(id(lost), None, "{lost}");
        }
        assert_eq!(match_path("/", "/"), Some(ParamsMap::default()));
        assert!(match_path("/budget", "/budget/").is_some() && match_path("/budget", "/budget/x").is_none());
    }
}
