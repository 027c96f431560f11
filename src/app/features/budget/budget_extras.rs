//! Who shares the budget, and a business beside it. Most people need neither, so all of it is folded away.

use content::Country;
use leptos::prelude::*;
use std::sync::Arc;
use ui::components::{SummaryList, plain_summary};
use ui::form::{Actions, Button, ButtonKind, Checkbox, FieldRow, SelectField, SelectOption, TextField};
use ui::format::Format;
use ui::icon::Icon;
use ui::live::live;
use wire::saved::{Member, Statement};

use crate::features::budget::context::PageContext;
use crate::shared;
use crate::shared::full_budget;
use crate::shared::household::{outcome, owner_options};
use crate::shared::typed::{few, fresh_id, typed};

/// The fold. It stands open where something in it is used.
pub(super) fn fold(context: PageContext, catalogue: &Arc<Country>) -> AnyView {
    let PageContext { state, words, .. } = context;
    let statement = state.budget.statement;
    let is_used = statement.with_untracked(|statement| !statement.members.is_empty() || statement.has_business);
    let ids = Memo::new(move |_| {
        statement.with(|statement| statement.members.iter().map(|member| member.id.clone()).collect::<Vec<_>>())
    });
    let is_agreed = Memo::new(move |_| statement.with(|statement| statement.joint_rule == "agreed"));
    let has_business = typed(state, |statement| Some(&mut statement.has_business));
    let people = live(move || {
        let (ids, is_agreed) = (ids.get(), is_agreed.get());
        untrack(|| {
            ids.iter().enumerate().map(|(at, id)| person(context, at, id, is_agreed)).collect::<Vec<_>>().into_any()
        })
    });
    let rule = live(move || if ids.with(Vec::len) > 1 { untrack(|| rule(context)) } else { ().into_any() });
    let add = Callback::new(move |()| {
        let added = statement.try_update(|statement| {
            // Sharing takes two, so the first press makes two.
            let first = statement.members.len();
            let more = if statement.members.is_empty() { 2 } else { 1 };
            for _ in 0..more {
                if statement.members.len() < full_budget::MEMBERS_MAX {
                    let id = fresh_id("member", statement.members.iter().map(|member| member.id.as_str()));
                    statement.members.push(Member { id, ..Member::default() });
                }
            }
            statement.members.get(first).map(|member| member.id.clone())
        });
        if let Some(id) = added.flatten() {
            browser::focus::focus_id_soon([&id, "-name"].concat());
        }
    });
    let adding = live(move || {
        let count = ids.with(Vec::len);
        if count >= full_budget::MEMBERS_MAX {
            return view! { <p class="soft">{words.budget_home_enough()}</p> }.into_any();
        }
        let label = if count == 0 { words.budget_home_share() } else { words.budget_home_add() };
        view! {
            <Actions>
                <Button
                    id="add-member"
                    kind=ButtonKind::Outlined
                    drawing=Icon::Add
                    label=Signal::stored(label.to_owned())
                    on_press=add
                />
            </Actions>
        }
        .into_any()
    });
    let is_shared = Memo::new(move |_| ids.with(|ids| !ids.is_empty()) || has_business.get());
    let owned = catalogue.clone();
    let owners = live(move || if is_shared.get() { untrack(|| owners(context, &owned)) } else { ().into_any() });
    let told = catalogue.clone();
    let result = live(move || {
        if !is_shared.get() {
            return ().into_any();
        }
        let told = told.clone();
        let rows = Signal::derive(move || plain_summary(outcome(state, words, &told)));
        view! { <SummaryList rows/> }.into_any()
    });
    let inner = view! {
        <div class="stack">
            <p class="soft">{words.budget_home_text()}</p>
            {people}
            {adding}
            {rule}
            <Checkbox
                id="has-business"
                label=words.budget_home_business()
                hint=words.budget_home_business_hint()
                value=has_business
            />
            {owners}
            {result}
        </div>
    };
    let name = words.budget_home().into_any();
    view! { <section class="card">{shared::fold::fold("household", is_used, name, inner.into_any())}</section> }
        .into_any()
}

fn member<'a>(statement: &'a mut Statement, id: &str) -> Option<&'a mut Member> {
    statement.members.iter_mut().find(|member| member.id == id)
}

/// One person: the name, and their part where parts are agreed.
fn person(context: PageContext, at: usize, id: &str, is_agreed: bool) -> AnyView {
    let PageContext { state, words, .. } = context;
    let number = state.format().number(i64::try_from(at + 1).unwrap_or_default());
    let (name_id, share_id) = ([id, "-name"].concat(), [id, "-share"].concat());
    let (of_name, of_share, of_remove) = (id.to_owned(), id.to_owned(), id.to_owned());
    let name = typed(state, move |statement| member(statement, &of_name).map(|member| &mut member.name));
    let share = is_agreed.then(|| {
        let share = typed(state, move |statement| member(statement, &of_share).map(|member| &mut member.share));
        let label = words.budget_home_part().number(&number);
        few(&share_id, label, full_budget::SHARES_MAX, words.budget_home_part_wrong(), share)
    });
    let remove = Callback::new(move |()| {
        // Whoever comes later under the same id shall not own what was somebody else's.
        state.budget.lines.with_untracked(|lines| {
            lines
                .iter()
                .filter(|line| line.owner.get_untracked() == of_remove)
                .for_each(|line| line.owner.set(String::new()));
        });
        state.budget.statement.update(|statement| {
            statement.debt_owners.retain(|(_, owner)| *owner != of_remove);
            statement.members.retain(|member| member.id != of_remove);
            // One person alone shares with nobody.
            if statement.members.len() == 1 {
                statement.members.clear();
            }
        });
        browser::focus::focus_id_soon("add-member");
    });
    let label =
        if at == 0 { words.budget_home_name_you().to_owned() } else { words.budget_home_name().number(&number) };
    view! {
        <div class="person">
            <FieldRow>
                <TextField id=name_id label=label value=name autocomplete="off"/>
                {share}
            </FieldRow>
            <Button
                kind=ButtonKind::Text
                drawing=Icon::Remove
                label=Signal::stored(words.budget_remove().to_owned())
                context=words.budget_home_person().number(&number)
                on_press=remove
            />
        </div>
    }
    .into_any()
}

fn rule(context: PageContext) -> AnyView {
    let PageContext { state, words, .. } = context;
    let value = typed(state, |statement| Some(&mut statement.joint_rule));
    let options = vec![
        SelectOption::new("", words.budget_home_equal()),
        SelectOption::new("by_income", words.budget_home_by_income()),
        SelectOption::new("agreed", words.budget_home_agreed()),
    ];
    view! { <SelectField id="joint-rule" label=words.budget_home_rule() value=value options=options/> }.into_any()
}

/// Each line with an amount, and whose it is. The list follows which lines there are; the names of people are those of
/// the moment it is drawn, and of each person who comes or goes.
fn owners(context: PageContext, catalogue: &Arc<Country>) -> AnyView {
    let PageContext { state, words, .. } = context;
    let catalogue = catalogue.clone();
    let used = Memo::new(move |_| {
        let stated = full_budget::stated(state, &catalogue, words.budget_own_unnamed());
        stated.into_iter().map(|one| (one.id, one.name)).collect::<Vec<_>>()
    });
    let options = Memo::new(move |_| owner_options(state, words));
    live(move || {
        let used = used.get();
        if used.is_empty() {
            return view! { <p class="soft">{words.budget_home_no_lines()}</p> }.into_any();
        }
        let options: Vec<SelectOption> =
            options.get().into_iter().map(|(id, name)| SelectOption::new(id, name)).collect();
        let lines = state.budget.lines.get_untracked();
        let row = |(id, name): (String, String)| {
            let line = lines.iter().find(|line| line.id == id)?;
            let field = ["owner-", &id].concat();
            let options = options.clone();
            let label = words.budget_home_whose_is().name(&name);
            Some(view! { <SelectField id=field label=label value=line.owner options=options/> }.into_any())
        };
        let rows: Vec<AnyView> = used.into_iter().filter_map(row).collect();
        view! {
            <div class="stack">
                <h3>{words.budget_home_whose()}</h3>
                <div class="owners">{rows}</div>
            </div>
        }
        .into_any()
    })
}
