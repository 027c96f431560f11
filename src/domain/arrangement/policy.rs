//! The operator's acceptance rules as data, and the one function that answers an offer by them. The page runs it to
//! answer at once; the server runs the same code and its answer counts.

use super::terms::{Rhythm, Terms};
use crate::calendar::days_after;
use crate::money::{Amount, Rounding};
use jiff::civil::Date;

/// The longest term a policy may allow: twenty years.
pub const TERM_MONTHS_MAX: i64 = 240;
/// The latest first payment a policy may allow, in days from the day of the offer.
pub const START_DAYS_MAX: i64 = 366;

/// What may be accepted without a person looking at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtOnce {
    /// Everything within the bounds.
    All,
    /// Within the bounds, up to this balance; above it a person looks.
    UpToBalance(Amount),
    /// A person looks at every offer.
    Nothing,
}

/// What an operator accepts. Build it with [`Policy::new`], which refuses rules that nobody could meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    instalment_monthly_min: Amount,
    term_months_max: i64,
    start_days_max: i64,
    at_once: AtOnce,
}

/// Why a policy is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyError {
    /// The smallest instalment is nothing or negative.
    InstalmentNotPositive,
    /// The longest term is outside 1 to [`TERM_MONTHS_MAX`] months.
    TermOutOfBounds,
    /// The latest start is outside 1 to [`START_DAYS_MAX`] days.
    StartOutOfBounds,
    /// The balance up to which offers are accepted at once is nothing or negative.
    AtOnceNotPositive,
}

impl Policy {
    /// A policy within its bounds. The smallest instalment is per month; other rhythms are compared by their amount
    /// over a year.
    ///
    /// # Errors
    /// See [`PolicyError`].
    pub fn new(
        instalment_monthly_min: Amount,
        term_months_max: i64,
        start_days_max: i64,
        at_once: AtOnce,
    ) -> Result<Self, PolicyError> {
        if !instalment_monthly_min.is_positive() {
            return Err(PolicyError::InstalmentNotPositive);
        }
        if !(1..=TERM_MONTHS_MAX).contains(&term_months_max) {
            return Err(PolicyError::TermOutOfBounds);
        }
        if !(1..=START_DAYS_MAX).contains(&start_days_max) {
            return Err(PolicyError::StartOutOfBounds);
        }
        if matches!(at_once, AtOnce::UpToBalance(balance) if !balance.is_positive()) {
            return Err(PolicyError::AtOnceNotPositive);
        }
        Ok(Self { instalment_monthly_min, term_months_max, start_days_max, at_once })
    }

    /// The smallest instalment, as an amount a month.
    #[must_use]
    pub const fn instalment_monthly_min(&self) -> Amount {
        self.instalment_monthly_min
    }

    /// The longest term in months, from the first payment.
    #[must_use]
    pub const fn term_months_max(&self) -> i64 {
        self.term_months_max
    }

    /// The latest first payment, in days from the day of the offer.
    #[must_use]
    pub const fn start_days_max(&self) -> i64 {
        self.start_days_max
    }

    /// What is accepted without a person.
    #[must_use]
    pub const fn at_once(&self) -> AtOnce {
        self.at_once
    }

    /// The first dates this policy allows for an offer made on `today`.
    #[must_use]
    pub fn starts(&self, today: Date) -> Starts {
        Starts { earliest: today, latest: days_after(today, self.start_days_max) }
    }

    /// The smallest instalment this policy would take for such a balance and rhythm: enough for the smallest monthly
    /// amount and for the longest term, and never more than the balance.
    #[must_use]
    pub fn instalment_min(&self, balance: Amount, rhythm: Rhythm) -> Option<Amount> {
        let by_amount = self.instalment_monthly_min.scale(12, rhythm.times_a_year(), Rounding::Ceil)?;
        let times = self.instalments_within(rhythm);
        let by_term = balance.scale(1, times.max(1), Rounding::Ceil)?;
        Some(by_amount.max(by_term).min(balance))
    }

    /// How many instalments surely fit into the longest term: by 28-day Februaries a month has four weeks at the least,
    /// so weeks are counted by the shortest run of so many months.
    fn instalments_within(&self, rhythm: Rhythm) -> i64 {
        // 1461 days are four years; any run of n months has at least ⌊n × 1461 / 48⌋ − 3 days, never fewer than 28 n.
        let months = self.term_months_max;
        let days_min = (months * 1_461 / 48 - 3).max(months * 28);
        let every = match rhythm {
            Rhythm::Month => return months,
            Rhythm::Week => 7,
            Rhythm::TwoWeeks => 14,
            Rhythm::FourWeeks => 28,
        };
        // The first instalment lies at the start, and the last one must lie before the end.
        (days_min - 1) / every + 1
    }
}

/// First dates that are allowed. The server widens them by a day at each end, because its day is not the client's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Starts {
    /// Not before.
    pub earliest: Date,
    /// Not after.
    pub latest: Date,
}

impl Starts {
    /// Wider by a day at each end.
    #[must_use]
    pub fn with_a_day_of_grace(self) -> Self {
        Self { earliest: days_after(self.earliest, -1), latest: days_after(self.latest, 1) }
    }
}

/// One thing the policy has to say about an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Instalments are smaller than the smallest, given as an amount a month.
    InstalmentTooSmall {
        /// The smallest amount a month.
        monthly_min: Amount,
    },
    /// It takes longer than the longest term.
    TooLong {
        /// The longest term.
        months_max: i64,
    },
    /// The first payment is too far away.
    StartsTooLate {
        /// The latest first date.
        latest: Date,
    },
    /// The first payment lies in the past.
    StartsTooEarly {
        /// The earliest first date.
        earliest: Date,
    },
    /// The balance is above what may be accepted at once.
    BalanceNeedsPerson {
        /// The balance up to which offers are accepted at once.
        balance_max: Amount,
    },
    /// Every offer is looked at by a person.
    AlwaysNeedsPerson,
}

/// The policy's answer to one offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Accepted as it stands.
    Accepted,
    /// Not as it stands; these terms would be within the bounds, for these reasons.
    Countered {
        /// The nearest terms within the bounds: same rhythm, instalment raised and date moved only as far as needed.
        terms: Terms,
        /// Why the offer is not.
        reasons: Vec<Reason>,
    },
    /// Within the bounds, but a person must look.
    Referred {
        /// Why.
        reasons: Vec<Reason>,
    },
}

/// Answers an offer by the policy.
///
/// An offer outside the bounds is countered with the nearest terms inside them; one inside is accepted or, where the
/// policy says so, referred. Whether a counter-offer is affordable is not for the policy to say: the caller compares.
#[must_use]
pub fn evaluate(policy: &Policy, offer: &Terms, starts: Starts) -> Verdict {
    let mut reasons = Vec::new();
    if is_too_small(policy, offer) {
        reasons.push(Reason::InstalmentTooSmall { monthly_min: policy.instalment_monthly_min });
    }
    if !offer.ends_within_months(policy.term_months_max) {
        reasons.push(Reason::TooLong { months_max: policy.term_months_max });
    }
    if offer.first() > starts.latest {
        reasons.push(Reason::StartsTooLate { latest: starts.latest });
    }
    if offer.first() < starts.earliest {
        reasons.push(Reason::StartsTooEarly { earliest: starts.earliest });
    }
    if reasons.is_empty() {
        return match policy.at_once {
            AtOnce::All => Verdict::Accepted,
            AtOnce::UpToBalance(balance_max) if offer.balance() <= balance_max => Verdict::Accepted,
            AtOnce::UpToBalance(balance_max) => {
                Verdict::Referred { reasons: vec![Reason::BalanceNeedsPerson { balance_max }] }
            }
            AtOnce::Nothing => Verdict::Referred { reasons: vec![Reason::AlwaysNeedsPerson] },
        };
    }
    match nearest_within(policy, offer, starts) {
        Some(terms) => Verdict::Countered { terms, reasons },
        // Only figures at the end of the range have no neighbour inside the bounds.
        None => Verdict::Referred { reasons },
    }
}

/// Compared over a year, without rounding; a balance below the smallest instalment may be paid in one.
fn is_too_small(policy: &Policy, offer: &Terms) -> bool {
    let yearly = |amount: Amount, times: i64| i128::from(amount.minor()) * i128::from(times);
    let paid_at_once = offer.instalment() == offer.balance();
    !paid_at_once
        && yearly(offer.instalment(), offer.rhythm().times_a_year()) < yearly(policy.instalment_monthly_min, 12)
}

fn nearest_within(policy: &Policy, offer: &Terms, starts: Starts) -> Option<Terms> {
    let first = offer.first().clamp(starts.earliest, starts.latest);
    let within = |instalment| {
        let terms = Terms::new(offer.balance(), instalment, offer.rhythm(), first).ok()?;
        if terms.ends_within_months(policy.term_months_max) { Some(terms) } else { None }
    };
    // A date moved into shorter months may leave room for fewer weeks than the offer needs.
    let as_offered = if is_too_small(policy, offer) { None } else { within(offer.instalment()) };
    match as_offered {
        Some(terms) => Some(terms),
        None => within(policy.instalment_min(offer.balance(), offer.rhythm())?.max(offer.instalment())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn policy(at_once: AtOnce) -> Policy {
        Policy::new(Amount::from_minor(25_00), 24, 31, at_once).unwrap()
    }

    fn terms(balance: i64, instalment: i64, rhythm: Rhythm, first: Date) -> Terms {
        Terms::new(Amount::from_minor(balance), Amount::from_minor(instalment), rhythm, first).unwrap()
    }

    const TODAY: Date = date(2026, 11, 22);

    fn answer(policy: &Policy, offer: &Terms) -> Verdict {
        evaluate(policy, offer, policy.starts(TODAY))
    }

    #[test]
    fn within_the_bounds() {
        let offer = terms(600_00, 25_00, Rhythm::Month, date(2026, 12, 1));
        assert_eq!(answer(&policy(AtOnce::All), &offer), Verdict::Accepted);
        assert_eq!(answer(&policy(AtOnce::UpToBalance(Amount::from_minor(600_00))), &offer), Verdict::Accepted);
        let balance_max = Amount::from_minor(599_99);
        assert_eq!(
            answer(&policy(AtOnce::UpToBalance(balance_max)), &offer),
            Verdict::Referred { reasons: vec![Reason::BalanceNeedsPerson { balance_max }] }
        );
        assert_eq!(
            answer(&policy(AtOnce::Nothing), &offer),
            Verdict::Referred { reasons: vec![Reason::AlwaysNeedsPerson] }
        );
    }

    #[test]
    fn each_bound_has_its_reason_and_its_counter_offer() {
        let policy = policy(AtOnce::All);
        let monthly_min = Amount::from_minor(25_00);
        for (offer, reasons, counter) in [
            (
                terms(300_00, 24_99, Rhythm::Month, TODAY),
                vec![Reason::InstalmentTooSmall { monthly_min }],
                terms(300_00, 25_00, Rhythm::Month, TODAY),
            ),
            (
                terms(601_00, 25_00, Rhythm::Month, TODAY),
                vec![Reason::TooLong { months_max: 24 }],
                terms(601_00, 25_05, Rhythm::Month, TODAY),
            ),
            (
                terms(100_00, 50_00, Rhythm::Month, date(2027, 2, 1)),
                vec![Reason::StartsTooLate { latest: date(2026, 12, 23) }],
                terms(100_00, 50_00, Rhythm::Month, date(2026, 12, 23)),
            ),
            (
                terms(100_00, 50_00, Rhythm::Month, date(2026, 11, 21)),
                vec![Reason::StartsTooEarly { earliest: TODAY }],
                terms(100_00, 50_00, Rhythm::Month, TODAY),
            ),
            (
                terms(100_00, 5_76, Rhythm::Week, TODAY),
                vec![Reason::InstalmentTooSmall { monthly_min }],
                terms(100_00, 5_77, Rhythm::Week, TODAY),
            ),
        ] {
            assert_eq!(answer(&policy, &offer), Verdict::Countered { terms: counter, reasons });
        }
    }

    #[test]
    fn a_date_moved_into_a_shorter_month_needs_more_each_week() {
        let policy = Policy::new(Amount::from_minor(1), 1, 70, AtOnce::All).unwrap();
        // Five weeks from 1 March; from 31 January only four end within a month.
        let offer = terms(500_00, 100_00, Rhythm::Week, date(2027, 3, 1));
        let counter = terms(500_00, 125_00, Rhythm::Week, date(2027, 1, 31));
        let reasons = vec![Reason::StartsTooLate { latest: date(2027, 1, 31) }];
        assert_eq!(answer(&policy, &offer), Verdict::Countered { terms: counter, reasons });
    }

    #[test]
    fn a_small_debt_may_be_paid_in_one() {
        assert_eq!(answer(&policy(AtOnce::All), &terms(9_00, 9_00, Rhythm::Month, TODAY)), Verdict::Accepted);
    }

    #[test]
    fn rules_nobody_could_meet_are_refused() {
        let new = |minimum, term, start| {
            Policy::new(Amount::from_minor(minimum), term, start, AtOnce::UpToBalance(Amount::ZERO)).unwrap_err()
        };
        assert_eq!(new(0, 1, 1), PolicyError::InstalmentNotPositive);
        assert_eq!(new(1, 0, 1), PolicyError::TermOutOfBounds);
        assert_eq!(new(1, 241, 1), PolicyError::TermOutOfBounds);
        assert_eq!(new(1, 1, 367), PolicyError::StartOutOfBounds);
        assert_eq!(new(1, 1, 1), PolicyError::AtOnceNotPositive);
    }

    proptest! {
        #[test]
        fn a_counter_offer_is_within_the_bounds(
            balance in 1..5_000_000_i64, instalment in 1..5_000_000_i64, minimum in 1..50_000_i64,
            months in 1..=TERM_MONTHS_MAX, days in 1..=START_DAYS_MAX, rhythm in 0_usize..4, start in -40..800_i64,
        ) {
            let policy = Policy::new(Amount::from_minor(minimum), months, days, AtOnce::All).unwrap();
            let first = days_after(TODAY, start);
            let Ok(offer) = Terms::new(
                Amount::from_minor(balance), Amount::from_minor(instalment), Rhythm::ALL[rhythm], first,
            ) else { return Ok(()) };
            match answer(&policy, &offer) {
                Verdict::Accepted => {}
                Verdict::Countered { terms, reasons } => {
                    prop_assert!(!reasons.is_empty());
                    prop_assert_eq!(answer(&policy, &terms), Verdict::Accepted);
                    prop_assert!(terms.instalment() >= offer.instalment());
                    prop_assert_eq!(terms.rhythm(), offer.rhythm());
                }
                Verdict::Referred { .. } => prop_assert!(false, "all is accepted at once"),
            }
        }

        #[test]
        fn what_the_client_may_send_the_server_takes(start in 0..=31_i64, skew in -1..=1_i64) {
            let policy = policy(AtOnce::All);
            let offer = terms(600_00, 50_00, Rhythm::Month, days_after(TODAY, start));
            let elsewhere = policy.starts(days_after(TODAY, skew)).with_a_day_of_grace();
            prop_assert_eq!(evaluate(&policy, &offer, elsewhere), Verdict::Accepted);
        }
    }
}
