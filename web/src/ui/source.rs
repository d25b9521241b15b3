//! The Go text, with the marks of those who stand at a line.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::Shown;
use super::el::{El, el};
use super::parts::{scrolled, sign, state_class};
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
    scrolled("div.source", props.locale, say!(Source))
        .found(&pane)
        .add(el("ol.code").list(props.shown.0.source.lines.iter().map(line)))
        .into()
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

fn line(line: &SourceLine) -> El {
    el("li.line")
        .key(line.number)
        .class_if(line.current, "current")
        .add(el("span.number").set("aria-hidden", "true").text(&line.number.to_string()))
        .add(coloured(&line.text))
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

const KEYWORDS: [&str; 25] = [
    "break",
    "case",
    "chan",
    "const",
    "continue",
    "default",
    "defer",
    "else",
    "fallthrough",
    "for",
    "func",
    "go",
    "goto",
    "if",
    "import",
    "interface",
    "map",
    "package",
    "range",
    "return",
    "select",
    "struct",
    "switch",
    "type",
    "var",
];

/// A line of Go with its keywords, strings and comment told apart. (No raw string of ours spans lines.)
fn coloured(text: &str) -> El {
    let piece = |(class, piece): (Option<&'static str>, &str)| match class {
        Some(class) => el("span").class(class).text(piece),
        None => el("span").text(piece),
    };
    // An empty line has a break, or it would be missing where the text is copied.
    let empty = text.is_empty().then(|| el("br"));
    el("code").list(pieces(text).into_iter().map(piece)).maybe(empty)
}

fn pieces(text: &str) -> Vec<(Option<&'static str>, &str)> {
    let mut found: Vec<(Option<&'static str>, &str)> = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (class, length) = if rest.starts_with("//") {
            (Some("comment"), rest.len())
        } else if first == '"' {
            (Some("string"), string_length(rest))
        } else if first.is_alphabetic() {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            (KEYWORDS.contains(&&rest[..length]).then_some("keyword"), length)
        } else {
            (None, first.len_utf8())
        };
        let (piece, after) = rest.split_at(length);
        found.push((class, piece));
        rest = after;
    }
    found
}

fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
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

    #[test]
    fn a_line_is_cut_into_pieces_and_nothing_is_lost() {
        for (text, told) in [
            ("\tgo work(\"a // \\\"b\\\"\") // go on", vec!["go", "\"a // \\\"b\\\"\"", "// go on"]),
            ("gopher := 1", vec![]),
            ("\"open", vec!["\"open"]),
            ("等 := range ch", vec!["range"]),
        ] {
            let pieces = pieces(text);
            assert_eq!(pieces.iter().map(|(_, piece)| *piece).collect::<String>(), text);
            let classed: Vec<&str> =
                pieces.iter().filter(|(class, _)| class.is_some()).map(|(_, piece)| *piece).collect();
            assert_eq!(classed, told, "{text}");
        }
    }
}
