//! Published standards: checked, and written as they are.

use std::collections::BTreeSet;

use super::Compiler;
use super::laws::check_dates;
use crate::{Source, Standards, standards_path};

pub(super) fn compile(compiler: &mut Compiler<'_>, country: &str, groups: &BTreeSet<String>) {
    let file = format!("standards/{country}.toml");
    let Some(mut standards) = compiler.read_toml::<Standards>(&file) else { return };

    compiler.check_ids(&file, "convention", standards.conventions.iter().map(|convention| convention.id.as_str()));
    for convention in &standards.conventions {
        check_words(compiler, &file, &convention.en, &convention.es, &convention.source);
        check_dates(compiler, &file, &convention.id, &convention.start, None);
        compiler.check_review(&file, &convention.id, &convention.start, &convention.review_by);
        compiler.check_text(&file, &convention.name_en);
        compiler.check_text(&file, &convention.name_es);
        // What a budget keeps of it holds in this country only, and is told by its beginning.
        if !convention.id.starts_with(&format!("{country}-")) {
            compiler.error(&file, format!("convention {:?} does not begin with its country", convention.id));
        }
        if convention.convention().is_none() {
            compiler.error(&file, format!("convention {:?} has a factor that is none", convention.id));
        }
    }
    for guideline in &standards.guidelines {
        check_words(compiler, &file, &guideline.en, &guideline.es, &guideline.source);
        check_dates(compiler, &file, &guideline.id, &guideline.start, guideline.end.as_deref());
        compiler.check_review(&file, &guideline.id, &guideline.start, &guideline.review_by);
        check_values(compiler, &file, &guideline.id, &guideline.by_people);
        for group in guideline.groups.iter().filter(|group| !groups.contains(*group)) {
            compiler.error(&file, format!("guideline {:?} is about a group {group:?} that is none", guideline.id));
        }
    }
    let mut starts = BTreeSet::new();
    for table in &standards.tables {
        check_words(compiler, &file, &table.en, &table.es, &table.source);
        check_dates(compiler, &file, &table.id, &table.start, table.end.as_deref());
        compiler.check_review(&file, &table.id, &table.start, &table.review_by);
        check_values(compiler, &file, &table.id, &table.values);
        if table.each_more.is_some_and(|each_more| each_more <= 0) {
            compiler.error(&file, format!("{:?} has nothing for a person more", table.id));
        }
        if !starts.insert((&table.id, &table.part, &table.start)) {
            compiler.error(&file, format!("table {:?} starts twice on {}", table.id, table.start));
        }
    }
    standards.country = country.to_owned();
    compiler.write(standards_path(country), &standards);
}

fn check_words(compiler: &mut Compiler<'_>, file: &str, en: &str, es: &str, source: &Source) {
    compiler.check_text(file, en);
    compiler.check_text(file, es);
    compiler.check_source(file, source);
}

/// A larger household is never allowed less.
fn check_values(compiler: &mut Compiler<'_>, file: &str, id: &str, values: &[i64]) {
    if values.is_empty() || values[0] < 0 || !values.is_sorted() {
        compiler.error(file, format!("{id:?} has no values, or they fall"));
    }
}
