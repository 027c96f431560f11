//! Problem details (RFC 9457), the one shape of every refusal.

use json::document;

/// The media type of a problem.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// A refusal. `kind` is the last part of the type address; pages choose their own words by it and never show `detail`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// `/problems/…`: see [`Kind::type_address`].
    pub type_address: String,
    /// Short English title of the kind.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What was wrong this time, in English, for developers; without personal data.
    pub detail: Option<String>,
    /// Fields at fault, if it was about fields.
    pub errors: Vec<FieldProblem>,
    /// After how many seconds another try makes sense.
    pub retry_after_s: Option<u64>,
}

document!(Problem { type_address as "type", title, status, detail = filled, errors = filled, retry_after_s = filled });

/// One field at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// Path of the field: `accounts[0].balance_minor`.
    pub field: String,
    /// A code such as `required`, `too_long`, `out_of_bounds`, `sum_differs`.
    pub code: String,
    /// The values that are taken, where they are few; empty otherwise.
    pub allowed: Vec<String>,
}

document!(FieldProblem { field, code, allowed = filled });

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $slug:literal, $status:literal, $title:literal;)*) => {
        /// Every kind of refusal.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind { $($(#[$doc])* $name,)* }

        impl Kind {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The last part of the type address.
            #[must_use]
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$name => $slug,)* }
            }

            /// HTTP status.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* }
            }

            /// Short English title.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }
        }
    };
}

kinds! {
    /// The body is no JSON.
    JsonMalformed = "json-malformed", 400, "The body is not JSON";
    /// The body has a field this version does not know.
    FieldUnknown = "field-unknown", 422, "A field is unknown";
    /// A field is missing or of another type.
    TypeWrong = "type-wrong", 422, "A field has the wrong type or is missing";
    /// The fields are well-formed, their values are not allowed; see `errors`.
    ValueRefused = "value-refused", 422, "A value is not allowed";
    /// The content type is not `application/json`.
    MediaTypeUnsupported = "media-type-unsupported", 415, "The content type is not JSON";
    /// The body is longer than `limit::BODY_BYTES_MAX`.
    BodyTooLarge = "body-too-large", 413, "The body is too large";
    /// A write without `Idempotency-Key`.
    IdempotencyKeyMissing = "idempotency-key-missing", 400, "The Idempotency-Key header is missing or malformed";
    /// The idempotency key came with another body before.
    IdempotencyKeyReused = "idempotency-key-reused", 422, "The Idempotency-Key was used with another body";
    /// A request with this idempotency key is being worked on right now.
    IdempotencyKeyBusy = "idempotency-key-busy", 409, "The same request is still being worked on";
    /// Unknown, expired or withdrawn: always the same answer.
    InvitationUnavailable = "invitation-unavailable", 404, "The invitation is not available";
    /// The link was used on a device with a secret of its own, and this request does not show that secret. `errors` has
    /// `pin` with `chosen` where a PIN opens it on this device, too, or `none` where only a new link does.
    LinkUsed = "link-used", 403, "The link was used on another device";
    /// The PIN is wrong, or has no form that a PIN has.
    PinRefused = "pin-refused", 403, "The PIN is wrong";
    /// There are too many offers or too long a history for another one.
    LimitReached = "limit-reached", 409, "There are too many for another one";
    /// The query has a parameter that this address does not take, or one twice; `detail` has those that it takes.
    QueryUnknown = "query-unknown", 400, "A query parameter is unknown";
    /// An account in the offer is arranged already.
    AccountArranged = "account-arranged", 409, "An arrangement for this account exists";
    /// An account in the offer is disputed.
    AccountDisputed = "account-disputed", 409, "This account is disputed";
    /// Who invites is not fully said, which clients must be told: see `errors` for what is missing.
    OrganisationIncomplete = "organisation-incomplete", 409, "Say first who invites";
    /// The step is not possible in the present state.
    StepIllegal = "step-illegal", 409, "This step is not possible now";
    /// There is no session, or it has ended.
    SignInRequired = "sign-in-required", 401, "Sign in first";
    /// Name or password wrong; which of them is not said.
    SignInRefused = "sign-in-refused", 401, "Name or password is wrong";
    /// The one-time set-up link is unknown or used.
    SetupUnavailable = "setup-unavailable", 404, "The set-up link is not valid";
    /// The request comes from another site.
    OriginRefused = "origin-refused", 403, "The request comes from another site";
    /// There is no `Host`, or more than one, or none that can be read.
    HostMissing = "host-missing", 400, "The Host header is missing, doubled or malformed";
    /// The `Host` is none that people reach this server by.
    HostUnknown = "host-unknown", 421, "This server is not reached by this name";
    /// Too many requests from one address.
    RateLimited = "rate-limited", 429, "Too many requests";
    /// No such resource.
    NotFound = "not-found", 404, "There is nothing here";
    /// The resource does not take this method.
    MethodNotAllowed = "method-not-allowed", 405, "This method is not allowed here";
    /// More is being asked of the server or its database than it can do now; another try soon makes sense.
    ServerBusy = "server-busy", 503, "The server is busy";
    /// The request took longer than the server allows.
    TimedOut = "timed-out", 503, "The request took too long";
    /// Something broke on the server; the cause is in its log, not here.
    Internal = "internal", 500, "Something went wrong on the server";
}

impl Kind {
    /// The address of the kind, relative to the server.
    #[must_use]
    pub fn type_address(self) -> String {
        format!("/problems/{}", self.slug())
    }

    /// A problem of this kind with nothing further to say.
    #[must_use]
    pub fn problem(self) -> Problem {
        Problem {
            type_address: self.type_address(),
            title: self.title().to_owned(),
            status: self.status(),
            detail: None,
            errors: Vec::new(),
            retry_after_s: None,
        }
    }
}

impl Problem {
    /// The kind, if this version knows it.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        let slug = self.type_address.strip_prefix("/problems/")?;
        Kind::ALL.iter().copied().find(|kind| kind.slug() == slug)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_address() {
        for kind in Kind::ALL {
            assert_eq!(kind.problem().kind(), Some(*kind));
        }
        let unknown = Problem { type_address: "/problems/newer".to_owned(), ..Kind::Internal.problem() };
        assert_eq!(unknown.kind(), None);
    }
}
