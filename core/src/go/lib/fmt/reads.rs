//! What printing reads of the memory that goroutines have in common: the words that a print would race for.

use crate::go::machine::memory::{Header, Memory, Pointer};
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// Notes of what was read, in the order in which it was.
#[derive(Debug, Default)]
pub struct Reads(RefCell<Vec<(Pointer, usize)>>);

impl Reads {
    /// So many words were read from here.
    pub fn note(&self, memory: &Memory, from: Pointer, words: usize) {
        let is_shared = from.base() != 0 && memory.header(from.base()).has(Header::SHARED);
        if words == 0 || !is_shared {
            return;
        }
        let mut reads = self.0.borrow_mut();
        match reads.last_mut() {
            // Most follow on what was read before.
            Some((last, count)) if last.plus(*count as u32) == from => *count += words,
            _ => reads.push((from, words)),
        }
    }

    /// What was read so far does not count.
    pub fn forget(&self) {
        self.0.borrow_mut().clear();
    }

    /// All that was read, each word once; what lies side by side in one object is one. The objects stand in the order in which they
    /// were read first.
    pub fn take(self) -> Vec<(Pointer, usize)> {
        let mut reads = self.0.into_inner();
        let mut ranks: FxHashMap<u32, usize> = FxHashMap::default();
        for (number, (from, _)) in reads.iter().enumerate() {
            ranks.entry(from.base()).or_insert(number);
        }
        reads.sort_by_key(|(from, _)| (ranks[&from.base()], from.offset()));
        reads.dedup_by(|(from, words), (before, count)| {
            let (start, end) = (from.offset() as usize, before.offset() as usize + *count);
            let joins = from.base() == before.base() && start <= end;
            if joins {
                *count = (*count).max(start + *words - before.offset() as usize);
            }
            joins
        });
        reads
    }
}
