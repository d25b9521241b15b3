//! The state of a run at one position, rebuilt from the events alone.
//!
//! A moment knows what a picture needs: who does what, who holds what, who waits where and since when. It needs no world,
//! so going back is not running backwards: it is another moment. Applying an event costs the same whoever else there is,
//! but for leaving a queue from its middle, which looks along that queue.
//!
//! Events are believed but not trusted: one that names a worker or an object that never came to be changes nothing.

use super::parts::{Held, Life, Object, Pending, State, Status, Tally, Touch, Value, Waiter, Worker};
use crate::rules::{Direction, ObjectId};
use crate::world::{Choice, Doing, End, Event, Queue, RequestId, Side, Text, Verb, WorkerId};
use std::rc::Rc;

/// Everything that can be seen of a run after so many steps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moment {
    /// How many steps were taken.
    pub steps: u32,
    /// The virtual time, in nanoseconds from the start.
    pub now: u64,
    /// The step that led here; `None` at the start.
    pub last: Option<Choice>,
    /// The request that this step took up, as it was before it.
    pub acting: Option<Pending>,
    /// The workers, by number.
    pub workers: Vec<Worker>,
    /// The objects, by number.
    pub objects: Vec<Object>,
    /// How many lines were printed.
    pub printed: u32,
    /// How the run ended, once it has.
    pub end: Option<End>,
    /// What the process printed last, and its exit code, where that was told.
    pub last_words: Option<(Text, i32)>,
    /// Who can still do what to an object, where that was told.
    pub(super) may: Vec<(ObjectId, Verb, Rc<[WorkerId]>)>,
    /// How many workers are in which state.
    pub tally: Tally,
    /// How many values lie in buffers.
    pub(super) buffered: usize,
    /// How many variables workers know of, each counted for itself.
    known: usize,
}

impl Moment {
    /// The worker of this number.
    pub fn worker(&self, id: WorkerId) -> Option<&Worker> {
        self.workers.get(id.0 as usize)
    }

    /// The object of this number.
    pub fn object(&self, id: ObjectId) -> Option<&Object> {
        self.objects.get(id.0 as usize)
    }

    /// Every worker with its number.
    pub fn each_worker(&self) -> impl Iterator<Item = (WorkerId, &Worker)> {
        self.workers.iter().enumerate().map(|(number, worker)| (WorkerId(number as u32), worker))
    }

    /// Every object with its number.
    pub fn each_object(&self) -> impl Iterator<Item = (ObjectId, &Object)> {
        self.objects.iter().enumerate().map(|(number, object)| (ObjectId(number as u32), object))
    }

    /// The line at which the run stands: that of whoever went last, or else of the first who is not done and stands at one; 0 if nobody
    /// does.
    #[inline(never)]
    pub fn line(&self) -> u32 {
        let last = self.last.and_then(|choice| self.worker(choice.worker));
        let all = last.into_iter().chain(self.each_worker().map(|(_, worker)| worker));
        let mut open = all.filter(|worker| worker.state() != State::Done);
        open.find_map(|worker| worker.site).map_or(0, |site| site.line)
    }

    /// What may happen next: by worker, then oldest request first, then by arm as the world listed them.
    pub fn choices(&self) -> impl Iterator<Item = Choice> + '_ {
        self.each_worker().flat_map(|(worker, state)| state.choices(worker))
    }

    /// Whether this is one of the choices.
    pub fn offers(&self, choice: Choice) -> bool {
        self.worker(choice.worker)
            .is_some_and(|worker| worker.choices(choice.worker).any(|one| one == choice))
    }

    /// Roughly how many bytes this takes.
    pub fn weight(&self) -> usize {
        self.workers.len() * (size_of::<Worker>() + size_of::<Pending>() + 2 * size_of::<Waiter>())
            + self.objects.len() * size_of::<Object>()
            + self.buffered * size_of::<Value>()
            + self.known * size_of::<(ObjectId, u32)>()
    }

    /// Goes on by one event.
    pub fn apply(&mut self, event: &Event) {
        match event {
            Event::Stepped(worker, request, arm) => {
                self.steps += 1;
                self.acting = self.worker(*worker).and_then(|worker| worker.request(*request)).cloned();
                self.last = Some(Choice { worker: *worker, request: *request, arm: *arm });
            }
            Event::Advanced(now) => self.now = *now,
            Event::Spawned(worker, parent, name) => {
                if worker.0 as usize == self.workers.len() {
                    let worker = Worker::new(*parent, name.clone());
                    self.tally.add(worker.state());
                    self.workers.push(worker);
                }
            }
            Event::Exited(worker) => {
                self.leave_all(*worker);
                self.change(*worker, |worker| {
                    worker.pending.clear();
                    worker.life = Life::Done;
                });
            }
            Event::Made(object, kind, name) => {
                let (place, new) = (object.0 as usize, Object::new(*kind, name.clone()));
                if place == self.objects.len() {
                    self.objects.push(new);
                } else if let Some(old) = self.objects.get_mut(place) {
                    *old = new;
                }
            }
            Event::Offered(worker, request, doing, site) => {
                self.change(*worker, |worker| {
                    worker.site = site.or(worker.site);
                    worker.pending.push(Pending::new(*request, doing.clone(), *site));
                });
                self.note_use(*worker, doing);
            }
            Event::Arms(worker, request, arms) => {
                self.change_request(*worker, *request, |pending, _| pending.set_arms(arms))
            }
            Event::Withdrawn(worker, request)
            | Event::Served(worker, request, ..)
            | Event::Refused(worker, request, _) => {
                self.leave(*worker, *request);
                self.change(*worker, |worker| worker.pending.retain(|pending| pending.request != *request));
            }
            Event::Parked(worker, request, places, side) => {
                self.leave(*worker, *request);
                for (object, queue) in places.iter() {
                    if let Some(object) = self.objects.get_mut(object.0 as usize) {
                        object.enter(*queue, *side, Waiter { worker: *worker, request: *request });
                    }
                }
                self.change_request(*worker, *request, |pending, steps| {
                    pending.since.get_or_insert(steps);
                    pending.turn(Status::Parked(places.clone()));
                });
            }
            Event::Unparked(worker, request) => {
                self.leave(*worker, *request);
                self.change_request(*worker, *request, |pending, _| pending.turn(Status::New));
            }
            Event::Woken(worker, request) => {
                self.change_request(*worker, *request, |pending, _| pending.turn(Status::Woken))
            }
            Event::Asleep(worker, request, until) => {
                self.change_request(*worker, *request, |pending, steps| {
                    pending.since.get_or_insert(steps);
                    pending.turn(Status::Asleep(*until));
                })
            }
            Event::Acquired(object, worker, reading) => self.acquire(*object, *worker, *reading),
            Event::Released(object, by, held, reading) => {
                self.release(*object, held.unwrap_or(*by), *reading)
            }
            Event::Starving(object, starving) => self.with(*object, |object| object.starving = *starving),
            Event::Buffered(object, text, side, from) => {
                let value = Value { text: text.clone(), from: *from };
                if let Some(object) = self.objects.get_mut(object.0 as usize) {
                    match side {
                        Side::Front => object.buffer.push_front(value),
                        Side::Back => object.buffer.push_back(value),
                    }
                    object.touched = Some(Touch { worker: *from, wrote: true });
                    self.buffered += 1;
                }
            }
            Event::Taken(object, by) => {
                if let Some(object) = self.objects.get_mut(object.0 as usize) {
                    object.touched = Some(Touch { worker: *by, wrote: false });
                    if object.buffer.pop_front().is_some() {
                        self.buffered -= 1;
                    }
                }
            }
            Event::HandedOver(object, _, _, to) => self.touch(*object, *to, false),
            Event::Closed(object, by) => self.with(*object, |object| object.closed = Some(*by)),
            Event::Counted(object, count, by) => {
                self.touch(*object, *by, true);
                self.with(*object, |object| object.count = *count);
            }
            Event::Read(object, by) => {
                self.touch(*object, *by, false);
                self.learn(*object, *by);
            }
            Event::Written(object, text, by) => {
                self.touch(*object, *by, true);
                self.write(*object, *by);
                self.with(*object, |object| object.value = Some(text.clone()));
            }
            Event::Valued(object, text) => self.with(*object, |object| object.value = Some(text.clone())),
            // What a panic does to a goroutine is told by its next requests.
            Event::Unwinds(..) | Event::Recovers(..) => {}
            Event::Printed(..) => self.printed += 1,
            Event::May(object, verb, workers) => self.may.push((*object, *verb, workers.clone())),
            Event::LastWords(text, code) => self.last_words = Some((text.clone(), *code)),
            Event::Node(..) | Event::Leased(..) | Event::Shown(..) | Event::Told(..) | Event::Knows(..) => {
                self.of_cluster(event)
            }
            Event::Ended(end) => {
                if let End::Fault(worker, _) | End::Panic(worker, _) | End::Fatal(worker, _) = end {
                    self.change(*worker, |worker| worker.life = Life::Failed);
                }
                self.end = Some(end.clone());
            }
        }
    }

    pub(super) fn with(&mut self, object: ObjectId, change: impl FnOnce(&mut Object)) {
        if let Some(object) = self.objects.get_mut(object.0 as usize) {
            change(object);
        }
    }

    fn touch(&mut self, object: ObjectId, worker: WorkerId, wrote: bool) {
        self.with(object, |object| object.touched = Some(Touch { worker, wrote }));
    }

    /// Counts a write, and notes whether it replaces one that its worker does not know of.
    fn write(&mut self, object: ObjectId, by: WorkerId) {
        let knows = self.worker(by).map_or(&[][..], |worker| &worker.knows);
        let at = knows.binary_search_by_key(&object, |(known, _)| *known);
        let known = at.ok().map(|at| knows[at].1);
        self.with(object, |object| {
            let (writes, last) = object.writes;
            object.lost = last.filter(|last| *last != by && known.is_some_and(|known| known < writes));
            object.losses += u32::from(object.lost.is_some());
            object.writes = (writes.saturating_add(1), Some(by));
        });
        self.learn(object, by);
    }

    /// A worker knows of every write there was.
    #[inline(never)]
    fn learn(&mut self, object: ObjectId, by: WorkerId) {
        let writes = self.object(object).map_or(0, |object| object.writes.0);
        if let Some(worker) = self.workers.get_mut(by.0 as usize) {
            match worker.knows.binary_search_by_key(&object, |(known, _)| *known) {
                Ok(at) => worker.knows[at].1 = writes,
                Err(at) => {
                    worker.knows.insert(at, (object, writes));
                    self.known += 1;
                }
            }
        }
    }

    /// Changes a worker and keeps the tally.
    pub(super) fn change(&mut self, worker: WorkerId, change: impl FnOnce(&mut Worker)) {
        if let Some(worker) = self.workers.get_mut(worker.0 as usize) {
            let before = worker.state();
            change(worker);
            self.tally.moved(before, worker.state());
        }
    }

    fn change_request(
        &mut self,
        worker: WorkerId,
        request: RequestId,
        change: impl FnOnce(&mut Pending, u32),
    ) {
        let steps = self.steps;
        self.change(worker, |worker| {
            if let Some(pending) = worker.pending.iter_mut().find(|pending| pending.request == request) {
                change(pending, steps);
            }
        });
    }

    /// Takes a request out of the queues in which it stands.
    fn leave(&mut self, worker: WorkerId, request: RequestId) {
        let Some(pending) = self.workers.get(worker.0 as usize).and_then(|worker| worker.request(request))
        else {
            return;
        };
        if let Status::Parked(places) = &pending.status {
            for (object, queue) in places.iter() {
                if let Some(object) = self.objects.get_mut(object.0 as usize) {
                    object.leave(*queue, Waiter { worker, request });
                }
            }
        }
    }

    fn leave_all(&mut self, worker: WorkerId) {
        let count = self.worker(worker).map_or(0, |worker| worker.pending.len());
        for index in 0..count {
            let request = self.workers[worker.0 as usize].pending[index].request;
            self.leave(worker, request);
        }
    }

    fn acquire(&mut self, object: ObjectId, worker: WorkerId, reading: bool) {
        self.with(object, |object| {
            if reading {
                object.readers.push(worker);
            } else {
                object.holder = Some(worker);
            }
        });
        self.change(worker, |worker| worker.holds.push(Held { object, reading }));
    }

    fn release(&mut self, object: ObjectId, worker: WorkerId, reading: bool) {
        let mut holder = Some(worker);
        self.with(object, |object| {
            if reading {
                let place = object.readers.iter().position(|reader| *reader == worker);
                holder = match place {
                    Some(place) => Some(object.readers.remove(place)),
                    None => object.readers.pop(),
                };
            } else {
                holder = object.holder.take().or(holder);
            }
        });
        if let Some(holder) = holder {
            self.change(holder, |worker| {
                let place = worker.holds.iter().rposition(|held| *held == Held { object, reading });
                place.map(|place| worker.holds.remove(place));
            });
        }
    }

    /// Remembers who has ever asked to give to an object or to take from it.
    fn note_use(&mut self, worker: WorkerId, doing: &Doing) {
        if worker.0 as usize >= self.workers.len() {
            return;
        }
        let gives = match doing.verb {
            Verb::Send | Verb::Close | Verb::Add | Verb::Signal | Verb::Broadcast => true,
            Verb::Receive | Verb::Wait => false,
            Verb::Select => {
                for case in doing.cases.iter().flat_map(|cases| cases.iter()) {
                    let gives = matches!(case.direction, Direction::Send(_));
                    self.note(case.object, worker, gives);
                }
                return;
            }
            _ => return,
        };
        self.note(doing.object, worker, gives);
    }

    fn note(&mut self, object: Option<ObjectId>, worker: WorkerId, gives: bool) {
        if let Some(object) = object {
            self.with(object, |object| {
                let crew = if gives { &mut object.givers } else { &mut object.takers };
                crew.insert(worker);
            });
        }
    }
}

impl Object {
    fn queue_mut(&mut self, queue: Queue) -> &mut std::collections::VecDeque<Waiter> {
        match queue {
            Queue::Senders | Queue::Waiters => &mut self.first,
            Queue::Receivers | Queue::Readers => &mut self.second,
        }
    }

    fn enter(&mut self, queue: Queue, side: Side, waiter: Waiter) {
        let queue = self.queue_mut(queue);
        match side {
            Side::Front => queue.push_front(waiter),
            Side::Back => queue.push_back(waiter),
        }
    }

    fn leave(&mut self, queue: Queue, waiter: Waiter) {
        let queue = self.queue_mut(queue);
        if let Some(place) = queue.iter().position(|one| *one == waiter) {
            queue.remove(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::rng::SplitMix64;
    use crate::sync::{Channel, Mutex, RwMutex, Select, Sim, Variable, WaitGroup, WakeRule};
    use crate::world::{Tasks, World};
    use std::time::Duration;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// Workers that do a bit of everything, in orders that the seed decides.
    async fn busy(sim: Sim, seed: u64) {
        let rules = [WakeRule::Go, WakeRule::Fifo, WakeRule::AnyWaiter];
        let mutex = Mutex::new(&sim, "mu", rules[seed as usize % 3], 0);
        let shared = RwMutex::new(&sim, "rw", 0);
        let (full, empty) = (Channel::new(&sim, "full", 2), Channel::new(&sim, "empty", 0));
        let variable = Variable::new(&sim, "v", 0);
        let group = WaitGroup::new(&sim, "wg");
        let mut workers = Vec::new();
        for worker in 0..5 {
            group.add(1).await.expect("it counts up");
            let mut chance = SplitMix64::new(seed * 10 + worker);
            let (mutex, shared, full, empty) = (mutex.clone(), shared.clone(), full.clone(), empty.clone());
            let (variable, group, own) = (variable.clone(), group.clone(), sim.clone());
            let work = async move {
                for round in 0..6 {
                    match chance.below(8) {
                        0 => {
                            let mut held = mutex.lock().await;
                            *held += 1;
                            own.yield_now().await;
                            held.unlock().await;
                        }
                        1 => drop(shared.read().await),
                        2 => *shared.write().await += 1,
                        3 => drop(full.send(round).await),
                        4 => drop(full.recv().await),
                        5 => {
                            let select = Select::new(&own)
                                .recv(&full, |_| ())
                                .send(&empty, round, || ())
                                .recv(&empty, |_| ());
                            select.await.ok();
                        }
                        6 => variable.store(variable.load().await + 1).await,
                        _ => own.sleep(Duration::from_nanos(chance.below(3) as u64)).await,
                    }
                }
                own.print("done").await;
                group.done().await.ok();
            };
            workers.push(sim.spawn(format!("G{worker}"), work).await);
        }
        group.wait().await.ok();
        for worker in workers {
            worker.join().await.ok();
        }
    }

    #[test]
    fn a_moment_knows_what_the_world_knows() {
        let mut ends = [0, 0];
        for seed in 0..120 {
            let mut events = Vec::new();
            let mut world = Tasks::new(move |sim| busy(sim, seed), &mut events);
            let (mut moment, mut chance) = (Moment::default(), SplitMix64::new(seed));
            loop {
                events.drain(..).for_each(|event| moment.apply(&event));
                assert_eq!(moment.end.as_ref(), world.end());
                assert_eq!(moment.now, world.now());
                if world.choices().is_empty() {
                    break;
                }
                let choices: Vec<Choice> = world.choices().iter().collect();
                assert!(moment.choices().eq(choices.iter().copied()), "seed {seed} step {}", moment.steps);
                for object in &moment.objects {
                    assert!(object.holder.is_none() || object.readers.is_empty());
                }
                world.step(choices[chance.below(choices.len())], &mut events);
            }
            ends[usize::from(world.end() == Some(&End::Returned))] += 1;
            if world.end() == Some(&End::Returned) {
                assert!(moment.workers.iter().all(|worker| worker.holds.is_empty()));
                assert!(moment.objects.iter().all(|object| object.holder.is_none() && object.waiting() == 0));
            }
        }
        assert!(ends[0] > 10 && ends[1] > 10, "deadlocked, returned: {ends:?}");
    }
}
