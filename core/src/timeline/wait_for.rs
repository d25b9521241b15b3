//! Who waits for whom, and who will wait for ever.
//!
//! A lock knows who holds it, so what a locker waits for is plain. A channel and a WaitGroup do not know who will use
//! them next: what is known is who has used them so far, and what the program's text tells, if somebody has read it
//! ([`Knows`]). So every answer says on what it rests.

use super::moment::Moment;
use super::parts::{Crew, Pending, State, Status};
use crate::rules::{Direction, ObjectId};
use crate::world::{End, Queue, RequestId, Verb, WorkerId};
use std::collections::BTreeMap;

/// One way in which a worker's wait may end. A select has as many as it has cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// Who waits.
    pub worker: WorkerId,
    /// With which request.
    pub request: RequestId,
    /// At what; `None` for a nil channel, a select without cases, and for a worker's end.
    pub object: Option<ObjectId>,
    /// For what.
    pub need: Need,
}

/// What has to happen for a wait to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// All of these have to let go of it: one holder, or many readers. Nobody, when it is about to be taken.
    LetGo(Vec<WorkerId>),
    /// This writer asked before, and goes first.
    Turn(WorkerId),
    /// Somebody has to do this to it.
    Act(Act, Partners),
    /// This worker has to end.
    Exit(WorkerId),
    /// Nothing ever ends it.
    Never,
}

/// What somebody else may do to end a wait at a channel or a WaitGroup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// Send to the channel, or close it.
    Send,
    /// Receive from the channel.
    Receive,
    /// Call Done, as often as the WaitGroup's count says.
    Done,
}

/// Who may do it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Partners {
    /// The program's text tells: these, and nobody else.
    Told(Vec<WorkerId>),
    /// These have asked to do it at some time so far; others still may.
    SoFar(Vec<WorkerId>),
}

impl Partners {
    /// Those who are known.
    pub fn known(&self) -> &[WorkerId] {
        let (Partners::Told(known) | Partners::SoFar(known)) = self;
        known
    }
}

impl Need {
    /// Those whose doing would end the wait, as far as they are known.
    pub fn from(&self) -> &[WorkerId] {
        match self {
            Need::LetGo(holders) => holders,
            Need::Turn(worker) | Need::Exit(worker) => std::slice::from_ref(worker),
            Need::Act(_, partners) => partners.known(),
            Need::Never => &[],
        }
    }
}

/// What the program's text tells and a run does not.
pub trait Knows {
    /// All workers that will ever do this to this object, if that can be said. Whoever may yet start such a worker is one
    /// of them.
    fn who(&self, moment: &Moment, object: ObjectId, act: Act) -> Option<Vec<WorkerId>>;
}

/// Nobody has read the text.
impl Knows for () {
    fn who(&self, _: &Moment, _: ObjectId, _: Act) -> Option<Vec<WorkerId>> {
        None
    }
}

/// One line of what a program's text tells. A name that ends in `*` stands for all names that begin so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Role {
    /// The object, by name.
    pub object: &'static str,
    /// What is done to it.
    pub act: Act,
    /// All who ever do it, by name, and all who may start one who does.
    pub workers: &'static [&'static str],
}

impl Knows for [Role] {
    fn who(&self, moment: &Moment, object: ObjectId, act: Act) -> Option<Vec<WorkerId>> {
        let name = &moment.object(object)?.name;
        let role = self.iter().find(|role| role.act == act && fits(role.object, name))?;
        let does = |name: &str| role.workers.iter().any(|pattern| fits(pattern, name));
        Some(moment.each_worker().filter(|(_, worker)| does(&worker.name)).map(|(id, _)| id).collect())
    }
}

fn fits(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => pattern == name,
    }
}

/// For what a worker waits: every way in which one of its waits may end. Sleeping is not waiting for anybody.
pub fn wait_for(moment: &Moment, worker: WorkerId, knows: &(impl Knows + ?Sized)) -> Vec<Wait> {
    let pending = moment.worker(worker).map_or(&[][..], |worker| &worker.pending);
    let mut waits = Vec::new();
    for pending in pending.iter().filter(|pending| matches!(pending.status, Status::Parked(_))) {
        each_need(moment, worker, pending, knows, |object, need| {
            waits.push(Wait { worker, request: pending.request, object, need });
        });
    }
    waits
}

fn each_need(
    moment: &Moment,
    worker: WorkerId,
    pending: &Pending,
    knows: &(impl Knows + ?Sized),
    mut found: impl FnMut(Option<ObjectId>, Need),
) {
    let doing = &pending.doing;
    let act = |object: ObjectId, act: Act| Need::Act(act, partners(moment, object, act, worker, knows));
    match (doing.verb, doing.object) {
        (Verb::Lock | Verb::WriteLock | Verb::ReadLock, Some(object)) => {
            found(Some(object), lock_need(moment, object, worker));
        }
        (Verb::Send, Some(object)) => found(Some(object), act(object, Act::Receive)),
        (Verb::Receive, Some(object)) => found(Some(object), act(object, Act::Send)),
        (Verb::Wait, Some(object)) => found(Some(object), act(object, Act::Done)),
        (Verb::Join, _) => found(None, Need::Exit(WorkerId(doing.number as u32))),
        (Verb::Select, _) => {
            let mut cases =
                doing.cases.iter().flat_map(|cases| cases.iter()).filter(|case| case.object.is_some());
            let mut any = false;
            for case in &mut cases {
                let object = case.object.expect("cases without a channel were left out");
                let needed = if case.direction == Direction::Receive { Act::Send } else { Act::Receive };
                found(Some(object), act(object, needed));
                any = true;
            }
            if !any {
                found(None, Need::Never);
            }
        }
        _ => found(None, Need::Never),
    }
}

fn lock_need(moment: &Moment, object: ObjectId, worker: WorkerId) -> Need {
    let Some(object) = moment.object(object) else {
        return Need::Never;
    };
    if let Some(holder) = object.holder {
        return Need::LetGo(vec![holder]);
    }
    match object.queue(Queue::Waiters).front() {
        Some(first) if first.worker != worker => Need::Turn(first.worker),
        _ => Need::LetGo(object.readers.clone()),
    }
}

fn partners(
    moment: &Moment,
    object: ObjectId,
    act: Act,
    worker: WorkerId,
    knows: &(impl Knows + ?Sized),
) -> Partners {
    let runs = |one: &WorkerId| {
        *one != worker
            && moment.worker(*one).is_some_and(|one| !matches!(one.state(), State::Done | State::Failed))
    };
    match knows.who(moment, object, act) {
        Some(told) => Partners::Told(told.into_iter().filter(runs).collect()),
        None => {
            let used = used(moment, object, act);
            Partners::SoFar(used.into_iter().flat_map(Crew::iter).filter(runs).collect())
        }
    }
}

fn used(moment: &Moment, object: ObjectId, act: Act) -> Option<&Crew> {
    let object = moment.object(object)?;
    Some(if act == Act::Receive { &object.takers } else { &object.givers })
}

/// On what it rests that somebody waits for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rests {
    /// It is certain.
    Certain,
    /// It is so if nobody unlocks what another holds, which Go allows and programs hardly do.
    OnHolders,
    /// It is so if nobody does to a channel or a WaitGroup what they have not done so far.
    SoFar,
}

/// The workers that wait for ever though the run goes on, or did when it ended in a deadlock; none where it ended
/// otherwise, since they vanished.
///
/// They are the most workers of which each waits only for what the others, or those who are done, would have to do.
pub fn stuck(moment: &Moment, knows: &(impl Knows + ?Sized), rests: Rests) -> Vec<WorkerId> {
    if moment.end.as_ref().is_some_and(|end| *end != End::Deadlock) {
        return Vec::new();
    }
    let mut free = Crew::default();
    let mut waiting = Vec::new();
    for (id, worker) in moment.each_worker() {
        match worker.state() {
            State::Waiting => waiting.push(id),
            State::Ready | State::Asleep => free.insert(id),
            State::Done | State::Failed => {}
        }
    }
    let mut told: BTreeMap<(ObjectId, Act), Option<Crew>> = BTreeMap::new();
    // Every round goes the other way, so that a chain comes undone in two rounds however it lies.
    loop {
        let before = waiting.len();
        waiting.retain(|worker| {
            let stays = !may_go_on(moment, *worker, rests, &free, |object, act, free| {
                let who = || knows.who(moment, object, act).map(|who| who.into_iter().collect());
                told.entry((object, act)).or_insert_with(who).as_ref().map(|told: &Crew| told.meets(free))
            });
            if !stays {
                free.insert(*worker);
            }
            stays
        });
        waiting.reverse();
        if waiting.len() == before {
            waiting.sort_unstable();
            return waiting;
        }
    }
}

/// Whether one of a worker's waits may end by what the free ones do.
fn may_go_on(
    moment: &Moment,
    id: WorkerId,
    rests: Rests,
    free: &Crew,
    mut told: impl FnMut(ObjectId, Act, &Crew) -> Option<bool>,
) -> bool {
    let anybody = !free.is_empty();
    let mut may = false;
    let pending = moment.worker(id).map_or(&[][..], |worker| &worker.pending);
    for pending in pending.iter().filter(|pending| matches!(pending.status, Status::Parked(_))) {
        // Partners are looked up as sets: ten thousand may wait at one channel that ten thousand use.
        each_need(moment, id, pending, &Nobody, |object, need| {
            may |= match (object, need) {
                (_, Need::LetGo(holders)) => {
                    holders.iter().all(|holder| free.contains(*holder))
                        || (rests == Rests::Certain && anybody)
                }
                (_, Need::Turn(first)) => free.contains(first) || (rests == Rests::Certain && anybody),
                (_, Need::Exit(worker)) => free.contains(worker),
                (Some(object), Need::Act(act, _)) => match told(object, act, free) {
                    Some(meets) => meets,
                    None if rests < Rests::SoFar => anybody,
                    None => used(moment, object, act).is_some_and(|used| used.meets(free)),
                },
                _ => false,
            };
        });
    }
    may
}

/// Spares the search for partners where they are not looked at.
struct Nobody;

impl Knows for Nobody {
    fn who(&self, _: &Moment, _: ObjectId, _: Act) -> Option<Vec<WorkerId>> {
        Some(Vec::new())
    }
}

/// How some workers wait for each other, in the order in which it is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Knot {
    /// From wait to wait: the next one's worker is among those for whom this one waits.
    pub chain: Vec<Wait>,
    /// Where in the chain its last wait leads back to, if it does: from there on it is a circle.
    pub circle: Option<usize>,
    /// The others, in groups that wait at the same place for the same.
    pub rest: Vec<Group>,
}

/// Workers that wait at the same place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// At what.
    pub object: Option<ObjectId>,
    /// What they ask.
    pub verb: Verb,
    /// Who, in order.
    pub workers: Vec<WorkerId>,
}

/// How these workers, who wait for ever, wait for each other.
///
/// The chain starts with a worker of a circle that holds what others wait for, or else with one of a circle, or else with
/// whoever has the longest chain.
pub fn knot(moment: &Moment, stuck: &[WorkerId], knows: &(impl Knows + ?Sized)) -> Knot {
    let members: Crew = stuck.iter().copied().collect();
    // By worker whose chain was followed: how long it is.
    let mut lengths = BTreeMap::new();
    let mut best: Option<((bool, bool, usize), WorkerId)> = None;
    for worker in stuck {
        let (chain, circle, known) = follow(moment, *worker, &members, knows, &lengths);
        let length = chain.len() + known;
        lengths.extend(chain.iter().zip(0..).map(|(wait, before)| (wait.worker, length - before)));
        let in_circle = &chain[circle.unwrap_or(0)..];
        let others_wait = |wait: &&Wait| is_waited_for(moment, wait.worker);
        let start = match circle {
            Some(_) => in_circle.iter().find(others_wait).or(in_circle.first()),
            None => chain.first(),
        };
        if let Some(start) = start {
            let worth = (circle.is_some(), others_wait(&start), length);
            if best.is_none_or(|(most, _)| worth > most) {
                best = Some((worth, start.worker));
            }
        }
    }
    let (chain, circle, _) = match best {
        Some((_, start)) => follow(moment, start, &members, knows, &BTreeMap::new()),
        None => Default::default(),
    };
    let told: Crew = chain.iter().map(|wait| wait.worker).collect();
    let mut rest: Vec<Group> = Vec::new();
    for worker in stuck.iter().filter(|worker| !told.contains(**worker)) {
        let parked = |pending: &&Pending| matches!(pending.status, Status::Parked(_));
        let Some(pending) = moment.worker(*worker).and_then(|worker| worker.pending.iter().find(parked))
        else {
            continue;
        };
        let (object, verb) = (pending.doing.object, pending.doing.verb);
        match rest.iter_mut().find(|group| group.object == object && group.verb == verb) {
            Some(group) => group.workers.push(*worker),
            None => rest.push(Group { object, verb, workers: vec![*worker] }),
        }
    }
    Knot { chain, circle, rest }
}

fn is_waited_for(moment: &Moment, worker: WorkerId) -> bool {
    let holds = moment.worker(worker).map_or(&[][..], |worker| &worker.holds);
    holds.iter().any(|held| moment.object(held.object).is_some_and(|object| object.waiting() > 0))
}

/// The chain of waits from a worker on: always to one who is in it already, if there is one, else to the first. It ends
/// where it comes to somebody whose chain has a known length, which is told too.
fn follow(
    moment: &Moment,
    from: WorkerId,
    members: &Crew,
    knows: &(impl Knows + ?Sized),
    lengths: &BTreeMap<WorkerId, usize>,
) -> (Vec<Wait>, Option<usize>, usize) {
    let mut chain: Vec<Wait> = Vec::new();
    let mut places = BTreeMap::new();
    let mut worker = from;
    loop {
        if let Some(length) = lengths.get(&worker) {
            return (chain, None, *length);
        }
        let mut waits = wait_for(moment, worker, knows);
        let partners =
            |wait: &Wait| wait.need.from().iter().copied().filter(|one| members.contains(*one)).collect();
        let place = waits.iter().position(|wait| !Vec::is_empty(&partners(wait))).unwrap_or(0);
        if place == waits.len() {
            return (chain, None, 0);
        }
        let wait = waits.swap_remove(place);
        let partners: Vec<WorkerId> = partners(&wait);
        places.insert(worker, chain.len());
        chain.push(wait);
        if let Some(place) = partners.iter().filter_map(|one| places.get(one)).min() {
            return (chain, Some(*place), 0);
        }
        match partners.first() {
            Some(next) => worker = *next,
            None => return (chain, None, 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Stepper;
    use super::*;
    use crate::sync::{Channel, RawMutex, RawRwMutex, Sim, WaitGroup, WakeRule};
    use crate::world::{Event, Tasks};
    use std::future::Future;
    use std::time::Duration;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// The moment after so many rounds of everyone in turn.
    fn after<F: Future<Output = ()> + 'static>(
        steps: u32,
        main: impl Fn(Sim) -> F + Copy + 'static,
    ) -> Moment {
        let mut stepper = Stepper::new(move |events: &mut Vec<Event>| Tasks::new(main, events));
        stepper.advance(steps);
        stepper.moment().clone()
    }

    fn names(moment: &Moment, workers: &[WorkerId]) -> Vec<String> {
        let name = |id: &WorkerId| moment.worker(*id).map_or("?".into(), |worker| worker.name.to_string());
        workers.iter().map(name).collect()
    }

    fn who_is_stuck(moment: &Moment, rests: Rests) -> Vec<String> {
        names(moment, &stuck(moment, &(), rests))
    }

    fn chain(moment: &Moment, knot: &Knot) -> Vec<String> {
        names(moment, &knot.chain.iter().map(|wait| wait.worker).collect::<Vec<_>>())
    }

    async fn ten_goroutines(sim: Sim) {
        let mutex = RawMutex::new(&sim, "mu", WakeRule::Go);
        let channel = Channel::new(&sim, "ch", 0);
        let group = WaitGroup::new(&sim, "wg");
        group.add(10).await.expect("it counts up");
        for number in 2..12 {
            let (mutex, channel, group) = (mutex.clone(), channel.clone(), group.clone());
            sim.spawn(format!("G{number}"), async move {
                mutex.lock().await;
                channel.send(number).await.expect("nobody closes it");
                mutex.unlock().await.expect("it is locked");
                group.done().await.expect("it was added");
            })
            .await;
        }
        group.wait().await.expect("nobody misuses it");
        while channel.recv().await.is_some() {}
    }

    const ROLES: [Role; 2] = [
        Role { object: "ch", act: Act::Receive, workers: &["main"] },
        Role { object: "wg", act: Act::Done, workers: &["G*"] },
    ];

    #[test]
    fn a_deadlock_is_told_from_the_holder_round_the_circle() {
        let moment = after(1_000, ten_goroutines);
        assert_eq!(moment.end, Some(End::Deadlock));
        let stuck = stuck(&moment, &ROLES[..], Rests::Certain);
        assert_eq!(stuck.len(), 11);
        let knot = knot(&moment, &stuck, &ROLES[..]);
        assert_eq!((chain(&moment, &knot), knot.circle), (vec!["G2".into(), "main".into()], Some(0)));
        assert_eq!(knot.chain[0].need, Need::Act(Act::Receive, Partners::Told(vec![WorkerId(0)])));
        let [group] = &knot.rest[..] else { panic!("the rest waits for one thing: {:?}", knot.rest) };
        assert_eq!((group.verb, group.workers.len()), (Verb::Lock, 9));
    }

    #[test]
    fn without_the_text_only_what_was_seen_is_told() {
        let moment = after(1_000, ten_goroutines);
        let stuck = stuck(&moment, &(), Rests::Certain);
        let knot = knot(&moment, &stuck, &());
        assert_eq!((chain(&moment, &knot), knot.circle), (vec!["G2".into()], None));
        assert_eq!(knot.chain[0].need, Need::Act(Act::Receive, Partners::SoFar(vec![])));
        assert_eq!(knot.rest.len(), 2);
    }

    #[test]
    fn what_a_text_tells_is_certain_before_the_end() {
        // Some goroutines have come to the mutex, and main has still to start the others.
        let early = after(12, ten_goroutines);
        assert_eq!(early.end, None);
        assert!(stuck(&early, &ROLES[..], Rests::Certain).is_empty(), "main may still receive");
        assert!(stuck(&early, &(), Rests::SoFar).len() > 1, "nobody has ever received");
    }

    #[test]
    fn two_who_hold_what_the_other_wants_are_stuck_though_others_run() {
        let moment = after(60, |sim: Sim| async move {
            let (a, b) = (RawMutex::new(&sim, "a", WakeRule::Go), RawMutex::new(&sim, "b", WakeRule::Go));
            for (name, first, second) in [("G2", a.clone(), b.clone()), ("G3", b, a)] {
                let own = sim.clone();
                sim.spawn(name, async move {
                    first.lock().await;
                    for _ in 0..5 {
                        own.yield_now().await;
                    }
                    second.lock().await;
                })
                .await;
            }
            loop {
                sim.yield_now().await;
            }
        });
        assert_eq!(who_is_stuck(&moment, Rests::OnHolders), ["G2", "G3"]);
        assert!(who_is_stuck(&moment, Rests::Certain).is_empty(), "Go lets anyone unlock");
        let knot = knot(&moment, &[WorkerId(1), WorkerId(2)], &());
        assert_eq!((chain(&moment, &knot), knot.circle), (vec!["G2".into(), "G3".into()], Some(0)));
    }

    #[test]
    fn a_nil_channel_is_for_ever() {
        let moment = after(20, |sim: Sim| async move {
            let nothing = Channel::<u32>::nil(&sim);
            sim.spawn("G2", async move { nothing.recv().await.map_or((), |_| ()) }).await;
            loop {
                sim.yield_now().await;
            }
        });
        assert_eq!(who_is_stuck(&moment, Rests::Certain), ["G2"]);
        assert_eq!(wait_for(&moment, WorkerId(1), &())[0].need, Need::Never);
    }

    #[test]
    fn a_lock_that_its_holder_took_along_is_never_free() {
        let moment = after(20, |sim: Sim| async move {
            let mutex = RawMutex::new(&sim, "mu", WakeRule::Go);
            let taken = mutex.clone();
            sim.spawn("G2", async move { taken.lock().await }).await;
            sim.sleep(Duration::from_secs(1)).await;
            sim.spawn("G3", async move { mutex.lock().await }).await;
            loop {
                sim.yield_now().await;
            }
        });
        assert_eq!(who_is_stuck(&moment, Rests::OnHolders), ["G3"]);
        assert_eq!(wait_for(&moment, WorkerId(2), &())[0].need, Need::LetGo(vec![WorkerId(1)]));
    }

    #[test]
    fn reading_again_behind_a_writer_is_a_circle() {
        let moment = after(100, |sim: Sim| async move {
            let lock = RawRwMutex::new(&sim, "rw");
            let writes = lock.clone();
            lock.read_lock().await;
            let writer = sim.spawn("W", async move { writes.lock().await }).await;
            sim.sleep(Duration::from_secs(1)).await;
            lock.read_lock().await;
            writer.join().await.ok();
        });
        assert_eq!(moment.end, Some(End::Deadlock));
        let knot = knot(&moment, &stuck(&moment, &(), Rests::Certain), &());
        assert_eq!((chain(&moment, &knot), knot.circle), (vec!["main".into(), "W".into()], Some(0)));
        assert_eq!(knot.chain[0].need, Need::Turn(WorkerId(1)));
        assert_eq!(knot.chain[1].need, Need::LetGo(vec![WorkerId(0)]));
    }

    #[test]
    fn whoever_has_received_before_may_again() {
        let listens = |again: bool| {
            after(40, move |sim: Sim| async move {
                let channel = Channel::new(&sim, "ch", 0);
                let sends = channel.clone();
                sim.spawn("G2", async move { while sends.send(1).await.is_ok() {} }).await;
                if again {
                    channel.recv().await;
                }
                loop {
                    sim.yield_now().await;
                }
            })
        };
        assert_eq!(who_is_stuck(&listens(false), Rests::SoFar), ["G2"]);
        assert!(who_is_stuck(&listens(true), Rests::SoFar).is_empty());
        assert!(who_is_stuck(&listens(false), Rests::OnHolders).is_empty());
    }

    #[test]
    fn a_long_chain_is_followed_in_no_time() {
        let moment = after(100_000, |sim: Sim| async move {
            let mut last = RawMutex::new(&sim, "m0", WakeRule::Go);
            last.lock().await;
            for number in 1..2_000 {
                let next = RawMutex::new(&sim, format!("m{number}"), WakeRule::Go);
                let (before, own) = (last, next.clone());
                sim.spawn(format!("G{number}"), async move {
                    own.lock().await;
                    before.lock().await;
                })
                .await;
                last = next;
            }
            sim.sleep(Duration::from_secs(1)).await;
            last.lock().await;
        });
        assert_eq!(moment.end, Some(End::Deadlock));
        let stuck = stuck(&moment, &(), Rests::Certain);
        let knot = knot(&moment, &stuck, &());
        assert_eq!((knot.chain.len(), knot.circle, knot.rest.len()), (2_000, Some(0), 0));
    }
}
