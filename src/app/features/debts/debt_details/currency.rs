//! A debt in another currency: which one, and what it is worth by the client's own rate of a day.

use browser::clock::today;
use domain::money::Currency;
use leptos::prelude::*;
use ui::form::{
    Button, ButtonKind, DateField, DateWords, SelectField, SelectOption, TextField, Width, date_text, parse_date,
};
use ui::live::live;

use crate::features::debts::debt_details::{DetailsContext, Fields};
use crate::features::debts::{converted_value, problem};
use crate::shared::currencies;
use crate::store::DebtField;
use crate::store::owed_in::{is_old, pair};

pub fn group(details: &DetailsContext) -> AnyView {
    let words = details.context.words;
    let Fields { currency, exchange, exchange_of, exchange_on, .. } = details.fields;
    // A rate belongs to the currencies between which it was typed.
    let (state, of_debt) = (details.context.state, details.debt.clone());
    Effect::watch(
        move || exchange.get(),
        move |_, _, _| {
            let plan = state.case.currency.get_untracked();
            if let Some(other) = untrack(|| of_debt.other_currency(plan)) {
                exchange_of.set(pair(other, plan));
            }
        },
        false,
    );
    let other = Memo::new({
        let debt = details.debt.clone();
        move |_| debt.other_currency(state.currency()).map(|other| other.code().to_owned()).unwrap_or_default()
    });
    let inside = details.clone();
    let rate = live(move || {
        let Some(other) = Currency::from_code(&other.get()) else { return ().into_any() };
        untrack(|| {
            // Who looks a rate up looks it up today, unless they say otherwise.
            if exchange_on.with(String::is_empty) {
                exchange_on.set(date_text(today()));
            }
            fields(&inside, other)
        })
    });
    let (id, label, hint) =
        (details.id("currency"), words.debt_details_currency_which(), words.debt_details_currency_hint());
    let options = options(details);
    let inner = view! { <SelectField id label hint value=currency options/>{rate} };
    let name = (words.debt_details_currency(), words.debt_details_currency_when());
    details.group("more-currency", name, DetailsContext::is_filled(currency), inner.into_any())
}

/// That of the plan first, then the others by name.
fn options(details: &DetailsContext) -> Vec<SelectOption> {
    let (words, state) = (details.context.words, details.context.state);
    let locale = untrack(|| state.format()).locale();
    let plan = state.case.currency.get_untracked();
    let chosen = details.fields.currency.get_untracked();
    let is_listed = |code: &&str| *code != plan.code() || chosen == *code;
    let mut codes: Vec<&str> = content::CURRENCIES.into_iter().filter(is_listed).collect();
    if !chosen.is_empty() && !codes.contains(&chosen.as_str()) {
        codes.push(&chosen);
    }
    let named = |code: &str| {
        let label = Currency::from_code(code).map(|currency| currencies::name(locale, currency));
        SelectOption::new(code, label.unwrap_or_else(|| code.to_owned()))
    };
    let mut others: Vec<SelectOption> = codes.into_iter().map(named).collect();
    others.sort_by_cached_key(|option| option.label.to_lowercase());
    let of_plan = words.debt_details_currency_plan().currency(&currencies::name(locale, plan));
    let mut all = vec![SelectOption::new("", of_plan)];
    all.extend(others);
    all
}

/// The rate, its day, and what follows from them.
fn fields(details: &DetailsContext, other: Currency) -> AnyView {
    let (context, words) = (details.context, details.context.words);
    let Fields { exchange, exchange_on, .. } = details.fields;
    let format = context.state.format();
    let (plan, code) = (context.state.currency(), other.code());
    let label = words.debt_details_exchange().code(code).plan(plan.code());
    let (error, leave) = details.watched(DebtField::Exchange, exchange);
    let rate = {
        let id = details.id(&problem::name(DebtField::Exchange));
        let (hint, keys, width) = (words.debt_details_exchange_hint(), "decimal", Width::Medium);
        let (prefix, suffix, autocomplete) = (["1 ", code, " ="].concat(), plan.code().to_owned(), "off");
        view! {
            <TextField
                id
                label
                hint
                value=exchange
                width
                inputmode=keys
                autocomplete
                prefix
                suffix
                error
                on_leave=leave
            />
        }
        .into_any()
    };
    let (error, on_leave) = details.watched(DebtField::ExchangeOn, exchange_on);
    let (id, order) = (details.id(&problem::name(DebtField::ExchangeOn)), format.locale().date_order());
    let legend = words.debt_details_exchange_on();
    let names = DateWords {
        day: words.offer_day().to_owned(),
        month: words.offer_month_name().to_owned(),
        year: words.offer_year().to_owned(),
    };
    let on = view! { <DateField id legend value=exchange_on words=names order error on_leave/> }.into_any();
    let is_past = Memo::new(move |_| exchange_on.with(|text| parse_date(text).is_ok_and(|day| is_old(day, today()))));
    let first_part = details.id(&problem::name(DebtField::Exchange));
    let fresh = live(move || {
        if !is_past.get() {
            return ().into_any();
        }
        let first_part = first_part.clone();
        let press = Callback::new(move |()| {
            exchange_on.set(date_text(today()));
            browser::focus::focus_id(&first_part);
        });
        let label = Signal::stored(words.debt_details_exchange_today().to_owned());
        view! { <div><Button kind=ButtonKind::Outlined label on_press=press/></div> }.into_any()
    });
    let said = converted_value::line(context, &details.debt, true);
    view! { {rate}{on}{fresh}<div role="status">{said}</div> }.into_any()
}
