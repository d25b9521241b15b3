//! What the nodes of a cluster have told, gathered from the events of a run.

use crate::cluster::history::{Entry, Fact, History};
use crate::cluster::machine::NodeId;
use crate::world::Event;

/// A history in the making. It is to be shown every event from the start on.
#[derive(Clone, Debug, Default)]
pub struct Heard {
    now: u64,
    history: History,
}

impl Heard {
    /// Goes on by one event; the fact that it tells of, if it does.
    pub fn hear(&mut self, event: &Event) -> Option<&Fact> {
        match event {
            Event::Advanced(now) => self.now = *now,
            Event::Told(node, numbers) => {
                let (node, fact) = (u16::try_from(node.0).ok()?, Fact::of_numbers(numbers)?);
                self.history.push(Entry { at: self.now, node: NodeId(node), fact });
                return self.history.last().map(|entry| &entry.fact);
            }
            _ => {}
        }
        None
    }

    /// Goes back to this instant, to when so much had been told.
    pub fn go_back(&mut self, now: u64, entries: usize) {
        self.now = now;
        self.history.truncate(entries);
    }

    /// What was told so far.
    pub fn history(&self) -> &History {
        &self.history
    }
}
