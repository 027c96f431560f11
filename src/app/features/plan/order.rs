//! The client's own order of the debts: each goes up or down by a press, and may be left at its minimum.

use leptos::prelude::*;
use ui::components::LiveRegion;
use ui::form::{Button, ButtonKind, Checkbox};
use ui::format::Format;
use ui::live::live;

use crate::shared::plan_inputs::Basis;
use crate::store::AppState;
use crate::words::Words;

/// One debt of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    id: String,
    name: String,
}

/// Exchanges two neighbours. Nothing where there is no neighbour.
fn moved(mut ids: Vec<String>, place: usize, is_up: bool) -> Vec<String> {
    let other = if is_up { place.checked_sub(1) } else { place.checked_add(1) };
    if let Some(other) = other.filter(|other| *other < ids.len() && place < ids.len()) {
        ids.swap(place, other);
    }
    ids
}

/// The list.
pub fn view(state: AppState, words: Words, basis: Memo<Basis>) -> AnyView {
    let lines = Memo::new(move |_| {
        basis.with(|basis| {
            let line = |place: &usize| {
                basis.readings.get(*place).map(|debt| Line { id: debt.id.clone(), name: debt.name.clone() })
            };
            basis.order.iter().filter_map(line).collect::<Vec<_>>()
        })
    });
    let said = RwSignal::new(String::new());
    let press = Callback::new(move |(place, is_up): (usize, bool)| {
        let (ids, name) = lines.with_untracked(|lines| {
            let name = lines.get(place).map(|line| line.name.clone()).unwrap_or_default();
            (lines.iter().map(|line| line.id.clone()).collect::<Vec<_>>(), name)
        });
        let count = ids.len();
        let now = if is_up { place.saturating_sub(1) } else { place.saturating_add(1) };
        state.plan.order.set(moved(ids, place, is_up));
        let number = |place: usize| untrack(|| state.format()).number(i64::try_from(place).unwrap_or_default());
        said.set(words.plan_order_said().count(&number(count)).name(&name).place(&number(now.saturating_add(1))));
        // The debt takes the focus with it: to the same button, or at an end to the other one.
        let has_same = if is_up { now > 0 } else { now.saturating_add(1) < count };
        let id = button_id(now, is_up == has_same);
        browser::focus::focus_id_soon(id);
    });
    let list = live(move || {
        let lines = lines.get();
        let count = lines.len();
        let drawn: Vec<AnyView> = untrack(|| {
            let rows = lines.into_iter().enumerate();
            rows.map(|(place, line)| row(state, words, line, (place, count), press)).collect()
        });
        view! { <ol class="order">{drawn}</ol> }.into_any()
    });
    view! {
        <section aria-labelledby="order-title">
            <h3 id="order-title">{words.plan_order()}</h3>
            <p class="soft">{words.plan_order_hint()}</p>
            {list}
            <LiveRegion message=said/>
        </section>
    }
    .into_any()
}

fn button_id(place: usize, is_up: bool) -> String {
    [if is_up { "order-up-" } else { "order-down-" }, &place.to_string()].concat()
}

fn row(
    state: AppState,
    words: Words,
    line: Line,
    (place, count): (usize, usize),
    press: Callback<(usize, bool)>,
) -> AnyView {
    let button = |is_up: bool, label: &'static str| {
        let on_press = Callback::new(move |()| press.run((place, is_up)));
        let label = Signal::stored(label.to_owned());
        let id = button_id(place, is_up);
        view! { <Button id kind=ButtonKind::Outlined label context=line.name.clone() on_press/> }.into_any()
    };
    let up = (place > 0).then(|| button(true, words.plan_order_up()));
    let down = (place + 1 < count).then(|| button(false, words.plan_order_down()));
    let untouched = state.plan.untouched;
    let id = line.id;
    let is_untouched = RwSignal::new(untouched.with(|ids| ids.contains(&id)));
    Effect::new(move |_| {
        let wanted = is_untouched.get();
        untouched.maybe_update(|ids| {
            let is_known = ids.contains(&id);
            if wanted && !is_known {
                ids.push(id.clone());
            } else if !wanted {
                ids.retain(|known| *known != id);
            }
            wanted != is_known
        });
    });
    let check = ["order-untouched-", &place.to_string()].concat();
    let label = words.plan_order_untouched().name(&line.name);
    view! {
        <li class="order__line">
            <p class="order__name">{line.name.clone()}</p>
            <div class="order__moves">{up}{down}</div>
            <Checkbox id=check label value=is_untouched/>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn a_debt_changes_places_with_its_neighbour() {
        let ids = |names: &str| names.chars().map(String::from).collect::<Vec<_>>();
        assert_eq!(moved(ids("abc"), 1, true), ids("bac"));
        assert_eq!(moved(ids("abc"), 1, false), ids("acb"));
        assert_eq!(moved(ids("abc"), 0, true), ids("abc"));
        assert_eq!(moved(ids("abc"), 2, false), ids("abc"));
        assert_eq!(moved(ids("abc"), 3, true), ids("abc"));
    }
}
