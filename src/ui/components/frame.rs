//! What stands around every page.

use std::cell::Cell;

use leptos::html;
use leptos::prelude::*;

use crate::icon::mark;
use crate::words::PageLanguage;
use browser::focus::focus_id;

/// The id of the main part of a page, for the skip link.
const MAIN: &str = "main";

/// The first link of a page: past the header, to the matter.
#[component]
pub fn SkipLink(
    /// Its words ("Skip to the page").
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let go = move |event: leptos::ev::MouseEvent| {
        // The address stays as it is: fragments of this portal may hold a secret.
        event.prevent_default();
        focus_id(MAIN);
    };
    view! { <a class="skip-link" href="#main" on:click=go>{label}</a> }.into_any()
}

/// The strip at the top: the mark and name, and what belongs on every page.
#[component]
pub fn SiteHeader(
    /// The name of the portal.
    #[prop(into)]
    brand: String,
    /// Where the mark leads.
    #[prop(into)]
    home: String,
    /// Language switch, leave button.
    children: Children,
) -> impl IntoView {
    view! {
        <header class="site-header">
            <a class="site-header__brand" href=home>{mark()}<span>{brand}</span></a>
            <div class="site-header__tools">{children().into_any()}</div>
        </header>
    }
    .into_any()
}

/// The room of a page: the rail at the side, the matter beside it. Contains `<main id="main">`.
#[component]
pub fn PageFrame(
    /// The rail of steps, where the page is one of them.
    #[prop(optional)]
    rail: Option<AnyView>,
    /// For tables and lists of the counsellor's page: uses the whole width.
    #[prop(optional)]
    wide: bool,
    /// The matter; a [`BottomBar`] last.
    children: Children,
) -> impl IntoView {
    let class = match (rail.is_some(), wide) {
        (true, _) => "page page--rail",
        (false, true) => "page page--wide",
        (false, false) => "page",
    };
    let language = use_context::<PageLanguage>().and_then(|page| page.0);
    let (lang, dir) = (language.map(|language| language.tag), language.map(|language| language.direction));
    view! {
        <div class=class>
            {rail.map(|rail| view! { <div class="page__rail">{rail}</div> })}
            <main class="page__main" id=MAIN tabindex="-1" lang=lang dir=dir>{children().into_any()}</main>
        </div>
    }
    .into_any()
}

thread_local! {
    /// The first heading after the page was loaded leaves the focus where the browser put it.
    static ARRIVED: Cell<bool> = const { Cell::new(false) };
}

/// The heading of a page. It takes the focus when somebody moves from one page to the next, so that a screen reader
/// starts where the page starts; not on the first page after loading.
#[component]
pub fn PageHeader(
    /// The heading.
    #[prop(into)]
    title: String,
    /// What stands under it: the answer in a sentence ([`Lead`]).
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    Effect::new(move |_| {
        if let Some(element) = heading.get()
            && ARRIVED.replace(true)
        {
            let _ = element.focus();
        }
    });
    let under = children.map(|children| children().into_any());
    view! {
        <header class="page-header">
            <h1 class="page-header__title" node_ref=heading tabindex="-1">{title}</h1>
            {under}
        </header>
    }
    .into_any()
}

/// The answer of a page in a sentence, larger than the text.
#[component]
pub fn Lead(
    /// The sentence.
    children: Children,
) -> impl IntoView {
    view! { <p class="lead">{children().into_any()}</p> }.into_any()
}

/// What is left over, at the lower edge while a page of figures is filled in. Must be the last child of [`PageFrame`].
#[component]
pub fn BottomBar(
    /// What it is ("Left over").
    #[prop(into)]
    label: Signal<String>,
    /// The amount with its unit ("$702.40").
    #[prop(into)]
    amount: Signal<String>,
    /// The period ("a month").
    #[prop(into)]
    period: Signal<String>,
    /// Something is missing: it looks another way. Its sign says so, too.
    #[prop(optional, into)]
    is_short: Signal<bool>,
    /// A quiet button or link at the end, such as how it was worked out.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let action = children.map(|children| view! { <div class="bottom-bar__action">{children().into_any()}</div> });
    view! {
        <div class="bottom-bar" class:is-short=is_short>
            <p class="bottom-bar__figure">
                <span class="bottom-bar__label">{label}</span>
                " "
                <span class="bottom-bar__amount">
                    <strong>{amount}</strong>
                    " "
                    {period}
                </span>
            </p>
            {action}
        </div>
    }
    .into_any()
}
