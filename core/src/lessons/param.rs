//! What a reader can turn in a lesson, and the values it is turned to.
//!
//! Values come from sliders, lists and links, so each is checked where it comes in, and a refusal says which parameter,
//! where, what was given and what would do. A set of [`Values`] that exists is one that its lesson can run.

use super::cut;
use crate::present::{Arg, Id, Locale, Message};
use crate::say;
use std::fmt;

/// One thing that a reader can turn.
#[derive(Debug)]
pub struct Param {
    /// Its name in links and, for numbers, in the Go source.
    pub id: &'static str,
    /// Its name beside its slider or list.
    pub label: Id,
    /// What it can be turned to.
    pub range: Range,
    /// Where it means something; elsewhere it is kept but has no effect.
    pub when: When,
}

/// What a parameter can be turned to.
#[derive(Debug)]
pub enum Range {
    /// A whole number, from the least to the most, both included.
    Number {
        /// The least.
        min: u32,
        /// The most.
        max: Limit,
        /// What it is until it is turned.
        default: Limit,
    },
    /// One of several; the first until it is turned.
    Options(&'static [Variant]),
}

/// One of several that a parameter can be turned to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Its name in links.
    pub id: &'static str,
    /// Its name in the list.
    pub label: Id,
}

/// A bound of a range.
#[derive(Clone, Copy, Debug)]
pub enum Limit {
    /// This number.
    Fixed(u32),
    /// Whatever this other parameter, which is declared before this one, is turned to.
    Param(&'static str),
}

/// Where a parameter means something.
#[derive(Clone, Copy, Debug)]
pub enum When {
    /// Everywhere.
    Always,
    /// Where the parameter that is named first is turned to the option that is named second.
    Is(&'static str, &'static str),
    /// Where it is turned to any other option than that.
    IsNot(&'static str, &'static str),
}

/// What the parameters of one lesson are turned to.
#[derive(Clone, Debug)]
pub struct Values {
    params: &'static [Param],
    /// A number, or the index of an option; `None` until it is turned.
    turned: Vec<Option<u32>>,
}

impl Param {
    /// A whole number that always means something.
    pub const fn number(id: &'static str, label: Id, min: u32, max: u32, default: u32) -> Param {
        let range = Range::Number { min, max: Limit::Fixed(max), default: Limit::Fixed(default) };
        Param { id, label, range, when: When::Always }
    }

    /// One of several, which always means something.
    pub const fn options(id: &'static str, label: Id, options: &'static [Variant]) -> Param {
        Param { id, label, range: Range::Options(options), when: When::Always }
    }
}

impl PartialEq for Values {
    fn eq(&self, other: &Values) -> bool {
        std::ptr::eq(self.params, other.params) && self.all().eq(other.all())
    }
}

impl Values {
    /// Every parameter as it is before it is turned.
    pub fn new(params: &'static [Param]) -> Values {
        Values { params, turned: vec![None; params.len()] }
    }

    /// Reads what [`Display`](fmt::Display) writes: `n=12&variant=buffered`, in any order, what is missing left as it is
    /// before it is turned.
    ///
    /// # Errors
    /// The first that is wrong.
    pub fn parse(params: &'static [Param], text: &str) -> Result<Values, ValueError> {
        let mut column = 1;
        let parts = text.split('&').filter(|_| !text.is_empty()).map(|part| {
            let at = column;
            column += part.chars().count() + 1;
            let (id, value) = part.split_once('=').unwrap_or((part, ""));
            (at, id, value)
        });
        Values::collect(params, parts)
    }

    /// The same from names and values that were already told apart, as a schedule token keeps them.
    ///
    /// # Errors
    /// The first that is wrong; its column is 0.
    pub fn from_pairs<'a>(
        params: &'static [Param],
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Values, ValueError> {
        Values::collect(params, pairs.into_iter().map(|(id, value)| (0, id, value)))
    }

    fn collect<'a>(
        params: &'static [Param],
        parts: impl Iterator<Item = (usize, &'a str, &'a str)>,
    ) -> Result<Values, ValueError> {
        let mut values = Values::new(params);
        let mut given = vec![None; params.len()];
        for (column, id, value) in parts {
            let refuse = |why| Err(ValueError::new(column, id, value, why));
            let Some(index) = values.index(id) else { return refuse(Why::NoSuchParam) };
            if given[index].is_some() {
                return refuse(Why::Twice);
            }
            given[index] = Some((column, value));
            values.turned[index] = match values.read(index, value) {
                Ok(number) => Some(number),
                Err(why) => return refuse(why),
            };
        }
        // A bound may itself be a value, and the order is the writer's: so the bounds are looked at when all is read.
        for (index, param) in params.iter().enumerate() {
            if let Some(why) = values.out_of_range(index) {
                let (column, value) = given[index].expect("what is not turned is within its bounds");
                return Err(ValueError::new(column, param.id, value, why));
            }
        }
        Ok(values)
    }

    /// The same with one parameter turned. Others whose bounds this one moves go with them.
    ///
    /// # Errors
    /// If there is no such parameter, or it cannot be turned to this.
    pub fn with(&self, id: &str, value: &str) -> Result<Values, ValueError> {
        let refuse = |why| ValueError::new(0, id, value, why);
        let mut values = self.clone();
        let index = values.index(id).ok_or(Why::NoSuchParam).map_err(refuse)?;
        values.turned[index] = Some(values.read(index, value).map_err(refuse)?);
        if let Some(why) = values.out_of_range(index) {
            return Err(refuse(why));
        }
        for index in 0..values.params.len() {
            if let Some(Why::OutOfRange { min, max }) = values.out_of_range(index) {
                values.turned[index] = values.turned[index].map(|number| number.clamp(min, max));
            }
        }
        Ok(values)
    }

    /// The parameters that these are values of.
    pub fn params(&self) -> &'static [Param] {
        self.params
    }

    /// A number.
    ///
    /// # Panics
    /// If there is no such parameter.
    pub fn number(&self, id: &str) -> u32 {
        self.at(self.index(id).expect("a lesson asks for its own parameters"))
    }

    /// The option that one of several is turned to.
    ///
    /// # Panics
    /// If there is no such parameter, or it is a number.
    pub fn option(&self, id: &str) -> &'static str {
        let index = self.index(id).expect("a lesson asks for its own parameters");
        match self.params[index].range {
            Range::Options(options) => options[self.at(index) as usize].id,
            Range::Number { .. } => panic!("{id} is a number"),
        }
    }

    /// A value as it is written in links and sources.
    ///
    /// # Panics
    /// If there is no such parameter.
    pub fn text(&self, id: &str) -> String {
        let index = self.index(id).expect("a lesson asks for its own parameters");
        match self.params[index].range {
            Range::Options(_) => self.option(id).to_string(),
            Range::Number { .. } => self.at(index).to_string(),
        }
    }

    /// Name and value of each that differs from what it is before anything is turned.
    pub fn pairs(&self) -> impl Iterator<Item = (&'static str, String)> + '_ {
        let turned = (0..self.params.len()).filter(|index| self.at(*index) != self.default_at(*index));
        turned.map(|index| self.params[index].id).map(|id| (id, self.text(id)))
    }

    /// The least and the most that a number can be turned to now; for one of several, the first and the last index.
    ///
    /// # Panics
    /// If there is no such parameter.
    pub fn bounds(&self, id: &str) -> (u32, u32) {
        self.bounds_at(self.index(id).expect("a lesson asks for its own parameters"))
    }

    /// Whether a parameter has an effect now.
    pub fn matters(&self, param: &Param) -> bool {
        match param.when {
            When::Always => true,
            When::Is(other, option) => self.option(other) == option,
            When::IsNot(other, option) => self.option(other) != option,
        }
    }

    fn index(&self, id: &str) -> Option<usize> {
        self.params.iter().position(|param| param.id == id)
    }

    fn all(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.params.len()).map(|index| self.at(index))
    }

    fn at(&self, index: usize) -> u32 {
        self.turned[index].unwrap_or_else(|| self.default_at(index))
    }

    fn default_at(&self, index: usize) -> u32 {
        match self.params[index].range {
            Range::Number { default, .. } => self.limit(default),
            Range::Options(_) => 0,
        }
    }

    fn bounds_at(&self, index: usize) -> (u32, u32) {
        match self.params[index].range {
            Range::Number { min, max, .. } => (min, self.limit(max)),
            Range::Options(options) => (0, options.len() as u32 - 1),
        }
    }

    fn limit(&self, limit: Limit) -> u32 {
        match limit {
            Limit::Fixed(number) => number,
            Limit::Param(id) => self.number(id),
        }
    }

    fn read(&self, index: usize, value: &str) -> Result<u32, Why> {
        match self.params[index].range {
            Range::Options(options) => {
                let found = options.iter().position(|option| option.id == value);
                found.map(|at| at as u32).ok_or(Why::NotAnOption { options })
            }
            Range::Number { .. } if value.is_empty() || !value.bytes().all(|byte| byte.is_ascii_digit()) => {
                Err(Why::NotANumber)
            }
            // Too large for the type is too large for any range, and the range is what the reader is to be told.
            Range::Number { .. } => Ok(value.parse().unwrap_or(u32::MAX)),
        }
    }

    fn out_of_range(&self, index: usize) -> Option<Why> {
        let (min, max) = self.bounds_at(index);
        (!(min..=max).contains(&self.at(index))).then_some(Why::OutOfRange { min, max })
    }
}

/// What [`pairs`](Values::pairs) gives, as `n=12&variant=buffered`.
impl fmt::Display for Values {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut between = "";
        for (id, value) in self.pairs() {
            write!(out, "{between}{id}={value}")?;
            between = "&";
        }
        Ok(())
    }
}

/// A value that its lesson cannot run with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    /// Where in the text its parameter begins, in characters from 1; 0 if it did not come from a text.
    pub column: usize,
    /// Which parameter, at most the first 40 characters of it.
    pub param: String,
    /// What was given, at most the first 40 characters of it.
    pub given: String,
    /// What is wrong with it.
    pub why: Why,
}

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The lesson has no such parameter.
    NoSuchParam,
    /// It is given twice.
    Twice,
    /// It is not a whole number.
    NotANumber,
    /// It is not within these bounds, both included.
    OutOfRange {
        /// The least.
        min: u32,
        /// The most.
        max: u32,
    },
    /// It is none of these.
    NotAnOption {
        /// What it can be.
        options: &'static [Variant],
    },
}

impl ValueError {
    fn new(column: usize, param: &str, given: &str, why: Why) -> ValueError {
        ValueError { column, param: cut(param), given: cut(given), why }
    }
}

impl From<&ValueError> for Message {
    #[inline(never)]
    fn from(error: &ValueError) -> Message {
        let ValueError { param, given, .. } = error;
        let (param, given) = (param.as_str(), given.as_str());
        let message = match &error.why {
            Why::NoSuchParam => say!(ValueNoSuchParam, param = param),
            Why::Twice => say!(ValueTwice, param = param),
            Why::NotANumber => say!(ValueNotANumber, param = param, given = given),
            Why::OutOfRange { min, max } => {
                say!(ValueOutOfRange, param = param, given = given, min = *min, max = *max)
            }
            Why::NotAnOption { options } => {
                let options = options.iter().map(|option| option.id.into()).collect();
                say!(ValueNotAnOption, param = param, given = given, options = Arg::Many(options))
            }
        };
        match error.column {
            0 => message,
            column => say!(AtColumn, column = column, error = message),
        }
    }
}

/// In English.
impl fmt::Display for ValueError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&Locale::English.text(self))
    }
}

impl std::error::Error for ValueError {}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    static PARAMS: [Param; 3] = [
        Param::number("n", Id::ParamGoroutines, 1, 100, 10),
        Param::options(
            "variant",
            Id::ParamVariant,
            &[
                Variant { id: "plain", label: Id::VariantOriginal },
                Variant { id: "buffered", label: Id::VariantBuffered },
            ],
        ),
        Param {
            id: "capacity",
            label: Id::ParamChannelCapacity,
            range: Range::Number { min: 0, max: Limit::Param("n"), default: Limit::Param("n") },
            when: When::Is("variant", "buffered"),
        },
    ];

    fn parse(text: &str) -> Result<Values, String> {
        Values::parse(&PARAMS, text).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_written_is_read() {
        for text in ["", "n=1", "variant=buffered", "n=20&variant=buffered&capacity=19", "capacity=0"] {
            assert_eq!(parse(text).map(|values| values.to_string()), Ok(text.to_string()));
        }
        assert_eq!(parse("capacity=15&n=20"), parse("n=20&capacity=15"), "the order is the writer's");
        assert_eq!(parse("n=10&variant=plain").map(|values| values.to_string()), Ok(String::new()));
    }

    #[test]
    fn a_refusal_says_where_and_what_would_do() {
        for (text, message) in [
            ("n=0", "Column 1: n must be from 1 to 100, not 0."),
            ("variant=buffered&n=101", "Column 18: n must be from 1 to 100, not 101."),
            ("n=99999999999999999999", "Column 1: n must be from 1 to 100, not 99999999999999999999."),
            ("n=-1", "Column 1: n must be a whole number, not “-1”."),
            ("n=", "Column 1: n must be a whole number, not “”."),
            ("n", "Column 1: n must be a whole number, not “”."),
            ("n=5&capacity=6", "Column 5: capacity must be from 0 to 5, not 6."),
            ("capacity=11", "Column 1: capacity must be from 0 to 10, not 11."),
            ("n=5&n=6", "Column 5: n is given twice."),
            ("&n=5", "Column 1: There is no parameter “”."),
            ("n=5&数=6", "Column 5: There is no parameter “数”."),
            ("variant=平&x", "Column 1: variant cannot be “平”. There are only plain and buffered."),
        ] {
            assert_eq!(parse(text), Err(message.to_string()), "{text}");
        }
        let pairs = [("capacity", "15"), ("n", "20")];
        assert_eq!(Values::from_pairs(&PARAMS, pairs).map_err(|e| e.to_string()), parse("n=20&capacity=15"));
        let refusal = Values::from_pairs(&PARAMS, [("n", "0")]).map_err(|error| error.to_string());
        assert_eq!(refusal, Err("n must be from 1 to 100, not 0.".to_string()));
        let long = "x".repeat(1_000_000);
        assert!(parse(&long).is_err_and(|message| message.len() < 100));
        assert!(parse(&"&".repeat(1_000_000)).is_err());
    }

    #[test]
    fn what_depends_on_a_value_goes_with_it() {
        let values = Values::new(&PARAMS);
        let more = values.with("n", "20").expect("in range");
        assert_eq!(more.number("capacity"), 20, "a default follows its bound");
        let most = more.with("capacity", "18").expect("in range");
        let fewer = most.with("n", "5").expect("in range");
        assert_eq!((fewer.number("n"), fewer.number("capacity")), (5, 5), "a value gives way to its bound");
        assert_eq!(fewer.bounds("capacity"), (0, 5));
        assert!(fewer.with("capacity", "6").is_err());
        assert_eq!(fewer.with("capacity", "6").map_err(|error| error.column), Err(0));
    }

    #[test]
    fn a_parameter_may_mean_nothing_here() {
        let values = Values::new(&PARAMS);
        assert!(!values.matters(&PARAMS[2]));
        assert!(values.with("variant", "buffered").expect("an option").matters(&PARAMS[2]));
    }
}
