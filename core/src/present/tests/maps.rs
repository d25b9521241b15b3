//! The map of a small program: that it is all of it, what is marked where, and the way of a run over it.

use super::*;
use crate::explore::map::{MOST, Map, Outlook};
use crate::explore::{self, Established, Kind, Options, Report};
use crate::go::lower::LoopVariables;
use crate::go::machine::Limits;
use crate::go::{GoWorld, Program};
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Two goroutines take two locks in opposite orders.
const LOCKS: &str = "package main\n\nimport \"sync\"\n\nvar a, b sync.Mutex\n\nfunc main() {\n\tvar wg sync.WaitGroup\n\t\
    wg.Go(func() { a.Lock(); b.Lock(); b.Unlock(); a.Unlock() })\n\t\
    wg.Go(func() { b.Lock(); a.Lock(); a.Unlock(); b.Unlock() })\n\twg.Wait()\n}\n";

/// One goroutine is left behind if the other is received from first.
const LEFT: &str = "package main\n\nfunc main() {\n\tch := make(chan int)\n\tgo func() { ch <- 1 }()\n\t\
    go func() { ch <- 2 }()\n\tif <-ch == 1 {\n\t\t<-ch\n\t}\n}\n";

/// A counter is raced for.
const RACE: &str = "package main\n\nvar n int\n\nfunc main() {\n\tdone := make(chan bool)\n\t\
    go func() { n++; done <- true }()\n\tn++\n\t<-done\n\tprintln(n)\n}\n";

/// One polls for ever what another sets.
const POLLS: &str = "package main\n\nimport \"sync/atomic\"\n\nfunc main() {\n\tvar on atomic.Bool\n\t\
    go func() { on.Store(true) }()\n\tfor !on.Load() {\n\t}\n}\n";

struct Drawn {
    program: Program,
    report: Report,
    survey: Survey<GoWorld>,
    view: MapView,
}

fn compiled(text: &str) -> Program {
    Program::compile("main.go", text.as_bytes(), None, LoopVariables::PerIteration).expect("it is Go")
}

fn checked(text: &str) -> Report {
    explore::go::check(&compiled(text), Options::default(), &mut |_| true)
}

impl Drawn {
    fn of(text: &str) -> Drawn {
        let program = compiled(text);
        let report = explore::go::check(&program, Options::default(), &mut |_| true);
        let of = report.map.as_ref().expect("it is small");
        let start = |events: &mut Vec<Event>| {
            GoWorld::new(
                &program,
                Limits { time: report.time, ..Limits::default() },
                explore::go::SEED,
                events,
            )
        };
        let mut survey = Survey::new(of, &[], start).expect("it can be saved");
        while survey.is_busy() {
            survey.work(of, &[]);
        }
        let view = map(of, &survey, &report.findings, Locale::English);
        Drawn { program, report, survey, view }
    }

    fn map(&self) -> &Map {
        self.report.map.as_ref().expect("it is small")
    }

    fn start(&self, events: &mut Vec<Event>) -> GoWorld {
        let limits = Limits { time: self.report.time, ..Limits::default() };
        GoWorld::new(&self.program, limits, explore::go::SEED, events)
    }

    fn count(&self, mark: Mark) -> usize {
        self.view.nodes.iter().filter(|node| node.mark == mark).count()
    }

    /// The states of the map to which a run comes.
    fn follow(&self, run: &Timeline) -> Vec<u32> {
        let mut following = Following::new(|events| self.start(events));
        while following.is_busy(run.len()) {
            following.work(run, &self.survey);
        }
        assert!(following.is_of(run, run.len()));
        following.states(run.len()).to_vec()
    }
}

#[test]
fn the_states_of_the_map_are_those_of_the_search_each_drawn_once() {
    for text in [LOCKS, LEFT, RACE, POLLS] {
        let drawn = Drawn::of(text);
        let (map, view) = (drawn.map(), &drawn.view);
        assert_eq!(map.states.len(), drawn.report.states);
        assert_eq!(view.places.len(), map.states.len());
        let mut steps: Vec<u32> = view.lines.iter().flat_map(|line| line.steps.clone()).collect();
        steps.sort_unstable();
        let all = steps.len();
        steps.dedup();
        assert_eq!(steps.len(), all, "a step is on one line");
        for (number, step) in (0u32..).zip(&map.steps) {
            let (from, to) = (view.places[step.from as usize], view.places[step.to as usize]);
            // What is behind a finding is a part of its node.
            assert!(steps.binary_search(&number).is_ok() || (from == to && matches!(to, MapPlace::Node(_))));
        }
        for line in &view.lines {
            for pair in line.steps.windows(2) {
                let (one, next) = (map.steps[pair[0] as usize], map.steps[pair[1] as usize]);
                assert_eq!((one.to, one.pick.worker), (next.from, next.pick.worker));
            }
        }
    }
}

#[test]
fn lines_lead_down_or_are_marked_as_going_back_and_nothing_overlaps() {
    for text in [LOCKS, LEFT, RACE, POLLS] {
        let MapView { width, height, nodes, lines, .. } = Drawn::of(text).view;
        for line in &lines {
            assert!(line.back || nodes[line.to].y > nodes[line.from].y, "{line:?}");
        }
        for (place, node) in nodes.iter().enumerate() {
            assert!(node.x > 0.0 && node.x < width && node.y > 0.0 && node.y < height);
            let near = |other: &MapNode| (other.x - node.x).hypot(other.y - node.y) < 39.0;
            assert!(!nodes[place + 1..].iter().any(near), "{node:?}");
        }
        let labels: Vec<(f64, f64)> = lines.iter().filter_map(|line| line.at).collect();
        for (place, (x, y)) in labels.iter().enumerate() {
            let near = |(other, at): &(f64, f64)| (other - x).abs() < 10.0 && (at - y).abs() < 12.0;
            assert!(!labels[place + 1..].iter().any(near));
        }
        assert!(labels.len() * 2 > lines.len(), "most lines say whose they are");
    }
    assert!(Drawn::of(POLLS).view.lines.iter().any(|line| line.back), "polling goes back");
}

#[test]
fn a_shortest_way_to_each_state_leads_there() {
    for text in [LOCKS, LEFT, RACE, POLLS] {
        let drawn = Drawn::of(text);
        for state in 0..drawn.map().states.len() as u32 {
            let run = Timeline::through(|events| drawn.start(events), &drawn.map().schedule(state));
            assert_eq!(run.len() as usize, drawn.map().way(state).len());
            assert_eq!(drawn.follow(&run).last(), Some(&state));
        }
    }
}

#[test]
fn a_deadlock_is_an_end_and_what_leads_into_it_whatever_happens_is_marked() {
    let drawn = Drawn::of(LOCKS);
    assert_eq!((drawn.count(Mark::Start), drawn.count(Mark::Bad), drawn.count(Mark::Good)), (1, 1, 1));
    assert!(drawn.count(Mark::Doomed) > 0);
    let finding = &drawn.report.findings[0];
    let bad = drawn.view.nodes.iter().find(|node| node.mark == Mark::Bad).expect("there is one");
    assert_eq!(bad.notes, ["Deadlock: all goroutines are asleep - deadlock!"]);
    assert!(bad.said.plain().contains(": Everyone waits."), "{}", bad.said);
    assert!(bad.next.is_empty());
    // The search says the same of the way to it.
    let from = finding.unavoidable_from.expect("every state was looked at");
    let run = Timeline::through(|events| drawn.start(events), &finding.schedule);
    let mut following = Following::new(|events| drawn.start(events));
    while following.is_busy(run.len()) {
        following.work(&run, &drawn.survey);
    }
    let outlook = |position: u32| {
        let state = *following.states(position).last().expect("it starts somewhere");
        drawn.map().states[state as usize].outlook
    };
    assert_eq!((outlook(from - 1), outlook(from)), (Outlook::Open, Outlook::Doomed));
    assert_eq!(outlook(run.len()), Outlook::Wrong);
}

#[test]
fn a_run_that_waits_early_is_followed_to_where_it_ends() {
    for text in [LOCKS, LEFT, RACE, POLLS] {
        let drawn = Drawn::of(text);
        for seed in 0..40 {
            let mut events = Vec::new();
            let mut world = drawn.start(&mut events);
            let mut run = Timeline::new(&events);
            let mut policy = Plan::Random { seed }.start();
            while run.len() < 200
                && let Some(choice) = policy.pick(world.choices(), At { step: run.len(), last: None })
            {
                events.clear();
                world.step(choice, &mut events);
                run.record(&events);
            }
            let states = drawn.follow(&run);
            let last = states[states.len() - 1];
            assert!(drawn.map().steps_from(last).next().is_none(), "{text} {seed} {states:?}");
            // It goes from state to state by steps of the map.
            for pair in states.windows(2) {
                assert!(drawn.map().steps_from(pair[0]).any(|(_, step)| step.to == pair[1]));
            }
            let traced = drawn.view.trace(drawn.map(), &states);
            assert_eq!(drawn.view.places[last as usize], MapPlace::Node(traced.at));
        }
    }
}

#[test]
fn what_is_left_behind_or_raced_for_is_marked() {
    let left = Drawn::of(LEFT);
    assert!(left.report.findings.iter().any(|finding| finding.kind == Kind::Leak));
    assert!(left.count(Mark::Bad) > 0 && left.count(Mark::Good) > 0);
    let race = Drawn::of(RACE);
    let found: Vec<_> = race.view.nodes.iter().filter(|node| node.mark == Mark::Found).collect();
    assert!(
        !found.is_empty() && found.iter().all(|node| node.notes[0].starts_with("Data race: n")),
        "{found:?}"
    );
    assert_eq!(race.count(Mark::Doomed), 0, "a race belongs to the way");
}

#[test]
fn there_is_no_map_where_there_are_too_many_states_or_not_all_were_seen() {
    let large = LOCKS.replace(
        "wg.Go(func() { a.Lock()",
        "for range 3 { wg.Go(func() { println() }) }\n\twg.Go(func() { a.Lock()",
    );
    let report = checked(&large);
    assert!(report.states > MOST && report.established == Established::Complete, "{}", report.states);
    assert_eq!(report.map, None);
    let few = Options { states: 20, ..Options::default() };
    assert_eq!(explore::go::check(&compiled(LOCKS), few, &mut |_| true).map, None);
}
