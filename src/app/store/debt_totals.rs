//! What the debts come to.

use domain::money::Amount;

use crate::store::DebtReading;

/// Sums over all debts that can be read, in the currency of the plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DebtTotals {
    /// In all, without what stands aside: nothing is admitted by adding it up.
    pub owed: Amount,
    /// Of that, on priority debts.
    pub priority: Amount,
    /// What stands aside: the client does not agree with it, or it is not claimed, or perhaps too old.
    pub aside: Amount,
    /// Debts with a balance above nothing.
    pub counted: usize,
    /// Debts whose balance or rate of exchange cannot be read; they are not in the sums.
    pub unreadable: usize,
}

/// Adds up.
pub fn totals(readings: &[DebtReading]) -> DebtTotals {
    let mut totals = DebtTotals::default();
    for debt in readings {
        let converted_value = |amount| debt.converted_value(amount);
        let (Some(balance), Ok(owed)) = (debt.balance.ok().and_then(converted_value), debt.balance) else {
            totals.unreadable += 1;
            continue;
        };
        totals.counted += usize::from(balance.is_positive());
        // What stands aside is an amount of its own: both are converted, and what is claimed is the rest.
        let aside = converted_value(debt.status().excluded(owed)).unwrap_or_default();
        let claimed = balance.saturating_sub(aside);
        totals.aside = totals.aside.saturating_add(aside);
        totals.owed = totals.owed.saturating_add(claimed);
        if debt.is_priority {
            totals.priority = totals.priority.saturating_add(claimed);
        }
    }
    totals
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::debt::DebtKind;
    use domain::money::AmountError;
    use domain::rate::Rate;

    fn debt(balance: Result<i64, AmountError>, is_priority: bool, is_disputed: bool) -> DebtReading {
        DebtReading {
            id: "own-1".to_owned(),
            is_invited: false,
            name: String::new(),
            kind: DebtKind::Other,
            balance: balance.map(Amount::from_minor),
            rate: Ok(Rate::ZERO),
            minimum: Ok(Amount::ZERO),
            is_priority,
            is_disputed,
            more: Default::default(),
        }
    }

    #[test]
    fn what_is_disputed_is_not_owed_and_not_a_priority() {
        let debts = [
            debt(Ok(100_00), false, false),
            debt(Ok(40_00), true, false),
            debt(Ok(7_00), true, true),
            debt(Ok(0), false, false),
            debt(Err(AmountError::Required), false, false),
        ];
        let expected = DebtTotals {
            owed: Amount::from_minor(140_00),
            priority: Amount::from_minor(40_00),
            aside: Amount::from_minor(7_00),
            counted: 3,
            unreadable: 1,
        };
        assert_eq!(totals(&debts), expected);
        assert_eq!(totals(&[]), DebtTotals::default());
    }
}
