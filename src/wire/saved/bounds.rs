//! What a copy from a file may hold. The page keeps to these bounds while somebody types, but a file can hold anything:
//! five thousand lines would stop a phone at each visit.

use domain::budget::LINES_MAX;
use domain::debt::DEBTS_MAX;

use super::{Saved, SavedError};

/// Bytes of the largest copy that is read.
pub const COPY_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Rows of each list that has no bound of its own in the domain.
const ROWS_MAX: usize = 200;
/// Messages that left the device.
const SENT_MAX: usize = 2_000;
/// Characters of what a person types into a field of one line.
const TYPED_CHARS_MAX: usize = 2_000;

impl Saved {
    /// Reads a document that comes from a file, which anybody may have written.
    ///
    /// # Errors
    /// As [`Self::parse`], and [`SavedError::TooMuch`] for a document beyond what the page itself would let anybody type.
    pub fn parse_copy(bytes: &[u8]) -> Result<Self, SavedError> {
        if bytes.len() > COPY_BYTES_MAX {
            return Err(SavedError::TooMuch);
        }
        let saved = Self::parse(bytes)?;
        if saved.is_in_bounds() { Ok(saved) } else { Err(SavedError::TooMuch) }
    }

    fn is_in_bounds(&self) -> bool {
        let statement = &self.statement;
        let lists = [
            (self.budget.len(), LINES_MAX),
            (self.debts.len(), DEBTS_MAX),
            (self.plan.order.len(), DEBTS_MAX),
            (self.plan.untouched.len(), DEBTS_MAX),
            (self.trials.what_ifs.len(), ROWS_MAX),
            (self.offer.answers.len(), ROWS_MAX),
            (self.lessons.len(), ROWS_MAX),
            (statement.members.len(), ROWS_MAX),
            (statement.assets.len(), ROWS_MAX),
            (statement.reasons.len(), ROWS_MAX),
            (statement.arrears.len(), DEBTS_MAX),
            (statement.debt_owners.len(), DEBTS_MAX),
            (statement.debt_days.len(), DEBTS_MAX),
            (self.sent.len(), SENT_MAX),
        ];
        let lines = self.budget.iter().all(|line| {
            line.pays.len() <= ROWS_MAX
                && [&line.id, &line.name, &line.amount, &line.frequency].into_iter().all(|typed| fits(typed))
        });
        let debts = self.debts.iter().all(|debt| {
            debt.more.parts.len() <= ROWS_MAX
                && [&debt.id, &debt.name, &debt.balance, &debt.rate, &debt.rate_is].into_iter().all(|typed| fits(typed))
        });
        lists.into_iter().all(|(rows, most)| rows <= most) && lines && debts
    }
}

fn fits(typed: &str) -> bool {
    typed.len() <= TYPED_CHARS_MAX
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::saved::{BudgetLine, Debt, Sent};

    fn parsed(edit: impl FnOnce(&mut Saved)) -> Result<(), SavedError> {
        let mut saved = Saved { version: 2, ..Saved::default() };
        edit(&mut saved);
        Saved::parse_copy(&saved.to_bytes()).map(|_| ())
    }

    #[test]
    fn a_copy_holds_what_can_be_typed_and_no_more() {
        let line =
            || BudgetLine { side: "outgoing".to_owned(), frequency: "month".to_owned(), ..BudgetLine::default() };
        assert_eq!(parsed(|saved| saved.budget = vec![line(); LINES_MAX]), Ok(()));
        assert_eq!(parsed(|saved| saved.budget = vec![line(); LINES_MAX + 1]), Err(SavedError::TooMuch));
        assert_eq!(parsed(|saved| saved.debts = vec![Debt::default(); DEBTS_MAX]), Ok(()));
        assert_eq!(parsed(|saved| saved.debts = vec![Debt::default(); DEBTS_MAX + 1]), Err(SavedError::TooMuch));
        assert_eq!(parsed(|saved| saved.sent = vec![Sent::default(); SENT_MAX + 1]), Err(SavedError::TooMuch));
        let named = |chars| BudgetLine { name: "x".repeat(chars), ..line() };
        assert_eq!(parsed(|saved| saved.budget = vec![named(TYPED_CHARS_MAX)]), Ok(()));
        assert_eq!(parsed(|saved| saved.budget = vec![named(TYPED_CHARS_MAX + 1)]), Err(SavedError::TooMuch));
        let pays = BudgetLine { pays: vec![String::new(); ROWS_MAX + 1], ..line() };
        assert_eq!(parsed(|saved| saved.budget = vec![pays]), Err(SavedError::TooMuch));
    }

    #[test]
    fn a_document_of_the_page_itself_is_never_refused_for_its_size() {
        let saved = Saved { version: 2, sent: vec![Sent::default(); SENT_MAX + 1], ..Saved::default() };
        assert_eq!(Saved::parse(&saved.to_bytes()), Ok(saved));
    }
}
