//! Periods that begin with an event and end on a day.

use super::{Figure, Pack};
use crate::calendar::{days_between, plus_days, plus_months};
use jiff::civil::Date;

/// The time in which a person may dispute a debt in writing and be answered (12 CFR 1006.34(b)(5)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validation {
    /// The day the notice was sent.
    pub sent: Date,
    /// The day it was received, or counts as received.
    pub received: Date,
    /// The last day to dispute.
    pub ends: Date,
}

impl Validation {
    /// Whether it is running: nothing may then overshadow the right to dispute (12 CFR 1006.38(b)).
    #[must_use]
    pub fn is_running(&self, on: Date) -> bool {
        self.sent <= on && on <= self.ends
    }
}

/// A breathing space: no interest, fee or enforcement, and no contact about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BreathingSpace {
    /// The first day.
    pub starts: Date,
    /// The last day; `None` while a crisis lasts whose end is not known.
    pub ends: Option<Date>,
    /// First and last day of the adviser's review, where there is one.
    pub review: Option<(Date, Date)>,
    /// The first day on which another may be asked for, where the law says so.
    pub next_from: Option<Date>,
}

/// The days between which a notice has to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoticeWindow {
    /// The first one.
    pub earliest: Date,
    /// The last one.
    pub latest: Date,
}

/// Why a debt, or the contact about it, stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HaltCause {
    /// The client disputes it: at once, however the dispute came (12 CFR 1006.38(d), FCA CONC 7.14).
    Dispute,
    /// A breathing space or moratorium.
    Protection,
    /// An adviser is making a plan (FCA CONC 7.3.11).
    Advice,
    /// The client wants no more contact, or will not pay (12 CFR 1006.6(c)). That ends the talking, not the claim: three
    /// notices may still come, that the efforts end, that a remedy may be used, that one will be; and a court is not
    /// barred.
    CeaseContact,
}

impl HaltCause {
    /// Whether collecting rests as well, and not the contact alone.
    #[must_use]
    pub const fn stops_collecting(self) -> bool {
        match self {
            Self::Dispute | Self::Protection | Self::Advice => true,
            Self::CeaseContact => false,
        }
    }
}

/// A time in which a debt, or the contact about it, stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Halt {
    /// Why.
    pub cause: HaltCause,
    /// The first day.
    pub from: Date,
    /// The last day; `None` until it is settled.
    pub until: Option<Date>,
}

impl Halt {
    /// Whether it is in force on a day.
    #[must_use]
    pub fn holds_on(&self, date: Date) -> bool {
        self.from <= date && self.until.is_none_or(|until| date <= until)
    }
}

/// Whether collecting rests on a day.
#[must_use]
pub fn is_halted(halts: &[Halt], on: Date) -> bool {
    halts.iter().any(|halt| halt.cause.stops_collecting() && halt.holds_on(on))
}

/// Whether contact about the debt rests on a day; it does wherever collecting does.
#[must_use]
pub fn is_silent(halts: &[Halt], on: Date) -> bool {
    halts.iter().any(|halt| halt.holds_on(on))
}

impl Pack {
    /// The validation period of a notice. Without a known day of receipt, the day the law assumes counts.
    #[must_use]
    pub fn validation(&self, sent: Date, received: Option<Date>) -> Option<Validation> {
        let until_received = self.figure(Figure::ValidationReceiptBusinessDays, sent)?;
        let days = self.figure(Figure::ValidationPeriodDays, sent)?;
        let assumed = self.calendar().plus_business_days(sent, until_received)?;
        let received = received.unwrap_or(assumed);
        Some(Validation { sent, received, ends: plus_days(received, days)? })
    }

    /// A standard breathing space that an adviser starts on a day.
    #[must_use]
    pub fn breathing_space(&self, starts: Date) -> Option<BreathingSpace> {
        // The day after the entry is the first one, and that is the day given here.
        let ends = plus_days(starts, self.figure(Figure::BreathingSpaceDays, starts)? - 1)?;
        let review_from = self.figure(Figure::BreathingSpaceReviewFromDays, starts);
        let review_until = self.figure(Figure::BreathingSpaceReviewUntilDays, starts);
        let day = |count: Option<i64>| plus_days(starts, count? - 1);
        let review = day(review_from).zip(day(review_until));
        Some(BreathingSpace { starts, ends: Some(ends), review, next_from: self.next_breathing_space(starts, ends) })
    }

    /// A breathing space for a mental health crisis: as long as the treatment, and some days more of which the one on
    /// which it ends is the first (SI 2020/1311, reg. 32(2)(a)); any number of them.
    #[must_use]
    pub fn crisis_breathing_space(&self, starts: Date, treatment_ends: Option<Date>) -> Option<BreathingSpace> {
        let after = self.figure(Figure::BreathingSpaceCrisisAfterDays, starts)?;
        let ends = match treatment_ends {
            Some(treatment_ends) => Some(plus_days(treatment_ends, after - 1)?),
            None => None,
        };
        Some(BreathingSpace { starts, ends, review: None, next_from: None })
    }

    fn next_breathing_space(&self, starts: Date, ends: Date) -> Option<Date> {
        // The one before ended *more* than so long ago (SI 2020/1311, reg. 24(3)(g)).
        self.day_after_months(Figure::BreathingSpaceGapMonths, starts, ends)
    }

    /// A moratorium on debt recovery that is registered on a day: to the day so many months after it, or later while an
    /// application made in the meantime is open, which is not counted here (Bankruptcy (Scotland) Act 2016, s. 198). No
    /// notice of another may be given within so many months of the notice of this one (s. 195(2)); that of a couple whose
    /// joint plan was revoked may.
    #[must_use]
    pub fn moratorium(&self, registered: Date) -> Option<BreathingSpace> {
        let ends = plus_months(registered, self.figure(Figure::MoratoriumMonths, registered)?)?;
        let next_from = self.day_after_months(Figure::MoratoriumGapMonths, registered, registered);
        Some(BreathingSpace { starts: registered, ends: Some(ends), review: None, next_from })
    }

    /// The first day that lies more than so many months after another, by a figure of the day on which it all began.
    fn day_after_months(&self, figure: Figure, began: Date, from: Date) -> Option<Date> {
        plus_days(plus_months(from, self.figure(figure, began)?)?, 1)
    }

    /// The last day on which recovery rests because an adviser is making a plan.
    #[must_use]
    pub fn advice_hold_ends(&self, told: Date) -> Option<Date> {
        plus_days(told, self.figure(Figure::AdviceHoldDays, told)?)
    }

    /// The next review of an arrangement after a day: on its anniversary, counted from its start.
    #[must_use]
    pub fn next_review(&self, started: Date, after: Date) -> Option<Date> {
        let months = self.figure(Figure::ReviewMonths, after).filter(|&months| months > 0)?;
        // Bounded by a hundred years of monthly reviews.
        (1..=1_200).map_while(|count| plus_months(started, months * count)).find(|&review| review > after)
    }

    /// Until when records are kept after the last activity.
    #[must_use]
    pub fn retained_until(&self, last_activity: Date) -> Option<Date> {
        self.years_after(Figure::RetentionYears, last_activity)
    }

    /// Until when records of a complaint are kept.
    #[must_use]
    pub fn complaint_retained_until(&self, received: Date) -> Option<Date> {
        self.years_after(Figure::ComplaintRetentionYears, received)
    }

    /// When a debt is perhaps too old for a court: more than so long after the last payment or written admission. That
    /// day itself is not counted, so a claim is still in time on the anniversary (*Matthew v Sedman* \[2021\] UKSC 19; for
    /// Scotland the Prescription and Limitation (Scotland) Act 1973, s. 14(1)(c)). Perhaps, because the law counts from
    /// different days for different debts, and to the next day a court is open.
    #[must_use]
    pub fn perhaps_time_barred_from(&self, last_paid_or_admitted: Date) -> Option<Date> {
        plus_days(self.years_after(Figure::LimitationYears, last_paid_or_admitted)?, 1)
    }

    /// Like [`Self::perhaps_time_barred_from`], for a debt that was in breathing spaces since then: their first and last
    /// days, in any order (SI 2020/1311, regs. 8 and 9). `None` also where the calendar ends.
    ///
    /// The days of a breathing space that began in time do not count, and the time does not end sooner than so many days
    /// after it. That is the later one of two readings of the regulations: a day that is named too early could lead
    /// somebody to rely on it in court. A place without that figure has no such rule, and there they change nothing.
    #[must_use]
    pub fn perhaps_time_barred_after(&self, last_paid_or_admitted: Date, spaces: &[(Date, Date)]) -> Option<Date> {
        let last = self.years_after(Figure::LimitationYears, last_paid_or_admitted)?;
        let mut spaces: Vec<(Date, Date)> = spaces.to_vec();
        spaces.sort_unstable();
        let (mut last, mut counted) = (last, last_paid_or_admitted);
        for (starts, ends) in spaces {
            let Some(after) = self.figure(Figure::BreathingSpaceLimitationAfterDays, starts) else { continue };
            let first = starts.max(plus_days(counted, 1)?);
            if first > ends || starts > last {
                continue;
            }
            last = plus_days(last, days_between(first, ends) + 1)?.max(plus_days(ends, after)?);
            counted = ends;
        }
        plus_days(last, 1)
    }

    fn years_after(&self, figure: Figure, event: Date) -> Option<Date> {
        plus_months(event, self.figure(figure, event)? * 12)
    }

    /// When the notice of a payment agreed ahead has to come; `None` where none is needed.
    #[must_use]
    pub fn postdated_notice(&self, agreed: Date, due: Date) -> Option<NoticeWindow> {
        let ahead = self.figure(Figure::PostdatedAfterDays, agreed)?;
        if due <= plus_days(agreed, ahead)? {
            return None;
        }
        let before = |figure| self.calendar().plus_business_days(due, -self.figure(figure, agreed)?);
        Some(NoticeWindow {
            earliest: before(Figure::PostdatedNoticeMaxBusinessDays)?,
            latest: before(Figure::PostdatedNoticeMinBusinessDays)?,
        })
    }

    /// The last day to stop a payment that is due on a day, in days on which banks are open (12 CFR 1005.2(d),
    /// 1005.10(c)(1)).
    #[must_use]
    pub fn stop_payment_by(&self, due: Date) -> Option<Date> {
        self.banks().plus_business_days(due, -self.figure(Figure::StopPaymentBusinessDays, due)?)
    }

    /// The last day to answer a letter of claim of a day.
    #[must_use]
    pub fn letter_of_claim_reply_by(&self, dated: Date) -> Option<Date> {
        plus_days(dated, self.figure(Figure::LetterOfClaimReplyDays, dated)?)
    }

    /// The last day on which the other side answers a complaint.
    #[must_use]
    pub fn complaint_reply_by(&self, received: Date) -> Option<Date> {
        plus_days(received, self.figure(Figure::ComplaintReplyDays, received)?)
    }

    /// The last day on which the other side sends a copy of the agreement that was asked for.
    #[must_use]
    pub fn agreement_copy_by(&self, asked: Date) -> Option<Date> {
        self.calendar().plus_business_days(asked, self.figure(Figure::AgreementCopyBusinessDays, asked)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Calendar, Holidays, YearlyDay, YearlyHoliday};
    use crate::rights::DatedFigure;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn pack(figures: &[(Figure, i64)]) -> Pack {
        let dated =
            |&(figure, value): &(Figure, i64)| DatedFigure { figure, value, from: date(2020, 1, 1), until: None };
        let holidays = Holidays::published(vec![date(2026, 11, 26)]);
        Pack::new(figures.iter().map(dated).collect(), Calendar { holidays, ..Calendar::default() })
    }

    #[test]
    fn the_validation_period_of_the_commentary() {
        let pack = pack(&[(Figure::ValidationReceiptBusinessDays, 5), (Figure::ValidationPeriodDays, 30)]);
        let validation = pack.validation(date(2026, 3, 2), None).unwrap();
        assert_eq!((validation.received, validation.ends), (date(2026, 3, 9), date(2026, 4, 8)));
        assert!(validation.is_running(date(2026, 4, 8)) && !validation.is_running(date(2026, 4, 9)));
        // Over Thanksgiving, and with a known day of receipt.
        assert_eq!(pack.validation(date(2026, 11, 20), None).unwrap().received, date(2026, 11, 30));
        let known = pack.validation(date(2026, 3, 2), Some(date(2026, 3, 20))).unwrap();
        assert_eq!(known.ends, date(2026, 4, 19));
    }

    #[test]
    fn a_breathing_space_of_sixty_days() {
        let pack = pack(&[
            (Figure::BreathingSpaceDays, 60),
            (Figure::BreathingSpaceReviewFromDays, 26),
            (Figure::BreathingSpaceReviewUntilDays, 35),
            (Figure::BreathingSpaceGapMonths, 12),
            (Figure::BreathingSpaceCrisisAfterDays, 30),
        ]);
        let space = pack.breathing_space(date(2026, 6, 1)).unwrap();
        assert_eq!(space.ends, Some(date(2026, 7, 30)));
        assert_eq!(space.review, Some((date(2026, 6, 26), date(2026, 7, 5))));
        // It ended more than twelve months before the next application.
        assert_eq!(space.next_from, Some(date(2027, 7, 31)));
        let crisis = pack.crisis_breathing_space(date(2026, 6, 1), Some(date(2026, 9, 1))).unwrap();
        assert_eq!((crisis.ends, crisis.next_from), (Some(date(2026, 9, 30)), None));
        assert_eq!(pack.crisis_breathing_space(date(2026, 6, 1), None).unwrap().ends, None);
    }

    #[test]
    fn a_notice_three_to_ten_business_days_before() {
        let pack = pack(&[
            (Figure::PostdatedAfterDays, 5),
            (Figure::PostdatedNoticeMinBusinessDays, 3),
            (Figure::PostdatedNoticeMaxBusinessDays, 10),
            (Figure::StopPaymentBusinessDays, 3),
        ]);
        let (agreed, due) = (date(2026, 11, 2), date(2026, 12, 1));
        // Back from Tuesday: Monday, Friday, Wednesday (Thursday is Thanksgiving).
        let window = NoticeWindow { earliest: date(2026, 11, 16), latest: date(2026, 11, 25) };
        assert_eq!(pack.postdated_notice(agreed, due), Some(window));
        assert_eq!(pack.postdated_notice(agreed, date(2026, 11, 7)), None);
        assert!(pack.postdated_notice(agreed, date(2026, 11, 8)).is_some());
        assert_eq!(pack.stop_payment_by(due), Some(date(2026, 11, 25)));
    }

    #[test]
    fn years_and_reviews() {
        let pack = pack(&[(Figure::RetentionYears, 3), (Figure::ReviewMonths, 12), (Figure::LimitationYears, 6)]);
        assert_eq!(pack.retained_until(date(2024, 2, 29)), Some(date(2027, 2, 28)));
        // On the sixth anniversary a claim is still in time.
        assert_eq!(pack.perhaps_time_barred_from(date(2020, 12, 1)), Some(date(2026, 12, 2)));
        assert_eq!(pack.perhaps_time_barred_from(date(2024, 2, 29)), Some(date(2030, 3, 1)));
        let started = date(2024, 2, 29);
        assert_eq!(pack.next_review(started, started), Some(date(2025, 2, 28)));
        assert_eq!(pack.next_review(started, date(2027, 2, 28)), Some(date(2028, 2, 29)));
    }

    #[test]
    fn time_to_sue_stands_still_in_a_breathing_space() {
        let six = (Figure::LimitationYears, 6);
        let england = pack(&[six, (Figure::BreathingSpaceLimitationAfterDays, 56)]);
        let paid = date(2021, 3, 1);
        let after = |spaces: &[(Date, Date)]| england.perhaps_time_barred_after(paid, spaces).unwrap();
        assert_eq!(Some(after(&[])), england.perhaps_time_barred_from(paid));
        // Sixty days, long before: from 2 March 2027 to 1 May.
        let early = (date(2023, 6, 1), date(2023, 7, 30));
        assert_eq!(after(&[early]), date(2027, 5, 1));
        // Sixty days as well, as the eight weeks after it end before that.
        let late = (date(2026, 12, 24), date(2027, 2, 21));
        assert_eq!(after(&[late]), date(2027, 5, 1));
        // On the last day of the time one begins, and ends at once: eight weeks after it.
        let short = (date(2027, 3, 1), date(2027, 3, 1));
        assert_eq!(after(&[short]), date(2027, 4, 27));
        // One that began when the time was over, or ended before it began, changes nothing.
        for nothing in [(date(2027, 3, 2), date(2027, 4, 30)), (date(2020, 1, 1), date(2020, 2, 29))] {
            assert_eq!(after(&[nothing]), date(2027, 3, 2));
        }
        // Days that two of them share count once, whatever their order; a second one may begin in the time of the first.
        assert_eq!(after(&[(date(2023, 6, 30), date(2023, 7, 30)), (early.0, date(2023, 7, 1))]), date(2027, 5, 1));
        assert_eq!(after(&[(date(2027, 4, 20), date(2027, 4, 20)), early]), date(2027, 6, 16));
        // Where the law has no such rule.
        assert_eq!(pack(&[six]).perhaps_time_barred_after(paid, &[early]), Some(date(2027, 3, 2)));
    }

    #[test]
    fn a_place_without_a_figure_has_no_clock() {
        let (none, day) = (pack(&[]), date(2026, 1, 1));
        assert_eq!(none.validation(day, None), None);
        assert_eq!(none.breathing_space(day), None);
        assert_eq!(none.crisis_breathing_space(day, None), None);
        assert_eq!(none.moratorium(day), None);
        for clock in [
            Pack::advice_hold_ends,
            Pack::retained_until,
            Pack::complaint_retained_until,
            Pack::perhaps_time_barred_from,
            Pack::stop_payment_by,
            Pack::letter_of_claim_reply_by,
            Pack::complaint_reply_by,
            Pack::agreement_copy_by,
        ] {
            assert_eq!(clock(&none, day), None);
        }
        assert_eq!((none.next_review(day, day), none.postdated_notice(day, day)), (None, None));
    }

    #[test]
    fn a_moratorium_is_had_once_in_twelve_months() {
        let months = pack(&[(Figure::MoratoriumMonths, 6), (Figure::MoratoriumGapMonths, 12)]);
        let moratorium = months.moratorium(date(2026, 8, 31)).unwrap();
        assert_eq!(moratorium.ends, Some(date(2027, 2, 28)));
        assert_eq!(moratorium.next_from, Some(date(2027, 9, 1)));
        assert_eq!(pack(&[(Figure::MoratoriumMonths, 6)]).moratorium(date(2026, 8, 31)).unwrap().next_from, None);
    }

    #[test]
    fn banks_may_be_shut_where_others_work() {
        let fourth = YearlyHoliday { day: YearlyDay::Fixed { month: 7, day: 4 }, since: 2_000 };
        let holidays = Holidays::yearly(vec![fourth], 2_000);
        let figures = [
            Figure::StopPaymentBusinessDays,
            Figure::PostdatedNoticeMaxBusinessDays,
            Figure::PostdatedNoticeMinBusinessDays,
        ];
        let dated = |figure, value| DatedFigure { figure, value, from: date(2020, 1, 1), until: None };
        let figures = figures.map(|figure| dated(figure, 3)).into_iter().chain([dated(Figure::PostdatedAfterDays, 5)]);
        let calendar = |holidays| Calendar { holidays, ..Calendar::default() };
        let pack = Pack::new(figures.collect(), calendar(holidays.clone()))
            .with_banks(calendar(holidays.with_monday_after_sunday()));
        // 4 July 2027 is a Sunday, and the banks are shut on Monday the 5th.
        assert_eq!(pack.stop_payment_by(date(2027, 7, 8)), Some(date(2027, 7, 2)));
        assert_eq!(pack.postdated_notice(date(2027, 6, 1), date(2027, 7, 8)).unwrap().latest, date(2027, 7, 5));
        // 4 July 2026 is a Saturday, and they are open on Friday the 3rd.
        assert_eq!(pack.stop_payment_by(date(2026, 7, 7)), Some(date(2026, 7, 2)));
    }

    #[test]
    fn a_halt_lasts_until_its_end_or_until_it_is_settled() {
        let (from, until) = (date(2026, 5, 1), date(2026, 5, 31));
        let halts = [Halt { cause: HaltCause::Protection, from, until: Some(until) }];
        assert!(is_halted(&halts, from) && is_halted(&halts, until) && !is_halted(&halts, date(2026, 6, 1)));
        let dispute = [halts[0], Halt { cause: HaltCause::Dispute, from: date(2026, 6, 1), until: None }];
        assert!(is_halted(&dispute, date(2036, 1, 1)) && !is_halted(&[], from));
        // A person who wants no more contact is left alone; the debt does not stand still.
        let ceased = [Halt { cause: HaltCause::CeaseContact, from, until: None }];
        assert!(is_silent(&ceased, until) && !is_halted(&ceased, until));
        assert!(is_silent(&dispute, from) && !is_silent(&halts, date(2026, 6, 1)));
    }

    proptest! {
        #[test]
        fn no_figure_makes_a_clock_fail(value in any::<i64>(), number in any::<i32>()) {
            let all: Vec<(Figure, i64)> = Figure::ALL.map(|figure| (figure, value)).to_vec();
            let pack = pack(&all);
            let Some(day) = crate::calendar::from_day_number(i64::from(number) / 600) else { return Ok(()) };
            if let Some(validation) = pack.validation(day, None) {
                prop_assert!(validation.sent <= validation.received && validation.received <= validation.ends);
            }
            let _ = (pack.breathing_space(day), pack.next_review(day, day), pack.postdated_notice(day, day));
        }

        /// No breathing space brings the day forward, and none that is added does.
        #[test]
        fn a_breathing_space_never_shortens_the_time(spaces in prop::collection::vec((0..4_000_i64, 0..400_i64), 0..6)) {
            let pack = pack(&[(Figure::LimitationYears, 6), (Figure::BreathingSpaceLimitationAfterDays, 56)]);
            let paid = date(2021, 3, 1);
            let day = |after| plus_days(paid, after).unwrap();
            let spaces: Vec<(Date, Date)> =
                spaces.into_iter().map(|(first, days)| (day(first), day(first + days))).collect();
            let mut before = pack.perhaps_time_barred_from(paid).unwrap();
            for count in 0..=spaces.len() {
                let mut known = spaces.clone();
                known.sort_unstable();
                let now = pack.perhaps_time_barred_after(paid, &known[..count]).unwrap();
                prop_assert!(now >= before);
                before = now;
            }
        }
    }
}
