//! The one future behind every operation: it applies its request at once or sends it to a world, waits, and takes it
//! back when it is dropped.

use super::live::Live;
use super::port::{Answer, Ask, Message, Port, Text};
use super::sim::{Mode, Sim};
use crate::rules::{Arm, Ended, Link, Op, Outcome, Reply, Table, Ticket};
use futures::channel::oneshot;
use futures::{FutureExt, task::Context};
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Poll, ready};

/// A request and what has become of it.
#[must_use = "a request is made when its future is polled"]
pub(crate) struct Pending<'a> {
    sim: &'a Sim,
    at: &'static Location<'static>,
    state: State,
    /// Whether it is made and served even if it is dropped.
    insists: bool,
}

enum State {
    /// Not made yet: to be applied at once in a live Sim.
    New(Op),
    /// Not made yet: only for a stepped world, with the texts that it shows.
    Asking(Ask),
    /// Waiting in a live Sim.
    Waiting {
        op: Op,
        link: Link,
        ticket: Ticket,
        losses: u32,
    },
    /// Made to a stepped world.
    Asked {
        op: Option<Op>,
        worker: u32,
        request: u32,
        answer: oneshot::Receiver<Answer>,
    },
    Done,
}

impl<'a> Pending<'a> {
    #[inline]
    pub(crate) fn new(sim: &'a Sim, op: Op, at: &'static Location<'static>) -> Self {
        Pending { sim, at, state: State::New(op), insists: false }
    }

    /// A request that is served even if its future is dropped, before or after it was polled. It must never wait.
    pub(crate) fn insisting(sim: &'a Sim, op: Op, at: &'static Location<'static>) -> Self {
        Pending { sim, at, state: State::New(op), insists: true }
    }

    /// A request that only a stepped world serves.
    pub(crate) fn asking(sim: &'a Sim, ask: Ask, at: &'static Location<'static>) -> Self {
        Pending { sim, at, state: State::Asking(ask), insists: false }
    }

    /// A request whose value a stepped world shows.
    #[inline]
    pub(crate) fn showing(sim: &'a Sim, op: Op, at: &'static Location<'static>, text: Option<Text>) -> Self {
        match text {
            None => Pending::new(sim, op, at),
            Some(text) => Pending::asking(sim, Ask::Op(op, Rc::new([text])), at),
        }
    }

    /// A request of several cases, whose values a stepped world shows.
    pub(crate) fn showing_all(
        sim: &'a Sim,
        op: Op,
        at: &'static Location<'static>,
        texts: Vec<Option<Text>>,
    ) -> Self {
        match &sim.0.mode {
            Mode::Live(_) => Pending::new(sim, op, at),
            Mode::Stepped(_) => {
                let texts = texts.into_iter().map(Option::unwrap_or_default).collect();
                Pending::asking(sim, Ask::Op(op, texts), at)
            }
        }
    }

    /// Applies a new request of a live Sim at once. Parked, it waits from now on.
    #[inline]
    fn begin(&mut self, live: &Live, op: Op) -> Option<Answer> {
        let mut notices = self.sim.0.notices.take();
        let outcome = {
            let mut table = self.sim.0.table.borrow_mut();
            let arm = live_arm(live, &table, &op);
            table.apply(live.next_ticket(), &op, arm, live.now(), &mut notices)
        };
        let answer = match outcome {
            Outcome::Done(reply) => Some(Ok(reply)),
            Outcome::Fault(fault) => Some(Err(fault)),
            Outcome::Park(link) => {
                self.state = State::Waiting { op, link, ticket: live.wait(), losses: 0 };
                None
            }
        };
        self.sim.deliver(live, notices);
        answer
    }

    /// Sends a new request to its world.
    fn ask(&mut self, port: &Port, ask: Ask) {
        let op = match &ask {
            Ask::Op(op, _) => Some(op.clone()),
            _ => None,
        };
        let (sender, answer) = oneshot::channel();
        let (worker, request) = port.ask(ask, self.at, Some(sender));
        self.state = State::Asked { op, worker, request, answer };
    }
}

impl Future for Pending<'_> {
    type Output = Answer;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Answer> {
        let this = &mut *self;
        let sim = this.sim;
        let answer = loop {
            match (&mut this.state, &sim.0.mode) {
                (State::Waiting { op, link, ticket, losses }, Mode::Live(live)) => {
                    let answer = match live.poll(*ticket, context.waker()) {
                        None => return Poll::Pending,
                        Some(Ended::Granted(reply)) => Ok(reply),
                        Some(Ended::Fault(fault)) => Err(fault),
                        Some(Ended::Woken) => match sim.ask_again(live, op, *link, *losses) {
                            Outcome::Done(reply) => Ok(reply),
                            Outcome::Fault(fault) => Err(fault),
                            Outcome::Park(place) => {
                                (*link, *losses) = (place, *losses + 1);
                                continue;
                            }
                        },
                    };
                    live.forget(*ticket);
                    break answer;
                }
                (State::Asked { answer, .. }, _) => match ready!(answer.poll_unpin(context)) {
                    Ok(answer) => break answer,
                    // Without its world a request waits until its worker is dropped too.
                    Err(_) => return Poll::Pending,
                },
                _ => {}
            }
            match (std::mem::replace(&mut this.state, State::Done), &sim.0.mode) {
                (State::New(op), Mode::Live(live)) => {
                    if let Some(answer) = this.begin(live, op) {
                        break answer;
                    }
                }
                (State::New(op), Mode::Stepped(port)) => this.ask(port, Ask::Op(op, Rc::new([]))),
                (State::Asking(ask), Mode::Stepped(port)) => this.ask(port, ask),
                _ => return Poll::Pending,
            }
        };
        this.state = State::Done;
        Poll::Ready(answer)
    }
}

impl Sim {
    /// Takes up a request of a live Sim that was woken.
    fn ask_again(&self, live: &Live, op: &Op, link: Link, losses: u32) -> Outcome {
        let mut notices = self.0.notices.take();
        let outcome = {
            let mut table = self.0.table.borrow_mut();
            let mut arms = Vec::new();
            table.retry_arms(op, link, live.now(), &mut arms);
            let arm = live.choose_again(&arms, losses);
            table.retry(op, link, arm, &mut notices)
        };
        self.deliver(live, notices);
        outcome
    }
}

/// Which way a new request of a live Sim goes. Only a select, and an unlock, can go more than one way.
#[inline]
pub(crate) fn live_arm(live: &Live, table: &Table, op: &Op) -> Arm {
    match op {
        Op::Select { .. } | Op::Unlock(_) => several_arms(live, table, op),
        _ => Arm::ONLY,
    }
}

fn several_arms(live: &Live, table: &Table, op: &Op) -> Arm {
    let mut arms = Vec::new();
    table.arms(op, &mut arms);
    live.choose(&arms)
}

impl Drop for Pending<'_> {
    fn drop(&mut self) {
        match (std::mem::replace(&mut self.state, State::Done), &self.sim.0.mode) {
            (State::Waiting { op, link, ticket, .. }, Mode::Live(live)) => {
                let mut notices = self.sim.0.notices.take();
                {
                    let mut table = self.sim.0.table.borrow_mut();
                    match live.ended(ticket) {
                        Some(Ended::Granted(reply)) => table.undo(&op, reply, live.now(), &mut notices),
                        Some(Ended::Fault(_)) => {}
                        _ => table.withdraw(&op, link, live.now(), &mut notices),
                    }
                }
                live.forget(ticket);
                self.sim.deliver(live, notices);
            }
            (State::New(op), _) if self.insists => self.sim.detached(op, self.at),
            (State::Asked { worker, request, .. }, Mode::Stepped(port)) if self.insists => {
                port.tell(Message::Detached { worker, request });
            }
            (State::Asked { op, worker, request, mut answer }, Mode::Stepped(port)) => {
                let unseen = match answer.try_recv() {
                    Ok(Some(Ok(reply))) => Some(reply),
                    Ok(Some(Err(_))) | Err(_) => return,
                    Ok(None) => None,
                };
                port.tell(Message::Withdrawn { worker, request, op, unseen });
            }
            _ => {}
        }
    }
}

impl Pending<'_> {
    /// The answer to a request that was served and whose future has not been polled since. It stays there.
    pub(crate) fn unseen(&mut self) -> Option<Reply> {
        match &mut self.state {
            State::New(_) | State::Asking(_) | State::Done => None,
            State::Waiting { ticket, .. } => match self.sim.serving().and_then(|live| live.ended(*ticket)) {
                Some(Ended::Granted(reply)) => Some(reply),
                _ => None,
            },
            State::Asked { answer, .. } => {
                let got = answer.try_recv().ok().flatten()?;
                // What a oneshot holds can be taken only once, so it is put into another one.
                let (sender, again) = oneshot::channel();
                let _ = sender.send(got);
                *answer = again;
                got.ok()
            }
        }
    }
}
