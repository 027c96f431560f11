//! What is owed, to whom, and what is said against it.

mod context;
mod converted_value;
mod debt_details;
mod details_toggle;
mod dispute;
mod facts;
mod fields;
mod invited;
mod lazy;
mod own;
mod page;
mod problem;

use leptos::prelude::*;

use crate::features::debts::context::PageContext;
use crate::shared::lazy::{Cut, Drawn, at_once, lazy_section};

/// The page.
pub const PAGE: Cut = Cut { draw: || at_once(debts()), load: || Box::pin(load_debts()) };

cut! { debts, load_debts,
    fn debts() -> Drawn {
        Ok(Box::new(page::page()))
    }
}

/// The debts that came with an invitation, which not everybody has.
fn invited_list(context: PageContext) -> AnyView {
    lazy_section(move || at_once(invited_debts(context)), || Box::pin(load_invited_debts()))
}

cut! { invited_debts, load_invited_debts,
    fn invited_debts(context: PageContext) -> Drawn {
        let catalogue = untrack(|| context.state.case.catalogue_here());
        Ok(Box::new(catalogue.map_or_else(|| ().into_any(), |catalogue| invited::list(context, &catalogue))))
    }
}
