//! Goes through all states of a map once, to tell what happens in each, and follows a run from state to state.

use super::super::Message;
use super::super::does;
use super::super::narrate::{Step, narrate};
use crate::explore::Map;
use crate::timeline::{Moment, Role, Timeline};
use crate::world::{Choice, Event, Text, WorkerId, World};

/// So many steps of a run are followed.
const FOLLOWED: u32 = 2_000;

/// What happens in the states of a map, told as the runs are that go the shortest ways to them. It is made in slices.
pub struct Survey<W: World> {
    world: W,
    /// States whose ways on are not told yet.
    todo: Vec<(u32, W::Saved, Moment)>,
    /// By state, once it was come to.
    fingerprints: Vec<Option<u128>>,
    told: Told,
}

/// What was told so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    /// By state: what the last step on the way to it did.
    pub(super) states: Vec<Option<Message>>,
    /// By step: who takes it, and what is about to be done.
    pub(super) steps: Vec<Option<(Text, Message)>>,
}

impl<W: World> Survey<W> {
    /// Begins where the program starts. Nothing for a world that cannot be saved.
    pub fn new(map: &Map, cast: &[Role], start: impl FnOnce(&mut Vec<Event>) -> W) -> Option<Survey<W>> {
        let (mut events, mut moment) = (Vec::new(), Moment::default());
        let world = start(&mut events);
        events.iter().for_each(|event| moment.apply(event));
        let mut states = vec![None; map.states.len()];
        states[0] = Some(narrate(&Step { events: &events, after: &moment, cast }));
        let steps = vec![None; map.steps.len()];
        let todo = vec![(0, world.save()?, moment)];
        let mut fingerprints = vec![None; map.states.len()];
        fingerprints[0] = Some(world.fingerprint());
        Some(Survey { world, todo, fingerprints, told: Told { states, steps } })
    }

    /// Whether not all is told yet.
    pub fn is_busy(&self) -> bool {
        !self.todo.is_empty()
    }

    /// What was told.
    pub(super) fn told(&self) -> &Told {
        &self.told
    }

    /// Tells what happens in the next state.
    pub fn work(&mut self, map: &Map, cast: &[Role]) {
        let Some((state, saved, moment)) = self.todo.pop() else { return };
        for (number, step) in map.steps_from(state) {
            self.world.restore(&saved);
            let Some(choice) = step.pick.find(self.world.choices()) else { continue };
            let name = moment.worker(choice.worker).map_or_else(|| "".into(), |who| who.name.clone());
            self.told.steps[number] = Some((name, does::choice(&moment, choice)));
            if map.states[step.to as usize].by != Some(number as u32) {
                continue;
            }
            let (mut events, mut after) = (Vec::new(), moment.clone());
            self.world.step(choice, &mut events);
            events.iter().for_each(|event| after.apply(event));
            let step_told = narrate(&Step { events: &events, after: &after, cast });
            self.told.states[step.to as usize] = Some(step_told);
            self.fingerprints[step.to as usize] = Some(self.world.fingerprint());
            self.todo.extend(self.world.save().map(|saved| (step.to, saved, after)));
        }
    }
}

/// A run that is followed through the states of a map. There beginning to wait is put off as long as others go on, where nobody can
/// tell; so it is here: whoever would only come to where the map has no state comes later, when it is served or nobody else can go.
pub struct Following<W: World> {
    world: W,
    taken: Vec<Choice>,
    /// The states that it has come to.
    states: Vec<u32>,
    /// By step of the run: how many of them it had come to by then.
    marks: Vec<usize>,
    put_off: Vec<WorkerId>,
}

impl<W: World> Following<W> {
    /// Begins where the program starts.
    pub fn new(start: impl FnOnce(&mut Vec<Event>) -> W) -> Following<W> {
        let world = start(&mut Vec::new());
        Following { world, taken: Vec::new(), states: vec![0], marks: vec![1], put_off: Vec::new() }
    }

    /// Whether what was followed is this run, as far as up to a position.
    pub fn is_of(&self, run: &Timeline, position: u32) -> bool {
        let mut taken = (1..=position).zip(&self.taken);
        taken.all(|(position, taken)| run.choice(position) == Some(*taken))
    }

    /// Whether there is more to follow of it up to a position.
    pub fn is_busy(&self, position: u32) -> bool {
        self.taken.len() < position.min(FOLLOWED) as usize
    }

    /// Follows the next step of the run.
    pub fn work(&mut self, run: &Timeline, survey: &Survey<W>) {
        let position = self.taken.len() as u32 + 1;
        let Some(choice) = run.choice(position) else { return };
        self.go(choice.worker, Some(choice), survey);
        let served: Vec<WorkerId> = run
            .events(position)
            .filter_map(|event| match event {
                Event::Served(who, ..) if who != choice.worker => Some(who),
                _ => None,
            })
            .collect();
        for who in served {
            if self.put_off.contains(&who) {
                self.go(who, None, survey);
            }
        }
        // Nobody is left but those who were put off.
        while self.world.choices().workers().all(|who| self.put_off.contains(&who))
            && let Some(next) = self.world.choices().first()
            && self.go(next.worker, None, survey)
        {}
        self.taken.push(choice);
        self.marks.push(self.states.len());
    }

    /// Lets somebody take a step if that leads to a state of the map; whether it does.
    fn go(&mut self, who: WorkerId, choice: Option<Choice>, survey: &Survey<W>) -> bool {
        let choices = self.world.choices();
        let choice = choice.filter(|choice| choices.contains(*choice)).or(choices.of(who).first().copied());
        self.put_off.retain(|other| *other != who);
        let (Some(choice), Some(saved)) = (choice, self.world.save()) else { return false };
        self.world.step(choice, &mut Vec::new());
        let there = Some(self.world.fingerprint());
        let state = survey.fingerprints.iter().position(|known| *known == there);
        match state {
            Some(state) => self.states.push(state as u32),
            None => {
                self.world.restore(&saved);
                self.put_off.push(who);
            }
        }
        state.is_some()
    }

    /// The states that the run has come to up to a position.
    pub fn states(&self, position: u32) -> &[u32] {
        let last = self.marks.len() - 1;
        &self.states[..self.marks[last.min(position as usize)]]
    }
}
