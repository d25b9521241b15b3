//! Which steps of an execution come before which, in every order of it; and where two could have come the other way round.

use super::step::{Access, Relation, Step};
use super::{Apart, Executions, Here};
use crate::world::Choice;

/// Of each step of an execution, which others come before it, and with which of them it is in a race: they depend on each other, and
/// what its worker did before comes after none of them. The last one first.
#[derive(Default)]
pub(super) struct Order(Vec<(Vec<u64>, Vec<usize>)>);

/// Where a state leads if what does not come after the step that is taken there is taken without it.
pub(super) struct Without<S> {
    /// Whose steps these are, and which ways.
    names: Vec<(u64, u16)>,
    /// The steps, if they can be taken.
    steps: Option<Vec<Step>>,
    /// The state to which they lead.
    pub(super) saved: Option<S>,
    /// Steps of which it was tried whether they can come next there: whether they can.
    tried: Vec<((u64, u16), bool)>,
}

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
        self.0.get(other).is_some_and(|(set, _)| has(set, one))
    }

    pub(super) fn push(&mut self, relation: &Relation, steps: &[Step], step: &Step) {
        let mut set = Vec::new();
        for (number, other) in steps.iter().enumerate().rev() {
            if !has(&set, number) && relation.dependent(other, step) {
                unite(&mut set, number, &self.0[number].0);
            }
        }
        let races = self.races(relation, steps, step);
        self.0.push((set, races));
    }

    /// With which of these steps one that comes after them is in a race.
    fn races(&self, relation: &Relation, steps: &[Step], step: &Step) -> Vec<usize> {
        let last = last_of(steps, step.who);
        let is_past = |other: usize| last.is_some_and(|last| last == other || self.before(other, last));
        let others = (0..steps.len()).rev();
        others.filter(|other| !is_past(*other) && relation.dependent(&steps[*other], step)).collect()
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
            let Step { who, arm, .. } = self.steps[number];
            let races = std::mem::take(&mut self.order.0[number].1);
            self.reverse((who, arm), number, &races);
            self.order.0[number].1 = races;
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
            let races = self.order.races(&self.relation, &self.steps[..state], &step);
            self.reverse((step.who, step.arm), state, &races);
        }
        self.enter(last);
        let mut events = Vec::new();
        for choice in self.nodes[last].waiting.clone() {
            if self.world.end().is_none() && self.nodes[last].open.is_empty() {
                self.here = Here::Elsewhere;
                self.world.step(choice, &mut events);
            }
        }
        self.end = self.world.end().cloned();
    }

    /// Plans that a step, which stands here or is to come here, comes before each step with which it could have been the other way
    /// round: of those with which it is in a race.
    fn reverse(&mut self, step: (u64, u16), number: usize, races: &[usize]) {
        let mut reversed: Vec<usize> = Vec::new();
        for other in races.iter().copied() {
            if self.spent {
                return;
            }
            if !reversed.iter().any(|later| self.order.before(other, *later))
                && self.come_first(step, number, other)
            {
                reversed.push(other);
            }
        }
    }

    /// Plans that a step comes before another one; false if it could not.
    fn come_first(&mut self, step: (u64, u16), number: usize, other: usize) -> bool {
        let free = |later: &usize| *later != number && !self.order.before(other, *later);
        let names = (other + 1..self.steps.len()).filter(free).map(|later| &self.steps[later]);
        let names: Vec<(u64, u16)> = names.map(|step| (step.who, step.arm)).collect();
        let known = self.nodes[other].without.take().filter(|without| without.names == names);
        let mut without = known.unwrap_or_else(|| self.leave_out(other, names));
        let tried = without.tried.iter().find(|(tried, _)| *tried == step);
        let could = match (tried, &without.steps) {
            // The same leads to the same, and was planned then.
            (Some((_, could)), _) => *could,
            (None, None) => false,
            (None, Some(steps)) => {
                let sequence = self.go_to(other, &without).then(|| self.try_next(step)).flatten();
                let sequence = sequence.map(|last| steps.iter().cloned().chain([last]).collect());
                let could = sequence.is_some();
                if let Some(sequence) = sequence {
                    self.plan(other, sequence);
                }
                without.tried.push((step, could));
                could
            }
        };
        // What was not tried to its end is not known.
        self.nodes[other].without = Some(without).filter(|_| !self.spent);
        could
    }

    /// Takes these steps from a state on, without the one that is taken there.
    fn leave_out(&mut self, state: usize, names: Vec<(u64, u16)>) -> Without<W::Saved> {
        self.enter(state);
        let steps = self.take_in_order(&names);
        let saved = steps.as_ref().and_then(|_| self.save());
        self.here = Here::Without(state);
        Without { names, steps, saved, tried: Vec::new() }
    }

    /// Puts the world where a state leads without the step that is taken there; whether it could.
    fn go_to(&mut self, state: usize, without: &Without<W::Saved>) -> bool {
        if self.here != Here::Without(state) {
            match &without.saved {
                Some(saved) => self.world.restore(saved),
                None => {
                    self.enter(state);
                    if self.take_in_order(&without.names).is_none() {
                        return false;
                    }
                }
            }
            // A worker that would only wait there takes no step that would say so.
            self.here = Here::Without(state);
        }
        true
    }

    /// The steps that these workers take, one after the other; nothing if one of them cannot.
    fn take_in_order(&mut self, names: &[(u64, u16)]) -> Option<Vec<Step>> {
        let mut steps = Vec::new();
        for (who, arm) in names.iter().copied() {
            if self.is_spent() {
                return None;
            }
            let same = |choice: &Choice| (self.world.who(*choice), choice.arm.0) == (who, arm);
            let choice = self.world.choices().iter().find(same)?;
            steps.push(self.take_unless_waiting(choice)?);
        }
        Some(steps)
    }

    /// The next step of a worker, this way or another one if there is none; nothing if it cannot go.
    fn try_next(&mut self, (who, arm): (u64, u16)) -> Option<Step> {
        let ways = self.world.choices().iter().filter(|choice| self.world.who(*choice) == who);
        let choice = ways.min_by_key(|choice| choice.arm.0 != arm)?;
        self.take_unless_waiting(choice)
    }

    /// Takes a choice; nothing if its worker would wait and nobody could tell.
    fn take_unless_waiting(&mut self, choice: Choice) -> Option<Step> {
        let unseen = self.world.waits_unseen(choice);
        if unseen && self.world.would_wait(choice) == Some(true) {
            return None;
        }
        let (step, waits) = self.take(choice);
        (!(waits && unseen)).then_some(step)
    }
}

/// The last step in which a worker has a part.
pub(super) fn last_of(steps: &[Step], who: u64) -> Option<usize> {
    steps.iter().rposition(|step| step.workers().any(|it| it == who))
}
