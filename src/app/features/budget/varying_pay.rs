//! The place of the last pays below a line of pay.

use leptos::prelude::*;
use ui::live::live;

use crate::features::budget::context::{BudgetSection, PageContext};
use crate::features::budget::lazy;
use crate::store::BudgetLine;

/// What stands below a line of pay while it varies. `label` is the line's name.
pub(super) fn below(context: PageContext, line: &BudgetLine, label: &str, sign: &str) -> AnyView {
    let varies = Memo::new({
        let line = line.clone();
        move |_| line.varies()
    });
    let (line, label, sign) = (line.clone(), label.to_owned(), sign.to_owned());
    live(move || {
        if !varies.get() {
            return ().into_any();
        }
        untrack(|| lazy::section(BudgetSection::Pays(context, Box::new(line.clone()), label.clone(), sign.clone())))
    })
}
