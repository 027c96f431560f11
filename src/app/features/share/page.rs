//! A plan that somebody shared: read from the link itself, shown, and nothing else.

use browser::document::set_title;
use domain::money::{Amount, Currency};
use domain::plan::Strategy;
use leptos::prelude::*;
use ui::chart::{Balances, BalancesWords, Month, Series, StackedBalances};
use ui::components::{Card, Lead, Notice, NoticeKind, PageFrame, PageHeader, Rich, SummaryList, plain_summary};
use ui::form::{Actions, ButtonKind, LinkButton};
use ui::format::{BrowserFormat, Format, Locale};
use wire::share::{ShareError, Snapshot};

use crate::launch_params::LaunchParams;
use crate::shared::plan_inputs::month_from;
use crate::store::AppState;
use crate::words::{Words, use_words};

/// The page. The link was taken out of the address bar before anything else ran.
pub fn page() -> AnyView {
    let words = use_words();
    set_title(words.shared_title());
    let params = expect_context::<StoredValue<LaunchParams>>();
    let text = params.with_value(|params| params.shared.clone().unwrap_or_default());
    match Snapshot::parse(&text) {
        Ok(snapshot) => match Currency::from_code(&snapshot.currency) {
            Some(currency) => shown(words, &snapshot, currency),
            None => refused(words, ShareError::Damaged),
        },
        Err(error) => refused(words, error),
    }
}

fn refused(words: Words, error: ShareError) -> AnyView {
    let text = match error {
        ShareError::Missing => words.shared_missing(),
        ShareError::Damaged | ShareError::TooLarge => words.shared_damaged(),
        ShareError::Newer => words.shared_newer(),
    };
    view! {
        <PageFrame>
            <PageHeader title=words.shared_refused_title()>
                <Lead>{text}</Lead>
            </PageHeader>
            <Actions>
                <LinkButton href="/" kind=ButtonKind::Outlined label=Signal::stored(words.shared_home().to_owned())/>
            </Actions>
        </PageFrame>
    }
    .into_any()
}

fn shown(words: Words, snapshot: &Snapshot, currency: Currency) -> AnyView {
    let language = AppState::here().language_now();
    // The figures are in the currency of the plan, whatever this device's own budget is in.
    let format = BrowserFormat::new(Locale::choose(language, currency));
    let money = |minor: i64| format.money(Amount::from_minor(minor), currency);
    let month = |number: u16| month_from(snapshot.start_year, snapshot.start_month, number);
    let answer = match snapshot.months {
        Some(months) => {
            let (year, name) = month(months);
            words
                .shared_answer()
                .amount(&money(snapshot.budget_monthly_minor))
                .date(&format.month(year, name))
                .interest(&money(snapshot.interest_minor))
        }
        None => words.shared_no_end().amount(&money(snapshot.budget_monthly_minor)),
    };
    let order = match Strategy::from_id(&snapshot.strategy) {
        Some(Strategy::Avalanche) => words.plan_avalanche(),
        Some(Strategy::Snowball) => words.plan_snowball(),
        Some(Strategy::MinimumsOnly) => words.plan_minimums(),
        _ => words.shared_other_order(),
    };
    let mut rows = vec![(words.shared_order().to_owned(), order.to_owned())];
    // A plan without an end has no sum.
    if snapshot.months.is_some() {
        rows.push((words.shared_paid().to_owned(), money(snapshot.paid_minor)));
    }
    if let Some(left) = snapshot.left_over_minor {
        rows.push((words.shared_left().to_owned(), money(left)));
    }
    let name = |(place, debt): (usize, &wire::share::SharedDebt)| {
        if debt.name.is_empty() { words.shared_debt().number(&(place + 1).to_string()) } else { debt.name.clone() }
    };
    let data = Balances {
        title: words.shared_owe().to_owned(),
        description: words.shared_description().to_owned(),
        series: snapshot
            .debts
            .iter()
            .enumerate()
            .map(|(place, debt)| Series {
                name: name((place, debt)),
                balances: debt.balances_minor.iter().map(|minor| Amount::from_minor(*minor)).collect(),
            })
            .collect(),
        months: snapshot
            .points
            .iter()
            .map(|number| {
                let (year, name) = month(*number);
                Month { short: format.month_short(year, name), long: format.month(year, name) }
            })
            .collect(),
        debt_free: snapshot
            .months
            .map(|_| (snapshot.points.len().saturating_sub(1), words.plan_debt_free().to_owned())),
    };
    let chart_words = BalancesWords {
        table: words.plan_table().to_owned(),
        caption: words.shared_owe().to_owned(),
        month: words.plan_month().to_owned(),
        total: words.plan_total().to_owned(),
    };
    view! {
        <PageFrame>
            <PageHeader title=words.shared_title()>
                <Lead><Rich pieces=Signal::stored(answer)/></Lead>
            </PageHeader>
            <Notice kind=NoticeKind::Know>{words.shared_read_only()}</Notice>
            <Card title=words.shared_owe()>
                <StackedBalances id="shared-balances" data=Signal::stored(data) words=chart_words format currency/>
                <SummaryList rows=plain_summary(rows)/>
            </Card>
            <Actions>
                <LinkButton href="/budget" label=Signal::stored(words.shared_own().to_owned())/>
            </Actions>
        </PageFrame>
    }
    .into_any()
}
