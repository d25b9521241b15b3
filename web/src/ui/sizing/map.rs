//! The map of a cluster: its nodes two and two, what each has, and lines to who is beside it.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use crate::app::{Msg, Size};
use crate::sizing::{Item, Measuring};
use crate::ui::View;
use crate::ui::el::{El, el, within};
use crate::ui::parts::{self, section};
use lockstep_core::cluster::sizing::Kind;
use lockstep_core::present::sizing::{Node, Pair, SizingView, Thing};
use lockstep_core::present::{Locale, Sentence};
use lockstep_core::say;

/// How it is drawn: what was pressed last, which button the arrow keys stand at, and how many buttons there are so far.
struct Drawn<'a> {
    view: &'a SizingView,
    chosen: Option<Item>,
    at: usize,
    count: usize,
}

/// The map.
pub fn map(view: &View, known: &Measuring, shown: &SizingView) -> El {
    let (locale, on, moved) = (view.look.locale, view.on.clone(), view.on.clone());
    let go = move |event: web_sys::Event| {
        if let Some(place) = gone(&event) {
            moved.emit(Msg::Size(Size::At(place)));
        }
    };
    let press = move |event: web_sys::Event| {
        if let Some((place, item)) = item_of(&event) {
            on.emit(Msg::Size(Size::Choose(place, item)));
        }
    };
    let mut drawn = Drawn { view: shown, chosen: known.chosen, at: known.at, count: 0 };
    let told = known.chosen.and_then(|item| told(shown, item));
    let pairs: Vec<El> = shown.pairs.iter().map(|pair| drawn.pair(pair)).collect();
    let told = match told {
        Some(said) => el("p.map-told").add(parts::sentence(said)),
        None => el("p.map-told.faint").say(locale, say!(ClusterMapHow)),
    };
    section("div.sized", locale, say!(ClusterMap))
        .set("role", "group")
        .add(legend(locale))
        .add(told)
        .add(el("div.sized-map").on("click", press).on("keydown", go).list(pairs))
}

/// What is said of something on the map.
pub fn told(view: &SizingView, item: Item) -> Option<&Sentence> {
    match item {
        Item::Node(number) => {
            let node = view.pairs.iter().flat_map(|pair| &pair.nodes).find(|node| node.number == number);
            node.map(|node| &node.said)
        }
        Item::Thing(place) => view.things.get(place).map(|thing| &thing.said),
    }
}

impl Drawn<'_> {
    fn pair(&mut self, pair: &Pair) -> El {
        let nodes: Vec<El> = pair.nodes.iter().map(|node| self.node(node)).collect();
        let shared: Vec<El> = pair.shared.iter().map(|place| self.shared(*place, pair)).collect();
        let alone: Vec<El> = pair.nodes.iter().map(|node| self.alone(node)).collect();
        el("div.pair")
            .class_if(pair.nodes.len() == 1, "single")
            .key(pair.nodes.first().map_or(0, |node| node.number.into()))
            .add(el("div.halves").list(nodes))
            .list(shared)
            .add(el("div.halves").list(alone))
    }

    /// A button that stands for something.
    fn button(&mut self, what: &'static str, item: Item, said: &Sentence) -> El {
        let place = self.count;
        self.count += 1;
        let (name, number) = match item {
            Item::Node(number) => ("node", u32::from(number)),
            Item::Thing(number) => ("thing", number as u32),
        };
        el(what)
            .set("type", "button")
            .set("tabindex", if place == self.at { "0" } else { "-1" })
            .with("aria-label", said.plain().into())
            .aria("aria-pressed", self.chosen == Some(item))
            .class_if(self.goes_with(item), "with")
            .set("data-item", name)
            .number("data-of", number)
            .number("data-place", place as u32)
    }

    /// Whether it has to do with what was pressed.
    fn goes_with(&self, item: Item) -> bool {
        let touches = |thing: &Thing, node| thing.owner == node || thing.beside == Some(node);
        match (self.chosen, item) {
            (Some(Item::Thing(place)), Item::Node(node)) | (Some(Item::Node(node)), Item::Thing(place)) => {
                self.view.things.get(place).is_some_and(|thing| touches(thing, node))
            }
            _ => false,
        }
    }

    fn node(&mut self, node: &Node) -> El {
        self.button("button.node-head", Item::Node(node.number), &node.said).text(&node.name)
    }

    /// What the two share: the one has it, the other is beside it, and a line joins them.
    fn shared(&mut self, place: usize, pair: &Pair) -> El {
        let view = self.view;
        let thing = &view.things[place];
        let first = pair.nodes.first().is_some_and(|node| node.number == thing.owner);
        self.button("button.thing.strip", Item::Thing(place), &thing.said)
            .class(kind(thing.kind))
            .class_if(!first, "turned")
            .add(el("span.thing-name").add(glyph(thing.kind, true)).text(&thing.name))
            .add(el("span.joins"))
            .add(glyph(thing.kind, false))
    }

    fn alone(&mut self, node: &Node) -> El {
        let things: Vec<El> = node.alone.iter().map(|place| self.far(*place, node.number)).collect();
        el("div.half").list(things)
    }

    /// What a node has alone, or shares with one that does not stand beside it: then that one is named.
    fn far(&mut self, place: usize, node: u16) -> El {
        let view = self.view;
        let thing = &view.things[place];
        let owns = thing.owner == node;
        let other = if owns { thing.beside } else { Some(thing.owner) };
        let name = el("span.thing-name").add(glyph(thing.kind, owns)).text(&thing.name);
        self.button("button.thing", Item::Thing(place), &thing.said)
            .class(kind(thing.kind))
            .add(name)
            .maybe(other.map(|other| el("span.other").text(&format!("↔{other}"))))
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Lock => "of-lock",
        Kind::Counter => "of-counter",
        Kind::Queue => "of-queue",
    }
}

/// What a lock, a counter and a queue look like: filled where they are, an outline beside.
fn glyph(kind: Kind, owns: bool) -> El {
    let path = match kind {
        Kind::Lock => "M4 9h12v8H4zM7 9V6a3 3 0 0 1 6 0v3",
        Kind::Counter => "M3 5h14v10H3zM6 10h3M7.5 8.5v3M13 7.5v5M12 8.5l1-1",
        Kind::Queue => "M2 6h16M2 14h16M6 6v8M10 6v8M14 6v8",
    };
    el("svg.glyph")
        .class_if(!owns, "hollow")
        .set("viewBox", "0 0 20 20")
        .set("width", "20")
        .set("height", "20")
        .set("aria-hidden", "true")
        .add(el("path").set("d", path))
}

fn legend(locale: Locale) -> El {
    let row = |owns, words| el("li").add(glyph(Kind::Lock, owns)).add(el("span").say(locale, words));
    el("ul.sized-legend").add(row(true, say!(ClusterMapHas))).add(row(false, say!(ClusterMapBeside)))
}

/// The button of the map that something happened to: which it is, and what it stands for.
fn item_of(event: &web_sys::Event) -> Option<(usize, Item)> {
    let button = within(event, "[data-item]")?;
    let number = |name: &str| button.get_attribute(name)?.parse::<u16>().ok();
    let of = number("data-of")?;
    let item = match &*button.get_attribute("data-item")? {
        "node" => Item::Node(of),
        _ => Item::Thing(of.into()),
    };
    Some((number("data-place")?.into(), item))
}

/// Goes from one button to the next by the arrow keys: the place of that one, where the focus comes back to.
fn gone(event: &web_sys::Event) -> Option<usize> {
    let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key)?;
    let ((place, _), map) = (item_of(event)?, within(event, ".sized-map")?);
    let last = map.query_selector_all("[data-item]").map_or(0, |all| all.length() as usize).saturating_sub(1);
    let to = match &*key {
        "ArrowRight" | "ArrowDown" => (place + 1).min(last),
        "ArrowLeft" | "ArrowUp" => place.saturating_sub(1),
        "Home" => 0,
        "End" => last,
        _ => return None,
    };
    event.prevent_default();
    event.stop_propagation();
    let found = map.query_selector(&format!("[data-place='{to}']")).ok().flatten();
    if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        found.focus().ok();
    }
    Some(to)
}

/// The twin of the map: what each node has, and what it is beside.
pub fn table(view: &SizingView, locale: Locale) -> El {
    let head = |row| el("th").set("scope", row);
    let columns = [say!(ColumnName), say!(ClusterHas), say!(ClusterBesideOf)];
    let row = |node: &Node| {
        el("tr")
            .key(node.number.into())
            .add(head("row").text(&node.name))
            .add(el("td").add(parts::sentence(&node.has)))
            .add(el("td").add(parts::sentence(&node.beside)))
    };
    el("table")
        .add(el("caption").say(locale, say!(ClusterNodes)))
        .add(el("thead").add(el("tr").list(columns.map(|name| head("col").say(locale, name)))))
        .add(el("tbody").list(view.pairs.iter().flat_map(|pair| &pair.nodes).map(row)))
}
