//! What happened, which days that asks for, and how they are read.

use domain::rights::{Figure, Pack};
use domain::typed::plain_text;
use jiff::civil::Date;
use ui::form::{DateError, parse_date};

/// What happened, as a person would say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A collector sent a validation notice.
    Notice,
    /// The debt was disputed in writing.
    Disputed,
    /// Calls about a debt.
    Calls,
    /// A payment was agreed for a later day.
    Postdated,
    /// A payment is to be stopped at the bank.
    Stop,
    /// A letter of claim came.
    Claim,
    /// A breathing space was started.
    Space,
    /// One for a mental health crisis was.
    Crisis,
    /// A moratorium was registered.
    Moratorium,
    /// An adviser is making a plan.
    Advice,
    /// A complaint, or a dispute where it is answered like one.
    Complaint,
    /// A copy of the agreement was asked for.
    Copy,
    /// Nothing was paid for years.
    Old,
}

impl Event {
    /// In the order in which they are offered: what frightens most comes first.
    pub const ALL: [Self; 13] = [
        Self::Notice,
        Self::Claim,
        Self::Disputed,
        Self::Calls,
        Self::Postdated,
        Self::Stop,
        Self::Complaint,
        Self::Copy,
        Self::Space,
        Self::Crisis,
        Self::Moratorium,
        Self::Advice,
        Self::Old,
    ];

    /// The name in the page's state.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Disputed => "disputed",
            Self::Calls => "calls",
            Self::Postdated => "postdated",
            Self::Stop => "stop",
            Self::Claim => "claim",
            Self::Space => "space",
            Self::Crisis => "crisis",
            Self::Moratorium => "moratorium",
            Self::Advice => "advice",
            Self::Complaint => "complaint",
            Self::Copy => "copy",
            Self::Old => "old",
        }
    }

    /// The figures it is counted with. A place that sets none of them has no such clock.
    pub(super) const fn figures(self) -> &'static [Figure] {
        match self {
            Self::Notice | Self::Disputed => &[Figure::ValidationReceiptBusinessDays, Figure::ValidationPeriodDays],
            Self::Calls => &[Figure::CallsMax, Figure::CallWindowDays, Figure::CallPauseAfterTalkDays],
            Self::Postdated => &[
                Figure::PostdatedAfterDays,
                Figure::PostdatedNoticeMaxBusinessDays,
                Figure::PostdatedNoticeMinBusinessDays,
            ],
            Self::Stop => &[Figure::StopPaymentBusinessDays],
            Self::Claim => &[Figure::LetterOfClaimReplyDays],
            Self::Space => &[
                Figure::BreathingSpaceDays,
                Figure::BreathingSpaceReviewFromDays,
                Figure::BreathingSpaceReviewUntilDays,
                Figure::BreathingSpaceGapMonths,
            ],
            Self::Crisis => &[Figure::BreathingSpaceCrisisAfterDays],
            Self::Moratorium => &[Figure::MoratoriumMonths, Figure::MoratoriumGapMonths],
            Self::Advice => &[Figure::AdviceHoldDays],
            Self::Complaint => &[Figure::ComplaintReplyDays],
            Self::Copy => &[Figure::AgreementCopyBusinessDays],
            Self::Old => &[Figure::LimitationYears],
        }
    }

    /// What a place offers: what it has a clock for, and an old debt everywhere, because the warning holds everywhere.
    pub fn offered(pack: &Pack, today: Date) -> Vec<Self> {
        let has = |event: &Self| {
            *event == Self::Old || event.figures().iter().all(|&figure| pack.figure(figure, today).is_some())
        };
        Self::ALL.into_iter().filter(has).collect()
    }

    /// What it asks for; of an old debt, what the law of the place makes of it.
    pub const fn fields(self, old: OldDebt) -> &'static [Field] {
        match self {
            Self::Notice => &[Field::Sent, Field::Received],
            Self::Disputed => &[Field::Sent, Field::Disputed],
            Self::Calls => &[Field::Calls, Field::Talk, Field::State],
            Self::Postdated => &[Field::Agreed, Field::Due],
            Self::Stop => &[Field::Due],
            Self::Claim => &[Field::Claim],
            Self::Space => &[Field::Space],
            Self::Crisis => &[Field::Space, Field::Treated],
            Self::Moratorium => &[Field::Registered],
            Self::Advice => &[Field::Told],
            Self::Complaint => &[Field::Complained],
            Self::Copy => &[Field::Asked],
            Self::Old => match old {
                OldDebt::Unknown => &[],
                OldDebt::Dated => &[Field::Paid],
                OldDebt::WithSpaces => &[Field::Paid, Field::PastSpace, Field::PastSpaceEnd],
            },
        }
    }
}

/// What the law of a place makes of an old debt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OldDebt {
    /// This page does not know it.
    Unknown,
    /// There is a time after which it is perhaps too old.
    Dated,
    /// There is one, and breathing spaces put its end off.
    WithSpaces,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The day the notice was sent.
    Sent,
    /// The day it came.
    Received,
    /// The day the dispute was sent.
    Disputed,
    /// How many calls there were.
    Calls,
    /// The day of the last talk.
    Talk,
    /// The state, of those that are known to be stricter.
    State,
    /// The day a payment was agreed.
    Agreed,
    /// The day it is due.
    Due,
    /// The day of the letter of claim.
    Claim,
    /// The first day of a breathing space.
    Space,
    /// The day the treatment ended.
    Treated,
    /// The day a moratorium was registered.
    Registered,
    /// The day the other side was told of the adviser.
    Told,
    /// The day the complaint arrived.
    Complained,
    /// The day the request arrived.
    Asked,
    /// The last payment or written admission.
    Paid,
    /// The first day of a breathing space since then.
    PastSpace,
    /// Its last day.
    PastSpaceEnd,
}

impl Field {
    /// The name in the page's state and on the page.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Disputed => "disputed",
            Self::Calls => "calls",
            Self::Talk => "talk",
            Self::State => "state",
            Self::Agreed => "agreed",
            Self::Due => "due",
            Self::Claim => "claim",
            Self::Space => "space",
            Self::Treated => "treated",
            Self::Registered => "registered",
            Self::Told => "told",
            Self::Complained => "complained",
            Self::Asked => "asked",
            Self::Paid => "paid",
            Self::PastSpace => "past-space",
            Self::PastSpaceEnd => "past-space-end",
        }
    }

    const fn is_needed(self) -> bool {
        !matches!(self, Self::Received | Self::Talk | Self::Treated | Self::PastSpace | Self::PastSpaceEnd)
    }

    const fn may_come(self) -> bool {
        matches!(self, Self::Due | Self::Space | Self::Treated | Self::PastSpaceEnd)
    }
}

/// What is wrong with what was typed. The page owns the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldError {
    /// Nothing was typed.
    Required,
    /// A part of the date is missing.
    Incomplete,
    /// Not a date in digits.
    Pattern,
    /// There is no such day.
    NoSuchDay,
    /// It happened, so it cannot lie ahead.
    ToCome,
    /// More than a hundred years back.
    LongAgo,
    /// More than twenty years ahead.
    FarAhead,
    /// Before the day that has to come first.
    BeforeFirst,
    /// Not a whole number up to 999.
    Number,
}

/// What was told, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventDetails {
    days: Vec<(Field, Date)>,
    pub(super) calls: usize,
    /// The postal abbreviation of a state, in lower case.
    pub(super) state: Option<String>,
}

impl EventDetails {
    /// One day and nothing else.
    pub fn of(field: Field, day: Date) -> Self {
        Self { days: vec![(field, day)], ..Self::default() }
    }

    /// The day of a field, if it was told.
    pub fn day(&self, field: Field) -> Option<Date> {
        self.days.iter().find(|(known, _)| *known == field).map(|(_, day)| *day)
    }
}

const YEARS_BACK_MAX: i16 = 100;
const YEARS_AHEAD_MAX: i16 = 20;
const CALLS_MAX: usize = 999;

/// Reads what was typed.
///
/// # Errors
/// Every field that cannot be used, in their order.
pub fn read(
    fields: &[Field],
    typed: impl Fn(Field) -> String,
    today: Date,
) -> Result<EventDetails, Vec<(Field, FieldError)>> {
    let mut told = EventDetails::default();
    let mut wrong = Vec::new();
    for &field in fields {
        let text = typed(field);
        if field == Field::Calls {
            match plain_text(&text).as_str() {
                "" => wrong.push((field, FieldError::Required)),
                number => match number.parse().ok().filter(|calls| *calls <= CALLS_MAX) {
                    Some(calls) => told.calls = calls,
                    None => wrong.push((field, FieldError::Number)),
                },
            }
            continue;
        }
        if field == Field::State {
            told.state = Some(text).filter(|state| !state.is_empty());
            continue;
        }
        match day(field, &text, &told, today) {
            Ok(Some(day)) => told.days.push((field, day)),
            Ok(None) => {}
            Err(what) => wrong.push((field, what)),
        }
    }
    if wrong.is_empty() { Ok(told) } else { Err(wrong) }
}

fn day(field: Field, text: &str, before: &EventDetails, today: Date) -> Result<Option<Date>, FieldError> {
    let day = match parse_date(text) {
        Ok(day) => day,
        Err(DateError::Required) if !field.is_needed() => return Ok(None),
        Err(DateError::Required) => return Err(FieldError::Required),
        Err(DateError::Incomplete) => return Err(FieldError::Incomplete),
        Err(DateError::Pattern) => return Err(FieldError::Pattern),
        Err(DateError::NoSuchDay) => return Err(FieldError::NoSuchDay),
    };
    let first = match field {
        Field::Received | Field::Disputed => before.day(Field::Sent),
        Field::Due => before.day(Field::Agreed),
        Field::Treated => before.day(Field::Space),
        // A last day alone says nothing; it is before every first one.
        Field::PastSpaceEnd => before.day(Field::PastSpace).or(Some(Date::MAX)),
        _ => None,
    };
    if day > today && !field.may_come() {
        Err(FieldError::ToCome)
    } else if day.year() < today.year() - YEARS_BACK_MAX {
        Err(FieldError::LongAgo)
    } else if day.year() > today.year() + YEARS_AHEAD_MAX {
        Err(FieldError::FarAhead)
    } else if first.is_some_and(|first| day < first) {
        Err(FieldError::BeforeFirst)
    } else {
        Ok(Some(day))
    }
}
