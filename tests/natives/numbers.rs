//! `conformance/natives.txt` is what real Go's `strconv`, `unicode` and `math` give; `conformance/natives.go` wrote it.

use super::builder::Builder;
use super::format::unquote;
use wasm_bindgen_test::wasm_bindgen_test;

const RECORD: &str = include_str!("../conformance/natives.txt");

/// The record, or a longer one of the same kind.
fn record() -> String {
    match std::env::var("LOCKSTEP_NATIVES") {
        Ok(path) => std::fs::read_to_string(path).expect("the record is there"),
        Err(_) => RECORD.to_string(),
    }
}

/// The parts of the lines that begin with a word.
fn lines<'a>(record: &'a str, word: &str) -> Vec<Vec<&'a str>> {
    let parts = record.lines().map(|line| line.split(' ').collect::<Vec<_>>());
    let found: Vec<_> = parts.filter(|parts| parts[0] == word).collect();
    assert!(!found.is_empty(), "{word} is not in the record");
    found
}

fn bits(text: &str) -> u64 {
    u64::from_str_radix(text, 16).expect("bits are hexadecimal")
}

fn word(text: &str) -> u64 {
    text.parse::<i64>().expect("it is a number") as u64
}

fn nothing(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
}

#[wasm_bindgen_test(unsupported = test)]
fn floats_are_written_as_real_go_writes_them() {
    let mut builder = Builder::new();
    let used = builder.memory.words.len();
    let mut wrong = Vec::new();
    for line in lines(&record(), "format") {
        builder.memory.words.truncate(used);
        let params = [bits(line[1]), u64::from(line[2].as_bytes()[0]), word(line[3]), word(line[4])];
        let found = builder.call("strconv.formatFloat", 1, &params).expect("there is room");
        let found = builder.memory.text(found[0]);
        if found != line[5].as_bytes() {
            wrong.push(format!("{}: {}", line.join(" "), String::from_utf8_lossy(found)));
        }
    }
    nothing(&wrong);
}

#[wasm_bindgen_test(unsupported = test)]
fn floats_are_read_as_real_go_reads_them() {
    let mut builder = Builder::new();
    let used = builder.memory.words.len();
    let mut wrong = Vec::new();
    for line in record().lines().filter_map(|line| line.strip_prefix("parse ")) {
        builder.memory.words.truncate(used);
        let (text, rest) = line.rsplit_once("\" ").expect("the text stands between quotes");
        let rest: Vec<&str> = rest.split(' ').collect();
        let text = builder.string(&text.as_bytes()[1..]).words[0];
        let found = builder.call("strconv.parseFloat", 2, &[text, word(rest[0])]).expect("there is room");
        let same = |value: u64| f64::from_bits(value).is_nan() && f64::from_bits(found[0]).is_nan();
        let value = bits(rest[1]);
        if found[1] != word(rest[2]) || found[0] != value && !same(value) {
            wrong.push(format!("{line}: {:x} {}", found[0], found[1]));
        }
    }
    nothing(&wrong);
}

#[wasm_bindgen_test(unsupported = test)]
fn characters_are_what_real_go_says_they_are() {
    let mut builder = Builder::new();
    let used = builder.memory.words.len();
    let mut wrong = Vec::new();
    for line in lines(&record(), "unicode") {
        let mut sum = 14_695_981_039_346_656_037_u64;
        for rune in (0..0x2_0010).chain(0xE_0000..0xE_0200) {
            builder.memory.words.truncate(used);
            let name = format!("unicode.{}", line[1]);
            let found = builder.call(&name, 1, &[rune]).expect("there is room");
            sum = (sum ^ found[0]).wrapping_mul(1_099_511_628_211);
        }
        if sum != bits(line[2]) {
            wrong.push(line[1].to_string());
        }
        let negative = builder.call(&format!("unicode.{}", line[1]), 1, &[-1_i64 as u64]);
        let expected = if line[1].starts_with("To") { -1_i64 as u64 } else { 0 };
        assert_eq!(negative, Ok(vec![expected]), "{}", line[1]);
    }
    nothing(&wrong);
}

#[wasm_bindgen_test(unsupported = test)]
fn texts_are_quoted_as_real_go_quotes_them() {
    let mut builder = Builder::new();
    for line in record().lines().filter_map(|line| line.strip_prefix("quote ")) {
        let text = unquote(line);
        let text = builder.string(&text).words[0];
        let found = builder.call("strconv.quote", 1, &[text, u64::from(b'"'), 0, 0]).expect("there is room");
        assert_eq!(String::from_utf8_lossy(builder.memory.text(found[0])), line);
    }
}

/// How far two numbers lie from each other, in units of the last place.
fn apart(a: u64, b: u64) -> u64 {
    let (x, y) = (f64::from_bits(a), f64::from_bits(b));
    match (x.is_nan(), y.is_nan()) {
        (true, true) => 0,
        (false, false) => {
            let order =
                |bits: u64| if bits >> 63 == 1 { -((bits << 1 >> 1) as i128) } else { i128::from(bits) };
            let distance = order(a).abs_diff(order(b));
            // A zero of the other sign is another number.
            u64::try_from(distance).unwrap_or(u64::MAX).max(u64::from(a != b))
        }
        _ => u64::MAX,
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn functions_of_numbers_give_the_bits_that_real_go_gives() {
    let mut builder = Builder::new();
    let used = builder.memory.words.len();
    let mut wrong = Vec::new();
    for line in lines(&record(), "math") {
        builder.memory.words.truncate(used);
        let params: Vec<u64> =
            line[2..4].iter().filter(|part| **part != "-").map(|part| bits(part)).collect();
        let found = builder.call(&format!("math.{}", line[1]), 1, &params).expect("there is room")[0];
        let distance = apart(found, bits(line[4]));
        // Go's own logarithm of a number that is nearly zero is wrong on amd64, and ours is not.
        let tiny = line[1] == "Log" && f64::from_bits(params[0]).is_subnormal();
        if distance > u64::from(line[1] == "Log1p") && !tiny {
            wrong.push(format!("{}: {found:x}, {distance} apart", line.join(" ")));
        }
    }
    nothing(&wrong);
}
