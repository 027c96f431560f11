//! What a case is called.

use ui::format::Format;

use crate::shared::format::format_of;
use crate::store::Desk;
use crate::words::Words;

/// What to call a case: its label, or else to whom the client owes.
pub fn case_name(desk: Desk, words: Words, label: &str, creditors: &[&str]) -> String {
    match creditors {
        _ if !label.is_empty() => label.to_owned(),
        [] => words.case_title().to_owned(),
        [one] => (*one).to_owned(),
        [first, others @ ..] => {
            let count = i64::try_from(others.len()).unwrap_or(i64::MAX);
            let format = format_of(desk, domain::money::Currency::USD);
            words.cases_and_more(count.unsigned_abs(), &format.number(count)).creditor(first)
        }
    }
}
