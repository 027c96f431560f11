//! Where the client lives, and the choices on the plan and offer pages.

use browser::preferences;
use content::Country;
use domain::budget::{Convention, TimesAMonth};
use domain::money::Currency;
use leptos::prelude::*;
use std::sync::Arc;
use wire::saved::{OfferChoices, PlanChoices, Saved};

use crate::store::rooted;

/// Country and currency, and the country's catalogue once it has arrived.
#[derive(Clone, Copy)]
pub struct CaseStore {
    /// `us` or `gb`.
    pub country: RwSignal<String>,
    /// The currency of every amount.
    pub currency: RwSignal<Currency>,
    /// Budget lines, kinds of debt and free advice of the country, in the language of now.
    pub catalogue: RwSignal<Option<Arc<Country>>>,
    /// True when the catalogue was asked for and did not come.
    pub is_missing: RwSignal<bool>,
    /// How often the catalogue was asked for by hand: following it asks again.
    pub tries: RwSignal<u32>,
}

impl CaseStore {
    pub fn new(saved: &Saved) -> Self {
        // It becomes part of addresses, and a document may come from a file: only what there is counts.
        let is_known = content::COUNTRIES.contains(&saved.country.as_str());
        let country = if is_known { saved.country.clone() } else { guess_country() };
        let by_country = if country == "gb" { Currency::GBP } else { Currency::USD };
        Self {
            currency: RwSignal::new(Currency::from_code(&saved.currency).unwrap_or(by_country)),
            country: RwSignal::new(country),
            catalogue: RwSignal::new(None),
            is_missing: RwSignal::new(false),
            tries: RwSignal::new(0),
        }
    }

    /// The catalogue, once it is that of the country of now; follows both.
    pub fn catalogue_here(self) -> Option<Arc<Country>> {
        let country = self.country.get();
        self.catalogue.with(|found| found.as_ref().filter(|found| found.id == country).cloned())
    }

    /// Asks for the catalogue again.
    pub fn retry(self) {
        self.is_missing.set(false);
        self.tries.update(|tries| *tries = tries.wrapping_add(1));
    }

    /// Moves to another country and its currency. Amounts keep their numbers.
    pub fn move_to(self, country: &str, currency: Currency) {
        self.is_missing.set(false);
        self.currency.set(currency);
        self.country.set(country.to_owned());
    }

    pub fn write(self, saved: &mut Saved) {
        saved.country = self.country.get();
        saved.currency = self.currency.get().code().to_owned();
    }

    /// How days and weeks become months in this country.
    pub fn convention(self) -> Convention {
        self.catalogue.with(|catalogue| {
            let Some(country) = catalogue else { return Convention::YEAR_OF_52_WEEKS };
            let weeks = i64::from(country.frequencies.weeks_per_year);
            let times = |numerator, denominator| TimesAMonth { numerator, denominator };
            Convention {
                day: times(i64::from(country.frequencies.days_per_year), 12),
                week: times(weeks, 12),
                two_weeks: times(weeks, 24),
                four_weeks: times(weeks, 48),
            }
        })
    }
}

/// The browser's own region, where it says one; the client can change it.
fn guess_country() -> String {
    let british = preferences::locale().ends_with("-GB");
    (if british { "gb" } else { "us" }).to_owned()
}

/// Choices on the plan page.
#[derive(Clone, Copy)]
pub struct PlanStore {
    /// Strategy id; empty for the default.
    pub strategy: RwSignal<String>,
    /// What to pay a month as typed; empty for the default.
    pub budget_monthly: RwSignal<String>,
    /// Ids of debts in the client's own order.
    pub order: RwSignal<Vec<String>>,
    /// Ids of debts that get no more than their minimum in it.
    pub untouched: RwSignal<Vec<String>>,
}

impl PlanStore {
    pub fn new(saved: &Saved) -> Self {
        Self {
            strategy: RwSignal::new(saved.plan.strategy.clone()),
            budget_monthly: RwSignal::new(saved.plan.budget_monthly.clone()),
            order: RwSignal::new(saved.plan.order.clone()),
            untouched: RwSignal::new(saved.plan.untouched.clone()),
        }
    }

    pub fn write(self, saved: &mut Saved) {
        saved.plan = PlanChoices {
            strategy: self.strategy.get(),
            budget_monthly: self.budget_monthly.get(),
            order: self.order.get(),
            untouched: self.untouched.get(),
        };
    }
}

/// Choices on the offer page.
#[derive(Clone, Copy)]
pub struct OfferStore {
    /// `quarter`, `third`, `half` or `custom`.
    pub choice: RwSignal<String>,
    /// The custom amount a month as typed.
    pub custom: RwSignal<String>,
    /// Frequency id.
    pub frequency: RwSignal<String>,
    /// `payment` where the shares follow what the contracts ask for; empty where they follow the balances.
    pub share: RwSignal<String>,
    /// First date, `YYYY-MM-DD`.
    pub first: RwSignal<String>,
    /// What the client would pay towards a debt each month, as typed: the debt's id, and the text, which is empty where
    /// the debt is left out. A debt that is not named gets its share.
    pub amounts: RwSignal<Vec<(String, String)>>,
    /// A note about each debt to the person who looks; see [`OfferStore::note`].
    pub notes: RwSignal<Vec<(String, RwSignal<String>)>>,
    /// The note of somebody who wrote one before each debt had its own.
    note_before: RwSignal<String>,
    /// Choices where the policy named other terms; see [`OfferStore::answer`].
    answers: RwSignal<Vec<(String, RwSignal<String>)>>,
}

impl OfferStore {
    pub fn new(saved: &Saved) -> Self {
        let or = |text: &str, default: &str| RwSignal::new((if text.is_empty() { default } else { text }).to_owned());
        Self {
            choice: or(&saved.offer.choice, "half"),
            custom: or(&saved.offer.custom, ""),
            frequency: or(&saved.offer.frequency, "month"),
            share: or(&saved.offer.share, ""),
            first: or(&saved.offer.first, ""),
            note_before: or(&saved.offer.note, ""),
            amounts: RwSignal::new(saved.offer.amounts.clone()),
            notes: RwSignal::new(
                saved.offer.notes.iter().map(|(debt, note)| (debt.clone(), RwSignal::new(note.clone()))).collect(),
            ),
            answers: RwSignal::new(
                saved
                    .offer
                    .answers
                    .iter()
                    .map(|(offer, choice)| (offer.clone(), RwSignal::new(choice.clone())))
                    .collect(),
            ),
        }
    }

    /// The client's choice where the policy named other terms than those offered: `take`, `ask` or nothing yet. It
    /// belongs to this account and these terms; whatever was chosen for other terms of the account is forgotten.
    pub fn answer(self, account: &str, offered: &str) -> RwSignal<String> {
        let key = [account, " ", offered].concat();
        let find =
            |all: &Vec<(String, RwSignal<String>)>| all.iter().find(|(known, _)| *known == key).map(|(_, one)| *one);
        let known = self.answers.with_untracked(find);
        known.unwrap_or_else(|| {
            let choice = rooted(|| RwSignal::new(String::new()));
            let account = [account, " "].concat();
            self.answers.update(|all| {
                all.retain(|(known, _)| !known.starts_with(&account));
                all.push((key, choice));
            });
            choice
        })
    }

    /// What the client chose for this account and this offer, as a value; follows it.
    pub fn answered(self, account: &str, offered: &str) -> String {
        let key = [account, " ", offered].concat();
        let find =
            |all: &Vec<(String, RwSignal<String>)>| all.iter().find(|(known, _)| *known == key).map(|(_, one)| *one);
        self.answers.with(find).map(|choice| choice.get()).unwrap_or_default()
    }

    /// What the client would pay towards a debt each month, as typed; `None` where it is its share. Follows it.
    pub fn amount(self, debt: &str) -> Option<String> {
        self.amounts.with(|all| all.iter().find(|(known, _)| known == debt).map(|(_, typed)| typed.clone()))
    }

    /// Notes what was typed, or that the debt gets its share again.
    pub fn set_amount(self, debt: &str, typed: Option<String>) {
        self.amounts.maybe_update(|all| {
            let before = all.iter().position(|(known, _)| known == debt);
            match (before, typed) {
                (Some(place), Some(typed)) if all[place].1 == typed => return false,
                (Some(place), Some(typed)) => all[place].1 = typed,
                (Some(place), None) => _ = all.remove(place),
                (None, Some(typed)) => all.push((debt.to_owned(), typed)),
                (None, None) => return false,
            }
            true
        });
    }

    /// A note about a debt to the person who looks at its offer.
    pub fn note(self, debt: &str) -> RwSignal<String> {
        let find =
            |all: &Vec<(String, RwSignal<String>)>| all.iter().find(|(known, _)| known == debt).map(|(_, one)| *one);
        self.notes.with_untracked(find).unwrap_or_else(|| {
            let note = rooted(|| RwSignal::new(self.note_before.get_untracked()));
            self.notes.update(|all| all.push((debt.to_owned(), note)));
            note
        })
    }

    /// The note about a debt as it stands; follows it.
    pub fn note_text(self, debt: &str) -> String {
        let find =
            |all: &Vec<(String, RwSignal<String>)>| all.iter().find(|(known, _)| known == debt).map(|(_, one)| *one);
        self.notes.with(find).map_or_else(|| self.note_before.get(), |note| note.get())
    }

    /// Forgets what was chosen for an account, because it was sent.
    pub fn forget_answer(self, account: &str) {
        let account = [account, " "].concat();
        self.answers.update(|all| all.retain(|(known, _)| !known.starts_with(&account)));
    }

    /// Forgets every such choice: they belonged to another invitation.
    pub fn forget_answers(self) {
        self.answers.set(Vec::new());
    }

    pub fn write(self, saved: &mut Saved) {
        saved.offer = OfferChoices {
            choice: self.choice.get(),
            custom: self.custom.get(),
            frequency: self.frequency.get(),
            share: self.share.get(),
            first: self.first.get(),
            note: self.note_before.get(),
            amounts: self.amounts.get(),
            notes: self.notes.with(|all| {
                let written = all.iter().map(|(debt, note)| (debt.clone(), note.get()));
                written.filter(|(_, note)| !note.is_empty()).collect()
            }),
            answers: self.answers.with(|all| {
                let chosen = all.iter().map(|(offer, choice)| (offer.clone(), choice.get()));
                chosen.filter(|(_, choice)| !choice.is_empty()).collect()
            }),
        };
    }
}
