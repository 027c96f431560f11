//! Where a person tries things out before they promise anything: what-ifs and what they would change, every way to pay
//! side by side, a wish, hard times, and why a figure is what it is. All of it is worked out anew from the state.

use browser::document::set_title;
use browser::router::use_location;
use domain::journey::Step;
use domain::money::Amount;
use domain::plan::{Outcome, StuckBecause};
use leptos::prelude::*;
use ui::components::{Columns, Lead, PageFrame, PageHeader, Piece, Rich};
use ui::form::{Actions, ButtonKind, LinkButton};
use ui::format::Format;
use ui::live::live;

use crate::features::what_if::context::PageContext;
use crate::features::what_if::{lazy, list, result};
use crate::shared::{journey, unreadable_debts};
use crate::words::Words;

/// The page.
pub fn page() -> AnyView {
    journey::guarded(Step::Plan, inside)
}

fn inside() -> AnyView {
    let context = PageContext::new();
    provide_context(context);
    let words = context.words;
    set_title(words.what_if_title());
    let hash = use_location().hash;
    Effect::new(move |_| {
        let asked = hash.get();
        if !asked.is_empty() {
            browser::focus::focus_id_soon(asked);
        }
    });
    let lead = Signal::derive(move || lead(context));
    let has_plan = Memo::new(move |_| context.trial.with(|trial| trial.without.is_some()));
    let label = |text: &'static str| Signal::stored(text.to_owned());
    let parts = live(move || {
        if !has_plan.get() {
            return ().into_any();
        }
        untrack(|| {
            let both = [list::view(context), result::view(context)].into_any();
            let ways = comparison_card(words);
            view! { {jumps(words)} <Columns>{both}</Columns> {ways} {lazy::further_questions()} }.into_any()
        })
    });
    let is_any_unreadable = Memo::new(move |_| context.basis.with(|basis| basis.unreadable > 0));
    let unreadable = unreadable_debts::unreadable(words, is_any_unreadable);
    view! {
        <PageFrame rail=journey::rail(Step::Plan)>
            <PageHeader title=words.what_if_title()>
                <Lead><span aria-live="polite"><Rich pieces=lead/></span></Lead>
            </PageHeader>
            {unreadable}
            {parts}
            <Actions>
                <LinkButton href="/plan" label=label(words.what_if_back())/>
                <LinkButton href="/" kind=ButtonKind::Text label=label(words.what_if_stop())/>
            </Actions>
        </PageFrame>
    }
    .into_any()
}

/// Ways to the parts of a long page.
fn jumps(words: Words) -> AnyView {
    let parts = [
        ("#try", words.what_if_try()),
        ("#result", words.what_if_result()),
        ("#compare", words.what_if_compare()),
        ("#wish", words.what_if_wish()),
        ("#hard", words.what_if_hard()),
        ("#chance", words.what_if_chance()),
        ("#why", words.what_if_why()),
    ];
    let link = |(href, name): (&'static str, &'static str)| view! { <li><a href=href>{name}</a></li> }.into_any();
    let links: Vec<AnyView> = parts.into_iter().map(link).collect();
    view! { <nav class="jumps" aria-label=words.what_if_parts()><ul>{links}</ul></nav> }.into_any()
}

/// What a try would change, in a sentence or two.
fn lead(context: PageContext) -> Vec<Piece> {
    let words = context.words;
    context.compared.with(|compared| {
        let Some((_, with)) = compared else { return words.what_if_lead_no_plan() };
        if context.trial.with(|trial| trial.effects.is_empty()) {
            return words.what_if_lead_start();
        }
        let plan = &with.plan;
        let date = || context.month(plan.months);
        match &plan.outcome {
            Outcome::Cleared => {}
            Outcome::NeverClears { debt, because: StuckBecause::NothingPaid, .. } => {
                return words.what_if_lead_nothing().debt(&context.name(*debt));
            }
            Outcome::NeverClears { debt, excess, .. } if excess.is_zero() => {
                return words.what_if_lead_stands().debt(&context.name(*debt));
            }
            Outcome::NeverClears { debt, excess, .. } => {
                return words.what_if_lead_never().debt(&context.name(*debt)).excess(&context.money(*excess));
            }
            Outcome::NotWithinHorizon => return words.what_if_lead_long(),
            Outcome::Shortfall { missing, .. } => {
                return words.what_if_lead_short().date(&date()).missing(&context.money(*missing));
            }
        }
        let Some((months, saved)) = with.months_saved.zip(with.saved) else {
            return words.what_if_lead_ends().date(&date());
        };
        let count = u64::from(months.unsigned_abs());
        let text = context.format().number(i64::from(months.unsigned_abs()));
        let mut pieces = match months {
            1.. => words.what_if_lead_sooner(count, &text).date(&date()),
            0 => words.what_if_lead_same().date(&date()),
            _ => words.what_if_lead_later(count, &text).date(&date()),
        };
        pieces.push(Piece::Text(" ".to_owned()));
        let size = context.money(Amount::from_minor(saved.minor().saturating_abs()));
        pieces.extend(match saved.minor() {
            1.. => words.what_if_lead_cheaper().amount(&size),
            0 => vec![Piece::Text(words.what_if_lead_cost_same().to_owned())],
            _ => words.what_if_lead_dearer().amount(&size),
        });
        pieces
    })
}

/// The card with every way to pay. What is in it is fetched apart; the card takes the focus of a link at once.
fn comparison_card(words: Words) -> AnyView {
    view! {
        <section class="card side-by-side" id="compare" tabindex="-1" aria-labelledby="compare-title">
            <h2 class="card__title" id="compare-title">{words.what_if_compare()}</h2>
            <p class="soft">{words.what_if_compare_text()}</p>
            {lazy::comparison()}
        </section>
    }
    .into_any()
}
