//! What the questions say: what happened, what is asked for, and what to do about what cannot be read.

use domain::rights::Figure;
use ui::format::Format;

use crate::features::rights::clock::{Event, Field, FieldError};
use crate::features::rights::context::PageContext;
use crate::words::Words;

/// What happened, in the words of those to whom it did.
pub fn event(words: Words, event: Event) -> &'static str {
    match event {
        Event::Notice => words.rights_event_notice(),
        Event::Disputed => words.rights_event_disputed(),
        Event::Calls => words.rights_event_calls(),
        Event::Postdated => words.rights_event_postdated(),
        Event::Stop => words.rights_event_stop(),
        Event::Claim => words.rights_event_claim(),
        Event::Space => words.rights_event_space(),
        Event::Crisis => words.rights_event_crisis(),
        Event::Moratorium => words.rights_event_moratorium(),
        Event::Advice => words.rights_event_advice(),
        Event::Complaint => words.rights_event_complaint(),
        Event::Copy => words.rights_event_copy(),
        Event::Old => words.rights_event_old(),
    }
}

/// What a field asks for.
pub fn label(context: PageContext, field: Field) -> String {
    let words = context.words;
    let label = match field {
        Field::Calls => {
            let (count, text) = counted(context, context.figure(Figure::CallWindowDays));
            return words.rights_calls(count, &text);
        }
        Field::Sent => words.rights_sent(),
        Field::Received => words.rights_received(),
        Field::Disputed => words.rights_disputed(),
        Field::Talk => words.rights_talk(),
        Field::State => words.rights_state(),
        Field::Agreed => words.rights_agreed(),
        Field::Due => words.rights_due(),
        Field::Claim => words.rights_claim(),
        Field::Space => words.rights_space(),
        Field::Treated => words.rights_treated(),
        Field::Registered => words.rights_registered(),
        Field::Told => words.rights_told(),
        Field::Complained => words.rights_complained(),
        Field::Asked => words.rights_asked(),
        Field::Paid => words.rights_paid(),
        Field::PastSpace => words.rights_past_space(),
        Field::PastSpaceEnd => words.rights_past_space_end(),
    };
    label.to_owned()
}

/// Help with it.
pub fn hint(words: Words, field: Field) -> &'static str {
    match field {
        Field::Calls => words.rights_calls_hint(),
        Field::Sent => words.rights_sent_hint(),
        Field::Received => words.rights_received_hint(),
        Field::Disputed => words.rights_disputed_hint(),
        Field::Talk => words.rights_talk_hint(),
        Field::State => words.rights_state_hint(),
        Field::Agreed => words.rights_agreed_hint(),
        Field::Due => words.rights_due_hint(),
        Field::Claim => words.rights_claim_hint(),
        Field::Space => words.rights_space_hint(),
        Field::Treated => words.rights_treated_hint(),
        Field::Registered => words.rights_registered_hint(),
        Field::Told => words.rights_told_hint(),
        Field::Complained => words.rights_complained_hint(),
        Field::Asked => words.rights_asked_hint(),
        Field::Paid => words.rights_paid_hint(),
        Field::PastSpace => words.rights_past_space_hint(),
        Field::PastSpaceEnd => words.rights_past_space_end_hint(),
    }
}

/// What to do about what was typed.
pub fn wrong(context: PageContext, field: Field, wrong: FieldError) -> String {
    let words = context.words;
    let text = match wrong {
        FieldError::Pattern => return words.rights_wrong_pattern().year(&context.today.year().to_string()),
        FieldError::Required if field == Field::Calls => words.rights_wrong_calls(),
        FieldError::Required => words.rights_wrong_required(),
        FieldError::Incomplete => words.rights_wrong_incomplete(),
        FieldError::NoSuchDay => words.rights_wrong_no_day(),
        FieldError::ToCome => words.rights_wrong_to_come(),
        FieldError::LongAgo => words.rights_wrong_long_ago(),
        FieldError::FarAhead => words.rights_wrong_far(),
        FieldError::BeforeFirst => words.rights_wrong_before(),
        FieldError::Number => words.rights_wrong_number(),
    };
    text.to_owned()
}

/// A count for a sentence: as a number and as text.
pub fn counted(context: PageContext, count: i64) -> (u64, String) {
    (count.unsigned_abs(), context.format.number(count))
}
