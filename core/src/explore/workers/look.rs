//! Looking at every schedule of async Rust workers, as far as a number of states goes.

use super::super::bounded;
use super::super::found::{Found, Wrong};
use super::super::graph::Graph;
use super::super::outcome::{Outcomes, Printing};
use super::super::paths::Paths;
use super::super::samples::{SAMPLES, plan, sample};
use super::super::search::{Search, Way};
use super::super::watch::Watch;
use super::super::whole::{Unsaid, Whole};
use super::super::{Established, Kind, Report};
use super::audit::Merged;
use super::caught::Caught;
use crate::go::machine::Time;
use crate::schedule::Pick;
use crate::world::{Event, World};
use std::cell::Cell;
use std::rc::Rc;

/// What is said of a program whose workers have not declared all that they know.
const UNDECLARED: &str = "executions that are the same by what `Sim::at` declares do not go on alike";

/// How an execution begins.
type Start<'a, 'b> = &'a dyn Fn(&mut Vec<Event>) -> Caught<'b>;

/// Looks at the states of a program, at so many in each search.
pub(super) fn look(start: Start, states: usize) -> Report {
    let prints: Rc<Cell<bool>> = Rc::default();
    let start: Start = &|events| start(events).noting(&prints);
    let mut search = Search::new(start).with_graph();
    let mut found = Found::new(Time::Timely);
    let mut outcomes = Outcomes::default();
    let mut is_declared = false;
    let (established, is_spent) = found.look_through(&mut search, |search, state, _| {
        is_declared = is_declared || search.world().is_declared();
        if let Some(end) = search.world().end() {
            let way = search.way(state);
            outcomes.add(String::new(), end.clone(), way, || search.schedule(state));
        }
        search.states() >= states
    });
    let mut report =
        Report { established, states: search.states(), executions: search.ends(), ..Report::default() };
    if let Some(state) = search.diverged() {
        report.established = Established::Bounded(search.way(state).steps.saturating_sub(1));
        not_deterministic(&mut found, search.way(state), search.picks(state), "");
        return Report { findings: found.report().findings, ..report };
    }
    let all = 0..search.states() as u32;
    let known: Vec<(u32, Pick)> = all.clone().map(|state| search.found_from(state)).collect();
    let depths: Vec<u32> = all.map(|state| search.way(state).steps).collect();
    let graph = search.into_graph().unwrap_or_default();
    let begin = || start(&mut Vec::new());
    let merged = Merged { graph: &graph, known: &known, start: &begin };
    // States that are known from all that led to them need no second look.
    if let Some(picks) = is_declared.then(|| merged.parts()).flatten() {
        not_deterministic(&mut found, Way::of(picks.len() as u32, 0), picks, UNDECLARED);
        return Report { established: Established::default(), findings: found.report().findings, ..report };
    }
    judge(&graph, &depths, &begin, &mut found, &mut report);
    if is_spent {
        let looked =
            bounded::look_through(start, &mut found, &mut |search, _, _, _| search.states() >= states);
        report.states += looked.states;
        report.preemptions = looked.preemptions;
        if let Some((way, picks)) = looked.diverged {
            not_deterministic(&mut found, way, picks, "");
        }
    }
    let mut sampled = Outcomes::default();
    while is_spent && report.samples < SAMPLES {
        let world = Printing::new(begin());
        let (world, way, picks) = sample(world, plan(report.samples), &mut found, &mut |_, _| true);
        sampled.look(&world, way, || picks.into_iter().collect());
        report.samples += 1;
    }
    report.outcomes_complete = !is_spent;
    if prints.get() {
        outcomes = Outcomes::default();
        report.outcomes_complete = printed(start, states, &mut outcomes);
    }
    outcomes.add_new(sampled);
    Report { findings: found.report().findings, outcomes: outcomes.all().0, ..report }
}

/// Says what only all states together tell, and gives each finding its best way.
fn judge<'b>(
    graph: &Graph,
    depths: &[u32],
    begin: &dyn Fn() -> Caught<'b>,
    found: &mut Found,
    report: &mut Report,
) {
    let mut go_on = || true;
    let watch = &Watch::new(&mut go_on);
    let paths = Paths { graph, start: begin, watch };
    let whole = Whole { paths, depths };
    // Where nothing goes round, everybody comes to an end, and whoever does not is in a deadlock or a leak.
    if report.established == Established::Complete && graph.has_no_cycle(watch) == Some(false) {
        let all = whole.find(found);
        if !matches!(all, Ok(true)) {
            report.established = Established::Bounded(depths.iter().copied().max().unwrap_or_default());
        }
        report.timed = matches!(all, Err(Unsaid::Timeless));
    }
    whole.paths.improve(found, report.established == Established::Complete);
}

/// Gathers what can come out of a program that prints; whether that is all.
fn printed(start: Start, states: usize, outcomes: &mut Outcomes) -> bool {
    let start = |events: &mut Vec<Event>| Printing::new(start(events));
    let mut search = Search::new(start);
    while let Some(state) = search.visit() {
        outcomes.look(search.world(), search.way(state), || search.schedule(state));
        if search.states() >= states {
            return false;
        }
    }
    search.diverged().is_none()
}

fn not_deterministic(found: &mut Found, way: Way, picks: Vec<Pick>, subject: &str) {
    let wrong =
        Wrong { kind: Kind::NotDeterministic, subject: subject.into(), sites: Vec::new(), last: Vec::new() };
    found.add(wrong, None, way, &|| picks.clone());
}
