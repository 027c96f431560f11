//! The debts as typed, and how they read.

use browser::clock::today;
use domain::debt::{Debt, DebtId, DebtKind, DebtStatus, Exchange, MinimumRule};
use domain::money::{AMOUNT_INPUT_MAX, Amount, AmountError, Currency, parse_amount};
use domain::plan::minimum_first;
use domain::rate::{Rate, RateBasis, RateError, parse_rate};
use leptos::prelude::*;
use wire::saved::{DebtMore, Saved};
use wire::{api, saved};

use crate::store::debt_details::More;
use crate::store::invitation::{account_of, debt_of};
use crate::store::{debt_details, owed_in, rooted};

/// One debt, as signals. The balance of an invited debt is the invitation's and cannot be typed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DebtEntry {
    /// Unique on the device: `own-…`, or `invited-` and the account id.
    pub id: String,
    /// It came with the invitation.
    pub is_invited: bool,
    /// Creditor, or the client's name for it.
    pub name: RwSignal<String>,
    /// Kind id.
    pub kind: RwSignal<String>,
    /// Balance as typed.
    pub balance: RwSignal<String>,
    /// Annual rate in percent as typed; empty for none.
    pub rate: RwSignal<String>,
    /// What its rates mean, by the name of a [`RateBasis`]; empty for the custom of the country of its currency.
    pub rate_is: RwSignal<String>,
    /// Minimum a month as typed; empty for none.
    pub minimum: RwSignal<String>,
    /// It comes before others.
    pub is_priority: RwSignal<bool>,
    /// The client says it is wrong: it gets nothing.
    pub is_disputed: RwSignal<bool>,
    /// What else is known of it, as typed.
    pub more: RwSignal<DebtMore>,
}

/// A debt as it reads now. Its amounts are in its own currency, until [`Self::in_plan`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DebtReading {
    /// The entry's id.
    pub id: String,
    /// It came with the invitation.
    pub is_invited: bool,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: DebtKind,
    /// What is owed.
    pub balance: Result<Amount, AmountError>,
    /// Annual rate; nothing typed is no interest.
    pub rate: Result<Rate, RateError>,
    /// Minimum a month; nothing typed is none. Where it follows a rule, see [`Self::asked`].
    pub minimum: Result<Amount, AmountError>,
    /// It comes before others.
    pub is_priority: bool,
    /// The client says that all of it is wrong.
    pub is_disputed: bool,
    /// What else is known of it.
    pub more: More,
}

/// A debt as far as the way through the pages depends on it. To read everything that may be known of a debt takes
/// parts of the engine, which the pages that show no debt do without.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DebtOutline {
    /// The entry's id.
    pub id: String,
    /// What is owed.
    pub balance: Result<Amount, AmountError>,
    /// The client says that all of it is wrong.
    pub is_disputed: bool,
    /// What it asks for each month before others get anything; of a rule only the smallest amount.
    pub priority_monthly: Amount,
}

impl DebtReading {
    /// The account of the invitation it stands for.
    pub fn account_id(&self) -> Option<&str> {
        account_of(&self.id)
    }

    /// Where it stands between the client and whoever claims it.
    pub fn status(&self) -> DebtStatus {
        if self.is_disputed { DebtStatus::Disputed { part: None } } else { self.more.details.status.clone() }
    }

    /// It gets nothing: all of it is disputed, claimed no longer, or perhaps too old to be claimed.
    pub fn stands_aside(&self) -> bool {
        let balance = self.balance.ok().filter(|balance| balance.is_positive()).unwrap_or(AMOUNT_INPUT_MAX);
        self.status().excluded(balance) == balance
    }

    /// What is owed without what stands aside.
    ///
    /// # Errors
    /// Why the balance cannot be read.
    pub fn claimed(&self) -> Result<Amount, AmountError> {
        self.balance.map(|balance| balance.saturating_sub(self.status().excluded(balance)))
    }

    /// This debt; where its minimum follows a rule, with what the rule asks for next month, which is nothing while the
    /// debt cannot be read. It takes a part of the engine, so pages that only take down debts do without.
    pub fn asked(mut self) -> Self {
        if self.more.minimum.is_some() {
            let asked = self.debt().map(|debt| minimum_first(&debt, Some(today())));
            self.minimum = Ok(asked.unwrap_or_default());
        }
        self
    }

    /// The currency of its amounts, where the plan is in this one.
    pub fn currency(&self, plan: Currency) -> Currency {
        self.more.owed_in.map_or(plan, |owed_in| owed_in.currency)
    }

    /// What an amount of the debt is worth in the plan; `None` without a rate that can be used.
    pub fn converted_value(&self, amount: Amount) -> Option<Amount> {
        self.more.owed_in.map_or(Some(amount), |owed_in| owed_in.exchange?.settle(amount))
    }

    /// The debt with its amounts in the currency of the plan, each converted once; without a rate that can be used they
    /// cannot be read. Call it once.
    pub fn in_plan(mut self) -> Self {
        let Some(owed_in) = self.more.owed_in else { return self };
        let amount = |amount: Amount| converted_value(owed_in.exchange, amount);
        self.balance = self.balance.and_then(amount);
        self.minimum = self.minimum.and_then(amount);
        if let Some(exchange) = owed_in.exchange {
            let more = &mut self.more;
            more.minimum = more.minimum.map(|rule| exchange.minimum(rule));
            more.credit_limit = more.credit_limit.map(|limit| exchange.hold(limit));
            let details = std::mem::take(&mut more.details);
            more.details = exchange.details(details, self.balance.unwrap_or_default());
        }
        self
    }

    /// The debt for a plan; `None` while something cannot be read or nothing is owed.
    pub fn debt(&self) -> Option<Debt> {
        let More { minimum, promo, credit_limit, details, problems, .. } = &self.more;
        let balance = self.balance.ok().filter(|balance| balance.is_positive() && problems.is_empty())?;
        let minimum = minimum.map_or_else(|| self.minimum.map(MinimumRule::Fixed), Ok).ok()?;
        let mut debt = Debt::new(DebtId::new(&self.id)?, balance, self.rate.ok()?, minimum);
        debt.kind = self.kind;
        debt.is_priority = self.is_priority;
        debt.promo = *promo;
        debt.credit_limit = *credit_limit;
        debt.details = details.clone();
        debt.details.status = self.status();
        Some(debt)
    }
}

/// An amount in the currency of the plan.
fn converted_value(exchange: Option<Exchange>, amount: Amount) -> Result<Amount, AmountError> {
    exchange.ok_or(AmountError::Pattern)?.settle(amount).ok_or(AmountError::TooLarge)
}

impl DebtEntry {
    pub(super) fn new(debt: &saved::Debt) -> Self {
        rooted(|| Self {
            id: debt.id.clone(),
            is_invited: debt.is_invited,
            name: RwSignal::new(debt.name.clone()),
            kind: RwSignal::new(debt.kind.clone()),
            balance: RwSignal::new(debt.balance.clone()),
            rate: RwSignal::new(debt.rate.clone()),
            rate_is: RwSignal::new(debt.rate_is.clone()),
            minimum: RwSignal::new(debt.minimum.clone()),
            is_priority: RwSignal::new(debt.is_priority),
            is_disputed: RwSignal::new(debt.is_disputed),
            more: RwSignal::new(debt.more.clone()),
        })
    }

    /// The currency it is owed in, if that is not the plan's; follows it. What came with the invitation has the
    /// invitation's.
    pub fn other_currency(&self, plan: Currency) -> Option<Currency> {
        if self.is_invited { None } else { self.more.with(|more| owed_in::other_currency(more, plan)) }
    }

    /// How it reads in outline, in the currency of the plan; follows its fields.
    pub fn outline(&self, plan: Currency) -> DebtOutline {
        let is_disputed = self.is_disputed.get();
        let other = self.other_currency(plan);
        let currency = other.unwrap_or(plan);
        let amount = |typed: &str| parse_amount(typed, currency).unwrap_or_default();
        let asked = self.more.with(|more| match more.status.as_str() {
            "withdrawn" | "time_barred_perhaps" => Amount::ZERO,
            _ if more.minimum_rule.is_empty() => self.minimum.with(|typed| amount(typed)),
            _ => amount(&more.minimum_floor),
        });
        let comes_first = self.is_priority.get() && !is_disputed;
        let balance = self.balance.with(|text| parse_amount(text, currency));
        let most = if comes_first { balance.unwrap_or(asked) } else { Amount::ZERO };
        let (mut balance, mut priority_monthly) = (balance, asked.min(most));
        if other.is_some() {
            // The date of the rate is a matter of the page on which it is typed.
            let exchange = self.more.with(|more| owed_in::exchange(more, currency, plan).ok());
            balance = balance.and_then(|balance| converted_value(exchange, balance));
            priority_monthly = converted_value(exchange, priority_monthly).unwrap_or_default();
        }
        DebtOutline { id: self.id.clone(), balance, is_disputed, priority_monthly }
    }

    /// How it reads now, in its own currency; follows every field. What a rule asks for each month is not worked out, see
    /// [`DebtReading::asked`].
    pub fn reading(&self, plan: Currency) -> DebtReading {
        let other = self.other_currency(plan);
        let currency = other.unwrap_or(plan);
        let none_or = |text: &str| match parse_amount(text, currency) {
            Err(AmountError::Required) => Ok(Amount::ZERO),
            read => read,
        };
        let balance = self.balance.with(|text| parse_amount(text, currency));
        let rate = self.rate.with(|text| if text.trim().is_empty() { Ok(Rate::ZERO) } else { parse_rate(text) });
        let mut more = self.more.with(|typed| {
            // Most debts have nothing of the kind, and the clock is read for those that have.
            let is_simple = *typed == DebtMore::default();
            if is_simple {
                More::default()
            } else {
                let today = today();
                let mut more = debt_details::read(typed, balance.ok(), rate.unwrap_or_default(), currency, today);
                if other.is_some() {
                    let (owed_in, problems) = owed_in::read(typed, currency, plan, balance.ok(), today);
                    more.owed_in = Some(owed_in);
                    more.problems.extend(problems);
                }
                more
            }
        });
        let chosen = self.rate_is.with(|id| RateBasis::from_id(id));
        more.details.rate_basis = chosen.unwrap_or_else(|| content::rate_custom(currency));
        DebtReading {
            id: self.id.clone(),
            is_invited: self.is_invited,
            name: self.name.get(),
            kind: self.kind.with(|id| DebtKind::from_id(id)).unwrap_or(DebtKind::Other),
            balance,
            rate,
            minimum: self.minimum.with(|text| none_or(text)),
            is_priority: self.is_priority.get(),
            is_disputed: self.is_disputed.get(),
            more,
        }
    }
}

/// What the client is about to say against an invited debt. Not kept: it is sent, or it was never said.
#[derive(Clone, Copy)]
pub struct DisputeDraft {
    /// The entry it is about; empty for none.
    pub entry: RwSignal<String>,
    /// Ground id; empty for none chosen.
    pub ground: RwSignal<String>,
    /// In the client's words.
    pub note: RwSignal<String>,
}

impl DisputeDraft {
    /// Begins one about this entry; words about another one are gone.
    pub fn begin(self, entry: &str) {
        self.entry.set(entry.to_owned());
        self.ground.set(String::new());
        self.note.set(String::new());
    }

    /// Ends it.
    pub fn end(self) {
        self.begin("");
    }
}

/// All debts.
#[derive(Clone, Copy)]
pub struct DebtStore {
    /// The invited ones first.
    pub entries: RwSignal<Vec<DebtEntry>>,
    /// What the client is about to say against one of them.
    pub dispute: DisputeDraft,
    /// Entries made before the country's catalogue was there: their priority follows when it comes.
    unsorted: StoredValue<Vec<String>>,
}

impl DebtStore {
    pub fn new(saved: &Saved) -> Self {
        Self {
            entries: RwSignal::new(saved.debts.iter().map(DebtEntry::new).collect()),
            dispute: DisputeDraft {
                entry: RwSignal::new(String::new()),
                ground: RwSignal::new(String::new()),
                note: RwSignal::new(String::new()),
            },
            unsorted: StoredValue::new(Vec::new()),
        }
    }

    /// Adds an empty debt; `None` when there are as many as a plan holds.
    pub fn add_own(self) -> Option<DebtEntry> {
        let id = self.entries.with_untracked(|entries| {
            let last = entries.iter().filter_map(|debt| debt.id.strip_prefix("own-")?.parse::<u32>().ok()).max();
            let room = entries.len() < wire::share::SNAPSHOT_DEBTS_MAX;
            room.then(|| format!("own-{}", last.unwrap_or(0).saturating_add(1)))
        })?;
        let entry = DebtEntry::new(&saved::Debt { id, kind: "credit_card".to_owned(), ..Default::default() });
        self.entries.update(|entries| entries.push(entry.clone()));
        Some(entry)
    }

    /// Takes out a debt of the client's own; answers its place and the debt, so that it can be put back.
    pub fn take_out(self, id: &str) -> Option<(usize, DebtEntry)> {
        let own = |debt: &DebtEntry| debt.id == id && !debt.is_invited;
        let place = self.entries.with_untracked(|entries| entries.iter().position(own))?;
        self.entries.try_update(|entries| (place, entries.remove(place)))
    }

    /// Puts a debt back that was taken out.
    pub fn put_back(self, place: usize, debt: DebtEntry) {
        self.entries.update(|entries| {
            if !entries.iter().any(|other| other.id == debt.id) {
                entries.insert(place.min(entries.len()), debt);
            }
        });
    }

    /// Says of the debts that came before the catalogue whether their kind is a priority in this country.
    pub fn sort_out(self, catalogue: &content::Country) {
        let Some(ids) = self.unsorted.try_update_value(std::mem::take) else { return };
        self.entries.with_untracked(|entries| {
            for debt in entries.iter().filter(|debt| ids.contains(&debt.id)) {
                let kind = debt.kind.get_untracked();
                debt.is_priority.set(catalogue.debt_kinds.iter().any(|known| known.priority && known.id == kind));
            }
        });
    }

    /// Takes over what an invitation says about its accounts; what the client typed about them stays.
    pub fn take_over(self, invitation: &api::Invitation, currency: Currency, priority_kinds: &[String]) {
        for account in invitation.accounts.iter().rev() {
            let id = debt_of(&account.id, None);
            let balance = currency.decimal_text(Amount::from_minor(account.balance_minor));
            let is_disputed = account.state == api::AccountState::Disputed;
            let known = self.entries.with_untracked(|entries| entries.iter().find(|debt| debt.id == id).cloned());
            if let Some(entry) = known {
                entry.name.set(account.creditor.clone());
                entry.balance.set(balance);
                entry.kind.set(account.kind.clone());
                if is_disputed {
                    entry.is_disputed.set(true);
                }
                continue;
            }
            if priority_kinds.is_empty() {
                self.unsorted.update_value(|ids| ids.push(id.clone()));
            }
            let entry = DebtEntry::new(&saved::Debt {
                id,
                is_invited: true,
                name: account.creditor.clone(),
                kind: account.kind.clone(),
                balance,
                is_priority: priority_kinds.contains(&account.kind),
                is_disputed,
                ..Default::default()
            });
            self.entries.update(|entries| entries.insert(0, entry));
        }
    }

    /// All debts in outline, in the currency of the plan; follows them.
    pub fn outlines(self, currency: Currency) -> Vec<DebtOutline> {
        self.entries.with(|entries| entries.iter().map(|entry| entry.outline(currency)).collect())
    }

    /// All debts as they read now, in the currency of the plan; follows everything.
    pub fn readings(self, currency: Currency) -> Vec<DebtReading> {
        self.typed(currency).into_iter().map(|debt| debt.in_plan().asked()).collect()
    }

    /// All debts as far as they were typed, each in its own currency, see [`DebtEntry::reading`].
    pub fn typed(self, currency: Currency) -> Vec<DebtReading> {
        self.entries.with(|entries| entries.iter().map(|entry| entry.reading(currency)).collect())
    }

    /// The document's part.
    pub fn snapshot(self) -> Vec<saved::Debt> {
        self.entries.with(|entries| {
            let kept = entries.iter().map(|debt| saved::Debt {
                id: debt.id.clone(),
                is_invited: debt.is_invited,
                name: debt.name.get(),
                kind: debt.kind.get(),
                balance: debt.balance.get(),
                rate: debt.rate.get(),
                rate_is: debt.rate_is.get(),
                minimum: debt.minimum.get(),
                is_priority: debt.is_priority.get(),
                is_disputed: debt.is_disputed.get(),
                more: debt.more.get(),
            });
            kept.collect()
        })
    }
}
