//! What every part of the budget page needs, and the parts that come with a cut of their own.

use content::Country;
use domain::money::{Amount, AmountError};
use leptos::prelude::*;
use std::sync::Arc;
use ui::format::Format;

use crate::shared::amount_problem::amount_problem;
use crate::store::{AppState, BudgetLine, BudgetTotals};
use crate::words::Words;

/// What every part of the page needs.
#[derive(Clone, Copy)]
pub struct PageContext {
    pub state: AppState,
    pub words: Words,
    /// What it all comes to.
    pub totals: Memo<BudgetTotals>,
    /// What each group comes to a month, by its place in the catalogue.
    pub groups: Memo<Vec<Amount>>,
    /// What is published in this country about groups of a budget, and how weeks become months.
    pub published: RwSignal<content::Guidelines>,
    /// How often somebody tried to go on.
    pub attempt: RwSignal<u32>,
    /// What screen readers say next.
    pub said: RwSignal<String>,
}

/// What most people never use, so it comes with a chunk of its own.
#[derive(Clone)]
pub enum BudgetSection {
    /// Who shares the budget.
    Household(PageContext, Arc<Country>),
    /// By which rule days and weeks become months, and the choice of another.
    Rule(PageContext, Arc<Country>),
    /// The last pays of a line whose pay varies, with its label and the sign of the currency.
    Pays(PageContext, Box<BudgetLine>, String, String),
    /// What is published about the group at a place in the catalogue; also whether this is the full form.
    Note(PageContext, Arc<Country>, usize, bool),
    /// Nothing to be seen: it fetches what is published.
    Published(PageContext),
}

impl BudgetSection {
    /// Whether somebody may look for it, so that its absence must be told.
    pub const fn is_missed(&self) -> bool {
        matches!(self, Self::Household(..) | Self::Pays(..))
    }
}

impl PageContext {
    /// What a line is called.
    pub fn name(self, line: &BudgetLine, catalogue: Option<&Country>) -> String {
        let known = catalogue.and_then(|country| country.lines.iter().find(|entry| entry.id == line.id));
        match known {
            Some(entry) => entry.label.clone(),
            None => line.name.with(|name| {
                let name = name.trim();
                if name.is_empty() { self.words.budget_own_unnamed().to_owned() } else { name.to_owned() }
            }),
        }
    }

    /// Shows the short or the full form, and puts the focus on what was asked for there.
    pub fn show(self, is_full: bool, id: &str) {
        let words = self.words;
        self.state.budget.is_full.set(is_full);
        self.said.set(if is_full { words.budget_view_full_said() } else { words.budget_view_short_said() }.to_owned());
        // The form is drawn anew; whoever pressed a button there goes on from here.
        browser::focus::focus_id_soon(id);
    }

    /// What to do about an amount of the budget that cannot be read.
    pub fn problem(self, error: AmountError) -> String {
        amount_problem(self.words, &self.state.format(), self.state.currency(), error, "")
    }

    /// What is left over, as the bar and the screen reader say it: what it is, and the figure.
    pub fn outcome(self) -> (&'static str, String) {
        let left = self.totals.get().left_over;
        let figure = |amount| self.state.format().money(amount, self.state.currency());
        if left.minor() < 0 {
            (self.words.budget_short(), figure(Amount::ZERO.saturating_sub(left)))
        } else {
            (self.words.budget_left(), figure(left))
        }
    }

    /// What is left over with its sign, for where it stands as a figure.
    pub fn signed(self) -> String {
        self.state.format().money(self.totals.get().left_over, self.state.currency())
    }

    /// Whether more goes out than comes in.
    pub fn is_short(self) -> bool {
        self.totals.get().left_over < Amount::ZERO
    }
}

/// The id of a line's amount.
pub fn field_id(line: &BudgetLine) -> String {
    ["line-", &line.id].concat()
}
