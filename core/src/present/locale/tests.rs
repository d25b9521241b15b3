use super::*;
use crate::world::WorkerId;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn both(message: &Message) -> [String; 2] {
    Locale::ALL.map(|locale| locale.text(message))
}

#[test]
fn a_sentence_keeps_its_parts() {
    let g2 = Arg::Worker(WorkerId(1), "G2".into());
    let sentence = Locale::English.sentence(say!(ListLast, items = g2, last = "x"));
    assert_eq!(sentence.parts.len(), 2);
    assert_eq!(sentence.plain(), "G2 and x");
}

#[test]
fn neighbours_fold() {
    let workers = |numbers: &[u32]| {
        let named = numbers.iter().map(|number| (WorkerId(number - 1), format!("G{number}").into()));
        say!(ListNext, items = Arg::Workers(named.collect()), next = "")
    };
    let check = |numbers: &[u32], text: &str| {
        assert_eq!(both(&workers(numbers))[0].trim_end_matches(", "), text);
    };
    check(&[3, 4, 5, 6, 7, 8, 9, 10, 11], "G3 to G11");
    check(&[3, 4], "G3 and G4");
    check(&[3, 5, 6, 7, 9], "G3, G5 to G7 and G9");
    check(&[], "");
    let odd: Vec<u32> = (1..50).map(|number| number * 2).collect();
    check(&odd, "G2, G4, G6, G8, G10, G12, G14, G16 and 41 others");
}

#[test]
fn durations_have_their_unit() {
    let check = |nanoseconds: u64, text: &str| {
        let said = both(&say!(ListNext, items = Arg::Duration(nanoseconds), next = ""));
        assert_eq!(said[0].trim_end_matches(", "), text);
    };
    check(0, "0 s");
    check(2_000_000, "2 ms");
    check(1_500_000_000, "1.5 s");
    check(999, "999 ns");
    check(1_050, "1.05 µs");
}

#[test]
fn tags_choose_a_language() {
    assert_eq!(Locale::from_tag("zh-Hans-CN"), Some(Locale::Chinese));
    assert_eq!(Locale::from_tag("EN_gb"), Some(Locale::English));
    assert_eq!(Locale::from_tag("é"), None);
    assert_eq!(Locale::from_tag(""), None);
}
