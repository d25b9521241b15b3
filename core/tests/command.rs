//! The command `lockstep`: what it prints, and how it exits.

use lockstep_core::formats::Trace;
use lockstep_core::schedule::Token;
use lockstep_core::world::End;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// The program of ten goroutines, one mutex and one unbuffered channel.
fn ten_goroutines() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo tells a test its package's folder");
    PathBuf::from(package).join("src/lessons/go/ten-goroutines/original.go")
}

/// A file that exists as long as the test.
struct Written(PathBuf);

impl Written {
    fn new(name: &str, text: &str) -> Written {
        let path = std::env::temp_dir().join(format!("lockstep-{}-{name}", std::process::id()));
        std::fs::write(&path, text).expect("a file can be written there");
        Written(path)
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn lockstep(arguments: &[&str]) -> (Option<i32>, String, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_lockstep")).args(arguments).output();
    let Output { status, stdout, stderr } = run.expect("it can be started");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it is UTF-8");
    (status.code(), text(stdout), text(stderr))
}

#[test]
fn ten_goroutines_end_as_in_go_and_their_schedule_replays() {
    let file = ten_goroutines();
    let file = file.to_str().expect("a path of ours is UTF-8");
    let first = lockstep(&["run", file, "--seed", "7"]);
    assert_eq!(first.0, Some(2));
    assert_eq!(first.1.lines().filter(|line| line.ends_with("does its work")).count(), 10);
    let starts = "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [sync.WaitGroup.Wait]:\nmain.main()\n";
    assert!(first.2.starts_with(starts), "{}", first.2);
    assert_eq!(first.2.matches("[sync.Mutex.Lock]").count(), 9);
    assert_eq!(first.2.matches("[chan send]").count(), 1);
    let token =
        first.2.lines().find_map(|line| line.strip_prefix("schedule: ")).expect("it tells its schedule");
    assert_eq!(lockstep(&["run", file, "--schedule", token]), first);
}

#[test]
fn a_program_may_come_by_standard_input() {
    let given = |arguments: &[&str], text: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lockstep"));
        let command =
            command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("it can be started");
        let mut input = child.stdin.take().expect("it is piped");
        input.write_all(text.as_bytes()).expect("it reads all of it");
        drop(input);
        let Output { status, stdout, stderr } = child.wait_with_output().expect("it ends");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it is UTF-8");
        (status.code(), text(stdout), text(stderr))
    };
    let program = "package main\n\nfunc main() {\n\tprintln(7)\n}\n";
    let (code, out, errors) = given(&["run", "-"], program);
    assert_eq!((code, out.as_str()), (Some(0), ""));
    let token = errors.strip_prefix("7\nschedule: ").expect("it prints and tells its schedule").trim_end();
    assert_eq!(given(&["run", "-", "--schedule", token], program).2, errors);
    let test = "package p\n\nimport \"testing\"\n\nfunc TestIt(t *testing.T) {}\n";
    let (code, out, _) = given(&["check", "-", "--json", "--test", "It"], test);
    assert_eq!((code, out.contains("\"test\":\"TestIt\"")), (Some(0), true), "{out}");
    let (_, _, errors) = given(&["check", "-"], "package main\n\nfunc main() { x }\n");
    assert!(errors.starts_with("main.go:3:15: "), "{errors}");
}

#[test]
fn help_says_what_there_is_and_what_the_json_holds() {
    let (code, help, _) = lockstep(&["help"]);
    assert_eq!((code, &help), (Some(0), &lockstep(&["--help"]).1));
    let (code, fields, _) = lockstep(&["help", "json"]);
    assert!(code == Some(0) && fields.contains("`unavoidable_from`"), "{fields}");
}

#[test]
fn a_program_that_cannot_be_read_is_told_as_go_tells_it() {
    let file = Written::new("wrong.go", "package main\n\nfunc main() {\n\t\"中\" := 1\n}\n");
    let path = file.0.to_str().expect("a path of ours is UTF-8");
    let name = file.0.file_name().and_then(|name| name.to_str()).expect("it has a name");
    let told = format!("{name}:4:2: non-name \"中\" on left side of :=\n");
    assert_eq!(lockstep(&["run", path]), (Some(2), String::new(), told.clone()));
    let (code, out, errors) = lockstep(&["check", path, "--json"]);
    assert_eq!((code, errors.as_str()), (Some(2), ""));
    assert!(out.contains("\"line\":4,\"col\":2"), "{out}");
}

#[test]
fn a_program_that_seems_to_have_no_end_goes_on_if_it_is_let() {
    let file = Written::new(
        "long.go",
        "package main\n\nfunc main() {\n\tn := 0\n\tfor i := range 1000 {\n\t\tn += i\n\t\tprint(\"\")\n\t}\n\tprintln(n)\n}\n",
    );
    let path = file.0.to_str().expect("a path of ours is UTF-8");
    let (exit, _, told) = lockstep(&["run", path, "--max-instructions", "5000"]);
    assert_eq!(exit, Some(3), "{told}");
    assert!(told.contains("long.go:") && told.contains("--max-instructions"), "{told}");
    let (exit, _, told) = lockstep(&["run", path, "--max-instructions", "5000000"]);
    assert!(exit == Some(0) && told.starts_with("499500\n"), "{told}");
}

#[test]
fn a_program_exits_as_it_asks_to() {
    // The system keeps a byte of it.
    for (asked, kept) in [("3", 3), ("256", 0), ("-1", 255)] {
        let text = format!("package main\n\nimport \"os\"\n\nfunc main() {{ os.Exit({asked}) }}\n");
        let file = Written::new("exit.go", &text);
        let path = file.0.to_str().expect("a path of ours is UTF-8");
        assert_eq!(lockstep(&["run", path]).0, Some(kept));
        let (_, report) = checked(&file, &[]);
        assert_eq!(report["outcomes"][0]["exit"], kept);
    }
}

#[test]
fn what_nobody_knows_is_refused() {
    let wrong_values = [
        &["run", "x.go", "--loopvar", "go1.0"][..],
        &["run", "x.go", "--seed", "-1"],
        &["check", "x.go", "--max-states", "many"],
        &["check", "x.go", "--max-seconds", "nan"],
        &["check", "x.go", "--max-states", "0"],
        &["run", "x.go", "--policy", "fair"],
        // Options of the other command, and what a token decides.
        &["run", "x.go", "--json"],
        &["check", "x.go", "--seed", "1"],
        &["run", "x.go", "--test", "A", "--schedule", "x"],
    ];
    for arguments in wrong_values {
        let errors = lockstep(arguments).2;
        assert!(errors.starts_with(&format!("lockstep: {}", arguments[2])), "{errors}");
    }
    for arguments in [&["walk"][..], &["run"], &["run", "none.go"], wrong_values[0]] {
        let (code, out, errors) = lockstep(arguments);
        assert_eq!((code, out.as_str()), (Some(2), ""));
        assert!(errors.starts_with("lockstep: "), "{errors}");
    }
}

#[test]
fn a_trace_tells_every_step_and_is_read_again() {
    let out = Written::new("trace.json", "");
    let path = out.0.to_str().expect("a path of ours is UTF-8");
    let file = ten_goroutines();
    let told = lockstep(&["run", file.to_str().expect("a path of ours is UTF-8"), "--trace", path]);
    assert_eq!(told.0, Some(2));
    let json = std::fs::read(&out.0).expect("it was written");
    let trace = Trace::from_json(&json).expect("it is a trace");
    assert_eq!(trace.timeline.end(), Some(&End::Deadlock));
    assert!(trace.source.starts_with("package main") || trace.source.contains("\npackage main"));
    let (words, exit) = trace.timeline.tip().last_words.clone().expect("it died with words");
    assert!(told.2.starts_with(&*words) && exit == 2);
    // Its token has the text, as in the page, and is taken here too.
    let token: Token = trace.token.parse().expect("it is a token");
    assert_eq!(token.parameter("text"), Some(&*trace.source));
    let file = file.to_str().expect("a path of ours is UTF-8");
    assert_eq!(lockstep(&["run", file, "--schedule", &trace.token]).0, Some(2));
    // Anyone can write a token: what it says and is nonsense is told of.
    for (name, nonsense, told) in
        [("test", "(", "lockstep: --test: "), ("seed", "x", "lockstep: --schedule: its seed is no number: x")]
    {
        let mut odd = token.clone();
        odd.parameters.push((name.into(), nonsense.into()));
        let refused = lockstep(&["run", file, "--schedule", &odd.to_string()]);
        assert!(refused.0 == Some(2) && refused.2.starts_with(told), "{}", refused.2);
    }
    // The page gives a program less memory than this.
    let text = "package main\n\nfunc main() { println(len(make([]int, 6<<20))) }\n";
    let large = Written::new("large.go", text);
    let told = lockstep(&["run", large.0.to_str().expect("a path of ours is UTF-8"), "--trace", path]);
    assert_eq!(told.0, Some(0), "{}", told.2);
    let json = std::fs::read(&out.0).expect("it was written");
    assert_eq!(Trace::from_json(&json).expect("it is a trace").token, "");
    // It draws other numbers than those of this seed.
    lockstep(&["run", file, "--seed", "7", "--trace", path]);
    let json = std::fs::read(&out.0).expect("it was written");
    assert_eq!(Trace::from_json(&json).expect("it is a trace").token, "");
}

/// A check as JSON.
fn checked(file: &Written, more: &[&str]) -> (Option<i32>, serde_json::Value) {
    let path = file.0.to_str().expect("a path of ours is UTF-8");
    let (code, out, errors) = lockstep(&[&["check", path, "--json"], more].concat());
    assert_eq!(errors, "");
    (code, serde_json::from_str(&out).expect("only JSON goes to standard output"))
}

#[test]
fn a_run_of_a_program_without_an_end_has_one() {
    let file =
        Written::new("round.go", "package main\n\nfunc main() {\n\tn := 0\n\tfor {\n\t\tn ^= n\n\t}\n}\n");
    let (code, out, errors) = lockstep(&["run", file.0.to_str().expect("a path of ours is UTF-8")]);
    assert_eq!((code, out.as_str()), (Some(3), ""));
    let name = file.0.file_name().expect("it has one").to_string_lossy();
    let line = errors.lines().next().unwrap_or_default();
    let place = ["lockstep: ", &name, ":"].concat();
    assert!(line.starts_with(&place), "{errors}");
    assert!(line.ends_with(": this goes on for ever, and nothing changes any more."), "{errors}");
}

#[test]
fn a_check_of_a_program_without_an_end_has_one() {
    let file = Written::new("endless.go", "package main\n\nfunc main() {\n\tfor {\n\t}\n}\n");
    let (code, report) = checked(&file, &[]);
    assert_eq!((code, &report["verdict"], &report["states"]), (Some(1), &"finding".into(), &1.into()));
    assert_eq!(report["findings"][0]["kind"], "livelock");
    assert_eq!(report["executions"], 0);
    let file = Written::new(
        "counts.go",
        "package main\n\nvar n int\n\nfunc main() {\n\tgo func() {}()\n\tfor {\n\t\tn++\n\t}\n}\n",
    );
    let (code, report) = checked(&file, &["--max-states", "500"]);
    assert_eq!(
        (code, &report["verdict"], &report["established"]),
        (Some(3), &"inconclusive".into(), &"bounded".into())
    );
    assert_eq!(report["limits"]["states"], 500);
}

#[test]
fn a_finding_replays_from_its_token_alone() {
    let text = "package main\n\nimport \"sync\"\n\nvar a, b sync.Mutex\n\nfunc take(x, y *sync.Mutex) {\n\tx.Lock()\n\ty.Lock()\n\ty.Unlock()\n\tx.Unlock()\n}\n\nfunc main() {\n\tvar wg sync.WaitGroup\n\twg.Go(func() { take(&a, &b) })\n\twg.Go(func() { take(&b, &a) })\n\twg.Wait()\n}\n";
    let file = Written::new("two.go", text);
    let (code, report) = checked(&file, &["--loopvar", "go1.21"]);
    assert_eq!(
        (code, &report["verdict"], &report["established"]),
        (Some(1), &"finding".into(), &"complete".into())
    );
    let findings = report["findings"].as_array().expect("a list");
    assert_eq!(findings.len(), 1, "{report}");
    let finding = &findings[0];
    assert_eq!(
        (&finding["kind"], &finding["message"]),
        (&"deadlock".into(), &"all goroutines are asleep - deadlock!".into())
    );
    assert_eq!(finding["sites"][1]["stack"][0]["function"], "main.take");
    assert_eq!(
        (&finding["sites"][1]["line"], &finding["sites"][1]["wait"]),
        (&9.into(), &"sync.Mutex.Lock".into())
    );
    let token = finding["schedule"].as_str().expect("a text");
    let (code, _, errors) =
        lockstep(&["run", file.0.to_str().expect("a path of ours is UTF-8"), "--schedule", token]);
    assert_eq!(code, Some(2));
    assert!(errors.starts_with("fatal error: all goroutines are asleep - deadlock!"), "{errors}");
    let other = Written::new("other.go", "package main\n\nfunc main() {}\n");
    let refused = lockstep(&["run", other.0.to_str().expect("a path of ours is UTF-8"), "--schedule", token]);
    let told = "lockstep: --schedule: it is the schedule of another program, or of another text of this one: run or check it again for a \
                new one\n";
    assert_eq!(refused, (Some(2), String::new(), told.into()));
}

#[test]
fn a_module_of_a_go_with_older_loops_is_told_of() {
    let folder = std::env::temp_dir().join(format!("lockstep-{}-module", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder can be made there");
    let file = folder.join("main.go");
    std::fs::write(&file, "package main\n\nfunc main() {}\n").expect("a file can be written there");
    let path = file.to_str().expect("a path of ours is UTF-8");
    let told = |version: &str, arguments: &[&str]| {
        std::fs::write(folder.join("go.mod"), format!("module m\n\ngo {version}\n")).expect("and another");
        lockstep(&[&["run", path], arguments].concat()).2.contains("go.mod says go ")
    };
    assert!(told("1.20", &[]) && told("1.21.3", &[]));
    assert!(!told("1.22", &[]) && !told("1.27.3", &[]) && !told("1.20", &["--loopvar", "go1.21"]));
    std::fs::remove_dir_all(&folder).expect("it is ours");
}

#[test]
fn what_no_option_can_be_is_told_in_a_line() {
    let told = |arguments: &[&str]| lockstep(arguments).2;
    assert_eq!(told(&["run", "a.go", "b.go"]), "lockstep: one file at a time: b.go is a second one\n");
    let seed = "lockstep: --seed: a number from 0 on is wanted, not x\n";
    assert_eq!(told(&["run", "a.go", "--seed", "x"]), seed);
    assert_eq!(told(&["walk"]), "lockstep: there is no command walk; there are run, check and help\n");
}

#[test]
fn a_check_counts_the_executions_that_differ() {
    let text = "package main\n\nimport \"sync\"\n\nfunc main() {\n\tvar mu sync.Mutex\n\tvar wg sync.WaitGroup\n\t\
                for range 3 {\n\t\twg.Go(func() {\n\t\t\tfor range 2 {\n\t\t\t\tmu.Lock()\n\t\t\t\tmu.Unlock()\n\t\t\t}\n\t\t})\n\t}\n\twg.Wait()\n}\n";
    let (code, report) = checked(&Written::new("classes.go", text), &[]);
    assert_eq!((code, &report["executions"]), (Some(0), &90.into()));
    let timed = "package main\n\nimport \"time\"\n\nfunc main() {\n\ttime.Sleep(1)\n}\n";
    let (code, report) = checked(&Written::new("timed.go", timed), &[]);
    assert_eq!((code, &report["executions"]), (Some(0), &serde_json::Value::Null));
}

#[test]
fn each_test_of_a_file_is_checked_and_the_gravest_counts() {
    let text = "package p\n\nimport \"testing\"\n\nfunc TestRight(t *testing.T) {}\n\nfunc TestWrong(t *testing.T) {\n\tdone := make(chan int)\n\tn := 0\n\tgo func() {\n\t\tn = 1\n\t\tdone <- 1\n\t}()\n\tif n == 1 {\n\t\tt.Error(\"too early\")\n\t}\n\t<-done\n}\n";
    let file = Written::new("p_test.go", text);
    let (code, report) = checked(&file, &[]);
    let verdicts: Vec<_> =
        report.as_array().expect("an array").iter().map(|one| (&one["test"], &one["verdict"])).collect();
    assert_eq!(code, Some(1), "{report}");
    assert_eq!(verdicts, [(&"TestRight".into(), &"ok".into()), (&"TestWrong".into(), &"finding".into())]);
    let findings = report[1]["findings"].as_array().expect("a list");
    let kinds: Vec<&str> = findings.iter().filter_map(|finding| finding["kind"].as_str()).collect();
    assert_eq!(kinds, ["race", "test-failure"]);
    let mut accesses = [0, 1].map(|site: usize| findings[0]["sites"][site]["access"].as_str());
    accesses.sort_unstable();
    assert_eq!(accesses, [Some("read"), Some("write")]);
    assert_eq!(findings[1]["message"], "FAIL: TestWrong");
    let sites = findings[1]["sites"].as_array().expect("a list");
    assert_eq!((sites.len(), &sites[0]["line"], &sites[0]["column"]), (1, &15.into(), &5.into()));
    let token = findings[1]["schedule"].as_str().expect("a text");
    let (code, out, _) =
        lockstep(&["run", file.0.to_str().expect("a path of ours is UTF-8"), "--schedule", token]);
    assert_eq!(code, Some(1));
    assert!(out.contains("too early"), "{out}");
}

#[test]
fn tests_and_examples_are_chosen_by_a_pattern_that_the_token_keeps() {
    let text = "package p\n\nimport (\n\t\"fmt\"\n\t\"os\"\n\t\"testing\"\n)\n\nfunc TestMain(m *testing.M) {\n\tif m.Run() != 0 {\n\t\tos.Exit(3)\n\t}\n}\n\nfunc TestRight(t *testing.T) {}\n\nfunc TestParts(t *testing.T) {\n\tt.Run(\"good\", func(t *testing.T) {})\n\tt.Run(\"bad\", func(t *testing.T) { t.Fail() })\n}\n\nfunc Example_wrong() {\n\tfmt.Println(1)\n\t// Output: 2\n}\n";
    let file = Written::new("patterns_test.go", text);
    let (code, report) = checked(&file, &["--test", "Parts|wrong$"]);
    let found: Vec<_> = report
        .as_array()
        .expect("an array")
        .iter()
        .map(|one| (&one["test"], &one["findings"][0]["message"], &one["outcomes"][0]["exit"]))
        .collect();
    assert_eq!(code, Some(1), "{report}");
    let parts = (&"TestParts".into(), &"FAIL: TestParts/bad".into(), &3.into());
    assert_eq!(found, [parts, (&"Example_wrong".into(), &"FAIL: Example_wrong".into(), &3.into())]);
    let path = file.0.to_str().expect("a path of ours is UTF-8");
    let (code, out, errors) = lockstep(&["run", path, "--test", "^TestR"]);
    assert_eq!((code, out.as_str()), (Some(0), "=== RUN   TestRight\n--- PASS: TestRight (0.00s)\nPASS\n"));
    let token = errors.trim().strip_prefix("schedule: ").expect("the token");
    assert_eq!(lockstep(&["run", path, "--schedule", token]).1, out);
    let (code, _, errors) = lockstep(&["run", path, "--test", "TestParts/bad"]);
    let refused = "lockstep: --test: the parts of a test, behind a slash, cannot be chosen\n";
    assert_eq!((code, errors.as_str()), (Some(2), refused));
}

#[test]
fn a_file_of_tests_that_is_wrong_is_told_once() {
    let text =
        "package p\n\nimport \"testing\"\n\nfunc TestRight(t *testing.T) {}\n\nfunc TestWrong(x int) {}\n";
    let file = Written::new("wrong_test.go", text);
    let (code, report) = checked(&file, &[]);
    assert_eq!(code, Some(2), "{report}");
    assert_eq!(report.as_array().map(Vec::len), Some(1), "{report}");
    let message = "wrong signature for TestWrong, must be: func TestWrong(t *testing.T)";
    assert_eq!(report[0]["errors"][0]["message"], message);
}

#[test]
fn tests_that_there_are_none_of_are_no_good_news() {
    let text = "package p\n\nimport \"testing\"\n\nfunc TestRight(t *testing.T) {}\n";
    let file = Written::new("names_test.go", text);
    let path = file.0.to_str().expect("a path of ours is UTF-8");
    let name = file.0.file_name().expect("it has one").to_string_lossy();
    let told = format!("lockstep: --test: {name} has none of that name; it has TestRight\n");
    assert_eq!(lockstep(&["check", path, "--test", "Nope"]), (Some(2), String::new(), told));
    let file = Written::new("empty_test.go", "package p\n");
    let path = file.0.to_str().expect("a path of ours is UTF-8");
    let name = file.0.file_name().expect("it has one").to_string_lossy();
    let told = format!("lockstep: {name} has no tests, and no examples with an output\n");
    assert_eq!(lockstep(&["check", path, "--json"]), (Some(2), String::new(), told));
    let file = Written::new("main.go", "package main\n\nfunc main() {}\n");
    let path = file.0.to_str().expect("a path of ours is UTF-8");
    for command in ["run", "check"] {
        let (code, out, errors) = lockstep(&[command, path, "--test", "Nope"]);
        assert_eq!((code, out.as_str()), (Some(2), ""));
        assert!(errors.contains("is no file of tests"), "{errors}");
    }
}

#[test]
fn a_schedule_that_ends_before_its_program_says_what_it_shows() {
    let text = "package main\n\nvar n int\n\nfunc main() {\n\tgo func() { n = 1 }()\n\tprintln(n)\n}\n";
    let file = Written::new("race.go", text);
    let (_, report) = checked(&file, &[]);
    let races = report["findings"].as_array().expect("a list").iter().filter(|one| one["kind"] == "race");
    let race = races.clone().next().expect("there is a race");
    let token = race["schedule"].as_str().expect("a text");
    let path = file.0.to_str().expect("a path of ours is UTF-8");
    let (code, _, errors) = lockstep(&["run", path, "--schedule", token]);
    assert_eq!(code, Some(3));
    assert!(errors.starts_with("lockstep: the schedule ends here, after "), "{errors}");
    let name = file.0.file_name().expect("it has one").to_string_lossy();
    let told = format!("\nData race: n\n    main main.main {name}:7: reads it\n");
    assert!(errors.contains(&told), "{errors}");
}

/// What the command says and how it exits, with nobody listening to its output.
#[cfg(target_os = "linux")]
fn unheard(arguments: &[&str], errors: bool) -> (Option<i32>, String) {
    let full = || std::fs::File::options().write(true).open("/dev/full").expect("Linux has one");
    let mut command = Command::new(env!("CARGO_BIN_EXE_lockstep"));
    command.args(arguments).stdout(full());
    if errors {
        command.stderr(full());
    }
    let Output { status, stderr, .. } = command.output().expect("it can be started");
    (status.code(), String::from_utf8(stderr).expect("it is UTF-8"))
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_nobody_takes_is_told_or_at_least_no_panic() {
    let file = Written::new("prints.go", "package main\n\nfunc main() { print(1); println(2) }\n");
    let path = file.0.to_str().expect("a path of ours is UTF-8");
    let outputs = Written::new(
        "fmt.go",
        "package main\n\nimport \"fmt\"\n\nfunc main() {\n\tfor {\n\t\tfmt.Println(1)\n\t}\n}\n",
    );
    let endless = outputs.0.to_str().expect("a path of ours is UTF-8");
    for arguments in
        [&["--help"][..], &["--version"], &["check", path], &["check", path, "--json"], &["run", endless]]
    {
        let (code, told) = unheard(arguments, false);
        assert_eq!(code, Some(2), "{arguments:?}: {told}");
        assert!(told.starts_with("lockstep: the output cannot be written: "), "{arguments:?}: {told}");
        assert_eq!(unheard(arguments, true).0, Some(2), "{arguments:?}");
    }
}
