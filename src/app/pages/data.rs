//! data

use leptos::prelude::*;
use ui::components::{PageFrame, PageHeader};

/// The page.
pub fn page() -> AnyView {
    view! { <PageFrame><PageHeader title="data"/></PageFrame> }.into_any()
}
