//! How a run ends, told as one story: who holds what, who waits for whom, who is left behind.

use super::alike::alike;
use super::waits::{self, Detail};
use super::words::{join, object, worker, workers};
use super::{Arg, Message, chain};
use crate::rules::ObjectId;
use crate::say;
use crate::timeline::parts::{Life, Object, State, Status, Worker};
use crate::timeline::{Act, Crew, Moment, Need, Partners, Rests, Role, Wait, wait_for};
use crate::world::{Verb, WorkerId};

/// How many clauses a story has before it only counts.
const CLAUSES: usize = 6;

/// Everyone waits, and why.
pub(super) fn deadlock(moment: &Moment, cast: &[Role]) -> Message {
    let waiting = moment.each_worker().filter(|(_, known)| known.life == Life::Running).map(|(id, _)| id);
    let clauses = Story::new(moment, cast).tell(waiting.collect());
    say!(StoryDeadlock, clauses = clauses)
}

/// These wait for ever while others go on.
pub(super) fn partial(moment: &Moment, cast: &[Role], stuck: Vec<WorkerId>, rests: Rests) -> Message {
    let names = workers(moment, stuck.iter().copied());
    let clauses = Story::new(moment, cast).tell(stuck);
    match rests {
        Rests::Certain => say!(StoryStuck, clauses = clauses, workers = names),
        Rests::OnHolders | Rests::SoFar => say!(StoryStuckUnless, clauses = clauses, workers = names),
    }
}

/// Main returned, and what became of the others.
pub(super) fn returned(moment: &Moment, cast: &[Role], main: WorkerId) -> Message {
    let left: Vec<_> = moment
        .each_worker()
        .filter(|(id, known)| *id != main && known.life == Life::Running)
        .map(|(id, known)| (id, left_as(known)))
        .collect();
    let worker = worker(moment, main);
    match left.is_empty() {
        false => leaked(moment, worker, &left),
        true if is_short(moment, cast) => too_little(moment, cast, worker),
        true => say!(EndReturned, worker = worker),
    }
}

/// Whether additions to a sum were lost.
pub(super) fn is_short(moment: &Moment, cast: &[Role]) -> bool {
    cast.iter().any(|role| role.act == Act::Sum) && short(moment, cast).is_some()
}

/// The sum of which additions were lost.
#[inline(never)]
fn short(moment: &Moment, cast: &[Role]) -> Option<ObjectId> {
    let sums = |known: &Object| cast.iter().any(|role| role.act == Act::Sum && *role.object == *known.name);
    moment.each_object().find(|(_, known)| known.losses > 0 && sums(known)).map(|(object, _)| object)
}

/// Main returned with a sum that is too small.
#[inline(never)]
fn too_little(moment: &Moment, cast: &[Role], worker: Arg) -> Message {
    let sum = short(moment, cast);
    let value = sum.and_then(|sum| moment.object(sum)?.value.clone()).unwrap_or_default();
    say!(EndShort, object = object(moment, sum), value = Arg::Value(value), worker = worker)
}

/// What somebody does while main returns, and at which object it waits.
type Left = (State, Option<ObjectId>);

/// Main returned, and these are left behind.
#[inline(never)]
fn leaked(moment: &Moment, worker: Arg, left: &[(WorkerId, Left)]) -> Message {
    let mut groups = alike(left);
    let more: usize = groups.iter().skip(CLAUSES).map(Vec::len).sum();
    groups.truncate(CLAUSES);
    let mut clauses: Vec<Message> = groups
        .into_iter()
        .map(|who| {
            let (state, at) = left_as(&moment.workers[who[0].0 as usize]);
            let who = workers(moment, who);
            match (state, at) {
                (State::Waiting, Some(at)) => {
                    say!(EndVanishWaiting, object = object(moment, Some(at)), workers = who)
                }
                (State::Waiting, None) => say!(EndVanishAside, workers = who),
                (State::Asleep, _) => say!(EndVanishSleeping, workers = who),
                _ => say!(EndVanishReady, workers = who),
            }
        })
        .collect();
    if more > 0 {
        clauses.push(say!(EndVanishMore, count = more));
    }
    let clauses = join(clauses, |clauses, next| say!(EndLeakedNext, clauses = clauses, next = next));
    say!(EndLeaked, clauses = clauses.expect("somebody is left"), worker = worker)
}

fn left_as(known: &Worker) -> Left {
    let at = waits::waiting(known).and_then(waits::at).map(|(object, _)| object);
    let state = known.state();
    (state, at.filter(|_| state == State::Waiting))
}

/// A story in the making.
struct Story<'a> {
    moment: &'a Moment,
    cast: &'a [Role],
    clauses: Vec<Message>,
    /// Whom a clause has told of already.
    told: Crew,
    /// Whose holder a clause has told of already.
    held: Vec<ObjectId>,
}

impl<'a> Story<'a> {
    fn new(moment: &'a Moment, cast: &'a [Role]) -> Story<'a> {
        Story { moment, cast, clauses: Vec::new(), told: Crew::default(), held: Vec::new() }
    }

    /// Those who hold something first, each with who could free it; then the others, grouped; then the circle.
    fn tell(mut self, stuck: Vec<WorkerId>) -> Message {
        let holds = |id: &WorkerId| self.moment.worker(*id).is_some_and(|known| !known.holds.is_empty());
        let (holders, others): (Vec<_>, Vec<_>) = stuck.iter().copied().partition(holds);
        for (place, holder) in holders.iter().enumerate() {
            if place == CLAUSES {
                let count = holders[place..].iter().filter(|one| !self.told.contains(**one)).count();
                self.clauses.push(say!(StoryMore, count = count));
                self.told.extend(holders[place..].iter().copied());
                break;
            }
            self.one(*holder);
        }
        self.groups(others);
        if holders.len() > 1 {
            let circle = chain::circle(self.moment, self.cast, &stuck);
            if circle.len() > 1 && circle.iter().all(|one| holders.contains(one)) {
                self.clauses.push(say!(StoryCycle, workers = workers(self.moment, circle)));
            }
        }
        join(self.clauses, |clauses, next| say!(StoryNext, clauses = clauses, next = next))
            .unwrap_or_else(|| say!(StoryNobody))
    }

    /// "G2 holds mu and waits for …", and who could end that.
    fn one(&mut self, id: WorkerId) {
        if !self.told.insert(id) {
            return;
        }
        if let Some(clause) = self.clause(id) {
            self.clauses.push(clause);
            self.partner(id);
        }
    }

    fn clause(&mut self, id: WorkerId) -> Option<Message> {
        let holds = &self.moment.worker(id)?.holds;
        let mut who = worker(self.moment, id);
        if !holds.is_empty() {
            self.held.extend(holds.iter().map(|held| held.object));
            let objects = holds.iter().map(|held| object(self.moment, Some(held.object))).collect();
            who = say!(WhoHolds, objects = Arg::Many(objects), who = who).into();
        }
        waits::why(self.moment, id, who, Detail::Holder)
    }

    /// Who alone could end this wait at a channel, and why it does not.
    fn partner(&mut self, id: WorkerId) {
        let moment = self.moment;
        let waits = wait_for(moment, id, self.cast);
        let [Wait { object: Some(at), need: Need::Act(act @ (Act::Receive | Act::Send), partners), .. }] =
            &waits[..]
        else {
            return;
        };
        let it = object(moment, Some(*at));
        let told = matches!(partners, Partners::Told(_));
        match partners.known() {
            [] => {
                let known = moment.object(*at);
                let crew =
                    known.map(|known| if *act == Act::Receive { &known.takers } else { &known.givers });
                // Whoever waits here for the other to come has not come to the other end itself.
                let some_did = crew.is_some_and(|crew| crew.iter().any(|one| one != id));
                self.clauses.extend(match (told, act) {
                    (true, Act::Receive) => Some(say!(StoryNobodyReceives, object = it)),
                    (true, _) => Some(say!(StoryNobodySends, object = it)),
                    (false, Act::Receive) => some_did.then(|| say!(StoryReceiversDone, object = it)),
                    (false, _) => some_did.then(|| say!(StorySendersDone, object = it)),
                });
            }
            [only] if self.told.insert(*only) => {
                let Some(wait) = self.clause(*only) else { return };
                let partner = worker(moment, *only);
                self.clauses.push(match (told, act) {
                    (true, Act::Receive) => {
                        say!(StoryOnlyReceives, object = it, partner = partner, wait = wait)
                    }
                    (true, _) => say!(StoryOnlySends, object = it, partner = partner, wait = wait),
                    (false, Act::Receive) => {
                        say!(StorySoFarReceives, object = it, partner = partner, wait = wait)
                    }
                    (false, _) => say!(StorySoFarSends, object = it, partner = partner, wait = wait),
                });
            }
            _ => {}
        }
    }

    /// Those of the others who wait at one line, each for something of its own.
    #[inline(never)]
    fn apart(&mut self, groups: &mut Vec<Vec<WorkerId>>) {
        for (line, who) in of_its_own(self.moment, groups) {
            self.told.extend(who.iter().copied());
            self.clauses.push(say!(GoWaitOwn, line = line, who = workers(self.moment, who)));
        }
    }

    /// The others, those who wait for the same in one clause.
    fn groups(&mut self, others: Vec<WorkerId>) {
        let open = others.into_iter().filter(|id| !self.told.contains(*id));
        let keyed: Vec<_> =
            open.map(|id| (id, key(self.moment, id))).filter(|(_, key)| key.is_some()).collect();
        // Whoever has one partner only comes before it, so that the partner is told of as such.
        let (mut groups, later): (Vec<_>, Vec<_>) = alike(&keyed).into_iter().partition(|who| {
            let waits = wait_for(self.moment, who[0], self.cast);
            matches!(&waits[..], [Wait { need: Need::Act(_, partners), .. }] if partners.known().len() == 1)
        });
        groups.extend(later);
        if are_apart(&groups) {
            self.apart(&mut groups);
        }
        let more: usize = groups.iter().skip(CLAUSES).map(Vec::len).sum();
        for who in groups.into_iter().take(CLAUSES) {
            // An earlier group's partner may have been told of meanwhile.
            let who: Vec<WorkerId> = who.into_iter().filter(|one| !self.told.contains(*one)).collect();
            let Some(first) = who.first().copied() else { continue };
            self.told.extend(who.iter().copied());
            let at = self.moment.worker(first).and_then(waits::waiting).and_then(|it| it.doing.object);
            let told = at.is_some_and(|at| self.held.contains(&at));
            let detail = if told { Detail::Bare } else { Detail::Holder };
            self.clauses.extend(waits::why(self.moment, first, workers(self.moment, who), detail));
            self.partner(first);
        }
        if more > 0 {
            self.clauses.push(say!(StoryMoreWait, count = more));
        }
    }
}

/// So many have to do the same to be told of as many.
const MANY: usize = 4;

/// Whether many wait for something of their own each.
pub(super) fn are_apart(groups: &[Vec<WorkerId>]) -> bool {
    groups.len() >= MANY && groups.iter().filter(|group| group.len() == 1).count() >= MANY
}

/// Of those who wait for the same, as groups: whoever waits alone is put together with those who do so at the same line, if they are
/// many. What is joined so, with its line, is no longer among the groups.
#[inline(never)]
pub(super) fn of_its_own(moment: &Moment, groups: &mut Vec<Vec<WorkerId>>) -> Vec<(u32, Vec<WorkerId>)> {
    let stands = |id: WorkerId| {
        let known = moment.worker(id)?;
        Some((id, (waits::waiting(known)?.doing.verb, known.site?.line)))
    };
    let alone = groups.iter().filter(|group| group.len() == 1);
    let keyed: Vec<_> = alone.filter_map(|group| stands(group[0])).collect();
    let mut joined = alike(&keyed);
    joined.retain(|members| members.len() >= MANY);
    groups.retain(|group| group.len() > 1 || !joined.iter().any(|members| members.contains(&group[0])));
    let line = |members: Vec<WorkerId>| Some((stands(members[0])?.1.1, members));
    joined.into_iter().filter_map(line).collect()
}

/// What a worker waits for, so that those who wait for the same can be told together.
pub(super) fn key(moment: &Moment, id: WorkerId) -> Option<(Verb, Vec<ObjectId>, i64)> {
    let pending = waits::waiting(moment.worker(id)?)?;
    let objects = match &pending.status {
        Status::Parked(places) => places.iter().map(|(object, _)| *object).collect(),
        _ => Vec::new(),
    };
    let number = match pending.status {
        Status::Asleep(until) => until as i64,
        _ if pending.doing.verb == Verb::Join => pending.doing.number,
        _ => 0,
    };
    Some((pending.doing.verb, objects, number))
}
