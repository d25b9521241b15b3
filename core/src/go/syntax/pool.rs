//! What the trees of a program's files have in common.

use super::ast::{Name, NodeId};
use rustc_hash::FxHashMap;

/// Hands out the numbers of nodes, and names so that equal ones are one text, across all files of a program.
#[derive(Debug, Default)]
pub struct Pool {
    next: u32,
    /// Every name that occurs, and whether something mentions it that can run.
    names: FxHashMap<Name, bool>,
}

impl Pool {
    /// A number that nothing has yet.
    pub fn take(&mut self) -> NodeId {
        self.next += 1;
        NodeId(self.next - 1)
    }

    /// How many numbers there are: all are smaller than this.
    pub fn count(&self) -> usize {
        self.next as usize
    }

    /// A name that occurs. Where it is `mentioned`, it stands in what can run.
    pub fn name(&mut self, text: &str, mentioned: bool) -> Name {
        match self.names.get_key_value(text) {
            Some((name, known)) if *known || !mentioned => name.clone(),
            Some((name, _)) => {
                let name = name.clone();
                self.names.insert(name.clone(), true);
                name
            }
            None => {
                let name = Name::from(text);
                self.names.insert(name.clone(), mentioned);
                name
            }
        }
    }

    /// Whether a name was mentioned.
    pub fn is_mentioned(&self, name: &str) -> bool {
        self.names.get(name).copied().unwrap_or(false)
    }
}
