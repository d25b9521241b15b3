//! What every schedule of async Rust workers can lead to, for tests of programs that use [`sync`](crate::sync).

mod audit;
mod caught;
mod declared;
mod look;
mod wrong;

use self::caught::{Caught, PROGRAM, Place, Print, at_start};
use self::look::look;
use super::found::Found;
use super::search::Way;
use super::{Access, Established, Finding, Frame, Kind, Options, Outcome, Report, Site};
use crate::go::machine::Time;
use crate::schedule::{Checks, Schedule, Token};
use crate::sync::{Finish, Sim};
use crate::timeline::stepper::Loading;
use crate::timeline::{Stepper, Timeline};
use crate::world::{End, Event, Tasks, WorkerId, World};
use std::fmt::Write as _;
use std::future::Future;
use std::rc::Rc;

/// A check of every schedule of a program of async Rust workers.
///
/// The program is a function from a [`Sim`] to the future that `main` runs. It is started anew for each schedule, so it must do
/// the same each time: whatever decides has to come from `sim`, or be told to the program. A program that does not is a finding.
///
/// Found are deadlocks, workers left behind when main returns, panics (of `assert!` and the like, of a worker that returns `Err`, of
/// a primitive that refuses) and data races on [`Variable`](crate::sync::Variable)s; where workers [declare themselves](Sim::at) and go
/// round, also those who can never run again, who starve, and who achieve nothing. Each comes with a shortest schedule, parking
/// counted, as a token that [`replay`](Explore::replay) takes.
///
/// ```
/// use lockstep_core::explore::{Explore, Kind};
/// use lockstep_core::sync::{Mutex, Sim, WakeRule};
///
/// /// Two workers that each take two locks, in this order or in that.
/// fn two(crossed: bool) -> impl Fn(Sim) -> futures::future::LocalBoxFuture<'static, ()> {
///     move |sim| {
///         Box::pin(async move {
///             let [a, b] = ["a", "b"].map(|name| Mutex::new(&sim, name, WakeRule::Go, ()));
///             let (first, second) = if crossed { (b.clone(), a.clone()) } else { (a.clone(), b.clone()) };
///             let other = sim.spawn("G2", async move {
///                 let _first = first.lock().await;
///                 let _second = second.lock().await;
///             });
///             let other = other.await;
///             {
///                 let _a = a.lock().await;
///                 let _b = b.lock().await;
///             }
///             let _ = other.join().await;
///         })
///     }
/// }
///
/// Explore::new(two(false)).check();
///
/// let report = Explore::new(two(true)).report();
/// assert_eq!(report.findings[0].kind, Kind::Deadlock);
/// ```
pub struct Explore<F> {
    program: F,
    states: usize,
    incomplete: bool,
    replay: Option<String>,
    print: Print,
}

impl<F, W> Explore<F>
where
    F: Fn(Sim) -> W,
    W: Future + 'static,
    W::Output: Finish,
{
    /// A check of this program.
    pub fn new(program: F) -> Self {
        let print: Print = Rc::new(|line| eprintln!("{line}"));
        Explore { program, states: Options::default().states, incomplete: false, replay: None, print }
    }

    /// Looks at no more than so many states: 200,000 if nothing is said. A loop without an end needs such a limit, because what a
    /// future remembers cannot be seen: no two rounds of it are the same, unless each worker [says where it is](Sim::at).
    #[must_use]
    pub fn states(self, states: usize) -> Self {
        Explore { states, ..self }
    }

    /// Is content if nothing was found although there are more schedules than were tried.
    #[must_use]
    pub fn incomplete(self) -> Self {
        Explore { incomplete: true, ..self }
    }

    /// Takes just this schedule: [`check`](Explore::check) goes through it without catching a panic, so that it is seen where it
    /// comes from.
    #[must_use]
    pub fn replay(self, token: &str) -> Self {
        Explore { replay: Some(token.into()), ..self }
    }

    /// Where the token of a schedule goes whose last step panics, if a panic cannot be caught: in wasm, where standard error leads
    /// nowhere, this may be `console.error`.
    #[must_use]
    pub fn print(self, print: impl Fn(&str) + 'static) -> Self {
        Explore { print: Rc::new(print), ..self }
    }

    /// Looks at every schedule, as far as the states go, and says what was found and what can come out: the lines that are printed
    /// ([`Sim::print`]), and the end. If there are more states than that, those are looked at, as far as the states go again, in which
    /// a worker is taken off that could go on never, once, twice and three times, and then a thousand single schedules are tried.
    ///
    /// Who can never run again, who starves, and who goes on for ever and achieves nothing is looked for where executions go round, which
    /// they do only where every worker [declares itself](Sim::at); what is declared is tried on a sample. Of the report's parts those
    /// of limits, numbers drawn and the map say nothing. Executions that differ only in the order of steps that share nobody count once.
    /// That an outcome depends on the schedule is no finding here.
    pub fn report(&self) -> Report {
        let tasks = |events: &mut Vec<Event>| self.start(events);
        if let Some((text, place)) = at_start(&tasks) {
            let findings = vec![panics_at_start(text, place)];
            let established = Established::Complete;
            let end = End::Panic(WorkerId(0), findings[0].subject.as_str().into());
            let outcomes = vec![Outcome { output: String::new(), end, schedule: Schedule::default() }];
            let outcomes_complete = true;
            return Report {
                established,
                findings,
                states: 1,
                executions: 1,
                outcomes,
                outcomes_complete,
                ..Report::default()
            };
        }
        let start = |events: &mut Vec<Event>| Caught::new(&tasks, &self.print, events);
        look(&start, self.states)
    }

    /// Looks at every schedule, and gives the report if nothing is wrong.
    ///
    /// # Panics
    /// If something was found, with the account of it and the tokens of the schedules; and if nothing was, but not every schedule
    /// was tried, unless that is [enough](Explore::incomplete).
    #[track_caller]
    pub fn check(&self) -> Report {
        if let Some(token) = &self.replay {
            return self.go_through(token);
        }
        let report = self.report();
        assert!(report.findings.is_empty(), "{}", self.account(&report));
        if let (Established::Bounded(steps), false) = (report.established, self.incomplete) {
            assert!(
                !report.timed,
                "nothing was found in {} states, but somebody goes round until time passes, and it passes only when nobody can \
                 go on: sleep in that loop, or be content with this by `incomplete`",
                report.states
            );
            panic!(
                "nothing was found by {steps} steps{}, in {} states, but there are more: allow for them with `states`, let each \
                 worker that goes round say where it is by `Sim::at`, or be content with that by `incomplete`",
                preempted("or with at most", &report),
                report.states
            );
        }
        report
    }

    /// The token of a finding's schedule.
    pub fn token(&self, finding: &Finding) -> String {
        let tasks = |events: &mut Vec<Event>| self.start(events);
        let start = |events: &mut Vec<Event>| Caught::new(&tasks, &self.print, events);
        let checks = match finding.schedule.is_empty() {
            // There may be nothing to go through: it panics before its first step.
            true => Checks::new(0, |_| 0),
            false => Timeline::through(start, &finding.schedule).checks(),
        };
        let (program, parameters) = (PROGRAM.into(), Vec::new());
        Token { program, parameters, schedule: finding.schedule.clone(), checks }.to_string()
    }

    fn start(&self, events: &mut Vec<Event>) -> Tasks {
        Tasks::new(&self.program, events)
    }

    /// Goes through one schedule.
    #[track_caller]
    fn go_through(&self, token: &str) -> Report {
        let read: Token = match token.parse() {
            Ok(read) => read,
            Err(error) => panic!("{error}"),
        };
        if read.program != PROGRAM {
            panic!("this token is of `{}`, not of a program that `Explore` has checked", read.program);
        }
        let tasks = |events: &mut Vec<Event>| self.start(events);
        let mut stepper = Stepper::replaying(tasks, &read);
        if let Loading::Parted { after, by } = stepper.load(read.schedule.len() + 1) {
            panic!(
                "this token is of another program, or this one has changed since: after {after} steps both are known to be \
                 the same, and by step {by} they differ"
            );
        }
        let mut found = Found::new(Time::Timely);
        let mut world = Caught::new(&tasks, &self.print, &mut Vec::new());
        let taken = (1..=stepper.len()).filter_map(|step| stepper.timeline().choice(step));
        taken.for_each(|choice| world.step(choice, &mut Vec::new()));
        let way = Way::of(stepper.len(), 0);
        let is_whole = found.look(&world, None, way, &Vec::new);
        let report = found.report();
        let account = report.findings.iter().map(told).collect::<String>();
        assert!(report.findings.is_empty(), "{}", account.trim_end());
        assert!(is_whole, "after this schedule there is too much left to be done to say what is wrong");
        // One schedule says nothing of others.
        Report { states: 1, ..report }
    }

    /// What was found, in words.
    fn account(&self, report: &Report) -> String {
        let mut text = String::new();
        for finding in &report.findings {
            text.push_str(&told(finding));
            // Writing to a String cannot fail.
            let _ = writeln!(text, "    schedule: {}", self.token(finding));
        }
        let rest = match report.established {
            Established::Complete => "these are all states there are".to_owned(),
            Established::Bounded(steps) => {
                format!(
                    "there are more, by more than {steps} steps{}",
                    preempted("and with more than", report)
                )
            }
        };
        let _ = write!(text, "{} states were looked at: {rest}", report.states);
        text
    }
}

/// How many workers at most that could go on were taken off in schedules that were all looked at, after these words.
fn preempted(words: &str, report: &Report) -> String {
    report.preemptions.map_or_else(String::new, |count| format!(" {words} {count} preemptions"))
}

/// A finding and where the workers stand that it is about.
fn told(finding: &Finding) -> String {
    let Finding { kind, subject, steps, switches, .. } = finding;
    let about = if subject.is_empty() { "" } else { ": " };
    let mut text = format!("{}{about}{subject} (steps: {steps}, switches: {switches}", kind.name());
    if let Some(from) = finding.unavoidable_from {
        let _ = write!(text, ", unavoidable after {from}");
    }
    text.push_str(")\n");
    for Site { goroutine, wait, access, stack, .. } in &finding.sites {
        let does = match access {
            Access::Read => " reads",
            Access::Write => " writes",
            Access::None if wait.is_empty() => "",
            Access::None => " waits: ",
        };
        let _ = write!(text, "    {goroutine}{does}{wait}");
        for place in stack {
            let _ = write!(text, " at {}:{}:{}", place.function, place.line, place.column);
        }
        text.push('\n');
    }
    text
}

/// A panic before anything was asked for.
fn panics_at_start(subject: String, place: Option<Place>) -> Finding {
    let frame = |(function, line, column)| Frame { function, line, column };
    let stack = place.into_iter().map(frame).collect();
    let (who, goroutine) = (WorkerId(0), "main".into());
    let main = Site { who, goroutine, stack, ..Site::default() };
    Finding {
        kind: Kind::Panic,
        subject,
        sites: vec![main],
        schedule: Schedule::default(),
        steps: 0,
        switches: 0,
        unavoidable_from: Some(0),
        repeats: 0,
        time: Time::Timely,
    }
}
