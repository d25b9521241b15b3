//! Whether a schedule leads to where it is said to, in a world that knows nothing of the search.

use lockstep_core::explore::{Finding, Kind, Outcome, Site, go};
use lockstep_core::go::machine::{Ended, Limits, Status, Time};
use lockstep_core::go::process::place_of;
use lockstep_core::go::{GoWorld, Program};
use lockstep_core::schedule::{At, Policy, Replay, Schedule, Token};
use lockstep_core::timeline::stepper::Loading;
use lockstep_core::timeline::{Stepper, Timeline};
use lockstep_core::world::{End, Event, WorkerId, World};

/// Where a schedule leads.
struct Led {
    world: GoWorld,
    output: String,
    /// The state after each step.
    states: Vec<u128>,
    /// Who took a lock in the last step.
    taker: Option<WorkerId>,
}

/// Takes a schedule, as its token has it.
fn take(program: &Program, schedule: &Schedule, time: Time) -> Result<Led, String> {
    let limits = Limits { time, ..Limits::default() };
    let start = |events: &mut Vec<Event>| GoWorld::new(program, limits, go::SEED, events);
    let checks = Timeline::through(start, schedule).checks();
    let token = Token { schedule: schedule.clone(), checks, ..Token::default() }.to_string();
    let token: Token = token.parse().map_err(|error| format!("{error}"))?;
    let loading = Stepper::replaying(start, &token).load(schedule.len() + 1);
    if loading != Loading::Done {
        return Err(format!("{loading:?}"));
    }
    let mut events = Vec::new();
    let mut world = GoWorld::new(program, limits, go::SEED, &mut events);
    let mut replay = Replay::new(token.schedule.clone());
    let (mut states, mut last) = (vec![world.fingerprint()], 0);
    for step in 0..token.schedule.len() {
        let choice = replay.pick(world.choices(), At { step, last: None });
        let choice = choice.ok_or_else(|| format!("step {step} is not possible"))?;
        last = events.len();
        world.step(choice, &mut events);
        states.push(world.fingerprint());
    }
    let printed = events.iter().filter_map(|event| match event {
        Event::Printed(_, line) => Some(format!("{line}\n")),
        _ => None,
    });
    let taker = events[last..].iter().find_map(|event| match event {
        Event::Acquired(_, who, _) => Some(*who),
        _ => None,
    });
    Ok(Led { output: printed.collect(), world, states, taker })
}

/// Whether the goroutine of a site stands there.
fn stands(world: &GoWorld, site: &Site) -> bool {
    let machine = world.machine();
    let Some(place) = world.place(site.who) else { return false };
    let code = machine.code();
    let lines = machine.frames(place).filter_map(|frame| {
        let function = &code.functions[frame.func as usize];
        let found = code.sources.place(place_of(machine, &frame))?;
        (!function.thunk && !function.hidden).then_some((function.name.to_string(), found.line))
    });
    lines.eq(site.stack.iter().map(|frame| (frame.function.clone(), frame.line)))
}

/// Whether a finding's schedule leads to it.
pub fn finding(program: &Program, finding: &Finding) -> Result<(), String> {
    let Led { world, states, taker, .. } = take(program, &finding.schedule, finding.time)?;
    let machine = world.machine();
    let status = |site: &Site| {
        let place = world.place(site.who);
        place.map(|place| machine.goroutine(place).status)
    };
    let parked = || finding.sites.iter().all(|site| matches!(status(site), Some(Status::Parked(_))));
    let main = world.place(WorkerId(0)).map(|main| machine.goroutine(main).status);
    let fits = match (finding.kind, machine.ended()) {
        (Kind::Deadlock, ended) => matches!(ended, Some(Ended::Deadlock | Ended::NoGoroutines)),
        (Kind::Panic, ended) => matches!(ended, Some(Ended::Panic(_))),
        (Kind::Fatal, ended) => matches!(ended, Some(Ended::Fatal(..) | Ended::Thrown(..))),
        // Whoever failed went on, or is over.
        (Kind::TestFailure, Some(Ended::Exit(1))) => return Ok(()),
        (Kind::Leak, None) => parked() && main == Some(Status::Leaving),
        (Kind::PartialDeadlock, None) => parked(),
        // Once around, and everything is as it was.
        (Kind::Starvation | Kind::Livelock, None) => {
            let before = states.len().checked_sub(1 + finding.repeats as usize);
            finding.repeats > 0 && before.is_some_and(|before| Some(&states[before]) == states.last())
        }
        (Kind::Race, None) => finding.sites.len() == 2,
        // The second of the two has just taken its second lock, and stands behind that now.
        (Kind::LockOrder, _) => {
            return match finding.sites.last().is_some_and(|site| taker == Some(site.who)) {
                true => Ok(()),
                false => Err(format!("{taker:?} takes a lock")),
            };
        }
        (Kind::ScheduleDependent, _) => matches!(world.end(), Some(End::Returned | End::Exit(..))),
        _ => false,
    };
    if !fits {
        return Err(format!("{:?}", machine.ended()));
    }
    // Of a data race the first access may have been made long before: then what comes after it says so again.
    let found_again = || {
        let limits = Limits { time: finding.time, ..Limits::default() };
        let start = GoWorld::quiet(program, limits, go::SEED, &mut Vec::new());
        let again = go::found_after(start, &finding.schedule);
        again.iter().any(|one| (one.kind, &one.sites) == (finding.kind, &finding.sites))
    };
    let made = |site: &Site| site.made && found_again();
    match finding.sites.iter().find(|site| !stands(&world, site) && !made(site)) {
        Some(site) => Err(format!("{} is not there", site.goroutine)),
        None => Ok(()),
    }
}

/// Whether an outcome's schedule leads to it.
pub fn outcome(program: &Program, outcome: &Outcome, time: Time) -> Result<(), String> {
    let Led { world, output, .. } = take(program, &outcome.schedule, time)?;
    match world.end() == Some(&outcome.end) && output == outcome.output {
        true => Ok(()),
        false => Err(format!("{output:?}, {:?}", world.end())),
    }
}
