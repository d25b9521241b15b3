//! The figures of the rules over the number of nodes, as lines to be drawn and as words.

use super::Known;
use crate::cluster::sweep::{Figures, Rule};
use crate::present::{Arg, Fixed, Id, Locale, Sentence};
use crate::say;
use crate::world::Text;
use std::fmt::Write as _;

/// The width and the height of a plot's drawing.
pub const PLOT: (f64, f64) = (340.0, 150.0);
/// Where its lines begin and end: beyond, there is room for their names. And where the least and the most of a figure are.
const ACROSS: (f64, f64) = (8.0, 236.0);
const UP: (f64, f64) = (126.0, 22.0);
/// How far apart the names of lines are at least.
pub(super) const APART: f64 = 17.0;

/// One figure over the number of nodes.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// Which.
    pub title: Sentence,
    /// The most of it, at the height of [`Plot::top`]; empty as long as nothing is known.
    pub most: Text,
    /// Where that is.
    pub top: f64,
    /// Where nothing of it is.
    pub base: f64,
    /// A line for each rule.
    pub lines: Vec<Curve>,
    /// Numbers of nodes, and where they are.
    pub ticks: Vec<(u16, f64)>,
    /// The sizing on show, and where it is, if that is known.
    pub here: Option<(f64, f64)>,
    /// For each number of nodes where it is, and the figure of each rule, in words.
    pub rows: Vec<(u16, f64, Vec<Text>)>,
}

/// A rule's line.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// Which rule.
    pub rule: Rule,
    /// Its name.
    pub name: Text,
    /// Its path.
    pub path: String,
    /// Where its name stands.
    pub label: (f64, f64),
}

/// The name of a rule beside others, in a word or two.
pub(super) fn name_of_rule(rule: Rule) -> Id {
    match rule {
        Rule::Article => Id::ClusterNameArticle,
        Rule::OneOfEach => Id::ClusterNameOne,
        Rule::OnePerNode => Id::ClusterNameEach,
    }
}

/// What is plotted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Figure {
    Waiting,
    Throughput,
    Messages,
}

pub(super) const FIGURES: [Figure; 3] = [Figure::Waiting, Figure::Throughput, Figure::Messages];

impl Figure {
    /// It, of these.
    pub(super) fn of(self, figures: &Figures) -> f64 {
        match self {
            Figure::Waiting => figures.waiting,
            Figure::Throughput => figures.throughput,
            Figure::Messages => figures.messages,
        }
    }

    fn title(self) -> Id {
        match self {
            Figure::Waiting => Id::ClusterPlotWaiting,
            Figure::Throughput => Id::ClusterPlotThroughput,
            Figure::Messages => Id::ClusterPlotMessages,
        }
    }

    /// A value of it, no longer than it is of use.
    pub(super) fn words(self, value: f64) -> Arg {
        match self {
            Figure::Waiting => Arg::Duration(((value / 1e4).round() * 1e4) as u64),
            Figure::Throughput => Arg::Number(value.round() as i64),
            Figure::Messages => Arg::Text(Fixed(value).to_string().into()),
        }
    }

    fn text(self, value: f64, locale: Locale) -> Text {
        locale.text(say!(ClusterListed, items = self.words(value))).into()
    }
}

/// The plot of one.
pub(super) fn plot(known: &Known, figure: Figure, locale: Locale) -> Plot {
    let own = known.figures.map(|figures| figure.of(&figures));
    let values = known.swept.iter().flat_map(|(_, of_rules)| of_rules.iter().map(|it| figure.of(it)));
    let most = values.chain(own).fold(0.0, f64::max);
    let (last, first) = (f64::from(known.most.max(2)), 1.0);
    let x = |nodes: u16| ACROSS.0 + (f64::from(nodes) - first) / (last - first) * (ACROSS.1 - ACROSS.0);
    let y = |value: f64| UP.0 + value / most.max(f64::MIN_POSITIVE) * (UP.1 - UP.0);
    let mut lines: Vec<Curve> = Vec::new();
    for (place, rule) in Rule::ALL.into_iter().enumerate() {
        let mut path = String::new();
        for (nodes, of_rules) in known.swept {
            let to = if path.is_empty() { 'M' } else { 'L' };
            // Writing to a String cannot fail.
            let _ = write!(path, "{to}{} {}", Fixed(x(*nodes)), Fixed(y(figure.of(&of_rules[place]))));
        }
        let end = known.swept.last();
        let label = end.map_or((ACROSS.0, UP.0), |(nodes, of)| (x(*nodes) + 8.0, y(figure.of(&of[place]))));
        lines.push(Curve { rule, name: locale.text(name_of_rule(rule)).into(), path, label });
    }
    spread(&mut lines);
    let rows = known.swept.iter().map(|(nodes, of_rules)| {
        (*nodes, x(*nodes), of_rules.iter().map(|it| figure.text(figure.of(it), locale)).collect())
    });
    let ticks = [1, 4, 8, 16, 24, 32, 48, 64].into_iter().filter(|nodes| *nodes <= known.most);
    Plot {
        title: locale.sentence(figure.title()),
        most: if most > 0.0 { figure.text(most, locale) } else { "".into() },
        top: UP.1,
        base: UP.0,
        lines,
        ticks: ticks.map(|nodes| (nodes, x(nodes))).collect(),
        here: own.map(|value| (x(known.sizing.nodes), y(value))),
        rows: rows.collect(),
    }
}

/// Moves the names of lines away from each other: from the lowest upwards, and from the highest down again.
fn spread(lines: &mut [Curve]) {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by(|one, other| lines[*other].label.1.total_cmp(&lines[*one].label.1));
    let mut below = UP.0 + APART;
    for place in &order {
        below = lines[*place].label.1.min(below - APART);
        lines[*place].label.1 = below;
    }
    let mut above = UP.1 - APART;
    for place in order.iter().rev() {
        above = lines[*place].label.1.max(above + APART);
        lines[*place].label.1 = above;
    }
}
