//! How a worker ends.

use super::{SendError, Text};
use crate::rules::Fault;
use std::fmt;

/// Why a worker gave up: in Go it would have panicked.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// A primitive refused.
    Fault(Fault),
    /// The worker's own words.
    Text(Text),
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Fault(fault) => fault.fmt(out),
            Failure::Text(text) => out.write_str(text),
        }
    }
}

impl std::error::Error for Failure {}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Failure::Fault(fault)
    }
}

impl<T> From<SendError<T>> for Failure {
    fn from(_: SendError<T>) -> Self {
        Failure::Fault(Fault::SendOnClosedChannel)
    }
}

impl From<&str> for Failure {
    fn from(text: &str) -> Self {
        Failure::Text(text.into())
    }
}

impl From<String> for Failure {
    fn from(text: String) -> Self {
        Failure::Text(text.into())
    }
}

/// What a worker may end with: nothing, or a result whose error is its panic.
pub trait Finish {
    /// The result, in one type for all workers.
    fn finish(self) -> Result<(), Failure>;
}

impl Finish for () {
    fn finish(self) -> Result<(), Failure> {
        Ok(())
    }
}

mod never {
    /// What a function gives.
    pub trait Gives {
        /// That.
        type Output;
    }

    impl<T> Gives for fn() -> T {
        type Output = T;
    }
}

/// A worker may go on for ever: this is the type `!`, which cannot be named otherwise yet.
impl Finish for <fn() -> ! as never::Gives>::Output {
    fn finish(self) -> Result<(), Failure> {
        self
    }
}

impl<E: Into<Failure>> Finish for Result<(), E> {
    fn finish(self) -> Result<(), Failure> {
        self.map_err(Into::into)
    }
}
