//! What every part of the rights page needs.

use content::Law;
use domain::rights::{Figure, Pack};
use jiff::civil::Date;
use leptos::prelude::*;
use ui::format::BrowserFormat;

use crate::features::rights::clock;
use crate::features::rights::clock::{Event, EventDetails, Field, FieldError, Place};
use crate::store::AppState;
use crate::words::Words;

pub const ANSWER: &str = "rights-answer";

/// What all parts of the page need.
#[derive(Clone, Copy)]
pub struct PageContext {
    pub state: AppState,
    pub words: Words,
    pub format: BrowserFormat,
    pub today: Date,
    pub part: Option<&'static str>,
    pub law: StoredValue<(Law, Pack)>,
}

impl PageContext {
    pub fn with_place<T>(self, ask: impl FnOnce(&Place<'_>) -> T) -> T {
        self.law.with_value(|(law, pack)| ask(&Place { law, part: self.part, pack }))
    }

    pub fn figure(self, figure: Figure) -> i64 {
        self.law.with_value(|(_, pack)| pack.figure(figure, self.today)).unwrap_or_default()
    }

    pub fn typed(self, field: Field) -> RwSignal<String> {
        self.state.rights.field(field.id())
    }

    /// What is asked for.
    pub fn fields(self, event: Event) -> &'static [Field] {
        event.fields(self.with_place(|place| place.old_debt(self.today)))
    }

    /// What was told of an event; follows what is typed. It is read anew wherever it is asked for: that takes no time,
    /// and a memo of its own type would weigh more than all the reading.
    pub fn told(self, event: Event) -> Result<EventDetails, Vec<(Field, FieldError)>> {
        clock::read(self.fields(event), |field| self.typed(field).get(), self.today)
    }

    /// The mistake in a field, if there is one.
    pub fn wrong(self, event: Event, field: Field) -> Option<FieldError> {
        let wrong = self.told(event).err()?;
        wrong.iter().find(|(known, _)| *known == field).map(|(_, wrong)| *wrong)
    }
}

/// What is answered: the place and the day of the question, what happened, and what was told of it.
#[derive(Clone)]
pub struct RightsQuestion {
    pub context: PageContext,
    pub event: Option<Event>,
    pub told: Option<EventDetails>,
}
