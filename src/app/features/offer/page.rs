//! How much to offer: one amount out of what is left over, and its fair share for every creditor.

use browser::clock::today;
use browser::document::set_title;
use domain::arrangement::Frequency;
use domain::journey::Step;
use domain::money::{Amount, parse_amount};
use domain::offer::{Capacity, Course, ShareRule, Stretch, capacity, carried_through, stretch};
use leptos::prelude::*;
use ui::components::{Card, Cell, DataTable, Disclosure, Lead, Notice, NoticeKind, PageFrame, PageHeader, Piece, Rich};
use ui::form::{
    Actions, AmountField, Button, ButtonKind, DateError, DateField, DateWords, LinkButton, RadioChoice, RadioChoices,
    SelectField, SelectOption, date_text,
};
use ui::format::{Format, Locale};
use ui::live::live;

use crate::features::offer::figures::{frequency_name, label, money, until};
use crate::features::offer::own_amounts;
use crate::shared::amount_problem::amount_problem;
use crate::shared::offer_model::OfferLine;
use crate::shared::plan_inputs::named;
use crate::shared::{journey, offer_model, plan_inputs, unreadable_debts};
use crate::store::AppState;
use crate::words::{Words, use_words};

/// The page.
pub fn page() -> AnyView {
    journey::guarded(Step::Offer, inside)
}

fn inside() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    set_title(words.offer_title());
    let can_offer = Memo::new(move |_| offer_model::can_offer(state));
    view! {
        <PageFrame rail=journey::rail(Step::Offer)>
            <PageHeader title=words.offer_title()>
                <Lead><span aria-live="polite"><Rich pieces=Signal::derive(move || answer(state, words))/></span></Lead>
            </PageHeader>
            {priority(state, words)}
            {unwritten(state, words)}
            {unreadable_debts::unreadable(words, Memo::new(move |_| plan_inputs::basis(state).unreadable > 0))}
            {live(move || if can_offer.get() { something(state, words) } else { nothing(state, words) })}
        </PageFrame>
    }
    .into_any()
}

/// What is offered in a month in all, and what of it is taken of what is left over.
fn sums(lines: &[OfferLine]) -> (Amount, Amount) {
    (lines.iter().map(|line| line.share_monthly).sum(), lines.iter().map(OfferLine::beyond).sum())
}

/// The answer of the page in one sentence.
fn answer(state: AppState, words: Words) -> Vec<Piece> {
    let left = state.totals().left_over;
    let (offer, taken) = sums(&offer_model::lines(state));
    if !offer_model::can_offer(state) {
        return match capacity(left) {
            _ if offer_model::is_token(state) => words.offer_answer_token().offer(&money(state, offer)),
            Capacity::Nothing { missing } if missing.is_positive() => {
                words.offer_answer_missing().missing(&money(state, missing))
            }
            _ => words.offer_answer_nothing(),
        };
    }
    if offer_model::monthly(state).is_err() && offer.is_zero() {
        return words.offer_answer_unread();
    }
    if taken > left.max(Amount::ZERO) {
        let more = money(state, taken.saturating_sub(left.max(Amount::ZERO)));
        return words.offer_answer_over().more(&more).offer(&money(state, offer));
    }
    words.offer_answer().kept(&money(state, left.max(Amount::ZERO).saturating_sub(taken))).offer(&money(state, offer))
}

fn priority(state: AppState, words: Words) -> AnyView {
    let committed = Memo::new(move |_| state.totals().committed);
    live(move || {
        let first = committed.get();
        if !first.is_positive() {
            return ().into_any();
        }
        let pieces = Signal::stored(words.offer_priority().amount(&money(state, first)));
        view! { <Notice kind=NoticeKind::Know><Rich pieces/></Notice> }.into_any()
    })
}

/// Priority debts of the client's own without an amount: what is left over is less than it looks, and nobody should offer
/// it to others. For those of the invitation the amount is asked for below.
fn unwritten(state: AppState, words: Words) -> AnyView {
    live(move || {
        let open = state.debts.readings(state.currency()).into_iter();
        let open = open.filter(|debt| debt.is_priority && !debt.is_invited && !debt.stands_aside());
        let unwritten = open.filter(|debt| !debt.minimum.is_ok_and(Amount::is_positive));
        let names: Vec<String> = unwritten.map(|debt| named(state, debt).name).collect();
        if names.is_empty() {
            return ().into_any();
        }
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let pieces = Signal::stored(words.offer_unwritten().names(&state.format().list(&names)));
        view! { <Notice kind=NoticeKind::Care title=words.offer_unwritten_title()><Rich pieces/></Notice> }.into_any()
    })
}

/// No plan where nothing is left over, but ways on; one of them is a token.
fn nothing(state: AppState, words: Words) -> AnyView {
    let is_token = Memo::new(move |_| offer_model::is_token(state));
    let token = untrack(|| money(state, offer_model::token(state)));
    let options = Signal::stored(vec![
        RadioChoice::new("", words.offer_no_token()).detail(words.offer_no_token_detail()),
        RadioChoice::new(offer_model::TOKEN, words.offer_token()).detail(words.offer_token_detail().token(&token)),
    ]);
    // A choice made when something was left over is kept, for when it is again; neither of these is chosen then.
    let on_token = live(move || {
        if !is_token.get() {
            return ().into_any();
        }
        untrack(|| {
            view! {
                <Card title=words.offer_when()>{first_day(state, words)}</Card>
                <Card title=words.offer_shares()>{live(move || token_lines(state, words))}</Card>
                {live(move || next(state, words))}
            }
            .into_any()
        })
    });
    view! {
        <Card title=words.offer_nothing_title()>
            <p>{words.offer_nothing_text()}</p>
            <ul>
                <li>{words.offer_nothing_advice()}</li>
                <li>{words.offer_nothing_pause()}</li>
                <li><Rich pieces=Signal::stored(words.offer_nothing_budget())/></li>
            </ul>
        </Card>
        <Card title=words.offer_token_title()>
            <p><Rich pieces=Signal::stored(words.offer_token_text())/></p>
            <RadioChoices
                id="offer-token"
                legend=words.offer_token_title()
                legend_hidden=true
                value=state.offer.choice
                options
            />
        </Card>
        {on_token}
        {live(move || {
            if is_token.get() {
                // The next step has its own actions above.
                let advice = label(words.offer_advice());
                return view! { <Actions><LinkButton href="/advice" kind=ButtonKind::Outlined label=advice/></Actions> }
                    .into_any();
            }
            view! {
                <Actions>
                    <LinkButton href="/advice" label=label(words.offer_advice())/>
                    <LinkButton href="/" kind=ButtonKind::Text label=label(words.offer_stop())/>
                </Actions>
            }
            .into_any()
        })}
    }
    .into_any()
}

fn token_lines(state: AppState, words: Words) -> AnyView {
    let lines = offer_model::lines(state);
    let row = |line: &OfferLine| {
        vec![
            Cell::from(line.debt.name.as_str()),
            Cell::Number(money(state, line.balance)),
            Cell::Number(money(state, line.instalment)),
        ]
    };
    let head = vec![words.offer_to_whom().to_owned(), words.offer_owed().to_owned(), words.offer_share().to_owned()];
    let rows = lines.iter().map(row).collect();
    view! {
        <p>{words.offer_token_shares()}</p>
        <DataTable id="offer-table" caption=words.offer_shares() caption_hidden=true stacked=true head rows/>
    }
    .into_any()
}

fn something(state: AppState, words: Words) -> AnyView {
    let options = Signal::derive(move || choices(state, words));
    let is_custom = Memo::new(move |_| state.offer.choice.with(|choice| choice == "custom"));
    let has_lines = Memo::new(move |_| !offer_model::lines(state).is_empty());
    let is_shared = Memo::new(move |_| offer_model::owed(state).is_positive());
    if untrack(|| state.offer.choice.with(|choice| choice.is_empty() || choice == offer_model::TOKEN)) {
        state.offer.choice.set("half".to_owned());
    }
    // Without a debt to share it over there is no part of it to choose.
    let how_much = live(move || {
        if !is_shared.get() {
            return live(move || warning(state, words));
        }
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
        }
        .into_any()
    });
    view! {
        {how_much}
        <Card title=words.offer_when()>{when(state, words)}</Card>
        {own_amounts::card(state, words)}
        {live(move || {
            if has_lines.get() { shares(state, words) } else { view! { <p>{words.offer_no_debt()}</p> }.into_any() }
        })}
        {live(move || next(state, words))}
    }
    .into_any()
}

fn choices(state: AppState, words: Words) -> Vec<RadioChoice> {
    let format = state.format();
    let (left, frequency, first) =
        (state.totals().left_over, offer_model::frequency(state), offer_model::first_date(state));
    let figures = |choice: RadioChoice, monthly: Amount| {
        let lines = offer_model::lines_of(state, monthly);
        let shares = offer_model::debts_with_shares(lines.iter().filter(|line| !line.reserved.is_positive()));
        if shares.is_empty() || !monthly.is_positive() {
            return choice;
        }
        let carried = carried_through(&shares, left, frequency, first);
        let amount = words.offer_a_month().amount(&money(state, monthly));
        let (number, end, interest) = match carried.course {
            Course::Paid { number, end, interest } => (number, end, interest),
            Course::NeverEnds { .. } | Course::Nothing => {
                return choice.detail(words.offer_endless()).figures(amount, "");
            }
        };
        let number = words.offer_payments(number.unsigned_abs(), &format.number(number));
        let each = match frequency {
            Frequency::Month => String::new(),
            _ => {
                words.offer_each_time().each(&money(state, carried.instalment)).rhythm(frequency_name(words, frequency))
            }
        };
        let detail = words.offer_until().amount(&money(state, interest)).end(&format.date(end)).payments(&number);
        choice.detail(detail).figures(amount, each)
    };
    let ready = |(id, title): (&str, &str)| {
        let monthly = offer_model::ready_monthly(state, id).unwrap_or_default();
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
        Ok(monthly) => figures(own, monthly.min(offer_model::owed(state))),
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
        let owed = offer_model::owed(state);
        (typed > owed && owed.is_positive()).then(|| words.offer_custom_all().amount(&money(state, owed)))
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
    let left = state.totals().left_over;
    let (_, taken) = sums(&offer_model::lines(state));
    if !taken.is_positive() {
        return ().into_any();
    }
    let notice = |title: &'static str, text: String| {
        view! { <Notice kind=NoticeKind::Care title=title live=true>{text}</Notice> }.into_any()
    };
    match stretch(taken, left) {
        Stretch::Comfortable => ().into_any(),
        Stretch::AboveHalf => {
            let kept = money(state, left.saturating_sub(taken));
            notice(words.offer_above_half_title(), words.offer_above_half().kept(&kept))
        }
        Stretch::AboveAll => {
            let missing = money(state, taken.saturating_sub(left.max(Amount::ZERO)));
            notice(words.offer_above_all_title(), words.offer_above_all().missing(&missing))
        }
    }
}

fn when(state: AppState, words: Words) -> AnyView {
    let options = Frequency::INSTALMENTS
        .into_iter()
        .map(|frequency| SelectOption::new(frequency.id(), frequency_name(words, frequency)))
        .collect();
    view! {
        <SelectField id="offer-rhythm" label=words.offer_rhythm() hint=words.offer_rhythm_hint() value=state.offer.frequency options/>
        {first_day(state, words)}
    }
    .into_any()
}

fn first_day(state: AppState, words: Words) -> AnyView {
    // The default stands in the field, so that it can be seen and changed.
    if state.offer.first.with_untracked(String::is_empty) {
        state.offer.first.set(date_text(untrack(|| offer_model::first_date(state))));
    }
    let error = Signal::derive(move || {
        let text = match offer_model::first_chosen(state) {
            Ok(first) if first < today() => words.offer_first_past(),
            Ok(_) => return None,
            Err(DateError::Required | DateError::Incomplete) => words.offer_first_incomplete(),
            Err(DateError::Pattern) => words.offer_first_pattern(),
            Err(DateError::NoSuchDay) => words.offer_first_no_day(),
        };
        Some(text.to_owned())
    });
    let names = DateWords {
        day: words.offer_day().to_owned(),
        month: words.offer_month_name().to_owned(),
        year: words.offer_year().to_owned(),
    };
    let order = untrack(|| Locale::choose(state.language_now(), state.currency()).date_order());
    view! {
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

/// All debts that something is offered for, as it would be paid, and the sum.
fn shares(state: AppState, words: Words) -> AnyView {
    let lines = offer_model::lines(state);
    let frequency = offer_model::frequency(state);
    // Paid every month, the share is what is paid.
    let is_monthly = frequency == Frequency::Month;
    let row = |line: &OfferLine| {
        let mut cells = vec![
            Cell::from(line.debt.name.as_str()),
            Cell::Number(money(state, line.balance)),
            Cell::Number(money(state, line.share_monthly)),
        ];
        if !is_monthly {
            cells.push(Cell::Number(money(state, line.instalment)));
        }
        cells.push(Cell::from(until(state, words, line).as_str()));
        cells
    };
    let sum = |part: fn(&OfferLine) -> Amount| Cell::Number(money(state, lines.iter().map(part).sum()));
    let mut foot = vec![Cell::from(words.offer_together()), sum(|line| line.balance), sum(|line| line.share_monthly)];
    let mut head =
        vec![words.offer_to_whom().to_owned(), words.offer_owed().to_owned(), words.offer_share().to_owned()];
    if !is_monthly {
        foot.push(sum(|line| line.instalment));
        head.push(words.offer_each().rhythm(frequency_name(words, frequency)));
    }
    foot.push(Cell::from(""));
    head.push(words.offer_line_how_long().to_owned());
    let rows = lines.iter().map(row).collect();
    let by_payment = offer_model::share_rule(state) == ShareRule::ByContractualPayment;
    let (text, how) = if by_payment {
        (words.offer_shares_text_payment(), words.offer_how_share_payment())
    } else {
        (words.offer_shares_text(), words.offer_how_share())
    };
    view! {
        <Card title=words.offer_shares()>
            <p>{text}</p>
            {untrack(|| share_choice(state, words))}
            <DataTable id="offer-table" caption=words.offer_shares() caption_hidden=true stacked=true head rows foot/>
            {beside_plan(state, words, &lines)}
            <Disclosure summary=words.offer_how()>
                <p>{how}</p>
                <p>{words.offer_how_penny()}</p>
                <p>{words.offer_how_each()}</p>
                <p>{words.offer_how_course()}</p>
            </Disclosure>
        </Card>
    }
    .into_any()
}

/// That the plan pays another sum than is offered, and why: it pays at least what the contracts ask for until something
/// else is agreed.
fn beside_plan(state: AppState, words: Words, lines: &[OfferLine]) -> AnyView {
    let planned = plan_inputs::basis(state).monthly.ok();
    let (_, taken) = sums(lines);
    let offered = state.totals().committed.saturating_add(taken);
    let other = planned.filter(|planned| *planned != offered && offer_model::is_any_offered(lines));
    other
        .map(|planned| {
            let said = words.offer_beside_plan().offer(&money(state, offered)).plan(&money(state, planned));
            view! { <p class="soft">{said}</p> }
        })
        .into_any()
}

/// By what the shares go, where there is a choice.
fn share_choice(state: AppState, words: Words) -> AnyView {
    if !offer_model::may_follow_payments(state) {
        return ().into_any();
    }
    let options = vec![
        SelectOption::new("", words.offer_by_balance()),
        SelectOption::new(offer_model::BY_PAYMENT, words.offer_by_payment()),
    ];
    view! {
        <SelectField id="offer-share" label=words.offer_share_by() hint=words.offer_share_by_hint() value=state.offer.share options/>
    }
    .into_any()
}

fn next(state: AppState, words: Words) -> AnyView {
    let facts = journey::facts(state);
    let readable = offer_model::is_any_offered(&offer_model::lines(state))
        && offer_model::first_chosen(state).is_ok_and(|first| first >= today());
    let print = Callback::new(|()| {
        // A browser that cannot print says so itself.
        browser::document::print();
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
