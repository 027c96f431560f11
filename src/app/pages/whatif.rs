//! Where a person tries things out before they promise anything: what-ifs and what they would change, every way to pay
//! side by side, a wish, hard times, and why a figure is what it is. All of it is worked out anew from the state.

mod cash;
mod chance;
mod compare;
mod figures;
mod hard;
mod kept;
mod kinds;
mod law;
mod list;
pub mod months;
mod reading;
mod result;
mod store;
pub mod why;
mod wish;

use domain::journey::Step;
use domain::money::Amount;
use domain::plan::{Comparison, Moved, Outcome, Plan, Scenario};
use leptos::prelude::*;
use ui::components::{Card, Columns, Lead, PageFrame, PageHeader, Piece, Rich};
use ui::form::{Actions, ButtonKind, LinkButton};
use ui::format::{BrowserFormat, Format};
use ui::live::live;
use wire::saved::WhatIf;

use self::figures::Trial;
use self::kept::KeptStore;
use self::reading::MonthOfYear;
use self::store::TrialStore;
use super::plan;
use crate::chunks;
use crate::journey;
use crate::planning::{self, Basis};
use crate::router::Router;
use crate::shell;
use crate::state::AppState;
use crate::words::{Words, use_words};

/// What every part of the page needs.
#[derive(Clone, Copy)]
struct Bench {
    state: AppState,
    words: Words,
    store: TrialStore,
    basis: Memo<Basis>,
    /// The plan that things are tried with.
    without: Memo<Option<Scenario>>,
    trial: Memo<Trial>,
    /// The plan without and with what is tried.
    compared: Memo<Option<(Comparison, Comparison)>>,
    /// What each what-if that counts does on top of those before it: its id and the change.
    parts: Memo<Vec<(String, Moved)>>,
    /// Tries that are kept to be compared.
    kept_tries: KeptStore,
    /// From how much on a forgiven debt may be taxed, as the law of the country says.
    taxed_from: RwSignal<Option<Amount>>,
}

impl Bench {
    fn new() -> Self {
        let state = AppState::here();
        let words = use_words();
        let store = TrialStore::open(state);
        let basis = Memo::new(move |_| planning::basis(state));
        let without = Memo::new(move |_| basis.with(|basis| figures::base(basis, planning::chosen(state))));
        let trial = Memo::new(move |_| {
            let typed = store.typed();
            let new = (words.whatif_new_loan(), words.whatif_new_card());
            let around = (state.currency(), planning::month_after(0), state.case.convention());
            basis.with(|basis| figures::trial(basis, without.get(), &typed, around, new))
        });
        let taxed_from = law::taxed_from(state);
        let compared = Memo::new(move |_| trial.with(|trial| trial.compared(taxed_from.get())));
        let parts = Memo::new(move |_| trial.with(Trial::parts));
        let kept_tries = KeptStore::here();
        Self { state, words, store, basis, without, trial, compared, parts, kept_tries, taxed_from }
    }

    /// What is tried, read against the plan as it is.
    fn read(self, typed: &[WhatIf]) -> Trial {
        let Self { state, words, basis, without, .. } = self;
        let new = (words.whatif_new_loan(), words.whatif_new_card());
        let around = (state.currency(), planning::month_after(0), state.case.convention());
        basis.with(|basis| figures::trial(basis, without.get(), typed, around, new))
    }

    fn format(self) -> BrowserFormat {
        self.state.format()
    }

    fn money(self, amount: Amount) -> String {
        self.format().money(amount, self.state.currency())
    }

    /// The name of a month of a plan.
    fn month(self, number: u16) -> String {
        let (year, month) = planning::month_after(number);
        self.format().month(year, month)
    }

    fn months(self, count: u16) -> String {
        self.words.whatif_months(u64::from(count), &self.format().number(i64::from(count)))
    }

    /// What a debt of the plan is called.
    fn name(self, debt: usize) -> String {
        self.trial.with(|trial| trial.names.get(debt).cloned()).unwrap_or_default()
    }

    /// When a plan ends, in a word or two.
    fn end(self, plan: &Plan) -> String {
        match &plan.outcome {
            Outcome::Cleared => self.month(plan.months),
            Outcome::NeverClears { .. } => self.words.whatif_never().to_owned(),
            Outcome::NotWithinHorizon => self.words.whatif_long().to_owned(),
            Outcome::Shortfall { .. } => self.words.whatif_short().to_owned(),
        }
    }

    /// What the plan leaves each month of what is left over.
    fn kept(self) -> Option<Amount> {
        self.basis.with(|basis| Some(basis.left_over.saturating_sub(basis.monthly.ok()?)))
    }

    /// That what is tried counts here, too, if something is.
    fn counted_in(self) -> AnyView {
        live(move || {
            let is_tried = self.trial.with(|trial| !trial.effects.is_empty());
            is_tried.then(|| view! { <p class="soft">{self.words.whatif_counted_in()}</p> }.into_any()).into_any()
        })
    }

    /// The month it is.
    fn now(self) -> MonthOfYear {
        planning::month_after(0)
    }
}

/// The page.
pub fn page() -> AnyView {
    journey::guarded(Step::Plan, inside)
}

fn inside() -> AnyView {
    let bench = Bench::new();
    provide_context(bench);
    let words = bench.words;
    shell::title(words.whatif_title());
    let router = Router::here();
    Effect::new(move |_| {
        let asked = router.fragment();
        if !asked.is_empty() {
            request_animation_frame(move || ui::focus::focus_id(&asked));
        }
    });
    let lead = Signal::derive(move || lead(bench));
    let has_plan = Memo::new(move |_| bench.trial.with(|trial| trial.without.is_some()));
    let label = |text: &'static str| Signal::stored(text.to_owned());
    let parts = live(move || {
        if !has_plan.get() {
            return ().into_any();
        }
        untrack(|| {
            let both = [list::view(bench), result::view(bench)].into_any();
            let ways = compare::view(words);
            view! { {jumps(words)} <Columns>{both}</Columns> {ways} {chunks::questions()} }.into_any()
        })
    });
    let is_any_unreadable = Memo::new(move |_| bench.basis.with(|basis| basis.unreadable > 0));
    let unreadable = plan::unreadable(words, is_any_unreadable);
    view! {
        <PageFrame rail=journey::rail(Step::Plan)>
            <PageHeader title=words.whatif_title()>
                <Lead><span aria-live="polite"><Rich pieces=lead/></span></Lead>
            </PageHeader>
            {unreadable}
            {parts}
            <Actions>
                <LinkButton href="/plan" label=label(words.whatif_back())/>
                <LinkButton href="/" kind=ButtonKind::Text label=label(words.whatif_stop())/>
            </Actions>
        </PageFrame>
    }
    .into_any()
}

/// Ways to the parts of a long page.
fn jumps(words: Words) -> AnyView {
    let parts = [
        ("#try", words.whatif_try()),
        ("#result", words.whatif_result()),
        ("#compare", words.whatif_compare()),
        ("#wish", words.whatif_wish()),
        ("#hard", words.whatif_hard()),
        ("#chance", words.whatif_chance()),
        ("#why", words.whatif_why()),
    ];
    let link = |(href, name): (&'static str, &'static str)| view! { <li><a href=href>{name}</a></li> }.into_any();
    let links: Vec<AnyView> = parts.into_iter().map(link).collect();
    view! { <nav class="jumps" aria-label=words.whatif_parts()><ul>{links}</ul></nav> }.into_any()
}

/// What a try would change, in a sentence or two.
fn lead(bench: Bench) -> Vec<Piece> {
    let words = bench.words;
    bench.compared.with(|compared| {
        let Some((_, with)) = compared else { return words.whatif_lead_no_plan() };
        if bench.trial.with(|trial| trial.effects.is_empty()) {
            return words.whatif_lead_start();
        }
        let plan = &with.plan;
        let date = || bench.month(plan.months);
        match &plan.outcome {
            Outcome::Cleared => {}
            Outcome::NeverClears { debt, excess } if excess.is_zero() => {
                return words.whatif_lead_stands(&bench.name(*debt));
            }
            Outcome::NeverClears { debt, excess } => {
                return words.whatif_lead_never(&bench.name(*debt), &bench.money(*excess));
            }
            Outcome::NotWithinHorizon => return words.whatif_lead_long(),
            Outcome::Shortfall { missing, .. } => return words.whatif_lead_short(&date(), &bench.money(*missing)),
        }
        let Some((months, saved)) = with.months_saved.zip(with.saved) else {
            return words.whatif_lead_ends(&date());
        };
        let count = u64::from(months.unsigned_abs());
        let text = bench.format().number(i64::from(months.unsigned_abs()));
        let mut pieces = match months {
            1.. => words.whatif_lead_sooner(count, &text, &date()),
            0 => words.whatif_lead_same(&date()),
            _ => words.whatif_lead_later(count, &text, &date()),
        };
        pieces.push(Piece::Text(" ".to_owned()));
        let size = bench.money(Amount::from_minor(saved.minor().saturating_abs()));
        pieces.extend(match saved.minor() {
            1.. => words.whatif_lead_cheaper(&size),
            0 => vec![Piece::Text(words.whatif_lead_cost_same().to_owned())],
            _ => words.whatif_lead_dearer(&size),
        });
        pieces
    })
}

/// The further questions: a wish, hard times, chances, and why. Drawn within the page, whose bench they share.
pub fn questions() -> AnyView {
    let bench = expect_context::<Bench>();
    [wish::view(bench), hard::view(bench), chance::view(bench), why_card(bench)].into_any()
}

/// Every way to pay, side by side. Drawn within the page, whose bench it shares.
pub fn ways() -> AnyView {
    compare::inside(expect_context::<Bench>())
}

fn why_card(bench: Bench) -> AnyView {
    let asked = why::Asked {
        debt: bench.store.why_debt,
        month: bench.store.why_month,
        scenario: Signal::derive(move || bench.trial.with(|trial| trial.with.clone())),
        names: Signal::derive(move || bench.trial.with(|trial| trial.names.clone())),
        months: Signal::derive(move || {
            bench.compared.with(|compared| compared.as_ref().map_or(0, |(_, with)| with.plan.months))
        }),
    };
    view! { <Card id="why" title=bench.words.whatif_why()>{bench.counted_in()}{why::view("why", asked)}</Card> }
        .into_any()
}
