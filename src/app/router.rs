//! Which page the address asks for, and moving between pages without loading them anew.
//!
//! The framework's own router brings nested routes, asynchronous matching and address parsing for servers: some 80 KB
//! of wasm before compression. Sixteen addresses without nesting need a table, a click listener and the browser's
//! history.
//!
//! Not handled, because no page has it: nested routes, query strings, blocking a navigation.

use leptos::ev;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlAnchorElement};

use crate::launch_params;
use crate::shared::route_table::{Page, ROUTES};

/// Where the lessons are.
const LESSONS: &str = "/learn/";

/// The page at a path.
fn page_at(path: &str) -> Page {
    let is_at = |pattern: &str| match pattern.strip_suffix(":id") {
        Some(before) => path.strip_prefix(before).is_some_and(|id| !id.is_empty() && !id.contains('/')),
        None => path == pattern,
    };
    ROUTES.iter().find(|route| is_at(route.path)).map_or(Page::NotFound, |route| route.page)
}

/// The address as the page sees it.
#[derive(Clone, Copy)]
pub struct Router {
    path: RwSignal<String>,
    fragment: RwSignal<String>,
}

impl Router {
    /// Reads the address and follows it from here on: links, the browser's back and forward, changes of the fragment.
    pub fn start() -> Self {
        let router = Self { path: RwSignal::new(path_now()), fragment: RwSignal::new(fragment_now()) };
        provide_context(router);
        let click = window_event_listener(ev::click, move |event| router.follow(&event));
        let back = window_event_listener(ev::popstate, move |_| router.read());
        let within = window_event_listener(ev::hashchange, move |_| router.read());
        on_cleanup(move || {
            click.remove();
            back.remove();
            within.remove();
        });
        router
    }

    /// The router of this page.
    pub fn here() -> Self {
        expect_context()
    }

    /// The page asked for; follows the address.
    pub fn page(self) -> Page {
        self.path.with(|path| page_at(path))
    }

    /// Is told when the path changes, also from one lesson to another.
    pub fn track(self) {
        self.path.track();
    }

    /// The id of the lesson asked for.
    pub fn lesson_id(self) -> String {
        self.path.with_untracked(|path| path.strip_prefix(LESSONS).unwrap_or_default().to_owned())
    }

    /// What stands after `#`; follows the address. Never a secret: those are cleared before anything reads them.
    pub fn fragment(self) -> String {
        self.fragment.get()
    }

    /// Goes to a path as if a link had been followed.
    pub fn go(self, path: &str) {
        if let Ok(history) = window().history()
            && history.push_state_with_url(&JsValue::NULL, "", Some(path)).is_ok()
        {
            self.read();
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    }

    /// Goes to a path in place of this one: the way back leads past it.
    pub fn replace(self, path: &str) {
        if let Ok(history) = window().history()
            && history.replace_state_with_url(&JsValue::NULL, "", Some(path)).is_ok()
        {
            self.read();
        }
    }

    fn read(self) {
        let (path, fragment) = (path_now(), fragment_now());
        // The fragment first: the page that is about to be drawn may ask for it.
        if self.fragment.with_untracked(|known| *known != fragment) {
            self.fragment.set(fragment);
        }
        // Within a page nothing is drawn anew.
        if self.path.with_untracked(|known| *known != path) {
            self.path.set(path);
        }
    }

    fn follow(self, event: &MouseEvent) {
        let is_special = event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key();
        if event.default_prevented() || event.button() != 0 || is_special {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = target.and_then(|target| target.closest("a[href]").ok().flatten());
        let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) else { return };
        let is_elsewhere = window().location().origin().is_ok_and(|origin| origin != link.origin());
        if is_elsewhere || !link.target().is_empty() || link.has_attribute("download") {
            return;
        }
        let (path, fragment) = (link.pathname(), link.hash());
        // Files and the counsellor's page are loaded. So is a secret: it is read at the start and nowhere else.
        if page_at(&path) == Page::NotFound || (!fragment.is_empty() && launch_params::is_secret(&path, &fragment)) {
            return;
        }
        // A place on this page is the browser's matter.
        if !fragment.is_empty() && path == path_now() {
            return;
        }
        event.prevent_default();
        self.go(&[path, fragment].concat());
    }
}

/// Sends whoever comes here on to another path, once this page is drawn.
pub fn redirect(path: &'static str) -> AnyView {
    let router = Router::here();
    // Not while the page is being drawn: it would be thrown away under its own feet.
    request_animation_frame(move || router.replace(path));
    ().into_any()
}

/// The page the address asks for, before there is a router.
pub fn first_page() -> Page {
    page_at(&path_now())
}

fn path_now() -> String {
    let mut path = window().location().pathname().unwrap_or_default();
    while path.len() > 1 && path.ends_with('/') {
        path.pop();
    }
    path
}

fn fragment_now() -> String {
    let fragment = window().location().hash().unwrap_or_default();
    fragment.strip_prefix('#').unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_has_one_page() {
        assert!(page_at("/") == Page::Home);
        assert!(page_at("/learn") == Page::Learn);
        assert!(page_at("/learn/interest") == Page::Lesson);
        for lost in ["", "/learn/", "/learn/a/b", "/desk", "/budget/x", "/assets/app.js"] {
            assert!(page_at(lost) == Page::NotFound, "{lost}");
        }
    }
}
