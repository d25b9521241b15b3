//! The lessons' prose: there for each scene in each language, in the few marks that the page knows, and leading somewhere.

#![cfg(not(target_family = "wasm"))]

use lockstep_core::lessons::{self, Address, Watch};
use lockstep_core::schedule::Plan;
use lockstep_tests::run;

const LANGUAGES: [&str; 2] = ["en", "zh-CN"];

fn prose(scene: &str, language: &str) -> String {
    let path = lockstep_tests::folder().join(format!("../web/lessons/{scene}.{language}.md"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The targets of `[words](#target)`, in their order.
fn links(text: &str) -> Vec<&str> {
    let targets = text.split("](#").skip(1);
    targets.map(|rest| rest.split_once(')').expect("a link is closed").0).collect()
}

#[test]
fn each_language_says_the_same_in_the_same_places() {
    for scene in lessons::all() {
        let shapes = LANGUAGES.map(|language| {
            let text = prose(scene.id, language);
            let shape: Vec<&str> = text
                .lines()
                .map(|line| line.split(' ').next().unwrap_or_default())
                .map(|mark| if ["#", "##", "-", ""].contains(&mark) { mark } else { "words" })
                .collect();
            (shape.join(" "), links(&text).join(" "))
        });
        assert_eq!(shapes[0], shapes[1], "{}", scene.id);
        assert!(shapes[0].0.starts_with("#  words  ##"), "{}: a title, what it is, then sections", scene.id);
    }
}

#[test]
fn only_the_marks_that_the_page_knows_are_used() {
    for (scene, language) in
        lessons::all().iter().flat_map(|scene| LANGUAGES.map(|language| (scene.id, language)))
    {
        let text = prose(scene, language);
        for (number, line) in text.lines().enumerate() {
            let place = format!("{scene}.{language}.md:{}", number + 1);
            let words: String = line.split('`').step_by(2).collect();
            assert!(!words.contains(['*', '<', '>', '|', '\t']) && !words.contains("!["), "{place}");
            assert!(!line.starts_with("###") && !line.starts_with(' ') && !line.ends_with(' '), "{place}");
            assert!(line.matches('`').count().is_multiple_of(2), "{place}");
            assert_eq!(
                line.matches("](").count(),
                line.matches("](#").count(),
                "{place}: links stay in the page"
            );
        }
    }
}

#[test]
fn each_link_leads_to_a_moment_that_comes() {
    for scene in lessons::all() {
        let text = prose(scene.id, "en");
        let links = links(&text);
        assert!(!links.is_empty());
        for link in links {
            let address = Address::parse(link).unwrap_or_else(|error| panic!("{link}: {error}"));
            assert_eq!(address.to_string(), link, "written the short way");
            assert!(comes(&address), "{link}");
        }
    }
}

/// Whether the moment comes when the workers take turns.
fn comes(address: &Address) -> bool {
    let mut watch = Watch::new(address.moment);
    let mut found = false;
    run(&address.scene.program(address.values.clone()), Plan::RoundRobin, |event| found |= watch.see(event));
    found
}
