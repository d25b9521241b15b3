//! Who can still do what: which goroutines could ever send to a channel, receive from it, call Done on a wait group or signal a
//! condition, from where they stand and with what they can reach.
//!
//! It may name somebody who never will, and never leaves anybody out who could: a goroutine is named if an instruction of
//! that kind can follow where it stands, by the program's text alone, and if it can reach the object.

use super::Teller;
use crate::go::code::Code;
use crate::go::code::instr::{Instr, Request};
use crate::go::machine::{Machine, Place};
use crate::go::types::store::TypeId;
use crate::rules::{Direction, ObjectId, Op};
use crate::world::{Event, Verb, WorkerId};
use rustc_hash::{FxHashMap, FxHashSet};

/// More goroutines are not looked at.
const GOROUTINES: usize = 256;
/// How many words are followed in all.
const WORDS: usize = 4_000_000;

/// Something that can be done to an object: to a channel with the type of its elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Can {
    Send(TypeId),
    Receive(TypeId),
    Close,
    Add,
    Signal,
}

/// What the program's text says of each function.
struct Text<'a> {
    code: &'a Code,
    /// The functions whose values are made anywhere: whoever calls a function value may call any of them.
    values: Vec<u32>,
}

impl<'a> Text<'a> {
    fn new(code: &'a Code) -> Text<'a> {
        let instrs = code.functions.iter().flat_map(|function| &function.instrs);
        let mut values: Vec<u32> = instrs
            .filter_map(|instr| match instr {
                Instr::Closure { func, .. } => Some(*func),
                _ => None,
            })
            .collect();
        // A function without captures is a value of the memory as it is at first.
        values.extend(
            (0..code.functions.len() as u32).filter(|number| !code.functions[*number as usize].hidden),
        );
        values.sort_unstable();
        values.dedup();
        Text { code, values }
    }

    /// What can be done from here on: by the functions that are called, and by those whose bodies are left.
    fn follow(&self, machine: &Machine, place: Place) -> FxHashSet<Can> {
        let (mut can, mut functions) = (FxHashSet::default(), Vec::new());
        let mut anything = false;
        for frame in machine.frames(place) {
            let function = &self.code.functions[frame.func as usize];
            let (mut todo, mut seen) = (vec![frame.pc], FxHashSet::default());
            while let Some(pc) = todo.pop() {
                if (pc as usize) < function.instrs.len() && seen.insert(pc) {
                    let instr = &function.instrs[pc as usize];
                    self.note(instr, &mut can, &mut functions, &mut anything);
                    todo.extend(instr.successors(pc).into_iter().flatten());
                }
            }
            anything |= function.epilogue.is_some();
        }
        let mut seen: FxHashSet<u32> = FxHashSet::default();
        let mut values = Some(&self.values);
        loop {
            if anything && let Some(values) = values.take() {
                functions.extend(values);
            }
            let Some(number) = functions.pop() else { return can };
            if seen.insert(number) {
                for instr in &self.code.functions[number as usize].instrs {
                    self.note(instr, &mut can, &mut functions, &mut anything);
                }
            }
        }
    }

    fn note(&self, instr: &Instr, can: &mut FxHashSet<Can>, functions: &mut Vec<u32>, anything: &mut bool) {
        let same = |typ: TypeId| self.code.types.canonical(typ);
        match *instr {
            Instr::Send { elem, .. } => {
                can.insert(Can::Send(same(elem)));
            }
            Instr::Receive { elem, .. } => {
                can.insert(Can::Receive(same(elem)));
            }
            Instr::Close { .. } => {
                can.insert(Can::Close);
            }
            Instr::Select { table } => {
                can.extend(self.code.selects[usize::from(table)].cases.iter().map(|case| match case.sends {
                    true => Can::Send(same(case.elem)),
                    false => Can::Receive(same(case.elem)),
                }));
            }
            Instr::Request { request: Request::Add, .. } => {
                can.insert(Can::Add);
            }
            Instr::Request { request: Request::CondSignal | Request::CondBroadcast, .. } => {
                can.insert(Can::Signal);
            }
            Instr::Call { func, .. } => functions.push(func),
            Instr::CallMethod { method, .. } => {
                let of = |methods: &Vec<(u32, u32)>| {
                    methods
                        .iter()
                        .filter(|(number, _)| *number == method)
                        .map(|(_, func)| *func)
                        .collect::<Vec<_>>()
                };
                functions.extend(self.code.methods.iter().flat_map(of));
            }
            Instr::CallValue { .. } | Instr::Go { .. } | Instr::RunDefers | Instr::Defer { .. } => {
                *anything = true;
            }
            _ => {}
        }
    }
}

impl Teller {
    /// Tells who can still do what those who wait are waiting for, where nobody can go on.
    pub(super) fn tell_who_may(&mut self, machine: &Machine) {
        let places: Vec<Place> = machine.places().collect();
        if places.len() > GOROUTINES {
            return;
        }
        let wanted = wanted(machine, &places);
        let Some(globals) = machine.reached_by_all(&mut WORDS.clone()) else { return };
        let (text, mut budget) = (Text::new(machine.code()), WORDS);
        let mut able: FxHashMap<(ObjectId, Verb), Vec<WorkerId>> = FxHashMap::default();
        for place in &places {
            let Some(reached) = machine.reaches(*place, &mut budget) else { return };
            let can = text.follow(machine, *place);
            let who = WorkerId(machine.goroutine(*place).worker);
            for (rule, verb) in &wanted {
                let elem = machine.code().types.canonical(machine.known(*rule).elem);
                let does = match verb {
                    Verb::Send => can.contains(&Can::Send(elem)) || can.contains(&Can::Close),
                    Verb::Receive => can.contains(&Can::Receive(elem)),
                    Verb::Add => can.contains(&Can::Add),
                    _ => can.contains(&Can::Signal),
                };
                if does && (reached.contains(rule) || globals.contains(rule)) {
                    able.entry((*rule, *verb)).or_default().push(who);
                }
            }
        }
        for (rule, verb) in wanted {
            if let Some(id) = self.names.of_rule(rule) {
                let mut who = able.remove(&(rule, verb)).unwrap_or_default();
                who.sort_unstable();
                self.events.push(Event::May(id, verb, who.into()));
            }
        }
    }
}

/// What those who wait want somebody to do, each once, in their order.
fn wanted(machine: &Machine, places: &[Place]) -> Vec<(ObjectId, Verb)> {
    let mut wanted = Vec::new();
    let mut want = |rule: Option<ObjectId>, verb: Verb| {
        if let Some(rule) = rule
            && !wanted.contains(&(rule, verb))
        {
            wanted.push((rule, verb));
        }
    };
    for place in places {
        match machine.op(*place) {
            Some(Op::Send(channel, _)) => want(channel, Verb::Receive),
            Some(Op::Receive(channel)) => want(channel, Verb::Send),
            Some(Op::Wait(group)) => want(Some(group), Verb::Add),
            Some(Op::Select { cases, .. }) => {
                for case in cases.iter() {
                    let verb = if case.direction == Direction::Receive { Verb::Send } else { Verb::Receive };
                    want(case.channel, verb);
                }
            }
            _ => want(machine.condition_of(*place), Verb::Signal),
        }
    }
    wanted
}
