//! Terms, policies and the answers to an offer, as documents.

use domain::arrangement::{self as rule, Frequency};
use domain::money::Amount;
use jiff::civil::Date;
use json::{Definitions, Fields, Json, Reader, Value, Variants, document, variants};

/// Terms for one account, complete. That the last three follow from the others is for [`Self::check`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Sum of all payments, in minor units.
    pub balance_minor: i64,
    /// Each payment but the last, in minor units.
    pub instalment_minor: i64,
    /// How often a payment is due.
    pub frequency: Frequency,
    /// The first due date.
    pub first: Date,
    /// Number of payments.
    pub number: i64,
    /// The last payment, in minor units.
    pub last_instalment_minor: i64,
    /// The last due date.
    pub last: Date,
}

document!(Terms { balance_minor, instalment_minor, frequency as "rhythm" in Frequency::INSTALMENTS, first, number, last_instalment_minor, last });

impl From<&rule::Terms> for Terms {
    fn from(terms: &rule::Terms) -> Self {
        Self {
            balance_minor: terms.balance().minor(),
            instalment_minor: terms.instalment().minor(),
            frequency: terms.frequency(),
            first: terms.first(),
            number: terms.number(),
            last_instalment_minor: terms.last_instalment().minor(),
            last: terms.last(),
        }
    }
}

impl Terms {
    /// The terms as a type of the domain; `None` if they are impossible or the derived figures do not follow.
    #[must_use]
    pub fn check(&self) -> Option<rule::Terms> {
        let terms = rule::Terms::new(
            Amount::from_minor(self.balance_minor),
            Amount::from_minor(self.instalment_minor),
            self.frequency,
            self.first,
        )
        .ok()?;
        (Self::from(&terms) == *self).then_some(terms)
    }
}

/// An operator's acceptance rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Smallest instalment, as minor units a month.
    pub instalment_monthly_min_minor: i64,
    /// Longest term in months.
    pub term_months_max: i64,
    /// Latest first payment, in days from the offer.
    pub start_days_max: i64,
    /// What is accepted without a person.
    pub auto_accept: AutoAccept,
    /// Smallest instalment as a share of the balance a month, in whole percent; 1 to 100. Older policies lack it.
    pub instalment_share_min_percent: Option<i64>,
    /// Largest part of what is left over that the instalments may take, in whole percent; 1 to 100. Older policies
    /// lack it. Only the client's device knows what is left over, so only the page goes by it.
    pub left_over_share_max_percent: Option<i64>,
}

document!(Policy {
    instalment_monthly_min_minor,
    term_months_max,
    start_days_max,
    auto_accept as "at_once",
    instalment_share_min_percent = filled,
    left_over_share_max_percent = filled,
});

/// What is accepted without a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AutoAccept {
    /// Every offer within the bounds.
    All,
    /// Offers for a balance up to this one, in minor units.
    UpToBalanceMinor(i64),
    /// No offer: a person decides about each.
    Nothing,
}

impl Json for AutoAccept {
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

    fn schema(definitions: &mut Definitions) -> Value {
        definitions.define::<Self>(|definitions| {
            let mut properties = definitions.properties();
            properties.put("up_to_balance_minor", false, |_: &Self| None::<&i64>);
            let mut variants = Variants::default();
            variants.bare("all");
            variants.bare("nothing");
            variants.object(properties.object());
            variants.schema()
        })
    }
}

impl Policy {
    /// The policy as a type of the domain.
    ///
    /// # Errors
    /// [`rule::PolicyError`] if nobody could meet it.
    pub fn check(&self) -> Result<rule::Policy, rule::PolicyError> {
        let auto_accept = match self.auto_accept {
            AutoAccept::All => rule::AutoAccept::All,
            AutoAccept::UpToBalanceMinor(minor) => rule::AutoAccept::UpToBalance(Amount::from_minor(minor)),
            AutoAccept::Nothing => rule::AutoAccept::Nothing,
        };
        let minimum = Amount::from_minor(self.instalment_monthly_min_minor);
        rule::Policy::new(minimum, self.term_months_max, self.start_days_max, auto_accept)?
            .with_instalment_share_min(self.instalment_share_min_percent)?
            .with_left_over_share_max(self.left_over_share_max_percent)
    }
}

/// One reason why an offer is not accepted as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Smaller than the smallest instalment, be it an amount or a share of the balance.
    InstalmentTooSmall {
        /// The smallest for this balance, as minor units a month.
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
    /// The balance is above what is accepted automatically.
    BalanceNeedsPerson {
        /// The balance up to which offers are accepted automatically, in minor units.
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

/// Reasons in the order of the domain; the two ends of "too small" as one, because the larger says it all.
fn reasons(objections: &[rule::Objection]) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for objection in objections {
        let reason = match *objection {
            rule::Objection::InstalmentTooSmall { monthly_min }
            | rule::Objection::ShareTooSmall { monthly_min, .. } => {
                let minor = monthly_min.minor();
                if let Some(Reason::InstalmentTooSmall { monthly_min_minor }) = reasons.last_mut() {
                    *monthly_min_minor = minor.max(*monthly_min_minor);
                    continue;
                }
                Reason::InstalmentTooSmall { monthly_min_minor: minor }
            }
            rule::Objection::TooLong { months_max } => Reason::TooLong { months_max },
            rule::Objection::StartsTooLate { latest } => Reason::StartsTooLate { latest },
            rule::Objection::StartsTooEarly { earliest } => Reason::StartsTooEarly { earliest },
            rule::Objection::NeedsPerson { balance_max: Some(balance_max) } => {
                Reason::BalanceNeedsPerson { balance_max_minor: balance_max.minor() }
            }
            rule::Objection::NeedsPerson { balance_max: None } | rule::Objection::NoRule => Reason::AlwaysNeedsPerson,
            // The rules of an invitation name no settlement and no down-payment, and what is left over is never told.
            rule::Objection::NoSettlement
            | rule::Objection::SettlementTooSmall { .. }
            | rule::Objection::DownPaymentTooSmall { .. }
            | rule::Objection::TakesTooMuch { .. }
            | rule::Objection::SettlementNeedsPerson => continue,
        };
        reasons.push(reason);
    }
    reasons
}

/// The answer to the offer for one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OfferDecision {
    /// Accepted as it stands.
    Accepted,
    /// Not accepted as it stands; these terms would be.
    Countered {
        /// The nearest terms within the policy.
        terms: Terms,
        /// Why the offer is not accepted.
        reasons: Vec<Reason>,
    },
    /// A person has to decide.
    Referred {
        /// Why the policy does not decide.
        reasons: Vec<Reason>,
    },
}

variants!(OfferDecision {
    Accepted: "accepted" {},
    Countered: "countered" { terms, reasons },
    Referred: "referred" { reasons },
});

impl From<&rule::Answer> for OfferDecision {
    /// The answer of a server, which knows nothing of the client's means. A counter-offer that is not plain terms and a
    /// deadlock, which only figures at the end of the range can come to then, are for a person.
    fn from(answer: &rule::Answer) -> Self {
        match answer {
            rule::Answer::Accepted => Self::Accepted,
            rule::Answer::Referred { reasons: objections } | rule::Answer::Deadlock { reasons: objections, .. } => {
                Self::Referred { reasons: reasons(objections) }
            }
            rule::Answer::Countered { deal, reasons: objections, .. } => match deal.terms() {
                Some(terms) => Self::Countered { terms: (&terms).into(), reasons: reasons(objections) },
                None => Self::Referred { reasons: reasons(objections) },
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use json::{Error, ErrorKind};

    #[test]
    fn terms_that_do_not_follow_are_refused() {
        let terms = rule::Terms::new(
            Amount::from_minor(100_00),
            Amount::from_minor(30_00),
            Frequency::Month,
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
        assert_eq!(read(&extra), Err(Error { path: "at_ones".to_owned(), kind: ErrorKind::Unknown }));
    }

    #[test]
    fn a_policy_of_four_rules_is_written_as_it_was() {
        let text = r#"{"at_once":"all","instalment_monthly_min_minor":100,"start_days_max":30,"term_months_max":12}"#;
        let policy: Policy = json::parse(text.as_bytes()).expect("a policy");
        assert_eq!((policy.instalment_share_min_percent, policy.left_over_share_max_percent), (None, None));
        assert_eq!(json::print(&policy), text);
        let whole =
            Policy { instalment_share_min_percent: Some(2), left_over_share_max_percent: Some(60), ..policy.clone() };
        let written = json::print(&whole);
        assert_eq!(
            written,
            r#"{"at_once":"all","instalment_monthly_min_minor":100,"instalment_share_min_percent":2,"left_over_share_max_percent":60,"start_days_max":30,"term_months_max":12}"#
        );
        assert_eq!(json::parse::<Policy>(written.as_bytes()), Ok(whole.clone()));
        assert!(whole.check().is_ok());
        let share = Policy { instalment_share_min_percent: Some(0), ..policy.clone() };
        assert_eq!(share.check(), Err(rule::PolicyError::ShareOutOfBounds));
        let left_over = Policy { left_over_share_max_percent: Some(101), ..policy };
        assert_eq!(left_over.check(), Err(rule::PolicyError::LeftOverOutOfBounds));
    }

    #[test]
    fn the_larger_of_two_smallest_instalments_is_told() {
        let today = date(2026, 11, 22);
        let policy = Policy {
            instalment_monthly_min_minor: 25_00,
            term_months_max: 240,
            start_days_max: 31,
            auto_accept: AutoAccept::UpToBalanceMinor(500_00),
            instalment_share_min_percent: Some(2),
            left_over_share_max_percent: Some(1),
        };
        let book = policy.check().expect("possible rules").book(today);
        let told = |balance: i64, instalment: i64| {
            let of = Amount::from_minor;
            let terms = rule::Terms::new(of(balance), of(instalment), Frequency::Month, today).expect("terms");
            OfferDecision::from(&book.answer(&rule::Deal::from(&terms), rule::Means::default(), today))
        };
        let small = |monthly_min_minor| vec![Reason::InstalmentTooSmall { monthly_min_minor }];
        let countered = |verdict| match verdict {
            OfferDecision::Countered { terms, reasons } => (terms.instalment_minor, reasons),
            other => panic!("{other:?}"),
        };
        // 2 % of 2,400.00 are 48.00, of 1,000.00 only 20.00.
        assert_eq!(countered(told(2_400_00, 20_00)), (48_00, small(48_00)));
        assert_eq!(countered(told(2_400_00, 40_00)), (48_00, small(48_00)));
        assert_eq!(countered(told(1_000_00, 15_00)), (25_00, small(25_00)));
        assert_eq!(told(500_00, 25_00), OfferDecision::Accepted);
        let balance = vec![Reason::BalanceNeedsPerson { balance_max_minor: 500_00 }];
        assert_eq!(told(500_01, 25_00), OfferDecision::Referred { reasons: balance });
    }
}
