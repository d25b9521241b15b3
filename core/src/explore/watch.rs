//! Whether whoever waits wants to wait on, asked again and again in what takes long.

use std::cell::{Cell, RefCell};

/// So many things are looked at from one question to the next: that is well below a millisecond.
const ASKED_EVERY: u32 = 4_096;

/// Somebody who waits for what is said of a whole graph.
pub struct Watch<'a> {
    go_on: RefCell<&'a mut dyn FnMut() -> bool>,
    left: Cell<u32>,
    is_over: Cell<bool>,
}

impl<'a> Watch<'a> {
    /// One that goes on as long as this says so.
    pub fn new(go_on: &'a mut dyn FnMut() -> bool) -> Self {
        Watch { go_on: RefCell::new(go_on), left: Cell::new(ASKED_EVERY), is_over: Cell::new(false) }
    }

    /// One thing more is looked at. Nothing if nobody wants to know any more: then nothing of what was begun is said.
    pub fn look(&self) -> Option<()> {
        self.looks(1)
    }

    /// So many things more are looked at, or as much is done.
    pub fn looks(&self, count: u32) -> Option<()> {
        match self.left.get().checked_sub(count) {
            None => {
                self.left.set(ASKED_EVERY);
                if !self.is_over.get() {
                    self.is_over.set(!(self.go_on.borrow_mut())());
                }
            }
            Some(left) => self.left.set(left),
        }
        (!self.is_over.get()).then_some(())
    }
}
