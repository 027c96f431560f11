//! Walking through a file of content: the crate of content knows no format, and the page has one reader of JSON anyway.

use content::{Content, Cursor};
use wire::json::{self, FlawKind, Json, Reader};

/// The content of a file; `None` if it is not what this page understands.
pub fn read<T: Content>(text: &[u8]) -> Option<T> {
    let mut walk = Walk(Reader::default());
    walk.0.object(json::value(text).ok());
    let content = T::read(&mut walk);
    walk.0.end();
    walk.0.done().ok()?;
    Some(content)
}

struct Walk(Reader);

impl Cursor for Walk {
    fn text(&mut self, name: &'static str) -> String {
        self.0.field(name)
    }

    fn text_or_nothing(&mut self, name: &'static str) -> Option<String> {
        self.0.field(name)
    }

    fn number(&mut self, name: &'static str, max: u64) -> u64 {
        let number = self.0.field(name);
        if number > max {
            self.0.note(FlawKind::Type);
        }
        number
    }

    fn signed_or_nothing(&mut self, name: &'static str) -> Option<i64> {
        self.0.field(name)
    }

    fn flag(&mut self, name: &'static str) -> bool {
        self.0.field(name)
    }

    fn enter(&mut self, name: &'static str) {
        let value = self.0.take(name);
        self.0.object(value);
    }

    fn enter_if_there(&mut self, name: &'static str) -> bool {
        let value = self.0.take(name);
        let is_there = value.is_some();
        if is_there {
            self.0.object(value);
        }
        is_there
    }

    fn leave(&mut self) {
        self.0.end();
    }

    fn list(&mut self, name: &'static str) {
        let value = self.0.take(name);
        self.0.list(value);
    }

    fn next(&mut self) -> bool {
        let item = self.0.item();
        let is_there = item.is_some();
        if is_there {
            self.0.object(item);
        }
        is_there
    }

    fn next_text(&mut self) -> Option<String> {
        let item = self.0.item()?;
        Some(String::read(&mut self.0, Some(item)))
    }

    fn next_number(&mut self) -> Option<u64> {
        let item = self.0.item()?;
        Some(u64::read(&mut self.0, Some(item)))
    }

    fn refuse(&mut self) {
        self.0.note(FlawKind::Choice);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use content::{Glossary, LessonIndex};

    #[test]
    fn files_are_read_and_what_is_wrong_is_not() {
        let index = br#"{"lessons":[{"id":"a","title":"A","minutes":4,"summary":"s","explains":["plan","offer"],
            "questions":2,"later":true}]}"#;
        let index: LessonIndex = read(index).expect("an index");
        assert_eq!(index.lessons[0].minutes, 4);
        assert_eq!(index.lessons[0].explains, ["plan", "offer"]);
        assert_eq!(read::<Glossary>(br#"{"terms":[]}"#), Some(Glossary { terms: vec![] }));
        for wrong in [
            "",
            "[]",
            "{}",
            r#"{"terms":{}}"#,
            r#"{"terms":[1]}"#,
            r#"{"terms":[{"id":"a","term":"A"}]}"#,
            r#"{"terms":[{"id":"a","term":"A","meaning_html":null}]}"#,
        ] {
            assert_eq!(read::<Glossary>(wrong.as_bytes()), None, "{wrong}");
        }
        let minutes = |minutes: &str| {
            let text = ["{\"lessons\":[{\"id\":\"a\",\"title\":\"A\",\"minutes\":", minutes, ",\"summary\":\"s\","];
            read::<LessonIndex>((text.concat() + "\"explains\":[],\"questions\":2}]}").as_bytes()).is_some()
        };
        assert!(minutes("255"));
        assert!(!minutes("256") && !minutes("-1") && !minutes("1.5") && !minutes("\"1\""));
    }
}
