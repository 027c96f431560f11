//! The secrets of this page's links.

use browser::launch_params;

/// What the page was opened with, by where it leads.
#[derive(Clone, Debug, Default)]
pub struct LaunchParams {
    /// The token of `/i#…`.
    pub invitation: Option<String>,
    /// The snapshot of `/shared#…`.
    pub shared: Option<String>,
}

impl LaunchParams {
    /// Reads the secret of the address. Call it before anything else runs, and [`clear`] once it is kept.
    pub fn read() -> Self {
        match launch_params::read(is_secret) {
            Some((path, token)) if path == "/i" => Self { invitation: Some(token), shared: None },
            Some((_, snapshot)) => Self { invitation: None, shared: Some(snapshot) },
            None => Self::default(),
        }
    }
}

/// Clears the secret from the address.
pub fn clear() {
    launch_params::clear(is_secret);
}

/// Whether the fragment of this path is a secret.
pub fn is_secret(path: &str, _: &str) -> bool {
    path == "/i" || path == "/shared"
}
