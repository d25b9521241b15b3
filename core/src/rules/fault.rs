//! What Go refuses, in Go's own words.

use std::fmt;

/// A panic or a fatal error of the primitives. Its text is Go 1.27's, without the `panic: ` or `fatal error: ` before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// A send on a channel that is closed, or that was closed while the sender waited.
    SendOnClosedChannel,
    /// Closing a channel a second time.
    CloseOfClosedChannel,
    /// Closing a nil channel.
    CloseOfNilChannel,
    /// A channel of a capacity that cannot be.
    ChannelSizeOutOfRange,
    /// Unlocking a mutex that is not locked.
    UnlockOfUnlockedMutex,
    /// Read-unlocking a read-write mutex that nobody reads under.
    ReadUnlockOfUnlockedRwMutex,
    /// Unlocking a read-write mutex that nobody writes under.
    UnlockOfUnlockedRwMutex,
    /// A WaitGroup's counter below zero.
    NegativeWaitGroupCounter,
    /// An Add from zero while somebody waits.
    WaitGroupAddDuringWait,
    /// An Add for a new round before every Wait of the last one has returned.
    WaitGroupReused,
}

impl Fault {
    /// Go's text, without its prefix.
    pub fn message(self) -> &'static str {
        match self {
            Fault::SendOnClosedChannel => "send on closed channel",
            Fault::CloseOfClosedChannel => "close of closed channel",
            Fault::CloseOfNilChannel => "close of nil channel",
            Fault::ChannelSizeOutOfRange => "makechan: size out of range",
            Fault::UnlockOfUnlockedMutex => "sync: unlock of unlocked mutex",
            Fault::ReadUnlockOfUnlockedRwMutex => "sync: RUnlock of unlocked RWMutex",
            Fault::UnlockOfUnlockedRwMutex => "sync: Unlock of unlocked RWMutex",
            Fault::NegativeWaitGroupCounter => "sync: negative WaitGroup counter",
            Fault::WaitGroupAddDuringWait => "sync: WaitGroup misuse: Add called concurrently with Wait",
            Fault::WaitGroupReused => "sync: WaitGroup is reused before previous Wait has returned",
        }
    }

    /// Whether it cannot be recovered from (`fatal error:`), as against a `panic:`.
    pub fn is_fatal(self) -> bool {
        matches!(
            self,
            Fault::UnlockOfUnlockedMutex
                | Fault::ReadUnlockOfUnlockedRwMutex
                | Fault::UnlockOfUnlockedRwMutex
        )
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = if self.is_fatal() { "fatal error" } else { "panic" };
        write!(out, "{prefix}: {}", self.message())
    }
}

impl std::error::Error for Fault {}
