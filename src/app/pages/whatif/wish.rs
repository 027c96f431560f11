//! Plans backwards: what it takes to be free of debt by a month, and how long a pause may last.

use domain::money::Amount;
use domain::plan::{GoalSeek, Payment, Rest, Scenario, Strategy, Whom, longest_holiday, payment_to_clear_by};
use leptos::prelude::*;
use ui::components::{Card, Notice, NoticeKind, Piece, Rich};
use ui::form::{Button, ButtonKind, Checkbox, SelectField, SelectOption};
use ui::live::live;

use super::figures::{HeldUp, held_up, paying_most};
use super::reading::{month_number, month_text};
use super::{Bench, months};
use crate::planning;

/// An amount that was taken over into the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Used {
    amount: Amount,
    /// The order of the debts changed, too.
    is_reordered: bool,
}

/// The card.
pub fn view(bench: Bench) -> AnyView {
    let Bench { words, store, .. } = bench;
    let by = Memo::new(move |_| wished_month(bench));
    let solved = Memo::new(move |_| {
        let month = by.get()?;
        let scenario = for_a_wish(bench)?;
        payment_to_clear_by(&scenario, month).ok()
    });
    let options = store.clear_by.with_untracked(|by| months::options(&bench.format(), bench.now(), by, true));
    // Words of an earlier answer are gone when there is another.
    let used = RwSignal::new(None::<Used>);
    let answer = live(move || {
        let Some(solved) = solved.get() else { return ().into_any() };
        untrack(|| match solved {
            GoalSeek::Found(payment) => found(bench, &payment, used),
            GoalSeek::Infeasible(why) => {
                let held_up = for_a_wish(bench).and_then(|scenario| held_up(&paying_most(scenario)));
                not_so(bench, infeasible(bench, held_up), why.nearest_month)
            }
        })
    });
    let said = live(move || {
        let used = used.get().filter(|used| bench.basis.with(|basis| basis.monthly == Ok(used.amount)));
        match used {
            Some(used) => {
                let amount = bench.money(used.amount);
                let text = if used.is_reordered {
                    words.whatif_wish_used_order(&amount)
                } else {
                    words.whatif_wish_used(&amount)
                };
                view! { <Notice kind=NoticeKind::Success live=true>{text}</Notice> }.into_any()
            }
            None => ().into_any(),
        }
    });
    view! {
        <Card id="wish" title=words.whatif_wish()>
            {bench.counted_in()}
            <SelectField
                id="clear-by"
                label=words.whatif_wish_month()
                value=store.clear_by
                options
                placeholder=words.whatif_wish_choose()
            />
            <div class="stack" aria-live="polite">{answer}</div>
            {said}
            {pause(bench, by)}
        </Card>
    }
    .into_any()
}

/// The month wished for, if there is a wish for a month to come.
fn wished_month(bench: Bench) -> Option<u16> {
    let by = bench.store.clear_by.get();
    if by.is_empty() { None } else { month_number(&by, bench.now()).ok() }
}

fn for_a_wish(bench: Bench) -> Option<Scenario> {
    let monthly = bench.basis.with(|basis| basis.monthly.ok())?;
    bench.trial.with(|trial| trial.for_a_wish(monthly))
}

fn found(bench: Bench, payment: &Payment, used: RwSignal<Option<Used>>) -> AnyView {
    let Bench { words, state, .. } = bench;
    let amount = payment.amount;
    if bench.trial.with(|trial| trial.with.as_ref().is_some_and(|with| with.payment_schedule.is_some())) {
        // So much each time is no amount for the plan page, which counts in months.
        let said = words.whatif_wish_each_time(&bench.money(amount));
        return view! { <p><Rich pieces=Signal::stored(said)/></p> }.into_any();
    }
    let now = bench.basis.with(|basis| basis.monthly.unwrap_or_default());
    let left = bench.basis.with(|basis| basis.left_over);
    let (text, now_text) = (bench.money(amount), bench.money(now));
    let sentence =
        if amount < now { words.whatif_wish_less(&text, &now_text) } else { words.whatif_wish_found(&text, &now_text) };
    let over = (amount > left && left.is_positive()).then(|| {
        let text = words.whatif_wish_over(&bench.money(left));
        view! { <Notice kind=NoticeKind::Care>{text}</Notice> }.into_any()
    });
    let take = Callback::new(move |()| {
        state.plan.budget_monthly.set(state.currency().decimal_text(amount));
        // The minimums alone use no more than they are.
        let is_reordered = untrack(|| planning::chosen(state)) == Strategy::MinimumsOnly;
        if is_reordered {
            state.plan.strategy.set(Strategy::Avalanche.id().to_owned());
        }
        used.set(Some(Used { amount, is_reordered }));
    });
    let label = Signal::stored(words.whatif_wish_use().to_owned());
    view! {
        <p><Rich pieces=Signal::stored(sentence)/></p>
        {over}
        <div><Button kind=ButtonKind::Outlined label on_press=take/></div>
    }
    .into_any()
}

/// Why a wish cannot be had.
fn infeasible(bench: Bench, held_up: Option<HeldUp>) -> Vec<Piece> {
    let words = bench.words;
    match held_up {
        Some(HeldUp::Late { debt, month }) => words.whatif_wish_not(&bench.month(month), &bench.name(debt)),
        Some(HeldUp::Never { debt, grows: true }) => words.whatif_wish_never(&bench.name(debt)),
        Some(HeldUp::Never { debt, .. }) => words.whatif_wish_stands(&bench.name(debt)),
        Some(HeldUp::Short { month, missing }) => words.whatif_wish_short(&bench.month(month), &bench.money(missing)),
        None => vec![Piece::Text(words.whatif_wish_never_other().to_owned())],
    }
}

/// That something cannot be had, and the nearest wish that can be taken instead.
fn not_so(bench: Bench, said: Vec<Piece>, nearest: Option<u16>) -> AnyView {
    let nearest = nearest.map(|month| {
        let nearest = months::listed(bench.now(), month);
        let label = Signal::stored(bench.words.whatif_wish_take(&bench.month(nearest)));
        let take = Callback::new(move |()| {
            bench.store.clear_by.set(month_text(planning::month_after(nearest)));
            // The button goes with the answer; the list that now shows the month stays.
            ui::focus::focus_id("clear-by");
        });
        view! { <div><Button kind=ButtonKind::Outlined label on_press=take/></div> }.into_any()
    });
    view! { <p><Rich pieces=Signal::stored(said)/></p> {nearest} }.into_any()
}

fn pause(bench: Bench, by: Memo<Option<u16>>) -> AnyView {
    let Bench { words, store, .. } = bench;
    let rest = Memo::new(move |_| {
        let by = by.get()?;
        let monthly = bench.basis.with(|basis| basis.monthly.ok())?;
        let scenario = bench.trial.with(|trial| trial.with_money(monthly))?;
        let whom = store.pause_debt.with(|id| {
            let place = bench.basis.with(|basis| basis.readings.iter().position(|debt| debt.id == *id));
            place.map_or(Whom::All, Whom::One)
        });
        let from = store.pause_from.with(|from| month_number(from, bench.now())).unwrap_or(1);
        longest_holiday(&scenario, whom, !store.pause_is_free.get(), from, by).ok().map(|solved| (solved, from, by))
    });
    let answer = live(move || {
        rest.with(|rest| match rest {
            Some((solved, from, by)) => untrack(|| rested(bench, solved, *from, *by)),
            None => view! { <p>{words.whatif_pause_wish_first()}</p> }.into_any(),
        })
    });
    let debts = bench.basis.with_untracked(|basis| {
        let all = SelectOption::new("", words.whatif_all_debts());
        let each = basis.readings.iter().map(|debt| SelectOption::new(debt.id.as_str(), debt.name.as_str()));
        std::iter::once(all).chain(each).collect::<Vec<_>>()
    });
    let from = store.pause_from.with_untracked(|from| months::options(&bench.format(), bench.now(), from, false));
    view! {
        <h3>{words.whatif_pause_title()}</h3>
        <SelectField id="pause-debt" label=words.whatif_pause_debt() value=store.pause_debt options=debts/>
        <SelectField id="pause-from" label=words.whatif_pause_from() value=store.pause_from options=from/>
        <Checkbox id="pause-free" label=words.whatif_pause_free() value=store.pause_is_free/>
        <div class="stack" aria-live="polite">{answer}</div>
    }
    .into_any()
}

fn rested(bench: Bench, solved: &GoalSeek<Rest>, from: u16, by: u16) -> AnyView {
    let words = bench.words;
    let text = |text: &str| vec![Piece::Text(text.to_owned())];
    let date = bench.month(by);
    let pieces = match solved {
        GoalSeek::Infeasible(why) => {
            let without = bench.basis.with(|basis| basis.monthly.ok());
            let without = without.and_then(|monthly| bench.trial.with(|trial| trial.with_money(monthly)));
            let said = match without.and_then(|scenario| held_up(&scenario)) {
                Some(HeldUp::Late { month, .. }) => words.whatif_pause_not(&date, &bench.month(month)),
                Some(HeldUp::Never { debt, .. }) => words.whatif_pause_never(&bench.name(debt)),
                Some(HeldUp::Short { month, missing }) => {
                    words.whatif_pause_short(&bench.month(month), &bench.money(missing))
                }
                None => words.whatif_pause_long().to_owned(),
            };
            return not_so(bench, text(&said), why.nearest_month);
        }
        GoalSeek::Found(rest) if rest.months == 0 => text(&words.whatif_pause_none(&date)),
        GoalSeek::Found(rest) if rest.plan.months < from => text(words.whatif_pause_after()),
        GoalSeek::Found(rest) => {
            let count = ui::format::Format::number(&bench.format(), i64::from(rest.months));
            words.whatif_pause_found(u64::from(rest.months), &count, &date)
        }
    };
    view! { <p><Rich pieces=Signal::stored(pieces)/></p> }.into_any()
}
