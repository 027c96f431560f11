//! The money of a household day by day: when it is tightest, and on which day of the month a payment hurts least.
//!
//! # Convention of a day
//! What goes out goes first, because a bank may collect in the night before the pay arrives. So the *low* of a day is
//! the balance before it less everything that goes out, and the balance after it is the low and everything that comes
//! in.
//!
//! # The safest day
//! A payment on a given day of each month is tried for each of the days 1 to 28. The one that keeps the lowest low of
//! the whole time highest wins; among equals the one with the most money left right after paying, which is soon after
//! pay-day, when the money has not been spent; then the earlier one. Whole months are looked at, so each day is paid
//! equally often; the 28th is left out where the time ends just before a 28 February.

use crate::calendar::{
    Frequency, Weekday, days_between, days_in_month, plus_days, plus_months, twice_a_month, weekday,
};
use crate::money::Amount;
use jiff::civil::Date;

/// The most months one calendar holds.
pub const CASH_MONTHS_MAX: i64 = 12;

/// Which way money goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// It comes in.
    In,
    /// It goes out.
    Out,
}

/// Money that comes or goes on known days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CashFlow {
    /// How much each time; not negative.
    pub amount: Amount,
    /// Which way.
    pub direction: Direction,
    /// How often.
    pub frequency: Frequency,
    /// One of its days, in the past or to come; the others follow from it.
    pub anchor: Date,
}

impl CashFlow {
    /// Whether it happens on a day. Weeks count from the anchor, months on its day or the last day of a shorter month;
    /// twice a month has the days of [`twice_a_month`].
    #[must_use]
    pub fn happens_on(&self, date: Date) -> bool {
        let every_days = |days: i64| days_between(self.anchor, date).rem_euclid(days) == 0;
        let every_months = |anchor: Date, months: i64| {
            let apart = months_between(anchor, date);
            apart.rem_euclid(months) == 0 && plus_months(anchor, apart) == Some(date)
        };
        match self.frequency {
            Frequency::Day => true,
            Frequency::Week => every_days(7),
            Frequency::TwoWeeks => every_days(14),
            Frequency::FourWeeks => every_days(28),
            Frequency::TwiceAMonth => {
                let last = days_in_month(date.year().into(), date.month().into());
                twice_a_month(self.anchor.day().into()).iter().any(|day| i64::from(date.day()) == (*day).min(last))
            }
            Frequency::Month => every_months(self.anchor, 1),
            Frequency::Quarter => every_months(self.anchor, 3),
            Frequency::HalfYear => every_months(self.anchor, 6),
            Frequency::Year => every_months(self.anchor, 12),
        }
    }

    /// The first of its days from a date on; `None` only at the end of the calendar.
    #[must_use]
    pub fn next_from(&self, from: Date) -> Option<Date> {
        // No frequency is longer than a leap year.
        (0..=366).filter_map(|days| plus_days(from, days)).find(|date| self.happens_on(*date))
    }
}

/// Months from the month of one date to that of another, whatever the days.
fn months_between(from: Date, to: Date) -> i64 {
    let index = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
    index(to) - index(from)
}

/// One day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CashDay {
    /// The day.
    pub date: Date,
    /// What comes in.
    pub incoming: Amount,
    /// What goes out.
    pub outgoing: Amount,
    /// The lowest the balance gets on it.
    pub low: Amount,
    /// The balance after it.
    pub balance: Amount,
}

/// A week, Monday to Sunday, as far as the calendar holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CashWeek {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// What comes in during it.
    pub incoming: Amount,
    /// What goes out during it.
    pub outgoing: Amount,
    /// The lowest low in it.
    pub low: Amount,
    /// The first day with that low.
    pub low_on: Date,
}

/// The day of the month for a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SafestDay {
    /// 1 to 28.
    pub day: i8,
    /// The lowest low of the whole time, if the payment is made on that day of each month. Negative: not even the safest
    /// day is safe.
    pub low: Amount,
}

/// The money of a household over whole months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CashCalendar {
    days: Vec<CashDay>,
    months: i64,
}

impl CashCalendar {
    /// The days from a date over so many whole months, beginning with what is at hand. `None` for no months, more than
    /// [`CASH_MONTHS_MAX`], or the end of the calendar.
    #[must_use]
    pub fn new(at_hand: Amount, flows: &[CashFlow], from: Date, months: i64) -> Option<Self> {
        if !(1..=CASH_MONTHS_MAX).contains(&months) {
            return None;
        }
        let end = plus_months(from, months)?;
        let mut days = Vec::new();
        let mut balance = at_hand;
        for offset in 0..days_between(from, end) {
            let date = plus_days(from, offset)?;
            let sum = |direction| {
                let here = |flow: &&CashFlow| flow.direction == direction && flow.happens_on(date);
                flows.iter().filter(here).map(|flow| flow.amount).sum::<Amount>()
            };
            let (incoming, outgoing) = (sum(Direction::In), sum(Direction::Out));
            let low = balance.saturating_sub(outgoing);
            balance = low.saturating_add(incoming);
            days.push(CashDay { date, incoming, outgoing, low, balance });
        }
        Some(Self { days, months })
    }

    /// Every day, in order; never empty.
    #[must_use]
    pub fn days(&self) -> &[CashDay] {
        &self.days
    }

    /// Week by week, in order; the first and the last may be short. Never empty.
    #[must_use]
    pub fn weeks(&self) -> Vec<CashWeek> {
        let mut weeks: Vec<CashWeek> = Vec::new();
        for day in &self.days {
            let begun = if weekday(day.date) == Weekday::Monday { None } else { weeks.last_mut() };
            match begun {
                Some(week) => {
                    if day.low < week.low {
                        (week.low, week.low_on) = (day.low, day.date);
                    }
                    week.to = day.date;
                    week.incoming = week.incoming.saturating_add(day.incoming);
                    week.outgoing = week.outgoing.saturating_add(day.outgoing);
                }
                None => weeks.push(CashWeek {
                    from: day.date,
                    to: day.date,
                    incoming: day.incoming,
                    outgoing: day.outgoing,
                    low: day.low,
                    low_on: day.date,
                }),
            }
        }
        weeks
    }

    /// The week with the lowest low; the earliest of equals.
    #[must_use]
    pub fn tightest_week(&self) -> Option<CashWeek> {
        // Of equals, `min_by_key` answers the first.
        self.weeks().into_iter().min_by_key(|week| week.low)
    }

    /// The safest day of the month for a payment of this size.
    #[must_use]
    pub fn safest_day(&self, payment: Amount) -> Option<SafestDay> {
        let mut best: Option<(Amount, Amount, i8)> = None;
        for day in 1..=28 {
            let mut paid = Amount::ZERO;
            let mut times = 0;
            let mut low: Option<Amount> = None;
            let mut left: Option<Amount> = None;
            for here in &self.days {
                let is_paid_here = here.date.day() == day;
                if is_paid_here {
                    paid = paid.saturating_add(payment);
                    times += 1;
                }
                let low_here = here.low.saturating_sub(paid);
                low = Some(low.map_or(low_here, |low| low.min(low_here)));
                if is_paid_here {
                    left = Some(left.map_or(low_here, |left| left.min(low_here)));
                }
            }
            let (Some(low), Some(left)) = (low, left) else { continue };
            if times != self.months {
                continue;
            }
            if best.is_none_or(|(best_low, best_left, _)| (low, left) > (best_low, best_left)) {
                best = Some((low, left, day));
            }
        }
        best.map(|(low, _, day)| SafestDay { day, low })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const fn of(minor: i64) -> Amount {
        Amount::from_minor(minor)
    }

    fn flow(minor: i64, direction: Direction, frequency: Frequency, anchor: Date) -> CashFlow {
        CashFlow { amount: of(minor), direction, frequency, anchor }
    }

    fn days_of(frequency: Frequency, anchor: Date, from: Date, months: i64) -> Vec<String> {
        let calendar = CashCalendar::new(of(0), &[flow(1, Direction::In, frequency, anchor)], from, months).unwrap();
        let hits = calendar.days().iter().filter(|day| day.incoming.is_positive());
        hits.map(|day| crate::calendar::text(day.date)[5..].to_owned()).collect()
    }

    #[test]
    fn each_frequency_on_its_days() {
        let start = date(2027, 1, 1);
        assert_eq!(days_of(Frequency::TwoWeeks, date(2027, 1, 8), start, 1), ["01-08", "01-22"]);
        // Also from an anchor far away.
        assert_eq!(days_of(Frequency::TwoWeeks, date(2028, 1, 7), start, 1), ["01-08", "01-22"]);
        assert_eq!(days_of(Frequency::TwiceAMonth, date(2026, 1, 15), start, 2), ["01-15", "01-30", "02-15", "02-28"]);
        assert_eq!(days_of(Frequency::TwiceAMonth, date(2026, 5, 31), start, 2), ["01-16", "01-31", "02-16", "02-28"]);
        assert_eq!(days_of(Frequency::Month, date(2026, 5, 31), start, 3), ["01-31", "02-28", "03-31"]);
        assert_eq!(days_of(Frequency::Quarter, date(2026, 11, 30), start, 6), ["02-28", "05-30"]);
        assert_eq!(days_of(Frequency::Year, date(2024, 2, 29), start, 12), ["02-28"]);
        assert_eq!(days_of(Frequency::HalfYear, date(2026, 10, 5), start, 12), ["04-05", "10-05"]);
        assert_eq!(days_of(Frequency::Day, start, start, 1).len(), 31);
    }

    /// Pay of 1,000 on the 25th; rent of 600 on the 1st; 10 a day.
    fn household() -> CashCalendar {
        let flows = [
            flow(1_000_00, Direction::In, Frequency::Month, date(2026, 12, 25)),
            flow(600_00, Direction::Out, Frequency::Month, date(2027, 1, 1)),
            flow(10_00, Direction::Out, Frequency::Day, date(2027, 1, 1)),
        ];
        CashCalendar::new(of(900_00), &flows, date(2027, 1, 1), 3).unwrap()
    }

    #[test]
    fn the_tightest_week_ends_at_pay_day() {
        let calendar = household();
        // 900 − 600 − 25 × 10 on the morning of Monday 25 January.
        let week = CashWeek {
            from: date(2027, 1, 25),
            to: date(2027, 1, 31),
            incoming: of(1_000_00),
            outgoing: of(70_00),
            low: of(50_00),
            low_on: date(2027, 1, 25),
        };
        assert_eq!(calendar.tightest_week(), Some(week));
        assert_eq!(calendar.days().last().map(|day| day.balance), Some(of(900_00 + 3_000_00 - 1_800_00 - 900_00)));
    }

    #[test]
    fn weeks_begin_on_monday_and_hold_every_day_once() {
        let calendar = household();
        let weeks = calendar.weeks();
        // 1 January 2027 is a Friday, 31 March a Wednesday.
        assert_eq!((weeks[0].from, weeks[0].to), (date(2027, 1, 1), date(2027, 1, 3)));
        assert_eq!((weeks[1].from, weeks[1].to), (date(2027, 1, 4), date(2027, 1, 10)));
        assert_eq!(weeks.last().map(|week| (week.from, week.to)), Some((date(2027, 3, 29), date(2027, 3, 31))));
        let outgoing: Amount = weeks.iter().map(|week| week.outgoing).sum();
        assert_eq!(outgoing, calendar.days().iter().map(|day| day.outgoing).sum());
    }

    #[test]
    fn the_next_day_is_found_from_any_anchor() {
        let next = |frequency, anchor, from| flow(1, Direction::Out, frequency, anchor).next_from(from);
        let today = date(2026, 11, 22);
        assert_eq!(next(Frequency::Week, date(2020, 1, 3), today), Some(date(2026, 11, 27)));
        assert_eq!(next(Frequency::Month, date(2026, 1, 31), today), Some(date(2026, 11, 30)));
        assert_eq!(next(Frequency::Month, date(2030, 1, 22), today), Some(today));
        assert_eq!(next(Frequency::Year, date(2024, 2, 29), today), Some(date(2027, 2, 28)));
        assert_eq!(next(Frequency::Year, date(2024, 11, 21), today), Some(date(2027, 11, 21)));
        assert_eq!(next(Frequency::Year, today, Date::MAX), None);
    }

    #[test]
    fn the_safest_day_is_the_day_after_pay_day() {
        let calendar = household();
        // On or before the 25th a payment of 50 would take the last of it.
        assert_eq!(calendar.safest_day(of(60_00)), Some(SafestDay { day: 26, low: of(50_00) }));
        // Too large for any day: 12 of February's 25th is the lowest.
        let low = calendar.safest_day(of(400_00)).unwrap().low;
        assert!(low < of(0));
        assert_eq!(calendar.safest_day(of(0)).unwrap().low, of(50_00));
    }

    #[test]
    fn no_months_no_calendar() {
        assert_eq!(CashCalendar::new(of(0), &[], date(2027, 1, 1), 0), None);
        assert_eq!(CashCalendar::new(of(0), &[], date(2027, 1, 1), 13), None);
        assert_eq!(CashCalendar::new(of(0), &[], Date::MAX, 1), None);
    }

    proptest! {
        #[test]
        fn money_is_conserved_and_no_other_day_is_safer(
            at_hand in -500_000..500_000_i64,
            flows in prop::collection::vec((0..200_000_i64, any::<bool>(), 0_usize..9, 0..400_i64), 0..8),
            start in 0..400_i64, months in 1..4_i64, payment in 0..100_000_i64,
        ) {
            let day = |offset| plus_days(date(2026, 1, 1), offset).unwrap();
            let flows: Vec<CashFlow> = flows.into_iter().map(|(minor, comes_in, every, anchor)| {
                let direction = if comes_in { Direction::In } else { Direction::Out };
                flow(minor, direction, Frequency::ALL[every], day(anchor))
            }).collect();
            let calendar = CashCalendar::new(of(at_hand), &flows, day(start), months).unwrap();
            let (incoming, outgoing): (Amount, Amount) = (
                calendar.days().iter().map(|day| day.incoming).sum(),
                calendar.days().iter().map(|day| day.outgoing).sum(),
            );
            let last = calendar.days().last().unwrap();
            prop_assert_eq!(last.balance.minor(), at_hand + incoming.minor() - outgoing.minor());

            let week = calendar.tightest_week().unwrap();
            prop_assert_eq!(Some(week.low), calendar.days().iter().map(|day| day.low).min());

            // The payment as a flow of its own, on every day that could be chosen.
            let safest = calendar.safest_day(of(payment)).unwrap();
            for day in 1..=28_i8 {
                let anchor = crate::calendar::date(2026, 1, i64::from(day)).unwrap();
                let times = calendar.days().iter().filter(|here| here.date.day() == day).count();
                if i64::try_from(times).unwrap() != months {
                    prop_assert_eq!((day, safest.day == 28), (28, false));
                    continue;
                }
                let with = [&flows[..], &[flow(payment, Direction::Out, Frequency::Month, anchor)]].concat();
                let low = CashCalendar::new(of(at_hand), &with, calendar.days()[0].date, months).unwrap()
                    .days().iter().map(|day| day.low).min().unwrap();
                prop_assert!(low <= safest.low);
                prop_assert!(day != safest.day || low == safest.low);
            }
        }
    }
}
