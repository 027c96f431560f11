//! One folder for each page. A feature never imports another; `routes.rs` alone knows them all.

pub mod advice;
pub mod arrangement;
pub mod budget;
pub mod check;
pub mod debts;
pub mod glossary;
pub mod home;
pub mod invitation;
pub mod learn;
pub mod offer;
pub mod plan;
pub mod rights;
pub mod settings;
pub mod share;
pub mod statement;
pub mod what_if;
