//! What `policy` is asked: the rules, the day, and a proposal or a change.

use domain::arrangement::{
    Band, BookErrorKind, Bounds, Change, ChangeRules, Deal, DealError, Edition, Frequency, Means, PolicyBook,
    START_DAYS_MAX, SettlementRule, TERM_MONTHS_MAX, Terms, TermsError, Used, WHOLE,
};
use domain::calendar;
use domain::money::{Amount, Currency};
use domain::rate::Rate;
use jiff::civil::Date;
use serde::Deserialize;

use crate::Refusal;
use crate::input::{self, document};

/// A document understood.
pub(super) struct Asked {
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
    currency: Option<String>,
    /// The day on which the question is asked.
    today: String,
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
    from: String,
    until: Option<String>,
    bands: Vec<BandInput>,
    changes: Option<ChangesInput>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BandInput {
    /// Up to this balance; without it, every larger one.
    balance_max: Option<String>,
    instalment_monthly_min: String,
    instalment_share_min: Option<String>,
    term_months_max: i64,
    start_days_max: i64,
    down_payment_share_min: Option<String>,
    left_over_share_max: Option<String>,
    settlement: Option<SettlementInput>,
    at_once: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SettlementInput {
    share_min: String,
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
    amount_share_min: Option<String>,
    amount_share_max: Option<String>,
    #[serde(default)]
    skips_max: u8,
    #[serde(default)]
    pause_months_max: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProposalInput {
    balance: String,
    /// Less than the balance for a settlement; the balance if not given.
    total: Option<String>,
    down_payment: Option<String>,
    instalment: String,
    rhythm: Option<String>,
    first: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct MeansInput {
    /// May be negative.
    left_over: Option<String>,
    affordable_monthly: Option<String>,
    lump: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeInput {
    /// What remains of the arrangement; its first date is the next one due.
    remaining: RemainingInput,
    date: Option<String>,
    rhythm: Option<String>,
    amount: Option<String>,
    skip: Option<u8>,
    pause_months: Option<u8>,
    /// The instalment both sides agreed, and how often; that of `remaining` if not given.
    agreed_instalment: Option<String>,
    agreed_rhythm: Option<String>,
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
    balance: String,
    instalment: String,
    rhythm: Option<String>,
    first: String,
}

/// Reads and checks a document.
pub(super) fn read(text: &str) -> Result<Asked, Refusal> {
    let input: Input = document(text)?;
    let currency = input::currency(input.currency.as_deref())?;
    let book = book(input.policy, currency)?;
    let question = match (input.proposal, input.change) {
        (Some(proposal), None) => {
            let means = means(&input.means.unwrap_or_default(), currency)?;
            Question::Proposal { deal: deal(&proposal, currency)?, means }
        }
        (None, Some(change)) if input.means.is_none() => asked_change(&change, currency)?,
        (None, Some(_)) => return Err(Refusal::new("means", "means go with a proposal")),
        _ => return Err(Refusal::new(".", "give one of proposal and change")),
    };
    Ok(Asked { currency, today: day(&input.today, "today")?, book, question })
}

fn day(text: &str, path: &str) -> Result<Date, Refusal> {
    calendar::parse(text).ok_or_else(|| Refusal::new(path, "a date is written as \"2026-01-31\""))
}

fn frequency(id: Option<&str>, path: &str) -> Result<Frequency, Refusal> {
    let Some(id) = id else { return Ok(Frequency::Month) };
    Frequency::from_id(id)
        .filter(|frequency| frequency.is_for_instalments())
        .ok_or_else(|| Refusal::new(path, "one of week, two_weeks, four_weeks, month"))
}

fn book(policy: PolicyInput, currency: Currency) -> Result<PolicyBook, Refusal> {
    let mut editions = Vec::with_capacity(policy.editions.len());
    for (place, edition) in policy.editions.into_iter().enumerate() {
        let at = format!("policy.editions[{place}]");
        let mut bands = Vec::with_capacity(edition.bands.len());
        for (index, band) in edition.bands.iter().enumerate() {
            bands.push(read_band(band, currency, &format!("{at}.bands[{index}]"))?);
        }
        editions.push(Edition {
            from: day(&edition.from, &format!("{at}.from"))?,
            until: edition.until.map(|until| day(&until, &format!("{at}.until"))).transpose()?,
            bands,
            changes: changes(edition.changes.as_ref(), &format!("{at}.changes"))?,
        });
    }
    PolicyBook::new(editions).map_err(|error| {
        let edition = format!("policy.editions[{}]", error.edition);
        let at = error.band.map_or(edition.clone(), |band| format!("{edition}.bands[{band}]"));
        let (field, reason) = kind(error.kind);
        Refusal::new(format!("{at}{field}"), reason)
    })
}

fn kind(kind: BookErrorKind) -> (&'static str, String) {
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

fn share(text: Option<&str>, default: Rate, path: impl Fn() -> String) -> Result<Rate, Refusal> {
    text.map_or(Ok(default), |text| input::rate(text, path))
}

fn read_band(band: &BandInput, currency: Currency, at: &str) -> Result<Band, Refusal> {
    let path = |field: &'static str| move || format!("{at}.{field}");
    let settlement = match &band.settlement {
        None => None,
        Some(rule) => Some(SettlementRule {
            share_min: input::rate(&rule.share_min, path("settlement.share_min"))?,
            auto_accept: rule.at_once,
            may_be_offered: rule.may_be_offered,
        }),
    };
    let balance_max = band.balance_max.as_deref();
    let bounds = Bounds {
        instalment_monthly_min: input::amount(&band.instalment_monthly_min, currency, path("instalment_monthly_min"))?,
        instalment_share_min: share(band.instalment_share_min.as_deref(), Rate::ZERO, path("instalment_share_min"))?,
        term_months_max: band.term_months_max,
        start_days_max: band.start_days_max,
        down_payment_share_min: share(
            band.down_payment_share_min.as_deref(),
            Rate::ZERO,
            path("down_payment_share_min"),
        )?,
        left_over_share_max: Some(share(band.left_over_share_max.as_deref(), WHOLE, path("left_over_share_max"))?),
        settlement,
        auto_accept: band.at_once,
    };
    let balance_max = balance_max.map(|text| input::amount(text, currency, path("balance_max"))).transpose()?;
    Ok(Band { balance_max, bounds })
}

fn changes(input: Option<&ChangesInput>, at: &str) -> Result<ChangeRules, Refusal> {
    let Some(input) = input else { return Ok(ChangeRules::NONE) };
    let path = |field: &'static str| move || format!("{at}.{field}");
    Ok(ChangeRules {
        date_days_max: input.date_days_max,
        frequency: input.rhythm,
        amount_share_min: share(input.amount_share_min.as_deref(), WHOLE, path("amount_share_min"))?,
        amount_share_max: share(input.amount_share_max.as_deref(), WHOLE, path("amount_share_max"))?,
        skips_max: input.skips_max,
        pause_months_max: input.pause_months_max,
    })
}

fn deal(proposal: &ProposalInput, currency: Currency) -> Result<Deal, Refusal> {
    let money = |text: &str, field: &'static str| input::amount(text, currency, || format!("proposal.{field}"));
    let balance = money(&proposal.balance, "balance")?;
    let total = proposal.total.as_deref().map_or(Ok(balance), |text| money(text, "total"))?;
    let down_payment = proposal.down_payment.as_deref().map_or(Ok(Amount::ZERO), |text| money(text, "down_payment"))?;
    let instalment = money(&proposal.instalment, "instalment")?;
    let frequency = frequency(proposal.rhythm.as_deref(), "proposal.rhythm")?;
    let first = day(&proposal.first, "proposal.first")?;
    Deal::new(balance, total, down_payment, instalment, frequency, first).map_err(|error| match error {
        DealError::NothingOwed => Refusal::new("proposal.balance", "nothing is owed"),
        DealError::Total => Refusal::new("proposal.total", "more than nothing, and at most the balance"),
        DealError::DownPayment => Refusal::new("proposal.down_payment", "less than the total"),
        DealError::InstalmentNotPositive => Refusal::new("proposal.instalment", "more than nothing"),
        DealError::InstalmentAboveRest => {
            Refusal::new("proposal.instalment", "at most what is left after the down-payment")
        }
        DealError::Frequency => Refusal::new("proposal.rhythm", "one of week, two_weeks, four_weeks, month"),
        DealError::TooMany => Refusal::new("proposal.instalment", "more than 1200 payments"),
        DealError::OutOfCalendar => Refusal::new("proposal.first", "beyond the calendar"),
    })
}

fn means(means: &MeansInput, currency: Currency) -> Result<Means, Refusal> {
    let money = |text: &Option<String>, field: &'static str| {
        text.as_deref().map(|text| input::amount(text, currency, || format!("means.{field}"))).transpose()
    };
    // The one figure that may be below zero.
    let left_over = match means.left_over.as_deref().and_then(|text| text.strip_prefix('-')) {
        None => money(&means.left_over, "left_over")?,
        Some(missing) => {
            let missing = input::amount(missing, currency, || "means.left_over".into())?;
            Some(Amount::ZERO.saturating_sub(missing))
        }
    };
    Ok(Means {
        left_over,
        affordable_monthly: money(&means.affordable_monthly, "affordable_monthly")?,
        lump: money(&means.lump, "lump")?,
    })
}

fn asked_change(input: &ChangeInput, currency: Currency) -> Result<Question, Refusal> {
    let money = |text: &str, path: &'static str| input::amount(text, currency, || path.into());
    let change = match (&input.date, &input.rhythm, &input.amount, input.skip, input.pause_months) {
        (Some(date), None, None, None, None) => Change::Date(day(date, "change.date")?),
        (None, Some(id), None, None, None) => Change::Frequency(frequency(Some(id), "change.rhythm")?),
        (None, None, Some(amount), None, None) => Change::Amount(money(amount, "change.amount")?),
        (None, None, None, Some(count), None) => Change::Skip(count),
        (None, None, None, None, Some(months)) => Change::Pause(months),
        _ => return Err(Refusal::new("change", "one of date, rhythm, amount, skip, pause_months")),
    };
    let remaining = &input.remaining;
    let terms = Terms::new(
        money(&remaining.balance, "change.remaining.balance")?,
        money(&remaining.instalment, "change.remaining.instalment")?,
        frequency(remaining.rhythm.as_deref(), "change.remaining.rhythm")?,
        day(&remaining.first, "change.remaining.first")?,
    );
    let remaining = terms.map_err(|error| match error {
        TermsError::NothingOwed => Refusal::new("change.remaining.balance", "nothing is owed"),
        TermsError::InstalmentNotPositive => Refusal::new("change.remaining.instalment", "more than nothing"),
        TermsError::InstalmentAboveBalance => Refusal::new("change.remaining.instalment", "at most the balance"),
        TermsError::Frequency => Refusal::new("change.remaining.rhythm", "one of week, two_weeks, four_weeks, month"),
        TermsError::TooMany => Refusal::new("change.remaining.instalment", "more than 1200 payments"),
        TermsError::OutOfCalendar => Refusal::new("change.remaining.first", "beyond the calendar"),
    })?;
    let unchanged = Used::nothing(&remaining);
    let agreed = input.agreed_instalment.as_deref().map(|text| money(text, "change.agreed_instalment")).transpose()?;
    let agreed_frequency =
        input.agreed_rhythm.as_deref().map(|id| frequency(Some(id), "change.agreed_rhythm")).transpose()?;
    let used = Used {
        agreed: agreed.unwrap_or(unchanged.agreed),
        agreed_frequency: agreed_frequency.unwrap_or(unchanged.agreed_frequency),
        days_moved: input.used_days,
        skips: input.used_skips,
        pause_months: input.used_pause_months,
    };
    Ok(Question::Change { remaining, change, used })
}
