//! The stage: objects as cards whose shape says what they are, goroutines as chips, each in exactly one place.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, ResizeObserver};
use yew::prelude::*;

use super::Shown;
use super::el::{El, el};
use super::net;
use super::overlay::{self, Line};
use super::parts::{self, sign, state_class};
use crate::app::Msg;
use crate::session::Act;
use lockstep_core::present::{
    Card, Chip, Frame, Group, Locale, Message, Net, Place, Row, Seat, Shape, State,
};
use lockstep_core::say;
use lockstep_core::world::{Queue, Text, WorkerId};

/// What the stage is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The frame.
    pub shown: Shown,
    /// The language.
    pub locale: Locale,
    /// Whether the arrows of who waits for whom are drawn.
    pub why: bool,
    /// Where messages go.
    pub on: Callback<Msg>,
}

/// The stage.
#[component]
pub fn Stage(props: &Props) -> Html {
    let root = use_node_ref();
    let places = use_mut_ref(overlay::Places::new);
    let slept = use_mut_ref(|| false);
    let lines: Rc<RefCell<Vec<Line>>> = use_mut_ref(Vec::new);
    let frame = &*props.shown.0;
    *slept.borrow_mut() |= frame.position > 0 && occupied(frame, Place::Asleep);
    *lines.borrow_mut() = overlay::lines(frame, props.why);
    {
        let (root, lines) = (root.clone(), lines.clone());
        use_effect(move || {
            if let Some(stage) = root.cast::<HtmlElement>() {
                overlay::glide(&stage, &mut places.borrow_mut());
                overlay::draw(&stage, &lines.borrow());
            }
        });
    }
    {
        let root = root.clone();
        use_effect_with((), move |_| {
            let stage = root.cast::<HtmlElement>();
            let resized = Closure::<dyn Fn()>::new(move || {
                if let Some(stage) = root.cast::<HtmlElement>() {
                    overlay::draw(&stage, &lines.borrow());
                }
            });
            let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
            if let (Some(observer), Some(stage)) = (&observer, stage) {
                observer.observe(&stage);
            }
            move || {
                observer.iter().for_each(ResizeObserver::disconnect);
                drop(resized);
            }
        });
    }
    let draw = Draw { frame, locale: props.locale, on: &props.on };
    if let Some(net) = &frame.stage.net {
        return nodes(&draw, net, &root);
    }
    let faded = props.why && !frame.chain.cycle.is_empty();
    let cards = frame.stage.cards.iter().map(|card| draw.card(card));
    let summary = &frame.stage.summary;
    let cards = el("div.cards")
        .list(cards)
        .add_if(!summary.is_empty(), || el("p.summary").add(parts::sentence(summary)));
    let floor = el("div.floor")
        .found(&root)
        .maybe(draw.zone(Place::Ready, say!(ZoneReady), true))
        .add(cards)
        .maybe(draw.zone(Place::Aside, say!(ZoneAside), false))
        .maybe(draw.zone(Place::Asleep, say!(ZoneAsleep), *slept.borrow()))
        .maybe(draw.zone(Place::Over, say!(ZoneOver), true))
        .add(el("svg.overlay").set("aria-hidden", "true"));
    parts::scrolled("div.stage", props.locale, say!(PaneStage)).class_if(faded, "faded").add(floor).into()
}

/// The stage of a cluster.
#[inline(never)]
fn nodes(draw: &Draw, net: &Net, root: &NodeRef) -> Html {
    let floor = el("div.floor")
        .found(root)
        .list(net::floor(net, draw.locale, |card, node| draw.let_go(card, node.worker)))
        .add(el("svg.overlay").set("aria-hidden", "true"));
    parts::scrolled("div.stage", draw.locale, say!(PaneStage)).add(floor).into()
}

fn occupied(frame: &Frame, place: Place) -> bool {
    frame.stage.chips.iter().any(|chip| chip.place == place)
        || frame.stage.groups.iter().any(|group| group.place == place)
}

struct Draw<'a> {
    frame: &'a Frame,
    locale: Locale,
    on: &'a Callback<Msg>,
}

impl Draw<'_> {
    /// A row of chips that are at no object. One that is always there keeps the page from jumping.
    fn zone(&self, place: Place, name: Message, always: bool) -> Option<El> {
        if !always && !occupied(self.frame, place) {
            return None;
        }
        let stage = &self.frame.stage;
        let can_go = place == Place::Ready;
        let chips = stage.chips.iter().filter(|chip| chip.place == place).map(|chip| self.chip(chip));
        // Many who hold something have no seat of their own to be drawn on.
        let here = |at: Place| at == place || can_go && matches!(at, Place::Seat(_));
        let groups = stage.groups.iter().filter(|group| here(group.place)).map(|group| self.group(group));
        // Who can go is named here wherever its chip is.
        let elsewhere = |chip: &&Chip| can_go && chip.place != place && self.may_go(chip.worker);
        let others = stage.chips.iter().filter(elsewhere).map(|chip| {
            let ghost = el("span.ghost")
                .key_of(&format!("c{}", chip.worker.0))
                .with("title", chip.about.plain().into());
            self.let_go(ghost.text(&chip.name), chip.worker)
        });
        let name = el("span.zone-name").say(self.locale, name);
        Some(el("div.zone").add(name).add(el("div.row").list(chips.chain(others).chain(groups))))
    }

    fn may_go(&self, worker: WorkerId) -> bool {
        self.frame.choices.iter().any(|choice| choice.worker == worker)
    }

    /// A chip. Pressing one that can go lets it go; the list of choices says the same to everyone.
    fn chip(&self, chip: &Chip) -> El {
        let worker = chip.worker;
        let made = el("span.chip")
            .key(worker.0)
            .class(state_class(chip.state))
            .class_if(chip.acted, "acted")
            .class_if(self.frame.chain.cycle.contains(&worker), "on-cycle")
            .number("data-worker", worker.0)
            .with("title", chip.about.plain().into())
            .add(sign(chip.state))
            .add(el("span.name").text(&chip.name))
            .add(el("span.unseen").text(" ").say(self.locale, chip.state.word()));
        self.let_go(made, worker)
    }

    /// Pressing it lets a worker go, if there is just one way in which it can.
    fn let_go(&self, made: El, worker: WorkerId) -> El {
        let mut ways = self.frame.choices.iter().filter(|choice| choice.worker == worker);
        match (ways.next(), ways.next()) {
            (Some(way), None) => made.class("may-go").press(self.on, Msg::Act(Act::Choose(way.choice))),
            _ => made,
        }
    }

    fn group(&self, group: &Group) -> El {
        el("span.chip.group")
            .key_of(&format!("g{}", group.first.0))
            .class(state_class(group.state))
            .add(sign(group.state))
            .add(el("span.name").add(parts::sentence(&group.label)))
    }

    /// Who sits at an object: its chip, or only its name where the chip stands elsewhere.
    fn seat(&self, seat: &Seat) -> El {
        let chip = self.frame.stage.chips.iter().find(|chip| chip.worker == seat.worker);
        match chip.filter(|_| seat.here) {
            Some(chip) => self.chip(chip),
            None => el("span.ghost")
                .key_of(&format!("s{}", seat.worker.0))
                .number("data-ghost", seat.worker.0)
                .text(&seat.name),
        }
    }

    fn bench(&self, card: &Card, queue: Queue, row: &Row, name: Message) -> El {
        let here = |place: &Place| matches!(place, Place::Bench { object, queue: of, .. } if *object == card.object && *of == queue);
        let seats = row.shown.iter().map(|seat| el("li").key(seat.worker.0).add(self.seat(seat)));
        let groups = self.frame.stage.groups.iter().filter(|group| here(&group.place));
        let groups =
            groups.map(|group| el("li").key_of(&format!("g{}", group.first.0)).add(self.group(group)));
        self.labelled("div.bench", name)
            .class_if(row.length == 0, "empty")
            .add(el("ol").list(seats.chain(groups)))
    }

    /// A part of a card, with its name.
    fn labelled(&self, what: &'static str, name: Message) -> El {
        el(what).add(el("span.bench-name").say(self.locale, name))
    }

    fn card(&self, card: &Card) -> El {
        let bench = |queue, row, name| self.bench(card, queue, row, name);
        let seat = |name, seat: &Option<Seat>| {
            let free = || el("span.free").say(self.locale, say!(CardFree));
            self.labelled("div.seat", name).add(seat.as_ref().map_or_else(free, |seat| self.seat(seat)))
        };
        let number = |number: &str| whole(el("b"), number);
        let body = el("div.card-body");
        let (class, body) = match &card.shape {
            Shape::Mutex { seat: holder, bench: row } => (
                "mutex",
                body.add(seat(say!(SeatHolds), holder)).add(bench(Queue::Waiters, row, say!(BenchWaits))),
            ),
            Shape::RwMutex { writer, readers, more_readers, writers_bench, readers_bench } => {
                let writers = bench(Queue::Waiters, writers_bench, say!(BenchWrites));
                let benches = [writers, bench(Queue::Readers, readers_bench, say!(BenchReads))];
                let body = body.add(seat(say!(SeatWrites), writer)).add(self.readers(readers, *more_readers));
                ("rwmutex", body.list(benches))
            }
            Shape::Channel { capacity, slots, filled, senders, receivers, closed, passing } => (
                "channel",
                body.add(bench(Queue::Senders, senders, say!(BenchSends)))
                    .add(self.pipe(*capacity, slots, *filled, *closed, passing.as_ref()))
                    .add(bench(Queue::Receivers, receivers, say!(BenchReceives))),
            ),
            Shape::WaitGroup { count, bench: row } => (
                "waitgroup",
                body.add(self.labelled("div.count", say!(CountNeeds)).add(number(&count.to_string())))
                    .add(bench(Queue::Waiters, row, say!(BenchWaits))),
            ),
            Shape::Cond { bench: row } => ("cond", body.add(bench(Queue::Waiters, row, say!(BenchWaits)))),
            Shape::Value { value, last, wrote } => {
                let last = last.as_ref().map(|last| self.last(last, *wrote));
                ("variable", body.add(el("div.count").add(number(value))).maybe(last))
            }
        };
        let label = format!("{}: {}. {}", card.name, card.kind.plain(), card.state.plain());
        let called = el("code");
        let name = el("p.card-name")
            .add(if card.name.contains('.') { dotted(called, &card.name) } else { called.text(&card.name) })
            .text(" ")
            .add(el("span.kind").add(parts::sentence(&card.kind)));
        el("div.card")
            .key(card.object.0)
            .class(class)
            .class_if(card.touched, "touched")
            .set("role", "group")
            .with("aria-label", label.into())
            .number("data-object", card.object.0)
            .add(name)
            .add(body)
    }

    #[inline(never)]
    fn readers(&self, readers: &[Seat], more: u32) -> El {
        let others = || el("span.ghost").text(&format!("+{more}"));
        let reading = self.labelled("div.seat", say!(SeatReads));
        reading.list(readers.iter().map(|seat| self.seat(seat))).add_if(more > 0, others)
    }

    /// Who touched a value last.
    #[inline(never)]
    fn last(&self, last: &Seat, wrote: bool) -> El {
        let did = if wrote { say!(SeatWroteLast) } else { say!(SeatReadLast) };
        self.labelled("div.seat", did).add(self.seat(last))
    }

    fn pipe(&self, capacity: u32, slots: &[Text], filled: u32, closed: bool, passing: Option<&Text>) -> El {
        let locale = self.locale;
        let drawn = (capacity as usize).min(lockstep_core::present::stage::SHOWN);
        let slot = |what, value: &Text| whole(el(what), value);
        let empty = (slots.len()..drawn).map(|_| el("span.slot"));
        // The value that comes out next stands at the right, where the receivers are.
        let values = slots.iter().rev().map(|value| slot("span.slot.filled", value));
        let first = match passing {
            Some(value) => Some(slot("span.slot.passing", value)),
            None => (capacity == 0).then(|| el("span.slot.none").say(locale, say!(PipeNoRoom))),
        };
        let more =
            || el("span.pipe-note").say(locale, say!(CardFilled, filled = filled, capacity = capacity));
        el("div.pipe")
            .class_if(closed, "closed")
            .maybe(first)
            .list(empty.chain(values))
            .add_if(capacity as usize > drawn, more)
            .add_if(closed, || el("span.pipe-note").say(locale, say!(CardClosed)))
    }
}

/// The signs and words of the states, for the help.
pub fn legend(locale: Locale) -> El {
    let entry = |state: State| {
        let name = el("span.name").say(locale, state.word());
        el("li").add(el("span.chip").class(state_class(state)).add(sign(state)).add(name))
    };
    el("ul.legend").list(State::ALL.into_iter().map(entry))
}

/// A value; one that may be cut off can be asked for.
fn whole(made: El, value: &str) -> El {
    const SHORT: usize = 8;
    let made = if value.len() > SHORT { titled(made, value) } else { made };
    made.text(value)
}

#[inline(never)]
fn titled(made: El, value: &str) -> El {
    made.with("title", value.to_owned().into())
}

/// A long name breaks behind its dots first.
#[inline(never)]
fn dotted(called: El, name: &str) -> El {
    called.list(name.split_inclusive('.').flat_map(|piece| [el("span").text(piece), el("wbr")]))
}
