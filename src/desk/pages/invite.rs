//! Writing an invitation: the debts, what is accepted, and until when the link works.

mod debt;

use leptos::prelude::*;
use ui::components::{Card, Disclosure, Lead, PageFrame, PageHeader};
use ui::form::{
    Actions, AmountField, Button, ButtonKind, DateField, DateWords, FieldRow, Form, LinkButton, RadioChoice,
    RadioChoices, SelectField, SelectOption, TextArea, TextField, Width,
};
use ui::format::{Format, Locale};
use ui::icon::Icon;
use ui::live::live;
use wire::api::{Country, InvitationCreated, limit};
use wire::json;
use wire::problem::Kind;

use crate::draft::{AT_ONCE_ALL, AT_ONCE_NOTHING, AT_ONCE_UP_TO, Code, Fault, LEFT_OVER_MAX, SHARE_MIN, account_id};
use crate::forms::{self, Checked, format_of, label};
use crate::kinds;
use crate::net::{self, NetError, Request};
use crate::route::LIST;
use crate::shell;
use crate::state::Desk;
use crate::words::{Words, use_words};
use browser::clock::today;

/// What the parts of this form share.
#[derive(Clone, Copy)]
pub struct Sheet {
    desk: Desk,
    words: Words,
    checked: Checked,
}

impl Sheet {
    /// The sign of the currency of now.
    fn sign(self) -> String {
        let currency = self.desk.invite.money();
        format_of(self.desk, currency).currency_sign(currency)
    }
}

/// The names of a date's fields.
pub fn date_words(words: Words) -> DateWords {
    DateWords {
        day: words.shell_day().to_owned(),
        month: words.shell_month().to_owned(),
        year: words.shell_year().to_owned(),
    }
}

/// How many letters are left.
pub fn letters_left(desk: Desk, words: Words) -> (usize, Callback<i64, String>) {
    let say = Callback::new(move |left: i64| {
        let format = format_of(desk, domain::money::Currency::USD);
        let count = left.unsigned_abs();
        let figure = format.number(left.saturating_abs());
        if left < 0 { words.shell_letters_over(count, &figure) } else { words.shell_letters_left(count, &figure) }
    });
    (limit::NOTE_CHARS_MAX, say)
}

/// The page.
pub fn page(desk: Desk) -> AnyView {
    let words = use_words();
    shell::title(words.invite_title());
    let draft = desk.invite;
    let money = Signal::derive(move || draft.money());
    let refused = Memo::new(move |_| {
        desk.sending.failed.with(|failed| match failed {
            Some(NetError::Problem(problem)) if problem.kind() == Some(Kind::ValueRefused) => {
                problem.errors.iter().map(|error| error.field.clone()).collect()
            }
            _ => Vec::new(),
        })
    });
    let find = move || {
        let mut faults = draft.read(today()).err().unwrap_or_default();
        let refused = refused.get();
        faults.extend(refused.iter().map(|field| Fault::new(draft.field_id(field), Code::Refused)));
        faults
    };
    let checked = Checked::new(desk, money, Box::new(find));
    let sheet = Sheet { desk, words, checked };
    follow_country(desk);
    let submit = Callback::new(move |()| {
        checked.try_it();
        let request = match untrack(|| draft.read(today())) {
            Ok(request) => request,
            Err(faults) => {
                // What has to be put right is in sight, also where it was folded away.
                faults.iter().for_each(|fault| ui::focus::unfold_id(&fault.id));
                return;
            }
        };
        let body = json::print(&request);
        let done = |desk: Desk, text: &str| {
            let created = net::read::<InvitationCreated>(text)?;
            desk.invite.clear(today());
            desk.take_link(created);
            Ok(())
        };
        desk.write(Request::post(net::INVITATIONS, Some(body)), true, Box::new(done));
    });
    let busy = desk.sending.busy;
    let face =
        Signal::derive(move || (if busy.get() { words.invite_sending() } else { words.invite_send() }).to_owned());
    // Drawn anew for another currency, whose sign stands before every amount.
    let debts = live(move || {
        money.track();
        debt::list(sheet)
    });
    let rules = live(move || {
        money.track();
        untrack(|| rules(sheet))
    });
    view! {
        <PageFrame>
            <PageHeader title=words.invite_title()>
                <Lead>{words.invite_lead()}</Lead>
            </PageHeader>
            {checked.summary()}
            <Form id="invite" on_submit=submit>
                {who(sheet)}
                {debts}
                <Card title=words.invite_rules()>{rules}</Card>
                {until(sheet)}
                {forms::trouble(desk)}
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

/// Another country brings its own currency; the counsellor may change it afterwards.
fn follow_country(desk: Desk) {
    let (country, currency) = (desk.invite.country, desk.invite.currency);
    Effect::watch(
        move || country.get(),
        move |id, _, _| currency.set(if *id == Country::Gb.id() { "GBP" } else { "USD" }.to_owned()),
        false,
    );
}

fn who(sheet: Sheet) -> AnyView {
    let Sheet { desk, words, checked } = sheet;
    let draft = desk.invite;
    let countries = vec![
        SelectOption::new(Country::Us.id(), words.kind_us()),
        SelectOption::new(Country::Gb.id(), words.kind_gb()),
    ];
    let option = |&code: &&'static str| SelectOption::new(code, kinds::currency(words, code));
    let currencies: Vec<SelectOption> = content::INVITATION_CURRENCIES.iter().map(option).collect();
    let organisation = desk.session().map(|session| words.invite_from(&session.name, &session.organisation.name));
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
                limit=letters_left(desk, words)
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
fn rules(sheet: Sheet) -> AnyView {
    let Sheet { desk, words, checked } = sheet;
    let draft = desk.invite;
    let date = format_of(desk, draft.money()).date(today());
    let options = Signal::stored(vec![
        RadioChoice::new(AT_ONCE_ALL, words.invite_at_once_all()).detail(words.invite_at_once_all_detail()),
        RadioChoice::new(AT_ONCE_UP_TO, words.invite_at_once_up_to()).detail(words.invite_at_once_up_to_detail()),
        RadioChoice::new(AT_ONCE_NOTHING, words.invite_at_once_nothing()).detail(words.invite_at_once_nothing_detail()),
    ]);
    let is_up_to = Memo::new(move |_| draft.at_once.with(|chosen| chosen == AT_ONCE_UP_TO));
    let up_to = live(move || {
        is_up_to
            .get()
            .then(|| {
                view! {
                    <AmountField
                        id="at-once-up-to"
                        label=words.invite_up_to()
                        value=draft.at_once_up_to
                        prefix=untrack(|| sheet.sign())
                        error=checked.error("at-once-up-to")
                        on_leave=checked.leave("at-once-up-to")
                    />
                }
            })
            .into_any()
    });
    view! {
        <p>{words.invite_rules_text(&date)}</p>
        <AmountField
            id="minimum"
            label=words.invite_minimum()
            hint=words.invite_minimum_hint()
            value=draft.minimum
            prefix=sheet.sign()
            error=checked.error("minimum")
            on_leave=checked.leave("minimum")
        />
        <TextField
            id="months"
            label=words.invite_months()
            hint=words.invite_months_hint()
            value=draft.months
            inputmode="numeric"
            suffix=words.invite_months_unit()
            width=Width::Amount
            error=checked.error("months")
            on_leave=checked.leave("months")
        />
        <TextField
            id="start-days"
            label=words.invite_start()
            hint=words.invite_start_hint()
            value=draft.start_days
            inputmode="numeric"
            suffix=words.invite_start_unit()
            width=Width::Amount
            error=checked.error("start-days")
            on_leave=checked.leave("start-days")
        />
        {more_rules(sheet)}
        <RadioChoices id="at-once" legend=words.invite_at_once() value=draft.at_once options/>
        {up_to}
    }
    .into_any()
}

/// Rules that most do without: folded, unless something stands there.
fn more_rules(sheet: Sheet) -> AnyView {
    let Sheet { desk, words, checked } = sheet;
    let draft = desk.invite;
    let percent = move |id: &'static str, label: &'static str, hint: &'static str, value: RwSignal<String>| {
        view! {
            <TextField
                id
                label
                hint
                value
                inputmode="numeric"
                suffix=words.invite_percent_unit()
                width=Width::Amount
                error=checked.error(id)
                on_leave=checked.leave(id)
            />
        }
        .into_any()
    };
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

fn until(sheet: Sheet) -> AnyView {
    let Sheet { desk, words, checked } = sheet;
    let draft = desk.invite;
    let order = Locale::choose(words.0.tag(), untrack(|| draft.money())).date_order();
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

/// Moves to the first field of a debt once it stands.
fn focus_debt(key: u32) {
    request_animation_frame(move || ui::focus::focus_id(&account_id(key, "creditor")));
}

/// The button that adds another debt, and the way back for one that was taken out.
fn more(sheet: Sheet) -> AnyView {
    let Sheet { desk, words, .. } = sheet;
    let draft = desk.invite;
    let add = Callback::new(move |()| focus_debt(desk.lasting(|| draft.add())));
    let is_full = Memo::new(move |_| draft.accounts.with(|accounts| accounts.len() >= limit::ACCOUNTS_MAX));
    let add_button = live(move || {
        if is_full.get() {
            return view! { <p class="soft">{words.invite_full()}</p> }.into_any();
        }
        view! {
            <Actions>
                <Button id="add-debt" kind=ButtonKind::Outlined drawing=Icon::Add label=label(words.invite_add()) on_press=add/>
            </Actions>
        }
        .into_any()
    });
    let undo = live(move || {
        let taken = draft.taken_out.with(Option::is_some);
        let back = Callback::new(move |()| {
            if let Some(key) = draft.put_back() {
                focus_debt(key);
            }
        });
        taken
            .then(|| {
                view! {
                    <div class="removed">
                        <p role="status">{words.invite_removed()}</p>
                        <Button id="undo-debt" kind=ButtonKind::Outlined label=label(words.invite_undo()) on_press=back/>
                    </div>
                }
            })
            .into_any()
    });
    view! { {undo}{add_button} }.into_any()
}
