//! What a step did, told in a sentence or two: what the one who went did, then what became of others by it.

mod rarer;

use super::does::{channels, number, request, value};
use super::story;
use super::tails::{self, tails};
use super::waits::{ahead, because};
use super::words::{object, worker, workers};
use super::{Arg, Id, Message, cluster};
use crate::rules::{Arm, Direction, Fault, Kind, ObjectId};
use crate::say;
use crate::timeline::parts::{Pending, Status};
use crate::timeline::{Moment, Role};
use crate::world::{Choice, Doing, End, Event, Queue, Text, Verb, WorkerId};

/// A step, as much of it as a sentence needs.
pub(super) struct Step<'a> {
    /// What happened in it.
    pub events: &'a [Event],
    /// The moment after it.
    pub after: &'a Moment,
    /// Who is known to use which channel.
    pub cast: &'a [Role],
}

/// What a step did; at the end of a run how it ended.
pub(super) fn narrate(step: &Step) -> Message {
    if step.after.is_cluster() {
        return cluster::narrate(step);
    }
    let Some(choice) = step.after.last else { return start(step) };
    let who = choice.worker;
    let main = match &step.after.acting {
        Some(pending) => Telling::new(step, choice, pending).main(),
        None => say!(StepPasses, worker = worker(step.after, who)),
    };
    let mut told = vec![main];
    match &step.after.end {
        Some(End::Deadlock) => told = vec![story::deadlock(step.after, step.cast)],
        Some(End::Returned) => told = vec![story::returned(step.after, step.cast, who)],
        // What a process says when it ends is told by whoever ends it.
        Some(End::Fatal(other, text)) if !is_last(step) => told.push(fatal(step.after, *other, text)),
        _ => tails(step, who, &mut told),
    }
    say!(Story, sentences = told)
}

/// Whether the step was that of a worker that was to end the process.
fn is_last(step: &Step) -> bool {
    step.after.acting.as_ref().is_some_and(|pending| pending.doing.verb == Verb::Panic)
}

#[inline(never)]
fn fatal(moment: &Moment, who: WorkerId, text: &Text) -> Message {
    let text = Arg::Value(format!("fatal error: {text}").into());
    say!(EndFault, text = text, worker = worker(moment, who))
}

/// Before the first step.
fn start(step: &Step) -> Message {
    let moment = step.after;
    let start = match moment.choices().next() {
        Some(choice) => say!(Start, worker = worker(moment, choice.worker)),
        None => say!(StartEmpty),
    };
    if tails::turns(step) { begins_with(start, step) } else { start }
}

#[inline(never)]
fn begins_with(start: Message, step: &Step) -> Message {
    let mut told = vec![start];
    tails::each_turn(step, &mut told);
    say!(Story, sentences = told)
}

/// The step of one request.
struct Telling<'a> {
    step: &'a Step<'a>,
    choice: Choice,
    pending: &'a Pending,
    who: WorkerId,
    /// The worker and the object by name.
    me: Arg,
    it: Arg,
}

impl<'a> Telling<'a> {
    fn new(step: &'a Step, choice: Choice, pending: &'a Pending) -> Telling<'a> {
        let (me, it) = (worker(step.after, choice.worker), object(step.after, pending.doing.object));
        Telling { step, choice, pending, who: choice.worker, me, it }
    }

    fn after(&self) -> &Moment {
        self.step.after
    }

    fn me(&self) -> Arg {
        self.me.clone()
    }

    fn it(&self) -> Arg {
        self.it.clone()
    }

    /// A message of the worker and the object alone.
    fn on(&self, id: Id) -> Message {
        debug_assert_eq!(id.variables(), ["object", "worker"]);
        Message { id, args: vec![self.it(), self.me()] }
    }

    fn find<'e, T>(&'e self, find: impl FnMut(&'e Event) -> Option<T>) -> Option<T> {
        self.step.events.iter().find_map(find)
    }

    /// Whether the request was served in its own step, what it got, and its number.
    fn served(&self) -> Option<(&Option<Text>, i64)> {
        self.find(|event| match event {
            Event::Served(who, request, text, number)
                if (*who, *request) == (self.who, self.pending.request) =>
            {
                Some((text, *number))
            }
            _ => None,
        })
    }

    fn parked(&self) -> bool {
        let me = (self.who, self.pending.request);
        let parks = |event: &Event| matches!(event, Event::Parked(who, it, ..) if (*who, *it) == me);
        self.step.events.iter().any(parks)
    }

    /// Go's refusal, and whether it is the end of the program.
    fn fault(&self) -> Option<(Fault, bool)> {
        self.find(|event| match event {
            Event::Ended(End::Fault(who, fault)) if *who == self.who => Some((*fault, true)),
            Event::Refused(who, request, fault) if (*who, *request) == (self.who, self.pending.request) => {
                Some((*fault, false))
            }
            _ => None,
        })
    }

    /// What the request itself did.
    fn main(&self) -> Message {
        let doing = &self.pending.doing;
        if let Some((fault, is_over)) = self.fault().filter(|_| doing.verb != Verb::Panic) {
            return self.refused(fault, is_over);
        }
        match doing.verb {
            Verb::Lock => self.lock(),
            Verb::Unlock | Verb::WriteUnlock => self.unlock(),
            Verb::Send => self.send(doing.object, &doing.text),
            Verb::Receive => match self.served() {
                Some((text, number)) => self.received(doing.object, text, number != 0),
                None => self.receive_blocks(doing.object),
            },
            Verb::Close => self.on(Id::StepCloses),
            Verb::Wait if self.is_condition() => self.condition(doing),
            Verb::Add | Verb::Wait => self.wait_group(doing),
            Verb::Print => say!(StepPrints, text = value(&doing.text), worker = self.me()),
            Verb::Spawn => {
                let born = self.find(|event| match event {
                    Event::Spawned(other, ..) => Some(worker(self.after(), *other)),
                    _ => None,
                });
                say!(StepSpawns, other = born.unwrap_or_else(|| value(&doing.text)), worker = self.me())
            }
            Verb::Return => say!(StepReturns, worker = self.me()),
            _ => self.rarer(doing),
        }
    }

    #[inline(never)]
    fn refused(&self, fault: Fault, is_over: bool) -> Message {
        let does = request(self.after(), self.pending, Some(self.choice.arm));
        let (me, text) = (self.me(), Arg::Value(fault.to_string().into()));
        match is_over {
            true => say!(StepFatal, does = does, text = text, worker = me),
            false => say!(StepRefused, does = does, text = text, worker = me),
        }
    }

    fn length(&self, doing: &Doing) -> Message {
        match (doing.object, self.served()) {
            (Some(_), Some((text, amount))) => {
                let amount = text.clone().map_or_else(|| number(amount), Arg::Value);
                say!(StepLength, object = self.it(), value = amount, worker = self.me())
            }
            _ => say!(StepLengthNil, worker = self.me()),
        }
    }

    fn store(&self, doing: &Doing) -> Message {
        if doing.number == 1 {
            let (object, value) = (self.it(), value(&doing.text));
            return say!(GoFinishesStore, object = object, value = value, worker = self.me());
        }
        match doing.object.and_then(|it| self.after().object(it)).and_then(|it| it.lost) {
            Some(other) => say!(
                StepStoresOver,
                object = self.it(),
                other = worker(self.after(), other),
                value = value(&doing.text),
                worker = self.me()
            ),
            None => say!(StepStores, object = self.it(), value = value(&doing.text), worker = self.me()),
        }
    }

    fn atomic(&self, doing: &Doing) -> Message {
        let (it, me) = (self.it(), self.me());
        let count = || number(self.count(doing.object));
        match doing.verb {
            Verb::AtomicAdd => {
                say!(StepAtomicAdds, delta = doing.number, object = it, value = count(), worker = me)
            }
            Verb::AtomicSwap => {
                say!(StepSwaps, object = it, old = self.got(), value = number(doing.number), worker = me)
            }
            Verb::AtomicCompareAndSwap => match self.served() {
                Some((_, 0)) => self.on(Id::StepComparesNo),
                _ => say!(StepComparesYes, object = it, value = count(), worker = me),
            },
            _ => say!(StepStores, object = it, value = number(doing.number), worker = me),
        }
    }

    fn join(&self, doing: &Doing) -> Message {
        let other = super::does::joined(self.after(), doing);
        match self.served() {
            Some(_) => say!(StepJoinPasses, other = other, worker = self.me()),
            None => say!(StepJoinBlocks, other = other, worker = self.me()),
        }
    }

    /// What Go prints of a panic that nobody recovers from.
    fn last_words(&self) -> Arg {
        let words = self.find(|event| match event {
            Event::Ended(End::Panic(_, text)) => Some(format!("panic: {text}")),
            Event::Ended(End::Fatal(_, text)) => Some(format!("fatal error: {text}")),
            Event::Ended(End::Fault(_, fault)) => Some(fault.to_string()),
            _ => None,
        });
        words.map_or_else(|| value(&self.pending.doing.text), |words| Arg::Value(words.into()))
    }

    /// What the request was answered.
    fn got(&self) -> Arg {
        match self.served() {
            Some((Some(text), _)) => Arg::Value(text.clone()),
            Some((None, got)) => number(got),
            None => number(0),
        }
    }

    fn count(&self, object: Option<ObjectId>) -> i64 {
        object.and_then(|object| self.after().object(object)).map_or(0, |known| known.count)
    }

    fn lock(&self) -> Message {
        let woken = self.pending.status == Status::Woken;
        if self.served().is_some() {
            return self.on(if woken { Id::StepLocksWoken } else { Id::StepLocks });
        }
        let known = self.pending.doing.object.and_then(|object| self.after().object(object));
        let holder = known.and_then(|known| known.holder).map(|holder| worker(self.after(), holder));
        let ahead = known.map_or(0, |known| ahead(known, Queue::Waiters, self.who));
        match (holder, woken) {
            _ if woken && self.choice.arm == Arm::STARVING => self.on(Id::StepLockStarves),
            (Some(holder), true) => {
                say!(StepLockLost, holder = holder, object = self.it(), worker = self.me())
            }
            (None, true) => self.on(Id::StepLockLostFree),
            (Some(holder), false) => {
                say!(StepLockBlocks, ahead = ahead, holder = holder, object = self.it(), worker = self.me())
            }
            (None, false) => say!(StepLockBlocksFree, ahead = ahead, object = self.it(), worker = self.me()),
        }
    }

    fn read_write_lock(&self) -> Message {
        let writes = self.pending.doing.verb == Verb::WriteLock;
        if self.served().is_some() {
            return self.on(if writes { Id::StepWritesUnder } else { Id::StepReadsUnder });
        }
        let Some(known) = self.pending.doing.object.and_then(|object| self.after().object(object)) else {
            return self.on(if writes { Id::StepWritesUnder } else { Id::StepReadsUnder });
        };
        let queue = if writes { Queue::Waiters } else { Queue::Readers };
        let (ahead, because) = (ahead(known, queue, self.who), because(self.after(), known, writes));
        let (object, worker) = (self.it(), self.me());
        match writes {
            true => say!(StepWriteBlocks, ahead = ahead, because = because, object = object, worker = worker),
            false => say!(StepReadBlocks, ahead = ahead, because = because, object = object, worker = worker),
        }
    }

    fn unlock(&self) -> Message {
        let held = self.find(|event| match event {
            Event::Released(_, _, held, _) => Some(*held),
            _ => None,
        });
        if let Some(Some(holder)) = held
            && holder != self.who
        {
            let holder = worker(self.after(), holder);
            return say!(StepUnlocksOthers, holder = holder, object = self.it(), worker = self.me());
        }
        let next: Vec<_> = self
            .step
            .events
            .iter()
            .filter_map(|event| match event {
                Event::Acquired(_, next, false) => Some(*next),
                _ => None,
            })
            .collect();
        match next[..] {
            [next] if self.pending.doing.verb == Verb::Unlock => {
                let next = worker(self.after(), next);
                say!(StepUnlocksTo, next = next, object = self.it(), worker = self.me())
            }
            _ => self.on(Id::StepUnlocks),
        }
    }

    fn send(&self, channel: Option<ObjectId>, sent: &Option<Text>) -> Message {
        let Some(known) = channel.and_then(|channel| self.after().object(channel)) else {
            return say!(StepSendNil, worker = self.me());
        };
        let (it, me, sent) = (object(self.after(), channel), self.me(), value(sent));
        let capacity = capacity(known.kind);
        let to = self.find(|event| match event {
            Event::HandedOver(_, _, from, to) if *from == self.who => Some(*to),
            _ => None,
        });
        match (self.served(), to) {
            (_, Some(to)) => {
                say!(StepSendsTo, object = it, to = worker(self.after(), to), value = sent, worker = me)
            }
            (Some(_), None) => {
                let filled = known.buffer.len();
                say!(
                    StepSendsBuffer,
                    capacity = capacity,
                    filled = filled,
                    object = it,
                    value = sent,
                    worker = me
                )
            }
            (None, None) if capacity == 0 => say!(StepSendBlocks, object = it, value = sent, worker = me),
            (None, None) => say!(StepSendBlocksFull, object = it, value = sent, worker = me),
        }
    }

    fn received(&self, channel: Option<ObjectId>, got: &Option<Text>, open: bool) -> Message {
        let (it, me) = (object(self.after(), channel), self.me());
        if !open {
            return say!(StepReceivesClosed, object = it, worker = me);
        }
        let from = self.find(|event| match event {
            Event::HandedOver(_, _, from, to) if *to == self.who => Some(*from),
            _ => None,
        });
        if let Some(from) = from {
            let from = worker(self.after(), from);
            return say!(StepReceivesFrom, from = from, object = it, value = value(got), worker = me);
        }
        let known = channel.and_then(|channel| self.after().object(channel));
        let (capacity, filled) = known.map_or((0, 0), |known| (capacity(known.kind), known.buffer.len()));
        let refilled = self.find(|event| match event {
            Event::Buffered(_, _, _, from) => Some(worker(self.after(), *from)),
            _ => None,
        });
        let got = value(got);
        if let Some(from) = refilled {
            say!(
                StepReceivesBufferRefilled,
                capacity = capacity,
                filled = filled,
                from = from,
                object = it,
                value = got,
                worker = me
            )
        } else {
            say!(
                StepReceivesBuffer,
                capacity = capacity,
                filled = filled,
                object = it,
                value = got,
                worker = me
            )
        }
    }

    fn receive_blocks(&self, channel: Option<ObjectId>) -> Message {
        match channel {
            Some(_) => say!(StepReceiveBlocks, object = object(self.after(), channel), worker = self.me()),
            None => say!(StepReceiveNil, worker = self.me()),
        }
    }

    fn select(&self, doing: &Doing) -> Message {
        let Some((text, number)) = self.served() else {
            let channels = channels(doing);
            if !self.parked() || channels.is_empty() {
                return say!(StepSelectNever, worker = self.me());
            }
            let names = channels.iter().map(|channel| object(self.after(), Some(*channel))).collect();
            return say!(StepSelectBlocks, objects = Arg::Many(names), worker = self.me());
        };
        let cases = doing.cases.as_deref().unwrap_or(&[]);
        let Some(case) = usize::try_from(number).ok().and_then(|place| cases.get(place)) else {
            return say!(StepSelectDefault, worker = self.me());
        };
        let did = match case.direction {
            Direction::Send(_) => self.send(case.object, &case.text),
            Direction::Receive => self.received(case.object, text, text.is_some()),
        };
        say!(StepSelect, step = did)
    }

    fn wait_group(&self, doing: &Doing) -> Message {
        let count = self.count(doing.object);
        let (it, me) = (self.it(), self.me());
        let woken = self.pending.status == Status::Woken;
        match (doing.verb, doing.number) {
            (Verb::Wait, _) if self.served().is_some() => {
                self.on(if woken { Id::StepWaitWoken } else { Id::StepWaitPasses })
            }
            (Verb::Wait, _) => say!(StepWaitBlocks, count = count, object = it, worker = me),
            _ if woken => {
                let woken = self.step.events.iter().filter_map(|event| match event {
                    Event::Woken(other, _) => Some(*other),
                    _ => None,
                });
                say!(StepRelease, object = it, worker = me, workers = workers(self.after(), woken))
            }
            (_, -1) if count == 0 => self.on(Id::StepDoneLast),
            (_, -1) => say!(StepDone, count = count, object = it, worker = me),
            (_, delta) => say!(StepAdds, count = count, delta = delta, object = it, worker = me),
        }
    }

    fn sleep(&self) -> Message {
        let now = Arg::Duration(self.after().now);
        let until = self.find(|event| match event {
            Event::Asleep(who, _, until) if *who == self.who => Some(*until),
            _ => None,
        });
        let moved = self.step.events.iter().any(|event| matches!(event, Event::Advanced(_)));
        match (until, &self.pending.status) {
            (Some(until), _) => say!(StepSleeps, until = Arg::Duration(until), worker = self.me()),
            (None, Status::Asleep(_)) if moved => say!(StepTimeMoves, now = now, worker = self.me()),
            (None, Status::Asleep(_)) => say!(StepWakesUp, now = now, worker = self.me()),
            (None, _) => say!(StepSleepsNot, worker = self.me()),
        }
    }
}

fn capacity(kind: Kind) -> u32 {
    match kind {
        Kind::Channel(capacity) => capacity,
        _ => 0,
    }
}
