//! When dated figures and rules are looked at again. What is past its day still holds as far as anybody knows, so it is a
//! warning of the test command and no error.

use std::path::Path;

use crate::COUNTRIES;
use jiff::civil::Date;

/// The day on which somebody looks at a dated figure or rule again at the latest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Review {
    /// The day.
    pub by: Date,
    /// The file, relative to the content folder.
    pub file: String,
    /// What it is: its id, or the name of its table.
    pub id: String,
}

impl std::fmt::Display for Review {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {} was to be looked at again by {}", self.file, self.id, self.by)
    }
}

/// Everything below `root`, the folder of this crate's sources, that has such a day, the first first. What cannot be read
/// is left out: the compiler says why.
#[must_use]
pub fn reviews(root: &Path) -> Vec<Review> {
    let files = ["countries", "law", "standards"];
    let files = files.into_iter().flat_map(|folder| COUNTRIES.map(|country| format!("{folder}/{country}.toml")));
    let mut found = Vec::new();
    for file in files {
        let Ok(text) = std::fs::read_to_string(root.join(&file)) else { continue };
        let Ok(table) = toml::from_str::<toml::Table>(&text) else { continue };
        collect(&toml::Value::Table(table), "", &file, &mut found);
    }
    found.sort();
    found
}

/// Those whose day lies before `today`.
#[must_use]
pub fn overdue(reviews: &[Review], today: Date) -> &[Review] {
    &reviews[..reviews.partition_point(|review| review.by < today)]
}

fn collect(value: &toml::Value, name: &str, file: &str, found: &mut Vec<Review>) {
    match value {
        toml::Value::Array(all) => all.iter().for_each(|one| collect(one, name, file, found)),
        toml::Value::Table(table) => {
            let id = table.get("id").and_then(toml::Value::as_str).unwrap_or(name);
            for (key, value) in table {
                match value.as_str().filter(|_| key.ends_with("review_by")).and_then(domain::calendar::parse) {
                    Some(by) => found.push(Review { by, file: file.to_owned(), id: id.to_owned() }),
                    None => collect(value, if table.contains_key("id") { id } else { key }, file, found),
                }
            }
        }
        _ => {}
    }
}
