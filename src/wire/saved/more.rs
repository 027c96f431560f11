//! What a debt may have beside its balance, one rate and a fixed minimum. All of it may stay empty, and what is empty is
//! not written: a debt without any of it reads as it always did.

use json::document;

/// Everything beyond balance, rate and minimum, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DebtMore {
    /// What is asked for each month: `percent`, `interest_percent`; empty for the fixed minimum.
    pub minimum_rule: String,
    /// Part of the balance that such a rule asks for, in percent.
    pub minimum_percent: String,
    /// The smallest payment under such a rule; empty for none.
    pub minimum_floor: String,
    /// The rate until [`Self::promo_until`], in percent; the debt's rate is the later one.
    pub promo_rate: String,
    /// The last month of [`Self::promo_rate`], `YYYY-MM`.
    pub promo_until: String,
    /// The first month of a rate that is known to come, `YYYY-MM`.
    pub step_from: String,
    /// The rate from [`Self::step_from`], in percent.
    pub step_rate: String,
    /// `daily` or `simple`; empty for monthly.
    pub compounding: String,
    /// `30/360`, `actual/365`, `actual/360`; empty for the usual one.
    pub day_count: String,
    /// Fee charged each month, as typed.
    pub fee_monthly: String,
    /// Fee charged when less than the minimum is paid, as typed.
    pub fee_late: String,
    /// Fee when more is owed than [`Self::credit_limit`].
    pub fee_over_limit: String,
    /// Credit limit of the account, as typed.
    pub credit_limit: String,
    /// Several balances inside the account; empty for one.
    pub parts: Vec<DebtPart>,
    /// `unverified`, `verified`, `part` (is wrong), `sold`, `time_barred_perhaps`, `withdrawn`; empty for nothing said.
    /// That all of it is wrong is `is_disputed` of the debt.
    pub status: String,
    /// Disputed part of the balance, as typed.
    pub disputed_part: String,
    /// Name of the buyer of a debt that was sold.
    pub sold_to: String,
    /// When it was sold, in the client's words.
    pub sold_when: String,
    /// `joint`, `guaranteed`, `guarantor`; empty for the client alone.
    pub liability: String,
    /// ISO 4217 code of the currency it is owed in, for a debt of the client's own; empty for that of the plan.
    pub currency: String,
    /// What one major unit of that currency is worth in the plan's.
    pub exchange: String,
    /// The codes between which [`Self::exchange`] was typed, `EUR/USD`: between others it counts for nothing.
    pub exchange_of: String,
    /// The day of that rate: year, month and day, joined by `-`.
    pub exchange_on: String,
}

document!(DebtMore {
    minimum_rule = filled, minimum_percent = filled, minimum_floor = filled, promo_rate = filled, promo_until = filled,
    step_from = filled, step_rate = filled, compounding = filled, day_count = filled, fee_monthly = filled,
    fee_late = filled, fee_over_limit = filled, credit_limit = filled, parts = filled, status = filled,
    disputed_part = filled, sold_to = filled, sold_when = filled, liability = filled, currency = filled,
    exchange = filled, exchange_of = filled, exchange_on = filled,
});

impl DebtMore {
    /// Whether something about another currency is kept, which pages before version 4 do not know.
    pub(super) fn is_about_currency(&self) -> bool {
        [&self.currency, &self.exchange, &self.exchange_of, &self.exchange_on].into_iter().any(|text| !text.is_empty())
    }
}

/// One of several balances inside an account, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DebtPart {
    /// `purchases`, `cash` or `transfer`; empty for purchases.
    pub kind: String,
    /// Balance of the part, as typed.
    pub balance: String,
    /// Its rate, in percent; empty for the debt's own.
    pub rate: String,
    /// Its rate until [`Self::promo_until`], in percent.
    pub promo_rate: String,
    /// The last month of [`Self::promo_rate`], `YYYY-MM`.
    pub promo_until: String,
}

document!(DebtPart {
    kind = filled, balance = filled, rate = filled, promo_rate = filled, promo_until = filled,
});
