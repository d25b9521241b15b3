//! A set of workers.

use crate::world::WorkerId;

/// A set of workers, a bit each. Of its words only those with a bit are kept, in order: a trace from elsewhere may number
/// its workers as it likes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crew(Vec<(u32, u64)>);

impl Crew {
    /// Adds one; whether it is new.
    pub fn insert(&mut self, worker: WorkerId) -> bool {
        let (number, bit) = split(worker);
        let place = self.place(number).unwrap_or_else(|place| {
            self.0.insert(place, (number, 0));
            place
        });
        let word = &mut self.0[place].1;
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    /// Whether it is one of them.
    pub fn contains(&self, worker: WorkerId) -> bool {
        let (number, bit) = split(worker);
        self.word(number) & bit != 0
    }

    /// Whether nobody is in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether anyone is in both.
    pub fn meets(&self, other: &Crew) -> bool {
        self.0.iter().any(|(number, word)| word & other.word(*number) != 0)
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = WorkerId> + '_ {
        self.0.iter().flat_map(|(number, word)| {
            (0..64).filter(move |bit| word & (1 << bit) != 0).map(move |bit| WorkerId(number * 64 + bit))
        })
    }

    /// The bits of a word.
    fn word(&self, number: u32) -> u64 {
        self.place(number).map_or(0, |place| self.0[place].1)
    }

    /// Where a word is, or where it would be.
    fn place(&self, number: u32) -> Result<usize, usize> {
        // Where no word before it is left out, it stands at its own number.
        match self.0.get(number as usize) {
            Some((found, _)) if *found == number => Ok(number as usize),
            _ => self.0.binary_search_by_key(&number, |(number, _)| *number),
        }
    }
}

/// The number of a worker's word, and its bit there.
fn split(worker: WorkerId) -> (u32, u64) {
    (worker.0 / 64, 1 << (worker.0 % 64))
}

impl FromIterator<WorkerId> for Crew {
    fn from_iter<I: IntoIterator<Item = WorkerId>>(workers: I) -> Crew {
        let mut crew = Crew::default();
        crew.extend(workers);
        crew
    }
}

impl Extend<WorkerId> for Crew {
    fn extend<I: IntoIterator<Item = WorkerId>>(&mut self, workers: I) {
        for worker in workers {
            self.insert(worker);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::rng::SplitMix64;
    use std::collections::BTreeSet;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn agrees_with_a_sorted_set() {
        // Close together, with gaps, and as far apart as numbers go.
        for spread in [1, 50, u32::MAX / 300] {
            let mut rng = SplitMix64::new(u64::from(spread));
            let mut draw = || WorkerId(rng.below(300) as u32 * spread);
            let (mut crew, mut set) = (Crew::default(), BTreeSet::new());
            for _ in 0..200 {
                let (worker, other) = (draw(), draw());
                assert_eq!(crew.insert(worker), set.insert(worker));
                assert_eq!(crew.contains(other), set.contains(&other));
                let pair = [draw(), draw()];
                let meets = pair.iter().any(|one| set.contains(one));
                assert_eq!(crew.meets(&Crew::from_iter(pair)), meets);
                assert_eq!(Crew::from_iter(pair).meets(&crew), meets);
                assert!(crew.iter().eq(set.iter().copied()));
            }
        }
    }
}
