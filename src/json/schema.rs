//! JSON Schema (draft 2020-12) of a document, from the declaration that also reads and writes it.
//!
//! A schema accepts every document that the reader accepts. It accepts a few more, because it cannot say that a day
//! exists in the calendar, or that a whole number must be written without a point.

use serde_json::{Map, json};

use crate::{Json, Value};

/// The schema of a document in which unknown fields are tolerated, as [`parse`](crate::parse) reads it.
#[must_use]
pub fn schema<T: Json>() -> Value {
    Definitions::default().document::<T>()
}

/// The schema of a document in which unknown fields are refused, as [`read_request`](crate::read_request) reads it.
#[must_use]
pub fn request_schema<T: Json>() -> Value {
    Definitions { refuses_unknown: true, ..Definitions::default() }.document::<T>()
}

/// The named types that a schema refers to.
#[derive(Debug, Default)]
pub struct Definitions {
    refuses_unknown: bool,
    schemas: Map<String, Value>,
    /// The path of each type in its crate, with its name in the schema.
    names: Vec<(&'static str, String)>,
}

impl Definitions {
    fn document<T: Json>(mut self) -> Value {
        let root = T::schema(&mut self);
        let Self { schemas, .. } = self;
        let mut document = json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": schemas });
        if let (Value::Object(fields), Value::Object(root)) = (&mut document, root) {
            fields.extend(root);
        }
        document
    }

    /// A reference to the schema of a named type, which is made when it is first referred to. Of two types of one name
    /// the second is named by its path.
    pub fn define<T>(&mut self, make: impl FnOnce(&mut Self) -> Value) -> Value {
        let path = std::any::type_name::<T>();
        let name = match self.names.iter().find(|(known, _)| *known == path) {
            Some((_, name)) => name.clone(),
            None => {
                let short = path.rsplit("::").next().unwrap_or(path);
                let name = if self.schemas.contains_key(short) { path.replace("::", ".") } else { short.to_owned() };
                self.names.push((path, name.clone()));
                // Takes the name, for a type that holds itself.
                self.schemas.insert(name.clone(), Value::Bool(true));
                let schema = make(self);
                self.schemas.insert(name.clone(), schema);
                name
            }
        };
        json!({ "$ref": format!("#/$defs/{name}") })
    }

    /// The schema of a text that is one of these.
    #[must_use]
    pub fn choices(names: &[&str]) -> Value {
        json!({ "enum": names })
    }

    /// The schema of what a function would take out of a type. It is never called: it tells the compiler which type
    /// that is.
    pub fn of<S, T: Json>(&mut self, _part: fn(&S) -> Option<&T>) -> Value {
        T::schema(self)
    }

    /// The fields of an object, none so far.
    pub fn properties(&mut self) -> Properties<'_> {
        Properties { definitions: self, properties: Map::new(), required: Vec::new() }
    }
}

/// The fields of an object that is being described.
#[derive(Debug)]
pub struct Properties<'a> {
    definitions: &'a mut Definitions,
    properties: Map<String, Value>,
    required: Vec<&'static str>,
}

impl Properties<'_> {
    /// Adds a field, whose type is that of the part.
    pub fn put<S, T: Json>(&mut self, name: &'static str, may_miss: bool, part: fn(&S) -> Option<&T>) {
        let schema = self.definitions.of(part);
        self.properties.insert(name.to_owned(), schema);
        if !may_miss && !T::MAY_MISS {
            self.required.push(name);
        }
    }

    /// Adds a field that is one of these values.
    pub fn put_among<T: Json>(&mut self, name: &'static str, choices: &[T]) {
        let choices: Vec<Value> = choices.iter().map(T::write).collect();
        self.properties.insert(name.to_owned(), json!({ "enum": choices }));
        self.required.push(name);
    }

    /// The object.
    #[must_use]
    pub fn object(self) -> Value {
        let Self { definitions, properties, required } = self;
        let mut object = json!({ "type": "object", "properties": properties, "required": required });
        if definitions.refuses_unknown {
            object["additionalProperties"] = Value::Bool(false);
        }
        object
    }
}

/// The variants of an enumeration that is being described.
#[derive(Debug, Default)]
pub struct Variants {
    bare: Vec<&'static str>,
    holding: Vec<Value>,
}

impl Variants {
    /// Adds a variant that is its name alone.
    pub fn bare(&mut self, name: &'static str) {
        self.bare.push(name);
    }

    /// Adds a variant that holds something under its name.
    pub fn holding(&mut self, name: &'static str, held: Value) {
        self.object(json!({
            "type": "object", "properties": { name: held }, "required": [name], "additionalProperties": false,
        }));
    }

    /// Adds a variant that is an object of its own.
    pub fn object(&mut self, object: Value) {
        self.holding.push(object);
    }

    /// The enumeration.
    #[must_use]
    pub fn schema(self) -> Value {
        let Self { bare, mut holding } = self;
        if !bare.is_empty() {
            holding.insert(0, Definitions::choices(&bare));
        }
        json!({ "oneOf": holding })
    }
}
