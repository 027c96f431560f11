//! The small piece of the interest lesson: one of the client's own debts, what a month of interest takes of a payment,
//! and what a little more each month does. Without a debt it runs on the example of the lesson.

use domain::debt::{Debt, DebtId, MinimumRule};
use domain::money::{Amount, AmountError, parse_amount};
use domain::plan::{Outcome, Plan, simulate_with_schedule};
use domain::rate::parse_rate;
use leptos::prelude::*;
use ui::components::{Card, Piece, Rich};
use ui::form::{AmountField, SelectField, SelectOption};
use ui::format::Format;
use ui::live::live;

use crate::shared::amount_problem::amount_problem;
use crate::shared::plan_inputs;
use crate::store::AppState;
use crate::words::{Words, use_words};

/// The lesson's own example: 1,000 at 24% a year, 25 paid each month.
const EXAMPLE: (i64, &str, i64) = (1_000, "24", 25);
/// The little more, in whole units of the currency.
const MORE_MAJOR: i64 = 10;

/// A debt to try.
#[derive(Clone)]
struct Tried {
    name: String,
    debt: Debt,
    /// What is paid a month unless something else is typed; zero if nothing is known.
    paid: Amount,
}

fn tried(state: AppState, words: Words) -> Vec<Tried> {
    let basis = plan_inputs::basis(state);
    let own = basis.debts.into_iter().zip(basis.readings);
    let mut all: Vec<Tried> = own
        .map(|(debt, reading)| Tried { name: reading.name, paid: reading.minimum.unwrap_or_default(), debt })
        .collect();
    let unit = state.currency().minor_per_major();
    if all.is_empty()
        && let (Some(id), Ok(rate)) = (DebtId::new("example"), parse_rate(EXAMPLE.1))
    {
        let debt = Debt::new(id, Amount::from_minor(EXAMPLE.0 * unit), rate, MinimumRule::NONE);
        let name = words.learn_piece_example().to_owned();
        all.push(Tried { name, debt, paid: Amount::from_minor(EXAMPLE.2 * unit) });
    }
    all
}

/// The course of one debt with the same payment each month.
fn course(debt: &Debt, paid: Amount) -> Option<Plan> {
    simulate_with_schedule(&plan_inputs::alone(debt.clone(), paid)).ok()
}

/// The piece.
pub fn interest() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    let all = tried(state, words);
    let place = RwSignal::new("0".to_owned());
    let typed = RwSignal::new(String::new());
    let choice = (all.len() > 1).then(|| {
        let option = |(place, one): (usize, &Tried)| SelectOption::new(place.to_string(), one.name.as_str());
        let options = all.iter().enumerate().map(option).collect();
        view! { <SelectField id="piece-debt" label=words.learn_piece_which() value=place options/> }.into_any()
    });
    let is_example = all.first().is_some_and(|one| one.debt.id.as_str() == "example");
    let hint = if is_example { words.learn_piece_none() } else { words.learn_piece_hint() };
    let all = StoredValue::new(all);
    let one = Signal::derive(move || {
        let place = place.get().parse().unwrap_or(0_usize);
        all.with_value(|all| all.get(place).cloned())
    });
    let read = Signal::derive(move || match typed.with(|text| parse_amount(text, state.currency())) {
        Err(AmountError::Required) => Ok(one.with(|one| one.as_ref().map(|one| one.paid).unwrap_or_default())),
        read => read,
    });
    let error = Signal::derive(move || {
        let error = read.get().err()?;
        Some(amount_problem(words, &state.format(), state.currency(), error, ""))
    });
    let lines = Signal::derive(move || {
        one.with(|one| one.as_ref().map(|one| lines(state, words, one, read.get().unwrap_or_default())))
    });
    let shown = live(move || {
        let line = |pieces: Vec<Piece>| view! { <li><Rich pieces=Signal::stored(pieces)/></li> }.into_any();
        lines.get().unwrap_or_default().into_iter().map(line).collect::<Vec<AnyView>>().into_any()
    });
    let prefix = untrack(|| state.format().currency_sign(state.currency()));
    view! {
        <Card title=words.learn_piece_title()>
            {choice}
            <AmountField id="piece-paid" label=words.learn_piece_paid() hint=hint value=typed prefix error/>
            <ul class="piece" aria-live="polite">{shown}</ul>
        </Card>
    }
    .into_any()
}

/// What happens, sentence by sentence.
fn lines(state: AppState, words: Words, one: &Tried, paid: Amount) -> Vec<Vec<Piece>> {
    let format = state.format();
    let money = |amount: Amount| format.money(amount, state.currency());
    // Left alone for a month: the first month of a course in which nothing is paid has one month of interest.
    let alone = course(&one.debt, Amount::ZERO);
    let month = alone.as_ref().and_then(|plan| plan.schedule.as_ref()?.month(1).map(|month| month.interest));
    let Some(month) = month else { return Vec::new() };
    let rate = format.percent(&one.debt.rate_in(1).decimal_text());
    let mut all = vec![
        words
            .learn_piece_line()
            .interest(&money(month))
            .name(&one.name)
            .owed(&money(one.debt.balance_planned()))
            .rate(&rate),
    ];
    if !paid.is_positive() {
        return all;
    }
    let smaller = paid.saturating_sub(month);
    if !smaller.is_positive() {
        all.push(words.learn_piece_stands().paid(&money(paid)));
    } else if paid < one.debt.balance {
        all.push(words.learn_piece_smaller().interest(&money(month)).paid(&money(paid)).smaller(&money(smaller)));
    }
    let more = Amount::from_minor(MORE_MAJOR * state.currency().minor_per_major());
    let [first, second] = [paid, paid.saturating_add(more)].map(|paid| {
        let plan = course(&one.debt, paid).filter(|plan| plan.outcome == Outcome::Cleared)?;
        let months = words.plan_months(u64::from(plan.months), &format.number(i64::from(plan.months)));
        Some((months, plan.interest_total))
    });
    if let Some((months, interest)) = &first {
        all.push(words.learn_piece_takes().interest(&money(*interest)).months(months).paid(&money(paid)));
    }
    if let Some((months, interest)) = &second {
        all.push(words.learn_piece_more().interest(&money(*interest)).months(months).more(&money(more)));
    }
    all
}
