//! What a debt in another currency is worth in the plan, and by which rate.

use browser::clock::today;
use leptos::prelude::*;
use ui::components::{Piece, Rich};
use ui::form::parse_date;
use ui::format::Format;
use ui::live::live;

use crate::features::debts::context::PageContext;
use crate::shared::currencies;
use crate::store::DebtEntry;
use crate::store::owed_in::is_old;

/// Below the balance, or within the form beside the rate, where a missing rate has its own words; follows it.
pub fn line(context: PageContext, debt: &DebtEntry, is_beside_rate: bool) -> AnyView {
    let debt = debt.clone();
    live(move || {
        let words = context.words;
        let read = debt.reading(context.state.currency());
        let Some(owed_in) = read.more.owed_in else { return ().into_any() };
        let known = owed_in.exchange.zip(debt.more.with(|more| parse_date(&more.exchange_on).ok()));
        let Some((exchange, day)) = known else {
            if is_beside_rate {
                return ().into_any();
            }
            return view! { <p class="debt__worth">{words.debt_details_worth_none()}</p> }.into_any();
        };
        let format = context.state.format();
        let (equation, day_text) = (currencies::equation(&format, &exchange), format.date(day));
        let said = match read.balance.ok().and_then(|balance| read.converted_value(balance)) {
            Some(worth) => words.debt_details_worth().amount(&context.money(worth)).date(&day_text).rate(&equation),
            None => vec![Piece::Text(words.debt_details_worth_rate().date(&day_text).rate(&equation))],
        };
        let old = is_old(day, today()).then(|| view! { <p>{words.debt_details_worth_old()}</p> }.into_any());
        view! {
            <div class="debt__worth">
                <p><Rich pieces=Signal::stored(said)/></p>
                {old}
            </div>
        }
        .into_any()
    })
}
