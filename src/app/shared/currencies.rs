//! What currencies and their rates of exchange are called.

use domain::debt::Exchange;
use domain::money::Currency;
use js_sys::{Array, Function, Object, Reflect};
use leptos::wasm_bindgen::{JsCast, JsValue};
use ui::format::{BrowserFormat, Format, Locale};

/// What a currency is called, with its code: "Euro (EUR)". The code alone where the browser has no name for it.
pub fn name(locale: Locale, currency: Currency) -> String {
    let code = currency.code();
    match browser_name(locale, code).filter(|name| name != code) {
        Some(name) => [&name, " (", code, ")"].concat(),
        None => code.to_owned(),
    }
}

fn browser_name(locale: Locale, code: &str) -> Option<String> {
    let options = Object::new();
    Reflect::set(&options, &JsValue::from_str("type"), &JsValue::from_str("currency")).ok()?;
    let intl = Reflect::get(&js_sys::global(), &JsValue::from_str("Intl")).ok()?;
    let class: Function = Reflect::get(&intl, &JsValue::from_str("DisplayNames")).ok()?.dyn_into().ok()?;
    let locales = Array::of1(&JsValue::from_str(locale.tag()));
    let names = Reflect::construct(&class, &Array::of2(&locales, &options)).ok()?;
    let of: Function = Reflect::get(&names, &JsValue::from_str("of")).ok()?.dyn_into().ok()?;
    of.call1(&names, &JsValue::from_str(code)).ok()?.as_string()
}

/// "1 EUR = 1.08 USD", with the decimal sign of the reader, on one line.
pub fn equation(format: &BrowserFormat, exchange: &Exchange) -> String {
    let text = exchange.decimal_text();
    // What stands between the digits of any figure the browser writes.
    let text = match format.percent("1.5").chars().nth(1).filter(|sign| *sign != '.') {
        Some(sign) => text.replace('.', sign.encode_utf8(&mut [0; 4])),
        None => text,
    };
    ["1\u{a0}", exchange.from().code(), "\u{a0}=\u{a0}", &text, "\u{a0}", exchange.to().code()].concat()
}
