//! Dated rules of law: checked, and written as they are.

use std::collections::BTreeSet;

use super::Desk;
use crate::{Holiday, Law, Rule, Source, law_path};

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct LawToml {
    #[serde(default)]
    rule: Vec<Rule>,
    holidays_source: Source,
    holidays: Vec<Holiday>,
}

pub(super) fn compile(desk: &mut Desk<'_>, country: &str) {
    let file = format!("law/{country}.toml");
    let Some(toml) = desk.read_toml::<LawToml>(&file) else { return };

    let mut starts = BTreeSet::new();
    for rule in &toml.rule {
        if !super::is_id(&rule.id) {
            desk.problem(&file, format!("rule id {:?} may hold only a-z, 0-9, - and _", rule.id));
        }
        if !starts.insert((&rule.id, &rule.start)) {
            desk.problem(&file, format!("rule {:?} starts twice on {}", rule.id, rule.start));
        }
        if !is_day(&rule.start) || rule.end.as_ref().is_some_and(|end| !is_day(end) || *end < rule.start) {
            desk.problem(&file, format!("rule {:?} has no sensible start and end", rule.id));
        }
        desk.check_source(&file, &rule.source);
        desk.check_text(&file, &rule.en);
        desk.check_text(&file, &rule.es);
    }
    desk.check_source(&file, &toml.holidays_source);
    for holiday in &toml.holidays {
        if !is_day(&holiday.date) {
            desk.problem(&file, format!("{:?} is not a day", holiday.date));
        }
        desk.check_text(&file, &holiday.name);
    }
    if !toml.holidays.is_sorted() {
        desk.problem(&file, "the holidays are not in order");
    }

    let law = Law {
        country: country.to_owned(),
        rules: toml.rule,
        holidays: toml.holidays,
        holidays_source: toml.holidays_source,
    };
    desk.write(law_path(country), &law);
}

/// Whether this is a day as the rules write it: `2026-11-26`. The domain's calendar judges whether it exists.
fn is_day(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else { return false };
    super::is_month(&[year, "-", month].concat())
        && day.len() == 2
        && day.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
}
