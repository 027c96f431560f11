//! The client's page: budget, debts, plan, offer, arrangement and lessons, all of it on the client's own device.

mod app;
mod arrival;
mod chunks;
mod currencies;
mod journey;
mod keep;
mod net;
mod odds;
mod offering;
mod outbox;
mod pages;
mod planning;
mod router;
mod shell;
mod state;
mod storage;
mod verify;
mod walk;
mod words;

fn main() {
    // The address may hold a secret: it is read once, before anything else sees it, and cleared.
    let arrival = arrival::Arrival::take();
    arrival::Arrival::follow_later_links();
    shell::show_way_back_on_panic();
    wasm_bindgen_futures::spawn_local(app::start(arrival));
}
