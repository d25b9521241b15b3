//! The rules beside each other, over the number of nodes: a plot for each figure, which is read by pointing or by keys.

use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent, MouseEvent};
use yew::{AttrValue, Callback};

use crate::app::{Msg, Size};
use crate::sizing::Measuring;
use crate::ui::View;
use crate::ui::el::{El, el, within};
use crate::ui::parts;
use lockstep_core::cluster::sweep::Rule;
use lockstep_core::present::sizing::{Curve, PLOT, Plot, SizingView};
use lockstep_core::present::{Fixed, Locale};
use lockstep_core::say;
use lockstep_core::world::Text;

/// The plots.
pub fn plots(view: &View, known: &Measuring, shown: &SizingView) -> El {
    let locale = view.look.locale;
    let at = known.pointed.unwrap_or(known.sizing().0.nodes).clamp(2, shown.known.max(2));
    el("div.sized-plots")
        .list(shown.plots.iter().map(|plot| figure(plot, at, locale, &view.on)))
        .add(el("p.faint").say(locale, say!(ClusterPlotHow)))
        .add(el("p.faint").say(locale, say!(ClusterPlotWork)))
}

fn figure(plot: &Plot, at: u16, locale: Locale, on: &Callback<Msg>) -> El {
    let row = plot.rows.iter().find(|(nodes, ..)| *nodes == at);
    let (width, height) = PLOT;
    let up = |x: f64| el("line").with("x1", fixed(x)).with("x2", fixed(x));
    let base = el("line.base")
        .set("x1", "0")
        .with("x2", fixed(plot.ticks.last().map_or(width, |(_, x)| *x)))
        .with("y1", fixed(plot.base))
        .with("y2", fixed(plot.base));
    let tick = |(nodes, x): &(u16, f64)| {
        text("text.tick", (*x, plot.base + 17.0), &nodes.to_string()).key((*nodes).into())
    };
    let pointer = row
        .map(|(_, x, _)| up(*x).class("playhead").with("y1", fixed(plot.top)).with("y2", fixed(plot.base)));
    let here = plot.here.map(|(x, y)| {
        let place = format!("translate({} {})", Fixed(x), Fixed(y));
        el("path.here").set("d", "M0-6L6 0L0 6L-6 0Z").with("transform", place.into())
    });
    let words = row.map(|(nodes, _, values)| words(plot, *nodes, values, locale));
    let name = plot.title.plain();
    let last = plot.rows.last().map_or(2, |(nodes, ..)| *nodes);
    let drawing = el("svg.sized-plot")
        .with("viewBox", format!("0 0 {} {}", Fixed(width), Fixed(height)).into())
        .set("role", "slider")
        .set("tabindex", "0")
        .with("aria-label", name.into())
        .number("aria-valuemin", 2)
        .number("aria-valuemax", last.into())
        .number("aria-valuenow", at.into())
        .with("aria-valuetext", words.clone().unwrap_or_default().into())
        .on("pointermove", at_pointer(plot, on, pointed))
        .on("pointerleave", leave(on))
        .on("focusout", leave(on))
        .on("click", at_pointer(plot, on, taken))
        .on("keydown", go(at, last, on))
        .add(base)
        .add(text("text.most", (0.0, 12.0), &plot.most))
        .add(el("g").list(plot.ticks.iter().map(tick)))
        .maybe(pointer)
        .add(el("g").list(plot.lines.iter().map(line)))
        .maybe(here)
        .add(el("g").list(plot.lines.iter().filter(|line| !line.path.is_empty()).map(label)));
    el("figure.sized-figure")
        .key_of(&plot.title.plain())
        .add(el("figcaption").add(parts::sentence(&plot.title)))
        .add(drawing)
        .add(el("p.reading").text(&words.unwrap_or_default()))
}

fn fixed(number: f64) -> AttrValue {
    Fixed(number).to_string().into()
}

fn text(what: &'static str, (x, y): (f64, f64), words: &str) -> El {
    el(what).with("x", fixed(x)).with("y", fixed(y)).text(words)
}

/// What a rule's line looks like: its strokes tell it from the others where its colour does not.
fn class(rule: Rule) -> &'static str {
    match rule {
        Rule::Article => "rule-article",
        Rule::OneOfEach => "rule-one",
        Rule::OnePerNode => "rule-each",
    }
}

fn line(line: &Curve) -> El {
    el("path.rule").class(class(line.rule)).with("d", line.path.clone().into())
}

fn label(line: &Curve) -> El {
    text("text.rule-name", (line.label.0, line.label.1 + 4.0), &line.name).class(class(line.rule))
}

/// What a plot says of so many nodes.
fn words(plot: &Plot, nodes: u16, values: &[Text], locale: Locale) -> String {
    let count = say!(ClusterNodesCount, count = u32::from(nodes));
    let mut words = locale.text(say!(ClusterPlotAt, nodes = count));
    for (place, (line, value)) in plot.lines.iter().zip(values).enumerate() {
        let between = if place == 0 { " " } else { " · " };
        words = format!("{words}{between}{} {value}", line.name);
    }
    words
}

fn pointed(on: &Callback<Msg>, nodes: Option<u16>) {
    on.emit(Msg::Size(Size::Point(nodes)));
}

fn taken(on: &Callback<Msg>, nodes: Option<u16>) {
    if let Some(nodes) = nodes {
        on.emit(Msg::Param("n", nodes.to_string()));
    }
}

/// What is done with the number of nodes that is nearest to where the pointer is: a tap points nowhere before.
fn at_pointer(
    plot: &Plot,
    on: &Callback<Msg>,
    act: fn(&Callback<Msg>, Option<u16>),
) -> impl Fn(Event) + 'static {
    let places: Vec<(u16, f64)> = plot.rows.iter().map(|(nodes, x, _)| (*nodes, *x)).collect();
    let on = on.clone();
    move |event: Event| {
        let (Some(drawing), Some(event)) = (within(&event, "svg"), event.dyn_ref::<MouseEvent>()) else {
            return;
        };
        let inside = drawing.get_bounding_client_rect();
        let x = (f64::from(event.client_x()) - inside.left()) / inside.width().max(1.0) * PLOT.0;
        let far = |(_, place): &&(u16, f64)| (place - x).abs();
        let nearest = places.iter().min_by(|one, other| far(one).total_cmp(&far(other)));
        act(&on, nearest.map(|(nodes, _)| *nodes));
    }
}

fn leave(on: &Callback<Msg>) -> impl Fn(Event) + 'static {
    let on = on.clone();
    move |_| pointed(&on, None)
}

fn go(at: u16, last: u16, on: &Callback<Msg>) -> impl Fn(Event) + 'static {
    let on = on.clone();
    move |event: Event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key) else { return };
        let to = match &*key {
            "ArrowRight" | "ArrowUp" => (at + 1).min(last),
            "ArrowLeft" | "ArrowDown" => (at - 1).max(2),
            "Home" => 2,
            "End" => last,
            "Enter" | " " => {
                taken(&on, Some(at));
                at
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        pointed(&on, Some(to));
    }
}

/// The twins of the plots.
pub fn tables(view: &SizingView, locale: Locale) -> Vec<El> {
    let head = |row| el("th").set("scope", row);
    let cell = |value: &Text| el("td.figure").text(value);
    let table = |plot: &Plot| {
        let row = |(nodes, _, values): &(u16, f64, Vec<Text>)| {
            el("tr")
                .key((*nodes).into())
                .add(head("row").text(&nodes.to_string()))
                .list(values.iter().map(cell))
        };
        let names = plot.lines.iter().map(|line| head("col").text(&line.name));
        let nodes = head("col").say(locale, say!(ClusterParamNodes));
        el("table")
            .key_of(&plot.title.plain())
            .add(el("caption").add(parts::sentence(&plot.title)))
            .add(el("thead").add(el("tr").add(nodes).list(names)))
            .add(el("tbody").list(plot.rows.iter().map(row)))
    };
    view.plots.iter().map(table).collect()
}
