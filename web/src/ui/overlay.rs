//! What lies over the stage: tethers from what is held to who holds it, arrows of who waits for whom, and the gliding of
//! chips from place to place. It measures what the browser laid out, so it works on elements and not on a virtual tree.

use std::fmt::Write as _;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use super::net;
use lockstep_core::present::{Fixed, Frame};

/// A line between two things on the stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Where it begins: a selector.
    pub from: String,
    /// Where it ends.
    pub to: String,
    /// What it is.
    pub class: &'static str,
    /// What stands at it; nothing where this is empty.
    pub label: String,
}

fn chip(worker: u32) -> String {
    format!("[data-worker='{worker}']")
}

/// The lines of a frame.
pub fn lines(frame: &Frame, why: bool) -> Vec<Line> {
    if let Some(net) = &frame.stage.net {
        return net::lines(net);
    }
    let drawn = |worker: u32| frame.stage.chips.iter().any(|chip| chip.worker.0 == worker);
    let mut lines: Vec<Line> = Vec::new();
    for tether in frame.stage.tethers.iter().filter(|tether| drawn(tether.worker.0)) {
        lines.push(Line {
            from: format!("[data-object='{}'] [data-ghost='{}']", tether.object.0, tether.worker.0),
            to: chip(tether.worker.0),
            class: "tether",
            label: String::new(),
        });
    }
    let cycle = !frame.chain.cycle.is_empty();
    for edge in frame.chain.edges.iter().filter(|edge| why && (edge.on_cycle || !cycle)) {
        let after = frame.chain.cycle.iter().position(|worker| *worker == edge.from);
        let next = after
            .map(|place| frame.chain.cycle[(place + 1) % frame.chain.cycle.len()])
            .filter(|_| edge.on_cycle);
        for to in edge.to.iter().filter(|to| next.is_none_or(|next| next == **to)).take(3) {
            if drawn(edge.from.0) && drawn(to.0) {
                let object = frame.stage.cards.iter().find(|card| Some(card.object) == edge.object);
                lines.push(Line {
                    from: chip(edge.from.0),
                    to: chip(to.0),
                    class: if edge.on_cycle { "wait cycle" } else { "wait" },
                    label: object.map_or_else(String::new, |card| card.name.to_string()),
                });
            }
        }
    }
    lines
}

/// Where an element lies on the stage: left, top, width and height, whatever moves it at the moment.
fn place(stage: &HtmlElement, element: &HtmlElement) -> (f64, f64, f64, f64) {
    let (mut x, mut y) = (0, 0);
    let mut at = element.clone();
    loop {
        x += at.offset_left();
        y += at.offset_top();
        let above = at.offset_parent().and_then(|above| above.dyn_into::<HtmlElement>().ok());
        match above {
            Some(above) if above != *stage => at = above,
            _ => break,
        }
    }
    (f64::from(x), f64::from(y), f64::from(element.offset_width()), f64::from(element.offset_height()))
}

fn find(stage: &HtmlElement, selector: &str) -> Option<(f64, f64, f64, f64)> {
    let element = stage.query_selector(selector).ok().flatten()?.dyn_into::<HtmlElement>().ok()?;
    Some(place(stage, &element))
}

/// Draws the lines over the stage.
pub fn draw(stage: &HtmlElement, lines: &[Line]) {
    let Some(svg) = stage.query_selector(".overlay").ok().flatten() else { return };
    let mut drawn = String::from(
        "<defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"5\" markerHeight=\"5\" \
         orient=\"auto-start-reverse\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>",
    );
    if lines.iter().any(is_lost) {
        cross(&mut drawn);
    }
    for line in lines {
        if let (Some(from), Some(to)) = (find(stage, &line.from), find(stage, &line.to)) {
            path(&mut drawn, line, from, to, stage);
        }
    }
    svg.set_inner_html(&drawn);
}

fn is_lost(line: &Line) -> bool {
    line.class.ends_with("lost")
}

/// How the arrow of a message that is lost ends.
#[inline(never)]
fn cross(drawn: &mut String) {
    drawn.push_str(
        "<defs><marker id=\"cross\" viewBox=\"0 0 10 10\" refX=\"5\" refY=\"5\" markerWidth=\"8\" markerHeight=\"8\">\
         <path d=\"M1 1L9 9M9 1L1 9\" class=\"cross\"/></marker></defs>",
    );
}

type Box4 = (f64, f64, f64, f64);

/// From edge to edge, in a bow to the left of its way, so that two that go back and forth do not cover each other.
fn path(drawn: &mut String, line: &Line, from: Box4, to: Box4, stage: &HtmlElement) {
    let centre = |(x, y, width, height): Box4| (x + width / 2.0, y + height / 2.0);
    let (start, end) = (centre(from), centre(to));
    let (dx, dy) = (end.0 - start.0, end.1 - start.1);
    let length = dx.hypot(dy).max(1.0);
    let bow = match line.class {
        "tether" => 0.0,
        class if class.starts_with("message") => 18.0,
        _ => (length * 0.3).clamp(44.0, 96.0),
    };
    let bend = ((start.0 + end.0) / 2.0 + dy / length * bow, (start.1 + end.1) / 2.0 - dx / length * bow);
    let (start, end) = (edge(from, bend), edge(to, bend));
    // Writing to a String cannot fail.
    let _ = write!(
        drawn,
        "<path class=\"{}\" d=\"M{} {}Q{} {} {} {}\"{}/>",
        line.class,
        Fixed(start.0),
        Fixed(start.1),
        Fixed(bend.0),
        Fixed(bend.1),
        Fixed(end.0),
        Fixed(end.1),
        match line.class {
            "tether" => "",
            _ if is_lost(line) => " marker-end=\"url(#cross)\"",
            _ => " marker-end=\"url(#head)\"",
        },
    );
    let is_message = line.class.starts_with("message");
    // Between two that stand close together there is no room for words.
    if !line.label.is_empty() && (!is_message || (end.0 - start.0).hypot(end.1 - start.1) > CLOSE) {
        // What a message says stands at who sent it: arrows cross in the middle.
        let share = if is_message { 0.25 } else { 0.5 };
        let rest = 1.0 - share;
        let at = |start, bend, end| rest * rest * start + 2.0 * share * rest * bend + share * share * end;
        let middle = (at(start.0, bend.0, end.0), at(start.1, bend.1, end.1));
        let label = line.label.replace('&', "&amp;").replace('<', "&lt;");
        // It stands outside of the bow, where no other arrow and less of the stage is.
        let (side, x) = match dy / length * bow {
            right if right > 16.0 => ("right", middle.0 + 6.0),
            right if right < -16.0 => ("left", middle.0 - 6.0),
            _ => ("middle", middle.0),
        };
        let x = if is_message { inside(stage, line, side, x) } else { x };
        let _ = write!(
            drawn,
            "<text class=\"{} {side}\" x=\"{}\" y=\"{}\">{label}</text>",
            line.class,
            Fixed(x),
            Fixed(middle.1)
        );
    }
}

/// A way that is as short as this, in pixels, is not named.
const CLOSE: f64 = 40.0;

/// So wide at most is a letter of what a message says, in pixels.
const LETTER: f64 = 8.5;

/// Where what a message says stands, so that all of it is on the stage.
#[inline(never)]
fn inside(stage: &HtmlElement, line: &Line, side: &str, x: f64) -> f64 {
    let (room, width) = (f64::from(stage.client_width()), line.label.chars().count() as f64 * LETTER);
    match side {
        "left" => x.max(width),
        "right" => x.min(room - width),
        _ => x,
    }
}

/// Where the way from the middle of a box to a point leaves the box.
fn edge((x, y, width, height): Box4, (to_x, to_y): (f64, f64)) -> (f64, f64) {
    let (half_width, half_height) = (width / 2.0 + 3.0, height / 2.0 + 3.0);
    let (mid_x, mid_y) = (x + width / 2.0, y + height / 2.0);
    let (dx, dy) = (to_x - mid_x, to_y - mid_y);
    let scale = (half_width / dx.abs().max(0.01)).min(half_height / dy.abs().max(0.01)).min(1.0);
    (mid_x + dx * scale, mid_y + dy * scale)
}

/// Where each chip is, by its worker's number. They are few: the stage folds the rest into groups.
pub type Places = Vec<(String, (f64, f64))>;

/// Lets each chip glide from where it was to where it is, unless the reader wants nothing to move.
pub fn glide(stage: &HtmlElement, before: &mut Places) {
    let still = web_sys::window()
        .and_then(|window| window.match_media("(prefers-reduced-motion: reduce)").ok().flatten())
        .is_some_and(|query| query.matches());
    let mut now = Places::new();
    let Ok(chips) = stage.query_selector_all("[data-worker]") else { return };
    for index in 0..chips.length() {
        let Some(chip) = chips.item(index).and_then(|node| node.dyn_into::<HtmlElement>().ok()) else {
            continue;
        };
        let Some(worker) = chip.get_attribute("data-worker") else { continue };
        let (x, y, ..) = place(stage, &chip);
        let old = before.iter().find(|(known, _)| *known == worker).map(|(_, place)| *place);
        if let Some((old_x, old_y)) = old.filter(|_| !still)
            && (old_x - x).abs() + (old_y - y).abs() > 1.0
        {
            animate(&chip, old_x - x, old_y - y);
        }
        now.push((worker, (x, y)));
    }
    *before = now;
}

/// Moves an element from so far away to its place.
fn animate(element: &HtmlElement, dx: f64, dy: f64) {
    let frame = |transform: &str| {
        let frame = Object::new();
        Reflect::set(&frame, &"transform".into(), &JsValue::from_str(transform)).ok();
        frame
    };
    let (dx, dy) = (Fixed(dx), Fixed(dy));
    let frames = Array::of2(&frame(&format!("translate({dx}px,{dy}px)")), &frame("none"));
    // web-sys keeps `animate` behind an unstable flag.
    let animate = Reflect::get(element, &"animate".into()).ok().and_then(|it| it.dyn_into::<Function>().ok());
    if let Some(animate) = animate {
        animate.call2(element, &frames, &JsValue::from_f64(200.0)).ok();
    }
}
