//! What the server is told when it starts, and what it finds in its folder.

use crate::cases::signing::{KEY_FILE, Signer};
use crate::server::Options;
use crate::store;
use clap::Parser;
use clap::error::ErrorKind;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};

#[derive(Parser, Debug)]
struct Line {
    #[command(flatten)]
    options: Options,
}

fn refusal(arguments: &[&str]) -> Option<ErrorKind> {
    Line::try_parse_from(["evenkeel"].iter().chain(arguments)).err().map(|error| error.kind())
}

#[test]
fn a_wrong_value_is_refused() {
    for fine in [
        vec![],
        vec!["--listen", "[::1]:80", "--public-url", "https://plan.example"],
        vec!["--public-url", "http://localhost:3000/"],
        vec!["--public-url", "http://[::1]:3000"],
        vec!["--database-url", "postgres://user@host/name"],
        vec!["--database-url", "sqlite:other.sqlite", "--trusted-proxies", "10.0.0.0/8,::1"],
    ] {
        assert_eq!(refusal(&fine), None, "{fine:?}");
    }
    for wrong in [
        ["--listen", "8080"],
        ["--listen", "localhost"],
        ["--database-url", "mysql://host/name"],
        ["--database-url", "evenkeel.sqlite"],
        ["--public-url", "plan.example"],
        ["--public-url", "http://plan.example"],
        ["--public-url", "http://192.168.0.2:8080"],
        ["--public-url", "https://plan.example/path"],
        ["--public-url", "https://plan.example?x=1"],
        ["--public-url", "https://user@plan.example"],
        ["--public-url", "ftp://plan.example"],
        ["--trusted-proxies", "10.0.0.0/8,proxy"],
        ["--log", "evenkeel=loud"],
    ] {
        assert_eq!(refusal(&wrong), Some(ErrorKind::ValueValidation), "{wrong:?}");
    }
    assert_eq!(refusal(&["--colour", "blue"]), Some(ErrorKind::UnknownArgument));
}

#[test]
fn the_key_is_made_once_and_for_the_server_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(KEY_FILE);
    let first = Signer::open(folder.path()).expect("made").key().clone();
    assert_eq!(fs::metadata(&path).expect("a file").mode() & 0o777, 0o600);
    assert_eq!(Signer::open(folder.path()).expect("read").key(), &first);
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "no draft is left behind");
    fs::set_permissions(&path, Permissions::from_mode(0o644)).expect("changed");
    assert!(Signer::open(folder.path()).err().expect("refused").contains("chmod 600"));
}

#[test]
fn a_key_that_cannot_be_used_is_never_replaced() {
    for wrong in ["", "no key"] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(KEY_FILE);
        fs::write(&path, wrong).expect("a file");
        fs::set_permissions(&path, Permissions::from_mode(0o600)).expect("changed");
        assert!(Signer::open(folder.path()).is_err());
        assert_eq!(fs::read_to_string(&path).expect("still there"), wrong);
    }
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join(KEY_FILE)).expect("a folder in its place");
    assert!(Signer::open(folder.path()).is_err());
}

#[tokio::test]
async fn a_database_that_cannot_be_opened_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    for (url, reason) in [
        ("sqlite:none/there.sqlite", "cannot open"),
        ("sqlite::memory:", "the path of a file"),
        ("postgres://127.0.0.1:1/none", "cannot reach PostgreSQL"),
        ("mysql://host/name", "begins with sqlite: or postgres:"),
    ] {
        let error = store::open(url, folder.path()).await.err().expect("refused").to_string();
        assert!(error.contains(reason), "{url}: {error}");
    }
    fs::write(folder.path().join("evenkeel.sqlite"), "this is no database, but long enough to look like one")
        .expect("a file");
    let error = store::open("sqlite:", folder.path()).await.err().expect("refused").to_string();
    assert!(error.contains("evenkeel.sqlite"), "{error}");
}
