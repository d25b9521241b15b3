//! Puts a message into a language.

use super::{Arg, Id, Locale, Message, lists};
use crate::present::sentence::{Part, Sentence};
use crate::say;

/// Appends a message.
pub(super) fn render(locale: Locale, message: &Message, out: &mut Sentence) {
    pattern(locale, message, &mut message.id.pattern(locale).chars(), Some(out));
}

/// Appends the pattern up to its end or the end of its variant; without `out` it only goes past it.
fn pattern(locale: Locale, message: &Message, chars: &mut std::str::Chars, mut out: Option<&mut Sentence>) {
    let mut text = String::new();
    while let Some(letter) = chars.next() {
        match letter {
            '\u{1}' => {
                let arg = variable(message, chars);
                if let Some(out) = out.as_deref_mut() {
                    words(locale, &std::mem::take(&mut text), out);
                    value(locale, arg, out);
                }
            }
            '\u{2}' => {
                let number = variable(message, chars).map_or(0, Arg::number);
                let mut taken = false;
                while let Some(first) = chars.next().filter(|letter| *letter != '\u{4}') {
                    let rest = chars.by_ref().take_while(|letter| *letter != '\u{5}');
                    let key: String = std::iter::once(first).chain(rest).collect();
                    let fits = !taken && fits(locale, &key, number);
                    taken |= fits;
                    match out.as_deref_mut() {
                        Some(out) if fits => {
                            words(locale, &std::mem::take(&mut text), out);
                            pattern(locale, message, chars, Some(out));
                        }
                        _ => pattern(locale, message, chars, None),
                    }
                }
            }
            '\u{3}' => break,
            letter => text.push(letter),
        }
    }
    if let Some(out) = out {
        words(locale, &text, out);
    }
}

/// Appends words. A full-width mark brings its own space, so a space after it goes.
fn words(locale: Locale, text: &str, out: &mut Sentence) {
    let ends_wide =
        || matches!(out.parts.last(), Some(Part::Text(last)) if last.ends_with(['，', '。', '；', '：']));
    match text.strip_prefix(' ') {
        Some(rest) if locale == Locale::Chinese && ends_wide() => out.push_text(rest),
        _ => out.push_text(text),
    }
}

fn variable<'a>(message: &'a Message, chars: &mut std::str::Chars) -> Option<&'a Arg> {
    let number = chars.next().map_or(0, |letter| (letter as usize).wrapping_sub('a' as usize));
    message.args.get(number)
}

/// Whether a variant is for this number. Chinese has no plurals, so none of its keys is `one`.
fn fits(locale: Locale, key: &str, number: i64) -> bool {
    match key {
        "*" => true,
        "one" => locale == Locale::English && number == 1,
        key => key.parse() == Ok(number),
    }
}

fn value(locale: Locale, arg: Option<&Arg>, out: &mut Sentence) {
    match arg {
        None => {}
        Some(Arg::Text(text)) => out.push_text(text),
        Some(Arg::Number(number)) => out.push_text(&number.to_string()),
        Some(Arg::Worker(worker, name)) => out.push(Part::Worker(*worker, name.clone())),
        Some(Arg::Object(object, name)) => out.push(Part::Object(*object, name.clone())),
        Some(Arg::Value(text)) => out.push(Part::Value(text.clone())),
        // Zero fills no unit.
        Some(Arg::Duration(0)) => render(locale, &say!(DurationSeconds, number = 0), out),
        Some(Arg::Duration(nanoseconds)) => render(locale, &duration(*nanoseconds), out),
        Some(Arg::Workers(workers)) => value(locale, Some(&lists::workers(workers)), out),
        Some(Arg::Many(items)) => value(locale, Some(&lists::join(items)), out),
        Some(Arg::Message(message)) => render(locale, message, out),
        Some(Arg::Story(messages)) => {
            for (place, message) in messages.iter().enumerate() {
                // A Chinese full stop brings its own space.
                if place > 0 && locale == Locale::English {
                    out.push_text(" ");
                }
                render(locale, message, out);
            }
        }
        Some(Arg::Said(sentence)) => sentence.parts.iter().for_each(|part| out.push(part.clone())),
    }
}

/// A duration in the largest unit that it fills, with at most three places.
#[inline(never)]
fn duration(nanoseconds: u64) -> Message {
    let (unit, id) = match nanoseconds {
        1_000_000_000.. => (1_000_000_000, Id::DurationSeconds),
        1_000_000.. => (1_000_000, Id::DurationMilliseconds),
        1_000.. => (1_000, Id::DurationMicroseconds),
        _ => (1, Id::DurationNanoseconds),
    };
    let thousandths = nanoseconds % unit * 1_000 / unit;
    let number = format!("{}.{thousandths:03}", nanoseconds / unit);
    let number = number.trim_end_matches('0').trim_end_matches('.');
    Message { id, args: vec![number.into()] }
}
