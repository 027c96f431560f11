//! A plan in a link: `version ‖ deflate(postcard(snapshot))` in base64url, in the fragment, which no server sees.
//!
//! A snapshot holds results, not inputs: what the client chose to show, and nothing that leads back to the budget.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::money::{AMOUNT_INPUT_MAX, Currency};
use serde::{Deserialize, Serialize};

const VERSION: u8 = 1;
/// Characters of the longest link that is read.
pub const TEXT_CHARS_MAX: usize = 16 * 1024;
/// The most that a link may unfold to.
const UNFOLDED_BYTES_MAX: usize = 256 * 1024;
/// The most debts in a snapshot.
pub const SNAPSHOT_DEBTS_MAX: usize = 40;
/// The most points of the course in a snapshot.
pub const SNAPSHOT_POINTS_MAX: usize = 61;
/// The longest plan, in months.
const MONTHS_MAX: u16 = 1_200;
/// The largest amount in a snapshot, in minor units: what [`SNAPSHOT_DEBTS_MAX`] of the largest debts come to after
/// growing to the bounds of the engine, with as much again for interest and payments.
const TOTAL_MINOR_MAX: i64 = AMOUNT_INPUT_MAX.minor() * 40 * 1_200 * 2;
/// Bytes of the id of a strategy.
const ID_BYTES_MAX: usize = 40;
/// Bytes of a debt's name.
const NAME_BYTES_MAX: usize = 400;

/// What a shared plan shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// ISO 4217 code.
    pub currency: String,
    /// The year the plan starts in.
    pub start_year: i16,
    /// The month of the year the plan starts in, 1 to 12.
    pub start_month: i8,
    /// The strategy's id.
    pub strategy: String,
    /// Paid each month, in minor units.
    pub budget_monthly_minor: i64,
    /// Months until the end; `None` if the plan does not end.
    pub months: Option<u16>,
    /// Interest until the end of the plan, in minor units.
    pub interest_minor: i64,
    /// Sum of all payments, in minor units.
    pub paid_minor: i64,
    /// Left over each month, in minor units, if the client chose to show it.
    pub left_over_minor: Option<i64>,
    /// The debts; names only if the client chose to show them (otherwise empty).
    pub debts: Vec<SharedDebt>,
    /// Months at which `SharedDebt::balances_minor` are given, from 0, rising.
    pub points: Vec<u16>,
}

/// One debt of a shared plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedDebt {
    /// Its name, or empty.
    pub name: String,
    /// Balance at each point, in minor units.
    pub balances_minor: Vec<i64>,
    /// The month it is paid off.
    pub cleared_month: Option<u16>,
}

/// Why a link cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareError {
    /// The text is empty.
    Missing,
    /// The text is cut off, mistyped or not a shared plan.
    Damaged,
    /// Made by a newer version of the page.
    Newer,
    /// Longer than [`TEXT_CHARS_MAX`].
    TooLarge,
}

impl Snapshot {
    /// The link's fragment.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut bytes = vec![VERSION];
        if let Ok(plain) = postcard::to_allocvec(self) {
            let mut body = adler2::adler32_slice(&plain).to_be_bytes().to_vec();
            body.extend_from_slice(&plain);
            bytes.extend(miniz_oxide::deflate::compress_to_vec(&body, 9));
        }
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads a fragment.
    ///
    /// # Errors
    /// See [`ShareError`].
    pub fn parse(text: &str) -> Result<Self, ShareError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ShareError::Missing);
        }
        if text.len() > TEXT_CHARS_MAX {
            return Err(ShareError::TooLarge);
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| ShareError::Damaged)?;
        let (version, packed) = bytes.split_first().ok_or(ShareError::Damaged)?;
        match *version {
            VERSION => {}
            newer if newer > VERSION && newer < 16 => return Err(ShareError::Newer),
            _ => return Err(ShareError::Damaged),
        }
        let body = miniz_oxide::inflate::decompress_to_vec_with_limit(packed, UNFOLDED_BYTES_MAX)
            .map_err(|_| ShareError::Damaged)?;
        let (checksum, plain) = body.split_at_checked(4).ok_or(ShareError::Damaged)?;
        if checksum != adler2::adler32_slice(plain).to_be_bytes() {
            return Err(ShareError::Damaged);
        }
        let snapshot: Self = postcard::from_bytes(plain).map_err(|_| ShareError::Damaged)?;
        if snapshot.is_sound() { Ok(snapshot) } else { Err(ShareError::Damaged) }
    }

    /// True for a snapshot that a plan can have: a link can be written by anybody.
    fn is_sound(&self) -> bool {
        let points = self.points.len();
        let is_amount = |minor: i64| (0..=TOTAL_MINOR_MAX).contains(&minor);
        let is_month = |month: u16| month <= MONTHS_MAX;
        (1..=12).contains(&self.start_month)
            && (1..=9_998).contains(&self.start_year)
            && self.debts.len() <= SNAPSHOT_DEBTS_MAX
            && points <= SNAPSHOT_POINTS_MAX
            && self.points.is_sorted()
            && self.points.iter().copied().all(is_month)
            && self.months.is_none_or(is_month)
            && Currency::from_code(&self.currency).is_some()
            && self.strategy.len() <= ID_BYTES_MAX
            && [self.budget_monthly_minor, self.interest_minor, self.paid_minor].into_iter().all(is_amount)
            && self.left_over_minor.is_none_or(|minor| is_amount(minor.saturating_abs()))
            && self.debts.iter().all(|debt| {
                debt.balances_minor.len() == points
                    && debt.balances_minor.iter().copied().all(is_amount)
                    && debt.cleared_month.is_none_or(is_month)
                    && debt.name.len() <= NAME_BYTES_MAX
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot() -> Snapshot {
        Snapshot {
            currency: "USD".to_owned(),
            start_year: 2026,
            start_month: 12,
            strategy: "avalanche".to_owned(),
            budget_monthly_minor: 640_00,
            months: Some(30),
            interest_minor: 3_214_07,
            paid_minor: 19_000_00,
            left_over_minor: None,
            debts: vec![SharedDebt {
                name: "Oakbank card".to_owned(),
                balances_minor: (0..31).map(|month| (30 - month) * 500_00).collect(),
                cleared_month: Some(30),
            }],
            points: (0..31).collect(),
        }
    }

    #[test]
    fn comes_back_and_stays_short() {
        let text = snapshot().to_text();
        assert_eq!(Snapshot::parse(&text), Ok(snapshot()));
        assert!(text.len() < 400, "{}", text.len());
    }

    #[test]
    fn a_link_made_long_ago_still_opens() {
        let link = "AQG4AEf_F8tH7gNVU0TUHwwJYXZhbGFuY2hlgOgHAR7-nSfA9-cBAAEMT2FrYmFuayBjYXJkH8CNtwGggLEBgPOqAeDlpAHA2J4\
                    BoMuYAYC-kgHgsIwBwKOGAaCWgAGAiXrg-3PA7m2g4WeA1GHgxlvAuVWgrE-An0ngkUPAhD2g9zaA6jDg3CrAzySgwh6AtRjgpxLA\
                    mgygjQYAAR4fAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg";
        assert_eq!(Snapshot::parse(link), Ok(snapshot()));
    }

    #[test]
    fn every_cut_and_slip_is_found() {
        let text = snapshot().to_text();
        assert_eq!(Snapshot::parse(" "), Err(ShareError::Missing));
        for length in 1..text.len() {
            assert!(Snapshot::parse(&text[..length]).is_err(), "{length}");
        }
        for place in 2..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
            let slip = String::from_utf8(bytes).expect("ascii");
            assert_ne!(Snapshot::parse(&slip), Ok(snapshot()), "{place}");
        }
        assert_eq!(Snapshot::parse(&"A".repeat(20_000)), Err(ShareError::TooLarge));
        assert_eq!(Snapshot::parse("AgAA"), Err(ShareError::Newer));
    }

    #[test]
    fn unsound_snapshots_are_refused() {
        let mut odd = snapshot();
        odd.points.pop();
        assert_eq!(Snapshot::parse(&odd.to_text()), Err(ShareError::Damaged));
        for edit in [
            |odd: &mut Snapshot| odd.paid_minor = i64::MAX,
            |odd: &mut Snapshot| odd.interest_minor = -1,
            |odd: &mut Snapshot| odd.left_over_minor = Some(i64::MIN),
            |odd: &mut Snapshot| odd.debts[0].balances_minor[3] = i64::MAX,
            |odd: &mut Snapshot| odd.debts[0].cleared_month = Some(u16::MAX),
            |odd: &mut Snapshot| odd.months = Some(1_201),
            |odd: &mut Snapshot| odd.currency = "XXX".to_owned(),
            |odd: &mut Snapshot| odd.strategy = "a".repeat(41),
        ] {
            let mut odd = snapshot();
            edit(&mut odd);
            assert_eq!(Snapshot::parse(&odd.to_text()), Err(ShareError::Damaged), "{odd:?}");
        }
    }
}
