//! What people do with the form kit, and what they are told.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use gloo_utils::{body, document, window};
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use ui::components::BottomBar;
use ui::form::{
    AmountField, Button, Checkbox, DateField, DateWords, ErrorSummary, FieldError, Form, SelectField, SelectOption,
    TextField,
};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Event, HtmlElement, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

/// A view in the page for as long as a test lasts.
pub struct Drawn {
    place: HtmlElement,
    mounted: Option<UnmountHandle<AnyViewState>>,
}

impl Drawn {
    pub fn new(view: impl FnOnce() -> AnyView + 'static) -> Self {
        let place: HtmlElement = document().create_element("main").unwrap().unchecked_into();
        body().append_child(&place).unwrap();
        Self { place: place.clone(), mounted: Some(mount_to(place, view)) }
    }

    pub fn one<T: wasm_bindgen::JsCast>(&self, selector: &str) -> T {
        self.place.query_selector(selector).unwrap().unwrap_or_else(|| panic!("no {selector}")).unchecked_into()
    }

    pub fn has(&self, selector: &str) -> bool {
        self.place.query_selector(selector).unwrap().is_some()
    }

    fn text(&self) -> String {
        self.place.text_content().unwrap_or_default()
    }

    /// What a screen reader adds to a control: the texts that it says it is described by.
    fn described(&self, control: &HtmlElement) -> String {
        let ids = control.get_attribute("aria-describedby").unwrap_or_default();
        let texts = ids.split_whitespace().filter_map(|id| document().get_element_by_id(id)?.text_content());
        texts.collect::<Vec<_>>().join(" ")
    }
}

impl Drop for Drawn {
    fn drop(&mut self) {
        drop(self.mounted.take());
        self.place.remove();
    }
}

/// Types into a field, as the browser tells of it.
fn type_into(input: &HtmlInputElement, text: &str) {
    input.set_value(text);
    input.dispatch_event(&Event::new("input").unwrap()).unwrap();
}

/// Lets effects and the next frame come.
pub async fn drawn() {
    for _ in 0..2 {
        let frame = js_sys::Promise::new(&mut |resolve, _| {
            window().request_animation_frame(&resolve).unwrap();
        });
        JsFuture::from(frame).await.unwrap();
    }
}

/// A counter, and what raises it.
fn counter() -> (Arc<AtomicU32>, Callback<()>) {
    let count = Arc::new(AtomicU32::new(0));
    let raised = Arc::clone(&count);
    let raise = Callback::new(move |()| {
        raised.fetch_add(1, Ordering::Relaxed);
    });
    (count, raise)
}

fn typed(text: &str) -> RwSignal<String> {
    RwSignal::new(text.to_owned())
}

#[wasm_bindgen_test]
async fn a_field_keeps_exactly_what_is_typed_and_follows_what_is_set() {
    let owner = Owner::new();
    let value = owner.with(|| typed("a"));
    let page = Drawn::new(move || view! { <TextField id="name" label="Name" value=value/> }.into_any());
    drawn().await;
    let input: HtmlInputElement = page.one("#name");
    assert_eq!(input.value(), "a");
    type_into(&input, " 1,200.5 ");
    assert_eq!(value.get_untracked(), " 1,200.5 ");
    value.set("set".to_owned());
    drawn().await;
    assert_eq!(input.value(), "set");
}

#[wasm_bindgen_test]
async fn an_error_is_said_with_the_field_and_goes_with_its_cause() {
    let owner = Owner::new();
    let (value, error) = owner.with(|| (typed("1e3"), RwSignal::new(None::<String>)));
    let page = Drawn::new(move || {
        let error = Signal::derive(move || error.get());
        view! { <AmountField id="owed" label="What you owe" value prefix="$" hint="From the letter" error/> }.into_any()
    });
    let input: HtmlElement = page.one("#owed");
    assert_eq!(input.get_attribute("aria-invalid"), None);
    assert_eq!(page.described(&input).trim(), "From the letter");
    error.set(Some("Use only numbers.".to_owned()));
    drawn().await;
    assert_eq!(input.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert!(page.described(&input).contains("Use only numbers."), "{}", page.described(&input));
    error.set(None);
    drawn().await;
    assert!(!page.text().contains("Use only numbers."));
}

#[wasm_bindgen_test]
async fn what_the_page_understood_is_said_with_the_amount() {
    let owner = Owner::new();
    let value = owner.with(|| typed("860"));
    let page = Drawn::new(move || {
        let echo = Signal::derive(move || Some(["That is ", &value.get(), " a month."].concat()));
        view! { <AmountField id="pay" label="Pay" value prefix="$" echo/> }.into_any()
    });
    let input: HtmlInputElement = page.one("#pay");
    type_into(&input, "900");
    drawn().await;
    assert!(page.text().contains("That is 900 a month."));
    assert_eq!(input.get_attribute("inputmode").as_deref(), Some("decimal"));
}

#[wasm_bindgen_test]
fn every_control_has_the_name_that_is_seen() {
    let owner = Owner::new();
    let page = owner.with(|| {
        Drawn::new(|| {
            let words = DateWords { day: "Day".into(), month: "Month".into(), year: "Year".into() };
            let options = vec![SelectOption::new("month", "a month"), SelectOption::new("year", "a year")];
            view! {
                <TextField id="name" label="Name" value=typed("")/>
                <SelectField id="often" label="How often" value=typed("year") options/>
                <DateField id="due" legend="Due" value=typed("2026-11-30") words/>
            }
            .into_any()
        })
    });
    for id in ["name", "often", "due-day", "due-month", "due-year"] {
        assert!(page.has(&["#", id].concat()) && page.has(&["label[for='", id, "']"].concat()), "{id}");
    }
    assert_eq!(page.one::<HtmlInputElement>("#often").value(), "year");
}

#[wasm_bindgen_test]
fn a_tick_is_kept() {
    let owner = Owner::new();
    let value = owner.with(|| RwSignal::new(false));
    let page = Drawn::new(move || view! { <Checkbox id="late" label="I am late" value/> }.into_any());
    let input: HtmlInputElement = page.one("input[type=checkbox]");
    input.click();
    assert!(value.get_untracked());
    input.click();
    assert!(!value.get_untracked());
}

#[wasm_bindgen_test]
async fn a_busy_button_does_nothing_and_keeps_its_place() {
    let owner = Owner::new();
    let busy = owner.with(|| RwSignal::new(false));
    let (count, on_press) = owner.with(counter);
    let page = Drawn::new(move || view! { <Button id="send" label="Send" busy on_press/> }.into_any());
    let button: HtmlElement = page.one("#send");
    button.click();
    busy.set(true);
    drawn().await;
    button.click();
    assert_eq!(count.load(Ordering::Relaxed), 1);
    assert_eq!(button.get_attribute("aria-disabled").as_deref(), Some("true"));
    assert!(!button.has_attribute("disabled"), "the focus stays on it");
}

#[wasm_bindgen_test]
fn a_form_is_sent_without_loading_the_page() {
    let owner = Owner::new();
    let (count, on_submit) = owner.with(counter);
    let page =
        Drawn::new(move || view! { <Form id="unlock" on_submit><Button submit=true label="Open"/></Form> }.into_any());
    page.one::<HtmlElement>("button[type=submit]").click();
    assert_eq!(count.load(Ordering::Relaxed), 1);
    assert!(page.has("#unlock"), "it is still there");
}

#[wasm_bindgen_test]
async fn a_form_that_fails_moves_the_focus_to_its_list_of_mistakes() {
    let owner = Owner::new();
    let (errors, attempt) = owner.with(|| (RwSignal::new(Vec::<FieldError>::new()), RwSignal::new(0_u32)));
    let page = Drawn::new(move || {
        view! { <ErrorSummary title="There is something to put right" errors attempt/> <input id="owed"/> }.into_any()
    });
    attempt.set(1);
    drawn().await;
    assert_eq!(page.text().trim(), "", "there is nothing to put right");
    errors.set(vec![FieldError { id: "owed".to_owned(), message: "Use only numbers.".to_owned() }]);
    attempt.set(2);
    drawn().await;
    let active = document().active_element().unwrap();
    assert!(active.text_content().unwrap().contains("Use only numbers."));
    page.one::<HtmlElement>("a[href='#owed']").click();
    drawn().await;
    assert_eq!(document().active_element().unwrap().id(), "owed");
}

#[wasm_bindgen_test]
async fn the_bar_follows_the_figure() {
    let owner = Owner::new();
    let amount = owner.with(|| typed("$702.40"));
    let page = Drawn::new(move || view! { <BottomBar label="Left over" amount period="a month"/> }.into_any());
    assert!(page.text().contains("Left over $702.40 a month"), "{}", page.text());
    amount.set("$12.00".to_owned());
    drawn().await;
    assert!(page.text().contains("$12.00"));
}

#[wasm_bindgen_test]
fn every_example_of_the_gallery_draws_something() {
    for example in ui::gallery::EXAMPLES.iter().flat_map(|group| group.iter()).chain(ui::gallery::PAGES) {
        let page = Drawn::new(example.view);
        assert!(page.place.child_element_count() > 0, "{}", example.name);
    }
}
