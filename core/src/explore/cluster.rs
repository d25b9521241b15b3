//! Every schedule of a cluster: whether it keeps its contracts, whatever is delayed and whichever faults strike within their budget.
//!
//! The states are gone through breadth first, as those of any world, so that what is found is by a shortest schedule. What goes round
//! comes back to a state that is known, since time as such does not count (`cluster/world/print.rs`). What was told
//! is a part of the state as far as the cluster's [`Telling`](crate::cluster::world::Telling) says: it must be as much as the contract
//! can tell. Where there are too many states, single schedules are tried by chance.
//!
//! ```
//! use lockstep_core::cluster::contracts::lock::lock;
//! use lockstep_core::cluster::lock::Defect;
//! use lockstep_core::cluster::scene::LockScene;
//! use lockstep_core::explore::cluster::{Extent, Wrong, check};
//!
//! let right = LockScene { works: vec![0, 0], ..LockScene::default() };
//! let report = check(&|| right.start(), &|history, _| lock(history, None), Extent::default());
//! assert!(report.is_proof());
//!
//! // One works for longer than its lease lasts, and writes what nobody refuses.
//! let works = vec![15_000_000, 0];
//! let wrong = LockScene { works, defect: Some(Defect::LeaseNotChecked), ..LockScene::default() };
//! let report = check(&|| wrong.start(), &|history, _| lock(history, None), Extent::default());
//! assert!(matches!(report.finding.map(|finding| finding.wrong), Some(Wrong::Broken(_))));
//! ```

use super::Established;
use super::graph::Graph;
use super::search::Search;
use super::watch::Watch;
use crate::cluster::contracts::{Breach, Verdict, operations};
use crate::cluster::history::Entry;
use crate::cluster::machine::{Machine, NodeId};
use crate::cluster::world::{Cluster, Timing};
use crate::schedule::{At, Pick, Plan, Schedule};
use crate::world::{End, Event, World};

/// How much is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// States, at most.
    pub states: usize,
    /// Single schedules that are tried where these are not all.
    pub samples: u32,
    /// Steps of each of them, at most.
    pub steps: u32,
}

impl Default for Extent {
    fn default() -> Extent {
        Extent { states: 200_000, samples: 1_000, steps: 10_000 }
    }
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// A contract is broken.
    Broken(Breach),
    /// Somebody has something left to do, and nothing can happen any more.
    Deadlock,
    /// Nothing went wrong and every message took its time, and yet these operations were not served.
    Unserved(Vec<(NodeId, u32)>),
    /// The same, and it can come to no end any more: somebody asks, or tells, for ever.
    Endless,
}

/// Something wrong, and how it comes to that.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What.
    pub wrong: Wrong,
    /// The way there: a shortest one, if it was found among the states.
    pub schedule: Schedule,
    /// The same as choices.
    pub picks: Vec<Pick>,
    /// What was told on the way.
    pub history: Vec<Entry>,
}

/// What was found out.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// What was looked at, up to the finding if there is one.
    pub established: Established,
    /// How many states were found.
    pub states: usize,
    /// How many of them are ends.
    pub ends: u64,
    /// From how many of them no end can be reached: after a fault, somebody goes on for ever. Nothing if not all were looked at.
    pub endless: Option<usize>,
    /// How many single schedules were tried beside.
    pub samples: u32,
    /// In how many states or schedules a contract could not be settled within its budget.
    pub unsettled: u32,
    /// The first thing that is wrong.
    pub finding: Option<Finding>,
}

impl Report {
    /// Whether what was not found cannot happen.
    pub fn is_proof(&self) -> bool {
        self.established == Established::Complete && self.finding.is_none() && self.unsettled == 0
    }
}

/// A contract: what it says of a history, and of one to which nothing is added if the flag is set.
pub type Contract<'a> = &'a dyn Fn(&[Entry], bool) -> Verdict;

/// Looks at every state of a cluster, up to the first in which something is wrong. The contract is asked wherever something was told,
/// and at each end.
pub fn check<M: Machine>(start: &dyn Fn() -> Cluster<M>, contract: Contract, extent: Extent) -> Report {
    const { assert!(M::IS_EXPLORED, "a cluster that is only shown tells no history") };
    let begin = |_: &mut Vec<Event>| start();
    let mut search = Search::new(begin).with_graph();
    let (mut ends, mut is_unharmed) = (Vec::new(), Vec::new());
    let mut report = Report {
        established: Established::Complete,
        states: 0,
        ends: 0,
        endless: None,
        samples: 0,
        unsettled: 0,
        finding: None,
    };
    while let Some(state) = search.visit() {
        if search.states() > extent.states {
            report.established = Established::Bounded(search.way(state).steps.saturating_sub(1));
            break;
        }
        if let Some(wrong) = look(search.world(), contract, &mut report.unsettled) {
            report.established = Established::Bounded(search.way(state).steps.saturating_sub(1));
            report.finding = Some(finding(wrong, &search.picks(state), search.world()));
            break;
        }
        note(&mut ends, state, search.world().end().is_some());
        note(&mut is_unharmed, state, nothing_went_wrong(search.world()));
    }
    (report.states, report.ends) = (search.states(), search.ends());
    let is_all = report.established == Established::Complete;
    if is_all {
        let endless = endless(search.graph().unwrap_or(&Graph::default()), &ends);
        report.endless = Some(endless.len());
        let first = endless.into_iter().find(|state| is_unharmed[*state as usize]);
        report.finding = first.map(|state| goes_on(start(), &search.picks(state)));
    }
    while !is_all && report.samples < extent.samples && report.finding.is_none() {
        let plan = Plan::Random { seed: report.samples.into() };
        report.finding = sample(start, contract, plan, extent.steps, &mut report.unsettled);
        report.samples += 1;
    }
    report
}

/// Notes of a state whether something is so.
fn note(all: &mut Vec<bool>, state: u32, is_so: bool) {
    let place = state as usize;
    all.resize(all.len().max(place + 1), false);
    all[place] = is_so;
}

/// From which states no end can be reached, the nearest first.
fn endless(graph: &Graph, ends: &[bool]) -> Vec<u32> {
    let mut goes_on = || true;
    let leads = graph.leading_to(ends, |_| true, &Watch::new(&mut goes_on)).unwrap_or_default();
    (0..).zip(leads).filter(|(_, leads)| !leads).map(|(state, _)| state).collect()
}

/// What is found where it can come to no end any more.
fn goes_on<M: Machine>(mut world: Cluster<M>, picks: &[Pick]) -> Finding {
    for pick in picks {
        let choice = pick.find(world.choices()).expect("a search went there");
        world.step(choice, &mut Vec::new());
    }
    finding(Wrong::Endless, picks, &world)
}

/// Whether no fault has struck, and every message takes its time.
fn nothing_went_wrong<M: Machine>(world: &Cluster<M>) -> bool {
    world.setup().timing == Timing::Timely && world.budget() == world.setup().budget
}

/// Takes one schedule to its end, and looks there; what is wrong is looked for by its first step then.
fn sample<M: Machine>(
    start: &dyn Fn() -> Cluster<M>,
    contract: Contract,
    plan: Plan,
    steps: u32,
    unsettled: &mut u32,
) -> Option<Finding> {
    let (mut world, mut policy, mut picks) = (start(), plan.start(), Vec::new());
    for step in 0..steps {
        let Some(choice) = policy.pick(world.choices(), At { step, last: None }) else { break };
        let Some(pick) = Pick::name(choice, world.choices().of(choice.worker).iter().copied()) else { break };
        world.step(choice, &mut Vec::new());
        picks.push(pick);
    }
    look(&world, contract, unsettled)?;
    let mut world = start();
    for (taken, pick) in picks.iter().enumerate() {
        let wrong = look(&world, contract, unsettled);
        if let Some(wrong) = wrong {
            return Some(finding(wrong, &picks[..taken], &world));
        }
        world.step(pick.find(world.choices())?, &mut Vec::new());
    }
    look(&world, contract, unsettled).map(|wrong| finding(wrong, &picks, &world))
}

fn finding<M: Machine>(wrong: Wrong, picks: &[Pick], world: &Cluster<M>) -> Finding {
    let schedule = picks.iter().copied().collect();
    Finding { wrong, schedule, picks: picks.to_vec(), history: world.history().clone() }
}

/// What is wrong in a state.
fn look<M: Machine>(world: &Cluster<M>, contract: Contract, unsettled: &mut u32) -> Option<Wrong> {
    let end = world.end();
    match contract(world.history(), end.is_some()) {
        Verdict::Broken(breach) => return Some(Wrong::Broken(breach)),
        Verdict::Unsettled(_) => *unsettled += 1,
        Verdict::Kept => {}
    }
    match end? {
        End::Deadlock => Some(Wrong::Deadlock),
        _ if nothing_went_wrong(world) => {
            let open = operations(world.history()).into_iter().filter(|one| one.answer().is_none());
            let open: Vec<(NodeId, u32)> = open.map(|one| one.id()).collect();
            (!open.is_empty()).then_some(Wrong::Unserved(open))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod time;
