//! Hard times: named shocks, and whether the plan would hold.

use domain::money::{Amount, Currency};
use domain::plan::{Outcome, Scenario, Shock, StressResult, StuckBecause, simulate, stress};
use domain::rate::Rate;
use leptos::prelude::*;
use ui::components::{Card, Notice, NoticeKind, StatusTag, Tone};
use ui::form::SelectField;
use ui::format::Format;
use ui::live::live;

use crate::features::what_if::context::PageContext;
use crate::features::what_if::reading::month_number;
use crate::shared::{currencies, months};
use crate::store::DebtReading;

/// By how much the pay falls, in whole percent.
const PAY_FALLS_PERCENT: i64 = 10;
/// By how much the rent rises a month, in major units.
const RENT_RISES: i64 = 80;
/// What a repair costs, in major units.
const REPAIR: i64 = 400;
/// By how many percent points rates rise.
const RATES_RISE_PERCENT: i64 = 2;

/// By how much another currency gets dearer, in whole percent.
const CURRENCY_RISES_PERCENT: i64 = 10;

/// The shocks that are tried, in this currency, on a household with this income a month; and one for each other
/// currency in which debts of the plan are owed.
fn shocks(currency: Currency, income: Amount, debts: &[DebtReading]) -> Vec<Shock> {
    let major = |amount: i64| Amount::from_minor(amount * currency.minor_per_major());
    let percent = |whole: i64| whole * Rate::MILLIONTHS_PER_PERCENT;
    let falls = Rate::from_millionths(percent(PAY_FALLS_PERCENT)).unwrap_or_default();
    let mut shocks = vec![
        Shock::IncomeFalls { income, percent: falls },
        Shock::CostRises { amount: major(RENT_RISES) },
        Shock::Repair { amount: major(REPAIR) },
        Shock::RatesRise { millionths: percent(RATES_RISE_PERCENT) },
        Shock::MissedMonth,
    ];
    let rises = Rate::from_millionths(percent(CURRENCY_RISES_PERCENT)).unwrap_or_default();
    let grouped = others(debts).into_iter();
    shocks.extend(grouped.map(|(_, debts)| Shock::CurrencyRises { debts, percent: rises }));
    shocks
}

/// The other currencies in which debts of a plan are owed, in the order of the debts, each with their places.
fn others(debts: &[DebtReading]) -> Vec<(Currency, Vec<usize>)> {
    let mut found: Vec<(Currency, Vec<usize>)> = Vec::new();
    for (place, debt) in debts.iter().enumerate() {
        let Some(owed_in) = debt.more.owed_in else { continue };
        match found.iter_mut().find(|(currency, _)| *currency == owed_in.currency) {
            Some((_, places)) => places.push(place),
            None => found.push((owed_in.currency, vec![place])),
        }
    }
    found
}

/// How each ends; nothing while there is no plan.
fn verdicts(scenario: &Scenario, shocks: Vec<Shock>, month: u16) -> Vec<(Shock, StressResult)> {
    let tried = shocks.into_iter().filter_map(|shock| {
        let (_, verdict) = stress(scenario, &shock, month).ok()?;
        Some((shock, verdict))
    });
    tried.collect()
}

/// The card.
pub fn view(context: PageContext) -> AnyView {
    let PageContext { words, store, .. } = context;
    let scenario = Memo::new(move |_| {
        let monthly = context.basis.with(|basis| basis.monthly.ok())?;
        context.trial.with(|trial| trial.with_money(monthly))
    });
    let found = Memo::new(move |_| {
        let month = store.trouble_from.with(|from| month_number(from, context.now())).unwrap_or(1);
        let income = context.state.totals().income.max(Amount::ZERO);
        let shocks = context.basis.with(|basis| shocks(context.state.currency(), income, &basis.readings));
        scenario.with(|scenario| scenario.as_ref().map(|scenario| verdicts(scenario, shocks, month)))
    });
    let holds = Memo::new(move |_| {
        scenario
            .with(|scenario| scenario.as_ref().and_then(|one| simulate(one).ok()).is_some_and(|plan| plan.is_cleared()))
    });
    let options =
        store.trouble_from.with_untracked(|from| months::options(&context.format(), context.now(), from, false));
    let list = live(move || {
        if !holds.get() {
            return view! { <Notice kind=NoticeKind::Care>{words.what_if_hard_already()}</Notice> }.into_any();
        }
        let lines: Vec<AnyView> = found.with(|found| {
            let found = found.as_deref().unwrap_or_default();
            found.iter().map(|(shock, verdict)| line(context, shock, verdict)).collect()
        });
        let breaks = found.with(|found| {
            let breaks = |(_, verdict): &(Shock, StressResult)| matches!(verdict, StressResult::Breaks { .. });
            found.iter().flatten().any(breaks)
        });
        let tip = breaks.then(|| view! { <p>{words.what_if_hard_tip()}</p> }.into_any());
        view! { <ul class="shocks">{lines}</ul> {kept(context)} {tip} }.into_any()
    });
    view! {
        <Card id="hard" title=words.what_if_hard()>
            <p class="soft">{words.what_if_hard_text()}</p>
            {context.counted_in()}
            <SelectField id="trouble-from" label=words.what_if_hard_when() value=store.trouble_from options/>
            {list}
        </Card>
    }
    .into_any()
}

/// What is kept beside the plan, if something is: it may carry a part.
fn kept(context: PageContext) -> Option<AnyView> {
    let kept = context.kept().filter(|kept| kept.is_positive())?;
    Some(view! { <p>{context.words.what_if_hard_kept().amount(&context.money(kept))}</p> }.into_any())
}

fn line(context: PageContext, shock: &Shock, verdict: &StressResult) -> AnyView {
    let words = context.words;
    let tag = match verdict {
        StressResult::Survives { .. } => {
            view! { <StatusTag tone=Tone::Good label=words.what_if_hard_holds()/> }.into_any()
        }
        StressResult::Breaks { .. } => {
            view! { <StatusTag tone=Tone::Care label=words.what_if_hard_breaks()/> }.into_any()
        }
    };
    view! {
        <li class="shock">
            <p class="shock__head"><strong>{name(context, shock)}</strong>" "{tag}</p>
            <p>{sentence(context, verdict)}</p>
        </li>
    }
    .into_any()
}

fn name(context: PageContext, shock: &Shock) -> String {
    let words = context.words;
    let percent = |whole: i64| context.format().percent(&whole.to_string());
    match shock {
        Shock::IncomeFalls { .. } => words.what_if_hard_income().percent(&percent(PAY_FALLS_PERCENT)),
        Shock::CostRises { amount } => words.what_if_hard_rent().amount(&context.money(*amount)),
        Shock::Repair { amount } => words.what_if_hard_repair().amount(&context.money(*amount)),
        Shock::RatesRise { .. } => words.what_if_hard_rates().percent(&percent(RATES_RISE_PERCENT)),
        Shock::MissedMonth => words.what_if_hard_missed().to_owned(),
        Shock::CurrencyRises { debts, .. } => {
            let owed_in = debts.first().and_then(|place| {
                context.basis.with(|basis| basis.readings.get(*place).and_then(|debt| debt.more.owed_in))
            });
            let currency = owed_in.map(|owed_in| currencies::name(context.format().locale(), owed_in.currency));
            words
                .what_if_hard_currency()
                .currency(&currency.unwrap_or_default())
                .percent(&percent(CURRENCY_RISES_PERCENT))
        }
    }
}

fn sentence(context: PageContext, verdict: &StressResult) -> String {
    let words = context.words;
    match verdict {
        StressResult::Survives { later: Some(later @ 1..), dearer } => {
            let (count, text) = (u64::from(later.unsigned_abs()), context.format().number(i64::from(*later)));
            if dearer.is_positive() {
                words.what_if_hard_later(count, &text).amount(&context.money(*dearer))
            } else {
                words.what_if_hard_later_only(count, &text)
            }
        }
        StressResult::Survives { later: Some(0), dearer } if dearer.is_positive() => {
            words.what_if_hard_dearer().amount(&context.money(*dearer))
        }
        StressResult::Survives { later: Some(0), dearer } if dearer.is_zero() => words.what_if_hard_same().to_owned(),
        StressResult::Survives { .. } => words.what_if_hard_eases().to_owned(),
        StressResult::Breaks { month, because: Outcome::Shortfall { missing, .. } } => {
            words.what_if_hard_short().date(&context.month(*month)).missing(&context.money(*missing))
        }
        StressResult::Breaks {
            month,
            because: Outcome::NeverClears { debt, because: StuckBecause::NothingPaid, .. },
        } => words.what_if_hard_nothing().date(&context.month(*month)).debt(&context.name(*debt)),
        StressResult::Breaks { month, because: Outcome::NeverClears { debt, .. } } => {
            words.what_if_hard_never().date(&context.month(*month)).debt(&context.name(*debt))
        }
        StressResult::Breaks { .. } => words.what_if_hard_long().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::owed_in::OwedIn;
    use domain::debt::{Debt, DebtId, Exchange, MinimumRule};
    use domain::plan::Strategy;

    #[test]
    fn each_shock_is_tried_alone_and_says_when_it_breaks() {
        let id = DebtId::new("a").unwrap();
        let debt =
            Debt::new(id, Amount::from_minor(3_000_00), Rate::ZERO, MinimumRule::Fixed(Amount::from_minor(60_00)));
        let scenario = Scenario::new(vec![debt], Amount::from_minor(150_00), Strategy::Avalanche);
        let found = verdicts(&scenario, shocks(Currency::USD, Amount::from_minor(2_000_00), &[]), 3);
        let broken = |(_, verdict): &(Shock, StressResult)| match verdict {
            StressResult::Breaks { month, because: Outcome::Shortfall { missing, .. } } => {
                Some((*month, missing.minor()))
            }
            _ => None,
        };
        // 200 less pay take all of 150 and 50 more, and 60 are due; 80 more rent leaves 70; a repair of 400 takes all of
        // one month and 250 more.
        let wanted = [Some((3, 110_00)), None, Some((3, 310_00)), None, None];
        assert_eq!(found.iter().map(broken).collect::<Vec<_>>(), wanted);
    }

    fn read(currency: Option<&str>) -> DebtReading {
        let currency = currency.map(|code| Currency::from_code(code).expect("a currency"));
        let exchange = |from| Exchange::new(from, Currency::USD, Exchange::BILLIONTHS);
        let owed_in = currency.map(|currency| OwedIn { currency, exchange: exchange(currency) });
        let mut read = DebtReading {
            id: String::new(),
            is_invited: false,
            name: String::new(),
            kind: Default::default(),
            balance: Ok(Amount::ZERO),
            rate: Ok(Rate::ZERO),
            minimum: Ok(Amount::ZERO),
            is_priority: false,
            is_disputed: false,
            more: Default::default(),
        };
        read.more.owed_in = owed_in;
        read
    }

    #[test]
    fn another_currency_gets_dearer_only_where_there_is_one() {
        let tried = |debts: &[DebtReading]| shocks(Currency::USD, Amount::ZERO, debts);
        assert_eq!(tried(&[read(None), read(None)]).len(), 5);
        let debts = [read(None), read(Some("EUR")), read(Some("MXN")), read(Some("EUR"))];
        let percent = Rate::from_millionths(10 * Rate::MILLIONTHS_PER_PERCENT).expect("a rate");
        let rises = |debts: &[usize]| Shock::CurrencyRises { debts: debts.to_vec(), percent };
        assert_eq!(tried(&debts)[5..], [rises(&[1, 3]), rises(&[2])]);
    }

    #[test]
    fn a_dearer_currency_may_break_a_plan() {
        let debt = |minimum: i64| {
            let id = DebtId::new("a").expect("an id");
            let minimum = MinimumRule::Fixed(Amount::from_minor(minimum));
            Debt::new(id, Amount::from_minor(1_080_00), Rate::ZERO, minimum)
        };
        let found = |minimum: i64| {
            let scenario = Scenario::new(vec![debt(minimum)], Amount::from_minor(120_00), Strategy::Avalanche);
            let shocks = shocks(Currency::USD, Amount::ZERO, &[read(Some("EUR"))]).split_off(5);
            verdicts(&scenario, shocks, 1)
        };
        // 1,188.00 instead of 1,080.00: ten payments of 120 instead of nine.
        let verdict = StressResult::Survives { later: Some(1), dearer: Amount::ZERO };
        assert_eq!(found(27_00).into_iter().map(|(_, verdict)| verdict).collect::<Vec<_>>(), [verdict]);
        // They ask for 115.00, which becomes 126.50: 6.50 more than there is.
        let [(_, StressResult::Breaks { month: 1, because: Outcome::Shortfall { missing, .. } })] = &found(115_00)[..]
        else {
            panic!("{:?}", found(115_00))
        };
        assert_eq!(*missing, Amount::from_minor(6_50));
    }

    #[test]
    fn a_debt_that_stops_shrinking_says_from_when() {
        let id = DebtId::new("a").unwrap();
        // After three payments of 140 it is 3,285.77; 2 % of that are 65.72, and only 60 are paid from then on.
        let rate = Rate::from_millionths(24 * Rate::MILLIONTHS_PER_PERCENT).unwrap();
        let debt = Debt::new(id, Amount::from_minor(3_500_00), rate, MinimumRule::Fixed(Amount::from_minor(60_00)));
        let scenario = Scenario::new(vec![debt], Amount::from_minor(140_00), Strategy::Avalanche);
        let shock = Shock::CostRises { amount: Amount::from_minor(80_00) };
        let (_, verdict) = stress(&scenario, &shock, 4).expect("a plan");
        let breaks_then =
            matches!(verdict, StressResult::Breaks { month: 4.., because: Outcome::NeverClears { debt: 0, .. } });
        assert!(breaks_then, "{verdict:?}");
    }
}
