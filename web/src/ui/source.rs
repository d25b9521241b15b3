//! The Go text, with the marks of those who stand at a line.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::Shown;
use super::el::{El, el};
use super::parts::{scrolled, sign, state_class};
use lockstep_core::go::syntax::is_keyword;
use lockstep_core::present::{Locale, SourceLine, SourceMark};
use lockstep_core::say;

/// What the source is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The frame.
    pub shown: Shown,
    /// The language.
    pub locale: Locale,
}

/// The source pane; it keeps the line of the last step in view.
#[component]
pub fn Source(props: &Props) -> Html {
    let pane = use_node_ref();
    let current = props.shown.0.source.lines.iter().find(|line| line.current).map(|line| line.number);
    {
        let pane = pane.clone();
        use_effect_with(current, move |_| {
            if let Some(pane) = pane.cast::<HtmlElement>() {
                keep_in_view(&pane);
            }
        });
    }
    let mut inside = None;
    let lines = props.shown.0.source.lines.iter().map(|one| line(one, &mut inside));
    scrolled("div.source", props.locale, say!(Source)).found(&pane).add(el("ol.code").list(lines)).into()
}

/// Scrolls the pane, and never the page around it.
fn keep_in_view(pane: &HtmlElement) {
    let Some(line) = pane.query_selector(".current").ok().flatten() else { return };
    let Ok(line) = line.dyn_into::<HtmlElement>() else { return };
    let (top, height) = (line.offset_top() - pane.offset_top(), line.offset_height());
    let (from, room) = (pane.scroll_top(), pane.client_height());
    if top < from + height || top + 2 * height > from + room {
        pane.set_scroll_top((top - room / 2).max(0));
    }
}

fn line(line: &SourceLine, inside: &mut Inside) -> El {
    el("li.line")
        .key(line.number)
        .class_if(line.current, "current")
        .class_if(line.found, "found-line")
        .add(el("span.number").set("aria-hidden", "true").text(&line.number.to_string()))
        .add(coloured(&line.text, inside))
        .add(marks(line))
}

/// One mark for all who stand here in the same state: the first by name, and how many more.
fn marks(line: &SourceLine) -> El {
    let mark = |mark: &SourceMark| {
        let more = if mark.more > 0 { format!(" +{}", mark.more) } else { String::new() };
        el("span.mark")
            .key(mark.worker.0)
            .class(state_class(mark.state))
            .add(sign(mark.state))
            .text(&mark.name)
            .text(&more)
    };
    el("span.marks").list(line.marks.iter().map(mark))
}

/// What a line begins inside of, if that began on a line above: what ends it, and its class.
type Inside = Option<(&'static str, &'static str)>;

/// A line of Go with its keywords, strings and comments told apart.
fn coloured(text: &str, inside: &mut Inside) -> El {
    let piece = |(class, piece): (Option<&'static str>, &str)| match class {
        Some(class) => el("span").class(class).text(piece),
        None => el("span").text(piece),
    };
    // An empty line has a break, or it would be missing where the text is copied.
    let empty = text.is_empty().then(|| el("br"));
    el("code").list(pieces(text, inside).into_iter().map(piece)).maybe(empty)
}

fn pieces<'a>(text: &'a str, inside: &mut Inside) -> Vec<(Option<&'static str>, &'a str)> {
    let mut found: Vec<(Option<&'static str>, &str)> = Vec::new();
    let (mut from, mut at) = (0, 0);
    while at < text.len() {
        let rest = &text[at..];
        let (class, length) = match *inside {
            None => token(rest, inside),
            Some((end, class)) => {
                let ended = rest.find(end);
                *inside = inside.filter(|_| ended.is_none());
                (Some(class), ended.map_or(rest.len(), |place| place + end.len()))
            }
        };
        // What is of one kind is one piece.
        match found.last_mut().filter(|last| last.0 == class) {
            Some(last) => last.1 = &text[from..at + length],
            None => {
                from = at;
                found.push((class, &rest[..length]));
            }
        }
        at += length;
    }
    found
}

/// The class and the length of what a text begins with, and of what may go on over lines only the opening sign.
fn token(text: &str, inside: &mut Inside) -> (Option<&'static str>, usize) {
    let first = text.chars().next().unwrap_or_default();
    match first {
        '/' if text.starts_with("//") => (Some("comment"), text.len()),
        '/' if text.starts_with("/*") => {
            *inside = Some(("*/", "comment"));
            (Some("comment"), 2)
        }
        '`' => {
            *inside = Some(("`", "string"));
            (Some("string"), 1)
        }
        '"' | '\'' => (Some("string"), string_length(text, first)),
        _ if first.is_alphanumeric() || first == '_' => {
            let length = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
            (is_keyword(&text[..length]).then_some("keyword"), length)
        }
        _ => (None, first.len_utf8()),
    }
}

fn string_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if c == quote && !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// The coloured pieces of a text, each with the first letter of its class.
    fn told(text: &str) -> Vec<String> {
        let (mut inside, mut told) = (None, Vec::new());
        for line in text.lines() {
            let pieces = pieces(line, &mut inside);
            assert_eq!(pieces.iter().map(|(_, piece)| *piece).collect::<String>(), line, "nothing is lost");
            told.extend(
                pieces.iter().filter_map(|(class, piece)| Some(format!("{} {piece}", &(*class)?[..1]))),
            );
        }
        told
    }

    #[test]
    fn a_line_is_cut_into_pieces_and_nothing_is_lost() {
        let go = "\tgo work(\"a // \\\"b\\\"\") // go on";
        assert_eq!(told(go), ["k go", "s \"a // \\\"b\\\"\"", "c // go on"]);
        assert!(told("gopher := _go + x1").is_empty());
        assert_eq!(told("\"open\nvar"), ["s \"open", "k var"]);
        assert_eq!(told("等 := range ch"), ["k range"]);
        assert_eq!(told("x == '\"' && y == '\\'' // \""), ["s '\"'", "s '\\''", "c // \""]);
    }

    #[test]
    fn raw_strings_and_comments_go_on_over_lines() {
        assert_eq!(
            told("s := `raw // no\n\n\"still\" var` + `if`\nvar t"),
            ["s `raw // no", "s \"still\" var`", "s `if`", "k var"]
        );
        assert_eq!(
            told("a /*/ if\n` \"\n*/ if /* b */ go"),
            ["c /*/ if", "c ` \"", "c */", "k if", "c /* b */", "k go"]
        );
        assert_eq!(told("// `\nif"), ["c // `", "k if"]);
    }
}
