//! What of a program's state can never decide anything: values that reach no branch, no fault and no shared operation, but only
//! other such values and what is printed.
//!
//! A slot is left out if it is wanted only by instructions whose results are left out in turn (what is known as a faint
//! variable), as an argument that its function leaves out, as a captured word that its function leaves out, as a value for channels
//! of which no receiver wants what it gets, or to be printed by `fmt.Print`, `Println` or `Printf` as a number, a string or a truth
//! value. Everything else counts, memory among it.

use super::instr::{Arith, Instr, NONE, Pc, Request, Slot};
use super::layout::LayoutId;
use super::live::{self, Live, Set};
use super::operands::{Access, Shapes};
use super::{Code, Function};
use crate::go::types::store::{Type, TypeId};
use rustc_hash::{FxHashMap, FxHashSet};

/// What counts of a program's state.
#[derive(Clone, Debug, Default)]
pub struct Sliced {
    /// By function: the slots that count, where a goroutine may stand.
    pub live: Vec<Live>,
    /// By function: its parameters' slots that count at its beginning.
    entries: Vec<Set>,
    /// By function: the words of its closure that count; the first one is the function.
    captured: Vec<Set>,
    /// The types of elements of channels whose values count.
    elements: FxHashSet<TypeId>,
    /// Calls that only print: the function and the instruction.
    prints: FxHashSet<(u32, Pc)>,
}

/// What a function reads of what is not its own.
#[derive(Default)]
struct Wants {
    captured: Set,
    elements: Vec<TypeId>,
    /// The calls of which it wants a result.
    answers: FxHashSet<usize>,
}

impl Sliced {
    /// Finds what counts of a program.
    pub fn new(code: &Code) -> Sliced {
        let count = code.functions.len();
        let mut sliced = Sliced {
            live: vec![Live::default(); count],
            entries: vec![Set::empty(0); count],
            captured: vec![Set::empty(0); count],
            ..Sliced::default()
        };
        let printed: Vec<FxHashMap<usize, Set>> = (0..count).map(|number| printed(code, number)).collect();
        // What counts grows until nothing more does.
        let mut changed = true;
        while std::mem::take(&mut changed) {
            for (number, printed) in printed.iter().enumerate() {
                let (live, entry, wants) = sliced.look_at(code, number, printed);
                changed |= entry != sliced.entries[number] || wants.captured != sliced.captured[number];
                sliced.live[number] = live;
                sliced.entries[number] = entry;
                sliced.captured[number] = wants.captured;
                for elem in wants.elements {
                    changed |= sliced.elements.insert(elem);
                }
            }
        }
        for (number, printed) in printed.iter().enumerate() {
            let (.., wants) = sliced.look_at(code, number, printed);
            // The call stands right after what is stored for it.
            let calls = printed.keys().map(|store| store + 1).filter(|call| !wants.answers.contains(call));
            sliced.prints.extend(calls.map(|call| (number as u32, call as Pc)));
        }
        sliced
    }

    /// Whether the values of a channel with elements of this type count.
    pub fn counts_element(&self, code: &Code, elem: TypeId) -> bool {
        self.elements.contains(&code.types.canonical(elem))
    }

    /// Whether a word of a function's closure counts.
    pub fn counts_captured(&self, function: u32, word: u16) -> bool {
        word == 0 || self.captured[function as usize].has(word)
    }

    /// Whether a call of a function only prints, and nobody wants to know what came of it.
    pub fn only_prints(&self, function: u32, pc: Pc) -> bool {
        self.prints.contains(&(function, pc))
    }

    fn look_at(&self, code: &Code, number: usize, printed: &FxHashMap<usize, Set>) -> (Live, Set, Wants) {
        let function = &code.functions[number];
        let shapes = Shapes { layouts: &code.layouts, maps: &code.maps, selects: &code.selects };
        let mut wants = Wants { captured: Set::empty(usize::from(u16::MAX) / 8), ..Wants::default() };
        let mut counts = |at: usize, after: &Set, slot: Slot, n: usize| {
            let instr = &function.instrs[at];
            let mut wanted = false;
            instr.operands(shapes, |slot, n, access| {
                wanted |= access == Access::Write && after.has_any(slot, n);
            });
            match *instr {
                Instr::Captured { dst, word, n, .. } => {
                    (0..n)
                        .filter(|at| after.has(dst + at))
                        .for_each(|at| wants.captured.insert(word + at, 1));
                    true
                }
                Instr::Closure { func, from, .. } => {
                    let word = |slot: Slot| self.captured[func as usize].has(slot - from + 1);
                    wanted && (slot..slot + n as Slot).any(word)
                }
                Instr::Call { func, base, results, .. } => {
                    if wanted {
                        wants.answers.insert(at);
                    }
                    let entry = &self.entries[func as usize];
                    // A function's parameters come right after its results, as they do in the window.
                    (slot..slot + n as Slot).any(|slot| entry.has(slot - base)) || slot < base + results
                }
                Instr::Send { value, elem, .. } if slot == value => self.counts_element(code, elem),
                Instr::Receive { dst, elem, .. } => {
                    if dst != NONE && after.has_any(dst, shapes.size(elem)) {
                        wants.elements.push(code.types.canonical(elem));
                    }
                    true
                }
                Instr::Select { table } => {
                    let cases = &code.selects[usize::from(table)].cases;
                    for case in cases.iter().filter(|case| !case.sends && case.value != NONE) {
                        if after.has_any(case.value, shapes.size(case.elem)) {
                            wants.elements.push(code.types.canonical(case.elem));
                        }
                    }
                    let value = cases.iter().find(|case| case.sends && case.value == slot);
                    value.is_none_or(|case| self.counts_element(code, case.elem))
                }
                Instr::Store { pointer, .. } if slot != pointer => printed.get(&at).is_none_or(|shown| {
                    // Who wants to know how much was printed wants to know what.
                    wants.answers.contains(&(at + 1)) || (slot..slot + n as Slot).any(|slot| !shown.has(slot))
                }),
                instr if is_pure(&instr) => wanted,
                _ => true,
            }
        };
        // It was found once, with more in it, when the program was made.
        let found = live::found(function, shapes, &mut usize::MAX.clone(), &mut counts);
        let (live, entry) = found.expect("it was not too large before");
        (live, entry, wants)
    }
}

/// Whether an instruction does nothing but compute what it writes: it cannot fault, and nobody else notices.
fn is_pure(instr: &Instr) -> bool {
    match instr {
        Instr::Arith { op, .. } => !matches!(op, Arith::Div | Arith::Rem),
        Instr::Int { .. }
        | Instr::Const { .. }
        | Instr::Copy { .. }
        | Instr::CopyN { .. }
        | Instr::Zero { .. }
        | Instr::Add { .. }
        | Instr::AddInt { .. }
        | Instr::Sub { .. }
        | Instr::Mul { .. }
        | Instr::Less { .. }
        | Instr::LessEqual { .. }
        | Instr::Same { .. }
        | Instr::Compare { .. }
        | Instr::CompareText { .. }
        | Instr::Negate { .. }
        | Instr::Complement { .. }
        | Instr::Not { .. }
        | Instr::Convert { .. }
        | Instr::TextLength { .. }
        | Instr::ToInterface { .. } => true,
        _ => false,
    }
}

/// The slots that are stored only to be printed, by the place of the instruction that stores them: it stands right before a call
/// of `fmt.Print`, `Println` or `Printf`, and fills the slice of its arguments.
fn printed(code: &Code, number: usize) -> FxHashMap<usize, Set> {
    let function = &code.functions[number];
    let shapes = Shapes { layouts: &code.layouts, maps: &code.maps, selects: &code.selects };
    let mut found = FxHashMap::default();
    if code.failing.is_some() {
        // What an example prints is compared with what it is to print.
        return found;
    }
    for (at, instr) in function.instrs.iter().enumerate() {
        let Instr::Call { func, base, results, params } = *instr else { continue };
        let name = &*code.functions[func as usize].name;
        if !matches!(name, "fmt.Print" | "fmt.Println" | "fmt.Printf") || at == 0 {
            continue;
        }
        let arguments = base + results + params - 3;
        let Instr::Store { pointer, offset: 0, src, n } = function.instrs[at - 1] else { continue };
        if pointer != arguments {
            continue;
        }
        let mut shown = Set::empty(function.slots.len());
        for slot in (src..src + n).step_by(2) {
            let made = made_by(function, shapes, at, slot);
            let typ = made.and_then(|layout| code.layouts.get(layout).typ);
            let is_plain = |typ: TypeId| {
                let has_methods = code.methods.get(typ.0 as usize).is_some_and(|methods| !methods.is_empty());
                !has_methods && matches!(code.types.underlying(typ), Type::Basic(_))
            };
            if typ.is_some_and(is_plain) {
                shown.insert(slot, 2);
            }
        }
        found.insert(at - 1, shown);
    }
    found
}

/// The layout of the value of which an interface was made that lies in a slot before an instruction, if that was in the same
/// straight line.
fn made_by(function: &Function, shapes: Shapes<'_>, at: usize, slot: Slot) -> Option<LayoutId> {
    let mut wanted = slot;
    for instr in function.instrs[..at].iter().rev() {
        match *instr {
            Instr::ToInterface { dst, layout, .. } if dst == wanted => return Some(layout),
            Instr::CopyN { dst, src, n: 2 } if dst == wanted => wanted = src,
            Instr::Jump { .. } | Instr::If { .. } | Instr::Unless { .. } => return None,
            _ => {
                let mut writes = false;
                instr.operands(shapes, |slot, n, access| {
                    let overlaps = slot < wanted + 2 && wanted < slot + n as Slot;
                    writes |= access == Access::Write && overlaps;
                });
                if writes {
                    return None;
                }
            }
        }
    }
    None
}

/// Whether a goroutine that stands before this instruction is about to print.
pub fn is_write(instr: &Instr) -> bool {
    matches!(instr, Instr::Request { request: Request::Write, .. })
}
