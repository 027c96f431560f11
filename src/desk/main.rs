//! The counsellor's page at /desk, in a bundle of its own so that a client never downloads it: signing in, inviting,
//! and answering offers.

mod draft;
mod forms;
mod kinds;
mod net;
mod pages;
mod pen;
mod route;
mod shell;
mod state;
mod words;

fn main() {
    // The address may hold the one-time secret: it is read once, before anything else sees it, and cleared.
    let setup = route::take_setup();
    shell::show_way_back_on_panic();
    browser::document::mount(move || shell::view(setup));
}
