//! What is owned and owed, and what would be left of it.

use domain::budget::{Asset, AssetKind, net_worth};
use leptos::prelude::*;
use ui::components::{Card, Cell, DataTable, SummaryList, plain_summary};
use ui::form::{Actions, AmountField, Button, ButtonKind, SelectField, SelectOption, TextField};
use ui::format::Format;
use ui::icon::Icon;
use ui::live::live;
use wire::saved;
use wire::saved::Statement;

use crate::features::statement::context::{PageContext, label};
use crate::features::statement::model;
use crate::shared::household::owner_options;
use crate::shared::typed::{few, fresh_id, text_of, typed};
use crate::store::AppState;
use crate::words::Words;

/// The most things that a statement lists.
const ASSETS_MAX: usize = 40;

/// What a sort of thing is called.
fn kind_name(words: Words, kind: AssetKind) -> &'static str {
    match kind {
        AssetKind::Home => words.statement_asset_home(),
        AssetKind::Property => words.statement_asset_property(),
        AssetKind::Vehicle => words.statement_asset_vehicle(),
        AssetKind::Savings => words.statement_asset_savings(),
        AssetKind::Pension => words.statement_asset_pension(),
        AssetKind::Business => words.statement_asset_business(),
        AssetKind::Other => words.statement_asset_other(),
    }
}

/// The card: the answer first, then the tables, then what can be written down.
pub fn card(context: PageContext) -> AnyView {
    let PageContext { state, words, .. } = context;
    let statement = state.budget.statement;
    let assets = Memo::new(move |_| {
        let currency = state.currency();
        let one = |typed: &saved::Asset| {
            let asset = model::asset(typed, currency);
            let name = typed.name.trim();
            let name = if name.is_empty() { kind_name(words, asset.kind).to_owned() } else { name.to_owned() };
            (name, asset)
        };
        statement.with(|statement| statement.assets.iter().map(one).collect::<Vec<_>>())
    });
    let liabilities = Memo::new(move |_| {
        context.whole.with(|whole| {
            let names: Vec<String> = whole.debts.iter().map(|debt| debt.name.clone()).collect();
            let told = statement.with(|told| model::liabilities(&whole.debts, &told.arrears, whole.currency));
            names.into_iter().zip(told).collect::<Vec<_>>()
        })
    });
    let sums = Signal::derive(move || {
        let assets: Vec<Asset> = assets.with(|all| all.iter().map(|(_, asset)| *asset).collect());
        let liabilities: Vec<_> = liabilities.with(|all| all.iter().map(|(_, one)| *one).collect());
        let worth = net_worth(&assets, &liabilities);
        let mut rows = vec![
            (words.statement_equity(), worth.equity),
            (words.statement_owed(), worth.owed),
            (words.statement_net(), worth.net),
            (words.statement_at_hand(), worth.at_hand),
        ];
        if worth.arrears.is_positive() {
            rows.push((words.statement_behind(), worth.arrears));
            rows.push((words.statement_behind_priority(), worth.arrears_priority));
        }
        plain_summary(rows.into_iter().map(|(name, amount)| (name.to_owned(), context.money(amount))).collect())
    });
    let owned = live(move || {
        let all = assets.get();
        if all.is_empty() {
            return view! { <p>{words.statement_nothing_owned()}</p> }.into_any();
        }
        let cells = |(name, asset): (String, Asset)| {
            let share = state.format().percent(&asset.share_percent.to_string());
            vec![
                Cell::Text(name),
                Cell::Number(context.money(asset.value)),
                Cell::Number(context.money(asset.secured)),
                Cell::Number(share),
                Cell::Number(context.money(asset.equity())),
            ]
        };
        let head = [
            words.statement_thing(),
            words.statement_value(),
            words.statement_secured(),
            words.statement_share(),
            words.statement_yours(),
        ];
        table("owned", words.statement_owned(), &head, all.into_iter().map(cells).collect())
    });
    let owing = live(move || {
        let all = liabilities.get();
        if all.is_empty() {
            return view! { <p>{words.statement_nothing_owed()}</p> }.into_any();
        }
        let cells = |(name, one): (String, domain::budget::Liability)| {
            let behind = one.arrears.min(one.balance);
            let rank = if one.is_priority { words.statement_yes() } else { words.statement_no() };
            vec![
                Cell::Text(name),
                Cell::Number(context.money(one.balance)),
                Cell::Number(context.money(behind)),
                Cell::Text(rank.to_owned()),
            ]
        };
        let head = [
            words.statement_debt(),
            words.statement_balance(),
            words.statement_behind_short(),
            words.statement_is_priority(),
        ];
        table("owing", words.statement_owing(), &head, all.into_iter().map(cells).collect())
    });
    view! {
        <Card title=words.statement_worth()>
            <SummaryList rows=sums/>
            {owned}
            {owing}
            <div class="no-print stack">
                {things(context)}
                {behind(context)}
            </div>
        </Card>
    }
    .into_any()
}

fn table(id: &'static str, caption: &'static str, head: &[&'static str], rows: Vec<Vec<Cell>>) -> AnyView {
    let head: Vec<String> = head.iter().map(|&name| name.to_owned()).collect();
    view! { <DataTable id=id caption=caption stacked=true head=head rows=rows/> }.into_any()
}

fn thing<'a>(statement: &'a mut Statement, id: &str) -> Option<&'a mut saved::Asset> {
    statement.assets.iter_mut().find(|asset| asset.id == id)
}

/// What is owned, to be written down.
fn things(context: PageContext) -> AnyView {
    let PageContext { state, words, .. } = context;
    let statement = state.budget.statement;
    let ids = Memo::new(move |_| {
        statement.with(|statement| statement.assets.iter().map(|asset| asset.id.clone()).collect::<Vec<_>>())
    });
    let list = live(move || {
        let ids = ids.get();
        let drawn = ids.iter().enumerate().map(|(at, id)| untrack(|| one(context, at, id)));
        drawn.collect::<Vec<_>>().into_any()
    });
    let add = Callback::new(move |()| {
        let added = statement.try_update(|statement| {
            let id = fresh_id("asset", statement.assets.iter().map(|asset| asset.id.as_str()));
            let asset = saved::Asset { id: id.clone(), kind: "home".to_owned(), ..saved::Asset::default() };
            statement.assets.push(asset);
            id
        });
        if let Some(id) = added {
            browser::focus::focus_id_soon([&id, "-kind"].concat());
        }
    });
    let adding = live(move || {
        if ids.with(Vec::len) >= ASSETS_MAX {
            return view! { <p class="soft">{words.statement_owned_enough()}</p> }.into_any();
        }
        let label = label(words.statement_owned_add());
        view! {
            <Actions>
                <Button id="add-asset" kind=ButtonKind::Outlined drawing=Icon::Add label=label on_press=add/>
            </Actions>
        }
        .into_any()
    });
    view! {
        {list}
        {adding}
    }
    .into_any()
}

fn one(context: PageContext, at: usize, id: &str) -> AnyView {
    let PageContext { state, words, .. } = context;
    let number = state.format().number(i64::try_from(at + 1).unwrap_or_default());
    let field = |name: &'static str| [id, "-", name].concat();
    let place = |pick: fn(&mut saved::Asset) -> &mut String| {
        let id = id.to_owned();
        typed(state, move |statement| thing(statement, &id).map(pick))
    };
    let kind = place(|asset| &mut asset.kind);
    let name = place(|asset| &mut asset.name);
    let value = place(|asset| &mut asset.value);
    let secured = place(|asset| &mut asset.secured);
    let share = place(|asset| &mut asset.share);
    let kinds = AssetKind::ALL.into_iter().map(|kind| SelectOption::new(kind.id(), kind_name(words, kind))).collect();
    let sign = state.format().currency_sign(state.currency());
    let (value_error, value_leave) = context.amount_watch(value);
    let (secured_error, secured_leave) = context.amount_watch(secured);
    let removed = id.to_owned();
    let remove = Callback::new(move |()| {
        state.budget.statement.update(|statement| statement.assets.retain(|asset| asset.id != removed));
        browser::focus::focus_id_soon("add-asset");
    });
    let called = words.statement_thing_number().number(&number);
    let context = called.clone();
    view! {
        <div class="own-line stack" role="group" aria-label=called>
            <div class="thing">
                <SelectField id=field("kind") label=words.statement_kind() value=kind options=kinds/>
                <TextField id=field("name") label=words.statement_thing_name() value=name autocomplete="off"/>
                <AmountField
                    id=field("value")
                    label=words.statement_value_today()
                    value=value
                    prefix=sign.clone()
                    error=value_error
                    on_leave=value_leave
                />
                <AmountField
                    id=field("secured")
                    label=words.statement_secured_on()
                    value=secured
                    prefix=sign
                    error=secured_error
                    on_leave=secured_leave
                />
                {few(
                    &field("share"),
                    words.statement_share_yours().to_owned(),
                    model::SHARE_MAX,
                    words.statement_share_wrong(),
                    share,
                )}
            </div>
            <div>
                <Button
                    kind=ButtonKind::Text
                    drawing=Icon::Remove
                    label=label(words.budget_remove())
                    context=context
                    on_press=remove
                />
            </div>
        </div>
    }
    .into_any()
}

/// How far behind each debt is, to be written down.
fn behind(context: PageContext) -> AnyView {
    let PageContext { state, words, .. } = context;
    let debts = Memo::new(move |_| {
        context
            .whole
            .with(|whole| whole.debts.iter().map(|debt| (debt.id.clone(), debt.name.clone())).collect::<Vec<_>>())
    });
    let owners = Memo::new(move |_| {
        let is_shared =
            state.budget.statement.with(|statement| !statement.members.is_empty() || statement.has_business);
        if is_shared { owner_options(state, words) } else { Vec::new() }
    });
    live(move || {
        let debts = debts.get();
        if debts.is_empty() {
            return ().into_any();
        }
        let owned = untrack(|| whose(state, words, &debts, owners));
        let sign = state.format().currency_sign(state.currency());
        let row = |(id, name): (String, String)| {
            let field = ["behind-", &id].concat();
            let value = typed(state, move |statement| text_of(&mut statement.arrears, &id));
            let (error, on_leave) = context.amount_watch(value);
            view! { <AmountField id=field label=name value=value prefix=sign.clone() error=error on_leave=on_leave/> }
                .into_any()
        };
        let rows: Vec<AnyView> = untrack(|| debts.into_iter().map(row).collect());
        view! {
            <div class="stack">
                <h3>{words.statement_behind_title()}</h3>
                <p class="soft">{words.statement_behind_hint()}</p>
                <div class="owners">{rows}</div>
                {owned}
            </div>
        }
        .into_any()
    })
}

/// Whose each debt is, where the budget is shared.
fn whose(state: AppState, words: Words, debts: &[(String, String)], owners: Memo<Vec<(String, String)>>) -> AnyView {
    let debts = debts.to_vec();
    live(move || {
        let owners = owners.get();
        if owners.is_empty() {
            return ().into_any();
        }
        let row = |(id, name): &(String, String)| {
            let (field, id) = (["debt-owner-", id].concat(), id.clone());
            let value = typed(state, move |statement| text_of(&mut statement.debt_owners, &id));
            let options = owners.iter().map(|(id, name)| SelectOption::new(id, name)).collect();
            let label = words.budget_home_whose_is().name(name);
            view! { <SelectField id=field label=label value=value options=options/> }.into_any()
        };
        let rows: Vec<AnyView> = untrack(|| debts.iter().map(row).collect());
        view! {
            <h3>{words.statement_whose()}</h3>
            <div class="owners">{rows}</div>
        }
        .into_any()
    })
}
