//! Why the server did not do what was asked, and what to do about it.

use domain::money::Currency;
use leptos::prelude::*;
use ui::components::{Notice, NoticeKind};
use ui::format::Format;
use ui::live::live;
use wire::problem::Kind;

use crate::shared::format::format_of;
use crate::store::Desk;
use crate::store::net::NetError;
use crate::words::{Words, use_words};

/// What went wrong with the last write, above the button that sends it again.
pub fn trouble(desk: Desk) -> AnyView {
    let words = use_words();
    live(move || {
        let failed = desk.sending.error.get();
        failed
            .map(|error| {
                let kind = if error.kind() == Some(Kind::Internal) { NoticeKind::Stop } else { NoticeKind::Care };
                view! { <Notice kind live=true>{explain(desk, words, &error)}</Notice> }
            })
            .into_any()
    })
}

/// Like [`trouble`], of what was sent to this address alone.
pub fn trouble_at(desk: Desk, path: String) -> AnyView {
    let is_here = Memo::new(move |_| desk.sending.path.with(|sent| *sent == path));
    live(move || is_here.get().then(|| trouble(desk)).into_any())
}

/// Why there is no answer, and what to do.
pub fn explain(desk: Desk, words: Words, error: &NetError) -> String {
    let problem = match error {
        NetError::Offline | NetError::TimedOut => return words.server_problem_silent().to_owned(),
        NetError::Unreadable => return words.server_problem_unreadable().to_owned(),
        NetError::Problem(problem) => problem,
    };
    match problem.kind() {
        Some(Kind::SignInRefused) => words.server_problem_refused(),
        Some(Kind::SetupUnavailable) => words.server_problem_setup(),
        Some(Kind::IdempotencyKeyBusy | Kind::ServerBusy | Kind::TimedOut) => words.server_problem_busy(),
        Some(Kind::StepIllegal | Kind::AccountArranged | Kind::AccountDisputed) => words.server_problem_step(),
        Some(Kind::ValueRefused) if problem.errors.iter().any(|error| error.code == "guessable") => {
            words.server_problem_guessable()
        }
        Some(Kind::ValueRefused) if problem.errors.iter().any(|error| error.field == "current") => {
            words.server_problem_current()
        }
        Some(Kind::ValueRefused) if problem.errors.iter().any(|error| error.code == "same") => {
            words.server_problem_same()
        }
        Some(Kind::ValueRefused) => words.server_problem_value(),
        Some(Kind::OrganisationIncomplete) => words.server_problem_organisation(),
        Some(Kind::NotFound) => words.server_problem_nothing(),
        Some(Kind::OriginRefused) => words.server_problem_origin(),
        Some(Kind::RateLimited) => {
            let seconds = i64::try_from(problem.retry_after_s.unwrap_or(60)).unwrap_or(60).max(1);
            let format = format_of(desk, Currency::USD);
            return if seconds <= 90 {
                let count = seconds.unsigned_abs();
                words.server_problem_limited_seconds(count, &format.number(seconds))
            } else {
                let minutes = (seconds + 59) / 60;
                words.server_problem_limited_minutes(minutes.unsigned_abs(), &format.number(minutes))
            };
        }
        _ => words.server_problem_internal(),
    }
    .to_owned()
}
