//! While the server is asked who is here.

use leptos::prelude::*;
use ui::components::{Loading, PageFrame};

use crate::words::use_words;

/// The page.
pub fn page() -> AnyView {
    view! { <PageFrame><Loading label=use_words().shell_loading()/></PageFrame> }.into_any()
}
