//! What a check of every schedule has found, in words: the verdict, what it rests on, what can go wrong, what can come out.

use super::outcomes::outcomes;
use super::{Arg, Locale, Message, Sentence};
use crate::explore::{Access, Established, Finding, Kind, Report, Severity, Site, Stage, Told};
use crate::go::machine::Time;
use crate::go::process::Met;
use crate::say;
use crate::world::{End, Text, WorkerId};

/// How a check stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// It goes on.
    #[default]
    Running,
    /// It has come to its end.
    Done,
    /// The reader has stopped it.
    Stopped,
    /// It broke off, for want of memory most likely.
    Broken,
}

/// How a check turned out, as a colour and a sign say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing is known yet.
    #[default]
    Open,
    /// Nothing can go wrong.
    Good,
    /// Something can go wrong.
    Bad,
}

/// How fast it goes and what it takes, as whoever runs it measures it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pace {
    /// States a second.
    pub rate: f64,
    /// Bytes of memory.
    pub memory: f64,
}

/// Everything that a front end draws of a check.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CheckView {
    /// How it turned out.
    pub tone: Tone,
    /// The same in one sentence.
    pub verdict: String,
    /// What it rests on, and how the search goes on.
    pub notes: Vec<String>,
    /// States, rate, depth and memory, while it goes on.
    pub figures: Vec<String>,
    /// What can go wrong, in the order of the report.
    pub findings: Vec<FindingView>,
    /// What stands above these: that they can go wrong, or that they are only warnings.
    pub heading: String,
    /// In how many ways it can come out, where anything is known of that.
    pub ways: String,
    /// What can come out, in the order of the report.
    pub outcomes: Vec<OutcomeView>,
    /// How many of them are not listed, if there are such.
    pub more: String,
    /// Whether more states would tell more.
    pub is_bounded: bool,
}

/// A finding.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingView {
    /// What it is.
    pub title: String,
    /// What it is about, where the places do not say it all: Go's text, the variable of a data race, the locks.
    pub subject: String,
    /// How far it is: steps and switches.
    pub way: String,
    /// Who stands where; those who stand alike are one.
    pub sites: Vec<SiteView>,
    /// What else is to be known of it.
    pub notes: Vec<String>,
    /// The position from which on nothing avoids it, if that is behind the start, and the same in words.
    pub unavoidable: Option<(u32, String)>,
}

/// Where goroutines stand.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteView {
    /// Who.
    pub who: Sentence,
    /// The function; empty for whoever stands in no line of the program.
    pub function: String,
    /// The line.
    pub line: u32,
    /// What they wait for, in Go's words, or what they do, or the lock that they hold and the one that they take; or nothing.
    pub wait: String,
}

/// An outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomeView {
    /// What is printed, or that nothing is: of many lines the first, or those at which it parts from other outcomes.
    pub first: String,
    /// Whether anything is printed.
    pub prints: bool,
    /// The lines behind them, or all where these are not the first, and how many they are in words; nothing where all are in sight.
    pub rest: Option<(String, String)>,
    /// How it ends.
    pub ending: String,
    /// Whether that is an end that a program wants.
    pub is_good: bool,
}

/// What a kind of finding is called.
fn title(kind: Kind) -> Message {
    match kind {
        Kind::Deadlock => say!(CheckDeadlock),
        Kind::PartialDeadlock => say!(CheckPartial),
        Kind::Race => say!(CheckRace),
        Kind::Starvation => say!(CheckStarvation),
        Kind::Livelock => say!(CheckLivelock),
        Kind::Leak => say!(CheckLeak),
        Kind::Panic => say!(CheckPanic),
        Kind::Fatal => say!(CheckFatal),
        Kind::TestFailure => say!(CheckTestFailure),
        Kind::LockOrder => say!(CheckLockOrder),
        Kind::ScheduleDependent => say!(CheckScheduleDependent),
        Kind::NotDeterministic => say!(CheckNotDeterministic),
    }
}

/// The sentence that it can happen; none for a warning.
fn can(kind: Kind, way: Message) -> Option<Message> {
    Some(match kind {
        Kind::Deadlock => say!(CheckCanDeadlock, way = way),
        Kind::PartialDeadlock => say!(CheckCanPartly, way = way),
        Kind::Race => say!(CheckCanRace, way = way),
        Kind::Starvation => say!(CheckCanStarve, way = way),
        Kind::Livelock => say!(CheckCanLivelock, way = way),
        Kind::Leak => say!(CheckCanLeak, way = way),
        Kind::Panic => say!(CheckCanPanic, way = way),
        Kind::Fatal => say!(CheckCanDie, way = way),
        Kind::TestFailure => say!(CheckCanFail, way = way),
        Kind::NotDeterministic => say!(CheckCanVary, way = way),
        Kind::LockOrder | Kind::ScheduleDependent => return None,
    })
}

/// How grave it is, 0 the gravest: what ends the program in the midst, what stops it, what it leaves behind, what it would not do
/// in time, what may have any effect or none; warnings last.
fn gravity(kind: Kind) -> u8 {
    match kind {
        Kind::Panic => 0,
        Kind::Fatal => 1,
        Kind::Deadlock => 2,
        Kind::TestFailure => 3,
        Kind::PartialDeadlock => 4,
        Kind::Leak => 5,
        Kind::Starvation => 6,
        Kind::Livelock => 7,
        Kind::Race => 8,
        Kind::NotDeterministic => 9,
        Kind::LockOrder | Kind::ScheduleDependent => 10,
    }
}

/// What is told of a check, in words.
pub fn check(told: &Told, standing: Standing, pace: Pace, locale: Locale) -> CheckView {
    let report = &told.report;
    let (verdict, tone) = verdict(told, standing);
    let text = |message: Message| locale.text(message);
    let more = told.outcomes - report.outcomes.len().min(told.outcomes);
    CheckView {
        tone,
        verdict: text(verdict),
        notes: notes(told, standing).into_iter().map(text).collect(),
        figures: figures(told, standing, pace).into_iter().map(text).collect(),
        findings: report.findings.iter().map(|one| finding(one, report.time, locale)).collect(),
        heading: text(match report.goes_wrong() {
            true => say!(CheckFindings),
            false => say!(CheckWarnings),
        }),
        ways: ways(told, standing).map(text).unwrap_or_default(),
        outcomes: outcomes(&report.outcomes, locale),
        more: Some(more)
            .filter(|more| *more > 0)
            .map_or_else(String::new, |count| text(say!(CheckMoreWays, count = count))),
        is_bounded: standing == Standing::Done
            && (report.established != Established::Complete
                || report.races_within.is_some()
                || !report.outcomes_complete),
    }
}

/// Whether it is known what can go wrong, though it may not be known yet what can come out.
fn is_settled(told: &Told, standing: Standing) -> bool {
    standing == Standing::Done || told.stage == Some(Stage::Outcomes)
}

fn verdict(told: &Told, standing: Standing) -> (Message, Tone) {
    let report = &told.report;
    // Of those that are as grave the first, to which the way is shortest.
    let grave = report.findings.iter().filter(|finding| finding.kind.severity() == Severity::Error);
    if let Some(gravest) = grave.clone().min_by_key(|finding| gravity(finding.kind)) {
        let must = gravest.kind == Kind::Deadlock && gravest.unavoidable_from == Some(0);
        let can = can(gravest.kind, way(gravest)).filter(|_| !must);
        let found = can.unwrap_or_else(|| say!(CheckMustDeadlock, way = way(gravest)));
        let others = grave.count() - 1;
        return match others {
            0 => (found, Tone::Bad),
            _ => (say!(CheckBesides, count = others, found = found), Tone::Bad),
        };
    }
    if is_settled(told, standing) {
        let (count, states) = (report.states, grouped(report.states));
        return match report.established {
            Established::Complete if report.drew => (say!(CheckNothingDrawn), Tone::Open),
            Established::Complete if report.races_within.is_some() => {
                (say!(CheckNothingButRaces), Tone::Open)
            }
            Established::Complete if !report.is_proof() => (say!(CheckNothing), Tone::Open),
            Established::Complete if comes_out_otherwise(report) => {
                (say!(CheckOkBut, count = count, states = states), Tone::Good)
            }
            Established::Complete => (say!(CheckOk, count = count, states = states), Tone::Good),
            Established::Bounded(steps) => (say!(CheckNothingWithin, steps = steps), Tone::Open),
        };
    }
    let (count, states) = (told.states, grouped(told.states));
    let open = match standing {
        Standing::Stopped if told.stage == Some(Stage::Races) => say!(CheckNothingButRaces),
        Standing::Stopped => say!(CheckNothingBeforeStop, count = count, states = states),
        Standing::Broken => say!(CheckNothingBeforeBreak, count = count, states = states),
        Standing::Running | Standing::Done => match told.stage {
            Some(Stage::Samples(_)) => say!(CheckRunningSamples),
            Some(Stage::Bounded(_)) => say!(CheckRunningBounded),
            Some(Stage::Races) => say!(CheckRunningRaces),
            Some(Stage::Findings | Stage::Outcomes) | None => say!(CheckRunning),
        },
    };
    (open, Tone::Open)
}

/// Whether something comes out that may be wrong, though nothing of what a check knows as wrong has happened: it depends on the schedule,
/// or an execution ends with an exit code that says that it failed.
fn comes_out_otherwise(report: &Report) -> bool {
    report.findings.iter().any(|finding| finding.kind == Kind::ScheduleDependent)
        || report.outcomes.iter().any(|outcome| !matches!(outcome.end, End::Returned | End::Exit(_, 0)))
}

/// How long the way to a finding is: as many steps as the stepper counts, also those that only begin to wait.
fn way(finding: &Finding) -> Message {
    say!(CheckWay, steps = finding.schedule.len(), switches = finding.switches)
}

fn notes(told: &Told, standing: Standing) -> Vec<Message> {
    let report = &told.report;
    let found = report.goes_wrong();
    let mut notes = Vec::new();
    if is_settled(told, standing) {
        let (count, states) = (report.states, grouped(report.states));
        match report.established {
            Established::Complete if report.is_proof() && !found => {}
            Established::Complete if report.is_proof() => {
                notes.push(say!(CheckEverything, count = count, states = states));
            }
            // What is not all is said after it.
            Established::Complete => notes.push(say!(CheckVisited, count = count, states = states)),
            Established::Bounded(steps) => notes.push(bounded(told, steps)),
        }
        if report.drew {
            notes.push(say!(CheckDrew));
        }
        notes.extend(report.met.map(|met| match met {
            Met::Memory => say!(CheckMetMemory),
            Met::Goroutines => say!(CheckMetGoroutines),
            Met::Stack => say!(CheckMetStack),
        }));
        match report.time {
            Time::AnyDelay => notes.push(say!(CheckAnyDelay)),
            Time::Timely if report.timed => notes.push(say!(CheckTimely)),
            Time::Timely => {}
        }
        notes.extend(report.races_within.map(|steps| say!(CheckRacesWithin, steps = steps)));
        if report.findings.iter().any(|finding| finding.kind == Kind::Race) {
            notes.push(say!(CheckRacesDoMore));
        }
        if report.executions == 0 && report.established == Established::Complete {
            notes.push(say!(CheckEndless));
        }
    }
    let (count, states) = (told.states, grouped(told.states));
    match (standing, is_settled(told, standing)) {
        (Standing::Running, true) => notes.push(say!(CheckNowOutcomes)),
        (Standing::Stopped, true) => notes.push(say!(CheckNoMoreOutcomes, count = count, states = states)),
        (Standing::Broken, true) => notes.push(say!(CheckBrokeAtOutcomes, count = count, states = states)),
        (Standing::Running, false) if found => notes.push(say!(CheckGoesOn)),
        (Standing::Stopped, false) if found => notes.push(say!(CheckStopped, count = count, states = states)),
        (Standing::Broken, false) if found => notes.push(say!(CheckBroken, count = count, states = states)),
        _ => {}
    }
    notes
}

/// What a search rests on that was too large to be whole.
fn bounded(told: &Told, steps: u32) -> Message {
    let report = &told.report;
    let preemptions = report.preemptions.map(|most| say!(CheckPreemptions, count = most));
    let samples = say!(CheckSamples, count = report.samples, samples = grouped(report.samples as usize));
    say!(
        CheckBounded,
        states = grouped(report.states),
        steps = steps,
        preemptions = Vec::from_iter(preemptions),
        samples = samples
    )
}

fn figures(told: &Told, standing: Standing, pace: Pace) -> Vec<Message> {
    if standing != Standing::Running {
        return Vec::new();
    }
    let mut figures = vec![say!(CheckStates, count = told.states, states = grouped(told.states))];
    match told.stage {
        Some(Stage::Samples(samples)) => {
            figures.push(say!(CheckSamples, count = samples, samples = grouped(samples as usize)));
        }
        _ => {
            if let Some(Stage::Bounded(count)) = told.stage {
                figures.push(say!(CheckPreempting, count = count));
            }
            figures.push(say!(CheckRate, states = grouped(pace.rate.max(0.0) as usize)));
            figures.push(say!(CheckDepth, count = told.depth));
        }
    }
    figures.push(say!(CheckMemory, number = grouped((pace.memory / 1e6).ceil() as usize)));
    figures
}

fn ways(told: &Told, standing: Standing) -> Option<Message> {
    let count = told.outcomes;
    match (standing, told.report.outcomes_complete) {
        (Standing::Done, true) => Some(say!(CheckWays, count = count, ways = grouped(count))),
        _ if count > 0 => Some(say!(CheckWaysSoFar, count = count, ways = grouped(count))),
        _ => None,
    }
}

/// Where it stands whom a finding is about; those who stand alike are one place.
pub(super) fn alike(finding: &Finding) -> Vec<(&Site, Vec<(WorkerId, Text)>)> {
    let mut alike: Vec<(&Site, Vec<(WorkerId, Text)>)> = Vec::new();
    for site in &finding.sites {
        let who = (site.who, site.goroutine.as_str().into());
        let stands = |other: &Site| {
            other.wait == site.wait
                && other.access == site.access
                && other.stack.first() == site.stack.first()
        };
        match alike.iter_mut().find(|(other, _)| stands(other)) {
            Some((_, all)) => all.push(who),
            None => alike.push((site, vec![who])),
        }
    }
    alike
}

/// What is said of a finding of a check in which time passes as here.
pub fn finding(finding: &Finding, time: Time, locale: Locale) -> FindingView {
    let does = |site: &Site| match site.access {
        Access::None => site.wait.clone(),
        Access::Read => locale.text(say!(CheckReads)),
        Access::Write => locale.text(say!(CheckWrites)),
    };
    let sites = alike(finding).into_iter().map(|(site, who)| SiteView {
        who: locale.sentence(say!(CheckWho, workers = Arg::Workers(who))),
        function: site.stack.first().map_or_else(String::new, |frame| frame.function.clone()),
        line: site.stack.first().map_or(0, |frame| frame.line),
        wait: does(site),
    });
    let from = finding.unavoidable_from;
    let notes = [
        (from == Some(0)).then(|| say!(CheckNothingAvoids)),
        (finding.repeats > 0).then(|| say!(CheckRepeats, count = finding.repeats)),
        (finding.time != time).then(|| say!(CheckAnyDelay)),
    ];
    FindingView {
        title: locale.text(title(finding.kind)),
        subject: finding.subject.clone(),
        way: locale.text(way(finding)),
        sites: sites.collect(),
        notes: notes.into_iter().flatten().map(|note| locale.text(note)).collect(),
        unavoidable: from
            // That it cannot be avoided once it has happened says nothing.
            .filter(|from| *from > 0 && *from < finding.schedule.len())
            .map(|from| (from, locale.text(say!(CheckFromHere, step = from)))),
    }
}

/// What a finding is, and what it is about, in a line.
pub fn heading(finding: &Finding, locale: Locale) -> String {
    let title = locale.text(title(finding.kind));
    if finding.subject.is_empty() { title } else { [&title, ": ", &finding.subject].concat() }
}

/// A number in groups of three digits.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
