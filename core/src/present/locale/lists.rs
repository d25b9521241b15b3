//! Lists: "G2, G5 and G7", "G3 to G11".

use super::Arg;
use crate::say;
use crate::world::{Text, WorkerId};

/// How many things a list names before it only counts the rest.
const NAMED: usize = 8;

/// Workers as one value, with runs of three and more neighbours folded.
pub(super) fn workers(workers: &[(WorkerId, Text)]) -> Arg {
    let mut items = Vec::new();
    let (mut from, mut named) = (0, 0);
    while from < workers.len() && items.len() < NAMED {
        let mut to = from;
        while to + 1 < workers.len() && follows(&workers[to].1, &workers[to + 1].1) {
            to += 1;
        }
        let worker = |place: usize| Arg::Worker(workers[place].0, workers[place].1.clone());
        if to >= from + 2 {
            items.push(say!(ListRange, first = worker(from), last = worker(to)).into());
        } else {
            to = from;
            items.push(worker(from));
        }
        from = to + 1;
        named = from;
    }
    if named < workers.len() {
        items.push(say!(ListOthers, count = workers.len() - named).into());
    }
    join_all(&items)
}

/// Things as one value.
pub(super) fn join(items: &[Arg]) -> Arg {
    if items.len() <= NAMED + 1 {
        return join_all(items);
    }
    let mut shown = items[..NAMED].to_vec();
    shown.push(say!(ListOthers, count = items.len() - NAMED).into());
    join_all(&shown)
}

fn join_all(items: &[Arg]) -> Arg {
    let Some((first, rest)) = items.split_first() else { return Arg::Text("".into()) };
    let mut joined = first.clone();
    for (place, item) in rest.iter().enumerate() {
        joined = match place + 1 == rest.len() {
            true => say!(ListLast, items = joined, last = item.clone()).into(),
            false => say!(ListNext, items = joined, next = item.clone()).into(),
        };
    }
    joined
}

/// Whether one name is the next after another: the same letters, and a number that is one more.
fn follows(one: &str, next: &str) -> bool {
    let split = |name: &str| -> Option<(usize, u64)> {
        let letters = name.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
        Some((letters, name[letters..].parse().ok()?))
    };
    match (split(one), split(next)) {
        (Some((length, a)), Some((same, b))) => one[..length] == next[..same] && a.checked_add(1) == Some(b),
        _ => false,
    }
}
