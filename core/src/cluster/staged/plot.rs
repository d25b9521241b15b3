//! What goes wrong by itself, so that each schedule comes to what a scene is about.

use super::{Staged, is_mending, nodes};
use crate::cluster::machine::NodeId;
use crate::cluster::role::ShownMemory as Memory;
use crate::cluster::world::{Budget, Fault};
use crate::sync::mix::mix;
use crate::world::{Choice, WorkerId, World};

/// What goes wrong by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Plot {
    /// Nothing does, or it is over.
    #[default]
    None,
    /// The first client that has a lease or an element is to be paused, before it does anything with it.
    Pause(Until),
    /// It is paused, and goes on after that.
    Resume(NodeId, Until),
    /// The clock of the first client that has a lease is to go as slowly as the first of the setup's skews has it.
    Skew,
    /// The first answer to an add is to be lost.
    Lose,
    /// Whoever works on the first element is to crash, and starts again at once: so many times.
    Crash(u16),
    /// The service is to crash amid the first add that comes to it: it has answered and not written. It starts again at once.
    CrashAmid,
    /// The service is to crash while somebody works on the first element, and starts again at once.
    CrashService,
    /// This one is to start again, and then so many more are to crash.
    Restart(NodeId, u16),
}

/// When who is paused goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// Once another client has written, or has the same element.
    Used,
    /// Once another client has a lease.
    Held,
}

/// The node that serves, and may crash.
const SERVICE: NodeId = NodeId(0);

/// At one step of so many a fault is drawn.
const EVERY: u64 = 4;

/// The element that whoever works on it may crash of.
const FIRST: u64 = 1;

impl Plot {
    /// What it takes from the budget of a cluster.
    pub fn takes(self) -> Budget {
        let none = Budget::default();
        match self {
            Plot::None | Plot::Resume(..) => none,
            Plot::Pause(_) => Budget { pauses: 1, ..none },
            Plot::Skew => Budget { skews: 1, ..none },
            Plot::Lose => Budget { losses: 1, ..none },
            Plot::CrashAmid | Plot::CrashService => Budget { crashes: 1, restarts: 1, ..none },
            Plot::Crash(times) => Budget { crashes: times, restarts: times, ..none },
            Plot::Restart(_, times) => Budget { crashes: times, restarts: times.saturating_add(1), ..none },
        }
    }

    /// How far it has come when a fault has struck.
    pub(super) fn after(self, fault: Fault) -> Plot {
        match (self, fault) {
            (Plot::Pause(until), Fault::Pause(node)) => Plot::Resume(node, until),
            (Plot::Lose, Fault::Lose(_)) | (Plot::Skew, Fault::Skew(..)) => Plot::None,
            (Plot::Crash(times), Fault::Crash(node)) => Plot::Restart(node, times.saturating_sub(1)),
            (Plot::CrashAmid, Fault::CrashAmid(..)) | (Plot::CrashService, Fault::Crash(_)) => {
                Plot::Restart(SERVICE, 0)
            }
            (Plot::Restart(node, times), Fault::Restart(started)) if node == started => match times {
                0 => Plot::None,
                times => Plot::Crash(times),
            },
            (plot, _) => plot,
        }
    }
}

impl Staged {
    /// A fault that the reader may choose: what the plot takes is kept for it.
    pub(super) fn offered(&self, choice: Choice) -> Option<(Choice, Fault)> {
        let fault = self.cluster.fault(choice)?;
        let is_left = fault.takes().beside(self.left()) == Budget::default();
        (is_left && !matches!(fault, Fault::CrashAmid(..))).then_some((choice, fault))
    }

    /// How many faults of each kind are left to the reader.
    pub(super) fn left(&self) -> Budget {
        self.cluster.budget().beside(self.plot.takes())
    }

    /// The fault that the seed draws before this step: at one step of four, where one may strike. What is mended is not drawn.
    #[inline(never)]
    pub(super) fn drawn(&self) -> Option<Choice> {
        let drawn = mix(mix(self.seed?).wrapping_add(self.steps));
        if !drawn.is_multiple_of(EVERY) || self.nobody_goes() {
            return None;
        }
        let all = self.cluster.choices().of(self.cluster.faults());
        let harms = |choice: &Choice| self.offered(*choice).is_some_and(|(_, fault)| !is_mending(fault));
        let harms: Vec<Choice> = all.iter().copied().filter(harms).collect();
        harms.get((drawn / EVERY) as usize % harms.len().max(1)).copied()
    }

    /// How far the plot has come. Whoever was made to go on, or crashed, is no longer in it.
    pub(super) fn turned(&self) -> Plot {
        match self.plot {
            Plot::Resume(node, _) if !self.cluster.is_paused(node) => Plot::None,
            plot => plot,
        }
    }

    /// What the plot does now.
    pub(super) fn forced(&self) -> Option<Fault> {
        let fault = match self.plot {
            Plot::None => None,
            Plot::Pause(_) => {
                let has = |node: &NodeId| self.has_lease(*node) || self.element(*node).is_some();
                nodes(&self.cluster).find(has).map(Fault::Pause)
            }
            Plot::Resume(node, until) => {
                let mut others = nodes(&self.cluster).filter(|other| *other != node);
                let element = self.element(node);
                let is_done = match until {
                    Until::Held => others.any(|other| self.has_lease(other)),
                    Until::Used => {
                        self.telling.has_written_but(node)
                            || element.is_some() && others.any(|other| self.element(other) == element)
                    }
                };
                (is_done || self.nobody_goes()).then_some(Fault::Resume(node))
            }
            Plot::Skew => {
                nodes(&self.cluster).find(|node| self.has_lease(*node)).map(|node| Fault::Skew(node, 0))
            }
            Plot::Lose => self.telling.first_answer().map(Fault::Lose),
            Plot::Crash(_) => self.works_on_first().map(Fault::Crash),
            Plot::CrashAmid => self.telling.first_add().map(|add| Fault::CrashAmid(add, 1)),
            Plot::CrashService => self.works_on_first().map(|_| Fault::Crash(SERVICE)),
            Plot::Restart(node, _) => Some(Fault::Restart(node)),
        };
        fault.filter(|fault| self.cluster.striking(*fault).is_some())
    }

    /// What is the plot's own, now or later: it stands in the text.
    pub(super) fn own(&self) -> Option<Fault> {
        match self.plot {
            Plot::Resume(node, _) => Some(Fault::Resume(node)),
            _ => self.forced(),
        }
    }

    fn works_on_first(&self) -> Option<NodeId> {
        let works =
            |node: &NodeId| self.element(*node) == Some(FIRST) && self.telling.works(WorkerId(node.0.into()));
        nodes(&self.cluster).find(works)
    }

    fn nobody_goes(&self) -> bool {
        let nodes = (0..self.cluster.faults().0).map(WorkerId);
        nodes.map(|one| self.cluster.choices().of(one)).all(<[_]>::is_empty)
    }

    fn has_lease(&self, node: NodeId) -> bool {
        match self.cluster.state(node).map(|state| &state.volatile) {
            Some(Memory::Client(client)) => !client.leases.is_empty(),
            _ => false,
        }
    }

    /// The element that a client was given last.
    fn element(&self, node: NodeId) -> Option<u64> {
        match self.cluster.state(node).map(|state| &state.volatile) {
            Some(Memory::Client(client)) => client.elements.values().next().map(|(element, _)| *element),
            _ => None,
        }
    }
}
