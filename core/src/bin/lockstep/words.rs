//! What a check has found, for people to read: the words of the page, in lines.

use lockstep_core::explore::{Finding, Report, Told};
use lockstep_core::go::machine::Time;
use lockstep_core::present::{self, FindingView, LEFT_OUT, Locale, OutcomeView, Pace, Standing};
use lockstep_core::schedule::Schedule;
use std::fmt::{self, Write};

/// So many outcomes are listed.
const LISTED: usize = 10;

/// Everything that is known of the program of a file, of which a search might look at so many states. A step is a choice of a
/// schedule here, as whoever steps through it counts them; `token` writes a schedule as text.
pub fn report(
    report: &Report,
    file: &str,
    max_states: usize,
    token: &dyn Fn(&Schedule, Time) -> String,
) -> String {
    let mut text = String::new();
    write(report, file, max_states, token, &mut text).expect("writing to a String cannot fail");
    text
}

/// What a finding is, and where everybody stands in the file.
pub fn finding(found: &Finding, file: &str) -> String {
    let mut text = [&present::heading(found, Locale::English), "\n"].concat();
    let view = present::finding(found, found.time, Locale::English);
    sites(&view, file, &mut text).expect("writing to a String cannot fail");
    text
}

fn write(
    report: &Report,
    file: &str,
    max_states: usize,
    token: &dyn Fn(&Schedule, Time) -> String,
    text: &mut String,
) -> fmt::Result {
    let view = present::check(&Told::done(report.clone()), Standing::Done, Pace::default(), Locale::English);
    for (found, view) in report.findings.iter().zip(&view.findings) {
        writeln!(text, "{} ({})", present::heading(found, Locale::English), view.way)?;
        sites(view, file, text)?;
        let unavoidable = view.unavoidable.as_ref().map(|(_, words)| [words, "."].concat());
        view.notes.iter().chain(&unavoidable).try_for_each(|note| writeln!(text, "    {note}"))?;
        writeln!(text, "    schedule: {}", token(&found.schedule, found.time))?;
    }
    if !report.goes_wrong() {
        writeln!(text, "{}", view.verdict)?;
    }
    view.notes.iter().try_for_each(|note| writeln!(text, "{note}"))?;
    if report.timed && report.time == Time::Timely {
        text.push_str("To let every timer and sleep be late: --time any-delay.\n");
    }
    if report.established.bound().is_some() && report.states >= max_states {
        text.push_str("With a larger --max-states more are visited.\n");
    }
    if report.races_within.is_some() {
        text.push_str(
            "With a larger --max-states (and --max-seconds, where it was said) these races are looked for further.\n",
        );
    }
    match (view.outcomes.is_empty(), report.outcomes_complete) {
        (false, _) => writeln!(text, "{}", view.ways)?,
        (true, true) => return Ok(()),
        (true, false) => return writeln!(text, "What can come out is not known."),
    }
    view.outcomes.iter().take(LISTED).try_for_each(|one| outcome(one, text))?;
    match report.outcomes.len().saturating_sub(LISTED) {
        0 => Ok(()),
        more => writeln!(text, "    and {more} more, all of which --json tells, with their schedules"),
    }
}

/// Where everybody stands: a line for those who stand alike.
fn sites(view: &FindingView, file: &str, text: &mut String) -> fmt::Result {
    for site in &view.sites {
        write!(text, "    {}", site.who.plain())?;
        if !site.function.is_empty() {
            write!(text, " {} {file}:{}", site.function, site.line)?;
        }
        match &*site.wait {
            "" => text.push('\n'),
            wait => writeln!(text, ": {wait}")?,
        }
    }
    Ok(())
}

/// An outcome in a line.
fn outcome(view: &OutcomeView, text: &mut String) -> fmt::Result {
    let ending = view.ending.lines().next().unwrap_or_default();
    if !view.prints {
        return writeln!(text, "    {ending}, {}", view.first);
    }
    write!(text, "    {ending}, prints")?;
    view.first.split('\n').try_for_each(|line| match line {
        LEFT_OUT => write!(text, " {line}"),
        line => write!(text, " {line:?}"),
    })?;
    match &view.rest {
        Some((_, more)) => writeln!(text, " ({more})"),
        None => writeln!(text),
    }
}

#[cfg(test)]
mod tests;
