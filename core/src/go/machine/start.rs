//! How goroutines begin and end.

use super::calls::{CALLED, NOBODY};
use super::equal::mix;
use super::fingerprint::Room;
use super::goroutine::{Goroutine, Place, Status};
use super::memory::{Memory, Pointer};
use super::trap::{OUT_OF_MEMORY, TOO_MANY, Trap};
use super::{Ended, Happened, Limits, Machine, Observer};
use crate::go::code::Code;
use crate::go::code::layout::LayoutId;
use crate::go::syntax::source::Pos;
use crate::rules::{Kind, Table};
use std::cell::RefCell;
use std::rc::Rc;

/// How many words a new stack has beyond what its first function needs.
const ROOM: usize = 16;

/// Who a new goroutine is.
#[derive(Clone, Copy)]
pub(super) struct Who {
    /// Its key.
    pub(super) key: u64,
    /// That of the timer that it goes back to, or 0.
    pub(super) root: u64,
}

impl Machine {
    /// Starts a program, up to its first step. The seed is that of the numbers that the program draws without one of its own.
    pub fn new(code: Rc<Code>, limits: Limits, seed: u64, observer: &mut dyn Observer) -> Machine {
        let mut memory = Memory::new(limits.memory);
        memory.words = code.image.clone();
        let collect_at = memory.words.len() + FIRST_COLLECTION.min(limits.memory / 2);
        let mut machine = Machine {
            memory,
            goroutines: Vec::new(),
            free: Vec::new(),
            living: 0,
            started: 0,
            table: Table::default(),
            known: Vec::new(),
            timers: Vec::new(),
            clock: None,
            timers_started: 0,
            now: 0,
            due: 0,
            still: 0,
            worked: 0,
            began: 0,
            ended: None,
            limits,
            collect_at,
            computing: Vec::new(),
            crowded: Vec::new(),
            stirred: Vec::new(),
            notices: Vec::new(),
            made: Vec::new(),
            turns: Vec::new(),
            observed: Vec::new(),
            drew: false,
            ready: 0,
            arm: 0,
            noted: None,
            returned: 0,
            main_left: false,
            failures: Default::default(),
            room: Rc::new(RefCell::new(Room::new(&code))),
            code,
        };
        let entry = machine.code.entry;
        let begun = machine.add_goroutine(None, Who { key: mix(seed), root: 0 }, Pos::NONE);
        let begun = begun.and_then(|place| {
            let first = Self::FIRST_FRAME;
            machine.push_frame(place, entry, first, 0, CALLED)?;
            machine.bottom(place);
            Ok(place)
        });
        match begun {
            Ok(place) => {
                observer.tell(&mut machine, Happened::Started(place, None));
                machine.computing.push(place);
                machine.settle(observer);
            }
            Err(_) => machine.end(Ended::Thrown(None, OUT_OF_MEMORY.into()), observer),
        }
        machine
    }

    /// Marks the current frame as a goroutine's first one.
    fn bottom(&mut self, place: Place) {
        let slot = self.goroutine(place).slot(0);
        self.memory.words[slot - 2] = u64::from(NOBODY) << 32;
    }

    fn add_goroutine(&mut self, parent: Option<Place>, who: Who, created: Pos) -> Result<Place, Trap> {
        let Who { key, root } = who;
        if self.living >= self.limits.goroutines {
            return Err(Trap::Throw(TOO_MANY.into()));
        }
        let stack = self.memory.allocate(LayoutId::STACK, 1, ROOM)?;
        let parent = parent.map(|parent| self.goroutine(parent).worker);
        let one = Goroutine {
            key,
            root,
            worker: self.started,
            parent,
            created,
            creator: 0,
            status: Status::Computing,
            stack,
            frame: 0,
            func: 0,
            pc: 0,
            panics: Pointer::NIL,
            telling: Pointer::NIL,
            phase: 0,
            deadline: 0,
            requests: 0,
            children: 0,
            random: mix(key),
        };
        self.started += 1;
        self.living += 1;
        Ok(match self.free.pop() {
            Some(place) => {
                *self.one(place) = one;
                place
            }
            None => {
                self.goroutines.push(one);
                Place(self.goroutines.len() as u32 - 1)
            }
        })
    }

    /// A goroutine that calls this function, started by that one, or by a timer.
    pub(super) fn spawn(
        &mut self,
        parent: Option<Place>,
        who: Who,
        created: Pos,
        func: Pointer,
    ) -> Result<Place, Trap> {
        if func.is_nil() {
            return Err(Trap::Throw("go of nil func value".into()));
        }
        self.share(func);
        let place = self.add_goroutine(parent, who, created)?;
        self.call_value(place, func, Self::FIRST_FRAME, 0, CALLED)?;
        self.bottom(place);
        Ok(place)
    }

    /// `go f()`
    pub(super) fn start_goroutine(&mut self, place: Place, func: Pointer, observer: &mut dyn Observer) {
        let root = self.goroutine(place).root;
        let key = loop {
            self.one(place).children += 1;
            let one = self.goroutine(place);
            let key = mix(one.key ^ u64::from(one.children));
            // Where a timer starts one after the other, they have one name, and what they have started may still be there.
            if root == 0 || !self.is_there(key) {
                break key;
            }
        };
        let (created, creator) = self.creator(place);
        let started = self.spawn(Some(place), Who { key, root }, created, func).inspect(|child| {
            self.goroutines[child.0 as usize].creator = creator;
        });
        match started {
            Ok(child) => {
                observer.tell(self, Happened::Started(child, Some(place)));
                observer.tell(self, Happened::Served(place));
                self.one(place).pc += 1;
                self.go_on(place);
                self.computing.push(child);
            }
            Err(trap) => {
                self.set_status(place, Status::Computing);
                self.trap(place, trap);
                self.go_on(place);
            }
        }
    }

    /// Whether a goroutine has this key.
    pub(super) fn is_there(&self, key: u64) -> bool {
        self.places().any(|place| self.goroutine(place).key == key)
    }

    /// The statement that starts a goroutine now, and the function that it stands in.
    fn creator(&self, place: Place) -> (Pos, u32) {
        let real = |frame: &super::calls::Frame| !self.code.functions[frame.func as usize].thunk;
        match self.frames(place).find(real) {
            Some(frame) => (self.code.functions[frame.func as usize].places[frame.pc as usize], frame.func),
            None => (Pos::NONE, 0),
        }
    }

    /// A goroutine has left its first function.
    pub(super) fn leave(&mut self, place: Place, observer: &mut dyn Observer) {
        let by_goexit = self.goroutine(place).status == Status::Finished;
        self.one(place).status = Status::Computing;
        if self.goroutine(place).worker == 0 && !by_goexit {
            return self.offer(place, Status::Leaving, observer);
        }
        self.set_status(place, Status::Gone);
        self.living -= 1;
        self.stirred.push(place);
        self.main_left |= self.goroutine(place).worker == 0;
        observer.tell(self, Happened::Exited(place));
        self.free.push(place);
    }

    /// Takes out a goroutine that stands before a step, as if it left by `runtime.Goexit`.
    pub fn take_out(&mut self, place: Place, observer: &mut dyn Observer) {
        self.set_status(place, Status::Finished);
        self.leave(place, observer);
        self.settle(observer);
    }

    /// Tells of channels that were made.
    pub(super) fn tell_made(&mut self, observer: &mut dyn Observer) {
        for id in std::mem::take(&mut self.made) {
            let known = self.known(id);
            observer.tell(self, Happened::Made(id, Kind::Channel(known.capacity), Pointer::NIL));
        }
    }
}

/// The first collection is due after so many words.
pub(super) const FIRST_COLLECTION: usize = 1 << 16;
