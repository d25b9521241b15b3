//! What a node does about a message or a timer.

use super::Cluster;
use super::happening::{Happening, Why};
use super::live::{Item, What};
use super::setup::Clock;
use crate::cluster::history::{Entry, Fact};
use crate::cluster::machine::{Effect, Input, Machine, NodeId};
use std::rc::Rc;

/// Of what a node may do next, so many things may be cut by a crash: the oldest.
pub(super) const CUT: usize = 32;

impl<M: Machine> Cluster<M> {
    /// A message comes, or a timer runs out; what the node does about it is cut off after so many effects, by a crash.
    pub(super) fn go(&mut self, number: u32, cut: Option<u16>) {
        let Some(item) = self.live.items.get(&number) else { return };
        self.live.now = self.live.instant(&self.setup, item);
        let Some(item) = self.live.remove(&self.setup, number) else { return };
        let node = item.node;
        if let What::Timer(timer) = item.what {
            self.live.node_mut(node).timers.remove(&timer);
            self.live.note(&self.setup, Happening::Fired(node, timer));
        } else if self.live.node(node).is_up {
            self.live.note(&self.setup, Happening::Delivered(number));
            self.live.occupy(&self.setup, node);
        } else {
            return self.live.note(&self.setup, Happening::Lost(number, Why::Crashed));
        }
        self.handle(node, input(item), cut);
    }

    /// A node handles an input, and does what its machine asks for.
    pub(super) fn handle(&mut self, node: NodeId, input: Input<M::Message>, cut: Option<u16>) {
        let mut effects = std::mem::take(&mut self.effects);
        let reading = self.reading(node, self.live.now);
        let machine = &self.machines[usize::from(node.0)];
        machine.handle(&mut self.live.node_mut(node).state, input, reading, &mut effects);
        let left = cut.map_or(effects.len(), usize::from);
        for effect in effects.drain(..).take(left) {
            self.perform(node, effect);
        }
        self.effects = effects;
        if cut.is_some() {
            self.crash(node);
        }
        self.look_at_work(node);
    }

    fn perform(&mut self, node: NodeId, effect: Effect<M::Message>) {
        match effect {
            Effect::Persist => {
                let node_mut = self.live.node_mut(node);
                node_mut.disk.clone_from(&node_mut.state.durable);
                self.live.note(&self.setup, Happening::Persisted(node));
            }
            Effect::Send { to, message } => self.send(node, to, Rc::new(message)),
            Effect::SetTimer { timer, after } => {
                let due = self.live.now.saturating_add(self.clock(node).duration(after));
                self.live.add_timer(&self.setup, node, timer, due);
                self.live.note(&self.setup, Happening::TimerSet(node, timer, due));
            }
            Effect::StopTimer(timer) => self.live.stop_timer(&self.setup, node, timer),
            Effect::Tell(fact) => self.tell(node, fact),
        }
    }

    fn tell(&mut self, node: NodeId, fact: Fact) {
        let entry = Entry { at: self.live.now, node, fact };
        if !M::IS_EXPLORED {
            return self.live.note(&self.setup, Happening::Told(node, entry.fact));
        }
        self.live.told.add(self.setup.telling, &entry);
        if self.setup.keeps_log {
            self.live.note(&self.setup, Happening::Told(node, entry.fact.clone()));
        }
        Rc::make_mut(&mut self.live.history).push(entry);
    }

    /// Hands a message to the link: it gets a number, and is under way unless it is lost at once.
    fn send(&mut self, from: NodeId, to: NodeId, message: Rc<M::Message>) {
        let number = self.live.number();
        if self.setup.keeps_log {
            self.live.note(&self.setup, Happening::Sent(number, from, to, (*message).clone()));
        }
        if usize::from(to.0) >= self.live.nodes.len() {
            self.live.note(&self.setup, Happening::Lost(number, Why::NoSuchNode));
        } else if !self.live.are_joined(from, to) {
            self.live.note(&self.setup, Happening::Lost(number, Why::Parted));
        } else {
            self.live.add_message(&self.setup, number, (from, to), message, self.live.now);
        }
    }

    /// What a node's own clock shows at this virtual time.
    pub(super) fn reading(&self, node: NodeId, now: u64) -> u64 {
        self.clock(node).reading(now, self.live.node(node).jumped)
    }

    /// A node's clock as it goes now.
    pub(super) fn clock(&self, node: NodeId) -> Clock {
        let clock = self.setup.clock(node);
        Clock { skew: clock.skew.saturating_add(self.live.node(node).skewed), ..clock }
    }

    /// Says anew whether a node has something left to do.
    pub(super) fn look_at_work(&mut self, number: NodeId) {
        let machine = &self.machines[usize::from(number.0)];
        let node = self.live.node(number);
        let may_go_on = node.is_up || self.live.budget.restarts > 0;
        let works = may_go_on && !machine.is_done(if node.is_up { &node.state.durable } else { &node.disk });
        if works != node.works {
            self.live.node_mut(number).works = works;
            self.live.working = if works { self.live.working + 1 } else { self.live.working - 1 };
        }
    }

    /// After how many of its effects a crash may cut short what a node does about this: before each that somebody could notice
    /// afterwards, but for the first, where it is as if it had crashed before.
    pub(super) fn cuts(&mut self, number: u32) -> Rc<[u16]> {
        let Some(item) = self.live.items.get(&number) else { return Rc::default() };
        let (node, instant) = (item.node, self.live.instant(&self.setup, item));
        let changes = self.live.node(node).changes;
        if let Some((at_change, at, known)) = &item.cuts
            && (*at_change, *at) == (changes, instant)
        {
            return known.clone();
        }
        let mut state = self.live.node(node).state.clone();
        let mut effects = std::mem::take(&mut self.effects);
        let machine = &self.machines[usize::from(node.0)];
        machine.handle(&mut state, input(item.clone()), self.reading(node, instant), &mut effects);
        let counts = |effect: &Effect<_>| matches!(effect, Effect::Persist | Effect::Send { .. });
        let places = effects.iter().enumerate().skip(1).filter(|(_, effect)| counts(effect));
        let cuts: Rc<[u16]> = places.filter_map(|(place, _)| u16::try_from(place).ok()).collect();
        effects.clear();
        self.effects = effects;
        if let Some(item) = self.live.items.get_mut(&number) {
            item.cuts = Some((changes, instant, cuts.clone()));
        }
        cuts
    }
}

/// What a machine is handed.
fn input<T: Clone>(item: Item<T>) -> Input<T> {
    match item.what {
        What::Message { from, message, .. } => Input::Message { from, message: Rc::unwrap_or_clone(message) },
        What::Timer(timer) => Input::Timer(timer),
    }
}
