//! `conformance/format.txt` is what real Go prints for many formats and operands; `conformance/format.go` wrote it.

use super::builder::{Builder, Built};
use super::values;
use lockstep_core::go::types::store::Basic;
use std::collections::HashMap;
use wasm_bindgen_test::wasm_bindgen_test;

const RECORD: &str = include_str!("../conformance/format.txt");

/// What stands between quotes as Go writes them in ASCII.
pub fn unquote(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let inside = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).expect("it is quoted");
    let mut letters = inside.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            out.extend(letter.encode_utf8(&mut [0; 4]).bytes());
            continue;
        }
        let escape = letters.next().expect("something is escaped");
        let mut number = |digits: usize| {
            let digits: String = letters.by_ref().take(digits).collect();
            u32::from_str_radix(&digits, 16).expect("it is a number")
        };
        let code = match escape {
            'x' => {
                out.push(number(2) as u8);
                continue;
            }
            'u' => number(4),
            'U' => number(8),
            'a' => 7,
            'b' => 8,
            'f' => 12,
            'n' => 10,
            'r' => 13,
            't' => 9,
            'v' => 11,
            other => u32::from(other),
        };
        let letter = char::from_u32(code).expect("it is a character");
        out.extend(letter.encode_utf8(&mut [0; 4]).bytes());
    }
    out
}

fn operand(b: &mut Builder, values: &HashMap<&'static str, Built>, text: &str) -> Option<Built> {
    if let Some(name) = text.strip_prefix('@') {
        return (name != "nil").then(|| values[name].clone());
    }
    let (typ, value) = text.split_once(':').expect("a value has a type");
    let number = || value.parse::<i128>().expect("it is a number") as u64;
    let basic = match typ {
        "string" => return Some(b.string(&unquote(value))),
        "bool" => return Some(b.basic(Basic::Bool, u64::from(value == "true"))),
        "float64" | "float32" => {
            let basic = if typ == "float64" { Basic::Float64 } else { Basic::Float32 };
            return Some(b.basic(basic, u64::from_str_radix(value, 16).expect("bits are hexadecimal")));
        }
        "int" => Basic::Int,
        "int8" => Basic::Int8,
        "int16" => Basic::Int16,
        "int32" => Basic::Int32,
        "uint" => Basic::Uint,
        "uint8" => Basic::Uint8,
        "uint16" => Basic::Uint16,
        "uint32" => Basic::Uint32,
        "uint64" => Basic::Uint64,
        "uintptr" => Basic::Uintptr,
        _ => panic!("{text}"),
    };
    Some(b.basic(basic, number()))
}

/// Compares every line of a record, and gives the first differences.
fn differences(record: &str) -> (usize, Vec<String>) {
    let mut builder = Builder::new();
    let values = values::all(&mut builder);
    let (mut operands, mut told, mut lines, mut wrong) = (Vec::new(), "", 0, Vec::new());
    let used = builder.memory.words.len();
    for line in record.lines() {
        if let Some(list) = line.strip_prefix("==") {
            builder.memory.words.truncate(used);
            operands = list.split_whitespace().map(|text| operand(&mut builder, &values, text)).collect();
            told = list;
            continue;
        }
        let (format, expected) = line.split_once('\t').expect("a line has two parts");
        let layout = unquote(format);
        lines += 1;
        let found = builder.format(2, &layout, &operands, &values::answer);
        if found != unquote(expected) {
            let found = String::from_utf8_lossy(&found).into_owned();
            wrong.push(format!("{format} of{told}: {found:?}, and not {expected}"));
        }
    }
    (lines, wrong)
}

#[wasm_bindgen_test(unsupported = test)]
fn formats_print_what_real_go_prints() {
    let record = match std::env::var("LOCKSTEP_FORMATS") {
        Ok(path) => std::fs::read_to_string(path).expect("the record is there"),
        Err(_) => RECORD.to_string(),
    };
    let (lines, wrong) = differences(&record);
    assert!(lines > 3_000, "{lines}");
    assert!(wrong.is_empty(), "{} of {lines}:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
}
