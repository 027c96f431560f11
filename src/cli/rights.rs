//! `rights`: what happened to a debt, and when → every clock of the place with its day, what rests, and whether a contact
//! may be made.
//!
//! The law itself is not here: whoever asks brings it as a [`Library`]. A place that sets no such figure has no such
//! clock, and that is said; so is a day that cannot be counted because the holidays of its year are not known.

mod clocks;
mod input;
#[cfg(test)]
pub(super) mod tests;

use domain::calendar::{self, days_between};
use domain::rights::{Contact, DatedFigure, Figure, Halt, HaltCause, NoContact, Pack, is_halted, is_silent};
use serde::{Deserialize, Serialize};

use super::{Error, json, table};
use clocks::Clock;
use input::Question;

/// A place with debt law of its own. Its name in documents is stable for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Jurisdiction {
    /// The United States, as far as federal law goes.
    Us,
    /// England and Wales.
    EnglandWales,
    /// Scotland.
    Scotland,
    /// Northern Ireland.
    NorthernIreland,
}

impl Jurisdiction {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Us, Self::EnglandWales, Self::Scotland, Self::NorthernIreland];
}

/// Where a figure stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// The rule in a sentence, in English.
    pub rule: String,
    /// The section: `12 CFR 1006.34(b)(5)`.
    pub source: String,
    /// Whose publication it is.
    pub publisher: String,
    /// Its address.
    pub url: String,
    /// The month it was looked up, as `2026-11`.
    pub looked_up: String,
    /// Seen at the authority itself, and not in a transcription only.
    pub confirmed: bool,
}

/// The law, as whoever asks has it.
pub trait Library {
    /// The figures and business days of a place. A state of the United States, by its postal abbreviation in lower case,
    /// may have stricter ones; without a known one it has the country's.
    fn pack(&self, place: Jurisdiction, state: Option<&str>) -> Pack;

    /// Where one of its figures stands; `None` if nobody knows.
    fn origin(&self, place: Jurisdiction, state: Option<&str>, figure: &DatedFigure) -> Option<Origin>;
}

#[derive(Serialize)]
struct Output {
    place: Jurisdiction,
    as_of: String,
    clocks: Vec<ClockOutput>,
    /// What was told of, and the place has no clock for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    no_clock: Vec<&'static str>,
    /// Whether the other side must send verification before it goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    must_verify: Option<bool>,
    halts: Vec<HaltOutput>,
    collecting_rests: bool,
    contact_rests: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<ContactOutput>,
    /// The number of calls that the law presumes to be too many when it is passed, where it was asked about a call.
    #[serde(skip_serializing_if = "Option::is_none")]
    calls_max: Option<CallsOutput>,
}

#[derive(Serialize)]
struct CallsOutput {
    /// Said of the place, or of the state where it is stricter.
    figures: Vec<FigureOutput>,
    means: &'static str,
}

#[derive(Serialize)]
struct ClockOutput {
    clock: &'static str,
    /// The day; `null` where it cannot be counted.
    date: Option<String>,
    /// From the day of the question on; negative for a day gone by.
    #[serde(skip_serializing_if = "Option::is_none")]
    days_left: Option<i64>,
    means: &'static str,
    /// Why there is no day.
    #[serde(skip_serializing_if = "Option::is_none")]
    unknown: Option<&'static str>,
    figures: Vec<FigureOutput>,
}

#[derive(Serialize)]
struct FigureOutput {
    figure: &'static str,
    value: i64,
    #[serde(flatten)]
    origin: Option<Origin>,
}

#[derive(Serialize)]
struct HaltOutput {
    cause: &'static str,
    from: String,
    until: Option<String>,
    in_force: bool,
    stops_collecting: bool,
}

#[derive(Serialize)]
struct ContactOutput {
    date: String,
    allowed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    means: Option<&'static str>,
}

/// Answers the question of a document with a document.
///
/// # Errors
/// An [`Error`] names the field at fault.
pub fn run(text: &str, law: &dyn Library) -> Result<String, Error> {
    json(&answer(text, law)?)
}

/// Like [`run`], with a table for people.
///
/// # Errors
/// An [`Error`] names the field at fault.
pub fn table(text: &str, law: &dyn Library) -> Result<String, Error> {
    let answer = answer(text, law)?;
    let row = |clock: &ClockOutput| {
        let sources: Vec<String> = clock.figures.iter().map(FigureOutput::told).collect();
        let date = clock.date.clone().or_else(|| clock.unknown.map(str::to_owned)).unwrap_or_default();
        vec![clock.means.to_owned(), date, sources.join("; ")]
    };
    let mut rows: Vec<Vec<String>> = answer.clocks.iter().map(row).collect();
    let mut say = |what: &str, value: &str, why: &str| rows.push([what, value, why].map(str::to_owned).to_vec());
    for name in &answer.no_clock {
        say(&name.replace('_', " "), "no clock here", "");
    }
    if let Some(must) = answer.must_verify {
        say("Verification must come before anything else", if must { "yes" } else { "no" }, "");
    }
    for halt in &answer.halts {
        let until = halt.until.as_deref().unwrap_or("it is settled");
        say(&["At rest: ", halt.cause].concat().replace('_', " "), &halt.from, &["until ", until].concat());
    }
    if let Some(calls) = &answer.calls_max {
        let most: Vec<String> = calls.figures.iter().map(|figure| figure.value.to_string()).collect();
        let sources: Vec<String> = calls.figures.iter().map(FigureOutput::told).collect();
        say("Calls at most, in so many days", &most.join(" in "), &sources.join("; "));
    }
    if let Some(contact) = &answer.contact {
        let verdict = if contact.allowed { "allowed" } else { "not allowed" };
        say(&["Contact on ", &contact.date].concat(), verdict, contact.means.unwrap_or_default());
    }
    Ok(table::columns(&["What", "Day", "Why"], &rows))
}

impl FigureOutput {
    fn told(&self) -> String {
        let Some(origin) = &self.origin else { return self.figure.to_owned() };
        if origin.confirmed { origin.source.clone() } else { [&origin.source, " (unconfirmed)"].concat() }
    }
}

fn answer(text: &str, law: &dyn Library) -> Result<Output, Error> {
    let question = input::read(text)?;
    let place = question.place;
    let state = question.state.as_deref();
    let pack = law.pack(place, state);
    let (clocks, no_clock) = clocks::of(&question, &pack);
    let halts = clocks::halts(&question, &pack);
    let contact = question.contact.map(|contact| contact_output(&question, &pack, &halts, contact));
    let clock_output = |clock: Clock| ClockOutput {
        clock: clock.id,
        days_left: clock.date.map(|date| days_between(question.as_of, date)),
        unknown: clock.unknown,
        date: clock.date.map(calendar::text),
        means: clock.means,
        figures: clock
            .figures
            .iter()
            .map(|dated| FigureOutput {
                figure: dated.figure.id(),
                value: dated.value,
                origin: law.origin(place, state, dated),
            })
            .collect(),
    };
    let counted = [Figure::CallsMax, Figure::CallWindowDays];
    let counted = counted.iter().filter_map(|&figure| pack.dated(figure, question.as_of).copied());
    let counted: Vec<FigureOutput> = counted
        .map(|dated| FigureOutput {
            figure: dated.figure.id(),
            value: dated.value,
            origin: law.origin(place, state, &dated),
        })
        .collect();
    let calls_max = (question.is_call() && !counted.is_empty()).then_some(CallsOutput {
        figures: counted,
        means: "No more calls than this in so many days. A state may be stricter than is known here.",
    });
    let halt_output = |halt: &Halt| HaltOutput {
        cause: cause_id(halt.cause),
        from: calendar::text(halt.from),
        until: halt.until.map(calendar::text),
        in_force: halt.holds_on(question.as_of),
        stops_collecting: halt.cause.stops_collecting(),
    };
    Ok(Output {
        place,
        as_of: calendar::text(question.as_of),
        clocks: clocks.into_iter().map(clock_output).collect(),
        no_clock,
        must_verify: clocks::must_verify(&question, &pack),
        collecting_rests: is_halted(&halts, question.as_of),
        contact_rests: is_silent(&halts, question.as_of),
        halts: halts.iter().map(halt_output).collect(),
        contact,
        calls_max,
    })
}

fn contact_output(question: &Question, pack: &Pack, halts: &[Halt], contact: Contact) -> ContactOutput {
    let date = contact.at.date;
    // A person's own word comes first, and it is the one the answer names.
    let wishes = question.wishes(date);
    let halted = halts.iter().find(|halt| halt.holds_on(date));
    let counted = || if question.is_call() { pack.may_call(&question.calls, question.last_talk, date) } else { Ok(()) };
    let verdict = pack.may_contact(wishes, contact).and_then(|()| counted());
    let (reason, means) = match (verdict, halted) {
        (Err(no), _) => (Some(no.id()), Some(no_contact_means(no))),
        (Ok(()), Some(halt)) => (Some(cause_id(halt.cause)), Some("The debt, or contact about it, rests on that day.")),
        (Ok(()), None) => (None, None),
    };
    ContactOutput { date: calendar::text(date), allowed: reason.is_none(), reason, means }
}

const fn cause_id(cause: HaltCause) -> &'static str {
    match cause {
        HaltCause::Dispute => "dispute",
        HaltCause::Protection => "protection",
        HaltCause::Advice => "advice",
        HaltCause::CeaseContact => "cease_contact",
    }
}

const fn no_contact_means(no: NoContact) -> &'static str {
    match no {
        NoContact::Ceased => {
            "The person wants no more contact. Notice that the efforts end, or that a remedy may be or will be used, may \
             still come."
        }
        NoContact::Place => "Not at this place, by the person's wish.",
        NoContact::Medium => "Not by this, by the person's wish.",
        NoContact::Weekday => "Not on this weekday, by the person's wish.",
        NoContact::Hour => "Not at this hour, by the person's wish.",
        NoContact::LegalHour => "Not at this hour, by law.",
        NoContact::TooManyCalls => "So many calls about the debt were made already.",
        NoContact::TalkedLately => "There was a talk about the debt within the last days.",
    }
}
