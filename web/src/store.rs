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

/// The Go program that the reader was writing.
pub fn program() -> Option<String> {
    get("program")
}

/// Keeps the Go program that the reader writes.
pub fn keep_program(text: &str) {
    set("program", text);
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
