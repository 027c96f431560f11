//! The outbox: what must arrive is written to the disk first, sent until it is answered, and removed only when the
//! answer is on the disk, too.
//!
//! Observations. The browser may close between any two steps; the network may swallow a request or its answer; a person
//! may press twice, in two tabs. So a message has a random Idempotency-Key from the moment it is written: sending it
//! again is harmless, as the server answers the same key the same way. One tab sends at a time, under a lock that the
//! browser takes back from a tab that is gone.
//!
//! Steps: write (strict) → count the try (strict) → send → hand over the answer, which its taker writes (strict) →
//! remove (strict). Wherever it stops, the next start goes on from the last step that is on the disk.
//!
//! Not handled: a person who never comes back. Without a service worker's background sync nothing is sent while the
//! page is closed.

use browser::fetch::Request;
use browser::locks::Queue;
use browser::{clock, crypto, document, events, locks};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use wire::problem::Kind;
use wire::saved::{Refused, Sent, Waiting};

use crate::store::net::NetError;
use crate::store::storage::StoreError;
use crate::store::{AppState, net, storage};

/// First wait after a failure; it doubles with each.
const DELAY_MIN_S: u64 = 2;
/// Longest wait between two tries, unless the server asks for more.
const DELAY_MAX_S: u64 = 5 * 60;
/// The longest wait a server may ask for: a slip in its configuration must not silence the outbox.
const ASKED_MAX_S: u64 = 60 * 60;

const LOCK_SEND: &str = "evenkeel-outbox-send";
const LOCK_WRITE: &str = "evenkeel-outbox-write";

/// Where a dispute is sent.
pub const DISPUTES: &str = "/api/v1/disputes";

/// Whether a message is about this account. It is this page's own print, in which a quotation mark within a note is
/// escaped: looking for the field finds it and nothing else, and costs less than a reader.
pub fn is_about(message: &Waiting, account_id: &str) -> bool {
    message.body.contains(&["\"account_id\":\"", account_id, "\""].concat())
}

/// Whether a dispute of this account waits among the messages.
pub fn has_dispute(waiting: &[Waiting], account_id: &str) -> bool {
    waiting.iter().any(|one| one.path == DISPUTES && is_about(one, account_id))
}

/// Whether a message is an offer or takes terms that a person named.
pub fn is_offer(message: &Waiting) -> bool {
    message.path.starts_with(PROPOSALS)
}

type SavedScenario = Pin<Box<dyn Future<Output = Result<(), StoreError>>>>;

/// What is going on behind the signals.
#[derive(Default)]
struct Machine {
    answered: Option<Rc<dyn Fn(Waiting, String) -> SavedScenario>>,
    refused: Option<Rc<dyn Fn() -> SavedScenario>>,
    sent: Option<Rc<dyn Fn(Sent)>>,
    /// Messages that the device does not keep: they wait as long as the page is open.
    unkept: Vec<Waiting>,
    /// Passes in a row that left something behind.
    failures: u32,
    /// The server asked not to be asked before; milliseconds since 1970.
    not_before_ms: f64,
    timer: Option<Timeout>,
    is_pumping: bool,
    /// Something was written during the pass.
    is_asked_again: bool,
}

thread_local! {
    static MACHINE: RefCell<Machine> = RefCell::default();
    static WRITING: Queue = const { Queue::new() };
}

/// What waits, as signals.
#[derive(Clone, Copy)]
pub struct Outbox {
    /// Messages that wait, oldest first.
    pub waiting: RwSignal<Vec<Waiting>>,
    /// True while messages are being sent.
    pub busy: RwSignal<bool>,
    /// Messages that the server refused for good and that the client has not dealt with; they do not wait any more.
    pub refused: RwSignal<Vec<Refused>>,
}

/// What to do after a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Hand over the answer.
    Answered,
    /// Tell the person.
    Refused,
    /// Try again, at the earliest after the seconds the server asked for.
    Later(Option<u64>),
    /// Try again; the messages behind it would fail, too.
    AllLater(Option<u64>),
}

fn step(result: &Result<String, NetError>) -> Step {
    match result {
        Ok(_) => Step::Answered,
        Err(NetError::Offline | NetError::TimedOut | NetError::Unreadable) => Step::AllLater(None),
        Err(NetError::Problem(problem)) => {
            let asked = problem.retry_after_s;
            match problem.status {
                429 => Step::AllLater(asked),
                408 | 425 | 500.. => Step::Later(asked),
                _ if problem.kind() == Some(Kind::IdempotencyKeyBusy) => Step::Later(asked),
                _ => Step::Refused,
            }
        }
    }
}

/// How long to wait after so many failures in a row.
fn delay_s(failures: u32, asked_s: Option<u64>) -> u64 {
    let doublings = failures.saturating_sub(1).min(16);
    let own = (DELAY_MIN_S << doublings).min(DELAY_MAX_S);
    own.max(asked_s.unwrap_or(0).min(ASKED_MAX_S))
}

/// Seconds as milliseconds; longer than 49 days is that.
fn ms(seconds: u64) -> u32 {
    u32::try_from(seconds.saturating_mul(1000)).unwrap_or(u32::MAX)
}

/// Whether the device keeps nothing now: it has no room, or the browser does not give any.
const fn is_not_kept(error: StoreError) -> bool {
    matches!(error, StoreError::Full | StoreError::Failed | StoreError::Locked)
}

/// Whether a message that waits has this path, body and token: somebody pressed twice.
fn is_same(waiting: &Waiting, path: &str, body: &str, token: &str) -> bool {
    waiting.path == path && waiting.token == token && waiting.body == body
}

/// Begins to send what waits, now and whenever the network or the person comes back. Call once, below the root owner.
///
/// `answered` gets the message and the text of its answer; the message is removed only when it says that the answer is
/// kept. After a crash it may get the same answer again. `refused` keeps what was refused, which stands in
/// [`Outbox::refused`] by then. `sent` is told once of each message, at its first try.
pub fn start<F, G>(
    outbox: Outbox,
    answered: impl Fn(Waiting, String) -> F + 'static,
    refused: impl Fn() -> G + 'static,
    sent: impl Fn(Sent) + 'static,
) where
    F: Future<Output = Result<(), StoreError>> + 'static,
    G: Future<Output = Result<(), StoreError>> + 'static,
{
    MACHINE.with_borrow_mut(|machine| {
        machine.refused = Some(Rc::new(move || Box::pin(refused())));
        machine.answered = Some(Rc::new(move |waiting, text| Box::pin(answered(waiting, text))));
        machine.sent = Some(Rc::new(sent));
    });
    events::on_window("online", move |_| outbox.wake());
    events::on_return(move || outbox.wake());
    outbox.pump();
}

impl Outbox {
    /// An outbox that shows nothing yet: [`start`] reads it.
    pub fn new() -> Self {
        Self { waiting: RwSignal::new(Vec::new()), busy: RwSignal::new(false), refused: RwSignal::new(Vec::new()) }
    }

    /// Writes a message to the disk, then sends it as soon as that is possible. Answers its key. If the same message
    /// waits already, it is only tried at once and its key is answered. Where the device keeps nothing, the message waits
    /// in this page.
    ///
    /// # Errors
    /// See [`StoreError`]; then nothing was written and nothing is sent.
    pub async fn queue(self, path: &str, body: String, token: &str) -> Result<String, StoreError> {
        let _turn = WRITING.with(Queue::turn).await;
        let _lock = locks::lock(LOCK_WRITE).await;
        let mut known = storage::outbox_all().await.or_else(|error| match error {
            error if is_not_kept(error) => Ok(Vec::new()),
            error => Err(error),
        })?;
        known.extend(MACHINE.with_borrow(|machine| machine.unkept.clone()));
        if let Some(same) = known.iter().find(|waiting| is_same(waiting, path, &body, token)) {
            // Pressing again means: try now.
            self.wake();
            return Ok(same.key.clone());
        }
        let key = crypto::idempotency_key().map_err(|_| StoreError::Failed)?;
        let waiting = Waiting {
            key: key.clone(),
            path: path.to_owned(),
            body,
            token: token.to_owned(),
            written_at: clock::now_text(),
            tries: 0,
        };
        match storage::outbox_put(&waiting).await {
            // A device without room, or a browser that keeps nothing, is no reason not to send it.
            Err(error) if is_not_kept(error) => {
                MACHINE.with_borrow_mut(|machine| machine.unkept.push(waiting.clone()));
            }
            put => put?,
        }
        self.waiting.update(|all| all.push(waiting));
        MACHINE.with_borrow_mut(|machine| machine.failures = 0);
        self.wake();
        Ok(key)
    }

    /// Sends what waits, unless the server asked to wait longer.
    fn wake(self) {
        let is_early = MACHINE.with_borrow(|machine| clock::now_ms() < machine.not_before_ms);
        if !is_early {
            self.pump();
        }
    }

    /// Sends everything that waits, one after another, and sets the clock for what is left.
    pub fn pump(self) {
        let is_pumping = MACHINE.with_borrow_mut(|machine| {
            machine.timer = None;
            machine.is_asked_again = machine.is_pumping;
            std::mem::replace(&mut machine.is_pumping, true)
        });
        if !is_pumping {
            spawn_local(self.run());
        }
    }

    async fn run(self) {
        self.busy.set(true);
        let outcome = loop {
            MACHINE.with_borrow_mut(|machine| machine.is_asked_again = false);
            let outcome = self.pass().await;
            if !MACHINE.with_borrow(|machine| machine.is_asked_again) {
                break outcome;
            }
        };
        self.busy.set(false);
        MACHINE.with_borrow_mut(|machine| {
            machine.is_pumping = false;
            machine.not_before_ms = 0.0;
            let Err(asked_s) = outcome else {
                machine.failures = 0;
                return;
            };
            machine.failures = machine.failures.saturating_add(1);
            if let Some(asked_s) = asked_s {
                machine.not_before_ms = clock::now_ms() + f64::from(ms(asked_s.min(ASKED_MAX_S)));
            }
            let delay_ms = ms(delay_s(machine.failures, asked_s));
            machine.timer = Some(Timeout::new(delay_ms, move || self.pump()));
        });
    }

    /// One pass over all messages. It fails if something is left, with the seconds the server asked for.
    async fn pass(self) -> Result<(), Option<u64>> {
        let _lock = locks::lock(LOCK_SEND).await;
        // Another tab may have sent some of them while this one waited for the lock.
        let unkept = MACHINE.with_borrow(|machine| machine.unkept.clone());
        let rows: Vec<Waiting> = match storage::outbox_all().await {
            Ok(kept) => kept.into_iter().chain(unkept).collect(),
            Err(_) if unkept.is_empty() => return Err(None),
            Err(_) => unkept,
        };
        self.waiting.set(rows.clone());
        let mut outcome = Ok(());
        for row in rows {
            match self.try_one(row).await {
                Step::Answered | Step::Refused => {}
                Step::Later(asked_s) => outcome = Err(outcome.err().flatten().max(asked_s)),
                Step::AllLater(asked_s) => return Err(asked_s),
            }
        }
        outcome
    }

    async fn try_one(self, mut row: Waiting) -> Step {
        // A page that is behind another window would send what that one does not know of.
        if !document::is_online() || storage::revision_changed().await {
            return Step::AllLater(None);
        }
        let is_first = row.tries == 0;
        row.tries = row.tries.saturating_add(1);
        let is_kept = MACHINE.with_borrow_mut(|machine| {
            let unkept = machine.unkept.iter_mut().find(|unkept| unkept.key == row.key);
            unkept.map(|unkept| unkept.tries = row.tries).is_none()
        });
        // A message that is kept is sent, too, where there is no room to count its tries.
        if is_kept
            && let Err(error) = storage::outbox_put(&row).await
            && !is_not_kept(error)
        {
            return Step::AllLater(None);
        }
        let (answered, refused, sent) =
            MACHINE.with_borrow(|machine| (machine.answered.clone(), machine.refused.clone(), machine.sent.clone()));
        if is_first && let Some(sent) = sent {
            sent(Sent { at: clock::now_text(), to: ["POST ", &row.path].concat(), body: row.body.clone() });
        }
        let request = Request {
            bearer: Some(row.token.clone()).filter(|token| !token.is_empty()),
            idempotency_key: Some(row.key.clone()),
            ..Request::post(row.path.clone(), Some(row.body.clone()))
        };
        let result = net::send(request).await;
        let step = step(&result);
        match (step, result) {
            (Step::Answered, Ok(text)) => {
                if let Some(answered) = answered
                    && answered(row.clone(), text).await.is_err()
                    && is_kept
                {
                    return Step::Later(None);
                }
                self.remove(&row).await
            }
            (Step::Refused, Err(NetError::Problem(problem))) => {
                self.refused.update(|all| {
                    all.retain(|known| known.message.key != row.key);
                    all.push(Refused { message: row.clone(), problem });
                });
                // Its text is on the disk in one place or the other.
                if let Some(refused) = refused
                    && refused().await.is_err()
                    && is_kept
                {
                    return Step::Later(None);
                }
                self.remove(&row).await
            }
            _ => {
                self.waiting.update(|all| {
                    if let Some(shown) = all.iter_mut().find(|shown| shown.key == row.key) {
                        *shown = row;
                    }
                });
                step
            }
        }
    }

    async fn remove(self, row: &Waiting) -> Step {
        let is_kept = MACHINE.with_borrow_mut(|machine| {
            let before = machine.unkept.len();
            machine.unkept.retain(|unkept| unkept.key != row.key);
            machine.unkept.len() == before
        });
        if is_kept && storage::outbox_remove(&row.key).await.is_err() {
            return Step::Later(None);
        }
        self.waiting.update(|all| all.retain(|other| other.key != row.key));
        Step::Answered
    }
}

/// Where an offer is sent.
pub const PROPOSALS: &str = "/api/v1/proposals";

/// Whether a message is an offer for this account, or the answer to one, of the invitation that is shown.
fn is_offer_for(state: AppState, message: &Waiting, account_id: &str) -> bool {
    // Accounts have names of their own within an invitation only.
    let is_shown = || {
        state.invitation.others.with(Vec::is_empty)
            || state.invitation.saved.with(|kept| kept.as_ref().is_some_and(|kept| kept.token == message.token))
    };
    is_offer(message) && is_about(message, account_id) && is_shown()
}

/// Whether an offer for this account, or the answer to one, waits to be sent; follows what waits.
pub fn is_offer_waiting(state: AppState, account_id: &str) -> bool {
    state.outbox.waiting.with(|all| all.iter().any(|one| is_offer_for(state, one, account_id)))
}

/// Whether an offer for this account, or the answer to one, was refused and that was not dealt with; follows it.
pub fn is_offer_refused(state: AppState, account_id: &str) -> bool {
    state.outbox.refused.with(|all| all.iter().any(|one| is_offer_for(state, &one.message, account_id)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::problem::Problem;

    fn refused(kind: Kind, retry_after_s: Option<u64>) -> Result<String, NetError> {
        Err(NetError::Problem(Problem { retry_after_s, ..kind.problem() }))
    }

    #[test]
    fn waits_double_up_to_five_minutes() {
        let waits: Vec<u64> = (1..=9).map(|failures| delay_s(failures, None)).collect();
        assert_eq!(waits, [2, 4, 8, 16, 32, 64, 128, 256, 300]);
        assert_eq!(delay_s(u32::MAX, None), 300);
    }

    #[test]
    fn the_server_may_ask_for_more_time_but_not_for_ever() {
        assert_eq!(delay_s(1, Some(60)), 60);
        assert_eq!(delay_s(9, Some(1)), 300);
        assert_eq!(delay_s(1, Some(u64::MAX)), 3600);
    }

    #[test]
    fn only_what_can_change_by_itself_is_tried_again() {
        assert_eq!(step(&Ok(String::new())), Step::Answered);
        for lost in [NetError::Offline, NetError::TimedOut, NetError::Unreadable] {
            assert_eq!(step(&Err(lost)), Step::AllLater(None));
        }
        assert_eq!(step(&refused(Kind::IdempotencyKeyBusy, Some(1))), Step::Later(Some(1)));
        assert_eq!(step(&refused(Kind::Internal, None)), Step::Later(None));
        assert_eq!(step(&refused(Kind::TimedOut, None)), Step::Later(None));
        assert_eq!(step(&refused(Kind::RateLimited, Some(30))), Step::AllLater(Some(30)));
        for kind in Kind::ALL {
            let again = [Kind::IdempotencyKeyBusy, Kind::Internal, Kind::ServerBusy, Kind::TimedOut, Kind::RateLimited]
                .contains(kind);
            assert_eq!(step(&refused(*kind, None)) == Step::Refused, !again, "{kind:?}");
        }
    }

    #[test]
    fn pressing_twice_is_one_message_but_another_dispute_is_another() {
        let waiting = Waiting {
            key: "k".to_owned(),
            path: "/api/v1/disputes".to_owned(),
            body: "{\"account_id\":\"a1\"}".to_owned(),
            token: "t".to_owned(),
            written_at: String::new(),
            tries: 3,
        };
        assert!(is_same(&waiting, "/api/v1/disputes", "{\"account_id\":\"a1\"}", "t"));
        assert!(!is_same(&waiting, "/api/v1/disputes", "{\"account_id\":\"a2\"}", "t"));
        assert!(!is_same(&waiting, "/api/v1/disputes", "{\"account_id\":\"a1\"}", "u"));
    }

    #[test]
    fn a_dispute_that_waits_is_found_by_its_account_alone() {
        let waiting = |path: &str, account_id: &str, note: &str| Waiting {
            path: path.to_owned(),
            body: wire::json::print(&wire::api::DisputeRequest {
                version: 1,
                account_id: account_id.to_owned(),
                ground: "other".to_owned(),
                note: note.to_owned(),
            }),
            key: String::new(),
            token: String::new(),
            written_at: String::new(),
            tries: 0,
        };
        let here = [waiting(DISPUTES, "a12", "They wrote \"account_id\":\"a3\".")];
        assert!(has_dispute(&here, "a12"));
        assert!(!has_dispute(&here, "a1") && !has_dispute(&here, "a3") && !has_dispute(&here, ""));
        assert!(!has_dispute(&[waiting("/api/v1/proposals", "a12", "")], "a12"));
    }
}
