//! The budget as typed, and what it comes to.

use domain::budget::{Convention, Frequency, Recurrence, TimesAMonth, VaryingRule};
use domain::money::{Amount, AmountError, Currency, parse_amount};
use leptos::prelude::*;
use wire::saved;
use wire::saved::{Saved, Statement};

use crate::store::{AppState, rooted};

/// One line, as signals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetLine {
    /// Id in the country's catalogue, or `own-…`.
    pub id: String,
    /// `income`, `outgoing` or `saving`.
    pub side: String,
    /// The client's name for an own line.
    pub name: RwSignal<String>,
    /// The amount as typed.
    pub amount: RwSignal<String>,
    /// Frequency id; [`VARIES`]; or `times_10` for so many times a year.
    pub frequency: RwSignal<String>,
    /// Where it varies, the pays before the last one as typed, the newest first.
    pub pays: RwSignal<Vec<RwSignal<String>>>,
    /// Where it varies, the frequency id of the pays.
    pub pays_every: RwSignal<String>,
    /// Where it varies, what counts of the pays: `lowest`, or else the average.
    pub pays_rule: RwSignal<String>,
    /// The group an own line stands in; empty for none.
    pub group: String,
    /// Whose it is: a member's id, `business`, or empty for the household's together.
    pub owner: RwSignal<String>,
    /// One of its days; empty for not told.
    pub day: RwSignal<String>,
}

/// The frequency of pay that is not the same each time.
pub const VARIES: &str = "varies";

/// The owner of lines that belong to a business beside the household.
pub const BUSINESS: &str = "business";

impl BudgetLine {
    fn new(line: &saved::BudgetLine) -> Self {
        rooted(|| Self {
            id: line.id.clone(),
            side: line.side.clone(),
            name: RwSignal::new(line.name.clone()),
            amount: RwSignal::new(line.amount.clone()),
            frequency: RwSignal::new(line.frequency.clone()),
            pays: RwSignal::new(line.pays.iter().map(|pay| RwSignal::new(pay.clone())).collect()),
            pays_every: RwSignal::new(line.pays_every.clone()),
            pays_rule: RwSignal::new(line.pays_rule.clone()),
            group: line.group.clone(),
            owner: RwSignal::new(line.owner.clone()),
            day: RwSignal::new(line.day.clone()),
        })
    }

    /// True for a line of the client's own, which may be named and removed.
    pub fn is_own(&self) -> bool {
        self.id.starts_with("own-")
    }

    /// The amount, if it can be read.
    pub fn reading(&self, currency: Currency) -> Result<Amount, AmountError> {
        self.amount.with(|text| parse_amount(text, currency))
    }

    /// Makes room for one more of the pays before the last one.
    pub fn add_pay(&self) {
        let pay = rooted(|| RwSignal::new(String::new()));
        self.pays.update(|pays| pays.push(pay));
    }

    /// True where the amount is not the same each time.
    pub fn varies(&self) -> bool {
        self.frequency.with(|id| id == VARIES)
    }

    /// How often its days come: of the pays where they vary, every month for so many times a year and for something
    /// unknown.
    pub fn every(&self) -> Frequency {
        let of_pays = || self.pays_every.with(|id| Frequency::from_id(id));
        let known = if self.varies() { of_pays() } else { self.frequency.with(|id| Frequency::from_id(id)) };
        known.unwrap_or_default()
    }

    /// The amount and how it recurs.
    ///
    /// # Errors
    /// Why an amount cannot be read: the line's own, or one of the pays before it.
    pub fn recurrence(&self, currency: Currency) -> Result<Recurrence, AmountError> {
        let amount = self.reading(currency)?;
        let frequency = self.every();
        if !self.varies() {
            return Ok(match self.frequency.with(|id| times_a_year(id)) {
                Some(times) => Recurrence::TimesAYear { amount, times },
                None => Recurrence::Each { amount, frequency },
            });
        }
        let mut amounts = vec![amount];
        for pay in self.pays.get() {
            match pay.with(|text| parse_amount(text, currency)) {
                Ok(amount) => amounts.push(amount),
                Err(AmountError::Required) => {}
                Err(error) => return Err(error),
            }
        }
        let is_lowest = self.pays_rule.with(|rule| rule == "lowest");
        let rule = if is_lowest { VaryingRule::Lowest } else { VaryingRule::Average };
        Ok(Recurrence::Varying { amounts, frequency, rule })
    }
}

/// The number in `times_10`; `None` for any other id.
fn times_a_year(id: &str) -> Option<u8> {
    id.strip_prefix("times_")?.parse().ok().filter(|times| (1..=52).contains(times))
}

impl AppState {
    /// How days and weeks become months: as the client chose for this country, or as it is usual there.
    pub fn convention(self) -> Convention {
        let chosen =
            self.case.country.with(|country| self.budget.statement.with(|kept| convention(&kept.convention, country)));
        chosen.unwrap_or_else(|| self.case.convention())
    }
}

/// Reads `us-snap 365/12 43/10 43/20 13/12`; `None` for another country's rule, and for factors that are none.
fn convention(text: &str, country: &str) -> Option<Convention> {
    let mut words = text.strip_prefix(country)?.split(' ').skip(1);
    let mut factor = || {
        let (above, below) = words.next()?.split_once('/')?;
        let whole = |digits: &str| digits.parse::<u32>().ok().filter(|&number| number > 0).map(i64::from);
        Some(TimesAMonth { numerator: whole(above)?, denominator: whole(below)? })
    };
    Some(Convention { day: factor()?, week: factor()?, two_weeks: factor()?, four_weeks: factor()? })
}

/// What the budget comes to in a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BudgetTotals {
    /// Sum of income.
    pub income: Amount,
    /// Sum of outgoings.
    pub outgoings: Amount,
    /// Put by each month.
    pub saving: Amount,
    /// What debts take before anybody is offered anything: what was agreed, and what priority debts ask for.
    pub committed: Amount,
    /// Income − outgoings − saving − what debts take.
    pub left_over: Amount,
    /// Lines with an amount that cannot be read; they are not in the sums.
    pub unreadable: usize,
    /// Lines that are in the sums.
    pub counted: usize,
}

/// All lines.
#[derive(Clone, Copy)]
pub struct BudgetStore {
    /// In the order they were first needed.
    pub lines: RwSignal<Vec<BudgetLine>>,
    /// Whether the form shows every line of the catalogue.
    pub is_full: RwSignal<bool>,
    /// What the full statement has beside the lines. Its pages edit it field by field.
    pub statement: RwSignal<Statement>,
}

impl BudgetStore {
    pub fn new(saved: &Saved) -> Self {
        Self {
            lines: RwSignal::new(saved.budget.iter().map(BudgetLine::new).collect()),
            is_full: RwSignal::new(saved.statement.is_full),
            statement: RwSignal::new(saved.statement.clone()),
        }
    }

    /// The line of a catalogue entry, made empty if it is not there yet.
    pub fn line(self, id: &str, side: &str, frequency: &str) -> BudgetLine {
        let known = self.lines.with_untracked(|lines| lines.iter().find(|line| line.id == id).cloned());
        known.unwrap_or_else(|| self.add(id, side, frequency, ""))
    }

    fn add(self, id: &str, side: &str, frequency: &str, group: &str) -> BudgetLine {
        let line = BudgetLine::new(&saved::BudgetLine {
            id: id.to_owned(),
            side: side.to_owned(),
            frequency: frequency.to_owned(),
            group: group.to_owned(),
            ..Default::default()
        });
        self.lines.update(|lines| lines.push(line.clone()));
        line
    }

    /// Adds an own line to a group, or to none; `None` when there are as many as a budget holds.
    pub fn add_own(self, side: &str, group: &str) -> Option<BudgetLine> {
        let id = self.lines.with_untracked(|lines| {
            let last = lines.iter().filter_map(|line| line.id.strip_prefix("own-")?.parse::<u32>().ok()).max();
            (lines.len() < domain::budget::LINES_MAX).then(|| format!("own-{}", last.unwrap_or(0).saturating_add(1)))
        })?;
        Some(self.add(&id, side, "month", group))
    }

    /// Takes a line out; answers its place and the line, so that it can be put back.
    pub fn take_out(self, id: &str) -> Option<(usize, BudgetLine)> {
        let place = self.lines.with_untracked(|lines| lines.iter().position(|line| line.id == id))?;
        self.lines.try_update(|lines| (place, lines.remove(place)))
    }

    /// Puts a line back that was taken out.
    pub fn put_back(self, place: usize, line: BudgetLine) {
        self.lines.update(|lines| {
            if !lines.iter().any(|other| other.id == line.id) {
                lines.insert(place.min(lines.len()), line);
            }
        });
    }

    /// Gives every line in use the name it has in this catalogue, before the catalogue changes: a line that the next
    /// one lacks stays in the budget under this name.
    pub fn keep_names(self, catalogue: &content::Country) {
        self.lines.with_untracked(|lines| {
            for line in
                lines.iter().filter(|line| !line.is_own() && line.amount.with_untracked(|text| !text.is_empty()))
            {
                if let Some(entry) = catalogue.lines.iter().find(|entry| entry.id == line.id) {
                    line.name.set(entry.label.clone());
                }
            }
        });
    }

    /// The lines of one side; follows the list, not the amounts.
    pub fn side(self, side: &str) -> Vec<BudgetLine> {
        self.lines.with(|lines| lines.iter().filter(|line| line.side == side).cloned().collect())
    }

    /// What it all comes to, without the debts; follows every line.
    pub fn totals(self, convention: Convention, currency: Currency) -> BudgetTotals {
        let mut totals = BudgetTotals::default();
        let has_business = self.statement.with(|statement| statement.has_business);
        // The lines of a business stand beside the household; without one there are none.
        let is_beside = |line: &&BudgetLine| has_business && line.owner.with(|owner| owner == BUSINESS);
        self.lines.with(|lines| {
            for line in lines.iter().filter(|line| !is_beside(line)) {
                match line.recurrence(currency) {
                    Ok(recurrence) => {
                        let monthly = recurrence.trace(&convention).map(|trace| trace.monthly).unwrap_or_default();
                        totals.counted += 1;
                        let sum = match line.side.as_str() {
                            "income" => &mut totals.income,
                            "saving" => &mut totals.saving,
                            _ => &mut totals.outgoings,
                        };
                        *sum = sum.saturating_add(monthly);
                    }
                    Err(AmountError::Required) => {}
                    Err(_) => totals.unreadable += 1,
                }
            }
        });
        totals.left_over = totals.income.saturating_sub(totals.outgoings).saturating_sub(totals.saving);
        totals
    }

    /// Lines worth keeping: with something typed, or the client's own.
    pub fn snapshot(self) -> Vec<saved::BudgetLine> {
        self.lines.with(|lines| {
            let kept = lines.iter().map(|line| saved::BudgetLine {
                id: line.id.clone(),
                side: line.side.clone(),
                name: line.name.get(),
                amount: line.amount.get(),
                frequency: line.frequency.get(),
                pays: line.pays.get().iter().map(|pay| pay.get()).filter(|pay| !pay.trim().is_empty()).collect(),
                pays_every: line.pays_every.get(),
                pays_rule: line.pays_rule.get(),
                group: line.group.clone(),
                owner: line.owner.get(),
                day: line.day.get(),
            });
            kept.filter(|line| !line.amount.is_empty() || line.id.starts_with("own-")).collect()
        })
    }

    /// What the full statement has beside the lines, as it is kept.
    pub fn statement_snapshot(self) -> Statement {
        let mut statement = self.statement.get();
        statement.is_full = self.is_full.get();
        let is_filled = |(_, text): &(String, String)| !text.trim().is_empty();
        statement.reasons.retain(is_filled);
        statement.arrears.retain(is_filled);
        statement.debt_days.retain(is_filled);
        statement.debt_owners.retain(is_filled);
        statement
    }
}

#[cfg(test)]
mod tests {
    use super::{convention, times_a_year};
    use domain::budget::{Convention, TimesAMonth};

    #[test]
    fn a_chosen_rule_holds_in_its_country() {
        let times = |numerator, denominator| TimesAMonth { numerator, denominator };
        let snap = Convention { week: times(43, 10), two_weeks: times(43, 20), ..Convention::YEAR_OF_52_WEEKS };
        let text = "us-snap 365/12 43/10 43/20 13/12";
        assert_eq!(convention(text, "us"), Some(snap));
        assert_eq!(convention(text, "gb"), None);
        for none in ["", "us-snap", "us-snap 365/12 43/10 43/20", "us-snap 365/12 43/0 43/20 13/12", "us-snap 1 2 3 4"]
        {
            assert_eq!(convention(none, "us"), None, "{none}");
        }
    }

    #[test]
    fn so_many_times_a_year() {
        assert_eq!(times_a_year("times_10"), Some(10));
        for none in ["month", "varies", "times_", "times_0", "times_53", "times_999", "times_1.5"] {
            assert_eq!(times_a_year(none), None, "{none}");
        }
    }
}
