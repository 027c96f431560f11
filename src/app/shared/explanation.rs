//! Why a figure of a plan is what it is: every rule of one debt's month, with what went into it and where it comes from.

use domain::debt::{Allocation, MinimumRule, PrincipalFloor};
use domain::money::Amount;
use domain::plan::{DueBecause, Explanation, Instead, InterestStep, Rule, Scenario, explain};
use domain::rate::Rate;
use leptos::prelude::*;
use ui::form::{FieldRow, SelectField, SelectOption};
use ui::format::Format;
use ui::live::live;

use crate::shared::plan_inputs;
use crate::store::AppState;
use crate::words::{Words, use_words};

/// So many months can be asked about; of longer plans the first ones.
const MONTHS_MAX: u16 = 360;

/// What is asked, and of which plan.
#[derive(Clone, Copy)]
pub struct ExplanationRequest {
    /// Place of the debt; empty for the first.
    pub debt: RwSignal<String>,
    /// Number of the month; empty for the next.
    pub month: RwSignal<String>,
    /// The plan.
    pub scenario: Signal<Option<Scenario>>,
    /// The names of its debts.
    pub names: Signal<Vec<String>>,
    /// How many months it has.
    pub months: Signal<u16>,
}

/// The question and the answer, for the plan of the plan page.
pub fn for_plan() -> AnyView {
    let state = AppState::here();
    let basis = Memo::new(move |_| plan_inputs::basis(state));
    let scenario = Memo::new(move |_| basis.with(|basis| plan_inputs::scenario(basis, plan_inputs::chosen(state))));
    let months = Memo::new(move |_| {
        let plan = basis.with(|basis| plan_inputs::plan(basis, plan_inputs::chosen(state)));
        plan.map_or(0, |plan| plan.months)
    });
    let names =
        Memo::new(move |_| basis.with(|basis| basis.readings.iter().map(|debt| debt.name.clone()).collect::<Vec<_>>()));
    let (debt, month) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    view(
        "plan-why",
        ExplanationRequest { debt, month, scenario: scenario.into(), names: names.into(), months: months.into() },
    )
}

/// The question and the answer.
pub fn view(id: &'static str, asked: ExplanationRequest) -> AnyView {
    let state = AppState::here();
    let words = use_words();
    // The lists change with the plan; what is chosen stays.
    let (names, months) = (asked.names, asked.months);
    let known = Memo::new(move |_| names.get());
    let count = Memo::new(move |_| months.get().clamp(1, MONTHS_MAX));
    let fields = live(move || {
        let debts = known.with(|names| {
            let line = |(place, name): (usize, &String)| SelectOption::new(place.to_string(), name.as_str());
            names.iter().enumerate().map(line).collect::<Vec<_>>()
        });
        let month = |number: u16| {
            let (year, month) = plan_inputs::month_after(number);
            SelectOption::new(number.to_string(), untrack(|| state.format()).month(year, month))
        };
        let options: Vec<SelectOption> = (1..=count.get()).map(month).collect();
        let (debt_id, month_id) = ([id, "-debt"].concat(), [id, "-month"].concat());
        view! {
            <FieldRow>
                <SelectField id=debt_id label=words.what_if_why_debt() value=asked.debt options=debts/>
                <SelectField id=month_id label=words.what_if_why_month() value=asked.month options/>
            </FieldRow>
        }
        .into_any()
    });
    let answer = live(move || {
        let place = asked.debt.with(|debt| debt.parse().unwrap_or(0));
        let month = asked.month.with(|month| month.parse().unwrap_or(1));
        let found = asked
            .scenario
            .with(|scenario| scenario.as_ref().and_then(|scenario| explain(scenario, month, place).ok()).flatten());
        match found {
            Some(found) => rules(state, words, &found),
            None => view! { <p class="soft">{words.what_if_why_none()}</p> }.into_any(),
        }
    });
    view! {
        <p class="soft">{words.what_if_why_text()}</p>
        {fields}
        <div aria-live="polite">{answer}</div>
    }
    .into_any()
}

/// The rules of a month, those that did nothing left out.
fn rules(state: AppState, words: Words, found: &Explanation) -> AnyView {
    if found.opening.is_zero() && found.payment.is_zero() && found.closing.is_zero() {
        return view! { <p class="soft">{words.what_if_why_none()}</p> }.into_any();
    }
    let format = state.format();
    let money = |amount: Amount| format.money(amount, state.currency());
    let percent = |step: &InterestStep| format.percent(&step.rate.decimal_text());
    let line = |rule: Rule| {
        let (title, lines) = match rule {
            Rule::Interest => (words.what_if_why_interest(), interest(words, &format, found, &money, &percent)),
            Rule::Fees if found.fee.is_zero() => return None,
            Rule::Fees => (words.what_if_why_fees(), vec![money(found.fee)]),
            Rule::Minimum => {
                let due = money(found.due);
                let mut lines = match found.due_because {
                    DueBecause::Contract => vec![contract(words, &format, found.minimum_rule, &money)],
                    _ => Vec::new(),
                };
                lines.push(match found.due_because {
                    DueBecause::Contract => words.what_if_why_due().due(&due),
                    DueBecause::LastInstalment => words.what_if_why_due_last().due(&due),
                    DueBecause::Holiday => words.what_if_why_due_holiday().to_owned(),
                    DueBecause::Instalment => words.what_if_why_due_instalment().due(&due),
                    DueBecause::SavingUp => words.what_if_why_due_saving().to_owned(),
                });
                lines.extend(match found.instead {
                    Some(Instead::Missed) => Some(words.what_if_why_missed().to_owned()),
                    Some(Instead::ReallyPaid) => Some(words.what_if_why_really().paid(&money(found.payment))),
                    None => None,
                });
                (words.what_if_why_minimum(), lines)
            }
            Rule::Extra => {
                let rank = format.number(i64::try_from(found.rank).unwrap_or_default());
                let text = match found.budget {
                    Some(budget) => words
                        .what_if_why_extra_line()
                        .budget(&money(budget))
                        .due(&money(found.due_total))
                        .extra(&money(found.extra()))
                        .rank(&rank),
                    None => words.what_if_why_extra_none().to_owned(),
                };
                let mut lines = vec![text];
                if found.deficit.is_positive() {
                    lines.push(words.what_if_why_deficit().deficit(&money(found.deficit)));
                }
                if found.from_reserve.is_positive() {
                    lines.push(words.what_if_why_reserve().amount(&money(found.from_reserve)));
                }
                if found.lump.is_positive() {
                    lines.push(words.what_if_why_lump().amount(&money(found.lump)));
                }
                (words.what_if_why_extra(), lines)
            }
            // Of one balance there is no choice.
            Rule::Allocation if found.interest.len() < 2 => return None,
            Rule::Allocation => {
                let text = match found.allocation {
                    Allocation::CardAct | Allocation::HighestFirst => words.what_if_why_allocation_high(),
                    Allocation::LowestFirst => words.what_if_why_allocation_low(),
                };
                (words.what_if_why_allocation(), vec![text.to_owned()])
            }
            Rule::Closing => (words.what_if_why_closing(), vec![closing(words, found, &money)]),
        };
        Some(reason(words, title, lines, source(words, found.source(rule))))
    };
    let lines: Vec<AnyView> = Rule::ALL.into_iter().filter_map(line).collect();
    view! { <dl class="reasons">{lines}</dl> }.into_any()
}

/// One rule: its name, what went into it, and where it comes from.
pub fn reason(words: Words, title: &'static str, lines: Vec<String>, source: &str) -> AnyView {
    let lines: Vec<AnyView> = lines.into_iter().map(|line| view! { <p>{line}</p> }.into_any()).collect();
    view! {
        <div class="reason">
            <dt>{title}</dt>
            <dd>
                {lines}
                <p class="soft">{words.what_if_why_from().source(source)}</p>
            </dd>
        </div>
    }
    .into_any()
}

fn interest(
    words: Words,
    format: &dyn Format,
    found: &Explanation,
    money: &dyn Fn(Amount) -> String,
    percent: &dyn Fn(&InterestStep) -> String,
) -> Vec<String> {
    if found.interest_total().is_zero() {
        return vec![words.what_if_why_interest_none().to_owned()];
    }
    let charged = found.interest.iter().filter(|step| !step.interest.is_zero());
    let line = |step: &InterestStep| {
        let (balance, interest, rate) = (money(step.balance), money(step.interest), percent(step));
        let number = |days: u16| format.number(i64::from(days));
        if let Some(month) = step.month_days {
            let (days, month) = (number(step.days), number(month));
            return words
                .what_if_why_interest_part()
                .balance(&balance)
                .days(&days)
                .interest(&interest)
                .month(&month)
                .rate(&rate);
        }
        // Thirty days of three hundred and sixty are a month of twelve.
        if u32::from(step.days) * 12 == u32::from(step.year_days) {
            return words.what_if_why_interest_month().balance(&balance).interest(&interest).rate(&rate);
        }
        let (days, year) = (number(step.days), number(step.year_days));
        words.what_if_why_interest_line().balance(&balance).days(&days).interest(&interest).rate(&rate).year(&year)
    };
    let mut lines: Vec<String> = charged.clone().map(line).collect();
    // Once for each rate, in the order in which the steps have them.
    let mut told: Vec<Rate> = Vec::new();
    for step in charged {
        let Some(stated) = step.effective.filter(|stated| !told.contains(stated)) else { continue };
        told.push(stated);
        lines.extend(conversion(words, format, found, stated, &percent(step)));
    }
    lines
}

/// How the nominal rate that interest is worked out with came from the effective one that is stated.
fn conversion(words: Words, format: &dyn Format, found: &Explanation, stated: Rate, rate: &str) -> Option<String> {
    let (year, times) = found.accrual.conversion(found.rate_basis)?;
    let number = |number: u16| format.number(i64::from(number));
    let stated = format.percent(&stated.decimal_text());
    let sum = [&number(year), " × ((1 + ", &stated, ")^(1/", &number(times), ") − 1)"].concat();
    Some(words.what_if_why_interest_effective().rate(rate).stated(&stated).sum(&sum))
}

/// What the contract asks for each month.
fn contract(words: Words, format: &dyn Format, rule: MinimumRule, money: &dyn Fn(Amount) -> String) -> String {
    let percent = |share: Rate| format.percent(&share.decimal_text());
    match rule {
        MinimumRule::Fixed(asked) => words.what_if_why_minimum_fixed().asked(&money(asked)),
        MinimumRule::PercentOf { percent: share, floor, .. } => {
            words.what_if_why_minimum_percent().floor(&money(floor)).percent(&percent(share))
        }
        MinimumRule::InterestPlusPercent { percent: share, floor } => {
            let (PrincipalFloor::Whole(floor) | PrincipalFloor::Principal(floor)) = floor;
            words.what_if_why_minimum_interest().floor(&money(floor)).percent(&percent(share))
        }
        MinimumRule::InterestPlus(principal) => words.what_if_why_minimum_plus().principal(&money(principal)),
    }
}

fn closing(words: Words, found: &Explanation, money: &dyn Fn(Amount) -> String) -> String {
    let (opening, interest) = (money(found.opening), money(found.interest_total()));
    let (fee, paid, closing) = (money(found.fee), money(found.payment), money(found.closing));
    if found.forgiven.is_zero() && found.fee.is_zero() {
        words.what_if_why_closing_plain().closing(&closing).interest(&interest).opening(&opening).payment(&paid)
    } else if found.forgiven.is_zero() {
        words
            .what_if_why_closing_line()
            .closing(&closing)
            .fee(&fee)
            .interest(&interest)
            .opening(&opening)
            .payment(&paid)
    } else {
        words
            .what_if_why_closing_forgiven()
            .closing(&closing)
            .fee(&fee)
            .forgiven(&money(found.forgiven))
            .interest(&interest)
            .opening(&opening)
            .payment(&paid)
    }
}

/// Where a rule comes from: one of ours in words, a law as it is cited.
fn source(words: Words, source: &'static str) -> &'static str {
    match source {
        "contract" => words.what_if_why_contract(),
        "strategy" => words.what_if_why_strategy(),
        "agreement" => words.what_if_why_agreement(),
        "convention" => words.what_if_why_convention(),
        law => law,
    }
}
