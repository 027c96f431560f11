//! Figures and dates by the browser's own `Intl`: its data is on the device already and weighs nothing in the page.

use std::cell::RefCell;

use browser::clock;
use domain::money::{Amount, Currency};
use jiff::civil::Date;
use js_sys::{Array, Function, Object, Reflect};
use leptos::wasm_bindgen::{JsCast, JsValue};
use words::{Category, Plurals};

use super::{Format, Locale, whole_text};

/// Writes through `Intl`. Copy it freely: the formatter objects behind it are shared and made once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BrowserFormat {
    locale: Locale,
}

impl BrowserFormat {
    /// Writes as this locale does.
    #[must_use]
    pub const fn new(locale: Locale) -> Self {
        Self { locale }
    }

    /// The locale it writes in.
    #[must_use]
    pub const fn locale(self) -> Locale {
        self.locale
    }

    /// A moment as documents write it (RFC 3339), where the reader is; as it stands if it cannot be read.
    #[must_use]
    pub fn moment_text(self, text: &str) -> String {
        clock::parse_ms(text).map_or_else(|| text.to_owned(), |ms| self.moment(ms))
    }
}

/// Which plural form a count has, by `Intl.PluralRules`.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserPlurals;

impl Plurals for BrowserPlurals {
    fn category(&self, language: &'static str, count: u64) -> Category {
        // A count that a float does not hold exactly is of the same category as its neighbours.
        let name = write(Locale(language), Kind::Plural, &JsValue::from_f64(count as f64));
        name.and_then(|name| Category::from_name(&name)).unwrap_or(Category::Other)
    }
}

/// What a formatter object is for; with the locale it is its key in the cache.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Money([u8; 3]),
    MoneyWhole([u8; 3]),
    Day,
    Weekday,
    Month,
    MonthShort,
    Moment,
    Percent,
    Number,
    List,
    Plural,
}

struct Cached {
    locale: Locale,
    kind: Kind,
    object: JsValue,
    format: Function,
}

thread_local! {
    static CACHE: RefCell<Vec<Cached>> = const { RefCell::new(Vec::new()) };
}

fn code_of(currency: Currency) -> [u8; 3] {
    currency.code().as_bytes().try_into().unwrap_or(*b"XXX")
}

/// The options of the `Intl` constructor, as pairs; text that reads as a number is passed as one.
fn options(kind: Kind) -> Object {
    let object = Object::new();
    let set = |key: &str, value: JsValue| {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(key), &value);
    };
    let words = |pairs: &[(&str, &str)]| {
        for (key, value) in pairs {
            set(key, JsValue::from_str(value));
        }
    };
    let money = |code: [u8; 3]| {
        words(&[("style", "currency"), ("currency", core::str::from_utf8(&code).unwrap_or("XXX"))]);
        // "$5", "£5" and "€5" in every locale, never "US$5": plans are in the money of one country. Of all others the
        // short sign may be that of another currency: a debt of "MX$5" must not look like one of "$5".
        if matches!(&code, b"USD" | b"GBP" | b"EUR") {
            words(&[("currencyDisplay", "narrowSymbol")]);
        }
    };
    match kind {
        Kind::Money(code) => money(code),
        Kind::MoneyWhole(code) => {
            money(code);
            set("maximumFractionDigits", JsValue::from_f64(0.0));
            set("minimumFractionDigits", JsValue::from_f64(0.0));
        }
        Kind::Day => words(&[("dateStyle", "long"), ("timeZone", "UTC")]),
        Kind::Weekday => words(&[("dateStyle", "full"), ("timeZone", "UTC")]),
        Kind::Month => words(&[("year", "numeric"), ("month", "long"), ("timeZone", "UTC")]),
        // The whole year: "Dec 26" reads as a day in December.
        Kind::MonthShort => words(&[("year", "numeric"), ("month", "short"), ("timeZone", "UTC")]),
        Kind::Moment => words(&[("dateStyle", "long"), ("timeStyle", "short")]),
        Kind::Percent => {
            words(&[("style", "unit"), ("unit", "percent")]);
            set("maximumFractionDigits", JsValue::from_f64(4.0));
        }
        Kind::Number | Kind::List | Kind::Plural => {}
    }
    object
}

fn build(locale: Locale, kind: Kind) -> Option<Cached> {
    let locales = Array::of1(&JsValue::from_str(locale.tag()));
    let options = options(kind);
    let intl = Reflect::get(&js_sys::global(), &JsValue::from_str("Intl")).ok()?;
    let class = match kind {
        Kind::Day | Kind::Weekday | Kind::Month | Kind::MonthShort | Kind::Moment => "DateTimeFormat",
        Kind::List => "ListFormat",
        Kind::Plural => "PluralRules",
        _ => "NumberFormat",
    };
    let method = if kind == Kind::Plural { "select" } else { "format" };
    let constructor: Function = Reflect::get(&intl, &JsValue::from_str(class)).ok()?.dyn_into().ok()?;
    let object: JsValue = Reflect::construct(&constructor, &Array::of2(&locales, &options)).ok()?;
    let format = Reflect::get(&object, &JsValue::from_str(method)).ok()?.dyn_into().ok()?;
    Some(Cached { locale, kind, object, format })
}

/// What the formatter makes of a value; `None` if the browser has no such formatter.
fn write(locale: Locale, kind: Kind, value: &JsValue) -> Option<String> {
    CACHE.with_borrow_mut(|cache| {
        let at = cache.iter().position(|cached| cached.locale == locale && cached.kind == kind);
        let cached = match at {
            Some(index) => cache.get(index)?,
            None => {
                cache.push(build(locale, kind)?);
                cache.last()?
            }
        };
        cached.format.call1(&cached.object, value).ok()?.as_string()
    })
}

fn noon(year: i16, month: i8, day: i8) -> JsValue {
    let ms = js_sys::Date::utc(f64::from(year), f64::from(month - 1));
    JsValue::from_f64(ms + (f64::from(day) - 0.5) * 86_400_000.0)
}

/// The date in numbers, for a browser without the formatter.
fn plain_date(year: i16, month: i8, day: Option<i8>) -> String {
    let mut text = [&year.to_string(), "-", &super::two(month)].concat();
    if let Some(day) = day {
        text.push('-');
        text.push_str(&super::two(day));
    }
    text
}

impl Format for BrowserFormat {
    fn money(&self, amount: Amount, currency: Currency) -> String {
        let text = currency.decimal_text(amount);
        write(self.locale, Kind::Money(code_of(currency)), &JsValue::from_str(&text))
            .unwrap_or_else(|| [currency.code(), " ", &text].concat())
    }

    fn money_whole(&self, amount: Amount, currency: Currency) -> String {
        let text = whole_text(amount, currency);
        write(self.locale, Kind::MoneyWhole(code_of(currency)), &JsValue::from_str(&text))
            .unwrap_or_else(|| [currency.code(), " ", &text].concat())
    }

    fn currency_sign(&self, currency: Currency) -> String {
        // What is left of "$0" without the digit.
        let zero = self.money_whole(Amount::ZERO, currency);
        zero.chars().filter(|c| *c != '0' && !c.is_whitespace()).collect()
    }

    fn date(&self, date: Date) -> String {
        write(self.locale, Kind::Day, &noon(date.year(), date.month(), date.day()))
            .unwrap_or_else(|| plain_date(date.year(), date.month(), Some(date.day())))
    }

    fn weekday(&self, date: Date) -> String {
        write(self.locale, Kind::Weekday, &noon(date.year(), date.month(), date.day()))
            .unwrap_or_else(|| self.date(date))
    }

    fn month(&self, year: i16, month: i8) -> String {
        write(self.locale, Kind::Month, &noon(year, month, 15)).unwrap_or_else(|| plain_date(year, month, None))
    }

    fn month_short(&self, year: i16, month: i8) -> String {
        write(self.locale, Kind::MonthShort, &noon(year, month, 15)).unwrap_or_else(|| plain_date(year, month, None))
    }

    fn moment(&self, unix_ms: i64) -> String {
        // A millisecond count stays below 2^53 for the next 285,000 years, so a float holds it exactly.
        let ms = JsValue::from_f64(unix_ms as f64);
        write(self.locale, Kind::Moment, &ms).unwrap_or_else(|| js_sys::Date::new(&ms).to_iso_string().into())
    }

    fn percent(&self, rate: &str) -> String {
        write(self.locale, Kind::Percent, &JsValue::from_str(rate)).unwrap_or_else(|| super::PlainFormat.percent(rate))
    }

    fn number(&self, number: i64) -> String {
        write(self.locale, Kind::Number, &JsValue::from_str(&number.to_string())).unwrap_or_else(|| number.to_string())
    }

    fn list(&self, items: &[&str]) -> String {
        let array: Array = items.iter().map(|item| JsValue::from_str(item)).collect();
        write(self.locale, Kind::List, &array).unwrap_or_else(|| items.join(", "))
    }
}
