//! Slices, and the other instructions that are more than a word or two: they may reach into shared memory anywhere.

use super::compute::optional;
use super::memory::{Full, Pointer};
use super::texts::{out_of_bounds, reversed};
use super::trap::Trap;
use super::{Machine, Place};
use crate::go::code::Code;
use crate::go::code::instr::{Instr, NONE, Slot};
use crate::go::code::layout::{LayoutId, Word};

/// What became of an instruction.
pub(super) enum Large {
    /// It is done.
    Done,
    /// It is done, and the next one is to be left out.
    Skip,
    /// It is a step, and waits to be taken.
    Step,
}

/// A slice: its first element, its length, its capacity.
#[derive(Clone, Copy)]
pub(super) struct Slice {
    pub(super) pointer: Pointer,
    pub(super) length: usize,
    pub(super) capacity: usize,
}

/// Go's limit for the size of an allocation, in bytes, beyond which it is refused whatever there is.
const LARGEST: i64 = 1 << 47;

impl Machine {
    /// The slice in the three words from here on.
    pub(super) fn slice(&self, at: usize) -> Slice {
        let words = &self.memory.words[at..at + 3];
        Slice { pointer: Pointer(words[0]), length: words[1] as usize, capacity: words[2] as usize }
    }

    fn set_slice(&mut self, at: usize, slice: Slice) {
        let words = [slice.pointer.0, slice.length as u64, slice.capacity as u64];
        self.memory.words[at..at + 3].copy_from_slice(&words);
    }

    /// Carries out one of the larger instructions. `watched` says whether an access to shared memory is a step that has not been
    /// taken yet.
    pub(super) fn run_large(
        &mut self,
        code: &Code,
        place: Place,
        watched: bool,
        instr: Instr,
        slots: usize,
    ) -> Result<Large, Trap> {
        let at = |slot: Slot| slots + usize::from(slot);
        macro_rules! word {
            ($slot:expr) => {
                self.memory.words[at($slot)]
            };
        }
        macro_rules! reach {
            ($slot:expr) => {
                if watched && self.is_shared(Pointer(word!($slot)).base()) {
                    return Ok(Large::Step);
                }
            };
        }
        match instr {
            Instr::CopySync { dst, typ } => self.copy_sync(typ, at(dst)),
            Instr::MakeSlice { dst, layout, length, capacity } => {
                let length = word!(length) as i64;
                let capacity =
                    optional(capacity).map_or(length, |slot| self.memory.words[slots + slot] as i64);
                let slice = self.make_slice(layout, length, capacity)?;
                self.set_slice(at(dst), slice);
            }
            Instr::Slice { dst, src, low, high, max, size, array } => {
                let bound = |slot: Slot| optional(slot).map(|slot| self.memory.words[slots + slot] as i64);
                let of = if array { "length" } else { "capacity" };
                let slice = cut(self.slice(at(src)), bound(low), bound(high), bound(max), size, of)?;
                self.set_slice(at(dst), slice);
            }
            Instr::SliceOfArray { dst, pointer, length } => {
                let pointer = Pointer(word!(pointer));
                if pointer.is_nil() {
                    return Err(Trap::nil());
                }
                let length = length as usize;
                self.set_slice(at(dst), Slice { pointer, length, capacity: length });
            }
            Instr::ArrayOfSlice { dst, src, length } => {
                let slice = self.slice(at(src));
                if slice.length < length as usize {
                    return Err(Trap::runtime(&format!(
                        "cannot convert slice with length {} to array or pointer to array with length {length}",
                        slice.length
                    )));
                }
                word!(dst) = slice.pointer.0;
            }
            Instr::Append { dst, slice, from, count, layout } => {
                reach!(slice);
                let size = code.layouts.size(layout);
                let (old, more) = (self.slice(at(slice)), usize::from(count));
                let new = self.grow(old, more, layout)?;
                let to = new.pointer.plus((old.length * size) as u32).at();
                let from = at(from);
                if self.is_shared(new.pointer.base()) {
                    for element in 0..more {
                        self.share_words(&code.layouts.get(layout).words, from + element * size);
                    }
                }
                self.memory.words.copy_within(from..from + more * size, to);
                self.set_slice(at(dst), new);
            }
            Instr::AppendSlice { dst, slice, more, layout } => {
                reach!(slice);
                reach!(more);
                let size = code.layouts.size(layout);
                let (old, more) = (self.slice(at(slice)), self.slice(at(more)));
                let new = self.grow(old, more.length, layout)?;
                self.move_elements(
                    more.pointer,
                    new.pointer.plus((old.length * size) as u32),
                    more.length,
                    layout,
                );
                self.set_slice(at(dst), new);
            }
            Instr::AppendText { dst, slice, text } => {
                reach!(slice);
                let bytes = self.memory.text(word!(text)).to_vec();
                let old = self.slice(at(slice));
                let new = self.grow(old, bytes.len(), LayoutId::PLAIN)?;
                self.put_bytes(new.pointer.plus(old.length as u32), &bytes);
                self.set_slice(at(dst), new);
            }
            Instr::CopySlice { dst, to, from, size } => {
                reach!(to);
                reach!(from);
                let (to, from) = (self.slice(at(to)), self.slice(at(from)));
                let count = to.length.min(from.length);
                let words = count * usize::from(size);
                if words > 0 {
                    let layout = self.memory.header(from.pointer.base()).layout();
                    self.move_words(from.pointer, to.pointer, words, layout);
                }
                if dst != NONE {
                    word!(dst) = count as u64;
                }
            }
            Instr::CopyText { dst, to, text } => {
                reach!(to);
                let to = self.slice(at(to));
                let text = self.memory.text(word!(text));
                let count = to.length.min(text.len());
                let bytes = text[..count].to_vec();
                self.put_bytes(to.pointer, &bytes);
                if dst != NONE {
                    word!(dst) = count as u64;
                }
            }
            Instr::ClearSlice { slice, size } => {
                reach!(slice);
                let slice = self.slice(at(slice));
                let words = slice.length * usize::from(size);
                if words > 0 {
                    self.memory.at_mut(slice.pointer, words).fill(0);
                }
            }
            Instr::ToInterface { dst, src, layout } => {
                let (typ, value) = self.make_interface(layout, at(src))?;
                word!(dst) = typ;
                word!(dst + 1) = value;
            }
            Instr::Assert { dst, iface, ok, typ, from } => {
                let value = (word!(iface), word!(iface + 1));
                let holds = self.assert_type(value, typ, at(dst));
                match ok {
                    NONE if !holds => return Err(self.refuse_assertion(value.0, typ, from)),
                    NONE => {}
                    ok => word!(ok) = u64::from(holds),
                }
            }
            Instr::AssertInterface { dst, iface, ok, typ, from } => {
                let value = (word!(iface), word!(iface + 1));
                let holds = value.0 != 0
                    && self.code.missing(crate::go::types::store::TypeId(value.0 as u32), typ).is_none();
                let (held, inside) = if holds { value } else { (0, 0) };
                match ok {
                    NONE if !holds => return Err(self.refuse_assertion(value.0, typ, from)),
                    NONE => {}
                    ok => word!(ok) = u64::from(holds),
                }
                if dst != NONE {
                    word!(dst) = held;
                    word!(dst + 1) = inside;
                }
            }
            Instr::MakeChannel { .. } | Instr::ChannelCapacity { .. } => {
                self.run_channel(place, instr, slots)?
            }
            other => return self.run_map(code, place, watched, other, slots),
        }
        Ok(Large::Done)
    }

    /// `make([]T, length, capacity)`
    fn make_slice(&mut self, layout: LayoutId, length: i64, capacity: i64) -> Result<Slice, Trap> {
        let bytes = (self.code.layouts.size(layout) as i64).max(1) * 8;
        let too_many = |count: i64| count < 0 || count > LARGEST / bytes;
        if too_many(length) {
            return Err(Trap::runtime("makeslice: len out of range"));
        }
        if too_many(capacity) || capacity < length {
            return Err(Trap::runtime("makeslice: cap out of range"));
        }
        // In wasm a number of this size is of no use.
        let capacity = usize::try_from(capacity).map_err(|_| Full)?;
        let length = length as usize;
        let base = self.memory.allocate(layout, self.code.layouts.size(layout), capacity)?;
        Ok(Slice { pointer: Pointer::new(base, 0), length, capacity })
    }

    /// The slice with room for so many more elements, and their number in its length: the same array if it has the room.
    fn grow(&mut self, old: Slice, more: usize, layout: LayoutId) -> Result<Slice, Trap> {
        let length = old.length + more;
        if length <= old.capacity {
            return Ok(Slice { length, ..old });
        }
        let size = self.code.layouts.size(layout);
        let bytes = self.code.element_bytes(layout);
        let pointers = self.code.layouts.get(layout).words.iter().any(|word| *word != Word::Plain);
        let capacity = grown(old.capacity, length, bytes, pointers);
        let base = self.memory.allocate(layout, size, capacity)?;
        let pointer = Pointer::new(base, 0);
        if old.length * size > 0 {
            let from = old.pointer.at();
            self.memory.words.copy_within(from..from + old.length * size, pointer.at());
        }
        Ok(Slice { pointer, length, capacity })
    }

    fn move_elements(&mut self, from: Pointer, to: Pointer, count: usize, layout: LayoutId) {
        let words = count * self.code.layouts.size(layout);
        if words > 0 {
            self.move_words(from, to, words, layout);
        }
    }

    /// Copies whole elements from one array into another, which may be the same.
    fn move_words(&mut self, from: Pointer, to: Pointer, words: usize, layout: LayoutId) {
        if self.is_shared(to.base()) && !self.is_shared(from.base()) {
            let code = self.code.clone();
            let kinds = &code.layouts.get(layout).words;
            for element in 0..words / kinds.len().max(1) {
                self.share_words(kinds, from.at() + element * kinds.len());
            }
        }
        self.memory.work(8 * words);
        let start = from.at();
        self.memory.words.copy_within(start..start + words, to.at());
    }

    fn put_bytes(&mut self, to: Pointer, bytes: &[u8]) {
        if !bytes.is_empty() {
            self.memory.work(8 * bytes.len());
            let words = self.memory.at_mut(to, bytes.len());
            words.iter_mut().zip(bytes).for_each(|(word, byte)| *word = u64::from(*byte));
        }
    }
}

/// `s[low:high:max]`
fn cut(
    old: Slice,
    low: Option<i64>,
    high: Option<i64>,
    max: Option<i64>,
    size: u16,
    of: &str,
) -> Result<Slice, Trap> {
    let capacity = old.capacity;
    let beyond = |bound: i64, limit: usize| bound < 0 || bound as usize > limit;
    let top = match max {
        Some(max) if beyond(max, capacity) => {
            return Err(out_of_bounds(("::", ""), max, of, capacity));
        }
        Some(max) => max as usize,
        None => capacity,
    };
    let high = high.unwrap_or(old.length as i64);
    if beyond(high, top) {
        return Err(match max {
            Some(max) => Trap::bound(high, |high, alone| match alone {
                true => format!("[:{high}:]"),
                false => format!("[:{high}:{max}]"),
            }),
            None => out_of_bounds((":", ""), high, of, capacity),
        });
    }
    let low = low.unwrap_or(0);
    if beyond(low, high as usize) {
        return Err(match max {
            Some(_) => Trap::bound(low, |low, alone| match alone {
                true => format!("[{low}::]"),
                false => format!("[{low}:{high}:]"),
            }),
            None => reversed(low, high),
        });
    }
    let (low, high) = (low as usize, high as usize);
    // A slice that is empty at the end of its array points to its start, so that it never points beyond it.
    let moved = if top == low { 0 } else { low * usize::from(size) };
    let pointer = old.pointer.plus(moved as u32);
    Ok(Slice { pointer, length: high - low, capacity: top - low })
}

/// The capacity that Go gives a slice that has to grow to this length, its elements having so many bytes.
fn grown(old: usize, length: usize, bytes: usize, pointers: bool) -> usize {
    if bytes == 0 {
        return length;
    }
    let double = old * 2;
    let wanted = if length > double {
        length
    } else if old < 256 {
        double
    } else {
        let mut wanted = old;
        while wanted < length {
            wanted += (wanted + 3 * 256) / 4;
        }
        wanted
    };
    let size = wanted * bytes;
    // A larger object with pointers has a header of eight bytes.
    let header = if pointers && size > 512 && size <= 32768 - 8 { 8 } else { 0 };
    (size_class(size + header) - header) / bytes
}

/// The sizes in bytes that Go's allocator hands out, up to which it rounds.
const CLASSES: [usize; 67] = [
    8, 16, 24, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256, 288, 320, 352, 384, 416,
    448, 480, 512, 576, 640, 704, 768, 896, 1024, 1152, 1280, 1408, 1536, 1792, 2048, 2304, 2688, 3072, 3200,
    3456, 4096, 4864, 5376, 6144, 6528, 6784, 6912, 8192, 9472, 9728, 10240, 10880, 12288, 13568, 14336,
    16384, 18432, 19072, 20480, 21760, 24576, 27264, 28672, 32768,
];

fn size_class(bytes: usize) -> usize {
    let class = CLASSES.partition_point(|class| *class < bytes);
    CLASSES.get(class).copied().unwrap_or_else(|| bytes.next_multiple_of(8192))
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn capacities_are_those_of_go() {
        let after = |mut length: usize, bytes: usize| {
            let (mut capacity, mut seen) = (0, Vec::new());
            while length > 0 {
                let next = seen.len() + 1;
                if next > capacity {
                    capacity = grown(capacity, next, bytes, false);
                }
                seen.push(capacity);
                length -= 1;
            }
            seen
        };
        assert_eq!(after(9, 8), [1, 2, 4, 4, 8, 8, 8, 8, 16]);
        assert_eq!(after(9, 1), [8, 8, 8, 8, 8, 8, 8, 8, 16]);
        assert_eq!(grown(0, 5, 8, false), 6);
        assert_eq!(grown(512, 513, 8, false), 848);
        assert_eq!(grown(32, 33, 16, true), 71);
    }
}
