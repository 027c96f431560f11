//! What several features need. Knows the store, and no feature.

pub mod case_name;
pub mod field_error;
pub mod field_words;
pub mod form_check;
pub mod format;
pub mod labels;
pub mod net_problem;
pub mod reload;
pub mod terms;
