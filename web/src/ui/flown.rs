//! Messages in the picture of space and time: from the lane of who sent one to the lane of who gets it.

use super::el::{El, el};
use super::timeline::Scale;
use lockstep_core::present::{Fixed, Flown, Lanes};

/// The messages that were sent before what is shown ends.
#[inline(never)]
pub fn flown(lanes: &Lanes, scale: &Scale) -> El {
    let row = |worker| lanes.lanes.iter().position(|lane| lane.worker == worker);
    let shown = lanes.flown.iter().filter(|message| message.sent <= scale.shown);
    let drawn = shown.filter_map(|message| Some(arrow(message, row(message.from)?, row(message.to)?, scale)));
    el("g").add(heads()).list(drawn)
}

/// How an arrow ends: with a head where the message came, with a cross where it was lost.
fn heads() -> El {
    let marker = |id, path| {
        let drawn = el("path").set("d", path);
        el("marker")
            .set("id", id)
            .set("viewBox", "0 0 10 10")
            .set("refX", "9")
            .set("refY", "5")
            .set("markerWidth", "7")
            .set("markerHeight", "7")
            .set("orient", "auto")
            .add(drawn)
    };
    el("defs").add(marker("came", "M0 1L10 5L0 9z")).add(marker("lost", "M1 1L9 9M9 1L1 9").set("refX", "5"))
}

fn arrow(message: &Flown, from: usize, to: usize, scale: &Scale) -> El {
    let middle = |row: usize| (row * scale.lane + scale.lane / 2) as f64;
    let (start, end) = (middle(from), middle(to));
    let came = message.came.filter(|came| *came <= scale.shown);
    // One that is lost ends on its way, and so does one that is still under way.
    let until = came.unwrap_or(scale.shown.max(message.sent + 1));
    let share = match (came, message.came) {
        (Some(_), _) if message.lost => 0.6,
        (Some(_), _) => 1.0,
        (None, Some(comes)) => (until - message.sent) as f64 / (comes - message.sent) as f64,
        (None, None) => 0.6,
    };
    // It ends at the edge of the bar and not in its middle.
    let edge = if share < 1.0 { 0.0 } else { 6.0_f64.copysign(end - start) };
    let line = el("line.flown")
        .with("x1", scale.x(message.sent).into())
        .with("x2", scale.x(until).into())
        .with("y1", Fixed(start).to_string().into())
        .with("y2", Fixed(start + (end - start) * share - edge).to_string().into());
    let line = match came {
        Some(_) if message.lost => line.class("lost").set("marker-end", "url(#lost)"),
        Some(_) => line.set("marker-end", "url(#came)"),
        None => line.class("open"),
    };
    line.add(el("title").text(&message.text))
}
