//! What the client's page asks its second thread and what that answers: a plan under income and costs that vary at
//! random.
//!
//! Both are parts of one build and live in one tab, so this is no contract: it has no version, and nothing of it is
//! saved. The same question has the same answer, byte for byte, wherever it is asked; `tests/bench` asks it natively
//! and in the browser.

use domain::plan::{PayoffDistribution, PlanError, Scenario, Variation, monte_carlo};
use json::document;

/// So many paths are run before the next answer. A tenth of the 1,000 that a person should see in a tenth of a second
/// on a slow machine, so that a bar that follows them moves smoothly.
pub const SLICE_PATHS: u32 = 100;

/// A plan that is to be simulated many times with random income and costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The plan without any randomness.
    pub scenario: Scenario,
    /// How much income and costs vary.
    pub variation: Variation,
    /// Seed of the random numbers: equal questions with equal seeds have equal answers.
    pub seed: u64,
    /// How many paths to run.
    pub paths: u32,
}

document!(Question { scenario, variation, seed, paths });

/// The outcome so far, sent after every [`SLICE_PATHS`] paths; the last one has all paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// How the paths so far ended.
    pub distribution: PayoffDistribution,
    /// How many paths are wanted.
    pub paths: u32,
}

document!(Answer { distribution, paths });

impl Answer {
    /// True if every path has been run.
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.distribution.paths() >= self.paths
    }
}

impl Question {
    /// Runs all paths, slice by slice, and tells after each.
    ///
    /// # Errors
    /// See [`monte_carlo`].
    pub fn answer(&self, mut tell: impl FnMut(&Answer)) -> Result<(), PlanError> {
        let mut answer = Answer { distribution: PayoffDistribution::default(), paths: self.paths };
        let mut first = 0;
        loop {
            let count = SLICE_PATHS.min(self.paths - first);
            answer.distribution.add(&monte_carlo(&self.scenario, &self.variation, self.seed, first, count)?);
            tell(&answer);
            first += count;
            if first == self.paths {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::debt::{
        Accrual, Allocation, BalancePart, Compounding, DayCount, Debt, DebtDetails, DebtId, DebtKind, DebtStatus,
        DeferredInterest, Fees, Liability, MinimumRule, PartKind, PercentBase, PrincipalFloor, Promo, RateStep,
    };
    use domain::money::Amount;
    use domain::plan::{
        Change, ChangeKind, DebtScope, Minimums, OnShortfall, PaymentSchedule, PlanRounding, Price, Rerank, Strategy,
    };
    use domain::rate::{Rate, RateBasis};

    use super::*;

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
            rate_steps: vec![RateStep { from_month: 9, days_before: 4, rate: rate(21_00) }],
            accrual: Accrual { compounding: Compounding::Daily, day_count: DayCount::Actual365 },
            rate_basis: RateBasis::Effective,
            deferred: None,
            last_month: Some(60),
            status: DebtStatus::Sold { to: "Second Owner".to_owned() },
            liability: Liability::Joint,
        };
        debts[2].details.deferred = deferred;
        debts[3].details.status = DebtStatus::Disputed { part: Some(amount(5)) };
        let whom = DebtScope::One(2);
        let (debt, rule) = (1, MinimumRule::NONE);
        let price = Price::Share(rate(40_00));
        let changes = [
            ChangeKind::Budget { delta: amount(-5) },
            ChangeKind::BudgetYearly { delta: amount(5) },
            ChangeKind::BudgetIs { amount: amount(400_00) },
            ChangeKind::Reserve { monthly: amount(1), target: amount(2) },
            ChangeKind::Holiday { whom, with_interest: true },
            ChangeKind::Freeze { whom: DebtScope::All },
            ChangeKind::RateIs { debt, rate: rate(9_00) },
            ChangeKind::RatePoints { whom, millionths: -3 },
            ChangeKind::WaiveFees { whom },
            ChangeKind::Reage { debt },
            ChangeKind::MinimumIs { debt, rule },
            ChangeKind::Missed { whom },
            ChangeKind::Charge { debt, amount: amount(4) },
            ChangeKind::Settle { debt, price, instalments: 3, pays_meanwhile: true },
            ChangeKind::Settle { debt, price: Price::Amount(amount(9)), instalments: 1, pays_meanwhile: false },
            ChangeKind::Move {
                from: vec![0, 2],
                to: 1,
                most: Some(amount(9)),
                fee_percent: rate(3_00),
                fee: amount(1),
                term_months: Some(24),
                promo: Some(Promo { rate: rate(0), months: 6 }),
                deferred: Some(DeferredInterest { rate: rate(9_00), last_month: 6 }),
            },
            ChangeKind::Revalue { debt, numerator: 11, denominator: 10 },
            ChangeKind::Paid { debt, amount: amount(6) },
            ChangeKind::BalanceIs { debt, amount: amount(7) },
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
        scenario.changes[5] = scenario.changes[5].clone().within(4, 3);
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
            (r#"{"share":"#, r#"{"chair":"#, "scenario.changes[13].what.settle.price"),
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
        let paths: Vec<u32> = answers.iter().map(|answer| answer.distribution.paths()).collect();
        assert_eq!(paths, [SLICE_PATHS, 2 * SLICE_PATHS, 2 * SLICE_PATHS + 1]);
        assert_eq!(answers.iter().filter(|answer| answer.is_last()).count(), 1);
        let whole = monte_carlo(&question.scenario, &question.variation, question.seed, 0, question.paths).unwrap();
        assert_eq!(answers[2].distribution, whole);
    }
}
