//! What may go wrong, and how it is named as a choice.

use super::setup::Budget;
use crate::cluster::machine::NodeId;
use crate::rules::Arm;
use crate::world::{Choice, RequestId, WorkerId};

/// Something that goes wrong, or is mended. A message and a timer are named by their number in this run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// A node crashes: what is not on its disk is gone, and its timers with it.
    Crash(NodeId),
    /// It starts again, with what is on its disk.
    Restart(NodeId),
    /// It starts again, and the disk is empty.
    RestartEmpty(NodeId),
    /// It does nothing any more, and its clock goes on.
    Pause(NodeId),
    /// It goes on, with what has come meanwhile.
    Resume(NodeId),
    /// It is put on the other side of a partition: what is sent between the sides is lost, and what is under way waits.
    Part(NodeId),
    /// All nodes are on one side again.
    Heal,
    /// A node's clock jumps, by which of the setup's jumps.
    Jump(NodeId, u16),
    /// A message is lost.
    Lose(u32),
    /// A message comes once more, as if it had been sent again now.
    Duplicate(u32),
    /// The first message of a link is put behind the next one.
    Reorder(u32),
    /// A message takes longer.
    Delay(u32),
    /// What a node does about this message or timer ends with a crash, when so many of its effects are done.
    CrashAmid(u32, u16),
    /// A node's clock goes faster or slower from now on, by which of the setup's skews.
    Skew(NodeId, u16),
}

/// From here on, up to [`NUMBERED`], an arm has the number of a skew in it.
const SKEWED: u16 = 6;

/// From here on an arm has a number in it.
const NUMBERED: u16 = 16;

/// The greatest number that an arm has room for.
pub(super) const MOST_NUMBERED: u16 = u16::MAX - NUMBERED;

/// So many skews an arm has room for.
pub(super) const SKEWS: u16 = NUMBERED - SKEWED;

/// What is named by no item is below this from the end.
const NODES: u32 = 1 << 17;

impl Fault {
    /// As a choice of this worker.
    pub(super) fn choice(self, worker: WorkerId) -> Choice {
        let of_node = |node: NodeId, arm| (!u32::from(node.0), arm);
        let (request, arm) = match self {
            Fault::Crash(node) => of_node(node, 0),
            Fault::Restart(node) => of_node(node, 1),
            Fault::RestartEmpty(node) => of_node(node, 2),
            Fault::Pause(node) => of_node(node, 3),
            Fault::Resume(node) => of_node(node, 4),
            Fault::Part(node) => of_node(node, 5),
            Fault::Heal => (!(NODES - 1), 0),
            Fault::Jump(node, which) => of_node(node, NUMBERED.saturating_add(which)),
            Fault::Skew(node, which) => of_node(node, SKEWED.saturating_add(which)),
            Fault::Lose(item) => (item, 0),
            Fault::Duplicate(item) => (item, 1),
            Fault::Reorder(item) => (item, 2),
            Fault::Delay(item) => (item, 3),
            Fault::CrashAmid(item, effects) => (item, NUMBERED.saturating_add(effects)),
        };
        Choice { worker, request: RequestId(request), arm: Arm(arm) }
    }

    /// The fault that a choice of the worker that has them is. Of another choice this means nothing.
    pub fn of(choice: Choice) -> Option<Fault> {
        let (request, arm) = (choice.request.0, choice.arm.0);
        if request < !NODES {
            return match arm {
                0 => Some(Fault::Lose(request)),
                1 => Some(Fault::Duplicate(request)),
                2 => Some(Fault::Reorder(request)),
                3 => Some(Fault::Delay(request)),
                NUMBERED.. => Some(Fault::CrashAmid(request, arm - NUMBERED)),
                _ => None,
            };
        }
        let Ok(node) = u16::try_from(!request) else { return Some(Fault::Heal) };
        let node = NodeId(node);
        match arm {
            0 => Some(Fault::Crash(node)),
            1 => Some(Fault::Restart(node)),
            2 => Some(Fault::RestartEmpty(node)),
            3 => Some(Fault::Pause(node)),
            4 => Some(Fault::Resume(node)),
            5 => Some(Fault::Part(node)),
            NUMBERED.. => Some(Fault::Jump(node, arm - NUMBERED)),
            SKEWED.. => Some(Fault::Skew(node, arm - SKEWED)),
        }
    }

    /// What it takes from the budget.
    pub fn takes(self) -> Budget {
        let none = Budget::default();
        match self {
            Fault::Crash(_) | Fault::CrashAmid(..) => Budget { crashes: 1, ..none },
            Fault::Restart(_) => Budget { restarts: 1, ..none },
            Fault::RestartEmpty(_) => Budget { restarts: 1, disks: 1, ..none },
            Fault::Pause(_) => Budget { pauses: 1, ..none },
            Fault::Part(_) => Budget { partitions: 1, ..none },
            Fault::Jump(..) => Budget { jumps: 1, ..none },
            Fault::Skew(..) => Budget { skews: 1, ..none },
            Fault::Lose(_) => Budget { losses: 1, ..none },
            Fault::Duplicate(_) => Budget { duplicates: 1, ..none },
            Fault::Reorder(_) => Budget { reorders: 1, ..none },
            Fault::Delay(_) => Budget { delays: 1, ..none },
            Fault::Resume(_) | Fault::Heal => none,
        }
    }

    /// The message or timer that it is about.
    pub(super) fn item(self) -> Option<u32> {
        match self {
            Fault::Lose(item)
            | Fault::Duplicate(item)
            | Fault::Reorder(item)
            | Fault::Delay(item)
            | Fault::CrashAmid(item, _) => Some(item),
            _ => None,
        }
    }

    /// The node that it strikes, if it is about one.
    pub fn node(self) -> Option<NodeId> {
        match self {
            Fault::Crash(node)
            | Fault::Restart(node)
            | Fault::RestartEmpty(node)
            | Fault::Pause(node)
            | Fault::Resume(node)
            | Fault::Part(node)
            | Fault::Jump(node, _)
            | Fault::Skew(node, _) => Some(node),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_fault_is_a_choice_of_its_own() {
        let mut all = vec![Fault::Heal];
        for node in [NodeId(0), NodeId(1), NodeId(u16::MAX)] {
            all.extend([Fault::Crash(node), Fault::Restart(node), Fault::RestartEmpty(node)]);
            all.extend([Fault::Pause(node), Fault::Resume(node), Fault::Part(node)]);
            all.extend([Fault::Jump(node, 0), Fault::Jump(node, 3)]);
            all.extend([Fault::Skew(node, 0), Fault::Skew(node, SKEWS - 1)]);
        }
        for item in [0, 1, 65_535, 4_000_000_000] {
            all.extend([Fault::Lose(item), Fault::Duplicate(item), Fault::Reorder(item), Fault::Delay(item)]);
            all.extend([Fault::CrashAmid(item, 1), Fault::CrashAmid(item, 9)]);
        }
        for fault in &all {
            assert_eq!(Fault::of(fault.choice(WorkerId(3))), Some(*fault));
        }
        let mut choices: Vec<Choice> = all.iter().map(|fault| fault.choice(WorkerId(3))).collect();
        choices.sort();
        choices.dedup();
        assert_eq!(choices.len(), all.len());
    }
}
