//! The server that is attacked: one of its own for each attack, with data of its own, on loopback.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::json;

use super::http::{Answer, send};
use crate::command::program;
use crate::error::{Error, Outcome};
use crate::files;

/// A running server with a desk that is set up. Dropping it ends it and removes its data.
pub struct Target {
    child: Child,
    folder: PathBuf,
    /// Where it listens.
    pub address: SocketAddr,
    /// The session of its counsellor.
    pub cookie: String,
    keys: AtomicU32,
}

/// Counts folders, so that two servers of one run have two.
static SERVERS: AtomicU32 = AtomicU32::new(0);

impl Target {
    /// Starts a server. `limit_kib` is the size of its largest file, until it is lifted.
    pub fn start(binary: &Path, further: &[&str], limit_kib: Option<u32>) -> Outcome<Self> {
        let number = SERVERS.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("evenkeel-attack-{}-{number}", std::process::id()));
        files::make_folder(&folder)?;
        let mut command = match limit_kib {
            None => program(binary),
            Some(kib) => {
                // Blocks of dash are 512 bytes; the signal would end the server instead of failing the write.
                let mut shell = program("sh");
                shell.args(["-c", &format!("trap '' XFSZ; ulimit -S -f {}; exec \"$0\" \"$@\"", kib * 2)]).arg(binary);
                shell
            }
        };
        command.args(["serve", "--listen", "127.0.0.1:0", "--log", "off", "--data-dir"]).arg(&folder).args(further);
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|cause| Error::new(format!("cannot start {}: {cause}", binary.display())))?;
        let output = child.stdout.take().ok_or_else(|| Error::new("the server says nothing"))?;
        let mut link = None;
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if let Some((url, token)) = line.trim().split_once("/desk#setup=") {
                link = Some((url.to_owned(), token.to_owned()));
                break;
            }
        }
        let (url, token) = link.ok_or_else(|| Error::new("the server does not start"))?;
        let address = url.trim_start_matches("http://").parse();
        let address = address.map_err(|_| Error::new(format!("the server listens on {url}")))?;
        let mut target = Self { child, folder, address, cookie: String::new(), keys: AtomicU32::new(0) };
        let organisation = json!({
            "name": "Harbour Advice", "phone": "", "website": "", "kind": "advice_agency",
            "legal_name": "Harbour Advice Ltd", "address": "1 Quay Street", "registration": "",
            "complaints": "1 Quay Street", "privacy": "https://harbour.example/privacy",
        });
        let body = json!({
            "setup_token": token, "name": "Ada", "password": "correct horse battery staple",
            "organisation": organisation,
        });
        let answer = target.post("/desk/setup", &[], &body);
        let cookie = answer.header("set-cookie").and_then(|cookie| cookie.split(';').next());
        target.cookie = cookie.ok_or_else(|| Error::new(format!("the desk cannot be set up: {answer:?}")))?.to_owned();
        Ok(target)
    }

    /// Posts a document below the API.
    pub fn post(&self, path: &str, headers: &[(&str, &str)], body: &serde_json::Value) -> Answer {
        send(self.address, &format!("POST /api/v1{path}"), headers, &body.to_string())
    }

    /// A key that no write has had.
    pub fn key(&self) -> String {
        format!("key-{}", self.keys.fetch_add(1, Ordering::Relaxed))
    }

    /// Makes an invitation.
    pub fn invite(&self) -> Answer {
        let key = self.key();
        let headers = [("cookie", self.cookie.as_str()), ("idempotency-key", key.as_str())];
        self.post("/desk/invitations", &headers, &invitation())
    }

    /// Ends the limit on the size of its files, as if the disk were free again.
    pub fn lift_limit(&self) -> Outcome {
        let pid = self.child.id().to_string();
        let lifted = Command::new("prlimit").args(["--pid", &pid, "--fsize=unlimited"]).status();
        match lifted {
            Ok(status) if status.success() => Ok(()),
            _ => Err(Error::new("prlimit is missing or may not lift a limit").remedy("install util-linux")),
        }
    }

    /// The most memory that it has had, in MiB.
    pub fn memory_max_mib(&self) -> Outcome<u64> {
        let path = PathBuf::from(format!("/proc/{}/status", self.child.id()));
        let text = files::read_text(&path)?;
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.split_whitespace().next()).and_then(|kib| kib.parse::<u64>().ok());
        kib.map(|kib| kib / 1024).ok_or_else(|| Error::new("the server is gone"))
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        // One that has ended already is what an attack wanted, and was told.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if let Err(failure) = files::remove_folder(&self.folder) {
            eprintln!("{failure}");
        }
    }
}

/// An invitation with one debt, whose offers wait for a person.
fn invitation() -> serde_json::Value {
    let today = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let days = i64::try_from(today.as_secs() / 86_400).unwrap_or_default();
    json!({
        "label": "attacked", "message": "", "country": "gb", "currency": "GBP",
        "accounts": [{
            "creditor": "First Bank", "reference": "", "kind": "credit_card", "balance_minor": 600_00,
            "itemisation": {
                "as_of": "2026-03-02", "then_minor": 600_00, "interest_minor": 0, "fees_minor": 0, "payments_minor": 0,
                "credits_minor": 0,
            },
        }],
        "policy": {
            "instalment_monthly_min_minor": 25_00, "term_months_max": 24, "start_days_max": 31, "at_once": "nothing",
        },
        "expires_on": day(days + 20),
    })
}

/// The civil day so many days after 1 January 1970 (Howard Hinnant, *chrono-compatible low-level date algorithms*, 2021).
pub fn day(days: i64) -> String {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let (day, month) = (of_year - (153 * shifted + 2) / 5 + 1, if shifted < 10 { shifted + 3 } else { shifted - 9 });
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (days, text) in [(0, "1970-01-01"), (11_016, "2000-02-29"), (20_787, "2026-11-30"), (20_789, "2026-12-02")]
        {
            assert_eq!(day(days), text);
        }
    }
}
