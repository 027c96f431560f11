//! What the money could do: three orders compared, the course of the debts, and a link to show it to somebody.

use browser::document::set_title;
use domain::debt::{Debt, MinimumRule};
use domain::journey::Step;
use domain::money::Amount;
use domain::plan::{Outcome, Plan, Strategy, StuckBecause};
use leptos::prelude::*;
use ui::chart::{BalancesWords, StackedBalances};
use ui::components::{Card, Columns, Disclosure, Lead, Notice, NoticeKind, PageFrame, PageHeader, Piece, Rich};
use ui::form::{Actions, AmountField, ButtonKind, LinkButton, RadioChoice, RadioChoices};
use ui::format::Format;
use ui::live::live;

use crate::features::plan::lazy;
use crate::shared::amount_problem::amount_problem;
use crate::shared::plan_inputs::{Basis, STRATEGIES};
use crate::shared::{disclosure, journey, plan_inputs, plan_totals, unreadable_debts};
use crate::store::{AppState, DebtReading};
use crate::words::{Words, use_words};

/// The page.
pub fn page() -> AnyView {
    journey::guarded(Step::Plan, inside)
}

/// The button and the other strategies that it opens. Open from the start where one of them is chosen.
fn other_strategies(state: AppState) -> AnyView {
    let is_other = !STRATEGIES.contains(&untrack(|| plan_inputs::chosen(state)));
    disclosure::opens(use_words().plan_more_ways(), is_other, lazy::strategies)
}

fn inside() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    set_title(words.plan_title());
    let basis = Memo::new(move |_| plan_inputs::basis(state));
    let plans = Memo::new(move |_| basis.with(|basis| STRATEGIES.map(|strategy| plan_inputs::plan(basis, strategy))));
    // Nothing chosen yet is the first card.
    let strategy = state.plan.strategy;
    strategy.set(untrack(|| plan_inputs::chosen(state)).id().to_owned());
    let shown =
        Memo::new(move |_| basis.with(|basis| plan_inputs::plan_with_schedule(basis, plan_inputs::chosen(state))));
    let answer =
        Signal::derive(move || basis.with(|basis| shown.with(|plan| answer(state, words, basis, plan.as_ref()))));
    let kept = Signal::derive(move || basis.with(|basis| kept(state, words, basis)));
    let options = Signal::derive(move || basis.with(|basis| plans.with(|plans| cards(state, words, basis, plans))));
    let label = |text: &'static str| Signal::stored(text.to_owned());
    let is_there = Memo::new(move |_| shown.with(Option::is_some));
    let picture = live(move || {
        if !is_there.get() {
            return view! { <p class="soft">{words.plan_card_none()}</p> }.into_any();
        }
        let chart = untrack(|| chart(state, words, basis, shown));
        let why = live(move || why(state, words, basis, shown));
        let asking = untrack(|| disclosure::opens(words.plan_ask_why(), false, lazy::explanation));
        let scenario = Signal::derive(move || {
            basis.with(|basis| {
                plan_inputs::scenario(basis, plan_inputs::chosen(state)).filter(|one| !one.debts.is_empty())
            })
        });
        let names = Signal::derive(move || {
            basis.with(|basis| basis.readings.iter().map(|debt| debt.name.clone()).collect::<Vec<_>>())
        });
        let totals = untrack(|| plan_totals::view(plan_totals::Shown { scenario, names }));
        view! { {chart} <Disclosure summary=words.plan_why()>{why}</Disclosure> {totals} {asking} }.into_any()
    });
    let tried = state.trials.with_untracked(|trials| trials.what_ifs.len());
    let trying = (tried > 0).then(|| {
        let count = u64::try_from(tried).unwrap_or_default();
        let text = untrack(|| state.format()).number(i64::try_from(tried).unwrap_or_default());
        view! { <p class="soft">{words.plan_trying(count, &text)}</p> }.into_any()
    });
    let shared = live(move || if is_there.get() { untrack(|| share(words, basis, shown)) } else { ().into_any() });
    view! {
        <PageFrame rail=journey::rail(Step::Plan)>
            <PageHeader title=words.plan_title()>
                <Lead><span aria-live="polite"><Rich pieces=answer/></span></Lead>
                <p class="soft"><Rich pieces=kept/></p>
            </PageHeader>
            {live(move || basis.with(|basis| shown.with(|plan| warnings(state, words, basis, plan.as_ref()))))}
            <Columns>
                <Card title=words.plan_which()>
                    <RadioChoices id="strategy" legend=words.plan_which() legend_hidden=true value=strategy options/>
                    {other_strategies(state)}
                    {monthly_field(state, words, basis)}
                    <Actions>
                        <LinkButton
                            href="/what-if"
                            kind=ButtonKind::Outlined
                            label=label(words.plan_add_what_if())
                        />
                        <LinkButton href="/what-if#compare" kind=ButtonKind::Text label=label(words.plan_compare())/>
                    </Actions>
                    {trying}
                    <p><a href="/learn/interest-and-minimums">{words.plan_lesson()}</a></p>
                </Card>
                <Card title=words.plan_owe()>{picture}</Card>
            </Columns>
            <Actions>
                <LinkButton href="/offer" label=label(words.plan_next())/>
                <LinkButton href="/" kind=ButtonKind::Text label=label(words.plan_stop())/>
            </Actions>
            {shared}
        </PageFrame>
    }
    .into_any()
}

fn monthly_field(state: AppState, words: Words, basis: Memo<Basis>) -> AnyView {
    let prefix = untrack(|| state.format().currency_sign(state.currency()));
    // Not while somebody types for the first time; what stood there before is judged at once.
    let left_field = RwSignal::new(untrack(|| state.plan.budget_monthly.with(|typed| !typed.is_empty())));
    let error = Signal::derive(move || {
        let error = basis.with(|basis| basis.monthly.err()).filter(|_| left_field.get())?;
        Some(amount_problem(words, &state.format(), state.currency(), error, words.plan_error_required()))
    });
    let echo = Signal::derive(move || {
        basis.with(|basis| {
            let monthly = basis.monthly.ok()?;
            let format = state.format();
            Some(words.plan_monthly_echo().amount(&format.money(monthly, state.currency())))
        })
    });
    view! {
        <AmountField
            id="plan-monthly"
            label=words.plan_monthly()
            hint=words.plan_monthly_hint()
            value=state.plan.budget_monthly
            prefix
            error
            echo
            on_leave=Callback::new(move |()| left_field.set(true))
        />
    }
    .into_any()
}

/// The answer of the page in one sentence.
fn answer(state: AppState, words: Words, basis: &Basis, plan: Option<&Plan>) -> Vec<Piece> {
    let format = state.format();
    let money = |amount: Amount| format.money(amount, state.currency());
    let (Some(plan), Ok(paid)) = (plan, plan_inputs::paid_monthly(basis, plan_inputs::chosen(state))) else {
        return words.plan_answer_none();
    };
    match &plan.outcome {
        Outcome::Cleared => {
            let (year, month) = plan_inputs::month_after(plan.months);
            words
                .plan_answer_cleared()
                .amount(&money(paid))
                .date(&format.month(year, month))
                .interest(&money(plan.interest_total))
        }
        Outcome::NeverClears { debt, because: StuckBecause::NothingPaid, .. } => {
            words.plan_answer_nothing().debt(&basis.readings[*debt].name)
        }
        Outcome::NeverClears { debt, excess, .. } if excess.is_zero() => {
            words.plan_answer_stands().amount(&money(paid)).debt(&basis.readings[*debt].name)
        }
        Outcome::NeverClears { debt, excess, .. } => {
            words.plan_answer_never().amount(&money(paid)).debt(&basis.readings[*debt].name).excess(&money(*excess))
        }
        Outcome::NotWithinHorizon => words.plan_answer_horizon().amount(&money(paid)),
        Outcome::Shortfall { missing, .. } => {
            words.plan_answer_shortfall().amount(&money(paid)).missing(&money(*missing))
        }
    }
}

/// What the plan leaves of what is left over.
fn kept(state: AppState, words: Words, basis: &Basis) -> Vec<Piece> {
    let format = state.format();
    let money = |amount: Amount| format.money(amount, state.currency());
    let Ok(paid) = plan_inputs::paid_monthly(basis, plan_inputs::chosen(state)) else { return Vec::new() };
    let kept = basis.there().saturating_sub(paid);
    let text = if basis.left_over <= Amount::ZERO {
        words.plan_nothing_left().to_owned()
    } else if kept < Amount::ZERO {
        words.plan_over().left(&money(basis.left_over)).more(&money(Amount::ZERO.saturating_sub(kept)))
    } else {
        words.plan_kept().kept(&money(kept)).left(&money(basis.left_over))
    };
    vec![Piece::Text(text)]
}

fn cards(state: AppState, words: Words, basis: &Basis, plans: &[Option<Plan>; 3]) -> Vec<RadioChoice> {
    let format = state.format();
    let whole = |amount: Amount| format.money(amount, state.currency());
    let least = plans.iter().flatten().filter(|plan| plan_inputs::ends(plan)).map(|plan| plan.interest_total).min();
    let card = |(strategy, plan): (Strategy, &Option<Plan>)| {
        let title = match strategy {
            Strategy::Avalanche => words.plan_avalanche(),
            Strategy::Snowball => words.plan_snowball(),
            _ => words.plan_minimums(),
        };
        let choice = RadioChoice::new(strategy.id(), title);
        let Some(plan) = plan else { return choice.detail(words.plan_card_none()) };
        let months = || {
            let count = u64::from(plan.months);
            words.plan_months(count, &format.number(i64::from(plan.months)))
        };
        match &plan.outcome {
            Outcome::Cleared => {
                let first = plan.cleared.iter().map(|cleared| cleared.month).find(|month| *month > 0).unwrap_or(0);
                let detail = if strategy == Strategy::Snowball {
                    words.plan_first_gone(u64::from(first), &format.number(i64::from(first)))
                } else if least == Some(plan.interest_total) {
                    words.plan_least().to_owned()
                } else {
                    words.plan_dearer().more(&whole(plan.interest_total.saturating_sub(least.unwrap_or_default())))
                };
                choice.detail(detail).figures(months(), words.plan_interest().amount(&whole(plan.interest_total)))
            }
            Outcome::NeverClears { debt, because: StuckBecause::NothingPaid, .. } => {
                choice.detail(words.plan_no_money().debt(&basis.readings[*debt].name)).figures(words.plan_never(), "")
            }
            Outcome::NeverClears { debt, excess, .. } if excess.is_positive() => {
                let name = &basis.readings[*debt].name;
                choice.detail(words.plan_grows().amount(&whole(*excess)).debt(name)).figures(words.plan_never(), "")
            }
            Outcome::NeverClears { debt, .. } => {
                choice.detail(words.plan_stands().debt(&basis.readings[*debt].name)).figures(words.plan_never(), "")
            }
            Outcome::NotWithinHorizon => choice.detail(words.plan_long()).figures(words.plan_never(), ""),
            Outcome::Shortfall { missing, .. } => {
                choice.detail(words.plan_short().missing(&whole(*missing))).figures(words.plan_not_enough(), "")
            }
        }
    };
    STRATEGIES.into_iter().zip(plans).map(card).collect()
}

fn warnings(state: AppState, words: Words, basis: &Basis, plan: Option<&Plan>) -> AnyView {
    let format = state.format();
    let unrated: Vec<&str> = basis
        .readings
        .iter()
        .filter(|debt| debt.rate.is_ok_and(|rate| rate == domain::rate::Rate::ZERO))
        .map(|debt| debt.name.as_str())
        .collect();
    let over = basis.monthly.is_ok_and(|monthly| monthly > basis.there() && basis.left_over.is_positive());
    let nothing = (basis.left_over <= Amount::ZERO).then(|| {
        view! {
            <Notice kind=NoticeKind::Care title=words.plan_nothing_title()>
                <Rich pieces=Signal::stored(words.plan_nothing_text())/>
            </Notice>
        }
    });
    let over = over.then(|| {
        let left = format.money(basis.left_over, state.currency());
        view! { <Notice kind=NoticeKind::Care title=words.plan_over_title()>{words.plan_over_text().left(&left)}</Notice> }
    });
    let unreadable = (basis.unreadable > 0).then(|| unreadable_debts::notice(words));
    let unrated = (!unrated.is_empty()).then(|| {
        let names = format.list(&unrated);
        view! { <Notice kind=NoticeKind::Know>{words.plan_unrated().names(&names)}</Notice> }
    });
    let exchanged: Vec<&str> =
        basis.readings.iter().filter(|debt| debt.more.owed_in.is_some()).map(|debt| debt.name.as_str()).collect();
    let exchanged = (!exchanged.is_empty()).then(|| {
        let names = format.list(&exchanged);
        view! { <Notice kind=NoticeKind::Know>{words.plan_exchanged().names(&names)}</Notice> }
    });
    let is_ruled = |(debt, _): &(&Debt, &DebtReading)| !matches!(debt.minimum, MinimumRule::Fixed(_));
    let ruled: Vec<&str> =
        basis.debts.iter().zip(&basis.readings).filter(is_ruled).map(|(_, debt)| debt.name.as_str()).collect();
    let falls = plan_inputs::chosen(state) == Strategy::MinimumsOnly && !ruled.is_empty();
    let falling = falls.then(|| {
        let text =
            words.plan_falling().amount(&format.money(basis.minimums, state.currency())).names(&format.list(&ruled));
        view! { <Notice kind=NoticeKind::Know>{text}</Notice> }
    });
    // Why it never ends, and what is there to be done.
    let endless = plan.and_then(|plan| match plan.outcome {
        Outcome::NeverClears { because: StuckBecause::Interest, .. } => Some(words.plan_endless_text()),
        // That nothing is left at all is said already.
        Outcome::NeverClears { because: StuckBecause::NothingPaid, .. } => {
            nothing.is_none().then(|| words.plan_endless_nothing())
        }
        _ => None,
    });
    let endless = endless.map(|text| {
        view! {
            <Notice kind=NoticeKind::Care title=words.plan_endless_title()>
                <Rich pieces=Signal::stored(text)/>
            </Notice>
        }
    });
    let short = plan.is_some_and(|plan| matches!(plan.outcome, Outcome::Shortfall { .. })).then(|| {
        view! {
            <Notice kind=NoticeKind::Care title=words.plan_short_title()>
                <Rich pieces=Signal::stored(words.plan_short_text())/>
            </Notice>
        }
    });
    let short = short.filter(|_| nothing.is_none());
    view! { {nothing} {endless} {short} {over} {unreadable} {exchanged} {unrated} {falling} }.into_any()
}

fn chart(state: AppState, words: Words, basis: Memo<Basis>, shown: Memo<Option<Plan>>) -> AnyView {
    let format = untrack(|| state.format());
    let data = Signal::derive(move || {
        basis.with(|basis| {
            shown.with(|plan| {
                let Some(plan) = plan else { return Default::default() };
                let format = state.format();
                let mut data = plan_inputs::balances(basis, plan, &format, words.plan_owe(), words.plan_debt_free());
                let pieces = answer(state, words, basis, Some(plan));
                data.description = pieces
                    .iter()
                    .map(|piece| match piece {
                        Piece::Text(text) | Piece::Strong(text) | Piece::Link { label: text, .. } => text.as_str(),
                    })
                    .collect();
                data
            })
        })
    });
    let chart_words = BalancesWords {
        table: words.plan_table().to_owned(),
        caption: words.plan_owe().to_owned(),
        month: words.plan_month().to_owned(),
        total: words.plan_total().to_owned(),
    };
    let currency = untrack(|| state.currency());
    view! { <StackedBalances id="balances" data words=chart_words format currency/> }.into_any()
}

/// The rule behind the date, with its own figures: the first month of the plan.
fn why(state: AppState, words: Words, basis: Memo<Basis>, shown: Memo<Option<Plan>>) -> AnyView {
    let format = state.format();
    let money = |amount: Amount| format.money(amount, state.currency());
    basis.with(|basis| {
        shown.with(|plan| {
            let first = plan.as_ref().and_then(|plan| plan.schedule.as_ref()).and_then(|schedule| schedule.month(1));
            let rows = first.map(|month| {
                let row = |(place, debt): (usize, &DebtReading)| {
                    if !plan_inputs::is_plain(&basis.debts[place]) {
                        return view! { <li>{words.plan_why_own_way().name(&debt.name)}</li> };
                    }
                    let now = basis.debts[place].balance_planned();
                    let paid = month.payments[place];
                    let after = month.balances[place];
                    let interest = after.saturating_add(paid).saturating_sub(now);
                    let one = &basis.debts[place];
                    // Of an APR the one without interest on interest, a twelfth of which is charged.
                    let rate = one.details.accrual.nominal(one.rate_in(1), one.details.rate_basis);
                    let rate = format.percent(&rate.decimal_text());
                    let line = words
                        .plan_why_line()
                        .after(&money(after))
                        .before(&money(now))
                        .interest(&money(interest))
                        .name(&debt.name)
                        .paid(&money(paid))
                        .rate(&rate);
                    view! { <li>{line}</li> }
                };
                basis.readings.iter().enumerate().map(row).collect::<Vec<_>>()
            });
            view! {
                <p>{words.plan_why_rule()}</p>
                <ul>{rows}</ul>
                <p>{words.plan_why_then()}</p>
            }
            .into_any()
        })
    })
}

/// A link to the plan, behind a press.
fn share(words: Words, basis: Memo<Basis>, shown: Memo<Option<Plan>>) -> AnyView {
    view! { <Disclosure summary=words.plan_share_title()>{lazy::share_link(basis, shown)}</Disclosure> }.into_any()
}
