//! The map of a small program's executions: pressing a state goes the shortest way to it.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

use super::el::{El, el, target, within};
use super::parts::{self, section};
use crate::app::{Explore, Msg};
use crate::exploring::Which;
use lockstep_core::explore::map::MOST;
use lockstep_core::present::{Fixed, Locale, MapLine, MapNode, MapView, Mark, Sentence, State, Traced};
use lockstep_core::say;

/// A map, cheap to compare.
#[derive(Clone, Debug)]
pub struct Shown(pub Rc<MapView>);

impl PartialEq for Shown {
    fn eq(&self, other: &Shown) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What the map is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The map.
    pub shown: Shown,
    /// The way of the run on show.
    pub traced: Traced,
    /// The language.
    pub locale: Locale,
    /// Where messages go.
    pub on: Callback<Msg>,
}

/// So many goroutines have a colour of their own.
const COLOURS: u32 = 6;

/// That there is none, because the program is too large.
pub fn none(locale: Locale) -> El {
    el("p.faint").say(locale, say!(CheckMapTooLarge, most = MOST))
}

/// The map.
#[component]
pub fn Map(props: &Props) -> Html {
    let Props { traced, locale, on, .. } = props;
    let (map, locale) = (props.shown.0.clone(), *locale);
    // The node that is pointed at, or has the focus.
    let pointed = use_state_eq(|| None);
    let frame = use_node_ref();
    {
        let (frame, pointed, map) = (frame.clone(), pointed.clone(), map.clone());
        use_effect_with((traced.at, props.shown.clone()), move |(at, _)| {
            pointed.set(None);
            if let (Some(frame), Some(node)) = (frame.cast::<Element>(), map.nodes.get(*at)) {
                bring_into_view(&frame, node);
            }
        });
    }
    let at = pointed.filter(|node| *node < map.nodes.len()).unwrap_or(traced.at);
    let point = {
        let pointed = pointed.clone();
        move |event: web_sys::Event| {
            if let Some(node) = node_of(&event) {
                pointed.set(Some(node));
            }
        }
    };
    let press = {
        let (map, on) = (map.clone(), on.clone());
        move |event: web_sys::Event| {
            if let Some(node) = node_of(&event).and_then(|node| map.nodes.get(node)) {
                on.emit(Msg::Explore(Explore::Show(Which::State(node.state), None)));
            }
        }
    };
    let key = {
        let (map, press) = (map.clone(), press.clone());
        move |event: web_sys::Event| {
            let Some(pressed) = event.dyn_ref::<KeyboardEvent>() else { return };
            let Some(from) = node_of(&event) else { return };
            let to = match &*pressed.key() {
                "Enter" | " " => {
                    press(event.clone());
                    Some(from)
                }
                key => neighbour(&map, from, key),
            };
            if let Some(to) = to {
                event.prevent_default();
                event.stop_propagation();
                focus(&event, to);
            }
        }
    };
    let lines = map.lines.iter().enumerate();
    let lines = lines.map(|(place, drawn)| line(drawn, traced.lines.contains(&place)));
    let labels = map.lines.iter().filter_map(label);
    let nodes = map.nodes.iter().enumerate().map(|(place, drawn)| {
        let reached = traced.nodes.contains(&place);
        node(drawn, place, reached)
            .class_if(place == traced.at, "here")
            .aria("aria-current", place == traced.at)
            .set("tabindex", if place == at { "0" } else { "-1" })
    });
    let drawing = section("svg.map-drawing", locale, say!(CheckMap))
        .set("role", "group")
        .with("width", Fixed(map.width).to_string().into())
        .with("height", Fixed(map.height).to_string().into())
        .on("click", press)
        .on("keydown", key)
        .on("focusin", point.clone())
        .on("pointerover", point)
        .add(el("g").list(lines))
        .add(el("g").list(labels))
        .add(el("g").list(nodes));
    let goes_back = map.lines.iter().any(|line| line.back);
    el("div.map")
        .add(el("p.faint").say(locale, say!(CheckMapHow)))
        .add(legend(&map, locale))
        .add(el("div.map-frame").found(&frame).add(drawing))
        .maybe(map.nodes.get(at).map(|node| told(node, locale)))
        .add(el("p.faint").say(locale, say!(CheckMapRun)))
        .add_if(goes_back, || el("p.faint").say(locale, say!(CheckMapBack)))
        .into()
}

/// What is to be read of a node.
fn told(node: &MapNode, locale: Locale) -> El {
    let next = |next: &Sentence| el("li").add(parts::sentence(next));
    el("div.map-told")
        .add(el("p").add(parts::sentence(&node.said)))
        .list(node.notes.iter().map(|note| el("p.map-note").text(note)))
        .add_if(!node.next.is_empty(), || {
            el("div")
                .add(el("p.faint").say(locale, say!(CheckMapNext)))
                .add(el("ul").list(node.next.iter().map(next)))
        })
}

/// The colour of a goroutine.
fn colour(worker: u32) -> &'static str {
    ["who-1", "who-2", "who-3", "who-4", "who-5", "who-6"][(worker % COLOURS) as usize]
}

fn line(line: &MapLine, taken: bool) -> El {
    el("path.map-line")
        .class(colour(line.worker.0))
        .class_if(line.back, "back")
        .class_if(taken, "taken")
        .with("d", line.path.clone().into())
}

fn label(line: &MapLine) -> Option<El> {
    let (x, y) = line.at?;
    let text = el("text.map-label").class(colour(line.worker.0)).text(&line.label);
    Some(text.with("x", Fixed(x).to_string().into()).with("y", Fixed(y).to_string().into()))
}

fn node(node: &MapNode, place: usize, reached: bool) -> El {
    let mut name = node.said.plain();
    node.notes.iter().for_each(|note| name = format!("{name} {note}"));
    shape(node.mark, el("g.map-node"))
        .class_if(reached, "reached")
        .set("role", "button")
        .with("aria-label", name.into())
        .number("data-node", place as u32)
        .with("transform", format!("translate({} {})", Fixed(node.x), Fixed(node.y)).into())
}

/// The shape of a mark, around the origin, over the area that can be pressed.
fn shape(mark: Mark, group: El) -> El {
    let (class, outline, sign) = match mark {
        Mark::Start => ("start", "M-8 0a8 8 0 1 1 16 0a8 8 0 1 1-16 0", None),
        Mark::Plain => ("plain", "M-6 0a6 6 0 1 1 12 0a6 6 0 1 1-12 0", None),
        Mark::Doomed => ("doomed", "M-5.5-5.5h11v11h-11z", None),
        Mark::Found => ("found-there", "M0-9l9 15h-18z", None),
        Mark::Good => ("good", "M-9 0a9 9 0 1 1 18 0a9 9 0 1 1-18 0", Some(State::Done)),
        Mark::Bad => ("bad", "M0-12l12 12-12 12-12-12z", Some(State::Failed)),
    };
    let sign = sign.map(|state| {
        el("path.map-sign").set("d", state.sign().0).set("transform", "translate(-6-6)scale(.75)")
    });
    group.class(class).add(el("circle.map-area").set("r", "13")).add(el("path").set("d", outline)).maybe(sign)
}

/// The shapes that there are, and whose colour is which.
fn legend(map: &MapView, locale: Locale) -> El {
    let marks = Mark::ALL.into_iter().filter(|mark| map.nodes.iter().any(|node| node.mark == *mark));
    let small = || {
        el("svg")
            .set("width", "26")
            .set("height", "26")
            .set("viewBox", "-13 -13 26 26")
            .set("aria-hidden", "true")
    };
    let mark = |mark: Mark| {
        el("li").add(small().add(shape(mark, el("g.map-node")))).add(el("span").text(&mark.words(locale)))
    };
    let who = |(worker, name): &(lockstep_core::world::WorkerId, lockstep_core::world::Text)| {
        let stroke = el("path.map-line.taken").class(colour(worker.0)).set("d", "M-11 0h22");
        el("li").add(small().add(stroke)).add(el("b").text(name))
    };
    el("ul.map-legend").list(marks.map(mark)).list(map.workers.iter().map(who))
}

fn node_of(event: &web_sys::Event) -> Option<usize> {
    within(event, "[data-node]")?.get_attribute("data-node")?.parse().ok()
}

/// Where a key leads from a node.
fn neighbour(map: &MapView, from: usize, key: &str) -> Option<usize> {
    let node = map.nodes.get(from)?;
    let level = |place: usize| map.nodes.get(place).filter(|other| other.y == node.y).map(|_| place);
    Some(match key {
        "ArrowDown" => node.down.unwrap_or(from),
        "ArrowUp" => node.up.unwrap_or(from),
        "ArrowLeft" => from.checked_sub(1).and_then(level).unwrap_or(from),
        "ArrowRight" => level(from + 1).unwrap_or(from),
        "Home" => 0,
        "End" => map.nodes.len() - 1,
        _ => return None,
    })
}

/// Gives a node the focus.
fn focus(event: &web_sys::Event, node: usize) {
    let drawing = target::<Element>(event).and_then(|target| target.closest(".map-drawing").ok().flatten());
    let found =
        drawing.and_then(|drawing| drawing.query_selector(&format!("[data-node='{node}']")).ok().flatten());
    if let Some(found) = found {
        // An element of a drawing can have the focus as any other, though its class is another one.
        found.unchecked_ref::<HtmlElement>().focus().ok();
    }
}

/// Scrolls the frame of the map, and nothing around it, so that a node is in view.
fn bring_into_view(frame: &Element, node: &MapNode) {
    let near = |at: f64, from: i32, size: i32| {
        let (from, size) = (f64::from(from), f64::from(size));
        if at < from + 24.0 || at > from + size - 24.0 { (at - size / 2.0).max(0.0) } else { from }
    };
    frame.set_scroll_left(near(node.x, frame.scroll_left(), frame.client_width()) as i32);
    frame.set_scroll_top(near(node.y, frame.scroll_top(), frame.client_height()) as i32);
}
