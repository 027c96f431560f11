//! Pay that is not the same each time: the last pays one by one, and what counts of them.

use domain::money::AmountError;
use leptos::prelude::*;
use ui::form::{AmountField, Button, ButtonKind, SelectField, SelectOption};
use ui::format::Format;
use ui::icon::Icon;
use ui::live::live;

use crate::features::budget::context::{PageContext, field_id};
use crate::shared::monthly_working::frequencies;
use crate::shared::typed::watched;
use crate::store::BudgetLine;

/// The most pays before the last one that the form asks for.
const BEFORE_MAX: usize = 11;
/// So many are asked for at once.
const BEFORE_FIRST: usize = 3;

/// The id of a pay's field, counted from the newest.
pub fn pay_id(line: &BudgetLine, at: usize) -> String {
    [&field_id(line), "-pay-", &at.to_string()].concat()
}

/// The last pays, and what counts of them.
pub(super) fn inside(context: PageContext, line: &BudgetLine, label: &str, sign: &str) -> AnyView {
    let words = context.words;
    if line.pays_every.with_untracked(String::is_empty) {
        line.pays_every.set("week".to_owned());
    }
    let missing = BEFORE_FIRST.saturating_sub(line.pays.with_untracked(Vec::len));
    (0..missing).for_each(|_| line.add_pay());
    let (drawn, of_sign, added) = (line.clone(), sign.to_owned(), line.clone());
    let fields = live(move || {
        let pays = drawn.pays.get();
        let field = |(at, value): (usize, RwSignal<String>)| {
            let (error, leave) = watched(value, move |text| {
                let currency = context.state.currency();
                let error = domain::money::parse_amount(text, currency).err();
                Some(context.problem(error.filter(|error| *error != AmountError::Required)?))
            });
            let number = context.state.format().number(i64::try_from(at + 1).unwrap_or_default());
            let label = words.budget_pays_before(u64::try_from(at + 1).unwrap_or_default(), &number);
            let id = pay_id(&drawn, at);
            view! { <AmountField id=id label=label value=value prefix=of_sign.clone() error=error on_leave=leave/> }
                .into_any()
        };
        untrack(|| pays.into_iter().enumerate().map(field).collect::<Vec<_>>().into_any())
    });
    let add = Callback::new(move |()| {
        let at = added.pays.with_untracked(Vec::len);
        added.add_pay();
        let id = pay_id(&added, at);
        browser::focus::focus_id_soon(id);
    });
    let (counted, named) = (line.clone(), label.to_owned());
    let more = live(move || {
        if counted.pays.with(Vec::len) >= BEFORE_MAX {
            return ().into_any();
        }
        let label = Signal::stored(words.budget_pays_add().to_owned());
        view! { <div><Button kind=ButtonKind::Text drawing=Icon::Add label=label context=named.clone() on_press=add/></div> }.into_any()
    });
    let rules = vec![
        SelectOption::new("", words.budget_pays_average()),
        SelectOption::new("lowest", words.budget_pays_lowest()),
    ];
    let id = field_id(line);
    view! {
        <div class="guideline stack" role="group" aria-label=words.budget_pays().name(label)>
            <p class="soft">{words.budget_pays_hint()}</p>
            <div class="owners">{fields}</div>
            {more}
            <div class="owners">
                <SelectField
                    id=[&id, "-pays-every"].concat()
                    label=words.budget_pays_every()
                    value=line.pays_every
                    options=frequencies(words)
                />
                <SelectField
                    id=[&id, "-pays-rule"].concat()
                    label=words.budget_pays_rule()
                    value=line.pays_rule
                    options=rules
                />
            </div>
        </div>
    }
    .into_any()
}
