//! Which faults may strike, and what they do.

use super::Cluster;
use super::fault::{Fault, MOST_NUMBERED, SKEWS};
use super::happening::{Happening, Why};
use super::live::What;
use super::setup::{Order, Timing};
use super::step::CUT;
use crate::cluster::machine::{Input, Machine, NodeId, State, TimerId};
use crate::world::WorkerId;
use std::rc::Rc;

impl<M: Machine> Cluster<M> {
    /// Says anew which faults may strike. Where none is left this costs nothing; else each node and each message that is due is
    /// looked at.
    pub(super) fn look_for_faults(&mut self) {
        let worker = self.faults();
        let budget = self.live.budget;
        let had_some = !self.live.choices.of(worker).is_empty();
        if budget.is_spent() && self.live.afflicted == 0 {
            if had_some {
                self.live.choices.set(worker, []);
            }
            return;
        }
        let mut faults = std::mem::take(&mut self.found);
        for number in 0..self.live.nodes.len() {
            self.faults_of(NodeId(number as u16), &mut faults);
        }
        if self.live.nodes.iter().any(|node| node.is_parted) {
            faults.push(Fault::Heal);
        }
        let links = [budget.losses, budget.duplicates, budget.reorders, budget.delays, budget.crashes];
        if links.iter().any(|left| *left > 0) {
            let offered: Vec<WorkerId> = self.live.choices.workers().filter(|one| *one != worker).collect();
            for node in offered {
                let items: Vec<u32> =
                    self.live.choices.of(node).iter().map(|choice| choice.request.0).collect();
                for (place, item) in items.into_iter().enumerate() {
                    self.faults_at(item, place, &mut faults);
                }
            }
        }
        self.live.choices.set(worker, faults.drain(..).map(|fault| fault.choice(worker)));
        self.found = faults;
    }

    fn faults_of(&self, number: NodeId, faults: &mut Vec<Fault>) {
        let (node, budget) = (self.live.node(number), self.live.budget);
        if !node.is_up {
            if budget.restarts > 0 {
                faults.push(Fault::Restart(number));
                faults.extend((budget.disks > 0).then_some(Fault::RestartEmpty(number)));
            }
        } else if node.is_paused {
            faults.push(Fault::Resume(number));
        }
        if !self.setup.is_victim(number) {
            return;
        }
        if node.is_up {
            faults.extend((budget.crashes > 0).then_some(Fault::Crash(number)));
            faults.extend((budget.pauses > 0 && !node.is_paused).then_some(Fault::Pause(number)));
        }
        faults.extend((budget.partitions > 0 && !node.is_parted).then_some(Fault::Part(number)));
        if budget.jumps > 0 {
            let jumps = self.setup.jumps.len().min(MOST_NUMBERED.into()) as u16;
            faults.extend((0..jumps).map(|which| Fault::Jump(number, which)));
        }
        if budget.skews > 0 {
            let skews = self.setup.skews.len().min(SKEWS.into()) as u16;
            faults.extend((0..skews).map(|which| Fault::Skew(number, which)));
        }
    }

    /// The faults that may strike what is due.
    fn faults_at(&mut self, number: u32, place: usize, faults: &mut Vec<Fault>) {
        let Some(item) = self.live.items.get(&number) else { return };
        let (node, budget) = (item.node, self.live.budget);
        if let What::Message { .. } = item.what {
            faults.extend((budget.losses > 0).then_some(Fault::Lose(number)));
            faults.extend((budget.duplicates > 0).then_some(Fault::Duplicate(number)));
            let can_reorder = budget.reorders > 0 && self.setup.order == Order::Sent;
            faults.extend((can_reorder && self.live.has_next(number)).then_some(Fault::Reorder(number)));
            let can_delay = budget.delays > 0 && self.setup.timing == Timing::Timely;
            faults.extend(can_delay.then_some(Fault::Delay(number)));
        }
        if budget.crashes > 0 && place < CUT && self.setup.is_victim(node) && self.live.node(node).is_up {
            let cuts = if M::IS_EXPLORED { self.cuts(number) } else { Rc::new([1]) };
            let fits = cuts.iter().filter(|cut| **cut <= MOST_NUMBERED);
            faults.extend(fits.map(|cut| Fault::CrashAmid(number, *cut)));
        }
    }

    /// A fault strikes, and its budget has one less.
    pub(super) fn strike(&mut self, fault: Fault) {
        self.live.budget = self.live.budget.beside(fault.takes());
        match fault {
            Fault::Crash(node) => {
                self.crash(node);
                self.look_at_work(node);
            }
            Fault::CrashAmid(item, effects) => self.go(item, Some(effects)),
            Fault::Restart(node) => self.restart(node, false),
            Fault::RestartEmpty(node) => self.restart(node, true),
            Fault::Pause(node) => self.pause(node, true),
            Fault::Resume(node) => self.pause(node, false),
            Fault::Part(node) => {
                self.live.node_mut(node).is_parted = true;
                self.live.afflicted += 1;
                self.live.note(&self.setup, Happening::Parted(node));
                self.live.look_around(&self.setup);
            }
            Fault::Heal => {
                for number in 0..self.live.nodes.len() {
                    if self.live.nodes[number].is_parted {
                        self.live.node_mut(NodeId(number as u16)).is_parted = false;
                        self.live.afflicted -= 1;
                    }
                }
                self.live.note(&self.setup, Happening::Healed);
                self.live.look_around(&self.setup);
            }
            Fault::Jump(node, which) => {
                let by = self.setup.jumps.get(usize::from(which)).copied().unwrap_or_default();
                let node_mut = self.live.node_mut(node);
                node_mut.jumped = node_mut.jumped.saturating_add(by);
                self.live.note(&self.setup, Happening::Jumped(node, by));
            }
            Fault::Skew(node, which) => self.skew(node, which),
            Fault::Lose(item) => {
                self.live.note(&self.setup, Happening::Lost(item, Why::Fault));
                self.live.remove(&self.setup, item);
            }
            Fault::Duplicate(item) => self.duplicate(item),
            Fault::Reorder(item) => {
                self.live.note(&self.setup, Happening::Reordered(item));
                self.live.reorder(&self.setup, item);
            }
            Fault::Delay(item) => self.delay(item),
        }
    }

    /// A node's clock goes at another rate from now on: it shows what it showed, and what is left of its timers takes it another time.
    #[inline(never)]
    fn skew(&mut self, number: NodeId, which: u16) {
        let by = self.setup.skews.get(usize::from(which)).copied().unwrap_or_default();
        let (now, before) = (self.live.now, self.clock(number));
        self.live.node_mut(number).skewed = by;
        let after = self.clock(number);
        let node = self.live.node_mut(number);
        let jumped = i128::from(node.jumped) + before.counted(now) - after.counted(now);
        node.jumped = jumped.clamp(i64::MIN.into(), i64::MAX.into()) as i64;
        let timers: Vec<(TimerId, u64)> =
            node.timers.iter().map(|(timer, (_, due))| (*timer, *due)).collect();
        self.live.note(&self.setup, Happening::Skewed(number, by));
        for (timer, due) in timers {
            let own = before.counted(due.saturating_sub(now)).min(u64::MAX.into()) as u64;
            let due = now.saturating_add(after.duration(own));
            self.live.add_timer(&self.setup, number, timer, due);
            self.live.note(&self.setup, Happening::TimerSet(number, timer, due));
        }
    }

    /// A node is gone, but for its disk.
    pub(super) fn crash(&mut self, number: NodeId) {
        let node = self.live.node_mut(number);
        node.state = State { durable: node.disk.clone(), volatile: M::Volatile::default() };
        let was_paused = std::mem::replace(&mut node.is_paused, false);
        (node.is_up, node.busy) = (false, 0);
        let timers = std::mem::take(&mut node.timers);
        for (item, _) in timers.into_values() {
            self.live.remove(&self.setup, item);
        }
        self.live.note(&self.setup, Happening::Crashed(number));
        if was_paused {
            self.live.look_around(&self.setup);
        } else {
            self.live.afflicted += 1;
        }
    }

    fn restart(&mut self, number: NodeId, is_empty: bool) {
        let node = self.live.node_mut(number);
        if is_empty {
            node.disk = M::Durable::default();
            node.state.durable = M::Durable::default();
        }
        node.is_up = true;
        self.live.afflicted -= 1;
        self.live.note(&self.setup, Happening::Restarted(number, is_empty));
        self.handle(number, Input::Start, None);
        // Without a restart left, others are down for ever.
        for other in 0..self.live.nodes.len() {
            self.look_at_work(NodeId(other as u16));
        }
    }

    fn pause(&mut self, number: NodeId, is_paused: bool) {
        self.live.node_mut(number).is_paused = is_paused;
        self.live.afflicted = if is_paused { self.live.afflicted + 1 } else { self.live.afflicted - 1 };
        let what = if is_paused { Happening::Paused(number) } else { Happening::Resumed(number) };
        self.live.note(&self.setup, what);
        self.live.look_around(&self.setup);
    }

    fn duplicate(&mut self, number: u32) {
        let Some(item) = self.live.items.get(&number) else { return };
        let What::Message { from, ref message, .. } = item.what else { return };
        let (to, message) = (item.node, Rc::clone(message));
        let instant = self.live.instant(&self.setup, item);
        let copy = self.live.number();
        self.live.note(&self.setup, Happening::Duplicated(number, copy));
        self.live.add_message(&self.setup, copy, (from, to), message, instant);
    }

    fn delay(&mut self, number: u32) {
        let Some(item) = self.live.items.get(&number) else { return };
        let due = self.live.now.max(item.due).saturating_add(self.setup.delay);
        self.live.note(&self.setup, Happening::Delayed(number, due));
        self.live.delay(&self.setup, number, due);
    }
}
