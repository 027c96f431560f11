//! What the desk holds while its tab is open. Nothing of it is kept on the device: it is about other people's money.
//!
//! Everything typed lives here rather than in a page, so that a change of language, an ended session or the browser's
//! back button loses nothing.

use browser::router::{NavigateOptions, Table, provide_router, use_location, use_navigate};
use browser::{crypto, document};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::api::{DeskCase, DeskList, DeskSummary, InvitationCreated, InvitationRequest, InvitationReview, Session};
use wire::problem::Kind;

use crate::route_table::{self, Route};
use crate::store::net::{self, NetError, Request};
use crate::store::{AnswerDrafts, DisputeDrafts, InviteDraft, OrganisationDraft, SignInDraft};
use crate::words::Words;

/// Who is signed in, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The server is being asked.
    Loading,
    /// The server does not answer.
    Unreachable,
    /// The one-time link was opened: a name and a password are to be chosen.
    SettingUp(String),
    /// Nobody; `ended` where somebody was until now.
    SignedOut {
        /// A session ran out.
        ended: bool,
    },
    /// A counsellor.
    SignedIn(Box<Session>),
}

/// A link that was just made. It exists in this tab only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreshLink {
    /// Of which invitation.
    pub id: String,
    /// The whole address, secret included.
    pub address: String,
}

/// Takes over the answer to a write.
pub type Done = Box<dyn FnOnce(Desk, &str) -> Result<(), NetError>>;

/// The write that is under way. There is one at a time.
#[derive(Clone, Copy)]
pub struct Sending {
    /// True until the answer.
    pub busy: RwSignal<bool>,
    /// What went wrong with the last one.
    pub error: RwSignal<Option<NetError>>,
    /// Where the last one was sent: of several forms on a page only that one says what went wrong.
    pub path: RwSignal<String>,
    /// Path and body of the last try, and its key: a repeated request takes the key again.
    last: StoredValue<Option<(String, String)>>,
}

/// What was just done, for the page to confirm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A link was made, but the answer with it was lost.
    LinkUnseen,
    /// An answer was sent.
    Answered,
    /// An invitation was taken back.
    Withdrawn,
    /// Somebody else changed the case first; it was fetched anew.
    Overtaken,
    /// Who invites was said.
    OrganisationKept,
    /// Signed out.
    SignedOut,
}

/// All that is known and typed, as one handle to pass around.
#[derive(Clone, Copy)]
pub struct Desk {
    /// Every sentence, in the language of now.
    pub words: RwSignal<Words>,
    /// Whether a language that was asked for could not be fetched.
    pub is_language_missing: RwSignal<bool>,
    /// Who is signed in, as far as it is known.
    pub phase: RwSignal<Phase>,
    /// The page asked for; follows the address.
    pub route: Memo<Route>,
    /// Goes to an address.
    go: Callback<String>,
    /// The cases of the pages that were asked for, once they are known.
    pub list: RwSignal<Option<Vec<DeskSummary>>>,
    /// Where the next page of the list begins, if there is one.
    pub next: RwSignal<Option<String>>,
    /// How many cases wait for a person, on all pages.
    pub waiting: RwSignal<i64>,
    /// The case that was looked at last.
    pub case: RwSignal<Option<DeskCase>>,
    /// Why the list or the case could not be fetched.
    pub fetch_error: RwSignal<Option<NetError>>,
    /// True while it is being fetched.
    pub fetching: RwSignal<bool>,
    /// A link to pass on.
    pub link: RwSignal<Option<FreshLink>>,
    /// What was just done.
    pub outcome: RwSignal<Option<Outcome>>,
    /// The write under way.
    pub sending: Sending,
    /// Name, password and organisation as typed.
    pub sign_in: SignInDraft,
    /// Who invites as typed, once the desk is set up.
    pub organisation: OrganisationDraft,
    /// An invitation as typed.
    pub invite: InviteDraft,
    /// The invitation that is being looked over before its link is made, and what the server says to it.
    pub review: RwSignal<Option<(InvitationRequest, InvitationReview)>>,
    /// Answers to offers as typed.
    pub answers: AnswerDrafts,
    /// Answers to disputes as typed.
    pub disputes: DisputeDrafts,
    /// What owns everything above, for what is made later and must outlive a page.
    owner: StoredValue<Option<Owner>>,
}

impl Desk {
    /// A desk at which nobody sits yet.
    pub fn new(words: RwSignal<Words>, setup: Option<String>) -> Self {
        let (failed, outcome) = (RwSignal::new(None), RwSignal::new(None));
        // What was said belongs to the page on which it happened.
        let forget = Callback::new(move |()| {
            failed.set(None);
            outcome.set(None);
        });
        provide_router(Table { pattern: route_table::pattern, is_secret: route_table::is_secret, before: forget });
        let (navigate, pathname) = (use_navigate(), use_location().pathname);
        Self {
            words,
            is_language_missing: RwSignal::new(false),
            phase: RwSignal::new(setup.map_or(Phase::Loading, Phase::SettingUp)),
            route: Memo::new(move |_| pathname.with(|path| Route::of(path))),
            go: Callback::new(move |address: String| navigate(&address, NavigateOptions::default())),
            list: RwSignal::new(None),
            next: RwSignal::new(None),
            waiting: RwSignal::new(0),
            case: RwSignal::new(None),
            fetch_error: RwSignal::new(None),
            fetching: RwSignal::new(false),
            link: RwSignal::new(None),
            outcome,
            sending: Sending {
                busy: RwSignal::new(false),
                error: failed,
                path: RwSignal::new(String::new()),
                last: StoredValue::new(None),
            },
            sign_in: SignInDraft::new(),
            organisation: OrganisationDraft::new(),
            invite: InviteDraft::new(browser::clock::today()),
            review: RwSignal::new(None),
            answers: AnswerDrafts::new(),
            disputes: DisputeDrafts::new(),
            owner: StoredValue::new(Owner::current()),
        }
    }

    /// Makes something that lives as long as the desk.
    pub fn rooted<T>(self, make: impl FnOnce() -> T) -> T {
        match self.owner.get_value() {
            Some(owner) => owner.with(make),
            None => make(),
        }
    }

    /// Goes to a page of the desk.
    pub fn go(self, address: &str) {
        self.go.run(address.to_owned());
    }

    /// Starts setting up with a one-time secret.
    pub fn begin_setup(self, secret: String) {
        self.phase.set(Phase::SettingUp(secret));
    }

    /// Asks the server who is signed in.
    pub fn fetch_session(self) {
        self.phase.set(Phase::Loading);
        spawn_local(async move {
            let answer = net::send(Request::get(net::SESSION)).await.and_then(|text| net::read::<Session>(&text));
            self.phase.set(match answer {
                Ok(session) => Phase::SignedIn(Box::new(session)),
                Err(error) if error.kind() == Some(Kind::SignInRequired) => Phase::SignedOut { ended: false },
                Err(_) => Phase::Unreachable,
            });
        });
    }

    /// The session of whoever is signed in.
    pub fn session(self) -> Option<Session> {
        match self.phase.get_untracked() {
            Phase::SignedIn(session) => Some(*session),
            _ => None,
        }
    }

    /// True if the error only says that the session is over; then signing in comes first and everything typed waits.
    fn is_ended(self, error: &NetError) -> bool {
        let is_ended = error.kind() == Some(Kind::SignInRequired);
        // An answer that comes after somebody signed out says nothing new.
        if is_ended && self.session().is_some() {
            self.phase.set(Phase::SignedOut { ended: true });
        }
        is_ended
    }

    /// Fetches the first page of the list; what is shown stays until the answer, and further pages too if nothing on the
    /// first has changed.
    pub fn fetch_list(self) {
        self.fetch(net::INVITATIONS.to_owned(), |desk, text| {
            let page = net::read::<DeskList>(text)?;
            desk.waiting.set(page.waiting);
            let is_known =
                |known: &Vec<DeskSummary>| known.starts_with(&page.invitations) && !page.invitations.is_empty();
            if !desk.list.with_untracked(|known| known.as_ref().is_some_and(is_known)) {
                desk.next.set(page.next);
                desk.list.set(Some(page.invitations));
            }
            Ok(())
        });
    }

    /// Fetches the next page of the list.
    pub fn fetch_more(self) {
        let Some(cursor) = self.next.get_untracked() else { return };
        self.fetch([net::INVITATIONS, "?cursor=", &cursor].concat(), |desk, text| {
            let page = net::read::<DeskList>(text)?;
            desk.waiting.set(page.waiting);
            desk.next.set(page.next);
            desk.list.update(|list| {
                let list = list.get_or_insert_default();
                // What has come to wait meanwhile may stand on two pages.
                let is_new = |one: &DeskSummary, list: &[DeskSummary]| list.iter().all(|known| known.id != one.id);
                let more: Vec<_> = page.invitations.into_iter().filter(|one| is_new(one, list)).collect();
                list.extend(more);
            });
            Ok(())
        });
    }

    /// Fetches a case.
    pub fn fetch_case(self, id: &str) {
        if self.case.with_untracked(|known| known.as_ref().is_some_and(|known| known.invitation.id != id)) {
            self.case.set(None);
        }
        self.fetch([net::INVITATIONS, "/", id].concat(), |desk, text| {
            let case = net::read::<DeskCase>(text)?;
            // Redrawing what has not changed would take the focus from whoever is typing.
            if desk.case.with_untracked(|known| known.as_ref() != Some(&case)) {
                desk.case.set(Some(case));
            }
            Ok(())
        });
    }

    fn fetch(self, path: String, take: fn(Self, &str) -> Result<(), NetError>) {
        if self.fetching.get_untracked() {
            return;
        }
        self.fetching.set(true);
        let asked_on = self.route.get_untracked();
        spawn_local(async move {
            let answer = net::send(Request::get(path)).await;
            self.fetching.set(false);
            if self.route.get_untracked() != asked_on {
                // Somebody went on; the page that is open now asks for itself.
                self.refresh();
                return;
            }
            let outcome = answer.and_then(|text| take(self, &text));
            self.fetch_error.set(outcome.err().filter(|error| !self.is_ended(error)));
        });
    }

    /// Fetches what the page of now shows.
    pub fn refresh(self) {
        match self.route.get_untracked() {
            Route::List => self.fetch_list(),
            Route::Case(id) => self.fetch_case(&id),
            Route::Invite | Route::Organisation | Route::Password | Route::Nothing => {}
        }
    }

    /// Sends a write. `with_key` gives it an Idempotency-Key, the same one as long as path and body are the same, so
    /// that a lost answer and a second press do the thing once.
    pub fn write(self, request: Request, with_key: bool, done: Done) {
        let Sending { busy, error: failed, path, last } = self.sending;
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        path.set(request.path.clone());
        let mut request = request;
        if with_key {
            let matter = [request.path.as_str(), "\n", request.body.as_deref().unwrap_or_default()].concat();
            let known = last.get_value().filter(|(known, _)| *known == matter).map(|(_, key)| key);
            // Without random numbers there is no safe key; the server then refuses the empty one.
            let key = known.unwrap_or_else(|| crypto::idempotency_key().unwrap_or_default());
            last.set_value(Some((matter, key.clone())));
            request.idempotency_key = Some(key);
        }
        spawn_local(async move {
            let answer = net::send(request).await;
            busy.set(false);
            let outcome = answer.and_then(|text| done(self, &text));
            match outcome {
                Ok(()) => last.set_value(None),
                Err(error) if is_overtaken(&error) => {
                    self.outcome.set(Some(Outcome::Overtaken));
                    self.refresh();
                    document::scroll_to_top();
                }
                Err(error) => failed.set(Some(error).filter(|error| !self.is_ended(error))),
            }
        });
    }

    /// Takes over a link that was just made and goes to its case.
    pub fn take_link(self, created: InvitationCreated) {
        let InvitationCreated { id, token, .. } = created;
        let base = self.session().map(|session| session.public_url).unwrap_or_default();
        let is_unseen = token.is_none();
        let case = route_table::case_address(&id);
        let address = |token: String| [base.trim_end_matches('/'), "/i#", &token].concat();
        // Before the case is drawn, so that nothing else is drawn in between.
        self.link.set(token.map(|token| FreshLink { id, address: address(token) }));
        self.go(&case);
        self.outcome.set(is_unseen.then_some(Outcome::LinkUnseen));
        if is_unseen {
            // The history has moved on, and a further link replaces the one that nobody has.
            self.refresh();
        }
    }

    /// True while something would be lost with the tab: a link that nobody has yet, or words that were not sent.
    pub fn has_unsaved(self) -> bool {
        untrack(|| {
            self.link.with(Option::is_some)
                || self.invite.is_begun()
                || self.answers.is_begun()
                || self.disputes.is_begun()
        })
    }

    /// Forgets everything about people, when somebody signs out.
    pub fn forget(self) {
        self.list.set(None);
        self.next.set(None);
        self.case.set(None);
        self.link.set(None);
        self.sign_in.clear();
        self.organisation.clear();
        self.review.set(None);
        self.invite.clear(browser::clock::today());
        self.answers.clear();
        self.disputes.clear();
        self.sending.last.set_value(None);
    }
}

/// Whether a write was refused because something else happened first.
fn is_overtaken(error: &NetError) -> bool {
    matches!(error.kind(), Some(Kind::StepIllegal | Kind::AccountArranged | Kind::AccountDisputed))
}
