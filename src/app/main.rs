//! The client's page: budget, debts, plan, offer, arrangement and lessons, all of it on the client's own device.

#[macro_use]
mod cut;

mod app;
mod features;
mod launch_params;
mod routes;
mod shared;
mod shell;
mod store;
mod words;

fn main() {
    // The address may hold a secret: it is read once, before anything else sees it, and cleared as soon as it is kept.
    let params = launch_params::LaunchParams::read();
    // The page loads itself anew: the later link is then read and cleared like any other.
    browser::launch_params::on_later_link(launch_params::is_secret, browser::document::reload);
    let words = words::Words::first();
    shell::show_way_back_on_panic(words);
    wasm_bindgen_futures::spawn_local(app::start(params, words));
}
