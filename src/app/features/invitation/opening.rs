//! From the link to the kept invitation: what can be wrong with it, in kind words, and what to do then.

use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::components::{Lead, Loading, Notice, NoticeKind, PageHeader, Rich};
use ui::form::{Actions, Button, ButtonKind, Form, LinkButton, TextField};
use wire::api::Invitation;
use wire::problem::Kind;
use wire::token::{Token, TokenError};

use crate::launch_params::LaunchParams;
use crate::shared::terms::label;
use crate::store::net::NetError;
use crate::store::{AppState, net, persistence};
use crate::words::Words;

/// Where the opening stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The link cannot be read.
    Unread(TokenError),
    /// The server is being asked.
    Asking,
    /// The server did not answer, or said no.
    Failed(OpeningError),
    /// It is another one than that on the device; the client decides.
    Other,
    /// What is on the device is to be shown, if something is.
    Done,
}

/// Why the server's answer is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpeningError {
    /// Expired, withdrawn, replaced or unknown: always the same.
    Unavailable,
    /// Too many tries.
    Limited,
    /// No connection.
    Offline,
    /// No answer in time.
    Late,
    /// Something else than the server answered.
    Stranger,
    /// The server could not do it.
    Broken,
}

impl OpeningError {
    fn of(error: &NetError) -> Self {
        match error {
            NetError::Offline => Self::Offline,
            NetError::TimedOut => Self::Late,
            NetError::Unreadable => Self::Stranger,
            NetError::Problem(problem) => match problem.kind() {
                Some(Kind::InvitationUnavailable) => Self::Unavailable,
                Some(Kind::RateLimited) => Self::Limited,
                _ => Self::Broken,
            },
        }
    }

    /// Asking again may help.
    const fn is_passing(self) -> bool {
        !matches!(self, Self::Unavailable)
    }
}

/// The opening of one link. Its secret is kept on the device until it is done, so that leaving the page, closing it or
/// changing the language in between loses nothing.
#[derive(Clone, Copy)]
pub struct Opening {
    params: StoredValue<LaunchParams>,
    phase: RwSignal<Phase>,
    other: StoredValue<Option<Invitation>>,
    pasted: RwSignal<String>,
    paste_error: RwSignal<Option<TokenError>>,
}

impl Opening {
    /// Reads the link the page was opened with, and asks the server for its invitation.
    pub fn begin(state: AppState) -> Self {
        let params = expect_context::<StoredValue<LaunchParams>>();
        let opening = Self {
            params,
            phase: RwSignal::new(Phase::Done),
            other: StoredValue::new(None),
            pasted: RwSignal::new(String::new()),
            paste_error: RwSignal::new(None),
        };
        match opening.unread() {
            Some(error) => opening.phase.set(Phase::Unread(error)),
            None if !opening.token(state).is_empty() => opening.ask(state),
            None => {}
        }
        opening
    }

    /// Where it stands; follows it.
    pub fn phase(self) -> Phase {
        self.phase.get()
    }

    /// What is wrong with the link that the page was opened with; `None` if nothing is, or there is none.
    fn unread(self) -> Option<TokenError> {
        self.params.with_value(|params| params.invitation.as_deref().and_then(|link| Token::find(link).err()))
    }

    /// The token of the link that is being opened; empty for none. It is kept until the server has answered.
    fn token(self, state: AppState) -> String {
        state.invitation.link.get_untracked()
    }

    fn ask(self, state: AppState) {
        self.phase.set(Phase::Asking);
        let token = self.token(state);
        spawn_local(async move {
            let answer = net::get_json::<Invitation>("/api/v1/invitation", Some(&token)).await;
            // The page may be left by now; it asks again when it is opened again.
            if self.phase.is_disposed() || self.token(state) != token {
                return;
            }
            match answer {
                Ok(invitation) if is_other(state, &invitation) => {
                    self.other.set_value(Some(invitation));
                    self.phase.set(Phase::Other);
                }
                Ok(invitation) => self.take_over(state, &token, invitation),
                Err(error) => self.phase.set(Phase::Failed(OpeningError::of(&error))),
            }
        });
    }

    fn take_over(self, state: AppState, token: &str, invitation: Invitation) {
        persistence::take_over(state, token, invitation);
        self.drop_link(state);
        spawn_local(async move {
            // The secret of the link is nowhere else on this device. Should this fail, the page says so by itself.
            let _ = persistence::save_now(state).await;
        });
    }

    fn drop_link(self, state: AppState) {
        self.params.update_value(|params| params.invitation = None);
        state.invitation.link.set(String::new());
        self.phase.set(Phase::Done);
    }

    fn replace(self, state: AppState) {
        let token = self.token(state);
        let Some(invitation) = self.other.try_update_value(Option::take).flatten() else { return };
        state.debts.entries.update(|entries| entries.retain(|debt| !debt.is_invited));
        state.offer.forget_answers();
        state.outbox.refused.set(Vec::new());
        state.invitation.saved.set(None);
        self.take_over(state, &token, invitation);
    }

    fn open_pasted(self, state: AppState) {
        match self.pasted.with_untracked(|pasted| Token::find(pasted)) {
            Ok(token) => {
                self.paste_error.set(None);
                self.params.update_value(|params| params.invitation = None);
                state.invitation.link.set(token);
                self.ask(state);
            }
            Err(error) => {
                self.paste_error.set(Some(error));
                browser::focus::focus_id("link");
            }
        }
    }

    /// What is shown until the invitation is there.
    pub fn view(self, state: AppState, words: Words) -> AnyView {
        match self.phase.get() {
            Phase::Unread(error) => self.unreadable(state, words, error),
            Phase::Asking => view! {
                <PageHeader title=words.invitation_title()/>
                <Loading label=words.invitation_opening()/>
            }
            .into_any(),
            Phase::Failed(failure) => self.failed(state, words, failure),
            Phase::Other => self.ask_to_replace(state, words),
            Phase::Done => self.unreadable(state, words, TokenError::Missing),
        }
    }

    fn unreadable(self, state: AppState, words: Words, error: TokenError) -> AnyView {
        let (title, text) = match error {
            TokenError::Missing => (words.invitation_missing_title(), words.invitation_missing()),
            TokenError::Truncated => (words.invitation_truncated_title(), words.invitation_truncated()),
            TokenError::Malformed => (words.invitation_malformed_title(), words.invitation_malformed()),
            TokenError::Newer => (words.invitation_newer_title(), words.invitation_newer()),
        };
        view! {
            <PageHeader title><Lead>{text}</Lead></PageHeader>
            {self.paste_form(state, words)}
            {self.kept(state, words)}
        }
        .into_any()
    }

    fn failed(self, state: AppState, words: Words, failure: OpeningError) -> AnyView {
        let (title, text) = match failure {
            OpeningError::Unavailable => (words.invitation_unavailable_title(), words.invitation_unavailable()),
            OpeningError::Limited => (words.invitation_limited_title(), words.invitation_limited()),
            OpeningError::Offline => (words.invitation_offline_title(), words.invitation_offline()),
            OpeningError::Late => (words.invitation_late_title(), words.invitation_late()),
            OpeningError::Stranger => (words.invitation_stranger_title(), words.invitation_stranger()),
            OpeningError::Broken => (words.invitation_broken_title(), words.invitation_broken()),
        };
        let way_on = if failure.is_passing() {
            let again = Callback::new(move |()| self.ask(state));
            view! { <Actions><Button label=label(words.invitation_try_again()) on_press=again/></Actions> }.into_any()
        } else {
            self.paste_form(state, words)
        };
        view! {
            <PageHeader title><Lead>{text}</Lead></PageHeader>
            {way_on}
            {self.kept(state, words)}
        }
        .into_any()
    }

    fn paste_form(self, state: AppState, words: Words) -> AnyView {
        let error = Signal::derive(move || {
            let text = match self.paste_error.get()? {
                TokenError::Missing => words.invitation_paste_missing(),
                TokenError::Truncated => words.invitation_paste_truncated(),
                TokenError::Malformed => words.invitation_paste_malformed(),
                TokenError::Newer => words.invitation_paste_newer(),
            };
            Some(text.to_owned())
        });
        view! {
            <Form id="open-link" on_submit=Callback::new(move |()| self.open_pasted(state))>
                <TextField
                    id="link"
                    label=words.invitation_paste()
                    hint=words.invitation_paste_hint()
                    value=self.pasted
                    error
                    autocomplete="off"
                />
                <Actions><Button submit=true label=label(words.invitation_paste_open())/></Actions>
            </Form>
        }
        .into_any()
    }

    /// A way back to the invitation that is kept, if one is.
    fn kept(self, state: AppState, words: Words) -> AnyView {
        let name = state
            .invitation
            .saved
            .with_untracked(|kept| kept.as_ref().map(|kept| kept.invitation.organisation.name.clone()));
        let back = Callback::new(move |()| self.drop_link(state));
        name.map(|name| {
            let text = words.invitation_kept().organisation(&name);
            view! {
                <Notice kind=NoticeKind::Know>
                    <p>{text}</p>
                    <Button kind=ButtonKind::Outlined label=label(words.invitation_kept_link()) on_press=back/>
                </Notice>
            }
        })
        .into_any()
    }

    fn ask_to_replace(self, state: AppState, words: Words) -> AnyView {
        let new = self.other.with_value(|other| other.as_ref().map(|new| new.organisation.name.clone()));
        let (old, has_receipt) = state.invitation.saved.with_untracked(|kept| {
            let kept = kept.as_ref().map(|kept| &kept.invitation);
            let name = kept.map(|kept| kept.organisation.name.clone()).unwrap_or_default();
            (name, kept.is_some_and(|kept| !kept.receipts.is_empty()))
        });
        let pieces = Signal::stored(words.invitation_replace().known(&old).opened(&new.unwrap_or_default()));
        let arranged = has_receipt.then(|| words.invitation_replace_arranged().old(&old));
        let arranged = arranged.map(|text| view! { <p>{text}</p> });
        let look = has_receipt.then(|| {
            let label = label(words.invitation_replace_look());
            view! { <LinkButton href="/arrangement" kind=ButtonKind::Outlined label/> }
        });
        let waiting_text = words.invitation_replace_waiting().old(&old);
        let waits = Memo::new(move |_| state.outbox.waiting.with(|waiting| !waiting.is_empty()));
        let (yes, no) = (Callback::new(move |()| self.replace(state)), Callback::new(move |()| self.drop_link(state)));
        let keep = view! { <Button label=label(words.invitation_replace_no()) on_press=no/> };
        let open = move || {
            let label = label(words.invitation_replace_yes());
            (!waits.get()).then(|| view! { <Button kind=ButtonKind::Danger label on_press=yes/> })
        };
        let waiting = move || {
            let text = waiting_text.clone();
            waits.get().then(|| view! { <Notice kind=NoticeKind::Care>{text}</Notice> })
        };
        view! {
            <PageHeader title=words.invitation_replace_title()>
                <Lead><Rich pieces/></Lead>
                <p>{words.invitation_replace_what()}</p>
                {arranged}
            </PageHeader>
            {waiting}
            <Actions>{keep}{look}{open}</Actions>
        }
        .into_any()
    }
}

/// Another invitation than the one on this device.
fn is_other(state: AppState, invitation: &Invitation) -> bool {
    state.invitation.saved.with_untracked(|kept| kept.as_ref().is_some_and(|kept| kept.invitation.id != invitation.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_closed_invitation_is_final() {
        let of = |kind: Kind| OpeningError::of(&NetError::Problem(kind.problem()));
        assert_eq!(of(Kind::InvitationUnavailable), OpeningError::Unavailable);
        assert_eq!(of(Kind::RateLimited), OpeningError::Limited);
        assert_eq!(of(Kind::Internal), OpeningError::Broken);
        assert!(!OpeningError::Unavailable.is_passing());
        assert!(OpeningError::of(&NetError::Offline).is_passing());
    }
}
