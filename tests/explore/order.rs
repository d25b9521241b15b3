//! What orders the accesses of an execution, after the Go memory model: vector clocks, kept from what is told of it.
//!
//! A judge of its own for data races: it looks at every pair of accesses of an execution, and at no states.

use lockstep_core::rules::ObjectId;
use lockstep_core::world::{Event, Verb, WorkerId};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// By worker: how many of its steps are known to have happened.
type Clock = BTreeMap<u32, u32>;

fn join(clock: &mut Clock, other: &Clock) {
    for (who, count) in other {
        let known = clock.entry(*who).or_default();
        *known = (*known).max(*count);
    }
}

/// A channel: what its receives learn, and its senders.
#[derive(Clone, Default)]
struct Channel {
    /// The clocks of the values in the buffer.
    values: VecDeque<Clock>,
    /// The clocks of the receives that have made room.
    rooms: Clock,
    closed: Option<Clock>,
}

/// What is ordered in an execution, up to now.
#[derive(Clone, Default)]
pub struct Order {
    clocks: BTreeMap<u32, Clock>,
    /// What locks, wait groups and conditions pass on.
    passed: BTreeMap<u32, Clock>,
    channels: BTreeMap<u32, Channel>,
    names: BTreeMap<u32, String>,
    /// By variable: who has accessed it, at which of its steps, and whether it wrote.
    accesses: BTreeMap<u32, Vec<(u32, u32, bool)>>,
    /// What each worker asks for: the verb and the object.
    asks: BTreeMap<u32, (Verb, Option<ObjectId>)>,
    /// What there are data races on.
    pub races: BTreeSet<String>,
}

impl Order {
    fn clock(&mut self, who: WorkerId) -> &mut Clock {
        self.clocks.entry(who.0).or_default()
    }

    fn tick(&mut self, who: WorkerId) {
        *self.clock(who).entry(who.0).or_default() += 1;
    }

    /// One learns what the object has passed on.
    fn learn(&mut self, who: WorkerId, object: ObjectId) {
        let passed = self.passed.get(&object.0).cloned().unwrap_or_default();
        join(self.clock(who), &passed);
    }

    /// One passes on what it knows.
    fn pass(&mut self, who: WorkerId, object: ObjectId) {
        let clock = self.clock(who).clone();
        join(self.passed.entry(object.0).or_default(), &clock);
        self.tick(who);
    }

    fn access(&mut self, object: ObjectId, who: WorkerId, writes: bool) {
        self.tick(who);
        let clock = self.clock(who).clone();
        let accesses = self.accesses.entry(object.0).or_default();
        let races = accesses.iter().any(|(other, step, wrote)| {
            *other != who.0 && (writes || *wrote) && clock.get(other).is_none_or(|known| known < step)
        });
        accesses.push((who.0, clock[&who.0], writes));
        if races {
            self.races.insert(self.names.get(&object.0).cloned().unwrap_or_default());
        }
    }

    /// Takes up what has happened.
    pub fn see(&mut self, events: &[Event]) {
        for event in events {
            match event {
                Event::Made(object, _, name) => drop(self.names.insert(object.0, name.to_string())),
                Event::Offered(who, _, doing, _) => {
                    self.asks.insert(who.0, (doing.verb, doing.object));
                }
                Event::Spawned(who, Some(parent), _) => {
                    let clock = self.clock(*parent).clone();
                    join(self.clock(*who), &clock);
                    self.tick(*parent);
                }
                Event::Acquired(object, who, _) => self.learn(*who, *object),
                Event::Released(object, who, ..) => self.pass(*who, *object),
                Event::Counted(object, _, who) => self.pass(*who, *object),
                Event::Buffered(channel, _, _, who) => {
                    let rooms = self.channels.entry(channel.0).or_default().rooms.clone();
                    let clock = self.clock(*who).clone();
                    self.channels.entry(channel.0).or_default().values.push_back(clock);
                    join(self.clock(*who), &rooms);
                    self.tick(*who);
                }
                Event::Taken(channel, who) => {
                    let value = self.channels.entry(channel.0).or_default().values.pop_front();
                    let clock = self.clock(*who).clone();
                    join(&mut self.channels.entry(channel.0).or_default().rooms, &clock);
                    self.tick(*who);
                    join(self.clock(*who), &value.unwrap_or_default());
                }
                Event::HandedOver(_, _, from, to) => {
                    let (one, other) = (self.clock(*from).clone(), self.clock(*to).clone());
                    join(self.clock(*from), &other);
                    join(self.clock(*to), &one);
                    self.tick(*from);
                    self.tick(*to);
                }
                Event::Closed(channel, who) => {
                    let clock = self.clock(*who).clone();
                    self.channels.entry(channel.0).or_default().closed = Some(clock);
                    self.tick(*who);
                }
                Event::Served(who, _, _, number) => match self.asks.get(&who.0) {
                    Some((Verb::Wait, Some(group))) => self.learn(*who, *group),
                    Some((Verb::Receive, Some(channel))) if *number == 0 => {
                        let closed = self.channels.entry(channel.0).or_default().closed.clone();
                        join(self.clock(*who), &closed.unwrap_or_default());
                    }
                    _ => {}
                },
                Event::Read(object, who) => self.access(*object, *who, false),
                Event::Written(object, _, who) => self.access(*object, *who, true),
                _ => {}
            }
        }
    }
}
