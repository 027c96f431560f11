//! An amount a month as people compare it: how much each time, how often, until when, at what cost.
//!
//! The amount is shared first, by whatever rule; each debt is then paid with its share alone and keeps its own terms:
//! rate, fees, balances, the end of a promo. Those are the rules of the plan, so the figures here are those the plan
//! shows. Whoever takes what is agreed as a fixed sum passes the debt without interest.

use super::affordable::{Stretch, stretch};
use crate::calendar::Frequency;
use crate::debt::{Debt, MinimumRule};
use crate::money::Amount;
use crate::plan::{self, PaymentSchedule, Scenario, Strategy, simulate};
use jiff::civil::Date;

/// What a client could pay towards several debts, carried through to the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What it takes of a month.
    pub monthly: Amount,
    /// What is paid each time, over all debts: each share spread over the year, rounded down.
    pub instalment: Amount,
    /// How it stands to what is left over.
    pub stretch: Stretch,
    /// Where it leads.
    pub course: Course,
}

/// Where paying instalments leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// Everything is paid.
    Paid {
        /// How many instalments on the debt that takes longest.
        number: i64,
        /// The day of the last one.
        end: Date,
        /// Interest and fees in all.
        interest: Amount,
    },
    /// The debt at this place never ends on its share, or not within a hundred years.
    NeverEnds {
        /// Its place.
        debt: usize,
    },
    /// Nothing is owed, or nothing is paid.
    Nothing,
}

/// What is paid each time out of a share a month: spread over the year, rounded down, never more than is owed.
#[must_use]
pub fn instalment(share_monthly: Amount, frequency: Frequency, owed: Amount) -> Amount {
    frequency.from_monthly(share_monthly.max(Amount::ZERO)).unwrap_or(Amount::ZERO).min(owed)
}

/// Carries a choice through: each debt with its share of a month, paid in this frequency from a first date on.
///
/// Months are those of the plan, counted from the first date, and interest comes before the payments of a month. A debt
/// that the plan refuses counts as one that never ends.
#[must_use]
pub fn carried_through(shares: &[(Debt, Amount)], left_over: Amount, frequency: Frequency, first: Date) -> Choice {
    let monthly: Amount = shares.iter().map(|(_, share)| *share).sum();
    let each = |(debt, share): &(Debt, Amount)| instalment(*share, frequency, debt.balance_planned());
    let course = course(shares.iter().map(|pair| (&pair.0, each(pair))), frequency, first);
    Choice { monthly, instalment: shares.iter().map(each).sum(), stretch: stretch(monthly, left_over), course }
}

fn course<'a>(paid: impl Iterator<Item = (&'a Debt, Amount)>, frequency: Frequency, first: Date) -> Course {
    let (mut longest, mut cost) = (0, Amount::ZERO);
    for (place, (debt, each)) in paid.enumerate() {
        if debt.balance_planned().is_zero() {
            continue;
        }
        let plan = if each.is_positive() { simulate(&alone(debt, each, frequency, first)).ok() } else { None };
        let Some(plan) = plan.filter(plan::Plan::is_cleared) else { return Course::NeverEnds { debt: place } };
        // All are of one size but the last, which is what remains.
        longest = longest.max((plan.paid_total.minor() + each.minor() - 1) / each.minor());
        cost = cost.saturating_add(plan.cost());
    }
    let end = longest.checked_sub(1).filter(|last| *last >= 0).and_then(|last| frequency.date(first, last));
    end.map_or(Course::Nothing, |end| Course::Paid { number: longest, end, interest: cost })
}

/// One debt on so much each time, whatever its contract asks for.
fn alone(debt: &Debt, each: Amount, frequency: Frequency, first: Date) -> Scenario {
    let debt = Debt { minimum: MinimumRule::NONE, ..debt.clone() };
    let mut scenario = Scenario::new(vec![debt], each, Strategy::Avalanche);
    scenario.start = Some(first);
    // Each month: the month of the plan is the month of the payment.
    if frequency != Frequency::Month {
        scenario.payment_schedule = Some(PaymentSchedule { every: frequency, amount: each, first });
    }
    scenario
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::debt::{DebtId, Promo};
    use crate::rate::Rate;
    use jiff::civil::date;
    use proptest::prelude::*;

    const FIRST: Date = date(2027, 1, 31);

    const fn of(minor: i64) -> Amount {
        Amount::from_minor(minor)
    }

    fn debt(owed: i64, rate: &str) -> Debt {
        let rate = Rate::parse_decimal(rate).unwrap();
        Debt::new(DebtId::new("a").unwrap(), of(owed), rate, MinimumRule::Fixed(of(25_00)))
    }

    fn choose(shares: &[(Debt, Amount)], frequency: Frequency) -> Choice {
        carried_through(shares, of(600_00), frequency, FIRST)
    }

    #[test]
    fn an_amount_is_carried_through() {
        let choice = choose(&[(debt(1_800_00, "0"), of(150_00))], Frequency::Month);
        let end = date(2027, 12, 31);
        assert_eq!(choice.course, Course::Paid { number: 12, end, interest: Amount::ZERO });
        assert_eq!((choice.monthly, choice.instalment, choice.stretch), (of(150_00), of(150_00), Stretch::Comfortable));
        // 150 × 12 ÷ 52 = 34.61 a week: 1,800 are 53 of them, the last on 30 January 2028.
        let choice = choose(&[(debt(1_800_00, "0"), of(150_00))], Frequency::Week);
        assert_eq!(choice.instalment, of(34_61));
        assert_eq!(choice.course, Course::Paid { number: 53, end: date(2028, 1, 30), interest: Amount::ZERO });
    }

    #[test]
    fn every_debt_keeps_its_own_terms() {
        // 10.00 on 1,000, then 500 of 1,010; 5.10 on 510; 0.15 on 15.10: a third payment of 15.25.
        let dear = (debt(1_000_00, "12"), of(500_00));
        let end = date(2027, 3, 31);
        let paid = Course::Paid { number: 3, end, interest: of(15_25) };
        assert_eq!(choose(std::slice::from_ref(&dear), Frequency::Month).course, paid);
        // The longest says when it ends; a promo counts.
        let mut free = (debt(2_000_00, "40"), of(500_00));
        free.0.promo = Some(Promo { rate: Rate::ZERO, months: 12 });
        let end = date(2027, 4, 30);
        let both = choose(&[dear, free], Frequency::Month);
        assert_eq!(both.course, Course::Paid { number: 4, end, interest: of(15_25) });
        assert_eq!(both.stretch, Stretch::AboveAll);
    }

    #[test]
    fn some_choices_lead_nowhere() {
        let stuck = [(debt(100, "0"), of(100)), (debt(1_000_00, "12"), of(9_00))];
        assert_eq!(choose(&stuck, Frequency::Month).course, Course::NeverEnds { debt: 1 });
        assert_eq!(choose(&[(debt(100, "0"), of(0))], Frequency::Week).course, Course::NeverEnds { debt: 0 });
        assert_eq!(choose(&[], Frequency::Week).course, Course::Nothing);
        assert_eq!(choose(&[(debt(0, "5"), of(5))], Frequency::Week).course, Course::Nothing);
    }

    proptest! {
        #[test]
        fn what_is_paid_is_what_was_owed_and_its_interest(
            owed in 1..9_999_999_i64, monthly in 1..9_999_999_i64, rate in 0..40_000_000_i64, frequency in 0_usize..4,
        ) {
            let debt = Debt { rate: Rate::from_millionths(rate).unwrap(), ..debt(owed, "0") };
            let choice = choose(&[(debt, of(monthly))], Frequency::INSTALMENTS[frequency]);
            if let Course::Paid { number, interest, .. } = choice.course {
                let (whole, each) = (owed + interest.minor(), choice.instalment.minor());
                prop_assert!((number - 1) * each < whole && whole <= number * each);
            }
        }
    }
}
