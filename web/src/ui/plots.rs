//! Plots where people look rather than read: who waited how long, how long the queues were.

use std::fmt::Write as _;

use yew::AttrValue;

use super::View;
use super::el::{El, el};
use super::parts;
use lockstep_core::present::{Bar, Fixed, Series};
use lockstep_core::say;

/// The width and height of a plot's drawing.
const WIDTH: f64 = 280.0;
const HEIGHT: f64 = 56.0;
/// How many workers have a bar: the ones that waited longest.
const BARS: usize = 12;

/// The plots of the whole run.
pub fn plots(view: &View) -> El {
    let locale = view.look.locale;
    let (_, length) = view.session.place();
    let mut bars: Vec<&Bar> = view.plots.waiting.iter().filter(|bar| bar.steps > 0).collect();
    let more = bars.len().saturating_sub(BARS);
    if more > 0 {
        bars.sort_by_key(|bar| std::cmp::Reverse(bar.steps));
        bars.truncate(BARS);
    }
    let most = bars.iter().map(|bar| bar.steps).max().unwrap_or(1);
    let rows = el("tbody").list(bars.iter().map(|one| bar(view, one, most)));
    el("details.box.plots")
        .flag("open", view.session.program().scene().plots)
        .add(el("summary").add(el("h2").say(locale, say!(Plots))))
        .add(el("p.faint").say(locale, say!(PlotsOf, length = length)))
        .add(el("h3").say(locale, say!(PlotWaited)))
        .add_if(bars.is_empty(), || el("p.faint").say(locale, say!(NobodyWaited)))
        .add(el("table.bars").add(rows))
        .add_if(more > 0, || el("p.faint").say(locale, say!(PlotMore, count = more)))
        .list(view.plots.queues.iter().map(|series| queue(view, series, length)))
}

fn bar(view: &View, bar: &Bar, most: u64) -> El {
    let width = format!("{}%", Fixed(bar.steps as f64 / most as f64 * 100.0));
    let rect = el("rect.span.waiting").with("width", width.into()).set("y", "2").set("height", "12");
    let drawn = el("svg").set("height", "16").set("aria-hidden", "true").add(rect);
    el("tr")
        .key(bar.worker.0)
        .add(el("th").set("scope", "row").text(&bar.name))
        .add(el("td.bar").add(drawn))
        .add(el("td.figure").say(view.look.locale, say!(Steps, count = bar.steps)))
}

/// A number over the run, as a line of steps.
fn queue(view: &View, series: &Series, length: u32) -> El {
    let most = series.points.iter().map(|(_, number)| *number).max().unwrap_or(0).max(1);
    let x = |position: usize| Fixed(position as f64 / f64::from(length.max(1)) * WIDTH);
    let y = |number: u32| Fixed(HEIGHT - f64::from(number) / f64::from(most) * (HEIGHT - 4.0) - 1.0);
    let mut line = String::new();
    for (index, (position, number)) in series.points.iter().enumerate() {
        // Writing to a String cannot fail.
        let _ = match index {
            0 => write!(line, "M{} {}", x(*position), y(*number)),
            _ => write!(line, "H{}V{}", x(*position), y(*number)),
        };
    }
    let (width, height) = (Fixed(WIDTH), Fixed(HEIGHT));
    let _ = write!(line, "H{width}");
    let here: AttrValue = x(view.session.place().0 as usize).to_string().into();
    let caption = el("figcaption")
        .add(parts::sentence(&series.label))
        .add(el("span.faint").say(view.look.locale, say!(PlotMost, number = most)));
    let playhead = el("line.playhead").with("x1", here.clone()).with("x2", here).set("y1", "0");
    let drawn = el("svg")
        .with("viewBox", format!("0 0 {width} {height}").into())
        .set("preserveAspectRatio", "none")
        .set("aria-hidden", "true")
        .add(el("path.area").with("d", format!("{line}V{height}H0z").into()))
        .add(el("path.curve").with("d", line.into()))
        .add(playhead.with("y2", height.to_string().into()));
    el("figure.queue").key_of(&series.label.plain()).add(caption).add(drawn)
}
