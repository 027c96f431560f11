//! glossary

use leptos::prelude::*;
use ui::components::{PageFrame, PageHeader};

/// The page.
pub fn page() -> AnyView {
    view! { <PageFrame><PageHeader title="glossary"/></PageFrame> }.into_any()
}
