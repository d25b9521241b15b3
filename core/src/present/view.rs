//! Makes the frame of a position.

use super::alike::alike;
use super::frame::{
    Branch, ChoiceView, Ending, EndingKind, Frame, LISTED, OutputLine, SourceLine, SourceMark, SourceView,
    Why,
};
use super::narrate::{Step, narrate};
use super::waits::{Detail, why};
use super::words::{worker, workers};
use super::{Arg, Locale, Retold, Sentence, State, cards, chain, chips, cluster, does, dump, score, story};
use crate::say;
use crate::timeline::parts::Life;
use crate::timeline::{self, BranchId, Moment, Rests, Role, Timeline};
use crate::world::{Choice, End, Event, Site, WorkerId};

/// What a frame is made of.
#[derive(Clone, Copy, Debug)]
pub struct Show<'a> {
    /// The run.
    pub timeline: &'a Timeline,
    /// The moment on show, which is one of this run.
    pub moment: &'a Moment,
    /// The source text, or "" where there is none.
    pub source: &'a str,
    /// Who is known to use which channel.
    pub cast: &'a [Role],
    /// The runs that are kept, and which of them this is.
    pub branches: (&'a [timeline::Branch], BranchId),
}

/// Everything that is drawn. The frame shown before, if there was one, lets the choices keep their numbers.
pub fn frame(show: &Show, before: Option<&Frame>, locale: Locale) -> Frame {
    following(show, before, &mut None, locale)
}

/// [`frame`], with what was told up to the frame before, if that was of a cluster: it is not read again.
pub fn following(
    show: &Show,
    before: Option<&Frame>,
    retold: &mut Option<Box<Retold>>,
    locale: Locale,
) -> Frame {
    let Show { timeline, moment, .. } = *show;
    let events: Vec<Event> = timeline.events(moment.steps).collect();
    let sentence = locale.sentence(narrate(&Step { events: &events, after: moment, cast: show.cast }));
    let place = say!(StepOf, step = moment.steps, length = timeline.len());
    let spoken = locale.text(say!(StepSpoken, place = place, sentence = sentence.clone()));
    let (choices, more_choices) = choices(show, before, locale);
    let (output, earlier_output) = output(show);
    let (chain, stuck) = chain::chain(moment, show.cast);
    let mut stage = cards::stage(moment, &events, locale);
    if let Some(net) = &mut stage.net {
        net.promises = cluster::promises(retold, show, locale);
    }
    let ending = moment.end.as_ref().map(|end| match &stage.net {
        Some(net) => cluster::ending(end, net),
        None => ending(moment, end, show.cast, locale),
    });
    Frame {
        position: moment.steps as usize,
        length: timeline.len() as usize,
        time: moment.now,
        clock: locale.text(say!(Clock, time = Arg::Duration(moment.now))),
        spoken,
        stage,
        choices,
        more_choices,
        waiting: waiting(moment, locale),
        output,
        earlier_output,
        source: source(show),
        ending,
        chain,
        stuck: if stuck.is_empty() { None } else { finding(moment, show.cast, stuck, locale) },
        lanes: score::lanes(timeline, moment.steps),
        branches: branches(show, locale),
        found: None,
        sentence,
    }
}

/// That some wait for ever though others go on.
#[inline(never)]
fn finding(moment: &Moment, cast: &[Role], stuck: Vec<WorkerId>, locale: Locale) -> Option<Sentence> {
    if moment.end.is_some() {
        return None;
    }
    let certain = timeline::stuck(moment, cast, Rests::Certain) == stuck;
    let rests = if certain { Rests::Certain } else { Rests::OnHolders };
    Some(locale.sentence(story::partial(moment, cast, stuck, rests)))
}

/// The runs that are kept, named; none if this is the only one.
fn branches(show: &Show, locale: Locale) -> Vec<Branch> {
    let (all, current) = show.branches;
    if all.len() > 1 { named(all, current, locale) } else { Vec::new() }
}

#[inline(never)]
fn named(all: &[timeline::Branch], current: BranchId, locale: Locale) -> Vec<Branch> {
    let view = |branch: &timeline::Branch| Branch {
        id: branch.id.0 as usize,
        current: branch.id == current,
        label: locale.sentence(match branch.from {
            Some((_, position)) => say!(Branch, number = branch.id.0 + 1, step = position),
            None => say!(BranchFirst),
        }),
    };
    all.iter().map(view).collect()
}

/// The choices with their numbers: those that were there before keep theirs, new ones take the lowest that are free. A
/// small number goes to the worker whose own it is, if it is free: 3 to the third.
fn choices(show: &Show, before: Option<&Frame>, locale: Locale) -> (Vec<ChoiceView>, u32) {
    let moment = show.moment;
    let mut known: Vec<(Choice, u32)> =
        before.iter().flat_map(|frame| &frame.choices).map(|view| (view.choice, view.number)).collect();
    known.sort_unstable();
    let (mut listed, mut new, mut count) = (Vec::new(), Vec::new(), 0);
    for choice in moment.choices().filter(|_| moment.end.is_none()) {
        count += 1;
        match known.binary_search_by(|(known, _)| known.cmp(&choice)) {
            Ok(place) => listed.push((known[place].1, choice)),
            // More than there can be room for are only counted.
            Err(_) if new.len() < LISTED => new.push(choice),
            Err(_) => {}
        }
    }
    let room = LISTED.saturating_sub(listed.len());
    let mut free = 1;
    for choice in new.into_iter().take(room) {
        let is_taken = |number| listed.iter().any(|(taken, _)| *taken == number);
        let own = choice.worker.0.saturating_add(1);
        let number = if own <= 10 && !is_taken(own) {
            own
        } else {
            while is_taken(free) {
                free += 1;
            }
            free
        };
        listed.push((number, choice));
    }
    listed.sort_unstable();
    let more = (count - listed.len()) as u32;
    let next = show.timeline.choice(moment.steps + 1).filter(|_| moment.steps < show.timeline.len());
    let views = listed.into_iter().map(|(number, choice)| ChoiceView {
        number,
        choice,
        label: locale.sentence(does::choice(moment, choice)),
        worker: choice.worker,
        recorded: next == Some(choice),
    });
    (views.collect(), more)
}

/// Why each of the others cannot go: one by one, or by what they wait for where they are many.
fn waiting(moment: &Moment, locale: Locale) -> Vec<Why> {
    if moment.is_cluster() {
        return cluster::waiting(moment, locale);
    }
    let cannot: Vec<(WorkerId, State)> = moment
        .each_worker()
        .map(|(id, _)| (id, chips::state(moment, id)))
        .filter(|(_, state)| matches!(state, State::Waiting | State::Sleeping))
        .collect();
    if cannot.len() <= chips::CHIPS {
        let one = |(id, state)| {
            let sentence = locale.sentence(why(moment, id, worker(moment, id), Detail::Ahead)?);
            Some(Why { workers: vec![id], count: 1, state, sentence })
        };
        return cannot.into_iter().filter_map(one).collect();
    }
    together(moment, &cannot, locale)
}

/// Why the many that cannot go cannot, by what they wait for.
#[inline(never)]
fn together(moment: &Moment, cannot: &[(WorkerId, State)], locale: Locale) -> Vec<Why> {
    // Sleepers are told together, whenever they wake: they have no key.
    let key = |(id, state)| (id, story::key(moment, id).filter(|_| state == State::Waiting));
    let keyed: Vec<_> = cannot.iter().copied().map(key).collect();
    let group = |mut who: Vec<WorkerId>| {
        let state = chips::state(moment, who[0]);
        let names = workers(moment, who.iter().copied());
        let sentence = match (state, who.len()) {
            (State::Sleeping, 2..) => Some(say!(WaitAsleep, who = names)),
            _ => why(moment, who[0], names, Detail::Holder),
        };
        let (count, sentence) = (who.len() as u32, locale.sentence(sentence?));
        who.truncate(LISTED);
        Some(Why { workers: who, count, state, sentence })
    };
    let mut groups = alike(&keyed);
    let own = if story::are_apart(&groups) { apart(moment, &mut groups, locale) } else { Vec::new() };
    groups.into_iter().filter_map(group).chain(own).take(LISTED).collect()
}

/// Those who wait at one line, each for something of its own.
#[inline(never)]
fn apart(moment: &Moment, groups: &mut Vec<Vec<WorkerId>>, locale: Locale) -> Vec<Why> {
    let why = |(line, mut who): (u32, Vec<WorkerId>)| {
        let names = workers(moment, who.iter().copied());
        let (count, state) = (who.len() as u32, chips::state(moment, who[0]));
        who.truncate(LISTED);
        Why {
            workers: who,
            count,
            state,
            sentence: locale.sentence(say!(GoWaitOwn, line = line, who = names)),
        }
    };
    story::of_its_own(moment, groups).into_iter().map(why).collect()
}

fn output(show: &Show) -> (Vec<OutputLine>, u32) {
    let printed = show.moment.printed;
    let earlier = printed.saturating_sub(LISTED as u32);
    let line = |line: timeline::Line| OutputLine { step: line.position as usize, text: line.text };
    (show.timeline.output(earlier..printed).into_iter().map(line).collect(), earlier)
}

fn source(show: &Show) -> SourceView {
    let moment = show.moment;
    // A place in a file is not one in the program on show.
    let here = |site: Option<Site>| site.filter(|site| site.file.is_empty()).map(|site| site.line);
    let current = moment.acting.as_ref().and_then(|pending| here(pending.site));
    let mut lines: Vec<SourceLine> = (1..)
        .zip(show.source.lines())
        .map(|(number, text)| SourceLine {
            number,
            text: text.into(),
            marks: Vec::new(),
            current: current == Some(number),
            found: false,
        })
        .collect();
    for (id, known) in moment.each_worker().filter(|(_, known)| known.life != Life::Done) {
        let place = here(known.site).and_then(|line| (line as usize).checked_sub(1));
        let Some(line) = place.and_then(|place| lines.get_mut(place)) else { continue };
        let state = chips::state(moment, id);
        match line.marks.iter_mut().find(|mark| mark.state == state) {
            Some(mark) => mark.more += 1,
            None => line.marks.push(SourceMark { worker: id, name: known.name.clone(), state, more: 0 }),
        }
    }
    SourceView { lines }
}

fn ending(moment: &Moment, end: &End, cast: &[Role], locale: Locale) -> Ending {
    let (dump, exit_code) = dump::dump(moment, end, locale);
    let nobody_left = moment.each_worker().all(|(id, _)| chips::state(moment, id) != State::Gone);
    let kind = match end {
        End::Returned if nobody_left && story::is_short(moment, cast) => EndingKind::Wrong,
        End::Returned if nobody_left => EndingKind::Clean,
        End::Returned => EndingKind::Leaked,
        End::Deadlock => EndingKind::Deadlock,
        End::Fault(_, fault) if fault.is_fatal() => EndingKind::Fatal,
        End::Fault(..) | End::Panic(..) => EndingKind::Panic,
        End::Fatal(..) => EndingKind::Fatal,
        End::Exit(..) if nobody_left => EndingKind::Clean,
        End::Exit(..) => EndingKind::Leaked,
    };
    Ending { kind, dump, exit_code }
}
