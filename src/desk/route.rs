//! The few addresses of the desk, and moving between them without asking the server for the page again.

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};

use crate::state::Desk;

/// Where the list is; every other address of the desk lies below it.
pub const LIST: &str = "/desk";
/// Where an invitation is written.
pub const INVITE: &str = "/desk/new";
const CASE: &str = "/desk/case/";
const SETUP: &str = "#setup=";

/// A page of the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// All cases.
    List,
    /// A new invitation.
    Invite,
    /// One case, by the name of its invitation.
    Case(String),
    /// No such page.
    Nothing,
}

impl Route {
    /// The page of an address.
    pub fn of(path: &str) -> Self {
        let path = path.strip_suffix('/').unwrap_or(path);
        match path.strip_prefix(CASE) {
            // The names that servers give; anything else could lead to another address of the interface.
            Some(id) if !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                Self::Case(id.to_owned())
            }
            Some(_) => Self::Nothing,
            None if path == LIST => Self::List,
            None if path == INVITE => Self::Invite,
            None => Self::Nothing,
        }
    }

    /// The page of the address bar.
    pub fn here() -> Self {
        Self::of(&window().location().pathname().unwrap_or_default())
    }
}

/// The address of a case.
pub fn case_address(id: &str) -> String {
    [CASE, id].concat()
}

/// The one-time secret of `/desk#setup=…`, cleared from the address bar and from the history of this tab.
pub fn take_setup() -> Option<String> {
    let location = window().location();
    let fragment = location.hash().unwrap_or_default();
    let secret = fragment.strip_prefix(SETUP)?.to_owned();
    if let Ok(history) = window().history() {
        // Without it the secret stays visible; the page works all the same.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", location.pathname().ok().as_deref());
    }
    Some(secret)
}

/// Goes to a page of the desk.
pub fn go(desk: Desk, address: &str) {
    let is_here = Route::here() == Route::of(address);
    if let (false, Ok(history)) = (is_here, window().history()) {
        // Without it the address bar stays behind; the page changes all the same.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(address));
    }
    arrive(desk, Route::of(address));
}

fn arrive(desk: Desk, route: Route) {
    desk.sending.failed.set(None);
    desk.said.set(None);
    desk.route.set(route);
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Follows links within the desk and the browser's own back and forward.
pub fn follow(desk: Desk) {
    let clicked = window_event_listener(ev::click, move |event| {
        let plain = event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key());
        if !plain || event.alt_key() || event.default_prevented() {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let link = target.and_then(|target| target.closest("a[href]").ok().flatten());
        let Some(href) = link.and_then(|link| link.get_attribute("href")) else { return };
        if href == LIST || href.starts_with("/desk/") {
            event.prevent_default();
            go(desk, &href);
        }
    });
    let moved = window_event_listener(ev::popstate, move |_| {
        if let Some(secret) = take_setup() {
            desk.begin_setup(secret);
        } else {
            arrive(desk, Route::here());
        }
    });
    on_cleanup(move || {
        clicked.remove();
        moved.remove();
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_to_pages() {
        for (path, route) in [
            ("/desk", Route::List),
            ("/desk/", Route::List),
            ("/desk/new", Route::Invite),
            ("/desk/case/0a1b", Route::Case("0a1b".to_owned())),
            ("/desk/case/", Route::Nothing),
            ("/desk/case/../x", Route::Nothing),
            ("/desk/else", Route::Nothing),
        ] {
            assert_eq!(Route::of(path), route, "{path}");
        }
        assert_eq!(Route::of(&case_address("0a1b")), Route::Case("0a1b".to_owned()));
    }
}
