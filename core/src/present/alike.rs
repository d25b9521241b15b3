//! Workers that are alike are told and drawn together.

use crate::world::WorkerId;
use std::cmp::Ordering;

/// Those with the same key in one group. Where the workers come in order, each group has its members in order and stands
/// in the order of its first.
pub(super) fn alike<K: Ord>(workers: &[(WorkerId, K)]) -> Vec<Vec<WorkerId>> {
    let all = workers.iter().map(|(worker, _)| *worker).collect();
    groups(all, &|one, other| workers[one].1.cmp(&workers[other].1))
}

/// The same, whatever the keys are: they are compared by the places of their workers.
fn groups(all: Vec<WorkerId>, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<Vec<WorkerId>> {
    let mut places: Vec<usize> = (0..all.len()).collect();
    places.sort_unstable_by(|one, other| compare(*one, *other).then(one.cmp(other)));
    let mut groups: Vec<&[usize]> = places.chunk_by(|one, other| compare(*one, *other).is_eq()).collect();
    groups.sort_unstable_by_key(|group| group[0]);
    groups.into_iter().map(|group| group.iter().map(|place| all[*place]).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn groups_stand_in_the_order_of_their_first() {
        let numbered = |keys: &str| -> Vec<_> { (0..).map(WorkerId).zip(keys.chars()).collect() };
        let told = |keys| alike(&numbered(keys)).into_iter().map(|who| who.iter().map(|id| id.0).collect());
        assert_eq!(told("cabca").collect::<Vec<Vec<u32>>>(), [vec![0, 3], vec![1, 4], vec![2]]);
        assert_eq!(told("").count(), 0);
    }
}
