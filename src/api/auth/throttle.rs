//! How often a password may be tried, kept in the database, so that neither a restart nor many addresses help to guess.
//!
//! Failures are counted for the account, for the address, and for both together; after some, each further try has to wait
//! longer. A device from which somebody has signed in before is counted by itself alone: whoever guesses from elsewhere,
//! even from the same office, does not lock out the person whose device it is. Unknown names are counted like known ones.

use crate::auth::repository::folded;
use crate::auth::secrets;
use crate::http::client_address::ClientAddress;
use crate::http::error::Error;
use crate::server::clock::Now;
use crate::store::{StoreError, Transaction, values};
use wire::problem::Kind;

/// Failures that lie further back do not count.
const HOURS: i64 = 1;

/// What is counted.
struct Counter {
    key: String,
    /// Failures without any waiting.
    free: i64,
    /// The first wait in seconds; each further failure doubles it.
    wait_s: i64,
    /// The longest wait in seconds.
    wait_s_max: i64,
    /// Whether it begins anew when somebody gets in.
    ends_with_success: bool,
}

/// The counters of one try.
pub struct Throttle(Vec<Counter>);

impl Throttle {
    /// For a sign-in by this name from this address; `device` is the hash of a device from which that account was used.
    #[must_use]
    pub fn of_sign_in(name: &str, client: ClientAddress, device: Option<&str>) -> Self {
        let counter = |key: String, free, wait_s, wait_s_max, ends_with_success| {
            // Short, because people sometimes type their password as their name.
            let key = secrets::hash(key.as_bytes()).get(..12).unwrap_or_default().to_owned();
            Counter { key, free, wait_s, wait_s_max, ends_with_success }
        };
        if let Some(device) = device {
            return Self(vec![counter(format!("device {device}"), 10, 2, 300, true)]);
        }
        let (name, address) = (folded(name), client.household());
        Self(vec![
            counter(format!("both {address} {name}"), 5, 2, 900, true),
            counter(format!("account {name}"), 20, 2, 300, true),
            counter(format!("address {address}"), 20, 2, 60, false),
        ])
    }

    /// Refuses a try that has to wait.
    ///
    /// # Errors
    /// `rate-limited` with how long; or as the database.
    pub async fn check(&self, tx: &mut dyn Transaction, now: Now) -> Result<(), Error> {
        let mut longest = 0;
        for counter in &self.0 {
            let sql = "SELECT failures, last_at FROM sign_in_failure WHERE id = $1";
            let Some(mut row) = tx.fetch_all(sql, values![counter.key.as_str()]).await?.pop() else { continue };
            let (failures, last_at) = (row.integer()?, row.text()?);
            let ago_s = now.seconds_since(&last_at);
            if failures < counter.free || ago_s >= HOURS * 3_600 {
                continue;
            }
            let doublings = u32::try_from(failures - counter.free).unwrap_or(u32::MAX).min(20);
            let wait_s = (counter.wait_s << doublings).min(counter.wait_s_max);
            longest = longest.max(wait_s - ago_s);
        }
        if longest > 0 { Err(Error::retry_after(Kind::RateLimited, longest.unsigned_abs())) } else { Ok(()) }
    }

    /// Counts a failure, and forgets those that no longer count.
    ///
    /// # Errors
    /// As the database.
    pub async fn failed(&self, tx: &mut dyn Transaction, now: Now) -> Result<(), StoreError> {
        let since = now.hours_later(-HOURS).text();
        tx.execute("DELETE FROM sign_in_failure WHERE last_at <= $1", values![since]).await?;
        for counter in &self.0 {
            let sql = "INSERT INTO sign_in_failure (id, failures, last_at) VALUES ($1, 1, $2) ON CONFLICT (id) \
                       DO UPDATE SET failures = sign_in_failure.failures + 1, last_at = $2";
            tx.execute(sql, values![counter.key.as_str(), now.text()]).await?;
        }
        Ok(())
    }

    /// Begins anew, because somebody got in.
    ///
    /// # Errors
    /// As the database.
    pub async fn succeeded(&self, tx: &mut dyn Transaction) -> Result<(), StoreError> {
        for counter in self.0.iter().filter(|counter| counter.ends_with_success) {
            tx.execute("DELETE FROM sign_in_failure WHERE id = $1", values![counter.key.as_str()]).await?;
        }
        Ok(())
    }
}
