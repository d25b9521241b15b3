//! Virtual time: sleepers and timers. It moves to the next of them: when nobody can go on, or as [`Time`] says.
//!
//! A timer is an object of the library (`lockstep.Timer`: a channel in an interface, a function, a word of ours). While it
//! is to fire it stands in a list here. Firing is a step that no goroutine takes.

use super::equal::mix;
use super::memory::Pointer;
use super::start::Who;
use super::trap::Trap;
use super::{Ended, Goroutine, Happened, Machine, Observer, Place, STEP, Time};
use crate::go::code::instr::Request;
use crate::go::syntax::source::Pos;
use crate::rules::parts::Part;
use crate::rules::{ObjectId, Op};
use rustc_hash::FxHashSet;

/// A timer that is to fire.
#[derive(Clone, Copy, Debug)]
pub struct Timer {
    /// The library's object.
    pub object: Pointer,
    /// When.
    pub when: u64,
    /// How long after that again, if not 0; in nanoseconds as all times here.
    pub period: u64,
    /// Its number in this run, from 1.
    pub number: u32,
    /// Who it is: a hash of who has started it, and so that no other timer that is to fire has the same. A timer that is set again and
    /// again has one name, so that what it does for ever is a finite number of states.
    pub key: u64,
    /// The key of the timer that whoever has started it goes back to, or 0.
    pub root: u64,
}

/// The names of timers are told from those of goroutines by this.
const TIMERS: u64 = 0x7469_6D65_7273;

/// The words of a timer's object.
const CHANNEL: usize = 1;
const FUNC: usize = 2;
/// Its key, once it was started.
const STATE: usize = 3;

/// The seconds from 1 January of year 1 to the start of virtual time.
pub const EPOCH: u64 = 63_082_281_600;

/// So many steps are taken at one instant before time may pass although somebody can go on.
const STILL: u32 = 10_000;
/// From then on so many steps take a millisecond, for a program that asks for the time.
const STEPS_PER_MILLISECOND: u32 = 1_000;
/// What computing a slice takes, in nanoseconds, for a program that asks for the time.
const SLICE: u64 = 1_000_000;

/// To look at a timer is worth so many bytes that are gone over at once.
const TIMER: usize = 64;
/// To tell of it, and to look whether it is due, takes as long as so many instructions.
const TIMER_TOLD: u64 = 30;

/// The first of a row of names that is none of those that are taken.
fn first_free(first: u64, taken: impl Iterator<Item = u64>) -> u64 {
    // There may be thousands of timers that one goroutine has set.
    let taken: FxHashSet<u64> = taken.collect();
    let (mut name, mut number) = (first, 0);
    while taken.contains(&name) {
        number += 1;
        name = mix(first ^ number);
    }
    name
}

impl Machine {
    /// The timers that are to fire, in the order of their numbers.
    pub fn timers(&self) -> &[Timer] {
        &self.timers
    }

    /// The number of the clock, which takes the steps of the timers, among the goroutines of this run; none before the first
    /// timer.
    pub fn clock(&self) -> Option<u32> {
        self.clock
    }

    /// Whether a timer may fire now.
    pub fn is_due(&self, timer: &Timer) -> bool {
        timer.when <= self.due
    }

    /// The next instant at which a sleeper wakes or a timer fires.
    pub fn next_deadline(&self) -> Option<u64> {
        let timer = self.timers.iter().map(|timer| timer.when).min();
        [self.table.next_deadline(), timer].into_iter().flatten().min()
    }

    /// Whether there is more than one goroutine, or a timer is to start one: somebody may come between two accesses. It is as if, where
    /// others are gone and only an answer that orders nothing has told so.
    pub(super) fn others_may_come(&self) -> bool {
        self.living > 1
            || self.has_company()
            || self.timers.iter().any(|timer| self.timer_channel(timer.object).is_none())
    }

    /// Whether a timer could change anything now that nobody can go on: it starts somebody, or somebody waits at its channel.
    /// One that nobody listens to keeps no program alive, as in Go from 1.23 on.
    fn is_listened_to(&self, timer: &Timer) -> bool {
        let Some(channel) = self.timer_channel(timer.object) else { return true };
        let mut listened_to = false;
        self.table.parts(channel, self.now, &mut |part| listened_to |= matches!(part, Part::Waiter(_)));
        listened_to
    }

    /// Lets those be taken up whose time has come; and the next ones if nobody can go on otherwise.
    pub(super) fn look_at_clock(&mut self, observer: &mut dyn Observer) {
        let next = self.next_deadline();
        if self.ready == 0 {
            let alive = self.table.next_deadline().is_some()
                || self.timers.iter().any(|timer| self.is_listened_to(timer));
            let Some(next) = next.filter(|_| alive) else {
                let ended =
                    if self.main_left && self.living == 0 { Ended::NoGoroutines } else { Ended::Deadlock };
                return self.end(ended, observer);
            };
            self.due = self.due.max(next);
        } else if let Some(next) = next.filter(|_| self.limits.time == Time::AnyDelay || self.still >= STILL)
        {
            self.due = self.due.max(next);
        } else if self.due < self.now {
            self.due = self.now;
        }
        if next.is_some_and(|next| next <= self.due) {
            let due = self.due;
            let wakes = |place: &Place| {
                let one = self.goroutine(*place);
                matches!(one.status, super::Status::Asleep(_)) && one.deadline <= due
            };
            let woken: Vec<Place> = self.places().filter(wakes).collect();
            self.stirred.extend(woken);
        }
    }

    /// A step is taken, and counts as work: doing very much takes time after all, for a program that asks for it and would poll it for ever.
    pub(super) fn count_step(&mut self, computed_for_long: bool, observer: &mut dyn Observer) {
        self.worked += STEP;
        self.began = self.worked;
        self.still = self.still.saturating_add(1);
        if self.code.asks_for_time {
            let long = self.still >= STILL && self.still.is_multiple_of(STEPS_PER_MILLISECOND);
            if computed_for_long || long {
                let (still, until) = (self.still, self.next_deadline().unwrap_or(u64::MAX));
                self.advance((self.now + SLICE).min(until), observer);
                self.still = if long { still } else { self.still };
            }
        }
    }

    /// Starts, stops or resets a timer.
    pub(super) fn set_timer(
        &mut self,
        place: Place,
        request: Request,
        base: u16,
        results: u16,
    ) -> Result<(), Trap> {
        let param = |machine: &Machine, at: u16| machine.slot(place, base + results + at);
        let object = Pointer(param(self, 0));
        if object.is_nil() {
            return Err(Trap::nil());
        }
        self.share(object);
        let running = self.timers.iter().position(|timer| timer.object == object);
        let mut was_to_fire = running.is_some();
        if let Some(at) = running {
            self.timers.remove(at);
        }
        if request != Request::StartTimer {
            was_to_fire |= self.take_unreceived(object);
            let slot = self.goroutine(place).slot(base);
            self.memory.words[slot] = u64::from(was_to_fire);
        }
        if request != Request::StopTimer {
            let when = self.now.saturating_add_signed((param(self, 1) as i64).max(0)).min(i64::MAX as u64);
            let period = param(self, 2);
            let Goroutine { key: who, root, .. } = *self.goroutine(place);
            let first = if root == 0 { mix(who ^ TIMERS) } else { root };
            // Who has set thousands of timers is as long about it as it takes to look at them.
            self.memory.work(self.timers.len() * TIMER);
            self.worked += self.timers.len() as u64 * TIMER_TOLD;
            let key = first_free(first, self.timers.iter().map(|timer| timer.key));
            if self.clock.is_none() {
                self.clock = Some(self.started);
                self.started += 1;
            }
            self.timers_started += 1;
            let number = self.timers_started;
            self.timers.push(Timer { object, when, period, number, key, root });
            self.memory.at_mut(object, 4)[STATE] = key;
            if let Some(channel) = self.timer_channel(object) {
                self.known[channel.0 as usize].timer = true;
            }
        }
        Ok(())
    }

    pub(super) fn timer_channel(&self, object: Pointer) -> Option<ObjectId> {
        let words = self.memory.at(object, 4);
        (words[0] != 0 && words[CHANNEL] != 0).then(|| ObjectId(words[CHANNEL] as u32 - 1))
    }

    /// Takes a value out of a timer's channel that nobody has received: whether there was one.
    fn take_unreceived(&mut self, object: Pointer) -> bool {
        let Some(channel) = self.timer_channel(object) else { return false };
        let mut notices = Vec::new();
        self.table.length(channel) > 0 && self.table.receive_if_ready(channel, &mut notices).is_some()
    }

    /// Lets the timer with this number fire, which is due.
    pub fn fire(&mut self, number: u32, observer: &mut dyn Observer) {
        self.count_step(false, observer);
        let Some(at) = self.timers.iter().position(|timer| timer.number == number) else { return };
        let timer = self.timers[at];
        self.advance(timer.when, observer);
        observer.tell(self, Happened::Fired(number));
        match timer.period {
            0 => {
                self.timers.remove(at);
            }
            period => self.timers[at].when = timer.when.saturating_add(period),
        }
        let done = match self.timer_channel(timer.object) {
            Some(channel) => self.send_instant(timer, channel, observer),
            None => self.start_from_timer(timer, observer),
        };
        if let Err(trap) = done {
            self.end(Ended::Thrown(None, trap.words(false).into()), observer);
        }
        self.settle(observer);
    }

    fn start_from_timer(&mut self, timer: Timer, observer: &mut dyn Observer) -> Result<(), Trap> {
        let func = Pointer(self.memory.at(timer.object, 4)[FUNC]);
        let (creator, created) = self.code.go_func.unwrap_or((0, Pos::NONE));
        let root = if timer.root == 0 { timer.key } else { timer.root };
        let key = first_free(mix(root), self.places().map(|place| self.goroutine(place).key));
        let place = self.spawn(None, Who { key, root }, created, func)?;
        self.one(place).creator = creator;
        if self.code.draws {
            // One after the other draws other numbers.
            self.one(place).random = mix(key ^ timer.when);
        }
        observer.tell(self, Happened::Started(place, None));
        self.computing.push(place);
        Ok(())
    }

    /// Sends the instant on the timer's channel, if there is room for it.
    fn send_instant(
        &mut self,
        timer: Timer,
        channel: ObjectId,
        observer: &mut dyn Observer,
    ) -> Result<(), Trap> {
        let elem = self.known(channel).elem;
        let instant = [EPOCH + self.now / 1_000_000_000, self.now % 1_000_000_000, 0];
        let layout = self.code.boxes[&elem];
        let base = self.memory.allocate(layout, 3, 1)?;
        self.memory.mark(base, super::memory::Header::SHARED);
        let pointer = Pointer::new(base, 0);
        self.memory.at_mut(pointer, 3).copy_from_slice(&instant);
        let mut notices = std::mem::take(&mut self.notices);
        let op = Op::Send(Some(channel), pointer.0);
        let sent = self.table.send_if_ready(channel, pointer.0, &mut notices);
        if sent.is_some() {
            observer.tell(self, Happened::Sent(timer.number, &op));
        }
        self.tell_notices(notices, observer);
        Ok(())
    }
}
