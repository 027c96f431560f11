//! Counsellors: setting up the desk, signing in, sessions, and the secrets the server makes and compares.

pub mod organisation;
pub mod password;
pub mod password_rules;
pub mod repository;
pub mod secrets;
pub mod session;
pub mod setup;
pub mod throttle;
