//! What the client knows of their credit history. Nobody has to know anything.

use leptos::prelude::*;
use ui::components::{Card, SummaryList, plain_summary};
use ui::form::{AmountField, DateField, FieldRow};
use ui::format::{Format, Locale};
use ui::live::live;
use wire::saved::Credit;

use crate::features::statement::cash::{date_words, day_problem};
use crate::features::statement::context::PageContext;
use crate::features::statement::model;
use crate::shared::fold;
use crate::shared::typed::{few, typed, watched};

/// The largest score and count.
const NUMBER_MAX: u32 = 9_999;

/// The card: what is known, and the fields for it folded away.
pub fn card(context: PageContext) -> AnyView {
    let PageContext { state, words, .. } = context;
    let rows = Memo::new(move |_| known(context));
    let is_known = Memo::new(move |_| rows.with(|rows| !rows.is_empty()));
    let told = live(move || {
        if !is_known.get() {
            return view! { <p>{words.statement_credit_none()}</p> }.into_any();
        }
        let rows = Signal::derive(move || plain_summary(rows.get()));
        view! { <SummaryList rows/> }.into_any()
    });
    let text = |pick: fn(&mut Credit) -> &mut String| typed(state, move |statement| Some(pick(&mut statement.credit)));
    let number = |id: &str, label: &str, pick: fn(&mut Credit) -> &mut String| {
        few(id, label.to_owned(), NUMBER_MAX, words.statement_number_wrong(), text(pick))
    };
    let date = |id: &'static str, label: &'static str, pick: fn(&mut Credit) -> &mut String| {
        let value = text(pick);
        let (error, leave) = watched(value, move |text| day_problem(words, text));
        let order = Locale::choose(state.language_now(), state.case.currency.get_untracked()).date_order();
        view! {
            <DateField
                id=id
                legend=label
                value=value
                words=date_words(words)
                order=order
                error=error
                on_leave=leave
            />
        }
        .into_any()
    };
    let sign = state.format().currency_sign(state.currency());
    let amount = |id: &'static str, label: &'static str, pick: fn(&mut Credit) -> &mut String| {
        let value = text(pick);
        let (error, leave) = context.amount_watch(value);
        view! { <AmountField id=id label=label value=value prefix=sign.clone() error=error on_leave=leave/> }.into_any()
    };
    let score = [
        number("credit-score", words.statement_score(), |credit| &mut credit.score),
        number("credit-score-max", words.statement_score_max(), |credit| &mut credit.score_max),
    ];
    let counts = [
        date("credit-looked-up", words.statement_looked_up(), |credit| &mut credit.looked_up),
        number("credit-missed", words.statement_missed(), |credit| &mut credit.missed_payments),
        number("credit-defaults", words.statement_defaults(), |credit| &mut credit.defaults),
        number("credit-judgments", words.statement_judgments(), |credit| &mut credit.judgments),
        date("credit-oldest", words.statement_oldest(), |credit| &mut credit.oldest_account),
    ];
    let limits = [
        amount("credit-limits", words.statement_limits(), |credit| &mut credit.limits),
        amount("credit-used", words.statement_limits_used(), |credit| &mut credit.limits_used),
    ];
    let inner = view! {
        <div class="stack">
            <p class="soft">{words.statement_credit_hint()}</p>
            <FieldRow>{score.into_iter().collect::<Vec<_>>()}</FieldRow>
            {counts.into_iter().collect::<Vec<_>>()}
            <FieldRow>{limits.into_iter().collect::<Vec<_>>()}</FieldRow>
        </div>
    };
    let fold = fold::fold("credit", false, words.statement_credit_write().into_any(), inner.into_any());
    view! {
        <Card title=words.statement_credit()>
            {told}
            <div class="no-print">{fold}</div>
        </Card>
    }
    .into_any()
}

/// What is known, as names and values; follows it.
fn known(context: PageContext) -> Vec<(String, String)> {
    let PageContext { state, words, .. } = context;
    let read = state.budget.statement.with(|statement| model::credit(&statement.credit, state.currency()));
    let format = state.format();
    let number = |count: u16| format.number(i64::from(count));
    let utilisation = read.utilisation_percent().map(|percent| format.percent(&percent.to_string()));
    let rows = [
        (
            words.statement_score_of(),
            read.score.map(|(score, max)| words.statement_score_out().max(&number(max)).score(&number(score))),
        ),
        (words.statement_looked_up(), read.looked_up.map(|day| format.date(day))),
        (words.statement_missed(), read.missed_payments.map(number)),
        (words.statement_defaults(), read.defaults.map(number)),
        (words.statement_judgments(), read.judgments.map(number)),
        (words.statement_oldest(), read.oldest_account.map(|day| format.date(day))),
        (words.statement_utilisation(), utilisation),
    ];
    rows.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}
