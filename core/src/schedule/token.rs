//! A run as a short text that can be sent, kept and replayed.
//!
//! `s1.` and then base64url (RFC 4648, §5, without padding) of a checksum and of the program's name, its parameters, the
//! [`Schedule`] and some checks. Numbers are varints. A step by hand is one byte for the first 32 workers, and a million
//! steps by a policy are five.
//!
//! The checks are bits of the hash of all events up to certain steps: when a program has changed, its old tokens may
//! still replay, but not to the same events, and the first check that fails says between which steps they parted.

use super::decisions::{Pick, Schedule, Segment};
use super::policy::Plan;
use crate::world::WorkerId;
use base64ct::{Base64UrlUnpadded, Encoding};
use std::fmt;
use std::str::FromStr;

/// The version that is written, and the only one that is read.
pub const VERSION: u32 = 1;

/// No token is longer, in characters.
pub const LONGEST: usize = 1 << 20;

/// A program, its parameters and a schedule, with what is needed to notice that a replay is not the same run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Token {
    /// Which program.
    pub program: String,
    /// Its parameters, by name.
    pub parameters: Vec<(String, String)>,
    /// What was decided.
    pub schedule: Schedule,
    /// What must come of it.
    pub checks: Checks,
}

impl Token {
    /// The parameter of this name.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Some bits of the hash at some steps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checks {
    every: u8,
    bits: Vec<u8>,
}

impl Checks {
    /// At most so many steps are checked, besides the last.
    const MOST: u32 = 24;

    /// Checks of a run of so many steps, from the hash after each of them.
    pub fn new(len: u32, hash: impl Fn(u32) -> u16) -> Checks {
        let every =
            (0u8..).find(|every| len >> every < Checks::MOST).expect("a number shifted far enough is 0");
        let mut checks = Checks { every, bits: Vec::new() };
        checks.bits = checks.steps(len).map(|step| hash(step) as u8).collect();
        checks
    }

    /// The steps that are checked in a run of so many.
    fn steps(&self, len: u32) -> impl Iterator<Item = u32> {
        let every = 1u32 << self.every;
        let last = (!len.is_multiple_of(every)).then_some(len);
        (0..=len / every).map(move |number| number * every).chain(last)
    }

    fn count(every: u8, len: u32) -> usize {
        (len >> every) as usize + 1 + usize::from(!len.is_multiple_of(1 << every))
    }

    /// Whether this hash is the one expected after so many steps of a run of `len`; `None` if it is not checked there.
    pub fn hold(&self, step: u32, len: u32, hash: u16) -> Option<bool> {
        let every = 1u32 << self.every;
        let place = match step {
            _ if step.is_multiple_of(every) => step >> self.every,
            _ if step == len => (step >> self.every) + 1,
            _ => return None,
        };
        self.bits.get(place as usize).map(|bits| *bits == hash as u8)
    }

    /// The last step before this one that is checked.
    pub fn before(&self, step: u32) -> u32 {
        step.saturating_sub(1) >> self.every << self.every
    }
}

/// Why a text could not be taken as the token of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenError {
    /// It does not look like one.
    NotAToken,
    /// It was written by another version of Lockstep.
    OtherVersion(u32),
    /// It was a token, but some of it is missing or was changed.
    Damaged,
    /// It, or its run, is longer than any token that is written.
    TooLong,
}

impl fmt::Display for TokenError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TokenError::NotAToken => write!(out, "this is not the token of a run"),
            TokenError::OtherVersion(version) => {
                write!(out, "this token is of version {version}; this is version {VERSION}")
            }
            TokenError::Damaged => write!(out, "this token is damaged: some of it is missing or was changed"),
            TokenError::TooLong => write!(out, "this token is longer than any run can be"),
        }
    }
}

impl std::error::Error for TokenError {}

impl fmt::Display for Token {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = Vec::new();
        text(&mut bytes, &self.program);
        number(&mut bytes, self.parameters.len() as u64);
        for (name, value) in &self.parameters {
            text(&mut bytes, name);
            text(&mut bytes, value);
        }
        number(&mut bytes, self.schedule.segments().len() as u64);
        self.schedule.segments().iter().for_each(|part| segment(&mut bytes, *part));
        bytes.push(self.checks.every);
        bytes.extend_from_slice(&self.checks.bits);
        let mut whole = checksum(&bytes).to_le_bytes().to_vec();
        whole.append(&mut bytes);
        write!(out, "s{VERSION}.{}", Base64UrlUnpadded::encode_string(&whole))
    }
}

impl FromStr for Token {
    type Err = TokenError;

    fn from_str(text: &str) -> Result<Token, TokenError> {
        if text.len() > LONGEST {
            return Err(TokenError::TooLong);
        }
        let (version, body) =
            text.strip_prefix('s').and_then(|rest| rest.split_once('.')).ok_or(TokenError::NotAToken)?;
        let digits = version.bytes().all(|byte| byte.is_ascii_digit()) && !version.starts_with('0');
        match version.parse() {
            Ok(VERSION) if digits => {}
            Ok(version) if digits => return Err(TokenError::OtherVersion(version)),
            _ => return Err(TokenError::NotAToken),
        }
        let whole = Base64UrlUnpadded::decode_vec(body).map_err(|_| TokenError::Damaged)?;
        let (sum, bytes) = whole.split_first_chunk().ok_or(TokenError::Damaged)?;
        if checksum(bytes) != u32::from_le_bytes(*sum) {
            return Err(TokenError::Damaged);
        }
        Input { bytes }.token()
    }
}

/// The 64-bit FNV-1a hash, by which a token knows a text that it has not inside.
pub fn fnv(bytes: &[u8]) -> u64 {
    let next = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01B3);
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, next)
}

/// CRC-32 (ISO 3309, as in zip files): whatever changes up to 32 bits in a row is noticed for certain.
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |mut sum, byte| {
        sum ^= u32::from(*byte);
        (0..8).for_each(|_| sum = (sum >> 1) ^ (0xEDB8_8320 & 0u32.wrapping_sub(sum & 1)));
        sum
    })
}

fn number(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn text(bytes: &mut Vec<u8>, text: &str) {
    number(bytes, text.len() as u64);
    bytes.extend_from_slice(text.as_bytes());
}

/// The last two bits say: 0, a pick of a worker's first choice, once; 1, the same more often; 2, another choice of its;
/// 3, a policy.
fn segment(bytes: &mut Vec<u8>, segment: Segment) {
    match segment {
        Segment::Pick(Pick { worker, nth }, steps) => {
            let how = if nth > 0 { 2 } else { u64::from(steps > 1) };
            number(bytes, u64::from(worker.0) << 2 | how);
            if nth > 0 {
                number(bytes, nth.into());
            }
            if how > 0 {
                number(bytes, steps.into());
            }
        }
        Segment::Policy(plan, steps) => {
            match plan {
                Plan::RoundRobin => number(bytes, 3),
                Plan::Random { seed } => {
                    number(bytes, 1 << 2 | 3);
                    number(bytes, seed);
                }
                Plan::Pct { seed, depth, length } => {
                    number(bytes, 2 << 2 | 3);
                    [seed, depth.into(), length.into()].into_iter().for_each(|part| number(bytes, part));
                }
            }
            number(bytes, steps.into());
        }
    }
}

/// What is left to read. The checksum was right, but anyone can write one.
struct Input<'a> {
    bytes: &'a [u8],
}

impl Input<'_> {
    fn byte(&mut self) -> Result<u8, TokenError> {
        let (first, rest) = self.bytes.split_first().ok_or(TokenError::Damaged)?;
        self.bytes = rest;
        Ok(*first)
    }

    fn number(&mut self) -> Result<u64, TokenError> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let part = u64::from(byte & 0x7f);
            number |= part << shift;
            if part << shift >> shift != part {
                break;
            }
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(TokenError::Damaged)
    }

    fn small<T: TryFrom<u64>>(&mut self) -> Result<T, TokenError> {
        self.number()?.try_into().map_err(|_| TokenError::Damaged)
    }

    fn text(&mut self) -> Result<String, TokenError> {
        let len = self.small()?;
        let (text, rest) = self.bytes.split_at_checked(len).ok_or(TokenError::Damaged)?;
        self.bytes = rest;
        String::from_utf8(text.to_vec()).map_err(|_| TokenError::Damaged)
    }

    fn token(mut self) -> Result<Token, TokenError> {
        let program = self.text()?;
        let count: usize = self.small()?;
        let mut parameters = Vec::new();
        for _ in 0..count {
            parameters.push((self.text()?, self.text()?));
        }
        let count: usize = self.small()?;
        let mut schedule = Schedule::default();
        for _ in 0..count {
            let segment = self.segment()?;
            if segment.steps() > Schedule::LIMIT - schedule.len() {
                return Err(TokenError::TooLong);
            }
            schedule.push(segment, false);
        }
        let every = self.byte()?;
        if every >= 32 || self.bytes.len() != Checks::count(every, schedule.len()) {
            return Err(TokenError::Damaged);
        }
        let checks = Checks { every, bits: self.bytes.to_vec() };
        Ok(Token { program, parameters, schedule, checks })
    }

    fn segment(&mut self) -> Result<Segment, TokenError> {
        let head = self.number()?;
        let (what, how) = (head >> 2, head & 3);
        if how == 3 {
            let plan = match what {
                0 => Plan::RoundRobin,
                1 => Plan::Random { seed: self.number()? },
                2 => Plan::Pct { seed: self.number()?, depth: self.small()?, length: self.small()? },
                _ => return Err(TokenError::Damaged),
            };
            return Ok(Segment::Policy(plan, self.steps()?));
        }
        let worker = WorkerId(what.try_into().map_err(|_| TokenError::Damaged)?);
        let nth = if how == 2 { self.small()? } else { 0 };
        let steps = if how == 0 { 1 } else { self.steps()? };
        Ok(Segment::Pick(Pick { worker, nth }, steps))
    }

    fn steps(&mut self) -> Result<u32, TokenError> {
        match self.small()? {
            0 => Err(TokenError::Damaged),
            steps => Ok(steps),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::rng::SplitMix64;
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn arbitrary(seed: u64) -> Token {
        let mut chance = SplitMix64::new(seed);
        let mut schedule = Schedule::default();
        for _ in 0..chance.below(40) {
            let nth = if chance.below(3) == 0 { chance.next() as u16 } else { 0 };
            let pick = Pick { worker: WorkerId((chance.next() >> (32 + chance.below(32))) as u32), nth };
            match chance.below(6) {
                0 => (0..chance.below(300)).for_each(|_| schedule.push_policy(Plan::RoundRobin, false)),
                1 => schedule.push_policy(Plan::Random { seed: chance.next() }, false),
                2 => schedule.push_policy(Plan::Pct { seed: chance.next(), depth: 3, length: 100 }, true),
                _ => (0..=chance.below(3)).for_each(|_| schedule.push_pick(pick)),
            }
        }
        let checks = Checks::new(schedule.len(), |step| SplitMix64::nth(seed, step.into()) as u16);
        let parameters = (0..chance.below(4)).map(|n| (format!("p{n}"), chance.next().to_string())).collect();
        Token { program: "ten-goroutines 十".into(), parameters, schedule, checks }
    }

    #[test]
    fn a_token_is_read_back() {
        for seed in 0..300 {
            let token = arbitrary(seed);
            assert_eq!(token.to_string().parse(), Ok(token));
        }
    }

    #[test]
    fn a_million_steps_by_policy_are_short() {
        let mut schedule = Schedule::default();
        schedule.push(Segment::Policy(Plan::Random { seed: 42 }, Schedule::LIMIT), false);
        let checks = Checks::new(schedule.len(), |_| 0);
        let token = Token { program: "queueing".into(), parameters: Vec::new(), schedule, checks };
        assert!(token.to_string().len() < 70, "{token}");
        assert_eq!(token.to_string().parse(), Ok(token));
    }

    #[test]
    fn one_changed_character_is_noticed() {
        let text = arbitrary(8).to_string();
        for place in 0..text.len() {
            for other in *b"Aa0_-.~" {
                let mut changed = text.clone().into_bytes();
                changed[place] = other;
                let changed = String::from_utf8(changed).expect("ASCII stays ASCII");
                if changed != text {
                    assert!(changed.parse::<Token>().is_err(), "{changed}");
                }
            }
            assert!(text[..place].parse::<Token>().is_err());
        }
        assert!(format!("{text}A").parse::<Token>().is_err());
    }

    #[test]
    fn whatever_carries_a_right_checksum_is_read_or_refused() {
        let mut chance = SplitMix64::new(9);
        for round in 0..4_000 {
            let mut bytes: Vec<u8> = match round % 2 {
                0 => (0..chance.below(60)).map(|_| (chance.next() >> chance.below(60)) as u8).collect(),
                _ => {
                    let text = arbitrary(round % 64).to_string();
                    let whole = Base64UrlUnpadded::decode_vec(&text[3..]).expect("this was encoded");
                    whole[4..].to_vec()
                }
            };
            if !bytes.is_empty() {
                let place = chance.below(bytes.len());
                bytes[place] = chance.next() as u8;
            }
            let mut whole = checksum(&bytes).to_le_bytes().to_vec();
            whole.extend(bytes);
            if let Ok(token) = format!("s1.{}", Base64UrlUnpadded::encode_string(&whole)).parse::<Token>() {
                assert!(token.schedule.len() <= Schedule::LIMIT);
            }
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        let text = arbitrary(1).to_string();
        let read = |text: &str| text.parse::<Token>();
        for foreign in
            ["", "s", "s1", "s.", "sx.AAAA", "s+1.AAAA", "hello", "https://example.org/#s1.AAAA", "§1.十"]
        {
            assert_eq!(read(foreign), Err(TokenError::NotAToken), "{foreign}");
        }
        assert_eq!(read(&text.replace("s1.", "s2.")), Err(TokenError::OtherVersion(2)));
        assert_eq!(read("s1."), Err(TokenError::Damaged));
        assert_eq!(read(&text[..text.len() - 3]), Err(TokenError::Damaged));
        assert_eq!(read(&format!("s1.{}", "A".repeat(LONGEST))), Err(TokenError::TooLong));
    }

    #[test]
    fn checks_say_where_a_run_parts() {
        for len in [0, 1, 20, 23, 24, 25, 100, 1_000_000] {
            let checks = Checks::new(len, |step| step as u16 ^ 0x55);
            let held = (0..=len).filter_map(|step| checks.hold(step, len, step as u16 ^ 0x55));
            let count = held.inspect(|held| assert!(held)).count();
            assert_eq!(count, checks.bits.len());
            assert!(count <= 26 && count > (len.min(11)) as usize, "{len}: {count}");
            assert_eq!(checks.hold(len, len, len as u16), Some(false));
            assert_eq!(checks.hold(0, len, 0), Some(false));
        }
        let checks = Checks::new(100, |_| 0);
        assert_eq!((checks.before(100), checks.before(96), checks.before(1)), (96, 88, 0));
    }
}
