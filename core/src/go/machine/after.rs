//! What comes after one access to memory in Go's memory model: the goroutines that know of it, and what tells others.
//!
//! That is the set of Goldilocks (Elmas, Qadeer and Tasiran, 2007), kept for one access and not for the last ones to each variable: as
//! part of a state it multiplies the states by the accesses, and not by all combinations of them. It names goroutines by their
//! places and objects by their numbers; of what nobody can name any more, nothing is told to whoever hashes a state.
//!
//! An answer that orders nothing is nothing here: that of a `TryLock` that fails, of `len`, of a select that takes its default.

use super::memory::Pointer;
use super::{Happened, Machine, Place, Touch};
use crate::go::code::instr::{Instr, Request};
use crate::rules::op::Received;
use crate::rules::{ObjectId, Op, Outcome, Reply, cond};

/// Nobody's place: whoever has made the access may have ended, and its place may be another one's.
const NOBODY: Place = Place(u32::MAX);

/// A lock or a wait group.
#[derive(Clone, Debug)]
struct Lock {
    id: ObjectId,
    /// An Unlock comes after the access, or a Done.
    unlocked: bool,
    /// An RUnlock does, which only those learn of who write.
    read: bool,
}

/// A channel from when somebody has first used it since.
#[derive(Clone, Debug)]
struct Channel {
    id: ObjectId,
    /// How many values were sent, those that lay in it at first among them, and received.
    sent: u64,
    received: u64,
    /// By number, from 1: the sends of values that lie in it, and the receives whose room was not taken yet, which come after.
    sends: Vec<u64>,
    receives: Vec<u64>,
    closed: bool,
}

/// How a channel was used.
#[derive(Clone, Copy)]
enum Use {
    Send,
    Receive,
    /// Nothing came any more.
    Closed,
}

/// An access, and what comes after it.
#[derive(Clone, Debug, Default)]
pub struct After {
    touches: Vec<Touch>,
    goroutines: Vec<bool>,
    locks: Vec<Lock>,
    channels: Vec<Channel>,
    /// Of lists of those who wait for a condition: the numbers that somebody has freed.
    freed: Vec<(ObjectId, u32)>,
    /// Variables of sync/atomic, in order.
    atomics: Vec<Pointer>,
    timers: Vec<u32>,
    /// Whether the timer that fires does.
    fires: bool,
    /// Who has met somebody at a channel without a buffer, and is told first.
    met: Option<Place>,
}

fn put<T: PartialEq>(list: &mut Vec<T>, one: T) {
    if !list.contains(&one) {
        list.push(one);
    }
}

/// Takes something out of a list; whether it was there.
fn take<T: PartialEq>(list: &mut Vec<T>, one: &T) -> bool {
    let at = list.iter().position(|other| other == one);
    at.map(|at| list.remove(at)).is_some()
}

/// Which channel was used, and how, where an operation was served.
fn used(op: &Op, reply: Reply) -> Option<(ObjectId, Use)> {
    let got = |got: Received| if got == Received::Closed { Use::Closed } else { Use::Receive };
    match (op, reply) {
        (Op::Send(channel, _), _) => Some(((*channel)?, Use::Send)),
        (Op::Receive(channel), Reply::Received(value)) => Some(((*channel)?, got(value))),
        (Op::Select { cases, .. }, Reply::Selected(Some(case), value)) => {
            Some((cases[usize::from(case)].channel?, value.map_or(Use::Send, got)))
        }
        _ => None,
    }
}

impl After {
    /// After the step that a goroutine stands before, if it reaches memory.
    pub fn step_of(machine: &mut Machine, place: Place) -> Option<After> {
        let mut touches = Vec::new();
        machine.touches(place, &mut touches);
        for touch in &mut touches {
            touch.place = NOBODY;
            machine.observe(touch.pointer.base());
        }
        let mut after = After { touches, ..After::default() };
        after.set(place, true);
        (!after.touches.is_empty()).then_some(after)
    }

    /// What the access has reached, as far as it can still be reached.
    pub fn touches(&self) -> &[Touch] {
        &self.touches
    }

    /// Whether all that a goroutine does now comes after.
    pub fn knows(&self, place: Place) -> bool {
        self.goroutines.get(place.0 as usize).copied().unwrap_or_default()
    }

    /// Whether all that will ever be done comes after.
    pub fn is_over(&self, machine: &Machine) -> bool {
        self.touches.is_empty()
            || machine.places().all(|place| self.knows(place))
                && machine.timers().iter().all(|timer| self.timers.contains(&timer.number))
    }

    fn set(&mut self, place: Place, knows: bool) {
        let at = place.0 as usize;
        if self.goroutines.len() <= at {
            self.goroutines.resize(at + 1, false);
        }
        self.goroutines[at] = knows;
    }

    fn learn(&mut self, place: Place, knows: bool) {
        if knows {
            self.set(place, true);
        }
    }

    /// Takes up what has happened.
    pub fn see(&mut self, machine: &mut Machine, happened: Happened<'_>) {
        match happened {
            Happened::Started(place, parent) => {
                self.set(place, parent.map_or(self.fires, |parent| self.knows(parent)));
            }
            Happened::Exited(place) => self.set(place, false),
            Happened::Applying(_, op, _) => self.begin_all(machine, op),
            Happened::Applied(place, op, Outcome::Done(reply), _) => {
                self.met = None;
                self.served(machine, place, op, reply);
                self.met = Some(place);
            }
            // Whoever has brought a counter to zero has a second step.
            Happened::Applied(place, Op::Add(id, ..), Outcome::Park(_), _) => self.unlock(place, *id, false),
            Happened::Granted(place, Some(op), reply) => self.served(machine, place, op, reply),
            Happened::Granted(place, None, _) => {
                if let (Some(id), Instr::Request { base, results, .. }) =
                    (machine.condition_of(place), machine.instr(place))
                {
                    let number = machine.slot(place, base + results + 1) as u32;
                    self.is_freed(place, id, number);
                }
            }
            Happened::Conditioning(place, id, op) if self.knows(place) => {
                let numbers = machine.table().unfreed(id);
                let some = match op {
                    cond::Op::Signal => 1,
                    cond::Op::Broadcast => numbers.len(),
                    _ => 0,
                };
                numbers.take(some).for_each(|number| put(&mut self.freed, (id, number)));
            }
            Happened::Conditioned(place, id, cond::Op::Wait(number), Outcome::Done(_)) => {
                self.is_freed(place, id, number);
            }
            Happened::Accessed(place, pointer, ..) => self.accessed(machine, place, pointer),
            Happened::Served(place) => self.timer_set(machine, place),
            Happened::Fired(number) => {
                self.fires = self.timers.contains(&number);
                let timer = machine.timers().iter().find(|timer| timer.number == number);
                if let Some(channel) = timer.and_then(|timer| machine.timer_channel(timer.object)) {
                    self.begin(machine, channel);
                }
            }
            Happened::Sent(_, Op::Send(Some(channel), _)) => {
                self.use_channel(machine, None, *channel, Use::Send)
            }
            Happened::Moved(moved) => self.moved(moved),
            Happened::Dropped(id) => {
                self.locks.retain(|lock| lock.id != id);
                self.channels.retain(|channel| channel.id != id);
                self.freed.retain(|(list, _)| *list != id);
            }
            _ => {}
        }
    }

    fn served(&mut self, machine: &Machine, place: Place, op: &Op, reply: Reply) {
        match (op, reply) {
            (Op::Lock(id) | Op::WriteLock(id) | Op::Wait(id), _)
            | (Op::TryLock(id) | Op::TryWriteLock(id), Reply::Flag(true)) => self.lock(place, *id, true),
            (Op::ReadLock(id), _) | (Op::TryReadLock(id), Reply::Flag(true)) => self.lock(place, *id, false),
            (Op::Unlock(id) | Op::WriteUnlock(id), _) => self.unlock(place, *id, false),
            (Op::ReadUnlock(id), _) => self.unlock(place, *id, true),
            // Only what brings a counter down can free whoever waits.
            (Op::Add(id, delta), _) if *delta < 0 => self.unlock(place, *id, false),
            (Op::Close(Some(id)), _) if self.knows(place) => self.channel(*id).closed = true,
            _ => {
                if let Some((channel, how)) = used(op, reply) {
                    self.use_channel(machine, Some(place), channel, how);
                }
            }
        }
    }

    fn lock(&mut self, place: Place, id: ObjectId, writes: bool) {
        let known = self.locks.iter().find(|lock| lock.id == id);
        let knows = known.is_some_and(|lock| lock.unlocked || writes && lock.read);
        self.learn(place, knows);
    }

    fn unlock(&mut self, place: Place, id: ObjectId, reads: bool) {
        if !self.knows(place) {
            return;
        }
        let at = self.locks.iter().position(|lock| lock.id == id).unwrap_or_else(|| {
            self.locks.push(Lock { id, unlocked: false, read: false });
            self.locks.len() - 1
        });
        let lock = &mut self.locks[at];
        *(if reads { &mut lock.read } else { &mut lock.unlocked }) = true;
    }

    /// An operation is about to be applied.
    fn begin_all(&mut self, machine: &Machine, op: &Op) {
        match op {
            Op::Send(Some(id), _) | Op::Receive(Some(id)) | Op::Close(Some(id)) => self.begin(machine, *id),
            Op::Select { cases, .. } => {
                cases.iter().filter_map(|case| case.channel).for_each(|id| self.begin(machine, id));
            }
            _ => {}
        }
    }

    /// A channel is about to be used.
    fn begin(&mut self, machine: &Machine, id: ObjectId) {
        if self.channels.iter().all(|channel| channel.id != id) {
            let sent = machine.table().length(id) as u64;
            let (sends, receives) = (Vec::new(), Vec::new());
            self.channels.push(Channel { id, sent, received: 0, sends, receives, closed: false });
        }
    }

    fn channel(&mut self, id: ObjectId) -> &mut Channel {
        self.channels.iter_mut().find(|channel| channel.id == id).expect("it was begun before it was used")
    }

    /// A channel was used by a goroutine, or by the timer that fires.
    fn use_channel(&mut self, machine: &Machine, place: Option<Place>, id: ObjectId, how: Use) {
        let knows = place.map_or(self.fires, |place| self.knows(place));
        let capacity = u64::from(machine.known(id).capacity);
        if capacity == 0 && !matches!(how, Use::Closed) {
            // Each comes after what the other has done before.
            if let (Some(place), Some(other)) = (place, self.met.take()) {
                let either = knows || self.knows(other);
                self.learn(place, either);
                self.learn(other, either);
            }
            return;
        }
        let channel = self.channel(id);
        let learns = match how {
            Use::Closed => channel.closed,
            Use::Send => {
                channel.sent += 1;
                if knows {
                    channel.sends.push(channel.sent);
                }
                let room = channel.sent.checked_sub(capacity);
                room.is_some_and(|receive| take(&mut channel.receives, &receive))
            }
            Use::Receive => {
                channel.received += 1;
                if knows {
                    channel.receives.push(channel.received);
                }
                let send = channel.received;
                take(&mut channel.sends, &send)
            }
        };
        if let Some(place) = place {
            self.learn(place, learns);
        }
    }

    /// A goroutine does not wait for a condition any more, since its number was freed.
    fn is_freed(&mut self, place: Place, id: ObjectId, number: u32) {
        let knows = take(&mut self.freed, &(id, number));
        self.learn(place, knows);
    }

    /// An operation of sync/atomic comes after those whose effect it sees. One that only loads has none, and one that only stores sees
    /// none.
    fn accessed(&mut self, machine: &mut Machine, place: Place, pointer: Pointer) {
        let Instr::Request { request: Request::Touch, base, results, params } = machine.instr(place) else {
            return;
        };
        let operation = (params > 1).then(|| machine.slot(place, base + results + 1));
        let (loads, stores) = match operation {
            Some(0) => (true, false),
            Some(1) => (false, true),
            _ => (true, true),
        };
        let at = self.atomics.binary_search_by_key(&pointer.0, |known| known.0);
        if loads && at.is_ok() {
            self.learn(place, true);
        }
        if let Err(at) = at
            && stores
            && self.knows(place)
        {
            machine.observe(pointer.base());
            self.atomics.insert(at, pointer);
        }
    }

    /// What a timer does comes after it was set.
    fn timer_set(&mut self, machine: &Machine, place: Place) {
        let Instr::Request { request, base, results, .. } = machine.instr(place) else { return };
        if !matches!(request, Request::StartTimer | Request::StopTimer | Request::ResetTimer) {
            return;
        }
        let object = Pointer(machine.slot(place, base + results));
        let timers = machine.timers();
        if let Some(timer) = timers.iter().find(|timer| timer.object == object).filter(|_| self.knows(place))
        {
            put(&mut self.timers, timer.number);
        }
        self.timers.retain(|number| timers.iter().any(|timer| timer.number == *number));
        // A value that nobody has received may have been taken out.
        if let Some(id) = machine.timer_channel(object)
            && let Some(channel) = self.channels.iter_mut().find(|channel| channel.id == id)
        {
            channel.received = channel.sent - machine.table().length(id) as u64;
            let received = channel.received;
            channel.sends.retain(|send| *send > received);
        }
    }

    fn moved(&mut self, moved: &[(u32, Option<u32>)]) {
        let to = |pointer: Pointer| match moved.iter().find(|(from, _)| *from == pointer.base()) {
            Some((_, to)) => to.map(|base| Pointer::new(base, pointer.offset())),
            None => Some(pointer),
        };
        let touch = |touch: Touch| Some(Touch { pointer: to(touch.pointer)?, ..touch });
        self.touches = std::mem::take(&mut self.touches).into_iter().filter_map(touch).collect();
        self.atomics = std::mem::take(&mut self.atomics).into_iter().filter_map(to).collect();
        self.atomics.sort_unstable_by_key(|pointer| pointer.0);
    }

    /// Tells what there is of an object of the memory.
    pub(super) fn of_object(&self, base: u32, tell: &mut dyn FnMut(u64)) {
        for touch in self.touches.iter().filter(|touch| touch.pointer.base() == base) {
            let how = 1 | u64::from(touch.writes) << 1 | u64::from(touch.atomic) << 2;
            tell(how | u64::from(touch.pointer.offset()) << 8);
            tell(touch.words as u64);
        }
        for pointer in self.atomics.iter().filter(|pointer| pointer.base() == base) {
            tell(8 | u64::from(pointer.offset()) << 8);
        }
    }

    /// Tells what there is of an object of the rules.
    pub(super) fn of_rule(&self, id: ObjectId, tell: &mut dyn FnMut(u64)) {
        for lock in self.locks.iter().filter(|lock| lock.id == id) {
            tell(16 | u64::from(lock.unlocked) << 1 | u64::from(lock.read));
        }
        let tells = |channel: &&Channel| {
            channel.id == id && (channel.closed || !channel.sends.is_empty() || !channel.receives.is_empty())
        };
        for channel in self.channels.iter().filter(tells) {
            tell(32 | u64::from(channel.closed) | (channel.sends.len() as u64) << 8);
            channel.sends.iter().for_each(|send| tell(send - channel.received));
            // Each is told by how many sends there will have been before its room is taken.
            channel.receives.iter().for_each(|receive| tell(channel.sent.wrapping_sub(*receive)));
        }
        let mut numbers: Vec<u32> =
            self.freed.iter().filter(|(list, _)| *list == id).map(|(_, number)| *number).collect();
        numbers.sort_unstable();
        numbers.into_iter().for_each(|number| tell(64 | u64::from(number) << 8));
    }

    /// Whether what a timer does comes after.
    pub(super) fn of_timer(&self, number: u32) -> bool {
        self.timers.contains(&number)
    }
}
