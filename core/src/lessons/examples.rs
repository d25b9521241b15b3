//! The example programs: whole Go programs to learn from, by topic.
//!
//! Each is a file of `examples/`, whose first line says what to watch for, and in `locales/` a title, `example-…`, and behind
//! it what to watch for in each language, `watch-…`. The order of
//! the titles is the order of the examples; the title of a topic, `topic-…`, stands before those that belong to it. Most have
//! a number that is worth turning ([`slider`](crate::go::slider)).
//!
//! The texts are large, so the page fetches them: without the feature `texts` there are no examples before they are
//! [learned](learn).
//!
//! ```
//! use lockstep_core::lessons::examples;
//! use lockstep_core::present::Locale;
//!
//! let example = examples::find("ping-pong").expect("it is one of them");
//! assert_eq!(example.title.name(), "example-ping-pong");
//! assert_eq!(example.topic.name(), "topic-channels");
//! assert!(example.text.contains("package main"));
//! ```

use crate::go::std::{NAME, PART};
use crate::present::{Id, Locale};
use std::sync::OnceLock;

/// An example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// Its name in links: that of its file, without the ending.
    pub id: &'static str,
    /// Its name in lists.
    pub title: Id,
    /// What to watch for, as its first line says in English.
    pub watch: Id,
    /// What it is an example of. Those of one topic stand together.
    pub topic: Id,
    /// The name of its file. One that ends in `_test.go` is a file of tests.
    pub file: &'static str,
    /// The program.
    pub text: &'static str,
}

static KNOWN: OnceLock<Vec<Example>> = OnceLock::new();

/// Teaches us the examples and their titles in every language: `file` is what the build made of them. What is known already
/// stays.
///
/// Only a library without its feature `texts` has to be taught. A wasm module carries the file in its section
/// `lockstep.go.examples`.
pub fn learn(file: &'static str) {
    KNOWN.get_or_init(|| read(file));
}

/// Whether the examples are there.
pub fn is_known() -> bool {
    !all().is_empty()
}

/// Every example, in the order in which they are offered.
pub fn all() -> &'static [Example] {
    #[cfg(feature = "texts")]
    learn(include_str!(concat!(env!("OUT_DIR"), "/go.examples")));
    KNOWN.get().map_or(&[], Vec::as_slice)
}

/// The example of this name.
pub fn find(id: &str) -> Option<&'static Example> {
    all().iter().find(|example| example.id == id)
}

/// The example that begins with the same line, whatever has become of the rest.
pub fn like(text: &str) -> Option<&'static Example> {
    all().iter().find(|example| example.text.lines().next() == text.lines().next())
}

/// The program of this name.
pub fn text(id: &str) -> Option<&'static str> {
    find(id).map(|example| example.text)
}

/// Reads what `build/go_texts.rs` wrote: the late messages of each language, then a part for each of these messages.
fn read(file: &'static str) -> Vec<Example> {
    let mut parts = file.split(PART);
    for (locale, messages) in Locale::ALL.into_iter().zip(&mut parts) {
        locale.learn_late(messages);
    }
    let (mut found, mut topic) = (Vec::new(), None);
    let mut titled = Id::LATE.iter().copied().zip(parts);
    while let Some((title, part)) = titled.next() {
        let Some((file, text)) = part.split_once(NAME) else {
            topic = Some(title);
            continue;
        };
        let id = file.trim_end_matches(".go").trim_end_matches("_test");
        // What to watch for stands behind the title.
        if let (Some(topic), Some((watch, _))) = (topic, titled.next()) {
            found.push(Example { id, title, watch, topic, file, text });
        }
    }
    found
}

#[cfg(all(target_family = "wasm", not(feature = "texts")))]
crate::sections! {
    EXAMPLES: "lockstep.go.examples" = "/go.examples";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::go::slider;
    use std::collections::BTreeSet;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_example_is_found_by_its_name_and_has_its_title() {
        assert!(is_known());
        let titles: BTreeSet<_> = all().iter().map(|example| example.title).collect();
        assert_eq!(titles.len(), all().len());
        for example in all() {
            assert_eq!(find(example.id), Some(example));
            assert_eq!(text(example.id), Some(example.text));
            assert_eq!(example.title.name(), format!("example-{}", example.id));
            assert_eq!(example.watch.name(), format!("watch-{}", example.id));
            let first = example.text.lines().next().and_then(|line| line.strip_prefix("// "));
            assert_eq!(first, Some(&*Locale::English.text(example.watch)));
            assert!(example.topic.name().starts_with("topic-"));
            for locale in Locale::ALL {
                assert_ne!(locale.text(example.title), "", "{}", example.id);
            }
        }
        assert_eq!(find("counting-sheep"), None);
    }

    #[test]
    fn the_topics_are_not_mixed() {
        let mut topics: Vec<_> = all().iter().map(|example| example.topic).collect();
        topics.dedup();
        assert_eq!(topics.len(), topics.iter().collect::<BTreeSet<_>>().len());
    }

    #[test]
    fn most_have_a_number_to_turn_and_none_has_two_of_a_name() {
        let mut turned = 0;
        for example in all() {
            let sliders = slider::find(example.text);
            let names: BTreeSet<_> = sliders.iter().map(|slider| slider.name).collect();
            assert_eq!(names.len(), sliders.len(), "{}", example.id);
            let written = example.text.lines().filter(|line| line.contains(" // ") && line.contains(".."));
            assert_eq!(written.count(), sliders.len(), "{}: each range belongs to a slider", example.id);
            turned += usize::from(!sliders.is_empty());
        }
        assert!(turned * 4 >= all().len() * 3, "{turned} of {}", all().len());
    }
}
