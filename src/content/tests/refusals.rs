//! The compiler refuses what must not reach a page. Each case spoils one place of a copy of the real sources.

use std::fs;
use std::path::Path;

use super::root;
use crate::compile::{Error, compile_all};

/// The problems of the sources with `find` replaced by `replace` in one file.
fn spoiled(file: &str, find: &str, replace: &str) -> Vec<Error> {
    let copy = tempfile::tempdir().unwrap();
    for folder in ["", "countries", "law", "lessons", "quizzes", "standards"] {
        copy_files(&root().join(folder), &copy.path().join(folder));
    }
    let path = copy.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(find), "{file} does not hold {find:?}: the case tests nothing");
    fs::write(&path, text.replacen(find, replace, 1)).unwrap();
    compile_all(copy.path()).map(|_| ()).expect_err("the spoiled sources went through")
}

fn copy_files(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "toml" || extension == "md") {
            fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    }
}

#[track_caller]
fn check(file: &str, find: &str, replace: &str, message: &str) {
    let problems = spoiled(file, find, replace);
    assert!(
        problems.iter().any(|problem| problem.file == file && problem.what.contains(message)),
        "nothing said {message:?}: {problems:?}"
    );
}

#[test]
fn markdown_with_anything_but_plain_text_is_refused() {
    let file = "lessons/collector-letter.en.md";
    let first = "A letter about a debt can make your heart beat fast.";
    check(file, first, "<script>alert(1)</script>", "raw HTML is refused");
    check(file, first, "A <b onclick=\"x()\">letter</b>.", "raw HTML is refused");
    check(file, first, "![a letter](https://example.org/letter.png)", "images are refused");
    check(file, first, "# A letter", "first-level heading");
    check(file, first, "```\nletter\n```", "refused");
}

#[test]
fn a_link_that_leads_nowhere_or_elsewhere_is_refused() {
    let file = "lessons/collector-letter.en.md";
    check(file, "(glossary:collector)", "(glossary:colector)", "leads nowhere");
    check(file, "(page:advice)", "(page:settings)", "leads nowhere");
    check(file, "(page:advice)", "(lesson:no-such)", "leads nowhere");
    check(file, "(page:advice)", "(http://example.org)", "is none of");
    check(file, "(page:advice)", "(javascript:alert)", "is none of");
    check(file, "(page:advice)", "(/help)", "is none of");
    check(file, "(page:advice)", "(//example.org)", "is none of");
    check("glossary.es.toml", "(glossary:interest)", "(glossary:interes)", "leads nowhere");
    check("countries/us.toml", "https://www.nfcc.org/\"", "http://www.nfcc.org/\"", "is not an https address");
}

#[test]
fn pieces_stand_alone_and_are_known() {
    let file = "lessons/interest-and-minimums.en.md";
    check(file, "{{piece:interest}}", "{{piece:intrest}}", "is not known");
    check(file, "{{piece:interest}}", "Here: {{piece:interest}}", "a line of its own");
}

#[test]
fn languages_that_drift_apart_are_refused() {
    let spanish = "lessons/collector-letter.es.md";
    check(spanish, "- No dan una dirección.\n", "", "differs from the other language");
    check("lessons/interest-and-minimums.es.md", "{{piece:interest}}\n", "", "differs from the other language");
    let problems = spoiled("quizzes/collector-letter.es.toml", "id = \"scam-sign\"", "id = \"scam\"");
    assert!(problems.iter().any(|problem| problem.what.contains("right answers")), "{problems:?}");
    check("glossary.es.toml", "id = \"snowball\"", "id = \"bola\"", "not in every language");
    check("countries/us.toml", ", es = \"Renta\" }", " }", "missing field `es`");
}

#[test]
fn a_question_has_exactly_one_right_answer() {
    let file = "quizzes/budget-that-holds.en.toml";
    check(file, "correct = true, ", "", "exactly one of them right");
    check(file, "    { text = \"400\"", "    { correct = true, text = \"400\"", "exactly one of them right");
}

#[test]
fn misspelt_keys_and_doubled_ids_are_refused() {
    check("countries/gb.toml", "quick = true", "quik = true", "unknown field");
    check("countries/gb.toml", "id = \"wages_partner\"", "id = \"wages\"", "stands twice");
    check("countries/gb.toml", "id = \"wages_partner\"", "id = \"Wages partner\"", "may hold only");
    check("countries/us.toml", "frequency = \"two_weeks\"", "frequency = \"fortnight\"", "not a frequency");
    check("countries/us.toml", "phone_link = \"+18003882227\"", "phone_link = \"+18003882228\"", "not one number");
    check("lessons/collector-letter.toml", "date = \"2026-11\"", "date = \"2026-13\"", "is not a month");
    check("lessons/collector-letter.toml", "order = 1", "order = 2", "order must count");
    check("law/gb.toml", "2026-01-02", "2026-1-19", "is not a day");
    check("standards/us.toml", "id = \"us-snap\"", "id = \"snap\"", "does not begin with its country");
    check("standards/us.toml", "week = \"4.3\"", "week = \"four\"", "a factor that is none");
    check("standards/us.toml", "[\"food_clothing_other\"]", "[\"fod\"]", "that is none");
    check("standards/us.toml", "2026-06-28", "2024-06-28", "no sensible start and end");
    check("standards/gb.toml", "values = [50000]", "values = []", "no values");
    check("law/us.toml", "retention_years", "retention_weeks", "none of the domain's figures");
    check("law/gb.toml", "review_by = \"2027-11-30\"\n", "", "missing field `review_by`");
    check("law/us.toml", "\nreview_by = \"2027-11-30\"", "\nreview_by = \"2019-01-01\"", "no sensible review_by");
    check("law/us.toml", "from = \"2021-11-30\"\n", "", "missing field `from`");
    check("law/us.toml", "\nfrom = ", "\nstart = \"2021-11-30\"\nfrom = ", "unknown field");
    check("law/us.toml", "holidays_review_by = \"2027-11-30\"", "holidays_review_by = \"soon\"", "is not a day");
    check("law/us.toml", "part = \"washington\"", "part = \"oregon\"", "is no part of us");
    check("standards/us.toml", "review_by = \"2027-06-28\"\n", "", "no sensible review_by");
    check("standards/gb.toml", "review_by = \"2027-11-30\"\n", "", "missing field `review_by`");
    check("countries/us.toml", "review_by = \"2027-05-31\"\n", "", "missing field `review_by`");
    check("countries/us.toml", "review_by = \"2027-01-31\"", "review_by = \"2026-01-15\"", "no sensible review_by");
    check("countries/gb.toml", "phone_link = \"116123\"", "phone_link = \"116124\"", "not one number");
    check("law/gb.toml", "part = \"scotland\"", "part = \"wales\"", "is no part of gb");
}

#[test]
fn a_missing_file_and_marks_of_html_in_plain_words_are_refused() {
    check("countries/us.toml", "Your take-home pay", "Your <b>pay</b>", "holds < or >");
    check("lessons/collector-letter.en.md", "+++\ntitle", "title", "front matter");
    let empty = tempfile::tempdir().unwrap();
    let problems = compile_all(empty.path()).map(|_| ()).expect_err("nothing was compiled");
    assert!(
        problems.iter().any(|problem| problem.file == "countries/us.toml" && problem.what.contains("cannot be read"))
    );
    assert!(problems.iter().any(|problem| problem.what == "there is no lesson"));
}

#[test]
fn holidays_of_no_year_are_refused() {
    let us = "law/us.toml";
    check(us, "weekday = \"monday\", nth = 1 }", "weekday = \"monday\", nth = 5 }", "is a day of no year");
    check(us, "month = 7, day = 4 }", "month = 7, day = 4, nth = 1 }", "is a day of no year");
    check(us, "month = 6, day = 19", "month = 6, day = 31", "is a day of no year");
    check(us, "yearly_since = 1978\n", "", "either a list or a statute");
    check("law/gb.toml", "holidays_source", "yearly_since = 1978\nholidays_source", "either a list or a statute");
}
