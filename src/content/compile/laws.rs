//! Dated rules of law: checked, and written as they are.

use std::collections::BTreeSet;

use domain::rights::Figure;

use super::Desk;
use crate::{Holiday, JURISDICTIONS, Law, Rule, Source, Yearly, law_path};

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct LawToml {
    #[serde(default)]
    rule: Vec<Rule>,
    holidays_source: Source,
    #[serde(default)]
    holidays: Vec<Holiday>,
    #[serde(default)]
    yearly: Vec<Yearly>,
    yearly_since: Option<i64>,
    banks_monday_source: Option<Source>,
}

pub(super) fn compile(desk: &mut Desk<'_>, country: &str) {
    let file = format!("law/{country}.toml");
    let Some(toml) = desk.read_toml::<LawToml>(&file) else { return };

    let mut starts = BTreeSet::new();
    for rule in &toml.rule {
        if Figure::from_id(&rule.id).is_none() {
            desk.problem(&file, format!("rule id {:?} is none of the domain's figures", rule.id));
        }
        check_part(desk, &file, country, rule.part.as_deref());
        if !starts.insert((&rule.id, &rule.part, &rule.start)) {
            desk.problem(&file, format!("rule {:?} starts twice on {}", rule.id, rule.start));
        }
        check_dates(desk, &file, &rule.id, &rule.start, rule.end.as_deref());
        desk.check_source(&file, &rule.source);
        desk.check_text(&file, &rule.en);
        desk.check_text(&file, &rule.es);
    }
    desk.check_source(&file, &toml.holidays_source);
    for holiday in &toml.holidays {
        check_part(desk, &file, country, holiday.part.as_deref());
        if !is_day(&holiday.date) {
            desk.problem(&file, format!("{:?} is not a day", holiday.date));
        }
        desk.check_text(&file, &holiday.name);
    }
    if !toml.holidays.is_sorted() {
        desk.problem(&file, "the holidays are not in order");
    }
    // A list ends with its last year; beside a statute it would say that the statute does.
    if toml.holidays.is_empty() != toml.yearly_since.is_some() || toml.yearly.is_empty() == toml.yearly_since.is_some()
    {
        desk.problem(&file, "the holidays are either a list or a statute with its first year");
    }
    for holiday in &toml.yearly {
        desk.check_text(&file, &holiday.name);
        if holiday.holiday().is_none() {
            desk.problem(&file, format!("{:?} is a day of no year", holiday.name));
        }
    }
    if let Some(source) = &toml.banks_monday_source {
        desk.check_source(&file, source);
    }

    let law = Law {
        country: country.to_owned(),
        rules: toml.rule,
        holidays: toml.holidays,
        yearly: toml.yearly,
        yearly_since: toml.yearly_since,
        holidays_source: toml.holidays_source,
        banks_monday_source: toml.banks_monday_source,
    };
    desk.write(law_path(country), &law);
}

fn check_part(desk: &mut Desk<'_>, file: &str, country: &str, part: Option<&str>) {
    let is_known = JURISDICTIONS.iter().any(|&(_, of, name)| of == country && name == part);
    if part.is_some() && !is_known {
        desk.problem(file, format!("{part:?} is no part of {country}"));
    }
}

/// Notes a problem unless both are days and the end is not before the start.
pub(super) fn check_dates(desk: &mut Desk<'_>, file: &str, id: &str, start: &str, end: Option<&str>) {
    if !is_day(start) || end.is_some_and(|end| !is_day(end) || end < start) {
        desk.problem(file, format!("rule {id:?} has no sensible start and end"));
    }
}

/// Whether this is a day as the rules write it: `2026-11-26`.
fn is_day(text: &str) -> bool {
    domain::calendar::parse(text).is_some()
}
