//! Invitations with their accounts, proposals and arrangements.

pub mod client_routes;
pub mod desk_routes;
pub mod device;
pub mod invite_routes;
pub mod local_day;
pub mod model;
pub mod receipt_key;
pub mod repository;
pub mod signing;
pub mod terms;
pub mod transitions;
pub mod validation_period;
