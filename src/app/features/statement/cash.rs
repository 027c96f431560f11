//! The money day by day: on which days it comes and goes, the tightest week, and the safest day to pay.

use browser::clock::today;
use domain::budget::{CashCalendar, CashFlow, CashWeek, Direction, Frequency, Owner, Part};
use domain::calendar;
use domain::money::{Amount, parse_amount};
use domain::offer::{Capacity, capacity};
use jiff::civil::Date;
use leptos::prelude::*;
use ui::components::{Card, Cell, DataTable, Notice, NoticeKind, Piece, Rich};
use ui::form::{AmountField, DateError, DateField, DateWords, SelectField, SelectOption, parse_date};
use ui::format::{BrowserFormat, Format, Locale};
use ui::live::live;

use crate::features::statement::context::{FullStatement, PageContext};
use crate::features::statement::model;
use crate::features::statement::model::DayChoice;
use crate::shared::full_budget::Stated;
use crate::shared::typed::{text_of, typed, watched};
use crate::shared::{cash_flows, fold};
use crate::store::BudgetLine;
use crate::words::Words;

/// How far the calendar looks ahead, in months.
const MONTHS: i64 = 3;

/// The names of the fields of a date.
pub fn date_words(words: Words) -> DateWords {
    DateWords {
        day: words.offer_day().to_owned(),
        month: words.offer_month_name().to_owned(),
        year: words.offer_year().to_owned(),
    }
}

/// What to do about a date that may stay empty.
pub fn day_problem(words: Words, text: &str) -> Option<String> {
    let problem = match parse_date(text) {
        Ok(_) | Err(DateError::Required) => return None,
        Err(DateError::Incomplete) => words.offer_first_incomplete(),
        Err(DateError::Pattern) => words.offer_first_pattern(),
        Err(DateError::NoSuchDay) => words.offer_first_no_day(),
    };
    Some(problem.to_owned())
}

/// What the days come to.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Outlook {
    calendar: CashCalendar,
    /// What would be paid each month.
    payment: Amount,
}

/// The calendar, once money is known to come in and to go out on some day.
fn outlook(whole: &FullStatement, at_hand: Amount, today: Date) -> Option<Outlook> {
    let (mut flows, _) = cash_flows::flows(&without_agreed(whole), today);
    let until = calendar::plus_months(today, MONTHS + 1).unwrap_or(today);
    let agreed = whole.agreed.iter().filter(|agreement| whole.stated.iter().any(|one| one.id == agreement.debt_id));
    flows.extend(model::agreed_flows(&agreed.cloned().collect::<Vec<_>>(), today, until));
    let has = |direction| flows.iter().any(|flow: &CashFlow| flow.direction == direction);
    if !has(Direction::In) || !has(Direction::Out) {
        return None;
    }
    let payment = match capacity(whole.summary.left_over) {
        Capacity::Some { half, .. } => half,
        Capacity::Nothing { .. } => Amount::ZERO,
    };
    Some(Outlook { calendar: CashCalendar::new(at_hand, &flows, today, MONTHS)?, payment })
}

/// The lines whose days the client tells. Those of what was agreed are known.
fn without_agreed(whole: &FullStatement) -> Vec<Stated> {
    let is_agreed = |one: &&Stated| whole.agreed.iter().any(|agreement| agreement.debt_id == one.id);
    whole.stated.iter().filter(|one| !is_agreed(one)).cloned().collect()
}

/// The card: the answer first, then the weeks, then the days to be written down.
pub fn card(context: PageContext) -> AnyView {
    let PageContext { state, words, .. } = context;
    let at_hand = typed(state, |statement| Some(&mut statement.at_hand));
    let (error, leave) = context.amount_watch(at_hand);
    let today = today();
    let found = Memo::new(move |_| {
        let at_hand = at_hand.with(|text| parse_amount(text, state.currency())).unwrap_or_default();
        context.whole.with(|whole| outlook(whole, at_hand, today))
    });
    let without_day =
        Memo::new(move |_| context.whole.with(|whole| cash_flows::flows(&without_agreed(whole), today).1));
    let answer = live(move || match found.get() {
        Some(outlook) => said(context, &outlook),
        None => view! { <p>{words.statement_cash_none()}</p> }.into_any(),
    });
    let rest = live(move || {
        let count = without_day.get();
        if count == 0 {
            return ().into_any();
        }
        let number = state.format().number(i64::try_from(count).unwrap_or_default());
        let said = words.statement_cash_without(u64::try_from(count).unwrap_or_default(), &number);
        view! { <p class="soft">{said}</p> }.into_any()
    });
    let sign = state.format().currency_sign(state.currency());
    let days = view! {
        <div class="stack">
            <p class="soft">{words.statement_days_hint()}</p>
            {days(context, today)}
        </div>
    };
    let fold = fold::fold("days", true, words.statement_days().into_any(), days.into_any());
    view! {
        <Card title=words.statement_cash()>
            <p class="soft no-print">{words.statement_cash_hint()}</p>
            <div class="stack" aria-live="polite">{answer}</div>
            {rest}
            {weeks(context, found)}
            <div class="no-print stack">
                <AmountField
                    id="at-hand"
                    label=words.statement_cash_at_hand()
                    hint=words.statement_cash_at_hand_hint()
                    value=at_hand
                    prefix=sign
                    error=error
                    on_leave=leave
                />
                {fold}
            </div>
        </Card>
    }
    .into_any()
}

/// The tightest week and the safest day, and week by week.
fn said(context: PageContext, outlook: &Outlook) -> AnyView {
    let PageContext { state, words, .. } = context;
    let format = state.format();
    let payment = outlook.payment;
    let tightest = outlook.calendar.tightest_week();
    let tight = tightest.map(|week| {
        let (from, to, on) = (format.date(week.from), format.date(week.to), format.date(week.low_on));
        let pieces = words.statement_cash_tight().from(&from).low(&context.money(week.low)).on(&on).to(&to);
        let care = (week.low < Amount::ZERO).then(|| {
            let missing = context.money(Amount::ZERO.saturating_sub(week.low));
            let text = words.statement_cash_short().missing(&missing).on(&on);
            view! { <Notice kind=NoticeKind::Care><p>{text}</p></Notice> }.into_any()
        });
        view! { <p><Rich pieces=Signal::stored(pieces)/></p> {care} }.into_any()
    });
    let safe = outlook.calendar.safest_day(payment).map(|safe| {
        let day = format.number(i64::from(safe.day));
        let pieces: Vec<Piece> = if payment == Amount::ZERO {
            words.statement_cash_safe_none().day(&day)
        } else if tightest.is_some_and(|week| week.low == safe.low) {
            words.statement_cash_safe_same().day(&day).payment(&context.money(payment))
        } else if safe.low < Amount::ZERO {
            words.statement_cash_safe_short().day(&day).low(&context.money(safe.low)).payment(&context.money(payment))
        } else {
            words.statement_cash_safe().day(&day).low(&context.money(safe.low)).payment(&context.money(payment))
        };
        view! { <p><Rich pieces=Signal::stored(pieces)/></p> }.into_any()
    });
    view! {
        {tight}
        {safe}
    }
    .into_any()
}

/// Week by week, folded away: the answer stands above.
fn weeks(context: PageContext, found: Memo<Option<Outlook>>) -> AnyView {
    let words = context.words;
    let is_there = Memo::new(move |_| found.with(Option::is_some));
    let table = move || {
        let format = context.state.format();
        let head =
            [words.statement_week(), words.statement_comes_in(), words.statement_goes_out(), words.statement_low()];
        let head: Vec<String> = head.into_iter().map(str::to_owned).collect();
        let cells = |week: CashWeek| {
            vec![
                Cell::Text(words.statement_week_of().date(&format.date(week.from))),
                Cell::Number(context.money(week.incoming)),
                Cell::Number(context.money(week.outgoing)),
                Cell::Number(context.money(week.low)),
            ]
        };
        let weeks = found.with(|found| found.as_ref().map(|outlook| outlook.calendar.weeks()).unwrap_or_default());
        let rows = weeks.into_iter().map(cells).collect();
        view! { <DataTable id="weeks" caption=words.statement_weeks() caption_hidden=true stacked=true head=head rows=rows/> }
            .into_any()
    };
    live(move || {
        if !is_there.get() {
            return ().into_any();
        }
        let inner = live(table);
        fold::fold("weeks-fold", false, words.statement_weeks().into_any(), inner)
    })
}

/// The day of each line that has one.
fn days(context: PageContext, today: Date) -> AnyView {
    let lines = Memo::new(move |_| {
        context.whole.with(|whole| {
            let lines = without_agreed(whole);
            let asked = lines.iter().filter(|one| one.line.owner != Owner::Business && one.every != Frequency::Day);
            let is_debt = |one: &Stated| one.line.part == Part::PriorityOffers;
            asked
                .map(|one| (is_debt(one), one.id.clone(), one.name.clone(), cash_flows::every(one)))
                .collect::<Vec<_>>()
        })
    });
    live(move || {
        let lines = lines.get();
        if lines.is_empty() {
            return view! { <p>{context.words.budget_home_no_lines()}</p> }.into_any();
        }
        let rows: Vec<AnyView> = untrack(|| {
            let row = |(is_debt, id, name, every): (bool, String, String, Frequency)| {
                day(context, is_debt, &id, name, every, today)
            };
            lines.into_iter().filter_map(row).collect()
        });
        view! { <div class="owners">{rows}</div> }.into_any()
    })
}

fn day(context: PageContext, is_debt: bool, id: &str, name: String, every: Frequency, today: Date) -> Option<AnyView> {
    let PageContext { state, words, .. } = context;
    let kept = if is_debt {
        let id = id.to_owned();
        typed(state, move |statement| text_of(&mut statement.debt_days, &id))
    } else {
        let line = |lines: &Vec<BudgetLine>| lines.iter().find(|line| line.id == id).map(|line| line.day);
        state.budget.lines.with_untracked(line)?
    };
    let format = state.format();
    let field = [if is_debt { "debt-day-" } else { "day-" }, id].concat();
    let (label, options): (String, Vec<SelectOption>) = match model::day_choice(every, today) {
        DayChoice::None => return None,
        DayChoice::FullStatement => {
            let (error, leave) = watched(kept, move |text| day_problem(words, text));
            let order = Locale::choose(state.language_now(), state.case.currency.get_untracked()).date_order();
            let legend = words.statement_day_next().name(&name);
            return Some(
                view! {
                    <DateField
                        id=field
                        legend=legend
                        value=kept
                        words=date_words(words)
                        order=order
                        error=error
                        on_leave=leave
                    />
                }
                .into_any(),
            );
        }
        DayChoice::Coming(days) => {
            (words.statement_day_next().name(&name), days.into_iter().map(|day| coming(&format, day)).collect())
        }
        DayChoice::OfMonth(days) => {
            let option = |day: Date| {
                let number = format.number(i64::from(day.day()));
                let said = if day.day() > 28 {
                    words.statement_day_or_last().day(&number)
                } else {
                    words.statement_day_of().day(&number)
                };
                SelectOption::new(calendar::text(day), said)
            };
            (words.statement_day_month().name(&name), days.into_iter().map(option).collect())
        }
        DayChoice::TwiceAMonth(days) => {
            let option = |day: Date| {
                let number = |day: i8| format.number(i64::from(day));
                let said = words.statement_day_two().first(&number(day.day())).second(&number(day.day() + 15));
                SelectOption::new(calendar::text(day), said)
            };
            (words.statement_day_month().name(&name), days.into_iter().map(option).collect())
        }
    };
    // What was kept long ago, or for another frequency, is the same day told as one of the choices.
    if let Some(same) = kept.with_untracked(|kept| model::same_day(every, kept, today)) {
        let same = calendar::text(same);
        kept.maybe_update(|kept| {
            let is_new = *kept != same;
            if is_new {
                *kept = same;
            }
            is_new
        });
    }
    let none = words.statement_day_unknown();
    Some(view! { <SelectField id=field label=label value=kept options=options placeholder=none/> }.into_any())
}

/// A day that comes soon, with its weekday.
fn coming(format: &BrowserFormat, day: Date) -> SelectOption {
    SelectOption::new(calendar::text(day), format.weekday(day))
}
