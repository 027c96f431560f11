//! What stands in the place of whatever needs the country's catalogue while that cannot be had.

use leptos::prelude::*;
use ui::components::{Notice, NoticeKind};
use ui::form::{Actions, Button, ButtonKind};

use crate::store::AppState;
use crate::words::Words;

/// The catalogue did not come. Also for the debts page.
pub fn missing(state: AppState, words: Words) -> AnyView {
    let again = Callback::new(move |()| state.case.retry());
    view! {
        <Notice kind=NoticeKind::Care title=words.budget_missing_title() live=true>
            <p>{words.budget_missing_text()}</p>
            <Actions>
                <Button kind=ButtonKind::Outlined label=Signal::stored(words.budget_missing_again().to_owned()) on_press=again/>
            </Actions>
        </Notice>
    }
    .into_any()
}
