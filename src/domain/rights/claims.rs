//! What a person may say to stop something, and what a person may allow: dispute and consent.

use super::{Halt, HaltCause, Pack, Validation};
use crate::money::Amount;
use jiff::civil::Date;

/// A dispute of a debt, or of a part of it. One made in the portal counts as made in writing (12 CFR 1006.38, comment
/// 38-1.iii).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// The day it arrived.
    pub received: Date,
    /// What of the balance is disputed; `None` for all of it.
    pub part: Option<Amount>,
    /// The day it was settled: verified, corrected, or withdrawn.
    pub settled: Option<Date>,
}

/// What a dispute brings about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DisputeEffect {
    /// Everything about what is disputed stands still, from the day it arrived and whenever that was.
    pub halt: Halt,
    /// Whether the other side must send verification before it may go on: the dispute came before the validation period
    /// ended (12 CFR 1006.38(d)(2)).
    pub must_verify: bool,
    /// The last day to answer, where the place sets one.
    pub answer_by: Option<Date>,
}

impl Pack {
    /// What a dispute brings about, given the validation period of the debt where there is one.
    #[must_use]
    pub fn dispute_effect(&self, dispute: &Dispute, validation: Option<&Validation>) -> DisputeEffect {
        DisputeEffect {
            halt: Halt { cause: HaltCause::Dispute, from: dispute.received, until: dispute.settled },
            must_verify: validation.is_some_and(|validation| dispute.received <= validation.ends),
            answer_by: self.complaint_reply_by(dispute.received),
        }
    }
}

/// A person's permission to share something with somebody, such as a counsellor (12 CFR 1006.6(d)): for a time, and
/// until it is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Consent {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// The day it was taken back: from that day on it does not hold.
    pub revoked: Option<Date>,
}

impl Consent {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, date: Date) -> bool {
        self.from <= date && date <= self.until && self.revoked.is_none_or(|revoked| date < revoked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;
    use crate::rights::{DatedFigure, Figure, is_halted};
    use jiff::civil::date;

    fn pack(figures: &[(Figure, i64)]) -> Pack {
        let dated =
            |&(figure, value): &(Figure, i64)| DatedFigure { figure, value, from: date(2014, 4, 1), until: None };
        Pack::new(figures.iter().map(dated).collect(), Calendar::default())
    }

    #[test]
    fn a_dispute_stops_everything_at_once_and_until_it_is_settled() {
        let us = pack(&[(Figure::ValidationReceiptBusinessDays, 5), (Figure::ValidationPeriodDays, 30)]);
        let validation = us.validation(date(2026, 3, 2), None);
        let dispute = Dispute { received: date(2026, 4, 8), part: None, settled: None };
        let effect = us.dispute_effect(&dispute, validation.as_ref());
        assert!(effect.must_verify && effect.answer_by.is_none());
        assert!(is_halted(&[effect.halt], date(2027, 1, 1)));
        // A day later nothing must be verified, and everything stops all the same.
        let late = Dispute { received: date(2026, 4, 9), settled: Some(date(2026, 4, 20)), ..dispute };
        let effect = us.dispute_effect(&late, validation.as_ref());
        assert!(!effect.must_verify && is_halted(&[effect.halt], date(2026, 4, 9)));
        assert!(!is_halted(&[effect.halt], date(2026, 4, 21)));
        // Eight weeks in the United Kingdom, where there is no validation period.
        let gb = pack(&[(Figure::ComplaintReplyDays, 56)]);
        let effect = gb.dispute_effect(&dispute, None);
        assert_eq!((effect.must_verify, effect.answer_by), (false, Some(date(2026, 6, 3))));
    }

    #[test]
    fn consent_ends_with_its_time_or_when_it_is_taken_back() {
        let consent = Consent { from: date(2026, 1, 1), until: date(2026, 6, 30), revoked: None };
        assert!(consent.holds_on(date(2026, 6, 30)) && !consent.holds_on(date(2026, 7, 1)));
        assert!(!consent.holds_on(date(2025, 12, 31)));
        let taken_back = Consent { revoked: Some(date(2026, 3, 1)), ..consent };
        assert!(taken_back.holds_on(date(2026, 2, 28)) && !taken_back.holds_on(date(2026, 3, 1)));
    }
}
