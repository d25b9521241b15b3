//! Text without a screen to measure it on: about how wide it is, and where a sentence breaks.

use super::sentence::{Part, Sentence};

/// One line of a sentence.
pub(super) type Line = Vec<Part>;

/// About how wide a text is, in a proportional face: a little more than most faces need.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(|letter| if is_wide(letter) { 1.0 } else { 0.58 }).sum::<f64>() * size
}

/// Whether a letter takes a whole square, as Chinese does, and lines may break beside it.
fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}')
}

/// Breaks a sentence into lines of at most this width. Names stay whole; a mark never begins a line.
pub(super) fn breaks(sentence: &Sentence, size: f64, room: f64) -> Vec<Line> {
    let (mut lines, mut line, mut used): (Vec<Line>, Line, f64) = (Vec::new(), Vec::new(), 0.0);
    for word in words(sentence) {
        let wide: f64 = word.iter().map(|part| width(part.text(), size)).sum();
        if used + wide > room && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        }
        if line.is_empty() && word.iter().all(|part| part.text().trim().is_empty()) {
            continue;
        }
        line.extend(word);
        used += wide;
    }
    lines.extend((!line.is_empty()).then_some(line));
    lines
}

/// Pieces that are not broken: a word with its marks, a name with the marks after it, a Chinese letter.
fn words(sentence: &Sentence) -> Vec<Line> {
    let mut words: Vec<Line> = Vec::new();
    let mut open = false;
    for part in &sentence.parts {
        let Part::Text(text) = part else {
            match words.last_mut().filter(|_| open) {
                Some(word) => word.push(part.clone()),
                None => words.push(vec![part.clone()]),
            }
            open = true;
            continue;
        };
        for letter in text.chars() {
            let mark = matches!(letter, '，' | '。' | '；' | '：' | '、' | '”' | '）' | '？' | '！');
            let joins = mark || (open && letter != ' ' && !is_wide(letter));
            let piece = Part::Text(letter.to_string().into());
            match words.last_mut().filter(|_| joins) {
                Some(word) => add(word, letter),
                None => words.push(vec![piece]),
            }
            open = letter != ' ' && !is_wide(letter);
        }
    }
    words
}

/// Appends a letter to the words at the end of a piece.
fn add(word: &mut Line, letter: char) {
    match word.last_mut() {
        Some(Part::Text(text)) => *text = format!("{text}{letter}").into(),
        _ => word.push(Part::Text(letter.to_string().into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::WorkerId;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn lines(parts: Vec<Part>, room: f64) -> Vec<String> {
        let text = |line: Line| line.iter().map(|part| &**part.text()).collect::<String>();
        breaks(&Sentence { parts }, 10.0, room).into_iter().map(text).collect()
    }

    #[test]
    fn sentences_break_between_words() {
        let name = Part::Worker(WorkerId(1), "producer 1".into());
        let parts = vec![name.clone(), Part::Text(", then ".into()), name, Part::Text(".".into())];
        assert_eq!(lines(parts.clone(), 110.0), ["producer 1, then ", "producer 1."]);
        assert_eq!(lines(parts, 1000.0), ["producer 1, then producer 1."]);
        assert_eq!(lines(vec![Part::Text("谁都走不动了。".into())], 60.0), ["谁都走不动", "了。"]);
        assert_eq!(lines(vec![], 60.0), [""; 0]);
    }
}
