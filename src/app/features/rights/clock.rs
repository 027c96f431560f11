//! Which clock of the law answers what happened, and how it counts. No words and no browser.

mod asked;

use content::Law;
use domain::calendar;
use domain::calendar::{Calendar, plus_days};
use domain::rights::{DatedFigure, Figure, NoContact, Pack};
use jiff::civil::Date;

pub use asked::Event;
pub use asked::EventDetails;
pub use asked::Field;
pub use asked::FieldError;
pub use asked::OldDebt;
pub use asked::read;

/// What the law says to what was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Something holds, or can be done, up to and with this day.
    Until(Date),
    /// Something has to happen from the first to the second day.
    Between(Date, Date),
    /// No reminder is needed this few days ahead.
    NoReminder(i64),
    /// The dispute came in time, or not; the last day was this one.
    Disputed { in_time: bool, ends: Date },
    /// The number of calls alone is within the rule.
    MayCall,
    /// One more call is too many.
    CallsUsedUp,
    /// There were more calls than the rule allows.
    TooManyCalls,
    /// Too soon after a talk; this is the first day for another call.
    TalkedLately(Date),
    /// It lasts as long as something else and so many days more.
    Open(i64),
    /// From this day on, perhaps.
    PerhapsFrom(Date),
    /// The law of a state decides, which this page does not know.
    ByState,
    /// The holidays of a year on the way are not known.
    UnknownYear,
    /// The rule that this page knows began on this day only.
    RuleFrom(Date),
}

/// What a day in the counting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// What was typed.
    Told(Field),
    /// So many business days later the notice counts as received.
    CountsAsReceived(i64),
    /// So many days later the time to dispute ends.
    DisputeEnds(i64),
    /// So many business days before the payment: the first day for the reminder.
    ReminderFrom(i64),
    /// So many business days before the payment: the last day for it.
    ReminderUntil(i64),
    /// So many bank days before the payment.
    StopBy(i64),
    /// So many days later: the last day.
    LastDay(i64),
    /// So many working days later: the last day.
    LastWorkingDay(i64),
    /// The last one of so many days, of which the first is counted.
    LastOf(i64),
    /// The adviser's review begins on the day of this number.
    ReviewFrom(i64),
    /// And ends.
    ReviewUntil(i64),
    /// So many months later: the last day.
    LastMonth(i64),
    /// More than so many months later another one may be asked for.
    NextFrom(i64),
    /// So many years later: that day is still in time.
    InTimeAfterYears(i64),
    /// The last day of a breathing space of so many days, where none was told.
    SpaceEnds(i64),
    /// The days of the breathing space later, and so many days after it at least: that day is still in time.
    InTimeAfterSpace(i64),
    /// The day after that.
    DayAfter,
    /// The first day of so many days in a row that lies behind them.
    PauseOver(i64),
}

impl What {
    /// Whether weekends and holidays were passed over on the way to it.
    pub const fn is_counted_in_business_days(self) -> bool {
        matches!(
            self,
            Self::CountsAsReceived(_)
                | Self::ReminderFrom(_)
                | Self::ReminderUntil(_)
                | Self::StopBy(_)
                | Self::LastWorkingDay(_)
        )
    }
}

/// One step of the counting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Where the counting stands.
    pub day: Date,
    /// What that day is.
    pub what: What,
    /// Holidays that were passed over on the way, with their names.
    pub holidays: Vec<(Date, String)>,
}

/// The answer, how it was counted, and the figures it was counted with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What the law says.
    pub outcome: Outcome,
    /// How it was counted.
    pub steps: Vec<Step>,
    /// As they stood on the day that began it.
    pub figures: Vec<DatedFigure>,
    /// The state whose stricter rules were counted with, as the part of the law that they are.
    pub state: Option<String>,
}

/// The law of one place.
pub struct Place<'a> {
    /// The law of its country.
    pub law: &'a Law,
    /// The part of the country, where it has parts.
    pub part: Option<&'a str>,
    /// Its clocks.
    pub pack: &'a Pack,
}

impl Place<'_> {
    /// What the law of the place makes of an old debt.
    pub fn old_debt(&self, today: Date) -> OldDebt {
        let has = |figure| self.pack.figure(figure, today).is_some();
        match (has(Figure::LimitationYears), has(Figure::BreathingSpaceLimitationAfterDays)) {
            (false, _) => OldDebt::Unknown,
            (true, false) => OldDebt::Dated,
            (true, true) => OldDebt::WithSpaces,
        }
    }

    /// The answer to an event that this place offers, from what was told. `None` where a needed day was not.
    pub fn answer(&self, event: Event, told: &EventDetails, today: Date) -> Option<Answer> {
        if event == Event::Old && self.old_debt(today) == OldDebt::Unknown {
            let figures = self.pack.dated(Figure::CreditReportYears, today).copied().into_iter().collect();
            return Some(Answer { outcome: Outcome::ByState, steps: Vec::new(), figures, state: None });
        }
        // The rules of a state about calls stand in the place of the country's.
        if event == Event::Calls
            && let Some(state) = self.law.state(told.state.as_deref())
        {
            let pack = self.law.pack(Some(state));
            let mut told = told.clone();
            told.state = None;
            let answer = Place { law: self.law, part: Some(state), pack: &pack }.answer(event, &told, today)?;
            return Some(Answer { state: Some(state.to_owned()), ..answer });
        }
        // The rule of the day that began the clock counts; for calls, that of today.
        let began = match event {
            Event::Calls => today,
            _ => told.day(*event.fields(OldDebt::Dated).first()?)?,
        };
        let dated = |figure: &Figure| self.pack.dated(*figure, began).copied();
        let mut figures: Vec<DatedFigure> = event.figures().iter().filter_map(dated).collect();
        if figures.len() < event.figures().len() {
            let outcome = Outcome::RuleFrom(self.rules_from(event)?);
            return Some(Answer { outcome, steps: Vec::new(), figures, state: None });
        }
        if event == Event::Old && told.day(Field::PastSpace).is_some() {
            let after = self.pack.dated(Figure::BreathingSpaceLimitationAfterDays, today);
            figures.extend(after.copied());
        }
        if event == Event::Calls {
            let hours = [Figure::ContactFromHour, Figure::ContactUntilHour];
            figures.extend(hours.iter().filter_map(dated));
        }
        let mut steps = Steps { place: self, steps: Vec::new() };
        let outcome = steps.count(event, told, began, today);
        // A count that stopped half-way shows no days that might be taken for the answer.
        let is_counted = outcome.is_some();
        let steps = if is_counted { steps.steps } else { Vec::new() };
        Some(Answer { outcome: outcome.unwrap_or(Outcome::UnknownYear), steps, figures, state: None })
    }

    /// The first day on which all figures of an event hold.
    fn rules_from(&self, event: Event) -> Option<Date> {
        let here = |part: Option<&str>| part.is_none() || part == self.part;
        let first = |figure: &Figure| {
            let of_it = self.law.rules.iter().filter(|rule| rule.id == figure.id() && here(rule.part.as_deref()));
            of_it.filter_map(|rule| calendar::parse(&rule.start)).min()
        };
        event.figures().iter().map(first).collect::<Option<Vec<Date>>>()?.into_iter().max()
    }

    /// The holidays between two days that no weekend hides. A count begins after its first day and ends on a business day,
    /// so neither of them is one that was passed over.
    fn holidays(&self, calendar: &Calendar, from: Date, to: Date) -> Vec<(Date, String)> {
        let mut found = Vec::new();
        let mut day = from.min(to);
        let last = from.max(to);
        while let Some(next) = plus_days(day, 1).filter(|next| *next < last) {
            day = next;
            let is_weekend = calendar.weekend.contains(calendar::weekday(day));
            if !is_weekend && calendar.holidays.contains(day) == Some(true) {
                let name = self.law.holiday_name(self.part, day).unwrap_or_default();
                found.push((day, name.to_owned()));
            }
        }
        found
    }
}

/// The counting, as it goes.
struct Steps<'a> {
    place: &'a Place<'a>,
    steps: Vec<Step>,
}

impl Steps<'_> {
    fn step(&mut self, day: Date, what: What) -> Date {
        self.steps.push(Step { day, what, holidays: Vec::new() });
        day
    }

    /// A step over business days from another day.
    fn business(&mut self, calendar: &Calendar, from: Date, day: Date, what: What) -> Date {
        let holidays = self.place.holidays(calendar, from, day);
        self.steps.push(Step { day, what, holidays });
        day
    }

    /// Counts; `None` where a year's holidays are not known.
    fn count(&mut self, event: Event, told: &EventDetails, began: Date, today: Date) -> Option<Outcome> {
        let pack = self.place.pack;
        let figure = |figure| pack.figure(figure, began).unwrap_or_default();
        if let Some(&first) = event.fields(OldDebt::Dated).first().filter(|first| **first != Field::Calls) {
            self.step(began, What::Told(first));
        }
        Some(match event {
            Event::Notice => Outcome::Until(self.validation(told, began)?),
            Event::Disputed => {
                let ends = self.validation(told, began)?;
                let disputed = told.day(Field::Disputed)?;
                self.step(disputed, What::Told(Field::Disputed));
                Outcome::Disputed { in_time: disputed <= ends, ends }
            }
            Event::Calls => self.calls(told, today)?,
            Event::Postdated => self.postdated(told, began)?,
            Event::Stop => {
                let what = What::StopBy(figure(Figure::StopPaymentBusinessDays));
                Outcome::Until(self.business(pack.banks(), began, pack.stop_payment_by(began)?, what))
            }
            Event::Claim => {
                let what = What::LastDay(figure(Figure::LetterOfClaimReplyDays));
                Outcome::Until(self.step(pack.letter_of_claim_reply_by(began)?, what))
            }
            Event::Complaint => {
                let what = What::LastDay(figure(Figure::ComplaintReplyDays));
                Outcome::Until(self.step(pack.complaint_reply_by(began)?, what))
            }
            Event::Advice => {
                let what = What::LastDay(figure(Figure::AdviceHoldDays));
                Outcome::Until(self.step(pack.advice_hold_ends(began)?, what))
            }
            Event::Copy => {
                let what = What::LastWorkingDay(figure(Figure::AgreementCopyBusinessDays));
                Outcome::Until(self.business(pack.calendar(), began, pack.agreement_copy_by(began)?, what))
            }
            Event::Space => {
                let space = pack.breathing_space(began)?;
                let (from, until) = space.review?;
                self.step(from, What::ReviewFrom(figure(Figure::BreathingSpaceReviewFromDays)));
                self.step(until, What::ReviewUntil(figure(Figure::BreathingSpaceReviewUntilDays)));
                let ends = self.step(space.ends?, What::LastOf(figure(Figure::BreathingSpaceDays)));
                self.step(space.next_from?, What::NextFrom(figure(Figure::BreathingSpaceGapMonths)));
                Outcome::Until(ends)
            }
            Event::Crisis => {
                let after = figure(Figure::BreathingSpaceCrisisAfterDays);
                let treated = told.day(Field::Treated);
                match (treated, pack.crisis_breathing_space(began, treated)?.ends) {
                    (Some(treated), Some(ends)) => {
                        self.step(treated, What::Told(Field::Treated));
                        Outcome::Until(self.step(ends, What::LastOf(after)))
                    }
                    _ => Outcome::Open(after),
                }
            }
            Event::Moratorium => {
                let space = pack.moratorium(began)?;
                let ends = self.step(space.ends?, What::LastMonth(figure(Figure::MoratoriumMonths)));
                self.step(space.next_from?, What::NextFrom(figure(Figure::MoratoriumGapMonths)));
                Outcome::Until(ends)
            }
            Event::Old => {
                let alone = pack.perhaps_time_barred_from(began)?;
                self.step(plus_days(alone, -1)?, What::InTimeAfterYears(figure(Figure::LimitationYears)));
                let from = self.spaces(told, began)?;
                Outcome::PerhapsFrom(self.step(from, What::DayAfter))
            }
        })
    }

    /// The day from which a debt is perhaps too old, with the breathing space that was told of. One that changes nothing,
    /// as it came before or after the time, is shown all the same.
    fn spaces(&mut self, told: &EventDetails, paid: Date) -> Option<Date> {
        let pack = self.place.pack;
        let Some(starts) = told.day(Field::PastSpace) else { return pack.perhaps_time_barred_from(paid) };
        self.step(starts, What::Told(Field::PastSpace));
        let ends = match told.day(Field::PastSpaceEnd) {
            Some(ends) => self.step(ends, What::Told(Field::PastSpaceEnd)),
            None => {
                let days = pack.figure(Figure::BreathingSpaceDays, starts)?;
                self.step(plus_days(starts, days - 1)?, What::SpaceEnds(days))
            }
        };
        let from = pack.perhaps_time_barred_after(paid, &[(starts, ends)])?;
        let after = pack.figure(Figure::BreathingSpaceLimitationAfterDays, starts).unwrap_or_default();
        self.step(plus_days(from, -1)?, What::InTimeAfterSpace(after));
        Some(from)
    }

    /// The last day to dispute.
    fn validation(&mut self, told: &EventDetails, sent: Date) -> Option<Date> {
        let pack = self.place.pack;
        let figure = |figure| pack.figure(figure, sent).unwrap_or_default();
        let validation = pack.validation(sent, told.day(Field::Received))?;
        if told.day(Field::Received).is_some() {
            self.step(validation.received, What::Told(Field::Received));
        } else {
            let what = What::CountsAsReceived(figure(Figure::ValidationReceiptBusinessDays));
            self.business(pack.calendar(), sent, validation.received, what);
        }
        Some(self.step(validation.ends, What::DisputeEnds(figure(Figure::ValidationPeriodDays))))
    }

    fn postdated(&mut self, told: &EventDetails, agreed: Date) -> Option<Outcome> {
        let pack = self.place.pack;
        let figure = |figure| pack.figure(figure, agreed).unwrap_or_default();
        let due = self.step(told.day(Field::Due)?, What::Told(Field::Due));
        let ahead = figure(Figure::PostdatedAfterDays);
        if due <= plus_days(agreed, ahead)? {
            return Some(Outcome::NoReminder(ahead));
        }
        let window = pack.postdated_notice(agreed, due)?;
        let most = What::ReminderFrom(figure(Figure::PostdatedNoticeMaxBusinessDays));
        let least = What::ReminderUntil(figure(Figure::PostdatedNoticeMinBusinessDays));
        self.business(pack.calendar(), due, window.earliest, most);
        self.step(window.latest, least);
        Some(Outcome::Between(window.earliest, window.latest))
    }

    fn calls(&mut self, told: &EventDetails, today: Date) -> Option<Outcome> {
        let pack = self.place.pack;
        let talk = told.day(Field::Talk);
        if let Some(talk) = talk {
            self.step(talk, What::Told(Field::Talk));
            let pause = pack.figure(Figure::CallPauseAfterTalkDays, today)?;
            self.step(plus_days(talk, pause)?, What::PauseOver(pause));
        }
        // Only their number is known, and that all of them lie within the days that count.
        let calls = vec![today; told.calls];
        let most = pack.figure(Figure::CallsMax, today)?;
        let is_over = i64::try_from(told.calls).is_ok_and(|calls| calls > most);
        Some(match pack.may_call(&calls, talk, today) {
            _ if is_over => Outcome::TooManyCalls,
            Ok(()) => Outcome::MayCall,
            Err(NoContact::TalkedLately) => Outcome::TalkedLately(self.steps.last()?.day),
            Err(_) => Outcome::CallsUsedUp,
        })
    }
}

#[cfg(test)]
mod tests;
