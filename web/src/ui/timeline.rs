//! The score: a lane a goroutine, arrows for hand-offs, the playhead; press or drag to travel.

use wasm_bindgen::JsCast;
use yew::prelude::*;
use yew::virtual_dom::AttrValue;

use std::rc::Rc;

use super::Shown;
use super::el::{El, el, within};
use super::flown::flown;
use super::parts::{self, button, scrolled, section, state_class};
use crate::app::Msg;
use crate::session::Act;
use lockstep_core::present::{Arrow, Branch, Density, Fixed, Frame, Lane, Lanes, Locale, Span, State};
use lockstep_core::say;
use lockstep_core::timeline::BranchId;

/// What the timeline is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The frame.
    pub shown: Shown,
    /// The language.
    pub locale: Locale,
    /// Whether what comes is hidden.
    pub hidden: bool,
    /// How far it is drawn at least, so that it does not shrink.
    pub extent: u32,
    /// The states of all over the whole run, where the run is longer than what is drawn of it.
    pub whole: Rc<[Density]>,
    /// Where messages go.
    pub on: Callback<Msg>,
}

/// The height of a lane, of one between which messages go, and of the lane's bar, in CSS pixels; so are the two below.
const LANE: usize = 18;
const TALL: usize = 32;
const BAR: usize = 12;
/// The height of the density strip.
const STRIP: usize = 120;
/// The height of the strip of a whole run, above the stretch that is drawn of it.
const WHOLE: usize = 24;

/// The timeline.
#[component]
pub fn Timeline(props: &Props) -> Html {
    let dragging = use_state_eq(|| false);
    let frame = &*props.shown.0;
    let lanes = &frame.lanes;
    let scale = Scale::of(frame, props.extent as usize, props.hidden);
    let many = !lanes.density.is_empty() && lanes.lanes.is_empty();
    let height = if many { STRIP } else { (lanes.lanes.len() * scale.lane).max(scale.lane) };
    let drawn = if many { strip(&lanes.density, &scale, STRIP) } else { score(lanes, &scale) };
    let label = |lane: &Lane| el("li").key(lane.worker.0).text(&lane.name);
    let locale = props.locale;
    let names = if many {
        el("p.lane-names.strip-name").say(locale, say!(TimelineMany, count = lanes.more))
    } else {
        el("ul.lane-names").class_if(scale.lane == TALL, "tall").list(lanes.lanes.iter().map(label))
    };
    let is_part = lanes.to - lanes.from < frame.length;
    let window = || el("p.faint.window").say(locale, say!(TimelineWindow, from = lanes.from, to = lanes.to));
    let end = lanes.end.filter(|end| *end <= scale.shown);
    let picture = el("svg.lanes")
        .number("height", height as u32)
        .add(hatch())
        .add(drawn)
        .add_if(frame.position < scale.to, || stretch("rect.future", frame.position, scale.to, &scale))
        .maybe(end.map(|end| upright("line.end-mark", end, &scale)))
        .add(upright("line.playhead", frame.position, &scale));
    let picture = travelled(picture, &scale, &dragging, &props.on);
    section("section.timeline.pane", locale, say!(Timeline))
        .add_if(!frame.branches.is_empty(), || branches(&frame.branches, locale, &props.on))
        .add_if(is_part, || whole(props, &dragging))
        .add_if(is_part, window)
        .add(scrolled("div.score", locale, say!(Timeline)).add(names).add(picture))
        .into()
}

/// The whole run, above the stretch of it that is drawn.
#[inline(never)]
fn whole(props: &Props, dragging: &UseStateHandle<bool>) -> El {
    let frame = &*props.shown.0;
    let shown = if props.hidden { frame.position } else { frame.length };
    let scale = Scale { from: 0, to: frame.length, shown, lane: LANE };
    let picture = el("svg.whole")
        .number("height", WHOLE as u32)
        .add(strip(&props.whole, &scale, WHOLE))
        .add(stretch("rect.view", frame.lanes.from, frame.lanes.to, &scale))
        .add(upright("line.playhead", frame.position, &scale));
    travelled(picture, &scale, dragging, &props.on)
}

/// A drawing over positions in which a press travels, and a drag with it.
fn travelled(picture: El, scale: &Scale, dragging: &UseStateHandle<bool>, on: &Callback<Msg>) -> El {
    let (on, from, to, dragging) = (on.clone(), scale.from, scale.to, dragging.clone());
    let dragged = move |event: web_sys::Event| {
        let Ok(event) = event.dyn_into::<PointerEvent>() else { return };
        match &*event.type_() {
            "pointerdown" => dragging.set(true),
            "pointermove" if *dragging && event.buttons() == 1 => {}
            "pointermove" => return,
            _ => return dragging.set(false),
        }
        let Some(drawing) = within(&event, "svg") else { return };
        let inside = drawing.get_bounding_client_rect();
        let share = (f64::from(event.client_x()) - inside.left()) / inside.width().max(1.0);
        let position = from as f64 + share.clamp(0.0, 1.0) * (to - from) as f64;
        on.emit(Msg::Act(Act::Seek(position.round() as u32)));
    };
    picture
        .set("aria-hidden", "true")
        .on("pointerdown", dragged.clone())
        .on("pointermove", dragged.clone())
        .on("pointerup", dragged)
}

/// A line at a position.
fn upright(what: &'static str, position: usize, scale: &Scale) -> El {
    let x: AttrValue = scale.x(position).into();
    el(what).with("x1", x.clone()).with("x2", x).set("y1", "0").set("y2", "100%")
}

/// A stretch of positions, from top to bottom.
fn stretch(what: &'static str, from: usize, to: usize, scale: &Scale) -> El {
    let (x, width) = (scale.x(from), scale.width(from, to));
    el(what).with("x", x.into()).set("y", "0").with("width", width.into()).set("height", "100%")
}

/// The pattern of those who wait: colour is never alone.
fn hatch() -> El {
    let rect = |what, width| el(what).set("width", width).set("height", "6");
    let pattern = el("pattern")
        .set("id", "hatch")
        .set("width", "6")
        .set("height", "6")
        .set("patternUnits", "userSpaceOnUse")
        .set("patternTransform", "rotate(45)");
    el("defs").add(pattern.add(rect("rect.hatch-ground", "6")).add(rect("rect.hatch-line", "2")))
}

#[inline(never)]
fn branches(branches: &[Branch], locale: Locale, on: &Callback<Msg>) -> El {
    let branch = |branch: &Branch| {
        let act = Msg::Act(Act::Switch(BranchId(branch.id as u32)));
        button("button.branch", on, act)
            .key(branch.id as u32)
            .aria("aria-pressed", branch.current)
            .add(parts::sentence(&branch.label))
    };
    section("div.branches", locale, say!(Branches)).set("role", "group").list(branches.iter().map(branch))
}

/// From positions to shares of the width, so that the browser does the rest.
pub struct Scale {
    from: usize,
    to: usize,
    /// Up to where the run is shown.
    pub shown: usize,
    /// The height of a lane.
    pub lane: usize,
}

impl Scale {
    fn of(frame: &Frame, extent: usize, hidden: bool) -> Scale {
        let lanes = &frame.lanes;
        // A window into a long run is drawn as it is; a whole run as far as the longest of this program was.
        let whole = lanes.from == 0 && extent <= 2 * lanes.to.max(50);
        Scale {
            from: lanes.from,
            to: if whole { extent.max(lanes.to) } else { lanes.to }.max(lanes.from + 1),
            shown: if hidden { frame.position } else { lanes.to },
            lane: if frame.stage.net.is_some() { TALL } else { LANE },
        }
    }

    fn share(&self, steps: usize) -> f64 {
        steps as f64 / (self.to - self.from) as f64 * 100.0
    }

    /// Where a position is.
    pub fn x(&self, position: usize) -> String {
        format!("{}%", Fixed(self.share(position.clamp(self.from, self.to) - self.from)))
    }

    fn width(&self, from: usize, to: usize) -> String {
        format!("{}%", Fixed(self.share(to.min(self.to).saturating_sub(from.max(self.from)))))
    }
}

fn score(lanes: &Lanes, scale: &Scale) -> El {
    let row = |worker| lanes.lanes.iter().position(|lane| lane.worker == worker);
    let mut score = el("g");
    for (index, lane) in lanes.lanes.iter().enumerate() {
        let shown = lane.spans.iter().filter(|span| span.from < scale.shown);
        score = score.list(shown.map(|span| bar(span, index, scale)));
    }
    let arrows = lanes.arrows.iter().filter(|arrow| arrow.step <= scale.shown);
    score
        .list(arrows.filter_map(|arrow| Some(hand_off(arrow, row(arrow.from)?, row(arrow.to)?, scale))))
        .add_if(!lanes.flown.is_empty(), || flown(lanes, scale))
}

fn bar(span: &Span, row: usize, scale: &Scale) -> El {
    let to = span.to.min(scale.shown);
    let x: AttrValue = scale.x(span.from).into();
    let thin = matches!(span.state, State::Done | State::Gone);
    let height = if thin { 2 } else { BAR };
    let rect = el("rect.span")
        .class(state_class(span.state))
        .with("x", x.clone())
        .number("y", (row * scale.lane + (scale.lane - height) / 2) as u32)
        .with("width", scale.width(span.from, to).into())
        .number("height", height as u32);
    // A name is written where it fits: about nine pixels a letter in a thousand.
    let fits = |name: &&Rc<str>| scale.share(to - span.from) > 1.2 * (name.chars().count() as f64 + 1.0);
    let name = span.object.as_ref().filter(fits).map(|name| {
        let middle = row * scale.lane + scale.lane / 2 + 5;
        el("text.span-name").with("x", x).set("dx", "6").number("y", middle as u32).text(name)
    });
    el("g").add(rect).maybe(name)
}

fn hand_off(arrow: &Arrow, from: usize, to: usize, scale: &Scale) -> El {
    let x: AttrValue = scale.x(arrow.step).into();
    let middle = |row: usize| (row * scale.lane + scale.lane / 2) as u32;
    let line = el("line.hand-off").with("x1", x.clone()).with("x2", x.clone());
    el("g")
        .add(line.number("y1", middle(from)).number("y2", middle(to)))
        .add(el("circle.hand-off").with("cx", x).number("cy", middle(to)).set("r", "3.5"))
}

/// The shares of the states, step by step, for more workers than lanes could be told apart.
fn strip(density: &[Density], scale: &Scale, high: usize) -> El {
    let every = density.get(1).map_or(1, |second| second.position - density[0].position);
    let column = |(index, column): (usize, &Density)| {
        let next = density.get(index + 1).map_or(column.position + every, |next| next.position);
        let all = (column.ready + column.waiting + column.sleeping + column.over).max(1);
        let mut y = 0.0;
        let counts = [
            (State::Ready, column.ready),
            (State::Waiting, column.waiting),
            (State::Sleeping, column.sleeping),
            (State::Done, column.over),
        ];
        let part = |(state, count): (State, u32)| {
            let height = f64::from(count) / f64::from(all) * high as f64;
            let top = y;
            y += height;
            (count > 0).then(|| {
                el("rect.span")
                    .class(state_class(state))
                    .with("x", scale.x(column.position).into())
                    .with("y", Fixed(top).to_string().into())
                    .with("width", scale.width(column.position, next).into())
                    .with("height", Fixed(height).to_string().into())
            })
        };
        el("g").list(counts.into_iter().filter_map(part))
    };
    let columns = density.iter().enumerate();
    el("g.strip").list(columns.filter(|(_, column)| column.position < scale.shown.max(1)).map(column))
}
