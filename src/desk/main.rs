//! The counsellor's page at /desk, in a bundle of its own so that a client never downloads it: signing in, inviting,
//! and answering offers.

mod app;
mod features;
mod route_table;
mod routes;
mod shared;
mod shell;
mod store;
mod words;

fn main() {
    // The address may hold the one-time secret: it is read once, before anything else sees it, and cleared.
    let setup = route_table::take_setup();
    let words = words::Words::first();
    shell::show_way_back_on_panic(words);
    browser::document::mount(move || app::view(setup, words));
}
