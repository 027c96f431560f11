//! Terms, schedules and rules in words and figures.

use content::ClosedDays;
use domain::arrangement::{Frequency, Terms};
use domain::money::{Amount, Currency};
use leptos::prelude::*;
use ui::components::{Cell, DataTable, SummaryList, plain_summary};
use ui::form::{Actions, Button, ButtonKind, SelectOption};
use ui::format::{BrowserFormat, Format};
use ui::icon::Icon;
use wire::terms::{AutoAccept, Policy, Reason};

use crate::shared::format::{format_of, label};
use crate::store::Desk;
use crate::words::{Words, use_words};

/// How many dates are shown at first; print shows all of them.
const DATES_FIRST: usize = 6;

/// The frequencies to choose from.
pub fn frequencies(words: Words) -> Vec<SelectOption> {
    let option = |frequency: Frequency| {
        let name = match frequency {
            Frequency::Week => words.terms_week(),
            Frequency::TwoWeeks => words.terms_two_weeks(),
            Frequency::FourWeeks => words.terms_four_weeks(),
            _ => words.terms_month(),
        };
        SelectOption::new(frequency.id(), name)
    };
    Frequency::INSTALMENTS.into_iter().map(option).collect()
}

/// What writes figures: words, language and currency.
#[derive(Clone, Copy)]
pub struct TermsFormatter {
    /// The sentences.
    pub words: Words,
    /// Figures and dates.
    pub format: BrowserFormat,
    /// The currency of every amount.
    pub currency: Currency,
}

impl TermsFormatter {
    /// Writes amounts of the currency with this code.
    pub fn new(desk: Desk, code: &str) -> Self {
        let currency = Currency::from_code(code).unwrap_or(Currency::USD);
        Self { words: use_words(), format: format_of(desk, currency), currency }
    }

    /// An amount.
    pub fn money(self, amount: Amount) -> String {
        self.format.money(amount, self.currency)
    }

    /// An amount in minor units.
    pub fn minor(self, minor: i64) -> String {
        self.money(Amount::from_minor(minor))
    }

    /// An amount with its frequency: "$50.00 a month".
    pub fn each(self, terms: &Terms) -> String {
        let amount = self.money(terms.instalment());
        match terms.frequency() {
            Frequency::Week => self.words.terms_each_week().amount(&amount),
            Frequency::TwoWeeks => self.words.terms_each_two_weeks().amount(&amount),
            Frequency::FourWeeks => self.words.terms_each_four_weeks().amount(&amount),
            // Terms have no other frequency than these four.
            _ => self.words.terms_each_month().amount(&amount),
        }
    }

    /// How many payments: "12 payments".
    pub fn times(self, terms: &Terms) -> String {
        self.words.terms_times(terms.number().unsigned_abs(), &self.format.number(terms.number()))
    }

    fn months(self, months: i64) -> String {
        self.words.terms_months(months.unsigned_abs(), &self.format.number(months))
    }

    fn values(self, terms: &Terms) -> [(&'static str, String); 5] {
        let words = self.words;
        [
            (words.terms_pays(), self.each(terms)),
            (words.terms_number(), self.times(terms)),
            (words.terms_first(), self.format.date(terms.first())),
            (words.terms_last(), self.format.date(terms.last())),
            (words.terms_last_amount(), self.money(terms.last_instalment())),
        ]
    }

    /// What happens to a date on which banks are closed.
    fn closed_days(self) -> &'static str {
        match ClosedDays::of(self.currency) {
            ClosedDays::BankHolidays => self.words.terms_closed_bank(),
            ClosedDays::FederalHolidays => self.words.terms_closed_federal(),
            ClosedDays::PublicHolidays => self.words.terms_closed_public(),
        }
    }

    /// One set of terms, each value on a line.
    pub fn list(self, terms: &Terms) -> AnyView {
        let values = self.values(terms).into_iter().map(|(name, value)| (name.to_owned(), value));
        let lines = values.chain([(self.words.terms_in_all().to_owned(), self.money(terms.balance()))]);
        view! { {self.lines(lines.collect())}<p class="soft">{self.closed_days()}</p> }.into_any()
    }

    /// Names and values, each pair on a line.
    pub fn lines(self, rows: Vec<(String, String)>) -> AnyView {
        let rows = Signal::stored(plain_summary(rows));
        view! { <div class="terms"><SummaryList rows/></div> }.into_any()
    }

    /// What was offered and what was named instead, beside each other; `head` is the head of the latter.
    pub fn beside(self, [id, caption]: [String; 2], head: &str, offered: &Terms, named: &Terms) -> AnyView {
        let words = self.words;
        let rows = self.values(offered).into_iter().zip(self.values(named));
        let rows = rows
            .map(|((name, offered), (_, named))| vec![Cell::from(name), Cell::Number(offered), Cell::Number(named)])
            .collect();
        let head = [words.terms_what(), words.terms_offered(), head].map(str::to_owned).to_vec();
        view! { <div class="terms"><DataTable id caption caption_hidden=true stacked=true head rows/></div> }.into_any()
    }

    /// What the rules say about an offer.
    pub fn reasons(self, reasons: &[Reason]) -> AnyView {
        let lines: Vec<AnyView> =
            reasons.iter().map(|reason| view! { <li>{self.reason(reason)}</li> }.into_any()).collect();
        (!lines.is_empty()).then(|| view! { <ul>{lines}</ul> }).into_any()
    }

    fn reason(self, reason: &Reason) -> String {
        let words = self.words;
        match reason {
            Reason::InstalmentTooSmall { monthly_min_minor } => {
                words.terms_reason_small().amount(&self.minor(*monthly_min_minor))
            }
            Reason::TooLong { months_max } => words.terms_reason_long().months(&self.months(*months_max)),
            Reason::StartsTooLate { latest } => words.terms_reason_late().date(&self.format.date(*latest)),
            Reason::StartsTooEarly { earliest } => words.terms_reason_early().date(&self.format.date(*earliest)),
            Reason::BalanceNeedsPerson { balance_max_minor } => {
                words.terms_reason_balance().amount(&self.minor(*balance_max_minor))
            }
            Reason::AlwaysNeedsPerson => words.terms_reason_always().to_owned(),
        }
    }

    /// The rules of an invitation, as names and values.
    pub fn policy(self, policy: &Policy) -> Vec<(String, String)> {
        let words = self.words;
        let days =
            self.words.terms_days(policy.start_days_max.unsigned_abs(), &self.format.number(policy.start_days_max));
        let at_once = match policy.auto_accept {
            AutoAccept::All => words.terms_at_once_all().to_owned(),
            AutoAccept::UpToBalanceMinor(minor) => words.terms_at_once_up_to().amount(&self.minor(minor)),
            AutoAccept::Nothing => words.terms_at_once_nothing().to_owned(),
        };
        let mut rows = vec![
            (
                words.terms_minimum().to_owned(),
                words.terms_each_month().amount(&self.minor(policy.instalment_monthly_min_minor)),
            ),
            (words.terms_longest().to_owned(), self.months(policy.term_months_max)),
            (words.terms_latest().to_owned(), days),
            (words.terms_at_once().to_owned(), at_once),
        ];
        let shares = [
            (words.terms_share_min(), policy.instalment_share_min_percent),
            (words.terms_left_over_max(), policy.left_over_share_max_percent),
        ];
        for (name, percent) in shares {
            rows.extend(percent.map(|percent| (name.to_owned(), self.format.percent(&percent.to_string()))));
        }
        rows
    }

    /// Every date and amount. A long one shows its first dates; the rest opens, and print has all of them.
    pub fn schedule(self, account_id: &str, creditor: &str, terms: &Terms) -> AnyView {
        let words = self.words;
        let rows: Vec<Vec<Cell>> = terms
            .schedule()
            .into_iter()
            .map(|row| {
                let amounts = [row.amount, row.remaining].map(|amount| Cell::Number(self.money(amount)));
                [Cell::Text(self.format.date(row.due))].into_iter().chain(amounts).collect()
            })
            .collect();
        let is_long = rows.len() > DATES_FIRST + 2;
        let head = [words.terms_when(), words.terms_how_much(), words.terms_left()].map(str::to_owned).to_vec();
        let foot = vec![
            Cell::Text(words.terms_in_all().to_owned()),
            Cell::Number(self.money(terms.balance())),
            Cell::Number(String::new()),
        ];
        let all = RwSignal::new(!is_long);
        let toggle = is_long.then(|| {
            let label = Signal::derive(move || {
                (if all.get() { words.terms_show_fewer() } else { words.terms_show_all() }).to_owned()
            });
            let press = Callback::new(move |()| all.update(|all| *all = !*all));
            let expanded = Signal::derive(move || all.get());
            let context = creditor.to_owned();
            view! { <Button kind=ButtonKind::Text label context on_press=press expanded/> }
        });
        let print = Callback::new(move |()| {
            // A browser without print has a menu with it.
            browser::document::print();
        });
        let print = view! {
            <Button
                kind=ButtonKind::Text
                drawing=Icon::Print
                label=label(words.terms_print())
                context=creditor.to_owned()
                on_press=print
            />
        };
        let is_short = Signal::derive(move || !all.get());
        let id = ["dates-", account_id].concat();
        view! {
            <div class="schedule" class:schedule--short=is_short>
                <DataTable id caption=words.terms_dates() head rows foot/>
            </div>
            <Actions>{toggle}{print}</Actions>
        }
        .into_any()
    }
}
