//! How much to offer: one amount out of what is left over, and its fair share for every creditor.

use domain::arrangement::Rhythm;
use domain::debt::MinimumRule;
use domain::journey::Step;
use domain::money::{Amount, parse_amount};
use domain::offer::{Capacity, Claim, Stretch, capacity, share_out, stretch};
use domain::plan::{Outcome, Scenario, Strategy, simulate};
use leptos::prelude::*;
use ui::components::{Card, Cell, DataTable, Disclosure, Lead, Notice, NoticeKind, PageFrame, PageHeader, Piece, Rich};
use ui::form::{
    Actions, AmountField, Button, ButtonKind, DateField, DateProblem, DateWords, LinkButton, RadioChoice, RadioChoices,
    SelectField, SelectOption, date_text,
};
use ui::format::{Format, Locale};
use ui::live::live;

use super::budget::problem::amount_problem;
use crate::journey;
use crate::offering::{self, OfferLine};
use crate::planning;
use crate::shell;
use crate::state::{AppState, DebtReading};
use crate::words::{Words, use_words};

/// The page.
pub fn page() -> AnyView {
    journey::guarded(Step::Offer, inside)
}

fn inside() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    shell::title(words.offer_title());
    let left = Memo::new(move |_| state.left_over_for_others());
    view! {
        <PageFrame rail=journey::rail(Step::Offer)>
            <PageHeader title=words.offer_title()>
                <Lead><span aria-live="polite"><Rich pieces=Signal::derive(move || answer(state, words))/></span></Lead>
            </PageHeader>
            {priority(state, words)}
            {live(move || match capacity(left.get()) {
                Capacity::Nothing { .. } => nothing(words),
                Capacity::Some { .. } => something(state, words),
            })}
        </PageFrame>
    }
    .into_any()
}

fn label(text: &'static str) -> Signal<String> {
    Signal::stored(text.to_owned())
}

fn money(state: AppState, amount: Amount) -> String {
    state.format().money(amount, state.currency())
}

/// The answer of the page in one sentence.
fn answer(state: AppState, words: Words) -> Vec<Piece> {
    let left = state.left_over_for_others();
    match (capacity(left), offering::monthly(state)) {
        (Capacity::Nothing { missing }, _) if missing.is_positive() => {
            words.offer_answer_missing(&money(state, missing))
        }
        (Capacity::Nothing { .. }, _) => words.offer_answer_nothing(),
        (_, Err(_)) => words.offer_answer_unread(),
        (_, Ok(monthly)) if monthly > left => {
            words.offer_answer_over(&money(state, monthly.saturating_sub(left)), &money(state, monthly))
        }
        (_, Ok(monthly)) => words.offer_answer(&money(state, left.saturating_sub(monthly)), &money(state, monthly)),
    }
}

fn priority(state: AppState, words: Words) -> AnyView {
    live(move || {
        let first = state.priority_monthly();
        if !first.is_positive() {
            return ().into_any();
        }
        let pieces = Signal::stored(words.offer_priority(&money(state, first)));
        view! { <Notice kind=NoticeKind::Know><Rich pieces/></Notice> }.into_any()
    })
}

/// No plan where nothing is left over, but a way on.
fn nothing(words: Words) -> AnyView {
    view! {
        <Card title=words.offer_nothing_title()>
            <p>{words.offer_nothing_text()}</p>
            <ul>
                <li>{words.offer_nothing_advice()}</li>
                <li><Rich pieces=Signal::stored(words.offer_nothing_token())/></li>
                <li><Rich pieces=Signal::stored(words.offer_nothing_budget())/></li>
            </ul>
        </Card>
        <Actions>
            <LinkButton href="/advice" label=label(words.offer_advice())/>
            <LinkButton href="/" kind=ButtonKind::Text label=label(words.offer_stop())/>
        </Actions>
    }
    .into_any()
}

fn something(state: AppState, words: Words) -> AnyView {
    let options = Signal::derive(move || choices(state, words));
    let is_custom = Memo::new(move |_| state.offer.choice.with(|choice| choice == "custom"));
    let has_lines = Memo::new(move |_| offering::owed(state).is_positive());
    view! {
        <Card title=words.offer_how_much()>
            <RadioChoices
                id="offer-choice"
                legend=words.offer_how_much()
                legend_hidden=true
                hint=words.offer_how_much_hint()
                value=state.offer.choice
                options
            />
            {live(move || {
                if is_custom.get() { untrack(|| custom(state, words)) } else { ().into_any() }
            })}
            {live(move || warning(state, words))}
        </Card>
        <Card title=words.offer_when()>{when(state, words)}</Card>
        <Card title=words.offer_shares()>
            {live(move || {
                if has_lines.get() { shares(state, words) } else { view! { <p>{words.offer_no_debt()}</p> }.into_any() }
            })}
        </Card>
        {live(move || next(state, words))}
    }
    .into_any()
}

/// What an amount a month does, when it is shared by balance and every creditor keeps its own rate.
struct Course {
    months: u16,
    interest: Amount,
    /// At least one debt never ends on its share.
    endless: bool,
}

/// Runs each debt on its share. An invited debt stands still while an arrangement is kept, so it bears no interest.
fn course(debts: &[(DebtReading, Amount)], monthly: Amount) -> Course {
    let claims: Vec<Claim> = debts.iter().map(|(_, balance)| Claim::by_balance(*balance)).collect();
    let parts = share_out(monthly, &claims).unwrap_or_default();
    let mut course = Course { months: 0, interest: Amount::ZERO, endless: parts.len() != debts.len() };
    for ((reading, _), part) in debts.iter().zip(parts) {
        let Some(mut debt) = reading.debt() else { continue };
        debt.minimum = MinimumRule::NONE;
        if reading.is_invited {
            debt.rate = domain::rate::Rate::ZERO;
        }
        match simulate(&Scenario::new(vec![debt], part, Strategy::Avalanche)) {
            Ok(plan) if plan.outcome == Outcome::Cleared => {
                course.months = course.months.max(plan.months);
                course.interest = course.interest.saturating_add(plan.interest_total);
            }
            _ => course.endless = true,
        }
    }
    course
}

fn choices(state: AppState, words: Words) -> Vec<RadioChoice> {
    let format = state.format();
    let debts: Vec<(DebtReading, Amount)> =
        offering::lines(state).into_iter().map(|line| (line.debt, line.balance)).collect();
    let figures = |choice: RadioChoice, monthly: Amount| {
        if debts.is_empty() || !monthly.is_positive() {
            return choice;
        }
        let course = course(&debts, monthly);
        let amount = words.offer_a_month(&money(state, monthly));
        if course.endless {
            return choice.detail(words.offer_endless()).figures(amount, "");
        }
        let (year, month) = planning::month_after(course.months);
        let months = words.offer_months(u64::from(course.months), &format.number(i64::from(course.months)));
        let detail = words.offer_until(&money(state, course.interest), &format.month(year, month), &months);
        choice.detail(detail).figures(amount, "")
    };
    let ready = |(id, title): (&str, &str)| {
        let monthly = offering::ready_monthly(state, id).unwrap_or_default();
        figures(RadioChoice::new(id, title), monthly)
    };
    let mut all: Vec<RadioChoice> =
        [("quarter", words.offer_quarter()), ("third", words.offer_third()), ("half", words.offer_half())]
            .into_iter()
            .map(ready)
            .collect();
    let own = RadioChoice::new("custom", words.offer_custom());
    let typed = state.offer.custom.with(|text| parse_amount(text, state.currency()));
    all.push(match typed {
        Ok(monthly) => figures(own, monthly.min(offering::owed(state))),
        Err(_) => own.detail(words.offer_custom_detail()),
    });
    all
}

fn custom(state: AppState, words: Words) -> AnyView {
    let prefix = untrack(|| state.format().currency_sign(state.currency()));
    // Not while somebody types for the first time; what stood there before is judged at once.
    let left_field = RwSignal::new(untrack(|| state.offer.custom.with(|typed| !typed.is_empty())));
    let error = Signal::derive(move || {
        let error = state.offer.custom.with(|text| parse_amount(text, state.currency())).err()?;
        left_field
            .get()
            .then(|| amount_problem(words, &state.format(), state.currency(), error, words.plan_error_required()))
    });
    // More than is owed is never offered.
    let echo = Signal::derive(move || {
        let typed = state.offer.custom.with(|text| parse_amount(text, state.currency())).ok()?;
        let owed = offering::owed(state);
        (typed > owed && owed.is_positive()).then(|| words.offer_custom_all(&money(state, owed)))
    });
    view! {
        <AmountField
            id="offer-custom"
            label=words.offer_custom_label()
            value=state.offer.custom
            prefix
            error
            echo
            on_leave=Callback::new(move |()| left_field.set(true))
        />
    }
    .into_any()
}

fn warning(state: AppState, words: Words) -> AnyView {
    let left = state.left_over_for_others();
    let Ok(monthly) = offering::monthly(state) else { return ().into_any() };
    let notice = |title: &'static str, text: String| {
        view! { <Notice kind=NoticeKind::Care title=title live=true>{text}</Notice> }.into_any()
    };
    match stretch(monthly, left) {
        Stretch::Comfortable => ().into_any(),
        Stretch::AboveHalf => {
            let kept = money(state, left.saturating_sub(monthly));
            notice(words.offer_above_half_title(), words.offer_above_half(&kept))
        }
        Stretch::AboveAll => {
            let missing = money(state, monthly.saturating_sub(left));
            notice(words.offer_above_all_title(), words.offer_above_all(&missing))
        }
    }
}

/// The name of a rhythm in a list of choices.
pub fn rhythm_name(words: Words, rhythm: Rhythm) -> &'static str {
    match rhythm {
        Rhythm::Week => words.offer_week(),
        Rhythm::TwoWeeks => words.offer_two_weeks(),
        Rhythm::FourWeeks => words.offer_four_weeks(),
        Rhythm::Month => words.offer_month(),
    }
}

fn when(state: AppState, words: Words) -> AnyView {
    let options =
        Rhythm::ALL.into_iter().map(|rhythm| SelectOption::new(rhythm.id(), rhythm_name(words, rhythm))).collect();
    // The default stands in the field, so that it can be seen and changed.
    if state.offer.first.with_untracked(String::is_empty) {
        state.offer.first.set(date_text(untrack(|| offering::first_date(state))));
    }
    let error = Signal::derive(move || {
        let text = match offering::first_chosen(state) {
            Ok(first) if first < offering::today() => words.offer_first_past(),
            Ok(_) => return None,
            Err(DateProblem::Required | DateProblem::Incomplete) => words.offer_first_incomplete(),
            Err(DateProblem::Pattern) => words.offer_first_pattern(),
            Err(DateProblem::NoSuchDay) => words.offer_first_no_day(),
        };
        Some(text.to_owned())
    });
    let names = DateWords {
        day: words.offer_day().to_owned(),
        month: words.offer_month_name().to_owned(),
        year: words.offer_year().to_owned(),
    };
    let order = untrack(|| Locale::choose(state.language_now().tag(), state.currency()).date_order());
    view! {
        <SelectField id="offer-rhythm" label=words.offer_rhythm() hint=words.offer_rhythm_hint() value=state.offer.rhythm options/>
        <DateField
            id="offer-first"
            legend=words.offer_first()
            hint=words.offer_first_hint()
            value=state.offer.first
            words=names
            order
            error
        />
    }
    .into_any()
}

fn shares(state: AppState, words: Words) -> AnyView {
    let lines = offering::lines(state);
    let rhythm = offering::rhythm(state);
    // Paid every month, the share is what is paid.
    let columns = if rhythm == Rhythm::Month { 3 } else { 4 };
    let row = |line: &OfferLine| {
        let mut cells = vec![
            Cell::from(line.debt.name.as_str()),
            Cell::Number(money(state, line.balance)),
            Cell::Number(money(state, line.share_monthly)),
            Cell::Number(money(state, line.instalment)),
        ];
        cells.truncate(columns);
        cells
    };
    let sum = |part: fn(&OfferLine) -> Amount| Cell::Number(money(state, lines.iter().map(part).sum()));
    let mut foot = vec![
        Cell::from(words.offer_together()),
        sum(|line| line.balance),
        sum(|line| line.share_monthly),
        sum(|line| line.instalment),
    ];
    foot.truncate(columns);
    let mut head = vec![
        words.offer_to_whom().to_owned(),
        words.offer_owed().to_owned(),
        words.offer_share().to_owned(),
        words.offer_each(rhythm_name(words, rhythm)),
    ];
    head.truncate(columns);
    let rows = lines.iter().map(row).collect();
    view! {
        <p>{words.offer_shares_text()}</p>
        <DataTable id="offer-table" caption=words.offer_shares() caption_hidden=true stacked=true head rows foot/>
        <Disclosure summary=words.offer_how()>
            <p>{words.offer_how_share()}</p>
            <p>{words.offer_how_penny()}</p>
            <p>{words.offer_how_each()}</p>
            <p>{words.offer_how_course()}</p>
        </Disclosure>
    }
    .into_any()
}

fn next(state: AppState, words: Words) -> AnyView {
    let facts = journey::facts(state);
    let readable = offering::monthly(state).is_ok_and(Amount::is_positive)
        && offering::first_chosen(state).is_ok_and(|first| first >= offering::today());
    let print = Callback::new(|()| {
        // A browser that cannot print says so itself.
        let _ = window().print();
    });
    let print = view! { <Button kind=ButtonKind::Outlined label=label(words.offer_print()) on_press=print/> };
    if !facts.has_open_account {
        return view! {
            <Notice kind=NoticeKind::Know title=words.offer_no_invitation_title()>{words.offer_no_invitation()}</Notice>
            <Actions>
                {print}
                <LinkButton href="/" kind=ButtonKind::Text label=label(words.offer_stop())/>
            </Actions>
        }
        .into_any();
    }
    let go = if readable {
        view! { <LinkButton href="/check" label=label(words.offer_next())/> }.into_any()
    } else {
        view! { <p role="status">{words.offer_not_yet()}</p> }.into_any()
    };
    view! {
        <Actions>
            {go}
            {print}
            <LinkButton href="/" kind=ButtonKind::Text label=label(words.offer_stop())/>
        </Actions>
    }
    .into_any()
}
