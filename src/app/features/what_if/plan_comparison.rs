//! Every way to pay, side by side.

use domain::money::Amount;
use domain::plan::Strategy;
use leptos::prelude::*;
use ui::components::{Cell, DataTable, Disclosure, Piece, Rich, StatusTag, Tone};
use ui::format::Format;
use ui::live::live;

use crate::features::what_if::cash::Cash;
use crate::features::what_if::context::PageContext;
use crate::features::what_if::model::{Trial, Way, Ways};
use crate::features::what_if::{model, result, saved_scenarios};
use crate::shared::strategy::title;
use crate::words::Words;

/// What is in the card.
pub fn inside(context: PageContext) -> AnyView {
    let words = context.words;
    // Trying all orders takes a while; it does not depend on what is tried.
    let all = Memo::new(move |_| context.basis.with(model::ways));
    let ways = Memo::new(move |_| {
        let kept = context.kept_tries.kept.get();
        let kept: Vec<(String, Trial)> = kept.into_iter().map(|kept| (kept.name, context.read(&kept.typed))).collect();
        context.trial.with(|trial| {
            let tried = kept.iter().map(|(name, trial)| (name.as_str(), trial)).chain([("", trial)]);
            all.get().map(|ways| ways.with_tried(tried, context.taxed_from.get()))
        })
    });
    let cash = Memo::new(move |_| Cash::known(context.state));
    let cash_hint = live(move || {
        if cash.with(Option::is_some) {
            return view! { <p class="soft">{words.what_if_compare_low_hint()}</p> }.into_any();
        }
        view! { <p class="soft"><Rich pieces=Signal::stored(words.what_if_compare_no_days())/></p> }.into_any()
    });
    let answer =
        Signal::derive(move || ways.with(|ways| ways.as_ref().map(|ways| answer(context, ways))).unwrap_or_default());
    let tables = live(move || {
        ways.with(|ways| {
            let Some(ways) = ways else { return ().into_any() };
            cash.with(|cash| {
                let main = table(context, "ways", (ways, cash.as_ref()), &ways.main);
                let others = table(context, "other-ways", (ways, cash.as_ref()), &ways.others);
                view! {
                    {main}
                    {saved_scenarios::view(context)}
                    <Disclosure summary=words.what_if_compare_more()>{others}</Disclosure>
                }
                .into_any()
            })
        })
    });
    view! {
        <p><Rich pieces=answer/></p>
        {tables}
        <p class="soft">{words.what_if_compare_saved_hint()}</p>
        {cash_hint}
    }
    .into_any()
}

fn answer(context: PageContext, ways: &Ways) -> Vec<Piece> {
    let words = context.words;
    let Some((strategy, order, saved)) = &ways.cheapest else {
        return vec![Piece::Text(words.what_if_compare_none().to_owned())];
    };
    let name = if *strategy == Strategy::Custom {
        let names: Vec<String> = order.iter().map(|debt| context.name(*debt)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        words.what_if_compare_order().names(&context.state.format().list(&names))
    } else {
        title(words, *strategy).to_owned()
    };
    match saved {
        Some(saved) => words.what_if_compare_cheapest().amount(&context.money(*saved)).name(&name),
        None => words.what_if_compare_cheapest_ends().name(&name),
    }
}

/// One row for each way. Columns in which nothing stands are left out.
fn table(context: PageContext, id: &'static str, (ways, cash): (&Ways, Option<&Cash>), shown: &[Way]) -> AnyView {
    let words = context.words;
    let has_fees = shown.iter().any(|way| way.plan.fees_total.is_positive());
    let has_notes = shown.iter().any(|way| !way.notes.is_empty());
    let columns = [
        (true, words.what_if_compare_way()),
        (true, words.what_if_row_free()),
        (true, words.what_if_row_months()),
        (true, words.what_if_row_interest()),
        (has_fees, words.what_if_row_fees()),
        (true, words.what_if_row_paid()),
        (true, words.what_if_compare_saved()),
        (true, words.what_if_row_first()),
        (cash.is_some(), words.what_if_compare_low()),
        (has_notes, words.what_if_notes()),
    ];
    let none = || words.what_if_none().to_owned();
    let row = |way: &Way| {
        let best = ways.best(way);
        let plan = &way.plan;
        let sum = |amount| if plan.is_cleared() { context.money(amount) } else { none() };
        let saved = match way.saved {
            _ if way.strategy == Some(Strategy::MinimumsOnly) => none(),
            Some(saved) if saved.minor() < 0 => {
                words.what_if_dearer().amount(&context.money(Amount::ZERO.saturating_sub(saved)))
            }
            Some(saved) => context.money(saved),
            None => words.what_if_saved_none().to_owned(),
        };
        let name = match way.strategy {
            Some(strategy) => title(words, strategy),
            None if way.name.is_empty() => words.what_if_plan_trial(),
            None => way.name.as_str(),
        };
        let months = if plan.is_cleared() { context.months(plan.months) } else { none() };
        let first = way.first.as_ref();
        let first =
            first.map_or_else(none, |(name, month)| words.what_if_first_gone().date(&context.month(*month)).name(name));
        let low = cash.and_then(|cash| cash.tightest(way.payment));
        let low = low.map_or_else(none, |week| {
            words.what_if_compare_low_week().date(&context.format().date(week.from)).low(&context.money(week.low))
        });
        let cells = [
            Cell::Text(name.to_owned()),
            figure(words, context.end(plan), best.months),
            Cell::Text(months),
            figure(words, sum(plan.interest_total), best.interest),
            Cell::Text(sum(plan.fees_total)),
            Cell::Text(sum(plan.paid_total)),
            figure(words, saved, best.saved),
            Cell::Text(first),
            Cell::Text(low),
            notes(context, way),
        ];
        cells.into_iter().zip(columns).filter_map(|(cell, (is_there, _))| is_there.then_some(cell)).collect::<Vec<_>>()
    };
    let rows = shown.iter().map(row).collect();
    let head = columns.into_iter().filter(|(is_there, _)| *is_there).map(|(_, head)| head.to_owned()).collect();
    view! { <DataTable id caption=words.what_if_compare() caption_hidden=true stacked=true head rows/> }.into_any()
}

fn notes(context: PageContext, way: &Way) -> Cell {
    let name = |debt: usize| way.names.get(debt).cloned().unwrap_or_default();
    let lines = way.notes.iter().filter_map(|note| result::sentence(context, *note, &name));
    let lines: Vec<AnyView> = lines.map(|line| view! { <li>{line}</li> }.into_any()).collect();
    if lines.is_empty() {
        return Cell::Text(context.words.what_if_none().to_owned());
    }
    Cell::View(view! { <ul class="side-by-side__notes">{lines}</ul> }.into_any())
}

/// A figure, with a word beside it if it is the best of all.
fn figure(words: Words, text: String, is_best: bool) -> Cell {
    let tag = is_best.then(|| view! { <StatusTag tone=Tone::Good label=words.what_if_best()/> }.into_any());
    Cell::View(view! { <span class="side-by-side__figure">{text}" "{tag}</span> }.into_any())
}
