//! Which clocks run after what happened.

use domain::rights::{DatedFigure, Dispute, Figure, Halt, HaltCause, Pack};
use jiff::civil::Date;

use super::input::{BreathingSpace, Payment, Question};
use crate::figures::Day;

/// One day that the law names, and what it is counted with.
pub(super) struct Clock {
    pub(super) id: &'static str,
    pub(super) date: Option<Date>,
    /// Why there is none.
    pub(super) unknown: Option<&'static str>,
    pub(super) means: &'static str,
    /// As they stood on the day that began the clock.
    pub(super) figures: Vec<DatedFigure>,
}

/// Clocks of the events of one question.
struct Found<'a> {
    pack: &'a Pack,
    clocks: Vec<Clock>,
    no_clock: Vec<&'static str>,
}

impl Found<'_> {
    /// Adds a clock that figures of the day it began make; without every one of them the place has no such clock, and
    /// the answer says so.
    fn add(
        &mut self,
        id: &'static str,
        means: &'static str,
        began: Date,
        figures: &[Figure],
        date: impl FnOnce(&Pack) -> Option<Date>,
    ) {
        let dated: Option<Vec<DatedFigure>> =
            figures.iter().map(|&figure| self.pack.dated(figure, began).copied()).collect();
        match dated {
            Some(figures) => {
                let date = date(self.pack);
                let is_counted = figures.iter().any(|dated| dated.figure.id().ends_with("business_days"));
                let why = if is_counted { "the holidays of that year are not known" } else { "beyond the calendar" };
                let unknown = if date.is_none() { Some(why) } else { None };
                self.clocks.push(Clock { id, date, unknown, means, figures });
            }
            None => self.no_clock.push(id),
        }
    }

    /// Adds the clock of an event, if it happened, that one figure makes.
    fn simple(
        &mut self,
        id: &'static str,
        means: &'static str,
        event: Option<Day>,
        figure: Figure,
        clock: fn(&Pack, Date) -> Option<Date>,
    ) {
        if let Some(Day(day)) = event {
            self.add(id, means, day, &[figure], |pack| clock(pack, day));
        }
    }
}

/// Every clock that runs, and the names of those the place does not have.
pub(super) fn of(question: &Question, pack: &Pack) -> (Vec<Clock>, Vec<&'static str>) {
    let mut found = Found { pack, clocks: Vec::new(), no_clock: Vec::new() };
    let events = question.events;
    if let Some(Day(sent)) = events.validation_notice_sent {
        validation(&mut found, sent, events.validation_notice_received.map(|Day(received)| received));
    }
    if let Some(Day(received)) = events.dispute_received {
        let means = "The last day to answer the dispute.";
        found.add("dispute_answer_by", means, received, &[Figure::ComplaintReplyDays], |pack| {
            pack.complaint_reply_by(received)
        });
    }
    if let Some(space) = events.breathing_space {
        breathing_space(&mut found, space);
    }
    if let Some(Day(registered)) = events.moratorium_registered {
        let means = "The last day of the moratorium, if no application is open then.";
        found.add("moratorium_ends", means, registered, &[Figure::MoratoriumMonths], |pack| {
            pack.moratorium(registered)?.ends
        });
        let means = "The first day to ask for another moratorium.";
        let figures = [Figure::MoratoriumMonths, Figure::MoratoriumGapMonths];
        found.add("moratorium_next_from", means, registered, &figures[1..], |pack| {
            pack.moratorium(registered)?.next_from
        });
    }
    let means = "The last day on which recovery rests because an adviser is making a plan.";
    found.simple("advice_hold_ends", means, events.advice_told, Figure::AdviceHoldDays, Pack::advice_hold_ends);
    let means = "Until this day records are kept.";
    found.simple("records_kept_until", means, events.last_activity, Figure::RetentionYears, Pack::retained_until);
    if let Some(Day(paid)) = events.last_paid_or_admitted {
        time_barred(&mut found, question, paid);
    }
    let means = "The last day for the firm to answer the complaint.";
    let event = events.complaint_received;
    found.simple("complaint_reply_by", means, event, Figure::ComplaintReplyDays, Pack::complaint_reply_by);
    let means = "Until this day the record of the complaint is kept.";
    let figure = Figure::ComplaintRetentionYears;
    found.simple("complaint_kept_until", means, event, figure, Pack::complaint_retained_until);
    let means = "The last day to answer the letter of claim.";
    let event = events.letter_of_claim;
    found.simple(
        "letter_of_claim_reply_by",
        means,
        event,
        Figure::LetterOfClaimReplyDays,
        Pack::letter_of_claim_reply_by,
    );
    let means = "The last day for the lender to send a copy of the agreement.";
    let event = events.agreement_copy_asked;
    found.simple("agreement_copy_by", means, event, Figure::AgreementCopyBusinessDays, Pack::agreement_copy_by);
    if let Some(Day(started)) = events.arrangement_started {
        // The rule of the day of the question decides about the next review.
        let means = "The next day on which the arrangement is looked at again.";
        let as_of = question.as_of.max(started);
        found.add("review_next", means, as_of, &[Figure::ReviewMonths], |pack| pack.next_review(started, as_of));
    }
    if let Some(Payment { agreed: Day(agreed), due: Day(due) }) = events.payment {
        payment(&mut found, agreed, due);
    }
    (found.clocks, found.no_clock)
}

fn validation(found: &mut Found<'_>, sent: Date, received: Option<Date>) {
    const BOTH: [Figure; 2] = [Figure::ValidationReceiptBusinessDays, Figure::ValidationPeriodDays];
    if received.is_none() {
        let means = "The day the notice counts as received.";
        found.add("validation_received", means, sent, &BOTH, |pack| Some(pack.validation(sent, None)?.received));
    }
    // With a known day of receipt no business day is counted.
    let figures = if received.is_some() { &BOTH[1..] } else { &BOTH[..] };
    let means = "The last day to dispute the debt in writing and be answered.";
    found.add("validation_ends", means, sent, figures, |pack| Some(pack.validation(sent, received)?.ends));
}

/// The day from which the debt is perhaps too old. Breathing spaces put it off where the law of the place says so.
fn time_barred(found: &mut Found<'_>, question: &Question, paid: Date) {
    let pack = found.pack;
    let has_rule = pack.dated(Figure::BreathingSpaceLimitationAfterDays, question.as_of).is_some();
    let now = question.events.breathing_space.filter(|_| has_rule).and_then(|space| space_of(space, pack));
    // A crisis whose end is not known: nobody can say when the time ends.
    let is_open = now.is_some_and(|space| space.ends.is_none());
    let mut spaces = question.spaces.clone();
    spaces.extend(now.and_then(|space| Some((space.starts, space.ends?))));
    let counts = has_rule && (is_open || !spaces.is_empty());
    let Some(years) = pack.dated(Figure::LimitationYears, paid).copied() else {
        found.no_clock.push("perhaps_time_barred_from");
        return;
    };
    let after = pack.dated(Figure::BreathingSpaceLimitationAfterDays, question.as_of).filter(|_| counts).copied();
    let date = if is_open { None } else { pack.perhaps_time_barred_after(paid, &spaces) };
    let unknown = match date {
        Some(_) => None,
        None if is_open => Some("the day the treatment ends is not known"),
        None => Some("beyond the calendar"),
    };
    let means = "From this day on the debt is perhaps too old for a court.";
    let figures = [Some(years), after].into_iter().flatten().collect();
    found.clocks.push(Clock { id: "perhaps_time_barred_from", date, unknown, means, figures });
}

fn space_of(space: BreathingSpace, pack: &Pack) -> Option<domain::rights::BreathingSpace> {
    match space {
        BreathingSpace::Standard { starts } => pack.breathing_space(starts.0),
        BreathingSpace::Crisis { starts, treatment_ends } => {
            pack.crisis_breathing_space(starts.0, treatment_ends.map(|Day(ends)| ends))
        }
    }
}

fn breathing_space(found: &mut Found<'_>, space: BreathingSpace) {
    match space {
        BreathingSpace::Standard { starts: Day(starts) } => {
            let means = "The last day of the breathing space.";
            found.add("breathing_space_ends", means, starts, &[Figure::BreathingSpaceDays], |pack| {
                pack.breathing_space(starts)?.ends
            });
            let means = "The first day of the adviser's review.";
            let figures = [Figure::BreathingSpaceReviewFromDays];
            found.add("breathing_space_review_from", means, starts, &figures, |pack| {
                Some(pack.breathing_space(starts)?.review?.0)
            });
            let means = "The last day of the adviser's review.";
            let figures = [Figure::BreathingSpaceReviewUntilDays];
            found.add("breathing_space_review_until", means, starts, &figures, |pack| {
                Some(pack.breathing_space(starts)?.review?.1)
            });
            let means = "The first day to ask for another breathing space.";
            let figures = [Figure::BreathingSpaceDays, Figure::BreathingSpaceGapMonths];
            found.add("breathing_space_next_from", means, starts, &figures, |pack| {
                pack.breathing_space(starts)?.next_from
            });
        }
        BreathingSpace::Crisis { starts: Day(starts), treatment_ends } => {
            let treatment_ends = treatment_ends.map(|Day(ends)| ends);
            let means = "The last day of the crisis breathing space.";
            let figures = [Figure::BreathingSpaceCrisisAfterDays];
            found.add("crisis_breathing_space_ends", means, starts, &figures, |pack| {
                pack.crisis_breathing_space(starts, treatment_ends)?.ends
            });
            let crisis = found.clocks.iter_mut().find(|clock| clock.id == "crisis_breathing_space_ends");
            if let (None, Some(clock)) = (treatment_ends, crisis) {
                clock.unknown = Some("the day the treatment ends is not known");
            }
        }
    }
}

fn payment(found: &mut Found<'_>, agreed: Date, due: Date) {
    let pack = found.pack;
    let ahead = pack.figure(Figure::PostdatedAfterDays, agreed);
    // A payment that is near needs no notice, and then there is no day to name.
    let is_near = ahead.is_some_and(|days| domain::calendar::plus_days(agreed, days).is_some_and(|near| due <= near));
    if !is_near {
        let most = [Figure::PostdatedAfterDays, Figure::PostdatedNoticeMaxBusinessDays];
        let means = "The first day for the notice of the payment.";
        found.add("payment_notice_from", means, agreed, &most, |pack| {
            Some(pack.postdated_notice(agreed, due)?.earliest)
        });
        let least = [Figure::PostdatedAfterDays, Figure::PostdatedNoticeMinBusinessDays];
        let means = "The last day for the notice of the payment.";
        found.add("payment_notice_until", means, agreed, &least, |pack| {
            Some(pack.postdated_notice(agreed, due)?.latest)
        });
    }
    let means = "The last day to stop the payment at the bank.";
    found.add("stop_payment_by", means, due, &[Figure::StopPaymentBusinessDays], |pack| pack.stop_payment_by(due));
}

/// Whether a dispute that was told of must be answered with verification; `None` without one, or where the place has no
/// validation period.
pub(super) fn must_verify(question: &Question, pack: &Pack) -> Option<bool> {
    let dispute = dispute(question)?;
    let Day(sent) = question.events.validation_notice_sent?;
    let received = question.events.validation_notice_received.map(|Day(received)| received);
    let validation = pack.validation(sent, received)?;
    Some(pack.dispute_effect(&dispute, Some(&validation)).must_verify)
}

fn dispute(question: &Question) -> Option<Dispute> {
    let Day(received) = question.events.dispute_received?;
    Some(Dispute { received, part: None, settled: question.events.dispute_settled.map(|Day(settled)| settled) })
}

/// What stands still, and for how long. A protection that the place does not have protects nobody there.
pub(super) fn halts(question: &Question, pack: &Pack) -> Vec<Halt> {
    let events = question.events;
    let mut halts = Vec::new();
    halts.extend(dispute(question).map(|dispute| pack.dispute_effect(&dispute, None).halt));
    let space = events.breathing_space.and_then(|space| space_of(space, pack));
    let moratorium = events.moratorium_registered.and_then(|Day(registered)| pack.moratorium(registered));
    for space in [space, moratorium].into_iter().flatten() {
        halts.push(Halt { cause: HaltCause::Protection, from: space.starts, until: space.ends });
    }
    if let Some(Day(told)) = events.advice_told
        && let Some(until) = pack.advice_hold_ends(told)
    {
        halts.push(Halt { cause: HaltCause::Advice, from: told, until: Some(until) });
    }
    if let Some(Day(from)) = events.cease_contact {
        halts.push(Halt { cause: HaltCause::CeaseContact, from, until: None });
    }
    halts
}
