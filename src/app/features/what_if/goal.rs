//! Plans backwards: what it takes to be free of debt by a month, and how long a pause may last.

use domain::money::Amount;
use domain::plan::{DebtScope, GoalSeek, Payment, Rest, Scenario, Strategy, longest_holiday, payment_to_clear_by};
use leptos::prelude::*;
use ui::components::{Card, Notice, NoticeKind, Piece, Rich};
use ui::form::{Button, ButtonKind, Checkbox, SelectField, SelectOption};
use ui::live::live;

use crate::features::what_if::context::PageContext;
use crate::features::what_if::model::{HeldUp, held_up, paying_most};
use crate::features::what_if::reading::month_number;
use crate::shared::months::month_text;
use crate::shared::plan_inputs::Basis;
use crate::shared::{months, plan_inputs};

/// An amount that was taken over into the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Used {
    amount: Amount,
    /// The order of the debts changed, too.
    is_reordered: bool,
}

/// The card.
pub fn view(context: PageContext) -> AnyView {
    let PageContext { words, store, .. } = context;
    let by = Memo::new(move |_| wished_month(context));
    let solved = Memo::new(move |_| {
        let month = by.get()?;
        let scenario = for_a_wish(context)?;
        payment_to_clear_by(&scenario, month).ok()
    });
    let options = store.clear_by.with_untracked(|by| months::options(&context.format(), context.now(), by, true));
    // Words of an earlier answer are gone when there is another.
    let used = RwSignal::new(None::<Used>);
    let answer = live(move || {
        let Some(solved) = solved.get() else { return ().into_any() };
        untrack(|| match solved {
            GoalSeek::Found(payment) => found(context, &payment, used),
            GoalSeek::Infeasible(why) => {
                let held_up = for_a_wish(context).and_then(|scenario| held_up(&paying_most(scenario)));
                not_so(context, infeasible(context, held_up), why.nearest_month)
            }
        })
    });
    let said = live(move || {
        let used = used.get().filter(|used| context.basis.with(|basis| basis.monthly == Ok(used.amount)));
        match used {
            Some(used) => {
                let amount = context.money(used.amount);
                let text = if used.is_reordered {
                    words.what_if_wish_used_order().amount(&amount)
                } else {
                    words.what_if_wish_used().amount(&amount)
                };
                view! { <Notice kind=NoticeKind::Success live=true>{text}</Notice> }.into_any()
            }
            None => ().into_any(),
        }
    });
    view! {
        <Card id="wish" title=words.what_if_wish()>
            {context.counted_in()}
            <SelectField
                id="clear-by"
                label=words.what_if_wish_month()
                value=store.clear_by
                options
                placeholder=words.what_if_wish_choose()
            />
            <div class="stack" aria-live="polite">{answer}</div>
            {said}
            {pause(context, by)}
        </Card>
    }
    .into_any()
}

/// The month wished for, if there is a wish for a month to come.
fn wished_month(context: PageContext) -> Option<u16> {
    let by = context.store.clear_by.get();
    if by.is_empty() { None } else { month_number(&by, context.now()).ok() }
}

fn for_a_wish(context: PageContext) -> Option<Scenario> {
    let monthly = context.basis.with(|basis| basis.monthly.ok())?;
    context.trial.with(|trial| trial.for_a_wish(monthly))
}

fn found(context: PageContext, payment: &Payment, used: RwSignal<Option<Used>>) -> AnyView {
    let PageContext { words, state, .. } = context;
    let amount = payment.amount;
    if context.trial.with(|trial| trial.with.as_ref().is_some_and(|with| with.payment_schedule.is_some())) {
        // So much each time is no amount for the plan page, which counts in months.
        let said = words.what_if_wish_each_time().amount(&context.money(amount));
        return view! { <p><Rich pieces=Signal::stored(said)/></p> }.into_any();
    }
    let now = context.basis.with(|basis| basis.monthly.unwrap_or_default());
    let left = context.basis.with(Basis::there);
    let (text, now_text) = (context.money(amount), context.money(now));
    let sentence = if amount < now {
        words.what_if_wish_less().amount(&text).now(&now_text)
    } else {
        words.what_if_wish_found().amount(&text).now(&now_text)
    };
    let over = (amount > left && left.is_positive()).then(|| {
        let text = words.what_if_wish_over().left(&context.money(left));
        view! { <Notice kind=NoticeKind::Care>{text}</Notice> }.into_any()
    });
    let take = Callback::new(move |()| {
        state.plan.budget_monthly.set(state.currency().decimal_text(amount));
        // The minimums alone use no more than they are.
        let is_reordered = untrack(|| plan_inputs::chosen(state)) == Strategy::MinimumsOnly;
        if is_reordered {
            state.plan.strategy.set(Strategy::Avalanche.id().to_owned());
        }
        used.set(Some(Used { amount, is_reordered }));
    });
    let label = Signal::stored(words.what_if_wish_use().to_owned());
    view! {
        <p><Rich pieces=Signal::stored(sentence)/></p>
        {over}
        <div><Button kind=ButtonKind::Outlined label on_press=take/></div>
    }
    .into_any()
}

/// Why a wish cannot be had.
fn infeasible(context: PageContext, held_up: Option<HeldUp>) -> Vec<Piece> {
    let words = context.words;
    match held_up {
        Some(HeldUp::Late { debt, month }) => {
            words.what_if_wish_not().date(&context.month(month)).debt(&context.name(debt))
        }
        Some(HeldUp::Never { debt, is_paid: false, .. }) => words.what_if_wish_nothing().debt(&context.name(debt)),
        Some(HeldUp::Never { debt, grows: true, .. }) => words.what_if_wish_never().debt(&context.name(debt)),
        Some(HeldUp::Never { debt, .. }) => words.what_if_wish_stands().debt(&context.name(debt)),
        Some(HeldUp::Short { month, missing }) => {
            words.what_if_wish_short().date(&context.month(month)).missing(&context.money(missing))
        }
        None => vec![Piece::Text(words.what_if_wish_never_other().to_owned())],
    }
}

/// That something cannot be had, and the nearest wish that can be taken instead.
fn not_so(context: PageContext, said: Vec<Piece>, nearest: Option<u16>) -> AnyView {
    let nearest = nearest.map(|month| {
        let nearest = months::listed(context.now(), month);
        let label = Signal::stored(context.words.what_if_wish_take().date(&context.month(nearest)));
        let take = Callback::new(move |()| {
            context.store.clear_by.set(month_text(plan_inputs::month_after(nearest)));
            // The button goes with the answer; the list that now shows the month stays.
            browser::focus::focus_id("clear-by");
        });
        view! { <div><Button kind=ButtonKind::Outlined label on_press=take/></div> }.into_any()
    });
    view! { <p><Rich pieces=Signal::stored(said)/></p> {nearest} }.into_any()
}

fn pause(context: PageContext, by: Memo<Option<u16>>) -> AnyView {
    let PageContext { words, store, .. } = context;
    let rest = Memo::new(move |_| {
        let by = by.get()?;
        let monthly = context.basis.with(|basis| basis.monthly.ok())?;
        let scenario = context.trial.with(|trial| trial.with_money(monthly))?;
        let whom = store.pause_debt.with(|id| {
            let place = context.basis.with(|basis| basis.readings.iter().position(|debt| debt.id == *id));
            place.map_or(DebtScope::All, DebtScope::One)
        });
        let from = store.pause_from.with(|from| month_number(from, context.now())).unwrap_or(1);
        longest_holiday(&scenario, whom, !store.pause_is_free.get(), from, by).ok().map(|solved| (solved, from, by))
    });
    let answer = live(move || {
        rest.with(|rest| match rest {
            Some((solved, from, by)) => untrack(|| rested(context, solved, *from, *by)),
            None => view! { <p>{words.what_if_pause_wish_first()}</p> }.into_any(),
        })
    });
    let debts = context.basis.with_untracked(|basis| {
        let all = SelectOption::new("", words.what_if_all_debts());
        let each = basis.readings.iter().map(|debt| SelectOption::new(debt.id.as_str(), debt.name.as_str()));
        std::iter::once(all).chain(each).collect::<Vec<_>>()
    });
    let from = store.pause_from.with_untracked(|from| months::options(&context.format(), context.now(), from, false));
    view! {
        <h3>{words.what_if_pause_title()}</h3>
        <SelectField id="pause-debt" label=words.what_if_pause_debt() value=store.pause_debt options=debts/>
        <SelectField id="pause-from" label=words.what_if_pause_from() value=store.pause_from options=from/>
        <Checkbox id="pause-free" label=words.what_if_pause_free() value=store.pause_is_free/>
        <div class="stack" aria-live="polite">{answer}</div>
    }
    .into_any()
}

fn rested(context: PageContext, solved: &GoalSeek<Rest>, from: u16, by: u16) -> AnyView {
    let words = context.words;
    let text = |text: &str| vec![Piece::Text(text.to_owned())];
    let date = context.month(by);
    let pieces = match solved {
        GoalSeek::Infeasible(why) => {
            let without = context.basis.with(|basis| basis.monthly.ok());
            let without = without.and_then(|monthly| context.trial.with(|trial| trial.with_money(monthly)));
            let said = match without.and_then(|scenario| held_up(&scenario)) {
                Some(HeldUp::Late { month, .. }) => {
                    words.what_if_pause_not().date(&date).soonest(&context.month(month))
                }
                Some(HeldUp::Never { debt, .. }) => words.what_if_pause_never().debt(&context.name(debt)),
                Some(HeldUp::Short { month, missing }) => {
                    words.what_if_pause_short().date(&context.month(month)).missing(&context.money(missing))
                }
                None => words.what_if_pause_long().to_owned(),
            };
            return not_so(context, text(&said), why.nearest_month);
        }
        GoalSeek::Found(rest) if rest.months == 0 => text(&words.what_if_pause_none().date(&date)),
        GoalSeek::Found(rest) if rest.plan.months < from => text(words.what_if_pause_after()),
        GoalSeek::Found(rest) => {
            let count = ui::format::Format::number(&context.format(), i64::from(rest.months));
            words.what_if_pause_found(u64::from(rest.months), &count).date(&date)
        }
    };
    view! { <p><Rich pieces=Signal::stored(pieces)/></p> }.into_any()
}
