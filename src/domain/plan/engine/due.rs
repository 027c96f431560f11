//! What a contract asks for in a month.

use jiff::civil::Date;

use crate::debt::{Debt, MinimumRule, PercentBase, PrincipalFloor};
use crate::money::Amount;
use crate::plan::PlanRounding;
use crate::plan::engine::account::Account;
use crate::plan::engine::days::MonthDays;
use crate::plan::engine::unit::{PERCENT, Rounded, Unit};

/// What a debt asks for in the first month of a plan without changes, rounded half up: never more than is owed then,
/// and nothing on what stands aside. `start` is the first day of the plan; without it months have thirty days.
#[must_use]
pub fn minimum_first(debt: &Debt, start: Option<Date>) -> Amount {
    let mut account = Account::<Rounded>::new(debt);
    account.set_rates(1);
    let days = start.map_or(MonthDays::THIRTY, |start| MonthDays::new(start, 1));
    account.set_spans(1, days, &[]);
    let interest = account.charge(1, days, PlanRounding::HalfUp) + account.fee;
    let balance = account.owed();
    minimum(account.rule, balance, interest, PlanRounding::HalfUp).min(balance + interest).shown()
}

/// What a rule asks for of a balance and its interest, before the cap at what is owed; percentages rounded half up.
pub(crate) fn minimum_payment(rule: MinimumRule, balance: Amount, interest: Amount) -> Amount {
    minimum(rule, Rounded::settled(balance), Rounded::settled(interest), PlanRounding::HalfUp).shown()
}

/// What the rule asks for, before the cap at what is owed.
pub(crate) fn minimum<U: Unit>(rule: MinimumRule, balance: U, interest: U, rounding: PlanRounding) -> U {
    match rule {
        MinimumRule::Fixed(amount) => U::settled(amount),
        MinimumRule::PercentOf { percent, floor, of } => {
            let base = match of {
                PercentBase::Opening => balance,
                PercentBase::WithInterest => balance + interest,
            };
            base.portion::<PERCENT>(percent.millionths(), rounding).max(U::settled(floor))
        }
        MinimumRule::InterestPlusPercent { percent, floor } => {
            let principal = balance.portion::<PERCENT>(percent.millionths(), rounding);
            match floor {
                PrincipalFloor::Whole(floor) => (interest + principal).max(U::settled(floor)),
                PrincipalFloor::Principal(floor) => interest + principal.max(U::settled(floor)),
            }
        }
        MinimumRule::InterestPlus(principal) => interest + U::settled(principal),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::debt::{Accrual, Compounding, DayCount, DebtId, DebtStatus, Fees, Promo};
    use crate::plan::{Scenario, Strategy, simulate_with_schedule};
    use crate::rate::{Rate, parse_rate};

    fn rate(text: &str) -> Rate {
        parse_rate(text).unwrap()
    }

    /// What the first month of a plan under the minimums alone pays.
    fn paid_first(debt: &Debt) -> Amount {
        let mut scenario = Scenario::new(vec![debt.clone()], Amount::ZERO, Strategy::MinimumsOnly);
        scenario.budget_monthly = None;
        scenario.start = Some(date(2026, 11, 22));
        let plan = simulate_with_schedule(&scenario).unwrap();
        plan.schedule.unwrap().month(1).unwrap().payments[0]
    }

    #[test]
    fn what_is_asked_for_first_is_what_a_plan_pays_first() {
        let of = Amount::from_minor;
        let floor = PrincipalFloor::Whole(of(25_00));
        let rules = [
            MinimumRule::Fixed(of(45_00)),
            MinimumRule::Fixed(of(9_999_00)),
            MinimumRule::PercentOf { percent: rate("2.5"), floor: of(25_00), of: PercentBase::Opening },
            MinimumRule::InterestPlusPercent { percent: rate("1"), floor },
            MinimumRule::InterestPlus(of(10_00)),
        ];
        for rule in rules {
            let simple = Debt::new(DebtId::new("a").unwrap(), of(2_345_67), rate("24.9"), rule);
            let mut promo = simple.clone();
            promo.promo = Some(Promo { rate: rate("3"), months: 1 });
            let mut daily = simple.clone();
            daily.details.accrual = Accrual { compounding: Compounding::Daily, day_count: DayCount::Actual365 };
            daily.details.fees = Fees { monthly: of(3_50), late: of(12_00), over_limit: of(9_00) };
            daily.credit_limit = Some(of(2_000_00));
            let mut part = simple.clone();
            part.details.status = DebtStatus::Disputed { part: Some(of(2_000_00)) };
            for debt in [simple, promo, daily, part] {
                let asked = minimum_first(&debt, Some(date(2026, 11, 22)));
                assert_eq!(asked, paid_first(&debt), "{debt:?}");
                assert!(asked.is_positive());
            }
        }
        let mut withdrawn = Debt::new(DebtId::new("a").unwrap(), of(500), rate("9"), MinimumRule::Fixed(of(100)));
        withdrawn.details.status = DebtStatus::Withdrawn;
        assert_eq!(minimum_first(&withdrawn, None), Amount::ZERO);
    }
}
