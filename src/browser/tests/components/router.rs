//! Following links and the browser's own way back.

use browser::router::{
    A, Location, NavigateOptions, Table, match_path, provide_router, use_location, use_navigate, use_params_map,
    use_query_map,
};
use gloo_events::{EventListener, EventListenerOptions};
use gloo_utils::{history, window};
use leptos::mount::mount_to;
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, MouseEvent, MouseEventInit};

use super::{put, wait};

fn pattern(path: &str) -> Option<&'static str> {
    ["/", "/budget", "/i", "/learn/:id"].into_iter().find(|pattern| match_path(pattern, path).is_some())
}

/// A page with a router, at an address; it ends with the test.
struct Page {
    owner: Owner,
    location: Location,
    arrivals: Arc<AtomicU32>,
}

impl Page {
    fn at(address: &str) -> Self {
        history().replace_state_with_url(&JsValue::NULL, "", Some(address)).unwrap();
        let owner = Owner::new();
        let arrivals = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&arrivals);
        let location = owner.with(|| {
            let before = Callback::new(move |()| {
                counted.fetch_add(1, Ordering::Relaxed);
            });
            provide_router(Table { pattern, is_secret: |path, _| path == "/i", before });
            use_location()
        });
        Self { owner, location, arrivals }
    }

    fn path(&self) -> String {
        self.location.pathname.get_untracked()
    }

    /// How often it was said that somebody arrives.
    fn arrivals(&self) -> u32 {
        self.arrivals.load(Ordering::Relaxed)
    }

    fn go(&self, address: &str, options: NavigateOptions) {
        self.owner.with(|| use_navigate()(address, options));
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.owner.cleanup();
        history().replace_state_with_url(&JsValue::NULL, "", Some("/")).unwrap();
    }
}

/// Clicks on a link with these attributes. Answers whether the router followed it; the browser does not.
fn follows_with(attributes: &str, init: &MouseEventInit) -> bool {
    let place = put("p", &["<a ", attributes, "><b>text</b></a>"].concat());
    let followed = Rc::new(Cell::new(false));
    let seen = Rc::clone(&followed);
    let after = EventListener::new_with_options(
        &window(),
        "click",
        EventListenerOptions::enable_prevent_default(),
        move |event| {
            seen.set(event.default_prevented());
            event.prevent_default();
        },
    );
    init.set_bubbles(true);
    init.set_cancelable(true);
    let click = MouseEvent::new_with_mouse_event_init_dict("click", init).unwrap();
    place.query_selector("b").unwrap().unwrap().dispatch_event(&click).unwrap();
    drop(after);
    place.remove();
    followed.get()
}

fn follows(attributes: &str) -> bool {
    follows_with(attributes, &MouseEventInit::new())
}

#[wasm_bindgen_test]
fn a_link_within_the_page_is_followed_without_loading() {
    let page = Page::at("/");
    assert!(follows("href='/learn/interest?from=plan'"));
    assert_eq!(page.path(), "/learn/interest");
    let (id, from) = page.owner.with(|| {
        let (params, query) = (use_params_map(), use_query_map());
        (params.get("id").map(str::to_owned), query.get("from").map(str::to_owned))
    });
    assert_eq!((id.as_deref(), from.as_deref()), (Some("interest"), Some("plan")));
    assert_eq!(page.arrivals(), 1);
}

#[wasm_bindgen_test]
fn other_links_are_the_browsers() {
    let page = Page::at("/budget");
    for attributes in [
        "href='/desk'",
        "href='https://example.org/budget'",
        "href='/learn/a' target='_blank'",
        "href='/learn/a' download",
        "href='/i#secret'",
        "href='#income'",
        "name='no-link'",
    ] {
        assert!(!follows(attributes), "{attributes}");
    }
    assert_eq!((page.path().as_str(), page.arrivals()), ("/budget", 0));
}

#[wasm_bindgen_test]
fn a_click_that_asks_for_a_new_tab_is_the_browsers() {
    let _page = Page::at("/");
    for set in [MouseEventInit::set_ctrl_key, MouseEventInit::set_meta_key, MouseEventInit::set_shift_key] {
        let init = MouseEventInit::new();
        set(&init, true);
        assert!(!follows_with("href='/budget'", &init));
    }
    let middle = MouseEventInit::new();
    middle.set_button(1);
    assert!(!follows_with("href='/budget'", &middle));
}

#[wasm_bindgen_test]
fn an_invitation_without_a_secret_is_followed() {
    let page = Page::at("/");
    assert!(follows("href='/i'"));
    assert_eq!(page.path(), "/i");
}

#[wasm_bindgen_test]
fn a_secret_is_never_shown_to_a_page() {
    let page = Page::at("/i#secret");
    assert_eq!(page.location.hash.get_untracked(), "");
    drop(page);
    assert_eq!(Page::at("/budget#income").location.hash.get_untracked(), "income");
}

#[wasm_bindgen_test]
async fn the_way_back_leads_past_what_was_replaced() {
    let page = Page::at("/budget");
    page.go("/learn/a", NavigateOptions::default());
    page.go("/learn/b", NavigateOptions { replace: true, scroll: false });
    assert_eq!(page.path(), "/learn/b");
    history().back().unwrap();
    wait(100).await;
    assert_eq!(page.path(), "/budget");
    history().forward().unwrap();
    wait(100).await;
    assert_eq!(page.path(), "/learn/b");
    history().back().unwrap();
    wait(100).await;
}

#[wasm_bindgen_test]
fn asking_for_the_page_of_now_leaves_no_second_entry() {
    let page = Page::at("/budget");
    let entries = history().length().unwrap();
    page.go("/budget", NavigateOptions::default());
    assert_eq!((history().length().unwrap(), page.arrivals()), (entries, 1));
}

#[wasm_bindgen_test]
async fn a_new_page_begins_at_the_top_and_the_way_back_where_one_was() {
    let tall = put("div", "<svg width='1' height='5000'></svg>");
    let page = Page::at("/budget");
    window().scroll_to_with_x_and_y(0.0, 1_000.0);
    wait(100).await;
    page.go("/learn/a", NavigateOptions::default());
    assert_eq!(window().scroll_y().unwrap(), 0.0);
    wait(100).await;
    history().back().unwrap();
    wait(200).await;
    assert_eq!(window().scroll_y().unwrap(), 1_000.0);
    page.go("/learn/a", NavigateOptions { replace: true, scroll: false });
    assert_eq!(window().scroll_y().unwrap(), 1_000.0);
    window().scroll_to_with_x_and_y(0.0, 0.0);
    tall.remove();
}

#[wasm_bindgen_test]
fn a_query_is_read_as_browsers_write_it() {
    let page = Page::at("/budget?a=1&b=x%20y+z&a=2&flag&%C3%A9=%E2%82%AC");
    let query = page.owner.with(use_query_map);
    let read = ["a", "b", "flag", "é", "none"].map(|name| query.get(name));
    assert_eq!(read, [Some("1"), Some("x y z"), Some(""), Some("€"), None]);
}

#[wasm_bindgen_test]
async fn the_link_to_the_page_of_now_is_marked() {
    let page = Page::at("/budget");
    let place: HtmlElement = put("nav", "").unchecked_into();
    let owner = page.owner.clone();
    let mounted = mount_to(place.clone(), move || {
        owner.with(|| view! { <A href="/budget">"Budget"</A> <A href="/">"Home"</A> }.into_any())
    });
    let marked = || place.query_selector("[aria-current=page]").unwrap().and_then(|link| link.get_attribute("href"));
    assert_eq!(marked().as_deref(), Some("/budget"));
    page.go("/", NavigateOptions::default());
    wait(20).await;
    assert_eq!(marked().as_deref(), Some("/"));
    drop(mounted);
    place.remove();
}
