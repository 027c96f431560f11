//! The names of the figures that the clocks know.

/// A figure of the law. Its unit is the last word of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Figure {
    /// How many business days after sending a validation notice counts as received.
    ValidationReceiptBusinessDays,
    /// How long after receipt the validation period lasts.
    ValidationPeriodDays,
    /// How many calls about one debt are the most within the window.
    CallsMax,
    /// How many days in a row the window of calls has.
    CallWindowDays,
    /// How long after a talk there is no other call, the day of the talk counted.
    CallPauseAfterTalkDays,
    /// The first hour of the day for a message.
    ContactFromHour,
    /// The hour from which there is none.
    ContactUntilHour,
    /// A payment agreed more days ahead than this needs a notice.
    PostdatedAfterDays,
    /// That notice comes at least so many business days before.
    PostdatedNoticeMinBusinessDays,
    /// And at most so many.
    PostdatedNoticeMaxBusinessDays,
    /// A payment can be stopped up to so many business days before.
    StopPaymentBusinessDays,
    /// How long records are kept after the last activity.
    RetentionYears,
    /// How long a breathing space lasts.
    BreathingSpaceDays,
    /// The first day of its review by the adviser.
    BreathingSpaceReviewFromDays,
    /// The last day of that review.
    BreathingSpaceReviewUntilDays,
    /// How long one for a mental health crisis goes on after the treatment.
    BreathingSpaceCrisisAfterDays,
    /// How long after one the next may begin.
    BreathingSpaceGapMonths,
    /// How long after one the time to sue goes on at least, for a debt that was in it.
    BreathingSpaceLimitationAfterDays,
    /// How long a moratorium on debt recovery lasts.
    MoratoriumMonths,
    /// How long after notice of one the next may be asked for.
    MoratoriumGapMonths,
    /// How often an arrangement is looked at again.
    ReviewMonths,
    /// How long recovery rests while an adviser makes a plan.
    AdviceHoldDays,
    /// How long there is to answer a letter of claim.
    LetterOfClaimReplyDays,
    /// How long a firm has to answer a complaint.
    ComplaintReplyDays,
    /// How long records of complaints are kept.
    ComplaintRetentionYears,
    /// How long a creditor has to send a copy of the agreement.
    AgreementCopyBusinessDays,
    /// How long after the last payment or admission a debt can be taken to court.
    LimitationYears,
    /// How long a default may stand in a credit report.
    CreditReportYears,
    /// From how much on, in major units, a cancelled debt is reported to the tax authority.
    CancelledDebtReportMin,
}

impl Figure {
    /// All of them.
    pub const ALL: [Self; 29] = [
        Self::ValidationReceiptBusinessDays,
        Self::ValidationPeriodDays,
        Self::CallsMax,
        Self::CallWindowDays,
        Self::CallPauseAfterTalkDays,
        Self::ContactFromHour,
        Self::ContactUntilHour,
        Self::PostdatedAfterDays,
        Self::PostdatedNoticeMinBusinessDays,
        Self::PostdatedNoticeMaxBusinessDays,
        Self::StopPaymentBusinessDays,
        Self::RetentionYears,
        Self::BreathingSpaceDays,
        Self::BreathingSpaceReviewFromDays,
        Self::BreathingSpaceReviewUntilDays,
        Self::BreathingSpaceCrisisAfterDays,
        Self::BreathingSpaceGapMonths,
        Self::BreathingSpaceLimitationAfterDays,
        Self::MoratoriumMonths,
        Self::MoratoriumGapMonths,
        Self::ReviewMonths,
        Self::AdviceHoldDays,
        Self::LetterOfClaimReplyDays,
        Self::ComplaintReplyDays,
        Self::ComplaintRetentionYears,
        Self::AgreementCopyBusinessDays,
        Self::LimitationYears,
        Self::CreditReportYears,
        Self::CancelledDebtReportMin,
    ];

    /// The name in the data; stable for ever.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::ValidationReceiptBusinessDays => "validation_receipt_business_days",
            Self::ValidationPeriodDays => "validation_period_days",
            Self::CallsMax => "calls_max",
            Self::CallWindowDays => "call_window_days",
            Self::CallPauseAfterTalkDays => "call_pause_after_talk_days",
            Self::ContactFromHour => "contact_from_hour",
            Self::ContactUntilHour => "contact_until_hour",
            Self::PostdatedAfterDays => "postdated_after_days",
            Self::PostdatedNoticeMinBusinessDays => "postdated_notice_min_business_days",
            Self::PostdatedNoticeMaxBusinessDays => "postdated_notice_max_business_days",
            Self::StopPaymentBusinessDays => "stop_payment_business_days",
            Self::RetentionYears => "retention_years",
            Self::BreathingSpaceDays => "breathing_space_days",
            Self::BreathingSpaceReviewFromDays => "breathing_space_review_from_days",
            Self::BreathingSpaceReviewUntilDays => "breathing_space_review_until_days",
            Self::BreathingSpaceCrisisAfterDays => "breathing_space_crisis_after_days",
            Self::BreathingSpaceGapMonths => "breathing_space_gap_months",
            Self::BreathingSpaceLimitationAfterDays => "breathing_space_limitation_after_days",
            Self::MoratoriumMonths => "moratorium_months",
            Self::MoratoriumGapMonths => "moratorium_gap_months",
            Self::ReviewMonths => "review_months",
            Self::AdviceHoldDays => "advice_hold_days",
            Self::LetterOfClaimReplyDays => "letter_of_claim_reply_days",
            Self::ComplaintReplyDays => "complaint_reply_days",
            Self::ComplaintRetentionYears => "complaint_retention_years",
            Self::AgreementCopyBusinessDays => "agreement_copy_business_days",
            Self::LimitationYears => "limitation_years",
            Self::CreditReportYears => "credit_report_years",
            Self::CancelledDebtReportMin => "cancelled_debt_report_min",
        }
    }

    /// The figure of an [`Self::id`].
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|figure| figure.id() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back() {
        for figure in Figure::ALL {
            assert_eq!(Figure::from_id(figure.id()), Some(figure));
        }
        assert_eq!(Figure::from_id("days"), None);
    }
}
