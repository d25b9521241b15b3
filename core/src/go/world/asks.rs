//! What a goroutine asks, in the form in which it is told.

use super::Teller;
use super::library::{self, Inner};
use super::names::{Found, channel_name, find};
use super::value::{Values, cut};
use crate::go::code::instr::{Instr, Request, SelectCase};
use crate::go::code::layout::{LayoutId, is_rule_object};
use crate::go::machine::memory::Pointer;
use crate::go::machine::{Machine, Place, Status};
use crate::go::process::{stands, why};
use crate::go::types::store::{Type, TypeId};
use crate::rules::mutex::WakeRule;
use crate::rules::{Case, Kind, ObjectId, Op};
use crate::world::doing::{doing, plain};
use crate::world::{Doing, Event, Site, Text, Verb};

/// What `internal/lockstep` calls an atomic access, in its order.
const ATOMIC: [Verb; 7] = [
    Verb::AtomicLoad,
    Verb::AtomicStore,
    Verb::AtomicAdd,
    Verb::AtomicSwap,
    Verb::AtomicCompareAndSwap,
    Verb::AtomicSwap,
    Verb::AtomicSwap,
];

/// Where in the reader's text a goroutine stands.
pub(super) fn site(machine: &Machine, place: Place) -> Option<Site> {
    let found = stands(machine, place)?;
    Some(Site { file: "", line: found.line, column: found.column })
}

impl Teller {
    /// What a goroutine that stands before its next request asks.
    pub(super) fn asked(&mut self, machine: &mut Machine, place: Place) -> Doing {
        match machine.goroutine(place).status {
            Status::Pausing => plain(Verb::Compute, 0, None),
            Status::Leaving => plain(Verb::Return, 0, None),
            Status::Dying | Status::Failing => plain(Verb::Panic, 0, Some(why(machine, place).into())),
            _ => self.instruction(machine, place),
        }
    }

    fn instruction(&mut self, machine: &mut Machine, place: Place) -> Doing {
        let instr = machine.instr(place);
        match instr {
            Instr::Go { func } => {
                let closure = Pointer(machine.slot(place, func));
                let name = match closure.is_nil() {
                    true => "nil".into(),
                    false => self.function(machine, place, closure),
                };
                plain(Verb::Spawn, 0, Some(name))
            }
            Instr::Send { .. }
            | Instr::Receive { .. }
            | Instr::Close { .. }
            | Instr::ChannelLength { .. }
            | Instr::Select { .. } => {
                let op = machine.op(place).expect("it is an operation");
                let texts = self.sent(machine, place);
                let shown = self.shown(machine, &op);
                doing(&shown, &texts)
            }
            Instr::Request { request, base, results, params } => {
                let word = |at: u16| {
                    if at < params { machine.slot(place, base + results + at) } else { 0 }
                };
                match request {
                    Request::Touch => {
                        let operation = (params >= 2).then(|| word(1));
                        self.touch(machine, place, Pointer(word(0)), operation)
                    }
                    _ => self.request(machine, place, request, [word(0), word(1)]),
                }
            }
            _ => self.access(machine, place, instr),
        }
    }

    /// The name of the function that a closure calls; of one of the library's, what the program calls.
    fn function(&self, machine: &Machine, place: Place, closure: Pointer) -> Text {
        let number = machine.memory().at(closure, 1)[0] as usize;
        let function = machine.code().functions.get(number);
        if let Some(called) =
            function.filter(|function| function.hidden).and_then(|_| library::called(machine, place))
        {
            return called.into();
        }
        let name = function.map_or("", |function| &function.name);
        name.strip_prefix("main.").unwrap_or(name).into()
    }

    /// The values that an operation on channels would send, a case each.
    pub(super) fn sent(&self, machine: &Machine, place: Place) -> Vec<Text> {
        let text = |slot: u16, elem: TypeId| self.in_slots(machine, place, slot, elem);
        match machine.instr(place) {
            Instr::Send { value, elem, .. } => vec![text(value, elem)],
            Instr::Select { table } => {
                let cases = &machine.code().selects[usize::from(table)].cases;
                let case = |case: &SelectCase| match case.sends {
                    true => text(case.value, case.elem),
                    false => Text::default(),
                };
                cases.iter().map(case).collect()
            }
            _ => Vec::new(),
        }
    }

    /// A value that lies in a goroutine's slots.
    fn in_slots(&self, machine: &Machine, place: Place, slot: u16, typ: TypeId) -> Text {
        let values = Values::of(machine);
        let words: Vec<u64> =
            (0..values.size(typ) as u16).map(|word| machine.slot(place, slot + word)).collect();
        values.text(typ, &words).into()
    }

    fn request(&mut self, machine: &mut Machine, place: Place, request: Request, words: [u64; 2]) -> Doing {
        let pointer = Pointer(words[0]);
        match request {
            Request::Write => {
                let bytes = machine.memory().text(words[1]);
                let text = String::from_utf8_lossy(bytes);
                plain(Verb::Print, 0, Some(cut(text.trim_end_matches('\n').to_owned()).into()))
            }
            Request::Exit => plain(Verb::Exit, words[0] as i32 as i64, None),
            Request::Yield => plain(Verb::Yield, 0, None),
            Request::NumGoroutine => plain(Verb::CountWorkers, 0, None),
            Request::Goexit => plain(Verb::Goexit, 0, None),
            Request::StopTimer => plain(Verb::StopTimer, 0, None),
            Request::StartTimer | Request::ResetTimer => {
                plain(Verb::SetTimer, (words[1] as i64).max(0), None)
            }
            Request::Sleep => plain(Verb::Sleep, words[0] as i64, None),
            request => {
                let kind = request.kind();
                let object = self.lock(machine, place, pointer, kind);
                let verb = match request {
                    Request::Lock => Verb::Lock,
                    Request::TryLock => Verb::TryLock,
                    Request::Unlock => Verb::Unlock,
                    Request::WriteLock => Verb::WriteLock,
                    Request::TryWriteLock => Verb::TryWriteLock,
                    Request::WriteUnlock => Verb::WriteUnlock,
                    Request::ReadLock => Verb::ReadLock,
                    Request::TryReadLock => Verb::TryReadLock,
                    Request::ReadUnlock => Verb::ReadUnlock,
                    Request::Add => Verb::Add,
                    Request::CondRegister => Verb::Register,
                    Request::CondSignal => Verb::Signal,
                    Request::CondBroadcast => Verb::Broadcast,
                    _ => Verb::Wait,
                };
                let number = if verb == Verb::Add { words[1] as i64 } else { 0 };
                Doing { object, ..plain(verb, number, None) }
            }
        }
    }

    /// An atomic operation, or another step on a variable of the library.
    fn touch(&mut self, machine: &mut Machine, place: Place, at: Pointer, operation: Option<u64>) -> Doing {
        let object = self.variable(machine, place, (at, 1), Verb::AtomicLoad);
        let verb = match operation {
            // What is done to something of the library's is the library's.
            _ if !at.is_nil() && find(machine, at, 1).is_opaque => Verb::Load,
            Some(number) => ATOMIC.get(number as usize).copied().unwrap_or(Verb::AtomicLoad),
            None => Verb::Load,
        };
        // The function that touches has what is stored or added behind the pointer.
        let one = machine.goroutine(place);
        let function = &machine.code().functions[one.func as usize];
        let number = match verb {
            Verb::AtomicStore | Verb::AtomicAdd | Verb::AtomicSwap if function.params >= 2 => {
                machine.slot(place, function.results + 1) as i64
            }
            Verb::AtomicCompareAndSwap if function.params >= 3 => {
                machine.slot(place, function.results + 2) as i64
            }
            _ => 0,
        };
        Doing { object, ..plain(verb, number, None) }
    }

    /// An access to memory that others can reach.
    fn access(&mut self, machine: &mut Machine, place: Place, instr: Instr) -> Doing {
        let Some((pointer, words, writes)) = machine.access(place) else {
            let name = matches!(instr, Instr::MapNext { .. });
            return plain(if name { Verb::NextKey } else { Verb::Compute }, 0, None);
        };
        let verb = match instr {
            Instr::MapNext { .. } => Verb::NextKey,
            _ if writes => Verb::Store,
            _ => Verb::Load,
        };
        let object = self.variable(machine, place, (pointer, words), verb);
        let text = match instr {
            Instr::Store { src, n, .. } => object.and_then(|object| {
                let typ = self.names.thing(object).typ;
                let values = Values::of(machine);
                let fits = values.size(typ) == usize::from(n);
                fits.then(|| self.in_slots(machine, place, src, typ))
            }),
            Instr::MapSet { key, value, shape, .. } => {
                let shape = &machine.code().maps[usize::from(shape)];
                let key = self.in_slots(machine, place, key, shape.key);
                let value = self.in_slots(machine, place, value, shape.value);
                Some(format!("{key}: {value}").into())
            }
            Instr::MapDelete { key, shape, .. } => {
                let shape = &machine.code().maps[usize::from(shape)];
                let key = self.in_slots(machine, place, key, shape.key);
                Some(format!("{key}: –").into())
            }
            _ => None,
        };
        let second_half = verb == Verb::Store && machine.goroutine(place).phase == 1;
        Doing { object, text, ..plain(verb, i64::from(second_half), None) }
    }

    /// What lies here, by the name that a reader knows it by.
    fn found(&self, machine: &Machine, place: Place, (pointer, words): (Pointer, usize)) -> Found {
        let mut found = find(machine, pointer, words);
        if found.is_opaque && found.is_nameless {
            let name = library::object_name(machine, &self.names, &found, place);
            found.name = name.unwrap_or(found.name);
        }
        found
    }

    /// The variable that an access reaches; it is told of from now on.
    pub(super) fn variable(
        &mut self,
        machine: &mut Machine,
        place: Place,
        (pointer, words): (Pointer, usize),
        verb: Verb,
    ) -> Option<ObjectId> {
        // Of nothing there is nothing to tell, and an empty slice may point behind the last element of its array.
        if pointer.is_nil() || words == 0 {
            return None;
        }
        let found = self.found(machine, place, (pointer, words));
        let known = self.names.variable(found.at);
        if known.is_none()
            && (verb == Verb::Load || found.is_opaque)
            && let Some(id) = self.led_to(machine, place, &found)
        {
            self.names().leads(found.at, id);
            machine.observe(found.at.base());
            return Some(id);
        }
        let id = known.unwrap_or_else(|| {
            let (id, name) = self.names().add(found.typ, Some(found.at), found.name);
            machine.observe(found.at.base());
            let kind = match (verb, self.number(machine, id)) {
                (Verb::AtomicLoad, Some(number)) => Kind::Atomic(number),
                _ => Kind::Variable(0),
            };
            self.made(id, kind, name);
            id
        });
        if let Some(text) = self.value(machine, id)
            && self.names.thing(id).told.as_ref() != Some(&text)
        {
            self.names().thing_mut(id).told = Some(text.clone());
            self.events.push(Event::Valued(id, text));
        }
        Some(id)
    }

    /// The channel, the map or the lock to which a variable only leads, and which is told of from now on: a reader has one
    /// name for both. Not so for a variable to which something else was assigned while others could reach it.
    fn led_to(&mut self, machine: &mut Machine, place: Place, found: &Found) -> Option<ObjectId> {
        if found.is_opaque {
            return match library::inner(machine, found.whole, found.at)? {
                Inner::Channel(rule) => Some(self.told_as(machine, rule)),
                Inner::Rule(at, kind) => self.lock(machine, place, at, kind),
            };
        }
        if machine.memory().header(found.at.base()).layout() == LayoutId::MAP {
            return None;
        }
        let to = |machine: &Machine| Pointer(machine.memory().at(found.at, 1)[0]);
        let types = &machine.code().types;
        match types.underlying(found.typ) {
            Type::Chan(..) => {
                let rule = (to(machine).0 as u32).checked_sub(1)?;
                Some(self.told_as(machine, ObjectId(rule)))
            }
            Type::Map(..) => {
                let map = Some(to(machine)).filter(|map| !map.is_nil())?;
                let id = self.names.lying(map).unwrap_or_else(|| {
                    let (id, name) = self.names().add(found.typ, Some(map), found.name.clone());
                    machine.observe(map.base());
                    self.made(id, Kind::Variable(0), name);
                    id
                });
                let text = self.value(machine, id)?;
                if self.names.thing(id).told.as_ref() != Some(&text) {
                    self.names().thing_mut(id).told = Some(text.clone());
                    self.events.push(Event::Valued(id, text));
                }
                Some(id)
            }
            Type::Pointer(elem) => {
                let Type::Named(named) = types.get(*elem) else { return None };
                let named = types.named(*named);
                if !is_rule_object(types, named) {
                    return None;
                }
                let kind = match &*named.name {
                    "Mutex" => Kind::Mutex(WakeRule::Go),
                    "RWMutex" => Kind::RwMutex,
                    "WaitGroup" => Kind::WaitGroup,
                    _ => return None,
                };
                let at = to(machine);
                self.lock(machine, place, at, kind)
            }
            _ => None,
        }
    }

    /// A lock that is used; it is told of from now on.
    fn lock(
        &mut self,
        machine: &mut Machine,
        place: Place,
        pointer: Pointer,
        kind: Kind,
    ) -> Option<ObjectId> {
        if pointer.is_nil() {
            return None;
        }
        let id = match self.names.lying(pointer) {
            Some(id) => id,
            None => {
                let found = self.found(machine, place, (pointer, 1));
                machine.observe(pointer.base());
                let (id, name) = self.names().add(found.typ, Some(pointer), found.name);
                self.made(id, kind, name);
                id
            }
        };
        self.bind_lying(machine, pointer, id);
        Some(id)
    }

    /// If there is an object of the rules at this place by now, it is the one that is told as this.
    pub(super) fn bind_lying(&mut self, machine: &Machine, pointer: Pointer, id: ObjectId) {
        let word = machine.memory().at(pointer, 1)[0];
        if let Some(rule) = (word as u32).checked_sub(1) {
            self.bind(ObjectId(rule), id);
        }
    }

    /// An operation with the objects by which it is told.
    pub(super) fn shown(&mut self, machine: &mut Machine, op: &Op) -> Op {
        let mut id = |rule: ObjectId| self.told_as(machine, rule);
        match op {
            Op::Lock(it) => Op::Lock(id(*it)),
            Op::TryLock(it) => Op::TryLock(id(*it)),
            Op::Unlock(it) => Op::Unlock(id(*it)),
            Op::WriteLock(it) => Op::WriteLock(id(*it)),
            Op::TryWriteLock(it) => Op::TryWriteLock(id(*it)),
            Op::WriteUnlock(it) => Op::WriteUnlock(id(*it)),
            Op::ReadLock(it) => Op::ReadLock(id(*it)),
            Op::TryReadLock(it) => Op::TryReadLock(id(*it)),
            Op::ReadUnlock(it) => Op::ReadUnlock(id(*it)),
            Op::Send(it, word) => Op::Send(it.map(id), *word),
            Op::Receive(it) => Op::Receive(it.map(id)),
            Op::Close(it) => Op::Close(it.map(id)),
            Op::Length(it) => Op::Length(it.map(id)),
            Op::Add(it, delta) => Op::Add(id(*it), *delta),
            Op::Wait(it) => Op::Wait(id(*it)),
            Op::Select { cases, default } => {
                let case = |case: &Case| Case { channel: case.channel.map(&mut id), ..*case };
                Op::Select { cases: cases.iter().map(case).collect(), default: *default }
            }
            op => op.clone(),
        }
    }

    /// The object by which one of the rules is told; a channel that was made unseen is told of from now on.
    pub(super) fn told_as(&mut self, machine: &Machine, rule: ObjectId) -> ObjectId {
        if let Some(id) = self.names.of_rule(rule) {
            return id;
        }
        let known = machine.known(rule);
        let (id, name) = self.names().add(known.elem, None, channel_name(machine, rule));
        self.made(id, Kind::Channel(known.capacity), name);
        self.bind(rule, id);
        id
    }
}
