//! What both pages share: the form kit, the components, the chart and the formatting of figures.
//!
//! Nothing in here knows a sentence: every word comes in as a property, because words live in the pages' locale files.
//! Nothing in here knows a rule either; amounts come in settled and leave as typed text.
//!
//! - [`form`]: the one form kit. No page writes an `<input>`, `<select>`, `<button>` or `<form>` of its own.
//! - [`components`]: cards, notices, tables, the rail of steps, the bar with what is left over.
//! - [`chart`]: what is owed, month by month, with its table twin.
//! - [`mod@format`]: figures and dates in the reader's language.
//! - [`words`]: the language of a page and how its sentences come.
//! - [`live`]: what follows signals, kept small: read it before writing a page.
//! - [`gallery`]: every component in every state; tests and audits run over the same list.
//!
//! The style of each component is in `style/`, under the class name the component carries. The content security
//! policy forbids inline styles, so a size that depends on data is an SVG attribute, never a `style` attribute.
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test that unwraps fails with the place"))]

pub mod chart;
pub mod components;
pub mod form;
pub mod format;
pub mod gallery;
pub mod icon;
pub mod live;
pub mod words;
