//! The state of a cluster, with an index of what is due.

use super::happening::{Happened, Happening};
use super::print::Outline;
use super::setup::{Budget, Order, Setup, Timing};
use super::telling::Told;
use crate::cluster::few::Few;
use crate::cluster::hash::Print;
use crate::cluster::history::Entry;
use crate::cluster::machine::{Machine, NodeId, State, TimerId};
use crate::rules::Arm;
use crate::world::{Choice, Choices, End, RequestId, WorkerId};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

/// A node, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Node<M: Machine> {
    pub(super) state: State<M::Durable, M::Volatile>,
    pub(super) disk: M::Durable,
    pub(super) is_up: bool,
    pub(super) is_paused: bool,
    /// Whether it is on the other side of a partition.
    pub(super) is_parted: bool,
    /// By how much its clock has jumped in all.
    pub(super) jumped: i64,
    /// By how many millionths faster than it should its clock goes.
    pub(super) skewed: i32,
    /// By timer: its item, and when it runs out.
    pub(super) timers: Few<TimerId, (u32, u64)>,
    /// Until when it has to do with its last message, if that takes time.
    pub(super) busy: u64,
    /// Whether it has something left to do.
    pub(super) works: bool,
    /// How often it was changed in this run.
    pub(super) changes: u32,
    pub(super) outline: OnceCell<Outline>,
}

impl<M: Machine> Node<M> {
    pub(super) fn new() -> Node<M> {
        let volatile = M::Volatile::default();
        Node {
            state: State { durable: M::Durable::default(), volatile },
            disk: M::Durable::default(),
            is_up: true,
            is_paused: false,
            is_parted: false,
            jumped: 0,
            skewed: 0,
            timers: Few::default(),
            busy: 0,
            works: false,
            changes: 0,
            outline: OnceCell::new(),
        }
    }
}

/// A message under way, or a timer that is set.
#[derive(Clone, Debug)]
pub(super) struct Item<T> {
    /// The node that it is for.
    pub(super) node: NodeId,
    /// When it comes: of a message where there is any delay, 0.
    pub(super) due: u64,
    pub(super) what: What<T>,
    /// Whether it may come, once it is due.
    pub(super) may_come: bool,
    /// Where its handling may be cut by a crash: so it was at this change of the node and this instant.
    pub(super) cuts: Option<(u32, u64, Rc<[u16]>)>,
}

#[derive(Clone, Debug)]
pub(super) enum What<T> {
    Message { from: NodeId, message: Rc<T>, print: u128 },
    Timer(TimerId),
}

/// The messages under way from one node to another, in the order in which they were sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Link {
    pub(super) items: VecDeque<u32>,
}

/// All that changes. Copying it shares what did not change since.
#[derive(Clone, Debug)]
pub(super) struct Live<M: Machine> {
    pub(super) now: u64,
    pub(super) nodes: Vec<Rc<Node<M>>>,
    pub(super) items: BTreeMap<u32, Item<M::Message>>,
    /// Messages under way.
    pub(super) under_way: usize,
    next_item: u32,
    pub(super) links: BTreeMap<(NodeId, NodeId), Link>,
    /// What may come, by when it is due.
    due: BTreeSet<(u64, u32)>,
    /// What is due until then is offered.
    horizon: u64,
    /// What is offered.
    pub(super) choices: Choices,
    pub(super) budget: Budget,
    /// How many nodes are down, paused or on the other side: as long as there are some there is something to be mended.
    pub(super) afflicted: usize,
    /// How many nodes have something left to do.
    pub(super) working: usize,
    pub(super) end: Option<End>,
    pub(super) told: Told,
    pub(super) history: Rc<Vec<Entry>>,
    pub(super) log: Rc<Vec<Happened<M::Message>>>,
}

impl<M: Machine> Live<M> {
    pub(super) fn new(count: usize, setup: &Setup) -> Live<M> {
        Live {
            now: 0,
            nodes: (0..count).map(|_| Rc::new(Node::new())).collect(),
            items: BTreeMap::new(),
            under_way: 0,
            next_item: 0,
            links: BTreeMap::new(),
            due: BTreeSet::new(),
            horizon: 0,
            choices: Choices::default(),
            budget: setup.budget,
            afflicted: 0,
            working: 0,
            end: None,
            told: Told::default(),
            history: Rc::new(Vec::new()),
            log: Rc::new(Vec::new()),
        }
    }

    pub(super) fn node(&self, node: NodeId) -> &Node<M> {
        &self.nodes[usize::from(node.0)]
    }

    /// A node that is about to change.
    pub(super) fn node_mut(&mut self, node: NodeId) -> &mut Node<M> {
        let node = &mut self.nodes[usize::from(node.0)];
        let node = match M::IS_EXPLORED {
            true => Rc::make_mut(node),
            false => Rc::get_mut(node).expect("nobody else has a state that is not saved"),
        };
        node.outline.take();
        node.changes = node.changes.wrapping_add(1);
        node
    }

    pub(super) fn note(&mut self, setup: &Setup, what: Happening<M::Message>) {
        if setup.keeps_log {
            let log = match M::IS_EXPLORED {
                true => Rc::make_mut(&mut self.log),
                false => Rc::get_mut(&mut self.log).expect("nobody else has a state that is not saved"),
            };
            log.push(Happened { at: self.now, what });
        }
    }

    /// The number of the next message or timer.
    pub(super) fn number(&mut self) -> u32 {
        self.next_item += 1;
        self.next_item - 1
    }

    /// A message is under way from one node to another, as sent at this instant.
    pub(super) fn add_message(
        &mut self,
        setup: &Setup,
        number: u32,
        (from, to): (NodeId, NodeId),
        message: Rc<M::Message>,
        sent: u64,
    ) {
        let due = match setup.timing {
            Timing::Timely => sent.saturating_add(setup.latency(from, to)).max(self.node(to).busy),
            Timing::AnyDelay => 0,
        };
        let print = match M::IS_EXPLORED {
            true => Print::default().and(&(from, to)).and(&*message).value(),
            false => number.into(),
        };
        let what = What::Message { from, message, print };
        self.items.insert(number, Item { node: to, due, what, may_come: false, cuts: None });
        self.under_way += 1;
        self.links.entry((from, to)).or_default().items.push_back(number);
        self.look_at_link(setup, (from, to));
    }

    /// A timer is set.
    pub(super) fn add_timer(&mut self, setup: &Setup, node: NodeId, timer: TimerId, due: u64) {
        self.stop_timer(setup, node, timer);
        let number = self.number();
        self.node_mut(node).timers.insert(timer, (number, due));
        let item = Item { node, due, what: What::Timer(timer), may_come: false, cuts: None };
        self.items.insert(number, item);
        let is_paused = self.node(node).is_paused;
        self.let_come(setup, number, !is_paused);
    }

    pub(super) fn stop_timer(&mut self, setup: &Setup, node: NodeId, timer: TimerId) {
        if let Some((number, _)) = self.node_mut(node).timers.remove(&timer) {
            self.remove(setup, number);
        }
    }

    /// A message or timer is there no longer; of a timer, its node knows that already.
    pub(super) fn remove(&mut self, setup: &Setup, number: u32) -> Option<Item<M::Message>> {
        self.let_come(setup, number, false);
        let item = self.items.remove(&number)?;
        if let What::Message { from, .. } = item.what {
            self.under_way -= 1;
            if let Some(link) = self.links.get_mut(&(from, item.node)) {
                link.items.retain(|one| *one != number);
            }
            self.look_at_link(setup, (from, item.node));
        }
        Some(item)
    }

    /// Puts a message behind the next of its link, if there is one.
    pub(super) fn reorder(&mut self, setup: &Setup, number: u32) {
        let Some(link) = self.link_of(number) else { return };
        if let Some(known) = self.links.get_mut(&link)
            && known.items.len() > 1
        {
            known.items.swap(0, 1);
        }
        self.look_at_link(setup, link);
    }

    /// Whether another message is behind this one.
    pub(super) fn has_next(&self, number: u32) -> bool {
        self.link_of(number).and_then(|link| self.links.get(&link)).is_some_and(|link| link.items.len() > 1)
    }

    /// Lets a message come later.
    pub(super) fn delay(&mut self, setup: &Setup, number: u32, due: u64) {
        self.let_come(setup, number, false);
        if let Some(item) = self.items.get_mut(&number) {
            item.due = due;
        }
        if let Some(link) = self.link_of(number) {
            self.look_at_link(setup, link);
        }
    }

    /// A node has to do with a message from now on: the others that come to it meanwhile wait.
    pub(super) fn occupy(&mut self, setup: &Setup, node: NodeId) {
        if setup.handling == 0 || setup.timing == Timing::AnyDelay {
            return;
        }
        let until = self.now.saturating_add(setup.handling);
        self.node_mut(node).busy = until;
        let waits = |item: &Item<M::Message>| {
            item.node == node && item.due < until && matches!(item.what, What::Message { .. })
        };
        let waiting: Vec<u32> =
            self.items.iter().filter(|(_, item)| waits(item)).map(|(number, _)| *number).collect();
        waiting.into_iter().for_each(|number| self.delay(setup, number, until));
    }

    fn link_of(&self, number: u32) -> Option<(NodeId, NodeId)> {
        let item = self.items.get(&number)?;
        match item.what {
            What::Message { from, .. } => Some((from, item.node)),
            What::Timer(_) => None,
        }
    }

    /// Whether messages come from one node to another.
    pub(super) fn are_joined(&self, one: NodeId, other: NodeId) -> bool {
        self.node(one).is_parted == self.node(other).is_parted
    }

    /// Says anew which messages of a link may come.
    fn look_at_link(&mut self, setup: &Setup, between: (NodeId, NodeId)) {
        let Some(link) = self.links.get(&between) else { return };
        let open = self.are_joined(between.0, between.1) && !self.node(between.1).is_paused;
        let mut seen: Vec<(u64, u128)> = Vec::new();
        let mut come: Vec<(u32, bool)> = Vec::with_capacity(link.items.len());
        for number in &link.items {
            let Some(Item { due, what: What::Message { print, .. }, .. }) = self.items.get(number) else {
                continue;
            };
            // Of messages that say the same at the same time any one is the next; what is overdue is due now.
            let due = self.now.max(*due);
            let is_next = match setup.order {
                Order::Sent => seen.is_empty(),
                Order::Any => !seen.contains(&(due, *print)),
            };
            seen.push((due, *print));
            come.push((*number, open && is_next));
        }
        for (number, may_come) in come {
            self.let_come(setup, number, may_come);
        }
        if seen.is_empty() {
            self.links.remove(&between);
        }
    }

    /// Says anew what may come where a node was paused, parted, or the contrary.
    pub(super) fn look_around(&mut self, setup: &Setup) {
        let links: Vec<(NodeId, NodeId)> = self.links.keys().copied().collect();
        links.into_iter().for_each(|link| self.look_at_link(setup, link));
        let is_timer = |item: &Item<M::Message>| matches!(item.what, What::Timer(_));
        let timers: Vec<(u32, NodeId)> = self
            .items
            .iter()
            .filter(|(_, item)| is_timer(item))
            .map(|(number, item)| (*number, item.node))
            .collect();
        for (number, node) in timers {
            let is_paused = self.node(node).is_paused;
            self.let_come(setup, number, !is_paused);
        }
    }

    fn let_come(&mut self, setup: &Setup, number: u32, may_come: bool) {
        let Some(item) = self.items.get_mut(&number) else { return };
        if std::mem::replace(&mut item.may_come, may_come) == may_come {
            return;
        }
        let due = item.due;
        let is_offered = setup.timing == Timing::AnyDelay || due <= self.horizon;
        if may_come {
            self.due.insert((due, number));
        } else {
            self.due.remove(&(due, number));
        }
        if is_offered {
            self.offer(number, may_come);
        }
    }

    /// Offers what may come, or takes it back. A node's messages come before its timers, the oldest first.
    fn offer(&mut self, number: u32, is_offered: bool) {
        let Some(item) = self.items.get(&number) else { return };
        let worker = WorkerId(item.node.0.into());
        let choice = Choice { worker, request: RequestId(number), arm: Arm::ONLY };
        if !is_offered {
            return self.choices.remove(choice);
        }
        let rank = |number: u32| {
            let is_timer = self.items.get(&number).is_some_and(|item| matches!(item.what, What::Timer(_)));
            (is_timer, number)
        };
        let own = rank(number);
        let place = self.choices.of(worker).partition_point(|other| rank(other.request.0) < own);
        self.choices.insert(place, choice);
    }

    /// Moves on to the next instant at which something is due, as far as what is offered is concerned: the time itself moves when it is
    /// taken.
    pub(super) fn settle(&mut self, setup: &Setup) {
        if setup.timing == Timing::AnyDelay {
            return;
        }
        let next = self.due.first().map_or(self.now, |(due, _)| self.now.max(*due));
        let (low, high) = (self.horizon.min(next), self.horizon.max(next));
        if low < high {
            let between: Vec<u32> =
                self.due.range((low + 1, 0)..=(high, u32::MAX)).map(|(_, number)| *number).collect();
            between.into_iter().for_each(|number| self.offer(number, next == high));
            self.horizon = next;
        }
    }

    /// When it would be if this came next.
    pub(super) fn instant(&self, setup: &Setup, item: &Item<M::Message>) -> u64 {
        match (setup.timing, &item.what) {
            (Timing::AnyDelay, What::Message { .. }) => self.now,
            _ => self.now.max(item.due),
        }
    }
}
