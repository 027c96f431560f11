//! What the client's page asks its worker, and what the worker answers: a plan under income and costs that vary by
//! chance.
//!
//! Both are parts of one build and live in one tab, so this is no contract: it has no version, and nothing of it is
//! kept. It is here because it is JSON, and because the same question has to give the same answer, byte for byte,
//! wherever it is asked; `tests/bench` asks it natively and in the browser.

use domain::debt::{
    Accrual, Allocation, BalancePart, Compounding, DayCount, Debt, DebtDetails, DebtId, DebtKind, DebtStatus,
    DeferredInterest, Fees, Liability, MinimumRule, PartKind, PercentBase, PrincipalFloor, Promo, RateStep,
};
use domain::money::Amount;
use domain::plan::{
    Change, HORIZON_MONTHS, Minimums, OnShortfall, PaymentSchedule, PayoffDistribution, PlanError, PlanRounding, Price,
    Rerank, Scenario, Strategy, Variation, What, Whom, monte_carlo,
};
use domain::rate::Rate;

use crate::document;
use crate::json::{Fields, FlawKind, Json, Reader, Value, choice, variants};

/// So many paths are run before the next answer. A tenth of the 1,000 that a person should see in a tenth of a second
/// on a slow machine, so that a bar that follows them moves smoothly.
pub const SLICE_PATHS: u32 = 100;

/// What the page asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The plan.
    pub scenario: Scenario,
    /// How much income and costs vary.
    pub variation: Variation,
    /// Decides every draw.
    pub seed: u64,
    /// How many paths to run.
    pub paths: u32,
}

document!(Question { scenario, variation, seed, paths });

/// What the worker answers after every slice; the last answer has all paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// How the paths so far ended.
    pub chances: PayoffDistribution,
    /// How many paths are wanted.
    pub paths: u32,
}

document!(Answer { chances, paths });

impl Answer {
    /// True if every path has been run.
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.chances.paths() >= self.paths
    }
}

impl Question {
    /// Runs all paths, slice by slice, and tells after each.
    ///
    /// # Errors
    /// See [`chances`].
    pub fn answer(&self, mut tell: impl FnMut(&Answer)) -> Result<(), PlanError> {
        let mut answer = Answer { chances: PayoffDistribution::default(), paths: self.paths };
        let mut first = 0;
        loop {
            let count = SLICE_PATHS.min(self.paths - first);
            answer.chances.add(&monte_carlo(&self.scenario, &self.variation, self.seed, first, count)?);
            tell(&answer);
            first += count;
            if first == self.paths {
                return Ok(());
            }
        }
    }
}

impl Json for PayoffDistribution {
    fn read(reader: &mut Reader, value: Option<Value>) -> Self {
        let mut chances = Self::default();
        reader.object(value);
        for (month, paths) in reader.field::<Vec<(u16, u32)>>("ended") {
            chances.put_ended(month, paths);
        }
        chances.never = reader.field("never");
        chances.with_shortfall = reader.field("with_shortfall");
        reader.end();
        chances
    }

    fn write(&self) -> Value {
        let ended = (0..=HORIZON_MONTHS).map(|month| (month, self.ended_in(month))).filter(|(_, paths)| *paths > 0);
        let fields = Fields::default().with("ended", &ended.collect::<Vec<_>>());
        fields.with("never", &self.never).with("with_shortfall", &self.with_shortfall).object()
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
document!(DebtDetails { fees, parts, allocation, rate_steps, accrual, deferred, last_month, status, liability });
document!(Fees { monthly, late, over_limit });
document!(BalancePart { kind, balance, rate, promo, deferred });
document!(RateStep { from_month, rate });
document!(Accrual { compounding, day_count });
document!(DeferredInterest { rate, last_month });
document!(Change { from_month, last_month, what });

choice!(Minimums { FixedAtStart: "fixed_at_start", Recomputed: "recomputed" });
choice!(PlanRounding { HalfUp: "half_up", HalfEven: "half_even", None: "none" });
choice!(Rerank { OnChange: "on_change", Monthly: "monthly" });
choice!(OnShortfall { Stop: "stop", Continue: "continue" });
choice!(PercentBase { Opening: "opening", WithInterest: "with_interest" });

variants!(DebtStatus {
    Unverified: "unverified" {}, Validated: "validated" {}, Disputed: "disputed" { part }, Verified: "verified" {},
    Withdrawn: "withdrawn" {}, Sold: "sold" { to }, TimeBarredPerhaps: "time_barred_perhaps" {},
});
variants!(What {
    Budget: "budget_step" { delta }, BudgetYearly: "extra_yearly" { delta }, BudgetIs: "budget" { amount },
    Reserve: "reserve" { monthly, target }, Holiday: "holiday" { whom, with_interest }, Freeze: "freeze" { whom },
    RateIs: "rate" { debt, rate }, RatePoints: "rate_points" { whom, millionths }, WaiveFees: "waive_fees" { whom },
    Reage: "reage" { debt }, MinimumIs: "minimum" { debt, rule }, Missed: "missed" { whom },
    Charge: "charge" { debt, amount }, Settle: "settle" { debt, price, instalments, pays_meanwhile },
    Move: "move" { from, to, most, fee_percent, fee, term_months, promo, deferred }, Revalue: "revalue" { debt, numerator, denominator },
    Paid: "paid" { debt, amount }, BalanceIs: "balance" { debt, amount },
});

/// Enumerations that bring their own names.
macro_rules! named {
    ($($type:ident)*) => {
        $(impl Json for $type {
            fn read(reader: &mut Reader, value: Option<Value>) -> Self {
                Self::ALL[reader.name(value, &Self::ALL.map(Self::id))]
            }

            fn write(&self) -> Value {
                self.id().into()
            }
        })*
    };
}

named!(Strategy DebtKind PartKind Allocation Compounding DayCount Liability);

/// How often people are paid, by the names of [`PaymentSchedule::NAMED`].
impl Json for PaymentSchedule {
    fn read(reader: &mut Reader, value: Option<Value>) -> Self {
        reader.object(value);
        let every = reader.field::<String>("every");
        let found = Self {
            every: Self::frequency(&every).unwrap_or_default(),
            amount: reader.field("amount"),
            first: reader.field("first"),
        };
        reader.end();
        found
    }

    fn write(&self) -> Value {
        Fields::default()
            .with("every", &Self::name(self.every).to_owned())
            .with("amount", &self.amount)
            .with("first", &self.first)
            .object()
    }
}

/// Enumerations whose variants hold one value without a name: `{"percent": 5}`, written by a tuple of both.
macro_rules! holding {
    ($type:ident { $($variant:ident: $name:literal),* }) => {
        impl Json for $type {
            fn read(reader: &mut Reader, value: Option<Value>) -> Self {
                const NAMES: &[&str] = &[$($name),*];
                let (name, inner) = <(String, Value)>::read(reader, value);
                let place = reader.name(Some(Value::String(name)), NAMES);
                $(if NAMES[place] == $name {
                    return Self::$variant(Json::read(reader, Some(inner)));
                })*
                unreachable!("a name among the names")
            }

            fn write(&self) -> Value {
                match self {
                    $(Self::$variant(inner) => Value::Array(vec![$name.into(), inner.write()]),)*
                }
            }
        }
    };
}

holding!(Price { Amount: "amount", Share: "share" });
holding!(PrincipalFloor { Whole: "whole", Principal: "principal" });

/// A place; nothing stands for every debt.
impl Json for Whom {
    fn read(reader: &mut Reader, value: Option<Value>) -> Self {
        Option::<usize>::read(reader, value).map_or(Self::All, Self::One)
    }

    fn write(&self) -> Value {
        match self {
            Self::All => Value::Null,
            Self::One(place) => place.write(),
        }
    }
}

/// The name of the rule, an amount and, where there is one, a percentage with what it is of.
impl Json for MinimumRule {
    fn read(reader: &mut Reader, value: Option<Value>) -> Self {
        let (name, inner) = <(String, Value)>::read(reader, value);
        let inner = Some(inner);
        match reader.name(Some(Value::String(name)), &["fixed", "percent", "interest_plus_percent", "interest_plus"]) {
            0 => Self::Fixed(Json::read(reader, inner)),
            1 => {
                let (percent, (floor, of)) = Json::read(reader, inner);
                Self::PercentOf { percent, floor, of }
            }
            2 => {
                let (percent, floor) = Json::read(reader, inner);
                Self::InterestPlusPercent { percent, floor }
            }
            _ => Self::InterestPlus(Json::read(reader, inner)),
        }
    }

    fn write(&self) -> Value {
        let (name, inner) = match *self {
            Self::Fixed(amount) => ("fixed", amount.write()),
            Self::PercentOf { percent, floor, of } => ("percent", (percent, (floor, of)).write()),
            Self::InterestPlusPercent { percent, floor } => ("interest_plus_percent", (percent, floor).write()),
            Self::InterestPlus(amount) => ("interest_plus", amount.write()),
        };
        Value::Array(vec![name.into(), inner])
    }
}

impl Json for usize {
    fn read(reader: &mut Reader, value: Option<Value>) -> Self {
        Self::try_from(u32::read(reader, value)).unwrap_or_default()
    }

    fn write(&self) -> Value {
        (*self as u64).into()
    }
}

impl Json for Amount {
    fn read(reader: &mut Reader, value: Option<Value>) -> Self {
        Self::from_minor(i64::read(reader, value))
    }

    fn write(&self) -> Value {
        self.minor().into()
    }
}

impl Json for Rate {
    fn read(reader: &mut Reader, value: Option<Value>) -> Self {
        Self::from_millionths(i64::read(reader, value)).unwrap_or_else(|| {
            reader.note(FlawKind::Type);
            Self::ZERO
        })
    }

    fn write(&self) -> Value {
        self.millionths().into()
    }
}

impl Json for DebtId {
    fn read(reader: &mut Reader, value: Option<Value>) -> Self {
        let text = String::read(reader, value);
        let id = Self::new(&text).or_else(|| {
            reader.note(FlawKind::Type);
            Self::new("?")
        });
        id.unwrap_or_else(|| unreachable!("a name of one letter is one"))
    }

    fn write(&self) -> Value {
        self.as_str().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    fn amount(minor: i64) -> Amount {
        Amount::from_minor(minor)
    }

    fn rate(hundredths: i64) -> Rate {
        Rate::from_millionths(hundredths * 10_000).unwrap()
    }

    /// A question with every kind of thing that a scenario may hold.
    fn question() -> Question {
        let date = |text: &str| text.parse().unwrap();
        let rules = [
            MinimumRule::Fixed(amount(25_00)),
            MinimumRule::PercentOf { percent: rate(2_00), floor: amount(5_00), of: PercentBase::WithInterest },
            MinimumRule::InterestPlusPercent { percent: rate(1_00), floor: PrincipalFloor::Principal(amount(7)) },
            MinimumRule::InterestPlusPercent { percent: rate(1_00), floor: PrincipalFloor::Whole(amount(8)) },
            MinimumRule::InterestPlus(amount(10_00)),
        ];
        let debts = (0_i64..).zip(rules).map(|(place, rule)| {
            let id = DebtId::new(&format!("debt {place}")).unwrap();
            let mut debt = Debt::new(id, amount(1_000_00 + place), rate(19_99 - place), rule);
            debt.kind = DebtKind::CreditCard;
            debt
        });
        let mut debts: Vec<Debt> = debts.collect();
        let deferred = Some(DeferredInterest { rate: rate(26_99), last_month: 12 });
        debts[1].promo = Some(Promo { rate: rate(0), months: 6 });
        debts[1].credit_limit = Some(amount(2_000_00));
        debts[1].is_priority = true;
        debts[1].details = DebtDetails {
            fees: Fees { monthly: amount(1), late: amount(2), over_limit: amount(3) },
            parts: vec![BalancePart {
                kind: PartKind::Cash,
                balance: debts[1].balance,
                rate: rate(30_00),
                promo: None,
                deferred,
            }],
            allocation: Allocation::HighestFirst,
            rate_steps: vec![RateStep { from_month: 9, rate: rate(21_00) }],
            accrual: Accrual { compounding: Compounding::Daily, day_count: DayCount::Actual365 },
            deferred: None,
            last_month: Some(60),
            status: DebtStatus::Sold { to: "Second Owner".to_owned() },
            liability: Liability::Joint,
        };
        debts[2].details.deferred = deferred;
        debts[3].details.status = DebtStatus::Disputed { part: Some(amount(5)) };
        let whom = Whom::One(2);
        let (debt, rule) = (1, MinimumRule::NONE);
        let price = Price::Share(rate(40_00));
        let changes = [
            What::Budget { delta: amount(-5) },
            What::BudgetYearly { delta: amount(5) },
            What::BudgetIs { amount: amount(400_00) },
            What::Reserve { monthly: amount(1), target: amount(2) },
            What::Holiday { whom, with_interest: true },
            What::Freeze { whom: Whom::All },
            What::RateIs { debt, rate: rate(9_00) },
            What::RatePoints { whom, millionths: -3 },
            What::WaiveFees { whom },
            What::Reage { debt },
            What::MinimumIs { debt, rule },
            What::Missed { whom },
            What::Charge { debt, amount: amount(4) },
            What::Settle { debt, price, instalments: 3, pays_meanwhile: true },
            What::Settle { debt, price: Price::Amount(amount(9)), instalments: 1, pays_meanwhile: false },
            What::Move {
                from: vec![0, 2],
                to: 1,
                most: Some(amount(9)),
                fee_percent: rate(3_00),
                fee: amount(1),
                term_months: Some(24),
                promo: Some(Promo { rate: rate(0), months: 6 }),
                deferred: Some(DeferredInterest { rate: rate(9_00), last_month: 6 }),
            },
            What::Revalue { debt, numerator: 11, denominator: 10 },
            What::Paid { debt, amount: amount(6) },
            What::BalanceIs { debt, amount: amount(7) },
        ];
        let mut scenario = Scenario::new(debts, amount(300_00), Strategy::Custom);
        scenario.order = vec![2, 0];
        scenario.untouched = vec![3];
        scenario.minimums = Minimums::Recomputed;
        scenario.rounding = PlanRounding::HalfEven;
        scenario.rerank = Rerank::Monthly;
        scenario.start = Some(date("2026-01-15"));
        let every = domain::calendar::Frequency::TwoWeeks;
        scenario.payment_schedule = Some(PaymentSchedule { every, amount: amount(150_00), first: date("2026-01-16") });
        scenario.changes = (1..).zip(changes).map(|(month, what)| Change::during(month, month + 1, what)).collect();
        scenario.on_shortfall = OnShortfall::Continue;
        let variation = Variation {
            income: amount(2_000_00),
            income_spread: rate(20_00),
            costs: amount(1_500_00),
            costs_spread: rate(10_00),
            repair_per_mille: 40,
            repair: amount(250_00),
        };
        Question { scenario, variation, seed: u64::MAX, paths: 2 * SLICE_PATHS + 1 }
    }

    #[test]
    fn a_question_arrives_as_it_was_asked() {
        let question = question();
        assert_eq!(json::parse(json::print(&question).as_bytes()), Ok(question));
    }

    #[test]
    fn a_flaw_has_its_place() {
        let text = json::print(&question());
        for (from, to, path) in [
            (r#""budget_step""#, r#""budget_jump""#, "scenario.changes[0].what"),
            (r#"["share","#, r#"["chair","#, "scenario.changes[13].what.settle.price"),
            (r#""debt 4""#, r#""""#, "scenario.debts[4].id"),
        ] {
            let spoiled = text.replace(from, to);
            assert_ne!(spoiled, text, "{from}");
            assert_eq!(json::parse::<Question>(spoiled.as_bytes()).unwrap_err().path, path);
        }
    }

    #[test]
    fn answers_grow_slice_by_slice_to_what_one_run_gives() {
        let question = question();
        let mut told = Vec::new();
        question.answer(|answer| told.push(json::print(answer))).unwrap();
        let answers: Vec<Answer> = told.iter().map(|text| json::parse(text.as_bytes()).unwrap()).collect();
        let paths: Vec<u32> = answers.iter().map(|answer| answer.chances.paths()).collect();
        assert_eq!(paths, [SLICE_PATHS, 2 * SLICE_PATHS, 2 * SLICE_PATHS + 1]);
        assert_eq!(answers.iter().filter(|answer| answer.is_last()).count(), 1);
        let whole = monte_carlo(&question.scenario, &question.variation, question.seed, 0, question.paths).unwrap();
        assert_eq!(answers[2].chances, whole);
    }
}
