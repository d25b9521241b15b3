//! What a check has found, told where its way ends: who is about to do what at which line, or waits there for ever.

use super::check::alike;
use super::frame::Found;
use super::words::join;
use super::{Arg, Frame, Locale, Message};
use crate::explore::{Access, Finding, Kind, Severity, Site};
use crate::say;
use crate::world::{Text, WorkerId};

/// How many places are named before the others are only counted.
const CLAUSES: usize = 6;

/// Those who stand alike at a place.
type Group<'a> = (&'a Site, Vec<(WorkerId, Text)>);

/// Says in the frame of the position to which a finding leads what it is, and marks the lines of its places. Where a run ends by
/// what was found, in a deadlock or a panic, the frame says it already.
#[inline(never)]
pub fn show_finding(frame: &mut Frame, finding: &Finding, locale: Locale) {
    let Some(told) = told(finding) else { return };
    let sentence = locale.sentence(told);
    let place = say!(StepOf, step = frame.position, length = frame.length);
    frame.spoken = locale.text(say!(StepSpoken, place = place, sentence = sentence.clone()));
    frame.found = Some(Found { sentence, warns: finding.kind.severity() == Severity::Warning });
    for line in &mut frame.source.lines {
        line.found = finding.sites.iter().any(|site| line_of(site) == line.number);
    }
}

/// The line at which somebody stands; 0 where that is none of the program.
fn line_of(site: &Site) -> u32 {
    site.stack.first().map_or(0, |frame| frame.line)
}

fn told(finding: &Finding) -> Option<Message> {
    let groups = alike(finding);
    let each = |clause: fn(&Group) -> Message| {
        let mut clauses: Vec<Message> = groups.iter().take(CLAUSES).map(clause).collect();
        if let Some(more) = groups.len().checked_sub(CLAUSES + 1) {
            clauses.push(say!(ListOthers, count = more + 1));
        }
        let joined = join(clauses, |clauses, next| say!(CheckFoundNext, clauses = clauses, next = next));
        joined.map_or_else(|| "".into(), Arg::from)
    };
    let count = finding.repeats;
    Some(match finding.kind {
        Kind::Race if finding.sites.iter().any(|site| site.made) => return apart(finding),
        Kind::Race => {
            let variable = Arg::Value(finding.subject.as_str().into());
            say!(CheckFoundRace, accesses = each(accesses), variable = variable)
        }
        Kind::Leak => say!(CheckFoundLeak, waits = each(waits)),
        Kind::PartialDeadlock => say!(CheckFoundPartial, waits = each(waits)),
        Kind::Starvation => say!(CheckFoundStarvation, count = count, waits = each(waits)),
        Kind::Livelock => say!(CheckFoundLivelock, count = count, goes = each(goes)),
        Kind::LockOrder => say!(CheckFoundOrder, takes = each(takes)),
        Kind::ScheduleDependent => say!(CheckFoundDependent),
        Kind::TestFailure => say!(CheckFoundFailure, test = Arg::Value(finding.subject.as_str().into())),
        Kind::Deadlock | Kind::Panic | Kind::Fatal | Kind::NotDeterministic => return None,
    })
}

/// A data race of which the one access was made before.
fn apart(finding: &Finding) -> Option<Message> {
    let [made, next] = finding.sites.as_slice() else { return None };
    let alone = |site: &Site| vec![(site.who, site.goroutine.as_str().into())];
    let (line, workers) = (line_of(made), Arg::Workers(alone(made)));
    let made = match made.access {
        Access::Write => say!(CheckFoundWrote, line = line, workers = workers),
        Access::Read | Access::None => say!(CheckFoundHasRead, line = line, workers = workers),
    };
    let (next, variable) = (accesses(&(next, alone(next))), Arg::Value(finding.subject.as_str().into()));
    Some(say!(CheckFoundRaceApart, made = made, next = next, variable = variable))
}

fn accesses((site, who): &Group) -> Message {
    let (line, workers) = (line_of(site), Arg::Workers(who.clone()));
    match site.access {
        Access::Write => say!(CheckFoundWrites, line = line, workers = workers),
        Access::Read | Access::None => say!(CheckFoundReads, line = line, workers = workers),
    }
}

fn waits((site, who): &Group) -> Message {
    let wait = Arg::Value(site.wait.as_str().into());
    say!(CheckFoundWaits, line = line_of(site), wait = wait, workers = Arg::Workers(who.clone()))
}

fn goes((site, who): &Group) -> Message {
    say!(CheckFoundGoes, line = line_of(site), workers = Arg::Workers(who.clone()))
}

fn takes((site, who): &Group) -> Message {
    let locks = Arg::Value(site.wait.as_str().into());
    say!(CheckFoundTakes, line = line_of(site), locks = locks, workers = Arg::Workers(who.clone()))
}
