//! The whole of the content, checked as it will be served.

mod countries;
mod law;
mod lessons;
mod refusals;
mod review;
mod standards;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use json::{ErrorKind, Json};

use crate::compile::{BYTES_MAX, Compiled, PAGES, compile_all, lesson_ids};
use crate::{
    BudgetLine, COUNTRIES, Country, Glossary, Guidelines, LANGUAGES, Law, Lesson, LessonIndex, Segment, Standards,
    country_path, glossary_path, law_path, lesson_index_path, lesson_path, standards_path,
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// Everything, compiled; a problem fails the test with its file.
fn compiled() -> Vec<Compiled> {
    compile_all(&root()).unwrap_or_else(|problems| {
        let list: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", list.join("\n"))
    })
}

/// One file of the output as the page would read it.
fn load<T: Json>(path: &str) -> T {
    let all = compiled();
    read(all.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("{path} is not compiled")))
}

fn read<T: Json>(file: &Compiled) -> T {
    json::parse(&file.bytes).unwrap_or_else(|error| panic!("{}: {error:?}", file.path))
}

/// Read and written again it is the same bytes and nothing of it is unknown.
fn round_trip<T: Json>(file: &Compiled) {
    assert_eq!(json::print(&read::<T>(file)).as_bytes(), file.bytes, "{}", file.path);
    let value = json::value(&file.bytes).expect("json");
    assert_eq!(json::read_request::<T>(value).err(), None, "{}", file.path);
}

#[test]
fn exactly_the_promised_files_come_out_small_and_the_same_each_time() {
    let all = compiled();
    assert_eq!(all, compiled(), "two builds of one tree differ");

    let mut expected = BTreeSet::new();
    for lang in LANGUAGES {
        expected.insert(glossary_path(lang));
        expected.insert(lesson_index_path(lang));
        expected.extend(COUNTRIES.map(|country| country_path(country, lang)));
        expected.extend(lesson_ids(&root()).iter().map(|id| lesson_path(id, lang)));
    }
    expected.extend(COUNTRIES.map(law_path));
    expected.extend(COUNTRIES.map(standards_path));
    let paths: BTreeSet<String> = all.iter().map(|file| file.path.clone()).collect();
    assert_eq!(paths, expected);
    for file in &all {
        assert!(file.bytes.len() < BYTES_MAX, "{} has {} bytes", file.path, file.bytes.len());
    }
}

#[test]
fn the_page_reads_back_what_the_compiler_wrote() {
    for file in compiled() {
        let name = file.path.strip_prefix("content/").unwrap();
        match name.split(['-', '.']).next().unwrap() {
            "country" => round_trip::<Country>(&file),
            "glossary" => round_trip::<Glossary>(&file),
            "law" => round_trip::<Law>(&file),
            "standards" => {
                round_trip::<Standards>(&file);
                // The page takes a part of it.
                let (standards, part) = (read::<Standards>(&file), read::<Guidelines>(&file));
                assert_eq!((part.conventions, part.guidelines), (standards.conventions, standards.guidelines));
            }
            "lessons" => round_trip::<LessonIndex>(&file),
            "lesson" => round_trip::<Lesson>(&file),
            other => panic!("{other} has no type"),
        }
    }
}

/// What a page makes of files that are not as they should be.
#[test]
fn a_file_that_is_not_as_declared_is_refused_where_it_is_wrong() {
    fn error<T: Json>(text: &str) -> Option<(String, ErrorKind)> {
        json::parse::<T>(text.as_bytes()).err().map(|error| (error.path, error.kind))
    }
    let at = |path: &str, kind| Some((path.to_owned(), kind));
    assert_eq!(error::<Glossary>(r#"{"terms":[]}"#), None);
    assert_eq!(error::<Glossary>(""), at("", ErrorKind::Malformed));
    assert_eq!(error::<Glossary>("[]"), at("", ErrorKind::Type));
    assert_eq!(error::<Glossary>("{}"), at("terms", ErrorKind::Missing));
    assert_eq!(error::<Glossary>(r#"{"terms":{}}"#), at("terms", ErrorKind::Type));
    assert_eq!(error::<Glossary>(r#"{"terms":[1]}"#), at("terms[0]", ErrorKind::Type));
    let term = |meaning: &str| error::<Glossary>(&[r#"{"terms":[{"id":"a","term":"A""#, meaning, "}]}"].concat());
    assert_eq!(term(r#","meaning_html":"a","later":true"#), None);
    assert_eq!(term(""), at("terms[0].meaning_html", ErrorKind::Missing));
    assert_eq!(term(r#","meaning_html":null"#), at("terms[0].meaning_html", ErrorKind::Type));

    let lesson = |segment: &str| {
        let start = r#"{"id":"a","title":"A","minutes":3,"summary":"s","segments":["#;
        error::<Lesson>(&[start, segment, r#"],"quiz":[],"sources":[]}"#].concat())
    };
    assert_eq!(lesson(r#"{"html":"<p>a</p>"},{"piece":"interest"}"#), None);
    assert_eq!(lesson(r#"{"film":"a"}"#), at("segments[0]", ErrorKind::Choice));

    let minutes = |minutes: &str| {
        let start = r#"{"lessons":[{"id":"a","title":"A","summary":"s","explains":["plan"],"questions":2,"minutes":"#;
        error::<LessonIndex>(&[start, minutes, "}]}"].concat())
    };
    assert_eq!(minutes("255"), None);
    for none in ["256", "-1", "1.5", "\"1\""] {
        assert_eq!(minutes(none), at("lessons[0].minutes", ErrorKind::Type), "{none}");
    }

    let line = |side: &str, frequency: &str| {
        let start = r#"{"id":"a","group":"g","label":"A","quick":true,"side":""#;
        error::<BudgetLine>(&[start, side, r#"","frequency":""#, frequency, "\"}"].concat())
    };
    assert_eq!((line("income", "month"), line("saving", "week")), (None, None));
    assert_eq!(line("sideways", "month"), at("side", ErrorKind::Choice));
    assert_eq!(line("income", "fortnight"), at("frequency", ErrorKind::Choice));
}

/// Every stretch of HTML in a language, with the file it is from.
fn html_in(lang: &str) -> Vec<(String, String)> {
    let glossary: Glossary = load(&glossary_path(lang));
    let mut found: Vec<(String, String)> =
        glossary.terms.into_iter().map(|term| (glossary_path(lang), term.meaning_html)).collect();
    for id in lesson_ids(&root()) {
        let lesson: Lesson = load(&lesson_path(&id, lang));
        for segment in lesson.segments {
            if let Segment::Html(html) = segment {
                found.push((lesson_path(&id, lang), html));
            }
        }
    }
    found
}

#[test]
fn html_holds_known_tags_only_and_every_link_leads_somewhere() {
    const TAGS: [&str; 11] = ["p", "h2", "h3", "ul", "ol", "li", "em", "strong", "blockquote", "a", "h4"];
    for lang in LANGUAGES {
        let glossary: Glossary = load(&glossary_path(lang));
        let terms: BTreeSet<&str> = glossary.terms.iter().map(|term| term.id.as_str()).collect();
        let lessons = lesson_ids(&root());
        let mut links = 0;
        for (file, html) in html_in(lang) {
            for tag in html.split('<').skip(1) {
                let (tag, _) = tag.split_once('>').unwrap_or_else(|| panic!("{file}: {tag}"));
                let tag = tag.trim_start_matches('/');
                let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
                assert!(TAGS.contains(&name), "{file}: <{tag}>");
                if name != "a" || attributes.is_empty() {
                    assert_eq!(attributes, "", "{file}: <{tag}>");
                    continue;
                }
                links += 1;
                let target = attributes.strip_prefix("href=\"").and_then(|rest| rest.strip_suffix('"'));
                let target = target.unwrap_or_else(|| panic!("{file}: <{tag}>"));
                let leads = match target.strip_prefix('/') {
                    Some(inside) => match (inside.strip_prefix("words#"), inside.strip_prefix("learn/")) {
                        (Some(id), _) => terms.contains(id),
                        (_, Some(id)) => lessons.iter().any(|lesson| lesson == id),
                        _ => PAGES.contains(&inside),
                    },
                    None => target.starts_with("https://") && !target.contains(['"', '<', '>']),
                };
                assert!(leads, "{file}: {target} leads nowhere");
            }
        }
        assert!(links > 30, "only {links} links were looked at in {lang}");
    }
}

#[test]
fn the_glossary_is_complete_sorted_and_short() {
    let english: Glossary = load(&glossary_path("en"));
    let spanish: Glossary = load(&glossary_path("es"));
    let ids = |glossary: &Glossary| glossary.terms.iter().map(|term| term.id.clone()).collect::<BTreeSet<_>>();
    assert_eq!(ids(&english), ids(&spanish));
    // The words of the product that a client meets.
    for id in [
        "budget",
        "left-over",
        "priority-debt",
        "minimum-payment",
        "offer",
        "strategy",
        "plan",
        "proposal",
        "arrangement",
        "policy",
        "receipt",
        "record",
        "rights",
        "dispute",
        "concession",
        "settlement",
        "token-offer",
        "pro-rata",
        "counter-offer",
        "court-judgment",
    ] {
        assert!(ids(&english).contains(id), "{id} is missing");
    }
    assert!(english.terms.is_sorted_by_key(|term| term.term.to_lowercase()));
    let position = |id: &str| spanish.terms.iter().position(|term| term.id == id).unwrap();
    assert!(position("concession") < position("counter-offer"), "Concesión comes before Contraoferta");
    for glossary in [&english, &spanish] {
        for term in &glossary.terms {
            let words = term.meaning_html.split_whitespace().count();
            assert!((4..=45).contains(&words), "{}: {words} words", term.id);
        }
    }
}
