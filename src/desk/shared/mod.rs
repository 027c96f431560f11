//! What several features need. Knows the store, and no feature.

pub mod case_name;
pub mod field_error;
pub mod field_words;
pub mod form_check;
pub mod form_reader;
pub mod format;
pub mod labels;
pub mod organisation_form;
pub mod reload;
pub mod server_problem;
pub mod terms;
