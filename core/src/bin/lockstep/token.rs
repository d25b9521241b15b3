//! What a schedule's token says of its program: whatever decides, beside the schedule, how a run goes.

use crate::arguments::{Asked, Pattern, loop_variables, time};
use crate::{Problem, Source};
use lockstep_core::go::machine::Time;
use lockstep_core::lessons::LIMITS;
use lockstep_core::schedule::Token;
use lockstep_core::schedule::token::fnv;

/// The parameters of a token.
pub fn parameters(
    asked: &Asked,
    source: &Source,
    seed: u64,
    test: Option<&str>,
    time: Time,
) -> Vec<(String, String)> {
    let mut parameters = vec![
        ("source".into(), hash(source)),
        ("seed".into(), seed.to_string()),
        ("loopvar".into(), asked.loops.name().into()),
    ];
    if time == Time::AnyDelay {
        parameters.push(("time".into(), time.name().into()));
    }
    parameters.extend(test.map(|pattern| ("test".into(), pattern.into())));
    parameters
}

/// Takes over what a token says; one from the page has the text itself, and a test's name.
///
/// # Errors
/// If it is the token of another program, or says what nobody can do.
pub fn take_over(token: &Token, asked: &mut Asked, source: &Source) -> Result<(), Problem> {
    let text = token.parameter("text");
    let is_it = match text {
        Some(text) => text.as_bytes() == source.bytes,
        None => token.parameter("source") == Some(&hash(source)),
    };
    if !is_it {
        return Err("--schedule: it is the schedule of another program, or of another text of this one: run or check it again for a \
                    new one"
            .into());
    }
    if text.is_some() {
        asked.limits = LIMITS;
    }
    asked.test = match token.parameter("test") {
        Some(name) if text.is_some() => Some(Pattern::only(name)?),
        Some(pattern) => Some(Pattern::new(pattern)?),
        None => None,
    };
    if let Some(loopvar) = token.parameter("loopvar") {
        asked.loops = loop_variables(loopvar)?;
    }
    if let Some(said) = token.parameter("time") {
        asked.limits.time = time(said)?;
    }
    if let Some(seed) = token.parameter("seed") {
        asked.seed = Some(seed.parse().map_err(|_| format!("--schedule: its seed is no number: {seed}"))?);
    }
    Ok(())
}

/// The token of the same run in the page, which has the text itself; nothing if the page cannot do the same: its random numbers
/// are those of seed 0, and of a file of tests it runs one or all.
pub fn in_page(token: &Token, text: &str) -> Option<Token> {
    let mut parameters = vec![("text".to_owned(), text.to_owned())];
    for (name, value) in &token.parameters {
        match (name.as_str(), value.as_str()) {
            ("seed", "0") | ("loopvar", "go1.22") | ("source", _) => {}
            ("loopvar" | "time", _) => parameters.push((name.clone(), value.clone())),
            ("test", pattern) => {
                let name = pattern.strip_prefix('^').and_then(|rest| rest.strip_suffix('$'));
                let is_word = |name: &&str| name.chars().all(|sign| sign == '_' || sign.is_alphanumeric());
                parameters.push(("test".into(), name.filter(is_word)?.into()));
            }
            _ => return None,
        }
    }
    Some(Token { parameters, ..token.clone() })
}

/// The hash of a program's text, by which a schedule knows what it was made for.
fn hash(source: &Source) -> String {
    format!("{:016x}", fnv(&source.bytes))
}
