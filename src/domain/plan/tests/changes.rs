//! What may happen to a plan, each by figures worked out by hand.

use jiff::civil::date;

use super::*;
use crate::debt::{
    Accrual, Allocation, BalancePart, Compounding, DayCount, DebtStatus, DeferredInterest, Fees, PartKind, RateStep,
};

fn plan_of(scenario: &Scenario) -> Plan {
    simulate_with_schedule(scenario).unwrap()
}

fn with(debts: Vec<Debt>, budget: &str, changes: Vec<Change>) -> Scenario {
    Scenario { changes, ..Scenario::new(debts, money(budget), Strategy::Avalanche) }
}

fn balances(plan: &Plan, debt: usize, months: u16) -> Vec<Amount> {
    let schedule = plan.schedule.as_ref().unwrap();
    (1..=months).map(|month| schedule.month(month).unwrap().balances[debt]).collect()
}

fn interest(plan: &Plan, months: u16) -> Vec<Amount> {
    (1..=months).map(|month| plan.schedule.as_ref().unwrap().month(month).unwrap().interest).collect()
}

fn moneys<const N: usize>(texts: [&str; N]) -> Vec<Amount> {
    texts.map(money).to_vec()
}

#[test]
fn days_are_charged_as_the_contract_counts_them() {
    let charged = |compounding, day_count, months| {
        let mut only = debt("a", "10000", "12", "0");
        only.details.accrual = Accrual { compounding, day_count };
        let mut scenario = with(vec![only], "0", vec![]);
        scenario.start = Some(date(2026, 1, 1));
        interest(&plan_of(&scenario), months)
    };
    // 10,000 × 12 % × 31 ÷ 365 = 101.918; then 10,101.92 × 12 % × 28 ÷ 365 = 92.993.
    assert_eq!(charged(Compounding::Monthly, DayCount::Actual365, 2), moneys(["101.92", "92.99"]));
    // × 31 ÷ 360 = 103.333; 10,103.33 × 28 ÷ 360 × 12 % = 94.298.
    assert_eq!(charged(Compounding::Monthly, DayCount::Actual360, 2), moneys(["103.33", "94.30"]));
    assert_eq!(charged(Compounding::Monthly, DayCount::Thirty360, 1), moneys(["100.00"]));
    // Simple: nothing on the 101.92 that was not paid. 10,000 × 12 % × 28 ÷ 365 = 92.055.
    assert_eq!(charged(Compounding::Simple, DayCount::Actual365, 2), moneys(["101.92", "92.05"]));
    // Daily: 10,000 × ((1 + 0.12 ÷ 365)³¹ − 1) = 102.4228; (1 + 0.12 ÷ 360)³⁰ − 1 = 1.00484 %.
    assert_eq!(charged(Compounding::Daily, DayCount::Actual365, 1), moneys(["102.42"]));
    assert_eq!(charged(Compounding::Daily, DayCount::Thirty360, 1), moneys(["100.48"]));
}

#[test]
fn simple_interest_is_paid_before_the_principal() {
    let mut loan = debt("a", "1000", "12", "0");
    loan.details.accrual.compounding = Compounding::Simple;
    let holiday = ChangeKind::Holiday { whom: DebtScope::All, with_interest: true };
    let plan = plan_of(&with(vec![loan], "110", vec![Change::during(1, 2, holiday)]));
    // Two months of 10 wait; month 3 pays 30 of interest and 80 of principal, so month 4 charges on 920.
    assert_eq!(interest(&plan, 4), moneys(["10", "10", "10", "9.20"]));
    assert_eq!(balances(&plan, 0, 3), moneys(["1010", "1020", "920"]));
}

#[test]
fn fees_are_owed_like_everything_else() {
    let mut card = debt("a", "1000", "0", "100");
    card.details.fees = Fees { monthly: money("5"), late: money("12"), over_limit: money("20") };
    card.credit_limit = Some(money("950"));
    let missed = Change::once(2, ChangeKind::Missed { whom: DebtScope::One(0) });
    let waived = Change::lasting(4, ChangeKind::WaiveFees { whom: DebtScope::All });
    let plan = plan_of(&with(vec![card], "100", vec![missed, waived]));
    // 1000 + 5 + 20 over the limit − 100; 925 + 5, missed, late 12; 942 + 5 − 100 (below the limit); no fees from then.
    assert_eq!(balances(&plan, 0, 4), moneys(["925", "942", "847", "747"]));
    assert_eq!(plan.fees_total, money("47"));
    assert_eq!(plan.paid_total, money("1047"));
    let beside = plan.schedule.unwrap().month(2).unwrap().beside;
    assert_eq!(beside.fees, money("17"));
}

/// Purchases at 20 %, cash at 30 %, a transfer at 0 % for three months and 24 % later.
fn mixed_card(allocation: Allocation) -> Debt {
    let mut card = debt("card", "2400", "20", "100");
    let part = |kind, balance, apr, promo: Option<u16>| BalancePart {
        kind,
        balance: money(balance),
        rate: rate(apr),
        promo: promo.map(|months| Promo { rate: Rate::ZERO, months }),
        deferred: None,
    };
    card.details.parts = vec![
        part(PartKind::Purchases, "600", "20", None),
        part(PartKind::Cash, "600", "30", None),
        part(PartKind::Transfer, "1200", "24", Some(3)),
    ];
    card.details.allocation = allocation;
    card
}

#[test]
fn payments_go_to_the_balances_the_rule_names() {
    let interests = |allocation| interest(&plan_of(&with(vec![mixed_card(allocation)], "300", vec![])), 4);
    // Month 1: 10 on purchases, 15 on cash. Then 300, of which 100 are due.
    // Card Act: 100 to the transfer, 200 to cash. Purchases 610, cash 415, transfer 1100.
    //   Month 2: 10.17 and 10.38; cash 225.38, purchases 620.17, transfer 1000.
    //   Month 3: 10.34 and 5.63; cash 31.01, purchases 630.51, transfer 900.
    //   Month 4: 10.51, 0.78 and 18.00 now that the promo is over.
    assert_eq!(interests(Allocation::CardAct), moneys(["25.00", "20.55", "15.97", "29.29"]));
    // All to cash: 315, then 20.25 + 7.88 − ...: cash 615 − 300 = 315; 10.17 + 7.88; cash 22.88; 10.34 + 0.57.
    assert_eq!(interests(Allocation::HighestFirst)[..3], moneys(["25.00", "18.05", "10.91"]));
    // All to the transfer: 610 and 615, then 620.17 and 630.38, then 630.51 and 646.14.
    assert_eq!(interests(Allocation::LowestFirst)[..3], moneys(["25.00", "25.55", "26.10"]));
}

#[test]
fn a_correction_goes_by_the_rates_of_its_month() {
    let told = Change::once(1, ChangeKind::BalanceIs { debt: 0, amount: money("1800") });
    let plan = plan_of(&with(vec![mixed_card(Allocation::HighestFirst)], "100", vec![told]));
    // The 600 that are not there are the cash at 30 %, so only the purchases bear interest.
    assert_eq!(interest(&plan, 1), moneys(["10.00"]));
}

#[test]
fn a_mixed_account_ranks_by_its_dearest_balance() {
    let other = debt("other", "1000", "25", "10");
    let scenario = with(vec![other.clone(), mixed_card(Allocation::CardAct)], "300", vec![]);
    assert_eq!(plan_of(&scenario).order, [1, 0]);
    // Once cash at 30 % is paid, the transfer's later rate of 24 % is below the other's 25 %: the rest turns.
    let plan = plan_of(&with(vec![other, mixed_card(Allocation::HighestFirst)], "410", vec![]));
    assert_eq!(payments(&plan, 1, 3), moneys(["400", "400", "100"]));
}

#[test]
fn deferred_interest_falls_due_unless_the_balance_is_paid_in_time() {
    let sofa = |budget| {
        let mut store = debt("sofa", "1200", "24", "0");
        store.promo = Some(Promo { rate: Rate::ZERO, months: 3 });
        store.details.deferred = Some(DeferredInterest { rate: rate("24"), last_month: 3 });
        plan_of(&with(vec![store], budget, vec![]))
    };
    assert_eq!(sofa("400").interest_total, Amount::ZERO);
    // 300 a month: 24, 18 and 12 wait, and come with the 6 of month 4 on the last 300.
    assert_eq!(interest(&sofa("300"), 4), moneys(["0", "0", "0", "60"]));
}

#[test]
fn a_rate_may_change_on_a_date_and_a_term_may_end() {
    let mut loan = debt("loan", "1200", "12", "100");
    loan.details.rate_steps = vec![RateStep { from_month: 2, days_before: 0, rate: rate("24") }];
    loan.details.last_month = Some(3);
    let mut scenario = with(vec![loan], "100", vec![]);
    scenario.strategy = Strategy::MinimumsOnly;
    scenario.budget_monthly = None;
    let plan = plan_of(&scenario);
    // 12; 22.24 on 1112; 20.68 on 1034.24; all of 1054.92 in the last month.
    assert_eq!(interest(&plan, 3), moneys(["12", "22.24", "20.68"]));
    assert_eq!((plan.months, payments(&plan, 0, 3)[2]), (3, money("1054.92")));
}

#[test]
fn what_is_disputed_gets_nothing_and_is_not_called_cleared() {
    let mut debts = vec![debt("part", "1000", "0", "50"), debt("whole", "1000", "0", "50")];
    debts[0].details.status = DebtStatus::Disputed { part: Some(money("400")) };
    debts[1].details.status = DebtStatus::Disputed { part: None };
    let plan = plan_of(&with(debts, "100", vec![]));
    assert_eq!((plan.months, plan.paid_total), (6, money("600")));
    assert_eq!(plan.cleared, [Cleared { debt: 0, month: 6 }]);
}

#[test]
fn the_budget_steps_and_extras_come() {
    let less = ChangeKind::Budget { delta: Amount::from_minor(-3_000) };
    let changes = vec![
        Change::once(2, ChangeKind::Budget { delta: money("50") }),
        Change::lasting(3, less),
        Change::during(4, 5, ChangeKind::BudgetIs { amount: money("200") }),
        Change::lasting(1, ChangeKind::BudgetYearly { delta: money("7") }),
    ];
    let plan = plan_of(&with(vec![debt("a", "5000", "0", "0")], "100", changes));
    let paid = ["107", "150", "70", "170", "170", "70", "70", "70", "70", "70", "70", "70", "77"];
    assert_eq!(payments(&plan, 0, 13), moneys(paid));
}

#[test]
fn a_holiday_stops_payments_and_a_freeze_stops_interest() {
    let of = |what| plan_of(&with(vec![debt("a", "1200", "12", "100")], "100", vec![Change::during(2, 3, what)]));
    let rest = |with_interest| of(ChangeKind::Holiday { whom: DebtScope::One(0), with_interest });
    assert_eq!(balances(&rest(true), 0, 3), moneys(["1112", "1123.12", "1134.35"]));
    assert_eq!(balances(&rest(false), 0, 3), moneys(["1112", "1112", "1112"]));
    let frozen = of(ChangeKind::Freeze { whom: DebtScope::All });
    assert_eq!(balances(&frozen, 0, 4), moneys(["1112", "1012", "912", "821.12"]));
}

#[test]
fn a_concession_lowers_the_rate_and_the_ranking_follows() {
    let debts = vec![debt("a", "1000", "24", "10"), debt("b", "1000", "18", "10")];
    let lower = Change::lasting(2, ChangeKind::RateIs { debt: 0, rate: rate("6") });
    let plan = plan_of(&with(debts.clone(), "110", vec![lower]));
    assert_eq!(payments(&plan, 0, 2), moneys(["100", "10"]));
    assert_eq!(interest(&plan, 2), moneys(["35", "19.68"]));
    // For a while only, the avalanche still ranks by the rate that stays.
    let lower = Change::during(2, 3, ChangeKind::RateIs { debt: 0, rate: rate("6") });
    let plan = plan_of(&with(debts, "110", vec![lower]));
    assert_eq!(payments(&plan, 0, 2), moneys(["100", "100"]));
}

#[test]
fn re_ageing_works_the_minimum_out_anew() {
    let mut card = debt("a", "1000", "0", "0");
    card.minimum =
        MinimumRule::PercentOf { percent: rate("10"), floor: money("5"), of: crate::debt::PercentBase::Opening };
    let mut scenario = with(vec![card], "100", vec![Change::once(3, ChangeKind::Reage { debt: 0 })]);
    scenario.strategy = Strategy::MinimumsOnly;
    assert_eq!(payments(&plan_of(&scenario), 0, 4), moneys(["100", "100", "80", "80"]));
}

#[test]
fn a_settlement_is_saved_up_paid_and_the_rest_forgiven() {
    let debts = vec![debt("a", "1000", "12", "20"), debt("b", "5000", "0", "50")];
    let settle = |instalments, pays_meanwhile| {
        let price = Price::Share(rate("40"));
        Change::once(2, ChangeKind::Settle { debt: 0, price, instalments, pays_meanwhile })
    };
    // Month 1: 10 of interest, 20 due and 130 more on the dearer debt: 860. The price is 40 % of it: 344.
    let plan = plan_of(&with(debts.clone(), "200", vec![settle(1, false)]));
    // 150 a month are put by: 150, 300, 344 paid in month 4. Interest 8.60, 8.69, 8.77: 886.06 − 344 forgiven.
    assert_eq!(payments(&plan, 0, 4), moneys(["150", "0", "0", "344"]));
    assert_eq!(plan.forgiven, [Forgiven { debt: 0, month: 4, amount: money("542.06") }]);
    let schedule = plan.schedule.as_ref().unwrap();
    assert_eq!([2, 3, 4].map(|month| schedule.month(month).unwrap().beside.put_by), ["150", "300", "0"].map(money));
    // What month 4 puts by beyond the 44 that were missing goes to the other debt: 50 + 106.
    assert_eq!(payments(&plan, 1, 4), moneys(["50", "50", "50", "156"]));
    assert_eq!(plan.cleared[0], Cleared { debt: 0, month: 4 });
    // In three instalments, each due: a third rounded up, the last what is left. 860 and interest of 8.60, 7.54 and
    // 6.47, less 344, is forgiven.
    let plan = plan_of(&with(debts.clone(), "200", vec![settle(3, false)]));
    assert_eq!(payments(&plan, 0, 4), moneys(["150", "114.67", "114.67", "114.66"]));
    assert_eq!(plan.forgiven_total, money("538.61"));
}

#[test]
fn offers_may_be_accepted_or_not() {
    let debts = vec![debt("a", "1000", "0", "20"), debt("b", "1000", "0", "20")];
    let offer = |debt, amount| {
        let price = Price::Amount(money(amount));
        Change::once(1, ChangeKind::Settle { debt, price, instalments: 1, pays_meanwhile: false })
    };
    let found = if_accepted(&with(debts, "100", vec![]), &[offer(0, "400"), offer(1, "700")]).unwrap();
    let forgiven = |plan: &Plan| plan.forgiven_total;
    let ends: Vec<_> = found.iter().map(|f| (f.count, f.best.months, f.worst.months)).collect();
    assert_eq!(ends, [(0, 20, 20), (1, 14, 17), (2, 11, 11)]);
    assert_eq!(found.iter().map(|f| forgiven(&f.best)).collect::<Vec<_>>(), moneys(["0", "600", "900"]));
}

#[test]
fn a_consolidation_loan_takes_over_and_has_its_true_rate() {
    let debts = vec![debt("a", "1000", "24", "50"), debt("b", "2000", "18", "50"), debt("loan", "0", "12", "0")];
    let what = ChangeKind::Move {
        from: vec![0, 1],
        to: 2,
        most: None,
        fee_percent: rate("2"),
        fee: money("40"),
        term_months: Some(12),
        promo: None,
        deferred: None,
    };
    let mut scenario = with(debts, "300", vec![Change::once(1, what)]);
    scenario.strategy = Strategy::MinimumsOnly;
    let plan = plan_of(&scenario);
    // 3,000 and a fee of 100: 3,100 at 1 % over 12 months is 275.43 a month.
    let (amount, fee) = (money("3000"), money("100"));
    assert_eq!(plan.moves, [MovedDebt { change: 0, month: 1, to: 2, amount, fee, owed_before: false }]);
    assert_eq!(payments(&plan, 2, 2), moneys(["275.43", "275.43"]));
    assert_eq!((plan.outcome.clone(), plan.months), (Outcome::Cleared, 12));
    assert_eq!(plan.cleared.iter().map(|c| c.month).collect::<Vec<_>>(), [1, 1, 12]);
    // By bisection elsewhere: eleven payments of 275.43 and a last of 275.46 are worth 3,000 at this rate.
    assert_eq!(true_apr(&plan, 0, RateBasis::Nominal).unwrap().decimal_text(), "18.274676");
    assert_eq!(true_apr(&plan, 1, RateBasis::Nominal), Err(TrueAprError::NoMove));
}

#[test]
fn a_transfer_has_a_limit() {
    let debts = vec![debt("a", "1000", "24", "0"), debt("new", "0", "0", "0")];
    let what = ChangeKind::Move {
        from: vec![0],
        to: 1,
        most: Some(money("600")),
        fee_percent: rate("3"),
        fee: money("0"),
        term_months: None,
        promo: None,
        deferred: None,
    };
    let plan = plan_of(&with(debts, "100", vec![Change::once(2, what)]));
    // 1,020 − 100 = 920; 600 go over, with 18; 320 stay, bear 6.40, and get the 100.
    assert_eq!(balances(&plan, 0, 2), moneys(["920", "226.40"]));
    assert_eq!(balances(&plan, 1, 2), moneys(["0", "618"]));
}

#[test]
fn a_reserve_is_built_and_used() {
    let reserve = Change::lasting(1, ChangeKind::Reserve { monthly: money("30"), target: money("80") });
    let repair = Change::once(4, ChangeKind::Budget { delta: Amount::from_minor(-80_00) });
    let plan = plan_of(&with(vec![debt("a", "1000", "0", "50")], "100", vec![reserve, repair]));
    // 30, 30 and 20 put by; month 4 has 20 of the 50 due, the reserve gives 30; then it fills again.
    assert_eq!(payments(&plan, 0, 6), moneys(["70", "70", "80", "50", "70", "100"]));
    let schedule = plan.schedule.as_ref().unwrap();
    let put_by: Vec<_> = (1..=5).map(|month| schedule.month(month).unwrap().beside.put_by).collect();
    assert_eq!(put_by, moneys(["30", "60", "80", "50", "80"]));
    assert_eq!((plan.reserve, plan.shortfall_months), (money("80"), 0));
}

#[test]
fn a_shortfall_may_be_lived_through() {
    let mut debts = vec![debt("a", "300", "0", "100"), debt("b", "300", "0", "50")];
    debts[0].details.fees.late = money("10");
    let mut scenario =
        with(debts, "150", vec![Change::once(1, ChangeKind::Budget { delta: Amount::from_minor(-75_00) })]);
    scenario.on_shortfall = OnShortfall::Continue;
    let plan = plan_of(&scenario);
    // Half of each minimum in month 1, and the late fee of a: 260 and 275; then 150 a month.
    assert_eq!(balances(&plan, 0, 1), moneys(["260"]));
    assert_eq!(balances(&plan, 1, 1), moneys(["275"]));
    assert_eq!((plan.shortfall_months, plan.months, plan.is_cleared()), (1, 5, true));
    scenario.on_shortfall = OnShortfall::Stop;
    assert_eq!(plan_of(&scenario).outcome, Outcome::Shortfall { missing: money("75"), shared: moneys(["50", "25"]) });
}

#[test]
fn new_charges_reopen_a_debt() {
    let charge = Change::once(4, ChangeKind::Charge { debt: 0, amount: money("150") });
    let plan = plan_of(&with(vec![debt("a", "200", "0", "20")], "100", vec![charge]));
    assert_eq!(payments(&plan, 0, 5), moneys(["100", "100", "0", "100", "50"]));
    assert_eq!((plan.months, plan.cleared.clone()), (5, vec![Cleared { debt: 0, month: 5 }]));
    assert_eq!(plan.charged_total, money("150"));
}

#[test]
fn pay_days_make_the_budget() {
    let mut scenario = with(vec![debt("a", "3000", "0", "0")], "0", vec![]);
    scenario.budget_monthly = None;
    scenario.start = Some(date(2026, 1, 1));
    scenario.payment_schedule =
        Some(PaymentSchedule { every: crate::calendar::Frequency::Week, amount: money("50"), first: date(2026, 1, 2) });
    // Five Fridays in January, four in February to April, five in May.
    assert_eq!(payments(&plan_of(&scenario), 0, 5), moneys(["250", "200", "200", "200", "250"]));
}

#[test]
fn a_currency_revalues_the_debt() {
    let revalue = Change::once(2, ChangeKind::Revalue { debt: 0, numerator: 11, denominator: 10 });
    let mut scenario = with(vec![debt("a", "1000", "12", "100")], "500", vec![revalue]);
    scenario.strategy = Strategy::MinimumsOnly;
    let plan = plan_of(&scenario);
    // 910, then 1,001; interest 10.01; the minimum of 100 is 110 now.
    assert_eq!(balances(&plan, 0, 2), moneys(["910", "901.01"]));
    assert_eq!(plan.charged_total, money("91"));
}

#[test]
fn what_really_happened_moves_the_end_and_says_so() {
    let scenario = with(vec![debt("a", "1000", "0", "50")], "100", vec![]);
    let paid = |month, amount| Change::once(month, ChangeKind::Paid { debt: 0, amount: money(amount) });
    let told = Change::once(3, ChangeKind::BalanceIs { debt: 0, amount: money("1150") });
    let corrected = correct(&scenario, &[paid(1, "20"), paid(2, "130"), told]).unwrap();
    assert_eq!((corrected.before.months, corrected.after.months), (10, 14));
    // 80 less: a month later. 30 more: 950 left is still eleven. The statement: 1,150 after two months.
    assert_eq!(corrected.moved.iter().map(|moved| moved.later).collect::<Vec<_>>(), [Some(1), Some(0), Some(3)]);
    assert_eq!(corrected.after.charged_total, money("300"));
}

#[test]
fn a_debt_that_never_clears_is_named_in_the_end() {
    let mut card = debt("card", "10000", "30", "200");
    card.details.accrual.day_count = DayCount::Actual365;
    let mut scenario = with(vec![card, debt("loan", "300", "0", "100")], "300", vec![]);
    scenario.strategy = Strategy::MinimumsOnly;
    scenario.start = Some(date(2026, 1, 1));
    // 10,000 × 30 % × 31 ÷ 365 = 254.79, of which 200 are paid.
    assert_eq!(plan_of(&scenario).outcome, never(0, "54.79"));
    // With a little more it shrinks, in short months and long.
    scenario.debts[0].minimum = MinimumRule::Fixed(money("260"));
    scenario.budget_monthly = Some(money("360"));
    assert!(plan_of(&scenario).is_cleared());
}

#[test]
fn changes_that_cannot_be_are_refused_by_their_place() {
    let refused = |what| simulate(&with(vec![debt("a", "1", "1", "1")], "1", vec![Change::once(1, what)])).unwrap_err();
    for what in [
        ChangeKind::Charge { debt: 1, amount: money("1") },
        ChangeKind::Charge { debt: 0, amount: Amount::from_minor(-1) },
        ChangeKind::Revalue { debt: 0, numerator: 0, denominator: 1 },
        ChangeKind::Revalue { debt: 0, numerator: 1_001_000, denominator: 1_000 },
        ChangeKind::Settle { debt: 0, price: Price::Amount(money("1")), instalments: 0, pays_meanwhile: false },
        transfer(vec![0], 0, "0", None),
        ChangeKind::Freeze { whom: DebtScope::One(7) },
        ChangeKind::RatePoints { whom: DebtScope::All, millionths: i64::MIN },
    ] {
        assert_eq!(refused(what.clone()), PlanError::Change(0), "{what:?}");
    }
    let backwards = Change::during(3, 2, ChangeKind::Freeze { whom: DebtScope::All });
    let scenario =
        with(vec![debt("a", "1", "1", "1")], "1", vec![Change::once(1, ChangeKind::Reage { debt: 0 }), backwards]);
    assert_eq!(simulate(&scenario), Err(PlanError::Change(1)));
    let mut actual = scenario.clone();
    actual.changes.clear();
    actual.debts[0].details.accrual.day_count = DayCount::Actual360;
    assert_eq!(simulate(&actual), Err(PlanError::StartRequired(0)));
    assert_eq!(super::super::simulate(&Scenario { rounding: PlanRounding::None, ..actual }), Err(PlanError::Unrounded));
}

#[test]
fn nothing_is_late_on_a_debt_that_is_forgiven() {
    let mut card = debt("a", "100", "0", "50");
    card.details.fees.late = money("12");
    let price = Price::Amount(Amount::ZERO);
    let forgiven = Change::once(1, ChangeKind::Settle { debt: 0, price, instalments: 1, pays_meanwhile: true });
    let missed = Change::once(1, ChangeKind::Missed { whom: DebtScope::All });
    let plan = plan_of(&with(vec![card], "100", vec![missed, forgiven]));
    assert_eq!((plan.months, plan.fees_total, plan.forgiven_total), (1, Amount::ZERO, money("100")));
}

#[test]
fn what_is_forgiven_in_the_same_month_lacks_nothing() {
    // All of 100 is due in the last month of the contract, and 90 are there; the creditor forgives the other 10.
    let mut card = debt("a", "100", "0", "50");
    card.details.last_month = Some(1);
    let price = Price::Amount(Amount::ZERO);
    let forgiven = Change::once(1, ChangeKind::Settle { debt: 0, price, instalments: 1, pays_meanwhile: true });
    let plan = plan_of(&with(vec![card], "90", vec![forgiven]));
    assert_eq!((plan.outcome.clone(), plan.months, plan.shortfall_months), (Outcome::Cleared, 1, 1));
    assert_eq!((plan.paid_total, plan.forgiven_total), (money("90"), money("10")));
}
