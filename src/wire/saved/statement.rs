//! What the full statement of a household has beside the lines of its budget. All of it may stay empty.

use json::document;

/// What a full statement holds beside the lines of the budget.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// The budget is shown in its full form.
    pub is_full: bool,
    /// Grown-ups in the home, as typed; empty for one.
    pub adults: String,
    /// Children in the home, as typed; empty for none.
    pub children: String,
    /// Who shares the budget, the client first; empty for one person alone.
    pub members: Vec<Member>,
    /// How they share what is joint: `equal`, `by_income` or `agreed`; empty for equal.
    pub joint_rule: String,
    /// A business of the household has lines of its own.
    pub has_business: bool,
    /// Why more is spent than a guideline says: the guideline's id, and the reason in the client's words.
    pub reasons: Vec<(String, String)>,
    /// What the household owns.
    pub assets: Vec<Asset>,
    /// What is behind schedule: the debt's id, and the amount as typed.
    pub arrears: Vec<(String, String)>,
    /// Whose a debt is: the debt's id, and a member's id or `business`. Others are the household's together.
    pub debt_owners: Vec<(String, String)>,
    /// On which day priority debts are paid: the debt's id, and one of its days, as with the lines of the budget.
    pub debt_days: Vec<(String, String)>,
    /// What the client knows of their credit history.
    pub credit: Credit,
    /// What is at hand today, as typed; empty for not told.
    pub at_hand: String,
    /// Whose rule turns days and weeks into months, where it is not the country's usual one: its id and its factors for
    /// a day, a week, two weeks and four, so that the figures stand without it: `us-snap 365/12 43/10 43/20 13/12`.
    pub convention: String,
}

document!(Statement {
    is_full = default, adults = default, children = default, members = default, joint_rule = default,
    has_business = default, reasons = default, assets = default, arrears = default, debt_owners = default,
    debt_days = default, credit = default, at_hand = default, convention = filled,
});

/// Somebody who shares the budget.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Member {
    /// Unique on the device: `member-…`. The owner of a line names it.
    pub id: String,
    /// Name of the person, as typed.
    pub name: String,
    /// Their part of what is joint, as typed; counts where the parts are agreed.
    pub share: String,
}

document!(Member { id, name = default, share = default });

/// An asset of the household.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asset {
    /// Unique on the device: `asset-…`.
    pub id: String,
    /// Id of the kind of asset.
    pub kind: String,
    /// What to call it; empty for the name of its kind.
    pub name: String,
    /// What it would bring today, as typed.
    pub value: String,
    /// What is owed on it and not among the debts, as typed.
    pub secured: String,
    /// The client's part in percent, as typed; empty for all of it.
    pub share: String,
}

document!(Asset { id, kind, name = default, value = default, secured = default, share = default });

/// A credit history, as far as it is known. Everything as typed, and empty for not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credit {
    /// Credit score, as typed.
    pub score: String,
    /// Highest score of its scale, as typed.
    pub score_max: String,
    /// The day it was looked up: year, month and day.
    pub looked_up: String,
    /// Payments missed in the last twelve months.
    pub missed_payments: String,
    /// Accounts in default.
    pub defaults: String,
    /// Judgments of a court.
    pub judgments: String,
    /// The day the oldest open account was opened: year, month and day.
    pub oldest_account: String,
    /// Sum of the limits of cards and overdrafts.
    pub limits: String,
    /// Sum that is used of these limits.
    pub limits_used: String,
}

document!(Credit {
    score = default, score_max = default, looked_up = default, missed_payments = default, defaults = default,
    judgments = default, oldest_account = default, limits = default, limits_used = default,
});

#[cfg(test)]
mod tests {
    use crate::saved::Saved;

    #[test]
    fn a_chosen_rule_is_kept_and_the_usual_one_leaves_no_trace() {
        let mut saved = Saved { version: 2, ..Saved::default() };
        assert!(!json::print(&saved).contains("convention"));
        assert_eq!(saved.version_needed(), 2);
        saved.statement.convention = "us-snap 365/12 43/10 43/20 13/12".to_owned();
        saved.version = saved.version_needed();
        assert_eq!((saved.version, Saved::parse(&saved.to_bytes())), (3, Ok(saved)));
    }
}
