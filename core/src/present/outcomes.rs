//! What can come out of a program, in words: of long outputs the first lines, or those at which they part from the others.

use super::check::OutcomeView;
use super::{Locale, Message};
use crate::explore::Outcome;
use crate::say;
use crate::world::End;

/// How many lines of an outcome are in sight; the others are behind them.
const SHOWN: usize = 3;
/// At most so many lines are in sight where it takes later ones to tell one outcome from another.
const PARTINGS: usize = 8;

/// Among how many lines it is looked for where they part.
const LOOKED_AT: usize = 200;

/// What stands for lines that are not in sight.
pub const LEFT_OUT: &str = "…";

/// What can come out, each told from the others.
pub(super) fn outcomes(all: &[Outcome], locale: Locale) -> Vec<OutcomeView> {
    let outputs: Vec<Vec<&str>> = all.iter().map(|one| one.output.lines().collect()).collect();
    let partings = partings(&outputs);
    let one = |((outcome, lines), partings): ((&Outcome, &Vec<&str>), &Vec<bool>)| {
        let (first, rest) = in_sight(lines, partings, locale);
        OutcomeView {
            first: if lines.is_empty() { locale.text(say!(CheckPrintsNothing)) } else { first },
            prints: !lines.is_empty(),
            rest,
            ending: locale.text(ending(&outcome.end)),
            is_good: matches!(outcome.end, End::Returned | End::Exit(_, 0)),
        }
    };
    all.iter().zip(&outputs).zip(&partings).map(one).collect()
}

/// By output: at which of its lines it parts from others with which all lines before are the same.
fn partings(outputs: &[Vec<&str>]) -> Vec<Vec<bool>> {
    let mut partings: Vec<Vec<bool>> = outputs.iter().map(|lines| vec![false; lines.len()]).collect();
    for (who, lines) in outputs.iter().enumerate() {
        for other in outputs {
            let mut pairs = lines.iter().zip(other).take(LOOKED_AT);
            // Where the other one has ended it is no line of its own that parts them.
            let ended = (other.len() < LOOKED_AT).then_some(other.len());
            let place = pairs.position(|(one, other)| one != other).or(ended);
            if let Some(parting) = place.and_then(|place| partings[who].get_mut(place)) {
                *parting = true;
            }
        }
    }
    partings
}

/// The lines in sight, and what is behind them with the words for it.
fn in_sight(lines: &[&str], partings: &[bool], locale: Locale) -> (String, Option<(String, String)>) {
    // One line more in sight takes no more room than to say that there is one.
    if lines.len() <= SHOWN + 1 {
        return (lines.join("\n"), None);
    }
    if !partings[SHOWN..].contains(&true) {
        let (first, rest) = lines.split_at(SHOWN);
        let words = locale.text(say!(CheckMoreLines, count = rest.len()));
        return (first.join("\n"), Some((rest.join("\n"), words)));
    }
    let (mut shown, mut next) = (Vec::new(), 0);
    for place in (0..lines.len()).filter(|place| partings[*place]).take(PARTINGS) {
        if place > next {
            shown.push(LEFT_OUT);
        }
        shown.push(lines[place]);
        next = place + 1;
    }
    if next < lines.len() {
        shown.push(LEFT_OUT);
    }
    (shown.join("\n"), Some((lines.join("\n"), locale.text(say!(CheckAllLines, count = lines.len())))))
}

fn ending(end: &End) -> Message {
    match end {
        End::Returned => say!(ExitCode, code = 0),
        End::Exit(_, code) => say!(ExitCode, code = *code),
        End::Deadlock => say!(CheckEndsDeadlock),
        End::Panic(_, text) => say!(CheckEndsPanic, text = text),
        End::Fatal(_, text) => say!(CheckEndsFatal, text = text),
        End::Fault(_, fault) if fault.is_fatal() => say!(CheckEndsFatal, text = fault.message()),
        End::Fault(_, fault) => say!(CheckEndsPanic, text = fault.message()),
    }
}
