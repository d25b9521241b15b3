//! What is kept between visits: how the reader likes the page to be, and how far the reader is. Every access may fail, as it
//! does in a sandboxed frame, and then nothing is kept.

use web_sys::Storage;

use crate::browser::is_framed;
use crate::options::{Options, Theme};
use lockstep_core::lessons;
use lockstep_core::present::Locale;

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn get(name: &str) -> Option<String> {
    storage()?.get_item(&format!("lockstep.{name}")).ok()?
}

fn set(name: &str, value: &str) {
    if let Some(storage) = storage() {
        // A full or forbidden storage is no reason to disturb the reader.
        storage.set_item(&format!("lockstep.{name}"), value).ok();
    }
}

fn remove(name: &str) {
    if let Some(storage) = storage() {
        storage.remove_item(&format!("lockstep.{name}")).ok();
    }
}

/// How the reader likes the page to be, as far as it is kept: theme, language, whether letters are keys.
pub fn likes() -> (Option<Theme>, Option<Locale>, bool) {
    (theme(), locale(), letters())
}

/// The theme that was chosen last.
fn theme() -> Option<Theme> {
    get("theme").map(|word| Theme::from_word(&word))
}

/// Keeps a theme.
pub fn keep_theme(theme: Theme) {
    set("theme", theme.name());
}

/// The language that was chosen last.
fn locale() -> Option<Locale> {
    get("locale").and_then(|tag| Locale::from_tag(&tag))
}

/// Keeps a language.
pub fn keep_locale(locale: Locale) {
    set("locale", locale.tag());
}

/// Whether single letters are keys.
pub fn letters() -> bool {
    get("letters").as_deref() != Some("off")
}

/// Keeps whether single letters are keys.
pub fn keep_letters(on: bool) {
    set("letters", if on { "on" } else { "off" });
}

/// Where the reader was last, as what stood after the address's `#`: for a page of our own that is asked for nothing. In a
/// frame others say what is shown.
pub fn place_for(options: &Options) -> Option<String> {
    if options.page && !options.asks() && !is_framed() { get("place") } else { None }
}

/// Keeps where the reader is.
pub fn keep_place(fragment: &str) {
    set("place", fragment);
}

/// How many Go programs of the reader's own are kept.
const PROGRAMS: usize = 10;

/// The name of the place among the reader's programs.
fn program_name(place: usize) -> String {
    if place == 0 { "program".into() } else { format!("program.{place}") }
}

/// The Go programs that the reader has written, the last one first; in a frame there are none.
pub fn programs() -> Vec<String> {
    let most = if is_framed() { 0 } else { PROGRAMS };
    (0..most).map_while(|place| get(&program_name(place))).collect()
}

/// Keeps the Go program that the reader writes, before all others and in the place of the text that it was. A blank text
/// is no program. A frame, where others say what is shown, keeps nothing.
pub fn keep_program(was: Option<&str>, text: &str) {
    if is_framed() {
        return;
    }
    let blank = text.trim().is_empty();
    if was.is_some() && get("program").as_deref() == was && !blank {
        set("program", text);
        return;
    }
    let mut all = programs();
    let before = all.len();
    all.retain(|kept| Some(&**kept) != was && kept != text);
    if !blank {
        all.insert(0, text.into());
    }
    all.truncate(PROGRAMS);
    all.iter().enumerate().for_each(|(place, kept)| set(&program_name(place), kept));
    (all.len()..before).for_each(|place| remove(&program_name(place)));
}

/// How the last of them is read: whether its loop variables have their older meaning.
pub fn older() -> bool {
    get("older").is_some()
}

/// Keeps how the last of them is read.
pub fn keep_older(on: bool) {
    if on { set("older", "on") } else { remove("older") }
}

/// The lessons that were seen to an end.
pub fn done() -> Vec<&'static str> {
    let kept = get("done").unwrap_or_default();
    kept.split(' ').filter_map(lessons::find).map(|scene| scene.id).collect()
}

/// Keeps which lessons were.
pub fn keep_done(done: &[&str]) {
    set("done", &done.join(" "));
}
