//! Where the twin lives.

#[allow(dead_code, missing_docs, reason = "the tests of the engine use the rest, and read it beside the rules")]
#[path = "../../../src/domain/plan/tests/decimal.rs"]
pub mod decimal;
