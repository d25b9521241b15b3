//! The score: a lane a goroutine, arrows for hand-offs, the playhead; press or drag to travel.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::Shown;
use super::parts::{self, state_class, t};
use crate::app::Msg;
use crate::session::Act;
use lockstep_core::present::{Arrow, Branch, Density, Fixed, Lane, Lanes, Locale, Span, State};
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
    /// Where messages go.
    pub on: Callback<Msg>,
}

/// The height of a lane, and of the lane's bar.
const LANE: usize = 18;
const BAR: usize = 12;
/// The height of the density strip.
const STRIP: usize = 120;

/// The timeline.
#[component]
pub fn Timeline(props: &Props) -> Html {
    let dragging = use_state_eq(|| false);
    let frame = &*props.shown.0;
    let lanes = &frame.lanes;
    let scale = Scale::of(lanes, props.extent as usize, if props.hidden { frame.position } else { lanes.to });
    let travel = {
        let (on, from, to) = (props.on.clone(), scale.from, scale.to);
        move |event: &PointerEvent| {
            let target = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
            let Some(target) = target else { return };
            let inside = target.get_bounding_client_rect();
            let share = (f64::from(event.client_x()) - inside.left()) / inside.width().max(1.0);
            let position = from as f64 + share.clamp(0.0, 1.0) * (to - from) as f64;
            on.emit(Msg::Act(Act::Seek(position.round() as u32)));
        }
    };
    let onpointerdown = {
        let (travel, dragging) = (travel.clone(), dragging.clone());
        Callback::from(move |event: PointerEvent| {
            dragging.set(true);
            travel(&event);
        })
    };
    let onpointermove = {
        let dragging = dragging.clone();
        Callback::from(move |event: PointerEvent| {
            if *dragging && event.buttons() == 1 {
                travel(&event);
            }
        })
    };
    let onpointerup = Callback::from(move |_: PointerEvent| dragging.set(false));
    let many = !lanes.density.is_empty() && lanes.lanes.is_empty();
    let height = if many { STRIP } else { (lanes.lanes.len() * LANE).max(LANE) };
    let drawn = if many { strip(&lanes.density, &scale) } else { score(lanes, &scale) };
    let label = |lane: &Lane| html! { <li key={lane.worker.0}>{ &*lane.name }</li> };
    html! {
        <section class="timeline pane" aria-label={t(props.locale, say!(Timeline))}>
            { branches(&frame.branches, props.locale, &props.on) }
            if lanes.from > 0 || lanes.to < frame.length {
                <p class="faint window">{ t(props.locale, say!(TimelineWindow, from = lanes.from, to = lanes.to)) }</p>
            }
            <div class="score" tabindex="0" role="group" aria-label={t(props.locale, say!(Timeline))}>
                if many {
                    <p class="lane-names strip-name">{ t(props.locale, say!(TimelineMany, count = lanes.more)) }</p>
                } else {
                    <ul class="lane-names">{ lanes.lanes.iter().map(label).collect::<Html>() }</ul>
                }
                <svg class="lanes" height={height.to_string()} aria-hidden="true" {onpointerdown} {onpointermove} {onpointerup}>
                    <defs>
                        <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                            <rect class="hatch-ground" width="6" height="6" /><rect class="hatch-line" width="2" height="6" />
                        </pattern>
                    </defs>
                    { drawn }
                    if frame.position < scale.to {
                        <rect class="future" x={scale.x(frame.position)} y="0" width={scale.width(frame.position, scale.to)} height="100%" />
                    }
                    { lanes.marks.iter().filter(|mark| mark.position <= scale.shown).map(|mark| html! {
                        <line class="end-mark" x1={scale.x(mark.position)} x2={scale.x(mark.position)} y1="0" y2="100%" />
                    }).collect::<Html>() }
                    <line class="playhead" x1={scale.x(frame.position)} x2={scale.x(frame.position)} y1="0" y2="100%" />
                </svg>
            </div>
        </section>
    }
}

fn branches(branches: &[Branch], locale: Locale, on: &Callback<Msg>) -> Html {
    if branches.is_empty() {
        return Html::default();
    }
    let branch = |branch: &Branch| {
        let act = Msg::Act(Act::Switch(BranchId(branch.id as u32)));
        let onclick = on.reform(move |_: MouseEvent| act.clone());
        html! {
            <button key={branch.id} type="button" class="branch" aria-pressed={branch.current.to_string()} {onclick}>
                { parts::sentence(&branch.label) }
            </button>
        }
    };
    html! {
        <div class="branches" role="group" aria-label={t(locale, say!(Branches))}>
            { branches.iter().map(branch).collect::<Html>() }
        </div>
    }
}

/// From positions to shares of the width, so that the browser does the rest.
struct Scale {
    from: usize,
    to: usize,
    /// Up to where the run is shown.
    shown: usize,
}

impl Scale {
    fn of(lanes: &Lanes, extent: usize, shown: usize) -> Scale {
        // A window into a long run is drawn as it is; a whole run as far as the longest of this program was.
        let whole = lanes.from == 0 && extent <= 2 * lanes.to.max(50);
        Scale {
            from: lanes.from,
            to: if whole { extent.max(lanes.to) } else { lanes.to }.max(lanes.from + 1),
            shown,
        }
    }

    fn share(&self, steps: usize) -> f64 {
        steps as f64 / (self.to - self.from) as f64 * 100.0
    }

    fn x(&self, position: usize) -> String {
        format!("{}%", Fixed(self.share(position.clamp(self.from, self.to) - self.from)))
    }

    fn width(&self, from: usize, to: usize) -> String {
        format!("{}%", Fixed(self.share(to.min(self.to).saturating_sub(from.max(self.from)))))
    }
}

fn score(lanes: &Lanes, scale: &Scale) -> Html {
    let row = |worker| lanes.lanes.iter().position(|lane| lane.worker == worker);
    let spans = lanes.lanes.iter().enumerate().map(|(index, lane)| {
        lane.spans
            .iter()
            .filter(|span| span.from < scale.shown)
            .map(|span| bar(span, index, scale))
            .collect::<Html>()
    });
    let arrows = lanes.arrows.iter().filter(|arrow| arrow.step <= scale.shown).filter_map(|arrow| {
        let (from, to) = (row(arrow.from)?, row(arrow.to)?);
        Some(hand_off(arrow, from, to, scale))
    });
    html! { <>{ spans.collect::<Html>() }{ arrows.collect::<Html>() }</> }
}

fn bar(span: &Span, row: usize, scale: &Scale) -> Html {
    let to = span.to.min(scale.shown);
    let (x, width) = (scale.x(span.from), scale.width(span.from, to));
    let thin = matches!(span.state, State::Done | State::Gone);
    let height = if thin { 2 } else { BAR };
    let y = row * LANE + (LANE - height) / 2;
    // A name is written where it fits: about nine pixels a letter in a thousand.
    let named = span
        .object
        .as_ref()
        .filter(|name| scale.share(to - span.from) > 1.2 * (name.chars().count() as f64 + 1.0));
    html! {
        <>
            <rect class={classes!("span", state_class(span.state))} x={x.clone()} y={y.to_string()} {width} height={height.to_string()} />
            if let Some(name) = named {
                <text class="span-name" {x} dx="6" y={(row * LANE + LANE / 2 + 5).to_string()}>{ &**name }</text>
            }
        </>
    }
}

fn hand_off(arrow: &Arrow, from: usize, to: usize, scale: &Scale) -> Html {
    let x = scale.x(arrow.step);
    let middle = |row: usize| row * LANE + LANE / 2;
    let (y1, y2) = (middle(from), middle(to));
    html! {
        <>
            <line class="hand-off" x1={x.clone()} x2={x.clone()} y1={y1.to_string()} y2={y2.to_string()} />
            <circle class="hand-off" cx={x} cy={y2.to_string()} r="3.5" />
        </>
    }
}

/// The shares of the states, step by step, for more workers than lanes could be told apart.
fn strip(density: &[Density], scale: &Scale) -> Html {
    let column = |(index, column): (usize, &Density)| {
        let next = density.get(index + 1).map_or(column.position + 1, |next| next.position);
        let all = (column.ready + column.waiting + column.sleeping + column.over).max(1);
        let mut y = 0.0;
        let counts = [
            (State::Ready, column.ready),
            (State::Waiting, column.waiting),
            (State::Sleeping, column.sleeping),
            (State::Done, column.over),
        ];
        let part = |(state, count): (State, u32)| {
            let height = f64::from(count) / f64::from(all) * STRIP as f64;
            let top = y;
            y += height;
            (count > 0).then(|| {
                html! {
                    <rect class={classes!("span", state_class(state))} x={scale.x(column.position)} y={Fixed(top).to_string()}
                        width={scale.width(column.position, next)} height={Fixed(height).to_string()} />
                }
            })
        };
        counts.into_iter().filter_map(part).collect::<Html>()
    };
    let columns =
        density.iter().enumerate().filter(|(_, column)| column.position < scale.shown.max(1)).map(column);
    html! { <g class="strip">{ columns.collect::<Html>() }</g> }
}
