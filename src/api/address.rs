//! Whose request it is: the peer's address, or behind a trusted proxy the one that the proxy names.

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use core::str::FromStr;

/// Addresses that begin alike: `10.0.0.0/8`, `2001:db8::/32`, or one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u32,
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address: IpAddr = address.trim().parse().map_err(|_| format!("`{text}` is no address or network"))?;
        let bits_max = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(bits_max), str::parse);
        match bits {
            Ok(bits) if bits <= bits_max => Ok(Self { address, bits }),
            _ => Err(format!("`{text}`: after the slash comes a number from 0 to {bits_max}")),
        }
    }
}

impl Network {
    fn holds(&self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                (own.to_bits() ^ other.to_bits()).checked_shr(32 - self.bits).unwrap_or(0) == 0
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                (own.to_bits() ^ other.to_bits()).checked_shr(128 - self.bits).unwrap_or(0) == 0
            }
            _ => false,
        }
    }
}

/// The address of whoever asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// Reads `X-Forwarded-For` from the right, for as long as trusted proxies wrote it; what stands further left may be
    /// the client's own invention.
    #[must_use]
    pub fn of(extensions: &Extensions, headers: &HeaderMap, trusted: &[Network]) -> Self {
        let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
        let mut address = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)).to_canonical();
        let lines = headers.get_all("x-forwarded-for").iter().rev().filter_map(|line| line.to_str().ok());
        for entry in lines.flat_map(|line| line.rsplit(',')) {
            if !trusted.iter().any(|network| network.holds(address)) {
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
