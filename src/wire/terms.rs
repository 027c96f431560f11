//! Terms, policies and the answers to an offer, as documents.

use crate::document;
use crate::json::{Fields, Json, Reader, Value, choice, variants};
use domain::arrangement as rule;
use domain::money::Amount;
use jiff::civil::Date;

/// How often an instalment is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    /// Every 7 days.
    Week,
    /// Every 14 days.
    TwoWeeks,
    /// Every 28 days.
    FourWeeks,
    /// Every month.
    Month,
}

choice!(Rhythm { Week: "week", TwoWeeks: "two_weeks", FourWeeks: "four_weeks", Month: "month" });

impl From<Rhythm> for rule::Rhythm {
    fn from(rhythm: Rhythm) -> Self {
        match rhythm {
            Rhythm::Week => Self::Week,
            Rhythm::TwoWeeks => Self::TwoWeeks,
            Rhythm::FourWeeks => Self::FourWeeks,
            Rhythm::Month => Self::Month,
        }
    }
}

impl From<rule::Rhythm> for Rhythm {
    fn from(rhythm: rule::Rhythm) -> Self {
        match rhythm {
            rule::Rhythm::Week => Self::Week,
            rule::Rhythm::TwoWeeks => Self::TwoWeeks,
            rule::Rhythm::FourWeeks => Self::FourWeeks,
            rule::Rhythm::Month => Self::Month,
        }
    }
}

/// Terms of one account, complete: the reader checks that they follow from each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// What is paid in all.
    pub balance_minor: i64,
    /// What is paid each time but the last.
    pub instalment_minor: i64,
    /// How often.
    pub rhythm: Rhythm,
    /// The first due date.
    pub first: Date,
    /// How many instalments.
    pub number: i64,
    /// The last instalment.
    pub last_instalment_minor: i64,
    /// The last due date.
    pub last: Date,
}

document!(Terms { balance_minor, instalment_minor, rhythm, first, number, last_instalment_minor, last });

impl From<&rule::Terms> for Terms {
    fn from(terms: &rule::Terms) -> Self {
        Self {
            balance_minor: terms.balance().minor(),
            instalment_minor: terms.instalment().minor(),
            rhythm: terms.rhythm().into(),
            first: terms.first(),
            number: terms.number(),
            last_instalment_minor: terms.last_instalment().minor(),
            last: terms.last(),
        }
    }
}

impl Terms {
    /// The terms as the domain knows them; `None` if they are impossible or the derived figures do not follow.
    #[must_use]
    pub fn check(&self) -> Option<rule::Terms> {
        let terms = rule::Terms::new(
            Amount::from_minor(self.balance_minor),
            Amount::from_minor(self.instalment_minor),
            self.rhythm.into(),
            self.first,
        )
        .ok()?;
        (Self::from(&terms) == *self).then_some(terms)
    }
}

/// An operator's acceptance rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Smallest instalment, as an amount a month.
    pub instalment_monthly_min_minor: i64,
    /// Longest term in months.
    pub term_months_max: i64,
    /// Latest first payment, in days from the offer.
    pub start_days_max: i64,
    /// What is accepted without a person.
    pub at_once: AtOnce,
}

document!(Policy { instalment_monthly_min_minor, term_months_max, start_days_max, at_once });

/// What is accepted without a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AtOnce {
    /// Everything within the bounds.
    All,
    /// Up to this balance, in minor units.
    UpToBalanceMinor(i64),
    /// Nothing: a person looks at every offer.
    Nothing,
}

impl Json for AtOnce {
    fn read(reader: &mut Reader, value: Option<Value>) -> Self {
        if let Some(Value::Object(_)) = value {
            // One amount under its name.
            reader.object(value);
            let minor = reader.field("up_to_balance_minor");
            reader.end();
            return Self::UpToBalanceMinor(minor);
        }
        if reader.name(value, &["all", "nothing"]) == 0 { Self::All } else { Self::Nothing }
    }

    fn write(&self) -> Value {
        match self {
            Self::All => "all".into(),
            Self::UpToBalanceMinor(minor) => Fields::default().with("up_to_balance_minor", minor).object(),
            Self::Nothing => "nothing".into(),
        }
    }
}

impl Policy {
    /// The policy as the domain knows it.
    ///
    /// # Errors
    /// [`rule::PolicyError`] if nobody could meet it.
    pub fn check(&self) -> Result<rule::Policy, rule::PolicyError> {
        let at_once = match self.at_once {
            AtOnce::All => rule::AtOnce::All,
            AtOnce::UpToBalanceMinor(minor) => rule::AtOnce::UpToBalance(Amount::from_minor(minor)),
            AtOnce::Nothing => rule::AtOnce::Nothing,
        };
        let minimum = Amount::from_minor(self.instalment_monthly_min_minor);
        rule::Policy::new(minimum, self.term_months_max, self.start_days_max, at_once)
    }
}

impl From<&rule::Policy> for Policy {
    fn from(policy: &rule::Policy) -> Self {
        Self {
            instalment_monthly_min_minor: policy.instalment_monthly_min().minor(),
            term_months_max: policy.term_months_max(),
            start_days_max: policy.start_days_max(),
            at_once: match policy.at_once() {
                rule::AtOnce::All => AtOnce::All,
                rule::AtOnce::UpToBalance(balance) => AtOnce::UpToBalanceMinor(balance.minor()),
                rule::AtOnce::Nothing => AtOnce::Nothing,
            },
        }
    }
}

/// One thing a policy says about an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Smaller than the smallest instalment.
    InstalmentTooSmall {
        /// The smallest, as an amount a month.
        monthly_min_minor: i64,
    },
    /// Longer than the longest term.
    TooLong {
        /// The longest term in months.
        months_max: i64,
    },
    /// Starts too late.
    StartsTooLate {
        /// The latest first date.
        latest: Date,
    },
    /// Starts in the past.
    StartsTooEarly {
        /// The earliest first date.
        earliest: Date,
    },
    /// The balance is above what is accepted at once.
    BalanceNeedsPerson {
        /// The balance up to which offers are accepted at once.
        balance_max_minor: i64,
    },
    /// A person looks at every offer.
    AlwaysNeedsPerson,
}

variants!(Reason {
    InstalmentTooSmall: "instalment_too_small" { monthly_min_minor },
    TooLong: "too_long" { months_max },
    StartsTooLate: "starts_too_late" { latest },
    StartsTooEarly: "starts_too_early" { earliest },
    BalanceNeedsPerson: "balance_needs_person" { balance_max_minor },
    AlwaysNeedsPerson: "always_needs_person" {},
});

impl From<&rule::Reason> for Reason {
    fn from(reason: &rule::Reason) -> Self {
        match *reason {
            rule::Reason::InstalmentTooSmall { monthly_min } => {
                Self::InstalmentTooSmall { monthly_min_minor: monthly_min.minor() }
            }
            rule::Reason::TooLong { months_max } => Self::TooLong { months_max },
            rule::Reason::StartsTooLate { latest } => Self::StartsTooLate { latest },
            rule::Reason::StartsTooEarly { earliest } => Self::StartsTooEarly { earliest },
            rule::Reason::BalanceNeedsPerson { balance_max } => {
                Self::BalanceNeedsPerson { balance_max_minor: balance_max.minor() }
            }
            rule::Reason::AlwaysNeedsPerson => Self::AlwaysNeedsPerson,
        }
    }
}

/// The answer to the offer for one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Accepted as it stands.
    Accepted,
    /// Not as it stands; these terms would be.
    Countered {
        /// The nearest terms within the policy.
        terms: Terms,
        /// Why the offer is not.
        reasons: Vec<Reason>,
    },
    /// A person must look.
    Referred {
        /// Why.
        reasons: Vec<Reason>,
    },
}

variants!(Verdict {
    Accepted: "accepted" {},
    Countered: "countered" { terms, reasons },
    Referred: "referred" { reasons },
});

impl From<&rule::Verdict> for Verdict {
    fn from(verdict: &rule::Verdict) -> Self {
        match verdict {
            rule::Verdict::Accepted => Self::Accepted,
            rule::Verdict::Countered { terms, reasons } => {
                Self::Countered { terms: terms.into(), reasons: reasons.iter().map(Reason::from).collect() }
            }
            rule::Verdict::Referred { reasons } => {
                Self::Referred { reasons: reasons.iter().map(Reason::from).collect() }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{self, Flaw, FlawKind};
    use jiff::civil::date;

    #[test]
    fn terms_that_do_not_follow_are_refused() {
        let terms = rule::Terms::new(
            Amount::from_minor(100_00),
            Amount::from_minor(30_00),
            rule::Rhythm::Month,
            date(2027, 1, 31),
        )
        .expect("possible terms");
        let document = Terms::from(&terms);
        assert_eq!(document.check(), Some(terms));
        assert_eq!(Terms { number: 3, ..document.clone() }.check(), None);
        assert_eq!(Terms { instalment_minor: 0, ..document }.check(), None);
    }

    #[test]
    fn a_policy_in_a_request_has_no_unknown_field() {
        let text = r#"{"instalment_monthly_min_minor":100,"term_months_max":12,"start_days_max":30,"at_once":"all"}"#;
        let read = |text: &str| json::read_request::<Policy>(json::value(text.as_bytes()).expect("json"));
        let policy = read(text).expect("a policy");
        assert!(policy.check().is_ok());
        let extra = text.replace("\"at_once\"", "\"at_ones\":1,\"at_once\"");
        assert_eq!(read(&extra), Err(Flaw { path: "at_ones".to_owned(), kind: FlawKind::Unknown }));
    }
}
