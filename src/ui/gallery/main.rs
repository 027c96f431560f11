//! The page that shows every component in every state.

fn main() {}
