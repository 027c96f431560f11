//! What every part of the what-if page needs.

use domain::money::Amount;
use domain::plan::{Comparison, Moved, Outcome, Plan, Scenario};
use leptos::prelude::*;
use ui::format::{BrowserFormat, Format};
use ui::live::live;
use wire::saved::WhatIf;

use crate::features::what_if::model::Trial;
use crate::features::what_if::store::{SavedScenarioStore, TrialStore};
use crate::features::what_if::{law, model};
use crate::shared::months::MonthOfYear;
use crate::shared::plan_inputs;
use crate::shared::plan_inputs::Basis;
use crate::store::AppState;
use crate::words::{Words, use_words};

/// What every part of the page needs.
#[derive(Clone, Copy)]
pub struct PageContext {
    pub state: AppState,
    pub words: Words,
    pub store: TrialStore,
    pub basis: Memo<Basis>,
    /// The plan that things are tried with.
    pub without: Memo<Option<Scenario>>,
    pub trial: Memo<Trial>,
    /// The plan without and with what is tried.
    pub compared: Memo<Option<(Comparison, Comparison)>>,
    /// What each what-if that counts does on top of those before it: its id and the change.
    pub parts: Memo<Vec<(String, Moved)>>,
    /// Tries that are kept to be compared.
    pub kept_tries: SavedScenarioStore,
    /// From how much on a forgiven debt may be taxed, as the law of the country says.
    pub taxed_from: RwSignal<Option<Amount>>,
}

impl PageContext {
    pub fn new() -> Self {
        let state = AppState::here();
        let words = use_words();
        let store = TrialStore::open(state);
        let basis = Memo::new(move |_| plan_inputs::basis(state));
        let without = Memo::new(move |_| basis.with(|basis| model::base(basis, plan_inputs::chosen(state))));
        let trial = Memo::new(move |_| {
            let typed = store.typed();
            let new = (words.what_if_new_loan(), words.what_if_new_card());
            let around = (state.currency(), plan_inputs::month_after(0), state.case.convention());
            basis.with(|basis| model::trial(basis, without.get(), &typed, around, new))
        });
        let taxed_from = law::taxed_from(state);
        let compared = Memo::new(move |_| trial.with(|trial| trial.compared(taxed_from.get())));
        let parts = Memo::new(move |_| trial.with(Trial::parts));
        let kept_tries = SavedScenarioStore::here();
        Self { state, words, store, basis, without, trial, compared, parts, kept_tries, taxed_from }
    }

    /// What is tried, read against the plan as it is.
    pub fn read(self, typed: &[WhatIf]) -> Trial {
        let Self { state, words, basis, without, .. } = self;
        let new = (words.what_if_new_loan(), words.what_if_new_card());
        let around = (state.currency(), plan_inputs::month_after(0), state.case.convention());
        basis.with(|basis| model::trial(basis, without.get(), typed, around, new))
    }

    pub fn format(self) -> BrowserFormat {
        self.state.format()
    }

    pub fn money(self, amount: Amount) -> String {
        self.format().money(amount, self.state.currency())
    }

    /// The name of a month of a plan.
    pub fn month(self, number: u16) -> String {
        let (year, month) = plan_inputs::month_after(number);
        self.format().month(year, month)
    }

    pub fn months(self, count: u16) -> String {
        self.words.what_if_months(u64::from(count), &self.format().number(i64::from(count)))
    }

    /// What a debt of the plan is called.
    pub fn name(self, debt: usize) -> String {
        self.trial.with(|trial| trial.names.get(debt).cloned()).unwrap_or_default()
    }

    /// When a plan ends, in a word or two.
    pub fn end(self, plan: &Plan) -> String {
        match &plan.outcome {
            Outcome::Cleared => self.month(plan.months),
            Outcome::NeverClears { .. } => self.words.what_if_never().to_owned(),
            Outcome::NotWithinHorizon => self.words.what_if_long().to_owned(),
            Outcome::Shortfall { .. } => self.words.what_if_short().to_owned(),
        }
    }

    /// What the plan leaves each month of what is left over.
    pub fn kept(self) -> Option<Amount> {
        self.basis.with(|basis| Some(basis.there().saturating_sub(basis.monthly.ok()?)))
    }

    /// That what is tried counts here, too, if something is.
    pub fn counted_in(self) -> AnyView {
        live(move || {
            let is_tried = self.trial.with(|trial| !trial.effects.is_empty());
            is_tried.then(|| view! { <p class="soft">{self.words.what_if_counted_in()}</p> }.into_any()).into_any()
        })
    }

    /// The month it is.
    pub fn now(self) -> MonthOfYear {
        plan_inputs::month_after(0)
    }
}
