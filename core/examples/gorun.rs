#![allow(missing_docs, clippy::unwrap_used)]
use lockstep_core::go::{lower, machine, std as gostd, types};
use std::rc::Rc;
struct Lib;
impl types::Library for Lib {
    fn source(&self, path: &str) -> Option<&str> {
        gostd::source(path)
    }
    fn names(&self) -> Vec<&str> {
        gostd::names().collect()
    }
}
struct Out {
    ended: Option<machine::Ended>,
    trace: bool,
}
impl machine::Observer for Out {
    fn tell(&mut self, m: &mut machine::Machine, h: machine::Happened<'_>) {
        use std::io::Write;
        if self.trace {
            eprintln!("{h:?}");
        }
        match h {
            machine::Happened::Wrote(_, 1, bytes) => {
                std::io::stdout().write_all(bytes).unwrap();
            }
            machine::Happened::Wrote(_, _, bytes) => {
                std::io::stderr().write_all(bytes).unwrap();
            }
            machine::Happened::Ended(e) => self.ended = Some(e.clone()),
            _ => {}
        }
        let _ = m;
    }
}
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let t = std::time::Instant::now();
    let checked = match types::check(&[(&path, &text)], &Lib, types::Entry::Main) {
        Ok(c) => c,
        Err(e) => {
            eprint!("{}", e.text());
            std::process::exit(1)
        }
    };
    let t1 = t.elapsed();
    let code = match lower::lower(checked, &lower::Entry::Main, lower::LoopVariables::PerIteration) {
        Ok(c) => c,
        Err(e) => {
            eprintln!("{e:?}");
            std::process::exit(1)
        }
    };
    let t2 = t.elapsed();
    if std::env::var("DUMP").is_ok() {
        for (n, f) in code.functions.iter().enumerate() {
            if f.hidden && std::env::var("DUMP").unwrap() != "all" {
                continue;
            }
            eprintln!("== {n} {} r{} p{} {:?}", f.name, f.results, f.params, f.slots);
            for (i, x) in f.instrs.iter().enumerate() {
                eprintln!("  {i} {x:?} live {:?}", f.live.at(i as u32));
            }
        }
    }
    let mut out = Out { ended: None, trace: std::env::var("TRACE").is_ok() };
    let mut seed: u64 = std::env::args().nth(2).and_then(|s| s.parse().ok()).unwrap_or(1);
    let mut m = machine::Machine::new(Rc::new(code), machine::Limits::default(), seed, &mut out);
    let mut steps = 0u64;
    while m.ended().is_none() {
        let places: Vec<_> = m.places().collect();
        let mut choices = Vec::new();
        for p in places {
            let mut arms = Vec::new();
            m.arms(p, &mut arms);
            for a in arms {
                choices.push((p, a));
            }
        }
        let timers: Vec<u32> = m.timers().iter().filter(|t| m.is_due(t)).map(|t| t.number).collect();
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        let total = choices.len() + timers.len();
        if total == 0 {
            eprintln!("nothing to choose");
            break;
        }
        let k = (seed >> 33) as usize % total;
        steps += 1;
        if k < choices.len() {
            let (p, a) = choices[k];
            m.step(p, a, &mut out);
        } else {
            m.fire(timers[k - choices.len()], &mut out);
        }
    }
    eprintln!(
        "ended {:?} steps {steps} check {t1:?} lower {:?} run {:?}",
        out.ended,
        t2 - t1,
        t.elapsed() - t2
    );
    if let Some(machine::Ended::Panic(p)) = out.ended {
        eprintln!("{:?}", m.panics(p));
    }
}
