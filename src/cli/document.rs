//! Reading a document: shapes by serde, and where they are wrong by `serde_path_to_error`.
//!
//! Three habits of serde would answer a document that says something else, so this module takes them from it:
//! of two fields with one name serde_json keeps the last; a struct is also read from the list of its values, in the
//! order in which its fields happen to be declared; and an enum with a tag is read from a copy without a path. So the
//! text becomes a [`Value`] by [`Names`], and [`Strict`] hands that to the types of a command. It also knows the
//! currency that amounts are written in, which stands beside them or further out.

use core::fmt;

use domain::money::Currency;
use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer, StringDeserializer};
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde_json::{Map, Value};
use serde_path_to_error::{Path, Segment, Track};

use crate::Error;
use crate::figures::{self, MONEY, SIGNED_MONEY};

/// Enums with one of these names are objects that name their variant in the field of that name, beside its fields:
/// `#[serde(rename = "what")]` on the enum reads `{"what": "charge", "debt": "card", …}`.
const TAGS: [&str; 3] = ["kind", "shock", "what"];

/// Reads a whole document.
///
/// # Errors
/// The path of the first field at fault and what is wrong with it. Text that is not JSON is the fault of the document,
/// wherever it broke off; the reason has line and column.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    // Editors of Windows begin a file with a byte order mark, which JSON may ignore (RFC 8259, section 8.1).
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (mut json, mut track) = (serde_json::Deserializer::from_str(text), Track::new());
    let value = Names { is_repeated: false }.deserialize(serde_path_to_error::Deserializer::new(&mut json, &mut track));
    let value = value.and_then(|value| json.end().map(|()| value)).map_err(|error| {
        let path = if error.is_data() { path_text(&track.path(), "") } else { String::new() };
        Error::new(path, error.to_string())
    })?;
    part(value, Currency::USD)
}

/// Reads a part of a document that was left as it is written, with the currency of what is around it.
///
/// # Errors
/// Like [`read`], with the path within the part.
pub(crate) fn part<T: DeserializeOwned>(value: Value, currency: Currency) -> Result<T, Error> {
    serde_path_to_error::deserialize(Strict { value, currency }).map_err(|error| {
        let path = path_text(error.path(), error.inner().field);
        Error::new(path, error.into_inner().reason)
    })
}

/// `debts[0].apr`. The names of variants are values of their tag and no part of the path.
fn path_text(path: &Path, field: &str) -> String {
    let mut text = String::new();
    let field = (!field.is_empty()).then(|| Segment::Map { key: field.to_owned() });
    for segment in path.iter().chain(&field) {
        match segment {
            Segment::Seq { index } => text.push_str(&format!("[{index}]")),
            Segment::Map { key } if text.is_empty() => text.push_str(key),
            Segment::Map { key } => text.push_str(&format!(".{key}")),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    text
}

/// Reads any JSON value in which no object gives a name twice.
#[derive(Clone, Copy)]
struct Names {
    /// The value is that of a name that was given before.
    is_repeated: bool,
}

impl<'de> DeserializeSeed<'de> for Names {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        if self.is_repeated { Err(de::Error::custom("duplicate field")) } else { deserializer.deserialize_any(self) }
    }
}

macro_rules! scalars {
    ($($visit:ident: $scalar:ty),+) => {
        $(fn $visit<E>(self, scalar: $scalar) -> Result<Value, E> {
            Ok(scalar.into())
        })+
    };
}

impl<'de> Visitor<'de> for Names {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    scalars!(visit_bool: bool, visit_u64: u64, visit_i64: i64, visit_f64: f64, visit_str: &str);

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(self)? {
            items.push(item);
        }
        Ok(items.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some(name) = object.next_key::<String>()? {
            let value = object.next_value_seed(Self { is_repeated: fields.contains_key(&name) })?;
            fields.insert(name, value);
        }
        Ok(fields.into())
    }
}

/// What is wrong with a value.
#[derive(Debug)]
struct ValueError {
    /// The field at fault, where the path ends at the object around it; empty otherwise.
    field: &'static str,
    reason: String,
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl core::error::Error for ValueError {}

impl de::Error for ValueError {
    fn custom<T: fmt::Display>(reason: T) -> Self {
        Self { field: "", reason: reason.to_string() }
    }

    fn missing_field(field: &'static str) -> Self {
        Self { field, reason: "missing field".to_owned() }
    }
}

/// A value that is read as an object only where it is one, as one of several words only where it is text, and as an
/// amount in the currency that holds for it.
struct Strict {
    value: Value,
    currency: Currency,
}

impl IntoDeserializer<'_, ValueError> for Strict {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Strict {
    type Error = ValueError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        match self.value {
            Value::Array(items) => {
                let items = items.into_iter().map(|value| Self { value, ..self });
                visitor.visit_seq(SeqDeserializer::new(items))
            }
            Value::Object(fields) => {
                let named = fields.get("currency").and_then(Value::as_str).and_then(Currency::from_code);
                let currency = named.unwrap_or(self.currency);
                let fields = fields.into_iter().map(|(name, value)| (name, Self { value, currency }));
                visitor.visit_map(MapDeserializer::new(fields))
            }
            scalar => scalar.deserialize_any(visitor).map_err(de::Error::custom),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        if self.value.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        if ![MONEY, SIGNED_MONEY].contains(&name) {
            return visitor.visit_newtype_struct(self);
        }
        let text = self.value.as_str().ok_or_else(|| de::Error::custom("an amount is text, such as \"1200.50\""))?;
        let amount = figures::amount(text, self.currency, name == SIGNED_MONEY).map_err(de::Error::custom)?;
        visitor.visit_newtype_struct(amount.minor().into_deserializer())
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        if self.value.is_object() {
            return self.deserialize_any(visitor);
        }
        Err(de::Error::custom(format_args!("an object is required, with fields of {}", names.join(", "))))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        tag: &'static str,
        words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        let (field, word, rest) = match self.value {
            Value::Object(mut fields) if TAGS.contains(&tag) => {
                // Which fields there are depends on the tag; one that is null is none.
                fields.retain(|_, value| !value.is_null());
                (tag, fields.remove(tag), Some(fields))
            }
            _ if TAGS.contains(&tag) => {
                return Err(de::Error::custom(format_args!("an object is required, with {tag}")));
            }
            word => ("", Some(word), None),
        };
        let word = match word {
            Some(Value::String(word)) if words.contains(&word.as_str()) => word,
            Some(_) => return Err(ValueError { field, reason: format!("one of {}", words.join(", ")) }),
            None => return Err(de::Error::missing_field(field)),
        };
        match rest {
            Some(rest) => {
                let variant = core::iter::once((word, Self { value: rest.into(), ..self }));
                visitor.visit_enum(MapAccessDeserializer::new(MapDeserializer::new(variant)))
            }
            None => visitor.visit_enum(StringDeserializer::new(word)),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier ignored_any
    }
}
