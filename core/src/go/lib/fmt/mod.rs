//! Go's package `fmt`, as far as it writes: values by verbs, flags, widths and precisions, to the letter.
//!
//! A format is followed by `layout`, an operand is printed by `print`, which looks into memory through `value`; what
//! is simple ends in a `field`. Where a value has a method by which it prints itself, everything is given up and the
//! method asked for (`methods`); the same call is made again with its answer.

pub mod field;
mod layout;
mod methods;
mod print;
mod reads;
mod sorted;
pub mod value;

use self::field::Field;
use self::methods::{Ask, Asked, Methods};
use self::print::{Printer, Stop};
use self::reads::Reads;
use self::value::World;
use crate::go::code::Code;
use crate::go::code::layout::{LayoutId, Word};
use crate::go::machine::memory::{Full, Header, Memory, Pointer};
use crate::go::machine::trap::{STACK_OVERFLOW, Trap};
use crate::go::machine::window::Window;
use crate::go::types::store::{Type, TypeId};

/// `format(how int, layout string, operands []any, answers []answer) (text string, next wish)`: see `std/fmt.go`.
pub fn format(window: &mut Window<'_>) -> Result<(), Trap> {
    let world = World::new(window.memory, window.code);
    let call = Call::new(world, window.params);
    window.memory.work(call.layout.len() + 8 * call.answers.len());
    let (printer, stopped) = call.print();
    let flags = printer.field.flags;
    let text = printer.field.out;
    // Until every method was asked, this is done over and over.
    window.memory.work(PRINTED * text.len());
    match stopped {
        Ok(()) => {
            window.set_text(0, &text)?;
            (1..8).for_each(|word| window.set(word, 0));
        }
        Err(Stop::Full) => return Err(Full.into()),
        Err(Stop::Deep) => return Err(Trap::Throw(STACK_OVERFLOW.into())),
        Err(Stop::Ask(Ask { method, value, verb })) => {
            let (typ, word) = world.as_interface(value);
            let mut letters = Vec::new();
            let set = [
                (flags.plus || flags.plus_v, b'+'),
                (flags.minus, b'-'),
                (flags.sharp || flags.sharp_v, b'#'),
                (flags.space, b' '),
                (flags.zero, b'0'),
            ];
            letters.extend(set.iter().filter(|(set, _)| *set).map(|(_, letter)| letter));
            let number = |count: Option<usize>| count.map_or(-1_i64 as u64, |count| count as u64);
            window.set(0, 0);
            window.set(1, u64::from(method));
            window.set(2, typ);
            window.set(3, word);
            window.set(4, u64::from(verb));
            window.set_text(5, &letters)?;
            window.set(6, number(flags.width));
            window.set(7, number(flags.precision));
        }
    }
    Ok(())
}

/// What `format` reads of the memory that goroutines have in common, from where the last method answered up to where the next one is
/// asked: whatever a method reads is its own. `params` is the place of the first parameter.
pub fn reads(memory: &Memory, code: &Code, params: usize) -> Vec<(Pointer, usize)> {
    let reads = Reads::default();
    let call = Call::new(World { memory, code, reads: Some(&reads) }, params);
    // What leads nowhere has nothing in common with anybody.
    let leads = |number: u32| {
        let typ = TypeId(memory.at(call.operands.first.plus(2 * number), 1)[0] as u32);
        code.layouts.carrier(typ) == Word::Pointer
    };
    let is_shared = |base: u32| base != 0 && memory.header(base).has(Header::SHARED);
    let leads_on = is_shared(call.operands.first.base()) || (0..call.operands.count as u32).any(leads);
    if leads_on && let (_, Err(Stop::Ask(ask))) = call.print() {
        // The method gets a copy.
        call.world.as_interface(ask.value);
    }
    reads.take()
}

/// To print a byte takes as long as to go over so many at once.
const PRINTED: usize = 64;

/// A call of `format`.
struct Call<'a> {
    world: World<'a>,
    how: u64,
    layout: &'a [u8],
    operands: Operands,
    /// The words of the answers.
    answers: &'a [u64],
}

impl<'a> Call<'a> {
    /// That whose parameters begin at this place of the memory.
    fn new(world: World<'a>, params: usize) -> Call<'a> {
        let memory = world.memory;
        let word = |at: usize| memory.words[params + at];
        let answers = match 2 * word(6) as usize {
            0 => &[],
            words => memory.at(Pointer(word(5)), words),
        };
        let operands = Operands { first: Pointer(word(2)), count: word(3) as usize };
        Call { world, how: word(0), layout: memory.text(word(1)), operands, answers }
    }

    /// Prints the operands.
    fn print(&self) -> (Printer<'a>, Result<(), Stop>) {
        let Call { world, how, layout, operands, answers } = *self;
        let mut printer = Printer {
            world,
            field: Field::default(),
            methods: Methods::new(world),
            asked: Asked::new(world.memory, answers),
            wraps: how == 3,
            erroring: false,
        };
        let stopped = match how {
            0 => print_all(&mut printer, operands),
            1 => print_line(&mut printer, operands),
            _ => layout::Follower::new(&mut printer, layout, operands).follow(),
        };
        (printer, stopped)
    }
}

/// `wrapped(layout string, operands []any) []int`: which operands stand at a `%w`, errors or not, ascending.
pub fn wrapped(window: &mut Window<'_>) -> Result<(), Trap> {
    let world = World::new(window.memory, window.code);
    let operands = Operands { first: Pointer(window.word(1)), count: window.word(2) as usize };
    let mut found = layout::wrapped(world, window.text(0), operands);
    found.sort_unstable();
    let numbers: Vec<u64> = found.into_iter().map(|number| number as u64).collect();
    match numbers.is_empty() {
        true => (0..3).for_each(|word| window.set(word, 0)),
        false => window.set_slice(0, LayoutId::PLAIN, &numbers)?,
    }
    Ok(())
}

/// The operands of a call.
#[derive(Clone, Copy)]
struct Operands {
    first: Pointer,
    count: usize,
}

impl Operands {
    fn get(self, world: World<'_>, number: usize) -> Option<value::Value> {
        world.inside(self.first.plus(2 * number as u32))
    }
}

/// `Print`: a space between two operands of which neither is a string.
fn print_all(printer: &mut Printer<'_>, operands: Operands) -> Result<(), Stop> {
    let mut string_before = true;
    for number in 0..operands.count {
        let operand = operands.get(printer.world, number);
        let string = operand.is_some_and(|value| match printer.world.kind(value) {
            Type::Basic(basic) => basic.is_string(),
            _ => false,
        });
        if number > 0 && !string && !string_before {
            printer.field.raw(" ");
        }
        printer.operand(operand, 'v')?;
        string_before = string;
    }
    Ok(())
}

/// `Println`: a space between any two operands.
fn print_line(printer: &mut Printer<'_>, operands: Operands) -> Result<(), Stop> {
    for number in 0..operands.count {
        if number > 0 {
            printer.field.raw(" ");
        }
        printer.operand(operands.get(printer.world, number), 'v')?;
    }
    printer.field.raw("\n");
    Ok(())
}
