//! Guideline figures that the operator brings: those of the Standard Financial Statement are its members' alone, so the
//! program has none of them, and a published figure may be out of date.
//!
//! The file names a country and its figures, in the form of `src/content/standards`:
//!
//! ```json
//! {"gb": [{"id": "food", "groups": ["food_housekeeping"], "by_people": [300, 520], "each_more": 110,
//!          "start": "2026-04-01", "en": "What members ask about food.", "es": "Lo que se pregunta sobre comida.",
//!          "source": {"title": "Guideline figures", "publisher": "Our service", "date": "2026-04",
//!                     "url": "https://example.org/figures"}}]}
//! ```
//!
//! Amounts are in major units a month. A figure here takes the place of every published one about any of its groups. The
//! page fetches the file of standards as ever, and asks for a reason above a figure: it never blocks.

use content::{Country, GuidelineData, Standards, standards_path};
use domain::calendar;
use domain::money::Currency;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use wire::json;

/// A file that is served in the place of one of the pages': its path from the site root, and what is in it.
pub type FileOverride = (String, Vec<u8>);

/// Longer files are refused unread.
const FILE_BYTES_MAX: u64 = 1024 * 1024;

/// What a page may be asked to fetch, as the compiler of the content has it.
const SERVED_BYTES_MAX: usize = 40 * 1024;

/// The largest figure a month, in major units.
const MAJOR_MAX: i64 = 1_000_000;

/// Reads the operator's file, and answers with the files to serve.
///
/// # Errors
/// A sentence for the terminal: the file, the path of the field, and what is wrong with it.
pub fn read(file: &Path) -> Result<Vec<FileOverride>, String> {
    let name = file.display();
    let size = fs::metadata(file).map_err(|error| format!("{name}: {error}"))?.len();
    if size > FILE_BYTES_MAX {
        return Err(format!("{name}: longer than {FILE_BYTES_MAX} bytes"));
    }
    let text = fs::read_to_string(file).map_err(|error| format!("{name}: {error}"))?;
    replaced(&text).map_err(|reason| format!("{name}: {reason}"))
}

fn replaced(text: &str) -> Result<Vec<FileOverride>, String> {
    let mut json = serde_json::Deserializer::from_str(text);
    let own: BTreeMap<String, Vec<GuidelineData>> =
        serde_path_to_error::deserialize(&mut json).map_err(|error| format!("{}: {}", error.path(), error.inner()))?;
    json.end().map_err(|error| error.to_string())?;
    own.into_iter().map(|(country, guidelines)| of_country(&country, guidelines)).collect()
}

fn of_country(id: &str, own: Vec<GuidelineData>) -> Result<FileOverride, String> {
    let (country, standards) = match id {
        "us" => (
            include_str!(concat!(env!("OUT_DIR"), "/country-us.json")),
            include_str!(concat!(env!("OUT_DIR"), "/standards-us.json")),
        ),
        "gb" => (
            include_str!(concat!(env!("OUT_DIR"), "/country-gb.json")),
            include_str!(concat!(env!("OUT_DIR"), "/standards-gb.json")),
        ),
        _ => return Err(format!("{id}: there are pages for {} only", content::COUNTRIES.join(" and "))),
    };
    let carried = |error: json::Error| format!("the content: {error:?}");
    let country: Country = json::parse(country.as_bytes()).map_err(carried)?;
    let mut standards: Standards = json::parse(standards.as_bytes()).map_err(carried)?;
    for (index, guideline) in own.iter().enumerate() {
        let is_twice = own.iter().take(index).any(|other| other.id == guideline.id && other.start == guideline.start);
        let error =
            if is_twice { Some(("id", "starts twice on one day".to_owned())) } else { error(guideline, &country) };
        if let Some((field, reason)) = error {
            return Err(format!("{id}[{index}].{field}: {reason}"));
        }
    }
    let is_about = |published: &GuidelineData| {
        own.iter().any(|one| one.groups.iter().any(|group| published.groups.contains(group)))
    };
    standards.guidelines.retain(|published| !is_about(published));
    standards.guidelines.extend(own);
    let bytes = json::print(&standards).into_bytes();
    if bytes.len() > SERVED_BYTES_MAX {
        return Err(format!(
            "{id}: {} bytes, more than the {SERVED_BYTES_MAX} a page may be asked to fetch",
            bytes.len()
        ));
    }
    Ok((standards_path(id), bytes))
}

/// The field that is wrong, and how.
fn error(one: &GuidelineData, country: &Country) -> Option<(&'static str, String)> {
    let is_id = |text: &str| {
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
        !text.is_empty() && text.bytes().all(is_plain)
    };
    let is_text = |text: &str| !text.trim().is_empty() && text.trim() == text && !text.contains(['<', '>']);
    let say = |field, reason: &str| Some((field, reason.to_owned()));
    if !is_id(&one.id) {
        return say("id", "may hold only a-z, 0-9, - and _");
    }
    let has = |group: &String| country.groups.iter().any(|known| known.id == *group);
    match one.groups.iter().find(|group| !has(group)) {
        Some(unknown) => return Some(("groups", format!("{unknown:?} is no group of the budget"))),
        None if one.groups.is_empty() => return say("groups", "names no group of the budget"),
        None => {}
    }
    let are_amounts = one.by_people.iter().chain([&one.each_more]).all(|amount| (0..=MAJOR_MAX).contains(amount));
    if one.by_people.is_empty() || !one.by_people.is_sorted() || !are_amounts {
        return say("by_people", "one whole amount for each size of household, none less than the one before");
    }
    let start = calendar::parse(&one.start);
    if start.is_none() {
        return say("start", "a day is written like \"2026-11-22\"");
    }
    if one.end.as_deref().is_some_and(|end| calendar::parse(end).is_none_or(|end| Some(end) < start)) {
        return say("end", "a day, not before the start");
    }
    let texts = [("en", &one.en), ("es", &one.es), ("source.title", &one.source.title)];
    let texts = texts.into_iter().chain([("source.publisher", &one.source.publisher)]);
    if let Some((field, _)) = texts.into_iter().find(|(_, text)| !is_text(text)) {
        return say(field, "words without < and >, and no space at either end");
    }
    if calendar::parse(&format!("{}-01", one.source.date)).is_none() {
        return say("source.date", "a month is written like \"2026-11\"");
    }
    if !one.source.url.starts_with("https://") || one.source.url.contains(['"', '<', '>', ' ']) {
        return say("source.url", "an https address");
    }
    let place = |group: &str| country.groups.iter().position(|known| known.id == group);
    // Whatever else the page could not use.
    one.guideline(Currency::USD, place).is_none().then(|| ("by_people", "cannot be used".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn figures() -> Value {
        json!({"gb": [{
            "id": "food", "groups": ["food_housekeeping"], "by_people": [300, 520], "each_more": 110,
            "start": "2026-04-01", "en": "What members ask about food.", "es": "Lo que se pregunta sobre comida.",
            "source": {"title": "Guideline figures", "publisher": "Our service", "date": "2026-04",
                       "url": "https://example.org/figures"},
        }]})
    }

    fn served(own: &Value) -> Standards {
        let files = replaced(&own.to_string()).expect("figures");
        let (path, bytes) = files.first().expect("a file");
        let standards: Standards = json::parse(bytes).expect("standards");
        assert_eq!(*path, standards_path(&standards.country));
        standards
    }

    #[test]
    fn figures_of_the_operator_stand_beside_what_is_published() {
        let standards = served(&figures());
        assert_eq!(standards.guidelines.len(), 1);
        assert_eq!(
            (standards.guidelines[0].by_people.as_slice(), standards.guidelines[0].each_more),
            (&[300, 520][..], 110)
        );
        assert!(!standards.conventions.is_empty() && !standards.tables.is_empty());
    }

    #[test]
    fn they_take_the_place_of_published_ones_about_the_same_group() {
        let mut own = figures();
        own["us"] = own["gb"].take();
        own.as_object_mut().expect("an object").remove("gb");
        own["us"][0]["groups"] = json!(["food_clothing_other"]);
        let ids = |standards: Standards| standards.guidelines.into_iter().map(|one| one.id).collect::<Vec<_>>();
        assert_eq!(ids(served(&own)), ["food"]);
        own["us"][0]["groups"] = json!(["housing"]);
        assert_eq!(ids(served(&own)), ["irs_national_standards", "irs_national_standards", "food"]);
    }

    #[test]
    fn what_cannot_be_used_is_named_with_its_place() {
        let refused = |pointer: &str, value: Value| {
            let mut own = figures();
            *own.pointer_mut(pointer).expect("a place") = value;
            replaced(&own.to_string()).expect_err("it went through")
        };
        for (pointer, value, reason) in [
            ("/gb/0/id", json!("Food"), "gb[0].id: "),
            ("/gb/0/groups", json!(["food_housekeeping", "cake"]), "gb[0].groups: \"cake\" is no group"),
            ("/gb/0/groups", json!([]), "gb[0].groups: "),
            ("/gb/0/by_people", json!([]), "gb[0].by_people: "),
            ("/gb/0/by_people", json!([300, 200]), "gb[0].by_people: "),
            ("/gb/0/by_people", json!([300, 1_000_001]), "gb[0].by_people: "),
            ("/gb/0/by_people/1", json!("520"), "gb[0].by_people[1]: invalid type"),
            ("/gb/0/each_more", json!(-1), "gb[0].by_people: "),
            ("/gb/0/start", json!("1.4.2026"), "gb[0].start: "),
            ("/gb/0/en", json!("<b>food</b>"), "gb[0].en: "),
            ("/gb/0/es", json!(""), "gb[0].es: "),
            ("/gb/0/source/title", json!(" figures"), "gb[0].source.title: "),
            ("/gb/0/source/date", json!("2026"), "gb[0].source.date: "),
            ("/gb/0/source/url", json!("http://example.org/"), "gb[0].source.url: "),
        ] {
            let told = refused(pointer, value);
            assert!(told.starts_with(reason), "{pointer}: {told}");
        }
        let mut own = figures();
        own["gb"][0]["end"] = json!("2026-03-31");
        assert!(replaced(&own.to_string()).unwrap_err().starts_with("gb[0].end: "));
        own = figures();
        own["gb"][0]["price"] = json!(3);
        assert!(replaced(&own.to_string()).unwrap_err().contains("unknown field"));
        own = figures();
        let again = own["gb"][0].clone();
        own["gb"].as_array_mut().expect("a list").push(again);
        assert!(replaced(&own.to_string()).unwrap_err().starts_with("gb[1].id: "));
        assert!(replaced(r#"{"fr":[]}"#).unwrap_err().starts_with("fr: "));
        assert!(replaced("{").is_err() && replaced("{} {}").is_err());
        let missing = read(Path::new("no/such/file.json")).unwrap_err();
        assert!(missing.starts_with("no/such/file.json: "), "{missing}");
    }
}
