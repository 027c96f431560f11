use domain::debt::{Debt, DebtId, DebtKind, ExchangeError, MinimumRule};
use domain::money::AmountError;
use domain::plan::{Scenario, Strategy, simulate};
use domain::rate::{Rate, parse_rate};
use jiff::civil::date;
use leptos::prelude::Owner;
use ui::form::DateError;
use wire::saved;
use wire::saved::DebtPart;

use crate::store::debt_totals::{DebtTotals, totals};
use crate::store::owed_in::*;
use crate::store::{DebtEntry, DebtReading, debt_details};

const TODAY: Date = date(2026, 11, 22);
const PLAN: Currency = Currency::USD;

fn of(minor: i64) -> Amount {
    Amount::from_minor(minor)
}

fn text(text: &str) -> String {
    text.to_owned()
}

/// Owed in euros, each worth so many dollars today.
fn euros(rate: &str) -> DebtMore {
    DebtMore {
        currency: text("EUR"),
        exchange: text(rate),
        exchange_of: text("EUR/USD"),
        exchange_on: text("2026-11-22"),
        ..DebtMore::default()
    }
}

/// 1,000.00 at 24 %, at least 25.00 a month, in the debt's own currency.
fn card(typed: &DebtMore) -> DebtReading {
    let other = other_currency(typed, PLAN);
    let (balance, rate) = (of(1_000_00), parse_rate("24").expect("a rate"));
    let mut more = debt_details::read(typed, Some(balance), rate, other.unwrap_or(PLAN), TODAY);
    if let Some(currency) = other {
        let (owed_in, problems) = read(typed, currency, PLAN, Some(balance), TODAY);
        more.owed_in = Some(owed_in);
        more.problems.extend(problems);
    }
    DebtReading {
        id: text("own-1"),
        is_invited: false,
        name: text("Card"),
        kind: DebtKind::CreditCard,
        balance: Ok(balance),
        rate: Ok(rate),
        minimum: Ok(of(25_00)),
        is_priority: false,
        is_disputed: false,
        more,
    }
}

fn problems(edit: impl FnOnce(&mut DebtMore)) -> Vec<(Field, FieldError)> {
    let mut typed = euros("1.08");
    edit(&mut typed);
    let read = card(&typed);
    let in_plan = read.clone().in_plan();
    let is_wrong = !read.more.problems.is_empty();
    // What cannot be converted is not taken for money of the plan.
    assert_eq!(
        (in_plan.debt().is_none(), in_plan.balance.is_err(), in_plan.minimum.is_err()),
        (is_wrong, is_wrong, is_wrong)
    );
    assert_eq!(totals(std::slice::from_ref(&read)).unreadable, usize::from(is_wrong));
    read.more.problems
}

#[test]
fn the_plan_of_a_debt_in_euros_is_the_plan_of_its_worth_in_dollars() {
    let plan_of = |debt: Debt| simulate(&Scenario::new(vec![debt], of(120_00), Strategy::Avalanche)).expect("a plan");
    let in_plan = card(&euros("1.08")).in_plan();
    assert_eq!((in_plan.balance, in_plan.minimum), (Ok(of(1_080_00)), Ok(of(27_00))));
    let mut dollars = Debt::new(
        DebtId::new("own-1").expect("an id"),
        of(1_080_00),
        parse_rate("24").expect("a rate"),
        MinimumRule::Fixed(of(27_00)),
    );
    dollars.kind = DebtKind::CreditCard;
    let shown = plan_of(in_plan.debt().expect("a debt"));
    assert_eq!(shown, plan_of(dollars));

    // Another rate corrects it.
    let dearer = card(&euros("1,20")).in_plan();
    assert_eq!(dearer.balance, Ok(of(1_200_00)));
    assert!(plan_of(dearer.debt().expect("a debt")).interest_total > shown.interest_total);
}

#[test]
fn a_debt_in_the_currency_of_the_plan_stays_as_it_is() {
    for typed in [DebtMore::default(), DebtMore { currency: text("USD"), ..euros("1.08") }] {
        let read = card(&typed);
        assert_eq!((read.more.owed_in, read.more.problems.as_slice()), (None, [].as_slice()));
        assert_eq!(read.clone().in_plan(), read);
        assert_eq!((read.currency(PLAN), read.converted_value(of(5))), (PLAN, Some(of(5))));
    }
}

#[test]
fn every_amount_is_read_in_the_currency_of_the_debt_and_converted_once() {
    let part = |balance: &str| DebtPart { balance: text(balance), ..DebtPart::default() };
    let typed = DebtMore {
        fee_monthly: text("€3.33"),
        credit_limit: text("2,000"),
        parts: vec![part("333.33"), part("333.33"), part("333.34")],
        status: text("part"),
        disputed_part: text("300"),
        minimum_rule: text("percent"),
        minimum_percent: text("2"),
        minimum_floor: text("25.01"),
        ..euros("1.085")
    };
    let read = card(&typed);
    assert_eq!((read.more.problems.as_slice(), read.claimed()), ([].as_slice(), Ok(of(700_00))));
    // 1,000.00 are 1,085.00, and 300.00 of it 325.50.
    let counted = totals(&[read.clone(), card(&DebtMore::default())]);
    let (owed, aside) = (of(759_50 + 1_000_00), of(325_50));
    assert_eq!(counted, DebtTotals { owed, priority: Amount::ZERO, aside, counted: 2, unreadable: 0 });
    let in_plan = read.in_plan();
    assert_eq!((in_plan.balance, in_plan.claimed()), (Ok(of(1_085_00)), Ok(of(759_50))));
    let debt = in_plan.debt().expect("a debt");
    assert_eq!(debt.credit_limit, Some(of(2_170_00)));
    // 3.33 are 3.61305; 25.01 are 27.13585.
    assert_eq!(debt.details.fees.monthly, of(3_61));
    let MinimumRule::PercentOf { floor, .. } = debt.minimum else { panic!("{:?}", debt.minimum) };
    assert_eq!(floor, of(27_14));
    let parts: Amount = debt.details.parts.iter().map(|part| part.balance).sum();
    assert_eq!(parts, of(1_085_00));
}

#[test]
fn yen_have_no_digits_after_the_point() {
    let typed = DebtMore { currency: text("JPY"), exchange_of: text("JPY/USD"), ..euros("0.0067") };
    let yen = Currency::from_code("JPY").expect("a currency");
    assert_eq!(other_currency(&typed, PLAN), Some(yen));
    let (owed_in, _) = read(&typed, yen, PLAN, None, TODAY);
    // 12,345 at 0.0067: 82.7115.
    assert_eq!(owed_in.exchange.and_then(|rate| rate.settle(of(12_345))), Some(of(82_71)));
    let fee = DebtMore { fee_monthly: text("3.50"), ..typed };
    let read = debt_details::read(&fee, None, Rate::ZERO, yen, TODAY);
    assert_eq!(read.problems, [(Field::FeeMonthly, FieldError::Amount(AmountError::TooPrecise))]);
}

#[test]
fn what_is_wrong_is_said_where_it_is() {
    let exchange = |problem| vec![(Field::Exchange, FieldError::Exchange(problem))];
    assert_eq!(problems(|_| {}), []);
    assert_eq!(problems(|more| more.exchange.clear()), exchange(ExchangeError::Required));
    assert_eq!(problems(|more| more.exchange = text("about 1")), exchange(ExchangeError::Pattern));
    for out in ["0", "-1", "1000000001"] {
        assert_eq!(problems(|more| more.exchange = text(out)), exchange(ExchangeError::Bounds), "{out}");
    }
    // 1,000.00 at 100,000 are 100,000,000.00: one cent too many.
    let above = [(Field::Exchange, FieldError::ExchangeAbove)];
    assert_eq!(problems(|more| more.exchange = text("100000")), above);
    assert_eq!(problems(|more| more.exchange = text("99999.99999")), []);
    let day = |problem| vec![(Field::ExchangeOn, problem)];
    assert_eq!(problems(|more| more.exchange_on.clear()), day(FieldError::Day(DateError::Required)));
    assert_eq!(problems(|more| more.exchange_on = text("2026-2-30")), day(FieldError::Day(DateError::NoSuchDay)));
    assert_eq!(problems(|more| more.exchange_on = text("2026-11-23")), day(FieldError::DayAhead));
    assert_eq!(problems(|more| more.exchange_on = text("1999-1-1")), []);
}

#[test]
fn a_rate_counts_only_between_the_currencies_for_which_it_was_typed() {
    let of_others = [(Field::Exchange, FieldError::ExchangeOfOthers)];
    assert_eq!(problems(|more| more.currency = text("MXN")), of_others);
    assert_eq!(problems(|more| more.exchange_of = text("EUR/GBP")), of_others);
    let pesos = |more: &mut DebtMore| {
        more.currency = text("MXN");
        more.exchange_of = text("MXN/USD");
    };
    assert_eq!(problems(pesos), []);
}

#[test]
fn a_rate_is_old_after_thirty_days() {
    assert!(!is_old(TODAY, TODAY));
    assert!(!is_old(date(2026, 10, 23), TODAY));
    assert!(is_old(date(2026, 10, 22), TODAY));
}

#[test]
fn the_way_through_the_pages_counts_in_the_currency_of_the_plan() {
    let entry = |more: DebtMore, is_invited: bool| {
        DebtEntry::new(&saved::Debt {
            id: text("own-1"),
            kind: text("tax"),
            balance: text("1,000"),
            minimum: text("50"),
            is_priority: true,
            is_invited,
            more,
            ..saved::Debt::default()
        })
    };
    let owner = Owner::new();
    owner.with(|| {
        let outline = entry(euros("1.08"), false).outline(PLAN);
        assert_eq!((outline.balance, outline.priority_monthly), (Ok(of(1_080_00)), of(54_00)));
        // Without a rate it is not taken for a debt of the plan.
        let outline = entry(euros(""), false).outline(PLAN);
        assert_eq!((outline.balance, outline.priority_monthly), (Err(AmountError::Pattern), Amount::ZERO));
        // What came with the invitation has the currency of the invitation.
        let outline = entry(euros("1.08"), true).outline(PLAN);
        assert_eq!((outline.balance, outline.priority_monthly), (Ok(of(1_000_00)), of(50_00)));
    });
}

#[test]
fn a_rate_means_what_is_custom_where_its_currency_is_used() {
    use domain::rate::RateBasis::{Effective, Nominal};

    let basis = |rate_is: &str, plan: Currency| {
        let debt =
            saved::Debt { id: text("own-1"), rate: text("24.9"), rate_is: text(rate_is), ..saved::Debt::default() };
        Owner::new().with(|| DebtEntry::new(&debt).reading(plan).more.details.rate_basis)
    };
    assert_eq!((basis("", Currency::GBP), basis("", Currency::USD)), (Effective, Nominal));
    // What the client says goes before it, and what nobody understands does not.
    assert_eq!((basis("nominal", Currency::GBP), basis("effective", Currency::USD)), (Nominal, Effective));
    assert_eq!(basis("gross", Currency::USD), Nominal);
}
