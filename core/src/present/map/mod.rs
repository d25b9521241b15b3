//! The map of a small program, laid out: states from top to bottom, the steps between them, and what is to be read of each.
//!
//! A state at which nothing is decided, because one goroutine came to it and only this goes on, is no node but a part of the line
//! that leads through it; so is what still happens behind a finding.

mod layered;
mod survey;

use self::layered::{Point, layered};
pub use self::survey::{Following, Survey};
use super::check::heading;
use super::{Arg, Locale, Sentence};
use crate::explore::map::{Map, Outlook};
use crate::explore::{Finding, Kind};
use crate::say;
use crate::world::{Text, WorkerId, World};

/// What two nodes of a layer are apart at least, and two layers, in CSS pixels; and what is left free around all.
const ACROSS: f64 = 40.0;
const DOWN: f64 = 44.0;
const MARGIN: f64 = 28.0;
/// How far a line that goes back to an earlier state swings out.
const SWING: f64 = 0.8;
/// How much room a label takes: by letter, and how high it is.
const LETTER: f64 = 6.8;
const LINE: f64 = 13.0;
/// How far around a node no label stands.
const AROUND: f64 = 9.0;

/// A map as it is drawn, in CSS pixels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapView {
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// The nodes from top to bottom, and in a layer from left to right.
    pub nodes: Vec<MapNode>,
    /// The lines between them.
    pub lines: Vec<MapLine>,
    /// Who takes steps, by number.
    pub workers: Vec<(WorkerId, Text)>,
    /// By state: where it is.
    pub places: Vec<MapPlace>,
}

/// Where a state is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapPlace {
    /// It is a node, or what comes behind it.
    Node(usize),
    /// It is on a line.
    Line(usize),
}

/// A state that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct MapNode {
    /// Which state pressing it leads to.
    pub state: u32,
    /// Where its middle is.
    pub x: f64,
    /// How far down that is.
    pub y: f64,
    /// What it looks like.
    pub mark: Mark,
    /// How many steps lead to it, and what the last of them did.
    pub said: Sentence,
    /// What is found there, and what can come of it.
    pub notes: Vec<String>,
    /// What can be done there.
    pub next: Vec<Sentence>,
    /// The node from which the shortest way comes to it, and the first one to which it leads.
    pub up: Option<usize>,
    /// See `up`.
    pub down: Option<usize>,
}

/// The way of a run over a map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traced {
    /// The nodes that it has come to.
    pub nodes: Vec<usize>,
    /// The lines that it has taken, also where it is on its way.
    pub lines: Vec<usize>,
    /// The node at which it is, or to which it is on its way.
    pub at: usize,
}

impl MapView {
    /// The way of a run that has come to these states of the map, one after the other.
    pub fn trace(&self, map: &Map, states: &[u32]) -> Traced {
        let mut traced = Traced::default();
        for (place, state) in states.iter().enumerate() {
            match self.places.get(*state as usize) {
                Some(MapPlace::Node(node)) => {
                    traced.nodes.push(*node);
                    traced.at = *node;
                }
                Some(MapPlace::Line(line)) => traced.at = self.lines[*line].to,
                None => continue,
            }
            let before = place.checked_sub(1).map(|place| states[place]);
            let step = before.and_then(|before| map.steps_from(before).find(|(_, step)| step.to == *state));
            let line = step
                .and_then(|(step, _)| self.lines.iter().position(|line| line.steps.contains(&(step as u32))));
            traced.lines.extend(line);
        }
        traced
    }
}

/// What a node looks like: a shape each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Where the program starts.
    Start,
    /// A state like others.
    Plain,
    /// One from which on something goes wrong whatever happens, or where it has.
    Doomed,
    /// One where something is found that does not end it.
    Found,
    /// An end with nothing wrong.
    Good,
    /// Something goes wrong there.
    Bad,
}

impl Mark {
    /// All of them, in the order of a legend.
    pub const ALL: [Mark; 6] = [Mark::Start, Mark::Plain, Mark::Found, Mark::Doomed, Mark::Bad, Mark::Good];

    /// In words.
    pub fn words(self, locale: Locale) -> String {
        locale.text(match self {
            Mark::Start => say!(CheckMapStart),
            Mark::Plain => say!(CheckMapPlain),
            Mark::Found => say!(CheckMapFound),
            Mark::Doomed => say!(CheckMapDoomed),
            Mark::Bad => say!(CheckMapBad),
            Mark::Good => say!(CheckMapGood),
        })
    }
}

/// What one goroutine does on the way from one node to another.
#[derive(Clone, Debug, PartialEq)]
pub struct MapLine {
    /// From which node.
    pub from: usize,
    /// To which.
    pub to: usize,
    /// Whether it goes back to a state before this one.
    pub back: bool,
    /// Its path, as SVG writes it.
    pub path: String,
    /// Whose steps these are.
    pub worker: WorkerId,
    /// Its name, and how many steps it takes if that is not one.
    pub label: String,
    /// Where the middle of the label is, if there is room for it.
    pub at: Option<(f64, f64)>,
    /// The steps, by their places in the map.
    pub steps: Vec<u32>,
}

/// The steps between two states that are drawn, before it is known where.
struct Joined {
    /// The states that are nodes, in their order; the last of each is where it leads.
    nodes: Vec<Vec<u32>>,
    /// From node to node, and the steps.
    lines: Vec<(usize, usize, Vec<u32>)>,
}

/// Lays a map out. `survey` has told it to its end, and `findings` are those of the report.
#[inline(never)]
pub fn map<W: World>(map: &Map, survey: &Survey<W>, findings: &[Finding], locale: Locale) -> MapView {
    let told = survey.told();
    let joined = join(map, findings);
    let edges: Vec<(usize, usize)> = joined.lines.iter().map(|(from, to, _)| (*from, *to)).collect();
    let placed = layered(joined.nodes.len(), &edges);
    let mut places = vec![MapPlace::Node(0); map.states.len()];
    let mut view = MapView { width: placed.width * ACROSS + 2.0 * MARGIN, ..MapView::default() };
    let spot = |point: &Point| (MARGIN + point.x * ACROSS, MARGIN + f64::from(point.layer) * DOWN);
    let order = placed.order;
    let mut number = vec![0; order.len()];
    order.iter().enumerate().for_each(|(place, node)| number[*node] = place);
    for node in &order {
        let states = &joined.nodes[*node];
        states.iter().for_each(|state| places[*state as usize] = MapPlace::Node(number[*node]));
        let (x, y) = spot(&placed.nodes[*node]);
        view.height = view.height.max(y + MARGIN);
        let state = states[states.len() - 1];
        let sentence = told.states[state as usize].clone().map_or_else(|| "".into(), Arg::from);
        let said = say!(CheckMapState, step = map.way(state).len(), sentence = sentence);
        let mark = mark(map, states, findings);
        view.nodes.push(MapNode {
            state,
            x,
            y,
            mark,
            said: locale.sentence(said),
            notes: notes(map, states, findings, locale),
            next: Vec::new(),
            up: None,
            down: None,
        });
    }
    let mut routes = Vec::new();
    for ((from, to, steps), route) in joined.lines.iter().zip(&placed.edges) {
        let (from, to, line) = (number[*from], number[*to], view.lines.len());
        for step in &steps[..steps.len() - 1] {
            places[map.steps[*step as usize].to as usize] = MapPlace::Line(line);
        }
        let last = map.steps[steps[steps.len() - 1] as usize];
        if map.states[last.to as usize].by == steps.last().copied() {
            view.nodes[to].up = Some(from);
        }
        view.nodes[from].down.get_or_insert(to);
        let Some((name, does)) = &told.steps[steps[0] as usize] else { continue };
        view.nodes[from].next.push(locale.sentence(does.clone()));
        let worker = map.steps[steps[0] as usize].pick.worker;
        let place = view.workers.partition_point(|(known, _)| *known < worker);
        if view.workers.get(place).is_none_or(|(known, _)| *known != worker) {
            view.workers.insert(place, (worker, name.clone()));
        }
        let points: Vec<(f64, f64)> = route.points.iter().map(spot).collect();
        let swing = route.points.iter().map(|point| point.x).fold(0.0, f64::max) + SWING;
        let path = if route.back { swung(&points, MARGIN + swing * ACROSS) } else { smooth(&points) };
        if route.back {
            view.width = view.width.max(2.0 * MARGIN + swing * ACROSS);
        }
        let label = match steps.len() {
            1 => name.to_string(),
            count => format!("{name} ×{count}"),
        };
        view.lines.push(MapLine {
            from,
            to,
            back: route.back,
            path,
            worker,
            label,
            at: None,
            steps: steps.clone(),
        });
        routes.push(points);
    }
    view.places = places;
    label(&mut view, &routes);
    view
}

/// What is drawn as a node, and what as a part of a line.
fn join(map: &Map, findings: &[Finding]) -> Joined {
    let count = map.states.len();
    let (mut comes, mut leaves) = (vec![Vec::new(); count], vec![Vec::new(); count]);
    for (number, step) in (0u32..).zip(&map.steps) {
        comes[step.to as usize].push(number);
        leaves[step.from as usize].push(number);
    }
    let step = |number: u32| &map.steps[number as usize];
    // Behind a finding that stays, what leads to the end without a choice belongs to it.
    let mut is_behind = vec![false; count];
    let behind = |state: u32| {
        let mut states = vec![state];
        if !lasts(map, state, findings) {
            return states;
        }
        let mut at = state;
        while let [only] = leaves[at as usize][..] {
            at = step(only).to;
            if comes[at as usize].len() > 1 || at == state {
                return vec![state];
            }
            states.push(at);
        }
        if leaves[at as usize].is_empty() { states } else { vec![state] }
    };
    let mut nodes_of: Vec<Vec<u32>> = Vec::new();
    for state in 0..count as u32 {
        let states = if is_behind[state as usize] { Vec::new() } else { behind(state) };
        for later in states.iter().skip(1) {
            is_behind[*later as usize] = true;
            // It may have been thought of as one of its own before.
            if let Some(own) = nodes_of.get_mut(*later as usize) {
                own.clear();
            }
        }
        nodes_of.push(states);
    }
    let is_part = |state: u32| match (&comes[state as usize][..], &leaves[state as usize][..]) {
        ([comes], [leaves]) => {
            let (before, after) = (step(*comes), step(*leaves));
            state != 0
                && before.pick.worker == after.pick.worker
                && before.from != state
                && map.states[state as usize].findings.is_empty()
        }
        _ => false,
    };
    let mut number = vec![None; count];
    let mut nodes = Vec::new();
    for (state, states) in nodes_of.into_iter().enumerate() {
        if !states.is_empty() && !is_part(state as u32) {
            states.iter().for_each(|one| number[*one as usize] = Some(nodes.len()));
            nodes.push(states);
        }
    }
    let mut lines = Vec::new();
    for (from, states) in nodes.iter().enumerate().filter(|(_, states)| states.len() == 1) {
        for first in &leaves[states[0] as usize] {
            let mut steps = vec![*first];
            let to = loop {
                let at = step(steps[steps.len() - 1]).to;
                match number[at as usize] {
                    Some(node) => break node,
                    None => steps.push(leaves[at as usize][0]),
                }
            };
            lines.push((from, to, steps));
        }
    }
    Joined { nodes, lines }
}

/// Whether something is found in a state that stays wrong whatever comes.
fn lasts(map: &Map, state: u32, findings: &[Finding]) -> bool {
    kinds(map, state, findings).any(Kind::lasts)
}

fn kinds<'a>(map: &'a Map, state: u32, findings: &'a [Finding]) -> impl Iterator<Item = Kind> + 'a {
    let found = map.states[state as usize].findings.iter();
    found.filter_map(|place| findings.get(*place as usize)).map(|finding| finding.kind)
}

fn mark(map: &Map, states: &[u32], findings: &[Finding]) -> Mark {
    let (first, last) = (states[0], states[states.len() - 1]);
    let is_end = map.steps_from(last).next().is_none();
    // Who can never run again cannot from then on: that is marked where it begins.
    let comes_wrong = |step: &&crate::explore::map::Step| {
        step.to == first && map.states[step.from as usize].outlook == Outlook::Wrong
    };
    match map.states[first as usize].outlook {
        Outlook::Wrong if is_end => Mark::Bad,
        Outlook::Wrong if lasts(map, first, findings) && !map.steps.iter().any(|step| comes_wrong(&step)) => {
            Mark::Bad
        }
        _ if first == 0 => Mark::Start,
        Outlook::Open if kinds(map, first, findings).next().is_some() => Mark::Found,
        Outlook::Open if is_end => Mark::Good,
        Outlook::Open => Mark::Plain,
        Outlook::Doomed | Outlook::Wrong => Mark::Doomed,
    }
}

/// What is found in the states of a node, and that nothing avoids what comes.
fn notes(map: &Map, states: &[u32], findings: &[Finding], locale: Locale) -> Vec<String> {
    let found = map.states[states[0] as usize].findings.iter();
    let found = found.filter_map(|place| findings.get(*place as usize));
    let mut notes: Vec<String> = found.map(|finding| heading(finding, locale)).collect();
    if map.states[states[0] as usize].outlook == Outlook::Doomed {
        notes.push(locale.text(say!(CheckMapUnavoidable)));
    }
    notes
}

/// A line from top to bottom through these points, upright at each.
fn smooth(points: &[(f64, f64)]) -> String {
    let (x, y) = points[0];
    let mut path = format!("M{} {}", whole(x), whole(y));
    for pair in points.windows(2) {
        let ((_, above), (x, y)) = (pair[0], pair[1]);
        let (x, y, middle) = (whole(x), whole(y), whole((above + y) / 2.0));
        path.push_str(&format!("C{} {middle} {x} {middle} {x} {y}", whole(pair[0].0)));
    }
    path
}

/// A line that swings out to go back.
fn swung(points: &[(f64, f64)], out: f64) -> String {
    let ((x, y), (to, up)) = (points[0], points[points.len() - 1]);
    // One that leads to where it came from is a loop.
    let apart = if points.len() < 2 || (x, y) == (to, up) { DOWN / 2.0 } else { 0.0 };
    let (low, high) = (whole(y + apart), whole(up - apart));
    format!(
        "M{} {}C{out} {low} {out} {high} {} {}",
        whole(x),
        whole(y),
        whole(to),
        whole(up),
        out = whole(out)
    )
}

/// Parts of a pixel are more than anybody sees.
fn whole(number: f64) -> i64 {
    number.round() as i64
}

/// Gives each line a place for its label where it lies on no node and on no other label, if there is one.
fn label(view: &mut MapView, routes: &[Vec<(f64, f64)>]) {
    let mut taken: Vec<(f64, f64, f64)> = Vec::new();
    for (line, points) in view.lines.iter_mut().zip(routes).filter(|(line, _)| !line.back) {
        let half = line.label.chars().count() as f64 * LETTER / 2.0;
        let is_free = |(x, y): &(f64, f64)| {
            let far = |(other, at, wide): &(f64, f64, f64)| {
                (x - other).abs() >= half + wide || (y - at).abs() >= LINE
            };
            let apart = |node: &MapNode| {
                (x - node.x).abs() >= half + AROUND || (y - node.y).abs() >= AROUND + LINE / 2.0
            };
            taken.iter().all(far) && view.nodes.iter().all(apart) && *x >= half
        };
        let along = points.windows(2).flat_map(|pair| {
            let ((x, y), (to, down)) = (pair[0], pair[1]);
            // Along the curve of `smooth`.
            [0.5, 0.4, 0.6, 0.3, 0.7].map(|share: f64| {
                let across = share * share * (3.0 - 2.0 * share);
                (x + (to - x) * across, y + (down - y) * (share + across) / 2.0)
            })
        });
        line.at = along.into_iter().find(is_free);
        if let Some((x, y)) = line.at {
            taken.push((x, y, half));
        }
    }
}
