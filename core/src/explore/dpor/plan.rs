//! What is still to be executed from a state on: a tree of steps, as wakeup trees are in Optimal-DPOR.

use super::step::{Relation, Step};

/// A step that is to be taken, and how it is to go on after it.
#[derive(Clone, Debug)]
pub struct Branch {
    /// The step.
    pub step: Step,
    /// What is to be taken after it; if that is nothing, whatever comes.
    pub next: Vec<Branch>,
}

/// Where a step stands in a sequence, if it could as well be its first: `Some(None)` if it does not occur in it and depends on
/// nothing there, so that it can be taken before.
fn first(relation: &Relation, step: &Step, sequence: &[Step]) -> Option<Option<usize>> {
    match sequence.iter().position(|other| other.who == step.who) {
        Some(at) => {
            let here = &sequence[at];
            let free = here.is(step) && !sequence[..at].iter().any(|before| relation.dependent(before, here));
            free.then_some(Some(at))
        }
        None => (!sequence.iter().any(|other| relation.dependent(other, step))).then_some(None),
    }
}

/// Whether an execution that begins with this sequence is one that begins with such a step.
pub fn begins_with(relation: &Relation, step: &Step, sequence: &[Step]) -> bool {
    first(relation, step, sequence).is_some()
}

/// Adds a sequence to what is to be executed, unless some branch leads to the same anyway.
pub fn insert(relation: &Relation, mut branches: &mut Vec<Branch>, mut sequence: Vec<Step>) {
    loop {
        let found = branches
            .iter()
            .enumerate()
            .find_map(|(number, branch)| first(relation, &branch.step, &sequence).map(|at| (number, at)));
        let Some((number, at)) = found else { break };
        if let Some(at) = at {
            sequence.remove(at);
        }
        let branch = &mut branches[number];
        // A leaf goes on with whatever comes, and finds the rest by its own races.
        if branch.next.is_empty() || sequence.is_empty() {
            return;
        }
        branches = &mut branch.next;
    }
    let mut next = Vec::new();
    for step in sequence.into_iter().rev() {
        next = vec![Branch { step, next }];
    }
    branches.append(&mut next);
}
