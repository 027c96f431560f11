//! Reading what the compiler wrote, without derived code.
//!
//! What is served is JSON, but this crate knows no format: a page that has parsed a file anyway walks through it with
//! its own [`Cursor`]. Derived readers are generic over the format and weighed 80 KB in the page; these functions are
//! compiled once, and a field is one call.
//!
//! A cursor never gives up half-way. What is missing or of another type is noted in it and stands in as an empty text,
//! zero or an empty list; whoever made the cursor looks at the end whether anything was noted.

/// A place in a file: the object that was entered last.
pub trait Cursor {
    /// A text.
    fn text(&mut self, name: &'static str) -> String;

    /// A text that may be missing.
    fn text_or_nothing(&mut self, name: &'static str) -> Option<String>;

    /// A whole number up to this bound.
    fn number(&mut self, name: &'static str, max: u64) -> u64;

    /// A whole number of either sign that may be missing.
    fn signed_or_nothing(&mut self, name: &'static str) -> Option<i64>;

    /// A yes or no.
    fn flag(&mut self, name: &'static str) -> bool;

    /// Enters an object.
    fn enter(&mut self, name: &'static str);

    /// Enters an object that may be missing; false if it is.
    fn enter_if_there(&mut self, name: &'static str) -> bool;

    /// Leaves the object that was entered last.
    fn leave(&mut self);

    /// Enters a list.
    fn list(&mut self, name: &'static str);

    /// Enters the next object of the list; false, having left the list, after the last one.
    fn next(&mut self) -> bool;

    /// The next text of the list; `None`, having left the list, after the last one.
    fn next_text(&mut self) -> Option<String>;

    /// The next whole number of the list; `None`, having left the list, after the last one.
    fn next_number(&mut self) -> Option<u64>;

    /// Notes that the text read last is none of those that may stand there.
    fn refuse(&mut self);
}

/// What can be read from an object of a file.
pub trait Content: Sized {
    /// Reads it from the object entered last.
    fn read(cursor: &mut dyn Cursor) -> Self;
}

/// What can be read from a field of an object.
pub(crate) trait Field: Sized {
    fn read(cursor: &mut dyn Cursor, name: &'static str) -> Self;
}

impl Field for String {
    fn read(cursor: &mut dyn Cursor, name: &'static str) -> Self {
        cursor.text(name)
    }
}

impl Field for Option<String> {
    fn read(cursor: &mut dyn Cursor, name: &'static str) -> Self {
        cursor.text_or_nothing(name)
    }
}

impl Field for bool {
    fn read(cursor: &mut dyn Cursor, name: &'static str) -> Self {
        cursor.flag(name)
    }
}

impl Field for u8 {
    fn read(cursor: &mut dyn Cursor, name: &'static str) -> Self {
        // The bound is the type's own, so nothing is cut off; so below.
        Self::try_from(cursor.number(name, Self::MAX.into())).unwrap_or_default()
    }
}

impl Field for u16 {
    fn read(cursor: &mut dyn Cursor, name: &'static str) -> Self {
        Self::try_from(cursor.number(name, Self::MAX.into())).unwrap_or_default()
    }
}

impl Field for i64 {
    fn read(cursor: &mut dyn Cursor, name: &'static str) -> Self {
        Self::try_from(cursor.number(name, Self::MAX.unsigned_abs())).unwrap_or_default()
    }
}

impl Field for Option<i64> {
    fn read(cursor: &mut dyn Cursor, name: &'static str) -> Self {
        cursor.signed_or_nothing(name)
    }
}

impl<T: Content> Field for Option<T> {
    fn read(cursor: &mut dyn Cursor, name: &'static str) -> Self {
        if !cursor.enter_if_there(name) {
            return None;
        }
        let part = T::read(cursor);
        cursor.leave();
        Some(part)
    }
}

/// Numbers that are never negative in a file.
impl Field for Vec<i64> {
    fn read(cursor: &mut dyn Cursor, name: &'static str) -> Self {
        cursor.list(name);
        let mut list = Self::new();
        while let Some(number) = cursor.next_number() {
            list.push(i64::try_from(number).unwrap_or(i64::MAX));
        }
        list
    }
}

impl Field for Vec<String> {
    fn read(cursor: &mut dyn Cursor, name: &'static str) -> Self {
        cursor.list(name);
        let mut list = Self::new();
        while let Some(text) = cursor.next_text() {
            list.push(text);
        }
        list
    }
}

impl<T: Content> Field for Vec<T> {
    fn read(cursor: &mut dyn Cursor, name: &'static str) -> Self {
        cursor.list(name);
        let mut list = Self::new();
        while cursor.next() {
            list.push(T::read(cursor));
            cursor.leave();
        }
        list
    }
}

/// Makes structures readable as [`Content`] by their fields' names. The compiler sees that none is forgotten.
macro_rules! readable {
    ($($type:ident { $($field:ident),* $(,)? })*) => {
        $(
            impl $crate::cursor::Content for $type {
                fn read(cursor: &mut dyn $crate::cursor::Cursor) -> Self {
                    Self { $($field: $crate::cursor::Field::read(cursor, stringify!($field)),)* }
                }
            }

            impl $crate::cursor::Field for $type {
                fn read(cursor: &mut dyn $crate::cursor::Cursor, name: &'static str) -> Self {
                    cursor.enter(name);
                    let part = <Self as $crate::cursor::Content>::read(cursor);
                    cursor.leave();
                    part
                }
            }
        )*
    };
}
pub(crate) use readable;
