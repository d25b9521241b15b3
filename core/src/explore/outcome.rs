//! What can come out: what a program prints, and how it ends.

use super::found::{Examined, Wrong};
use super::search::Way;
use super::{Finding, Kind, Report};
use crate::go::process::Met;
use crate::schedule::Schedule;
use crate::sync::mix::twice;
use crate::world::through::through;
use crate::world::{Choice, Choices, End, Event, World};
use rustc_hash::{FxHashMap, FxHashSet};

/// One thing that can come out.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// What was printed, line by line.
    pub output: String,
    /// How the execution ended.
    pub end: End,
    /// A shortest way to it.
    pub schedule: Schedule,
}

impl Outcome {
    /// How the execution ended, in words: `exit 0`, `deadlock`, `panic: …` or `fatal error: …`.
    pub fn ending(&self) -> String {
        ending(&self.end)
    }
}

/// How an execution ended, in words.
pub(super) fn ending(end: &End) -> String {
    match end {
        End::Returned => "exit 0".into(),
        End::Exit(_, code) => format!("exit {code}"),
        End::Deadlock => "deadlock".into(),
        End::Panic(_, text) => format!("panic: {text}"),
        End::Fatal(_, text) => format!("fatal error: {text}"),
        // It says itself which of the two it is.
        End::Fault(_, fault) => fault.to_string(),
    }
}

/// What counts of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// What is printed, in its order, however it ends.
    Printed,
    /// The lines that are printed, each as often as it is, in whatever order.
    Lines,
    /// How it ends, whatever is printed.
    Ending,
}

/// Outcomes of which the same counts are in one group, by their numbers. Those that come first are first in their groups, and
/// their groups before others.
pub fn grouped(outcomes: &[Outcome], by: By) -> Vec<Vec<usize>> {
    let (mut known, mut groups) = (FxHashMap::default(), Vec::<Vec<usize>>::new());
    for (number, outcome) in outcomes.iter().enumerate() {
        let counts = match by {
            By::Printed => vec![outcome.output.clone()],
            By::Lines => lines(&outcome.output),
            By::Ending => vec![outcome.ending()],
        };
        match *known.entry(counts).or_insert(groups.len()) {
            group if group == groups.len() => groups.push(vec![number]),
            group => groups[group].push(number),
        }
    }
    groups
}

/// The lines of a text, in an order that depends on nothing else.
fn lines(output: &str) -> Vec<String> {
    let mut lines: Vec<String> = output.lines().map(str::to_owned).collect();
    lines.sort_unstable();
    lines
}

/// What has come out so far: each once, whoever was the one who ended it.
#[derive(Default)]
pub(super) struct Outcomes {
    known: FxHashSet<(String, String)>,
    all: Vec<(Outcome, Way)>,
}

impl Outcomes {
    /// If the world is at an end to which this way leads, that can come out.
    pub(super) fn look<W: Examined>(
        &mut self,
        world: &Printing<W>,
        way: Way,
        schedule: impl FnOnce() -> Schedule,
    ) {
        // Where a limit of ours was met, that is no end of the program's.
        let Some(end) = world.end().filter(|_| world.met().is_none()) else { return };
        self.add(world.output().to_owned(), end.clone(), way, schedule);
    }

    /// This can come out: what is printed, and how it ends.
    pub(super) fn add(&mut self, output: String, end: End, way: Way, schedule: impl FnOnce() -> Schedule) {
        let outcome = Outcome { output, end, schedule: Schedule::default() };
        if self.known.insert((outcome.output.clone(), outcome.ending())) {
            self.all.push((Outcome { schedule: schedule(), ..outcome }, way));
        }
    }

    /// Takes over what others have seen and is new here.
    pub(super) fn add_new(&mut self, others: Outcomes) {
        for (outcome, way) in others.all {
            if self.known.insert((outcome.output.clone(), outcome.ending())) {
                self.all.push((outcome, way));
            }
        }
    }

    /// All of them, and the ways to them.
    pub(super) fn all(&self) -> (Vec<Outcome>, Vec<Way>) {
        self.all.iter().cloned().unzip()
    }
}

/// The warning that the result depends on the schedule, with a way to the second result; `ways` are those to the outcomes.
///
/// Only executions that end as a program wants count: that it may also fail is a finding of its own. In which order lines are
/// printed counts as no difference, since goroutines that print do so in any order, as a rule. Other lines, another number of them
/// or another exit code do.
pub(super) fn schedule_dependent(report: &Report, ways: &[Way]) -> Option<Finding> {
    let fails = report.findings.iter().any(|finding| finding.kind == Kind::TestFailure);
    let result = |outcome: &Outcome| {
        let code = match outcome.end {
            End::Returned => 0,
            End::Exit(_, code) if code == 0 || !fails => code,
            _ => return None,
        };
        Some((code, lines(&outcome.output)))
    };
    let (mut known, mut second) = (FxHashSet::default(), None);
    for (outcome, way) in report.outcomes.iter().zip(ways) {
        if let Some(result) = result(outcome)
            && known.insert(result)
        {
            second = second.or_else(|| (known.len() == 2).then_some((outcome, way)));
        }
    }
    let (outcome, way) = second?;
    Some(Finding {
        kind: Kind::ScheduleDependent,
        subject: String::new(),
        sites: Vec::new(),
        schedule: outcome.schedule.clone(),
        steps: way.steps,
        switches: way.switches,
        unavoidable_from: None,
        repeats: 0,
        time: report.time,
    })
}

/// Adds the lines that are printed in these events.
pub(super) fn keep_printed(events: &[Event], output: &mut String) {
    for event in events {
        if let Event::Printed(_, line) = event {
            output.push_str(line);
            output.push('\n');
        }
    }
}

/// A program of which everything that was printed is a part of the state.
pub(super) struct Printing<W> {
    world: W,
    output: String,
}

impl<W> Printing<W> {
    /// One that has not printed anything yet.
    pub(super) fn new(world: W) -> Self {
        Printing { world, output: String::new() }
    }

    /// The program.
    pub(super) fn world(&self) -> &W {
        &self.world
    }

    /// What was printed so far, in whole lines.
    pub(super) fn output(&self) -> &str {
        &self.output
    }
}

impl<W: Examined> Examined for Printing<W> {
    fn wrongs(&self) -> Option<Vec<Wrong>> {
        self.world.wrongs()
    }

    fn drew(&self) -> bool {
        self.world.drew()
    }

    fn met(&self) -> Option<Met> {
        self.world.met()
    }
}

impl<W: Examined> World for Printing<W> {
    type Saved = (W::Saved, String);

    through!(world);

    fn choices(&self) -> &Choices {
        self.world.choices()
    }

    fn step(&mut self, choice: Choice, events: &mut Vec<Event>) {
        let before = events.len();
        self.world.step(choice, events);
        keep_printed(&events[before..], &mut self.output);
    }

    fn may_wait_later(&self, choice: Choice) -> bool {
        self.world.may_wait_later(choice)
    }

    fn would_wait(&self, choice: Choice) -> Option<bool> {
        self.world.would_wait(choice)
    }

    fn fingerprint(&self) -> u128 {
        self.world.fingerprint() ^ twice(&(&self.output, self.world.unfinished()))
    }

    fn save(&self) -> Option<Self::Saved> {
        Some((self.world.save()?, self.output.clone()))
    }

    fn save_over(&self, (world, output): &mut Self::Saved) {
        self.world.save_over(world);
        output.clone_from(&self.output);
    }

    fn restore(&mut self, (world, output): &Self::Saved) {
        self.world.restore(world);
        self.output.clone_from(output);
    }

    fn exchange(&mut self, (world, output): &mut Self::Saved) {
        self.world.exchange(world);
        std::mem::swap(&mut self.output, output);
    }
}
