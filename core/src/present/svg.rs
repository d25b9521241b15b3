//! A static picture of any moment, for places where nothing runs: README files, print, documentation hosts.
//!
//! It needs no font, script or style of its own and is the same wherever it is made. Its words are its description too,
//! for those who do not see it.

use super::frame::Frame;
use super::sentence::{Part, Sentence};
use super::stage::{Card, Chip, Group, Place, Seat, Shape, State};
use super::svg_layout::{Line, breaks, width};
use super::{Fixed, Locale, chips::CHIPS, svg_net};
use crate::rules::ObjectId;
use crate::say;
use crate::world::{Queue, Text, WorkerId};
use std::fmt::Write as _;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    #[default]
    Light,
    /// Light on dark.
    Dark,
}

/// The colours of a theme. State colours fill; what must be read is ink, and every shape has an edge.
pub(super) struct Colours {
    paper: &'static str,
    pub(super) card: &'static str,
    pub(super) ink: &'static str,
    pub(super) soft: &'static str,
    pub(super) edge: &'static str,
    pub(super) accent: &'static str,
    /// By state, in the order of [`State`].
    pub(super) states: [&'static str; 7],
}

const LIGHT: Colours = Colours {
    paper: "#fbfaf7",
    card: "#ffffff",
    ink: "#1e1f22",
    soft: "#55565b",
    edge: "#7d7a73",
    accent: "#005f9e",
    states: ["#b9dcf2", "#d8eee6", "#fbeccb", "#f4e1ec", "#eceae4", "#f9e0cf", "#eceae4"],
};

const DARK: Colours = Colours {
    paper: "#15171b",
    card: "#1d2025",
    ink: "#e9e6df",
    soft: "#b3b5bb",
    edge: "#7f848d",
    accent: "#74bdf0",
    states: ["#1c4663", "#16352c", "#3b2e12", "#38262f", "#2a2d33", "#3e2415", "#2a2d33"],
};

pub(super) const WIDTH: f64 = 960.0;
pub(super) const MARGIN: f64 = 24.0;
pub(super) const GAP: f64 = 16.0;
const CHIP: f64 = 28.0;
/// The edge of what took part in the last step.
pub(super) const THICK: &str = "stroke-width=\"2\"";
/// How many narrow cards stand in a row; a wide one takes the place of two.
const COLUMNS: usize = 3;
const SANS: &str = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', sans-serif";
const MONO: &str = "ui-monospace, Menlo, Consolas, 'Liberation Mono', monospace";

/// The picture of a frame.
pub fn svg(frame: &Frame, locale: Locale, theme: Theme) -> String {
    let colours = if theme == Theme::Light { &LIGHT } else { &DARK };
    let mut pen = Pen { out: String::new(), colours, at: Vec::new(), seats: Vec::new() };
    let place = locale.text(say!(StepOf, step = frame.position, length = frame.length));
    pen.words(MARGIN, MARGIN + 14.0, 14.0, colours.soft, &escape(&place));
    let mut y = pen.sentence(&frame.sentence, MARGIN + 48.0) + GAP;
    y = match &frame.stage.net {
        Some(net) => svg_net::draw(&mut pen, frame, net, locale, y),
        None => pen.stage(frame, locale, y),
    };
    if !frame.stage.summary.is_empty() {
        pen.words(MARGIN, y + 8.0, 14.0, colours.soft, &escape(&frame.stage.summary.plain()));
        y += 24.0;
    }
    pen.tethers(frame);
    let title = escape(&frame.spoken);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {page} {y}\" width=\"{page}\" height=\"{y}\" \
         role=\"img\" lang=\"{}\"><title>{title}</title><rect width=\"100%\" height=\"100%\" fill=\"{}\"/>\
         <g font-family=\"{SANS}\">{}</g></svg>\n",
        locale.tag(),
        colours.paper,
        pen.out,
        y = Fixed(y.round()),
        page = Fixed(WIDTH)
    )
}

/// Text as it may stand in XML, in content and in attributes. What XML cannot hold at all is replaced.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out
}

/// Draws, and remembers where chips and seats lie.
pub(super) struct Pen {
    pub(super) out: String,
    pub(super) colours: &'static Colours,
    at: Vec<(WorkerId, (f64, f64))>,
    /// The left and the right end of each seat, and how far down it is.
    seats: Vec<(ObjectId, [f64; 3])>,
}

impl Pen {
    /// Appends an element.
    pub(super) fn put(&mut self, element: std::fmt::Arguments) {
        self.out.write_fmt(element).expect("writing to a String");
    }

    pub(super) fn words(&mut self, x: f64, y: f64, size: f64, fill: &str, escaped: &str) {
        self.put(format_args!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{fill}\">{escaped}</text>",
            x = Fixed(x),
            y = Fixed(y),
            size = Fixed(size)
        ));
    }

    pub(super) fn code(&mut self, x: f64, y: f64, size: f64, escaped: &str) {
        let ink = self.colours.ink;
        self.put(format_args!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" font-weight=\"600\" font-family=\"{MONO}\" \
             fill=\"{ink}\">{escaped}</text>",
            x = Fixed(x),
            y = Fixed(y),
            size = Fixed(size)
        ));
    }

    fn frame(&mut self, at: (f64, f64), size: (f64, f64), fill: &str, more: &str) {
        self.rect(at, size, 6, fill, self.colours.edge, more);
    }

    /// A rectangle with round corners.
    pub(super) fn rect(
        &mut self,
        (x, y): (f64, f64),
        (width, height): (f64, f64),
        radius: u32,
        fill: &str,
        edge: &str,
        more: &str,
    ) {
        self.put(format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\" fill=\"{fill}\" \
             stroke=\"{edge}\" {more}/>",
            x = Fixed(x),
            y = Fixed(y),
            width = Fixed(width),
            height = Fixed(height)
        ));
    }

    /// The sentence over the stage; where it ends.
    fn sentence(&mut self, sentence: &Sentence, y: f64) -> f64 {
        let size = if sentence.is_long() { 18.0 } else { 24.0 };
        let mut y = y;
        for line in breaks(sentence, size, WIDTH - 2.0 * MARGIN) {
            self.line(&line, y, size);
            y += size * 1.4;
        }
        y - size
    }

    fn line(&mut self, line: &Line, y: f64, size: f64) {
        let mut spans = String::new();
        for part in line {
            let text = escape(part.text());
            let span = match part {
                Part::Text(_) => text,
                Part::Worker(..) => format!("<tspan font-weight=\"700\">{text}</tspan>"),
                Part::Object(..) | Part::Value(_) => format!("<tspan font-family=\"{MONO}\">{text}</tspan>"),
            };
            spans.push_str(&span);
        }
        let ink = self.colours.ink;
        self.put(format_args!(
            "<text x=\"{left}\" y=\"{y}\" font-size=\"{size}\" fill=\"{ink}\" \
             xml:space=\"preserve\">{spans}</text>",
            left = Fixed(MARGIN),
            y = Fixed(y),
            size = Fixed(size),
        ));
    }

    /// Objects and workers; where they end.
    fn stage(&mut self, frame: &Frame, locale: Locale, y: f64) -> f64 {
        let mut y = self.cards(frame, y);
        for (zone, title) in [
            (Place::Ready, State::Ready),
            (Place::Aside, State::Waiting),
            (Place::Asleep, State::Sleeping),
            (Place::Over, State::Done),
        ] {
            y = self.zone(frame, zone, &locale.text(title.word()), y);
        }
        y
    }

    /// The cards, from left to right in rows that are filled; where they end.
    fn cards(&mut self, frame: &Frame, top: f64) -> f64 {
        let columns = |card: &Card| match card.shape {
            Shape::Channel { .. } | Shape::RwMutex { .. } => 2,
            _ => 1,
        };
        let mut rows: Vec<Vec<&Card>> = Vec::new();
        for card in &frame.stage.cards {
            let taken = |row: &Vec<&Card>| row.iter().map(|card| columns(card)).sum::<usize>();
            match rows.last_mut().filter(|row| taken(row) + columns(card) <= COLUMNS) {
                Some(row) => row.push(card),
                None => rows.push(vec![card]),
            }
        }
        let mut y = top;
        for row in rows {
            let taken: usize = row.iter().map(|card| columns(card)).sum();
            let room = WIDTH - 2.0 * MARGIN - (row.len() - 1) as f64 * GAP;
            // How tall a card is, is known only once all that is on it is drawn; it lies under that.
            let before = std::mem::take(&mut self.out);
            let (mut x, mut height, mut places) = (MARGIN, 0.0f64, Vec::new());
            for card in row {
                let across = room * columns(card) as f64 / taken as f64;
                height = height.max(self.card(frame, card, (x, y), across));
                places.push((x, across, card.touched));
                x += across + GAP;
            }
            let on_them = std::mem::replace(&mut self.out, before);
            for (x, across, touched) in places {
                let Colours { card, edge, accent, .. } = *self.colours;
                let (stroke, thick) = if touched { (accent, THICK) } else { (edge, "") };
                self.rect((x, y), (across, height), 6, card, stroke, thick);
            }
            self.out.push_str(&on_them);
            y += height + GAP;
        }
        y
    }

    /// What is on a card; how tall it is.
    fn card(&mut self, frame: &Frame, card: &Card, (x, y): (f64, f64), across: f64) -> f64 {
        let (left, room) = (x + 12.0, across - 24.0);
        let name = escape(&card.name);
        self.code(left, y + 26.0, 16.0, &name);
        let after = left + width(&card.name, 16.0) * 1.1 + 8.0;
        let soft = self.colours.soft;
        self.words(after, y + 26.0, 14.0, soft, &escape(&card.kind.plain()));
        let mut bottom = y + 40.0;
        let id = card.object;
        match &card.shape {
            Shape::Mutex { seat, .. } => {
                bottom = self.seat(frame, id, seat.as_ref(), (left, bottom), room);
                bottom = self.bench(frame, id, Queue::Waiters, (left, bottom), room);
            }
            Shape::RwMutex { writer, readers, .. } => {
                let half = (room - GAP) / 2.0;
                let ends = [
                    self.seat(frame, id, writer.as_ref(), (left, bottom), half),
                    self.seat(frame, id, readers.first(), (left + half + GAP, bottom), half),
                ];
                let down = ends[0].max(ends[1]);
                let ends = [
                    self.bench(frame, id, Queue::Waiters, (left, down), half),
                    self.bench(frame, id, Queue::Readers, (left + half + GAP, down), half),
                ];
                bottom = ends[0].max(ends[1]);
            }
            Shape::Channel { capacity, slots, passing, .. } => {
                let third = (room - 2.0 * GAP) / 3.0;
                let [senders, pipe, receivers] = [0.0, 1.0, 2.0].map(|place| left + place * (third + GAP));
                let ends = [
                    self.bench(frame, id, Queue::Senders, (senders, bottom), third),
                    self.pipe(*capacity, slots, passing.as_ref(), (pipe, bottom), third),
                    self.bench(frame, id, Queue::Receivers, (receivers, bottom), third),
                ];
                bottom = ends[0].max(ends[1]).max(ends[2]);
            }
            Shape::WaitGroup { count, .. } => {
                self.code(left, bottom + 24.0, 28.0, &count.to_string());
                bottom = self.bench(frame, id, Queue::Waiters, (left, bottom + 36.0), room);
            }
            Shape::Cond { .. } => {
                bottom = self.bench(frame, id, Queue::Waiters, (left, bottom), room);
            }
            Shape::Value { value, .. } => {
                self.code(left, bottom + 24.0, 24.0, &escape(value));
                bottom += 36.0;
            }
        }
        let state: Vec<Line> = breaks(&card.state, 13.0, room);
        for line in state.iter().take(3) {
            let text: String = line.iter().map(|part| escape(part.text())).collect();
            self.words(left, bottom + 14.0, 13.0, soft, &text);
            bottom += 18.0;
        }
        bottom - y + 10.0
    }

    /// The seat of a lock, with whoever sits on it.
    fn seat(
        &mut self,
        frame: &Frame,
        id: ObjectId,
        seat: Option<&Seat>,
        (x, y): (f64, f64),
        room: f64,
    ) -> f64 {
        let across = room.min(140.0);
        let paper = self.colours.paper;
        self.frame((x, y), (across, CHIP + 8.0), paper, "stroke-dasharray=\"4 3\"");
        self.seats.push((id, [x, x + across, y + CHIP / 2.0 + 4.0]));
        match seat {
            Some(seat) if seat.here => {
                if let Some(chip) = frame.stage.chips.iter().find(|chip| chip.worker == seat.worker) {
                    self.chip(chip, (x + 4.0, y + 4.0));
                }
            }
            Some(seat) => {
                let soft = self.colours.soft;
                self.words(x + 10.0, y + 23.0, 14.0, soft, &escape(&seat.name));
            }
            None => {}
        }
        y + CHIP + 16.0
    }

    /// Those who stand on a bench, in rows; where they end.
    fn bench(&mut self, frame: &Frame, id: ObjectId, queue: Queue, at: (f64, f64), room: f64) -> f64 {
        let here = |place: &Place| match place {
            Place::Bench { object, queue: stands, index } if (*object, *stands) == (id, queue) => {
                Some(*index)
            }
            _ => None,
        };
        self.row(frame, here, at, room)
    }

    /// Chips and groups whose place has an order here, in that order; where they end.
    fn row(
        &mut self,
        frame: &Frame,
        here: impl Fn(&Place) -> Option<u32>,
        (x, y): (f64, f64),
        room: f64,
    ) -> f64 {
        let chips = frame.stage.chips.iter().filter_map(|chip| Some((here(&chip.place)?, Ok(chip))));
        let groups = frame.stage.groups.iter().filter_map(|group| Some((here(&group.place)?, Err(group))));
        let mut items: Vec<(u32, Result<&Chip, &Group>)> = chips.chain(groups).collect();
        items.sort_by_key(|(index, _)| *index);
        let (mut across, mut down) = (x, y);
        for (_, item) in items.into_iter().take(2 * CHIPS) {
            let wide = match item {
                Ok(chip) => chip_width(chip),
                Err(group) => width(&group.label.plain(), 14.0) + 24.0,
            };
            if across > x && across + wide > x + room {
                (across, down) = (x, down + CHIP + 6.0);
            }
            match item {
                Ok(chip) => self.chip(chip, (across, down)),
                Err(group) => self.pill(group, (across, down), wide),
            }
            across += wide + 6.0;
        }
        if across > x { down + CHIP + 8.0 } else { y }
    }

    /// A place for those who stand at no object; where it ends.
    fn zone(&mut self, frame: &Frame, zone: Place, title: &str, y: f64) -> f64 {
        let here = |place: &Place| {
            let same = match zone {
                // Whoever sits at nothing that is drawn stands with those who can go.
                Place::Ready => matches!(place, Place::Ready),
                zone => *place == zone,
            };
            same.then_some(0)
        };
        let end = self.row(frame, here, (MARGIN + 96.0, y), WIDTH - 2.0 * MARGIN - 96.0);
        if end > y {
            let soft = self.colours.soft;
            self.words(MARGIN, y + 19.0, 14.0, soft, &escape(title));
        }
        end
    }

    fn chip(&mut self, chip: &Chip, (x, y): (f64, f64)) {
        let fill = self.colours.states[chip.state as usize];
        let (edge, thick) = if chip.acted { (self.colours.accent, THICK) } else { (self.colours.edge, "") };
        let dashes = if chip.state == State::Gone { " stroke-dasharray=\"3 3\"" } else { "" };
        self.rect((x, y), (chip_width(chip), CHIP), 14, fill, edge, &format!("{thick}{dashes}"));
        let ink = self.colours.ink;
        let (sign, is_line) = chip.state.sign();
        let (fill, stroke) = if is_line { ("none", ink) } else { (ink, "none") };
        self.put(format_args!(
            "<path transform=\"translate({} {})\" d=\"{sign}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"2\"/>",
            Fixed(x + 7.0),
            Fixed(y + 6.0),
        ));
        self.words(x + 26.0, y + 19.0, 14.0, ink, &escape(&chip.name));
        self.at.push((chip.worker, (x, y + CHIP / 2.0)));
    }

    fn pill(&mut self, group: &Group, at: (f64, f64), wide: f64) {
        let fill = self.colours.states[group.state as usize];
        self.frame(at, (wide, CHIP), fill, "");
        let ink = self.colours.ink;
        self.words(at.0 + 12.0, at.1 + 19.0, 14.0, ink, &escape(&group.label.plain()));
    }

    /// A channel's slots, or the value that goes straight through; where they end.
    fn pipe(
        &mut self,
        capacity: u32,
        slots: &[Text],
        passing: Option<&Text>,
        (x, y): (f64, f64),
        room: f64,
    ) -> f64 {
        let paper = self.colours.paper;
        let values: Vec<&Text> = slots.iter().chain(passing).collect();
        let count = (capacity as usize).max(values.len()).clamp(1, 8);
        let side = (room / count as f64).min(48.0);
        for place in 0..count {
            let left = x + place as f64 * side;
            self.frame((left, y), (side, CHIP + 4.0), paper, "");
            // The next one out is at the right mouth.
            if let Some(value) = values.get(count - 1 - place) {
                let value: String = value.chars().take(5).collect();
                self.code(left + 6.0, y + 21.0, 14.0, &escape(&value));
            }
        }
        y + CHIP + 12.0
    }

    /// From each seat whose worker stands elsewhere to that worker.
    fn tethers(&mut self, frame: &Frame) {
        for tether in frame.stage.tethers.iter().filter(|tether| tether.holds) {
            // Of an object with several seats it is the last.
            let from = self.seats.iter().rfind(|(object, _)| *object == tether.object).copied();
            let to = self.at.iter().rfind(|(worker, _)| *worker == tether.worker).copied();
            let (Some((_, [left, right, y1])), Some((_, (x2, y2)))) = (from, to) else { continue };
            // To the right it goes from the right end; else it bows out to the left, past what lies between.
            let (x1, [out, back]) = match x2 > right {
                true => (right, [(right + x2) / 2.0; 2]),
                false => (left, [left - BOW, x2 - BOW]),
            };
            let accent = self.colours.accent;
            self.put(format_args!(
                "<path d=\"M{x1} {y1}C{out} {y1} {back} {y2} {x2} {y2}\" fill=\"none\" \
                 stroke=\"{accent}\" stroke-width=\"1.5\"/>",
                x1 = Fixed(x1),
                y1 = Fixed(y1),
                out = Fixed(out),
                back = Fixed(back),
                y2 = Fixed(y2),
                x2 = Fixed(x2)
            ));
        }
    }
}

/// How far a tether bows out.
const BOW: f64 = 28.0;

fn chip_width(chip: &Chip) -> f64 {
    width(&chip.name, 14.0) + 38.0
}
