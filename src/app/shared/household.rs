//! The people who share a budget, by name, and what a month comes to for each of them.

use content::Country;
use domain::budget::{Owner, summarise_members, summarise_statement};
use leptos::prelude::*;
use ui::format::Format;
use wire::saved::Member;

use crate::shared::full_budget;
use crate::store::{AppState, BUSINESS};
use crate::words::Words;

/// What a member is called.
pub fn name_of(words: Words, number: &str, member: &Member) -> String {
    let name = member.name.trim();
    if name.is_empty() { words.budget_home_person().number(number) } else { name.to_owned() }
}

/// The names of all members; follows them.
pub fn names(state: AppState, words: Words) -> Vec<String> {
    let number = |at: usize| state.format().number(i64::try_from(at + 1).unwrap_or_default());
    state.budget.statement.with(|statement| {
        statement.members.iter().enumerate().map(|(at, member)| name_of(words, &number(at), member)).collect()
    })
}

/// What a month comes to for each member and for the business, as names and sentences; follows the budget.
pub fn outcome(state: AppState, words: Words, catalogue: &Country) -> Vec<(String, String)> {
    let lines = full_budget::lines(&full_budget::stated(state, catalogue, ""));
    let convention = state.convention();
    let (format, currency) = (state.format(), state.currency());
    let figure = |amount| format.money(amount, currency);
    let names = names(state, words);
    let rule = state.budget.statement.with(full_budget::joint_rule);
    let members = summarise_members(&lines, &convention, names.len(), &rule);
    let mut rows: Vec<(String, String)> = names
        .into_iter()
        .zip(members)
        .map(|(name, member)| {
            let told = words
                .budget_home_member()
                .income(&figure(member.income))
                .left(&figure(member.left_over))
                .outgoings(&figure(member.outgoings));
            (name, told)
        })
        .collect();
    if lines.iter().any(|line| line.owner == Owner::Business) {
        let summary = summarise_statement(&lines, &convention, catalogue.groups.len());
        rows.push((
            words.budget_home_business_own().to_owned(),
            words.budget_home_business_left().left(&figure(summary.business)),
        ));
    }
    rows
}

/// Whose something may be, as ids and names; follows the members.
pub fn owner_options(state: AppState, words: Words) -> Vec<(String, String)> {
    let mut all = vec![(String::new(), words.budget_home_joint().to_owned())];
    state.budget.statement.with(|statement| {
        let ids = statement.members.iter().map(|member| member.id.clone());
        all.extend(ids.zip(names(state, words)));
        if statement.has_business {
            all.push((BUSINESS.to_owned(), words.budget_home_business_own().to_owned()));
        }
    });
    all
}
