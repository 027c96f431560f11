//! An invitation being written.

use domain::arrangement::{self, ItemisationError, START_DAYS_MAX, TERM_MONTHS_MAX, days_after};
use domain::debt::DebtKind;
use domain::money::Currency;
use jiff::civil::Date;
use leptos::prelude::*;
use ui::form::date_text;
use wire::api::{AccountRequest, Country, InvitationRequest, Itemisation, limit};
use wire::terms::{AutoAccept, Policy};

use super::fault::{Code, Fault, Reader, What};

/// Everything within the rules is accepted at once.
pub const AT_ONCE_ALL: &str = "all";
/// Up to a balance it is.
pub const AT_ONCE_UP_TO: &str = "up_to";
/// A person looks at every offer.
pub const AT_ONCE_NOTHING: &str = "nothing";

/// The ids of the fields of the rules that may be left out.
pub const SHARE_MIN: &str = "share-min";
/// See [`SHARE_MIN`].
pub const LEFT_OVER_MAX: &str = "left-over-max";

/// The rules a new invitation starts with, chosen in November 2026: what small agencies publish lies between 10 and 50 a
/// month and between one and five years. The counsellor changes them here, and the next invitation starts with those.
const MINIMUM: &str = "25";
const MONTHS: &str = "60";
const START_DAYS: &str = "45";
/// How long a link lasts unless the counsellor says otherwise.
const EXPIRY_DAYS: i64 = 30;

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

/// The id of a field of a debt.
pub fn account_id(key: u32, field: &str) -> String {
    ["debt-", &key.to_string(), "-", field].concat()
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

    fn typed(self) -> AccountTyped {
        AccountTyped {
            key: self.key,
            creditor: self.creditor.get(),
            reference: self.reference.get(),
            kind: self.kind.get(),
            balance: self.balance.get(),
            parts: self.is_itemised.get().then(|| PartsTyped {
                as_of: self.as_of.get(),
                amounts: [
                    self.then.get(),
                    self.interest.get(),
                    self.fees.get(),
                    self.payments.get(),
                    self.credits.get(),
                ],
            }),
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
    pub at_once: RwSignal<String>,
    /// Up to which balance.
    pub at_once_up_to: RwSignal<String>,
    /// The last day of the link.
    pub expires: RwSignal<String>,
    next_key: StoredValue<u32>,
}

impl InviteDraft {
    /// An empty invitation with the usual rules.
    pub fn new(today: Date) -> Self {
        let text = |text: &str| RwSignal::new(text.to_owned());
        Self {
            label: text(""),
            message: text(""),
            country: text(Country::Us.id()),
            currency: text("USD"),
            accounts: RwSignal::new(vec![AccountDraft::new(1)]),
            taken_out: RwSignal::new(None),
            minimum: text(MINIMUM),
            months: text(MONTHS),
            start_days: text(START_DAYS),
            share_min: text(""),
            left_over_max: text(""),
            at_once: text(AT_ONCE_ALL),
            at_once_up_to: text(""),
            expires: RwSignal::new(date_text(days_after(today, EXPIRY_DAYS))),
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
        self.expires.set(date_text(days_after(today, EXPIRY_DAYS)));
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

    /// The invitation, or what is wrong with it.
    pub fn read(self, today: Date) -> Result<InvitationRequest, Vec<Fault>> {
        Typed {
            label: self.label.get(),
            message: self.message.get(),
            country: self.country.get(),
            currency: self.money(),
            accounts: self.accounts.with(|accounts| accounts.iter().map(|account| account.typed()).collect()),
            minimum: self.minimum.get(),
            months: self.months.get(),
            start_days: self.start_days.get(),
            share_min: self.share_min.get(),
            left_over_max: self.left_over_max.get(),
            at_once: self.at_once.get(),
            at_once_up_to: self.at_once_up_to.get(),
            expires: self.expires.get(),
        }
        .read(today)
    }

    /// The id of the field that the server names.
    pub fn field_id(self, named: &str) -> String {
        let Some((index, field)) = named.strip_prefix("accounts[").and_then(|rest| rest.split_once("].")) else {
            return match named {
                "policy.instalment_monthly_min_minor" => "minimum",
                "policy.term_months_max" => "months",
                "policy.start_days_max" => "start-days",
                "policy.at_once" => "at-once",
                "policy.instalment_share_min_percent" => SHARE_MIN,
                "policy.left_over_share_max_percent" => LEFT_OVER_MAX,
                "expires_on" => "expires",
                "accounts" => "add-debt",
                other => other,
            }
            .to_owned();
        };
        let index: usize = index.parse().unwrap_or_default();
        let key = self.accounts.with_untracked(|accounts| accounts.get(index).map_or(0, |account| account.key));
        let field = field.strip_prefix("itemisation.").unwrap_or(field);
        account_id(key, field.strip_suffix("_minor").unwrap_or(field))
    }
}

struct PartsTyped {
    as_of: String,
    amounts: [String; 5],
}

struct AccountTyped {
    key: u32,
    creditor: String,
    reference: String,
    kind: String,
    balance: String,
    parts: Option<PartsTyped>,
}

struct Typed {
    label: String,
    message: String,
    country: String,
    currency: Currency,
    accounts: Vec<AccountTyped>,
    minimum: String,
    months: String,
    start_days: String,
    share_min: String,
    left_over_max: String,
    at_once: String,
    at_once_up_to: String,
    expires: String,
}

impl Typed {
    fn read(&self, today: Date) -> Result<InvitationRequest, Vec<Fault>> {
        let mut reader = Reader::default();
        let label = reader.text("label", &self.label, limit::NAME_CHARS_MAX, false);
        let message = reader.text("message", &self.message, limit::NOTE_CHARS_MAX, true);
        let accounts = self.accounts.iter().map(|account| account.read(&mut reader, self.currency, today)).collect();
        let minimum = reader.amount("minimum", &self.minimum, self.currency, true);
        let term_months_max = reader.whole("months", &self.months, 1, TERM_MONTHS_MAX);
        let start_days_max = reader.whole("start-days", &self.start_days, 1, START_DAYS_MAX);
        let mut percent =
            |id: &str, typed: &str, code| (!typed.trim().is_empty()).then(|| reader.percent(id, typed, code));
        let instalment_share_min_percent = percent(SHARE_MIN, &self.share_min, Code::Share);
        let left_over_share_max_percent = percent(LEFT_OVER_MAX, &self.left_over_max, Code::LeftOver);
        let at_once = match self.at_once.as_str() {
            AT_ONCE_UP_TO => {
                let up_to = reader.amount("at-once-up-to", &self.at_once_up_to, self.currency, true);
                AutoAccept::UpToBalanceMinor(up_to.minor())
            }
            AT_ONCE_NOTHING => AutoAccept::Nothing,
            _ => AutoAccept::All,
        };
        let (first, last) = (days_after(today, 1), days_after(today, limit::EXPIRY_DAYS_MAX));
        let expires_on = reader.date("expires", &self.expires).unwrap_or(first);
        if !(first..=last).contains(&expires_on) {
            reader.note("expires", Code::Between(first, last));
        }
        if !reader.faults.is_empty() {
            return Err(reader.faults);
        }
        Ok(InvitationRequest {
            label,
            message,
            country: if self.country == Country::Gb.id() { Country::Gb } else { Country::Us },
            currency: self.currency.code().to_owned(),
            accounts,
            policy: Policy {
                instalment_monthly_min_minor: minimum.minor(),
                term_months_max,
                start_days_max,
                auto_accept: at_once,
                instalment_share_min_percent,
                left_over_share_max_percent,
            },
            expires_on,
        })
    }
}

impl AccountTyped {
    fn read(&self, reader: &mut Reader, currency: Currency, today: Date) -> AccountRequest {
        let id = |field: &str| account_id(self.key, field);
        let creditor = reader.needed(&id("creditor"), &self.creditor, limit::NAME_CHARS_MAX, What::Creditor);
        let reference = reader.text(&id("reference"), &self.reference, limit::REFERENCE_CHARS_MAX, false);
        let wrong_before = reader.faults.len();
        let balance = reader.amount(&id("balance"), &self.balance, currency, true);
        let mut itemisation = Itemisation {
            as_of: today,
            then_minor: balance.minor(),
            interest_minor: 0,
            fees_minor: 0,
            payments_minor: 0,
            credits_minor: 0,
        };
        if let Some(parts) = &self.parts {
            itemisation.as_of = reader.date(&id("as_of"), &parts.as_of).unwrap_or(today);
            if itemisation.as_of > today {
                reader.note(&id("as_of"), Code::After(today));
            }
            let [then, interest, fees, payments, credits] = &parts.amounts;
            let mut part = |field: &str, typed: &str| reader.amount(&id(field), typed, currency, false);
            let whole = arrangement::Itemisation {
                as_of: itemisation.as_of,
                then: part("then", then),
                interest: part("interest", interest),
                fees: part("fees", fees),
                payments: part("payments", payments),
                credits: part("credits", credits),
            };
            itemisation.then_minor = whole.then.minor();
            itemisation.interest_minor = whole.interest.minor();
            itemisation.fees_minor = whole.fees.minor();
            itemisation.payments_minor = whole.payments.minor();
            itemisation.credits_minor = whole.credits.minor();
            // Two complaints about the same figures would only confuse.
            if reader.faults.len() == wrong_before
                && let Err(ItemisationError::SumDiffers { sum }) = whole.check(balance)
            {
                reader.note(&id("parts"), Code::Sum(sum, balance));
            }
        }
        AccountRequest { creditor, reference, kind: self.kind.clone(), balance_minor: balance.minor(), itemisation }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::{Amount, AmountError};
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 22);

    fn account(creditor: &str, balance: &str) -> AccountTyped {
        AccountTyped {
            key: 7,
            creditor: creditor.to_owned(),
            reference: " 12-34 ".to_owned(),
            kind: "credit_card".to_owned(),
            balance: balance.to_owned(),
            parts: None,
        }
    }

    fn typed(accounts: Vec<AccountTyped>) -> Typed {
        Typed {
            label: " Case 7 ".to_owned(),
            message: "Hello\nthere".to_owned(),
            country: "gb".to_owned(),
            currency: Currency::GBP,
            accounts,
            minimum: MINIMUM.to_owned(),
            months: MONTHS.to_owned(),
            start_days: START_DAYS.to_owned(),
            share_min: String::new(),
            left_over_max: " ".to_owned(),
            at_once: AT_ONCE_ALL.to_owned(),
            at_once_up_to: "not looked at".to_owned(),
            expires: "2026-12-22".to_owned(),
        }
    }

    fn faults(typed: &Typed) -> Vec<(String, Code)> {
        let faults = typed.read(TODAY).expect_err("faults");
        faults.into_iter().map(|Fault { id, code }| (id, code)).collect()
    }

    #[test]
    fn reads_what_people_type() {
        let request = typed(vec![account("Oakbank", "£1,200 ")]).read(TODAY).expect("fine");
        assert_eq!((request.label.as_str(), request.currency.as_str()), ("Case 7", "GBP"));
        assert_eq!(request.country, Country::Gb);
        let debt = &request.accounts[0];
        assert_eq!((debt.balance_minor, debt.reference.as_str()), (1_200_00, "12-34"));
        assert_eq!((debt.itemisation.as_of, debt.itemisation.then_minor), (TODAY, 1_200_00));
        assert!(request.policy.check().is_ok(), "the usual rules are possible ones");
        let policy = request.policy;
        assert_eq!((policy.instalment_share_min_percent, policy.left_over_share_max_percent), (None, None));
        let mut more = typed(vec![account("Oakbank", "1")]);
        (more.share_min, more.left_over_max) = ("2".to_owned(), " 60 ".to_owned());
        let policy = more.read(TODAY).expect("fine").policy;
        assert_eq!((policy.instalment_share_min_percent, policy.left_over_share_max_percent), (Some(2), Some(60)));
        (more.share_min, more.left_over_max) = ("2.5".to_owned(), "101".to_owned());
        let said = [(SHARE_MIN.to_owned(), Code::Share), (LEFT_OVER_MAX.to_owned(), Code::LeftOver)];
        assert_eq!(faults(&more), said);
    }

    #[test]
    fn says_what_is_wrong_field_by_field() {
        let mut typed = typed(vec![account(" ", "1e3"), account("Oakbank", "0")]);
        typed.months = "241".to_owned();
        typed.start_days = "soon".to_owned();
        typed.at_once = AT_ONCE_UP_TO.to_owned();
        typed.at_once_up_to = "-5".to_owned();
        typed.expires = "2026-11-22".to_owned();
        let between = Code::Between(date(2026, 11, 23), date(2027, 5, 21));
        assert_eq!(
            faults(&typed),
            [
                ("debt-7-creditor".to_owned(), Code::Missing(What::Creditor)),
                ("debt-7-balance".to_owned(), Code::Amount(AmountError::Letters)),
                ("debt-7-balance".to_owned(), Code::Zero),
                ("months".to_owned(), Code::Whole(1, 240)),
                ("start-days".to_owned(), Code::Whole(1, 366)),
                ("at-once-up-to".to_owned(), Code::Amount(AmountError::Negative)),
                ("expires".to_owned(), between),
            ]
        );
    }

    #[test]
    fn parts_must_make_the_balance() {
        let parts = |then: &str, as_of: &str| {
            let amounts = [then, "20", "", "10.50", ""].map(str::to_owned);
            Some(PartsTyped { as_of: as_of.to_owned(), amounts })
        };
        let one = |parts| typed(vec![AccountTyped { parts, ..account("Oakbank", "309.50") }]);
        let request = one(parts("300", "2026-3-2")).read(TODAY).expect("fine");
        assert_eq!(request.accounts[0].itemisation.payments_minor, 10_50);
        let sum = Code::Sum(Amount::from_minor(310_50), Amount::from_minor(309_50));
        assert_eq!(faults(&one(parts("301", "2026-3-2"))), [("debt-7-parts".to_owned(), sum)]);
        assert_eq!(faults(&one(parts("300", "2026-11-23"))), [("debt-7-as_of".to_owned(), Code::After(TODAY))]);
    }
}
