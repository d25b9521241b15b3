//! The picture of a cluster: its nodes with what they know, the messages under way, and, in space and time, how they went.

use super::cluster::{Condition, Fate, Net, NodeCard};
use super::frame::Frame;
use super::lanes::{Flown, Lanes};
use super::svg::{GAP, MARGIN, Pen, THICK, WIDTH, escape};
use super::svg_layout::{breaks, width};
use super::{Fixed, Locale, State};
use crate::say;
use crate::world::WorkerId;

/// How many nodes stand in a row.
const COLUMNS: usize = 3;
/// How many of the last steps are drawn.
const STEPS: usize = 60;
/// How tall a lane is.
const LANE: f64 = 28.0;
/// What the names of the lanes take.
const NAMES: f64 = 130.0;
/// How far an arrow comes that does not arrive.
const SHORT: f64 = 0.6;

/// Draws all of it; where it ends.
pub(super) fn draw(pen: &mut Pen, frame: &Frame, net: &Net, locale: Locale, top: f64) -> f64 {
    let mut y = top;
    for serves in [true, false] {
        let nodes: Vec<&NodeCard> = net.nodes.iter().filter(|node| node.serves == serves).collect();
        for row in nodes.chunks(COLUMNS) {
            y = cards(pen, row, locale, y);
        }
    }
    y = flights(pen, net, locale, y);
    lanes(pen, &frame.lanes, frame.position, y)
}

/// Nodes side by side; where they end.
fn cards(pen: &mut Pen, row: &[&NodeCard], locale: Locale, y: f64) -> f64 {
    let across = (WIDTH - 2.0 * MARGIN - (row.len() - 1) as f64 * GAP) / row.len() as f64;
    // How tall a card is, is known only once all that is on it is drawn; it lies under that.
    let before = std::mem::take(&mut pen.out);
    let mut height = 0.0_f64;
    for (place, node) in row.iter().enumerate() {
        let left = MARGIN + place as f64 * (across + GAP) + 12.0;
        let mut line = y + 26.0;
        pen.code(left, line, 16.0, &escape(&node.name));
        let mut words = escape(&node.state.plain());
        if node.is_parted {
            words = format!("{words}, {}", escape(&locale.text(say!(ClusterParted))));
        }
        let soft = pen.colours.soft;
        pen.words(left + width(&node.name, 16.0) * 1.1 + 8.0, line, 14.0, soft, &words);
        for fact in &node.facts {
            let ink = if fact.is_wrong { pen.colours.ink } else { soft };
            for part in breaks(&fact.sentence, 13.0, across - 24.0) {
                line += 18.0;
                let mark = if fact.is_wrong { "✕ " } else { "" };
                let text: String = part.iter().map(|part| escape(part.text())).collect();
                pen.words(left, line, 13.0, ink, &format!("{mark}{text}"));
            }
        }
        height = height.max(line - y + 16.0);
    }
    let on_them = std::mem::replace(&mut pen.out, before);
    for (place, node) in row.iter().enumerate() {
        let fill = match node.condition {
            Condition::Up => pen.colours.card,
            Condition::Done => pen.colours.states[State::Done as usize],
            Condition::Paused => pen.colours.states[State::Sleeping as usize],
            Condition::Crashed => pen.colours.states[State::Failed as usize],
        };
        let (stroke, thick) = if node.acted { (pen.colours.accent, THICK) } else { (pen.colours.edge, "") };
        let x = MARGIN + place as f64 * (across + GAP);
        pen.rect((x, y), (across, height), 8, fill, stroke, thick);
    }
    pen.out.push_str(&on_them);
    y + height + GAP
}

/// The messages in words; where they end.
fn flights(pen: &mut Pen, net: &Net, locale: Locale, y: f64) -> f64 {
    let (ink, soft) = (pen.colours.ink, pen.colours.soft);
    let title = locale.text(say!(ClusterUnderWay));
    pen.words(MARGIN, y + 8.0, 14.0, soft, &escape(&title));
    let mut line = y + 8.0;
    for flight in &net.flights {
        line += 20.0;
        let mark = if flight.fate == Fate::Lost { "✕ " } else { "→ " };
        pen.words(MARGIN, line, 14.0, ink, &format!("{mark}{}", escape(&flight.label.plain())));
    }
    if net.flights.is_empty() {
        line += 20.0;
        pen.words(MARGIN, line, 14.0, soft, &escape(&locale.text(say!(ClusterNoneUnderWay))));
    }
    line + GAP
}

/// Space and time, up to the moment on show; where it ends.
fn lanes(pen: &mut Pen, lanes: &Lanes, position: usize, y: f64) -> f64 {
    let from = lanes.from.max(position.saturating_sub(STEPS));
    if lanes.lanes.is_empty() || position <= from {
        return y;
    }
    let left = MARGIN + NAMES;
    let step = (WIDTH - MARGIN - left) / (position - from) as f64;
    let x = |at: usize| left + at.saturating_sub(from).min(position - from) as f64 * step;
    let row = |worker: WorkerId| lanes.lanes.iter().position(|lane| lane.worker == worker);
    let middle = |row: usize| y + row as f64 * LANE + LANE / 2.0;
    let edge = pen.colours.edge;
    for (place, lane) in lanes.lanes.iter().enumerate() {
        pen.words(MARGIN, middle(place) + 5.0, 14.0, pen.colours.ink, &escape(&lane.name));
        line(pen, (left, middle(place)), (WIDTH - MARGIN, middle(place)), edge, "");
    }
    let is_shown = |flown: &&Flown| flown.sent <= position && flown.came.is_none_or(|came| came > from);
    for flown in lanes.flown.iter().filter(is_shown) {
        let (Some(start), Some(end)) = (row(flown.from), row(flown.to)) else { continue };
        let came = flown.came.filter(|came| *came <= position);
        let (begin, until) = (x(flown.sent), x(came.unwrap_or(position)));
        // What was sent before is on its way already where the picture begins.
        let gone = from.saturating_sub(flown.sent) as f64;
        let whole = came.unwrap_or(position).saturating_sub(flown.sent).max(1) as f64;
        let end = middle(end);
        let start = middle(start) + (end - middle(start)) * gone / whole;
        match came {
            Some(_) if !flown.lost => {
                line(pen, (begin, start), (until, end), pen.colours.accent, "");
                head(pen, (begin, start), (until, end));
            }
            _ => {
                let stop = (begin + (until - begin) * SHORT, start + (end - start) * SHORT);
                line(pen, (begin, start), stop, pen.colours.soft, " stroke-dasharray=\"4 3\"");
                if came.is_some() {
                    cross(pen, stop);
                }
            }
        }
    }
    y + lanes.lanes.len() as f64 * LANE + GAP
}

fn line(pen: &mut Pen, from: (f64, f64), to: (f64, f64), stroke: &str, more: &str) {
    pen.put(format_args!(
        "<path d=\"M{} {}L{} {}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"1.5\"{more}/>",
        Fixed(from.0),
        Fixed(from.1),
        Fixed(to.0),
        Fixed(to.1),
    ));
}

/// The head of an arrow.
fn head(pen: &mut Pen, from: (f64, f64), to: (f64, f64)) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = (dx * dx + dy * dy).sqrt().max(1.0);
    let (ux, uy) = (dx / length * 8.0, dy / length * 8.0);
    pen.put(format_args!(
        "<path d=\"M{} {}L{} {}L{} {}z\" fill=\"{}\"/>",
        Fixed(to.0),
        Fixed(to.1),
        Fixed(to.0 - ux - uy / 2.0),
        Fixed(to.1 - uy + ux / 2.0),
        Fixed(to.0 - ux + uy / 2.0),
        Fixed(to.1 - uy - ux / 2.0),
        pen.colours.accent,
    ));
}

/// Where a message was lost.
fn cross(pen: &mut Pen, (x, y): (f64, f64)) {
    for (down, up) in [(4.0, -4.0), (-4.0, 4.0)] {
        line(pen, (x - 4.0, y - down), (x + 4.0, y - up), pen.colours.ink, "");
    }
}
