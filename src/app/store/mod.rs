//! What the page knows: one store of signals for each feature, all of them owned by the root so that they outlive
//! every page. Derive from them; the only effects are saving and focus.

mod agreement;
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

use browser::clock::today;
use domain::money::{Amount, Currency};
use leptos::prelude::*;
use ui::format::{BrowserFormat, Locale};
use wire::saved::{Saved, Sent, Trials};
use words::Language;

use crate::store::outbox::Outbox;
use crate::words::Words;

pub use agreement::Agreed;
pub use agreement::Agreement;
pub use agreement::agreed_now;
#[cfg(test)]
pub use agreement::tests as agreement_tests;
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
pub use debts::DebtOutline;
pub use debts::DebtReading;
pub use debts::DebtStore;
pub use invitation::InvitationStore;
pub use invitation::account_of;
pub use invitation::debt_of;
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
    /// Whether the device's clock is wrong, as far as the server has told its own.
    pub is_clock_wrong: RwSignal<bool>,
    /// The paths of the pages on the way that were opened, the one opened last at the end.
    pub visited: RwSignal<Vec<String>>,
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
        outbox.refused.set(saved.refused.clone());
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
            is_clock_wrong: RwSignal::new(false),
            visited: RwSignal::new(saved.visited.clone()),
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
        saved.link = self.invitation.link.get();
        saved.invitations_other = self.invitation.others.get();
        saved.refused = self.outbox.refused.get();
        saved.visited = self.visited.get();
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

    /// The totals of the budget a month, with what debts take of it before anybody is offered anything; follows every
    /// line and every debt. What is left over is the same figure on every page.
    pub fn totals(self) -> BudgetTotals {
        let mut totals = self.budget.totals(self.convention(), self.currency());
        totals.committed = self.commitments().iter().map(|(_, monthly)| *monthly).sum();
        totals.left_over = totals.left_over.saturating_sub(totals.committed);
        totals
    }

    /// What debts take of a month before anybody is offered anything, each with its debt: what was agreed, and what
    /// other priority debts ask for, as far as it is typed and owed. Nothing for a debt that stands aside.
    pub fn commitments(self) -> Vec<(String, Amount)> {
        let today = today();
        let agreed = self.invitation.agreements();
        let commitment = |debt: DebtOutline| {
            let monthly = match agreed.iter().find(|agreement| agreement.debt_id == debt.id) {
                Some(_) if debt.is_disputed => Amount::ZERO,
                Some(agreement) => agreement.monthly(today),
                None => debt.priority_monthly,
            };
            monthly.is_positive().then_some((debt.id, monthly))
        };
        self.debts.outlines(self.currency()).into_iter().filter_map(commitment).collect()
    }
}
