//! invitation

use leptos::prelude::*;
use ui::components::{PageFrame, PageHeader};

/// The page.
pub fn page() -> AnyView {
    view! { <PageFrame><PageHeader title="invitation"/></PageFrame> }.into_any()
}
