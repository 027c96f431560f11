//! Where a debt stands between the client and whoever claims it.

use leptos::prelude::*;
use ui::components::Rich;
use ui::form::{SelectField, SelectOption, TextField};
use ui::live::live;

use crate::features::debts::debt_details::store::ALL_WRONG;
use crate::features::debts::debt_details::{DetailsContext, Fields};
use crate::store::DebtField;

pub fn group(details: &DetailsContext) -> AnyView {
    let words = details.context.words;
    let status = details.fields.status;
    let is_invited = details.debt.is_invited;
    let all = [
        ("", words.debt_details_stands_none()),
        ("unverified", words.debt_details_stands_unverified()),
        ("verified", words.debt_details_stands_verified()),
        ("part", words.debt_details_stands_part()),
        (ALL_WRONG, words.debt_details_stands_all()),
        ("sold", words.debt_details_stands_sold()),
        ("time_barred_perhaps", words.debt_details_stands_old()),
        ("withdrawn", words.debt_details_stands_withdrawn()),
    ];
    // Against a debt of the invitation there is one way to say so, and it is heard.
    let is_offered = |(id, _): &(&str, &str)| !is_invited || *id != ALL_WRONG;
    let options =
        all.into_iter().filter(is_offered).map(|(id, label)| SelectOption::new(id, label)).collect::<Vec<_>>();
    let inside = details.clone();
    let follows = live(move || {
        let status = status.get();
        untrack(|| follow_up(&inside, &status))
    });
    let (id, legend) = (details.id("stands"), words.debt_details_stands_legend());
    let heard = is_invited.then(|| view! { <p class="soft">{words.debt_details_stands_invited()}</p> }.into_any());
    let inner = view! { <SelectField id label=legend value=status options/>{follows}{heard} };
    let name = (words.debt_details_stands(), words.debt_details_stands_when());
    let is_set = DetailsContext::is_filled(status) || details.debt.is_disputed.get_untracked();
    details.group("more-stands", name, is_set, inner.into_any())
}

/// What an answer asks for, or what follows from it.
fn follow_up(details: &DetailsContext, status: &str) -> AnyView {
    let words = details.context.words;
    let Fields { disputed_part, sold_to, sold_when, .. } = details.fields;
    match status {
        "part" => {
            let (label, hint) = (words.debt_details_wrong_part(), words.debt_details_wrong_part_hint());
            details.amount(DebtField::DisputedPart, disputed_part, label, hint)
        }
        "sold" => {
            let (to, when) = (details.id("sold-to"), details.id("sold-when"));
            view! {
                <TextField id=to label=words.debt_details_sold_to() value=sold_to autocomplete="off"/>
                <TextField
                    id=when
                    label=words.debt_details_sold_when()
                    hint=words.debt_details_sold_when_hint()
                    value=sold_when
                    autocomplete="off"
                />
                <p>{words.debt_details_stands_sold_text()}</p>
            }
            .into_any()
        }
        "time_barred_perhaps" => {
            view! { <p><Rich pieces=Signal::stored(words.debt_details_stands_old_text())/></p> }.into_any()
        }
        "withdrawn" => view! { <p>{words.debt_details_stands_withdrawn_text()}</p> }.into_any(),
        ALL_WRONG => view! { <p>{words.debt_details_stands_all_text()}</p> }.into_any(),
        _ => ().into_any(),
    }
}
