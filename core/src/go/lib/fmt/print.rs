//! A value of any type after a verb.

use super::field::Field;
use super::methods::{Answer, Ask, Asked, Methods};
use super::sorted;
use super::value::{Reach, Value, World};
use crate::go::lib::type_name;
use crate::go::machine::memory::Pointer;
use crate::go::types::store::{Basic, Type};

/// How deep values may lie in each other. Go has no limit, and ends with a stack overflow for a slice that holds itself.
const DEEPEST: usize = 500;

/// Why printing did not come to its end.
#[derive(Debug)]
pub enum Stop {
    /// A method of the program is to be called first.
    Ask(Ask),
    /// Values lie in each other too deep.
    Deep,
    /// There is no room for what was printed.
    Full,
}

/// Whoever prints.
pub struct Printer<'a> {
    /// What it prints from.
    pub world: World<'a>,
    /// What it has printed.
    pub field: Field,
    /// The methods that types have.
    pub methods: Methods<'a>,
    /// What an earlier look at the same values was told.
    pub asked: Asked<'a>,
    /// Whether `%w` is a verb.
    pub wraps: bool,
    /// Set while a value is printed because its verb is wrong: no methods are called then.
    pub erroring: bool,
}

impl<'a> Printer<'a> {
    /// Prints an operand.
    ///
    /// # Errors
    /// If it cannot go on.
    pub fn operand(&mut self, operand: Option<Value>, verb: char) -> Result<(), Stop> {
        self.has_room()?;
        let Some(value) = operand else {
            match verb {
                'T' | 'v' => self.field.pad(b"<nil>"),
                _ => self.bad_verb(None, verb)?,
            }
            return Ok(());
        };
        match verb {
            'T' => {
                let name = type_name::name(&self.world.code.types, value.typ);
                self.field.string(name.as_bytes());
                Ok(())
            }
            'p' => self.pointer(value, verb),
            _ if self.own_method(value, verb)? => Ok(()),
            _ => self.value(value, verb, 0),
        }
    }

    /// What is printed is no part of the memory before all of it is there.
    fn has_room(&self) -> Result<(), Stop> {
        let left = self.world.memory.limit.saturating_sub(self.world.memory.words.len());
        if self.field.out.len() / 8 > left { Err(Stop::Full) } else { Ok(()) }
    }

    fn type_of(&mut self, value: Value) {
        let name = type_name::name(&self.world.code.types, value.typ);
        self.field.raw(&name);
    }

    /// `%!d(string=hi)`
    fn bad_verb(&mut self, value: Option<Value>, verb: char) -> Result<(), Stop> {
        self.erroring = true;
        self.field.raw("%!");
        self.field.raw(verb.encode_utf8(&mut [0; 4]));
        self.field.raw("(");
        match value {
            None => self.field.raw("<nil>"),
            Some(value) => {
                self.type_of(value);
                self.field.raw("=");
                self.value(value, 'v', 0)?;
            }
        }
        self.field.raw(")");
        self.erroring = false;
        Ok(())
    }

    /// Prints a value by a method of its own, if it has one for the verb.
    fn own_method(&mut self, value: Value, verb: char) -> Result<bool, Stop> {
        if self.erroring {
            return Ok(false);
        }
        let mut verb = verb;
        if verb == 'w' {
            if !self.wraps || !self.methods.has(value.typ, Ask::ERROR) {
                self.bad_verb(Some(value), verb)?;
                return Ok(true);
            }
            verb = 'v';
        }
        if !self.methods.any(value.typ) {
            return Ok(false);
        }
        let text = matches!(verb, 'v' | 's' | 'x' | 'X' | 'q');
        let method = if self.methods.has(value.typ, Ask::FORMAT) {
            Ask::FORMAT
        } else if self.field.flags.sharp_v {
            match self.methods.has(value.typ, Ask::GO_STRING) {
                true => Ask::GO_STRING,
                false => return Ok(false),
            }
        } else if text && self.methods.has(value.typ, Ask::ERROR) {
            Ask::ERROR
        } else if text && self.methods.has(value.typ, Ask::STRING) {
            Ask::STRING
        } else {
            return Ok(false);
        };
        let Some(answer) = self.asked.next() else {
            return Err(Stop::Ask(Ask { method, value, verb }));
        };
        if let Some(reads) = self.world.reads {
            // That was before the method was called.
            reads.forget();
        }
        match answer {
            Answer::Finished(text) => self.field.out.extend_from_slice(text),
            Answer::Text(text) if method == Ask::GO_STRING => self.field.string(text),
            Answer::Text(text) => self.text(value, text, verb)?,
        }
        Ok(true)
    }

    /// Prints a value that lies so deep in the operand.
    fn value(&mut self, value: Value, verb: char, depth: usize) -> Result<(), Stop> {
        if depth > DEEPEST {
            return Err(Stop::Deep);
        }
        self.has_room()?;
        if depth > 0 && value.reach == Reach::Open && self.own_method(value, verb)? {
            return Ok(());
        }
        let world = self.world;
        match world.kind(value) {
            Type::Basic(basic) => self.basic(value, *basic, verb),
            Type::Map(..) => self.map(value, verb, depth),
            Type::Struct(_) => self.structure(value, verb, depth),
            Type::Interface(_) => match world.elem(value) {
                Some(inside) => self.value(inside, verb, depth + 1),
                None => {
                    if self.field.flags.sharp_v {
                        self.type_of(value);
                        self.field.raw("(nil)");
                    } else {
                        self.field.raw("<nil>");
                    }
                    Ok(())
                }
            },
            Type::Array(_, elem) | Type::Slice(elem) => {
                let bytes = matches!(world.code.types.underlying(*elem), Type::Basic(Basic::Uint8));
                if bytes && matches!(verb, 's' | 'q' | 'x' | 'X') {
                    let bytes = world.bytes(value);
                    return self.text(value, &bytes, verb);
                }
                self.list(value, verb, depth)
            }
            Type::Pointer(elem) => {
                let to = Pointer(world.word(value, 0));
                let shown = matches!(
                    world.code.types.underlying(*elem),
                    Type::Array(..) | Type::Slice(_) | Type::Struct(_) | Type::Map(..)
                );
                if depth > 0 || to.is_nil() || !shown {
                    return self.pointer(value, verb);
                }
                self.field.raw("&");
                self.value(Value { typ: *elem, at: to, reach: value.reach, kept: false }, verb, depth + 1)
            }
            Type::Func(_) | Type::Chan(..) => self.pointer(value, verb),
            Type::Named(_) | Type::Tuple(_) | Type::Param(_) => Ok(()),
        }
    }

    fn basic(&mut self, value: Value, basic: Basic, verb: char) -> Result<(), Stop> {
        let word = self.world.word(value, 0);
        match basic {
            Basic::Bool => match verb {
                't' | 'v' => self.field.pad(if word != 0 { b"true" } else { b"false" }),
                _ => self.bad_verb(Some(value), verb)?,
            },
            Basic::String => {
                let memory = self.world.memory;
                self.text(value, memory.text(word), verb)?;
            }
            Basic::Float32 | Basic::Float64 => {
                let (form, precision) = match verb {
                    'v' => ('g', None),
                    'b' | 'g' | 'G' | 'x' | 'X' => (verb, None),
                    'f' | 'e' | 'E' => (verb, Some(6)),
                    'F' => ('f', Some(6)),
                    _ => return self.bad_verb(Some(value), verb),
                };
                self.field.float(f64::from_bits(word), basic == Basic::Float32, form as u8, precision);
            }
            _ => {
                let signed = !basic.is_unsigned();
                if verb == 'v' && self.field.flags.sharp_v && !signed {
                    self.field.address(word, true);
                    return Ok(());
                }
                match verb {
                    'v' | 'd' => self.field.integer(word, 10, signed, verb),
                    'b' => self.field.integer(word, 2, signed, verb),
                    'o' | 'O' => self.field.integer(word, 8, signed, verb),
                    'x' | 'X' => self.field.integer(word, 16, signed, verb),
                    'c' => self.field.character(word),
                    'q' => self.field.quoted_character(word),
                    'U' => self.field.unicode(word),
                    _ => self.bad_verb(Some(value), verb)?,
                }
            }
        }
        Ok(())
    }

    /// Prints the text that a value is or stands for.
    fn text(&mut self, value: Value, text: &[u8], verb: char) -> Result<(), Stop> {
        match verb {
            'v' if self.field.flags.sharp_v => self.field.quoted(text),
            'v' | 's' => self.field.string(text),
            'q' => self.field.quoted(text),
            'x' | 'X' => self.field.hexadecimal(text, verb == 'X'),
            _ => self.bad_verb(Some(value), verb)?,
        }
        Ok(())
    }

    /// Before the parts of a value: `main.T{` or what stands there without the type.
    fn open(&mut self, value: Value, bare: &str) {
        if self.field.flags.sharp_v {
            self.type_of(value);
            self.field.raw("{");
        } else {
            self.field.raw(bare);
        }
    }

    fn between(&mut self, number: usize) {
        if number > 0 {
            self.field.raw(if self.field.flags.sharp_v { ", " } else { " " });
        }
    }

    fn close(&mut self, bare: &str) {
        self.field.raw(if self.field.flags.sharp_v { "}" } else { bare });
    }

    /// `main.T(nil)`, where types are printed.
    fn is_nil_with_type(&mut self, value: Value) -> bool {
        let nil = self.field.flags.sharp_v && Pointer(self.world.word(value, 0)).is_nil();
        if nil {
            self.type_of(value);
            self.field.raw("(nil)");
        }
        nil
    }

    fn map(&mut self, value: Value, verb: char, depth: usize) -> Result<(), Stop> {
        if self.is_nil_with_type(value) {
            return Ok(());
        }
        self.open(value, "map[");
        for (number, (key, elem)) in sorted::entries(self.world, value).into_iter().enumerate() {
            self.between(number);
            self.value(key, verb, depth + 1)?;
            self.field.raw(":");
            self.value(elem, verb, depth + 1)?;
        }
        self.close("]");
        Ok(())
    }

    fn structure(&mut self, value: Value, verb: char, depth: usize) -> Result<(), Stop> {
        if let Some(text) = self.world.rule_object(value) {
            self.rule_object(text);
            return Ok(());
        }
        self.open(value, "{");
        for (number, (field, mut part)) in self.world.fields(value).enumerate() {
            self.between(number);
            if self.field.flags.plus_v || self.field.flags.sharp_v {
                self.field.raw(&field.name);
                self.field.raw(":");
            }
            if matches!(self.world.kind(part), Type::Interface(_))
                && let Some(inside) = self.world.elem(part)
            {
                part = inside;
            }
            self.value(part, verb, depth + 1)?;
        }
        self.close("}");
        Ok(())
    }

    /// An object of the rules; its fields have names only where they are asked for.
    fn rule_object(&mut self, text: &str) {
        let named = self.field.flags.plus_v || self.field.flags.sharp_v;
        let mut word = String::new();
        for letter in text.chars() {
            match letter {
                ':' if !named => word.clear(),
                '{' | '}' | ' ' => {
                    word.push(letter);
                    self.field.raw(&word);
                    word.clear();
                }
                _ => word.push(letter),
            }
        }
    }

    fn list(&mut self, value: Value, verb: char, depth: usize) -> Result<(), Stop> {
        let begin = self.field.out.len();
        let nil = matches!(self.world.kind(value), Type::Slice(_)) && self.is_nil_with_type(value);
        if !nil {
            self.open(value, "[");
        }
        // An operand that is a slice of bytes is the one place where Go says byte.
        if depth == 0 && self.field.out[begin..].starts_with(b"[]uint8") {
            self.field.out.splice(begin..begin + 7, *b"[]byte");
        }
        if nil {
            return Ok(());
        }
        for (number, elem) in self.world.elements(value).enumerate() {
            self.between(number);
            self.value(elem, verb, depth + 1)?;
        }
        self.close("]");
        Ok(())
    }

    /// Prints where something is.
    fn pointer(&mut self, value: Value, verb: char) -> Result<(), Stop> {
        let Some(address) = self.world.address(value) else {
            return self.bad_verb(Some(value), verb);
        };
        let flags = self.field.flags;
        match verb {
            'v' if flags.sharp_v => {
                self.field.raw("(");
                self.type_of(value);
                self.field.raw(")(");
                match address {
                    0 => self.field.raw("nil"),
                    _ => self.field.address(address, true),
                }
                self.field.raw(")");
            }
            'v' if address == 0 => self.field.pad(b"<nil>"),
            'v' | 'p' => self.field.address(address, !flags.sharp),
            'b' => self.field.integer(address, 2, false, verb),
            'o' => self.field.integer(address, 8, false, verb),
            'd' => self.field.integer(address, 10, false, verb),
            'x' | 'X' => self.field.integer(address, 16, false, verb),
            _ => self.bad_verb(Some(value), verb)?,
        }
        Ok(())
    }
}
