//! Plots where people look rather than read: who waited how long, how long the queues were.

use std::fmt::Write as _;

use yew::prelude::*;

use super::View;
use super::parts::{self, t};
use lockstep_core::present::{Bar, Fixed, Series};
use lockstep_core::say;

/// The width and height of a plot's drawing.
const WIDTH: f64 = 280.0;
const HEIGHT: f64 = 56.0;
/// How many workers have a bar: the ones that waited longest.
const BARS: usize = 12;

/// The plots of the whole run.
pub fn plots(view: &View) -> Html {
    let locale = view.look.locale;
    let (_, length) = view.session.place();
    if view.look.hidden {
        return Html::default();
    }
    let mut bars: Vec<&Bar> = view.plots.waiting.iter().filter(|bar| bar.steps > 0).collect();
    let more = bars.len().saturating_sub(BARS);
    if more > 0 {
        bars.sort_by_key(|bar| std::cmp::Reverse(bar.steps));
        bars.truncate(BARS);
    }
    let most = bars.iter().map(|bar| bar.steps).max().unwrap_or(1);
    let open = !matches!(view.session.program().scene().id, "ten-goroutines" | "counting");
    html! {
        <details class="box plots" {open}>
            <summary><h2>{ t(locale, say!(Plots)) }</h2></summary>
            <p class="faint">{ t(locale, say!(PlotsOf, length = length)) }</p>
            <h3>{ t(locale, say!(PlotWaited)) }</h3>
            if bars.is_empty() { <p class="faint">{ t(locale, say!(NobodyWaited)) }</p> }
            <table class="bars">
                <tbody>{ bars.iter().map(|one| bar(view, one, most)).collect::<Html>() }</tbody>
            </table>
            if more > 0 { <p class="faint">{ t(locale, say!(PlotMore, count = more)) }</p> }
            { view.plots.queues.iter().map(|series| queue(view, series, length)).collect::<Html>() }
        </details>
    }
}

fn bar(view: &View, bar: &Bar, most: u64) -> Html {
    let width = format!("{}%", Fixed(bar.steps as f64 / most as f64 * 100.0));
    html! {
        <tr key={bar.worker.0}>
            <th scope="row">{ &*bar.name }</th>
            <td class="bar"><svg height="16" aria-hidden="true"><rect class="span waiting" {width} y="2" height="12" /></svg></td>
            <td class="figure">{ t(view.look.locale, say!(Steps, count = bar.steps)) }</td>
        </tr>
    }
}

/// A number over the run, as a line of steps.
fn queue(view: &View, series: &Series, length: u32) -> Html {
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
    let here = x(view.session.place().0 as usize).to_string();
    html! {
        <figure class="queue" key={series.label.plain()}>
            <figcaption>
                { parts::sentence(&series.label) }
                <span class="faint">{ t(view.look.locale, say!(PlotMost, number = most)) }</span>
            </figcaption>
            <svg viewBox={format!("0 0 {width} {height}")} preserveAspectRatio="none" aria-hidden="true">
                <path class="area" d={format!("{line}V{height}H0z")} /><path class="curve" d={line} />
                <line class="playhead" x1={here.clone()} x2={here} y1="0" y2={height.to_string()} />
            </svg>
        </figure>
    }
}
