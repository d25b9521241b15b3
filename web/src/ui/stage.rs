//! The stage: objects as cards whose shape says what they are, goroutines as chips, each in exactly one place.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::Shown;
use super::overlay::{self, Line};
use super::parts::{self, sign, state_class, t};
use crate::app::Msg;
use crate::session::Act;
use lockstep_core::present::{Card, Chip, Frame, Group, Locale, Place, Row, Seat, Shape, Slot, State};
use lockstep_core::say;
use lockstep_core::world::Queue;

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
            let resized = move |_: &web_sys::Event| {
                if let Some(stage) = root.cast::<HtmlElement>() {
                    overlay::draw(&stage, &lines.borrow());
                }
            };
            let listener = web_sys::window().map(|window| EventListener::new(&window, "resize", resized));
            move || drop(listener)
        });
    }
    let draw = Draw { frame, locale: props.locale, on: &props.on };
    let faded = props.why && !frame.chain.cycle.is_empty();
    html! {
        <div class={classes!("stage", faded.then_some("faded"))} tabindex="0" role="group"
            aria-label={t(props.locale, say!(PaneStage))}>
            <div class="floor" ref={root}>
                { draw.zone(Place::Ready, say!(ZoneReady), true) }
                <div class="cards">
                    { frame.stage.cards.iter().map(|card| draw.card(card)).collect::<Html>() }
                    if !frame.stage.summary.is_empty() {
                        <p class="summary">{ parts::sentence(&frame.stage.summary) }</p>
                    }
                </div>
                { draw.zone(Place::Aside, say!(ZoneAside), false) }
                { draw.zone(Place::Asleep, say!(ZoneAsleep), *slept.borrow()) }
                { draw.zone(Place::Over, say!(ZoneOver), true) }
                <svg class="overlay" aria-hidden="true"></svg>
            </div>
        </div>
    }
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
    fn zone(&self, place: Place, name: lockstep_core::present::Message, always: bool) -> Html {
        if !always && !occupied(self.frame, place) {
            return Html::default();
        }
        let stage = &self.frame.stage;
        let chips = stage.chips.iter().filter(|chip| chip.place == place).map(|chip| self.chip(chip));
        let groups = stage.groups.iter().filter(|group| group.place == place).map(|group| self.group(group));
        html! {
            <div class="zone">
                <span class="zone-name">{ t(self.locale, name) }</span>
                <div class="row">{ chips.chain(groups).collect::<Html>() }</div>
            </div>
        }
    }

    /// A chip. Pressing one that can go in just one way lets it go; the list of choices says the same to everyone.
    fn chip(&self, chip: &Chip) -> Html {
        let worker = chip.worker;
        let mut ways = self.frame.choices.iter().filter(|choice| choice.worker == worker);
        let way = ways.next().filter(|_| ways.next().is_none()).map(|choice| choice.choice);
        let onclick = way.map(|choice| self.on.reform(move |_: MouseEvent| Msg::Act(Act::Choose(choice))));
        let cycle = self.frame.chain.cycle.contains(&worker).then_some("on-cycle");
        let classes = classes!(
            "chip",
            state_class(chip.state),
            chip.acted.then_some("acted"),
            cycle,
            way.map(|_| "may-go")
        );
        html! {
            <span key={worker.0} class={classes} data-worker={worker.0.to_string()} title={chip.about.plain()} {onclick}>
                { sign(chip.state) }<span class="name">{ &*chip.name }</span>
                <span class="unseen">{ format!(" {}", t(self.locale, chip.state.word())) }</span>
            </span>
        }
    }

    fn group(&self, group: &Group) -> Html {
        html! {
            <span key={format!("g{}", group.first.0)} class={classes!("chip", "group", state_class(group.state))}>
                { sign(group.state) }<span class="name">{ parts::sentence(&group.label) }</span>
            </span>
        }
    }

    /// Who sits at an object: its chip, or only its name where the chip stands elsewhere.
    fn seat(&self, seat: &Seat) -> Html {
        let chip =
            self.frame.stage.chips.iter().find(|chip| chip.worker == seat.worker).filter(|_| seat.here);
        match chip {
            Some(chip) => self.chip(chip),
            None => html! {
                <span key={format!("s{}", seat.worker.0)} class="ghost" data-ghost={seat.worker.0.to_string()}>
                    { &*seat.name }
                </span>
            },
        }
    }

    fn bench(&self, card: &Card, queue: Queue, row: &Row, name: lockstep_core::present::Message) -> Html {
        let here = |place: &Place| matches!(place, Place::Bench { object, queue: of, .. } if *object == card.object && *of == queue);
        let seats = row.shown.iter().map(|seat| html! { <li key={seat.worker.0}>{ self.seat(seat) }</li> });
        let groups = self.frame.stage.groups.iter().filter(|group| here(&group.place));
        let groups =
            groups.map(|group| html! { <li key={format!("g{}", group.first.0)}>{ self.group(group) }</li> });
        html! {
            <div class={classes!("bench", (row.length == 0).then_some("empty"))}>
                <span class="bench-name">{ t(self.locale, name) }</span>
                <ol>{ seats.chain(groups).collect::<Html>() }</ol>
            </div>
        }
    }

    fn card(&self, card: &Card) -> Html {
        let locale = self.locale;
        let bench = |queue, row, name| self.bench(card, queue, row, name);
        let free = || html! { <span class="free">{ t(locale, say!(CardFree)) }</span> };
        let one = |seat: &Option<Seat>| seat.as_ref().map_or_else(free, |seat| self.seat(seat));
        let (class, body) = match &card.shape {
            Shape::Mutex { seat, bench: row, .. } => (
                "mutex",
                html! {
                    <>
                        <div class="seat"><span class="bench-name">{ t(locale, say!(SeatHolds)) }</span>{ one(seat) }</div>
                        { bench(Queue::Waiters, row, say!(BenchWaits)) }
                    </>
                },
            ),
            Shape::RwMutex { writer, readers, more_readers, writers_bench, readers_bench } => (
                "rwmutex",
                html! {
                    <>
                        <div class="seat"><span class="bench-name">{ t(locale, say!(SeatWrites)) }</span>{ one(writer) }</div>
                        <div class="seat">
                            <span class="bench-name">{ t(locale, say!(SeatReads)) }</span>
                            { readers.iter().map(|seat| self.seat(seat)).collect::<Html>() }
                            if *more_readers > 0 { <span class="ghost">{ format!("+{more_readers}") }</span> }
                        </div>
                        { bench(Queue::Waiters, writers_bench, say!(BenchWrites)) }
                        { bench(Queue::Readers, readers_bench, say!(BenchReads)) }
                    </>
                },
            ),
            Shape::Channel { capacity, slots, filled, senders, receivers, closed, passing } => (
                "channel",
                html! {
                    <>
                        { bench(Queue::Senders, senders, say!(BenchSends)) }
                        { self.pipe(*capacity, slots, *filled, *closed, passing.as_ref()) }
                        { bench(Queue::Receivers, receivers, say!(BenchReceives)) }
                    </>
                },
            ),
            Shape::WaitGroup { count, bench: row } => (
                "waitgroup",
                html! {
                    <>
                        <div class="count"><span class="bench-name">{ t(locale, say!(CountNeeds)) }</span><b>{ *count }</b></div>
                        { bench(Queue::Waiters, row, say!(BenchWaits)) }
                    </>
                },
            ),
            Shape::Value { value, last, wrote, .. } => (
                "variable",
                html! {
                    <>
                        <div class="count"><b>{ &**value }</b></div>
                        if let Some(last) = last {
                            <div class="seat">
                                <span class="bench-name">
                                    { t(locale, if *wrote { say!(SeatWroteLast) } else { say!(SeatReadLast) }) }
                                </span>
                                { self.seat(last) }
                            </div>
                        }
                    </>
                },
            ),
        };
        let label = format!("{}: {}. {}", card.name, card.kind.plain(), card.state.plain());
        html! {
            <div key={card.object.0} class={classes!("card", class, card.touched.then_some("touched"))} role="group"
                aria-label={label} data-object={card.object.0.to_string()}>
                <p class="card-name"><code>{ &*card.name }</code> <span class="kind">{ parts::sentence(&card.kind) }</span></p>
                <div class="card-body">{ body }</div>
            </div>
        }
    }

    fn pipe(&self, capacity: u32, slots: &[Slot], filled: u32, closed: bool, passing: Option<&Slot>) -> Html {
        let drawn = (capacity as usize).min(lockstep_core::present::stage::SHOWN);
        let value = |slot: &Slot| html! { <span class="slot filled">{ &*slot.value }</span> };
        let empty = (slots.len()..drawn).map(|_| html! { <span class="slot"></span> });
        let more = capacity as usize > drawn;
        html! {
            <div class={classes!("pipe", closed.then_some("closed"))}>
                if let Some(slot) = passing { <span class="slot passing">{ &*slot.value }</span> }
                else if capacity == 0 { <span class="slot none">{ t(self.locale, say!(PipeNoRoom)) }</span> }
                // The value that comes out next stands at the right, where the receivers are.
                { empty.chain(slots.iter().rev().map(value)).collect::<Html>() }
                if more { <span class="pipe-note">{ t(self.locale, say!(CardFilled, filled = filled, capacity = capacity)) }</span> }
                if closed { <span class="pipe-note">{ t(self.locale, say!(CardClosed)) }</span> }
            </div>
        }
    }
}

/// The signs and words of the states, for the help.
pub fn legend(locale: Locale) -> Html {
    let states = [
        State::Running,
        State::Ready,
        State::Waiting,
        State::Sleeping,
        State::Done,
        State::Failed,
        State::Gone,
    ];
    let entry = |state: State| {
        html! { <li><span class={classes!("chip", state_class(state))}>{ sign(state) }<span class="name">{ t(locale, state.word()) }</span></span></li> }
    };
    html! { <ul class="legend">{ states.into_iter().map(entry).collect::<Html>() }</ul> }
}
