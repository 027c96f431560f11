//! What `rights` is asked: the place, the day, what happened, and a contact that is meant to be made.

use domain::calendar::{Weekday, Weekdays, plus_days, weekday};
use domain::rights::{Contact, ContactWishes, LocalTime, Media, Medium, Place, Places};
use jiff::civil::Date;
use serde::Deserialize;

use super::Jurisdiction;
use crate::figures::{Day, Named, Time};
use crate::{At, Error, document};

/// More calls than this are no list of one debt's.
const CALLS_MAX: usize = 1_000;

/// More breathing spaces than this nobody had since one payment.
const SPACES_MAX: usize = 20;

/// The states of the United States and the District of Columbia, by their postal abbreviations in lower case.
const STATES: [&str; 51] = [
    "al", "ak", "az", "ar", "ca", "co", "ct", "de", "dc", "fl", "ga", "hi", "id", "il", "in", "ia", "ks", "ky", "la",
    "me", "md", "ma", "mi", "mn", "ms", "mo", "mt", "ne", "nv", "nh", "nj", "nm", "ny", "nc", "nd", "oh", "ok", "or",
    "pa", "ri", "sc", "sd", "tn", "tx", "ut", "vt", "va", "wa", "wv", "wi", "wy",
];

/// A document understood.
pub(super) struct Question {
    pub(super) place: Jurisdiction,
    /// A state of the United States, by its postal abbreviation in lower case.
    pub(super) state: Option<String>,
    pub(super) as_of: Date,
    pub(super) events: Events,
    /// First and last days of the breathing spaces the debt was in.
    pub(super) spaces: Vec<(Date, Date)>,
    pub(super) contact: Option<Contact>,
    pub(super) calls: Vec<Date>,
    pub(super) last_talk: Option<Date>,
    wishes: ContactWishes,
}

impl Question {
    /// What the person has said by a day.
    pub(super) fn wishes(&self, on: Date) -> ContactWishes {
        let ceased = self.events.cease_contact.is_some_and(|Day(received)| received <= on);
        ContactWishes { ceased, ..self.wishes }
    }

    /// Whether the contact is a call, which is counted.
    pub(super) fn is_call(&self) -> bool {
        self.contact.is_some_and(|contact| contact.medium == Medium::Phone)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    place: Jurisdiction,
    /// The state, where the place is the United States: it may be stricter about calls.
    state: Option<String>,
    /// The day on which the question is asked.
    as_of: Day,
    #[serde(default)]
    events: Events,
    /// Breathing spaces that the debt was in since the last payment, beside the one among the events.
    #[serde(default)]
    past_breathing_spaces: Vec<PastSpace>,
    contact: Option<ContactInput>,
    #[serde(default)]
    wishes: WishesInput,
    /// The days of calls about the debt, one for each call.
    #[serde(default)]
    calls: Vec<Day>,
    /// The day of the last talk about it.
    last_talk: Option<Day>,
}

/// What happened, and when. Each of them may have happened or not.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Events {
    /// The day a notice with the validation information was sent.
    pub(super) validation_notice_sent: Option<Day>,
    /// The day it was received, where that is known.
    pub(super) validation_notice_received: Option<Day>,
    /// The day a dispute arrived.
    pub(super) dispute_received: Option<Day>,
    /// The day it was settled.
    pub(super) dispute_settled: Option<Day>,
    /// The day a letter arrived that wants no more contact.
    pub(super) cease_contact: Option<Day>,
    pub(super) breathing_space: Option<BreathingSpace>,
    /// The day a moratorium was entered in the register.
    pub(super) moratorium_registered: Option<Day>,
    /// The day the creditor was told that an adviser is making a plan.
    pub(super) advice_told: Option<Day>,
    pub(super) arrangement_started: Option<Day>,
    /// The last collection activity.
    pub(super) last_activity: Option<Day>,
    /// The last payment or written admission.
    pub(super) last_paid_or_admitted: Option<Day>,
    pub(super) complaint_received: Option<Day>,
    /// The day a letter of claim bears.
    pub(super) letter_of_claim: Option<Day>,
    /// The day a copy of the agreement was asked for.
    pub(super) agreement_copy_asked: Option<Day>,
    pub(super) payment: Option<Payment>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum BreathingSpace {
    Standard {
        /// Its first day: the one after its entry in the register.
        starts: Day,
    },
    Crisis {
        starts: Day,
        /// The day the person stops receiving treatment. It may be before the first day: one may be entered in the
        /// register after the treatment ended, and its days count from the treatment all the same.
        treatment_ends: Option<Day>,
    },
}

#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct PastSpace {
    starts: Day,
    /// Its last day.
    ends: Day,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Payment {
    /// The day it was agreed.
    pub(super) agreed: Day,
    /// The day it is taken.
    pub(super) due: Day,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ContactInput {
    /// The day, or the weekday: then it is the first one from the day of the question on.
    date: Option<Day>,
    weekday: Option<Named<Weekday>>,
    /// Where the person is: `20:59`.
    time: Time,
    place: Option<Named<Place>>,
    medium: Named<Medium>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct WishesInput {
    #[serde(default)]
    places_off: Vec<Named<Place>>,
    #[serde(default)]
    media_off: Vec<Named<Medium>>,
    #[serde(default)]
    weekdays_off: Vec<Named<Weekday>>,
    /// Not before this time.
    from: Option<Time>,
    /// Not from this time on.
    until: Option<Time>,
}

/// Reads and checks a document.
pub(super) fn read(text: &str) -> Result<Question, Error> {
    let Input { place, state, as_of: Day(as_of), events, past_breathing_spaces, contact, wishes, calls, last_talk } =
        document::read(text)?;
    if let Some(state) = &state
        && (place != Jurisdiction::Us || !STATES.contains(&state.as_str()))
    {
        return Err(Error::new("state", "a state of the United States, like \"ma\""));
    }
    if past_breathing_spaces.len() > SPACES_MAX {
        return Err(Error::new("past_breathing_spaces", format!("at most {SPACES_MAX}")));
    }
    let is_turned = |space: &PastSpace| space.ends.0 < space.starts.0;
    if let Some(at) = past_breathing_spaces.iter().position(is_turned) {
        return Err(Error::new(format!("past_breathing_spaces[{at}].ends"), "it ends after it starts"));
    }
    if calls.len() > CALLS_MAX {
        return Err(Error::new("calls", format!("at most {CALLS_MAX} calls")));
    }
    events.check().at("events")?;
    Ok(Question {
        place,
        state,
        as_of,
        events,
        spaces: past_breathing_spaces.into_iter().map(|PastSpace { starts, ends }| (starts.0, ends.0)).collect(),
        contact: contact.map(|contact| contact.read(as_of)).transpose().at("contact")?,
        calls: calls.into_iter().map(|Day(call)| call).collect(),
        last_talk: last_talk.map(|Day(talk)| talk),
        wishes: wishes.read(),
    })
}

impl Events {
    fn check(&self) -> Result<(), Error> {
        let may_follow = |first: Option<Day>, then: Option<Day>| {
            then.is_none_or(|Day(then)| first.is_some_and(|Day(first)| first <= then))
        };
        if !may_follow(self.validation_notice_sent, self.validation_notice_received) {
            return Err(Error::new("validation_notice_received", "a notice is received after it is sent"));
        }
        if !may_follow(self.dispute_received, self.dispute_settled) {
            return Err(Error::new("dispute_settled", "a dispute is settled after it arrived"));
        }
        if self.payment.is_some_and(|payment| payment.due.0 < payment.agreed.0) {
            return Err(Error::new("payment.due", "a payment is due after it is agreed"));
        }
        Ok(())
    }
}

impl ContactInput {
    fn read(&self, as_of: Date) -> Result<Contact, Error> {
        let date = match (self.date, self.weekday) {
            (Some(Day(date)), None) => date,
            (None, Some(Named(wanted))) => {
                let ahead = (wanted.index() - weekday(as_of).index()).rem_euclid(7);
                plus_days(as_of, ahead).ok_or_else(|| Error::new("weekday", "beyond the calendar"))?
            }
            _ => return Err(Error::new("", "a contact has either a date or a weekday")),
        };
        let place = self.place.map_or(Place::Home, |Named(place)| place);
        Ok(Contact { at: LocalTime { date, minute: self.time.0 }, place, medium: self.medium.0 })
    }
}

impl WishesInput {
    fn read(&self) -> ContactWishes {
        ContactWishes {
            ceased: false,
            places_off: self.places_off.iter().fold(Places::default(), |places, off| places.with(off.0)),
            media_off: self.media_off.iter().fold(Media::default(), |media, off| media.with(off.0)),
            weekdays_off: self.weekdays_off.iter().fold(Weekdays::NONE, |days, off| days.with(off.0)),
            from_minute: self.from.map(|Time(minute)| minute),
            until_minute: self.until.map(|Time(minute)| minute),
        }
    }
}
