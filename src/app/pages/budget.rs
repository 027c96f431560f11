//! budget

use leptos::prelude::*;
use ui::components::{PageFrame, PageHeader};

/// The page.
pub fn page() -> AnyView {
    view! { <PageFrame><PageHeader title="budget"/></PageFrame> }.into_any()
}
