//! What `rights` is asked: the place, the day, what happened, and a contact that is meant to be made.

use domain::calendar::{self, Weekday, Weekdays, plus_days, weekday};
use domain::rights::{Contact, ContactWishes, LocalTime, Media, Medium, Place, Places};
use jiff::civil::Date;
use serde::Deserialize;

use super::Jurisdiction;
use crate::Refusal;
use crate::input::document;

/// More calls than this are no list of one debt's.
const CALLS_MAX: usize = 1_000;

/// A document understood.
pub(super) struct Question {
    pub(super) place: Jurisdiction,
    pub(super) as_of: Date,
    pub(super) events: Events,
    pub(super) contact: Option<Contact>,
    pub(super) calls: Vec<Date>,
    pub(super) last_talk: Option<Date>,
    wishes: ContactWishes,
}

impl Question {
    /// What the person has said by a day.
    pub(super) fn wishes(&self, on: Date) -> ContactWishes {
        let ceased = self.events.cease_contact.is_some_and(|received| received <= on);
        ContactWishes { ceased, ..self.wishes }
    }

    /// Whether the contact is a call, which is counted.
    pub(super) fn is_call(&self) -> bool {
        self.contact.is_some_and(|contact| contact.medium == Medium::Phone)
    }
}

/// What happened, and when. Each of them may have happened or not.
#[derive(Clone, Copy, Default)]
pub(super) struct Events {
    pub(super) validation: Option<(Date, Option<Date>)>,
    pub(super) dispute: Option<(Date, Option<Date>)>,
    pub(super) cease_contact: Option<Date>,
    pub(super) breathing_space: Option<BreathingSpace>,
    pub(super) moratorium_registered: Option<Date>,
    pub(super) advice_told: Option<Date>,
    pub(super) arrangement_started: Option<Date>,
    pub(super) last_activity: Option<Date>,
    pub(super) last_paid_or_admitted: Option<Date>,
    pub(super) complaint_received: Option<Date>,
    pub(super) letter_of_claim: Option<Date>,
    pub(super) agreement_copy_asked: Option<Date>,
    pub(super) payment: Option<(Date, Date)>,
}

#[derive(Clone, Copy)]
pub(super) enum BreathingSpace {
    Standard { starts: Date },
    Crisis { starts: Date, treatment_ends: Option<Date> },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    place: Jurisdiction,
    /// The day on which the question is asked.
    as_of: String,
    #[serde(default)]
    events: EventsInput,
    contact: Option<ContactInput>,
    #[serde(default)]
    wishes: WishesInput,
    /// The days of calls about the debt, one for each call.
    #[serde(default)]
    calls: Vec<String>,
    /// The day of the last talk about it.
    last_talk: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct EventsInput {
    /// The day a notice with the validation information was sent.
    validation_notice_sent: Option<String>,
    /// The day it was received, where that is known.
    validation_notice_received: Option<String>,
    /// The day a dispute arrived.
    dispute_received: Option<String>,
    /// The day it was settled.
    dispute_settled: Option<String>,
    /// The day a letter arrived that wants no more contact.
    cease_contact: Option<String>,
    breathing_space: Option<BreathingSpaceInput>,
    /// The day a moratorium was entered in the register.
    moratorium_registered: Option<String>,
    /// The day the creditor was told that an adviser is making a plan.
    advice_told: Option<String>,
    arrangement_started: Option<String>,
    /// The last collection activity.
    last_activity: Option<String>,
    /// The last payment or written admission.
    last_paid_or_admitted: Option<String>,
    complaint_received: Option<String>,
    /// The day a letter of claim bears.
    letter_of_claim: Option<String>,
    /// The day a copy of the agreement was asked for.
    agreement_copy_asked: Option<String>,
    payment: Option<PaymentInput>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BreathingSpaceInput {
    kind: Kind,
    /// Its first day: the one after its entry in the register.
    starts: String,
    /// Of a crisis: the day the person stops receiving treatment.
    treatment_ends: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Standard,
    Crisis,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PaymentInput {
    /// The day it was agreed.
    agreed: String,
    /// The day it is taken.
    due: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ContactInput {
    /// The day, or the weekday: then it is the first one from the day of the question on.
    date: Option<String>,
    weekday: Option<String>,
    /// Where the person is: `20:59`.
    time: String,
    place: Option<String>,
    medium: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct WishesInput {
    #[serde(default)]
    places_off: Vec<String>,
    #[serde(default)]
    media_off: Vec<String>,
    #[serde(default)]
    weekdays_off: Vec<String>,
    /// Not before this time.
    from: Option<String>,
    /// Not from this time on.
    until: Option<String>,
}

pub(super) fn read(text: &str) -> Result<Question, Refusal> {
    let input: Input = document(text)?;
    let as_of = day(&input.as_of, "as_of")?;
    if input.calls.len() > CALLS_MAX {
        return Err(Refusal::new("calls", format!("at most {CALLS_MAX} calls")));
    }
    let calls = input.calls.iter().enumerate().map(|(index, call)| day(call, &format!("calls[{index}]")));
    Ok(Question {
        place: input.place,
        as_of,
        events: events(&input.events)?,
        contact: input.contact.as_ref().map(|contact| contact.read(as_of)).transpose()?,
        calls: calls.collect::<Result<_, _>>()?,
        last_talk: maybe_day(input.last_talk.as_deref(), "last_talk")?,
        wishes: input.wishes.read()?,
    })
}

fn events(input: &EventsInput) -> Result<Events, Refusal> {
    let day_of = |text: &Option<String>, field: &str| maybe_day(text.as_deref(), &format!("events.{field}"));
    let sent = day_of(&input.validation_notice_sent, "validation_notice_sent")?;
    let received = day_of(&input.validation_notice_received, "validation_notice_received")?;
    let dispute = day_of(&input.dispute_received, "dispute_received")?;
    let settled = day_of(&input.dispute_settled, "dispute_settled")?;
    Ok(Events {
        validation: then(sent, received, "events.validation_notice_received", "a notice is received after it is sent")?,
        dispute: then(dispute, settled, "events.dispute_settled", "a dispute is settled after it arrived")?,
        cease_contact: day_of(&input.cease_contact, "cease_contact")?,
        breathing_space: input.breathing_space.as_ref().map(BreathingSpaceInput::read).transpose()?,
        moratorium_registered: day_of(&input.moratorium_registered, "moratorium_registered")?,
        advice_told: day_of(&input.advice_told, "advice_told")?,
        arrangement_started: day_of(&input.arrangement_started, "arrangement_started")?,
        last_activity: day_of(&input.last_activity, "last_activity")?,
        last_paid_or_admitted: day_of(&input.last_paid_or_admitted, "last_paid_or_admitted")?,
        complaint_received: day_of(&input.complaint_received, "complaint_received")?,
        letter_of_claim: day_of(&input.letter_of_claim, "letter_of_claim")?,
        agreement_copy_asked: day_of(&input.agreement_copy_asked, "agreement_copy_asked")?,
        payment: match &input.payment {
            Some(payment) => {
                let agreed = day(&payment.agreed, "events.payment.agreed")?;
                let due = day(&payment.due, "events.payment.due")?;
                if due < agreed {
                    return Err(Refusal::new("events.payment.due", "a payment is due after it is agreed"));
                }
                Some((agreed, due))
            }
            None => None,
        },
    })
}

/// An event and the one that may follow it.
fn then(
    first: Option<Date>,
    second: Option<Date>,
    path: &str,
    reason: &str,
) -> Result<Option<(Date, Option<Date>)>, Refusal> {
    match (first, second) {
        (None, None) => Ok(None),
        (Some(first), second) if second.is_none_or(|second| first <= second) => Ok(Some((first, second))),
        _ => Err(Refusal::new(path, reason)),
    }
}

impl BreathingSpaceInput {
    fn read(&self) -> Result<BreathingSpace, Refusal> {
        let starts = day(&self.starts, "events.breathing_space.starts")?;
        let path = "events.breathing_space.treatment_ends";
        let treatment_ends = maybe_day(self.treatment_ends.as_deref(), path)?;
        match (self.kind, treatment_ends) {
            (Kind::Standard, None) => Ok(BreathingSpace::Standard { starts }),
            (Kind::Standard, Some(_)) => Err(Refusal::new(path, "only a crisis breathing space ends with a treatment")),
            // One may be entered in the register after the treatment ended; its days count from the treatment all the same.
            (Kind::Crisis, treatment_ends) => Ok(BreathingSpace::Crisis { starts, treatment_ends }),
        }
    }
}

impl ContactInput {
    fn read(&self, as_of: Date) -> Result<Contact, Refusal> {
        let date = match (&self.date, &self.weekday) {
            (Some(date), None) => day(date, "contact.date")?,
            (None, Some(name)) => {
                let wanted = one(name, "contact.weekday", Weekday::from_id, "a weekday, such as \"monday\"")?;
                let ahead = (wanted.index() - weekday(as_of).index()).rem_euclid(7);
                let beyond = || Refusal::new("contact.weekday", "beyond the calendar");
                plus_days(as_of, ahead).ok_or_else(beyond)?
            }
            _ => return Err(Refusal::new("contact", "a contact has either a date or a weekday")),
        };
        let place = self.place.as_deref().unwrap_or("home");
        Ok(Contact {
            at: LocalTime { date, minute: minute(&self.time, "contact.time")? },
            place: one(place, "contact.place", Place::from_id, PLACES)?,
            medium: one(&self.medium, "contact.medium", Medium::from_id, MEDIA)?,
        })
    }
}

impl WishesInput {
    fn read(&self) -> Result<ContactWishes, Refusal> {
        let mut places_off = Places::default();
        for (index, name) in self.places_off.iter().enumerate() {
            places_off = places_off.with(one(name, &format!("wishes.places_off[{index}]"), Place::from_id, PLACES)?);
        }
        let mut media_off = Media::default();
        for (index, name) in self.media_off.iter().enumerate() {
            media_off = media_off.with(one(name, &format!("wishes.media_off[{index}]"), Medium::from_id, MEDIA)?);
        }
        let mut weekdays_off = Weekdays::NONE;
        for (index, name) in self.weekdays_off.iter().enumerate() {
            let path = format!("wishes.weekdays_off[{index}]");
            weekdays_off = weekdays_off.with(one(name, &path, Weekday::from_id, "a weekday, such as \"monday\"")?);
        }
        let time = |text: &Option<String>, path| text.as_deref().map(|text| minute(text, path)).transpose();
        Ok(ContactWishes {
            ceased: false,
            places_off,
            media_off,
            weekdays_off,
            from_minute: time(&self.from, "wishes.from")?,
            until_minute: time(&self.until, "wishes.until")?,
        })
    }
}

const PLACES: &str = "a place is one of home, work, elsewhere";
const MEDIA: &str = "a medium is one of phone, text, email, letter, visit";

fn one<T>(name: &str, path: &str, find: fn(&str) -> Option<T>, reason: &str) -> Result<T, Refusal> {
    find(name).ok_or_else(|| Refusal::new(path, reason))
}

fn day(text: &str, path: &str) -> Result<Date, Refusal> {
    calendar::parse(text).ok_or_else(|| Refusal::new(path, "a day is written like \"2026-11-22\""))
}

fn maybe_day(text: Option<&str>, path: &str) -> Result<Option<Date>, Refusal> {
    text.map(|text| day(text, path)).transpose()
}

/// Minutes since midnight of `08:00`.
fn minute(text: &str, path: &str) -> Result<u16, Refusal> {
    let number = |digits: &str, max: u16| {
        let plain = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        if plain { digits.parse::<u16>().ok().filter(|&number| number <= max) } else { None }
    };
    let read = text.split_once(':').and_then(|(hours, minutes)| Some(number(hours, 23)? * 60 + number(minutes, 59)?));
    read.ok_or_else(|| Refusal::new(path, "a time is written like \"08:00\", to \"23:59\""))
}
