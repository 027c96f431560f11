//! Writing an invitation: the debts, what is accepted, and until when the link works. It is looked over before its link
//! is made.

use browser::clock::today;
use browser::document;
use leptos::prelude::*;
use ui::components::{Card, Disclosure, Lead, Notice, NoticeKind, PageFrame, PageHeader};
use ui::form::{
    Actions, AmountField, Button, ButtonKind, DateField, FieldRow, Form, LinkButton, RadioChoice, RadioChoices,
    SelectField, SelectOption, TextArea, TextField, Width,
};
use ui::format::Format;
use ui::live::live;
use wire::api::{Country, InvitationReview};
use wire::json;
use wire::problem::Kind;

use crate::features::invite::context::PageContext;
use crate::features::invite::model::{self, LEFT_OVER_MAX, SHARE_MIN};
use crate::features::invite::{debts, review};
use crate::route_table::{LIST, ORGANISATION};
use crate::shared::field_error::{Code, FieldError};
use crate::shared::field_words::{chars_left, date_words};
use crate::shared::form_check::FormCheck;
use crate::shared::format::{format_of, label};
use crate::shared::labels;
use crate::shared::server_problem::trouble;
use crate::store::Desk;
use crate::store::invite_draft::{
    AUTO_ACCEPT_ALL, AUTO_ACCEPT_NOTHING, AUTO_ACCEPT_UP_TO, VALIDATION_BEFORE, VALIDATION_NOW,
};
use crate::store::net::{self, NetError, Request};
use crate::words::use_words;

/// The page: the form, or what was typed to be looked over once more.
pub fn page(desk: Desk) -> AnyView {
    live(move || match desk.review.get() {
        Some((request, review)) => untrack(|| review::view(desk, &request, &review)),
        None => untrack(|| form(desk)),
    })
}

fn form(desk: Desk) -> AnyView {
    let words = use_words();
    document::set_title(words.invite_title());
    let draft = desk.invite;
    let money = Signal::derive(move || draft.money());
    let refused = Memo::new(move |_| {
        desk.sending.error.with(|failed| match failed {
            Some(NetError::Problem(problem)) if problem.kind() == Some(Kind::ValueRefused) => {
                let code = |code: &str| if code == "validation_period" { Code::InValidation } else { Code::Refused };
                problem.errors.iter().map(|error| (error.field.clone(), code(&error.code))).collect()
            }
            _ => Vec::new(),
        })
    });
    let find = move || {
        let mut errors = model::read(draft, today()).err().unwrap_or_default();
        let refused = refused.get();
        errors.extend(refused.into_iter().map(|(field, code)| FieldError::new(model::field_id(draft, &field), code)));
        errors
    };
    let debt = move |id: &str| {
        let format = format_of(desk, draft.money());
        model::place_of(draft, id).map(|place| words.invite_debt().number(&format.number(place)))
    };
    let checked = FormCheck::with_names(desk, money, Box::new(find), Box::new(debt));
    let context = PageContext { desk, words, checked };
    follow_country(desk);
    let submit = Callback::new(move |()| {
        checked.submit();
        let request = match untrack(|| model::read(draft, today())) {
            Ok(request) => request,
            Err(errors) => {
                // What has to be put right is in sight, also where it was folded away.
                errors.iter().for_each(|error| browser::focus::unfold_id(&error.id));
                return;
            }
        };
        let body = json::print(&request);
        let done = move |desk: Desk, text: &str| {
            let review = net::read::<InvitationReview>(text)?;
            desk.review.set(Some((request, review)));
            Ok(())
        };
        desk.write(Request::post(net::REVIEW, Some(body)), false, Box::new(done));
    });
    let busy = desk.sending.busy;
    let face =
        Signal::derive(move || (if busy.get() { words.invite_looking() } else { words.invite_look() }).to_owned());
    // Drawn anew for another country or currency, whose sign stands before every amount.
    let debts = live(move || {
        money.track();
        draft.country.track();
        debts::list(context)
    });
    let rules = live(move || {
        money.track();
        untrack(|| rules(context))
    });
    let until = live(move || {
        draft.country.track();
        untrack(|| [validation(context), until(context)].into_any())
    });
    let is_incomplete = desk.session().is_some_and(|session| !session.organisation.missing().is_empty());
    let incomplete = is_incomplete.then(|| {
        view! {
            <Notice kind=NoticeKind::Care title=words.invite_organisation_title()>
                <p>{words.invite_organisation()}</p>
                <p><a href=ORGANISATION>{words.invite_organisation_link()}</a></p>
            </Notice>
        }
    });
    view! {
        <PageFrame>
            <PageHeader title=words.invite_title()>
                <Lead>{words.invite_lead()}</Lead>
            </PageHeader>
            {incomplete}
            {checked.summary()}
            <Form id="invite" on_submit=submit>
                {who(context)}
                {debts}
                <Card title=words.invite_rules()>{rules}</Card>
                {until}
                {trouble(desk)}
                <Actions>
                    <Button label=face submit=true busy=busy/>
                    <LinkButton href=LIST label=label(words.invite_later()) kind=ButtonKind::Text/>
                </Actions>
                <p class="soft">{words.invite_kept()}</p>
            </Form>
        </PageFrame>
    }
    .into_any()
}

/// Another country brings its own currency and last day; the counsellor may change them afterwards.
fn follow_country(desk: Desk) {
    let draft = desk.invite;
    Effect::watch(
        move || draft.country.get(),
        move |id, before, _| draft.follow(id, before.map_or("", String::as_str), today()),
        false,
    );
}

/// Whether the validation information was sent before: the time to dispute counts from then.
fn validation(context: PageContext) -> AnyView {
    let PageContext { desk, words, checked } = context;
    let draft = desk.invite;
    if !draft.has_validation() {
        return ().into_any();
    }
    let options = Signal::stored(vec![
        RadioChoice::new(VALIDATION_NOW, words.invite_validation_now()).detail(words.invite_validation_now_detail()),
        RadioChoice::new(VALIDATION_BEFORE, words.invite_validation_before())
            .detail(words.invite_validation_before_detail()),
    ]);
    let is_before = Memo::new(move |_| draft.validation.with(|chosen| chosen == VALIDATION_BEFORE));
    let sent = live(move || {
        is_before
            .get()
            .then(|| {
                view! {
                    <DateField
                        id="validation-sent"
                        legend=words.invite_validation_sent()
                        value=draft.validation_sent
                        words=date_words(words)
                        order=context.date_order()
                        error=checked.error("validation-sent")
                        on_leave=checked.leave("validation-sent")
                    />
                }
            })
            .into_any()
    });
    view! {
        <Card title=words.invite_validation_title()>
            <p>{words.invite_validation_text()}</p>
            <RadioChoices id="validation" legend=words.invite_validation() value=draft.validation options/>
            {sent}
        </Card>
    }
    .into_any()
}

fn who(context: PageContext) -> AnyView {
    let PageContext { desk, words, checked } = context;
    let draft = desk.invite;
    let countries = vec![
        SelectOption::new(Country::Us.id(), words.label_us()),
        SelectOption::new(Country::Gb.id(), words.label_gb()),
    ];
    let option = |&code: &&'static str| SelectOption::new(code, labels::currency(words, code));
    let currencies: Vec<SelectOption> = content::INVITATION_CURRENCIES.iter().map(option).collect();
    let organisation =
        desk.session().map(|session| words.invite_from().name(&session.name).organisation(&session.organisation.name));
    view! {
        <Card title=words.invite_who()>
            <p>{organisation}</p>
            <TextField
                id="label"
                label=words.invite_label()
                hint=words.invite_label_hint()
                value=draft.label
                width=Width::Medium
                autocomplete="off"
                error=checked.error("label")
                on_leave=checked.leave("label")
            />
            <TextArea
                id="message"
                label=words.invite_message()
                hint=words.invite_message_hint()
                value=draft.message
                error=checked.error("message")
                limit=chars_left(desk, words)
                on_leave=checked.leave("message")
            />
            <FieldRow>
                <SelectField id="country" label=words.invite_country() value=draft.country options=countries/>
                <SelectField id="currency" label=words.invite_currency() value=draft.currency options=currencies/>
            </FieldRow>
        </Card>
    }
    .into_any()
}

/// What is accepted.
fn rules(context: PageContext) -> AnyView {
    let PageContext { desk, words, checked } = context;
    let draft = desk.invite;
    let date = format_of(desk, draft.money()).date(today());
    let options = Signal::stored(vec![
        RadioChoice::new(AUTO_ACCEPT_ALL, words.invite_at_once_all()).detail(words.invite_at_once_all_detail()),
        RadioChoice::new(AUTO_ACCEPT_UP_TO, words.invite_at_once_up_to()).detail(words.invite_at_once_up_to_detail()),
        RadioChoice::new(AUTO_ACCEPT_NOTHING, words.invite_at_once_nothing())
            .detail(words.invite_at_once_nothing_detail()),
    ]);
    let is_up_to = Memo::new(move |_| draft.auto_accept.with(|chosen| chosen == AUTO_ACCEPT_UP_TO));
    let up_to = live(move || {
        is_up_to
            .get()
            .then(|| {
                view! {
                    <AmountField
                        id="at-once-up-to"
                        label=words.invite_up_to()
                        value=draft.auto_accept_up_to
                        prefix=untrack(|| context.sign())
                        error=checked.error("at-once-up-to")
                        on_leave=checked.leave("at-once-up-to")
                    />
                }
            })
            .into_any()
    });
    view! {
        <p>{words.invite_rules_text().date(&date)}</p>
        <AmountField
            id="minimum"
            label=words.invite_minimum()
            hint=words.invite_minimum_hint()
            value=draft.minimum
            prefix=context.sign()
            error=checked.error("minimum")
            on_leave=checked.leave("minimum")
        />
        {whole_number(context, "months", words.invite_months(), words.invite_months_hint(), words.invite_months_unit(), draft.months)}
        {whole_number(context, "start-days", words.invite_start(), words.invite_start_hint(), words.invite_start_unit(), draft.start_days)}
        {more_rules(context)}
        <RadioChoices id="at-once" legend=words.invite_at_once() value=draft.auto_accept options/>
        {up_to}
    }
    .into_any()
}

/// A field for a whole number, with its unit behind it.
fn whole_number(
    context: PageContext,
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    unit: &'static str,
    value: RwSignal<String>,
) -> AnyView {
    let (error, on_leave) = (context.checked.error(id), context.checked.leave(id));
    view! { <TextField id label hint value inputmode="numeric" suffix=unit width=Width::Amount error on_leave/> }
        .into_any()
}

/// Rules that most do without: folded, unless something stands there.
fn more_rules(context: PageContext) -> AnyView {
    let PageContext { desk, words, .. } = context;
    let draft = desk.invite;
    let percent =
        move |id, label, hint, value| whole_number(context, id, label, hint, words.invite_percent_unit(), value);
    let is_typed = |text: RwSignal<String>| text.with_untracked(|text| !text.is_empty());
    let open = is_typed(draft.share_min) || is_typed(draft.left_over_max);
    view! {
        <Disclosure summary=words.invite_more() open>
            <div class="group__fields">
                {percent(SHARE_MIN, words.invite_share_min(), words.invite_share_min_hint(), draft.share_min)}
                {percent(LEFT_OVER_MAX, words.invite_left_over_max(), words.invite_left_over_max_hint(), draft.left_over_max)}
            </div>
        </Disclosure>
    }
    .into_any()
}

fn until(context: PageContext) -> AnyView {
    let PageContext { desk, words, checked } = context;
    let draft = desk.invite;
    let order = context.date_order();
    view! {
        <Card title=words.invite_until()>
            <DateField
                id="expires"
                legend=words.invite_expires()
                hint=words.invite_expires_hint()
                value=draft.expires
                words=date_words(words)
                order
                error=checked.error("expires")
                on_leave=checked.leave("expires")
            />
        </Card>
    }
    .into_any()
}
