//! Before anybody sits at the desk: setting it up, and signing in.

mod model;
mod page;

pub use page::{change, setup, sign_in};
