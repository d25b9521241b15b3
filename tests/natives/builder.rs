//! A program without a text: types, methods and values, put into memory by hand.

use lockstep_core::go::code::layout::{LayoutId, Layouts, Word};
use lockstep_core::go::code::waiters::Waiters;
use lockstep_core::go::code::{Code, Errors, Function, WellKnown};
use lockstep_core::go::lib;
use lockstep_core::go::machine::memory::{Memory, Pointer};
use lockstep_core::go::machine::trap::Trap;
use lockstep_core::go::machine::window::Window;
use lockstep_core::go::types::store::{
    Basic, Interface, Named, NamedMethod, ObjectId, PackageId, Signature, StructField, Type, TypeId, Types,
};

/// The methods that the test's types have, in the order of their numbers.
pub const METHODS: [&str; 4] = ["Error", "Format", "GoString", "String"];

/// A value: its type and its words.
#[derive(Clone, Debug)]
pub struct Built {
    /// Its type.
    pub typ: TypeId,
    /// Its words.
    pub words: Vec<u64>,
}

/// What is built.
pub struct Builder {
    /// The program.
    pub code: Code,
    /// Its memory.
    pub memory: Memory,
    /// Its package `main`.
    pub main: PackageId,
}

impl Builder {
    /// A program with nothing in it but Go's own types.
    pub fn new() -> Builder {
        let mut types = Types::default();
        let main = types.add_package("main".into(), "main".into());
        let code = Code {
            failing: None,
            draws: false,
            asks_for_time: false,
            looks: false,
            waiters: Waiters::default(),
            functions: vec![
                Function { results: 1, params: 1, slots: vec![Word::Text], ..Function::default() },
                Function::default(),
            ],
            entry: 0,
            constants: Vec::new(),
            image: Vec::new(),
            selects: Vec::new(),
            layouts: Layouts::default(),
            types,
            maps: Vec::new(),
            methods: Vec::new(),
            method_names: METHODS.iter().map(|name| (*name).into()).collect(),
            interfaces: Default::default(),
            well_known: WellKnown { error: Some(0), go_string: Some(2), string: Some(3) },
            asserted_from: Vec::new(),
            boxes: Default::default(),
            errors: Errors::default(),
            panic_text: 0,
            go_func: None,
            names: Vec::new(),
            sources: Default::default(),
        };
        let mut builder = Builder { code, memory: Memory::new(1 << 24), main };
        builder.formatter();
        builder
    }

    /// The interface by which whoever formats knows the method `Format`.
    fn formatter(&mut self) {
        let package = self.code.types.add_package("fmt".into(), "fmt".into());
        let interface = self.typ(Type::Interface(Interface::default().into()));
        let typ = self.named_in(Some(package), "Formatter", interface, &[]);
        self.code.interfaces.insert(typ, [1].into());
    }

    /// The type that is made of this.
    pub fn typ(&mut self, typ: Type) -> TypeId {
        self.code.types.add(typ)
    }

    /// A struct; an embedded field's name begins with a dot.
    pub fn structure(&mut self, fields: &[(&str, TypeId)]) -> TypeId {
        let field = |(name, typ): &(&str, TypeId)| StructField {
            name: name.trim_start_matches('.').into(),
            package: None,
            typ: *typ,
            embedded: name.starts_with('.'),
            tag: None,
        };
        self.typ(Type::Struct(fields.iter().map(field).collect()))
    }

    /// A named type of the program, with the methods of these names.
    pub fn named(&mut self, name: &str, underlying: TypeId, methods: &[&str]) -> TypeId {
        self.named_in(Some(self.main), name, underlying, methods)
    }

    /// A named type of any package or of none.
    pub fn named_in(
        &mut self,
        package: Option<PackageId>,
        name: &str,
        underlying: TypeId,
        methods: &[&str],
    ) -> TypeId {
        let signature = self.typ(Type::Func(Signature::default().into()));
        let method = |name: &&str| NamedMethod {
            name: (*name).into(),
            object: ObjectId(0),
            typ: signature,
            pointer: false,
        };
        let named = Named {
            name: name.into(),
            package,
            object: ObjectId(0),
            underlying,
            methods: methods.iter().map(method).collect(),
            outer_params: [].into(),
            type_params: [].into(),
            type_args: [].into(),
            origin: None,
            ordinal: 0,
        };
        let typ = self.code.types.add_named(named).1;
        self.methods(typ, methods);
        typ
    }

    /// Gives a type methods.
    pub fn methods(&mut self, typ: TypeId, methods: &[&str]) {
        for name in methods {
            let number = METHODS.iter().position(|known| known == name).expect("the test knows its methods");
            let all = &mut self.code.methods;
            if all.len() <= typ.0 as usize {
                all.resize(typ.0 as usize + 1, Vec::new());
            }
            let own = &mut all[typ.0 as usize];
            own.push((number as u32, u32::from(*name == "Format")));
            own.sort_unstable();
        }
    }

    /// A value of one of Go's own types.
    pub fn basic(&self, basic: Basic, word: u64) -> Built {
        Built { typ: basic.id(), words: vec![word] }
    }

    /// A string.
    pub fn string(&mut self, text: &[u8]) -> Built {
        let word = self.memory.make_text(text).expect("there is room");
        Built { typ: Basic::String.id(), words: vec![word] }
    }

    /// An object of these words.
    pub fn object(&mut self, words: &[u64]) -> Pointer {
        let base = self.memory.allocate(LayoutId::PLAIN, 1, words.len()).expect("there is room");
        let pointer = Pointer::new(base, 0);
        self.memory.at_mut(pointer, words.len()).copy_from_slice(words);
        pointer
    }

    /// The words of an interface that holds this, or nil.
    pub fn interface(&mut self, value: Option<&Built>) -> Vec<u64> {
        let Some(value) = value else { return vec![0, 0] };
        let word = match value.words[..] {
            [] => 0,
            [word] => word,
            _ => self.object(&value.words.clone()).0,
        };
        vec![u64::from(value.typ.0), word]
    }

    /// A slice of these elements.
    pub fn slice(&mut self, elem: TypeId, elements: &[Vec<u64>]) -> Built {
        let typ = self.typ(Type::Slice(elem));
        let pointer = self.object(&elements.concat());
        let count = elements.len() as u64;
        Built { typ, words: vec![pointer.0, count, count] }
    }

    /// A pointer to a value.
    pub fn pointer(&mut self, to: &Built) -> Built {
        let typ = self.typ(Type::Pointer(to.typ));
        Built { typ, words: vec![self.object(&to.words).0] }
    }

    /// A map, with an entry in the middle that was deleted.
    pub fn map(&mut self, key: TypeId, value: TypeId, entries: &[(Vec<u64>, Vec<u64>)]) -> Built {
        let typ = self.typ(Type::Map(key, value));
        let mut words = Vec::new();
        for (number, (key, value)) in entries.iter().enumerate() {
            for live in if number == 1 { 0..2 } else { 1..2 } {
                words.push(live);
                words.extend(key);
                words.extend(value);
            }
        }
        let used = entries.len() + usize::from(entries.len() > 1);
        let entries_at = self.object(&words);
        let pointer = self.object(&[entries_at.0, 0, entries.len() as u64, used as u64, 0]);
        Built { typ, words: vec![pointer.0] }
    }

    /// Calls a native function, and gives the words of its results.
    pub fn call(&mut self, name: &str, results: usize, params: &[u64]) -> Result<Vec<u64>, Trap> {
        let native = lib::find(name).unwrap_or_else(|| panic!("there is no {name}"));
        let mut words = vec![0; results];
        words.extend(params);
        let first = self.object(&words).at();
        let mut window =
            Window { memory: &mut self.memory, code: &self.code, results: first, params: first + results };
        lib::get(native)(&mut window)?;
        Ok(self.memory.words[first..first + results].to_vec())
    }

    /// The text that `fmt` makes of operands; `answer` plays the methods that it asks for.
    pub fn format(
        &mut self,
        how: u64,
        layout: &[u8],
        operands: &[Option<Built>],
        answer: &dyn Fn(&mut Builder, Wish) -> (String, bool),
    ) -> Vec<u8> {
        let words: Vec<Vec<u64>> = operands.iter().map(|operand| self.interface(operand.as_ref())).collect();
        let any = Basic::Invalid.id();
        let operands = self.slice(any, &words).words;
        let layout = self.string(layout).words[0];
        let mut answers: Vec<Vec<u64>> = Vec::new();
        loop {
            let given = self.slice(any, &answers).words;
            let params = [vec![how, layout], operands.clone(), given].concat();
            let results = self.call("fmt.format", 8, &params).expect("nothing lies too deep");
            if results[1] == 0 {
                return self.memory.text(results[0]).to_vec();
            }
            let wish = Wish {
                method: results[1],
                typ: TypeId(results[2] as u32),
                word: results[3],
                verb: char::from_u32(results[4] as u32).expect("verbs are characters"),
                flags: String::from_utf8_lossy(self.memory.text(results[5])).into_owned(),
                width: results[6] as i64,
                precision: results[7] as i64,
            };
            let (text, finished) = answer(self, wish);
            let text = self.string(text.as_bytes()).words[0];
            answers.push(vec![text, u64::from(finished)]);
        }
    }
}

/// A method that is asked for, as in `std/fmt.go`.
#[derive(Debug)]
pub struct Wish {
    /// 1 `Error`, 2 `String`, 3 `GoString`, 4 `Format`.
    pub method: u64,
    /// The operand's type.
    pub typ: TypeId,
    /// The operand's word.
    pub word: u64,
    /// The directive.
    pub verb: char,
    /// The directive.
    pub flags: String,
    /// The directive.
    pub width: i64,
    /// The directive.
    pub precision: i64,
}
