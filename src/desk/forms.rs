//! How every form of the desk is checked: a fault is shown next to its field once the field was left or the form was
//! tried, and in a summary that takes the focus once the form was tried.

use domain::money::Currency;
use leptos::prelude::*;
use ui::components::{Notice, NoticeKind};
use ui::form::{ErrorSummary, Mistake};
use ui::format::{BrowserFormat, Locale};
use wire::problem::Kind;

use crate::draft::fault::sentence;
use crate::draft::{Code, Fault};
use crate::net::NetError;
use crate::state::Desk;
use crate::words::{Words, use_words};

/// Figures and dates in the language of now.
pub fn format_of(desk: Desk, currency: Currency) -> BrowserFormat {
    BrowserFormat::new(Locale::choose(desk.language.get_untracked().tag(), currency))
}

/// A sentence for a button.
pub fn label(text: &'static str) -> Signal<String> {
    Signal::stored(text.to_owned())
}

/// What finds the faults of a form now.
type Find = Box<dyn Fn() -> Vec<Fault> + Send + Sync>;

/// The state of a form's checks.
#[derive(Clone, Copy)]
pub struct Checked {
    words: Words,
    attempt: RwSignal<u32>,
    left: RwSignal<Vec<String>>,
    faults: Memo<Vec<(bool, Mistake)>>,
}

impl Checked {
    /// Checks a form by what finds its faults; amounts in sentences are of this currency.
    pub fn new(desk: Desk, currency: Signal<Currency>, find: Find) -> Self {
        let words = use_words();
        let faults = Memo::new(move |_| {
            let currency = currency.get();
            let format = format_of(desk, currency);
            let mistake = |Fault { id, code }: Fault| {
                let is_missing = matches!(code, Code::Missing(_) | Code::Amount(domain::money::AmountError::Required));
                let message = sentence(words, format, currency, &code);
                (is_missing, Mistake { id, message })
            };
            let mut all: Vec<(bool, Mistake)> = Vec::new();
            for (is_missing, mistake) in find().into_iter().map(mistake) {
                // One sentence at a time for each field.
                if all.iter().all(|(_, known)| known.id != mistake.id) {
                    all.push((is_missing, mistake));
                }
            }
            all
        });
        Self { words, attempt: RwSignal::new(0), left: RwSignal::new(Vec::new()), faults }
    }

    /// What is wrong with a field, when it is time to say so. Whoever only passes through is not told what is missing.
    pub fn error(self, id: impl Into<String>) -> Signal<Option<String>> {
        let id = id.into();
        Signal::derive(move || {
            let is_tried = self.attempt.get() > 0;
            let is_left = is_tried || self.left.with(|left| left.contains(&id));
            self.faults.with(|faults| {
                let found = faults.iter().find(|(_, mistake)| mistake.id == id)?;
                (is_left && (is_tried || !found.0)).then(|| found.1.message.clone())
            })
        })
    }

    /// Notes that a field was left.
    pub fn leave(self, id: impl Into<String>) -> Callback<()> {
        let id = id.into();
        Callback::new(move |()| {
            if !self.left.with_untracked(|left| left.contains(&id)) {
                self.left.update(|left| left.push(id.clone()));
            }
        })
    }

    /// Tries the form.
    pub fn try_it(self) {
        self.attempt.update(|attempt| *attempt = attempt.wrapping_add(1));
    }

    /// Everything that is wrong, above the form.
    pub fn summary(self) -> AnyView {
        let mistakes =
            Signal::derive(move || self.faults.with(|all| all.iter().map(|(_, mistake)| mistake.clone()).collect()));
        view! { <ErrorSummary title=self.words.shell_problem() mistakes attempt=self.attempt/> }.into_any()
    }
}

/// What went wrong with the last write, above the button that sends it again.
pub fn trouble(desk: Desk) -> AnyView {
    let words = use_words();
    ui::live::live(move || {
        let failed = desk.sending.failed.get();
        failed
            .map(|error| {
                let kind = if error.kind() == Some(Kind::Internal) { NoticeKind::Stop } else { NoticeKind::Care };
                view! { <Notice kind live=true>{explain(desk, words, &error)}</Notice> }
            })
            .into_any()
    })
}

/// Why there is no answer, and what to do.
pub fn explain(desk: Desk, words: Words, error: &NetError) -> String {
    let problem = match error {
        NetError::Offline | NetError::TimedOut => return words.trouble_silent().to_owned(),
        NetError::Unreadable => return words.trouble_unreadable().to_owned(),
        NetError::Problem(problem) => problem,
    };
    match problem.kind() {
        Some(Kind::SignInRefused) => words.trouble_refused(),
        Some(Kind::SetupUnavailable) => words.trouble_setup(),
        Some(Kind::IdempotencyKeyBusy | Kind::TimedOut) => words.trouble_busy(),
        Some(Kind::StepIllegal | Kind::AccountArranged | Kind::AccountDisputed) => words.trouble_step(),
        Some(Kind::ValueRefused) => words.trouble_value(),
        Some(Kind::NotFound) => words.trouble_nothing(),
        Some(Kind::OriginRefused) => words.trouble_origin(),
        Some(Kind::RateLimited) => {
            let seconds = i64::try_from(problem.retry_after_s.unwrap_or(60)).unwrap_or(60).max(1);
            let format = format_of(desk, Currency::USD);
            return if seconds <= 90 {
                let count = seconds.unsigned_abs();
                words.trouble_limited_seconds(count, &ui::format::Format::number(&format, seconds))
            } else {
                let minutes = (seconds + 59) / 60;
                words.trouble_limited_minutes(minutes.unsigned_abs(), &ui::format::Format::number(&format, minutes))
            };
        }
        _ => words.trouble_internal(),
    }
    .to_owned()
}
