//! Where a debt stands between the client and whoever claims it.

use leptos::prelude::*;
use ui::components::Rich;
use ui::form::{SelectField, SelectOption, TextField};
use ui::live::live;

use super::store::ALL_WRONG;
use super::{Bench, Fields};
use crate::state::MoreField;

pub fn group(bench: &Bench) -> AnyView {
    let words = bench.desk.words;
    let status = bench.fields.status;
    let is_invited = bench.debt.is_invited;
    let all = [
        ("", words.debts_more_stands_none()),
        ("unverified", words.debts_more_stands_unverified()),
        ("verified", words.debts_more_stands_verified()),
        ("part", words.debts_more_stands_part()),
        (ALL_WRONG, words.debts_more_stands_all()),
        ("sold", words.debts_more_stands_sold()),
        ("time_barred_perhaps", words.debts_more_stands_old()),
        ("withdrawn", words.debts_more_stands_withdrawn()),
    ];
    // Against a debt of the invitation there is one way to say so, and it is heard.
    let is_offered = |(id, _): &(&str, &str)| !is_invited || *id != ALL_WRONG;
    let options =
        all.into_iter().filter(is_offered).map(|(id, label)| SelectOption::new(id, label)).collect::<Vec<_>>();
    let inside = bench.clone();
    let follows = live(move || {
        let status = status.get();
        untrack(|| follow_up(&inside, &status))
    });
    let (id, legend) = (bench.id("stands"), words.debts_more_stands_legend());
    let heard = is_invited.then(|| view! { <p class="soft">{words.debts_more_stands_invited()}</p> }.into_any());
    let inner = view! { <SelectField id label=legend value=status options/>{follows}{heard} };
    let name = (words.debts_more_stands(), words.debts_more_stands_when());
    let is_set = Bench::is_filled(status) || bench.debt.is_disputed.get_untracked();
    bench.group("more-stands", name, is_set, inner.into_any())
}

/// What an answer asks for, or what follows from it.
fn follow_up(bench: &Bench, status: &str) -> AnyView {
    let words = bench.desk.words;
    let Fields { disputed_part, sold_to, sold_when, .. } = bench.fields;
    match status {
        "part" => {
            let (label, hint) = (words.debts_more_wrong_part(), words.debts_more_wrong_part_hint());
            bench.amount(MoreField::DisputedPart, disputed_part, label, hint)
        }
        "sold" => {
            let (to, when) = (bench.id("sold-to"), bench.id("sold-when"));
            view! {
                <TextField id=to label=words.debts_more_sold_to() value=sold_to autocomplete="off"/>
                <TextField
                    id=when
                    label=words.debts_more_sold_when()
                    hint=words.debts_more_sold_when_hint()
                    value=sold_when
                    autocomplete="off"
                />
                <p>{words.debts_more_stands_sold_text()}</p>
            }
            .into_any()
        }
        "time_barred_perhaps" => {
            view! { <p><Rich pieces=Signal::stored(words.debts_more_stands_old_text())/></p> }.into_any()
        }
        "withdrawn" => view! { <p>{words.debts_more_stands_withdrawn_text()}</p> }.into_any(),
        ALL_WRONG => view! { <p>{words.debts_more_stands_all_text()}</p> }.into_any(),
        _ => ().into_any(),
    }
}
