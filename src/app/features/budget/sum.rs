//! What the budget comes to, and how each figure was worked out.

use content::Country;
use leptos::prelude::*;
use std::sync::Arc;
use ui::components::{BottomBar, Card, Figure, Notice, NoticeKind, Piece, Rich, SummaryList, plain_summary};
use ui::form::{Button, ButtonKind};
use ui::format::Format;

use crate::features::budget::context::{BudgetSection, PageContext};
use crate::features::budget::lazy;
use crate::shared::{fold, monthly_working};

/// The id of the explanation.
const HOW: &str = "how";

/// The summary: at the side of the form where there is room, below it where there is not.
pub fn card(context: PageContext, catalogue: Arc<Country>) -> AnyView {
    let PageContext { state, words, totals, .. } = context;
    let figure = move |amount| state.format().money(amount, state.currency());
    let rows = Signal::derive(move || {
        let totals = totals.get();
        let mut rows = vec![
            (words.budget_sum_income().to_owned(), figure(totals.income)),
            (words.budget_sum_outgoing().to_owned(), figure(totals.outgoings)),
            (words.budget_sum_saving().to_owned(), figure(totals.saving)),
        ];
        if totals.committed.is_positive() {
            rows.push((words.budget_sum_debts().to_owned(), figure(totals.committed)));
        }
        plain_summary(rows)
    });
    let what = Signal::derive(move || context.outcome().0.to_owned());
    let amount = Signal::derive(move || context.signed());
    let unreadable = move || {
        let count = u64::try_from(totals.get().unreadable).unwrap_or(u64::MAX);
        let text = state.format().number(i64::try_from(count).unwrap_or(i64::MAX));
        (count > 0).then(|| {
            view! { <Notice kind=NoticeKind::Care><p>{words.budget_unreadable(count, &text)}</p></Notice> }.into_any()
        })
    };
    let is_short = Memo::new(move |_| {
        let totals = totals.get();
        totals.counted > 0 && totals.left_over.minor() <= 0
    });
    let help = move || {
        if is_short.get() {
            let title = Signal::derive(move || {
                let (_, figure) = context.outcome();
                if totals.get().left_over.minor() < 0 {
                    words.budget_short_title().figure(&figure)
                } else {
                    words.budget_lead_even().to_owned()
                }
            });
            view! {
                <Notice kind=NoticeKind::Know>
                    <p class="notice__title">{move || title.get()}</p>
                    <p><Rich pieces=Signal::stored(words.budget_short_text())/></p>
                </Notice>
            }
            .into_any()
        } else {
            view! { <p><a href="/learn/budget-that-holds">{words.budget_lesson()}</a></p> }.into_any()
        }
    };
    let how = fold::fold(HOW, false, words.budget_how().into_any(), explanation(context, catalogue));
    view! {
        <Card title=words.budget_sum()>
            <SummaryList rows/>
            <Figure label=what amount is_short=Signal::derive(move || context.is_short()) period=Signal::stored(words.budget_every_month().to_owned())/>
            {unreadable}
            {how}
            {help}
            <p><a href="/statement">{words.statement_link()}</a></p>
        </Card>
    }
    .into_any()
}

/// Each line that is not by the month, worked out, and the sum of it all.
fn explanation(context: PageContext, catalogue: Arc<Country>) -> AnyView {
    let PageContext { state, words, totals, .. } = context;
    let figure = move |amount| state.format().money(amount, state.currency());
    let rule = lazy::section(BudgetSection::Rule(context, catalogue.clone()));
    let worked = move || {
        let (convention, currency) = (state.convention(), state.currency());
        let format = state.format();
        let line = |line: &crate::store::BudgetLine| {
            let recurrence = line.recurrence(currency).ok()?;
            let how = monthly_working::worked(words, &format, currency, &convention, &recurrence)?;
            let monthly = recurrence.trace(&convention)?.monthly;
            if !monthly.is_positive() {
                return None;
            }
            let name = context.name(line, Some(&catalogue));
            let sentence = words.budget_how_line().how(&how).name(&name).result(&figure(monthly));
            Some(view! { <li><Rich pieces=Signal::stored(sentence)/></li> }.into_any())
        };
        let drawn: Vec<AnyView> = state.budget.lines.with(|all| all.iter().filter_map(line).collect());
        if drawn.is_empty() {
            view! { <p>{words.budget_how_none()}</p> }.into_any()
        } else {
            view! { <ul class="how__lines">{drawn}</ul> }.into_any()
        }
    };
    let whole = Signal::derive(move || -> Vec<Piece> {
        let totals = totals.get();
        if totals.committed.is_positive() {
            return words
                .budget_how_left_debts()
                .debts(&figure(totals.committed))
                .income(&figure(totals.income))
                .left(&figure(totals.left_over))
                .outgoing(&figure(totals.outgoings))
                .saving(&figure(totals.saving));
        }
        words
            .budget_how_left()
            .income(&figure(totals.income))
            .left(&figure(totals.left_over))
            .outgoing(&figure(totals.outgoings))
            .saving(&figure(totals.saving))
    });
    view! {
        <p><Rich pieces=whole/></p>
        {worked}
        {rule}
    }
    .into_any()
}

/// The bar at the lower edge of a phone. Its button leads to the explanation in the summary.
pub fn bar(context: PageContext, what: Signal<String>, amount: Signal<String>) -> AnyView {
    let words = context.words;
    let explain = Callback::new(move |()| {
        browser::focus::focus_id(HOW);
    });
    view! {
        <BottomBar label=what amount is_short=Signal::derive(move || context.is_short()) period=Signal::stored(words.budget_every_month().to_owned())>
            <Button kind=ButtonKind::Text label=Signal::stored(words.budget_how_short().to_owned()) on_press=explain/>
        </BottomBar>
    }
    .into_any()
}
