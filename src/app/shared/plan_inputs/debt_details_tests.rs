//! What is typed of a debt reaches the engine through the plan.

use domain::debt::{
    Compounding, DayCount, Debt, DebtId, DebtKind, DebtStatus, Fees, Liability, MinimumRule, PartKind, PercentBase,
    PrincipalFloor, Promo, RateStep,
};
use domain::money::{Amount, AmountError, Currency};
use domain::plan::{Minimums, Scenario, Strategy, minimum_first, simulate};
use domain::rate::{Rate, RateError, parse_rate};
use jiff::civil::{Date, date};
use wire::saved::{DebtMore, DebtPart};

use crate::shared::plan_inputs::{Basis, plan};
use crate::store::DebtReading;
use crate::store::debt_details::problem::{Field, FieldError};
use crate::store::debt_details::{More, read};

const TODAY: Date = date(2026, 11, 22);

fn of(minor: i64) -> Amount {
    Amount::from_minor(minor)
}

fn rate(text: &str) -> Rate {
    parse_rate(text).expect("a rate")
}

fn text(text: &str) -> String {
    text.to_owned()
}

fn read_with(typed: &DebtMore) -> More {
    read(typed, Some(of(1_000_00)), rate("24.9"), Currency::USD, TODAY)
}

/// A card: 1,000.00 at 24.9 %, at least 25.00 a month.
fn card(typed: &DebtMore) -> DebtReading {
    DebtReading {
        id: text("own-1"),
        is_invited: false,
        name: text("Card"),
        kind: DebtKind::CreditCard,
        balance: Ok(of(1_000_00)),
        rate: Ok(rate("24.9")),
        minimum: Ok(of(25_00)),
        is_priority: false,
        is_disputed: false,
        more: read_with(typed),
    }
}

fn plain() -> Debt {
    let id = DebtId::new("own-1").expect("an id");
    let mut debt = Debt::new(id, of(1_000_00), rate("24.9"), MinimumRule::Fixed(of(25_00)));
    debt.kind = DebtKind::CreditCard;
    debt
}

/// The debt as the engine takes it.
fn taken(edit: impl FnOnce(&mut DebtMore)) -> Debt {
    let mut typed = DebtMore::default();
    edit(&mut typed);
    card(&typed).debt().expect("nothing is wrong")
}

fn problems(edit: impl FnOnce(&mut DebtMore)) -> Vec<(Field, FieldError)> {
    let mut typed = DebtMore::default();
    edit(&mut typed);
    let read = read_with(&typed);
    assert_eq!(card(&typed).debt().is_none(), !read.problems.is_empty(), "what is wrong is in no plan");
    read.problems
}

fn basis(debt: &DebtReading, monthly: Amount) -> Basis {
    Basis {
        order: vec![0],
        untouched: Vec::new(),
        has_own_order: false,
        debts: debt.debt().into_iter().collect(),
        readings: vec![debt.clone()],
        minimums: debt.minimum.unwrap_or_default(),
        committed: Amount::ZERO,
        agreed: Vec::new(),
        left_over: monthly,
        monthly: Ok(monthly),
        unreadable: 0,
        start: Some(TODAY),
    }
}

#[test]
fn nothing_typed_is_the_simple_debt() {
    assert_eq!(taken(|_| {}), plain());
    assert_eq!(read_with(&DebtMore::default()), More::default());
}

#[test]
fn a_plan_with_a_promo_from_the_form_is_the_plan_of_the_engine_with_that_promo() {
    let typed = DebtMore { promo_rate: text("0"), promo_until: text("2027-03"), ..DebtMore::default() };
    let shown = plan(&basis(&card(&typed), of(100_00)), Strategy::Avalanche).expect("a plan");
    let mut debt = plain();
    // December, January, February, March.
    debt.promo = Some(Promo { rate: Rate::ZERO, months: 4 });
    let expected = simulate(&Scenario::new(vec![debt], of(100_00), Strategy::Avalanche)).expect("a plan");
    assert_eq!(shown, expected);
    let without = plan(&basis(&card(&DebtMore::default()), of(100_00)), Strategy::Avalanche).expect("a plan");
    assert!(shown.interest_total < without.interest_total, "{shown:?} {without:?}");
}

#[test]
fn every_rule_of_the_minimum_reaches_the_engine() {
    let debt = taken(|more| {
        more.minimum_rule = text("percent");
        more.minimum_percent = text("2");
        more.minimum_floor = text("30");
    });
    let of_balance = MinimumRule::PercentOf { percent: rate("2"), floor: of(30_00), of: PercentBase::Opening };
    assert_eq!(debt.minimum, of_balance);
    assert_eq!(minimum_first(&debt, None), of(30_00));
    let typed = DebtMore { minimum_rule: text("interest_percent"), minimum_percent: text("1"), ..DebtMore::default() };
    let debt = card(&typed).debt().expect("a debt");
    let floor = PrincipalFloor::Whole(Amount::ZERO);
    assert_eq!(debt.minimum, MinimumRule::InterestPlusPercent { percent: rate("1"), floor });
    // A month's interest of 20.75 and a hundredth of the balance; the fixed minimum counts no more.
    assert_eq!(minimum_first(&debt, None), of(30_75));

    // What a statement asks for falls with the balance, so the minimums alone take far longer than the first one kept.
    let shown = plan(&basis(&card(&typed), of(100_00)), Strategy::MinimumsOnly).expect("a plan");
    let mut expected = Scenario::new(vec![debt], of(100_00), Strategy::MinimumsOnly);
    expected.budget_monthly = None;
    let kept = simulate(&expected).expect("a plan").months;
    expected.minimums = Minimums::Recomputed;
    let expected = simulate(&expected).expect("a plan");
    assert_eq!(shown, expected);
    assert!(shown.months > 3 * kept, "{} {kept}", shown.months);
}

#[test]
fn rates_that_come_and_ways_to_count_interest_reach_the_engine() {
    let debt = taken(|more| {
        more.step_from = text("2027-06");
        more.step_rate = text("29.9");
        more.compounding = text("daily");
    });
    assert_eq!(debt.details.rate_steps, [RateStep { from_month: 7, days_before: 0, rate: rate("29.9") }]);
    let way = debt.details.accrual;
    assert_eq!((way.compounding, way.day_count), (Compounding::Daily, DayCount::Actual365));
    let shown = plan(
        &basis(&card(&DebtMore { compounding: text("simple"), ..DebtMore::default() }), of(100_00)),
        Strategy::Avalanche,
    );
    assert!(shown.is_some(), "real days have the day on which the plan starts");
    let way = taken(|more| more.day_count = text("actual/360")).details.accrual;
    assert_eq!((way.compounding, way.day_count), (Compounding::Monthly, DayCount::Actual360));
    let way = taken(|more| {
        more.compounding = text("daily");
        more.day_count = text("30/360");
    });
    assert_eq!(way.details.accrual.day_count, DayCount::Thirty360);
}

#[test]
fn fees_limit_and_people_reach_the_engine() {
    let debt = taken(|more| {
        more.fee_monthly = text("3");
        more.fee_late = text("12");
        more.fee_over_limit = text("9.50");
        more.credit_limit = text("900");
        more.liability = text("guarantor");
    });
    assert_eq!(debt.details.fees, Fees { monthly: of(3_00), late: of(12_00), over_limit: of(9_50) });
    assert_eq!(debt.credit_limit, Some(of(900_00)));
    assert_eq!(debt.over_limit(), of(100_00));
    assert_eq!(debt.details.liability, Liability::Guarantor);
    let typed = DebtMore { fee_monthly: text("3"), ..DebtMore::default() };
    let shown = plan(&basis(&card(&typed), of(100_00)), Strategy::Avalanche).expect("a plan");
    assert_eq!(shown.fees_total.minor(), 3_00 * i64::from(shown.months));
}

#[test]
fn balances_inside_an_account_reach_the_engine_and_add_up() {
    let part = |balance: &str, own: &str| DebtPart { balance: text(balance), rate: text(own), ..DebtPart::default() };
    let transfer =
        DebtPart { kind: text("transfer"), promo_rate: text("0"), promo_until: text("2027-01"), ..part("400", "") };
    let typed = DebtMore { parts: vec![part("600", "29.9"), transfer], ..DebtMore::default() };
    let debt = card(&typed).debt().expect("they add up");
    let [first, second] = debt.details.parts.as_slice() else { panic!("two parts") };
    assert_eq!((first.kind, first.balance, first.rate), (PartKind::Purchases, of(600_00), rate("29.9")));
    assert_eq!((second.kind, second.rate), (PartKind::Transfer, rate("24.9")), "the debt's own rate");
    assert_eq!(second.promo, Some(Promo { rate: Rate::ZERO, months: 2 }));

    let sum = |second: &str| problems(|more| more.parts = vec![part("600", ""), part(second, "")]);
    assert_eq!(sum("350"), [(Field::PartBalance(1), FieldError::PartsMissing(of(50_00)))]);
    assert_eq!(sum("450.10"), [(Field::PartBalance(1), FieldError::PartsAbove(of(50_10)))]);
    assert_eq!(sum("x"), [(Field::PartBalance(1), FieldError::Amount(AmountError::Letters))]);
    assert_eq!(sum("400"), []);
}

#[test]
fn where_it_stands_decides_what_gets_money() {
    for (status, is_aside, claimed) in [
        ("", false, 1_000_00),
        ("unverified", false, 1_000_00),
        ("verified", false, 1_000_00),
        ("sold", false, 1_000_00),
        ("part", false, 700_00),
        ("withdrawn", true, 0),
        ("time_barred_perhaps", true, 0),
    ] {
        let typed = DebtMore {
            status: text(status),
            disputed_part: text("300"),
            sold_to: text(" North Collections "),
            ..DebtMore::default()
        };
        let debt = card(&typed);
        assert_eq!((debt.stands_aside(), debt.claimed()), (is_aside, Ok(of(claimed))), "{status}");
        assert_eq!(debt.debt().expect("a debt").balance_planned(), of(claimed), "{status}");
        let known = debt.status();
        match status {
            "" => assert_eq!(known, DebtStatus::Validated),
            "part" => assert_eq!(known, DebtStatus::Disputed { part: Some(of(300_00)) }),
            "sold" => assert_eq!(known, DebtStatus::Sold { to: text("North Collections") }),
            "unverified" => assert_eq!(known, DebtStatus::Unverified),
            "verified" => assert_eq!(known, DebtStatus::Verified),
            "withdrawn" => assert_eq!(known, DebtStatus::Withdrawn),
            "time_barred_perhaps" => assert_eq!(known, DebtStatus::TimeBarredPerhaps),
            other => panic!("no status {other}"),
        }
        // That all of it is wrong goes before anything else that was said.
        let all_wrong = DebtReading { is_disputed: true, ..debt };
        assert_eq!((all_wrong.stands_aside(), all_wrong.claimed()), (true, Ok(Amount::ZERO)), "{status}");
    }
    let nothing_owed = DebtReading { balance: Ok(Amount::ZERO), ..card(&DebtMore::default()) };
    assert!(!nothing_owed.stands_aside());
    assert!(DebtReading { is_disputed: true, ..nothing_owed }.stands_aside());
}

#[test]
fn what_is_wrong_is_said_where_it_is() {
    let required = FieldError::Rate(RateError::Required);
    assert_eq!(problems(|more| more.minimum_rule = text("percent")), [(Field::MinimumPercent, required)]);
    let rule = |percent: &str, floor: &str| {
        problems(|more| {
            more.minimum_rule = text("interest_percent");
            more.minimum_percent = text(percent);
            more.minimum_floor = text(floor);
        })
    };
    assert_eq!(rule("100.01", ""), [(Field::MinimumPercent, FieldError::AboveWhole)]);
    assert_eq!(rule("2", "1e2"), [(Field::MinimumFloor, FieldError::Amount(AmountError::Letters))]);
    assert_eq!(problems(|more| more.promo_until = text("2027-03")), [(Field::PromoRate, required)]);
    assert_eq!(problems(|more| more.promo_rate = text("0")), [(Field::PromoUntil, FieldError::Month)]);
    assert_eq!(problems(|more| more.step_rate = text("x")), [(Field::StepRate, FieldError::Rate(RateError::Letters))]);
    assert_eq!(problems(|more| more.step_from = text("2027-03")), [(Field::StepRate, required)]);
    assert_eq!(
        problems(|more| more.fee_late = text("-5")),
        [(Field::FeeLate, FieldError::Amount(AmountError::Negative))]
    );
    let no_limit = problems(|more| more.fee_over_limit = text("12"));
    assert_eq!(no_limit, [(Field::CreditLimit, FieldError::Amount(AmountError::Required))]);
    let wrong_part = |part: &str| {
        problems(|more| {
            more.status = text("part");
            more.disputed_part = text(part);
        })
    };
    assert_eq!(wrong_part(""), [(Field::DisputedPart, FieldError::Amount(AmountError::Required))]);
    assert_eq!(wrong_part("1,000.01"), [(Field::DisputedPart, FieldError::AboveBalance)]);
    assert_eq!(wrong_part("1,000"), []);
}

#[test]
fn time_goes_by_and_nothing_breaks() {
    let promo = |until: &str| {
        taken(|more| {
            more.promo_rate = text("0");
            more.promo_until = text(until);
        })
        .promo
    };
    assert_eq!(promo("2026-12"), Some(Promo { rate: Rate::ZERO, months: 1 }));
    for over in ["2026-11", "2026-10", "1999-01"] {
        assert_eq!(promo(over), None, "{over}");
    }
    let step = taken(|more| {
        more.step_from = text("2025-01");
        more.step_rate = text("30");
    });
    assert_eq!(step.rate_in(1), rate("30"));
}
