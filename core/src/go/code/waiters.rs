//! What in a program can tell who waits, and at what: where nothing can, to begin to wait is nothing that happens.

use super::Function;
use super::instr::{Instr, Request, SelectTable};
use crate::go::types::store::{Type, TypeId, Types};

/// Which objects show who waits at them. Channels are told apart by the types of their elements: what looks at one may look at
/// every other one of its type.
#[derive(Clone, Debug, Default)]
pub struct Waiters {
    /// Some mutex may be tried.
    tried: bool,
    /// Some struct has tags: a channel may be converted to one whose elements have others, or none, and is the same channel. Then all
    /// types count as one.
    tagged: bool,
    /// The elements of channels that a select may meet, and of these the ones that it passes by if nobody is there.
    selected: Vec<TypeId>,
    polled: Vec<TypeId>,
}

impl Waiters {
    /// Of these functions, in which there are these selects.
    pub fn of(functions: &[Function], selects: &[SelectTable], types: &Types) -> Waiters {
        let has_tag = |typ: &Type| match typ {
            Type::Struct(fields) => fields.iter().any(|field| field.tag.is_some()),
            _ => false,
        };
        let tagged = (0..types.len() as u32).any(|number| has_tag(types.get(TypeId(number))));
        let mut waiters = Waiters { tagged, ..Waiters::default() };
        let called = functions.iter().filter(|function| !function.uncalled);
        for instr in called.flat_map(|function| &function.instrs) {
            match instr {
                Instr::Request { request: Request::TryLock, .. } => waiters.tried = true,
                Instr::Select { table } => {
                    let select = &selects[usize::from(*table)];
                    let elems = || select.cases.iter().map(|case| types.canonical(case.elem));
                    waiters.selected.extend(elems());
                    waiters.polled.extend(elems().filter(|_| select.default));
                }
                _ => {}
            }
        }
        for elems in [&mut waiters.selected, &mut waiters.polled] {
            elems.sort_unstable();
            elems.dedup();
        }
        waiters
    }

    /// Whether a select may meet who waits at a channel of such elements.
    pub fn are_met(&self, elem: TypeId, types: &Types) -> bool {
        self.is_among(&self.selected, elem, types)
    }

    /// Whether a channel of such elements may be one of these.
    fn is_among(&self, elems: &[TypeId], elem: TypeId, types: &Types) -> bool {
        if self.tagged { !elems.is_empty() } else { elems.binary_search(&types.canonical(elem)).is_ok() }
    }

    /// Whether something can tell that somebody waits in this instruction, if that waits.
    pub fn are_seen(&self, instr: &Instr, selects: &[SelectTable], types: &Types) -> bool {
        let is_polled = |elem: TypeId| self.is_among(&self.polled, elem, types);
        match instr {
            Instr::Send { elem, .. } | Instr::Receive { elem, .. } => is_polled(*elem),
            Instr::Select { table } => {
                selects[usize::from(*table)].cases.iter().any(|case| is_polled(case.elem))
            }
            Instr::Request { request, .. } => match request {
                Request::Lock => self.tried,
                // A writer who waits keeps readers out, and who waits at a condition is who a signal is for.
                Request::WriteLock | Request::ReadLock | Request::CondRegister | Request::CondWait => true,
                _ => false,
            },
            _ => false,
        }
    }
}
