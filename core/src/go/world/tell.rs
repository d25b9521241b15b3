//! Tells what a machine does, as it happens.

use super::asks::site;
use super::names::Names;
use super::value::Values;
use super::{Access, Applying, Asking, Teller};
use crate::go::code::layout::{LayoutId, is_rule_object};
use crate::go::machine::memory::Pointer;
use crate::go::machine::{Happened, Machine, Observer, Place};
use crate::go::process;
use crate::go::types::store::Type;
use crate::rules::{Arm, Direction, Kind, ObjectId, Op, Outcome, Reply, WaitReason, Word, cond};
use crate::world::doing::{plain, queues};
use crate::world::event::{Queue, Side};
use crate::world::story::Story;
use crate::world::tell::{Before, Cause, Lore, tell_granted, tell_own, told_reply};
use crate::world::{Choice, Doing, Event, RequestId, Text, Verb, WorkerId};
use std::rc::Rc;

/// A teller with the machine whose values it shows.
struct Told<'a> {
    teller: &'a mut Teller,
    machine: &'a Machine,
    /// The value that a waiting sender would send: one of several words is only in its slots.
    sent: Option<Text>,
}

impl Lore for Told<'_> {
    fn text(&mut self, object: ObjectId, word: Word) -> Text {
        let typ = self.teller.names.thing(object).typ;
        let values = Values::of(self.machine);
        match values.size(typ) {
            2.. if Pointer(word).is_nil() => self.sent.clone().unwrap_or_default(),
            size @ 2.. => values.text(typ, values.memory.at(Pointer(word), size)).into(),
            _ => values.text(typ, &[word]).into(),
        }
    }

    fn story(&mut self) -> &mut Story {
        &mut self.teller.story
    }
}

fn worker(machine: &Machine, place: Place) -> WorkerId {
    WorkerId(machine.goroutine(place).worker)
}

impl Observer for Teller {
    fn tell(&mut self, machine: &mut Machine, happened: Happened<'_>) {
        if let Some(beside) = &self.beside {
            beside.borrow_mut().tell(machine, happened);
        }
        self.firsts.iter_mut().for_each(|first| first.after.see(machine, happened));
        if let Some(quiet) = self.quiet.take() {
            self.tell_quietly(&quiet, machine, happened);
            self.quiet = Some(quiet);
            return;
        }
        match happened {
            Happened::Started(place, parent) => self.started(machine, place, parent),
            Happened::Exited(place) => {
                let who = worker(machine, place);
                self.settle(machine, who);
                self.events.push(Event::Exited(who));
            }
            Happened::Made(rule, _, pointer) => self.was_made(machine, rule, pointer),
            Happened::Conditioned(place, rule, op, outcome) => {
                self.conditioned(machine, place, rule, op, outcome);
            }
            Happened::Offering(place) => {
                let who = worker(machine, place);
                self.settle(machine, who);
                let doing = self.asked(machine, place);
                let request = RequestId(machine.goroutine(place).requests);
                self.offer(who, request, doing, site(machine, place));
            }
            Happened::Applying(_, op, arm) => {
                let before = Before::of(machine.table(), op, arm);
                let length = sends_to(op, arm).map_or(0, |channel| machine.table().length(channel));
                self.applying = Some(Applying { op: self.shown(machine, op), before, length });
            }
            Happened::Applied(place, op, outcome, first) => {
                let from = self.events.len();
                self.applied(machine, place, op, outcome, first);
                self.note_locks(machine, place, Some(op), from);
            }
            Happened::Granted(place, op, reply) => {
                let from = self.events.len();
                self.granted(machine, place, op, reply);
                self.note_locks(machine, place, op, from);
            }
            Happened::Woken(place) => {
                let (who, request) = self.asking(machine, place);
                if self.verb(who) != Some(Verb::Add) {
                    self.events.push(Event::Unparked(who, request));
                }
                self.events.push(Event::Woken(who, request));
                self.told_arms(who, &[Arm::ONLY]);
            }
            Happened::Refused(place, fault) => {
                let (who, request) = self.asking(machine, place);
                self.events.push(Event::Refused(who, request, fault));
                self.close(who);
            }
            Happened::Served(place) => {
                let who = worker(machine, place);
                if self.accesses.is_empty() {
                    let number = match self.verb(who) {
                        Some(Verb::CountWorkers) => machine.places().count() as i64,
                        _ => 0,
                    };
                    self.serve(who, None, number);
                }
            }
            Happened::Panicked(place, turn) => self.turned(machine, place, turn),
            Happened::Accessed(place, pointer, words, writes) => {
                let who = worker(machine, place);
                let verb = self.verb(who).unwrap_or(Verb::Load);
                let object = self.variable(machine, place, (pointer, words), verb);
                if object.is_none() || self.accesses.iter().all(|access| access.object != object) {
                    self.accesses.push(Access { worker: who, object, writes });
                }
            }
            Happened::Wrote(place, file, bytes) => self.wrote(worker(machine, place), file, bytes),
            Happened::Advanced(now) => self.events.push(Event::Advanced(now)),
            Happened::Fired(_) | Happened::Conditioning(..) => {}
            Happened::Sent(_, op) => self.timer_sent(machine, op),
            Happened::Moved(moved) => self.names().moved(moved),
            Happened::Dropped(rule) => self.names().forget(rule),
            Happened::Ended(ended) => self.ended(machine, ended),
        }
    }
}

/// The channel to which an operation would send if it goes this way.
fn sends_to(op: &Op, arm: Arm) -> Option<ObjectId> {
    match op {
        Op::Send(channel, _) => *channel,
        Op::Select { cases, .. } => {
            let case = cases.get(usize::from(arm.0))?;
            matches!(case.direction, Direction::Send(_)).then_some(case.channel).flatten()
        }
        _ => None,
    }
}

impl Teller {
    fn started(&mut self, machine: &Machine, place: Place, parent: Option<Place>) {
        let who = worker(machine, place);
        self.tell_clock(machine, Some(who));
        let name = process::name_of_new(machine, place).into();
        let parent = parent.map(|parent| worker(machine, parent)).or(self.clock.filter(|_| who.0 > 0));
        self.events.push(Event::Spawned(who, parent, name));
        if let Some(parent) = parent {
            self.locks.started(who, parent);
        }
        self.know(who);
    }

    /// An object of the rules is the one that is told as this; names that are known so already stay shared.
    pub(super) fn bind(&mut self, rule: ObjectId, id: ObjectId) {
        if self.names.of_rule(rule) != Some(id) {
            self.names().bind(rule, id);
        }
    }

    /// The names, to be changed.
    pub(super) fn names(&mut self) -> &mut Names {
        Rc::make_mut(&mut self.names)
    }

    fn know(&mut self, who: WorkerId) {
        self.workers = self.workers.max(who.0 + 1);
        while self.asking.len() <= who.0 as usize {
            let none = Asking { request: RequestId(0), verb: Verb::Yield, open: false, arms: Vec::new() };
            self.asking.push(none);
        }
    }

    /// The clock is a worker from the first timer on. Workers are told of in their order.
    fn tell_clock(&mut self, machine: &Machine, before: Option<WorkerId>) {
        let Some(clock) = machine.clock().map(WorkerId) else { return };
        if self.clock.is_none() && before.is_none_or(|before| clock < before) {
            self.clock = Some(clock);
            self.events.push(Event::Spawned(clock, None, "clock".into()));
            self.know(clock);
        }
    }

    pub(super) fn made(&mut self, id: ObjectId, kind: Kind, name: Text) {
        self.story.make(id, kind, None);
        self.events.push(Event::Made(id, kind, name));
    }

    fn was_made(&mut self, machine: &Machine, rule: ObjectId, at: Pointer) {
        if !at.is_nil() {
            if let Some(id) = self.names.lying(at) {
                self.bind(rule, id);
            }
            return;
        }
        self.told_as(machine, rule);
    }

    fn offer(&mut self, who: WorkerId, request: RequestId, doing: Doing, site: Option<crate::world::Site>) {
        self.know(who);
        self.asking[who.0 as usize] = Asking { request, verb: doing.verb, open: true, arms: vec![Arm::ONLY] };
        self.events.push(Event::Offered(who, request, doing, site));
    }

    pub(super) fn verb(&self, who: WorkerId) -> Option<Verb> {
        self.asking.get(who.0 as usize).filter(|asking| asking.open).map(|asking| asking.verb)
    }

    fn asking(&self, machine: &Machine, place: Place) -> (WorkerId, RequestId) {
        let who = worker(machine, place);
        (who, self.asking[who.0 as usize].request)
    }

    fn close(&mut self, who: WorkerId) {
        self.asking[who.0 as usize].open = false;
    }

    fn told_arms(&mut self, who: WorkerId, arms: &[Arm]) {
        self.asking[who.0 as usize].arms = arms.to_vec();
    }

    pub(super) fn serve(&mut self, who: WorkerId, text: Option<Text>, number: i64) {
        // What the library reads in a variable of its own is nothing to be shown.
        let text = text.or_else(|| (self.verb(who) == Some(Verb::Load)).then(|| "".into()));
        let request = self.asking[who.0 as usize].request;
        self.events.push(Event::Served(who, request, text, number));
        self.close(who);
    }

    /// Ends a worker's request that nobody has told the end of: its access is over, or a panic or something else came of it.
    pub(super) fn settle(&mut self, machine: &Machine, who: WorkerId) {
        if self.accesses.first().is_some_and(|access| access.worker == who) {
            self.tell_accesses(machine, who);
        }
        if self.verb(who).is_some() {
            self.serve(who, None, 0);
        }
    }

    /// A variable's value now.
    pub(super) fn value(&mut self, machine: &Machine, object: ObjectId) -> Option<Text> {
        let thing = self.names.thing(object);
        let (typ, at) = (thing.typ, thing.at?);
        let (values, types) = (Values::of(machine), &machine.code().types);
        // What a lock is made of is the library's.
        if let Type::Named(named) = types.get(typ)
            && is_rule_object(types, types.named(*named))
        {
            return None;
        }
        if machine.memory().header(at.base()).layout() == LayoutId::MAP {
            return Some(values.text(typ, &[at.0]).into());
        }
        let size = values.size(typ);
        (size > 0).then(|| values.text(typ, values.memory.at(at, size)).into())
    }

    /// The same as a number, if it is a whole one.
    pub(super) fn number(&mut self, machine: &Machine, object: ObjectId) -> Option<i64> {
        let thing = self.names.thing(object);
        let (typ, at) = (thing.typ, thing.at?);
        match machine.code().types.underlying(typ) {
            Type::Basic(basic) if basic.is_integer() => Some(machine.memory().at(at, 1)[0] as i64),
            _ => None,
        }
    }

    fn applied(&mut self, machine: &Machine, place: Place, op: &Op, outcome: Outcome, first: bool) {
        let Some(Applying { op: shown, before, length }) = self.applying.clone() else { return };
        let (who, request) = self.asking(machine, place);
        let arm_channel = match op {
            Op::Send(channel, _) => *channel,
            _ => match outcome {
                Outcome::Done(Reply::Selected(Some(case), _)) => sends_to(op, Arm(case)),
                _ => None,
            },
        };
        if let Some((_, starving)) = before.starving(machine.table())
            && let Some(mutex) = crate::world::doing::objects(&shown).next()
        {
            self.events.push(Event::Starving(mutex, starving));
        }
        match outcome {
            Outcome::Park(link) => {
                self.told_arms(who, &[]);
                match &shown {
                    Op::Sleep(_) => {
                        let until = machine.goroutine(place).deadline;
                        self.events.push(Event::Asleep(who, request, until));
                    }
                    // The last Done: it waits for nobody, but has its second step to go.
                    Op::Add(object, delta) => {
                        let count = self.story.counted(*object, *delta);
                        self.events.push(Event::Counted(*object, count, who));
                    }
                    shown => {
                        let announced = machine.table().wait_reason(op, link) == WaitReason::RwMutexLock;
                        let side = if !first || announced { Side::Front } else { Side::Back };
                        self.events.push(Event::Parked(who, request, queues(shown).into(), side));
                    }
                }
            }
            Outcome::Done(reply) => {
                // A value that is not in the buffer went straight to somebody.
                let handed = arm_channel.is_some_and(|channel| machine.table().length(channel) == length);
                let cause = Cause { worker: who, had_buffered: before.buffered > 0, again: !first };
                let mut events = std::mem::take(&mut self.events);
                let mut lore = Told { teller: self, machine, sent: None };
                tell_own(&mut lore, cause, &shown, reply, handed, &mut events);
                let (text, number) = told_reply(&mut lore, Some(&shown), reply);
                self.events = events;
                self.serve(who, text, number);
            }
            Outcome::Fault(_) => {
                if let (Op::Add(object, delta), true) = (&shown, first) {
                    let count = self.story.counted(*object, *delta);
                    self.events.push(Event::Counted(*object, count, who));
                }
            }
        }
    }

    fn granted(&mut self, machine: &mut Machine, place: Place, op: Option<&Op>, reply: Reply) {
        let (who, request) = self.asking(machine, place);
        self.events.push(Event::Unparked(who, request));
        let Some(op) = op else { return self.serve(who, None, 0) };
        let shown = self.shown(machine, op);
        let had_buffered = self.applying.as_ref().is_some_and(|applying| applying.before.buffered > 0);
        let cause = Cause { worker: self.actor, had_buffered, again: true };
        let case = match reply {
            Reply::Selected(case, _) => case.unwrap_or(0),
            _ => 0,
        };
        let sent = self.sent(machine, place).into_iter().nth(case.into());
        let mut events = std::mem::take(&mut self.events);
        let mut lore = Told { teller: self, machine, sent };
        tell_granted(&mut lore, cause, who, &shown, reply, &mut events);
        let (text, number) = told_reply(&mut lore, Some(&shown), reply);
        self.events = events;
        self.serve(who, text, number);
    }

    fn conditioned(
        &mut self,
        machine: &Machine,
        place: Place,
        rule: ObjectId,
        op: cond::Op,
        outcome: Outcome,
    ) {
        let (who, request) = self.asking(machine, place);
        let Some(id) = self.names.of_rule(rule) else { return self.serve(who, None, 0) };
        match outcome {
            Outcome::Park(_) => {
                self.told_arms(who, &[]);
                let places = Rc::new([(id, Queue::Waiters)]);
                self.events.push(Event::Parked(who, request, places, Side::Back));
            }
            _ => {
                let number = match (op, outcome) {
                    (cond::Op::Register, Outcome::Done(Reply::Number(number))) => number,
                    _ => 0,
                };
                self.serve(who, None, number);
            }
        }
    }

    /// What a timer has sent lies in its channel, or was received at once, which is told of whoever received it.
    fn timer_sent(&mut self, machine: &mut Machine, op: &Op) {
        self.applying = None;
        let Op::Send(Some(rule), word) = op else { return };
        if machine.table().length(*rule) == 0 {
            return;
        }
        let Op::Send(Some(channel), _) = self.shown(machine, op) else { return };
        let clock = self.actor;
        let text = Told { teller: self, machine, sent: None }.text(channel, *word);
        self.events.push(Event::Buffered(channel, text, Side::Back, clock));
    }

    /// What is printed is told by lines.
    pub(super) fn wrote(&mut self, who: WorkerId, file: i64, bytes: &[u8]) {
        let unfinished = &mut self.unfinished[usize::from(file != 1)];
        let mut lines = bytes.split(|byte| *byte == b'\n');
        let rest = lines.next_back().unwrap_or_default();
        for line in lines {
            unfinished.extend_from_slice(line);
            self.events.push(Event::Printed(who, String::from_utf8_lossy(unfinished).into()));
            unfinished.clear();
        }
        unfinished.extend_from_slice(rest);
    }

    /// What was printed without the end of its line, once no more will come.
    pub(super) fn print_rest(&mut self) {
        for unfinished in &mut self.unfinished {
            if !unfinished.is_empty() {
                let text = String::from_utf8_lossy(&std::mem::take(unfinished)).into_owned();
                self.events.push(Event::Printed(self.actor, text.into()));
            }
        }
    }

    /// The timers that have come, gone, or changed.
    pub(super) fn tell_timers(&mut self, machine: &Machine) {
        self.tell_clock(machine, None);
        let Some(clock) = self.clock else { return };
        let now = machine.timers().iter().map(|timer| (timer.number, timer.when, machine.is_due(timer)));
        if now.clone().eq(self.timers.iter().copied()) {
            return;
        }
        let now: Vec<(u32, u64, bool)> = now.collect();
        let old = std::mem::take(&mut self.timers);
        // They stand in the order of their numbers.
        let find = |timers: &[(u32, u64, bool)], (number, when, _): (u32, u64, bool)| {
            let at = timers.binary_search_by_key(&number, |timer| timer.0).ok()?;
            (timers[at].1 == when).then_some(timers[at])
        };
        for gone in old.iter().filter(|old| find(&now, **old).is_none()) {
            let request = RequestId(gone.0);
            let fired = self
                .events
                .iter()
                .any(|event| matches!(event, Event::Stepped(who, it, _) if (*who, *it) == (clock, request)));
            self.events.push(match fired {
                true => Event::Served(clock, request, None, 0),
                false => Event::Withdrawn(clock, request),
            });
        }
        for timer in &now {
            let (number, when, is_due) = *timer;
            let request = RequestId(number);
            let known = find(&old, *timer);
            if known.is_none() {
                self.events.push(Event::Offered(clock, request, plain(Verb::Fire, 0, None), None));
                self.events.push(Event::Asleep(clock, request, when));
            }
            if is_due && !known.is_some_and(|(_, _, told)| told) {
                self.events.push(Event::Arms(clock, request, Rc::new([Arm::ONLY])));
            }
        }
        self.timers = now;
    }

    /// The ways in which a worker may go, where they are others than were told.
    pub(super) fn tell_arms(&mut self, who: WorkerId, choices: &[Choice]) {
        if Some(who) == self.clock {
            return;
        }
        let Some(asking) = self.asking.get_mut(who.0 as usize).filter(|asking| asking.open) else { return };
        let arms: Vec<Arm> = choices.iter().map(|choice| choice.arm).collect();
        if arms != asking.arms {
            self.events.push(Event::Arms(who, asking.request, arms.clone().into()));
            asking.arms = arms;
        }
    }
}
