//! Which steps of an execution come before which, in every order of it; and where two could have come the other way round.

use super::step::{Access, Relation, Step};
use super::{Apart, Executions};
use crate::world::Choice;

/// Of each step of an execution, which others come before it.
#[derive(Default)]
pub(super) struct Order(Vec<Vec<u64>>);

fn has(set: &[u64], number: usize) -> bool {
    set.get(number / 64).is_some_and(|word| word >> (number % 64) & 1 != 0)
}

fn unite(set: &mut Vec<u64>, number: usize, before: &[u64]) {
    set.resize(set.len().max(number / 64 + 1).max(before.len()), 0);
    set[number / 64] |= 1 << (number % 64);
    set.iter_mut().zip(before).for_each(|(word, more)| *word |= more);
}

impl Order {
    pub(super) fn before(&self, one: usize, other: usize) -> bool {
        self.0.get(other).is_some_and(|set| has(set, one))
    }

    pub(super) fn push(&mut self, relation: &Relation, steps: &[Step], step: &Step) {
        let mut set = Vec::new();
        for (number, other) in steps.iter().enumerate().rev() {
            if !has(&set, number) && relation.dependent(other, step) {
                unite(&mut set, number, &self.0[number]);
            }
        }
        self.0.push(set);
    }

    pub(super) fn pop(&mut self) {
        self.0.pop();
    }
}

impl<W: Apart, S: Fn() -> W> Executions<'_, W, S> {
    /// An execution is over: plans what could have come the other way round, and lets everybody wait who put it off. If the budget
    /// is spent meanwhile, some of that is left out.
    pub(super) fn finish(&mut self) {
        let last = self.nodes.len() - 1;
        let ended = self.world.end().is_some();
        // Also those that stand where the last execution had the same: what it planned may have been covered by what a later step of
        // its own could have begun, which this one has not.
        for number in 0..self.steps.len() {
            let step = self.steps[number].clone();
            self.reverse(&step, number);
        }
        // Whom the end has cut off, or who would wait for ever, could have come before what stands in the way.
        let state = if ended { last.saturating_sub(1) } else { last };
        if state < last {
            self.enter(state);
            let (ender, all) = (self.steps[state].who, self.steps[state].all);
            let open: Vec<Choice> = self.nodes[state].open.clone();
            for choice in open.into_iter().filter(|_| all) {
                if self.world.who(choice) != ender {
                    let (step, _) = self.take(choice);
                    self.enter(state);
                    self.plan(state, vec![step]);
                }
            }
        }
        let waiting = self.nodes[state].waiting.clone();
        for choice in &waiting {
            self.enter(state);
            let mut touched: Vec<Access> = Vec::new();
            let all = self.world.touches(*choice, &mut touched);
            let step =
                Step { who: self.world.who(*choice), arm: choice.arm.0, others: Vec::new(), touched, all };
            self.reverse(&step, state);
        }
        self.enter(last);
        let mut events = Vec::new();
        for choice in self.nodes[last].waiting.clone() {
            if self.world.end().is_none() && self.nodes[last].open.is_empty() {
                self.world.step(choice, &mut events);
            }
        }
        self.end = self.world.end().cloned();
    }

    /// Plans that a step, which stands here or is to come here, comes before each step with which it could have been the other way round.
    fn reverse(&mut self, step: &Step, number: usize) {
        let before = self.last_of(step.who, number);
        let mut reversed: Vec<usize> = Vec::new();
        for other in (0..number).rev() {
            if self.spent {
                return;
            }
            let is_past = before.is_some_and(|before| before == other || self.order.before(other, before));
            if is_past
                || !self.relation.dependent(&self.steps[other], step)
                || reversed.iter().any(|later| self.order.before(other, *later))
            {
                continue;
            }
            if self.come_first(step, number, other) {
                reversed.push(other);
            }
        }
    }

    /// Plans that a step comes before another one; false if it could not.
    fn come_first(&mut self, step: &Step, number: usize, other: usize) -> bool {
        let free = |later: &usize| *later != number && !self.order.before(other, *later);
        let names: Vec<usize> = (other + 1..self.steps.len()).filter(free).collect();
        self.enter(other);
        let mut sequence = Vec::new();
        for later in names {
            if self.is_spent() {
                return false;
            }
            let (who, arm) = (self.steps[later].who, self.steps[later].arm);
            let choices = self.world.choices();
            let found = choices.iter().find(|choice| (self.world.who(*choice), choice.arm.0) == (who, arm));
            let Some(choice) = found else { return false };
            let unseen = self.world.waits_unseen(choice);
            let (taken, waits) = self.take(choice);
            if waits && unseen {
                return false;
            }
            sequence.push(taken);
        }
        let ways = self.world.choices().iter().filter(|choice| self.world.who(*choice) == step.who);
        let mut ways: Vec<Choice> = ways.collect();
        ways.sort_by_key(|choice| choice.arm.0 != step.arm);
        let Some(choice) = ways.first().copied() else { return false };
        let unseen = self.world.waits_unseen(choice);
        let (taken, waits) = self.take(choice);
        if waits && unseen {
            return false;
        }
        sequence.push(taken);
        self.plan(other, sequence);
        true
    }
}
