//! The texts of a language: the messages, which `core` says, and the lessons' prose.
//!
//! The page that is served has the messages in a file for each language, which JavaScript fetches and hands over ([`learn`]). The
//! prose, which is not read on a first visit, is another file for each language, `␆lesson␇prose␆lesson␇prose…`, and comes when
//! somebody wants to read it ([`fetch_prose`]). With the feature `texts` all of them are inside.

use std::sync::OnceLock;

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use lockstep_core::present::Locale;

/// What stands between lessons, and between a lesson's name and its prose.
const PART: char = '\u{6}';
const NAME: char = '\u{7}';

/// The lessons of the languages that are known so far.
static PROSE: [OnceLock<&'static str>; Locale::ALL.len()] = [const { OnceLock::new() }; Locale::ALL.len()];

/// Takes in the file of a language, for as long as the page stands. What is known already stays.
pub fn learn(locale: Locale, file: String) {
    if locale.is_known() {
        return;
    }
    locale.learn(file.leak());
}

/// Whether the prose is there to be read.
#[inline(never)]
pub fn has_prose(locale: Locale) -> bool {
    known(locale).is_some()
}

/// Has the prose of all languages fetched and takes it in; then says whether it came.
#[inline(never)]
pub fn fetch_prose(by: Option<&Function>, then: impl FnOnce(bool) + 'static) {
    let files = Locale::ALL.map(|locale| ask(by, &format!("{}-prose", locale.tag())));
    spawn_local(async move {
        let mut came = true;
        for (known, file) in PROSE.iter().zip(files) {
            match file.await {
                Some(file) => {
                    known.get_or_init(|| &*file.leak());
                }
                None => came = false,
            }
        }
        then(came);
    });
}

/// Has a file fetched by its name: a language's tag, that with `-prose` behind it, or that of Go's texts. Nothing, if it does not come.
pub fn ask(by: Option<&Function>, name: &str) -> impl Future<Output = Option<String>> + use<> {
    let promise = by.and_then(|by| by.call1(&JsValue::NULL, &name.into()).ok());
    async move { JsFuture::from(Promise::from(promise?)).await.ok()?.as_string() }
}

/// Has the file of a language fetched and takes it in; then says whether it came.
pub fn fetch(by: Option<&Function>, locale: Locale, then: impl FnOnce(bool) + 'static) {
    let file = ask(by, locale.tag());
    spawn_local(async move {
        let came = file.await.map(|file| learn(locale, file)).is_some();
        then(came);
    });
}

/// The lesson of this name in this language, as HTML that `build.rs` made of `web/lessons/`.
#[inline(never)]
pub fn prose(lesson: &str, locale: Locale) -> &'static str {
    known(locale).map_or("", |prose| lesson_of(prose, lesson))
}

fn lesson_of<'a>(prose: &'a str, lesson: &str) -> &'a str {
    let mut lessons = prose.split(PART).filter_map(|part| part.split_once(NAME));
    lessons.find(|(name, _)| *name == lesson).map_or("", |(_, prose)| prose)
}

#[cfg(feature = "texts")]
fn known(locale: Locale) -> Option<&'static str> {
    Some(match locale {
        Locale::English => include_str!(concat!(env!("OUT_DIR"), "/en.prose")),
        Locale::Chinese => include_str!(concat!(env!("OUT_DIR"), "/zh-CN.prose")),
    })
}

#[cfg(not(feature = "texts"))]
fn known(locale: Locale) -> Option<&'static str> {
    PROSE[locale as usize].get().copied()
}

// What the module carries for `bundle.mjs`, which makes the files of it: none of it is in the module's memory.
#[cfg(all(target_family = "wasm", not(feature = "texts")))]
lockstep_core::sections! {
    ENGLISH: "lockstep.prose.en" = "/en.prose";
    CHINESE: "lockstep.prose.zh-CN" = "/zh-CN.prose";
}

#[cfg(test)]
mod tests {
    use super::*;
    use lockstep_core::lessons;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_lesson_has_its_prose_in_every_language() {
        for scene in lessons::all() {
            let [english, chinese] = Locale::ALL.map(|locale| prose(scene.id, locale));
            assert!(english.starts_with("<h1>") && chinese.starts_with("<h1>"), "{}", scene.id);
            assert_ne!(english, chinese);
        }
        assert_eq!(prose("counting-sheep", Locale::English), "");
    }

    #[test]
    fn a_lesson_is_found_in_the_file_of_its_language() {
        let prose = "\u{6}one\u{7}<h1>1</h1>\u{6}two\u{7}<h1>2</h1>\n";
        assert_eq!(lesson_of(prose, "two"), "<h1>2</h1>\n");
        assert_eq!(lesson_of(prose, "one"), "<h1>1</h1>");
        assert_eq!(lesson_of(prose, "three"), "");
    }
}
