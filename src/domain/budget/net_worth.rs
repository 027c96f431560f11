//! What a household has and what it owes, and what it knows of its credit history.

use crate::money::Amount;
use jiff::civil::Date;

/// What sort of thing is owned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AssetKind {
    /// The home people live in.
    Home,
    /// Other land or buildings.
    Property,
    /// A car or another vehicle.
    Vehicle,
    /// Money in the bank or at hand.
    Savings,
    /// A pension that cannot be had yet.
    Pension,
    /// Tools and stock of a business.
    Business,
    /// Anything else of value.
    #[default]
    Other,
}

impl AssetKind {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Home, Self::Property, Self::Vehicle, Self::Savings, Self::Pension, Self::Business, Self::Other];

    /// The name in documents; stable for ever.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Property => "property",
            Self::Vehicle => "vehicle",
            Self::Savings => "savings",
            Self::Pension => "pension",
            Self::Business => "business",
            Self::Other => "other",
        }
    }

    /// The kind of an [`Self::id`].
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

/// Something owned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asset {
    /// What sort.
    pub kind: AssetKind,
    /// What it would bring today; not negative.
    pub value: Amount,
    /// What is owed on it and would be paid first, such as a mortgage or car loan; not negative.
    pub secured: Amount,
    /// The part of it that is the client's, in hundredths; at most 100.
    pub share_percent: u8,
}

impl Asset {
    /// What would be left for the client: the share of value less what is owed on it, rounded down. May be negative.
    #[must_use]
    pub fn equity(&self) -> Amount {
        let share = i64::from(self.share_percent.min(100));
        let whole = self.value.saturating_sub(self.secured);
        whole.scale(share, 100, crate::money::Rounding::Floor).unwrap_or(whole)
    }
}

/// Something owed that is not secured on an asset above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Liability {
    /// What is owed; not negative.
    pub balance: Amount,
    /// What of it is behind schedule; at most the balance.
    pub arrears: Amount,
    /// What is behind schedule costs home, liberty, fuel or essential goods.
    pub is_priority: bool,
}

/// What a household is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NetWorth {
    /// Value of everything owned, as far as it is the client's and after what is owed on it.
    pub equity: Amount,
    /// What is owed otherwise.
    pub owed: Amount,
    /// Equity less what is owed. May be negative.
    pub net: Amount,
    /// Money that is at hand.
    pub at_hand: Amount,
    /// Everything behind schedule.
    pub arrears: Amount,
    /// What of that is a priority.
    pub arrears_priority: Amount,
}

/// Adds up what a household has and owes.
#[must_use]
pub fn net_worth(assets: &[Asset], liabilities: &[Liability]) -> NetWorth {
    let equity: Amount = assets.iter().map(Asset::equity).sum();
    let owed: Amount = liabilities.iter().map(|liability| liability.balance).sum();
    let at_hand = assets.iter().filter(|asset| asset.kind == AssetKind::Savings).map(Asset::equity).sum();
    let arrears = |liability: &Liability| liability.arrears.min(liability.balance);
    NetWorth {
        equity,
        owed,
        net: equity.saturating_sub(owed),
        at_hand,
        arrears: liabilities.iter().map(arrears).sum(),
        arrears_priority: liabilities.iter().filter(|liability| liability.is_priority).map(arrears).sum(),
    }
}

/// What a client knows of their credit history; all of it may be unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CreditHistory {
    /// A score and the highest one of its scale.
    pub score: Option<(u16, u16)>,
    /// The day it was looked up.
    pub looked_up: Option<Date>,
    /// Payments missed in the last twelve months.
    pub missed_payments: Option<u16>,
    /// Accounts in default.
    pub defaults: Option<u16>,
    /// Judgments of a court.
    pub judgments: Option<u16>,
    /// The day the oldest open account was opened.
    pub oldest_account: Option<Date>,
    /// Sum of the limits of cards and overdrafts, and what is used of them.
    pub limits: Option<(Amount, Amount)>,
}

impl CreditHistory {
    /// How much of the limits is used, in percent rounded up; `None` if not known or without limit.
    #[must_use]
    pub fn utilisation_percent(&self) -> Option<i64> {
        let (limit, used) = self.limits?;
        let percent = crate::money::Rounding::Ceil.divide(i128::from(used.minor()) * 100, i128::from(limit.minor()))?;
        i64::try_from(percent).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const fn of(minor: i64) -> Amount {
        Amount::from_minor(minor)
    }

    #[test]
    fn names_come_back() {
        for kind in AssetKind::ALL {
            assert_eq!(AssetKind::from_id(kind.id()), Some(kind));
        }
    }

    #[test]
    fn a_household_added_up() {
        let asset =
            |kind, value, secured, share_percent| Asset { kind, value: of(value), secured: of(secured), share_percent };
        let assets = [
            asset(AssetKind::Home, 180_000_00, 150_000_01, 50),
            asset(AssetKind::Vehicle, 4_000_00, 5_500_00, 100),
            asset(AssetKind::Savings, 320_00, 0, 100),
        ];
        let owed =
            |balance, arrears, is_priority| Liability { balance: of(balance), arrears: of(arrears), is_priority };
        let liabilities = [owed(6_000_00, 300_00, false), owed(900_00, 900_00, true), owed(50_00, 70_00, false)];
        let found = net_worth(&assets, &liabilities);
        // Half of 29,999.99, less 1,500.00, and 320.00.
        assert_eq!(found.equity, of(14_999_99 - 1_500_00 + 320_00));
        assert_eq!((found.owed, found.at_hand), (of(6_950_00), of(320_00)));
        assert_eq!(found.net, of(13_819_99 - 6_950_00));
        assert_eq!((found.arrears, found.arrears_priority), (of(1_250_00), of(900_00)));
    }

    #[test]
    fn what_is_used_of_the_limits() {
        let history = CreditHistory { limits: Some((of(3_000_00), of(901_00))), ..CreditHistory::default() };
        assert_eq!(history.utilisation_percent(), Some(31));
        assert_eq!(CreditHistory::default().utilisation_percent(), None);
        assert_eq!(CreditHistory { limits: Some((of(0), of(1))), ..history }.utilisation_percent(), None);
    }

    proptest! {
        #[test]
        fn hostile_figures_do_not_wrap(value in any::<i64>(), secured in any::<i64>(), share_percent in any::<u8>()) {
            let asset = Asset { kind: AssetKind::Other, value: of(value), secured: of(secured), share_percent };
            let found = net_worth(&[asset; 3], &[]);
            prop_assert_eq!(found.net, found.equity);
        }
    }
}
