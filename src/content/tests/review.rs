//! Every dated figure is looked at again some day, and a day that has passed is told.

use jiff::civil::date;

use super::root;
use crate::compile::{overdue, reviews};

#[test]
fn what_is_past_its_review_is_told_and_nothing_else() {
    let all = reviews(&root());
    // Laws, standards, conventions, holidays, advice, crisis lines and the rule behind a hint.
    let has = |file: &str, id: &str| all.iter().any(|review| review.file == file && review.id == id);
    for (file, id) in [
        ("law/us.toml", "calls_max"),
        ("law/gb.toml", "limitation_years"),
        ("standards/us.toml", "poverty_guideline_yearly"),
        ("standards/us.toml", "irs_national_standards"),
        ("standards/gb.toml", "gb-universal-credit"),
        ("countries/us.toml", "student_loan"),
        ("countries/us.toml", "frequencies"),
        ("countries/gb.toml", "samaritans"),
        ("countries/gb.toml", "stepchange"),
        ("countries/gb.toml", "bailiff"),
    ] {
        assert!(has(file, id), "{file} {id}");
    }
    assert!(all.len() > 80, "only {} are looked at again", all.len());
    assert!(all.is_sorted());

    assert!(overdue(&all, date(2026, 11, 30)).is_empty());
    let first = all[0].by;
    assert_eq!(overdue(&all, first), []);
    let late = overdue(&all, date(2027, 2, 1));
    assert!(!late.is_empty() && late.iter().all(|review| review.by < date(2027, 2, 1)));
    assert_eq!(late[0].to_string(), "countries/us.toml: student_loan was to be looked at again by 2027-01-31");
    assert_eq!(overdue(&all, date(2099, 1, 1)).len(), all.len());
}
