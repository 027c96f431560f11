//! What structures and enumerations have in common, so that each is declared by its names alone. One declaration reads,
//! writes and describes (see [`schema`](crate::schema())).

/// Declares a structure by its fields. `as "type"` names a field otherwise; `= default` is a field that older documents
/// lack; `= filled` is one that is left out where it is empty; `in CHOICES` is one that takes only some values of its
/// type.
///
/// ```
/// #[derive(Debug, PartialEq)]
/// struct Link {
///     kind: String,
///     label: Option<String>,
/// }
///
/// json::document!(Link { kind as "type", label = filled });
///
/// let link: Link = json::parse(br#"{"type":"web"}"#).unwrap();
/// assert_eq!(link, Link { kind: "web".to_owned(), label: None });
/// assert_eq!(json::print(&link), r#"{"type":"web"}"#);
/// ```
#[macro_export]
macro_rules! document {
    ($type:ident { $($field:ident $(as $name:literal)? $(in $choices:path)? $(= $mode:ident)?),* $(,)? }) => {
        impl $crate::Json for $type {
            fn read(reader: &mut $crate::Reader, value: Option<$crate::Value>) -> Self {
                reader.object(value);
                let document = Self {
                    $($field: $crate::document!(
                        @take reader, $crate::document!(@name $field $($name)?), $($choices)? $($mode)?
                    ),)*
                };
                reader.end();
                document
            }

            fn write(&self) -> $crate::Value {
                let mut fields = $crate::Fields::default();
                $($crate::document!(@put fields, $crate::document!(@name $field $($name)?), &self.$field, $($mode)?);)*
                fields.object()
            }

            fn schema(definitions: &mut $crate::Definitions) -> $crate::Value {
                definitions.define::<Self>(|definitions| {
                    let mut properties = definitions.properties();
                    $($crate::document!(
                        @describe properties, $crate::document!(@name $field $($name)?),
                        |document: &Self| Some(&document.$field), $($choices)? $($mode)?
                    );)*
                    properties.object()
                })
            }
        }
    };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $name:literal) => { $name };
    (@take $reader:ident, $name:expr,) => { $reader.field($name) };
    (@take $reader:ident, $name:expr, $mode:ident) => { $reader.field_or_default($name) };
    (@take $reader:ident, $name:expr, $choices:path) => { $reader.field_among($name, &$choices) };
    (@put $fields:ident, $name:expr, $value:expr,) => { $fields.put($name, $value) };
    (@put $fields:ident, $name:expr, $value:expr, default) => { $fields.put($name, $value) };
    (@put $fields:ident, $name:expr, $value:expr, filled) => { $fields.put_filled($name, $value) };
    (@describe $properties:ident, $name:expr, $part:expr,) => { $properties.put($name, false, $part) };
    (@describe $properties:ident, $name:expr, $part:expr, $mode:ident) => { $properties.put($name, true, $part) };
    (@describe $properties:ident, $name:expr, $part:expr, $choices:path) => {
        $properties.put_among($name, &$choices)
    };
}

/// Declares an enumeration without fields, which is `Copy`, by the text of each choice.
///
/// ```
/// #[derive(Clone, Copy, Debug, PartialEq)]
/// enum Side {
///     Left,
///     Right,
/// }
///
/// json::choice!(Side { Left: "left", Right: "right" });
///
/// assert_eq!(json::parse(br#""right""#), Ok(Side::Right));
/// ```
#[macro_export]
macro_rules! choice {
    ($type:ident { $($choice:ident: $name:literal),* $(,)? }) => {
        impl $crate::Json for $type {
            fn read(reader: &mut $crate::Reader, value: Option<$crate::Value>) -> Self {
                const CHOICES: &[$type] = &[$($type::$choice),*];
                CHOICES[reader.name(value, &[$($name),*])]
            }

            fn write(&self) -> $crate::Value {
                let name: &str = match self {
                    $(Self::$choice => $name,)*
                };
                name.into()
            }

            fn schema(definitions: &mut $crate::Definitions) -> $crate::Value {
                definitions.define::<Self>(|_| $crate::Definitions::choices(&[$($name),*]))
            }
        }
    };
}

/// Declares an enumeration with fields: `{}` after the name of a variant without any, which is written as its name;
/// `{ names }` for a variant with fields, `{"name": {"field": 1}}`; `(inner)` for one that holds a single value,
/// `{"name": 1}`.
///
/// ```
/// #[derive(Debug, PartialEq)]
/// enum Answer {
///     Yes,
///     Later { days: u8 },
///     Other(String),
/// }
///
/// json::variants!(Answer { Yes: "yes" {}, Later: "later" { days }, Other: "other" (text) });
///
/// assert_eq!(json::print(&Answer::Yes), r#""yes""#);
/// assert_eq!(json::parse(br#"{"later":{"days":3}}"#), Ok(Answer::Later { days: 3 }));
/// assert_eq!(json::print(&Answer::Other("perhaps".to_owned())), r#"{"other":"perhaps"}"#);
/// ```
#[macro_export]
macro_rules! variants {
    ($type:ident { $($variant:ident: $name:literal $shape:tt),* $(,)? }) => {
        impl $crate::Json for $type {
            fn read(reader: &mut $crate::Reader, value: Option<$crate::Value>) -> Self {
                const NAMES: &[&str] = &[$($name),*];
                let (place, inner) = reader.variant(value, NAMES);
                let name = NAMES[place];
                $(if name == $name {
                    return $crate::variants!(@read reader inner $type $variant $name $shape);
                })*
                unreachable!("a name among the names")
            }

            fn write(&self) -> $crate::Value {
                match self {
                    $($crate::variants!(@pattern $type $variant $shape) => $crate::variants!(@write $name $shape),)*
                }
            }

            fn schema(definitions: &mut $crate::Definitions) -> $crate::Value {
                definitions.define::<Self>(|definitions| {
                    let mut variants = $crate::Variants::default();
                    $($crate::variants!(@schema variants definitions $type $variant $name $shape);)*
                    variants.schema()
                })
            }
        }
    };
    (@read $reader:ident $inner:ident $type:ident $variant:ident $name:literal { $($field:ident),* }) => {{
        let fields: &[&str] = &[$(stringify!($field)),*];
        $reader.hold($name, $inner, !fields.is_empty());
        let document = $type::$variant { $($field: $reader.field(stringify!($field)),)* };
        $reader.leave();
        document
    }};
    (@read $reader:ident $inner:ident $type:ident $variant:ident $name:literal ($held:ident)) => {{
        $reader.inside($name);
        let document = $type::$variant($crate::Json::read($reader, $inner));
        $reader.end();
        document
    }};
    (@pattern $type:ident $variant:ident { $($field:ident),* }) => { $type::$variant { $($field),* } };
    (@pattern $type:ident $variant:ident ($held:ident)) => { $type::$variant($held) };
    (@write $name:literal { $($field:ident),* }) => {
        $crate::Fields::default()$(.with(stringify!($field), $field))*.variant($name)
    };
    (@write $name:literal ($held:ident)) => { $crate::Fields::default().with($name, $held).object() };
    (@schema $variants:ident $definitions:ident $type:ident $variant:ident $name:literal {}) => {
        $variants.bare($name)
    };
    (@schema $variants:ident $definitions:ident $type:ident $variant:ident $name:literal { $($field:ident),* }) => {{
        let mut properties = $definitions.properties();
        $(properties.put(stringify!($field), false, |document: &$type| match document {
            $type::$variant { $field, .. } => Some($field),
            _ => None,
        });)*
        $variants.holding($name, properties.object());
    }};
    (@schema $variants:ident $definitions:ident $type:ident $variant:ident $name:literal ($held:ident)) => {{
        let held = $definitions.of(|document: &$type| match document {
            $type::$variant($held) => Some($held),
            _ => None,
        });
        $variants.holding($name, held);
    }};
}

/// Declares enumerations that bring their own names: a constant `ALL` and a function `id`.
macro_rules! named {
    ($($type:ident)*) => {
        $(impl Json for $type {
            fn read(reader: &mut Reader, value: Option<Value>) -> Self {
                Self::ALL[reader.name(value, &Self::ALL.map(Self::id))]
            }

            fn write(&self) -> Value {
                self.id().into()
            }

            fn schema(definitions: &mut Definitions) -> Value {
                definitions.define::<Self>(|_| Definitions::choices(&Self::ALL.map(Self::id)))
            }
        })*
    };
}
pub(crate) use named;
