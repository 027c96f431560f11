//! What is wrong with keeping things on this device.

use crate::store::storage::Quarantined;

/// What the client should know about keeping things on this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreAlert {
    /// What was kept could not be read; it was set aside.
    SetAside,
    /// A message that waited could not be read; it was set aside.
    MessageSetAside,
    /// Nothing is kept: a private window or a full device.
    NotKept,
    /// Another tab went on.
    ChangedElsewhere,
    /// The language that was asked for could not be fetched.
    NoLanguage,
}

impl From<Quarantined> for StoreAlert {
    fn from(quarantined: Quarantined) -> Self {
        match quarantined {
            Quarantined::Document => Self::SetAside,
            Quarantined::Message => Self::MessageSetAside,
        }
    }
}
