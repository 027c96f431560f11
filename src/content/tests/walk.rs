//! A cursor over JSON, as plain as can be: what a page does with its own parser.

use serde_json::{Map, Value};

use crate::{Content as _, Country, Cursor, Glossary, Lesson};

/// A walk through a file, counting what is not as it should be.
pub struct Walk {
    objects: Vec<Map<String, Value>>,
    lists: Vec<std::vec::IntoIter<Value>>,
    pub flaws: usize,
}

impl Walk {
    pub fn new(bytes: &[u8]) -> Self {
        let mut walk = Self { objects: Vec::new(), lists: Vec::new(), flaws: 0 };
        walk.push(serde_json::from_slice(bytes).expect("json"));
        walk
    }

    fn push(&mut self, value: Value) {
        let object = self.or_flaw(match value {
            Value::Object(object) => Some(object),
            _ => None,
        });
        self.objects.push(object);
    }

    fn take(&mut self, name: &str) -> Value {
        self.objects.last_mut().and_then(|object| object.remove(name)).unwrap_or_default()
    }

    fn or_flaw<T: Default>(&mut self, found: Option<T>) -> T {
        found.unwrap_or_else(|| {
            self.flaws += 1;
            T::default()
        })
    }
}

impl Cursor for Walk {
    fn text(&mut self, name: &'static str) -> String {
        let found = self.take(name).as_str().map(str::to_owned);
        self.or_flaw(found)
    }

    fn text_or_nothing(&mut self, name: &'static str) -> Option<String> {
        match self.take(name) {
            Value::Null => None,
            value => Some(self.or_flaw(value.as_str().map(str::to_owned))),
        }
    }

    fn number(&mut self, name: &'static str, max: u64) -> u64 {
        let found = self.take(name).as_u64().filter(|number| *number <= max);
        self.or_flaw(found)
    }

    fn signed_or_nothing(&mut self, name: &'static str) -> Option<i64> {
        match self.take(name) {
            Value::Null => None,
            value => Some(self.or_flaw(value.as_i64())),
        }
    }

    fn flag(&mut self, name: &'static str) -> bool {
        let found = self.take(name).as_bool();
        self.or_flaw(found)
    }

    fn enter(&mut self, name: &'static str) {
        let value = self.take(name);
        self.push(value);
    }

    fn enter_if_there(&mut self, name: &'static str) -> bool {
        let value = self.take(name);
        let is_there = !value.is_null();
        if is_there {
            self.push(value);
        }
        is_there
    }

    fn leave(&mut self) {
        self.objects.pop();
    }

    fn list(&mut self, name: &'static str) {
        let found = match self.take(name) {
            Value::Array(items) => Some(items),
            _ => None,
        };
        let items = self.or_flaw(found);
        self.lists.push(items.into_iter());
    }

    fn next(&mut self) -> bool {
        match self.lists.last_mut().and_then(Iterator::next) {
            Some(value) => self.push(value),
            None => {
                self.lists.pop();
                return false;
            }
        }
        true
    }

    fn next_text(&mut self) -> Option<String> {
        match self.lists.last_mut().and_then(Iterator::next) {
            Some(value) => Some(self.or_flaw(value.as_str().map(str::to_owned))),
            None => {
                self.lists.pop();
                None
            }
        }
    }

    fn next_number(&mut self) -> Option<u64> {
        match self.lists.last_mut().and_then(Iterator::next) {
            Some(value) => Some(self.or_flaw(value.as_u64())),
            None => {
                self.lists.pop();
                None
            }
        }
    }

    fn refuse(&mut self) {
        self.flaws += 1;
    }
}

#[test]
fn what_is_not_as_it_should_be_is_noted_and_walked_on_from() {
    let mut walk = Walk::new(br#"{"terms":[{"id":"a","term":"A"},7,{"id":1,"term":"C","meaning_html":"c"}]}"#);
    let glossary = Glossary::read(&mut walk);
    assert_eq!((walk.flaws, glossary.terms.len(), glossary.terms[2].term.as_str()), (6, 3, "C"));

    let mut walk = Walk::new(b"{}");
    assert!(Country::read(&mut walk).lines.is_empty());
    assert!(walk.flaws >= 11, "{}", walk.flaws);

    let lesson = |segment: &str| {
        let text =
            ["{\"id\":\"a\",\"title\":\"A\",\"minutes\":3,\"summary\":\"s\",\"segments\":[", segment, "]"].concat();
        let mut walk = Walk::new((text + ",\"quiz\":[],\"sources\":[]}").as_bytes());
        let lesson = Lesson::read(&mut walk);
        (walk.flaws, lesson.segments.len())
    };
    assert_eq!(lesson("{\"html\":\"<p>a</p>\"},{\"piece\":\"interest\"}"), (0, 2));
    assert_eq!(lesson("{\"film\":\"a\"}"), (1, 1));
}

#[test]
fn an_unknown_side_or_frequency_is_refused() {
    let line = |side: &str, frequency: &str| {
        let text =
            ["{\"lines\":[{\"id\":\"a\",\"group\":\"g\",\"side\":\"", side, "\",\"label\":\"A\",\"frequency\":\""];
        let mut walk = Walk::new((text.concat() + frequency + "\",\"quick\":true}]}").as_bytes());
        let lines = Country::read(&mut walk).lines;
        assert_eq!(lines.len(), 1);
        walk.flaws
    };
    let others = line("income", "month");
    assert_eq!(line("saving", "week"), others);
    assert_eq!(line("sideways", "month"), others + 1);
    assert_eq!(line("income", "fortnight"), others + 1);
}
