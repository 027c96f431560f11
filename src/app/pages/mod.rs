//! One file for each page.

pub mod advice;
pub mod answer;
pub mod arrangement;
pub mod budget;
pub mod check;
pub mod data;
pub mod debts;
pub mod fetched;
pub mod glossary;
pub mod home;
pub mod invitation;
pub mod learn;
pub mod lesson;
pub mod locked;
pub mod not_found;
pub mod offer;
pub mod plan;
pub mod rights;
pub mod shared;
pub mod statement;
pub mod whatif;
