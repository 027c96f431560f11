//! What no text for people may say: two words for one thing in Spanish, and sentences that are too long to follow. Looked
//! at are the sentences of the pages and the content, in TOML and Markdown.

use crate::Violation;

/// More words than this nobody follows who is tired or afraid.
const WORDS_MAX: usize = 25;

/// In Spanish, the beginnings of words that stand for a thing which has another word here, and that word. STYLE.md says
/// why these.
const OTHER_WORDS: [(&str, &str); 9] = [
    ("cantidad", "monto"),
    ("alquiler", "renta"),
    ("tribunal", "corte"),
    ("admit", "reconocer; of room: caben"),
    ("admis", "reconocimiento"),
    ("letra", "carácter"),
    ("escritorio", "panel"),
    ("reclamo", "carta previa a una demanda, disputa"),
    ("bienvenido", "le damos la bienvenida"),
];

/// Names and sentences that a law or an organisation has written, which nobody else may shorten.
const PRESCRIBED: [&str; 0] = [];

/// Sentences of a file that break a rule. Files that hold none have none.
pub fn check(path: &str, text: &str) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (lang, sentence) in texts(path, text) {
        for part in sentences(&sentence) {
            let words = part.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
            if words > WORDS_MAX && !PRESCRIBED.contains(&part.as_str()) {
                let rule = format!("{words} words in one sentence, {WORDS_MAX} is the most: {part}");
                violations.push(Violation::new(path, rule));
            }
        }
        if lang == "es" {
            violations.extend(other_words(&sentence).map(|(found, use_this)| {
                Violation::new(path, format!("{found:?} has another word here, {use_this:?}: {sentence}"))
            }));
        }
    }
    violations
}

fn other_words(sentence: &str) -> impl Iterator<Item = (String, &'static str)> + '_ {
    let words = sentence.split(|letter: char| !letter.is_alphabetic()).map(str::to_lowercase);
    words.filter_map(|word| {
        OTHER_WORDS.iter().find(|(other, _)| word.starts_with(other)).map(|(_, use_this)| (word, *use_this))
    })
}

/// The texts of a file, each with its language.
fn texts(path: &str, text: &str) -> Vec<(String, String)> {
    let folders: Vec<&str> = path.split('/').collect();
    let mut found = Vec::new();
    if let ["src", _, "locales", lang, file] = folders[..] {
        if let (Ok(table), "toml") = (toml::from_str::<toml::Table>(text), extension(file)) {
            collect(&toml::Value::Table(table), lang, &mut found);
        }
    } else if path.starts_with("src/content/") {
        let name = folders.last().copied().unwrap_or_default();
        // `budget.es.toml` is in Spanish; a file without a language holds them all, by the names of its fields.
        let lang = name.rsplit('.').nth(1).filter(|lang| lang.len() == 2).unwrap_or_default();
        match extension(name) {
            "toml" if name != "Cargo.toml" => {
                if let Ok(table) = toml::from_str::<toml::Table>(text) {
                    collect(&toml::Value::Table(table), lang, &mut found);
                }
            }
            "md" => found.extend(text.lines().map(|line| (lang.to_owned(), line.to_owned()))),
            _ => {}
        }
    }
    found
}

fn extension(file: &str) -> &str {
    file.rsplit('.').next().unwrap_or_default()
}

fn collect(value: &toml::Value, lang: &str, found: &mut Vec<(String, String)>) {
    match value {
        toml::Value::String(text) => found.push((lang.to_owned(), text.clone())),
        toml::Value::Array(all) => all.iter().for_each(|one| collect(one, lang, found)),
        toml::Value::Table(table) => {
            for (key, value) in table {
                // A source has the title that its publisher gave it.
                if !matches!(key.as_str(), "source" | "sources" | "holidays_source" | "banks_monday_source") {
                    let lang = match key.as_str() {
                        "en" | "name_en" => "en",
                        "es" | "name_es" => "es",
                        _ => lang,
                    };
                    collect(value, lang, found);
                }
            }
        }
        _ => {}
    }
}

/// A text cut at the ends of its sentences, without the addresses of its links.
fn sentences(text: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](") {
        plain.push_str(before);
        rest = after.split_once(')').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    let mut found = vec![Vec::new()];
    for word in plain.split_whitespace() {
        found.last_mut().expect("one is there").push(word);
        let closed = word.trim_end_matches(|letter: char| "\"”’»*)]".contains(letter));
        if closed.ends_with(['.', '?', '!', ':']) {
            found.push(Vec::new());
        }
    }
    found.into_iter().map(|words| words.join(" ")).filter(|sentence| !sentence.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_for_people_are_short_and_one_for_one_thing() {
        let mut violations = Vec::new();
        let mut read = 0;
        for (path, file) in crate::files(&crate::root()).expect("listed") {
            if let Ok(text) = std::fs::read_to_string(file) {
                read += texts(&path, &text).len();
                violations.extend(check(&path, &text));
            }
        }
        assert!(read > 3_000, "only {read} texts were found");
        crate::assert_clean(&violations);
    }

    #[test]
    fn a_long_sentence_is_found_in_every_language() {
        let long = "a ".repeat(WORDS_MAX + 1);
        let short = "a ".repeat(WORDS_MAX);
        for path in ["src/app/locales/en/x.toml", "src/app/locales/es/x.toml", "src/content/law/gb.toml"] {
            assert_eq!(check(path, &format!("en = \"{long}\"")).len(), 1, "{path}");
            assert!(check(path, &format!("en = \"{short}\"")).is_empty(), "{path}");
            // Two sentences are two.
            assert!(check(path, &format!("en = \"{short}. {short}\"")).is_empty(), "{path}");
        }
        assert_eq!(check("src/content/lessons/x.es.md", &long).len(), 1);
        // The address of a link is no word, and a title of a source is its publisher's.
        assert!(check("src/content/lessons/x.en.md", &format!("{short}[b](page:a)")).len() <= 1);
        assert!(check("src/content/law/gb.toml", &format!("source = {{ title = \"{long}\" }}")).is_empty());
        assert!(check("src/app/store/x.rs", &long).is_empty());
    }

    #[test]
    fn the_other_word_is_found_in_spanish_only() {
        for bad in ["Escriba una cantidad.", "El alquiler sube.", "Usted no admitió nada.", "Quedan 10 letras."] {
            assert_eq!(check("src/app/locales/es/x.toml", &format!("a = \"{bad}\"")).len(), 1, "{bad}");
            assert_eq!(check("src/content/countries/gb.toml", &format!("a = {{ es = \"{bad}\" }}")).len(), 1, "{bad}");
            assert_eq!(check("src/content/quizzes/x.es.toml", &format!("a = \"{bad}\"")).len(), 1, "{bad}");
            assert!(check("src/app/locales/en/x.toml", &format!("a = \"{bad}\"")).is_empty(), "{bad}");
        }
        assert!(check("src/app/locales/es/x.toml", "a = \"El monto de la renta\"").is_empty());
    }
}
