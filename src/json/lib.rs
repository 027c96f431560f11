//! Documents as JSON, declared once by the names of their fields: the declaration reads them, writes them and gives
//! their JSON Schema.
//!
//! # Problem
//!
//! The page must stay small. Derived readers and writers are generic over the format, and each is compiled anew for
//! every way a format can be driven: text in a slice, text in a string, the tree of values, the writer to bytes. In the
//! client's page that was 275 KB of its 1,860 KB of functions, more than everything the domain knows. Measured again with
//! the page of November 2026: serde's derive for 20 documents adds 17 to 21 KB to what is transferred (brotli).
//!
//! # Observations
//!
//! - A document is read once and is small. Reading its text into a tree of [`Value`]s first costs nothing that anybody
//!   could feel, and needs the parser exactly once in the whole page: [`parse`] and [`print()`] are its two doors.
//! - Much of the derived code undoes things: at each of ten fields a reader may give up, and must then drop the fields
//!   it has. A reader that cannot give up has no such exits. So a reader notes the first error in the [`Reader`] and goes
//!   on with a stand-in (an empty text, zero, the first choice); whoever asked for the document gets the error and never
//!   sees the stand-in.
//! - What is left of a structure of ten fields is ten calls with a name. [`document!`] writes them, [`choice!`] and
//!   [`variants!`] those of enumerations; everything that does not depend on the type is compiled
//!   once. All documents together weigh 28 KB so, and parser and printer 21 KB.
//! - Whether an unknown field is an error depends on who reads, not on the document: a server refuses it in a request
//!   ([`read_request`]), an old page tolerates it in the answer of a newer server ([`parse`]).
//! - Nothing in a page asks for a schema, so [`schema()`] and all that it calls are left out by the linker.
//!
//! # What is not handled
//!
//! - Numbers are whole. A fraction or an exponent in the place of a number is a wrong type, even `1.0`.
//! - Of a name that stands twice in an object the last one counts; the server looks for repeated names by itself.
//! - Depth is bounded by the parser (128), length by whoever took the bytes.
//! - Keys are written in the order of their code points, never in that of the fields: what is printed is canonical.

mod figures;
mod macros;
mod primitives;
mod schema;
#[cfg(test)]
mod tests;

pub use schema::{Definitions, Properties, Variants, request_schema, schema};
use serde_json::Map;
pub use serde_json::Value;
use std::vec;

/// A type that is a document or a part of one.
pub trait Json: Sized {
    /// Whether a field of this type may be missing in any document.
    const MAY_MISS: bool = false;

    /// Takes a value apart; `None` where the field is missing. An error is noted in the reader, and what is returned then
    /// only stands in.
    fn read(reader: &mut Reader, value: Option<Value>) -> Self;

    /// Writes the document as a value.
    fn write(&self) -> Value;

    /// What describes the value in a JSON Schema. Only [`schema()`] and [`request_schema`] call it: a program that uses
    /// neither does not carry it.
    fn schema(definitions: &mut Definitions) -> Value;
}

/// What is wrong with a document: the first error found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// Path of the place: `accounts[0].balance_minor`; empty for the document itself.
    pub path: String,
    /// What is wrong there.
    pub kind: ErrorKind,
}

/// What is wrong at a place of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The text is no JSON.
    Malformed,
    /// A field is missing.
    Missing,
    /// A field is unknown; only [`read_request`] minds.
    Unknown,
    /// The value has another type, or a number or date is out of bounds.
    Type,
    /// The text is none of the choices.
    Choice,
}

/// Reads a document from its text. Unknown fields are tolerated.
///
/// # Errors
/// The first [`Error`] found.
pub fn parse<T: Json>(text: &[u8]) -> Result<T, Error> {
    read(value(text)?)
}

/// Reads a document from a value. Unknown fields are tolerated.
///
/// # Errors
/// The first [`Error`] found.
pub fn read<T: Json>(value: Value) -> Result<T, Error> {
    let mut reader = Reader::default();
    let document = T::read(&mut reader, Some(value));
    reader.done()?;
    Ok(document)
}

/// Reads a document from a value. Unknown fields are refused, at any depth.
///
/// # Errors
/// The first error. A misspelt field is reported as unknown, not as missing.
pub fn read_request<T: Json>(value: Value) -> Result<T, Error> {
    let mut reader = Reader { refuses_unknown: true, ..Reader::default() };
    let document = T::read(&mut reader, Some(value));
    reader.done()?;
    Ok(document)
}

/// Parses text into a value.
///
/// # Errors
/// [`ErrorKind::Malformed`] if the text is not JSON.
pub fn value(text: &[u8]) -> Result<Value, Error> {
    serde_json::from_slice(text).map_err(|_| Error { path: String::new(), kind: ErrorKind::Malformed })
}

/// The text of a document: canonical, see [`canonical`].
#[must_use]
pub fn print<T: Json>(document: &T) -> String {
    canonical(&document.write())
}

/// The text of a value: keys sorted by code point, no white space.
#[must_use]
pub fn canonical(value: &Value) -> String {
    // serde_json keeps object keys in a BTreeMap, so they come out sorted; `preserve_order` must stay off (tested). A
    // tree of values with text for keys can always be written.
    serde_json::to_string(value).unwrap_or_default()
}

/// The version that a document of any version names in this field; `None` if it names none.
#[must_use]
pub fn version(document: &Value, field: &str) -> Option<u32> {
    document.get(field)?.as_u64()?.try_into().ok()
}

/// Where a reader is in a document, and what was wrong so far.
#[derive(Debug, Default)]
pub struct Reader {
    refuses_unknown: bool,
    /// The objects and lists around the present place, outermost first.
    frames: Vec<Frame>,
    error: Option<Error>,
}

/// An object or list that is being taken apart.
#[derive(Debug)]
struct Frame {
    fields: Map<String, Value>,
    items: vec::IntoIter<Value>,
    step: Step,
    /// The fields that were asked for, where others are refused.
    known: Vec<&'static str>,
}

/// Where in its object or list a reader is.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// Not inside yet.
    Outside,
    Field(&'static str),
    /// Counted from 1.
    Item(usize),
}

impl Reader {
    /// Ends reading.
    ///
    /// # Errors
    /// The first [`Error`] found.
    pub fn done(self) -> Result<(), Error> {
        self.error.map_or(Ok(()), Err)
    }

    /// Notes an error at the present place, unless there was one before.
    pub fn note(&mut self, kind: ErrorKind) {
        if self.error.is_none() {
            self.error = Some(Error { path: self.path(), kind });
        }
    }

    /// Notes that this value is not what belongs here.
    pub fn refuse(&mut self, value: Option<&Value>) {
        self.note(if value.is_some() { ErrorKind::Type } else { ErrorKind::Missing });
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for frame in &self.frames {
            match frame.step {
                Step::Outside => {}
                Step::Field(name) => push_name(&mut path, name),
                Step::Item(count) => {
                    // A list has few items, and a path is made once for a document.
                    let index = canonical(&Value::from(count - 1));
                    path.extend(["[", &index, "]"]);
                }
            }
        }
        path
    }

    fn enter(&mut self, fields: Map<String, Value>, items: Vec<Value>) {
        let (items, known) = (items.into_iter(), Vec::new());
        self.frames.push(Frame { fields, items, step: Step::Outside, known });
    }

    /// Enters an object; [`Self::end`] leaves it.
    pub fn object(&mut self, value: Option<Value>) {
        let fields = match value {
            Some(Value::Object(fields)) => fields,
            other => {
                self.refuse(other.as_ref());
                Map::new()
            }
        };
        self.enter(fields, Vec::new());
    }

    /// The value of a field of the object entered last, `None` where it is missing.
    pub fn take(&mut self, name: &'static str) -> Option<Value> {
        let frame = self.frames.last_mut()?;
        frame.step = Step::Field(name);
        if self.refuses_unknown {
            frame.known.push(name);
        }
        frame.fields.get_mut(name).map(Value::take)
    }

    /// A field of the object entered last.
    #[inline(never)]
    pub fn field<T: Json>(&mut self, name: &'static str) -> T {
        let value = self.take(name);
        T::read(self, value)
    }

    /// A field of the object entered last that older documents lack.
    #[inline(never)]
    pub fn field_or_default<T: Json + Default>(&mut self, name: &'static str) -> T {
        match self.take(name) {
            None => T::default(),
            value => T::read(self, value),
        }
    }

    /// A field of the object entered last that is one of these values.
    pub fn field_among<T: Json + Copy + PartialEq>(&mut self, name: &'static str, choices: &[T]) -> T {
        let value = self.field(name);
        if !choices.contains(&value) {
            self.note(ErrorKind::Choice);
        }
        value
    }

    /// Leaves the object entered last.
    pub fn end(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        // A missing field is often a misspelt one: then the unknown name says more.
        let may_note = self.error.as_ref().is_none_or(|error| error.kind == ErrorKind::Missing);
        if self.refuses_unknown && may_note {
            let mut names = frame.fields.iter().map(|(name, _)| name.as_str());
            if let Some(unknown) = names.find(|name| !frame.known.contains(name)) {
                let mut path = self.path();
                push_name(&mut path, unknown);
                self.error = Some(Error { path, kind: ErrorKind::Unknown });
            }
        }
    }

    /// Enters a list; the [`Self::item`] after the last one leaves it.
    pub fn list(&mut self, value: Option<Value>) {
        let items = match value {
            Some(Value::Array(items)) => items,
            other => {
                self.refuse(other.as_ref());
                Vec::new()
            }
        };
        self.enter(Map::new(), items);
    }

    /// The next value of the list entered last.
    pub fn item(&mut self) -> Option<Value> {
        let frame = self.frames.last_mut()?;
        let item = frame.items.next();
        frame.step = match frame.step {
            Step::Item(count) => Step::Item(count + 1),
            _ => Step::Item(1),
        };
        if item.is_none() {
            self.frames.pop();
        }
        item
    }

    /// Which of these names the value is; the first if it is none of them.
    pub fn name(&mut self, value: Option<Value>, names: &[&'static str]) -> usize {
        match value {
            Some(Value::String(text)) => match names.iter().position(|name| **name == text) {
                Some(place) => return place,
                None => self.note(ErrorKind::Choice),
            },
            other => self.refuse(other.as_ref()),
        }
        0
    }

    /// Takes a variant apart, whose name stands alone (`"all"`) or holds a value (`{"up_to": 5}`), and answers its place
    /// in the names, with what it holds; `None` if it is none of these.
    pub fn variant(&mut self, value: Option<Value>, names: &[&'static str]) -> (usize, Option<Value>) {
        let Some(Value::Object(fields)) = value else { return (self.name(value, names), None) };
        let mut fields = fields.into_iter();
        match (fields.next(), fields.next()) {
            (Some((name, inner)), None) => (self.name(Some(Value::String(name)), names), Some(inner)),
            _ => {
                self.note(ErrorKind::Type);
                (0, None)
            }
        }
    }

    /// Enters a variant of this name; [`Self::end`] leaves it.
    pub fn inside(&mut self, name: &'static str) {
        self.enter(Map::new(), Vec::new());
        if let Some(frame) = self.frames.last_mut() {
            frame.step = Step::Field(name);
        }
    }

    /// Enters a variant of this name, and the object of its fields if it has any. [`Self::leave`] leaves both.
    pub fn hold(&mut self, name: &'static str, inner: Option<Value>, has_fields: bool) {
        self.inside(name);
        let inner = match inner {
            Some(inner) if has_fields => inner,
            None if !has_fields => Value::Object(Map::new()),
            _ => {
                self.note(ErrorKind::Type);
                Value::Object(Map::new())
            }
        };
        self.object(Some(inner));
    }

    /// Leaves what [`Self::hold`] entered.
    pub fn leave(&mut self) {
        self.end();
        self.end();
    }

    fn signed(&mut self, value: Option<Value>) -> i64 {
        match value.as_ref().and_then(Value::as_i64) {
            Some(number) => number,
            None => {
                self.refuse(value.as_ref());
                0
            }
        }
    }

    fn unsigned(&mut self, value: Option<Value>, max: u64) -> u64 {
        match value.as_ref().and_then(Value::as_u64).filter(|number| *number <= max) {
            Some(number) => number,
            None => {
                self.refuse(value.as_ref());
                0
            }
        }
    }
}

fn push_name(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}

/// The fields of an object that is being written.
#[derive(Debug, Default)]
pub struct Fields(Map<String, Value>);

impl Fields {
    /// Adds a field.
    #[inline(never)]
    pub fn put<T: Json>(&mut self, name: &'static str, value: &T) {
        self.put_value(name, value.write());
    }

    /// These fields and one more.
    #[must_use]
    pub fn with<T: Json>(mut self, name: &'static str, value: &T) -> Self {
        self.put(name, value);
        self
    }

    /// Adds a field unless it is empty.
    #[inline(never)]
    pub fn put_filled<T: Json + Default + PartialEq>(&mut self, name: &'static str, value: &T) {
        if *value != T::default() {
            self.put_value(name, value.write());
        }
    }

    fn put_value(&mut self, name: &'static str, value: Value) {
        self.0.insert(name.to_owned(), value);
    }

    /// The fields as a value.
    #[must_use]
    pub fn object(self) -> Value {
        Value::Object(self.0)
    }

    /// The variant that holds these fields: its name alone if there are none.
    #[must_use]
    pub fn variant(self, name: &'static str) -> Value {
        if self.0.is_empty() {
            return Value::String(name.to_owned());
        }
        let mut outer = Self::default();
        outer.put_value(name, self.object());
        outer.object()
    }
}
