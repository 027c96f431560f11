//! What else may be known of a debt, in groups that open by themselves: nobody has to fill in any of it.

mod currency;
mod dispute_status;
mod parts;
mod store;

use browser::clock::today;
use leptos::prelude::*;
use ui::components::Rich;
use ui::form::{AmountField, FieldRow, RadioChoice, RadioChoices, SelectField, SelectOption, TextField, Width};
use ui::live::live;

use self::store::Fields;
use crate::features::debts::context::{PageContext, field_id};
use crate::features::debts::fields::watched;
use crate::features::debts::problem;
use crate::shared::{fold, months};
use crate::store::{DebtEntry, DebtField, DebtFieldError};

/// What every group needs.
#[derive(Clone)]
struct DetailsContext {
    context: PageContext,
    debt: DebtEntry,
    fields: Fields,
    /// What is wrong now.
    problems: Memo<Vec<(DebtField, DebtFieldError)>>,
    /// The sign of its currency.
    sign: Signal<String>,
}

/// All groups.
pub fn view(context: PageContext, debt: &DebtEntry) -> AnyView {
    let words = context.words;
    let read = debt.clone();
    let details = DetailsContext {
        context,
        debt: debt.clone(),
        fields: Fields::open(debt),
        problems: Memo::new(move |_| read.reading(context.state.currency()).more.problems),
        sign: context.sign(debt),
    };
    // Where the way to a mistake leads must stand open.
    let (problems, of) = (details.problems, debt.clone());
    Effect::watch(
        move || context.attempt.get(),
        move |_, _, _| {
            problems.with_untracked(|problems| {
                problems
                    .iter()
                    .for_each(|(field, _)| browser::focus::unfold_id(&field_id(&of, &problem::name(*field))));
            });
        },
        false,
    );
    let mut groups = vec![
        asked(&details),
        rates(&details),
        counted(&details),
        fees(&details),
        parts::group(&details),
        dispute_status::group(&details),
        owes(&details),
    ];
    // What came with the invitation is in the invitation's currency.
    if !debt.is_invited {
        groups.push(currency::group(&details));
    }
    view! {
        <div class="stack">
            <p class="soft">{words.debt_details_intro()}</p>
            <div class="folds debt__groups">{groups}</div>
        </div>
    }
    .into_any()
}

impl DetailsContext {
    fn id(&self, field: &str) -> String {
        field_id(&self.debt, field)
    }

    fn is_filled(typed: RwSignal<String>) -> bool {
        typed.with_untracked(|text| !text.is_empty())
    }

    /// A group with its name and one line on whom it matters to; open where something in it is set.
    fn group(&self, name: &str, (title, when): (&'static str, &'static str), is_set: bool, inner: AnyView) -> AnyView {
        let name_of_it = view! {
            <span class="debt__group">
                <span>{title}</span>
                <span class="debt__when">{when}</span>
            </span>
        };
        let inner = view! { <div class="debt__form">{inner}</div> };
        fold::fold(&self.id(name), is_set, name_of_it.into_any(), inner.into_any())
    }

    /// What is wrong with a field, once it was left with this text or somebody tried to go on.
    fn watched(&self, field: DebtField, typed: RwSignal<String>) -> (Signal<Option<String>>, Callback<()>) {
        let (context, problems, debt) = (self.context, self.problems, self.debt.clone());
        watched(context, typed, move || {
            let found = problems.with(|all| all.iter().find(|(known, _)| *known == field).map(|(_, what)| *what));
            found.map(|what| problem::sentence(context, &debt, field, what))
        })
    }

    fn amount(&self, field: DebtField, typed: RwSignal<String>, label: &'static str, hint: &'static str) -> AnyView {
        let (error, leave) = self.watched(field, typed);
        let (id, prefix) = (self.id(&problem::name(field)), self.sign);
        if hint.is_empty() {
            view! { <AmountField id label value=typed prefix error on_leave=leave/> }.into_any()
        } else {
            view! { <AmountField id label hint value=typed prefix error on_leave=leave/> }.into_any()
        }
    }

    fn percent(&self, field: DebtField, typed: RwSignal<String>, label: &'static str, hint: &'static str) -> AnyView {
        let (error, leave) = self.watched(field, typed);
        let id = self.id(&problem::name(field));
        percent(id, typed, (label, hint), error, leave)
    }

    fn month(&self, field: DebtField, typed: RwSignal<String>, label: &'static str) -> AnyView {
        let now = today();
        let format = self.context.state.format();
        let options = typed.with_untracked(|chosen| months::options(&format, (now.year(), now.month()), chosen, false));
        let (error, _) = self.watched(field, typed);
        let (id, none) = (self.id(&problem::name(field)), self.context.words.debt_details_month_none());
        view! { <SelectField id label value=typed options placeholder=none error/> }.into_any()
    }
}

fn percent(
    id: String,
    typed: RwSignal<String>,
    (label, hint): (&'static str, &'static str),
    error: Signal<Option<String>>,
    leave: Callback<()>,
) -> AnyView {
    let (width, keys, autocomplete, suffix) = (Width::Short, "decimal", "off", "%");
    if hint.is_empty() {
        view! { <TextField id label value=typed width inputmode=keys autocomplete suffix error on_leave=leave/> }
            .into_any()
    } else {
        view! { <TextField id label hint value=typed width inputmode=keys autocomplete suffix error on_leave=leave/> }
            .into_any()
    }
}

fn choices(id: String, legend: &'static str, value: RwSignal<String>, options: Vec<RadioChoice>) -> AnyView {
    view! { <RadioChoices id legend value options=Signal::stored(options)/> }.into_any()
}

fn choice(value: &str, title: &str, text: &str) -> RadioChoice {
    let choice = RadioChoice::new(value, title);
    if text.is_empty() { choice } else { choice.detail(text) }
}

/// What they ask for each month.
fn asked(details: &DetailsContext) -> AnyView {
    let words = details.context.words;
    let Fields { minimum_rule, minimum_percent, minimum_floor, .. } = details.fields;
    let options = vec![
        choice("", words.debt_details_asked_fixed(), words.debt_details_asked_fixed_text()),
        choice("percent", words.debt_details_asked_percent(), words.debt_details_asked_percent_text()),
        choice("interest_percent", words.debt_details_asked_interest(), words.debt_details_asked_interest_text()),
    ];
    let is_fixed = Memo::new(move |_| minimum_rule.with(String::is_empty));
    let inside = details.clone();
    let rule = live(move || {
        if is_fixed.get() {
            return ().into_any();
        }
        let (read, context) = (inside.debt.clone(), inside.context);
        let first = live(move || {
            let asked = read.reading(context.state.currency()).asked();
            let said = asked.minimum.ok().filter(|minimum| minimum.is_positive()).map(|minimum| {
                let pieces = words.debt_details_asked_first().amount(&context.money_of(&asked, minimum));
                view! { <p role="status"><Rich pieces=Signal::stored(pieces)/></p> }.into_any()
            });
            said.into_any()
        });
        untrack(|| {
            let (label, hint) = (words.debt_details_percent(), words.debt_details_percent_hint());
            let part = inside.percent(DebtField::MinimumPercent, minimum_percent, label, hint);
            let (label, hint) = (words.debt_details_floor(), words.debt_details_floor_hint());
            let floor = inside.amount(DebtField::MinimumFloor, minimum_floor, label, hint);
            view! { {part}{floor}{first} }.into_any()
        })
    });
    let options = choices(details.id("asked"), words.debt_details_asked_legend(), minimum_rule, options);
    let name = (words.debt_details_asked(), words.debt_details_asked_when());
    details.group("more-asked", name, DetailsContext::is_filled(minimum_rule), view! { {options}{rule} }.into_any())
}

/// A low rate that ends, and a rate that is known to come.
fn rates(details: &DetailsContext) -> AnyView {
    let words = details.context.words;
    let Fields { promo_rate, promo_until, step_from, step_rate, parts, .. } = details.fields;
    let has_parts = Memo::new(move |_| parts.with(|parts| !parts.is_empty()));
    let inside = details.clone();
    let inner = live(move || {
        if has_parts.get() {
            return view! { <p>{words.debt_details_rates_parts()}</p> }.into_any();
        }
        untrack(|| {
            let low = (words.debt_details_promo_rate(), words.debt_details_promo_rate_hint());
            let low = inside.percent(DebtField::PromoRate, promo_rate, low.0, low.1);
            let until = inside.month(DebtField::PromoUntil, promo_until, words.debt_details_promo_until());
            let rated = inside.debt.clone();
            let context = inside.context;
            let (error, leave) = watched(context, rated.rate, move || context.rate_mistake(&rated));
            let label = (words.debt_details_later(), words.debt_details_later_hint());
            let later = percent(inside.id("later"), inside.debt.rate, label, error, leave);
            let from = inside.month(DebtField::StepFrom, step_from, words.debt_details_step_from());
            let rate = inside.percent(DebtField::StepRate, step_rate, words.debt_details_step_rate(), "");
            view! {
                <FieldRow>{low}{until}</FieldRow>
                {later}
                <h4>{words.debt_details_step()}</h4>
                <FieldRow>{from}{rate}</FieldRow>
            }
            .into_any()
        })
    });
    let is_set = [promo_rate, promo_until, step_from, step_rate].into_iter().any(DetailsContext::is_filled);
    let name = (words.debt_details_rates(), words.debt_details_rates_when());
    details.group("more-rates", name, is_set, inner)
}

/// When interest begins to bear interest, and how days are counted.
fn counted(details: &DetailsContext) -> AnyView {
    let words = details.context.words;
    let Fields { compounding, day_count, .. } = details.fields;
    let options = vec![
        choice("", words.debt_details_counted_monthly(), words.debt_details_counted_monthly_text()),
        choice("daily", words.debt_details_counted_daily(), words.debt_details_counted_daily_text()),
        choice("simple", words.debt_details_counted_simple(), words.debt_details_counted_simple_text()),
    ];
    let options = choices(details.id("counted"), words.debt_details_counted_legend(), compounding, options);
    let days = [
        ("", words.debt_details_days_usual()),
        ("30/360", words.debt_details_days_30()),
        ("actual/365", words.debt_details_days_365()),
        ("actual/360", words.debt_details_days_360()),
    ];
    let days = days.into_iter().map(|(id, label)| SelectOption::new(id, label)).collect();
    let is_shown = Memo::new(move |_| !compounding.with(String::is_empty) || !day_count.with(String::is_empty));
    let (id, kept) = (details.id("days"), StoredValue::new(days));
    let days = live(move || {
        if !is_shown.get() {
            return ().into_any();
        }
        let (id, options): (_, Vec<SelectOption>) = (id.clone(), kept.get_value());
        let (label, hint) = (words.debt_details_days(), words.debt_details_days_hint());
        view! { <SelectField id label hint=hint value=day_count options/> }.into_any()
    });
    let is_set = DetailsContext::is_filled(compounding) || DetailsContext::is_filled(day_count);
    let name = (words.debt_details_counted(), words.debt_details_counted_when());
    details.group("more-counted", name, is_set, view! { {options}{days} }.into_any())
}

/// Fees, and the limit that one of them is about.
fn fees(details: &DetailsContext) -> AnyView {
    let words = details.context.words;
    let Fields { fee_monthly, fee_late, fee_over_limit, credit_limit, .. } = details.fields;
    let monthly = details.amount(DebtField::FeeMonthly, fee_monthly, words.debt_details_fee_monthly(), "");
    let late =
        details.amount(DebtField::FeeLate, fee_late, words.debt_details_fee_late(), words.debt_details_fee_late_hint());
    let over = details.amount(DebtField::FeeOverLimit, fee_over_limit, words.debt_details_fee_over_limit(), "");
    let limit = details.amount(
        DebtField::CreditLimit,
        credit_limit,
        words.debt_details_limit(),
        words.debt_details_limit_hint(),
    );
    let is_set = [fee_monthly, fee_late, fee_over_limit, credit_limit].into_iter().any(DetailsContext::is_filled);
    let name = (words.debt_details_fees(), words.debt_details_fees_when());
    details.group("more-fees", name, is_set, view! { {monthly}{late}{limit}{over} }.into_any())
}

/// Who else owes it.
fn owes(details: &DetailsContext) -> AnyView {
    let words = details.context.words;
    let liability = details.fields.liability;
    let options = vec![
        choice("", words.debt_details_owes_sole(), ""),
        choice("joint", words.debt_details_owes_joint(), words.debt_details_owes_joint_text()),
        choice("guaranteed", words.debt_details_owes_guaranteed(), words.debt_details_owes_guaranteed_text()),
        choice("guarantor", words.debt_details_owes_guarantor(), words.debt_details_owes_guarantor_text()),
    ];
    let options = choices(details.id("owes"), words.debt_details_owes_legend(), liability, options);
    let name = (words.debt_details_owes(), words.debt_details_owes_when());
    details.group("more-owes", name, DetailsContext::is_filled(liability), options)
}
