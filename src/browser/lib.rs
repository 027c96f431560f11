//! Everything that touches the browser, behind Rust types, for both pages. What gloo has is taken from gloo; the rest is
//! WebCrypto, IndexedDB and the DOM through web-sys.
//!
//! - [`launch_params`]: the secret of the fragment, read once and cleared before anything else runs.
//! - [`document`]: the window and the page in it: title, language, connection, printing, leaving.
//! - [`router`]: which page an address asks for, and moving between pages.
//! - [`fetch`]: requests to this server, with a time-out.
//! - [`vault`]: what a person typed, encrypted on their device; [`crypto`], [`locks`] and [`preferences`] beside it.
//! - [`clock`], [`events`], [`files`], [`clipboard`], [`worker`]: one job each.
//! - [`focus`], [`measure`], [`crash`]: for views; [`side_by_side`]: waiting for several things.
//!
//! Nothing in here knows a document, a rule or a sentence: bytes and text go in and come out.
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test that unwraps fails with the place"))]

pub mod clipboard;
pub mod clock;
pub mod crash;
pub mod crypto;
pub mod document;
pub mod events;
pub mod fetch;
pub mod files;
pub mod focus;
mod js;
pub mod launch_params;
pub mod locks;
pub mod measure;
pub mod preferences;
pub mod router;
pub mod side_by_side;
pub mod vault;
pub mod worker;
