//! What can be tried out, and what each kind asks for. Beside the words there is nothing else to say about a kind.

/// A kind of what-if.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Some money more, one time.
    ExtraOnce,
    /// Some money more, each month.
    ExtraMonthly,
    /// Some money more, once a year.
    ExtraYearly,
    /// The pay rises, and so much of it goes to the debts.
    PayRise,
    /// A cost ends, and what it took goes to the debts.
    CostEnds,
    /// Less money each month.
    LessMonthly,
    /// This much each month instead.
    AmountIs,
    /// As much money, but on real pay-days.
    PayDays,
    /// Some of the money is put by, for bad days.
    Reserve,
    /// A pause: nothing is due and nothing paid.
    Pause,
    /// A creditor charges no interest.
    Freeze,
    /// A creditor takes a lower rate.
    RateIs,
    /// A creditor asks for another minimum.
    MinimumIs,
    /// A creditor charges no fees.
    FeesWaived,
    /// A creditor treats the account as up to date and works its minimum out anew.
    Reage,
    /// A creditor takes less than is owed, in one payment.
    SettleOnce,
    /// A creditor takes less than is owed, in parts.
    SettleParts,
    /// One new loan pays off others.
    Loan,
    /// A new card takes over what is owed, at first at a low rate.
    Transfer,
    /// Something is bought on credit, once.
    BuyOnce,
    /// Something is bought on credit each month.
    BuyMonthly,
    /// A month without any payment.
    Missed,
    /// Rates rise.
    RatesRise,
    /// A debt is sold, and its new owner has terms of its own.
    Sold,
    /// What was really paid on a debt in a month.
    ReallyPaid,
    /// What a letter says is owed.
    LetterSays,
}

/// Which debts a kind is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// None: it is about the money.
    Nobody,
    /// One of them or all of them.
    OneOrAll,
    /// One of them.
    One,
}

/// How a number of months or parts is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Not at all.
    Not,
    /// It must be there.
    Needed,
    /// Nothing typed means for good.
    OrForGood,
}

/// A field whose text must be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The debt it is about.
    Debt,
    /// The month it begins.
    From,
    /// The amount.
    Amount,
    /// The second amount.
    Second,
    /// The rate.
    Rate,
    /// The rate that follows.
    RateLater,
    /// The fee in percent.
    FeePercent,
    /// The number of months or parts.
    Count,
    /// The first pay-day.
    First,
}

/// What a kind asks for, beside the month it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Which debts.
    pub whose: Whose,
    /// An amount.
    pub amount: bool,
    /// A second amount.
    pub second: bool,
    /// A rate.
    pub rate: bool,
    /// The rate that follows it and the fee of a transfer.
    pub transfer: bool,
    /// A number of months or parts.
    pub counted: Counted,
    /// A question to be answered with yes or no.
    pub question: bool,
    /// How often and from which day on, in the place of a month.
    pub pay_days: bool,
}

const ASKS_NOTHING: Shape = Shape {
    whose: Whose::Nobody,
    amount: false,
    second: false,
    rate: false,
    transfer: false,
    counted: Counted::Not,
    question: false,
    pay_days: false,
};

impl Kind {
    /// All of them, the commonest first; those about the money, then those a creditor must agree to, then new credit,
    /// then what nobody wishes for, then what really happened.
    pub const ALL: [Self; 26] = [
        Self::ExtraOnce,
        Self::ExtraMonthly,
        Self::ExtraYearly,
        Self::PayRise,
        Self::CostEnds,
        Self::LessMonthly,
        Self::AmountIs,
        Self::PayDays,
        Self::Reserve,
        Self::Pause,
        Self::Freeze,
        Self::RateIs,
        Self::MinimumIs,
        Self::FeesWaived,
        Self::Reage,
        Self::SettleOnce,
        Self::SettleParts,
        Self::Loan,
        Self::Transfer,
        Self::BuyOnce,
        Self::BuyMonthly,
        Self::Missed,
        Self::RatesRise,
        Self::Sold,
        Self::ReallyPaid,
        Self::LetterSays,
    ];

    /// Its name in the kept document.
    pub const fn id(self) -> &'static str {
        match self {
            Self::ExtraOnce => "extra_once",
            Self::ExtraMonthly => "extra_monthly",
            Self::ExtraYearly => "extra_yearly",
            Self::PayRise => "pay_rise",
            Self::CostEnds => "cost_ends",
            Self::LessMonthly => "less_monthly",
            Self::AmountIs => "amount_is",
            Self::PayDays => "pay_days",
            Self::Reserve => "reserve",
            Self::Pause => "pause",
            Self::Freeze => "freeze",
            Self::RateIs => "rate_is",
            Self::MinimumIs => "minimum_is",
            Self::FeesWaived => "fees_waived",
            Self::Reage => "reage",
            Self::SettleOnce => "settle_once",
            Self::SettleParts => "settle_parts",
            Self::Loan => "loan",
            Self::Transfer => "transfer",
            Self::BuyOnce => "buy_once",
            Self::BuyMonthly => "buy_monthly",
            Self::Missed => "missed",
            Self::RatesRise => "rates_rise",
            Self::Sold => "sold",
            Self::ReallyPaid => "really_paid",
            Self::LetterSays => "letter_says",
        }
    }

    /// The kind with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// What it asks for.
    pub const fn shape(self) -> Shape {
        let nothing = ASKS_NOTHING;
        match self {
            Self::ExtraOnce | Self::ExtraYearly | Self::PayRise | Self::CostEnds => Shape { amount: true, ..nothing },
            Self::ExtraMonthly | Self::LessMonthly | Self::AmountIs => {
                Shape { amount: true, counted: Counted::OrForGood, ..nothing }
            }
            Self::Reserve => Shape { amount: true, second: true, ..nothing },
            Self::Pause => Shape { whose: Whose::OneOrAll, counted: Counted::Needed, question: true, ..nothing },
            Self::PayDays => Shape { pay_days: true, ..nothing },
            Self::Freeze | Self::FeesWaived => Shape { whose: Whose::OneOrAll, counted: Counted::OrForGood, ..nothing },
            Self::RateIs => Shape { whose: Whose::One, rate: true, counted: Counted::OrForGood, ..nothing },
            Self::MinimumIs | Self::BuyOnce | Self::ReallyPaid | Self::LetterSays => {
                Shape { whose: Whose::One, amount: true, ..nothing }
            }
            Self::Reage => Shape { whose: Whose::One, ..nothing },
            Self::Sold => Shape { whose: Whose::One, amount: true, rate: true, ..nothing },
            Self::SettleOnce => Shape { whose: Whose::One, amount: true, question: true, ..nothing },
            Self::SettleParts | Self::BuyMonthly => {
                Shape { whose: Whose::One, amount: true, counted: Counted::Needed, ..nothing }
            }
            Self::Loan => {
                Shape { whose: Whose::OneOrAll, second: true, rate: true, counted: Counted::Needed, ..nothing }
            }
            Self::Transfer => Shape {
                whose: Whose::OneOrAll,
                second: true,
                rate: true,
                transfer: true,
                counted: Counted::Needed,
                question: true,
                ..nothing
            },
            Self::Missed => Shape { whose: Whose::OneOrAll, ..nothing },
            Self::RatesRise => Shape { whose: Whose::OneOrAll, rate: true, ..nothing },
        }
    }

    /// Whether the second amount may stay empty, for nothing.
    pub const fn second_is_optional(self) -> bool {
        matches!(self, Self::Loan | Self::Transfer)
    }

    /// Whether a creditor must say yes to it.
    pub const fn needs_yes(self) -> bool {
        matches!(
            self,
            Self::Pause
                | Self::Freeze
                | Self::RateIs
                | Self::MinimumIs
                | Self::FeesWaived
                | Self::Reage
                | Self::SettleOnce
                | Self::SettleParts
        )
    }

    /// Whether it changes how much money there is for the debts, or saves some of it up; under the minimums alone there
    /// is none.
    pub const fn is_about_money(self) -> bool {
        matches!(
            self,
            Self::ExtraOnce
                | Self::ExtraMonthly
                | Self::ExtraYearly
                | Self::PayRise
                | Self::CostEnds
                | Self::LessMonthly
                | Self::AmountIs
                | Self::PayDays
                | Self::Reserve
                | Self::SettleOnce
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_name_of_its_own() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_id(kind.id()), Some(kind));
        }
        assert_eq!(Kind::from_id("extra"), None);
    }

    #[test]
    fn what_is_about_money_asks_for_an_amount_or_for_pay_days() {
        for kind in Kind::ALL.into_iter().filter(|kind| kind.is_about_money()) {
            let shape = kind.shape();
            // A settlement in one sum is agreed on with a creditor, and saved up for.
            let is_agreed = kind == Kind::SettleOnce;
            assert!((shape.amount != shape.pay_days) && (shape.whose == Whose::Nobody) != is_agreed, "{kind:?}");
            assert_eq!(kind.needs_yes(), is_agreed, "{kind:?}");
        }
        for kind in Kind::ALL.into_iter().filter(|kind| kind.needs_yes()) {
            assert_ne!(kind.shape().whose, Whose::Nobody, "{kind:?}");
        }
    }
}
