//! Terms in words: how much how often, why they are not accepted, and how they fit. Shared with the arrangement page.

use content::ClosedDays;
use domain::arrangement::{Frequency, Objection, Terms};
use domain::money::{Amount, Currency};
use domain::offer::Stretch;
use leptos::prelude::*;
use ui::components::{Cell, DataTable, Notice, NoticeKind, Rich, SummaryList, plain_summary};
use ui::format::{BrowserFormat, Format};

use crate::shared::fit::Fit;
use crate::store::AppState;
use crate::words::Words;

/// What writes terms: words, figures and their currency.
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
    /// An amount.
    pub fn money(self, amount: Amount) -> String {
        self.format.money(amount, self.currency)
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

    /// How many payments: "12 times".
    pub fn times(self, terms: &Terms) -> String {
        let count = u64::try_from(terms.number()).unwrap_or_default();
        self.words.terms_times(count, &self.format.number(terms.number()))
    }

    /// The values of terms, in the order of [`names`]; without the sum.
    fn values(self, terms: &Terms) -> [String; 5] {
        [
            self.each(terms),
            self.times(terms),
            self.format.date(terms.first()),
            self.format.date(terms.last()),
            self.money(terms.last_instalment()),
        ]
    }

    fn names(self) -> [&'static str; 5] {
        let words = self.words;
        [words.terms_pay(), words.terms_number(), words.terms_first(), words.terms_last(), words.terms_last_amount()]
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
        let names = self.names().into_iter().zip(self.values(terms));
        let mut rows: Vec<(String, String)> = names.map(|(name, value)| (name.to_owned(), value)).collect();
        rows.push((self.words.terms_in_all().to_owned(), self.money(terms.balance())));
        let rows = Signal::stored(plain_summary(rows));
        view! { <div class="terms"><SummaryList rows/></div><p class="soft">{self.closed_days()}</p> }.into_any()
    }

    /// Two sets of terms beside each other.
    pub fn beside(self, id: String, caption: String, own: &Terms, other: &Terms) -> AnyView {
        let words = self.words;
        let values = self.values(own).into_iter().zip(self.values(other));
        let rows = self
            .names()
            .into_iter()
            .zip(values)
            .map(|(name, (own, other))| vec![Cell::Text(name.to_owned()), Cell::Number(own), Cell::Number(other)]);
        let rows = rows.collect();
        let head = [words.terms_what(), words.terms_yours(), words.terms_theirs()].map(str::to_owned).to_vec();
        view! {
            <div class="terms"><DataTable id caption caption_hidden=true stacked=true head rows/></div>
            <p class="soft">{self.closed_days()}</p>
        }
        .into_any()
    }

    /// Why an offer is not accepted as it stands.
    pub fn reasons(self, reasons: &[Objection]) -> AnyView {
        let lines: Vec<AnyView> = reasons
            .iter()
            .filter_map(|reason| self.reason(reason))
            .map(|text| view! { <li>{text}</li> }.into_any())
            .collect();
        (!lines.is_empty()).then(|| view! { <ul>{lines}</ul> }).into_any()
    }

    fn reason(self, reason: &Objection) -> Option<String> {
        let words = self.words;
        Some(match *reason {
            Objection::InstalmentTooSmall { monthly_min } => {
                words.terms_reason_small().amount(&self.money(monthly_min))
            }
            Objection::ShareTooSmall { share_min, monthly_min } => words
                .check_reason_share()
                .amount(&self.money(monthly_min))
                .percent(&self.format.percent(&share_min.decimal_text())),
            Objection::TooLong { months_max } => {
                let count = u64::try_from(months_max).unwrap_or_default();
                words.terms_reason_long(count, &self.format.number(months_max))
            }
            Objection::StartsTooLate { latest } => words.terms_reason_late().date(&self.format.date(latest)),
            Objection::StartsTooEarly { earliest } => words.terms_reason_early().date(&self.format.date(earliest)),
            Objection::TakesTooMuch { monthly_max } => words.check_reason_left_over().amount(&self.money(monthly_max)),
            Objection::NeedsPerson { balance_max: Some(balance_max) } => {
                words.terms_reason_balance().amount(&self.money(balance_max))
            }
            Objection::NeedsPerson { balance_max: None } => words.terms_reason_always().to_owned(),
            // The rules of an invitation name no settlement and no down-payment, and they hold for every day.
            Objection::NoSettlement
            | Objection::SettlementTooSmall { .. }
            | Objection::DownPaymentTooSmall { .. }
            | Objection::SettlementNeedsPerson
            | Objection::NoRule => return None,
        })
    }

    /// How terms fit into what is left over: good to know within half, a plain warning above it.
    pub fn fit(self, fit: Fit) -> AnyView {
        let words = self.words;
        let (monthly, left) = (self.money(fit.monthly), self.money(fit.left));
        let (kind, title, pieces) = match fit.stretch {
            Stretch::Comfortable => (NoticeKind::Know, None, words.terms_fit_half().left(&left).monthly(&monthly)),
            Stretch::AboveHalf => {
                let keep = self.money(fit.left.saturating_sub(fit.monthly));
                let title = words.terms_fit_above_half_title();
                (NoticeKind::Care, Some(title), words.terms_fit_above_half().keep(&keep).left(&left).monthly(&monthly))
            }
            Stretch::AboveAll => {
                let title = words.terms_fit_above_all_title();
                (NoticeKind::Care, Some(title), words.terms_fit_above_all().left(&left).monthly(&monthly))
            }
        };
        let pieces = Signal::stored(pieces);
        let title = title.map(str::to_owned);
        view! { <Notice kind nostrip:title=title><p><Rich pieces/></p></Notice> }.into_any()
    }
}

/// What is sent, letter for letter.
pub fn letters(text: impl Fn() -> String + Send + 'static) -> AnyView {
    view! { <pre class="letters"><code>{text}</code></pre> }.into_any()
}

/// A sentence for a button.
pub fn label(text: &'static str) -> Signal<String> {
    Signal::stored(text.to_owned())
}

/// What writes figures now.
pub fn pen(state: AppState, words: Words) -> TermsFormatter {
    TermsFormatter { words, format: state.format(), currency: state.currency() }
}
