//! What the page knows: one store of signals for each feature, all of them owned by the root so that they outlive
//! every page. Derive from them; the only effects are saving and focus.

mod alert;
mod budget;
mod case;
pub mod debt_details;
pub mod debt_totals;
mod debts;
mod invitation;
mod lessons;
pub mod net;
pub mod outbox;
pub mod owed_in;
pub mod persistence;
pub mod receipt_verification;
mod rights;
pub mod storage;

use domain::money::{Amount, Currency};
use leptos::prelude::*;
use ui::format::{BrowserFormat, Locale};
use wire::saved::{Saved, Sent, Trials};
use words::Language;

use crate::store::outbox::Outbox;
use crate::words::Words;

pub use alert::StoreAlert;
pub use budget::BUSINESS;
pub use budget::BudgetLine;
pub use budget::BudgetStore;
pub use budget::BudgetTotals;
pub use budget::VARIES;
pub use case::CaseStore;
pub use case::OfferStore;
pub use case::PlanStore;
pub use debt_details::problem::Field as DebtField;
pub use debt_details::problem::FieldError as DebtFieldError;
pub use debts::DebtEntry;
pub use debts::DebtReading;
pub use debts::DebtStore;
pub use debts::account_of;
pub use invitation::InvitationStore;
pub use lessons::LessonStore;
pub use rights::RightsStore;

/// Everything, as one handle to pass around.
#[derive(Clone, Copy)]
pub struct AppState {
    /// Every sentence, in the language of now.
    pub words: RwSignal<Words>,
    /// Country, currency and the country's catalogue.
    pub case: CaseStore,
    /// The budget as typed.
    pub budget: BudgetStore,
    /// The debts as typed.
    pub debts: DebtStore,
    /// Choices on the plan page.
    pub plan: PlanStore,
    /// What is tried out beside the plan; its page edits it field by field.
    pub trials: RwSignal<Trials>,
    /// Choices on the offer page.
    pub offer: OfferStore,
    /// The invitation and what came of it.
    pub invitation: InvitationStore,
    /// What was learned.
    pub lessons: LessonStore,
    /// What was typed about one's rights; never kept.
    pub rights: RightsStore,
    /// Everything that ever left this device, oldest first.
    pub sent: RwSignal<Vec<Sent>>,
    /// What waits to be sent.
    pub outbox: Outbox,
    /// What is wrong with keeping things on this device, if something is.
    pub alarm: RwSignal<Option<StoreAlert>>,
}

thread_local! {
    static ROOT: std::cell::RefCell<Option<Owner>> = const { std::cell::RefCell::new(None) };
}

/// Makes signals that live as long as the page: a signal made while a route is shown would die with that route.
pub fn rooted<T>(make: impl FnOnce() -> T) -> T {
    let root = ROOT.with_borrow(Clone::clone);
    match root {
        Some(owner) => owner.with(make),
        None => make(),
    }
}

impl AppState {
    /// Opens the state from what was kept. Call once, below the root owner.
    pub fn new(saved: &Saved, words: RwSignal<Words>, outbox: Outbox) -> Self {
        ROOT.set(Owner::current());
        let case = CaseStore::new(saved);
        Self {
            words,
            case,
            budget: BudgetStore::new(saved),
            debts: DebtStore::new(saved),
            plan: PlanStore::new(saved),
            trials: RwSignal::new(saved.trials.clone()),
            offer: OfferStore::new(saved),
            invitation: InvitationStore::new(saved),
            lessons: LessonStore::new(saved),
            rights: RightsStore::new(),
            sent: RwSignal::new(saved.sent.clone()),
            outbox,
            alarm: RwSignal::new(None),
        }
    }

    /// The state of this page.
    pub fn here() -> Self {
        expect_context::<Self>()
    }

    /// The language now, without following it.
    pub fn language_now(self) -> &'static Language {
        self.words.get_untracked().language()
    }

    /// The document to keep; follows everything in it.
    pub fn snapshot(self) -> Saved {
        let mut saved = Saved { sent: self.sent.get(), ..Saved::default() };
        self.case.write(&mut saved);
        saved.budget = self.budget.snapshot();
        saved.statement = self.budget.statement_snapshot();
        saved.debts = self.debts.snapshot();
        self.plan.write(&mut saved);
        saved.trials = self.trials.get();
        self.offer.write(&mut saved);
        saved.invitation = self.invitation.saved.get();
        saved.lessons = self.lessons.progress.get();
        saved.version = saved.version_needed();
        saved
    }

    /// The currency of every amount; follows the case.
    pub fn currency(self) -> Currency {
        self.case.currency.get()
    }

    /// Figures and dates for the reader of now.
    pub fn format(self) -> BrowserFormat {
        let currency = self.case.currency.get();
        BrowserFormat::new(Locale::choose(self.words.get().language(), currency))
    }

    /// The totals of the budget a month; follows every line.
    pub fn totals(self) -> BudgetTotals {
        self.budget.totals(self.convention(), self.currency())
    }

    /// What priority debts ask for a month, as far as it is typed and owed. It comes before offers to others.
    pub fn priority_monthly(self) -> Amount {
        self.debts
            .readings(self.currency())
            .into_iter()
            .filter(|debt| debt.is_priority && !debt.stands_aside())
            .filter_map(|debt| {
                let asked = debt.minimum.ok()?;
                Some(asked.min(debt.claimed().unwrap_or(asked)))
            })
            .sum()
    }

    /// What is left over for debts that are not a priority: income − outgoings − savings − priority debts.
    pub fn left_over_for_others(self) -> Amount {
        self.totals().left_over.saturating_sub(self.priority_monthly())
    }
}
