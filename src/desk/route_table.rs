//! The addresses of the desk.

use browser::launch_params;
use browser::router::match_path;

/// Where the list is; every other address of the desk lies below it.
pub const LIST: &str = "/desk";
/// Where an invitation is written.
pub const INVITE: &str = "/desk/new";
/// Where whoever is signed in chooses another password.
pub const PASSWORD: &str = "/desk/password";
/// Where it stands who invites.
pub const ORGANISATION: &str = "/desk/organisation";
const CASE: &str = "/desk/case/:id";
const SETUP: &str = "setup=";

/// A page of the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// All cases.
    List,
    /// A new invitation.
    Invite,
    /// Another password.
    Password,
    /// Who invites.
    Organisation,
    /// One case, by the name of its invitation.
    Case(String),
    /// No such page.
    Nothing,
}

/// The pattern of a path of the desk.
pub fn pattern(path: &str) -> Option<&'static str> {
    [LIST, INVITE, ORGANISATION, PASSWORD, CASE].into_iter().find(|pattern| match_path(pattern, path).is_some())
}

impl Route {
    /// The page of a path.
    pub fn of(path: &str) -> Self {
        match pattern(path) {
            Some(LIST) => Self::List,
            Some(INVITE) => Self::Invite,
            Some(PASSWORD) => Self::Password,
            Some(ORGANISATION) => Self::Organisation,
            Some(_) => {
                let params = match_path(CASE, path).unwrap_or_default();
                // The names that servers give; anything else could lead to another address of the interface.
                let id = params.get("id").filter(|id| id.bytes().all(|byte| byte.is_ascii_alphanumeric()));
                id.map_or(Self::Nothing, |id| Self::Case(id.to_owned()))
            }
            None => Self::Nothing,
        }
    }
}

/// The address of a case.
pub fn case_address(id: &str) -> String {
    CASE.replace(":id", id)
}

/// Whether a fragment is the one-time secret of `/desk#setup=…`.
pub fn is_secret(_: &str, fragment: &str) -> bool {
    fragment.starts_with(SETUP)
}

/// The one-time secret of the address, cleared from the address bar and from the history of this tab.
pub fn take_setup() -> Option<String> {
    let (_, fragment) = launch_params::take(is_secret)?;
    fragment.strip_prefix(SETUP).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_to_pages() {
        for (path, route) in [
            ("/desk", Route::List),
            ("/desk/", Route::List),
            ("/desk/new", Route::Invite),
            ("/desk/password", Route::Password),
            ("/desk/organisation", Route::Organisation),
            ("/desk/case/0a1b", Route::Case("0a1b".to_owned())),
            ("/desk/case/", Route::Nothing),
            ("/desk/case/../x", Route::Nothing),
            ("/desk/else", Route::Nothing),
        ] {
            assert_eq!(Route::of(path), route, "{path}");
        }
        assert_eq!(Route::of(&case_address("0a1b")), Route::Case("0a1b".to_owned()));
    }
}
