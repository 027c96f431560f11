//! What somebody comes to by a press on the debts page.

use leptos::prelude::*;

use crate::features::debts::context::DebtSection;
use crate::features::debts::{converted_value, debt_details, dispute};
use crate::shared::lazy::{Drawn, at_once, lazy_section};

/// Draws a section: at once, or as soon as it has come.
pub fn section(section: DebtSection) -> AnyView {
    lazy_section(move || at_once(pressed_section(Box::new(section.clone()))), || Box::pin(load_pressed_section()))
}

cut! { debt_details, load_pressed_section,
    fn pressed_section(section: Box<DebtSection>) -> Drawn {
        Ok(Box::new(match *section {
            DebtSection::Dispute(context, debt, told) => dispute::form(context, &debt, told),
            DebtSection::Stopped(context, debt, told) => dispute::done(context, &debt, told),
            DebtSection::More(context, debt) => debt_details::view(context, &debt),
            DebtSection::Worth(context, debt) => converted_value::line(context, &debt, false),
        }))
    }
}
