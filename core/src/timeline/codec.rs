//! Events as bytes and back.
//!
//! A step of a program takes about twenty bytes: numbers are varints (seven bits a byte), a worker or request that was
//! named just before is named by one byte, and what comes again and again (texts, what is asked and where, arms, the
//! queues of a parked request) is kept in tables and named by its number there. The tables are bounded: when one is
//! full, what is new is written out in place.
//!
//! While it writes, the codec takes everything into a [`Trail`]: contents, never numbers in tables, so the hash does not
//! depend on how well the bytes were packed. What events say may come from outside, in a saved trace, so every number and
//! text is read back as it was; the bytes themselves are always written here, so reading them cannot fail.

mod reader;
mod tags;
mod writer;

pub use reader::read;
pub use writer::write;

use super::hash::Trail;
use super::table::{Content, Table};
use crate::rules::mutex::WakeRule;
use crate::rules::{Arm, Fault, ObjectId};
use crate::world::{Queue, RequestId, Site, Text, Verb, WorkerId};
use std::rc::Rc;

/// What comes again and again.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    texts: Table<Text>,
    asks: Table<Ask>,
    arms: Table<Rc<[Arm]>>,
    places: Table<Rc<[(ObjectId, Queue)]>>,
    files: Table<&'static str>,
    verbs: Table<Verb>,
    rules: Table<WakeRule>,
    faults: Table<Fault>,
}

impl Tables {
    /// Roughly how many bytes the tables take.
    pub fn weight(&self) -> usize {
        self.texts.weight() + self.asks.weight() + self.arms.weight() + self.places.weight()
    }
}

/// What is asked and where, without what often differs from one time to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Ask {
    verb: Verb,
    object: Option<ObjectId>,
    site: Option<Site>,
}

impl Content for Ask {
    fn mix(&self, trail: &mut Trail) {
        self.verb.mix(trail);
        trail.mix(self.object.map_or(0, |object| u64::from(object.0) + 1));
        match self.site {
            None => trail.mix(0),
            Some(site) => {
                trail.mix(u64::from(site.line) << 32 | u64::from(site.column));
                trail.mix_text(site.file);
            }
        }
    }
}

/// The requests of a step mostly belong to the worker that was named last.
#[derive(Clone, Copy, Debug)]
struct Cursor {
    worker: WorkerId,
    request: RequestId,
}

const START: Cursor = Cursor { worker: WorkerId(0), request: RequestId(0) };

fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

fn unzigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

#[cfg(test)]
mod tests;
