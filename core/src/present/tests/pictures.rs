use super::{programs as p, record, show, *};
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Whether a text is well-formed as far as a picture needs it: elements nest, attributes are quoted, nothing is raw.
fn check_xml(text: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let before = &rest[..start];
        assert!(!before.contains('>'), "a raw > in {before:?}");
        for entity in before.split('&').skip(1) {
            assert!(entity.contains(';'), "a raw & in {before:?}");
        }
        let end = rest[start..].find('>').expect("every element ends") + start;
        let element = &rest[start + 1..end];
        assert_eq!(element.matches('"').count() % 2, 0, "{element}");
        match element.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None if element.ends_with('/') => {}
            None => open.push(element.split(' ').next().expect("an element has a name")),
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn every_moment_has_a_picture() {
    let many = record(p::ten_goroutines(60), Plan::RoundRobin, 10_000);
    let runs = [
        many,
        record(p::queue, Plan::RoundRobin, 1000),
        record(p::locks, Plan::Random { seed: 3 }, 1000),
        record(p::odds, Plan::RoundRobin, 1000),
    ];
    for run in &runs {
        for position in (0..=run.len()).step_by(3).chain([run.len()]) {
            for (locale, theme) in Locale::ALL.into_iter().zip([Theme::Light, Theme::Dark]) {
                let moment = run.moment_at(position);
                let frame = frame(&show(run, &moment, &[]), None, locale);
                let picture = svg(&frame, locale, theme);
                check_xml(&picture);
                for chip in &frame.stage.chips {
                    assert!(picture.contains(&*chip.name), "{} is not drawn at {position}", chip.name);
                }
            }
        }
    }
}

#[test]
fn names_and_values_cannot_break_out_of_a_picture() {
    let evil = "</text><script>alert('&\"')</script>\u{0}]]>";
    let run = record(p::named(evil), Plan::RoundRobin, 1000);
    for position in 0..=run.len() {
        let moment = run.moment_at(position);
        let picture =
            svg(&frame(&show(&run, &moment, &[]), None, Locale::English), Locale::English, Theme::Light);
        check_xml(&picture);
        assert!(!picture.contains("<script") && !picture.contains('\0'));
    }
}

#[test]
fn waiting_is_measured() {
    let run = record(p::locks, Plan::Random { seed: 3 }, 1000);
    let mut meter = Meter::new(&run);
    while !meter.follow(&run, 5) {}
    assert_eq!(meter.position(), run.len());
    let plots = meter.plots(Locale::English);
    let waited: Vec<_> = plots.waiting.iter().map(|bar| (&*bar.name, bar.steps)).collect();
    assert_eq!(waited, [("main", 0), ("G2", 0), ("G3", 7)], "G3 waits while G2 sleeps twice with mu in hand");
    let mu = plots.queues.iter().find(|series| series.label.plain() == "waiting for mu").expect("G3 waited");
    assert_eq!(mu.points.iter().map(|(_, number)| number).max(), Some(&1));
    assert!(mu.points.is_sorted());
}

#[test]
fn the_states_of_all_are_counted_over_the_whole_run() {
    for workers in [20, 600] {
        let run = record(p::ten_goroutines(workers), Plan::RoundRobin, 10_000);
        let mut meter = Meter::new(&run);
        while !meter.follow(&run, 7) {}
        let columns = meter.plots(Locale::English).density;
        assert!(columns.len() <= 400 && columns[0].position == 0, "{} columns", columns.len());
        let every = columns[1].position;
        assert!(run.len() as usize - columns.last().expect("one").position < every.max(1));
        for (place, column) in columns.iter().enumerate() {
            assert_eq!(column.position, place * every);
            let workers = run.moment_at(column.position as u32).workers.len();
            let all = column.ready + column.waiting + column.sleeping + column.over;
            assert_eq!(all as usize, workers, "everyone is in one state");
        }
    }
}
