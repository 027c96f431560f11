//! Reads an invitation.

use domain::arrangement::{self, ItemisationError, START_DAYS_MAX, TERM_MONTHS_MAX, days_after};
use domain::money::Currency;
use jiff::civil::Date;
use leptos::prelude::*;
use wire::api::{AccountRequest, Country, InvitationRequest, Itemisation, limit};
use wire::terms::{AutoAccept, Policy};

use crate::shared::field_error::{Code, FieldError, RequiredField};
use crate::shared::form_reader::FormReader;
use crate::store::invite_draft::{AUTO_ACCEPT_NOTHING, AUTO_ACCEPT_UP_TO, VALIDATION_BEFORE};
use crate::store::{AccountDraft, InviteDraft};

/// The ids of the fields of the rules that may be left out.
pub const SHARE_MIN: &str = "share-min";
/// See [`SHARE_MIN`].
pub const LEFT_OVER_MAX: &str = "left-over-max";

/// The id of a field of a debt.
pub fn account_id(key: u32, field: &str) -> String {
    ["debt-", &key.to_string(), "-", field].concat()
}

/// The invitation, or what is wrong with it.
pub fn read(draft: InviteDraft, today: Date) -> Result<InvitationRequest, Vec<FieldError>> {
    Typed {
        label: draft.label.get(),
        message: draft.message.get(),
        country: draft.country.get(),
        currency: draft.money(),
        accounts: draft.accounts.with(|accounts| accounts.iter().map(|account| typed(*account)).collect()),
        minimum: draft.minimum.get(),
        months: draft.months.get(),
        start_days: draft.start_days.get(),
        share_min: draft.share_min.get(),
        left_over_max: draft.left_over_max.get(),
        auto_accept: draft.auto_accept.get(),
        auto_accept_up_to: draft.auto_accept_up_to.get(),
        expires: draft.expires.get(),
        validation_sent: (draft.has_validation() && draft.validation.with(|chosen| chosen == VALIDATION_BEFORE))
            .then(|| draft.validation_sent.get()),
    }
    .read(today)
}

/// The place of the debt that a field belongs to, from 1; `None` for a field of the invitation itself.
pub fn place_of(draft: InviteDraft, id: &str) -> Option<i64> {
    let key: u32 = id.strip_prefix("debt-")?.split('-').next()?.parse().ok()?;
    let place = draft.accounts.with(|accounts| accounts.iter().position(|account| account.key == key))?;
    i64::try_from(place + 1).ok()
}

/// The id of the field that the server names.
pub fn field_id(draft: InviteDraft, named: &str) -> String {
    let Some((index, field)) = named.strip_prefix("accounts[").and_then(|rest| rest.split_once("].")) else {
        return match named {
            "policy.instalment_monthly_min_minor" => "minimum",
            "policy.term_months_max" => "months",
            "policy.start_days_max" => "start-days",
            "policy.at_once" => "at-once",
            "policy.instalment_share_min_percent" => SHARE_MIN,
            "policy.left_over_share_max_percent" => LEFT_OVER_MAX,
            "expires_on" => "expires",
            "validation_sent_on" => "validation-sent",
            "accounts" => "add-debt",
            other => other,
        }
        .to_owned();
    };
    let index: usize = index.parse().unwrap_or_default();
    let key = draft.accounts.with_untracked(|accounts| accounts.get(index).map_or(0, |account| account.key));
    let field = field.strip_prefix("itemisation.").unwrap_or(field);
    account_id(key, field.strip_suffix("_minor").unwrap_or(field))
}

fn typed(account: AccountDraft) -> AccountTyped {
    AccountTyped {
        key: account.key,
        creditor: account.creditor.get(),
        reference: account.reference.get(),
        kind: account.kind.get(),
        balance: account.balance.get(),
        parts: account.is_itemised.get().then(|| PartsTyped {
            as_of: account.as_of.get(),
            amounts: [
                account.then.get(),
                account.interest.get(),
                account.fees.get(),
                account.payments.get(),
                account.credits.get(),
            ],
        }),
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
    auto_accept: String,
    auto_accept_up_to: String,
    expires: String,
    /// The day the validation information was sent, if it was sent before.
    validation_sent: Option<String>,
}

impl Typed {
    fn read(&self, today: Date) -> Result<InvitationRequest, Vec<FieldError>> {
        let mut reader = FormReader::default();
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
        let auto_accept = match self.auto_accept.as_str() {
            AUTO_ACCEPT_UP_TO => {
                let up_to = reader.amount("at-once-up-to", &self.auto_accept_up_to, self.currency, true);
                AutoAccept::UpToBalanceMinor(up_to.minor())
            }
            AUTO_ACCEPT_NOTHING => AutoAccept::Nothing,
            _ => AutoAccept::All,
        };
        let (first, last) = (days_after(today, 1), days_after(today, limit::EXPIRY_DAYS_MAX));
        let expires_on = reader.date("expires", &self.expires).unwrap_or(first);
        if !(first..=last).contains(&expires_on) {
            reader.add("expires", Code::Between(first, last));
        }
        let validation_sent_on = self.validation_sent.as_ref().and_then(|typed| {
            let earliest = days_after(today, -limit::VALIDATION_SENT_DAYS_MAX);
            let sent_on = reader.date("validation-sent", typed)?;
            if !(earliest..=today).contains(&sent_on) {
                reader.add("validation-sent", Code::Between(earliest, today));
            }
            Some(sent_on)
        });
        if !reader.errors.is_empty() {
            return Err(reader.errors);
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
                auto_accept,
                instalment_share_min_percent,
                left_over_share_max_percent,
            },
            expires_on,
            validation_sent_on,
        })
    }
}

impl AccountTyped {
    fn read(&self, reader: &mut FormReader, currency: Currency, today: Date) -> AccountRequest {
        let id = |field: &str| account_id(self.key, field);
        let creditor = reader.required(&id("creditor"), &self.creditor, limit::NAME_CHARS_MAX, RequiredField::Creditor);
        let reference = reader.text(&id("reference"), &self.reference, limit::REFERENCE_CHARS_MAX, false);
        let wrong_before = reader.errors.len();
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
                reader.add(&id("as_of"), Code::After(today));
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
            if reader.errors.len() == wrong_before
                && let Err(ItemisationError::SumDiffers { sum }) = whole.check(balance)
            {
                reader.add(&id("parts"), Code::Sum(sum, balance));
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

    use crate::store::invite_draft::{AUTO_ACCEPT_ALL, MINIMUM, MONTHS, START_DAYS};

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
            auto_accept: AUTO_ACCEPT_ALL.to_owned(),
            auto_accept_up_to: "not looked at".to_owned(),
            expires: "2026-12-22".to_owned(),
            validation_sent: None,
        }
    }

    fn errors(typed: &Typed) -> Vec<(String, Code)> {
        let errors = typed.read(TODAY).expect_err("errors");
        errors.into_iter().map(|FieldError { id, code }| (id, code)).collect()
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
        assert_eq!(errors(&more), said);
    }

    #[test]
    fn says_what_is_wrong_field_by_field() {
        let mut typed = typed(vec![account(" ", "1e3"), account("Oakbank", "0")]);
        typed.months = "241".to_owned();
        typed.start_days = "soon".to_owned();
        typed.auto_accept = AUTO_ACCEPT_UP_TO.to_owned();
        typed.auto_accept_up_to = "-5".to_owned();
        typed.expires = "2026-11-22".to_owned();
        let between = Code::Between(date(2026, 11, 23), date(2027, 5, 21));
        assert_eq!(
            errors(&typed),
            [
                ("debt-7-creditor".to_owned(), Code::Required(RequiredField::Creditor)),
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
    fn the_validation_information_was_sent_on_a_day_that_can_be() {
        let mut sent = typed(vec![account("Oakbank", "1")]);
        for (day, fine) in [("2026-11-22", true), ("2026-11-23", false), ("2016-11-24", true), ("2016-11-23", false)] {
            sent.validation_sent = Some(day.to_owned());
            assert_eq!(sent.read(TODAY).is_ok(), fine, "{day}");
        }
        sent.validation_sent = Some(String::new());
        assert_eq!(errors(&sent), [("validation-sent".to_owned(), Code::Date(ui::form::DateError::Required))]);
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
        assert_eq!(errors(&one(parts("301", "2026-3-2"))), [("debt-7-parts".to_owned(), sum)]);
        assert_eq!(errors(&one(parts("300", "2026-11-23"))), [("debt-7-as_of".to_owned(), Code::After(TODAY))]);
    }
}
