//! Which slots an instruction reads and which it writes.

use super::MapShape;
use super::instr::{Instr, NONE, SelectTable, Slot};
use super::layout::Layouts;
use crate::go::types::store::TypeId;

/// What is done with some slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// They are read.
    Read,
    /// They are written.
    Write,
}

/// What has to be known to say how many words an operand has.
#[derive(Clone, Copy)]
pub struct Shapes<'a> {
    /// The layouts.
    pub layouts: &'a Layouts,
    /// The shapes of maps.
    pub maps: &'a [MapShape],
    /// The selects.
    pub selects: &'a [SelectTable],
}

impl Shapes<'_> {
    /// How many words a value of this type has.
    pub fn size(&self, typ: TypeId) -> usize {
        self.layouts.known_words(typ).len()
    }

    /// How many words the key and the value of a map have.
    fn map_sizes(&self, shape: u16) -> (usize, usize) {
        let shape = &self.maps[usize::from(shape)];
        (shape.key_size, shape.value_size)
    }
}

impl Instr {
    /// Tells each run of slots that the instruction reads or writes. Those that are read come first.
    pub fn operands(&self, shapes: Shapes<'_>, mut tell: impl FnMut(Slot, usize, Access)) {
        let mut read = |slot: Slot, n: usize| {
            if slot != NONE && n > 0 {
                tell(slot, n, Access::Read);
            }
        };
        // (slot, words) of what is written, told at the end.
        let (one, two): ((Slot, usize), (Slot, usize)) = match *self {
            Instr::Int { dst, .. } | Instr::Const { dst, .. } => ((dst, 1), (NONE, 0)),
            Instr::New { dst, .. } | Instr::MakeMap { dst, .. } => ((dst, 1), (NONE, 0)),
            Instr::Recover { dst } => ((dst, 2), (NONE, 0)),
            Instr::Zero { dst, n } => ((dst, n.into()), (NONE, 0)),
            Instr::Copy { dst, src: a }
            | Instr::AddInt { dst, a, .. }
            | Instr::Negate { dst, a, .. }
            | Instr::Complement { dst, a, .. }
            | Instr::Not { dst, a }
            | Instr::Convert { dst, a, .. }
            | Instr::TextLength { dst, text: a }
            | Instr::Offset { dst, pointer: a, .. }
            | Instr::MapLength { dst, map: a }
            | Instr::ChannelLength { dst, channel: a }
            | Instr::ChannelCapacity { dst, channel: a }
            | Instr::MakeChannel { dst, capacity: a, .. } => {
                read(a, 1);
                ((dst, 1), (NONE, 0))
            }
            Instr::CopyN { dst, src, n } => {
                read(src, n.into());
                ((dst, n.into()), (NONE, 0))
            }
            Instr::CopySync { dst, typ } => {
                read(dst, shapes.size(typ));
                ((dst, shapes.size(typ)), (NONE, 0))
            }
            Instr::Add { dst, a, b }
            | Instr::Sub { dst, a, b }
            | Instr::Mul { dst, a, b }
            | Instr::Arith { dst, a, b, .. }
            | Instr::Less { dst, a, b }
            | Instr::LessEqual { dst, a, b }
            | Instr::Same { dst, a, b }
            | Instr::Compare { dst, a, b, .. }
            | Instr::CompareText { dst, a, b, .. }
            | Instr::Concat { dst, a, b }
            | Instr::ByteAt { dst, text: a, index: b }
            | Instr::Advance { dst, pointer: a, words: b }
            | Instr::ArrayElement { dst, pointer: a, index: b, .. } => {
                read(a, 1);
                read(b, 1);
                ((dst, 1), (NONE, 0))
            }
            Instr::Equal { typ, dst, a, b } => {
                read(a, shapes.size(typ));
                read(b, shapes.size(typ));
                ((dst, 1), (NONE, 0))
            }
            Instr::ShiftCount { count: a }
            | Instr::If { cond: a, .. }
            | Instr::Unless { cond: a, .. }
            | Instr::NotNil { pointer: a }
            | Instr::Bounds { index: a, .. }
            | Instr::MapClear { map: a }
            | Instr::Close { channel: a }
            | Instr::Go { func: a }
            | Instr::Yielded { state: a }
            | Instr::Iterated { state: a }
            | Instr::Defer { func: a } => {
                read(a, 1);
                Default::default()
            }
            Instr::Hashable { key, typ } => {
                read(key, shapes.size(typ));
                Default::default()
            }
            Instr::DeferTo { list, func } => {
                read(list, 1);
                read(func, 1);
                Default::default()
            }
            Instr::CutText { dst, text, low, high } => {
                read(text, 1);
                read(low, 1);
                read(high, 1);
                ((dst, 1), (NONE, 0))
            }
            Instr::TextAs { how, dst, src } => {
                let (from, to) = how.sizes();
                read(src, from);
                ((dst, to), (NONE, 0))
            }
            Instr::NextRune { text, at, rune } => {
                read(text, 1);
                read(at, 1);
                ((at, 1), (rune, 1))
            }
            Instr::Jump { .. } | Instr::Loop | Instr::RunDefers | Instr::Return => Default::default(),
            Instr::Call { base, results, params, .. }
            | Instr::Native { base, results, params, .. }
            | Instr::Request { base, results, params, .. } => {
                read(base + results, params.into());
                ((base, results.into()), (NONE, 0))
            }
            Instr::CallValue { func, base, results, params } => {
                read(func, 1);
                read(base + results, params.into());
                ((base, results.into()), (NONE, 0))
            }
            Instr::CallMethod { iface, base, results, params, .. } => {
                read(iface, 2);
                read(base + results + 1, usize::from(params) - 1);
                ((base, results.into()), (NONE, 0))
            }
            Instr::Closure { dst, from, layout, .. } => {
                read(from, shapes.layouts.size(layout) - 1);
                ((dst, 1), (NONE, 0))
            }
            Instr::Captured { dst, closure, n, .. } => {
                read(closure, 1);
                ((dst, n.into()), (NONE, 0))
            }
            Instr::Load { dst, pointer, n, .. } => {
                read(pointer, 1);
                ((dst, n.into()), (NONE, 0))
            }
            Instr::Store { pointer, src, n, .. } => {
                read(pointer, 1);
                read(src, n.into());
                Default::default()
            }
            Instr::Element { dst, slice, index, .. } => {
                read(slice, 3);
                read(index, 1);
                ((dst, 1), (NONE, 0))
            }
            Instr::MakeSlice { dst, length, capacity, .. } => {
                read(length, 1);
                read(capacity, 1);
                ((dst, 3), (NONE, 0))
            }
            Instr::Slice { dst, src, low, high, max, .. } => {
                read(src, 3);
                read(low, 1);
                read(high, 1);
                read(max, 1);
                ((dst, 3), (NONE, 0))
            }
            Instr::SliceOfArray { dst, pointer, .. } => {
                read(pointer, 1);
                ((dst, 3), (NONE, 0))
            }
            Instr::ArrayOfSlice { dst, src, .. } => {
                read(src, 3);
                ((dst, 1), (NONE, 0))
            }
            Instr::Append { dst, slice, from, count, layout } => {
                read(slice, 3);
                read(from, usize::from(count) * shapes.layouts.size(layout));
                ((dst, 3), (NONE, 0))
            }
            Instr::AppendSlice { dst, slice, more, .. } => {
                read(slice, 3);
                read(more, 3);
                ((dst, 3), (NONE, 0))
            }
            Instr::AppendText { dst, slice, text } => {
                read(slice, 3);
                read(text, 1);
                ((dst, 3), (NONE, 0))
            }
            Instr::CopySlice { dst, to, from, .. } => {
                read(to, 3);
                read(from, 3);
                ((dst, 1), (NONE, 0))
            }
            Instr::CopyText { dst, to, text } => {
                read(to, 3);
                read(text, 1);
                ((dst, 1), (NONE, 0))
            }
            Instr::ClearSlice { slice, .. } => {
                read(slice, 3);
                Default::default()
            }
            Instr::MapGet { dst, map, key, ok, shape } => {
                let (key_size, value_size) = shapes.map_sizes(shape);
                read(map, 1);
                read(key, key_size);
                ((dst, value_size), (ok, 1))
            }
            Instr::MapSet { map, key, value, shape } => {
                let (key_size, value_size) = shapes.map_sizes(shape);
                read(map, 1);
                read(key, key_size);
                read(value, value_size);
                Default::default()
            }
            Instr::MapDelete { map, key, shape } => {
                read(map, 1);
                read(key, shapes.map_sizes(shape).0);
                Default::default()
            }
            Instr::MapKeys { dst, map, .. } => {
                read(map, 1);
                ((dst, 1), (NONE, 0))
            }
            Instr::MapNext { keys, map, key, value, shape, .. } => {
                let (key_size, value_size) = shapes.map_sizes(shape);
                read(keys, 1);
                read(map, 1);
                ((key, key_size), (value, value_size))
            }
            Instr::ToInterface { dst, src, layout } => {
                read(src, shapes.layouts.size(layout));
                ((dst, 2), (NONE, 0))
            }
            Instr::Assert { dst, iface, ok, typ, .. } => {
                read(iface, 2);
                ((dst, shapes.size(typ)), (ok, 1))
            }
            Instr::AssertInterface { dst, iface, ok, .. } => {
                read(iface, 2);
                ((dst, 2), (ok, 1))
            }
            Instr::Send { channel, value, elem } => {
                read(channel, 1);
                read(value, shapes.size(elem));
                Default::default()
            }
            Instr::Receive { dst, channel, ok, elem } => {
                read(channel, 1);
                ((dst, shapes.size(elem)), (ok, 1))
            }
            Instr::Select { table } => {
                let table = &shapes.selects[usize::from(table)];
                for case in &table.cases {
                    read(case.channel, 1);
                    if case.sends {
                        read(case.value, shapes.size(case.elem));
                    }
                }
                for case in table.cases.iter().filter(|case| !case.sends) {
                    maybe(&mut tell, case.value, shapes.size(case.elem));
                    maybe(&mut tell, case.ok, 1);
                }
                ((table.chosen, 1), (NONE, 0))
            }
            Instr::Panic { iface } => {
                read(iface, 2);
                Default::default()
            }
        };
        for (slot, n) in [one, two] {
            if slot != NONE && n > 0 {
                tell(slot, n, Access::Write);
            }
        }
    }

    /// Whether what it writes is never read as it was before: what the other cases of a select would have received is read by nobody.
    pub fn always_writes(&self) -> bool {
        !matches!(self, Instr::NextRune { .. } | Instr::MapNext { .. })
    }

    /// Where the goroutine may go on after it.
    pub fn successors(&self, at: u32) -> [Option<u32>; 2] {
        match *self {
            Instr::Jump { to } => [Some(to), None],
            Instr::If { to, .. } | Instr::Unless { to, .. } => [Some(at + 1), Some(to)],
            Instr::NextRune { .. } | Instr::MapNext { .. } => [Some(at + 1), Some(at + 2)],
            Instr::Return | Instr::Panic { .. } => [None, None],
            _ => [Some(at + 1), None],
        }
    }
}

/// What a select may write, and need not.
fn maybe(tell: &mut impl FnMut(Slot, usize, Access), slot: Slot, n: usize) {
    if slot != NONE && n > 0 {
        tell(slot, n, Access::Write);
    }
}
