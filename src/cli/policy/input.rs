//! What `policy` is asked: the rules, the day, and a proposal or a change.

use domain::arrangement::{
    Band, BookErrorKind, Bounds, Change, ChangeRules, Deal, DealError, Edition, Means, PolicyBook, START_DAYS_MAX,
    SettlementRule, TERM_MONTHS_MAX, Terms, TermsError, Used, WHOLE,
};
use domain::calendar::Frequency;
use domain::money::Currency;
use domain::rate::Rate;
use jiff::civil::Date;
use serde::Deserialize;

use crate::figures::{Code, Day, Money, Named, Percent, SignedMoney};
use crate::{At, Error, document};

/// A document understood.
pub(super) struct Request {
    pub(super) currency: Currency,
    pub(super) today: Date,
    pub(super) book: PolicyBook,
    pub(super) question: Question,
}

pub(super) enum Question {
    Proposal { deal: Deal, means: Means },
    Change { remaining: Terms, change: Change, used: Used },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    /// Says how many digits amounts have after the point; two if not given.
    currency: Option<Code>,
    /// The day on which the question is asked.
    today: Day,
    policy: PolicyInput,
    proposal: Option<ProposalInput>,
    /// What the client can pay; only with a proposal.
    means: Option<MeansInput>,
    change: Option<ChangeInput>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyInput {
    editions: Vec<EditionInput>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EditionInput {
    from: Day,
    until: Option<Day>,
    bands: Vec<BandInput>,
    changes: Option<ChangesInput>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BandInput {
    /// Up to this balance; without it, every larger one.
    balance_max: Option<Money>,
    instalment_monthly_min: Money,
    instalment_share_min: Option<Percent>,
    term_months_max: i64,
    start_days_max: i64,
    down_payment_share_min: Option<Percent>,
    left_over_share_max: Option<Percent>,
    settlement: Option<SettlementInput>,
    at_once: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SettlementInput {
    share_min: Percent,
    #[serde(default)]
    at_once: bool,
    #[serde(default)]
    may_be_offered: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangesInput {
    #[serde(default)]
    date_days_max: i64,
    #[serde(default)]
    rhythm: bool,
    amount_share_min: Option<Percent>,
    amount_share_max: Option<Percent>,
    #[serde(default)]
    skips_max: u8,
    #[serde(default)]
    pause_months_max: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProposalInput {
    balance: Money,
    /// Less than the balance for a settlement; the balance if not given.
    total: Option<Money>,
    down_payment: Option<Money>,
    instalment: Money,
    rhythm: Option<Named<Frequency>>,
    first: Day,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct MeansInput {
    /// May be negative.
    left_over: Option<SignedMoney>,
    affordable_monthly: Option<Money>,
    lump: Option<Money>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeInput {
    /// What remains of the arrangement; its first date is the next one due.
    remaining: RemainingInput,
    date: Option<Day>,
    rhythm: Option<Named<Frequency>>,
    amount: Option<Money>,
    skip: Option<u8>,
    pause_months: Option<u8>,
    /// The instalment both sides agreed, and how often; that of `remaining` if not given.
    agreed_instalment: Option<Money>,
    agreed_rhythm: Option<Named<Frequency>>,
    /// By how many days the dates now lie after the agreed ones because the client moved them; below zero for before.
    #[serde(default)]
    used_days: i64,
    /// What was already changed in the last twelve months.
    #[serde(default)]
    used_skips: u8,
    #[serde(default)]
    used_pause_months: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RemainingInput {
    balance: Money,
    instalment: Money,
    rhythm: Option<Named<Frequency>>,
    first: Day,
    /// The date that was agreed and from which all are counted, where `first` is a later one of them: 28 February may
    /// stand for the 31st.
    agreed: Option<Day>,
}

/// Reads and checks a document.
pub(super) fn read(text: &str) -> Result<Request, Error> {
    let input: Input = document::read(text)?;
    let question = match (input.proposal, input.change) {
        (Some(proposal), None) => {
            let MeansInput { left_over, affordable_monthly, lump } = input.means.unwrap_or_default();
            let means = Means {
                left_over: left_over.map(SignedMoney::amount),
                affordable_monthly: affordable_monthly.map(Money::amount),
                lump: lump.map(Money::amount),
            };
            Question::Proposal { deal: proposal.deal().at("proposal")?, means }
        }
        (None, Some(change)) if input.means.is_none() => change.question().at("change")?,
        (None, Some(_)) => return Err(Error::new("means", "means go with a proposal")),
        _ => return Err(Error::new("", "give one of proposal and change")),
    };
    let currency = input.currency.map_or(Currency::USD, |Code(currency)| currency);
    let book = PolicyBook::new(input.policy.editions.iter().map(EditionInput::edition).collect());
    let book = book.map_err(|error| {
        let edition = format!("policy.editions[{}]", error.edition);
        let at = error.band.map_or(edition.clone(), |band| format!("{edition}.bands[{band}]"));
        let (field, reason) = book_error(error.kind);
        Error::new(format!("{at}{field}"), reason)
    })?;
    Ok(Request { currency, today: input.today.0, book, question })
}

fn book_error(kind: BookErrorKind) -> (&'static str, String) {
    let (field, reason) = match kind {
        BookErrorKind::EndsBeforeStart => (".until", "it ends before it begins"),
        BookErrorKind::Overlaps => (".from", "it begins before the one listed earlier has ended"),
        BookErrorKind::NoBand => (".bands", "there is no band"),
        BookErrorKind::BandOrder => (".balance_max", "bands go from the smallest to the largest balance"),
        BookErrorKind::InstalmentNegative => (".instalment_monthly_min", "an amount must not be negative"),
        BookErrorKind::Share => ("", "a share is at most 100 percent, and that of a down-payment less"),
        BookErrorKind::SettlementOfNothing => (".settlement.share_min", "a settlement is more than nothing"),
        BookErrorKind::Term => return (".term_months_max", format!("a term is 1 to {TERM_MONTHS_MAX} months")),
        BookErrorKind::Start => return (".start_days_max", format!("a start is within {START_DAYS_MAX} days")),
        BookErrorKind::Changes => {
            (".changes", "at most 366 days, a share up to 100 and one from 100 percent, 240 months")
        }
    };
    (field, reason.to_owned())
}

fn share(percent: Option<Percent>, default: Rate) -> Rate {
    percent.map_or(default, |Percent(share)| share)
}

fn frequency(named: Option<Named<Frequency>>) -> Frequency {
    named.map_or(Frequency::Month, |Named(frequency)| frequency)
}

impl EditionInput {
    fn edition(&self) -> Edition {
        Edition {
            from: self.from.0,
            until: self.until.map(|Day(until)| until),
            bands: self.bands.iter().map(BandInput::band).collect(),
            changes: self.changes.as_ref().map_or(ChangeRules::NONE, ChangesInput::rules),
        }
    }
}

impl BandInput {
    fn band(&self) -> Band {
        let settlement = self.settlement.as_ref().map(|rule| SettlementRule {
            share_min: rule.share_min.0,
            auto_accept: rule.at_once,
            may_be_offered: rule.may_be_offered,
        });
        let bounds = Bounds {
            instalment_monthly_min: self.instalment_monthly_min.amount(),
            instalment_share_min: share(self.instalment_share_min, Rate::ZERO),
            term_months_max: self.term_months_max,
            start_days_max: self.start_days_max,
            down_payment_share_min: share(self.down_payment_share_min, Rate::ZERO),
            left_over_share_max: Some(share(self.left_over_share_max, WHOLE)),
            settlement,
            auto_accept: self.at_once,
        };
        Band { balance_max: self.balance_max.map(Money::amount), bounds }
    }
}

impl ChangesInput {
    fn rules(&self) -> ChangeRules {
        ChangeRules {
            date_days_max: self.date_days_max,
            frequency: self.rhythm,
            amount_share_min: share(self.amount_share_min, WHOLE),
            amount_share_max: share(self.amount_share_max, WHOLE),
            skips_max: self.skips_max,
            pause_months_max: self.pause_months_max,
        }
    }
}

impl ProposalInput {
    fn deal(&self) -> Result<Deal, Error> {
        let balance = self.balance.amount();
        let total = self.total.map_or(balance, Money::amount);
        let down_payment = self.down_payment.unwrap_or_default().amount();
        let instalment = self.instalment.amount();
        let deal = Deal::new(balance, total, down_payment, instalment, frequency(self.rhythm), self.first.0);
        deal.map_err(|error| match error {
            DealError::NothingOwed => Error::new("balance", "nothing is owed"),
            DealError::Total => Error::new("total", "more than nothing, and at most the balance"),
            DealError::DownPayment => Error::new("down_payment", "less than the total"),
            DealError::InstalmentNotPositive => Error::new("instalment", "more than nothing"),
            DealError::InstalmentAboveRest => Error::new("instalment", "at most what is left after the down-payment"),
            DealError::TooMany => Error::new("instalment", "more than 1200 payments"),
            DealError::OutOfCalendar => Error::new("first", "beyond the calendar"),
            DealError::Frequency => Error::new("rhythm", "not for instalments"),
        })
    }
}

impl ChangeInput {
    fn question(&self) -> Result<Question, Error> {
        let change = match (self.date, self.rhythm, self.amount, self.skip, self.pause_months) {
            (Some(Day(date)), None, None, None, None) => Change::Date(date),
            (None, Some(Named(frequency)), None, None, None) => Change::Frequency(frequency),
            (None, None, Some(amount), None, None) => Change::Amount(amount.amount()),
            (None, None, None, Some(count), None) => Change::Skip(count),
            (None, None, None, None, Some(months)) => Change::Pause(months),
            _ => return Err(Error::new("", "one of date, rhythm, amount, skip, pause_months")),
        };
        let remaining = self.remaining.terms().at("remaining")?;
        let unchanged = Used::nothing(&remaining);
        let used = Used {
            agreed: self.agreed_instalment.map_or(unchanged.agreed, Money::amount),
            agreed_frequency: self.agreed_rhythm.map_or(unchanged.agreed_frequency, |Named(frequency)| frequency),
            days_moved: self.used_days,
            skips: self.used_skips,
            pause_months: self.used_pause_months,
        };
        Ok(Question::Change { remaining, change, used })
    }
}

impl RemainingInput {
    fn terms(&self) -> Result<Terms, Error> {
        let (balance, instalment) = (self.balance.amount(), self.instalment.amount());
        let terms =
            Terms::new(balance, instalment, frequency(self.rhythm), self.first.0).map_err(|error| match error {
                TermsError::NothingOwed => Error::new("balance", "nothing is owed"),
                TermsError::InstalmentNotPositive => Error::new("instalment", "more than nothing"),
                TermsError::InstalmentAboveBalance => Error::new("instalment", "at most the balance"),
                TermsError::TooMany => Error::new("instalment", "more than 1200 payments"),
                TermsError::OutOfCalendar => Error::new("first", "beyond the calendar"),
                TermsError::Frequency => Error::new("rhythm", "not for instalments"),
            })?;
        let Some(Day(agreed)) = self.agreed else { return Ok(terms) };
        terms
            .counted_from(agreed)
            .ok_or_else(|| Error::new("agreed", "the first date is none of those counted from it"))
    }
}
