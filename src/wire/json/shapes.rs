//! What structures and enumerations have in common, so that each is told by its names alone.

/// How a structure is read and written: its fields by name. `as "type"` names a field otherwise; `= default` is a field
/// that older documents lack; `= filled` is one that is left out where it is empty.
///
/// ```
/// #[derive(Debug, PartialEq)]
/// struct Link {
///     kind: String,
///     label: Option<String>,
/// }
///
/// wire::document!(Link { kind as "type", label = filled });
///
/// let link: Link = wire::json::parse(br#"{"type":"web"}"#).unwrap();
/// assert_eq!(link, Link { kind: "web".to_owned(), label: None });
/// assert_eq!(wire::json::print(&link), r#"{"type":"web"}"#);
/// ```
#[macro_export]
macro_rules! document {
    ($type:ident { $($field:ident $(as $name:literal)? $(= $mode:ident)?),* $(,)? }) => {
        impl $crate::json::Json for $type {
            fn read(reader: &mut $crate::json::Reader, value: Option<$crate::json::Value>) -> Self {
                reader.object(value);
                let document = Self {
                    $($field: $crate::document!(@take reader, $crate::document!(@name $field $($name)?), $($mode)?),)*
                };
                reader.end();
                document
            }

            fn write(&self) -> $crate::json::Value {
                let mut fields = $crate::json::Fields::default();
                $($crate::document!(@put fields, $crate::document!(@name $field $($name)?), &self.$field, $($mode)?);)*
                fields.object()
            }
        }
    };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $name:literal) => { $name };
    (@take $reader:ident, $name:expr,) => { $reader.field($name) };
    (@take $reader:ident, $name:expr, $mode:ident) => { $reader.field_or_default($name) };
    (@put $fields:ident, $name:expr, $value:expr,) => { $fields.put($name, $value) };
    (@put $fields:ident, $name:expr, $value:expr, default) => { $fields.put($name, $value) };
    (@put $fields:ident, $name:expr, $value:expr, filled) => { $fields.put_filled($name, $value) };
}

/// How an enumeration without fields is read and written: the text of each choice.
macro_rules! choice {
    ($type:ident { $($choice:ident: $name:literal),* $(,)? }) => {
        impl $crate::json::Json for $type {
            fn read(reader: &mut $crate::json::Reader, value: Option<$crate::json::Value>) -> Self {
                const CHOICES: &[$type] = &[$($type::$choice),*];
                CHOICES[reader.name(value, &[$($name),*])]
            }

            fn write(&self) -> $crate::json::Value {
                let name: &str = match self {
                    $(Self::$choice => $name,)*
                };
                name.into()
            }
        }
    };
}
pub(crate) use choice;

/// How an enumeration with fields is read and written: `"plain"` or `{"with": {"fields": 1}}`.
macro_rules! variants {
    ($type:ident { $($variant:ident: $name:literal { $($field:ident),* }),* $(,)? }) => {
        impl $crate::json::Json for $type {
            fn read(reader: &mut $crate::json::Reader, value: Option<$crate::json::Value>) -> Self {
                const NAMES: &[&str] = &[$($name),*];
                let (place, inner) = reader.variant(value, NAMES);
                let name = NAMES[place];
                $(if name == $name {
                    let fields: &[&str] = &[$(stringify!($field)),*];
                    reader.hold($name, inner, !fields.is_empty());
                    let document = Self::$variant { $($field: reader.field(stringify!($field)),)* };
                    reader.leave();
                    return document;
                })*
                unreachable!("a name among the names")
            }

            fn write(&self) -> $crate::json::Value {
                match self {
                    $(Self::$variant { $($field),* } => {
                        $crate::json::Fields::default()$(.with(stringify!($field), $field))*.variant($name)
                    })*
                }
            }
        }
    };
}
pub(crate) use variants;
