//! The schema of each kind of document accepts what the reader accepts, and refuses what it refuses.

use super::flaws::{Step, at, path, places};
use super::{KINDS, Kind};
use json::Value;
use serde_json::{Map, json};

/// A schema, with those that it refers to. Knows the keywords that `json` writes, and no others.
struct Schema {
    document: Value,
}

impl Schema {
    fn accepts(&self, value: &Value) -> bool {
        let mut root = self.document.clone();
        let fields = root.as_object_mut().expect("a schema");
        fields.retain(|name, _| name != "$schema" && name != "$defs");
        self.fits(&root, value)
    }

    /// Whether a value fits a part of the schema: JSON Schema draft 2020-12.
    fn fits(&self, schema: &Value, value: &Value) -> bool {
        let schema = match schema {
            Value::Bool(truth) => return *truth,
            Value::Object(schema) => schema,
            other => panic!("{other} is no schema"),
        };
        schema.iter().all(|(keyword, argument)| self.holds(keyword, argument, schema, value))
    }

    fn holds(&self, keyword: &str, argument: &Value, schema: &Map<String, Value>, value: &Value) -> bool {
        let all = |argument: &Value| argument.as_array().expect("a list").clone();
        let count = |argument: &Value| usize::try_from(argument.as_u64().expect("a count")).expect("a count");
        match keyword {
            "$ref" => {
                let pointer = argument.as_str().and_then(|address| address.strip_prefix('#')).expect("a reference");
                self.fits(self.document.pointer(pointer).unwrap_or_else(|| panic!("no {pointer}")), value)
            }
            "type" => match argument.as_str().expect("a type") {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "null" => value.is_null(),
                "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
                other => panic!("{other} is no type"),
            },
            "enum" => all(argument).contains(value),
            "anyOf" => all(argument).iter().any(|schema| self.fits(schema, value)),
            "oneOf" => all(argument).iter().filter(|schema| self.fits(schema, value)).count() == 1,
            "minimum" => value.as_number().is_none_or(|number| number.as_i128() >= argument.as_i64().map(i128::from)),
            "maximum" => value.as_number().is_none_or(|number| {
                number.as_i128() <= argument.as_u64().map(i128::from) && number.as_i128().is_some()
            }),
            "properties" => value.as_object().is_none_or(|fields| {
                let described = argument.as_object().expect("properties");
                fields.iter().all(|(name, value)| described.get(name).is_none_or(|schema| self.fits(schema, value)))
            }),
            "required" => value.as_object().is_none_or(|fields| {
                all(argument).iter().all(|name| fields.contains_key(name.as_str().expect("a name")))
            }),
            "additionalProperties" => value.as_object().is_none_or(|fields| {
                assert_eq!(argument, false);
                fields.keys().all(|name| schema["properties"].get(name).is_some())
            }),
            "items" => value.as_array().is_none_or(|items| {
                let before = schema.get("prefixItems").map_or(0, |schemas| all(schemas).len());
                items.iter().skip(before).all(|item| self.fits(argument, item))
            }),
            "prefixItems" => value
                .as_array()
                .is_none_or(|items| all(argument).iter().zip(items).all(|(schema, item)| self.fits(schema, item))),
            "minItems" => value.as_array().is_none_or(|items| items.len() >= count(argument)),
            "pattern" => {
                assert_eq!(argument, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
                let is_day = |text: &str| {
                    let fits = |(place, byte): (usize, u8)| match place {
                        4 | 7 => byte == b'-',
                        _ => byte.is_ascii_digit(),
                    };
                    text.len() == 10 && text.bytes().enumerate().all(fits)
                };
                value.as_str().is_none_or(is_day)
            }
            // An annotation.
            "format" => true,
            other => panic!("{other} is no keyword that is written"),
        }
    }
}

/// The schemas of a kind: as a page reads it, and as the server reads a request.
fn schemas(kind: &Kind) -> [Schema; 2] {
    [kind.schema, kind.request_schema].map(|schema| Schema { document: schema() })
}

#[test]
fn every_recorded_document_fits_its_schema() {
    for kind in KINDS {
        for schema in schemas(kind) {
            assert_eq!(schema.document["$schema"], "https://json-schema.org/draft/2020-12/schema");
            assert!(schema.accepts(&kind.value()), "{}", kind.name);
        }
    }
}

#[test]
fn a_schema_refuses_what_the_reader_refuses() {
    let others = [json!(null), json!(true), json!(1.5), json!(-1), json!(u64::MAX), json!("☂"), json!([[]]), json!({})];
    let mut refused = 0;
    for kind in KINDS {
        let [schema, request] = schemas(kind);
        let recorded = kind.value();
        for place in places(&recorded) {
            let mut values = Vec::new();
            for other in &others {
                let mut value = recorded.clone();
                *at(&mut value, &place) = other.clone();
                values.push(value);
            }
            if let Some((Step::Name(name), around)) = place.split_last() {
                let mut value = recorded.clone();
                let object = at(&mut value, around).as_object_mut().expect("an object");
                object.remove(name);
                values.push(value.clone());
                let object = at(&mut value, around).as_object_mut().expect("an object");
                object.insert("surprise".to_owned(), json!(1));
                values.push(value);
            }
            for value in values {
                let told = || format!("{} {}: {value}", kind.name, path(&place));
                let read = (kind.read)(value.clone());
                assert_eq!(schema.accepts(&value), read.is_ok(), "{} {read:?}", told());
                let read = (kind.read_request)(value.clone());
                assert_eq!(request.accepts(&value), read.is_ok(), "{} {read:?}", told());
                refused += usize::from(read.is_err());
            }
        }
    }
    assert!(refused > 3_000, "{refused}");
}

#[test]
fn a_type_is_described_once_and_by_its_name() {
    let schema = json::schema::<crate::api::DeskCase>();
    assert_eq!(schema["$ref"], "#/$defs/DeskCase");
    let case = &schema["$defs"]["DeskCase"];
    assert_eq!(case["required"], json!(["label", "state", "invitation"]));
    assert_eq!(case["properties"]["invitation"], json!({ "$ref": "#/$defs/Invitation" }));
    assert_eq!(case.get("additionalProperties"), None);
    let created = &json::request_schema::<crate::api::InvitationCreated>()["$defs"]["InvitationCreated"];
    assert_eq!((&created["required"], &created["additionalProperties"]), (&json!(["id"]), &json!(false)));
    assert_eq!(schema["$defs"]["AccountState"], json!({ "enum": ["open", "disputed", "arranged", "withdrawn"] }));
}
