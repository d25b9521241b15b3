//! What a format says: text, and directives with flags, a width, a precision, the number of an operand and a verb.

use super::Operands;
use super::field::Flags;
use super::print::{Printer, Stop};
use super::value::World;
use crate::go::lib::{type_name, utf8};
use crate::go::types::store::Type;

/// No width, precision or number of an operand may be larger.
const LARGEST: usize = 1_000_000;

/// A directive that was read.
struct Directive {
    flags: Flags,
    /// What is wrong with its width or precision.
    complaint: &'static [&'static str],
    /// What it ends with, unless the format ends before it.
    verb: Option<char>,
    /// Whether the numbers of operands in it are good.
    good: bool,
}

const NOTHING: &[&str] = &[];
const WIDTH: &[&str] = &["%!(BADWIDTH)"];
const PRECISION: &[&str] = &["%!(BADPREC)"];
const BOTH: &[&str] = &["%!(BADWIDTH)", "%!(BADPREC)"];

/// Where somebody is in a format.
struct Reader<'a> {
    world: World<'a>,
    text: &'a [u8],
    at: usize,
    operands: Operands,
    /// The next operand.
    next: usize,
    /// Whether an operand was chosen by its number.
    reordered: bool,
    /// Whether the numbers of operands in the directive are good.
    good: bool,
    /// Whether a number was just read.
    after_number: bool,
}

impl<'a> Reader<'a> {
    fn new(world: World<'a>, text: &'a [u8], operands: Operands) -> Reader<'a> {
        Reader { world, text, at: 0, operands, next: 0, reordered: false, good: true, after_number: false }
    }

    /// The text up to the next directive.
    fn plain(&mut self) -> &'a [u8] {
        let rest = &self.text[self.at..];
        let length = rest.iter().position(|byte| *byte == b'%').unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// A directive, from its percent sign on.
    fn directive(&mut self) -> Directive {
        self.at += 1;
        self.good = true;
        self.after_number = false;
        let mut flags = Flags::default();
        while let Some(byte) = self.peek() {
            match byte {
                b'#' => flags.sharp = true,
                b'0' => flags.zero = true,
                b'+' => flags.plus = true,
                b'-' => flags.minus = true,
                b' ' => flags.space = true,
                _ => break,
            }
            self.at += 1;
        }
        let (mut bad_width, mut bad_precision) = (false, false);
        self.operand_number();
        if self.peek() == Some(b'*') {
            self.at += 1;
            match self.number_of_operand() {
                Some(width) => {
                    flags.minus |= width < 0;
                    flags.width = Some(width.unsigned_abs() as usize);
                }
                None => bad_width = true,
            }
            self.after_number = false;
        } else {
            flags.width = self.number();
            if self.after_number && flags.width.is_some() {
                self.good = false;
            }
        }
        // A point at the very end is a verb.
        if self.peek() == Some(b'.') && self.at + 1 < self.text.len() {
            self.at += 1;
            if self.after_number {
                self.good = false;
            }
            self.operand_number();
            if self.peek() == Some(b'*') {
                self.at += 1;
                let precision = self.number_of_operand();
                // A negative one is as if there were none, and told as bad.
                flags.precision = precision.and_then(|precision| usize::try_from(precision).ok());
                bad_precision = flags.precision.is_none();
                self.after_number = false;
            } else {
                flags.precision = Some(self.number().unwrap_or(0));
            }
        }
        if !self.after_number {
            self.operand_number();
        }
        let complaint = match (bad_width, bad_precision) {
            (false, false) => NOTHING,
            (true, false) => WIDTH,
            (false, true) => PRECISION,
            (true, true) => BOTH,
        };
        let (rune, size) = utf8::decode(&self.text[self.at..]);
        self.at += size;
        let verb = (size > 0).then(|| utf8::character(i64::from(rune)));
        Directive { flags, complaint, verb, good: self.good }
    }

    /// A number, unless none is there or it is too large: then the format is at its end.
    fn number(&mut self) -> Option<usize> {
        let mut number = None;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            if number.is_some_and(|number| number > LARGEST) {
                self.at = self.text.len();
                return None;
            }
            number = Some(number.unwrap_or(0) * 10 + usize::from(digit - b'0'));
            self.at += 1;
        }
        number
    }

    /// `[3]`: which operand is the next one, if it stands here.
    fn operand_number(&mut self) {
        self.after_number = false;
        if self.peek() != Some(b'[') {
            return;
        }
        self.reordered = true;
        let rest = &self.text[self.at..];
        let Some(end) = rest.iter().position(|byte| *byte == b']').filter(|_| rest.len() >= 3) else {
            self.good = false;
            self.at += 1;
            return;
        };
        let digits = &rest[1..end];
        self.at += end + 1;
        let mut number = 0;
        for digit in digits {
            if !digit.is_ascii_digit() || number > LARGEST {
                self.good = false;
                return;
            }
            number = number * 10 + usize::from(digit - b'0');
        }
        if digits.is_empty() {
            self.good = false;
            return;
        }
        self.after_number = true;
        if (1..=self.operands.count).contains(&number) {
            self.next = number - 1;
        } else {
            self.good = false;
        }
    }

    /// A width or precision that is the next operand.
    fn number_of_operand(&mut self) -> Option<i64> {
        if self.next >= self.operands.count {
            return None;
        }
        let operand = self.operands.get(self.world, self.next);
        self.next += 1;
        let value = operand?;
        let Type::Basic(basic) = self.world.kind(value) else { return None };
        let number = self.world.word(value, 0) as i64;
        let fits = !basic.is_unsigned() || number >= 0;
        (basic.is_integer() && fits && number.unsigned_abs() <= LARGEST as u64).then_some(number)
    }
}

/// Which operands stand at `%w`, in the order of the format.
pub fn wrapped(world: World<'_>, text: &[u8], operands: Operands) -> Vec<usize> {
    let mut reader = Reader::new(world, text, operands);
    let mut found = Vec::new();
    loop {
        reader.plain();
        if reader.peek().is_none() {
            return found;
        }
        let directive = reader.directive();
        if directive.verb == Some('%') || !directive.good || reader.next >= operands.count {
            continue;
        }
        if directive.verb == Some('w') {
            found.push(reader.next);
        }
        reader.next += 1;
    }
}

/// Whoever prints what a format says.
pub struct Follower<'p, 'a> {
    printer: &'p mut Printer<'a>,
    reader: Reader<'a>,
}

impl<'p, 'a> Follower<'p, 'a> {
    /// At the beginning.
    pub fn new(printer: &'p mut Printer<'a>, text: &'a [u8], operands: Operands) -> Self {
        let reader = Reader::new(printer.world, text, operands);
        Follower { printer, reader }
    }

    /// Prints all of it.
    ///
    /// # Errors
    /// If it cannot go on.
    pub fn follow(mut self) -> Result<(), Stop> {
        loop {
            let plain = self.reader.plain();
            self.printer.field.out.extend_from_slice(plain);
            if self.reader.peek().is_none() {
                break;
            }
            let directive = self.reader.directive();
            self.one(&directive)?;
            if directive.verb.is_none() {
                break;
            }
        }
        self.extra()
    }

    fn one(&mut self, directive: &Directive) -> Result<(), Stop> {
        let field = &mut self.printer.field;
        directive.complaint.iter().for_each(|complaint| field.raw(complaint));
        let Some(verb) = directive.verb else {
            field.raw("%!(NOVERB)");
            return Ok(());
        };
        if verb == '%' {
            field.raw("%");
            return Ok(());
        }
        let problem = match (directive.good, self.reader.next < self.reader.operands.count) {
            (false, _) => "(BADINDEX)",
            (true, false) => "(MISSING)",
            (true, true) => "",
        };
        if !problem.is_empty() {
            field.raw("%!");
            field.raw(verb.encode_utf8(&mut [0; 4]));
            field.raw(problem);
            return Ok(());
        }
        let mut flags = directive.flags;
        if matches!(verb, 'v' | 'w') {
            flags.sharp_v = std::mem::take(&mut flags.sharp);
            flags.plus_v = std::mem::take(&mut flags.plus);
        }
        field.flags = flags;
        let operand = self.reader.operands.get(self.reader.world, self.reader.next);
        self.reader.next += 1;
        self.printer.operand(operand, verb)
    }

    /// What is told of operands that no directive has used.
    fn extra(self) -> Result<(), Stop> {
        let (printer, reader) = (self.printer, self.reader);
        if reader.reordered || reader.next >= reader.operands.count {
            return Ok(());
        }
        printer.field.flags = Flags::default();
        printer.field.raw("%!(EXTRA ");
        for number in reader.next..reader.operands.count {
            if number > reader.next {
                printer.field.raw(", ");
            }
            match reader.operands.get(reader.world, number) {
                None => printer.field.raw("<nil>"),
                Some(value) => {
                    let name = type_name::name(&reader.world.code.types, value.typ);
                    printer.field.raw(&name);
                    printer.field.raw("=");
                    printer.operand(Some(value), 'v')?;
                }
            }
        }
        printer.field.raw(")");
        Ok(())
    }
}
