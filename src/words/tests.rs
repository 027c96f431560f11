//! From locale files to sentences on the screen.

use std::path::Path;

use crate::compile::{Compiled, Files, compile, compile_with};
use crate::{
    Category, Language, Locales, OtherVersion, PART_SENTENCES_MAX, Piece, PlainPlurals, Plurals, SHARED, Sentences,
    fill, pieces,
};

const ENGLISH: &str = "[en]\nname = \"English\"\ndirection = \"ltr\"\nplurals = [\"one\", \"other\"]\n\
    figures = \"en-GB\"\nfigures_usd = \"en-US\"\n";
const ARABIC: &str = "[ar]\nname = \"العربية\"\ndirection = \"rtl\"\n\
    plurals = [\"zero\", \"one\", \"two\", \"few\", \"many\", \"other\"]\nfigures = \"ar\"\nfigures_usd = \"ar\"\n";

/// Compiles English and Arabic from locale files given by path and text.
fn compiled(files: &[(&str, &str)]) -> Result<Compiled, Vec<String>> {
    compiled_with(files, &[])
}

/// Compiles them beside sources that name sentences.
fn compiled_with(locales: &[(&str, &str)], sources: &[(&str, &str)]) -> Result<Compiled, Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let locales = locales.iter().map(|(path, text)| (format!("locales/{path}"), text));
    for (path, text) in locales.chain(sources.iter().map(|(path, text)| ((*path).to_owned(), text))) {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    compile_with("page", folder.path(), &[ENGLISH, ARABIC].concat())
}

/// What is wrong with an Arabic `shell` beside an English one.
fn errors(english: &str, arabic: &str) -> Vec<String> {
    let language = ("ar/language.toml", "complete = [\"shell\"]");
    compiled(&[("en/shell.toml", english), ("ar/shell.toml", arabic), language]).err().unwrap_or_default()
}

const fn language(tag: &'static str, plurals: &'static [Category]) -> Language {
    Language {
        tag,
        name: "",
        direction: "ltr",
        plurals,
        figures: "",
        figures_usd: "",
        folder: "",
        in_english: if tag.len() == 2 && tag.as_bytes()[0] == b'a' { &["plan"] } else { &[] },
    }
}

/// Two languages as the build would find them; tests of one thread each read them anew.
static LANGUAGES: [Language; 2] = [language("en", &[Category::One, Category::Other]), language("ar", &Category::ALL)];

/// The sentences of a language of two that were compiled.
fn read(files: &[(&str, &str)], tag: &str) -> &'static Sentences {
    let compiled = compiled(files).unwrap();
    let file = &compiled.languages.iter().find(|files| files.tag == tag).unwrap().parts[0];
    let sentences = of(file.text.split(' ').next().unwrap(), tag);
    sentences.take(SHARED, file.text.clone()).unwrap();
    sentences
}

/// A program of these keys with two parts, without a sentence yet.
fn of(keys: &str, tag: &str) -> &'static Sentences {
    let keys: &'static str = String::leak(keys.to_owned());
    let locales = Box::leak(Box::new(Locales { languages: &LANGUAGES, parts: &[SHARED, "plan"], keys }));
    Sentences::of(locales, locales.find(tag).unwrap(), &PlainPlurals)
}

const ENGLISH_PLAN: (&str, &str) = ("en/plan.toml", "months = { one = \"{count} month\", other = \"{count} months\" }");
const ENGLISH_SHELL: (&str, &str) = (
    "en/shell.toml",
    "days = { one = \"{count} day for {name}\", other = \"{count} days for {name}\" }\n\
     owed = \"{creditor} is owed *{amount}*. See [your debts](/debts).\"\nskip = \"Skip\"",
);
const ARABIC_SHELL: (&str, &str) = (
    "ar/shell.toml",
    "days = { zero = \"{name} 0\", one = \"{name} 1\", two = \"{name} 2\", few = \"{count} {name} few\", \
     many = \"{count} {name} many\", other = \"{count} {name} other\" }\n\
     owed = \"*{amount}* {creditor} [x](/debts)\"\nskip = \"y\"",
);

#[test]
fn a_count_chooses_among_the_six_forms_of_arabic() {
    let all = [ENGLISH_SHELL, ENGLISH_PLAN, ARABIC_SHELL, ("ar/language.toml", "complete = [\"shell\"]")];
    let arabic = read(&all, "ar");
    // Keys stand in alphabetical order of page and key: plan_months, shell_days, shell_owed, shell_skip.
    let days = |count: u64| fill(arabic.counted(1, count), &[&count.to_string(), "N"]);
    for (count, text) in [
        (0, "N 0"),
        (1, "N 1"),
        (2, "N 2"),
        (3, "3 N few"),
        (110, "110 N few"),
        (11, "11 N many"),
        (100, "100 N other"),
    ] {
        assert_eq!(days(count), text);
    }
    assert_eq!(arabic.line(3), "y");
}

#[test]
fn english_stands_on_a_page_that_is_not_complete_and_counts_as_english_does() {
    let half = ("ar/plan.toml", "");
    let all = [ENGLISH_SHELL, ENGLISH_PLAN, ARABIC_SHELL, half, ("ar/language.toml", "complete = [\"shell\"]")];
    let arabic = read(&all, "ar");
    let months = |count: u64| fill(arabic.counted(0, count), &[&count.to_string()]);
    assert_eq!([months(0), months(1), months(2), months(11)], ["0 months", "1 month", "2 months", "11 months"]);
    assert_eq!(arabic.language_of("plan").map(|language| language.tag), Some("en"));
    assert_eq!(arabic.language_of("shell"), None);
    assert!(compiled(&all).unwrap().rust.contains("in_english: &[\"plan\"]"));
}

#[test]
fn places_are_filled_in_the_order_of_the_language() {
    let english = read(&[ENGLISH_SHELL, ENGLISH_PLAN], "en");
    let text = |text: &str| Piece::Text(text.to_owned());
    let link = Piece::Link { label: "your debts".to_owned(), href: "/debts".to_owned() };
    assert_eq!(
        pieces(english.line(2), &["$5", "Bank"]),
        [text("Bank is owed "), Piece::Strong("$5".to_owned()), text(". See "), link, text(".")]
    );
}

#[test]
fn a_file_of_other_keys_or_of_another_part_is_refused() {
    let compiled = compiled(&[ENGLISH_SHELL]).unwrap();
    let file = &compiled.languages[0].parts[0];
    let english = of("0123456789abcdef", "en");
    assert_eq!(english.take(SHARED, file.text.clone()), Err(OtherVersion));
    for part in ["plan", "gone"] {
        assert_eq!(english.take(part, "0123456789abcdef shared\nx".to_owned()), Err(OtherVersion));
    }
    assert_eq!(english.here().count(), 0);
    let renamed = self::compiled(&[("en/shell.toml", &ENGLISH_SHELL.1.replace("name", "person"))]).unwrap();
    assert_ne!(renamed.languages[0].parts[0].text.lines().next(), file.text.lines().next());
    assert_ne!(renamed.languages[0].folder, compiled.languages[0].folder);
}

#[test]
fn a_sentence_that_only_one_cut_names_comes_with_it() {
    let locales = [("en/offer.toml", "lead = \"L\"\nsend = \"S\"\nsum = \"X\""), ENGLISH_SHELL, ENGLISH_PLAN];
    let sources = [
        ("shell/mod.rs", "words.shell_skip();"),
        ("features/start/mod.rs", "fn page() { words.shell_owed(); }"),
        ("features/plan/mod.rs", "cut! { plan, load_plan, }"),
        ("features/plan/views/table.rs", "words.plan_months(1, \"\"); words.offer_sum();"),
        ("features/offer/mod.rs", "cut! { offer, load_offer,\n}\ncut! { more, load_more,\n}"),
        ("features/offer/page.rs", "words.offer_lead(); words.offer_sum();"),
        ("features/check/mod.rs", "cut! { offer, load_check, }\n[Words::offer_send]"),
        ("features/learn/mod.rs", "cut! { learn, load_learn, }"),
    ];
    let compiled = compiled_with(&locales, &sources).unwrap();
    let parts = compiled.languages[0].parts.iter();
    let lines = parts.map(|file| (file.path.rsplit('/').next().unwrap(), file.text.lines().skip(1).count()));
    // Shared: the sum that two cuts name, the days that nobody does, and what the shell and the start name.
    let expected = [("shared.txt", 4), ("learn.txt", 0), ("offer.txt", 2), ("plan.txt", 1)];
    assert_eq!(lines.collect::<Vec<_>>(), expected);
    let months = format!("self.0.counted({}, count)", 3 * PART_SENTENCES_MAX);
    assert!(compiled.rust.contains(&months), "{}", compiled.rust);
    assert!(compiled.rust.contains("parts: &[\"shared\", \"learn\", \"offer\", \"plan\"]"));
}

#[test]
fn the_parts_of_a_language_come_one_by_one() {
    let english = of("k", "en");
    assert_eq!(english.take("plan", "k plan\nMonths".to_owned()), Ok(()));
    assert_eq!(english.here().collect::<Vec<_>>(), ["plan"]);
    assert_eq!(english.take(SHARED, "k shared\nSkip\nLeave".to_owned()), Ok(()));
    assert_eq!([1, PART_SENTENCES_MAX].map(|key| english.line(key)), ["Leave", "Months"]);
    // Once read they stay: what is on the screen borrows from them.
    assert_eq!(english.take(SHARED, "k shared\nOther\nOther".to_owned()), Ok(()));
    assert_eq!(english.line(0), "Skip");
}

#[test]
fn each_sentence_is_a_method_and_each_place_of_it_another() {
    let rust = compiled(&[ENGLISH_SHELL]).unwrap().rust;
    for line in [
        "pub fn shell_skip(self) -> &'static str {\n        self.0.line(2)",
        "pub fn shell_owed<'a>(self) -> next::ShellOwed0<'a> {",
        "pub fn amount(self, value: &'a str) -> ShellOwed1<'a> {",
        "pub fn creditor(self, value: &'a str) -> Vec<::words::Piece> {",
        "pub fn shell_days(self, count: u64, text: &str) -> next::ShellDays0<'_> {",
        "pub fn name(self, value: &'a str) -> String {",
    ] {
        assert!(rust.contains(line), "{line}\n{rust}");
    }
}

#[test]
fn what_does_not_fit_is_told() {
    for (english, arabic, error) in [
        ("a = \"x\"\nb = \"y\"", "a = \"x\"", "ar: shell_b is missing"),
        ("a = \"x\"", "a = \"x\"\nb = \"y\"", "ar: shell_b does not exist in English"),
        ("a = \"{x}\"", "a = \"{y}\"", "ar: shell_a: places differ: [\"x\"] in English, [\"y\"] here"),
        ("a = \"[x](/a)\"", "a = \"[x](/b)\"", "ar: shell_a: links differ"),
        ("a = \"x\"", "a = \"{x\"", "ar: shell_a: `{` without `}`"),
        ("a = \"x\"", "a = \"*[x](/a)*\"", "ar: shell_a: mark-up within mark-up"),
        ("a = \"x\"", "a = \"{Name}\"", "ar: shell_a: `{Name}` is no name of a place"),
        ("a = \"x\"", "a = \"x\\ny\"", "ar: shell_a: a line break or another control character"),
        ("a = \"x\"", "a = { one = \"x\", other = \"y\" }", "ar: shell_a: `zero` is missing"),
    ] {
        assert_eq!(errors(english, arabic).first().map(String::as_str), Some(error));
    }
    let many = "a = { one = \"x\", many = \"y\", other = \"z\" }";
    let found = compiled(&[("en/shell.toml", many)]).err();
    assert_eq!(found, Some(vec!["en: shell_a: `many` is no plural category of this language".to_owned()]));
    let unknown = compiled(&[ENGLISH_SHELL, ("xx/shell.toml", "")]).err();
    assert_eq!(unknown, Some(vec!["xx: not in languages.toml".to_owned()]));
    let bare = compiled(&[ENGLISH_SHELL, ("ar/plan.toml", "")]).err();
    assert_eq!(bare, Some(vec!["ar: shell must be complete: it is around every page".to_owned()]));
    let gone =
        compiled(&[ENGLISH_SHELL, ARABIC_SHELL, ("ar/language.toml", "complete = [\"shell\", \"offer\"]")]).err();
    assert_eq!(gone, Some(vec!["ar: the page offer, listed as complete, does not exist".to_owned()]));
}

#[test]
fn a_tag_is_found_by_its_language() {
    let locales = Locales { languages: &LANGUAGES, parts: &[SHARED], keys: "" };
    assert_eq!(locales.find("AR-eg").map(|language| language.tag), Some("ar"));
    assert_eq!(locales.find("fr"), None);
    assert_eq!(PlainPlurals.category("es", 1_000_000), Category::Many);
}

/// The languages of the pages themselves, as their build scripts compile them.
#[test]
fn the_pages_compile() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    for page in ["app", "desk"] {
        let compiled = compile(page, &src.join(page)).unwrap_or_else(|all| panic!("{}", all.join("\n")));
        let counts = |files: &Files| files.parts.iter().map(|file| file.text.lines().count()).collect::<Vec<_>>();
        let english = counts(&compiled.languages[0]);
        assert!(compiled.languages.iter().all(|files| counts(files) == english), "{page}");
        assert_eq!(english.len() > 1, page == "app", "the desk is not cut");
    }
}
