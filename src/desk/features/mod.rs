//! One folder for each page. A feature never imports another; `routes.rs` alone knows them all.

pub mod case;
pub mod cases;
pub mod invite;
pub mod organisation;
pub mod sign_in;
