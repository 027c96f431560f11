//! What lies on the disk: for its owner alone, saved and brought back whole, with the key that its receipts need.

use super::world::{World, asking_a_person, invitation, offer, proposal};
use crate::cases::receipt_key;
use crate::cases::signing::KEY_FILE;
use crate::server::backup;
use crate::server::clock::Clock;
use crate::store;
use serde_json::json;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("a file").mode() & 0o777
}

#[tokio::test]
async fn the_files_are_for_their_owner_alone() {
    let world = World::on_sqlite().await;
    world.set_up().await;
    let names = ["evenkeel.sqlite", "evenkeel.sqlite-wal", "evenkeel.sqlite-shm", KEY_FILE];
    for name in names {
        assert_eq!(mode(&world.folder.path().join(name)), 0o600, "{name}");
    }
    world.app.store.close().await;
    // As a copy with a usual mask leaves it.
    let file = world.folder.path().join("evenkeel.sqlite");
    fs::set_permissions(&file, Permissions::from_mode(0o644)).expect("changed");
    let store = store::open("sqlite:", world.folder.path()).await.expect("opens");
    assert_eq!(mode(&file), 0o600);
    store.close().await;
}

async fn busy_world() -> (World, String) {
    let world = World::on_sqlite().await;
    let cookie = world.set_up().await;
    let (_, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    world.propose(&token, &proposal(&[offer("a1", 50_00)])).await;
    world.propose(&token, &asking_a_person(&[offer("a2", 10_00)])).await;
    (world, token)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_a_running_server_comes_back_whole() {
    let (mut world, token) = busy_world().await;
    let before = world.open(&token).await;
    let place = tempfile::tempdir().expect("a folder");
    let file = place.path().join("evenkeel.backup");
    backup::write("sqlite:", world.folder.path(), &file).await.expect("written");
    assert_eq!(mode(&file), 0o600);
    let again = backup::write("sqlite:", world.folder.path(), &file).await.expect_err("it is there");
    assert!(again.contains("cannot make"), "{again}");
    // What happens later is not in it.
    world.pass_days(1);
    let refused = backup::restore("sqlite:", world.folder.path(), &file).await.expect_err("not over a database");
    assert!(refused.contains("is there already"), "{refused}");
    world.app.store.close().await;
    for entry in fs::read_dir(world.folder.path()).expect("a folder").flatten() {
        fs::remove_file(entry.path()).expect("lost");
    }
    assert_eq!(backup::restore("sqlite:", world.folder.path(), &file).await, Ok(1));
    for name in ["evenkeel.sqlite", KEY_FILE] {
        assert_eq!(mode(&world.folder.path().join(name)), 0o600, "{name}");
    }
    assert_eq!(fs::read_dir(world.folder.path()).expect("a folder").count(), 2, "nothing else is left behind");
    world.restart().await;
    assert_eq!(world.open(&token).await, before, "the key for receipts too");
    let other = backup::write("postgres://host/name", world.folder.path(), &file).await.expect_err("not there");
    assert!(other.contains("pg_dump") && other.contains(KEY_FILE), "{other}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_that_was_changed_is_refused_with_the_entry() {
    let (world, _) = busy_world().await;
    let place = tempfile::tempdir().expect("a folder");
    for (number, sql, reason) in [
        (1, "UPDATE record SET at = '2026-11-22T12:00:01Z' WHERE number = 3", "entry 3 of the history of"),
        (2, "DELETE FROM record WHERE number = 2", "entry 2 of the history of"),
        (3, "UPDATE account SET balance_minor = balance_minor - 1 WHERE id = 'a2'", "the balance of a2"),
        (4, "UPDATE arrangement SET receipt = REPLACE(receipt, '5000', '4000')", "is not signed by its key"),
        (5, "DROP TABLE backup", "is no backup"),
    ] {
        let file = place.path().join(format!("backup-{number}"));
        backup::write("sqlite:", world.folder.path(), &file).await.expect("written");
        let mut connection = SqliteConnectOptions::new().filename(&file).connect().await.expect("opens");
        sqlx::query(sql).execute(&mut connection).await.expect("changed");
        connection.close().await.expect("closed");
        let target = tempfile::tempdir().expect("a folder");
        let refused = backup::restore("sqlite:", target.path(), &file).await.expect_err("refused");
        assert!(refused.contains(reason), "{refused}");
        assert_eq!(fs::read_dir(target.path()).expect("a folder").count(), 0, "nothing is put in place");
    }
    fs::write(place.path().join("text"), "this is no database, but long enough to look like one").expect("a file");
    let target = tempfile::tempdir().expect("a folder");
    let refused = backup::restore("sqlite:", target.path(), &place.path().join("text")).await.expect_err("refused");
    assert!(refused.contains("is no backup"), "{refused}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_key_is_noticed_and_replaced_only_on_demand() {
    let (world, _) = busy_world().await;
    let folder = world.folder.path();
    let open = async || receipt_key::open(&*world.app.store, folder, &Clock::system()).await;
    let (key, kept) = (folder.join(KEY_FILE), folder.join("kept"));
    let first = open().await.expect("the key").key().id.clone();
    fs::rename(&key, &kept).expect("lost");
    let refused = open().await.err().expect("refused");
    assert!(refused.contains("is missing") && refused.contains("rotate-key"), "{refused}");
    assert!(!key.exists(), "none is made in its place");
    // Another server's key.
    let other = tempfile::tempdir().expect("a folder");
    crate::cases::signing::Signer::open(other.path()).expect("made");
    fs::copy(other.path().join(KEY_FILE), &key).expect("copied");
    let refused = open().await.err().expect("refused");
    assert!(refused.contains("is not the key"), "{refused}");
    fs::remove_file(&key).expect("removed");
    fs::rename(&kept, &key).expect("restored");
    assert_eq!(open().await.expect("the key").key().id, first);
    let second = receipt_key::rotate(&*world.app.store, folder, &Clock::system()).await.expect("another");
    assert_ne!(first, second);
    assert_eq!(open().await.expect("the key").key().id, second);
    assert!(folder.join(format!("receipt-key-{first}.p8")).exists(), "the one before is kept");
}
