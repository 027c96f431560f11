//! Published standards: checked, and written as they are.

use std::collections::BTreeSet;

use super::Desk;
use super::laws::check_dates;
use crate::standard::{ConventionData, GuidelineData, Standards, Table};
use crate::{Source, standards_path};

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct StandardsToml {
    #[serde(default)]
    convention: Vec<ConventionData>,
    #[serde(default)]
    guideline: Vec<GuidelineData>,
    #[serde(default)]
    table: Vec<Table>,
}

pub(super) fn compile(desk: &mut Desk<'_>, country: &str, groups: &BTreeSet<String>) {
    let file = format!("standards/{country}.toml");
    let Some(toml) = desk.read_toml::<StandardsToml>(&file) else { return };

    desk.check_ids(&file, "convention", toml.convention.iter().map(|convention| convention.id.as_str()));
    for convention in &toml.convention {
        check_words(desk, &file, &convention.en, &convention.es, &convention.source);
        desk.check_text(&file, &convention.name_en);
        desk.check_text(&file, &convention.name_es);
        // What a budget keeps of it holds in this country only, and is told by its beginning.
        if !convention.id.starts_with(&format!("{country}-")) {
            desk.problem(&file, format!("convention {:?} does not begin with its country", convention.id));
        }
        if convention.convention().is_none() {
            desk.problem(&file, format!("convention {:?} has a factor that is none", convention.id));
        }
    }
    for guideline in &toml.guideline {
        check_words(desk, &file, &guideline.en, &guideline.es, &guideline.source);
        check_dates(desk, &file, &guideline.id, &guideline.start, guideline.end.as_deref());
        check_values(desk, &file, &guideline.id, &guideline.by_people);
        for group in guideline.groups.iter().filter(|group| !groups.contains(*group)) {
            desk.problem(&file, format!("guideline {:?} is about a group {group:?} that is none", guideline.id));
        }
    }
    let mut starts = BTreeSet::new();
    for table in &toml.table {
        check_words(desk, &file, &table.en, &table.es, &table.source);
        check_dates(desk, &file, &table.id, &table.start, table.end.as_deref());
        check_values(desk, &file, &table.id, &table.values);
        if table.each_more.is_some_and(|each_more| each_more <= 0) {
            desk.problem(&file, format!("{:?} has nothing for a person more", table.id));
        }
        if !starts.insert((&table.id, &table.part, &table.start)) {
            desk.problem(&file, format!("table {:?} starts twice on {}", table.id, table.start));
        }
    }
    let standards = Standards {
        country: country.to_owned(),
        conventions: toml.convention,
        guidelines: toml.guideline,
        tables: toml.table,
    };
    desk.write(standards_path(country), &standards);
}

fn check_words(desk: &mut Desk<'_>, file: &str, en: &str, es: &str, source: &Source) {
    desk.check_text(file, en);
    desk.check_text(file, es);
    desk.check_source(file, source);
}

/// A larger household is never allowed less.
fn check_values(desk: &mut Desk<'_>, file: &str, id: &str, values: &[i64]) {
    if values.is_empty() || values[0] < 0 || !values.is_sorted() {
        desk.problem(file, format!("{id:?} has no values, or they fall"));
    }
}
