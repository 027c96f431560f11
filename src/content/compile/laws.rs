//! Dated rules of law: checked, and written as they are.

use std::collections::BTreeSet;

use domain::rights::Figure;

use super::Compiler;
use crate::{JURISDICTIONS, Law, State, law_path};

pub(super) fn compile(compiler: &mut Compiler<'_>, country: &str) {
    let file = format!("law/{country}.toml");
    let Some(mut law) = compiler.read_toml::<Law>(&file) else { return };

    let mut starts = BTreeSet::new();
    for rule in &law.rules {
        if Figure::from_id(&rule.id).is_none() {
            compiler.error(&file, format!("rule id {:?} is none of the domain's figures", rule.id));
        }
        check_part(compiler, &file, country, &law.states, rule.part.as_deref());
        compiler.check_review(&file, &rule.id, &rule.start, &rule.review_by);
        if !starts.insert((&rule.id, &rule.part, &rule.start)) {
            compiler.error(&file, format!("rule {:?} starts twice on {}", rule.id, rule.start));
        }
        check_dates(compiler, &file, &rule.id, &rule.start, rule.end.as_deref());
        compiler.check_source(&file, &rule.source);
        compiler.check_text(&file, &rule.en);
        compiler.check_text(&file, &rule.es);
    }
    compiler.check_ids(&file, "state", law.states.iter().map(|state| state.id.as_str()));
    for state in &law.states {
        compiler.check_text(&file, &state.name);
        if !law.rules.iter().any(|rule| rule.part.as_deref() == Some(&state.id)) {
            compiler.error(&file, format!("state {:?} has no rule", state.id));
        }
    }
    if !is_day(&law.holidays_review_by) {
        compiler.error(&file, "holidays_review_by is not a day");
    }
    compiler.check_source(&file, &law.holidays_source);
    for holiday in &law.holidays {
        check_part(compiler, &file, country, &[], holiday.part.as_deref());
        if !is_day(&holiday.date) {
            compiler.error(&file, format!("{:?} is not a day", holiday.date));
        }
        compiler.check_text(&file, &holiday.name);
    }
    if !law.holidays.is_sorted() {
        compiler.error(&file, "the holidays are not in order");
    }
    // A list ends with its last year; beside a statute it would say that the statute does.
    if law.holidays.is_empty() != law.yearly_since.is_some() || law.yearly.is_empty() == law.yearly_since.is_some() {
        compiler.error(&file, "the holidays are either a list or a statute with its first year");
    }
    for holiday in &law.yearly {
        compiler.check_text(&file, &holiday.name);
        if holiday.holiday().is_none() {
            compiler.error(&file, format!("{:?} is a day of no year", holiday.name));
        }
    }
    if let Some(source) = &law.banks_monday_source {
        compiler.check_source(&file, source);
    }

    law.country = country.to_owned();
    compiler.write(law_path(country), &law);
}

fn check_part(compiler: &mut Compiler<'_>, file: &str, country: &str, states: &[State], part: Option<&str>) {
    let is_known = JURISDICTIONS.iter().any(|&(_, of, name)| of == country && name == part)
        || states.iter().any(|state| Some(state.id.as_str()) == part);
    if part.is_some() && !is_known {
        compiler.error(file, format!("{part:?} is no part of {country}"));
    }
}

/// Notes an error unless both are days and the end is not before the start.
pub(super) fn check_dates(compiler: &mut Compiler<'_>, file: &str, id: &str, start: &str, end: Option<&str>) {
    if !is_day(start) || end.is_some_and(|end| !is_day(end) || end < start) {
        compiler.error(file, format!("rule {id:?} has no sensible start and end"));
    }
}

/// Whether this is a day as the rules write it: `2026-11-26`.
fn is_day(text: &str) -> bool {
    domain::calendar::parse(text).is_some()
}
