//! The world of async Rust workers.
//!
//! A worker is an ordinary future. Between two of its requests it computes on its own; what it asks through the handles
//! of [`sync`](crate::sync) arrives here over a channel and is served when it is chosen. A future cannot be copied, so
//! such a world is never saved: it is rebuilt by taking the same choices again, and its fingerprint is a trace hash
//! (`trace.rs`).
//!
//! ```
//! use lockstep_core::sync::Channel;
//! use lockstep_core::world::{End, Tasks, World};
//!
//! let mut events = Vec::new();
//! let mut world = Tasks::new(
//!     |sim| async move {
//!         let done = Channel::new(&sim, "done", 0);
//!         let sender = done.clone();
//!         sim.spawn("G2", async move { sender.send(7).await }).await;
//!         done.recv().await;
//!     },
//!     &mut events,
//! );
//! while let Some(choice) = world.choices().first() {
//!     world.step(choice, &mut events);
//! }
//! assert_eq!(world.end(), Some(&End::Returned));
//! ```

use super::choices::{Choice, Choices};
use super::doing::{doing, objects, plain};
use super::event::{Doing, End, Event, RequestId, Text, Verb, WorkerId};
use super::serve;
use super::story::Story;
use super::trace::Trace;
use super::wake::{Wakes, waker};
use crate::rules::{Arm, Link, Notice, ObjectId, Op, Ticket};
use crate::sync::port::{Answer, Ask, Job, Message, Port};
use crate::sync::{Failure, Finish, Sim, Site};
use futures::channel::{mpsc, oneshot};
use slab::Slab;
use std::future::Future;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

/// How often workers may be polled in one step before the world takes it that one of them will never stop computing.
const POLLS_IN_A_STEP: usize = 1_000_000;

/// An execution of async Rust workers.
pub struct Tasks {
    pub(super) sim: Sim,
    inbox: mpsc::UnboundedReceiver<Message>,
    pub(super) workers: Vec<Worker>,
    pub(super) tickets: Slab<(WorkerId, RequestId)>,
    pub(super) story: Story,
    pub(super) trace: Trace,
    pub(super) choices: Choices,
    /// By object: those whose ways to go depend on its state.
    watchers: Vec<Vec<WorkerId>>,
    wakes: Arc<Wakes>,
    pub(super) now: u64,
    /// Sleepers up to this instant may be taken up.
    pub(super) due: u64,
    pub(super) end: Option<End>,
    /// Workers whose choices have to be looked at again, and objects whose watchers have.
    pub(super) stirred: Stirred,
    pub(super) notices: Vec<Notice>,
    arms: Vec<Arm>,
    /// What was declared since somebody took it.
    pub(super) declared: Vec<Declared>,
}

/// Something was declared by [`Sim::at`].
pub(crate) struct Declared {
    /// After so many of the events to which those of this step are appended.
    pub(crate) after: usize,
    /// By whom.
    pub(crate) worker: WorkerId,
    /// Of which lock's value, if not of the worker.
    pub(crate) guarded: Option<ObjectId>,
    /// A hash of it.
    pub(crate) state: u128,
}

#[derive(Default)]
pub(super) struct Stirred {
    pub(super) workers: Vec<WorkerId>,
    pub(super) objects: Vec<ObjectId>,
}

pub(super) struct Worker {
    pub(super) name: Text,
    /// `None` once it has computed to its end.
    pub(super) job: Option<Job>,
    waker: Waker,
    line: u32,
    pub(super) pending: Vec<Pending>,
    pub(super) joiners: Vec<(WorkerId, RequestId)>,
    pub(super) exited: bool,
}

/// What a worker waits to have served.
pub(super) struct Pending {
    pub(super) id: RequestId,
    pub(super) task: Task,
    pub(super) answer: Option<oneshot::Sender<Answer>>,
    pub(super) status: Status,
    /// The ways to go as they were last told.
    pub(super) told: Vec<Arm>,
}

pub(super) enum Task {
    Ask(Ask),
    Return,
    Panic(Failure),
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Status {
    New,
    Parked(Link, Ticket),
    Woken(Link, Ticket),
    Asleep(Link, Ticket, u64),
    /// Waiting for a worker's end.
    Joining,
}

impl Pending {
    /// Nobody awaits it, so its worker's later requests come after it.
    fn is_detached(&self) -> bool {
        self.answer.is_none() && matches!(self.task, Task::Ask(_))
    }

    pub(super) fn op(&self) -> Option<&Op> {
        match &self.task {
            Task::Ask(Ask::Op(op, _)) => Some(op),
            _ => None,
        }
    }
}

impl Tasks {
    /// Starts an execution whose first worker, `main`, runs this; appends what happens until it first asks for
    /// something.
    pub fn new<F>(main: impl FnOnce(Sim) -> F, events: &mut Vec<Event>) -> Self
    where
        F: Future + 'static,
        F::Output: Finish,
    {
        let (out, inbox) = mpsc::unbounded();
        let sim = Sim::stepped(out);
        let job: Job = Box::pin({
            let main = main(sim.clone());
            async move { main.await.finish() }
        });
        let mut world = Tasks {
            sim,
            inbox,
            workers: Vec::new(),
            tickets: Slab::new(),
            story: Story::default(),
            trace: Trace::default(),
            choices: Choices::default(),
            watchers: Vec::new(),
            wakes: Arc::default(),
            now: 0,
            due: 0,
            end: None,
            stirred: Stirred::default(),
            notices: Vec::new(),
            arms: Vec::new(),
            declared: Vec::new(),
        };
        world.start(None, "main".into(), job, events);
        world.settle(events);
        world
    }

    /// The worker's name, as the program gave it.
    pub fn name(&self, worker: WorkerId) -> &str {
        &self.workers[worker.0 as usize].name
    }

    /// Begins a worker.
    pub(super) fn start(
        &mut self,
        parent: Option<WorkerId>,
        name: Text,
        job: Job,
        events: &mut Vec<Event>,
    ) -> WorkerId {
        let id = WorkerId(self.workers.len() as u32);
        self.trace.add_worker(parent);
        self.workers.push(Worker {
            name: name.clone(),
            job: Some(job),
            waker: waker(id, &self.wakes),
            line: 0,
            pending: Vec::new(),
            joiners: Vec::new(),
            exited: false,
        });
        events.push(Event::Spawned(id, parent, name));
        self.wakes.push(id);
        id
    }

    pub(super) fn finish(&mut self, end: End, events: &mut Vec<Event>) {
        events.push(Event::Ended(end.clone()));
        self.end = Some(end);
        self.choices = Choices::default();
    }

    /// Lets everyone compute who can, and then finds what may happen next.
    pub(super) fn settle(&mut self, events: &mut Vec<Event>) {
        let mut polls = 0;
        while self.end.is_none()
            && let Some(worker) = self.wakes.pop()
        {
            polls += 1;
            if polls > POLLS_IN_A_STEP {
                let text = "this worker computes for ever without asking for anything shared".into();
                self.finish(End::Panic(worker, text), events);
                return;
            }
            self.compute(worker, events);
        }
        if self.end.is_none() {
            self.look_again(events);
        }
    }

    pub(super) fn port(&self) -> &Port {
        self.sim.port().expect("a world's Sim is stepped")
    }

    /// Polls one worker, and takes in what it asks.
    fn compute(&mut self, id: WorkerId, events: &mut Vec<Event>) {
        let worker = &mut self.workers[id.0 as usize];
        let Some(mut job) = worker.job.take() else { return };
        let (waker, line) = (worker.waker.clone(), worker.line);
        self.port().worker.set(id.0);
        self.port().line.set(line);
        let poll = job.as_mut().poll(&mut Context::from_waker(&waker));
        let result = match poll {
            Poll::Pending => {
                self.workers[id.0 as usize].job = Some(job);
                None
            }
            Poll::Ready(result) => {
                // What it still holds is let go of here, and asked for like anything else.
                drop(job);
                Some(result)
            }
        };
        self.workers[id.0 as usize].line = self.port().line.get();
        self.read_inbox(events);
        match result {
            Some(Err(failure)) => {
                let text = failure.to_string().into();
                self.offer_last(id, Task::Panic(failure), plain(Verb::Panic, 0, Some(text)), events);
            }
            Some(Ok(())) if id == WorkerId(0) => {
                self.offer_last(id, Task::Return, plain(Verb::Return, 0, None), events);
            }
            _ => {}
        }
        self.exit_if_done(id, events);
    }

    /// A worker that has computed to its end is done once everything it asked for without waiting is served too.
    pub(super) fn exit_if_done(&mut self, id: WorkerId, events: &mut Vec<Event>) {
        let worker = &mut self.workers[id.0 as usize];
        if worker.exited || worker.job.is_some() || !worker.pending.is_empty() {
            return;
        }
        worker.exited = true;
        events.push(Event::Exited(id));
        for (joiner, request) in std::mem::take(&mut worker.joiners) {
            events.push(Event::Unparked(joiner, request));
            serve::answer(self, joiner, request, Ok(crate::rules::Reply::Unit), events);
        }
    }

    fn read_inbox(&mut self, events: &mut Vec<Event>) {
        while let Ok(message) = self.inbox.try_recv() {
            match message {
                Message::Made { worker, object, kind, name, value } => {
                    let worker = WorkerId(worker);
                    self.trace.add_object(worker);
                    self.story.make(object, kind, value.clone());
                    self.watchers.push(Vec::new());
                    events.push(Event::Made(object, kind, name));
                    if let Some(text) = value {
                        events.push(Event::Written(object, text, worker));
                    }
                }
                Message::Asked { worker, request, ask, site, answer } => {
                    let doing = match &ask {
                        Ask::Op(op, texts) => {
                            self.story.keep(op, texts);
                            doing(op, texts)
                        }
                        Ask::Print(text) => plain(Verb::Print, 0, Some(text.clone())),
                        Ask::Yield => plain(Verb::Yield, 0, None),
                        Ask::Spawn(name, _) => plain(Verb::Spawn, 0, Some(name.clone())),
                        Ask::Join(worker) => plain(Verb::Join, i64::from(*worker), None),
                    };
                    self.offer(
                        WorkerId(worker),
                        RequestId(request),
                        Task::Ask(ask),
                        answer,
                        doing,
                        Some(site),
                        events,
                    );
                }
                Message::Detached { worker, request } => {
                    let worker = WorkerId(worker);
                    if let Some(pending) = self.pending(worker, RequestId(request)) {
                        pending.answer = None;
                        self.stirred.workers.push(worker);
                    }
                }
                Message::At { worker, guarded, state } => {
                    let (after, worker) = (events.len(), WorkerId(worker));
                    self.declare(Declared { after, worker, guarded, state });
                }
                Message::Withdrawn { worker, request, op, unseen } => {
                    serve::withdraw(self, WorkerId(worker), RequestId(request), op, unseen, events);
                }
            }
        }
    }

    fn offer_last(&mut self, id: WorkerId, task: Task, doing: Doing, events: &mut Vec<Event>) {
        let request = RequestId(u32::MAX);
        let line = self.workers[id.0 as usize].line;
        let site = (line > 0).then_some(Site { file: "", line, column: 0 });
        self.offer(id, request, task, None, doing, site, events);
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "it is the one place where a request comes to be, and these are its parts"
    )]
    fn offer(
        &mut self,
        id: WorkerId,
        request: RequestId,
        task: Task,
        answer: Option<oneshot::Sender<Answer>>,
        doing: Doing,
        site: Option<Site>,
        events: &mut Vec<Event>,
    ) {
        events.push(Event::Offered(id, request, doing, site));
        if let Task::Ask(Ask::Op(op, _)) = &task
            && (matches!(op, Op::Select { .. }) || self.story.wakes_any(op))
        {
            self.watch(id, op.clone());
        }
        let pending = Pending { id: request, task, answer, status: Status::New, told: vec![Arm::ONLY] };
        self.workers[id.0 as usize].pending.push(pending);
        self.stirred.workers.push(id);
    }

    /// The time is this from now on.
    pub(super) fn move_to(&mut self, now: u64) {
        self.now = now;
        self.port().now.set(now);
    }

    /// From now on this worker's choices depend on the state of these objects.
    pub(super) fn watch(&mut self, id: WorkerId, op: Op) {
        for object in objects(&op) {
            let watchers = &mut self.watchers[object.0 as usize];
            if !watchers.contains(&id) {
                watchers.push(id);
            }
        }
    }

    pub(super) fn pending(&mut self, worker: WorkerId, request: RequestId) -> Option<&mut Pending> {
        self.workers[worker.0 as usize].pending.iter_mut().find(|pending| pending.id == request)
    }

    /// Finds what may happen next where it may have changed.
    fn look_again(&mut self, events: &mut Vec<Event>) {
        for object in std::mem::take(&mut self.stirred.objects) {
            let watchers = std::mem::take(&mut self.watchers[object.0 as usize]);
            for worker in watchers {
                if self.depends_on(worker, object) {
                    self.watchers[object.0 as usize].push(worker);
                    self.stirred.workers.push(worker);
                }
            }
        }
        self.offer_choices(events);
        let limit = if self.choices.is_empty() {
            self.sim.table().next_deadline()
        } else {
            Some(self.now).filter(|now| self.sim.table().next_deadline().is_some_and(|first| first <= *now))
        };
        if let Some(limit) = limit
            && limit > self.due
        {
            self.wake_sleepers(limit, events);
        }
        if self.choices.is_empty() {
            self.finish(End::Deadlock, events);
        }
    }

    /// Lets those be taken up who sleep until this instant.
    #[inline(never)]
    fn wake_sleepers(&mut self, limit: u64, events: &mut Vec<Event>) {
        self.due = limit;
        let mut sleepers = Vec::new();
        self.sim.table().due(limit, &mut sleepers);
        for (ticket, _) in sleepers {
            self.stirred.workers.push(self.tickets[ticket.0 as usize].0);
        }
        self.offer_choices(events);
    }

    /// Whether a worker has a request whose ways to go depend on the state of this object.
    fn depends_on(&self, worker: WorkerId, object: ObjectId) -> bool {
        self.workers[worker.0 as usize].pending.iter().any(|pending| {
            matches!(pending.status, Status::New | Status::Woken(..))
                && pending.op().is_some_and(|op| objects(op).any(|named| named == object))
        })
    }

    fn offer_choices(&mut self, events: &mut Vec<Event>) {
        let mut stirred = std::mem::take(&mut self.stirred.workers);
        stirred.sort_unstable();
        stirred.dedup();
        for id in stirred.drain(..) {
            let mut choices: Vec<Choice> = Vec::new();
            for at in 0..self.workers[id.0 as usize].pending.len() {
                self.find_arms(id, at);
                let pending = &mut self.workers[id.0 as usize].pending[at];
                let request = pending.id;
                if pending.told != self.arms {
                    pending.told.clone_from(&self.arms);
                    events.push(Event::Arms(id, request, self.arms.as_slice().into()));
                }
                choices.extend(self.arms.iter().map(|arm| Choice { worker: id, request, arm: *arm }));
            }
            self.choices.set(id, choices);
        }
        self.stirred.workers = stirred;
    }

    /// Finds the ways in which one request may be taken up.
    fn find_arms(&mut self, id: WorkerId, at: usize) {
        let waiting = &self.workers[id.0 as usize].pending;
        let pending = &waiting[at];
        self.arms.clear();
        if waiting[..at].iter().any(Pending::is_detached) {
            return;
        }
        match (pending.status, pending.op()) {
            (Status::New, Some(op)) => self.sim.table().arms(op, &mut self.arms),
            (Status::New, None) => self.arms.push(Arm::ONLY),
            (Status::Woken(link, _), Some(op)) => {
                self.sim.table().retry_arms(op, link, self.now, &mut self.arms);
            }
            (Status::Asleep(_, _, deadline), _) if deadline <= self.due => self.arms.push(Arm::ONLY),
            _ => {}
        }
    }
}
