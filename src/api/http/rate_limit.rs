//! How often one client may try. Generous for people, tight for guessing machines.

use crate::http::client_address::ClientAddress;
use crate::http::error::Error;
use axum::body::Body;
use axum::http::Request;
use axum::response::{IntoResponse, Response};
use core::net::IpAddr;
use core::time::Duration;
use governor::clock::{Clock as _, DefaultClock};
use governor::middleware::NoOpMiddleware;
use std::sync::Arc;
use tower_governor::governor::{GovernorConfig, GovernorConfigBuilder};
use tower_governor::key_extractor::KeyExtractor;
use tower_governor::{GovernorError, GovernorLayer};
use wire::problem::Kind;

/// Counts by the client's address, which [`crate::http::middleware::identify`] finds.
#[derive(Clone, Copy, Debug)]
pub struct ClientKey;

impl KeyExtractor for ClientKey {
    type Key = IpAddr;

    fn extract<T>(&self, request: &Request<T>) -> Result<IpAddr, GovernorError> {
        request
            .extensions()
            .get()
            .map(|client: &ClientAddress| client.household())
            .ok_or(GovernorError::UnableToExtractKey)
    }
}

type Config = Arc<GovernorConfig<ClientKey, NoOpMiddleware>>;

/// The two limits of the server.
#[derive(Clone)]
pub struct RateLimits {
    password: Config,
    token: Config,
}

impl RateLimits {
    /// Limits that nobody has used yet: 20 tries of a password or set-up link at once and one more every 3 seconds; 120
    /// requests with an invitation token at once and 4 more every second.
    ///
    /// # Panics
    /// Never: the rates are not zero.
    #[must_use]
    pub fn new() -> Self {
        let config = |burst, period_ms| {
            let mut builder = GovernorConfigBuilder::default().key_extractor(ClientKey);
            let config = builder.burst_size(burst).period(Duration::from_millis(period_ms)).finish();
            Arc::new(config.expect("the rates are not zero"))
        };
        Self { password: config(20, 3_000), token: config(120, 250) }
    }

    /// Counts a try of a password from an address.
    ///
    /// # Errors
    /// `rate-limited` with how long to wait.
    pub fn try_password(&self, client: ClientAddress) -> Result<(), Error> {
        self.password.limiter().check_key(&client.household()).map_err(|wait| {
            let wait = wait.wait_time_from(DefaultClock::default().now());
            Error::retry_after(Kind::RateLimited, wait.as_secs().max(1))
        })
    }

    /// For routes that take a password or a set-up secret.
    #[must_use]
    pub fn password(&self) -> GovernorLayer<ClientKey, NoOpMiddleware, Body> {
        layer(&self.password)
    }

    /// For routes that take an invitation token.
    #[must_use]
    pub fn token(&self) -> GovernorLayer<ClientKey, NoOpMiddleware, Body> {
        layer(&self.token)
    }

    /// Forgets clients that have not asked for a while, so that the memory for them is bounded. Call it every minute.
    pub fn tidy(&self) {
        for config in [&self.password, &self.token] {
            config.limiter().retain_recent();
        }
    }
}

fn layer(config: &Config) -> GovernorLayer<ClientKey, NoOpMiddleware, Body> {
    GovernorLayer::new(Arc::clone(config)).error_handler(refused)
}

fn refused(error: GovernorError) -> Response {
    match error {
        GovernorError::TooManyRequests { wait_time, .. } => Error::retry_after(Kind::RateLimited, wait_time.max(1)),
        other => Error::internal(other),
    }
    .into_response()
}
