use domain::debt::DebtKind;
use domain::money::parse_amount;
use domain::rate::parse_rate;

use crate::features::what_if::model::*;
use crate::store::DebtReading;

fn reading(id: &str, balance: &str, rate: &str, minimum: &str) -> DebtReading {
    DebtReading {
        id: id.to_owned(),
        is_invited: false,
        name: id.to_uppercase(),
        kind: DebtKind::CreditCard,
        balance: parse_amount(balance, Currency::USD),
        rate: parse_rate(rate),
        minimum: parse_amount(minimum, Currency::USD),
        is_priority: false,
        is_disputed: false,
        more: Default::default(),
    }
}

fn basis(monthly: i64) -> Basis {
    let readings = vec![reading("card", "3000", "24", "80"), reading("loan", "2000", "6", "50")];
    Basis {
        debts: readings.iter().filter_map(DebtReading::debt).collect(),
        readings,
        minimums: Amount::from_minor(130_00),
        left_over: Amount::from_minor(400_00),
        committed: Amount::ZERO,
        agreed: Vec::new(),
        monthly: Ok(Amount::from_minor(monthly)),
        unreadable: 0,
        start: None,
        order: vec![1, 0],
        has_own_order: false,
        untouched: Vec::new(),
    }
}

fn what_if(id: &str, kind: Kind, amount: &str) -> WhatIf {
    let text = |text: &str| text.to_owned();
    WhatIf { id: text(id), kind: text(kind.id()), amount: text(amount), ..WhatIf::default() }
}

fn tried(basis: &Basis, strategy: Strategy, typed: &[WhatIf]) -> Trial {
    let here = (Currency::USD, (2026, 11), Convention::YEAR_OF_52_WEEKS);
    trial(basis, base(basis, strategy), typed, here, ("a loan", "a card"))
}

#[test]
fn more_money_ends_sooner_and_what_cannot_be_read_does_not_count() {
    let typed = [
        what_if("a", Kind::ExtraMonthly, "100"),
        what_if("b", Kind::ExtraOnce, "1e3"),
        WhatIf { kind: "of a later page".to_owned(), ..what_if("c", Kind::ExtraOnce, "5") },
    ];
    let trial = tried(&basis(200_00), Strategy::Avalanche, &typed);
    assert_eq!(
        trial.problems.iter().map(|(id, problems)| (id.as_str(), problems.len())).collect::<Vec<_>>(),
        [("b", 1), ("c", 0)]
    );
    assert!(trial.problem("b", Field::Amount).is_some());
    assert_eq!((trial.problem("a", Field::Amount), trial.problem("b", Field::Count)), (None, None));
    let (without, with) = trial.compared(None).expect("two plans");
    // As if 300 had been paid from the start.
    let whole = plan_inputs::plan(&basis(300_00), Strategy::Avalanche).expect("a plan");
    assert_eq!((with.plan.months, with.plan.interest_total), (whole.months, whole.interest_total));
    assert_eq!(with.months_saved, Some(i32::from(without.plan.months) - i32::from(whole.months)));
    assert!(trial.idle.is_empty() && !trial.is_borrowing());
}

#[test]
fn the_parts_of_several_what_ifs_add_up_to_the_whole() {
    let loan = WhatIf { rate: "8".to_owned(), count: "36".to_owned(), ..what_if("a", Kind::Loan, "") };
    let typed = [
        loan,
        what_if("b", Kind::ExtraOnce, "1e3"),
        what_if("c", Kind::ExtraMonthly, "100"),
        what_if("d", Kind::ExtraYearly, "50"),
    ];
    let trial = tried(&basis(200_00), Strategy::Avalanche, &typed);
    let parts = trial.parts();
    assert_eq!((trial.ids.as_slice(), parts.len()), (["a", "c", "d"].map(str::to_owned).as_slice(), 3));
    let (_, with) = trial.compared(None).expect("two plans");
    let later: Option<i32> = parts.iter().map(|(_, part)| part.later).sum();
    assert_eq!(later, with.months_saved.map(|saved| -saved));
    let dearer: Amount = parts.iter().map(|(_, part)| part.dearer).sum();
    assert_eq!(Some(dearer), with.saved.map(|saved| Amount::ZERO.saturating_sub(saved)));
    assert!(tried(&basis(200_00), Strategy::Avalanche, &[]).parts().is_empty());
}

#[test]
fn new_credit_has_a_name_of_its_own() {
    let loan = WhatIf { rate: "8".to_owned(), count: "36".to_owned(), ..what_if("a", Kind::Loan, "") };
    let trial = tried(&basis(200_00), Strategy::MinimumsOnly, &[loan]);
    assert_eq!(trial.names, ["CARD", "LOAN", "a loan"]);
    assert!(trial.is_borrowing());
    let (_, with) = trial.compared(None).expect("two plans");
    assert_eq!((with.plan.moves.len(), with.plan.months), (1, 36));
    // What moved to the loan is not gone; the loan is, at the end.
    assert_eq!(with.first_cleared.map(|first| first.month), Some(1));
    assert_eq!(trial.first_gone(&with.plan).map(|first| (first.debt, first.month)), Some((2, 36)));
}

#[test]
fn without_an_amount_or_a_debt_there_is_nothing_to_try_with() {
    let none = Basis { monthly: Err(domain::money::AmountError::Letters), ..basis(0) };
    assert_eq!(tried(&none, Strategy::Avalanche, &[]), Trial::default());
    assert_eq!(ways(&none), None);
    let empty = Basis { debts: Vec::new(), readings: Vec::new(), ..basis(100_00) };
    assert_eq!(tried(&empty, Strategy::Avalanche, &[]), Trial::default());
    assert_eq!(ways(&empty), None);
}

#[test]
fn every_way_stands_beside_the_others_and_the_best_figures_are_known() {
    let ways = ways(&basis(200_00)).expect("ways");
    assert_eq!(ways.main.len() + ways.others.len(), Strategy::ALL.len() - 1);
    assert_eq!(ways.main[0].saved, Some(Amount::ZERO));
    let cheapest = ways.main.iter().find(|way| way.strategy == Some(Strategy::CheapestFound)).expect("it is shown");
    let least = ways.main.iter().chain(&ways.others).map(|way| way.plan.cost()).min();
    assert_eq!(Some(cheapest.plan.cost()), least);
    assert!(ways.best(cheapest).interest);
    assert_eq!(ways.best(&ways.main[0]), Best::default());
    assert_eq!(ways.cheapest.as_ref().and_then(|(_, _, saved)| *saved), cheapest.saved);
    // What is tried out stands beside them, measured against the same.
    let more = tried(&basis(200_00), Strategy::Avalanche, &[what_if("a", Kind::ExtraMonthly, "700")]);
    let settle = WhatIf { debt: "card".to_owned(), ..what_if("b", Kind::SettleOnce, "1000") };
    let settle = tried(&basis(200_00), Strategy::Avalanche, &[settle]);
    let nothing = tried(&basis(200_00), Strategy::Avalanche, &[]);
    let all = [("kept", &settle), ("", &nothing), ("", &more)];
    let with = ways.clone().with_tried(all.into_iter(), Some(Amount::from_minor(600_00)));
    assert_eq!(with.main.len(), ways.main.len() + 2);
    let [.., kept, last] = with.main.as_slice() else { panic!("they are there") };
    let whole = plan_inputs::plan(&basis(900_00), Strategy::Avalanche).expect("a plan");
    assert_eq!((last.strategy, last.plan.months), (None, whole.months));
    assert_eq!(last.payment, Amount::from_minor(900_00));
    assert!(with.best(last).months && last.notes.is_empty());
    assert_eq!((kept.name.as_str(), kept.notes.len()), ("kept", 2));
    assert_eq!((ways.main[0].payment, ways.main[1].payment), (Amount::from_minor(130_00), Amount::from_minor(200_00)));
    assert_eq!(ways.main[2].first.as_ref().map(|(name, _)| name.as_str()), Some("LOAN"));
    // One's own order is there once there is one.
    let own = Basis { has_own_order: true, ..basis(200_00) };
    let own = super::ways(&own).and_then(|ways| ways.main.last().cloned()).expect("ways");
    assert_eq!((own.strategy, own.first.map(|(name, _)| name)), (Some(Strategy::Custom), Some("LOAN".to_owned())));
    // With nothing to choose no figure is better than another.
    let card = reading("card", "3000", "24", "200");
    let one = Basis { debts: card.debt().into_iter().collect(), readings: vec![card], ..basis(200_00) };
    let alike = super::ways(&one).expect("ways");
    assert!(alike.main.iter().all(|way| alike.best(way) == Best::default()));
}

#[test]
fn creditors_may_say_yes_or_no() {
    let settle = WhatIf { debt: "card".to_owned(), count: "10".to_owned(), ..what_if("a", Kind::SettleParts, "1500") };
    let freeze = WhatIf { debt: "loan".to_owned(), ..what_if("b", Kind::Freeze, "") };
    let trial = tried(&basis(250_00), Strategy::Avalanche, &[settle.clone(), freeze]);
    let some = trial.if_some_agree();
    assert_eq!(some.iter().map(|accepted| accepted.count).collect::<Vec<_>>(), [0, 1, 2]);
    let (without, with) = trial.compared(None).expect("two plans");
    assert_eq!((some[0].best.months, some[2].best.months), (without.plan.months, with.plan.months));
    assert!(tried(&basis(250_00), Strategy::Avalanche, &[settle]).if_some_agree().is_empty());
}

#[test]
fn a_wish_is_about_money_even_where_the_plan_pays_the_minimums_alone() {
    let trial = tried(&basis(200_00), Strategy::MinimumsOnly, &[]);
    let money = Amount::from_minor(200_00);
    assert_eq!(trial.with.as_ref().and_then(|with| with.budget_monthly), None);
    let wish = trial.for_a_wish(money).expect("a plan");
    assert_eq!((wish.strategy, wish.budget_monthly), (Strategy::Avalanche, Some(money)));
    assert_eq!(trial.with_money(money).map(|with| with.strategy), Some(Strategy::MinimumsOnly));
}

#[test]
fn under_the_minimums_alone_money_waits_until_there_is_some() {
    let typed = [what_if("a", Kind::ExtraMonthly, "100"), what_if("b", Kind::SettleOnce, "900")];
    let trial = tried(&basis(200_00), Strategy::MinimumsOnly, &typed);
    assert_eq!((trial.effects.len(), trial.idle.len()), (0, 2));
    let (without, with) = trial.compared(None).expect("still two plans");
    assert_eq!(without.plan, with.plan);
    let wish = trial.for_a_wish(Amount::from_minor(200_00)).expect("a plan");
    assert_eq!(wish.changes.len(), 2);
    assert!(simulate(&wish).is_ok_and(|plan| plan.is_cleared() && plan.forgiven_total.is_positive()));
}

#[test]
fn what_holds_a_wish_up_is_known() {
    let pause = WhatIf { debt: "loan".to_owned(), count: "8".to_owned(), ..what_if("a", Kind::Pause, "") };
    let trial = tried(&basis(200_00), Strategy::Avalanche, &[pause]);
    let most = paying_most(trial.for_a_wish(Amount::from_minor(200_00)).expect("a plan"));
    // The card goes at once; the loan rests for eight months and goes in the ninth.
    assert_eq!(held_up(&most), Some(HeldUp::Late { debt: 1, month: 9 }));
    let less = WhatIf { from: "2027-01".to_owned(), ..what_if("a", Kind::AmountIs, "100") };
    let trial = tried(&basis(200_00), Strategy::Avalanche, &[less]);
    let short = paying_most(trial.with_money(Amount::ZERO).expect("a plan"));
    assert_eq!(held_up(&short), Some(HeldUp::Late { debt: 1, month: 1 }));
    let card = reading("card", "3000", "24", "60");
    let one = Basis { debts: card.debt().into_iter().collect(), readings: vec![card], ..basis(60_00) };
    let stands = plan_inputs::scenario(&one, Strategy::Avalanche).expect("a plan");
    assert_eq!(held_up(&stands), Some(HeldUp::Never { debt: 0, grows: false, is_paid: true }));
    let short = Scenario { budget_monthly: Some(Amount::from_minor(50_00)), ..stands };
    assert_eq!(held_up(&short), Some(HeldUp::Short { month: 1, missing: Amount::from_minor(10_00) }));
}

#[test]
fn what_really_happened_says_which_of_it_moved_the_end() {
    let basis = Basis { start: Some(jiff::civil::date(2026, 11, 22)), ..basis(200_00) };
    let of = |what_if: WhatIf, debt: &str| WhatIf { debt: debt.to_owned(), ..what_if };
    let typed = [
        of(what_if("a", Kind::ReallyPaid, "0"), "card"),
        of(what_if("b", Kind::LetterSays, "2600"), "loan"),
        WhatIf { from: "2026-11-29".to_owned(), ..what_if("c", Kind::PayDays, "") },
        WhatIf { rate: "30".to_owned(), ..of(what_if("d", Kind::Sold, "60"), "card") },
    ];
    let trial = tried(&basis, Strategy::Avalanche, &typed);
    let parts = trial.parts();
    assert_eq!(parts.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["a", "b", "c", "d"]);
    let later: Vec<Option<i32>> = parts.iter().map(|(_, part)| part.later).collect();
    assert!(later[1] > later[0], "600 more owed weigh more than a month without a payment: {later:?}");
    let (_, with) = trial.compared(None).expect("two plans");
    assert_eq!(later.iter().copied().sum::<Option<i32>>(), with.months_saved.map(|saved| -saved));
    let dearer: Amount = parts.iter().map(|(_, part)| part.dearer).sum();
    assert_eq!(Some(dearer), with.saved.map(|saved| Amount::ZERO.saturating_sub(saved)));
    // Of two pay-days the last ones count.
    let monthly = WhatIf { count: "monthly".to_owned(), ..typed[2].clone() };
    let two = tried(&basis, Strategy::Avalanche, &[typed[2].clone(), WhatIf { id: "e".to_owned(), ..monthly }]);
    assert_eq!(two.parts().iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["e"]);
}

#[test]
fn what_is_tried_follows_the_cheapest_that_was_found() {
    let trial = tried(&basis(200_00), Strategy::CheapestFound, &[what_if("a", Kind::ExtraMonthly, "50")]);
    let (without, with) = trial.without.as_ref().zip(trial.with.as_ref()).expect("plans");
    assert_ne!(without.strategy, Strategy::CheapestFound);
    assert_eq!((with.strategy, &with.order), (without.strategy, &without.order));
    let found = plan_inputs::plan(&basis(200_00), Strategy::CheapestFound).expect("a plan");
    assert_eq!(simulate(without).map(|plan| plan.cost()), Ok(found.cost()));
}
