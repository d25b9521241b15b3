//! A small world for the tests of this room: workers that lock, add to a number, unlock, print and sleep.

use crate::rules::mutex::WakeRule;
use crate::rules::{Arm, Kind, ObjectId};
use crate::world::{
    Choice, Choices, Doing, End, Event, Footprint, Queue, RequestId, Side, Site, Verb, WorkerId, World,
};
use std::collections::VecDeque;
use std::rc::Rc;

const MUTEX: ObjectId = ObjectId(0);
const NUMBER: ObjectId = ObjectId(1);
const SCRIPT: [Verb; 5] = [Verb::Lock, Verb::AtomicAdd, Verb::Unlock, Verb::Print, Verb::Sleep];

/// How a toy is made.
#[derive(Clone, Copy, Debug)]
pub struct Toy {
    pub workers: u32,
    pub rounds: u32,
    /// The first worker keeps the mutex: everyone ends up waiting for it.
    pub forgets_to_unlock: bool,
    /// Something from outside decides what is printed.
    pub chance: u32,
}

impl Toy {
    pub fn new(workers: u32, rounds: u32) -> Toy {
        Toy { workers, rounds, forgets_to_unlock: false, chance: 0 }
    }

    pub fn start(self, events: &mut Vec<Event>) -> ToyWorld {
        let mut world = ToyWorld {
            toy: self,
            at: vec![0; self.workers as usize],
            asleep: 0,
            holder: None,
            queue: VecDeque::new(),
            number: 0,
            now: 0,
            left: self.workers,
            choices: Choices::default(),
            end: None,
        };
        events.push(Event::Made(MUTEX, Kind::Mutex(WakeRule::Fifo), "mu".into()));
        events.push(Event::Made(NUMBER, Kind::Atomic(0), "n".into()));
        for number in 0..self.workers {
            let parent = (number > 0).then_some(WorkerId(0));
            events.push(Event::Spawned(WorkerId(number), parent, format!("G{}", number + 1).into()));
            world.offer(WorkerId(number), events);
        }
        world
    }
}

pub struct ToyWorld {
    toy: Toy,
    /// By worker: how many requests it has made; that is where it stands in its script.
    at: Vec<u32>,
    asleep: u32,
    holder: Option<WorkerId>,
    queue: VecDeque<WorkerId>,
    number: i64,
    now: u64,
    left: u32,
    choices: Choices,
    end: Option<End>,
}

impl ToyWorld {
    fn verb(&self, worker: WorkerId) -> Verb {
        SCRIPT[self.at[worker.0 as usize] as usize % SCRIPT.len()]
    }

    fn request(&self, worker: WorkerId) -> RequestId {
        RequestId(self.at[worker.0 as usize])
    }

    /// Whether a worker's request may be taken up.
    fn enable(&mut self, worker: WorkerId, enabled: bool) {
        let choice = Choice { worker, request: self.request(worker), arm: Arm::ONLY };
        self.choices.set(worker, enabled.then_some(choice));
    }

    fn offer(&mut self, worker: WorkerId, events: &mut Vec<Event>) {
        if self.at[worker.0 as usize] / SCRIPT.len() as u32 == self.toy.rounds {
            events.push(Event::Exited(worker));
            self.choices.set(worker, []);
            self.left -= 1;
            return;
        }
        let (verb, request) = (self.verb(worker), self.request(worker));
        let (object, number, text) = match verb {
            Verb::AtomicAdd => (Some(NUMBER), 1, None),
            Verb::Print => (None, 0, Some(format!("{} of {}", worker.0, self.toy.chance).into())),
            Verb::Sleep => (None, 10, None),
            _ => (Some(MUTEX), 0, None),
        };
        let doing = Doing { verb, object, number, text, cases: None };
        let site = Site { file: "", line: verb as u32 + 10, column: 0 };
        events.push(Event::Offered(worker, request, doing, Some(site)));
        self.enable(worker, true);
    }

    fn serve(&mut self, worker: WorkerId, events: &mut Vec<Event>) {
        events.push(Event::Served(worker, self.request(worker), None, 0));
        self.at[worker.0 as usize] += 1;
        self.offer(worker, events);
    }
}

impl World for ToyWorld {
    type Saved = ();

    fn choices(&self) -> &Choices {
        &self.choices
    }

    fn footprint(&self, _: Choice) -> Footprint {
        Footprint::default()
    }

    fn step(&mut self, choice: Choice, events: &mut Vec<Event>) {
        assert!(self.choices.contains(choice));
        let worker = choice.worker;
        events.push(Event::Stepped(worker, choice.request, choice.arm));
        match self.verb(worker) {
            Verb::Lock if self.holder.is_none() => {
                self.holder = Some(worker);
                events.push(Event::Acquired(MUTEX, worker, false));
                self.serve(worker, events);
            }
            Verb::Lock => {
                self.queue.push_back(worker);
                let places = Rc::new([(MUTEX, Queue::Waiters)]);
                events.push(Event::Parked(worker, choice.request, places, Side::Back));
                self.enable(worker, false);
            }
            Verb::AtomicAdd => {
                self.number += 1;
                events.push(Event::Counted(NUMBER, self.number, worker));
                self.serve(worker, events);
            }
            Verb::Unlock if self.toy.forgets_to_unlock && worker.0 == 0 => self.serve(worker, events),
            Verb::Unlock => {
                events.push(Event::Released(MUTEX, worker, self.holder, false));
                self.serve(worker, events);
                self.holder = self.queue.pop_front();
                if let Some(next) = self.holder {
                    events.push(Event::Unparked(next, self.request(next)));
                    events.push(Event::Acquired(MUTEX, next, false));
                    self.serve(next, events);
                }
            }
            Verb::Print => {
                events.push(Event::Printed(worker, format!("{} of {}", worker.0, self.toy.chance).into()));
                self.serve(worker, events);
            }
            // Asleep once, then its timer is a choice at once: this world's time moves whenever it likes.
            _ if self.asleep & (1 << (worker.0 % 32)) == 0 => {
                self.asleep |= 1 << (worker.0 % 32);
                events.push(Event::Asleep(worker, choice.request, self.now + 10));
                events.push(Event::Arms(worker, choice.request, Rc::new([Arm::ONLY])));
            }
            _ => {
                self.asleep &= !(1 << (worker.0 % 32));
                self.now += 10;
                events.push(Event::Advanced(self.now));
                self.serve(worker, events);
            }
        }
        if self.choices.is_empty() {
            let end = if self.left == 0 { End::Returned } else { End::Deadlock };
            events.push(Event::Ended(end.clone()));
            self.end = Some(end);
        }
    }

    fn fingerprint(&self) -> u128 {
        0
    }

    fn end(&self) -> Option<&End> {
        self.end.as_ref()
    }

    fn now(&self) -> u64 {
        self.now
    }

    fn save(&self) -> Option<()> {
        None
    }

    fn restore(&mut self, _: &()) {}
}
