//! What is wrong in a state of async Rust workers.

use super::super::found::{Examined, Wrong};
use super::super::search::{Search, left_waiting};
use super::super::whole::Placed;
use super::super::{Access, Frame, Kind, Site};
use super::caught::{Caught, Place};
use crate::rules::WaitReason;
use crate::schedule::Pick;
use crate::timeline::{Life, Moment, wait_for};
use crate::world::{self, Choice, End, Event, Tasks, WorkerId, World};

impl Examined for Caught<'_> {
    fn wrongs(&self) -> Option<Vec<Wrong>> {
        if let Some(end) = self.end() {
            return Some(self.wrong_end(end).into_iter().collect());
        }
        let mut found = self.races();
        if self.tasks().is_leaving() {
            found.extend(self.leaks()?);
        }
        Some(found)
    }
}

impl Placed for Caught<'_> {
    fn stands(&self, who: u64) -> Option<Site> {
        let recorded = self.recorded();
        let (tasks, moment) = (self.tasks(), recorded.tip());
        let workers = (0..moment.workers.len() as u32).map(WorkerId);
        let worker =
            workers.into_iter().find(|worker| tasks.identity(*worker) == who && !tasks.is_done(*worker))?;
        let site = site(tasks, moment, worker, None);
        let may_go = tasks.waits_for(worker).is_none() && !self.choices().of(worker).is_empty();
        Some(if may_go { Site { wait: String::new(), ..site } } else { site })
    }

    fn waits_by_design(&self, who: u64) -> bool {
        let tasks = self.tasks();
        let workers = (0..self.recorded().tip().workers.len() as u32).map(WorkerId);
        let mut same = workers.filter(|worker| tasks.identity(*worker) == who);
        same.any(|worker| tasks.wait_reason(worker) == Some(WaitReason::SelectNoCases))
    }

    /// Nobody's wait is put off here.
    fn let_wait(&mut self) -> Vec<Pick> {
        Vec::new()
    }
}

impl Caught<'_> {
    /// What is wrong with the end of an execution.
    fn wrong_end(&self, end: &End) -> Option<Wrong> {
        let (kind, subject, who) = match end {
            End::Returned => return None,
            End::Exit(_, 0) => return None,
            End::Exit(who, code) => (Kind::TestFailure, format!("exit status {code}"), Some(*who)),
            End::Deadlock => (Kind::Deadlock, "all workers wait for ever".to_owned(), None),
            End::Fault(who, fault) => {
                let kind = if fault.is_fatal() { Kind::Fatal } else { Kind::Panic };
                (kind, fault.message().to_owned(), Some(*who))
            }
            End::Panic(who, text) => (Kind::Panic, text.to_string(), Some(*who)),
            End::Fatal(who, text) => (Kind::Fatal, text.to_string(), Some(*who)),
        };
        let recorded = self.recorded();
        let moment = recorded.tip();
        let place = self.panicked().and_then(|(_, place)| place.clone());
        let sites = match who {
            Some(who) => vec![Site { wait: String::new(), ..site(self.tasks(), moment, who, place) }],
            None => {
                let left = moment.each_worker().filter(|(_, worker)| worker.life == Life::Running);
                left.map(|(who, _)| site(self.tasks(), moment, who, None)).collect()
            }
        };
        Some(Wrong { kind, subject, sites, last: Vec::new() })
    }

    /// Two workers could use the same plain variable next, and one of them writes it. (That finds every race where every state is
    /// looked at: see the same in `explore/go/wrong.rs`.)
    fn races(&self) -> Vec<Wrong> {
        let touches: Vec<(Choice, _, bool)> = self
            .choices()
            .iter()
            .filter_map(|choice| {
                self.tasks().access(choice).map(|(variable, writes)| (choice, variable, writes))
            })
            .collect();
        let pairs = touches.iter().enumerate().flat_map(|(number, one)| {
            touches[..number].iter().map(move |other| (other, one)).filter(
                |((a, of, writes), (b, same, also))| a.worker != b.worker && of == same && (*writes || *also),
            )
        });
        let mut recorded = None;
        let found = pairs.map(|(other, one)| {
            let moment = recorded.get_or_insert_with(|| self.recorded()).tip();
            let subject = moment.object(one.1).map_or_else(String::new, |object| object.name.to_string());
            let sites = [other, one].map(|(choice, _, writes)| asking(moment, *choice, *writes));
            Wrong { kind: Kind::Race, subject, sites: sites.into(), last: Vec::new() }
        });
        found.collect()
    }

    /// Who is left behind, where main is about to return: each worker that waits, and waits for ever whatever the others would still
    /// do. Nothing if that takes too many states.
    fn leaks(&self) -> Option<Vec<Wrong>> {
        let recorded = self.recorded();
        let moment = recorded.tip();
        let waiting: Vec<WorkerId> = (1..moment.workers.len() as u32)
            .map(WorkerId)
            .filter(|who| self.tasks().is_stuck(*who))
            .collect();
        if waiting.is_empty() {
            return Some(Vec::new());
        }
        let search = Search::new(|events: &mut Vec<Event>| self.without_main(events));
        // Who panics frees nobody.
        let left = left_waiting(search, waiting, |world, who| world.tasks().is_stuck(who))?;
        let leak = |who: WorkerId| Wrong::leak(site(self.tasks(), moment, who, None), Vec::new());
        Some(left.into_iter().map(leak).collect())
    }
}

/// Where a worker stands: at its newest request, if no place is known that is nearer.
fn site(tasks: &Tasks, moment: &Moment, who: WorkerId, place: Option<Place>) -> Site {
    let newest = moment.worker(who).and_then(|worker| worker.site);
    let object = wait_for(moment, who, &()).into_iter().find_map(|wait| moment.object(wait.object?));
    let wait = match (tasks.waits_for(who), object) {
        (Some(wait), Some(object)) => [wait, " ", &object.name].concat(),
        (Some(wait), None) => wait.into(),
        // Whatever it awaits is none of ours.
        (None, _) => "something that is not of lockstep_core::sync".into(),
    };
    Site { wait, ..at(moment, who, place.or_else(|| newest.map(place_of))) }
}

/// Where the request of a choice stands, which reads a variable or writes it.
fn asking(moment: &Moment, choice: Choice, writes: bool) -> Site {
    let worker = moment.worker(choice.worker);
    let request =
        worker.and_then(|worker| worker.pending.iter().find(|asked| asked.request == choice.request));
    let place = request.and_then(|request| request.site).map(place_of);
    let access = if writes { Access::Write } else { Access::Read };
    Site { access, ..at(moment, choice.worker, place) }
}

/// A worker at a place.
fn at(moment: &Moment, who: WorkerId, place: Option<Place>) -> Site {
    Site {
        who,
        goroutine: moment.worker(who).map_or_else(String::new, |worker| worker.name.to_string()),
        stack: place.map(|(function, line, column)| Frame { function, line, column }).into_iter().collect(),
        ..Site::default()
    }
}

fn place_of(site: world::Site) -> Place {
    (site.file.into(), site.line, site.column)
}
