//! What is tried out, field by field, as long as the page is shown. Every change is written back to the state, which has
//! it as one document: so no other page pays for the fields.

use leptos::prelude::*;
use wire::saved::{Trials, WhatIf};

use crate::store::{AppState, rooted};

/// The most what-ifs at a time: more than anybody can keep in mind.
pub const WHAT_IFS_MAX: usize = 40;

/// One what-if, as signals. See [`WhatIf`] for what the fields mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WhatIfEntry {
    /// Its number on this device; the id in the document is `what-if-` and this.
    pub number: u32,
    /// Kind id.
    pub kind: StoredValue<String>,
    /// Id of the debt.
    pub debt: RwSignal<String>,
    /// The month it begins.
    pub from: RwSignal<String>,
    /// The amount.
    pub amount: RwSignal<String>,
    /// The second amount.
    pub second: RwSignal<String>,
    /// The rate.
    pub rate: RwSignal<String>,
    /// The rate that follows.
    pub rate_later: RwSignal<String>,
    /// The fee in percent.
    pub fee_percent: RwSignal<String>,
    /// How many months or parts.
    pub count: RwSignal<String>,
    /// The answer to its question.
    pub is_yes: RwSignal<bool>,
}

const ID: &str = "what-if-";

impl WhatIfEntry {
    fn new(number: u32, typed: &WhatIf) -> Self {
        let text = |text: &String| RwSignal::new(text.clone());
        Self {
            number,
            kind: StoredValue::new(typed.kind.clone()),
            debt: text(&typed.debt),
            from: text(&typed.from),
            amount: text(&typed.amount),
            second: text(&typed.second),
            rate: text(&typed.rate),
            rate_later: text(&typed.rate_later),
            fee_percent: text(&typed.fee_percent),
            count: text(&typed.count),
            is_yes: RwSignal::new(typed.is_yes),
        }
    }

    /// The id of one of its fields on the page.
    pub fn field_id(self, field: &str) -> String {
        [ID, &self.number.to_string(), "-", field].concat()
    }

    /// As typed; follows every field.
    pub fn typed(self) -> WhatIf {
        WhatIf {
            id: [ID, &self.number.to_string()].concat(),
            kind: self.kind.get_value(),
            debt: self.debt.get(),
            from: self.from.get(),
            amount: self.amount.get(),
            second: self.second.get(),
            rate: self.rate.get(),
            rate_later: self.rate_later.get(),
            fee_percent: self.fee_percent.get(),
            count: self.count.get(),
            is_yes: self.is_yes.get(),
        }
    }
}

/// Everything that is tried out.
#[derive(Clone, Copy)]
pub struct TrialStore {
    /// In the order in which they were added.
    pub what_ifs: RwSignal<Vec<WhatIfEntry>>,
    /// The kind that would be added next. Not kept.
    pub next_kind: RwSignal<String>,
    /// Free of debt by this month.
    pub clear_by: RwSignal<String>,
    /// The debt that would be paused; empty for all.
    pub pause_debt: RwSignal<String>,
    /// The first month of the pause.
    pub pause_from: RwSignal<String>,
    /// No interest in the pause.
    pub pause_is_free: RwSignal<bool>,
    /// The month in which trouble comes.
    pub trouble_from: RwSignal<String>,
    /// How much the months vary by chance.
    pub luck: RwSignal<String>,
    /// The debt that is asked about; empty for the first. Not kept.
    pub why_debt: RwSignal<String>,
    /// The month that is asked about; empty for the next. Not kept.
    pub why_month: RwSignal<String>,
}

impl TrialStore {
    /// Opens what the state has and writes back what changes. Call where the page is drawn.
    pub fn open(state: AppState) -> Self {
        let store = state.trials.with_untracked(Self::new);
        Effect::new(move |_| {
            let trials = store.trials();
            if state.trials.with_untracked(|known| *known != trials) {
                state.trials.set(trials);
            }
        });
        store
    }

    fn new(trials: &Trials) -> Self {
        let text = |text: &String| RwSignal::new(text.clone());
        let entries = (1..).zip(&trials.what_ifs).map(|(number, typed)| WhatIfEntry::new(number, typed));
        Self {
            what_ifs: RwSignal::new(entries.collect()),
            next_kind: RwSignal::new(String::new()),
            clear_by: text(&trials.clear_by),
            pause_debt: text(&trials.pause_debt),
            pause_from: text(&trials.pause_from),
            pause_is_free: RwSignal::new(trials.pause_is_free),
            trouble_from: text(&trials.trouble_from),
            luck: text(&trials.luck),
            why_debt: RwSignal::new(String::new()),
            why_month: RwSignal::new(String::new()),
        }
    }

    /// Adds a what-if of this kind that begins in this month; `None` when there are as many as can be tried at a time.
    pub fn add(self, kind: &str, from: String) -> Option<WhatIfEntry> {
        let number = self.what_ifs.with_untracked(|entries| {
            let last = entries.iter().map(|entry| entry.number).max().unwrap_or(0);
            (entries.len() < WHAT_IFS_MAX).then(|| last.saturating_add(1))
        })?;
        let entry = WhatIfEntry::new(number, &WhatIf { kind: kind.to_owned(), from, ..WhatIf::default() });
        self.what_ifs.update(|entries| entries.push(entry));
        Some(entry)
    }

    /// Takes one out; answers its place, so that it can be put back.
    pub fn take_out(self, entry: WhatIfEntry) -> Option<usize> {
        let place = self.what_ifs.with_untracked(|entries| entries.iter().position(|other| *other == entry))?;
        self.what_ifs.update(|entries| {
            entries.remove(place);
        });
        Some(place)
    }

    /// Puts one back that was taken out.
    pub fn put_back(self, place: usize, entry: WhatIfEntry) {
        self.what_ifs.update(|entries| {
            if !entries.contains(&entry) {
                entries.insert(place.min(entries.len()), entry);
            }
        });
    }

    /// All what-ifs as typed; follows every field.
    pub fn typed(self) -> Vec<WhatIf> {
        self.what_ifs.with(|entries| entries.iter().map(|entry| entry.typed()).collect())
    }

    fn trials(self) -> Trials {
        Trials {
            what_ifs: self.typed(),
            clear_by: self.clear_by.get(),
            pause_debt: self.pause_debt.get(),
            pause_from: self.pause_from.get(),
            pause_is_free: self.pause_is_free.get(),
            trouble_from: self.trouble_from.get(),
            luck: self.luck.get(),
        }
    }
}

/// A try that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedScenario {
    /// What it is called.
    pub name: String,
    /// What is tried, as typed: its figures follow budget and debts.
    pub typed: Vec<WhatIf>,
}

/// What is kept, and the name that is being typed.
#[derive(Clone, Copy)]
pub struct SavedScenarioStore {
    /// In the order in which they were kept.
    pub kept: RwSignal<Vec<SavedScenario>>,
    /// The name that is being typed.
    pub name: RwSignal<String>,
}

thread_local! {
    static STORE: std::cell::OnceCell<SavedScenarioStore> = const { std::cell::OnceCell::new() };
}

impl SavedScenarioStore {
    /// The one of this session: it outlives the page, as a change of language draws that anew.
    pub fn here() -> Self {
        let new = || rooted(|| Self { kept: RwSignal::new(Vec::new()), name: RwSignal::new(String::new()) });
        STORE.with(|store| *store.get_or_init(new))
    }
}
