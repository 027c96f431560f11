//! Why the totals of a plan are what they are: which debt is the last, the interest of its months, and how all that is
//! paid adds up. Worked out when somebody asks.

use domain::money::Amount;
use domain::plan::{Scenario, simulate_with_schedule};
use leptos::prelude::*;
use ui::format::Format;
use ui::live::live;

use crate::shared::explanation::reason;
use crate::shared::plan_inputs;
use crate::shared::plan_totals::Shown;
use crate::store::AppState;
use crate::words::use_words;

/// So many months stand together in the sum of the interest.
const TOGETHER: u16 = 12;

/// The parts of the totals of a plan. What is owed + interest + fees + what is new − what is forgiven = what is paid +
/// what is left.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Totals {
    /// Place and month of the debt that is paid off last, if all are.
    last: Option<(usize, u16)>,
    /// The interest of the months from one to another.
    interest: Vec<(u16, u16, Amount)>,
    interest_total: Amount,
    owed: Amount,
    fees: Amount,
    charged: Amount,
    forgiven: Amount,
    paid: Amount,
    left: Amount,
}

fn totals(scenario: &Scenario) -> Option<Totals> {
    let plan = simulate_with_schedule(scenario).ok()?;
    let schedule = plan.schedule.as_ref()?;
    let mut interest: Vec<(u16, u16, Amount)> = Vec::new();
    let mut left = Amount::ZERO;
    for month in schedule.months() {
        match interest.last_mut() {
            Some((from, to, sum)) if month.number - *from < TOGETHER => {
                (*to, *sum) = (month.number, sum.saturating_add(month.interest));
            }
            _ => interest.push((month.number, month.number, month.interest)),
        }
        left = month.balances.iter().copied().sum();
    }
    let last = plan.cleared.last().filter(|_| plan.is_cleared()).map(|last| (last.debt, last.month));
    Some(Totals {
        last,
        interest,
        interest_total: plan.interest_total,
        owed: scenario.debts.iter().map(|debt| debt.balance_planned()).sum(),
        fees: plan.fees_total,
        charged: plan.charged_total,
        forgiven: plan.forgiven_total,
        paid: plan.paid_total,
        left,
    })
}

/// The answer.
pub fn answers(Shown { scenario, names }: Shown) -> AnyView {
    let state = AppState::here();
    live(move || {
        let found = scenario.with(|scenario| scenario.as_ref().and_then(totals));
        found.map_or_else(|| ().into_any(), |found| names.with(|names| answer(state, &found, names)))
    })
}

fn answer(state: AppState, found: &Totals, names: &[String]) -> AnyView {
    let words = use_words();
    let format = state.format();
    let money = |amount: Amount| format.money(amount, state.currency());
    let number = |month: u16| format.number(i64::from(month));
    let mut reasons = Vec::new();
    let mut add = |title: &'static str, lines: Vec<String>, source: &'static str| {
        reasons.push(reason(words, title, lines, source));
    };
    if let Some((debt, month)) = found.last {
        let (year, of_year) = plan_inputs::month_after(month);
        let name = names.get(debt).map_or("", String::as_str);
        let line = words.plan_totals_last().date(&format.month(year, of_year)).name(name).number(&number(month));
        add(words.what_if_row_months(), vec![line], words.what_if_why_strategy());
    }
    let month = |(from, to, sum): &(u16, u16, Amount)| {
        if from == to {
            return words.plan_totals_interest_month().interest(&money(*sum)).number(&number(*from));
        }
        words.plan_totals_interest_months().from(&number(*from)).interest(&money(*sum)).to(&number(*to))
    };
    let mut lines = vec![words.plan_totals_interest().to_owned()];
    lines.extend(found.interest.iter().map(month));
    lines.push(words.plan_totals_interest_sum().interest(&money(found.interest_total)));
    add(words.what_if_row_interest(), lines, words.what_if_why_convention());
    // Only what is something is named.
    let mut sum = vec![
        words.plan_totals_owed().owed(&money(found.owed)),
        words.plan_totals_plus().interest(&money(found.interest_total)),
    ];
    let more = |amount: Amount, said: String| amount.is_positive().then_some(said);
    sum.extend(more(found.fees, words.plan_totals_fees().fees(&money(found.fees))));
    let less = Amount::ZERO.saturating_sub(found.charged);
    sum.extend(more(found.charged, words.plan_totals_charged().charged(&money(found.charged))));
    sum.extend(more(less, words.plan_totals_corrected().corrected(&money(less))));
    sum.extend(more(found.forgiven, words.plan_totals_forgiven().forgiven(&money(found.forgiven))));
    sum.extend(more(found.left, words.plan_totals_left().left(&money(found.left))));
    sum.push(words.plan_totals_paid().paid(&money(found.paid)));
    add(words.what_if_row_paid(), sum, words.what_if_why_convention());
    view! { <dl class="reasons">{reasons}</dl> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::debt::{Debt, DebtId, MinimumRule};
    use domain::plan::{Change, ChangeKind, Strategy};
    use domain::rate::parse_rate;

    fn scenario(budget: i64) -> Scenario {
        let minor = Amount::from_minor;
        let debt = |id: &str, balance, rate: &str, minimum| {
            let rate = parse_rate(rate).unwrap();
            Debt::new(DebtId::new(id).unwrap(), minor(balance), rate, MinimumRule::Fixed(minor(minimum)))
        };
        let debts = vec![debt("card", 1_000_00, "24", 50_00), debt("loan", 2_000_00, "6", 50_00)];
        Scenario::new(debts, minor(budget), Strategy::Avalanche)
    }

    fn adds_up(found: &Totals) {
        let parts: Amount = found.interest.iter().map(|(.., sum)| *sum).sum();
        assert_eq!(parts, found.interest_total);
        let charged = found.owed.saturating_add(found.interest_total).saturating_add(found.fees);
        let after = charged.saturating_add(found.charged).saturating_sub(found.forgiven);
        assert_eq!(after, found.paid.saturating_add(found.left));
    }

    #[test]
    fn the_parts_add_up_to_the_totals() {
        let found = totals(&scenario(200_00)).expect("a plan");
        assert_eq!((found.owed, found.left), (Amount::from_minor(3_000_00), Amount::ZERO));
        assert_eq!(found.last.map(|(debt, _)| debt), Some(1));
        assert_eq!(found.interest.iter().map(|(from, ..)| *from).collect::<Vec<_>>(), [1, 13]);
        adds_up(&found);
    }

    #[test]
    fn what_is_new_and_what_is_left_is_counted() {
        let mut trial = scenario(200_00);
        trial.changes.push(Change::once(3, ChangeKind::Charge { debt: 0, amount: Amount::from_minor(120_00) }));
        trial.changes.push(Change::once(4, ChangeKind::BalanceIs { debt: 1, amount: Amount::from_minor(1_500_00) }));
        let found = totals(&trial).expect("a plan");
        assert!(found.charged < Amount::ZERO);
        adds_up(&found);
        // A plan that breaks has something left and nothing that is last.
        let short = totals(&scenario(90_00)).expect("a plan");
        assert!(short.left.is_positive() && short.last.is_none());
        adds_up(&short);
    }
}
