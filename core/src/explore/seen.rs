//! Fingerprints, each with a number, in the order in which they came: in little more room than they take themselves.

/// A set of fingerprints. Its table holds only their numbers, so that half of it may be empty at the price of some bytes.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Numbers, each where its fingerprint says, or at the next free slot on its way; a power of two of them.
    slots: Vec<u32>,
    prints: Vec<u128>,
}

/// A slot in which there is no number.
const FREE: u32 = u32::MAX;

impl Default for Seen {
    fn default() -> Self {
        Seen { slots: vec![FREE; 16], prints: Vec::new() }
    }
}

impl Seen {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.prints.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.prints.is_empty()
    }

    /// The number of a fingerprint, if it is there.
    pub fn get(&self, print: u128) -> Option<u32> {
        self.find(print).ok()
    }

    /// The number of a fingerprint: the next one if it was not there.
    pub fn insert(&mut self, print: u128) -> u32 {
        let slot = match self.find(print) {
            Ok(number) => return number,
            Err(slot) => slot,
        };
        let number = self.prints.len() as u32;
        self.slots[slot] = number;
        push(&mut self.prints, print);
        if self.prints.len() * 8 > self.slots.len() * 7 {
            self.grow();
        }
        number
    }

    /// The number, or else the slot for it.
    fn find(&self, print: u128) -> Result<u32, usize> {
        let mut way = Way::of(print, self.slots.len());
        loop {
            let slot = way.next();
            match self.slots[slot] {
                FREE => return Err(slot),
                number if self.prints[number as usize] == print => return Ok(number),
                _ => {}
            }
        }
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        // The old table goes before the new one comes.
        self.slots = Vec::new();
        self.slots = vec![FREE; size];
        for (number, print) in self.prints.iter().enumerate() {
            let mut way = Way::of(*print, size);
            let mut slot = way.next();
            while self.slots[slot] != FREE {
                slot = way.next();
            }
            self.slots[slot] = number as u32;
        }
    }
}

/// The slots at which a fingerprint may be, each once: every step is one longer than the last.
struct Way {
    at: usize,
    step: usize,
    mask: usize,
}

impl Way {
    fn of(print: u128, size: usize) -> Way {
        // A trace hash may have its best bits above, another one below.
        Way { at: (print ^ print >> 64) as usize, step: 0, mask: size - 1 }
    }

    fn next(&mut self) -> usize {
        self.at = self.at.wrapping_add(self.step);
        self.step += 1;
        self.at & self.mask
    }
}

/// Appends to a list that may become long: it grows by an eighth, and not to the double.
pub(super) fn push<T>(list: &mut Vec<T>, item: T) {
    if list.len() == list.capacity() {
        list.reserve_exact(list.len() / 8 + 8);
    }
    list.push(item);
}

#[cfg(test)]
mod tests {
    use super::Seen;
    use crate::schedule::rng::SplitMix64;
    use rustc_hash::FxHashMap;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn each_has_the_number_of_its_first_time() {
        let mut chance = SplitMix64::new(1);
        let (mut seen, mut known) = (Seen::default(), FxHashMap::default());
        for _ in 0..20_000 {
            // Many come again, and those that differ only above, or only below, are as many others.
            let (high, low) = (chance.next() % 100, chance.next() % 100);
            let print = u128::from(high) << 100 | u128::from(low);
            assert_eq!(seen.get(print), known.get(&print).copied());
            let next = known.len() as u32;
            assert_eq!(seen.insert(print), *known.entry(print).or_insert(next));
            assert_eq!(seen.len(), known.len());
        }
        assert!(seen.len() > 8_000 && !seen.is_empty());
        assert!(known.iter().all(|(print, number)| seen.get(*print) == Some(*number)));
    }
}
