//! The values that `conformance/format.go` has by name, and what their methods answer.

use super::builder::{Builder, Built, Wish};
use lockstep_core::go::machine::memory::Pointer;
use lockstep_core::go::syntax::ast::Direction;
use lockstep_core::go::types::store::{Basic, Interface, Signature, Type, TypeId};
use std::collections::HashMap;

const INT: TypeId = Basic::Int.id();
const STRING: TypeId = Basic::String.id();

/// All of them; nil is missing.
pub fn all(b: &mut Builder) -> HashMap<&'static str, Built> {
    let mut values = HashMap::new();
    structs(b, &mut values);
    lists(b, &mut values);
    maps(b, &mut values);
    values
}

fn built(typ: TypeId, words: &[u64]) -> Built {
    Built { typ, words: words.to_vec() }
}

fn text(b: &mut Builder, text: &str) -> u64 {
    b.string(text.as_bytes()).words[0]
}

fn any(b: &mut Builder) -> TypeId {
    b.typ(Type::Interface(Interface::default().into()))
}

fn int(value: i64) -> u64 {
    value as u64
}

/// `Point` and `Named`.
fn known(b: &mut Builder) -> (TypeId, TypeId) {
    let find = |b: &Builder, wanted: &str| {
        (0..b.code.types.len() as u32).map(TypeId).find(|typ| match b.code.types.get(*typ) {
            Type::Named(id) => &*b.code.types.named(*id).name == wanted,
            _ => false,
        })
    };
    if let (Some(point), Some(named)) = (find(b, "Point"), find(b, "Named")) {
        return (point, named);
    }
    let fields = b.structure(&[("X", INT), ("Y", INT)]);
    (b.named("Point", fields, &[]), b.named("Named", INT, &["String"]))
}

fn structs(b: &mut Builder, values: &mut HashMap<&'static str, Built>) {
    let (point, named) = known(b);
    let value = built(point, &[1, int(-2)]);
    values.insert("*point", b.pointer(&value));
    values.insert("point", value);
    values.insert("named", built(named, &[7]));

    let (any, error) =
        (any(b), b.typ(Type::Interface(Interface { comparable: true, ..Default::default() }.into())));
    let error = b.named_in(None, "error", error, &[]);
    let to_point = b.typ(Type::Pointer(point));
    let (points, counts) = (b.typ(Type::Slice(point)), b.typ(Type::Map(STRING, INT)));
    let fields =
        [("A", INT), ("b", STRING), ("C", any), ("d", error), ("E", to_point), ("F", points), ("g", counts)];
    let mixed = b.structure(&fields);
    let mixed = b.named("Mixed", mixed, &[]);
    let two = text(b, "two");
    let half = b.interface(Some(&built(Basic::Float64.id(), &[3.5_f64.to_bits()])));
    let list = b.slice(point, &[vec![1, 2], vec![3, 4]]).words;
    let words = [&[1, two][..], &half, &[0, 0, 0], &list, &[0]].concat();
    values.insert("mixed", built(mixed, &words));

    let bad = b.named("Bad", STRING, &["Error"]);
    let no = text(b, "no");
    let problem = built(bad, &[no]);
    let (x, four) = (text(b, "x"), b.interface(Some(&built(named, &[4]))));
    let problem = b.interface(Some(&problem));
    let keys = (text(b, "b"), text(b, "a"));
    let map = b.map(STRING, INT, &[(vec![keys.0], vec![2]), (vec![keys.1], vec![1])]).words;
    let words = [&[0, x][..], &four, &problem, &[0, 0, 0, 0], &map].concat();
    values.insert("*mixed", b.pointer(&built(mixed, &words)));

    let inner = b.structure(&[("N", named)]);
    let (open, closed) = (b.named("Inner", inner, &[]), b.named("inner", inner, &[]));
    let outer = b.structure(&[(".Inner", open), (".inner", closed), ("Named", named), ("named", named)]);
    values.insert("outer", {
        let outer = b.named("Outer", outer, &[]);
        built(outer, &[1, 2, 3, 4])
    });

    let code = b.structure(&[("Code", INT)]);
    let fail = b.named("Fail", code, &[]);
    let fail = [b.pointer(&built(fail, &[3])), b.pointer(&built(fail, &[1]))];
    b.methods(fail[0].typ, &["Error"]);
    values.insert("nilfail", built(fail[0].typ, &[0]));
    let one = b.interface(Some(&fail[1]));
    values.insert("fails", b.slice(error, &[one, vec![0, 0]]));
    values.insert("fail", fail[0].clone());

    let n = b.structure(&[("N", INT)]);
    let shown = b.named("Shown", n, &["Format", "GoString"]);
    values.insert("shown", built(shown, &[1]));
    let with = b.structure(&[("P", shown)]);
    values.insert("shownpoint", built(with, &[1]));
    values.insert("empty", built(b.structure(&[]), &[]));
    values.insert("nilpoint", built(to_point, &[0]));
    let function = Signature { params: [INT].into(), results: [STRING].into(), variadic: false };
    let function = b.typ(Type::Func(function.into()));
    values.insert("nilfunc", built(function, &[0]));
    let channel = b.typ(Type::Chan(Direction::Both, INT));
    values.insert("nilchan", built(channel, &[0]));
}

fn lists(b: &mut Builder, values: &mut HashMap<&'static str, Built>) {
    let (point, named) = known(b);
    let (byte, float) = (Basic::Uint8.id(), Basic::Float32.id());
    values.insert("nameds", b.slice(named, &[vec![1], vec![2]]));
    let ints = b.slice(INT, &[vec![1]]);
    let none = b.slice(INT, &[]).words;
    values.insert("nilslice", built(ints.typ, &[0, 0, 0]));
    values.insert("nested", b.slice(ints.typ, &[ints.words, vec![0, 0, 0], none]));
    let hi = text(b, "hi");
    values.insert("text", {
        let typ = b.named("Text", STRING, &[]);
        built(typ, &[hi])
    });
    let bytes = b.slice(byte, &[vec![97], vec![255], vec![32]]);
    values.insert("nilbytes", built(bytes.typ, &[0, 0, 0]));
    let own = b.named("Bytes", bytes.typ, &[]);
    let words = b.slice(byte, &[vec![1], vec![200]]).words;
    values.insert("bytes", bytes);
    values.insert("Bytes", built(own, &words));
    let three = b.typ(Type::Array(3, byte));
    values.insert("bytes3", built(three, &[1, 2, 255]));
    let two = b.typ(Type::Array(2, INT));
    let pair = b.named("Pair", two, &[]);
    values.insert("pair", built(pair, &[5, 6]));
    let pairs = b.slice(pair, &[vec![1, 2]]);
    values.insert("*pairs", b.pointer(&pairs));
    let texts = [text(b, "a b"), text(b, "\n")];
    values.insert("strings", b.slice(STRING, &[vec![texts[0]], vec![texts[1]]]));
    let a = b.string(b"a");
    let parts = [
        Some(built(INT, &[1])),
        Some(a),
        None,
        Some(built(point, &[3, 4])),
        Some(built(Basic::Float64.id(), &[2.5_f64.to_bits()])),
        Some(b.slice(byte, &[vec![1]])),
    ];
    let parts: Vec<Vec<u64>> = parts.iter().map(|part| b.interface(part.as_ref())).collect();
    let any = any(b);
    values.insert("anys", b.slice(any, &parts));
    let floats = [f64::from(0.1_f32), 1e10].map(|float| vec![float.to_bits()]);
    values.insert("floats", b.slice(float, &floats));
    let bools = b.typ(Type::Array(2, Basic::Bool.id()));
    values.insert("bools", built(bools, &[1, 0]));
}

fn maps(b: &mut Builder, values: &mut HashMap<&'static str, Built>) {
    let (point, named) = known(b);
    let word = |word: i64| vec![int(word)];
    let keys = [text(b, "z"), text(b, "a"), 0];
    let entries = [(vec![keys[0]], word(26)), (vec![keys[1]], word(1)), (vec![keys[2]], word(0))];
    let map = b.map(STRING, INT, &entries);
    values.insert("nilmap", built(map.typ, &[0]));
    values.insert("map", map);
    let one = b.map(STRING, INT, &entries[1..2]);
    values.insert("*map", b.pointer(&one));
    let entries = [(word(3), vec![1, 2]), (word(-1), vec![0, 0]), (word(2), vec![5, 6])];
    values.insert("intmap", b.map(INT, point, &entries));
    let key = b.structure(&[("A", STRING), ("B", INT)]);
    let key = b.named("Key", key, &[]);
    let letters = [text(b, "b"), text(b, "a")];
    let entries =
        [(vec![letters[0], 1], word(1)), (vec![letters[1], 2], word(0)), (vec![letters[1], 1], word(1))];
    values.insert("keymap", b.map(key, Basic::Bool.id(), &entries));
    let names = [text(b, "b"), text(b, "a"), text(b, "c")];
    let entries = [(2.5_f64, names[0]), (-1.0, names[1]), (f64::INFINITY, names[2])];
    let entries = entries.map(|(key, value)| (vec![key.to_bits()], vec![value]));
    values.insert("floatmap", b.map(Basic::Float64.id(), STRING, &entries));
    let entries = [(word(2), word(3)), (word(1), word(4))];
    values.insert("namedmap", b.map(named, named, &entries));
}

/// What the methods of the values answer.
pub fn answer(b: &mut Builder, wish: Wish) -> (String, bool) {
    let types = &b.code.types;
    let name = lockstep_core::go::lib::type_name::name(types, wish.typ);
    match (wish.method, &*name) {
        (2, "main.Named") => (format!("<{}>", wish.word as i64), false),
        (1, "*main.Fail") if wish.word == 0 => ("<nil>".into(), true),
        (1, "*main.Fail") => (format!("fail {}", b.memory.at(Pointer(wish.word), 1)[0]), false),
        (4, "main.Shown") => {
            let mut text = String::from("[%");
            text.extend(" +-#0".chars().filter(|flag| wish.flags.contains(*flag)));
            if wish.width >= 0 {
                text += &wish.width.to_string();
            }
            if wish.precision >= 0 {
                text += &format!(".{}", wish.precision);
            }
            (format!("{text}{}]", wish.verb), true)
        }
        _ => panic!("{wish:?} of {name}"),
    }
}
