//! The debts of an invitation, each on a card.

use domain::debt::DebtKind;
use domain::money::parse_amount;
use leptos::prelude::*;
use ui::components::Card;
use ui::form::{
    Actions, AmountField, Button, ButtonKind, Checkbox, DateField, FieldGroup, FieldRow, SelectField, SelectOption,
    TextField,
};
use ui::format::Format;
use ui::icon::Icon;
use ui::live::live;
use wire::api::limit;

use crate::features::invite::context::PageContext;
use crate::features::invite::model::account_id;
use crate::shared::field_words::date_words;
use crate::shared::format::{format_of, label};
use crate::shared::labels;
use crate::store::AccountDraft;

/// All of them.
pub fn list(context: PageContext) -> AnyView {
    let accounts = context.desk.invite.accounts.get();
    let is_alone = accounts.len() == 1;
    let cards: Vec<AnyView> = accounts
        .into_iter()
        .enumerate()
        .map(|(index, account)| untrack(|| card(context, index, account, is_alone)))
        .collect();
    view! { {cards}{untrack(|| more(context))} }.into_any()
}

fn card(context: PageContext, index: usize, account: AccountDraft, is_alone: bool) -> AnyView {
    let PageContext { desk, words, checked } = context;
    let id = move |field: &str| account_id(account.key, field);
    let number = format_of(desk, desk.invite.money()).number(i64::try_from(index + 1).unwrap_or(i64::MAX));
    let title = words.invite_debt().number(&number);
    let types = DebtKind::ALL.map(|kind| SelectOption::new(kind.id(), labels::debt(words, kind))).to_vec();
    let remove = (!is_alone).then(|| {
        let gone = Callback::new(move |()| {
            desk.invite.take_out(account.key);
            browser::focus::focus_id_soon("undo-debt");
        });
        let context = title.clone();
        let label = label(words.invite_remove());
        view! { <Actions><Button kind=ButtonKind::Text drawing=Icon::Remove label context on_press=gone/></Actions> }
    });
    let parts = live(move || account.is_itemised.get().then(|| untrack(|| parts(context, account))).into_any());
    view! {
        <Card title>
            <TextField
                id=id("creditor")
                label=words.invite_creditor()
                hint=words.invite_creditor_hint()
                value=account.creditor
                autocomplete="off"
                error=checked.error(id("creditor"))
                on_leave=checked.leave(id("creditor"))
            />
            <FieldRow>
                <TextField
                    id=id("reference")
                    label=words.invite_reference()
                    value=account.reference
                    autocomplete="off"
                    error=checked.error(id("reference"))
                    on_leave=checked.leave(id("reference"))
                />
                <SelectField id=id("kind") label=words.invite_kind() value=account.kind options=types/>
            </FieldRow>
            {amount(context, account, "balance", words.invite_balance(), account.balance, true)}
            <Checkbox
                id=id("itemised")
                label=words.invite_itemised()
                hint=words.invite_itemised_hint()
                value=account.is_itemised
            />
            {parts}
            {remove}
        </Card>
    }
    .into_any()
}

/// An amount, perhaps with an echo of what was understood.
fn amount(
    context: PageContext,
    account: AccountDraft,
    field: &'static str,
    name: &str,
    value: RwSignal<String>,
    has_echo: bool,
) -> AnyView {
    let PageContext { desk, words, checked } = context;
    let id = account_id(account.key, field);
    let currency = desk.invite.money();
    // Outcome only where it may be read in two ways: "1,200" is twelve hundred here, and elsewhere 1.2.
    let echo = Signal::derive(move || {
        let is_telling = has_echo && value.with(|text| text.contains(['.', ',', '\'']));
        let amount = value.with(|text| parse_amount(text, currency)).ok().filter(|_| is_telling);
        amount.map(|amount| words.invite_read_as().amount(&format_of(desk, currency).money(amount, currency)))
    });
    view! {
        <AmountField
            id=id.clone()
            label=name.to_owned()
            value
            prefix=context.sign()
            error=checked.error(id.clone())
            echo
            on_leave=checked.leave(id)
        />
    }
    .into_any()
}

/// How the balance came about.
fn parts(context: PageContext, account: AccountDraft) -> AnyView {
    let PageContext { words, checked, .. } = context;
    let id = move |field: &str| account_id(account.key, field);
    let order = context.date_order();
    let one = move |field: &'static str, name: &str, value| amount(context, account, field, name, value, false);
    view! {
        <FieldGroup
            id=id("parts")
            legend=words.invite_parts()
            hint=words.invite_parts_hint()
            error=checked.error(id("parts"))
        >
            <DateField
                id=id("as_of")
                legend=words.invite_as_of()
                hint=words.invite_as_of_hint()
                value=account.as_of
                words=date_words(words)
                order
                error=checked.error(id("as_of"))
                on_leave=checked.leave(id("as_of"))
            />
            {one("then", words.invite_then(), account.then)}
            <FieldRow>
                {one("interest", words.invite_interest(), account.interest)}
                {one("fees", words.invite_fees(), account.fees)}
            </FieldRow>
            <FieldRow>
                {one("payments", words.invite_payments(), account.payments)}
                {one("credits", words.invite_credits(), account.credits)}
            </FieldRow>
        </FieldGroup>
    }
    .into_any()
}

/// Moves to the first field of a debt once it stands.
fn focus_debt(key: u32) {
    browser::focus::focus_id_soon(account_id(key, "creditor"));
}

/// The button that adds another debt, and the way back for one that was taken out.
fn more(context: PageContext) -> AnyView {
    let PageContext { desk, words, .. } = context;
    let draft = desk.invite;
    let add = Callback::new(move |()| focus_debt(desk.rooted(|| draft.add())));
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
