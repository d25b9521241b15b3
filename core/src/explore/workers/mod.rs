//! What every schedule of async Rust workers can lead to, for tests of programs that use [`sync`](crate::sync).

mod caught;
mod wrong;

use self::caught::{Caught, PROGRAM, Place, Print, at_start};
use super::found::{Found, Wrong};
use super::paths::Paths;
use super::samples::{SAMPLES, plan, sample};
use super::search::{Parking, Search, Way};
use super::watch::Watch;
use super::{Access, Established, Finding, Frame, Kind, Options, Report, Site};
use crate::go::machine::Time;
use crate::schedule::{Checks, Schedule, Token};
use crate::sync::{Finish, Sim};
use crate::timeline::stepper::Loading;
use crate::timeline::{Stepper, Timeline};
use crate::world::{Event, Tasks, WorkerId, World};
use std::fmt::Write as _;
use std::future::Future;
use std::rc::Rc;

/// A check of every schedule of a program of async Rust workers.
///
/// The program is a function from a [`Sim`] to the future that `main` runs. It is started anew for each schedule, so it must do
/// the same each time: whatever decides has to come from `sim`, or be told to the program. A program that does not is a finding.
///
/// Found are deadlocks, workers left behind when main returns, panics (of `assert!` and the like, of a worker that returns `Err`, of
/// a primitive that refuses) and data races on [`Variable`](crate::sync::Variable)s. Each comes with a shortest schedule, parking
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
    /// future remembers cannot be seen: no two rounds of it are the same.
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

    /// Looks at every schedule, as far as the states go, and says what was found. If there are more states than that, a thousand
    /// single schedules are tried as well.
    ///
    /// What can come out is not gathered, and no executions without an end are looked for: of the report's parts only those of
    /// findings, states, executions and samples say something. Executions that differ only in the order of steps that share nobody
    /// count once.
    pub fn report(&self) -> Report {
        let tasks = |events: &mut Vec<Event>| self.start(events);
        if let Some((text, place)) = at_start(&tasks) {
            let findings = vec![panics_at_start(text, place)];
            let established = Established::Complete;
            return Report { established, findings, states: 1, executions: 1, ..Report::default() };
        }
        let start = |events: &mut Vec<Event>| Caught::new(&tasks, &self.print, events);
        let mut search = Search::new(&start, Parking::Step).with_graph();
        let mut found = Found::new(Parking::Step, Time::Timely);
        let (established, is_spent) =
            found.look_through(&mut search, |search, _, _| search.states() >= self.states);
        let mut report =
            Report { established, states: search.states(), executions: search.ends(), ..Report::default() };
        if let Some(state) = search.diverged() {
            let way = search.way(state);
            report.established = Established::Bounded(way.steps.saturating_sub(1));
            let picks = search.picks(state);
            found.add(not_deterministic(), None, way, &|| picks.clone());
        } else {
            let graph = search.into_graph().unwrap_or_default();
            let (mut go_on, begin) = (|| true, &|| start(&mut Vec::new()));
            let watch = &Watch::new(&mut go_on);
            let paths = Paths { graph: &graph, start: begin, parking: Parking::Step, watch };
            paths.improve(&mut found, report.established == Established::Complete);
            while is_spent && report.samples < SAMPLES {
                let world = start(&mut Vec::new());
                sample(world, plan(report.samples), Parking::Step, &mut found, &mut |_, _| true);
                report.samples += 1;
            }
        }
        Report { findings: found.report().findings, ..report }
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
            panic!(
                "nothing was found by {steps} steps, in {} states, but there are more: allow for them with `states`, or be \
                 content with that by `incomplete`",
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
        let mut found = Found::new(Parking::Step, Time::Timely);
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
            Established::Bounded(steps) => format!("there are more, by more than {steps} steps"),
        };
        let _ = write!(text, "{} states were looked at: {rest}", report.states);
        text
    }
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

fn not_deterministic() -> Wrong {
    Wrong { kind: Kind::NotDeterministic, subject: String::new(), sites: Vec::new(), last: Vec::new() }
}
