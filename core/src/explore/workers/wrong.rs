//! What is wrong in a state of async Rust workers.

use super::super::found::{Examined, Wrong};
use super::super::search::{Parking, Search};
use super::super::{Access, Frame, Kind, RACE_ON, Site};
use super::caught::{Caught, Place};
use crate::timeline::Moment;
use crate::world::{Choice, End, Event, Tasks, WorkerId, World};

/// So many states are looked at for whether somebody who waits when main returns could still be freed.
const FREEING: usize = 1_000;

impl Examined for Caught<'_> {
    fn wrongs(&self, _: Parking) -> Option<Vec<Wrong>> {
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

impl Caught<'_> {
    /// What is wrong with the end of an execution.
    fn wrong_end(&self, end: &End) -> Option<Wrong> {
        let (kind, message, who) = match end {
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
                let waiting = moment.each_worker().map(|(who, _)| who);
                let waiting = waiting.filter(|who| self.tasks().waits_for(*who).is_some());
                waiting.map(|who| site(self.tasks(), moment, who, None)).collect()
            }
        };
        Some(Wrong { kind, message, sites, last: Vec::new() })
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
        let mut found = Vec::new();
        for (number, (one, variable, writes)) in touches.iter().enumerate() {
            for (other, same, also) in &touches[..number] {
                if one.worker == other.worker || variable != same || !(*writes || *also) {
                    continue;
                }
                let recorded = self.recorded();
                let moment = recorded.tip();
                let of = |choice: &Choice, writes: bool| Site {
                    access: if writes { Access::Write } else { Access::Read },
                    ..asking(moment, *choice)
                };
                let name = moment.object(*variable).map_or("", |object| &object.name);
                found.push(Wrong {
                    kind: Kind::Race,
                    message: [RACE_ON, name].concat(),
                    sites: vec![of(other, *also), of(one, *writes)],
                    last: Vec::new(),
                });
            }
        }
        found
    }

    /// Who is left behind, where main is about to return: each worker that waits, and waits for ever whatever the others would still
    /// do. Nothing if that takes too many states.
    fn leaks(&self) -> Option<Vec<Wrong>> {
        let workers = self.recorded().tip().workers.len() as u32;
        let mut left: Vec<WorkerId> =
            (1..workers).map(WorkerId).filter(|who| self.tasks().is_stuck(*who)).collect();
        if left.is_empty() {
            return Some(Vec::new());
        }
        let start = |events: &mut Vec<Event>| {
            let mut tasks = self.again();
            tasks.leave(events);
            tasks
        };
        let mut search = Search::new(start, Parking::Step);
        while !left.is_empty() && search.visit().is_some() {
            if search.states() > FREEING {
                return None;
            }
            left.retain(|who| search.world().is_stuck(*who));
        }
        let recorded = self.recorded();
        let leak = |who: WorkerId| {
            let site = site(self.tasks(), recorded.tip(), who, None);
            let message = ["it waits for ever: ", &site.wait].concat();
            Wrong { kind: Kind::Leak, message, sites: vec![site], last: Vec::new() }
        };
        Some(left.into_iter().map(leak).collect())
    }
}

/// Where a worker stands: at its newest request, if no place is known that is nearer.
fn site(tasks: &Tasks, moment: &Moment, who: WorkerId, place: Option<Place>) -> Site {
    let worker = moment.worker(who);
    let newest = worker.and_then(|worker| worker.site);
    let place = place.or_else(|| newest.map(|site| (site.file.into(), site.line, site.column)));
    Site {
        goroutine: worker.map_or_else(String::new, |worker| worker.name.to_string()),
        wait: tasks.waits_for(who).unwrap_or_default().into(),
        access: Access::None,
        stack: place.map(|(function, line, column)| Frame { function, line, column }).into_iter().collect(),
    }
}

/// Where the request of a choice stands.
fn asking(moment: &Moment, choice: Choice) -> Site {
    let worker = moment.worker(choice.worker);
    let request =
        worker.and_then(|worker| worker.pending.iter().find(|asked| asked.request == choice.request));
    let at = request.and_then(|request| request.site);
    Site {
        goroutine: worker.map_or_else(String::new, |worker| worker.name.to_string()),
        wait: String::new(),
        access: Access::None,
        stack: at
            .map(|at| Frame { function: at.file.into(), line: at.line, column: at.column })
            .into_iter()
            .collect(),
    }
}
