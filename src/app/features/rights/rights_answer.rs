//! The answer in words: one sentence, what can be done, how it was counted, and where it stands.

use content::{Country, Rule, Source};
use domain::calendar::days_between;
use domain::rights::Figure;
use jiff::civil::{Date, date};
use leptos::prelude::*;
use ui::components::{Card, Notice, NoticeKind, Piece, Rich};
use ui::format::Format;

use crate::features::rights::clock::{Answer, Event, EventDetails, Field, Outcome, Step, What};
use crate::features::rights::context::{ANSWER, PageContext};
use crate::features::rights::labels::counted;
use crate::shared::crisis_line;
use crate::shared::fetched::fetched;
use crate::words::Words;

/// The notice of the example: a Monday, so that only one weekend lies on its way.
const EXAMPLE: Date = date(2026, 3, 2);

/// What stands where the answer will be: an example of the notice, because a notice is what most come with.
pub fn waits(context: PageContext, event: Option<Event>) -> AnyView {
    let words = context.words;
    let is_notice = event.is_none_or(|event| event == Event::Notice);
    let example = context.with_place(|place| {
        let offers = Event::offered(place.pack, context.today).contains(&Event::Notice);
        if is_notice && offers {
            place.answer(Event::Notice, &EventDetails::of(Field::Sent, EXAMPLE), context.today)
        } else {
            None
        }
    });
    let days = example
        .as_ref()
        .map(|example| example.steps.iter().map(|step| context.format.weekday(step.day)).collect::<Vec<_>>());
    let (Some(example), Some([sent, received, ends])) = (example, days.as_deref()) else {
        let text = if event.is_none() { words.rights_waits_event() } else { words.rights_waits() };
        return view! { <section class="card waits"><h2 class="card__title">{words.rights_answer()}</h2><p>{text}</p></section> }
            .into_any();
    };
    let text = words.rights_example_text().ends(ends).received(received).sent(sent);
    let counting = steps(context, &example.steps);
    let sources = sources(context, Event::Notice, &example);
    view! { <Card title=words.rights_example()><p>{text}</p>{counting}{sources}</Card> }.into_any()
}

/// The answer to what was told.
pub fn view(context: PageContext, event: Event, told: &EventDetails) -> AnyView {
    let words = context.words;
    let Some(answer) = context.with_place(|place| place.answer(event, told, context.today)) else {
        return waits(context, Some(event));
    };
    let said = said(context, event, &answer);
    let left = said.day.map(|day| left(context, day)).unwrap_or_default();
    let care = (event == Event::Old).then(|| {
        // In the United Kingdom a payment does not revive a debt that is too old already (Limitation Act 1980, s. 29(7);
        // SI 1989/1339, Sch. 2, para. 3), so the warning is about the time before.
        let (title, text) = match answer.outcome {
            Outcome::PerhapsFrom(from) if from <= context.today => {
                (words.rights_old_care_title(), words.rights_old_care_over())
            }
            Outcome::PerhapsFrom(_) => (words.rights_old_care_title(), words.rights_old_care_before()),
            _ => (words.rights_old_care_title(), words.rights_old_care()),
        };
        view! { <Notice kind=NoticeKind::Care title=title>{text}</Notice> }.into_any()
    });
    let crisis = (event == Event::Crisis).then(|| crisis_lines(context));
    let lead = AnswerText::pieces(&said.lead, &said.strong);
    let plain = said.todo.into_iter().map(|text| view! { <li>{text}</li> }.into_any());
    let rich = said.more.into_iter().map(|pieces| view! { <li><Rich pieces=Signal::stored(pieces)/></li> }.into_any());
    let todo: Vec<AnyView> = plain.chain(rich).collect();
    let counting = (!answer.steps.is_empty())
        .then(|| view! { <h3>{words.rights_counted()}</h3> {steps(context, &answer.steps)} }.into_any());
    view! {
        <Card>
            <h2 class="card__title" id=ANSWER tabindex="-1">{words.rights_answer()}</h2>
            <p class="lead"><Rich pieces=Signal::stored(lead)/>" "{left}</p>
            {care}
            {crisis}
            <h3>{words.rights_means()}</h3>
            <ul class="steps">{todo}</ul>
            {counting}
            {sources(context, event, &answer)}
        </Card>
    }
    .into_any()
}

/// Somebody to speak with at once. The lines stand in the country's file, which a visitor of this page may not have.
fn crisis_lines(context: PageContext) -> AnyView {
    let country = if context.part.is_some() { "gb" } else { "us" };
    let path = content::country_path(country, context.state.language_now().tag);
    fetched(path, None, move |country: Country| crisis_line::lines(context.words, &country))
}

/// How far away a day is. Of more than a year nobody has a picture in days.
fn left(context: PageContext, day: Date) -> String {
    let words = context.words;
    let days = days_between(context.today, day);
    if days.abs() > 366 {
        return String::new();
    }
    let (count, text) = counted(context, days.abs());
    match days {
        0 => words.rights_left_today().to_owned(),
        1.. => words.rights_left(count, &text),
        _ => words.rights_left_past(count, &text),
    }
}

/// What is said to an answer.
struct AnswerText {
    lead: String,
    /// Days that stand out in it.
    strong: Vec<String>,
    /// The day the sentence is about, where it is one.
    day: Option<Date>,
    todo: Vec<&'static str>,
    /// What is made of figures or leads elsewhere.
    more: Vec<Vec<Piece>>,
}

impl AnswerText {
    fn new(lead: impl Into<String>, todo: Vec<&'static str>) -> Self {
        Self { lead: lead.into(), strong: Vec::new(), day: None, todo, more: Vec::new() }
    }

    fn on(self, day: Date, strong: Vec<String>) -> Self {
        Self { day: Some(day), strong, ..self }
    }

    /// The sentence with what stands out in it.
    fn pieces(lead: &str, strong: &[String]) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut rest = lead;
        // They come in any order; the one that stands first goes first.
        while let Some((at, one)) = strong.iter().filter_map(|one| Some((rest.find(one.as_str())?, one))).min() {
            let after = at + one.len();
            pieces.push(Piece::Text(rest[..at].to_owned()));
            pieces.push(Piece::Strong(one.clone()));
            rest = &rest[after..];
        }
        pieces.push(Piece::Text(rest.to_owned()));
        pieces
    }
}

fn said(context: PageContext, event: Event, answer: &Answer) -> AnswerText {
    let words = context.words;
    let late = |ends: Date| ends < context.today;
    match answer.outcome {
        Outcome::UnknownYear => AnswerText::new(words.rights_unknown_year(), vec![words.rights_unknown_year_do()]),
        Outcome::RuleFrom(from) => AnswerText::new(
            words.rights_rule_from().date(&context.format.weekday(from)),
            vec![words.rights_rule_from_do()],
        ),
        Outcome::Until(ends) => {
            let on = context.format.weekday(ends);
            let (lead, todo) = until(words, event, &on, late(ends));
            let more = if event == Event::Notice && late(ends) { vec![words.rights_late_do_3()] } else { Vec::new() };
            AnswerText { more, ..AnswerText::new(lead, todo).on(ends, vec![on]) }
        }
        Outcome::Disputed { in_time: true, ends } => {
            let todo = vec![words.rights_disputed_do_1(), words.rights_disputed_do_2(), words.rights_disputed_do_3()];
            AnswerText::new(words.rights_disputed_ok().date(&context.format.weekday(ends)), todo)
        }
        Outcome::Disputed { in_time: false, ends } => {
            let todo = vec![words.rights_late_do_1(), words.rights_late_do_2()];
            let lead = words.rights_disputed_late().date(&context.format.weekday(ends));
            AnswerText { more: vec![words.rights_late_do_3()], ..AnswerText::new(lead, todo) }
        }
        Outcome::Between(from, until) => {
            let (first, last) = (context.format.weekday(from), context.format.weekday(until));
            let (lead, next) = if late(until) {
                (words.rights_postdated_late().from(&first).until(&last), words.rights_postdated_do_3())
            } else {
                (words.rights_postdated().from(&first).until(&last), words.rights_postdated_do_4())
            };
            let todo = vec![words.rights_postdated_do_1(), words.rights_postdated_do_2(), next];
            AnswerText { strong: vec![first, last], ..AnswerText::new(lead, todo) }
        }
        Outcome::NoReminder(days) => {
            let (count, number) = counted(context, days);
            let todo = vec![words.rights_postdated_do_2(), words.rights_postdated_do_4()];
            AnswerText::new(words.rights_postdated_none(count, &number), todo)
        }
        Outcome::MayCall | Outcome::CallsUsedUp | Outcome::TooManyCalls | Outcome::TalkedLately(_) => {
            calls(context, answer)
        }
        Outcome::Open(days) => {
            let (count, number) = counted(context, days);
            let todo = vec![words.rights_space_do_1(), words.rights_space_do_2(), words.rights_space_crisis_1()];
            AnswerText::new(words.rights_space_open(count, &number), todo)
        }
        Outcome::PerhapsFrom(from) => {
            let on = context.format.weekday(from);
            let lead = match (context.part == Some("scotland"), from <= context.today) {
                (false, false) => words.rights_old().date(&on),
                (false, true) => words.rights_old_past().date(&on),
                (true, false) => words.rights_old_sct().date(&on),
                (true, true) => words.rights_old_sct_past().date(&on),
            };
            let stop = (from <= context.today).then(|| words.rights_old_do_stop());
            let todo = [words.rights_old_do_perhaps(), words.rights_old_do_court()].into_iter().chain(stop).collect();
            let said = AnswerText::new(lead, todo).on(from, vec![on, words.rights_perhaps().to_owned()]);
            AnswerText { more: vec![words.rights_old_do_paper()], ..said }
        }
        Outcome::ByState => {
            let todo = vec![words.rights_old_do_sue(), words.rights_old_do_court()];
            let (count, number) = counted(context, context.figure(Figure::CreditReportYears));
            let report = (count > 0).then(|| vec![Piece::Text(words.rights_old_do_report(count, &number))]);
            let more = report.into_iter().chain([words.rights_old_do_paper(), words.rights_old_do_more()]).collect();
            AnswerText { more, ..AnswerText::new(words.rights_old_state(), todo) }
        }
    }
}

/// What holds up to a day, and what can be done before and after it.
fn until(words: Words, event: Event, on: &str, is_late: bool) -> (String, Vec<&'static str>) {
    match (event, is_late) {
        (Event::Stop, false) => (
            words.rights_stop().date(on),
            vec![
                words.rights_stop_do_1(),
                words.rights_stop_do_2(),
                words.rights_stop_do_3(),
                words.rights_stop_do_4(),
            ],
        ),
        (Event::Stop, true) => (
            words.rights_stop_late().date(on),
            vec![words.rights_stop_late_1(), words.rights_stop_late_2(), words.rights_stop_do_3()],
        ),
        (Event::Claim, false) => (
            words.rights_claim_until().date(on),
            vec![words.rights_claim_do_1(), words.rights_claim_do_2(), words.rights_claim_do_3()],
        ),
        (Event::Claim, true) => (
            words.rights_claim_late().date(on),
            vec![words.rights_claim_late_1(), words.rights_claim_do_1(), words.rights_claim_late_2()],
        ),
        (Event::Space, false) => (
            words.rights_space_until().date(on),
            vec![words.rights_space_do_1(), words.rights_space_do_2(), words.rights_space_do_3()],
        ),
        (Event::Crisis, false) => (
            words.rights_space_until().date(on),
            vec![words.rights_space_do_1(), words.rights_space_do_2(), words.rights_space_crisis_1()],
        ),
        (Event::Space | Event::Crisis, true) => (words.rights_space_late().date(on), vec![words.rights_space_late_1()]),
        (Event::Moratorium, false) => (
            words.rights_moratorium_until().date(on),
            vec![words.rights_moratorium_do_1(), words.rights_moratorium_do_2()],
        ),
        (Event::Moratorium, true) => {
            (words.rights_moratorium_late().date(on), vec![words.rights_moratorium_do_2(), words.rights_space_late_1()])
        }
        (Event::Advice, false) => {
            (words.rights_advice_until().date(on), vec![words.rights_advice_do_1(), words.rights_advice_do_2()])
        }
        (Event::Advice, true) => (words.rights_advice_late().date(on), vec![words.rights_advice_do_2()]),
        (Event::Complaint, false) => (
            words.rights_complaint_until().date(on),
            vec![words.rights_complaint_do_1(), words.rights_complaint_do_2()],
        ),
        (Event::Complaint, true) => (
            words.rights_complaint_late().date(on),
            vec![words.rights_complaint_late_1(), words.rights_complaint_do_2()],
        ),
        (Event::Copy, false) => {
            (words.rights_copy_until().date(on), vec![words.rights_copy_do_1(), words.rights_copy_do_2()])
        }
        (Event::Copy, true) => {
            (words.rights_copy_late().date(on), vec![words.rights_copy_late_1(), words.rights_copy_do_1()])
        }
        // The notice; no other event ends in this outcome.
        (_, false) => (
            words.rights_notice().date(on),
            vec![
                words.rights_notice_do_1(),
                words.rights_notice_do_2(),
                words.rights_notice_do_3(),
                words.rights_notice_do_4(),
                words.rights_notice_do_5(),
            ],
        ),
        (_, true) => (words.rights_notice_late().date(on), vec![words.rights_late_do_1(), words.rights_late_do_2()]),
    }
}

fn calls(context: PageContext, answer: &Answer) -> AnswerText {
    let words = context.words;
    // Those that were counted with: a state may have its own.
    let counted = |figure| answer.figures.iter().find(|dated| dated.figure == figure).map(|dated| dated.value);
    let number = |figure| context.format.number(counted(figure).unwrap_or_default());
    let (days, most) = (number(Figure::CallWindowDays), number(Figure::CallsMax));
    // On a clock with twelve hours, as the sentence says whether it is morning or night.
    let hour = |figure| context.format.number((context.figure(figure) + 11) % 12 + 1);
    let hours = words.rights_calls_do_2().from(&hour(Figure::ContactFromHour)).until(&hour(Figure::ContactUntilHour));
    let todo = [words.rights_calls_do_1(), words.rights_calls_do_3(), words.rights_calls_do_4()].into_iter();
    let todo = todo.chain(answer.state.is_none().then(|| words.rights_calls_state())).collect();
    let said = match answer.outcome {
        Outcome::TalkedLately(next) => {
            let on = context.format.weekday(next);
            AnswerText::new(words.rights_calls_talked().date(&on), todo).on(next, vec![on])
        }
        Outcome::TooManyCalls => AnswerText::new(words.rights_calls_over().days(&days).most(&most), todo),
        Outcome::CallsUsedUp => AnswerText::new(words.rights_calls_used().days(&days).most(&most), todo),
        _ => AnswerText::new(words.rights_calls_may().days(&days).most(&most), todo),
    };
    AnswerText { more: vec![vec![Piece::Text(hours)]], ..said }
}

/// How it was counted, day by day.
fn steps(context: PageContext, steps: &[Step]) -> AnyView {
    let words = context.words;
    let passed = |(on, name): &(Date, String)| words.rights_on_way().date(&context.format.date(*on)).name(name);
    let one = |step: &Step| {
        let mut text = step_text(context, step.what);
        if step.what.is_counted_in_business_days() {
            text = [&text, " ", words.rights_step_left_out()].concat();
        }
        let passed: Vec<AnyView> = step
            .holidays
            .iter()
            .map(|holiday| view! { <span class="soft">{passed(holiday)}</span> }.into_any())
            .collect();
        view! { <li><strong>{context.format.weekday(step.day)}</strong><span>{text}</span>{passed}</li> }.into_any()
    };
    let steps: Vec<AnyView> = steps.iter().map(one).collect();
    view! { <ol class="count" role="list">{steps}</ol> }.into_any()
}

fn step_text(context: PageContext, what: What) -> String {
    let words = context.words;
    let say = |count: i64, sentence: fn(Words, u64, &str) -> String| {
        let (count, text) = counted(context, count);
        sentence(words, count, &text)
    };
    match what {
        What::Told(field) => told(words, field).to_owned(),
        What::CountsAsReceived(count) => say(count, Words::rights_step_counts_as_received),
        What::DisputeEnds(count) => say(count, Words::rights_step_dispute_ends),
        What::ReminderFrom(count) => say(count, Words::rights_step_reminder_from),
        What::ReminderUntil(count) => say(count, Words::rights_step_reminder_until),
        What::StopBy(count) => say(count, Words::rights_step_stop_by),
        What::LastDay(count) => say(count, Words::rights_step_last_day),
        What::LastWorkingDay(count) => say(count, Words::rights_step_last_working_day),
        What::LastOf(count) => say(count, Words::rights_step_last_of),
        What::ReviewFrom(count) => words.rights_step_review_from().count(&context.format.number(count)),
        What::ReviewUntil(count) => words.rights_step_review_until().count(&context.format.number(count)),
        What::LastMonth(count) => say(count, Words::rights_step_last_month),
        What::NextFrom(count) => say(count, Words::rights_step_next_from),
        What::InTimeAfterYears(count) => say(count, Words::rights_step_in_time_after_years),
        What::SpaceEnds(count) => say(count, Words::rights_step_space_ends),
        What::InTimeAfterSpace(count) => say(count, Words::rights_step_in_time_after_space),
        What::DayAfter => words.rights_step_day_after().to_owned(),
        What::PauseOver(count) => say(count, Words::rights_step_pause_over),
    }
}

fn told(words: Words, field: Field) -> &'static str {
    match field {
        Field::Sent => words.rights_step_sent(),
        Field::Received => words.rights_step_received(),
        Field::Disputed => words.rights_step_disputed(),
        // Calls are a number and no day; the talk is what is counted from.
        Field::Calls | Field::Talk | Field::State => words.rights_step_talk(),
        Field::Agreed => words.rights_step_agreed(),
        Field::Due => words.rights_step_due(),
        Field::Claim => words.rights_step_claim(),
        Field::Space => words.rights_step_space(),
        Field::Treated => words.rights_step_treated(),
        Field::Registered => words.rights_step_registered(),
        Field::Told => words.rights_step_told(),
        Field::Complained => words.rights_step_complained(),
        Field::Asked => words.rights_step_asked(),
        Field::Paid => words.rights_step_paid(),
        Field::PastSpace => words.rights_step_past_space(),
        Field::PastSpaceEnd => words.rights_step_past_space_end(),
    }
}

/// The rules with their figures, and where they stand. Rules of one place in the law share a link.
fn sources(context: PageContext, event: Event, answer: &Answer) -> AnyView {
    let words = context.words;
    let figures = &answer.figures;
    let part = answer.state.as_deref().or(context.part);
    if figures.is_empty() {
        return ().into_any();
    }
    let lines = context.law.with_value(|(law, _)| {
        let rules: Vec<&Rule> = figures.iter().filter_map(|dated| law.rule(part, dated)).collect();
        let mut lines: Vec<AnyView> = Vec::new();
        for (at, rule) in rules.iter().enumerate() {
            let is_last = rules.get(at + 1).is_none_or(|next| next.source != rule.source);
            lines.push(rule_line(context, rule, is_last));
        }
        let holidays = is_counted(event).then_some((words.rights_source_holidays(), &law.holidays_source));
        let banks = law.banks_monday_source.as_ref().filter(|_| event == Event::Stop);
        for (what, source) in
            [holidays, banks.map(|source| (words.rights_source_banks(), source))].into_iter().flatten()
        {
            let link = link(context, source);
            lines.push(view! { <li>{what}" "{link}</li> }.into_any());
        }
        lines
    });
    view! { <h3>{words.rights_source()}</h3> <ul class="law">{lines}</ul> }.into_any()
}

/// Whether business days are counted.
const fn is_counted(event: Event) -> bool {
    matches!(event, Event::Notice | Event::Disputed | Event::Postdated | Event::Stop | Event::Copy)
}

fn rule_line(context: PageContext, rule: &Rule, is_last: bool) -> AnyView {
    let sentence = if context.words.language().tag == "es" { &rule.es } else { &rule.en };
    let link = is_last.then(|| link(context, &rule.source));
    let unconfirmed = rule.unconfirmed.then(|| context.words.rights_unconfirmed());
    let value = with_unit(context, rule);
    view! { <li><strong>{value}</strong>": "{sentence.clone()}" "{unconfirmed}" "{link}</li> }.into_any()
}

/// The figure of a rule with its unit, which is the end of the rule's name.
fn with_unit(context: PageContext, rule: &Rule) -> String {
    let words = context.words;
    let (count, text) = counted(context, rule.value);
    let id = rule.id.as_str();
    if id.ends_with("_business_days") {
        words.rights_unit_business_days(count, &text)
    } else if id.ends_with("_days") {
        words.rights_unit_days(count, &text)
    } else if id.ends_with("_months") {
        words.rights_unit_months(count, &text)
    } else if id.ends_with("_years") {
        words.rights_unit_years(count, &text)
    } else if id.ends_with("_hour") {
        words.rights_unit_hour().hour(&text)
    } else {
        words.rights_unit_calls(count, &text)
    }
}

fn link(context: PageContext, source: &Source) -> AnyView {
    let (year, month) = source.date.split_once('-').unwrap_or_default();
    let month = match (year.parse(), month.parse()) {
        (Ok(year), Ok(month)) => context.format.month(year, month),
        _ => source.date.clone(),
    };
    let origin = context.words.rights_source_of().month(&month).publisher(&source.publisher);
    view! {
        <a href=source.url.clone() rel="external noreferrer" lang="en">{source.title.clone()}</a>" "{origin}
    }
    .into_any()
}
