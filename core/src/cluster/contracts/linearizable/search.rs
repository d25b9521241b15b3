//! The search for an order: what is placed, taken back and never looked at twice.

use super::Model;
use crate::cluster::contracts::operations::Operation;
use crate::cluster::few::Few;
use crate::cluster::history::Call;
use rustc_hash::FxHashSet;

/// What came of a search.
pub(super) enum Placed {
    /// All that were answered, in this order.
    All(Vec<usize>),
    /// Not: the order that came furthest in the history, and the operation whose end it did not come past.
    Stuck(Vec<usize>, usize),
    /// The tries were used up; the order that came furthest.
    Spent(Vec<usize>),
}

/// Beginnings and ends of operations in a list from which operations can be taken out and put back again.
struct Line {
    /// The operation of each entry, and whether it is its end. The first entry is nobody's, and stands before all.
    entries: Vec<(usize, bool)>,
    next: Vec<usize>,
    before: Vec<usize>,
    /// Where each operation begins and ends.
    places: Vec<(usize, usize)>,
}

impl Line {
    /// The line of those that were answered.
    fn of(operations: &[Operation]) -> Line {
        let mut told: Vec<(usize, usize, bool)> = Vec::new();
        let mut due = vec![0; operations.len()];
        for (place, operation) in operations.iter().enumerate() {
            if let Some((end, _)) = operation.answer() {
                told.extend([(operation.invoked, place, false), (end, place, true)]);
                due[place] = end;
            }
        }
        told.sort_unstable();
        // Between two ends the order of the beginnings means nothing: whoever ends first is tried first.
        for beginnings in told.chunk_by_mut(|one, other| !one.2 && !other.2) {
            beginnings.sort_by_key(|(_, place, _)| due[*place]);
        }
        let mut line = Line {
            entries: vec![(usize::MAX, false)],
            next: (1..=told.len() + 1).collect(),
            before: (0..=told.len() + 1).map(|place| place.saturating_sub(1)).collect(),
            places: vec![(0, 0); operations.len()],
        };
        for (_, operation, is_end) in told {
            let place = line.entries.len();
            line.entries.push((operation, is_end));
            match is_end {
                true => line.places[operation].1 = place,
                false => line.places[operation].0 = place,
            }
        }
        line
    }

    fn take_out(&mut self, operation: usize) {
        let (begin, end) = self.places[operation];
        for place in [begin, end] {
            let (before, next) = (self.before[place], self.next[place]);
            (self.next[before], self.before[next]) = (next, before);
        }
    }

    fn put_back(&mut self, operation: usize) {
        let (begin, end) = self.places[operation];
        for place in [end, begin] {
            let (before, next) = (self.before[place], self.next[place]);
            (self.next[before], self.before[next]) = (place, place);
        }
    }
}

/// The operations without an answer, in the order in which they began, each with the last before it that asks for the same.
fn open<'a>(operations: &'a [Operation]) -> Vec<(usize, Option<usize>)> {
    let mut last: Few<&Call, usize> = Few::default();
    let unanswered = operations.iter().enumerate().filter(|(_, operation)| operation.answer().is_none());
    let twin = |(place, operation)| {
        let (place, operation): (usize, &'a Operation) = (place, operation);
        let before = last.get(&&operation.call).copied();
        last.insert(&operation.call, place);
        (place, before)
    };
    unanswered.map(twin).collect()
}

/// What was placed, and what came of it.
struct Search<'a, M: Model> {
    operations: &'a [Operation],
    model: M,
    state: M::State,
    /// A bit for each operation that is placed.
    placed: Vec<u64>,
    /// In which order, each with the state before it.
    order: Vec<(usize, M::State)>,
    seen: FxHashSet<(Box<[u64]>, M::State)>,
}

impl<M: Model> Search<'_, M> {
    fn is_placed(&self, place: usize) -> bool {
        self.placed[place / 64] >> (place % 64) & 1 == 1
    }

    /// Places an operation next. Not if that cannot be or the search was there before.
    fn place(&mut self, place: usize) -> bool {
        let mut changed = self.state.clone();
        let operation = &self.operations[place];
        if !self.model.apply(&mut changed, &operation.call, operation.answer().map(|(_, answer)| answer)) {
            return false;
        }
        self.placed[place / 64] ^= 1 << (place % 64);
        let is_new = self.model.leads_on(&changed, |place| self.is_placed(place))
            && self.seen.insert((self.placed.clone().into(), changed.clone()));
        match is_new {
            true => self.order.push((place, std::mem::replace(&mut self.state, changed))),
            false => self.placed[place / 64] ^= 1 << (place % 64),
        }
        is_new
    }

    /// Takes the last operation back that was placed.
    fn take_back(&mut self) -> Option<usize> {
        let (last, state) = self.order.pop()?;
        self.state = state;
        self.placed[last / 64] ^= 1 << (last % 64);
        Some(last)
    }

    fn order(&self) -> Vec<usize> {
        self.order.iter().map(|(place, _)| *place).collect()
    }
}

/// Looks for an order of all that were answered, with so many tries.
pub(super) fn place<M: Model>(operations: &[Operation], budget: usize) -> Placed {
    let model = M::of(operations);
    let mut search = Search::<M> {
        operations,
        state: model.start(),
        model,
        placed: vec![0; operations.len().div_ceil(64)],
        order: Vec::new(),
        seen: FxHashSet::default(),
    };
    let (mut line, open) = (Line::of(operations), open(operations));
    let mut left = operations.len() - open.len();
    let mut tries = budget;
    // The end that the search came to and could not pass, as far in the line as there is one.
    let (mut furthest, mut best) = (0, Vec::new());

    // Which one is next in the line; and where that is an end, which one of those without an answer: nobody needs to place one of
    // them before.
    let (mut at, mut other) = (line.next[0], 0);
    while left > 0 {
        if tries == 0 {
            return Placed::Spent(if furthest == 0 { search.order() } else { best });
        }
        let (operation, is_end) = line.entries[at];
        if !is_end {
            tries -= 1;
            if search.place(operation) {
                left -= 1;
                line.take_out(operation);
                (at, other) = (line.next[0], 0);
            } else {
                at = line.next[at];
            }
            continue;
        }
        if at > furthest {
            (furthest, best) = (at, search.order());
        }
        let end = operations[operation].answer().map_or(0, |(at, _)| at);
        if let Some((place, twin)) = open.get(other).filter(|(place, _)| operations[*place].invoked < end) {
            tries -= 1;
            let waits = search.is_placed(*place) || twin.is_some_and(|twin| !search.is_placed(twin));
            other = if !waits && search.place(*place) { 0 } else { other + 1 };
            if other == 0 {
                at = line.next[0];
            }
            continue;
        }
        let Some(last) = search.take_back() else {
            return Placed::Stuck(best, line.entries[furthest].0);
        };
        match open.iter().position(|(place, _)| *place == last) {
            // It was placed at this same end.
            Some(place) => other = place + 1,
            None => {
                left += 1;
                line.put_back(last);
                (at, other) = (line.next[line.places[last].0], 0);
            }
        }
    }
    Placed::All(search.order())
}
