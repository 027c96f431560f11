//! Stories of the server: each goes over the whole of it, from a request's bytes to the database, by `oneshot`, and runs
//! on SQLite and on PostgreSQL. The clock stands still unless a story moves it.

mod addresses;
mod backups;
mod bad_input;
mod call;
mod desk;
mod devices;
mod disputes;
mod healing;
mod idempotency;
mod instants;
mod journey;
mod limits;
mod link_access;
mod middleware;
mod offers;
mod operator;
mod options;
mod persistence;
mod static_files;
mod way_in;
mod world;

/// A story for both databases. PostgreSQL is where `EVENKEEL_TEST_POSTGRES_URL` says; without it those tests fail with
/// what to do, because a test that did not run has not passed.
macro_rules! stories {
    ($($name:ident),* $(,)?) => {$(
        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                let mut world = $crate::tests::world::World::on_sqlite().await;
                super::$name(&mut world).await;
                world.end().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                let mut world = $crate::tests::world::World::on_postgres().await;
                super::$name(&mut world).await;
                world.end().await;
            }
        }
    )*};
}
pub(crate) use stories;
