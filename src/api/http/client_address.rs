//! Whose request it is: the peer's address, or behind a trusted proxy the one that the proxy names.

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use ipnet::IpNet;

/// Reads a network, such as `10.0.0.0/8`, or one address; `none` for one that nobody is in.
///
/// # Errors
/// What is wrong with it, for the person who starts the server.
pub fn network(text: &str) -> Result<IpNet, String> {
    let text = text.trim();
    // No peer has the broadcast address.
    let text = if text == "none" { "255.255.255.255" } else { text };
    let read = text.parse().or_else(|_| text.parse().map(|address: IpAddr| address.into()));
    read.map_err(|_| format!("`{text}` is no address or network"))
}

/// The address of whoever asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// Reads `X-Forwarded-For` from the right, for as long as trusted proxies wrote it; what stands further left may be
    /// the client's own invention.
    #[must_use]
    pub fn of(extensions: &Extensions, headers: &HeaderMap, trusted: &[IpNet]) -> Self {
        let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
        let mut address = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)).to_canonical();
        let lines = headers.get_all("x-forwarded-for").iter().rev().filter_map(|line| line.to_str().ok());
        for entry in lines.flat_map(|line| line.rsplit(',')) {
            if !trusted.iter().any(|network| network.contains(&address)) {
                break;
            }
            let Ok(before) = entry.trim().parse::<IpAddr>() else { break };
            address = before.to_canonical();
        }
        Self(address)
    }

    /// What rate limits count by: one household's IPv6 network is one client.
    #[must_use]
    pub fn household(self) -> IpAddr {
        match self.0 {
            IpAddr::V4(_) => self.0,
            IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
        }
    }
}
