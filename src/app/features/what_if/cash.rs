//! The tightest week of a month, with the first payment of a plan on the next pay-day. From the days that are known of
//! the budget.

use browser::clock::today;
use domain::budget::{CashCalendar, CashFlow, CashWeek, Direction, Frequency};
use domain::money::{Amount, parse_amount};
use jiff::civil::Date;
use leptos::prelude::*;

use crate::shared::{cash_flows, full_budget};
use crate::store::AppState;

/// The money of a household day by day, without debts that are in a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cash {
    at_hand: Amount,
    flows: Vec<CashFlow>,
    from: Date,
    pay_day: Date,
}

impl Cash {
    /// What is known of it; nothing until money is known to come in and to go out on some day.
    pub fn known(state: AppState) -> Option<Self> {
        let catalogue = state.case.catalogue_here()?;
        let at_hand = state.budget.statement.with(|statement| statement.at_hand.clone());
        let from = today();
        let (flows, _) = cash_flows::flows(&full_budget::stated(state, &catalogue, ""), from);
        Self::new(parse_amount(&at_hand, state.currency()).unwrap_or_default(), flows, from)
    }

    fn new(at_hand: Amount, flows: Vec<CashFlow>, from: Date) -> Option<Self> {
        let coming = flows.iter().filter(|flow| flow.direction == Direction::In);
        let pay_day = coming.filter_map(|flow| flow.next_from(from)).min()?;
        let goes = flows.iter().any(|flow| flow.direction == Direction::Out);
        goes.then_some(Self { at_hand, flows, from, pay_day })
    }

    /// The week of the coming month in which least is there, if so much is paid on the debts on the next pay-day.
    pub fn tightest(&self, payment: Amount) -> Option<CashWeek> {
        let paid =
            CashFlow { amount: payment, direction: Direction::Out, frequency: Frequency::Month, anchor: self.pay_day };
        let flows: Vec<CashFlow> = self.flows.iter().copied().chain([paid]).collect();
        CashCalendar::new(self.at_hand, &flows, self.from, 1)?.tightest_week()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_payment_is_made_on_the_next_pay_day() {
        let flow = |amount, direction, anchor| CashFlow {
            amount: Amount::from_minor(amount),
            direction,
            frequency: Frequency::Month,
            anchor,
        };
        let pay = flow(2_000_00, Direction::In, date(2026, 11, 27));
        let rent = flow(900_00, Direction::Out, date(2026, 12, 1));
        let (at_hand, today) = (Amount::from_minor(300_00), date(2026, 11, 22));
        let cash = Cash::new(at_hand, vec![pay, rent], today).expect("both ways are known");
        // What goes out on the 27th goes before the pay comes.
        let low = |payment| cash.tightest(Amount::from_minor(payment)).map(|week| (week.low.minor(), week.low_on));
        assert_eq!(low(0), Some((300_00, today)));
        assert_eq!(low(350_00), Some((-50_00, date(2026, 11, 27))));
        assert_eq!(Cash::new(at_hand, vec![pay], today), None);
        assert_eq!(Cash::new(at_hand, vec![rent], today), None);
    }
}
