//! What every schedule of a Go program can lead to.

pub mod classes;
mod wrong;

use super::bounded;
use super::found::{Examined, Found};
use super::map::{MOST, Map};
pub use super::outcome::{By, Outcome, grouped};
use super::outcome::{Outcomes, Printing, schedule_dependent};
use super::paths::Paths;
use super::samples::{SAMPLES, plan, sample};
use super::search::{Search, Way};
use super::watch::Watch;
use super::whole::{Unsaid, Whole};
use super::{Established, Finding, Kind, Options, Progress, Report, Site, Stage};
use crate::go::code::Code;
use crate::go::code::instr::{Instr, Request};
use crate::go::code::sliced::Sliced;
use crate::go::machine::{Limits, Status, Time};
use crate::go::{GoWorld, Program, Run};
use crate::schedule::{At, Pick, Policy, Replay, Schedule};
use crate::world::{Choice, Event, World};
use std::rc::Rc;
use wrong::Fails;

/// How many steps are taken, or states visited, from one word on how far it has come to the next: a step may compute for a
/// millisecond.
const TOLD_EVERY: u64 = 16;

/// So many bytes of printed lines are gone through in a search for what can come out, those of each state counted: what is printed for ever
/// grows from state to state.
const PRINTED: usize = 64_000_000;

/// So often goroutines may compute for long in all samples together.
const SAMPLE_SLICES: u32 = 200;

/// The seed of the numbers that a program draws without one of its own.
pub const SEED: u64 = 0;

/// How a search comes to its first state: of one type, so that there is one search of such worlds in the wasm and not one for each start.
type Start<'a> = &'a dyn Fn(&mut Vec<Event>) -> GoWorld;

/// What is asked of a program, and how the answer comes about.
struct Asked<'a> {
    program: &'a Program,
    options: Options,
    go_on: &'a mut dyn FnMut(Progress) -> bool,
    /// How many steps and visits of a search there had been when it was told last.
    told_at: u64,
}

/// Looks at every schedule of a program, as far as the budget goes. From time to time `go_on` is told how far it has come, and
/// says whether it goes on.
///
/// Numbers that the program draws, and the order in which it goes through a map of more than 64 keys, are those of one seed.
pub fn check(program: &Program, options: Options, go_on: &mut dyn FnMut(Progress) -> bool) -> Report {
    let mut asked = Asked { program, options, go_on, told_at: 0 };
    let mut report = asked.states();
    if report.is_none() {
        // Somebody polls until something has happened that takes time: it has to pass while they do.
        asked.options.limits.time = Time::AnyDelay;
        report = asked.states();
    }
    let (mut found, mut report, is_spent) = report.unwrap_or_default();
    let mut sampled = Outcomes::default();
    if is_spent && !asked.alike(&mut found, &mut report) {
        asked.bounded(&mut found, &mut report);
        sampled = asked.samples(&mut found, &mut report);
    } else if report.established == Established::Complete {
        report.races_within = asked.races_apart(&mut found);
    }
    if let Some(map) = &mut report.map {
        found.mark(map);
    }
    let Report { mut findings, met, drew, .. } = found.report();
    for failed in findings.iter_mut().filter(|finding| finding.kind == Kind::TestFailure) {
        let sites = asked.fails(failed);
        if !sites.is_empty() {
            failed.sites = sites;
        }
    }
    let (time, timed) = (asked.options.limits.time, passes_time(&program.code()));
    let report = Report { time, timed, drew, met, findings, ..report };
    // Where it is proved that no schedule comes to an end, nothing can come out.
    if report.established == Established::Complete && report.executions == 0 && !drew && met.is_none() {
        return Report { outcomes_complete: true, ..report };
    }
    asked.outcomes(sampled, report)
}

/// What is wrong where a schedule ends that begins in a world: of what a check finds, that which shows in one state. Who starves, or
/// goes on for ever, is not seen in it.
pub fn found_after(mut world: GoWorld, schedule: &Schedule) -> Vec<Finding> {
    let mut found = Found::new(world.machine().limits().time);
    let (mut replay, mut at) = (Replay::new(schedule.clone()), At { step: 0, last: None });
    while let Some(choice) = replay.pick(world.choices(), at) {
        world.remember(choice);
        world.step(choice, &mut Vec::new());
        at = At { step: at.step + 1, last: Some(choice.worker) };
    }
    found.look(&world, None, Way::default(), &Vec::new);
    if world.machine().ended().is_none() {
        for wrong in wrong::races_with_first(&world) {
            found.add(wrong, None, Way::default(), &Vec::new);
        }
    }
    found.report().findings
}

impl<'a> Asked<'a> {
    /// Starts the program as it is asked for now.
    fn start(&self) -> impl Fn(&mut Vec<Event>) -> GoWorld + use<'a> {
        let (program, limits) = (self.program, self.options.limits);
        move |events| GoWorld::quiet(program, limits, SEED, events)
    }

    /// The same, with goroutines that are alike taken one for the other, and without what can decide nothing.
    fn start_alike(&self) -> impl Fn(&mut Vec<Event>) -> GoWorld + use<'a> {
        let (start, sliced) = (self.start(), Rc::new(Sliced::new(&self.program.code())));
        move |events| start(events).with_sliced(sliced.clone())
    }

    /// Where a schedule that leads to a failed test calls `Fail`, each place once: the end itself does not tell that any more.
    fn fails(&self, failed: &Finding) -> Vec<Site> {
        let limits = Limits { time: failed.time, ..self.options.limits };
        let mut fails = Fails::default();
        // Where the schedule would not go its way, that much is known all the same.
        let _ = Run::new(self.program, limits, SEED, &mut fails).replay(&failed.schedule, &mut fails);
        fails.sites
    }

    /// Looks at the states, those first that few steps lead to, and says whether there were too many. Nothing if time does not pass although it would have to.
    fn states(&mut self) -> Option<(Found, Report, bool)> {
        let (start, time) = (self.start(), self.options.limits.time);
        let mut search = Search::new(&start as Start<'_>).with_graph();
        let mut found = Found::new(time);
        let (mut established, is_spent) = found.look_through(&mut search, |search, state, found| {
            self.is_spent(search, state, Stage::Findings, &|| found.report())
        });
        let (states, executions) = (search.states(), search.ends());
        let known: Vec<(u32, Pick)> = match states <= MOST {
            true => (0..states as u32).map(|state| search.found_from(state)).collect(),
            false => Vec::new(),
        };
        let depths: Vec<u32> = (0..states as u32).map(|state| search.way(state).steps).collect();
        let graph = search.into_graph().unwrap_or_default();
        let (so_far, depth) = (found.report(), depths.iter().copied().max().unwrap_or_default());
        let mut go_on = || self.goes_on(states, depth, &so_far);
        let watch = &Watch::new(&mut go_on);
        let start = &|| start(&mut Vec::new());
        let paths = Paths { graph: &graph, start, watch };
        let whole = Whole { paths, depths: &depths };
        if established == Established::Complete {
            match whole.find(&mut found) {
                Ok(true) => {}
                // What can be said only of all states was not said of all.
                Ok(false) | Err(Unsaid::Stopped) => established = Established::Bounded(depth),
                Err(Unsaid::Timeless) if time == Time::Timely => return None,
                Err(Unsaid::Timeless) => established = Established::default(),
            }
        }
        whole.paths.improve(&mut found, established == Established::Complete);
        let has_map = established == Established::Complete && !known.is_empty();
        let map = if has_map { Map::of(&whole.paths, &known, &found) } else { None };
        Some((found, Report { established, states, executions, map, ..Report::default() }, is_spent))
    }

    /// Looks at the states once more, with goroutines that are alike taken one for the other, and without what can decide nothing;
    /// whether that shows everything that can go wrong. Who can never run again while others go on for ever, or starves, is not
    /// looked for: so that nothing is missed, nothing may go on for ever.
    fn alike(&mut self, found: &mut Found, report: &mut Report) -> bool {
        let start = self.start_alike();
        let mut search = Search::new(&start as Start<'_>).with_graph();
        while let Some(state) = search.visit() {
            let way = search.way(state);
            let is_whole = found.look(search.world(), None, way, &|| search.picks(state));
            if self.is_spent(&search, state, Stage::Findings, &|| found.report()) || !is_whole {
                report.states += search.states();
                return false;
            }
        }
        report.states += search.states();
        let (states, executions) = (search.states(), search.ends());
        let so_far = found.report();
        let mut go_on = || self.goes_on(states, 0, &so_far);
        let watch = Watch::new(&mut go_on);
        let whole = search.into_graph().is_some_and(|graph| graph.has_no_cycle(&watch) == Some(true));
        if whole {
            *report = Report { established: Established::Complete, states, executions, ..Report::default() };
        }
        whole
    }

    /// Looks at the states once more, with no, one, two, … goroutines taken off the processor that could go on.
    fn bounded(&mut self, found: &mut Found, report: &mut Report) {
        let start = self.start();
        let looked = bounded::look_through(&start, found, &mut |search, state, preemptions, found| {
            self.is_spent(search, state, Stage::Bounded(preemptions), &|| found.report())
        });
        report.states += looked.states;
        report.preemptions = looked.preemptions;
    }

    /// Where something keeps apart what it does not order, there may be a data race that no state shows: time, as long as it is timely,
    /// and answers on which it depends what is done, such as that of a `TryLock` that fails. Up to how many steps all were found, if not
    /// all were.
    fn races_apart(&mut self, found: &mut Found) -> Option<u32> {
        let (code, time) = (self.program.code(), self.options.limits.time);
        let passes = time == Time::Timely && passes_time(&code);
        // That an Unlock was no fatal error tells that somebody has locked before, and so on.
        let ends = |kind: Kind| matches!(kind, Kind::Panic | Kind::Fatal);
        let looks = code.looks || found.seen.iter().any(|seen| ends(seen.finding.kind));
        if !passes && !looks {
            return None;
        }
        if passes {
            self.options.limits.time = Time::AnyDelay;
        }
        // Goroutines that are alike race alike, and what decides nothing decides no race.
        let plain = self.start_alike();
        let start = |events: &mut Vec<Event>| match looks {
            true => plain(events).remembering(),
            false => plain(events),
        };
        let mut search = Search::new(&start as Start<'_>);
        let (mut races, mut bound) = (Found::new(self.options.limits.time), None);
        while let Some(state) = search.visit() {
            let (way, world) = (search.way(state), search.world());
            races.note(world);
            let mut all = world.met().is_none();
            let wrongs = match looks {
                true => wrong::races_with_first(world),
                false => wrong::races(world),
            };
            for wrong in wrongs {
                all &= races.add(wrong, None, way, &|| plain_picks(&start, search.picks(state)));
            }
            let is_spent = self.is_spent(&search, state, Stage::Races, &|| found.report());
            if !all || is_spent {
                bound.get_or_insert(way.steps.saturating_sub(1));
            }
            if is_spent {
                break;
            }
        }
        self.options.limits.time = time;
        match found.add_new(races) {
            true => bound,
            false => Some(0),
        }
    }

    /// Tries single schedules, and gives what comes out.
    fn samples(&mut self, found: &mut Found, report: &mut Report) -> Outcomes {
        let (mut slices, mut outcomes) = (SAMPLE_SLICES, Outcomes::default());
        while report.samples < SAMPLES && slices > 0 {
            let (stage, states) = (Stage::Samples(report.samples), report.states);
            if !(self.go_on)(Progress { stage, states, open: 0, depth: 0, report: &|| found.report() }) {
                break;
            }
            let mut may_go = |world: &Printing<GoWorld>, choice: Choice| {
                let place = world.world().place(choice.worker);
                let pauses = |place| world.world().machine().goroutine(place).status == Status::Pausing;
                if !place.is_some_and(pauses) {
                    return true;
                }
                let left = slices.checked_sub(1);
                slices = left.unwrap_or_default();
                left.is_some()
            };
            let world = Printing::new(self.start()(&mut Vec::new()));
            let (world, way, picks) = sample(world, plan(report.samples), found, &mut may_go);
            outcomes.look(&world, way, || picks.into_iter().collect());
            report.samples += 1;
        }
        outcomes
    }

    /// Adds to a report what can come out, and whether that is all; `sampled` came out of single schedules.
    fn outcomes(&mut self, sampled: Outcomes, report: Report) -> Report {
        let plain = self.start();
        let start = |events: &mut Vec<Event>| Printing::new(plain(events));
        let mut search = Search::new(start);
        let (mut outcomes, mut is_spent, mut printed) = (Outcomes::default(), false, 0);
        while !is_spent && let Some(state) = search.visit() {
            outcomes.look(search.world(), search.way(state), || search.schedule(state));
            let so_far = || Report { outcomes: outcomes.all().0, ..report.clone() };
            printed += search.world().output().len();
            is_spent = self.is_spent(&search, state, Stage::Outcomes, &so_far) || printed > PRINTED;
        }
        outcomes.add_new(sampled);
        let (outcomes, ways) = outcomes.all();
        let outcomes_complete = !is_spent && !report.drew && report.met.is_none();
        let mut report = Report { outcomes, outcomes_complete, ..report };
        report.findings.extend(schedule_dependent(&report, &ways));
        report
    }

    /// Whether whoever waits for what is said of all states together wants to wait on.
    fn goes_on(&mut self, states: usize, depth: u32, so_far: &Report) -> bool {
        (self.go_on)(Progress { stage: Stage::Findings, states, open: 0, depth, report: &|| so_far.clone() })
    }

    /// Whether a search that visits this state has to stop. `report` gives what is known.
    fn is_spent<W: World, S: Fn(&mut Vec<Event>) -> W>(
        &mut self,
        search: &Search<W, S>,
        state: u32,
        stage: Stage,
        report: &dyn Fn() -> Report,
    ) -> bool {
        let (states, open, depth) = (search.states(), search.open(), search.way(state).steps);
        let done = search.steps() + search.visited();
        // Each search begins with none.
        let is_due = done < self.told_at || done - self.told_at >= TOLD_EVERY;
        if is_due {
            self.told_at = done;
        }
        states >= self.options.states
            || is_due && !(self.go_on)(Progress { stage, states, open, depth, report })
    }
}

/// The same picks in a world that remembers no access.
fn plain_picks(start: Start<'_>, picks: Vec<Pick>) -> Vec<Pick> {
    let mut world = start(&mut Vec::new());
    let mut plain = Vec::new();
    for pick in picks {
        let choice = pick.find(world.choices()).expect("a search went there");
        let ways: Vec<Choice> = world.choices().of(choice.worker).to_vec();
        // Those by which an access is remembered come last.
        plain.extend(Pick::name(world.plain(choice), ways));
        world.step(choice, &mut Vec::new());
    }
    plain
}

/// Whether a program has to do with time.
fn passes_time(code: &Code) -> bool {
    requests(code)
        .any(|request| matches!(request, Request::Sleep | Request::StartTimer | Request::ResetTimer))
}

fn requests(code: &Code) -> impl Iterator<Item = Request> + '_ {
    let called = code.functions.iter().filter(|function| !function.uncalled);
    called.flat_map(|function| &function.instrs).filter_map(|instr| match instr {
        Instr::Request { request, .. } => Some(*request),
        _ => None,
    })
}
