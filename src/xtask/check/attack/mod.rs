//! `cargo xtask proof attack`: what strangers have done to the server, again, on loopback: sign-ins by the thousand, a full
//! disk, sockets that say nothing, requests that are cut off, offers without end, sign-outs without a session. Each has a
//! figure and a limit; a breach fails the run. All of it is over within two minutes.

mod http;
mod target;

use std::fmt::Display;
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::check::postgres;
use crate::error::{Error, Outcome};
use http::{cut_off, send};
use target::{Target, day};

/// The most memory the server may take, in MiB.
const MEMORY_MIB_MAX: u64 = 256;

/// How long an honest request may take while an attack goes on.
const HONEST_MAX: Duration = Duration::from_secs(3);

/// Between two requests of an honest person, who neither waits for a state nor adds to the attack.
const HONEST_PAUSE: Duration = Duration::from_millis(50);

/// How long each attack lasts.
#[derive(Clone, Copy)]
pub struct Extent {
    /// Of those that go on for a while.
    pub each: Duration,
    /// Threads that attack at once.
    pub threads: usize,
}

impl Extent {
    /// All of it, within two minutes.
    pub const WHOLE: Self = Self { each: Duration::from_secs(12), threads: 20 };
    /// Few repetitions, as a part of the tests.
    pub const SHORT: Self = Self { each: Duration::from_secs(2), threads: 8 };
}

/// What was found, line by line.
#[derive(Default)]
struct Report {
    breaches: u32,
}

impl Report {
    fn line(&mut self, what: &str, figure: impl Display, limit: &str, holds: bool) {
        let verdict = if holds { "holds" } else { "BREACH" };
        println!("  {what:<58} {figure:>14}   {limit:<22} {verdict}");
        self.breaches += u32::from(!holds);
    }

    fn time(&mut self, what: &str, took: Duration, limit: Duration) {
        let limit_text = format!("at most {} ms", limit.as_millis());
        self.line(what, format!("{} ms", took.as_millis()), &limit_text, took <= limit);
    }

    fn memory(&mut self, target: &Target) -> Outcome {
        let mib = target.memory_max_mib()?;
        self.line("most memory", format!("{mib} MiB"), &format!("below {MEMORY_MIB_MAX} MiB"), mib < MEMORY_MIB_MAX);
        Ok(())
    }
}

/// Attacks a program. Answers whether all limits held.
pub fn run(binary: &Path, extent: Extent) -> Outcome<bool> {
    let mut report = Report::default();
    let began = Instant::now();
    guesses(&mut report, binary, extent)?;
    full_disk(&mut report, binary)?;
    silent_sockets(&mut report, binary)?;
    cut_requests(&mut report, binary, extent, None)?;
    let database = postgres::Server::start()?;
    cut_requests(&mut report, binary, extent, Some(&database.url()))?;
    endless_offers(&mut report, binary)?;
    sign_outs(&mut report, binary, extent)?;
    println!("attacked for {} s, {} breaches", began.elapsed().as_secs(), report.breaches);
    Ok(report.breaches == 0)
}

/// Does something on several threads for a while, beside something honest, and answers how often it was done.
fn meanwhile(extent: Extent, attack: impl Fn(u32) + Sync, honest: impl FnOnce()) -> u32 {
    let (stop, count) = (AtomicBool::new(false), AtomicU32::new(0));
    std::thread::scope(|scope| {
        for _ in 0..extent.threads {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    attack(count.fetch_add(1, Ordering::Relaxed));
                }
            });
        }
        honest();
        stop.store(true, Ordering::Relaxed);
    });
    count.into_inner()
}

/// The slowest of honest requests, one after the other for as long as the attack lasts; `None` if one is not answered as it
/// should be.
fn slowest(extent: Extent, ask: impl Fn() -> bool) -> Option<Duration> {
    let began = Instant::now();
    let mut slowest = Duration::ZERO;
    while began.elapsed() < extent.each {
        let asked = Instant::now();
        if !ask() {
            return None;
        }
        slowest = slowest.max(asked.elapsed());
        std::thread::sleep(HONEST_PAUSE);
    }
    Some(slowest)
}

fn is_live(address: SocketAddr) -> bool {
    send(address, "GET /api/v1/health/live", &[], "").status == 200
}

fn guesses(report: &mut Report, binary: &Path, extent: Extent) -> Outcome {
    println!("\nwrong sign-ins without an account, each from another address");
    let target = Target::start(binary, &["--trusted-proxies", "127.0.0.1"], None)?;
    let guess = |number: u32| {
        let client = format!("198.{}.{}.{}", 18 + (number >> 16) % 2, (number >> 8) % 256, number % 256);
        let body = json!({ "name": format!("nobody {number}"), "password": "a password nobody has" });
        target.post("/desk/session", &[("x-forwarded-for", &client)], &body);
    };
    let mut took = None;
    let count = meanwhile(extent, guess, || took = slowest(extent, || is_live(target.address)));
    report.line("sign-ins tried", count, "", true);
    report.time("slowest answer to somebody else", took.unwrap_or(Duration::MAX), HONEST_MAX);
    report.memory(&target)
}

fn full_disk(report: &mut Report, binary: &Path) -> Outcome {
    println!("\na disk that is full, and then free again");
    let target = Target::start(binary, &[], Some(1_024))?;
    let mut made = 0_u32;
    let status = loop {
        let status = target.invite().status;
        if status != 201 || made == 5_000 {
            break status;
        }
        made += 1;
    };
    report.line("writes until it was full", made, "", true);
    report.line("answer to a write when it is", status, "500 or 503", status == 500 || status == 503);
    let ready = send(target.address, "GET /api/v1/health/ready", &[], "").status;
    let still_full = target.invite().status;
    report.line("ready says", ready, "503, or writes work", ready == 503 || still_full == 201);
    target.lift_limit()?;
    let freed = Instant::now();
    // Asked again as soon as there is an answer: the time that passes is the server's own.
    while target.invite().status != 201 && freed.elapsed() < Duration::from_secs(10) {}
    report.time("until a write succeeds when it is free", freed.elapsed(), Duration::from_secs(1));
    Ok(())
}

fn silent_sockets(report: &mut Report, binary: &Path) -> Outcome {
    println!("\nsockets from one address that say nothing");
    let target = Target::start(binary, &[], None)?;
    let mut silent = Vec::new();
    for _ in 0..400 {
        if let Ok(stream) = TcpStream::connect_timeout(&target.address, Duration::from_secs(2)) {
            silent.push(stream);
        }
    }
    let began = Instant::now();
    let mut is_answered = false;
    while !is_answered && began.elapsed() < Duration::from_secs(10) {
        is_answered = is_live(target.address);
    }
    report.line("sockets opened", silent.len(), "", true);
    report.time("until somebody at that address is answered", began.elapsed(), HONEST_MAX);
    let held = silent.iter().filter(|stream| is_open(stream)).count();
    report.line("sockets that the server still holds", held, "at most 128", held <= 128);
    report.memory(&target)
}

/// Whether the other side has not closed a socket.
fn is_open(mut stream: &TcpStream) -> bool {
    use std::io::Read;
    let _ = stream.set_nonblocking(true);
    let mut bytes = [0; 512];
    loop {
        match stream.read(&mut bytes) {
            Ok(0) => return false,
            Ok(_) => {}
            Err(cause) => return cause.kind() == std::io::ErrorKind::WouldBlock,
        }
    }
}

fn cut_requests(report: &mut Report, binary: &Path, extent: Extent, database: Option<&str>) -> Outcome {
    println!("\nreads that are cut off, on {}", if database.is_some() { "PostgreSQL" } else { "SQLite" });
    // As if by a proxy, so that the limit on one address does not stop the attack before it reaches the database.
    let mut further = vec!["--trusted-proxies", "127.0.0.1"];
    further.extend(database.iter().flat_map(|url| ["--database-url", url]));
    let target = Target::start(binary, &further, None)?;
    let token = target.invite().field("token").ok_or_else(|| Error::new("no invitation is made"))?;
    let bearer = format!("Bearer {token}");
    let cookie = target.cookie.clone();
    let cut = |number: u32| match number % 3 {
        0 => cut_off(target.address, "GET /api/v1/invitation", &[("authorization", &bearer)]),
        1 => cut_off(target.address, "GET /api/v1/health", &[]),
        _ => cut_off(target.address, "GET /api/v1/desk/invitations", &[("cookie", &cookie)]),
    };
    let (mut writes, mut failed) = (0_u32, 0_u32);
    let count = meanwhile(Extent { threads: 8, ..extent }, cut, || {
        let began = Instant::now();
        while began.elapsed() < extent.each {
            let answer = target.invite();
            writes += 1;
            if answer.status != 201 {
                println!("  a write failed: {answer:?}");
                failed += 1;
            }
        }
    });
    report.line("reads cut off", count, "", true);
    report.line("honest writes meanwhile", writes, "at least 10", writes >= 10);
    report.line("of which failed", failed, "none", failed == 0);
    Ok(())
}

fn endless_offers(report: &mut Report, binary: &Path) -> Outcome {
    println!("\noffers without end for one invitation");
    let target = Target::start(binary, &[], None)?;
    let token = target.invite().field("token").ok_or_else(|| Error::new("no invitation is made"))?;
    let bearer = format!("Bearer {token}");
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let first = day(i64::try_from(now.as_secs() / 86_400).unwrap_or_default() + 5);
    let note = "n".repeat(1_000);
    let offers = [json!({ "account_id": "a1", "instalment_minor": 50_00, "rhythm": "month", "first": first })];
    let body = json!({ "version": 1, "offers": offers, "ask_person": true, "note": note });
    let (mut taken, mut last) = (0_u32, 0);
    for _ in 0..100 {
        let key = target.key();
        last = target.post("/proposals", &[("authorization", &bearer), ("idempotency-key", &key)], &body).status;
        if last != 200 {
            break;
        }
        taken += 1;
    }
    report.line("offers taken", taken, "1 to 60", (1..=60).contains(&taken));
    report.line("answer to the next", last, "409 or 429", last == 409 || last == 429);
    let seen = send(target.address, "GET /api/v1/invitation", &[("authorization", &bearer)], "");
    let kib = seen.body.len() / 1024;
    report.line("size of the invitation", format!("{kib} KiB"), "below 1024 KiB", kib < 1024 && seen.status == 200);
    let asked = Instant::now();
    let is_made = target.invite().status == 201;
    report.time("another write", if is_made { asked.elapsed() } else { Duration::MAX }, Duration::from_millis(500));
    Ok(())
}

fn sign_outs(report: &mut Report, binary: &Path, extent: Extent) -> Outcome {
    println!("\nsign-outs and openings by strangers");
    let target = Target::start(binary, &[], None)?;
    let sign_out = |number: u32| {
        let cookie = format!("__Host-evenkeel=guess-{number}");
        send(target.address, "DELETE /api/v1/desk/session", &[("cookie", &cookie)], "");
    };
    let mut took = None;
    let count = meanwhile(Extent { threads: 4, ..extent }, sign_out, || {
        took = slowest(extent, || target.invite().status == 201);
    });
    report.line("sign-outs without a session", count, "", true);
    report.time("slowest honest write", took.unwrap_or(Duration::MAX), HONEST_MAX);
    report.memory(&target)
}
