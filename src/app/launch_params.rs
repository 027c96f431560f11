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
    /// Reads the secret of the address and clears it. Call it before anything else runs.
    pub fn take() -> Self {
        match launch_params::take(is_secret) {
            Some((path, token)) if path == "/i" => Self { invitation: Some(token), shared: None },
            Some((_, snapshot)) => Self { invitation: None, shared: Some(snapshot) },
            None => Self::default(),
        }
    }
}

/// Whether the fragment of this path is a secret.
pub fn is_secret(path: &str, _: &str) -> bool {
    path == "/i" || path == "/shared"
}
