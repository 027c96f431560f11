//! Texts, numbers, dates, and lists of them.

use super::{Definitions, ErrorKind, Json, Reader, Value};
use domain::calendar;
use jiff::civil::Date;
use serde_json::{Number, json};

impl Json for Value {
    fn read(reader: &mut Reader, value: Option<Value>) -> Self {
        value.unwrap_or_else(|| {
            reader.note(ErrorKind::Missing);
            Self::Null
        })
    }

    fn write(&self) -> Value {
        self.clone()
    }

    fn schema(_: &mut Definitions) -> Value {
        Value::Bool(true)
    }
}

impl Json for String {
    fn read(reader: &mut Reader, value: Option<Value>) -> Self {
        match value {
            Some(Value::String(text)) => text,
            other => {
                reader.refuse(other.as_ref());
                Self::new()
            }
        }
    }

    fn write(&self) -> Value {
        Value::String(self.clone())
    }

    fn schema(_: &mut Definitions) -> Value {
        json!({ "type": "string" })
    }
}

impl Json for bool {
    fn read(reader: &mut Reader, value: Option<Value>) -> Self {
        match value {
            Some(Value::Bool(truth)) => truth,
            other => {
                reader.refuse(other.as_ref());
                false
            }
        }
    }

    fn write(&self) -> Value {
        Value::Bool(*self)
    }

    fn schema(_: &mut Definitions) -> Value {
        json!({ "type": "boolean" })
    }
}

impl Json for i64 {
    fn read(reader: &mut Reader, value: Option<Value>) -> Self {
        reader.signed(value)
    }

    fn write(&self) -> Value {
        Value::Number(Number::from(*self))
    }

    fn schema(_: &mut Definitions) -> Value {
        json!({ "type": "integer", "minimum": Self::MIN, "maximum": Self::MAX })
    }
}

macro_rules! unsigned {
    ($($type:ty)*) => {
        $(impl Json for $type {
            fn read(reader: &mut Reader, value: Option<Value>) -> Self {
                // The bound is the type's own, so nothing is cut off.
                Self::try_from(reader.unsigned(value, u64::from(Self::MAX))).unwrap_or_default()
            }

            fn write(&self) -> Value {
                Value::Number(Number::from(*self))
            }

            fn schema(_: &mut Definitions) -> Value {
                json!({ "type": "integer", "minimum": 0, "maximum": Self::MAX })
            }
        })*
    };
}

unsigned!(u64 u32 u16 u8);

/// `2026-01-31`, and nothing else that is or once was a way to write a date. The date library brings its own reader,
/// whose messages for every way a date may be wrong are longer than the page's own code.
impl Json for Date {
    fn read(reader: &mut Reader, value: Option<Value>) -> Self {
        match value.as_ref().and_then(Value::as_str).and_then(calendar::parse) {
            Some(date) => date,
            None => {
                reader.refuse(value.as_ref());
                Self::ZERO
            }
        }
    }

    fn write(&self) -> Value {
        Value::String(calendar::text(*self))
    }

    fn schema(_: &mut Definitions) -> Value {
        json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
    }
}

impl<T: Json> Json for Option<T> {
    const MAY_MISS: bool = true;

    fn read(reader: &mut Reader, value: Option<Value>) -> Self {
        match value {
            None | Some(Value::Null) => None,
            value => Some(T::read(reader, value)),
        }
    }

    fn write(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::write)
    }

    fn schema(definitions: &mut Definitions) -> Value {
        json!({ "anyOf": [T::schema(definitions), { "type": "null" }] })
    }
}

impl<T: Json> Json for Vec<T> {
    fn read(reader: &mut Reader, value: Option<Value>) -> Self {
        reader.list(value);
        let mut list = Self::new();
        while let Some(item) = reader.item() {
            list.push(T::read(reader, Some(item)));
        }
        list
    }

    fn write(&self) -> Value {
        Value::Array(self.iter().map(T::write).collect())
    }

    fn schema(definitions: &mut Definitions) -> Value {
        json!({ "type": "array", "items": T::schema(definitions) })
    }
}

/// A list of exactly two.
impl<A: Json, B: Json> Json for (A, B) {
    fn read(reader: &mut Reader, value: Option<Value>) -> Self {
        let items = match value {
            Some(Value::Array(items)) if items.len() == 2 => items,
            other => {
                reader.refuse(other.as_ref());
                Vec::from([Value::Null, Value::Null])
            }
        };
        reader.list(Some(Value::Array(items)));
        let first = reader.item();
        let first = A::read(reader, first);
        let second = reader.item();
        let second = B::read(reader, second);
        reader.item();
        (first, second)
    }

    fn write(&self) -> Value {
        Value::Array(vec![self.0.write(), self.1.write()])
    }

    fn schema(definitions: &mut Definitions) -> Value {
        let items = [A::schema(definitions), B::schema(definitions)];
        json!({ "type": "array", "prefixItems": items, "items": false, "minItems": 2 })
    }
}
