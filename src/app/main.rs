//! The client's page: budget, debts, plan, offer, arrangement and lessons, all of it on the client's own device.

mod app;
mod chunks;
mod currencies;
mod journey;
mod keep;
mod launch_params;
mod net;
mod offering;
mod outbox;
mod pages;
mod payoff_simulation;
mod planning;
mod router;
mod shell;
mod state;
mod storage;
mod verify;
mod words;

fn main() {
    // The address may hold a secret: it is read once, before anything else sees it, and cleared.
    let params = launch_params::LaunchParams::take();
    // The page loads itself anew: the later link is then read and cleared like any other.
    browser::launch_params::on_later_link(launch_params::is_secret, browser::document::reload);
    shell::show_way_back_on_panic();
    wasm_bindgen_futures::spawn_local(app::start(params));
}
