//! Every way to pay, side by side.

use domain::plan::Strategy;
use leptos::prelude::*;
use ui::components::{Cell, DataTable, Disclosure, Piece, Rich, StatusTag, Tone};
use ui::live::live;

use super::Bench;
use super::figures::{self, Way, Ways};
use crate::words::Words;

/// What a strategy is called.
fn title(words: Words, strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::MinimumsOnly => words.whatif_way_minimums_only(),
        Strategy::Avalanche => words.whatif_way_avalanche(),
        Strategy::AvalancheInForce => words.whatif_way_avalanche_in_force(),
        Strategy::Snowball => words.whatif_way_snowball(),
        Strategy::Custom => words.whatif_way_custom(),
        Strategy::HighestBalance => words.whatif_way_highest_balance(),
        Strategy::ShortestTerm => words.whatif_way_shortest_term(),
        Strategy::BalanceByRate => words.whatif_way_balance_by_rate(),
        Strategy::BalanceByPayment => words.whatif_way_balance_by_payment(),
        Strategy::Utilisation => words.whatif_way_utilisation(),
        Strategy::ProRataByBalance => words.whatif_way_pro_rata_by_balance(),
        Strategy::ProRataByContractualPayment => words.whatif_way_pro_rata_by_contractual_payment(),
        Strategy::PriorityArrearsFirst => words.whatif_way_priority_arrears_first(),
        Strategy::CheapestFound => words.whatif_way_cheapest_found(),
    }
}

/// The card.
pub fn view(bench: Bench) -> AnyView {
    let words = bench.words;
    // Trying all orders takes a while; it does not depend on what is tried.
    let all = Memo::new(move |_| bench.basis.with(figures::ways));
    let ways = Memo::new(move |_| {
        let tried = bench.compared.with(|compared| compared.as_ref().map(|(_, with)| with.plan.clone()));
        let tried = tried.filter(|_| bench.trial.with(|trial| !trial.effects.is_empty()));
        all.get().map(|ways| ways.with_tried(tried))
    });
    let answer =
        Signal::derive(move || ways.with(|ways| ways.as_ref().map(|ways| answer(bench, ways))).unwrap_or_default());
    let tables = live(move || {
        ways.with(|ways| {
            let Some(ways) = ways else { return ().into_any() };
            let main = table(bench, "ways", ways, &ways.main);
            let others = table(bench, "other-ways", ways, &ways.others);
            view! {
                {main}
                <Disclosure summary=words.whatif_compare_more()>{others}</Disclosure>
            }
            .into_any()
        })
    });
    view! {
        <section class="card side-by-side" id="compare" tabindex="-1" aria-labelledby="compare-title">
            <h2 class="card__title" id="compare-title">{words.whatif_compare()}</h2>
            <p class="soft">{words.whatif_compare_text()}</p>
            <p><Rich pieces=answer/></p>
            {tables}
            <p class="soft">{words.whatif_compare_saved_hint()}</p>
        </section>
    }
    .into_any()
}

fn answer(bench: Bench, ways: &Ways) -> Vec<Piece> {
    let words = bench.words;
    let Some((strategy, order, saved)) = &ways.cheapest else {
        return vec![Piece::Text(words.whatif_compare_none().to_owned())];
    };
    let name = if *strategy == Strategy::Custom {
        let names: Vec<String> = order.iter().map(|debt| bench.name(*debt)).collect();
        words.whatif_compare_order(&names.join(", "))
    } else {
        title(words, *strategy).to_owned()
    };
    match saved {
        Some(saved) => words.whatif_compare_cheapest(&bench.money(*saved), &name),
        None => words.whatif_compare_cheapest_ends(&name),
    }
}

fn table(bench: Bench, id: &'static str, ways: &Ways, shown: &[Way]) -> AnyView {
    let words = bench.words;
    let head = [
        words.whatif_compare_way(),
        words.whatif_row_free(),
        words.whatif_compare_cost(),
        words.whatif_row_paid(),
        words.whatif_compare_saved(),
    ];
    let none = || words.whatif_none().to_owned();
    let row = |way: &Way| {
        let best = ways.best(way);
        let plan = &way.plan;
        let sum = |amount| if plan.is_cleared() { bench.money(amount) } else { none() };
        let saved = match way.saved {
            _ if way.strategy == Some(Strategy::MinimumsOnly) => none(),
            Some(saved) if saved.minor() < 0 => {
                words.whatif_dearer(&bench.money(domain::money::Amount::ZERO.saturating_sub(saved)))
            }
            Some(saved) => bench.money(saved),
            None => words.whatif_saved_none().to_owned(),
        };
        let name = way.strategy.map_or(words.whatif_plan_trial(), |strategy| title(words, strategy));
        vec![
            Cell::Text(name.to_owned()),
            figure(words, bench.end(plan), best.months),
            figure(words, sum(figures::charged(plan)), best.cost),
            figure(words, sum(plan.paid_total), false),
            figure(words, saved, best.saved),
        ]
    };
    let head = head.into_iter().map(str::to_owned).collect();
    let rows = shown.iter().map(row).collect();
    view! { <DataTable id caption=words.whatif_compare() caption_hidden=true stacked=true head rows/> }.into_any()
}

/// A figure, with a word beside it if it is the best of all.
fn figure(words: Words, text: String, is_best: bool) -> Cell {
    let tag = is_best.then(|| view! { <StatusTag tone=Tone::Good label=words.whatif_best()/> }.into_any());
    Cell::View(view! { <span class="side-by-side__figure">{text}" "{tag}</span> }.into_any())
}
