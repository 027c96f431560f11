//! What is kept, and nothing more: invitations, proposals, arrangements, their history, counsellors, their sessions and
//! the answers to repeated writes.
//!
//! The two databases differ in how a transaction begins, how it locks and how a value is read; that is the whole of
//! [`Store`] and [`Transaction`]. Statements are written once, in the dialect both understand, in the files beside.

mod connection;
mod postgres;
mod sqlite;

use core::fmt;
use core::pin::Pin;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::query::Query;
use sqlx::{ColumnIndex, Database, Decode, Encode, SqlStr, Type, TypeInfo as _, ValueRef as _};
use std::path::{Path, PathBuf};
use wire::json::{self, Json};

/// What a database is doing.
pub type StoreFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// A database.
pub trait Store: Send + Sync {
    /// Begins a transaction that only reads and sees one state of everything.
    fn read(&self) -> StoreFuture<'_, Box<dyn Transaction>>;

    /// Begins a transaction that may write. What it does is kept by [`Transaction::commit`], on disk before that
    /// returns, or not at all.
    fn write(&self) -> StoreFuture<'_, Box<dyn Transaction>>;

    /// Lets running work end and closes the files.
    fn close(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}

/// A transaction; dropping it undoes it.
pub trait Transaction: Send {
    /// Runs a statement and answers how many rows it touched.
    fn execute<'a>(&'a mut self, sql: &'static str, values: Vec<Value>) -> StoreFuture<'a, u64>;

    /// Runs a query and answers its rows.
    fn fetch_all<'a>(&'a mut self, sql: &'static str, values: Vec<Value>) -> StoreFuture<'a, Vec<Row>>;

    /// Waits until no other writing transaction holds this name, and holds it until the end. Two names are always
    /// taken in the same order: a counsellor's before an invitation's.
    fn lock<'a>(&'a mut self, name: &'a str) -> StoreFuture<'a, ()>;

    /// Keeps what was done.
    fn commit(self: Box<Self>) -> StoreFuture<'static, ()>;
}

/// A value that goes in or comes out.
#[derive(Clone, Debug)]
pub enum Value {
    /// Text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// NULL, where text may be.
    Null,
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::Null, Self::Text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

/// The values of a statement, in the order of `$1`, `$2` …
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$($crate::store::Value::from($value)),*] };
}
pub(crate) use values;

/// A row that came out, read from left to right.
pub struct Row(std::vec::IntoIter<Value>);

impl Row {
    /// The next value, which must be text.
    ///
    /// # Errors
    /// [`StoreError::Broken`] for anything else.
    pub fn text(&mut self) -> Result<String, StoreError> {
        self.text_or_null()?.ok_or(StoreError::broken("a text is missing"))
    }

    /// The next value, which must be text or NULL.
    ///
    /// # Errors
    /// [`StoreError::Broken`] for anything else.
    pub fn text_or_null(&mut self) -> Result<Option<String>, StoreError> {
        match self.0.next() {
            Some(Value::Text(text)) => Ok(Some(text)),
            Some(Value::Null) => Ok(None),
            _ => Err(StoreError::broken("a column is no text")),
        }
    }

    /// The next value, which must be a whole number.
    ///
    /// # Errors
    /// [`StoreError::Broken`] for anything else.
    pub fn integer(&mut self) -> Result<i64, StoreError> {
        match self.0.next() {
            Some(Value::Integer(number)) => Ok(number),
            _ => Err(StoreError::broken("a column is no whole number")),
        }
    }

    /// The next value, which must be the JSON text of such a document.
    ///
    /// # Errors
    /// [`StoreError::Broken`] for anything else; what was read is not told, because it may be about a person.
    pub fn document<T: Json>(&mut self) -> Result<T, StoreError> {
        let text = self.text()?;
        json::parse(text.as_bytes()).map_err(|_| StoreError::broken("a stored document cannot be read"))
    }

    /// The next value, which must be the JSON text of such a document, or NULL.
    ///
    /// # Errors
    /// [`StoreError::Broken`] for anything else.
    pub fn document_or_null<T: Json>(&mut self) -> Result<Option<T>, StoreError> {
        let read = |text: String| json::parse(text.as_bytes());
        let document = self.text_or_null()?.map(read).transpose();
        document.map_err(|_| StoreError::broken("a stored document cannot be read"))
    }

    /// The next value, which must be the text of such a thing (a date, a number in words).
    ///
    /// # Errors
    /// [`StoreError::Broken`] for anything else.
    pub fn parsed<T: core::str::FromStr>(&mut self) -> Result<T, StoreError> {
        self.text()?.parse().map_err(|_| StoreError::broken("a stored text cannot be read"))
    }
}

/// Why the database did not do it. None of this reaches a client.
#[derive(Debug)]
pub enum StoreError {
    /// There is such a row already.
    Conflict,
    /// Others hold what is needed, for longer than is sensible to wait.
    Busy,
    /// The database cannot be reached now; the cause is for the log.
    Unreachable(String),
    /// The database or what it holds is not as it should be.
    Broken(String),
}

impl StoreError {
    /// Not as it should be.
    #[must_use]
    pub fn broken(what: &str) -> Self {
        Self::Broken(what.to_owned())
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflict => f.write_str("there is such a row already"),
            Self::Busy => f.write_str("the database is busy"),
            Self::Unreachable(what) | Self::Broken(what) => f.write_str(what),
        }
    }
}

/// A statement with its values.
fn bind<DB: Database>(sql: &'static str, values: Vec<Value>) -> Query<'static, DB, DB::Arguments>
where
    String: Encode<'static, DB> + Type<DB>,
    Option<String>: Encode<'static, DB> + Type<DB>,
    i64: Encode<'static, DB> + Type<DB>,
{
    values.into_iter().fold(sqlx::query(sql), |query, value| match value {
        Value::Text(text) => query.bind(text),
        Value::Integer(number) => query.bind(number),
        Value::Null => query.bind(None::<String>),
    })
}

/// The values of a row.
fn read<'r, R: sqlx::Row>(row: &'r R) -> Result<Row, StoreError>
where
    usize: ColumnIndex<R>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
{
    let value = |index: usize| {
        let value = row.try_get_raw(index)?;
        // The type of the value, not of the column: a count has no column.
        let is_integer = matches!(value.type_info().name(), "INTEGER" | "INT8");
        Ok(match value.is_null() {
            true => Value::Null,
            false if is_integer => Value::Integer(row.try_get(index)?),
            false => Value::Text(row.try_get(index)?),
        })
    };
    Ok(Row((0..row.len()).map(value).collect::<Result<Vec<_>, StoreError>>()?.into_iter()))
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::Io(_) | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                Self::Unreachable(error.to_string())
            }
            // PostgreSQL: out of connections, shutting down, starting, or shut down by somebody.
            sqlx::Error::Database(cause)
                if cause.code().is_some_and(|code| matches!(code.as_ref(), "53300" | "57P01" | "57P02" | "57P03")) =>
            {
                Self::Unreachable(error.to_string())
            }
            // SQLite: 5 busy, 6 locked, 261 and 517 their kin; PostgreSQL: lock not available, serialisation, deadlock.
            sqlx::Error::Database(cause) if cause.is_unique_violation() => Self::Conflict,
            sqlx::Error::Database(cause)
                if cause.code().is_some_and(|code| {
                    matches!(code.as_ref(), "5" | "6" | "261" | "517" | "55P03" | "40001" | "40P01")
                }) =>
            {
                Self::Busy
            }
            // A driver's message names tables and files; the values are in its details, which are not taken.
            _ => Self::Broken(error.to_string()),
        }
    }
}

/// The file of a SQLite address; `None` for any other.
#[must_use]
pub fn sqlite_file(url: &str, data_folder: &Path) -> Option<PathBuf> {
    let rest = url.strip_prefix("sqlite:")?;
    Some(sqlite::file(rest, data_folder))
}

/// Opens the database of an address, brings its tables up to date and answers it.
///
/// # Errors
/// [`StoreError::Broken`] with the reason, for the person who starts the server.
pub async fn open(url: &str, data_folder: &Path) -> Result<Box<dyn Store>, StoreError> {
    match url.split_once(':') {
        Some(("sqlite", rest)) => Ok(Box::new(sqlite::open(rest, data_folder).await?)),
        Some(("postgres" | "postgresql", _)) => Ok(Box::new(postgres::open(url).await?)),
        _ => Err(StoreError::broken("a database address begins with sqlite: or postgres:")),
    }
}

/// Statements that change the tables, by their number. Only ever append to the lists: old databases have run them.
fn migrator(files: &'static [(&'static str, &'static str)]) -> Migrator {
    let migrations = (1..).zip(files).map(|(number, (name, sql))| {
        Migration::new(number, (*name).into(), MigrationType::Simple, SqlStr::from_static(sql), false)
    });
    Migrator::with_migrations(migrations.collect())
}

impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        Self::Broken(format!("the tables cannot be brought up to date: {error}"))
    }
}
