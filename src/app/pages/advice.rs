//! advice

use leptos::prelude::*;
use ui::components::{PageFrame, PageHeader};

/// The page.
pub fn page() -> AnyView {
    view! { <PageFrame><PageHeader title="advice"/></PageFrame> }.into_any()
}
