//! An invitation while it is written.

use domain::arrangement::days_after;
use domain::debt::DebtKind;
use domain::money::Currency;
use jiff::civil::Date;
use leptos::prelude::*;
use ui::form::date_text;
use wire::api::Country;

/// The server accepts every offer within the rules at once.
pub const AUTO_ACCEPT_ALL: &str = "all";
/// The server accepts offers within the rules up to a balance.
pub const AUTO_ACCEPT_UP_TO: &str = "up_to";
/// A counsellor decides on every offer.
pub const AUTO_ACCEPT_NOTHING: &str = "nothing";

/// The smallest instalment a month that a new invitation starts with, in whole units. The rules were chosen in November 2026: what small agencies publish lies between 10 and 50 a
/// month and between one and five years. The counsellor changes them here, and the next invitation starts with those.
pub const MINIMUM: &str = "25";
/// The longest term in months; see [`MINIMUM`].
pub const MONTHS: &str = "60";
/// The latest start in days; see [`MINIMUM`].
pub const START_DAYS: &str = "45";
/// The validation information comes with the invitation.
pub const VALIDATION_NOW: &str = "now";
/// The validation information was sent before.
pub const VALIDATION_BEFORE: &str = "before";

/// How long a link lasts in days unless the counsellor says otherwise. In the United States no deadline may lie in the
/// validation period of some forty days (12 CFR 1006.38(b)).
fn expiry_days(country: &str) -> i64 {
    if country == Country::Gb.id() { 30 } else { 75 }
}

/// The country that a first invitation starts with: the last one, or else that of the browser.
fn country_first() -> Country {
    match browser::preferences::country().as_str() {
        "gb" => Country::Gb,
        "us" => Country::Us,
        _ if browser::preferences::locale().ends_with("-GB") => Country::Gb,
        _ => Country::Us,
    }
}

/// The currency of a country.
pub fn currency_of(country: &str) -> Currency {
    if country == Country::Gb.id() { Currency::GBP } else { Currency::USD }
}

/// One debt as typed.
#[derive(Clone, Copy)]
pub struct AccountDraft {
    /// Tells the cards apart, also after one was taken out.
    pub key: u32,
    /// To whom.
    pub creditor: RwSignal<String>,
    /// The creditor's reference.
    pub reference: RwSignal<String>,
    /// Id of a kind of debt.
    pub kind: RwSignal<String>,
    /// What is owed.
    pub balance: RwSignal<String>,
    /// Whether the parts are given.
    pub is_itemised: RwSignal<bool>,
    /// The itemisation date.
    pub as_of: RwSignal<String>,
    /// Owed then.
    pub then: RwSignal<String>,
    /// Interest since.
    pub interest: RwSignal<String>,
    /// Fees since.
    pub fees: RwSignal<String>,
    /// Payments since.
    pub payments: RwSignal<String>,
    /// Credits since.
    pub credits: RwSignal<String>,
}

impl AccountDraft {
    fn new(key: u32) -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            key,
            creditor: empty(),
            reference: empty(),
            kind: RwSignal::new(DebtKind::CreditCard.id().to_owned()),
            balance: empty(),
            is_itemised: RwSignal::new(false),
            as_of: empty(),
            then: empty(),
            interest: empty(),
            fees: empty(),
            payments: empty(),
            credits: empty(),
        }
    }
}

/// The invitation as typed.
#[derive(Clone, Copy)]
pub struct InviteDraft {
    /// For the desk's own list.
    pub label: RwSignal<String>,
    /// Why the client is invited.
    pub message: RwSignal<String>,
    /// `us` or `gb`.
    pub country: RwSignal<String>,
    /// ISO 4217 code.
    pub currency: RwSignal<String>,
    /// The debts.
    pub accounts: RwSignal<Vec<AccountDraft>>,
    /// A debt that was just taken out, with its place.
    pub taken_out: RwSignal<Option<(usize, AccountDraft)>>,
    /// Smallest instalment a month.
    pub minimum: RwSignal<String>,
    /// Longest term in months.
    pub months: RwSignal<String>,
    /// Latest start in days.
    pub start_days: RwSignal<String>,
    /// Smallest share of the balance a month, in percent; empty for none.
    pub share_min: RwSignal<String>,
    /// Largest part of what is left over, in percent; empty for none.
    pub left_over_max: RwSignal<String>,
    /// What is accepted at once.
    pub auto_accept: RwSignal<String>,
    /// Up to which balance.
    pub auto_accept_up_to: RwSignal<String>,
    /// The last day of the link.
    pub expires: RwSignal<String>,
    /// In the United States, [`VALIDATION_NOW`] or [`VALIDATION_BEFORE`].
    pub validation: RwSignal<String>,
    /// The day the validation information was sent before.
    pub validation_sent: RwSignal<String>,
    next_key: StoredValue<u32>,
}

impl InviteDraft {
    /// An empty invitation with the usual rules.
    pub fn new(today: Date) -> Self {
        let text = |text: &str| RwSignal::new(text.to_owned());
        let country = country_first().id();
        Self {
            label: text(""),
            message: text(""),
            country: text(country),
            currency: text(currency_of(country).code()),
            accounts: RwSignal::new(vec![AccountDraft::new(1)]),
            taken_out: RwSignal::new(None),
            minimum: text(MINIMUM),
            months: text(MONTHS),
            start_days: text(START_DAYS),
            share_min: text(""),
            left_over_max: text(""),
            auto_accept: text(AUTO_ACCEPT_ALL),
            auto_accept_up_to: text(""),
            expires: RwSignal::new(date_text(days_after(today, expiry_days(country)))),
            validation: text(VALIDATION_NOW),
            validation_sent: text(""),
            next_key: StoredValue::new(2),
        }
    }

    /// Ready for the next client: country and rules stay as they were.
    pub fn clear(self, today: Date) {
        self.label.set(String::new());
        self.message.set(String::new());
        self.taken_out.set(None);
        self.accounts.set(Vec::new());
        self.add();
        self.validation.set(VALIDATION_NOW.to_owned());
        self.validation_sent.set(String::new());
        self.expires.set(self.country.with_untracked(|country| date_text(days_after(today, expiry_days(country)))));
    }

    /// Follows another country: its currency, and its usual last day where nobody has typed one.
    pub fn follow(self, country: &str, before: &str, today: Date) {
        self.currency.set(currency_of(country).code().to_owned());
        if self.expires.get_untracked() == date_text(days_after(today, expiry_days(before))) {
            self.expires.set(date_text(days_after(today, expiry_days(country))));
        }
    }

    /// Whether the country has a validation period.
    pub fn has_validation(self) -> bool {
        self.country.with(|country| country != Country::Gb.id())
    }

    /// True if something was typed that a new invitation does not start with.
    pub fn is_begun(self) -> bool {
        let is_typed = |text: RwSignal<String>| text.with(|text| !text.is_empty());
        let accounts = self.accounts.get();
        let fields = accounts.iter().flat_map(|account| [account.creditor, account.reference, account.balance]);
        [self.label, self.message].into_iter().chain(fields).any(is_typed)
    }

    /// Adds an empty debt and answers its key.
    pub fn add(self) -> u32 {
        let key = self.next_key.get_value();
        self.next_key.set_value(key.wrapping_add(1));
        // Made by a press, outside every page: it lives as long as the desk.
        self.accounts.update(|accounts| accounts.push(AccountDraft::new(key)));
        key
    }

    /// Takes a debt out; it can be put back.
    pub fn take_out(self, key: u32) {
        self.accounts.update(|accounts| {
            if let Some(place) = accounts.iter().position(|account| account.key == key) {
                self.taken_out.set(Some((place, accounts.remove(place))));
            }
        });
    }

    /// Puts back what was taken out and answers its key.
    pub fn put_back(self) -> Option<u32> {
        let (place, account) = self.taken_out.get_untracked()?;
        self.taken_out.set(None);
        self.accounts.update(|accounts| accounts.insert(place.min(accounts.len()), account));
        Some(account.key)
    }

    /// The currency of every amount in it.
    pub fn money(self) -> Currency {
        self.currency.with(|code| Currency::from_code(code)).unwrap_or(Currency::USD)
    }
}
