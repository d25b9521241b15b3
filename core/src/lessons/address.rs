//! A lesson, what it is turned to and a named moment, as one short text that a person can type.
//!
//! `ten-goroutines`, `ten-goroutines/deadlock`, `ten-goroutines/end?n=20&variant=buffered`: the scene, then the moment,
//! then the values that differ from what they are before anything is turned.

use super::{Named, Scene, ValueError, Values, cut};
use crate::present::{Arg, Locale, Message};
use crate::say;
use std::fmt;

/// Where in the lessons a link leads.
#[derive(Clone)]
pub struct Address {
    /// The scene.
    pub scene: &'static Scene,
    /// What it is turned to.
    pub values: Values,
    /// The moment to be shown.
    pub moment: Named,
}

impl Address {
    /// Reads what [`Display`](fmt::Display) writes.
    ///
    /// # Errors
    /// If there is no such scene, or it does not name this moment, or it cannot be turned to these values.
    pub fn parse(text: &str) -> Result<Address, AddressError> {
        let (path, values) = text.split_once('?').unwrap_or((text, ""));
        let (id, moment) = path.split_once('/').unwrap_or((path, Named::Start.id()));
        let scene = super::find(id).ok_or_else(|| AddressError::NoSuchScene(cut(id)))?;
        let named = Named::find(moment).filter(|named| scene.moments.contains(named));
        let moment = named.ok_or_else(|| AddressError::NoSuchMoment(scene, cut(moment)))?;
        let before = path.chars().count() + 1;
        let values = scene.values(values).map_err(|mut error| {
            error.column += before;
            AddressError::Value(error)
        })?;
        Ok(Address { scene, values, moment })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.scene.id)?;
        if self.moment != Named::Start {
            write!(out, "/{}", self.moment.id())?;
        }
        let values = self.values.to_string();
        if !values.is_empty() {
            write!(out, "?{values}")?;
        }
        Ok(())
    }
}

/// An address that leads nowhere. The texts are at most their first 40 characters.
#[derive(Clone)]
pub enum AddressError {
    /// There is no scene of this name.
    NoSuchScene(String),
    /// The scene names no such moment.
    NoSuchMoment(&'static Scene, String),
    /// The scene cannot be turned to this; the column counts from the address's first character.
    Value(ValueError),
}

impl From<&AddressError> for Message {
    #[inline(never)]
    fn from(error: &AddressError) -> Message {
        match error {
            AddressError::NoSuchScene(given) => {
                let lessons = super::all().iter().map(|scene| scene.id.into()).collect();
                say!(AddressNoSuchLesson, given = given.as_str(), lessons = Arg::Many(lessons))
            }
            AddressError::NoSuchMoment(scene, given) => {
                let moments = Arg::Many(scene.moments.iter().map(|moment| moment.id().into()).collect());
                say!(AddressNoSuchMoment, lesson = scene.id, given = given.as_str(), moments = moments)
            }
            AddressError::Value(error) => error.into(),
        }
    }
}

/// In English.
impl fmt::Display for AddressError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&Locale::English.text(self))
    }
}

impl fmt::Debug for AddressError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl std::error::Error for AddressError {}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_is_written_is_read() {
        for text in [
            "ten-goroutines",
            "ten-goroutines/deadlock",
            "ten-goroutines?n=3",
            "counting/first-lost-update?n=2&k=1",
            "lease/stale-write?variant=token&clients=3",
            "ten-goroutines/end?variant=buffered&capacity=9",
        ] {
            assert_eq!(Address::parse(text).map(|address| address.to_string()).ok().as_deref(), Some(text));
        }
    }

    #[test]
    fn a_refusal_says_where_and_what_would_do() {
        let refusal =
            |text: &str| Address::parse(text).map(|address| address.to_string()).map_err(|e| e.to_string());
        for (text, message) in [
            (
                "",
                "There is no lesson “”. There are ten-goroutines, lock-contention, counting, \
                 queueing, lease, counters, queues and sizing.",
            ),
            (
                "queueing/deadlock",
                "The lesson queueing has no moment “deadlock”. It has start, first-block, first-hand-off and end.",
            ),
            ("ten-goroutines/deadlock?n=3&n=4", "Column 29: n is given twice."),
            ("ten-goroutines?", "ten-goroutines"),
        ] {
            assert_eq!(refusal(text).unwrap_or_else(|message| message), message, "{text}");
        }
        assert!(refusal(&"/".repeat(1_000_000)).is_err_and(|message| message.len() < 200));
    }
}
