//! What a plan and its debts are made of, as JSON: they go to the page's second thread and their outcomes come back.
//!
//! They are declared here and not where they are sent, because Rust lets only the crate of a trait or of a type say how
//! the one is the other, and the domain knows no format.

use domain::calendar::Frequency;
use domain::debt::{
    Accrual, Allocation, BalancePart, Compounding, DayCount, Debt, DebtDetails, DebtId, DebtKind, DebtStatus,
    DeferredInterest, Fees, Liability, MinimumRule, PartKind, PercentBase, PrincipalFloor, Promo, RateStep,
};
use domain::money::Amount;
use domain::plan::{
    Change, ChangeKind, DebtScope, HORIZON_MONTHS, Minimums, OnShortfall, PaymentSchedule, PayoffDistribution,
    PlanRounding, Price, Rerank, Scenario, Strategy, Variation,
};
use domain::rate::{Rate, RateBasis};

use crate::macros::named;
use crate::{Definitions, ErrorKind, Json, Reader, Value, choice, document, variants};

/// In which months how many paths ended, and how the others did.
struct Outcomes {
    ended: Vec<(u16, u32)>,
    never: u32,
    with_shortfall: u32,
}

document!(Outcomes { ended, never, with_shortfall });

impl Json for PayoffDistribution {
    fn read(reader: &mut Reader, value: Option<Value>) -> Self {
        let Outcomes { ended, never, with_shortfall } = Json::read(reader, value);
        let mut distribution = Self::default();
        (distribution.never, distribution.with_shortfall) = (never, with_shortfall);
        for (month, paths) in ended {
            distribution.put_ended(month, paths);
        }
        distribution
    }

    fn write(&self) -> Value {
        let ended = (0..=HORIZON_MONTHS).map(|month| (month, self.ended_in(month))).filter(|(_, paths)| *paths > 0);
        Outcomes { ended: ended.collect(), never: self.never, with_shortfall: self.with_shortfall }.write()
    }

    fn schema(definitions: &mut Definitions) -> Value {
        Outcomes::schema(definitions)
    }
}

document!(Variation { income, income_spread, costs, costs_spread, repair_per_mille, repair });
document!(Scenario {
    debts,
    budget_monthly,
    strategy,
    order,
    untouched,
    minimums,
    rounding,
    rerank,
    start,
    payment_schedule,
    changes,
    on_shortfall,
});
document!(Debt { id, kind, balance, rate, promo, minimum, credit_limit, is_priority, details });
document!(Promo { rate, months });
document!(DebtDetails {
    fees,
    parts,
    allocation,
    rate_steps,
    accrual,
    rate_basis,
    deferred,
    last_month,
    status,
    liability
});
document!(Fees { monthly, late, over_limit });
document!(BalancePart { kind, balance, rate, promo, deferred });
document!(RateStep { from_month, days_before, rate });
document!(Accrual { compounding, day_count });
document!(DeferredInterest { rate, last_month });
document!(PaymentSchedule { every, amount, first });
document!(Change { from_month, last_month, days_before, days_after, what });

choice!(Minimums { FixedAtStart: "fixed_at_start", Recomputed: "recomputed" });
choice!(PlanRounding { HalfUp: "half_up", HalfEven: "half_even", None: "none" });
choice!(Rerank { OnChange: "on_change", Monthly: "monthly" });
choice!(OnShortfall { Stop: "stop", Continue: "continue" });
choice!(PercentBase { Opening: "opening", WithInterest: "with_interest" });

variants!(DebtStatus {
    Unverified: "unverified" {}, Validated: "validated" {}, Disputed: "disputed" { part }, Verified: "verified" {},
    Withdrawn: "withdrawn" {}, Sold: "sold" { to }, TimeBarredPerhaps: "time_barred_perhaps" {},
});
variants!(ChangeKind {
    Budget: "budget_step" { delta }, BudgetYearly: "extra_yearly" { delta }, BudgetIs: "budget" { amount },
    Reserve: "reserve" { monthly, target }, Holiday: "holiday" { whom, with_interest }, Freeze: "freeze" { whom },
    RateIs: "rate" { debt, rate }, RatePoints: "rate_points" { whom, millionths }, WaiveFees: "waive_fees" { whom },
    Reage: "reage" { debt }, MinimumIs: "minimum" { debt, rule }, Missed: "missed" { whom },
    Charge: "charge" { debt, amount }, Settle: "settle" { debt, price, instalments, pays_meanwhile },
    Move: "move" { from, to, most, fee_percent, fee, term_months, promo, deferred },
    Revalue: "revalue" { debt, numerator, denominator },
    Paid: "paid" { debt, amount }, BalanceIs: "balance" { debt, amount },
});

variants!(Price { Amount: "amount"(amount), Share: "share"(share) });
variants!(PrincipalFloor { Whole: "whole"(amount), Principal: "principal"(amount) });
variants!(DebtScope { All: "all" {}, One: "one" (place) });
variants!(MinimumRule {
    Fixed: "fixed" (amount), PercentOf: "percent" { percent, floor, of },
    InterestPlusPercent: "interest_plus_percent" { percent, floor }, InterestPlus: "interest_plus" (amount),
});

named!(Strategy DebtKind PartKind Allocation Compounding DayCount Liability Frequency RateBasis);

impl Json for usize {
    fn read(reader: &mut Reader, value: Option<Value>) -> Self {
        Self::try_from(u32::read(reader, value)).unwrap_or_default()
    }

    fn write(&self) -> Value {
        (*self as u64).into()
    }

    fn schema(definitions: &mut Definitions) -> Value {
        u32::schema(definitions)
    }
}

impl Json for Amount {
    fn read(reader: &mut Reader, value: Option<Value>) -> Self {
        Self::from_minor(i64::read(reader, value))
    }

    fn write(&self) -> Value {
        self.minor().into()
    }

    fn schema(definitions: &mut Definitions) -> Value {
        i64::schema(definitions)
    }
}

impl Json for Rate {
    fn read(reader: &mut Reader, value: Option<Value>) -> Self {
        Self::from_millionths(i64::read(reader, value)).unwrap_or_else(|| {
            reader.note(ErrorKind::Type);
            Self::ZERO
        })
    }

    fn write(&self) -> Value {
        self.millionths().into()
    }

    fn schema(definitions: &mut Definitions) -> Value {
        i64::schema(definitions)
    }
}

impl Json for DebtId {
    fn read(reader: &mut Reader, value: Option<Value>) -> Self {
        let text = String::read(reader, value);
        let id = Self::new(&text).or_else(|| {
            reader.note(ErrorKind::Type);
            Self::new("?")
        });
        id.unwrap_or_else(|| unreachable!("a name of one letter is one"))
    }

    fn write(&self) -> Value {
        self.as_str().into()
    }

    fn schema(definitions: &mut Definitions) -> Value {
        String::schema(definitions)
    }
}
