//! The month: a table for each part with every line worked out, what it comes to, and the groups beside what is
//! published.

use content::{Country, Guidelines, Side};
use domain::budget::{LineFigure, Owner, Part, StatementLine, line_figures, permille_of_income, share_debts};
use domain::money::Amount;
use leptos::prelude::*;
use ui::components::{Card, Cell, DataTable, Figure, SummaryList, plain_summary};
use ui::format::Format;
use ui::live::live;

use crate::features::statement::context::{FullStatement, PageContext};
use crate::shared::guidelines::Compared;
use crate::shared::{convention, full_budget, guidelines, household, monthly_working};
use crate::store::DebtReading;
use crate::words::Words;

/// The parts in the order of the statement.
const PARTS: [Part; 5] = [Part::Income, Part::Fixed, Part::Flexible, Part::Saving, Part::PriorityOffers];

const fn part_id(part: Part) -> &'static str {
    match part {
        Part::Income => "part-income",
        Part::Fixed => "part-fixed",
        Part::Flexible => "part-flexible",
        Part::Saving => "part-saving",
        Part::PriorityOffers => "part-priority",
    }
}

fn part_name(words: Words, part: Part) -> &'static str {
    match part {
        Part::Income => words.statement_income(),
        Part::Fixed => words.statement_fixed(),
        Part::Flexible => words.statement_flexible(),
        Part::Saving => words.statement_saving(),
        Part::PriorityOffers => words.statement_priority(),
    }
}

/// One table: its rows as people read them, and the sum.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sheet {
    id: &'static str,
    name: &'static str,
    rows: Vec<[String; 4]>,
    sum: String,
}

/// The cards of the month. What is typed on this page about days does not draw them anew.
pub fn cards(context: PageContext) -> AnyView {
    let words = context.words;
    let catalogue = context.catalogue.get_value();
    let sheets = Memo::new(move |_| context.whole.with(|whole| sheets(context, &catalogue, whole)));
    let tables = live(move || sheets.get().into_iter().map(|sheet| table(words, sheet)).collect::<Vec<_>>().into_any());
    let summary = Memo::new(move |_| context.whole.with(|whole| whole.summary.clone()));
    let sums = Signal::derive(move || {
        let summary = summary.get();
        let mut rows = vec![
            (words.statement_income(), summary.income),
            (words.statement_fixed(), summary.fixed),
            (words.statement_flexible(), summary.flexible),
            (words.statement_saving(), summary.saving),
        ];
        if summary.priority_offers.is_positive() {
            rows.push((words.statement_for_priority(), summary.for_priority_debts));
            rows.push((words.statement_priority(), summary.priority_offers));
        }
        plain_summary(rows.into_iter().map(|(name, amount)| (name.to_owned(), context.money(amount))).collect())
    });
    let left = Signal::derive(move || context.money(summary.get().left_over));
    let catalogue = context.catalogue.get_value();
    let published = guidelines::published(context.state);
    let rule = convention::said_now(context.state, words, published, catalogue);
    view! {
        <Card title=words.statement_month()>
            {tables}
            <SummaryList rows=sums/>
            <Figure
                label=Signal::stored(words.statement_left().to_owned())
                amount=left
                is_short=Signal::derive(move || summary.with(|summary| summary.left_over < Amount::ZERO))
                period=Signal::stored(words.budget_every_month().to_owned())
            />
            {rule}
        </Card>
        {groups(context, published)}
        {members(context)}
    }
    .into_any()
}

fn sheets(context: PageContext, catalogue: &Country, whole: &FullStatement) -> Vec<Sheet> {
    let words = context.words;
    let summary = &whole.summary;
    let of = |part: Part| match part {
        Part::Income => summary.income,
        Part::Fixed => summary.fixed,
        Part::Flexible => summary.flexible,
        Part::Saving => summary.saving,
        Part::PriorityOffers => summary.priority_offers,
    };
    let all = rows(context, catalogue, whole);
    let pick = |wanted: &dyn Fn(Part, bool) -> bool| -> Vec<[String; 4]> {
        all.iter().filter(|(part, is_business, _)| wanted(*part, *is_business)).map(|(_, _, row)| row.clone()).collect()
    };
    let mut sheets: Vec<Sheet> = PARTS
        .into_iter()
        .map(|part| Sheet {
            id: part_id(part),
            name: part_name(words, part),
            rows: pick(&|of, is_business| of == part && !is_business),
            sum: context.money(of(part)),
        })
        .collect();
    sheets.push(Sheet {
        id: "part-business",
        name: words.statement_business(),
        rows: pick(&|_, is_business| is_business),
        sum: context.money(summary.business),
    });
    sheets.retain(|sheet| !sheet.rows.is_empty());
    sheets
}

/// Every line: its part, whether it is the business's, and its cells.
fn rows(context: PageContext, catalogue: &Country, whole: &FullStatement) -> Vec<(Part, bool, [String; 4])> {
    let words = context.words;
    let format = context.state.format();
    let figures = line_figures(&full_budget::lines(&whole.stated), &whole.convention);
    let row = |(stated, figure): (&full_budget::Stated, &LineFigure)| {
        let group = match (stated.line.part, catalogue.groups.get(stated.line.group)) {
            (Part::PriorityOffers, _) => words.statement_group_debts().to_owned(),
            (_, Some(group)) => group.label.clone(),
            (_, None) => words.statement_group_own().to_owned(),
        };
        let how = monthly_working::worked(words, &format, whole.currency, &whole.convention, &stated.line.recurrence)
            .unwrap_or_else(|| words.statement_how_month().to_owned());
        // What a business pays out is taken off.
        let is_business = stated.line.owner == Owner::Business;
        let is_taken_off = is_business && stated.line.part != Part::Income;
        let monthly = if is_taken_off { Amount::ZERO.saturating_sub(figure.monthly()) } else { figure.monthly() };
        let cells = [stated.name.clone(), group, how, format.money(monthly, whole.currency)];
        (stated.line.part, is_business, cells)
    };
    whole.stated.iter().zip(&figures).map(row).collect()
}

fn table(words: Words, sheet: Sheet) -> AnyView {
    let head = [words.statement_line(), words.statement_group(), words.statement_worked(), words.statement_a_month()];
    let head: Vec<String> = head.into_iter().map(str::to_owned).collect();
    let cells = |[name, group, how, monthly]: [String; 4]| {
        vec![Cell::Text(name), Cell::Text(group), Cell::Text(how), Cell::Number(monthly)]
    };
    let rows = sheet.rows.into_iter().map(cells).collect();
    let foot = vec![
        Cell::Text(words.statement_together().to_owned()),
        Cell::Text(String::new()),
        Cell::Text(String::new()),
        Cell::Number(sheet.sum),
    ];
    view! { <DataTable id=sheet.id caption=sheet.name stacked=true head=head rows=rows foot=foot/> }.into_any()
}

/// The sums of the groups with their part of income, and what is published about them.
fn groups(context: PageContext, published: RwSignal<Guidelines>) -> AnyView {
    let PageContext { state, words, .. } = context;
    let catalogue = context.catalogue.get_value();
    let known = catalogue.clone();
    let compared = Memo::new(move |_| {
        let sums = context.whole.with(|whole| whole.summary.groups.clone());
        guidelines::compared(state, published, &known, &sums)
    });
    let rows = Memo::new(move |_| {
        context.whole.with(|whole| {
            let groups = catalogue.groups.iter().zip(&whole.summary.groups);
            let spent = groups.filter(|(group, sum)| group.side != Side::Income && sum.is_positive());
            spent
                .map(|(group, sum)| {
                    let permille = permille_of_income(*sum, whole.summary.income);
                    let part = permille.map(|permille| state.format().percent(&tenths(permille))).unwrap_or_default();
                    [group.label.clone(), context.money(*sum), part]
                })
                .collect::<Vec<_>>()
        })
    });
    let table = live(move || {
        let head = [words.statement_group(), words.statement_a_month(), words.statement_of_income()];
        let head: Vec<String> = head.into_iter().map(str::to_owned).collect();
        let cells = |[name, sum, part]: [String; 3]| vec![Cell::Text(name), Cell::Number(sum), Cell::Number(part)];
        let rows: Vec<Vec<Cell>> = rows.get().into_iter().map(cells).collect();
        view! { <DataTable id="groups" caption=words.statement_groups() caption_hidden=true head=head rows=rows/> }
            .into_any()
    });
    let notes = live(move || {
        let all = compared.get().into_iter().filter(|one| one.check.spent.is_positive());
        all.map(|one| note(context, &one)).collect::<Vec<_>>().into_any()
    });
    view! { <Card title=words.statement_groups()>{table}{notes}</Card> }.into_any()
}

/// Tenths of a percent as decimal text: 359 is `35.9`.
fn tenths(permille: i64) -> String {
    let (whole, tenth) = (permille / 10, (permille % 10).abs());
    let sign = if permille < 0 && whole == 0 { "-" } else { "" };
    [sign, &whole.to_string(), ".", &tenth.to_string()].concat()
}

/// One published figure, how the budget stands to it, and the reason given.
fn note(context: PageContext, one: &Compared) -> AnyView {
    let PageContext { state, words, .. } = context;
    let catalogue = context.catalogue.get_value();
    let labels: Vec<&str> = one
        .data
        .groups
        .iter()
        .filter_map(|id| Some(catalogue.groups.iter().find(|group| group.id == *id)?.label.as_str()))
        .collect();
    let reason = state.budget.statement.with(|statement| full_budget::reason(statement, &one.data.id).to_owned());
    let why = one.check.above.is_positive().then(|| {
        let said = if reason.is_empty() {
            words.statement_no_reason().to_owned()
        } else {
            words.statement_reason().reason(&reason)
        };
        view! { <p>{said}</p> }.into_any()
    });
    let is_spanish = state.language_now().tag == "es";
    view! {
        <div class="guideline stack">
            <h3>{state.format().list(&labels)}</h3>
            <p>{guidelines::said(state, words, one)}</p>
            {why}
            {guidelines::source(words, &state.format(), is_spanish, &one.data)}
        </div>
    }
    .into_any()
}

/// What a month comes to for each of those who share it, and what each bears of the debts; nothing where nobody does.
fn members(context: PageContext) -> AnyView {
    let PageContext { state, words, .. } = context;
    let catalogue = context.catalogue.get_value();
    let rows = Memo::new(move |_| household::outcome(state, words, &catalogue));
    let is_shared = Memo::new(move |_| rows.with(|rows| !rows.is_empty()));
    let debts = Memo::new(move |_| borne(context));
    let owed = move || {
        if debts.with(Vec::is_empty) {
            return ().into_any();
        }
        let rows = Signal::derive(move || plain_summary(debts.get()));
        view! {
            <h3>{words.statement_borne()}</h3>
            <SummaryList rows/>
            <p class="soft">{words.statement_borne_hint()}</p>
        }
        .into_any()
    };
    live(move || {
        if !is_shared.get() {
            return ().into_any();
        }
        let rows = Signal::derive(move || plain_summary(rows.get()));
        let owed = live(owed);
        view! { <Card title=words.statement_members()><SummaryList rows/>{owed}</Card> }.into_any()
    })
}

/// What each member bears of the debts, as names and figures; empty without members or debts.
fn borne(context: PageContext) -> Vec<(String, String)> {
    let PageContext { state, words, .. } = context;
    let names = household::names(state, words);
    context.whole.with(|whole| {
        if names.is_empty() || whole.debts.is_empty() {
            return Vec::new();
        }
        let shares = state.budget.statement.with(|told| {
            let owed =
                |debt: &DebtReading| (debt.claimed().unwrap_or_default(), full_budget::debt_owner(told, &debt.id));
            let debts: Vec<_> = whole.debts.iter().map(owed).collect();
            let lines = full_budget::lines(&whole.stated);
            let own: Vec<Amount> = (0..names.len())
                .map(|member| {
                    let of = |line: &&StatementLine| line.owner == Owner::Member(member) && line.part == Part::Income;
                    let own: Vec<StatementLine> = lines.iter().filter(of).cloned().collect();
                    line_figures(&own, &whole.convention).iter().map(LineFigure::monthly).sum()
                })
                .collect();
            share_debts(&debts, &own, &full_budget::joint_rule(told))
        });
        names.into_iter().zip(shares.into_iter().map(|share| context.money(share))).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::tenths;

    #[test]
    fn tenths_of_a_percent_are_decimal_text() {
        for (permille, text) in [(0, "0.0"), (5, "0.5"), (359, "35.9"), (1_000, "100.0"), (-5, "-0.5"), (-12, "-1.2")] {
            assert_eq!(tenths(permille), text);
        }
    }
}
