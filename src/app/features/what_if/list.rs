//! The what-ifs: a list to add to, each with its few fields.

use browser::clock::today;
use domain::arrangement::{Frequency, days_after};
use domain::money::Amount;
use domain::plan::{Moved, PaymentSchedule};
use leptos::prelude::*;
use ui::components::{Card, LiveRegion, Notice, NoticeKind, Rich};
use ui::form::{
    AmountField, Button, ButtonKind, Checkbox, DateField, DateWords, SelectField, SelectOption, TextField, Width,
    date_text,
};
use ui::format::{Format, Locale};
use ui::icon::Icon;
use ui::live::live;
use wire::saved::WhatIf;

use crate::features::what_if::context::PageContext;
use crate::features::what_if::kinds::{Counted, Field, Kind, Shape, Whose};
use crate::features::what_if::reading::{FieldError, each_time, pay_frequency};
use crate::features::what_if::store::WhatIfEntry;
use crate::shared::amount_problem::amount_problem;
use crate::shared::months::month_text;
use crate::shared::plan_inputs::month_after;
use crate::shared::{months, offer_model};
use crate::words::Words;

/// What a kind is called.
pub fn title(words: Words, kind: Kind) -> &'static str {
    match kind {
        Kind::ExtraOnce => words.what_if_extra_once(),
        Kind::ExtraMonthly => words.what_if_extra_monthly(),
        Kind::ExtraYearly => words.what_if_extra_yearly(),
        Kind::PayRise => words.what_if_pay_rise(),
        Kind::CostEnds => words.what_if_cost_ends(),
        Kind::LessMonthly => words.what_if_less_monthly(),
        Kind::AmountIs => words.what_if_amount_is(),
        Kind::PayDays => words.what_if_pay_days(),
        Kind::Reserve => words.what_if_reserve(),
        Kind::Pause => words.what_if_pause(),
        Kind::Freeze => words.what_if_freeze(),
        Kind::RateIs => words.what_if_rate_is(),
        Kind::MinimumIs => words.what_if_minimum_is(),
        Kind::FeesWaived => words.what_if_fees_waived(),
        Kind::Reage => words.what_if_reage(),
        Kind::SettleOnce => words.what_if_settle_once(),
        Kind::SettleParts => words.what_if_settle_parts(),
        Kind::Loan => words.what_if_loan(),
        Kind::Transfer => words.what_if_transfer(),
        Kind::BuyOnce => words.what_if_buy_once(),
        Kind::BuyMonthly => words.what_if_buy_monthly(),
        Kind::Missed => words.what_if_missed(),
        Kind::RatesRise => words.what_if_rates_rise(),
        Kind::Sold => words.what_if_sold(),
        Kind::ReallyPaid => words.what_if_really_paid(),
        Kind::LetterSays => words.what_if_letter_says(),
    }
}

/// The card with all of them.
pub fn view(context: PageContext) -> AnyView {
    let PageContext { words, store, trial, .. } = context;
    let taken_out = RwSignal::new(None::<(usize, WhatIfEntry)>);
    let said = RwSignal::new(String::new());
    let entries = live(move || {
        let drawn: Vec<AnyView> =
            store.what_ifs.get().into_iter().map(|entry| untrack(|| card(context, entry, taken_out))).collect();
        drawn.into_any()
    });
    let undo = live(move || {
        let Some((place, entry)) = taken_out.get() else { return ().into_any() };
        let name = Kind::from_id(&entry.kind.get_value()).map(|kind| words.what_if_head().what(title(words, kind)));
        let name = name.unwrap_or_default();
        let back = Callback::new(move |()| {
            store.put_back(place, entry);
            taken_out.set(None);
            browser::focus::focus_id_soon(entry.field_id("title"));
        });
        view! {
            <div class="removed">
                <p>{words.what_if_removed().name(&name)}</p>
                <Button
                    id="undo-what-if"
                    kind=ButtonKind::Outlined
                    label=Signal::stored(words.what_if_undo().to_owned())
                    on_press=back
                />
            </div>
        }
        .into_any()
    });
    let notices = live(move || {
        let (unread, is_idle, borrows) =
            trial.with(|trial| (trial.problems.len(), !trial.idle.is_empty(), trial.is_borrowing()));
        let idle = is_idle.then(|| {
            view! {
                <Notice kind=NoticeKind::Care>
                    <Rich pieces=Signal::stored(words.what_if_minimums_only())/>
                </Notice>
            }
            .into_any()
        });
        let borrowing = borrows.then(|| {
            view! {
                <Notice kind=NoticeKind::Care><Rich pieces=Signal::stored(words.what_if_borrow_care())/></Notice>
            }
            .into_any()
        });
        let unread = u64::try_from(unread).unwrap_or_default();
        let text = context.format().number(i64::try_from(unread).unwrap_or_default());
        let missing =
            (unread > 0).then(|| view! { <p class="soft">{words.what_if_not_counted(unread, &text)}</p> }.into_any());
        view! { {missing} {idle} {borrowing} }.into_any()
    });
    view! {
        <Card id="try" title=words.what_if_try()>
            <p class="soft">{words.what_if_try_hint()}</p>
            {entries}
            {undo}
            {adding(context, taken_out, said)}
            {notices}
            <LiveRegion message=said/>
        </Card>
    }
    .into_any()
}

/// Choosing what to try next.
fn adding(context: PageContext, taken_out: RwSignal<Option<(usize, WhatIfEntry)>>, said: RwSignal<String>) -> AnyView {
    let PageContext { words, store, .. } = context;
    let kinds = Kind::ALL.into_iter().map(|kind| SelectOption::new(kind.id(), title(words, kind))).collect();
    // The choice that was missing when somebody tried to add it.
    let missed = RwSignal::new(false);
    let error = Signal::derive(move || {
        let is_missing = missed.get() && store.next_kind.with(String::is_empty);
        is_missing.then(|| words.what_if_kind_missing().to_owned())
    });
    let add = Callback::new(move |()| {
        let kind = store.next_kind.get_untracked();
        if kind.is_empty() {
            missed.set(true);
            browser::focus::focus_id("next-kind");
            return;
        }
        let has_pay_days = Kind::from_id(&kind).is_some_and(|kind| kind.shape().pay_days);
        let from = if has_pay_days { first_pay_day(context) } else { month_text(month_after(1)) };
        match store.add(&kind, from) {
            Some(entry) => {
                if has_pay_days {
                    entry.count.set(PaymentSchedule::name(pay_frequency_offered(context)).to_owned());
                }
                missed.set(false);
                taken_out.set(None);
                store.next_kind.set(String::new());
                browser::focus::focus_id_soon(entry.field_id("title"));
            }
            None => said.set(words.what_if_full().to_owned()),
        }
    });
    view! {
        <div class="try-next">
            <SelectField
                id="next-kind"
                label=words.what_if_kind()
                value=store.next_kind
                options=kinds
                placeholder=words.what_if_kind_choose()
                error
            />
            <Button
                kind=ButtonKind::Outlined
                drawing=Icon::Add
                label=Signal::stored(words.what_if_add().to_owned())
                on_press=add
            />
        </div>
    }
    .into_any()
}

/// How often the offer pays, if it is not by the month; else every week.
fn pay_frequency_offered(context: PageContext) -> Frequency {
    match untrack(|| offer_model::frequency(context.state)) {
        Frequency::Month => Frequency::Week,
        other => other,
    }
}

/// The first day of the offer, if the client chose one; else a week from now.
fn first_pay_day(context: PageContext) -> String {
    let chosen = context.state.offer.first.get_untracked();
    if chosen.is_empty() { date_text(days_after(today(), 7)) } else { chosen }
}

fn card(context: PageContext, entry: WhatIfEntry, taken_out: RwSignal<Option<(usize, WhatIfEntry)>>) -> AnyView {
    let PageContext { words, store, .. } = context;
    let kind = Kind::from_id(&entry.kind.get_value());
    let name =
        kind.map_or_else(|| words.what_if_unknown().to_owned(), |kind| words.what_if_head().what(title(words, kind)));
    let remove = Callback::new(move |()| {
        if let Some(place) = store.take_out(entry) {
            taken_out.set(Some((place, entry)));
            browser::focus::focus_id_soon("undo-what-if");
        }
    });
    let fields = kind.map(|kind| fields(context, entry, kind));
    let asks = kind.is_some_and(Kind::needs_yes);
    let asks = asks.then(|| view! { <p class="soft">{words.what_if_needs_yes()}</p> }.into_any());
    let title_id = entry.field_id("title");
    let labelled_by = title_id.clone();
    view! {
        <section class="what-if" aria-labelledby=labelled_by>
            <h3 id=title_id tabindex="-1">{name.clone()}</h3>
            {fields}
            {asks}
            {part(context, entry)}
            <div>
                <Button
                    kind=ButtonKind::Text
                    drawing=Icon::Remove
                    label=Signal::stored(words.what_if_remove().to_owned())
                    context=name
                    on_press=remove
                />
            </div>
        </section>
    }
    .into_any()
}

/// What it changes, on top of those above it.
fn part(context: PageContext, entry: WhatIfEntry) -> AnyView {
    let id = untrack(|| entry.typed().id);
    live(move || {
        let moved = context.parts.with(|parts| parts.iter().find(|(known, _)| *known == id).map(|(_, moved)| *moved));
        let Some((when, cost)) = moved.and_then(|moved| moved_text(context, moved)) else { return ().into_any() };
        let text = context.words.what_if_part().cost(&cost).when(&when);
        view! { <p class="what-if__part">{text}</p> }.into_any()
    })
}

/// When it ends and what it costs, compared. Nothing where it does not come to an end with or without.
pub fn moved_text(context: PageContext, moved: Moved) -> Option<(String, String)> {
    let words = context.words;
    let later = moved.later?;
    let count = u64::from(later.unsigned_abs());
    let text = context.format().number(i64::from(later.unsigned_abs()));
    let when = match later {
        ..0 => words.what_if_part_sooner(count, &text),
        0 => words.what_if_part_same().to_owned(),
        1.. => words.what_if_part_later(count, &text),
    };
    let size = context.money(Amount::from_minor(moved.dearer.minor().saturating_abs()));
    let cost = match moved.dearer.minor() {
        ..0 => words.what_if_part_less().amount(&size),
        0 => words.what_if_part_cost_same().to_owned(),
        1.. => words.what_if_part_more().amount(&size),
    };
    Some((when, cost))
}

/// When a field's mistake is shown: as soon as it was left with this text.
fn watched(
    context: PageContext,
    entry: WhatIfEntry,
    field: Field,
    typed: RwSignal<String>,
) -> (Signal<Option<String>>, Callback<()>) {
    let left_with = RwSignal::new(typed.with_untracked(|text| (!text.is_empty()).then(|| text.clone())));
    let id = untrack(|| entry.typed().id);
    let error = Signal::derive(move || {
        let is_left = left_with.with(|left| typed.with(|text| left.as_ref() == Some(text)));
        let problem = context.trial.with(|trial| trial.problem(&id, field)).filter(|_| is_left)?;
        Some(sentence(context, problem))
    });
    let leave = Callback::new(move |()| left_with.set(Some(typed.get_untracked())));
    (error, leave)
}

/// The mistake of a list: shown at once, because nobody types in it.
fn chosen_wrong(context: PageContext, entry: WhatIfEntry, field: Field) -> Signal<Option<String>> {
    let id = untrack(|| entry.typed().id);
    Signal::derive(move || {
        let problem = context.trial.with(|trial| trial.problem(&id, field))?;
        Some(sentence(context, problem))
    })
}

fn sentence(context: PageContext, problem: FieldError) -> String {
    let PageContext { words, state, .. } = context;
    match problem {
        FieldError::Amount(error) => {
            amount_problem(words, &state.format(), state.currency(), error, words.what_if_error_amount())
        }
        FieldError::Rate(_) => words.what_if_error_rate().to_owned(),
        FieldError::CountRequired => words.what_if_error_count_required().to_owned(),
        FieldError::CountPattern => words.what_if_error_count().to_owned(),
        FieldError::Past => words.what_if_error_past().to_owned(),
        FieldError::Day(_) => words.what_if_error_day().to_owned(),
        FieldError::DayPast => words.what_if_error_day_past().to_owned(),
        FieldError::Gone => words.what_if_error_gone().to_owned(),
    }
}

fn fields(context: PageContext, entry: WhatIfEntry, kind: Kind) -> AnyView {
    let words = context.words;
    let shape = kind.shape();
    let mut drawn = Vec::new();
    if shape.whose != Whose::Nobody {
        drawn.push(debt_field(context, entry, kind, shape));
    }
    if shape.amount {
        drawn.push(amount(context, entry, (Field::Amount, "amount"), entry.amount, amount_label(words, kind), None));
    }
    if shape.rate {
        drawn.push(percent(context, entry, (Field::Rate, "rate"), entry.rate, rate_label(words, kind)));
    }
    if shape.transfer {
        let label = words.what_if_ask_rate_later();
        drawn.push(percent(context, entry, (Field::RateLater, "rate-later"), entry.rate_later, label));
        let label = words.what_if_ask_fee_percent();
        drawn.push(percent(context, entry, (Field::FeePercent, "fee-percent"), entry.fee_percent, label));
    }
    if shape.second {
        let (label, hint) = match kind {
            Kind::Loan => (words.what_if_ask_fee(), Some(words.what_if_ask_fee_hint())),
            Kind::Transfer => (words.what_if_ask_card_minimum(), Some(words.what_if_ask_fee_hint())),
            _ => (words.what_if_ask_target(), None),
        };
        drawn.push(amount(context, entry, (Field::Second, "second"), entry.second, label, hint));
    }
    if shape.pay_days {
        drawn.push(pay_days(context, entry));
    } else {
        drawn.push(month_field(context, entry, kind));
    }
    if shape.counted != Counted::Not {
        drawn.push(count(context, entry, kind, shape));
    }
    if shape.question {
        let label = match kind {
            Kind::Pause => words.what_if_yes_no_interest(),
            Kind::Transfer => words.what_if_yes_deferred(),
            _ => words.what_if_yes_pay_meanwhile(),
        };
        drawn.push(view! { <Checkbox id=entry.field_id("yes") label value=entry.is_yes/> }.into_any());
    }
    view! { <div class="what-if__fields">{drawn}</div> }.into_any()
}

fn debt_field(context: PageContext, entry: WhatIfEntry, kind: Kind, shape: Shape) -> AnyView {
    let words = context.words;
    let options = debt_options(context, &entry.typed(), shape.whose);
    if shape.whose == Whose::One && entry.debt.with_untracked(String::is_empty) {
        // What the list shows is what counts.
        entry.debt.set(options.first().map(|option| option.value.clone()).unwrap_or_default());
    }
    let moves = matches!(kind, Kind::Loan | Kind::Transfer);
    let label = if moves { words.what_if_ask_debt_from() } else { words.what_if_ask_debt() };
    let error = chosen_wrong(context, entry, Field::Debt);
    view! { <SelectField id=entry.field_id("debt") label value=entry.debt options error/> }.into_any()
}

/// The debts to choose from; one that is not in the plan any more stands at the end, so that it can be seen.
fn debt_options(context: PageContext, typed: &WhatIf, whose: Whose) -> Vec<SelectOption> {
    let all = (whose == Whose::OneOrAll).then(|| SelectOption::new("", context.words.what_if_all_debts()));
    let mut options: Vec<SelectOption> = all.into_iter().collect();
    context.basis.with(|basis| {
        options.extend(basis.readings.iter().map(|debt| SelectOption::new(debt.id.as_str(), debt.name.as_str())));
    });
    if !typed.debt.is_empty() && options.iter().all(|option| option.value != typed.debt) {
        options.push(SelectOption::new(typed.debt.as_str(), context.words.what_if_none()));
    }
    options
}

fn amount(
    context: PageContext,
    entry: WhatIfEntry,
    (field, id): (Field, &str),
    value: RwSignal<String>,
    label: &'static str,
    hint: Option<&'static str>,
) -> AnyView {
    let prefix = context.format().currency_sign(context.state.currency());
    let (error, on_leave) = watched(context, entry, field, value);
    let hint = hint.map(str::to_owned);
    view! { <AmountField id=entry.field_id(id) label value prefix nostrip:hint=hint error on_leave/> }.into_any()
}

fn percent(
    context: PageContext,
    entry: WhatIfEntry,
    (field, id): (Field, &str),
    value: RwSignal<String>,
    label: &'static str,
) -> AnyView {
    let (error, on_leave) = watched(context, entry, field, value);
    typed_field(entry.field_id(id), label, None, value, "decimal", Some("%".to_owned()), error, on_leave)
}

fn count(context: PageContext, entry: WhatIfEntry, kind: Kind, shape: Shape) -> AnyView {
    let words = context.words;
    let label = match kind {
        Kind::SettleParts => words.what_if_ask_parts(),
        Kind::Loan => words.what_if_ask_term(),
        Kind::Transfer => words.what_if_ask_promo(),
        _ => words.what_if_ask_count(),
    };
    let hint = (shape.counted == Counted::OrForGood).then(|| words.what_if_ask_count_good().to_owned());
    let (error, on_leave) = watched(context, entry, Field::Count, entry.count);
    typed_field(entry.field_id("count"), label, hint, entry.count, "numeric", None, error, on_leave)
}

#[expect(clippy::too_many_arguments, reason = "one place for every short typed field, so that it is compiled once")]
fn typed_field(
    id: String,
    label: &'static str,
    hint: Option<String>,
    value: RwSignal<String>,
    inputmode: &'static str,
    suffix: Option<String>,
    error: Signal<Option<String>>,
    on_leave: Callback<()>,
) -> AnyView {
    view! {
        <TextField
            id
            label
            value
            width=Width::Short
            inputmode
            autocomplete="off"
            nostrip:hint=hint
            nostrip:suffix=suffix
            error
            on_leave
        />
    }
    .into_any()
}

fn month_field(context: PageContext, entry: WhatIfEntry, kind: Kind) -> AnyView {
    let words = context.words;
    let is_once = matches!(kind, Kind::ExtraOnce | Kind::BuyOnce | Kind::Missed | Kind::Loan | Kind::Transfer)
        || matches!(kind, Kind::ReallyPaid | Kind::LetterSays);
    let label = if is_once { words.what_if_ask_month() } else { words.what_if_ask_from() };
    let options = entry.from.with_untracked(|from| months::options(&context.format(), context.now(), from, false));
    let error = chosen_wrong(context, entry, Field::From);
    view! { <SelectField id=entry.field_id("from") label value=entry.from options error/> }.into_any()
}

/// How often, from which day on, and how much that is each time.
fn pay_days(context: PageContext, entry: WhatIfEntry) -> AnyView {
    let PageContext { words, state, .. } = context;
    let name = |every: Frequency| match every {
        Frequency::Week => words.what_if_every_week(),
        Frequency::TwoWeeks => words.what_if_every_two_weeks(),
        Frequency::FourWeeks => words.what_if_every_four_weeks(),
        Frequency::TwiceAMonth => words.what_if_twice_a_month(),
        _ => words.what_if_every_month(),
    };
    let options = PaymentSchedule::NAMED.into_iter().map(|(every, id)| SelectOption::new(id, name(every))).collect();
    let (error, on_leave) = watched(context, entry, Field::First, entry.from);
    let order = Locale::choose(state.language_now(), state.case.currency.get_untracked()).date_order();
    let date_words = DateWords {
        day: words.offer_day().to_owned(),
        month: words.offer_month_name().to_owned(),
        year: words.offer_year().to_owned(),
    };
    let each = live(move || {
        let every = entry.count.with(|id| pay_frequency(id));
        let monthly = context.basis.with(|basis| basis.monthly.unwrap_or_default());
        let each = each_time(monthly, every, &state.case.convention());
        let text = words.what_if_pay_days_each().each(&context.money(each)).monthly(&context.money(monthly));
        view! { <p class="soft">{text}</p> }.into_any()
    });
    view! {
        <SelectField id=entry.field_id("every") label=words.what_if_ask_every() value=entry.count options/>
        <DateField
            id=entry.field_id("first")
            legend=words.what_if_ask_first()
            value=entry.from
            words=date_words
            order
            error
            on_leave
        />
        {each}
    }
    .into_any()
}

fn amount_label(words: Words, kind: Kind) -> &'static str {
    match kind {
        Kind::PayRise | Kind::CostEnds | Kind::ExtraMonthly => words.what_if_ask_more(),
        Kind::LessMonthly => words.what_if_ask_less(),
        Kind::AmountIs => words.what_if_ask_instead(),
        Kind::Reserve => words.what_if_ask_put_by(),
        Kind::MinimumIs => words.what_if_ask_minimum(),
        Kind::SettleOnce | Kind::SettleParts => words.what_if_ask_settle(),
        Kind::BuyOnce => words.what_if_ask_price(),
        Kind::BuyMonthly => words.what_if_ask_price_monthly(),
        Kind::Sold => words.what_if_ask_owner_minimum(),
        Kind::ReallyPaid => words.what_if_ask_paid(),
        Kind::LetterSays => words.what_if_ask_letter(),
        _ => words.what_if_ask_amount(),
    }
}

fn rate_label(words: Words, kind: Kind) -> &'static str {
    match kind {
        Kind::RateIs | Kind::Sold => words.what_if_ask_rate_new(),
        Kind::Transfer => words.what_if_ask_rate_first(),
        Kind::RatesRise => words.what_if_ask_rate_points(),
        _ => words.what_if_ask_rate(),
    }
}
