//! A link that holds the plan, to show it to somebody: a part of its own, because packing it weighs as much as a page.

use domain::plan::Plan;
use leptos::prelude::*;
use ui::components::{CopyField, CopyWords};
use ui::form::Checkbox;

use crate::shared::plan_inputs;
use crate::shared::plan_inputs::Basis;
use crate::store::AppState;
use crate::words::use_words;

/// What the link shall hold, and the link.
pub fn view(basis: Memo<Basis>, shown: Memo<Option<Plan>>) -> AnyView {
    let (state, words) = (AppState::here(), use_words());
    let names = RwSignal::new(false);
    let left = RwSignal::new(false);
    let link = Signal::derive(move || {
        basis.with(|basis| {
            shown.with(|plan| {
                let Some(plan) = plan else { return String::new() };
                let strategy = plan_inputs::chosen(state);
                let snapshot = plan_inputs::snapshot(state, basis, plan, strategy, names.get(), left.get());
                [browser::document::origin().as_str(), "/shared#", &snapshot.to_text()].concat()
            })
        })
    });
    let copy = CopyWords {
        copy: words.plan_share_copy().to_owned(),
        done: words.plan_share_done().to_owned(),
        by_hand: words.plan_share_by_hand().to_owned(),
    };
    view! {
            <p>{words.plan_share_text()}</p>
            <Checkbox id="share-names" label=words.plan_share_names() value=names/>
            <Checkbox id="share-left" label=words.plan_share_left() value=left/>
            <CopyField id="share-link" label=words.plan_share_link() value=link words=copy/>
    }
    .into_any()
}
