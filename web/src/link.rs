//! What stands after `#` in the address: a lesson that a person can type, or a whole run as a token.
//!
//! - `ten-goroutines/deadlock?n=20`: a lesson, a moment that it names, what it is turned to ([`Address`]).
//! - `s1.…@12`: a run's token, and the position to be shown. It carries program, parameters and every decision.
//!
//! Both come from strangers: whatever cannot be read is said, with its place where there is one.

use std::rc::Rc;

use lockstep_core::go::lower::LoopVariables;
use lockstep_core::go::machine::Time;
use lockstep_core::lessons::{self, Address, Program, Reading, cut};
use lockstep_core::present::Message;
use lockstep_core::say;
use lockstep_core::schedule::{Plan, Token, TokenError, token};

use crate::draft;
use crate::options::Options;
use crate::session::Session;

/// Opens what a fragment names.
///
/// # Errors
/// What is wrong with it, to be said to the reader.
pub fn open(fragment: &str, plan: Plan) -> Result<Session, Message> {
    // An address without a fragment is the page as a first visit finds it.
    let fragment = if fragment.is_empty() { lessons::all()[0].id } else { fragment };
    if draft::is_address(fragment) {
        return go(fragment, plan);
    }
    if !looks_like_a_token(fragment) {
        let address = Address::parse(fragment).map_err(|error| unread(fragment, Message::from(&error)))?;
        return Ok(Session::at(&address, plan));
    }
    replayed(fragment)
}

/// Why an address leads nowhere. Those of Go programs are turned to nothing: what follows in one has strayed there.
#[inline(never)]
fn unread(fragment: &str, why: Message) -> Message {
    if draft::is_damaged(fragment) { say!(LinkDamaged) } else { why }
}

/// Opens a Go program: the reader's own, or an example. One with something wrong in it is shown over one that does nothing.
#[inline(never)]
fn go(fragment: &str, plan: Plan) -> Result<Session, Message> {
    let unknown = || unread(fragment, say!(GoNoExample, given = cut(fragment)));
    let text = draft::text_at(fragment).ok_or_else(unknown)?;
    let program = Program::of_go(&text, &draft::reading_of(&text));
    Ok(program.map_or_else(|_| draft::nothing(plan), |program| Session::open(program, plan)))
}

/// Whether a fragment leads to a Go program, for which the Go texts have to be there; or to a cluster, whose words come with them.
pub fn wants_go(fragment: &str) -> bool {
    draft::is_address(fragment) || wants_words(fragment) || wants_go_by_token(fragment)
}

/// Whether it is the name of a scene whose words come later, with or without what it is turned to.
fn wants_words(fragment: &str) -> bool {
    let id = fragment.split(['/', '?']).next().unwrap_or_default();
    lessons::find(id).is_some_and(|scene| !scene.is_go())
}

#[inline(never)]
fn wants_go_by_token(fragment: &str) -> bool {
    let text = fragment.rsplit_once('@').map_or(fragment, |(text, _)| text);
    looks_like_a_token(text)
        && text
            .parse()
            .is_ok_and(|token: Token| token.program == lessons::GO.id || wants_words(&token.program))
}

/// Opens a run that is said by its token.
#[inline(never)]
fn replayed(fragment: &str) -> Result<Session, Message> {
    let (text, at) = match fragment.rsplit_once('@') {
        None => (fragment, None),
        Some((text, at)) => {
            let position = at.parse().map_err(|_| say!(LinkPosition, given = cut(at)))?;
            (text, Some(position))
        }
    };
    let token: Token = text.parse().map_err(|error| refusal(&error))?;
    let program = program(&token)?;
    Ok(Session::replay(program, &token, at))
}

/// The fragment with which a player begins: the link's, or the place that was kept.
pub fn asked(options: &Options, kept: Option<&str>) -> String {
    match kept {
        Some(kept) if options.fragment.is_empty() => kept.into(),
        _ => options.fragment.clone(),
    }
}

/// What the options ask to be shown first, or what was kept. A link that cannot be read is told over its lesson.
pub fn first(options: &Options, kept: Option<String>) -> Session {
    let plan = Plan::RoundRobin;
    let mut asked = asked(options, kept.as_deref());
    let step = options.step.parse().ok();
    if asked.is_empty() {
        asked = if options.lesson.is_empty() { lessons::all()[0].id.into() } else { options.lesson.clone() };
        if step.is_none() && !options.step.is_empty() {
            asked = format!("{asked}/{}", options.step);
        }
    }
    let opened = open(&asked, plan);
    let mut session = match opened {
        Ok(session) => session,
        Err(notice) => instead(&asked, notice, plan),
    };
    if let (Some(step), true) = (step, options.fragment.is_empty()) {
        session.go_to(step);
    }
    session
}

/// The lesson that is shown where a link cannot be read: the one that it names, if that can be told.
#[inline(never)]
fn instead(asked: &str, notice: Message, plan: Plan) -> Session {
    let named = asked.split(['/', '?']).next().and_then(lessons::find);
    let scene = named.unwrap_or(&lessons::all()[0]);
    let mut session = Session::open(scene.program(scene.defaults()), plan);
    session.set_notice(Some(notice));
    session
}

/// The fragment that leads back to what a session shows.
pub fn fragment(session: &Session) -> String {
    let (position, _) = session.place();
    if position == 0 && (session.is_untouched() || session.program().scene().is_still()) {
        match session.program().typed() {
            None => return session.address().to_string(),
            Some((text, reading)) => {
                if let Some(address) = draft::address_of(text).filter(|_| *reading == Reading::default()) {
                    return address;
                }
            }
        }
    }
    format!("{}@{position}", session.token())
}

fn looks_like_a_token(fragment: &str) -> bool {
    let version = fragment.strip_prefix('s').and_then(|rest| rest.split_once('.'));
    version.is_some_and(|(digits, _)| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn program(token: &Token) -> Result<Program, Message> {
    if token.program == lessons::GO.id {
        return go_program(token);
    }
    let Some(scene) = lessons::find(&token.program) else {
        return Err(say!(LinkOtherProgram, given = cut(&token.program)));
    };
    let pairs = token.parameters.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let values = lessons::Values::from_pairs(scene.params, pairs).map_err(|error| Message::from(&error))?;
    Ok(scene.program(values))
}

/// The Go program that a token carries.
#[inline(never)]
fn go_program(token: &Token) -> Result<Program, Message> {
    // The command's have the hash of a text and not the text.
    let missing =
        || if token.parameter("source").is_some() { say!(GoLinkCommand) } else { say!(LinkDamaged) };
    let text = token.parameter("text").ok_or_else(missing)?;
    let test = token.parameter("test").map(Rc::from);
    let damaged = || say!(LinkDamaged);
    let loops = token.parameter("loopvar").map(|name| LoopVariables::named(name).ok_or_else(damaged));
    let time = token.parameter("time").map(|name| Time::named(name).ok_or_else(damaged));
    let reading = Reading { loops: loops.transpose()?.unwrap_or_default(), test };
    let program = Program::of_go(text, &reading).map_err(|errors| {
        let first = errors.problems.first();
        say!(GoLinkProblem, text = first.map_or("", |problem| &problem.message))
    })?;
    Ok(program.with_time(time.transpose()?.unwrap_or_default()))
}

/// Why a token could not be read, in words.
fn refusal(error: &TokenError) -> Message {
    match error {
        TokenError::NotAToken => say!(LinkNotAToken),
        TokenError::OtherVersion(version) => {
            say!(LinkOtherVersion, version = *version, known = token::VERSION)
        }
        TokenError::Damaged => say!(LinkDamaged),
        TokenError::TooLong => say!(LinkTooLong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Act;
    use lockstep_core::present::Locale;
    use lockstep_core::schedule::Checks;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn opened(fragment: &str) -> Session {
        let mut session = open(fragment, Plan::RoundRobin).expect("the link is good");
        while session.work(100) {}
        session
    }

    fn refused(fragment: &str) -> String {
        Locale::English.text(open(fragment, Plan::RoundRobin).err().expect("the link is bad"))
    }

    #[test]
    fn a_link_restores_program_parameters_schedule_and_position() {
        let mut session = opened("ten-goroutines?n=3");
        session.act(Act::Forward);
        let other =
            *session.frame(Locale::English).choices.last().map(|view| &view.choice).expect("one may go");
        session.act(Act::Choose(other));
        while session.work(100) {}
        session.act(Act::Last);
        while session.work(100) {}
        session.act(Act::Seek(7));
        let link = fragment(&session);
        let mut again = opened(&link);
        assert_eq!(again.place(), session.place());
        assert_eq!(again.values(), session.values());
        assert_eq!(again.frame(Locale::English).sentence, session.frame(Locale::English).sentence);
        assert_eq!(fragment(&again), link);
    }

    #[test]
    fn an_untouched_start_is_a_link_that_can_be_typed() {
        assert_eq!(fragment(&opened("queueing?capacity=0")), "queueing?capacity=0");
    }

    #[test]
    fn a_named_moment_is_found_and_the_run_goes_on_behind_it() {
        let session = opened("ten-goroutines/first-block?n=4");
        let (position, length) = session.place();
        assert!(0 < position && position < length, "{position} of {length}");
        assert!(opened("ten-goroutines/deadlock").is_over());
    }

    #[test]
    fn a_moment_that_does_not_come_is_said() {
        let session = opened("ten-goroutines/deadlock?variant=buffered");
        assert!(session.notice().is_some());
        assert!(session.is_over());
    }

    #[test]
    fn a_bad_link_is_refused_in_words() {
        let token = fragment(&{
            let mut session = opened("counting?n=2");
            session.act(Act::Last);
            while session.work(100) {}
            session
        });
        let (text, _) = token.rsplit_once('@').expect("it has a position");
        for (link, words) in [
            ("somewhere".to_string(), "no lesson"),
            (format!("{text}@x"), "position"),
            (text.replacen("s1.", "s2.", 1), "version 2"),
            (format!("{text}AAAA"), "damaged"),
            (format!("s1.{}", "A".repeat(1 << 20)), "too long"),
            ("ten-goroutines?n=0".into(), "from 1 to"),
            ("go?x".into(), "damaged"),
            ("go/ping-pong?x".into(), "damaged"),
            ("go/nowhere".into(), "no example"),
        ] {
            assert!(refused(&link).contains(words), "{}", refused(&link));
        }
    }

    #[test]
    fn a_token_of_the_commands_is_told_as_that() {
        let parameters = vec![("source".to_owned(), "0".repeat(16)), ("seed".to_owned(), "0".to_owned())];
        let checks = Checks::new(0, |_| 0);
        let token = Token { program: lessons::GO.id.into(), parameters, checks, ..Token::default() };
        let said = refused(&token.to_string());
        assert!(said.contains("lockstep run --schedule"), "{said}");
    }

    #[test]
    fn a_go_program_is_read_as_its_link_says_or_not_at_all() {
        let link = |name: &str, value: &str| {
            let text = ("text".to_owned(), "package main\n\nfunc main() {}\n".to_owned());
            let parameters = vec![text, (name.to_owned(), value.to_owned())];
            let checks = Checks::new(0, |_| 0);
            Token { program: lessons::GO.id.into(), parameters, checks, ..Token::default() }.to_string()
        };
        let older = opened(&link("loopvar", "go1.21"));
        let reading = older.program().typed().map(|(_, reading)| reading.loops);
        assert_eq!(reading, Some(LoopVariables::PerLoop));
        for (name, value) in [("loopvar", "go1.20"), ("time", "soon")] {
            assert!(refused(&link(name, value)).contains("damaged"), "{}", refused(&link(name, value)));
        }
    }
}
